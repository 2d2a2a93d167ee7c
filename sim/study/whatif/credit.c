/* Credit: how much a practice owes to each of its founders. The value of a set of founders is how many others learn the
 * practice when all founders but those take no part. Leaving one out says what that one alone was needed for; where
 * founders can stand in for each other that is little for each. Shapley's value shares out what all of them together
 * make (Shapley 1953, A value for n-person games, doi:10.1515/9781400881970-018): the mean of what each adds, over all
 * orders in which they could come. Ancestry needs no further run: it follows each who learned back along the heaviest
 * sources. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "study/analysis/effects.h"
#include "study/whatif/whatif.h"

int32_t whatif_leading(const struct course *course)
{
    int32_t domains = 1, leading = -1;
    for (int64_t i = 0; i < course->adoptions.count; i++)
        if (course->adoptions.items[i].domain >= domains) domains = course->adoptions.items[i].domain + 1;
    const int64_t places = (int64_t)course->agents * domains;
    int32_t *use = malloc(((size_t)places + 1) * sizeof *use);
    int64_t *users = calloc((size_t)course->practices.count + 1, sizeof *users);
    for (int64_t p = 0; use && p < places; p++) use[p] = -1;
    for (int64_t i = 0; use && users && i < course->adoptions.count; i++) {
        const struct adoption_row *row = &course->adoptions.items[i];
        use[(int64_t)row->learner * domains + row->domain] = row->practice;
    }
    for (int64_t p = 0; use && users && p < places; p++)
        if (use[p] >= 0) users[use[p]]++;
    for (int32_t k = 0; users && k < course->practices.count; k++)
        if (users[k] > 0 && (leading < 0 || users[k] > users[leading])) leading = k;
    free(use);
    free(users);
    return leading;
}

static int64_t place_of(const struct founders *founders, int32_t agent)
{
    int64_t i = 0;
    while (i < founders->count && founders->items[i].agent != agent) i++;
    return i < founders->count ? i : -1;
}

/* Whether it is the first time that the place takes it up, and from nobody. */
static bool begins(const struct course *course, const uint8_t *has, int64_t row)
{
    const struct adoption_row *adoption = &course->adoptions.items[row];
    return adoption->source_count == 0 && !has[adoption->learner];
}

static enum status find_founders(const struct course *course, int32_t practice, struct founders *founders)
{
    uint8_t *has = calloc((size_t)course->agents + 1, 1);
    if (!has) return STATUS_MEMORY;
    bool fits = true;
    for (int64_t i = 0; fits && i < course->adoptions.count; i++) {
        const struct adoption_row *row = &course->adoptions.items[i];
        if (row->practice != practice) continue;
        if (begins(course, has, i))
            fits = array_push(founders, (struct founder){.agent = row->learner, .step = row->step, .shapley = NAN});
        has[row->learner] = 1;
    }
    free(has);
    return fits ? STATUS_OK : STATUS_MEMORY;
}

/* People who are no founders and learn it. */
static int64_t count_others(const struct course *course, int32_t practice, const struct founders *founders)
{
    int64_t count = 0;
    for (int64_t i = 0; i < course->learned.count; i++)
        count +=
            course->learned.items[i].practice == practice && place_of(founders, course->learned.items[i].agent) < 0;
    return count;
}

static enum status count_ancestry(const struct course *course, int32_t practice, struct founders *founders)
{
    int32_t *parent = course_parents(course);
    if (!parent) return STATUS_MEMORY;
    for (int64_t i = 0; i < course->learned.count; i++) {
        const struct learned *one = &course->learned.items[i];
        if (one->practice != practice || place_of(founders, one->agent) >= 0) continue;
        int32_t row = one->row;
        while (parent[row] >= 0) row = parent[row];
        const int64_t root = place_of(founders, course->adoptions.items[row].learner);
        if (root >= 0) founders->items[root].ancestry++;
    }
    free(parent);
    return STATUS_OK;
}

ORDER(by_ancestry, struct founder, ORDER_BY_MOST(ancestry) ORDER_BY(step) ORDER_BY(agent))

