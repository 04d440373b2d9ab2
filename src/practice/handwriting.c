#include "config.h"

#include "practice/handwriting.h"

#include <math.h>

#include "base/bounds.h"

/* Nodes of the lattice on each side: those around its cells, and one more beyond each
 * end, which a cubic B-spline needs. */
enum { CELLS = 3, NODES = CELLS + 3 };

/*
 * How much hands differ. Lengths are in halves of a digit's height unless said otherwise;
 * a deviation is that of a random number which is about normal. How these were chosen:
 * data/README.
 */
static const struct {
    float wobble;   /* deviation of each point of a style */
    float kept;     /* of its shift, for the next point of the stroke */
    float ends;     /* times the shift that a point within gets */
    float strokes;  /* deviation of a stroke from the one before it */
    float elastic;  /* deviation of a node of the lattice */
    float wildness; /* deviation of that from digit to digit, in parts */
    float slant;    /* right per up: mean */
    float slants;   /*               deviation */
    float turn;     /* deviation, radians */
    float stretch;  /* deviation of width by height, in parts */
    float width;    /* half that of the pen, in pixels: mean */
    float widths;   /* its deviation, in parts */
    float pressure; /* deviation of the width along a stroke, in parts */
    float taper;    /* deviation of how much thinner its end is, in parts */
    float least;    /* of the width of the pen that is left, in parts */
} hand = {
    .wobble = 0.12f,
    .kept = 0.78f,
    .ends = 1.77f,
    .strokes = 0.09f,
    .elastic = 0.153f,
    .wildness = 0.12f,
    .slant = 0.185f,
    .slants = 0.21f,
    .turn = 0.19f,
    .stretch = 0.156f,
    .width = 1.3f,
    .widths = 0.208f,
    .pressure = 0.185f,
    .taper = 0.32f,
    .least = 0.4f,
};

/* ---- random numbers, without the C library's log ---- */

/* As good as N(0, 1), and never beyond 3.5: the sum of four uniform numbers. */
static float
bell(struct rng *rng)
{
    uint64_t bits = rng_next(rng);
    int sum = (int)(bits & 0xffff) + (int)(bits >> 16 & 0xffff) +
              (int)(bits >> 32 & 0xffff) + (int)(bits >> 48);

    return (float)(sum - 2 * 0xffff) * (1.7320508f / 65536);
}

/* A factor whose logarithm is about N(0, deviation), for deviations well below 0.5. */
static float
factor(struct rng *rng, float deviation)
{
    float half = 0.5f * deviation * bell(rng);

    return (1 + half) / (1 - half);
}

/* ---- the style ---- */

const struct style *
handwriting_choose(int digit, struct rng *rng)
{
    size_t count, i;
    const struct style *styles = strokes_styles(digit, &count);
    unsigned sum = 0, at;

    for (i = 0; i < count; i++)
        sum += styles[i].share;
    at = rng_below(rng, sum);
    for (i = 0; at >= styles[i].share; i++)
        at -= styles[i].share;
    return &styles[i];
}

/* ---- the curve through the points of a stroke, -1..1 ---- */

struct vec {
    float x, y;
};

/* The points of a stroke, moved at random. A point follows the one before it, in part: a
 * hand does not tremble, it draws a bow larger or farther up. The ends move more, for the
 * pen comes down too early and leaves too late. */
static void
place_points(struct vec *to, const struct stroke_point *from, size_t count,
             struct vec shift, struct rng *rng)
{
    float fresh = hand.wobble * sqrtf(1 - hand.kept * hand.kept);
    struct vec off;
    size_t i;

    off.x = hand.wobble * bell(rng);
    off.y = hand.wobble * bell(rng);
    for (i = 0; i < count; i++) {
        float by = i == 0 || i == count - 1 ? hand.ends : 1;

        to[i].x = (float)(from[i].x - 50) * 0.02f + shift.x + by * off.x;
        to[i].y = (float)(from[i].y - 50) * 0.02f + shift.y + by * off.y;
        off.x = hand.kept * off.x + fresh * bell(rng);
        off.y = hand.kept * off.y + fresh * bell(rng);
    }
}

