/* The file first, then --set in the order given, then --seed and --steps; only then is the whole checked. */
#define _GNU_SOURCE /* for sched_getaffinity */
#include "program/report/scenario_input.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/network/network_file.h"
#include "io/network/network_told.h"
#include "io/scenario/scenario_file.h"
#include "io/scenario/tables.h"
#include "io/scenario/until.h"
#include "io/text/text_file.h"
#include "program/report/memory.h"
#include "program/terminal/output.h"
#include "scenario/arrivals.h"
#include "scenario/changes.h"
#include "study/format/format.h"

/* The network's file, if the scenario names one: relative to the folder that the scenario is in. */
static enum status read_edges(
    struct scenario_input *input, const char *path, const struct places *places, struct message *message)
{
    input->has_edges = people_are_given(&input->scenario.network);
    if (!input->has_edges) return STATUS_OK;
    char *folder = text_file_folder(path);
    if (!folder) return STATUS_MEMORY;
    const char *key;
    enum status status = network_file_read(&input->scenario.network, folder, &input->edges, &key, message);
    free(folder);
    if (status == STATUS_INPUT) status = scenario_fault_at(places, key, message, status);
    if (status != STATUS_OK) return status;
    const struct names_there there = network_names(&input->edges);
    return scenario_finish_named(&input->scenario, places, &there, message);
}

/* Says so where a file that is no scenario is a study. */
static enum status tell_study(const char *path, enum status status, struct message *message)
{
    char *text = NULL;
    size_t length = 0;
    bool read = text_file_again(path) && text_file_read(path, YAML_TREE_FILE_MOST, &text, &length, NULL) == STATUS_OK;
    if (read && study_text_is_study(text))
        status = message_set(message, STATUS_INPUT,
            "%s: this is a study and no scenario; `selforg sweep` runs one, with --dry-run it checks it", path);
    free(text);
    return status;
}

/* Setting a key of a mechanism that the file leaves out puts the mechanism in: that is said. What is only watched
 * changes nothing. */
static void tell_what_is_put_in(const struct places *places)
{
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].switched == SECTION_OPTIONAL && places->section[i].origin == ORIGIN_KEY &&
            strncmp(section_table[i].path, "observe.", strlen("observe.")) != 0)
            fprintf(stderr, "note: --set puts in the section '%s', which %s leaves out\n", section_table[i].path,
                places->file);
}

static bool anything_begins(const struct scenario *with)
{
    const struct network_parameters *network = &with->network;
    const struct accept_parameters *accept = &with->accept;
    bool given = *network->user_column || *network->adopted_column;
    bool needs_nobody =
        scenario_has(with, FEATURE_THRESHOLD) &&
        (accept->threshold_kind != THRESHOLDS_FIXED || accept->threshold.least <= 0 || *network->threshold_column);
    return with->start.users > 0 || with->start.practice != START_NONE || given || needs_nobody ||
           scenario_has(with, FEATURE_INNOVATION) || scenario_has(with, FEATURE_FINDING);
}

/* Where nobody begins with anything, and nothing arises, nothing is ever taken up: that is said. */
static void tell_what_never_begins(const struct scenario *scenario)
{
    if (scenario->adoption.present && !anything_begins(scenario))
        fprintf(stderr, "note: nobody begins with anything (start.users, start.practice), and nothing arises "
                        "(adoption.accept.innovation, the sections 'projects' and 'individual_search'): nothing is "
                        "ever taken up\n");
}

/* A run may be shorter than its interventions, or what is given, go: that is said. */
static void tell_what_comes_too_late(const struct scenario *scenario)
{
    int64_t late = changes_too_late(scenario);
    if (late > 0)
        fprintf(stderr, "note: %lld of %lld interventions come after the last step, %lld, and change nothing\n",
            (long long)late, (long long)scenario->run.interventions.count, (long long)scenario->run.steps);
    late = arrivals_too_late(scenario);
    if (late > 0)
        fprintf(stderr, "note: %lld of %lld opportunities that are given come after the last step, %lld\n",
            (long long)late, (long long)scenario->opportunities.arrivals.count, (long long)scenario->run.steps);
}

