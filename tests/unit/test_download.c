/* The download from real servers on loopback, good and bad ones: what it takes, what it
 * refuses, and what it says about it. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/trial.h"

static struct http_server *server;

static void
setup(void)
{
    trial_setup();
    server = http_server_start(trial_served);
}

START_TEST(all_files_are_fetched_and_then_found)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial.download.file_count = TRIAL_FILES;
    trial_done(&trial);
    ck_assert_str_eq(trial.steps, "aC bC cC aC bC cC aF aC aT bF bC bT cF cC cT ");
    ck_assert_str_eq(trial.log, "");
    ck_assert_uint_eq(trial.last.total, TRIAL_SIZE + 500 + 2000);
    ck_assert_uint_eq(http_server_count(server), 3);
    ck_assert_str_eq(http_server_request(server, 2)->path, "/good/c.gz");
    ck_assert(!http_server_request(server, 0)->ranged);
    trial_done(&trial);
    ck_assert_str_eq(trial.steps, "aC aT bC bT cC cT ");
    ck_assert_uint_eq(http_server_count(server), 3);
}
END_TEST

/* After an answer that is no file the next mirror is asked, and the reason is told. */
static const struct {
    const char *how, *reason;
} bad[] = {
    {"404", "it answers with HTTP status 404"},
    {"500", "it answers with HTTP status 500"},
    {"204", "it answers with HTTP status 204"},
    {"page", "its file has 34 bytes instead of 30000"},
    {"wrong", "it sends other bytes than those of the file (SHA-256)"},
    {"longer", "its file has 30010 bytes instead of 30000"},
    {"endless", "it sends more than the 30000 bytes of the file"},
    {"cut", "it ends after 15000 of 30000 bytes"},
    {"cut-quietly", "it ends after 15000 of 30000 bytes"},
    {"reset", "it ends after "},
    {"short-length", "its file has 29990 bytes instead of 30000"},
    {"long-length", "its file has 30010 bytes instead of 30000"},
    {"loop", "it redirects more than 5 times"},
    {"to-file", "it redirects to something other than http or https"},
    {"to-ftp", "it redirects to something other than http or https"},
};

START_TEST(a_bad_mirror_is_left_for_the_next)
{
    struct trial trial;
    char line[200];
    size_t i;

    for (i = 0; i < MEM_COUNT(bad); i++) {
        const char *mirror = http_server_url(server, bad[i].how);

        trial_init(&trial, mirror, http_server_url(server, "good"), NULL);
        trial_done(&trial);
        snprintf(line, sizeof line, "a.gz: %s is left: %s", mirror, bad[i].reason);
        trial_logged(&trial, line);
    }
}
END_TEST

START_TEST(without_another_mirror_it_fails_and_the_next_start_works)
{
    struct trial trial;
    char line[200];
    size_t i;

    for (i = 0; i < MEM_COUNT(bad); i++) {
        const char *mirror = http_server_url(server, bad[i].how);

        trial_init(&trial, mirror, NULL);
        snprintf(line, sizeof line,
                 "a.gz could not be fetched from any mirror:\n  %s: %s", mirror,
                 bad[i].reason);
        trial_fails(&trial, line);
        if (strstr(bad[i].reason, "ends after") == NULL)
            trial_has_no(&trial, "a.gz.part");
        trial.mirrors[0] = http_server_url(server, "good");
        trial_done(&trial);
    }
}
END_TEST

START_TEST(all_reasons_are_told_when_all_mirrors_fail)
{
    struct trial trial;
    char text[600];

    trial_init(&trial, http_server_url(server, "404"), http_server_url(server, "page"),
               http_server_url(server, "wrong"), NULL);
    snprintf(text, sizeof text,
             "a.gz could not be fetched from any mirror:"
             "\n  %s: it answers with HTTP status 404"
             "\n  %s: its file has 34 bytes instead of 30000"
             "\n  %s: it sends other bytes than those of the file (SHA-256)",
             trial.mirrors[0], trial.mirrors[1], trial.mirrors[2]);
    trial_fails(&trial, text);
    ck_assert_str_eq(trial.err.text, text);
}
END_TEST

START_TEST(where_nobody_listens_the_next_is_asked)
{
    struct trial trial;
    char dead[100];

    snprintf(dead, sizeof dead, "http://127.0.0.1:%d/", http_server_free_port());
    trial_init(&trial, dead, http_server_url(server, "good"), NULL);
    trial_done(&trial);
    trial_logged(&trial, "Failed to connect to 127.0.0.1");
}
END_TEST

