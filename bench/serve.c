#include "config.h"

#include "serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* Before the clock starts, it works for this share of the request's seconds, so that data
 * and code are in the caches and the processor runs at full speed. */
static const double warm_up_share = 0.2;

static int
parse_request(const char *line, struct request *request)
{
    char work[16];

    if (sscanf(line, "%15s %63s %zu %lf %lf", work, request->hidden, &request->batch,
               &request->momentum, &request->seconds) != 5)
        return -1;
    request->evaluate = strcmp(work, "evaluate") == 0;
    return request->evaluate || strcmp(work, "train") == 0 ? 0 : -1;
}

/* Works for at least this long. Returns the seconds per image, or -1 with err. */
static double
work(const struct server *server, const struct request *request, void *net,
     double seconds, struct error *err)
{
    size_t (*step)(void *, struct error *) =
        request->evaluate ? server->evaluate : server->train;
    double begun = clock_now(), now;
    size_t images = 0, count;

    do {
        count = step(net, err);
        if (count == 0)
            return -1;
        images += count;
        now = clock_now();
    } while (now - begun < seconds);
    return (now - begun) / (double)images;
}

static double
measure(const struct server *server, const struct request *request, void *net,
        struct error *err)
{
    size_t images = request->evaluate ? server->test_images : server->train_images;
    double seconds;

    if (work(server, request, net, warm_up_share * request->seconds, err) < 0)
        return -1;
    seconds = work(server, request, net, request->seconds, err);
    return seconds < 0 ? -1 : seconds * (double)images;
}

static int
answer(const struct server *server, const struct request *request, struct error *err)
{
    void *net;
    double seconds;

    err->text[0] = '\0';
    net = server->prepare(server->context, request, err);
    if (net == NULL && err->text[0] != '\0')
        return -1;
    if (net == NULL) {
        puts("-");
        return 0;
    }
    seconds = measure(server, request, net, err);
    server->done(net);
    if (seconds < 0)
        return -1;
    printf("%.9g\n", seconds);
    return 0;
}

int
serve(const struct server *server, const char *name)
{
    char line[256];
    struct request request;
    struct error err;

    puts(name);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (parse_request(line, &request) != 0)
            error_set(&err, "no such request: %s", line);
        else if (answer(server, &request, &err) == 0 && fflush(stdout) == 0)
            continue;
        fprintf(stderr, "%s: %s\n", name, err.text);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
