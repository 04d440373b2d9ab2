#include "config.h"

#include "base/rng.h"

#include <math.h>

static uint64_t
splitmix64(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t
rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

void
rng_init(struct rng *rng, uint64_t seed, uint64_t stream)
{
    uint64_t mix = stream;
    int i;

    mix = seed ^ splitmix64(&mix);
    for (i = 0; i < 4; i++)
        rng->state[i] = splitmix64(&mix);
}

uint64_t
rng_next(struct rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint32_t
rng_below(struct rng *rng, uint32_t bound)
{
    uint64_t product = (rng_next(rng) >> 32) * bound;
    uint32_t low = (uint32_t)product;

    if (low < bound) {
        uint32_t threshold = -bound % bound;

        while (low < threshold) {
            product = (rng_next(rng) >> 32) * bound;
            low = (uint32_t)product;
        }
    }
    return (uint32_t)(product >> 32);
}

double
rng_uniform(struct rng *rng)
{
    return ((double)(rng_next(rng) >> 11) + 1.0) * 0x1p-53;
}

double
rng_normal(struct rng *rng)
{
    double u, v, s;

    do {
        u = 2.0 * rng_uniform(rng) - 1.0;
        v = 2.0 * rng_uniform(rng) - 1.0;
        s = u * u + v * v;
    } while (s >= 1.0 || s == 0.0);
    return u * sqrt(-2.0 * log(s) / s);
}

void
rng_shuffle(struct rng *rng, uint32_t *values, size_t count)
{
    size_t i;

    for (i = count; i > 1; i--) {
        uint32_t j = rng_below(rng, (uint32_t)i);
        uint32_t swapped = values[i - 1];

        values[i - 1] = values[j];
        values[j] = swapped;
    }
}
