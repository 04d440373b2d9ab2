/* The type of every parameter and activation: float, or double in the build that checks
 * gradients. */
#ifndef MNISTUI_NN_REAL_H
#define MNISTUI_NN_REAL_H

#ifdef MNISTUI_DOUBLE
typedef double real;
#else
typedef float real;
#endif

#endif
