#include "config.h"

#include "support/goldens.h"

#include <stdio.h>

#include "base/mem.h"
#include "support/sample_race.h"
#include "support/stage.h"
#include "ui/keys.h"

static void
one_layer(struct sample_look *sample)
{
    sample_layers(sample, 0);
}

static void
five_layers(struct sample_look *sample)
{
    sample_layers(sample, 4);
}

static void
nine_layers(struct sample_look *sample)
{
    sample_layers(sample, 8);
}

#define ASCII GLYPHS_ASCII
#define BLOCK GLYPHS_BLOCK
#define BRAILLE GLYPHS_BRAILLE

/* To the image that the sample's net gets right. */
#define IMAGES                                  \
    {                                           \
        '2', '/', '0' + SAMPLE_IMAGE, KEY_ENTER \
    }

/* Few: three sizes of each screen, states at 80x24, the other glyphs once. Train has a
 * fourth size, since its panels lie in four ways. */
static const struct golden goldens[] = {
    {"train", 16, 60, BLOCK, {NULL}, {0}, NULL},
    {"train", 24, 80, BLOCK, {NULL}, {0}, NULL},
    {"train", 24, 80, ASCII, {NULL}, {0}, NULL},
    {"train", 24, 80, BRAILLE, {NULL}, {0}, NULL},
    {"train", 35, 80, BLOCK, {NULL}, {0}, NULL},
    {"train", 40, 120, BLOCK, {NULL}, {0}, NULL},
    {"images", 16, 60, BLOCK, {NULL}, IMAGES, NULL},
    {"images", 24, 80, BLOCK, {NULL}, IMAGES, NULL},
    {"images", 40, 120, BLOCK, {NULL}, IMAGES, NULL},
    {"picture", 24, 80, BLOCK, {NULL}, {'d'}, NULL},
    {"picture", 40, 120, BLOCK, {NULL}, {'d'}, NULL},
    {"train-before", 24, 80, BLOCK, {sample_runs}, {0}, NULL},
    {"train-before", 40, 120, BRAILLE, {sample_runs}, {0}, NULL},
    {"train-error", 60, 200, BLOCK, {sample_runs}, {'y', 'y', 'X', 'X'}, NULL},
    {"runs", 16, 60, BLOCK, {sample_runs}, {'5'}, NULL},
    {"runs", 24, 80, BLOCK, {sample_runs}, {'5'}, NULL},
    {"runs", 24, 80, ASCII, {sample_runs}, {'5'}, NULL},
    {"runs", 40, 120, BRAILLE, {sample_runs}, {'5'}, NULL},
    {"runs", 60, 200, BLOCK, {sample_runs}, {'5'}, NULL},
    {"runs-one", 24, 80, BLOCK, {NULL}, {'5'}, NULL},
    {"runs-none", 24, 80, BLOCK, {sample_no_runs}, {'5'}, NULL},
    {"runs-marked", 24, 80, BLOCK, {sample_marked}, {'5', KEY_DOWN}, NULL},
    {"runs-baseline", 40, 120, BLOCK, {sample_runs}, {'5', KEY_END, '='}, NULL},
    {"runs-grouped", 24, 80, BLOCK, {sample_runs}, {'5', 'u'}, NULL},
    {"runs-grouped", 40, 120, BLOCK, {sample_runs}, {'5', 'u'}, NULL},
    {"runs-filter", 24, 80, BLOCK, {sample_runs}, {'5', '/', 's', 't', 'e', 'e'}, NULL},
    {"runs-seconds", 24, 80, BLOCK, {sample_runs}, {'5', 'X', 'y', 'o'}, NULL},
    {"delete", 24, 80, BLOCK, {sample_runs}, {'5', KEY_DC}, NULL},
    {"help", 16, 60, BLOCK, {NULL}, {'?', KEY_NPAGE}, NULL},
    {"help", 24, 80, BLOCK, {NULL}, {'?'}, NULL},
    {"help", 24, 80, ASCII, {NULL}, {'?'}, NULL},
    {"help-end", 24, 80, BLOCK, {NULL}, {'?', KEY_END}, NULL},
    {"help", 60, 200, BLOCK, {NULL}, {'?'}, NULL},

    /* of the run */
    {"starting", 24, 80, BLOCK, {sample_starting}, {0}, NULL},
    {"first-batch", 24, 80, BLOCK, {sample_first_batch}, {0}, NULL},
    {"full-speed", 24, 80, BLOCK, {sample_full_speed}, {0}, NULL},
    {"paused", 24, 80, BLOCK, {sample_paused}, {0}, NULL},
    {"done", 24, 80, BLOCK, {sample_done}, {0}, NULL},
    {"stopped", 24, 80, BLOCK, {sample_stopped}, {0}, NULL},
    {"diverged", 24, 80, BLOCK, {sample_diverged}, {0}, NULL},
    {"diverged", 35, 80, BLOCK, {sample_diverged}, {0}, NULL}, /* it has other words */
    {"wrong", 24, 80, BLOCK, {sample_wrong}, {0}, NULL},
    {"next", 24, 80, BLOCK, {sample_next}, {0}, NULL},
    {"layers-1", 24, 80, BLOCK, {one_layer}, {0}, NULL},
    {"layers-5", 24, 80, BLOCK, {five_layers}, {0}, NULL},
    {"layers-9", 24, 80, BLOCK, {nine_layers}, {0}, NULL},
    {"away", 16, 60, BLOCK, {sample_away}, {0}, NULL},
    {"away", 24, 80, BLOCK, {sample_away}, {0}, NULL},
    {"away", 24, 80, ASCII, {sample_away}, {0}, NULL},
    {"away", 40, 120, BLOCK, {sample_away}, {0}, NULL},
    {"away", 60, 200, BRAILLE, {sample_away}, {0}, NULL},
    {"away-images", 24, 80, BLOCK, {sample_away}, IMAGES, NULL},
    {"images-wrong", 24, 80, BLOCK, {sample_wrong}, IMAGES, NULL},
    {"images-no-answer", 24, 80, BLOCK, {sample_starting}, {'2'}, NULL},

    /* of a race */
    {"race", 16, 60, BLOCK, {sample_race}, {0}, NULL},
    {"race", 24, 80, BLOCK, {sample_race}, {0}, NULL},
    {"race", 24, 80, ASCII, {sample_race}, {0}, NULL},
    {"race", 40, 120, BRAILLE, {sample_race}, {0}, NULL},
    {"race", 60, 200, BRAILLE, {sample_race}, {0}, NULL},
    {"race-of-two", 24, 80, BLOCK, {sample_race_of_two}, {0}, NULL},
    {"race-away", 24, 80, BLOCK, {sample_race_away}, {0}, NULL},
    {"race-seconds", 24, 80, BRAILLE, {sample_race_by_seconds}, {0}, NULL},
    {"race-clothes", 16, 60, BLOCK, {sample_clothes, sample_race}, {0}, NULL},
    {"race-restart", 24, 80, BLOCK, {sample_race}, {'r'}, NULL},

    /* before there is data */
    {"reading", 24, 80, BLOCK, {sample_reading}, {0}, NULL},
    {"reading-images", 24, 80, BLOCK, {sample_reading}, {'2'}, NULL},
    {"fetching", 16, 60, BLOCK, {sample_fetching}, {0}, NULL}, /* the least room for it */
    {"fetching", 24, 80, BLOCK, {sample_fetching}, {0}, NULL},
    {"fetching-images", 24, 80, BLOCK, {sample_fetching}, {'2'}, NULL},
    {"connecting", 24, 80, BLOCK, {sample_connecting}, {0}, NULL},
    {"waiting", 24, 80, BLOCK, {sample_waiting}, {0}, NULL},
    {"drawing",
     24,
     80,
     BLOCK,
     {sample_drawing},
     {0},
     "MNIST could not be downloaded: practice digits."},

    /* what lies over the screen, and its last row */
    {"quit", 24, 80, BLOCK, {NULL}, {'q'}, NULL},
    {"restart", 24, 80, BLOCK, {NULL}, {'r'}, NULL},
    {"go-to", 24, 80, BLOCK, {NULL}, {'2', '/', '7', KEY_ENTER, '/', '3', '7'}, NULL},
    {"message", 24, 80, BLOCK, {NULL}, {'.'}, NULL},
    {"message-images", 24, 80, BLOCK, {NULL}, {'2', '/', '9', '9', KEY_ENTER}, NULL},
    {"message-long",
     16,
     60,
     BLOCK,
     {NULL},
     {0},
     "/home/someone/with/a/long/path/net.npz: there is no space left on the device"},

    /* each kind of data set where it looks most different */
    {"practice", 16, 60, BLOCK, {sample_practice}, {0}, NULL},
    {"long-name", 16, 60, BLOCK, {sample_long_name}, {0}, NULL},
    {"clothes", 16, 60, BLOCK, {sample_clothes}, {0}, NULL},
    {"clothes", 24, 80, BLOCK, {sample_clothes}, {0}, NULL},
    {"clothes-wrong", 24, 80, BLOCK, {sample_clothes, sample_wrong}, {0}, NULL},
    {"clothes-images", 24, 80, BLOCK, {sample_clothes, sample_wrong}, IMAGES, NULL},
    {"letters", 24, 80, BLOCK, {sample_letters}, {0}, NULL},
    {"letters", 60, 200, BLOCK, {sample_letters}, {0}, NULL},
    {"letters-images", 24, 80, BLOCK, {sample_letters, sample_wrong}, IMAGES, NULL},
    {"letters-images", 60, 200, BLOCK, {sample_letters}, IMAGES, NULL},
    {"large", 24, 80, BLOCK, {sample_large}, {0}, NULL},
    {"little", 24, 80, BLOCK, {sample_little}, {0}, NULL},
    {"little-images", 40, 120, BLOCK, {sample_little}, IMAGES, NULL},

    {"too-small", 16, 59, BLOCK, {NULL}, {0}, NULL},
    {"too-small", 5, 20, BLOCK, {NULL}, {0}, NULL},
    {"too-small", 1, 1, BLOCK, {NULL}, {0}, NULL},
};

const struct golden *
goldens_at(size_t number)
{
    return number < MEM_COUNT(goldens) ? &goldens[number] : NULL;
}

void
golden_name(const struct golden *golden, char name[GOLDEN_NAME])
{
    bool usual = golden->glyphs == GLYPHS_BLOCK;

    snprintf(name, GOLDEN_NAME, "%s-%dx%d%s%s", golden->state, golden->cols, golden->rows,
             usual ? "" : "-", usual ? "" : appearance_glyphs[golden->glyphs]);
}

void
golden_draw(const struct golden *golden, struct screen_copy *copy,
            const struct theme *theme, enum glyph_set glyphs)
{
    struct sample_look *sample = sample_new();
    int i;

    for (i = 0; i < GOLDEN_CHANGES && golden->change[i] != NULL; i++)
        golden->change[i](sample);
    screen_resize(golden->rows, golden->cols);
    stage_start(&sample->look);
    stage_read(copy, theme, glyphs); /* the UI learns the size when it draws */
    for (i = 0; i < GOLDEN_KEYS && golden->keys[i] != 0; i++)
        stage_key(golden->keys[i]);
    if (golden->message != NULL)
        stage_say(golden->message);
    stage_read(copy, theme, glyphs);
}
