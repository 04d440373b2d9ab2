/*
 * The bytes are a .npz file: any, a net of INPUTS and OUTPUTS, a data set. Mutated at
 * random, a checksum or the directory of the zip file would nearly always be wrong: most
 * mutations are mended, so that what is in the arrays is reached.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "data/dataset.h"
#include "data/idx.h"
#include "data/reader.h"
#include "nn/net_file.h"
#include "npz/little_endian.h"
#include "npz/npz.h"

/* Records of a zip file (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16) begin
 * with a signature; their sizes here are without the parts of variable length. */
#define LOCAL_SIGNATURE UINT32_C(0x04034b50)
#define CENTRAL_SIGNATURE UINT32_C(0x02014b50)
#define END_SIGNATURE UINT32_C(0x06054b50)

enum {
    LOCAL_SIZE = 30,
    CENTRAL_SIZE = 46,
    END_SIZE = 22,
    DEFLATED = 8,
    INPUTS = 3,
    OUTPUTS = 2,
    MEMBERS = 32, /* that are mended */
    UNPACKED_MAX = 1 << 16,
};

/* Unpacks deflated bytes; how many there are. */
static size_t
unpack(uint8_t *out, const uint8_t *data, size_t size)
{
    static z_stream z;

    if (z.state == NULL)
        FUZZ_CHECK(inflateInit2(&z, -MAX_WBITS) == Z_OK);
    inflateReset(&z);
    z.next_in = (Bytef *)(uintptr_t)data;
    z.avail_in = (uInt)size;
    z.next_out = out;
    z.avail_out = UNPACKED_MAX;
    inflate(&z, Z_FINISH);
    return UNPACKED_MAX - z.avail_out;
}

/* The next record that begins with a signature, at or after a position, or size. */
static size_t
find(const uint8_t *data, size_t size, size_t from, uint32_t signature)
{
    for (; from + 4 <= size; from++)
        if (data[from] == 'P' && get_le32(data + from) == signature)
            return from;
    return size;
}

/* Makes the entry of the directory at to tell the truth of the local record at from,
 * whose data end at end. */
static void
mend_member(uint8_t *data, size_t to, size_t from, size_t end)
{
    static uint8_t unpacked[UNPACKED_MAX];
    size_t start = from + LOCAL_SIZE, packed, size;
    const uint8_t *bytes;

    if (start > end)
        return;
    start += get_le16(data + from + 26) + get_le16(data + from + 28);
    if (start > end)
        return;
    bytes = data + start;
    packed = size = end - start;
    if (get_le16(data + to + 10) == DEFLATED) {
        size = unpack(unpacked, bytes, packed);
        bytes = unpacked;
    }
    put_le32(data + to + 16, (uint32_t)crc32(0, bytes, (uInt)size));
    put_le32(data + to + 20, (uint32_t)packed);
    put_le32(data + to + 24, (uint32_t)size);
    put_le32(data + to + 42, (uint32_t)from);
}

/* Finds local records, directory and end by their signatures, and puts right what they
 * say of each other. */
static void
mend(uint8_t *data, size_t size)
{
    size_t directory = find(data, size, 0, CENTRAL_SIGNATURE), to = directory;
    size_t end = find(data, size, directory, END_SIGNATURE), from, next;
    uint32_t count = 0;

    if (end + END_SIZE > size)
        return;
    from = find(data, directory, 0, LOCAL_SIGNATURE);
    while (from < directory && to + CENTRAL_SIZE <= end && count < MEMBERS) {
        next = find(data, directory, from + 4, LOCAL_SIGNATURE);
        mend_member(data, to, from, next);
        from = next;
        to = find(data, end, to + 4, CENTRAL_SIGNATURE);
        count++;
    }
    put_le16(data + end + 8, count);
    put_le16(data + end + 10, count);
    put_le32(data + end + 12, (uint32_t)(end - directory));
    put_le32(data + end + 16, (uint32_t)directory);
    put_le16(data + end + 20, (uint32_t)(size - end - END_SIZE));
}

/* Changes only the numbers of one array, or only what comes before them, and no length.
 */
