/* accept: whether what was chosen is taken up: with a probability that may go by how many use it, and on a condition
 * that may go by how good it is. At news every signal has a chance of its own, by how many there have been (Centola
 * 2010, doi:10.1126/science.1185231). */
#include "model/adoption/take_up.h"
#include "model/rules/threshold.h"
#include "model/rules/turn.h"

static double by_dose(const struct dose *dose, double users)
{
    double probability = 0;
    for (int64_t i = 0; i < dose->count && users >= dose->from[i] - THRESHOLD_SLACK; i++)
        probability = dose->probability[i];
    return probability;
}

double turn_acceptance(const struct looking *looking, int64_t users)
{
    const struct world *world = looking->world;
    const struct accept_parameters *with = &world->scenario.accept;
    const bool share = with->measure == THRESHOLD_SHARE;
    const double looked = (double)looking->looked, u = (double)users;
    switch (with->by) {
    case ACCEPT_ALWAYS:
    case ACCEPT_EACH:
        return 1;
    case ACCEPT_THRESHOLD:
        return u >= world->agents.threshold[looking->who.agent] * (share ? looked : 1) - THRESHOLD_SLACK
                   ? world->rates.accept.above
                   : world->rates.accept.below;
    case ACCEPT_DOSE:
        return by_dose(looking->dose, share ? u / looked : u);
    }
    return 0;
}

/* That one of the signals that are new takes effect. */
static double acceptance_of_news(const struct looking *looking)
{
    double none = 1;
    for (int64_t signal = looking->others - looking->fresh + 1; signal <= looking->others; signal++)
        none *= 1 - turn_acceptance(looking, signal);
    return 1 - none;
}

static bool is_allowed(const struct looking *looking, int32_t practice)
{
    const double gain = turn_quality(looking->world, practice) - looking->quality;
    switch (looking->world->scenario.accept.only_if) {
    case IF_DIFFERENT:
        return true;
    case IF_NO_WORSE:
        return gain >= 0;
    case IF_BETTER:
        return gain > 0;
    case IF_GAIN:
        return random_bernoulli(turn_draw(looking, DRAW_IMITATE_GAIN), gain);
    }
    return true;
}

bool turn_accepts(const struct looking *looking, const struct pick *choice)
{
    const bool news = looking->world->scenario.adoption.when == WHEN_NEWS;
    if (choice->practice < 0 || choice->practice == looking->use || !is_allowed(looking, choice->practice))
        return false;
    if (uptake_rests(
            looking->world, place_at(looking->world, looking->who.agent, looking->who.domain), choice->practice))
        return false;
    return random_bernoulli(turn_draw(looking, DRAW_IMITATE_TAKES),
        news ? acceptance_of_news(looking) : turn_acceptance(looking, choice->users));
}
