/* Who pools, loses, tells and moves towards others: what these need. Beside check_practices_test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

#define WORK "projects", "opportunities", "landscape"
#define COMMUNITIES "communities", "landscape", "adoption"

static void communities_have_evidence_to_pool_and_attention_in_order(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"communities", "adoption.rule=contact"}, "communities",
            "needs the section 'landscape', which is absent (`landscape: {}` puts it there)"},
        {{"communities", "landscape"}, "communities",
            "needs the section 'adoption', which is absent (`adoption: {}` puts it there)"},
        {{"communities", "landscape", "adoption.rule=contact"}, "adoption.rule",
            "contact must be evidence where there are communities: they pool evidence"},
        {{COMMUNITIES, "communities.hub_measure=reach", "landscape.bits=25"}, "communities.hub_measure",
            "reach does not go with landscape.bits, which is 25: reach needs landscape.bits to be at most 24, since it "
            "looks at every practice"},
        {{COMMUNITIES, "communities.stewardship_documents=9"}, "communities.stewardship_documents",
            "9 must be at most communities.repertoire_size, which is 8"},
        {{COMMUNITIES, "communities.engaged_load=0.11"}, "communities.engaged_load",
            "0.11 must be at most communities.core_load, which is 0.1"},
        {{COMMUNITIES, "communities.interested_load=0.07"}, "communities.interested_load",
            "0.07 must be at most communities.engaged_load, which is 0.06"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {COMMUNITIES},
        {COMMUNITIES, "communities.hub_measure=reach", "landscape.bits=24"},
        {COMMUNITIES, "communities.hub_measure=reach", "landscape.kind=match", "landscape.bits=25"},
        {COMMUNITIES, "communities.stewardship_documents=8"},
        {COMMUNITIES, "communities.engaged_load=0.1", "communities.interested_load=0.1"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

static void what_is_lost_told_and_used_is_believed_by_somebody(void **state)
{
    (void)state;
    static const char absent[] = "needs the section 'projects', which is absent (`projects: {}` puts it there)";
    static const struct refusal cases[] = {
        {{"loss", "landscape", "adoption"}, "loss", absent},
        {{WORK, "loss"}, "loss", "needs the section 'adoption', which is absent (`adoption: {}` puts it there)"},
        {{WORK, "loss", "adoption.rule=contact"}, "loss",
            "needs adoption.rule evidence: whoever accompanies others tells them of what is in use"},
        {{"tell.who=users"}, "tell",
            "needs the section 'projects', or adoption.rule evidence: else nobody believes anything of practices"},
        {{"tell.who=users", "adoption.rule=contact"}, "tell",
            "needs the section 'projects', or adoption.rule evidence: else nobody believes anything of practices"},
        {{"tell.who=adopters", "landscape", "adoption"}, "tell.who",
            "adopters have nothing to tell of: nobody takes anything up before somebody tells; users tell of what they "
            "began with"},
        {{WORK, "tell.what=outcome"}, "tell.what", "outcome needs the section 'use', in which people see outcomes"},
        {{"use"}, "use", "needs adoption.rule evidence, under which people learn from outcomes"},
        {{"use", "adoption.rule=contact"}, "use",
            "needs adoption.rule evidence, under which people learn from outcomes"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {WORK, "loss", "adoption"},
        {"tell.who=users", "landscape", "adoption"},
        {"tell.who=users", WORK},
        {"tell.who=adopters", "landscape", "adoption", "individual_search"},
        {"tell.who=adopters", "landscape", "adoption", "renew.turnover_probability=0.1", "renew.copy_probability=1"},
        {WORK, "tell.what=outcome", "use", "adoption"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
}

static void a_number_that_moves_matters_and_pairs_are_drawn(void **state)
{
    (void)state;
    static const char pair[] = "true needs influence.sample to be 1 and influence.order to be drawn";
    static const char *const traits[] = {"confidence", "expectation", "breadth"};
    for (size_t i = 0; i < COUNT_OF(traits); i++) {
        char setting[64], reason[128];
        snprintf(setting, sizeof setting, "influence.trait=%s", traits[i]);
        snprintf(reason, sizeof reason, "%s needs the section 'projects',%s where it matters; opinion needs nothing",
            traits[i], strcmp(traits[i], "expectation") == 0 ? " or adoption.when dissatisfied," : "");
        const struct refusal refusal = {{setting}, "influence.trait", reason};
        assert_all_refused(1, &refusal);
        const char *const fine[][SETTINGS_MOST] = {{setting, WORK}};
        assert_all_pass(1, fine);
    }
    static const struct refusal cases[] = {
        {{"influence.mutual=true", "influence.sample=1"}, "influence.mutual", pair},
        {{"influence.mutual=true", "influence.order=drawn"}, "influence.mutual", pair},
        {{"influence.mutual=true", "influence.order=drawn", "influence.sample=2"}, "influence.mutual", pair},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const fine[][SETTINGS_MOST] = {
        {"influence"}, {"influence.mutual=true", "influence.sample=1", "influence.order=drawn"}};
    assert_all_pass(COUNT_OF(fine), fine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(communities_have_evidence_to_pool_and_attention_in_order),
        cmocka_unit_test(what_is_lost_told_and_used_is_believed_by_somebody),
        cmocka_unit_test(a_number_that_moves_matters_and_pairs_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
