#include "config.h"

#include "train/evaluation.h"

#include "base/clock.h"
#include "nn/evaluate.h"

void
evaluation_forget(struct evaluation *evaluation)
{
    evaluation->answered = evaluation->wrong = 0;
    evaluation->seconds = 0;
}

bool
evaluation_go_on(struct evaluation *evaluation, struct learner *learner)
{
    const struct images *test = &learner->dataset->test;
    size_t left = test->count - evaluation->answered,
           count = left < EVALUATE_BATCH ? left : EVALUATE_BATCH;
    double begun = clock_now();

    evaluation->wrong += evaluate_errors(learner->eval_ws, learner_net(learner), test,
                                         evaluation->answered, count);
    evaluation->answered += count;
    evaluation->seconds += clock_now() - begun;
    return evaluation->answered == test->count;
}

double
evaluation_error(const struct evaluation *evaluation)
{
    return (double)evaluation->wrong / (double)evaluation->answered;
}
