/* The rules that bind parameters to each other.
 *
 * Each rule is a line or two: a condition that cannot be, the parameter to blame, and what it must be. Rules look only
 * at what is in force: the values of an absent section are never wrong. The first rule that is broken is the verdict.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "scenario/changes.h"
#include "scenario/numbers.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"
#include "scenario/scenario.h"

/* The scenario on trial; `culprit` is NULL as long as nothing is wrong. */
struct trial {
    const struct scenario *scenario;
    struct message *message;
    const char *culprit;
};

/* Fills the message with "culprit: value reason". */
__attribute__((format(printf, 3, 4))) static void refuse(
    struct trial *trial, const char *culprit, const char *reason, ...)
{
    if (trial->culprit) return;
    trial->culprit = culprit;
    struct message why;
    va_list arguments;
    va_start(arguments, reason);
    vsnprintf(why.text, sizeof why.text, reason, arguments);
    va_end(arguments);
    char value[PARAMETER_TEXT_LENGTH] = "";
    const struct parameter *parameter = parameter_find(culprit);
    if (parameter) parameter_print(trial->scenario, parameter, value);
    message_set(trial->message, STATUS_INPUT, "%s: %.60s%s%.1800s", culprit, value, *value ? " " : "", why.text);
}

static double number(const struct trial *trial, const char *path)
{
    const struct parameter *parameter = parameter_find(path);
    const void *value = parameter_value(trial->scenario, parameter);
    return parameter->type == PARAMETER_COUNT ? (double)*(const int64_t *)value : *(const double *)value;
}

/* Of two parameters that cannot go together, the one to blame: the first, unless only the second was written. */
static const char *to_blame(const struct trial *trial, const char *first, const char *second)
{
    bool first_written = parameter_written(trial->scenario, parameter_find(first));
    bool second_written = parameter_written(trial->scenario, parameter_find(second));
    return second_written && !first_written ? second : first;
}

/* One number must be at most another, or below it. */
static void in_order(struct trial *trial, const char *small, const char *large, bool strictly)
{
    double low = number(trial, small), high = number(trial, large);
    if (strictly ? low < high : low <= high) return;
    const char *culprit = to_blame(trial, small, large);
    const char *other = culprit == small ? large : small;
    const char *must = culprit == small ? strictly ? "below" : "at most" : strictly ? "above" : "at least";
    char value[NUMBER_TEXT];
    number_print(culprit == small ? high : low, value);
    refuse(trial, culprit, "must be %s %s, which is %s", must, other, value);
}

static void check_file(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    if (network->kind == NETWORK_FILE && !*network->edges)
        refuse(trial, "network.kind", "needs network.edges, the path of an edge list or graph");
}

static void check_torus(struct trial *trial)
{
    int64_t agents = trial->scenario->network.agents, rows = trial->scenario->network.grid_rows;
    if (rows > 0) {
        if (rows < 3 || agents % rows != 0 || agents / rows < 3)
            refuse(trial, "network.grid_rows",
                "must be at least 3 and divide network.agents, which is %lld, into rows of at least 3",
                (long long)agents);
        return;
    }
    for (int64_t side = 3; side * side <= agents; side++)
        if (agents % side == 0) return;
    refuse(trial, "network.agents", "must be a product of two numbers of at least 3 each, the sides of the torus");
}

/* Ties inside and between units must have room among the pairs of agents; one tie is left for rounding. */
static void check_units(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    if (network->units == 1) return;
    double agents = (double)network->agents, units = (double)network->units, size = floor(agents / units);
    double larger = agents - size * units, ties = agents * network->mean_degree / 2;
    double inside = larger * (size + 1) * size / 2 + (units - larger) * size * (size - 1) / 2;
    double between = agents * (agents - 1) / 2 - inside;
    if (network->within_unit_fraction * ties > inside + 1)
        refuse(trial, "network.within_unit_fraction", "is too much: units of %.0f agents have no room for %g ties an agent", size,
            network->within_unit_fraction * network->mean_degree);
    if ((1 - network->within_unit_fraction) * ties > between + 1)
        refuse(trial, "network.within_unit_fraction", "is too little: between the units there is no room for %g ties an agent",
            (1 - network->within_unit_fraction) * network->mean_degree);
}

