/* Reading a study: study.def says what may be written, and here it becomes a struct study. Keys of claims and
 * replications are left in the tree for who reads them.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/scenario/tables.h"
#include "io/text/text_file.h"
#include "scenario/text.h"
#include "study/format/format.h"
#include "study/plan/beginnings.h"
#include "study/plan/contrast.h"
#include "study/plan/expect.h"
#include "study/plan/study_axes.h"
#include "study/plan/study_check.h"

enum { SOURCE_MOST = 1 << 26 };

/* One reading. */
struct reading {
    struct study *study;
    const struct study_sources *kept; /* NULL: the files themselves are read */
    struct message *message;
};

static const struct yaml_node *get(const struct reading *reading, const char *key)
{
    return yaml_tree_get(reading->study->tree.root, key);
}

/* ---- the base ---- */

/* A file that the study names: as it was kept, or from where it is. */
static enum status take_source(const struct reading *reading, const char *path, const char *kept, char **source)
{
    size_t length;
    if (reading->kept) {
        *source = strdup(kept);
        return *source ? STATUS_OK : message_no_memory(reading->message, "to read %s", reading->study->tree.file);
    }
    return text_file_read(path, SOURCE_MOST, source, &length, reading->message);
}

/* Of a file that cannot be opened: which key names it, and where. */
static enum status source_fault(
    const struct reading *reading, const char *key, const struct yaml_node *node, enum status status)
{
    if (status != STATUS_INPUT) return status;
    message_prefix(reading->message, "%s: ", key);
    return yaml_fault_at(&reading->study->tree, node, reading->message, status);
}

static enum status read_base_file(const struct reading *reading, const struct yaml_node *node)
{
    struct study *study = reading->study;
    study->base_name = text_file_beside(node->text, study->tree.file);
    if (!study->base_name) return message_no_memory(reading->message, "to read %s", reading->study->tree.file);
    enum status status =
        take_source(reading, study->base_name, reading->kept ? reading->kept->base : NULL, &study->sources.base);
    if (status != STATUS_OK) return source_fault(reading, "base", node, status);
    status = scenario_read_text(study->base_name, study->sources.base, strlen(study->sources.base), &study->base,
        &study->places, reading->message);
    if (status == STATUS_INPUT && study_text_is_study(study->sources.base))
        return yaml_fault(&study->tree, node, reading->message,
            "base: %s is a study itself; it must be a scenario's file", study->base_name);
    return status == STATUS_OK ? tables_inline(study->base_name, &study->sources.base, reading->message) : status;
}

static enum status read_base_here(const struct reading *reading, const struct yaml_node *node)
{
    struct study *study = reading->study;
    study->base_name = strdup(study->tree.file);
    study->sources.base = strdup("");
    if (!study->base_name || !study->sources.base)
        return message_no_memory(reading->message, "to read %s", reading->study->tree.file);
    return scenario_read_node(&study->tree, node, &study->base, &study->places, reading->message);
}

static enum status read_base(const struct reading *reading)
{
    const struct yaml_node *base = get(reading, "base"), *here = get(reading, "scenario");
    struct study *study = reading->study;
    if (!base == !here)
        return yaml_fault(&study->tree, base ? base : study->tree.root, reading->message,
            "a study has a base (a scenario's file), or a scenario written in it: %s",
            base ? "here are both" : "neither is here");
    enum status status = base ? read_base_file(reading, base) : read_base_here(reading, here);
    if (status != STATUS_OK) return status;
    study->base_folder = text_file_folder(study->base_name);
    return study->base_folder ? STATUS_OK
                              : message_no_memory(reading->message, "to read %s", reading->study->tree.file);
}

/* ---- conditions, design, outcomes ---- */

static enum status read_conditions(const struct reading *reading)
{
    struct study *study = reading->study;
    const struct yaml_node *node = get(reading, "conditions");
    enum status status = STATUS_OK;
    if (!node || !node->child)
        return array_push(&study->conditions, (struct condition){.name = ""})
                   ? STATUS_OK
                   : message_no_memory(reading->message, "to read %s", reading->study->tree.file);
    for (const struct yaml_node *key = node->child; status == STATUS_OK && key; key = key->next) {
        struct condition condition = {.name = key->text};
        if (!text_is_clean(key->text, false))
            return yaml_fault(&study->tree, key, reading->message, "conditions: this is no name");
        status = alterations_read(&condition.alterations, &study->tree, key->value, reading->message);
        if (status == STATUS_OK && !array_push(&study->conditions, condition))
            status = message_no_memory(reading->message, "to read %s", reading->study->tree.file);
        if (status != STATUS_OK) alterations_free(&condition.alterations);
    }
    return status;
}

