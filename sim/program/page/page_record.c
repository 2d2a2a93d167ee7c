/* A run for a page that plays it. The run is made once more from what the file holds, so that nothing depends on what
 * was recorded; it must come to the file's digest. */
#include <string.h>

#include "io/result/run.h"
#include "program/page/page_inner.h"
#include "program/terminal/json.h"
#include "recording/recording.h"
#include "study/whatif/whatif.h"

struct record {
    struct scenario scenario; /* as it is run */
    struct recording recording;
};

static void begin(void *context, const struct world *world)
{
    struct record *record = context;
    recording_begin(&record->recording, world, &record->scenario);
}

static void take_events(void *context, const struct events *events)
{
    struct record *record = context;
    recording_take_events(&record->recording, events);
}

static void take_row(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    struct record *record = context;
    (void)step, (void)steps;
    if (observation) recording_take_row(&record->recording, observation);
}

static enum status make(
    const char *path, const struct whatif_base *base, struct record *record, struct message *message)
{
    struct run_outcome outcome;
    record->scenario = base->scenario;
    recording_scenario(&record->scenario, base->steps);
    const struct run_request request = {.result = {.scenario = &record->scenario,
                                            .file = base->has_network ? &base->network : NULL,
                                            .threads = threads_to_use(0)},
        .begun = begin,
        .happened = take_events,
        .progress = take_row,
        .context = record};
    enum status status = run_scenario(&request, &outcome, message);
    if (status == STATUS_OK && record->recording.short_of_memory) status = STATUS_MEMORY;
    if (status == STATUS_OK && memcmp(&outcome.digest, &base->stated, sizeof outcome.digest) != 0)
        status = message_set(message, STATUS_DAMAGED, "%s: run again, it came out differently", path);
    return status;
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

/* What happened, and what people and practices are called. */
static enum status print(const struct recording *recording, const struct whatif_base *base, char **text)
{
    struct json_buffer json = {.short_of_memory = false};
    size_t length = 0;
    recording_print(recording, base->stated, &json);
    const char *happened = json_buffer_end(&json);
    FILE *stream = happened ? open_memstream(text, &length) : NULL;
    enum status status = stream ? STATUS_OK : STATUS_MEMORY;
    if (stream) {
        fprintf(stream, "{%s", happened);
        print_labels("agents", &base->agents, stream);
        print_labels("practices", &base->practices, stream);
        fputs("}", stream);
        if (fclose(stream) != 0) status = STATUS_MEMORY;
    }
    json_buffer_free(&json);
    return status;
}

enum status page_print_record(const char *path, struct scenario *scenario, char **text, struct message *message)
{
    struct whatif_base base;
    struct record record = {.recording = {.steps = 0}};
    *text = NULL;
    enum status status = whatif_read(&base, path, message);
    if (status == STATUS_OK) status = make(path, &base, &record, message);
    if (status == STATUS_OK) status = print(&record.recording, &base, text);
    *scenario = base.scenario;
    recording_free(&record.recording);
    whatif_close(&base);
    return status;
}
