#include "config.h"

#include "data/guess.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* A string literal ends in a 0, which is not counted. */
#define BYTES(text) text, sizeof(text) - 1

static const struct {
    size_t at; /* where in the file */
    const char *bytes;
    size_t length;
    const char *guess;
} known[] = {
    {0, BYTES("\0\0\x08\x03"), "this is an images file, not labels"},
    {0, BYTES("\0\0\x08\x01"), "this is a labels file, not images"},
    {0, BYTES("\x03\x08\0\0"),
     "its bytes are in reverse order: big-endian numbers are right"},
    {0, BYTES("\x01\x08\0\0"),
     "its bytes are in reverse order: big-endian numbers are right"},
    {0, BYTES("\0\0\0\0"), "its first bytes are 0: download or copy it again"},
    {0, BYTES("PK\3\4"), "this is a zip archive: unpack it first"},
    {0,
     BYTES("\xfd"
           "7zXZ"),
     "this is an xz archive: unpack it first"},
    {0, BYTES("BZh"), "this is a bzip2 archive: unpack it first"},
    {0, BYTES("\x28\xb5\x2f\xfd"), "this is a zstd archive: unpack it first"},
    {0, BYTES("\x04\x22\x4d\x18"), "this is an lz4 archive: unpack it first"},
    {0, BYTES("7z\xbc\xaf"), "this is a 7z archive: unpack it first"},
    {0, BYTES("\x1f\x8b"), "it is packed with gzip twice: unpack it once"},
    {257, BYTES("ustar"), "this is a tar archive: unpack it first"},
    {0, BYTES("\x93NUMPY"), "this is a NumPy array, not an IDX file"},
    {0, BYTES("\x89PNG"), "this is a PNG picture, not an IDX file"},
    {0, BYTES("\xff\xd8\xff"), "this is a JPEG picture, not an IDX file"},
    {0, BYTES("\xff\xfe"), "this is text (UTF-16): download the file again"},
    {0, BYTES("\xfe\xff"), "this is text (UTF-16): download the file again"},
    {0, BYTES("version https://git-lfs"),
     "this is a Git LFS pointer, not the file that it stands for: get that with git lfs "
     "pull"},
};

/* What servers send in place of a file, or NULL. */
static const char *
guess_text(const unsigned char *start, size_t size)
{
    size_t i = size >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, j;

    while (i < size && memchr(" \t\r\n", start[i], 4) != NULL)
        i++;
    if (i < size && start[i] == '<')
        return "this is a web page: download the file again";
    for (j = i; j < size; j++)
        if (start[j] < ' ' && memchr("\t\r\n", start[j], 3) == NULL)
            return NULL;
    if (i < size && (start[i] == '{' || start[i] == '['))
        return "this is JSON, not an IDX file: download the file again";
    return "this is text, not an IDX file: download the file again";
}

/* The type of an IDX file's elements, by its code, or NULL. */
static const char *
element_type(unsigned char code)
{
    switch (code) {
    case 0x08:
        return "unsigned bytes";
    case 0x09:
        return "signed bytes";
    case 0x0b:
        return "16-bit numbers";
    case 0x0c:
        return "32-bit numbers";
    case 0x0d:
        return "floats";
    case 0x0e:
        return "doubles";
    }
    return NULL;
}

void
guess_content(char text[GUESS_TEXT], const unsigned char *start, size_t size, int dims)
{
    const char *type = element_type(start[2]), *guess = guess_text(start, size);
    size_t i;

    for (i = 0; i < MEM_COUNT(known); i++)
        if (size >= known[i].at + known[i].length &&
            memcmp(start + known[i].at, known[i].bytes, known[i].length) == 0) {
            guess = known[i].guess;
            break;
        }
    if (guess == NULL && start[0] == 0 && start[1] == 0 && type != NULL && start[3] > 0)
        snprintf(text, GUESS_TEXT,
                 "this is an IDX file of %s in %d dimension%s: unsigned bytes in %d are "
                 "right",
                 type, start[3], start[3] > 1 ? "s" : "", dims);
    else
        snprintf(text, GUESS_TEXT, "%s",
                 guess != NULL ? guess : "this is not an IDX file");
}