/* A mean number of ties needs as many others to be tied to. */
static void check_degree(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    bool ring = network->kind == NETWORK_RING || network->kind == NETWORK_SMALL_WORLD;
    if (ring && floor(network->mean_degree / 2) * 2 != network->mean_degree)
        refuse(trial, "network.mean_degree", "must be even on a ring, with as many ties on either side");
    if (network->mean_degree > (double)(network->agents - 1))
        refuse(trial, to_blame(trial, "network.mean_degree", "network.agents"),
            "does not go with the other: among %lld agents network.mean_degree must be at most %lld",
            (long long)network->agents, (long long)network->agents - 1);
    if (network->kind == NETWORK_UNITS) check_units(trial);
}

static void check_caveman(struct trial *trial)
{
    int64_t agents = trial->scenario->network.agents, clique = trial->scenario->network.group_size;
    if (agents % clique != 0)
        refuse(trial, to_blame(trial, "network.agents", "network.group_size"),
            "does not go with the other: network.agents must be a multiple of network.group_size");
    if (trial->scenario->network.kind == NETWORK_GROUPS) return;
    if (clique < 3 && agents > clique)
        refuse(trial, "network.group_size", "must be at least 3, or a cave falls apart when one of its ties is rewired");
}

static void check_extra(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    if (network->extra_ties > 0 && (network->kind == NETWORK_COMPLETE || network->kind == NETWORK_FILE))
        refuse(trial, "network.extra_ties", "adds ties to a network that is made: network.kind cannot be complete or file");
    if (network->kind == NETWORK_GROUPS && network->rewired_fraction > 0 && network->agents < 2 * network->group_size)
        refuse(trial, "network.rewired_fraction", "needs another group: network.agents must be at least twice network.group_size");
}

/* Every name is a number of ties that one can have, and somebody has one of them. */
static void check_degrees(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    double all = 0;
    for (int64_t i = 0; i < network->degrees.count; i++) {
        int64_t degree = -1;
        enum number_fault fault = number_read_whole(network->degrees.item[i].name, &degree);
        if (fault != NUMBER_FINE || degree < 0 || degree >= network->agents)
            refuse(trial, "network.degrees", "has names that are numbers of ties, whole and from 0 to %lld",
                (long long)network->agents - 1);
        all += network->degrees.item[i].value;
    }
    if (network->kind == NETWORK_DEGREES && !(all > 0))
        refuse(trial, "network.kind", "needs network.degrees, such as {2: 0.5, 6: 0.5}");
}

static void check_network(struct trial *trial)
{
    check_file(trial);
    check_extra(trial);
    check_degrees(trial);
    if (trial->scenario->network.kind == NETWORK_FILE) return;
    in_order(trial, "network.units", "network.agents", false);
    switch (trial->scenario->network.kind) {
    case NETWORK_RING:
    case NETWORK_SMALL_WORLD:
    case NETWORK_RANDOM:
    case NETWORK_UNITS:
        check_degree(trial);
        break;
    case NETWORK_TORUS:
        check_torus(trial);
        break;
    case NETWORK_PREFERENTIAL:
        in_order(trial, "network.ties_per_newcomer", "network.agents", true);
        break;
    case NETWORK_CAVEMAN:
    case NETWORK_GROUPS:
        check_caveman(trial);
        break;
    default:
        break;
    }
}

static void check_landscape(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    if (!landscape->present) return;
    if (landscape->kind == LANDSCAPE_NK) in_order(trial, "landscape.interactions", "landscape.bits", true);
    if (landscape->kind == LANDSCAPE_MATCH && landscape->bits % landscape->block_bits != 0)
        refuse(trial, to_blame(trial, "landscape.block_bits", "landscape.bits"),
            "does not go with the other: landscape.bits must be a multiple of landscape.block_bits");
    if (landscape->turbulence > 0 && landscape->kind != LANDSCAPE_MATCH)
        refuse(trial, "landscape.turbulence", "needs a target that can turn: landscape.kind must be match");
    if (landscape->normalised && landscape->kind == LANDSCAPE_NK && landscape->bits > 24)
        refuse(trial, "landscape.normalised", "needs landscape.bits to be at most 24, since it looks at every practice");
    if (landscape->normalised && landscape->context_weight > 0)
        refuse(trial, to_blame(trial, "landscape.normalised", "landscape.context_weight"),
            "does not go with the other: nobody knows the largest quality of every spot");
    if (landscape->kind == LANDSCAPE_LISTED && landscape->practices.count == 0)
        refuse(trial, "landscape.kind", "needs landscape.practices, such as {video calls: 0.8, letters: 0.4}");
}

