/* Prints a part of the man page that is made from a table: man_tables options|keys. See
 * tools/man-update. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "ui/action.h"

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "options") == 0) {
        options_print_man(stdout);
    } else if (argc == 2 && strcmp(argv[1], "keys") == 0) {
        action_print_man(stdout);
    } else {
        fputs("man_tables: it takes options or keys\n", stderr);
        return EXIT_FAILURE;
    }
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
