/* The outputs as bars: which classes are shown, where, and the verdict over them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/widgets/outputs.h"

enum { TERMINAL_ROWS = 70, TERMINAL_COLS = 90, MARGIN = 1 };

static struct screen_copy copy;
static struct dataset dataset;
static float outputs[DATASET_MAX_CLASSES];

/* Names of the given length that differ at their beginning: "c07xxx". */
static void
name_classes(size_t classes, int length)
{
    size_t k;

    dataset_number_classes(&dataset, 0, classes - 1);
    if (length < 3)
        return;
    for (k = 0; k < classes; k++)
        snprintf(dataset.class_names[k], CLASS_NAME_SIZE, "c%02u%.*s", (unsigned)k % 100,
                 length - 3, "xxxxxxxxxxxx");
}

static void
draw(int rows, int cols, size_t label, size_t answer, bool verdict)
{
    struct canvas canvas = screen_canvas(NULL, GLYPHS_ASCII);
    struct rect r = {MARGIN, MARGIN, rows, cols};

    werase(stdscr);
    outputs_draw(&canvas, r, &dataset, outputs, label, answer, verdict);
    screen_read(&copy);
}

static char
cell(int y, int x)
{
    return copy.cells[y][x].glyph[0];
}

/* Fails when something is drawn outside of the panel. */
static void
check_inside(int rows, int cols)
{
    int y, x;

    for (y = 0; y < copy.rows; y++) {
        for (x = 0; x < copy.cols; x++) {
            bool inside =
                y >= MARGIN && y < MARGIN + rows && x >= MARGIN && x < MARGIN + cols;

            if (!inside && cell(y, x) != ' ')
                ck_abort_msg("%d rows of %d columns: row %d, column %d", rows, cols, y,
                             x);
        }
    }
}

/* Where a class's bar is, or false. */
static bool
find_class(size_t k, int *y, int *x)
{
    char name[CLASS_NAME_SIZE + 1];
    int length;

    /* a name may be cut, but not so far that it is another's */
    length = (int)strlen(dataset.class_names[k]);
    snprintf(name, sizeof name, "%.*s", length < 3 ? length : 3, dataset.class_names[k]);
    return screen_find(&copy, name, y, x);
}

static void
random_outputs(struct rng *rng)
{
    size_t k;

    for (k = 0; k < dataset.classes; k++)
        outputs[k] = (float)rng_below(rng, 1000) / 1000.0F;
}

/* As many as are shown; each not shown is no more than each shown, but for the label and
 * the answer; and all in the order of the classes, column by column. */
static size_t
check_choice(size_t label, size_t answer)
{
    float least_shown = 2, most_hidden = -1;
    int last_y = -1, last_x = -1, y, x;
    size_t k, count = 0;

    for (k = 0; k < dataset.classes; k++) {
        if (!find_class(k, &y, &x)) {
            most_hidden = outputs[k] > most_hidden ? outputs[k] : most_hidden;
            ck_assert(k != label && k != answer);
            continue;
        }
        if (k != label && k != answer)
            least_shown = outputs[k] < least_shown ? outputs[k] : least_shown;
        if (!(x == last_x && y == last_y + 1) && !(x > last_x && y == MARGIN + 1))
            ck_abort_msg("class %zu is in row %d, column %d", k, y, x);
        last_y = y;
        last_x = x;
        count++;
    }
    ck_assert_double_ge((double)least_shown, (double)most_hidden);
    return count;
}

START_TEST(ten_digits_are_as_wide_as_the_panel)
{
    int k;

    screen_open(SCREEN_RICH, TERMINAL_ROWS, TERMINAL_COLS);
    name_classes(10, 1);
    for (k = 0; k < 10; k++)
        outputs[k] = (float)k / 10;
    draw(11, 19, 3, 5, false);
    ck_assert(screen_find(&copy, "Outputs -----------", NULL, NULL));
    ck_assert(screen_find(&copy, "0 ------------ 0.00", NULL, NULL));
    ck_assert(screen_find(&copy, "5 ======------ 0.50", NULL, NULL));
    ck_assert_int_eq(screen_role(&copy, MARGIN + 1 + 3, MARGIN), ROLE_GOOD);
    ck_assert_int_eq(screen_role(&copy, MARGIN + 1 + 5, MARGIN), ROLE_BAD);
    ck_assert_int_eq(screen_role(&copy, MARGIN + 1 + 6, MARGIN), ROLE_DIM);
    screen_close();
}
END_TEST