/* Of how many people a table says more than that. */
static int64_t count_above(const struct edge_list *people, enum person_trait trait, double limit)
{
    const double *values = people->trait[trait];
    int64_t count = 0;
    for (int32_t agent = 0; values && agent < people->agent_count; agent++) count += values[agent] > limit;
    return count;
}

/* Observed diffusion may go on longer than the run. */
static void tell_who_comes_too_late(const struct scenario_input *input)
{
    const int64_t steps = input->scenario.run.steps, late = count_above(&input->edges, TRAIT_adopted, (double)steps);
    if (late > 0)
        fprintf(stderr,
            "note: the step in network.adopted_column comes after the last one, %lld, for %lld of %d people\n",
            (long long)steps, (long long)late, input->edges.agent_count);
}

/* Who is never to adopt may have such a threshold; percentages have it too. */
static void tell_who_never_adopts(const struct scenario_input *input)
{
    const int64_t never = count_above(&input->edges, TRAIT_threshold, 1);
    if (never > 0 && input->scenario.accept.measure == THRESHOLD_SHARE)
        fprintf(stderr,
            "note: the threshold in network.threshold_column is above 1, a share that is never reached, for %lld of %d "
            "people\n",
            (long long)never, input->edges.agent_count);
}

static void tell_what_never_comes(const struct scenario_input *input)
{
    struct until until;
    char never[UNTIL_NEVER_TEXT];
    const struct scenario *scenario = &input->scenario;
    const bool given = input->has_edges;
    const int64_t units = given ? network_names(&input->edges).units : until_units(scenario);
    const double agents = given ? (double)input->edges.agent_count : (double)scenario->network.agents;
    if (until_read(&until, scenario, units, NULL) == STATUS_OK && until_never(&until, scenario, agents, never))
        fprintf(stderr, "note: until can never be met: %s\n", never);
}

enum status scenario_input_read(struct scenario_input *input, const char *path, const struct option_list *set,
    const char *seed, const char *steps, const char *until, struct message *message)
{
    *input = (struct scenario_input){.set = set};
    struct places *places = &input->places;
    enum status status = scenario_read(path, &input->scenario, places, &input->yaml, message);
    if (status == STATUS_INPUT) status = tell_study(path, status, message);
    for (int i = 0; status == STATUS_OK && i < set->count; i++)
        status = scenario_set(set->item[i], &input->scenario, places, message);
    if (status == STATUS_OK && seed) status = scenario_set_option("seed", seed, &input->scenario, places, message);
    if (status == STATUS_OK && steps) status = scenario_set_option("steps", steps, &input->scenario, places, message);
    if (status == STATUS_OK && until) status = scenario_set_option("until", until, &input->scenario, places, message);
    if (status == STATUS_OK) status = scenario_finish(&input->scenario, places, message);
    if (status == STATUS_OK) tell_what_is_put_in(places);
    if (status == STATUS_OK) status = read_edges(input, path, places, message);
    if (status == STATUS_OK) tell_what_never_begins(&input->scenario);
    if (status == STATUS_OK) tell_what_comes_too_late(&input->scenario);
    if (status == STATUS_OK) tell_who_comes_too_late(input);
    if (status == STATUS_OK) tell_who_never_adopts(input);
    if (status == STATUS_OK) tell_what_never_comes(input);
    if (status == STATUS_OK) status = scenario_fault_named(places, message, memory_suffices(&input->scenario, message));
    if (status != STATUS_OK) scenario_input_free(input);
    return status;
}

void scenario_input_free(struct scenario_input *input)
{
    free(input->yaml);
    edge_list_free(&input->edges);
    *input = (struct scenario_input){0};
}

