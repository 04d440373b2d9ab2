#include "config.h"

#include "train/exam.h"

#include "base/clock.h"
#include "nn/evaluate.h"

void
exam_forget(struct exam *exam)
{
    exam->answered = exam->wrong = 0;
    exam->seconds = 0;
}

bool
exam_go_on(struct exam *exam, struct run *run)
{
    const struct images *test = &run->dataset->test;
    size_t left = test->count - exam->answered,
           count = left < EVALUATE_BATCH ? left : EVALUATE_BATCH;
    double begun = clock_now();

    exam->wrong +=
        evaluate_errors(run->eval_ws, run_net(run), test, exam->answered, count);
    exam->answered += count;
    exam->seconds += clock_now() - begun;
    return exam->answered == test->count;
}

double
exam_error(const struct exam *exam)
{
    return (double)exam->wrong / (double)exam->answered;
}
