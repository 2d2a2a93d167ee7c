/* check_practices: what there is to use, how it comes to people, and who cares for it. */
#include "scenario/check/check_inner.h"

#include <inttypes.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/parameters.h"
#include "scenario/practices/drawn_recipes.h"
#include "scenario/practices/payoffs.h"
#include "scenario/practices/wiring.h"
#include "scenario/rules.h"
#include "scenario/text.h"

/* Which bits of an nk landscape depend on which. */
static void check_wiring(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    struct message why;
    if (landscape->wiring == WIRING_MATRIX && !*landscape->matrix)
        trial_refuse(trial, "landscape.wiring", "needs landscape.matrix, such as 110 011 101");
    else if (landscape->wiring == WIRING_MATRIX && matrix_check(landscape, &why) != STATUS_OK)
        trial_refuse(trial, "landscape.matrix", "%s", why.text);
    if (landscape->wiring == WIRING_MATRIX) return;
    trial_in_order(trial, "landscape.interactions", "landscape.bits", true);
    if (landscape->wiring == WIRING_MODULAR && landscape->bits % (landscape->interactions + 1) != 0)
        trial_clash(trial, "landscape.interactions", "landscape.bits",
            "with wiring modular landscape.bits must be a multiple of landscape.interactions + 1");
}

/* Choices of several ways take several bits each, none of them in both halves of 64. */
static void check_options(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    int64_t width = 1, most;
    if (landscape->kind != LANDSCAPE_MATCH) return;
    while (INT64_C(1) << width < landscape->options) width++;
    most = 2 * (64 / width);
    if (landscape->bits > most)
        trial_clash(trial, "landscape.options", "landscape.bits",
            "a choice among %lld ways takes %lld bits, and there is room for %lld such choices",
            (long long)landscape->options, (long long)width, (long long)most);
}

/* What rows that a scenario keeps were read to, `words` being what their columns are called. */
static void check_rows(struct trial *trial, const char *key, enum status status, struct row_place place,
    const char *const *words, const char *why)
{
    if (status == STATUS_INPUT && place.row < 0) trial_refuse(trial, key, "cannot be: %s", why);
    if (status == STATUS_INPUT)
        trial_refuse(trial, key, "is wrong in row %d: %s: %s", place.row + 1, words[place.column], why);
    if (status == STATUS_MEMORY && !trial->culprit) trial->status = message_status(trial->message, STATUS_MEMORY);
}

/* Rows have commas. */
static bool has_rows(struct trial *trial, const char *key, const char *rows, const char *such)
{
    if (!*rows) trial_refuse(trial, "landscape.kind", "needs %s, such as %s.csv", key, key + strlen("landscape."));
    if (*rows && !strchr(rows, ','))
        trial_refuse(
            trial, key, "is neither rows, as %s, nor the name of a table, as %s.csv", such, key + strlen("landscape."));
    return !trial->culprit;
}

static void check_items(struct trial *trial)
{
    struct recipes recipes;
    struct row_place place;
    struct message why = {""};
    const char *items = trial->scenario->landscape.items;
    if (trial->scenario->landscape.making == MAKING_DRAWN) {
        if (drawn_recipes_check(&trial->scenario->landscape, &why) != STATUS_OK)
            trial_refuse(trial, "landscape.drawn_items", "%s", why.text);
        return;
    }
    if (!has_rows(trial, "landscape.items", items, "gum,0.1; bark,0.1; salve,0.5,gum bark")) return;
    enum status status = recipes_read(&recipes, items, &place, &why);
    recipes_free(&recipes);
    check_rows(trial, "landscape.items", status, place, recipe_words, why.text);
}