static void check_start(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool used = scenario->start.practice != START_AUTOMATIC && scenario->start.practice != START_NONE;
    if (scenario->network.kind != NETWORK_FILE) in_order(trial, "start.users", "network.agents", false);
    if (scenario->start.unknown_fraction > 0 &&
        (scenario->start.practice != START_RANDOM || scenario->landscape.kind == LANDSCAPE_LISTED))
        refuse(trial, "start.unknown_fraction", "needs start.practice random and a landscape of bits (nk, match)");
    if (used && !scenario->landscape.present)
        refuse(trial, "start.practice",
            "needs a landscape; without one there is one practice, and start.users says how many use it");
}

static void check_people(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    in_order(trial, "people.skills_per_person", "people.skills", false);
    if (scenario->people.left_out >= 0 && !scenario_has(scenario, FEATURE_EVIDENCE))
        refuse(trial, "people.left_out", "needs adoption.rule evidence, under which people pass on only what they took up");
    if (scenario->network.kind != NETWORK_FILE) in_order(trial, "people.left_out", "network.agents", true);
    if (trial->scenario->opportunities.present) in_order(trial, "opportunities.skills_needed", "people.skills", false);
}

/* A section that is there needs another one. */
static void needs(struct trial *trial, const char *section, const char *other)
{
    bool there = section_present(trial->scenario, section_find(section));
    bool other_there = section_present(trial->scenario, section_find(other));
    if (there && !other_there)
        refuse(trial, section, "needs the section '%s', which is absent (`%s: {}` puts it there)", other, other);
}

/* Nobody notices, invites or decides whether to join where teams are put together by chance. */
static void check_assembly(struct trial *trial)
{
    const char *needed = "needs people who decide for themselves: team.rule cannot be assembly";
    if (trial->scenario->conclude.continuation_probability.start > 0) refuse(trial, "conclude.continuation_probability", "%s", needed);
    if (trial->scenario->leaders.present) refuse(trial, "leaders", "%s", needed);
    if (trial->scenario->clients.present) refuse(trial, "clients", "%s", needed);
}

static void check_projects(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].whole) needs(trial, section_table[i].path, section_table[i].whole->path);
    needs(trial, "create", "projects");
    needs(trial, "relax", "projects");
    needs(trial, "debrief", "projects");
    needs(trial, "closeness", "projects");
    if (trial->scenario->tell.who == TELL_MEMBERS) needs(trial, "tell", "projects");
    needs(trial, "resources", "projects");
    needs(trial, "long_projects", "projects");
    needs(trial, "leaders", "projects");
    needs(trial, "clients", "projects");
    needs(trial, "projects", "opportunities");
    needs(trial, "projects", "landscape");
    if (!scenario->projects.present) return;
    if (scenario->experiment.recombination_probability.start > 0 && scenario->landscape.kind == LANDSCAPE_LISTED)
        refuse(trial, "experiment.recombination_probability", "needs practices that are made of bits, and those of landscape.kind listed are not");
    const bool assembly = scenario->team.rule == TEAM_ASSEMBLY;
    if (assembly) check_assembly(trial);
    if (!assembly) in_order(trial, "team.min", "team.max", false);
    if (scenario->network.kind != NETWORK_FILE)
        in_order(trial, assembly ? "team.max" : "team.min", "network.agents", false);
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
        if (number_read_whole(name, &size) != NUMBER_FINE || size < 1 || size > team->max)
            refuse(trial, "team.sizes", "has '%s', which must be a whole number from 1 to team.max, which is %lld", name,
                (long long)team->max);
        if (team->sizes_in_turn && often != floor(often))
            refuse(trial, "team.sizes", "must say a whole number of times for each, since they come in turn");
        all += often;
    }
    if (team->sizes.count > 0 && !(all > 0)) refuse(trial, "team.sizes", "must have a size that occurs");
    if (team->sizes_in_turn && team->sizes.count == 0) refuse(trial, "team.sizes_in_turn", "needs team.sizes");
}

static void check_stances(struct trial *trial)
{
    const struct stances_parameters *stances = &trial->scenario->stances;
    double shares = stances->initial_stuck.start + stances->initial_guarding.start + stances->initial_blaming.start + stances->initial_initiating.start;
    needs(trial, "stances", "projects");
    needs(trial, "protection", "projects");
    needs(trial, "diagnosis", "stances");
    needs(trial, "training", "stances");
    const struct scenario *scenario = trial->scenario;
    if (scenario->training.present && scenario->network.kind != NETWORK_FILE)
        in_order(trial, "training.unit", "network.units", true);
    if (stances->present && !(shares <= 1 + 1e-9))
        refuse(trial, "stances", "has shares of stuck, guarding, blaming and initiating people that add up to more than 1");
}

static bool one_unit(const struct trial *trial)
{
    return trial->scenario->network.kind != NETWORK_FILE && trial->scenario->network.units < 2;
}

