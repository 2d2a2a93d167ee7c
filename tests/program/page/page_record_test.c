/* A run as a page plays it: made again from its file to the same digest, whoever and whatever has a name called so. */
#include "io/result/result_checksum.h"
#include "io/result_damaged.h"
#include "program/page/page_inner.h"

/* Two practices with names among people who have names too, along ties from a file. */
static const char named[] =
    "selforg: 2\n"
    "seed: 3\n"
    "steps: 20\n"
    "network: {kind: file, edges: ties.csv}\n"
    "landscape: {kind: listed, practices: {video calls: 0.8, \"letters, </script> \\\"post\\\"\": 0.4}}\n"
    "start: {users: 1}\n"
    "adoption: {rule: contact, accept: {beta: 0.5}}\n";

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* What is in the record of a run, to be freed. */
static char *record_of(const char *path, struct scenario *scenario)
{
    struct message message = {{0}};
    char *text;
    if (page_print_record(path, scenario, &text, &message) != STATUS_OK) fail_msg("%s", message.text);
    return text;
}

static void assert_has(const char *text, const char *wanted)
{
    if (!strstr(text, wanted)) fail_msg("'%s' is not in %.3000s", wanted, text);
}

static void names_are_those_of_the_file(void **state)
{
    const struct path yaml = in_folder(state, "named.yaml"), ties = in_folder(state, "ties.csv"),
                      result = in_folder(state, "named.h5");
    static const struct option_list nothing = {0};
    struct scenario_input input;
    struct run_outcome outcome;
    struct message message;
    char digest[DIGEST_TEXT], wanted[96];
    write_text(yaml.text, named);
    write_text(ties.text, "from,to\n\"ann \"\"a\"\"\",bob\nbob,\"cid, c\"\n\"cid, c\",dan\n");
    if (scenario_input_read(&input, yaml.text, &nothing, NULL, NULL, NULL, &message)) fail_msg("%s", message.text);
    const struct run_request request = {.result = {.path = result.text,
                                            .scenario = &input.scenario,
                                            .file = scenario_input_edges(&input),
                                            .yaml_text = input.yaml,
                                            .threads = 1,
                                            .commit_seconds = -1}};
    if (run_scenario(&request, &outcome, &message)) fail_msg("%s", message.text);
    struct scenario scenario;
    char *text = record_of(result.text, &scenario);
    digest_text(outcome.digest, digest);
    snprintf(wanted, sizeof wanted, "\"digest\":\"%s\"", digest);
    assert_has(text, wanted);
    assert_has(text, ",\"agents\":[\"ann \\\"a\\\"\",\"bob\",\"cid, c\",\"dan\"]");
    assert_has(text, ",\"practices\":[\"video calls\",\"letters, </script> \\\"post\\\"\"]}");
    assert_has(text, "\"people\":4");
    assert_int_equal(*text, '{');
    assert_int_equal(scenario.run.seed, 3);
    assert_int_equal(scenario.network.kind, NETWORK_FILE);
    free(text);
    scenario_input_free(&input);
    remove(result.text);
}

/* Where nobody and nothing has a name the lists are empty. */
static void without_names_there_are_empty_lists(void **state)
{
    (void)state;
    struct scenario scenario;
    char *text = record_of(damaged.text, &scenario);
    assert_has(text, ",\"agents\":[],\"practices\":[]}");
    assert_has(text, "\"people\":120");
    assert_has(text, "\"steps\":30");
    assert_string_equal(scenario.run.title, "Überall – everywhere");
    assert_int_equal(scenario.observe.every, 4); /* as it is in the file, and not as it is run for the page */
    free(text);
}

/* Every step is in it from the start on, whatever the file has of them. */
static void a_run_that_ended_early_is_as_long_as_it_was(void **state)
{
    const struct path result = in_folder(state, "early.h5");
    char yaml[1024];
    struct message message;
    struct scenario scenario;
    snprintf(yaml, sizeof yaml, "%suntil: adopters >= 9\nobserve: {every: 7}\n", contagion);
    if (run_to(result.text, yaml, false, &message)) fail_msg("%s", message.text);
    char *text = record_of(result.text, &scenario);
    const char *adopters = strstr(text, "\"adopters\":[");
    assert_non_null(adopters);
    adopters += strlen("\"adopters\":[");
    int64_t values = 1, last = strtoll(adopters, NULL, 10);
    const int64_t first = last;
    for (const char *at = adopters; *at != ']'; at++) {
        if (*at != ',') continue;
        last = strtoll(at + 1, NULL, 10);
        values++;
    }
    assert_has(text, "\"steps\":7,");
    assert_int_equal(first, 0);
    assert_int_equal(values - 1, 7); /* the first row of the file in which there are so many */
    assert_in_range(last, 9, 30);
    free(text);
    remove(result.text);
}

/* Another digest, and the checksum that then belongs to the content. */
static void lie(hid_t file)
{
    struct message message;
    struct digest checksum;
    char sum[DIGEST_TEXT];
    const hid_t digest = H5Dopen2(file, "run/digest", H5P_DEFAULT),
                stated = H5Dopen2(file, "run/checksum", H5P_DEFAULT), type = hdf5_text_type();
    assert_int_equal(
        hdf5_rewrite(digest, type, &(const char *){"0123456789abcdef0123456789abcdef"}, &message), STATUS_OK);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    digest_text(checksum, sum);
    assert_int_equal(hdf5_rewrite(stated, type, &(const char *){sum}, &message), STATUS_OK);
    hdf5_drop(type);
}

static void nothing(hid_t file)
{
    (void)file;
}

static void a_run_that_comes_out_differently_is_refused(void **state)
{
    (void)state;
    struct scenario scenario;
    struct message message;
    char *text, wanted[256];
    with_harm(lie);
    assert_int_equal(page_print_record(damaged.text, &scenario, &text, &message), STATUS_DAMAGED);
    assert_null(text);
    snprintf(wanted, sizeof wanted, "%s: run again, it came out differently", damaged.text);
    assert_string_equal(message.text, wanted);
    with_harm(nothing);
    free(record_of(damaged.text, &scenario));
    assert_int_equal(page_print_record("/nowhere/run.h5", &scenario, &text, &message), STATUS_INPUT);
    assert_null(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_file),
        cmocka_unit_test(without_names_there_are_empty_lists),
        cmocka_unit_test(a_run_that_ended_early_is_as_long_as_it_was),
        cmocka_unit_test(a_run_that_comes_out_differently_is_refused),
    };
    return cmocka_run_group_tests(tests, make_original, remove_original);
}
