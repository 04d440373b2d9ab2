/* The text that describes data sets: what is built in, and that a line which the format
 * does not allow is refused, with its number. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/manifest.h"
#include "support/suite.h"

static const struct manifest_set *
find(const struct manifest *manifest, const char *name)
{
    size_t i;

    for (i = 0; i < manifest->count; i++)
        if (strcmp(manifest->sets[i].name, name) == 0)
            return &manifest->sets[i];
    return NULL;
}

START_TEST(the_known_sets_have_their_classes)
{
    static const struct {
        const char *name, *first, *last;
        size_t classes, first_label;
        bool transposed;
    } rows[] = {
        {"MNIST", "0", "9", 10, 0, false},
        {"Fashion-MNIST", "T-shirt/top", "Ankle boot", 10, 0, false},
        {"KMNIST", "o", "wo", 10, 0, false},
        {"EMNIST balanced", "0", "t", 47, 0, true},
        {"EMNIST by merge", "0", "t", 47, 0, true},
        {"EMNIST by class", "0", "z", 62, 0, true},
        {"EMNIST letters", "A", "Z", 26, 1, true},
        {"EMNIST digits", "0", "9", 10, 0, true},
    };
    struct manifest known;
    struct error err;
    size_t i;

    ck_assert_msg(manifest_known(&known, &err) == 0, "%s", err.text);
    for (i = 0; i < MEM_COUNT(rows); i++) {
        const struct manifest_set *set = find(&known, rows[i].name);

        ck_assert_msg(set != NULL, "%s", rows[i].name);
        ck_assert_uint_eq(set->classes, rows[i].classes);
        ck_assert_str_eq(set->class_names[0], rows[i].first);
        ck_assert_str_eq(set->class_names[set->classes - 1], rows[i].last);
        ck_assert_uint_eq(set->first_label, rows[i].first_label);
        ck_assert_int_eq(set->transposed, rows[i].transposed);
        ck_assert_uint_gt(set->train, set->test);
        ck_assert_uint_eq(set->rows, 28);
    }
    manifest_done(&known);
    ck_assert_ptr_null(known.sets);
}
END_TEST

/* The text as a file, which messages call "manifest". */
static int
parse(struct manifest *manifest, const char *text, size_t length, struct error *err)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    suite_write("manifest", text, length);
    return manifest_read(manifest, "manifest", err);
}