/* All that runs of one credit share. */
struct crediting {
    const struct whatif_base *base;
    const struct founders *founders;
    int32_t practice;
    int threads;
    const volatile sig_atomic_t *stop;
    void (*done)(void *context, int64_t runs, int64_t all);
    void *context;
    int64_t runs, all;
};

/* What is left of the value in a run of this scenario. */
static enum status value_of(
    struct crediting *crediting, struct scenario *scenario, int64_t *value, struct message *message)
{
    struct course course = {.steps = 0};
    enum status status = whatif_run(crediting->base, scenario, crediting->threads, crediting->stop, &course, message);
    if (status == STATUS_OK) *value = count_others(&course, crediting->practice, crediting->founders);
    course_free(&course);
    crediting->runs++;
    if (crediting->done) crediting->done(crediting->context, crediting->runs, crediting->all);
    return status;
}

static enum status value_without_one(
    struct crediting *crediting, int32_t agent, int64_t *value, struct message *message)
{
    struct scenario scenario = crediting->base->scenario;
    enum status status = whatif_add_agent(&scenario, agent, message);
    return status == STATUS_OK ? value_of(crediting, &scenario, value, message) : status;
}

/* Without the founders i of which `out` has the bit i. */
static enum status value_without(struct crediting *crediting, uint64_t out, int64_t *value, struct message *message)
{
    struct scenario scenario = crediting->base->scenario;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < crediting->founders->count && i < SHAPLEY_MOST && status == STATUS_OK; i++)
        if (out >> i & 1) status = whatif_add_agent(&scenario, crediting->founders->items[i].agent, message);
    return status == STATUS_OK ? value_of(crediting, &scenario, value, message) : status;
}

/* The mean of what each adds over all orders: the sets without it, each weighed by how many orders have it next. */
static void share_out(struct founders *founders, int players, const int64_t *value)
{
    for (int i = 0; i < players; i++) {
        double sum = 0;
        for (uint64_t out = 0; out < UINT64_C(1) << players; out++) {
            if (!(out >> i & 1)) continue;
            const int there = players - __builtin_popcountll(out);
            double weight = 1.0 / players; /* there! (players - there - 1)! / players! */
            for (int k = 1; k <= there; k++) weight *= (double)k / (players - k);
            sum += weight * (double)(value[out & ~(UINT64_C(1) << i)] - value[out]);
        }
        founders->items[i].shapley = sum;
    }
}

/* Where nobody is left out, or one, the value is known. */
static enum status credit_sets(struct crediting *crediting, struct credit *credit, struct message *message)
{
    const uint64_t sets = UINT64_C(1) << credit->players;
    struct founders *founders = &credit->founders;
    int64_t *value = calloc(sets, sizeof *value);
    if (!value) return message_status(message, STATUS_MEMORY);
    enum status status = STATUS_OK;
    value[0] = credit->others;
    for (int i = 0; i < credit->players; i++)
        value[UINT64_C(1) << i] = credit->others - founders->items[i].leave_one_out;
    for (uint64_t out = 0; out < sets && status == STATUS_OK; out++)
        if (__builtin_popcountll(out) > 1) status = value_without(crediting, out, &value[out], message);
    if (status == STATUS_OK) share_out(founders, credit->players, value);
    free(value);
    return status;
}

/* ---- chance ---- */

/* Agents who are no founders and from whom nobody had the practice: [agents], to be freed; NULL: no memory. */
static uint8_t *find_bystanders(const struct course *course, int32_t practice, const struct founders *founders)
{
    uint8_t *bystander = malloc((size_t)course->agents + 1);
    if (!bystander) return NULL;
    memset(bystander, 1, (size_t)course->agents);
    for (int64_t i = 0; i < founders->count; i++) bystander[founders->items[i].agent] = 0;
    for (int64_t i = 0; i < course->adoptions.count; i++) {
        const struct adoption_row *row = &course->adoptions.items[i];
        for (int32_t k = 0; row->practice == practice && k < row->source_count; k++)
            bystander[course->sources.items[row->first_source + k].source] = 0;
    }
    return bystander;
}

