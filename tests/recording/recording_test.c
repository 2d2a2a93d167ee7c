/* A run as it is recorded for a page: every row of every table that is followed, every value, and the ties now and
 * then.
 */
#include "recording/recording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "recording/recordings.h"

static void the_scenario_ends_by_its_steps_and_each_is_seen(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ORGANISATION "steps = 500; until = quality_mean >= 0.9; observe.every = 5");
    recording_scenario(&scenario, 40);
    assert_string_equal(scenario.run.until, "");
    assert_int_equal(scenario.run.steps, 40);
    assert_int_equal(scenario.observe.every, 1);
    struct scenario settled = scenario;
    scenario_settle(&settled);
    assert_memory_equal(&settled, &scenario, sizeof settled);
}

static void it_begins_with_the_units_of_the_people_and_the_domains(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED), plain = scenario_of("network.agents = 30; network.units = 3;"
                                                                          "network.mean_degree = 4");
    recording_scenario(&scenario, 7);
    struct recorded recorded = recorded_begin(&scenario, NULL);
    const struct recording *recording = &recorded.recording;
    assert_int_equal(recording->steps, 7);
    assert_int_equal(recording->domains, 2);
    assert_int_equal(recording->units.count, 240);
    for (int32_t agent = 0; agent < 240; agent++)
        assert_int_equal(recording->units.items[agent], model_network(recorded.world)->unit[agent]);
    assert_int_equal(recording_bytes(recording), 240 * 4);
    assert_false(recording->short_of_memory);
    recorded_end(&recorded);
    recorded = recorded_begin(&plain, NULL); /* without a landscape there is one practice, and so one domain */
    assert_int_equal(recorded.recording.domains, 1);
    recorded_end(&recorded);
}

/* All rows that the model wrote, byte by byte, in their order; each table has some here. */
static void every_row_of_every_followed_table_is_kept(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 60);
    struct recorded recorded = recorded_begin(&scenario, NULL);
    int64_t rows[FOLLOWED_TABLES] = {0};
    for (int step = 0; step <= 60; step++) {
        if (step > 0) world_step(recorded.world);
        const struct events *events = model_events(recorded.world);
        recording_take_events(&recorded.recording, events);
        for (int t = 0; t < FOLLOWED_TABLES; t++) {
            int64_t count;
            const void *held = events_rows(events, followed_tables[t], &count);
            const size_t size = event_tables[followed_tables[t]].row_size;
            rows[t] += count;
            assert_int_equal(recorded.recording.rows[t], rows[t]);
            assert_int_equal(recorded.recording.tables[t].count, rows[t] * (int64_t)size);
            if (count == 0) continue;
            const char *kept = recorded.recording.tables[t].items + (size_t)(rows[t] - count) * size;
            assert_memory_equal(kept, held, (size_t)count * size);
        }
        events_clear(model_events(recorded.world));
    }
    for (int t = 0; t < FOLLOWED_TABLES; t++) {
        print_message("%s: %lld rows\n", event_tables[followed_tables[t]].name, (long long)rows[t]);
        assert_true(rows[t] > 0);
    }
    recorded_end(&recorded);
}

static void every_value_of_every_step_is_kept(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 5);
    struct recorded recorded = recorded_begin(&scenario, NULL);
    for (int64_t step = 0; step <= 5; step++) {
        if (step > 0) world_step(recorded.world);
        record_step(&recorded);
        for (int i = 0; i < OBSERVABLE_COUNT; i++) {
            const int64_t length = recorded.observation.length[i];
            assert_int_equal(recorded.recording.series[i].count, (step + 1) * length);
            if (length == 0) continue;
            assert_int_equal(recorded.recording.length[i], length);
            assert_memory_equal(recorded.recording.series[i].items + step * length, recorded.observation.value[i],
                (size_t)length * sizeof(double));
        }
    }
    recorded_end(&recorded);
}

/* Goes through what is told of ties: [step, how many, both people of each]; how often, and the steps. */
static int tellings(const struct recording *recording, int32_t steps[64])
{
    int count = 0;
    int64_t at = 0;
    for (; at < recording->ties.count; at += 2 + 2 * (int64_t)recording->ties.items[at + 1]) {
        assert_true(count < 64 && at + 1 < recording->ties.count);
        steps[count++] = recording->ties.items[at];
    }
    assert_int_equal(at, recording->ties.count);
    return count;
}

