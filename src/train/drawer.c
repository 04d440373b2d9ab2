#include "config.h"

#include "train/drawer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "data/practice.h"
#include "train/thread.h"

/* A screen shows no more. */
static const double tell_seconds = 1.0 / 30;

/* Images that are drawn between two looks around, in 2 ms or less. Chunks do not reach
 * from the training into the test images. */
enum {
    CHUNK = 200,
    TRAIN_CHUNKS = (PRACTICE_TRAIN + CHUNK - 1) / CHUNK,
    CHUNKS = TRAIN_CHUNKS + (PRACTICE_TEST + CHUNK - 1) / CHUNK,
};

enum { THREADS = 2 };

struct drawer {
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
find_chunk(const struct drawer *drawer, int which)
{
    struct dataset *dataset = drawer->dataset;
    bool train = which < TRAIN_CHUNKS;
    struct chunk chunk = {.images = train ? &dataset->train : &dataset->test};

    chunk.from = (size_t)(train ? which : which - TRAIN_CHUNKS) * CHUNK;
    chunk.upto = chunk.from + CHUNK;
    if (chunk.upto > chunk.images->count)
        chunk.upto = chunk.images->count;
    return chunk;
}

/* ---- the threads ---- */

static void
wake(const struct drawer *drawer)
{
    /* a full pipe wakes as well as one more byte would */
    if (drawer->wake_fd >= 0 && write(drawer->wake_fd, "d", 1) < 0)
        return;
}

/* The next chunk to draw, or -1 when there is none or no more are wanted. */
static int
take_chunk(struct drawer *drawer)
{
    int which;

    pthread_mutex_lock(&drawer->lock);
    which = drawer->stopped || drawer->taken == CHUNKS ? -1 : drawer->taken++;
    pthread_mutex_unlock(&drawer->lock);
    return which;
}

/* Lists what is drawn as far as it follows what is listed, unless the other thread is
 * about it. With the lock, which is left meanwhile. */
static void
list_drawn(struct drawer *drawer)
{
    struct chunk chunk;

    if (drawer->listing)
        return;
    drawer->listing = true;
    while (!drawer->stopped && drawer->listed < CHUNKS && drawer->drawn[drawer->listed]) {
        chunk = find_chunk(drawer, drawer->listed);
        pthread_mutex_unlock(&drawer->lock);
        images_list(chunk.images, chunk.from, chunk.upto);
        pthread_mutex_lock(&drawer->lock);
        drawer->listed++;
    }
    drawer->listing = false;
}

static void
tell_drawn(struct drawer *drawer, int which)
{
    double now = clock_now();
    bool tell;

    pthread_mutex_lock(&drawer->lock);
    drawer->drawn[which] = true;
    list_drawn(drawer);
    tell = now - drawer->told >= tell_seconds;
    if (tell)
        drawer->told = now;
    pthread_mutex_unlock(&drawer->lock);
    if (tell)
        wake(drawer);
}

/* Whichever ends last has everything listed, unless it was stopped. */
static void
end_thread(struct drawer *drawer)
{
    bool last;

    pthread_mutex_lock(&drawer->lock);
    last = drawer->running == 1;
    if (last && drawer->listed == CHUNKS) {
        images_end_lists(&drawer->dataset->train);
        images_end_lists(&drawer->dataset->test);
    }
    drawer->running--;
    pthread_mutex_unlock(&drawer->lock);
    if (last)
        wake(drawer);
}

static void *
drawer_main(void *argument)
{
    struct drawer *drawer = argument;
    struct chunk chunk;
    int which;

    while ((which = take_chunk(drawer)) >= 0) {
        chunk = find_chunk(drawer, which);
        practice_draw(drawer->dataset, chunk.images, drawer->seed, chunk.from,
                      chunk.upto);
        tell_drawn(drawer, which);
    }
    end_thread(drawer);
    return NULL;
}

/* ---- the callers' side ---- */

static void
stop(struct drawer *drawer)
{
    pthread_mutex_lock(&drawer->lock);
    drawer->stopped = true;
    pthread_mutex_unlock(&drawer->lock);
}

static void
join(struct drawer *drawer, int threads)
{
    while (threads-- > 0)
        pthread_join(drawer->thread[threads], NULL);
    pthread_mutex_destroy(&drawer->lock);
    free(drawer);
}

static int
start_threads(struct drawer *drawer, struct error *err)
{
    int started;

    for (started = 0; started < THREADS; started++) {
        if (thread_start(&drawer->thread[started], drawer_main, drawer, "drawing", err) !=
            0) {
            stop(drawer);
            join(drawer, started);
            return -1;
        }
    }
    return 0;
}

struct drawer *
drawer_new(struct dataset *dataset, uint64_t seed, int wake_fd, struct error *err)
{
    struct drawer *drawer;

    if (practice_begin(dataset, err) != 0)
        return NULL;
    drawer = mem_zeroed(1, sizeof *drawer);
    if (drawer == NULL) {
        error_memory(err, "the practice digits");
        dataset_done(dataset);
        return NULL;
    }
    drawer->dataset = dataset;
    drawer->seed = seed;
    drawer->wake_fd = wake_fd;
    drawer->running = THREADS;
    drawer->told = clock_now();
    pthread_mutex_init(&drawer->lock, NULL);
    if (start_threads(drawer, err) != 0) {
        dataset_done(dataset);
        return NULL;
    }
    return drawer;
}

struct loading
drawer_look(struct drawer *drawer)
{
    struct loading loading = {.stage = LOADING_NOTHING, .share = 1};

    pthread_mutex_lock(&drawer->lock);
    if (drawer->running > 0) {
        loading.stage = LOADING_DRAWING;
        loading.share = (double)drawer->listed / CHUNKS;
    }
    pthread_mutex_unlock(&drawer->lock);
    return loading;
}

void
drawer_finish(struct drawer *drawer)
{
    join(drawer, THREADS);
}

void
drawer_stop(struct drawer *drawer)
{
    if (drawer == NULL)
        return;
    stop(drawer);
    join(drawer, THREADS);
}
