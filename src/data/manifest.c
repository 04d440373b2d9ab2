#include "config.h"

#include "data/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/parse.h"
#include "data/idx.h"
#include "data/manifest_text.h"

enum { LINE_SIZE = 2048 };

struct parser {
    const char *path;
    size_t line; /* from 1 */
    struct manifest *manifest;
    unsigned seen; /* of keys, a bit each, in the set that is being read */
    struct error *err;
};

/* ---- the words of a line ---- */

static int
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Takes the next word off *rest and ends it with a NUL. "" when there is none. */
static char *
take_word(char **rest)
{
    char *word = *rest, *end;

    while (is_blank(*word))
        word++;
    for (end = word; *end != '\0' && !is_blank(*end); end++)
        continue;
    *rest = end;
    if (*end != '\0') {
        *end = '\0';
        *rest = end + 1;
    }
    return word;
}

/* Cuts the blanks off both ends. */
static char *
trim(char *text)
{
    size_t length;

    while (is_blank(*text))
        text++;
    for (length = strlen(text); length > 0 && is_blank(text[length - 1]); length--)
        text[length - 1] = '\0';
    return text;
}

static int __attribute__((format(printf, 2, 3)))
refuse(struct parser *parser, const char *format, ...)
{
    char what[512];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return error_set(parser->err, "%s: line %zu: %s", parser->path, parser->line, what);
}

/* Screens and JSON show it as it is. */
static int
copy_name(struct parser *parser, char *out, size_t size, const char *name)
{
    size_t length = strlen(name);

    if (strpbrk(name, "\"\\\t") != NULL)
        return refuse(parser, "%.60s: a name without \", \\ and tabs is expected", name);
    if (length == 0 || length >= size)
        return refuse(parser, "'%.60s': a name of 1 to %zu characters is expected", name,
                      size - 1);
    memcpy(out, name, length + 1);
    return 0;
}

static int
take_number(struct parser *parser, char **rest, long least, long most, size_t *number)
{
    const char *word = take_word(rest);
    long value;

    if (parse_int(word, least, most, &value) != 0)
        return refuse(parser, "'%.60s': a number from %ld to %ld is expected", word,
                      least, most);
    *number = (size_t)value;
    return 0;
}

static int
take_two_numbers(struct parser *parser, char **rest, long most, size_t *first,
                 size_t *second)
{
    return take_number(parser, rest, 1, most, first) == 0
               ? take_number(parser, rest, 1, most, second)
               : -1;
}

/* A number of just that many hexadecimal digits, in lower case. */
static int
take_hexadecimal(struct parser *parser, char **rest, size_t digits, char *out)
{
    const char *word = take_word(rest);

    if (strlen(word) != digits || strspn(word, "0123456789abcdef") != digits)
        return refuse(parser, "'%.80s': %zu digits 0-9 and a-f are expected", word,
                      digits);
    memcpy(out, word, digits + 1);
    return 0;
}

/* ---- what a line can say ---- */

static int
parse_classes(struct parser *parser, struct manifest_set *set, char **rest)
{
    char *name = *rest, *comma;

    for (set->classes = 0; name != NULL; name = comma) {
        comma = strchr(name, ',');
        if (comma != NULL)
            *comma++ = '\0';
        if (set->classes == DATASET_MAX_CLASSES)
            return refuse(parser, "more than %d classes: 1 to %d can be told apart",
                          DATASET_MAX_CLASSES, DATASET_MAX_CLASSES);
        if (copy_name(parser, set->class_names[set->classes], CLASS_NAME_SIZE,
                      trim(name)) != 0)
            return -1;
        set->classes++;
    }
    *rest += strlen(*rest);
    return 0;
}

static int
parse_first_label(struct parser *parser, struct manifest_set *set, char **rest)
{
    return take_number(parser, rest, 0, DATASET_MAX_CLASSES - 1, &set->first_label);
}

static int
parse_transposed(struct parser *parser, struct manifest_set *set, char **rest)
{
    (void)parser;
    (void)rest;
    set->transposed = true;
    return 0;
}

