#include "config.h"

#include "nn/net_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/npz.h"

static const struct npz_array *
find_layer_array(const struct npz *npz, char kind, size_t layer)
{
    char name[16];

    snprintf(name, sizeof name, "%c%zu", kind, layer + 1);
    return npz_find(npz, name);
}

static int
check_array(const struct npz_array *array, const char *path, char kind, size_t layer,
            const size_t *shape, int dims, struct error *err)
{
    char right[64];

    if (dims == 2)
        snprintf(right, sizeof right, "(%zu, %zu)", shape[0], shape[1]);
    else
        snprintf(right, sizeof right, "(%zu,)", shape[0]);
    if (array == NULL)
        return error_set(err, "%s: there is no array %c%zu; it should have the shape %s",
                         path, kind, layer + 1, right);
    if (array->dims == dims && array->shape[0] == shape[0] &&
        (dims == 1 || array->shape[1] == shape[1]))
        return 0;
    if (array->dims == 2)
        return error_set(err, "%s: %s has the shape (%zu, %zu) instead of %s", path,
                         array->name, array->shape[0], array->shape[1], right);
    return error_set(err, "%s: %s has the shape (%zu,) instead of %s", path, array->name,
                     array->shape[0], right);
}

/* Checks that w1 b1 w2 b2 ... lead from inputs to outputs; returns the number of layers,
 * 0 on failure. */
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
        const struct npz_array *w = find_layer_array(npz, 'w', l);
        size_t free_width = w != NULL && w->dims == 2 ? w->shape[1] : 0;
        size_t shape[2] = {sizes[l], l + 1 < layers ? free_width : outputs};

        if (free_width > NET_MAX_WIDTH || (free_width == 0 && w != NULL)) {
            error_set(err, "%s: %s has no shape of 1 to %d neurons", path, w->name,
                      NET_MAX_WIDTH);
            return 0;
        }
        if (check_array(w, path, 'w', l, shape, 2, err) != 0 ||
            check_array(find_layer_array(npz, 'b', l), path, 'b', l, shape + 1, 1, err) !=
                0)
            return 0;
        sizes[l + 1] = shape[1];
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
copy_array(struct npz_array *array, char kind, size_t l, const struct layer *layer)
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
    struct npz_array arrays[2 * NET_MAX_LAYERS];
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
