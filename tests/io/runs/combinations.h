/* Scenarios drawn at random from the tables: any sections, any keys, any words of a choice, with interventions, as long
 * as they go together. A combination is a function of its number alone.
 *
 * Include after <cmocka.h>.
 */
#ifndef COMBINATIONS_H
#define COMBINATIONS_H

#include "model/keys.h"
#include "network/network.h"
#include "random/philox.h"
#include "scenario/changes.h"

#include <math.h>

/* A scenario is large: what holds some is never a part of the frame of another. */
#define APART __attribute__((noinline)) static

/* -- chance */

struct draws {
    uint64_t key;
    uint32_t count;
};

static inline double draw_share(struct draws *draws)
{
    uint32_t words[4] = {draws->count++, 0, 0, 0};
    philox(words, draws->key);
    return (double)words[0] / 4294967296.0;
}

static inline bool draw_chance(struct draws *draws, double probability)
{
    return draw_share(draws) < probability;
}

static inline int64_t draw_from(struct draws *draws, int64_t first, int64_t last)
{
    return first + (int64_t)(draw_share(draws) * (double)(last - first + 1));
}

#define DRAW_ONE(draws, list) (list)[draw_from(draws, 0, (int64_t)(sizeof(list) / sizeof *(list)) - 1)]

/* -- a value of a parameter */

/* Where the range of a key says too little of what is worth trying, or costs too much; "" leaves the key out. */
static const struct {
    const char *path, *values[6];
} worth_trying[] = {
    {"selforg", {"", "", "", "", "", ""}},
    {"title", {"Überall – everywhere", "a: \"b\" # c", "{}", "'", "", ""}},
    {"question", {"Does it?", "- yes", "", "", "", ""}},
    {"seed", {"0", "1", "9223372036854775807", "77", "123456789", ""}},
    {"steps", {"1", "2", "10", "20", "30", "60"}},
    {"until", {"adopters >= 5", "adopters <= 0", "adopters steady 5 0.01", "", "", ""}},
    {"interventions", {"", "", "", "", "", ""}},
    {"network.agents", {"2", "5", "12", "30", "60", "100"}},
    {"network.mean_degree", {"0", "1", "2", "4", "6", "10"}},
    {"network.degrees", {"{2: 1}", "{0: 0.5, 3: 1}", "{1: 1, 2: 1, 6: 0.2}", "{4: 1}", "{3: 1}", ""}},
    {"network.edges", {"", "", "", "", "", ""}},
    {"network.nodes", {"", "", "", "", "", ""}},
    {"network.unit_column", {"", "", "", "", "", ""}},
    {"network.threshold_column", {"", "", "", "", "", ""}},
    {"network.user_column", {"", "", "", "", "", ""}},
    {"network.adopted_column", {"", "", "", "", "", ""}},
    {"network.opinion_column", {"", "", "", "", "", ""}},
    {"network.confidence_column", {"", "", "", "", "", ""}},
    {"network.expectation_column", {"", "", "", "", "", ""}},
    {"network.breadth_column", {"", "", "", "", "", ""}},
    {"network.passion_column", {"", "", "", "", "", ""}},
    {"network.turn_probability_column", {"", "", "", "", "", ""}},
    {"network.weight", {"", "", "", "", "", ""}},
    {"network.trust_column", {"", "", "", "", "", ""}},
    {"network.directed", {"", "", "", "", "", ""}},
    {"landscape.practices", {"{a: 0}", "{a: 0.9, b: 0.2, \"c, d\": 1}", "{x: 0.5, y: 0.5}", "{a: 1}", "", ""}},
    {"landscape.items",
        {"a,0.1;b,0.2;c,0.5,a b;d,1,c a b", "a,0;b,0,a", "a,1;b,0.5;c,0.9,a b;c,0.9,a", "a,0;b,1,c", "", ""}},
    {"landscape.payoffs", {"0,0.1;1,0.9", "0000,1;default,0", "1111,0.5;0110,1;0001,0.2;default,0.1",
                              "11111111,1;default,0.3", "1,0;default,1", ""}},
    {"landscape.matrix", {"1", "1100 0110 0011 1001", "1111 1111 1111 1111", "1000 0100 0010 0001", "11 01", ""}},
    {"start.prior", {"{a: 0.5}", "{a: 0.9, b: 0.2}", "{x: 0.5, y: 0.4}", "{b: 1}", "{a: 0}", "{y: 0.1}"}},
    {"start.certain", {"a", "b", "x", "c, d", "", ""}},
    {"landscape.bits", {"1", "4", "8", "12", "64", "128"}},
    {"landscape.options", {"2", "3", "4", "10", "256", ""}},
    {"adoption.accept.dose", {"{1: 0.1, 2: 0.4}", "{0.1: 1}", "{1: 0}", "{2: 1}", "{0.05: 0.2, 0.5: 0.9}", ""}},
    {"without.people", {"0", "1, 3", "0, 2, 4", "1", "", ""}},
    {"without.ties", {"0-1", "1-2, 0-3", "2-3", "", "", ""}},
    {"without.projects", {"0", "0, 1, 2", "5", "", "", ""}},
    {"without.communities", {"0", "0, 1", "", "", "", ""}},
    {"without.practices", {"0", "1", "1, 2", "", "", ""}},
    {"team.sizes", {"{2: 1}", "{1: 1, 3: 2}", "{5: 1, 2: 0}", "{4: 1}", "{3: 0.5}", ""}},
    {"opportunities.arrivals",
        {"step; 1; 1; 3", "step,size; 1,2; 1,1; 2,4", "step,difficulty,skills; 1,2,0 1; 4,0.5,",
            "step,members,size; 1,0 1,3; 2,1,; 9,,1", "step,unit,domain; 1,0,1; 5,1,0", "step,members; 2,4 3 0; 2,1"}},
    {"opportunities.arrival_rate", {"0", "0.5", "2", "5", "15", "60"}},
};