static int
parse_images(struct parser *parser, struct manifest_set *set, char **rest)
{
    return take_two_numbers(parser, rest, IDX_MAX_BYTES, &set->train, &set->test);
}

static int
parse_size(struct parser *parser, struct manifest_set *set, char **rest)
{
    return take_two_numbers(parser, rest, IDX_MAX_SIDE, &set->rows, &set->cols);
}

static int
parse_sums(struct parser *parser, struct manifest_set *set, char **rest)
{
    char digits[9];
    int file;

    set->has_sums = true;
    for (file = 0; file < DATA_FILES; file++) {
        if (take_hexadecimal(parser, rest, 8, digits) != 0)
            return -1;
        set->sums[file] = (uint32_t)strtoul(digits, NULL, 16);
    }
    return 0;
}

static int
parse_packed(struct parser *parser, struct manifest_set *set, char **rest)
{
    int file;

    set->has_packed = true;
    for (file = 0; file < DATA_FILES; file++)
        if (take_hexadecimal(parser, rest, MANIFEST_HASH_SIZE - 1, set->packed[file]) !=
            0)
            return -1;
    return 0;
}

static const struct key {
    const char *word;
    int (*parse)(struct parser *parser, struct manifest_set *set, char **rest);
} keys[] = {
    {"classes", parse_classes},
    {"first-label", parse_first_label},
    {"transposed", parse_transposed},
    {"images", parse_images},
    {"size", parse_size},
    {"sums", parse_sums},
    {"packed", parse_packed},
};

/* ---- sets ---- */

/* Checks that what was said of the set that just ended goes together. */
static int
check_set(struct parser *parser)
{
    const struct manifest *manifest = parser->manifest;
    const struct manifest_set *set;

    if (manifest->count == 0)
        return 0;
    set = &manifest->sets[manifest->count - 1];
    if (set->first_label + set->classes > DATASET_MAX_CLASSES)
        return refuse(parser, "the labels of set %s go to %zu: 0 to %d can be read",
                      set->name, set->first_label + set->classes - 1,
                      DATASET_MAX_CLASSES - 1);
    if ((set->has_sums || set->has_packed) && (set->transposed || set->first_label > 0))
        return refuse(parser,
                      "set %s has sums or packed: transposed and first-label do not go "
                      "with them",
                      set->name);
    return 0;
}

static int
begin_set(struct parser *parser, char *name)
{
    struct manifest *manifest = parser->manifest;

    if (check_set(parser) != 0)
        return -1;
    if (manifest->count == MANIFEST_MAX_SETS)
        return refuse(parser, "more than %d sets", MANIFEST_MAX_SETS);
    parser->seen = 0;
    return copy_name(parser, manifest->sets[manifest->count++].name, DATASET_NAME_SIZE,
                     trim(name));
}

static int
parse_key(struct parser *parser, const char *word, char *rest)
{
    struct manifest *manifest = parser->manifest;
    size_t i;

    for (i = 0; i < MEM_COUNT(keys); i++) {
        if (strcmp(word, keys[i].word) != 0)
            continue;
        if (manifest->count == 0)
            return refuse(parser, "%s before the first set: a line 'set NAME' is first",
                          word);
        if ((parser->seen & 1U << i) != 0)
            return refuse(parser, "a second line %s: one for each set is expected", word);
        parser->seen |= 1U << i;
        if (keys[i].parse(parser, &manifest->sets[manifest->count - 1], &rest) != 0)
            return -1;
        rest = trim(rest);
        return *rest == '\0'
                   ? 0
                   : refuse(parser, "'%.60s': nothing is expected after %s", rest, word);
    }
    return refuse(parser,
                  "'%.60s': set, classes, first-label, transposed, images, size, sums or "
                  "packed is expected",
                  word);
}

/* The message shows the line, and a terminal takes other bytes for more than text. */
static int
check_characters(struct parser *parser, const char *line)
{
    for (; *line != '\0'; line++)
        if ((*line < ' ' && *line != '\t') || *line > '~')
            return refuse(parser, "byte 0x%02x: ASCII text is expected",
                          (unsigned)(unsigned char)*line);
    return 0;
}