START_TEST(the_strongest_are_shown_in_the_order_of_the_classes)
{
    static const int lengths[] = {3, 10, 15};
    static const int widths[] = {17, 28, 50, 88};
    char words[64];
    struct rng rng;
    size_t i, j, classes, count;
    int rows;

    screen_open(SCREEN_RICH, TERMINAL_ROWS, TERMINAL_COLS);
    rng_init(&rng, 47, 0);
    for (i = 0; i < MEM_COUNT(lengths); i++) {
        for (j = 0; j < MEM_COUNT(widths); j++) {
            for (classes = 1; classes <= DATASET_MAX_CLASSES; classes += 9) {
                for (rows = 3; rows < DATASET_MAX_CLASSES + 4; rows += 4) {
                    uint32_t label = rng_below(&rng, (uint32_t)classes);
                    uint32_t answer = rng_below(&rng, (uint32_t)classes);

                    name_classes(classes, lengths[i]);
                    random_outputs(&rng);
                    draw(rows, widths[j], label, answer, false);
                    check_inside(rows, widths[j]);
                    count = check_choice(label, answer);
                    ck_assert(count == classes || count >= (size_t)rows - 1);
                    snprintf(words, sizeof words, "Outputs %zu of %zu", count, classes);
                    ck_assert_int_eq(screen_find(&copy, words, NULL, NULL),
                                     count < classes);
                }
            }
        }
    }
    screen_close();
}
END_TEST

/* The verdict is in the place of the title: the number of bars has a row of its own. */
START_TEST(beside_a_verdict_too_it_says_how_many_are_shown)
{
    size_t k;

    screen_open(SCREEN_RICH, TERMINAL_ROWS, TERMINAL_COLS);
    name_classes(47, 2);
    for (k = 0; k < 47; k++)
        outputs[k] = 0.01F;
    outputs[30] = 0.7F;
    draw(11, 28, 20, 30, true);
    ck_assert(screen_find(&copy, "label 20 answer 30 wrong", NULL, NULL));
    ck_assert(screen_find(&copy, "9 of 47", NULL, NULL));
    ck_assert_int_eq(cell(MARGIN + 9, MARGIN), '3');
    ck_assert_int_eq(cell(MARGIN + 9, MARGIN + 1), '0');
    draw(48, 28, 20, 30, true);
    ck_assert(!screen_find(&copy, "of 47", NULL, NULL));
    ck_assert(screen_find(&copy, "46 ", NULL, NULL));
    screen_close();
}
END_TEST

/* At every size: nothing outside, the bar at least four columns wide, and the two
 * classes that matter in it where there is a row for each. */
START_TEST(panels_of_any_size_hold_label_and_answer)
{
    static const size_t classes[] = {1, 2, 10, 64};
    static const int lengths[] = {1, 15};
    int rows, cols, y, x;
    size_t i, j;

    screen_open(SCREEN_RICH, 14, 50);
    for (i = 0; i < MEM_COUNT(classes); i++) {
        for (j = 0; j < MEM_COUNT(lengths); j++) {
            size_t label = classes[i] - 1, answer = classes[i] / 2;

            name_classes(classes[i], lengths[j]);
            memset(outputs, 0, sizeof outputs);
            for (rows = 0; rows <= 12; rows++) {
                for (cols = 0; cols <= 48; cols++) {
                    draw(rows, cols, label, answer, false);
                    check_inside(rows, cols);
                    if (rows < 3 || cols < 14)
                        continue;
                    ck_assert(find_class(answer, NULL, NULL));
                    ck_assert(find_class(label, &y, &x));
                    ck_assert(screen_find(&copy, " ---- 0.00", NULL, NULL) ||
                              screen_find(&copy, "----- 0.00", NULL, NULL));
                    draw(rows, cols, label, answer, true);
                    check_inside(rows, cols);
                }
            }
        }
    }
    screen_close();
}
END_TEST

/* The same panel for all images: else bars would change their place and their length. */
START_TEST(bars_begin_where_they_did_whatever_is_shown)
{
    size_t k;
    int y, x;

    screen_open(SCREEN_RICH, TERMINAL_ROWS, TERMINAL_COLS);
    name_classes(40, 3);
    strcpy(dataset.class_names[39], "much longer");
    for (k = 0; k < 40; k++)
        outputs[k] = k < 10 ? 0.5F : 0.25F;
    draw(11, 28, 1, 2, false);
    ck_assert(!screen_find(&copy, "much longer", NULL, NULL));
    ck_assert(screen_find(&copy, "c01", &y, &x));
    ck_assert_int_eq(cell(y, x + 11), ' ');
    ck_assert_int_eq(cell(y, x + 12), '=');
    screen_close();
}
END_TEST

