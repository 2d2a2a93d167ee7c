/* observe: what is to be seen of a world. Nothing here changes what happens. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/watch/structure.h"
#include "model/state/world.h"
#include "random/maths.h"

const struct observable_info observable_table[OBSERVABLE_COUNT] = {
#define OBSERVABLE_TYPE_COUNT OBSERVABLE_COUNT_TYPE
#define OBSERVABLE_TYPE_REAL OBSERVABLE_REAL_TYPE
#define OBSERVABLE(label, kind, over, needs, measure, text)                                                            \
    {.name = #label, .unit = measure, .sentence = text, .type = OBSERVABLE_TYPE_##kind, .dimension = DIMENSION_##over},
#include "model/record/observables.def"
};

const struct dimension_info dimension_table[DIMENSION_COUNT] = {
#define AS_INFO(symbol, text, about) {text, about},
    DIMENSIONS(AS_INFO)
#undef AS_INFO
};

int64_t model_dimension_length(const struct world *world, enum dimension dimension)
{
    const struct landscape_parameters *landscape = &world->scenario.landscape;
    switch (dimension) {
    case DIMENSION_NONE:
    case DIMENSION_COUNT:
        return 1;
    case DIMENSION_PRACTICE:
        if (!landscape->present) return 1;
        return landscape->kind == LANDSCAPE_LISTED ? landscape->practices.count * world->agents.domains : 0;
    case DIMENSION_UNIT:
        return world->network.unit_count;
    case DIMENSION_DOMAIN:
        return world->agents.domains;
    case DIMENSION_CHANNEL:
        return CHANNEL_COUNT;
    case DIMENSION_STANCE:
        return world->scenario.stances.present ? STANCE_COUNT : 0;
    case DIMENSION_PHASE:
        return world->scenario.communities.present ? PHASE_COUNT : 0;
    case DIMENSION_RING:
        return world->scenario.communities.present ? RING_COUNT : 0;
    }
    return 0;
}

const char *model_dimension_label(const struct world *world, enum dimension dimension, int64_t entry, char buffer[64])
{
    static const char *const channels[] = {
#define AS_NAME(symbol, text, sentence) text,
        CHANNELS(AS_NAME)};
    static const char *const stance_names[] = {STANCES(AS_NAME)};
    static const char *const phases[] = {COMMUNITY_PHASES(AS_NAME)};
    static const char *const rings[] = {COMMUNITY_RINGS(AS_NAME)};
#undef AS_NAME
    const struct landscape_parameters *landscape = &world->scenario.landscape;
    if (dimension == DIMENSION_CHANNEL) return channels[entry];
    if (dimension == DIMENSION_STANCE) return stance_names[entry];
    if (dimension == DIMENSION_PHASE) return phases[entry];
    if (dimension == DIMENSION_RING) return rings[entry];
    if (dimension == DIMENSION_PRACTICE) {
        if (!landscape->present) return "the practice";
        const char *name = landscape->practices.item[entry % landscape->practices.count].name;
        if (world->agents.domains == 1) return name;
        snprintf(buffer, 64, "%.48s (domain %d)", name, (int)(entry / landscape->practices.count));
        return buffer;
    }
    const char *what = dimension == DIMENSION_UNIT ? "unit" : "domain";
    snprintf(buffer, 64, "%s %d", what, (int)entry);
    return buffer;
}

bool observable_shown(const struct scenario *with, enum observable observable)
{
    const bool ALWAYS = true, LANDSCAPE = with->landscape.present, CODE = with->code.present,
               ASSEMBLY = with->projects.present && with->team.rule == TEAM_ASSEMBLY, STANCES = with->stances.present,
               DIAGNOSIS = with->diagnosis.present, TRAINING = with->training.present,
               RESOURCES = with->resources.present, PROTECTION = with->protection.present,
               GROUPTHINK = with->projects.present && with->experiment.groupthink.most > 0,
               NAMED = !LANDSCAPE || with->landscape.kind == LANDSCAPE_LISTED, PROJECTS = with->projects.present,
               OPPORTUNITIES = with->opportunities.present,
               MORPHING = OPPORTUNITIES && with->opportunities.worsen.most > 0,
               RENEW = with->renew.present, UNITS = with->units.present, ROLLOUT = with->rollout.present,
               STANDARDS = with->standards.present, RECOGNITION = with->recognition.present,
               INTRODUCTIONS = with->reorganisation.present || with->weavers.present,
               MOVES = with->renew.present && with->renew.moves.most > 0, COMMUNITIES = with->communities.present,
               LEADERS = with->leaders.present, SERVED = with->served.present,
               STRUCTURE = with->structure.present && with->network.kind != NETWORK_COMPLETE,
               TRUSTED_TIES = STRUCTURE && (PROJECTS || COMMUNITIES);
    switch (observable) {
#define OBSERVABLE(name, type, dimension, needs, unit, sentence)                                                       \
    case OBSERVE_##name:                                                                                               \
        return needs;
#include "model/record/observables.def"
    default:
        return false;
    }
}

enum status observation_create(struct observation *observation, const struct world *world)
{
    int64_t total = 0;
    *observation = (struct observation){0};
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        if (observable_shown(&world->scenario, (enum observable)o))
            observation->length[o] = model_dimension_length(world, observable_table[o].dimension);
        total += observation->length[o];
    }
    observation->store = calloc((size_t)total, sizeof *observation->store);
    if (!observation->store) return STATUS_MEMORY;
    double *next = observation->store;
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        observation->value[o] = next;
        next += observation->length[o];
    }
    return STATUS_OK;
}

void observation_free(struct observation *observation)
{
    free(observation->store);
    *observation = (struct observation){0};
}

/* -- means over people: blocks add up in block order */

