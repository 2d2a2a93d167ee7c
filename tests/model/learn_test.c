/* What people make of what they are told: the evidence rule by hand and beside a plain oracle, lapsing, and tellings
 * under the contact rule. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "chance.h"
#include "worlds.h"

#define LISTED "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.4, c: 0.6, d: 0.8, e: 0.9, f: 1};"

enum { A, B, C, D, E, F };

/* Twelve people who were never told anything; 0 to 5 use practice a, 6 to 11 practices a to f. */
static struct world *people(const char *settings)
{
    char text[512];
    snprintf(text, sizeof text, "network.agents = 12; adoption.cost = 0.05; adoption; %s %s", LISTED, settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 12; agent++) world_use(world, agent, 0, agent < 6 ? A : agent - 6);
    world->step = 1;
    return world;
}

static struct telling from(int32_t source, int32_t target, int32_t practice, double belief, double evidence)
{
    return (struct telling){.target = target,
        .source = source,
        .practice = practice,
        .project = -1,
        .channel = source < 0 ? CHANNEL_INVENTION : CHANNEL_TIE,
        .source_row = source,
        .belief = belief,
        .evidence = evidence};
}

static void tell(struct world *world, int count, const struct telling tellings[])
{
    events_clear(&world->events);
    assert_true(parts_open(&world->tellings, 1));
    for (int i = 0; i < count; i++) part_push(&world->tellings, 0, &tellings[i]);
    learn(world);
    assert_false(world->out_of_memory);
    world_check(world);
}

#define TELL(world, ...)                                                                                               \
    tell(world, sizeof((const struct telling[]){__VA_ARGS__}) / sizeof(struct telling), (struct telling[]){__VA_ARGS__})

static void assert_close(double x, double expected)
{
    if (fabs(x - expected) > 1e-12) fail_msg("%.17g is not %.17g", x, expected);
}

static void assert_known(const struct world *world, int32_t agent, int32_t practice, double belief, double evidence)
{
    const struct known *known = agents_find(&world->agents, agent, 0, practice);
    assert_non_null(known);
    assert_close(known->belief, belief);
    assert_close(known->evidence, evidence);
}

static const struct adoption_row *only_adoption(const struct world *world)
{
    assert_int_equal(world->events.adoption.count, 1);
    return world->events.adoption.items;
}

static void assert_source(const struct world *world, int i, int32_t agent, int32_t row, double weight)
{
    const struct adoption_source_row *source = &world->events.adoption_source.items[i];
    assert_int_equal(source->agent, agent);
    assert_int_equal(source->source_adoption, row);
    assert_close(source->weight, weight);
}

static void from_the_start_one_believes_what_is_true(void **state)
{
    (void)state;
    struct world *world = people("start.evidence = 3");
    assert_known(world, 0, A, 0.2, 3);
    assert_known(world, 9, D, 0.8, 3);
    model_free(world);
}

/* (0.6 * 2 + 0.3 * 1) / 3 = 0.5, and (0.5 - 0.2) * 3 / 4 > 0.05. */
static void evidence_is_pooled_by_its_weight(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(7, 0, B, 0.6, 2), from(8, 0, B, 0.3, 1));
    assert_known(world, 0, B, 0.5, 3);
    const struct adoption_row *row = only_adoption(world);
    assert_true(row->agent == 0 && row->practice == B && row->previous == A && row->channel == CHANNEL_TIE);
    assert_int_equal(row->source_count, 2);
    assert_source(world, 0, 7, 7, 2.0 / 3);
    assert_source(world, 1, 8, 8, 1.0 / 3);
    assert_int_equal(world_used(world, 0, 0), B);
    model_free(world);
}

