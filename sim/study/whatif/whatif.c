#include "study/whatif/whatif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/hdf5/hdf5_apart.h"
#include "io/hdf5/hdf5_read.h"
#include "io/lineage/question.h"
#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "scenario/check/scenario_check.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

/* ---- the run as it was ---- */

static enum status read_base(
    struct whatif_base *base, const char *path, struct result_digests *digests, struct message *message)
{
    struct result_reader *reader;
    int64_t steps = 0;
    *base = (struct whatif_base){.has_network = false};
    *digests = (struct result_digests){.run = {0, 0}};
    enum status status = result_reader_open(&reader, path, message);
    if (status == STATUS_OK) status = result_reader_scenario(reader, &base->scenario, message);
    if (status == STATUS_OK) status = result_reader_network(reader, &base->network, &base->has_network, message);
    if (status == STATUS_OK) status = result_reader_agent_labels(reader, &base->agents, message);
    if (status == STATUS_OK) status = result_reader_practice_labels(reader, &base->practices, message);
    if (status == STATUS_OK) status = result_reader_digests(reader, digests, message);
    if (status == STATUS_OK)
        status = hdf5_read_scalar(result_reader_file(reader), "run/committed_step", H5T_NATIVE_INT64, &steps, message);
    result_reader_close(reader);
    base->stated = digests->run;
    base->steps = (int32_t)steps;
    return status;
}

static enum status try_base(void *path, struct message *message)
{
    struct whatif_base base;
    struct result_digests digests;
    enum status status = read_base(&base, path, &digests, message);
    if (status == STATUS_OK) status = result_check_content(path, message);
    whatif_close(&base);
    return status;
}

enum status whatif_read(struct whatif_base *base, const char *path, struct message *message)
{
    struct result_digests digests;
    *base = (struct whatif_base){.has_network = false};
    enum status status = hdf5_apart(path, try_base, (void *)path, message);
    return status == STATUS_OK ? read_base(base, path, &digests, message) : status;
}

static const struct edge_list *network_of(const struct whatif_base *base)
{
    return base->has_network ? &base->network : NULL;
}

enum status whatif_open(
    struct whatif_base *base, const char *path, int threads, const volatile sig_atomic_t *stop, struct message *message)
{
    enum status status = whatif_read(base, path, message);
    const struct course_request request = {&base->scenario, network_of(base), threads, stop};
    if (status == STATUS_OK) status = course_run(&base->course, &request, message);
    if (status == STATUS_OK && memcmp(&base->stated, &base->course.digest, sizeof base->stated) != 0)
        status = message_set(message, STATUS_DAMAGED, "%s: run again, it came out differently", path);
    return status;
}

void whatif_close(struct whatif_base *base)
{
    course_free(&base->course);
    edge_list_free(&base->network);
    result_labels_free(&base->agents);
    result_labels_free(&base->practices);
}

/* ---- what is left out ---- */

static const char *const kind_names[] = {
#define AS_NAME(symbol, name, key) name,
    WITHOUT_KINDS(AS_NAME)
#undef AS_NAME
};
enum without_kind {
#define AS_ENUMERATOR(symbol, name, key) symbol,
    WITHOUT_KINDS(AS_ENUMERATOR)
#undef AS_ENUMERATOR
        WITHOUT_KIND_COUNT
};

static const char *kind_name(const void *context, int i)
{
    (void)context;
    return kind_names[i];
}

/* How many there were of a kind, in the base. */
static int64_t count_of(const struct whatif_base *base, enum without_kind kind)
{
    const struct course *course = &base->course;
    int64_t most = -1;
    if (kind == WITHOUT_AGENT || kind == WITHOUT_TIE) return course->agents;
    if (kind == WITHOUT_PRACTICE) return course->practices.count;
    for (int64_t i = 0; kind == WITHOUT_PROJECT && i < course->projects.count; i++)
        if (course->projects.items[i].project > most) most = course->projects.items[i].project;
    for (int64_t i = 0; kind == WITHOUT_COMMUNITY && i < course->communities.count; i++)
        if (course->communities.items[i].community > most) most = course->communities.items[i].community;
    return most + 1;
}

