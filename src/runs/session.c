#include "config.h"

#include "runs/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- start and end ---- */

void
session_init(struct session *session, size_t budget)
{
    memset(session, 0, sizeof *session);
    session->budget = budget;
}

void
session_done(struct session *session)
{
    size_t i;

    session_close(session);
    for (i = 0; i < session->count; i++)
        run_free(session->runs[i]);
    free(session->runs);
    free(session->tapes);
    session_init(session, session->budget);
}

int
session_open(struct session *session, const struct dataset *dataset,
             const struct kernels *kernels, size_t jobs, int wake_fd, struct error *err)
{
    session->engine = engine_new(dataset, kernels, jobs, session->budget, wake_fd, err);
    return session->engine != NULL ? 0 : -1;
}

void
session_close(struct session *session)
{
    engine_free(session->engine);
    session->engine = NULL;
}

/* ---- the list ---- */

static int
make_room(struct session *session, size_t more, struct error *err)
{
    size_t room = session->room * 2 + 16;
    struct run **runs;
    struct tape **tapes;

    if (session->count + more <= session->room)
        return 0;
    runs = realloc(session->runs, room * sizeof *runs);
    if (runs == NULL)
        return error_memory(err, "the list of runs");
    session->runs = runs;
    tapes = realloc(session->tapes, room * sizeof *tapes);
    if (tapes == NULL)
        return error_memory(err, "the list of runs");
    session->tapes = tapes;
    session->room = room;
    return 0;
}

static void
append(struct session *session, struct run *run)
{
    session->tapes[session->count] = &run->tape;
    session->runs[session->count++] = run;
}

/* The place of the run, or where it would be. */
static size_t
place_of(const struct session *session, size_t number)
{
    size_t i = session->count;

    while (i > 0 && session->runs[i - 1]->now.run >= number)
        i--;
    return i;
}

struct run *
session_find(const struct session *session, size_t number)
{
    size_t i = place_of(session, number);

    return i < session->count && session->runs[i]->now.run == number ? session->runs[i]
                                                                     : NULL;
}

/* Of those that race with the run at this place, the first one that has begun. */
static size_t
first_of_race(const struct session *session, size_t place)
{
    size_t first = place, race = session->runs[place]->race, i;

    for (i = place; race != 0 && i > 0 && session->runs[i - 1]->race == race; i--) {
        if (session->runs[i - 1]->begun)
            first = i - 1;
    }
    return first;
}

struct run *
session_newest(const struct session *session)
{
    size_t i = session->count;

    while (i > 0 && !session->runs[i - 1]->begun)
        i--;
    return i > 0 ? session->runs[first_of_race(session, i - 1)] : NULL;
}

size_t
session_race(const struct session *session, const struct run *run,
             const struct run *runs[LANES_MAX])
{
    size_t count = 0, i;

    if (run->race == 0)
        return 0;
    for (i = place_of(session, run->race); i < session->count && count < LANES_MAX; i++) {
        if (session->runs[i]->race != run->race)
            break;
        runs[count++] = session->runs[i];
    }
    return count;
}

/* What is on was started together: one run, or a race. */
size_t
session_on(const struct session *session, const struct run *runs[LANES_MAX])
{
    const struct run *last = NULL;
    size_t count = 0, kept = 0, i = session->count;

    while (i > 0 && session->runs[i - 1]->ended)
        i--;
    if (i == 0)
        return 0;
    last = runs[0] = session->runs[i - 1];
    count = last->race != 0 ? session_race(session, last, runs) : 1;
    for (i = 0; i < count; i++) {
        if (!runs[i]->ended)
            runs[kept++] = runs[i];
    }
    return kept;
}

static void
remove_at(struct session *session, size_t i)
{
    size_t after = session->count - i - 1;

    run_free(session->runs[i]);
    memmove(session->runs + i, session->runs + i + 1, after * sizeof *session->runs);
    memmove(session->tapes + i, session->tapes + i + 1, after * sizeof *session->tapes);
    session->count--;
}

void
session_delete(struct session *session, size_t number)
{
    const struct run *run = session_find(session, number);

    if (run != NULL && run->ended)
        remove_at(session, place_of(session, number));
}

/* ---- runs ---- */

/* Adds count runs, or none. */
static int
add_runs(struct session *session, struct plan *plans, size_t count, struct error *err)
{
    size_t i;

    if (make_room(session, count, err) != 0)
        return -1;
    for (i = 0; i < count; i++) {
        struct run *run = run_new(session->last + 1 + i, &plans[i].hparams, err);

        if (run == NULL)
            break;
        plans[i].run = run->now.run;
        plans[i].eval_train = session->eval_train;
        run->race = count > 1 ? plans[0].run : 0;
        append(session, run);
    }
    if (i == count)
        return 0;
    while (i-- > 0)
        remove_at(session, session->count - 1);
    return -1;
}

