/* The tables and the snapshots of a result: their columns are of their types, along their rows, and say what they are;
 * what the numbers of a column stand for is told whole, a word for each, and its sentence. */
#include "layout_support.h"
#include "model/record/events.h"
#include "model/record/snapshots.h"
#include "model/watch/agent_arrays.h"

#include "described.h"
#include "file_network.h"

/* Whether `list` is the names, with `between` between them. */
static bool is_list_of(const char *list, const struct event_category *categories, int count, const char *between)
{
    for (int i = 0; i < count; i++) {
        const size_t length = strlen(categories[i].name), gap = i > 0 ? strlen(between) : 0;
        if (strncmp(list, between, gap) != 0 || strncmp(list + gap, categories[i].name, length) != 0) return false;
        list += gap + length;
    }
    return *list == '\0';
}

/* Returns how many categories there are. */
static int assert_told(hid_t file, const char *path, const struct event_category *categories, int count)
{
    char *meanings, *comment;
    struct message message;
    if (count == 0) return 0;
    assert_int_equal(hdf5_read_attribute_text(file, path, "flag_meanings", &meanings, &message), STATUS_OK);
    assert_int_equal(hdf5_read_attribute_text(file, path, "comment", &comment, &message), STATUS_OK);
    if (!is_list_of(meanings, categories, count, " ")) fail_msg("%s means '%s'", path, meanings);
    const char *rest = comment;
    for (int i = 0; i < count; i++) {
        const char *name = strstr(rest, categories[i].name),
                   *sentence = name ? strstr(name, categories[i].sentence) : NULL;
        if (!sentence) fail_msg("the comment of %s does not say what %s is", path, categories[i].name);
        rest = sentence + strlen(categories[i].sentence);
        if (i + 1 < count && strncmp(rest, "; ", 2) != 0) fail_msg("the comment of %s runs on: %s", path, rest);
    }
    assert_string_equal(rest, "");
    free(meanings);
    free(comment);
    return count;
}

static void every_category_has_its_word_and_its_sentence(void **state)
{
    const struct path path = in_folder(state, "words.h5");
    struct message message;
    hid_t file;
    int most = 0;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        const struct event_table_info *table = &event_tables[t];
        for (int c = 0; c < table->column_count; c++) {
            const struct event_column *column = &table->columns[c];
            char place[128];
            snprintf(place, sizeof place, "events/%s/%s", table->name, column->name);
            if (!hdf5_has(file, place)) continue;
            int count = assert_told(file, place, column->categories, column->category_count);
            most = count > most ? count : most;
        }
    }
    assert_int_equal(most, CHANNEL_COUNT);
    hdf5_drop(file);
    unlink(path.text);
}

static void so_have_the_arrays_of_snapshots(void **state)
{
    const struct path path = in_folder(state, "arrays.h5");
    struct scenario scenario = scenario_of(everything);
    struct message message;
    struct world *world;
    hid_t file;
    int told = 0;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
    for (int i = 0; i < model_agent_array_count(world); i++) {
        const struct agent_array array = model_agent_array(world, i);
        char place[128];
        snprintf(place, sizeof place, "snapshots/agents/%s", array.name);
        told += assert_told(file, place, array.categories, array.category_count) > 0;
    }
    assert_true(told >= 3);
    model_free(world);
    hdf5_drop(file);
    unlink(path.text);
}

/* ---- tables ---- */

static hid_t type_of_column(enum event_column_type type)
{
    if (type == EVENT_NUMBER) return H5T_STD_I32LE;
    return type == EVENT_AMOUNT ? H5T_IEEE_F64LE : H5T_STD_I8LE;
}

/* Numbers in the type of the column, 0, 1, ...; none where they stand for nothing. */
static void assert_flag_values(hid_t file, const char *path, hid_t expected, int count)
{
    int8_t values[INT8_MAX + 1];
    if (H5Aexists_by_name(file, path, "flag_values", H5P_DEFAULT) <= 0) {
        assert_int_equal(count, 0);
        return;
    }
    hid_t attribute = H5Aopen_by_name(file, path, "flag_values", H5P_DEFAULT, H5P_DEFAULT);
    hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
    assert_int_equal(H5Sget_simple_extent_npoints(space), count);
    if (H5Tequal(type, expected) <= 0) fail_msg("the words of %s are of another type than its numbers", path);
    assert_true(H5Aread(attribute, H5T_NATIVE_INT8, values) >= 0);
    for (int i = 0; i < count; i++) assert_int_equal(values[i], i);
    hdf5_drop(space);
    hdf5_drop(type);
    hdf5_drop(attribute);
}

