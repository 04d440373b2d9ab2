#include "config.h"

#include "support/modes.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/suite.h"

static void
check_off(const char *bytes, const char *number)
{
    char on[16], off[16];

    snprintf(on, sizeof on, "\033[?%sh", number);
    snprintf(off, sizeof off, "\033[?%sl", number);
    while (bytes != NULL && (bytes = strstr(bytes, on)) != NULL) {
        bytes = strstr(bytes, off);
        ck_assert_msg(bytes != NULL, "the terminal is still in mode %s", number);
    }
}

void
modes_check_off(const char *bytes)
{
    static const char *const numbers[] = {"2004", "1002", "1006"};
    size_t i;

    for (i = 0; i < MEM_COUNT(numbers); i++)
        check_off(bytes, numbers[i]);
}
