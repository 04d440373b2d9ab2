/* What every screen is given: values that it only reads. They are valid until the UI's
 * thread takes up the next news. */
#ifndef MNISTUI_UI_LOOK_H
#define MNISTUI_UI_LOOK_H

#include <stdbool.h>

#include "base/translation.h"
#include "data/dataset.h"
#include "nn/answers.h"
#include "nn/backprop.h"
#include "runs/session.h"
#include "supply/loading.h"
#include "train/hparams.h"
#include "ui/appearance.h"

struct screen;

/* A run of a race, at the moment nearest to the one that is looked at. */
struct look_lane {
    const struct run *run;
    const struct checkpoint *at; /* NULL when not known */
    struct workspace *ws;        /* for one image through at->net; or NULL */
};

struct look {
    const struct screen *screen; /* the screen with a tab that is shown */
    enum digits digits;          /* how images are drawn */
    bool has_shades;             /* the terminal can show them as pictures */
    const struct loading *loading;
    const struct dataset *dataset; /* without images and name while it is loading */
    const struct session *session;
    const struct run
        *run; /* that is looked at; its number is 0 before the first begins */
    const struct checkpoint *at;   /* the moment that is looked at; NULL when not known */
    bool away;                     /* `at` is not the newest moment of the run */
    const struct measures *now;    /* how the run stands: not at that moment, but now */
    const struct measures *newest; /* how the newest run stands */
    const struct hparams *current; /* of the run, or of the first until it begins */
    const struct hparams *next;    /* of the next run */
    size_t lanes;                  /* 0 unless the run races with others: then */
    struct look_lane lane[LANES_MAX]; /* (lanes) these, the run itself among them */
    bool by_seconds; /* races are in lockstep by seconds of training, not by images */
    size_t on_count; /* how many runs are on, */
    const struct run *on[LANES_MAX]; /* and which: begun or not */
    bool run_is_on;                  /* or was asked for and will begin */
    bool paused;                     /* by the user */
    const struct net
        *net; /* what the run had learned at that moment; NULL when not known */
    struct workspace *ws; /* for one image through net; NULL with it */
    const struct answers
        *answers; /* to the test images, at that moment; while the look follows the run,
                     the last ones that are known; NULL while there are none */
};

/* The image that was trained last at that moment. */
static inline const struct shown_image *
look_image(const struct look *look)
{
    return look->away ? &look->at->image : &look->now->image;
}

/* The statistics of the layers at that moment; *layers is their number. */
static inline const struct layer_stats *
look_stats(const struct look *look, size_t *layers)
{
    *layers = look->away ? look->at->layers : look->now->layers;
    return look->away ? look->at->stats : look->now->stats;
}

/* The share of wrong answers to the test images, 0..1; negative while it is not known. */
static inline double
look_test_error(const struct look *look)
{
    return look->away ? checkpoint_test_error(look->at) : look->now->test_error;
}

/* There is no moment, and none will come: newer runs needed the memory. */
static inline bool
look_is_not_kept(const struct look *look)
{
    return look->at == NULL && look->run->begun && look->run->ended;
}

/* Why there is no moment: that, or what is said when there is none yet. */
static inline const char *
look_why_no_moment(const struct look *look, const char *yet)
{
    return look_is_not_kept(look) ? _("The moments of this run are not kept.") : yet;
}

static inline bool
look_is_race(const struct look *look)
{
    return look->lanes > 1;
}

/* The test error of a run of the race at its moment; negative while it is not known. */
static inline double
look_lane_error(const struct look *look, size_t lane)
{
    const struct look_lane *of = &look->lane[lane];

    if (!look->away)
        return of->run->now.test_error;
    return of->at != NULL ? checkpoint_test_error(of->at) : -1;
}

static inline bool
look_is_loading(const struct look *look)
{
    return look->loading->stage != LOADING_NOTHING;
}

#endif
