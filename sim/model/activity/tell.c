/* tell: people tell others about the practice that they use. Who tells are the members of projects at work, and for a
 * while of ended ones, in the project's domain; and, where the scenario says so, whoever uses a practice. People pass
 * on what they practise: so whatever is told was taken up by whoever tells it.
 *
 * Where people have contacts (encounter.c) they tell in these, and else along every tie. The message arrives with a
 * share `fidelity` of the evidence told (account.c, or outcomes: use.c), weighed by trust. Which ties are told along is
 * drawn by the gaps between them, so the cost goes with what is told. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/activity/see.h"
#include "model/activity/use.h"
#include "model/adoption/account.h"
#include "model/adoption/ahead.h"
#include "model/adoption/learn.h"
#include "model/adoption/memory.h"
#include "model/frame/steps.h"
#include "model/people/encounter.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* What someone who tells has to tell, and as member of which project (-1: of none). */
struct message_told {
    int32_t source, project;
    struct account account;
};

static void push(struct world *world, int64_t block, const struct message_told *message, int32_t target, double trust)
{
    const struct account *account = &message->account;
    part_push(&world->tellings->all, block,
        &(struct telling){.target = target,
            .source = message->source,
            .practice = account->practice,
            .project = message->project,
            .channel = CHANNEL_WORD_OF_MOUTH,
            .source_row = account->row,
            .outcome = scenario_has(&world->scenario, FEATURE_OUTCOMES_TOLD),
            .belief = account->belief,
            .evidence = account_for(account, target) * world->rates.tell.fidelity * trust});
}

static struct account to_tell(const struct world *world, int32_t agent, int32_t domain)
{
    bool outcome = scenario_has(&world->scenario, FEATURE_OUTCOMES_TOLD);
    return outcome ? outcome_account(world, agent, domain) : account_of(world, agent, domain);
}

/* -- who tells */

static bool is_told_of(const struct project *project)
{
    return project->state == PROJECT_ACTIVE || project->state == PROJECT_AFTERGLOW;
}

/* The first project of a person that makes the person tell in a domain, or -1. */
static int32_t project_told_of(const struct world *world, int32_t agent, int32_t domain)
{
    int32_t m = world->agents.first_membership ? world->agents.first_membership[agent] : -1;
    for (; m >= 0; m = world->projects.memberships[m].next) {
        const struct project *project = &world->projects.slots[m / world->projects.team];
        if (project->opportunity.domain == domain && is_told_of(project)) return project->id;
    }
    return -1;
}

/* Whether someone tells of what is in use without being a member. */
static bool tells_as_user(const struct world *world, int32_t agent, int32_t domain)
{
    enum tell_who who = world->scenario.tell.who;
    if (who == TELL_MEMBERS || person_left_out(world, agent)) return false;
    return who == TELL_USERS || world->agents.learned[place_at(world, agent, domain)];
}

/* -- along ties */

static void tell_along_ties(
    struct world *world, int64_t block, const struct message_told *message, struct random_key key)
{
    int32_t count = tie_count(world, message->source);
    double rate = world->rates.tell.probability;
    if (message->account.practice < 0) return;
    for (int64_t k = world_gap(key, rate); k < count; k += 1 + world_gap(key, rate)) {
        key.index++;
        struct tie_end tie = tie_at(world, message->source, (int32_t)k);
        push(world, block, message, tie.agent, tie.trust);
    }
}

static void tell_of_project(struct world *world, int64_t block, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t source = project_seats(&world->projects, slot)[seat].agent;
        if (source < 0) continue;
        struct message_told message = {source, project->id, to_tell(world, source, project->opportunity.domain)};
        tell_along_ties(
            world, block, &message, world_key(world, STREAM_TELL, project->id, (uint32_t)seat * DRAWS_OF_TELL));
    }
}

static void tell_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t slot = world->projects.live[i];
        if (!is_told_of(&world->projects.slots[slot])) continue;
        tell_those_near(world, span.block, slot);
        if (!world->scenario.contacts.present) tell_of_project(world, span.block, slot);
    }
}

static int64_t project_blocks(const struct world *world)
{
    return crew_blocks(world->projects.live_count, PROJECT_BLOCK);
}

