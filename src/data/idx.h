/*
 * IDX files (doc/MATHEMATICS.md, "Files"): big-endian magic 0x00000803 (images) or
 * 0x00000801 (labels), the counts, then bytes; packed with gzip or not. A file is read
 * part by part.
 *
 * Files are not trusted: every size is checked against what the file holds, the content
 * is exactly what the header promises, and every label is below DATASET_MAX_CLASSES. The
 * error names the file and what is wrong with it. Memory is bounded by the bytes that the
 * file can hold.
 */
#ifndef MNISTUI_DATA_IDX_H
#define MNISTUI_DATA_IDX_H

#include <stddef.h>

#include "base/error.h"

enum {
    IDX_MAX_SIDE = 64,       /* rows and columns of an image */
    IDX_MAX_BYTES = 1 << 30, /* of content: 20 times MNIST */
};

struct idx {
    size_t count;
    size_t rows, cols;    /* 1 and 1 for labels */
    unsigned char *bytes; /* count * rows * cols; to be freed by the caller */
};

struct idx_file; /* a file that is being read */

/* Opens a file and reads its header: idx has the sizes, and room for the bytes, which are
 * still to be read. NULL with err, and idx untouched. path and the bytes are borrowed
 * until idx_close. */
struct idx_file *idx_open_images(struct idx *idx, const char *path, struct error *err);
struct idx_file *idx_open_labels(struct idx *idx, const char *path, struct error *err);

/* Reads size bytes more, or those that are left; with the last one it checks what comes
 * at the end. 0, or -1 with err: the file is of no more use then. */
int idx_read_on(struct idx_file *file, size_t size, struct error *err);

/* How many bytes have been read. */
size_t idx_have(const struct idx_file *file);

/* NULL is nothing to close. */
void idx_close(struct idx_file *file);

#endif
