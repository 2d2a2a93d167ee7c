/* What comes after the file: values from the command line, and the check of the whole. */
#include <stdio.h>
#include <string.h>

#include "io/scenario/scenario_file.h"
#include "io/scenario/tables.h"
#include "io/scenario/until.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"
#include "scenario/text.h"

void places_name_table(struct places *places, const struct parameter *parameter, const char *name)
{
    int i = 0;
    while (i < TABLES_MOST && places->table[i].parameter && places->table[i].parameter != parameter) i++;
    if (i == TABLES_MOST || (!name && !places->table[i].parameter)) return;
    places->table[i].parameter = parameter;
    snprintf(places->table[i].name, sizeof places->table[i].name, "%s", name ? name : "");
}

/* Forgets where the section and all that is in it was written. */
static void forget_places(struct places *places, const struct section *section)
{
    places->section[section - section_table] = (struct place){0};
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].section == section) places->parameter[i] = (struct place){0};
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].whole == section) forget_places(places, &section_table[i]);
}

static bool is_within(const struct section *section, const struct section *whole)
{
    while (section && section != whole) section = section->whole;
    return section != NULL;
}

/* What --set has said of a section or of what is in it, if it is the contrary of `absent`; "" where it has said
 * nothing.
 */
static struct excerpt said_before(
    const struct section *section, bool absent, const struct scenario *scenario, const struct places *places)
{
    struct excerpt said = {""};
    for (int i = 0; i < SECTION_TOTAL && !*said.text; i++) {
        const struct section *other = &section_table[i];
        bool concerns = absent ? is_within(other, section) : is_within(section, other);
        if (concerns && places->section[i].origin == ORIGIN_SET && section_present(scenario, other) == absent)
            snprintf(said.text, sizeof said.text, "%.*s=%s", PARAMETER_PATH, other->path, absent ? "{}" : "absent");
    }
    for (int i = 0; absent && i < PARAMETER_TOTAL && !*said.text; i++)
        if (places->parameter[i].origin == ORIGIN_SET && is_within(parameter_table[i].section, section))
            snprintf(said.text, sizeof said.text, "%s", parameter_path(&parameter_table[i]).text);
    return said;
}

/* What --set has put in it does not take out, and the reverse, whatever the order. */
static enum status check_consistent(const struct section *section, const char *path, const char *value,
    const struct scenario *scenario, const struct places *places, struct message *message)
{
    const struct excerpt said = said_before(section, strcmp(value, "absent") == 0, scenario, places);
    if (!*said.text) return STATUS_OK;
    return message_set(
        message, STATUS_INPUT, "%s: '%s', but --set says '%s' already", path, text_excerpt(value).text, said.text);
}

/* Puts a section in, or takes it out. */
static enum status set_section(const struct section *section, const char *value, struct scenario *scenario,
    struct places *places, struct message *message)
{
    bool absent = strcmp(value, "absent") == 0;
    if (!absent && strcmp(value, "{}") != 0)
        return message_set(message, STATUS_INPUT,
            "%s: this is a section; its keys are set one by one, as %s.KEY=VALUE; {} puts it in, absent takes it out",
            section->path, section->path);
    enum status status = absent ? section_check_absent(section, message) : STATUS_OK;
    if (status == STATUS_OK) status = check_consistent(section, section->path, value, scenario, places, message);
    if (status != STATUS_OK) return status;
    if (absent) {
        section_set_absent(scenario, section);
        forget_places(places, section);
    } else {
        section_set_present(scenario, section);
    }
    places->section[section - section_table] = (struct place){.origin = ORIGIN_SET};
    return STATUS_OK;
}

/* What --set has said already is not said again. */
static enum status check_unsaid(const struct parameter *parameter, const char *value, const struct scenario *scenario,
    const struct places *places, struct message *message)
{
    char before[PARAMETER_TEXT_LENGTH];
    enum status status =
        check_consistent(parameter->section, parameter_path(parameter).text, value, scenario, places, message);
    if (status != STATUS_OK || places->parameter[parameter - parameter_table].origin != ORIGIN_SET) return status;
    parameter_print(scenario, parameter, before);
    return message_set(message, STATUS_INPUT, "%s: '%s', but --set says '%s' already", parameter_path(parameter).text,
        text_excerpt(value).text, text_excerpt(before).text);
}

/* Sets the value, or says why it cannot be set. */
static enum status set(
    const char *path, const char *value, struct scenario *scenario, struct places *places, struct message *message)
{
    const struct parameter *parameter = parameter_find(path);
    if (!parameter && *path && section_find(path))
        return set_section(section_find(path), value, scenario, places, message);
    if (!parameter) return parameter_unknown(path, message);
    enum status status = check_unsaid(parameter, value, scenario, places, message);
    if (status == STATUS_OK)
        status = table_stands_for(parameter, value) ? table_take(scenario, parameter, value, places->file, message)
                                                    : parameter_set(scenario, parameter, value, message);
    if (status != STATUS_OK) return status;
    struct place *section = &places->section[parameter->section - section_table];
    places->parameter[parameter - parameter_table] = (struct place){.origin = ORIGIN_SET};
    places_name_table(places, parameter, table_stands_for(parameter, value) ? value : NULL);
    if (section->origin == ORIGIN_DEFAULT) section->origin = ORIGIN_KEY;
    return STATUS_OK;
}

