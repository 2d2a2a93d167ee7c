/* A small study that was run and collected, runs/study.h5, and copies of its file to be changed. Include after
 * <cmocka.h>; the group has enter and leave. */
#ifndef COLLECTED_H
#define COLLECTED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/hdf5/hdf5_tools.h"
#include "study/analysis/collect.h"
#include "study/runs/sweep.h"

static const char collected_text[] = "selforg: 2\n"
                                     "scenario:\n"
                                     "  steps: 5\n"
                                     "  network: {kind: ring, agents: 20, mean_degree: 4}\n"
                                     "  start: {users: 3}\n"
                                     "  adoption: {rule: contact, accept: {beta: 0.2}}\n"
                                     "vary: {adoption.accept.beta: {from: 0, to: 1}}\n"
                                     "design: lhs\n"
                                     "samples: 3\n"
                                     "replicates: 2\n"
                                     "outcomes: [adopters_final]\n"
                                     "series: [adopters]\n";

static char folder[] = "/tmp/selforg-results-XXXXXX";

/* Runs and collects the study of that text in that folder. */
static inline enum status sweep_into(const char *path, const char *text)
{
    struct study study;
    struct study_folder made;
    struct ranks ranks;
    struct sweep_progress progress;
    struct collected collected;
    struct message message;
    FILE *file = fopen("study.yaml", "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) return STATUS_WRITE;
    enum status status = study_read("study.yaml", &study, &message);
    if (status == STATUS_OK) status = ranks_begin(&ranks, false, &message);
    const struct folder_request request = {.path = path, .mode = FOLDER_NEW};
    if (status == STATUS_OK) status = folder_open(&made, &study, &request, &message);
    const struct sweep_request all = {.ranks = &ranks, .shards = 1};
    if (status == STATUS_OK) status = sweep_run(&study, &made, &all, &progress, &message);
    if (status == STATUS_OK) status = study_collect(&study, &made, &collected, &message);
    folder_free(&made);
    study_free(&study);
    return status;
}

/* A copy of the file, to be changed. */
static inline hid_t open_copy(void)
{
    assert_int_equal(system("cp runs/study.h5 copy.h5"), 0);
    hid_t file = H5Fopen("copy.h5", H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(file >= 0);
    return file;
}

static inline void set_number(hid_t file, const char *name, double number)
{
    hsize_t first = 0, one = 1;
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT), space = H5Dget_space(dataset),
          memory = H5Screate_simple(1, &one, NULL);
    assert_true(H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, NULL, &one, NULL) >= 0);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &number) >= 0);
    hdf5_drop(memory);
    hdf5_drop(space);
    hdf5_drop(dataset);
}

static inline int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 && sweep_into("runs", collected_text) == STATUS_OK ? 0 : -1;
}

static inline int leave(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

#endif
