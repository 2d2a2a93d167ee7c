#include "study/runs/rota.h"

#include "study/plan/beginnings.h"

enum status rota_make(struct rota *rota, const struct study *study, int64_t shard, int64_t shards, int64_t workers)
{
    *rota = (struct rota){.study = study, .fresh = shard, .stride = shards, .workers = workers};
    return array_reserve(&rota->begun, workers) ? STATUS_OK : STATUS_MEMORY;
}

static int64_t left_of(const struct rota *rota, const struct begun *begun)
{
    return beginning_runs(rota->study, begun->beginning) - begun->done;
}

/* The place of the beginning that somebody goes on with who did the run `before`; -1: it has no runs left. */
static int64_t place_of(const struct rota *rota, int64_t before)
{
    for (int64_t i = 0; i < rota->begun.count && before >= 0; i++)
        if (rota->begun.items[i].beginning == beginning_of(rota->study, before)) return i;
    return -1;
}

static int64_t place_with_most(const struct rota *rota)
{
    int64_t most = -1;
    for (int64_t i = 0; i < rota->begun.count; i++)
        if (most < 0 || left_of(rota, &rota->begun.items[i]) > left_of(rota, &rota->begun.items[most])) most = i;
    return most;
}

bool rota_next(struct rota *rota, int64_t before, int64_t *run)
{
    int64_t place = place_of(rota, before);
    bool room = rota->begun.count < rota->workers; /* the array may have more */
    if (place < 0 && room && rota->fresh < beginning_count(rota->study)) {
        place = rota->begun.count++;
        rota->begun.items[place] = (struct begun){.beginning = rota->fresh};
        rota->fresh += rota->stride;
    }
    if (place < 0) place = place_with_most(rota);
    if (place < 0) return false;
    struct begun *begun = &rota->begun.items[place];
    *run = beginning_run(rota->study, begun->beginning, begun->done++);
    if (left_of(rota, begun) == 0) *begun = rota->begun.items[--rota->begun.count];
    return true;
}

int64_t rota_runs(const struct rota *rota)
{
    int64_t runs = 0;
    for (int64_t b = rota->fresh; b < beginning_count(rota->study); b += rota->stride)
        runs += beginning_runs(rota->study, b);
    return runs;
}

void rota_free(struct rota *rota)
{
    array_free(&rota->begun);
}
