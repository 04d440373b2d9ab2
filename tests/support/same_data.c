#include "config.h"

#include "support/same_data.h"

#include "support/suite.h"

void
check_same_images(const struct images *a, const struct images *b)
{
    uint32_t pixels = a->first[a->count];

    ck_assert_uint_eq(a->count, b->count);
    ck_assert_uint_eq(a->rows, b->rows);
    ck_assert_uint_eq(a->cols, b->cols);
    ck_assert_mem_eq(a->pixels, b->pixels, a->count * a->rows * a->cols);
    ck_assert_mem_eq(a->labels, b->labels, a->count);
    ck_assert_mem_eq(a->first, b->first, (a->count + 1) * sizeof *a->first);
    ck_assert_mem_eq(a->index, b->index, pixels * sizeof *a->index);
    ck_assert_mem_eq(a->value, b->value, pixels);
}

void
check_same_data(const struct dataset *a, const struct dataset *b)
{
    size_t k;

    ck_assert_str_eq(a->name, b->name);
    ck_assert_uint_eq(a->classes, b->classes);
    for (k = 0; k < a->classes; k++)
        ck_assert_str_eq(a->class_names[k], b->class_names[k]);
    check_same_images(&a->train, &b->train);
    check_same_images(&a->test, &b->test);
}
