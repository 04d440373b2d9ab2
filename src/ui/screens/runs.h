/* The Runs screen, whose file would be too long: what its keys and its panels share. */
#ifndef MNISTUI_UI_SCREENS_RUNS_H
#define MNISTUI_UI_SCREENS_RUNS_H

#include "ui/action.h"
#include "ui/look.h"
#include "ui/rect.h"
#include "ui/widgets/run_table.h"
#include "ui/widgets/scales.h"

struct runs_state {
    struct scales scales;     /* of the chart; must be the first */
    size_t selected;          /* the number of a run; 0: the one that is looked at */
    size_t row;               /* where that was in the last look */
    struct table_state table; /* only what it scrolls to */
    struct run_choice choice;
    struct run_table rows; /* of the look, as they were chosen then */
};

/* Where the panels are. */
struct runs_places {
    struct rect table, about, chart;
};

struct runs_places runs_places(struct rect body, const struct look *look);

/* The part of the table's panel that is below its title. */
struct rect runs_rows(struct rect panel);

/* What is selected and sorted by in the rows: of the selected run, or the first one if it
 * is not there. */
struct table_state runs_table_state(const struct look *look,
                                    const struct runs_state *state);

/* The mouse's wheel. */
void runs_wheel(struct ui *ui, void *state, int step);

/* The rows of keys. */
extern const struct action runs_actions[];

#endif
