/* ring: places in a circle. The quality of each is drawn from U[0, 1), or that of some of them is, and between two of
 * these quality runs straight: from one to the next it is 1 to 2 * smoothing places, all equally likely (Grim et al.
 * 2019, doi:10.1086/701070), and the last goes on to the first. */
#include <stdlib.h>

#include "landscape/landscape_inner.h"

/* From one place whose quality is drawn up to the next; to == positions is the first again. */
struct stretch {
    uint64_t from, to;
    double first, last;
};

static struct stretch stretch_from(const struct landscape *landscape, uint32_t number, uint64_t from)
{
    const uint64_t positions = (uint64_t)landscape->parameters->positions;
    const uint64_t smoothing = (uint64_t)landscape->parameters->smoothing;
    uint64_t to = from + 1;
    if (smoothing > 0)
        to += random_below(
            random_key(&landscape->seeds, STREAM_LANDSCAPE_NEIGHBOUR, 0, number, (uint32_t)from), 2 * smoothing);
    if (to > positions) to = positions;
    return (struct stretch){from, to, landscape_value(landscape, number, (uint32_t)from),
        landscape_value(landscape, number, (uint32_t)(to % positions))};
}

static double on_stretch(struct stretch stretch, uint64_t place)
{
    double part = (double)(place - stretch.from) / (double)(stretch.to - stretch.from);
    return stretch.first + (stretch.last - stretch.first) * part;
}

enum status ring_build(struct landscape *landscape)
{
    if (landscape->parameters->kind != LANDSCAPE_RING) return STATUS_OK;
    const size_t positions = (size_t)landscape->parameters->positions;
    double *value = landscape->places = malloc((size_t)landscape->domain_count * positions * sizeof *value);
    if (!value) return STATUS_MEMORY;
    for (int32_t domain = 0; domain < landscape->domain_count; domain++, value += positions)
        for (uint64_t place = 0; place < positions;) {
            const struct stretch stretch = stretch_from(landscape, (uint32_t)domain, place);
            for (; place < stretch.to; place++) value[place] = on_stretch(stretch, place);
        }
    return STATUS_OK;
}

/* That of a spot is worked out, from the nearest place where it is known or from the first on. */
double ring_quality(const struct landscape *landscape, uint32_t number, uint64_t place)
{
    const uint64_t positions = (uint64_t)landscape->parameters->positions;
    place %= positions;
    if (number < (uint32_t)landscape->domain_count) return landscape->places[number * positions + place];
    struct stretch stretch = stretch_from(landscape, number, landscape->parameters->smoothing > 0 ? 0 : place);
    while (stretch.to <= place) stretch = stretch_from(landscape, number, stretch.to);
    return on_stretch(stretch, place);
}

struct landscape_range ring_range(const struct landscape *landscape, int32_t domain)
{
    const int64_t positions = landscape->parameters->positions;
    const double *value = landscape->places + domain * positions;
    struct landscape_range found = {0};
    for (int64_t place = 0; place < positions; place++) {
        if (value[place] > found.best) found.best = value[place];
        found.typical += landscape_raised(landscape, value[place]) / (double)positions;
    }
    return found;
}
