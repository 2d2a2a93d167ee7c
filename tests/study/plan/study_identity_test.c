/* What identifies a run: whatever makes it another run, or keeps something else of it, and nothing besides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/parameters.h"
#include "study/studies.h"

static struct study study;

static struct digest identity_of(const struct scenario *scenario)
{
    struct digest identity;
    struct message message = {.text = ""};
    if (study_identity(&study, scenario, &identity, &message) != STATUS_OK) fail_msg("%s", message.text);
    return identity;
}

static bool same(struct digest a, struct digest b)
{
    return a.low == b.low && a.high == b.high;
}

static bool is_word(const struct parameter *parameter)
{
    return parameter == parameter_find("title") || parameter == parameter_find("question");
}

/* Another value, whether or not a scenario may have it: of text, one that differs in its last letter alone. */
static void alter(struct scenario *scenario, const struct parameter *parameter, int to)
{
    char *value = (char *)scenario + parameter->offset;
    struct named_numbers *named = (struct named_numbers *)value;
    struct interventions *changes = (struct interventions *)value;
    const double reals[] = {-77.25, -77.5};
    const char *const texts[] = {"an odd tex", "an odd text"};
    switch (parameter->type) {
    case PARAMETER_REAL:
        memcpy(value, &reals[to], sizeof reals[to]);
        break;
    case PARAMETER_COUNT:
        memcpy(value, &(int64_t){-77 - to}, sizeof(int64_t));
        break;
    case PARAMETER_FLAG:
        memcpy(value, &(bool){to}, sizeof(bool));
        break;
    case PARAMETER_CHOICE:
        memcpy(value, &to, sizeof to);
        break;
    case PARAMETER_TEXT:
        strcpy(value, texts[to]);
        break;
    case PARAMETER_ARRIVALS:
        strcpy(((struct arrivals *)value)->text, texts[to]);
        break;
    case PARAMETER_NAMED:
        named->count = 1;
        strcpy(named->item[0].name, "one");
        named->item[0].value = reals[to];
        break;
    case PARAMETER_CHANGES:
        assert_int_equal(
            parameter_add_named(scenario, parameter, "3 adoption.accept.beta", to ? "0.25" : "0.5", NULL), STATUS_OK);
        assert_int_equal(changes->count, 1);
        break;
    }
}

static struct scenario whole; /* with every section */
static struct scenario altered;

/* Each parameter by itself: two values of it are two runs, but for the words that no run depends on. */
static void each_parameter_counts(void **state)
{
    (void)state;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        struct digest with[2];
        for (int to = 0; to < 2; to++) {
            altered = whole;
            alter(&altered, &parameter_table[i], to);
            with[to] = identity_of(&altered);
        }
        if (same(with[0], with[1]) != is_word(&parameter_table[i]))
            fail_msg("%s", parameter_path(&parameter_table[i]).text);
    }
}

/* A section that is taken out makes another run, and what it says counts no more. */
static void a_section_counts_where_it_is_there(void **state)
{
    (void)state;
    for (int s = 0; s < SECTION_TOTAL; s++) {
        const struct section *section = &section_table[s];
        if (section->switched == SECTION_ALWAYS) continue;
        struct scenario without = whole;
        section_set_absent(&without, section);
        const struct digest absent = identity_of(&without);
        if (same(absent, identity_of(&whole))) fail_msg("%s", section->path);
        for (int i = 0; i < PARAMETER_TOTAL; i++) {
            if (parameter_table[i].section != section) continue;
            altered = without;
            alter(&altered, &parameter_table[i], 1);
            if (!same(absent, identity_of(&altered))) fail_msg("%s", parameter_path(&parameter_table[i]).text);
        }
    }
}

/* What lies behind the end of a text or of a list of names is nothing. */
static void unused_room_does_not_count(void **state)
{
    (void)state;
    altered = whole;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        char *value = (char *)&altered + parameter->offset;
        struct named_numbers *named = (struct named_numbers *)value;
        if (parameter->type == PARAMETER_TEXT)
            memset(value + strlen(value) + 1, 'x', parameter->room - strlen(value) - 1);
        if (parameter->type != PARAMETER_NAMED) continue;
        strcpy(named->item[named->count].name, "behind");
        named->item[named->count].value = 4;
    }
    assert_true(same(identity_of(&altered), identity_of(&whole)));
}

/* Of names and of changes: how many there are, what they are called, their order and their numbers. */
static void each_name_and_change_counts(void **state)
{
    (void)state;
    static const char *const written[][2] = {{"landscape.practices", "{a: 0.25, b: 0.5}"},
        {"landscape.practices", "{a: 0.25, b: 0.75}"}, {"landscape.practices", "{b: 0.5, a: 0.25}"},
        {"landscape.practices", "{a: 0.25, ba: 0.5}"}, {"landscape.practices", "{a: 0.25}"},
        {"interventions", "{3: {adoption.accept.beta: 0.25}}"}, {"interventions", "{4: {adoption.accept.beta: 0.25}}"},
        {"interventions", "{3: {adoption.accept.innovation: 0.25}}"},
        {"interventions", "{3: {adoption.accept.beta: 0.25}, 4: {adoption.accept.beta: 0.5}}"},
        {"opportunities.arrivals", "step; 1; 3"}, {"opportunities.arrivals", "step; 1; 4"}};
    enum { WRITTEN = sizeof written / sizeof *written };
    struct digest all[WRITTEN + 1] = {identity_of(&whole)};
    for (int i = 0; i < WRITTEN; i++) {
        struct message message = {.text = ""};
        altered = whole;
        if (parameter_set(&altered, parameter_find(written[i][0]), written[i][1], &message))
            fail_msg("%s", message.text);
        all[i + 1] = identity_of(&altered);
        for (int k = 0; k <= i; k++)
            if (same(all[k], all[i + 1])) fail_msg("%s, %d", written[i][1], k);
    }
}

