/* The loop around the model: who is told of what and when, what ends a run or saves it, and going on with one. */
#include "io/result/run.h"

#include "io/result_support.h"
#include "io/text/clock.h"

/* The clock of these runs goes on as they tell what they have done. */
static double now = 1000;

double clock_now(void)
{
    return now;
}

enum { STEPS = 20, AGENTS = 30, USERS = 2 }; /* of `contagion` */

/* What a run told, and what it is to do at which step. */
struct told {
    const struct world *world;
    int begun, happened, progressed, rows;
    int64_t adopted_at_the_start;
    int32_t last, steps;
    int stop_at, save_at;        /* -1: never */
    const char *checkpoint_path; /* looked for at each step, and removed; NULL: not looked for */
    int checkpoints;
    double seconds_a_step;
};

static volatile sig_atomic_t stop_now, save_now;

static void on_begun(void *context, const struct world *world)
{
    struct told *told = context;
    assert_int_equal(model_steps_done(world), 0);
    told->world = world;
    told->begun++;
}

static void on_happened(void *context, const struct events *events)
{
    struct told *told = context;
    int64_t count;
    assert_int_equal(told->begun, 1);
    (void)events_rows(events, EVENT_adoption, &count);
    if (told->happened == 0) told->adopted_at_the_start = count;
    assert_int_equal(told->happened++, told->progressed);
}

static void on_progress(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    struct told *told = context;
    assert_int_equal(step, told->progressed++);
    told->last = step;
    told->steps = steps;
    told->rows += row != NULL;
    if (row) assert_true(row->value[OBSERVE_users][0] >= USERS);
    stop_now = step == told->stop_at;
    save_now += step == told->save_at;
    now += told->seconds_a_step;
    if (told->checkpoint_path && is_there(told->checkpoint_path)) {
        told->checkpoints++;
        unlink(told->checkpoint_path);
    }
}

/* A run of the scenario, in one thread, that tells and asks. */
static struct run_request request_of(const struct scenario *scenario, const char *path, struct told *told)
{
    *told = (struct told){.stop_at = -1, .save_at = -1, .seconds_a_step = 1};
    stop_now = 0;
    return (struct run_request){
        .result = {.path = path, .scenario = scenario, .threads = 1, .commit_seconds = -1, .yaml_text = contagion},
        .begun = on_begun,
        .happened = on_happened,
        .progress = on_progress,
        .context = told,
        .stop = &stop_now,
        .save = &save_now,
    };
}

static struct digest digest_of_run(const struct scenario *scenario, const struct edge_list *file)
{
    const struct run_request request = {.result = {.scenario = scenario, .file = file, .threads = 1}};
    struct run_outcome outcome;
    struct message message;
    assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_OK);
    return outcome.digest;
}

static void assert_same(struct digest one, struct digest other)
{
    assert_memory_equal(&one, &other, sizeof one);
}

/* ---- what is told ---- */

static void each_step_is_told_once_in_order(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    scenario.observe.every = 8;
    const struct run_request request = request_of(&scenario, NULL, &told);
    assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_OK);
    assert_int_equal(told.begun, 1);
    assert_int_equal(told.happened, STEPS + 1);
    assert_int_equal(told.progressed, STEPS + 1);
    assert_int_equal(told.last, STEPS);
    assert_int_equal(told.steps, STEPS);
    assert_int_equal(told.rows, 4); /* 0, 8, 16 and the last */
    assert_int_equal(told.adopted_at_the_start, USERS);
}

static void the_outcome_is_of_this_run_alone(void **state)
{
    const struct path path = in_folder(state, "outcome.h5");
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    size_t size;
    for (int written = 0; written < 2; written++) {
        const struct run_request request = request_of(&scenario, written ? path.text : NULL, &told);
        memset(&outcome, 0x7f, sizeof outcome);
        outcome.ended = outcome.unmet = true;
        assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_OK);
        assert_int_equal(outcome.steps, STEPS);
        assert_int_equal(outcome.agents, AGENTS);
        assert_true(!outcome.ended && !outcome.unmet);
        assert_int_equal(outcome.damaged, 0);
        assert_true(outcome.seconds >= STEPS + 1 && outcome.seconds <= STEPS + 1);
        assert_true(outcome.memory_bytes > AGENTS && outcome.memory_bytes < 1 << 30);
        assert_same(outcome.stated, (struct digest){0});
        assert_same(outcome.digest, digest_of_run(&scenario, NULL));
        if (written) free(bytes_of(path.text, &size));
        assert_int_equal(outcome.file_bytes, written ? (int64_t)size : 0);
    }
    unlink(path.text);
}

