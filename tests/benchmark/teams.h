/* Team assembly as tight as C allows, to compare the model with: one team a step of newcomers and incumbents (Guimera
 * and others 2005, doi:10.1126/science.1106340; the rules of NetLogo's Team Assembly). Nothing is recorded. */
#ifndef BENCHMARK_TEAMS_H
#define BENCHMARK_TEAMS_H

#include <stdint.h>

enum { TEAM_SIZE = 4, TEAM_IDLE = 40 };

struct assembly_law {
    double incumbent, repeat; /* probabilities */
};

/* Puts together so many teams; the mean number of incumbents over the second half. */
double tight_teams(struct assembly_law law, int64_t teams, uint64_t seed);

#endif
