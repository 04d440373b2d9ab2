/* mnistui test: the error of a net on the test images. */
#include "config.h"

#include <stdlib.h>

#include "cli/command.h"
#include "cli/events.h"
#include "cli/message.h"
#include "cli/setup.h"
#include "nn/evaluate.h"

int
command_test(const struct options *options)
{
    struct workspace *ws;
    struct setup setup;
    struct error err;
    size_t wrong;

    if (setup_init(&setup, options, &err) != 0)
        return setup_failed(&err);
    ws = workspace_new(setup.start, EVALUATE_BATCH, setup.kernels, &err);
    if (ws == NULL) {
        setup_done(&setup);
        return message_fail(err.text);
    }
    wrong = evaluate_errors(ws, setup.start, &setup.dataset.test, 0,
                            setup.dataset.test.count);
    events_test(stdout, options->format, &setup.dataset,
                (double)wrong / (double)setup.dataset.test.count);
    workspace_free(ws);
    setup_done(&setup);
    return EXIT_SUCCESS;
}