static void who_tells_again_adds_only_what_is_new(void **state)
{
    (void)state;
    struct world *world = people("adoption.cost = 1");
    TELL(world, from(7, 0, B, 0.6, 2));
    TELL(world, from(7, 0, B, 0.9, 2));
    assert_known(world, 0, B, 0.6, 2);
    TELL(world, from(7, 0, B, 0.1, 1.5));
    assert_known(world, 0, B, 0.6, 2);
    TELL(world, from(7, 0, B, 0.9, 3));
    assert_known(world, 0, B, (0.6 * 2 + 0.9) / 3, 3);
    TELL(world, from(8, 0, B, 0.9, 3));
    assert_known(world, 0, B, (0.6 * 2 + 0.9 * 4) / 6, 6);
    assert_int_equal(world->events.adoption.count, 0);
    model_free(world);
}

static void every_outcome_of_ones_own_counts(void **state)
{
    (void)state;
    struct world *world = people("adoption.cost = 1");
    for (int i = 0; i < 5; i++) TELL(world, from(-1, 0, C, 0.5 + 0.1 * i, 0.5));
    assert_known(world, 0, C, 0.7, 2.5);
    model_free(world);
}

/* Each outcome that a group talks over is a new one, also for those who learn of it from the same member. */
static void every_outcome_of_a_project_counts(void **state)
{
    (void)state;
    struct world *world = people("adoption.cost = 1");
    struct telling outcome = from(7, 0, B, 0, 0.5);
    outcome.channel = CHANNEL_PROJECT;
    for (int i = 0; i < 4; i++) {
        outcome.belief = 0.4 + 0.2 * i;
        TELL(world, outcome);
    }
    assert_known(world, 0, B, 0.7, 2);
    TELL(world, from(7, 0, B, 0.9, 1));
    assert_known(world, 0, B, 0.7, 2);
    TELL(world, from(7, 0, B, 0.9, 3));
    assert_known(world, 0, B, (0.7 * 2 + 0.9) / 3, 3);
    model_free(world);
}

/* What comes without evidence is no news: nothing is kept in mind and nobody becomes a source by it. */
static void what_comes_without_evidence_leaves_no_trace(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(7, 0, B, 0.9, 0));
    assert_null(agents_find(&world->agents, 0, 0, B));
    TELL(world, from(7, 0, B, 0.9, 0), from(-1, 0, B, 0.9, 1));
    const struct adoption_row *row = only_adoption(world);
    assert_int_equal(row->channel, CHANNEL_INVENTION);
    assert_int_equal(row->source_count, 0);
    model_free(world);
}

/* Taken up if (belief - 0.2) * evidence / (evidence + 1) > cost, cost * (1 - ownership) for those who own it. */
static void weak_evidence_must_outweigh_the_cost(void **state)
{
    (void)state;
    int taken = 0, left = 0;
    for (int owned = 0; owned <= 1; owned++)
        for (int i = 0; i < 20; i++)
            for (int j = 1; j < 12; j++) {
                double belief = 0.05 * i, evidence = 0.25 * j;
                double gain = (belief - 0.2) * evidence / (evidence + 1) - 0.2 * (owned ? 1 - 0.6 : 1);
                struct world *world = people("adoption.cost = 0.2; adoption.ownership = 0.6");
                struct telling telling = from(-1, 0, F, belief, evidence);
                world->practices.items[F].project = owned ? 3 : 4;
                telling.project = 3;
                TELL(world, telling);
                assert_int_equal(agents_find(&world->agents, 0, 0, F)->owned, owned);
                if (fabs(gain) > 1e-9) assert_int_equal(world_used(world, 0, 0) == F, gain > 0);
                gain > 0 ? taken++ : left++;
                model_free(world);
            }
    assert_true(taken > 50 && left > 50);
}

/* Told or seen from outside, a practice of the very project is not one's own. */
static void one_owns_what_one_found_together(void **state)
{
    (void)state;
    static const int32_t channels[] = {CHANNEL_INVENTION, CHANNEL_PROJECT, CHANNEL_TIE, CHANNEL_SIGHT, CHANNEL_ASKED};
    for (int i = 0; i < 5; i++) {
        struct world *world = people("");
        struct telling telling = from(7, 0, B, 0.5, 1);
        if (channels[i] == CHANNEL_INVENTION) telling.source = -1;
        telling.channel = channels[i];
        telling.project = world->practices.items[B].project = 3;
        TELL(world, telling);
        assert_int_equal(agents_find(&world->agents, 0, 0, B)->owned, i < 2);
        model_free(world);
    }
}

