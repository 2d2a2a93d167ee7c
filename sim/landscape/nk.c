/* nk: the mean over bits of a number that depends on the bit and on K others. */
#include <stdlib.h>

#include "landscape/landscape_inner.h"
#include "random/many.h"
#include "scenario/practices/wiring.h"

/* Draws the K others of one bit: the beginning of a shuffle of all others. */
static void draw_neighbours(const struct landscape *landscape, int32_t domain, int32_t place, uint8_t *chosen)
{
    uint8_t others[BITS_MOST];
    int32_t count = 0, wanted = landscape->others;
    for (int32_t other = 0; other < (int32_t)landscape->parameters->bits; other++)
        if (other != place) others[count++] = (uint8_t)other;
    for (int32_t k = 0; k < wanted; k++) {
        struct random_key key =
            random_key(&landscape->seeds, STREAM_LANDSCAPE_NEIGHBOUR, (uint32_t)k, (uint32_t)domain, (uint32_t)place);
        int32_t pick = k + (int32_t)random_below(key, (uint64_t)(count - k));
        chosen[k] = others[pick];
        others[pick] = others[k];
    }
}

/* Any bit, the same again and the one itself as likely as others. */
static void draw_any(const struct landscape *landscape, int32_t domain, int32_t place, uint8_t *chosen)
{
    for (int32_t k = 0; k < landscape->others; k++)
        chosen[k] = (uint8_t)random_below(
            random_key(&landscape->seeds, STREAM_LANDSCAPE_NEIGHBOUR, (uint32_t)k, (uint32_t)domain, (uint32_t)place),
            (uint64_t)landscape->parameters->bits);
}

/* Those that are laid down, in ascending order. A bit says nothing new of itself: with it the places left are filled.
 */
static void lay_neighbours(const struct landscape *landscape, int32_t place, uint8_t *chosen)
{
    int32_t count = 0;
    for (int32_t other = 0; other < (int32_t)landscape->parameters->bits; other++)
        if (wiring_links(landscape->parameters, place, other)) chosen[count++] = (uint8_t)other;
    while (count < landscape->others) chosen[count++] = (uint8_t)place;
}

enum status nk_build(struct landscape *landscape)
{
    const struct landscape_parameters *parameters = landscape->parameters;
    if (parameters->kind != LANDSCAPE_NK) return STATUS_OK;
    landscape->others = (int32_t)wiring_widest(parameters);
    if (landscape->others == 0) return STATUS_OK;
    size_t row = (size_t)landscape->others, bits = (size_t)parameters->bits;
    uint8_t *chosen = landscape->neighbours = malloc((size_t)landscape->domain_count * bits * row + 1);
    if (!chosen) return STATUS_MEMORY;
    for (int32_t domain = 0; domain < landscape->domain_count; domain++)
        for (int32_t place = 0; place < (int32_t)bits; place++, chosen += row)
            if (parameters->wiring == WIRING_RANDOM)
                draw_neighbours(landscape, domain, place, chosen);
            else if (parameters->wiring == WIRING_ANY)
                draw_any(landscape, domain, place, chosen);
            else
                lay_neighbours(landscape, place, chosen);
    return STATUS_OK;
}

/* What a bit's number depends on: itself and its neighbours, as digits. */
static uint32_t pattern_of(struct bit_set one, int32_t place, const uint8_t *neighbour, int32_t others)
{
    uint32_t pattern = bit_set_has(one, place);
    for (int32_t k = 0; k < others; k++) pattern = pattern << 1 | bit_set_has(one, neighbour[k]);
    return pattern;
}

