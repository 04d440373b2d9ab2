#include "config.h"

#include "train/lane.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/bounds.h"
#include "base/clock.h"

/* A screen cannot show more. */
static const double publish_seconds = 1.0 / 30;

/* Within an epoch the test error is measured this often, but see LANE_ANSWERS_SHARE. */
static const double evaluate_seconds = 0.1;

/* The test error of a stopped run is measured once more, unless that takes longer than
 * this. */
static const double last_evaluate_seconds = 0.3;

/* Images between two looks at the clock. */
enum { CLOCK_IMAGES = 64 };

/* ---- moments ---- */

static void
fill_moment(struct checkpoint *moment, const struct snapshot *shot)
{
    moment->loss = shot->now.loss;
    moment->layers = shot->now.layers;
    memcpy(moment->stats, shot->now.stats, sizeof moment->stats);
    moment->image = shot->now.image;
}

/* The newest one becomes that of now. If memory is short, it stays. whole: to go on from
 * it, with the answers that are known. */
static void
renew_newest(struct lane *lane, bool whole)
{
    struct checkpoint *before = lane->newest, *moment;
    const struct answers *answers = NULL;
    bool same = before != NULL && before->steps == lane->learner->steps;

    if (same && (!whole || before->state != NULL))
        return;
    observer_look_now(&lane->observer, lane->learner, clock_now());
    moment = checkpoint_new(lane->learner, lane->seconds, whole, NULL);
    if (moment == NULL && whole && !same)
        moment = checkpoint_new(lane->learner, lane->seconds, false, NULL);
    if (moment == NULL)
        return;
    fill_moment(moment, &lane->observer.snapshot);
    if (same)
        answers = checkpoint_answers(before);
    if (answers != NULL)
        checkpoint_set_answers(moment, answers_clone(answers));
    lane->newest = moment;
    lane->newest_is_news = true;
    checkpoint_unref(before);
}

/* Keeps the newest moment, which is that of now unless memory is short. */
static void
keep_newest(struct lane *lane)
{
    if (lane->newest != NULL && lane->newest->steps == lane->learner->steps)
        tape_add(&lane->kept, checkpoint_ref(lane->newest));
}

struct checkpoint *
lane_moment(struct lane *lane, struct error *err)
{
    struct checkpoint *moment;

    observer_look_now(&lane->observer, lane->learner, clock_now());
    moment = checkpoint_new(lane->learner, lane->seconds, true, err);
    if (moment != NULL)
        fill_moment(moment, &lane->observer.snapshot);
    return moment;
}

/* ---- out ---- */

/* What the observer does not know. Until its result comes the run counts as in progress,
 * even if its last batch is trained, since its last measurement is still to come. */
static void
complete_snapshot(struct lane *lane)
{
    struct snapshot *shot = &lane->observer.snapshot;

    shot->now.status = lane->open ? RUN_TRAINING : lane->learner->status;
    shot->now.paused = lane->paused;
    shot->now.speed = lane->pace.speed;
    if (lane->paused)
        shot->now.images_per_second = 0;
}

/* What a moment costs counts as a part of the look at it. */
static void
publish(struct lane *lane, bool all)
{
    double now = clock_now(), begun;

    if (observer_look(&lane->observer, lane->learner, all, now)) {
        begun = clock_now();
        renew_newest(lane, false);
        lane->observer.look_cost += clock_now() - begun;
    }
    lane->published_time = now;
    lane->news = true;
}

/* ---- the test error ---- */

static void
take_answers(struct lane *lane)
{
    struct answers *answers;

    lane->evaluated = clock_now();
    lane->evaluate_cost = lane->evaluation.seconds;
    lane->evaluated_at = learner_progress(lane->learner);
    lane->evaluate_now = false;
    answers = evaluation_take(&lane->evaluation);
    if (answers == NULL)
        return;
    observer_evaluated(&lane->observer, lane->learner, answers_error(answers));
    renew_newest(lane, false);
    if (lane->newest != NULL && lane->newest->steps == lane->learner->steps)
        checkpoint_set_answers(lane->newest, answers);
    else
        answers_free(answers);
}

static void
take_training_answers(struct lane *lane)
{
    struct answers *answers = evaluation_take(&lane->evaluation);

    lane->is_on_train = lane->evaluate_now = false;
    if (answers != NULL)
        observer_evaluated_training(&lane->observer, answers_error(answers));
    answers_free(answers);
}