static void check_payoffs(struct trial *trial)
{
    struct payoffs payoffs;
    struct row_place place;
    struct message why = {""};
    const struct landscape_parameters *with = &trial->scenario->landscape;
    if (!has_rows(trial, "landscape.payoffs", with->payoffs, "00,0.2; 11,0.9; default,0.5")) return;
    enum status status = payoffs_read(&payoffs, with->payoffs, &place, &why);
    payoffs_free(&payoffs);
    check_rows(trial, "landscape.payoffs", status, place, payoff_words, why.text);
    if (status == STATUS_OK && payoffs.bits != with->bits)
        trial_refuse(
            trial, "landscape.bits", "must be the number of bits in landscape.payoffs, %lld", (long long)payoffs.bits);
}

static void check_landscape(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    if (!landscape->present) return;
    if (landscape->kind == LANDSCAPE_NK) check_wiring(trial);
    if (landscape->kind == LANDSCAPE_MATCH && landscape->bits % landscape->block_bits != 0)
        trial_clash(trial, "landscape.block_bits", "landscape.bits",
            "landscape.bits must be a multiple of landscape.block_bits");
    check_options(trial);
    if (landscape->turbulence > 0 && landscape->kind != LANDSCAPE_MATCH)
        trial_refuse(trial, "landscape.turbulence", "needs a target that can turn: landscape.kind must be match");
    if (landscape->normalised && landscape->kind == LANDSCAPE_NK && landscape->bits > 24)
        trial_refuse(
            trial, "landscape.normalised", "needs landscape.bits to be at most 24, since it looks at every practice");
    if (landscape->normalised && landscape->context_weight > 0)
        trial_clash(trial, "landscape.normalised", "landscape.context_weight",
            "nobody knows the largest quality of every spot");
    if (landscape->kind == LANDSCAPE_RING) trial_in_order(trial, "landscape.max_distance", "landscape.positions", true);
    if (landscape->kind == LANDSCAPE_RECIPES) check_items(trial);
    if (landscape->kind == LANDSCAPE_TABLE) check_payoffs(trial);
    if (landscape->kind == LANDSCAPE_LISTED && landscape->practices.count == 0)
        trial_refuse(trial, "landscape.kind", "needs landscape.practices, such as {video calls: 0.8, letters: 0.4}");
}

static const char *name_of_practice(const void *context, int i)
{
    return ((const struct named_numbers *)context)->item[i].name;
}

/* A practice that is named must be one of the list. */
static void check_listed(struct trial *trial, const char *key, const char *name)
{
    const struct named_numbers *listed = &trial->scenario->landscape.practices;
    if (named_place(listed, name) >= 0) return;
    const char *nearest = text_nearest(name, (int)listed->count, name_of_practice, listed);
    trial_refuse(trial, key, "names '%s', which is not in landscape.practices%s", text_excerpt(name).text,
        text_suggestion(nearest).text);
}

/* What is believed beforehand is kept in mind beside all that there is. */
static void check_prior(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    const struct start_parameters *start = &scenario->start;
    bool has = scenario_has(scenario, FEATURE_PRIOR);
    if (start->practice == START_BELIEVED && !has)
        trial_refuse(trial, "start.practice",
            "needs start.prior or start.certain, a landscape of listed practices, and adoption.rule evidence");
    if (!has) return;
    for (int64_t i = 0; i < start->prior.count; i++) check_listed(trial, "start.prior", start->prior.item[i].name);
    if (named_place(&start->prior, start->certain) >= 0)
        trial_refuse(trial, "start.certain", "is in start.prior too, and what is certain needs none");
    if (*start->certain) check_listed(trial, "start.certain", start->certain);
    if (start->prior_kind == PRIOR_LOGISTIC && !(start->prior_sd > 0) &&
        !parameter_written(scenario, parameter_find("start.prior_sd")))
        trial_refuse(trial, "start.prior_kind", "needs start.prior_sd, which is 0: all would believe the same");
    if (scenario->people.memory < scenario->landscape.practices.count)
        trial_refuse(trial, "people.memory",
            "must be at least the number of landscape.practices, %" PRId64 ", where something is believed beforehand",
            scenario->landscape.practices.count);
}

