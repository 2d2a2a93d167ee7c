/* What there is to use, how it comes to people, and who cares for it: what goes together, to the last value that does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

#define LISTED "landscape.kind=listed", "landscape.practices={old: 0.4, new: 0.8}"
#define MATCH "landscape.kind=match"
#define MATRIX "landscape.wiring=matrix", "landscape.bits=3"
#define RECIPES "landscape.kind=recipes"
#define ITEMS "landscape.items=a,0;b,0;c,1,a b"
#define BELIEVING LISTED, "adoption"

static void landscapes_that_can_be_pass(void **state)
{
    (void)state;
    static const char *const cases[][SETTINGS_MOST] = {
        {"landscape.bits=4", "landscape.interactions=3"},
        {"landscape.bits=8", "landscape.interactions=3", "landscape.wiring=modular"},
        {MATRIX, "landscape.matrix=110 011 101", "landscape.interactions=20"},
        {MATCH, "landscape.bits=12", "landscape.block_bits=4", "landscape.interactions=20"},
        {MATCH, "landscape.bits=64", "landscape.options=4"},
        {MATCH, "landscape.bits=16", "landscape.options=256"},
        {MATCH, "landscape.bits=42", "landscape.options=5"},
        {"landscape.options=256"},
        {MATCH, "landscape.turbulence=0.1"},
        {"landscape.normalised=true", "landscape.bits=24"},
        {MATCH, "landscape.normalised=true", "landscape.bits=25"},
        {"landscape.kind=ring", "landscape.positions=13"},
        {LISTED, "landscape.context_weight=0.5", "landscape.bits=1"},
        {RECIPES, ITEMS},
    };
    assert_all_pass(COUNT_OF(cases), cases);
}

static void landscapes_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"landscape.bits=3"}, "landscape.bits", "3 must be above landscape.interactions, which is 3"},
        {{"landscape.interactions=12"}, "landscape.interactions", "12 must be below landscape.bits, which is 12"},
        {{"landscape.wiring=modular", "landscape.bits=10"}, "landscape.bits",
            "10 does not go with landscape.interactions, which is 3: with wiring modular landscape.bits must be a "
            "multiple of landscape.interactions + 1"},
        {{MATCH, "landscape.block_bits=5"}, "landscape.block_bits",
            "5 does not go with landscape.bits, which is 12: landscape.bits must be a multiple of "
            "landscape.block_bits"},
        {{MATCH, "landscape.bits=66", "landscape.options=4"}, "landscape.options",
            "4 does not go with landscape.bits, which is 66: a choice among 4 ways takes 2 bits, and there is room for "
            "64 such choices"},
        {{MATCH, "landscape.bits=43", "landscape.options=5"}, "landscape.options",
            "5 does not go with landscape.bits, which is 43: a choice among 5 ways takes 3 bits, and there is room for "
            "42 such choices"},
        {{MATCH, "landscape.bits=17", "landscape.options=256"}, "landscape.options",
            "256 does not go with landscape.bits, which is 17: a choice among 256 ways takes 8 bits, and there is room "
            "for 16 such choices"},
        {{"landscape.turbulence=0.1"}, "landscape.turbulence",
            "0.1 needs a target that can turn: landscape.kind must be match"},
        {{"landscape.normalised=true", "landscape.bits=25"}, "landscape.normalised",
            "true needs landscape.bits to be at most 24, since it looks at every practice"},
        {{"landscape.normalised=true", "landscape.context_weight=0.5"}, "landscape.normalised",
            "true does not go with landscape.context_weight, which is 0.5: nobody knows the largest quality of every "
            "spot"},
        {{"landscape.kind=ring", "landscape.positions=12"}, "landscape.positions",
            "12 must be above landscape.max_distance, which is 12"},
        {{"landscape.kind=listed"}, "landscape.kind",
            "listed needs landscape.practices, such as {video calls: 0.8, letters: 0.4}"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    struct scenario scenario =
        scenario_of((const char *const[SETTINGS_MOST]){"landscape.wiring=modular", "landscape.interactions=4"});
    const char *culprit;
    struct message message;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
    assert_string_equal(culprit, "landscape.interactions"); /* what was written is to blame */
    assert_string_equal(message.text, "landscape.interactions: 4 does not go with landscape.bits, which is 12: with "
                                      "wiring modular landscape.bits must be a multiple of landscape.interactions + 1");
}

