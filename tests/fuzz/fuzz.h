/*
 * What the fuzz targets share (README in this folder): the reader's own file, and reading
 * IDX files with an answer to compare with.
 */
#ifndef MNISTUI_TESTS_FUZZ_H
#define MNISTUI_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls, and what it brings for a mutator of one's own. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
                               unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

/* The path of a file that holds just these bytes, until the next call. It has no place on
 * a disk. */
const char *fuzz_file(const uint8_t *data, size_t size);

/* Ends the process, for libFuzzer to keep the input. */
#define FUZZ_CHECK(what)                          \
    do {                                          \
        if (!(what))                              \
            fuzz_fail(#what, __FILE__, __LINE__); \
    } while (0)
_Noreturn void fuzz_fail(const char *what, const char *file, int line);

/* Reads the file at path as what it is, `part` bytes at a time (now and then as what it
 * is not). content: what it unpacks to, by somebody else's reckoning; NULL: it cannot be
 * unpacked. The readers must take it exactly if it is a right file, and give what is in
 * it. */
void fuzz_read_idx(const char *path, const uint8_t *content, size_t size, size_t part);

/* The same without knowing what is right, as images or as labels. */
void fuzz_read_idx_blindly(const char *path, size_t part);

#endif
