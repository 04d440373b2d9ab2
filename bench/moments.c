/*
 * What it costs a run at full speed, with one worker, to keep its moments and to answer
 * the test images for those that its curve shows.
 *
 *     moments EPOCHS
 *
 * Trains one run with moments and answers and one without, in turns that begin with
 * either, and prints "keeping" and by what share the processor time of the one is longer.
 * Both measure the test error. It finds data and kernels as mnistui does.
 *
 * lane.c is compiled once more for this, and asks bench_is_due for what is to be kept.
 */
#include "config.h"

#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/parse.h"
#include "base/wake.h"
#include "data/locate.h"
#include "data/reader.h"
#include "runs/gaps.h"
#include "runs/session.h"
#undef tape_is_due /* what the Makefile makes of it */

bool tape_is_due(uint64_t before, uint64_t after, bool epoch_ended);
bool bench_is_due(uint64_t before, uint64_t after, bool epoch_ended);

enum { MAX_EPOCHS = 100000, PAIRS = 4, AT_ONCE = 4 };

static bool keeping; /* set while no run is on */

bool
bench_is_due(uint64_t before, uint64_t after, bool epoch_ended)
{
    return keeping && tape_is_due(before, after, epoch_ended);
}

static int
fail(const char *text)
{
    fprintf(stderr, "moments: %s\n", text);
    return EXIT_FAILURE;
}

/* Of all threads but this one. */
static double
workers_seconds(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec + (double)used.tv_nsec * 1e-9 - clock_thread();
}

/* As a screen does that shows the curve of the run. */
static void
want_answers(struct session *session, const struct run *run)
{
    struct checkpoint *moments[AT_ONCE];
    size_t count = gaps_find(&run, 1, moments, AT_ONCE);

    while (count-- > 0)
        engine_want_answers(session->engine, moments[count]);
}

/* Returns whether the run has ended. */
static bool
take_news(struct session *session)
{
    const struct run *run;
    bool ended = false;

    while ((run = session_take_news(session)) != NULL) {
        ended |= run->ended;
        if (keeping)
            want_answers(session, run);
    }
    return ended;
}

static double
train(struct session *session, struct plan *plan, int wake_fd)
{
    struct pollfd fd = {wake_fd, POLLIN, 0};
    double begun = workers_seconds();

    if (session_start(session, plan, 1, NULL) != 0)
        return -1;
    do {
        poll(&fd, 1, -1);
        wake_drain(wake_fd);
    } while (!take_news(session));
    return workers_seconds() - begun;
}

static int
measure(struct session *session, size_t epochs, int wake_fd)
{
    struct plan plan = {0};
    double seconds[2];
    size_t pair, i;

    hparams_init(&plan.hparams);
    plan.hparams.epochs = epochs;
    for (pair = 0; pair < PAIRS; pair++) {
        for (i = 0; i < 2; i++) {
            keeping = (pair + i) % 2 == 0;
            seconds[keeping] = train(session, &plan, wake_fd);
            if (seconds[keeping] <= 0)
                return fail("a run cannot be measured");
        }
        printf("keeping %.6f\n", seconds[1] / seconds[0] - 1);
    }
    return EXIT_SUCCESS;
}

static int
open_session(const struct dataset *dataset, size_t epochs)
{
    const struct kernels *kernels;
    struct session session;
    struct error err;
    struct wake wake;
    int status;

    kernels = kernels_choose(getenv(KERNELS_VARIABLE), &err);
    if (kernels == NULL || wake_init(&wake, &err) != 0)
        return fail(err.text);
    session_init(&session, (size_t)TAPE_MEGABYTES << 20);
    if (session_open(&session, dataset, kernels, 1, wake.write_fd, &err) == 0)
        status = measure(&session, epochs, wake.read_fd);
    else
        status = fail(err.text);
    session_done(&session);
    wake_done(&wake);
    return status;
}

int
main(int argc, char **argv)
{
    struct dataset dataset;
    struct data_files files;
    struct error err;
    long epochs;
    int status;

    if (argc != 2 || parse_int(argv[1], 1, MAX_EPOCHS, &epochs) != 0)
        return fail("usage: moments EPOCHS");
    if (locate_data(&files, NULL, getenv, &err) != 0)
        return fail(err.text);
    status = reader_load(&dataset, &files, &err) == 0 ? 0 : fail(err.text);
    data_files_done(&files);
    if (status != 0)
        return status;
    status = open_session(&dataset, (size_t)epochs);
    dataset_done(&dataset);
    return status;
}
