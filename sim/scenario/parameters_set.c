/* Setting a parameter from text: the one place where what people write becomes a value, whether it comes from a file,
 * the command line or a page. A value that is refused leaves the scenario as it was.
 */
#include <stdio.h>
#include <string.h>

#include "scenario/arrivals.h"
#include "scenario/changes.h"
#include "scenario/numbers.h"
#include "scenario/parameters.h"
#include "scenario/text.h"

static enum status refuse(
    struct message *message, const struct parameter *parameter, const char *text, const char *fault)
{
    return message_set(message, STATUS_INPUT, "%s: '%s' is %s; it must be %s", parameter_path(parameter).text,
        text_excerpt(text).text, fault, parameter_allowed(parameter).text);
}

/* NULL, or what is wrong. A NaN would be refused too: it is not at most max. */
static const char *read_real(const struct parameter *parameter, const char *text, double *value)
{
    const char *fault = number_written(text, value);
    if (fault) return fault;
    if (*value < parameter->real_min) return "too small";
    return *value <= parameter->real_max ? NULL : "too large";
}

static const char *read_count(const struct parameter *parameter, const char *text, int64_t *value)
{
    const char *fault = number_written_whole(text, value);
    if (fault) return fault;
    if (*value < parameter->count_min) return "too small";
    return *value <= parameter->count_max ? NULL : "too large";
}

enum status parameter_read_real(
    const struct parameter *parameter, const char *text, double *value, struct message *message)
{
    double read = 0;
    const char *fault = read_real(parameter, text, &read);
    if (fault) return refuse(message, parameter, text, fault);
    *value = read;
    return STATUS_OK;
}

static enum status set_real(void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    return parameter_read_real(parameter, text, field, message);
}

static enum status set_count(void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    int64_t value = 0;
    const char *fault = read_count(parameter, text, &value);
    if (fault) return refuse(message, parameter, text, fault);
    *(int64_t *)field = value;
    return STATUS_OK;
}

static enum status set_flag(void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    bool on = strcmp(text, "true") == 0;
    if (!on && strcmp(text, "false") != 0) return refuse(message, parameter, text, "neither");
    *(bool *)field = on;
    return STATUS_OK;
}

static enum status set_choice(void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    int nearest = 0, least = WORD_MOST;
    for (int i = 0; i < parameter->choice_count; i++) {
        int distance = text_distance(text, parameter->choices[i].text);
        if (distance >= least) continue;
        least = distance;
        nearest = i;
    }
    if (least == 0) {
        *(int *)field = nearest;
        return STATUS_OK;
    }
#define MOVED_WORD(path_, old, new)                                                                                    \
    if (strcmp(parameter_path(parameter).text, path_) == 0 && strcmp(text, old) == 0)                                  \
        return message_set(message, STATUS_INPUT, "%s: '%s' is now '%s'", path_, old, new);
#include "scenario/moved.def"
    const char *near = least <= text_tolerance(text) ? parameter->choices[nearest].text : NULL;
    return message_set(message, STATUS_INPUT, "%s: '%s' is no choice; it must be %s%s", parameter_path(parameter).text,
        text_excerpt(text).text, parameter_allowed(parameter).text, text_suggestion(near).text);
}

static enum status set_text(void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    if (!text_is_clean(text, true))
        return refuse(message, parameter, text, "not clean UTF-8, without control characters");
    if (strlen(text) >= parameter->room) return refuse(message, parameter, text, "too long");
    strcpy(field, text);
    return STATUS_OK;
}

/* Adds name and number at the end. */
static enum status add_number(struct named_numbers *named, const struct parameter *parameter, const char *name,
    const char *number, struct message *message)
{
    const char *fault = NULL;
    double value = 0;
    if (*name == '\0') fault = "empty";
    if (!text_is_clean(name, false)) fault = "not clean UTF-8, without control characters";
    if (strlen(name) >= NAMED_LENGTH) fault = "too long";
    if (named_place(named, name) >= 0) fault = "there twice";
    if (named->count == NAMED_MOST) fault = "one name too many";
    if (fault)
        return message_set(message, STATUS_INPUT, "%s: the name '%s' is %s; at most %d names of at most %d bytes",
            parameter_path(parameter).text, text_excerpt(name).text, fault, NAMED_MOST, NAMED_LENGTH - 1);
    fault = read_real(parameter, number, &value);
    if (fault)
        return message_set(message, STATUS_INPUT, "%s: '%s' for '%s' is %s; it must be %s",
            parameter_path(parameter).text, text_excerpt(number).text, text_excerpt(name).text, fault,
            parameter_allowed(parameter).text);
    strcpy(named->item[named->count].name, name);
    named->item[named->count++].value = value;
    return STATUS_OK;
}

