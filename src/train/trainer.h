/*
 * The trainer: a thread that drives runs batch by batch. Commands go in, snapshots come
 * out; neither side ever waits for the other for longer than a copy takes.
 */
#ifndef MNISTUI_TRAIN_TRAINER_H
#define MNISTUI_TRAIN_TRAINER_H

#include <stdbool.h>

#include "base/error.h"
#include "train/snapshot.h"

struct trainer;

/* Starts the thread, idle. A byte is written to wake_fd (non-blocking; -1 for none)
 * whenever there is something new to read. dataset and kernels are borrowed until
 * trainer_free. */
struct trainer *trainer_new(const struct dataset *dataset, const struct kernels *kernels,
                            int wake_fd, struct error *err);

/* Stops the thread, whatever it does. */
void trainer_free(struct trainer *trainer);

/* ---- commands: taken up between two batches ---- */

/* Starts a run; one that is on is stopped and kept as a result. start as for run_new. A
 * paused trainer goes on. -1 when memory is short: the run that is on then goes on. */
int trainer_start(struct trainer *trainer, const struct hparams *hparams,
                  const struct net *start, struct error *err);
void trainer_pause(struct trainer *trainer, bool paused);
void trainer_step(struct trainer *trainer); /* while paused: one batch */
void trainer_stop(struct trainer *trainer); /* ends the run as RUN_STOPPED */
void trainer_set_speed(struct trainer *trainer,
                       double images_per_second); /* 0 is full speed */

/* ---- what comes out ---- */

/*
 * Copies the newest snapshot over the one that was read before (all zero the first time).
 *
 * *net (NULL the first time) is exchanged for a net with the parameters of that moment or
 * a little before; NULL before the first run or when memory is short. The caller frees
 * the last one. True when it is of another shape than the one before. With net NULL the
 * parameters are left for a later call.
 */
bool trainer_read(struct trainer *trainer, struct snapshot *snapshot, struct net **net);

/* Takes the oldest ended run that was not taken yet. False when there is none. What
 * trainer_read gives is of the end of that run, or of a later one. */
bool trainer_take_result(struct trainer *trainer, struct run_result *result);

#endif
