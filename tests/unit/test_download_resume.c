/* A download that goes on where another one stopped. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/trial.h"

enum { HALF = TRIAL_SIZE / 2 };

static struct http_server *server;

static void
setup(void)
{
    trial_setup();
    server = http_server_start(trial_served);
}

/* The i-th request was for this, from this byte on; 0: for all of it. */
static void
check_request(size_t i, const char *path, uint64_t from)
{
    const struct http_server_request *request = http_server_request(server, i);

    ck_assert_uint_lt(i, http_server_count(server));
    ck_assert_str_eq(request->path, path);
    ck_assert(request->ranged == (from > 0));
    ck_assert_uint_eq(request->from, from);
}

START_TEST(after_a_cut_only_the_rest_is_fetched)
{
    static const char *const cuts[] = {"cut", "cut-quietly"};
    struct trial trial;
    size_t i;

    for (i = 0; i < MEM_COUNT(cuts); i++) {
        trial_init(&trial, http_server_url(server, cuts[i]), NULL);
        trial_fails(&trial, "it ends after 15000 of 30000 bytes");
        ck_assert_uint_eq(trial_part_size(&trial), HALF);
        trial.mirrors[0] = http_server_url(server, "good");
        http_server_forget(server);
        trial_done(&trial);
        check_request(0, "/good/a.gz", HALF);
        ck_assert_uint_eq(http_server_count(server), 1);
        ck_assert_str_eq(trial.log, "");
    }
}
END_TEST

/* The system decides how much of it is read before the reset. */
START_TEST(after_a_reset_it_goes_on_too)
{
    struct trial trial;
    size_t size;

    trial_init(&trial, http_server_url(server, "reset"), NULL);
    trial_fails(&trial, "it ends after ");
    size = trial_part_size(&trial);
    trial.mirrors[0] = http_server_url(server, "good");
    trial_done(&trial);
    check_request(1, "/good/a.gz", size);
}
END_TEST

START_TEST(the_next_mirror_goes_on_with_the_part_of_the_first)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "cut"), http_server_url(server, "good"),
               NULL);
    trial_done(&trial);
    check_request(0, "/cut/a.gz", 0);
    check_request(1, "/good/a.gz", HALF);
}
END_TEST

START_TEST(what_was_stopped_goes_on)
{
    struct trial trial;
    size_t size;

    trial_init(&trial, http_server_url(server, "slow"), NULL);
    trial.stop_at = 1;
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_STOPPED);
    trial_has_no(&trial, "a.gz");
    size = trial_part_size(&trial);
    ck_assert_uint_gt(size, 0);
    trial.stop_at = 0;
    trial.mirrors[0] = http_server_url(server, "good");
    trial_done(&trial);
    check_request(1, "/good/a.gz", size);
}
END_TEST

/* Which of the two lied cannot be known: the mirror gets a second chance, from the
 * beginning. */
START_TEST(a_part_with_wrong_bytes_is_fetched_again)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial_make_part(&trial, HALF, 1);
    trial_done(&trial);
    check_request(0, "/good/a.gz", HALF);
    check_request(1, "/good/a.gz", 0);
    trial_logged(&trial, "a.gz: the part that was there cannot be used: starting over\n");
}
END_TEST

START_TEST(a_mirror_that_lies_gets_no_third_chance)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "wrong"), NULL);
    trial_make_part(&trial, HALF, 0);
    trial_fails(&trial, "it sends other bytes");
    check_request(0, "/wrong/a.gz", HALF);
    check_request(1, "/wrong/a.gz", 0);
    ck_assert_uint_eq(http_server_count(server), 2);
    trial_has_no(&trial, "a.gz.part");
}
END_TEST

START_TEST(a_part_longer_than_the_file_is_no_part)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial_make_part(&trial, TRIAL_SIZE + 1, 0);
    trial_done(&trial);
    check_request(0, "/good/a.gz", 0);
    ck_assert_uint_eq(http_server_count(server), 1);
}
END_TEST

