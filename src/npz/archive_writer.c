#include "config.h"

#include "npz/archive_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

enum {
    PART = 1 << 16,    /* bytes that are copied at a time */
    FIRST_DATE = 0x21, /* 1 January 1980, the first that zip knows */
    MIDNIGHT = 0,
};

#define REGULAR_FILE (UINT32_C(0100644) << 16)

/* libzip never sees the disk, so it can only run out of memory. */
static int
no_memory(const struct archive_writer *writer, struct error *err)
{
    return error_memory(err, writer->file.path);
}

int
archive_writer_open(struct archive_writer *writer, const char *path, struct error *err)
{
    if (atomic_file_open(&writer->file, path, err) != 0)
        return -1;
    writer->zip = NULL;
    writer->memory = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (writer->memory != NULL)
        writer->zip = zip_open_from_source(writer->memory, ZIP_TRUNCATE, NULL);
    if (writer->zip == NULL) {
        no_memory(writer, err);
        zip_source_free(writer->memory);
        atomic_file_abandon(&writer->file);
        return -1;
    }
    zip_source_keep(writer->memory); /* zip_close drops the reference that it has */
    return 0;
}

int
archive_writer_add(struct archive_writer *writer, const char *name, void *bytes,
                   size_t size, struct error *err)
{
    zip_t *zip = writer->zip;
    zip_source_t *source;
    zip_int64_t added;
    zip_uint64_t i;

    if (size == 0) { /* libzip would not free such a block */
        free(bytes);
        bytes = NULL;
    }
    source = zip_source_buffer(zip, bytes, size, 1);
    if (source == NULL) {
        free(bytes);
        return no_memory(writer, err);
    }
    added = zip_file_add(zip, name, source, 0);
    if (added < 0) {
        zip_source_free(source);
        return no_memory(writer, err);
    }
    i = (zip_uint64_t)added;
    if (zip_set_file_compression(zip, i, ZIP_CM_STORE, 0) != 0 ||
        zip_file_set_dostime(zip, i, MIDNIGHT, FIRST_DATE, 0) != 0 ||
        zip_file_set_external_attributes(zip, i, 0, ZIP_OPSYS_UNIX, REGULAR_FILE) != 0)
        return no_memory(writer, err);
    return 0;
}

/* An error of the stream is left to atomic_file_commit. */
static int
copy_to_file(struct archive_writer *writer)
{
    unsigned char part[PART];
    zip_int64_t got;

    if (zip_source_open(writer->memory) != 0)
        return -1;
    while ((got = zip_source_read(writer->memory, part, sizeof part)) > 0)
        fwrite(part, 1, (size_t)got, writer->file.stream);
    zip_source_close(writer->memory);
    return got == 0 ? 0 : -1;
}

int
archive_writer_commit(struct archive_writer *writer, struct error *err)
{
    int status;

    if (zip_close(writer->zip) != 0) {
        no_memory(writer, err);
        archive_writer_abandon(writer);
        return -1;
    }
    status = copy_to_file(writer);
    zip_source_free(writer->memory);
    if (status == 0)
        return atomic_file_commit(&writer->file, err);
    no_memory(writer, err);
    atomic_file_abandon(&writer->file);
    return -1;
}

void
archive_writer_abandon(struct archive_writer *writer)
{
    zip_discard(writer->zip);
    zip_source_free(writer->memory);
    atomic_file_abandon(&writer->file);
}
