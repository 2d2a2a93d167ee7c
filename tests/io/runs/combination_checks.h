/* What must hold of any scenario, whatever is in it: every invariant after each step, the same digest on another number
 * of threads, whatever is recorded, cut and resumed, run again; a file that passes its own checks and can be read; and
 * what it takes to say so of a scenario in a few lines: the least of it that still goes wrong.
 *
 * Each scenario is tried in a process of its own, so that a crash is a finding as any other.
 */
#ifndef COMBINATION_CHECKS_H
#define COMBINATION_CHECKS_H

#include "io/hdf5/hdf5_read.h"
#include "io/lineage/result_verify.h"
#include "io/lineage/trace.h"
#include "io/network/network_file.h"
#include "io/result/result_checksum.h"
#include "io/result/run.h"
#include "io/runs/combinations.h"
#include "io/scenario/scenario_file.h"
#include "scenario/check/scenario_check.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST = 120, PROBLEM = 2200 }; /* seconds of a processor that a scenario may take; length of a text */

/* One scenario as it is tried. */
struct trial {
    const char *folder;
    const char *yaml;
    struct scenario scenario; /* settled */
    struct edge_list ties;
    const struct edge_list *file;
    struct digest digest; /* of the run on one thread */
    int32_t steps;        /* that it had */
    char problem[PROBLEM];
};

/* -- runs */

static sig_atomic_t enough;
static int32_t stops_after;
static const char *infinite;

static inline void look(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    (void)context, (void)steps;
    enough = step >= stops_after;
    for (int o = 0; row && o < OBSERVABLE_COUNT; o++)
        for (int64_t i = 0; i < row->length[o]; i++)
            if (isinf(row->value[o][i])) infinite = observable_table[o].name;
}

struct trial_path {
    char text[160];
};

static inline struct trial_path trial_path(const struct trial *trial, const char *name)
{
    struct trial_path path;
    snprintf(path.text, sizeof path.text, "%s/%s", trial->folder, name);
    return path;
}

static inline struct run_request trial_request(const struct trial *trial, const char *path, int threads, bool verify)
{
    return (struct run_request){.result = {.path = path,
                                    .overwrite = true,
                                    .scenario = &trial->scenario,
                                    .yaml_text = trial->yaml,
                                    .file = trial->file,
                                    .threads = threads,
                                    .commit_seconds = -1},
        .verify_each_step = verify,
        .progress = look,
        .stop = &enough};
}

static inline bool trouble(struct trial *trial, const char *where, const struct message *message)
{
    snprintf(trial->problem, sizeof trial->problem, "%s: %s", where, message->text);
    return false;
}

/* Runs, and compares with the run on one thread. */
static inline bool runs_the_same(struct trial *trial, const char *where, const struct run_request *request)
{
    struct run_outcome outcome;
    struct message message = {"another digest"};
    stops_after = INT32_MAX;
    enough = 0;
    if (run_scenario(request, &outcome, &message) != STATUS_OK) return trouble(trial, where, &message);
    if (outcome.steps != trial->steps)
        (void)message_set(&message, STATUS_DAMAGED, "%d steps in place of %d", outcome.steps, trial->steps);
    return (digest_equal(outcome.digest, trial->digest) && outcome.steps == trial->steps) ||
           trouble(trial, where, &message);
}

static inline bool runs(struct trial *trial)
{
    const struct trial_path path = trial_path(trial, "whole.h5");
    const struct run_request request = trial_request(trial, path.text, 1, true);
    struct run_outcome outcome;
    struct message message = {""};
    stops_after = INT32_MAX;
    if (run_scenario(&request, &outcome, &message) != STATUS_OK) return trouble(trial, "a run on one thread", &message);
    trial->digest = outcome.digest;
    trial->steps = outcome.steps;
    if (infinite) (void)message_set(&message, STATUS_INVARIANT, "%s is infinite", infinite);
    return !infinite || trouble(trial, "a run on one thread", &message);
}

static inline bool threads_change_nothing(struct trial *trial)
{
    const struct run_request request = trial_request(trial, NULL, 2, false);
    return runs_the_same(trial, "two threads, nothing written", &request);
}

/* Whatever is recorded is not, and the reverse. Where a rule ends the run, it is looked at in the same steps, and sees
 * the same. */
static inline void record_otherwise(struct scenario *scenario)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        bool flag = strcmp(parameter->section->path, "observe") == 0 && parameter->type == PARAMETER_FLAG;
        const char *value = flag && *(const bool *)parameter_value(scenario, parameter) ? "false" : "true";
        if (flag) assert_int_equal(parameter_set(scenario, parameter, value, NULL), STATUS_OK);
    }
    const struct section *snapshots = section_find("observe.snapshots"), *structure = section_find("observe.structure");
    bool taken = section_present(scenario, snapshots);
    section_set_absent(scenario, snapshots);
    if (!taken) section_set_present(scenario, snapshots);
    if (*scenario->run.until) return;
    section_set_absent(scenario, structure);
    scenario->observe.every += 2;
}

