/* What the download finds in its folder, what it does to it, and what happens when it
 * cannot: files that are there, a full disk, another mnistui, a stop. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fetch/download_lock.h"
#include "support/trial.h"

/* Far more than the 0.1 s that it takes, and far less than it would wait otherwise. */
static const double at_once = 10;

static struct http_server *server;

static void
setup(void)
{
    trial_setup();
    server = http_server_start(trial_served);
}

static const char *
in_folder(const struct trial *trial, const char *name)
{
    return suite_path(trial->download.folder, name);
}

static void
pause_shortly(void)
{
    static const struct timespec pause = {.tv_nsec = 10000000};

    nanosleep(&pause, NULL);
}

/* ---- files that are there ---- */

START_TEST(an_unpacked_file_does_as_well)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    suite_write(in_folder(&trial, "a"), trial_raw.bytes, trial_raw.size);
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_DONE);
    ck_assert_str_eq(trial.steps, "aC aT ");
    ck_assert_uint_eq(http_server_count(server), 0);
    trial_has_no(&trial, DOWNLOAD_LOCK_NAME);
}
END_TEST

/* Whatever they are, they are kept: they may be the user's. */
START_TEST(wrong_files_of_the_names_are_put_aside)
{
    struct trial trial;
    struct stat status;
    char line[300];

    trial_init(&trial, http_server_url(server, "good"), NULL);
    suite_write(in_folder(&trial, "a"), "mine", 4);
    suite_write(in_folder(&trial, "a.gz"), "mine too", 8);
    trial_done(&trial);
    trial_has_no(&trial, "a");
    ck_assert_int_eq(stat(in_folder(&trial, "a.old"), &status), 0);
    ck_assert_int_eq(status.st_size, 4);
    ck_assert_int_eq(stat(in_folder(&trial, "a.gz.old"), &status), 0);
    ck_assert_int_eq(status.st_size, 8);
    snprintf(line, sizeof line, "%s was not the file that belongs there: it is %s now\n",
             in_folder(&trial, "a"), in_folder(&trial, "a.old"));
    trial_logged(&trial, line);
}
END_TEST

START_TEST(what_was_put_aside_before_stays)
{
    static const char *const older[] = {"a.gz.old", "a.gz.old.2"};
    struct trial trial;
    struct stat status;
    size_t i;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    for (i = 0; i < MEM_COUNT(older); i++)
        suite_write(in_folder(&trial, older[i]), "older", i + 1);
    suite_write(in_folder(&trial, "a.gz"), "mine", 4);
    trial_done(&trial);
    for (i = 0; i < MEM_COUNT(older); i++) {
        ck_assert_int_eq(stat(in_folder(&trial, older[i]), &status), 0);
        ck_assert_int_eq(status.st_size, (off_t)i + 1);
    }
    ck_assert_int_eq(stat(in_folder(&trial, "a.gz.old.3"), &status), 0);
    ck_assert_int_eq(status.st_size, 4);
    trial_logged(&trial, "a.gz.old.3 now\n");
}
END_TEST

/* Not even when there are too many is one of them lost. */
START_TEST(a_file_that_cannot_be_put_aside_stays)
{
    struct trial trial;
    struct stat status;
    char name[50];
    int i;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    suite_write(in_folder(&trial, "a.gz"), "mine", 4);
    suite_write(in_folder(&trial, "a.gz.old"), "", 0);
    for (i = 2; i < 100; i++) {
        snprintf(name, sizeof name, "a.gz.old.%d", i);
        suite_write(in_folder(&trial, name), "", 0);
    }
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_FAILED);
    ck_assert_ptr_nonnull(strstr(trial.err.text, "/a.gz cannot be written: File exists"));
    ck_assert_int_eq(stat(in_folder(&trial, "a.gz"), &status), 0);
    ck_assert_int_eq(status.st_size, 4);
    ck_assert_uint_eq(trial_part_size(&trial), TRIAL_SIZE);
    ck_assert_int_eq(unlink(in_folder(&trial, "a.gz.old.57")), 0);
    trial_done(&trial);
}
END_TEST

START_TEST(a_damaged_file_stays_until_there_is_a_better_one)
{
    static unsigned char damaged[TRIAL_SIZE];
    struct trial trial;
    struct stat status;

    memcpy(damaged, trial_served[0].bytes, sizeof damaged);
    damaged[TRIAL_SIZE - 1] ^= 1;
    trial_init(&trial, http_server_url(server, "404"), NULL);
    suite_write(in_folder(&trial, "a.gz"), damaged, sizeof damaged);
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_FAILED);
    ck_assert_int_eq(stat(in_folder(&trial, "a.gz"), &status), 0);
    trial.mirrors[0] = http_server_url(server, "good");
    trial_done(&trial);
}
END_TEST

