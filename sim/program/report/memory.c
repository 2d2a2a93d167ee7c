#include "program/report/memory.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "program/report/estimate.h"
#include "program/terminal/figures.h"

/* So many people or ties fit anywhere. */
static const double surely_fits = 2e6;

/* What a control group allows, or 0 where it says nothing. */
static double group_limit(const char *path)
{
    double bytes = 0;
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    if (fscanf(file, "%lf", &bytes) != 1) bytes = 0;
    fclose(file);
    return bytes;
}

double memory_there_is(void)
{
    static const char *const groups[] = {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"};
    static const int kinds[] = {RLIMIT_AS, RLIMIT_DATA};
    double least = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < 2; i++) {
        struct rlimit limit;
        double group = group_limit(groups[i]);
        if (group > 0 && group < least) least = group;
        bool limited = getrlimit(kinds[i], &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
        if (limited && (double)limit.rlim_cur < least) least = (double)limit.rlim_cur;
    }
    return least;
}

enum status memory_suffices(const struct scenario *scenario, struct message *message)
{
    double needed = 0, there_is = memory_there_is(), agents = (double)scenario->network.agents;
    if (scenario->network.kind == NETWORK_FILE) return STATUS_OK;
    if (agents < surely_fits && estimate_ties(scenario) < surely_fits) return STATUS_OK;
    enum status status = estimate_memory(scenario, &needed, message);
    if (status != STATUS_OK || needed <= there_is) return status;
    return message_set(message, STATUS_INPUT,
        "a run with %s agents and about %s ties needs at least %s of memory; there is %s",
        figure_count(scenario->network.agents).text, figure_amount(estimate_ties(scenario)).text,
        figure_bytes(needed).text, figure_bytes(there_is).text);
}
