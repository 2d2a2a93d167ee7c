/* The run of a result file, made once more from what the file holds, and the same without somebody. */
#include "study/whatif/whatif.h"

#include "io/result/result_checksum.h"
#include "io/result_damaged.h"

#include "io/result/file_network.h"

/* It ends early, by its rule. */
#define ENDING                                                                                                         \
    "selforg: 2\nsteps: 40\nnetwork: {kind: ring, agents: 30, mean_degree: 4}\nstart: {users: 2}\n"                    \
    "adoption: {rule: contact, accept: {beta: 0.3}}\nuntil: adopters >= 12\n"

static struct whatif_base opened(const char *path)
{
    struct whatif_base base;
    struct message message;
    if (whatif_open(&base, path, 1, NULL, &message)) fail_msg("%s", message.text);
    return base;
}

static void write_run(const char *path, const char *yaml)
{
    struct message message;
    if (run_to(path, yaml, true, &message)) fail_msg("%s", message.text);
}

/* A run among the four people of a file's network. */
static void write_run_of_file(const char *path)
{
    struct scenario scenario = scenario_of(contagion);
    struct edge_list list = file_network();
    struct run_request request = {
        .result = {
            .path = path, .overwrite = true, .scenario = &scenario, .file = &list, .threads = 1, .commit_seconds = -1}};
    struct run_outcome outcome;
    struct message message = {""};
    scenario.network.kind = NETWORK_FILE;
    scenario.run.steps = 6;
    snprintf(scenario.network.edges, sizeof scenario.network.edges, "nowhere.csv");
    if (run_scenario(&request, &outcome, &message) != STATUS_OK) fail_msg("%s", message.text);
    edge_list_free(&list);
}

/* ---- the base ---- */

static void the_run_of_the_file_is_made_again(void **state)
{
    static const char *const scenarios[] = {ENDING, everything, contagion};
    const struct path path = in_folder(state, "run.h5");
    for (int i = 0; i < 3; i++) {
        write_run(path.text, scenarios[i]);
        struct whatif_base base = opened(path.text);
        assert_memory_equal(&base.stated, &base.course.digest, sizeof base.stated);
        assert_int_equal(base.steps, base.course.steps);
        assert_int_equal(base.course.agents, base.scenario.network.agents);
        assert_false(base.has_network);
        assert_int_equal(base.agents.count, 0); /* nobody has a name there */
        assert_true(i > 0 ? base.steps == base.scenario.run.steps : base.steps > 2 && base.steps < 40);
        assert_true(base.course.learned.count > 0);
        whatif_close(&base);
    }
}

/* What there is without running it. */
static void a_file_is_read_alone(void **state)
{
    const struct path path = in_folder(state, "run.h5");
    struct whatif_base base;
    struct message message;
    write_run(path.text, contagion);
    if (whatif_read(&base, path.text, &message)) fail_msg("%s", message.text);
    assert_int_equal(base.steps, 20);
    assert_int_equal(base.scenario.network.agents, 30);
    assert_int_equal(base.practices.count, 2);
    assert_string_equal(base.practices.text[0], "video calls");
    assert_string_equal(base.practices.text[1], "letters, by post");
    assert_true(base.course.steps == 0 && base.course.agents == 0 && base.course.adoptions.count == 0);
    int32_t practice = -1;
    assert_int_equal(whatif_practice(&base, "letters, by post", &practice, &message), STATUS_OK);
    assert_int_equal(practice, 1);
    whatif_close(&base);
}

/* Who is who goes by the file, and with whom they are tied too. */
static void people_of_a_networks_file_have_their_names_and_ties(void **state)
{
    const struct path path = in_folder(state, "people.h5");
    write_run_of_file(path.text);
    struct whatif_base base = opened(path.text);
    struct message message = {""};
    assert_true(base.has_network && base.course.agents == FILE_AGENTS && base.network.edge_count == FILE_EDGES);
    assert_int_equal(base.agents.count, FILE_AGENTS);
    static const struct {
        const char *what, *people, *ties;
    } cases[] = {{"agent:béla", "1", ""}, {"agent:id:1", "1, 3", ""}, {"tie:anna-c, d", "1, 3", "0-2"},
        {"agent:number:1", "1, 3, 1", "0-2"}};
    struct scenario scenario = base.scenario;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (whatif_add(&base, &scenario, cases[i].what, &message)) fail_msg("%s", message.text);
        assert_string_equal(scenario.without.people, cases[i].people);
        assert_string_equal(scenario.without.ties, cases[i].ties);
    }
    struct course course;
    scenario = base.scenario;
    assert_int_equal(whatif_add(&base, &scenario, "agent:béla", &message), STATUS_OK);
    if (whatif_run(&base, &scenario, 1, NULL, &course, &message)) fail_msg("%s", message.text);
    assert_true(course.agents == FILE_AGENTS && course.steps == 6);
    for (int64_t i = 0; i < course.learned.count; i++) assert_int_not_equal(course.learned.items[i].agent, 1);
    course_free(&course);
    whatif_close(&base);
}

