#include "config.h"

#include "nn/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"

size_t
answers_size(size_t count, size_t classes)
{
    return sizeof(struct answers) + classes * classes * sizeof(uint32_t) + count;
}

/* One block: the struct, the confusion matrix, the answers. */
struct answers *
answers_new(size_t count, size_t classes, struct error *err)
{
    struct answers *answers = mem_zeroed(1, answers_size(count, classes));

    if (answers == NULL) {
        error_memory(err, "the answers to the test images");
        return NULL;
    }
    answers->count = count;
    answers->classes = classes;
    answers->confusion = (uint32_t *)(void *)(answers + 1);
    answers->answer = (uint8_t *)(answers->confusion + classes * classes);
    return answers;
}

struct answers *
answers_clone(const struct answers *answers)
{
    struct answers *clone = answers_new(answers->count, answers->classes, NULL);
    size_t cells = answers->classes * answers->classes;

    if (clone == NULL)
        return NULL;
    clone->wrong = answers->wrong;
    memcpy(clone->confusion, answers->confusion, cells * sizeof *clone->confusion);
    memcpy(clone->answer, answers->answer, answers->count);
    return clone;
}

void
answers_free(struct answers *answers)
{
    free(answers);
}

size_t
answers_go_on(struct answers *answers, size_t done, struct workspace *ws,
              const struct net *net, const struct images *images)
{
    size_t count = min_size(images->count - done, EVALUATE_BATCH), k;

    evaluate_answers(ws, net, images, done, count, answers->answer + done);
    for (k = done; k < done + count; k++) {
        size_t label = images->labels[k], answer = answers->answer[k];

        answers->wrong += answer != label;
        answers->confusion[label * answers->classes + answer]++;
    }
    return done + count;
}

double
answers_error(const struct answers *answers)
{
    return (double)answers->wrong / (double)answers->count;
}

size_t
answers_next_wrong(const struct answers *answers, const struct images *images,
                   size_t from, int step)
{
    size_t n = answers->count, image = from, tried;

    for (tried = 0; tried < n; tried++) {
        image = (image + (step > 0 ? 1 : n - 1)) % n;
        if (answers->answer[image] != images->labels[image])
            return image;
    }
    return n;
}
