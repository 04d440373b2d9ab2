/* The folder that MNIST is downloaded into, where it is also looked for (locate.c). */
#ifndef MNISTUI_DATA_DOWNLOAD_FOLDER_H
#define MNISTUI_DATA_DOWNLOAD_FOLDER_H

#include <stddef.h>
#include <sys/types.h>

#include "base/environment.h"
#include "base/error.h"

/* $XDG_CACHE_HOME/mnistui/mnist or $HOME/.cache/mnistui/mnist. Relative ones are ignored,
 * as the XDG Base Directory Specification says. 0, or -1 when there is neither, or path
 * is too short. */
int download_folder_path(char *path, size_t size, environment_reader *environment);

/* The same, and makes it, with mode 0700 for every folder that is not there yet, but not
 * for the home itself. 0, or -1 with err. */
int download_folder(char *path, size_t size, environment_reader *environment,
                    struct error *err);

/* What to do when this folder cannot be used, for the end of a message: a user who named
 * no folder needs another place for the cache. Lives as long as the program. */
const char *download_folder_advice(const char *folder, environment_reader *environment);

/* Makes a folder, and those that lead to it. */
int download_folder_make(const char *path, mode_t mode, struct error *err);

#endif