/* The number of the one who is meant. */
static enum status find(
    const struct whatif_base *base, enum without_kind kind, const char *text, int64_t *found, struct message *message)
{
    const struct labels none = {0, NULL};
    const struct labels *const labels[] = {&base->agents, &base->agents, &none, &none, &base->practices};
    const struct question question = {
        kind == WITHOUT_TIE ? "agent" : kind_names[kind], text, labels[kind], count_of(base, kind)};
    int32_t number = -1;
    enum status status = question_answer(&question, &number, message);
    *found = number;
    return status;
}

/* Adds an item to a text of the scenario. */
static enum status append(char text[SCENARIO_TEXT], const char *item, struct message *message)
{
    const size_t length = strlen(text);
    if (length + strlen(item) + 3 > SCENARIO_TEXT)
        return message_set(message, STATUS_INPUT, "%s: so much cannot be left out at once", item);
    sprintf(text + length, "%s%s", length > 0 ? ", " : "", item);
    return STATUS_OK;
}

enum status whatif_add_agent(struct scenario *scenario, int32_t agent, struct message *message)
{
    char item[16];
    snprintf(item, sizeof item, "%d", (int)agent);
    scenario->without.present = true;
    return append(scenario->without.people, item, message);
}

enum status whatif_practice(
    const struct whatif_base *base, const char *text, int32_t *practice, struct message *message)
{
    int64_t found;
    const enum status status = find(base, WITHOUT_PRACTICE, text, &found, message);
    *practice = (int32_t)found;
    return status;
}

/* Who stands before the hyphen at `dash`, and who behind it. */
static enum status find_ends(
    const struct whatif_base *base, const char *text, const char *dash, int64_t ends[2], struct message *message)
{
    char *one = strndup(text, (size_t)(dash - text));
    if (!one) return message_status(message, STATUS_MEMORY);
    enum status status = find(base, WITHOUT_TIE, one, &ends[0], message);
    if (status == STATUS_OK) status = find(base, WITHOUT_TIE, dash + 1, &ends[1], message);
    free(one);
    return status;
}

/* Names may have hyphens: the tie lies at the one that has somebody before and behind it. */
static enum status find_tie(const struct whatif_base *base, const char *text, int64_t ends[2], struct message *message)
{
    const struct excerpt said = text_excerpt(text);
    const char *last = NULL;
    int64_t trial[2];
    int places = 0, found = 0;
    for (const char *dash = strchr(text, '-'); dash; dash = strchr(dash + 1, '-')) {
        if (dash == text || !dash[1]) continue;
        places++;
        last = dash;
        const enum status status = find_ends(base, text, dash, trial, NULL);
        if (status == STATUS_MEMORY) return message_status(message, status);
        if (status != STATUS_OK) continue;
        if (found++ > 0)
            return message_set(message, STATUS_INPUT,
                "tie:%s: it may be %lld-%lld or %lld-%lld; by numbers the first is tie:number:%lld-number:%lld",
                said.text, (long long)ends[0], (long long)ends[1], (long long)trial[0], (long long)trial[1],
                (long long)ends[0], (long long)ends[1]);
        memcpy(ends, trial, sizeof trial);
    }
    if (found == 1) return STATUS_OK;
    if (places == 1) return find_ends(base, text, last, ends, message);
    return message_set(message, STATUS_INPUT,
        places == 0 ? "tie:%s: a tie is written as tie:3-7"
                    : "tie:%s: nowhere does a hyphen stand between two people; by numbers a tie is written as tie:3-7",
        said.text);
}

static enum status add_tie(
    const struct whatif_base *base, struct scenario *scenario, const char *text, struct message *message)
{
    char item[64];
    int64_t ends[2];
    const enum status status = find_tie(base, text, ends, message);
    if (status != STATUS_OK) return status;
    if (ends[0] == ends[1]) return message_set(message, STATUS_INPUT, "tie:%s: it takes two", text_excerpt(text).text);
    snprintf(item, sizeof item, "%lld-%lld", (long long)ends[0], (long long)ends[1]);
    return append(scenario->without.ties, item, message);
}

