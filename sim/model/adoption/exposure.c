/* Exposure: how many of those whom a person hears tell of another practice than the person's own. Who uses a practice
 * tells everybody in reach from the next step on, for `telling_steps` or for ever.
 *
 * Everybody's exposure is kept up to date as practices in use change, and a bit for each place tells where there is
 * any: a rule that goes by it works only where someone is exposed. On a complete network exposure follows from how many
 * tell of each practice. */
#include "model/adoption/exposure.h"

#include <stdatomic.h>

#include "base/array.h"
#include "base/crew.h"
#include "model/adoption/ahead.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "model/state/write.h"

static bool complete(const struct world *world)
{
    return world->network.complete;
}

/* On a complete network: room for how many tell of each practice. */
static bool voices_fit(struct world *world)
{
    struct long_numbers *voices = &world->exposure->voices;
    while (voices->count < world->practices.count)
        if (!array_push(voices, 0)) return false;
    return true;
}

void exposure_changed(struct world *world, int32_t agent, int32_t domain)
{
    if (world->agents.told_practice)
        world_need(world, array_push(&world->exposure->changed, (struct place){agent, domain}));
}

int32_t exposure_of(const struct world *world, struct place who)
{
    int64_t place = place_at(world, who.agent, who.domain);
    if (!complete(world)) return world->agents.exposure[place];
    int32_t use = world->agents.practice[place];
    return (int32_t)(world->exposure->voices_in[who.domain] - (use >= 0 ? world->exposure->voices.items[use] : 0));
}

static bool is_alone(const struct world *world)
{
    return crew_threads(world->crew) == 1;
}

/* Bits and whole numbers come to the same in any order; several threads may come to the same ones, unless one is alone.
 * Nobody can foretell who is `exposed`: asked for as a bit, not by a condition, that saves a tenth of a contagion's
 * time.
 */
ALWAYS_INLINE void mark(uint64_t *marks, int64_t place, bool exposed, bool alone)
{
    uint64_t *word = &marks[place / EXPOSURE_WORD], bit = (uint64_t)exposed << place % EXPOSURE_WORD;
    _Atomic uint64_t *shared = (_Atomic uint64_t *)word;
    if (alone)
        *word |= bit;
    else if (exposed && !(atomic_load_explicit(shared, memory_order_relaxed) & bit))
        atomic_fetch_or_explicit(shared, bit, memory_order_relaxed);
}

ALWAYS_INLINE void add_exposure(int32_t *exposure, int32_t amount, bool alone)
{
    if (alone)
        *exposure += amount;
    else if (amount != 0)
        atomic_fetch_add_explicit((_Atomic int32_t *)exposure, amount, memory_order_relaxed);
}

/* All who hear somebody hear of `practice` and no longer of the one before, -1 being none; `alone` is known where this
 * is put in. */
ALWAYS_INLINE void spread(const struct world *world, struct place who, int32_t before, int32_t practice, bool alone)
{
    const struct rows *told = &world->network.told;
    const int32_t *hearer = told->agent + told->start[who.agent], *last = hearer + told->length[who.agent];
    const int32_t *uses = world->agents.practice;
    int32_t *exposures = world->agents.exposure;
    uint64_t *marks = world->exposure->marks;
    for (int64_t domains = world->agents.domains; hearer < last; hearer++) {
        int64_t theirs = *hearer * domains + who.domain;
        int32_t use = uses[theirs];
        int32_t more = (practice >= 0 && practice != use) - (before >= 0 && before != use);
        add_exposure(&exposures[theirs], more, alone);
        mark(marks, theirs, more > 0, alone);
    }
}

static void say(struct world *world, struct place who, int32_t practice)
{
    int64_t place = place_at(world, who.agent, who.domain);
    int32_t before = world->agents.told_practice[place];
    if (before == practice) return;
    world->agents.told_practice[place] = practice;
    if (complete(world)) {
        if (before >= 0) world->exposure->voices.items[before]--, world->exposure->voices_in[who.domain]--;
        if (practice >= 0) world->exposure->voices.items[practice]++, world->exposure->voices_in[who.domain]++;
    } else if (is_alone(world)) {
        spread(world, who, before, practice, true);
    } else {
        spread(world, who, before, practice, false);
    }
}

/* Who uses the only practice that there is hears of no other. */
static void count_exposure(struct world *world, struct place who)
{
    const struct rows *heard = network_heard(&world->network);
    const int32_t *teller = heard->agent + heard->start[who.agent];
    int64_t place = place_at(world, who.agent, who.domain);
    int32_t use = world->agents.practice[place], count = 0;
    int32_t length = use >= 0 && world->practices.count == 1 ? 0 : heard->length[who.agent];
    for (int32_t k = 0; k < length; k++) {
        int32_t voice = world->agents.told_practice[place_at(world, teller[k], who.domain)];
        count += voice >= 0 && voice != use;
    }
    world->agents.exposure[place] = count;
    mark(world->exposure->marks, place, count > 0, is_alone(world));
}

