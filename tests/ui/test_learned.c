/* When an image was learned: the strip, the words, and where its answer changed next. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "support/screen.h"
#include "support/suite.h"
#include "ui/widgets/learned.h"

enum { MOMENTS_MAX = 32, LABEL = 5, FIRST = 4, WIDTH = 33, DOUBLINGS = 32 };

static struct checkpoint moments[MOMENTS_MAX];
static struct checkpoint *pointers[MOMENTS_MAX];
static struct answers answers[MOMENTS_MAX];
static uint8_t answer_of[MOMENTS_MAX];
static struct tape tape;

/*
 * A tape with a moment for each digit, which is the answer there, and for each "?", whose
 * answer is not known. Blanks part the columns: the first is FIRST, and each stands for a
 * doubling of the images.
 */
static struct learned
make_tape(const char *text)
{
    struct learned learned = {.tape = &tape, .label = LABEL, .epoch = 1 << 30};
    uint64_t images = (1 << FIRST) - 1;
    int column = FIRST;

    memset(moments, 0, sizeof moments);
    learned.total = ((uint64_t)1 << DOUBLINGS) - 1;
    tape.count = 0;
    tape.at = pointers;
    for (; *text != '\0'; text++) {
        struct checkpoint *moment = &moments[tape.count];

        if (*text == ' ') {
            images = ((uint64_t)1 << ++column) - 1;
            continue;
        }
        moment->images = images++;
        answer_of[tape.count] = (uint8_t)(*text - '0');
        answers[tape.count] =
            (struct answers){.count = 1, .answer = &answer_of[tape.count]};
        if (*text != '?')
            atomic_store(&moment->answers, &answers[tape.count]);
        pointers[tape.count++] = moment;
    }
    return learned;
}

/* A cell as a letter: R and w for right and wrong, M and m for the middle height. */
static char
letter_at(const struct screen_copy *copy, const struct canvas *canvas, int x)
{
    const char *glyph = copy->cells[1][x].glyph;
    bool good = screen_role(copy, 1, x) == ROLE_GOOD;

    if (strcmp(glyph, " ") == 0)
        return '.';
    if (strcmp(glyph, canvas->glyphs->column[5]) == 0)
        return good ? 'M' : 'm';
    ck_assert_str_eq(glyph, canvas->glyphs->column[good ? 8 : 2]);
    return good ? 'R' : 'w';
}

START_TEST(the_strip_shows_where_the_answer_changed)
{
    static const struct {
        const char *answers, *strip;
    } cases[] =
        {
            {"3 3 5 5", "wwRR"}, {"3  5   5", "wwRRRR"},
            {"3 35 5", "wRR"},                       /* once, and there it became right */
            {"5 53 3", "Rww"},   {"3 535 5", "wMR"}, /* more than once */
            {"5 353 3", "Rmw"},  {"3 4 4", "wmw"},   /* from wrong to wrong */
            {"3 45 5", "wMR"},   {"? 3 ? 5", ".wwR"},
            {"3 ?5? ?", "wRR"},  {"5 5 5", "RRR"},
        };
    static struct screen_copy copy;
    struct canvas canvas;
    size_t i;
    int x;

    screen_open(SCREEN_RICH, LEARNED_ROWS, WIDTH);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct learned learned = make_tape(cases[i].answers);
        struct rect r = {0, 0, LEARNED_ROWS, WIDTH};
        char strip[WIDTH + 1] = "";

        werase(stdscr);
        learned_draw(&canvas, r, &learned);
        screen_read(&copy);
        for (x = 0; x < (int)strlen(cases[i].strip); x++)
            strip[x] = letter_at(&copy, &canvas, FIRST + x);
        ck_assert_msg(strcmp(strip, cases[i].strip) == 0, "%s: %s", cases[i].answers,
                      strip);
        ck_assert_int_eq(letter_at(&copy, &canvas, FIRST - 1), '.');
        ck_assert_int_eq(letter_at(&copy, &canvas, FIRST + x), '.'); /* not trained */
    }
    screen_close();
}
END_TEST

START_TEST(words_say_since_when)
{
    static const struct {
        const char *answers, *words;
    } cases[] = {
        {"3 3 5 5", "right since image 63"},
        {"3 5 3 4", "wrong since image 63"}, /* also with another wrong answer */
        {"3 5 3 5", "right since image 127"},
        {"3 4 7", "never right yet"},
        {"5 ? 5", "always right"},
        {"? ?", ""},
    };
    char words[LEARNED_TEXT];
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct learned learned = make_tape(cases[i].answers);

        learned_words(&learned, words);
        ck_assert_str_eq(words, cases[i].words);
    }
}
END_TEST

START_TEST(the_next_change_is_found_and_after_the_last_the_first)
{
    struct learned learned = make_tape("3 ? 4 4 5 5 3");
    static const size_t places[] = {2, 4, 6, 2};
    size_t i, place;

    for (i = 0; i < sizeof places / sizeof *places; i++) {
        place = learned_next_change(&learned);
        ck_assert_uint_eq(place, places[i]);
        learned.at = tape.at[place]->images;
    }
    learned = make_tape("3 3 ? 3");
    ck_assert(learned_next_change(&learned) == TAPE_NONE);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_strip_shows_where_the_answer_changed,
        words_say_since_when,
        the_next_change_is_found_and_after_the_last_the_first,
        NULL,
    };

    return suite_run("learned", tests, 60);
}
