#include "config.h"

#include "npz/npy_header.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "npz/little_endian.h"

/* By enum npz_use. */
static const struct rules {
    const char *kinds; /* NumPy's letters: f, and i and u for whole numbers */
    size_t narrowest, widest;
    int least_dims, most_dims;
    const char *dims; /* in words */
    const char *plain, *type, *advice, *example;
} all_rules[] = {
    [NPZ_PARAMETERS] = {"f", 4, 8, 1, 2, "1 or 2 are", "float32 or float64",
                        "float32 or float64 is", " (in NumPy: .astype('float32'))",
                        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)}"},
    [NPZ_IMAGES] = {"u", 1, 1, 3, 3, "3 (images, rows, columns) are", "uint8", "uint8 is",
                    ", from 0 for black to 255 for white",
                    "{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28)}"},
    [NPZ_LABELS] = {"iu", 1, 8, 1, 1, "1 is", "whole numbers",
                    "a type of whole numbers is", " (in NumPy: .astype('uint8'))",
                    "{'descr': '|u1', 'fortran_order': False, 'shape': (60000,)}"},
};

/* What is left to parse. At the end, peek returns NUL, which no rule accepts. */
struct cursor {
    const char *text, *end;
    const struct rules *rules;
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
                     "has a header that is not understood: %s or the like is expected",
                     c->rules->example);
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

/* A string in either kind of quotes, without escapes. */
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

/* "<f4": byte order (| for single bytes), kind, width in bytes. */
static int
type_is_good(const char *type, const struct rules *rules)
{
    size_t width = 0;

    if (strlen(type) == 3 && strchr("1248", type[2]) != NULL)
        width = (size_t)(type[2] - '0');
    return width >= rules->narrowest && width <= rules->widest &&
           strchr(rules->kinds, type[1]) != NULL &&
           (type[0] == '<' || type[0] == '>' || (type[0] == '|' && width == 1));
}

static int
parse_descr(struct cursor *c, struct npz_header *header)
{
    char type[32];

    if (peek(c) == '[')
        return error_set(c->err, "has fields: an array of plain %s is expected",
                         c->rules->plain);
    if (take_string(c, type, sizeof type) != 0)
        return -1;
    if (strcmp(type, "|O") == 0)
        return error_set(c->err,
                         "holds Python objects, which are never loaded: %s expected",
                         c->rules->type);
    if (!type_is_good(type, c->rules))
        return error_set(c->err, "is of type '%s': %s expected%s", type, c->rules->type,
                         c->rules->advice);
    header->big_endian = type[0] == '>';
    header->with_sign = type[1] == 'i';
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
        if (header->dims < NPZ_HEADER_DIMS)
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
check_shape(const struct npz_header *header, const struct rules *rules, struct error *err)
{
    int i;

    if (header->dims < rules->least_dims || header->dims > rules->most_dims)
        return error_set(err, "has %d dimensions: %s expected", header->dims,
                         rules->dims);
    for (i = 0; i < header->dims; i++)
        if (header->shape[i] == 0)
            return error_set(err, "is empty: at least one number is expected");
    return 0;
}

static int
parse(struct npz_header *header, const struct rules *rules, const char *text,
      size_t length, struct error *err)
{
    struct cursor c = {text, text + length, rules, err};
    int comma = 1, seen = 0;

    *header = (struct npz_header){.shape = {1, 1, 1}};
    if (!take(&c, '{'))
        return not_understood(&c);
    while (comma && peek(&c) != '}') {
        if (parse_item(&c, header, &seen) != 0)
            return -1;
        comma = take(&c, ',');
    }
    if (!take(&c, '}') || c.text != c.end || seen != HAS_ALL)
        return not_understood(&c);
    return check_shape(header, rules, err);
}

/* "(3, 2) of float32" */
static void
describe(const struct npz_header *header, const struct rules *rules, char *text,
         size_t size)
{
    const char *kind = rules->kinds[0] == 'f' ? "float"
                       : header->with_sign    ? "int"
                                              : "uint";
    int d;

    snprintf(text, size, "(%zu,", header->shape[0]);
    for (d = 1; d < header->dims; d++)
        text_append(text, size, "%s%zu", d > 1 ? ", " : " ", header->shape[d]);
    text_append(text, size, ") of %s%zu", kind, header->width * 8);
}

/* Checks that the rest of the member is just the numbers. */
static int
check_room(struct npz_header *header, const struct rules *rules,
           const struct archive_stream *stream, struct error *err)
{
    size_t left = stream->left, rest = header->width;
    char shape[128];
    bool fits = true;
    int d;

    header->count = left / header->width;
    for (d = 0; d < NPZ_HEADER_DIMS && fits; d++) {
        /* a product could overflow */
        fits = header->shape[d] <= left / rest;
        rest *= fits ? header->shape[d] : 1;
    }
    if (fits && rest == left)
        return 0;
    describe(header, rules, shape, sizeof shape);
    return error_set(err, "has shape %s, but %zu bytes of numbers", shape, left);
}

int
npz_header_read(struct npz_header *header, enum npz_use use,
                struct archive_stream *stream, struct error *err)
{
    const struct rules *rules = &all_rules[use];
    unsigned char prefix[NPZ_PREFIX_SIZE + 2] = {0};
    char text[NPZ_HEADER_MAX];
    size_t length;

    if (archive_get(stream, prefix, NPZ_PREFIX_SIZE, err) != 0)
        return -1;
    if (memcmp(prefix, NPZ_MAGIC, NPZ_MAGIC_SIZE) != 0)
        return error_set(
            err, "is not a NumPy array: it does not begin with NumPy's magic bytes");
    if (prefix[6] < 1 || prefix[6] > 3 || prefix[7] != 0)
        return error_set(err, "has .npy version %d.%d: 1.0, 2.0 or 3.0 is expected",
                         prefix[6], prefix[7]);
    if (prefix[6] > 1 && archive_get(stream, prefix + NPZ_PREFIX_SIZE, 2, err) != 0)
        return -1;
    length = get_le32(prefix + 8);
    if (length > NPZ_HEADER_MAX)
        return error_set(err, "has a header of %zu bytes: at most %d are expected",
                         length, NPZ_HEADER_MAX);
    if (archive_get(stream, text, length, err) != 0 ||
        parse(header, rules, text, length, err) != 0)
        return -1;
    return check_room(header, rules, stream, err);
}
