#include "config.h"

#include "ui/browse.h"

#include "base/clock.h"
#include "nn/evaluate.h"

/* How long a search for a wrong answer may hold the screen, and in what steps it looks at
 * the clock. */
static const double search_seconds = 0.3;
enum { SEARCH_IMAGES = 100 };

void
browse_answer(struct app *app)
{
    struct browsed_image *browsed = &app->view.browsed;
    uint32_t which = (uint32_t)browsed->number;
    struct batch batch = {&app->config->dataset->test, &which, 1, 0};
    const real *outputs;
    size_t j;

    browsed->answered = app->net != NULL && app->ws != NULL;
    if (!browsed->answered)
        return;
    backprop_forward(app->ws, app->net, &batch);
    outputs = backprop_outputs(app->ws, app->net, 0);
    for (j = 0; j < app->config->dataset->classes; j++)
        browsed->outputs[j] = (float)outputs[j];
    browsed->answer = backprop_answer(app->ws, app->net, 0);
}

void
browse_to(struct app *app, size_t number)
{
    app->view.browsed.number = number;
    browse_answer(app);
}

/* Steps of one go around the ends; longer ones stop there. */
static void
browse_by(struct app *app, long step)
{
    long count = (long)app->config->dataset->test.count;
    long number = (long)app->view.browsed.number + step;

    if (step == 1 || step == -1)
        number = (number + count) % count;
    else
        number = number < 0 ? 0 : number < count ? number : count - 1;
    browse_to(app, (size_t)number);
}

/* A search that takes too long stops where it is; the key again goes on. */
static void
browse_wrong(struct app *app, int step)
{
    const struct images *test = &app->config->dataset->test;
    size_t n = test->count, from = app->view.browsed.number, tried, found = n;
    double until = clock_now() + search_seconds;

    if (!app->view.browsed.answered) {
        app_say(app, "There is no answer yet.");
        return;
    }
    for (tried = 0; tried < n && found == n && clock_now() < until;
         tried += SEARCH_IMAGES) {
        from = app->view.browsed.number + (step > 0 ? 1 + tried : 2 * n - 1 - tried);
        found = evaluate_next_error(app->ws, app->net, test, from, step, SEARCH_IMAGES);
    }
    if (found < n)
        browse_to(app, found);
    else if (tried >= n)
        app_say(app, "Every answer is right.");
    else
        browse_to(app, from % n);
}

bool
browse_action(struct app *app, enum action action)
{
    size_t count = app->config->dataset->test.count;

    switch (action) {
    case ACTION_LEFT:
        browse_by(app, -1);
        return true;
    case ACTION_RIGHT:
        browse_by(app, 1);
        return true;
    case ACTION_UP:
        browse_by(app, -10);
        return true;
    case ACTION_DOWN:
        browse_by(app, 10);
        return true;
    case ACTION_PAGE_UP:
        browse_by(app, -100);
        return true;
    case ACTION_PAGE_DOWN:
        browse_by(app, 100);
        return true;
    case ACTION_FIRST:
        browse_to(app, 0);
        return true;
    case ACTION_LAST:
        browse_to(app, count - 1);
        return true;
    case ACTION_RANDOM:
        browse_to(app, rng_below(&app->rng, (uint32_t)count));
        return true;
    case ACTION_NEXT_WRONG:
        browse_wrong(app, 1);
        return true;
    case ACTION_PREVIOUS_WRONG:
        browse_wrong(app, -1);
        return true;
    case ACTION_GO_TO:
        app_open_over(app, OVER_GO_TO);
        return true;
    default:
        return false;
    }
}
