/* Moments of the past in the real program: forks from now and from there, and the slider
 * under the mouse. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

enum { ROWS = 24, SLIDER_ROW = ROWS - 1 }; /* counted from 1, as the mouse does */

/* The moment in words that ends the row of the slider, such as "image 24"; "" while there
 * is none. */
static const char *
moment(struct terminal *terminal)
{
    static char words[64];
    const char *row = terminal_screen(terminal);
    const char *end, *begin;
    size_t i;

    for (i = 1; i < SLIDER_ROW; i++)
        row = strchr(row, '\n') + 1;
    end = strchr(row, '\n');
    for (begin = end; begin > row && strncmp(begin, "   ", 3) != 0; begin--)
        continue;
    snprintf(words, sizeof words, "%.*s", (int)(end - begin), begin);
    return words + strspn(words, " ");
}

/* The images trained at the moment shown, within the first epoch; else -1. */
static int
image(struct terminal *terminal)
{
    int images;

    return sscanf(moment(terminal), "image %d", &images) == 1 ? images : -1;
}

static bool
image_is_over(struct terminal *terminal, void *argument)
{
    return image(terminal) > *(int *)argument;
}

static bool
header_agrees(struct terminal *terminal, void *argument)
{
    char text[128];

    snprintf(text, sizeof text, "run 1 at %s ", moment(terminal));
    return strncmp(text, argument, strlen(argument)) == 0 &&
           terminal_shows(terminal, text);
}

/* Waits until header and slider name one moment, with these words. */
static void
see_moment(struct terminal *terminal, const char *words)
{
    terminal_wait(terminal, header_agrees, (void *)(size_t)words, words);
}

/* A run that takes two minutes at its speed, and a moment at full speed: paused once it
 * has trained that many images. */
static struct terminal *
start_paused(const char *options, int images)
{
    struct terminal *terminal = program_start(options);

    terminal_wait(terminal, image_is_over, &images, "an image trained");
    terminal_send(terminal, " ");
    terminal_see(terminal, "run 1  paused");
    return terminal;
}

struct saved {
    char moment[64];
};

static bool
asks_where(struct terminal *terminal, void *argument)
{
    const char *at = strstr(terminal_screen(terminal), "Save run 1 at "), *end;
    struct saved *saved = argument;

    end = at != NULL ? strstr(at, " as: net.npz_") : NULL;
    if (end == NULL)
        return false;
    at += strlen("Save run 1 at ");
    snprintf(saved->moment, sizeof saved->moment, "%.*s", (int)(end - at), at);
    return true;
}

/* The moment of a run that is paused, by the question that names it. */
static struct saved
moment_to_save(struct terminal *terminal)
{
    struct saved saved;

    terminal_send(terminal, "w");
    terminal_wait(terminal, asks_where, &saved, "the question where to save");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Save run 1");
    return saved;
}

/* ---- forks ---- */

START_TEST(a_fork_from_now_ends_as_its_run_would_have)
{
    struct terminal *terminal =
        program_start("train --epochs=3 --batch=4 --momentum=0.4 --save=plain.npz");
    struct saved saved;
    char forked[128];

    program_ends(terminal, 0, NULL);
    terminal = start_paused(
        "--speed=40 --epochs=3 --batch=4 --momentum=0.4 --save=forked.npz", 0);
    saved = moment_to_save(terminal);
    terminal_send(terminal, "F");
    terminal_see_all(terminal, "Fork run 1 from where it is?",
                     "Run 1 is on: epoch 1 of 3", (char *)NULL);
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Fork run 1 from where it is?");
    ck_assert(terminal_shows(terminal, "run 1  paused"));
    terminal_send(terminal, "FF");
    terminal_see(terminal, "Run 2 goes on from run 1.");
    terminal_see(terminal, "run 2  training");
    terminal_send(terminal, "f");
    terminal_see_all(terminal, "run 2  done", "Epoch 3 of 3", (char *)NULL);
    terminal_send(terminal, "{");
    snprintf(forked, sizeof forked, "run 2 at %s ", saved.moment);
    terminal_see(terminal, forked);
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see_all(terminal,
                     "stopped\n  2      4  normal   0.05       0.4     1    3.00",
                     (char *)NULL);
    program_check_same_files("plain.npz", "forked.npz");
}
END_TEST

START_TEST(a_run_that_is_done_goes_on_from_its_last_epoch)
{
    struct terminal *terminal = program_start("--speed=full --epochs=2 --batch=4");

    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "F");
    terminal_see(terminal, "All epochs are trained at this moment");
    terminal_send(terminal, "e");
    terminal_see(terminal, "Next run: epochs 5");
    terminal_send(terminal, "F");
    terminal_see(terminal, "Run 2 goes on from run 1.");
    terminal_see_all(terminal, "run 2  done", "Epoch 5 of 5", (char *)NULL);
    terminal_send(terminal, "{");
    terminal_see(terminal, "run 2 at epoch 2 ");
    terminal_send(terminal, "}");
    terminal_see(terminal, "run 2  done");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see_all(terminal, "\n  1      4  normal   0.05         0     1    2.00",
                     "\n  2      4  normal   0.05         0     1    5.00", (char *)NULL);
}
END_TEST