/* Often at an end of its range, else anywhere in a part of it that is not large. */
static inline double draw_number(struct draws *draws, double least, double most, bool whole)
{
    static const double larges[] = {1, 3, 10, 40, 100}, larges_of_reals[] = {1, 1, 1, 3, 10};
    double kind = draw_share(draws);
    double large = whole ? DRAW_ONE(draws, larges) : DRAW_ONE(draws, larges_of_reals);
    double top = most > least + large ? least + large : most, share = draw_share(draws);
    if (kind < 0.15) return least;
    if (kind < 0.25) return most <= 1000 ? most : top;
    if (kind < 0.35 && !whole) return least + (top - least) * pow(10, -8 * share);
    return whole ? floor(least + share * (top - least + 1)) : least + share * (top - least);
}

/* A text or a list that nobody thought of is told at once, and not by the first combination that has it. */
static inline void assert_texts_are_known(void)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        bool known = parameter_table[i].type != PARAMETER_TEXT && parameter_table[i].type != PARAMETER_NAMED &&
                     parameter_table[i].type != PARAMETER_CHANGES && parameter_table[i].type != PARAMETER_ARRIVALS;
        for (size_t k = 0; k < sizeof worth_trying / sizeof *worth_trying; k++)
            known = known || strcmp(worth_trying[k].path, parameter_path(&parameter_table[i]).text) == 0;
        if (!known) fail_msg("combinations.h does not say what %s may be", parameter_path(&parameter_table[i]).text);
    }
}

static inline const char *draw_value(struct draws *draws, const struct parameter *parameter)
{
    static char text[NUMBER_TEXT];
    for (size_t i = 0; i < sizeof worth_trying / sizeof *worth_trying; i++)
        if (strcmp(worth_trying[i].path, parameter_path(parameter).text) == 0)
            return DRAW_ONE(draws, worth_trying[i].values);
    if (parameter->type == PARAMETER_CHOICE)
        return parameter->choices[draw_from(draws, 0, parameter->choice_count - 1)].text;
    if (parameter->type == PARAMETER_FLAG) return draw_chance(draws, 0.5) ? "true" : "false";
    bool whole = parameter->type == PARAMETER_COUNT;
    number_print(draw_number(draws, whole ? (double)parameter->count_min : parameter->real_min,
                     whole ? (double)parameter->count_max : parameter->real_max, whole),
        text);
    return text;
}

/* -- a scenario */

/* The files of a network from files are those that the checks write (combination_checks.h). */
static inline void name_files(struct scenario *scenario, struct draws *draws)
{
    if (scenario->network.kind != NETWORK_FILE) return;
    assert_int_equal(parameter_set(scenario, parameter_find("network.edges"), "ties.csv", NULL), STATUS_OK);
    if (draw_chance(draws, 0.5))
        assert_int_equal(parameter_set(scenario, parameter_find("network.nodes"), "people.csv", NULL), STATUS_OK);
}

/* A table that goes with the bits, which seldom come together by chance. */
static inline void name_payoffs(struct scenario *scenario, struct draws *draws)
{
    static const char *const of_four[] = {"0000,1;default,0", "1111,0.5;0110,1;0001,0.2;default,0.1"};
    if (scenario->landscape.kind != LANDSCAPE_TABLE) return;
    assert_int_equal(parameter_set(scenario, parameter_find("landscape.bits"), "4", NULL), STATUS_OK);
    assert_int_equal(
        parameter_set(scenario, parameter_find("landscape.payoffs"), DRAW_ONE(draws, of_four), NULL), STATUS_OK);
}

