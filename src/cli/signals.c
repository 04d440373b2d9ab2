#include "config.h"

#include "cli/signals.h"

#include <signal.h>
#include <string.h>

#include "base/mem.h"

static volatile sig_atomic_t caught;

static void
on_signal(int number)
{
    caught = number;
}

void
signals_take(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action, before;
    size_t i;

    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = (int)SA_RESETHAND | SA_RESTART; /* no write is cut short */
    sigemptyset(&action.sa_mask);
    for (i = 0; i < MEM_COUNT(numbers); i++) {
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

int
signals_caught(void)
{
    return caught;
}
