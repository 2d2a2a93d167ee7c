#include "io/describe/describe_odd.h"

#include <stdlib.h>
#include <string.h>

#include "io/text/characters.h"
#include "model/state/agents.h"
#include "scenario/check/only.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"

enum { FILLED = 2 * PARAMETER_TEXT_LENGTH };

static void write_value(FILE *file, const struct scenario *scenario, const char *path)
{
    char value[PARAMETER_TEXT_LENGTH];
    parameter_print(scenario, parameter_find(path), value);
    fputs(value, file);
}

/* The text with the value of each {section.key}. */
static void write_filled(FILE *file, const struct scenario *scenario, const char *text)
{
    char filled[FILLED];
    parameter_fill(scenario, text, sizeof filled, filled);
    fputs(filled, file);
}

static void write_parameters(FILE *file, const struct scenario *scenario, const char *section)
{
    fputs("\n| parameter | value | unit | |\n|---|---|---|---|\n", file);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        const bool text = parameter->type == PARAMETER_TEXT || parameter->type == PARAMETER_ARRIVALS;
        if (strcmp(parameter->section->path, section) != 0 || text) continue;
        if (!parameter_has_effect(scenario, parameter, NULL)) continue;
        fprintf(file, "| `%s` | ", parameter_path(parameter).text);
        write_value(file, scenario, parameter_path(parameter).text);
        fprintf(file, " | %s | %s |\n", strcmp(parameter->unit, "1") == 0 ? "" : parameter->unit,
            parameter_is_default(scenario, parameter) ? "default" : "");
    }
}

/* One mechanism; a section that has several is headed once and its parameters stand at its end. */
struct writing {
    FILE *file;
    const struct scenario *scenario;
    const char *section; /* the one under way, or NULL */
};

static void end_section(struct writing *writing)
{
    if (writing->section) write_parameters(writing->file, writing->scenario, writing->section);
    writing->section = NULL;
}

static void write_mechanism(struct writing *writing, const char *section, const char *verb, const char *text,
    const char *source, const char *seeds)
{
    if (!writing->section || strcmp(writing->section, section) != 0) {
        end_section(writing);
        fprintf(writing->file, "\n### %s\n", section);
        writing->section = section;
    }
    fputs("\n", writing->file);
    write_filled(writing->file, writing->scenario, text);
    fprintf(writing->file, "\n\n*Process: %s. Source: %s. Asked for by: %s.*\n", verb, source, seeds);
}

static void write_submodels(FILE *file, const struct scenario *with)
{
    struct writing writing = {.file = file, .scenario = with};
#define PATH(section) section_table[SECTION_INDEX_##section].path
#define MECHANISM(section, verb, text, source, seeds)                                                                  \
    if (with->section.present) write_mechanism(&writing, PATH(section), verb, text, source, seeds);
#define HAS(name) scenario_has(with, FEATURE_##name)
#define MECHANISM_WHEN(section, condition, verb, text, source, seeds)                                                  \
    if (with->section.present && (condition)) write_mechanism(&writing, PATH(section), verb, text, source, seeds);
#include "scenario/mechanisms.def"
#undef HAS
    end_section(&writing);
}

static void write_purpose(FILE *file, const struct scenario *with)
{
    fprintf(file, "# %s: model description (ODD)\n", *with->run.title ? with->run.title : "A scenario");
    fputs("\nBy the protocol of Grimm et al. 2020 (doi:10.18564/jasss.4259), written by the program from the very "
          "scenario: "
          "it holds only the mechanisms that are on, with the values used.\n",
        file);
    fputs("\n## 1 Purpose and patterns\n\n", file);
    fputs("How do practices spread, and how does a whole organisation come to change, when nobody is told what to do? ",
        file);
    if (*with->run.question) fprintf(file, "This scenario asks: %s ", with->run.question);
    fputs("The simulator is judged by the published models and data that it reduces to.\n", file);
}

/* An entity that is there, or what is part of its state, where its mechanism is on. */
struct entity {
    bool present;
    const char *name, *state; /* name NULL: more of the one above */
};

