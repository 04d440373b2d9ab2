/* A screen as text in a file below tests/data, which is what it has to be. */
#ifndef MNISTUI_TESTS_GOLDEN_FILE_H
#define MNISTUI_TESTS_GOLDEN_FILE_H

#include <stdbool.h>

#include "support/screen.h"

/* The folder of that name in tests/data. */
const char *golden_folder(const char *folder);

/*
 * Whether folder/name.txt has the same rows; prints those that differ. With
 * MNISTUI_UPDATE_GOLDEN in the environment it writes the file instead, and is true.
 */
bool golden_file_is(const char *folder, const char *name, const struct screen_copy *copy);

#endif
