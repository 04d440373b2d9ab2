#include "config.h"

#include "npz/zip.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "npz/zip_format.h"

enum {
    VERSION_NEEDED = 20,   /* 2.0: the least for what today's readers take for granted */
    MADE_BY = 3 << 8 | 20, /* on Unix, so that the mode below is honoured */
    FIRST_DATE = 1 | 1 << 5 | 0, /* 1 January 1980, the first that zip can tell */
    REGULAR_FILE = 0100644
};

/* The 26 bytes that a local header and a directory entry have in common, from the version
 * needed on. */
static void
put_common(unsigned char *p, const struct zip_entry *entry)
{
    put_le16(p, VERSION_NEEDED);
    put_le16(p + 2, 0); /* flags */
    put_le16(p + 4, ZIP_STORED);
    put_le16(p + 6, 0); /* midnight */
    put_le16(p + 8, FIRST_DATE);
    put_le32(p + 10, entry->crc);
    put_le32(p + 14, entry->size);
    put_le32(p + 18, entry->size);
    put_le16(p + 22, (uint32_t)strlen(entry->name));
    put_le16(p + 24, 0); /* no extra fields */
}

static void
append(struct zip *zip, const void *bytes, size_t size)
{
    fwrite(bytes, 1, size, zip->file.stream);
    zip->position += (uint32_t)size;
}

static void
append_directory_entry(struct zip *zip, const struct zip_entry *entry)
{
    unsigned char record[ZIP_CENTRAL_SIZE] = {0};

    put_le32(record, ZIP_CENTRAL_SIGNATURE);
    put_le16(record + 4, MADE_BY);
    put_common(record + 6, entry);
    put_le32(record + 38, (uint32_t)REGULAR_FILE << 16);
    put_le32(record + 42, entry->position);
    append(zip, record, sizeof record);
    append(zip, entry->name, strlen(entry->name));
}

int
zip_open(struct zip *zip, const char *path, struct error *err)
{
    memset(zip, 0, sizeof *zip);
    return atomic_file_open(&zip->file, path, err);
}

void
zip_add(struct zip *zip, const char *name, const unsigned char *bytes, size_t size)
{
    unsigned char record[ZIP_LOCAL_SIZE];
    struct zip_entry *entry = &zip->entries[zip->count++];

    snprintf(entry->name, sizeof entry->name, "%s", name);
    entry->size = (uint32_t)size;
    entry->crc = (uint32_t)crc32(0, bytes, (uInt)size);
    entry->position = zip->position;
    put_le32(record, ZIP_LOCAL_SIGNATURE);
    put_common(record + 4, entry);
    append(zip, record, sizeof record);
    append(zip, entry->name, strlen(entry->name));
    append(zip, bytes, size);
}

int
zip_commit(struct zip *zip, struct error *err)
{
    unsigned char record[ZIP_END_SIZE] = {0};
    uint32_t start = zip->position;
    size_t i;

    for (i = 0; i < zip->count; i++)
        append_directory_entry(zip, &zip->entries[i]);
    put_le32(record, ZIP_END_SIGNATURE);
    put_le16(record + 8, (uint32_t)zip->count);
    put_le16(record + 10, (uint32_t)zip->count);
    put_le32(record + 12, zip->position - start);
    put_le32(record + 16, start);
    append(zip, record, sizeof record);
    return atomic_file_commit(&zip->file, err);
}

void
zip_abandon(struct zip *zip)
{
    atomic_file_abandon(&zip->file);
}
