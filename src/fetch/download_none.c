/* The download of a mnistui without libcurl. */
#include "config.h"

#include "fetch/download.h"

bool
download_is_possible(void)
{
    return false;
}

int
download_prepare(struct error *err)
{
    (void)err;
    return 0;
}

enum download_end
download_run(const struct download *download, struct error *err)
{
    char commands[sizeof err->text - 200];

    download_by_hand(download, commands, sizeof commands);
    error_set(
        err,
        "this mnistui was built without libcurl and cannot download; by hand it is\n"
        "%s\n(or the same with wget in place of curl -fLO)",
        commands);
    return DOWNLOAD_FAILED;
}
