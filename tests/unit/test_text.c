#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "support/suite.h"

#define E_ACUTE "\u00e9"
#define KANJI "\u65e5\u672c" /* two characters of two columns */
#define ACCENT "\u0301"      /* combines with the letter before it */
#define STRAY "\xff"
#define CUT_EURO "\xe2\x82"   /* a character whose last byte is missing */
#define C1_CONTROL "\xc2\x85" /* of two bytes */

START_TEST(a_text_is_appended_up_to_the_end_of_its_buffer)
{
    char text[8] = "";

    text_append(text, sizeof text, "%d", 12);
    text_append(text, sizeof text, "%s", "345");
    ck_assert_str_eq(text, "12345");
    text_append(text, sizeof text, "%s", "6789");
    ck_assert_str_eq(text, "1234567");
    text_append(text, sizeof text, "%s", "more");
    ck_assert_str_eq(text, "1234567");
}
END_TEST

START_TEST(the_width_of_a_text_is_counted_in_columns)
{
    static const struct {
        const char *text;
        int columns;
    } cases[] = {
        {"", 0},
        {"plain", 5},
        {E_ACUTE E_ACUTE, 2},
        {KANJI, 4},
        {"e" ACCENT "x", 2},
        {ACCENT, 0},
        {"a" STRAY "b", 3},
        {"a" CUT_EURO, 3},
        {CUT_EURO "b", 3},
        {"tab\there\n", 9},
        {C1_CONTROL, 1},
    };
    size_t i;

    suite_use_utf8();
    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_msg(text_columns(cases[i].text) == cases[i].columns, "%zu: %d", i,
                      text_columns(cases[i].text));
}
END_TEST

START_TEST(in_a_locale_of_single_bytes_each_byte_is_a_column)
{
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C"));
    ck_assert_int_eq(text_columns("a" E_ACUTE), 3);
    ck_assert_uint_eq(text_fit("a" E_ACUTE, 2), 2);
}
END_TEST

START_TEST(a_text_is_cut_between_characters)
{
    static const struct {
        const char *text;
        int columns;
        const char *fitting;
    } cases[] = {
        {"", 3, ""},
        {"plain", 5, "plain"},
        {"plain", 4, "plai"},
        {"plain", 0, ""},
        {"plain", -1, ""},
        {E_ACUTE E_ACUTE, 1, E_ACUTE},
        {KANJI, 4, KANJI},
        {KANJI, 3, "\u65e5"},
        {KANJI, 1, ""},
        {"e" ACCENT "x", 1, "e" ACCENT},
        {"a" STRAY "b", 2, "a" STRAY},
        {CUT_EURO "b", 1, "\xe2"},
    };
    size_t i;

    suite_use_utf8();
    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_msg(text_fit(cases[i].text, cases[i].columns) ==
                          strlen(cases[i].fitting),
                      "%zu: %zu bytes", i, text_fit(cases[i].text, cases[i].columns));
}
END_TEST

/* The lines of text, with a bar between them. */
static const char *
wrapped(const char *text, int columns)
{
    static char lines[200];
    size_t length;

    lines[0] = '\0';
    for (; *text != '\0'; text += length, text += strspn(text, " ")) {
        length = text_wrap(text, columns);
        text_append(lines, sizeof lines, "%s%.*s", lines[0] != '\0' ? "|" : "",
                    (int)length, text);
    }
    return lines;
}

START_TEST(lines_break_at_blanks)
{
    static const struct {
        const char *text;
        int columns;
        const char *lines;
    } cases[] = {
        {"", 5, ""},
        {"one", 5, "one"},
        {"one two", 7, "one two"},
        {"one two", 6, "one|two"},
        {"one two", 3, "one|two"},
        {"one two three", 8, "one two|three"},
        {"one  two", 8, "one  two"},
        {"one   two", 5, "one|two"},
        {"one ", 3, "one"},
        {"one ", 4, "one"},
        {"    ", 2, "  "},
        {"much too long", 3, "muc|h|too|lon|g"},
        {KANJI " " KANJI, 4, KANJI "|" KANJI},
        {KANJI, 1, "\u65e5|\u672c"},
        {"ab", 0, "a|b"},
        {"ab", -1, "a|b"},
        {"e" ACCENT "e" ACCENT " x", 2, "e" ACCENT "e" ACCENT "|x"},
    };
    size_t i;

    suite_use_utf8();
    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_str_eq(wrapped(cases[i].text, cases[i].columns), cases[i].lines);
}
END_TEST

START_TEST(what_cannot_be_shown_becomes_a_question_mark)
{
    static const struct {
        const char *text, *clean;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {E_ACUTE KANJI "e" ACCENT, E_ACUTE KANJI "e" ACCENT},
        {"a" STRAY "b", "a?b"},
        {"a" CUT_EURO, "a??"},
        {"\ttab\x1b[1m", "?tab?[1m"},
        {"a" C1_CONTROL E_ACUTE, "a?" E_ACUTE},
    };
    char text[40];
    size_t i;

    suite_use_utf8();
    for (i = 0; i < MEM_COUNT(cases); i++) {
        snprintf(text, sizeof text, "%s", cases[i].text);
        text_clean(text);
        ck_assert_str_eq(text, cases[i].clean);
        ck_assert_int_eq(text_columns(text), text_columns(cases[i].text));
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_text_is_appended_up_to_the_end_of_its_buffer,
        the_width_of_a_text_is_counted_in_columns,
        in_a_locale_of_single_bytes_each_byte_is_a_column,
        a_text_is_cut_between_characters,
        lines_break_at_blanks,
        what_cannot_be_shown_becomes_a_question_mark,
        NULL,
    };

    return suite_run("text", tests, 0);
}
