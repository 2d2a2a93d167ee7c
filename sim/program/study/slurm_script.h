/* A study as a Slurm job array: the script that submits itself, does one shard in each task, and collects. */
#ifndef PROGRAM_SLURM_SCRIPT_H
#define PROGRAM_SLURM_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "program/study/study_cost.h"

struct slurm_script {
    const char *title, *study, *folder; /* title may be empty */
    int64_t runs, tasks, jobs;          /* jobs: runs at a time in a task */
    int64_t replicates;                 /* in place of the study's; 0: those */
    bool results;
    struct study_cost cost;
};

/* Prints it. false: there is no memory. */
MUST_USE bool slurm_script_print(const struct slurm_script *script, FILE *stream);

#endif
