/*
 * For mnistui_held, which is mnistui but for this: nothing is read while there is a file
 * named "hold" in the working folder. So tests can look at the program while it reads,
 * for as long as they like. loader.c is compiled once more for it, and calls this.
 */
#include "config.h"

#include <time.h>
#include <unistd.h>

#undef reader_read /* what the Makefile makes of it in loader.c */
#include "data/reader.h"

long held_reader_read(struct reader *reader, enum data_file file, struct error *err);

long
held_reader_read(struct reader *reader, enum data_file file, struct error *err)
{
    static const struct timespec nap = {0, 1000000};

    if (access("hold", F_OK) != 0)
        return reader_read(reader, file, err);
    nanosleep(&nap, NULL);
    return 0; /* nothing so far; whoever asked sees to stopping, and asks again */
}
