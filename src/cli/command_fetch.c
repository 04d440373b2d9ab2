/* mnistui fetch: downloads MNIST, without a UI. */
#include "config.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/command_fetch.h"
#include "cli/fetch_line.h"
#include "cli/message.h"
#include "cli/signals.h"
#include "data/download_folder.h"
#include "fetch/download.h"
#include "fetch/mirrors.h"
#include "fetch/mnist_files.h"

enum { FOLDER_SIZE = 4096 };

#define STOPPED "stopped: the next download goes on from here"

/* What the user was shown last. */
struct show {
    FILE *stream;
    bool on_line; /* in one line of a terminal */
    bool fetched; /* at least one file was not there */
    bool begun;
    enum download_step step;
    size_t file;
    const char *mirror;
};

/* Prints a line whenever a file begins or ends. */
static void
print_step(FILE *stream, const struct download_state *state)
{
    if (state->step == DOWNLOAD_WAITING)
        fputs("waiting for another mnistui that downloads this\n", stream);
    else if (state->step == DOWNLOAD_THERE)
        fprintf(stream, "%s: there\n", state->name);
    else if (state->step == DOWNLOAD_FETCHING && state->file_done > 0)
        fprintf(stream,
                "%s: fetching from %s, %" PRIu64 " of %" PRIu64 " bytes are there\n",
                state->name, state->mirror, state->file_done, state->file_total);
    else if (state->step == DOWNLOAD_FETCHING)
        fprintf(stream, "%s: fetching %" PRIu64 " bytes from %s\n", state->name,
                state->file_total, state->mirror);
    fflush(stream);
}

static bool
on_tell(void *context, const struct download_state *state)
{
    struct show *show = context;
    bool changed = !show->begun || show->step != state->step ||
                   show->file != state->file || show->mirror != state->mirror;

    show->begun = true;
    show->step = state->step;
    show->file = state->file;
    show->mirror = state->mirror;
    show->fetched |= state->step == DOWNLOAD_FETCHING;
    if (show->on_line)
        fetch_line_show(show->stream, state);
    else if (changed)
        print_step(show->stream, state);
    return signals_caught() == 0;
}

static void
on_log(void *context, const char *line)
{
    const struct show *show = context;

    if (show->on_line)
        fetch_line_clear(show->stream);
    message_print(line);
}

/* Makes the folder for the files. The cache is for the user alone; a folder that the user
 * named gets the usual permissions. */
static int
make_folder(char *folder, const struct options *options, struct error *err)
{
    if (options->to == NULL)
        return download_folder(folder, FOLDER_SIZE, getenv, err);
    if (strlen(options->to) >= FOLDER_SIZE)
        return error_set(err, "--to: the name is too long: take a shorter one");
    strcpy(folder, options->to);
    return download_folder_make(folder, 0777, err);
}

static int
tell_end(enum download_end end, const char *folder, const struct show *show,
         const struct options *options, const struct error *err)
{
    if (end == DOWNLOAD_STOPPED) {
        message_print(STOPPED);
        return EXIT_SIGNAL + signals_caught();
    }
    if (end == DOWNLOAD_FAILED) {
        message_print(err->text);
        return message_fail("--data=practice trains without any data");
    }
    printf("MNIST is in %s%s: ", folder, show->fetched ? "" : " already");
    if (options->to == NULL)
        puts("mnistui finds it there");
    else
        printf("use it with --data=%s\n", folder);
    return EXIT_SUCCESS;
}

static enum download_end
fetch(const char *folder, const struct mirrors *mirrors, struct show *show,
      struct error *err)
{
    struct download download = {
        .folder = folder,
        .mirrors = (const char *const *)mirrors->url,
        .mirror_count = mirrors->count,
        .connect_seconds = DOWNLOAD_CONNECT_SECONDS,
        .stall_seconds = DOWNLOAD_STALL_SECONDS,
        .tell = on_tell,
        .log = on_log,
        .context = show,
    };
    enum download_end end;

    download.files = mnist_files(&download.file_count);
    show->on_line = fetch_line_is_possible(show->stream);
    signals_take();
    end = download_run(&download, err);
    if (show->on_line)
        fetch_line_clear(show->stream);
    return end;
}

/* On success the caller ends with mirrors_done. */
static int
find_mirrors(struct mirrors *mirrors, const struct options *options, struct error *err)
{
    size_t count;
    const char *const *public = mnist_mirrors(&count);

    return mirrors_init(mirrors, options->mirrors, options->mirror_count, public, count,
                        getenv, err);
}

int
command_fetch(const struct options *options)
{
    struct show show = {.stream = stdout};
    char folder[FOLDER_SIZE];
    struct mirrors mirrors;
    struct error err;
    int status;

    /* for characters only: numbers look the same in every locale */
    setlocale(LC_CTYPE, "");
    if (find_mirrors(&mirrors, options, &err) != 0)
        return message_fail(err.text);
    if (make_folder(folder, options, &err) == 0)
        status =
            tell_end(fetch(folder, &mirrors, &show, &err), folder, &show, options, &err);
    else
        status = message_fail(err.text);
    mirrors_done(&mirrors);
    return status;
}

enum download_end
fetch_mnist(const struct options *options, struct error *err)
{
    struct show show = {.stream = stderr};
    enum download_end end = DOWNLOAD_FAILED;
    char folder[FOLDER_SIZE];
    struct mirrors mirrors;

    setlocale(LC_CTYPE, ""); /* the bar needs it, as in command_fetch */
    if (find_mirrors(&mirrors, options, err) != 0)
        return DOWNLOAD_FAILED;
    if (make_folder(folder, options, err) == 0)
        end = fetch(folder, &mirrors, &show, err);
    mirrors_done(&mirrors);
    if (end == DOWNLOAD_STOPPED)
        error_set(err, STOPPED);
    return end;
}