START_TEST(a_whole_part_needs_only_its_name)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial_make_part(&trial, TRIAL_SIZE, 0);
    trial_done(&trial);
    ck_assert_uint_eq(http_server_count(server), 0);
    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial_make_part(&trial, TRIAL_SIZE, 1);
    trial_done(&trial);
    check_request(0, "/good/a.gz", 0);
    ck_assert_uint_eq(http_server_count(server), 1);
}
END_TEST

/* All of it, though a part was asked for, is taken as it is. */
START_TEST(a_server_without_ranges_sends_all)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "plain"), NULL);
    trial_make_part(&trial, HALF, 0x55);
    trial_done(&trial);
    check_request(0, "/plain/a.gz", HALF);
    ck_assert_uint_eq(http_server_count(server), 1);
    ck_assert_str_eq(trial.log, "");
}
END_TEST

START_TEST(a_range_that_cannot_be_had_starts_over)
{
    static const char *const odd[] = {"416", "other-range"};
    struct trial trial;
    char path[50];
    size_t i;

    for (i = 0; i < MEM_COUNT(odd); i++) {
        http_server_forget(server);
        trial_init(&trial, http_server_url(server, odd[i]), NULL);
        trial_make_part(&trial, HALF, 0);
        trial_done(&trial);
        snprintf(path, sizeof path, "/%s/a.gz", odd[i]);
        check_request(0, path, HALF);
        check_request(1, path, 0);
        ck_assert_uint_eq(http_server_count(server), 2);
    }
}
END_TEST

/* An error page is not worth a part that is good. */
START_TEST(an_answer_that_is_no_file_leaves_the_part)
{
    static const char *const useless[] = {"404", "500", "page", "silent", "to-ftp"};
    struct trial trial;
    size_t i;

    for (i = 0; i < MEM_COUNT(useless); i++) {
        trial_init(&trial, http_server_url(server, useless[i]), NULL);
        trial.download.stall_seconds = 0.5;
        trial_make_part(&trial, HALF, 0);
        trial_fails(&trial, "could not be fetched");
        ck_assert_uint_eq(trial_part_size(&trial), HALF);
        trial.mirrors[0] = http_server_url(server, "good");
        trial.download.stall_seconds = 60;
        http_server_forget(server);
        trial_done(&trial);
        check_request(0, "/good/a.gz", HALF);
    }
}
END_TEST

START_TEST(a_redirect_keeps_the_range)
{
    struct trial trial;
    char how[50];

    snprintf(how, sizeof how, "to-%d-good", http_server_port(server));
    trial_init(&trial, http_server_url(server, how), NULL);
    trial_make_part(&trial, HALF, 0);
    trial_done(&trial);
    check_request(1, "/good/a.gz", HALF);
}
END_TEST

/* What is there already counts as done, but not as speed. */
START_TEST(the_part_counts_from_the_beginning)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "stall"), NULL);
    trial.download.stall_seconds = 1;
    trial_make_part(&trial, HALF, 0);
    trial_fails(&trial, "it stalls");
    ck_assert_uint_eq(trial.last.file_done, HALF + HALF / 2);
    ck_assert_double_le(trial.last.bytes_per_second, HALF / 2 / 0.5);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        after_a_cut_only_the_rest_is_fetched,
        after_a_reset_it_goes_on_too,
        the_next_mirror_goes_on_with_the_part_of_the_first,
        what_was_stopped_goes_on,
        a_part_with_wrong_bytes_is_fetched_again,
        a_mirror_that_lies_gets_no_third_chance,
        a_part_longer_than_the_file_is_no_part,
        a_whole_part_needs_only_its_name,
        a_server_without_ranges_sends_all,
        a_range_that_cannot_be_had_starts_over,
        an_answer_that_is_no_file_leaves_the_part,
        a_redirect_keeps_the_range,
        the_part_counts_from_the_beginning,
        NULL,
    };

    return suite_run_with("download_resume", tests, 120, setup, NULL);
}