/* What came into use in this step will be told of from the next on. */
static bool will_tell(const struct world *world, struct place who)
{
    int64_t place = place_at(world, who.agent, who.domain);
    return world->agents.practice[place] >= 0 && world->agents.adoption_step[place] == world->step;
}

/* Whether someone tells of what came into use before: for ever, or for `telling_steps`. */
static bool still_tells(const struct world *world, struct place who)
{
    int64_t place = place_at(world, who.agent, who.domain), telling = world->scenario.look.telling_steps;
    if (world->agents.practice[place] < 0 || will_tell(world, who)) return false;
    return telling == 0 || world->step <= world->agents.adoption_step[place] + telling;
}

/* What is on its way meanwhile (ahead.h): of who speaks some turns on, where the ties begin; of who is nearer, the
 * ties; and of who is next but one, those at their ends. */
enum { NEAR = 2 };

ALWAYS_INLINE void fetch_speaker(const struct world *world, struct place who)
{
    int64_t place = place_at(world, who.agent, who.domain);
    ahead_row(world, who.agent);
    __builtin_prefetch(&world->agents.told_practice[place]);
    __builtin_prefetch(&world->agents.adoption_step[place]);
    __builtin_prefetch(&world->agents.practice[place]);
}

ALWAYS_INLINE void fetch_hearers(const struct world *world, struct place who)
{
    const struct rows *told = &world->network.told;
    const int32_t *hearer = told->agent + told->start[who.agent], *last = hearer + told->length[who.agent];
    for (; hearer < last; hearer++) {
        int64_t place = place_at(world, *hearer, who.domain);
        __builtin_prefetch(&world->agents.practice[place]);
        __builtin_prefetch(&world->agents.exposure[place], 1);
    }
}

static void speak_block(void *context, struct span span)
{
    struct world *world = context;
    const struct place *changed = world->exposure->changed.items;
    for (int64_t i = span.first; i < span.last; i++) {
        struct place who = changed[i];
        if (!complete(world)) {
            if (i + 3 * AHEAD < span.last) fetch_speaker(world, changed[i + 3 * AHEAD]);
            if (i + 2 * AHEAD < span.last) ahead_ties(world, changed[i + 2 * AHEAD].agent);
            if (i + NEAR < span.last) fetch_hearers(world, changed[i + NEAR]);
        }
        say(world, who, still_tells(world, who) ? world->agents.practice[place_at(world, who.agent, who.domain)] : -1);
    }
}

static void count_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) count_exposure(world, world->exposure->changed.items[i]);
}

/* Takes out doubles: two threads must not speak for one person. A mark in the exposure, which is counted anew anyway.
 */
static void keep_each_once(struct world *world)
{
    struct places *changed = &world->exposure->changed;
    int64_t kept = 0;
    for (int64_t i = 0; i < changed->count; i++) {
        int32_t *exposure = &world->agents.exposure[place_at(world, changed->items[i].agent, changed->items[i].domain)];
        if (*exposure == INT32_MIN) continue;
        *exposure = INT32_MIN;
        changed->items[kept++] = changed->items[i];
    }
    changed->count = kept;
    for (int64_t i = 0; i < kept; i++)
        world->agents.exposure[place_at(world, changed->items[i].agent, changed->items[i].domain)] = 0;
}

/* Whoever changed before this step tells of the new practice from now on; who changed in it is looked at again. */
static void hear_changes(struct world *world)
{
    struct places *changed = &world->exposure->changed;
    keep_each_once(world);
    if (complete(world))
        speak_block(world, (struct span){0, changed->count, 0});
    else {
        crew_share(world->crew, changed->count, speak_block, world);
        crew_share(world->crew, changed->count, count_block, world);
    }
    int64_t kept = 0;
    for (int64_t i = 0; i < changed->count; i++) {
        struct place who = changed->items[i];
        if (will_tell(world, who)) changed->items[kept++] = who;
        if (world->scenario.look.telling_steps == 0 || !still_tells(world, who)) continue;
        world_need(
            world, array_push(&world->exposure->speakers,
                       (struct speaker){who, world->agents.adoption_step[place_at(world, who.agent, who.domain)]}));
    }
    changed->count = kept;
}

/* Those whose time of telling is over fall silent, unless they have begun anew. */
static void fall_silent(struct world *world)
{
    struct speakers *speakers = &world->exposure->speakers;
    int64_t kept = 0;
    for (int64_t i = 0; i < speakers->count; i++) {
        struct speaker speaker = speakers->items[i];
        int64_t place = place_at(world, speaker.who.agent, speaker.who.domain);
        if (world->step <= speaker.since + world->scenario.look.telling_steps)
            speakers->items[kept++] = speaker;
        else if (world->agents.adoption_step[place] == speaker.since)
            say(world, speaker.who, -1);
    }
    speakers->count = kept;
}

