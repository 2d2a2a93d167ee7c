/* Scenarios and runs: each public function is a thin step from texts and numbers to the layers below. */
#include <stdlib.h>
#include <string.h>

#include "io/network/network_file.h"
#include "io/result/run.h"
#include "io/scenario/scenario_file.h"
#include "io/scenario/tables.h"
#include "io/text/text_file.h"
#include "io/text/version.h"
#include "library/library_inner.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"

struct selforg_scenario {
    struct scenario values;
    char *yaml, *folder; /* NULL where it came from no file */
    struct message message;
    char *text;                 /* of the last value asked for; NULL: none yet */
    struct parameter_path path; /* the last asked for */
};

#define STATUS(name, exit_code, public, sentence)                                                                      \
    _Static_assert((STATUS_##name == STATUS_OK) == (SELFORG_##public == SELFORG_OK), "only what is well comes out "    \
                                                                                     "so");
#include "base/status.def"

/* The number for what a function below returned; it leaves a sentence where there was no message. */
static selforg_result result(enum status status, struct message *message)
{
    static const selforg_result number[STATUS_COUNT] = {
#define STATUS(name, exit_code, public, sentence) [STATUS_##name] = SELFORG_##public,
#include "base/status.def"
    };
    if (status != STATUS_OK && !*message->text) (void)message_status(message, status);
    return number[status];
}

const char *selforg_version(void)
{
    return version_number();
}

/* ---- scenarios ---- */

selforg_scenario *selforg_scenario_create(void)
{
    selforg_scenario *scenario = calloc(1, sizeof *scenario);
    if (scenario) scenario->values = scenario_default;
    return scenario;
}

/* Back to how it was when new, but for the message. */
static void clear(selforg_scenario *scenario)
{
    free(scenario->yaml);
    free(scenario->folder);
    scenario->yaml = scenario->folder = NULL;
    scenario->values = scenario_default;
}

void selforg_scenario_free(selforg_scenario *scenario)
{
    if (!scenario) return;
    clear(scenario);
    free(scenario->text);
    free(scenario);
}

selforg_result selforg_scenario_read(selforg_scenario *scenario, const char *path)
{
    struct places places;
    struct message *message = &scenario->message;
    message->text[0] = 0;
    clear(scenario);
    enum status status = scenario_read(path, &scenario->values, &places, &scenario->yaml, message);
    if (status == STATUS_OK && !(scenario->folder = text_file_folder(path))) status = STATUS_MEMORY;
    if (status != STATUS_OK) clear(scenario);
    return result(status, message);
}

selforg_result selforg_scenario_read_text(selforg_scenario *scenario, const char *yaml)
{
    struct places places;
    struct message *message = &scenario->message;
    message->text[0] = 0;
    clear(scenario);
    scenario->yaml = strdup(yaml);
    enum status status = STATUS_MEMORY;
    if (scenario->yaml)
        status = scenario_read_text("scenario", yaml, strlen(yaml), &scenario->values, &places, message);
    if (status != STATUS_OK) clear(scenario);
    return result(status, message);
}

selforg_result selforg_scenario_set(selforg_scenario *scenario, const char *parameter, const char *value)
{
    struct message *message = &scenario->message;
    const struct parameter *found = parameter_find(parameter);
    const struct section *section = *parameter ? section_find(parameter) : NULL;
    message->text[0] = 0;
    if (found && table_stands_for(found, value))
        return result(table_take(&scenario->values, found, value, scenario->folder, message), message);
    if (found) return result(parameter_set(&scenario->values, found, value, message), message);
    if (section && strcmp(value, "{}") == 0) {
        section_set_present(&scenario->values, section);
        return SELFORG_OK;
    }
    if (section && strcmp(value, "absent") == 0) {
        section_set_absent(&scenario->values, section);
        return SELFORG_OK;
    }
    return result(parameter_unknown(parameter, message), message);
}

const char *selforg_scenario_get(selforg_scenario *scenario, const char *parameter)
{
    const struct parameter *found = parameter_find(parameter);
    if (!found) return NULL;
    free(scenario->text);
    scenario->text = parameter_text(&scenario->values, found);
    return scenario->text;
}

const char *selforg_scenario_parameter(selforg_scenario *scenario, int64_t i)
{
    if (i < 0 || i >= PARAMETER_TOTAL) return NULL;
    scenario->path = parameter_path(&parameter_table[i]);
    return scenario->path.text;
}

int selforg_scenario_in_force(const selforg_scenario *scenario, const char *parameter)
{
    const struct parameter *found = parameter_find(parameter);
    const struct section *section = found ? found->section : NULL;
    while (section && section->switched == SECTION_PART) section = section->whole; /* a part is there with its whole */
    return section && section_present(&scenario->values, section);
}

int selforg_scenario_has_effect(const selforg_scenario *scenario, const char *parameter)
{
    const struct parameter *found = parameter_find(parameter);
    struct scenario settled = scenario->values;
    scenario_settle(&settled);
    return found && parameter_has_effect(&settled, found, NULL);
}

int selforg_scenario_is_default(const selforg_scenario *scenario, const char *parameter)
{
    const struct parameter *found = parameter_find(parameter);
    return found && parameter_is_default(&scenario->values, found);
}

/* What a run needs: the scenario settled and checked, and the network's file. `edges` is to be freed in any case. */
static enum status prepare(selforg_scenario *scenario, struct scenario *values, struct edge_list *edges)
{
    const char *culprit;
    const struct parameter *in_vain;
    *values = scenario->values;
    *edges = (struct edge_list){0};
    scenario->message.text[0] = 0;
    scenario_settle(values);
    enum status status = scenario_check(values, &culprit, &scenario->message);
    if (status == STATUS_OK) status = scenario_check_written(values, &in_vain, &scenario->message);
    if (status == STATUS_OK && people_are_given(&values->network))
        status = network_file_read(&values->network, scenario->folder, edges, NULL, &scenario->message);
    return status;
}

selforg_result selforg_scenario_run(selforg_scenario *scenario, const char *path, int threads, char digest[33])
{
    struct scenario values;
    struct edge_list edges;
    struct run_outcome outcome;
    enum status status = prepare(scenario, &values, &edges);
    if (status == STATUS_OK) {
        struct run_request request = {.result = {.path = path,
                                          .scenario = &values,
                                          .yaml_text = scenario->yaml,
                                          .file = people_are_given(&values.network) ? &edges : NULL,
                                          .threads = threads > 1 ? threads : 1,
                                          .commit_seconds = -1}};
        status = run_scenario(&request, &outcome, &scenario->message);
    }
    if (status == STATUS_OK && digest) digest_text(outcome.digest, digest);
    edge_list_free(&edges);
    return result(status, &scenario->message);
}

const char *selforg_scenario_message(const selforg_scenario *scenario)
{
    return scenario->message.text;
}

/* ---- runs ---- */

selforg_result selforg_run_create(selforg_run **created, selforg_scenario *scenario, int threads)
{
    selforg_run *run = calloc(1, sizeof *run);
    *created = NULL;
    if (!run) return result(STATUS_MEMORY, &scenario->message);
    run->observed = -1;
    enum status status = prepare(scenario, &run->scenario, &run->edges);
    if (status == STATUS_OK && !(run->crew = crew_new(threads > 1 ? threads : 1))) status = STATUS_MEMORY;
    const struct edge_list *edges = people_are_given(&run->scenario.network) ? &run->edges : NULL;
    if (status == STATUS_OK) status = model_create(&run->world, &run->scenario, edges, run->crew, &scenario->message);
    if (status == STATUS_OK) status = observation_create(&run->observation, run->world);
    if (status == STATUS_OK)
        *created = run;
    else
        selforg_run_free(run);
    return result(status, &scenario->message);
}

void selforg_run_free(selforg_run *run)
{
    if (!run) return;
    observation_free(&run->observation);
    model_free(run->world);
    crew_free(run->crew);
    edge_list_free(&run->edges);
    free(run);
}

selforg_result selforg_run_advance(selforg_run *run, int64_t steps)
{
    enum status status = STATUS_OK;
    run->message.text[0] = 0;
    events_clear(model_events(run->world));
    for (int64_t i = 0; i < steps && status == STATUS_OK; i++) {
        if (!run->keep_events) events_clear(model_events(run->world));
        status = model_step(run->world);
    }
    return result(status, &run->message);
}

int64_t selforg_run_steps_done(const selforg_run *run)
{
    return model_steps_done(run->world);
}

int64_t selforg_run_agents(const selforg_run *run)
{
    return model_agents(run->world);
}

selforg_result selforg_run_digest(selforg_run *run, char digest[33])
{
    struct digest whole;
    run->message.text[0] = 0;
    events_clear(model_events(run->world)); /* into the digest */
    enum status status = model_digest(run->world, &whole);
    if (status == STATUS_OK) digest_text(whole, digest);
    return result(status, &run->message);
}

selforg_result selforg_run_verify(selforg_run *run)
{
    run->message.text[0] = 0;
    return result(model_verify(run->world, &run->message), &run->message);
}

const char *selforg_run_message(const selforg_run *run)
{
    return run->message.text;
}
