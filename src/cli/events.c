#include "config.h"

#include "cli/events.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "base/mem.h"
#include "runs/run.h"

/* Prints the number, or `absent` if it was not measured or is not finite. */
static void
print_number(FILE *stream, double value, const char *absent)
{
    if (value >= 0 && isfinite(value))
        fprintf(stream, "%.9g", value);
    else
        fputs(absent, stream);
}

static void
json_number(FILE *stream, const char *name, double value)
{
    fprintf(stream, ",\"%s\":", name);
    print_number(stream, value, "null");
}

/* ---- start ---- */

static void
text_sizes(FILE *stream, const struct setup *setup)
{
    size_t i;

    fprintf(stream, "%zu", setup->dataset.train.rows * setup->dataset.train.cols);
    for (i = 0; i < setup->hparams.hidden_count; i++)
        fprintf(stream, "-%zu", setup->hparams.hidden[i]);
    fprintf(stream, "-%zu", setup->dataset.classes);
}

static void
text_start(FILE *stream, const struct setup *setup, double test_error)
{
    static const enum hparam shown[] = {HPARAM_BATCH, HPARAM_ALPHA, HPARAM_GAMMA,
                                        HPARAM_INIT, HPARAM_SEED};
    char text[HPARAM_TEXT];
    size_t i;

    fprintf(stream, "%s: %s training images, %s test images; net ", setup->dataset.name,
            format_count((double)setup->dataset.train.count).text,
            format_count((double)setup->dataset.test.count).text);
    text_sizes(stream, setup);
    fputc('\n', stream);
    for (i = 0; i < MEM_COUNT(shown); i++) {
        hparam_format(&setup->hparams, shown[i], text);
        if (shown[i] == HPARAM_INIT && setup->start != NULL)
            strcpy(text, "loaded");
        fprintf(stream, "%s%s %s", i > 0 ? ", " : "", hparam_info(shown[i])->label, text);
    }
    fprintf(stream, "\n%-13s  test error %7s\n",
            setup->start != NULL ? "loaded" : "untrained",
            format_percent(test_error).text);
}

/* All but the hidden layers: those are among the sizes of the net. */
static void
json_hparams(FILE *stream, const struct hparams *hparams)
{
    char text[HPARAM_TEXT];
    enum hparam which;

    for (which = 0; which < HPARAMS; which++) {
        const struct hparam_info *info = hparam_info(which);
        const char *quote = info->words != NULL ? "\"" : "";

        if (which == HPARAM_HIDDEN)
            continue;
        hparam_format(hparams, which, text);
        fprintf(stream, ",\"%s\":%s%s%s", info->name, quote, text, quote);
    }
}

static void
json_start(FILE *stream, const struct setup *setup, double test_error)
{
    const struct dataset *dataset = &setup->dataset;
    char hidden[HPARAM_TEXT];

    hparam_format(&setup->hparams, HPARAM_HIDDEN, hidden);
    fprintf(stream,
            "{\"event\":\"start\",\"data\":\"%s\",\"train_images\":%zu,"
            "\"test_images\":%zu,\"inputs\":%zu,\"hidden\":[%s],\"outputs\":%zu",
            dataset->name, dataset->train.count, dataset->test.count,
            dataset->train.rows * dataset->train.cols, hidden, dataset->classes);
    json_hparams(stream, &setup->hparams);
    fprintf(stream, ",\"loaded\":%s,\"kernels\":\"%s\"",
            setup->start != NULL ? "true" : "false", setup->kernels->name);
    json_number(stream, "test_error", test_error);
    fputs("}\n", stream);
}

static void
csv_number(FILE *stream, double value)
{
    fputc(',', stream);
    print_number(stream, value, "");
}

/* The last column; a name holds no quotes (data/manifest.h). */
static void
csv_data(FILE *stream, const char *name)
{
    const char *quote = strchr(name, ',') != NULL ? "\"" : "";

    fprintf(stream, ",%s%s%s\n", quote, name, quote);
}

