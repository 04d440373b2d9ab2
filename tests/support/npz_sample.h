/* A small .npz file: what the files in tests/data/npz hold, and others made up of such
 * parts. */
#ifndef MNISTUI_TESTS_NPZ_SAMPLE_H
#define MNISTUI_TESTS_NPZ_SAMPLE_H

#include <stddef.h>

#include "npz/npz.h"

enum { SAMPLE_W1 = 6, SAMPLE_B1 = 2, SAMPLE_FIXTURES = 10 };

/* w1 is 3 x 2, b1 has 2. */
extern float sample_w1[SAMPLE_W1];
extern float sample_b1[SAMPLE_B1];

/* The files in tests/data/npz that hold the arrays, and the path of any there, to be
 * freed. */
extern const char *const sample_fixtures[SAMPLE_FIXTURES];
char *sample_fixture(const char *name);

/* The path of a name in a scratch folder that all files of a test share, to be freed. */
char *sample_path(const char *name);

/* A whole file in *bytes, to be freed; its size. */
size_t sample_slurp(const char *path, unsigned char **bytes);

/* The arrays, borrowed; and written to a file by npz_write. */
struct npz sample_npz(void);
void sample_write(const char *path);

/* An array as it is in a file: version 1.0, dict as its header, and the bytes of its
 * numbers. to is to have room for 10 bytes more; returns the size. */
size_t sample_npy(unsigned char *to, const char *dict, const void *numbers, size_t size);

/* Writes a zip file of count members. */
struct sample_member {
    const char *name;
    const void *bytes;
    size_t size;
};
void sample_zip(const char *path, const struct sample_member *members, size_t count);

int sample_same(const struct npy_array *array, int dims, const size_t *shape,
                const float *values, size_t size);

/* Fails the test unless the file holds the arrays. */
void sample_check(const char *path);

/* Fails the test unless the file is refused with "PATH" and then message. */
void sample_check_refused(const char *path, const char *message);

#endif
