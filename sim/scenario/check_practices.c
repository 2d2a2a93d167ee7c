/* check_practices: what there is to use, how it comes to people, and who cares for it. */
#include "scenario/check_inner.h"

#include "scenario/parameters.h"
#include "scenario/rules.h"

static void check_landscape(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    if (!landscape->present) return;
    if (landscape->kind == LANDSCAPE_NK) trial_in_order(trial, "landscape.interactions", "landscape.bits", true);
    if (landscape->kind == LANDSCAPE_MATCH && landscape->bits % landscape->block_bits != 0)
        trial_refuse(trial, trial_to_blame(trial, "landscape.block_bits", "landscape.bits"),
            "does not go with the other: landscape.bits must be a multiple of landscape.block_bits");
    if (landscape->turbulence > 0 && landscape->kind != LANDSCAPE_MATCH)
        trial_refuse(trial, "landscape.turbulence", "needs a target that can turn: landscape.kind must be match");
    if (landscape->normalised && landscape->kind == LANDSCAPE_NK && landscape->bits > 24)
        trial_refuse(trial, "landscape.normalised", "needs landscape.bits to be at most 24, since it looks at every practice");
    if (landscape->normalised && landscape->context_weight > 0)
        trial_refuse(trial, trial_to_blame(trial, "landscape.normalised", "landscape.context_weight"),
            "does not go with the other: nobody knows the largest quality of every spot");
    if (landscape->kind == LANDSCAPE_LISTED && landscape->practices.count == 0)
        trial_refuse(trial, "landscape.kind", "needs landscape.practices, such as {video calls: 0.8, letters: 0.4}");
}

static void check_start(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool used = scenario->start.practice != START_AUTOMATIC && scenario->start.practice != START_NONE;
    if (scenario->network.kind != NETWORK_FILE) trial_in_order(trial, "start.users", "network.agents", false);
    if (scenario->start.unknown_fraction > 0 &&
        (scenario->start.practice != START_RANDOM || scenario->landscape.kind == LANDSCAPE_LISTED))
        trial_refuse(trial, "start.unknown_fraction", "needs start.practice random and a landscape of bits (nk, match)");
    if (used && !scenario->landscape.present)
        trial_refuse(trial, "start.practice",
            "needs a landscape; without one there is one practice, and start.users says how many use it");
}

/* Whoever looks at everybody takes long where all are tied to all. */
static void check_sample(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    enum { AGENTS_MOST = 10000 };
    bool everybody = rule_goes_by(scenario->adoption.rule, parameter_find("adoption.look.sample")) &&
                     scenario->network.kind == NETWORK_COMPLETE && scenario->look.sample == 0;
    if (everybody && scenario->network.agents > AGENTS_MOST)
        trial_refuse(trial, "adoption.look.sample",
            "would have everybody look at everybody: above %d agents on a complete network it must be at least 1",
            AGENTS_MOST);
}

static void check_threshold(struct trial *trial)
{
    const struct accept_parameters *accept = &trial->scenario->accept;
    if (accept->threshold_kind == THRESHOLDS_FIXED && accept->measure == THRESHOLD_SHARE && accept->threshold.start > 1)
        trial_refuse(trial, "adoption.accept.threshold",
            "must be a share, at most 1, or adoption.accept.measure must be count");
}

static void check_solo(struct trial *trial)
{
    trial_needs(trial, "individual_search", "landscape");
}

static void check_code(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    trial_needs(trial, "organisational_code", "landscape");
    if (scenario->organisational_code.present && scenario->landscape.kind == LANDSCAPE_LISTED)
        trial_refuse(trial, "organisational_code", "needs a landscape of bits (nk, match)");
}

static void check_adoption(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool bits = scenario->landscape.present && scenario->landscape.kind != LANDSCAPE_LISTED;
    if (!scenario->adoption.present) return;
    if (adoption_has(scenario, NEEDS_QUALITY) && !scenario->landscape.present)
        trial_refuse(trial, "adoption.rule", "needs the section 'landscape': without one no practice has a quality");
    if (adoption_has(scenario, NEEDS_BITS) && !bits)
        trial_refuse(trial, "adoption.rule", "needs a landscape of bits (nk, match)");
    if (adoption_has(scenario, NEEDS_THRESHOLDS)) check_threshold(trial);
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
        trial_refuse(trial, trial_to_blame(trial, "communities.hub_measure", "landscape.bits"),
            "does not go with the other: reach needs landscape.bits to be at most 24, since it looks at every practice");
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
        trial_refuse(trial, "loss", "needs adoption.rule evidence: whoever accompanies others tells them of what is in use");
}

/* Users need no project to tell; but what people tell is what they believe. */
static void check_telling(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    bool weighed = scenario_has(scenario, FEATURE_EVIDENCE);
    if (scenario->tell.present && !scenario->projects.present && !weighed)
        trial_refuse(trial, "tell", "needs the section 'projects', or adoption.rule evidence: else nobody believes anything of practices");
    if (scenario->use.present && !weighed)
        trial_refuse(trial, "use", "needs adoption.rule evidence, under which people learn from outcomes");
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
}
