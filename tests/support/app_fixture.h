/* An app on a few synthetic digits, with a trainer but no terminal. */
#ifndef MNISTUI_TESTS_APP_FIXTURE_H
#define MNISTUI_TESTS_APP_FIXTURE_H

#include <stdbool.h>

#include "ui/app.h"

enum { FIXTURE_TRAIN = 200, FIXTURE_TEST = 150, FIXTURE_ROWS = 24 };

struct fixture {
    struct ui_config config;
    struct run_list runs;
    struct app app;
};

/* A config whose first run does not end by itself: change it, then fixture_start. There
 * is one fixture at a time. */
struct fixture *fixture_new(void);
void fixture_start(struct fixture *fixture);

/* fixture_new and fixture_start. */
struct fixture *fixture_started(void);

/* Ends what is on, as the UI does when the user leaves, or fails the test when that takes
 * too long; then frees all of it. */
void fixture_finish(struct fixture *fixture);

/* Each character is a key. */
void fixture_keys(struct fixture *fixture, const char *keys);

/* Updates the app until the condition holds, or fails the test when that takes too long.
 */
void fixture_wait(struct fixture *fixture, bool (*condition)(const struct app *app));

/* Conditions. */
bool run_has_trained(const struct app *app);
bool run_has_ended(const struct app *app);
bool run_is_paused(const struct app *app);

/* Fails the test unless the message holds the text. */
void fixture_says(const struct fixture *fixture, const char *text);

#endif
