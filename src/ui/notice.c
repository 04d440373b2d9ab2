#include "config.h"

#include "ui/notice.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"

static const double seconds = 3;

void
notice_say(struct notice *notice, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(notice->text, sizeof notice->text, format, args);
    va_end(args);
    notice->until = clock_now() + seconds;
}

void
notice_clear(struct notice *notice)
{
    notice->text[0] = '\0';
}

int
notice_tick(struct notice *notice)
{
    double left = notice->until - clock_now();

    if (notice->text[0] == '\0')
        return -1;
    if (left > 0)
        return (int)ceil(left * 1000);
    notice_clear(notice);
    return 0;
}
