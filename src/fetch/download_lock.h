/*
 * One download at a time in a folder.
 *
 * The lock is the kernel's, on an empty file in the folder. It goes when the process that
 * holds it ends, however that happens, so nobody waits for a dead process. The file
 * stays: it has no content that could be half-written, and taking it away would let a
 * third process lock a new one while a second still waits for the old.
 */
#ifndef MNISTUI_FETCH_DOWNLOAD_LOCK_H
#define MNISTUI_FETCH_DOWNLOAD_LOCK_H

#include <stdbool.h>

#include "base/error.h"

#define DOWNLOAD_LOCK_NAME "download.lock"

/* Waits for the lock as long as go_on says true, which it is asked 20 times a second.
 * Returns the lock, for download_unlock; -1 when go_on said false; -2 with err. */
int download_lock(const char *folder, bool (*go_on)(void *context), void *context,
                  struct error *err);
void download_unlock(int lock);

#endif