/* ---- what is kept ---- */

static struct digest kept_by(const char *more)
{
    char text[2048];
    struct message message;
    snprintf(text, sizeof text, "%s%s", BASE, more);
    study_free(&study);
    study = read_fine(text);
    if (study_scenario(&study, 0, 9, &altered, &message) != STATUS_OK) fail_msg("%s", message.text);
    return identity_of(&altered);
}

/* Runs of two studies are the same run where these keep the same of it, whatever else they are about. */
static void what_the_study_is_called_does_not_count(void **state)
{
    (void)state;
    const struct digest plain = kept_by("outcomes: [adopters_final]\n");
    static const char *const alike[] = {
        "outcomes: [adopters_final]\ntitle: A\nquestion: B\nreplicates: 7\nresults: true\n"
        "vary: {adoption.accept.beta: [0.2, 0.3]}\nindependent_seeds: true\n",
        "outcomes: [{name: late, of: adopters, at: final}]\n", "outcomes: [adopters_final]\nset: {title: other}\n",
        "outcomes: [adopters_final]\nset: {seed: 77}\n",
        "outcomes: [adopters_final]\nconditions: {a: {}, b: {steps: 9}}\n",
        "outcomes: [adopters_final]\nvary: {adoption.accept.beta: [0.2, 0.3]}\n",
        "outcomes: [adopters_final]\nset: {network.agents: 60, adoption.accept.beta: 0.20}\n"};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (!same(plain, kept_by(alike[i]))) fail_msg("%s", alike[i]);
    struct message message;
    assert_int_equal(study_scenario(&study, 0, 10, &altered, &message), STATUS_OK);
    assert_false(same(plain, identity_of(&altered))); /* another seed */
}

/* No two of these keep the same. */
static void whatever_is_kept_counts(void **state)
{
    (void)state;
#define OF(text) "outcomes: [{name: a, " text "}]\n"
#define ALL_PROJECTS "set: {landscape: {}, opportunities: {}, projects: {}}\n"
    static const char *const kept[] = {"", "outcomes: [adopters_final]\n", "series: [adopters]\n",
        "outcomes: [adopters_final]\nseries: [adopters]\n", "outcomes: [adopters_final, ties_final]\n",
        "outcomes: [ties_final, adopters_final]\n", OF("of: adopters, at: 20"), OF("of: adopters, at: 19"),
        OF("of: adopters, max: true"), OF("of: adopters, mean: true"), OF("of: adopters, mean: [1, 20]"),
        OF("of: adopters, mean: [0, 19]"), OF("of: adopters, reaches: 3"), OF("of: adopters, reaches: 0.5"),
        OF("of: adopters, reaches: 0.5, fraction_of: agents"), OF("of: adopters, ends_at_least: 3"),
        OF("of: adopters, quantile: 0.5"), OF("of: adopters, quantile: 0.5, steps: [1, 9]"),
        OF("of: adoptions, at: final"), OF("of: adoptions, entry: project, at: final"),
        OF("of: adoptions, entry: invention, at: final"), OF("of: 'adoptions[project]', at: final"),
        OF("of: adopters / agents, at: final"), OF("of: adopters / 2, at: final"), OF("of: adopters / 3, at: final"),
        OF("of: adopters, at: final, over: [ties]"), OF("of: adopters, at: final, over: [adoptions]"),
        OF("of: adopters, at: final, over: [ties, adoptions]"), OF("of: adopters, at: final, over: [adoptions, ties]"),
        OF("events: adoption, count: true"), OF("events: adoption, where: step > 3, count: true"),
        OF("events: adoption, where: step > 4, count: true"), OF("events: adoption, of: step, first: true"),
        OF("events: adoption, of: step, last: true"), OF("events: adoption, of: learner, first: true"),
        OF("events: adoption, of: step, place: 2"), OF("events: adoption, of: step, place: 3"),
        OF("events: practice, count: true")};
    enum { KEPT = sizeof kept / sizeof *kept };
    static struct digest all[KEPT];
    for (int i = 0; i < KEPT; i++) {
        all[i] = kept_by(kept[i]);
        for (int k = 0; k < i; k++)
            if (same(all[k], all[i])) fail_msg("%sand %s", kept[k], kept[i]);
    }
}

static int enter(void **state)
{
    if (enter_folder(state) != 0) return -1;
    whole = scenario_default;
    for (int s = 0; s < SECTION_TOTAL; s++) section_set_present(&whole, &section_table[s]);
    study = read_fine(BASE "outcomes: [adopters_final]\n");
    return 0;
}

static int leave(void **state)
{
    study_free(&study);
    return leave_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_parameter_counts),
        cmocka_unit_test(a_section_counts_where_it_is_there),
        cmocka_unit_test(unused_room_does_not_count),
        cmocka_unit_test(each_name_and_change_counts),
        cmocka_unit_test(what_the_study_is_called_does_not_count),
        cmocka_unit_test(whatever_is_kept_counts),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
