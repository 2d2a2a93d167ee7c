/* What units and management need: several units, people who are not all tied, and the sections that they act on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

#define WORK "projects", "opportunities", "landscape"

static void what_has_all_that_it_needs_passes(void **state)
{
    (void)state;
    static const char *const cases[][SETTINGS_MOST] = {
        {WORK, "units", "network.units=2"},
        {"reorganisation", "network.units=2"},
        {"weavers", "network.units=2"},
        {"weavers", "network.kind=file", "network.edges=e.csv"},
        {"reorganisation", "network.kind=file", "network.edges=e.csv", "network.units=1"},
        {WORK, "recognition", "reorganisation.on_recognition=true", "network.units=2"},
        {WORK, "standards"},
        {"communities", "landscape", "adoption", "standards"},
        {WORK, "standards.opening_fraction=0.1", "units", "network.units=2"},
        {"rollout", "landscape", "rollout.random_candidates=true"},
        {"rollout", "rollout.domain=0"},
        {"rollout", "landscape.domains=3", "rollout.domain=2"},
    };
    assert_all_pass(COUNT_OF(cases), cases);
}

static void what_lacks_something_is_refused(void **state)
{
    (void)state;
    static const char projects[] = "needs the section 'projects', which is absent (`projects: {}` puts it there)",
                      units[] = "needs at least two units (network.units)",
                      tied[] = "needs people who are not all tied already (network.kind is complete)";
    static const struct refusal cases[] = {
        {{"units", "network.units=2"}, "units", projects},
        {{"recognition"}, "recognition", projects},
        {{"standards"}, "standards", projects},
        {{WORK, "units"}, "units", units},
        {{"reorganisation"}, "reorganisation", units},
        {{"weavers"}, "weavers", units},
        {{"reorganisation", "network.units=2", "network.kind=complete"}, "reorganisation", tied},
        {{"weavers", "network.units=2", "network.kind=complete"}, "weavers", tied},
        {{"reorganisation.on_recognition=true", "network.units=2"}, "reorganisation.on_recognition",
            "true needs the section 'recognition'"},
        {{WORK, "standards.opening_fraction=0.1"}, "standards.opening_fraction",
            "0.1 needs the section 'units', which gives units their openness"},
        {{"rollout.random_candidates=true"}, "rollout.random_candidates",
            "true needs a landscape to draw designs from"},
        {{"rollout.domain=1"}, "rollout.domain", "1 must be below the number of domains, which is 1"},
        {{"rollout.domain=3", "landscape.domains=3"}, "rollout.domain",
            "3 must be below the number of domains, which is 3"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_all_that_it_needs_passes),
        cmocka_unit_test(what_lacks_something_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
