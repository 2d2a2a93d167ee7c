/* The network of a result comes back as it was read from its file, or is told to be damaged, and then there is none. */
#include "io/result/result_layout.h"
#include "io/result/result_reader.h"
#include "io/result_damaged.h"

#include "file_network.h"

/* A run of three steps among the people of the list, which is freed. */
static void write_network(const char *path, struct edge_list list)
{
    struct scenario scenario = scenario_of(contagion);
    struct run_request request = {
        .result = {
            .path = path, .overwrite = true, .scenario = &scenario, .file = &list, .threads = 1, .commit_seconds = -1}};
    struct run_outcome outcome;
    struct message message = {""};
    scenario.network.kind = NETWORK_FILE;
    scenario.run.steps = 3;
    snprintf(scenario.network.edges, sizeof scenario.network.edges, "nowhere.csv");
    if (run_scenario(&request, &outcome, &message) != STATUS_OK) fail_msg("%s", message.text);
    edge_list_free(&list);
}

static enum status read_network(const char *path, struct edge_list *list, bool *present, struct message *message)
{
    struct result_reader *reader;
    assert_int_equal(result_reader_open(&reader, path, message), STATUS_OK);
    enum status status = result_reader_network(reader, list, present, message);
    result_reader_close(reader);
    return status;
}

