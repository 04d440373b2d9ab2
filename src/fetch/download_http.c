#include "config.h"

#include "fetch/download_http.h"

#include <curl/curl.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fetch/download.h"

enum { REDIRECTS_MAX = 5, POLL_MILLISECONDS = 40 };
enum { HTTP_OK = 200, HTTP_PARTIAL = 206, HTTP_BAD_RANGE = 416 };

struct download_http {
    CURLM *multi;
    CURL *easy;
    char problem[CURL_ERROR_SIZE]; /* in libcurl's words */
};

/* An answer that is coming in. */
struct answer {
    struct download_http *http;
    const struct download_request *request;
    uint64_t have;
    uint64_t from; /* what Content-Range says; UINT64_MAX: nothing */
    bool begun;    /* its body is there, and may be taken */
    bool ended;    /* end says how, whatever libcurl says */
    enum download_answer end;
    int reason; /* errno */
    struct error *why;
    double watched; /* since when bytes are counted, to see if they stall */
    uint64_t had;   /* what was there then */
};

int
download_prepare(struct error *err)
{
    static bool prepared;

    if (!prepared && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return error_set(err, "libcurl cannot be used: is it installed completely?");
    prepared = true;
    return 0;
}

bool
download_is_possible(void)
{
    return true;
}

/* ---- what comes ---- */

static bool
end(struct answer *answer, enum download_answer how)
{
    answer->ended = true;
    answer->end = how;
    return false;
}

/* The length that the answer says it has must be that of the rest of the file: so an
 * error page that poses as a file is refused before it is read. */
static bool
check_length(struct answer *answer, uint64_t have)
{
    curl_off_t length = -1;
    uint64_t whole;

    curl_easy_getinfo(answer->http->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    whole = have + (uint64_t)length;
    if (length < 0 || whole == answer->request->size)
        return true;
    error_set(answer->why, "its file has %" PRIu64 " bytes instead of %" PRIu64, whole,
              answer->request->size);
    return end(answer, DOWNLOAD_ANSWER_FAILED);
}

/* Before the first byte is taken: whether this is what was asked for. */
static bool
begin(struct answer *answer)
{
    long status = 0;

    curl_easy_getinfo(answer->http->easy, CURLINFO_RESPONSE_CODE, &status);
    if (answer->have > 0 && (status == HTTP_BAD_RANGE ||
                             (status == HTTP_PARTIAL && answer->from != answer->have))) {
        error_set(answer->why, "it cannot send the rest alone");
        return end(answer, DOWNLOAD_ANSWER_NO_REST);
    }
    if (status != HTTP_OK && (status != HTTP_PARTIAL || answer->have == 0)) {
        error_set(answer->why, "it answers with HTTP status %ld", status);
        return end(answer, DOWNLOAD_ANSWER_FAILED);
    }
    if (!check_length(answer, status == HTTP_PARTIAL ? answer->have : 0))
        return false;
    if (status == HTTP_OK && answer->have > 0) { /* all of it, though the rest would do */
        if (ftruncate(answer->request->fd, 0) != 0) {
            answer->reason = errno;
            return end(answer, DOWNLOAD_ANSWER_NO_WRITE);
        }
        answer->have = 0;
    }
    answer->begun = true;
    return true;
}

static bool
keep(struct answer *answer, const char *bytes, size_t count)
{
    size_t kept = 0;

    while (kept < count) {
        ssize_t written = pwrite(answer->request->fd, bytes + kept, count - kept,
                                 (off_t)(answer->have + kept));

        if (written > 0) {
            kept += (size_t)written;
        } else if (written == 0 || errno != EINTR) {
            answer->reason = written == 0 ? ENOSPC : errno;
            return end(answer, DOWNLOAD_ANSWER_NO_WRITE);
        }
    }
    answer->have += count;
    return true;
}

static size_t
on_body(char *bytes, size_t one, size_t count, void *context)
{
    struct answer *answer = context;

    (void)one;
    if (!answer->begun && !begin(answer))
        return 0;
    if (count > answer->request->size - answer->have) {
        error_set(answer->why, "it sends more than the %" PRIu64 " bytes of the file",
                  answer->request->size);
        end(answer, DOWNLOAD_ANSWER_USELESS);
        return 0;
    }
    return keep(answer, bytes, count) ? count : 0;
}

/* Comes for every answer in a chain of redirects; the last one counts. */
static size_t
on_header(char *bytes, size_t one, size_t count, void *context)
{
    static const char name[] = "Content-Range: bytes ";
    struct answer *answer = context;
    char line[80];

    (void)one;
    snprintf(line, sizeof line, "%.*s", (int)(count < sizeof line ? count : 0), bytes);
    if (strncmp(line, "HTTP/", 5) == 0)
        answer->from = UINT64_MAX;
    else if (strncasecmp(line, name, sizeof name - 1) == 0)
        answer->from = strtoull(line + sizeof name - 1, NULL, 10);
    return count;
}

/* ---- how it goes ---- */

/* Not before there is a connection: that has a time-out of its own. */
static bool
stalls(struct answer *answer)
{
    const struct download_request *request = answer->request;
    curl_off_t connected = 0;
    double now = clock_now();
    double came;

    curl_easy_getinfo(answer->http->easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
    if (connected == 0)
        answer->watched = now;
    if (now - answer->watched < request->stall_seconds)
        return false;
    came = answer->have > answer->had ? (double)(answer->have - answer->had) : 0;
    if (came >= request->stall_seconds * DOWNLOAD_SLOWEST) {
        answer->watched = now;
        answer->had = answer->have;
        return false;
    }
    error_set(answer->why, "it stalls: %.0f bytes in %.3g s", came,
              now - answer->watched);
    end(answer, DOWNLOAD_ANSWER_FAILED);
    return true;
}

/* What libcurl says at the end of it, in words for the user. */
static enum download_answer
explain(struct answer *answer, CURLcode code)
{
    const char *problem = answer->http->problem;
    long redirects = 0;

    curl_easy_getinfo(answer->http->easy, CURLINFO_REDIRECT_COUNT, &redirects);
    if (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_OK ||
        code == CURLE_GOT_NOTHING)
        error_set(answer->why, "it ends after %" PRIu64 " of %" PRIu64 " bytes",
                  answer->have, answer->request->size);
    else if (code == CURLE_OPERATION_TIMEDOUT)
        error_set(answer->why, "no connection within %.3g s",
                  answer->request->connect_seconds);
    else if (code == CURLE_TOO_MANY_REDIRECTS)
        error_set(answer->why, "it redirects more than %d times", REDIRECTS_MAX);
    else if (code == CURLE_UNSUPPORTED_PROTOCOL && redirects > 0)
        error_set(answer->why, "it redirects to something other than http or https");
    else
        error_set(answer->why, "%s",
                  problem[0] != '\0' ? problem : curl_easy_strerror(code));
    return DOWNLOAD_ANSWER_FAILED;
}

static enum download_answer
finish(struct answer *answer)
{
    CURLMsg *message;
    int left;

    if (answer->ended)
        return answer->end;
    message = curl_multi_info_read(answer->http->multi, &left);
    if (message == NULL || message->data.result != CURLE_OK)
        return explain(answer, message == NULL ? CURLE_RECV_ERROR : message->data.result);
    if (!answer->begun && !begin(answer)) /* an answer without a body */
        return answer->end;
    if (answer->have < answer->request->size)
        return explain(answer, CURLE_OK);
    return DOWNLOAD_ANSWER_WHOLE;
}

static enum download_answer
transfer(struct answer *answer)
{
    const struct download_request *request = answer->request;
    CURLM *multi = answer->http->multi;
    int running = 1;

    while (running > 0) {
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            break;
        if (!request->move(request->context, answer->have))
            return DOWNLOAD_ANSWER_STOPPED;
        if (answer->ended || (running > 0 && stalls(answer)))
            return answer->end;
        if (running > 0 &&
            curl_multi_poll(multi, NULL, 0, POLL_MILLISECONDS, NULL) != CURLM_OK)
            break;
    }
    return finish(answer);
}

/* ---- what is asked ---- */

static CURLcode
allow_http_only(CURL *easy)
{
    CURLcode code;

#if LIBCURL_VERSION_NUM >= 0x075500
    code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (code == CURLE_OK)
        code = curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS,
                            (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    if (code == CURLE_OK)
        code = curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS,
                                (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    return code;
}

/* Certificates are verified, as libcurl does by itself. What the server calls an encoding
 * is not undone: the file itself is packed. */
static CURLcode
set_options(struct answer *answer)
{
    const struct download_request *request = answer->request;
    CURL *easy = answer->http->easy;
    char range[32];
    CURLcode code = allow_http_only(easy);

#define SET(option, value)                                    \
    do {                                                      \
        if (code == CURLE_OK)                                 \
            code = curl_easy_setopt(easy, (option), (value)); \
    } while (0)
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_ERRORBUFFER, answer->http->problem);
    SET(CURLOPT_USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION);
    SET(CURLOPT_FOLLOWLOCATION, 1L);
    SET(CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
    SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)(request->connect_seconds * 1000));
    SET(CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    SET(CURLOPT_QUICK_EXIT, 1L); /* no waiting for a name that is being looked up */
#endif
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, answer);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, answer);
    if (request->have > 0) {
        snprintf(range, sizeof range, "%" PRIu64 "-", request->have);
        SET(CURLOPT_RANGE, range);
    }
#undef SET
    return code;
}

enum download_answer
download_http_get(struct download_http *http, const struct download_request *request,
                  struct error *why)
{
    struct answer answer = {
        .http = http,
        .request = request,
        .have = request->have,
        .had = request->have,
        .from = UINT64_MAX,
        .why = why,
        .watched = clock_now(),
    };
    enum download_answer how = DOWNLOAD_ANSWER_FAILED;

    http->problem[0] = '\0';
    curl_easy_reset(http->easy);
    if (set_options(&answer) != CURLE_OK ||
        curl_multi_add_handle(http->multi, http->easy) != CURLM_OK) {
        error_set(why, "libcurl cannot ask for it: is memory short?");
        return how;
    }
    how = transfer(&answer);
    curl_multi_remove_handle(http->multi, http->easy);
    errno = answer.reason;
    return how;
}

struct download_http *
download_http_new(struct error *err)
{
    struct download_http *http = mem_zeroed(1, sizeof *http);

    if (http != NULL) {
        http->multi = curl_multi_init();
        http->easy = curl_easy_init();
    }
    if (http != NULL && http->multi != NULL && http->easy != NULL)
        return http;
    download_http_free(http);
    error_memory(err, "the download");
    return NULL;
}

void
download_http_free(struct download_http *http)
{
    if (http == NULL)
        return;
    curl_easy_cleanup(http->easy);
    curl_multi_cleanup(http->multi);
    free(http);
}
