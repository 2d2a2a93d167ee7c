/* Any bytes as a scenario: it is refused with a reason, or it is one. Then its values can be written down and read
 * back, its description can be printed, and what is small enough runs: what `check` takes, no run refuses.
 */
#include "fuzz/fuzz.h"

#include "io/describe/describe_odd.h"
#include "io/scenario/scenario_file.h"
#include "model/cycle/model.h"

enum { SMALL = 200, STEPS = 3 };

/* As a result file keeps it, and `rerun` reads it from there. */
static void check_printed(const struct scenario *scenario)
{
    static char text[PARAMETER_TEXT_LENGTH], again[PARAMETER_TEXT_LENGTH];
    static struct scenario read;
    struct message message = {""};
    read = scenario_default;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        parameter_print(scenario, parameter, text);
        if (parameter_set(&read, parameter, text, &message) != STATUS_OK) demand(false, message.text);
        parameter_print(&read, parameter, again);
        demand(strcmp(text, again) == 0, "a value that is printed is read back");
    }
}

static bool is_small(const struct scenario *scenario)
{
    return scenario->network.kind != NETWORK_FILE && scenario->network.agents <= SMALL &&
           scenario->network.extra_ties <= SMALL && scenario->opportunities.arrival_rate.start <= SMALL &&
           scenario->landscape.interactions <= 8 && scenario->landscape.domains <= 4;
}

static void run_a_little(const struct scenario *scenario)
{
    struct world *world;
    struct message message = {""};
    if (!is_small(scenario)) return;
    enum status status = model_create(&world, scenario, NULL, NULL, &message);
    for (int step = 0; step < STEPS && status == STATUS_OK; step++) {
        events_clear(model_events(world));
        status = model_step(world);
        if (status == STATUS_OK) status = model_verify(world, &message);
    }
    if (status != STATUS_OK) demand(false, message.text);
    model_free(world);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct scenario scenario;
    struct places places;
    struct message message = {""};
    char *text = malloc(size + 1); /* so that the sanitizer knows where it ends */
    demand(text, "there is memory");
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    enum status status = scenario_read_text("scenario.yaml", text, size, &scenario, &places, &message);
    if (status == STATUS_OK) status = scenario_finish(&scenario, &places, &message);
    free(text);
    demand(!strchr(message.text, '\n'), "a reason is one line");
    if (!is_read(status, &message)) return 0;
    check_printed(&scenario);
    run_a_little(&scenario);
    return 0;
}