/* ---- files that are none ---- */

static void set_text(hid_t file, const char *path, const char *text)
{
    struct message message;
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = hdf5_text_type();
    assert_int_equal(hdf5_rewrite(dataset, type, &text, &message), STATUS_OK);
    hdf5_drop(type);
    hdf5_drop(dataset);
}

static void tell_another_digest(hid_t file)
{
    set_text(file, "run/digest", "0123456789abcdef0123456789abcdef");
}

/* As a version of the program would have written it in which the run went otherwise. */
static void tell_another_run(hid_t file)
{
    struct digest checksum;
    struct message message;
    char text[DIGEST_TEXT];
    tell_another_digest(file);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    digest_text(checksum, text);
    set_text(file, "run/checksum", text);
}

static void lose_the_step(hid_t file)
{
    assert_true(H5Ldelete(file, "run/committed_step", H5P_DEFAULT) >= 0);
}

/* Before anything is run, which could take for ever, or be another's. */
static void what_was_changed_is_not_run(void **state)
{
    (void)state;
    static const struct {
        damaging *harm;
        bool read; /* what is wrong is not seen before it is run */
        const char *reason;
    } cases[] = {
        {tell_another_digest, false, "damaged: its content is not what was written; `selforg verify "},
        {lose_the_step, false, ""},
        {tell_another_run, true, "run again, it came out differently"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct whatif_base base;
        struct message message = {""}, expected;
        with_harm(cases[i].harm);
        assert_int_equal(whatif_read(&base, damaged.text, &message), cases[i].read ? STATUS_OK : STATUS_DAMAGED);
        whatif_close(&base);
        assert_int_equal(whatif_open(&base, damaged.text, 1, NULL, &message), STATUS_DAMAGED);
        (void)message_set(&expected, STATUS_DAMAGED, "%s: %s", damaged.text, cases[i].reason);
        assert_memory_equal(message.text, expected.text, strlen(expected.text));
        assert_int_equal(base.course.adoptions.count > 0, cases[i].read);
        whatif_close(&base);
    }
}

static void what_is_no_result_is_told(void **state)
{
    static const char *const names[] = {"nowhere.h5", "text.h5"};
    FILE *file = fopen(in_folder(state, "text.h5").text, "w");
    fputs("letters", file);
    fclose(file);
    for (int i = 0; i < 2; i++) {
        const struct path path = in_folder(state, names[i]);
        struct whatif_base base;
        struct message message, expected;
        if (i == 0) (void)message_set(&expected, STATUS_INPUT, "%s: No such file or directory", path.text);
        if (i == 1)
            (void)message_set(&expected, STATUS_INPUT,
                "%s: not a result of selforg (cannot open %s: file signature not found)", path.text, path.text);
        assert_int_equal(whatif_open(&base, path.text, 1, NULL, &message), STATUS_INPUT);
        assert_string_equal(message.text, expected.text);
        assert_true(base.course.steps == 0 && base.agents.count == 0);
        whatif_close(&base);
    }
}

/* ---- without ---- */

static void a_run_that_is_stopped_is_none(void **state)
{
    const struct path path = in_folder(state, "run.h5");
    const sig_atomic_t stop = 1;
    struct message message;
    struct whatif_base base;
    struct course course;
    write_run(path.text, contagion);
    assert_int_equal(whatif_open(&base, path.text, 1, &stop, &message), STATUS_STOPPED);
    whatif_close(&base);
    base = opened(path.text);
    struct scenario scenario = base.scenario;
    assert_int_equal(whatif_run(&base, &scenario, 1, &stop, &course, &message), STATUS_STOPPED);
    course_free(&course);
    whatif_close(&base);
}

/* Without nobody it is the same; on more threads too. Whoever is left out learns nothing. */
static void the_run_without_is_as_long_and_lacks_who_is_left_out(void **state)
{
    const struct path path = in_folder(state, "run.h5");
    write_run(path.text, ENDING);
    struct whatif_base base = opened(path.text);
    struct message message;
    for (int threads = 1; threads <= 2; threads++) {
        struct scenario scenario = base.scenario;
        struct course course;
        if (whatif_run(&base, &scenario, threads, NULL, &course, &message)) fail_msg("%s", message.text);
        assert_int_equal(course.steps, base.steps);
        assert_int_equal(course.learned.count, base.course.learned.count);
        for (int64_t i = 0; i < course.learned.count; i++)
            assert_memory_equal(&course.learned.items[i], &base.course.learned.items[i], sizeof(struct learned));
        course_free(&course);
        const int32_t out = base.course.learned.items[0].agent;
        strcpy(scenario.run.until, "adopters >= 3"); /* which it comes to long before */
        assert_int_equal(whatif_add_agent(&scenario, out, &message), STATUS_OK);
        if (whatif_run(&base, &scenario, threads, NULL, &course, &message)) fail_msg("%s", message.text);
        for (int64_t i = 0; i < course.learned.count; i++) assert_true(course.learned.items[i].agent != out);
        assert_int_equal(course.steps, base.steps);
        course_free(&course);
    }
    whatif_close(&base);
}

/* Though found in another order there; what only that run has, has none. */
static void practices_have_the_numbers_of_the_base(void **state)
{
    const struct path path = in_folder(state, "run.h5");
    write_run(path.text, everything);
    struct whatif_base base = opened(path.text);
    const struct practice_row *rows = base.course.practices.items;
    int64_t renumbered = 0, unknown = 0;
    for (int32_t out = 0; out < 10; out++) {
        struct scenario scenario = base.scenario;
        struct course course;
        struct message message;
        assert_int_equal(whatif_add_agent(&scenario, out, &message), STATUS_OK);
        if (whatif_run(&base, &scenario, 1, NULL, &course, &message)) fail_msg("%s", message.text);
        for (int64_t i = 0; i < course.learned.count; i++) {
            const struct learned *one = &course.learned.items[i];
            const int32_t own = course.adoptions.items[one->row].practice;
            const struct practice_row *row = &course.practices.items[own];
            int32_t same = -1;
            for (int32_t k = 0; k < base.course.practices.count; k++)
                if (rows[k].domain == row->domain && rows[k].bits_0 == row->bits_0) same = k;
            assert_int_equal(one->practice, same);
            renumbered += same >= 0 && same != own;
            unknown += same < 0;
        }
        course_free(&course);
    }
    assert_true(renumbered > 0 && unknown > 0);
    whatif_close(&base);
}

/* Somebody who is not there, a tie on a network that has them all: as the scenario's check says. */
static void what_the_scenario_does_not_allow_is_refused(void **state)
{
    const struct path path = in_folder(state, "run.h5");
    write_run(path.text, "selforg: 2\nsteps: 4\nnetwork: {kind: complete, agents: 30}\nstart: {users: 2}\n"
                         "adoption: {rule: contact, accept: {beta: 0.3}}\n");
    struct whatif_base base = opened(path.text);
    struct scenario scenario = base.scenario;
    struct course course;
    struct message message;
    assert_int_equal(whatif_add_agent(&scenario, 30, &message), STATUS_OK);
    assert_int_equal(whatif_run(&base, &scenario, 1, NULL, &course, &message), STATUS_INPUT);
    assert_string_equal(message.text, "without.people: 30 names agents beyond the last, who is 29");
    course_free(&course);
    scenario = base.scenario;
    assert_int_equal(whatif_add(&base, &scenario, "tie:3-4", &message), STATUS_OK);
    assert_int_equal(whatif_run(&base, &scenario, 1, NULL, &course, &message), STATUS_INPUT);
    assert_string_equal(
        message.text, "without.ties: 3-4 needs a network with ties that can be missing, or adoption.rule evidence");
    course_free(&course);
    whatif_close(&base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_run_of_the_file_is_made_again),
        cmocka_unit_test(a_file_is_read_alone),
        cmocka_unit_test(people_of_a_networks_file_have_their_names_and_ties),
        cmocka_unit_test(what_was_changed_is_not_run),
        cmocka_unit_test(what_is_no_result_is_told),
        cmocka_unit_test(a_run_that_is_stopped_is_none),
        cmocka_unit_test(the_run_without_is_as_long_and_lacks_who_is_left_out),
        cmocka_unit_test(practices_have_the_numbers_of_the_base),
        cmocka_unit_test(what_the_scenario_does_not_allow_is_refused),
    };
    return cmocka_run_group_tests(tests, make_original, remove_original);
}
