/* Reading scenario files: what is read, from texts and from files. */
#include "io/scenario/scenario_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/scenario/scenario_texts.h"

static void a_scenario_is_read(void **state)
{
    (void)state;
    struct read read = read_text(district);
    const struct scenario *scenario = &read.scenario;
    assert_string_equal(read.message.text, "");
    assert_int_equal(read.status, STATUS_OK);
    assert_string_equal(scenario->run.title, "A school district");
    assert_string_equal(scenario->run.question, "Do practices found in small projects reach the whole district?");
    assert_int_equal(scenario->run.seed, 7);
    assert_int_equal(scenario->run.steps, 520);
    assert_int_equal(scenario->network.kind, NETWORK_UNITS);
    assert_int_equal(scenario->network.agents, 2000);
    assert_true(scenario->network.within_unit_fraction == 0.8);
    assert_int_equal(scenario->landscape.practices.count, 3);
    assert_string_equal(scenario->landscape.practices.item[0].name, "video calls");
    assert_string_equal(scenario->landscape.practices.item[1].name, "letters, \"old\"");
    assert_string_equal(scenario->landscape.practices.item[2].name, "Zürich");
    assert_true(scenario->landscape.practices.item[1].value == 0.4);
    assert_int_equal(scenario->snapshots.every, 52);
    assert_true(scenario->observe.tellings && scenario->observe.adoptions);
    assert_int_equal(scenario_finish(&read.scenario, &read.places, &read.message), STATUS_OK);
    assert_int_equal(scenario->team.min, scenario_default.team.min);
}

static void a_section_is_present_exactly_when_it_is_written(void **state)
{
    (void)state;
    static const char *const empty[] = {"{}", "", "~", "null", "{depth: 0.5}"};
    assert_false(read_text("selforg: 2\n").scenario.debrief.present);
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        char text[64];
        snprintf(text, sizeof text, "selforg: 2\ndebrief: %s\n", empty[i]);
        struct read read = read_text(text);
        assert_int_equal(read.status, STATUS_OK);
        assert_true(read.scenario.debrief.present);
        assert_true(read.scenario.debrief.depth.start == scenario_default.debrief.depth.start);
        assert_false(read.scenario.closeness.present);
    }
}

static void the_place_of_every_key_is_kept(void **state)
{
    (void)state;
    struct read read =
        read_text("selforg: 2\nnetwork: {kind: ring, agents: 50}\nobserve:\n  snapshots:\n    every: 5\n");
    struct place agents = read.places.parameter[parameter_find("network.agents") - parameter_table];
    struct place every = read.places.parameter[parameter_find("observe.snapshots.every") - parameter_table];
    struct place snapshots = read.places.section[section_find("observe.snapshots") - section_table];
    struct place seed = read.places.parameter[parameter_find("seed") - parameter_table];
    assert_true(agents.origin == ORIGIN_FILE && agents.line == 2 && agents.column == 23);
    assert_true(snapshots.origin == ORIGIN_FILE && snapshots.line == 4 && snapshots.column == 3);
    assert_true(every.origin == ORIGIN_FILE && every.line == 5 && every.column == 5);
    assert_true(seed.origin == ORIGIN_DEFAULT && seed.line == 0 && seed.column == 0);
}

static void other_ways_to_write_the_same_are_accepted(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "selforg: 2\nsteps: 1000000\n",
        "selforg: 2\r\nsteps: 1e6\r\n",
        "\xEF\xBB\xBFselforg: 2\nsteps: 1000000.0\n",
        "%YAML 1.1\n---\nselforg: 2\nsteps: +1000000\n...\n",
        "{selforg: 2, steps: 1000000}",
        "{\"selforg\": 2, \"steps\": 1000000}",
        "? selforg\n: 2\n? steps\n: 10e5\n",
        "---\nsteps: 1000000 # a comment\nselforg: 2",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct read read = read_text(texts[i]);
        assert_string_equal(read.message.text, "");
        assert_int_equal(read.status, STATUS_OK);
        assert_int_equal(read.scenario.run.steps, 1000000);
    }
}

