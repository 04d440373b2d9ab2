/* The parser of what a terminal sends: bytes on the left, what comes out on the right. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "support/suite.h"
#include "ui/input.h"
#include "ui/keys.h"

/*
 * Bytes: a word is a byte by its name (ESC, BEL, ...) or two hexadecimal digits after x;
 * +30 lets 30 ms pass; any other word stands for its characters. Events: the names of
 * keys; U+00E9 is a character beyond ASCII; 'a is one of pasted text; press1@3,4 is a
 * button at row 3, column 4; wheel-1@3,4 turns up.
 */
struct row {
    const char *bytes, *events;
};

static const struct row any_charset[] = {
    /* keys */
    {"a", "a"},
    {"rm", "r m"},
    {"x03", "Ctrl-C"},
    {"x0c", "Ctrl-L"},
    {"x09 x0d x0a x08 x7f", "Tab Enter Enter Backspace Backspace"},
    {"ESC [A ESC [B ESC [C ESC [D", "Up Down Right Left"},
    {"ESC OA ESC OB ESC OC ESC OD", "Up Down Right Left"},
    {"ESC [H ESC [F ESC OH ESC OF", "Home End Home End"},
    {"ESC [1~ ESC [4~ ESC [7~ ESC [8~", "Home End Home End"},
    {"ESC [5~ ESC [6~ ESC [Z", "PgUp PgDn Shift-Tab"},
    {"ESC OP ESC [11~ ESC OM", "F1 F1 Enter"},
    {"x9b A x8f B", "Up Down"},

    /* Esc alone, and what follows it */
    {"ESC +30", "Esc"},
    {"ESC +30 q", "Esc q"},
    {"ESC +10 +30 2", "Esc 2"},
    {"ESC ESC +30", "Esc Esc"},
    {"ESC ESC ESC +30", "Esc Esc Esc"},
    {"ESC ESC q", "Esc"},
    {"ESC +30 ESC [A", "Esc Up"},
    {"ESC ESC [A q", "q"}, /* Alt and Up */
    {"ESC ESC OA q", "q"},
    {"ESC ESC [1;2D q", "q"},
    {"ESC +30 ESC +30", "Esc Esc"},
    {"ESC +30 ESC [A q", "Esc Up q"},

    /* Alt with a key is none */
    {"ESC r q", "q"},
    {"ESC x0d q", "q"},
    {"ESC x03 q", "q"},

    /* replies, whole */
    {"ESC ]11;rgb:1414/1919/1f1f ESC \\ q", "q"},
    {"ESC ]11;rgb:1414/1919/1f1f BEL q", "q"},
    {"ESC ]11;rgb:1414/1919/1f1f x9c q", "q"},
    {"x9d 11;rgb:1414/1919/1f1f x9c q", "q"},
    {"ESC P>|XTerm(367) ESC \\ q", "q"},
    {"x90 >|rm(367) x9c q", "q"},
    {"ESC _Gi=31;OK ESC \\ q", "q"},
    {"x9f rm ESC \\ q", "q"},
    {"ESC ^rm ESC \\ q", "q"},
    {"x9e rm ESC \\ q", "q"},
    {"ESC Xrm ESC \\ q", "q"},
    {"x98 rm ESC \\ q", "q"},
    {"ESC Prm BEL +300 q", "q"}, /* BEL ends an OSC alone */
    {"ESC [?64;1;2;6;9;15;18;21;22c q", "q"},
    {"ESC [?2026;2$y q", "q"},
    {"ESC [12;40R q", "q"},
    {"ESC [>41;367;0c q", "q"},
    {"ESC [97;5u q", "q"},
    {"ESC [97;1:3u q", "q"},
    {"ESC [I ESC [O q", "q"},
    {"ESC [1;5A ESC [5;2~ ESC [1;2P q", "q"},
    {"ESC O5A q", "q"},
    {"ESC [200qq", "q"},
    {"ESC [[A q", "q"},
    {"ESC [1 x0a ;2 x07 D q", "Shift-Left q"},
    {"ESC [1 x03 q", "Ctrl-C q"},
    {"ESC _ A x07 A ESC \\ q", "q"},
    {"ESC P A x01 A ESC \\ q", "q"},
    {"ESC X A x0d A ESC \\ q", "q"},
    {"ESC ^ A x03 q", "Ctrl-C q"},
    {"ESC [200~ x +200 x03 q", "'x Ctrl-C q"},

    /* mouse */
    {"ESC [<0;5;4M ESC [<0;5;4m q", "press1@3,4 q"},
    {"ESC [<2;1;1M", "press3@0,0"},
    {"ESC [<64;5;4M ESC [<65;5;4M", "wheel-1@3,4 wheel1@3,4"},
    {"ESC [<0;5;4M ESC [<32;6;4M ESC [<0;6;4m", "press1@3,4 drag@3,5"},
    {"ESC [<33;5;4M ESC [<34;5;4M ESC [<35;5;4M q", "q"},
    {"ESC [1;2D ESC [1;2C ESC [1;2H ESC [1;2F",
     "Shift-Left Shift-Right Shift-Home Shift-End"},
    {"ESC [1;5D ESC [1;3C ESC [1;2A q", "q"},
    {"ESC [<36;5;4M ESC [<4;5;4M ESC [<66;5;4M q", "q"},
    {"ESC [<0;0;4M ESC [<0;5M ESC [<;;M ESC [<0;5;4;6M q", "q"},
    {"ESC [32;5;4M q", "q"}, /* urxvt */
    {"ESC [M x20 x25 x24 q", "q"},
    {"ESC [Mrrr q", "q"},
    {"ESC [M x20 xff xfe q", "q"},
    {"ESC [M x20 x9b x9d q", "q"},
    {"ESC [M x20 ESC [A q", "Up q"},
    {"ESC [M x20 x03 q", "Ctrl-C q"},

    /* a paste */
    {"ESC [200~ rm x20 mnist.gz ESC [201~ q", "'r 'm '  'm 'n 'i 's 't '. 'g 'z q"},
    {"ESC [200~ r x0d x0a r x03 ESC [201~ q", "'r 'r q"},
    {"ESC [200~ ESC [A ESC OP r ESC [201~ q", "'r q"},
    {"ESC [200~ ESC ]0;rm ESC [201~ q", "q"},
    {"ESC [200~ ESC [201~ ESC [201~ q", "q"},
    {"ESC [200~ r +300 +300 r +300 ESC [201~ q", "'r 'r q"},
    {"ESC [200~ r +1000 q", "'r q"},

    /* in pieces */
    {"ESC [ +200 A q", "Up q"},
    {"ESC [ +300 q", "q"},
    {"ESC ]11;rgb +200 :rm +200 ESC +200 \\ q", "q"},
    {"ESC ]11;rgb +300 q", "q"},
    {"ESC ]11;rgb ESC +300 q", "q"},
    {"ESC Prm +300 q", "q"},
    {"ESC [<0;5 +300 q", "q"},
    {"ESC [M x20 +300 q", "q"},
    {"ESC O +300 q", "q"},
    {"ESC +30 ]11;rgb:rm ESC \\ q", "Esc q"},
    {"ESC +30 [A q", "Esc q"},
    {"ESC +200 [<0;5;4M q", "Esc q"},
    {"ESC +30 Prm ESC \\ q", "Esc q"},
    {"ESC +30 _rm ESC \\ q", "Esc q"},
    {"ESC +30 ^rm ESC \\ q", "Esc q"},
    {"ESC +30 Xrm ESC \\ q", "Esc q"},
    {"ESC +30 OA q", "Esc q"},
    {"ESC +30 +300 [ q", "Esc [ q"},
    {"ESC +30 [200~ rm ESC [201~ q", "Esc 'r 'm q"},

    /* broken off */
    {"ESC [12 x18 q", "q"},
    {"ESC [12 x03 q", "Ctrl-C q"},
    {"ESC [12 ESC [A q", "Up q"},
    {"ESC ]rm x18 q", "q"},
    {"ESC ]rm x03 q", "Ctrl-C q"},
    {"ESC ]rm ESC [A q", "Up q"},
    {"ESC ]rm ESC x03 q", "q"},
    {"ESC [12 x9b A q", "Up q"},
};

