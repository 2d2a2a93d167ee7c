#include "recording/recording.h"

const enum event_table followed_tables[FOLLOWED_TABLES] = {EVENT_practice, EVENT_creation, EVENT_project, EVENT_member,
    EVENT_adoption, EVENT_adoption_source, EVENT_drop, EVENT_turnover, EVENT_community, EVENT_community_member};

/* How often a page may be told of ties, and how many numbers that may take. */
enum { TIES_TOLD = 24, TIE_NUMBERS_MOST = 3000000 };

void recording_scenario(struct scenario *scenario, int32_t steps)
{
    scenario->run.until[0] = '\0';
    scenario->run.steps = steps;
    scenario->observe.every = 1;
    scenario_settle(scenario);
}

static void need(struct recording *recording, bool there)
{
    recording->short_of_memory = recording->short_of_memory || !there;
}

void recording_begin(struct recording *recording, const struct world *world, const struct scenario *scenario)
{
    *recording = (struct recording){.world = world,
        .steps = (int32_t)scenario->run.steps,
        .domains = scenario->landscape.present ? (int32_t)scenario->landscape.domains : 1};
    for (int32_t agent = 0; agent < model_agents(world); agent++)
        need(recording, array_push(&recording->units, model_network(world)->unit[agent]));
}

static void add_ties(struct recording *recording, int32_t step)
{
    const struct network *network = model_network(recording->world);
    const int64_t at = recording->ties.count;
    need(recording, array_push(&recording->ties, step) && array_push(&recording->ties, 0));
    for (int32_t agent = 0; agent < network->agent_count && !recording->short_of_memory; agent++)
        for (int32_t k = 0, count = tie_count(recording->world, agent); k < count; k++) {
            const int32_t other = tie_at(recording->world, agent, k).agent;
            if (!network->directed && other < agent) continue;
            need(recording, array_push(&recording->ties, agent) && array_push(&recording->ties, other));
        }
    if (!recording->short_of_memory) recording->ties.items[at + 1] = (int32_t)((recording->ties.count - at - 2) / 2);
}

/* At the start, and then now and then where ties have come or gone. */
static void note_ties(struct recording *recording, int32_t step)
{
    const int64_t count = model_network(recording->world)->tie_count;
    const int64_t interval = 1 + recording->steps / TIES_TOLD;
    const bool due = step == 0 || (count != recording->ties_before && step - recording->told_at >= interval);
    if (!due || recording->ties.count + 2 * count > TIE_NUMBERS_MOST) return;
    recording->ties_before = count;
    recording->told_at = step;
    add_ties(recording, step);
}

static void take_table(struct recording *recording, const struct events *events, int t)
{
    int64_t rows;
    const void *first = events_rows(events, followed_tables[t], &rows);
    const int64_t size = rows * (int64_t)event_tables[followed_tables[t]].row_size;
    need(recording, array_append(&recording->tables[t], first, size));
    if (!recording->short_of_memory) recording->rows[t] += rows;
}

void recording_take_events(struct recording *recording, const struct events *events)
{
    note_ties(recording, model_steps_done(recording->world));
    for (int t = 0; t < FOLLOWED_TABLES; t++) take_table(recording, events, t);
}

void recording_take_row(struct recording *recording, const struct observation *observation)
{
    for (int i = 0; i < OBSERVABLE_COUNT; i++) {
        recording->length[i] = observation->length[i];
        for (int64_t k = 0; k < observation->length[i]; k++)
            need(recording, array_push(&recording->series[i], observation->value[i][k]));
    }
}

int64_t recording_bytes(const struct recording *recording)
{
    int64_t bytes = (recording->units.count + recording->ties.count) * (int64_t)sizeof(int32_t);
    for (int t = 0; t < FOLLOWED_TABLES; t++) bytes += recording->tables[t].count;
    for (int i = 0; i < OBSERVABLE_COUNT; i++) bytes += recording->series[i].count * (int64_t)sizeof(double);
    return bytes;
}

void recording_free(struct recording *recording)
{
    for (int t = 0; t < FOLLOWED_TABLES; t++) array_free(&recording->tables[t]);
    for (int i = 0; i < OBSERVABLE_COUNT; i++) array_free(&recording->series[i]);
    array_free(&recording->ties);
    array_free(&recording->units);
}
