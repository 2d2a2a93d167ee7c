/* What the tests of results share: a folder of their own, two small scenarios, and runs of them. */
#ifndef RESULT_SUPPORT_H
#define RESULT_SUPPORT_H

#include "io/result/run.h"
#include "io/scenario/scenario_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The cycle of self-organising with people who come and go, and everything recorded. */
static const char everything[] = "selforg: 2\n"
                                 "title: Überall – everywhere\n"
                                 "seed: 9223372036854775807\n"
                                 "steps: 30\n"
                                 "network: {kind: units, agents: 120, units: 3, mean_degree: 8}\n"
                                 "landscape: {kind: nk, domains: 2, bits: 8, interactions: 2}\n"
                                 "opportunities: {arrival_rate: 20}\n"
                                 "projects: {}\n"
                                 "team: {min: 2, max: 4}\n"
                                 "stances: {initial_initiating: 0.6}\n"
                                 "debrief: {}\n"
                                 "closeness: {}\n"
                                 "tell: {}\n"
                                 "adoption: {rule: evidence, drop: {probability: 0.02, to: nothing, rest_steps: 2}}\n"
                                 "renew: {turnover_probability: 0.02}\n"
                                 "observe: {every: 4, tellings: true, snapshots: {every: 13, ties: true}}\n";

/* Two named practices that spread by contact; small enough to be looked at in whole. */
static const char contagion[] = "selforg: 2\n"
                                "steps: 20\n"
                                "network: {kind: ring, agents: 30, mean_degree: 4}\n"
                                "landscape: {kind: listed, practices: {video calls: 0.8, \"letters, by post\": 0.4}}\n"
                                "start: {users: 2}\n"
                                "adoption: {rule: contact, accept: {beta: 0.3}}\n";

/* A folder for one group of tests; paths in it. */
struct folder {
    char path[64];
};

static inline int folder_make(void **state)
{
    struct folder *folder = malloc(sizeof *folder);
    snprintf(folder->path, sizeof folder->path, "/tmp/selforg-result-XXXXXX");
    *state = folder;
    return mkdtemp(folder->path) ? 0 : -1;
}

static inline int folder_remove(void **state)
{
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", ((struct folder *)*state)->path);
    free(*state);
    return system(command);
}

struct path {
    char text[160];
};

static inline struct path in_folder(void **state, const char *name)
{
    struct path path;
    snprintf(path.text, sizeof path.text, "%s/%s", ((struct folder *)*state)->path, name);
    return path;
}

static inline bool is_there(const char *path)
{
    struct stat information;
    return stat(path, &information) == 0;
}

static inline bool part_is_there(const char *path)
{
    char part[200];
    snprintf(part, sizeof part, "%s.part", path);
    return is_there(part);
}

static inline struct scenario scenario_of(const char *yaml)
{
    struct scenario scenario;
    struct places places;
    struct message message;
    assert_int_equal(scenario_read_text("test", yaml, strlen(yaml), &scenario, &places, &message), STATUS_OK);
    assert_int_equal(scenario_finish(&scenario, &places, &message), STATUS_OK);
    return scenario;
}

/* Runs a scenario to a file. */
static inline enum status run_to(const char *path, const char *yaml, bool overwrite, struct message *message)
{
    struct scenario scenario = scenario_of(yaml);
    struct run_request request = {.result = {.path = path,
                                      .overwrite = overwrite,
                                      .scenario = &scenario,
                                      .yaml_text = yaml,
                                      .threads = 1,
                                      .commit_seconds = -1}};
    struct run_outcome outcome;
    *message = (struct message){""};
    return run_scenario(&request, &outcome, message);
}

/* A file's bytes, to be freed. */
static inline char *bytes_of(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

#endif
