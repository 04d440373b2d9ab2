#include "config.h"

#include "ui/widgets/run_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"
#include "runs/run_text.h"

enum {
    NAME_COLS = 16,
    SETTING_COLS = 14,
    SEEDS_COLS = 12,
    STATUS_COLS = 20,
    STATUS_LEAST_COLS = 8
};

/* ---- what stands in the cells ---- */

static const struct run_group *
group_at(const void *data, size_t row)
{
    const struct run_table *table = data;

    return &table->comparison.groups[row];
}

static const struct run *
first_at(const void *data, size_t row)
{
    return group_at(data, row)->runs[0];
}

static bool
is_baseline(const struct run_table *table, size_t row)
{
    return table->has_baseline && table->baseline_row == row;
}

/* With a sign, unless it would round to nothing. */
static void
write_difference(char *text, size_t size, double value)
{
    snprintf(text, size, fabs(value) < 0.005 ? "%.2f" : "%+.2f",
             fabs(value) < 0.005 ? 0 : value);
}

/* A value, or beside a baseline how much more it is. */
static void
write_value(char *text, size_t size, const struct run_table *table, size_t row,
            enum measure which, double value, double unit)
{
    if (!isfinite(value))
        snprintf(text, size, "-");
    else if (!table->has_baseline || is_baseline(table, row))
        snprintf(text, size, "%.2f", unit * value);
    else if (isfinite(table->baseline[which].mean))
        write_difference(text, size, unit * (value - table->baseline[which].mean));
    else
        snprintf(text, size, "-");
}

#define PERCENT_COLUMN(name, which, of)                                     \
    static void name(char *text, size_t size, const void *data, size_t row) \
    {                                                                       \
        struct spread spread = group_measure(group_at(data, row), which);   \
                                                                            \
        write_value(text, size, data, row, which, spread.of, 100);          \
    }

PERCENT_COLUMN(write_first, MEASURE_FIRST, mean)
PERCENT_COLUMN(write_first_min, MEASURE_FIRST, min)
PERCENT_COLUMN(write_first_max, MEASURE_FIRST, max)
PERCENT_COLUMN(write_best, MEASURE_BEST, mean)
PERCENT_COLUMN(write_best_min, MEASURE_BEST, min)
PERCENT_COLUMN(write_best_max, MEASURE_BEST, max)
PERCENT_COLUMN(write_last, MEASURE_LAST, mean)
PERCENT_COLUMN(write_last_min, MEASURE_LAST, min)
PERCENT_COLUMN(write_last_max, MEASURE_LAST, max)
PERCENT_COLUMN(write_train, MEASURE_TRAIN, mean)

#define SETTING_COLUMN(name, which)                                         \
    static void name(char *text, size_t size, const void *data, size_t row) \
    {                                                                       \
        char value[HPARAM_TEXT];                                            \
                                                                            \
        hparam_format(&first_at(data, row)->now.hparams, which, value);     \
        snprintf(text, size, "%s", value);                                  \
    }

SETTING_COLUMN(write_hidden, HPARAM_HIDDEN)
SETTING_COLUMN(write_batch, HPARAM_BATCH)
SETTING_COLUMN(write_alpha, HPARAM_ALPHA)
SETTING_COLUMN(write_gamma, HPARAM_GAMMA)
SETTING_COLUMN(write_init, HPARAM_INIT)
SETTING_COLUMN(write_epochs, HPARAM_EPOCHS)
SETTING_COLUMN(write_seed, HPARAM_SEED)
SETTING_COLUMN(write_order, HPARAM_ORDER)

/* The baseline has an equals sign, as its key. */
static void
write_number(char *text, size_t size, const void *data, size_t row)
{
    snprintf(text, size, "%s%zu", is_baseline(data, row) ? "=" : "",
             first_at(data, row)->now.run);
}

static void
write_name(char *text, size_t size, const void *data, size_t row)
{
    const char *name = first_at(data, row)->name;

    snprintf(text, size, "%s", name != NULL ? name : "");
}

/* How many there are, and if not all count, how many do. */
static void
write_seeds(char *text, size_t size, const void *data, size_t row)
{
    const struct run_group *group = group_at(data, row);

    if (group->counted == group->seeds)
        snprintf(text, size, "%zu", group->seeds);
    else
        snprintf(text, size, _("%zu of %zu"), group->counted, group->seeds);
}

