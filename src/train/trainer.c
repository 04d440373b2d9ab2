#include "config.h"

#include "train/trainer.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/thread.h"
#include "base/wake.h"
#include "train/evaluation.h"
#include "train/observer.h"

/* A slice of training, after which the thread looks for other work. */
static const double slice_seconds = 0.005;

/* A screen cannot show more. */
static const double publish_seconds = 1.0 / 30;

/* Within an epoch the test error is measured this often, and takes at most this share of
 * the time: a smaller one at full speed, where the training pays for it. */
static const double evaluate_seconds = 0.1;
static const double evaluate_share = 0.05, evaluate_share_at_full_speed = 0.015;

/* The test error of a stopped run is measured once more, unless that takes longer than
 * this. */
static const double last_evaluate_seconds = 0.3;

/* Images between two looks at the clock. */
enum { CLOCK_IMAGES = 64 };

struct trainer {
    const struct dataset *dataset;
    const struct kernels *kernels;
    int wake_fd;
    pthread_t thread;

    /* Whether there is a command. Read between batches, without the lock. */
    atomic_bool called;

    pthread_mutex_t lock; /* protects all fields up to those of the thread */
    pthread_cond_t changed;
    struct {
        bool quit, stop, paused;
        size_t steps;
        double speed;
        struct learner *next; /* a run to start */
    } command;
    struct snapshot published;
    struct net *published_net; /* outdated once the reader has taken it */
    struct run_result *results;
    size_t result_count, result_room;
    size_t results_to_come; /* of the runs that wait to begin or are in progress */

    /* of the thread alone */
    struct learner *learner;
    struct observer observer;
    struct pace pace;
    bool paused;
    size_t steps;         /* batches to train while paused */
    bool open;            /* the run's result has not been stored yet */
    struct net *next_net; /* the next one to publish; the one that was swapped for it */
    size_t net_version;   /* grows with each copy of the parameters */
    bool evaluate_now;    /* measure the test error before anything else */
    struct evaluation evaluation; /* of the current parameters */
    double evaluated_at;          /* the progress of the run at the last measurement */
    double evaluated;             /* when that was */
    double evaluate_cost;         /* the seconds it took */
    double published_time;
    double mark; /* time has been counted up to here */
};

/* ---- out ---- */

static void
copy_net(struct trainer *trainer)
{
    const struct net *net = learner_net(trainer->learner);

    trainer->net_version++;
    if (trainer->next_net == NULL || !net_same_shape(trainer->next_net, net)) {
        net_free(trainer->next_net);
        trainer->next_net = net_clone(net, NULL);
    } else {
        net_copy(trainer->next_net, net);
    }
}

static void
swap_nets(struct net **a, struct net **b)
{
    struct net *net = *a;

    *a = *b;
    *b = net;
}

/* ended: the result of a run that has ended, or NULL. It is stored along with the run's
 * last snapshot and parameters, so that its reader finds these published.
 * Until then the run counts as in progress, even if its last batch is trained, since its
 * last measurement is still to come. */
static void
publish(struct trainer *trainer, bool all, const struct run_result *ended)
{
    double now = clock_now();
    bool fresh = observer_look(&trainer->observer, trainer->learner, all, now);

    if (trainer->open)
        trainer->observer.snapshot.status = RUN_TRAINING;
    trainer->observer.snapshot.paused = trainer->paused;
    trainer->observer.snapshot.speed = trainer->pace.speed;
    if (trainer->paused)
        trainer->observer.snapshot.images_per_second = 0;
    if (fresh)
        copy_net(trainer);
    trainer->observer.snapshot.net_version = trainer->net_version;
    pthread_mutex_lock(&trainer->lock);
    trainer->published = trainer->observer.snapshot;
    if (fresh)
        swap_nets(&trainer->published_net, &trainer->next_net);
    if (ended != NULL) {
        trainer->results[trainer->result_count++] = *ended; /* trainer_start made room */
        trainer->results_to_come--;
    }
    pthread_mutex_unlock(&trainer->lock);
    trainer->published_time = now;
    wake_send(trainer->wake_fd);
}

/* ---- the thread: its work ---- */

/* A command interrupts the measurement; for a stopped run it must not take long. */
static bool
evaluation_may_go_on(const struct trainer *trainer, double begun)
{
    if (trainer->learner->status == RUN_TRAINING)
        return !atomic_load(&trainer->called);
    if (trainer->learner->status == RUN_STOPPED)
        return clock_now() - begun < last_evaluate_seconds;
    return true;
}

