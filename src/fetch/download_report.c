#include "config.h"

#include "fetch/download_report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

static const double tell_seconds = 0.05;
static const double sample_seconds = 0.25; /* the speed is that of the last 3 s */

void
report_init(struct report *report, const struct download *download)
{
    size_t i;

    memset(report, 0, sizeof *report);
    report->download = download;
    report->state.seconds_left = -1;
    for (i = 0; i < download->file_count; i++)
        report->state.total += download->files[i].size;
}

static void
take_sample(struct report *report, double now)
{
    if (report->sample_count == REPORT_SAMPLES) {
        report->sample_count--;
        memmove(report->samples, report->samples + 1,
                report->sample_count * sizeof *report->samples);
    }
    report->samples[report->sample_count].time = now;
    report->samples[report->sample_count].came = report->came;
    report->sample_count++;
    report->sampled = now;
}

/* Counts only what comes over the network: a part that was there already is no speed. */
static void
measure_speed(struct report *report, double now)
{
    struct download_state *state = &report->state;
    double seconds;

    if (report->sample_count == 0 || now - report->sampled >= sample_seconds)
        take_sample(report, now);
    seconds = now - report->samples[0].time;
    state->bytes_per_second = 0;
    state->seconds_left = -1;
    if (seconds < 2 * sample_seconds)
        return;
    state->bytes_per_second = (double)(report->came - report->samples[0].came) / seconds;
    if (state->bytes_per_second > 0)
        state->seconds_left =
            (double)(state->total - state->done) / state->bytes_per_second;
}

static bool
tell(struct report *report)
{
    const struct download *download = report->download;
    struct download_state *state = &report->state;
    double now = clock_now();

    if (report->stopped)
        return false;
    state->done = report->there;
    if (state->step != DOWNLOAD_THERE)
        state->done += state->file_done;
    if (state->step == DOWNLOAD_FETCHING)
        measure_speed(report, now);
    report->told = now;
    report->stopped = !download->tell(download->context, state);
    return !report->stopped;
}

bool
report_show(struct report *report, size_t file, enum download_step step,
            const char *mirror, uint64_t done)
{
    struct download_state *state = &report->state;

    state->step = step;
    state->file = file;
    state->name = report->download->files[file].name;
    state->file_total = report->download->files[file].size;
    state->file_done = done;
    state->mirror = mirror;
    return tell(report);
}

bool
report_show_there(struct report *report, size_t file)
{
    uint64_t size = report->download->files[file].size;

    report->there += size;
    return report_show(report, file, DOWNLOAD_THERE, NULL, size);
}

bool
report_tick(void *report)
{
    struct report *mine = report;

    if (mine->stopped)
        return false;
    return clock_now() - mine->told < tell_seconds || tell(mine);
}

bool
report_move(struct report *report, uint64_t done)
{
    if (done > report->state.file_done)
        report->came += done - report->state.file_done;
    report->state.file_done = done;
    return report_tick(report);
}

void
report_log(struct report *report, const char *format, ...)
{
    char line[sizeof(struct error)];
    va_list args;

    if (report->download->log == NULL)
        return;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    report->download->log(report->download->context, line);
}