static inline bool recording_changes_nothing(struct trial *trial)
{
    const char *culprit;
    struct trial other = *trial;
    record_otherwise(&other.scenario);
    scenario_settle(&other.scenario);
    if (scenario_check(&other.scenario, &culprit, NULL) != STATUS_OK) return true;
    const struct run_request request = trial_request(&other, NULL, 3, false);
    const struct trial_path path = trial_path(trial, "other.h5");
    const struct run_request written = trial_request(&other, path.text, 1, false);
    return runs_the_same(trial, "other things recorded, nothing written", &request) &&
           runs_the_same(trial, "other things recorded", &written);
}

static inline bool content_of(const char *path, struct digest *content, struct message *message)
{
    hid_t file;
    if (hdf5_open(path, &file, message) != STATUS_OK) return false;
    enum status status = result_checksum(file, content, message);
    hdf5_drop(file);
    return status == STATUS_OK;
}

static inline bool rest_is_the_same(struct trial *trial, const char *path, const char *whole)
{
    const struct run_request rest = {.result = {.threads = 1, .commit_seconds = -1}, .verify_each_step = true};
    struct run_outcome outcome;
    struct message message = {""};
    struct digest one, other;
    if (run_resume(path, &rest, &outcome, NULL, &message) != STATUS_OK) return trouble(trial, "resumed", &message);
    if (!digest_equal(outcome.digest, trial->digest))
        (void)message_set(&message, STATUS_DAMAGED, "another digest after a stop in step %d", stops_after);
    if (*message.text) return trouble(trial, "resumed", &message);
    if (!content_of(whole, &one, &message) || !content_of(path, &other, &message))
        return trouble(trial, "resumed", &message);
    (void)message_set(&message, STATUS_DAMAGED, "the file holds something else after a stop in step %d", stops_after);
    return digest_equal(one, other) || trouble(trial, "resumed", &message);
}

static inline bool a_cut_changes_nothing(struct trial *trial)
{
    const struct trial_path path = trial_path(trial, "cut.h5"), whole = trial_path(trial, "whole.h5");
    const struct run_request request = trial_request(trial, path.text, 2, false);
    struct run_outcome outcome;
    struct message message = {""};
    enough = 0;
    stops_after = (int32_t)(trial->digest.low % (uint64_t)(trial->steps + 1));
    enum status status = run_scenario(&request, &outcome, &message);
    if (status == STATUS_OK) return true; /* it was over before */
    if (status != STATUS_STOPPED) return trouble(trial, "stopped", &message);
    return rest_is_the_same(trial, path.text, whole.text);
}

/* -- its file */

static inline bool the_file_holds(struct trial *trial)
{
    const struct trial_path path = trial_path(trial, "whole.h5");
    static struct verification verification;
    struct message message = {""};
    struct run_outcome outcome;
    const struct run_request again = {.result = {.threads = 2}};
    enum status status = result_verify(path.text, &verification, &message);
    for (int i = 0; i < verification.count; i++)
        if (verification.finding[i].verdict == VERDICT_FAILED)
            (void)message_set(
                &message, status, "%s: %s", verification.finding[i].subject, verification.finding[i].detail);
    if (status != STATUS_OK) return trouble(trial, "verify", &message);
    return run_again(path.text, &again, &outcome, &message) == STATUS_OK || trouble(trial, "run again", &message);
}

static inline bool traces_can_be_read(struct trial *trial)
{
    const struct trial_path path = trial_path(trial, "whole.h5");
    const struct trace_request requests[] = {{.path = path.text, .agent = "number:0"},
        {.path = path.text, .practice = "number:0", .json = true}, {.path = path.text}};
    struct message message = {""};
    bool read = true;
    FILE *nowhere = fopen("/dev/null", "w");
    for (size_t i = 0; i < sizeof requests / sizeof *requests && read; i++) {
        enum status status = trace_print(&requests[i], nowhere, &message);
        read = status == STATUS_OK || status == STATUS_INPUT;
    }
    fclose(nowhere);
    return read || trouble(trial, "trace", &message);
}

/* -- one scenario */

/* The files that a network may come from: 24 people, weights, four units. */
static inline void write_network(const char *folder)
{
    char path[160];
    snprintf(path, sizeof path, "%s/ties.csv", folder);
    FILE *ties = fopen(path, "w");
    snprintf(path, sizeof path, "%s/people.csv", folder);
    FILE *people = fopen(path, "w");
    assert_true(ties && people);
    fprintf(ties, "source,target,weight\n");
    fprintf(people, "node,unit\n");
    for (int i = 0; i < 24; i++) {
        fprintf(ties, "p%d,p%d,%d\np%d,p%d,2\n", i, (i + 1) % 24, 1 + i % 3, i, (i * 7 + 3) % 24);
        fprintf(people, "p%d,u%d\n", i, i % 4);
    }
    fclose(ties);
    fclose(people);
}