enum status whatif_add(
    const struct whatif_base *base, struct scenario *scenario, const char *what, struct message *message)
{
    char *const texts[] = {
#define AS_TEXT(symbol, name, key) scenario->without.key,
        WITHOUT_KINDS(AS_TEXT)
#undef AS_TEXT
    };
    const char *colon = strchr(what, ':');
    int kind = 0;
    while (colon && kind < WITHOUT_KIND_COUNT &&
           !(strncmp(what, kind_names[kind], (size_t)(colon - what)) == 0 && kind_names[kind][colon - what] == '\0'))
        kind++;
    if (!colon || kind == WITHOUT_KIND_COUNT) {
        struct excerpt word = text_excerpt(what);
        word.text[strcspn(word.text, ":")] = 0;
        const char *near = text_nearest(word.text, WITHOUT_KIND_COUNT, kind_name, NULL);
        char meant[WORD_MOST + 2];
        if (near) snprintf(meant, sizeof meant, "%s:", near);
        return message_set(message, STATUS_INPUT,
            "%s: it is written as agent:12, tie:3-7, project:5, community:1 or practice:8%s", text_excerpt(what).text,
            text_suggestion(near ? meant : NULL).text);
    }
    scenario->without.present = true;
    if (kind == WITHOUT_TIE) return add_tie(base, scenario, colon + 1, message);
    int64_t number;
    char item[32];
    enum status status = find(base, (enum without_kind)kind, colon + 1, &number, message);
    if (status != STATUS_OK) return status;
    snprintf(item, sizeof item, "%lld", (long long)number);
    return append(texts[kind], item, message);
}

enum status whatif_run(const struct whatif_base *base, struct scenario *scenario, int threads,
    const volatile sig_atomic_t *stop, struct course *course, struct message *message)
{
    const char *culprit;
    *course = (struct course){.steps = 0};
    scenario->run.until[0] = '\0';
    scenario->run.steps = base->course.steps;
    scenario_settle(scenario);
    enum status status = scenario_check(scenario, &culprit, message);
    const struct course_request request = {scenario, network_of(base), threads, stop};
    if (status == STATUS_OK) status = course_run(course, &request, message);
    if (status == STATUS_OK && course_translate(course, &base->course) != STATUS_OK)
        status = message_status(message, STATUS_MEMORY);
    return status;
}

/* ---- what became of it ---- */

enum fate_kind fate_kind(const struct fate *fate)
{
    if (fate->without < 0) return FATE_NEVER;
    if (fate->with < 0) return FATE_ONLY_WITHOUT;
    if (fate->without == fate->with) return FATE_SAME;
    return fate->without > fate->with ? FATE_LATER : FATE_SOONER;
}

static bool is_left_out(const struct scenario *scenario, int32_t agent)
{
    const char *text = scenario->without.people;
    struct numbered item;
    while (numbered_next(&text, false, &item) == NUMBERED_ITEM)
        if (item.number == agent) return true;
    return false;
}

/* Less than, equal to or greater than 0 as one comes before the other, is the same person and practice, or comes after.
 */
static int compared(const struct learned *a, const struct learned *b)
{
    if (a->practice != b->practice) return a->practice < b->practice ? -1 : 1;
    if (a->agent != b->agent) return a->agent < b->agent ? -1 : 1;
    if (a->newcomer != b->newcomer) return a->newcomer < b->newcomer ? -1 : 1;
    return 0;
}

enum status whatif_compare(
    const struct whatif_base *base, const struct scenario *scenario, const struct course *without, struct fates *fates)
{
    const struct learned_list *a = &base->course.learned, *b = &without->learned;
    for (int64_t i = 0, k = 0; i < a->count || k < b->count;) {
        int order = i == a->count ? 1 : -1;
        if (i < a->count && k < b->count) order = compared(&a->items[i], &b->items[k]);
        const struct learned *one = order <= 0 ? &a->items[i] : &b->items[k];
        const struct fate fate = {one->practice, one->agent, one->newcomer, order <= 0 ? a->items[i].step : -1,
            order >= 0 ? b->items[k].step : -1};
        i += order <= 0;
        k += order >= 0;
        if (is_left_out(scenario, fate.agent)) continue;
        if (!array_push(fates, fate)) return STATUS_MEMORY;
    }
    return STATUS_OK;
}