static const struct row utf_8[] = {
    {"xc3 xa9 q", "U+00E9 q"},
    {"xe2 x82 xac", "U+20AC"},
    {"xf0 x9f x98 x80", "U+1F600"},
    {"xc3 +200 xa9", "U+00E9"},
    {"xc3 +300 q", "q"},
    {"xc3 q", "q"},
    {"xc3 ESC [A", "Up"},
    {"xe0 x80 xaf q", "q"},     /* longer than it need be */
    {"xed xa0 x80 q", "q"},     /* half of a pair */
    {"xf4 x90 x80 x80 q", "q"}, /* past the last character */
    {"xa9 xff xfe xc0 xc1 xf5 q", "q"},
    {"xf5 x90 x80 x80 2", "2"}, /* bytes behind one that is invalid open nothing */
    {"xc0 x9d 2", "2"},
    {"xfd x9d x9d x9d x9d x9d 2", "2"},
    {"xc2 x9b A q", "Up q"},
    {"xc2 x8f B q", "Down q"},
    {"xc2 x85 q", "q"},
    {"ESC xc3 xa9 q", "q"},
    {"xc2 x9d 11;rgb:1414/1919/1f1f xc2 x9c q", "q"},
    {"xc2 x90 rm xc2 x9c q", "q"},
    {"ESC ]0; xe2 x9c x9c rm ESC \\ q", "q"}, /* U+271C has the byte of the end */
    {"ESC [200~ xc3 xa9 ESC [201~ q", "'U+00E9 q"},
};