START_TEST(all_can_read_what_it_fetched)
{
    struct trial trial;
    struct stat status;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    umask(022);
    trial_done(&trial);
    ck_assert_int_eq(stat(in_folder(&trial, "a.gz"), &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0644);
}
END_TEST

/* ---- a folder that does not take it ---- */

/* Runs in a process of its own, where only limit bytes of a file can be written. */
static void
run_limited(struct trial *trial, rlim_t limit, const char *text)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        const struct rlimit room = {limit, limit};

        signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &room) != 0 || trial_run(trial) != DOWNLOAD_FAILED)
            _exit(1);
        _exit(strstr(trial->err.text, text) != NULL ? 0 : 2);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}

START_TEST(a_full_disk_is_told_and_the_next_start_goes_on)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), http_server_url(server, "plain"),
               NULL);
    run_limited(&trial, 9000,
                "/a.gz.part cannot be written: File too large: mnistui fetch --to=DIR "
                "takes another folder");
    trial_has_no(&trial, "a.gz");
    ck_assert_uint_eq(trial_part_size(&trial), 9000);
    ck_assert_uint_eq(http_server_count(server), 1); /* no mirror can help */
    trial_done(&trial);
    ck_assert_uint_eq(http_server_request(server, 1)->from, 9000);
}
END_TEST

START_TEST(what_is_no_plain_file_is_not_written)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    ck_assert_int_eq(symlink("elsewhere", in_folder(&trial, "a.gz.part")), 0);
    trial_fails(&trial, "/a.gz.part cannot be written: ");
    trial_has_no(&trial, "elsewhere");
    ck_assert_int_eq(unlink(in_folder(&trial, "a.gz.part")), 0);
    ck_assert_int_eq(mkdir(in_folder(&trial, "a.gz.part"), 0700), 0);
    trial_fails(&trial, "/a.gz.part cannot be written: Is a directory");
    ck_assert_uint_eq(http_server_count(server), 0);
}
END_TEST

/* A FIFO, a link to somewhere or a folder: a FIFO would make it wait for ever. */
START_TEST(a_lock_that_is_no_plain_file_is_told)
{
    struct trial trial;
    char text[4200];

    trial_init(&trial, http_server_url(server, "good"), NULL);
    snprintf(text, sizeof text,
             "%s is not a plain file: remove it, and the next download makes one",
             in_folder(&trial, DOWNLOAD_LOCK_NAME));
    ck_assert_int_eq(mkfifo(in_folder(&trial, DOWNLOAD_LOCK_NAME), 0600), 0);
    trial_fails(&trial, text);
    ck_assert_int_eq(unlink(in_folder(&trial, DOWNLOAD_LOCK_NAME)), 0);
    ck_assert_int_eq(symlink("elsewhere", in_folder(&trial, DOWNLOAD_LOCK_NAME)), 0);
    trial_fails(&trial, text);
    trial_has_no(&trial, "elsewhere");
    ck_assert_int_eq(unlink(in_folder(&trial, DOWNLOAD_LOCK_NAME)), 0);
    ck_assert_int_eq(mkdir(in_folder(&trial, DOWNLOAD_LOCK_NAME), 0700), 0);
    trial_fails(&trial, text);
    ck_assert_int_eq(rmdir(in_folder(&trial, DOWNLOAD_LOCK_NAME)), 0);
    trial_done(&trial);
}
END_TEST

/* Root may write anywhere, so it becomes somebody else, in a process of its own. */
static void
run_as_nobody(struct trial *trial, const char *text)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(0);
        if (trial_run(trial) != DOWNLOAD_FAILED)
            _exit(1);
        _exit(strstr(trial->err.text, text) != NULL ? 0 : 2);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}

START_TEST(a_folder_that_cannot_be_written_is_told)
{
    struct trial trial;
    char text[200];

    trial_init(&trial, http_server_url(server, "good"), NULL);
    ck_assert_int_eq(chmod(in_folder(&trial, ".."), 0755), 0);
    ck_assert_int_eq(chmod(trial.download.folder, 0555), 0);
    snprintf(
        text, sizeof text,
        "%s cannot be written: Permission denied: mnistui fetch --to=DIR takes another "
        "folder",
        trial.download.folder);
    run_as_nobody(&trial, text);
    trial_has_no(&trial, "a.gz");
    ck_assert_int_eq(chmod(trial.download.folder, 0755), 0);
    trial_done(&trial);
}
END_TEST

START_TEST(a_folder_that_is_none_is_told)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial.download.folder = in_folder(&trial, "nowhere");
    trial_fails(&trial, "/nowhere cannot be written: No such file or directory");
}
END_TEST

/* ---- two at once ---- */

static bool
always(void *context)
{
    (void)context;
    return true;
}