static void
csv_row(FILE *stream, const struct epoch_event *event)
{
    fprintf(stream, "%zu", event->epoch);
    csv_number(stream, event->test_error);
    csv_number(stream, event->train_error);
    csv_number(stream, event->loss);
    csv_number(stream, event->seconds);
    csv_number(stream, round(event->images_per_second));
    csv_data(stream, event->data);
}

void
events_start(FILE *stream, enum format format, const struct setup *setup,
             double test_error)
{
    const struct epoch_event untrained = {
        setup->dataset.name, 0, test_error, -1, -1, -1, -1,
    };

    if (format == FORMAT_TEXT) {
        text_start(stream, setup, test_error);
    } else if (format == FORMAT_JSON) {
        json_start(stream, setup, test_error);
    } else {
        fputs("epoch,test_error,train_error,loss,seconds,images_per_second,data\n",
              stream);
        csv_row(stream, &untrained);
    }
    fflush(stream);
}

/* ---- epochs ---- */

static void
text_epoch(FILE *stream, const struct epoch_event *event, size_t epochs)
{
    fprintf(stream, "epoch %2zu of %zu  test error %7s", event->epoch, epochs,
            format_percent(event->test_error).text);
    if (event->train_error >= 0)
        fprintf(stream, "  training error %7s", format_percent(event->train_error).text);
    fprintf(stream, "  loss %.4f  %.3f s  %s images/s\n", event->loss, event->seconds,
            format_count(event->images_per_second).text);
}

static void
json_epoch(FILE *stream, const struct epoch_event *event)
{
    fprintf(stream, "{\"event\":\"epoch\",\"epoch\":%zu", event->epoch);
    json_number(stream, "test_error", event->test_error);
    json_number(stream, "train_error", event->train_error);
    json_number(stream, "loss", event->loss);
    json_number(stream, "seconds", event->seconds);
    json_number(stream, "images_per_second", round(event->images_per_second));
    fputs("}\n", stream);
}

void
events_epoch(FILE *stream, enum format format, const struct epoch_event *event,
             size_t epochs)
{
    if (format == FORMAT_TEXT)
        text_epoch(stream, event, epochs);
    else if (format == FORMAT_JSON)
        json_epoch(stream, event);
    else
        csv_row(stream, event);
    fflush(stream);
}

/* ---- end ---- */

void
events_end(FILE *stream, enum format format, const struct learner *learner,
           double test_error, double seconds)
{
    const char *status = run_status_name(learner->status);

    if (format == FORMAT_TEXT) {
        fprintf(stream, "%s: %zu epoch%s, test error %s, %.3f s\n", status,
                learner->epochs_done, learner->epochs_done == 1 ? "" : "s",
                format_percent(test_error).text, seconds);
    } else if (format == FORMAT_JSON) {
        fprintf(stream, "{\"event\":\"end\",\"status\":\"%s\",\"epochs\":%zu", status,
                learner->epochs_done);
        json_number(stream, "test_error", test_error);
        json_number(stream, "seconds", seconds);
        fputs("}\n", stream);
    }
    fflush(stream);
}

void
events_test(FILE *stream, enum format format, const struct dataset *dataset,
            double test_error)
{
    size_t images = dataset->test.count;
    size_t wrong = (size_t)(test_error * (double)images + 0.5);

    if (format == FORMAT_TEXT) {
        fprintf(stream, "%s: accuracy %s, test error %s (%s of %s images wrong)\n",
                dataset->name, format_percent(1 - test_error).text,
                format_percent(test_error).text, format_count((double)wrong).text,
                format_count((double)images).text);
    } else if (format == FORMAT_JSON) {
        fprintf(stream,
                "{\"event\":\"test\",\"data\":\"%s\",\"test_images\":%zu,\"wrong\":%zu,"
                "\"test_error\":%.6g}\n",
                dataset->name, images, wrong, test_error);
    } else {
        fprintf(stream, "test_images,wrong,test_error,data\n%zu,%zu,%.6g", images, wrong,
                test_error);
        csv_data(stream, dataset->name);
    }
}
