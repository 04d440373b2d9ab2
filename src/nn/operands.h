/* What the kernels and the BLAS compute with. */
#ifndef MNISTUI_NN_OPERANDS_H
#define MNISTUI_NN_OPERANDS_H

#include <stddef.h>
#include <stdint.h>

/* One image as the list of its pixels that are not zero; the value of pixel k is
 * value[k] / 255. */
struct sparse {
    size_t count;
    const uint16_t *index;
    const uint8_t *value;
};

/* The shapes of a product: a (images, in_stride) is the input, w is (inputs, width), and
 * z or d (images, width) is on the side of the output. in_stride >= inputs. */
struct dense {
    size_t images, inputs, in_stride, width;
};

#endif
