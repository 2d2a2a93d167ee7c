/* What a command line makes of a scenario: the file, then --set, then the options for one parameter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/report/scenario_input.h"

static const char text[] = "selforg: 2\nseed: 7\nsteps: 40\nnetwork: {kind: random, agents: 50, mean_degree: 4}\n";

/* The scenario's file, in a folder of the test's own. */
struct written {
    char folder[64], scenario[96];
};

static int make(void **state)
{
    static struct written place;
    strcpy(place.folder, "/tmp/selforg-XXXXXX");
    if (!mkdtemp(place.folder)) return 1;
    snprintf(place.scenario, sizeof place.scenario, "%s/office.yaml", place.folder);
    FILE *file = fopen(place.scenario, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) return 1;
    *state = &place;
    return 0;
}

static int remove_all(void **state)
{
    const struct written *place = *state;
    return remove(place->scenario) || rmdir(place->folder);
}

static void set_over_what_the_file_says(void **state)
{
    const struct written *place = *state;
    const struct option_list set = {1, {"network.agents=60"}};
    struct scenario_input input;
    struct message message = {{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &set, NULL, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(input.scenario.network.agents, 60);
    assert_int_equal(input.scenario.run.seed, 7);
    assert_string_equal(input.yaml, text);
    assert_null(scenario_input_edges(&input));
    scenario_input_free(&input);
    assert_int_equal(scenario_input_read(&input, place->scenario, &set, "9", "3", NULL, &message), STATUS_OK);
    assert_int_equal(input.scenario.run.steps, 3);
    assert_int_equal(input.scenario.run.seed, 9);
    scenario_input_free(&input);
}

static void said_twice_is_refused(void **state)
{
    const struct written *place = *state;
    static const struct option_list twice = {2, {"steps=5", "steps=6"}};
    static const struct option_list once = {1, {"steps=5"}};
    struct scenario_input input;
    struct message message = {{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &twice, NULL, NULL, NULL, &message), STATUS_INPUT);
    assert_string_equal(message.text, "--set: steps: '6', but --set says '5' already");
    message = (struct message){{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &once, NULL, "6", NULL, &message), STATUS_INPUT);
    assert_string_equal(message.text, "--steps: '6', but --set says '5' already");
}

static void complaints_name_the_option(void **state)
{
    const struct written *place = *state;
    static const struct option_list none = {0};
    const struct option_list set = {1, {"network.agnets=60"}};
    struct scenario_input input;
    struct message message = {{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &set, NULL, NULL, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "did you mean 'network.agents'?"));
    message = (struct message){{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &none, NULL, "few", NULL, &message), STATUS_INPUT);
    assert_memory_equal(message.text, "--steps: 'few'", 14);
    assert_null(input.yaml);
}

static void as_many_threads_as_asked_for(void **state)
{
    (void)state;
    assert_int_equal(threads_to_use(3), 3);
    assert_true(threads_to_use(0) >= 1);
    assert_int_equal(threads_to_use(0), threads_to_use(-1));
}

/* ---- what is noted ---- */

static void write_file(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
}

/* Reads the scenario with one --set more (NULL: none); what goes to standard error meanwhile is `noted`. */
static void assert_noted(const struct written *place, const char *content, const char *more, const char *noted)
{
    char said[2048] = "";
    struct scenario_input input;
    struct message message = {{0}};
    const struct option_list set = {more != NULL, {more}};
    write_file(place->scenario, content);
    FILE *instead = tmpfile();
    const int kept = dup(STDERR_FILENO);
    assert_true(instead && kept >= 0);
    fflush(stderr);
    dup2(fileno(instead), STDERR_FILENO);
    const enum status status = scenario_input_read(&input, place->scenario, &set, NULL, NULL, NULL, &message);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(instead);
    said[fread(said, 1, sizeof said - 1, instead)] = '\0';
    fclose(instead);
    if (status != STATUS_OK) fail_msg("%s", message.text);
    assert_string_equal(said, noted);
    scenario_input_free(&input);
}

#define NOBODY                                                                                                         \
    "note: nobody begins with anything (start.users, start.practice), and nothing arises "                             \
    "(adoption.accept.innovation, "                                                                                    \
    "the sections 'projects' and 'individual_search'): nothing is ever taken up\n"
#define PEOPLE "selforg: 2\nsteps: 9\nnetwork: {kind: random, agents: 50, mean_degree: 4}\n"

static void a_section_that_is_put_in_is_noted(void **state)
{
    const struct written *place = *state;
    char noted[256];
    snprintf(noted, sizeof noted, "note: --set puts in the section 'renew', which %s leaves out\n", place->scenario);
    assert_noted(place, PEOPLE, "renew.turnover_probability=0.1", noted);
    assert_noted(place, PEOPLE "renew: {}\n", "renew.turnover_probability=0.1", "");
    assert_noted(place, PEOPLE, "observe.snapshots.every=3", ""); /* which changes nothing */
    assert_noted(place, PEOPLE, "network.agents=60", "");
}

static void where_nothing_begins_it_is_noted(void **state)
{
    const struct written *place = *state;
    assert_noted(place, PEOPLE, NULL, "");
    assert_noted(place, PEOPLE "adoption: {rule: contact}\n", NULL, NOBODY);
    assert_noted(place, PEOPLE "adoption: {rule: contact}\nstart: {users: 1}\n", NULL, "");
    assert_noted(place, PEOPLE "adoption: {rule: contact, accept: {innovation: 0.1}}\n", NULL, "");
    assert_noted(place,
        PEOPLE "adoption: {rule: evidence}\nlandscape: {kind: listed, practices: {a: 1}}\nstart: {practice: last}\n",
        NULL, "");
    assert_noted(place, PEOPLE "adoption: {rule: threshold, accept: {threshold: 0}}\n", NULL, "");
    assert_noted(place, PEOPLE "adoption: {rule: threshold, accept: {threshold: 0.1}}\n", NULL, NOBODY);
}

static void what_comes_after_the_end_is_noted(void **state)
{
    const struct written *place = *state;
    assert_noted(place,
        PEOPLE "adoption: {rule: contact}\nstart: {users: 1}\n"
               "interventions: {9: {adoption.accept.beta: 0.1}, 10: {adoption.accept.beta: 0.2}}\n",
        NULL, "note: 1 of 2 interventions come after the last step, 9, and change nothing\n");
    assert_noted(place, PEOPLE "adoption: {rule: contact}\nstart: {users: 1}\nuntil: adopters >= 51\n", NULL,
        "note: until can never be met: adopters is never above 50\n");
    assert_noted(place, PEOPLE "adoption: {rule: contact}\nstart: {users: 1}\nuntil: adopters >= 49\n", NULL, "");
}

#define GIVEN "selforg: 2\nsteps: 9\nnetwork: {kind: file, edges: ties.csv, nodes: people.csv, "

/* Of three people one is too late by a step, and one has a threshold that no share comes to. */
static void what_never_comes_to_given_people_is_noted(void **state)
{
    const struct written *place = *state;
    char ties[128], people[128];
    snprintf(ties, sizeof ties, "%s/ties.csv", place->folder);
    snprintf(people, sizeof people, "%s/people.csv", place->folder);
    write_file(ties, "from,to\na,b\nb,c\n");
    write_file(people, "node,when,need\na,9,1\nb,10,1.5\nc,,0.2\n");
    assert_noted(place, GIVEN "adopted_column: when}\nadoption: {rule: contact}\n", NULL,
        "note: the step in network.adopted_column comes after the last one, 9, for 1 of 3 people\n");
    assert_noted(place, GIVEN "threshold_column: need}\nadoption: {rule: threshold}\nstart: {users: 1}\n", NULL,
        "note: the threshold in network.threshold_column is above 1, a share that is never reached, for 1 of 3 "
        "people\n");
    assert_noted(place, GIVEN "}\nadoption: {rule: contact}\nstart: {users: 1}\nuntil: adopters >= 4\n", NULL,
        "note: until can never be met: adopters is never above 3\n");
    remove(ties);
    remove(people);
}

/* ---- what is told ---- */

static void interventions_are_counted(void **state)
{
    const struct written *place = *state;
    static const struct {
        const char *changes, *told;
    } cases[] = {{"{}", ""},
        {"{4: {adoption.accept.beta: 0.1}}", "\n  interventions: 1 change of 1 key, steps 4 to 4\n"},
        {"{3: {adoption.accept.beta: 0.1, adoption.accept.innovation: 0.2}, 8: {adoption.accept.beta: 0.2}}",
            "\n  interventions: 3 changes of 2 keys, steps 3 to 8\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[512];
        struct scenario_input input;
        struct message message = {{0}};
        struct printed printed = {0};
        static const struct option_list none = {0};
        snprintf(content, sizeof content, "%sadoption: {rule: contact}\nstart: {users: 1}\ninterventions: %s\n", PEOPLE,
            cases[i].changes);
        write_file(place->scenario, content);
        if (scenario_input_read(&input, place->scenario, &none, NULL, NULL, NULL, &message))
            fail_msg("%s", message.text);
        scenario_input_tell(&input, 2, printed_to(&printed));
        assert_printed(&printed, cases[i].told);
        scenario_input_free(&input);
    }
}

static void a_study_is_told_and_nothing_else_is_one(void **state)
{
    const struct written *place = *state;
    static const struct option_list none = {0};
    struct scenario_input input;
    struct message message = {{0}};
    write_file(place->scenario, "selforg: 2\nbase: a.yaml\nvary: {start.users: [1]}\noutcomes: [adopters_final]\n");
    assert_int_equal(scenario_input_read(&input, place->scenario, &none, NULL, NULL, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "office.yaml: this is a study and no scenario; `selforg sweep` runs one"));
    message = (struct message){{0}};
    write_file(place->scenario, "selforg: 2\nnetwrok: {}\n");
    assert_int_equal(scenario_input_read(&input, place->scenario, &none, NULL, NULL, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "office.yaml:2:1: netwrok: there is no such key"));
}

/* ---- files ---- */

static void what_is_made_goes_where_one_stands(void **state)
{
    (void)state;
    static const char *const names[][3] = {{"office.yaml", ".h5", "office.h5"}, {"a.b/c.d.yaml", ".html", "c.d.html"},
        {"folder/office", ".h5", "office.h5"}, {"a/.hidden", ".h5", ".hidden.h5"}, {"x.", "", "x"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *made = scenario_input_beside(names[i][0], names[i][1]);
        assert_string_equal(made, names[i][2]);
        free(made);
    }
}

static void what_is_read_is_not_written_over(void **state)
{
    const struct written *place = *state;
    char ties[128], table[128], other[128], set_to[192];
    struct scenario_input input;
    struct message message = {{0}};
    snprintf(ties, sizeof ties, "%s/ties.csv", place->folder);
    snprintf(table, sizeof table, "%s/table.csv", place->folder);
    snprintf(other, sizeof other, "%s/other.h5", place->folder);
    snprintf(set_to, sizeof set_to, "interventions=%s", table);
    write_file(ties, "from,to\na,b\nb,c\n");
    write_file(table, "step,adoption.accept.beta\n2,0.1\n");
    write_file(place->scenario,
        "selforg: 2\nsteps: 3\nnetwork: {kind: file, edges: ties.csv}\nadoption: {rule: contact}\n"
        "start: {users: 1}\n");
    const struct option_list set = {1, {set_to}};
    if (scenario_input_read(&input, place->scenario, &set, NULL, NULL, NULL, &message)) fail_msg("%s", message.text);
    assert_int_equal(scenario_input_spare(&input, place->scenario, other, &message), STATUS_OK);
    assert_int_equal(scenario_input_spare(&input, place->scenario, NULL, &message), STATUS_OK);
    const char *const read[] = {place->scenario, ties, table};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (scenario_input_spare(&input, place->scenario, read[i], &message) != STATUS_USAGE)
            fail_msg("%s would be written over", read[i]);
    scenario_input_free(&input);
    remove(ties);
    remove(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(set_over_what_the_file_says, make, remove_all),
        cmocka_unit_test_setup_teardown(said_twice_is_refused, make, remove_all),
        cmocka_unit_test_setup_teardown(complaints_name_the_option, make, remove_all),
        cmocka_unit_test_setup_teardown(a_section_that_is_put_in_is_noted, make, remove_all),
        cmocka_unit_test_setup_teardown(where_nothing_begins_it_is_noted, make, remove_all),
        cmocka_unit_test_setup_teardown(what_comes_after_the_end_is_noted, make, remove_all),
        cmocka_unit_test_setup_teardown(what_never_comes_to_given_people_is_noted, make, remove_all),
        cmocka_unit_test_setup_teardown(interventions_are_counted, make, remove_all),
        cmocka_unit_test_setup_teardown(a_study_is_told_and_nothing_else_is_one, make, remove_all),
        cmocka_unit_test_setup_teardown(what_is_read_is_not_written_over, make, remove_all),
        cmocka_unit_test(what_is_made_goes_where_one_stands),
        cmocka_unit_test(as_many_threads_as_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
