/* Numbers as people read them. Each takes a buffer of its own and returns it, to stand in
 * an argument list. */
#ifndef MNISTUI_BASE_FORMAT_H
#define MNISTUI_BASE_FORMAT_H

#include <stddef.h>

enum { FORMAT_ROOM = 32 };

struct formatted {
    char text[FORMAT_ROOM];
};

/* 60000 -> "60 000" */
struct formatted format_count(double count);

/* seconds -> "0:07", "12:34", "1:02:03"; negative (not known) -> "-" */
struct formatted format_time(double seconds);

/* bytes -> "11.6 MB", "45 kB", "7 B" */
struct formatted format_bytes(double bytes);

/* share 0..1 -> "95.22 %"; negative (not known) -> "-" */
struct formatted format_percent(double share);

/* At most width characters, aligned right by the caller: "0.0312", "-1.2e-05", "inf",
 * "nan". */
struct formatted format_real(double value, int width);

#endif
