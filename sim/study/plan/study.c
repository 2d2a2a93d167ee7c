#include "study/plan/study.h"

#include <stdio.h>
#include <string.h>

#include "scenario/changes.h"
#include "scenario/check/scenario_check.h"
#include "scenario/text.h"
#include "study/plan/study_places.h"

int64_t study_conditions_each(const struct study *study)
{
    return study->row_conditions.count > 0 ? 1 : study->conditions.count;
}

int64_t study_configurations(const struct study *study)
{
    return study->design.points * study_conditions_each(study);
}

int64_t study_runs(const struct study *study)
{
    return study->replicates * study_configurations(study);
}

const struct condition *study_condition(const struct study *study, int64_t configuration)
{
    const struct long_numbers *rows = &study->row_conditions;
    return &study->conditions
                .items[rows->count > 0 ? rows->items[configuration] : configuration % study->conditions.count];
}

int64_t study_point(const struct study *study, int64_t configuration)
{
    return configuration / study_conditions_each(study);
}

bool study_ended_before_branch(const struct study *study, int64_t ended)
{
    return ended >= 0 && ended < study->branch_step;
}

int64_t study_set_in_vain(const struct study *study, const struct alteration **first)
{
    int64_t count = 0;
    *first = NULL;
    for (int64_t i = 0; i < study->set.count; i++) {
        const struct alteration *one = &study->set.items[i];
        bool undone = true;
        for (int64_t c = 0; c < study->conditions.count; c++)
            undone &= alterations_undo(&study->conditions.items[c].alterations, one);
        if (undone && count++ == 0) *first = one;
    }
    return count;
}

/* Not more than this, so that a seed is the same number wherever it is read: some tools know none but doubles. */
static const uint64_t seed_most = ((uint64_t)1 << 53) - 1;

/* A draw keyed by the study's seed. What is common to all configurations is drawn under a number that none of them has.
 */
struct study_run study_run(const struct study *study, int64_t run)
{
    int64_t configurations = study_configurations(study);
    struct study_run found = {.configuration = run % configurations, .replicate = run / configurations};
    uint32_t entity = UINT32_MAX;
    if (study->independent_points) entity = (uint32_t)study_point(study, found.configuration);
    if (study->independent_seeds) entity = (uint32_t)found.configuration;
    struct random_key key = {.seed = study->seed,
        .stream = STREAM_DESIGN,
        .step = UINT32_MAX,
        .entity = entity,
        .index = (uint32_t)found.replicate};
    found.seed = (int64_t)(random_bits(key) & seed_most);
    return found;
}

/* "configuration 3 (debrief.depth 0.1, condition rollout): " before what the message says. */
static void name_configuration(const struct study *study, int64_t configuration, struct message *message)
{
    char values[512] = "", room[PARAMETER_TEXT_LENGTH];
    const struct condition *condition = study_condition(study, configuration);
    for (int a = 0; a < study->design.axis_count; a++) {
        const char *value = design_value(&study->design, study_point(study, configuration), a, room);
        size_t length = strlen(values);
        snprintf(values + length, sizeof values - length, "%s%s %s", a ? ", " : "",
            parameter_path(study->axes.items[a].parameter).text, value ? text_excerpt(value).text : "as in the base");
    }
    size_t length = strlen(values);
    if (*condition->name)
        snprintf(values + length, sizeof values - length, "%scondition %s", length ? ", " : "", condition->name);
    message_prefix(message, "configuration %lld%s%s%s: ", (long long)configuration, *values ? " (" : "", values,
        *values ? ")" : "");
}

/* What varies, from the start on. */
static enum status set_values(
    const struct study *study, int64_t configuration, struct scenario *scenario, struct message *message)
{
    char room[PARAMETER_TEXT_LENGTH];
    enum status status = STATUS_OK;
    for (int a = 0; a < study->design.axis_count && status == STATUS_OK; a++) {
        const char *value = design_value(&study->design, study_point(study, configuration), a, room);
        if (value) status = parameter_set(scenario, study->axes.items[a].parameter, value, message);
    }
    return status;
}

/* What varies, from the step on in which the study branches, be it as in the base: an intervention may have changed it
 * before. Nothing of a mechanism that a condition has taken out. */
static enum status set_changes(
    const struct study *study, int64_t configuration, struct scenario *scenario, struct message *message)
{
    char room[PARAMETER_TEXT_LENGTH];
    enum status status = STATUS_OK;
    if (study->branch_step > scenario->run.steps)
        return message_set(message, STATUS_INPUT, "branch_step: %lld comes after the last step, %lld",
            (long long)study->branch_step, (long long)scenario->run.steps);
    for (int a = 0; a < study->design.axis_count && status == STATUS_OK; a++) {
        const char *value = design_value(&study->design, study_point(study, configuration), a, room);
        struct change change = {.step = study->branch_step, .parameter = study->axes.items[a].parameter};
        if (!section_present(scenario, change.parameter->section)) continue;
        change.value = *(const double *)parameter_value(scenario, change.parameter);
        if (value) status = change_value(&change, value, message);
        if (status == STATUS_OK) status = changes_add(&scenario->run.interventions, change, message);
        if (status != STATUS_OK) message_prefix(message, "interventions: step %lld: ", (long long)change.step);
    }
    return status;
}