/* What `set` and the conditions change is in force; the study's seed is that of the base as `set` leaves it. */
static enum status check_alterations(const struct reading *reading)
{
    struct study *study = reading->study;
    struct scenario scenario = study->base;
    enum status status = alterations_check(&study->set, &scenario, &study->tree, reading->message);
    alterations_apply(&study->set, &scenario);
    study->seed = (uint64_t)scenario.run.seed;
    for (int64_t i = 0; i < study->conditions.count && status == STATUS_OK; i++)
        status = alterations_check(&study->conditions.items[i].alterations, &scenario, &study->tree, reading->message);
    return status;
}

/* A condition may take out what varies, but not give it another value: that would be lost without a word. */
static enum status check_conditions(const struct reading *reading)
{
    const struct study *study = reading->study;
    for (int64_t c = 0; c < study->conditions.count; c++)
        if (alterations_node(&study->conditions.items[c].alterations, parameter_find("seed")))
            return yaml_fault(&study->tree, get(reading, "conditions"), reading->message,
                "seed: condition %s sets it; each run's follows from the study's and from the replicate",
                study->conditions.items[c].name);
    for (int64_t c = 0; c < study->conditions.count; c++)
        for (int64_t a = 0; a < study->axes.count; a++)
            if (alterations_node(&study->conditions.items[c].alterations, study->axes.items[a].parameter))
                return yaml_fault(&study->tree, get(reading, "conditions"), reading->message,
                    "%s: condition %s sets it, and it varies", parameter_path(study->axes.items[a].parameter).text,
                    study->conditions.items[c].name);
    return STATUS_OK;
}

/* What `set` says and no run has would be lost without a word; where the study branches, runs have it until then. */
static enum status check_set(const struct reading *reading)
{
    const struct study *study = reading->study;
    for (int64_t a = 0; a < study->axes.count && study->branch_step == 0; a++) {
        const struct parameter *parameter = study->axes.items[a].parameter;
        const struct yaml_node *node = alterations_node(&study->set, parameter);
        if (node)
            return yaml_vain(&study->tree, node, reading->message, "%s: it has no effect in `set`, as it varies",
                parameter_path(parameter).text);
    }
    return STATUS_OK;
}

static void take_design_kind(const struct reading *reading)
{
    const char *name =
        yaml_text(reading->study->tree.root, "design", get(reading, "table") ? "table" : STANDARD_DESIGN);
    for (int kind = 0; kind < DESIGN_KINDS; kind++)
        if (strcmp(design_table[kind].name, name) == 0) reading->study->design.kind = (enum design_kind)kind;
}

/* The key that a design needs, or must not have. */
static enum status check_design_key(const struct reading *reading, const char *key, bool wanted)
{
    const struct study *study = reading->study;
    const char *name = design_table[study->design.kind].name;
    const struct yaml_node *node = get(reading, key);
    if (wanted == (node != NULL)) return STATUS_OK;
    return yaml_fault(&study->tree, node ? node : study->tree.root, reading->message,
        node ? "%s: design %s has none" : "%s: the key is missing; design %s needs it", key, name);
}

/* Only designs that take samples draw anything. */
static enum status check_design_draws(const struct reading *reading)
{
    const struct design_info *design = &design_table[reading->study->design.kind];
    const struct yaml_node *seed = get(reading, "design_seed");
    if (!seed || design->sampled) return STATUS_OK;
    return yaml_vain(&reading->study->tree, seed, reading->message,
        "design_seed: has no effect, as design %s draws nothing", design->name);
}

static enum status read_table(const struct reading *reading)
{
    struct study *study = reading->study;
    const struct yaml_node *node = get(reading, "table");
    char *path = text_file_beside(node->text, study->tree.file);
    if (!path) return message_no_memory(reading->message, "to read %s", reading->study->tree.file);
    enum status status = take_source(reading, path, reading->kept ? reading->kept->table : NULL, &study->sources.table);
    if (status != STATUS_OK) status = source_fault(reading, "table", node, status);
    if (status == STATUS_OK) status = study_axes_table(study, path, reading->message);
    free(path);
    return status;
}

