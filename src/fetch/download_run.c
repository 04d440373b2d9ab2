#include "config.h"

#include "fetch/download.h"

#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "fetch/download_file.h"
#include "fetch/download_http.h"
#include "fetch/download_lock.h"
#include "fetch/download_report.h"

/* A download that is under way. */
struct work {
    struct report report;
    struct download_http *http;
    bool *there;  /* by file */
    size_t first; /* the mirror to be asked first */
};

static bool
all_there(const struct work *work)
{
    size_t i;

    for (i = 0; i < work->report.download->file_count; i++)
        if (!work->there[i])
            return false;
    return true;
}

/* Looks for the files that have not been found yet. -1: stopped. */
static int
check_files(struct work *work)
{
    size_t i;

    for (i = 0; i < work->report.download->file_count; i++) {
        int right = work->there[i] ? 1 : download_file_check(&work->report, i);

        if (right < 0)
            return -1;
        work->there[i] = right == 1;
    }
    return 0;
}

/* This mirror is asked first from now on. If it is left, err gets a line that says why.
 */
static enum download_try
ask_mirror(struct work *work, size_t file, size_t mirror, struct error *err)
{
    const struct download *download = work->report.download;
    const char *url = download->mirrors[mirror];
    struct error why;
    enum download_try how =
        download_file_fetch(&work->report, work->http, file, url, &why);

    work->first = mirror;
    if (how == DOWNLOAD_TRY_FAILED)
        *err = why;
    if (how == DOWNLOAD_TRY_LEFT) {
        report_log(&work->report, "%s: %s is left: %s", download->files[file].name, url,
                   why.text);
        text_append(err->text, sizeof err->text, "\n  %s: %s", url, why.text);
    }
    return how;
}

/* From the first mirror that has it. One that was left comes last for the next files, so
 * that its time-outs do not have to pass again for each. */
static enum download_end
fetch_file(struct work *work, size_t file, struct error *err)
{
    size_t count = work->report.download->mirror_count, begin = work->first, i;

    error_set(err, "%s could not be fetched from any mirror:",
              work->report.download->files[file].name);
    for (i = 0; i < count; i++) {
        switch (ask_mirror(work, file, (begin + i) % count, err)) {
        case DOWNLOAD_TRY_THERE:
            return DOWNLOAD_DONE;
        case DOWNLOAD_TRY_STOPPED:
            return DOWNLOAD_STOPPED;
        case DOWNLOAD_TRY_FAILED:
            return DOWNLOAD_FAILED;
        case DOWNLOAD_TRY_LEFT:
            break;
        }
    }
    return DOWNLOAD_FAILED;
}

static enum download_end
fetch_files(struct work *work, struct error *err)
{
    enum download_end end = DOWNLOAD_DONE;
    size_t i;

    work->http = download_http_new(err);
    if (work->http == NULL)
        return DOWNLOAD_FAILED;
    for (i = 0; i < work->report.download->file_count && end == DOWNLOAD_DONE; i++)
        if (!work->there[i])
            end = fetch_file(work, i, err);
    download_http_free(work->http);
    return end;
}

/* Another mnistui has the lock. */
static bool
on_wait(void *context)
{
    struct report *report = context;

    if (report->state.step == DOWNLOAD_WAITING)
        return report_tick(report);
    return report_show(report, 0, DOWNLOAD_WAITING, NULL, 0);
}

/* Do not fetch again what another mnistui has fetched in the meantime. */
static enum download_end
fetch_locked(struct work *work, struct error *err)
{
    const struct download *download = work->report.download;
    int lock = download_lock(download->folder, on_wait, &work->report, err);
    enum download_end end = DOWNLOAD_DONE;

    if (lock < 0)
        return lock == -1 ? DOWNLOAD_STOPPED : DOWNLOAD_FAILED;
    if (check_files(work) != 0)
        end = DOWNLOAD_STOPPED;
    else if (!all_there(work))
        end = fetch_files(work, err);
    download_unlock(lock);
    return end;
}

static enum download_end
run(struct work *work, struct error *err)
{
    if (check_files(work) != 0)
        return DOWNLOAD_STOPPED;
    if (all_there(work)) /* even in a folder that cannot be written */
        return DOWNLOAD_DONE;
    if (work->report.download->mirror_count > 0)
        return fetch_locked(work, err);
    error_set(err,
              "there is no mirror to ask, because MNISTUI_OFFLINE is set: name one with "
              "mnistui fetch --mirror=URL or in MNISTUI_MIRROR");
    return DOWNLOAD_FAILED;
}

/* With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us, and its TLS library may raise it.
 */
static bool
block_sigpipe(sigset_t *before)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigemptyset(before);
    pthread_sigmask(SIG_BLOCK, &set, before);
    return sigpending(&set) == 0 && sigismember(&set, SIGPIPE) == 1;
}

/* was_pending: it was before, so it is not ours to take away. */
static void
unblock_sigpipe(const sigset_t *before, bool was_pending)
{
    sigset_t set;
    int number;

    if (!was_pending && sigpending(&set) == 0 && sigismember(&set, SIGPIPE) == 1) {
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        sigwait(&set, &number);
    }
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

enum download_end
download_run(const struct download *download, struct error *err)
{
    struct work work = {.first = 0};
    enum download_end end;
    bool was_pending;
    sigset_t before;

    if (download_prepare(err) != 0)
        return DOWNLOAD_FAILED;
    work.there = mem_zeroed(download->file_count, sizeof *work.there);
    if (work.there == NULL) {
        error_memory(err, "the download");
        return DOWNLOAD_FAILED;
    }
    report_init(&work.report, download);
    was_pending = block_sigpipe(&before);
    end = run(&work, err);
    unblock_sigpipe(&before, was_pending);
    free(work.there);
    return end;
}
