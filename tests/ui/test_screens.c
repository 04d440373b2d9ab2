/*
 * Golden screens: what curses shows of samples, compared with the text in
 * tests/data/screens. MNISTUI_UPDATE_GOLDEN=1 writes the text: look at the diff then.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "support/golden_file.h"
#include "support/goldens.h"
#include "support/stage.h"
#include "support/suite.h"

START_TEST(screens_are_drawn_as_before)
{
    static struct screen_copy copy;
    const struct golden *golden;
    char name[GOLDEN_NAME];
    int differing = 0;
    size_t i;

    stage_open(SCREEN_RICH, 24, 80);
    for (i = 0; (golden = goldens_at(i)) != NULL; i++) {
        golden_draw(golden, &copy, NULL, golden->glyphs);
        golden_name(golden, name);
        differing += !golden_file_is("screens", name, &copy);
    }
    stage_close();
    if (differing > 0)
        ck_abort_msg("%d of %zu screens differ: if they are right, run this again with "
                     "MNISTUI_UPDATE_GOLDEN=1",
                     differing, i);
}
END_TEST

/* ---- the files and the table ---- */

static bool
is_drawn(const char *file)
{
    char name[GOLDEN_NAME];
    size_t length, i;

    for (i = 0; goldens_at(i) != NULL; i++) {
        golden_name(goldens_at(i), name);
        length = strlen(name);
        if (strncmp(file, name, length) == 0 && strcmp(file + length, ".txt") == 0)
            return true;
    }
    return false;
}

START_TEST(every_golden_file_has_its_screen)
{
    DIR *folder = opendir(golden_folder("screens"));
    const struct dirent *entry;

    ck_assert_msg(folder != NULL, "%s: %s", golden_folder("screens"), strerror(errno));
    while ((entry = readdir(folder)) != NULL)
        ck_assert_msg(entry->d_name[0] == '.' || is_drawn(entry->d_name),
                      "nothing draws %s: remove it", entry->d_name);
    closedir(folder);
}
END_TEST

START_TEST(no_two_goldens_have_the_same_name)
{
    char name[GOLDEN_NAME], other[GOLDEN_NAME];
    size_t i, j;

    for (i = 0; goldens_at(i) != NULL; i++) {
        golden_name(goldens_at(i), name);
        for (j = 0; j < i; j++) {
            golden_name(goldens_at(j), other);
            ck_assert_str_ne(name, other);
        }
    }
}
END_TEST

/* Nothing is left of what was drawn before, nor of the keys. */
START_TEST(what_is_drawn_depends_on_look_and_keys_alone)
{
    static struct screen_copy first, again;
    const struct golden *golden = goldens_at(1);
    size_t i;

    stage_open(SCREEN_RICH, 24, 80);
    golden_draw(golden, &first, NULL, golden->glyphs);
    for (i = 0; goldens_at(i) != NULL; i++)
        golden_draw(goldens_at(i), &again, NULL, goldens_at(i)->glyphs);
    golden_draw(golden, &again, NULL, golden->glyphs);
    stage_close();
    ck_assert_int_eq(again.rows, first.rows);
    ck_assert_mem_eq(first.cells, again.cells, (size_t)first.rows * sizeof *first.cells);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        screens_are_drawn_as_before,
        every_golden_file_has_its_screen,
        no_two_goldens_have_the_same_name,
        what_is_drawn_depends_on_look_and_keys_alone,
        NULL,
    };

    return suite_run("screens", tests, 60);
}
