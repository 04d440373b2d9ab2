/*
 * For mnistui_held, which is mnistui but for this: nothing is read while there is a file
 * named "hold" in the working folder, and a part of a batch takes as long as there is a
 * file named "hold-part", beside which "in-part" is made. So tests can look at the
 * program at such a moment, for as long as they like. loader.c and lane.c are compiled
 * once more for it, and call these.
 */
#include "config.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#undef reader_read /* what the Makefile makes of them in those files */
#undef learner_part
#include "data/reader.h"
#include "train/learner.h"

long held_reader_read(struct reader *reader, enum data_file file, struct error *err);
bool held_learner_part(struct learner *learner);

static const struct timespec nap = {0, 1000000};

long
held_reader_read(struct reader *reader, enum data_file file, struct error *err)
{
    if (access("hold", F_OK) != 0)
        return reader_read(reader, file, err);
    nanosleep(&nap, NULL);
    return 0; /* nothing so far: the caller checks whether to stop, and asks again */
}

bool
held_learner_part(struct learner *learner)
{
    while (access("hold-part", F_OK) == 0) {
        close(open("in-part", O_CREAT | O_WRONLY, 0600));
        nanosleep(&nap, NULL);
    }
    return learner_part(learner);
}