/* The training images come after the test images. */
static void
end_evaluation(struct lane *lane)
{
    if (lane->is_on_train) {
        take_training_answers(lane);
        return;
    }
    take_answers(lane);
    lane->is_on_train = lane->evaluate_now = lane->train_is_due;
    lane->train_is_due = false;
}

/* Measures the test error, or a part of it. An order interrupts it, and it continues from
 * there as long as the parameters are the same: even a steady flow of orders only delays
 * it. For a stopped run it must not take long. */
static void
evaluate(struct lane *lane)
{
    const struct dataset *dataset = lane->learner->dataset;
    const struct images *images = lane->is_on_train ? &dataset->train : &dataset->test;
    double until = clock_now() + LANE_SLICE;
    bool done;

    do
        done = evaluation_go_on(&lane->evaluation, lane->learner, images);
    while (!done && !atomic_load(&lane->called) && clock_now() < until);
    if (done)
        end_evaluation(lane);
    else if (lane->learner->status == RUN_STOPPED &&
             clock_now() - lane->ending >= last_evaluate_seconds)
        lane->evaluate_now = false;
}

static bool
evaluation_is_due(const struct lane *lane, double now)
{
    double share =
        lane->pace.speed > 0 ? LANE_ANSWERS_SHARE : LANE_ANSWERS_SHARE_AT_FULL_SPEED;
    double interval = fmax(evaluate_seconds, lane->evaluate_cost / share);

    return lane->learner->status == RUN_TRAINING && !lane->paused &&
           !lane->evaluate_now && now - lane->evaluated >= interval &&
           learner_progress(lane->learner) > lane->evaluated_at;
}

/* ---- training ---- */

/* After a batch. The time that keeping a moment takes is none of the training. Returns
 * the processor time from which to count on. */
static double
keep_if_due(struct lane *lane, double counted)
{
    struct learner *learner = lane->learner;
    uint64_t images = learner_images(learner);
    bool ended = learner_epoch_ended(learner), due;

    if (images < lane->keep_at && !ended)
        return counted;
    due = tape_is_due(lane->keep_at - 1, images, ended);
    lane->keep_at = tape_next_due(images);
    if (!due || learner->status == RUN_DIVERGED)
        return counted;
    lane->seconds += clock_thread() - counted;
    renew_newest(lane, false);
    keep_newest(lane);
    return clock_thread();
}

/* Trains until orders come in, the slice or the epoch ends, or no more images are
 * allowed. Returns the images trained. */
static size_t
train_slice(struct lane *lane, size_t allowed, double until)
{
    struct learner *learner = lane->learner;
    size_t trained = 0, unclocked = 0;
    double counted = clock_thread();

    while (trained < allowed && learner->status == RUN_TRAINING &&
           !atomic_load(&lane->called)) {
        if (!learner_part(learner))
            continue;
        if (lane->evaluation.answers != NULL)
            evaluation_forget(&lane->evaluation);
        observer_batch(&lane->observer, learner);
        counted = keep_if_due(lane, counted);
        trained += learner->batch_images;
        unclocked += learner->batch_images;
        if (learner_epoch_ended(learner)) {
            lane->evaluate_now = learner->status != RUN_DIVERGED;
            lane->train_is_due = lane->eval_train && lane->evaluate_now;
            break;
        }
        if (unclocked >= CLOCK_IMAGES) {
            unclocked = 0;
            if (clock_now() >= until)
                break;
        }
    }
    lane->seconds += clock_thread() - counted;
    lane->observer.snapshot.now.seconds = lane->seconds;
    return trained;
}

static void
count_time(struct lane *lane, size_t trained)
{
    double now = clock_now();

    observer_time(&lane->observer, trained, now - lane->mark, now);
    lane->mark = now;
}

static void
step(struct lane *lane)
{
    size_t trained;

    lane->mark = clock_now();
    trained = train_slice(lane, 1, INFINITY);
    if (trained == 0) /* orders came first: the step is still to be done */
        return;
    lane->steps--;
    count_time(lane, trained);
    lane->evaluate_now = lane->learner->status != RUN_DIVERGED;
}

static void
train(struct lane *lane, size_t most)
{
    double now = clock_now();
    size_t allowed = min_size(pace_allowed(&lane->pace, now), most);
    size_t trained = train_slice(lane, allowed, now + LANE_SLICE);

    pace_trained(&lane->pace, trained);
    count_time(lane, trained);
}

