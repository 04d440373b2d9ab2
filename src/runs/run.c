#include "config.h"

#include "runs/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/translation.h"

enum { ACCURACY, LOSSES, CURVES };

struct run *
run_new(size_t number, const struct hparams *hparams, struct error *err)
{
    struct run *run = mem_zeroed(1, sizeof *run);

    if (run == NULL) {
        error_memory(err, "a run");
        return NULL;
    }
    measures_init(&run->now, number, hparams);
    run->asked = time(NULL);
    return run;
}

/* ---- curves ---- */

static void
forget_curves(struct run *run)
{
    free(run->curves);
    run->curves = NULL;
}

/* If memory is short, the curves stay as they were. */
static void
take_curves(struct run *run, const struct snapshot *shot)
{
    if (run->curves == NULL)
        run->curves = mem_zeroed(CURVES, sizeof *run->curves);
    if (run->curves == NULL)
        return;
    run->curves[ACCURACY] = shot->accuracy;
    run->curves[LOSSES] = shot->losses;
}

static void
keep(struct run *run, size_t which, struct kept_curve *curve)
{
    free(run->kept[which]);
    run->kept[which] = curve;
}

static void
keep_curves(struct run *run)
{
    size_t i;

    for (i = 0; run->curves != NULL && i < CURVES; i++)
        keep(run, i, curve_keep(&run->curves[i], NULL));
    forget_curves(run);
}

static struct samples
samples_of(const struct run *run, size_t which)
{
    struct samples none = {0, NULL};

    if (run->kept[which] != NULL)
        return kept_curve_samples(run->kept[which]);
    return run->curves != NULL ? curve_samples(&run->curves[which]) : none;
}

struct samples
run_accuracy(const struct run *run)
{
    return samples_of(run, ACCURACY);
}

struct samples
run_losses(const struct run *run)
{
    return samples_of(run, LOSSES);
}

/* ---- the moments in the curve ---- */

static void
forget_moments(struct run *run)
{
    free(run->moments);
    run->moments = NULL;
    run->moment_count = 0;
}

/* What was measured; of an ended run with the moments that came before. */
static struct samples
measured(const struct run *run)
{
    return run->curves != NULL ? curve_samples(&run->curves[ACCURACY])
                               : samples_of(run, ACCURACY);
}

/* Drops those that have been measured since. */
static void
drop_measured_moments(struct run *run)
{
    struct samples samples = measured(run);
    size_t left = 0, i;

    for (i = 0; i < run->moment_count; i++) {
        if (!samples_have(samples, &run->moments[i]))
            run->moments[left++] = run->moments[i];
    }
    run->moment_count = left;
}

/* If memory is short, the curve stays as it was. */
static void
merge_moments(struct run *run)
{
    struct samples values;
    struct kept_curve *merged;

    drop_measured_moments(run);
    if (run->moment_count == 0) {
        forget_moments(run);
        if (!run->ended)
            keep(run, ACCURACY, NULL);
        return;
    }
    values = (struct samples){run->moment_count, run->moments};
    merged = curve_merge(measured(run), values, run->ended ? RUN_KEPT_SAMPLES : SIZE_MAX,
                         NULL);
    if (merged == NULL)
        return;
    keep(run, ACCURACY, merged);
    if (run->ended)
        forget_moments(run);
}

/* In the order of epochs. */
static bool
add_moment(struct run *run, const struct sample *moment)
{
    struct samples before = {run->moment_count, run->moments};
    size_t i = samples_find(before, moment->to);

    if (run->moments == NULL)
        run->moments = mem_zeroed(RUN_MOMENTS, sizeof *run->moments);
    if (run->moments == NULL || run->moment_count == RUN_MOMENTS)
        return false;
    memmove(run->moments + i + 1, run->moments + i,
            (run->moment_count++ - i) * sizeof *run->moments);
    run->moments[i] = *moment;
    return true;
}

