#include "config.h"

#include "nn/blas.h"

#include <cblas.h>
#include <string.h>

/* Multiplications in a product from which on the BLAS pays. */
enum { SMALLEST_PRODUCT = 1 << 26 };

bool
blas_pays(const struct dense *shape)
{
    return shape->images * shape->inputs * shape->width >= SMALLEST_PRODUCT;
}

/* One thread only: the training shares the machine with our other threads. */
static void
one_thread(void)
{
    if (openblas_get_num_threads() != 1)
        openblas_set_num_threads(1);
}

void
blas_forward(real *z, const real *a, const real *w, const real *b,
             const struct dense *shape)
{
    const blasint images = (blasint)shape->images, inputs = (blasint)shape->inputs;
    const blasint width = (blasint)shape->width, in_stride = (blasint)shape->in_stride;
    size_t k;

    for (k = 0; k < shape->images; k++)
        memcpy(z + k * shape->width, b, shape->width * sizeof *z);
    one_thread();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, images, width, inputs, 1, a,
                in_stride, w, width, 1, z, width);
}

void
blas_backward(real *d_in, const real *d, const real *w, const struct dense *shape)
{
    const blasint images = (blasint)shape->images, inputs = (blasint)shape->inputs;
    const blasint width = (blasint)shape->width, in_stride = (blasint)shape->in_stride;

    one_thread();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, images, inputs, width, 1, d,
                width, w, width, 0, d_in, in_stride);
}

void
blas_update(real *w, const real *a, const real *d, real rate, const struct dense *shape)
{
    const blasint images = (blasint)shape->images, inputs = (blasint)shape->inputs;
    const blasint width = (blasint)shape->width, in_stride = (blasint)shape->in_stride;

    one_thread();
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, inputs, width, images, rate, a,
                in_stride, d, width, 1, w, width);
}
