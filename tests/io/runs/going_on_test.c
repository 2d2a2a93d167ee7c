/* A run that was stopped goes on to the file that an unbroken one writes, and one that is over comes out the same when
 * it is run again: where files allow it, and else it is said why not. */
#include "io/result/checkpoint.h"
#include "io/result/part_file.h"
#include "io/result/run.h"
#include "io/result_damaged.h"

#include "io/result/content.h"
#include "io/result/file_network.h"

enum { STEPS = 12 };

/* A small cycle with all that a file can hold, among the people of file_network.h where there is a list. */
static const char cycle[] = "selforg: 2\nsteps: 12\nnetwork: {agents: 40}\nlandscape: {}\n"
                            "opportunities: {arrival_rate: 20}\nprojects: {}\nadoption: {}\n"
                            "renew: {turnover_probability: 0.02}\n"
                            "observe: {every: 2, snapshots: {every: 5, ties: true}}\n";

static volatile sig_atomic_t stop_now, save_now;

/* The steps that were told: the first, and how many. */
static struct {
    int stop_at, save_at, first, count;
} told;

static void on_progress(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    (void)context, (void)steps, (void)row;
    if (told.count++ == 0) told.first = step;
    stop_now = step == told.stop_at;
    save_now += step == told.save_at;
}

static struct run_request request_of(const char *path, const struct scenario *scenario, const struct edge_list *list)
{
    told.first = told.count = stop_now = 0;
    return (struct run_request){.result = {.path = path,
                                    .overwrite = true,
                                    .scenario = scenario,
                                    .yaml_text = cycle,
                                    .file = list,
                                    .threads = 1,
                                    .commit_seconds = -1},
        .progress = on_progress,
        .stop = &stop_now,
        .save = &save_now};
}

static struct scenario scenario_among(const struct edge_list *list, const char *until)
{
    struct scenario scenario = scenario_of(cycle);
    snprintf(scenario.run.until, sizeof scenario.run.until, "%s", until);
    if (!list) return scenario;
    scenario.network.kind = NETWORK_FILE;
    snprintf(scenario.network.edges, sizeof scenario.network.edges, "nowhere.csv");
    return scenario;
}

/* A run that stops at one step (-1: never) and makes a checkpoint at another one before. */
static struct run_outcome run_until(
    const char *path, const struct edge_list *list, const char *until, int stop_at, int save_at)
{
    const struct scenario scenario = scenario_among(list, until);
    const struct run_request request = request_of(path, &scenario, list);
    struct run_outcome outcome;
    struct message message;
    told.stop_at = stop_at, told.save_at = save_at;
    const enum status status = run_scenario(&request, &outcome, &message);
    if (status != (stop_at >= 0 ? STATUS_STOPPED : STATUS_OK)) fail_msg("%s: %s", until, message.text);
    told.stop_at = told.save_at = -1;
    return outcome;
}

static enum status resume(const char *path, struct run_outcome *outcome, int32_t *from, struct message *message)
{
    struct run_request request = request_of(NULL, NULL, NULL);
    request.result.overwrite = false;
    request.result.yaml_text = "that of the part file is taken";
    request.result.threads = 2;
    *message = (struct message){""};
    return run_resume(path, &request, outcome, from, message);
}

static void assert_as_unbroken(const char *path, const char *whole)
{
    struct digest one = content_of(path), other = content_of(whole);
    assert_memory_equal(&one, &other, sizeof one);
    assert_false(part_is_there(path));
}

static struct path with_suffix(const struct path *path, const char *suffix)
{
    struct path longer;
    snprintf(longer.text, sizeof longer.text, "%.120s%s", path->text, suffix);
    return longer;
}

static void remove_all(const struct path *path)
{
    unlink(path->text);
    unlink(with_suffix(path, ".part").text);
    checkpoint_remove(path->text);
}

/* ---- going on ---- */

/* With a checkpoint from the step at which it stopped, without one from the start; no step is told twice. */
static void it_goes_on_from_where_it_stopped(void **state)
{
    const struct path path = in_folder(state, "on.h5"), whole = in_folder(state, "whole.h5");
    struct edge_list list = file_network();
    for (int i = 0; i < 4; i++) {
        const bool kept = i & 1, among_people = i & 2, asks_from = i > 0;
        const struct edge_list *people = among_people ? &list : NULL;
        const struct run_outcome unbroken = run_until(whole.text, people, "", -1, -1);
        struct run_outcome outcome;
        struct message message;
        int32_t from = 99;
        (void)run_until(path.text, people, "", 7, -1);
        if (!kept) checkpoint_remove(path.text);
        memset(&outcome, 0x7f, sizeof outcome);
        if (resume(path.text, &outcome, asks_from ? &from : NULL, &message)) fail_msg("%s", message.text);
        assert_int_equal(from, !asks_from ? 99 : kept ? 7 : 0);
        assert_int_equal(told.first, kept ? 8 : 0);
        assert_int_equal(told.count, kept ? STEPS - 7 : STEPS + 1);
        assert_int_equal(outcome.steps, STEPS);
        assert_int_equal(outcome.damaged, 0);
        assert_memory_equal(&outcome.digest, &unbroken.digest, sizeof outcome.digest);
        assert_as_unbroken(path.text, whole.text);
        assert_false(is_there(with_suffix(&path, ".checkpoint").text));
        remove_all(&path);
        remove_all(&whole);
    }
    edge_list_free(&list);
}

