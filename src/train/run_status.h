/* How a run stands: while it trains, and once it has ended. */
#ifndef MNISTUI_TRAIN_RUN_STATUS_H
#define MNISTUI_TRAIN_RUN_STATUS_H

enum run_status {
    RUN_TRAINING,
    RUN_DONE,     /* all epochs are trained */
    RUN_STOPPED,  /* the user ended it early */
    RUN_DIVERGED, /* the loss or a weight is not finite */
    RUN_FAILED,   /* it could not begin: memory was short, or the settings do not fit */
};

/* The room for the words that say why: small, because it is copied with every snapshot.
 */
enum { RUN_WHY = 160 };

#endif
