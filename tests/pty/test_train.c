/* The Train screen of the real program: what it shows and what its keys do. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "support/program.h"

/* The accuracy that the plot names, or -1 when it names none. */
static double
accuracy(struct terminal *terminal)
{
    const char *screen = terminal_screen(terminal);
    const char *end = strstr(screen, " %  best "), *begin = end;

    while (begin != NULL && begin > screen && strchr("0123456789.", begin[-1]) != NULL)
        begin--;
    return begin != NULL && begin < end ? atof(begin) : -1;
}

static bool
accuracy_is_over(struct terminal *terminal, void *argument)
{
    return accuracy(terminal) > *(double *)argument;
}

START_TEST(the_dashboard_shows_it_learn)
{
    struct terminal *terminal = program_start("--speed=15000 --epochs=1000000");
    double guessing = 60;

    terminal_see_all(terminal, "mnistui   1 Train   2 Images   5 Runs", "run 1",
                     "training 15 000/s", "Test accuracy", "Epoch 1 of 1000000", "loss ",
                     "images/s", "elapsed", "label", "Outputs", "784→30", (char *)NULL);
    terminal_see(terminal, "Epoch 3 of 1000000");
    terminal_wait(terminal, accuracy_is_over, &guessing, "an accuracy over 60 %");
    program_quit(terminal);
}
END_TEST

START_TEST(the_end_of_a_run_is_shown_and_the_next_one_starts)
{
    struct terminal *terminal = program_start("--speed=full --epochs=2");

    terminal_see_all(terminal, "run 1  done", "Epoch 2 of 2", "100 %", (char *)NULL);
    terminal_send(terminal, " ");
    terminal_see(terminal, "No run is on. r starts the next one.");
    terminal_send(terminal, "x"); /* says something else */
    terminal_see_no(terminal, "No run is on.");
    terminal_send(terminal, "x.");
    terminal_see(terminal, "No run is on. r starts the next one.");
    terminal_send(terminal, "r");
    terminal_see(terminal, "run 2  done");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "\n  1      1  normal");
    terminal_see(terminal, "\n  2      1  normal");
    terminal_see_no(terminal, "stopped");
}
END_TEST

START_TEST(changed_settings_stand_beside_those_of_this_run_and_r_takes_them)
{
    struct terminal *terminal = program_start("--speed=1");

    terminal_see_all(terminal, "run 1", "preset        sgd ", "batch         1 ",
                     (char *)NULL);
    terminal_send(terminal, "x");
    terminal_see_all(terminal, "normal → xavier", "Next run: init xavier. r starts it.",
                     "sgd → sgd-xavier", (char *)NULL);
    terminal_send(terminal, "m");
    terminal_see_all(terminal, "0 → 0.4", "sgd → custom", (char *)NULL);
    terminal_send(terminal, "b");
    terminal_see_all(terminal, "1 → 12", "normal → xavier", "0 → 0.4", "sgd → momentum",
                     (char *)NULL);
    terminal_send(terminal, "r");
    terminal_see_all(terminal, "Start the next run?", "Run 1 is on: epoch 1 of 30",
                     "r stop the run, keep its result, start the next one", "Esc go on",
                     (char *)NULL);
    terminal_send(terminal, "r");
    terminal_see(terminal, "run 2  training");
    terminal_see_no(terminal, " → ");
    terminal_see_all(terminal, "preset        momentum", "batch         12",
                     "init          xavier", "momentum      0.4", (char *)NULL);
    program_quit(terminal);
    terminal_see(terminal, "\n  1      1  normal   0.05         0     1");
    terminal_see(terminal, "\n  2     12  xavier   0.05       0.4     1");
}
END_TEST

START_TEST(every_setting_has_its_keys)
{
    static const struct {
        const char *keys, *message;
    } changes[] = {
        {"x", "init xavier"},       {"x", "init normal"},
        {"m", "momentum 0.4"},      {"m", "momentum 0."},
        {"b", "batch 12"},          {"bbb", "batch 512"},
        {"b", "batch 512"},         {"B", "batch 128"},
        {"a", "learning rate 0.1"}, {"AA", "learning rate 0.02"},
        {"g", "momentum 0.1"},      {"gg", "momentum 0.3"},
        {"G", "momentum 0.2"},      {"e", "epochs 50"},
        {"E", "epochs 30"},         {"s", "seed 2"},
        {"p", "preset sgd"},        {"p", "preset minibatch"},
        {"p", "preset xavier"},     {"p", "preset momentum"},
        {"p", "preset sgd-xavier"}, {"p", "preset sgd."},
    };
    struct terminal *terminal = program_start("--speed=1");
    size_t i;

    terminal_see(terminal, "run 1");
    for (i = 0; i < sizeof changes / sizeof *changes; i++) {
        char wanted[64] = "Next run: ";

        terminal_send(terminal, changes[i].keys);
        terminal_see(terminal, strcat(wanted, changes[i].message));
    }
    terminal_see(terminal, "run 1");
    program_quit(terminal);
}
END_TEST