/* Measures the test error. A command interrupts it, and it continues from there as long
 * as the parameters are the same: even a steady flow of commands only delays it. */
static void
evaluate(struct trainer *trainer)
{
    double begun = clock_now();
    bool done;

    do
        done = evaluation_go_on(&trainer->evaluation, trainer->learner);
    while (!done && evaluation_may_go_on(trainer, begun));
    if (!done)
        return;
    trainer->evaluated = clock_now();
    trainer->evaluate_cost = trainer->evaluation.seconds;
    trainer->evaluated_at = learner_progress(trainer->learner);
    trainer->evaluate_now = false;
    observer_evaluated(&trainer->observer, trainer->learner,
                       evaluation_error(&trainer->evaluation));
    evaluation_forget(&trainer->evaluation);
}

static bool
evaluation_is_due(const struct trainer *trainer, double now)
{
    double share =
        trainer->pace.speed > 0 ? evaluate_share : evaluate_share_at_full_speed;
    double interval = fmax(evaluate_seconds, trainer->evaluate_cost / share);

    return trainer->learner->status == RUN_TRAINING && !trainer->paused &&
           !trainer->evaluate_now && now - trainer->evaluated >= interval &&
           learner_progress(trainer->learner) > trainer->evaluated_at;
}

/* Trains until a command comes in, the slice or the epoch ends, or the pace allows no
 * more. Returns the images trained. */
static size_t
train_slice(struct trainer *trainer, size_t allowed, double until)
{
    struct learner *learner = trainer->learner;
    size_t trained = 0, unclocked = 0;

    while (trained < allowed && learner->status == RUN_TRAINING &&
           !atomic_load(&trainer->called)) {
        if (!learner_part(learner))
            continue;
        evaluation_forget(&trainer->evaluation);
        observer_batch(&trainer->observer, learner);
        trained += learner->batch_images;
        unclocked += learner->batch_images;
        if (learner_epoch_ended(learner)) {
            trainer->evaluate_now = learner->status != RUN_DIVERGED;
            break;
        }
        if (unclocked >= CLOCK_IMAGES) {
            unclocked = 0;
            if (clock_now() >= until)
                break;
        }
    }
    return trained;
}

static void
count_time(struct trainer *trainer, size_t trained)
{
    double now = clock_now();

    observer_time(&trainer->observer, trained, now - trainer->mark, now);
    trainer->mark = now;
}

static void
step(struct trainer *trainer)
{
    size_t trained;

    trainer->mark = clock_now();
    trained = train_slice(trainer, 1, INFINITY);
    if (trained == 0) /* a command came first: the step is still to be done */
        return;
    trainer->steps--;
    count_time(trainer, trained);
    trainer->evaluate_now = trainer->learner->status != RUN_DIVERGED;
}

/* Sleeps until an image or a publication is due, or a command comes in. */
static void
wait_for_pace(struct trainer *trainer)
{
    double due =
        fmin(pace_due(&trainer->pace), trainer->published_time + publish_seconds);
    struct timespec when = clock_deadline(due);

    pthread_mutex_lock(&trainer->lock);
    if (!atomic_load(&trainer->called))
        pthread_cond_timedwait(&trainer->changed, &trainer->lock, &when);
    pthread_mutex_unlock(&trainer->lock);
}

static void
train(struct trainer *trainer)
{
    double now = clock_now();
    size_t allowed = pace_allowed(&trainer->pace, now);
    size_t trained = train_slice(trainer, allowed, now + slice_seconds);

    pace_trained(&trainer->pace, trained);
    if (trained == 0 && !atomic_load(&trainer->called))
        wait_for_pace(trainer);
    count_time(trainer, trained);
}

static void
end_run(struct trainer *trainer)
{
    struct run_result result = observer_result(&trainer->observer, trainer->learner);

    trainer->open = false;
    trainer->evaluate_now = false;
    publish(trainer, true, &result);
}