enum { MOST_MEANS = 5 };

struct sums {
    double of[MOST_MEANS];
};

struct totalling {
    const struct world *world;
    struct parts *parts;
};

static void total_block(void *context, struct span span)
{
    const struct totalling *totalling = context;
    const struct agents *agents = &totalling->world->agents;
    struct sums sums = {{0}};
    for (int64_t i = span.first; i < span.last; i++) {
        sums.of[0] += person_attention(totalling->world, (int32_t)i);
        sums.of[1] += agents->confidence[i];
        sums.of[2] += agents->expectation[i];
        sums.of[3] += agents->breadth[i];
        sums.of[4] += agents->diagnosis ? agents->diagnosis[i] : 0;
    }
    part_push(totalling->parts, span.block, &sums);
}

static void observe_people(struct world *world, struct observation *observation)
{
    static const enum observable order[MOST_MEANS] = {
        OBSERVE_attention, OBSERVE_confidence, OBSERVE_expectation, OBSERVE_breadth, OBSERVE_diagnosis_skill};
    struct parts parts = {.item_size = sizeof(struct sums)};
    struct totalling totalling = {world, &parts};
    double total[MOST_MEANS] = {0};
    if (parts_open(&parts, crew_blocks(world->agents.count, CREW_BLOCK))) {
        crew_share(world->crew, world->agents.count, total_block, &totalling);
        world_need(world, parts_join(&parts));
    } else {
        world->out_of_memory = true;
    }
    for (int64_t b = 0; b < parts.count; b++)
        for (int m = 0; m < MOST_MEANS; m++) total[m] += ((struct sums *)parts.items)[b].of[m];
    for (int m = 0; m < MOST_MEANS; m++)
        if (observation->length[order[m]] > 0) observation->value[order[m]][0] = total[m] / world->agents.count;
    parts_free(&parts);
}

/* -- practices in use */

static void observe_practices(const struct world *world, struct observation *observation)
{
    const struct practices *practices = &world->practices;
    double people = world->agents.count, deviation = 0, quality = 0;
    double *mean = observation->value[OBSERVE_quality_by_domain], *leading = observation->value[OBSERVE_leading_share];
    double *entropy = observation->value[OBSERVE_practice_entropy], squares[64] = {0}, in_use = 0;
    for (int32_t d = 0; d < world->agents.domains; d++) mean[d] = leading[d] = entropy[d] = 0;
    for (int64_t p = 0; p < practices->count; p++) {
        const struct practice *practice = &practices->items[p];
        if (practice->users == 0) continue;
        double share = practice->users / people;
        in_use++;
        mean[practice->domain] += share * practice->quality;
        squares[practice->domain] += share * practice->quality * practice->quality;
        entropy[practice->domain] -= share * maths_log(share);
        if (share > leading[practice->domain]) leading[practice->domain] = share;
    }
    for (int32_t d = 0; d < world->agents.domains; d++) {
        double variance = squares[d] - mean[d] * mean[d];
        quality += mean[d] / world->agents.domains;
        deviation += (variance > 0 ? sqrt(variance) : 0) / world->agents.domains;
    }
    observation->value[OBSERVE_practices_in_use][0] = in_use;
    observation->value[OBSERVE_practices_found][0] = (double)practices->count;
    observation->value[OBSERVE_quality_mean][0] = quality;
    observation->value[OBSERVE_quality_deviation][0] = deviation;
}