/* Another process that has the lock; it ends when it is killed. */
static pid_t
start_owner(const struct trial *trial)
{
    int ready[2];
    pid_t owner;
    char byte;

    ck_assert_int_eq(pipe(ready), 0);
    owner = fork();
    if (owner == 0) {
        if (download_lock(trial->download.folder, always, NULL, NULL) < 0 ||
            write(ready[1], "", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return owner;
}

static void
kill_owner(pid_t owner)
{
    ck_assert_int_eq(kill(owner, SIGKILL), 0);
    ck_assert_int_eq(waitpid(owner, NULL, 0), owner);
}

START_TEST(two_at_once_share_one_download)
{
    struct trial trial;
    pid_t other;
    int status, turn[2];

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial.download.file_count = TRIAL_FILES;
    ck_assert_int_eq(pipe(turn), 0);
    other = fork();
    if (other == 0) {
        trial.hold = turn[0];
        _exit(trial_run(&trial) == DOWNLOAD_DONE ? 0 : 1);
    }
    while (access(in_folder(&trial, "a.gz.part"), F_OK) != 0)
        pause_shortly();
    trial.release = turn[1];
    trial_done(&trial);
    ck_assert_ptr_nonnull(strstr(trial.steps, "aW "));
    ck_assert_ptr_null(strstr(trial.steps, "F "));
    ck_assert_int_eq(waitpid(other, &status, 0), other);
    ck_assert_int_eq(status, 0);
    ck_assert_uint_eq(http_server_count(server), TRIAL_FILES);
}
END_TEST

START_TEST(the_one_that_waits_can_be_stopped)
{
    struct trial trial;
    pid_t owner;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    owner = start_owner(&trial);
    trial.stop_waiting = true;
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_STOPPED);
    ck_assert_str_eq(trial.steps, "aC aW ");
    trial.stop_waiting = false;
    trial.stop_after = 1;
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_STOPPED);
    ck_assert_uint_ge(trial.tells, 4); /* of 20, on a machine with nothing else to do */
    kill_owner(owner);
    ck_assert_uint_eq(http_server_count(server), 0);
}
END_TEST

START_TEST(the_lock_goes_with_its_owner)
{
    struct trial trial;
    pid_t owner, killer;
    int waits[2];
    char byte;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    owner = start_owner(&trial);
    ck_assert_int_eq(pipe(waits), 0);
    killer = fork();
    if (killer == 0)
        _exit(read(waits[0], &byte, 1) != 1 || kill(owner, SIGKILL) != 0);
    trial.release = waits[1];
    trial_done(&trial);
    ck_assert_ptr_nonnull(strstr(trial.steps, "aW aC aF "));
    ck_assert_int_eq(waitpid(killer, NULL, 0), killer);
    ck_assert_int_eq(waitpid(owner, NULL, 0), owner);
}
END_TEST

/* ---- a stop ---- */

/* libcurl's look-ups of names come here: one never ends. */
int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
            struct addrinfo **result)
{
    (void)node, (void)service, (void)hints;
    *result = NULL;
    sleep(60);
    return EAI_AGAIN;
}

static void
check_stops_at_once(const char *mirror)
{
    struct trial trial;

    trial_init(&trial, mirror, NULL);
    trial.stop_after = 0.2;
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_STOPPED);
    ck_assert_double_lt(clock_now() - trial.stop_told, at_once);
    trial_has_no(&trial, "a.gz");
}

START_TEST(it_stops_at_once_wherever_it_is)
{
    char full[100];

    snprintf(full, sizeof full, "http://127.0.0.1:%d/", http_server_full_port());
    check_stops_at_once(http_server_url(server, "silent"));
    check_stops_at_once(http_server_url(server, "stall"));
    check_stops_at_once(full);
    check_stops_at_once("http://name.invalid/");
}
END_TEST

START_TEST(it_stops_before_it_begins)
{
    struct trial trial;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial.stop_after = 1e-9;
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_STOPPED);
    ck_assert_uint_eq(trial.tells, 1);
    ck_assert_uint_eq(http_server_count(server), 0);
}
END_TEST

START_TEST(a_name_that_is_not_found_is_left_in_time)
{
    struct trial trial;

    trial_init(&trial, "http://name.invalid/", http_server_url(server, "good"), NULL);
    trial.download.connect_seconds = 0.3;
    trial_done(&trial);
    trial_logged(&trial, "http://name.invalid/ is left: no connection within 0.3 s\n");
}
END_TEST

START_TEST(without_mirrors_it_says_how_to_name_one)
{
    struct trial trial;

    trial_init(&trial, NULL);
    trial_fails(&trial, "because MNISTUI_OFFLINE is set: name one with mnistui fetch "
                        "--mirror=URL or in MNISTUI_MIRROR");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        an_unpacked_file_does_as_well,
        wrong_files_of_the_names_are_put_aside,
        what_was_put_aside_before_stays,
        a_file_that_cannot_be_put_aside_stays,
        a_damaged_file_stays_until_there_is_a_better_one,
        all_can_read_what_it_fetched,
        a_full_disk_is_told_and_the_next_start_goes_on,
        what_is_no_plain_file_is_not_written,
        a_lock_that_is_no_plain_file_is_told,
        a_folder_that_cannot_be_written_is_told,
        a_folder_that_is_none_is_told,
        two_at_once_share_one_download,
        the_one_that_waits_can_be_stopped,
        the_lock_goes_with_its_owner,
        it_stops_at_once_wherever_it_is,
        it_stops_before_it_begins,
        a_name_that_is_not_found_is_left_in_time,
        without_mirrors_it_says_how_to_name_one,
        NULL,
    };

    return suite_run_with("download_folder", tests, 120, setup, NULL);
}
