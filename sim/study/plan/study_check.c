#include "study/plan/study_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "io/network/network_file.h"
#include "io/scenario/until.h"
#include "scenario/changes.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"
#include "study/plan/beginnings.h"
#include "study/plan/study_places.h"

struct checking {
    struct study *study;
    bool networks;
    struct message *message;
    int64_t written[PARAMETER_TOTAL]; /* in how many configurations somebody wrote the key, */
    int64_t example[PARAMETER_TOTAL]; /* and one of those in which it has no effect */
};

static enum status name_place(const struct checking *checking, const char *key, enum status status)
{
    return study_fault_at(checking->study, NULL, key, checking->message, status);
}

static enum status read_network(struct checking *checking, const struct scenario *scenario)
{
    struct study *study = checking->study;
    struct study_network network = {.named = scenario->network};
    if (!checking->networks || !people_are_given(&scenario->network) || study_network(study, scenario))
        return STATUS_OK;
    const char *key;
    enum status status = network_file_read(
        &scenario->network, *study->base_folder ? study->base_folder : NULL, &network.edges, &key, checking->message);
    if (status == STATUS_INPUT) return name_place(checking, key, status);
    if (status == STATUS_OK && !array_push(&study->networks, network)) {
        edge_list_free(&network.edges);
        status = message_status(checking->message, STATUS_MEMORY);
    }
    return status;
}

/* Whether the entries that are asked for exist, which only a world knows. */
static enum status check_entries(const struct checking *checking, const struct outcomes *outcomes, const bool *fresh,
    const struct scenario *scenario)
{
    struct study *study = checking->study;
    struct world *world = NULL;
    struct tally tally;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < outcomes->count && status == STATUS_OK; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (!fresh[i] || !outcome_names_entries(outcome) || !checking->networks) continue;
        if (!world) status = model_create(&world, scenario, study_network(study, scenario), NULL, checking->message);
        if (status == STATUS_OK) {
            status = tally_begin(&tally, outcome, world, checking->message);
            tally_free(&tally);
        }
        if (status == STATUS_INPUT) status = yaml_fault_at(&study->tree, outcome->node, checking->message, status);
    }
    model_free(world);
    return status;
}

/* Of outcomes or series: which of them some configuration shows. Those that are met for the first time are checked. */
static enum status note_shown(
    const struct checking *checking, const struct outcomes *outcomes, const struct scenario *scenario, bool *shown)
{
    bool *fresh = calloc((size_t)outcomes->count + 1, sizeof *fresh);
    if (!fresh) return message_status(checking->message, STATUS_MEMORY);
    for (int64_t i = 0; i < outcomes->count; i++) {
        fresh[i] = !shown[i] && outcome_shown(&outcomes->items[i], scenario);
        shown[i] = shown[i] || fresh[i];
    }
    enum status status = check_entries(checking, outcomes, fresh, scenario);
    free(fresh);
    return status;
}

/* Which table of its events no configuration has, and why; configurations may each lack something else. */
static enum status refuse_events(
    const struct checking *checking, const struct outcome *outcome, struct scenario *scenario)
{
    const struct study *study = checking->study;
    enum event_table lacks = EVENT_TABLE_COUNT;
    bool alike = true, made = false;
    for (int64_t c = 0; c < study_configurations(study); c++) {
        enum status status = study_scenario(study, c, study->base.run.seed, scenario, checking->message);
        if (status != STATUS_OK) return status;
        const enum event_table here = outcome_lacks(outcome, scenario);
        alike = alike && (c == 0 || here == lacks);
        made = made || (here < EVENT_TABLE_COUNT && scenario_has(scenario, event_tables[here].needs));
        lacks = here;
    }
    if (!alike)
        return yaml_fault(&study->tree, outcome->node, checking->message,
            "%s: no configuration shows it: each lacks some of its events, or ends before", outcome->name);
    if (lacks == EVENT_TABLE_COUNT)
        return yaml_fault(&study->tree, outcome->node, checking->message,
            "%s: no configuration shows it: each ends before", outcome->name);
    return yaml_fault(&study->tree, outcome->node, checking->message,
        "%s: no configuration has events of the table %s%s", outcome->name, event_tables[lacks].name,
        made ? ": they are there only with observe.tellings: true" : ": what makes them is not in force");
}