/* A tie once, and from the lower number to the higher one; where ties have a direction, as they go. */
static void ties_are_told_at_the_start_each_once(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 30; network.kind = ring; network.mean_degree = 4");
    struct recorded recorded = recorded_run(&scenario, NULL);
    int32_t steps[64];
    const struct numbers *ties = &recorded.recording.ties;
    assert_int_equal(tellings(&recorded.recording, steps), 1); /* they stay */
    assert_int_equal(steps[0], 0);
    assert_int_equal(ties->items[1], 60);
    bool seen[30][30] = {{false}};
    for (int64_t i = 2; i < ties->count; i += 2) {
        const int32_t a = ties->items[i], b = ties->items[i + 1];
        assert_true(a < b && !seen[a][b] && (b - a <= 2 || b - a >= 28));
        seen[a][b] = true;
    }
    recorded_end(&recorded);
}

static void ties_that_go_one_way_are_told_as_they_go(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    int32_t ends[] = {2, 0, 0, 3, 3, 0};
    const struct edge_list file = {.agent_count = 4, .edge_count = 3, .directed = true, .edges = ends};
    scenario_apply_all(&scenario, "network.kind = file; network.edges = e.csv; network.directed = true; steps = 2");
    struct recorded recorded = recorded_run(&scenario, &file);
    int32_t steps[64];
    assert_int_equal(tellings(&recorded.recording, steps), 1);
    assert_int_equal(recorded.recording.ties.items[1], 3);
    bool told[4][4] = {{false}};
    for (int k = 0; k < 3; k++)
        told[recorded.recording.ties.items[2 + 2 * k]][recorded.recording.ties.items[3 + 2 * k]] = true;
    assert_true(told[2][0] && told[0][3] && told[3][0]);
    recorded_end(&recorded);
}

/* However often ties come and go, a page is told of them about two dozen times, and each time of those of that step. */
static void ties_that_change_are_told_now_and_then(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 100);
    struct recorded recorded = recorded_begin(&scenario, NULL);
    int32_t steps[64];
    int before = 0;
    for (int step = 0; step <= 100; step++) {
        if (step > 0) world_step(recorded.world);
        const int64_t from = recorded.recording.ties.count;
        record_step(&recorded);
        const int count = tellings(&recorded.recording, steps);
        if (count > before) {
            assert_int_equal(recorded.recording.ties.items[from], step);
            assert_int_equal(recorded.recording.ties.items[from + 1], model_network(recorded.world)->tie_count);
        }
        before = count;
    }
    assert_in_range(before, 10, 25);
    for (int i = 1; i < before; i++) assert_true(steps[i] - steps[i - 1] >= 1 + 100 / 24);
    recorded_end(&recorded);
}

static void watching_changes_nothing(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 20);
    struct recorded recorded = recorded_run(&scenario, NULL);
    assert_true(digest_equal(world_digest(recorded.world), run_digest(&scenario, 20, NULL)));
    recorded_end(&recorded);
}

/* What a page has to hold is known before it is printed. */
static void as_json_it_takes_a_quarter_of_its_bytes_at_least(void **state)
{
    (void)state;
    static const char *const settings[] = {
        RECORDED, "network.agents = 100", "adoption.rule = contact; start.users = 9"};
    for (int i = 0; i < 3; i++) {
        struct scenario scenario = scenario_of(settings[i]);
        recording_scenario(&scenario, 30);
        struct recorded recorded = recorded_run(&scenario, NULL);
        struct json_buffer json = {.short_of_memory = false};
        recording_print(&recorded.recording, (struct digest){1, 2}, &json);
        const int64_t bytes = recording_bytes(&recorded.recording);
        print_message("%lld bytes, as JSON %lld\n", (long long)bytes, (long long)json.bytes.count);
        assert_true(bytes > 0 && 4 * json.bytes.count >= bytes);
        json_buffer_free(&json);
        recorded_end(&recorded);
    }
}

static void what_is_freed_is_none(void **state)
{
    (void)state;
    struct recording none = {.steps = 0};
    recording_free(&none);
    assert_int_equal(recording_bytes(&none), 0);
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 2);
    struct recorded recorded = recorded_run(&scenario, NULL);
    assert_true(recording_bytes(&recorded.recording) > 0);
    recording_free(&recorded.recording);
    assert_int_equal(recording_bytes(&recorded.recording), 0);
    recorded_end(&recorded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scenario_ends_by_its_steps_and_each_is_seen),
        cmocka_unit_test(it_begins_with_the_units_of_the_people_and_the_domains),
        cmocka_unit_test(every_row_of_every_followed_table_is_kept),
        cmocka_unit_test(every_value_of_every_step_is_kept),
        cmocka_unit_test(ties_are_told_at_the_start_each_once),
        cmocka_unit_test(ties_that_go_one_way_are_told_as_they_go),
        cmocka_unit_test(ties_that_change_are_told_now_and_then),
        cmocka_unit_test(watching_changes_nothing),
        cmocka_unit_test(as_json_it_takes_a_quarter_of_its_bytes_at_least),
        cmocka_unit_test(what_is_freed_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
