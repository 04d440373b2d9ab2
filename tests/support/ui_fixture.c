#include "config.h"

#include "support/ui_fixture.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "support/make_data.h"
#include "support/suite.h"
#include "ui/control.h"
#include "ui/ui.h"

/* Seconds, against waiting for ever: sanitizers on a busy machine are slow. */
static const double patience = 200;

static struct ui_config config;
static struct session session;
static struct control control;
static struct ui ui;

/* ---- start and end ---- */

struct ui_config *
fixture_new(void)
{
    static struct dataset dataset;

    if (dataset.train.count == 0)
        ck_assert_int_eq(make_dataset(&dataset, FIXTURE_TRAIN, FIXTURE_TEST), 0);
    memset(&config, 0, sizeof config);
    config.dataset = &dataset;
    config.kernels = kernels_best();
    config.jobs = 2;
    hparams_init(&config.hparams);
    config.hparams.epochs = 1000000;
    session_done(&session);
    session_init(&session, (size_t)TAPE_MEGABYTES << 20);
    return &config;
}

void
fixture_eval_train(void)
{
    session.eval_train = true;
}

void
fixture_set_budget(size_t bytes)
{
    session.budget = bytes;
}

/* Once in each process: it stays for the next UI. */
static void
open_screen(void)
{
    static bool open;

    if (!open)
        screen_open(SCREEN_RICH, FIXTURE_ROWS, FIXTURE_COLS);
    else
        screen_resize(FIXTURE_ROWS, FIXTURE_COLS);
    open = true;
}

void
fixture_start(void)
{
    struct error err;
    struct look look;

    open_screen();
    ck_assert_msg(ui_init(&ui, &control, &err) == 0 &&
                      control_init(&control, &config, &session, &ui.notice, -1, &err) ==
                          0,
                  "%s", err.text);
    look = control_look(&control);
    ui_show_look(&ui, &look);
    fixture_screen(); /* the first frame comes before all keys */
}

void
fixture_start_usual(void)
{
    fixture_new();
    fixture_start();
}

void
fixture_drop(void)
{
    control_done(&control);
    ui_done(&ui);
}

static void
nap(void)
{
    const struct timespec millisecond = {0, 1000000};

    nanosleep(&millisecond, NULL);
}

const char *
fixture_finish(void)
{
    static struct error err;
    double until = clock_now() + patience;
    bool finished;

    do {
        if (clock_now() > until)
            ck_abort_msg("the run does not end");
        nap();
        finished = ui_finish(&ui);
        fixture_screen(); /* a sanitizer sees what shows something that is freed */
    } while (!finished);
    err = control.save_failed ? control.save_error : control.load_error;
    if (!control.save_failed && !control.load_failed)
        err.text[0] = '\0';
    fixture_drop();
    return err.text[0] != '\0' ? err.text : NULL;
}

size_t
fixture_ended(void)
{
    size_t i, count = 0;

    for (i = 0; i < session.count; i++)
        count += session.runs[i]->ended;
    return count;
}

const struct session *
fixture_session(void)
{
    return &session;
}

const struct measures *
fixture_run(size_t number)
{
    const struct run *run = session_find(&session, number);

    ck_assert_ptr_nonnull(run);
    return &run->now;
}

/* ---- what a user does ---- */

void
fixture_key(int key)
{
    ui_key(&ui, key);
}

void
fixture_keys(const char *keys)
{
    for (; *keys != '\0'; keys++)
        ui_key(&ui, (unsigned char)*keys);
}

void
fixture_event(const struct event *event)
{
    fixture_screen();
    ui_event(&ui, event);
}

void
fixture_mouse(enum event_kind kind, int y, int x)
{
    const struct event event = {.kind = kind, .button = 1, .y = y, .x = x};

    fixture_event(&event);
}

void
fixture_resize(int rows, int cols)
{
    screen_resize(rows, cols);
    ui_key(&ui, KEY_RESIZE);
    fixture_screen();
}

/* ---- what a user sees ---- */

void
fixture_update(void)
{
    ui_update(&ui);
}

const struct screen_copy *
fixture_screen(void)
{
    static struct screen_copy copy;
    struct canvas canvas = screen_canvas(NULL, GLYPHS_BLOCK);

    ui_tick(&ui);
    ui_draw(&ui, &canvas);
    screen_read(&copy);
    return &copy;
}

bool
fixture_shows(const char *text)
{
    return screen_find(fixture_screen(), text, NULL, NULL);
}

const char *
fixture_text(void)
{
    static char text[FIXTURE_TEXT];
    const struct screen_copy *copy = fixture_screen();
    char row[SCREEN_ROW];
    int y;

    text[0] = '\0';
    for (y = 0; y < copy->rows; y++) {
        screen_row(copy, y, row);
        text_append(text, sizeof text, "%s\n", row);
    }
    return text;
}

/* As much of the screen as a message of Check may hold. */
static void
give_up(const char *text, const char *how)
{
    ck_abort_msg("\"%s\" %s:\n%.6000s", text, how, fixture_text());
}

void
fixture_sees(const char *text)
{
    if (!fixture_shows(text))
        give_up(text, "is not on the screen");
}

void
fixture_sees_no(const char *text)
{
    if (fixture_shows(text))
        give_up(text, "is on the screen");
}

void
fixture_sees_as(enum role role, const char *text)
{
    int y, x;

    fixture_sees(text);
    ck_assert(screen_find(fixture_screen(), text, &y, &x));
    ck_assert_msg(screen_role(fixture_screen(), y, x) == role,
                  "\"%s\" has the role %d, not %d", text,
                  (int)screen_role(fixture_screen(), y, x), (int)role);
}

double
fixture_number(const char *words)
{
    const char *at;
    char number[32] = "";
    size_t length = 0;

    fixture_sees(words);
    at = fixture_text();
    for (at = strstr(at, words) + strlen(words); *at == ' '; at++)
        continue;
    for (; length < sizeof number - 1; at++) {
        if (isdigit((unsigned char)*at) || *at == '.')
            number[length++] = *at;
        else if (*at != ' ' || !isdigit((unsigned char)at[1]))
            break;
    }
    ck_assert_msg(length > 0, "no number follows \"%s\"", words);
    return atof(number);
}

static void
wait_until(bool (*condition)(const char *), const char *text, const char *failure)
{
    double until = clock_now() + patience;

    for (fixture_update(); !condition(text); fixture_update()) {
        if (clock_now() > until)
            give_up(text, failure);
        nap();
    }
}

void
fixture_wait_for(const char *text)
{
    wait_until(fixture_shows, text, "does not come");
}

void
fixture_start_and_end(void)
{
    fixture_new()->hparams.epochs = 1;
    fixture_start();
    fixture_wait_for("run 1  done");
}

static bool
has_gone(const char *text)
{
    return !fixture_shows(text);
}

void
fixture_wait_until_gone(const char *text)
{
    wait_until(has_gone, text, "does not go");
}

bool
fixture_has_left(void)
{
    return ui.leaving;
}

static bool
has_left(const char *text)
{
    (void)text;
    return fixture_has_left();
}

void
fixture_wait_until_left(void)
{
    wait_until(has_left, "the end", "does not come");
}

void
fixture_wait_for_answers(const struct run *run)
{
    size_t i;

    for (i = 0; i < run->tape.count; i++) {
        while (checkpoint_answers(run->tape.at[i]) == NULL) {
            usleep(1000);
            fixture_update();
        }
    }
    fixture_update();
}
