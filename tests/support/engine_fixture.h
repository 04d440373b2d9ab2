/*
 * An engine on a small data set, for the tests that use its public functions. With
 * threads and clocks, nothing may depend on how long something takes, except for bounds
 * so wide that only a standstill exceeds them.
 */
#ifndef MNISTUI_TESTS_ENGINE_FIXTURE_H
#define MNISTUI_TESTS_ENGINE_FIXTURE_H

#include "base/clock.h"
#include "support/learner_fixture.h"
#include "support/suite.h"
#include "train/engine.h"

enum { TRAIN = 600, TEST = 100 };

/* Seconds: nothing that a test waits for takes longer, even on a busy machine. */
extern const double patience;

/* Images per second: at this speed only one batch is ever trained. */
extern const double standstill;

/* hparams (learner_fixture.h) are the defaults with batches of 12 and 5 epochs. */
extern struct engine *engine;
extern size_t jobs;               /* its workers: set it before fixture_renew */
extern struct snapshot shot;      /* of the run that began last, as last read */
extern struct checkpoint *newest; /* its newest moment; NULL before the first */
extern struct tape tape;          /* and the moments kept of it */

void fixture_setup(void);
void fixture_teardown(void);

/* Ends the engine and makes another. */
void fixture_renew(int wake_fd);

/* Starts a run with hparams; its number is that of the last one plus 1. */
void start(void);

/* Starts these at once; their numbers are set here. */
void start_plans(struct plan *plans, size_t count);

void rest(double seconds);

/* Takes all news. */
void look(void);

/* Looks until the condition on shot holds. */
#define WAIT_UNTIL(condition)                                      \
    do {                                                           \
        double begun_ = clock_now();                               \
                                                                   \
        for (look(); !(condition); look()) {                       \
            if (clock_now() - begun_ > patience)                   \
                ck_abort_msg("waited in vain for %s", #condition); \
            rest(0.001);                                           \
        }                                                          \
    } while (0)

/* Whether there is the result of an ended run that was not taken yet: takes the oldest.
 */
bool take_result(struct run_result *result);
struct run_result wait_for_result(void);
void check_no_result(void);

/* Looks, and compares the parameters bit for bit with those of a run with hparams,
 * without a thread, after this many batches (SIZE_MAX: at its end). */
void check_net(size_t batches);

/* The net of such a run without a thread, to be freed by the caller, and its test error
 * at the end. */
struct net *train_headless(size_t batches);
double headless_error(void);

/* How many of them, according to shot. */
size_t images_trained(void);
size_t batches_trained(void);

/* Starts a run and pauses it somewhere, with its test error measured. */
void pause_in_training(void);

#endif
