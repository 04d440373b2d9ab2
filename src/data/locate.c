#include "config.h"

#include "data/locate.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "data/download_folder.h"

enum {
    PATH_SIZE = 4096, /* a longer one cannot be opened anyway */
    PLACES_MAX = 100, /* any more are not looked at */
    PREFIX_SIZE = 64,
    NAMES = 3,    /* of each file */
    SUFFIXES = 2, /* of a name */
};

enum place_kind {
    PLACE_FILES,
    PLACE_SPLIT, /* the files are in the subfolders train and test */
    PLACE_NPZ,   /* it is an archive, not a folder */
};

/* A folder that may hold the files. */
struct place {
    char folder[PATH_SIZE];
    enum place_kind kind;
    char prefix[PREFIX_SIZE]; /* of the names of the files, with its hyphen */
    char *found[DATA_FILES];  /* NULL for those that it lacks */
    int count;                /* how many of them it has */
};

struct search {
    size_t count;
    struct place places[PLACES_MAX];
};

/* By enum data_file: the name on the web, the one that some unpackers give, and that of
 * EMNIST. */
static const char *const names[DATA_FILES][NAMES] = {
    {"train-images-idx3-ubyte", "train-images.idx3-ubyte", "train-images-idx3-ubyte"},
    {"train-labels-idx1-ubyte", "train-labels.idx1-ubyte", "train-labels-idx1-ubyte"},
    {"t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte", "test-images-idx3-ubyte"},
    {"t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte", "test-labels-idx1-ubyte"},
};

static const char advice[] =
    "mnistui fetch downloads them. Or name the folder where they are with --data=DIR or\n"
    "with the variable MNISTUI_DATA. With --data=practice mnistui uses digits that it\n"
    "draws itself.";

/* Adds a place unless it is there already, or its path is too long to exist. prefix: of
 * the names of the files. */
static void
search_add_names(struct search *search, enum place_kind kind, const char *folder,
                 const char *prefix)
{
    struct place *place = &search->places[search->count];
    size_t i;

    if (search->count == PLACES_MAX || strlen(folder) >= sizeof place->folder ||
        strlen(prefix) >= sizeof place->prefix)
        return;
    for (i = 0; i < search->count; i++)
        if (strcmp(search->places[i].folder, folder) == 0 &&
            strcmp(search->places[i].prefix, prefix) == 0 &&
            search->places[i].kind == kind)
            return;
    place->kind = kind;
    strcpy(place->folder, folder);
    strcpy(place->prefix, prefix);
    search->count++;
}

static void __attribute__((format(printf, 3, 4)))
search_add(struct search *search, enum place_kind kind, const char *format, ...)
{
    char folder[PATH_SIZE];
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(folder, sizeof folder, format, args);
    va_end(args);
    if (length >= 0 && (size_t)length < sizeof folder)
        search_add_names(search, kind, folder, "");
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

/* The path of one file of a place under its n-th name. False when there is none. A folder
 * of that name is skipped: some archives unpack each file into one. */
static bool
has_file(char path[PATH_SIZE], const struct place *place, int file, int n)
{
    static const char *const suffixes[SUFFIXES] = {"", ".gz"};
    const char *subfolder = place->kind != PLACE_SPLIT ? ""
                            : file < DATA_TEST_IMAGES  ? "train/"
                                                       : "test/";
    struct stat status;
    int length;

    if (place->kind == PLACE_NPZ)
        length = snprintf(path, PATH_SIZE, "%s", place->folder);
    else
        length =
            snprintf(path, PATH_SIZE, "%s/%s%s%s%s", place->folder, subfolder,
                     place->prefix, names[file][n / SUFFIXES], suffixes[n % SUFFIXES]);
    return length >= 0 && length < PATH_SIZE && stat(path, &status) == 0 &&
           !S_ISDIR(status.st_mode);
}

/* *path is NULL when the place does not have the file. */
static int
find_file(char **path, const struct place *place, int file, struct error *err)
{
    char buffer[PATH_SIZE];
    int n;

    *path = NULL;
    for (n = 0; n < NAMES * SUFFIXES; n++) {
        if (!has_file(buffer, place, file, n))
            continue;
        *path = strdup(buffer);
        return *path != NULL ? 0 : error_memory(err, "the names of the data files");
    }
    return 0;
}

static int
look_into(struct place *place, struct error *err)
{
    int file;

    for (file = 0; file < DATA_FILES; file++) {
        if (find_file(&place->found[file], place, file, err) != 0)
            return -1;
        place->count += place->found[file] != NULL;
    }
    return 0;
}

/* Looks into each place until one holds all files. *best: the place that holds the most,
 * the earlier one of equals. */
static int
search_run(struct search *search, struct place **best, struct error *err)
{
    size_t i;

    *best = &search->places[0];
    for (i = 0; i < search->count && (*best)->count < DATA_FILES; i++) {
        if (look_into(&search->places[i], err) != 0)
            return -1;
        if (search->places[i].count > (*best)->count)
            *best = &search->places[i];
    }
    return 0;
}

static void
append_missing(char *text, size_t size, const struct place *place)
{
    const char *separator = "";
    int file;

    for (file = 0; file < DATA_FILES; file++)
        if (place->found[file] == NULL) {
            text_append(text, size, "%s%s%s", separator, place->prefix,
                        names[file][place->prefix[0] != '\0' ? NAMES - 1 : 0]);
            separator = ", ";
        }
}

/* ---- a place that was named ---- */

/* named: "--data=" or the like. */
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
        return error_set(err,
                         "%s%s is not a folder: name the folder with the IDX files, or a "
                         ".npz file",
                         named, folder);
    if (faccessat(AT_FDCWD, folder, X_OK, AT_EACCESS) != 0)
        return error_set(err, "%s%s cannot be read: %s", named, folder, strerror(errno));
    return 0;
}

