/* Time, memory and events are taken to grow with agents and steps as they did in the trial: true enough to know whether
 * a run takes seconds or hours, and not more. A trial ends after a second, or when the run is over.
 */
#include "program/report/estimate.h"

#include "io/text/clock.h"
#include "model/cycle/model.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

static const double trial_seconds = 1, trial_agents_most = 50000, trial_ties_most = 1e6;

/* What deflate leaves of a time series, an event or a snapshot. */
static const double deflated = 0.4;

/* With those that are added at random, as many of them as there are of its agents. */
static double ties_among(const struct network_parameters *network, double agents)
{
    return network_ties(network, agents) + (double)network->extra_ties * agents / (double)network->agents;
}

/* Those of a complete network are nowhere kept. */
static double ties_kept(const struct network_parameters *network, double agents)
{
    return network->kind == NETWORK_COMPLETE ? 0 : ties_among(network, agents);
}

/* What is given of a whole is drawn of a part, as often: there are fewer people and units than it names. */
static void thin_arrivals(struct scenario *trial, double all)
{
    struct opportunities_parameters *opportunities = &trial->opportunities;
    const double given = (double)opportunities->arrivals.count;
    const double rate = 1000 * given / all / (double)opportunities->arrivals.last_step;
    if (given > 0) parameter_reset(trial, parameter_find("opportunities.arrivals"));
    if (given > 0) opportunities->arrival_rate.start += rate;
}

/* So few must have room for as many ties each. */
static bool has_room(const struct network_parameters *network, double agents)
{
    return ties_among(network, agents) <= agents * (agents - 1) / 2;
}

/* The same scenario with so few agents that a trial of it is short. */
static struct scenario smaller(const struct scenario *scenario)
{
    struct scenario trial = *scenario;
    struct network_parameters *network = &trial.network;
    double all = (double)network->agents, agents = all;
    while (agents > 2000 && (agents > trial_agents_most || ties_kept(network, agents) > trial_ties_most) &&
           has_room(network, agents / 2))
        agents /= 2;
    if (people_are_given(network) || agents == all) return trial;
    double share = agents / all;
    network->agents = (int64_t)agents;
    network->extra_ties = (int64_t)((double)network->extra_ties * share);
    network->units = (int64_t)((double)network->units * share) + 1;
    network->grid_rows = 0;
    thin_arrivals(&trial, all);
    trial.start.users = (int64_t)((double)trial.start.users * share) + (trial.start.users > 0);
    return trial;
}

/* A trial under way. */
struct trial {
    struct world *world;
    struct observation observation;
    const struct scenario *scenario;
    double first_ties;
    double first_events, events; /* bytes written at step 0, and up to now */
    double began, seconds;       /* clock, and wall time of the steps */
};

/* Bytes of the events that would have been written so far. */
static double event_bytes(const struct trial *trial)
{
    double bytes = 0;
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        int64_t rows = events_total(model_events(trial->world), (enum event_table)table);
        if (event_table_written(trial->scenario, &event_tables[table]))
            bytes += (double)rows * (double)event_tables[table].row_size;
    }
    return bytes;
}

static enum status run_trial(struct trial *trial)
{
    enum status status = STATUS_OK;
    trial->first_ties = (double)model_network(trial->world)->tie_count;
    trial->first_events = event_bytes(trial);
    events_clear(model_events(trial->world));
    trial->began = clock_now();
    while (status == STATUS_OK && model_steps_done(trial->world) < trial->scenario->run.steps &&
           trial->seconds < trial_seconds) {
        status = model_step(trial->world);
        if (status == STATUS_OK) status = model_observe(trial->world, &trial->observation);
        events_clear(model_events(trial->world));
        trial->seconds = clock_now() - trial->began;
    }
    trial->events = event_bytes(trial);
    return status;
}

/* Bytes of a row of the time series, and of a snapshot. */
static double row_bytes(const struct trial *trial)
{
    double values = 1;
    for (int i = 0; i < OBSERVABLE_COUNT; i++) values += (double)trial->observation.length[i];
    return values * sizeof(double);
}

