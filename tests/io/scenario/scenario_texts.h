/* What the tests of scenario files share. Include after <cmocka.h>. */
#ifndef IO_SCENARIO_TEXTS_H
#define IO_SCENARIO_TEXTS_H

#include "io/scenario/scenario_file.h"

#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const char *const district =
    "# a comment\n"
    "selforg: 2\n"
    "title: A school district\n"
    "question: >\n"
    "  Do practices found in small projects\n"
    "  reach the whole district?\n"
    "seed: 7\n"
    "steps: 5.2e2\n"
    "network: {kind: units, agents: 2000, units: 20, mean_degree: 10, within_unit_fraction: 0.8}\n"
    "landscape:\n"
    "  kind: listed\n"
    "  practices: {video calls: 0.8, \"letters, \\\"old\\\"\": 0.4, Zürich: 1}\n"
    "opportunities: {arrival_rate: 2.0}\n"
    "projects: {}\n"
    "debrief:\n"
    "adoption: {rule: evidence}\n"
    "observe: {snapshots: {every: 52}, tellings: true}\n";

struct read {
    enum status status;
    struct scenario scenario;
    struct places places;
    struct message message;
};

static inline struct read read_bytes(const char *text, size_t length)
{
    struct read read = {0};
    read.status = scenario_read_text("s.yaml", text, length, &read.scenario, &read.places, &read.message);
    return read;
}

static inline struct read read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

#endif