static enum status check_shown(
    const struct checking *checking, const struct outcomes *outcomes, const bool *shown, struct scenario *scenario)
{
    for (int64_t i = 0; i < outcomes->count; i++)
        if (!shown[i] && outcomes->items[i].of_events)
            return refuse_events(checking, &outcomes->items[i], scenario);
        else if (!shown[i])
            return yaml_fault(&checking->study->tree, outcomes->items[i].node, checking->message,
                "%s: no configuration shows it: each lacks the mechanism of %s%s, or ends before",
                outcomes->items[i].name, outcome_source(&outcomes->items[i]),
                outcomes->items[i].over_count > 0 ? " or of what it is divided by" : "");
    return STATUS_OK;
}

/* ---- keys without effect ---- */

/* What varies is written, also where that is an intervention. */
static bool is_written(const struct study *study, const struct scenario *scenario, const struct parameter *parameter)
{
    bool varies = false;
    for (int64_t a = 0; a < study->axes.count; a++) varies |= study->axes.items[a].parameter == parameter;
    return parameter_written(scenario, parameter) || (varies && study->branch_step > 0);
}

static void note_written(struct checking *checking, const struct scenario *scenario, int64_t configuration)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        if (!is_written(checking->study, scenario, &parameter_table[i])) continue;
        checking->written[i]++;
        if (parameter_has_effect(scenario, &parameter_table[i], NULL)) continue;
        checking->study->in_vain[i]++;
        checking->example[i] = configuration;
    }
}

/* Whoever a configuration names is of its network. */
static enum status check_names(const struct checking *checking, const struct scenario *scenario)
{
    const struct edge_list *edges = study_network(checking->study, scenario);
    const struct names_there there = edges ? network_names(edges) : (struct names_there){.agents = 0};
    const char *culprit;
    if (!edges) return STATUS_OK;
    enum status status = scenario_check_named(scenario, &there, &culprit, checking->message);
    return status == STATUS_OK ? status : name_place(checking, culprit, status);
}

/* What varies from a step on is told as it is from then on, and not as it was in the base. */
static void show_changed(
    const struct study *study, int64_t configuration, const struct parameter *parameter, struct scenario *scenario)
{
    char room[PARAMETER_TEXT_LENGTH];
    for (int a = 0; a < study->design.axis_count && study->branch_step > 0; a++) {
        if (study->axes.items[a].parameter != parameter) continue;
        const char *value = design_value(&study->design, study_point(study, configuration), a, room);
        if (value) (void)!parameter_set(scenario, parameter, value, NULL);
    }
}

/* A key that has an effect in no configuration is refused. */
static enum status check_written(const struct checking *checking, struct scenario *scenario)
{
    const struct study *study = checking->study;
    for (int i = 0; i < PARAMETER_TOTAL && !study->tree.begun; i++) {
        if (checking->written[i] == 0 || study->in_vain[i] < checking->written[i]) continue;
        enum status status =
            study_scenario(study, checking->example[i], study->base.run.seed, scenario, checking->message);
        if (status != STATUS_OK) return status;
        show_changed(study, checking->example[i], &parameter_table[i], scenario);
        (void)parameter_has_effect(scenario, &parameter_table[i], checking->message);
        return name_place(checking, parameter_path(&parameter_table[i]).text, STATUS_INPUT);
    }
    return STATUS_OK;
}

static enum status check_until(const struct checking *checking, const struct scenario *scenario)
{
    struct until until;
    char never[UNTIL_NEVER_TEXT];
    const struct edge_list *edges = study_network(checking->study, scenario);
    const int64_t units = edges ? network_names(edges).units : until_units(scenario);
    double agents = (double)scenario->network.agents;
    if (people_are_given(&scenario->network)) agents = edges ? (double)edges->agent_count : (double)INFINITY;
    enum status status = until_read(&until, scenario, units, checking->message);
    checking->study->never_met += status == STATUS_OK && until_never(&until, scenario, agents, never);
    return status == STATUS_OK ? STATUS_OK : name_place(checking, "until", status);
}

