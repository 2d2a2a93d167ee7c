/* selforg check: what a scenario says, whether it can be, and what a run of it costs. */
#include <stdio.h>
#include <string.h>

#include "io/text/characters.h"
#include "program/report/estimate.h"
#include "program/report/scenario_input.h"
#include "program/terminal/figures.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"
#include "scenario/check/only.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"

/* The sections worth a line, in the order of the table. */
struct sections {
    const struct scenario *scenario;
    int count;
    const struct section *section[SECTION_TOTAL];
};

/* What is worth a word: what is not as by default, and of adoption all that the rule goes by. */
static bool is_worth_a_word(const struct scenario *scenario, const struct parameter *parameter)
{
    bool of_rule = scenario->adoption.present && rule_concerns(parameter);
    bool rule = parameter == parameter_find("adoption.rule");
    return rule || !parameter_is_default(scenario, parameter) ||
           (of_rule && parameter_has_effect(scenario, parameter, NULL));
}

static const char long_value[] = "(too long for this list: `selforg describe odd` has it)";

/* Adds "name value" to a list if it is worth a word; a value that does not fit is said to be long. */
static void append_setting(char *buffer, const struct scenario *scenario, const struct parameter *parameter)
{
    char value[PARAMETER_TEXT_LENGTH];
    size_t length = strlen(buffer);
    if (!is_worth_a_word(scenario, parameter)) return;
    parameter_print(scenario, parameter, value);
    const bool fits = length + strlen(parameter->name) + strlen(value) + sizeof long_value < TABLE_CELL;
    snprintf(buffer + length, TABLE_CELL - length, "%s%s %s", length ? ", " : "", parameter->name,
        fits ? value : long_value);
}

static const char *section_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct sections *sections = context;
    const struct section *section = sections->section[row];
    if (column == 0) return section->path;
    buffer[0] = 0;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].section == section) append_setting(buffer, sections->scenario, &parameter_table[i]);
    return *buffer ? buffer : section->doc;
}

/* What is always there, and a part of adoption, is worth a line where something of it is worth a word. */
static bool is_worth_a_line(const struct scenario *scenario, const struct section *section)
{
    bool word = section->switched != SECTION_ALWAYS && section->whole != section_find("adoption");
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        word |= parameter_table[i].section == section && is_worth_a_word(scenario, &parameter_table[i]);
    return *section->path && section_present(scenario, section) && word;
}

static struct sections sections_shown(const struct scenario *scenario)
{
    struct sections sections = {.scenario = scenario};
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const struct section *section = &section_table[i];
        if (is_worth_a_line(scenario, section)) sections.section[sections.count++] = section;
    }
    return sections;
}

static void print_absent(const struct scenario *scenario, int width)
{
    char text[TABLE_CELL] = "Absent:";
    bool any = false;
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const struct section *section = &section_table[i];
        if (section->switched != SECTION_OPTIONAL || section_present(scenario, section)) continue;
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s %s", any ? "," : "", section->path);
        any = true;
    }
    if (!any) return;
    printf("\n%*s", MARGIN, "");
    table_wrap(text, MARGIN, width, stdout);
}

static void print_estimate(const struct estimate *estimate, const struct scenario *scenario, int threads)
{
    bool whole = estimate->trial_steps == scenario->run.steps && estimate->trial_agents == estimate->agents;
    printf("\n%*s%s, %s%s, %s, seed %lld\n", MARGIN, "", figure_counted(estimate->agents, "agent", "agents").text,
        estimate->trial_agents == estimate->agents ? "" : "about ",
        figure_counted((int64_t)estimate->ties, "tie", "ties").text,
        figure_counted(scenario->run.steps, "step", "steps").text, (long long)scenario->run.seed);
    printf("%*sA run takes about %s with %s, %s of memory, and a file of %s.\n", MARGIN, "",
        figure_duration(estimate->seconds).text, figure_counted(threads, "thread", "threads").text,
        figure_bytes(estimate->memory).text, figure_bytes(estimate->file_bytes).text);
    if (!whole)
        printf("%*sRoughly: estimated from %s with %s.\n", MARGIN, "",
            figure_counted(estimate->trial_steps, "step", "steps").text,
            figure_counted(estimate->trial_agents, "agent", "agents").text);
}

/* Projects make strangers tied only where there is no everyday contact (conclude.c), and ties are lost in `renew`. */
static void print_growth(const struct scenario *scenario, int width)
{
    bool tying = scenario->projects.present && scenario->conclude.trust_shift.most > 0;
    bool losing = scenario->contacts.present || scenario->renew.present || scenario_has(scenario, FEATURE_ASSEMBLY);
    if (!tying || losing) return;
    printf("\n%*s", MARGIN, "");
    table_wrap(
        "Ties are only added here: projects make strangers tied, and nothing lets ties go, as contacts and renew are "
        "absent.",
        MARGIN, width, stdout);
}

enum status check_command(const struct check_options *options, struct message *message)
{
    struct scenario_input input;
    struct estimate estimate;
    enum status status =
        scenario_input_read(&input, options->scenario, &options->set, options->seed, options->steps, NULL, message);
    if (status != STATUS_OK) return status;
    const struct scenario *scenario = &input.scenario;
    int threads = threads_to_use(options->threads), width = terminal_of(stdout).width;
    status = estimate_run(&estimate, scenario, scenario_input_edges(&input), threads, message);
    status = scenario_fault_named(&input.places, message, status);
    if (status == STATUS_OK) {
        struct sections sections = sections_shown(scenario);
        printf("%s is a valid scenario%s", options->scenario, *scenario->run.title ? ": " : ".");
        characters_show(scenario->run.title, stdout);
        fputs("\n\n", stdout);
        table_print(&(struct table){sections.count, 2, NULL, section_cell, &sections}, false, MARGIN, width, stdout);
        print_absent(scenario, width);
        print_growth(scenario, width);
        scenario_input_tell(&input, MARGIN, stdout);
        print_estimate(&estimate, scenario, threads);
    }
    scenario_input_free(&input);
    return status;
}
