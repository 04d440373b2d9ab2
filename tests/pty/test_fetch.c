/* mnistui fetch in a terminal: a progress bar in one line, at any width. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/http_server.h"
#include "support/program.h"
#include "support/small_files.h"

static struct http_server *server;

static void
setup(void)
{
    server = http_server_start(small_files_served());
}

/* how: a mirror (support/http_server.h). The environment ends with NULL. */
static struct terminal *
start(const char *how, int cols, const char *const *environment)
{
    static const char option[] = "--mirror=";
    const char *build = getenv("top_builddir"), *url = http_server_url(server, how);
    const char *argv[] = {suite_path(build != NULL ? build : ".", "mnistui_small"),
                          "fetch", "--to=new", NULL, NULL};
    struct terminal_setup setup = {
        .rows = 10, .cols = cols, .argv = argv, .environment = environment};
    char mirror[200];

    snprintf(mirror, sizeof mirror, "%s%s", option, url);
    argv[3] = mirror;
    setup.folder = program_folder();
    return terminal_start(&setup);
}

static size_t
widest_row(struct terminal *terminal)
{
    const char *row = terminal_screen(terminal);
    size_t widest = 0;

    while (*row != '\0') {
        size_t cells = 0, i, length = strcspn(row, "\n");

        for (i = 0; i < length; i++)
            cells += ((unsigned char)row[i] & 0xc0) != 0x80;
        widest = cells > widest ? cells : widest;
        row += length + 1;
    }
    return widest;
}

static void
stop(struct terminal *terminal)
{
    terminal_send(terminal, KEYS_CONTROL_C);
    ck_assert_int_eq(terminal_wait_exit(terminal), 128 + SIGINT);
    ck_assert_str_eq(terminal_errors(terminal),
                     "mnistui: stopped: the next download goes on from here\n");
}

START_TEST(a_bar_grows_and_gives_way_to_the_last_line)
{
    struct terminal *terminal = start("slower", 80, NULL);
    size_t count;

    terminal_see_all(terminal, "train-images-idx3-ubyte.gz \u2588", "\u2500 ", "/34 kB",
                     "B/s  0:", " left", (char *)NULL);
    ck_assert_uint_eq(widest_row(terminal), 79);
    stop(terminal);
    terminal = start("good", 80, NULL);
    ck_assert_int_eq(terminal_wait_exit(terminal), 0);
    terminal_see(terminal, "MNIST is in new: use it with --data=new\n");
    terminal_see_no(terminal, "left");
    ck_assert_str_eq(terminal_errors(terminal), "");
    ck_assert_ptr_null(strchr(terminal_bytes(terminal, &count), '\033'));
}
END_TEST

START_TEST(ascii_where_the_locale_is_not_utf8)
{
    static const char *const environment[] = {"LC_ALL=C", NULL};
    struct terminal *terminal = start("slower", 80, environment);

    terminal_see_all(terminal, "train-images-idx3-ubyte.gz ##", "- ", " left",
                     (char *)NULL);
    stop(terminal);
}
END_TEST

/* Never wider than the terminal: each time it would take one more line. */
START_TEST(it_fits_narrow_terminals_and_follows_their_width)
{
    static const char *const environment[] = {"COLUMNS=45", NULL};
    struct terminal *terminal = start("slower", 72, NULL);

    terminal_see_all(terminal, "train-images-idx3-ubyte.gz ", " left", (char *)NULL);
    ck_assert_uint_le(widest_row(terminal), 71);
    terminal_resize(terminal, 10, 120);
    terminal_see(terminal, "train-images-idx3-ubyte.gz \u2588\u2588\u2588\u2588\u2588");
    stop(terminal);
    terminal = start("slower", 80, environment);
    terminal_see_all(terminal, " %  ", "/34 kB", " left", (char *)NULL);
    ck_assert_uint_le(widest_row(terminal), 44);
    terminal_see_no(terminal, "train-images");
    stop(terminal);
}
END_TEST

START_TEST(control_c_stops_it)
{
    struct terminal *terminal = start("stall", 80, NULL);

    terminal_see_all(terminal, "train-images-idx3-ubyte.gz \u2588", " left",
                     (char *)NULL);
    stop(terminal);
    terminal_see_no(terminal, "left");
}
END_TEST

START_TEST(a_dumb_terminal_gets_plain_lines)
{
    static const char *const environment[] = {"TERM=dumb", NULL};
    struct terminal *terminal = start("good", 100, environment);

    ck_assert_int_eq(terminal_wait_exit(terminal), 0);
    terminal_see_all(terminal, "train-images-idx3-ubyte.gz: there\n",
                     "t10k-labels-idx1-ubyte.gz: there\n", "MNIST is in new",
                     (char *)NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_bar_grows_and_gives_way_to_the_last_line,
        ascii_where_the_locale_is_not_utf8,
        it_fits_narrow_terminals_and_follows_their_width,
        control_c_stops_it,
        a_dumb_terminal_gets_plain_lines,
        NULL,
    };

    return suite_run_with("fetch", tests, 120, setup, NULL);
}
