/* What the loader tells of itself (train/loader.h): values only. */
#ifndef MNISTUI_TRAIN_LOADING_H
#define MNISTUI_TRAIN_LOADING_H

/* What is done before the first run can start. */
enum loading_stage {
    LOADING_NOTHING, /* the data is there */
    LOADING_READING, /* the files are unpacked and prepared */
};

struct loading {
    enum loading_stage stage;
    double share; /* of the stage that is done, 0..1 */
};

#endif
