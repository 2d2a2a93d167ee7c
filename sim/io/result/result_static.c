/* What a result file knows from the start: the parameters, the people, and the network that was read. */
#include <stdlib.h>
#include <string.h>

#include "io/result/result_layout.h"
#include "io/result/result_reader.h"
#include "scenario/check/only.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"

/* ---- parameters ---- */

static enum status write_text(hid_t group, const struct scenario *scenario, const struct parameter *parameter,
    hid_t *dataset, struct message *message)
{
    char *text = parameter_text(scenario, parameter);
    if (!text) return message_no_memory(message, "to write a parameter");
    enum status status = hdf5_scalar_text(group, parameter_path(parameter).text, text, dataset, message);
    free(text);
    return status;
}

static enum status write_value(hid_t group, const struct scenario *scenario, const struct parameter *parameter,
    hid_t *dataset, struct message *message)
{
    const struct parameter_path path = parameter_path(parameter);
    const void *value = parameter_value(scenario, parameter);
    struct hdf5_values number = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, value};
    int8_t flag;
    switch (parameter->type) {
    case PARAMETER_REAL:
        break;
    case PARAMETER_COUNT:
        number = (struct hdf5_values){H5T_STD_I64LE, H5T_NATIVE_INT64, value};
        break;
    case PARAMETER_FLAG:
        flag = *(const bool *)value;
        number = (struct hdf5_values){H5T_STD_I8LE, H5T_NATIVE_INT8, &flag};
        break;
    case PARAMETER_CHOICE:
    case PARAMETER_TEXT:
    case PARAMETER_NAMED:
    case PARAMETER_CHANGES:
    case PARAMETER_ARRIVALS:
        return write_text(group, scenario, parameter, dataset, message);
    }
    return hdf5_scalar(group, path.text, number, dataset, message);
}

static enum status write_parameter(
    hid_t group, const struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    hid_t dataset;
    enum status status = write_value(group, scenario, parameter, &dataset, message);
    if (status != STATUS_OK) return status;
    status = hdf5_describe(dataset, parameter->unit, parameter->doc, message);
    if (status == STATUS_OK)
        status = hdf5_attribute_number(dataset, "is_default", parameter_is_default(scenario, parameter), message);
    if (status == STATUS_OK && rule_gives(scenario, parameter))
        status = hdf5_attribute_text(dataset, "given_by", "adoption.rule", message);
    if (status == STATUS_OK && parameter->type == PARAMETER_FLAG)
        status = hdf5_describe_flag(dataset, H5T_STD_I8LE, message);
    return hdf5_end(status, dataset, parameter_path(parameter).text, message);
}

static bool has_any_effect(const struct scenario *scenario, const struct section *section)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].section == section && parameter_has_effect(scenario, &parameter_table[i], NULL))
            return true;
    return false;
}

/* What has effect, or was set; and all of the run as a whole. By any of its keys whoever reads the file knows that a
 * section is there: one of which nothing has effect is written whole. `scenario` is as by_values makes it. */
static bool is_told(const struct scenario *scenario, const struct parameter *parameter)
{
    const struct section *section = parameter->section;
    if (!section_present(scenario, section)) return false;
    if (section == &section_table[SECTION_INDEX_run] || parameter_written(scenario, parameter)) return true;
    if (parameter_has_effect(scenario, parameter, NULL)) return true;
    return section->switched == SECTION_OPTIONAL && !has_any_effect(scenario, section);
}

/* The same, as if every value that is no default had been written, and no other: what is told of a scenario goes by its
 * values alone, so that it is the same when it was read back. */
static struct scenario by_values(const struct scenario *scenario)
{
    struct scenario same = *scenario;
    for (int i = 0; i < PARAMETER_TOTAL; i++) same.written[i] = !parameter_is_default(scenario, &parameter_table[i]);
    return same;
}

enum status layout_parameters(hid_t file, const struct scenario *scenario, struct message *message)
{
    hid_t group;
    const struct scenario same = by_values(scenario);
    enum status status = hdf5_group(file, "parameters", &group, message);
    for (int i = 0; i < PARAMETER_TOTAL && status == STATUS_OK; i++)
        if (is_told(&same, &parameter_table[i])) status = write_parameter(group, &same, &parameter_table[i], message);
    return status;
}

/* ---- people and the network that was read ---- */

