#include "config.h"

#include "npz/npy.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "npz/little_endian.h"
#include "npz/npy_header.h"

enum { CHUNK = 1024 }; /* numbers unpacked at a time */

/* The first number that no net can use, if found is not 0. */
struct unusable {
    int found;
    size_t row, column;
    double value;
};

static int
refuse_unusable(const struct unusable *bad, int dims, struct error *err)
{
    char column[32] = "", value[32] = "nan";

    if (dims == 2)
        snprintf(column, sizeof column, ", %zu", bad->column);
    if (!isnan(bad->value))
        snprintf(value, sizeof value, "%g", bad->value);
    return error_set(err,
                     "holds %s at [%zu%s]: finite numbers within float32 are expected",
                     value, bad->row, column);
}

/* ---- reading ---- */

static double
decode(const unsigned char *p, const struct npz_header *header)
{
    unsigned char little[8];
    uint32_t bits;
    uint64_t wide;
    double value;
    float narrow;
    size_t i;

    for (i = 0; i < header->width; i++)
        little[i] = p[header->big_endian ? header->width - 1 - i : i];
    if (header->width == sizeof wide) {
        wide = get_le64(little);
        memcpy(&value, &wide, sizeof value);
        return value;
    }
    bits = get_le32(little);
    memcpy(&narrow, &bits, sizeof narrow);
    return narrow;
}

/* Stores a number, given its position in the order of the file. */
static void
store(struct npy_array *array, const struct npz_header *header, size_t position,
      double value, struct unusable *bad)
{
    size_t rows = header->shape[0], columns = header->shape[1];
    size_t row = header->fortran_order ? position % rows : position / columns;
    size_t column = header->fortran_order ? position / rows : position % columns;

    /* a NaN must not pass this comparison */
    if (fabs(value) <= (double)FLT_MAX)
        array->values[row * columns + column] = (float)value;
    else if (!bad->found)
        *bad = (struct unusable){1, row, column, value};
}

static int
read_values(struct npy_array *array, const struct npz_header *header, size_t count,
            struct archive_stream *stream, struct error *err)
{
    unsigned char chunk[CHUNK * 8];
    struct unusable bad = {0};
    size_t done = 0;

    while (done < count) {
        size_t some = count - done < CHUNK ? count - done : CHUNK, i;

        if (archive_get(stream, chunk, some * header->width, err) != 0)
            return -1;
        for (i = 0; i < some; i++)
            store(array, header, done + i, decode(chunk + i * header->width, header),
                  &bad);
        done += some;
    }
    /* check the file first, or a number would be blamed for the damage */
    if (archive_check_end(stream, err) != 0)
        return -1;
    return bad.found ? refuse_unusable(&bad, array->dims, err) : 0;
}

int
npy_read(struct npy_array *array, struct archive_stream *stream, struct error *err)
{
    struct npz_header header;

    array->values = NULL;
    if (npz_header_read(&header, NPZ_PARAMETERS, stream, err) != 0)
        return -1;
    array->dims = header.dims;
    memcpy(array->shape, header.shape, sizeof array->shape);
    array->values = mem_aligned(header.count, sizeof *array->values);
    if (array->values == NULL)
        return error_set(err, "does not fit into memory");
    if (read_values(array, &header, header.count, stream, err) != 0) {
        free(array->values);
        array->values = NULL;
        return -1;
    }
    return 0;
}

/* ---- writing ---- */

static size_t
columns_of(const struct npy_array *array)
{
    return array->dims == 2 ? array->shape[1] : 1;
}

int
npy_size(const struct npy_array *array, size_t *size, struct error *err)
{
    size_t most = (ARCHIVE_MAX_BYTES - NPY_DATA) / sizeof(float), columns;

    if (array->dims < 1 || array->dims > NPY_MAX_DIMS)
        return error_set(err, "has %d dimensions: 1 or 2 are expected", array->dims);
    columns = columns_of(array);
    if (array->shape[0] == 0 || columns == 0)
        return error_set(err, "is empty: at least one number is expected");
    if (array->shape[0] > most / columns)
        return error_set(err, "is larger than 1 GiB, which would not be read back");
    *size = NPY_DATA + array->shape[0] * columns * sizeof(float);
    return 0;
}

int
npy_check_values(const struct npy_array *array, struct error *err)
{
    size_t columns = columns_of(array), i;

    for (i = 0; i < array->shape[0] * columns; i++)
        if (!isfinite(array->values[i])) {
            struct unusable bad = {1, i / columns, i % columns, array->values[i]};

            return refuse_unusable(&bad, array->dims, err);
        }
    return 0;
}

static void
encode_header(unsigned char *out, const struct npy_array *array)
{
    char text[NPY_DATA - NPZ_PREFIX_SIZE + 1], second[32] = "";
    int length;

    if (array->dims == 2)
        snprintf(second, sizeof second, " %zu", array->shape[1]);
    length = snprintf(text, sizeof text,
                      "{'descr': '<f4', 'fortran_order': False, 'shape': (%zu,%s), }",
                      array->shape[0], second);
    memcpy(out, NPZ_MAGIC, NPZ_MAGIC_SIZE);
    out[6] = 1;
    out[7] = 0;
    put_le16(out + 8, NPY_DATA - NPZ_PREFIX_SIZE);
    memset(out + NPZ_PREFIX_SIZE, ' ', NPY_DATA - NPZ_PREFIX_SIZE);
    memcpy(out + NPZ_PREFIX_SIZE, text, (size_t)length);
    out[NPY_DATA - 1] = '\n';
}

unsigned char *
npy_encode(const struct npy_array *array, size_t *size)
{
    size_t count = array->shape[0] * columns_of(array), i;
    unsigned char *bytes;

    *size = NPY_DATA + count * sizeof(float);
    bytes = mem_zeroed(*size, 1);
    if (bytes == NULL)
        return NULL;
    encode_header(bytes, array);
    for (i = 0; i < count; i++) {
        uint32_t bits;

        memcpy(&bits, &array->values[i], sizeof bits);
        put_le32(bytes + NPY_DATA + 4 * i, bits);
    }
    return bytes;
}
