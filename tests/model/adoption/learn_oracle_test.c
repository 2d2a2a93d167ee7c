/* The evidence rule beside an oracle: the rule again, in plain lists, while a few people tell each other of anything.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/adoption/learn.h"
#include "model/cycle/model.h"
#include "model/state/agents.h"
#include "model/state/world.h"
#include "model/worlds.h"

#define LISTED "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.4, c: 0.6, d: 0.8, e: 0.9, f: 1};"

enum { PLAIN_AGENTS = 2100, PLAIN_DOMAINS = 2, PLAIN_SLOTS = 3, PLAIN_SOURCES = 64 };

struct plain_known {
    int practice, row, owned, source_count;
    double belief, evidence;
    struct {
        int source, row, channel;
        double evidence;
    } source[PLAIN_SOURCES];
};

struct plain {
    struct plain_known known[PLAIN_AGENTS][PLAIN_DOMAINS][PLAIN_SLOTS];
};

static struct plain_known *plain_place(
    struct plain *plain, const struct world *world, int agent, int domain, int practice)
{
    struct plain_known *memory = plain->known[agent][domain], *place = NULL;
    int use = world_used(world, agent, domain);
    for (int i = 0; i < PLAIN_SLOTS; i++)
        if (memory[i].practice == practice) return &memory[i];
    for (int i = PLAIN_SLOTS - 1; i >= 0; i--)
        if (memory[i].practice < 0) place = &memory[i];
    for (int i = 0; i < PLAIN_SLOTS && (!place || place->practice >= 0); i++)
        if (memory[i].practice != use && (!place || memory[i].belief < place->belief)) place = &memory[i];
    *place = (struct plain_known){.practice = practice, .row = -1};
    return place;
}

static void plain_weigh(struct plain *plain, const struct world *world, const struct telling *telling)
{
    int domain = world->practices.items[telling->practice].domain, s = 0;
    if (telling->evidence <= 0) return;
    struct plain_known *known = plain_place(plain, world, telling->target, domain, telling->practice);
    double fresh = telling->evidence;
    if (telling->source >= 0) {
        while (s < known->source_count && known->source[s].source != telling->source) s++;
        if (s == known->source_count) known->source[known->source_count++].evidence = 0;
        if (telling->channel != CHANNEL_PROJECT) fresh -= known->source[s].evidence;
        if (fresh <= 0) return;
        known->source[s].source = telling->source;
        known->source[s].row = telling->source_row;
        known->source[s].channel = telling->channel;
        known->source[s].evidence += fresh;
    }
    known->belief = (known->belief * known->evidence + telling->belief * fresh) / (known->evidence + fresh);
    known->evidence += fresh;
    if (telling->channel != CHANNEL_WORD_OF_MOUTH &&
        world->practices.items[telling->practice].project == telling->project)
        known->owned = 1;
}

/* The practice that the agent would rather use, or NULL. */
static struct plain_known *plain_choice(struct plain *plain, const struct world *world, int agent, int domain)
{
    const struct accept_rates *with = &world->rates.accept;
    struct plain_known *memory = plain->known[agent][domain], *best = NULL;
    double most = 0, belief = 0;
    for (int i = 0; i < PLAIN_SLOTS; i++)
        if (memory[i].practice >= 0 && memory[i].practice == world_used(world, agent, domain))
            belief = memory[i].belief;
    for (int i = 0; i < PLAIN_SLOTS; i++) {
        if (memory[i].practice < 0 || memory[i].practice == world_used(world, agent, domain)) continue;
        double gain = (memory[i].belief - belief) * memory[i].evidence / (memory[i].evidence + 1) -
                      with->cost * (memory[i].owned ? 1 - with->ownership : 1);
        if (gain > most) most = gain, best = &memory[i];
    }
    return best;
}

/* The row of an adoption that the oracle expects of this practice in mind. */
static void check_adoption(const struct world *world, const struct adoption_row *row, const struct plain_known *known)
{
    const struct adoption_source_row *sources =
        world->events.adoption_source.items + row->first_source - world->events.cleared[EVENT_adoption_source];
    double own = known->evidence, most = 0;
    int channel = CHANNEL_INVENTION;
    assert_int_equal(row->practice, known->practice);
    for (int s = 0; s < known->source_count; s++) {
        own -= known->source[s].evidence;
        if (known->source[s].evidence > most) most = known->source[s].evidence, channel = known->source[s].channel;
        assert_true(s < row->source_count);
        assert_int_equal(sources[s].source, known->source[s].source);
        assert_int_equal(sources[s].source_adoption, known->source[s].row);
        assert_close(sources[s].weight, known->source[s].evidence / known->evidence);
    }
    bool returns = known->row >= 0 && own > 1e-6 * known->evidence;
    assert_int_equal(row->source_count, known->source_count + returns);
    if (returns) {
        if (own > most) channel = CHANNEL_REVERSION;
        assert_int_equal(sources[row->source_count - 1].source_adoption, known->row);
        assert_close(sources[row->source_count - 1].weight, own / known->evidence);
    }
    if (fabs(own - most) > 1e-9) assert_int_equal(row->channel, channel);
}

