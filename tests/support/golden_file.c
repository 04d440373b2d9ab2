#include "config.h"

#include "support/golden_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/suite.h"

const char *
golden_folder(const char *folder)
{
    const char *top = getenv("top_srcdir");

    return suite_path(suite_path(top != NULL ? top : ".", "tests/data"), folder);
}

static FILE *
golden_open(const char *folder, const char *name, const char *mode)
{
    char file[128];

    snprintf(file, sizeof file, "%s.txt", name);
    return fopen(suite_path(golden_folder(folder), file), mode);
}

static void
write_golden(const char *folder, const char *name, const struct screen_copy *copy)
{
    FILE *file = golden_open(folder, name, "w");
    char row[SCREEN_ROW];
    int y;

    ck_assert_msg(file != NULL, "%s: %s", name, strerror(errno));
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

static bool
compare(FILE *file, const char *name, const struct screen_copy *copy)
{
    char expected[SCREEN_ROW], got[SCREEN_ROW];
    int y, differing = 0;

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
    return differing == 0;
}

bool
golden_file_is(const char *folder, const char *name, const struct screen_copy *copy)
{
    FILE *file;
    bool same;

    if (getenv("MNISTUI_UPDATE_GOLDEN") != NULL) {
        write_golden(folder, name, copy);
        return true;
    }
    file = golden_open(folder, name, "r");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", name, strerror(errno));
        return false;
    }
    same = compare(file, name, copy);
    fclose(file);
    return same;
}
