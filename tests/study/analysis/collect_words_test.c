/* What the file of all runs says of itself and of its columns, for whoever has nothing but the file. */
#include "study/analysis/collect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/text/version.h"
#include "study/study_h5.h"

/* The study collected without any run, and its file. */
static hid_t file_of(const char *text)
{
    struct made made = make_study(text);
    collect(&made);
    hid_t file = open_study_file();
    drop_study(&made);
    return file;
}

static void the_file_says_which_study_it_is_of(void **state)
{
    (void)state;
    static const char plain[] = "selforg: 2\n" SCENARIO;
    static const char whole[] =
        "selforg: 2\ntitle: Who follows\nquestion: Whom do they follow?\n"
        "base: base.yaml\ndesign: lhs\nsamples: 7\ndesign_seed: 12\nreplicates: 3\nbranch_step: 4\n"
        "vary: {adoption.accept.beta: {from: 0, to: 1}}\n"
        "conditions: {few: {}, many: {start.users: 9}}\n";
    static const char base[] = "selforg: 2\nsteps: 8\nnetwork: {agents: 30, mean_degree: 4}\nstart: {users: 3}\n"
                               "adoption: {rule: contact}\n";
    static const char tabled[] = "selforg: 2\n" SCENARIO "table: points.csv\n";
    static const char table[] = "adoption.accept.beta\n0.1\n0.3\n";
    static const struct {
        const char *name, *plain, *whole, *tabled;
    } attributes[] = {
        {"Conventions", "CF-1.10", "CF-1.10", "CF-1.10"},
        {"program", "selforg", "selforg", "selforg"},
        {"title", NULL, "Who follows", NULL},
        {"question", NULL, "Whom do they follow?", NULL},
        {"design", "grid", "lhs", "table"},
        {"configurations", "1", "14", "2"},
        {"replicates", "1", "3", "1"},
        {"design_seed", "1", "12", "1"},
        {"samples", "0", "7", "0"},
        {"conditions", "1", "2", "1"},
        {"branch_step", NULL, "4", NULL},
        {"study_yaml", plain, whole, tabled},
        {"scenario_yaml", NULL, base, NULL},
        {"table_csv", NULL, NULL, table},
    };
    put_file("base.yaml", base);
    put_file("points.csv", table);
    const char *const texts[] = {plain, whole, tabled};
    for (int k = 0; k < 3; k++) {
        int64_t format = 0;
        struct message message;
        hid_t file = file_of(texts[k]);
        for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
            const char *const expected[] = {attributes[i].plain, attributes[i].whole, attributes[i].tabled};
            assert_attribute(file, ".", attributes[i].name, expected[k]);
        }
        assert_attribute(file, ".", "program_version", version_number());
        assert_int_equal(hdf5_read_attribute_number(file, ".", "format_version", &format, &message), STATUS_OK);
        assert_int_equal(format, 2);
        assert_true(H5Fclose(file) >= 0);
    }
}

/* ---- columns ---- */

static const char *const words_of_columns[] = {"units", "long_name", "comment", "interval", "nan", "needs_step"};

struct column_words {
    const char *name, *words[6]; /* in that order; NULL: it has none */
};

static void assert_columns(hid_t file, size_t count, const struct column_words columns[])
{
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < 6; k++) assert_attribute(file, columns[i].name, words_of_columns[k], columns[i].words[k]);
}

#define PEOPLE                                                                                                         \
    "People, of those who are there, who ever took up something new to them: a practice that they did not begin "      \
    "with. "                                                                                                           \
    "Who goes back to what was used at the start adopts nothing new."
#define NO_NUMBER "what it is of has no number"
#define COORDINATES "config_id replicate seed condition adoption.accept.beta"

