#include "io/result/result_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/hdf5/hdf5_read.h"
#include "io/result/result_layout.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

enum { ROWS_AT_ONCE = 1 << 16 };

/* Says which file it is about. */
static enum status about(const struct result_reader *reader, enum status status, struct message *message)
{
    if (status != STATUS_OK) message_prefix(message, "%s: ", result_reader_path(reader));
    return status;
}

/* ---- the scenario ---- */

enum status result_reader_yaml(const struct result_reader *reader, char **text, struct message *message)
{
    return about(
        reader, hdf5_read_attribute_text(result_reader_file(reader), ".", "scenario_yaml", text, message), message);
}

/* The recorded value as text that parameter_set understands, so that its range is checked on the way in. */
static enum status read_value(hid_t group, const char *path, const struct parameter *parameter,
    struct scenario *scenario, struct message *message)
{
    char *text = NULL, printed[PARAMETER_TEXT_LENGTH];
    char *value = (char *)scenario + parameter->offset;
    int8_t flag = 0;
    enum status status = STATUS_OK;
    switch (parameter->type) {
    case PARAMETER_REAL:
        status = hdf5_read_scalar(group, path, H5T_NATIVE_DOUBLE, value, message);
        break;
    case PARAMETER_COUNT:
        status = hdf5_read_scalar(group, path, H5T_NATIVE_INT64, value, message);
        break;
    case PARAMETER_FLAG:
        status = hdf5_read_scalar(group, path, H5T_NATIVE_INT8, &flag, message);
        *(bool *)value = flag != 0;
        break;
    case PARAMETER_CHOICE:
    case PARAMETER_TEXT:
    case PARAMETER_NAMED:
    case PARAMETER_CHANGES:
    case PARAMETER_ARRIVALS:
        status = hdf5_read_text(group, path, &text, message);
        break;
    }
    if (status == STATUS_OK && !text) parameter_print(scenario, parameter, printed);
    if (status == STATUS_OK) status = parameter_set(scenario, parameter, text ? text : printed, message);
    free(text);
    return status;
}

/* What is not in force is not in the file: it keeps its default, and its section is absent. */
static enum status read_parameter(
    hid_t group, const struct parameter *parameter, struct scenario *scenario, struct message *message)
{
    const struct parameter_path path = parameter_path(parameter);
    return hdf5_has(group, path.text) ? read_value(group, path.text, parameter, scenario, message) : STATUS_OK;
}

enum status result_reader_scenario(
    const struct result_reader *reader, struct scenario *scenario, struct message *message)
{
    *scenario = scenario_default;
    hid_t group = H5Gopen2(result_reader_file(reader), "parameters", H5P_DEFAULT);
    enum status status = STATUS_OK;
    if (group < 0) status = hdf5_refused(message, STATUS_READ, "cannot open", "parameters");
    for (int i = 0; i < PARAMETER_TOTAL && status == STATUS_OK; i++)
        status = read_parameter(group, &parameter_table[i], scenario, message);
    hdf5_drop(group);
    if (status == STATUS_OK) {
        const char *culprit;
        scenario_settle(scenario);
        status = scenario_check(scenario, &culprit, message);
    }
    if (status == STATUS_INPUT) status = STATUS_DAMAGED; /* it is the file that says so, not a person */
    return about(reader, status, message);
}

/* ---- events ---- */

static void table_path(enum event_table table, const char *column, char path[128])
{
    snprintf(path, 128, "events/%s/%s", event_tables[table].name, column);
}

bool result_reader_recorded(const struct result_reader *reader, enum event_table table)
{
    char path[128];
    table_path(table, "event", path);
    return hdf5_has(result_reader_file(reader), path);
}

int64_t result_reader_row_count(const struct result_reader *reader, enum event_table table)
{
    char path[128];
    table_path(table, "event", path);
    int64_t length = hdf5_length(result_reader_file(reader), path);
    return length > 0 ? length : 0;
}