/* The direction of the curve at a point (Catmull and Rom, "A class of local interpolating
 * splines", 1974); at a corner and at an end, that of the line to the neighbour. */
static struct vec
tangent(const struct vec *at, const struct stroke_point *point, size_t count, size_t i,
        bool leaving)
{
    bool sharp = point[i].corner != 0 || i == 0 || i == count - 1;
    const struct vec *before = &at[i == 0 || (sharp && leaving) ? i : i - 1];
    const struct vec *after = &at[i == count - 1 || (sharp && !leaving) ? i : i + 1];
    float scale = sharp ? 1.0f : 0.5f;

    return (struct vec){(after->x - before->x) * scale, (after->y - before->y) * scale};
}

/* Pieces of about 1.8 pixels. */
static int
count_pieces(struct vec a, struct vec b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    int pieces = 1 + (int)(sqrtf(dx * dx + dy * dy) * 5.5f);

    return min_int(pieces, HANDWRITING_PIECES);
}

/* Adds the points of a span of the curve, but its first. */
static void
add_span(struct trace *trace, struct vec a, struct vec b, struct vec ta, struct vec tb)
{
    int pieces = count_pieces(a, b), i;

    for (i = 1; i <= pieces; i++) {
        float t = (float)i / (float)pieces, s = 1 - t;
        float ha = s * s * (1 + 2 * t), hb = t * t * (1 + 2 * s);
        float da = s * s * t, db = -s * t * t;

        trace->pen[trace->count++] =
            (struct pen){.x = ha * a.x + hb * b.x + da * ta.x + db * tb.x,
                         .y = ha * a.y + hb * b.y + da * ta.y + db * tb.y,
                         .down = true};
    }
}

static void
add_stroke(struct trace *trace, const struct stroke_point *point, size_t count,
           struct vec shift, struct rng *rng)
{
    struct vec at[STROKES_MAX_POINTS] = {{0, 0}};
    size_t i;

    place_points(at, point, count, shift, rng);
    trace->pen[trace->count++] = (struct pen){.x = at[0].x, .y = at[0].y};
    for (i = 0; i + 1 < count; i++)
        add_span(trace, at[i], at[i + 1], tangent(at, point, count, i, true),
                 tangent(at, point, count, i + 1, false));
}

/* ---- the width of the pen ---- */

/* The pressure changes from one random value at the start of a stroke to others in its
 * middle and at its end, where the pen is also lifted. */
static void
press(struct pen *pen, size_t count, float radius, struct rng *rng)
{
    float start = hand.pressure * bell(rng), middle = hand.pressure * bell(rng);
    float end = hand.pressure * bell(rng), taper = hand.taper * fabsf(bell(rng));
    size_t i;

    for (i = 0; i < count; i++) {
        float t = (float)i / (float)(count - 1), s = 1 - t;
        float pressed = 1 + s * s * start + 2 * s * t * middle + t * t * end;
        float wide = pressed * (1 - taper * t * t * t * t);

        pen[i].radius = radius * (wide > hand.least ? wide : hand.least);
    }
}

/* ---- the whole digit ---- */

struct lattice {
    struct vec node[NODES][NODES];
};

static void
shake(struct lattice *lattice, struct rng *rng)
{
    float elastic = hand.elastic * factor(rng, hand.wildness);
    int i, j;

    for (i = 0; i < NODES; i++)
        for (j = 0; j < NODES; j++) {
            lattice->node[i][j].x = elastic * bell(rng);
            lattice->node[i][j].y = elastic * bell(rng);
        }
}

/* The weights of four nodes for a place -1..1, and which is the first of them. */
static int
spline_weights(float weight[4], float place)
{
    float at = (place + 1) * (CELLS * 0.5f), t, s;
    int cell;

    at = at > 0 ? at : 0;
    at = at < CELLS ? at : CELLS;
    cell = at < CELLS ? (int)at : CELLS - 1;
    t = at - (float)cell;
    s = 1 - t;
    weight[0] = s * s * s * (1 / 6.0f);
    weight[1] = (4 - 3 * t * t * (1 + s)) * (1 / 6.0f);
    weight[2] = (4 - 3 * s * s * (1 + t)) * (1 / 6.0f);
    weight[3] = t * t * t * (1 / 6.0f);
    return cell;
}