/* The same, of either kind of list. */
static enum status add_named(
    void *list, const struct parameter *parameter, const char *name, const char *number, struct message *message)
{
    return parameter->type == PARAMETER_CHANGES ? changes_add_named(list, name, number, message)
                                                : add_number(list, parameter, name, number, message);
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* Copies text up to one of the `ends` without the blanks around it; what is longer than `word` is cut, and then too
 * long for any use. Returns where the text goes on. */
static const char *read_bare(const char *text, const char *ends, size_t size, char *word)
{
    text = skip_blanks(text);
    size_t length = strcspn(text, ends);
    const char *after = text + length;
    while (length > 0 && strchr(" \t", text[length - 1])) length--;
    snprintf(word, size, "%.*s", (int)(length < size ? length : size), text);
    return after;
}

/* Copies a quoted name, \" and \\ standing for " and \; the same contract as read_bare. NULL if the quote has no end.
 */
static const char *read_quoted(const char *text, size_t size, char *word)
{
    size_t length = 0;
    for (; *text && *text != '"'; text++) {
        if (*text == '\\' && (text[1] == '"' || text[1] == '\\')) text++;
        if (length + 1 < size) word[length++] = *text;
    }
    word[length] = '\0';
    return *text ? skip_blanks(text + 1) : NULL;
}

/* A list of names on its way: where reading stands in `text`, and what there is so far. */
struct names {
    const struct parameter *parameter;
    const char *text, *at;
    void *list; /* struct named_numbers or struct interventions */
    struct message *message;
};

static enum status read_braced(struct names *names, const char *step);

/* name: number; or, of interventions, step: {name: number, ...}, whose names are "STEP NAME". */
static enum status read_entry(struct names *names, const char *step, const char *ends)
{
    char name[NAMED_LENGTH + 1], whole[2 * NAMED_LENGTH + 3], number[NUMBER_TEXT + 1];
    const char *at = names->at;
    at = *at == '"' ? read_quoted(at + 1, sizeof name, name) : read_bare(at, ":", sizeof name, name);
    if (!at || *at != ':') return refuse(names->message, names->parameter, names->text, "no list of name: number");
    names->at = skip_blanks(at + 1);
    bool steps = *step == '\0' && names->parameter->type == PARAMETER_CHANGES;
    if (steps && strncmp(names->at, "{}", 2) == 0)
        return message_set(names->message, STATUS_INPUT, "interventions: step %s has no key, and so changes nothing",
            text_excerpt(name).text);
    if (steps && *names->at == '{') return read_braced(names, name);
    names->at = read_bare(names->at, ends, sizeof number, number);
    snprintf(whole, sizeof whole, "%s%s%s", step, *step ? " " : "", name);
    return add_named(names->list, names->parameter, whole, number, names->message);
}

static enum status read_entries(struct names *names, const char *step, const char *ends)
{
    enum status status = STATUS_OK;
    bool more = *names->at && *names->at != '}';
    while (status == STATUS_OK && more) {
        status = read_entry(names, step, ends);
        more = *names->at == ',';
        if (more) names->at = skip_blanks(names->at + 1);
        more = more && *names->at && *names->at != '}';
    }
    return status;
}

static enum status read_braced(struct names *names, const char *step)
{
    names->at = skip_blanks(names->at + 1);
    enum status status = read_entries(names, step, ",}");
    if (status != STATUS_OK) return status;
    if (*names->at != '}') return refuse(names->message, names->parameter, names->text, "without its closing brace");
    names->at = skip_blanks(names->at + 1);
    return STATUS_OK;
}

/* {name: number, ...}, into a list that is empty. */
static enum status read_list(void *list, const struct parameter *parameter, const char *text, struct message *message)
{
    struct names names = {parameter, text, skip_blanks(text), list, message};
    enum status status = *names.at == '{' ? read_braced(&names, "") : read_entries(&names, "", ",");
    if (status == STATUS_OK && *names.at) status = refuse(message, parameter, text, "no list of name: number");
    return status;
}

static enum status set_named(void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    struct named_numbers list = {.count = 0};
    enum status status = read_list(&list, parameter, text, message);
    if (status == STATUS_OK) *(struct named_numbers *)field = list;
    return status;
}

static enum status set_changes(
    void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    struct interventions list = {.count = 0};
    enum status status = read_list(&list, parameter, text, message);
    if (status == STATUS_OK) *(struct interventions *)field = list;
    return status;
}

static enum status set_arrivals(
    void *field, const struct parameter *parameter, const char *text, struct message *message)
{
    struct arrivals arrivals;
    enum status status = arrivals_read(&arrivals, text, message);
    if (status == STATUS_OK)
        *(struct arrivals *)field = arrivals;
    else
        message_prefix(message, "%s: ", parameter_path(parameter).text);
    return status;
}

static void note_written(struct scenario *scenario, const struct parameter *parameter)
{
    scenario->written[parameter - parameter_table] = true;
    section_set_present(scenario, parameter->section);
}

enum status parameter_set(
    struct scenario *scenario, const struct parameter *parameter, const char *text, struct message *message)
{
    static enum status (*const set[])(void *, const struct parameter *, const char *, struct message *) = {
        [PARAMETER_REAL] = set_real,
        [PARAMETER_COUNT] = set_count,
        [PARAMETER_FLAG] = set_flag,
        [PARAMETER_CHOICE] = set_choice,
        [PARAMETER_TEXT] = set_text,
        [PARAMETER_NAMED] = set_named,
        [PARAMETER_CHANGES] = set_changes,
        [PARAMETER_ARRIVALS] = set_arrivals,
    };
    enum status status = set[parameter->type]((char *)scenario + parameter->offset, parameter, text, message);
    if (status == STATUS_OK) note_written(scenario, parameter);
    return status;
}

enum status parameter_add_named(struct scenario *scenario, const struct parameter *parameter, const char *name,
    const char *number, struct message *message)
{
    enum status status = add_named((char *)scenario + parameter->offset, parameter, name, number, message);
    if (status == STATUS_OK) note_written(scenario, parameter);
    return status;
}

void parameter_assume(struct scenario *scenario, const struct parameter *parameter, const char *text)
{
    (void)!parameter_set(scenario, parameter, text, NULL);
    scenario->written[parameter - parameter_table] = false;
}