enum status layout_numbers(hid_t group, const char *name, const char *sentence, int64_t count, struct hdf5_scale *scale,
    struct message *message)
{
    hid_t dataset;
    int32_t *numbers = malloc((size_t)count * sizeof *numbers + 1);
    if (!numbers) return message_no_memory(message, "for numbers");
    for (int64_t i = 0; i < count; i++) numbers[i] = (int32_t)i;
    struct hdf5_values values = {H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
    enum status status = hdf5_vector(group, name, values, count, &dataset, message);
    if (status == STATUS_OK) status = hdf5_scale_begin(scale, dataset, name, message);
    if (status == STATUS_OK) status = hdf5_describe(dataset, "1", sentence, message);
    free(numbers);
    return status;
}

/* What every column of a table gets: its place on the dimension, its unit and its sentence. Takes `dataset` over. */
static enum status finish_column(
    hid_t dataset, struct hdf5_scale *scale, const char *unit, const char *sentence, struct message *message)
{
    enum status status = hdf5_scale_use(dataset, 1, &scale, message);
    if (status == STATUS_OK) status = hdf5_describe(dataset, unit, sentence, message);
    return hdf5_end(status, dataset, sentence, message);
}

static enum status write_column(hid_t group, const char *name, const char *sentence, struct hdf5_values values,
    int64_t count, struct hdf5_scale *scale, struct message *message)
{
    hid_t dataset;
    enum status status = hdf5_vector(group, name, values, count, &dataset, message);
    return status == STATUS_OK ? finish_column(dataset, scale, "1", sentence, message) : status;
}

static enum status write_labels(hid_t group, const char *name, const char *sentence, const struct labels *labels,
    struct hdf5_scale *scale, struct message *message)
{
    hid_t dataset;
    const char *const *text = (const char *const *)labels->text;
    enum status status = hdf5_vector_text(group, name, text, labels->count, &dataset, message);
    return status == STATUS_OK ? finish_column(dataset, scale, NULL, sentence, message) : status;
}

static struct hdf5_values whole_numbers(const int32_t *numbers)
{
    return (struct hdf5_values){H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
}

enum { MOVES_TEXT = 8192 };

/* Which moves each has, where not everybody has all. */
static enum status write_moves(
    hid_t group, const struct result_source *source, struct hdf5_scale *agent, struct message *message)
{
    struct labels moves = {0};
    char text[MOVES_TEXT] = "";
    const int64_t agents = model_agents(source->world);
    moves.text = calloc((size_t)agents, sizeof *moves.text);
    bool room = moves.text != NULL;
    for (; room && moves.count < agents; moves.count += room) {
        (void)model_moves(source->world, (int32_t)moves.count, source->home_unit[moves.count], sizeof text, text);
        moves.text[moves.count] = strdup(text);
        room = moves.text[moves.count] != NULL;
    }
    enum status status = room ? write_labels(group, "moves",
                                    "The moves that the agent had at the start, in the order in which they are tried: "
                                    "numbers of bits, from 0; on a ring numbers of places ahead.",
                                    &moves, agent, message)
                              : message_no_memory(message, "to write what moves people have");
    result_labels_free(&moves);
    return status;
}

enum status layout_people(hid_t file, const struct result_source *source, struct message *message)
{
    const struct labels *labels = source->request->file ? &source->request->file->agents : NULL;
    const int64_t agents = model_agents(source->world);
    struct hdf5_scale agent = {.dataset = -1};
    hid_t group;
    enum status status = hdf5_group(file, "agents", &group, message);
    if (status == STATUS_OK) status = layout_numbers(group, "agent", "Agents.", agents, &agent, message);
    if (status == STATUS_OK)
        status = write_column(group, "home_unit", "Number of the unit that the agent belonged to at the start.",
            whole_numbers(source->home_unit), agents, &agent, message);
    if (status == STATUS_OK && labels && labels->count > 0)
        status = write_labels(group, "label", "The agent's id in the network's file.", labels, &agent, message);
    char some[MOVES_TEXT];
    if (status == STATUS_OK && agents > 0 && model_moves(source->world, 0, source->home_unit[0], sizeof some, some))
        status = write_moves(group, source, &agent, message);
    return hdf5_scale_end(status, &agent, message);
}

/* The two ends of every edge as two columns. */
static enum status write_edges(hid_t group, const struct edge_list *list, struct message *message)
{
    static const char *const names[] = {"source", "target"};
    struct hdf5_scale edge = {.dataset = -1};
    int32_t *ends = malloc((size_t)list->edge_count * sizeof *ends + 1);
    if (!ends) return message_no_memory(message, "for edges");
    enum status status = layout_numbers(group, "edge", "Edges.", list->edge_count, &edge, message);
    for (int k = 0; k < 2 && status == STATUS_OK; k++) {
        for (int64_t i = 0; i < list->edge_count; i++) ends[i] = list->edges[2 * i + k];
        status =
            write_column(group, names[k], "An end of the edge.", whole_numbers(ends), list->edge_count, &edge, message);
    }
    if (status == STATUS_OK && list->weight) {
        struct hdf5_values weights = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, list->weight};
        status = write_column(group, "weight", "Weight of the edge.", weights, list->edge_count, &edge, message);
    }
    free(ends);
    return hdf5_scale_end(status, &edge, message);
}

/* What the file says of people. */
static enum status write_traits(
    hid_t group, const struct edge_list *list, struct hdf5_scale *agent, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < TRAIT_COUNT && status == STATUS_OK; i++) {
        const struct trait_info *info = &trait_table[i];
        struct hdf5_values values = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, list->trait[i]};
        if (list->trait[i])
            status = write_column(group, info->column, info->sentence, values, list->agent_count, agent, message);
    }
    return status;
}

