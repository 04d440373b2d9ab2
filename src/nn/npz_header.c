#include "config.h"

#include "nn/npz_header.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"

/* What is left to read: at the end, peek gives NUL, which no rule takes. */
struct cursor {
    const char *text, *end;
    struct error *err;
};

enum { HAS_DESCR = 1, HAS_ORDER = 2, HAS_SHAPE = 4, HAS_ALL = 7 };

static char
peek(const struct cursor *c)
{
    return (char)(c->text < c->end ? *c->text : '\0');
}

static void
skip_space(struct cursor *c)
{
    while (peek(c) == ' ' || peek(c) == '\n')
        c->text++;
}

static int
not_understood(struct cursor *c)
{
    return error_set(c->err,
                     "has a header that is not understood: {'descr': '<f4', "
                     "'fortran_order': False, 'shape': (3, 2)} or the like is expected");
}

/* Takes one character, and the space before and after it. */
static int
take(struct cursor *c, char wanted)
{
    skip_space(c);
    if (peek(c) != wanted)
        return 0;
    c->text++;
    skip_space(c);
    return 1;
}

static int
take_word(struct cursor *c, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(c->end - c->text) < length || memcmp(c->text, word, length) != 0)
        return 0;
    c->text += length;
    return 1;
}

/* A string in either quotes, without escapes, into out. */
static int
take_string(struct cursor *c, char *out, size_t size)
{
    char quote = peek(c);
    size_t length = 0;

    if (quote != '\'' && quote != '"')
        return not_understood(c);
    for (c->text++; peek(c) != quote; c->text++) {
        if (peek(c) < ' ' || peek(c) > '~' || peek(c) == '\\' || length + 1 >= size)
            return not_understood(c);
        out[length++] = peek(c);
    }
    c->text++;
    out[length] = '\0';
    return 0;
}

static int
parse_descr(struct cursor *c, struct npz_header *header)
{
    char type[32];

    if (peek(c) == '[')
        return error_set(c->err,
                         "has fields: an array of plain float32 or float64 is expected");
    if (take_string(c, type, sizeof type) != 0)
        return -1;
    if (strcmp(type, "|O") == 0)
        return error_set(c->err,
                         "holds Python objects, which are never loaded: float32 or "
                         "float64 is expected");
    if ((type[0] != '<' && type[0] != '>') ||
        (strcmp(type + 1, "f4") != 0 && strcmp(type + 1, "f8") != 0))
        return error_set(c->err,
                         "is of type '%s': float32 or float64 is expected "
                         "(in NumPy: .astype('float32'))",
                         type);
    header->big_endian = type[0] == '>';
    header->width = (size_t)(type[2] - '0');
    return 0;
}

static int
parse_order(struct cursor *c, struct npz_header *header)
{
    header->fortran_order = take_word(c, "True");
    return header->fortran_order || take_word(c, "False") ? 0 : not_understood(c);
}

/* A whole number as Python writes it; one that is too large becomes SIZE_MAX. */
static int
take_number(struct cursor *c, size_t *value)
{
    const char *start = c->text;

    for (*value = 0; peek(c) >= '0' && peek(c) <= '9'; c->text++) {
        size_t digit = (size_t)(peek(c) - '0');

        *value = *value > (SIZE_MAX - digit) / 10 ? SIZE_MAX : *value * 10 + digit;
    }
    if (c->text == start || (*start == '0' && c->text - start > 1))
        return not_understood(c);
    return 0;
}

/* A tuple: (), (2,), (3, 2), (3, 2,) but not (2), which is a number in Python. */
static int
parse_shape(struct cursor *c, struct npz_header *header)
{
    int comma = 1;
    size_t value;

    if (!take(c, '('))
        return not_understood(c);
    for (header->dims = 0; comma && peek(c) != ')'; header->dims++) {
        if (take_number(c, &value) != 0)
            return -1;
        if (header->dims < NPZ_MAX_DIMS)
            header->shape[header->dims] = value;
        comma = take(c, ',');
    }
    if ((header->dims == 1 && !comma) || !take(c, ')'))
        return not_understood(c);
    return 0;
}

static int
parse_item(struct cursor *c, struct npz_header *header, int *seen)
{
    static const struct {
        const char *key;
        int bit;
        int (*parse)(struct cursor *c, struct npz_header *header);
    } items[] = {
        {"descr", HAS_DESCR, parse_descr},
        {"fortran_order", HAS_ORDER, parse_order},
        {"shape", HAS_SHAPE, parse_shape},
    };
    char key[16];
    size_t i;

    if (take_string(c, key, sizeof key) != 0)
        return -1;
    if (!take(c, ':'))
        return not_understood(c);
    for (i = 0; i < MEM_COUNT(items); i++)
        if (strcmp(key, items[i].key) == 0 && (*seen & items[i].bit) == 0) {
            *seen |= items[i].bit;
            return items[i].parse(c, header);
        }
    return not_understood(c);
}

static int
check_shape(const struct npz_header *header, struct error *err)
{
    int i;

    if (header->dims < 1 || header->dims > NPZ_MAX_DIMS)
        return error_set(err, "has %d dimensions: 1 or 2 are expected", header->dims);
    for (i = 0; i < header->dims; i++)
        if (header->shape[i] == 0)
            return error_set(err, "is empty: at least one number is expected");
    return 0;
}

int
npz_header_parse(struct npz_header *header, const char *text, size_t length,
                 struct error *err)
{
    struct cursor c = {text, text + length, err};
    int comma = 1, seen = 0;

    *header = (struct npz_header){.shape = {1, 1}};
    if (!take(&c, '{'))
        return not_understood(&c);
    while (comma && peek(&c) != '}') {
        if (parse_item(&c, header, &seen) != 0)
            return -1;
        comma = take(&c, ',');
    }
    if (!take(&c, '}') || c.text != c.end || seen != HAS_ALL)
        return not_understood(&c);
    return check_shape(header, err);
}
