/* write_data FOLDER TRAIN TEST: synthetic digits (make_data.h) as a data folder. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/parse.h"
#include "support/make_data.h"
#include "support/suite.h"

static const char *folder;
static long train, test;

/* make_data asserts, which Check allows in a test only. */
START_TEST(data_is_written)
{
    make_data(folder, (size_t)train, (size_t)test);
}
END_TEST

int
main(int argc, char **argv)
{
    const TTest *const tests[] = {data_is_written, NULL};

    if (argc != 4 || parse_int(argv[2], 1, 60000, &train) != 0 ||
        parse_int(argv[3], 1, 60000, &test) != 0) {
        fputs("usage: write_data FOLDER TRAIN TEST\n", stderr);
        return EXIT_FAILURE;
    }
    folder = argv[1];
    return suite_run("write_data", tests, 60);
}