static void
write_best_at(char *text, size_t size, const void *data, size_t row)
{
    double epoch = group_measure(group_at(data, row), MEASURE_BEST_AT).mean;

    if (!isfinite(epoch))
        snprintf(text, size, "-");
    else
        snprintf(text, size, "%.2f", epoch);
}

static void
write_seconds(char *text, size_t size, const void *data, size_t row)
{
    write_value(text, size, data, row, MEASURE_SECONDS,
                group_measure(group_at(data, row), MEASURE_SECONDS).mean, 1);
}

static void
write_rate(char *text, size_t size, const void *data, size_t row)
{
    const struct run_table *table = data;
    double rate = group_measure(group_at(data, row), MEASURE_RATE).mean, more = 0;

    if (table->has_baseline && !is_baseline(table, row))
        more = rate - table->baseline[MEASURE_RATE].mean;
    if (!isfinite(rate) || !isfinite(more))
        snprintf(text, size, "-");
    else if (table->has_baseline && !is_baseline(table, row))
        snprintf(text, size, "%s%s",
                 fabs(more) < 0.5 ? ""
                 : more < 0       ? "-"
                                  : "+",
                 format_count(fabs(more)).text);
    else
        snprintf(text, size, "%s", format_count(rate).text);
}

static const char *
status_of(const struct run *run)
{
    if (!run->begun && !run->ended)
        return _("starting");
    if (!run->ended && run->now.paused)
        return _("paused");
    return _(run_status_name(run->now.status));
}

/* Of a group whose runs do not all have the same, how many have the first one: of those
 * that are done, that is how many count. */
static void
write_status(char *text, size_t size, const void *data, size_t row)
{
    const struct run_group *group = group_at(data, row);
    const char *status = status_of(group->seed[0]);
    size_t same = 0, i;

    for (i = 0; i < group->seeds; i++)
        same += strcmp(status_of(group->seed[i]), status) == 0;
    if (same == group->seeds)
        snprintf(text, size, "%s", status);
    else
        snprintf(text, size, _("%zu of %zu %s"), same, group->seeds, status);
}