static bool
ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);

    return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* FOLDER/NAME, where NAME- is how the names of files in FOLDER begin. False when there
 * are none. */
static bool
add_beginning(struct search *search, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    char folder[PATH_SIZE], prefix[PREFIX_SIZE];
    struct place *place = &search->places[0];

    if (name[0] == '\0' || strlen(path) >= sizeof folder ||
        strlen(name) + 1 >= sizeof prefix)
        return false;
    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) : 1,
             slash != NULL ? path : ".");
    snprintf(prefix, sizeof prefix, "%s-", name);
    search_add_names(search, PLACE_FILES, folder, prefix);
    if (search->count == 1 && look_into(place, NULL) == 0 && place->count > 0)
        return true;
    memset(search, 0, sizeof *search);
    return false;
}

static void
add_folder(struct search *search, const char *folder)
{
    search_add(search, PLACE_FILES, "%s", folder);
    search_add(search, PLACE_FILES, "%s/MNIST/raw", folder);
    search_add(search, PLACE_FILES, "%s/raw", folder);
    search_add(search, PLACE_FILES, "%s/gzip", folder);
    search_add(search, PLACE_SPLIT, "%s", folder);
    search_add(search, PLACE_NPZ, "%s/mnist.npz", folder);
}

/* Whether it may be shown: a terminal takes other bytes for more than text. */
static bool
is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

/* Whether this is a name of training images with something before it, and all of it can
 * be shown. */
static int
has_beginning(const struct dirent *entry)
{
    const char *end = strstr(entry->d_name, names[DATA_TRAIN_IMAGES][0]);

    return end != NULL && end > entry->d_name && end[-1] == '-' &&
           is_plain(entry->d_name);
}

