/* mnistui fetch: downloads MNIST, without a UI. */
#include "config.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/command.h"
#include "cli/fetch_line.h"
#include "cli/signals.h"
#include "data/download.h"
#include "data/download_folder.h"
#include "data/mirrors.h"
#include "data/mnist_files.h"

enum { FOLDER_SIZE = 4096 };

/* What was shown last. */
struct show {
    bool on_line; /* in one line of a terminal */
    bool fetched; /* anything */
    bool begun;
    enum download_step step;
    size_t file;
    const char *mirror;
};

/* A line when something new begins or has ended. */
static void
print_step(const struct download_state *state)
{
    if (state->step == DOWNLOAD_WAITING)
        puts("waiting for another mnistui that downloads this");
    else if (state->step == DOWNLOAD_THERE)
        printf("%s: there\n", state->name);
    else if (state->step == DOWNLOAD_FETCHING && state->file_done > 0)
        printf("%s: fetching from %s, %" PRIu64 " of %" PRIu64 " bytes are there\n",
               state->name, state->mirror, state->file_done, state->file_total);
    else if (state->step == DOWNLOAD_FETCHING)
        printf("%s: fetching %" PRIu64 " bytes from %s\n", state->name, state->file_total,
               state->mirror);
    fflush(stdout);
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
        fetch_line_show(state);
    else if (changed)
        print_step(state);
    return signals_caught() == 0;
}

static void
on_log(void *context, const char *line)
{
    const struct show *show = context;

    if (show->on_line)
        fetch_line_clear();
    cli_fail(line);
}

/* Where the files go: the cache is the user's alone; a folder that was named is made as
 * mkdir would. */
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
tell_end(enum download_end end, const struct download *download, const struct show *show,
         const struct options *options, const struct error *err)
{
    if (end == DOWNLOAD_STOPPED) {
        cli_fail("stopped: the next mnistui fetch goes on from here");
        return EXIT_SIGNAL + signals_caught();
    }
    if (end == DOWNLOAD_FAILED) {
        cli_fail(err->text);
        return cli_fail("--data=practice trains without any data");
    }
    printf("MNIST is in %s%s: ", download->folder, show->fetched ? "" : " already");
    if (options->to == NULL)
        puts("mnistui finds it there");
    else
        printf("use it with --data=%s\n", download->folder);
    return EXIT_SUCCESS;
}

static int
fetch(const char *folder, const struct mirrors *mirrors, const struct options *options)
{
    struct show show = {.on_line = fetch_line_is_possible()};
    struct download download = {
        .folder = folder,
        .mirrors = (const char *const *)mirrors->url,
        .mirror_count = mirrors->count,
        .connect_seconds = DOWNLOAD_CONNECT_SECONDS,
        .stall_seconds = DOWNLOAD_STALL_SECONDS,
        .tell = on_tell,
        .log = on_log,
        .context = &show,
    };
    enum download_end end;
    struct error err;

    download.files = mnist_files(&download.file_count);
    signals_take();
    end = download_run(&download, &err);
    if (show.on_line)
        fetch_line_clear();
    return tell_end(end, &download, &show, options, &err);
}

int
command_fetch(const struct options *options)
{
    char folder[FOLDER_SIZE];
    const char *const *public;
    struct mirrors mirrors;
    struct error err;
    size_t count;
    int status;

    /* characters only: numbers stay as they are in every locale */
    setlocale(LC_CTYPE, "");
    public = mnist_mirrors(&count);
    if (mirrors_init(&mirrors, options->mirrors, options->mirror_count, public, count,
                     getenv, &err) != 0)
        return cli_fail(err.text);
    if (make_folder(folder, options, &err) == 0)
        status = fetch(folder, &mirrors, options);
    else
        status = cli_fail(err.text);
    mirrors_done(&mirrors);
    return status;
}