static struct edge_list network_at(const char *path)
{
    struct edge_list list;
    struct message message;
    bool present = false;
    if (read_network(path, &list, &present, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_true(present);
    return list;
}

static void assert_labels(const struct labels *read, const struct labels *written)
{
    assert_int_equal(read->count, written->count);
    for (int32_t i = 0; i < read->count; i++) assert_string_equal(read->text[i], written->text[i]);
}

static void all_that_a_file_said_comes_back(void **state)
{
    const struct path path = in_folder(state, "full.h5");
    for (int directed = 0; directed < 2; directed++) {
        struct edge_list written = file_network(), given = file_network();
        written.directed = given.directed = directed;
        write_network(path.text, given);
        struct edge_list read = network_at(path.text);
        assert_int_equal(read.directed, directed);
        assert_int_equal(read.agent_count, FILE_AGENTS);
        assert_int_equal(read.edge_count, FILE_EDGES);
        assert_int_equal(read.unit_count, FILE_UNITS);
        assert_int_equal(read.self_loops, 11);
        assert_int_equal(read.duplicates, 12);
        assert_int_equal(read.both_ways, 13);
        assert_int_equal(read.isolated, 14);
        assert_memory_equal(read.edges, written.edges, 2 * FILE_EDGES * sizeof *read.edges);
        assert_memory_equal(read.weight, written.weight, FILE_EDGES * sizeof *read.weight);
        assert_memory_equal(read.unit, written.unit, FILE_AGENTS * sizeof *read.unit);
        for (int t = 0; t < TRAIT_COUNT; t++) {
            assert_int_equal(read.trait[t] != NULL, written.trait[t] != NULL);
            if (read.trait[t]) assert_memory_equal(read.trait[t], written.trait[t], FILE_AGENTS * sizeof(double));
        }
        assert_labels(&read.agents, &written.agents);
        assert_labels(&read.units, &written.units);
        assert_string_equal(read.words.used, written.words.used);
        assert_string_equal(read.words.ignored, written.words.ignored);
        assert_string_equal(read.words.notes, written.words.notes);
        edge_list_free(&read);
        edge_list_free(&written);
    }
}

static void what_a_file_did_not_say_is_not_there(void **state)
{
    const struct path path = in_folder(state, "bare.h5");
    write_network(path.text, bare_network());
    struct edge_list read = network_at(path.text);
    assert_int_equal(read.agent_count, FILE_AGENTS);
    assert_int_equal(read.unit_count, 0);
    assert_true(!read.directed && !read.weight && !read.unit);
    for (int t = 0; t < TRAIT_COUNT; t++) assert_null(read.trait[t]);
    assert_true(read.agents.count == 0 && read.units.count == 0);
    assert_true(read.self_loops == 0 && read.duplicates == 0 && read.both_ways == 0 && read.isolated == 0);
    assert_string_equal(read.words.used, "");
    assert_string_equal(read.words.ignored, "");
    assert_string_equal(read.words.notes, "");
    edge_list_free(&read);
}

static void a_network_without_ties_is_one(void **state)
{
    const struct path path = in_folder(state, "alone.h5");
    struct edge_list list = bare_network();
    list.edge_count = 0;
    write_network(path.text, list);
    struct edge_list read = network_at(path.text);
    assert_int_equal(read.agent_count, FILE_AGENTS);
    assert_int_equal(read.edge_count, 0);
    edge_list_free(&read);
}

static void assert_empty(const struct edge_list *list)
{
    assert_true(list->agent_count == 0 && list->edge_count == 0 && list->unit_count == 0);
    assert_true(!list->edges && !list->weight && !list->unit && !list->agents.text && !list->units.text);
    assert_true(!list->words.used && !list->words.ignored && !list->words.notes);
    for (int t = 0; t < TRAIT_COUNT; t++) assert_null(list->trait[t]);
}

static void a_run_without_a_file_has_none(void **state)
{
    const struct path path = in_folder(state, "ring.h5");
    struct edge_list list;
    struct message message;
    bool present = true;
    assert_int_equal(run_to(path.text, contagion, true, &message), STATUS_OK);
    memset(&list, 1, sizeof list);
    assert_int_equal(read_network(path.text, &list, &present, &message), STATUS_OK);
    assert_false(present);
    assert_empty(&list);
}

/* ---- damage ---- */

#define INPUT "input/network/"

/* The values in the place of those that were there. */
static void put(hid_t file, const char *path, struct hdf5_values values, int64_t count)
{
    struct message message;
    hid_t dataset;
    assert_true(H5Ldelete(file, path, H5P_DEFAULT) >= 0);
    assert_int_equal(hdf5_vector(file, path, values, count, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
}

static void put_numbers(hid_t file, const char *path, const int32_t *numbers, int64_t count)
{
    put(file, path, (struct hdf5_values){H5T_STD_I32LE, H5T_NATIVE_INT32, numbers}, count);
}

static void put_values(hid_t file, const char *path, const double *values, int64_t count)
{
    put(file, path, (struct hdf5_values){H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values}, count);
}

static void a_stranger_begins_a_tie(hid_t file)
{
    put_numbers(file, INPUT "source", (const int32_t[]){0, 1, 4}, 3);
}

static void a_stranger_ends_a_tie(hid_t file)
{
    put_numbers(file, INPUT "target", (const int32_t[]){1, -1, 3}, 3);
}

static void a_tie_weighs_nothing(hid_t file)
{
    put_values(file, INPUT "weight", (const double[]){1, 0, 2}, 3);
}

static void weights_are_missing(hid_t file)
{
    put_values(file, INPUT "weight", (const double[]){1, 2}, 2);
}

static void a_unit_is_not_there(hid_t file)
{
    put_numbers(file, INPUT "agent_unit", (const int32_t[]){0, 0, 1, 2}, 4);
}

static void there_are_more_agents_than_names(hid_t file)
{
    put_numbers(file, INPUT "agent", (const int32_t[]){0, 1, 2, 3, 4}, 5);
    put_numbers(file, INPUT "agent_unit", (const int32_t[]){0, 0, 1, 1, 1}, 5);
    put_values(file, INPUT "agent_threshold", (const double[]){0, 0, 0, 0, 0}, 5);
    put_values(file, INPUT "agent_passion", (const double[]){0, 0, 0, 0, 0}, 5);
}

static void a_trait_is_beyond_its_range(hid_t file)
{
    put_values(file, INPUT "agent_passion", (const double[]){0, 0, 1.5, 0}, 4);
}

static void traits_are_missing(hid_t file)
{
    put_values(file, INPUT "agent_threshold", (const double[]){0, 0, 0}, 3);
}

#define LOSES(what, path)                                                                                              \
    static void loses_##what(hid_t file)                                                                               \
    {                                                                                                                  \
        assert_true(H5Ldelete(file, INPUT path, H5P_DEFAULT) >= 0);                                                    \
    }
LOSES(source, "source")
LOSES(target, "target")
LOSES(edges, "edge")
LOSES(agents, "agent")
LOSES(direction, "directed")
LOSES(self_loops, "self_loops")
LOSES(isolated, "isolated")
LOSES(used, "used")
LOSES(ignored, "ignored")
LOSES(notes, "notes")

static void labels_are_a_group(hid_t file)
{
    struct message message;
    hid_t group;
    loses_used(file);
    assert_true(H5Ldelete(file, INPUT "unit_label", H5P_DEFAULT) >= 0);
    assert_int_equal(hdf5_group(file, INPUT "unit_label", &group, &message), STATUS_OK);
    hdf5_drop(group);
}

static void what_is_damaged_is_told_and_there_is_no_network(void **state)
{
    (void)state;
    static const struct {
        damaging *harm;
        const char *reason; /* behind the name of the file */
    } cases[] = {{a_stranger_begins_a_tie, "input/network: tie 2 is of agent 4, who is not there"},
        {a_stranger_ends_a_tie, "input/network: tie 1 is of agent -1, who is not there"},
        {a_tie_weighs_nothing, "input/network: tie 1 has weight 0"},
        {weights_are_missing, "input/network/weight is not there"},
        {a_unit_is_not_there, "input/network: agent 3 is of unit 2, which is not there"},
        {there_are_more_agents_than_names, "input/network: there are more or fewer names than are named"},
        {a_trait_is_beyond_its_range, "input/network: agent 2 cannot be as is said: 1.5"},
        {traits_are_missing, "input/network/agent_threshold is not there"},
        {loses_source, "input/network/source is not there"}, {loses_target, "input/network/target is not there"},
        {loses_edges, "input/network is not what it should be"},
        {loses_agents, "input/network is not what it should be"},
        {loses_direction, "input/network/directed is not there"},
        {loses_self_loops, "input/network/self_loops is not there"},
        {loses_isolated, "input/network/isolated is not there"}, {loses_used, "input/network/used is not there"},
        {loses_ignored, "input/network/ignored is not there"}, {loses_notes, "input/network/notes is not there"},
        {labels_are_a_group, "input/network/unit_label is not what it should be"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct edge_list list;
        struct message message = {""};
        bool present = true;
        char told[300];
        with_harm(cases[i].harm);
        enum status status = read_network(damaged.text, &list, &present, &message);
        snprintf(told, sizeof told, "%s: %s", damaged.text, cases[i].reason);
        if (strncmp(message.text, told, strlen(told)) != 0) fail_msg("\"%s\" is said: %s", told, message.text);
        assert_true(status == STATUS_DAMAGED || status == STATUS_READ);
        assert_false(present);
        assert_empty(&list);
    }
}

static int make_file_of_a_network(void **state)
{
    if (folder_make(state)) return -1;
    damaged = in_folder(state, "result.h5");
    write_network(damaged.text, file_network());
    original = bytes_of(damaged.text, &original_size);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_a_file_said_comes_back),
        cmocka_unit_test(what_a_file_did_not_say_is_not_there),
        cmocka_unit_test(a_network_without_ties_is_one),
        cmocka_unit_test(a_run_without_a_file_has_none),
        cmocka_unit_test(what_is_damaged_is_told_and_there_is_no_network),
    };
    return cmocka_run_group_tests(tests, make_file_of_a_network, remove_original);
}
