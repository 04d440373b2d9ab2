#include "config.h"

#include <stdio.h>
#include <string.h>

#include "support/sample_look.h"
#include "support/sample_parts.h"

/* ---- before the run ---- */

static void
clear_measures(struct sample_look *sample)
{
    struct measures *now = &sample->run.now;

    curve_init(&sample->curves[0]);
    curve_init(&sample->curves[1]);
    now->loss = now->test_error = now->best_error = now->left = -1;
    now->image.known = false;
    now->layers = 0;
    now->epochs_done = now->position = 0;
    now->elapsed = now->images_per_second = 0;
}

void
sample_starting(struct sample_look *sample)
{
    sample->look.at = NULL;
    sample->run.tape.count = 0;
    clear_measures(sample);
    sample_forget_net(sample);
    sample->session.count = 0;
    sample->run.now.run = 0;
    sample->run.now.images = 0;
    sample->run.now.speed = 0;
}

void
sample_reading(struct sample_look *sample)
{
    static struct dataset opened;

    sample_starting(sample);
    sample->loading.stage = LOADING_READING;
    sample->loading.share = 0.42;
    sample->look.dataset = &opened; /* no one may look at it */
    sample->look.run_is_on = false;
}

void
sample_fetching(struct sample_look *sample)
{
    struct fetching *fetch = &sample->loading.fetch;

    sample_reading(sample);
    sample->loading.stage = LOADING_FETCHING;
    snprintf(fetch->file, sizeof fetch->file, "train-images-idx3-ubyte.gz");
    snprintf(fetch->host, sizeof fetch->host, "ossci-datasets.s3.amazonaws.com");
    snprintf(fetch->note, sizeof fetch->note,
             "https://storage.googleapis.com/cvdf-datasets/"
             "mnist/ is left: it answers 403, forbidden");
    fetch->done = 4870000;
    fetch->total = 11594722;
    fetch->bytes_per_second = 2345000;
    fetch->seconds_left = 3;
}

/* Nothing has come yet. */
void
sample_connecting(struct sample_look *sample)
{
    struct fetching *fetch = &sample->loading.fetch;

    sample_fetching(sample);
    sample->loading.share = 0;
    fetch->note[0] = fetch->host[0] = '\0';
    fetch->done = 0;
    fetch->bytes_per_second = 0;
    fetch->seconds_left = -1;
}

void
sample_waiting(struct sample_look *sample)
{
    sample_connecting(sample);
    sample->loading.fetch.waiting = true;
}

void
sample_drawing(struct sample_look *sample)
{
    sample_reading(sample);
    sample->loading.stage = LOADING_DRAWING;
}

void
sample_first_batch(struct sample_look *sample)
{
    sample_set_moments(sample, 0);
    clear_measures(sample);
    sample->run.now.run = 1;
}

/* ---- the run goes on, or has ended ---- */

void
sample_paused(struct sample_look *sample)
{
    sample->look.paused = sample->run.now.paused = true;
    sample->run.now.images_per_second = 0;
}

void
sample_full_speed(struct sample_look *sample)
{
    sample->run.now.speed = 0;
    sample->run.now.images_per_second = 1234567;
}

static void
end(struct sample_look *sample, enum run_status status)
{
    sample->look.run_is_on = false;
    sample->run.now.status = status;
    sample->run.now.images_per_second = 0;
    sample->run.now.left = 0;
}

void
sample_done(struct sample_look *sample)
{
    sample_set_moments(sample, (double)sample->run.now.hparams.epochs);
    end(sample, RUN_DONE);
    sample->run.now.epochs_done = sample->run.now.hparams.epochs;
    sample->run.now.position = sample->run.now.images;
    sample->run.now.elapsed = 3754.2;
    sample_set_curves(sample, (double)sample->run.now.hparams.epochs);
}

void
sample_stopped(struct sample_look *sample)
{
    end(sample, RUN_STOPPED);
}

void
sample_diverged(struct sample_look *sample)
{
    end(sample, RUN_DIVERGED);
    sample->run.now.hparams.alpha = sample->next.alpha = 500;
    snprintf(sample->run.now.why, sizeof sample->run.now.why,
             "the loss is not finite in epoch 13: the learning rate 500 is likely too "
             "large");
}

void
sample_away(struct sample_look *sample)
{
    size_t place = tape_find(&sample->run.tape, 3 * SAMPLE_TRAIN);
    struct checkpoint *at = sample->run.tape.at[place];
    const struct measures *now = &sample->run.now;

    at->loss = 0.1234;
    at->layers = now->layers;
    memcpy(at->stats, now->stats, sizeof at->stats);
    at->image = now->image;
    at->image.number++;
    sample->look.at = at;
    sample->look.away = true;
}
