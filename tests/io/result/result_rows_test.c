/* What a step leaves goes into the file row by row: events as they were, ties once, numbers without a gap. */
#include "io/result/layout_support.h"

/* Writes what the world holds, and lets it go. */
static void write_events(struct laid *laid)
{
    for (int t = 0; t < EVENT_TABLE_COUNT; t++)
        assert_int_equal(
            layout_write_events(&laid->layout, model_events(laid->world), (enum event_table)t, &laid->message),
            STATUS_OK);
    events_clear(model_events(laid->world));
}

static void written_out(struct laid *laid, struct path path)
{
    create_file(laid, path);
    assert_int_equal(layout_write_out(&laid->layout, &laid->message), STATUS_OK);
}

static void rows_of_events_come_back_column_by_column(void **state)
{
    enum { STEPS = 3, MOST = 8192 };
    struct laid laid;
    struct adoption_row *rows = calloc(MOST, sizeof *rows);
    int64_t count = 0;
    char many[sizeof everything];
    memcpy(many, everything, sizeof many);
    memcpy(strstr(many, "agents: 120"), "agents: 900", strlen("agents: 900"));
    lay_out(&laid, many, NULL); /* 1800 uses from the start: more than are numbered at once */
    for (int step = 0; step <= STEPS; step++) {
        int64_t added;
        const void *held = events_rows(model_events(laid.world), EVENT_adoption, &added);
        assert_true(count + added <= MOST);
        if (added > 0) memcpy(rows + count, held, (size_t)added * sizeof *rows);
        count += added;
        write_events(&laid);
        if (step == 1) written_out(&laid, in_folder(state, "events.h5")); /* numbers go on from those in the file */
        if (step < STEPS) assert_int_equal(model_step(laid.world), STATUS_OK);
    }
    assert_int_equal(layout_write_out(&laid.layout, &laid.message), STATUS_OK);
    int32_t *number = values_of(&laid, "events/adoption/event", H5T_NATIVE_INT32, count);
    int32_t *step = values_of(&laid, "events/adoption/step", H5T_NATIVE_INT32, count);
    int32_t *learner = values_of(&laid, "events/adoption/learner", H5T_NATIVE_INT32, count);
    int32_t *source_count = values_of(&laid, "events/adoption/source_count", H5T_NATIVE_INT32, count);
    int8_t *channel = values_of(&laid, "events/adoption/channel", H5T_NATIVE_INT8, count);
    assert_true(count > 1800);
    for (int64_t i = 0; i < count; i++)
        assert_true(number[i] == i && step[i] == rows[i].step && learner[i] == rows[i].learner &&
                    source_count[i] == rows[i].source_count && channel[i] == rows[i].channel);
    free(number);
    free(step);
    free(learner);
    free(source_count);
    free(channel);
    free(rows);
    laid_free(&laid, true);
}

static void a_table_that_is_not_in_the_file_takes_nothing(void **state)
{
    struct laid laid;
    char yaml[sizeof contagion + 64];
    int64_t rows;
    snprintf(yaml, sizeof yaml, "%sobserve: {adoptions: false}\n", contagion);
    lay_out(&laid, yaml, NULL);
    (void)events_rows(model_events(laid.world), EVENT_adoption, &rows);
    assert_true(rows > 0 && laid.layout.table[EVENT_adoption] < 0);
    assert_int_equal(
        layout_write_events(&laid.layout, model_events(laid.world), EVENT_adoption, &laid.message), STATUS_OK);
    assert_int_equal(layout_waiting(&laid.layout), 0);
    written_out(&laid, in_folder(state, "none.h5"));
    assert_false(hdf5_has(laid.layout.file, "events/adoption"));
    laid_free(&laid, true);
}

static void a_row_of_the_series_has_its_step_and_what_was_seen(void **state)
{
    struct laid laid;
    struct observation observation;
    double users[3][2]; /* of either practice */
    lay_out(&laid, contagion, NULL);
    assert_int_equal(observation_create(&observation, laid.world), STATUS_OK);
    for (int32_t row = 0; row < 3; row++) {
        assert_int_equal(model_observe(laid.world, &observation), STATUS_OK);
        memcpy(users[row], observation.value[OBSERVE_users], sizeof users[row]);
        assert_int_equal(layout_write_series(&laid.layout, 7 * row, &observation, &laid.message), STATUS_OK);
        events_clear(model_events(laid.world));
        assert_int_equal(model_step(laid.world), STATUS_OK);
    }
    written_out(&laid, in_folder(state, "series.h5"));
    int32_t *steps = values_of(&laid, "step", H5T_NATIVE_INT32, 3);
    assert_true(steps[0] == 0 && steps[1] == 7 && steps[2] == 14);
    free(steps);
    double seen[3][2];
    hid_t dataset = H5Dopen2(laid.layout.file, "users", H5P_DEFAULT);
    assert_true(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, seen) >= 0);
    hdf5_drop(dataset);
    assert_memory_equal(seen, users, sizeof seen);
    assert_true(seen[0][0] == 2 && seen[2][0] > 2);
    observation_free(&observation);
    laid_free(&laid, true);
}

/* ---- ties ---- */