static void a_rule_that_cannot_be_read_ends_it_before_it_begins(void **state)
{
    const struct path path = in_folder(state, "rule.h5");
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message = {""};
    strcpy(scenario.run.until, "nobody >= 3");
    const struct run_request request = request_of(&scenario, path.text, &told);
    memset(&outcome, 0x7f, sizeof outcome);
    assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "nobody"));
    assert_int_equal(told.begun + told.happened + told.progressed, 0);
    assert_true(outcome.steps == 0 && outcome.file_bytes == 0 && outcome.damaged == 0 && !outcome.ended);
    assert_false(is_there(path.text) || part_is_there(path.text));
}

static void a_rule_ends_it_or_is_not_met(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int32_t steps;
        bool ended, unmet;
    } cases[] = {{"", STEPS, false, false}, {"users >= 2", 0, true, false}, {"users >= 31", STEPS, false, true},
        {"users steady 4 1000", 4, true, false}, {"users steady 20 1000", STEPS, true, false},
        {"users steady 21 1000", STEPS, false, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(contagion);
        struct told told;
        struct run_outcome outcome;
        struct message message;
        strcpy(scenario.run.until, cases[i].rule);
        const struct run_request request = request_of(&scenario, NULL, &told);
        if (run_scenario(&request, &outcome, &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_int_equal(told.last, cases[i].steps);
        assert_int_equal(told.steps, STEPS);
        assert_int_equal(outcome.steps, cases[i].steps);
        assert_int_equal(outcome.ended, cases[i].ended);
        assert_int_equal(outcome.unmet, cases[i].unmet);
    }
}

/* ---- invariants ---- */

/* Puts somebody into another unit behind the model's back, at step 2. */
static void break_the_world(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    on_progress(context, step, steps, row);
    const struct network *network = model_network(((struct told *)context)->world);
    if (step == 2) network->unit[0] = 1 - network->unit[0];
}

static void break_at_once(void *context, const struct world *world)
{
    (void)context;
    model_network(world)->unit[0]++;
}

static void invariants_are_checked_after_each_step_if_asked(void **state)
{
    (void)state;
    static const char two_units[] = "selforg: 2\nsteps: 20\nnetwork: {kind: units, agents: 30, units: 2}\n"
                                    "start: {users: 2}\nadoption: {rule: contact}\n";
    struct scenario scenario = scenario_of(two_units);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    for (int asked = 0; asked < 2; asked++) {
        struct run_request request = request_of(&scenario, NULL, &told);
        request.progress = break_the_world;
        request.verify_each_step = asked;
        assert_int_equal(run_scenario(&request, &outcome, &message), asked ? STATUS_INVARIANT : STATUS_OK);
        assert_int_equal(told.last, asked ? 2 : STEPS);
        assert_int_equal(told.happened, asked ? 3 : STEPS + 1);
        assert_int_equal(outcome.steps, asked ? 3 : STEPS);
    }
}

/* ---- what stops or saves it ---- */

static void a_stop_is_told_with_what_to_do(void **state)
{
    const struct path path = in_folder(state, "stop.h5");
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    char expected[300];
    for (int kind = 0; kind < 3; kind++) { /* nothing is written; a new file; one that is to be replaced */
        struct run_request request = request_of(&scenario, kind ? path.text : NULL, &told);
        request.result.overwrite = kind == 2;
        told.stop_at = 5;
        if (kind == 2) fclose(fopen(path.text, "w"));
        assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_STOPPED);
        snprintf(expected, sizeof expected,
            kind ? "stopped after step 5; `selforg resume %s%s` goes on from there" : "stopped after step 5", path.text,
            kind == 2 ? " --force" : "");
        assert_string_equal(message.text, expected);
        assert_int_equal(outcome.steps, 5);
        assert_int_equal(part_is_there(path.text), kind > 0);
        unlink(in_folder(state, "stop.h5.part").text);
        checkpoint_remove(path.text);
    }
    unlink(path.text);
}

static void time_that_is_over_stops_it_too(void **state)
{
    (void)state;
    static const struct {
        double most;
        int32_t steps;
    } cases[] = {{0, STEPS}, {0.5, 0}, {5, 4}, {5.5, 5}, {STEPS, STEPS - 1}, {STEPS + 0.5, STEPS}};
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run_request request = request_of(&scenario, NULL, &told);
        request.most_seconds = cases[i].most;
        enum status expected = cases[i].steps < STEPS ? STATUS_STOPPED : STATUS_OK;
        assert_int_equal(run_scenario(&request, &outcome, &message), expected);
        assert_int_equal(outcome.steps, cases[i].steps);
    }
}

/* A number that `save` has from the start on asks for nothing, and another one asks once. From one checkpoint to the
 * next it takes as long as was said, whatever the first was made for. */
