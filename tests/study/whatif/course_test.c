/* A course: who first learned what from whom in a run, and the same practices in the numbers of another run. */
#include "study/whatif/course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/result/run.h"
#include "model/worlds.h"

/* People come and go, and some newcomers copy somebody who is there. */
#define LIVELY                                                                                                         \
    ORGANISATION "steps = 60; communities; renew.copy_probability = 0.7; renew.turnover_probability = 0.02;"           \
                 "observe.adoptions = false; observe.projects = false; observe.every = 20"

static struct course run(const struct scenario *scenario)
{
    struct course course;
    struct message message;
    const struct course_request request = {.scenario = scenario, .threads = 1};
    if (course_run(&course, &request, &message) != STATUS_OK) fail_msg("%s", message.text);
    return course;
}

/* The model alone, which needs no course: its digest, and every row of adoptions. */
static void it_is_the_run_whatever_the_scenario_records(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LIVELY);
    struct course course = run(&scenario);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t row = 0;
    for (int step = 0; step <= 60; step++) {
        if (step > 0) world_step(world);
        int64_t count;
        const struct adoption_row *rows = events_rows(model_events(world), EVENT_adoption, &count);
        for (int64_t i = 0; i < count; i++, row++) {
            assert_true(row < course.adoptions.count);
            const struct adoption_row *kept = &course.adoptions.items[row];
            assert_true(kept->step == rows[i].step && kept->learner == rows[i].learner);
            assert_true(kept->practice == rows[i].practice && kept->channel == rows[i].channel);
            assert_true(kept->first_source == rows[i].first_source && kept->source_count == rows[i].source_count);
        }
        events_clear(model_events(world));
    }
    assert_int_equal(row, course.adoptions.count);
    assert_true(digest_equal(course.digest, world_digest(world)));
    assert_true(course.steps == 60 && course.agents == 240);
    assert_true(course.projects.count > 0 && course.communities.count > 0 && course.practices.count > 0);
    assert_true(course.turnovers.count > 50 && course.sources.count > 0);
    model_free(world);
    course_free(&course);
}

/* Everybody who ever stood in a place has a number there; each learns a practice once, by the first row. */
static void who_first_learned_what_is_listed_once_in_order(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LIVELY);
    struct course course = run(&scenario);
    int64_t found = 0, onboarded = 0, newcomers = 0;
    for (int64_t i = 0; i < course.learned.count; i++) {
        const struct learned *one = &course.learned.items[i], *before = one - 1;
        const struct adoption_row *row = &course.adoptions.items[one->row];
        assert_true(row->learner == one->agent && row->practice == one->practice && row->step == one->step);
        assert_true(row->channel != CHANNEL_INITIAL);
        onboarded += row->channel == CHANNEL_ONBOARDING;
        newcomers += one->newcomer > 0;
        if (i == 0) continue;
        const bool same_practice = before->practice == one->practice, same_agent = before->agent == one->agent;
        assert_true(before->practice <= one->practice);
        if (same_practice) assert_true(before->agent <= one->agent);
        if (same_practice && same_agent) assert_true(before->newcomer < one->newcomer);
    }
    for (int64_t r = 0; r < course.adoptions.count;
         r++) { /* none is left out: an earlier row, or none, says the same */
        const struct adoption_row *row = &course.adoptions.items[r];
        if (row->channel == CHANNEL_INITIAL) continue;
        bool listed = false;
        for (int64_t i = 0; i < course.learned.count && !listed; i++) {
            const struct learned *one = &course.learned.items[i];
            listed = one->practice == row->practice && one->agent == row->learner && one->row <= r;
        }
        assert_true(listed);
        found++;
    }
    print_message("%lld of %lld adoptions, %lld onboarded\n", (long long)course.learned.count, (long long)found,
        (long long)onboarded);
    assert_true(found > course.learned.count && onboarded > 0 && newcomers > onboarded);
    course_free(&course);
}

/* One who leaves at the end of a step did in it what the rows of that step say; whoever takes the place begins then. */
static void a_newcomer_is_another_person_from_the_end_of_the_step_on(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LIVELY);
    struct course course = run(&scenario);
    for (int64_t i = 0; i < course.learned.count; i++) {
        const struct learned *one = &course.learned.items[i];
        const bool joins = course.adoptions.items[one->row].channel == CHANNEL_ONBOARDING;
        int32_t gone = 0;
        for (int64_t k = 0; k < course.turnovers.count; k++) {
            const struct turnover_row *turnover = &course.turnovers.items[k];
            gone += turnover->agent == one->agent && (joins ? turnover->step <= one->step : turnover->step < one->step);
        }
        assert_int_equal(one->newcomer, gone);
    }
    course_free(&course);
}

static void what_is_one_number_is_known_at_the_end(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LIVELY);
    struct course course = run(&scenario);
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation observation;
    for (int step = 0; step < 60; step++) world_pass(world);
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    assert_int_equal(model_observe(world, &observation), STATUS_OK);
    static const enum observable plain[] = {
        OBSERVE_adopters, OBSERVE_quality_mean, OBSERVE_ties, OBSERVE_projects_founded};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_true(course.last[plain[i]] == observation.value[plain[i]][0]);
    assert_true(isnan(course.last[OBSERVE_adoptions]));    /* several numbers */
    assert_true(isnan(course.last[OBSERVE_opinion_mean])); /* not of this scenario */
    observation_free(&observation);
    model_free(world);
    course_free(&course);
}

