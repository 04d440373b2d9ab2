/*
 * Subnormal floats, those below about 1e-38, take a slow path in many processors, and no
 * result of training needs them.
 */
#ifndef MNISTUI_BASE_SUBNORMAL_H
#define MNISTUI_BASE_SUBNORMAL_H

/* From now on the calling thread takes subnormal numbers for 0, where the processor can.
 * Infinities and not-a-number stay what they are. */
void subnormal_flush(void);

#endif
