#include "config.h"

#include "base/atomic_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* The permissions that open(2) would have given: mkstemp makes 0600, which nobody else
 * could read. */
static void
apply_umask(int fd)
{
    mode_t mask = umask(0);

    umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
}

static void
forget(struct atomic_file *file)
{
    free(file->path);
    free(file->temporary);
    memset(file, 0, sizeof *file);
}

/* What the rename could not replace, such as a folder, or should not: as root it would
 * put a plain file in the place of /dev/null. */
static int
check_target(const char *path, struct error *err)
{
    struct stat status;

    if (stat(path, &status) != 0 || S_ISREG(status.st_mode))
        return 0;
    return error_set(err, "%s cannot be written: it is %s: name a file", path,
                     S_ISDIR(status.st_mode) ? "a folder" : "not a plain file");
}

int
atomic_file_open(struct atomic_file *file, const char *path, struct error *err)
{
    static const char suffix[] = ".XXXXXX";
    size_t length = strlen(path);
    int fd;

    memset(file, 0, sizeof *file);
    if (check_target(path, err) != 0)
        return -1;
    file->path = strdup(path);
    file->temporary = mem_zeroed(length + sizeof suffix, 1);
    if (file->path == NULL || file->temporary == NULL) {
        forget(file);
        return error_memory(err, "a file name");
    }
    memcpy(file->temporary, path, length);
    memcpy(file->temporary + length, suffix, sizeof suffix);
    fd = mkstemp(file->temporary);
    if (fd >= 0)
        file->stream = fdopen(fd, "wb");
    if (file->stream == NULL) {
        error_set(err, "%s cannot be written: %s", path, strerror(errno));
        if (fd >= 0) {
            close(fd);
            unlink(file->temporary);
        }
        forget(file);
        return -1;
    }
    apply_umask(fd);
    return 0;
}

int
atomic_file_commit(struct atomic_file *file, struct error *err)
{
    int failed = ferror(file->stream) || fflush(file->stream) != 0 ||
                 fsync(fileno(file->stream)) != 0;
    int reason = errno;

    if (fclose(file->stream) != 0 && !failed) {
        failed = 1;
        reason = errno;
    }
    if (!failed && rename(file->temporary, file->path) != 0) {
        failed = 1;
        reason = errno;
    }
    if (failed) {
        error_set(err, "%s cannot be written: %s", file->path, strerror(reason));
        unlink(file->temporary);
    }
    forget(file);
    return failed ? -1 : 0;
}

void
atomic_file_abandon(struct atomic_file *file)
{
    fclose(file->stream);
    unlink(file->temporary);
    forget(file);
}
