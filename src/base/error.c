#include "config.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

int
error_set(struct error *err, const char *format, ...)
{
    va_list args;

    if (err != NULL) {
        va_start(args, format);
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return -1;
}

int
error_memory(struct error *err, const char *what)
{
    return error_set(err, "not enough memory for %s", what);
}
