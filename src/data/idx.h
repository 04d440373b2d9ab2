/*
 * IDX files (SPEC.md "Files"): big-endian magic 0x00000803 (images) or 0x00000801
 * (labels), the counts, then bytes; packed with gzip or not. Files are not trusted: every
 * size is checked against what the file holds, and the error names the file and what is
 * wrong with it.
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
    unsigned char *bytes; /* count * rows * cols, owned */
};

/* Reads a whole file: the content is exactly what the header promises, and every label is
 * below DATASET_MAX_CLASSES. 0, or -1 with err and idx untouched. Memory is bounded by
 * the bytes that the file can hold. */
int idx_read_images(struct idx *idx, const char *path, struct error *err);
int idx_read_labels(struct idx *idx, const char *path, struct error *err);

void idx_done(struct idx *idx);

/* ---- the same part by part ---- */

struct idx_file; /* a file that is being read */

/* Opens a file and reads its header: idx has the sizes, and bytes that are yet to be
 * read. NULL with err, and idx untouched. path and the bytes are borrowed until
 * idx_close. */
struct idx_file *idx_open_images(struct idx *idx, const char *path, struct error *err);
struct idx_file *idx_open_labels(struct idx *idx, const char *path, struct error *err);

/* Reads so many bytes more, or those that are left; with the last one it checks what
 * comes at the end. 0, or -1 with err: the file is then of no more use. */
int idx_read_on(struct idx_file *file, size_t size, struct error *err);

/* The bytes that are read so far. */
size_t idx_have(const struct idx_file *file);

/* NULL is nothing to close. */
void idx_close(struct idx_file *file);

#endif
