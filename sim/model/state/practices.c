#include "model/state/practices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/crew.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/world.h"
#include "model/state/write.h"

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
            (struct practice){
                .configuration = configuration, .domain = domain, .project = -1, .parent = {-1, -1, -1, -1}}))
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

_Static_assert(PARENTS_MOST == 4, "practices_intern begins with no parents");

void practice_other_parent(struct world *world, int32_t practice, int32_t parent)
{
    int32_t *parents = world->practices.items[practice].parent;
    while (*parents >= 0) parents++;
    *parents = parent;
    write_practice_parent(world, (struct practice_parent_row){.practice = practice, .parent = parent});
}

int32_t practice_meet(
    struct world *world, int32_t domain, struct configuration configuration, int32_t parent, int32_t project)
{
    bool is_new;
    int32_t number = practices_intern(&world->practices, domain, configuration, &is_new);
    world_need(world, number >= 0);
    if (!is_new) return number;
    struct practice *practice = &world->practices.items[number];
    practice->quality = landscape_quality(&world->landscape, domain, configuration);
    practice->project = project;
    practice->born = world->step;
    write_practice(world, (struct practice_row){.practice = number,
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
                              .unknown_3 = word(configuration.unknown_high, 32)});
    if (parent >= 0) practice_other_parent(world, number, parent);
    return number;
}

/* -- what the room owes */

enum status make_practices(struct world *world)
{
    world->practices = (struct practices){0};
    return STATUS_OK;
}

void free_practices(struct world *world)
{
    practices_free(&world->practices);
}

void carry_practices(struct carrier *carrier, struct world *world)
{
    carry_array(carrier, world->practices);
    if (carrier_loads(carrier)) carrier_needs(carrier, practices_index(&world->practices));
}

int64_t bytes_of_practices(const struct world *world)
{
    const struct practices *practices = &world->practices;
    return practices->capacity * (int64_t)sizeof *practices->items +
           practices->table_size * (int64_t)sizeof *practices->table;
}

enum status verify_practices(const struct world *world, struct message *message)
{
    for (int32_t p = 0; p < world->practices.count; p++) {
        const struct practice *practice = &world->practices.items[p];
        HOLDS(is_share(practice->quality), "practice %d has quality %g", p, practice->quality);
        HOLDS(world->scenario.landscape.kind != LANDSCAPE_MATCH ||
                  practice->quality == landscape_quality(&world->landscape, practice->domain, practice->configuration),
            "practice %d does not have the quality that its landscape gives it", p);
        HOLDS(practices_find(&world->practices, practice->domain, practice->configuration) == p,
            "practice %d is not found by its configuration", p);
    }
    return STATUS_OK;
}

static void see_practices(const struct world *world, struct observation *observation)
{
    const struct practices *practices = &world->practices;
    double people = world->agents.count, deviation = 0, quality = 0;
    double *mean = observation->value[OBSERVE_quality_by_domain],
           *leading = observation->value[OBSERVE_most_used_fraction];
    double *entropy = observation->value[OBSERVE_practice_entropy], squares[DOMAINS_MOST] = {0}, in_use = 0;
    for (int32_t d = 0; d < world->agents.domains; d++) mean[d] = leading[d] = entropy[d] = 0;
    for (int64_t p = 0; p < practices->count; p++) {
        const struct practice *practice = &practices->items[p];
        if (practice->users == 0) continue;
        double share = practice->users / people;
        in_use++;
        mean[practice->domain] += share * practice->quality;
        squares[practice->domain] += share * practice->quality * practice->quality;
        entropy[practice->domain] -= share * maths_log(share);
        if (share > leading[practice->domain]) leading[practice->domain] = share;
    }
    for (int32_t d = 0; d < world->agents.domains; d++) {
        double variance = squares[d] - mean[d] * mean[d];
        quality += mean[d] / world->agents.domains;
        deviation += (variance > 0 ? sqrt(variance) : 0) / world->agents.domains;
    }
    see_value(observation, OBSERVE_practices_in_use, in_use);
    see_count(observation, OBSERVE_practices_found, practices->count);
    see_value(observation, OBSERVE_quality_mean, quality);
    see_value(observation, OBSERVE_quality_sd, deviation);
}

struct unit_means {
    const struct world *world;
    double *mean;
};

static void unit_block(void *context, struct span span)
{
    const struct unit_means *means = context;
    const struct world *world = means->world;
    const struct network *network = &world->network;
    int32_t domains = world->agents.domains;
    for (int64_t unit = span.first; unit < span.last; unit++) {
        double sum = 0;
        for (int32_t m = network->unit_start[unit]; m < network->unit_start[unit + 1]; m++)
            for (int32_t d = 0; d < domains; d++) {
                int32_t practice = world->agents.practice[(int64_t)network->unit_member[m] * domains + d];
                if (practice >= 0) sum += world->practices.items[practice].quality;
            }
        int32_t size = network_unit_size(network, (int32_t)unit);
        means->mean[unit] = size > 0 ? sum / ((double)size * domains) : 0;
    }
}

void observe_practices(const struct world *world, struct observation *observation)
{
    struct unit_means means = {world, observation->value[OBSERVE_quality_by_unit]};
    for (int64_t p = 0; p < observation->length[OBSERVE_users]; p++)
        observation->value[OBSERVE_users][p] = p < world->practices.count ? world->practices.items[p].users : 0;
    if (!world->scenario.landscape.present) return;
    see_practices(world, observation);
    crew_share_blocks(world->crew, world->network.unit_count, 16, unit_block, &means);
}
