/* The invariants of a lineage. Together they say that every use of a practice can be followed back, source by source,
 * to someone who had it from nobody. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "io/lineage/lineage.h"

#define WEIGHT_SUM_MOST (1 + 1e-9)

/* Counts an item that is wrong, and keeps what is said of the first one. */
static void wrong(struct lineage_finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void wrong(struct lineage_finding *finding, const char *format, ...)
{
    if (finding->failed++ > 0) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->detail, sizeof finding->detail, format, arguments);
    va_end(arguments);
}

static bool in_range(int64_t number, int64_t count)
{
    return number >= 0 && number < count;
}

static bool is_practice(const struct lineage *lineage, int32_t number)
{
    return in_range(number, lineage->practice_count);
}

/* The source rows [first, last) of an adoption; cut to those that there are. */
struct source_span {
    int64_t first, last;
};

static struct source_span sources_of(const struct lineage *lineage, const struct adoption_row *adoption)
{
    int64_t first = adoption->first_source, last = first + adoption->source_count;
    if (first < 0) first = 0;
    if (last > lineage->source_count) last = lineage->source_count;
    return (struct source_span){first, last < first ? first : last};
}

static enum status check_practices(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->practice_count;
    for (int64_t i = 0; i < lineage->practice_count; i++) {
        const struct practice_row *row = &lineage->practice[i];
        if (row->practice != i)
            wrong(finding, "row %lld is of practice %d", (long long)i, row->practice);
        else if (!in_range(row->domain, DOMAINS_MOST))
            wrong(finding, "practice %d is in domain %d, which cannot be", row->practice, row->domain);
    }
    return STATUS_OK;
}

static enum status check_parents(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->parent_count;
    for (int64_t i = 0; i < lineage->parent_count; i++) {
        const struct practice_parent_row *row = &lineage->parent[i];
        if (!is_practice(lineage, row->practice) || !is_practice(lineage, row->parent)) {
            wrong(finding, "row %lld names a practice that is not there", (long long)i);
            continue;
        }
        if (i > 0 && row->practice < row[-1].practice)
            wrong(finding, "row %lld does not stand in the order of the practices", (long long)i);
        const struct practice_row *child = &lineage->practice[row->practice];
        const struct practice_row *parent = &lineage->practice[row->parent];
        if (row->parent >= row->practice || parent->step > child->step)
            wrong(finding, "practice %d was born before its parent %d", row->practice, row->parent);
        else if (parent->domain != child->domain)
            wrong(finding, "practice %d and its parent %d are of two domains", row->practice, row->parent);
    }
    return STATUS_OK;
}

static enum status check_adopters(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->adoption_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++)
        if (!in_range(lineage->adoption[i].learner, lineage->agent_count))
            wrong(
                finding, "adoption %lld is of agent %d, who is not there", (long long)i, lineage->adoption[i].learner);
    return STATUS_OK;
}

static enum status check_uses(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->adoption_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct adoption_row *row = &lineage->adoption[i];
        if (!is_practice(lineage, row->practice))
            wrong(finding, "adoption %lld is of practice %d, which is not there", (long long)i, row->practice);
        else if (lineage->practice[row->practice].domain != row->domain)
            wrong(finding, "adoption %lld is in domain %d, its practice is not", (long long)i, row->domain);
        else if (lineage->practice[row->practice].step > row->step)
            wrong(finding, "adoption %lld came before its practice was born", (long long)i);
    }
    return STATUS_OK;
}

static enum status check_tiling(const struct lineage *lineage, struct lineage_finding *finding)
{
    int64_t next = 0;
    finding->checked = lineage->adoption_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct adoption_row *row = &lineage->adoption[i];
        if (row->first_source != next || row->source_count < 0)
            wrong(finding, "the sources of adoption %lld do not begin where those before it end", (long long)i);
        const struct source_span sources = sources_of(lineage, row);
        for (int64_t s = sources.first; s < sources.last; s++)
            if (lineage->source[s].adoption != i)
                wrong(finding, "source %lld is not of adoption %lld", (long long)s, (long long)i);
        next = (int64_t)row->first_source + row->source_count;
    }
    if (next != lineage->source_count)
        wrong(finding, "there are %lld sources, and adoptions count %lld", (long long)lineage->source_count,
            (long long)next);
    return STATUS_OK;
}