enum status study_scenario(
    const struct study *study, int64_t configuration, int64_t seed, struct scenario *scenario, struct message *message)
{
    const char *culprit = NULL;
    enum status status = STATUS_OK;
    *scenario = study->base;
    alterations_apply(&study->set, scenario);
    if (study->branch_step == 0) status = set_values(study, configuration, scenario, message);
    alterations_apply(&study_condition(study, configuration)->alterations, scenario);
    scenario->run.seed = seed;
    scenario_settle(scenario);
    if (study->branch_step > 0) {
        status = set_changes(study, configuration, scenario, message);
        scenario_settle(scenario);
    }
    if (status == STATUS_OK && !study->kept) status = scenario_check(scenario, &culprit, message);
    if (status == STATUS_OK) return status;
    name_configuration(study, configuration, message);
    return study_fault_at(
        study, study_condition(study, configuration), culprit ? culprit : "branch_step", message, status);
}

/* ---- networks and people from files ---- */

static bool same_files(const struct network_parameters *a, const struct network_parameters *b)
{
    bool as_many = a->kind == b->kind && a->agents == b->agents && a->units == b->units; /* who is made, and how many */
    return as_many && strcmp(a->edges, b->edges) == 0 && strcmp(a->nodes, b->nodes) == 0 &&
           strcmp(a->unit_column, b->unit_column) == 0 && strcmp(a->weight, b->weight) == 0 &&
           strcmp(a->trust_column, b->trust_column) == 0 &&
#define TRAIT(name, ...) strcmp(a->name##_column, b->name##_column) == 0 &&
#include "network/traits.def"
           a->directed == b->directed;
}

const struct edge_list *study_network(const struct study *study, const struct scenario *scenario)
{
    if (!people_are_given(&scenario->network)) return NULL;
    for (int64_t i = 0; i < study->networks.count; i++)
        if (same_files(&study->networks.items[i].named, &scenario->network)) return &study->networks.items[i].edges;
    return NULL;
}

/* ---- identity ---- */

/* Numbers by their bits, text up to its end: what padding and unused room hold counts for nothing. */
static void add_value(struct digester *digester, const struct scenario *scenario, const struct parameter *parameter)
{
    static const size_t sizes[] = {[PARAMETER_REAL] = sizeof(double),
        [PARAMETER_COUNT] = sizeof(int64_t),
        [PARAMETER_FLAG] = sizeof(bool),
        [PARAMETER_CHOICE] = sizeof(int)};
    const void *value = parameter_value(scenario, parameter);
    const struct named_numbers *named = value;
    const struct interventions *changes = value;
    const struct arrivals *arrivals = value;
    if (parameter->type == PARAMETER_ARRIVALS) {
        digester_add(digester, arrivals->text, strlen(arrivals->text) + 1);
    } else if (parameter->type == PARAMETER_TEXT) {
        digester_add(digester, value, strlen(value) + 1);
    } else if (parameter->type == PARAMETER_NAMED) {
        digester_add(digester, &named->count, sizeof named->count);
        for (int64_t i = 0; i < named->count; i++) {
            digester_add(digester, named->item[i].name, strlen(named->item[i].name) + 1);
            digester_add(digester, &named->item[i].value, sizeof named->item[i].value);
        }
    } else if (parameter->type == PARAMETER_CHANGES) {
        digester_add(digester, &changes->count, sizeof changes->count);
        for (int64_t i = 0; i < changes->count; i++) {
            char name[CHANGE_NAME];
            change_print_name(changes, i, name);
            digester_add(digester, name, strlen(name) + 1);
            digester_add(digester, &changes->item[i].value, sizeof changes->item[i].value);
        }
    } else {
        digester_add(digester, value, sizes[parameter->type]);
    }
}

static void add_scenario(struct digester *digester, const struct scenario *scenario)
{
    for (int i = 0; i < SECTION_TOTAL; i++) {
        bool present = section_present(scenario, &section_table[i]);
        digester_add(digester, &present, sizeof present);
    }
    const struct parameter *title = parameter_find("title"), *question = parameter_find("question");
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        bool words = parameter == title || parameter == question;
        if (!words && section_present(scenario, parameter->section)) add_value(digester, scenario, parameter);
    }
}

static void add_outcomes(struct digester *digester, const struct outcomes *outcomes)
{
    digester_add(digester, &outcomes->count, sizeof outcomes->count);
    for (int64_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        const char *of = outcome->of_events ? event_tables[outcome->table].name : observable_table[outcome->of].name;
        const char *entry = outcome->entry ? outcome->entry : "";
        int64_t numbers[] = {outcome->kind, outcome->first, outcome->last, outcome->of_agents};
        digester_add(digester, of, strlen(of) + 1);
        if (outcome->expression.step_count > 0)
            digester_add(digester, outcome->expression.text, strlen(outcome->expression.text) + 1);
        if (outcome->of_events) digester_add(digester, outcome->where.text, strlen(outcome->where.text) + 1);
        digester_add(digester, entry, strlen(entry) + 1);
        digester_add(digester, numbers, sizeof numbers);
        digester_add(digester, &outcome->level, sizeof outcome->level);
        for (int k = 0; k < outcome->over_count; k++) {
            const char *over = observable_table[outcome->over[k]].name;
            digester_add(digester, over, strlen(over) + 1);
        }
    }
}

enum status study_identity(
    const struct study *study, const struct scenario *scenario, struct digest *identity, struct message *message)
{
    static const char format[] = "selforg run 1";
    struct digester *digester = digester_new();
    if (!digester) return message_status(message, STATUS_MEMORY);
    digester_add(digester, format, sizeof format);
    add_scenario(digester, scenario);
    add_outcomes(digester, &study->outcomes);
    add_outcomes(digester, &study->series);
    *identity = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}
