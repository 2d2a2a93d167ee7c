/* selforg describe: what there is, printed from the very tables that the program is made of. */
#include <stdio.h>
#include <string.h>

#include "io/describe/describe.h"
#include "io/describe/describe_odd.h"
#include "program/report/scenario_input.h"
#include "program/report/summary.h"
#include "program/study/study_format.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"
#include "program/usage/help.h"
#include "scenario/rules.h"
#include "scenario/text.h"

static const char *observable_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context, (void)buffer;
    const struct observable_info *info = &observable_table[row];
    return (const char *[]){info->name, dimension_table[info->dimension].name, info->unit, info->sentence}[column];
}

static void describe_observables(bool markdown, int width)
{
    static const char *const headings[] = {"observable", "for each", "unit", "what it is"};
    table_print(&(struct table){OBSERVABLE_COUNT, 4, headings, observable_cell, NULL}, markdown, 0, width, stdout);
}

/* A column's sentence, with the words that it can hold. */
static const char *column_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    static const char *const type_name[] = {
        [EVENT_NUMBER] = "int32", [EVENT_AMOUNT] = "float64", [EVENT_CATEGORY] = "int8"};
    const struct event_column *info = &((const struct event_table_info *)context)->columns[row];
    if (column == 0) return info->name;
    if (column == 1) return type_name[info->type];
    if (column == 2) return info->unit ? info->unit : "";
    if (info->category_count == 0) return info->sentence;
    int length = snprintf(buffer, TABLE_CELL, "%.*s", (int)strlen(info->sentence) - 1, info->sentence);
    for (int i = 0; i < info->category_count; i++)
        length += snprintf(
            buffer + length, (size_t)(TABLE_CELL - length), "%s%d %s", i ? ", " : ": ", i, info->categories[i].name);
    return buffer;
}

static void describe_events(bool markdown, int width)
{
    static const char *const headings[] = {"column", "type", "unit", "what it is"};
    for (int i = 0; i < EVENT_TABLE_COUNT; i++) {
        const struct event_table_info *info = &event_tables[i];
        printf(markdown ? "%s### %s\n\n%s.\n\n" : "%s%s: %s\n", i ? "\n" : "", info->name, info->sentence);
        table_print(&(struct table){info->column_count, 4, headings, column_cell, info}, markdown, 2, width, stdout);
    }
}

static const char *channel_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context, (void)buffer;
    return column == 0 ? channel_table[row].name : channel_table[row].sentence;
}

static void describe_channels(bool markdown, int width)
{
    static const char *const headings[] = {"channel", "how the practice came"};
    table_print(&(struct table){CHANNEL_COUNT, 2, headings, channel_cell, NULL}, markdown, 0, width, stdout);
}

enum { RULE_CELLS = 3 };

static const char *rule_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)buffer;
    static const char *const labels[RULE_CELLS] = {"is", "sets", "source"};
    const struct adoption_rule_info *rule = context;
    if (column == 0) return labels[row];
    const char *sets = *rule->settings ? rule->settings : "-";
    const char *const cells[RULE_CELLS] = {rule->sentence, sets, rule->source};
    return cells[row];
}

static void describe_rules(bool markdown, int width)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        printf(markdown ? "%s### `%s`\n\n" : "%s%s\n", i > 0 ? "\n" : "", rule_table[i].word);
        table_print(&(struct table){RULE_CELLS, 2, NULL, rule_cell, &rule_table[i]}, markdown, 2, width, stdout);
    }
}

static enum status describe_the_model(const struct describe_options *options, struct message *message)
{
    struct scenario_input input;
    if (!options->scenario)
        return message_set(message, STATUS_USAGE, "describe odd: SCENARIO is missing; see 'selforg describe --help'");
    enum status status = scenario_input_read(&input, options->scenario, &options->set, NULL, NULL, NULL, message);
    if (status != STATUS_OK) return status;
    status = describe_odd(stdout, &input.scenario);
    scenario_input_free(&input);
    return status;
}

static const char *topic_name(enum describe_topic topic)
{
#define AS_NAME(symbol, text, sentence) [symbol] = text,
    static const char *const names[] = {DESCRIBE_TOPICS(AS_NAME)};
#undef AS_NAME
    return names[topic];
}

enum status describe_command(const struct describe_options *options, struct message *message)
{
    int width = terminal_of(stdout).width;
    if (options->scenario && options->topic != TOPIC_ODD && options->topic != TOPIC_PARAMETERS)
        return message_set(message, STATUS_USAGE, "describe %s: '%s' is one word too many", topic_name(options->topic),
            text_excerpt(options->scenario).text);
    switch (options->topic) {
    case TOPIC_PARAMETERS:
        return describe_parameters(
            stdout, options->markdown ? DESCRIBE_MARKDOWN : DESCRIBE_TEXT, options->scenario, message);
    case TOPIC_SCHEMA:
        describe_schema(stdout);
        break;
    case TOPIC_ODD:
        return describe_the_model(options, message);
    case TOPIC_STUDY:
        study_format_print(options->markdown, width, stdout);
        break;
    case TOPIC_OBSERVABLES:
        describe_observables(options->markdown, width);
        break;
    case TOPIC_EVENTS:
        describe_events(options->markdown, width);
        break;
    case TOPIC_RULES:
        describe_rules(options->markdown, width);
        break;
    case TOPIC_CHANNELS:
        describe_channels(options->markdown, width);
        break;
    case TOPIC_MANUAL:
        help_manual(stdout);
        break;
    case TOPIC_BASH:
        help_completion_bash(stdout);
        break;
    case TOPIC_ZSH:
        help_completion_zsh(stdout);
        break;
    }
    return STATUS_OK;
}
