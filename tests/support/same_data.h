/* Compares data sets, bit for bit. */
#ifndef MNISTUI_TESTS_SAME_DATA_H
#define MNISTUI_TESTS_SAME_DATA_H

#include "data/dataset.h"

/* Each fails the test unless both are the same, including the lists. */
void check_same_images(const struct images *a, const struct images *b);
void check_same_data(const struct dataset *a, const struct dataset *b);

#endif
