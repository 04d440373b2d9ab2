/*
 * A small .npz file: what the files in tests/data/npz hold, and what npz_write makes of
 * it.
 */
#ifndef MNISTUI_TESTS_NPZ_SAMPLE_H
#define MNISTUI_TESTS_NPZ_SAMPLE_H

#include <stddef.h>

#include "npz/npz.h"
#include "npz/zip_format.h"

enum { SAMPLE_W1 = 6, SAMPLE_B1 = 2, SAMPLE_FIXTURES = 8 };

/* w1 is 3 x 2, b1 has 2. */
extern float sample_w1[SAMPLE_W1];
extern float sample_b1[SAMPLE_B1];

/* Where things are in the file that npz_write makes of them: two members, their
 * directory, the end. */
enum {
    NAME_SIZE = 6, /* "w1.npy" */
    HEADER = 128,
    LOCAL_W1 = 0,
    NPY_W1 = LOCAL_W1 + ZIP_LOCAL_SIZE + NAME_SIZE,
    LOCAL_B1 = NPY_W1 + HEADER + sizeof sample_w1,
    NPY_B1 = LOCAL_B1 + ZIP_LOCAL_SIZE + NAME_SIZE,
    ENTRY_W1 = NPY_B1 + HEADER + sizeof sample_b1,
    ENTRY_B1 = ENTRY_W1 + ZIP_CENTRAL_SIZE + NAME_SIZE,
    END = ENTRY_B1 + ZIP_CENTRAL_SIZE + NAME_SIZE,
    SAMPLE_SIZE = END + ZIP_END_SIZE
};

/* The files in tests/data/npz, and the path of one, to be freed. */
extern const char *const sample_fixtures[SAMPLE_FIXTURES];
char *sample_fixture(const char *name);

/* The path of a name in a scratch folder that all files of a test share, to be freed. */
char *sample_path(const char *name);

/* A whole file in *bytes, to be freed; its size. */
size_t sample_slurp(const char *path, unsigned char **bytes);

/* The arrays, borrowed; written to a file; and that file's SAMPLE_SIZE bytes. */
struct npz sample_npz(void);
void sample_write(const char *path);
void sample_load(unsigned char *bytes);

int sample_same(const struct npz_array *array, int dims, const size_t *shape,
                const float *values, size_t size);

/* Whether these are the arrays, bit for bit. */
int sample_is(const struct npz *npz);

/* Fails the test unless the file holds the arrays. */
void sample_check(const char *path);

/* Fails the test unless the file is refused with "PATH" and then message. */
void sample_check_refused(const char *path, const char *message);
void sample_check_bytes_refused(const unsigned char *bytes, size_t size,
                                const char *message);

#endif
