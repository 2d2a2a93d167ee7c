/* What is counted so far, and what communities are seen to be, is what the events say: told again from the rows alone.
 * Also tests model/communities/communities_watch.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/keys.h"
#include "model/record/observation.h"
#include "model/watch/observe.h"

enum { STEPS = 60, PEOPLE = 48, COMMUNITIES_MOST = 1024, ANY = -1 };

/* A count, and the rows that it is of. */
struct counted {
    enum observable observable;
    enum event_table table;
    int type;
    int64_t rows;
};

/* The number that an observation has. */
static double seen_of(const struct observation *seen, enum observable observable, int64_t entry)
{
    assert_true(entry < seen->length[observable]);
    return seen->value[observable][entry];
}

static int type_of_row(enum event_table table, const char *row)
{
    const struct event_table_info *info = &event_tables[table];
    for (int c = 0; c < info->column_count; c++)
        if (strcmp(info->columns[c].name, "type") == 0) return *(const int8_t *)(row + info->columns[c].offset);
    return ANY;
}

static void count_rows(struct counted *counted, const struct world *world)
{
    int64_t count;
    const char *rows = events_rows(&world->events, counted->table, &count);
    for (int64_t i = 0; i < count; i++) {
        const char *row = rows + (size_t)i * event_tables[counted->table].row_size;
        counted->rows += counted->type == ANY || type_of_row(counted->table, row) == counted->type;
    }
}

/* Most of these happen in the run: what never happens is not tried. */
static void counts_are_those_of_the_events(void **state)
{
    (void)state;
    struct counted counts[] = {
        {OBSERVE_opportunities_morphed, EVENT_opportunity, OPPORTUNITY_MORPHED, 0},
        {OBSERVE_opportunities_resolved, EVENT_opportunity, OPPORTUNITY_RESOLVED, 0},
        {OBSERVE_projects_founded, EVENT_member, MEMBER_FOUNDED, 0},
        {OBSERVE_trainings, EVENT_training, ANY, 0},
        {OBSERVE_transfers, EVENT_transfer, ANY, 0},
        {OBSERVE_introductions, EVENT_introduction, ANY, 0},
        {OBSERVE_standards_changed, EVENT_standard, ANY, 0},
        {OBSERVE_departures, EVENT_turnover, ANY, 0},
        {OBSERVE_communities_merged, EVENT_community, COMMUNITY_MERGED, 0},
        {OBSERVE_communities_faded, EVENT_community, COMMUNITY_FADED, 0},
        {OBSERVE_practices_found, EVENT_practice, ANY, 0},
    };
    enum { COUNTS = sizeof counts / sizeof *counts };
    const struct scenario scenario = lively("");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 0; step <= STEPS; step++) {
        if (step > 0) world_pass(world);
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        for (int i = 0; i < COUNTS; i++) {
            count_rows(&counts[i], world);
            double value = seen_of(&seen, counts[i].observable, 0);
            if (value != (double)counts[i].rows)
                fail_msg("step %d: %s is %g, and there were %d", step, observable_table[counts[i].observable].name,
                    value, (int)counts[i].rows);
        }
    }
    for (int i = 0; i < COUNTS; i++)
        if (counts[i].rows == 0) fail_msg("%s stayed 0", observable_table[counts[i].observable].name);
    observation_free(&seen);
    model_free(world);
}

/* -- communities */

/* What became of them so far, by the rows of community and community_member. */
struct told {
    bool there[COMMUNITIES_MOST];
    int phase[COMMUNITIES_MOST], documents[COMMUNITIES_MOST];
    int ring[COMMUNITIES_MOST][PEOPLE]; /* -1: no member */
    int64_t convened, split, attended, meetings;
};

/* A community that is over keeps nobody; it stays to be read if it has documented something. */
static void hear_of_community(struct told *told, const struct community_row *row)
{
    assert_true(row->community < COMMUNITIES_MOST);
    bool gone = row->type == COMMUNITY_MERGED || row->type == COMMUNITY_SPLIT;
    bool faded = row->type == COMMUNITY_FADED;
    told->there[row->community] = !gone && !(faded && row->documents == 0);
    told->phase[row->community] = faded ? PHASE_LEGACY : row->phase; /* the row has the last one before */
    told->documents[row->community] = row->documents;
    if (gone || faded)
        for (int agent = 0; agent < PEOPLE; agent++) told->ring[row->community][agent] = -1;
    told->convened += row->type == COMMUNITY_CONVENED && row->other_community < 0;
    told->split += row->type == COMMUNITY_SPLIT; /* a row for each of the two that come of it */
    told->meetings += row->type == COMMUNITY_MET;
    told->attended += row->type == COMMUNITY_MET ? row->attendance : 0;
}

