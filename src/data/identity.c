#include "config.h"

#include "data/identity.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/hash.h"

/* ---- the labels ---- */

struct label_range {
    size_t least, most;
};

static struct label_range
range_of(const struct images *images)
{
    struct label_range range = {images->labels[0], images->labels[0]};
    size_t i;

    for (i = 1; i < images->count; i++) {
        size_t label = images->labels[i];

        range.least = min_size(range.least, label);
        range.most = max_size(range.most, label);
    }
    return range;
}

static size_t
find_label_outside(const struct images *images, size_t least, size_t most)
{
    size_t i;

    for (i = 0; i < images->count; i++)
        if (images->labels[i] < least || images->labels[i] > most)
            break;
    return i;
}

static void
count_labels_from(struct images *images, size_t first)
{
    size_t i;

    for (i = 0; first > 0 && i < images->count; i++)
        images->labels[i] = (unsigned char)(images->labels[i] - first);
}

/* ---- what fits ---- */

static bool
sizes_fit(const struct manifest_set *set, const struct dataset *dataset)
{
    return (set->train == 0 ||
            (set->train == dataset->train.count && set->test == dataset->test.count)) &&
           (set->rows == 0 ||
            (set->rows == dataset->train.rows && set->cols == dataset->train.cols));
}

/* Exactly these labels occur. */
static bool
labels_are(const struct manifest_set *set, const struct dataset *dataset)
{
    struct label_range train = range_of(&dataset->train);
    struct label_range test = range_of(&dataset->test);

    return train.least == set->first_label &&
           train.most == set->first_label + set->classes - 1 &&
           test.least >= train.least && test.most <= train.most;
}

static bool
needs_content(const struct manifest_set *set)
{
    return set->has_sums || set->has_packed;
}

/* The known set that fits, among those that can be recognised without the pixels. */
static const struct manifest_set *
find_known(const struct manifest *known, const struct dataset *dataset)
{
    size_t i;

    for (i = 0; i < known->count; i++) {
        const struct manifest_set *set = &known->sets[i];

        if (!needs_content(set) && sizes_fit(set, dataset) && labels_are(set, dataset))
            return set;
    }
    return NULL;
}

/* ---- a manifest beside the files ---- */

/* Where the names of the files begin with that of the set, so does that of the manifest.
 */
static int
read_own(struct identity *identity, struct error *err)
{
    const char *path = identity->files->path[DATA_TRAIN_IMAGES];
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *after = strstr(name, "train-images");
    int folder = (int)((after != NULL ? after : name) - path);
    size_t size = sizeof identity->own_path;
    int length = snprintf(identity->own_path, size, "%.*smanifest", folder, path);

    if (length < 0 || (size_t)length >= size || access(identity->own_path, F_OK) != 0)
        return 0;
    return manifest_read(&identity->own, identity->own_path, err);
}

/* A set that its owner describes must be as described; err says what is not. */
static int
check_own(const struct identity *identity, const struct manifest_set *set,
          const struct dataset *dataset, struct error *err)
{
    const struct images *all[] = {&dataset->train, &dataset->test};
    size_t most =
        set->classes > 0 ? set->first_label + set->classes - 1 : DATASET_MAX_CLASSES - 1;
    size_t i, at;

    if (!sizes_fit(set, dataset))
        return error_set(err,
                         "%s: set %s has other sizes than the files, which hold %zu "
                         "and %zu images of %zux%zu pixels",
                         identity->own_path, set->name, dataset->train.count,
                         dataset->test.count, dataset->train.rows, dataset->train.cols);
    for (i = 0; i < 2; i++) {
        at = find_label_outside(all[i], set->first_label, most);
        if (at < all[i]->count)
            return error_set(
                err,
                "%s: label %d at position %zu (the first is 0), but %s says %zu to %zu",
                identity->where[i == 0 ? DATA_TRAIN_LABELS : DATA_TEST_LABELS],
                all[i]->labels[at], at, identity->own_path, set->first_label, most);
    }
    return 0;
}

/* Chooses the first set that fits and needs no content; none yet, as long as one that
 * needs it may be the right one. -1 with err, which says why the last one does not fit,
 * when there is neither. */
static int
choose_own(struct identity *identity, const struct dataset *dataset, struct error *err)
{
    bool later = false;
    size_t i;

    if (identity->own.count == 0)
        return error_set(err, "%s: no set in it: a line 'set NAME' is expected",
                         identity->own_path);
    for (i = 0; i < identity->own.count && identity->set == NULL; i++) {
        const struct manifest_set *set = &identity->own.sets[i];

        if (check_own(identity, set, dataset, err) != 0)
            continue;
        if (needs_content(set))
            later = true;
        else
            identity->set = set;
    }
    return identity->set != NULL || later ? 0 : -1;
}

