#include "config.h"

#include "data/locate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/download_folder.h"

enum {
    PATH_SIZE = 4096, /* a longer one cannot be opened anyway */
    PLACES_MAX = 16,  /* more than are ever added */
};

/* A folder that may hold the files: all in it, or (split) in its subfolders train and
 * test. */
struct place {
    char folder[PATH_SIZE];
    int split;
    char *found[DATA_FILES]; /* NULL for those that it lacks */
    int count;               /* how many of them it has */
};

struct search {
    size_t count;
    struct place places[PLACES_MAX];
};

/* By enum data_file: the name on the web, and the one that some unpackers give. */
static const char *const names[DATA_FILES][2] = {
    {"train-images-idx3-ubyte", "train-images.idx3-ubyte"},
    {"train-labels-idx1-ubyte", "train-labels.idx1-ubyte"},
    {"t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte"},
    {"t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte"},
};

static const char advice[] =
    "Name their folder with --data=DIR or with the variable MNISTUI_DATA. The files\n"
    "  train-images-idx3-ubyte.gz  train-labels-idx1-ubyte.gz\n"
    "  t10k-images-idx3-ubyte.gz   t10k-labels-idx1-ubyte.gz\n"
    "can be downloaded from\n"
    "  https://storage.googleapis.com/cvdf-datasets/mnist/\n"
    "  https://ossci-datasets.s3.amazonaws.com/mnist/";

/* Adds a place unless it is there already, or its path is too long to exist. */
static void __attribute__((format(printf, 3, 4)))
search_add(struct search *search, int split, const char *format, ...)
{
    struct place *place = &search->places[search->count];
    va_list args;
    size_t i;
    int length;

    if (search->count == PLACES_MAX)
        return;
    va_start(args, format);
    length = vsnprintf(place->folder, sizeof place->folder, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof place->folder)
        return;
    for (i = 0; i < search->count; i++)
        if (strcmp(search->places[i].folder, place->folder) == 0 &&
            search->places[i].split == split)
            return;
    place->split = split;
    search->count++;
}

static void
search_free(struct search *search)
{
    size_t i;
    int file;

    for (i = 0; i < search->count; i++)
        for (file = 0; file < DATA_FILES; file++)
            free(search->places[i].found[file]);
    free(search);
}

/* The path of one file of a place under any of its names; *path is NULL when there is
 * none. What has the name but is a folder is passed over: some archives unpack each file
 * into a folder of its name. */
static int
find_file(char **path, const struct place *place, int file, struct error *err)
{
    const char *subfolder = !place->split             ? ""
                            : file < DATA_TEST_IMAGES ? "train/"
                                                      : "test/";
    static const char *const suffixes[] = {"", ".gz"};
    char buffer[PATH_SIZE];
    struct stat status;
    int i, length;

    *path = NULL;
    for (i = 0; i < 4; i++) {
        length = snprintf(buffer, sizeof buffer, "%s/%s%s%s", place->folder, subfolder,
                          names[file][i / 2], suffixes[i % 2]);
        if (length < 0 || (size_t)length >= sizeof buffer || stat(buffer, &status) != 0 ||
            S_ISDIR(status.st_mode))
            continue;
        *path = strdup(buffer);
        return *path != NULL ? 0 : error_memory(err, "the names of the data files");
    }
    return 0;
}

/* Looks into each place until one holds all files. *best: the place that holds the most,
 * the earlier one of equals. */
static int
search_run(struct search *search, struct place **best, struct error *err)
{
    size_t i;
    int file;

    *best = &search->places[0];
    for (i = 0; i < search->count && (*best)->count < DATA_FILES; i++) {
        struct place *place = &search->places[i];

        for (file = 0; file < DATA_FILES; file++) {
            if (find_file(&place->found[file], place, file, err) != 0)
                return -1;
            place->count += place->found[file] != NULL;
        }
        if (place->count > (*best)->count)
            *best = place;
    }
    return 0;
}

/* Text that is cut where the buffer ends. */
static void __attribute__((format(printf, 3, 4)))
append(char *text, size_t size, const char *format, ...)
{
    size_t length = strlen(text);
    va_list args;

    va_start(args, format);
    vsnprintf(text + length, size - length, format, args);
    va_end(args);
}

static void
append_missing(char *text, size_t size, const struct place *place)
{
    const char *separator = "";
    int file;

    for (file = 0; file < DATA_FILES; file++)
        if (place->found[file] == NULL) {
            append(text, size, "%s%s", separator, names[file][0]);
            separator = ", ";
        }
}

/* Every place on a line, with what it lacks when it holds only some files. */
static int
nothing_found(const struct search *search, struct error *err)
{
    char list[sizeof err->text] = "";
    size_t i;

    for (i = 0; i < search->count; i++) {
        const struct place *place = &search->places[i];

        append(list, sizeof list, "  %s%s", place->folder,
               place->split ? " (in train and test)" : "");
        if (place->count > 0) {
            append(list, sizeof list, ": without ");
            append_missing(list, sizeof list, place);
        }
        append(list, sizeof list, "\n");
    }
    return error_set(err, "no MNIST files were found in\n%s%s", list, advice);
}

