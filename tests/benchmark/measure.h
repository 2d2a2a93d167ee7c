/* What the benchmark measures: figures, each with the values of several repetitions.
 *
 * Speeds on a machine that is shared, or warm, or someone else's, say little. So what is compared is repeated in turns
 * within one process, in CPU time, and told as a ratio; of every figure the median is given, with the least and the
 * most.
 */
#ifndef BENCHMARK_MEASURE_H
#define BENCHMARK_MEASURE_H

#include <stdbool.h>

enum { REPETITIONS_MOST = 16, MEASURES_MOST = 72 };

struct measure {
    char name[96];
    const char *unit;
    int count;
    double values[REPETITIONS_MOST];
};

/* One part of the benchmark. */
struct measures {
    const char *key, *title;
    int count;
    struct measure items[MEASURES_MOST];
};

/* Adds one repetition's value to the measure of this name, which is made where there is none. */
void measure_add(struct measures *measures, const char *unit, double value, const char *name, ...)
    __attribute__((format(printf, 4, 5)));

/* Prints a part as a table, or as a member of a JSON object. */
void measures_print(struct measures *measures, bool json);

/* CPU seconds of this process, all its threads together, and seconds of the clock on the wall. */
double cpu_seconds(void);
double wall_seconds(void);

/* Ends the program where something that has to be so is not. */
void must(bool so, const char *what);

#endif
