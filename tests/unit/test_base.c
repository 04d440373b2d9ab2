#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/rng.h"
#include "base/text.h"
#include "base/wake.h"
#include "support/suite.h"

START_TEST(memory_size_overflow_gives_null)
{
    ck_assert_ptr_null(mem_zeroed(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(mem_aligned(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(mem_aligned(SIZE_MAX, 1));
    ck_assert_ptr_null(mem_large(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(mem_large(SIZE_MAX, 1));
}
END_TEST

START_TEST(aligned_memory_is_aligned_and_zero)
{
    unsigned char *block = mem_aligned(100, 3);
    int i;

    ck_assert_ptr_nonnull(block);
    ck_assert_uint_eq((uintptr_t)block % MEM_ALIGN, 0);
    for (i = 0; i < 300; i++)
        ck_assert_uint_eq(block[i], 0);
    free(block);
}
END_TEST

/* Reference values of xoshiro256** from its authors' C code, for the state 1, 2, 3, 4. */
START_TEST(generator_is_xoshiro256starstar)
{
    struct rng rng = {{1, 2, 3, 4}};

    ck_assert_uint_eq(rng_next(&rng), 11520);
    ck_assert_uint_eq(rng_next(&rng), 0);
    ck_assert_uint_eq(rng_next(&rng), 1509978240);
    ck_assert_uint_eq(rng_next(&rng), UINT64_C(1215971899390074240));
}
END_TEST

START_TEST(streams_and_seeds_differ)
{
    struct rng a, b, c;

    rng_init(&a, 1, 0);
    rng_init(&b, 1, 1);
    rng_init(&c, 2, 0);
    ck_assert_uint_ne(a.state[0], b.state[0]);
    ck_assert_uint_ne(a.state[0], c.state[0]);
}
END_TEST

START_TEST(normal_numbers_have_mean_0_and_deviation_1)
{
    enum { N = 200000 };
    struct rng rng;
    double sum = 0, squares = 0;
    int i;

    rng_init(&rng, 7, 0);
    for (i = 0; i < N; i++) {
        double x = rng_normal(&rng);

        sum += x;
        squares += x * x;
    }
    /* six standard errors of each estimate */
    ck_assert_double_eq_tol(sum / N, 0.0, 6 / 447.2);
    ck_assert_double_eq_tol(squares / N, 1.0, 6 * 1.4142 / 447.2);
}
END_TEST

START_TEST(below_reaches_every_value_evenly)
{
    int counts[7] = {0}, i;
    struct rng rng;

    rng_init(&rng, 3, 0);
    for (i = 0; i < 70000; i++)
        counts[rng_below(&rng, 7)]++;
    for (i = 0; i < 7; i++)
        ck_assert_int_lt(abs(counts[i] - 10000), 600);
}
END_TEST

START_TEST(shuffle_is_a_permutation)
{
    uint32_t values[1000];
    unsigned char seen[1000] = {0};
    int moved = 0;
    struct rng rng;
    uint32_t i;

    for (i = 0; i < 1000; i++)
        values[i] = i;
    rng_init(&rng, 1, 1);
    rng_shuffle(&rng, values, 1000);
    for (i = 0; i < 1000; i++) {
        moved += values[i] != i;
        ck_assert_uint_lt(values[i], 1000);
        ck_assert_uint_eq(seen[values[i]]++, 0);
    }
    ck_assert_int_gt(moved, 950);
}
END_TEST

START_TEST(numbers_are_parsed_whole_or_not_at_all)
{
    static const char *const bad[] = {"",   " 1",   "1 ", "x",   "1x",
                                      "+1", "0x10", "-",  "nan", "inf"};
    double number;
    long whole;
    size_t i;

    for (i = 0; i < MEM_COUNT(bad); i++) {
        ck_assert_int_eq(parse_int(bad[i], -100, 100, &whole), -1);
        ck_assert_int_eq(parse_double(bad[i], &number), -1);
    }
    ck_assert_int_eq(parse_int("-12", -12, 5, &whole), 0);
    ck_assert_int_eq(whole, -12);
    ck_assert_int_eq(parse_int("6", -12, 5, &whole), -1);
    ck_assert_int_eq(parse_int("99999999999999999999", 0, 5, &whole), -1);
    ck_assert_int_eq(parse_double("2.5e-1", &number), 0);
    ck_assert_double_eq(number, 0.25);
}
END_TEST

START_TEST(seeds_take_the_whole_range)
{
    uint64_t seed;

    ck_assert_int_eq(parse_uint64("18446744073709551615", &seed), 0);
    ck_assert_uint_eq(seed, UINT64_MAX);
    ck_assert_int_eq(parse_uint64("18446744073709551616", &seed), -1);
    ck_assert_int_eq(parse_uint64("-1", &seed), -1);
}
END_TEST

START_TEST(a_list_has_its_joints)
{
    static const char *const items[] = {"a", "b", "c"};
    static const char *const lists[] = {"", "a", "a or b", "a, b or c"};
    char text[16], small[5] = "";
    size_t count, i;

    for (count = 0; count <= MEM_COUNT(items); count++) {
        text[0] = '\0';
        for (i = 0; i < count; i++)
            text_append_item(text, sizeof text, items[i], i, count, " or ");
        ck_assert_str_eq(text, lists[count]);
    }
    for (i = 0; i < MEM_COUNT(items); i++)
        text_append_item(small, sizeof small, items[i], i, MEM_COUNT(items), " or ");
    ck_assert_str_eq(small, "a, b");
}
END_TEST

START_TEST(atomic_file_appears_only_when_committed)
{
    const char *folder = suite_folder();
    char *path = suite_path(folder, "file");
    struct atomic_file file;
    struct error err;

    ck_assert_int_eq(atomic_file_open(&file, path, &err), 0);
    fputs("hello", file.stream);
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert_int_eq(atomic_file_commit(&file, &err), 0);
    ck_assert_int_eq(access(path, F_OK), 0);
    ck_assert_int_eq(atomic_file_open(&file, path, &err), 0);
    atomic_file_abandon(&file);
    ck_assert_int_eq(access(path, F_OK), 0);
    ck_assert_int_eq(unlink(path), 0);
    /* nothing else is left: the folder is empty again */
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

START_TEST(a_full_disk_leaves_no_file)
{
    struct atomic_file file;
    struct error err;

    if (access("/dev/full", W_OK) != 0)
        return;
    ck_assert_int_eq(atomic_file_open(&file, suite_path(suite_folder(), "file"), &err),
                     0);
    ck_assert_ptr_nonnull(freopen("/dev/full", "w", file.stream));
    fputs("hello", file.stream);
    ck_assert_int_eq(atomic_file_commit(&file, &err), -1);
    ck_assert_pstr_ne(err.text, "");
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
    char *path = suite_path(suite_folder(), "none/net.npz");
    struct atomic_file file;
    char message[4200];
    struct error err;

    ck_assert_int_eq(atomic_file_open(&file, path, &err), -1);
    snprintf(message, sizeof message, "%s cannot be written: No such file or directory",
             path);
    ck_assert_pstr_eq(err.text, message);
}
END_TEST

START_TEST(a_pipe_wakes_once_for_all_that_was_sent)
{
    struct pollfd fd = {.events = POLLIN};
    struct error err;
    struct wake wake;

    ck_assert_int_eq(wake_init(&wake, &err), 0);
    fd.fd = wake.read_fd;
    ck_assert_int_eq(poll(&fd, 1, 0), 0);
    ck_assert(!wake_drain(wake.read_fd));
    wake_send(-1);
    ck_assert_int_eq(poll(&fd, 1, 0), 0);
    wake_send(wake.write_fd);
    wake_send(wake.write_fd);
    ck_assert_int_eq(poll(&fd, 1, 0), 1);
    ck_assert(wake_drain(wake.read_fd));
    ck_assert(!wake_drain(wake.read_fd));
    ck_assert_int_eq(fcntl(wake.read_fd, F_GETFD), FD_CLOEXEC);
    ck_assert_int_eq(fcntl(wake.write_fd, F_GETFD), FD_CLOEXEC);
    wake_done(&wake);
}
END_TEST

/* Signal handlers send, too: the code that they interrupt must find its errno unchanged.
 */
START_TEST(a_full_pipe_takes_no_more_and_wakes_all_the_same)
{
    enum { MANY = 200000 };
    struct error err;
    struct wake wake;
    int i;

    ck_assert_int_eq(wake_init(&wake, &err), 0);
    errno = ENOENT;
    for (i = 0; i < MANY; i++)
        wake_send(wake.write_fd);
    ck_assert_int_eq(errno, ENOENT);
    ck_assert(wake_drain(wake.read_fd));
    ck_assert(!wake_drain(wake.read_fd));
    wake_done(&wake);
}
END_TEST

START_TEST(without_file_descriptors_there_is_no_pipe)
{
    struct rlimit usual, none;
    struct error err;
    struct wake wake;

    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &usual), 0);
    none = usual;
    none.rlim_cur = 0;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    ck_assert_int_eq(wake_init(&wake, &err), -1);
    setrlimit(RLIMIT_NOFILE, &usual); /* the leak checker needs files at the end */
    ck_assert_str_eq(err.text, "a pipe cannot be made: Too many open files");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        memory_size_overflow_gives_null,
        aligned_memory_is_aligned_and_zero,
        generator_is_xoshiro256starstar,
        streams_and_seeds_differ,
        normal_numbers_have_mean_0_and_deviation_1,
        below_reaches_every_value_evenly,
        shuffle_is_a_permutation,
        numbers_are_parsed_whole_or_not_at_all,
        seeds_take_the_whole_range,
        a_list_has_its_joints,
        atomic_file_appears_only_when_committed,
        a_full_disk_leaves_no_file,
        a_folder_that_is_not_there_is_named,
        a_pipe_wakes_once_for_all_that_was_sent,
        a_full_pipe_takes_no_more_and_wakes_all_the_same,
        without_file_descriptors_there_is_no_pipe,
        NULL,
    };

    return suite_run("base", tests, 0);
}