static int
parse_line(struct parser *parser, char *line)
{
    char *rest = line;
    const char *word;

    line += strspn(line, " \t");
    if (*line == '\0' || *line == '#')
        return 0;
    if (check_characters(parser, line) != 0)
        return -1;
    word = take_word(&rest);
    if (strcmp(word, "set") == 0)
        return begin_set(parser, rest);
    return parse_key(parser, word, rest);
}

static int
parse_lines(struct parser *parser, const char *text, size_t length)
{
    const char *end = text + length;
    char line[LINE_SIZE];

    for (parser->line = 1; text < end; parser->line++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        size_t size = (size_t)((newline != NULL ? newline : end) - text);

        if (memchr(text, '\0', size) != NULL)
            return refuse(parser, "it holds a byte 0: a text is expected");
        if (size >= sizeof line)
            return refuse(parser, "longer than %d characters", LINE_SIZE - 1);
        memcpy(line, text, size);
        line[size - (size > 0 && line[size - 1] == '\r')] = '\0';
        if (parse_line(parser, line) != 0)
            return -1;
        text += size + (newline != NULL);
    }
    return check_set(parser);
}

/* path: where the text is from, for the message. */
static int
parse(struct manifest *manifest, const char *text, size_t length, const char *path,
      struct error *err)
{
    struct parser parser = {.path = path, .manifest = manifest, .err = err};
    static const char mark[] = "\xef\xbb\xbf"; /* that some editors put in front */

    if (length >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0) {
        text += sizeof mark - 1;
        length -= sizeof mark - 1;
    }

    memset(manifest, 0, sizeof *manifest);
    manifest->sets = mem_zeroed(MANIFEST_MAX_SETS, sizeof *manifest->sets);
    if (manifest->sets == NULL)
        return error_memory(err, path);
    if (parse_lines(&parser, text, length) == 0)
        return 0;
    manifest_done(manifest);
    return -1;
}

/* ---- files ---- */

/* Reads at most MANIFEST_MAX_BYTES + 1 bytes, one more than is allowed. */
static int
read_text(int fd, const char *path, char *text, size_t *length, struct error *err)
{
    struct stat status;
    ssize_t got = 1;

    *length = 0;
    if (fstat(fd, &status) != 0)
        return error_set(err, "%s cannot be read: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s is not a plain file: a text is expected", path);
    while (got != 0 && *length <= MANIFEST_MAX_BYTES) {
        got = read(fd, text + *length, MANIFEST_MAX_BYTES + 1 - *length);
        if (got < 0 && errno != EINTR)
            return error_set(err, "%s cannot be read: %s", path, strerror(errno));
        *length += got > 0 ? (size_t)got : 0;
    }
    if (*length > MANIFEST_MAX_BYTES)
        return error_set(err,
                         "%s is larger than %d bytes, which is the most for a manifest",
                         path, MANIFEST_MAX_BYTES);
    return 0;
}

int
manifest_read(struct manifest *manifest, const char *path, struct error *err)
{
    char *text = malloc(MANIFEST_MAX_BYTES + 1);
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    size_t length;
    int status = -1;

    memset(manifest, 0, sizeof *manifest);
    if (fd < 0)
        error_set(err, "%s cannot be opened: %s", path, strerror(errno));
    else if (text == NULL)
        error_memory(err, path);
    else if (read_text(fd, path, text, &length, err) == 0)
        status = parse(manifest, text, length, path, err);
    if (fd >= 0)
        close(fd);
    free(text);
    return status;
}

int
manifest_known(struct manifest *manifest, struct error *err)
{
    return parse(manifest, (const char *)manifest_text, sizeof manifest_text,
                 "the data sets that are built in", err);
}

void
manifest_done(struct manifest *manifest)
{
    free(manifest->sets);
    memset(manifest, 0, sizeof *manifest);
}
