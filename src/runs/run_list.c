#include "config.h"

#include "runs/run_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/translation.h"

void
run_list_init(struct run_list *list)
{
    memset(list, 0, sizeof *list);
}

void
run_list_done(struct run_list *list)
{
    free(list->results);
    run_list_init(list);
}

int
run_list_add(struct run_list *list, const struct run_result *result, struct error *err)
{
    if (list->count == list->room) {
        size_t room = list->room * 2 + 8;
        struct run_result *grown = realloc(list->results, room * sizeof *grown);

        if (grown == NULL)
            return error_memory(err, "the list of runs");
        list->results = grown;
        list->room = room;
    }
    list->results[list->count++] = *result;
    return 0;
}

const char *
run_status_name(enum run_status status)
{
    static const char *const names[] = {
        [RUN_TRAINING] = N_("training"),
        [RUN_DONE] = N_("done"),
        [RUN_STOPPED] = N_("stopped"),
        [RUN_DIVERGED] = N_("diverged"),
        [RUN_FAILED] = N_("failed"),
    };

    return names[status];
}

/* What the table shows of the hyperparameters. A negative width aligns to the left. */
static const struct {
    enum hparam which;
    const char *title;
    int width;
} columns[] = {
    {HPARAM_BATCH, "batch", 5},    {HPARAM_INIT, "init", -6}, {HPARAM_ALPHA, "rate", 5},
    {HPARAM_GAMMA, "momentum", 8}, {HPARAM_SEED, "seed", 4},
};

static void
print_result(FILE *stream, const struct run_result *result)
{
    char text[HPARAM_TEXT];
    size_t i;

    fprintf(stream, "%3zu", result->run);
    for (i = 0; i < MEM_COUNT(columns); i++) {
        hparam_format(&result->hparams, columns[i].which, text);
        fprintf(stream, "  %*s", columns[i].width, text);
    }
    fprintf(stream, "  %6.2f", result->epochs);
    if (result->test_error < 0)
        fprintf(stream, "  %10s", "-");
    else
        fprintf(stream, "  %8.2f %%", 100 * result->test_error);
    fprintf(stream, "  %5.1f s  %s\n", result->seconds, run_status_name(result->status));
}

char *
run_list_table(const struct run_list *list)
{
    char *text = NULL;
    size_t size, i;
    FILE *stream = open_memstream(&text, &size);

    if (stream == NULL)
        return NULL;
    fprintf(stream, "%3s", "run");
    for (i = 0; i < MEM_COUNT(columns); i++)
        fprintf(stream, "  %*s", columns[i].width, columns[i].title);
    fprintf(stream, "  %6s  %10s  %7s  %s\n", "epochs", "test error", "time", "end");
    for (i = 0; i < list->count; i++)
        print_result(stream, &list->results[i]);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
