/* One run of the core, compiled in whatever way: THREADS STEPS CUT WATCH SETTING...
 *
 * After CUT steps (0: never) the world is saved, and another goes on from there; with WATCH 1 it is looked at in every
 * step. Prints the digest of the run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/cycle/model.h"
#include "model/watch/observe.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

struct bytes ARRAY_OF(unsigned char);

static struct bytes saved;
static size_t taken;

static void demand(enum status status, const struct message *message)
{
    if (status == STATUS_OK) return;
    fprintf(stderr, "%s\n", *message->text ? message->text : status_sentence(status));
    exit(1);
}

static enum status take(void *context, void *bytes, size_t size)
{
    (void)context;
    if (size > 0 && !array_reserve(&saved, saved.count + (int64_t)size)) return STATUS_MEMORY;
    if (size > 0) memcpy(saved.items + saved.count, bytes, size);
    saved.count += (int64_t)size;
    return STATUS_OK;
}

static enum status fill(void *context, void *bytes, size_t size)
{
    (void)context;
    if (size > 0) memcpy(bytes, saved.items + taken, size);
    taken += size;
    return STATUS_OK;
}

static void apply(struct scenario *scenario, char *setting, struct message *message)
{
    char *value = strchr(setting, '=');
    if (value) *value++ = '\0';
    if (value)
        demand(parameter_set(scenario, parameter_find(setting), value, message), message);
    else
        section_set_present(scenario, section_find(setting));
}

static struct world *go_on_elsewhere(
    struct world *world, const struct scenario *scenario, struct crew *crew, struct message *message)
{
    struct world *other;
    demand(model_save(world, take, NULL), message);
    model_free(world);
    demand(model_create(&other, scenario, NULL, crew, message), message);
    demand(model_load(other, INT64_MAX, fill, NULL), message);
    return other;
}

static void watch(struct world *world, struct message *message)
{
    struct observation observation;
    demand(observation_create(&observation, world), message);
    demand(model_observe(world, &observation), message);
    observation_free(&observation);
}

int main(int count, char **arguments)
{
    struct scenario scenario = scenario_default;
    struct message message = {""};
    struct world *world;
    struct digest digest;
    const char *culprit;
    char text[DIGEST_TEXT];
    const int steps = atoi(arguments[2]), cut = atoi(arguments[3]), watched = atoi(arguments[4]);
    for (int i = 5; i < count; i++) apply(&scenario, arguments[i], &message);
    scenario_settle(&scenario);
    demand(scenario_check(&scenario, &culprit, &message), &message);
    struct crew *crew = crew_new(atoi(arguments[1]));
    demand(model_create(&world, &scenario, NULL, crew, &message), &message);
    for (int step = 1; step <= steps; step++) {
        demand(model_step(world), &message);
        if (watched) watch(world, &message);
        events_clear(model_events(world));
        if (step == cut) world = go_on_elsewhere(world, &scenario, crew, &message);
    }
    demand(model_verify(world, &message), &message);
    demand(model_digest(world, &digest), &message);
    digest_text(digest, text);
    puts(text);
    model_free(world);
    crew_free(crew);
    array_free(&saved);
}