static const struct row eight_bit[] = {
    {"xe9 q", "U+00E9 q"},
    {"xa0 xff", "U+00A0 U+00FF"},
    {"x85 x99 q", "q"},
    {"ESC xe9 q", "q"},
    {"ESC [200~ xe9 ESC [201~ q", "'U+00E9 q"},
};

static const struct row ascii[] = {
    {"xe9 q", "q"},
    {"x85 xa0 xff q", "q"},
};

/* What terminfo says of the terminal's own keys. */
static const struct row own_keys[] = {
    {"ESC [[A q", "F1 q"}, /* the Linux console */
    {"ESC [[B q", "q"},     {"ESC [[ +300 q", "q"},
    {"ESC [A q", "Up q"},   {"ESC A q", "Up q"}, /* VT52 */
    {"ESC B q", "q"},       {"x0b q", "Up q"},   /* a Wyse */
    {"ESC Q7 q", "PgUp q"}, {"ESC Q8 q", "8 q"},
};

/* ---- reading the table ---- */

static const struct {
    const char *name;
    unsigned char byte;
} byte_names[] = {{"ESC", 0x1b}, {"BEL", 0x07}};

/* The bytes of a word. */
static size_t
word_bytes(const char *word, unsigned char bytes[64])
{
    size_t i, length = strlen(word);

    for (i = 0; i < MEM_COUNT(byte_names); i++) {
        if (strcmp(byte_names[i].name, word) == 0) {
            bytes[0] = byte_names[i].byte;
            return 1;
        }
    }
    if (length == 3 && word[0] == 'x') {
        bytes[0] = (unsigned char)strtoul(word + 1, NULL, 16);
        return 1;
    }
    memcpy(bytes, word, length);
    return length;
}

static void
name_key(int key, char *name, size_t size)
{
    char text[KEYS_NAME];

    if (key >= KEYS_CHARACTER) {
        snprintf(name, size, "U+%04X", (unsigned)(key - KEYS_CHARACTER));
    } else if (key == '\a') {
        snprintf(name, size, "Ctrl-G");
    } else if (keys_normal(key) == KEY_BACKSPACE) {
        snprintf(name, size, "Backspace");
    } else {
        keys_name(keys_normal(key), text);
        snprintf(name, size, "%s", text);
    }
}

static void
write_event(char *text, size_t size, const struct event *event)
{
    char name[32];

    if (text[0] != '\0')
        text_append(text, size, " ");
    name_key(event->key, name, sizeof name);
    if (event->kind == EVENT_KEY)
        text_append(text, size, "%s", name);
    else if (event->kind == EVENT_TEXT)
        text_append(text, size, "'%s", event->key == ' ' ? " " : name);
    else if (event->kind == EVENT_PRESS)
        text_append(text, size, "press%d@%d,%d", event->button, event->y, event->x);
    else if (event->kind == EVENT_DRAG)
        text_append(text, size, "drag@%d,%d", event->y, event->x);
    else
        text_append(text, size, "wheel%d@%d,%d", event->step, event->y, event->x);
}

struct reading {
    struct input input;
    double now, gap; /* seconds between two bytes, but not after an ESC */
    unsigned char last;
    char events[512];
};

static void
keep(struct reading *reading, const struct event *events, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        write_event(reading->events, sizeof reading->events, &events[i]);
}

static void
pass(struct reading *reading, double seconds)
{
    struct event events[INPUT_EVENTS];

    reading->now += seconds;
    keep(reading, events, input_time(&reading->input, reading->now, events));
}

