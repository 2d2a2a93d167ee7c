/* The state of those who work together: who is an incumbent, and the links between them. */
#include "model/projects/assembly.h"

#include <stdlib.h>

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

/* -- who is an incumbent */

static void change_places(struct assembly *assembly, int32_t a, int32_t b)
{
    int32_t agent = assembly->order[a], other = assembly->order[b];
    assembly->order[a] = other, assembly->place[other] = a;
    assembly->order[b] = agent, assembly->place[agent] = b;
}

/* Incumbents stand first: whoever becomes one changes places with the first newcomer. */
void assembly_join(struct world *world, int32_t agent)
{
    struct assembly *assembly = world->assembly;
    if (!assembly_has(assembly, agent)) change_places(assembly, assembly->place[agent], assembly->incumbents++);
    world->agents.last_team_step[agent] = world->step;
}

/* -- links */

int32_t assembly_find(const struct world *world, int32_t agent, int32_t other)
{
    int32_t link = world->agents.first_partner[agent];
    while (link >= 0 && world->assembly->partners.items[link].agent != other)
        link = world->assembly->partners.items[link].next;
    return link;
}

static void add_partner(struct world *world, int32_t agent, struct partner partner)
{
    struct assembly *assembly = world->assembly;
    int32_t place = assembly->first_free;
    if (place >= 0) {
        assembly->first_free = assembly->partners.items[place].next;
    } else if (array_reserve(&assembly->partners, 1)) {
        place = (int32_t)assembly->partners.count++;
    } else {
        world_need(world, false);
        return;
    }
    partner.next = world->agents.first_partner[agent];
    world->agents.first_partner[agent] = place;
    assembly->partners.items[place] = partner;
}

static void drop_partner(struct world *world, int32_t agent, int32_t other)
{
    struct assembly *assembly = world->assembly;
    int32_t *link = &world->agents.first_partner[agent];
    while (*link >= 0 && assembly->partners.items[*link].agent != other) link = &assembly->partners.items[*link].next;
    int32_t place = *link;
    if (place < 0) return;
    *link = assembly->partners.items[place].next;
    assembly->partners.items[place].next = assembly->first_free;
    assembly->first_free = place;
}

void assembly_link(struct world *world, int32_t agent, int32_t other, int newcomers)
{
    struct assembly *assembly = world->assembly;
    int32_t there = assembly_find(world, agent, other), back = assembly_find(world, other, agent);
    if (there >= 0 && back >= 0) {
        assembly->links[assembly->partners.items[there].kind]--;
        assembly->links[LINK_REPEATED]++;
        assembly->partners.items[there].kind = assembly->partners.items[back].kind = LINK_REPEATED;
        return;
    }
    struct partner link = {.tied_before = world->network.complete || tie_trust(world, agent, other) > 0,
        .kind = (uint8_t)(LINK_INCUMBENTS - newcomers)};
    link.agent = other;
    add_partner(world, agent, link);
    link.agent = agent;
    add_partner(world, other, link);
    assembly->links[link.kind]++;
}

void assembly_leave(struct world *world, int32_t agent)
{
    struct assembly *assembly = world->assembly;
    if (!assembly_has(world->assembly, agent)) return;
    for (int32_t link; (link = world->agents.first_partner[agent]) >= 0;) {
        const struct partner partner = assembly->partners.items[link];
        assembly->links[partner.kind]--;
        if (!partner.tied_before) tie_lose(world, agent, partner.agent);
        drop_partner(world, partner.agent, agent);
        drop_partner(world, agent, partner.agent);
    }
    change_places(assembly, assembly->place[agent], --assembly->incumbents);
    world->agents.last_team_step[agent] = -1;
}

/* -- what the room owes */

enum status make_assembly(struct world *world)
{
    struct assembly *assembly = world->assembly = calloc(1, sizeof *world->assembly);
    size_t agents = (size_t)world->agents.count;
    if (!assembly) return STATUS_MEMORY;
    assembly->first_free = -1;
    if (!world->agents.first_partner) return STATUS_OK;
    assembly->order = malloc(agents * sizeof *assembly->order);
    assembly->place = malloc(agents * sizeof *assembly->place);
    assembly->root = malloc(agents * sizeof *assembly->root);
    assembly->size = malloc(agents * sizeof *assembly->size);
    if (!assembly->order || !assembly->place || !assembly->root || !assembly->size) return STATUS_MEMORY;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        assembly->order[agent] = assembly->place[agent] = agent;
    return STATUS_OK;
}