static void
mutate_array(uint8_t *data, size_t size, unsigned int seed)
{
    size_t directory = find(data, size, 0, CENTRAL_SIGNATURE), from = 0, end, numbers;
    unsigned int skip = seed % 4;

    from = find(data, directory, 0, LOCAL_SIGNATURE);
    for (; skip > 0 && from < directory; skip--)
        from = find(data, directory, from + 4, LOCAL_SIGNATURE);
    if (from == directory)
        from = find(data, directory, 0, LOCAL_SIGNATURE);
    end = find(data, directory, from + 4, LOCAL_SIGNATURE);
    if (from + LOCAL_SIZE >= end)
        return;
    from += LOCAL_SIZE + get_le16(data + from + 26) + get_le16(data + from + 28);
    if (from + 10 >= end)
        return;
    numbers = from + 10 + get_le16(data + from + 8);
    if (numbers < end && (seed & 8) != 0)
        from = numbers;
    else if (numbers < end)
        end = numbers;
    LLVMFuzzerMutate(data + from, end - from, end - from);
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
    unsigned int how = seed >> 16;

    if (how % 2 == 0)
        mutate_array(data, size, how >> 4);
    else
        size = LLVMFuzzerMutate(data, size, most);
    if (how % 8 != 1)
        mend(data, size);
    return size;
}

static void
check_array(const struct npz *npz, const struct npy_array *array)
{
    size_t count, i;

    FUZZ_CHECK(strlen(array->name) <= NPY_MAX_NAME &&
               npz_find(npz, array->name) == array);
    FUZZ_CHECK(array->dims == 1 || array->dims == 2);
    count = array->shape[0] * (array->dims == 2 ? array->shape[1] : 1);
    FUZZ_CHECK(count > 0);
    for (i = 0; i < count; i++)
        FUZZ_CHECK(isfinite(array->values[i]));
}

static void
load_net(const char *path)
{
    struct error err = {""};
    struct net *net = net_file_load(path, INPUTS, OUTPUTS, &err);

    if (net != NULL) {
        FUZZ_CHECK(net->layer[0].inputs == INPUTS);
        FUZZ_CHECK(net->layer[net->layers - 1].outputs == OUTPUTS);
    } else
        FUZZ_CHECK(strstr(err.text, path) != NULL);
    net_free(net);
}

static void
check_images(const struct dataset *dataset, const struct images *images)
{
    size_t size = images->rows * images->cols, i;

    FUZZ_CHECK(images->count > 0 && size > 0 && size <= IDX_MAX_SIDE * IDX_MAX_SIDE);
    for (i = 0; i < images->count; i++)
        FUZZ_CHECK(images->labels[i] < dataset->classes);
    FUZZ_CHECK(images->first[images->count] <= images->count * size);
    for (i = 0; i < images->first[images->count]; i++)
        FUZZ_CHECK(images->index[i] < size && images->value[i] > 0);
}

static void
load_dataset(const char *path)
{
    char *own = (char *)(uintptr_t)path;
    struct data_files files = {{own, own, own, own}, .npz = true};
    struct error err = {""};
    struct dataset dataset;

    if (reader_load(&dataset, &files, &err) != 0) {
        FUZZ_CHECK(strstr(err.text, path) != NULL);
        FUZZ_CHECK(dataset.train.pixels == NULL && dataset.test.pixels == NULL);
        return;
    }
    check_images(&dataset, &dataset.train);
    check_images(&dataset, &dataset.test);
    dataset_done(&dataset);
}

static void
load_arrays(const char *path)
{
    struct error err = {""};
    struct npz npz;
    size_t i;

    if (npz_read(&npz, path, &err) != 0) {
        FUZZ_CHECK(strstr(err.text, path) != NULL);
        FUZZ_CHECK(npz.arrays == NULL && npz.count == 0);
        return;
    }
    for (i = 0; i < npz.count; i++)
        check_array(&npz, &npz.arrays[i]);
    npz_done(&npz);
    load_net(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);

    load_arrays(path);
    load_dataset(path);
    return 0;
}
