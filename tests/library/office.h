/* A scenario and a run of it for the tests of the library. Include after <cmocka.h>. */
#ifndef LIBRARY_OFFICE_H
#define LIBRARY_OFFICE_H

#include "selforg.h"

static const char *const office = "selforg: 2\n"
                                  "steps: 30\n"
                                  "seed: 7\n"
                                  "network: {agents: 200, units: 4, mean_degree: 8}\n"
                                  "landscape: {kind: nk, domains: 2, bits: 8, interactions: 2}\n"
                                  "opportunities: {arrival_rate: 10}\n"
                                  "projects: {}\n"
                                  "tell: {}\n"
                                  "adoption: {rule: evidence}\n";

static inline selforg_scenario *office_scenario(void)
{
    selforg_scenario *scenario = selforg_scenario_create();
    assert_non_null(scenario);
    assert_int_equal(selforg_scenario_read_text(scenario, office), SELFORG_OK);
    assert_string_equal(selforg_scenario_message(scenario), "");
    return scenario;
}

static inline selforg_run *office_run(int threads)
{
    selforg_run *run = NULL;
    selforg_scenario *scenario = office_scenario();
    assert_int_equal(selforg_run_create(&run, scenario, threads), SELFORG_OK);
    selforg_scenario_free(scenario);
    return run;
}

#endif
