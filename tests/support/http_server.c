#include "config.h"

#include "support/http_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

/* Shared by the server and its user. */
struct http_server {
    int port;
    pid_t process;
    size_t count;
    struct http_server_request requests[HTTP_SERVER_REQUESTS];
};

/* A request that is being answered. */
struct talk {
    int socket;
    int port;
    const char *how;
    const struct http_server_file *file;
    const struct http_server_request *request;
};

static void
die(const char *what)
{
    perror(what);
    abort();
}

static int
listen_somewhere(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int s = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (s < 0 || bind(s, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(s, 16) != 0 || getsockname(s, (struct sockaddr *)&address, &size) != 0)
        die("a server on loopback");
    *port = ntohs(address.sin_port);
    return s;
}

/* ---- sending ---- */

/* Whether the other side stays connected for this long. */
static bool
wait_here(const struct talk *talk, int milliseconds)
{
    struct pollfd poll_fd = {.fd = talk->socket, .events = POLLIN};
    char byte;

    if (poll(&poll_fd, 1, milliseconds) <= 0)
        return true;
    return recv(talk->socket, &byte, 1, MSG_DONTWAIT) > 0;
}

static bool
send_bytes(const struct talk *talk, const void *bytes, size_t count)
{
    const char *rest = bytes;

    while (count > 0) {
        ssize_t sent = send(talk->socket, rest, count, 0);

        if (sent <= 0)
            return false;
        rest += sent;
        count -= (size_t)sent;
    }
    return true;
}

static bool __attribute__((format(printf, 2, 3)))
send_text(const struct talk *talk, const char *format, ...)
{
    char text[1000];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return send_bytes(talk, text, strlen(text));
}

static void
send_page(const struct talk *talk, int status)
{
    static const char page[] = "<html>This is not the file.</html>";

    send_text(talk,
              "HTTP/1.1 %d Status\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
              status, sizeof page - 1, page);
}

/* length: the one that the head announces; 0 for none. */
static bool
send_head(const struct talk *talk, size_t from, size_t length, const char *more)
{
    const struct http_server_file *file = talk->file;

    if (from > 0)
        send_text(talk, "HTTP/1.1 206 Partial\r\nContent-Range: bytes %zu-%zu/%zu\r\n",
                  from, file->size - 1, file->size);
    else
        send_text(talk, "HTTP/1.1 200 OK\r\n");
    if (length > 0)
        send_text(talk, "Content-Length: %zu\r\n", length);
    return send_text(talk, "%sConnection: close\r\n\r\n", more);
}

/* In pieces, with pauses. */
static void
send_slowly(const struct talk *talk, size_t from, size_t piece, int pause)
{
    const struct http_server_file *file = talk->file;

    while (from < file->size && wait_here(talk, pause)) {
        size_t count = piece < file->size - from ? piece : file->size - from;

        if (!send_bytes(talk, file->bytes + from, count))
            return;
        from += count;
    }
}

/* The next close sends a reset. */
static void
reset(const struct talk *talk)
{
    const struct linger now = {.l_onoff = 1, .l_linger = 0};

    setsockopt(talk->socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void
send_other_bytes(const struct talk *talk, size_t from)
{
    size_t i;

    for (i = from; i < talk->file->size; i++) {
        unsigned char other = (unsigned char)(talk->file->bytes[i] ^ 0x55);

        if (!send_bytes(talk, &other, 1))
            return;
    }
}

/* ---- how it answers ---- */

static bool
is(const struct talk *talk, const char *how)
{
    return strcmp(talk->how, how) == 0;
}

static bool
answer_elsewhere(const struct talk *talk)
{
    const char *name = talk->file->name;
    char target[300] = "";
    int port, used = 0;

    if (is(talk, "loop"))
        snprintf(target, sizeof target, "/loop/%s", name);
    else if (is(talk, "to-file"))
        snprintf(target, sizeof target, "file:///etc/passwd");
    else if (is(talk, "to-ftp"))
        snprintf(target, sizeof target, "ftp://127.0.0.1:%d/%s", talk->port, name);
    else if (sscanf(talk->how, "to-%d-%n", &port, &used) == 1 && used > 0)
        snprintf(target, sizeof target, "http://127.0.0.1:%d/%s/%s", port,
                 talk->how + used, name);
    if (target[0] == '\0')
        return false;
    send_text(talk,
              "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n"
              "Connection: close\r\n\r\n",
              target);
    return true;
}

static bool
answer_status(const struct talk *talk)
{
    if (is(talk, "404") || is(talk, "500"))
        send_page(talk, atoi(talk->how));
    else if (is(talk, "204"))
        send_text(talk, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    else if (is(talk, "page"))
        send_page(talk, 200);
    else if (is(talk, "416") && talk->request->ranged)
        send_text(talk,
                  "HTTP/1.1 416 Bad Range\r\nContent-Range: bytes */%zu\r\n"
                  "Content-Length: 0\r\nConnection: close\r\n\r\n",
                  talk->file->size);
    else
        return false;
    return true;
}

static void
answer_endlessly(const struct talk *talk)
{
    static const char nothing[1000];

    send_head(talk, 0, 0, "");
    while (send_bytes(talk, nothing, sizeof nothing))
        continue;
}

/* Those that say something false about what they send, or do not send it. */
static bool
answer_falsely(const struct talk *talk, size_t from)
{
    const struct http_server_file *file = talk->file;
    size_t rest = file->size - from, half = rest / 2;
    const unsigned char *bytes = file->bytes + from;

    if (is(talk, "wrong")) {
        send_head(talk, from, rest, "");
        send_other_bytes(talk, from);
    } else if (is(talk, "longer")) {
        send_head(talk, from, rest + 10, "");
        send_bytes(talk, bytes, rest);
        send_bytes(talk, "0123456789", 10);
    } else if (is(talk, "endless")) {
        answer_endlessly(talk);
    } else if (is(talk, "cut") || is(talk, "cut-quietly") || is(talk, "reset") ||
               is(talk, "stall")) {
        send_head(talk, from, is(talk, "cut-quietly") ? 0 : rest, "");
        send_bytes(talk, bytes, half);
        if (is(talk, "reset")) {
            wait_here(talk, 100); /* what was sent is read before */
            reset(talk);
        } else if (is(talk, "stall")) {
            wait_here(talk, 60000);
        }
    } else if (is(talk, "short-length")) {
        send_head(talk, from, rest - 10, "");
        send_bytes(talk, bytes, rest);
    } else if (is(talk, "long-length")) {
        send_head(talk, from, rest + 10, "");
        send_bytes(talk, bytes, rest);
    } else if (is(talk, "other-range") && talk->request->ranged) {
        send_text(talk,
                  "HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-%zu/%zu\r\n"
                  "Content-Length: %zu\r\nConnection: close\r\n\r\n",
                  file->size - 1, file->size, file->size);
        send_bytes(talk, file->bytes, file->size);
    } else {
        return false;
    }
    return true;
}

static void
answer(const struct talk *talk)
{
    size_t from =
        talk->request->ranged && !is(talk, "plain") ? (size_t)talk->request->from : 0;

    if (talk->file == NULL || from >= talk->file->size)
        send_page(talk, talk->file == NULL ? 404 : 416);
    else if (is(talk, "silent"))
        wait_here(talk, 60000);
    else if (answer_elsewhere(talk) || answer_status(talk) || answer_falsely(talk, from))
        return;
    else if (!send_head(talk, from, talk->file->size - from,
                        is(talk, "packed") ? "Content-Encoding: gzip\r\n" : ""))
        return;
    else if (is(talk, "drip"))
        send_slowly(talk, from, 1, 20);
    else if (is(talk, "slow"))
        send_slowly(talk, from, 400, 20);
    else if (is(talk, "crawl"))
        send_slowly(talk, from, 200, 50);
    else if (is(talk, "slower"))
        send_slowly(talk, from, 20, 20);
    else
        send_bytes(talk, talk->file->bytes + from, talk->file->size - from);
}

/* ---- what is asked ---- */

/* The whole head of a request. */
static bool
receive_head(int s, char *head, size_t size)
{
    size_t used = 0;

    while (used < size - 1) {
        ssize_t count = recv(s, head + used, size - 1 - used, 0);

        if (count <= 0)
            return false;
        used += (size_t)count;
        head[used] = '\0';
        if (strstr(head, "\r\n\r\n") != NULL)
            return true;
    }
    return false;
}

static void
note_request(const char *head, struct http_server_request *request)
{
    const char *range = strcasestr(head, "\r\nRange: bytes=");

    memset(request, 0, sizeof *request);
    sscanf(head, "GET %119s ", request->path);
    request->ranged = range != NULL;
    if (range != NULL)
        request->from = strtoull(strchr(range, '=') + 1, NULL, 10);
}

static const struct http_server_file *
find_file(const struct http_server_file *files, const char *name)
{
    for (; files->name != NULL; files++)
        if (strcmp(files->name, name) == 0)
            return files;
    return NULL;
}

static void
serve_one(struct http_server *server, int s, const struct http_server_file *files)
{
    struct http_server_request *request =
        &server->requests[server->count % HTTP_SERVER_REQUESTS];
    struct talk talk = {.socket = s, .port = server->port, .request = request};
    char head[4000], path[sizeof request->path], *slash;

    if (!receive_head(s, head, sizeof head))
        return;
    note_request(head, request);
    server->count++;
    memcpy(path, request->path, sizeof path);
    slash = strrchr(path, '/');
    if (slash == NULL)
        return;
    *slash = '\0';
    talk.how = path[0] == '/' ? path + 1 : path;
    talk.file = find_file(files, slash + 1);
    answer(&talk);
}

static void __attribute__((noreturn))
serve(struct http_server *server, int listener, const struct http_server_file *files)
{
    signal(SIGPIPE, SIG_IGN);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    for (;;) {
        int s = accept(listener, NULL, NULL);

        if (s < 0 && errno != EINTR)
            _exit(1);
        if (s < 0)
            continue;
        serve_one(server, s, files);
        shutdown(s, SHUT_WR);
        close(s);
    }
}

/* Reachable to the end, and ended with it where prctl is not. */
static struct http_server *started[16];

static void
stop_all(void)
{
    size_t i;

    for (i = 0; i < sizeof started / sizeof *started && started[i] != NULL; i++)
        kill(started[i]->process, SIGKILL);
}

struct http_server *
http_server_start(const struct http_server_file *files)
{
    struct http_server *server = mmap(NULL, sizeof *server, PROT_READ | PROT_WRITE,
                                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    size_t i = 0;
    pid_t process;
    int listener;

    if (server == MAP_FAILED)
        die("memory for a server");
    listener = listen_somewhere(&server->port);
    fflush(NULL);
    process = fork();
    if (process < 0)
        die("a process for a server");
    if (process == 0)
        serve(server, listener, files);
    server->process = process;
    close(listener);
    if (started[0] == NULL)
        atexit(stop_all);
    while (i < sizeof started / sizeof *started - 1 && started[i] != NULL)
        i++;
    started[i] = server;
    return server;
}

int
http_server_port(const struct http_server *server)
{
    return server->port;
}

const char *
http_server_url(const struct http_server *server, const char *how)
{
    static char urls[32][200];
    static size_t used;
    char *url = urls[used++ % (sizeof urls / sizeof *urls)];

    snprintf(url, sizeof urls[0], "http://127.0.0.1:%d/%s/", server->port, how);
    return url;
}

size_t
http_server_count(const struct http_server *server)
{
    return server->count;
}

const struct http_server_request *
http_server_request(const struct http_server *server, size_t i)
{
    return &server->requests[i % HTTP_SERVER_REQUESTS];
}

void
http_server_forget(struct http_server *server)
{
    server->count = 0;
}

int
http_server_free_port(void)
{
    int port, s = listen_somewhere(&port);

    close(s);
    return port;
}

/* Of a socket whose queue stays full until the program ends. */
int
http_server_full_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int port, s = listen_somewhere(&port), i;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)port);
    if (listen(s, 0) != 0)
        die("a short queue");
    for (i = 0; i < 8; i++) {
        int waiting = socket(AF_INET, SOCK_STREAM, 0);

        if (waiting < 0 || fcntl(waiting, F_SETFL, O_NONBLOCK) != 0)
            die("a socket");
        if (connect(waiting, (struct sockaddr *)&address, sizeof address) != 0 &&
            errno != EINPROGRESS)
            die("a queue");
    }
    return port;
}
