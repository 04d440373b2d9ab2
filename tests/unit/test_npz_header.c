#include "config.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "npz/little_endian.h"
#include "support/npz_sample.h"
#include "support/suite.h"

#define DICT(descr, order, shape) \
    "{'descr': " descr ", 'fortran_order': " order ", 'shape': " shape ", }"
#define NOT_UNDERSTOOD                                                                   \
    ": array w1 has a header that is not understood: {'descr': '<f4', 'fortran_order': " \
    "False, 'shape': (3, 2)} or the like is expected"

static const struct {
    const char *dict, *message;
} headers[] = {
    {DICT("'<i8'", "False", "(3, 2)"),
     ": array w1 is of type '<i8': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'<f2'", "False", "(3, 2)"),
     ": array w1 is of type '<f2': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'|u1'", "False", "(3, 2)"),
     ": array w1 is of type '|u1': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'f4'", "False", "(3, 2)"),
     ": array w1 is of type 'f4': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'|f4'", "False", "(3, 2)"),
     ": array w1 is of type '|f4': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'<f4'", "", "(3, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4 '", "False", "(3, 2)"),
     ": array w1 is of type '<f4 ': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("''", "False", "(3, 2)"),
     ": array w1 is of type '': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'|O'", "False", "(3, 2)"),
     ": array w1 holds Python objects, which are never loaded: float32 or float64 is "
     "expected"},
    {DICT("[('x', '<f4')]", "False", "(3, 2)"),
     ": array w1 has fields: an array of plain float32 or float64 is expected"},
    {DICT("'<f4'", "False", "()"), ": array w1 has 0 dimensions: 1 or 2 are expected"},
    {DICT("'<f4'", "False", "(3, 2, 1)"),
     ": array w1 has 3 dimensions: 1 or 2 are expected"},
    {DICT("'<f4'", "False", "(0, 2)"),
     ": array w1 is empty: at least one number is expected"},
    {DICT("'<f4'", "False", "(3, 0)"),
     ": array w1 is empty: at least one number is expected"},
    {DICT("'<f4'", "False", "(2, 2)"),
     ": array w1 has shape (2, 2) of float32, but 24 bytes of numbers"},
    {DICT("'<f8'", "False", "(3, 2)"),
     ": array w1 has shape (3, 2) of float64, but 24 bytes of numbers"},
    {DICT("'<f4'", "False", "(5,)"),
     ": array w1 has shape (5,) of float32, but 24 bytes of numbers"},
    {DICT("'<f4'", "False", "(9223372036854775809, 2)"), /* 2 once it wrapped around */
     ": array w1 has shape (9223372036854775809, 2) of float32, but 24 bytes of numbers"},
    {DICT("'<f4'", "False", "(4611686018427387907, 4)"), /* 12 */
     ": array w1 has shape (4611686018427387907, 4) of float32, but 24 bytes of numbers"},
    {DICT("'<f4'", "False", "(18446744073709551619, 2)"), /* 3 */
     ": array w1 has shape (18446744073709551615, 2) of float32, but 24 bytes of "
     "numbers"},
    {DICT("'<f4'", "False", "(99999999999999999999999999999999, 2)"),
     ": array w1 has shape (18446744073709551615, 2) of float32, but 24 bytes of "
     "numbers"},
    {DICT("'<f4'", "False", "(6)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "6"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(-3, -2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(+3, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(03, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(3 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(3,, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(,)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "(3, 2"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "False", "[3, 2]"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "0", "(3, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "Falsey", "(3, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4'", "'False'", "(3, 2)"), NOT_UNDERSTOOD},
    {DICT("'<f4\"", "False", "(3, 2)"),
     ": array w1 is of type '<f4\", ': float32 or float64 is expected (in NumPy: "
     ".astype('float32'))"},
    {DICT("'<f\\x34'", "False", "(3, 2)"), NOT_UNDERSTOOD},
    {DICT("<f4", "False", "(3, 2)"), NOT_UNDERSTOOD},
    {DICT("'a type of more than thirty-one characters'", "False", "(3, 2)"),
     NOT_UNDERSTOOD},
    {"", NOT_UNDERSTOOD},
    {"{}", NOT_UNDERSTOOD},
    {"{,}", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False}", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False, 'shape'}", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)}}", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)} x", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2),, }", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), 'x': 1}", NOT_UNDERSTOOD},
    {"{'descr': '<f4', 'descr': '>f4', 'fortran_order': False, 'shape': (3, 2)}",
     NOT_UNDERSTOOD},
    {"{'descr': '<f4' 'fortran_order': False, 'shape': (3, 2)}", NOT_UNDERSTOOD},
    {"{'descr' '<f4', 'fortran_order': False, 'shape': (3, 2)}", NOT_UNDERSTOOD},
    {"{'descr: '<f4', 'fortran_order': False, 'shape': (3, 2)}", NOT_UNDERSTOOD},
};

/* Numbers as '<f4' says that they lie in a file. */
static void
pack(unsigned char *bytes, const float *numbers, size_t count)
{
    uint32_t bits;
    size_t i;

    for (i = 0; i < count; i++) {
        memcpy(&bits, &numbers[i], sizeof bits);
        put_le32(bytes + i * sizeof bits, bits);
    }
}

/* Writes a net whose w1 has this header and these numbers. */
static char *
write_w1(const char *dict, const void *numbers, size_t size)
{
    static const char b1_dict[] = DICT("'<f4'", "False", "(2,)");
    unsigned char w1[512], b1[128], b1_numbers[sizeof sample_b1];
    struct sample_member members[] = {
        {"w1.npy", w1, sample_npy(w1, dict, numbers, size)},
        {"b1.npy", b1, 0},
    };
    char *path = sample_path("net.npz");

    pack(b1_numbers, sample_b1, MEM_COUNT(sample_b1));
    members[1].size = sample_npy(b1, b1_dict, b1_numbers, sizeof b1_numbers);
    sample_zip(path, members, MEM_COUNT(members));
    return path;
}

