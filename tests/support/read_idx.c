#include "config.h"

#include "support/read_idx.h"

#include <stdlib.h>

typedef struct idx_file *open_idx(struct idx *idx, const char *path, struct error *err);

static int
read_whole(open_idx *open, struct idx *idx, const char *path, struct error *err)
{
    struct idx found;
    struct idx_file *file = open(&found, path, err);
    int status;

    if (file == NULL)
        return -1;
    status = idx_read_on(file, found.count * found.rows * found.cols, err);
    idx_close(file);
    if (status == 0)
        *idx = found;
    else
        free(found.bytes);
    return status;
}

int
read_idx_images(struct idx *idx, const char *path, struct error *err)
{
    return read_whole(idx_open_images, idx, path, err);
}

int
read_idx_labels(struct idx *idx, const char *path, struct error *err)
{
    return read_whole(idx_open_labels, idx, path, err);
}