START_TEST(a_fork_from_the_past_starts_afresh_there)
{
    struct terminal *terminal = start_paused("--speed=100 --epochs=5 --batch=4", 40);

    terminal_send(terminal, "{");
    terminal_see(terminal, "run 1 at image 0 ");
    terminal_send(terminal, "]]]");
    terminal_see(terminal, "run 1 at image 12 ");
    terminal_send(terminal, "mF");
    terminal_see(terminal, "Fork run 1 at image 12?");
    terminal_send(terminal, "F");
    terminal_see(terminal,
                 "Run 2 goes on from run 1, in a fresh order and from velocity 0.");
    terminal_see(terminal, "run 2  training");
    terminal_send(terminal, "f");
    terminal_see_all(terminal, "run 2  done", "Epoch 5 of 5", (char *)NULL);
    terminal_send(terminal, "{");
    terminal_see(terminal, "run 2 at image 12 ");
    terminal_send(terminal, "]");
    terminal_see(terminal, "run 2 at image 16 ");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "stopped\n  2      4  normal   0.05       0.4     1    5.00");
}
END_TEST

/* ---- the slider ---- */

enum { FIRST_COL = 2, LINE_COLS = 64 }; /* of its line; columns count from 1, too */

static void
mouse(struct terminal *terminal, int code, int x, int y, char final)
{
    char report[32];

    snprintf(report, sizeof report, "\033[<%d;%d;%d%c", code, x, y, final);
    terminal_send(terminal, report);
}

static void
press(struct terminal *terminal, int x)
{
    mouse(terminal, 0, x, SLIDER_ROW, 'M');
}

static void
move_to(struct terminal *terminal, int x, int y)
{
    mouse(terminal, 32, x, y, 'M');
}

static void
release(struct terminal *terminal, int x)
{
    mouse(terminal, 0, x, SLIDER_ROW, 'm');
}

/* The images that a column stands for: each doubling has as much room as any other. */
static double
images_of(int x, double total)
{
    return pow(total + 1, (double)(x - FIRST_COL) / (LINE_COLS - 1)) - 1;
}

START_TEST(the_slider_is_dragged_through_a_run_and_back_to_now)
{
    const int epochs = 3, x = 40, in_an_epoch = 63;
    const double total = (double)epochs * PROGRAM_TRAIN;
    struct terminal *terminal = program_start("--speed=full --epochs=3 --batch=4");

    terminal_see(terminal, "run 1  done");
    press(terminal, FIRST_COL);
    terminal_see(terminal, "run 1 at image 0 ");
    move_to(terminal, x, SLIDER_ROW);
    terminal_see_no(terminal, "run 1 at image 0 ");
    see_moment(terminal, "run 1 at image ");
    /* the nearest of about eight moments in a doubling */
    ck_assert_double_eq_tol(image(terminal), images_of(x, total),
                            images_of(x, total) / 10);
    move_to(terminal, in_an_epoch, SLIDER_ROW - 9); /* the hand is not that steady */
    see_moment(terminal, "run 1 at epoch ");
    ck_assert_double_eq_tol(atof(moment(terminal) + strlen("epoch ")),
                            images_of(in_an_epoch, total) / PROGRAM_TRAIN, 0.2);
    release(terminal, in_an_epoch);
    mouse(terminal, 35, FIRST_COL, SLIDER_ROW, 'M'); /* with no button down */
    terminal_send(terminal, "2");
    terminal_see_all(terminal, "image 1 of 500", "run 1 at epoch ", (char *)NULL);
    press(terminal, x); /* on every screen */
    release(terminal, x);
    terminal_see(terminal, "run 1 at image ");
    terminal_send(terminal, "}1");
    terminal_see_all(terminal, "run 1  done", "Test accuracy", (char *)NULL);
    program_quit(terminal);
}
END_TEST

/* Pressing elsewhere first is no grip on it. */
START_TEST(a_run_goes_on_while_the_slider_is_held)
{
    int images = 60;
    struct terminal *terminal = program_start("--speed=100 --epochs=5 --batch=4");

    terminal_wait(terminal, image_is_over, &images, "many an image");
    mouse(terminal, 0, FIRST_COL, SLIDER_ROW - 9, 'M');
    move_to(terminal, FIRST_COL, SLIDER_ROW);
    release(terminal, FIRST_COL);
    terminal_send(terminal, "m");
    terminal_see(terminal, "Next run: momentum");
    ck_assert(!terminal_shows(terminal, " at image "));
    press(terminal, FIRST_COL);
    terminal_see(terminal, "run 1 at image 0 ");
    move_to(terminal, 20, SLIDER_ROW);
    terminal_see_no(terminal, "run 1 at image 0 ");
    see_moment(terminal, "run 1 at image ");
    images = image(terminal);
    ck_assert_int_gt(images, 0);
    terminal_send(terminal, "f");
    terminal_see(terminal, "  done");
    ck_assert_int_eq(image(terminal), images);
    release(terminal, 20);
    terminal_send(terminal, "}");
    terminal_see(terminal, "run 1  done");
    program_quit(terminal);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_fork_from_now_ends_as_its_run_would_have,
        a_run_that_is_done_goes_on_from_its_last_epoch,
        a_fork_from_the_past_starts_afresh_there,
        the_slider_is_dragged_through_a_run_and_back_to_now,
        a_run_goes_on_while_the_slider_is_held,
        NULL,
    };

    return program_run_tests("moments", tests);
}