/* -- who tells on a complete network, where a row of those heard would be everybody */

/* Room for all who tell, and where each practice's places begin. */
static bool tellers_fit(struct world *world)
{
    struct exposure *own = world->exposure;
    int64_t all = 0;
    array_clear(&own->tellers);
    array_clear(&own->places);
    array_clear(&own->places_of);
    if (!array_reserve(&own->places_of, own->voices.count)) return false;
    for (int64_t practice = 0; practice < own->voices.count; all += own->voices.items[practice++])
        own->places_of.items[own->places_of.count++] = all;
    return array_reserve(&own->tellers, all) && array_reserve(&own->places, all);
}

/* Each practice's place grows with its list, and is taken back behind it. */
void tellers_list(struct world *world)
{
    struct exposure *own = world->exposure;
    if (!complete(world)) return;
    world_need(world, tellers_fit(world));
    if (world->out_of_memory) return;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        own->tellers_of[domain] = own->tellers.count;
        for (int32_t agent = 0; agent < world->agents.count; agent++) {
            int32_t practice = world->agents.told_practice[place_at(world, agent, domain)];
            if (practice < 0) continue;
            own->places.items[own->places_of.items[practice]++] =
                (int32_t)(own->tellers.count - own->tellers_of[domain]);
            own->tellers.items[own->tellers.count++] = agent;
        }
    }
    own->places.count = own->tellers.count;
    for (int64_t practice = 0; practice < own->voices.count; practice++)
        own->places_of.items[practice] -= own->voices.items[practice];
}

/* Of those who tell in a domain, the one with the given number among who tell of anything but `use`: so many further on
 * as tell of `use` before it. */
static int32_t teller_of_another(const struct world *world, int32_t domain, int32_t use, int64_t number)
{
    const struct exposure *own = world->exposure;
    const int32_t *places = use >= 0 ? own->places.items + own->places_of.items[use] : NULL;
    int64_t before = 0, most = use >= 0 ? own->voices.items[use] : 0;
    while (before < most) {
        int64_t middle = before + (most - before) / 2;
        if (places[middle] - middle > number)
            most = middle;
        else
            before = middle + 1;
    }
    return own->tellers.items[own->tellers_of[domain] + number + before];
}

void exposure_update(struct world *world)
{
    world_need(world, !complete(world) || voices_fit(world));
    if (world->out_of_memory) return;
    hear_changes(world);
    if (world->scenario.look.telling_steps > 0) fall_silent(world);
}

struct tellers tellers_of(const struct world *world, struct place who)
{
    return (struct tellers){
        .world = world, .who = who, .use = world->agents.practice[place_at(world, who.agent, who.domain)]};
}

void tellers_to(struct tellers *tellers, int64_t number)
{
    const struct world *world = tellers->world;
    if (complete(world)) {
        tellers->agent = teller_of_another(world, tellers->who.domain, tellers->use, number);
        return;
    }
    const struct rows *heard = network_heard(&world->network);
    const int32_t *row = heard->agent + heard->start[tellers->who.agent];
    for (;; tellers->k++) {
        tellers->agent = row[tellers->k];
        int32_t practice = world->agents.told_practice[place_at(world, tellers->agent, tellers->who.domain)];
        if (practice < 0 || practice == tellers->use) continue;
        if (tellers->passed++ == number) break;
    }
    tellers->k++;
}

/* -- what the room owes */

enum status make_exposure(struct world *world)
{
    world->exposure = calloc(1, sizeof *world->exposure);
    if (!world->exposure) return STATUS_MEMORY;
    if (!world->agents.exposure || complete(world)) return STATUS_OK;
    world->exposure->marks = calloc((size_t)exposure_words(world), sizeof *world->exposure->marks);
    return world->exposure->marks ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(exposure, EXPOSURE_KEEPS)

/* Exposure is up to date only where no change is waiting to be heard of. */
enum status verify_exposure(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    const struct rows *heard = network_heard(&world->network);
    if (!agents->exposure || world->network.complete || world->exposure->changed.count > 0) return STATUS_OK;
    for (int32_t agent = 0; agent < agents->count; agent++)
        for (int32_t domain = 0; domain < agents->domains; domain++) {
            int64_t place = place_at(world, agent, domain);
            int32_t count = 0;
            for (int32_t k = 0; k < heard->length[agent]; k++) {
                int32_t voice =
                    agents->told_practice[(int64_t)heard->agent[heard->start[agent] + k] * agents->domains + domain];
                count += voice >= 0 && voice != agents->practice[place];
            }
            HOLDS(count == agents->exposure[place], "agent %d is exposed to %d, counted %d", agent, count,
                agents->exposure[place]);
            HOLDS(count == 0 || world->exposure->marks[place / EXPOSURE_WORD] >> place % EXPOSURE_WORD & 1,
                "agent %d is exposed to %d and not marked", agent, count);
        }
    return STATUS_OK;
}
