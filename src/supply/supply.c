#include "config.h"

#include "supply/supply.h"

#include <stdio.h>
#include <string.h>

#include "practice/practice.h"

/* ---- where it is ---- */

/* The shape of MNIST and of the practice digits: until there are images, a net to start
 * from has to fit this. */
static void
expect_digits(struct dataset *dataset)
{
    memset(dataset, 0, sizeof *dataset);
    dataset->train.rows = dataset->test.rows = PRACTICE_SIDE;
    dataset->train.cols = dataset->test.cols = PRACTICE_SIDE;
    dataset_number_classes(dataset, 0, DIGIT_CLASSES - 1);
}

static bool
is_practice(const char *data)
{
    return data != NULL && strcmp(data, SUPPLY_PRACTICE_NAME) == 0;
}

/* What to do about files that the user has not named, and that may belong to another
 * program. */
static int
add_advice(const struct supply *supply, struct error *err)
{
    struct error why;

    if (supply->named || err == NULL)
        return -1;
    why = *err;
    return error_set(
        err,
        "%s\nIt was found where data is looked for: --data=DIR names another "
        "place, mnistui fetch\ndownloads MNIST, and --data=practice needs "
        "no files",
        why.text);
}

/* supply->files were found. */
static int
open_files(struct supply *supply, struct error *err)
{
    supply->source = SUPPLY_FILES;
    supply->reader = reader_open(supply->dataset, &supply->files, err);
    if (supply->reader != NULL)
        return 0;
    data_files_done(&supply->files);
    return add_advice(supply, err);
}

int
supply_open(struct supply *supply, struct dataset *dataset, const char *option,
            environment_reader *environment, struct error *err)
{
    const char *data = option;
    int status;

    memset(supply, 0, sizeof *supply);
    supply->dataset = dataset;
    supply->environment = environment;
    supply->source = SUPPLY_PRACTICE;
    expect_digits(dataset);
    if (data == NULL)
        data = environment("MNISTUI_DATA");
    supply->named = data != NULL && data[0] != '\0';
    if (is_practice(data))
        return 0;
    status = locate_data(&supply->files, option, environment, &supply->why);
    if (status < 0)
        return error_set(err, "%s", supply->why.text);
    if (status == LOCATE_NOTHING) {
        supply->source = SUPPLY_DOWNLOAD;
        return fetcher_check(environment, err);
    }
    return open_files(supply, err);
}

/* ---- how it is brought ---- */

static int
start_reading(struct supply *supply, struct error *err)
{
    supply->loader = loader_new(supply->reader, supply->wake_fd, err);
    return supply->loader != NULL ? 0 : -1;
}

static int
start_drawing(struct supply *supply, struct error *err)
{
    supply->source = SUPPLY_PRACTICE;
    supply->maker = maker_new(supply->dataset, PRACTICE_SEED, supply->wake_fd, err);
    return supply->maker != NULL ? 0 : -1;
}

static int
start_download(struct supply *supply, struct error *err)
{
    supply->fetcher = fetcher_new(supply->environment, supply->wake_fd, &supply->why);
    return supply->fetcher != NULL ? 0 : start_drawing(supply, err);
}

int
supply_start(struct supply *supply, int wake_fd, struct error *err)
{
    supply->wake_fd = wake_fd;
    switch (supply->source) {
    case SUPPLY_FILES:
        return start_reading(supply, err);
    case SUPPLY_DOWNLOAD:
        return start_download(supply, err);
    case SUPPLY_PRACTICE:
        break;
    }
    return start_drawing(supply, err);
}

/* The files are looked for as if they had always been there. */
static int
read_downloaded(struct supply *supply, struct error *err)
{
    if (locate_data(&supply->files, NULL, supply->environment, err) != 0 ||
        open_files(supply, err) != 0)
        return -1;
    return start_reading(supply, err);
}

static int
end_download(struct supply *supply, struct error *err)
{
    enum download_end end =
        fetcher_finish(supply->fetcher, supply->log, sizeof supply->log, &supply->why);

    supply->fetcher = NULL;
    if (end == DOWNLOAD_DONE) {
        supply->why.text[0] = '\0';
        return read_downloaded(supply, err);
    }
    if (end == DOWNLOAD_STOPPED)
        error_set(&supply->why,
                  "the download was stopped; the next one goes on from there");
    return start_drawing(supply, err);
}

int
supply_wait(struct supply *supply, struct error *err)
{
    int status = 0;

    if (supply->loader != NULL && loader_finish(supply->loader, err) != 0)
        status = add_advice(supply, err);
    if (supply->maker != NULL)
        maker_finish(supply->maker);
    supply->loader = NULL;
    supply->maker = NULL;
    return status;
}

enum loading_stage
supply_stage(const struct supply *supply)
{
    return supply->fetcher != NULL  ? LOADING_FETCHING
           : supply->loader != NULL ? LOADING_READING
           : supply->maker != NULL  ? LOADING_DRAWING
                                    : LOADING_NOTHING;
}

static struct loading
look(struct supply *supply)
{
    if (supply->fetcher != NULL)
        return fetcher_look(supply->fetcher);
    return supply->loader != NULL ? loader_look(supply->loader)
                                  : maker_look(supply->maker);
}

/* The one that works has ended: the next begins, if there is one. */
static int
end_stage(struct supply *supply, struct error *err)
{
    if (supply->fetcher != NULL)
        return end_download(supply, err);
    return supply_wait(supply, err);
}

int
supply_update(struct supply *supply, struct loading *loading, struct error *err)
{
    *loading = (struct loading){.stage = LOADING_NOTHING, .share = 1};
    while (supply_stage(supply) != LOADING_NOTHING) {
        *loading = look(supply);
        if (loading->stage != LOADING_NOTHING)
            return 0;
        if (end_stage(supply, err) != 0)
            return -1;
    }
    return 0;
}

void
supply_skip(struct supply *supply)
{
    if (supply->fetcher == NULL)
        return;
    supply->skipped = true;
    fetcher_stop(supply->fetcher);
}

void
supply_done(struct supply *supply)
{
    if (supply->fetcher != NULL) {
        fetcher_stop(supply->fetcher);
        fetcher_finish(supply->fetcher, supply->log, sizeof supply->log, NULL);
    }
    loader_stop(supply->loader);
    maker_stop(supply->maker);
    reader_close(supply->reader);
    data_files_done(&supply->files);
    supply->fetcher = NULL;
    supply->loader = NULL;
    supply->maker = NULL;
    supply->reader = NULL;
}
