/*
 * Prints golden screens in colour, for tests/ui/show.
 *
 *   show_screen                                   the names of all
 *   show_screen THEME GLYPHS NAME [NAME...]       these; GLYPHS may be - for their own
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/goldens.h"
#include "support/stage.h"
#include "support/suite.h"

static void
list_names(void)
{
    char name[GOLDEN_NAME];
    size_t i;

    for (i = 0; goldens_at(i) != NULL; i++) {
        golden_name(goldens_at(i), name);
        puts(name);
    }
}

/* Its name is this, or begins with this and a size: "train" is train-80x24 as well. */
static bool
has_name(const struct golden *golden, const char *wanted)
{
    char name[GOLDEN_NAME];

    golden_name(golden, name);
    return strcmp(name, wanted) == 0 || strcmp(golden->state, wanted) == 0;
}

/* ---- colours ---- */

static bool
look_alike(const struct screen_cell *a, const struct screen_cell *b)
{
    return a->attributes == b->attributes && a->pair == b->pair;
}

/* As the terminal would be told to show it: xterm's numbers of 256 colours. */
static void
print_style(const struct screen_cell *cell)
{
    short foreground, background;

    fputs("\033[0", stdout);
    if (cell->attributes & A_BOLD)
        fputs(";1", stdout);
    if (cell->attributes & A_REVERSE)
        fputs(";7", stdout);
    if (cell->pair != 0 && pair_content(cell->pair, &foreground, &background) == OK) {
        printf(";38;5;%d", foreground);
        if (background >= 0)
            printf(";48;5;%d", background);
    }
    putchar('m');
}

/* Each row begins and ends without a style: a pager may show it alone. */
static void
print_row(const struct screen_copy *copy, int y)
{
    int x;

    for (x = 0; x < copy->cols; x++) {
        if (x == 0 || !look_alike(&copy->cells[y][x], &copy->cells[y][x - 1]))
            print_style(&copy->cells[y][x]);
        fputs(copy->cells[y][x].glyph, stdout);
    }
    puts("\033[0m");
}

static void
show(const struct golden *golden, const struct theme *theme, int glyphs)
{
    static struct screen_copy copy;
    char name[GOLDEN_NAME];
    int y;

    golden_draw(golden, &copy, theme,
                glyphs >= 0 ? (enum glyph_set)glyphs : golden->glyphs);
    golden_name(golden, name);
    printf("%s:\n", name);
    for (y = 0; y < copy.rows; y++)
        print_row(&copy, y);
}

/* ---- the command line ---- */

/* The number of a word, or -1. */
static int
find_word(const char *const *words, int count, const char *word)
{
    int i;

    for (i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return i;
    }
    return -1;
}

static bool
is_known(const char *wanted)
{
    size_t i;

    for (i = 0; goldens_at(i) != NULL; i++) {
        if (has_name(goldens_at(i), wanted))
            return true;
    }
    fprintf(stderr, "show: there is no golden screen %s\n", wanted);
    return false;
}

static int theme_number, glyphs_number;
static char **wanted_names;

static void
show_wanted(const char *wanted, const struct theme *theme)
{
    size_t i;

    for (i = 0; goldens_at(i) != NULL; i++) {
        if (has_name(goldens_at(i), wanted))
            show(goldens_at(i), theme, glyphs_number);
    }
}

/* The stage asserts, which Check allows in a test only. */
START_TEST(screens_are_shown)
{
    struct theme theme;
    char **wanted;

    stage_open(SCREEN_RICH, 24, 80);
    theme_init(&theme, (enum theme_name)theme_number, true);
    for (wanted = wanted_names; *wanted != NULL; wanted++)
        show_wanted(*wanted, &theme);
    stage_close();
    ck_assert_int_eq(fflush(stdout), 0);
}
END_TEST

/* Silent, unless it fails. */
static int
run(void)
{
    Suite *suite = suite_create("show_screen");
    TCase *tcase = tcase_create("show_screen");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, screens_are_shown);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_SILENT);
    failed = srunner_ntests_failed(runner);
    if (failed > 0)
        srunner_print(runner, CK_NORMAL);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
    bool known = true;
    int i;

    if (argc == 1) {
        list_names();
        return EXIT_SUCCESS;
    }
    theme_number = find_word(appearance_themes, THEMES, argv[1]);
    glyphs_number = argc > 2 ? find_word(appearance_glyphs, GLYPH_SETS, argv[2]) : -1;
    if (argc < 4 || theme_number < 0 ||
        (glyphs_number < 0 && strcmp(argv[2], "-") != 0)) {
        fputs(
            "show: a theme is dark, light or mono; glyphs are ascii, block or braille\n",
            stderr);
        return EXIT_FAILURE;
    }
    wanted_names = argv + 3;
    for (i = 3; i < argc; i++)
        known &= is_known(argv[i]);
    return known ? run() : EXIT_FAILURE;
}
