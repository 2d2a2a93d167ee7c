#include "benchmark/measure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double cpu_seconds(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double wall_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

void must(bool so, const char *what)
{
    if (so) return;
    fprintf(stderr, "benchmark: %s\n", what);
    exit(1);
}

void measure_add(struct measures *measures, const char *unit, double value, const char *name, ...)
{
    char text[sizeof measures->items[0].name];
    va_list arguments;
    va_start(arguments, name);
    vsnprintf(text, sizeof text, name, arguments);
    va_end(arguments);
    struct measure *measure = measures->items, *end = measure + measures->count;
    while (measure < end && strcmp(measure->name, text) != 0) measure++;
    if (measure == end) {
        must(measures->count < MEASURES_MOST, "there are more measures than places for them");
        measures->count++;
        *measure = (struct measure){.unit = unit};
        memcpy(measure->name, text, sizeof text);
    }
    must(measure->count < REPETITIONS_MOST, "there are more repetitions than places for them");
    measure->values[measure->count++] = value;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void measures_print(struct measures *measures, bool json)
{
    if (json)
        printf("  \"%s\": {", measures->key);
    else
        printf("%s\n  %-56s%10s%10s%10s\n", measures->title, "", "median", "least", "most");
    for (int i = 0; i < measures->count; i++) {
        struct measure *measure = &measures->items[i];
        int last = measure->count - 1;
        double *values = measure->values;
        qsort(values, (size_t)measure->count, sizeof *values, by_size);
        double median = (values[last / 2] + values[(last + 1) / 2]) / 2;
        if (json)
            printf("%s\n    \"%s\": {\"unit\": \"%s\", \"median\": %.6g, \"least\": %.6g, \"most\": %.6g}",
                i > 0 ? "," : "", measure->name, measure->unit, median, values[0], values[last]);
        else
            printf("  %-56s%10.3g%10.3g%10.3g  %s\n", measure->name, median, values[0], values[last], measure->unit);
    }
    printf(json ? "\n  }" : "\n");
    fflush(stdout);
}
