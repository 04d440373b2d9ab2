/* The table of runs: which columns it has, and what stands in them. */
#ifndef MNISTUI_UI_WIDGETS_RUN_TABLE_H
#define MNISTUI_UI_WIDGETS_RUN_TABLE_H

#include "runs/comparison.h"
#include "ui/widgets/table.h"

/* Zero is what the rows are sorted by at first. The settings come last, each as
 * RUN_COLUMN_SETTINGS and its enum hparam. */
enum run_column {
    RUN_COLUMN_BEST,
    RUN_COLUMN_NUMBER,
    RUN_COLUMN_NAME,
    RUN_COLUMN_RUNS, /* of a group: how many */
    RUN_COLUMN_FIRST,
    RUN_COLUMN_FIRST_MIN, /* of a group */
    RUN_COLUMN_FIRST_MAX,
    RUN_COLUMN_BEST_MIN,
    RUN_COLUMN_BEST_MAX,
    RUN_COLUMN_BEST_AT,
    RUN_COLUMN_LAST,
    RUN_COLUMN_LAST_MIN,
    RUN_COLUMN_LAST_MAX,
    RUN_COLUMN_TRAIN,
    RUN_COLUMN_SECONDS,
    RUN_COLUMN_RATE,
    RUN_COLUMN_STATUS,
    RUN_COLUMN_ASKED,
    RUN_COLUMN_SETTINGS,
};

/* What the user has chosen. Begins as zeros. */
struct run_choice {
    enum run_column sorted;
    bool descending;
    bool grouped;
    size_t baseline; /* the number of a run that others are compared with; 0 for none */
    char filter[64];
};

struct run_table {
    struct comparison comparison; /* a row is one of its groups */
    const struct run_choice *choice;
    struct spread baseline[MEASURES];
    bool has_baseline;
    size_t baseline_row; /* the number of rows if it has none */
    enum run_column id[TABLE_COLUMNS];
    struct table_column column[TABLE_COLUMNS];
    struct table table;
};

/*
 * The table of these runs; it is valid where it is, as long as they and the choice are.
 * Short of memory it has no rows. Call run_table_done in any case.
 */
void run_table_init(struct run_table *table, struct run *const *runs, size_t count,
                    const struct run_choice *choice);
void run_table_done(struct run_table *table);

/* The place of a column in the table; the number of columns if it has none. */
size_t run_table_place(const struct run_table *table, enum run_column id);

/* By the next column of the table. */
void run_table_sort_next(const struct run_table *table, struct run_choice *choice);

/* "best error": what rows are sorted by, in words. */
const char *run_column_words(enum run_column id);

#endif
