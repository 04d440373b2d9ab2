#include "config.h"

#include "data/download_folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int
download_folder_path(char *path, size_t size, environment_reader *environment)
{
    const char *cache = environment("XDG_CACHE_HOME"), *below = "";
    int length;

    if (cache == NULL || cache[0] != '/') {
        cache = environment("HOME");
        below = "/.cache";
    }
    if (cache == NULL || cache[0] != '/')
        return -1;
    length = snprintf(path, size, "%s%s/mnistui/mnist", cache, below);
    return length >= 0 && (size_t)length < size ? 0 : -1;
}

static const char cache_advice[] =
    "set XDG_CACHE_HOME to another folder, or name one with mnistui fetch --to=DIR";
static const char to_advice[] = "mnistui fetch --to=DIR takes another folder";

const char *
download_folder_advice(const char *folder, environment_reader *environment)
{
    char cache[4096]; /* a longer one cannot be opened anyway */

    if (download_folder_path(cache, sizeof cache, environment) == 0 &&
        strcmp(folder, cache) == 0)
        return cache_advice;
    return to_advice;
}

/* A home that does not exist must not be made: accounts without one are given such a
 * path. */
static int
check_home(const char *path, environment_reader *environment, struct error *err)
{
    const char *home = environment("HOME");
    size_t length = home != NULL ? strlen(home) : 0;
    struct stat status;

    if (length == 0 || strncmp(path, home, length) != 0 || stat(home, &status) == 0)
        return 0;
    return error_set(err,
                     "HOME=%s: %s: set it to a folder that is there, or name one with "
                     "mnistui fetch --to=DIR",
                     home, strerror(errno));
}

static int
make_one(const char *path, mode_t mode)
{
    struct stat status;
    int reason;

    if (mkdir(path, mode) == 0)
        return 0;
    reason = errno;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) /* whatever mkdir's reason */
        return 0;
    errno = reason == EEXIST ? ENOTDIR : reason;
    return -1;
}

static int
make(const char *path, mode_t mode, const char *advice, struct error *err)
{
    char *prefix = strdup(path), *slash;
    int status = 0;

    if (prefix == NULL)
        return error_memory(err, "the name of a folder");
    for (slash = strchr(prefix + (prefix[0] == '/'), '/'); slash != NULL && status == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        status = make_one(prefix, mode);
        *slash = '/';
    }
    if (status == 0)
        status = make_one(prefix, mode);
    if (status != 0)
        error_set(err, "%s cannot be made: %s: %s", path, strerror(errno), advice);
    free(prefix);
    return status;
}

int
download_folder_make(const char *path, mode_t mode, struct error *err)
{
    return make(path, mode, to_advice, err);
}

int
download_folder(char *path, size_t size, environment_reader *environment,
                struct error *err)
{
    if (download_folder_path(path, size, environment) != 0)
        return error_set(err, "there is no folder to download into: set HOME or "
                              "XDG_CACHE_HOME to an absolute path, or name one with "
                              "mnistui fetch --to=DIR");
    if (check_home(path, environment, err) != 0)
        return -1;
    return make(path, 0700, cache_advice, err);
}
