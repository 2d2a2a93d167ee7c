/* Studies whose records are written by hand, and what a file of all their runs has of them. Include after <cmocka.h>;
 * the group has enter_home and leave_home. */
#ifndef STUDY_H5_H
#define STUDY_H5_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/hdf5/hdf5_read.h"
#include "study/analysis/collect.h"
#include "study/runs/execute.h"
#include "study/runs/record.h"

#define SCENARIO                                                                                                       \
    "scenario:\n"                                                                                                      \
    "  steps: 8\n"                                                                                                     \
    "  seed: 3\n"                                                                                                      \
    "  network: {agents: 30, mean_degree: 4}\n"                                                                        \
    "  start: {users: 3}\n"                                                                                            \
    "  adoption: {rule: contact, accept: {beta: 0.2}}\n"

/* Six runs: two configurations, three replicates. */
#define SIMPLE "selforg: 2\n" SCENARIO "vary: {adoption.accept.beta: [0.1, 0.4]}\nreplicates: 3\n"

static const int32_t no_rows[] = {-1};

/* A study and its folder, "runs". */
struct made {
    struct study study;
    struct study_folder folder;
};

static char home[] = "/tmp/selforg-study-h5-XXXXXX";

static inline void put_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline struct made make_study(const char *text)
{
    struct made made;
    struct message message;
    const struct folder_request request = {.path = "runs", .mode = FOLDER_NEW};
    put_file("study.yaml", text);
    if (study_read("study.yaml", &made.study, &message)) fail_msg("%s", message.text);
    if (folder_open(&made.folder, &made.study, &request, &message)) fail_msg("%s", message.text);
    return made;
}

static inline void drop_study(struct made *made)
{
    folder_free(&made->folder);
    study_free(&made->study);
    assert_int_equal(system("rm -rf runs"), 0);
}

static inline struct collected collect(const struct made *made)
{
    struct collected collected;
    struct message message;
    if (study_collect(&made->study, &made->folder, &collected, &message)) fail_msg("%s", message.text);
    return collected;
}

/* ---- records ---- */

/* What identifies a run of the study. */
static inline struct digest identity_of(const struct made *made, int64_t run)
{
    static struct scenario scenario;
    struct digest identity;
    struct message message;
    if (execute_prepare(&made->study, run, &scenario, &identity, &message)) fail_msg("%s", message.text);
    return identity;
}

/* Puts the record where that of the run is looked for, as it is. */
static inline void put_record(const struct made *made, int64_t run, const struct record *record)
{
    struct bytes bytes = {0};
    struct message message;
    char *path = folder_record(&made->folder, run, true);
    assert_int_equal(record_encode(record, &bytes), STATUS_OK);
    if (record_write(path, &bytes, &message)) fail_msg("%s", message.text);
    array_free(&bytes);
    free(path);
}

/* What such a record says of an outcome and of a series: everywhere another number. */
static inline double outcome_told(int64_t run, int64_t outcome)
{
    return (double)(100 * run + outcome) + 0.25;
}

static inline double series_told(int64_t run, int64_t step, int64_t series)
{
    return (double)(10000 * run + 10 * step + series) + 0.5;
}

static inline struct digest digest_told(int64_t run)
{
    return (struct digest){.low = (uint64_t)run + 1, .high = 77};
}

/* The record of a run that is done, with rows at these steps, -1 behind the last; "": it went to its last step. */
static inline void put_done(const struct made *made, int64_t run, const char *reason, const int32_t steps[])
{
    const int64_t outcomes = made->study.outcomes.count, series = made->study.series.count;
    int64_t rows = 0;
    while (steps[rows] >= 0) rows++;
    struct record record = {.identity = identity_of(made, run),
        .digest = digest_told(run),
        .run = run,
        .outcome_count = outcomes,
        .row_count = rows,
        .series_count = series,
        .outcomes = calloc((size_t)outcomes + 1, sizeof(double)),
        .steps = calloc((size_t)rows + 1, sizeof(int32_t)),
        .series = calloc((size_t)(rows * series) + 1, sizeof(double))};
    assert_true(record.outcomes && record.steps && record.series);
    snprintf(record.reason, sizeof record.reason, "%s", reason);
    for (int64_t i = 0; i < outcomes; i++) record.outcomes[i] = outcome_told(run, i);
    for (int64_t row = 0; row < rows; row++) {
        record.steps[row] = steps[row];
        for (int64_t s = 0; s < series; s++) record.series[row * series + s] = series_told(run, steps[row], s);
    }
    put_record(made, run, &record);
    record_free(&record);
}