/* Adds the beginnings that names of files in a folder have, in their order. */
static void
add_beginnings(struct search *search, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, has_beginning, alphasort), i;

    for (i = 0; i < count; i++) {
        *strstr(entries[i]->d_name, names[DATA_TRAIN_IMAGES][0]) = '\0';
        search_add_names(search, PLACE_FILES, folder, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

/* "DIR/emnist-letters" for each data set of several in a folder. */
static int
several_sets(const char *named, const struct search *search, struct error *err)
{
    char list[sizeof err->text] = "";
    size_t i;

    for (i = 0; i < search->count; i++) {
        const struct place *place = &search->places[i];

        if (place->count == DATA_FILES)
            text_append(list, sizeof list, "\n  %s%s/%.*s", named, place->folder,
                        (int)strlen(place->prefix) - 1, place->prefix);
    }
    return error_set(err, "%s%s holds several data sets: name one of them:%s", named,
                     search->places[0].folder, list);
}

/* Looks for data sets whose files begin with a name, where plain ones were looked for.
 * *best becomes the one that has all files, if there is just one, or else one that has
 * more of them than the best so far. */
static int
find_beginnings(struct search *search, struct place **best, const char *named,
                struct error *err)
{
    size_t first = search->count, sets = 0, i;

    for (i = 0; i < first; i++)
        if (search->places[i].kind == PLACE_FILES)
            add_beginnings(search, search->places[i].folder);
    for (i = first; i < search->count; i++) {
        struct place *place = &search->places[i];

        if (look_into(place, err) != 0)
            return -1;
        sets += place->count == DATA_FILES;
        if (place->count > (*best)->count)
            *best = place;
    }
    return sets > 1 ? several_sets(named, search, err) : 0;
}

static int
folder_incomplete(const char *named, const struct search *search,
                  const struct place *best, struct error *err)
{
    const char *folder = search->places[0].folder;
    char missing[sizeof err->text] = "";

    append_missing(missing, sizeof missing, best);
    if (strcmp(best->folder, folder) == 0 && best->kind == PLACE_FILES)
        return error_set(err, "%s%s lacks %s (packed as .gz or not)", named, folder,
                         missing);
    return error_set(err, "%s%s: %s%s lacks %s (packed as .gz or not)", named, folder,
                     best->folder,
                     best->kind == PLACE_SPLIT ? " (in train and test)" : "", missing);
}

/* named: what names it, "--data=" or the like. */
static int
find_named(struct search *search, struct place **best, const char *named,
           const char *path, struct error *err)
{
    struct stat status;
    bool there = stat(path, &status) == 0;

    *best = &search->places[0];
    if (!there && add_beginning(search, path))
        return (*best)->count == DATA_FILES
                   ? 0
                   : folder_incomplete(named, search, *best, err);
    if (there && !S_ISDIR(status.st_mode) && ends_with(path, ".npz")) {
        search_add(search, PLACE_NPZ, "%s", path);
        return look_into(*best, err);
    }
    if (check_folder(named, path, err) != 0)
        return -1;
    add_folder(search, path);
    if (search_run(search, best, err) != 0 ||
        ((*best)->count < DATA_FILES && find_beginnings(search, best, named, err) != 0))
        return -1;
    return (*best)->count == DATA_FILES ? 0
                                        : folder_incomplete(named, search, *best, err);
}

/* ---- the usual places ---- */

static const char *
absolute(const char *path)
{
    return path != NULL && path[0] == '/' ? path : NULL;
}

static void
add_usual(struct search *search, environment_reader *environment)
{
    const char *home = absolute(environment("HOME"));
    /* the XDG Base Directory Specification says to ignore relative ones */
    const char *xdg = absolute(environment("XDG_CACHE_HOME"));
    const char *torch = environment("TORCH_HOME");
    const char *keras = environment("KERAS_HOME");
    /* the cache folder is two strings one after the other */
    const char *cache = xdg != NULL ? xdg : home, *below = xdg != NULL ? "" : "/.cache";
    char own[PATH_SIZE];

    search_add(search, PLACE_FILES, "./data");
    search_add(search, PLACE_FILES, "./data/MNIST/raw");
    search_add(search, PLACE_FILES, "../data/MNIST/raw");
    if (download_folder_path(own, sizeof own, environment) == 0)
        search_add(search, PLACE_FILES, "%s", own);
    if (cache != NULL)
        search_add(search, PLACE_SPLIT, "%s%s/burn-dataset/mnist", cache, below);
    if (home != NULL) /* where older versions of burn have it on every system */
        search_add(search, PLACE_SPLIT, "%s/.cache/burn-dataset/mnist", home);
#ifdef __APPLE__
    if (home != NULL)
        search_add(search, PLACE_SPLIT, "%s/Library/Caches/burn-dataset/mnist", home);
#endif
    if (torch != NULL && torch[0] != '\0') {
        search_add(search, PLACE_FILES, "%s/MNIST/raw", torch);
        search_add(search, PLACE_FILES, "%s/datasets/MNIST/raw", torch);
    } else if (cache != NULL) {
        search_add(search, PLACE_FILES, "%s%s/torch/MNIST/raw", cache, below);
        search_add(search, PLACE_FILES, "%s%s/torch/datasets/MNIST/raw", cache, below);
    }
    if (home != NULL)
        search_add(search, PLACE_FILES, "%s/.cache/torchvision/MNIST/raw", home);
    if (keras != NULL && keras[0] != '\0')
        search_add(search, PLACE_NPZ, "%s/datasets/mnist.npz", keras);
    else if (home != NULL)
        search_add(search, PLACE_NPZ, "%s/.keras/datasets/mnist.npz", home);
}

/* A line for each place, with what it lacks if it holds only some of the files. */
static int
nothing_found(const struct search *search, struct error *err)
{
    char list[sizeof err->text] = "";
    size_t i;

    for (i = 0; i < search->count; i++) {
        const struct place *place = &search->places[i];

        text_append(list, sizeof list, "  %s%s", place->folder,
                    place->kind == PLACE_SPLIT ? " (in train and test)" : "");
        if (place->count > 0) {
            text_append(list, sizeof list, ": without ");
            append_missing(list, sizeof list, place);
        }
        text_append(list, sizeof list, "\n");
    }
    error_set(err, "no MNIST files were found in\n%s%s", list, advice);
    return LOCATE_NOTHING;
}

static int
find_usual(struct search *search, struct place **best, environment_reader *environment,
           struct error *err)
{
    add_usual(search, environment);
    if (search_run(search, best, err) != 0)
        return -1;
    return (*best)->count == DATA_FILES ? 0 : nothing_found(search, err);
}

int
locate_data(struct data_files *files, const char *named, environment_reader *environment,
            struct error *err)
{
    const char *variable = environment("MNISTUI_DATA");
    struct search *search = mem_zeroed(1, sizeof *search);
    struct place *best;
    int status;

    memset(files, 0, sizeof *files);
    if (search == NULL)
        return error_memory(err, "the names of the data files");
    if (named != NULL)
        status = find_named(search, &best, "--data=", named, err);
    else if (variable != NULL && variable[0] != '\0')
        status = find_named(search, &best, "MNISTUI_DATA=", variable, err);
    else
        status = find_usual(search, &best, environment, err);
    if (status == 0) {
        memcpy(files->path, best->found, sizeof files->path);
        memset(best->found, 0, sizeof best->found);
        files->npz = best->kind == PLACE_NPZ;
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
