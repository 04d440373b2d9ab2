#include "config.h"

#include "base/parse.h"

#include <ctype.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* strtod and friends skip white space and take signs, hex and "nan": what we take starts
 * like a number. */
static int
starts_like_number(const char *text)
{
    return isdigit((unsigned char)text[0]) ||
           ((text[0] == '-' || text[0] == '.') && text[1] != '\0');
}

int
parse_int(const char *text, long min, long max, long *value)
{
    char *end;
    long parsed;

    if (!starts_like_number(text))
        return -1;
    errno = 0;
    parsed = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || parsed < min || parsed > max)
        return -1;
    *value = parsed;
    return 0;
}

int
parse_uint64(const char *text, uint64_t *value)
{
    char *end;
    unsigned long long parsed;

    if (!isdigit((unsigned char)text[0]))
        return -1;
    errno = 0;
    parsed = strtoull(text, &end, 10);
    if (errno != 0 || *end != '\0')
        return -1;
    *value = parsed;
    return 0;
}

int
parse_double(const char *text, double *value)
{
    locale_t c_locale, previous;
    char *end;
    double parsed;

    if (!starts_like_number(text) || strpbrk(text, "xX") != NULL)
        return -1;
    c_locale = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        return -1;
    previous = uselocale(c_locale);
    parsed = strtod(text, &end);
    uselocale(previous);
    freelocale(c_locale);
    if (end == text || *end != '\0')
        return -1;
    *value = parsed;
    return 0;
}
