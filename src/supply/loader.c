#include "config.h"

#include "supply/loader.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/thread.h"
#include "base/wake.h"

/* A screen shows no more. */
static const double tell_seconds = 1.0 / 30;

/* Images that are listed between two looks around. */
enum { LIST_IMAGES = 512 };

/* The threads. Each has a struct error of its own, for each may find a bad file. */
enum { UNPACKER, PREPARER, THREADS };

struct loader {
    struct reader *reader;
    size_t train_count, test_count;
    int wake_fd;
    pthread_t thread[THREADS];
    struct error err[THREADS];
    bool failed[THREADS]; /* to be read when the thread has ended */

    double told; /* by the thread that lists */

    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t more;  /* images are unpacked, or no more will be */
    bool stopped;
    size_t unpacked; /* training images */
    size_t listed;   /* training and test images */
    int running;     /* threads */
};

/* ---- what the threads tell each other and the caller ---- */

static void
stop(struct loader *loader)
{
    pthread_mutex_lock(&loader->lock);
    loader->stopped = true;
    pthread_cond_signal(&loader->more);
    pthread_mutex_unlock(&loader->lock);
}

/* That many training images are unpacked by now. False when no more are wanted. */
static bool
tell_unpacked(struct loader *loader, size_t images)
{
    bool stopped;

    pthread_mutex_lock(&loader->lock);
    loader->unpacked = images;
    stopped = loader->stopped;
    pthread_cond_signal(&loader->more);
    pthread_mutex_unlock(&loader->lock);
    return !stopped;
}

/* Waits until more training images are unpacked than these. Returns how many are, or 0
 * when no more are wanted. */
static size_t
wait_for_more(struct loader *loader, size_t images)
{
    size_t unpacked;

    pthread_mutex_lock(&loader->lock);
    while (!loader->stopped && loader->unpacked == images)
        pthread_cond_wait(&loader->more, &loader->lock);
    unpacked = loader->stopped ? 0 : loader->unpacked;
    pthread_mutex_unlock(&loader->lock);
    return unpacked;
}

/* That many more images are listed. False when no more are wanted. */
static bool
tell_listed(struct loader *loader, size_t images)
{
    double now = clock_now();
    bool stopped;

    pthread_mutex_lock(&loader->lock);
    loader->listed += images;
    stopped = loader->stopped;
    pthread_mutex_unlock(&loader->lock);
    if (now - loader->told >= tell_seconds) {
        loader->told = now;
        wake_send(loader->wake_fd);
    }
    return !stopped;
}

static void
end_thread(struct loader *loader, int which, bool failed)
{
    bool last;

    pthread_mutex_lock(&loader->lock);
    loader->failed[which] = failed;
    last = --loader->running == 0;
    pthread_mutex_unlock(&loader->lock);
    if (last)
        wake_send(loader->wake_fd);
}

/* ---- the threads ---- */

static void *
unpacker_main(void *argument)
{
    struct loader *loader = argument;
    long have;

    do
        have = reader_read(loader->reader, DATA_TRAIN_IMAGES, &loader->err[UNPACKER]);
    while (have >= 0 && tell_unpacked(loader, (size_t)have) &&
           (size_t)have < loader->train_count);
    /* this is the first file: no error that the other thread could find goes before it */
    if (have < 0)
        stop(loader);
    end_thread(loader, UNPACKER, have < 0);
    return NULL;
}

/* What the preparer does next, after each of its steps. */
enum next { GO_ON, STOP, FAIL };

static enum next
read_file(struct loader *loader, enum data_file file, size_t count)
{
    long have;

    do {
        have = reader_read(loader->reader, file, &loader->err[PREPARER]);
        if (have < 0)
            return FAIL;
        if (!tell_listed(loader, 0))
            return STOP;
    } while ((size_t)have < count);
    return GO_ON;
}

static enum next
list_images(struct loader *loader, enum data_file file, size_t from, size_t upto)
{
    size_t step;

    for (; from < upto; from += step) {
        step = min_size(upto - from, LIST_IMAGES);
        reader_list(loader->reader, file, from + step);
        if (!tell_listed(loader, step))
            return STOP;
    }
    return GO_ON;
}

static enum next
follow_unpacker(struct loader *loader)
{
    size_t listed, unpacked;

    for (listed = 0; listed < loader->train_count; listed = unpacked) {
        unpacked = wait_for_more(loader, listed);
        if (unpacked == 0 ||
            list_images(loader, DATA_TRAIN_IMAGES, listed, unpacked) != GO_ON)
            return STOP;
    }
    return GO_ON;
}

static enum next
prepare(struct loader *loader)
{
    enum next next = read_file(loader, DATA_TRAIN_LABELS, loader->train_count);

    if (next == GO_ON)
        next = read_file(loader, DATA_TEST_IMAGES, loader->test_count);
    if (next == GO_ON)
        next = read_file(loader, DATA_TEST_LABELS, loader->test_count);
    if (next == GO_ON)
        next = list_images(loader, DATA_TEST_IMAGES, 0, loader->test_count);
    if (next == GO_ON)
        next = follow_unpacker(loader);
    if (next == GO_ON && reader_finish(loader->reader, &loader->err[PREPARER]) != 0)
        next = FAIL;
    return next;
}

static void *
preparer_main(void *argument)
{
    struct loader *loader = argument;

    end_thread(loader, PREPARER, prepare(loader) == FAIL);
    return NULL;
}

/* ---- the callers' side ---- */

static void
join(struct loader *loader, int threads)
{
    while (threads-- > 0)
        pthread_join(loader->thread[threads], NULL);
    pthread_mutex_destroy(&loader->lock);
    pthread_cond_destroy(&loader->more);
}

struct loader *
loader_new(struct reader *reader, int wake_fd, struct error *err)
{
    static void *(*const mains[THREADS])(void *) = {unpacker_main, preparer_main};
    struct loader *loader = mem_zeroed(1, sizeof *loader);
    int started;

    if (loader == NULL) {
        error_memory(err, "reading the data");
        return NULL;
    }
    loader->reader = reader;
    loader->train_count = reader_count(reader, DATA_TRAIN_IMAGES);
    loader->test_count = reader_count(reader, DATA_TEST_IMAGES);
    loader->wake_fd = wake_fd;
    loader->running = THREADS;
    loader->told = clock_now();
    pthread_mutex_init(&loader->lock, NULL);
    pthread_cond_init(&loader->more, NULL);
    for (started = 0; started < THREADS; started++) {
        if (thread_start(&loader->thread[started], mains[started], loader, "reading",
                         err) != 0) {
            stop(loader);
            join(loader, started);
            free(loader);
            return NULL;
        }
    }
    return loader;
}

struct loading
loader_look(struct loader *loader)
{
    struct loading loading = {.stage = LOADING_NOTHING, .share = 1};

    pthread_mutex_lock(&loader->lock);
    if (loader->running > 0) {
        loading.stage = LOADING_READING;
        loading.share =
            (double)loader->listed / (double)(loader->train_count + loader->test_count);
    }
    pthread_mutex_unlock(&loader->lock);
    return loading;
}

int
loader_finish(struct loader *loader, struct error *err)
{
    int which, status = 0;

    join(loader, THREADS);
    for (which = THREADS - 1; which >= 0; which--) {
        if (loader->failed[which])
            status = error_set(err, "%s", loader->err[which].text);
    }
    free(loader);
    return status;
}

void
loader_stop(struct loader *loader)
{
    if (loader == NULL)
        return;
    stop(loader);
    join(loader, THREADS);
    free(loader);
}
