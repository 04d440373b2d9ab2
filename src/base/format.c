#include "config.h"

#include "base/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct formatted
format_count(double count)
{
    struct formatted out;
    char digits[FORMAT_ROOM];
    size_t length, i, used = 0;

    snprintf(digits, sizeof digits, "%.0f", fmin(fmax(count, 0), 1e15));
    length = strlen(digits);
    for (i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out.text[used++] = ' ';
        out.text[used++] = digits[i];
    }
    out.text[used] = '\0';
    return out;
}

struct formatted
format_time(double seconds)
{
    struct formatted out;
    long whole = seconds >= 0 ? (long)fmin(seconds + 0.5, 1e9) : 0;

    if (!(seconds >= 0))
        strcpy(out.text, "-");
    else if (whole < 3600)
        snprintf(out.text, sizeof out.text, "%ld:%02ld", whole / 60, whole % 60);
    else
        snprintf(out.text, sizeof out.text, "%ld:%02ld:%02ld", whole / 3600,
                 whole / 60 % 60, whole % 60);
    return out;
}

struct unit {
    double bytes;
    int decimals;
    const char *name;
};

static const struct unit *
unit_of(double bytes)
{
    static const struct unit units[] = {{1, 0, "B"}, {1e3, 0, "kB"}, {1e6, 1, "MB"}};

    return &units[bytes < 999.5 ? 0 : bytes < 999.5e3 ? 1 : 2];
}

struct formatted
format_bytes(double bytes)
{
    const struct unit *unit = unit_of(bytes);
    struct formatted out;

    if (!(bytes >= 0))
        strcpy(out.text, "-");
    else
        snprintf(out.text, sizeof out.text, "%.*f %s", unit->decimals,
                 bytes / unit->bytes, unit->name);
    return out;
}

struct formatted
format_part_of_bytes(double part, double whole)
{
    const struct unit *unit = unit_of(whole);
    struct formatted out;

    snprintf(out.text, sizeof out.text, "%.*f/%.*f %s", unit->decimals,
             part / unit->bytes, unit->decimals, whole / unit->bytes, unit->name);
    return out;
}

struct formatted
format_percent(double share)
{
    struct formatted out;

    if (!(share >= 0))
        strcpy(out.text, "-");
    else
        snprintf(out.text, sizeof out.text, "%.2f %%", 100 * fmin(share, 1));
    return out;
}

int
format_filled(double share, int parts)
{
    /* written so that not-a-number is an empty bar */
    return share > 0 ? (int)lround(fmin(share, 1) * parts) : 0;
}

struct formatted
format_real(double value, int width)
{
    struct formatted out;
    double size = fabs(value);
    int decimals;

    if (!isfinite(value)) {
        snprintf(out.text, sizeof out.text, "%s",
                 isnan(value) ? "nan"
                 : value < 0  ? "-inf"
                              : "inf");
        return out;
    }
    if (size != 0 && (size < 0.001 || size >= 10000)) {
        snprintf(out.text, sizeof out.text, "%.1e", value);
        if ((int)strlen(out.text) > width)
            snprintf(out.text, sizeof out.text, "%.0e", value);
        return out;
    }
    decimals = size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 1;
    snprintf(out.text, sizeof out.text, "%.*f", decimals, value);
    if ((int)strlen(out.text) > width)
        snprintf(out.text, sizeof out.text, "%.2g", value);
    return out;
}
