/* The program around combinations: tries many, or prints them for others to try. */
#ifndef COMBINATIONS_MAIN_H
#define COMBINATIONS_MAIN_H

#include "io/runs/combination_checks.h"
#include "io/text/clock.h"

struct tried {
    int combinations, wrong;
    int sections[SECTION_TOTAL], interventions; /* in how many there were some */
};

APART void count_what_is_there(struct tried *tried, const struct scenario *scenario)
{
    struct scenario settled = *scenario;
    scenario_settle(&settled);
    for (int i = 0; i < SECTION_TOTAL; i++) tried->sections[i] += section_present(&settled, &section_table[i]);
    tried->interventions += settled.run.interventions.count > 0;
    tried->combinations++;
}

APART void try_combination(struct tried *tried, const char *folder, uint64_t number)
{
    char problem[PROBLEM];
    const struct scenario scenario = combination(number);
    char *yaml = combination_yaml(&scenario);
    count_what_is_there(tried, &scenario);
    if (goes_wrong(folder, yaml, problem)) {
        tried->wrong++;
        tell(folder, number, scenario, problem);
    }
    free(yaml);
}

/* A section that no combination ever has is not tried. */
static inline void tell_what_was_never_there(const struct tried *tried)
{
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (tried->sections[i] == 0) printf("never there: %s\n", section_table[i].path);
}

/* Tries so many, or for so long. 0: all is well. */
static inline int try_many(uint64_t first, int count, double seconds)
{
    struct tried tried = {0};
    char folder[] = "/tmp/selforg-combinations-XXXXXX", command[64];
    assert_non_null(mkdtemp(folder));
    const double began = clock_now();
    for (uint64_t number = first; tried.combinations < count && (seconds <= 0 || clock_now() - began < seconds);
         number++)
        try_combination(&tried, folder, number);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    printf("%d combinations from %llu, %d with interventions: %d went wrong\n", tried.combinations,
        (unsigned long long)first, tried.interventions, tried.wrong);
    tell_what_was_never_there(&tried);
    return tried.wrong == 0 ? 0 : 1;
}

/* -- as settings */

static inline void print_json_text(const char *text)
{
    putchar('"');
    for (; *text; text++) printf("%s%c", strchr("\"\\", *text) ? "\\" : "", *text);
    putchar('"');
}

/* "section" or "section.key=value", as the module takes them (browser/module.c). */
static inline void print_settings(const struct scenario *scenario)
{
    char value[PARAMETER_TEXT_LENGTH], setting[PARAMETER_TEXT_LENGTH + 2 * PARAMETER_PATH];
    const char *between = "";
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (section_table[i].switched != SECTION_OPTIONAL || !section_present(scenario, &section_table[i])) continue;
        printf("%s\"%s\"", between, section_table[i].path);
        between = ",";
    }
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        if (!parameter_written(scenario, &parameter_table[i])) continue;
        parameter_print(scenario, &parameter_table[i], value);
        snprintf(setting, sizeof setting, "%s=%s", parameter_path(&parameter_table[i]).text, value);
        printf("%s", between);
        print_json_text(setting);
        between = ",";
    }
}

/* Those whose network is no file: a page has no files. */
APART void print_one(uint64_t number)
{
    const struct scenario scenario = combination(number);
    struct scenario settled = scenario;
    struct run_outcome outcome;
    struct message message = {""};
    char digest[DIGEST_TEXT];
    scenario_settle(&settled);
    if (settled.network.kind == NETWORK_FILE) return;
    const struct run_request request = {.result = {.scenario = &settled, .threads = 1}};
    if (run_scenario(&request, &outcome, &message) != STATUS_OK) fail_msg("%s", message.text);
    digest_text(outcome.digest, digest);
    printf("{\"number\":%llu,\"settings\":[", (unsigned long long)number);
    print_settings(&scenario);
    printf("],\"steps\":%d,\"digest\":\"%s\"}\n", outcome.steps, digest);
}

static inline int combinations_main(int count, char **arguments, int combinations)
{
    assert_texts_are_known();
    if (count == 4 && strcmp(arguments[1], "--settings") == 0) {
        const uint64_t first = strtoull(arguments[2], NULL, 10), more = strtoull(arguments[3], NULL, 10);
        for (uint64_t number = first; number < first + more; number++) print_one(number);
        return 0;
    }
    if (count == 3) return try_many(strtoull(arguments[1], NULL, 10), INT32_MAX, strtod(arguments[2], NULL));
    return try_many(13, combinations, 0); /* the first twelve have no interventions */
}

#endif
