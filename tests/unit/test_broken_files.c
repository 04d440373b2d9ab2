/*
 * Broken files, and the message that each gets: alone, and as one of the four that
 * mnistui reads, where the other three are right. In messages, FOLDER is the folder and
 * FILE the path of the file.
 */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/dataset.h"
#include "data/idx.h"
#include "data/reader.h"
#include "support/bytes.h"
#include "support/read_idx.h"
#include "support/special_files.h"
#include "support/suite.h"

static const char *const names[DATA_FILES] = {
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
};

/* Headers as string literals, whose 0 at the end is not counted. */
#define HEADER(text) text, sizeof(text) - 1
#define IMAGES_2_OF_2X3 HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x03")
#define LABELS_4 HEADER("\0\0\x08\x01\0\0\0\x04")
#define NO_HEADER "", 0

#define AGAIN ": download or copy it again"
#define CUT_GZIP "FILE: cut off in the middle of the gzip data" AGAIN
#define GOES_ON " that its header promises: the count or the content is wrong"
#define BEHIND_GZIP                                                                     \
    "FILE: other bytes follow the end of the gzip data: cut them off, or download the " \
    "file again"
#define MAGIC_I(magic) "FILE: magic number " magic " instead of 0x00000803: "
#define MAGIC_L(magic) "FILE: magic number " magic " instead of 0x00000801: "
#define REVERSED "its bytes are in reverse order: big-endian numbers are right"
#define READ NULL

enum { PLAIN = 1, PACKED = 2, BOTH = 3, SPECIAL = 4 };
#define IMAGES DATA_TRAIN_IMAGES
#define LABELS DATA_TRAIN_LABELS

struct broken {
    const char *what;
    enum data_file file;
    int forms; /* in which the same message is due */
    const char *header;
    size_t header_size;
    size_t content;      /* bytes 0, 1, 2.. after the header */
    const char *message; /* READ: the file is right */
    /* damage to the file itself */
    size_t cut;         /* bytes missing at its end */
    size_t flip;        /* byte that is changed, counted from the end, from 1 */
    const char *append; /* text after the end */
    /* as one of the four */
    size_t others;      /* images or labels in the others; 0: as the header says */
    const char *in_set; /* the message, if it is another than alone */
    /* SPECIAL: makes what is not a regular file with content */
    void (*make)(const char *path);
};