/* What a number is, why there may be none, and how sure one is of it; of a series only what it is. */
static void every_column_says_what_it_is(void **state)
{
    (void)state;
    static const struct column_words columns[] = {
        {"run", {NULL, "Runs, replicate by replicate."}},
        {"config_id", {NULL, "Number of the configuration."}},
        {"replicate", {NULL, "Number of the replicate."}},
        {"seed", {NULL, "Seed of the run."}},
        {"condition", {NULL, "Condition of the configuration."}},
        {"adoption.accept.beta",
            {"per telling neighbour and step", "Probability that one who tells is followed (each)."}},
        {"step", {"week", "Steps done; 0 is the start."}},
        {"adopters", {"agents", PEOPLE}},
        {"adopters_final", {"agents", PEOPLE " The last row.", NULL, NULL, NO_NUMBER, "0"}},
        {"late", {"agents", PEOPLE " Mean over the rows, steps 3 to 6.", NULL, NULL, NO_NUMBER, "3"}},
        {"half", {"step", PEOPLE " First step with at least 15.", NULL, NULL, "it was never reached", "0"}},
        {"few", {"1", PEOPLE " Whether the last row has at most 4.", NULL, "wilson", NO_NUMBER, "0"}},
        {"many", {"1", PEOPLE " Whether the last row has at least 4.", NULL, "wilson", NO_NUMBER, "0"}},
        {"told", {"events", "adoption where channel != initial. How many, steps 2 to 5.", NULL, NULL, NO_NUMBER, "2"}},
        {"first", {"step", "step of adoption. Of the first.", NULL, NULL,
                      "no such event happened, or one has no number", "0"}},
        {"rate", {"events/agents",
                     "Adoptions since the row before, by the way they came. Sum over the rows, over the same of "
                     "adopters.",
                     NULL, NULL, "what it is divided by is 0", "0"}},
        {"run_status", {NULL, "What became of the run."}},
        {"run_reason", {NULL, "Why the run failed, or ended before its last step; else empty."}},
        {"run_ended_step", {"step", "Step with which the rule `until` ended the run; NaN where none did."}},
        {"run_digest", {NULL, "Digest of the run: the same whenever the run was."}},
    };
    hid_t file = file_of("selforg: 2\n" SCENARIO "set: {step_length: week}\n"
                         "vary: {adoption.accept.beta: [0.1, 0.4]}\nconditions: {a: {}, b: {start.users: 5}}\n"
                         "outcomes: [adopters_final, {name: late, of: adopters, mean: [3, 6]},\n"
                         "  {name: half, of: adopters, reaches: 15}, {name: few, of: adopters, ends_at_most: 4},\n"
                         "  {name: many, of: adopters, ends_at_least: 4},\n"
                         "  {name: told, events: adoption, where: channel != initial, count: [2, 5]},\n"
                         "  {name: first, events: adoption, of: step, first: true},\n"
                         "  {name: rate, of: adoptions, total: true, over: [adopters]}]\n"
                         "series: [adopters]\n");
    const size_t count = sizeof columns / sizeof *columns;
    H5G_info_t information;
    assert_columns(file, count, columns);
    assert_true(H5Gget_info(file, &information) >= 0 && information.nlinks == count); /* there is no other */
    for (size_t i = 0; i < count; i++)
        assert_attribute(file, columns[i].name, "coordinates", i > 6 ? COORDINATES : NULL);
    assert_true(H5Fclose(file) >= 0);
}

/* What h5py, xarray and others see: numbers as numbers, whole ones as such, and flags with their words. */
static void columns_have_the_types_of_what_they_hold(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        H5T_class_t class;
        size_t size;
    } columns[] = {
        {"run", H5T_INTEGER, 8},
        {"config_id", H5T_INTEGER, 8},
        {"replicate", H5T_INTEGER, 8},
        {"seed", H5T_INTEGER, 8},
        {"step", H5T_INTEGER, 4},
        {"adoption.accept.beta", H5T_FLOAT, 8},
        {"start.users", H5T_INTEGER, 8},
        {"landscape.normalised", H5T_INTEGER, 1},
        {"network.kind", H5T_STRING, sizeof(char *)},
        {"quality_mean_final", H5T_FLOAT, 8},
        {"quality_mean", H5T_FLOAT, 8},
        {"run_status", H5T_INTEGER, 1},
        {"run_reason", H5T_STRING, sizeof(char *)},
        {"run_ended_step", H5T_FLOAT, 8},
        {"run_digest", H5T_STRING, sizeof(char *)},
    };
    hid_t file = file_of("selforg: 2\n" SCENARIO "  landscape: {}\ndesign: zip\n"
                         "vary: {adoption.accept.beta: [0.1, 0.4], start.users: [2, 3], network.kind: [ring, random],\n"
                         "  landscape.normalised: [true, false]}\n"
                         "outcomes: [quality_mean_final]\nseries: [quality_mean]\n");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        hid_t dataset = H5Dopen2(file, columns[i].name, H5P_DEFAULT), type = H5Dget_type(dataset);
        if (H5Tget_class(type) != columns[i].class || H5Tget_size(type) != columns[i].size)
            fail_msg("%s has another type", columns[i].name);
        H5Tclose(type);
        H5Dclose(dataset);
    }
    signed char flags[3] = {-1, -1, -1};
    hid_t attribute = H5Aopen_by_name(file, "run_status", "flag_values", H5P_DEFAULT, H5P_DEFAULT);
    assert_true(H5Aread(attribute, H5T_NATIVE_SCHAR, flags) >= 0);
    assert_true(flags[0] == 0 && flags[1] == 1 && flags[2] == 2);
    H5Aclose(attribute);
    assert_attribute(file, "run_status", "flag_meanings", "done failed missing");
    assert_true(H5Fclose(file) >= 0);
}

