/* Numbers from text, the whole text or nothing, in the C locale whatever the user's
 * locale is. */
#ifndef MNISTUI_BASE_PARSE_H
#define MNISTUI_BASE_PARSE_H

#include <stdint.h>

/* 0 and *value set, or -1 when text is not just a number in min..max. */
int parse_int(const char *text, long min, long max, long *value);
int parse_uint64(const char *text, uint64_t *value);
int parse_double(const char *text, double *value);

#endif