/* A section that is about several units. */
static void needs_units(struct trial *trial, const char *section)
{
    if (section_present(trial->scenario, section_find(section)) && one_unit(trial))
        refuse(trial, section, "needs at least two units (network.units)");
}

/* A section that adds ties. */
static void needs_room_for_ties(struct trial *trial, const char *section)
{
    if (section_present(trial->scenario, section_find(section)) && trial->scenario->network.kind == NETWORK_COMPLETE)
        refuse(trial, section, "needs people who are not all tied already (network.kind is complete)");
}

static void check_formal(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    const struct rollout_parameters *rollout = &trial->scenario->rollout;
    needs(trial, "units", "projects");
    needs_units(trial, "units");
    if (trial->scenario->renew.present && trial->scenario->renew.transfer_probability.start > 0 && one_unit(trial))
        refuse(trial, "renew.transfer_probability", "needs at least two units (network.units)");
    needs_units(trial, "reorganisation");
    needs_units(trial, "weavers");
    needs_room_for_ties(trial, "reorganisation");
    needs_room_for_ties(trial, "weavers");
    if (trial->scenario->reorganisation.present && trial->scenario->reorganisation.on_recognition &&
        !trial->scenario->recognition.present)
        refuse(trial, "reorganisation.on_recognition", "needs the section 'recognition'");
    needs(trial, "recognition", "projects");
    if (!trial->scenario->communities.present) needs(trial, "standards", "projects");
    if (trial->scenario->standards.present && trial->scenario->standards.opening_fraction.start > 0 && !trial->scenario->units.present)
        refuse(trial, "standards.opening_fraction", "needs the section 'units', which gives units their openness");
    if (rollout->present && rollout->random_candidates && !landscape->present)
        refuse(trial, "rollout.random_candidates", "needs a landscape to draw designs from");
    if (rollout->present && rollout->domain >= (landscape->present ? landscape->domains : 1))
        refuse(trial, "rollout.domain", "must be below the number of domains, which is %lld",
            (long long)(landscape->present ? landscape->domains : 1));
}

/* Whoever looks at everybody takes long where all are tied to all. */
static void check_sample(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    enum { AGENTS_MOST = 10000 };
    bool everybody = rule_goes_by(scenario->adoption.rule, parameter_find("adoption.look.sample")) &&
                     scenario->network.kind == NETWORK_COMPLETE && scenario->look.sample == 0;
    if (everybody && scenario->network.agents > AGENTS_MOST)
        refuse(trial, "adoption.look.sample",
            "would have everybody look at everybody: above %d agents on a complete network it must be at least 1",
            AGENTS_MOST);
}

static void check_threshold(struct trial *trial)
{
    const struct accept_parameters *accept = &trial->scenario->accept;
    if (accept->threshold_kind == THRESHOLDS_FIXED && accept->measure == THRESHOLD_SHARE && accept->threshold.start > 1)
        refuse(trial, "adoption.accept.threshold",
            "must be a share, at most 1, or adoption.accept.measure must be count");
}

static void check_solo(struct trial *trial)
{
    needs(trial, "individual_search", "landscape");
}

static void check_code(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    needs(trial, "organisational_code", "landscape");
    if (scenario->organisational_code.present && scenario->landscape.kind == LANDSCAPE_LISTED)
        refuse(trial, "organisational_code", "needs a landscape of bits (nk, match)");
}

static void check_adoption(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool bits = scenario->landscape.present && scenario->landscape.kind != LANDSCAPE_LISTED;
    if (!scenario->adoption.present) return;
    if (adoption_has(scenario, NEEDS_QUALITY) && !scenario->landscape.present)
        refuse(trial, "adoption.rule", "needs the section 'landscape': without one no practice has a quality");
    if (adoption_has(scenario, NEEDS_BITS) && !bits)
        refuse(trial, "adoption.rule", "needs a landscape of bits (nk, match)");
    if (adoption_has(scenario, NEEDS_THRESHOLDS)) check_threshold(trial);
    check_sample(trial);
}

static void check_communities(struct trial *trial)
{
    const struct communities_parameters *communities = &trial->scenario->communities;
    if (!communities->present) return;
    needs(trial, "communities", "landscape");
    needs(trial, "communities", "adoption");
    if (!adoption_told(trial->scenario, TOLD_WEIGHED))
        refuse(trial, "adoption.rule", "must be evidence where there are communities: they pool evidence");
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    if (communities->hub_measure == HUB_BY_REACH && landscape->kind == LANDSCAPE_NK && landscape->bits > 24)
        refuse(trial, to_blame(trial, "communities.hub_measure", "landscape.bits"),
            "does not go with the other: reach needs landscape.bits to be at most 24, since it looks at every practice");
    in_order(trial, "communities.stewardship_documents", "communities.repertoire_size", false);
    in_order(trial, "communities.engaged_load", "communities.core_load", false);
    in_order(trial, "communities.interested_load", "communities.engaged_load", false);
}

