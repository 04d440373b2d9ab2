/* Terminals of all sizes and kinds: what is drawn there, and what is not. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

/* ---- sizes ---- */

START_TEST(it_follows_the_size_of_the_window)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {16, 60}, {40, 100}, {80, 250}, {17, 200}, {60, 61}, {24, 80}};
    struct terminal *terminal = program_start("--epochs=1000000 --speed=1000");
    size_t i;

    terminal_see(terminal, "run 1  training");
    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        terminal_resize(terminal, sizes[i].rows, sizes[i].cols);
        terminal_see_all(terminal, "mnistui   1 Train ", "training", "r start", "q quit",
                         "label", (char *)NULL);
        terminal_send(terminal, "2");
        terminal_see_all(terminal, "mnistui ", " 2 Images ", "n next wrong", "q quit",
                         (char *)NULL);
        terminal_send(terminal, "?");
        terminal_see_all(terminal, "Help (Esc", "The next run", (char *)NULL);
        terminal_send(terminal, "q1q");
        terminal_see_all(terminal, "Quit?", "Run 1 is on", "Esc go on", (char *)NULL);
        terminal_send(terminal, KEYS_ESCAPE);
        terminal_see_no(terminal, "Quit?");
    }
    program_quit(terminal);
}
END_TEST

START_TEST(a_window_that_is_too_small_is_told_which_size_is_needed)
{
    static const struct {
        int rows, cols;
        const char *line;
    } sizes[] = {
        {15, 60, "mnistui needs 60x16, this is 60x15\n"},
        {16, 59, "mnistui needs 60x16, this is 59x16\n"},
        {3, 200, "mnistui needs 60x16, this is 200x3\n"},
        {1, 40, "mnistui needs 60x16, this is 40x1\n"},
        {5, 10, "mnistui ne\n"},
    };
    struct terminal *terminal = program_start("--epochs=1000000 --speed=1000");
    size_t i;

    terminal_see(terminal, "run 1  training");
    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        terminal_resize(terminal, sizes[i].rows, sizes[i].cols);
        terminal_see(terminal, sizes[i].line);
        terminal_see_no(terminal, "Test accuracy");
        terminal_resize(terminal, 24, 80);
        terminal_see_all(terminal, "Test accuracy", "q quit", (char *)NULL);
    }
    program_quit(terminal);
}
END_TEST

START_TEST(it_starts_in_a_window_that_is_too_small)
{
    const struct terminal_setup setup = {.rows = 10, .cols = 50};
    struct terminal *terminal = program_start_as("--epochs=1000000 --speed=1000", &setup);

    terminal_see(terminal, "mnistui needs 60x16, this is 50x10");
    terminal_resize(terminal, 24, 80);
    terminal_see_all(terminal, "run 1  training", "q quit", (char *)NULL);
    program_quit(terminal);
}
END_TEST

START_TEST(odd_sizes_do_no_harm)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{1, 1},    {1, 250}, {80, 1},    {2, 2}, {16, 60}, {300, 60},
                 {16, 500}, {15, 61}, {250, 500}, {1, 1}, {34, 80}, {33, 79}};
    struct terminal *terminal = program_start("--epochs=1000000 --speed=1000");
    size_t i;

    terminal_see(terminal, "run 1  training");
    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        terminal_resize(terminal, sizes[i].rows, sizes[i].cols);
        terminal_send(terminal, i % 2 == 0 ? "2" KEYS_RIGHT "?" : KEYS_DOWN "q1");
        terminal_idle(terminal, 0.02);
    }
    terminal_resize(terminal, 24, 80);
    terminal_see_all(terminal, "Test accuracy", "q quit", (char *)NULL);
    program_quit(terminal);
}
END_TEST

/* ---- colours and characters ---- */

/* True when an SGR sequence chooses a colour. */
static bool
has_color(const char *bytes)
{
    const char *at = bytes;

    while ((at = strstr(at, "\033[")) != NULL) {
        const char *parameter = at += 2;

        while (isdigit((unsigned char)*at) || *at == ';' || *at == ':')
            at++;
        if (*at != 'm')
            continue;
        while (parameter < at) {
            long value = strtol(parameter, (char **)(size_t)&parameter, 10);

            if ((value >= 30 && value <= 49) || (value >= 90 && value <= 107))
                return true;
            parameter++; /* the ; */
        }
    }
    return false;
}

