/* choose: which of the practices that those who are heeded use counts. Let n be how many use one, and v its quality;
 * one is drawn with weight n^f exp(g v) (McElreath et al. 2008, doi:10.1098/rstb.2008.0131). To draw a person is f = 1
 * and g = 0, what most use is the limit of a large f, the best that of a large g. */
#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/looked_at.h"
#include "model/frame/rooms.h"
#include "model/rules/turn.h"

static const struct pick nothing = {-1, -1, 0};

/* Whether the person itself counts as one who uses what it uses. */
static bool has_a_voice(const struct looking *looking)
{
    return looking->world->scenario.choose.own && looking->use >= 0;
}

static int64_t users_among_heeded(const struct looking *looking, int32_t practice)
{
    const struct seen *seen = turn_seen(looking);
    int64_t users = 0;
    for (int64_t i = 0; i < looking->heeded; i++) users += seen[i].practice == practice;
    return users;
}

static struct pick used_by_one(const struct looking *looking)
{
    uint64_t voices = (uint64_t)(looking->heeded + has_a_voice(looking));
    uint64_t pick = random_below(turn_draw(looking, DRAW_IMITATE_WHICH), voices);
    int32_t practice = pick < (uint64_t)looking->heeded ? turn_seen(looking)[pick].practice : looking->use;
    return (struct pick){practice, -1, users_among_heeded(looking, practice)};
}

/* Where only what is better is taken, only that is looked for. */
static struct pick best_used(const struct looking *looking)
{
    const enum accept_if only_if = looking->world->scenario.accept.only_if;
    const struct seen *seen = turn_seen(looking);
    struct random_key key = turn_draw(looking, DRAW_IMITATE_EQUALS);
    struct pick best = nothing;
    double most = only_if == IF_BETTER || only_if == IF_GAIN ? looking->quality : -1;
    uint64_t equals = 0;
    for (int64_t i = 0; i < looking->heeded; i++) {
        double quality = turn_quality(looking->world, seen[i].practice);
        if (quality < most || (equals == 0 && !(quality > most))) continue;
        equals = quality > most ? 1 : equals + 1;
        most = quality;
        if (equals == 1 || random_below(key, equals) == 0) best = (struct pick){seen[i].practice, seen[i].agent, 0};
        key.index++;
    }
    if (best.practice >= 0) best.users = users_among_heeded(looking, best.practice);
    return best;
}

/* Lists what is used by those who are heeded; but for `left_out`. How many. */
static int64_t list_uses(const struct looking *looking, int32_t left_out)
{
    const struct seen *seen = turn_seen(looking);
    int64_t count = 0;
    part_clear(&looking->world->counting->counted, looking->block);
    for (int64_t i = 0; i < looking->heeded; i++) {
        if (seen[i].practice == left_out) continue;
        part_push(&looking->world->counting->counted, looking->block, &seen[i].practice);
        count++;
    }
    return count;
}

/* With a voice of one's own the own practice stays, unless more use another. */
static struct pick used_by_most(const struct looking *looking)
{
    const bool voice = has_a_voice(looking);
    int64_t count = list_uses(looking, voice ? looking->use : -1), own = looking->heeded - count + voice;
    struct most_used most =
        count_most_used(looking->world, looking->block, count, NULL, turn_draw(looking, DRAW_IMITATE_EQUAL));
    return most.users > own || !voice ? (struct pick){most.practice, -1, most.users} : nothing;
}

/* -- by weight */

/* A practice in a list in which equals follow one another, and where the next begins. */
struct run {
    int32_t practice;
    int64_t users, next;
};

static struct run run_at(const int32_t *uses, int64_t count, int64_t first)
{
    int64_t next = first;
    while (next < count && uses[next] == uses[first]) next++;
    return (struct run){uses[first], next - first, next};
}

/* The logarithm of a practice's weight. */
static double exponent(const struct looking *looking, const struct run *run)
{
    const struct choose_rates *with = &looking->world->rates.choose;
    double by_quality = with->quality_weight > 0 || with->quality_weight < 0
                            ? with->quality_weight * turn_quality(looking->world, run->practice)
                            : 0;
    return with->frequency_exponent * maths_log((double)run->users) + by_quality;
}

static struct pick drawn_by_weight(const struct looking *looking)
{
    struct world *world = looking->world;
    const bool voice = has_a_voice(looking);
    int64_t count = list_uses(looking, -1) + voice;
    if (voice) part_push(&world->counting->counted, looking->block, &looking->use);
    int32_t *uses = part_last(&world->counting->counted, looking->block, count);
    if (!uses) return nothing;
    order_numbers(uses, count);
    double most = 0, all = 0;
    struct run run;
    for (int64_t at = 0; at < count; at = run.next) {
        run = run_at(uses, count, at);
        double own = exponent(looking, &run);
        if (at == 0 || own > most) most = own;
    }
    for (int64_t at = 0; at < count; at = run.next) {
        run = run_at(uses, count, at);
        all += maths_exp(exponent(looking, &run) - most);
    }
    double left = random_uniform(turn_draw(looking, DRAW_IMITATE_WHICH)) * all;
    for (int64_t at = 0; at < count; at = run.next) {
        run = run_at(uses, count, at);
        left -= maths_exp(exponent(looking, &run) - most);
        if (left < 0) break;
    }
    return (struct pick){run.practice, -1, users_among_heeded(looking, run.practice)};
}

struct pick turn_choose(const struct looking *looking)
{
    if (looking->heeded == 0 || !turn_seen(looking)) return nothing;
    switch (looking->world->scenario.choose.by) {
    case CHOOSE_ONE:
        return used_by_one(looking);
    case CHOOSE_MOST:
        return used_by_most(looking);
    case CHOOSE_BEST:
        return best_used(looking);
    case CHOOSE_WEIGHTED:
        return drawn_by_weight(looking);
    }
    return nothing;
}