static double snapshot_bytes(const struct trial *trial, double growth)
{
    static const double size[] = {[AGENT_I32] = 4, [AGENT_U64] = 8, [AGENT_F64] = 8, [AGENT_U8] = 1};
    double bytes = 0;
    for (int i = 0; i < model_agent_array_count(trial->world); i++) {
        struct agent_array array = model_agent_array(trial->world, i);
        bytes += size[array.type] * (double)array.columns * model_agents(trial->world);
    }
    double ties = trial->scenario->snapshots.ties ? (double)model_network(trial->world)->tie_count : 0;
    return growth * (bytes + 12 * ties);
}

/* How many times as large as a world that of so many agents is: where it has more ties a person, so much larger. On a
 * complete network nobody goes through the ties of more than a few thousand people. */
static double growth_of(const struct world *world, const struct scenario *scenario, int64_t agents)
{
    const struct network *network = model_network(world);
    double growth = (double)agents / network->agent_count;
    if (network->complete || network->agent_count >= agents) return growth;
    double tie_growth = ties_kept(&scenario->network, (double)agents) / ((double)network->tie_count + 1);
    return tie_growth > growth ? tie_growth : growth;
}

static double memory_of(const struct world *world, const struct scenario *scenario, int64_t agents)
{
    return (double)model_bytes(world) * growth_of(world, scenario, agents);
}

static void extrapolate(struct estimate *estimate, const struct trial *trial, const struct scenario *scenario)
{
    const struct network *network = model_network(trial->world);
    bool whole = network->agent_count == estimate->agents;
    double growth = (double)estimate->agents / network->agent_count, steps = (double)scenario->run.steps;
    double done = model_steps_done(trial->world);
    estimate->trial_agents = network->agent_count;
    estimate->trial_steps = model_steps_done(trial->world);
    estimate->ties = whole ? trial->first_ties : ties_among(&scenario->network, (double)estimate->agents);
    estimate->seconds = trial->seconds * growth_of(trial->world, scenario, estimate->agents) * steps / done;
    estimate->memory = memory_of(trial->world, scenario, estimate->agents);
    double events = growth * (trial->first_events + (trial->events - trial->first_events) * steps / done);
    double snapshots = scenario->snapshots.present ? 2 + steps / (double)scenario->snapshots.every : 0;
    double rows = 1 + steps / (double)scenario->observe.every;
    /* What every file holds: the parameters and their sentences, and the shape of the tables. */
    static const double empty_file = 2e5;
    estimate->file_bytes =
        empty_file + deflated * (events + rows * row_bytes(trial) + snapshots * snapshot_bytes(trial, growth));
}

double estimate_ties(const struct scenario *scenario)
{
    return ties_among(&scenario->network, (double)scenario->network.agents);
}

enum status estimate_memory(const struct scenario *scenario, double *bytes, struct message *message)
{
    struct scenario small = smaller(scenario);
    struct world *world = NULL;
    enum status status = model_create(&world, &small, NULL, NULL, message);
    if (status == STATUS_OK) *bytes = memory_of(world, scenario, scenario->network.agents);
    model_free(world);
    return status;
}

enum status estimate_run(struct estimate *estimate, const struct scenario *scenario, const struct edge_list *edges,
    int threads, struct message *message)
{
    *estimate = (struct estimate){.agents = edges ? edges->agent_count : scenario->network.agents};
    struct scenario small = smaller(scenario);
    struct trial trial = {.scenario = &small};
    struct crew *crew = crew_new(threads);
    enum status status = crew ? model_create(&trial.world, &small, edges, crew, message) : STATUS_MEMORY;
    if (status == STATUS_OK) status = observation_create(&trial.observation, trial.world);
    if (status == STATUS_OK) status = run_trial(&trial);
    if (status == STATUS_OK) extrapolate(estimate, &trial, scenario);
    observation_free(&trial.observation);
    model_free(trial.world);
    crew_free(crew);
    return status;
}
