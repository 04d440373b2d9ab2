/* Answers against a plain count: one image after the other, and nothing shared. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/answers.h"
#include "support/make_data.h"
#include "support/plain.h"
#include "support/suite.h"

enum { IMAGES = 150 };

static struct dataset dataset;
static struct net *net;
static struct workspace *ws;

/* With some labels that no net could get right, and a class that no image has. */
static void
setup(void)
{
    static const size_t sizes[] = {784, 18, DIGIT_CLASSES};
    size_t i;

    ck_assert_int_eq(make_dataset(&dataset, 10, IMAGES), 0);
    for (i = 0; i < IMAGES; i++) {
        if (dataset.test.labels[i] == 7 || i % 5 == 0)
            dataset.test.labels[i] = (unsigned char)(i % 7);
    }
    net = net_new(sizes, 2, NULL);
    ck_assert_ptr_nonnull(net);
    net_init(net, NET_INIT_NORMAL, 3);
    ws = workspace_new(net, EVALUATE_BATCH, kernels_best(), NULL);
    ck_assert_ptr_nonnull(ws);
}

static void
teardown(void)
{
    workspace_free(ws);
    net_free(net);
    dataset_done(&dataset);
}

static struct answers *
answer_all(void)
{
    struct answers *answers = answers_new(IMAGES, DIGIT_CLASSES, NULL);
    size_t done = 0, before, calls = 0;

    ck_assert_ptr_nonnull(answers);
    while (done < IMAGES) {
        before = done;
        done = answers_go_on(answers, done, ws, net, &dataset.test);
        ck_assert_uint_eq(done - before, before + EVALUATE_BATCH < IMAGES
                                             ? EVALUATE_BATCH
                                             : IMAGES - before);
        calls++;
    }
    ck_assert_uint_eq(done, IMAGES);
    ck_assert_uint_eq(calls, 3);
    return answers;
}

START_TEST(they_are_those_of_a_plain_net)
{
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    uint32_t confusion[DIGIT_CLASSES][DIGIT_CLASSES] = {{0}};
    struct answers *answers = answer_all();
    struct plain plain;
    size_t i, wrong = 0;

    ck_assert_ptr_nonnull(pass);
    plain_init_from(&plain, net);
    for (i = 0; i < IMAGES; i++) {
        size_t label = dataset.test.labels[i], answer;

        plain_pass(pass, &plain, &dataset.test, i);
        answer = plain_answer(pass, &plain);
        ck_assert_uint_eq(answers->answer[i], answer);
        confusion[label][answer]++;
        wrong += answer != label;
    }
    ck_assert(wrong > 0 && wrong < IMAGES);
    ck_assert_uint_eq(answers->wrong, wrong);
    ck_assert_mem_eq(answers->confusion, confusion, sizeof confusion);
    ck_assert_double_eq(answers_error(answers), (double)wrong / IMAGES);
    plain_done(&plain);
    free(pass);
    answers_free(answers);
}
END_TEST

START_TEST(they_count_the_errors_that_an_evaluation_counts)
{
    struct answers *answers = answer_all();

    ck_assert_uint_eq(answers->wrong, evaluate_errors(ws, net, &dataset.test, 0, IMAGES));
    answers_free(answers);
}
END_TEST

START_TEST(a_clone_has_the_same_and_stays)
{
    struct answers *answers = answer_all(), *clone = answers_clone(answers);
    size_t size = answers_size(IMAGES, DIGIT_CLASSES);

    ck_assert_ptr_nonnull(clone);
    ck_assert_uint_eq(size, sizeof *answers + 4 * 100 + IMAGES);
    ck_assert_uint_eq(clone->wrong, answers->wrong);
    ck_assert_mem_eq(clone->answer, answers->answer, IMAGES);
    ck_assert_mem_eq(clone->confusion, answers->confusion, 4 * 100);
    memset(answers->answer, 99, IMAGES);
    answers_free(answers);
    ck_assert_uint_lt(clone->answer[IMAGES - 1], DIGIT_CLASSES);
    answers_free(clone);
}
END_TEST

/* Every image is right but those given. */
static struct answers *
wrong_at(const size_t *images, size_t count)
{
    struct answers *answers = answers_new(IMAGES, DIGIT_CLASSES, NULL);
    size_t i;

    ck_assert_ptr_nonnull(answers);
    memcpy(answers->answer, dataset.test.labels, IMAGES);
    for (i = 0; i < count; i++)
        answers->answer[images[i]]++;
    return answers;
}

START_TEST(the_next_wrong_one_is_found_around_the_ends)
{
    static const size_t wrong[] = {0, 70, IMAGES - 1};
    struct answers *answers = wrong_at(wrong, 3);
    const struct images *images = &dataset.test;

    ck_assert_uint_eq(answers_next_wrong(answers, images, 0, 1), 70);
    ck_assert_uint_eq(answers_next_wrong(answers, images, 70, 1), IMAGES - 1);
    ck_assert_uint_eq(answers_next_wrong(answers, images, IMAGES - 1, 1), 0);
    ck_assert_uint_eq(answers_next_wrong(answers, images, 0, -1), IMAGES - 1);
    ck_assert_uint_eq(answers_next_wrong(answers, images, 71, -1), 70);
    answers_free(answers);
    answers = wrong_at(wrong + 1, 1);
    ck_assert_uint_eq(answers_next_wrong(answers, images, 70, 1), 70);
    ck_assert_uint_eq(answers_next_wrong(answers, images, 70, -1), 70);
    answers_free(answers);
    answers = wrong_at(NULL, 0);
    ck_assert_uint_eq(answers_next_wrong(answers, images, 3, 1), IMAGES);
    answers_free(answers);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        they_are_those_of_a_plain_net,
        they_count_the_errors_that_an_evaluation_counts,
        a_clone_has_the_same_and_stays,
        the_next_wrong_one_is_found_around_the_ends,
        NULL,
    };

    return suite_run_with("answers", tests, 60, setup, teardown);
}
