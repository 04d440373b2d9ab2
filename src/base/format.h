/* Numbers as people read them. Each text is returned by value, so that a call can stand
 * in an argument list. */
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

/* bytes -> "11.6 MB", "45 kB", "7 B"; negative (not known) -> "-" */
struct formatted format_bytes(double bytes);

/* Both in the unit of whole: "0.3/11.6 MB". */
struct formatted format_part_of_bytes(double part, double whole);

/* share 0..1 -> "95.22 %"; negative (not known) -> "-" */
struct formatted format_percent(double share);

/* How many of the parts of a bar are filled: share (0..1; what lies outside is the nearer
 * of the two, and not-a-number is 0) of them, rounded. */
int format_filled(double share, int parts);

/* At most width characters, aligned right by the caller: "0.0312", "-1.2e-05", "inf",
 * "nan". */
struct formatted format_real(double value, int width);

#endif
