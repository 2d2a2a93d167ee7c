/* look: whom a person heeds of those at whom it looks.
 *
 * Nobody heeds who uses nothing. Further one may heed only those who do better, or those who are alike; and where
 * whoever tells is followed or not by itself (adoption.accept.by each), only those who are followed are heeded. Where
 * it counts how many tell, what was taken up is told from the next step on, unless turns come one after another. */
#include "base/parts.h"
#include "model/adoption/looked_at.h"
#include "model/frame/rooms.h"
#include "model/rules/turn.h"

/* Whether somebody tells the person in this very step. */
static bool tells_now(const struct looking *looking, int32_t agent)
{
    struct hearing told = told_to(looking->world, looking->who);
    for (const struct telling *telling; (telling = told_next(&told));)
        if (telling->source == agent) return true;
    return false;
}

static bool can_be_heard(const struct looking *looking, int32_t agent)
{
    const struct world *world = looking->world;
    const struct scenario *with = &world->scenario;
    int32_t since = world->agents.adoption_step[place_at(world, agent, looking->who.domain)];
    bool counts = with->accept.by != ACCEPT_ALWAYS && with->adoption.order == TURNS_TOGETHER;
    bool early = counts && since == world->step;
    bool late = with->look.telling_steps > 0 && world->step > since + with->look.telling_steps;
    return !(early || late) || tells_now(looking, agent);
}

static bool does_well(const struct looking *looking, int32_t practice)
{
    double quality = turn_quality(looking->world, practice);
    switch (looking->world->scenario.look.heed) {
    case HEED_ALL:
        return true;
    case HEED_NO_WORSE:
        return quality >= looking->quality;
    case HEED_BETTER:
        return quality > looking->quality;
    }
    return true;
}

/* The share of equal choices; 0 where the person uses nothing. */
static double likeness(const struct looking *looking, int32_t practice)
{
    const struct practice *practices = looking->world->practices.items;
    if (looking->use < 0) return 0;
    const struct choices choices = landscape_choices(&looking->world->scenario.landscape);
    struct bit_set differ =
        choices_differing(choices, practices[looking->use].configuration, practices[practice].configuration);
    int differing = __builtin_popcountll(differ.low) + __builtin_popcountll(differ.high);
    return 1 - differing / (double)choices.count;
}

static struct random_key draw_of(const struct looking *looking, uint32_t what)
{
    return turn_draw(looking, what + ((uint32_t)looking->looked & ((1 << 20) - 1)));
}

static bool is_alike(const struct looking *looking, int32_t practice)
{
    const struct look_rates *with = &looking->world->rates.look;
    if (!(with->min_likeness > 0) && !(with->likeness_exponent > 0)) return true;
    double alike = likeness(looking, practice);
    if (alike < with->min_likeness) return false;
    return !(with->likeness_exponent > 0) ||
           random_bernoulli(draw_of(looking, DRAW_IMITATE_ALIKE), maths_pow(alike, with->likeness_exponent));
}

/* Who tells of what one uses oneself tells nothing. */
static bool is_followed(const struct looking *looking, bool other, bool fresh)
{
    const struct scenario *with = &looking->world->scenario;
    if (with->accept.by != ACCEPT_EACH) return true;
    if (!other || (with->adoption.when == WHEN_NEWS && !fresh)) return false;
    return random_bernoulli(draw_of(looking, DRAW_IMITATE_FOLLOWED), looking->world->rates.accept.beta);
}

static void look_at(struct looking *looking, int32_t agent)
{
    struct world *world = looking->world;
    int64_t place = place_at(world, agent, looking->who.domain);
    int32_t practice = world->agents.practice[place];
    bool other = practice != looking->use, fresh = other && world->agents.adoption_step[place] == world->step - 1;
    if (practice < 0 || !can_be_heard(looking, agent) || !does_well(looking, practice) ||
        !is_alike(looking, practice) || !is_followed(looking, other, fresh))
        return;
    part_push(&world->counting->seen, looking->block, &(struct seen){agent, practice});
    looking->heeded++;
    looking->others += other;
    looking->fresh += fresh;
}

void turn_look(struct looking *looking, struct random_key key)
{
    struct looked_at looked_at = looking->looks ? looked_at_begin(looking->world, looking->who, key)
                                                : looked_at_told(looking->world, looking->who);
    part_clear(&looking->world->counting->seen, looking->block);
    for (int32_t agent; (agent = looked_at_next(&looked_at)) >= 0; looking->looked++) look_at(looking, agent);
}

const struct seen *turn_seen(const struct looking *looking)
{
    return part_last(&looking->world->counting->seen, looking->block, looking->heeded);
}
