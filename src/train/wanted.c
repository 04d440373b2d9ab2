#include "config.h"

#include "train/wanted.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

struct question *
question_new(struct checkpoint *checkpoint)
{
    struct question *question = mem_zeroed(1, sizeof *question);

    if (question != NULL)
        question->checkpoint = checkpoint_ref(checkpoint);
    return question;
}

void
question_free(struct question *question)
{
    if (question == NULL)
        return;
    answers_free(question->answers);
    workspace_free(question->ws);
    checkpoint_unref(question->checkpoint);
    free(question);
}

static bool
prepare(struct question *question, const struct dataset *dataset,
        const struct kernels *kernels)
{
    if (question->ws == NULL)
        question->ws =
            workspace_new(question->checkpoint->net, EVALUATE_BATCH, kernels, NULL);
    if (question->answers == NULL)
        question->answers = answers_new(dataset->test.count, dataset->classes, NULL);
    return question->ws != NULL && question->answers != NULL;
}

bool
question_go_on(struct question *question, const struct dataset *dataset,
               const struct kernels *kernels, double until)
{
    struct checkpoint *checkpoint = question->checkpoint;

    if (checkpoint_answers(checkpoint) != NULL || !prepare(question, dataset, kernels))
        return true;
    do
        question->answered = answers_go_on(question->answers, question->answered,
                                           question->ws, checkpoint->net, &dataset->test);
    while (question->answered < dataset->test.count && clock_now() < until);
    if (question->answered < dataset->test.count)
        return false;
    checkpoint_set_answers(checkpoint, question->answers);
    question->answers = NULL;
    return true;
}

/* The oldest that no thread works on; count if there is none. */
static size_t
oldest(const struct wanted *wanted)
{
    size_t i;

    for (i = 0; i < wanted->count && wanted->at[i]->busy; i++)
        continue;
    return i;
}

static struct question *
take_out(struct wanted *wanted, size_t i)
{
    struct question *question = wanted->at[i];

    memmove(wanted->at + i, wanted->at + i + 1,
            (--wanted->count - i) * sizeof(struct question *));
    return question;
}

static void
append(struct wanted *wanted, struct question *question)
{
    wanted->at[wanted->count++] = question;
}

struct question *
wanted_add(struct wanted *wanted, struct question *question)
{
    struct question *dropped = NULL;
    size_t i;

    for (i = 0; i < wanted->count; i++) {
        if (wanted->at[i]->checkpoint == question->checkpoint) {
            append(wanted, take_out(wanted, i));
            return question;
        }
    }
    if (wanted->count == WANTED_MAX) {
        i = oldest(wanted);
        if (i == wanted->count)
            return question;
        dropped = take_out(wanted, i);
    }
    append(wanted, question);
    return dropped;
}

struct question *
wanted_next(const struct wanted *wanted)
{
    size_t i;

    for (i = wanted->count; i > 0; i--) {
        if (!wanted->at[i - 1]->busy)
            return wanted->at[i - 1];
    }
    return NULL;
}

void
wanted_remove(struct wanted *wanted, const struct question *question)
{
    size_t i;

    for (i = 0; i < wanted->count; i++) {
        if (wanted->at[i] == question) {
            take_out(wanted, i);
            return;
        }
    }
}
