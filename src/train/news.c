#include "config.h"

#include "train/news.h"

#include <string.h>

void
news_init(struct news *news, size_t run, const struct hparams *hparams)
{
    memset(news, 0, sizeof *news);
    snapshot_init(&news->shot, run, hparams);
    news->shot.now.status = RUN_STOPPED;
    news->result.run = run;
    news->result.status = RUN_STOPPED;
    news->result.hparams = *hparams;
    news->result.test_error = -1;
}

void
news_done(struct news *news)
{
    checkpoint_unref(news->newest);
    news->newest = NULL;
    tape_done(&news->tape);
}
