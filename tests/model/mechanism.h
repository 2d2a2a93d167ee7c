/* What is tested of every mechanism in the same way. Include after <cmocka.h>. */
#ifndef MODEL_MECHANISM_H
#define MODEL_MECHANISM_H

#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/worlds.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"

/* Everything that happens is the same under two scenarios, in those tables that both may write. */
static inline void assert_same_events(const char *settings, const char *other, int32_t steps)
{
    const enum event_table tables[] = {EVENT_opportunity, EVENT_project, EVENT_member, EVENT_practice,
        EVENT_practice_parent, EVENT_adoption, EVENT_adoption_source, EVENT_turnover};
    struct scenario first = scenario_of(settings), second = scenario_of(other);
    struct world *a = world_of(&first, NULL, NULL), *b = world_of(&second, NULL, NULL);
    for (int32_t step = 0; step < steps; step++) world_pass(a), world_pass(b);
    events_clear(&a->events), events_clear(&b->events);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        assert_true(digest_equal(events_digest(&a->events, tables[t]), events_digest(&b->events, tables[t])));
    assert_true(events_total(&a->events, EVENT_adoption) > 20);
    model_free(a);
    model_free(b);
}

/* The same digest on any number of threads, and the digest of the first settings is not that of the others. */
static inline void assert_any_threads(const char *settings, const char *other, int32_t steps)
{
    const int threads[] = {1, 2, 3, 8};
    struct scenario scenario = scenario_of(settings), different = scenario_of(other);
    struct digest alone = run_digest(&scenario, steps, NULL);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct crew *crew = crew_new(threads[i]);
        assert_true(digest_equal(alone, run_digest(&scenario, steps, crew)));
        crew_free(crew);
    }
    assert_false(digest_equal(alone, run_digest(&different, steps, NULL)));
}

/* The settings are refused, and this is what is to blame. */
static inline void assert_refused(const char *settings, const char *path)
{
    const char *culprit;
    struct message message = {""};
    struct scenario scenario = scenario_default;
    scenario_apply_all(&scenario, settings);
    const struct parameter *in_vain = NULL;
    enum status status = scenario_check(&scenario, &culprit, &message);
    if (status == STATUS_OK) status = scenario_check_written(&scenario, &in_vain, &message);
    assert_int_equal(status, STATUS_INPUT);
    assert_string_equal(in_vain ? parameter_path(in_vain).text : culprit, path);
}

#endif