ROOM_PARTS(assembly, ASSEMBLY_KEEPS)

/* The first of a component, with the way there made shorter. */
static int32_t root_of(int32_t *root, int32_t agent)
{
    while (root[agent] != agent) agent = root[agent] = root[root[agent]];
    return agent;
}

/* The components of the links, and the size of the largest. */
static int32_t count_components(const struct world *world, int32_t *largest)
{
    const struct assembly *assembly = world->assembly;
    int32_t *root = assembly->root, *size = assembly->size, components = assembly->incumbents;
    for (int32_t i = 0; i < assembly->incumbents; i++) {
        int32_t agent = assembly->order[i];
        root[agent] = agent;
        size[agent] = 1;
    }
    *largest = components > 0;
    for (int32_t i = 0; i < assembly->incumbents; i++)
        for (int32_t link = world->agents.first_partner[assembly->order[i]]; link >= 0;
             link = assembly->partners.items[link].next) {
            int32_t a = root_of(root, assembly->order[i]), b = root_of(root, assembly->partners.items[link].agent);
            if (a == b) continue;
            components--;
            root[b] = a;
            size[a] += size[b];
            if (size[a] > *largest) *largest = size[a];
        }
    return components;
}

void observe_assembly(const struct world *world, struct observation *observation)
{
    const struct assembly *assembly = world->assembly;
    static const enum observable shares[LINK_KIND_COUNT] = {OBSERVE_links_newcomers_fraction,
        OBSERVE_links_mixed_fraction, OBSERVE_links_incumbents_fraction, OBSERVE_links_repeated_fraction};
    if (!world->agents.first_partner) return;
    int32_t largest, components = count_components(world, &largest);
    double links = 0, people = assembly->incumbents;
    for (int kind = 0; kind < LINK_KIND_COUNT; kind++) links += (double)assembly->links[kind];
    for (int kind = 0; kind < LINK_KIND_COUNT; kind++)
        see_mean(observation, shares[kind], (double)assembly->links[kind], links);
    see_value(observation, OBSERVE_incumbents, people);
    see_value(observation, OBSERVE_links, links);
    see_mean(observation, OBSERVE_giant_component_links, largest, people);
    see_mean(observation, OBSERVE_component_size_mean, people, components);
}

void digest_assembly(const struct world *world, struct digester *digester)
{
    if (!world->agents.first_partner) return;
    const struct assembly *assembly = world->assembly;
    digester_add(digester, assembly->order, (size_t)world->agents.count * sizeof *assembly->order);
    for (int32_t i = 0; i < assembly->incumbents; i++)
        for (int32_t link = world->agents.first_partner[assembly->order[i]]; link >= 0;
             link = assembly->partners.items[link].next) {
            int32_t whole[] = {assembly->partners.items[link].agent, assembly->partners.items[link].kind,
                assembly->partners.items[link].tied_before};
            digester_add(digester, whole, sizeof whole);
        }
}

enum status verify_assembly(const struct world *world, struct message *message)
{
    if (!world->agents.first_partner) return STATUS_OK;
    const struct assembly *assembly = world->assembly;
    int64_t links[LINK_KIND_COUNT] = {0};
    bool wrong = false;
    for (int32_t agent = 0; agent < world->agents.count && !wrong; agent++) {
        wrong = assembly->order[assembly->place[agent]] != agent ||
                assembly_has(world->assembly, agent) != (world->agents.last_team_step[agent] >= 0) ||
                (!assembly_has(world->assembly, agent) && world->agents.first_partner[agent] >= 0);
        for (int32_t link = world->agents.first_partner[agent]; link >= 0 && !wrong;
             link = assembly->partners.items[link].next) {
            const struct partner *there = &assembly->partners.items[link];
            int32_t back = assembly_find(world, there->agent, agent);
            wrong = !assembly_has(world->assembly, there->agent) || back < 0 ||
                    assembly->partners.items[back].kind != there->kind;
            links[there->kind]++;
        }
        if (wrong) return message_set(message, STATUS_INVARIANT, "agent %d has a wrong link or standing", agent);
    }
    for (int kind = 0; kind < LINK_KIND_COUNT; kind++)
        if (links[kind] != 2 * assembly->links[kind])
            return message_set(message, STATUS_INVARIANT, "links of kind %d are counted wrongly", kind);
    return STATUS_OK;
}