double nk_quality(
    const struct landscape *landscape, int32_t domain, uint32_t number, struct configuration configuration)
{
    int32_t bits = (int32_t)landscape->parameters->bits, others = landscape->others;
    const uint8_t *neighbour = landscape->neighbours + (size_t)domain * (size_t)bits * (size_t)others;
    struct bit_set one = {configuration.low, configuration.high};
    struct bit_set open = {configuration.unknown_low, configuration.unknown_high};
    const bool any_open = open.low | open.high;
    uint32_t numbers[BITS_MOST], indices[BITS_MOST];
    double value[BITS_MOST], sum = 0;
    int32_t asked = 0;
    do {
        numbers[asked] = number;
        indices[asked] = (uint32_t)asked << 24 | pattern_of(one, asked, neighbour + asked * others, others);
    } while (++asked < bits);
    random_uniforms(random_key(&landscape->seeds, STREAM_LANDSCAPE_VALUE, 0, 0, 0), bits, numbers, indices, value);
    for (int32_t place = 0; place < bits; place++)
        sum += any_open && pattern_of(open, place, neighbour + place * others, others) ? 0.5 : value[place];
    return sum / bits;
}

/* -- what there is to be had */

/* What each bit contributes, as one bit after another is changed. */
struct search {
    const struct landscape *landscape;
    int32_t domain;
    double contribution[LANDSCAPE_BITS_SEARCHED], *table; /* [bits][2^(others + 1)], or NULL: worked out anew */
    uint32_t dependents[LANDSCAPE_BITS_SEARCHED];         /* the bits whose contributions a bit changes, as a set */
};

static void contribute(struct search *search, int32_t place, uint32_t bits)
{
    int32_t others = search->landscape->others;
    int32_t row = (search->domain * (int32_t)search->landscape->parameters->bits + place) * others;
    const uint8_t *neighbour = others > 0 ? search->landscape->neighbours + row : NULL;
    uint32_t pattern = bits >> place & 1;
    for (int32_t k = 0; k < others; k++) pattern = pattern << 1 | (bits >> neighbour[k] & 1);
    search->contribution[place] =
        search->table ? search->table[(uint32_t)place << (others + 1) | pattern]
                      : landscape_value(search->landscape, (uint32_t)search->domain, (uint32_t)place << 24 | pattern);
}

static void search_begin(struct search *search)
{
    int32_t bits = (int32_t)search->landscape->parameters->bits;
    int32_t others = search->landscape->others;
    for (int32_t place = 0; place < bits; place++) {
        search->dependents[place] |= UINT32_C(1) << place;
        for (int32_t k = 0; k < others; k++)
            search->dependents[search->landscape->neighbours[(search->domain * bits + place) * others + k]] |=
                UINT32_C(1) << place;
        for (uint32_t pattern = 0; search->table && pattern < UINT32_C(2) << others; pattern++)
            search->table[(uint32_t)place << (others + 1) | pattern] =
                landscape_value(search->landscape, (uint32_t)search->domain, (uint32_t)place << 24 | pattern);
    }
    for (int32_t place = 0; place < bits; place++) contribute(search, place, 0);
}

/* Goes through all configurations in the order of a Gray code, one bit at a time; sums as nk_quality does. What is
 * found is plain: the largest quality, and the mean of it raised. */
struct landscape_range nk_range(const struct landscape *landscape, int32_t domain, double *table)
{
    struct search search = {.landscape = landscape, .domain = domain, .table = table};
    int32_t bits = (int32_t)landscape->parameters->bits;
    struct landscape_range found = {0};
    search_begin(&search);
    for (uint32_t number = 0, code = 0;;) {
        double sum = 0;
        for (int32_t place = 0; place < bits; place++) sum += search.contribution[place];
        if (sum / bits > found.best) found.best = sum / bits;
        found.typical += landscape_raised(landscape, sum / bits) / (double)(UINT32_C(1) << bits);
        if (++number >> bits) return found;
        int32_t changed = __builtin_ctz(number);
        code ^= UINT32_C(1) << changed;
        for (uint32_t left = search.dependents[changed]; left; left &= left - 1)
            contribute(&search, __builtin_ctz(left), code);
    }
}