static void without_a_practice_anything_good_will_do(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 12; adoption;" LISTED);
    struct world *world = world_of(&scenario, NULL, NULL);
    world_use(world, 7, 0, B);
    struct telling telling = from(7, 0, B, 0.11, 1);
    telling.source_row = 0;
    TELL(world, telling);
    assert_int_equal(only_adoption(world)->previous, -1);
    telling.target = 1;
    telling.belief = 0.09;
    TELL(world, telling);
    assert_int_equal(world->events.adoption.count, 0);
    model_free(world);
}

static void the_best_of_several_is_taken_up(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(9, 0, D, 0.6, 1), from(8, 0, C, 0.55, 3), from(7, 0, B, 0.9, 0.1));
    assert_int_equal(only_adoption(world)->practice, C);
    model_free(world);
}

/* One's own experience with it counts as a source where one has used it before; where it weighs most, it is a return.
 */
static void who_returns_has_oneself_as_a_source(void **state)
{
    (void)state;
    struct world *world = people("start.evidence = 4");
    TELL(world, from(9, 0, D, 0.8, 4));
    int32_t row = world->agents.use_row[0];
    assert_int_equal(only_adoption(world)->practice, D);
    TELL(world, from(-1, 0, D, 0, 12), from(6, 0, A, 0.7, 1));
    const struct adoption_row *back = only_adoption(world);
    assert_true(back->practice == A && back->previous == D && back->channel == CHANNEL_RETURN);
    assert_int_equal(back->source_count, 2);
    assert_source(world, 0, 6, 6, 0.2);
    assert_source(world, 1, 0, 0, 0.8);
    assert_true(row > 11);
    model_free(world);
}

/* What was tried oneself but never used has no adoption to point at: it is missing to 1. */
static void what_one_tried_oneself_is_missing_to_one(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(-1, 0, D, 0.8, 1), from(9, 0, D, 0.8, 3));
    assert_int_equal(only_adoption(world)->source_count, 1);
    assert_source(world, 0, 9, 9, 0.75);
    model_free(world);
}

static void a_full_memory_forgets_the_least_believed_not_in_use(void **state)
{
    (void)state;
    struct world *world = people("people.memory = 3; adoption.cost = 1");
    TELL(world, from(8, 0, C, 0.5, 1));
    TELL(world, from(9, 0, D, 0.4, 1));
    TELL(world, from(10, 0, E, 0.1, 1));
    assert_null(agents_find(&world->agents, 0, 0, D));
    TELL(world, from(11, 0, F, 0.45, 1));
    assert_null(agents_find(&world->agents, 0, 0, E));
    TELL(world, from(9, 0, D, 0.4, 1));
    assert_null(agents_find(&world->agents, 0, 0, F));
    assert_known(world, 0, D, 0.4, 1);
    assert_known(world, 0, C, 0.5, 1);
    assert_known(world, 0, A, 0.2, 1);
    model_free(world);
}

/* -- beside an oracle: the rule again, in plain lists */

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
    if (telling->channel != CHANNEL_TIE && world->practices.items[telling->practice].project == telling->project)
        known->owned = 1;
}

