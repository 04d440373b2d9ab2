#include "config.h"

#include "train/evaluation.h"

#include <string.h>

#include "base/clock.h"

void
evaluation_forget(struct evaluation *evaluation)
{
    answers_free(evaluation->answers);
    memset(evaluation, 0, sizeof *evaluation);
}

bool
evaluation_go_on(struct evaluation *evaluation, struct learner *learner,
                 const struct images *images)
{
    double begun = clock_now();

    if (evaluation->answers == NULL)
        evaluation->answers = answers_new(images->count, learner->dataset->classes, NULL);
    if (evaluation->answers == NULL)
        return true;
    evaluation->answered = answers_go_on(evaluation->answers, evaluation->answered,
                                         learner->eval_ws, learner_net(learner), images);
    evaluation->seconds += clock_now() - begun;
    return evaluation->answered == images->count;
}

struct answers *
evaluation_take(struct evaluation *evaluation)
{
    struct answers *answers = evaluation->answers;

    evaluation->answers = NULL;
    evaluation_forget(evaluation);
    return answers;
}
