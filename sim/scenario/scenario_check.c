/* The rules that bind parameters to each other.
 *
 * Each rule is a line or two: a condition that cannot be, the parameter to blame, and what it must be. Rules look only
 * at what is in force: the values of an absent section are never wrong. The first rule that is broken is the verdict.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "scenario/numbers.h"
#include "scenario/parameters.h"
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

/* Of two parameters that cannot go together, the one to blame: the first, unless only the second was changed. */
static const char *changed(const struct trial *trial, const char *first, const char *second)
{
    bool first_changed = !parameter_is_default(trial->scenario, parameter_find(first));
    bool second_changed = !parameter_is_default(trial->scenario, parameter_find(second));
    return second_changed && !first_changed ? second : first;
}

/* One number must be at most another, or below it. */
static void in_order(struct trial *trial, const char *small, const char *large, bool strictly)
{
    double low = number(trial, small), high = number(trial, large);
    if (strictly ? low < high : low <= high) return;
    const char *culprit = changed(trial, small, large);
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
    if (network->kind == NETWORK_FILE) return;
    const char *reason = "is possible only where network.kind is file";
    if (*network->edges) refuse(trial, "network.edges", "%s", reason);
    if (*network->nodes) refuse(trial, "network.nodes", "%s", reason);
    if (*network->unit) refuse(trial, "network.unit", "%s", reason);
    if (network->directed) refuse(trial, "network.directed", "%s", reason);
}

static void check_torus(struct trial *trial)
{
    int64_t agents = trial->scenario->network.agents, rows = trial->scenario->network.rows;
    if (rows > 0) {
        if (rows < 3 || agents % rows != 0 || agents / rows < 3)
            refuse(trial, "network.rows",
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
    if (network->inside * ties > inside + 1)
        refuse(trial, "network.inside", "is too much: units of %.0f agents have no room for %g ties an agent", size,
            network->inside * network->mean_degree);
    if ((1 - network->inside) * ties > between + 1)
        refuse(trial, "network.inside", "is too little: between the units there is no room for %g ties an agent",
            (1 - network->inside) * network->mean_degree);
}

/* A mean number of ties needs as many others to be tied to. */
static void check_degree(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    bool ring = network->kind == NETWORK_RING || network->kind == NETWORK_SMALL_WORLD;
    if (ring && floor(network->mean_degree / 2) * 2 != network->mean_degree)
        refuse(trial, "network.mean_degree", "must be even on a ring, with as many ties on either side");
    if (network->mean_degree > (double)(network->agents - 1))
        refuse(trial, changed(trial, "network.mean_degree", "network.agents"),
            "does not go with the other: among %lld agents network.mean_degree must be at most %lld",
            (long long)network->agents, (long long)network->agents - 1);
    if (network->kind == NETWORK_UNITS) check_units(trial);
}

static void check_caveman(struct trial *trial)
{
    int64_t agents = trial->scenario->network.agents, clique = trial->scenario->network.clique;
    if (agents % clique != 0)
        refuse(trial, changed(trial, "network.agents", "network.clique"),
            "does not go with the other: network.agents must be a multiple of network.clique");
    if (clique < 3 && agents > clique)
        refuse(trial, "network.clique", "must be at least 3, or a cave falls apart when one of its ties is rewired");
}

static void check_network(struct trial *trial)
{
    check_file(trial);
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
        in_order(trial, "network.attach", "network.agents", true);
        break;
    case NETWORK_CAVEMAN:
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
    if (landscape->kind == LANDSCAPE_MATCH && landscape->bits % landscape->block != 0)
        refuse(trial, changed(trial, "landscape.block", "landscape.bits"),
            "does not go with the other: landscape.bits must be a multiple of landscape.block");
    if (landscape->kind == LANDSCAPE_LISTED && landscape->practices.count == 0)
        refuse(trial, "landscape.kind", "needs landscape.practices, such as {video calls: 0.8, letters: 0.4}");
    if (landscape->kind != LANDSCAPE_LISTED && landscape->practices.count > 0)
        refuse(trial, "landscape.practices", "are possible only where landscape.kind is listed");
}

static void check_start(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool used = scenario->start.practice != START_AUTOMATIC && scenario->start.practice != START_NONE;
    if (scenario->network.kind != NETWORK_FILE) in_order(trial, "start.adopters", "network.agents", false);
    if (used && !scenario->landscape.present)
        refuse(trial, "start.practice",
            "needs a landscape; without one there is one practice, and start.adopters says how many use it");
}

static void check_people(struct trial *trial)
{
    in_order(trial, "people.skills_each", "people.skills", false);
    if (trial->scenario->opportunities.present) in_order(trial, "opportunities.skills", "people.skills", false);
}

/* A section that is there needs another one. */
static void needs(struct trial *trial, const char *section, const char *other)
{
    bool there = section_present(trial->scenario, section_find(section));
    bool other_there = section_present(trial->scenario, section_find(other));
    if (there && !other_there)
        refuse(trial, section, "needs the section '%s', which is absent (`%s: {}` puts it there)", other, other);
}

static void check_projects(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].switched == SECTION_PROJECTS) needs(trial, section_table[i].path, "projects");
    needs(trial, "debrief", "projects");
    needs(trial, "closeness", "projects");
    needs(trial, "share", "projects");
    needs(trial, "projects", "opportunities");
    needs(trial, "projects", "landscape");
    if (!scenario->projects.present) return;
    in_order(trial, "team.min", "team.max", false);
    if (scenario->network.kind != NETWORK_FILE) in_order(trial, "team.min", "network.agents", false);
}

static void check_adoption(struct trial *trial)
{
    const struct adoption_parameters *adoption = &trial->scenario->adoption;
    if (adoption->present && adoption->rule == ADOPTION_EVIDENCE && !trial->scenario->landscape.present)
        refuse(trial, "adoption.rule", "needs the section 'landscape': without one no practice has a quality");
}

enum status scenario_check(const struct scenario *scenario, const char **culprit, struct message *message)
{
    struct trial trial = {.scenario = scenario, .message = message};
    check_network(&trial);
    check_landscape(&trial);
    check_start(&trial);
    check_people(&trial);
    check_projects(&trial);
    check_adoption(&trial);
    *culprit = trial.culprit;
    return trial.culprit ? STATUS_INPUT : STATUS_OK;
}