/* By the clock, of the same day. */
static void
write_asked(char *text, size_t size, const void *data, size_t row)
{
    struct tm tm;

    if (localtime_r(&first_at(data, row)->asked, &tm) != NULL)
        snprintf(text, size, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

/* ---- columns ---- */

enum shown { ALWAYS, WHERE_IT_DIFFERS, OF_GROUPS, WITH_NAMES, WHERE_MEASURED };

#define SETTING(hparam, right, write)                                       \
    {                                                                       \
        RUN_COLUMN_SETTINGS + (hparam), NULL, NULL, SETTING_COLS, right, 1, \
            WHERE_IT_DIFFERS, write,                                        \
        {                                                                   \
            SORT_SETTING, hparam                                            \
        }                                                                   \
    }

#define COLUMN(id, title, words, width, right, rank, shown, write, kind, which) \
    {                                                                           \
        id, title, words, width, right, rank, shown, write,                     \
        {                                                                       \
            kind, which                                                         \
        }                                                                       \
    }

/* From left to right. */
static const struct {
    int id; /* enum run_column */
    const char *title;
    const char *words;
    int width; /* at most, where it depends on the texts */
    bool right;
    int rank;
    enum shown shown;
    void (*format)(char *, size_t, const void *, size_t);
    struct sort_key key;
} columns[] = {
    COLUMN(RUN_COLUMN_NUMBER, N_("run"), N_("number"), 5, true, 0, ALWAYS, write_number,
           SORT_MEASURE, MEASURE_NUMBER),
    COLUMN(RUN_COLUMN_NAME, N_("name"), N_("name"), NAME_COLS, false, 1, WITH_NAMES,
           write_name, SORT_NAME, 0),
    SETTING(HPARAM_HIDDEN, false, write_hidden),
    SETTING(HPARAM_INIT, false, write_init),
    SETTING(HPARAM_BATCH, true, write_batch),
    SETTING(HPARAM_ALPHA, true, write_alpha),
    SETTING(HPARAM_GAMMA, true, write_gamma),
    SETTING(HPARAM_ORDER, false, write_order),
    SETTING(HPARAM_EPOCHS, true, write_epochs),
    SETTING(HPARAM_SEED, true, write_seed),
    COLUMN(RUN_COLUMN_RUNS, N_("seeds"), N_("number of seeds"), SEEDS_COLS, true, 1,
           OF_GROUPS, write_seeds, SORT_COUNT, 0),
    COLUMN(RUN_COLUMN_FIRST, N_("epoch 1"), N_("error after epoch 1"), 8, true, 3, ALWAYS,
           write_first, SORT_MEASURE, MEASURE_FIRST),
    COLUMN(RUN_COLUMN_FIRST_MIN, N_("least"), N_("error after epoch 1"), 6, true, 6,
           OF_GROUPS, write_first_min, SORT_MEASURE, MEASURE_FIRST),
    COLUMN(RUN_COLUMN_FIRST_MAX, N_("most"), N_("error after epoch 1"), 6, true, 6,
           OF_GROUPS, write_first_max, SORT_MEASURE, MEASURE_FIRST),
    COLUMN(RUN_COLUMN_BEST, N_("best"), N_("best error"), 6, true, 0, ALWAYS, write_best,
           SORT_MEASURE, MEASURE_BEST),
    COLUMN(RUN_COLUMN_BEST_MIN, N_("least"), N_("best error"), 6, true, 2, OF_GROUPS,
           write_best_min, SORT_MEASURE, MEASURE_BEST),
    COLUMN(RUN_COLUMN_BEST_MAX, N_("most"), N_("best error"), 6, true, 2, OF_GROUPS,
           write_best_max, SORT_MEASURE, MEASURE_BEST),
    COLUMN(RUN_COLUMN_BEST_AT, N_("at"), N_("epoch of the best error"), 6, true, 2,
           ALWAYS, write_best_at, SORT_MEASURE, MEASURE_BEST_AT),
    COLUMN(RUN_COLUMN_LAST, N_("last"), N_("last error"), 6, true, 2, ALWAYS, write_last,
           SORT_MEASURE, MEASURE_LAST),
    COLUMN(RUN_COLUMN_LAST_MIN, N_("least"), N_("last error"), 6, true, 6, OF_GROUPS,
           write_last_min, SORT_MEASURE, MEASURE_LAST),
    COLUMN(RUN_COLUMN_LAST_MAX, N_("most"), N_("last error"), 6, true, 6, OF_GROUPS,
           write_last_max, SORT_MEASURE, MEASURE_LAST),
    COLUMN(RUN_COLUMN_TRAIN, N_("training"), N_("training error"), 9, true, 3,
           WHERE_MEASURED, write_train, SORT_MEASURE, MEASURE_TRAIN),
    COLUMN(RUN_COLUMN_SECONDS, N_("seconds"), N_("seconds of training"), 8, true, 3,
           ALWAYS, write_seconds, SORT_MEASURE, MEASURE_SECONDS),
    COLUMN(RUN_COLUMN_RATE, N_("images/s"), N_("images per second"), 10, true, 4, ALWAYS,
           write_rate, SORT_MEASURE, MEASURE_RATE),
    COLUMN(RUN_COLUMN_STATUS, N_("status"), N_("status"), STATUS_COLS, false, 2, ALWAYS,
           write_status, SORT_STATUS, 0),
    COLUMN(RUN_COLUMN_ASKED, N_("when"), N_("time of day"), 5, true, 5, ALWAYS,
           write_asked, SORT_MEASURE, MEASURE_ASKED),
};

static const char *
title_of(size_t i)
{
    int id = columns[i].id;

    return _(id < RUN_COLUMN_SETTINGS
                 ? columns[i].title
                 : setting_title((enum hparam)(id - RUN_COLUMN_SETTINGS)));
}

static size_t
find_column(enum run_column id)
{
    size_t i;

    for (i = 0; i + 1 < MEM_COUNT(columns) && columns[i].id != (int)id; i++)
        continue;
    return i;
}

const char *
run_column_words(enum run_column id)
{
    size_t i = find_column(id);

    return id < RUN_COLUMN_SETTINGS ? _(columns[i].words) : title_of(i);
}

static bool
has_names(const struct comparison *comparison)
{
    size_t i;

    for (i = 0; i < comparison->count && comparison->groups[i].runs[0]->name == NULL; i++)
        continue;
    return i < comparison->count;
}

static bool
is_measured(const struct comparison *comparison, enum measure which)
{
    size_t i;

    for (i = 0; i < comparison->count; i++) {
        if (group_measure(&comparison->groups[i], which).count > 0)
            break;
    }
    return i < comparison->count;
}

static bool
is_shown(const struct run_table *table, size_t i)
{
    switch (columns[i].shown) {
    case WHERE_IT_DIFFERS:
        return table->comparison.differs[columns[i].id - RUN_COLUMN_SETTINGS];
    case OF_GROUPS:
        return table->choice->grouped;
    case WITH_NAMES:
        return has_names(&table->comparison);
    case WHERE_MEASURED:
        return is_measured(&table->comparison, MEASURE_TRAIN);
    default:
        return true;
    }
}

/* Whether texts of any length stand in it. */
static bool
is_of_any_width(size_t i)
{
    return columns[i].shown == WHERE_IT_DIFFERS || columns[i].shown == WITH_NAMES ||
           columns[i].id == RUN_COLUMN_RUNS || columns[i].id == RUN_COLUMN_STATUS;
}

/* Then the widest of them, with room in the title for the arrow. */
static int
width_of(const struct run_table *table, size_t i)
{
    bool status = columns[i].id == RUN_COLUMN_STATUS;
    int width = status ? STATUS_LEAST_COLS : text_columns(title_of(i)) + 1;
    char text[TABLE_TEXT];
    size_t row;

    if (!is_of_any_width(i))
        return columns[i].width;
    for (row = 0; row < table->comparison.count; row++) {
        columns[i].format(text, sizeof text, table, row);
        width = max_int(width, text_columns(text));
    }
    return min_int(width, columns[i].width);
}

/* What the rows are sorted by is as important as what they are known by. */
static void
add_columns(struct run_table *table)
{
    size_t count = 0, i;

    for (i = 0; i < MEM_COUNT(columns) && count < TABLE_COLUMNS; i++) {
        struct table_column column = {
            .title = title_of(i),
            .right = columns[i].right,
            .rank = columns[i].id == (int)table->choice->sorted ? 0 : columns[i].rank,
            .role = columns[i].id == RUN_COLUMN_BEST ? ROLE_STRONG : ROLE_TEXT,
            .format = columns[i].format,
        };

        if (!is_shown(table, i))
            continue;
        column.width = width_of(table, i);
        table->id[count] = (enum run_column)columns[i].id;
        table->column[count++] = column;
    }
    table->table.columns = count;
    table->table.column = table->column;
}

/* ---- the table ---- */

/* The values of the baseline's row as it is without a filter: what others are compared
 * with does not depend on which of them are shown. */
static void
find_baseline(struct run_table *table, struct run *const *runs, size_t count)
{
    const struct run_choice *choice = table->choice;
    struct comparison all = {.count = 0};
    enum measure which;
    size_t row;

    table->baseline_row = comparison_find(&table->comparison, choice->baseline);
    if (choice->baseline == 0 ||
        comparison_init(&all, runs, count, "", choice->grouped, NULL) != 0) {
        comparison_done(&all);
        return;
    }
    row = comparison_find(&all, choice->baseline);
    table->has_baseline = row < all.count;
    for (which = 0; table->has_baseline && which < MEASURES; which++)
        table->baseline[which] = group_measure(&all.groups[row], which);
    comparison_done(&all);
}

static bool
is_marked(const void *data, size_t row)
{
    const struct run_group *group = group_at(data, row);
    size_t i;

    for (i = 0; i < group->count && !group->runs[i]->marked; i++)
        continue;
    return i < group->count;
}

/* In the order that is chosen. */
static void
make_rows(struct comparison *comparison, struct run *const *runs, size_t count,
          const struct run_choice *choice)
{
    if (comparison_init(comparison, runs, count, choice->filter, choice->grouped, NULL) !=
        0)
        comparison_done(comparison);
    comparison_sort(comparison, columns[find_column(choice->sorted)].key,
                    choice->descending);
}

void
run_table_init(struct run_table *table, struct run *const *runs, size_t count,
               const struct run_choice *choice)
{
    memset(table, 0, sizeof *table);
    table->choice = choice;
    make_rows(&table->comparison, runs, count, choice);
    find_baseline(table, runs, count);
    add_columns(table);
    table->table.rows = table->comparison.count;
    table->table.data = table;
    table->table.is_marked = is_marked;
    table->table.sorts = true;
    table->table.empty =
        count > 0 ? _("No run matches.") : _("There are no runs. On Train r starts one.");
}

void
run_table_done(struct run_table *table)
{
    comparison_done(&table->comparison);
}

size_t
run_table_place(const struct run_table *table, enum run_column id)
{
    size_t i;

    for (i = 0; i < table->table.columns && table->id[i] != id; i++)
        continue;
    return i;
}

void
run_table_sort_next(const struct run_table *table, struct run_choice *choice)
{
    size_t place = run_table_place(table, choice->sorted) + 1;

    choice->sorted = table->id[place < table->table.columns ? place : 0];
    choice->descending = false;
}
