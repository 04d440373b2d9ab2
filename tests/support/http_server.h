/*
 * An HTTP server on loopback that misbehaves on request: a process of its own, which
 * answers one request after the other and ends with the process that started it.
 *
 * The folder in a URL says how it answers: http_server_url(server, "404") is the URL of a
 * mirror that never has anything. The files have this content under each of them:
 *
 *   good          as it should be, ranges too
 *   plain         the same without ranges: 200 and all of it
 *   slow          good, but 20 000 bytes a second; slower: 1000; crawl: 4000
 *   404, 500, 204 this status, with a page of text for the first two
 *   page          200 and a page of text
 *   wrong         right size, other bytes
 *   longer        10 bytes more, honestly announced; endless: no length and no end
 *   cut           says the right length and ends after half of it; cut-quietly: says none
 *   reset         half of it, then a reset of the connection
 *   short-length  says 10 bytes less than it has; long-length: 10 bytes more
 *   drip          a byte every 20 ms; stall: half of it and then nothing
 *   silent        takes the request and answers nothing
 *   416           this status when there is a range, else good
 *   other-range   206 from the beginning when there is a range, else good
 *   loop          redirects to itself; to-file, to-ftp: to such URLs
 *   packed        good, and calls it Content-Encoding: gzip
 *   to-PORT-HOW   redirects to the same file of HOW at another server
 */
#ifndef MNISTUI_TESTS_HTTP_SERVER_H
#define MNISTUI_TESTS_HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HTTP_SERVER_FILES = 8, HTTP_SERVER_REQUESTS = 64 };

/* bytes are borrowed. */
struct http_server_file {
    const char *name;
    const unsigned char *bytes;
    size_t size;
};

struct http_server_request {
    char path[120]; /* "/good/a.gz" */
    bool ranged;
    uint64_t from; /* what Range asks for */
};

struct http_server;

/* The files end with one without a name. Ends the program with a message when there can
 * be no server. */
struct http_server *http_server_start(const struct http_server_file *files);

int http_server_port(const struct http_server *server);

/* Borrowed until the program ends. */
const char *http_server_url(const struct http_server *server, const char *how);

/* The requests so far. */
size_t http_server_count(const struct http_server *server);
const struct http_server_request *http_server_request(const struct http_server *server,
                                                      size_t i);
void http_server_forget(struct http_server *server);

/* A port where nobody listens. */
int http_server_free_port(void);

/* A port that takes no connection and does not refuse it. */
int http_server_full_port(void);

#endif
