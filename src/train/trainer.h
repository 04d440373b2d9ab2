/*
 * The trainer: a thread that trains runs batch by batch. Commands go in and snapshots
 * come out; neither side waits for the other for longer than a copy takes.
 */
#ifndef MNISTUI_TRAIN_TRAINER_H
#define MNISTUI_TRAIN_TRAINER_H

#include <stdbool.h>

#include "base/error.h"
#include "train/snapshot.h"

struct trainer;

/* Starts the thread, which is idle at first. It writes a byte to wake_fd (non-blocking;
 * -1 for none) whenever there is something new to read. dataset and kernels are borrowed
 * until trainer_free. */
struct trainer *trainer_new(const struct dataset *dataset, const struct kernels *kernels,
                            int wake_fd, struct error *err);

/* Stops the thread, whatever it is doing. */
void trainer_free(struct trainer *trainer);

/* ---- commands: they take effect between two batches ---- */

/* Starts a run. A run in progress is stopped, and its result stored. start is as for
 * learner_new. A paused trainer resumes. -1 if memory is short: a run in progress then
 * goes on. */
int trainer_start(struct trainer *trainer, const struct hparams *hparams,
                  const struct net *start, struct error *err);
void trainer_pause(struct trainer *trainer, bool paused);
void trainer_step(struct trainer *trainer); /* while paused: trains one batch */
void trainer_stop(struct trainer *trainer); /* ends the run as RUN_STOPPED */
void trainer_set_speed(struct trainer *trainer,
                       double images_per_second); /* 0 is full speed */

/* ---- what comes out ---- */

/*
 * Copies the newest snapshot over the one that was read last (all zero the first time).
 *
 * *net (NULL the first time) is swapped for a net with the parameters of that moment or a
 * little earlier; it is NULL before the first run and if memory is short. The caller
 * frees the last one. Returns true if its shape differs from that of the one before. If
 * net is NULL, the parameters are left for a later call.
 */
bool trainer_read(struct trainer *trainer, struct snapshot *snapshot, struct net **net);

/* Takes the result of the oldest ended run that has not been taken yet. False if there is
 * none. What trainer_read gives then is of the end of that run, or later. */
bool trainer_take_result(struct trainer *trainer, struct run_result *result);

#endif