static void checkpoints_are_made_when_it_is_time_or_asked(void **state)
{
    const struct path path = in_folder(state, "saved.h5"), checkpoint = in_folder(state, "saved.h5.checkpoint");
    static const struct {
        double seconds;
        int save_at, checkpoints;
    } cases[] = {{0, -1, 0}, {0, 3, 1}, {100, -1, 0}, {100, 3, 1}, {1, -1, STEPS}, {4, -1, 5}, {15, -1, 1}, {15, 3, 2}};
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        save_now = 7;
        struct run_request request = request_of(&scenario, path.text, &told);
        request.result.overwrite = true;
        request.checkpoint_seconds = cases[i].seconds;
        told.save_at = cases[i].save_at;
        told.checkpoint_path = checkpoint.text;
        assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_OK);
        assert_int_equal(told.checkpoints, cases[i].checkpoints);
        assert_int_equal(outcome.steps, STEPS);
        assert_false(is_there(checkpoint.text));
    }
    unlink(path.text);
}

/* ---- a beginning in common ---- */

static struct run_beginning beginning_of(const struct scenario *scenario, int32_t steps)
{
    const struct run_request request = {.result = {.scenario = scenario, .threads = 1}};
    struct run_beginning beginning;
    struct message message;
    assert_int_equal(run_begin(&request, steps, &beginning, &message), STATUS_OK);
    return beginning;
}

static void a_beginning_of_any_length_is_gone_on_with(void **state)
{
    (void)state;
    static const int32_t lengths[] = {0, 1, 7, STEPS};
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_outcome outcome;
    struct message message;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct run_beginning beginning = beginning_of(&scenario, lengths[i]);
        for (int again = 0; again < 2; again++) { /* it can be gone on with more than once */
            const struct run_request request = request_of(&scenario, NULL, &told);
            told.progressed = told.happened = lengths[i] + 1;
            memset(&outcome, 0x7f, sizeof outcome);
            assert_int_equal(run_go_on(&beginning, &request, &outcome, &message), STATUS_OK);
            assert_int_equal(told.begun, 1);
            assert_int_equal(told.progressed, STEPS + 1);
            assert_int_equal(outcome.steps, STEPS);
            assert_int_equal(outcome.damaged, 0);
            assert_same(outcome.digest, digest_of_run(&scenario, NULL));
        }
        run_beginning_free(&beginning);
        assert_true(beginning.state.items == NULL && beginning.state.count == 0);
        run_beginning_free(&beginning);
    }
}

static void a_beginning_that_stopped_is_none(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(contagion);
    struct told told;
    struct run_beginning beginning;
    struct message message;
    const struct run_request request = request_of(&scenario, NULL, &told);
    told.stop_at = 2;
    assert_int_equal(run_begin(&request, 5, &beginning, &message), STATUS_STOPPED);
    assert_string_equal(message.text, "stopped after step 2");
    assert_int_equal(told.steps, STEPS); /* of the whole run */
    assert_true(beginning.state.items == NULL && beginning.state.count == 0 && !beginning.ended);
    strcpy(scenario.run.until, "users >= 1");
    assert_int_equal(
        run_begin(&(struct run_request){.result = request.result, .begun = break_at_once, .verify_each_step = true}, 5,
            &beginning, &message),
        STATUS_INVARIANT);
    assert_false(beginning.ended);
    beginning = beginning_of(&scenario, 5);
    assert_true(beginning.ended);
    run_beginning_free(&beginning);
    assert_false(beginning.ended);
}

static void bytes_that_are_not_of_the_run_are_refused(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(contagion);
    const struct run_request request = {.result = {.scenario = &scenario, .threads = 1}};
    struct run_outcome outcome;
    struct message message;
    struct run_beginning beginning = beginning_of(&scenario, 4);
    const int64_t whole = beginning.state.count;
    for (int i = 0; i < 4; i++) {
        const int64_t counts[] = {0, whole / 2, whole - 1, whole + 1};
        if (counts[i] > whole) assert_true(array_push(&beginning.state, 0));
        beginning.state.count = counts[i];
        message = (struct message){""};
        assert_int_equal(run_go_on(&beginning, &request, &outcome, &message), STATUS_DAMAGED);
        assert_string_equal(message.text, "the run is not of its beginning");
    }
    run_beginning_free(&beginning);
    assert_int_equal(
        run_go_on(&beginning, &request, &outcome, &message), STATUS_DAMAGED); /* there are no bytes at all */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_is_told_once_in_order),
        cmocka_unit_test(the_outcome_is_of_this_run_alone),
        cmocka_unit_test(a_rule_that_cannot_be_read_ends_it_before_it_begins),
        cmocka_unit_test(a_rule_ends_it_or_is_not_met),
        cmocka_unit_test(invariants_are_checked_after_each_step_if_asked),
        cmocka_unit_test(a_stop_is_told_with_what_to_do),
        cmocka_unit_test(time_that_is_over_stops_it_too),
        cmocka_unit_test(checkpoints_are_made_when_it_is_time_or_asked),
        cmocka_unit_test(a_beginning_of_any_length_is_gone_on_with),
        cmocka_unit_test(a_beginning_that_stopped_is_none),
        cmocka_unit_test(bytes_that_are_not_of_the_run_are_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
