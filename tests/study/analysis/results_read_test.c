/* Files of studies of every kind are read back as they were collected, and refused where their runs are not those that
 * the study lays out, whichever of them it is. */
#include "study/analysis/results.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/result/result_checksum.h"
#include "study/study_h5.h"

/* Collects a study all of whose runs are done, as records tell them, with what is to be changed in its file. */
static struct study collected_of(const char *text)
{
    struct made made = make_study(text);
    for (int64_t run = 0; run < study_runs(&made.study); run++) put_done(&made, run, "", no_rows);
    collect(&made);
    assert_int_equal(system("cp runs/study.h5 copy.h5"), 0);
    folder_free(&made.folder);
    assert_int_equal(system("rm -r runs"), 0);
    return made.study;
}

static hid_t open_copy(void)
{
    hid_t file = H5Fopen("copy.h5", H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(file >= 0);
    return file;
}

/* Makes the checksum that of what is there now. */
static void close_sealed(hid_t file)
{
    struct digest checksum;
    struct message message;
    char words[DIGEST_TEXT];
    assert_true(H5Adelete(file, CHECKSUM_ATTRIBUTE) >= 0);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    digest_text(checksum, words);
    assert_int_equal(hdf5_attribute_text(file, CHECKSUM_ATTRIBUTE, words, &message), STATUS_OK);
    assert_true(H5Fclose(file) >= 0);
}

static void refused(enum status status, const char *reason)
{
    struct results results;
    struct message message = {""};
    assert_int_equal(results_read(&results, "copy.h5", &message), status);
    assert_string_equal(message.text, reason);
    assert_true(!results.value && !results.done && results.study.outcomes.count == 0); /* nothing is left */
}

/* ---- what is read ---- */

#define CONTRASTED                                                                                                     \
    "conditions: {a: {}, b: {adoption.accept.innovation: 0.1}}\noutcomes: [adopters_final, adopters_max]\n"            \
    "contrasts: [{name: more, outcome: adopters_max, from: {condition: a}, to: {condition: b}}]\n"

/* Numbers stand by outcome, configuration and replicate, whatever the design; base and table come from the file. */
static void studies_of_every_design_are_read(void **state)
{
    (void)state;
    static const char *const rests[] = {
        "vary: {adoption.accept.beta: [0.1, 0.2, 0.4]}\n",
        "design: oat\nvary: {adoption.accept.beta: [0.1, 0.4], start.users: [2, 4]}\n",
        "design: zip\nvary: {adoption.accept.beta: [0.1, 0.4], network.kind: [ring, random]}\n",
        "design: lhs\nsamples: 5\nvary: {adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 20}, "
        "network.kind: [ring, random]}\n",
        "design: sobol\nsamples: 4\nvary: {adoption.accept.beta: {from: 0.01, to: 1, scale: log}}\n",
        "design: saltelli\nsamples: 2\nvary: {adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 9}}\n",
        "design: morris\nsamples: 2\nvary: {adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 9}}\n",
        "table: points.csv\n",
    };
    put_file("points.csv", "adoption.accept.beta,start.users\n0.1,3\n0.3,4\n0.3,9\n");
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        char text[2048];
        snprintf(text, sizeof text, "selforg: 2\n" SCENARIO "replicates: 3\n" CONTRASTED "%s", rests[i]);
        struct study study = collected_of(text);
        struct results results;
        struct message message;
        if (results_read(&results, "copy.h5", &message)) fail_msg("%s: %s", rests[i], message.text);
        const int64_t configurations = study_configurations(&study);
        assert_int_equal(study_configurations(&results.study), configurations);
        assert_true(results.replicates == 3 && results.runs_missing == 0 && results.before_branch == 0);
        assert_int_equal(results.contrasts.count, 1);
        for (int outcome = 0; outcome < 2; outcome++)
            for (int64_t c = 0; c < configurations; c++)
                for (int64_t r = 0; r < 3; r++) {
                    assert_true(results_of(&results, outcome, c)[r] == outcome_told(r * configurations + c, outcome));
                    assert_true(results.done[c * 3 + r] && results.ended[c * 3 + r] == -1);
                }
        results_free(&results);
        study_free(&study);
    }
}

static void a_base_that_is_gone_is_read_from_the_file(void **state)
{
    (void)state;
    put_file("base.yaml", "selforg: 2\nsteps: 7\nnetwork: {agents: 31, mean_degree: 4}\nstart: {users: 3}\n"
                          "adoption: {rule: contact}\n");
    struct study study = collected_of("selforg: 2\nbase: base.yaml\noutcomes: [adopters_final]\n");
    struct results results;
    struct message message;
    assert_int_equal(remove("base.yaml"), 0);
    if (results_read(&results, "copy.h5", &message)) fail_msg("%s", message.text);
    assert_true(results.study.base.run.steps == 7 && results.study.base.network.agents == 31);
    results_free(&results);
    study_free(&study);
}

