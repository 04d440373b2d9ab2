/* The runs of this session, in the order in which they ended. */
#ifndef MNISTUI_RUNS_RUN_LIST_H
#define MNISTUI_RUNS_RUN_LIST_H

#include <stddef.h>

#include "base/error.h"
#include "train/snapshot.h"

struct run_list {
    size_t count;
    struct run_result *results;
    size_t room;
};

void run_list_init(struct run_list *list);
void run_list_done(struct run_list *list);

/* -1 if memory is short; the list is then unchanged. */
int run_list_add(struct run_list *list, const struct run_result *result,
                 struct error *err);

/* A word for the screen: "training", "done", "stopped", "diverged", "failed". */
const char *run_status_name(enum run_status status);

/* The runs as a table with a line of titles, as text that the caller frees. NULL if
 * memory is short. */
char *run_list_table(const struct run_list *list);

#endif