/* Shows all there is to see, leaves, and gives all bytes that were written. */
static const char *
tour(const char *options, const char *const *environment, size_t *count)
{
    const struct terminal_setup setup = {.environment = environment};
    struct terminal *terminal = program_start_as(options, &setup);

    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "xmb2n?");
    terminal_see(terminal, "Help (Esc");
    terminal_send(terminal, " q1");
    terminal_see(terminal, "Test accuracy");
    terminal_send(terminal, "<<<<<<<<r");
    terminal_see(terminal, "run 2  training");
    terminal_send(terminal, "q");
    terminal_see(terminal, "Quit?");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    return terminal_bytes(terminal, count);
}

static bool
is_ascii(const char *bytes, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    }
    return true;
}

static const char tour_options[] = "--epochs=2 --speed=full";

START_TEST(colours_are_there_unless_they_are_not_wanted)
{
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    static const char *const empty[] = {"NO_COLOR=", NULL};
    static const char *const none[] = {"TERM=vt100", NULL};
    size_t count;

    ck_assert(has_color(tour(tour_options, NULL, &count)));
    ck_assert(has_color(tour(tour_options, empty, &count)));
    ck_assert(!has_color(tour(tour_options, no_color, &count)));
    ck_assert(!has_color(tour("--epochs=2 --speed=full --color=never", NULL, &count)));
    ck_assert(
        has_color(tour("--epochs=2 --speed=full --color=always", no_color, &count)));
    ck_assert(!has_color(tour(tour_options, none, &count)));
}
END_TEST

START_TEST(terminals_with_fewer_colours_have_the_basic_ones)
{
    static const char *const types[] = {"TERM=xterm", "TERM=linux", "TERM=screen"};
    size_t i, count;

    for (i = 0; i < sizeof types / sizeof *types; i++) {
        const char *const environment[] = {types[i], NULL};
        const char *bytes = tour(tour_options, environment, &count);

        ck_assert_ptr_nonnull(strstr(bytes, "36m")); /* cyan */
        ck_assert_ptr_null(strstr(bytes, "38;5"));
    }
}
END_TEST

START_TEST(characters_are_ascii_where_others_are_not_wanted)
{
    static const char *const c_locale[] = {"LC_ALL=C", NULL};
    static const char *const no_locale[] = {"LC_ALL", NULL};
    static const char *const unknown[] = {"LC_ALL=xx_XX.UTF-8", NULL};
    const char *bytes;
    size_t count;

    bytes = tour(tour_options, NULL, &count);
    ck_assert(!is_ascii(bytes, count));
    bytes = tour("--epochs=2 --speed=full --glyphs=braille", NULL, &count);
    ck_assert(!is_ascii(bytes, count));
    bytes = tour("--epochs=2 --speed=full --glyphs=ascii", NULL, &count);
    ck_assert(is_ascii(bytes, count));
    bytes = tour(tour_options, c_locale, &count);
    ck_assert(is_ascii(bytes, count));
    bytes = tour(tour_options, no_locale, &count);
    ck_assert(is_ascii(bytes, count));
    bytes = tour(tour_options, unknown, &count);
    ck_assert(is_ascii(bytes, count));
}
END_TEST

/* Whether a character of braille was written. */
static bool
has_braille(const char *bytes)
{
    for (; (bytes = strchr(bytes, '\xe2')) != NULL; bytes++) {
        unsigned char next = (unsigned char)bytes[1];

        if (next >= 0xa0 && next <= 0xa3)
            return true;
    }
    return false;
}

