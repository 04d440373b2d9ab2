#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
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

/* Makes the checksum of w1 right again. */
static void
seal_w1(unsigned char *file)
{
    put_le32(file + ENTRY_W1 + 16,
             (uint32_t)crc32(0, file + NPY_W1, HEADER + (uInt)sizeof sample_w1));
}

/* Puts a dict into w1's header, and makes the checksum right again. */
static void
set_header(unsigned char *file, const char *dict)
{
    memset(file + NPY_W1 + 10, ' ', HEADER - 10);
    memcpy(file + NPY_W1 + 10, dict, strlen(dict));
    seal_w1(file);
}

START_TEST(headers_of_other_kinds_are_refused)
{
    unsigned char bytes[SAMPLE_SIZE];
    size_t i;

    sample_load(bytes);
    for (i = 0; i < MEM_COUNT(headers); i++) {
        set_header(bytes, headers[i].dict);
        sample_check_bytes_refused(bytes, SAMPLE_SIZE, headers[i].message);
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
    unsigned char bytes[SAMPLE_SIZE];
    char *path = sample_path("net.npz");
    size_t i;

    sample_load(bytes);
    for (i = 0; i < MEM_COUNT(same); i++) {
        set_header(bytes, same[i]);
        suite_write(path, bytes, SAMPLE_SIZE);
        sample_check(path);
    }
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
    unsigned char good[SAMPLE_SIZE], bad[SAMPLE_SIZE];
    size_t i;

    sample_load(good);
    for (i = 0; i < MEM_COUNT(values); i++) {
        memcpy(bad, good, SAMPLE_SIZE);
        memset(bad + NPY_W1 + HEADER, 0, sizeof sample_w1);
        memcpy(bad + NPY_W1 + HEADER + values[i].offset, values[i].bytes,
               values[i].count);
        set_header(bad, values[i].dict);
        sample_check_bytes_refused(bad, SAMPLE_SIZE, values[i].message);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        headers_of_other_kinds_are_refused,
        headers_may_be_spaced_and_ordered_otherwise,
        numbers_that_no_net_can_use_are_refused,
        NULL,
    };

    return suite_run("npz_header", tests, 60);
}