static int64_t count_ties(const struct laid *laid, int64_t count, bool directed)
{
    const int32_t agents = model_agents(laid->world);
    int32_t *number = values_of(laid, "snapshots/ties/tie", H5T_NATIVE_INT32, count);
    int32_t *source = values_of(laid, "snapshots/ties/source", H5T_NATIVE_INT32, count);
    int32_t *target = values_of(laid, "snapshots/ties/target", H5T_NATIVE_INT32, count);
    int32_t *step = values_of(laid, "snapshots/ties/step", H5T_NATIVE_INT32, count);
    int64_t different = 0;
    bool *seen = calloc((size_t)agents * (size_t)agents, sizeof *seen);
    for (int64_t i = 0; i < count; i++) {
        bool *tie = &seen[(int64_t)source[i] * agents + target[i]];
        assert_int_equal(number[i], i);
        assert_int_equal(step[i], model_steps_done(laid->world));
        assert_true(directed || source[i] < target[i]);
        assert_true(rows_find(&model_network(laid->world)->told, source[i], target[i]) >= 0);
        different += !*tie;
        *tie = true;
    }
    free(seen);
    free(number);
    free(source);
    free(target);
    free(step);
    return different;
}

/* Around and beyond the ties that are taken at once. */
static void an_undirected_tie_is_written_once(void **state)
{
    static const struct {
        int agents, degree;
    } cases[] = {{40, 4}, {512, 4}, {513, 4}, {1024, 4}, {300, 20}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[512];
        struct laid laid;
        snprintf(yaml, sizeof yaml,
            "selforg: 2\nsteps: 3\nnetwork: {kind: ring, agents: %d, mean_degree: %d}\n"
            "landscape: {kind: listed, practices: {a: 1}}\nadoption: {rule: contact}\n"
            "observe: {snapshots: {every: 1, ties: true}}\n",
            cases[i].agents, cases[i].degree);
        lay_out(&laid, yaml, NULL);
        assert_int_equal(layout_write_snapshot(&laid.layout, laid.world, &laid.message), STATUS_OK);
        written_out(&laid, in_folder(state, "ties.h5"));
        const int64_t ties = cases[i].agents * cases[i].degree / 2;
        assert_int_equal(model_network(laid.world)->tie_count, ties);
        assert_int_equal(hdf5_length(laid.layout.file, "snapshots/ties/tie"), ties);
        assert_int_equal(count_ties(&laid, ties, false), ties);
        assert_false(hdf5_has(laid.layout.file, "snapshots/ties/trust")); /* nobody trusts more or less here */
        laid_free(&laid, true);
    }
}

static void a_tie_that_goes_one_way_is_written_as_it_goes(void **state)
{
    struct laid laid;
    int32_t edges[] = {0, 1, 1, 0, 2, 1};
    const struct edge_list list = {.agent_count = 3, .edge_count = 3, .directed = true, .edges = edges};
    static const char yaml[] = "selforg: 2\nsteps: 3\nnetwork: {kind: ring, agents: 3, mean_degree: 2}\n"
                               "landscape: {kind: listed, practices: {a: 1}}\nadoption: {rule: contact}\n"
                               "observe: {snapshots: {every: 1, ties: true}}\n";
    lay_out(&laid, yaml, &list);
    assert_true(model_network(laid.world)->directed);
    assert_int_equal(layout_write_snapshot(&laid.layout, laid.world, &laid.message), STATUS_OK);
    written_out(&laid, in_folder(state, "directed.h5"));
    assert_int_equal(hdf5_length(laid.layout.file, "snapshots/ties/tie"), 3);
    assert_int_equal(count_ties(&laid, 3, true), 3);
    laid_free(&laid, true);
}

static void snapshots_follow_each_other(void **state)
{
    struct laid laid;
    int64_t ties[2], trusting = 0;
    lay_out(&laid, everything, NULL);
    for (int i = 0; i < 2; i++) {
        ties[i] = model_network(laid.world)->tie_count;
        assert_int_equal(layout_write_snapshot(&laid.layout, laid.world, &laid.message), STATUS_OK);
        events_clear(model_events(laid.world));
        for (int step = 0; step < 3; step++) {
            assert_int_equal(model_step(laid.world), STATUS_OK);
            events_clear(model_events(laid.world));
        }
    }
    written_out(&laid, in_folder(state, "snapshots.h5"));
    int32_t *snapshot = values_of(&laid, "snapshots/agents/snapshot", H5T_NATIVE_INT32, 2);
    assert_true(snapshot[0] == 0 && snapshot[1] == 3);
    const int64_t count = ties[0] + ties[1];
    int32_t *number = values_of(&laid, "snapshots/ties/tie", H5T_NATIVE_INT32, count);
    int32_t *step = values_of(&laid, "snapshots/ties/step", H5T_NATIVE_INT32, count);
    double *trust = values_of(&laid, "snapshots/ties/trust", H5T_NATIVE_DOUBLE, count);
    for (int64_t i = 0; i < count; i++) {
        assert_int_equal(number[i], i);
        assert_int_equal(step[i], i < ties[0] ? 0 : 3);
        assert_true(trust[i] >= 0 && trust[i] <= 1);
        trusting += trust[i] > 0;
    }
    assert_true(trusting > 0);
    free(snapshot);
    free(number);
    free(step);
    free(trust);
    laid_free(&laid, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_events_come_back_column_by_column),
        cmocka_unit_test(a_table_that_is_not_in_the_file_takes_nothing),
        cmocka_unit_test(a_row_of_the_series_has_its_step_and_what_was_seen),
        cmocka_unit_test(an_undirected_tie_is_written_once),
        cmocka_unit_test(a_tie_that_goes_one_way_is_written_as_it_goes),
        cmocka_unit_test(snapshots_follow_each_other),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
