/* The bytes are a manifest: the text that describes data sets. */
#include "config.h"

#include "fuzz/fuzz.h"

#include <string.h>

#include "data/manifest.h"

static void
check_name(const char *name, size_t size)
{
    size_t length = strnlen(name, size), i;

    FUZZ_CHECK(length > 0 && length < size);
    for (i = 0; i < length; i++)
        FUZZ_CHECK(name[i] >= ' ' && name[i] <= '~' && strchr("\"\\", name[i]) == NULL);
}

static void
check_set(const struct manifest_set *set)
{
    size_t i;

    check_name(set->name, sizeof set->name);
    FUZZ_CHECK(set->classes + set->first_label <= DATASET_MAX_CLASSES);
    for (i = 0; i < set->classes; i++)
        check_name(set->class_names[i], CLASS_NAME_SIZE);
    for (i = 0; i < DATA_FILES; i++)
        FUZZ_CHECK(strspn(set->packed[i], "0123456789abcdef") ==
                   (set->has_packed ? MANIFEST_HASH_SIZE - 1 : 0));
    FUZZ_CHECK((set->train == 0) == (set->test == 0) &&
               (set->rows == 0) == (set->cols == 0));
}

/* A message is one line of printable text, whatever is in the file: a terminal shows it.
 */
static void
check_message(const struct error *err, const char *path, size_t size)
{
    static const char line[] = ": line ";
    const char *p;

    FUZZ_CHECK(strncmp(err->text, path, strlen(path)) == 0);
    FUZZ_CHECK(size > MANIFEST_MAX_BYTES ||
               strncmp(err->text + strlen(path), line, sizeof line - 1) == 0);
    for (p = err->text; *p != '\0'; p++)
        FUZZ_CHECK((*p >= ' ' && *p <= '~') || *p == '\t');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);
    struct error err = {""};
    struct manifest manifest;
    size_t i;

    if (manifest_read(&manifest, path, &err) != 0) {
        FUZZ_CHECK(manifest.sets == NULL && manifest.count == 0);
        check_message(&err, path, size);
        return 0;
    }
    FUZZ_CHECK(manifest.count <= MANIFEST_MAX_SETS);
    for (i = 0; i < manifest.count; i++)
        check_set(&manifest.sets[i]);
    manifest_done(&manifest);
    return 0;
}
