/* npz_copy IN OUT: reads one .npz file and writes what it read as another. For
 * tests/cli/test_numpy.sh. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "npz/npz.h"

int
main(int argc, char **argv)
{
    struct error err = {"usage: npz_copy IN OUT"};
    struct npz npz;
    int status;

    if (argc != 3 || npz_read(&npz, argv[1], &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return EXIT_FAILURE;
    }
    status = npz_write(&npz, argv[2], &err);
    npz_done(&npz);
    if (status != 0)
        fprintf(stderr, "%s\n", err.text);
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