/* A run that diverged does not measure its last net, either. */
static size_t
count_answered(const struct run *run)
{
    bool diverged = run->ended && run->now.status == RUN_DIVERGED;

    return diverged && run->tape.count > 0 ? run->tape.count - 1 : run->tape.count;
}

void
run_take_answers(struct run *run)
{
    size_t count = count_answered(run), i;
    bool more = false;

    for (i = 0; i < count; i++) {
        const struct checkpoint *at = run->tape.at[i];
        double error = checkpoint_test_error(at);
        struct sample moment = sample_of(at->epoch, at->seconds, 1 - error);

        if (error >= 0 && !samples_have(run_accuracy(run), &moment))
            more |= add_moment(run, &moment);
    }
    if (more)
        merge_moments(run);
}

/* ---- news ---- */

static void
take_newest(struct run *run, struct news *news)
{
    if (news->newest == NULL)
        return;
    checkpoint_unref(run->newest);
    run->newest = news->newest;
    news->newest = NULL;
}

/* The run that it goes on from was on until it began. */
static void
see_where_it_forked(struct run *run, const struct news *news)
{
    const struct checkpoint *first = news->tape.count > 0 ? news->tape.at[0] : NULL;

    if (run->parent == 0 || run->tape.count > 0 || first == NULL)
        return;
    run->forked_at = first->epoch;
    run->forked_seconds = first->seconds;
}

/* Once it has ended, its moments are those of the tape alone, which has a budget. */
void
run_take(struct run *run, struct news *news)
{
    if (run->ended) /* what it answers to a command is not how it ended */
        return;
    see_where_it_forked(run, news);
    run->begun |= news->newest != NULL || !news->ended || news->result.epochs > 0;
    run->now = news->shot.now;
    take_curves(run, &news->shot);
    take_newest(run, news);
    tape_move(&run->tape, &news->tape);
    if (!news->ended) {
        merge_moments(run);
        return;
    }
    run->ended = true;
    run->now.status = news->result.status;
    run->now.test_error = news->result.test_error;
    keep_curves(run);
    merge_moments(run);
    checkpoint_unref(run->newest);
    run->newest = NULL;
}

void
run_free(struct run *run)
{
    size_t i;

    if (run == NULL)
        return;
    forget_curves(run);
    for (i = 0; i < CURVES; i++)
        free(run->kept[i]);
    forget_moments(run);
    checkpoint_unref(run->newest);
    tape_done(&run->tape);
    free(run->name);
    free(run->note);
    free(run);
}

/* ---- what there is to see ---- */

struct checkpoint *
run_newest(const struct run *run)
{
    if (run->newest != NULL)
        return run->newest;
    return run->tape.count > 0 ? run->tape.at[run->tape.count - 1] : NULL;
}

uint64_t
run_images(const struct run *run)
{
    const struct measures *now = &run->now;

    return (uint64_t)now->epochs_done * now->images +
           (now->position < now->images ? now->position : 0);
}

double
run_epochs(const struct run *run)
{
    return run->now.images > 0 ? (double)run_images(run) / (double)run->now.images : 0;
}

/* ---- what the user writes ---- */

static int
set_text(char **text, const char *to, struct error *err)
{
    char *copy = NULL;

    if (to != NULL && to[0] != '\0' && (copy = strdup(to)) == NULL)
        return error_memory(err, "a text");
    free(*text);
    *text = copy;
    return 0;
}

int
run_set_name(struct run *run, const char *name, struct error *err)
{
    return set_text(&run->name, name, err);
}

int
run_set_note(struct run *run, const char *note, struct error *err)
{
    return set_text(&run->note, note, err);
}

const char *
run_status_name(enum run_status status)
{
    static const char *const names[] = {
        [RUN_TRAINING] = N_("training"), [RUN_DONE] = N_("done"),
        [RUN_STOPPED] = N_("stopped"),   [RUN_DIVERGED] = N_("diverged"),
        [RUN_FAILED] = N_("failed"),
    };

    return names[status];
}