/* The practice that the agent would rather use, or NULL. */
static struct plain_known *plain_choice(struct plain *plain, const struct world *world, int agent, int domain)
{
    const struct adoption_parameters *with = &world->scenario.adoption;
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
        assert_int_equal(sources[s].agent, known->source[s].source);
        assert_int_equal(sources[s].source_adoption, known->source[s].row);
        assert_close(sources[s].weight, known->source[s].evidence / known->evidence);
    }
    bool returns = known->row >= 0 && own > 1e-6 * known->evidence;
    assert_int_equal(row->source_count, known->source_count + returns);
    if (returns) {
        if (own > most) channel = CHANNEL_RETURN;
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
        .channel = r[1] % 2 ? CHANNEL_TIE : CHANNEL_PROJECT,
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
    tell(world, count, tellings);
    int64_t row = 0;
    for (int agent = 0; agent < PLAIN_AGENTS; agent++)
        for (int domain = 0; domain < PLAIN_DOMAINS; domain++) {
            if (!choice[agent][domain]) continue;
            assert_true(row < world->events.adoption.count);
            const struct adoption_row *adoption = &world->events.adoption.items[row];
            assert_true(adoption->agent == agent && adoption->domain == domain);
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

/* -- lapsing */

/* What was learned and is not one's own is dropped for what was used before; the source is oneself. What people began
 * with (2) and what they own (1) is not dropped. */
static void what_is_not_ones_own_is_dropped_for_the_one_before(void **state)
{
    (void)state;
    struct world *world = people("adoption.lapse = 1");
    world_use(world, 2, 0, D);
    TELL(world, from(9, 0, D, 0.8, 4), from(9, 1, D, 0.8, 4));
    TELL(world, from(11, 0, F, 1, 9));
    agents_find(&world->agents, 1, 0, D)->owned = 1;
    int32_t before = agents_find(&world->agents, 0, 0, D)->row;
    events_clear(&world->events);
    lapse(world);
    world_check(world);
    const struct adoption_row *row = only_adoption(world);
    assert_true(row->agent == 0 && row->practice == D && row->previous == F && row->channel == CHANNEL_RETURN);
    assert_int_equal(row->source_count, 1);
    assert_source(world, 0, 0, before, 1);
    assert_int_equal(world_used(world, 1, 0), D);
    assert_int_equal(world_used(world, 2, 0), D);
    /* Further back, and not to what lapsed. */
    for (int i = 0; i < 3; i++) lapse(world);
    world_check(world);
    assert_int_equal(world_used(world, 0, 0), A);
    assert_int_equal(world->events.adoption.count, 2);
    model_free(world);
}

static void people_lapse_at_the_rate_given(void **state)
{
    (void)state;
    enum { AGENTS = 3000, STEPS = 20 };
    struct scenario scenario = scenario_of("network.agents = 3000; adoption; adoption.lapse = 0.02;" LISTED);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t lapsed = 0;
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, A);
    for (int32_t step = 1; step <= STEPS; step++) {
        static struct telling tellings[AGENTS];
        world->step = step;
        for (int32_t agent = 0; agent < AGENTS; agent++) {
            tellings[agent] = from(-1, agent, F, 1, 10);
            tellings[agent].project = 7;
        }
        tell(world, AGENTS, tellings);
        events_clear(&world->events);
        lapse(world);
        lapsed += world->events.adoption.count;
    }
    assert_likely(chance_binomial(lapsed, AGENTS * STEPS, 0.02), "%d lapsed", (int)lapsed);
    model_free(world);
}

/* Under the contact rule nothing is dropped (nor is there a memory to look it up in). */
static void contagion_knows_no_lapse(void **state)
{
    (void)state;
    static const char *const settings = "network.agents = 500; start.adopters = 20; adoption.rule = contact; "
                                        "adoption.beta = 0.05; adoption.lapse = %s";
    struct digest digest[2];
    for (int i = 0; i < 2; i++) {
        char text[256];
        snprintf(text, sizeof text, settings, i == 0 ? "0" : "0.5");
        struct scenario scenario = scenario_of(text);
        digest[i] = run_digest(&scenario, 10, NULL);
    }
    assert_true(digest_equal(digest[0], digest[1]));
}

/* -- tellings under the contact rule */

static struct world *many_people(const char *beta)
{
    char text[1024];
    snprintf(text, sizeof text,
        "network.agents = 20000; opportunities; projects; share; debrief; adoption.rule = contact; "
        "landscape.domains = 2; start.practice = same; adoption.beta = %s; %s",
        beta, LISTED);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    events_clear(&world->events);
    world->step = 1;
    return world;
}

static struct telling of_project(int32_t target, int32_t practice, int32_t project)
{
    struct telling telling = from((target + 1) % 20000, target, practice, 1, 1);
    telling.project = project;
    return telling;
}

/* Of two tellings of one domain at most one takes effect, with probability 1 - (1 - beta)^2; a telling of the other
 * domain takes effect by itself. */
static void every_telling_takes_effect_with_probability_beta(void **state)
{
    (void)state;
    enum { PEOPLE = 20000 };
    static struct telling tellings[3 * PEOPLE];
    int64_t first = 0, second = 0, both = 0;
    struct world *world = many_people("0.3");
    int32_t new_0 = (world_used(world, 0, 0) + 1) % 6, new_1 = 6 + (world_used(world, 0, 1) - 6 + 1) % 6;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        tellings[3 * agent] = of_project(agent, new_0, 5);
        tellings[3 * agent + 1] = of_project(agent, new_0, 6);
        tellings[3 * agent + 2] = of_project(agent, new_1, 5);
    }
    tell(world, 3 * PEOPLE, tellings);
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        bool took_0 = world_used(world, agent, 0) == new_0, took_1 = world_used(world, agent, 1) == new_1;
        first += took_0;
        second += took_1;
        both += took_0 && took_1;
    }
    assert_int_equal(world->events.adoption.count, first + second);
    assert_likely(chance_binomial(first, PEOPLE, 1 - 0.7 * 0.7), "two tellings");
    assert_likely(chance_binomial(second, PEOPLE, 0.3), "of another domain");
    assert_likely(chance_binomial(both, PEOPLE, 0.3 * (1 - 0.7 * 0.7)), "of both domains");
    model_free(world);
}

