#include "config.h"

#include "runs/moments.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
moments_init(struct moments *moments, size_t budget)
{
    memset(moments, 0, sizeof *moments);
    moments->budget = budget;
}

void
moments_done(struct moments *moments)
{
    size_t i;

    for (i = 0; i < moments->count; i++) {
        tape_done(moments->tape[i]);
        free(moments->tape[i]);
    }
    free(moments->tape);
    free(moments->run);
    moments_init(moments, moments->budget);
}

/* The place of the run, or where it would be. */
static size_t
place_of(const struct moments *moments, size_t run)
{
    size_t i = moments->count;

    while (i > 0 && moments->run[i - 1] >= run)
        i--;
    return i;
}

static struct tape *
find(const struct moments *moments, size_t run)
{
    size_t i = place_of(moments, run);

    return i < moments->count && moments->run[i] == run ? moments->tape[i] : NULL;
}

static int
make_room(struct moments *moments)
{
    size_t room = moments->room * 2 + 16;
    struct tape **tape;
    size_t *run;

    if (moments->count < moments->room)
        return 0;
    tape = realloc(moments->tape, room * sizeof *tape);
    if (tape == NULL)
        return -1;
    moments->tape = tape;
    run = realloc(moments->run, room * sizeof *run);
    if (run == NULL)
        return -1;
    moments->run = run;
    moments->room = room;
    return 0;
}

/* A new one, empty. NULL if memory is short. */
static struct tape *
insert(struct moments *moments, size_t run)
{
    size_t i = place_of(moments, run), after = moments->count - i;
    struct tape *tape;

    if (make_room(moments) != 0 || (tape = mem_zeroed(1, sizeof *tape)) == NULL)
        return NULL;
    memmove(moments->tape + i + 1, moments->tape + i, after * sizeof *moments->tape);
    memmove(moments->run + i + 1, moments->run + i, after * sizeof *moments->run);
    moments->tape[i] = tape;
    moments->run[i] = run;
    moments->count++;
    return tape;
}

void
moments_add(struct moments *moments, size_t run, struct tape *tape, size_t on)
{
    struct tape *to = find(moments, run);

    if (to == NULL)
        to = insert(moments, run);
    if (to == NULL)
        tape_done(tape);
    else
        tape_move(to, tape);
    tapes_fit(moments->tape, moments->count, on, moments->budget);
}

const struct tape *
moments_of(const struct moments *moments, size_t run)
{
    return find(moments, run);
}
