/* http_serve: the server of support/http_server.h for scripts, with the files of
 * support/small_files.h. Prints its port, then each request: its path, and "from N" when
 * only the rest is asked for. Ends when the script does. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "support/http_server.h"
#include "support/small_files.h"

int
main(void)
{
    const struct timespec pause = {.tv_nsec = 20000000};
    struct http_server *server = http_server_start(small_files_served());
    pid_t script = getppid();
    size_t printed = 0;

    printf("%d\n", http_server_port(server));
    while (getppid() == script) {
        for (; printed < http_server_count(server); printed++) {
            const struct http_server_request *request =
                http_server_request(server, printed);

            if (request->ranged)
                printf("%s from %" PRIu64 "\n", request->path, request->from);
            else
                printf("%s\n", request->path);
        }
        fflush(stdout);
        nanosleep(&pause, NULL);
    }
    return EXIT_SUCCESS;
}