static const struct broken rows[] = {
    /* nothing, or not enough, for a header */
    {"zero bytes", IMAGES, BOTH, NO_HEADER, 0, .message = "FILE: empty" AGAIN},
    {"zero bytes of labels", LABELS, BOTH, NO_HEADER, 0, .message = "FILE: empty" AGAIN},
    {"one byte", LABELS, BOTH, HEADER("\0"), 0,
     .message = "FILE: cut off in its header, after 1 of 8 bytes" AGAIN},
    {"the magic number alone", LABELS, BOTH, HEADER("\0\0\x08\x01"), 0,
     .message = "FILE: cut off in its header, after 4 of 8 bytes" AGAIN},
    {"all but one byte of the header", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0"), 0,
     .message = "FILE: cut off in its header, after 15 of 16 bytes" AGAIN},
    /* magic number */
    {"labels given as images", IMAGES, BOTH, LABELS_4, 4,
     .message = MAGIC_I("0x00000801") "this is a labels file, not images"},
    {"images given as labels", LABELS, BOTH, IMAGES_2_OF_2X3, 12,
     .message = MAGIC_L("0x00000803") "this is an images file, not labels"},
    {"little-endian images", IMAGES, BOTH, HEADER("\x03\x08\0\0\x02\0\0\0"), 20,
     .message = MAGIC_I("0x03080000") REVERSED},
    {"little-endian labels", LABELS, BOTH, HEADER("\x01\x08\0\0\x04\0\0\0"), 4,
     .message = MAGIC_L("0x01080000") REVERSED},
    {"floats", IMAGES, BOTH, HEADER("\0\0\x0d\x03\0\0\0\x02"), 20,
     .message =
         MAGIC_I("0x00000d03") "this is an IDX file of floats in 3 dimensions: unsigned "
                               "bytes in 3 are right"},
    {"signed bytes", IMAGES, BOTH, HEADER("\0\0\x09\x03\0\0\0\x02"), 20,
     .message =
         MAGIC_I("0x00000903") "this is an IDX file of signed bytes in 3 dimensions: "
                               "unsigned bytes in 3 are right"},
    {"32-bit labels", LABELS, BOTH, HEADER("\0\0\x0c\x01\0\0\0\x02"), 8,
     .message =
         MAGIC_L("0x00000c01") "this is an IDX file of 32-bit numbers in 1 dimension: "
                               "unsigned bytes in 1 are right"},
    {"four dimensions", IMAGES, BOTH,
     HEADER("\0\0\x08\x04\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01"), 1,
     .message =
         MAGIC_I("0x00000804") "this is an IDX file of unsigned bytes in 4 dimensions: "
                               "unsigned bytes in 3 are right"},
    {"a type that IDX does not have", LABELS, BOTH, HEADER("\0\0\x07\x01\0\0\0\x02"), 2,
     .message = MAGIC_L("0x00000701") "this is not an IDX file"},
    {"bytes that mean nothing", IMAGES, BOTH, HEADER("\x9c\x01\xff\x02\x03"), 9,
     .message = MAGIC_I("0x9c01ff02") "this is not an IDX file"},
    {"zeros", IMAGES, BOTH, HEADER("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0,
     .message = MAGIC_I("0x00000000") "its first bytes are 0" AGAIN},
    /* other files under the name */
    {"a zip archive", LABELS, BOTH, HEADER("PK\3\4"), 30,
     .message = MAGIC_L("0x504b0304") "this is a zip archive: unpack it first"},
    {"an xz archive", LABELS, BOTH,
     HEADER("\xfd"
            "7zXZ"),
     30, .message = MAGIC_L("0xfd377a58") "this is an xz archive: unpack it first"},
    {"a bzip2 archive", LABELS, BOTH, HEADER("BZh9"), 30,
     .message = MAGIC_L("0x425a6839") "this is a bzip2 archive: unpack it first"},
    {"a zstd archive", LABELS, BOTH, HEADER("\x28\xb5\x2f\xfd"), 30,
     .message = MAGIC_L("0x28b52ffd") "this is a zstd archive: unpack it first"},
    {"an lz4 archive", LABELS, BOTH, HEADER("\x04\x22\x4d\x18"), 30,
     .message = MAGIC_L("0x04224d18") "this is an lz4 archive: unpack it first"},
    {"a 7z archive", LABELS, BOTH, HEADER("7z\xbc\xaf\x27\x1c"), 30,
     .message = MAGIC_L("0x377abcaf") "this is a 7z archive: unpack it first"},
    {"a tar archive", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = MAGIC_I("0x74726169") "this is a tar archive: unpack it first",
     .make = special_tar},
    {"gzip in gzip", LABELS, PACKED, HEADER("\x1f\x8b\x08\0"), 30,
     .message = MAGIC_L("0x1f8b0800") "it is packed with gzip twice: unpack it once"},
    {"a NumPy array", IMAGES, BOTH, HEADER("\x93NUMPY\1\0"), 30,
     .message = MAGIC_I("0x934e554d") "this is a NumPy array, not an IDX file"},
    {"a PNG picture", IMAGES, BOTH, HEADER("\x89PNG\r\n\x1a\n"), 30,
     .message = MAGIC_I("0x89504e47") "this is a PNG picture, not an IDX file"},
    {"a JPEG picture", IMAGES, BOTH, HEADER("\xff\xd8\xff\xe0"), 30,
     .message = MAGIC_I("0xffd8ffe0") "this is a JPEG picture, not an IDX file"},
    {"a web page", LABELS, BOTH,
     HEADER("<!DOCTYPE html>\n<title>404 Not Found</title>\n"), 0,
     .message = MAGIC_L("0x3c21444f") "this is a web page: download the file again"},
    {"a web page after an empty line", IMAGES, BOTH, HEADER("\r\n<html><body>\n"), 0,
     .message = MAGIC_I("0x0d0a3c68") "this is a web page: download the file again"},
    {"a server's message", LABELS, BOTH, HEADER("{\"message\": \"Not Found\"}\n"), 0,
     .message =
         MAGIC_L("0x7b226d65") "this is JSON, not an IDX file: download the file again"},
    {"text", LABELS, BOTH, HEADER("404: Not Found"), 0,
     .message =
         MAGIC_L("0x3430343a") "this is text, not an IDX file: download the file again"},
    {"text in UTF-8 with its mark", LABELS, BOTH,
     HEADER("\xef\xbb\xbf"
            "Gr\xc3\xbc\xc3\x9f"
            "e\n"),
     0,
     .message =
         MAGIC_L("0xefbbbf47") "this is text, not an IDX file: download the file again"},
    {"text in UTF-16", LABELS, BOTH, HEADER("\xff\xfeN\0o\0"), 0,
     .message = MAGIC_L("0xfffe4e00") "this is text (UTF-16): download the file again"},
    {"a Git LFS pointer", IMAGES, BOTH,
     HEADER("version https://git-lfs.github.com/spec/v1\noid sha256:440fcabf\nsize "
            "9912422\n"),
     0,
     .message = MAGIC_I(
         "0x76657273") "this is a Git LFS pointer, not the file that it stands for: "
                       "get that with git lfs pull"},
    /* sizes in the header */
    {"0 images", IMAGES, BOTH, HEADER("\0\0\x08\x03\0\0\0\0\0\0\0\x02\0\0\0\x03"), 0,
     .message = "FILE: holds 0 images: at least 1 is needed"},
    {"0 labels", LABELS, BOTH, HEADER("\0\0\x08\x01\0\0\0\0"), 0,
     .message = "FILE: holds 0 labels: at least 1 is needed"},
    {"0 images, and some follow", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\0\0\0\0\x02\0\0\0\x03"), 12,
     .message = "FILE: holds 0 images: at least 1 is needed"},
    {"no rows", IMAGES, BOTH, HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\0\0\0\0\x03"), 0,
     .message = "FILE: images of 0x3 pixels: 1x1 to 64x64 can be read"},
    {"no columns", IMAGES, BOTH, HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\0"), 0,
     .message = "FILE: images of 2x0 pixels: 1x1 to 64x64 can be read"},
    {"a row too many", IMAGES, BOTH, HEADER("\0\0\x08\x03\0\0\0\x01\0\0\0\x41\0\0\0\x40"),
     4160, .message = "FILE: images of 65x64 pixels: 1x1 to 64x64 can be read"},
    {"a column too many", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x01\0\0\0\x40\0\0\0\x41"), 4160,
     .message = "FILE: images of 64x65 pixels: 1x1 to 64x64 can be read"},
    {"an image of 1x1", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x01"), 1, .message = READ,
     .in_set = "FOLDER/t10k-images-idx3-ubyte holds images of 2x3 pixels, but FILE of "
               "1x1: the same size is right"},
    {"65536x65536, whose product is 0 in 32 bits", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x01\0\x01\0\0\0\x01\0\0"), 10,
     .message = "FILE: images of 65536x65536 pixels: 1x1 to 64x64 can be read"},
    {"sizes whose product is beyond 64 bits", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), 10,
     .message = "FILE: images of 4294967295x4294967295 pixels: 1x1 to 64x64 can be read"},
    {"2^32-1 images", IMAGES, BOTH,
     HEADER("\0\0\x08\x03\xff\xff\xff\xff\0\0\0\x40\0\0\0\x40"), 10,
     .message = "FILE: its header promises 17592186040320 bytes of images: at most "
                "1073741824 can "
                "be read"},
    {"2^32-1 labels", LABELS, BOTH, HEADER("\0\0\x08\x01\xff\xff\xff\xff"), 10,
     .message = "FILE: its header promises 4294967295 bytes of labels: at most "
                "1073741824 can be "
                "read"},
    {"a label more than can be read", LABELS, BOTH, HEADER("\0\0\x08\x01\x40\0\0\x01"),
     10,
     .message = "FILE: its header promises 1073741825 bytes of labels: at most "
                "1073741824 can be "
                "read"},
    {"as many labels as can be read, in the header alone", LABELS, BOTH,
     HEADER("\0\0\x08\x01\x40\0\0\0"), 10,
     .message = "FILE: cut off: 10 bytes follow the header instead of 1073741824" AGAIN},
    /* content */
    {"a header alone", IMAGES, BOTH, IMAGES_2_OF_2X3, 0,
     .message = "FILE: cut off: 0 bytes follow the header instead of 12" AGAIN},
    {"a pixel too few", IMAGES, BOTH, IMAGES_2_OF_2X3, 11,
     .message = "FILE: cut off: 11 bytes follow the header instead of 12" AGAIN},
    {"a label too few", LABELS, BOTH, LABELS_4, 3,
     .message = "FILE: cut off: 3 bytes follow the header instead of 4" AGAIN},
    {"a pixel too many", IMAGES, BOTH, IMAGES_2_OF_2X3, 13,
     .message = "FILE: goes on after the 2 images" GOES_ON},
    {"a label too many", LABELS, BOTH, LABELS_4, 5,
     .message = "FILE: goes on after the 4 labels" GOES_ON},
    {"a line end behind the content", LABELS, PLAIN, LABELS_4, 4,
     .message = "FILE: goes on after the 4 labels" GOES_ON, .append = "\n"},
    {"2 GiB behind the content", LABELS, SPECIAL, LABELS_4, 4,
     .message = "FILE: goes on after the 4 labels" GOES_ON, .make = special_sparse},
    {"label 10 in the training set: an eleventh class", LABELS, BOTH,
     HEADER("\0\0\x08\x01\0\0\0\x0c"), 12, .message = READ},
    {"label 10 in the test set", DATA_TEST_LABELS, BOTH, HEADER("\0\0\x08\x01\0\0\0\x0b"),
     11, .message = READ,
     .in_set = "FILE: label 10 at position 10 (the first is 0), but the labels of the "
               "training images are 0 to 9"},
    {"label 64", LABELS, BOTH, HEADER("\0\0\x08\x01\0\0\0\x42"), 66,
     .message = "FILE: label 64 at position 64 (the first is 0): 0 to 63 is right"},
    {"label 64 in the test set", DATA_TEST_LABELS, BOTH, HEADER("\0\0\x08\x01\0\0\0\x42"),
     66, .message = "FILE: label 64 at position 64 (the first is 0): 0 to 63 is right"},
    {"label 255", LABELS, BOTH, HEADER("\0\0\x08\x01\0\0\0\x02\xff"), 1,
     .message = "FILE: label 255 at position 0 (the first is 0): 0 to 63 is right"},
    {"fewer labels than images", LABELS, BOTH, LABELS_4, 4, .message = READ, .others = 5,
     .in_set = "FILE holds 4 labels, but FOLDER/train-images-idx3-ubyte holds 5 images: "
               "one each is right"},
    {"fewer test images than labels", DATA_TEST_IMAGES, BOTH, IMAGES_2_OF_2X3, 12,
     .message = READ, .others = 3,
     .in_set = "FOLDER/t10k-labels-idx1-ubyte holds 3 labels, but FILE holds 2 images: "
               "one each is right"},
    /* gzip */
    {"no length at the end", LABELS, PACKED, LABELS_4, 4, .message = CUT_GZIP, .cut = 1},
    {"no checksum at the end", LABELS, PACKED, LABELS_4, 4, .message = CUT_GZIP,
     .cut = 8},
    {"half of the packed data", IMAGES, PACKED, IMAGES_2_OF_2X3, 12, .message = CUT_GZIP,
     .cut = 16},
    {"a wrong checksum", IMAGES, PACKED, IMAGES_2_OF_2X3, 12,
     .message = "FILE: damaged gzip data (incorrect data check)" AGAIN, .flip = 5},
    {"a wrong length", IMAGES, PACKED, IMAGES_2_OF_2X3, 12,
     .message = "FILE: damaged gzip data (incorrect length check)" AGAIN, .flip = 1},
    {"not gzip behind gzip's first bytes", IMAGES, PLAIN,
     HEADER("\x1f\x8b\x07 this is no method"), 0,
     .message = "FILE: damaged gzip data (unknown compression method)" AGAIN},
    {"text behind the gzip data", IMAGES, PACKED, IMAGES_2_OF_2X3, 12,
     .message = BEHIND_GZIP, .append = "hello"},
    {"one byte behind the gzip data", LABELS, PACKED, LABELS_4, 4, .message = BEHIND_GZIP,
     .append = "\x1f"},
    {"the start of another gzip member", LABELS, PACKED, LABELS_4, 4, .message = CUT_GZIP,
     .append = "\x1f\x8b\x08"},
    {"a gzip member of another method", LABELS, PACKED, LABELS_4, 4,
     .message = "FILE: damaged gzip data (unknown compression method)" AGAIN,
     .append = "\x1f\x8b\x07more"},
    {"a gzip member for each byte", LABELS, SPECIAL, LABELS_4, 4, .message = READ,
     .make = special_many_members},
    {"an empty gzip member first", LABELS, SPECIAL, LABELS_4, 4, .message = READ,
     .make = special_empty_member},
    {"all that a gzip header can hold", LABELS, SPECIAL, LABELS_4, 4, .message = READ,
     .make = special_all_header_fields},
    {"a bomb of 4 GiB", LABELS, SPECIAL, LABELS_4, 4,
     .message = "FILE: goes on after the 4 labels" GOES_ON, .make = special_bomb},
    {"a bomb that promises 1 GiB, cut off", LABELS, SPECIAL, NO_HEADER, 0,
     .message = CUT_GZIP, .make = special_cut_bomb},
    /* not a file that can be read */
    {"a folder", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE: a folder, not an IDX file", .make = special_folder},
    {"a pipe that nobody writes to", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE: a pipe, not an IDX file", .make = special_pipe},
    {"a socket", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE: a socket, not an IDX file", .make = special_socket},
    {"a device that gives zeros for ever", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE: a device, not an IDX file", .make = special_link_to_zeros},
    {"no file", LABELS, SPECIAL, NO_HEADER, 0,
     .message = "FILE cannot be opened: No such file or directory",
     .make = special_nothing},
    {"a link to nothing", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE cannot be opened: No such file or directory",
     .make = special_link_to_nothing},
    {"a link to itself", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE cannot be opened: Too many levels of symbolic links",
     .make = special_link_to_itself},
    {"a name that is too long", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE cannot be opened: File name too long",
     .make = special_link_to_long_name},
    {"no permission", IMAGES, SPECIAL, NO_HEADER, 0,
     .message = "FILE cannot be opened: Permission denied", .make = special_forbidden},
};

/* ---- making them ---- */

static struct bytes file;

static void
make_file(const char *path, const struct broken *row, int packed)
{
    static struct bytes content;
    size_t i;

    content.size = file.size = 0;
    bytes_add(&content, row->header, row->header_size);
    for (i = 0; i < row->content; i++)
        bytes_add(&content, &(unsigned char){(unsigned char)i}, 1);
    if (packed)
        bytes_add_packed(&file, content.data, content.size);
    else
        bytes_add(&file, content.data, content.size);
    if (row->flip > 0)
        file.data[file.size - row->flip] ^= 1;
    file.size -= row->cut;
    if (row->append != NULL)
        bytes_add(&file, row->append, strlen(row->append));
    suite_write(path, file.data, file.size);
}

/* A right file of images of 2x3, or of labels 0 to 9. */
static void
make_right(const char *path, enum data_file kind, size_t count)
{
    int images = kind == DATA_TRAIN_IMAGES || kind == DATA_TEST_IMAGES;
    const unsigned char header[16] = {
        0, 0, 8, images ? 3 : 1, 0, 0, 0, (unsigned char)count, 0, 0, 0, 2, 0, 0, 0, 3};
    size_t i;

    file.size = 0;
    bytes_add(&file, header, images ? 16 : 8);
    for (i = 0; i < count * (images ? 6 : 1); i++)
        bytes_add(&file, &(unsigned char){(unsigned char)(i % 10)}, 1);
    suite_write(path, file.data, file.size);
}

/* ---- reading them ---- */

/* Replaces each word by what it stands for. */
static void
substitute(char *out, size_t size, const char *text, const char *folder, const char *path)
{
    size_t at = 0;

    for (; *text != '\0' && at + 1 < size; text++) {
        const char *by = strncmp(text, "FOLDER", 6) == 0 ? folder
                         : strncmp(text, "FILE", 4) == 0 ? path
                                                         : NULL;

        if (by == NULL) {
            out[at++] = *text;
            continue;
        }
        at += (size_t)snprintf(out + at, size - at, "%s", by);
        text += by == folder ? 5 : 3;
    }
    out[at < size ? at : size - 1] = '\0';
}

/* 1 and a line in the log when it is not what the row says. */
static int
is_wrong(const struct broken *row, const char *how, const char *message, int status,
         const struct error *err, const char *folder, const char *path)
{
    char expected[sizeof err->text];

    if (message == NULL && status == 0)
        return 0;
    substitute(expected, sizeof expected, message != NULL ? message : "(it is right)",
               folder, path);
    if (message != NULL && status == -1 && strcmp(err->text, expected) == 0)
        return 0;
    fprintf(stderr, "%s, %s:\n    %s\ninstead of\n    %s\n", row->what, how,
            status == 0 ? "(was read)" : err->text, expected);
    return 1;
}

static int
read_alone(const struct broken *row, const char *folder, const char *path)
{
    int images = row->file == DATA_TRAIN_IMAGES || row->file == DATA_TEST_IMAGES;
    struct idx idx = {0};
    struct error err = {""};
    int status = (images ? read_idx_images : read_idx_labels)(&idx, path, &err);

    ck_assert(status == 0 || (idx.bytes == NULL && idx.count == 0));
    free(idx.bytes);
    return is_wrong(row, "alone", row->message, status, &err, folder, path);
}

static int
read_set(const struct broken *row, const char *folder, char *const path[DATA_FILES])
{
    const char *message = row->in_set != NULL ? row->in_set : row->message;
    struct data_files files = {0};
    struct dataset dataset;
    struct error err = {""};
    int status;

    memcpy(files.path, path, sizeof files.path);
    status = reader_load(&dataset, &files, &err);
    ck_assert(status == 0 || (dataset.train.pixels == NULL && dataset.train.count == 0));
    dataset_done(&dataset);
    return is_wrong(row, "with three right ones", message, status, &err, folder,
                    path[row->file]);
}

static int
lowest_free_fd(void)
{
    int fd = open("/dev/null", O_RDONLY);

    close(fd);
    return fd;
}

/* How many of the two ways to read it went wrong. Root may do anything, so it becomes
 * nobody, who may look into the folder. */
static int
check_row(const struct broken *row, int packed)
{
    const char *folder = suite_folder();
    size_t others = row->others;
    int i, wrong, before, root = geteuid() == 0;
    char *path[DATA_FILES];

    if (others == 0 && row->header_size >= 8 && row->header[7] > 0 &&
        row->header[7] < 100)
        others = (size_t)row->header[7];
    if (others == 0)
        others = 1;
    for (i = 0; i < DATA_FILES; i++) {
        path[i] = suite_path(folder, names[i]);
        if (i != (int)row->file)
            make_right(path[i], (enum data_file)i, others);
    }
    if (row->make != NULL)
        row->make(path[row->file]);
    else
        make_file(path[row->file], row, packed);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    ck_assert_int_eq(chmod(suite_path(folder, ".."), 0755), 0);
    before = lowest_free_fd();
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    wrong = read_alone(row, folder, path[row->file]) + read_set(row, folder, path);
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_msg(lowest_free_fd() == before, "%s: a file is left open", row->what);
    return wrong;
}

START_TEST(broken_files_are_refused_with_the_reason)
{
    int form, wrong = 0;
    size_t i;

    for (i = 0; i < MEM_COUNT(rows); i++)
        for (form = PLAIN; form <= SPECIAL; form *= 2)
            if ((rows[i].forms & form) != 0)
                wrong += check_row(&rows[i], form == PACKED);
    ck_assert_msg(wrong == 0, "%d of the messages above are wrong", wrong);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        broken_files_are_refused_with_the_reason,
        NULL,
    };

    return suite_run("broken files", tests, 60);
}