/* What a debrief did not achieve, a telling of the same project in the same step still may. */
static void debriefs_and_tellings_are_drawn_apart(void **state)
{
    (void)state;
    enum { PEOPLE = 20000 };
    static struct telling tellings[PEOPLE];
    int64_t first = 0, then = 0;
    struct world *world = many_people("0.3");
    int32_t new_0 = (world_used(world, 0, 0) + 1) % 6;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        tellings[agent] = of_project(agent, new_0, 5);
        tellings[agent].channel = CHANNEL_PROJECT;
    }
    tell(world, PEOPLE, tellings);
    first = world->events.adoption.count;
    for (int32_t agent = 0; agent < PEOPLE; agent++) tellings[agent].channel = CHANNEL_TIE;
    tell(world, PEOPLE, tellings);
    then = world->events.adoption.count;
    assert_likely(chance_binomial(first, PEOPLE, 0.3), "in the debrief");
    assert_likely(chance_binomial(then, PEOPLE - first, 0.3), "afterwards");
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_the_start_one_believes_what_is_true),
        cmocka_unit_test(evidence_is_pooled_by_its_weight),
        cmocka_unit_test(who_tells_again_adds_only_what_is_new),
        cmocka_unit_test(every_outcome_of_ones_own_counts),
        cmocka_unit_test(every_outcome_of_a_project_counts),
        cmocka_unit_test(what_comes_without_evidence_leaves_no_trace),
        cmocka_unit_test(weak_evidence_must_outweigh_the_cost),
        cmocka_unit_test(one_owns_what_one_found_together),
        cmocka_unit_test(without_a_practice_anything_good_will_do),
        cmocka_unit_test(the_best_of_several_is_taken_up),
        cmocka_unit_test(who_returns_has_oneself_as_a_source),
        cmocka_unit_test(what_one_tried_oneself_is_missing_to_one),
        cmocka_unit_test(a_full_memory_forgets_the_least_believed_not_in_use),
        cmocka_unit_test(the_rule_is_as_in_plain_lists),
        cmocka_unit_test(what_is_not_ones_own_is_dropped_for_the_one_before),
        cmocka_unit_test(people_lapse_at_the_rate_given),
        cmocka_unit_test(contagion_knows_no_lapse),
        cmocka_unit_test(every_telling_takes_effect_with_probability_beta),
        cmocka_unit_test(debriefs_and_tellings_are_drawn_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
