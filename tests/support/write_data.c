/* write_data FOLDER TRAIN TEST: synthetic digits (make_data.h) as a data folder. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/parse.h"
#include "support/make_data.h"

int
main(int argc, char **argv)
{
    long train, test;

    if (argc != 4 || parse_int(argv[2], 1, 60000, &train) != 0 ||
        parse_int(argv[3], 1, 60000, &test) != 0) {
        fputs("usage: write_data FOLDER TRAIN TEST\n", stderr);
        return EXIT_FAILURE;
    }
    make_data(argv[1], (size_t)train, (size_t)test);
    return EXIT_SUCCESS;
}
