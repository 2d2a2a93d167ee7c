#include "model/record/observation.h"

const struct observable_info observable_table[OBSERVABLE_COUNT] = {
#define OBSERVABLE_TYPE_COUNT OBSERVABLE_COUNT_TYPE
#define OBSERVABLE_TYPE_REAL OBSERVABLE_REAL_TYPE
#define OBSERVABLE(label, kind, over, needs, measure, text)                                                            \
    {.name = #label, .unit = measure, .sentence = text, .type = OBSERVABLE_TYPE_##kind, .dimension = DIMENSION_##over},
#include "model/record/observables.def"
};

const struct dimension_info dimension_table[DIMENSION_COUNT] = {
#define AS_INFO(symbol, text, about) {text, about},
    DIMENSIONS(AS_INFO)
#undef AS_INFO
};

bool observable_shown(const struct scenario *with, enum observable observable)
{
    const bool ALWAYS = true, LANDSCAPE = with->landscape.present, CODE = with->code.present,
               ASSEMBLY = with->projects.present && with->team.rule == TEAM_ASSEMBLY, STANCES = with->stances.present,
               DIAGNOSIS = with->diagnosis.present, TRAINING = with->training.present,
               RESOURCES = with->resources.present, PROTECTION = with->protection.present,
               GROUPTHINK = with->projects.present && with->experiment.groupthink.most > 0,
               NAMED = !LANDSCAPE || with->landscape.kind == LANDSCAPE_LISTED, PROJECTS = with->projects.present,
               OPPORTUNITIES = with->opportunities.present,
               MORPHING = OPPORTUNITIES && with->opportunities.worsen.most > 0, RENEW = with->renew.present,
               UNITS = with->units.present, ROLLOUT = with->rollout.present, STANDARDS = with->standards.present,
               RECOGNITION = with->recognition.present,
               INTRODUCTIONS = with->reorganisation.present || with->weavers.present,
               MOVES = with->renew.present && with->renew.moves.most > 0, COMMUNITIES = with->communities.present,
               LEADERS = with->leaders.present, SERVED = with->served.present,
               STRUCTURE = with->structure.present && with->network.kind != NETWORK_COMPLETE,
               TRUSTED_TIES = STRUCTURE && (PROJECTS || COMMUNITIES);
    switch (observable) {
#define OBSERVABLE(name, type, dimension, needs, unit, sentence)                                                       \
    case OBSERVE_##name:                                                                                               \
        return needs;
#include "model/record/observables.def"
    default:
        return false;
    }
}
