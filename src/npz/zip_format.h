/* What the reader and the writer of zip files share (APPNOTE.TXT of PKWARE,
 * sections 4.3.7, 4.3.12 and 4.3.16): records begin with a signature, and numbers are
 * little-endian whatever the host is. */
#ifndef MNISTUI_NPZ_ZIP_FORMAT_H
#define MNISTUI_NPZ_ZIP_FORMAT_H

#include <stdint.h>

#define ZIP_LOCAL_SIGNATURE UINT32_C(0x04034b50)
#define ZIP_CENTRAL_SIGNATURE UINT32_C(0x02014b50)
#define ZIP_END_SIGNATURE UINT32_C(0x06054b50)

enum {
    /* sizes without the parts of variable length */
    ZIP_LOCAL_SIZE = 30,
    ZIP_CENTRAL_SIZE = 46,
    ZIP_END_SIZE = 22,
    ZIP_STORED = 0,
    ZIP_DEFLATED = 8
};

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
