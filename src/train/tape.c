#include "config.h"

#include "train/tape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"

/* ---- which moments ---- */

/* The marks are eight in each doubling, evenly spaced, and the first few images
 * themselves. */
uint64_t
tape_next_due(uint64_t images)
{
    unsigned doublings = 3;
    uint64_t spacing;

    while ((images >> doublings) > 1)
        doublings++;
    spacing = (uint64_t)1 << (doublings - 3);
    return (images / spacing + 1) * spacing;
}

bool
tape_is_due(uint64_t before, uint64_t after, bool epoch_ended)
{
    return epoch_ended || after >= tape_next_due(before);
}

/* ---- adding and removing ---- */

static void
forget(struct tape *tape, size_t i)
{
    struct checkpoint *checkpoint = tape->at[i];

    tape->bytes -= checkpoint->bytes;
    memmove(tape->at + i, tape->at + i + 1, (--tape->count - i) * sizeof *tape->at);
    checkpoint_unref(checkpoint);
}

void
tape_done(struct tape *tape)
{
    while (tape->count > 0)
        forget(tape, tape->count - 1);
    free(tape->at);
    memset(tape, 0, sizeof *tape);
}

static bool
make_room(struct tape *tape)
{
    size_t room = tape->room * 2 + 16;
    struct checkpoint **grown;

    if (tape->count < tape->room)
        return true;
    grown = realloc(tape->at, room * sizeof *grown);
    if (grown == NULL)
        return false;
    tape->at = grown;
    tape->room = room;
    return true;
}

void
tape_add(struct tape *tape, struct checkpoint *checkpoint)
{
    if (tape->count > 0 && tape->at[tape->count - 1]->images == checkpoint->images)
        forget(tape, tape->count - 1);
    if (!make_room(tape)) {
        checkpoint_unref(checkpoint);
        return;
    }
    tape->at[tape->count++] = checkpoint;
    tape->bytes += checkpoint->bytes;
}

void
tape_move(struct tape *to, struct tape *from)
{
    size_t i;

    for (i = 0; i < from->count; i++)
        tape_add(to, from->at[i]);
    from->count = from->bytes = 0;
    tape_done(from);
}

/* ---- finding ---- */

/* The number of moments up to `images` trained. */
static size_t
count_upto(const struct tape *tape, uint64_t images)
{
    size_t low = 0, high = tape->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (tape->at[middle]->images <= images)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
tape_find(const struct tape *tape, uint64_t images)
{
    return count_upto(tape, images) - 1; /* TAPE_NONE for 0 */
}

size_t
tape_nearest(const struct tape *tape, uint64_t images)
{
    size_t before = tape_find(tape, images), after = before == TAPE_NONE ? 0 : before + 1;

    if (after >= tape->count)
        return before;
    if (before == TAPE_NONE ||
        tape->at[after]->images - images < images - tape->at[before]->images)
        return after;
    return before;
}

size_t
tape_nearest_seconds(const struct tape *tape, double seconds)
{
    size_t nearest = TAPE_NONE, i;
    double least = INFINITY;

    for (i = 0; i < tape->count; i++) {
        double distance = fabs(tape->at[i]->seconds - seconds);

        if (distance < least) {
            nearest = i;
            least = distance;
        }
    }
    return nearest;
}

size_t
tape_step(const struct tape *tape, uint64_t images, int step)
{
    size_t upto = count_upto(tape, images);

    if (step > 0)
        return upto < tape->count ? upto : TAPE_NONE;
    return images == 0 ? TAPE_NONE : count_upto(tape, images - 1) - 1;
}

size_t
tape_best(const struct tape *tape)
{
    size_t best = TAPE_NONE, i;
    double smallest = 2;

    for (i = 0; i < tape->count; i++) {
        double error = checkpoint_test_error(tape->at[i]);

        if (error >= 0 && error < smallest) {
            best = i;
            smallest = error;
        }
    }
    return best;
}

/* ---- the budget ---- */

/* How far apart its neighbours would be: the quotient of their images. */
static double
gap_without(const struct tape *tape, size_t i)
{
    return ((double)tape->at[i + 1]->images + 1) / ((double)tape->at[i - 1]->images + 1);
}

/* The moment that thinning drops next: neither the first nor the best nor the last.
 * TAPE_NONE if there is no other. */
static size_t
least_needed(const struct tape *tape)
{
    size_t best = tape_best(tape), least = TAPE_NONE, i;

    for (i = 1; i + 1 < tape->count; i++) {
        if (i == best)
            continue;
        if (least == TAPE_NONE || gap_without(tape, i) < gap_without(tape, least))
            least = i;
    }
    return least;
}

/* Tapes that share a budget, and the bytes that they take. */
struct tapes {
    struct tape *const *at;
    size_t count;
    size_t bytes;
};

static struct tapes
some_tapes(struct tape *const *at, size_t count)
{
    struct tapes tapes = {at, count, 0};
    size_t i;

    for (i = 0; i < count; i++)
        tapes.bytes += at[i]->bytes;
    return tapes;
}

static void
drop(struct tapes *tapes, struct tape *tape, size_t i)
{
    tapes->bytes -= tape->at[i]->bytes;
    forget(tape, i);
}

/* One tape after the other. */
static void
thin_in_order(struct tapes *tapes, size_t budget)
{
    size_t i, least;

    for (i = 0; i < tapes->count; i++) {
        while (tapes->bytes > budget && (least = least_needed(tapes->at[i])) != TAPE_NONE)
            drop(tapes, tapes->at[i], least);
    }
}

/* The largest tape that can be thinned, or NULL. */
static struct tape *
largest_tape(const struct tapes *tapes)
{
    struct tape *largest = NULL;
    size_t i;

    for (i = 0; i < tapes->count; i++) {
        struct tape *tape = tapes->at[i];

        if ((largest == NULL || tape->bytes > largest->bytes) &&
            least_needed(tape) != TAPE_NONE)
            largest = tape;
    }
    return largest;
}

static void
thin_alike(struct tapes *tapes, size_t budget)
{
    struct tape *largest;

    while (tapes->bytes > budget && (largest = largest_tape(tapes)) != NULL)
        drop(tapes, largest, least_needed(largest));
}

/* Of tapes that cannot be thinned: the first of one tape, then its best, then its last,
 * and then those of the next. kept: moments that stay in the last tape. */
static void
drop_in_order(struct tapes *tapes, size_t budget, size_t kept)
{
    size_t i;

    for (i = 0; i < tapes->count; i++) {
        struct tape *tape = tapes->at[i];

        while (tapes->bytes > budget && tape->count > (i + 1 == tapes->count ? kept : 0))
            drop(tapes, tape, 0);
    }
}

/* What is left of the budget for the others. */
static size_t
rest_of(size_t budget, const struct tapes *tapes)
{
    return budget > tapes->bytes ? budget - tapes->bytes : 0;
}

void
tapes_fit(struct tape *const *tapes, size_t count, size_t on, size_t budget)
{
    size_t ended = count > on ? count - on : 0;
    struct tapes before = some_tapes(tapes, ended);
    struct tapes now = some_tapes(tapes + ended, count - ended);

    thin_in_order(&before, rest_of(budget, &now));
    thin_alike(&now, max_size(rest_of(budget, &before), budget / 2));
    drop_in_order(&before, rest_of(budget, &now), 0);
    thin_alike(&now, budget);
    drop_in_order(&now, budget, 1);
}
