/* A run for a page that plays it: everything that the page asks of a run, as JSON. The run is made once more from what
 * the file holds, so that nothing depends on what was recorded; it must come to the file's digest. */
#include <math.h>
#include <string.h>

#include "io/result/run.h"
#include "model/cycle/model.h"
#include "program/page/page_inner.h"
#include "program/terminal/json.h"
#include "study/whatif/whatif.h"

/* The tables that the page follows, and how often it may be told of ties. */
static const enum event_table followed[] = {EVENT_practice, EVENT_creation, EVENT_project, EVENT_member, EVENT_adoption,
    EVENT_adoption_source, EVENT_drop, EVENT_turnover, EVENT_community, EVENT_community_member};
enum { FOLLOWED = sizeof followed / sizeof *followed, TIES_TOLD = 24, NUMBERS_MOST = 3000000 };

struct bytes ARRAY_OF(char);
struct series ARRAY_OF(double);

struct recording {
    const struct world *world;
    struct numbers units; /* at the start */
    int32_t steps;
    struct bytes tables[FOLLOWED];
    int64_t rows[FOLLOWED];
    struct series series[OBSERVABLE_COUNT];
    int64_t length[OBSERVABLE_COUNT]; /* of one step */
    struct numbers ties;              /* a step, how many, and both people of each, again and again */
    int64_t ties_before, told_at;
    bool short_of_memory;
};

static void need(struct recording *recording, bool there)
{
    recording->short_of_memory = recording->short_of_memory || !there;
}

static void begin(void *context, const struct world *world)
{
    struct recording *recording = context;
    recording->world = world;
    for (int32_t agent = 0; agent < model_agents(world); agent++)
        need(recording, array_push(&recording->units, model_network(world)->unit[agent]));
}

static void add_ties(struct recording *recording, int32_t step)
{
    const struct network *network = model_network(recording->world);
    const int64_t at = recording->ties.count;
    need(recording, array_push(&recording->ties, step) && array_push(&recording->ties, 0));
    for (int32_t agent = 0; agent < network->agent_count && !recording->short_of_memory; agent++)
        for (int32_t k = 0, count = tie_count(recording->world, agent); k < count; k++) {
            const int32_t other = tie_at(recording->world, agent, k).agent;
            if (!network->directed && other < agent) continue;
            need(recording, array_push(&recording->ties, agent) && array_push(&recording->ties, other));
        }
    if (!recording->short_of_memory) recording->ties.items[at + 1] = (int32_t)((recording->ties.count - at - 2) / 2);
}

/* At the start, and then now and then where ties have come or gone. */
static void note_ties(struct recording *recording, int32_t step)
{
    const int64_t count = model_network(recording->world)->tie_count;
    const int64_t interval = 1 + recording->steps / TIES_TOLD;
    const bool due = step == 0 || (count != recording->ties_before && step - recording->told_at >= interval);
    if (!due || recording->ties.count + 2 * count > NUMBERS_MOST) return;
    recording->ties_before = count;
    recording->told_at = step;
    add_ties(recording, step);
}

static void take_events(void *context, const struct events *events)
{
    struct recording *recording = context;
    note_ties(recording, model_steps_done(recording->world));
    for (int t = 0; t < FOLLOWED; t++) {
        int64_t rows;
        const void *first = events_rows(events, followed[t], &rows);
        const int64_t size = rows * (int64_t)event_tables[followed[t]].row_size;
        struct bytes *table = &recording->tables[t];
        need(recording, array_reserve(table, size));
        if (recording->short_of_memory || rows == 0) continue;
        memcpy(table->items + table->count, first, (size_t)size);
        table->count += size;
        recording->rows[t] += rows;
    }
}

static void take_row(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    struct recording *recording = context;
    (void)step, (void)steps;
    for (int i = 0; observation && i < OBSERVABLE_COUNT; i++) {
        recording->length[i] = observation->length[i];
        for (int64_t k = 0; k < observation->length[i]; k++)
            need(recording, array_push(&recording->series[i], observation->value[i][k]));
    }
}

/* ---- as JSON ---- */

static double value_at(const struct event_column *column, const char *row)
{
    int32_t number;
    double amount;
    if (column->type == EVENT_CATEGORY) return row[column->offset];
    memcpy(&number, row + column->offset, sizeof number);
    if (column->type == EVENT_NUMBER) return number;
    memcpy(&amount, row + column->offset, sizeof amount);
    return amount;
}

static void print_words(const struct event_table_info *info, FILE *stream)
{
    const char *between = "";
    fputs("},\"words\":{", stream);
    for (int c = 0; c < info->column_count; c++) {
        const struct event_column *column = &info->columns[c];
        if (column->category_count == 0) continue;
        fprintf(stream, "%s\"%s\":[", between, column->name);
        for (int k = 0; k < column->category_count; k++)
            fprintf(stream, "%s\"%s\"", k > 0 ? "," : "", column->categories[k].name);
        fputs("]", stream);
        between = ",";
    }
    fputs("}}", stream);
}

static void print_table(const struct recording *recording, int t, FILE *stream)
{
    const struct event_table_info *info = &event_tables[followed[t]];
    fprintf(stream, "%s\"%s\":{\"columns\":{", t > 0 ? "," : "", info->name);
    for (int c = 0; c < info->column_count; c++) {
        fprintf(stream, "%s\"%s\":[", c > 0 ? "," : "", info->columns[c].name);
        for (int64_t row = 0; row < recording->rows[t]; row++) {
            if (row > 0) fputc(',', stream);
            json_number(
                stream, value_at(&info->columns[c], recording->tables[t].items + row * (int64_t)info->row_size));
        }
        fputs("]", stream);
    }
    print_words(info, stream);
}