static void check_start(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool used = scenario->start.practice != START_AUTOMATIC && scenario->start.practice != START_NONE;
    if (scenario->network.kind != NETWORK_FILE) trial_in_order(trial, "start.users", "network.agents", false);
    if (*scenario->network.user_column && scenario->start.users > 0)
        trial_clash(trial, "start.users", "network.user_column",
            "network.user_column says who begins with the first practice, start.users how many");
    if (*scenario->network.adopted_column && (scenario->start.users > 0 || *scenario->network.user_column))
        trial_refuse(trial, "network.adopted_column",
            "says who begins with the first practice, too: it does not go with %s",
            *scenario->network.user_column ? "network.user_column" : "start.users");
    if (scenario->start.practice == START_LAST && scenario->landscape.kind != LANDSCAPE_LISTED)
        trial_refuse(trial, "start.practice", "needs landscape.kind listed, which says which is the last");
    if (used && !scenario->landscape.present)
        trial_refuse(trial, "start.practice",
            "needs a landscape; without one there is one practice, and start.users says how many use it");
    check_prior(trial);
}

/* Whoever looks at everybody takes long where all are tied to all. */
enum { EVERYBODY_MOST = 10000 };
#define EVERYBODY_LOOKS "would have everybody look at everybody: above %d agents it must be at least 1"

static void check_sample(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool all = scenario->look.at == LOOK_AT_ANYONE ||
               (scenario->look.at == LOOK_AT_NEIGHBOURS && scenario->network.kind == NETWORK_COMPLETE);
    bool everybody = adopts_with(scenario, KERNEL_TURN) && all && scenario->look.sample == 0;
    if (everybody && scenario->network.agents > EVERYBODY_MOST)
        trial_refuse(trial, "adoption.look.sample", EVERYBODY_LOOKS, EVERYBODY_MOST);
}

static void check_threshold(struct trial *trial)
{
    const struct accept_parameters *accept = &trial->scenario->accept;
    if (!scenario_has(trial->scenario, FEATURE_THRESHOLD)) return;
    if (accept->threshold_kind == THRESHOLDS_FIXED && accept->measure == THRESHOLD_SHARE && accept->threshold.start > 1)
        trial_refuse(
            trial, "adoption.accept.threshold", "must be a share, at most 1, or adoption.accept.measure must be count");
}

/* Doses begin at more and more people, or at larger and larger shares. */
static void check_dose(struct trial *trial)
{
    const struct accept_parameters *accept = &trial->scenario->accept;
    const double most = accept->measure == THRESHOLD_SHARE ? 1 : 1e9;
    double before = 0, from = 0;
    if (accept->by != ACCEPT_DOSE) return;
    if (accept->dose.count == 0)
        trial_refuse(trial, "adoption.accept.by", "needs adoption.accept.dose, such as {1: 0.1, 2: 0.4}");
    for (int64_t i = 0; i < accept->dose.count; i++, before = from)
        if (number_read(accept->dose.item[i].name, &from) != NUMBER_FINE || !(from > before && from <= most))
            trial_refuse_item(trial, "adoption.accept.dose", i,
                "has names that are numbers of people (measure count) or shares of them up to 1 (measure share), above "
                "0 and rising");
}

/* A bit has no quality, and is not news by itself; who looks only at whoever tells needs somebody who does. */
static void check_turn(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    if (scenario->choose.of == CHOOSE_BITS && scenario->choose.by == CHOOSE_BEST)
        trial_clash(trial, "adoption.choose.by", "adoption.choose.of",
            "a bit has no quality; adoption.look.heed better heeds those who do better");
    if (scenario->adoption.when == WHEN_NEWS && scenario->choose.of == CHOOSE_BITS)
        trial_clash(trial, "adoption.when", "adoption.choose.of", "a practice is news, and not a bit of it");
    if (scenario->adoption.when == WHEN_NEWS && scenario->adoption.order != TURNS_TOGETHER)
        trial_clash(trial, "adoption.when", "adoption.order",
            "who took something up in the step before is news to all at once");
    if (scenario->look.at == LOOK_AT_TELLERS && !scenario->tell.present)
        trial_refuse(trial, "adoption.look.at",
            "needs the section 'tell': without it nobody tells, so that nobody is looked at");
}

