/* mnistui without a command: the terminal UI, or plain lines where there is no terminal.
 */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/setup.h"
#include "runs/session.h"
#include "ui/ui_run.h"

static void
print_summary(const struct session *session, const char *data)
{
    char *table = session_table(session);

    if (table != NULL)
        printf("%s\n%s", data, table);
    free(table);
}

/* Prints what the download reported about mirrors, and why the run used practice digits.
 * On the normal screen these lines stay. */
static void
print_download(struct supply *supply)
{
    struct error err;
    char *line, *rest = supply->log;

    while ((line = strsep(&rest, "\n")) != NULL)
        if (line[0] != '\0')
            message_print(line);
    if (supply->source == SUPPLY_PRACTICE && supply->why.text[0] != '\0') {
        error_set(&err, "these were practice digits: %s", supply->why.text);
        message_print(err.text);
    }
}

int
command_terminal(const struct options *options)
{
    struct setup setup;
    struct session session;
    struct error err;
    int ended_by;

    if (!ui_is_possible())
        return command_train(options);
    /* for characters only: numbers look the same in every locale */
    setlocale(LC_CTYPE, "");
    if (setup_open(&setup, options, &err) != 0)
        return message_fail(err.text);
    session_init(&session, options->megabytes << 20);
    session.eval_train = options->eval_train;
    {
        const struct ui_config config = {
            .dataset = &setup.dataset,
            .supply = &setup.supply,
            .kernels = setup.kernels,
            .hparams = setup.hparams,
            .start = setup.start,
            .save = options->save,
            .speed = options->speed,
            .jobs = options->jobs,
            .appearance = options->appearance,
        };

        ended_by = ui_run(&config, &session, &err);
    }
    print_summary(&session, setup.dataset.name);
    print_download(&setup.supply);
    session_done(&session);
    setup_done(&setup);
    if (ended_by < 0)
        return message_fail(err.text);
    return ended_by > 0 ? EXIT_SIGNAL + ended_by : EXIT_SUCCESS;
}
