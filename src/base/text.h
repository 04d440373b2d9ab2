/* Texts that are put together in a buffer. */
#ifndef MNISTUI_BASE_TEXT_H
#define MNISTUI_BASE_TEXT_H

#include <stddef.h>

/* Goes on at the end of text, whose buffer has size bytes, and is cut where that ends. */
void text_append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