/* Whoever is first in that place, or any newcomer after, learns it: each of them counts among the others. */
static int64_t times_learned(const struct course *course, int32_t practice, int32_t agent)
{
    int64_t count = 0;
    for (int64_t i = 0; i < course->learned.count; i++)
        count += course->learned.items[i].practice == practice && course->learned.items[i].agent == agent;
    return count;
}

static const double CHANCE_LEVEL = 0.95;

static void sum_up(struct chance *chance, const double *difference, int players)
{
    double count = (double)chance->people, weights = 0, ways = 1;
    const struct effect effect = effect_mean(chance->people, difference, CHANCE_LEVEL);
    const double half = (effect.high - effect.mean) * sqrt(count + 1); /* of one more, not of the mean */
    chance->mean = effect.mean;
    chance->deviation = effect.deviation;
    chance->low = chance->mean - half;
    chance->high = chance->mean + half;
    if (players == 0) return;
    for (int there = 0; there < players; there++) { /* squares of the weights that share_out has, over all sets */
        weights += 1 / (ways * players * players);
        ways *= (double)(players - 1 - there) / (there + 1);
    }
    chance->shapley_low = chance->mean / players - half * sqrt(2 * weights);
    chance->shapley_high = chance->mean / players + half * sqrt(2 * weights);
}

static enum status find_chance(struct crediting *crediting, struct credit *credit, const uint8_t *bystander,
    const struct course *course, struct message *message)
{
    double difference[CHANCE_MOST];
    int64_t there = 0, seen = 0;
    struct chance *chance = &credit->chance;
    enum status status = STATUS_OK;
    for (int32_t agent = 0; agent < course->agents; agent++) there += bystander[agent];
    const int64_t wanted = there < CHANCE_MOST ? there : CHANCE_MOST;
    for (int32_t agent = 0; agent < course->agents && status == STATUS_OK && chance->people < wanted; agent++) {
        if (!bystander[agent] || seen++ < chance->people * there / wanted) continue;
        int64_t left = 0, own = times_learned(course, crediting->practice, agent);
        status = value_without_one(crediting, agent, &left, message);
        chance->agent[chance->people] = agent;
        difference[chance->people++] = (double)(credit->others - own - left);
    }
    if (status == STATUS_OK && chance->people >= 2) sum_up(chance, difference, credit->players);
    return status;
}

static enum status credit_each(struct crediting *crediting, struct credit *credit, struct message *message)
{
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < credit->founders.count && status == STATUS_OK; i++) {
        int64_t left = 0;
        status = value_without_one(crediting, credit->founders.items[i].agent, &left, message);
        credit->founders.items[i].leave_one_out = credit->others - left;
    }
    return status;
}

enum status whatif_credit(const struct whatif_base *base, int32_t practice, int shapley, int threads,
    const volatile sig_atomic_t *stop, void (*done)(void *context, int64_t runs, int64_t all), void *context,
    struct credit *credit, struct message *message)
{
    const struct course *course = &base->course;
    struct founders *founders = &credit->founders;
    *credit = (struct credit){.chance = {.low = NAN, .high = NAN, .shapley_low = NAN, .shapley_high = NAN}};
    enum status status = find_founders(course, practice, founders);
    if (status == STATUS_OK && founders->count == 0)
        return message_set(message, STATUS_INPUT, "nobody takes up practice %d", practice);
    if (status == STATUS_OK) status = count_ancestry(course, practice, founders);
    uint8_t *bystander = status == STATUS_OK ? find_bystanders(course, practice, founders) : NULL;
    if (!bystander) return message_status(message, STATUS_MEMORY);
    order_items(founders->items, founders->count, by_ancestry);
    credit->players = founders->count < shapley ? (int)founders->count : shapley;
    struct crediting crediting = {base, founders, practice, threads, stop, done, context, 0,
        founders->count + CHANCE_MOST + (INT64_C(1) << credit->players) - credit->players - 1};
    credit->others = count_others(course, practice, founders);
    status = find_chance(&crediting, credit, bystander, course, message);
    crediting.all += credit->chance.people - CHANCE_MOST;
    free(bystander);
    if (status == STATUS_OK) status = credit_each(&crediting, credit, message);
    return status == STATUS_OK && credit->players > 0 ? credit_sets(&crediting, credit, message) : status;
}
