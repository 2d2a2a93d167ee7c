/* Worlds that are recorded step by step. Include after <cmocka.h>. */
#ifndef RECORDINGS_H
#define RECORDINGS_H

#include "model/worlds.h"
#include "recording/recording.h"

/* A small organisation in which every table that a page follows can get rows, and ties come and go. */
#define RECORDED                                                                                                       \
    ORGANISATION "create; create.making_rate = 0.2; communities; communities.convening_probability = 0.05;"            \
                 "renew.min_trust = 0.3; renew.trust_decay = 0.05; adoption.drop.to = nothing"

struct recorded {
    struct world *world;
    struct observation observation;
    struct recording recording;
};

/* Records the step that the world stands at, and lets go of its events. */
static inline void record_step(struct recorded *recorded)
{
    assert_int_equal(model_observe(recorded->world, &recorded->observation), STATUS_OK);
    recording_take_events(&recorded->recording, model_events(recorded->world));
    recording_take_row(&recorded->recording, &recorded->observation);
    events_clear(model_events(recorded->world));
}

static inline struct recorded recorded_begin(const struct scenario *scenario, const struct edge_list *file)
{
    struct recorded recorded = {.world = world_of(scenario, file, NULL)};
    assert_int_equal(observation_create(&recorded.observation, recorded.world), STATUS_OK);
    recording_begin(&recorded.recording, recorded.world, scenario);
    return recorded;
}

/* A run of as many steps as the scenario has. */
static inline struct recorded recorded_run(const struct scenario *scenario, const struct edge_list *file)
{
    struct recorded recorded = recorded_begin(scenario, file);
    record_step(&recorded);
    for (int64_t step = 1; step <= scenario->run.steps; step++) {
        world_step(recorded.world);
        record_step(&recorded);
    }
    return recorded;
}

static inline void recorded_end(struct recorded *recorded)
{
    recording_free(&recorded->recording);
    observation_free(&recorded->observation);
    model_free(recorded->world);
}

#endif