static void a_run_that_is_stopped_is_no_course(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LIVELY);
    struct course course;
    struct message message;
    static const volatile sig_atomic_t stop = 1;
    const struct course_request request = {.scenario = &scenario, .threads = 1, .stop = &stop};
    assert_int_equal(course_run(&course, &request, &message), STATUS_STOPPED);
    course_free(&course);
}

/* ---- courses put together by hand ---- */

static void add_practice(struct course *course, int32_t domain, int32_t bits, int32_t last_bits, int32_t unknown)
{
    const struct practice_row row = {.practice = (int32_t)course->practices.count,
        .step = (int32_t)course->practices.count,
        .domain = domain,
        .bits_0 = bits,
        .bits_3 = last_bits,
        .unknown_3 = unknown};
    assert_true(array_push(&course->practices, row));
}

static void add_learned(struct course *course, int32_t practice, int32_t agent, int32_t newcomer)
{
    const int32_t row = (int32_t)course->learned.count;
    assert_true(array_push(&course->learned, (struct learned){practice, agent, newcomer, row, row}));
}

/* Of the same domain and configuration; when it was found, and as the how-manieth, is of no matter. */
static void practices_are_the_same_by_what_they_are(void **state)
{
    (void)state;
    struct course one = {.steps = 0}, other = {.steps = 0};
    add_practice(&one, 0, 5, 0, 0);
    add_practice(&one, 0, 6, 0, 0); /* the other has it in another domain */
    add_practice(&one, 1, 6, 0, 0);
    add_practice(&one, 0, 5, 1, 0); /* bits that it has not */
    add_practice(&one, 0, 5, 0, 1); /* and one that nobody knows */
    add_practice(&other, 1, 7, 0, 0);
    add_practice(&other, 1, 6, 0, 0);
    add_practice(&other, 0, 5, 0, 0);
    for (int32_t practice = 0; practice < 5; practice++) add_learned(&one, practice, 3, 0);
    add_learned(&one, 1, 2, 1);
    assert_int_equal(course_translate(&one, &other), STATUS_OK);
    static const int32_t expected[][3] = {{-1, 2, 1}, {-1, 3, 0}, {-1, 3, 0}, {-1, 3, 0}, {1, 3, 0}, {2, 3, 0}};
    assert_int_equal(one.learned.count, 6);
    for (int i = 0; i < 6; i++) {
        const struct learned *is = &one.learned.items[i];
        assert_true(is->practice == expected[i][0] && is->agent == expected[i][1] && is->newcomer == expected[i][2]);
    }
    course_free(&one);
    course_free(&other);
}

static void a_course_is_its_own_translation(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LIVELY);
    struct course course = run(&scenario), same = run(&scenario);
    const struct course empty = {.steps = 0};
    assert_int_equal(course_translate(&course, &same), STATUS_OK);
    assert_int_equal(course.learned.count, same.learned.count);
    assert_memory_equal(
        course.learned.items, same.learned.items, (size_t)same.learned.count * sizeof *same.learned.items);
    assert_int_equal(course_translate(&course, &empty), STATUS_OK); /* nothing there is known */
    assert_int_equal(course.learned.count, same.learned.count);
    for (int64_t i = 0; i < course.learned.count; i++) assert_int_equal(course.learned.items[i].practice, -1);
    course_free(&course);
    course_free(&same);
}

static void an_adoption_came_from_its_heaviest_source_of_the_same_practice(void **state)
{
    (void)state;
    static const struct {
        int32_t practice, first_source, source_count, parent;
    } rows[] = {{0, 0, 0, -1}, {1, 0, 0, -1}, {0, 0, 1, 0}, {0, 1, 3, 2}, {1, 4, 2, -1}, {1, 6, 2, 1}};
    static const struct {
        int32_t of, from;
        double weight;
    } sources[] = {
        {2, 0, 0.1}, {3, 0, 0.2}, {3, 2, 0.5}, {3, 1, 0.3}, {4, 1, 0.3}, {4, 3, 0.4}, {5, 1, 0.4}, {5, 4, 0.4}};
    struct course course = {.steps = 0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(array_push(&course.adoptions, (struct adoption_row){.practice = rows[i].practice,
                                                      .first_source = rows[i].first_source,
                                                      .source_count = rows[i].source_count}));
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        assert_true(array_push(&course.sources,
            (struct adoption_source_row){
                .adoption = sources[i].of, .source_adoption = sources[i].from, .weight = sources[i].weight}));
    int32_t *parent = course_parents(&course);
    assert_non_null(parent);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) assert_int_equal(parent[i], rows[i].parent);
    free(parent);
    course_free(&course);
    parent = course_parents(&course); /* of none there are none */
    assert_non_null(parent);
    free(parent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_run_whatever_the_scenario_records),
        cmocka_unit_test(who_first_learned_what_is_listed_once_in_order),
        cmocka_unit_test(a_newcomer_is_another_person_from_the_end_of_the_step_on),
        cmocka_unit_test(what_is_one_number_is_known_at_the_end),
        cmocka_unit_test(a_run_that_is_stopped_is_no_course),
        cmocka_unit_test(practices_are_the_same_by_what_they_are),
        cmocka_unit_test(a_course_is_its_own_translation),
        cmocka_unit_test(an_adoption_came_from_its_heaviest_source_of_the_same_practice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