/* A condition may take out what varies; its configurations are then the same by design. */
static bool lacks_axis(const struct study *study, const struct scenario *scenario)
{
    bool lacks = false;
    for (int64_t a = 0; a < study->axes.count; a++)
        lacks |= !section_present(scenario, study->axes.items[a].parameter->section);
    return lacks;
}

ORDER(by_digest, struct digest, ORDER_BY(low) ORDER_BY(high))

static int64_t count_repeated(struct digest *identity, int64_t count)
{
    int64_t repeated = 0;
    order_items(identity, count, by_digest);
    for (int64_t i = 1; i < count; i++) repeated += memcmp(&identity[i - 1], &identity[i], sizeof *identity) == 0;
    return repeated;
}

/* A section that `set` takes out or puts in, and the base has already so. */
static enum status check_set_sections(const struct study *study, struct message *message)
{
    struct scenario base = study->base;
    scenario_settle(&base);
    for (int64_t i = 0; i < study->set.count; i++) {
        const struct alteration *one = &study->set.items[i];
        if (one->parameter || one->node->child || section_present(&base, one->section) == one->absent) continue;
        return yaml_vain(&study->tree, one->node, message, "%s: has no effect in `set`, as the base %s",
            one->section->path, one->absent ? "has no such section" : "has the section already");
    }
    return STATUS_OK;
}

/* Seeds that are the same anyway, or are told apart already. */
static enum status check_independent(const struct study *study, struct message *message)
{
    const char *key = study->independent_points ? "independent_points" : "independent_seeds", *why = NULL;
    if (!study->independent_points && !study->independent_seeds) return STATUS_OK;
    if (study->independent_points && study->design.points == 1) why = "there is one point alone";
    if (study->independent_seeds && study_configurations(study) == 1) why = "there is one configuration alone";
    if (!why) return STATUS_OK;
    return yaml_vain(&study->tree, yaml_tree_get(study->tree.root, key), message, "%s: has no effect, as %s", key, why);
}

enum status study_check(struct study *study, bool networks, struct message *message)
{
    struct checking checking = {.study = study, .networks = networks, .message = message};
    int64_t outcomes = study->outcomes.count, known = 0;
    bool *shown = calloc((size_t)(outcomes + study->series.count) + 1, sizeof *shown);
    struct scenario *scenario = malloc(sizeof *scenario);
    struct digest *identity = malloc((size_t)study_configurations(study) * sizeof *identity + 1);
    enum status status = shown && scenario && identity ? STATUS_OK : message_status(checking.message, STATUS_MEMORY);
    if (status == STATUS_OK) status = check_independent(study, message);
    if (status == STATUS_OK) status = check_set_sections(study, message);
    for (int64_t c = 0; status == STATUS_OK && c < study_configurations(study); c++) {
        status = study_scenario(study, c, study->base.run.seed, scenario, message);
        if (status == STATUS_OK) status = study_identity(study, scenario, &identity[known], message);
        known += !lacks_axis(study, scenario);
        if (status == STATUS_OK) status = beginnings_add(study, scenario, message);
        if (status == STATUS_OK) note_written(&checking, scenario, c);
        if (status == STATUS_OK) study->too_late += changes_too_late(scenario) > 0;
        if (status == STATUS_OK) status = read_network(&checking, scenario);
        if (status == STATUS_OK) status = check_until(&checking, scenario);
        if (status == STATUS_OK) status = check_names(&checking, scenario);
        if (status == STATUS_OK) status = note_shown(&checking, &study->outcomes, scenario, shown);
        if (status == STATUS_OK) status = note_shown(&checking, &study->series, scenario, shown + outcomes);
    }
    if (status == STATUS_OK) status = beginnings_order(study, message);
    if (status == STATUS_OK) status = check_shown(&checking, &study->outcomes, shown, scenario);
    if (status == STATUS_OK) status = check_shown(&checking, &study->series, shown + outcomes, scenario);
    if (status == STATUS_OK) status = check_written(&checking, scenario);
    if (status == STATUS_OK) study->repeated = count_repeated(identity, known);
    free(shown);
    free(scenario);
    free(identity);
    return status;
}
