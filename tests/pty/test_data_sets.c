/* The real program on data sets that are not ten digits of 28x28 pixels, from the
 * smallest window to a large one. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/make_data.h"
#include "support/program.h"
#include "support/suite.h"

static bool
has_verdict(struct terminal *terminal, void *heading)
{
    return terminal_shows(terminal, heading) &&
           (terminal_shows(terminal, " right") || terminal_shows(terminal, " wrong"));
}

static void
see_verdict(struct terminal *terminal, const char *keys, char *heading)
{
    terminal_send(terminal, keys);
    terminal_wait(terminal, has_verdict, heading, "a verdict");
}

static struct terminal *
start_on(size_t rows, size_t cols, size_t classes)
{
    const struct data_shape shape = {rows, cols, classes};
    const char *folder = suite_folder();
    char heading[] = "run 1  training";
    struct terminal *terminal;

    make_shaped_data(folder, &shape, 300, 100);
    program_use_data(folder);
    terminal = program_start("--speed=1 --glyphs=ascii");
    /* on a slow machine the pause would come before the first image */
    terminal_wait(terminal, has_verdict, heading, "a verdict");
    terminal_send(terminal, " ");
    terminal_see(terminal, "run 1  paused");
    return terminal;
}

START_TEST(some_of_47_classes_are_shown)
{
    struct terminal *terminal = start_on(28, 28, 47);

    terminal_see(terminal, "Outputs 14 of 47");
    terminal_send(terminal, "2");
    terminal_see_all(terminal, "Outputs 20 of 47", "image 1 of 100", (char *)NULL);
    terminal_resize(terminal, 16, 60);
    terminal_see(terminal, "9 of 47");
    terminal_resize(terminal, 40, 120);
    terminal_see_all(terminal, "Outputs ---", "46 ", (char *)NULL);
    terminal_send(terminal, "1");
    terminal_see(terminal, "Outputs 14 of 47");
    terminal_resize(terminal, 60, 200);
    terminal_see_all(terminal, "Outputs ---", "46 ", (char *)NULL);
    program_quit(terminal);
}
END_TEST

START_TEST(images_and_classes_of_all_sizes_are_shown)
{
    static const struct data_shape shapes[] = {{1, 1, 1},    {1, 64, 2}, {64, 1, 3},
                                               {64, 64, 64}, {8, 8, 10}, {20, 32, 62}};
    static const int sizes[][2] = {{16, 60}, {24, 80}, {34, 80}, {60, 200}};
    char first[32], image[] = "image 1 of 100", accuracy[] = "Test accuracy";
    size_t i, j;

    for (i = 0; i < MEM_COUNT(shapes); i++) {
        struct terminal *terminal =
            start_on(shapes[i].rows, shapes[i].cols, shapes[i].classes);

        snprintf(first, sizeof first, "%zu>30 ", shapes[i].rows * shapes[i].cols);
        for (j = 0; j < MEM_COUNT(sizes); j++) {
            terminal_resize(terminal, sizes[j][0], sizes[j][1]);
            see_verdict(terminal, "2", image);
            see_verdict(terminal, "1", accuracy);
        }
        terminal_see(terminal, first);
        program_quit(terminal);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        some_of_47_classes_are_shown,
        images_and_classes_of_all_sizes_are_shown,
        NULL,
    };

    return suite_run("data_sets", tests, 600);
}
