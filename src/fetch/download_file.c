#include "config.h"

#include "fetch/download_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "data/download_folder.h"

enum { PATH_SIZE = 4096 }; /* a longer one cannot be opened anyway */
enum { OLD_MAX = 99 };     /* of one name; nobody keeps more */

static const char packed[] = ".gz", part[] = ".part", old[] = ".old";

struct names {
    char final[PATH_SIZE];
    char raw[PATH_SIZE]; /* unpacked; empty: unpacked files are left alone */
    char part[PATH_SIZE];
};

static int
names_init(struct names *names, const struct download *download, size_t file)
{
    const struct download_file *wanted = &download->files[file];
    size_t length = strlen(wanted->name), end = sizeof packed - 1;
    int used = snprintf(names->part, sizeof names->part, "%s/%s%s", download->folder,
                        wanted->name, part);

    if (used < 0 || (size_t)used >= sizeof names->part)
        return -1;
    memcpy(names->final, names->part, sizeof names->final);
    names->final[(size_t)used - (sizeof part - 1)] = '\0';
    memcpy(names->raw, names->final, sizeof names->raw);
    if (wanted->raw_sha256 == NULL || length <= end ||
        strcmp(wanted->name + length - end, packed) != 0)
        names->raw[0] = '\0';
    else
        names->raw[strlen(names->raw) - end] = '\0';
    return 0;
}

static enum download_try
cannot_write(const char *folder, const char *path, int reason, struct error *why)
{
    error_set(why, "%s cannot be written: %s: %s", path, strerror(reason),
              download_folder_advice(folder, getenv));
    return DOWNLOAD_TRY_FAILED;
}

/* ---- what is there ---- */

/* 1: its digits are these; 0: they are not, or it cannot be read; -1: stopped. */
static int
check_digits(struct report *report, int fd, const char *digits)
{
    char text[HASH_TEXT];
    int status = hash_file(fd, text, report_tick, report);

    if (status > 0)
        return -1;
    return status == 0 && hash_equal(text, digits);
}

/* size: 0 for any. */
static int
check_path(struct report *report, const char *path, uint64_t size, const char *digits)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* not to wait at a FIFO */
    struct stat status;
    int right = 0;

    if (fd < 0)
        return 0;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        (size == 0 || (uint64_t)status.st_size == size))
        right = check_digits(report, fd, digits);
    close(fd);
    return right;
}

int
download_file_check(struct report *report, size_t file)
{
    const struct download_file *wanted = &report->download->files[file];
    struct names names;
    int right;

    if (!report_show(report, file, DOWNLOAD_CHECKING, NULL, 0))
        return -1;
    if (names_init(&names, report->download, file) != 0)
        return 0; /* download_file_fetch reports it */
    right = check_path(report, names.final, wanted->size, wanted->sha256);
    if (right == 0 && names.raw[0] != '\0')
        right = check_path(report, names.raw, 0, wanted->raw_sha256);
    if (right == 1 && !report_show_there(report, file))
        return -1;
    return right;
}

/* ---- giving it its name ---- */

/* The first of PATH.old, PATH.old.2 and so on that does not exist yet. */
static int
find_aside(char *aside, size_t size, const char *path)
{
    struct stat status;
    int i;

    snprintf(aside, size, "%s%s", path, old);
    for (i = 2; lstat(aside, &status) == 0; i++) {
        if (i > OLD_MAX) {
            errno = EEXIST;
            return -1;
        }
        snprintf(aside, size, "%s%s.%d", path, old, i);
    }
    return 0;
}

/* A file of this name that is not the right one may be the user's own: it is kept under
 * another name. It must go: an unpacked one would be found before the packed one. */
static int
put_aside(struct report *report, const char *path)
{
    char aside[PATH_SIZE + sizeof old + 3]; /* with the number */
    struct stat status;

    if (lstat(path, &status) != 0)
        return 0;
    if (find_aside(aside, sizeof aside, path) != 0 || rename(path, aside) != 0)
        return -1;
    report_log(report, "%s was not the file that belongs there: it is %s now", path,
               aside);
    return 0;
}

/* So that the name is on the disk, too. Not every file system can do that, and the bytes
 * are there already. */
static void
sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

static enum download_try
give_name(struct report *report, size_t file, const struct names *names,
          struct error *why)
{
    const char *folder = report->download->folder;

    if (put_aside(report, names->final) != 0 || rename(names->part, names->final) != 0)
        return cannot_write(folder, names->final, errno, why);
    if (names->raw[0] != '\0' && put_aside(report, names->raw) != 0)
        return cannot_write(folder, names->raw, errno, why);
    sync_folder(folder);
    if (!report_show_there(report, file))
        return DOWNLOAD_TRY_STOPPED;
    return DOWNLOAD_TRY_THERE;
}

/* ---- the part ---- */

/* A file that is being fetched. */
struct fetch {
    struct report *report;
    struct download_http *http;
    size_t file;
    const struct download_file *wanted;
    const char *mirror;
    struct names names;
    int fd;        /* of the part */
    uint64_t have; /* bytes in it */
    struct error *why;
};