START_TEST(speed_keys_change_what_the_header_says)
{
    static const struct {
        const char *key, *header;
    } steps[] = {
        {"<", "training at 250 images/s"},   {"<", "training at 60 images/s"},
        {">", "training at 250 images/s"},   {">", "training at 1 000 images/s"},
        {"f", "training at full speed"},     {"f", "training at 1 000 images/s"},
        {">", "training at 4 000 images/s"},
    };
    static const struct terminal_setup wide = {.rows = 24, .cols = 100};
    struct terminal *terminal = program_start_as("--speed=1000 --epochs=1000000", &wide);
    size_t i;

    terminal_see(terminal, "training at 1 000 images/s");
    for (i = 0; i < sizeof steps / sizeof *steps; i++) {
        terminal_send(terminal, steps[i].key);
        terminal_see(terminal, steps[i].header);
    }
    terminal_send(terminal, ">>>>>>>>>>>>");
    terminal_see_all(terminal, "training at full speed", "Full speed", (char *)NULL);
    terminal_send(terminal, "<<<<<<<<<<<<<<");
    terminal_see_all(terminal, "training at 1 images/s", "0.0005 epochs/s", (char *)NULL);
    program_quit(terminal);
}
END_TEST

START_TEST(space_stops_time_and_space_lets_it_go_on)
{
    struct terminal *terminal = program_start("--speed=4000 --epochs=1000000");
    char *before;

    terminal_see_all(terminal, "training 4 000/s", " % ", (char *)NULL);
    terminal_send(terminal, " ");
    terminal_see(terminal, "run 1  paused");
    program_settle(terminal);
    before = strdup(terminal_screen(terminal));
    terminal_idle(terminal, 0.3);
    ck_assert_str_eq(terminal_screen(terminal), before);
    free(before);
    terminal_send(terminal, " ");
    terminal_see(terminal, "training 4 000/s");
    terminal_see(terminal, "Epoch 3 of 1000000");
    program_quit(terminal);
}
END_TEST

/* At one image a second the first batch is trained at once and the next after 200
 * seconds: all others are steps. */
START_TEST(a_step_is_one_batch)
{
    struct terminal *terminal = program_start("--speed=1 --batch=200");

    terminal_see_all(terminal, "run 1  training", " 10 %", (char *)NULL);
    terminal_send(terminal, ".");
    terminal_see(terminal, "Space pauses; then . trains one batch.");
    terminal_send(terminal, " ");
    terminal_see_all(terminal, "paused", " 10 %", (char *)NULL);
    terminal_send(terminal, ".");
    terminal_see_all(terminal, "paused", " 20 %", (char *)NULL);
    terminal_send(terminal, ".");
    terminal_see_all(terminal, "paused", " 30 %", (char *)NULL);
    terminal_send(terminal, "....");
    terminal_see_all(terminal, "paused", " 70 %", (char *)NULL);
    program_quit(terminal);
    /* the summary tells to a hundredth of an epoch */
    terminal_see(terminal, "  0.70  ");
}
END_TEST

START_TEST(steps_go_over_the_end_of_an_epoch_and_of_the_run)
{
    struct terminal *terminal = program_start("--speed=1 --batch=1000 --epochs=2");

    terminal_see_all(terminal, "training", "Epoch 1 of 2", " 50 %", (char *)NULL);
    terminal_send(terminal, " .");
    terminal_see_all(terminal, "paused", "Epoch 1 of 2", "100 %", (char *)NULL);
    terminal_send(terminal, ".");
    terminal_see_all(terminal, "paused", "Epoch 2 of 2", " 50 %", (char *)NULL);
    terminal_send(terminal, ".");
    terminal_see_all(terminal, "run 1  done", "Epoch 2 of 2", "100 %", (char *)NULL);
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "  2.00  ");
}
END_TEST

START_TEST(a_paused_run_gives_way_to_the_next_which_is_not_paused)
{
    struct terminal *terminal = program_start("--speed=1000 --epochs=1000000");

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, " ");
    terminal_see(terminal, "run 1  paused");
    terminal_send(terminal, "r\r");
    terminal_see(terminal, "run 2  training");
    terminal_send(terminal, " ");
    terminal_see(terminal, "run 2  paused");
    program_quit(terminal);
    terminal_see(terminal, "\n  1 ");
    terminal_see(terminal, "\n  2 ");
}
END_TEST

START_TEST(a_diverged_run_says_why_and_is_not_the_end)
{
    struct terminal *terminal = program_start("--alpha=1e38");

    terminal_see_all(terminal, "run 1  diverged", "not finite in epoch 1",
                     "the learning rate 1e+38 is likely too large", (char *)NULL);
    terminal_send(terminal, "2");
    terminal_see(terminal, "image 1 of 500");
    terminal_send(terminal, "1p");
    terminal_see(terminal, "1e+38 → 0.05");
    terminal_send(terminal, "<<<<<<<r");
    terminal_see(terminal, "run 2  training");
    terminal_see_no(terminal, "not finite");
    program_quit(terminal);
    terminal_see(terminal, "diverged\n");
    terminal_see(terminal, "stopped\n");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_dashboard_shows_it_learn,
        the_end_of_a_run_is_shown_and_the_next_one_starts,
        changed_settings_stand_beside_those_of_this_run_and_r_takes_them,
        every_setting_has_its_keys,
        speed_keys_change_what_the_header_says,
        space_stops_time_and_space_lets_it_go_on,
        a_step_is_one_batch,
        steps_go_over_the_end_of_an_epoch_and_of_the_run,
        a_paused_run_gives_way_to_the_next_which_is_not_paused,
        a_diverged_run_says_why_and_is_not_the_end,
        NULL,
    };

    return program_run_tests("train", tests);
}