static void
work(struct trainer *trainer)
{
    const struct learner *learner = trainer->learner;
    bool stepping = trainer->steps > 0;

    /* Steps that wait come before the measurement after the last one, except at the end
     * of an epoch. */
    if (trainer->evaluate_now && (!stepping || learner_epoch_ended(learner)))
        evaluate(trainer);
    else if (stepping)
        step(trainer);
    else
        train(trainer);
    if (evaluation_is_due(trainer, clock_now()))
        evaluate(trainer);
    if (learner->status != RUN_TRAINING && !trainer->evaluate_now)
        end_run(trainer);
    else if ((trainer->paused && trainer->steps == 0) ||
             clock_now() - trainer->published_time >= publish_seconds)
        publish(trainer, trainer->paused, NULL);
}

/* ---- the thread: its commands ---- */

/* Ends the run, if one is in progress, and stores its result. */
static void
stop_run(struct trainer *trainer)
{
    if (!trainer->open)
        return;
    if (trainer->learner->status == RUN_TRAINING)
        trainer->learner->status = RUN_STOPPED;
    if (learner_progress(trainer->learner) > trainer->evaluated_at)
        evaluate(trainer);
    end_run(trainer);
}

static void
begin_run(struct trainer *trainer, struct learner *learner)
{
    stop_run(trainer);
    learner_free(trainer->learner);
    trainer->learner = learner;
    trainer->open = true;
    trainer->evaluate_now = true;
    trainer->evaluated_at = 0;
    evaluation_forget(&trainer->evaluation);
    observer_begin(&trainer->observer, learner, clock_now());
}

static void
set_pace(struct trainer *trainer, bool paused, double speed)
{
    bool resumed = trainer->paused && !paused;

    if (paused && !trainer->paused && trainer->learner != NULL &&
        trainer->learner->status == RUN_TRAINING)
        trainer->evaluate_now = true;
    trainer->paused = paused;
    trainer->mark = clock_now();
    pace_reset(&trainer->pace, speed, trainer->mark);
    if (resumed)
        observer_resume(&trainer->observer, trainer->mark);
}

/* The caller holds the lock. */
static bool
has_work(const struct trainer *trainer)
{
    const struct learner *learner = trainer->learner;

    if (learner == NULL)
        return false;
    if (trainer->evaluate_now)
        return true;
    return learner->status == RUN_TRAINING && (!trainer->paused || trainer->steps > 0);
}

/* Waits until there is something to do, and takes the commands. False if the thread is to
 * end. */
static bool
take_commands(struct trainer *trainer)
{
    struct learner *next;
    bool quit, stop, paused, told;
    double speed;

    pthread_mutex_lock(&trainer->lock);
    while (!atomic_load(&trainer->called) && !has_work(trainer))
        pthread_cond_wait(&trainer->changed, &trainer->lock);
    told = atomic_exchange(&trainer->called, false);
    quit = trainer->command.quit;
    stop = trainer->command.stop;
    paused = trainer->command.paused;
    speed = trainer->command.speed;
    next = trainer->command.next;
    if (next != NULL)
        trainer->steps = 0;
    trainer->steps += trainer->command.steps;
    trainer->command.stop = false;
    trainer->command.steps = 0;
    trainer->command.next = NULL;
    pthread_mutex_unlock(&trainer->lock);

    if (!told)
        return true;
    if (quit) {
        learner_free(next);
        return false;
    }
    if (next != NULL)
        begin_run(trainer, next);
    if (stop)
        stop_run(trainer);
    set_pace(trainer, paused, speed);
    if (!paused || trainer->learner == NULL || trainer->learner->status != RUN_TRAINING)
        trainer->steps = 0;
    if (trainer->learner != NULL)
        publish(trainer, next != NULL, NULL);
    return true;
}

static void *
trainer_main(void *argument)
{
    struct trainer *trainer = argument;

    while (take_commands(trainer)) {
        if (has_work(trainer))
            work(trainer);
    }
    return NULL;
}

/* ---- the callers' side ---- */

static int
start_thread(struct trainer *trainer, struct error *err)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
#ifdef HAVE_PTHREAD_CONDATTR_SETCLOCK
    pthread_condattr_setclock(&attributes, CLOCK_FOR_WAITING);
#endif
    pthread_mutex_init(&trainer->lock, NULL);
    pthread_cond_init(&trainer->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (thread_start(&trainer->thread, trainer_main, trainer, "training", err) != 0) {
        pthread_mutex_destroy(&trainer->lock);
        pthread_cond_destroy(&trainer->changed);
        return -1;
    }
    return 0;
}

