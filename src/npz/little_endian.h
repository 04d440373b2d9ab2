/* Little-endian numbers, as .npy files have them, on any machine. */
#ifndef MNISTUI_NPZ_LITTLE_ENDIAN_H
#define MNISTUI_NPZ_LITTLE_ENDIAN_H

#include <stdint.h>

static inline uint32_t
get_le16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t
get_le32(const unsigned char *p)
{
    return get_le16(p) | get_le16(p + 2) << 16;
}

static inline uint64_t
get_le64(const unsigned char *p)
{
    return (uint64_t)get_le32(p) | (uint64_t)get_le32(p + 4) << 32;
}

static inline void
put_le16(unsigned char *p, uint32_t value)
{
    p[0] = (unsigned char)(value & 0xff);
    p[1] = (unsigned char)(value >> 8 & 0xff);
}

static inline void
put_le32(unsigned char *p, uint32_t value)
{
    put_le16(p, value & 0xffff);
    put_le16(p + 2, value >> 16);
}

#endif
