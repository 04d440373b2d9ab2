#include "config.h"

#include "support/app_fixture.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "support/make_data.h"
#include "support/suite.h"

static const double patience = 20; /* seconds; sanitizers are slow */

struct fixture *
fixture_new(void)
{
    static struct dataset dataset;
    static struct fixture fixture;

    if (dataset.train.count == 0)
        ck_assert_int_eq(make_dataset(&dataset, FIXTURE_TRAIN, FIXTURE_TEST), 0);
    memset(&fixture, 0, sizeof fixture);
    fixture.config.dataset = &dataset;
    fixture.config.kernels = kernels_best();
    hparams_init(&fixture.config.hparams);
    fixture.config.hparams.epochs = 1000000;
    run_list_init(&fixture.runs);
    return &fixture;
}

void
fixture_start(struct fixture *fixture)
{
    struct error err;

    ck_assert_msg(app_init(&fixture->app, &fixture->config, &fixture->runs, -1, &err) ==
                      0,
                  "%s", err.text);
    fixture->app.rows = FIXTURE_ROWS;
}

struct fixture *
fixture_started(void)
{
    struct fixture *fixture = fixture_new();

    fixture_start(fixture);
    return fixture;
}

static void
nap(void)
{
    struct timespec millisecond = {0, 1000000};

    nanosleep(&millisecond, NULL);
}

void
fixture_finish(struct fixture *fixture)
{
    double until = clock_now() + patience;

    while (!app_finish(&fixture->app)) {
        if (clock_now() > until)
            ck_abort_msg("the app does not end");
        nap();
    }
    app_done(&fixture->app);
    run_list_done(&fixture->runs);
}

void
fixture_keys(struct fixture *fixture, const char *keys)
{
    for (; *keys != '\0'; keys++)
        app_key(&fixture->app, *keys);
}

void
fixture_wait(struct fixture *fixture, bool (*condition)(const struct app *app))
{
    double until = clock_now() + patience;

    for (;;) {
        app_update(&fixture->app);
        if (condition(&fixture->app))
            return;
        if (clock_now() > until)
            ck_abort_msg("what was waited for does not come");
        nap();
    }
}

bool
run_has_trained(const struct app *app)
{
    return app->view.shot.image.known;
}

bool
run_has_ended(const struct app *app)
{
    return app->view.shot.run > 0 && app->view.shot.status != RUN_TRAINING;
}

bool
run_is_paused(const struct app *app)
{
    return app->view.shot.paused && run_has_trained(app);
}

void
fixture_says(const struct fixture *fixture, const char *text)
{
    const char *message = fixture->app.view.message;

    ck_assert_msg(strstr(message, text) != NULL, "\"%s\" is not in \"%s\"", text,
                  message);
}
