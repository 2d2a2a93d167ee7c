#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "benchmark/measure.h"
#include "benchmark/teams.h"
#include "random/random.h"

/* Places are used again; nobody is idle for longer than a ring of steps is long. */
enum { RING = 64 };

struct member {
    struct numbers partners;  /* places, each once */
    int32_t last_step, order; /* `order`: where in the list of all who are there */
    int32_t stamp;            /* whom a search has come across */
};

struct assembly {
    struct random_key key;
    int32_t step, stamp;
    struct member *members;
    int64_t places;
    struct numbers there, free, idle_since[RING], found;
};

static uint64_t below(struct assembly *assembly, int64_t bound)
{
    assembly->key.index++;
    return random_below(assembly->key, (uint64_t)bound);
}

static bool chance(struct assembly *assembly, double p)
{
    assembly->key.index++;
    return random_uniform(assembly->key) < p;
}

static void add(struct numbers *list, int32_t number)
{
    must(array_push(list, number), "there is not enough memory");
}

static bool is_in(const struct numbers *list, int32_t number)
{
    for (int64_t i = 0; i < list->count; i++)
        if (list->items[i] == number) return true;
    return false;
}

static void take_out(struct numbers *list, int32_t number)
{
    for (int64_t i = 0; i < list->count; i++)
        if (list->items[i] == number) {
            list->items[i] = list->items[--list->count];
            return;
        }
}

static int32_t newcomer(struct assembly *assembly)
{
    int32_t place;
    if (assembly->free.count > 0) {
        place = assembly->free.items[--assembly->free.count];
    } else {
        place = (int32_t)assembly->places++;
        assembly->members = realloc(assembly->members, (size_t)assembly->places * sizeof *assembly->members);
        must(assembly->members, "there is not enough memory");
        assembly->members[place] = (struct member){.stamp = 0};
    }
    assembly->members[place].order = (int32_t)assembly->there.count;
    add(&assembly->there, place);
    return place;
}

/* A partner of those on the team who is not on it, or -1. Who is on the team has the stamp. */
static int32_t partner(struct assembly *assembly, const int32_t *team, int size)
{
    array_clear(&assembly->found);
    for (int i = 0; i < size; i++) {
        const struct numbers *partners = &assembly->members[team[i]].partners;
        for (int64_t k = 0; k < partners->count; k++) {
            struct member *other = &assembly->members[partners->items[k]];
            if (other->stamp >= assembly->stamp) continue;
            other->stamp = assembly->stamp;
            add(&assembly->found, partners->items[k]);
        }
    }
    for (int64_t i = 0; i < assembly->found.count; i++) assembly->members[assembly->found.items[i]].stamp = 0;
    if (assembly->found.count == 0) return -1;
    return assembly->found.items[below(assembly, assembly->found.count)];
}

static int32_t anybody(struct assembly *assembly)
{
    for (;;) {
        int32_t place = assembly->there.items[below(assembly, assembly->there.count)];
        if (assembly->members[place].stamp != assembly->stamp) return place;
    }
}

static void put_together(struct assembly *assembly, struct assembly_law law, int32_t team[TEAM_SIZE])
{
    assembly->stamp++;
    for (int size = 0; size < TEAM_SIZE; size++) {
        bool old = assembly->there.count > size && chance(assembly, law.incumbent);
        int32_t place = -1;
        if (old && size > 0 && chance(assembly, law.repeat)) place = partner(assembly, team, size);
        if (place < 0) place = old ? anybody(assembly) : newcomer(assembly);
        assembly->members[place].stamp = assembly->stamp;
        team[size] = place;
    }
}

static void link_all(struct assembly *assembly, const int32_t team[TEAM_SIZE])
{
    for (int i = 0; i < TEAM_SIZE; i++) {
        struct member *member = &assembly->members[team[i]];
        member->last_step = assembly->step;
        add(&assembly->idle_since[assembly->step % RING], team[i]);
        for (int j = 0; j < TEAM_SIZE; j++)
            if (j != i && !is_in(&member->partners, team[j])) add(&member->partners, team[j]);
    }
}

static void retire(struct assembly *assembly)
{
    int32_t since = assembly->step - TEAM_IDLE - 1;
    if (since < 0) return;
    struct numbers *idle = &assembly->idle_since[since % RING];
    for (int64_t i = 0; i < idle->count; i++) {
        int32_t place = idle->items[i];
        struct member *member = &assembly->members[place];
        if (member->last_step != since) continue;
        for (int64_t k = 0; k < member->partners.count; k++)
            take_out(&assembly->members[member->partners.items[k]].partners, place);
        array_clear(&member->partners);
        int32_t last = assembly->there.items[--assembly->there.count];
        assembly->there.items[member->order] = last;
        assembly->members[last].order = member->order;
        member->last_step = -1;
        add(&assembly->free, place);
    }
    array_clear(idle);
}

static void let_go(struct assembly *assembly)
{
    for (int64_t place = 0; place < assembly->places; place++) array_free(&assembly->members[place].partners);
    for (int i = 0; i < RING; i++) array_free(&assembly->idle_since[i]);
    array_free(&assembly->there);
    array_free(&assembly->free);
    array_free(&assembly->found);
    free(assembly->members);
}

double tight_teams(struct assembly_law law, int64_t teams, uint64_t seed)
{
    struct assembly assembly = {.key = {.seed = seed, .stream = STREAM_TEST}};
    double incumbents = 0;
    for (assembly.step = 0; assembly.step < teams; assembly.step++) {
        int32_t team[TEAM_SIZE];
        put_together(&assembly, law, team);
        link_all(&assembly, team);
        retire(&assembly);
        if (2 * assembly.step >= teams) incumbents += (double)assembly.there.count;
    }
    let_go(&assembly);
    return incumbents / (double)(teams / 2);
}
