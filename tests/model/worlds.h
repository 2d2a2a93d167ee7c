/* Small worlds for tests.
 *
 *     struct scenario scenario = scenario_of(ORGANISATION "tell.probability = 0.2; -closeness");
 *     struct world *world = world_of(&scenario, NULL, NULL);
 *     world_step(world);                       a step, every invariant checked
 *     model_free(world);
 *
 * Include after <cmocka.h>.
 */
#ifndef MODEL_WORLDS_H
#define MODEL_WORLDS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/cycle/model.h"
#include "model/opportunities/arise.h"
#include "model/projects/lifecycle.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"

/* Everything that a scenario can have, small. */
#define ORGANISATION                                                                                                   \
    "network.agents = 240; network.units = 8; network.mean_degree = 8; landscape.kind = nk; landscape.domains = 2;"    \
    "landscape.context_weight = 0.2; opportunities.arrival_rate = 8; projects; debrief; closeness; tell; adoption; "   \
    "renew;"                                                                                                           \
    "renew.turnover_probability = 0.004; initiate.handover_probability = 0.3; adoption.drop.probability = 0.01;"

/* Projects, and no opportunity but those that a test puts there. */
#define PROJECTS "landscape.kind = nk; opportunities.arrival_rate = 0; opportunities; projects; adoption;"

/* Teams that come together by what they are asked and have left, and by nothing that helps them: each factor alone. */
#define PLAIN_TEAMS                                                                                                    \
    "opportunities.keeps_age = false; team.gathering_load_fraction = 1; team.walk_in_probability = 0;"                 \
    "team.willingness_exponent = 1;"

/* The same but for rounding. */
static inline void assert_close(double x, double expected)
{
    if (fabs(x - expected) > 1e-12) fail_msg("%.17g is not %.17g", x, expected);
}

/* Whether a row of `member` ends a membership; all others begin one. */
static inline bool member_goes(int32_t type)
{
    return type == MEMBER_LEFT || type == MEMBER_WITHDREW;
}

/* One setting: "section.key = value", "section" (there), or "-section" (not there). */
static inline void scenario_apply(struct scenario *scenario, char *setting)
{
    struct message message = {""};
    char *value = strchr(setting, '=');
    bool absent = *setting == '-';
    char *end = value ? value : strchr(setting, '\0');
    while (end > setting && end[-1] == ' ') end--;
    if (value) {
        value += strspn(value, "= ");
        *end = '\0';
        const struct parameter *parameter = parameter_find(setting);
        if (!parameter) fail_msg("there is no parameter %s", setting);
        if (parameter_set(scenario, parameter, value, &message) != STATUS_OK) fail_msg("%s", message.text);
        return;
    }
    *end = '\0';
    const struct section *section = section_find(setting + absent);
    if (!section) fail_msg("there is no section %s", setting + absent);
    if (absent)
        section_set_absent(scenario, section);
    else
        section_set_present(scenario, section);
}

/* Applies settings with semicolons between them, and does not settle them. */
static inline void scenario_set_all(struct scenario *scenario, const char *settings)
{
    char text[8192];
    assert_true(strlen(settings) < sizeof text);
    strcpy(text, settings);
    for (char *setting = text, *next; setting; setting = next) {
        next = strchr(setting, ';');
        if (next) *next++ = '\0';
        setting += strspn(setting, " ");
        if (*setting) scenario_apply(scenario, setting);
    }
}

static inline void scenario_apply_all(struct scenario *scenario, const char *settings)
{
    scenario_set_all(scenario, settings);
    scenario_settle(scenario);
}

/* A scenario from settings, settled and checked. */
static inline struct scenario scenario_of(const char *settings)
{
    struct scenario scenario = scenario_default;
    struct message message = {""};
    const char *culprit;
    scenario_apply_all(&scenario, settings);
    if (scenario_check(&scenario, &culprit, &message) != STATUS_OK) fail_msg("%s", message.text);
    return scenario;
}

/* Of a rule alone. */
static inline struct scenario scenario_of_rule(int rule)
{
    char settings[128];
    snprintf(settings, sizeof settings, "landscape; adoption.rule = %s", rule_table[rule].word);
    return scenario_of(settings);
}

/* The settings, and every optional section of the table that goes with them; "-section" keeps one out. */
static inline struct scenario scenario_everything(const char *settings)
{
    struct scenario scenario = scenario_default;
    scenario_apply_all(&scenario, settings);
    for (int i = 0; i < SECTION_TOTAL; i++) {
        struct scenario more = scenario;
        struct message message = {""};
        const char *culprit;
        if (section_table[i].switched != SECTION_OPTIONAL) continue;
        section_set_present(&more, &section_table[i]);
        scenario_apply_all(&more, settings);
        if (scenario_check(&more, &culprit, &message) == STATUS_OK) scenario = more;
    }
    return scenario;
}