static void a_matrix_and_items_are_there_and_right(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"landscape.wiring=matrix"}, "landscape.wiring", "matrix needs landscape.matrix, such as 110 011 101"},
        {{MATRIX, "landscape.matrix=110 011"}, "landscape.matrix", "110 011 has 2 rows, and landscape.bits is 3"},
        {{MATRIX, "landscape.matrix=110 011 10"}, "landscape.matrix",
            "110 011 10 has a row 3 of 2 cells, and landscape.bits is 3"},
        {{RECIPES}, "landscape.kind", "recipes needs landscape.items, such as items.csv"},
        {{RECIPES, "landscape.items=a,0;b,0"}, "landscape.items",
            "a,0;b,0 cannot be: no item is made of others, and so nothing can be put together (landscape.kind listed "
            "has practices that stand alone)"},
        {{RECIPES, "landscape.items=a,0;b,0;c,1,a stone"}, "landscape.items",
            "a,0;b,0;c,1,a stone is wrong in row 3: parts: 'stone' is no item"},
        {{RECIPES, "landscape.items=a,0;b,2;c,1,a b"}, "landscape.items",
            "a,0;b,2;c,1,a b is wrong in row 2: quality: '2' is no number from 0 to 1"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void payoffs_are_there_and_right(void **state)
{
    (void)state;
#define TABLE "landscape.kind=table"
    static const struct refusal cases[] = {
        {{TABLE}, "landscape.kind", "table needs landscape.payoffs, such as payoffs.csv"},
        {{TABLE, "landscape.payoffs=0110"}, "landscape.payoffs",
            "0110 is neither rows, as 00,0.2; 11,0.9; default,0.5, nor the name of a table, as payoffs.csv"},
        {{TABLE, "landscape.payoffs=01,2;default,0.5"}, "landscape.payoffs",
            "01,2;default,0.5 is wrong in row 1: quality: '2' is no number from 0 to 1"},
        {{TABLE, "landscape.payoffs=default,0.5;1x,1"}, "landscape.payoffs",
            "default,0.5;1x,1 is wrong in row 2: bits: '1x' is neither bits, as 0110, at most 128 of them, nor "
            "default"},
        {{TABLE, "landscape.payoffs=default,0.5"}, "landscape.payoffs",
            "default,0.5 cannot be: no row has bits, as 0110"},
        {{TABLE, "landscape.payoffs=01,1;default,0.5", "landscape.bits=3"}, "landscape.bits",
            "3 must be the number of bits in landscape.payoffs, 2"},
    };
    static const char *const fine[][SETTINGS_MOST] = {
        {TABLE, "landscape.payoffs=01,1;default,0.5", "landscape.bits=2"},
        {TABLE, "landscape.payoffs=1,1;0,0", "landscape.bits=1", "landscape.interactions=20"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    assert_all_pass(COUNT_OF(fine), fine);
}

static void whoever_begins_has_something_to_begin_with(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"start.users=1001"}, "start.users", "1001 must be at most network.agents, which is 1000"},
        {{"start.users=1", "network.user_column=u"}, "start.users",
            "1 does not go with network.user_column, which is u: network.user_column says who begins with the first "
            "practice, start.users how many"},
        {{"start.users=1", "network.adopted_column=a"}, "network.adopted_column",
            "a says who begins with the first practice, too: it does not go with start.users"},
        {{"network.user_column=u", "network.adopted_column=a"}, "network.adopted_column",
            "a says who begins with the first practice, too: it does not go with network.user_column"},
        {{"start.practice=last", "landscape"}, "start.practice",
            "last needs landscape.kind listed, which says which is the last"},
        {{"start.practice=unit"}, "start.practice",
            "unit needs a landscape; without one there is one practice, and start.users says how many use it"},
        {{"start.practice=random"}, "start.practice",
            "random needs a landscape; without one there is one practice, and start.users says how many use it"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {"landscape", "start.practice=same", "start.users=1000"},
        {"network.kind=file", "network.edges=e.csv", "start.users=5000"},
        {"network.user_column=u"},
        {"network.adopted_column=a"},
        {"start.practice=last", LISTED},
        {"start.practice=none"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

static void what_is_believed_beforehand_is_of_the_list(void **state)
{
    (void)state;
    static const char needs[] =
        "believed needs start.prior or start.certain, a landscape of listed practices, and adoption.rule evidence";
    static const struct refusal cases[] = {
        {{BELIEVING, "start.practice=believed"}, "start.practice", needs},
        {{"landscape", "adoption", "start.practice=believed", "start.certain=old"}, "start.practice", needs},
        {{LISTED, "adoption.rule=contact", "start.practice=believed", "start.prior=new: 0.5"}, "start.practice", needs},
        {{BELIEVING, "start.prior=nwe: 0.5"}, "start.prior",
            "{\"nwe\": 0.5} names 'nwe', which is not in landscape.practices; did you mean 'new'?"},
        {{BELIEVING, "start.prior={new: 0.5, letters: 0.5}"}, "start.prior",
            "{\"new\": 0.5, \"letters\": 0.5} names 'letters', which is not in landscape.practices"},
        {{BELIEVING, "start.certain=olt"}, "start.certain",
            "olt names 'olt', which is not in landscape.practices; did you mean 'old'?"},
        {{BELIEVING, "start.prior=new: 0.5", "start.certain=new"}, "start.certain",
            "new is in start.prior too, and what is certain needs none"},
        {{BELIEVING, "start.prior=new: 0.5", "start.prior_kind=logistic"}, "start.prior_kind",
            "logistic needs start.prior_sd, which is 0: all would believe the same"},
        {{"landscape.kind=listed", "landscape.practices={a: 1, b: 1, c: 1}", "adoption", "people.memory=2",
             "start.prior=a: 1"},
            "people.memory",
            "2 must be at least the number of landscape.practices, 3, where something is believed beforehand"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {BELIEVING, "start.practice=believed", "start.certain=old"},
        {BELIEVING, "start.practice=believed", "start.prior=new: 0.5", "start.certain=old", "people.memory=2"},
        {BELIEVING, "start.prior=new: 0.5", "start.prior_kind=logistic", "start.prior_sd=0"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

static void a_rule_of_adoption_has_what_it_looks_at(void **state)
{
    (void)state;
    static const char quality[] = "needs the section 'landscape': without one no practice has a quality";
    static const char bits[] = "needs a landscape of bits (nk, match, table)";
    static const struct {
        const char *settings[SETTINGS_MOST], *culprit, *value, *reason;
    } cases[] = {
        {{"adoption"}, "adoption.rule", "evidence", quality},
        {{"adoption.rule=best_member"}, "adoption.rule", "best_member", quality},
        {{"adoption.rule=contact", "adoption.look.heed=better"}, "adoption.look.heed", "better", quality},
        {{"adoption.rule=voter", "adoption.accept.only_if=gain"}, "adoption.accept.only_if", "gain", quality},
        {{"adoption.rule=fermi"}, "adoption.rule", "fermi", quality},
        {{"adoption.rule=superior_majority", LISTED}, "adoption.rule", "superior_majority", bits},
        {{"adoption.rule=voter", "adoption.copy.bits=1"}, "adoption.copy.bits", "1", bits},
        {{"adoption.rule=voter", "adoption.look.min_likeness=0.5"}, "adoption.look.min_likeness", "0.5", bits},
        {{"adoption", "landscape", "adoption.choose.by=most"}, "adoption.choose.by", "most",
            "does not go with adoption.choose.from mind (adoption.rule evidence), where nobody is counted: best or "
            "weighted do"},
        {{"adoption", "landscape", "adoption.choose.by=one"}, "adoption.choose.by", "one",
            "does not go with adoption.choose.from mind (adoption.rule evidence), where nobody is counted: best or "
            "weighted do"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char reason[256];
        struct refusal refusal = {.culprit = cases[i].culprit, .reason = reason};
        memcpy(refusal.settings, cases[i].settings, sizeof refusal.settings);
        snprintf(reason, sizeof reason, "%s %s", cases[i].value, cases[i].reason);
        assert_all_refused(1, &refusal);
    }
    static const char *const fine[][SETTINGS_MOST] = {
        {"adoption.rule=contact", "start.users=1"},
        {"adoption.rule=contact", "landscape"},
        {"adoption", LISTED, "adoption.choose.by=weighted"},
        {"adoption.rule=superior_majority", "landscape"},
        {"adoption.rule=conformist"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

static void thresholds_and_doses_are_of_what_is_measured(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"adoption.rule=threshold", "adoption.accept.threshold=1.5"}, "adoption.accept.threshold",
            "1.5 must be a share, at most 1, or adoption.accept.measure must be count"},
        {{"adoption.rule=voter", "adoption.accept.by=dose"}, "adoption.accept.by",
            "dose needs adoption.accept.dose, such as {1: 0.1, 2: 0.4}"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const struct {
        const char *measure, *dose;
        bool fine;
    } doses[] = {
        {"share", "{0.1: 0.1, 1: 0.4}", true},
        {"share", "{0.1: 0.1, 1.01: 0.4}", false},
        {"share", "{0: 0.1}", false},
        {"share", "{0.5: 0.1, 0.5e0: 0.4}", false},
        {"share", "{some: 0.1}", false},
        {"count", "{1: 0.1, 2: 0.4}", true},
        {"count", "{2: 0.1, 1: 0.4}", false},
        {"count", "{1: 0.1, 1000000000: 0.4}", true},
        {"count", "{1: 0.1, 1000000001: 0.4}", false},
        {"count", "{-1: 0.1}", false},
    };
    for (size_t i = 0; i < COUNT_OF(doses); i++) {
        char measure[64], dose[64];
        struct message message = {""};
        const char *culprit = NULL;
        snprintf(measure, sizeof measure, "adoption.accept.measure=%s", doses[i].measure);
        snprintf(dose, sizeof dose, "adoption.accept.dose=%s", doses[i].dose);
        struct scenario scenario = scenario_of(
            (const char *const[SETTINGS_MOST]){"adoption.rule=voter", "adoption.accept.by=dose", measure, dose});
        const enum status status = scenario_check(&scenario, &culprit, &message);
        if ((status == STATUS_OK) != doses[i].fine) fail_msg("%s of %s: %s", dose, measure, message.text);
        if (!doses[i].fine) assert_string_equal(culprit, "adoption.accept.dose");
        if (!doses[i].fine) assert_non_null(strstr(message.text, "above 0 and rising"));
    }
    static const char *const fine[][SETTINGS_MOST] = {
        {"adoption.rule=threshold", "adoption.accept.threshold=1"},
        {"adoption.rule=threshold", "adoption.accept.threshold=1.5", "adoption.accept.measure=count"},
        {"adoption.rule=threshold", "adoption.accept.threshold=1.5", "adoption.accept.threshold_kind=normal"},
        {"adoption.rule=contact", "adoption.accept.threshold=1.5"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

/* Ten thousand can all look at all, and no more. */
static void nobody_looks_at_too_many(void **state)
{
    (void)state;
    static const char most[] = "0 would have everybody look at everybody: above 10000 agents it must be at least 1";
    static const struct refusal cases[] = {
        {{"adoption.rule=voter", "adoption.look.sample=0", "adoption.look.at=anyone", "network.agents=10001"},
            "adoption.look.sample", most},
        {{"adoption.rule=voter", "adoption.look.sample=0", "network.kind=complete", "network.agents=10001"},
            "adoption.look.sample", most},
        {{"influence.at=anyone", "network.agents=10001"}, "influence.sample", most},
        {{"influence", "network.kind=complete", "network.agents=10001"}, "influence.sample", most},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {"adoption.rule=voter", "adoption.look.sample=0", "adoption.look.at=anyone", "network.agents=10000"},
        {"adoption.rule=voter", "adoption.look.sample=1", "adoption.look.at=anyone", "network.agents=10001"},
        {"adoption.rule=voter", "adoption.look.sample=0", "network.agents=10001"},
        {"influence.at=anyone", "network.agents=10000"},
        {"influence.at=anyone", "influence.sample=1", "network.agents=10001"},
        {"influence", "network.agents=10001"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

static void bits_and_news_are_taken_up_as_they_can_be(void **state)
{
    (void)state;
    static const char together[] = "news does not go with adoption.order, which is drawn: who took something up in the "
                                   "step before is news to all at once";
    static const struct refusal cases[] = {
        {{"adoption.rule=superior_majority", "landscape", "adoption.choose.by=best"}, "adoption.choose.by",
            "best does not go with adoption.choose.of, which is bits: a bit has no quality; adoption.look.heed better "
            "heeds those who do better"},
        {{"adoption.rule=superior_majority", "landscape", "adoption.when=news"}, "adoption.when",
            "news does not go with adoption.choose.of, which is bits: a practice is news, and not a bit of it"},
        {{"adoption.rule=cascade", "adoption.when=news", "adoption.order=drawn"}, "adoption.when", together},
        {{"adoption.rule=cascade", "adoption.order=shuffled"}, "adoption.order",
            "shuffled does not go with adoption.when, which is news: who took something up in the step before is news "
            "to all at once"},
        {{"adoption.rule=contact", "adoption.look.at=tellers"}, "adoption.look.at",
            "tellers needs the section 'tell': without it nobody tells, so that nobody is looked at"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void who_searches_alone_has_moves_to_make(void **state)
{
    (void)state;
    static const char absent[] = "needs the section 'landscape', which is absent (`landscape: {}` puts it there)";
#define INSTEAD                                                                                                        \
    " has only those search alone who have no turn, and everybody has one: adoption.turn_probability is 1 (written, "  \
    "that is meant)"
    static const struct refusal cases[] = {
        {{"individual_search"}, "individual_search", absent},
        {{"organisational_code"}, "organisational_code", absent},
        {{"landscape", "individual_search.reach=13"}, "individual_search.reach",
            "13 must be at most landscape.bits, which is 12"},
        {{"landscape", "individual_search.moves=each", "individual_search.reach=4"}, "individual_search.reach",
            "4 must be at most individual_search.own_moves, which is 3"},
        {{"landscape", "individual_search.moves=each", "individual_search.own_moves=13"}, "individual_search.own_moves",
            "13 must be at most landscape.bits, which is 12"},
        {{"landscape.kind=ring", "individual_search.moves=orders", "individual_search.own_moves=13"},
            "individual_search.own_moves", "13 must be at most landscape.max_distance, which is 12"},
        {{"landscape", "individual_search", "adoption.rule=neutral"}, "adoption.rule", "neutral" INSTEAD},
        {{"landscape", "individual_search", "adoption.rule=contact", "adoption.search_alone=instead"},
            "adoption.search_alone", "instead" INSTEAD},
        {{LISTED, "organisational_code"}, "organisational_code", "needs a landscape of bits (nk, match, table)"},
        {{MATCH, "landscape.options=3", "organisational_code"}, "organisational_code",
            "needs bits, and not choices of several ways (landscape.options): it moves people half the way to the "
            "opposite"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {"landscape", "individual_search.reach=12"},
        {"landscape", "individual_search.moves=each", "individual_search.own_moves=12", "individual_search.reach=12"},
        {LISTED, "individual_search.reach=128", "individual_search.own_moves=64"},
        {"landscape.kind=ring", "individual_search.moves=orders", "individual_search.own_moves=12"},
        {MATCH, "organisational_code"},
        {"landscape", "individual_search", "adoption.rule=neutral", "adoption.turn_probability=1"},
        {"landscape", "individual_search", "adoption.rule=neutral", "adoption.order=drawn"},
        {"landscape", "individual_search", "adoption.rule=neutral", "adoption.when=dissatisfied"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(landscapes_that_can_be_pass),
        cmocka_unit_test(landscapes_that_cannot_be_are_refused),
        cmocka_unit_test(a_matrix_and_items_are_there_and_right),
        cmocka_unit_test(payoffs_are_there_and_right),
        cmocka_unit_test(whoever_begins_has_something_to_begin_with),
        cmocka_unit_test(what_is_believed_beforehand_is_of_the_list),
        cmocka_unit_test(a_rule_of_adoption_has_what_it_looks_at),
        cmocka_unit_test(thresholds_and_doses_are_of_what_is_measured),
        cmocka_unit_test(nobody_looks_at_too_many),
        cmocka_unit_test(bits_and_news_are_taken_up_as_they_can_be),
        cmocka_unit_test(who_searches_alone_has_moves_to_make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