struct unit_means {
    const struct world *world;
    double *mean;
};

static void unit_block(void *context, struct span span)
{
    const struct unit_means *means = context;
    const struct world *world = means->world;
    const struct network *network = &world->network;
    int32_t domains = world->agents.domains;
    for (int64_t unit = span.first; unit < span.last; unit++) {
        double sum = 0;
        for (int32_t m = network->unit_start[unit]; m < network->unit_start[unit + 1]; m++)
            for (int32_t d = 0; d < domains; d++) {
                int32_t practice = world->agents.use[(int64_t)network->unit_member[m] * domains + d];
                if (practice >= 0) sum += world->practices.items[practice].quality;
            }
        int32_t size = network_unit_size(network, (int32_t)unit);
        means->mean[unit] = size > 0 ? sum / ((double)size * domains) : 0;
    }
}

/* -- projects */

static void observe_projects(struct world *world, struct observation *observation)
{
    const struct projects *projects = &world->projects;
    double gathering = 0, active = 0, members = 0, working = 0, closeness = 0, friction = 0, found = 0, similarity = 0;
    bool groupthink = observation->length[OBSERVE_similarity] > 0;
    double sheltered = 0;
    for (int64_t i = 0; i < projects->live_count; i++) {
        const struct project *project = &projects->slots[projects->live[i]];
        if (project->state > PROJECT_ACTIVE) continue;
        members += project->member_count;
        if (project->state == PROJECT_GATHERING) gathering++;
        if (project->state != PROJECT_ACTIVE) continue;
        active++;
        working += project->member_count;
        closeness += project->closeness;
        if (groupthink) similarity += project_similarity(world, projects->live[i]);
        sheltered += project_shelter(world, projects->live[i]) > 0;
        friction += project->friction;
        found += project->found;
    }
    observation->value[OBSERVE_projects_gathering][0] = gathering;
    observation->value[OBSERVE_projects_active][0] = active;
    observation->value[OBSERVE_team_size][0] = active > 0 ? working / active : 0;
    observation->value[OBSERVE_closeness][0] = active > 0 ? closeness / active : 0;
    if (groupthink) observation->value[OBSERVE_similarity][0] = active > 0 ? similarity / active : 0;
    if (world->scenario.protection.present) observation->value[OBSERVE_projects_sheltered][0] = sheltered;
    if (observation->length[OBSERVE_friction] > 0)
        observation->value[OBSERVE_friction][0] = active > 0 ? friction / active : 0;
    if (observation->length[OBSERVE_friction_found] > 0)
        observation->value[OBSERVE_friction_found][0] =
            active > 0 ? found / active / (double)world->scenario.diagnosis.points : 0;
    observation->value[OBSERVE_projects_per_person][0] = members / world->agents.count;
    observation->value[OBSERVE_ever_involved][0] = (double)world->counts.involved / world->agents.count;
    struct ended *ended = &world->counts.ended;
    observation->value[OBSERVE_success_rate][0] = ended->all > 0 ? (double)ended->well / (double)ended->all : 0;
    observation->value[OBSERVE_project_duration][0] = ended->all > 0 ? (double)ended->steps / (double)ended->all : 0;
    *ended = (struct ended){0};
}

/* -- all together */

