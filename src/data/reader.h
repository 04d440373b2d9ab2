/*
 * Reads a data set piece by piece, so that the unpacking, which takes long, can go on in
 * one thread and the rest in another (supply/loader.h). There is no thread in here: a
 * caller that has two keeps to what is said below.
 *
 *     reader_open     the headers and the labels: sizes and classes are known
 *     reader_read     the content of each file
 *     reader_list     the lists of the images that were read
 *     reader_finish   the data set is complete
 */
#ifndef MNISTUI_DATA_READER_H
#define MNISTUI_DATA_READER_H

#include "data/dataset.h"
#include "data/locate.h"

struct reader;

/* Opens the four files: what their headers say is checked, dataset has its sizes, labels
 * and classes and room for the rest, which must not be looked at yet. NULL with err
 * (which names the bad file) and dataset empty. dataset and files are borrowed until
 * reader_close; dataset is for dataset_done, however the reader ends. */
struct reader *reader_open(struct dataset *dataset, const struct data_files *files,
                           struct error *err);
/* NULL is allowed. */
void reader_close(struct reader *reader);

/* Images or labels that a file holds. */
size_t reader_count(const struct reader *reader, enum data_file file);

/* Reads the next part of a file, about a millisecond's work. Returns how many of its
 * images or labels are there, all of them at its end; or -1 with err. Different files may
 * be read by different threads at the same time. */
long reader_read(struct reader *reader, enum data_file file, struct error *err);

/* Lists the pixels of the images before upto, which were read (the caller makes sure that
 * this thread sees their bytes). images_file: of the training or of the test images. The
 * file may be read on meanwhile by another thread. */
void reader_list(struct reader *reader, enum data_file images_file, size_t upto);

/* Once everything is read and listed: names the data set. -1 with err when it is not what
 * a manifest beside it says. */
int reader_finish(struct reader *reader, struct error *err);

/* All of these one after the other, for programs that have nothing else to do meanwhile.
 * 0, or -1 with err (which names the bad file) and dataset empty. */
int reader_load(struct dataset *dataset, const struct data_files *files,
                struct error *err);

#endif
