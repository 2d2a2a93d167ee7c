/* The core as a WebAssembly module: what a page may call.
 *
 * One run at a time. A page fills the text buffer and calls; texts end with a zero. Views of the module's memory must
 * be made anew after every call, since memory may have grown.
 */
#include <stdio.h>
#include <string.h>

#include "model/state/model.h"
#include "scenario/parameters.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { TEXT_LENGTH = 8192 };

/* The one run of a module's instance: a module is its own little process. */
static struct {
    struct scenario scenario;
    struct world *world;
    struct observation observation;
    char text[TEXT_LENGTH];
} run;

static int say(enum status status, const struct message *message)
{
    if (status != STATUS_OK)
        snprintf(run.text, sizeof run.text, "%s", message->text[0] ? message->text : status_sentence(status));
    return (int)status;
}

/* Where texts go in and out: TEXT_LENGTH bytes. */
EXPORT(text) char *module_text(void);
char *module_text(void)
{
    return run.text;
}

/* Begins a new scenario: every default, no mechanism. */
EXPORT(begin) void module_begin(void);
void module_begin(void)
{
    observation_free(&run.observation);
    model_free(run.world);
    run.world = NULL;
    run.scenario = scenario_default;
}

static enum status assign(char *assignment, struct message *message)
{
    char *value = strchr(assignment, '=');
    if (value) *value++ = '\0';
    const struct section *section = section_find(assignment);
    if (!value && section) {
        section_set_present(&run.scenario, section);
        return STATUS_OK;
    }
    const struct parameter *parameter = parameter_find(assignment);
    if (!parameter || !value) return parameter_unknown(assignment, message);
    return parameter_set(&run.scenario, parameter, value, message);
}

/* Takes "section.key=value", or "section" alone to switch a section on, from the text. 0, or a status with its message
 * in the text. */
EXPORT(set) int module_set(void);
int module_set(void)
{
    struct message message = {""};
    return say(assign(run.text, &message), &message);
}

/* Makes the world at step 0. 0, or a status with its message in the text. */
EXPORT(start) int module_start(void);
int module_start(void)
{
    struct message message = {""};
    const char *culprit;
    scenario_settle(&run.scenario);
    enum status status = scenario_check(&run.scenario, &culprit, &message);
    if (status == STATUS_OK) status = model_create(&run.world, &run.scenario, NULL, NULL, &message);
    if (status == STATUS_OK) status = observation_create(&run.observation, run.world);
    return say(status, &message);
}

/* Does so many steps. 0, or a status with its message in the text. */
EXPORT(step) int module_step(int steps);
int module_step(int steps)
{
    struct message message = {""};
    enum status status = STATUS_OK;
    while (steps-- > 0 && status == STATUS_OK) {
        events_clear(model_events(run.world));
        status = model_step(run.world);
    }
    return say(status, &message);
}

/* How many steps the scenario asks for. */
EXPORT(steps) int module_steps(void);
int module_steps(void)
{
    return (int)run.scenario.run.steps;
}

/* Looks, and gives the number of an observable's values: doubles at module_values. The name comes from the text. */
EXPORT(observe) int module_observe(void);
int module_observe(void)
{
    model_observe(run.world, &run.observation);
    for (int o = 0; o < OBSERVABLE_COUNT; o++)
        if (strcmp(observable_table[o].name, run.text) == 0) return (int)run.observation.length[o];
    return -1;
}

EXPORT(values) double *module_values(void);
double *module_values(void)
{
    for (int o = 0; o < OBSERVABLE_COUNT; o++)
        if (strcmp(observable_table[o].name, run.text) == 0) return run.observation.value[o];
    return NULL;
}

/* Writes the digest of the run so far into the text. */
EXPORT(digest) int module_digest(void);
int module_digest(void)
{
    struct digest digest;
    events_clear(model_events(run.world));
    enum status status = model_digest(run.world, &digest);
    if (status == STATUS_OK) digest_text(digest, run.text);
    return (int)status;
}