static void
send_word(struct reading *reading, const char *word)
{
    struct event events[INPUT_EVENTS];
    unsigned char bytes[64];
    size_t length, i;

    if (word[0] == '+' && word[1] != '\0') {
        pass(reading, strtod(word + 1, NULL) / 1000 + 1e-6);
        return;
    }
    length = word_bytes(word, bytes);
    for (i = 0; i < length; i++) {
        if (reading->last != 0x1b)
            pass(reading, reading->gap);
        keep(reading, events,
             input_byte(&reading->input, bytes[i], reading->now, events));
        reading->last = bytes[i];
    }
}

static void
check_row(const struct row *row, enum input_charset charset, bool own, double gap)
{
    struct reading reading = {.gap = gap};
    char bytes[256], *word, *rest = bytes;

    input_init(&reading.input, charset, 0.025);
    reading.input.mouse = true;
    if (own) {
        input_add_key(&reading.input, "\033[[A", KEY_F(1));
        input_add_key(&reading.input, "\033A", KEY_UP);
        input_add_key(&reading.input, "\013", KEY_UP);
        input_add_key(&reading.input, "\033Q7", KEY_PPAGE);
    }
    snprintf(bytes, sizeof bytes, "%s", row->bytes);
    while ((word = strsep(&rest, " ")) != NULL)
        send_word(&reading, word);
    ck_assert_msg(strcmp(reading.events, row->events) == 0,
                  "%s, %g ms between bytes: \"%s\", expected \"%s\"", row->bytes,
                  1000 * gap, reading.events, row->events);
}

static void
check_table(const struct row *rows, size_t count, enum input_charset charset, bool own)
{
    static const double gaps[] = {0, 0.01, 0.09};
    size_t i, g;

    for (i = 0; i < count; i++) {
        for (g = 0; g < MEM_COUNT(gaps); g++)
            check_row(&rows[i], charset, own, gaps[g]);
    }
}

START_TEST(sequences_are_the_same_in_every_charset)
{
    check_table(any_charset, MEM_COUNT(any_charset), INPUT_UTF_8, false);
    check_table(any_charset, MEM_COUNT(any_charset), INPUT_8_BIT, false);
    check_table(any_charset, MEM_COUNT(any_charset), INPUT_ASCII, false);
}
END_TEST

START_TEST(characters_are_those_of_the_charset)
{
    check_table(utf_8, MEM_COUNT(utf_8), INPUT_UTF_8, false);
    check_table(eight_bit, MEM_COUNT(eight_bit), INPUT_8_BIT, false);
    check_table(ascii, MEM_COUNT(ascii), INPUT_ASCII, false);
}
END_TEST

START_TEST(a_terminal_has_keys_of_its_own)
{
    check_table(own_keys, MEM_COUNT(own_keys), INPUT_UTF_8, true);
}
END_TEST

/* The loop must not sleep over what is pending, nor wake when nothing is. */
START_TEST(what_is_pending_is_due)
{
    struct event events[INPUT_EVENTS];
    struct input input;

    input_init(&input, INPUT_UTF_8, 0.025);
    ck_assert(input_due(&input, 100) < 0);
    ck_assert_uint_eq(input_byte(&input, 0x1b, 100, events), 0);
    ck_assert_double_eq_tol(input_due(&input, 100.005), 0.02, 1e-6);
    ck_assert_double_eq(input_due(&input, 101), 0);
    ck_assert_uint_eq(input_time(&input, 100.024, events), 0);
    ck_assert_uint_eq(input_time(&input, 100.0251, events), 1);
    ck_assert_double_eq_tol(input_due(&input, 100.025), 0.3, 1e-6);
    ck_assert_uint_eq(input_time(&input, 100.33, events), 0);
    ck_assert(input_due(&input, 100.33) < 0);
}
END_TEST

/* A terminal may send them though nobody has asked. */
START_TEST(without_the_mouse_its_reports_are_none)
{
    static const char reports[] = "\033[<0;5;4M\033[<32;5;4M\033[<64;5;4M";
    struct event events[INPUT_EVENTS];
    struct input input;
    size_t i;

    input_init(&input, INPUT_UTF_8, 0.025);
    for (i = 0; i < sizeof reports - 1; i++)
        ck_assert_uint_eq(input_byte(&input, (unsigned char)reports[i], 0, events), 0);
    ck_assert_uint_eq(input_byte(&input, 'q', 0, events), 1);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        sequences_are_the_same_in_every_charset, characters_are_those_of_the_charset,
        a_terminal_has_keys_of_its_own,          what_is_pending_is_due,
        without_the_mouse_its_reports_are_none,  NULL,
    };

    return suite_run("input", tests, 0);
}