struct trainer *
trainer_new(const struct dataset *dataset, const struct kernels *kernels, int wake_fd,
            struct error *err)
{
    struct trainer *trainer = mem_zeroed(1, sizeof *trainer);

    if (trainer == NULL) {
        error_memory(err, "the trainer");
        return NULL;
    }
    trainer->dataset = dataset;
    trainer->kernels = kernels;
    trainer->wake_fd = wake_fd;
    trainer->published.loss = trainer->published.test_error = -1;
    trainer->published.best_error = trainer->published.left = -1;
    if (start_thread(trainer, err) != 0) {
        free(trainer);
        return NULL;
    }
    return trainer;
}

/* Lets the thread see a command. The caller holds the lock, which this releases. */
static void
call(struct trainer *trainer)
{
    atomic_store(&trainer->called, true);
    pthread_cond_signal(&trainer->changed);
    pthread_mutex_unlock(&trainer->lock);
}

void
trainer_free(struct trainer *trainer)
{
    if (trainer == NULL)
        return;
    pthread_mutex_lock(&trainer->lock);
    trainer->command.quit = true;
    call(trainer);
    pthread_join(trainer->thread, NULL);
    pthread_mutex_destroy(&trainer->lock);
    pthread_cond_destroy(&trainer->changed);
    learner_free(trainer->command.next);
    learner_free(trainer->learner);
    observer_done(&trainer->observer);
    net_free(trainer->published_net);
    net_free(trainer->next_net);
    free(trainer->results);
    free(trainer);
}

/* Makes room for the results that wait to be taken, for those to come, and for one more,
 * so that none is lost when its run ends. The caller holds the lock. */
static int
make_room_for_results(struct trainer *trainer, struct error *err)
{
    size_t room = trainer->result_count + trainer->results_to_come + 1;
    struct run_result *grown;

    if (room <= trainer->result_room)
        return 0;
    grown = realloc(trainer->results, room * sizeof *grown);
    if (grown == NULL)
        return error_memory(err, "the result of a run");
    trainer->results = grown;
    trainer->result_room = room;
    return 0;
}

int
trainer_start(struct trainer *trainer, const struct hparams *hparams,
              const struct net *start, struct error *err)
{
    struct learner *learner =
        learner_new(trainer->dataset, hparams, start, trainer->kernels, err);

    if (learner == NULL)
        return -1;
    pthread_mutex_lock(&trainer->lock);
    if (make_room_for_results(trainer, err) != 0) {
        pthread_mutex_unlock(&trainer->lock);
        learner_free(learner);
        return -1;
    }
    if (trainer->command.next == NULL)
        trainer->results_to_come++; /* else it replaces the run that waits */
    learner_free(trainer->command.next);
    trainer->command.next = learner;
    trainer->command.paused = false;
    trainer->command.stop = false; /* it was meant for the run before */
    trainer->command.steps = 0;
    call(trainer);
    return 0;
}

void
trainer_pause(struct trainer *trainer, bool paused)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->command.paused = paused;
    call(trainer);
}

void
trainer_step(struct trainer *trainer)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->command.steps++;
    call(trainer);
}

void
trainer_stop(struct trainer *trainer)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->command.stop = true;
    call(trainer);
}

void
trainer_set_speed(struct trainer *trainer, double images_per_second)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->command.speed = images_per_second;
    call(trainer);
}

bool
trainer_read(struct trainer *trainer, struct snapshot *snapshot, struct net **net)
{
    size_t had = snapshot->net_version;
    bool other = false;

    pthread_mutex_lock(&trainer->lock);
    *snapshot = trainer->published;
    if (net == NULL) {
        snapshot->net_version = had;
    } else if (snapshot->net_version != had) {
        swap_nets(&trainer->published_net, net);
        other = *net == NULL || trainer->published_net == NULL ||
                !net_same_shape(*net, trainer->published_net);
    }
    pthread_mutex_unlock(&trainer->lock);
    return other;
}

bool
trainer_take_result(struct trainer *trainer, struct run_result *result)
{
    bool found;

    pthread_mutex_lock(&trainer->lock);
    found = trainer->result_count > 0;
    if (found) {
        *result = trainer->results[0];
        trainer->result_count--;
        memmove(trainer->results, trainer->results + 1,
                trainer->result_count * sizeof *result);
    }
    pthread_mutex_unlock(&trainer->lock);
    return found;
}