/* Reads one column into its place in every row. */
static enum status read_column(const struct result_reader *reader, enum event_table table,
    const struct event_column *column, char *rows, int64_t count, struct message *message)
{
    char path[128];
    table_path(table, column->name, path);
    if (hdf5_length(result_reader_file(reader), path) != count)
        return message_set(message, STATUS_DAMAGED, "%s does not have %lld rows", path, (long long)count);
    const size_t row_size = event_tables[table].row_size;
    const hid_t types[] = {
        [EVENT_NUMBER] = H5T_NATIVE_INT32, [EVENT_AMOUNT] = H5T_NATIVE_DOUBLE, [EVENT_CATEGORY] = H5T_NATIVE_INT8};
    const hid_t memory = types[column->type];
    const size_t size = H5Tget_size(memory);
    char *values = malloc(ROWS_AT_ONCE * size);
    hid_t dataset = H5Dopen2(result_reader_file(reader), path, H5P_DEFAULT);
    enum status status = values ? STATUS_OK : message_no_memory(message, "to read %s", path);
    for (int64_t first = 0; first < count && status == STATUS_OK; first += ROWS_AT_ONCE) {
        int64_t taken = count - first < ROWS_AT_ONCE ? count - first : ROWS_AT_ONCE;
        status = hdf5_read_rows(dataset, memory, first, taken, values, message);
        char *place = rows + (size_t)first * row_size + column->offset;
        for (int64_t i = 0; i < taken && status == STATUS_OK; i++)
            memcpy(place + (size_t)i * row_size, values + (size_t)i * size, size);
    }
    hdf5_drop(dataset);
    free(values);
    return status;
}

enum status result_reader_rows(
    const struct result_reader *reader, enum event_table table, void **rows, int64_t *count, struct message *message)
{
    const struct event_table_info *info = &event_tables[table];
    char path[128];
    *rows = NULL;
    *count = result_reader_row_count(reader, table);
    if (!result_reader_recorded(reader, table)) return STATUS_OK;
    table_path(table, "event", path);
    enum status status = STATUS_OK;
    if (hdf5_length(result_reader_file(reader), path) < 0)
        status = message_set(message, STATUS_DAMAGED, "%s is not what it should be", path);
    if (*count > 0 && !(*rows = calloc((size_t)*count, info->row_size)))
        status = message_no_memory(message, "for %lld events", (long long)*count);
    for (int c = 0; c < info->column_count && status == STATUS_OK; c++)
        status = read_column(reader, table, &info->columns[c], *rows, *count, message);
    if (status != STATUS_OK) {
        free(*rows);
        *rows = NULL;
        *count = 0;
    }
    return about(reader, status, message);
}

/* ---- digests ---- */

static enum status read_digest(
    const struct result_reader *reader, const char *path, struct digest *digest, struct message *message)
{
    char *text = NULL, written[DIGEST_TEXT];
    unsigned long long high = 0, low = 0;
    enum status status = hdf5_read_text(result_reader_file(reader), path, &text, message);
    if (status != STATUS_OK) return status;
    int found = sscanf(text, "%16llx%16llx", &high, &low);
    *digest = (struct digest){.low = low, .high = high};
    digest_text(*digest, written);
    if (found != 2 || strcmp(text, written) != 0)
        status = message_set(message, STATUS_DAMAGED, "%s is no digest", path);
    free(text);
    return status;
}

enum status result_reader_digests(
    const struct result_reader *reader, struct result_digests *digests, struct message *message)
{
    char path[128];
    enum status status = read_digest(reader, "run/digest", &digests->run, message);
    if (status == STATUS_OK) status = read_digest(reader, "run/digest_state", &digests->state, message);
    if (status == STATUS_OK) status = read_digest(reader, "run/checksum", &digests->checksum, message);
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++) {
        snprintf(path, sizeof path, "run/digest_%s", event_tables[t].name);
        status = read_digest(reader, path, &digests->events[t], message);
    }
    return about(reader, status, message);
}

/* ---- labels ---- */

void result_labels_free(struct labels *labels)
{
    for (int32_t i = 0; i < labels->count; i++) free(labels->text[i]);
    free(labels->text);
    *labels = (struct labels){0};
}

enum status result_labels_read(hid_t file, const char *path, struct labels *labels, struct message *message)
{
    *labels = (struct labels){0};
    int64_t count = hdf5_length(file, path);
    if (count <= 0 && !(count < 0 && hdf5_has(file, path))) return STATUS_OK;
    if (count < 0 || count > INT32_MAX)
        return message_set(message, STATUS_DAMAGED, "%s is not what it should be", path);
    enum status status = hdf5_read_texts(file, path, count, &labels->text, message);
    if (status == STATUS_OK) labels->count = (int32_t)count;
    return status;
}

enum status result_reader_agent_labels(
    const struct result_reader *reader, struct labels *labels, struct message *message)
{
    return about(reader, result_labels_read(result_reader_file(reader), "agents/label", labels, message), message);
}

enum status result_reader_practice_labels(
    const struct result_reader *reader, struct labels *labels, struct message *message)
{
    return about(reader, result_labels_read(result_reader_file(reader), "practice", labels, message), message);
}
