#include "config.h"

#include "base/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/mem.h"

enum { CHUNK = 1 << 16 };

struct hash {
    struct sha256_ctx context;
};

struct hash *
hash_new(void)
{
    struct hash *hash = mem_zeroed(1, sizeof *hash);

    if (hash != NULL)
        sha256_init(&hash->context);
    return hash;
}

void
hash_update(struct hash *hash, const void *bytes, size_t count)
{
    sha256_update(&hash->context, count, bytes);
}

void
hash_final(struct hash *hash, char text[HASH_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_SIZE];
    size_t i;

#if NETTLE_VERSION_MAJOR >= 4
    sha256_digest(&hash->context, digest);
#else
    sha256_digest(&hash->context, sizeof digest, digest);
#endif
    for (i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[2 * i] = '\0';
}

void
hash_free(struct hash *hash)
{
    free(hash);
}

/* All that is left of the file. */
static int
add_file(struct hash *hash, int fd, bool (*go_on)(void *context), void *context)
{
    unsigned char *chunk = mem_zeroed(CHUNK, 1);
    int status = 0;
    ssize_t count;

    if (chunk == NULL)
        return -1;
    for (;;) {
        count = read(fd, chunk, CHUNK);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        hash_update(hash, chunk, (size_t)count);
        if (go_on != NULL && !go_on(context)) {
            status = 1;
            break;
        }
    }
    free(chunk);
    return count < 0 ? -1 : status;
}

int
hash_file(int fd, char text[HASH_TEXT], bool (*go_on)(void *context), void *context)
{
    struct hash *hash;
    int status;

    if (lseek(fd, 0, SEEK_SET) < 0)
        return -1;
    hash = hash_new();
    if (hash == NULL)
        return -1;
    status = add_file(hash, fd, go_on, context);
    if (status == 0)
        hash_final(hash, text);
    hash_free(hash);
    return status;
}

bool
hash_equal(const char *one, const char *other)
{
    return strcasecmp(one, other) == 0;
}