START_TEST(what_is_no_number_is_shown_too)
{
    size_t k;

    screen_open(SCREEN_RICH, TERMINAL_ROWS, TERMINAL_COLS);
    name_classes(47, 3);
    for (k = 0; k < 47; k++)
        outputs[k] = (float)atof("nan");
    draw(11, 28, 40, 0, false);
    check_inside(11, 28);
    ck_assert(find_class(40, NULL, NULL));
    ck_assert(screen_find(&copy, "Outputs 10 of 47", NULL, NULL));
    screen_close();
}
END_TEST

/* ---- the verdict ---- */

static void
verdict(int cols, size_t label, size_t answer, char text[SCREEN_ROW])
{
    struct canvas canvas = screen_canvas(NULL, GLYPHS_ASCII);
    struct rect r = {0, 0, 1, cols};

    werase(stdscr);
    outputs_verdict(&canvas, r, 0, &dataset, label, answer);
    screen_read(&copy);
    screen_row(&copy, 0, text);
}

/* Check's own assertions are too slow for each size. */
static void
check_whole(int cols, const char *word, const char *text)
{
    const char *end = strstr(text, word);

    if ((int)strlen(text) > cols || end == NULL || strcmp(end, word) != 0 ||
        text[0] == ':')
        ck_abort_msg("%d columns: \"%s\"", cols, text);
}

static void
check_verdict(int cols, size_t label, size_t answer, const char *expected)
{
    char text[SCREEN_ROW];

    verdict(cols, label, answer, text);
    ck_assert_str_eq(text, expected);
}

START_TEST(a_verdict_has_the_form_that_fits)
{
    screen_open(SCREEN_RICH, 2, TERMINAL_COLS);
    name_classes(10, 1);
    check_verdict(22, 7, 7, "label 7 answer 7 right");
    check_verdict(22, 7, 1, "label 7 answer 1 wrong");
    check_verdict(21, 7, 7, "7: right");
    check_verdict(21, 7, 1, "7: 1 wrong");
    strcpy(dataset.class_names[0], "T-shirt/top");
    strcpy(dataset.class_names[9], "Ankle boot");
    check_verdict(42, 9, 0, "label Ankle boot answer T-shirt/top wrong");
    check_verdict(41, 9, 0, "Ankle boot: T-shirt/top wrong");
    ck_assert_int_eq(screen_role(&copy, 0, 0), ROLE_TEXT);
    ck_assert_int_eq(screen_role(&copy, 0, 12), ROLE_BAD);
    check_verdict(28, 9, 0, "Ankle boot: T-shirt/to wrong");
    check_verdict(28, 0, 0, "T-shirt/top: right");
    check_verdict(28, 9, 7, "Ankle boot: 7 wrong");
    /* the form is the same for names that would fit */
    check_verdict(28, 7, 7, "7: right");
    screen_close();
}
END_TEST

START_TEST(a_verdict_never_lacks_its_last_word)
{
    char text[SCREEN_ROW];
    size_t label, answer;
    int cols, length;

    screen_open(SCREEN_RICH, 2, TERMINAL_COLS);
    for (length = 1; length < CLASS_NAME_SIZE; length++) {
        name_classes(16, 3);
        for (label = 0; label < 16; label++) /* of all lengths, beside each other */
            snprintf(dataset.class_names[label], CLASS_NAME_SIZE, "%.*s",
                     1 + (int)label % length, "abcdefghijklmno");
        for (cols = 10; cols <= 60; cols++) {
            for (label = 0; label < 16; label += 3) {
                for (answer = 0; answer < 16; answer++) {
                    verdict(cols, label, answer, text);
                    check_whole(cols, label == answer ? " right" : " wrong", text);
                }
            }
        }
    }
    screen_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        ten_digits_are_as_wide_as_the_panel,
        the_strongest_are_shown_in_the_order_of_the_classes,
        beside_a_verdict_too_it_says_how_many_are_shown,
        panels_of_any_size_hold_label_and_answer,
        bars_begin_where_they_did_whatever_is_shown,
        what_is_no_number_is_shown_too,
        a_verdict_has_the_form_that_fits,
        a_verdict_never_lacks_its_last_word,
        NULL,
    };

    return suite_run("outputs", tests, 60);
}