/* Users who tell of no project, domain by domain. */
static void tell_users_block(void *context, struct span span)
{
    struct world *world = context;
    int64_t block = project_blocks(world) + span.block;
    for (int32_t source = (int32_t)span.first; source < span.last; source++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            if (!tells_as_user(world, source, domain) || project_told_of(world, source, domain) >= 0) continue;
            struct message_told message = {source, -1, to_tell(world, source, domain)};
            tell_along_ties(world, block, &message,
                world_key(world, STREAM_TELL, -1 - source, (uint32_t)domain * DRAWS_OF_TELL_USER));
        }
}

/* -- in contacts: of some first who tells, then what, so that what they have in mind can be on its way */

struct teller {
    int32_t source, target, domain, project;
    double trust;
};

enum { TELLERS_AT_ONCE = 64 };
struct tellers_met {
    int64_t count;
    struct teller items[TELLERS_AT_ONCE];
};

static void tell_all(struct world *world, int64_t block, struct tellers_met *tellers)
{
    for (int64_t i = 0; i < tellers->count; i++)
        ahead_hearsay(world, tellers->items[i].source, tellers->items[i].domain);
    for (int64_t i = 0; i < tellers->count; i++) {
        const struct teller *teller = &tellers->items[i];
        struct message_told message = {teller->source, teller->project, to_tell(world, teller->source, teller->domain)};
        if (message.account.practice >= 0) push(world, block, &message, teller->target, teller->trust);
    }
    tellers->count = 0;
}

/* Whether one of the two tells the other, domain by domain; `way` is 0 where the one who began the contact tells. */
static void tell_other(
    struct world *world, int64_t block, const struct encounter *met, uint32_t way, struct tellers_met *tellers)
{
    int32_t source = way ? met->other : met->agent, target = way ? met->agent : met->other;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        uint32_t draw = DRAW_ENCOUNTER_ONE_TOLD + 2 * (uint32_t)domain + way;
        int32_t project = project_told_of(world, source, domain);
        if (project < 0 && !tells_as_user(world, source, domain)) continue;
        if (!random_bernoulli(encounter_draw(world, met, draw), world->rates.tell.probability)) continue;
        if (tellers->count == TELLERS_AT_ONCE) tell_all(world, block, tellers);
        ahead_memory(world, source, domain);
        tellers->items[tellers->count++] =
            (struct teller){source, target, domain, project, tie_trust(world, met->agent, met->other)};
    }
}

/* What will be asked of the contacts behind this one, of which there are `left` with it. */
ALWAYS_INLINE void fetch_contacts(const struct world *world, const struct encounter *met, int64_t left)
{
    if (3 * AHEAD < left) {
        ahead_row(world, met[3 * AHEAD].agent);
        ahead_memberships(world, met[3 * AHEAD].agent);
        ahead_memberships(world, met[3 * AHEAD].other);
    }
    if (2 * AHEAD < left) {
        ahead_ties(world, met[2 * AHEAD].agent);
        ahead_membership(world, met[2 * AHEAD].agent);
        ahead_membership(world, met[2 * AHEAD].other);
    }
    if (AHEAD < left) {
        ahead_project(world, met[AHEAD].agent);
        ahead_project(world, met[AHEAD].other);
    }
}

static void tell_contacts_block(void *context, struct span span)
{
    struct world *world = context;
    int64_t block = project_blocks(world) + span.block;
    struct tellers_met tellers;
    tellers.count = 0;
    for (int64_t i = span.first; i < span.last; i++) {
        const struct encounter *met = &world->encounters->met.items[i];
        fetch_contacts(world, met, span.last - i);
        tell_other(world, block, met, 0, &tellers);
        tell_other(world, block, met, 1, &tellers);
    }
    tell_all(world, block, &tellers);
}

void step_tell(struct world *world)
{
    bool in_contacts = world->scenario.contacts.present, users = world->scenario.tell.who != TELL_MEMBERS;
    int64_t count = users ? world->agents.count : 0;
    if (in_contacts) count = world->encounters->met.count;
    int64_t blocks = project_blocks(world) + crew_blocks(count, CREW_BLOCK);
    world_need(world, parts_open(&world->tellings->all, blocks));
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, world->projects.live_count, PROJECT_BLOCK, tell_block, world);
    crew_share(world->crew, count, in_contacts ? tell_contacts_block : tell_users_block, world);
    tellings_deliver(world);
}
