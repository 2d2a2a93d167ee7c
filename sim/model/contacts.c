/* What others use: the rules that go by what people see around them. */
#include <stdlib.h>

#include "model/world.h"

static bool chosen_before(const struct contacts *contacts, int32_t pick)
{
    for (int32_t k = 0; k < contacts->count; k++)
        if (contacts->chosen[k] == pick) return true;
    return false;
}

/* Floyd's way to draw some of many (Bentley and Floyd 1987, doi:10.1145/30401.315746). */
struct contacts contacts_look(const struct world *world, int32_t agent, struct random_key key)
{
    const struct network *network = &world->network;
    int32_t heard = network->complete ? network->agent_count - 1 : network_heard(network)->length[agent];
    int32_t sample = (int32_t)world->scenario.adoption.sample;
    struct contacts contacts = {.world = world, .agent = agent, .count = heard, .all = true};
    if (sample == 0 || sample >= heard) return contacts;
    contacts.all = false;
    contacts.count = 0;
    for (int32_t last = heard - sample; last < heard; last++, key.index++) {
        int32_t pick = (int32_t)random_below(key, (uint64_t)last + 1);
        if (chosen_before(&contacts, pick)) pick = last;
        contacts.chosen[contacts.count++] = pick;
    }
    return contacts;
}

int32_t contacts_at(const struct contacts *contacts, int32_t k)
{
    const struct network *network = &contacts->world->network;
    const struct rows *heard = network_heard(network);
    if (!contacts->all) k = contacts->chosen[k];
    if (network->complete) return k < contacts->agent ? k : k + 1;
    return heard->agent[heard->start[contacts->agent] + k];
}

int32_t sources_thin(struct world *world, int64_t block, int32_t count, struct random_key key)
{
    struct uptake_source *sources = part_last(&world->uptake_sources, block, count);
    if (!sources || count <= SOURCES_MOST) return count;
    int64_t offset = (int64_t)random_below(key, (uint64_t)count);
    double all = 0, kept = 0;
    for (int32_t i = 0; i < count; i++) all += sources[i].weight;
    for (int64_t i = 0; i < SOURCES_MOST; i++) {
        sources[i] = sources[(i * count + offset) / SOURCES_MOST];
        kept += sources[i].weight;
    }
    for (int32_t i = 0; i < SOURCES_MOST; i++) sources[i].weight *= all / kept;
    part_drop(&world->uptake_sources, block, count - SOURCES_MOST);
    return SOURCES_MOST;
}

static int by_number(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

int32_t most_used(struct world *world, int64_t block, int64_t count, struct random_key key, int32_t *users)
{
    int32_t *practice = part_last(&world->counted, block, count), leader = -1;
    uint64_t leaders = 0;
    *users = 0;
    if (!practice) return -1;
    qsort(practice, (size_t)count, sizeof *practice, by_number);
    for (int64_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && practice[next] == practice[first]; next++) {
        }
        if (next - first < *users) continue;
        leaders = next - first > *users ? 1 : leaders + 1;
        *users = (int32_t)(next - first);
        if (leaders == 1 || random_below(key, leaders) == 0) leader = practice[first];
        key.index++;
    }
    return leader;
}