static int
open_part(struct fetch *fetch)
{
    struct stat status;

    fetch->fd = open(fetch->names.part,
                     O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (fetch->fd < 0)
        return -1;
    if (fstat(fetch->fd, &status) == 0) {
        if (S_ISREG(status.st_mode)) {
            fetch->have = (uint64_t)status.st_size;
            return 0;
        }
        errno = EEXIST;
    }
    close(fetch->fd);
    return -1;
}

static enum download_try
part_failed(struct fetch *fetch, int reason)
{
    return cannot_write(fetch->report->download->folder, fetch->names.part, reason,
                        fetch->why);
}

static int
empty_part(struct fetch *fetch)
{
    fetch->have = 0;
    return ftruncate(fetch->fd, 0);
}

/* The part is as long as the file. WHOLE when it is right, USELESS when it is not. */
static enum download_answer
verify(struct fetch *fetch)
{
    int right;

    if (fsync(fetch->fd) != 0)
        return DOWNLOAD_ANSWER_NO_WRITE;
    if (!report_show(fetch->report, fetch->file, DOWNLOAD_CHECKING, NULL, fetch->have))
        return DOWNLOAD_ANSWER_STOPPED;
    right = check_digits(fetch->report, fetch->fd, fetch->wanted->sha256);
    if (right != 0)
        return right > 0 ? DOWNLOAD_ANSWER_WHOLE : DOWNLOAD_ANSWER_STOPPED;
    error_set(fetch->why, "it sends other bytes than those of the file (SHA-256)");
    return DOWNLOAD_ANSWER_USELESS;
}

static bool
on_move(void *context, uint64_t have)
{
    struct fetch *fetch = context;

    fetch->have = have;
    return report_move(fetch->report, have);
}

/* Asks the mirror for what is missing, if anything is, and verifies the whole. */
static enum download_answer
ask(struct fetch *fetch)
{
    const struct download *download = fetch->report->download;
    char url[PATH_SIZE];
    const struct download_request request = {
        .url = url,
        .fd = fetch->fd,
        .have = fetch->have,
        .size = fetch->wanted->size,
        .connect_seconds = download->connect_seconds,
        .stall_seconds = download->stall_seconds,
        .move = on_move,
        .context = fetch,
    };
    enum download_answer answer = DOWNLOAD_ANSWER_WHOLE;

    snprintf(url, sizeof url, "%s%s", fetch->mirror, fetch->wanted->name);
    if (fetch->have < fetch->wanted->size) {
        if (!report_show(fetch->report, fetch->file, DOWNLOAD_FETCHING, fetch->mirror,
                         fetch->have))
            return DOWNLOAD_ANSWER_STOPPED;
        answer = download_http_get(fetch->http, &request, fetch->why);
    }
    return answer == DOWNLOAD_ANSWER_WHOLE ? verify(fetch) : answer;
}

/* Goes on with the part. Where that fails, or the whole is wrong then, the part may be to
 * blame, which may have come from another mirror: it starts over, once. */
static enum download_try
try_mirror(struct fetch *fetch)
{
    bool resumed = fetch->have > 0;
    enum download_answer answer = ask(fetch);

    if (resumed &&
        (answer == DOWNLOAD_ANSWER_NO_REST || answer == DOWNLOAD_ANSWER_USELESS)) {
        report_log(fetch->report,
                   "%s: the part that was there cannot be used: starting over",
                   fetch->wanted->name);
        if (empty_part(fetch) != 0)
            return part_failed(fetch, errno);
        answer = ask(fetch);
    }
    switch (answer) {
    case DOWNLOAD_ANSWER_WHOLE:
        return give_name(fetch->report, fetch->file, &fetch->names, fetch->why);
    case DOWNLOAD_ANSWER_STOPPED:
        return DOWNLOAD_TRY_STOPPED;
    case DOWNLOAD_ANSWER_NO_WRITE:
        return part_failed(fetch, errno);
    case DOWNLOAD_ANSWER_NO_REST:
    case DOWNLOAD_ANSWER_USELESS:
        if (empty_part(fetch) != 0)
            return part_failed(fetch, errno);
        return DOWNLOAD_TRY_LEFT;
    case DOWNLOAD_ANSWER_FAILED:
        break;
    }
    return DOWNLOAD_TRY_LEFT;
}

enum download_try
download_file_fetch(struct report *report, struct download_http *http, size_t file,
                    const char *mirror, struct error *why)
{
    struct fetch fetch = {
        .report = report,
        .http = http,
        .file = file,
        .wanted = &report->download->files[file],
        .mirror = mirror,
        .why = why,
    };
    const char *folder = report->download->folder;
    enum download_try how;
    struct stat status;

    if (names_init(&fetch.names, report->download, file) != 0)
        return cannot_write(folder, folder, ENAMETOOLONG, why);
    if (open_part(&fetch) != 0)
        return part_failed(&fetch, errno);
    if (fetch.have > fetch.wanted->size && empty_part(&fetch) != 0)
        how = part_failed(&fetch, errno);
    else
        how = try_mirror(&fetch);
    if (how != DOWNLOAD_TRY_THERE && fstat(fetch.fd, &status) == 0 && status.st_size == 0)
        unlink(fetch.names.part); /* nothing to go on with */
    close(fetch.fd);
    return how;
}