static void
warp(struct pen *pen, const struct lattice *lattice)
{
    float across[4], down[4], x = 0, y = 0;
    int col = spline_weights(across, pen->x), row = spline_weights(down, pen->y), i, j;

    for (i = 0; i < 4; i++)
        for (j = 0; j < 4; j++) {
            const struct vec *node = &lattice->node[row + i][col + j];
            float weight = down[i] * across[j];

            x += weight * node->x;
            y += weight * node->y;
        }
    pen->x += x;
    pen->y += y;
}

/* Stretched, then turned, then slanted. */
struct posture {
    float xx, xy, yx, yy;
};

static struct posture
take_posture(struct rng *rng)
{
    /* of the half angle, so that no sine is needed */
    float half = 0.5f * hand.turn * bell(rng);
    float cosine = (1 - half * half) / (1 + half * half);
    float sine = 2 * half / (1 + half * half);
    float stretch = factor(rng, hand.stretch);
    float slant = hand.slant + hand.slants * bell(rng);

    return (struct posture){.xx = stretch * (cosine + slant * sine),
                            .xy = sine - slant * cosine,
                            .yx = -stretch * sine,
                            .yy = cosine};
}

static void
distort(struct trace *trace, struct rng *rng)
{
    struct posture posture = take_posture(rng);
    struct lattice lattice;
    size_t i;

    shake(&lattice, rng);
    for (i = 0; i < trace->count; i++) {
        struct pen *pen = &trace->pen[i];
        float x, y;

        warp(pen, &lattice);
        x = posture.xx * pen->x + posture.xy * pen->y;
        y = posture.yx * pen->x + posture.yy * pen->y;
        pen->x = x;
        pen->y = y;
    }
}

/* Around the ink. */
struct box {
    float left, right, top, bottom;
};

static struct box
find_box(const struct trace *trace, float scale)
{
    struct box box = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    size_t i;

    for (i = 0; i < trace->count; i++) {
        const struct pen *pen = &trace->pen[i];
        float x = pen->x * scale, y = pen->y * scale, radius = pen->radius;

        box.left = x - radius < box.left ? x - radius : box.left;
        box.right = x + radius > box.right ? x + radius : box.right;
        box.top = y - radius < box.top ? y - radius : box.top;
        box.bottom = y + radius > box.bottom ? y + radius : box.bottom;
    }
    return box;
}

/* To pixels. The width of the pen is in pixels already (small writing has thick lines in
 * MNIST's square), so the box does not grow as the scale does: after three steps it is
 * off by less than can be seen. */
static void
fit(struct trace *trace, float radius)
{
    float scale = HANDWRITING_SIZE / 2, wide, high;
    struct box box = find_box(trace, scale);
    size_t i;
    int step;

    for (step = 0; step < 3; step++) {
        wide = box.right - box.left;
        high = box.bottom - box.top;
        scale *=
            (HANDWRITING_SIZE - 2 * radius) / ((wide > high ? wide : high) - 2 * radius);
        box = find_box(trace, scale);
    }
    for (i = 0; i < trace->count; i++) {
        trace->pen[i].x = trace->pen[i].x * scale - box.left;
        trace->pen[i].y = trace->pen[i].y * scale - box.top;
    }
}

void
handwriting_write(struct trace *trace, const struct style *style, struct rng *rng)
{
    float radius = hand.width * factor(rng, hand.widths);
    struct vec shift = {0, 0};
    unsigned stroke;
    size_t count;

    trace->count = 0;
    for (stroke = 0; stroke < style->strokes; stroke++) {
        const struct stroke_point *point = strokes_points(style, stroke, &count);
        size_t first = trace->count;

        add_stroke(trace, point, count, shift, rng);
        press(trace->pen + first, trace->count - first, radius, rng);
        shift.x = hand.strokes * bell(rng);
        shift.y = hand.strokes * bell(rng);
    }
    distort(trace, rng);
    fit(trace, radius);
}