/* A folder for the files of one test. */
static int make_folder(void **state)
{
    char *folder = strdup("/tmp/selforg-scenario-XXXXXX");
    *state = folder;
    return folder && mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    int failed = rmdir(*state);
    free(*state);
    return failed;
}

static void put(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void a_file_is_read_and_kept_word_for_word(void **state)
{
    char path[128], *yaml = NULL;
    struct read read = {0};
    snprintf(path, sizeof path, "%s/district.yaml", (const char *)*state);
    put(path, district, strlen(district));
    assert_int_equal(scenario_read(path, &read.scenario, &read.places, &yaml, &read.message), STATUS_OK);
    assert_string_equal(yaml, district);
    assert_int_equal(read.scenario.run.seed, 7);
    assert_ptr_equal(read.places.file, path);
    free(yaml);
    assert_int_equal(scenario_read(path, &read.scenario, &read.places, NULL, &read.message), STATUS_OK);
    unlink(path);
}

static void a_file_that_cannot_be_read_is_the_persons_fault(void **state)
{
    const char *folder = *state;
    char path[128], expected[256], *yaml = "untouched";
    struct read read = {0};
    snprintf(path, sizeof path, "%s/none.yaml", folder);
    assert_int_equal(scenario_read(path, &read.scenario, &read.places, &yaml, &read.message), STATUS_INPUT);
    snprintf(expected, sizeof expected, "%s: the file cannot be opened: No such file or directory", path);
    assert_string_equal(read.message.text, expected);
    assert_null(yaml);
    assert_int_equal(scenario_read(folder, &read.scenario, &read.places, &yaml, &read.message), STATUS_INPUT);
    snprintf(expected, sizeof expected, "%s: the file cannot be read: Is a directory", folder);
    assert_string_equal(read.message.text, expected);
    put(path, "", 0);
    if (geteuid() != 0 && chmod(path, 0) == 0) {
        assert_int_equal(scenario_read(path, &read.scenario, &read.places, &yaml, &read.message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "%s: the file cannot be opened: Permission denied", path);
        assert_string_equal(read.message.text, expected);
    }
    unlink(path);
}

static void a_file_has_a_largest_size(void **state)
{
    char path[128], expected[256], *yaml = NULL, *bytes = malloc(YAML_TREE_FILE_MOST + 1);
    struct read read = {0};
    assert_non_null(bytes);
    memset(bytes, ' ', YAML_TREE_FILE_MOST + 1);
    memcpy(bytes, "{selforg: 2}", 12);
    snprintf(path, sizeof path, "%s/large.yaml", (const char *)*state);
    put(path, bytes, YAML_TREE_FILE_MOST);
    assert_int_equal(scenario_read(path, &read.scenario, &read.places, &yaml, &read.message), STATUS_OK);
    assert_int_equal(strlen(yaml), YAML_TREE_FILE_MOST);
    free(yaml);
    put(path, bytes, YAML_TREE_FILE_MOST + 1);
    assert_int_equal(scenario_read(path, &read.scenario, &read.places, &yaml, &read.message), STATUS_INPUT);
    snprintf(expected, sizeof expected, "%s: the file is larger than a scenario may be (1048576 bytes)", path);
    assert_string_equal(read.message.text, expected);
    assert_null(yaml);
    unlink(path);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_is_read),
        cmocka_unit_test(a_section_is_present_exactly_when_it_is_written),
        cmocka_unit_test(the_place_of_every_key_is_kept),
        cmocka_unit_test(other_ways_to_write_the_same_are_accepted),
        cmocka_unit_test_setup_teardown(a_file_is_read_and_kept_word_for_word, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_read_is_the_persons_fault, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_file_has_a_largest_size, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
