/* The rota: which run of a study is done next, and by whom.
 *
 * A worker goes through the runs of one beginning (study/plan/beginnings.h), as it has that in memory, and then begins
 * another that nobody has begun. When there is none left it helps where most is left to do, and makes that beginning
 * once more: so there is always work for all, and a beginning is made as often as workers go on from it. In a study
 * without branches these are the runs in their order.
 */
#ifndef STUDY_ROTA_H
#define STUDY_ROTA_H

#include "study/plan/study.h"

/* A beginning of which runs are left, and how many of them were handed out. */
struct begun {
    int64_t beginning, done;
};

struct rota {
    const struct study *study;
    int64_t fresh, stride; /* the first beginning that nobody has begun, and from it to the next */
    int64_t workers;
    struct ARRAY_OF(struct begun) begun; /* with room for as many as there are workers, and no more are begun */
};

/* For the beginnings with number = shard modulo shards, and so many workers, at least one. STATUS_MEMORY. */
MUST_USE enum status rota_make(
    struct rota *rota, const struct study *study, int64_t shard, int64_t shards, int64_t workers);

/* The next run for whoever did the run `before`; -1: none. false: there is none left. */
bool rota_next(struct rota *rota, int64_t before, int64_t *run);

/* How many runs there are on it from the start. */
int64_t rota_runs(const struct rota *rota);

void rota_free(struct rota *rota);

#endif