static void observe_counts(struct world *world, struct observation *observation)
{
    const struct {
        enum observable observable;
        int64_t count;
    } counts[] = {{OBSERVE_adopters, world->counts.adopters}, {OBSERVE_ties, world->network.tie_count},
        {OBSERVE_departures, world->counts.departures}, {OBSERVE_opportunities_open, world->open.count},
        {OBSERVE_standards_changed, world->counts.standards}, {OBSERVE_introductions, world->counts.introduced},
        {OBSERVE_moves, world->counts.moved}, {OBSERVE_opportunities_resolved, world->counts.resolved},
        {OBSERVE_opportunities_lapsed, world->counts.lapsed}, {OBSERVE_opportunities_morphed, world->counts.morphed},
        {OBSERVE_trainings, world->counts.trained}, {OBSERVE_paid_by_slack, world->counts.paid_by_slack},
        {OBSERVE_paid_by_pool, world->counts.paid_by_pool}, {OBSERVE_paid_by_grant, world->counts.paid_by_grant},
        {OBSERVE_projects_founded, world->counts.founded}, {OBSERVE_projects_succeeded, world->counts.succeeded},
        {OBSERVE_projects_failed, world->counts.failed}, {OBSERVE_projects_lapsed, world->counts.never_started},
        {OBSERVE_leaders, world->counts.leaders}, {OBSERVE_served_awake, world->counts.awake}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (observation->length[counts[i].observable] > 0)
            observation->value[counts[i].observable][0] = (double)counts[i].count;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        observation->value[OBSERVE_adoptions][c] = (double)world->counts.adoptions[c];
        world->counts.adoptions[c] = 0;
    }
    for (int64_t unit = 0; unit < observation->length[OBSERVE_pool]; unit++)
        observation->value[OBSERVE_pool][unit] = world->pools[unit];
    for (int64_t s = 0; s < observation->length[OBSERVE_stances]; s++)
        observation->value[OBSERVE_stances][s] = (double)world->counts.stance[s];
    for (int64_t p = 0; p < observation->length[OBSERVE_users]; p++)
        observation->value[OBSERVE_users][p] = p < world->practices.count ? world->practices.items[p].users : 0;
}

/* -- the formal organisation */

static double standard_quality(const struct world *world)
{
    int64_t count = (int64_t)world->network.unit_count * world->agents.domains;
    double sum = 0;
    for (int64_t i = 0; i < count; i++)
        if (world->standard[i] >= 0) sum += world->practices.items[world->standard[i]].quality;
    return sum / (double)count;
}

static void observe_formal(const struct world *world, struct observation *observation)
{
    const struct formal *formal = &world->formal;
    if (world->scenario.standards.present) observation->value[OBSERVE_standard_quality][0] = standard_quality(world);
    double openness = 0, recognised = 0;
    int32_t units = world->network.unit_count;
    for (int32_t unit = 0; formal->standing && unit < units; unit++) recognised += recognition_of(world, unit) > 0;
    if (formal->standing) observation->value[OBSERVE_recognised_units][0] = recognised;
    for (int32_t unit = 0; formal->openness && unit < units; unit++) openness += formal->openness[unit];
    if (formal->openness) observation->value[OBSERVE_openness][0] = openness / units;
    if (formal->roll_out.pressed && formal->roll_out.practice >= 0)
        observation->value[OBSERVE_rollout_share][0] =
            (double)world->practices.items[formal->roll_out.practice].users / world->agents.count;
}

void model_observe(struct world *world, struct observation *observation)
{
    observe_counts(world, observation);
    observe_formal(world, observation);
    if (world->scenario.landscape.present) {
        struct unit_means means = {world, observation->value[OBSERVE_quality_by_unit]};
        observe_practices(world, observation);
        credit_observe(
            world, observation->value[OBSERVE_contributors], observation->value[OBSERVE_contributors_leading]);
        crew_share_blocks(world->crew, world->network.unit_count, 16, unit_block, &means);
    }
    if (world->agents.first_partner) assembly_observe(world, observation);
    if (world->scenario.code.present)
        code_observe(world, observation->value[OBSERVE_code_quality], observation->value[OBSERVE_code_known]);
    if (world->scenario.projects.present) {
        observe_people(world, observation);
        observe_projects(world, observation);
    }
    if (world->scenario.communities.present) communities_observe(world, observation);
    if (world->agents.served) observation->value[OBSERVE_served_mirrored][0] = served_mirrored(world);
    joined_observe(world, observation);
    structure_observe(world, observation);
}
