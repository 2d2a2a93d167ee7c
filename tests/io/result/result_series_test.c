/* The time series of a result: of which type, along what, in which unit, under which labels, and in chunks of what
 * size.
 */
#include "layout_support.h"

#include "described.h"
#include "file_network.h"

static void each_is_of_its_type_along_what_it_is_said_to_be(void **state)
{
    struct laid laid;
    int counts = 0, reals = 0, wide = 0;
    lay_out(&laid, everything, NULL);
    create_file(&laid, in_folder(state, "series.h5"));
    const hid_t file = laid.layout.file;
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        const struct observable_info *info = &observable_table[o];
        const bool whole = info->type == OBSERVABLE_COUNT_TYPE, alone = info->dimension == DIMENSION_NONE;
        if (laid.layout.observable[o] < 0) continue;
        assert_type(file, info->name, whole ? H5T_STD_I32LE : H5T_IEEE_F64LE);
        assert_described(file, info->name, info->unit, info->sentence);
        assert_int_equal(rank_of(file, info->name), alone ? 1 : 2);
        assert_along(file, info->name, 0, "step");
        if (!alone) assert_along(file, info->name, 1, dimension_table[info->dimension].name);
        counts += whole, reals += !whole, wide += !alone;
    }
    assert_true(counts >= 10 && reals >= 10 && wide >= 5);
    assert_type(file, "step", H5T_STD_I32LE);
    laid_free(&laid, true);
}

static void steps_are_as_long_as_the_scenario_says(void **state)
{
    static const struct {
        enum step_length length;
        const char *unit;
    } cases[] = {{STEP_WEEK, "week"}, {STEP_DAY, "day"}, {STEP_ALONE, "1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct laid laid;
        lay_out(&laid, contagion, NULL);
        laid.scenario.run.step_length = cases[i].length;
        create_file(&laid, in_folder(state, "unit.h5"));
        assert_described(laid.layout.file, "step", cases[i].unit, "Steps done; 0 is the start.");
        laid_free(&laid, true);
    }
}

/* ---- labels ---- */

/* Units have the names that the network's file gives them, and else are numbered; practices never do. */
static void labels_are_the_files_where_it_has_them(void **state)
{
    static const char *const practices[] = {"video calls", "letters, by post"};
    static const char *const given[] = {"north", "süd"}, *const numbered[] = {"unit 0", "unit 1"},
                             *const one = "unit 0";
    for (int i = 0; i < 3; i++) { /* units with names, without, and no units */
        struct edge_list list = i < 2 ? file_network() : bare_network();
        const struct labels names = list.units;
        struct laid laid;
        if (i == 1) list.units = (struct labels){0};
        lay_out(&laid, contagion, &list);
        create_file(&laid, in_folder(state, "labels.h5"));
        const hid_t file = laid.layout.file;
        assert_texts(file, "unit", i == 0 ? given : i == 1 ? numbered : &one, i < 2 ? FILE_UNITS : 1);
        assert_texts(file, "practice", practices, 2);
        for (int d = DIMENSION_NONE + 1; d < DIMENSION_COUNT; d++) {
            const int64_t length = model_dimension_length(laid.world, (enum dimension)d);
            assert_int_equal(hdf5_has(file, dimension_table[d].name), length > 0);
            if (length > 0) assert_described(file, dimension_table[d].name, NULL, dimension_table[d].sentence);
        }
        laid_free(&laid, true);
        list.units = names;
        edge_list_free(&list);
    }
}

/* ---- chunks ---- */

static const char many_units[] = "selforg: 2\nsteps: 9\nnetwork: {kind: units, agents: 40000, units: 40000, "
                                 "mean_degree: 0}\nlandscape: {}\nstart: {users: 2}\nadoption: {rule: contact}\n";

/* Rows that there will be, one to spare; but no more than 4096, and no more than make a chunk of 32768 values. */
static void chunks_are_as_long_as_the_run_and_of_a_fair_size(void **state)
{
    static const struct {
        int64_t steps, every;
        hsize_t rows;
    } cases[] = {{20, 1, 22}, {20, 7, 4}, {20, 20, 3}, {20, 21, 2}, {4093, 1, 4095}, {4094, 1, 4096}, {4095, 1, 4096},
        {1000000, 1, 4096}, {1000000, 1000, 1002}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(contagion);
        struct world *world;
        struct result_layout layout;
        struct message message;
        scenario.run.steps = cases[i].steps;
        scenario.observe.every = cases[i].every;
        assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
        assert_int_equal(layout_plan(&layout, &scenario, world, &message), STATUS_OK);
        assert_int_equal(layout.growing[layout.step].chunk[0], cases[i].rows);
        const struct growing *users = &layout.growing[layout.observable[OBSERVE_users]];
        assert_int_equal(users->shape[1], 2);
        assert_int_equal(users->chunk[0], cases[i].rows);
        assert_int_equal(users->chunk[1], 2);
        layout_abandon(&layout, false);
        model_free(world);
    }
}

static void a_wide_series_has_short_chunks(void **state)
{
    static const struct {
        int32_t agents;
        hsize_t rows, wide;
    } cases[] = {{5461, 6, 5461}, {10922, 3, 10922}, {10923, 2, 10923}, {32768, 1, 32768}, {32769, 1, 32768}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(many_units);
        struct world *world;
        struct result_layout layout;
        struct message message;
        scenario.network.agents = scenario.network.units = cases[i].agents;
        assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
        assert_int_equal(layout_plan(&layout, &scenario, world, &message), STATUS_OK);
        const struct growing *by_unit = &layout.growing[layout.observable[OBSERVE_quality_by_unit]];
        assert_int_equal(by_unit->shape[1], cases[i].agents);
        assert_int_equal(by_unit->chunk[0], cases[i].rows);
        assert_int_equal(by_unit->chunk[1], cases[i].wide);
        assert_int_equal(layout.growing[layout.step].chunk[0], 11);
        layout_abandon(&layout, false);
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_of_its_type_along_what_it_is_said_to_be),
        cmocka_unit_test(steps_are_as_long_as_the_scenario_says),
        cmocka_unit_test(labels_are_the_files_where_it_has_them),
        cmocka_unit_test(chunks_are_as_long_as_the_run_and_of_a_fair_size),
        cmocka_unit_test(a_wide_series_has_short_chunks),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