static void write_table_of_entities(FILE *file, const struct scenario *with)
{
    const bool projects = with->projects.present, communities = with->communities.present;
    const bool standard = with->start.practice == START_UNIT || with->start.practice == START_SAME;
    const bool rolled = with->rollout.present, recognised = with->recognition.present;
    const struct entity entities[] = {{true, "tie", "the two people"},
        {projects || communities, NULL, "trust, and when they last had to do with each other"},
        {true, "unit", "its people"},
        {standard || with->standards.present, NULL, "its standard practice in each domain"},
        {with->units.present, NULL, "openness"}, {with->resources.present, NULL, "a pool of resources"},
        {recognised, NULL, "recognition, and the grant that came with it"},
        {with->landscape.present, "practice",
            "configuration, hidden quality, domain, what it was made from and by whom"},
        {with->opportunities.present, "opportunity", "domain, unit and place, reach, difficulty, skills needed, age"},
        {scenario_has(with, FEATURE_MORPHING), NULL, "severity"},
        {projects, "project",
            "founder, members, state (gathering, active, afterglow), opportunity, progress, resources, "
            "closeness; practices in mind, each with the group's belief and evidence"},
        {with->resources.present, NULL, "what is left of its members' slack"},
        {with->diagnosis.present, NULL, "friction points found"},
        {communities, "community of practice",
            "domain, convener, members by ring, each with energy; documented practices "
            "with pooled evidence; phase, freshness"},
        {rolled || recognised || with->organisational_code.present || with->reorganisation.present, "institution",
            "what its mechanisms below do"},
        {rolled, NULL, "the practice rolled out, the expert's estimate of it, the units pressed"},
        {recognised, NULL, "successes seen lately"},
        {with->organisational_code.present, NULL, "its code, a bit known or unknown each, and from whom it has it"}};
    fputs("\n| entity | state |\n|---|---", file);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (entities[i].present && entities[i].name)
            fprintf(file, " |\n| %s | %s", entities[i].name, entities[i].state);
        else if (entities[i].present)
            fprintf(file, "; %s", entities[i].state);
    fputs(" |\n", file);
}