/* Whether a table that the file or --set names is the file that is to be written. */
static bool uses_table(const struct scenario_input *input, const char *path, const char *out)
{
    bool uses = tables_use(path, input->yaml, out);
    for (int i = 0; i < input->set->count && !uses; i++) {
        char key[PARAMETER_PATH];
        const char *sign = strchr(input->set->item[i], '=');
        snprintf(key, sizeof key, "%.*s", (int)(sign - input->set->item[i]), input->set->item[i]);
        const struct parameter *parameter = parameter_find(key);
        uses = parameter && table_stands_for(parameter, sign + 1) && table_is(sign + 1, path, out);
    }
    return uses;
}

enum status scenario_input_spare(
    const struct scenario_input *input, const char *path, const char *out, struct message *message)
{
    enum status status = output_check(out, path, message);
    if (!out) return status;
    if (status == STATUS_OK && uses_table(input, path, out)) status = output_is_input(out, message);
    if (status != STATUS_OK || !input->has_edges) return status;
    char *folder = text_file_folder(path);
    if (!folder) return STATUS_MEMORY;
    if (network_file_uses(&input->scenario.network, folder, out)) status = output_is_input(out, message);
    free(folder);
    return status;
}

const struct edge_list *scenario_input_edges(const struct scenario_input *input)
{
    return input->has_edges ? &input->edges : NULL;
}

/* How much changes, and when: of a long table one sees no more. */
static void tell_interventions(const struct scenario *scenario, int margin, FILE *stream)
{
    bool seen[PARAMETER_TOTAL] = {false};
    const int64_t count = scenario->run.interventions.count;
    int64_t first = INT64_MAX, last = 0, keys = 0;
    struct change change;
    for (int64_t i = 0; i < count && change_read(scenario, i, &change, NULL) == STATUS_OK; i++) {
        bool *known = &seen[change.parameter - parameter_table];
        keys += !*known;
        *known = true;
        first = change.step < first ? change.step : first;
        last = change.step > last ? change.step : last;
    }
    if (count > 0)
        fprintf(stream, "\n%*sinterventions: %lld %s of %lld %s, steps %lld to %lld\n", margin, "", (long long)count,
            count == 1 ? "change" : "changes", (long long)keys, keys == 1 ? "key" : "keys", (long long)first,
            (long long)last);
}

/* How many opportunities are given, what is said of them, and until when. */
static void tell_arrivals(const struct scenario *scenario, int margin, FILE *stream)
{
    const struct arrivals *arrivals = &scenario->opportunities.arrivals;
    if (!scenario->opportunities.present || arrivals->count == 0) return;
    fprintf(stream, "\n%*sopportunities: %lld given, the last in step %d:", margin, "", (long long)arrivals->count,
        arrivals->last_step);
    for (int64_t i = 0; i < arrivals->columns; i++)
        fprintf(stream, "%s %s", i > 0 ? "," : "", arrival_words[arrivals->column[i]]);
    fputc('\n', stream);
}

void scenario_input_tell(const struct scenario_input *input, int margin, FILE *stream)
{
    tell_interventions(&input->scenario, margin, stream);
    tell_arrivals(&input->scenario, margin, stream);
    if (!input->has_edges) return;
    fprintf(stream, "\n%*s", margin, "");
    network_tell(&input->edges, &input->scenario, stream);
    fputc('\n', stream);
}

char *scenario_input_beside(const char *path, const char *ending)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    int length = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    size_t size = (size_t)length + strlen(ending) + 1;
    char *name = malloc(size);
    if (name) snprintf(name, size, "%.*s%s", length, base, ending);
    return name;
}

int threads_to_use(int64_t threads)
{
    if (threads > 0) return (int)threads;
    cpu_set_t mine;
    if (sched_getaffinity(0, sizeof mine, &mine) == 0) return CPU_COUNT(&mine);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 0 ? (int)processors : 1;
}
