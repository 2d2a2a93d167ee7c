#include "io/lineage/lineage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/hdf5/hdf5_read.h"
#include "scenario/practices/drawn_recipes.h"

/* Finds the drop of each adoption; a row that names none is left to the checks. */
static enum status find_ends(struct lineage *lineage, struct message *message)
{
    lineage->ended = malloc((size_t)lineage->adoption_count * sizeof *lineage->ended + 1);
    if (!lineage->ended) return message_no_memory(message, "for what was dropped");
    for (int64_t i = 0; i < lineage->adoption_count; i++) lineage->ended[i] = -1;
    for (int64_t i = 0; i < lineage->drop_count; i++) {
        int32_t adoption = lineage->drop[i].adoption;
        if (adoption >= 0 && adoption < lineage->adoption_count) lineage->ended[adoption] = i;
    }
    return STATUS_OK;
}

/* Where practices are items, each is called by the name of its item. */
static enum status name_items(struct lineage *lineage, const struct recipes *recipes)
{
    struct labels *labels = &lineage->practices;
    const int64_t count = lineage->practice_count;
    const bool several = lineage_domains(lineage) > 1;
    labels->text = calloc((size_t)count + 1, sizeof *labels->text);
    if (!labels->text) return STATUS_MEMORY;
    for (labels->count = 0; labels->count < count; labels->count++) {
        const struct practice_row *row = &lineage->practice[labels->count];
        char name[ITEM_NAME + 24];
        if (row->bits_0 < 0 || row->bits_0 >= recipes->items.count) return STATUS_DAMAGED;
        int length = snprintf(name, sizeof name, "%s", recipes->items.items[row->bits_0].name);
        if (several) snprintf(name + length, sizeof name - (size_t)length, " (domain %d)", row->domain);
        labels->text[labels->count] = strdup(name);
        if (!labels->text[labels->count]) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

/* The scenario, which is long to read, is asked for only where the file has items. */
static enum status find_names(struct lineage *lineage, const struct result_reader *reader, struct message *message)
{
    const hid_t file = result_reader_file(reader);
    if (!hdf5_has(file, "parameters/landscape.items") && !hdf5_has(file, "parameters/landscape.drawn_items"))
        return STATUS_OK;
    struct scenario *scenario = malloc(sizeof *scenario);
    struct recipes recipes = {0};
    struct row_place place;
    enum status status =
        scenario ? result_reader_scenario(reader, scenario, message) : message_no_memory(message, "for a scenario");
    const bool items =
        status == STATUS_OK && scenario->landscape.present && scenario->landscape.kind == LANDSCAPE_RECIPES;
    const struct random_seeds seeds = items ? scenario_seeds(scenario) : (struct random_seeds){0};
    if (items) status = recipes_make(&recipes, &scenario->landscape, &seeds, &place, message);
    if (items && status == STATUS_OK) {
        status = name_items(lineage, &recipes);
        if (status != STATUS_OK) message_status(message, status);
    }
    recipes_free(&recipes);
    free(scenario);
    return status;
}

enum status lineage_read(struct lineage *lineage, const struct result_reader *reader, struct message *message)
{
    *lineage = (struct lineage){0};
    if (!result_reader_recorded(reader, EVENT_adoption))
        return message_set(
            message, STATUS_INPUT, "%s: adoptions were not recorded (observe.adoptions)", result_reader_path(reader));
    const struct {
        enum event_table table;
        void **rows;
        int64_t *count;
    } parts[] = {
        {EVENT_adoption, (void **)&lineage->adoption, &lineage->adoption_count},
        {EVENT_adoption_source, (void **)&lineage->source, &lineage->source_count},
        {EVENT_practice, (void **)&lineage->practice, &lineage->practice_count},
        {EVENT_practice_parent, (void **)&lineage->parent, &lineage->parent_count},
        {EVENT_turnover, (void **)&lineage->turnover, &lineage->turnover_count},
        {EVENT_drop, (void **)&lineage->drop, &lineage->drop_count},
    };
    int64_t agents = hdf5_length(result_reader_file(reader), "agents/agent");
    lineage->agent_count = agents > 0 ? (int32_t)agents : 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == STATUS_OK; i++)
        status = result_reader_rows(reader, parts[i].table, parts[i].rows, parts[i].count, message);
    if (status == STATUS_OK) status = find_ends(lineage, message);
    if (status == STATUS_OK) status = result_reader_agent_labels(reader, &lineage->agents, message);
    if (status == STATUS_OK) status = result_reader_practice_labels(reader, &lineage->practices, message);
    if (status == STATUS_OK && lineage->practices.count == 0) status = find_names(lineage, reader, message);
    if (status != STATUS_OK) lineage_free(lineage);
    return status;
}

int32_t lineage_domains(const struct lineage *lineage)
{
    int32_t domains = 1;
    for (int64_t i = 0; i < lineage->practice_count; i++) {
        int32_t domain = lineage->practice[i].domain;
        if (domain >= domains && domain < DOMAINS_MOST) domains = domain + 1;
    }
    return domains;
}

void lineage_free(struct lineage *lineage)
{
    free(lineage->adoption);
    free(lineage->source);
    free(lineage->practice);
    free(lineage->parent);
    free(lineage->turnover);
    free(lineage->drop);
    free(lineage->ended);
    result_labels_free(&lineage->agents);
    result_labels_free(&lineage->practices);
    *lineage = (struct lineage){0};
}