int
session_start(struct session *session, struct plan *plans, size_t count,
              struct error *err)
{
    size_t i;

    if (add_runs(session, plans, count, err) != 0)
        return -1;
    if (engine_start(session->engine, plans, count, err) != 0) {
        for (i = 0; i < count; i++)
            remove_at(session, session->count - 1);
        return -1;
    }
    session->last += count;
    session->open += count;
    return 0;
}

int
session_fork(struct session *session, const struct run *parent, struct checkpoint *from,
             const struct hparams *hparams, struct error *err)
{
    struct plan plan = {
        .hparams = *hparams,
        .from = from,
        .after = from == NULL ? parent->now.run : 0,
    };
    struct run *run;

    plan.hparams.init = parent->now.hparams.init; /* that is how its weights were drawn */
    if (session_start(session, &plan, 1, err) != 0)
        return -1;
    run = session_find(session, plan.run);
    run->parent = parent->now.run;
    run->forked_at = from != NULL ? from->epoch : run_epochs(parent);
    run->forked_seconds = from != NULL ? from->seconds : parent->now.seconds;
    run->forked_error =
        from != NULL ? checkpoint_test_error(from) : parent->now.test_error;
    return 0;
}

/* The runs that are on, or ended last, are the last ones. */
static void
fit_tapes(struct session *session)
{
    size_t on = 1;

    while (on < session->count && !session->runs[session->count - 1 - on]->ended)
        on++;
    tapes_fit(session->tapes, session->count, on, session->budget);
}

static void
take_answers(struct session *session)
{
    size_t i;

    for (i = 0; i < session->count; i++)
        run_take_answers(session->runs[i]);
}

/* A run that was deleted may still answer to a command: its news are for nobody. Returns
 * the run whose news they are, or NULL when there are none. */
static struct run *
next_news(struct session *session)
{
    struct news *news = &session->news;

    while (session->engine != NULL && engine_take_news(session->engine, news)) {
        struct run *run = session_find(session, news->shot.now.run);

        if (run != NULL)
            return run;
        news_done(news);
    }
    return NULL;
}

struct run *
session_take_news(struct session *session)
{
    struct news *news = &session->news;
    struct run *run = next_news(session);
    bool moments;

    if (run == NULL) {
        take_answers(session);
        return NULL;
    }
    moments = news->tape.count > 0;
    if (news->ended)
        session->open--;
    run_take(run, news);
    news_done(news);
    if (moments) {
        take_answers(session);
        fit_tapes(session);
    }
    return run;
}

/* ---- the table ---- */

/* What the table shows of the hyperparameters. A negative width aligns to the left. */
static const struct {
    enum hparam which;
    const char *title;
    int width;
} columns[] = {
    {HPARAM_BATCH, "batch", 5},    {HPARAM_INIT, "init", -6}, {HPARAM_ALPHA, "rate", 5},
    {HPARAM_GAMMA, "momentum", 8}, {HPARAM_SEED, "seed", 4},
};

static void
print_run(FILE *stream, const struct run *run)
{
    const struct measures *now = &run->now;
    char text[HPARAM_TEXT];
    size_t i;

    fprintf(stream, "%3zu", now->run);
    for (i = 0; i < MEM_COUNT(columns); i++) {
        hparam_format(&now->hparams, columns[i].which, text);
        fprintf(stream, "  %*s", columns[i].width, text);
    }
    fprintf(stream, "  %6.2f", run_epochs(run));
    if (now->test_error < 0)
        fprintf(stream, "  %10s", "-");
    else
        fprintf(stream, "  %8.2f %%", 100 * now->test_error);
    fprintf(stream, "  %5.1f s  %s\n", now->seconds, run_status_name(now->status));
}

static void
print_runs(FILE *stream, const struct session *session)
{
    size_t i;

    fprintf(stream, "%3s", "run");
    for (i = 0; i < MEM_COUNT(columns); i++)
        fprintf(stream, "  %*s", columns[i].width, columns[i].title);
    fprintf(stream, "  %6s  %10s  %7s  %s\n", "epochs", "test error", "trained", "end");
    for (i = 0; i < session->count; i++)
        if (session->runs[i]->ended)
            print_run(stream, session->runs[i]);
}

static bool
has_ended_runs(const struct session *session)
{
    size_t i;

    for (i = 0; i < session->count; i++)
        if (session->runs[i]->ended)
            return true;
    return false;
}

char *
session_table(const struct session *session)
{
    char *text = NULL;
    size_t size;
    FILE *stream = has_ended_runs(session) ? open_memstream(&text, &size) : NULL;

    if (stream == NULL)
        return NULL;
    print_runs(stream, session);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