static enum status write_nodes(hid_t group, const struct edge_list *list, struct message *message)
{
    struct hdf5_scale agent = {.dataset = -1}, unit = {.dataset = -1};
    enum status status = layout_numbers(group, "agent", "Agents.", list->agent_count, &agent, message);
    if (status == STATUS_OK && list->agents.count > 0)
        status = write_labels(group, "agent_label", "Ids in the file.", &list->agents, &agent, message);
    if (status == STATUS_OK && list->unit)
        status = write_column(group, "agent_unit", "Number of the agent's unit.", whole_numbers(list->unit),
            list->agent_count, &agent, message);
    if (status == STATUS_OK) status = write_traits(group, list, &agent, message);
    if (status == STATUS_OK && list->unit_count > 0)
        status = layout_numbers(group, "unit", "Units.", list->unit_count, &unit, message);
    if (status == STATUS_OK && list->units.count > 0)
        status = write_labels(group, "unit_label", "The units' names.", &list->units, &unit, message);
    status = hdf5_scale_end(status, &agent, message);
    return hdf5_scale_end(status, &unit, message);
}

/* What was read as what, in the file's own words. */
static enum status write_words(hid_t group, const struct network_words *words, struct message *message)
{
    const struct {
        const char *name, *sentence, *text;
    } texts[] = {{"used", "Columns or attributes of the file that were used.", words->used},
        {"ignored", "Columns or attributes of the file that were not used.", words->ignored},
        {"notes", "What else is odd in the file.", words->notes}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == STATUS_OK; i++) {
        hid_t dataset;
        status = hdf5_scalar_text(group, texts[i].name, texts[i].text ? texts[i].text : "", &dataset, message);
        if (status == STATUS_OK) status = hdf5_describe(dataset, NULL, texts[i].sentence, message);
    }
    return status;
}

enum status layout_input(hid_t file, const struct edge_list *list, struct message *message)
{
    hid_t input, group;
    if (!list) return STATUS_OK;
    const struct {
        const char *name, *unit, *sentence;
        int64_t value;
        bool flag;
    } facts[] = {{"directed", "1", "1: an edge is one-way, its source tells its target.", list->directed, true},
        {"self_loops", "ties", "Self-loops that the file had; left out.", list->self_loops, false},
        {"duplicates", "ties", "Duplicates that the file had; left out, their weights added.", list->duplicates, false},
        {"both_ways", "ties", "Ties that the file had from either end; of an undirected network.", list->both_ways,
            false},
        {"isolated", "agents", "Agents without a tie.", list->isolated, false}};
    enum status status = hdf5_group(file, "input", &input, message);
    if (status == STATUS_OK) status = hdf5_group(input, "network", &group, message);
    if (status == STATUS_OK) status = write_edges(group, list, message);
    if (status == STATUS_OK) status = write_nodes(group, list, message);
    if (status == STATUS_OK) status = write_words(group, &list->words, message);
    for (size_t i = 0; i < sizeof facts / sizeof *facts && status == STATUS_OK; i++) {
        hid_t dataset;
        struct hdf5_values count = {H5T_STD_I64LE, H5T_NATIVE_INT64, &facts[i].value};
        status = hdf5_scalar(group, facts[i].name, count, &dataset, message);
        if (status == STATUS_OK) status = hdf5_describe(dataset, facts[i].unit, facts[i].sentence, message);
        if (status == STATUS_OK && facts[i].flag) status = hdf5_describe_flag(dataset, H5T_STD_I64LE, message);
    }
    return status;
}
