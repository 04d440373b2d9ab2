#include "config.h"

#include "train/pace.h"

#include <math.h>
#include <stdint.h>

/* Longer than a slice of training, and too short for the eye to see a jump. */
static const double max_lag = 0.1;

static const double mark_interval = 0.1;

void
pace_reset(struct pace *pace, double speed, double now)
{
    pace->speed = speed;
    pace->since = now;
    pace->trained = 0;
}

size_t
pace_allowed(struct pace *pace, double now)
{
    double lag;

    if (pace->speed == 0)
        return SIZE_MAX;
    lag = now - pace_due(pace);
    if (lag > max_lag)
        pace->since += lag - max_lag;
    lag = fmin(lag, max_lag);
    return lag < 0 ? 0 : 1 + (size_t)(lag * pace->speed);
}

void
pace_trained(struct pace *pace, size_t images)
{
    pace->trained += (double)images;
}

double
pace_due(const struct pace *pace)
{
    return pace->speed == 0 ? pace->since : pace->since + pace->trained / pace->speed;
}

void
meter_reset(struct meter *meter, double now)
{
    meter->count = 1;
    meter->images = 0;
    meter->marks[0].time = now;
    meter->marks[0].images = 0;
}

void
meter_add(struct meter *meter, size_t images, double now)
{
    meter->images += (double)images;
    if (now - meter->marks[(meter->count - 1) % METER_MARKS].time < mark_interval)
        return;
    meter->marks[meter->count % METER_MARKS].time = now;
    meter->marks[meter->count % METER_MARKS].images = meter->images;
    meter->count++;
}

double
meter_rate(const struct meter *meter, double now)
{
    size_t oldest = meter->count > METER_MARKS ? meter->count % METER_MARKS : 0;
    double seconds = now - meter->marks[oldest].time;

    if (seconds < mark_interval / 2)
        return 0;
    return (meter->images - meter->marks[oldest].images) / seconds;
}