static void write_entities(FILE *file, const struct scenario *with)
{
    fputs("\n## 2 Entities, state variables and scales\n\n", file);
    fputs("People (agents) belong to units and are joined by ties. ", file);
    if (with->landscape.present) fputs("Practices are configurations with a hidden quality, in domains. ", file);
    if (with->opportunities.present) fputs("Opportunities lie in units and domains. ", file);
    if (with->projects.present) fputs("Projects are temporary groups at work on opportunities. ", file);
    if (with->communities.present)
        fputs("Communities of practice care about a domain and keep learning together. ", file);
    fprintf(file, "Time goes in %lld steps, ", (long long)with->run.steps);
    if (with->run.step_length == STEP_ALONE)
        fputs("which have no length of their own. ", file);
    else
        fprintf(file, "of one %s each. ", scenario_step_unit(with));
    fputs("Shares, trusts, beliefs and qualities lie in [0, 1].\n", file);
    write_table_of_entities(file, with);
    fputs("\n| state of a person | unit | |\n|---|---|---|\n", file);
#define AGENT(type, name, per, needs, begin, unit, sentence)                                                           \
    if (scenario_has(with, FEATURE_##needs)) fprintf(file, "| %s | %s | %s |\n", #name, unit, sentence);
#include "model/state/agents.def"
}

static void write_overview(FILE *file, const struct scenario *with)
{
    fputs("\n## 3 Process overview and scheduling\n\nA step carries out, in this order:\n\n", file);
    if (with->run.interventions.count > 0)
        fputs("- *interventions*: rates take the values that they have from this step on.\n", file);
#define STEP(verb, feature, sentence)                                                                                  \
    if (scenario_has(with, FEATURE_##feature)) fputs("- *" #verb "*: " sentence ".\n", file);
#include "model/frame/steps.def"
    fputs("- *observe*: what is to be seen is written down.\n\nUpdates are synchronous: within a process everybody "
          "sees the state as it stood when the process began, and conflicts are settled by priorities drawn for "
          "the pair concerned, so nothing depends on who is computed first.\n",
        file);
}

/* What a reader may look for in projects, and will not find. */
static void write_left_out(FILE *file)
{
    fputs(
        "*Left out*: interest in one particular idea beside its domain, which would be a number for each person and "
        "idea that no data give; projects that merge, since an opportunity has one project at a time, and what two "
        "have in common passes between them by whoever is in both; bringing along more than the practice in use, since "
        "members bring what they would tell, by the same rule; what is at stake in an action beside its size, as what "
        "fails costs what was put in, and harm beyond that no data give; giving authorship away: who began something "
        "stays its author in what is recorded, or the lineage would name somebody who did not begin it. ",
        file);
}

static void write_concepts(FILE *file, const struct scenario *with)
{
    fputs("\n## 4 Design concepts\n\n", file);
    fputs("*Emergence*: which practices lead, how far they reach, and who is seen to have brought them. ", file);
    if (with->adoption.present)
        fputs("*Adaptation and learning*: people take up practices by the rule of adoption. ", file);
    if (with->projects.present) fputs("*Interaction*: along ties, by open calls, and in projects. ", file);
    fputs("*Collectives*: units", file);
    if (with->projects.present) fputs("; projects", file);
    if (with->communities.present) fputs("; communities of practice", file);
    fputs(". ", file);
    if (with->projects.present) write_left_out(file);
    fputs("*Stochasticity*: every draw is a function of (seed, process, step, entity, number) and of nothing else. "
          "*Observation*: time series, events with every source, snapshots; observing changes nothing.\n",
        file);
}

static enum status write_initialisation(FILE *file, const struct scenario *with)
{
    fputs("\n## 5 Initialization\n\n", file);
    if (with->network.kind == NETWORK_FILE)
        fputs("The people of the network's file", file);
    else
        fprintf(file, "%lld people", (long long)with->network.agents);
    fputs("; practices in use at the start: ", file);
    write_value(file, with, "start.practice");
    fprintf(file, "; people who begin with the first practice: %lld. Seed %lld.\n", (long long)with->start.users,
        (long long)with->run.seed);
    fputs("\n## 6 Input data\n\n", file);
    if (with->network.kind == NETWORK_FILE)
        fprintf(file, "The network is read from %s.\n", with->network.edges);
    else if (people_are_given(&with->network))
        fprintf(file, "What people are like is read from %s.\n", with->network.nodes);
    else
        fputs("None.\n", file);
    if (with->opportunities.present && with->opportunities.arrivals.count > 0) {
        fputs("Opportunities, a row each, the first of which names the columns: ", file);
        fprintf(file, "%s.\n", with->opportunities.arrivals.text);
    }
    if (with->run.interventions.count > 0) {
        char *changes = parameter_text(with, parameter_find("interventions"));
        if (!changes) return STATUS_MEMORY;
        fprintf(file, "Interventions (step, parameter: value): %s.\n", changes);
        free(changes);
    }
    return STATUS_OK;
}

static enum status write_document(FILE *file, const struct scenario *scenario)
{
    write_purpose(file, scenario);
    write_entities(file, scenario);
    write_overview(file, scenario);
    write_concepts(file, scenario);
    enum status status = write_initialisation(file, scenario);
    if (status != STATUS_OK) return status;
    fputs("\n## 7 Submodels\n", file);
    write_submodels(file, scenario);
    return STATUS_OK;
}

/* What the scenario says itself, as its title, is shown as it may be. */
static void show_lines(char *text, FILE *file)
{
    for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        characters_show(line, file);
        fputc('\n', file);
    }
}

enum status describe_odd(FILE *file, const struct scenario *scenario)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    if (!stream) return STATUS_MEMORY;
    enum status status = write_document(stream, scenario);
    if (fclose(stream) != 0) status = STATUS_MEMORY;
    if (status == STATUS_OK) show_lines(text, file);
    free(text);
    return status;
}