/* ---- the run ---- */

static void
end(struct lane *lane)
{
    bool diverged = lane->learner->status == RUN_DIVERGED;

    lane->open = false;
    lane->evaluate_now = false;
    lane->steps = 0;
    evaluation_forget(&lane->evaluation);
    renew_newest(lane, !diverged);
    keep_newest(lane);
    publish(lane, true);
    lane->result = observer_result(&lane->observer, lane->learner);
    lane->ended = true;
}

static bool
is_training(const struct lane *lane)
{
    return lane->learner->status == RUN_TRAINING;
}

bool
lane_is_free(const struct lane *lane)
{
    return is_training(lane) && !lane->paused && !lane->evaluate_now;
}

/* Does one kind of work. Returns whether there is something new to see. Steps that wait
 * come before the measurement after the last one, except at the end of an epoch. */
static bool
work(struct lane *lane, size_t most)
{
    bool stepping = lane->steps > 0;

    if (lane->evaluate_now && (!stepping || learner_epoch_ended(lane->learner)))
        evaluate(lane);
    else if (stepping)
        step(lane);
    else if (lane_is_free(lane))
        train(lane, most);
    else
        return false;
    return stepping || !lane->evaluate_now;
}

static double
due(const struct lane *lane)
{
    if (lane->evaluate_now || lane->steps > 0)
        return 0;
    if (!lane_is_free(lane))
        return INFINITY;
    return fmin(pace_due(&lane->pace), lane->published_time + publish_seconds);
}

double
lane_go_on(struct lane *lane, size_t most)
{
    bool seen = work(lane, most);
    double now = clock_now();

    if (evaluation_is_due(lane, now))
        lane->evaluate_now = true;
    if (lane->open && !is_training(lane) && !lane->evaluate_now)
        end(lane);
    else if ((lane->paused && lane->steps == 0 && seen) ||
             (lane->open && now - lane->published_time >= publish_seconds))
        publish(lane, lane->paused && seen);
    complete_snapshot(lane);
    return due(lane);
}

void
lane_begin(struct lane *lane, size_t run, struct learner *learner, double seconds)
{
    lane->learner = learner;
    lane->open = true;
    lane->paused = true;
    lane->evaluate_now = true;
    lane->evaluated_at = learner_progress(learner);
    lane->keep_at = tape_next_due(learner_images(learner));
    atomic_init(&lane->called, false);
    observer_begin(&lane->observer, learner, run, clock_now());
    lane->seconds = lane->observer.snapshot.now.seconds = seconds;
    renew_newest(lane, false);
    keep_newest(lane);
}

void
lane_done(struct lane *lane)
{
    learner_free(lane->learner);
    observer_done(&lane->observer);
    evaluation_forget(&lane->evaluation);
    checkpoint_unref(lane->newest);
    tape_done(&lane->kept);
    memset(lane, 0, sizeof *lane);
}

/* ---- orders ---- */

/* The training error takes too long to wait for it. */
static void
forget_training_error(struct lane *lane)
{
    lane->train_is_due = false;
    if (!lane->is_on_train)
        return;
    evaluation_forget(&lane->evaluation);
    lane->is_on_train = lane->evaluate_now = false;
}

static void
stop(struct lane *lane)
{
    forget_training_error(lane);
    if (!is_training(lane))
        return;
    lane->learner->status = RUN_STOPPED;
    lane->evaluate_now = learner_progress(lane->learner) > lane->evaluated_at;
    lane->ending = clock_now();
}

static void
set_pace(struct lane *lane, bool paused, double speed)
{
    bool resumed = lane->paused && !paused;

    if (paused && !lane->paused && is_training(lane)) /* unless it has been measured */
        lane->evaluate_now |= learner_progress(lane->learner) > lane->evaluated_at;
    lane->paused = paused;
    lane->mark = clock_now();
    pace_reset(&lane->pace, speed, lane->mark);
    if (resumed)
        observer_resume(&lane->observer, lane->mark);
}

void
lane_take_orders(struct lane *lane, const struct lane_orders *orders)
{
    lane->steps += orders->steps;
    if (orders->stop)
        stop(lane);
    set_pace(lane, orders->paused, orders->speed);
    if (!lane->paused || !is_training(lane))
        lane->steps = 0;
    publish(lane, false);
}
