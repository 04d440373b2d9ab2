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

struct formatted
format_bytes(double bytes)
{
    struct formatted out;

    if (bytes < 999.5)
        snprintf(out.text, sizeof out.text, "%.0f B", bytes);
    else if (bytes < 999.5e3)
        snprintf(out.text, sizeof out.text, "%.0f kB", bytes / 1e3);
    else
        snprintf(out.text, sizeof out.text, "%.1f MB", bytes / 1e6);
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
