#include "model/state/practices.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/state/world.h"

/* Open addressing; the table is at most half full. */
static uint64_t hash(int32_t domain, struct configuration configuration)
{
    uint64_t x = configuration.low * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)domain;
    x = (x ^ x >> 29 ^ configuration.high) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 31 ^ configuration.unknown_low ^ configuration.unknown_high << 1) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 32;
}

/* The place of a practice in the table, or the empty place where it belongs. */
static int64_t place_of(const struct practices *practices, int32_t domain, struct configuration configuration)
{
    int64_t mask = practices->table_size - 1;
    for (int64_t place = (int64_t)(hash(domain, configuration) & (uint64_t)mask);; place = (place + 1) & mask) {
        int32_t number = practices->table[place];
        if (number < 0) return place;
        const struct practice *practice = &practices->items[number];
        if (practice->domain == domain && configuration_equal(practice->configuration, configuration)) return place;
    }
}

/* A table of `size` places, more than there are practices. */
static bool index_in(struct practices *practices, int64_t size)
{
    int32_t *table = malloc((size_t)size * sizeof *table);
    if (!table) return false;
    memset(table, 0xff, (size_t)size * sizeof *table);
    free(practices->table);
    practices->table = table;
    practices->table_size = size;
    for (int64_t i = 0; i < practices->count; i++)
        table[place_of(practices, practices->items[i].domain, practices->items[i].configuration)] = (int32_t)i;
    return true;
}

bool practices_index(struct practices *practices)
{
    int64_t size = 64;
    while (size < 2 * practices->count) size *= 2;
    return index_in(practices, size);
}

int32_t practices_find(const struct practices *practices, int32_t domain, struct configuration configuration)
{
    return practices->table_size ? practices->table[place_of(practices, domain, configuration)] : -1;
}

int32_t practices_intern(struct practices *practices, int32_t domain, struct configuration configuration, bool *is_new)
{
    *is_new = false;
    int32_t number = practices_find(practices, domain, configuration);
    if (number >= 0) return number;
    if (2 * (practices->count + 1) > practices->table_size &&
        !index_in(practices, practices->table_size ? practices->table_size * 2 : 64))
        return -1;
    if (!array_push(practices,
            (struct practice){.configuration = configuration, .domain = domain, .project = -1, .parent = {-1, -1}}))
        return -1;
    *is_new = true;
    number = (int32_t)practices->count - 1;
    practices->table[place_of(practices, domain, configuration)] = number;
    return number;
}

void practices_free(struct practices *practices)
{
    free(practices->items);
    free(practices->table);
    *practices = (struct practices){0};
}

static int32_t word(uint64_t bits, int shift)
{
    uint32_t part = (uint32_t)(bits >> shift);
    int32_t same_bits;
    memcpy(&same_bits, &part, sizeof same_bits);
    return same_bits;
}

static void add_parent(struct world *world, int32_t practice, int which, int32_t parent)
{
    world->practices.items[practice].parent[which] = parent;
    world_need(
        world, array_push(&world->events.practice_parent, (struct practice_parent_row){world->step, practice, parent}));
}

int32_t practice_meet(
    struct world *world, int32_t domain, struct configuration configuration, int32_t parent, int32_t project)
{
    bool is_new;
    int32_t number = practices_intern(&world->practices, domain, configuration, &is_new);
    if (number < 0) world->out_of_memory = true;
    if (!is_new) return number;
    struct practice *practice = &world->practices.items[number];
    practice->quality = landscape_quality(&world->landscape, domain, configuration);
    practice->project = project;
    practice->born = world->step;
    world_need(world, array_push(&world->events.practice, (struct practice_row){.event_step = world->step,
                                                              .practice = number,
                                                              .domain = domain,
                                                              .project = project,
                                                              .quality = practice->quality,
                                                              .bits_0 = word(configuration.low, 0),
                                                              .bits_1 = word(configuration.low, 32),
                                                              .bits_2 = word(configuration.high, 0),
                                                              .bits_3 = word(configuration.high, 32),
                                                              .unknown_0 = word(configuration.unknown_low, 0),
                                                              .unknown_1 = word(configuration.unknown_low, 32),
                                                              .unknown_2 = word(configuration.unknown_high, 0),
                                                              .unknown_3 = word(configuration.unknown_high, 32)}));
    if (parent >= 0) add_parent(world, number, 0, parent);
    return number;
}

void practice_other_parent(struct world *world, int32_t practice, int32_t parent)
{
    add_parent(world, practice, 1, parent);
}