START_TEST(headers_of_other_kinds_are_refused)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(headers); i++)
        sample_check_refused(write_w1(headers[i].dict, sample_w1, sizeof sample_w1),
                             headers[i].message);
}
END_TEST

/* What comes before the header: a magic, a version, the header's length. */
static const struct {
    const char *bytes;
    size_t size;
    const char *message;
} prefixes[] = {
    {"\x93NUMPX\1\0\2\0{}", 12,
     ": array w1 is not a NumPy array: it does not begin with NumPy's magic bytes"},
    {"\x93NUMPY\1\0\2", 9, ": array w1 is cut short"},
    {"\x93NUMPY\1\0\3\0{}", 12, ": array w1 is cut short"},
    {"", 0, ": array w1 is cut short"},
    {"\x93NUMPY\0\0\2\0{}", 12,
     ": array w1 has .npy version 0.0: 1.0, 2.0 or 3.0 is expected"},
    {"\x93NUMPY\4\0\2\0{}", 12,
     ": array w1 has .npy version 4.0: 1.0, 2.0 or 3.0 is expected"},
    {"\x93NUMPY\1\1\2\0{}", 12,
     ": array w1 has .npy version 1.1: 1.0, 2.0 or 3.0 is expected"},
    {"\x93NUMPY\1\0\xff\xff{}", 12,
     ": array w1 has a header of 65535 bytes: at most 10000 are expected"},
    {"\x93NUMPY\2\0\2\0{}", 12,
     ": array w1 has a header of 2105212930 bytes: at most 10000 are expected"},
};

START_TEST(what_comes_before_a_header_is_checked)
{
    char *path = sample_path("net.npz");
    size_t i;

    for (i = 0; i < MEM_COUNT(prefixes); i++) {
        struct sample_member member = {"w1.npy", prefixes[i].bytes, prefixes[i].size};

        sample_zip(path, &member, 1);
        sample_check_refused(path, prefixes[i].message);
    }
}
END_TEST

START_TEST(headers_may_be_spaced_and_ordered_otherwise)
{
    static const char *const same[] = {
        "{'descr':'<f4','fortran_order':False,'shape':(3,2)}",
        "{\"shape\": (3, 2,), \"fortran_order\": False, \"descr\": \"<f4\"}",
        "  { 'fortran_order' : False , 'shape' : ( 3 , 2 , ) , 'descr' : '<f4' , }  \n ",
    };
    unsigned char bytes[sizeof sample_w1];
    size_t i;

    pack(bytes, sample_w1, MEM_COUNT(sample_w1));
    for (i = 0; i < MEM_COUNT(same); i++)
        sample_check(write_w1(same[i], bytes, sizeof bytes));
}
END_TEST

/* Numbers of four bytes at [1, 1] of w1, or of eight at [1, 0] of 3 numbers seen as
 * float64. */
static const struct {
    const char *dict;
    size_t offset, count;
    const char *bytes, *message;
} values[] = {
    {DICT("'<f4'", "False", "(3, 2)"), 12, 4, "\0\0\xc0\x7f",
     ": array w1 holds nan at [1, 1]: finite numbers within float32 are expected"},
    {DICT("'<f4'", "False", "(3, 2)"), 12, 4, "\0\0\xc0\xff",
     ": array w1 holds nan at [1, 1]: finite numbers within float32 are expected"},
    {DICT("'<f4'", "False", "(3, 2)"), 12, 4, "\0\0\x80\xff",
     ": array w1 holds -inf at [1, 1]: finite numbers within float32 are expected"},
    {DICT("'<f4'", "False", "(3, 2)"), 12, 8, "\0\0\xc0\x7f\0\0\x80\x7f",
     ": array w1 holds nan at [1, 1]: finite numbers within float32 are expected"},
    {DICT("'<f4'", "False", "(6,)"), 12, 4, "\0\0\x80\x7f",
     ": array w1 holds inf at [3]: finite numbers within float32 are expected"},
    {DICT("'<f4'", "True", "(3, 2)"), 12, 4, "\0\0\x80\x7f",
     ": array w1 holds inf at [0, 1]: finite numbers within float32 are expected"},
    {DICT("'<f8'", "False", "(3, 1)"), 8, 8, "\x9c\x75\0\x88\x3c\xe4\x37\x7e",
     ": array w1 holds 1e+300 at [1, 0]: finite numbers within float32 are expected"},
    {DICT("'<f8'", "False", "(3, 1)"), 8, 8, "\0\0\0\xf0\xff\xff\xef\xc7",
     ": array w1 holds -3.40282e+38 at [1, 0]: finite numbers within float32 are "
     "expected"},
};

START_TEST(numbers_that_no_net_can_use_are_refused)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(values); i++) {
        unsigned char numbers[sizeof sample_w1] = {0};

        memcpy(numbers + values[i].offset, values[i].bytes, values[i].count);
        sample_check_refused(write_w1(values[i].dict, numbers, sizeof numbers),
                             values[i].message);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        headers_of_other_kinds_are_refused,
        what_comes_before_a_header_is_checked,
        headers_may_be_spaced_and_ordered_otherwise,
        numbers_that_no_net_can_use_are_refused,
        NULL,
    };

    return suite_run("npz_header", tests, 60);
}
