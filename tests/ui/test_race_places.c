/* Where a race is on Train, at every size of a terminal. */
#include "config.h"

#include "support/placed.h"
#include "support/sample_race.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/catalog.h"
#include "ui/frame.h"

static void
check_places(const struct look *look, int rows, int cols)
{
    const struct screen *screen = catalog_screen(0);
    struct panels panels = {0};
    struct rect chart, digit;
    struct frame frame;
    size_t i, j;

    ck_assert(frame_place(&frame, rows, cols));
    screen->place(&panels, frame.body, look, NULL);
    for (i = 0; i < panels.count; i++) {
        if (!is_within(panels.at[i].r, frame.body))
            ck_abort_msg("%dx%d: %s is not within", cols, rows, panels.at[i].name);
        for (j = 0; j < i; j++) {
            if (!are_apart(panels.at[i].r, panels.at[j].r))
                ck_abort_msg("%dx%d: %s and %s", cols, rows, panels.at[i].name,
                             panels.at[j].name);
        }
    }
    chart = find_panel(&panels, "chart");
    digit = find_panel(&panels, "digit");
    if (chart.cols < 28 || chart.rows < 7 || digit.rows < 6 ||
        digit.cols != 2 * digit.rows ||
        find_panel(&panels, "standing").rows != 2 + (int)look->lanes ||
        find_panel(&panels, "standing").cols != frame.body.cols)
        ck_abort_msg("%dx%d, %zu lanes: chart %dx%d, digit %dx%d", cols, rows,
                     look->lanes, chart.cols, chart.rows, digit.cols, digit.rows);
}

START_TEST(it_has_its_place_at_every_size)
{
    size_t lanes, layers;
    int rows, cols;

    for (lanes = 2; lanes <= LANES_MAX; lanes++) {
        for (layers = 1; layers <= NET_MAX_LAYERS; layers += 4) {
            struct sample_look *sample = sample_new();

            sample->run.now.layers = layers;
            sample_lanes(sample, lanes);
            for (rows = FRAME_MIN_ROWS; rows <= SCREEN_ROWS; rows++) {
                for (cols = FRAME_MIN_COLS; cols <= SCREEN_COLS; cols++)
                    check_places(&sample->look, rows, cols);
            }
        }
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        it_has_its_place_at_every_size,
        NULL,
    };

    return suite_run("race_places", tests, 300);
}