/* ---- what it is ---- */

static void
take_name(struct dataset *dataset, const struct manifest_set *set)
{
    size_t k;

    memcpy(dataset->name, set->name, sizeof dataset->name);
    for (k = 0; k < set->classes; k++)
        memcpy(dataset->class_names[k], set->class_names[k], CLASS_NAME_SIZE);
}

/* The classes are those of the set, else 0 to the largest label of the training images:
 * the net has an output for each, and the test images can have no others. */
static int
settle_classes(const struct identity *identity, struct dataset *dataset,
               struct error *err)
{
    const struct manifest_set *set = identity->set;
    size_t first = set != NULL ? set->first_label : 0;
    size_t most = set != NULL && set->classes > 0 ? first + set->classes - 1
                                                  : range_of(&dataset->train).most;
    size_t wrong = find_label_outside(&dataset->test, first, most);

    if (wrong < dataset->test.count)
        return error_set(err,
                         "%s: label %d at position %zu (the first is 0), but the labels "
                         "of the training images are %zu to %zu",
                         identity->where[DATA_TEST_LABELS], dataset->test.labels[wrong],
                         wrong, first, most);
    dataset_number_classes(dataset, first, most);
    count_labels_from(&dataset->train, first);
    count_labels_from(&dataset->test, first);
    return 0;
}

int
identity_open(struct identity *identity, struct dataset *dataset,
              const struct data_files *files, const char *const *where, struct error *err)
{
    memset(identity, 0, sizeof *identity);
    identity->files = files;
    identity->where = where;
    if (manifest_known(&identity->known, err) != 0 || read_own(identity, err) != 0)
        return -1;
    if (identity->own.sets == NULL)
        identity->set = find_known(&identity->known, dataset);
    else if (choose_own(identity, dataset, err) != 0)
        return -1;
    if (settle_classes(identity, dataset, err) != 0)
        return -1;
    snprintf(dataset->name, sizeof dataset->name, "%s",
             files->npz ? "NumPy images" : "IDX images");
    if (identity->set != NULL)
        take_name(dataset, identity->set);
    return 0;
}

bool
identity_is_transposed(const struct identity *identity)
{
    return identity->set != NULL && identity->set->transposed;
}

#ifdef HAVE_CURL /* which brings SHA-256 */
static bool
is_packed_as(const char *path, const char *sha256)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char found[HASH_TEXT];
    bool same;

    if (fd < 0)
        return false;
    same = hash_file(fd, found, NULL, NULL) == 0 && hash_equal(found, sha256);
    close(fd);
    return same;
}

/* The last file is the smallest, so it is compared first. */
static bool
packed_fits(const struct manifest_set *set, const struct data_files *files, bool own)
{
    int file = DATA_FILES;

    (void)own;
    while (file > 0 && is_packed_as(files->path[file - 1], set->packed[file - 1]))
        file--;
    return file == 0;
}
#else
/* What cannot be checked is believed of the user's own set, and of no other. */
static bool
packed_fits(const struct manifest_set *set, const struct data_files *files, bool own)
{
    (void)set;
    (void)files;
    return own;
}
#endif

/* The first set of a manifest that has exactly this content, or NULL. */
static const struct manifest_set *
find_content(const struct identity *identity, const struct manifest *manifest,
             const struct dataset *dataset, const uint32_t sums[DATA_FILES])
{
    bool own = manifest == &identity->own;
    size_t i;

    for (i = 0; i < manifest->count; i++) {
        const struct manifest_set *set = &manifest->sets[i];

        if (needs_content(set) && sizes_fit(set, dataset) &&
            (set->classes == 0 || set->classes == dataset->classes) &&
            (!set->has_sums || memcmp(set->sums, sums, sizeof set->sums) == 0) &&
            (!set->has_packed || packed_fits(set, identity->files, own)))
            return set;
    }
    return NULL;
}

int
identity_finish(struct identity *identity, struct dataset *dataset,
                const uint32_t sums[DATA_FILES], struct error *err)
{
    bool own = identity->own.sets != NULL;

    if (identity->set == NULL)
        identity->set = find_content(identity, own ? &identity->own : &identity->known,
                                     dataset, sums);
    if (identity->set == NULL && own)
        return error_set(err,
                         "%s: no set in it has the content of the files, whose sums "
                         "are %08x %08x %08x %08x",
                         identity->own_path, sums[0], sums[1], sums[2], sums[3]);
    if (identity->set != NULL)
        take_name(dataset, identity->set);
    return 0;
}

void
identity_done(struct identity *identity)
{
    manifest_done(&identity->known);
    manifest_done(&identity->own);
}
