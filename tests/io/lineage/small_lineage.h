/* A lineage that is small enough to be looked at in whole: four people, three practices, seven adoptions.
 *
 * Ann has practice 0 from the start; Bob has it from her and drops it in step 9, Cid mostly from her and also from Bob.
 * Ann makes practice 1 of it in project 7, Dee makes practice 2 of both in project 8, from nobody. Bob takes up 1, as
 * much from Ann as, altered, from Dee; Cid mostly from Dee's 2, and also from Bob.
 */
#ifndef TESTS_SMALL_LINEAGE_H
#define TESTS_SMALL_LINEAGE_H

#include <stdio.h>
#include <stdlib.h>

#include "io/lineage/lineage.h"
#include "io/lineage/trace_text.h"

static char *const people[] = {"ann", "bob", "cid", "dee"}, *const practice_names[] = {"letters, \"by post\""};

static struct adoption_row adoptions[] = {
    {.step = 0, .learner = 0, .practice = 0, .channel = CHANNEL_INITIAL, .project = -1, .first_source = 0},
    {.step = 1,
        .learner = 1,
        .practice = 0,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = -1,
        .first_source = 0,
        .source_count = 1},
    {.step = 3,
        .learner = 0,
        .practice = 1,
        .channel = CHANNEL_PROJECT,
        .project = 7,
        .first_source = 1,
        .source_count = 1},
    {.step = 4,
        .learner = 2,
        .practice = 0,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = 7,
        .first_source = 2,
        .source_count = 2},
    {.step = 5, .learner = 3, .practice = 2, .channel = CHANNEL_PROJECT, .project = 8, .first_source = 4},
    {.step = 6,
        .learner = 1,
        .practice = 1,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = -1,
        .first_source = 4,
        .source_count = 2},
    {.step = 7,
        .learner = 2,
        .practice = 1,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = -1,
        .first_source = 6,
        .source_count = 2}};
static struct adoption_source_row sources_of_all[] = {{.adoption = 1, .source = 0, .source_adoption = 0, .weight = 1},
    {.adoption = 2, .source = 0, .source_adoption = 0, .weight = 1},
    {.adoption = 3, .source = 1, .source_adoption = 1, .weight = 0.25},
    {.adoption = 3, .source = 0, .source_adoption = 0, .weight = 0.75},
    {.adoption = 5, .source = 0, .source_adoption = 2, .weight = 0.5},
    {.adoption = 5, .source = 3, .source_adoption = 4, .weight = 0.5},
    {.adoption = 6, .source = 3, .source_adoption = 4, .weight = 0.9},
    {.adoption = 6, .source = 1, .source_adoption = 5, .weight = 0.1}};
static struct practice_row practices[] = {{.step = 0, .practice = 0, .quality = 0.5, .project = -1},
    {.step = 3, .practice = 1, .quality = 0.75, .project = 7}, {.step = 5, .practice = 2, .quality = 1, .project = 8}};
static struct practice_parent_row parents_of_all[] = {
    {.practice = 1, .parent = 0}, {.practice = 2, .parent = 0}, {.practice = 2, .parent = 1}};
static struct drop_row drops[] = {{.step = 9}};
static int64_t ends[] = {-1, 0, -1, -1, -1, -1, -1};

static inline struct lineage small_lineage(void)
{
    return (struct lineage){.agent_count = 4,
        .adoption_count = 7,
        .source_count = 8,
        .practice_count = 3,
        .parent_count = 3,
        .drop_count = 1,
        .adoption = adoptions,
        .source = sources_of_all,
        .practice = practices,
        .parent = parents_of_all,
        .drop = drops,
        .ended = ends,
        .agents = {4, (char **)people},
        .practices = {1, (char **)practice_names}};
}

typedef enum status tracing(
    const struct lineage *lineage, int32_t number, const struct trace_request *request, FILE *file);

/* The drawing, until the next one. */
static inline const char *drawn(
    tracing *trace, const struct lineage *lineage, int32_t number, struct trace_request request)
{
    static char text[8192];
    FILE *file = fmemopen(text, sizeof text, "w");
    assert_non_null(file);
    assert_int_equal(trace(lineage, number, &request, file), STATUS_OK);
    fclose(file);
    return text;
}

#endif