START_TEST(everything_that_can_be_said_is_read)
{
    static const char text[] =
        "\xef\xbb\xbf# comment: \xc3\xa9\n"
        "\n"
        "set  My own set \r\n"
        "\tclasses red, dark blue ,green\n"
        "first-label 5\n"
        "transposed\n"
        "images 60 10\n"
        "size 8 64\n"
        "set Other\n"
        "sums 00000000 ffffffff 12345678 9abcdef0\n"
        "packed 0000000000000000000000000000000000000000000000000000000000000000 "
        "1111111111111111111111111111111111111111111111111111111111111111 "
        "2222222222222222222222222222222222222222222222222222222222222222 "
        "abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd";
    const struct manifest_set *set;
    struct manifest manifest;
    struct error err;

    ck_assert_msg(parse(&manifest, text, sizeof text - 1, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(manifest.count, 2);
    set = &manifest.sets[0];
    ck_assert_str_eq(set->name, "My own set");
    ck_assert_uint_eq(set->classes, 3);
    ck_assert_str_eq(set->class_names[1], "dark blue");
    ck_assert_str_eq(set->class_names[2], "green");
    ck_assert_uint_eq(set->first_label, 5);
    ck_assert(set->transposed && !set->has_sums && !set->has_packed);
    ck_assert_uint_eq(set->train, 60);
    ck_assert_uint_eq(set->test, 10);
    ck_assert_uint_eq(set->rows, 8);
    ck_assert_uint_eq(set->cols, 64);
    set = &manifest.sets[1];
    ck_assert(!set->transposed && set->has_sums && set->has_packed);
    ck_assert_uint_eq(set->classes, 0);
    ck_assert_uint_eq(set->sums[1], 0xffffffff);
    ck_assert_uint_eq(set->sums[3], 0x9abcdef0);
    ck_assert_mem_eq(set->packed[3], "abcdefabcdef", 12);
    manifest_done(&manifest);
}
END_TEST

#define FOUR_SUMS "00000000 00000000 00000000 00000000"

static const struct {
    const char *text, *message; /* after "manifest: " */
} wrong[] = {
    {"size 28 28", "line 1: size before the first set: a line 'set NAME' is first"},
    {"set", "line 1: '': a name of 1 to 31 characters is expected"},
    {"set 0123456789012345678901234567890x",
     "line 1: '0123456789012345678901234567890x': a name of 1 to 31 characters is "
     "expected"},
    {"set a\"b", "line 1: a\"b: a name without \", \\ and tabs is expected"},
    {"set a\\b", "line 1: a\\b: a name without \", \\ and tabs is expected"},
    {"set a\tb", "line 1: a\tb: a name without \", \\ and tabs is expected"},
    {"set a\nclasses b, c\td, e",
     "line 2: c\td: a name without \", \\ and tabs is expected"},
    {"set a\nset \x1b[2J", "line 2: byte 0x1b: ASCII text is expected"},
    {"set \xc3\xa9", "line 1: byte 0xc3: ASCII text is expected"},
    {"set a\ncolour red",
     "line 2: 'colour': set, classes, first-label, transposed, images, size, sums or "
     "packed is expected"},
    {"set a\nclasses", "line 2: '': a name of 1 to 15 characters is expected"},
    {"set a\nclasses a,,b", "line 2: '': a name of 1 to 15 characters is expected"},
    {"set a\nclasses a,b,", "line 2: '': a name of 1 to 15 characters is expected"},
    {"set a\nclasses 0123456789012345",
     "line 2: '0123456789012345': a name of 1 to 15 characters is expected"},
    {"set a\nclasses "
     "a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,"
     "a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a",
     "line 2: more than 64 classes: 1 to 64 can be told apart"},
    {"set a\nfirst-label 64", "line 2: '64': a number from 0 to 63 is expected"},
    {"set a\nfirst-label -1", "line 2: '-1': a number from 0 to 63 is expected"},
    {"set a\nfirst-label 63\nclasses a,b\n# end\nset b",
     "line 5: the labels of set a go to 64: 0 to 63 can be read"},
    {"set a\nimages 10", "line 2: '': a number from 1 to 1073741824 is expected"},
    {"set a\nimages 0 10", "line 2: '0': a number from 1 to 1073741824 is expected"},
    {"set a\nimages 1 99999999999999999999",
     "line 2: '99999999999999999999': a number from 1 to 1073741824 is expected"},
    {"set a\nsize 1 1\nset b\nsize 1 1\nsize 2 2",
     "line 5: a second line size: one for each set is expected"},
    {"set a\nsize 28 65", "line 2: '65': a number from 1 to 64 is expected"},
    {"set a\nsize 28 28 1", "line 2: '1': nothing is expected after size"},
    {"set a\ntransposed yes", "line 2: 'yes': nothing is expected after transposed"},
    {"set a\nsums 0 1 2 3", "line 2: '0': 8 digits 0-9 and a-f are expected"},
    {"set a\nsums " FOUR_SUMS " 5", "line 2: '5': nothing is expected after sums"},
    {"set a\nsums 00000000 00000000 00000000 0000000G",
     "line 2: '0000000G': 8 digits 0-9 and a-f are expected"},
    {"set a\npacked ff", "line 2: 'ff': 64 digits 0-9 and a-f are expected"},
    {"set a\nsums " FOUR_SUMS "\ntransposed\n",
     "line 4: set a has sums or packed: transposed and first-label do not go with them"},
};

START_TEST(what_is_wrong_is_told_with_its_line)
{
    struct manifest manifest;
    char message[400];
    struct error err;
    size_t i;

    for (i = 0; i < MEM_COUNT(wrong); i++) {
        ck_assert_msg(parse(&manifest, wrong[i].text, strlen(wrong[i].text), &err) == -1,
                      "%s", wrong[i].text);
        snprintf(message, sizeof message, "manifest: %s", wrong[i].message);
        ck_assert_str_eq(err.text, message);
        ck_assert_ptr_null(manifest.sets);
    }
}
END_TEST

START_TEST(a_byte_0_and_endless_lines_are_refused)
{
    static char text[3000];
    struct manifest manifest;
    struct error err;

    ck_assert_int_eq(parse(&manifest, "set a\0b", 7, &err), -1);
    ck_assert_str_eq(err.text, "manifest: line 1: it holds a byte 0: a text is expected");
    memset(text, '#', sizeof text);
    ck_assert_int_eq(parse(&manifest, text, sizeof text, &err), -1);
    ck_assert_str_eq(err.text, "manifest: line 1: longer than 2047 characters");
}
END_TEST

START_TEST(too_many_sets_are_refused)
{
    char text[8 * (MANIFEST_MAX_SETS + 1) + 1] = "";
    struct manifest manifest;
    struct error err;
    size_t i;

    for (i = 0; i < MANIFEST_MAX_SETS; i++)
        strcat(text, "set a\n");
    ck_assert_int_eq(parse(&manifest, text, strlen(text), &err), 0);
    ck_assert_uint_eq(manifest.count, MANIFEST_MAX_SETS);
    manifest_done(&manifest);
    strcat(text, "set a\n");
    ck_assert_int_eq(parse(&manifest, text, strlen(text), &err), -1);
    ck_assert_str_eq(err.text, "manifest: line 65: more than 64 sets");
}
END_TEST

static void
check_unreadable(const char *path, const char *message)
{
    struct manifest manifest;
    char expected[4096];
    struct error err;

    ck_assert_int_eq(manifest_read(&manifest, path, &err), -1);
    snprintf(expected, sizeof expected, "%s%s", path, message);
    ck_assert_str_eq(err.text, expected);
    ck_assert_ptr_null(manifest.sets);
}

START_TEST(what_cannot_be_a_manifest_is_not_read)
{
    static char large[MANIFEST_MAX_BYTES + 1];
    const char *folder = suite_folder();
    char *path = suite_path(folder, "manifest");

    check_unreadable(path, " cannot be opened: No such file or directory");
    check_unreadable(folder, " is not a plain file: a text is expected");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    check_unreadable(path, " is not a plain file: a text is expected");
    ck_assert_int_eq(unlink(path), 0);
    memset(large, '\n', sizeof large);
    suite_write(path, large, sizeof large);
    check_unreadable(path,
                     " is larger than 65536 bytes, which is the most for a manifest");
    ck_assert_int_eq(truncate(path, MANIFEST_MAX_BYTES), 0);
    {
        struct manifest manifest;

        ck_assert_int_eq(manifest_read(&manifest, path, NULL), 0);
        ck_assert_uint_eq(manifest.count, 0);
        manifest_done(&manifest);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_known_sets_have_their_classes,
        everything_that_can_be_said_is_read,
        what_is_wrong_is_told_with_its_line,
        a_byte_0_and_endless_lines_are_refused,
        too_many_sets_are_refused,
        what_cannot_be_a_manifest_is_not_read,
        NULL,
    };

    return suite_run("manifest", tests, 0);
}