static inline void draw_keys(struct scenario *scenario, struct draws *draws, const struct section *section)
{
    static const double shares[] = {0, 0.1, 0.3, 0.7, 1};
    double share = DRAW_ONE(draws, shares);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (parameter->section != section || !draw_chance(draws, share)) continue;
        const char *value = draw_value(draws, parameter);
        if (*value) assert_int_equal(parameter_set(scenario, parameter, value, NULL), STATUS_OK);
    }
}

/* Some of what is lively, or nothing; then sections come and go, and keys take other values. */
APART struct scenario draw_whatever(struct draws *draws)
{
    static const double shares[] = {0.25, 0.5, 0.75, 0.95};
    struct scenario scenario = scenario_default;
    double lively_share = draw_chance(draws, 0.5) ? draw_share(draws) : 0, share = DRAW_ONE(draws, shares);
    for (size_t i = 0; i < sizeof small_and_lively / sizeof *small_and_lively; i++)
        if (draw_chance(draws, lively_share)) scenario_set_all(&scenario, small_and_lively[i]);
    assert_int_equal(parameter_set(&scenario, parameter_find("network.agents"), "30", NULL), STATUS_OK);
    assert_int_equal(parameter_set(&scenario, parameter_find("steps"), "30", NULL), STATUS_OK);
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const struct section *section = &section_table[i];
        bool optional = section->switched == SECTION_OPTIONAL;
        if (optional && draw_chance(draws, share)) section_set_present(&scenario, section);
        if (optional && draw_chance(draws, 0.1)) section_set_absent(&scenario, section);
        const struct section *whole = section->whole ? section->whole : section;
        if (section_present(&scenario, whole)) draw_keys(&scenario, draws, section);
    }
    return scenario;
}

/* Whether there are so many pairs that are not tied: what no check can tell before the network is made. */
static inline bool ties_fit(const struct scenario *scenario, struct message *message)
{
    const struct random_seeds seeds = scenario_seeds(scenario);
    struct network network;
    if (scenario->network.extra_ties == 0) return true;
    if (network_build(&network, scenario, NULL, &seeds, -1, message) != STATUS_OK) return false;
    network_free(&network);
    return true;
}

/* Whether all of it goes together and has effect; else the key or section at fault, by its path. */
APART bool goes_together(const struct scenario *scenario, const char **culprit, struct message *message)
{
    struct scenario settled;
    const struct parameter *in_vain = NULL;
    static struct parameter_path path;
    *culprit = complaint(*scenario, &settled, message);
    if (!*culprit && !ties_fit(&settled, message)) *culprit = "network.extra_ties";
    if (*culprit) return false;
    if (scenario_check_written(&settled, &in_vain, message) == STATUS_OK) return true;
    path = parameter_path(in_vain);
    *culprit = path.text;
    return false;
}

static inline void drop_intervention(struct scenario *scenario, int64_t which)
{
    struct interventions *interventions = &scenario->run.interventions;
    for (int64_t i = which; i + 1 < interventions->count; i++) interventions->item[i] = interventions->item[i + 1];
    interventions->count--;
}

/* Takes out what is at fault: a key that is written, else a section. False: there is nothing to take out. */
APART bool take_out(struct scenario *scenario, const char *culprit)
{
    const struct parameter *parameter = parameter_find(culprit);
    if (strcmp(culprit, "interventions") == 0) {
        drop_intervention(scenario, scenario->run.interventions.count - 1);
        return true;
    }
    if (parameter && parameter_written(scenario, parameter)) {
        parameter_reset(scenario, parameter);
        return true;
    }
    const struct section *section = to_leave_out(scenario, "", culprit);
    if (section) section_set_absent(scenario, section);
    return section != NULL;
}

/* Puts in the section that the message asks for. False: it asks for none. */
static inline bool put_in(struct scenario *scenario, const struct message *message)
{
    static const char asks[] = "needs the section '";
    char path[PARAMETER_PATH] = "";
    const char *at = strstr(message->text, asks);
    if (!at || sscanf(at + strlen(asks), "%63[a-z_.]", path) != 1) return false;
    const struct section *section = section_find(path);
    if (section) section_set_present(scenario, section);
    return section != NULL;
}

/* False: this cannot be mended, or is large then. */
APART bool mend(struct scenario *scenario, struct draws *draws)
{
    enum { PEOPLE_MOST = 120, STEPS_MOST = 60 };
    const char *culprit = "";
    bool whole = false, going = true;
    for (int tries = 0; tries < 2 * PARAMETER_TOTAL && going && !whole; tries++) {
        struct message message = {""};
        whole = goes_together(scenario, &culprit, &message);
        going = whole || (draw_chance(draws, 0.8) && put_in(scenario, &message)) || take_out(scenario, culprit);
    }
    return whole && scenario->network.agents <= PEOPLE_MOST && scenario->run.steps <= STEPS_MOST;
}

