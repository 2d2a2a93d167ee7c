#include "landscape/landscape.h"

#include <stdlib.h>
#include <string.h>

#include "random/maths.h"

/* Landscapes are numbered: the domains first, then the spots. */
static uint32_t spot_number(const struct landscape *landscape, int32_t spot)
{
    return (uint32_t)landscape->domain_count + (uint32_t)spot;
}

static uint64_t bit(struct configuration configuration, int32_t place)
{
    return (place < 64 ? configuration.low >> place : configuration.high >> (place - 64)) & 1;
}

static uint64_t unknown(struct configuration configuration, int32_t place)
{
    return (place < 64 ? configuration.unknown_low >> place : configuration.unknown_high >> (place - 64)) & 1;
}

static struct configuration cut(struct configuration configuration, int64_t bits)
{
    if (bits < 128) configuration.high &= bits > 64 ? (UINT64_C(1) << (bits - 64)) - 1 : 0;
    if (bits < 64) configuration.low &= (UINT64_C(1) << bits) - 1;
    return configuration;
}

/* Draws the K others of one bit: the beginning of a shuffle of all others. */
static void draw_neighbours(const struct landscape *landscape, int32_t domain, int32_t place, uint8_t *chosen)
{
    uint8_t others[128];
    int32_t count = 0, wanted = (int32_t)landscape->parameters->interactions;
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

static enum status build_neighbours(struct landscape *landscape)
{
    const struct landscape_parameters *parameters = landscape->parameters;
    if (parameters->kind != LANDSCAPE_NK || parameters->interactions == 0) return STATUS_OK;
    size_t row = (size_t)parameters->interactions, bits = (size_t)parameters->bits;
    landscape->neighbours = malloc((size_t)landscape->domain_count * bits * row + 1);
    if (!landscape->neighbours) return STATUS_MEMORY;
    for (int32_t domain = 0; domain < landscape->domain_count; domain++)
        for (int32_t place = 0; place < (int32_t)bits; place++)
            draw_neighbours(
                landscape, domain, place, landscape->neighbours + ((size_t)domain * bits + (size_t)place) * row);
    return STATUS_OK;
}

static double value(const struct landscape *landscape, uint32_t number, uint32_t index)
{
    return random_uniform(random_key(&landscape->seeds, STREAM_LANDSCAPE_VALUE, 0, number, index));
}

static double nk_quality(
    const struct landscape *landscape, int32_t domain, uint32_t number, struct configuration configuration)
{
    int32_t bits = (int32_t)landscape->parameters->bits, others = (int32_t)landscape->parameters->interactions;
    const uint8_t *neighbour = landscape->neighbours + (size_t)domain * (size_t)bits * (size_t)others;
    double sum = 0;
    for (int32_t place = 0; place < bits; place++, neighbour += others) {
        uint32_t pattern = (uint32_t)bit(configuration, place);
        uint64_t open = unknown(configuration, place);
        for (int32_t k = 0; k < others; k++) {
            pattern = pattern << 1 | (uint32_t)bit(configuration, neighbour[k]);
            open |= unknown(configuration, neighbour[k]);
        }
        sum += open ? 0.5 : value(landscape, number, (uint32_t)place << 24 | pattern);
    }
    return sum / bits;
}

/* What is right in a match landscape at the start. */
static struct bit_set drawn_target(const struct landscape *landscape, uint32_t number)
{
    struct bit_set target = {0};
    for (int32_t place = 0; place < (int32_t)landscape->parameters->bits; place++)
        if (value(landscape, number, (uint32_t)place) >= 0.5)
            *(place < 64 ? &target.low : &target.high) |= UINT64_C(1) << (place & 63);
    return target;
}

static bool has(struct bit_set set, int32_t place)
{
    return (place < 64 ? set.low >> place : set.high >> (place - 64)) & 1;
}

/* Blocks of which every bit is right; with `expected` an unknown bit counts as half right. */
static double match_quality(
    const struct landscape *landscape, uint32_t number, struct configuration configuration, bool expected)
{
    int32_t bits = (int32_t)landscape->parameters->bits, block = (int32_t)landscape->parameters->block_bits;
    bool at_large = number < (uint32_t)landscape->domain_count;
    struct bit_set target = at_large ? landscape->target[number] : drawn_target(landscape, number);
    struct bit_set wrong = {configuration.low ^ target.low, configuration.high ^ target.high};
    struct bit_set open = {configuration.unknown_low, configuration.unknown_high};
    double right = 0;
    for (int32_t first = 0; first < bits; first += block) {
        double all = 1;
        for (int32_t place = first; place < first + block && all > 0; place++) {
            if (has(open, place))
                all *= expected ? 0.5 : 0;
            else if (has(wrong, place))
                all = 0;
        }
        right += all;
    }
    return right * block / bits;
}

/* Quality as it is before scaling. */
static double plain_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        return nk_quality(landscape, domain, (uint32_t)domain, configuration);
    case LANDSCAPE_MATCH:
        return match_quality(landscape, (uint32_t)domain, configuration, false);
    case LANDSCAPE_LISTED:
        return landscape->parameters->practices.item[configuration.low].value;
    }
    return 0;
}