/* A table of a group; `rows` is what its row numbers are called. */
static void assert_table(hid_t file, const char *group, const struct event_table_info *info, const char *rows)
{
    char table[64], number[128], path[128];
    snprintf(table, sizeof table, "%s/%s", group, info->name);
    snprintf(number, sizeof number, "%s/%s", table, rows);
    assert_says(file, table, "title", info->sentence);
    assert_type(file, number, H5T_STD_I32LE);
    assert_described(file, number, "1", "Row of the table.");
    for (int c = 0; c < info->column_count; c++) {
        const struct event_column *column = &info->columns[c];
        snprintf(path, sizeof path, "%s/%s", table, column->name);
        assert_type(file, path, type_of_column(column->type));
        assert_int_equal(rank_of(file, path), 1);
        assert_along(file, path, 0, number);
        assert_described(file, path, column->unit, column->sentence);
        assert_flag_values(file, path, type_of_column(column->type), column->category_count);
    }
}

static void columns_are_of_their_types_along_their_rows(void **state)
{
    struct laid laid;
    int tables = 0;
    lay_out(&laid, everything, NULL);
    create_file(&laid, in_folder(state, "tables.h5"));
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        if (laid.layout.table[t] < 0) continue;
        assert_table(laid.layout.file, "events", &event_tables[t], "event");
        tables++;
    }
    assert_true(tables >= 10);
    assert_true(laid.layout.snapshot_table[SNAPSHOT_practices] >= 0);
    assert_table(laid.layout.file, "snapshots", &snapshot_tables[SNAPSHOT_practices], "row");
    laid_free(&laid, true);
}

/* ---- snapshots ---- */

static hid_t type_of_array(enum agent_array_type type)
{
    switch (type) {
    case AGENT_I32:
        return H5T_STD_I32LE;
    case AGENT_U64:
        return H5T_STD_U64LE;
    case AGENT_F64:
        return H5T_IEEE_F64LE;
    default:
        return H5T_STD_I8LE; /* R reads bytes without a sign as raw */
    }
}

/* In one domain and in two: what is by domain has that dimension in any case. */
static void arrays_are_along_snapshots_agents_and_domains(void **state)
{
    static const char *const yamls[] = {everything,
        "selforg: 2\nsteps: 3\nnetwork: {agents: 40}\nlandscape: {}\nstart: {users: 3}\n"
        "adoption: {rule: contact}\nobserve: {snapshots: {every: 2}}\n"};
    for (int i = 0; i < 2; i++) {
        struct laid laid;
        int by_domain = 0, alone = 0;
        lay_out(&laid, yamls[i], NULL);
        create_file(&laid, in_folder(state, "arrays.h5"));
        const hid_t file = laid.layout.file;
        for (int k = 0; k < model_agent_array_count(laid.world); k++) {
            const struct agent_array array = model_agent_array(laid.world, k);
            const bool domains = array.dimension == DIMENSION_DOMAIN;
            char path[128];
            snprintf(path, sizeof path, "snapshots/agents/%s", array.name);
            assert_type(file, path, type_of_array(array.type));
            assert_described(file, path, array.unit, array.sentence);
            assert_flag_values(file, path, type_of_array(array.type), array.category_count);
            assert_int_equal(rank_of(file, path), domains ? 3 : 2);
            assert_along(file, path, 0, "snapshots/agents/snapshot");
            assert_along(file, path, 1, "snapshots/agents/agent");
            if (domains) assert_along(file, path, 2, "snapshots/agents/domain");
            by_domain += domains, alone += !domains;
        }
        assert_true(by_domain > 0 && alone > 0);
        assert_described(file, "snapshots/agents/snapshot", "step", "Step of the snapshot.");
        assert_int_equal(hdf5_has(file, "snapshots/ties"), i == 0);
        laid_free(&laid, true);
    }
}

/* Of as many people as make a chunk of a fair size, of all domains together. */
static void chunks_of_arrays_are_of_a_fair_size(void **state)
{
    static const struct {
        int32_t agents, domains;
        hsize_t chunk;
    } cases[] = {
        {40, 1, 40}, {32768, 1, 32768}, {32769, 1, 32768}, {16384, 2, 16384}, {16385, 2, 16384}, {11000, 3, 10922}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario =
            scenario_of("selforg: 2\nsteps: 3\nnetwork: {kind: ring, mean_degree: 2}\nlandscape: {}\n"
                        "start: {users: 3}\nadoption: {rule: contact}\n"
                        "observe: {snapshots: {every: 2}}\n");
        struct world *world;
        struct result_layout layout;
        struct message message;
        int by_domain = 0;
        scenario.network.agents = cases[i].agents;
        scenario.landscape.domains = cases[i].domains;
        scenario_settle(&scenario);
        assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
        assert_int_equal(layout_plan(&layout, &scenario, world, &message), STATUS_OK);
        for (int k = 0; k < model_agent_array_count(world); k++) {
            const struct growing *growing = &layout.growing[layout.snapshot + 1 + k];
            const bool domains = model_agent_array(world, k).dimension == DIMENSION_DOMAIN;
            const hsize_t alone = cases[i].agents < 32768 ? (hsize_t)cases[i].agents : 32768;
            assert_int_equal(growing->chunk[0], 1);
            assert_int_equal(growing->chunk[1], domains ? cases[i].chunk : alone);
            if (domains) assert_int_equal(growing->chunk[2], cases[i].domains);
            by_domain += domains;
        }
        assert_true(by_domain > 0);
        layout_abandon(&layout, false);
        model_free(world);
    }
}

