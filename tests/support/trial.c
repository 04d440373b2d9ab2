#include "config.h"

#include "support/trial.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "support/small_files.h"

/* The digests were made by Python's hashlib from the same bytes as those of
 * small_files_fill(). */
const struct download_file trial_files[] = {
    {"a.gz", TRIAL_SIZE,
     "31bf7d9f8c4ba424e70db8525a4424c2bad6c74123a3d3d78746bc32e649b8d0",
     "d580e29232e9d55d5e5e4a6e77c0624f8f72a68b62140e828e05157d6ada92fe"},
    {"b.gz", 500, "0c6fa9c642c37cfccf3db3aa4428595de98621103cd88c3dd487b07f95ee0b50",
     NULL},
    {"c.gz", 2000, "a711b7f032176b02b4112f8b7f77a18a5aa06a7bff2d0a004d3ec4a145e21658",
     NULL},
};

static unsigned char a[TRIAL_SIZE], b[500], c[2000], raw[1234];
static const struct http_server_file served[] = {
    {"a.gz", a, sizeof a}, {"b.gz", b, sizeof b}, {"c.gz", c, sizeof c}, {NULL, NULL, 0}};
const struct http_server_file *trial_served = served;
const struct http_server_file trial_raw = {"a", raw, sizeof raw};

void
trial_setup(void)
{
    static const char *const proxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                          "all_proxy",  "ALL_PROXY",   "no_proxy",
                                          "NO_PROXY",   "HTTP_PROXY"};
    size_t i;

    for (i = 0; i < MEM_COUNT(proxies); i++)
        unsetenv(proxies[i]);
    small_files_fill(a, sizeof a, 1);
    small_files_fill(b, sizeof b, 2);
    small_files_fill(c, sizeof c, 3);
    small_files_fill(raw, sizeof raw, 4);
}

/* ---- what is told ---- */

static bool
stop_is_due(const struct trial *trial, const struct download_state *state, double now)
{
    if (trial->stop_at > 0 && state->file_done >= trial->stop_at)
        return true;
    if (trial->stop_waiting && state->step == DOWNLOAD_WAITING)
        return true;
    return trial->stop_after > 0 && now - trial->begun > trial->stop_after;
}

/* Two processes take their turns. */
static void
meet_other(struct trial *trial, const struct download_state *state)
{
    char byte = 0;

    if (trial->hold > 0 && state->step == DOWNLOAD_FETCHING) {
        ck_assert_int_eq(read(trial->hold, &byte, 1), 1);
        trial->hold = 0;
    }
    if (trial->release > 0 && state->step == DOWNLOAD_WAITING) {
        ck_assert_int_eq(write(trial->release, &byte, 1), 1);
        trial->release = 0;
    }
}

static bool
on_tell(void *context, const struct download_state *state)
{
    static const char letters[] = "CWFT";
    struct trial *trial = context;
    double now = clock_now();
    size_t used = strlen(trial->steps);

    ck_assert_double_eq(trial->stop_told, 0); /* not asked again */
    ck_assert_uint_le(state->done, state->total);
    ck_assert_uint_le(state->file_done, state->file_total);
    ck_assert((state->mirror != NULL) == (state->step == DOWNLOAD_FETCHING));
    if (trial->tells == 0 || state->step != trial->last.step ||
        state->file != trial->last.file)
        snprintf(trial->steps + used, sizeof trial->steps - used, "%c%c ", state->name[0],
                 letters[state->step]);
    if (trial->tells > 0 && now - trial->told > trial->longest_gap)
        trial->longest_gap = now - trial->told;
    trial->told = now;
    trial->tells++;
    trial->last = *state;
    meet_other(trial, state);
    if (!stop_is_due(trial, state, now))
        return true;
    trial->stop_told = now;
    return false;
}

static void
on_log(void *context, const char *line)
{
    struct trial *trial = context;
    size_t used = strlen(trial->log);

    snprintf(trial->log + used, sizeof trial->log - used, "%s\n", line);
}

/* ---- */

void
trial_init(struct trial *trial, ...)
{
    const char *mirror;
    va_list args;

    memset(trial, 0, sizeof *trial);
    va_start(args, trial);
    while ((mirror = va_arg(args, const char *)) != NULL)
        trial->mirrors[trial->download.mirror_count++] = mirror;
    va_end(args);
    trial->download.folder = suite_folder();
    trial->download.files = trial_files;
    trial->download.file_count = 1;
    trial->download.mirrors = trial->mirrors;
    trial->download.connect_seconds = 60;
    trial->download.stall_seconds = 60;
    trial->download.tell = on_tell;
    trial->download.log = on_log;
    trial->download.context = trial;
}

enum download_end
trial_run(struct trial *trial)
{
    trial->err.text[0] = '\0';
    trial->log[0] = '\0';
    trial->steps[0] = '\0';
    trial->tells = 0;
    trial->stop_told = 0;
    trial->begun = clock_now();
    return download_run(&trial->download, &trial->err);
}

void
trial_done(struct trial *trial)
{
    enum download_end end = trial_run(trial);
    size_t i;

    ck_assert_msg(end == DOWNLOAD_DONE, "%d: %s\n%s", (int)end, trial->err.text,
                  trial->log);
    ck_assert_uint_eq(trial->last.done, trial->last.total);
    for (i = 0; i < trial->download.file_count; i++)
        trial_has(trial, i);
}

void
trial_fails(struct trial *trial, const char *text)
{
    enum download_end end = trial_run(trial);

    ck_assert_msg(end == DOWNLOAD_FAILED, "%d\n%s", (int)end, trial->log);
    ck_assert_msg(strstr(trial->err.text, text) != NULL, "%s\nis not in\n%s", text,
                  trial->err.text);
    trial_has_no(trial, "a.gz");
}

void
trial_logged(const struct trial *trial, const char *text)
{
    ck_assert_msg(strstr(trial->log, text) != NULL, "%s\nis not in\n%s", text,
                  trial->log);
}

void
trial_has(const struct trial *trial, size_t file)
{
    static unsigned char bytes[TRIAL_SIZE + 1];
    const char *name = trial_files[file].name;
    FILE *stream = fopen(suite_path(trial->download.folder, name), "rb");
    char part[50];

    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fread(bytes, 1, sizeof bytes, stream), served[file].size);
    ck_assert(memcmp(bytes, served[file].bytes, served[file].size) == 0);
    fclose(stream);
    snprintf(part, sizeof part, "%s.part", name);
    trial_has_no(trial, part);
}

void
trial_has_no(const struct trial *trial, const char *name)
{
    struct stat status;

    ck_assert_int_ne(lstat(suite_path(trial->download.folder, name), &status), 0);
}

void
trial_make_part(const struct trial *trial, size_t count, int mask)
{
    static unsigned char bytes[2 * TRIAL_SIZE];
    size_t i;

    for (i = 0; i < count; i++)
        bytes[i] = (unsigned char)(a[i % sizeof a] ^ mask);
    suite_write(suite_path(trial->download.folder, "a.gz.part"), bytes, count);
}

size_t
trial_part_size(const struct trial *trial)
{
    struct stat status;

    ck_assert_int_eq(stat(suite_path(trial->download.folder, "a.gz.part"), &status), 0);
    return (size_t)status.st_size;
}
