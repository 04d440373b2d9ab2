#include "config.h"

#include "supply/fetcher.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/thread.h"
#include "base/wake.h"
#include "data/download_folder.h"
#include "fetch/mirrors.h"
#include "fetch/mnist_files.h"

/* Somebody is watching, and can go on with practice digits: they would not wait as long
 * as a user who asked for nothing but the download. */
static const double connect_seconds = 4, stall_seconds = 10;

/* A screen shows no more. */
static const double tell_seconds = 1.0 / 30;

enum { LOG_SIZE = 4096 };

struct fetcher {
    struct download download;
    struct mirrors mirrors;
    char folder[4096];
    int wake_fd;
    pthread_t thread;
    double told; /* by the thread */

    enum download_end end; /* to be read when the thread has ended */
    struct error err;

    pthread_mutex_t lock; /* over what follows */
    bool stopped, running;
    struct fetching state;
    char log[LOG_SIZE];
};

/* ---- the thread ---- */

/* "https://host:port/folder/" -> "host:port" */
static void
copy_host(char *host, size_t size, const char *url)
{
    const char *start = url != NULL ? strstr(url, "://") : NULL;

    start = start != NULL ? start + 3 : "";
    snprintf(host, size, "%.*s", (int)strcspn(start, "/"), start);
}

static bool
tell(void *context, const struct download_state *state)
{
    struct fetcher *fetcher = context;
    struct fetching *copy = &fetcher->state;
    double now = clock_now();
    bool stopped;

    pthread_mutex_lock(&fetcher->lock);
    copy->waiting = state->step == DOWNLOAD_WAITING;
    copy->checking = state->step == DOWNLOAD_CHECKING;
    snprintf(copy->file, sizeof copy->file, "%s", state->name != NULL ? state->name : "");
    copy_host(copy->host, sizeof copy->host, state->mirror);
    copy->done = state->done;
    copy->total = state->total;
    copy->bytes_per_second = state->bytes_per_second;
    copy->seconds_left = state->seconds_left;
    stopped = fetcher->stopped;
    pthread_mutex_unlock(&fetcher->lock);
    if (now - fetcher->told >= tell_seconds) {
        fetcher->told = now;
        wake_send(fetcher->wake_fd);
    }
    return !stopped;
}

/* The screen shows the name of the file beside the note. */
static const char *
without_file(const char *line, const char *file)
{
    size_t length = strlen(file);

    return length > 0 && strncmp(line, file, length) == 0 &&
                   strncmp(line + length, ": ", 2) == 0
               ? line + length + 2
               : line;
}

static void
take_line(void *context, const char *line)
{
    struct fetcher *fetcher = context;

    pthread_mutex_lock(&fetcher->lock);
    if (strlen(fetcher->log) + strlen(line) + 1 < sizeof fetcher->log) /* whole lines */
        text_append(fetcher->log, sizeof fetcher->log, "%s\n", line);
    snprintf(fetcher->state.note, sizeof fetcher->state.note, "%s",
             without_file(line, fetcher->state.file));
    pthread_mutex_unlock(&fetcher->lock);
}

static void *
fetcher_main(void *argument)
{
    struct fetcher *fetcher = argument;

    fetcher->end = download_run(&fetcher->download, &fetcher->err);
    pthread_mutex_lock(&fetcher->lock);
    fetcher->running = false;
    pthread_mutex_unlock(&fetcher->lock);
    wake_send(fetcher->wake_fd);
    return NULL;
}

/* ---- the callers' side ---- */

static void
free_fetcher(struct fetcher *fetcher)
{
    mirrors_done(&fetcher->mirrors);
    free(fetcher);
}

static int
find_mirrors(struct mirrors *mirrors, environment_reader *environment, struct error *err)
{
    size_t count;
    const char *const *public = mnist_mirrors(&count);

    return mirrors_init(mirrors, NULL, 0, public, count, environment, err);
}

int
fetcher_check(environment_reader *environment, struct error *err)
{
    struct mirrors mirrors;

    if (find_mirrors(&mirrors, environment, err) != 0)
        return -1;
    mirrors_done(&mirrors);
    return 0;
}

static int
plan(struct fetcher *fetcher, environment_reader *environment, struct error *err)
{
    struct download *download = &fetcher->download;

    if (find_mirrors(&fetcher->mirrors, environment, err) != 0 ||
        download_folder(fetcher->folder, sizeof fetcher->folder, environment, err) != 0 ||
        download_prepare(err) != 0)
        return -1;
    download->folder = fetcher->folder;
    download->files = mnist_files(&download->file_count);
    download->mirrors = (const char *const *)fetcher->mirrors.url;
    download->mirror_count = fetcher->mirrors.count;
    download->connect_seconds = connect_seconds;
    download->stall_seconds = stall_seconds;
    download->tell = tell;
    download->log = take_line;
    download->context = fetcher;
    return 0;
}

struct fetcher *
fetcher_new(environment_reader *environment, int wake_fd, struct error *err)
{
    struct fetcher *fetcher = mem_zeroed(1, sizeof *fetcher);

    if (fetcher == NULL) {
        error_memory(err, "the download");
        return NULL;
    }
    if (plan(fetcher, environment, err) != 0) {
        free_fetcher(fetcher);
        return NULL;
    }
    fetcher->wake_fd = wake_fd;
    fetcher->running = true;
    fetcher->state.seconds_left = -1;
    pthread_mutex_init(&fetcher->lock, NULL);
    if (thread_start(&fetcher->thread, fetcher_main, fetcher, "download", err) != 0) {
        pthread_mutex_destroy(&fetcher->lock);
        free_fetcher(fetcher);
        return NULL;
    }
    return fetcher;
}

struct loading
fetcher_look(struct fetcher *fetcher)
{
    struct loading loading = {.stage = LOADING_FETCHING};

    pthread_mutex_lock(&fetcher->lock);
    loading.fetch = fetcher->state;
    if (!fetcher->running)
        loading.stage = LOADING_NOTHING;
    pthread_mutex_unlock(&fetcher->lock);
    if (loading.fetch.total > 0)
        loading.share = (double)loading.fetch.done / (double)loading.fetch.total;
    return loading;
}

void
fetcher_stop(struct fetcher *fetcher)
{
    pthread_mutex_lock(&fetcher->lock);
    fetcher->stopped = true;
    pthread_mutex_unlock(&fetcher->lock);
}

enum download_end
fetcher_finish(struct fetcher *fetcher, char *log, size_t size, struct error *err)
{
    enum download_end end;

    pthread_join(fetcher->thread, NULL);
    end = fetcher->end;
    snprintf(log, size, "%s", fetcher->log);
    if (end == DOWNLOAD_FAILED)
        error_set(err, "%s", fetcher->err.text);
    pthread_mutex_destroy(&fetcher->lock);
    free_fetcher(fetcher);
    return end;
}
