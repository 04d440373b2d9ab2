/* SHA-256 as FIPS 180-4 has it: the vectors are those of its examples. */
#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "support/suite.h"

static const struct {
    const char *message, *digits;
} vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

/* A million times the letter a. */
static const char million[] =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
enum { MILLION = 1000000 };

static int
open_file(const char *bytes, size_t count)
{
    const char *path = suite_path(suite_folder(), "a");
    int fd;

    suite_write(path, bytes, count);
    fd = open(path, O_RDONLY);
    ck_assert_int_ge(fd, 0);
    return fd;
}

static int
open_million(void)
{
    char *letters = malloc(MILLION);
    int fd;

    ck_assert_ptr_nonnull(letters);
    memset(letters, 'a', MILLION);
    fd = open_file(letters, MILLION);
    free(letters);
    return fd;
}

START_TEST(the_standards_examples)
{
    char text[HASH_TEXT];
    size_t i;

    for (i = 0; i < MEM_COUNT(vectors); i++) {
        int fd = open_file(vectors[i].message, strlen(vectors[i].message));

        ck_assert_int_eq(hash_file(fd, text, NULL, NULL), 0);
        ck_assert_str_eq(text, vectors[i].digits);
        close(fd);
    }
}
END_TEST

static bool
count_calls(void *context)
{
    int *calls = context;

    return --*calls > 0;
}

START_TEST(a_file_from_its_beginning)
{
    int fd = open_million(), calls = 1000;
    char text[HASH_TEXT];

    ck_assert_int_eq(lseek(fd, 5, SEEK_SET), 5);
    ck_assert_int_eq(hash_file(fd, text, NULL, NULL), 0);
    ck_assert_str_eq(text, million);
    ck_assert_int_eq(hash_file(fd, text, count_calls, &calls), 0);
    ck_assert_str_eq(text, million);
    ck_assert_int_lt(calls, 995);
    close(fd);
}
END_TEST

START_TEST(it_stops_when_it_is_told_to)
{
    int fd = open_million(), calls = 2;
    char text[HASH_TEXT];

    ck_assert_int_eq(hash_file(fd, text, count_calls, &calls), 1);
    ck_assert_int_eq(calls, 0);
    close(fd);
    ck_assert_int_eq(hash_file(fd, text, NULL, NULL), -1);
}
END_TEST

START_TEST(digits_are_compared_as_numbers)
{
    ck_assert(hash_equal("00ffab", "00FFAB"));
    ck_assert(!hash_equal("00ffab", "00ffac"));
    ck_assert(!hash_equal("00ffab", "00ffa"));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_standards_examples,
        a_file_from_its_beginning,
        it_stops_when_it_is_told_to,
        digits_are_compared_as_numbers,
        NULL,
    };

    return suite_run("hash", tests, 0);
}