static void print_series(const struct recording *recording, int i, FILE *stream)
{
    const int64_t length = recording->length[i], steps = recording->series[i].count / length;
    for (int64_t step = 0; step < steps; step++) {
        fputs(step > 0 ? "," : "", stream);
        fputs(length > 1 ? "[" : "", stream);
        for (int64_t k = 0; k < length; k++) {
            fputs(k > 0 ? "," : "", stream);
            json_number(stream, recording->series[i].items[step * length + k]);
        }
        fputs(length > 1 ? "]" : "", stream);
    }
}

/* A series of which each step has the same number of values. */
static bool is_told(const struct recording *recording, int i)
{
    const int64_t length = recording->length[i];
    return length > 0 && recording->series[i].count == length * (recording->steps + 1) &&
           recording->series[i].count <= NUMBERS_MOST / 10;
}

static void print_ties(const struct numbers *ties, FILE *stream)
{
    for (int64_t at = 0; at < ties->count;) {
        const int64_t count = 2 * (int64_t)ties->items[at + 1];
        fprintf(stream, "%s{\"step\":%d,\"pairs\":[", at > 0 ? "," : "", (int)ties->items[at]);
        at += 2;
        for (int64_t k = 0; k < count; k++) fprintf(stream, "%s%d", k > 0 ? "," : "", (int)ties->items[at + k]);
        fputs("]}", stream);
        at += count;
    }
}

static void print_labels(const char *name, const struct labels *labels, FILE *stream)
{
    fprintf(stream, ",\"%s\":[", name);
    for (int32_t i = 0; i < labels->count; i++) {
        fputs(i > 0 ? "," : "", stream);
        json_text(stream, labels->text[i]);
    }
    fputs("]", stream);
}

static int32_t domains_of(const struct scenario *scenario)
{
    return scenario->landscape.present ? (int32_t)scenario->landscape.domains : 1;
}

static void print_recording(const struct recording *recording, const struct whatif_base *base, FILE *stream)
{
    char digest[DIGEST_TEXT];
    const char *between = "";
    digest_text(base->stated, digest);
    fprintf(stream, "{\"digest\":\"%s\",\"people\":%lld,\"steps\":%d,\"domains\":%d,\"units\":[", digest,
        (long long)recording->units.count, (int)recording->steps, (int)domains_of(&base->scenario));
    for (int64_t i = 0; i < recording->units.count; i++)
        fprintf(stream, "%s%d", i > 0 ? "," : "", (int)recording->units.items[i]);
    fputs("]", stream);
    print_labels("agents", &base->agents, stream);
    print_labels("practices", &base->practices, stream);
    fputs(",\"ties\":[", stream);
    print_ties(&recording->ties, stream);
    fputs("],\"series\":{", stream);
    for (int i = 0; i < OBSERVABLE_COUNT; i++) {
        if (!is_told(recording, i)) continue;
        fprintf(stream, "%s\"%s\":[", between, observable_table[i].name);
        print_series(recording, i, stream);
        fputs("]", stream);
        between = ",";
    }
    fputs("},\"tables\":{", stream);
    for (int t = 0; t < FOLLOWED; t++) print_table(recording, t, stream);
    fputs("}}", stream);
}

/* ---- the run ---- */

static void free_recording(struct recording *recording)
{
    for (int t = 0; t < FOLLOWED; t++) array_free(&recording->tables[t]);
    for (int i = 0; i < OBSERVABLE_COUNT; i++) array_free(&recording->series[i]);
    array_free(&recording->ties);
    array_free(&recording->units);
}

/* A run of the same length, every step of which is seen. */
static enum status record(const struct whatif_base *base, struct recording *recording, struct message *message)
{
    struct scenario scenario = base->scenario;
    struct run_outcome outcome;
    scenario.run.until[0] = '\0';
    scenario.run.steps = base->steps;
    scenario.observe.every = 1;
    scenario_settle(&scenario);
    recording->steps = base->steps;
    const struct run_request request = {.result = {.scenario = &scenario,
                                            .file = base->has_network ? &base->network : NULL,
                                            .threads = threads_to_use(0)},
        .begun = begin,
        .happened = take_events,
        .progress = take_row,
        .context = recording};
    enum status status = run_scenario(&request, &outcome, message);
    if (status == STATUS_OK && recording->short_of_memory) status = STATUS_MEMORY;
    if (status == STATUS_OK && memcmp(&outcome.digest, &base->stated, sizeof outcome.digest) != 0)
        status = message_set(message, STATUS_DAMAGED, "run again, it came out differently");
    return status;
}

enum status page_print_record(const char *path, struct scenario *scenario, char **text, struct message *message)
{
    struct whatif_base base;
    struct recording recording = {.steps = 0};
    size_t length = 0;
    *text = NULL;
    enum status status = whatif_read(&base, path, message);
    if (status == STATUS_OK) status = record(&base, &recording, message);
    FILE *stream = status == STATUS_OK ? open_memstream(text, &length) : NULL;
    if (status == STATUS_OK && !stream) status = STATUS_MEMORY;
    if (stream) {
        print_recording(&recording, &base, stream);
        if (fclose(stream) != 0) status = STATUS_MEMORY;
    }
    *scenario = base.scenario;
    free_recording(&recording);
    whatif_close(&base);
    return status;
}
