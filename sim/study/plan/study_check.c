#include "study/plan/study_check.h"

#include <stdlib.h>

#include "io/network/network_file.h"
#include "io/scenario/until.h"

struct checking {
    struct study *study;
    bool networks;
    struct message *message;
};

static enum status no_memory(const struct checking *checking)
{
    return message_set(checking->message, STATUS_MEMORY, "%s", status_sentence(STATUS_MEMORY));
}

static enum status read_network(struct checking *checking, const struct scenario *scenario)
{
    struct study *study = checking->study;
    struct study_network network = {.named = scenario->network};
    if (!checking->networks || scenario->network.kind != NETWORK_FILE || study_network(study, scenario))
        return STATUS_OK;
    enum status status = network_file_read(
        &scenario->network, *study->base_folder ? study->base_folder : NULL, &network.edges, checking->message);
    if (status == STATUS_OK && !array_push(&study->networks, network)) {
        edge_list_free(&network.edges);
        status = no_memory(checking);
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
        if (!fresh[i] || !outcome->entry || !checking->networks) continue;
        if (!world) status = model_create(&world, scenario, study_network(study, scenario), NULL, checking->message);
        if (status == STATUS_OK) status = tally_begin(&tally, outcome, world, checking->message);
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
    if (!fresh) return no_memory(checking);
    for (int64_t i = 0; i < outcomes->count; i++) {
        fresh[i] = !shown[i] && outcome_shown(&outcomes->items[i], scenario);
        shown[i] = shown[i] || fresh[i];
    }
    enum status status = check_entries(checking, outcomes, fresh, scenario);
    free(fresh);
    return status;
}

static enum status check_shown(const struct checking *checking, const struct outcomes *outcomes, const bool *shown)
{
    for (int64_t i = 0; i < outcomes->count; i++)
        if (!shown[i])
            return yaml_fault(&checking->study->tree, outcomes->items[i].node, checking->message,
                "%s: no configuration shows it: each lacks the mechanism of %s, or ends before",
                outcomes->items[i].name, observable_table[outcomes->items[i].of].name);
    return STATUS_OK;
}

enum status study_check(struct study *study, bool networks, struct message *message)
{
    struct checking checking = {.study = study, .networks = networks, .message = message};
    int64_t outcomes = study->outcomes.count;
    bool *shown = calloc((size_t)(outcomes + study->series.count) + 1, sizeof *shown);
    struct scenario *scenario = malloc(sizeof *scenario);
    enum status status = shown && scenario ? STATUS_OK : no_memory(&checking);
    for (int64_t c = 0; status == STATUS_OK && c < study_configurations(study); c++) {
        status = study_scenario(study, c, study->base.run.seed, scenario, message);
        struct until until;
        if (status == STATUS_OK) status = until_read(&until, scenario, message);
        if (status == STATUS_OK) status = read_network(&checking, scenario);
        if (status == STATUS_OK) status = note_shown(&checking, &study->outcomes, scenario, shown);
        if (status == STATUS_OK) status = note_shown(&checking, &study->series, scenario, shown + outcomes);
    }
    if (status == STATUS_OK) status = check_shown(&checking, &study->outcomes, shown);
    if (status == STATUS_OK) status = check_shown(&checking, &study->series, shown + outcomes);
    free(shown);
    free(scenario);
    return status;
}
