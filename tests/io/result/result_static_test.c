/* What a result knows from the start: each parameter with its value and what there is to say of it, the people, and the
 * network that was read. */
#include "layout_support.h"
#include "scenario/check/only.h"
#include "scenario/parameters.h"

#include "described.h"
#include "file_network.h"

/* ---- parameters ---- */

static struct path place_of(const struct parameter *parameter)
{
    struct path path;
    snprintf(path.text, sizeof path.text, "parameters/%s", parameter_path(parameter).text);
    return path;
}

static void assert_flag_words(hid_t file, const char *path)
{
    int8_t values[2];
    hid_t attribute = H5Aopen_by_name(file, path, "flag_values", H5P_DEFAULT, H5P_DEFAULT);
    assert_true(H5Aread(attribute, H5T_NATIVE_INT8, values) >= 0);
    assert_true(values[0] == 0 && values[1] == 1);
    hdf5_drop(attribute);
    assert_says(file, path, "flag_meanings", "false true");
}

/* A parameter that is in the file, against the scenario. */
static void assert_parameter(hid_t file, const struct scenario *scenario, const struct parameter *parameter)
{
    const struct path path = place_of(parameter);
    const void *value = parameter_value(scenario, parameter);
    struct message message;
    int64_t is_default = -1;
    double real;
    assert_int_equal(rank_of(file, path.text), 0);
    assert_described(file, path.text, parameter->unit, parameter->doc);
    assert_int_equal(hdf5_read_attribute_number(file, path.text, "is_default", &is_default, &message), STATUS_OK);
    assert_int_equal(is_default, parameter_is_default(scenario, parameter));
    switch (parameter->type) {
    case PARAMETER_REAL:
        assert_type(file, path.text, H5T_IEEE_F64LE);
        assert_int_equal(hdf5_read_scalar(file, path.text, H5T_NATIVE_DOUBLE, &real, &message), STATUS_OK);
        assert_memory_equal(&real, value, sizeof real);
        break;
    case PARAMETER_COUNT:
        assert_type(file, path.text, H5T_STD_I64LE);
        assert_int_equal(whole_number_at(file, path.text), *(const int64_t *)value);
        break;
    case PARAMETER_FLAG:
        assert_type(file, path.text, H5T_STD_I8LE);
        assert_int_equal(whole_number_at(file, path.text), *(const bool *)value);
        assert_flag_words(file, path.text);
        return;
    default:;
        char *text = parameter_text(scenario, parameter);
        assert_text_is(file, path.text, text);
        free(text);
    }
    assert_int_equal(H5Aexists_by_name(file, path.text, "flag_values", H5P_DEFAULT), 0);
}

static void each_parameter_has_its_value_its_unit_and_its_sentence(void **state)
{
    struct laid laid;
    int seen[PARAMETER_ARRIVALS + 1] = {0};
    lay_out(&laid, everything, NULL);
    create_file(&laid, in_folder(state, "parameters.h5"));
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (!hdf5_has(laid.layout.file, place_of(parameter).text)) continue;
        assert_parameter(laid.layout.file, &laid.scenario, parameter);
        seen[parameter->type]++;
    }
    assert_true(seen[PARAMETER_REAL] > 20 && seen[PARAMETER_COUNT] > 10 && seen[PARAMETER_FLAG] > 3);
    assert_true(seen[PARAMETER_CHOICE] > 3 && seen[PARAMETER_TEXT] > 1);
    laid_free(&laid, true);
}

/* Of the run as a whole everything; of others what has effect or is no default, and by some key that a section is
 * there. What stands in the scenario's file makes no difference. */