/* Otherwise it would be asked, and its time-outs would pass, for each file. */
START_TEST(a_mirror_that_was_left_comes_last)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "404"), http_server_url(server, "good"),
               NULL);
    trial.download.file_count = TRIAL_FILES;
    trial_done(&trial);
    ck_assert_uint_eq(http_server_count(server), 4);
    ck_assert_str_eq(http_server_request(server, 0)->path, "/404/a.gz");
    ck_assert_str_eq(http_server_request(server, 2)->path, "/good/b.gz");
}
END_TEST

START_TEST(a_redirect_to_another_server_is_followed)
{
    struct http_server *other = http_server_start(trial_served);
    struct trial trial;
    char how[50];

    snprintf(how, sizeof how, "to-%d-good", http_server_port(other));
    trial_init(&trial, http_server_url(server, how), NULL);
    trial_done(&trial);
    ck_assert_uint_eq(http_server_count(server), 1);
    ck_assert_uint_eq(http_server_count(other), 1);
    ck_assert_str_eq(http_server_request(other, 0)->path, "/good/a.gz");
}
END_TEST

START_TEST(a_packed_file_stays_packed)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "packed"), NULL);
    trial_done(&trial);
    ck_assert_str_eq(trial.log, "");
}
END_TEST

/* The limits are short here; a slow machine cannot make these fail. */
START_TEST(a_mirror_that_stalls_is_left)
{
    static const char *const stalling[] = {"stall", "drip", "silent"};
    struct trial trial;
    char start[100];
    size_t i;

    for (i = 0; i < MEM_COUNT(stalling); i++) {
        const char *mirror = http_server_url(server, stalling[i]);

        trial_init(&trial, mirror, NULL);
        trial.download.stall_seconds = 0.6;
        snprintf(start, sizeof start, "%s: it stalls: ", mirror);
        trial_fails(&trial, start);
        ck_assert_uint_gt(trial.tells, 4);
        trial.mirrors[0] = http_server_url(server, "good");
        trial.download.stall_seconds = 60;
        trial_done(&trial);
    }
}
END_TEST

/* Bytes come, if slowly, and nobody knows whether another mirror would be faster. */
START_TEST(a_slow_mirror_is_not_left)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "crawl"), http_server_url(server, "good"),
               NULL);
    trial.download.stall_seconds = 0.6;
    trial_make_part(&trial, TRIAL_SIZE - 6000, 0);
    trial_done(&trial);
    ck_assert_str_eq(trial.log, "");
    ck_assert_uint_eq(http_server_count(server), 1);
}
END_TEST

START_TEST(a_mirror_that_does_not_connect_is_left)
{
    struct trial trial;
    char full[100];

    snprintf(full, sizeof full, "http://127.0.0.1:%d/", http_server_full_port());
    trial_init(&trial, full, http_server_url(server, "good"), NULL);
    trial.download.connect_seconds = 0.5;
    trial_done(&trial);
    trial_logged(&trial, "/ is left: no connection within 0.5 s\n");
}
END_TEST

START_TEST(the_speed_and_the_time_left_are_told)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "slow"), NULL);
    trial.stop_at = 3 * TRIAL_SIZE / 4;
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_STOPPED);
    ck_assert_double_gt(trial.last.bytes_per_second, 0);
    ck_assert_double_lt(trial.last.bytes_per_second, 40000);
    ck_assert_double_eq_tol(trial.last.seconds_left * trial.last.bytes_per_second,
                            (double)(trial.last.total - trial.last.done), 1);
    ck_assert_uint_gt(trial.tells, 5);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        all_files_are_fetched_and_then_found,
        a_bad_mirror_is_left_for_the_next,
        without_another_mirror_it_fails_and_the_next_start_works,
        all_reasons_are_told_when_all_mirrors_fail,
        where_nobody_listens_the_next_is_asked,
        a_mirror_that_was_left_comes_last,
        a_redirect_to_another_server_is_followed,
        a_packed_file_stays_packed,
        a_mirror_that_stalls_is_left,
        a_slow_mirror_is_not_left,
        a_mirror_that_does_not_connect_is_left,
        the_speed_and_the_time_left_are_told,
        NULL,
    };

    return suite_run_with("download", tests, 120, setup, NULL);
}