/* A run that failed is as little done as one that is missing; one that ended at once ended with step 0. */
static void what_became_of_runs_is_read(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE "outcomes: [adopters_final]\n");
    struct results results;
    struct message message;
    put_done(&made, 0, "ended at step 0: adopters >= 1", no_rows);
    put_done(&made, 1, "ended at step 5: adopters >= 1", no_rows);
    put_failed(&made, 2, "it broke");
    put_done(&made, 3, "", no_rows);
    collect(&made);
    if (results_read(&results, "runs", &message)) fail_msg("%s", message.text);
    static const bool done[] = {true, false, false, true, true, false};
    static const int64_t ended[] = {0, -1, -1, 5, -1, -1};
    assert_int_equal(results.runs_missing, 3);
    for (int i = 0; i < 6; i++) {
        const int64_t run = i % 3 * 2 + i / 3;
        assert_true(results.done[i] == done[i] && results.ended[i] == ended[i]);
        assert_true(done[i] ? results.value[i] == outcome_told(run, 0) : isnan(results.value[i]));
    }
    results_free(&results);
    drop_study(&made);
}

/* ---- what is refused ---- */

static void set_value(const char *name, int64_t run, double value)
{
    hid_t file = open_copy(), dataset = H5Dopen2(file, name, H5P_DEFAULT), space = H5Dget_space(dataset);
    const hsize_t at = (hsize_t)run, one = 1;
    hid_t memory = H5Screate_simple(1, &one, NULL);
    assert_true(H5Sselect_hyperslab(space, H5S_SELECT_SET, &at, NULL, &one, NULL) >= 0);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &value) >= 0);
    hdf5_drop(memory);
    hdf5_drop(space);
    hdf5_drop(dataset);
    close_sealed(file);
}

/* Of a sampled design each parameter that is a number, at each point. */
static void points_that_are_others_are_refused(void **state)
{
    (void)state;
    static const char reason[] = "copy.h5: its configurations are not those that this version of the program lays out "
                                 "for its study; the version that made it can analyse it";
    static const struct {
        const char *name;
        int64_t run;
        double value;
    } cases[] = {{"adoption.accept.beta", 0, 1.5}, {"adoption.accept.beta", 9, -1}, {"start.users", 0, 70},
        {"start.users", 9, 0}, {"adoption.accept.beta", 8, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct study study =
            collected_of("selforg: 2\n" SCENARIO "design: lhs\nsamples: 5\nreplicates: 2\n"
                         "vary: {adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 20}}\n"
                         "conditions: {a: {}, b: {adoption.accept.innovation: 0.1}}\n"
                         "outcomes: [adopters_final]\n");
        set_value(cases[i].name, cases[i].run, cases[i].value);
        refused(STATUS_DAMAGED, reason);
        study_free(&study);
    }
}

static void runs_that_do_not_fill_the_configurations_are_refused(void **state)
{
    (void)state;
    for (hsize_t runs = 0; runs < 8; runs++) {
        struct study study = collected_of(SIMPLE "outcomes: [adopters_final]\n");
        hid_t file = open_copy(), dataset = H5Dopen2(file, "run", H5P_DEFAULT);
        assert_true(H5Dset_extent(dataset, &runs) >= 0);
        hdf5_drop(dataset);
        close_sealed(file);
        if (runs == 0 || runs % 2 == 1) refused(STATUS_DAMAGED, "copy.h5: its runs are not those of its study");
        if (runs == 2 || runs == 4) refused(STATUS_DAMAGED, "config_id is not there, or is not what it should be");
        study_free(&study);
    }
}

/* Other files that HDF5 opens, none at all, and a folder without one. */
static void what_is_no_file_of_a_study_is_told_for_what_it_is(void **state)
{
    (void)state;
    struct results results;
    struct message message;
    for (int single = 0; single < 2; single++) {
        hid_t file = H5Fcreate("copy.h5", H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), group, flag;
        if (single) {
            const int8_t complete = 1;
            assert_int_equal(hdf5_attribute_text(file, "program", "selforg", &message), STATUS_OK);
            assert_int_equal(hdf5_attribute_number(file, "format_version", 2, &message), STATUS_OK);
            const struct hdf5_values values = {H5T_STD_I8LE, H5T_NATIVE_INT8, &complete};
            assert_int_equal(hdf5_group(file, "run", &group, &message), STATUS_OK);
            assert_int_equal(hdf5_scalar(group, "complete", values, &flag, &message), STATUS_OK);
            hdf5_drop(flag);
            hdf5_drop(group);
        }
        assert_true(H5Fclose(file) >= 0);
        refused(STATUS_INPUT, single ? "copy.h5: this is no study's file but that of a single run; `selforg collect` "
                                       "writes one"
                                     : "copy.h5: not a result of selforg");
    }
    assert_int_equal(results_read(&results, "nowhere.h5", &message), STATUS_INPUT);
    assert_string_equal(message.text, "nowhere.h5: No such file or directory");
    assert_int_equal(results_read(&results, ".", &message), STATUS_INPUT);
    assert_string_equal(message.text, ". is a folder, and not one of a study");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(studies_of_every_design_are_read),
        cmocka_unit_test(a_base_that_is_gone_is_read_from_the_file),
        cmocka_unit_test(what_became_of_runs_is_read),
        cmocka_unit_test(points_that_are_others_are_refused),
        cmocka_unit_test(runs_that_do_not_fill_the_configurations_are_refused),
        cmocka_unit_test(what_is_no_file_of_a_study_is_told_for_what_it_is),
    };
    return cmocka_run_group_tests(tests, enter_home, leave_home);
}
