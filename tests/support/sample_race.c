#include "config.h"

#include "support/sample_race.h"

#include <math.h>
#include <string.h>

#include "nn/kernels.h"
#include "support/sample_parts.h"
#include "support/suite.h"

/* What a lane has besides the run of the sample; there is one race at a time. */
struct lane_data {
    struct run run;
    struct curve curves[2];
    struct checkpoint at;
    struct answers answers;
    struct net *net;
    struct workspace *ws;
};

static struct lane_data data[LANES_MAX];

/* A net whose weights are 0 and that gives the same answer to every image, whatever the
 * order in which a processor adds. */
static void
set_net(struct lane_data *lane, const struct dataset *dataset, size_t answer)
{
    const size_t sizes[] = {dataset->train.rows * dataset->train.cols, dataset->classes};

    workspace_free(lane->ws);
    net_free(lane->net);
    lane->net = net_new(sizes, 1, NULL);
    ck_assert_ptr_nonnull(lane->net);
    lane->ws = workspace_new(lane->net, 1, kernels_best(), NULL);
    ck_assert_ptr_nonnull(lane->ws);
    lane->net->layer[0].b[answer] = 1;
}

/* The larger the number, the slower it learns at first and the better it is at last; it
 * trains faster, too. */
static void
add_curve(struct lane_data *lane, size_t number, double epochs)
{
    struct measures *now = &lane->run.now;
    double slowness = (double)number, seconds = 1 - 0.2 * slowness;
    uint64_t images;

    curve_init(&lane->curves[0]);
    curve_init(&lane->curves[1]);
    for (images = 64; (double)images <= epochs * SAMPLE_TRAIN; images += images / 8) {
        double epoch = (double)images / SAMPLE_TRAIN;
        double rise = pow((double)images / (3000 * (1 + slowness)), 1 + slowness / 2);
        double error = 0.05 - 0.008 * slowness + 0.85 / (1 + rise);

        curve_add(&lane->curves[0], epoch, epoch * seconds, 1 - error);
        now->test_error = error;
    }
}

static void
set_lane(struct sample_look *sample, size_t number)
{
    struct lane_data *lane = &data[number];
    struct measures *now = &lane->run.now;
    size_t label = sample->run.now.image.label;

    set_net(lane, sample->look.dataset,
            number % 2 == 0 ? label : (label + 1) % sample->look.dataset->classes);
    lane->run = sample->run;
    memset(&lane->run.tape, 0, sizeof lane->run.tape);
    lane->run.curves = lane->curves;
    lane->run.race = sample->run.now.run;
    now->run = sample->run.now.run + number;
    now->hparams.init = number % 2 == 0 ? NET_INIT_NORMAL : NET_INIT_XAVIER;
    now->hparams.batch = number < 2 ? 1 : 12;
    now->images_per_second = 59000 + 111 * (double)number;
    add_curve(lane, number, run_epochs(&lane->run));
    lane->at = *sample->look.at;
    lane->at.net = lane->net;
    sample->look.lane[number].run = &lane->run;
    sample->look.lane[number].at = &lane->at;
    sample->look.lane[number].ws = lane->ws;
    sample->look.on[number] = &lane->run;
}

void
sample_lanes(struct sample_look *sample, size_t lanes)
{
    size_t i;

    for (i = 0; i < lanes; i++)
        set_lane(sample, i);
    sample->look.lanes = sample->look.on_count = lanes;
    sample->look.run = sample->look.lane[0].run;
    sample->look.now = sample->look.newest = &sample->look.run->now;
    sample->look.current = &sample->look.run->now.hparams;
}

void
sample_race(struct sample_look *sample)
{
    sample_lanes(sample, 4);
}

void
sample_race_of_two(struct sample_look *sample)
{
    sample_lanes(sample, 2);
    data[1].run.now.status = RUN_DIVERGED;
    data[1].run.ended = true;
}

void
sample_race_away(struct sample_look *sample)
{
    size_t i;

    sample_away(sample);
    sample_lanes(sample, 3);
    for (i = 0; i < 3; i++) {
        data[i].answers.count = 10000;
        data[i].answers.wrong = 950 - 100 * i;
        data[i].at.answers = &data[i].answers;
    }
}

void
sample_race_by_seconds(struct sample_look *sample)
{
    sample_lanes(sample, 3);
    sample->look.by_seconds = true;
}
