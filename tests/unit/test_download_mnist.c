/* The real MNIST, served from the folder that MNISTUI_DATA names, fetched, and read. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "data/dataset.h"
#include "data/locate.h"
#include "data/reader.h"
#include "fetch/mnist_files.h"
#include "support/trial.h"

static struct http_server_file served[5];

/* The bytes of each packed file; false when one is not there. */
static bool
read_files(const char *folder)
{
    size_t count, i;
    const struct download_file *files = mnist_files(&count);

    for (i = 0; i < count; i++) {
        unsigned char *bytes = malloc(files[i].size);
        char path[4096];
        FILE *stream;

        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        stream = fopen(path, "rb");
        if (bytes == NULL || stream == NULL)
            return false;
        served[i].name = files[i].name;
        served[i].bytes = bytes;
        served[i].size = fread(bytes, 1, files[i].size, stream);
        fclose(stream);
    }
    return true;
}

START_TEST(mnist_is_fetched_and_read)
{
    struct http_server *server = http_server_start(served);
    struct trial trial;
    struct data_files files;
    struct dataset dataset;

    trial_init(&trial, http_server_url(server, "good"), NULL);
    trial.download.files = mnist_files(&trial.download.file_count);
    ck_assert_msg(trial_run(&trial) == DOWNLOAD_DONE, "%s", trial.err.text);
    ck_assert_uint_eq(http_server_count(server), 4);
    ck_assert_int_eq(locate_data(&files, trial.download.folder, getenv, &trial.err), 0);
    ck_assert_msg(reader_load(&dataset, &files, &trial.err) == 0, "%s", trial.err.text);
    ck_assert_uint_eq(dataset.train.count, 60000);
    ck_assert_uint_eq(dataset.test.count, 10000);
    ck_assert_str_eq(dataset.name, "MNIST");
    dataset_done(&dataset);
    data_files_done(&files);
    ck_assert_int_eq(trial_run(&trial), DOWNLOAD_DONE);
    ck_assert_uint_eq(http_server_count(server), 4);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {mnist_is_fetched_and_read, NULL};
    const char *folder = getenv("MNISTUI_DATA");

    if (folder == NULL || folder[0] == '\0')
        return suite_skip("no real data: MNISTUI_DATA names its folder");
    if (!read_files(folder))
        return suite_skip("the real data is not packed");
    return suite_run_with("download_mnist", tests, 120, trial_setup, NULL);
}
