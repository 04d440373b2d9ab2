/*
 * The engine: worker threads that train up to four runs at a time, and answer the test
 * images for moments that are looked at. Commands go in and news come out; neither side
 * waits for the other for longer than a copy takes.
 *
 * A run is a lane, which one worker at a time trains, for a slice of about 5 ms: so its
 * weights are the same, bit for bit, however many workers and lanes there are, and
 * whatever pauses, steps and speeds come in between. Of the lanes that may go on, a free
 * worker takes the one with the least progress. Lanes that are on together stay together:
 * none gets further ahead than a slice or a batch.
 *
 * All functions here are for one thread: the one that owns the engine.
 */
#ifndef MNISTUI_TRAIN_ENGINE_H
#define MNISTUI_TRAIN_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "data/dataset.h"
#include "nn/kernels.h"
#include "train/news.h"
#include "train/plan.h"

enum { ENGINE_MAX_JOBS = 256 };

struct engine;

/* Starts `jobs` workers, 1..ENGINE_MAX_JOBS, which are idle at first. They write a byte
 * to wake_fd (non-blocking; -1 for none) whenever there is something new to read. The
 * moments that the reader has not taken use up to `budget` bytes. dataset and kernels are
 * borrowed until engine_free; the data set may be filled until the first start. NULL with
 * err if memory or threads are short. */
struct engine *engine_new(const struct dataset *dataset, const struct kernels *kernels,
                          size_t jobs, size_t budget, int wake_fd, struct error *err);

/* Stops the workers, whatever they are doing. NULL is allowed. */
void engine_free(struct engine *engine);

/* ---- commands: they take effect between two batches or parts of batches ---- */

/*
 * Starts count runs (1..LANES_MAX) side by side, not paused. A worker makes them; when
 * it has, the runs on before are stopped, their last news left, and the new ones begin.
 *
 * Every run that was started gives news of its end, once, in the order of the starts. One
 * that cannot be made ends as RUN_FAILED, and its snapshot says why; if none of them can
 * be made, their ends come at once, and the runs on before go on. One whose turn has not
 * come when the next start comes ends as RUN_STOPPED without any epoch.
 *
 * -1 with err if memory is short: then nothing has changed.
 */
int engine_start(struct engine *engine, const struct plan *plans, size_t count,
                 struct error *err);

/* For all runs: those that are on, and those that are about to begin. */
void engine_pause(struct engine *engine, bool paused);
void engine_stop(struct engine *engine); /* they end as RUN_STOPPED */
void engine_set_speed(struct engine *engine,
                      double images_per_second); /* of each run; 0 is full speed */

/* For those that were started last: trains one batch, if they are paused. */
void engine_step(struct engine *engine);

/* Whether runs that are on together keep together by seconds of training, or, as at
 * first, by images. */
void engine_race_by_seconds(struct engine *engine, bool seconds);

/* Has a worker answer the test images for this moment, and wakes the reader once
 * checkpoint_answers has them. The moment asked for last comes first. While runs train at
 * full speed and no worker is free, this takes less time than the test error does. If
 * many wait, or memory is short, the oldest are dropped: ask again. */
void engine_want_answers(struct engine *engine, struct checkpoint *checkpoint);

/* ---- what comes out ---- */

/* Takes the news of one run, over whatever *news had; the oldest runs that have ended
 * come first. False if there is nothing new. Call it until then, and news_done after
 * each: what is to stay is taken out of it before. */
bool engine_take_news(struct engine *engine, struct news *news);

#endif