enum status scenario_set(
    const char *assignment, struct scenario *scenario, struct places *places, struct message *message)
{
    char path[2 * PARAMETER_PATH];
    const char *sign = strchr(assignment, '=');
    if (!sign)
        return message_set(message, STATUS_INPUT, "--set: '%s' has no '='; it must be written section.key=value",
            text_excerpt(assignment).text);
    if (sign == assignment)
        return message_set(message, STATUS_INPUT, "--set: '%s' names no key; it must be written section.key=value",
            text_excerpt(assignment).text);
    snprintf(path, sizeof path, "%.*s", (int)(sign - assignment), assignment);
    enum status status = set(path, sign + 1, scenario, places, message);
    if (status != STATUS_OK) message_prefix(message, "--set: ");
    return status;
}

enum status scenario_set_option(
    const char *path, const char *value, struct scenario *scenario, struct places *places, struct message *message)
{
    const struct parameter *parameter = parameter_find(path);
    enum status status = check_unsaid(parameter, value, scenario, places, message);
    if (status == STATUS_OK) status = parameter_set(scenario, parameter, value, message);
    if (status != STATUS_OK) message_prefix(message, "--");
    places->parameter[parameter - parameter_table] = (struct place){.origin = ORIGIN_OPTION};
    return status;
}

/* Where something was written, before what the message says of it. */
static void name_place(struct message *message, const struct places *places, struct place place)
{
    switch (place.origin) {
    case ORIGIN_FILE:
        message_prefix(message, "%s:%lld:%lld: ", places->file, (long long)place.line, (long long)place.column);
        break;
    case ORIGIN_SET:
    case ORIGIN_KEY:
        message_prefix(message, "--set: ");
        break;
    case ORIGIN_OPTION:
        message_prefix(message, "--");
        break;
    case ORIGIN_DEFAULT:
        message_prefix(message, "%s: default: ", places->file);
        break;
    }
}

/* The same of an item of the parameter's value, and where in a table it is, if the value is from one. */
static void name_item(
    struct message *message, const struct places *places, const struct parameter *parameter, int64_t item)
{
    for (int i = 0; i < TABLES_MOST; i++)
        if (places->table[i].parameter == parameter && *places->table[i].name)
            table_name_place(parameter, places->table[i].name, places->file, item, message);
    const struct place *section = &places->section[parameter->section - section_table];
    struct place place = places->parameter[parameter - parameter_table];
    if (place.origin == ORIGIN_DEFAULT && section->origin == ORIGIN_FILE) { /* where it would have been written */
        message_prefix(message, "default: ");
        place = *section;
    }
    name_place(message, places, place);
}

enum status scenario_fault_at(const struct places *places, const char *key, struct message *message, enum status status)
{
    name_item(message, places, parameter_find(key), 0);
    return status;
}

enum status scenario_fault_named(const struct places *places, struct message *message, enum status status)
{
    char key[2 * PARAMETER_PATH];
    if (status != STATUS_INPUT) return status;
    snprintf(key, sizeof key, "%.*s", (int)strcspn(message->text, ":"), message->text);
    const struct section *section = *key ? section_find(key) : NULL;
    if (parameter_find(key)) return scenario_fault_at(places, key, message, status);
    if (section) name_place(message, places, places->section[section - section_table]);
    return status;
}

enum status scenario_finish(struct scenario *scenario, const struct places *places, struct message *message)
{
    const char *culprit = NULL;
    struct message why;
    scenario_settle(scenario);
    int64_t item = 0;
    enum status status = scenario_check_item(scenario, &culprit, &item, message);
    const struct parameter *parameter = culprit ? parameter_find(culprit) : NULL;
    if (status == STATUS_OK) {
        status = scenario_check_written(scenario, &parameter, message);
        if (parameter == parameter_interventions()) item = change_in_vain(scenario, &why);
    }
    if (status == STATUS_OK) {
        struct until until;
        parameter = parameter_find("until");
        status = until_read(&until, scenario, until_units(scenario), message);
    }
    if (status != STATUS_OK && parameter) name_item(message, places, parameter, item);
    if (status != STATUS_OK && !parameter)
        name_place(message, places, places->section[section_find(culprit) - section_table]);
    return status;
}

enum status scenario_finish_named(const struct scenario *scenario, const struct places *places,
    const struct names_there *there, struct message *message)
{
    struct until until;
    const char *culprit = NULL;
    enum status status = scenario_check_named(scenario, there, &culprit, message);
    if (status == STATUS_OK) {
        culprit = "until";
        status = until_read(&until, scenario, there->units, message);
    }
    return status == STATUS_OK ? STATUS_OK : scenario_fault_at(places, culprit, message, status);
}
