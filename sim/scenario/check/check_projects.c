/* check_projects: people, and what they do together. */
#include "scenario/check/check_inner.h"

#include <math.h>

#include "scenario/numbers.h"
#include "scenario/parameters.h"

/* The text is a list of numbers, or of pairs, below `count` (if that is known). */
static void check_numbered(struct trial *trial, const char *key, const char *text, bool pairs, int64_t count)
{
    struct numbered item;
    enum numbered_found found;
    while ((found = numbered_next(&text, pairs, &item)) == NUMBERED_ITEM)
        if (count > 0 && (item.number >= count || item.other >= count))
            trial_refuse(trial, key, "names agents beyond the last, who is %lld", (long long)count - 1);
    if (found == NUMBERED_WRONG)
        trial_refuse(trial, key, "must be %s", pairs ? "pairs of numbers, as 3-7, 4-9" : "whole numbers, as 12, 40");
}

static void check_without(struct trial *trial)
{
    const struct without_parameters *with = &trial->scenario->without;
    const bool drawn = trial->scenario->network.kind != NETWORK_FILE;
    const int64_t agents = drawn ? trial->scenario->network.agents : 0;
    if (!with->present) return;
    check_numbered(trial, "without.people", with->people, false, agents);
    check_numbered(trial, "without.ties", with->ties, true, agents);
    check_numbered(trial, "without.projects", with->projects, false, 0);
    check_numbered(trial, "without.communities", with->communities, false, 0);
    check_numbered(trial, "without.practices", with->practices, false, 0);
    if (*with->ties && trial->scenario->network.kind == NETWORK_COMPLETE &&
        !scenario_has(trial->scenario, FEATURE_EVIDENCE))
        trial_refuse(trial, "without.ties", "needs a network with ties that can be missing, or adoption.rule evidence");
}

void check_named(struct trial *trial, int64_t agents)
{
    const struct scenario *scenario = trial->scenario;
    if (scenario->without.present) {
        check_numbered(trial, "without.people", scenario->without.people, false, agents);
        check_numbered(trial, "without.ties", scenario->without.ties, true, agents);
    }
}

static void check_people(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    trial_in_order(trial, "people.skills_per_person", "people.skills", false);
    if (scenario->opportunities.present) trial_in_order(trial, "opportunities.skills_needed", "people.skills", false);
}

/* Nobody notices, invites or decides whether to join where teams are put together by chance. */
static void check_assembly(struct trial *trial)
{
    const char *needed = "needs people who decide for themselves: team.rule cannot be assembly";
    if (trial->scenario->conclude.continuation_probability.start > 0)
        trial_refuse(trial, "conclude.continuation_probability", "%s", needed);
    if (trial->scenario->leaders.present) trial_refuse(trial, "leaders", "%s", needed);
    if (trial->scenario->clients.present) trial_refuse(trial, "clients", "%s", needed);
}

static void check_work(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].whole) trial_needs(trial, section_table[i].path, section_table[i].whole->path);
    trial_needs(trial, "create", "projects");
    if (scenario->relax.present && !scenario_has(scenario, FEATURE_EXPECTING))
        trial_refuse(trial, "relax", "needs the section 'projects', or adoption.when dissatisfied: else nobody hopes");
    trial_needs(trial, "debrief", "projects");
    trial_needs(trial, "closeness", "projects");
    if (trial->scenario->tell.who == TELL_MEMBERS) trial_needs(trial, "tell", "projects");
    trial_needs(trial, "resources", "projects");
    trial_needs(trial, "long_projects", "projects");
    trial_needs(trial, "leaders", "projects");
    trial_needs(trial, "clients", "projects");
    trial_needs(trial, "projects", "opportunities");
    trial_needs(trial, "projects", "landscape");
    if (!scenario->projects.present) return;
    if (scenario->experiment.recombination_probability.start > 0 && scenario->landscape.present &&
        !scenario_has(scenario, FEATURE_BITS) && !scenario_has(scenario, FEATURE_RECIPES))
        trial_refuse(trial, "experiment.recombination_probability",
            "needs practices that are made of bits or of others, and those of landscape.kind listed and ring are not");
    if (scenario->experiment.search == SEARCH_RELAY && !scenario->individual_search.present)
        trial_refuse(trial, "experiment.search",
            "needs the section 'individual_search', which says what moves people have (with "
            "individual_search.trial_probability 0 nobody tries them alone)");
    const bool assembly = scenario->team.rule == TEAM_ASSEMBLY;
    if (assembly) check_assembly(trial);
    if (!assembly) trial_in_order(trial, "team.min", "team.max", false);
    if (scenario->network.kind != NETWORK_FILE)
        trial_in_order(trial, assembly ? "team.max" : "team.min", "network.agents", false);
}