static enum status check_sources(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->source_count;
    for (int64_t s = 0; s < lineage->source_count; s++) {
        const struct adoption_source_row *row = &lineage->source[s];
        if (!in_range(row->adoption, lineage->adoption_count) || !in_range(row->source_adoption, row->adoption)) {
            wrong(finding, "source %lld is no earlier adoption", (long long)s);
            continue;
        }
        const struct adoption_row *theirs = &lineage->adoption[row->source_adoption];
        const struct adoption_row *ours = &lineage->adoption[row->adoption];
        if (theirs->learner != row->source)
            wrong(finding, "source %lld: adoption %d is not of agent %d", (long long)s, row->source_adoption,
                row->source);
        else if (theirs->domain != ours->domain ||
                 (theirs->practice != ours->practice && !channel_has(ours->channel, CHANNEL_ALTERS)))
            wrong(finding, "source %lld: adoption %d is of another practice than adoption %d", (long long)s,
                row->source_adoption, row->adoption);
        else if (theirs->step > ours->step || row->step != ours->step)
            wrong(finding, "source %lld: its steps do not fit", (long long)s);
    }
    return STATUS_OK;
}

static enum status check_weights(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->source_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct source_span sources = sources_of(lineage, &lineage->adoption[i]);
        double sum = 0;
        for (int64_t s = sources.first; s < sources.last; s++) {
            double weight = lineage->source[s].weight;
            sum += weight;
            if (!(weight > 0 && weight <= WEIGHT_SUM_MOST))
                wrong(finding, "source %lld has weight %g", (long long)s, weight);
        }
        if (!(sum <= WEIGHT_SUM_MOST))
            wrong(finding, "the sources of adoption %lld weigh %.17g together", (long long)i, sum);
    }
    return STATUS_OK;
}

static enum status check_channels(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->adoption_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct adoption_row *row = &lineage->adoption[i];
        if (!in_range(row->channel, CHANNEL_COUNT))
            wrong(finding, "adoption %lld came by no channel", (long long)i);
        else if (channel_has(row->channel, CHANNEL_ROOT) && row->source_count > 0)
            wrong(finding, "adoption %lld was had from nobody, and has sources", (long long)i);
        else if (!channel_has(row->channel, CHANNEL_ROOT) && row->source_count == 0)
            wrong(finding, "adoption %lld was had from somebody, and has no sources", (long long)i);
    }
    return STATUS_OK;
}

/* Goes through the adoptions in order and notes how far each is from a first try, along the longest way; whoever has a
 * source that is not earlier, or that leads nowhere, is wrong. */
static enum status check_chains(const struct lineage *lineage, struct lineage_finding *finding)
{
    int32_t *length = malloc((size_t)lineage->adoption_count * sizeof *length + 1), longest = 0;
    if (!length) return STATUS_MEMORY;
    finding->checked = lineage->adoption_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct source_span sources = sources_of(lineage, &lineage->adoption[i]);
        length[i] = sources.first < sources.last ? 1 : -1;
        if (lineage->adoption[i].source_count == 0) length[i] = 0;
        for (int64_t s = sources.first; s < sources.last && length[i] >= 0; s++) {
            int32_t theirs = lineage->source[s].source_adoption;
            int32_t before = in_range(theirs, i) ? length[theirs] : -1;
            if (before < 0 || before + 1 > length[i]) length[i] = before < 0 ? -1 : before + 1;
        }
        if (length[i] < 0) wrong(finding, "adoption %lld cannot be followed to a first try", (long long)i);
        if (length[i] > longest) longest = length[i];
    }
    if (finding->failed == 0) snprintf(finding->detail, sizeof finding->detail, "longest chain %d", longest);
    free(length);
    return STATUS_OK;
}

