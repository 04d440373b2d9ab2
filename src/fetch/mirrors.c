#include "config.h"

#include "fetch/mirrors.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum { URL_MAX = 2000 };

static const char blanks[] = " \t\r\n";

/* The length of "http://" or "https://" in front, or 0. */
static size_t
scheme_length(const char *url, size_t length)
{
    static const char *const schemes[] = {"http://", "https://"};
    size_t i;

    for (i = 0; i < MEM_COUNT(schemes); i++) {
        size_t size = strlen(schemes[i]);

        if (length > size && strncasecmp(url, schemes[i], size) == 0)
            return size;
    }
    return 0;
}

int
mirrors_check(const char *named, const char *url, size_t length, struct error *err)
{
    size_t scheme = scheme_length(url, length), i;
    bool host = false;

    if (length > URL_MAX)
        return error_set(err, "%s: the URL of a mirror has at most %d characters", named,
                         URL_MAX);
    for (i = 0; i < length; i++)
        if ((unsigned char)url[i] <= ' ' || (unsigned char)url[i] >= 0x7f ||
            strchr("?#\"'\\<>", url[i]) != NULL)
            scheme = 0;
    for (i = scheme; i < length && url[i] != '/'; i++)
        if (url[i] == '@') /* it would be shown, and kept in logs */
            return error_set(
                err, "%s: mirrors that need a name or a password are not supported",
                named);
        else
            host = true;
    if (scheme > 0 && host)
        return 0;
    return error_set(err,
                     "%s=%.*s: it takes the URL of a folder, such as "
                     "https://example.org/mnist/",
                     named, (int)length, url);
}

/* Adds a URL unless it is there. */
static int
add(struct mirrors *mirrors, const char *url, size_t length)
{
    char *copy = mem_zeroed(length + 2, 1), **list;
    size_t i;

    if (copy == NULL)
        return -1;
    memcpy(copy, url, length);
    if (copy[length - 1] != '/')
        copy[length] = '/';
    for (i = 0; i < mirrors->count; i++) {
        if (strcmp(mirrors->url[i], copy) == 0) {
            free(copy);
            return 0;
        }
    }
    list = realloc(mirrors->url, (mirrors->count + 1) * sizeof *list);
    if (list == NULL) {
        free(copy);
        return -1;
    }
    mirrors->url = list;
    mirrors->url[mirrors->count++] = copy;
    return 0;
}

/* Checks and adds. */
static int
take(struct mirrors *mirrors, const char *named, const char *url, size_t length,
     struct error *err)
{
    if (mirrors_check(named, url, length, err) != 0)
        return -1;
    return add(mirrors, url, length) == 0 ? 0 : error_memory(err, "the mirrors");
}

static int
take_variable(struct mirrors *mirrors, const char *value, struct error *err)
{
    while (*(value += strspn(value, blanks)) != '\0') {
        size_t length = strcspn(value, blanks);

        if (take(mirrors, "MNISTUI_MIRROR", value, length, err) != 0)
            return -1;
        value += length;
    }
    return 0;
}

int
mirrors_init(struct mirrors *mirrors, const char *const *named, size_t named_count,
             const char *const *public, size_t public_count,
             environment_reader *environment, struct error *err)
{
    const char *variable = environment("MNISTUI_MIRROR");
    const char *offline = environment("MNISTUI_OFFLINE");
    int status = 0;
    size_t i;

    memset(mirrors, 0, sizeof *mirrors);
    for (i = 0; i < named_count && status == 0; i++)
        status = take(mirrors, "--mirror", named[i], strlen(named[i]), err);
    if (status == 0 && variable != NULL)
        status = take_variable(mirrors, variable, err);
    if (offline != NULL && offline[0] != '\0')
        public_count = 0;
    for (i = 0; i < public_count && status == 0; i++)
        status = take(mirrors, "mirror", public[i], strlen(public[i]), err);
    if (status != 0)
        mirrors_done(mirrors);
    return status;
}

void
mirrors_done(struct mirrors *mirrors)
{
    size_t i;

    for (i = 0; i < mirrors->count; i++)
        free(mirrors->url[i]);
    free(mirrors->url);
    memset(mirrors, 0, sizeof *mirrors);
}
