/* The default scenario, and what follows from what. The rules that bind parameters are in scenario_check.c. */
#include "scenario/scenario.h"

#include <string.h>

#include "scenario/changes.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"

const struct scenario scenario_default = {
#define PRESENT_ALWAYS true
#define PRESENT_OPTIONAL false
#define PRESENT_PART_OF(section) false
#define SECTION(section, path, switched, doc) .section = {.present = PRESENT_##switched,
#define END_SECTION(section)                                                                                           \
    }                                                                                                                  \
    ,
#define REAL(section, name, standard, ...) .name = standard,
#define RATE(section, name, standard, ...) .name = {standard, standard, standard},
#define COUNT(section, name, standard, ...) .name = standard,
#define FLAG(section, name, standard, ...) .name = standard,
#define CHOICE(section, name, tag, standard, ...) .name = standard,
#define TEXT(section, name, standard, ...) .name = standard,
#define ROWS(section, name, ...) .name = "",
#define NAMED(section, name, ...) .name = {.count = 0},
#define CHANGES(section, name, ...) .name = {.count = 0},
#define ARRIVALS(section, name, ...) .name = {.count = 0},
#include "scenario/parameters.def"
};

struct random_seeds scenario_seeds(const struct scenario *scenario)
{
    struct random_seeds seeds;
    int64_t own[RANDOM_FAMILY_COUNT] = {
        [RANDOM_POPULATION] = scenario->seeds.population,
        [RANDOM_NETWORK] = scenario->seeds.network,
        [RANDOM_BEHAVIOUR] = scenario->seeds.behaviour,
    };
    for (int family = 0; family < RANDOM_FAMILY_COUNT; family++)
        seeds.of[family] = (uint64_t)(own[family] < 0 ? scenario->run.seed : own[family]);
    return seeds;
}

int64_t named_place(const struct named_numbers *named, const char *name)
{
    int64_t place = 0;
    while (place < named->count && strcmp(named->item[place].name, name) != 0) place++;
    return place < named->count ? place : -1;
}

const char *scenario_step_unit(const struct scenario *scenario)
{
    const struct parameter *length = parameter_find("step_length");
    return scenario->run.step_length == STEP_ALONE ? "1" : length->choices[scenario->run.step_length].text;
}

static struct rate *rate_of(struct scenario *scenario, const struct parameter *parameter)
{
    return (struct rate *)((char *)scenario + parameter->offset);
}

/* What is given stands in the place of what would be drawn, unless that is asked for. */
static void settle_arrivals(struct scenario *scenario)
{
    const struct parameter *rate = parameter_find("opportunities.arrival_rate");
    if (!scenario->opportunities.present || parameter_written(scenario, rate)) return;
    if (scenario->opportunities.arrivals.count > 0) parameter_assume(scenario, rate, "0");
}

/* Over the whole run. Changes that cannot be are for scenario_check to refuse. */
static void settle_rates(struct scenario *scenario)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        struct rate *rate = rate_of(scenario, &parameter_table[i]);
        if (parameter_table[i].is_rate) rate->least = rate->most = rate->start;
    }
    for (int64_t i = 0; i < scenario->run.interventions.count; i++) {
        struct change change;
        if (change_read(scenario, i, &change, NULL) != STATUS_OK) continue;
        struct rate *rate = rate_of(scenario, change.parameter);
        if (change.value < rate->least) rate->least = change.value;
        if (change.value > rate->most) rate->most = change.value;
    }
}

/* In the order of the table, as a condition may ask for features above it. */
static void settle_features(struct scenario *with)
{
#define HAS(name) with->has[FEATURE_##name]
#define FEATURE(name, condition) HAS(name) = condition;
#include "scenario/features.def"
#undef HAS
}

void scenario_settle(struct scenario *scenario)
{
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].whole && section_present(scenario, section_table[i].whole))
            section_set_present(scenario, &section_table[i]);
    bool unknown = !landscape_has_bits(&scenario->landscape);
    if (scenario->start.practice == START_AUTOMATIC) scenario->start.practice = unknown ? START_NONE : START_UNIT;
    rule_settle(scenario);
    settle_arrivals(scenario);
    settle_rates(scenario);
    settle_features(scenario);
}