static inline void put_failed(const struct made *made, int64_t run, const char *reason)
{
    struct record record = {.identity = identity_of(made, run), .run = run, .status = RECORD_FAILED};
    snprintf(record.reason, sizeof record.reason, "%s", reason);
    put_record(made, run, &record);
}

/* ---- the file ---- */

static inline hid_t open_study_file(void)
{
    hid_t file;
    struct message message;
    if (hdf5_open("runs/study.h5", &file, &message)) fail_msg("%s", message.text);
    return file;
}

/* A column of as many runs, to be freed. */
static inline double *reals_of(hid_t file, const char *name, int64_t runs)
{
    void *values;
    struct message message;
    if (hdf5_read_vector(file, name, H5T_NATIVE_DOUBLE, runs, &values, &message)) fail_msg("%s", message.text);
    return values;
}

static inline int64_t *wholes_of(hid_t file, const char *name, int64_t runs)
{
    void *values;
    struct message message;
    if (hdf5_read_vector(file, name, H5T_NATIVE_INT64, runs, &values, &message)) fail_msg("%s", message.text);
    return values;
}

/* [runs][steps], to be freed. */
static inline double *series_of(hid_t file, const char *name, int64_t runs, int64_t steps)
{
    hsize_t shape[2] = {0, 0};
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT), space = H5Dget_space(dataset);
    assert_int_equal(H5Sget_simple_extent_dims(space, shape, NULL), 2);
    assert_true((int64_t)shape[0] == runs && (int64_t)shape[1] == steps);
    double *values = calloc((size_t)(runs * steps) + 1, sizeof *values);
    assert_true(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Sclose(space);
    H5Dclose(dataset);
    return values;
}

static inline void assert_wholes(hid_t file, const char *name, int64_t runs, const int64_t expected[])
{
    int64_t *values = wholes_of(file, name, runs);
    for (int64_t run = 0; run < runs; run++)
        if (values[run] != expected[run])
            fail_msg("%s of run %lld is %lld", name, (long long)run, (long long)values[run]);
    free(values);
}

/* NaN is the same as NaN. */
static inline void assert_reals(hid_t file, const char *name, int64_t runs, const double expected[])
{
    double *values = reals_of(file, name, runs);
    for (int64_t run = 0; run < runs; run++)
        if (!(values[run] == expected[run] || (isnan(values[run]) && isnan(expected[run]))))
            fail_msg("%s of run %lld is %g", name, (long long)run, values[run]);
    free(values);
}

static inline void assert_texts(hid_t file, const char *name, int64_t runs, const char *const expected[])
{
    char **texts;
    struct message message;
    if (hdf5_read_texts(file, name, runs, &texts, &message)) fail_msg("%s", message.text);
    for (int64_t run = 0; run < runs; run++) {
        if (strcmp(texts[run], expected[run]) != 0)
            fail_msg("%s of run %lld is '%s'", name, (long long)run, texts[run]);
        free(texts[run]);
    }
    free(texts);
}

/* An attribute of the object at the path; NULL: it has none of that name. */
static inline void assert_attribute(hid_t file, const char *path, const char *name, const char *expected)
{
    char *text = NULL;
    struct message message;
    if ((H5Aexists_by_name(file, path, name, H5P_DEFAULT) > 0) != (expected != NULL))
        fail_msg("%s of %s should be '%s'", name, path, expected ? expected : "absent");
    if (!expected) return;
    if (hdf5_read_attribute_text(file, path, name, &text, &message)) fail_msg("%s", message.text);
    if (strcmp(text, expected) != 0) fail_msg("%s of %s is '%s'", name, path, text);
    free(text);
}

static inline int enter_home(void **state)
{
    (void)state;
    hdf5_begin();
    return mkdtemp(home) && chdir(home) == 0 ? 0 : -1;
}

static inline int leave_home(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", home);
    return chdir("/") == 0 ? system(command) : -1;
}

#endif