static inline void world_check(const struct world *world)
{
    struct message message = {""};
    if (model_verify(world, &message) != STATUS_OK) fail_msg("%s", message.text);
}

static inline struct world *world_of(const struct scenario *scenario, const struct edge_list *file, struct crew *crew)
{
    struct world *world;
    struct message message = {""};
    if (model_create(&world, scenario, file, crew, &message) != STATUS_OK) fail_msg("%s", message.text);
    world_check(world);
    return world;
}

static inline void world_step(struct world *world)
{
    assert_int_equal(model_step(world), STATUS_OK);
    world_check(world);
}

/* A step whose events nobody wants. */
static inline void world_pass(struct world *world)
{
    events_clear(model_events(world));
    world_step(world);
}

static inline struct digest world_digest(struct world *world)
{
    struct digest digest;
    events_clear(model_events(world));
    assert_int_equal(model_digest(world, &digest), STATUS_OK);
    return digest;
}

/* The digest of a whole run. */
static inline struct digest run_digest(const struct scenario *scenario, int32_t steps, struct crew *crew)
{
    struct world *world = world_of(scenario, NULL, crew);
    for (int32_t step = 0; step < steps; step++) world_pass(world);
    struct digest digest = world_digest(world);
    model_free(world);
    return digest;
}

static inline bool digest_equal(struct digest a, struct digest b)
{
    return a.low == b.low && a.high == b.high;
}

/* A person begins to use a practice, as if from the start. */
static inline void world_use(struct world *world, int32_t agent, int32_t domain, int32_t practice)
{
    uptakes_open(world, 1);
    uptake_push(world, 0,
        (struct uptake){
            .agent = agent, .domain = domain, .practice = practice, .channel = CHANNEL_INITIAL, .project = -1});
    uptakes_carry_out(world);
    assert_false(world->out_of_memory);
}

static inline int32_t world_used(const struct world *world, int32_t agent, int32_t domain)
{
    return world->agents.practice[(int64_t)agent * world->agents.domains + domain];
}

/* The sources of an adoption whose events are held still. */
static inline const struct adoption_source_row *world_sources(const struct world *world, const struct adoption_row *row)
{
    const struct events *events = &world->events;
    return events->adoption_source.items + (row->first_source - events->cleared[EVENT_adoption_source]);
}

/* People are told something, and decide. */
static inline void world_tell(struct world *world, int count, const struct telling tellings[])
{
    events_clear(&world->events);
    assert_true(parts_open(&world->tellings->all, 1));
    for (int i = 0; i < count; i++) part_push(&world->tellings->all, 0, &tellings[i]);
    tellings_deliver(world);
    assert_false(world->out_of_memory);
    world_check(world);
}

/* An open opportunity put there by hand; its number. */
static inline int32_t world_open(struct world *world, struct opportunity opportunity)
{
    opportunity.id = world->opportunities->next_id++;
    opportunity.handed_to = -1;
    opportunity.open_since = world->step;
    assert_true(array_push(&world->opportunities->open, opportunity));
    return opportunity.id;
}

/* A project put there by hand, with these members, of whom the first is the founder; its slot. */
static inline int32_t world_project(
    struct world *world, struct opportunity opportunity, int32_t member_count, const int32_t members[])
{
    opportunity.id = world->opportunities->next_id++;
    int32_t slot = project_found(world, &opportunity, members[0]);
    assert_true(slot >= 0);
    for (int32_t i = 1; i < member_count; i++) project_join(world, slot, members[i], MEMBER_INVITED, members[0]);
    return slot;
}

/* `copies` stars: agent i * (leaves + 1) is the middle of star i, and its leaves follow. For network.kind = file; freed
 * by edge_list_free. */
static inline struct edge_list stars_list(int32_t copies, int32_t leaves)
{
    struct edge_list list = {.agent_count = copies * (leaves + 1), .edge_count = (int64_t)copies * leaves};
    list.edges = malloc(2 * (size_t)list.edge_count * sizeof *list.edges);
    assert_non_null(list.edges);
    for (int32_t edge = 0; edge < copies * leaves; edge++) {
        int32_t middle = edge / leaves * (leaves + 1);
        list.edges[2 * edge] = middle;
        list.edges[2 * edge + 1] = middle + 1 + edge % leaves;
    }
    return list;
}

/* Stars of people who are all willing, as far as trust goes, in step 1; nothing has happened. */
static inline struct world *world_of_willing_stars(const char *settings, int32_t copies, int32_t leaves)
{
    struct scenario scenario = scenario_of(settings);
    struct edge_list list = stars_list(copies, leaves);
    struct world *world = world_of(&scenario, &list, NULL);
    edge_list_free(&list);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        world->agents.confidence[agent] = world->agents.passion[agent] = 1;
    world->step = 1;
    events_clear(&world->events);
    return world;
}

#endif