/* A setting that somebody wrote, or the rule that has it. */
static const char *setting_to_blame(const struct scenario *scenario, const char *path)
{
    return parameter_written(scenario, parameter_find(path)) ? path : "adoption.rule";
}

/* Whether nobody is ever without a turn, and nobody wrote so. */
static bool everybody_has_turns(const struct scenario *with)
{
    return with->adoption.turn_probability.least >= 1 && !scenario_has(with, FEATURE_OWN_TURNS) &&
           with->adoption.order != TURNS_DRAWN && with->adoption.when != WHEN_DISSATISFIED &&
           !parameter_written(with, parameter_find("adoption.turn_probability"));
}

static void check_solo(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    trial_needs(trial, "individual_search", "landscape");
    if (!scenario->individual_search.present) return;
    if (adoption_sees(scenario) && scenario->adoption.search_alone == ALONE_INSTEAD && everybody_has_turns(scenario))
        trial_refuse(trial, setting_to_blame(scenario, "adoption.search_alone"),
            "has only those search alone who have no turn, and everybody has one: adoption.turn_probability is 1 "
            "(written, that is meant)");
    const bool some =
        scenario->individual_search.moves == MOVES_EACH || scenario->individual_search.moves == MOVES_ORDERS;
    const bool bits = scenario_has(scenario, FEATURE_BITS);
    if (bits)
        trial_in_order(
            trial, "individual_search.reach", some ? "individual_search.own_moves" : "landscape.bits", false);
    if (some && scenario_has(scenario, FEATURE_VARIANTS))
        trial_in_order(trial, "individual_search.own_moves", bits ? "landscape.bits" : "landscape.max_distance", false);
}

static bool landscape_of_options(const struct scenario *scenario)
{
    return scenario->landscape.kind == LANDSCAPE_MATCH && scenario->landscape.options > 2;
}

static void check_code(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    trial_needs(trial, "organisational_code", "landscape");
    if (scenario->organisational_code.present && !scenario_has(scenario, FEATURE_BITS))
        trial_refuse(trial, "organisational_code", "needs a landscape of bits (nk, match, table)");
    if (scenario->organisational_code.present && landscape_of_options(scenario))
        trial_refuse(trial, "organisational_code",
            "needs bits, and not choices of several ways (landscape.options): it moves people half the way to the "
            "opposite");
}

/* What is in mind has no users who could be counted. */
static void check_mind(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    enum choose_by by = scenario->choose.by;
    if (!adoption_sees(scenario) && (by == CHOOSE_ONE || by == CHOOSE_MOST))
        trial_refuse(trial, "adoption.choose.by",
            "does not go with adoption.choose.from mind (adoption.rule evidence), where nobody is counted: best or "
            "weighted do");
}

static void check_adoption(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool bits = scenario_has(scenario, FEATURE_BITS);
    if (!scenario->adoption.present) return;
    const char *by_quality = adoption_needs_quality(scenario), *by_bits = adoption_needs_bits(scenario);
    if (by_quality && !scenario->landscape.present)
        trial_refuse(trial, setting_to_blame(scenario, by_quality),
            "needs the section 'landscape': without one no practice has a quality");
    if (by_bits && !bits)
        trial_refuse(trial, setting_to_blame(scenario, by_bits), "needs a landscape of bits (nk, match, table)");
    check_mind(trial);
    if (!adoption_sees(scenario)) return;
    check_threshold(trial);
    check_dose(trial);
    check_turn(trial);
    check_sample(trial);
}