static double raised(const struct landscape *landscape, double quality)
{
    int64_t exponent = landscape->parameters->quality_exponent;
    return exponent > 1 ? maths_pow_count(quality, (uint64_t)exponent) : quality;
}

double landscape_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    if (!landscape->parameters->present) return 0;
    double quality = plain_quality(landscape, domain, configuration);
    if (landscape->best && landscape->best[domain] > 0)
        quality = quality < landscape->best[domain] ? quality / landscape->best[domain] : 1;
    return raised(landscape, quality);
}

double landscape_expected(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    if (landscape->parameters->present && landscape->parameters->kind == LANDSCAPE_MATCH)
        return raised(landscape, match_quality(landscape, (uint32_t)domain, configuration, true));
    return landscape_quality(landscape, domain, configuration);
}

void landscape_turn(struct landscape *landscape, int32_t domain, int32_t place)
{
    struct bit_set *target = &landscape->target[domain];
    *(place < 64 ? &target->low : &target->high) ^= UINT64_C(1) << (place & 63);
}

double landscape_quality_at(const struct landscape *landscape, int32_t domain, int32_t spot,
    struct configuration configuration, double quality_at_large)
{
    double context = landscape->parameters->context_weight, local = 0;
    if (!(context > 0)) return quality_at_large;
    uint32_t number = spot_number(landscape, spot);
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        local = nk_quality(landscape, domain, number, configuration);
        break;
    case LANDSCAPE_MATCH:
        local = match_quality(landscape, number, configuration, false);
        break;
    case LANDSCAPE_LISTED:
        local = value(landscape, number, (uint32_t)configuration.low);
        break;
    }
    return (1 - context) * quality_at_large + context * raised(landscape, local);
}

/* -- the largest quality, and that of a practice drawn at random */

/* What each bit contributes, as one bit after another is changed. */
struct search {
    const struct landscape *landscape;
    int32_t domain;
    double contribution[LANDSCAPE_BITS_SEARCHED], *table; /* [bits][2^(interactions + 1)], or NULL: worked out anew */
    uint32_t dependents[LANDSCAPE_BITS_SEARCHED];         /* the bits whose contributions a bit changes, as a set */
};

static void contribute(struct search *search, int32_t place, uint32_t bits)
{
    int32_t others = (int32_t)search->landscape->parameters->interactions;
    int32_t row = (search->domain * (int32_t)search->landscape->parameters->bits + place) * others;
    const uint8_t *neighbour = others > 0 ? search->landscape->neighbours + row : NULL;
    uint32_t pattern = bits >> place & 1;
    for (int32_t k = 0; k < others; k++) pattern = pattern << 1 | (bits >> neighbour[k] & 1);
    search->contribution[place] =
        search->table ? search->table[(uint32_t)place << (others + 1) | pattern]
                      : value(search->landscape, (uint32_t)search->domain, (uint32_t)place << 24 | pattern);
}