/* The folder that the user named cannot hold files: says why. named: "--data=" or the
 * like. */
static int
check_folder(const char *named, const char *folder, struct error *err)
{
    struct stat status;

    if (folder[0] == '\0')
        return error_set(err, "%s names no folder: name the one with the IDX files",
                         named);
    if (stat(folder, &status) != 0 && errno == ENOENT)
        return error_set(
            err, "%s%s: there is no such folder%s", named, folder,
            folder[0] == '~' ? " (the shell left the ~ as it is: write $HOME)" : "");
    if (stat(folder, &status) != 0)
        return error_set(err, "%s%s cannot be read: %s", named, folder, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return error_set(err, "%s%s is not a folder: name the folder with the IDX files",
                         named, folder);
    if (faccessat(AT_FDCWD, folder, X_OK, AT_EACCESS) != 0)
        return error_set(err, "%s%s cannot be read: %s", named, folder, strerror(errno));
    return 0;
}

static int
folder_incomplete(const char *named, const struct search *search,
                  const struct place *best, struct error *err)
{
    const char *folder = search->places[0].folder;
    char missing[sizeof err->text] = "";

    append_missing(missing, sizeof missing, best);
    if (best == search->places)
        return error_set(err, "%s%s lacks %s (packed as .gz or not)", named, folder,
                         missing);
    return error_set(err, "%s%s: %s%s lacks %s (packed as .gz or not)", named, folder,
                     best->folder, best->split ? " (in train and test)" : "", missing);
}

static void
add_named(struct search *search, const char *folder)
{
    search_add(search, 0, "%s", folder);
    search_add(search, 0, "%s/MNIST/raw", folder);
    search_add(search, 0, "%s/raw", folder);
    search_add(search, 1, "%s", folder);
}

static const char *
absolute(const char *path)
{
    return path != NULL && path[0] == '/' ? path : NULL;
}

static void
add_usual(struct search *search, locate_getenv *environment)
{
    const char *home = absolute(environment("HOME"));
    /* relative: ignored, says the XDG Base Directory Specification */
    const char *xdg = absolute(environment("XDG_CACHE_HOME"));
    const char *torch = environment("TORCH_HOME");
    /* the cache folder is two strings one after the other */
    const char *cache = xdg != NULL ? xdg : home, *below = xdg != NULL ? "" : "/.cache";
    char own[PATH_SIZE];

    search_add(search, 0, "./data");
    search_add(search, 0, "./data/MNIST/raw");
    search_add(search, 0, "../data/MNIST/raw");
    if (download_folder_path(own, sizeof own, environment) == 0)
        search_add(search, 0, "%s", own);
    if (cache != NULL)
        search_add(search, 1, "%s%s/burn-dataset/mnist", cache, below);
    if (home != NULL) /* where older versions of burn have it on every system */
        search_add(search, 1, "%s/.cache/burn-dataset/mnist", home);
#ifdef __APPLE__
    if (home != NULL)
        search_add(search, 1, "%s/Library/Caches/burn-dataset/mnist", home);
#endif
    if (torch != NULL && torch[0] != '\0') {
        search_add(search, 0, "%s/MNIST/raw", torch);
        search_add(search, 0, "%s/datasets/MNIST/raw", torch);
    } else if (cache != NULL) {
        search_add(search, 0, "%s%s/torch/MNIST/raw", cache, below);
        search_add(search, 0, "%s%s/torch/datasets/MNIST/raw", cache, below);
    }
    if (home != NULL)
        search_add(search, 0, "%s/.cache/torchvision/MNIST/raw", home);
}

int
locate_data(struct data_files *files, const char *folder, locate_getenv *environment,
            struct error *err)
{
    const char *named = "--data=";
    struct search *search;
    struct place *best;
    int status;

    memset(files, 0, sizeof *files);
    if (folder == NULL) {
        named = "MNISTUI_DATA=";
        folder = environment("MNISTUI_DATA");
        if (folder != NULL && folder[0] == '\0')
            folder = NULL;
    }
    if (folder != NULL && check_folder(named, folder, err) != 0)
        return -1;
    search = mem_zeroed(1, sizeof *search);
    if (search == NULL)
        return error_memory(err, "the names of the data files");
    if (folder != NULL)
        add_named(search, folder);
    else
        add_usual(search, environment);
    status = search_run(search, &best, err);
    if (status == 0 && best->count == DATA_FILES) {
        memcpy(files->path, best->found, sizeof files->path);
        memset(best->found, 0, sizeof best->found);
    } else if (status == 0) {
        status = folder != NULL ? folder_incomplete(named, search, best, err)
                                : nothing_found(search, err);
    }
    search_free(search);
    return status;
}

void
data_files_done(struct data_files *files)
{
    int file;

    for (file = 0; file < DATA_FILES; file++)
        free(files->path[file]);
    memset(files, 0, sizeof *files);
}
