/* Forks: a run goes on from a moment of another one. */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "support/plain_run.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

enum { EPOCHS = 4, BATCH = 4 };

static struct ui_config *config;

static void
configure(void)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    config = fixture_new();
    config->hparams.epochs = EPOCHS;
    config->hparams.batch = BATCH;
    config->hparams.gamma = 0.4;
}

/* Run 1 with its first batches trained, standing still. */
static void
start_paused(void)
{
    configure();
    config->speed = 400;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys(" ");
    fixture_wait_for("paused");
}

/* The moment shown has the weights of the plain run after this number of images. */
static void
check_weights(uint64_t images)
{
    fixture_keys("w\n");
    plain_run_check_file("net.npz", config, &config->hparams, images);
}

START_TEST(a_fork_from_now_is_as_if_the_run_had_gone_on)
{
    start_paused();
    fixture_keys("F");
    fixture_sees("Fork run 1 from where it is?");
    fixture_sees("F stop the run, keep its result, go on as a new run");
    fixture_key(KEYS_ESCAPE);
    fixture_sees_no("Fork run 1 from where it is?");
    ck_assert_uint_eq(fixture_ended(), 0);
    fixture_keys("FF");
    fixture_sees("Run 2 goes on from run 1.");
    fixture_keys("f");
    fixture_wait_for("run 2  done");
    ck_assert_int_eq(fixture_run(1)->status, RUN_STOPPED);
    ck_assert_uint_eq(fixture_run(2)->epochs_done, EPOCHS);
    check_weights((uint64_t)EPOCHS * FIXTURE_TRAIN);
    fixture_finish();
}
END_TEST

/* Its first moment is the one that it was forked from. */
START_TEST(a_fork_from_the_past_starts_there)
{
    uint64_t images;
    char moment[64];

    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("{]]]]]]]]");
    images = (uint64_t)fixture_number("run 1 at image ");
    ck_assert_uint_gt(images, 0);
    fixture_keys("xF"); /* with no run on, at once */
    fixture_sees("Run 2 goes on from run 1, in a fresh order and from velocity 0.");
    fixture_wait_for("run 2  done");
    fixture_keys("{");
    snprintf(moment, sizeof moment, "run 2 at image %d ", (int)images);
    fixture_sees(moment);
    check_weights(images);
    ck_assert_uint_eq(fixture_run(2)->epochs_done, EPOCHS);
    fixture_finish();
}
END_TEST

/* And not with the run before it, from its first moment on. */
START_TEST(a_fork_is_compared_with_its_parent)
{
    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("sr");
    fixture_wait_for("run 2  done");
    fixture_wait_for(" run 1");
    fixture_keys("5");
    fixture_key(KEY_DOWN);
    fixture_keys("N1st\n/1st\n");
    fixture_key(KEY_ENTER);
    fixture_wait_for("run 1  done");
    fixture_keys("{]]]]]]]]xF");
    fixture_wait_for("run 3  done");
    fixture_wait_for("than run 1");
    fixture_keys("{");
    fixture_wait_for("as good as run 1");
    fixture_finish();
}
END_TEST

/* The run that was looked at is ending then: a fork of its now came too late. */
START_TEST(while_a_run_starts_none_is_forked)
{
    enum { TIMES = 30 };
    char header[32];
    int i;

    start_paused();
    for (i = 0; i < TIMES; i++) {
        fixture_keys("srrFF");
        fixture_key(KEYS_ESCAPE); /* it may have begun before the last key */
        snprintf(header, sizeof header, "run %zu  training", fixture_session()->last);
        fixture_wait_for(header);
        fixture_sees_no("could not begin");
    }
    fixture_finish();
}
END_TEST

START_TEST(a_fork_that_cannot_be_says_why)
{
    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("F");
    fixture_sees("All epochs are trained at this moment: e sets more for the next run.");
    fixture_keys("eF");
    fixture_wait_for("run 2  done");
    ck_assert_uint_gt(fixture_run(2)->epochs_done, EPOCHS);
    fixture_finish();
}
END_TEST

/* The end of a run has all that it takes. */
START_TEST(a_run_that_is_done_goes_on_with_more_epochs)
{
    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("eF");
    fixture_sees("Run 2 goes on from run 1.");
    fixture_wait_for("run 2  done");
    config->hparams.epochs = fixture_run(2)->epochs_done;
    check_weights((uint64_t)config->hparams.epochs * FIXTURE_TRAIN);
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_fork_from_now_is_as_if_the_run_had_gone_on,
        a_fork_from_the_past_starts_there,
        a_fork_is_compared_with_its_parent,
        while_a_run_starts_none_is_forked,
        a_fork_that_cannot_be_says_why,
        a_run_that_is_done_goes_on_with_more_epochs,
        NULL,
    };

    return suite_run("fork", tests, 300);
}
