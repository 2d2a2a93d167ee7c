/* Five million ties of a million people, in any order, from a CSV file. What is read here is a network already:
 * checked, its people in order, each tie once. pandas makes two columns of it. */
#include <stdio.h>
#include <stdlib.h>

#include "benchmark/sections.h"
#include "io/network/network_file.h"
#include "random/random.h"

enum { TIES = 5000000, PEOPLE = 1000000, REPETITIONS = 3 };

static void write_ties(FILE *file)
{
    must(file, "the ties cannot be written");
    fputs("source,target\n", file);
    for (uint32_t i = 0; i < TIES; i++) {
        struct random_key key = {.stream = STREAM_TEST, .entity = i};
        uint64_t ends = random_below(key, (uint64_t)PEOPLE * (PEOPLE - 1));
        uint64_t source = ends / (PEOPLE - 1), target = ends % (PEOPLE - 1);
        fprintf(file, "%d,%d\n", (int)source, (int)(target + (target >= source)));
    }
    must(fclose(file) == 0, "the ties cannot be written");
}

static double read_here(const char *path)
{
    struct network_parameters parameters = scenario_default.network;
    struct edge_list list;
    struct message message;
    parameters.kind = NETWORK_FILE;
    snprintf(parameters.edges, sizeof parameters.edges, "%s", path);
    double begin = cpu_seconds();
    must(network_file_read(&parameters, NULL, &list, NULL, &message) == STATUS_OK, message.text);
    double seconds = cpu_seconds() - begin;
    edge_list_free(&list);
    return seconds;
}

/* 0 where there is no pandas. */
static double read_by_pandas(const char *path)
{
    char command[512];
    double seconds = 0;
    snprintf(command, sizeof command, "%s %s/edges.py %s", BENCHMARK_PYTHON, BENCHMARK_FOLDER, path);
    FILE *told = popen(command, "r");
    must(told, "no other program can be started");
    if (fscanf(told, "%lf", &seconds) != 1) seconds = 0;
    pclose(told);
    return seconds;
}

void measure_edges(struct measures *measures)
{
    char path[] = "/tmp/selforg_ties_XXXXXX.csv";
    int descriptor = mkstemps(path, 4);
    write_ties(descriptor >= 0 ? fdopen(descriptor, "w") : NULL);
    for (int i = 0; i < REPETITIONS; i++) {
        double here = read_here(path), there = read_by_pandas(path);
        measure_add(measures, "s", here, "read as a network");
        if (there == 0) continue;
        measure_add(measures, "s", there, "pandas.read_csv");
        measure_add(measures, "times the time", here / there, "read as a network / pandas.read_csv");
    }
    remove(path);
}
