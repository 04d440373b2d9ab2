/* What the loader and the drawer tell of themselves (train/loader.h, train/drawer.h):
 * values only. */
#ifndef MNISTUI_TRAIN_LOADING_H
#define MNISTUI_TRAIN_LOADING_H

/* What is done before the first run can start. */
enum loading_stage {
    LOADING_NOTHING, /* the data is there */
    LOADING_READING, /* the files are unpacked and prepared */
    LOADING_DRAWING, /* the practice digits are drawn */
};

struct loading {
    enum loading_stage stage;
    double share; /* of the stage that is done, 0..1 */
};

#endif