static void what_makes_no_difference_is_left_out(void **state)
{
    static const char base[] = "selforg: 2\nsteps: 3\nnetwork: {agents: 40}\nlandscape: {}\n"
                               "opportunities: {}\nprojects: {}\nteam: {rule: assembly}\n";
    static const char search[] = "individual_search: {}\n"; /* all moves: none are one's own */
    static const char simple[] = "selforg: 2\nsteps: 3\nstart: {users: 2}\nadoption: {rule: contact}\n";
    static const struct {
        const char *more, *path, *value; /* value: in the place of what it is, or NULL */
        bool told;
    } cases[] = {{"", "question", NULL, true}, {"", "seeds.network", NULL, true}, {"", "team.max", NULL, true},
        {"", "team.min", NULL, false}, {"", "team.min", "4", true}, {"", "debrief.depth", NULL, false},
        {"debrief: {}\n", "debrief.depth", NULL, true}, {"", "closeness.load_saving", NULL, false},
        {"closeness: {}\n", "closeness.load_saving", NULL, true}, {"", "network.mean_degree", NULL, true},
        {"", "network.edges", NULL, false}, {"", "network.edges", "a.csv", true}, {"", "observe.every", NULL, true},
        {"", "observe.snapshots.every", NULL, false}, {search, "individual_search.moves", NULL, true},
        {search, "individual_search.own_moves", NULL, false}, {simple, "people.memory", NULL, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[512];
        struct laid laid;
        struct message message;
        hid_t file;
        const struct path path = in_folder(state, "told.h5");
        snprintf(yaml, sizeof yaml, "%s%s", cases[i].more == simple ? "" : base, cases[i].more);
        for (int written = 0; written < 2; written++) {
            const struct parameter *parameter = parameter_find(cases[i].path);
            lay_out(&laid, yaml, NULL);
            if (cases[i].value) parameter_assume(&laid.scenario, parameter, cases[i].value);
            memset(laid.scenario.written, written, sizeof laid.scenario.written);
            assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
            assert_int_equal(layout_parameters(file, &laid.scenario, &message), STATUS_OK);
            if (hdf5_has(file, place_of(parameter).text) != cases[i].told)
                fail_msg("%s: %s", cases[i].more, cases[i].path);
            assert_int_equal(hdf5_close(file, &message), STATUS_OK);
            laid_free(&laid, true);
        }
    }
}

/* What the rule of adoption says is told to come from it, and no longer where it was set to something else. */
static void what_a_rule_gives_is_told_to_come_from_it(void **state)
{
    static const struct {
        const char *adoption, *path, *by;
    } cases[] = {{"{rule: voter}", "adoption.look.sample", "adoption.rule"},
        {"{rule: voter}", "adoption.order", "adoption.rule"},
        {"{rule: voter, look: {sample: 2}}", "adoption.look.sample", NULL}, {"{rule: voter}", "adoption.rule", NULL},
        {"{rule: fermi}", "adoption.choose.quality_weight", "adoption.rule"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[512];
        struct laid laid;
        snprintf(yaml, sizeof yaml,
            "selforg: 2\nsteps: 3\nnetwork: {agents: 40}\nlandscape: {}\nstart: {users: 3}\nadoption: %s\n",
            cases[i].adoption);
        lay_out(&laid, yaml, NULL);
        create_file(&laid, in_folder(state, "rule.h5"));
        assert_says(laid.layout.file, place_of(parameter_find(cases[i].path)).text, "given_by", cases[i].by);
        laid_free(&laid, true);
    }
}

/* ---- people ---- */

static void people_are_of_the_units_that_they_had_at_the_start(void **state)
{
    static const int32_t numbers[] = {0, 1, 2, 3}, homes[] = {1, 0, 0, 1};
    for (int named = 0; named < 2; named++) {
        struct edge_list list = named ? file_network() : bare_network();
        struct laid laid;
        lay_out(&laid, contagion, &list);
        memcpy(laid.home_unit, homes, sizeof homes); /* they moved: the network has {0, 0, 1, 1} */
        create_file(&laid, in_folder(state, "people.h5"));
        const hid_t file = laid.layout.file;
        assert_numbers(file, "agents/agent", numbers, FILE_AGENTS);
        assert_numbers(file, "agents/home_unit", homes, FILE_AGENTS);
        assert_along(file, "agents/home_unit", 0, "agents/agent");
        assert_described(file, "agents/home_unit", "1", "Number of the unit that the agent belonged to at the start.");
        assert_int_equal(hdf5_has(file, "agents/label"), named);
        if (named) assert_texts(file, "agents/label", (const char *const *)list.agents.text, FILE_AGENTS);
        if (named) assert_along(file, "agents/label", 0, "agents/agent");
        if (named) assert_described(file, "agents/label", NULL, "The agent's id in the network's file.");
        assert_false(hdf5_has(file, "agents/moves"));
        laid_free(&laid, true);
        edge_list_free(&list);
    }
}

/* Two units share six moves, three each; whoever has moved since has those of the unit where it was. */
static void moves_are_those_of_the_unit_at_the_start(void **state)
{
    static const char search[] = "selforg: 2\nsteps: 3\nnetwork: {kind: units, agents: 20, units: 2}\n"
                                 "landscape: {bits: 6}\nindividual_search: {moves: %s}\n";
    static const struct {
        const char *moves;
        bool own;
    } cases[] = {{"units", true}, {"each", true}, {"all", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[512], expected[8192];
        struct laid laid;
        char **moves;
        int different = 0;
        snprintf(yaml, sizeof yaml, search, cases[i].moves);
        lay_out(&laid, yaml, NULL);
        for (int32_t agent = 0; agent < 20; agent++) laid.home_unit[agent] = agent % 2;
        create_file(&laid, in_folder(state, "moves.h5"));
        assert_int_equal(hdf5_has(laid.layout.file, "agents/moves"), cases[i].own);
        if (cases[i].own) {
            assert_int_equal(hdf5_read_texts(laid.layout.file, "agents/moves", 20, &moves, &laid.message), STATUS_OK);
            for (int32_t agent = 0; agent < 20; agent++) {
                assert_true(model_moves(laid.world, agent, agent % 2, sizeof expected, expected));
                assert_string_equal(moves[agent], expected);
                assert_int_equal(strlen(expected), 5);
                different += strcmp(moves[agent], moves[0]) != 0;
            }
            assert_true(different >= 10);
            for (int32_t agent = 0; agent < 20; agent++) free(moves[agent]);
            free(moves);
            assert_along(laid.layout.file, "agents/moves", 0, "agents/agent");
        }
        laid_free(&laid, true);
    }
}

/* ---- the network that was read ---- */

#define INPUT "input/network/"

static void assert_count(hid_t file, const char *name, int64_t count, const char *unit)
{
    char path[64];
    snprintf(path, sizeof path, INPUT "%s", name);
    assert_int_equal(whole_number_at(file, path), count);
    assert_type(file, path, H5T_STD_I64LE);
    assert_says(file, path, "units", unit);
    assert_says(file, path, "flag_meanings", strcmp(name, "directed") == 0 ? "false true" : NULL);
}

static void the_network_is_there_as_it_was_read(void **state)
{
    static const int32_t edges[] = {0, 1, 2}, source[] = {0, 1, 2}, target[] = {1, 2, 3}, agents[] = {0, 1, 2, 3};
    for (int directed = 0; directed < 2; directed++) {
        struct edge_list list = file_network();
        struct laid laid;
        list.directed = directed;
        lay_out(&laid, contagion, &list);
        create_file(&laid, in_folder(state, "input.h5"));
        const hid_t file = laid.layout.file;
        assert_numbers(file, INPUT "edge", edges, FILE_EDGES);
        assert_numbers(file, INPUT "source", source, FILE_EDGES);
        assert_numbers(file, INPUT "target", target, FILE_EDGES);
        assert_values(file, INPUT "weight", list.weight, FILE_EDGES);
        assert_numbers(file, INPUT "agent", agents, FILE_AGENTS);
        assert_numbers(file, INPUT "agent_unit", list.unit, FILE_AGENTS);
        assert_texts(file, INPUT "agent_label", (const char *const *)list.agents.text, FILE_AGENTS);
        assert_numbers(file, INPUT "unit", agents, FILE_UNITS);
        assert_texts(file, INPUT "unit_label", (const char *const *)list.units.text, FILE_UNITS);
        for (int t = 0; t < TRAIT_COUNT; t++) {
            char path[64];
            snprintf(path, sizeof path, INPUT "%s", trait_table[t].column);
            assert_int_equal(hdf5_has(file, path), list.trait[t] != NULL);
            if (!list.trait[t]) continue;
            assert_values(file, path, list.trait[t], FILE_AGENTS);
            assert_described(file, path, "1", trait_table[t].sentence);
            assert_along(file, path, 0, INPUT "agent");
        }
        assert_along(file, INPUT "source", 0, INPUT "edge");
        assert_along(file, INPUT "weight", 0, INPUT "edge");
        assert_along(file, INPUT "agent_label", 0, INPUT "agent");
        assert_along(file, INPUT "unit_label", 0, INPUT "unit");
        assert_text_is(file, INPUT "used", "weight, unit");
        assert_text_is(file, INPUT "ignored", "colour");
        assert_text_is(file, INPUT "notes", "it begins with a mark");
        assert_count(file, "directed", directed, "1");
        assert_count(file, "self_loops", 11, "ties");
        assert_count(file, "duplicates", 12, "ties");
        assert_count(file, "both_ways", 13, "ties");
        assert_count(file, "isolated", 14, "agents");
        laid_free(&laid, true);
        edge_list_free(&list);
    }
}

static void what_the_file_did_not_say_is_left_out(void **state)
{
    static const char *const absent[] = {"weight", "agent_unit", "agent_label", "unit", "unit_label"};
    struct edge_list list = bare_network();
    struct laid laid;
    lay_out(&laid, contagion, &list);
    create_file(&laid, in_folder(state, "bare.h5"));
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        char path[64];
        snprintf(path, sizeof path, INPUT "%s", absent[i]);
        if (hdf5_has(laid.layout.file, path)) fail_msg("%s is there", path);
    }
    assert_text_is(laid.layout.file, INPUT "notes", "");
    laid_free(&laid, true);
    edge_list_free(&list);
    lay_out(&laid, contagion, NULL);
    create_file(&laid, in_folder(state, "none.h5"));
    assert_false(hdf5_has(laid.layout.file, "input"));
    laid_free(&laid, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_parameter_has_its_value_its_unit_and_its_sentence),
        cmocka_unit_test(what_makes_no_difference_is_left_out),
        cmocka_unit_test(what_a_rule_gives_is_told_to_come_from_it),
        cmocka_unit_test(people_are_of_the_units_that_they_had_at_the_start),
        cmocka_unit_test(moves_are_those_of_the_unit_at_the_start),
        cmocka_unit_test(the_network_is_there_as_it_was_read),
        cmocka_unit_test(what_the_file_did_not_say_is_left_out),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
