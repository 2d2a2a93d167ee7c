#include "study/whatif/course.h"

#include <math.h>
#include <string.h>

#include "base/order.h"
#include "io/result/run.h"

/* ---- running ---- */

struct harvest {
    struct course *course;
    bool short_of_memory;
};

/* Adds the rows of one table to those of the course. */
#define TAKE(table, rows)                                                                                              \
    if (!array_append(rows, events->table.items, events->table.count)) harvest->short_of_memory = true;

static void take_events(void *context, const struct events *events)
{
    struct harvest *harvest = context;
    struct course *course = harvest->course;
    TAKE(adoption, &course->adoptions)
    TAKE(adoption_source, &course->sources)
    TAKE(turnover, &course->turnovers)
    TAKE(practice, &course->practices)
    TAKE(project, &course->projects)
    TAKE(community, &course->communities)
}

static void take_row(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    struct course *course = ((struct harvest *)context)->course;
    (void)step, (void)steps;
    for (int i = 0; observation && i < OBSERVABLE_COUNT; i++)
        course->last[i] = observable_table[i].dimension == DIMENSION_NONE && observation->length[i] == 1
                              ? observation->value[i][0]
                              : NAN;
}

ORDER(by_person, struct learned, ORDER_BY(practice) ORDER_BY(agent) ORDER_BY(newcomer) ORDER_BY(row))

/* Newcomers so far of each place, gone along with the rows. People leave at the end of a step. */
static bool list_learned(struct course *course)
{
    int32_t *newcomers = calloc((size_t)course->agents + 1, sizeof *newcomers);
    int64_t left = 0;
    bool fits = newcomers != NULL;
    for (int64_t i = 0; fits && i < course->adoptions.count; i++) {
        const struct adoption_row *row = &course->adoptions.items[i];
        const bool joins = channel_has(row->channel, CHANNEL_BEGINS);
        for (; left < course->turnovers.count; left++) {
            const struct turnover_row *turnover = &course->turnovers.items[left];
            if (turnover->step > row->step || (turnover->step == row->step && !joins)) break;
            newcomers[turnover->agent]++;
        }
        if (row->channel == CHANNEL_INITIAL) continue;
        fits = array_push(&course->learned,
            (struct learned){row->practice, row->learner, newcomers[row->learner], row->step, (int32_t)i});
    }
    free(newcomers);
    return fits;
}

/* Sorts, and keeps the first of each person and practice. */
static void keep_first(struct learned_list *learned)
{
    int64_t kept = 0;
    order_items(learned->items, learned->count, by_person);
    for (int64_t i = 0; i < learned->count; i++) {
        const struct learned *one = &learned->items[i], *last = kept > 0 ? &learned->items[kept - 1] : NULL;
        const bool again = last && last->practice >= 0 && last->practice == one->practice &&
                           last->agent == one->agent && last->newcomer == one->newcomer;
        if (!again) learned->items[kept++] = *one;
    }
    learned->count = kept;
}

enum status course_run(struct course *course, const struct course_request *request, struct message *message)
{
    *course = (struct course){.steps = 0};
    struct harvest harvest = {.course = course};
    struct run_outcome outcome;
    struct run_request run = {
        .result = {.scenario = request->scenario, .file = request->network, .threads = request->threads},
        .happened = take_events,
        .progress = take_row,
        .context = &harvest,
        .stop = request->stop};
    enum status status = run_scenario(&run, &outcome, message);
    if (status != STATUS_OK) return status;
    course->digest = outcome.digest;
    course->steps = outcome.steps;
    course->agents = outcome.agents;
    if (harvest.short_of_memory || !list_learned(course)) return message_status(message, STATUS_MEMORY);
    keep_first(&course->learned);
    return STATUS_OK;
}

void course_free(struct course *course)
{
    array_free(&course->adoptions);
    array_free(&course->sources);
    array_free(&course->turnovers);
    array_free(&course->practices);
    array_free(&course->projects);
    array_free(&course->communities);
    array_free(&course->learned);
}

/* ---- the same practices ---- */

/* By everything that makes it what it is. */
ORDER(by_what_it_is, struct practice_row,
    ORDER_BY(domain) ORDER_BY(bits_0) ORDER_BY(bits_1) ORDER_BY(bits_2) ORDER_BY(bits_3) ORDER_BY(unknown_0)
        ORDER_BY(unknown_1) ORDER_BY(unknown_2) ORDER_BY(unknown_3))

enum status course_translate(struct course *course, const struct course *other)
{
    const size_t known = (size_t)other->practices.count, count = (size_t)course->practices.count;
    struct practice_row *sorted = malloc((known + 1) * sizeof *sorted);
    int32_t *number = malloc((count + 1) * sizeof *number);
    if (!sorted || !number) {
        free(sorted);
        free(number);
        return STATUS_MEMORY;
    }
    if (known > 0) memcpy(sorted, other->practices.items, known * sizeof *sorted);
    order_items(sorted, known, by_what_it_is);
    for (size_t i = 0; i < count; i++) {
        const struct practice_row *row = &course->practices.items[i];
        const struct practice_row *same = known > 0 ? bsearch(row, sorted, known, sizeof *sorted, by_what_it_is) : NULL;
        number[row->practice] = same ? same->practice : -1;
    }
    for (int64_t i = 0; i < course->learned.count; i++)
        course->learned.items[i].practice = number[course->learned.items[i].practice];
    keep_first(&course->learned);
    free(sorted);
    free(number);
    return STATUS_OK;
}

int32_t *course_parents(const struct course *course)
{
    int32_t *parent = malloc(((size_t)course->adoptions.count + 1) * sizeof *parent);
    for (int64_t i = 0; parent && i < course->adoptions.count; i++) {
        const struct adoption_row *row = &course->adoptions.items[i];
        const struct adoption_source_row *best = NULL;
        for (int32_t k = 0; k < row->source_count; k++) {
            const struct adoption_source_row *source = &course->sources.items[row->first_source + k];
            if (!best || source->weight > best->weight) best = source;
        }
        const bool same = best && course->adoptions.items[best->source_adoption].practice == row->practice;
        parent[i] = same ? best->source_adoption : -1;
    }
    return parent;
}