/* Adds changes of rates that are there, as far as they have effect. */
APART void intervene(struct scenario *scenario, struct draws *draws)
{
    const struct parameter *interventions = parameter_find("interventions");
    for (int64_t left = draw_from(draws, -3, 4); left > 0; left--) {
        const struct parameter *rate = &parameter_table[draw_from(draws, 0, PARAMETER_TOTAL - 1)];
        struct scenario settled = *scenario, other = *scenario;
        char name[NAMED_LENGTH + 32], value[NUMBER_TEXT];
        const char *culprit;
        scenario_settle(&settled);
        if (!rate->is_rate || !section_present(&settled, rate->section)) {
            left += draw_chance(draws, 0.95); /* most rates are of what is not there */
            continue;
        }
        snprintf(name, sizeof name, "%d %s", (int)draw_from(draws, 1, scenario->run.steps), parameter_path(rate).text);
        number_print(draw_number(draws, rate->real_min, rate->real_max, false), value);
        bool added = parameter_add_named(&other, interventions, name, value, NULL) == STATUS_OK;
        if (added && goes_together(&other, &culprit, NULL)) *scenario = other;
    }
}

/* The combination of that number, not settled. */
APART struct scenario combination(uint64_t number)
{
    for (uint64_t again = 0;; again++) {
        struct draws draws = {.key = number + (again << 48)};
        struct scenario scenario = draw_whatever(&draws);
        name_files(&scenario, &draws);
        name_payoffs(&scenario, &draws);
        if (!mend(&scenario, &draws)) continue;
        intervene(&scenario, &draws);
        return scenario;
    }
}

/* -- as text */

static inline void print_value(const struct scenario *scenario, const struct parameter *parameter, FILE *file)
{
    char text[PARAMETER_TEXT_LENGTH];
    parameter_print(scenario, parameter, text);
    bool quoted = parameter->type == PARAMETER_TEXT || parameter->type == PARAMETER_ARRIVALS;
    if (quoted) fputc('"', file);
    for (const char *c = text; *c; c++) fprintf(file, "%s%c", quoted && strchr("\"\\", *c) ? "\\" : "", *c);
    if (quoted) fputc('"', file);
}

/* Whether there is something to be said of the section. */
static inline bool is_said(const struct scenario *scenario, const struct section *section)
{
    if (!section_present(scenario, section)) return false;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].section == section && parameter_written(scenario, &parameter_table[i])) return true;
    return section->switched == SECTION_OPTIONAL;
}

/* The name of a section that stands within another, or NULL. */
static inline const char *name_within(const struct section *inner, const struct section *outer)
{
    size_t length = strlen(outer->path);
    bool within = strncmp(inner->path, outer->path, length) == 0 && inner->path[length] == '.';
    return within ? inner->path + length + 1 : NULL;
}

static inline void print_section(const struct scenario *scenario, const struct section *section, FILE *file)
{
    const char *between = "";
    fputc('{', file);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        if (parameter_table[i].section != section || !parameter_written(scenario, &parameter_table[i])) continue;
        fprintf(file, "%s%s: ", between, parameter_table[i].name);
        print_value(scenario, &parameter_table[i], file);
        between = ", ";
    }
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const char *name = name_within(&section_table[i], section);
        if (!name || !is_said(scenario, &section_table[i])) continue;
        fprintf(file, "%s%s: ", between, name);
        print_section(scenario, &section_table[i], file);
        between = ", ";
    }
    fputc('}', file);
}

static inline bool is_said_within(const struct scenario *scenario, const struct section *section)
{
    bool said = is_said(scenario, section);
    for (int i = 0; i < SECTION_TOTAL; i++)
        said = said || (name_within(&section_table[i], section) && is_said(scenario, &section_table[i]));
    return said;
}

/* The scenario as a file has it; to be freed. */
static inline char *combination_yaml(const struct scenario *scenario)
{
    char *text;
    size_t length;
    FILE *file = open_memstream(&text, &length);
    assert_non_null(file);
    fprintf(file, "selforg: 2\n");
    for (int i = 0; i < PARAMETER_TOTAL && !*parameter_table[i].section->path; i++) {
        if (strcmp(parameter_table[i].name, "selforg") == 0 || !parameter_written(scenario, &parameter_table[i]))
            continue;
        fprintf(file, "%s: ", parameter_table[i].name);
        print_value(scenario, &parameter_table[i], file);
        fputc('\n', file);
    }
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const struct section *section = &section_table[i];
        if (!*section->path || strchr(section->path, '.') || !is_said_within(scenario, section)) continue;
        fprintf(file, "%s: ", section->path);
        print_section(scenario, section, file);
        fputc('\n', file);
    }
    assert_int_equal(fclose(file), 0);
    return text;
}

#endif
