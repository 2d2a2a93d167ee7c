/* Every room's invariants are looked at: what breaks one is found, in words that say what it is. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/exposure.h"
#include "model/adoption/memory.h"
#include "model/keys.h"
#include "model/ledger/reproduction.h"
#include "model/opportunities/create.h"
#include "model/organisation/recognise.h"
#include "model/organisation/resources.h"
#include "model/organisation/roll_out.h"
#include "model/organisation/units.h"
#include "model/people/clients.h"
#include "model/people/leaders.h"
#include "model/people/stances.h"
#include "model/people/standards.h"
#include "model/projects/assembly.h"
#include "model/rules/organisational_code.h"
#include "model/state/communities.h"
#include "model/state/start_ties.h"

/* The rooms that check something, and those of which something was broken. */
static const char *const checked[] = {
#define CHECKED_own(name) #name,
#define CHECKED_none(name)
#define GROUND(name, make, digest, verify, observe) CHECKED_##verify(name)
#define ROOM(name, digest, verify, observe) CHECKED_##verify(name)
#define VIEW(name, verify, observe) CHECKED_##verify(name)
#include "model/frame/rooms.def"
};
enum { CHECKED = sizeof checked / sizeof *checked };
static bool broken[CHECKED];

static void assert_complaint(const struct world *world, const char *room, const char *words)
{
    struct message message = {""};
    assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
    if (!strstr(message.text, words)) fail_msg("%s: '%s' is not in '%s'", room, words, message.text);
    int i = 0;
    while (i < CHECKED && strcmp(checked[i], room) != 0) i++;
    assert_true(i < CHECKED);
    broken[i] = true;
}

/* Something of a room is wrong for a moment. */
#define BROKEN(room, place, wrong, words)                                                                              \
    do {                                                                                                               \
        const __typeof__(place) was = (place);                                                                         \
        (place) = (wrong);                                                                                             \
        assert_complaint(world, #room, words);                                                                         \
        (place) = was;                                                                                                 \
    } while (0)

static struct world *lively_world(const char *settings)
{
    const struct scenario scenario = lively(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 25; step++) world_pass(world);
    return world;
}

static void break_people(struct world *world)
{
    struct agents *agents = &world->agents;
    int32_t agent = 0, use;
    while ((use = world_used(world, agent, 0)) < 0) agent++;
    BROKEN(uptakes, agents->practice[agent * agents->domains], -1, "does not have as many users as are counted");
    BROKEN(uptakes, world->uptakes->uses_learned, world->uptakes->uses_learned + 1, "use what they learned");
    BROKEN(uptakes, world->uptakes->adopters, 0, "are adopters, 0 are counted");
    struct known *known = agents_find(agents, agent, 0, use);
    BROKEN(memory, known->practice, -1, "does not remember what it uses");
    BROKEN(memory, known->evidence, -0.5, "has evidence -0.5 of practice");
    BROKEN(stances, agents->stance[3], STANCE_COUNT, "agent 3 has stance 5");
    BROKEN(stances, world->stances->people[0], -1, "-1 people have stance 0");
    BROKEN(leaders, world->leaders->leading, -1, "-1 people are leaders");
    assert_true(world->leaders->namings.count > 0);
    BROKEN(leaders, world->leaders->namings.items[0].step, world->step + 1, "naming 0 is out of order");
    BROKEN(clients, agents->emulation[5], 1.5, "agent 5 is served in way");
    BROKEN(clients, world->clients->people, -1, "-1 people are served");
    BROKEN(people, agents->confidence[7], 1.5, "agent 7 has confidence 1.5");
    BROKEN(people, agents->breadth[7], -0.1, "breadth -0.1");
    BROKEN(people, agents->expectation[7], NAN, "expectation nan");
    BROKEN(people, agents->diagnosis_skill[7], 2, "agent 7 has skill 2 at diagnosing");
}

static void break_what_happened(struct world *world)
{
    struct events *events = &world->events;
    struct practice *practices = world->practices.items;
    int64_t row = 0;
    while (row < events->adoption.count && events->adoption.items[row].source_count == 0) row++;
    assert_true(row < events->adoption.count);
    struct adoption_row *adoption = &events->adoption.items[row];
    struct adoption_source_row *source =
        &events->adoption_source.items[adoption->first_source - events->cleared[EVENT_adoption_source]];
    BROKEN(events, adoption->source_count, 0, "from 0 sources");
    BROKEN(events, adoption->source_count, 1000000, "has sources that are not there");
    BROKEN(events, source->weight, 1.5, "weigh");
    BROKEN(events, source->source_adoption, source->adoption, "did not come before it");
    BROKEN(practices, practices[1].quality, 1.01, "practice 1 has quality 1.01");
    BROKEN(practices, practices[1].configuration.low, ~practices[1].configuration.low,
        "is not found by its configuration");
    BROKEN(network, world->network.tie_count, world->network.tie_count + 1, "tie");
    BROKEN(network, world->network.told.touched[world->network.told.start[0]], world->step + 1, "is of step");
}

/* A project at work with two members at least. */
static int32_t busy_project(const struct world *world)
{
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        const struct project *project = &world->projects.slots[world->projects.live[i]];
        if (project->state == PROJECT_ACTIVE && project->member_count > 1) return world->projects.live[i];
    }
    fail();
    return -1;
}

