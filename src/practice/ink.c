#include "config.h"

#include "practice/ink.h"

#include <math.h>
#include <string.h>

#include "base/bounds.h"

/* MNIST's digits were scaled down from black and white images, which left grey at the
 * edge of the ink, this far to either side. Chosen as the numbers of
 * practice/handwriting.c were. */
static const float edge = 0.594f;

/* A digit with its edges, wherever between the pixels it begins. */
enum { MARGIN = 1, CANVAS = HANDWRITING_SIZE + 2 * MARGIN + 1 };

struct canvas {
    float ink[CANVAS][CANVAS]; /* 0..1, in the middle of each pixel */
};

/* A piece of a line: from x, y to x + dx, y + dy. */
struct piece {
    float x, y, dx, dy;
    float over; /* 1 / its length squared */
    float radius;
};

/* ---- lines ---- */

/* The pixels from..upto-1 in one direction that ink of half width reach can touch. */
static void
touched(int *from, int *upto, float a, float b, float reach)
{
    float low = (a < b ? a : b) - reach, high = (a < b ? b : a) + reach;

    *from = low > 0 ? (int)low : 0;
    *upto = high < CANVAS - 1 ? (int)high + 1 : CANVAS;
}

/* From one side of its edge to the other the ink rises from 0 to 1; where lines meet, the
 * one that gives more counts. */
static void
draw_piece(struct canvas *canvas, const struct piece *p)
{
    float slope = 0.5f / edge, most = 0.5f + p->radius * slope;
    float xover = p->dx * p->over, yover = p->dy * p->over;
    int left, right, top, bottom, row, col;

    touched(&left, &right, p->x, p->x + p->dx, p->radius + edge);
    touched(&top, &bottom, p->y, p->y + p->dy, p->radius + edge);
    for (row = top; row < bottom; row++) {
        float y = (float)row + 0.5f - p->y;
        float *ink = canvas->ink[row];

        for (col = left; col < right; col++) {
            float x = (float)col + 0.5f - p->x;
            float t = x * xover + y * yover, ex, ey, here;

            t = t > 0 ? t : 0;
            t = t < 1 ? t : 1;
            ex = x - t * p->dx;
            ey = y - t * p->dy;
            here = most - sqrtf(ex * ex + ey * ey) * slope;
            ink[col] = here > ink[col] ? here : ink[col];
        }
    }
}

static void
draw_lines(struct canvas *canvas, const struct trace *trace, float right, float down)
{
    size_t i;

    memset(canvas, 0, sizeof *canvas);
    for (i = 1; i < trace->count; i++) {
        const struct pen *a = &trace->pen[i - 1], *b = &trace->pen[i];
        struct piece p = {.x = a->x + right,
                          .y = a->y + down,
                          .dx = b->x - a->x,
                          .dy = b->y - a->y,
                          .radius = 0.5f * (a->radius + b->radius)};

        /* where the pen stood still it makes a dot, for there t is 0 */
        p.over = 1 / (p.dx * p.dx + p.dy * p.dy + 1e-6f);
        if (b->down)
            draw_piece(canvas, &p);
    }
}

/* ---- the frame ---- */

/* How much ink is in each row and in each column. */
struct sums {
    int row[CANVAS], col[CANVAS];
};

static void
take_bytes(unsigned char bytes[CANVAS][CANVAS], struct sums *sums,
           const struct canvas *canvas)
{
    int row, col;

    memset(sums, 0, sizeof *sums);
    for (row = 0; row < CANVAS; row++)
        for (col = 0; col < CANVAS; col++) {
            float ink = canvas->ink[row][col];
            int byte = (int)((ink < 1 ? ink : 1) * 255 + 0.5f);

            bytes[row][col] = (unsigned char)byte;
            sums->row[row] += byte;
            sums->col[col] += byte;
        }
}

/* Where the canvas begins in the frame, in one direction: with the centre of mass in the
 * middle, rounded to whole pixels, but with all of the ink in the frame. */
static int
place(const int sums[CANVAS])
{
    int first = CANVAS, end = 0, sum = 0, weighed = 0, i, at;

    for (i = 0; i < CANVAS; i++) {
        sum += sums[i];
        weighed += sums[i] * i;
        if (sums[i] > 0) {
            first = min_int(first, i);
            end = i + 1;
        }
    }
    /* a pixel counts at its middle: weighed / sum + 1/2 is the centre */
    at = ((INK_SIDE / 2 + CANVAS) * sum - weighed) / sum - CANVAS;
    return min_int(max_int(at, -first), INK_SIDE - end);
}

/* The part of the canvas that lies in the frame; the rest has no ink. */
static void
copy(unsigned char pixels[INK_SIZE], unsigned char bytes[CANVAS][CANVAS], int left,
     int top)
{
    int from = max_int(0, -left);
    int upto = min_int(CANVAS, INK_SIDE - left);
    int row;

    memset(pixels, 0, INK_SIZE);
    for (row = 0; row < CANVAS; row++)
        if (row + top >= 0 && row + top < INK_SIDE)
            memcpy(&pixels[(row + top) * INK_SIDE + left + from], &bytes[row][from],
                   (size_t)(upto - from));
}

void
ink_draw(unsigned char pixels[INK_SIZE], const struct trace *trace, float right,
         float down)
{
    unsigned char bytes[CANVAS][CANVAS];
    struct canvas canvas;
    struct sums sums;

    draw_lines(&canvas, trace, right + MARGIN, down + MARGIN);
    take_bytes(bytes, &sums, &canvas);
    copy(pixels, bytes, place(sums.col), place(sums.row));
}