/* Sizes are whole numbers that there are seats for; in turn each occurs a whole number of times. */
static void check_team_sizes(struct trial *trial)
{
    const struct team_parameters *team = &trial->scenario->team;
    double all = 0;
    if (!trial->scenario->projects.present) return;
    for (int64_t i = 0; i < team->sizes.count; i++) {
        int64_t size;
        const char *name = team->sizes.item[i].name;
        double often = team->sizes.item[i].value;
        if (number_written_whole(name, &size) || size < 1 || size > team->max)
            trial_refuse_item(trial, "team.sizes", i,
                "has '%s', which must be a whole number from 1 to team.max, which is %lld", name, (long long)team->max);
        if (team->sizes_in_turn && often != floor(often))
            trial_refuse_item(
                trial, "team.sizes", i, "must say a whole number of times for each, since they come in turn");
        all += often;
    }
    if (team->sizes.count > 0 && !(all > 0)) trial_refuse(trial, "team.sizes", "must have a size that occurs");
    if (team->sizes_in_turn && team->sizes.count == 0) trial_refuse(trial, "team.sizes_in_turn", "needs team.sizes");
}

static void check_stances(struct trial *trial)
{
    const struct stances_parameters *stances = &trial->scenario->stances;
    double shares = stances->initial_stuck.start + stances->initial_guarding.start + stances->initial_blaming.start +
                    stances->initial_initiating.start;
    trial_needs(trial, "stances", "projects");
    trial_needs(trial, "protection", "projects");
    trial_needs(trial, "diagnosis", "stances");
    trial_needs(trial, "training", "stances");
    const struct scenario *scenario = trial->scenario;
    if (scenario->training.present && scenario->network.kind != NETWORK_FILE)
        trial_in_order(trial, "training.unit", "network.units", true);
    if (stances->present && !(shares <= 1 + 1e-9))
        trial_refuse(trial, "stances",
            "has shares of stuck, guarding, blaming and initiating people that add up to more than 1");
}

/* Ties that everyday contact can hold. */
static void check_contacts(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    const struct contacts_parameters *contacts = &scenario->contacts;
    if (!contacts->present) return;
    double given = contacts->begun_per_tie.start, held = scenario_contacts_that_hold(scenario);
    trial_needs_room_for_ties(trial, "contacts");
    if (scenario->network.directed)
        trial_refuse(trial, "contacts", "needs ties that go both ways (network.directed is true)");
    if (given < 0 && given != -1)
        trial_refuse(trial, "contacts.begun_per_tie",
            "must be at least 0, or -1: as many as hold a tie at the trust of the start");
    if (given < 0 && !(held > 0 && held <= 1000))
        trial_refuse(trial, "contacts.begun_per_tie",
            "stands for renew.trust_decay T / (2 trust_shift (1 - T)), T being people.trust; here that is %g, and must "
            "be above 0 and at most 1000: give a number, or change these%s",
            held, scenario->renew.present ? "" : " (the section 'renew' is absent)");
    if (scenario->renew.present && scenario->renew.min_trust.start > 0)
        trial_in_order(trial, "renew.min_trust", "contacts.trust_shift", true);
}

void check_projects(struct trial *trial)
{
    check_people(trial);
    check_without(trial);
    check_work(trial);
    check_team_sizes(trial);
    check_stances(trial);
    check_contacts(trial);
}