static inline bool trial_read(struct trial *trial)
{
    struct places places;
    struct message message = {""};
    enum status status =
        scenario_read_text("s.yaml", trial->yaml, strlen(trial->yaml), &trial->scenario, &places, &message);
    if (status == STATUS_OK) status = scenario_finish(&trial->scenario, &places, &message);
    bool from_file = status == STATUS_OK && trial->scenario.network.kind == NETWORK_FILE;
    if (from_file) status = network_file_read(&trial->scenario.network, trial->folder, &trial->ties, NULL, &message);
    if (from_file) trial->file = &trial->ties;
    return status == STATUS_OK || trouble(trial, "reading", &message);
}

static inline bool all_is_well(struct trial *trial)
{
    return trial_read(trial) && runs(trial) && threads_change_nothing(trial) && recording_changes_nothing(trial) &&
           a_cut_changes_nothing(trial) && the_file_holds(trial) && traces_can_be_read(trial);
}

/* In a process of its own: writes the problem, if there is any. */
static inline void try_here(const char *folder, const char *yaml, int pipe_end)
{
    struct trial *trial = calloc(1, sizeof *trial);
    assert_non_null(trial);
    trial->folder = folder;
    trial->yaml = yaml;
    assert_int_equal(setrlimit(RLIMIT_CPU, &(struct rlimit){LONGEST, LONGEST}), 0);
    if (!all_is_well(trial)) assert_true(write(pipe_end, trial->problem, strlen(trial->problem)) > 0);
    edge_list_free(&trial->ties);
    free(trial);
    exit(0);
}

/* Says what goes wrong in the scenario; false: nothing does. */
static inline bool goes_wrong(const char *folder, const char *yaml, char problem[PROBLEM])
{
    int ends[2], state = 0;
    char command[160];
    size_t length = 0;
    snprintf(command, sizeof command, "rm -f %s/*", folder);
    assert_int_equal(system(command), 0);
    write_network(folder);
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) try_here(folder, yaml, ends[1]);
    close(ends[1]);
    for (ssize_t count = 1; count > 0 && length < PROBLEM - 1; length += (size_t)(count > 0 ? count : 0))
        count = read(ends[0], problem + length, PROBLEM - 1 - length);
    problem[length] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &state, 0), child);
    if (WIFSIGNALED(state)) snprintf(problem, PROBLEM, "ended by signal %d", WTERMSIG(state));
    if (WIFEXITED(state) && WEXITSTATUS(state) != 0) snprintf(problem, PROBLEM, "ended with %d", WEXITSTATUS(state));
    return *problem != '\0';
}

/* -- the least that goes wrong */

/* Takes the smaller scenario if it can be, and still goes wrong. */
APART bool take_if_wrong(const char *folder, struct scenario *scenario, const struct scenario *smaller)
{
    char problem[PROBLEM];
    const char *culprit;
    if (!goes_together(smaller, &culprit, NULL)) return false;
    char *yaml = combination_yaml(smaller);
    bool wrong = goes_wrong(folder, yaml, problem);
    free(yaml);
    if (wrong) *scenario = *smaller;
    return wrong;
}

APART bool leave_out_a_section(const char *folder, struct scenario *scenario)
{
    bool changed = false;
    for (int i = SECTION_TOTAL; i-- > 0;) {
        struct scenario smaller = *scenario;
        if (!*section_table[i].path || !is_said(scenario, &section_table[i])) continue;
        section_set_absent(&smaller, &section_table[i]);
        changed = take_if_wrong(folder, scenario, &smaller) || changed;
    }
    return changed;
}

APART bool leave_out_a_key(const char *folder, struct scenario *scenario)
{
    bool changed = false;
    for (int64_t i = scenario->run.interventions.count; i-- > 0;) {
        struct scenario smaller = *scenario;
        drop_intervention(&smaller, i);
        changed = take_if_wrong(folder, scenario, &smaller) || changed;
    }
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        struct scenario smaller = *scenario;
        if (!parameter_written(scenario, &parameter_table[i])) continue;
        parameter_reset(&smaller, &parameter_table[i]);
        changed = take_if_wrong(folder, scenario, &smaller) || changed;
    }
    return changed;
}

APART bool halve(const char *folder, struct scenario *scenario)
{
    struct scenario fewer_people = *scenario;
    fewer_people.network.agents /= 2;
    bool changed = fewer_people.network.agents > 0 && take_if_wrong(folder, scenario, &fewer_people);
    struct scenario fewer_steps = *scenario;
    fewer_steps.run.steps /= 2;
    return (fewer_steps.run.steps > 0 && take_if_wrong(folder, scenario, &fewer_steps)) || changed;
}

/* Prints the problem, and the least of the scenario that has one. */
APART void tell(const char *folder, uint64_t number, struct scenario scenario, const char *problem)
{
    char least[PROBLEM];
    printf("combination %llu: %s\n", (unsigned long long)number, problem);
    fflush(stdout);
    for (bool changed = true; changed;) {
        changed = leave_out_a_section(folder, &scenario);
        changed = leave_out_a_key(folder, &scenario) || changed;
        changed = halve(folder, &scenario) || changed;
    }
    char *yaml = combination_yaml(&scenario);
    bool still = goes_wrong(folder, yaml, least);
    printf("%s\n%s\n", still ? least : "(not seen again)", yaml);
    free(yaml);
}

#endif
