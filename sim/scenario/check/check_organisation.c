/* check_organisation: what units and management need. */
#include "scenario/check/check_inner.h"

#include "scenario/parameters.h"

static bool one_unit(const struct trial *trial)
{
    return trial->scenario->network.kind != NETWORK_FILE && trial->scenario->network.units < 2;
}

/* A section that is about several units. */
static void needs_units(struct trial *trial, const char *section)
{
    if (section_present(trial->scenario, section_find(section)) && one_unit(trial))
        trial_refuse(trial, section, "needs at least two units (network.units)");
}

void check_organisation(struct trial *trial)
{
    const struct landscape_parameters *landscape = &trial->scenario->landscape;
    const struct rollout_parameters *rollout = &trial->scenario->rollout;
    trial_needs(trial, "units", "projects");
    needs_units(trial, "units");
    needs_units(trial, "reorganisation");
    needs_units(trial, "weavers");
    trial_needs_room_for_ties(trial, "reorganisation");
    trial_needs_room_for_ties(trial, "weavers");
    if (trial->scenario->reorganisation.present && trial->scenario->reorganisation.on_recognition &&
        !trial->scenario->recognition.present)
        trial_refuse(trial, "reorganisation.on_recognition", "needs the section 'recognition'");
    trial_needs(trial, "recognition", "projects");
    if (!trial->scenario->communities.present) trial_needs(trial, "standards", "projects");
    if (trial->scenario->standards.present && trial->scenario->standards.opening_fraction.start > 0 &&
        !trial->scenario->units.present)
        trial_refuse(
            trial, "standards.opening_fraction", "needs the section 'units', which gives units their openness");
    if (rollout->present && rollout->random_candidates && !landscape->present)
        trial_refuse(trial, "rollout.random_candidates", "needs a landscape to draw designs from");
    if (rollout->present && rollout->domain >= (landscape->present ? landscape->domains : 1))
        trial_refuse(trial, "rollout.domain", "must be below the number of domains, which is %lld",
            (long long)(landscape->present ? landscape->domains : 1));
}
