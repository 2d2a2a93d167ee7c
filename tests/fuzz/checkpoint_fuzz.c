/* A checkpoint that holds something else than was saved, behind a digest that is right, so that what its reader finds
 * by itself is tried. The bytes are damages of five each: where, what stands there then, and where else. It is refused
 * with a reason, or it is read, and what is wrong with the world can be looked for. (Nobody goes on from it: what no
 * check finds is for the digest to find.)
 */
#include "fuzz/fuzz.h"

#include "base/digest.h"
#include "io/result/checkpoint.h"
#include "io/scenario/scenario_file.h"
#include "model/watch/observe.h"

enum { STEPS = 20, DAMAGE = 5 };

static const char yaml[] = "selforg: 2\n"
                           "steps: 30\n"
                           "network: {kind: units, agents: 24, units: 3, mean_degree: 4}\n"
                           "landscape: {kind: nk, domains: 2, bits: 6, interactions: 2}\n"
                           "opportunities: {arrival_rate: 6}\n"
                           "create: {}\n"
                           "projects: {}\n"
                           "team: {min: 2, max: 4}\n"
                           "debrief: {}\n"
                           "closeness: {}\n"
                           "conclude: {}\n"
                           "tell: {}\n"
                           "use: {}\n"
                           "communities: {quorum: 2}\n"
                           "recognition: {}\n"
                           "leaders: {}\n"
                           "resources: {}\n"
                           "adoption: {rule: evidence}\n"
                           "renew: {turnover_probability: 0.02}\n";

static struct scenario scenario;
static struct observation observation;
static struct fuzz_path path, file;
static uint8_t *whole;
static size_t whole_size;

static struct world *new_world(void)
{
    struct world *world;
    struct message message = {""};
    if (model_create(&world, &scenario, NULL, NULL, &message) != STATUS_OK) demand(false, message.text);
    events_clear(model_events(world));
    return world;
}

/* The checkpoint of a run that is under way. */
int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    static struct kept_rows rows[8];
    struct places places;
    struct message message = {""};
    struct checkpoint checkpoint = {.scenario = &scenario, .observation = &observation, .row_count = 8, .rows = rows};
    enum status status = scenario_read_text("scenario.yaml", yaml, strlen(yaml), &scenario, &places, &message);
    if (status == STATUS_OK) status = scenario_finish(&scenario, &places, &message);
    if (status != STATUS_OK) demand(false, message.text);
    struct world *world = new_world();
    for (int step = 0; step < STEPS; step++) {
        demand(model_step(world) == STATUS_OK, "a step can be done");
        events_clear(model_events(world));
    }
    path = fuzz_path(".h5");
    file = fuzz_path(".h5.checkpoint");
    demand(observation_create(&observation, world) == STATUS_OK, "there is memory");
    demand(checkpoint_write(path.text, &checkpoint, world, &message) == STATUS_OK, message.text);
    model_free(world);
    whole = read_file(file.text, &whole_size);
    return 0;
}

static void write_damaged(const uint8_t *data, size_t size)
{
    size_t body = whole_size - sizeof(struct digest);
    uint8_t *bytes = malloc(whole_size);
    demand(bytes, "there is memory");
    memcpy(bytes, whole, whole_size);
    for (; size >= DAMAGE; data += DAMAGE, size -= DAMAGE) {
        size_t place = (size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16;
        bytes[place % body] = data[3];
        bytes[(place + data[4] % 8) % body] = data[3];
    }
    struct digester *digester = digester_new();
    demand(digester, "there is memory");
    digester_add(digester, bytes, body);
    struct digest digest = digester_result(digester);
    memcpy(bytes + body, &digest, sizeof digest);
    digester_free(digester);
    write_file(file.text, bytes, whole_size);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct checkpoint checkpoint = {.scenario = &scenario, .observation = &observation};
    struct message message = {""};
    bool found = false;
    write_damaged(data, size);
    struct world *world = new_world();
    if (is_read(checkpoint_read(path.text, &checkpoint, world, &found, &message), &message)) {
        enum status status = model_verify(world, &message);
        demand(status == STATUS_OK || *message.text, "what is wrong is said");
    }
    free(checkpoint.rows);
    model_free(world);
    return 0;
}
