#include "config.h"

#include "support/special_files.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <zlib.h>

#include "support/bytes.h"
#include "support/suite.h"

static const char labels[] = "\0\0\x08\x01\0\0\0\4\0\1\2\3";

enum { LABELS_SIZE = sizeof labels - 1 };

static struct bytes file;

void
special_folder(const char *path)
{
    ck_assert_int_eq(mkdir(path, 0755), 0);
}

void
special_pipe(const char *path)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
}

/* By its name alone, for that of the folder can be longer than an address may be. */
void
special_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    char *folder = strdup(path);

    ck_assert_ptr_nonnull(folder);
    *strrchr(folder, '/') = '\0';
    ck_assert_int_eq(chdir(folder), 0);
    free(folder);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", strrchr(path, '/') + 1);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

void
special_link_to_zeros(const char *path)
{
    ck_assert_int_eq(symlink("/dev/zero", path), 0);
}

void
special_link_to_itself(const char *path)
{
    ck_assert_int_eq(symlink(path, path), 0);
}

void
special_link_to_nothing(const char *path)
{
    ck_assert_int_eq(symlink("nothing", path), 0);
}

void
special_link_to_long_name(const char *path)
{
    char name[300];

    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ck_assert_int_eq(symlink(name, path), 0);
}

void
special_nothing(const char *path)
{
    (void)path;
}

void
special_forbidden(const char *path)
{
    suite_write(path, labels, LABELS_SIZE);
    ck_assert_int_eq(chmod(path, 0), 0);
}

void
special_all_header_fields(const char *path)
{
    static unsigned char extra[] = "AB\2\0xy", packed[1000];
    gz_header header = {.extra = extra,
                        .extra_len = sizeof extra - 1,
                        .name = (Bytef *)"labels",
                        .comment = (Bytef *)"of 4 images",
                        .hcrc = 1};
    z_stream z = {.next_in = (Bytef *)(uintptr_t)labels,
                  .avail_in = LABELS_SIZE,
                  .next_out = packed,
                  .avail_out = sizeof packed};

    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    ck_assert_int_eq(deflateSetHeader(&z, &header), Z_OK);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    suite_write(path, packed, z.total_out);
    deflateEnd(&z);
}

void
special_empty_member(const char *path)
{
    file.size = 0;
    bytes_add_packed(&file, labels, 0);
    bytes_add_packed(&file, labels, LABELS_SIZE);
    suite_write(path, file.data, file.size);
}

void
special_many_members(const char *path)
{
    size_t i;

    file.size = 0;
    for (i = 0; i < LABELS_SIZE; i++)
        bytes_add_packed(&file, labels + i, 1);
    suite_write(path, file.data, file.size);
}

/* One gzip member of 16 MiB of zeros. */
static void
pack_zeros(void)
{
    static unsigned char zeros[16 << 20];

    file.size = 0;
    bytes_add_packed(&file, zeros, sizeof zeros);
}

void
special_bomb(const char *path)
{
    FILE *out;
    int i;

    file.size = 0;
    bytes_add_packed(&file, labels, LABELS_SIZE);
    suite_write(path, file.data, file.size);
    pack_zeros();
    out = fopen(path, "ab");
    ck_assert_ptr_nonnull(out);
    for (i = 0; i < 256; i++)
        ck_assert_uint_eq(fwrite(file.data, 1, file.size, out), file.size);
    ck_assert_int_eq(fclose(out), 0);
}

void
special_cut_bomb(const char *path)
{
    static struct bytes bomb;

    bomb.size = 0;
    bytes_add_packed(&bomb, "\0\0\x08\x01\x40\0\0\0", 8);
    pack_zeros();
    bytes_add(&bomb, file.data, file.size / 2);
    suite_write(path, bomb.data, bomb.size);
}

void
special_tar(const char *path)
{
    static const char name[] = "train-images-idx3-ubyte";
    static char tar[1024];

    memcpy(tar, name, sizeof name);
    memcpy(tar + 257, "ustar", 6);
    suite_write(path, tar, sizeof tar);
}

void
special_sparse(const char *path)
{
    suite_write(path, labels, LABELS_SIZE);
    ck_assert_int_eq(truncate(path, (off_t)1 << 31), 0);
}