static enum status read_design(const struct reading *reading)
{
    struct study *study = reading->study;
    take_design_kind(reading);
    bool table = study->design.kind == DESIGN_TABLE;
    enum status status = check_design_key(reading, "table", table);
    if (status == STATUS_OK) status = check_design_key(reading, "samples", design_table[study->design.kind].sampled);
    if (status == STATUS_OK && table) status = check_design_key(reading, "vary", false);
    if (status == STATUS_OK) status = check_design_draws(reading);
    study->design.samples = yaml_whole(study->tree.root, "samples", 0);
    study->design.seed = (uint64_t)yaml_whole(study->tree.root, "design_seed", STANDARD_DESIGN_SEED);
    if (status == STATUS_OK && table) status = read_table(reading);
    const struct yaml_node *vary = get(reading, "vary");
    if (status == STATUS_OK && vary) status = study_axes_vary(study, vary, reading->message);
    if (status == STATUS_OK && !study->sources.table && !(study->sources.table = strdup("")))
        status = message_no_memory(reading->message, "to read %s", reading->study->tree.file);
    if (status != STATUS_OK) return status;
    study->design.axes = study->axes.items;
    study->design.axis_count = (int)study->axes.count;
    const struct yaml_node *branch = get(reading, "branch_step");
    if (branch && study->axes.count == 0)
        return yaml_fault(&study->tree, branch, reading->message,
            "branch_step: has no effect, as nothing varies; conditions are so from the start on");
    status = design_lay_out(&study->design, reading->message);
    const struct yaml_node *where = vary ? vary : study->tree.root;
    if (status == STATUS_INPUT) return yaml_fault_at(&study->tree, where, reading->message, status);
    return status == STATUS_OK ? correlations_read(study, get(reading, "correlations"), reading->message) : status;
}

/* In the file of all runs outcomes and series stand beside each other, and beside what varies. */
static enum status check_names(const struct reading *reading, const struct outcomes *outcomes)
{
    const struct study *study = reading->study;
    for (int64_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        const char *taken = NULL;
        for (int64_t a = 0; a < study->axes.count; a++)
            if (strcmp(parameter_path(study->axes.items[a].parameter).text, outcome->name) == 0)
                taken = "what varies has this name";
        for (int64_t k = 0; outcomes == &study->series && k < study->outcomes.count; k++)
            if (strcmp(study->outcomes.items[k].name, outcome->name) == 0) taken = "an outcome has this name";
        if (taken) return yaml_fault(&study->tree, outcome->node, reading->message, "%s: %s", outcome->name, taken);
    }
    return STATUS_OK;
}

static enum status read_outcomes(const struct reading *reading)
{
    struct study *study = reading->study;
    const struct yaml_node *outcomes = get(reading, "outcomes"), *series = get(reading, "series");
    enum status status = STATUS_OK;
    if (outcomes) status = outcomes_read(&study->outcomes, false, &study->tree, outcomes, reading->message);
    if (status == STATUS_OK && series)
        status = outcomes_read(&study->series, true, &study->tree, series, reading->message);
    if (status == STATUS_OK) status = check_names(reading, &study->outcomes);
    return status == STATUS_OK ? check_names(reading, &study->series) : status;
}

/* They are read anew by whoever uses them. */
static enum status check_what_is_asked(const struct reading *reading)
{
    struct contrasts contrasts = {0};
    struct expectations expectations = {0};
    int64_t replicates;
    enum status status = contrasts_read(&contrasts, reading->study, reading->message);
    contrasts_free(&contrasts);
    if (status == STATUS_OK) status = expectations_read(&expectations, reading->study, reading->message);
    expectations_free(&expectations);
    return status == STATUS_OK ? quick_replicates(reading->study, &replicates, reading->message) : status;
}

/* The keys that stand for themselves. */
static void take_keys(struct study *study)
{
    const struct yaml_node *root = study->tree.root;
    study->title = yaml_text(root, "title", "");
    study->question = yaml_text(root, "question", "");
    study->replicates = yaml_whole(root, "replicates", 1);
    study->branch_step = yaml_whole(root, "branch_step", 0);
    study->independent_seeds = yaml_flag(root, "independent_seeds");
    study->independent_points = yaml_flag(root, "independent_points");
    study->results = yaml_flag(root, "results");
}

