/* write_data FOLDER TRAIN TEST [ROWS COLS CLASSES]: synthetic digits (make_data.h) as a
 * data folder. */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/parse.h"
#include "support/make_data.h"
#include "support/suite.h"

static const char *folder;
static long train, test;
static struct data_shape shape;

/* make_data asserts, which Check allows in a test only. */
START_TEST(data_is_written)
{
    make_shaped_data(folder, &shape, (size_t)train, (size_t)test);
}
END_TEST

static bool
read_shape(char **texts)
{
    long rows, cols, classes;

    if (parse_int(texts[0], 1, 64, &rows) != 0 ||
        parse_int(texts[1], 1, 64, &cols) != 0 ||
        parse_int(texts[2], 1, DATASET_MAX_CLASSES, &classes) != 0)
        return false;
    shape.rows = (size_t)rows;
    shape.cols = (size_t)cols;
    shape.classes = (size_t)classes;
    return true;
}

int
main(int argc, char **argv)
{
    const TTest *const tests[] = {data_is_written, NULL};

    shape = data_digits;
    if ((argc != 4 && argc != 7) || parse_int(argv[2], 1, 60000, &train) != 0 ||
        parse_int(argv[3], 1, 60000, &test) != 0 ||
        (argc == 7 && !read_shape(argv + 4))) {
        fputs("usage: write_data FOLDER TRAIN TEST [ROWS COLS CLASSES]\n", stderr);
        return EXIT_FAILURE;
    }
    folder = argv[1];
    return suite_run("write_data", tests, 60);
}