/* Rows of no project at all go into a mean, a least and a quantile as 0, and not into what goes by other rows. */
static void what_lacks_its_mechanism_or_counts_nothing_as_0_says_so(void **state)
{
    (void)state;
    static const char lack[] = "NaN in 1 of 3 configurations, which lack its mechanism",
                      zeros[] = "rows in which there was none count as 0",
                      both[] = "NaN in 1 of 3 configurations, which lack its mechanism; rows in which there was none "
                               "count as 0";
    static const struct {
        const char *projects; /* of the third condition */
        const char *names[8], *comments[8];
    } cases[] = {
        {"absent",
            {"adopters_final", "projects_active_final", "projects_active", "team_size_mean_mean", "least", "middle",
                "team_size_mean_max", "team_size_mean"},
            {NULL, lack, lack, both, both, both, lack, lack}},
        {"{}",
            {"adopters_final", "projects_active_final", "projects_active", "team_size_mean_mean", "least", "middle",
                "team_size_mean_max", "team_size_mean"},
            {NULL, NULL, NULL, zeros, zeros, zeros, NULL, NULL}},
    };
    for (int c = 0; c < 2; c++) {
        char text[2048];
        snprintf(text, sizeof text,
            "selforg: 2\nscenario:\n  steps: 8\n  network: {agents: 30, mean_degree: 4}\n  landscape: {}\n"
            "  opportunities: {}\n  projects: {}\n  adoption: {}\n"
            "replicates: 2\n"
            "conditions: {a: {}, b: {start.users: 3}, c: {projects: %s}}\n"
            "outcomes: [adopters_final, projects_active_final, team_size_mean_mean, team_size_mean_max,\n"
            "  {name: least, of: 2 * team_size_mean, min: true}, {name: middle, of: team_size_mean, quantile: 0.5}]\n"
            "series: [projects_active, team_size_mean]\n",
            cases[c].projects);
        hid_t file = file_of(text);
        for (int i = 0; i < 8; i++) assert_attribute(file, cases[c].names[i], "comment", cases[c].comments[i]);
        assert_true(H5Fclose(file) >= 0);
    }
}

/* Only what varies takes its value then; outcomes are of the whole run. */
static void since_when_a_parameter_has_its_value_is_told(void **state)
{
    (void)state;
    static const char since[] = "from step 4 on; before that as the scenario has it";
    for (int branch = 0; branch < 2; branch++) {
        char text[1024];
        snprintf(text, sizeof text,
            "selforg: 2\n" SCENARIO "%svary: {adoption.accept.beta: [0.1, 0.4], adoption.accept.innovation: [0, 0.1]}\n"
            "conditions: {a: {}, b: {start.users: 5}}\noutcomes: [adopters_final]\nseries: [adopters]\n",
            branch ? "branch_step: 4\n" : "");
        static const char *const others[] = {"run", "config_id", "seed", "condition", "adopters_final", "adopters"};
        hid_t file = file_of(text);
        assert_attribute(file, "adoption.accept.beta", "comment", branch ? since : NULL);
        assert_attribute(file, "adoption.accept.innovation", "comment", branch ? since : NULL);
        for (int i = 0; i < 6; i++) assert_attribute(file, others[i], "comment", NULL);
        assert_true(H5Fclose(file) >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_says_which_study_it_is_of),
        cmocka_unit_test(every_column_says_what_it_is),
        cmocka_unit_test(columns_have_the_types_of_what_they_hold),
        cmocka_unit_test(what_lacks_its_mechanism_or_counts_nothing_as_0_says_so),
        cmocka_unit_test(since_when_a_parameter_has_its_value_is_told),
    };
    return cmocka_run_group_tests(tests, enter_home, leave_home);
}