/* Whether the file is there that does not come with the study. */
static enum status find_data(const struct reading *reading)
{
    struct study *study = reading->study;
    const struct yaml_node *data = get(reading, "data");
    if (!data || reading->kept) return STATUS_OK;
    study->absent = text_file_beside(data->text, study->tree.file);
    if (!study->absent) return message_no_memory(reading->message, "to read %s", study->tree.file);
    if (access(study->absent, F_OK) != 0) return STATUS_OK;
    free(study->absent);
    study->absent = NULL;
    return STATUS_OK;
}

static enum status read_keys(const struct reading *reading)
{
    struct study *study = reading->study;
    const struct yaml_node *set = get(reading, "set");
    enum status status = study_mapping_check(MAPPING_STUDY, &study->tree, study->tree.root, reading->message);
    if (status != STATUS_OK && study_tree_kind(&study->tree) == TREE_OF_SCENARIO)
        return message_set(reading->message, STATUS_INPUT,
            "%s: this is a scenario and no study; `selforg run` runs one, `selforg check` checks it", study->tree.file);
    if (status == STATUS_OK) take_keys(study);
    if (status == STATUS_OK) status = read_base(reading);
    if (status == STATUS_OK && set) status = alterations_read(&study->set, &study->tree, set, reading->message);
    if (status == STATUS_OK) status = read_conditions(reading);
    if (status == STATUS_OK) status = check_alterations(reading);
    if (status == STATUS_OK) status = read_design(reading);
    if (status == STATUS_OK) status = check_conditions(reading);
    if (status == STATUS_OK) status = check_set(reading);
    if (status == STATUS_OK) status = read_outcomes(reading);
    if (status == STATUS_OK) status = tables_inline(study->tree.file, &study->sources.study, reading->message);
    if (status == STATUS_OK) status = find_data(reading);
    if (status == STATUS_OK) status = study_check(study, !reading->kept && !study->absent, reading->message);
    return status == STATUS_OK ? check_what_is_asked(reading) : status;
}

static enum status read_study(
    const char *path, bool begun, const struct study_sources *kept, struct study *study, struct message *message)
{
    struct reading reading = {.study = study, .kept = kept, .message = message};
    size_t length = 0;
    char *text = NULL;
    enum status status = STATUS_OK;
    *study = (struct study){.replicates = 1, .kept = kept != NULL};
    if (kept && kept->study) {
        text = strdup(kept->study);
        status = text ? STATUS_OK : message_status(message, STATUS_MEMORY);
        length = text ? strlen(text) : 0;
    } else {
        status = text_file_read(path, YAML_TREE_FILE_MOST, &text, &length, message);
    }
    if (status == STATUS_OK)
        status =
            yaml_tree_read(&study->tree, path, "a study", "a study begins with `selforg: 2`", text, length, message);
    study->sources.study = text;
    study->tree.begun = begun;
    if (status == STATUS_OK) status = read_keys(&reading);
    if (status != STATUS_OK) study_free(study);
    return status;
}

enum status study_read(const char *path, struct study *study, struct message *message)
{
    return read_study(path, false, NULL, study, message);
}

enum status study_read_begun(const char *path, struct study *study, struct message *message)
{
    return read_study(path, true, NULL, study, message);
}

enum status study_read_kept(
    const char *path, const struct study_sources *kept, struct study *study, struct message *message)
{
    return read_study(path, true, kept, study, message);
}

void study_free(struct study *study)
{
    for (int64_t i = 0; i < study->axes.count; i++) axis_free(&study->axes.items[i]);
    for (int64_t i = 0; i < study->conditions.count; i++) alterations_free(&study->conditions.items[i].alterations);
    for (int64_t i = 0; i < study->networks.count; i++) edge_list_free(&study->networks.items[i].edges);
    array_free(&study->axes);
    array_free(&study->conditions);
    array_free(&study->row_conditions);
    array_free(&study->correlations);
    array_free(&study->networks);
    alterations_free(&study->set);
    beginnings_free(&study->beginnings);
    outcomes_free(&study->outcomes);
    outcomes_free(&study->series);
    design_free(&study->design);
    free(study->absent);
    free(study->base_name);
    free(study->base_folder);
    free(study->sources.study);
    free(study->sources.base);
    free(study->sources.table);
    yaml_tree_free(&study->tree);
    *study = (struct study){0};
}