/* Once each, by whoever used it, not before it came into use. */
static enum status check_drops(const struct lineage *lineage, struct lineage_finding *finding)
{
    finding->checked = lineage->drop_count;
    for (int64_t i = 0; i < lineage->drop_count; i++) {
        const struct drop_row *row = &lineage->drop[i];
        if (!in_range(row->adoption, lineage->adoption_count)) {
            wrong(finding, "drop %lld is of adoption %d, which is not there", (long long)i, row->adoption);
            continue;
        }
        const struct adoption_row *adoption = &lineage->adoption[row->adoption];
        bool fits = adoption->learner == row->agent && adoption->domain == row->domain &&
                    adoption->practice == row->practice && adoption->step <= row->step;
        if (!fits)
            wrong(finding, "drop %lld is not of what adoption %d brought into use", (long long)i, row->adoption);
        else if (lineage->ended[row->adoption] != i)
            wrong(finding, "what adoption %d brought into use was dropped twice", row->adoption);
    }
    return STATUS_OK;
}

/* What everybody uses as the events go by: the adoption by which it came into use, or -1. */
struct uses {
    int32_t domains, *use; /* [agent_count][domains] */
    int64_t next_turnover;
};

/* What is in use by an adoption when another comes after it in the same place, or -1. */
static int32_t use_by(const struct lineage *lineage, int32_t adoption, const struct adoption_row *next)
{
    const int64_t end = adoption >= 0 ? lineage->ended[adoption] : -1;
    bool ended = end >= 0 && lineage->drop[end].step <= next->step;
    return adoption < 0 || ended ? -1 : lineage->adoption[adoption].practice;
}

/* Those who left before the adoption: in an earlier step, or in the same one if it is what a newcomer begins with. */
static void renew_until(struct uses *uses, const struct lineage *lineage, const struct adoption_row *adoption)
{
    for (; uses->next_turnover < lineage->turnover_count; uses->next_turnover++) {
        const struct turnover_row *row = &lineage->turnover[uses->next_turnover];
        bool newcomer = channel_has(adoption->channel, CHANNEL_BEGINS) && row->step == adoption->step;
        if (row->step >= adoption->step && !newcomer) return;
        if (!in_range(row->agent, lineage->agent_count)) continue;
        for (int32_t d = 0; d < uses->domains; d++) uses->use[(int64_t)row->agent * uses->domains + d] = -1;
    }
}

static enum status check_previous(const struct lineage *lineage, struct lineage_finding *finding)
{
    struct uses uses = {.domains = lineage_domains(lineage)};
    int64_t places = (int64_t)lineage->agent_count * uses.domains;
    uses.use = malloc((size_t)places * sizeof *uses.use + 1);
    if (!uses.use) return STATUS_MEMORY;
    for (int64_t i = 0; i < places; i++) uses.use[i] = -1;
    finding->checked = lineage->adoption_count;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct adoption_row *row = &lineage->adoption[i];
        if (!in_range(row->learner, lineage->agent_count) || !in_range(row->domain, uses.domains)) continue;
        renew_until(&uses, lineage, row);
        int32_t *use = &uses.use[(int64_t)row->learner * uses.domains + row->domain];
        int32_t before = use_by(lineage, *use, row);
        if (row->practice_before != before)
            wrong(finding, "adoption %lld says that practice %d was in use before, it was %d", (long long)i,
                row->practice_before, before);
        *use = (int32_t)i;
    }
    free(uses.use);
    return STATUS_OK;
}

const struct lineage_check lineage_checks[] = {
    {"practices are numbered as found", check_practices},
    {"parents were there before", check_parents},
    {"adopters are there", check_adopters},
    {"what is taken up is there", check_uses},
    {"every source belongs to one adoption", check_tiling},
    {"sources had it before, by adoption", check_sources},
    {"weights of sources", check_weights},
    {"first tries have no sources, others have", check_channels},
    {"every chain ends at a first try", check_chains},
    {"what was dropped was in use", check_drops},
    {"what was in use before", check_previous},
};

const int lineage_check_count = sizeof lineage_checks / sizeof *lineage_checks;
