#include "study/runs/ranks.h"

#include <stddef.h>
#include <stdlib.h>

/* Open MPI; MPICH and those that descend from it, and Slurm's pmi2; Slurm's pmix; srun without any of them. */
static const char *const number_names[] = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK", "SLURM_PROCID"};
static const char *const count_names[] = {
    "OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS", "SLURM_STEP_NUM_TASKS"};
enum { LAUNCHERS = 4, WITHOUT_PMI = 3 };

void ranks_launched(bool part, int *number, int *count)
{
    *number = 0;
    *count = 1;
    for (int i = 0; i < LAUNCHERS; i++) {
        const char *own = getenv(number_names[i]), *all = getenv(count_names[i]);
        if (!own || !all || (part && i == WITHOUT_PMI)) continue;
        *number = atoi(own);
        *count = atoi(all) > 1 ? atoi(all) : 1;
        return;
    }
}
