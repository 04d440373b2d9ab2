#include "config.h"

#include "support/small_files.h"

#include "base/mem.h"

/* The digests were made by Python's hashlib from the same bytes. */
static const struct download_file files[] = {
    {"train-images-idx3-ubyte.gz", 30000,
     "31bf7d9f8c4ba424e70db8525a4424c2bad6c74123a3d3d78746bc32e649b8d0", NULL},
    {"train-labels-idx1-ubyte.gz", 500,
     "0c6fa9c642c37cfccf3db3aa4428595de98621103cd88c3dd487b07f95ee0b50", NULL},
    {"t10k-images-idx3-ubyte.gz", 2000,
     "a711b7f032176b02b4112f8b7f77a18a5aa06a7bff2d0a004d3ec4a145e21658", NULL},
    {"t10k-labels-idx1-ubyte.gz", 1234,
     "d580e29232e9d55d5e5e4a6e77c0624f8f72a68b62140e828e05157d6ada92fe", NULL},
};

const struct download_file *
small_files(size_t *count)
{
    *count = MEM_COUNT(files);
    return files;
}

void
small_files_fill(unsigned char *bytes, size_t count, uint32_t seed)
{
    size_t i;

    for (i = 0; i < count; i++) {
        seed = seed * 1103515245 + 12345;
        bytes[i] = (unsigned char)(seed >> 16);
    }
}

const struct http_server_file *
small_files_served(void)
{
    static unsigned char bytes[MEM_COUNT(files)][30000];
    static struct http_server_file served[MEM_COUNT(files) + 1];
    size_t i;

    for (i = 0; i < MEM_COUNT(files); i++) {
        small_files_fill(bytes[i], files[i].size, (uint32_t)i + 1);
        served[i].name = files[i].name;
        served[i].bytes = bytes[i];
        served[i].size = files[i].size;
    }
    return served;
}
