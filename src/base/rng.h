/*
 * Random numbers that are the same for the same seed, on every machine but for the last
 * bits of rng_normal, which are those of the C library's log: xoshiro256** (Blackman and
 * Vigna, "Scrambled linear pseudorandom number generators", 2021), seeded through
 * splitmix64.
 */
#ifndef MNISTUI_BASE_RNG_H
#define MNISTUI_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state[4];
};

/* Streams of one seed are independent: the weights never depend on how many images were
 * shuffled. */
void rng_init(struct rng *rng, uint64_t seed, uint64_t stream);

uint64_t rng_next(struct rng *rng);

/* Uniform in 0..bound-1, without bias (Lemire, "Fast random integer generation in an
 * interval", 2019). bound > 0. */
uint32_t rng_below(struct rng *rng, uint32_t bound);

/* Uniform in (0, 1]. */
double rng_uniform(struct rng *rng);

/* N(0, 1) (Marsaglia's polar method). */
double rng_normal(struct rng *rng);

/* A random permutation of the count values in place (Fisher-Yates). */
void rng_shuffle(struct rng *rng, uint32_t *values, size_t count);

#endif
