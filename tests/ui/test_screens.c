/*
 * Golden screens: what curses shows of samples, compared with the text in
 * tests/data/screens. MNISTUI_UPDATE_GOLDEN=1 writes the text: look at the diff then.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/goldens.h"
#include "support/stage.h"
#include "support/suite.h"

/* ---- their files ---- */

static const char *
golden_folder(void)
{
    const char *top = getenv("top_srcdir");

    return suite_path(top != NULL ? top : ".", "tests/data/screens");
}

static FILE *
golden_open(const struct golden *golden, const char *mode)
{
    char name[GOLDEN_NAME], file[GOLDEN_NAME + sizeof ".txt"];

    golden_name(golden, name);
    snprintf(file, sizeof file, "%s.txt", name);
    return fopen(suite_path(golden_folder(), file), mode);
}

static void
write_golden(const struct golden *golden, const struct screen_copy *copy)
{
    FILE *file = golden_open(golden, "w");
    char row[SCREEN_ROW];
    int y;

    ck_assert_msg(file != NULL, "%s: %s", golden->state, strerror(errno));
    for (y = 0; y < copy->rows; y++) {
        screen_row(copy, y, row);
        fprintf(file, "%s\n", row);
    }
    ck_assert_int_eq(fclose(file), 0);
}

/* The next line without its end; "(no more rows)" past the last one. */
static void
read_row(FILE *file, char row[SCREEN_ROW])
{
    if (fgets(row, SCREEN_ROW, file) == NULL)
        strcpy(row, "(no more rows)");
    row[strcspn(row, "\n")] = '\0';
}

/* Prints the rows that differ; returns how many. */
static int
compare(const struct golden *golden, const struct screen_copy *copy)
{
    char name[GOLDEN_NAME], expected[SCREEN_ROW], got[SCREEN_ROW];
    FILE *file = golden_open(golden, "r");
    int y, differing = 0;

    golden_name(golden, name);
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", name, strerror(errno));
        return 1;
    }
    for (y = 0; y <= copy->rows; y++) {
        read_row(file, expected);
        if (y < copy->rows)
            screen_row(copy, y, got);
        else
            strcpy(got, "(no more rows)");
        if (strcmp(expected, got) == 0)
            continue;
        if (differing++ == 0)
            fprintf(stderr, "--- %s\n+++ drawn\n", name);
        fprintf(stderr, "@@ row %d\n-%s\n+%s\n", y, expected, got);
    }
    fclose(file);
    return differing;
}

START_TEST(screens_are_drawn_as_before)
{
    static struct screen_copy copy;
    const struct golden *golden;
    int differing = 0;
    size_t i;

    stage_open(SCREEN_RICH, 24, 80);
    for (i = 0; (golden = goldens_at(i)) != NULL; i++) {
        golden_draw(golden, &copy, NULL, golden->glyphs);
        if (getenv("MNISTUI_UPDATE_GOLDEN") != NULL)
            write_golden(golden, &copy);
        else
            differing += compare(golden, &copy) > 0;
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
    DIR *folder = opendir(golden_folder());
    const struct dirent *entry;

    ck_assert_msg(folder != NULL, "%s: %s", golden_folder(), strerror(errno));
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
    ck_assert_mem_eq(&first, &again, sizeof first);
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
