#include "config.h"

#include "nn/net_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "npz/npz.h"

static const struct npy_array *
find_layer_array(const struct npz *npz, char kind, size_t layer)
{
    char name[16];

    snprintf(name, sizeof name, "%c%zu", kind, layer + 1);
    return npz_find(npz, name);
}

enum { SHAPE_TEXT = 64 };

/* As NumPy writes it. 0 columns stand for any number. */
static void
shape_text(char text[SHAPE_TEXT], int dims, size_t rows, size_t columns)
{
    if (dims == 1)
        snprintf(text, SHAPE_TEXT, "(%zu,)", rows);
    else if (columns > 0)
        snprintf(text, SHAPE_TEXT, "(%zu, %zu)", rows, columns);
    else
        snprintf(text, SHAPE_TEXT, "(%zu, N) with N from 1 to %d", rows, NET_MAX_WIDTH);
}

/* columns: 0 if any number from 1 to NET_MAX_WIDTH is right. */
static int
check_array(const struct npz *npz, const char *path, char kind, size_t layer, int dims,
            size_t rows, size_t columns, struct error *err)
{
    const struct npy_array *array = find_layer_array(npz, kind, layer);
    char right[SHAPE_TEXT], is[SHAPE_TEXT];

    if (columns == 0 && array != NULL && array->dims == 2 && array->shape[1] > 0 &&
        array->shape[1] <= NET_MAX_WIDTH)
        columns = array->shape[1];
    shape_text(right, dims, rows, columns);
    if (array == NULL)
        return error_set(err, "%s: there is no array %c%zu; it should have the shape %s",
                         path, kind, layer + 1, right);
    if (array->dims == dims && array->shape[0] == rows &&
        (dims == 1 || array->shape[1] == columns))
        return 0;
    shape_text(is, array->dims, array->shape[0], array->shape[1]);
    return error_set(err, "%s: %s has the shape %s instead of %s", path, array->name, is,
                     right);
}

/* Checks that w1 b1 w2 b2 ... lead from inputs to outputs. Returns the number of layers,
 * or 0 on failure. */
static size_t
check_layers(const struct npz *npz, const char *path, size_t inputs, size_t outputs,
             size_t sizes[NET_MAX_LAYERS + 1], struct error *err)
{
    size_t layers = npz->count / 2, l;

    if (npz->count % 2 != 0 || layers < 2 || layers > NET_MAX_LAYERS) {
        error_set(
            err, "%s holds %zu arrays; a net of 1 to %d hidden layers is w1 b1 w2 b2 ...",
            path, npz->count, NET_MAX_HIDDEN);
        return 0;
    }
    sizes[0] = inputs;
    for (l = 0; l < layers; l++) {
        size_t columns = l + 1 < layers ? 0 : outputs;

        if (check_array(npz, path, 'w', l, 2, sizes[l], columns, err) != 0)
            return 0;
        sizes[l + 1] = find_layer_array(npz, 'w', l)->shape[1];
        if (check_array(npz, path, 'b', l, 1, sizes[l + 1], 0, err) != 0)
            return 0;
    }
    return layers;
}

static void
fill_layer(struct layer *layer, const struct npz *npz, size_t l)
{
    const float *w = find_layer_array(npz, 'w', l)->values;
    const float *b = find_layer_array(npz, 'b', l)->values;
    size_t i, j;

    for (i = 0; i < layer->inputs; i++)
        for (j = 0; j < layer->outputs; j++)
            layer->w[i * layer->stride + j] = (real)w[i * layer->outputs + j];
    for (j = 0; j < layer->outputs; j++)
        layer->b[j] = (real)b[j];
}

struct net *
net_file_load(const char *path, size_t inputs, size_t outputs, struct error *err)
{
    size_t sizes[NET_MAX_LAYERS + 1], layers, l;
    struct net *net = NULL;
    struct npz npz;

    if (npz_read(&npz, path, err) != 0)
        return NULL;
    layers = check_layers(&npz, path, inputs, outputs, sizes, err);
    if (layers > 0)
        net = net_new(sizes, layers, err);
    for (l = 0; net != NULL && l < layers; l++)
        fill_layer(&net->layer[l], &npz, l);
    npz_done(&npz);
    return net;
}

static int
copy_array(struct npy_array *array, char kind, size_t l, const struct layer *layer)
{
    bool is_w = kind == 'w';
    size_t rows = is_w ? layer->inputs : 1, i, j;
    const real *from = is_w ? layer->w : layer->b;

    snprintf(array->name, sizeof array->name, "%c%zu", kind, l + 1);
    array->dims = is_w ? 2 : 1;
    array->shape[0] = is_w ? layer->inputs : layer->outputs;
    array->shape[1] = layer->outputs;
    array->values = mem_zeroed(rows * layer->outputs, sizeof *array->values);
    if (array->values == NULL)
        return -1;
    for (i = 0; i < rows; i++)
        for (j = 0; j < layer->outputs; j++)
            array->values[i * layer->outputs + j] = (float)from[i * layer->stride + j];
    return 0;
}

int
net_file_save(const struct net *net, const char *path, struct error *err)
{
    struct npy_array arrays[2 * NET_MAX_LAYERS];
    struct npz npz = {2 * net->layers, arrays};
    int status = 0;
    size_t l;

    memset(arrays, 0, sizeof arrays);
    for (l = 0; l < net->layers && status == 0; l++) {
        if (copy_array(&arrays[2 * l], 'w', l, &net->layer[l]) != 0 ||
            copy_array(&arrays[2 * l + 1], 'b', l, &net->layer[l]) != 0)
            status = error_memory(err, "the parameters to be saved");
    }
    if (status == 0)
        status = npz_write(&npz, path, err);
    for (l = 0; l < npz.count; l++)
        free(arrays[l].values);
    return status;
}