/* Users need no project to tell; but what people tell is what they believe. */
static void check_telling(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool weighed = adoption_told(scenario, TOLD_WEIGHED);
    if (scenario->tell.present && !scenario->projects.present && !weighed)
        refuse(trial, "tell", "needs the section 'projects', or adoption.rule evidence: else nobody believes anything of practices");
    if (scenario->use.present && !weighed)
        refuse(trial, "use", "needs adoption.rule evidence, under which people learn from outcomes");
}

/* Ties that everyday contact can hold. */
static void check_contacts(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    const struct contacts_parameters *contacts = &scenario->contacts;
    if (!contacts->present) return;
    double given = contacts->begun_per_tie.start, held = scenario_contacts_that_hold(scenario);
    needs_room_for_ties(trial, "contacts");
    if (scenario->network.directed) refuse(trial, "contacts", "needs ties that go both ways (network.directed is true)");
    if (given < 0 && given != -1)
        refuse(trial, "contacts.begun_per_tie", "must be at least 0, or -1: as many as hold a tie at the trust of the start");
    if (given < 0 && !(held > 0 && held <= 1000))
        refuse(trial, "contacts.begun_per_tie",
            "would follow from renew.trust_decay T / (2 trust_shift (1 - T)), T being people.trust, and that is not above 0 and at most 1000: give it, or change these");
    if (scenario->renew.present && scenario->renew.min_trust.start > 0)
        in_order(trial, "renew.min_trust", "contacts.trust_shift", true);
}

static void check_observe(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    if (scenario->structure.present && scenario->structure.every % scenario->observe.every != 0)
        refuse(trial, "observe.structure.every",
            "must be a multiple of observe.every: it is measured in rows of the time series");
}

static void check_rules(struct trial *trial)
{
    check_network(trial);
    check_landscape(trial);
    check_start(trial);
    check_people(trial);
    check_projects(trial);
    check_team_sizes(trial);
    check_stances(trial);
    check_formal(trial);
    check_adoption(trial);
    check_solo(trial);
    check_code(trial);
    check_communities(trial);
    check_telling(trial);
    check_contacts(trial);
    check_observe(trial);
}

/* The changes of a scenario, by step; what is wrong with one is the verdict. */
struct timetable {
    int64_t count;
    struct change change[NAMED_MOST];
};

static void read_changes(struct trial *trial, struct timetable *timetable)
{
    *timetable = (struct timetable){0};
    for (int64_t i = 0; i < trial->scenario->run.interventions.count; i++) {
        struct change change;
        if (change_read(trial->scenario, i, &change, trial->message) != STATUS_OK) {
            trial->culprit = "interventions";
            return;
        }
        int64_t place = timetable->count++;
        for (; place > 0 && timetable->change[place - 1].step > change.step; place--)
            timetable->change[place] = timetable->change[place - 1];
        timetable->change[place] = change;
    }
}

/* What the changes of a step leave behind must be possible, as if the run began with it. */
static void check_later(struct trial *trial, const struct scenario *later, int64_t step)
{
    struct trial afterwards = {.scenario = later, .message = trial->message};
    check_rules(&afterwards);
    if (!afterwards.culprit) return;
    trial->culprit = "interventions";
    message_prefix(trial->message, "interventions: from step %lld on ", (long long)step);
}

static void check_changes(struct trial *trial)
{
    struct scenario later = *trial->scenario;
    struct timetable timetable;
    read_changes(trial, &timetable);
    for (int64_t i = 0; i < timetable.count && !trial->culprit; i++) {
        const struct change *change = &timetable.change[i];
        bool last_of_step = i + 1 == timetable.count || timetable.change[i + 1].step > change->step;
        *(double *)((char *)&later + change->parameter->offset) = change->value;
        if (last_of_step) check_later(trial, &later, change->step);
    }
}

enum status scenario_check(const struct scenario *scenario, const char **culprit, struct message *message)
{
    struct trial trial = {.scenario = scenario, .message = message};
    check_rules(&trial);
    if (!trial.culprit && scenario->run.interventions.count > 0) check_changes(&trial);
    *culprit = trial.culprit;
    return trial.culprit ? STATUS_INPUT : STATUS_OK;
}