/* Trust is there where it is kept. Numbers of ties are long: ties times snapshots may be many. */
static void ties_have_trust_where_there_is_any(void **state)
{
    static const struct {
        const char *more;
        bool trust;
    } cases[] = {{"", false}, {"projects: {}\nopportunities: {}\n", true}};
    static const char *const columns[] = {"step", "source", "target", "trust"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[512], path[64];
        struct laid laid;
        snprintf(yaml, sizeof yaml,
            "selforg: 2\nsteps: 3\nnetwork: {kind: ring, agents: 40, mean_degree: 2}\nlandscape: {}\n%s"
            "start: {users: 3}\nadoption: {rule: contact}\nobserve: {snapshots: {every: 2, ties: true}}\n",
            cases[i].more);
        lay_out(&laid, yaml, NULL);
        create_file(&laid, in_folder(state, "ties.h5"));
        const hid_t file = laid.layout.file;
        assert_int_equal(hdf5_has(file, "snapshots/ties/trust"), cases[i].trust);
        for (int c = 0; c < 3 + cases[i].trust; c++) {
            snprintf(path, sizeof path, "snapshots/ties/%s", columns[c]);
            assert_type(file, path, c < 3 ? H5T_STD_I32LE : H5T_IEEE_F64LE);
            assert_along(file, path, 0, "snapshots/ties/tie");
        }
        assert_type(file, "snapshots/ties/tie", H5T_STD_I64LE);
        assert_described(file, "snapshots/ties/step", "step", "Step of the snapshot.");
        assert_described(file, "snapshots/ties/source", "1", "Who tells.");
        assert_described(file, "snapshots/ties/target", "1", "Who hears; in an undirected network either may be.");
        laid_free(&laid, true);
    }
}

static void ties_go_from_who_tells_to_who_hears(void **state)
{
    static const int32_t source[] = {0, 1, 2}, target[] = {1, 2, 3};
    static const char directed[] = "selforg: 2\nsteps: 3\nstart: {users: 3}\nadoption: {rule: contact}\n"
                                   "observe: {snapshots: {every: 2, ties: true}}\n";
    struct edge_list list = file_network();
    struct laid laid;
    list.directed = true;
    lay_out(&laid, directed, &list);
    create_file(&laid, in_folder(state, "directed.h5"));
    assert_int_equal(layout_write_snapshot(&laid.layout, laid.world, &laid.message), STATUS_OK);
    assert_int_equal(layout_write_out(&laid.layout, &laid.message), STATUS_OK);
    assert_numbers(laid.layout.file, "snapshots/ties/source", source, FILE_EDGES);
    assert_numbers(laid.layout.file, "snapshots/ties/target", target, FILE_EDGES);
    laid_free(&laid, true);
    edge_list_free(&list);
}

static void without_snapshots_there_is_nothing_of_them(void **state)
{
    struct laid laid;
    lay_out(&laid, contagion, NULL);
    create_file(&laid, in_folder(state, "none.h5"));
    assert_false(hdf5_has(laid.layout.file, "snapshots"));
    assert_true(laid.layout.snapshot < 0 && laid.layout.tie < 0);
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT; t++) assert_true(laid.layout.snapshot_table[t] < 0);
    laid_free(&laid, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_category_has_its_word_and_its_sentence),
        cmocka_unit_test(so_have_the_arrays_of_snapshots),
        cmocka_unit_test(columns_are_of_their_types_along_their_rows),
        cmocka_unit_test(arrays_are_along_snapshots_agents_and_domains),
        cmocka_unit_test(chunks_of_arrays_are_of_a_fair_size),
        cmocka_unit_test(ties_have_trust_where_there_is_any),
        cmocka_unit_test(ties_go_from_who_tells_to_who_hears),
        cmocka_unit_test(without_snapshots_there_is_nothing_of_them),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
