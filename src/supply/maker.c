#include "config.h"

#include "supply/maker.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/thread.h"
#include "base/wake.h"
#include "practice/practice.h"

/* A screen shows no more. */
static const double tell_seconds = 1.0 / 30;

/* Images that are drawn between two looks around, in 2 ms or less. No chunk holds both
 * training and test images. */
enum {
    CHUNK = 200,
    TRAIN_CHUNKS = (PRACTICE_TRAIN + CHUNK - 1) / CHUNK,
    CHUNKS = TRAIN_CHUNKS + (PRACTICE_TEST + CHUNK - 1) / CHUNK,
};

enum { THREADS = 2 };

struct maker {
    struct dataset *dataset;
    uint64_t seed;
    int wake_fd;
    pthread_t thread[THREADS];

    pthread_mutex_t lock; /* over what follows */
    bool stopped;
    int taken;          /* chunks */
    bool drawn[CHUNKS]; /* each chunk */
    int listed;         /* chunks, from the first on */
    bool listing;       /* a thread lists the next one */
    double told;
    int running; /* threads */
};

struct chunk {
    struct images *images;
    size_t from, upto;
};

static struct chunk
find_chunk(const struct maker *maker, int which)
{
    struct dataset *dataset = maker->dataset;
    bool train = which < TRAIN_CHUNKS;
    struct chunk chunk = {.images = train ? &dataset->train : &dataset->test};

    chunk.from = (size_t)(train ? which : which - TRAIN_CHUNKS) * CHUNK;
    chunk.upto = chunk.from + CHUNK;
    if (chunk.upto > chunk.images->count)
        chunk.upto = chunk.images->count;
    return chunk;
}

/* ---- the threads ---- */

/* The next chunk to draw, or -1 when there is none or no more are wanted. */
static int
take_chunk(struct maker *maker)
{
    int which;

    pthread_mutex_lock(&maker->lock);
    which = maker->stopped || maker->taken == CHUNKS ? -1 : maker->taken++;
    pthread_mutex_unlock(&maker->lock);
    return which;
}

/* Lists what is drawn as far as it follows what is listed, unless the other thread is
 * doing so. The lock is held, and given up meanwhile. */
static void
list_drawn(struct maker *maker)
{
    struct chunk chunk;

    if (maker->listing)
        return;
    maker->listing = true;
    while (!maker->stopped && maker->listed < CHUNKS && maker->drawn[maker->listed]) {
        chunk = find_chunk(maker, maker->listed);
        pthread_mutex_unlock(&maker->lock);
        images_list(chunk.images, chunk.from, chunk.upto);
        pthread_mutex_lock(&maker->lock);
        maker->listed++;
    }
    maker->listing = false;
}

static void
tell_drawn(struct maker *maker, int which)
{
    double now = clock_now();
    bool tell;

    pthread_mutex_lock(&maker->lock);
    maker->drawn[which] = true;
    list_drawn(maker);
    tell = now - maker->told >= tell_seconds;
    if (tell)
        maker->told = now;
    pthread_mutex_unlock(&maker->lock);
    if (tell)
        wake_send(maker->wake_fd);
}

/* Once the last of the threads ends, everything is listed, unless it was stopped. */
static void
end_thread(struct maker *maker)
{
    bool last;

    pthread_mutex_lock(&maker->lock);
    last = maker->running == 1;
    if (last && maker->listed == CHUNKS) {
        images_end_lists(&maker->dataset->train);
        images_end_lists(&maker->dataset->test);
    }
    maker->running--;
    pthread_mutex_unlock(&maker->lock);
    if (last)
        wake_send(maker->wake_fd);
}

static void *
maker_main(void *argument)
{
    struct maker *maker = argument;
    struct chunk chunk;
    int which;

    while ((which = take_chunk(maker)) >= 0) {
        chunk = find_chunk(maker, which);
        practice_draw(maker->dataset, chunk.images, maker->seed, chunk.from, chunk.upto);
        tell_drawn(maker, which);
    }
    end_thread(maker);
    return NULL;
}

/* ---- the callers' side ---- */

static void
stop(struct maker *maker)
{
    pthread_mutex_lock(&maker->lock);
    maker->stopped = true;
    pthread_mutex_unlock(&maker->lock);
}

static void
join(struct maker *maker, int threads)
{
    while (threads-- > 0)
        pthread_join(maker->thread[threads], NULL);
    pthread_mutex_destroy(&maker->lock);
    free(maker);
}

static int
start_threads(struct maker *maker, struct error *err)
{
    int started;

    for (started = 0; started < THREADS; started++) {
        if (thread_start(&maker->thread[started], maker_main, maker, "drawing", err) !=
            0) {
            stop(maker);
            join(maker, started);
            return -1;
        }
    }
    return 0;
}

struct maker *
maker_new(struct dataset *dataset, uint64_t seed, int wake_fd, struct error *err)
{
    struct maker *maker;

    if (practice_begin(dataset, err) != 0)
        return NULL;
    maker = mem_zeroed(1, sizeof *maker);
    if (maker == NULL) {
        error_memory(err, "the practice digits");
        dataset_done(dataset);
        return NULL;
    }
    maker->dataset = dataset;
    maker->seed = seed;
    maker->wake_fd = wake_fd;
    maker->running = THREADS;
    maker->told = clock_now();
    pthread_mutex_init(&maker->lock, NULL);
    if (start_threads(maker, err) != 0) {
        dataset_done(dataset);
        return NULL;
    }
    return maker;
}

struct loading
maker_look(struct maker *maker)
{
    struct loading loading = {.stage = LOADING_NOTHING, .share = 1};

    pthread_mutex_lock(&maker->lock);
    if (maker->running > 0) {
        loading.stage = LOADING_DRAWING;
        loading.share = (double)maker->listed / CHUNKS;
    }
    pthread_mutex_unlock(&maker->lock);
    return loading;
}

void
maker_finish(struct maker *maker)
{
    join(maker, THREADS);
}

void
maker_stop(struct maker *maker)
{
    if (maker == NULL)
        return;
    stop(maker);
    join(maker, THREADS);
}