static void break_projects(struct world *world)
{
    struct projects *projects = &world->projects;
    int32_t slot = busy_project(world);
    struct project *project = &projects->slots[slot];
    struct membership *theirs = project_seats(projects, slot);
    while (theirs->agent < 0 || theirs->agent == project->lead) theirs++;
    BROKEN(projects, project->opportunity.domain, world->agents.domains, "is about domain");
    BROKEN(projects, project->trying, (int32_t)world->practices.count, "tries practice");
    BROKEN(projects, project->candidate_count, projects->memory + 1, "practices in mind");
    BROKEN(projects, projects->live[0], (int32_t)projects->slot_count, "holds no project");
    BROKEN(projects, project->member_count, project->member_count + 1, "members, counted");
    BROKEN(projects, project->size, 1, "members, and seats for 1");
    BROKEN(projects, project->closeness, 1.1, "has closeness 1.1");
    BROKEN(projects, project->friction, -0.1, "has friction -0.1");
    BROKEN(projects, project->resources, -1, "has resources -1");
    BROKEN(projects, project->found, 99, "has found 99 friction points");
    BROKEN(projects, theirs->agent, -1, "members, counted");
    int32_t outsider = 0;
    while (world->agents.first_membership[outsider] >= 0) outsider++;
    BROKEN(projects, theirs->agent, outsider, "has somebody else's seat");
    assert_true(projects->live_count > 1);
    BROKEN(projects, projects->slots[projects->live[0]].id, projects->next_id, "is out of order");
    BROKEN(reproduction, world->reproduction->started, -1, "-1 projects started");
    assert_true(world->create->ended.count > 0);
    BROKEN(create, world->create->ended.items[0].step, world->step + 1, "is out of order among those that ended");
}

static void break_the_organisation(struct world *world)
{
    int32_t domains = world->agents.domains, other = 0;
    while (world->practices.items[other].domain == 0) other++;
    BROKEN(units, world->units->openness[1], 1.5, "unit 1 has openness 1.5");
    BROKEN(standards, world->standards->practice[2 * domains], other, "unit 2 has practice");
    BROKEN(resources, world->resources->pools[1], -1, "unit 1 has a pool of -1");
    BROKEN(recognition, world->recognition->standing[1].grant, -1, "successes seen and a grant of -1");
    BROKEN(recognition, world->recognition->standing[1].recent, 1000, "do not add up over units");
    BROKEN(roll_out, world->roll_out->practice, 1000000, "is rolled out in another domain");
    BROKEN(roll_out, world->roll_out->pressed[0], 2, "unit 0 is pressed to nothing");
    struct code_bit *bit = &world->organisational_code->bits[0];
    BROKEN(organisational_code, bit->agent, bit->agent < 0 ? 0 : -1, "bit 0 of the code of domain 0");
}

static void break_communities(struct world *world)
{
    struct communities *communities = &world->communities;
    int32_t number = 0;
    while (communities->items[number].phase > PHASE_HUB || communities->items[number].documents.count == 0) number++;
    struct community *community = &communities->items[number];
    struct seat *seat = &communities->seats[community->seats.items[0]];
    BROKEN(communities, community->trust, 1.2, "has trust 1.2");
    BROKEN(communities, community->freshness, NAN, "freshness nan");
    BROKEN(communities, community->documents.items[0].evidence, 0, "has evidence 0 of practice");
    BROKEN(communities, community->documents.items[0].row, -1, "had never taken it up");
    BROKEN(communities, seat->energy, 2, "has energy 2");
    BROKEN(communities, seat->community, number + 1, "has a seat that is not its own");
    BROKEN(communities, communities->live.count, communities->live.count - 1, "is not in its place among the living");
    BROKEN(communities, communities->shelf.count, -1, "-1 are on the shelf");
}

static void what_breaks_an_invariant_is_found(void **state)
{
    (void)state;
    struct world *world = lively_world("");
    break_what_happened(world);
    break_people(world);
    break_projects(world);
    break_the_organisation(world);
    break_communities(world);
    world_check(world);
    model_free(world);
}

static void what_others_keep_is_found_too(void **state)
{
    (void)state;
    const struct scenario still =
        scenario_of("network.agents = 40; start.users = 4; adoption.rule = contact; adoption.accept.beta = 0");
    struct world *world = world_of(&still, NULL, NULL);
    for (int step = 0; step < 2; step++) world_pass(world);
    BROKEN(exposure, world->agents.exposure[4], -1, "agent 4 is exposed to 0, counted -1");
    BROKEN(exposure, world->exposure->marks[0], 0, "and not marked");
    model_free(world);
    world = lively_world("renew.start_ties_last = true");
    BROKEN(start_ties, world->start_ties->before[1], 1000, "agent 0 has lost a tie that lasts");
    model_free(world);
    world = lively_world("conclude.continuation_probability = 0; team.idle_steps = 3; team.rule = assembly");
    BROKEN(assembly, world->assembly->links[LINK_REPEATED], -1, "links of kind 3 are counted wrongly");
    BROKEN(assembly, world->assembly->place[0], world->assembly->place[1], "agent 0 has a wrong link or standing");
    model_free(world);
}

/* After the others. */
static void every_room_was_broken(void **state)
{
    (void)state;
    for (int i = 0; i < CHECKED; i++)
        if (!broken[i]) fail_msg("nothing here breaks an invariant of the room '%s'", checked[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_breaks_an_invariant_is_found),
        cmocka_unit_test(what_others_keep_is_found_too),
        cmocka_unit_test(every_room_was_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
