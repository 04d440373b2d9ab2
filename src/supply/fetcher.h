/* Downloads MNIST in the background, in a thread, to the folder where it is looked for
 * (data/download_folder.h). */
#ifndef MNISTUI_SUPPLY_FETCHER_H
#define MNISTUI_SUPPLY_FETCHER_H

#include <stddef.h>

#include "base/environment.h"
#include "base/error.h"
#include "fetch/download.h"
#include "supply/loading.h"

struct fetcher;

/* Checks that the mirrors of the environment are URLs. -1 with err. */
int fetcher_check(environment_reader *environment, struct error *err);

/* Starts the thread. Mirrors and folder are those of the environment. A byte is written
 * to wake_fd (non-blocking; -1 for none) when there is something new to tell. NULL with
 * err when there can be no download. For the main thread (download_prepare). */
struct fetcher *fetcher_new(environment_reader *environment, int wake_fd,
                            struct error *err);

/* How far it is: stage is LOADING_NOTHING once it has ended. */
struct loading fetcher_look(struct fetcher *fetcher);

/* Tells it to stop, which it does within a moment; does not wait for that. */
void fetcher_stop(struct fetcher *fetcher);

/* Waits for the end, and frees the fetcher. log gets what was said of mirrors, each on a
 * line. err as for download_run. */
enum download_end fetcher_finish(struct fetcher *fetcher, char *log, size_t size,
                                 struct error *err);

#endif
