#include "scenario/check/only.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "scenario/changes.h"
#include "scenario/text.h"

/* -- what conditions ask */

#define HAS(name) scenario_has(with, FEATURE_##name)
#define KIND(kind_) (with->network.kind == NETWORK_##kind_)
#define FROM_FILE (with->network.kind == NETWORK_FILE)
#define LANDSCAPE(kind_) (with->landscape.kind == LANDSCAPE_##kind_)
#define ON(section, key) is_on(with, offsetof(struct scenario, section.key))

static bool is_on(const struct scenario *with, size_t offset)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (parameter->offset != offset) continue;
        const void *value = parameter_value(with, parameter);
        if (parameter_written(with, parameter)) return true;
        if (parameter->is_rate) return ((const struct rate *)value)->most > 0;
        return parameter->type == PARAMETER_COUNT ? *(const int64_t *)value > 0 : *(const double *)value > 0;
    }
    return false;
}

static bool network_is_drawn(const struct scenario *with)
{
    const struct network_parameters *network = &with->network;
    bool plain = KIND(COMPLETE) || KIND(RING) || KIND(LINE) || KIND(STAR) || KIND(CAVEMAN) || FROM_FILE;
    bool rewired = KIND(TORUS) || KIND(SMALL_WORLD) || KIND(GROUPS);
    return network->extra_ties > 0 || (rewired ? network->rewired_fraction > 0 : !plain);
}

/* A network from a file says itself how many units there are. */
static bool several_units(const struct scenario *with)
{
    return FROM_FILE || with->network.units > 1;
}

static bool made_of_bits(const struct scenario *with)
{
    return HAS(BITS);
}

/* Whether anybody has more than one move to choose from; a network from a file says itself how many units there are. */
static bool several_moves(const struct scenario *with)
{
    const struct individual_search_parameters *search = &with->individual_search;
    int64_t all = LANDSCAPE(RING) ? with->landscape.max_distance : with->landscape.bits;
    if (search->moves == MOVES_EACH || search->moves == MOVES_ORDERS) return search->own_moves > 1;
    return search->moves == MOVES_UNITS ? FROM_FILE || all > with->network.units : all > 1;
}

static bool trust_changes(const struct scenario *with)
{
    return HAS(TRUST) && !KIND(COMPLETE);
}

static bool chooses(const struct scenario *with)
{
    return with->team.rule == TEAM_CHOOSES;
}

static bool creates(const struct scenario *with)
{
    return scenario_has(with, FEATURE_CREATE) && with->create.making_rate.most > 0;
}

static bool takes_time(const struct scenario *with)
{
    return chooses(with) || with->communities.present || creates(with);
}

static bool is_heard(const struct scenario *with)
{
    return with->adoption.present || with->observe.tellings;
}

/* Whether of everything that somebody may begin with all is said that they believe. */
static bool begins_with_priors(const struct scenario *with)
{
    const struct named_numbers *prior = &with->start.prior;
    int64_t said = prior->count + (*with->start.certain != '\0');
    bool others = with->start.users > 0 || *with->network.user_column;
    if (!HAS(PRIOR)) return false;
    return said == with->landscape.practices.count || (with->start.practice == START_BELIEVED && !others);
}

/* Whether some begin with the first practice while they have another in mind, which all begin with. */
static bool begins_with_two(const struct scenario *with)
{
    return with->start.practice != START_NONE && (with->start.users > 0 || *with->network.user_column);
}

/* Whether people may ever use different practices in one domain. */
static bool several_practices(const struct scenario *with)
{
    const bool first = with->start.users > 0 || *with->network.user_column || HAS(INNOVATION) || HAS(OBSERVED);
    if (HAS(CARING) || HAS(INDIVIDUAL_SEARCH) || HAS(ORGANISATIONAL_CODE) || with->rollout.present) return true;
    switch (with->start.practice) {
    case START_AUTOMATIC:
    case START_NONE:
        return false;
    case START_UNIT:
        return first || several_units(with);
    case START_SAME:
    case START_LAST:
        return first;
    case START_RANDOM:
    case START_BELIEVED:
    case START_IN_TURN:
        return true;
    }
    return true;
}

/* -- the tables */

/* Whether what counts is taken only if it is better anyway: of all that is seen the best, or the only one. */
static bool only_better_counts(const struct scenario *with)
{
    const bool one = with->look.sample == 1 && !HAS(TELL);
    return (with->choose.by == CHOOSE_BEST || one) && with->choose.of == CHOOSE_PRACTICES &&
           (with->accept.only_if == IF_BETTER || with->accept.only_if == IF_GAIN);
}

/* Why a parameter whose section is in force has no effect, or NULL. */
static const char *reason_in_table(const struct scenario *with, const struct parameter *parameter)
{
#define ONLY(section, key, condition, reason)                                                                          \
    if (parameter->offset == offsetof(struct scenario, section.key) && !(condition)) return reason;
#include "scenario/check/only.def"
    return NULL;
}

/* The reason alone; `reason` is not NULL. */
static bool has_effect(const struct scenario *with, const struct parameter *parameter, struct message *reason)
{
    if (!section_present(with, parameter->section)) {
        message_set(reason, STATUS_INPUT, "the section '%s' is absent", parameter->section->path);
        return false;
    }
    const char *why = reason_in_table(with, parameter);
    if (why) parameter_fill(with, why, sizeof reason->text, reason->text);
    return !why;
}

bool parameter_has_effect(const struct scenario *scenario, const struct parameter *parameter, struct message *reason)
{
    struct message why = {""};
    if (has_effect(scenario, parameter, &why)) return true;
    if (!reason) return false;
    char value[PARAMETER_TEXT_LENGTH];
    parameter_print(scenario, parameter, value);
    message_set(reason, STATUS_INPUT, "%s: %s has no effect: %.1500s", parameter_path(parameter).text,
        text_excerpt(value).text, why.text);
    return false;
}

int64_t change_in_vain(const struct scenario *scenario, struct message *reason)
{
    for (int64_t i = 0; i < scenario->run.interventions.count; i++) {
        struct change change;
        if (change_read(scenario, i, &change, reason) == STATUS_OK && !has_effect(scenario, change.parameter, reason))
            return i + 1;
    }
    return 0;
}

enum status scenario_check_written(
    const struct scenario *scenario, const struct parameter **culprit, struct message *message)
{
    struct message why = {""};
    *culprit = NULL;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (!parameter_written(scenario, parameter) || parameter_has_effect(scenario, parameter, message)) continue;
        *culprit = parameter;
        return STATUS_INPUT;
    }
    const int64_t in_vain = change_in_vain(scenario, &why);
    if (in_vain == 0) return STATUS_OK;
    char name[CHANGE_NAME];
    change_print_name(&scenario->run.interventions, in_vain - 1, name);
    *culprit = parameter_interventions();
    return message_set(message, STATUS_INPUT, "interventions: %s has no effect: %.1500s", name, why.text);
}