static void check_minds(const struct world *world, const struct plain *plain)
{
    for (int32_t agent = 0; agent < PLAIN_AGENTS; agent++)
        for (int32_t domain = 0; domain < PLAIN_DOMAINS; domain++)
            for (int i = 0; i < PLAIN_SLOTS; i++) {
                const struct known *known = &agents_memory(&world->agents, agent, domain)[i];
                const struct plain_known *other = &plain->known[agent][domain][i];
                assert_int_equal(known->practice, other->practice);
                if (known->practice < 0) continue;
                assert_close(known->belief, other->belief);
                assert_close(known->evidence, other->evidence);
                assert_true(known->owned == other->owned && known->row == other->row);
            }
}

/* A few people in three blocks tell each other and themselves of anything. */
static struct telling some_telling(uint32_t number)
{
    struct random_key key = {.seed = 1, .entity = number};
    uint64_t r[7];
    for (key.index = 0; key.index < 7; key.index++) r[key.index] = random_below(key, 1 << 20);
    struct telling telling = {.target = (int32_t)(r[0] % 3 * 1024 + r[0] / 3 % 4),
        .source = r[1] % 4 == 0 ? -1 : (int32_t)(r[1] / 4 % 12),
        .practice = (int32_t)(r[2] % 12),
        .project = (int32_t)(r[3] % 3),
        .channel = r[1] % 2 ? CHANNEL_WORD_OF_MOUTH : CHANNEL_PROJECT,
        .source_row = (int32_t)(r[4] % 1000),
        .belief = (double)r[5] * 0x1p-20,
        .evidence = r[6] % 10 == 0 ? 0 : (double)(r[6] % 64) / 16};
    if (telling.source < 0) telling.channel = CHANNEL_INVENTION;
    return telling;
}

/* Delivers some tellings to both; expects the adoptions in the order of agents and domains. */
static int64_t round_beside_the_oracle(struct world *world, struct plain *plain, uint32_t first, int count)
{
    struct telling tellings[64];
    static bool heard[PLAIN_AGENTS][PLAIN_DOMAINS];
    static struct plain_known *choice[PLAIN_AGENTS][PLAIN_DOMAINS];
    memset(heard, 0, sizeof heard);
    for (int i = 0; i < count; i++) {
        tellings[i] = some_telling(first + (uint32_t)i);
        plain_weigh(plain, world, &tellings[i]);
        heard[tellings[i].target][world->practices.items[tellings[i].practice].domain] = true;
    }
    for (int agent = 0; agent < PLAIN_AGENTS; agent++)
        for (int domain = 0; domain < PLAIN_DOMAINS; domain++)
            choice[agent][domain] = heard[agent][domain] ? plain_choice(plain, world, agent, domain) : NULL;
    world_tell(world, count, tellings);
    int64_t row = 0;
    for (int agent = 0; agent < PLAIN_AGENTS; agent++)
        for (int domain = 0; domain < PLAIN_DOMAINS; domain++) {
            if (!choice[agent][domain]) continue;
            assert_true(row < world->events.adoption.count);
            const struct adoption_row *adoption = &world->events.adoption.items[row];
            assert_true(adoption->learner == agent && adoption->domain == domain);
            check_adoption(world, adoption, choice[agent][domain]);
            choice[agent][domain]->row = (int)(world->events.cleared[EVENT_adoption] + row++);
        }
    assert_int_equal(row, world->events.adoption.count);
    return row;
}

static void the_rule_is_as_in_plain_lists(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 2100; people.memory = 3; landscape.domains = 2; "
                                           "start.practice = random; start.evidence = 2; adoption;" LISTED);
    struct crew *crew = crew_new(2);
    struct world *world = world_of(&scenario, NULL, crew);
    struct plain *plain = calloc(1, sizeof *plain);
    assert_non_null(plain);
    for (int32_t agent = 0; agent < PLAIN_AGENTS; agent++)
        for (int32_t domain = 0; domain < PLAIN_DOMAINS; domain++) {
            int32_t use = world_used(world, agent, domain);
            for (int i = 0; i < PLAIN_SLOTS; i++) plain->known[agent][domain][i].practice = -1;
            plain->known[agent][domain][0] = (struct plain_known){.practice = use,
                .row = agent * PLAIN_DOMAINS + domain,
                .belief = world->practices.items[use].quality,
                .evidence = 2};
        }
    int64_t adoptions = 0;
    for (uint32_t round = 0; round < 300; round++) {
        for (int32_t p = 0; p < 12; p++) world->practices.items[p].project = p % 4;
        world->step++;
        adoptions += round_beside_the_oracle(world, plain, round * 64, 1 + (int)(round % 64));
        if (round % 10 == 0) check_minds(world, plain);
    }
    check_minds(world, plain);
    assert_true(adoptions > 500);
    free(plain);
    model_free(world);
    crew_free(crew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_is_as_in_plain_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