static void hear(struct told *told, const struct world *world)
{
    const struct events *events = &world->events;
    for (int64_t i = 0; i < events->community_member.count; i++) {
        const struct community_member_row *row = &events->community_member.items[i];
        told->ring[row->community][row->member] = row->type == SEAT_LEFT ? -1 : row->ring;
    }
    told->meetings = told->attended = 0;
    for (int64_t i = 0; i < events->community.count; i++) hear_of_community(told, &events->community.items[i]);
}

static void check_communities(const struct told *told, const struct observation *seen)
{
    double phases[PHASE_COUNT] = {0}, rings[RING_COUNT] = {0}, in_some = 0;
    bool is_in[PEOPLE] = {false};
    for (int c = 0; c < COMMUNITIES_MOST; c++) {
        if (!told->there[c]) continue;
        phases[told->phase[c]]++;
        for (int agent = 0; agent < PEOPLE; agent++) {
            if (told->ring[c][agent] < 0) continue;
            rings[told->ring[c][agent]]++;
            is_in[agent] = true;
        }
    }
    for (int agent = 0; agent < PEOPLE; agent++) in_some += is_in[agent];
    for (int p = 0; p < PHASE_COUNT; p++) assert_true(seen_of(seen, OBSERVE_communities, p) == phases[p]);
    for (int r = 0; r < RING_COUNT; r++) assert_true(seen_of(seen, OBSERVE_community_members, r) == rings[r]);
    assert_true(seen_of(seen, OBSERVE_in_communities_fraction, 0) == in_some / PEOPLE);
    assert_true(seen_of(seen, OBSERVE_communities_convened, 0) == (double)told->convened);
    assert_true(2 * seen_of(seen, OBSERVE_communities_split, 0) == (double)told->split);
    double size = told->meetings > 0 ? (double)told->attended / (double)told->meetings : 0;
    assert_true(seen_of(seen, OBSERVE_meeting_size_mean, 0) == size);
}

static void communities_are_what_the_events_made_them(void **state)
{
    (void)state;
    static struct told told;
    memset(told.ring, 0xff, sizeof told.ring);
    const struct scenario scenario = lively("");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    bool phases[PHASE_COUNT] = {false};
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 1; step <= STEPS; step++) {
        world_pass(world);
        hear(&told, world);
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        check_communities(&told, &seen);
        for (int p = 0; p < PHASE_COUNT; p++) phases[p] = phases[p] || seen_of(&seen, OBSERVE_communities, p) > 0;
    }
    for (int p = 0; p < PHASE_COUNT; p++) assert_true(phases[p]);
    assert_true(told.split > 0 && told.convened > 0);
    observation_free(&seen);
    model_free(world);
}

/* -- what management rolls out, and what the organisation knows */

static void the_rest_is_counted_person_by_person(void **state)
{
    (void)state;
    const struct scenario scenario = lively("");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    bool known[2][4] = {{false}};
    int32_t rolled_out = -1;
    double most = 0;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 1; step <= STEPS; step++) {
        world_pass(world);
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        const struct events *events = &world->events;
        for (int64_t i = 0; i < events->rollout.count; i++)
            if (events->rollout.items[i].type == ROLLOUT_CHOSEN) rolled_out = events->rollout.items[i].practice;
        double users = 0;
        for (int32_t agent = 0; agent < PEOPLE; agent++)
            users += rolled_out >= 0 && world_used(world, agent, 0) == rolled_out;
        assert_true(seen_of(&seen, OBSERVE_rollout_fraction, 0) == users / PEOPLE);
        most = users > most ? users : most;
        for (int64_t i = 0; i < events->code_change.count; i++)
            known[events->code_change.items[i].domain][events->code_change.items[i].bit] = true;
        for (int domain = 0; domain < 2; domain++)
            assert_true(seen_of(&seen, OBSERVE_code_known_fraction, domain) ==
                        (known[domain][0] + known[domain][1] + known[domain][2] + known[domain][3]) / 4.0);
    }
    assert_true(most > 0 && known[0][0]);
    observation_free(&seen);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_events),
        cmocka_unit_test(communities_are_what_the_events_made_them),
        cmocka_unit_test(the_rest_is_counted_person_by_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