static void search_begin(struct search *search)
{
    int32_t bits = (int32_t)search->landscape->parameters->bits;
    int32_t others = (int32_t)search->landscape->parameters->interactions;
    for (int32_t place = 0; place < bits; place++) {
        search->dependents[place] |= UINT32_C(1) << place;
        for (int32_t k = 0; k < others; k++)
            search->dependents[search->landscape->neighbours[(search->domain * bits + place) * others + k]] |=
                UINT32_C(1) << place;
        for (uint32_t pattern = 0; search->table && pattern < UINT32_C(2) << others; pattern++)
            search->table[(uint32_t)place << (others + 1) | pattern] =
                value(search->landscape, (uint32_t)search->domain, (uint32_t)place << 24 | pattern);
    }
    for (int32_t place = 0; place < bits; place++) contribute(search, place, 0);
}

/* Goes through all configurations in the order of a Gray code, one bit at a time; sums as nk_quality does. What is
 * found is plain: the largest quality, and the mean of it raised. */
static struct landscape_range nk_search(const struct landscape *landscape, int32_t domain, double *table)
{
    struct search search = {.landscape = landscape, .domain = domain, .table = table};
    int32_t bits = (int32_t)landscape->parameters->bits;
    struct landscape_range found = {0};
    search_begin(&search);
    for (uint32_t number = 0, code = 0;;) {
        double sum = 0;
        for (int32_t place = 0; place < bits; place++) sum += search.contribution[place];
        if (sum / bits > found.best) found.best = sum / bits;
        found.typical += raised(landscape, sum / bits) / (double)(UINT32_C(1) << bits);
        if (++number >> bits) return found;
        int32_t changed = __builtin_ctz(number);
        code ^= UINT32_C(1) << changed;
        for (uint32_t left = search.dependents[changed]; left; left &= left - 1)
            contribute(&search, __builtin_ctz(left), code);
    }
}

static struct landscape_range listed_search(const struct landscape *landscape)
{
    const struct named_numbers *practices = &landscape->parameters->practices;
    struct landscape_range found = {0};
    for (int64_t i = 0; i < practices->count; i++) {
        if (practices->item[i].value > found.best) found.best = practices->item[i].value;
        found.typical += raised(landscape, practices->item[i].value) / (double)practices->count;
    }
    return found;
}

/* All blocks right is the best; how many are right by chance is binomial. */
static struct landscape_range match_search(const struct landscape *landscape)
{
    int64_t blocks = landscape->parameters->bits / landscape->parameters->block_bits;
    double right = 1, chance = 1;
    struct landscape_range found = {.best = 1};
    for (int64_t bit = 0; bit < landscape->parameters->block_bits; bit++) right /= 2;
    for (int64_t block = 0; block < blocks; block++) chance *= 1 - right;
    for (int64_t k = 0; k <= blocks; k++) {
        found.typical += chance * raised(landscape, (double)k / (double)blocks);
        chance *= (double)(blocks - k) / (double)(k + 1) * right / (1 - right);
    }
    return found;
}

static struct landscape_range search(const struct landscape *landscape, int32_t domain, double *table)
{
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        return nk_search(landscape, domain, table);
    case LANDSCAPE_LISTED:
        return listed_search(landscape);
    default:
        return match_search(landscape);
    }
}

/* What is to be found in every domain, plain; NULL: no memory. */
static struct landscape_range *search_all(const struct landscape *landscape)
{
    const struct landscape_parameters *parameters = landscape->parameters;
    struct landscape_range *found = malloc((size_t)landscape->domain_count * sizeof *found);
    size_t cells = (size_t)parameters->bits << (parameters->interactions + 1);
    bool kept = parameters->kind == LANDSCAPE_NK && cells <= UINT32_C(1) << 22;
    double *table = kept ? malloc(cells * sizeof *table) : NULL;
    bool room = found && (!kept || table);
    for (int32_t domain = 0; room && domain < landscape->domain_count; domain++)
        found[domain] = search(landscape, domain, table);
    free(table);
    if (room) return found;
    free(found);
    return NULL;
}

