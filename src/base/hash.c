#include "config.h"

#include "base/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

static void
write_digits(struct sha256_ctx *sum, char text[HASH_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_SIZE];
    size_t i;

#if NETTLE_VERSION_MAJOR >= 4
    sha256_digest(sum, digest);
#else
    sha256_digest(sum, sizeof digest, digest);
#endif
    for (i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[2 * i] = '\0';
}

/* All that is left of the file; the return values are those of hash_file. */
static int
add_file(struct sha256_ctx *sum, int fd, unsigned char *chunk,
         bool (*go_on)(void *context), void *context)
{
    for (;;) {
        ssize_t count = read(fd, chunk, CHUNK);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count < 0 ? -1 : 0;
        sha256_update(sum, (size_t)count, chunk);
        if (go_on != NULL && !go_on(context))
            return 1;
    }
}

int
hash_file(int fd, char text[HASH_TEXT], bool (*go_on)(void *context), void *context)
{
    unsigned char *chunk;
    struct sha256_ctx sum;
    int status;

    if (lseek(fd, 0, SEEK_SET) < 0)
        return -1;
    chunk = malloc(CHUNK);
    if (chunk == NULL)
        return -1;
    sha256_init(&sum);
    status = add_file(&sum, fd, chunk, go_on, context);
    free(chunk);
    if (status == 0)
        write_digits(&sum, text);
    return status;
}

bool
hash_equal(const char *one, const char *other)
{
    return strcasecmp(one, other) == 0;
}
