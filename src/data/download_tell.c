#include "config.h"

#include "data/download_tell.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

static const double tell_seconds = 0.05;
static const double sample_seconds = 0.25; /* so that the speed is that of 3 seconds */

void
teller_init(struct teller *teller, const struct download *download)
{
    size_t i;

    memset(teller, 0, sizeof *teller);
    teller->download = download;
    teller->state.seconds_left = -1;
    for (i = 0; i < download->file_count; i++)
        teller->state.total += download->files[i].size;
}

static void
take_sample(struct teller *teller, double now)
{
    if (teller->sample_count == TELLER_SAMPLES) {
        teller->sample_count--;
        memmove(teller->samples, teller->samples + 1,
                teller->sample_count * sizeof *teller->samples);
    }
    teller->samples[teller->sample_count].time = now;
    teller->samples[teller->sample_count].came = teller->came;
    teller->sample_count++;
    teller->sampled = now;
}

/* Of the bytes that came, so that a part that is there already is no speed. */
static void
measure_speed(struct teller *teller, double now)
{
    struct download_state *state = &teller->state;
    double seconds;

    if (teller->sample_count == 0 || now - teller->sampled >= sample_seconds)
        take_sample(teller, now);
    seconds = now - teller->samples[0].time;
    state->bytes_per_second = 0;
    state->seconds_left = -1;
    if (seconds < 2 * sample_seconds)
        return;
    state->bytes_per_second = (double)(teller->came - teller->samples[0].came) / seconds;
    if (state->bytes_per_second > 0)
        state->seconds_left =
            (double)(state->total - state->done) / state->bytes_per_second;
}

static bool
tell(struct teller *teller)
{
    const struct download *download = teller->download;
    struct download_state *state = &teller->state;
    double now = clock_now();

    if (teller->stopped)
        return false;
    state->done = teller->there;
    if (state->step == DOWNLOAD_WAITING)
        state->done += teller->others;
    else if (state->step != DOWNLOAD_THERE)
        state->done += state->file_done;
    if (state->step == DOWNLOAD_FETCHING)
        measure_speed(teller, now);
    teller->told = now;
    teller->stopped = !download->tell(download->context, state);
    return !teller->stopped;
}

bool
teller_show(struct teller *teller, size_t file, enum download_step step,
            const char *mirror, uint64_t done)
{
    struct download_state *state = &teller->state;

    state->step = step;
    state->file = file;
    state->name = teller->download->files[file].name;
    state->file_total = teller->download->files[file].size;
    state->file_done = done;
    state->mirror = mirror;
    return tell(teller);
}

bool
teller_show_there(struct teller *teller, size_t file)
{
    uint64_t size = teller->download->files[file].size;

    teller->there += size;
    return teller_show(teller, file, DOWNLOAD_THERE, NULL, size);
}

bool
teller_tick(void *teller)
{
    struct teller *mine = teller;

    if (mine->stopped)
        return false;
    return clock_now() - mine->told < tell_seconds || tell(mine);
}

bool
teller_move(struct teller *teller, uint64_t done)
{
    if (done > teller->state.file_done)
        teller->came += done - teller->state.file_done;
    teller->state.file_done = done;
    return teller_tick(teller);
}

void
teller_log(struct teller *teller, const char *format, ...)
{
    char line[sizeof(struct error)];
    va_list args;

    if (teller->download->log == NULL)
        return;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    teller->download->log(teller->download->context, line);
}