/* The fonts of the Linux console lack it. */
START_TEST(curves_are_braille_where_terminals_have_it)
{
    static const char *const console[] = {"TERM=linux", NULL};
    static const char block[] = "--epochs=2 --speed=full --glyphs=block";
    static const char braille[] = "--epochs=2 --speed=full --glyphs=braille";
    size_t count;

    ck_assert(has_braille(tour(tour_options, NULL, &count)));
    ck_assert(!has_braille(tour(block, NULL, &count)));
    ck_assert(!has_braille(tour(tour_options, console, &count)));
    ck_assert(has_braille(tour(braille, console, &count)));
}
END_TEST

static bool
has_half_block(struct terminal *terminal)
{
    return terminal_shows(terminal, "▀");
}

START_TEST(images_are_characters_or_pictures)
{
    struct terminal *terminal = program_start("--epochs=1000000 --speed=1000");

    terminal_see(terminal, "label");
    ck_assert(!has_half_block(terminal));
    terminal_send(terminal, "d");
    terminal_see(terminal, "▀");
    program_quit(terminal);
    terminal = program_start("--epochs=1000000 --speed=1000 --digits=shade");
    terminal_see_all(terminal, "label", "▀", (char *)NULL);
    terminal_send(terminal, "2");
    terminal_see_all(terminal, "Test images", "▀", (char *)NULL);
    terminal_send(terminal, "d");
    terminal_see_no(terminal, "▀");
    program_quit(terminal);
}
END_TEST

/* ---- where there is no UI ---- */

static void
check_plain(const char *const *environment)
{
    const struct terminal_setup setup = {.environment = environment};
    struct terminal *terminal = program_start_as("--epochs=2 --seed=3", &setup);
    size_t count;

    program_ends(terminal, 0, NULL);
    terminal_see_all(terminal, "epoch  1 of 2  test error", "epoch  2 of 2  test error",
                     "done: 2 epochs", (char *)NULL);
    ck_assert_ptr_null(strchr(terminal_bytes(terminal, &count), '\033'));
}

START_TEST(a_terminal_that_can_do_nothing_gets_plain_lines)
{
    static const char *const dumb[] = {"TERM=dumb", NULL};
    static const char *const unset[] = {"TERM", NULL};
    static const char *const empty[] = {"TERM=", NULL};

    check_plain(dumb);
    check_plain(unset);
    check_plain(empty);
}
END_TEST

START_TEST(output_to_a_file_is_plain_lines)
{
    const struct terminal_setup setup = {.output =
                                             suite_path(program_folder(), "output")};
    struct terminal *terminal = program_start_as("--epochs=2", &setup);
    size_t count;
    char *bytes;

    program_ends(terminal, 0, NULL);
    terminal_bytes(terminal, &count);
    ck_assert_uint_eq(count, 0);
    bytes = program_read(setup.output, &count);
    ck_assert_ptr_nonnull(strstr(bytes, "epoch  2 of 2  test error"));
    ck_assert_ptr_null(strchr(bytes, '\033'));
    free(bytes);
}
END_TEST

START_TEST(an_unknown_terminal_is_named_and_left_alone)
{
    /* newterm() itself loses some memory then */
    static const char *const unknown[] = {"TERM=no-such-terminal",
                                          "ASAN_OPTIONS=detect_leaks=0", NULL};
    const struct terminal_setup setup = {.environment = unknown};
    struct terminal *terminal = program_start_as("", &setup);
    size_t count;

    program_ends(terminal, 1,
                 "mnistui: the terminal type no-such-terminal is not known here");
    terminal_bytes(terminal, &count);
    ck_assert_uint_eq(count, 0);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        it_follows_the_size_of_the_window,
        a_window_that_is_too_small_is_told_which_size_is_needed,
        it_starts_in_a_window_that_is_too_small,
        odd_sizes_do_no_harm,
        colours_are_there_unless_they_are_not_wanted,
        terminals_with_fewer_colours_have_the_basic_ones,
        characters_are_ascii_where_others_are_not_wanted,
        curves_are_braille_where_terminals_have_it,
        images_are_characters_or_pictures,
        a_terminal_that_can_do_nothing_gets_plain_lines,
        output_to_a_file_is_plain_lines,
        an_unknown_terminal_is_named_and_left_alone,
        NULL,
    };

    return program_run_tests("looks", tests);
}