static enum status build_best(struct landscape *landscape)
{
    if (!landscape->parameters->normalised) return STATUS_OK;
    struct landscape_range *found = search_all(landscape);
    landscape->best = malloc((size_t)landscape->domain_count * sizeof *landscape->best);
    for (int32_t domain = 0; found && landscape->best && domain < landscape->domain_count; domain++)
        landscape->best[domain] = found[domain].best;
    bool room = found && landscape->best;
    free(found);
    return room ? STATUS_OK : STATUS_MEMORY;
}

enum status landscape_measure(struct landscape *landscape)
{
    landscape->range = search_all(landscape);
    for (int32_t domain = 0; landscape->range && domain < landscape->domain_count; domain++) {
        struct landscape_range *range = &landscape->range[domain];
        range->best = raised(landscape, range->best);
        if (!landscape->best || !(range->best > 0)) continue;
        range->typical /= range->best;
        range->best = 1;
    }
    return landscape->range ? STATUS_OK : STATUS_MEMORY;
}

double landscape_reach(const struct landscape *landscape, int32_t domain, double quality)
{
    const struct landscape_range *range = &landscape->range[domain];
    double lead = (1 - landscape->parameters->context_weight) * (range->best - range->typical);
    return lead > 0 ? (quality - range->typical) / lead : 1;
}

/* -- the whole */

static enum status build_target(struct landscape *landscape)
{
    if (landscape->parameters->kind != LANDSCAPE_MATCH) return STATUS_OK;
    int32_t domains = landscape->domain_count;
    landscape->target = malloc((size_t)domains * sizeof *landscape->target);
    if (!landscape->target) return STATUS_MEMORY;
    for (int32_t i = 0; i < domains; i++) landscape->target[i] = drawn_target(landscape, (uint32_t)i);
    return STATUS_OK;
}

enum status landscape_build(
    struct landscape *landscape, const struct landscape_parameters *parameters, const struct random_seeds *seeds)
{
    *landscape = (struct landscape){.parameters = parameters, .seeds = *seeds};
    landscape->domain_count = parameters->present ? (int32_t)parameters->domains : 1;
    if (!parameters->present) return STATUS_OK;
    enum status status = build_neighbours(landscape);
    if (status == STATUS_OK) status = build_target(landscape);
    if (status == STATUS_OK) status = build_best(landscape);
    if (status != STATUS_OK) landscape_free(landscape);
    return status;
}

void landscape_free(struct landscape *landscape)
{
    free(landscape->neighbours);
    free(landscape->target);
    free(landscape->best);
    free(landscape->range);
    landscape->neighbours = NULL;
    landscape->target = NULL;
    landscape->best = NULL;
    landscape->range = NULL;
}

struct configuration landscape_draw(const struct landscape *landscape, struct random_key key)
{
    if (!landscape->parameters->present) return (struct configuration){0};
    if (landscape->parameters->kind == LANDSCAPE_LISTED)
        return (struct configuration){.low = random_below(key, (uint64_t)landscape->parameters->practices.count)};
    uint32_t words[4];
    random_words(key, 0, words);
    struct configuration drawn = {
        .low = (uint64_t)words[1] << 32 | words[0], .high = (uint64_t)words[3] << 32 | words[2]};
    return cut(drawn, landscape->parameters->bits);
}

struct configuration landscape_vary(
    const struct landscape *landscape, struct configuration configuration, struct random_key key)
{
    if (!landscape->parameters->present) return configuration;
    if (landscape->parameters->kind == LANDSCAPE_LISTED) {
        uint64_t count = (uint64_t)landscape->parameters->practices.count;
        if (count > 1) configuration.low = (configuration.low + 1 + random_below(key, count - 1)) % count;
        return configuration;
    }
    uint32_t words[4];
    random_words(key, 1, words);
    uint64_t place = random_below(key, (uint64_t)landscape->parameters->bits), one = UINT64_C(1) << place % 64;
    uint64_t *bits = place < 64 ? &configuration.low : &configuration.high;
    uint64_t *open = place < 64 ? &configuration.unknown_low : &configuration.unknown_high;
    if (*open & one) {
        *open &= ~one;
        *bits |= words[0] & 1 ? one : 0;
    } else {
        *bits ^= one;
    }
    return configuration;
}
