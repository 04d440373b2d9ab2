/*
 * The UI on a few synthetic digits, with an engine, drawn by curses on a terminal that is
 * not there (support/screen.h). Tests do what a user does: they press keys and read the
 * screen.
 */
#ifndef MNISTUI_TESTS_UI_FIXTURE_H
#define MNISTUI_TESTS_UI_FIXTURE_H

#include <stdbool.h>

#include "runs/session.h"
#include "support/screen.h"
#include "ui/event.h"
#include "ui/ui_config.h"

/* The terminal is large enough for every word of header and footer. */
enum { FIXTURE_TRAIN = 200, FIXTURE_TEST = 150, FIXTURE_ROWS = 24, FIXTURE_COLS = 130 };

enum { FIXTURE_TEXT = SCREEN_ROWS * SCREEN_ROW };

/* ---- start and end ---- */

/* What the UI will be started with: change it, then call fixture_start. The first run
 * does not end by itself. There is one UI at a time. */
struct ui_config *fixture_new(void);
void fixture_start(void);

/* Runs measure the training error, too: call it before fixture_start. */
void fixture_eval_train(void);

/* Bytes for the moments of all runs: call it before fixture_start. */
void fixture_set_budget(size_t bytes);

/* fixture_new and fixture_start, with a run 1 of one epoch, to its end. */
void fixture_start_and_end(void);

/* fixture_new and fixture_start. */
void fixture_start_usual(void);

/* Ends what is on, as when the user leaves, or fails the test when that takes too long;
 * then frees the UI. Returns what was wrong, as ui_run would, or NULL. */
const char *fixture_finish(void);

/* Frees the UI in the middle of what it does. */
void fixture_drop(void);

/* How many runs have ended, all runs, and how one stands or ended; they stay until
 * fixture_new. */
size_t fixture_ended(void);
const struct session *fixture_session(void);
const struct measures *fixture_run(size_t number);

/* ---- what a user does ---- */

/* A key as curses names it; and each character of a text as one. */
void fixture_key(int key);
void fixture_keys(const char *keys);

/* Anything that a terminal sends. */
void fixture_event(const struct event *event);

/* The mouse at this cell of the screen, with its left button. */
void fixture_mouse(enum event_kind kind, int y, int x);

void fixture_resize(int rows, int cols);

/* ---- what a user sees ---- */

/* Draws the UI as it is and reads the screen. News of the engine and the supply are
 * taken up when a key asks for them, by the functions that wait, and by fixture_update.
 */
const struct screen_copy *fixture_screen(void);
void fixture_update(void);

/* The same as rows of text, each without the blanks at its end. It holds until the next
 * call. */
const char *fixture_text(void);

bool fixture_shows(const char *text);

/* Each fails the test unless the text is on the screen, or is not, or is there in that
 * role. */
void fixture_sees(const char *text);
void fixture_sees_no(const char *text);
void fixture_sees_as(enum role role, const char *text);

/* The number that follows these words on the screen; it may have blanks between its
 * groups of digits. Fails the test when they are not there. */
double fixture_number(const char *words);

/* Each takes up what is new until the text is on the screen, or has gone, or until the
 * user has left; fails the test when that takes too long. */
void fixture_wait_for(const char *text);
void fixture_wait_until_gone(const char *text);
void fixture_wait_until_left(void);

/* Takes up what is new until the answers of all moments of the run are known. */
void fixture_wait_for_answers(const struct run *run);

/* Whether the UI ends now. */
bool fixture_has_left(void);

#endif