static void check_communities(struct trial *trial)
{
    const struct communities_parameters *communities = &trial->scenario->communities;
    if (!communities->present) return;
    trial_needs(trial, "communities", "landscape");
    trial_needs(trial, "communities", "adoption");
    if (!scenario_has(trial->scenario, FEATURE_EVIDENCE))
        trial_refuse(trial, "adoption.rule", "must be evidence where there are communities: they pool evidence");
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    if (communities->hub_measure == HUB_BY_REACH && landscape->kind == LANDSCAPE_NK && landscape->bits > 24)
        trial_clash(trial, "communities.hub_measure", "landscape.bits",
            "reach needs landscape.bits to be at most 24, since it looks at every practice");
    trial_in_order(trial, "communities.stewardship_documents", "communities.repertoire_size", false);
    trial_in_order(trial, "communities.engaged_load", "communities.core_load", false);
    trial_in_order(trial, "communities.interested_load", "communities.engaged_load", false);
}

static void check_loss(struct trial *trial)
{
    if (!trial->scenario->loss.present) return;
    trial_needs(trial, "loss", "projects");
    trial_needs(trial, "loss", "adoption");
    if (!scenario_has(trial->scenario, FEATURE_EVIDENCE))
        trial_refuse(
            trial, "loss", "needs adoption.rule evidence: whoever accompanies others tells them of what is in use");
}

/* Whether anybody takes something up without being told of it. */
static bool adopters_come(const struct scenario *with)
{
    const bool copies =
        with->renew.present && with->renew.turnover_probability.most > 0 && with->renew.copy_probability.most > 0;
    return adoption_sees(with) || scenario_has(with, FEATURE_FINDING) || copies;
}

/* Users need no project to tell; but what people tell is what they believe. */
static void check_telling(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool weighed = scenario_has(scenario, FEATURE_EVIDENCE);
    if (scenario->tell.present && !scenario->projects.present && !weighed)
        trial_refuse(trial, "tell",
            "needs the section 'projects', or adoption.rule evidence: else nobody believes anything of practices");
    if (scenario->tell.present && scenario->tell.what == TELL_OUTCOME && !scenario->use.present)
        trial_refuse(trial, "tell.what", "needs the section 'use', in which people see outcomes");
    if (scenario->tell.present && scenario->tell.who == TELL_ADOPTERS && !adopters_come(scenario))
        trial_refuse(trial, "tell.who",
            "have nothing to tell of: nobody takes anything up before somebody tells; users tell of what they began "
            "with");
    if (scenario->use.present && !weighed)
        trial_refuse(trial, "use", "needs adoption.rule evidence, under which people learn from outcomes");
}

/* The others of a pair are who they are by the draw. */
static void check_influence(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    const struct influence_parameters *with = &scenario->influence;
    if (!with->present) return;
    const bool expectation = with->trait == INFLUENCE_EXPECTATION;
    if (with->trait != INFLUENCE_OPINION && !scenario_has(scenario, expectation ? FEATURE_EXPECTING : FEATURE_PROJECTS))
        trial_refuse(trial, "influence.trait",
            "needs the section 'projects'%s, where it matters; opinion needs nothing",
            expectation ? ", or adoption.when dissatisfied" : "");
    if (with->mutual && (with->sample != 1 || with->order != INFLUENCE_DRAWN))
        trial_refuse(trial, "influence.mutual", "needs influence.sample to be 1 and influence.order to be drawn");
    bool all =
        with->at == LOOK_AT_ANYONE || (with->at == LOOK_AT_NEIGHBOURS && scenario->network.kind == NETWORK_COMPLETE);
    if (all && with->sample == 0 && scenario->network.agents > EVERYBODY_MOST)
        trial_refuse(trial, "influence.sample", EVERYBODY_LOOKS, EVERYBODY_MOST);
}

void check_practices(struct trial *trial)
{
    check_landscape(trial);
    check_start(trial);
    check_adoption(trial);
    check_solo(trial);
    check_code(trial);
    check_communities(trial);
    check_loss(trial);
    check_telling(trial);
    check_influence(trial);
}