/* Of two checkpoints the newest whole one is gone on from. */
static void a_damaged_checkpoint_is_passed_over_and_counted(void **state)
{
    const struct path path = in_folder(state, "passed.h5"), whole = in_folder(state, "unpassed.h5");
    static const char *const names[] = {".checkpoint", ".checkpoint.1"};
    static const struct {
        bool harm[2];
        int32_t from;
        int damaged;
    } cases[] = {{{false, false}, 9, 0}, {{true, false}, 4, 1}, {{false, true}, 9, 0}, {{true, true}, 0, 2}};
    (void)run_until(whole.text, NULL, "", -1, -1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run_outcome outcome;
        struct message message;
        struct stat information;
        int32_t from = 99;
        (void)run_until(path.text, NULL, "", 9, 4);
        for (int k = 0; k < 2; k++) {
            const struct path name = with_suffix(&path, names[k]);
            assert_int_equal(stat(name.text, &information), 0);
            if (cases[i].harm[k]) assert_int_equal(truncate(name.text, information.st_size - 1), 0);
        }
        assert_int_equal(resume(path.text, &outcome, &from, &message), STATUS_OK);
        assert_int_equal(from, cases[i].from);
        assert_int_equal(outcome.damaged, cases[i].damaged);
        assert_as_unbroken(path.text, whole.text);
        assert_false(is_there(with_suffix(&path, ".checkpoint.1").text));
        remove_all(&path);
    }
    remove_all(&whole);
}

/* What a rule has seen before the stop counts: of a series that is steady over ten steps, it has seen six. */
static void a_rule_of_ending_goes_on(void **state)
{
    const struct path path = in_folder(state, "rule.h5"), whole = in_folder(state, "unruled.h5");
    static const char *const rules[] = {"adopters steady 10 1000", "adopters >= 1000", "adopters <= 1000"};
    static const int32_t steps[] = {10, STEPS, 0};
    for (int i = 0; i < 3; i++) {
        const struct run_outcome unbroken = run_until(whole.text, NULL, rules[i], -1, -1);
        struct run_outcome outcome;
        struct message message;
        assert_int_equal(unbroken.steps, steps[i]);
        assert_true(unbroken.ended == (steps[i] < STEPS) && unbroken.unmet != unbroken.ended);
        if (steps[i] > 6) {
            assert_int_equal(run_until(path.text, NULL, rules[i], 6, -1).steps, 6);
            if (resume(path.text, &outcome, NULL, &message)) fail_msg("%s", message.text);
            assert_int_equal(outcome.steps, steps[i]);
            assert_true(outcome.ended == unbroken.ended && outcome.unmet == unbroken.unmet);
            assert_as_unbroken(path.text, whole.text);
        }
        remove_all(&path);
        remove_all(&whole);
    }
}

static void what_cannot_be_gone_on_with_is_told_and_left_as_it_is(void **state)
{
    const struct path path = in_folder(state, "left.h5"), part = in_folder(state, "left.h5.part");
    struct run_outcome outcome;
    struct message message;
    struct part_file claimed;
    int32_t from = 99;
    size_t size, after;
    memset(&outcome, 0x7f, sizeof outcome);
    assert_int_equal(resume(path.text, &outcome, &from, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "left.h5.part: there is none to go on with"));
    assert_true(from == 0 && outcome.steps == 0 && outcome.file_bytes == 0 && !outcome.ended);

    (void)run_until(path.text, NULL, "", 7, -1);
    assert_int_equal(part_file_reclaim(&claimed, path.text, false, &message), STATUS_OK);
    assert_int_equal(resume(path.text, &outcome, &from, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "another run is writing it"));
    part_file_release(&claimed, false);

    fclose(fopen(path.text, "w"));
    assert_int_equal(resume(path.text, &outcome, &from, &message), STATUS_EXISTS);
    unlink(path.text);

    char *bytes = bytes_of(part.text, &size);
    for (int i = 1; i < 4; i++) {
        assert_int_equal(truncate(part.text, (off_t)(size * (size_t)i / 4)), 0);
        assert_int_equal(resume(path.text, &outcome, &from, &message), STATUS_DAMAGED);
        if (!strstr(message.text, "begin anew with run --force")) fail_msg("%s", message.text);
        free(bytes_of(part.text, &after));
        assert_int_equal(after, size * (size_t)i / 4);
        assert_true(is_there(with_suffix(&path, ".checkpoint").text) && !is_there(path.text));
        FILE *stream = fopen(part.text, "wb");
        assert_int_equal(fwrite(bytes, 1, size, stream), size);
        fclose(stream);
    }
    assert_int_equal(resume(path.text, &outcome, &from, &message), STATUS_OK);
    assert_int_equal(from, 7);
    free(bytes);
    remove_all(&path);
}

