/* listed: named practices with given qualities. */
#include "landscape/landscape_inner.h"

double listed_quality(const struct landscape *landscape, struct configuration configuration)
{
    return landscape->parameters->practices.item[configuration.low].value;
}

struct landscape_range listed_range(const struct landscape *landscape)
{
    const struct named_numbers *practices = &landscape->parameters->practices;
    struct landscape_range found = {0};
    for (int64_t i = 0; i < practices->count; i++) {
        if (practices->item[i].value > found.best) found.best = practices->item[i].value;
        found.typical += landscape_raised(landscape, practices->item[i].value) / (double)practices->count;
    }
    return found;
}