/* ---- running again ---- */

static enum status again(struct run_outcome *outcome, struct message *message)
{
    const struct run_request request = {.result.threads = 2};
    memset(outcome, 0x7f, sizeof *outcome);
    *message = (struct message){""};
    return run_again(damaged.text, &request, outcome, message);
}

static struct digest stated_digest;

static void no_harm(hid_t file)
{
    (void)file;
}

static void set_word(hid_t file, const char *path, const char *text)
{
    struct message message;
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = hdf5_text_type();
    assert_int_equal(hdf5_rewrite(dataset, type, &text, &message), STATUS_OK);
    hdf5_drop(type);
    hdf5_drop(dataset);
}

static void another_digest(hid_t file)
{
    set_word(file, "run/digest", "0123456789abcdef0123456789abcdef");
}

/* The same, and a checksum that goes with it: nothing but running again can tell. */
static void another_digest_that_is_vouched_for(hid_t file)
{
    struct digest checksum;
    struct message message;
    char text[DIGEST_TEXT];
    another_digest(file);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    digest_text(checksum, text);
    set_word(file, "run/checksum", text);
}

static void a_finished_run_comes_out_the_same_again(void **state)
{
    (void)state;
    struct run_outcome outcome;
    struct message message;
    with_harm(no_harm);
    assert_int_equal(again(&outcome, &message), STATUS_OK);
    assert_memory_equal(&outcome.digest, &stated_digest, sizeof stated_digest);
    assert_memory_equal(&outcome.stated, &stated_digest, sizeof stated_digest);
    assert_int_equal(outcome.steps, STEPS);
    assert_int_equal(outcome.agents, FILE_AGENTS);
    assert_int_equal(outcome.file_bytes, 0);
}

static void a_run_that_is_not_that_of_its_file_is_told(void **state)
{
    (void)state;
    static const struct {
        damaging *harm;
        const char *reason;
        bool run;
    } cases[] = {{another_digest, "damaged: its content is not what was written; `selforg verify %s` says more", false},
        {another_digest_that_is_vouched_for, "run again, it came out differently", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run_outcome outcome;
        struct message message;
        char expected[300];
        with_harm(cases[i].harm);
        assert_int_equal(again(&outcome, &message), STATUS_DAMAGED);
        int length = snprintf(expected, sizeof expected, "%s: ", damaged.text);
        snprintf(expected + length, sizeof expected - (size_t)length, cases[i].reason, damaged.text);
        assert_string_equal(message.text, expected);
        assert_int_equal(outcome.steps, cases[i].run ? STEPS : 0);
        const struct digest none = {0}, other = {.low = 0x0123456789abcdef, .high = 0x0123456789abcdef};
        assert_memory_equal(&outcome.stated, cases[i].run ? &other : &none, sizeof other);
        assert_memory_equal(&outcome.digest, cases[i].run ? &stated_digest : &none, sizeof none);
    }
}

static int make_file_of_people(void **state)
{
    struct edge_list list = file_network();
    if (folder_make(state)) return -1;
    damaged = in_folder(state, "result.h5");
    stated_digest = run_until(damaged.text, &list, "", -1, -1).digest;
    original = bytes_of(damaged.text, &original_size);
    edge_list_free(&list);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_on_from_where_it_stopped),
        cmocka_unit_test(a_damaged_checkpoint_is_passed_over_and_counted),
        cmocka_unit_test(a_rule_of_ending_goes_on),
        cmocka_unit_test(what_cannot_be_gone_on_with_is_told_and_left_as_it_is),
        cmocka_unit_test(a_finished_run_comes_out_the_same_again),
        cmocka_unit_test(a_run_that_is_not_that_of_its_file_is_told),
    };
    return cmocka_run_group_tests(tests, make_file_of_people, remove_original);
}
