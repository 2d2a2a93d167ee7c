/* The table as aligned text and as Markdown; the schema is in describe_schema.c. */
#include "io/describe/describe.h"

#include <string.h>

#include "scenario/parameters.h"

static const char *switch_sentence(const struct section *section)
{
    static const char *const sentences[] = {
        [SECTION_ALWAYS] = "Always there.",
        [SECTION_OPTIONAL] = "A mechanism, absent unless written.",
        [SECTION_PART] = "There exactly when what it is part of is there.",
    };
    return sentences[section->switched];
}

static const char *section_title(const struct section *section)
{
    return *section->path ? section->path : "Top level";
}

static void print_default(const struct parameter *parameter, char text[PARAMETER_TEXT_LENGTH])
{
    parameter_print(&scenario_default, parameter, text);
    if (*text == '\0') strcpy(text, "\"\"");
}

/* What values are allowed and of what unit, a choice's words left out, as they follow with their sentences. */
static struct parameter_allowed range(const struct parameter *parameter)
{
    struct parameter_allowed text = parameter_allowed(parameter);
    bool unit = *parameter->unit && strcmp(parameter->unit, "1") != 0;
    size_t length = strlen(text.text);
    if (parameter->choices) return (struct parameter_allowed){"a choice:"};
    if (unit) snprintf(text.text + length, sizeof text.text - length, " (%s)", parameter->unit);
    return text;
}

/* Width of the column of paths, and of that of defaults, of what is asked for. */
struct columns {
    int path, standard;
};

/* Whether a parameter is asked for: by its own path, by that of its section, or of one above it. */
static bool is_asked(const struct parameter *parameter, const char *path)
{
    if (!path || strcmp(parameter_path(parameter).text, path) == 0) return true;
    const size_t length = strlen(path);
    const char *section = parameter->section->path;
    return strncmp(section, path, length) == 0 && (section[length] == '\0' || section[length] == '.');
}

static struct columns measure(const char *path)
{
    struct columns columns = {0};
    char standard[PARAMETER_TEXT_LENGTH];
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        int length = (int)strlen(parameter_path(&parameter_table[i]).text);
        if (!is_asked(&parameter_table[i], path)) continue;
        print_default(&parameter_table[i], standard);
        if (length > columns.path) columns.path = length;
        if ((int)strlen(standard) > columns.standard) columns.standard = (int)strlen(standard);
    }
    return columns;
}

static void text_parameter(FILE *file, const struct parameter *parameter, struct columns columns)
{
    char standard[PARAMETER_TEXT_LENGTH];
    print_default(parameter, standard);
    fprintf(file, "  %-*s  %-*s  %s\n", columns.path, parameter_path(parameter).text, columns.standard, standard,
        range(parameter).text);
    fprintf(file, "  %-*s  %s\n", columns.path, "", parameter->doc);
    for (int k = 0; k < parameter->choice_count; k++)
        fprintf(
            file, "  %-*s    %-14s %s\n", columns.path, "", parameter->choices[k].text, parameter->choices[k].sentence);
}

static void text_parameters(FILE *file, const char *path)
{
    struct columns columns = measure(path);
    const struct section *last = NULL;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        const struct section *section = parameter->section;
        if (!is_asked(parameter, path)) continue;
        if (section != last)
            fprintf(file, "%s%s: %s. %s\n", last ? "\n" : "", section_title(section), section->doc,
                switch_sentence(section));
        last = section;
        text_parameter(file, parameter, columns);
    }
}

/* A table's cell: a vertical bar would end it. */
static void write_cell(FILE *file, const char *text)
{
    for (; *text; text++) fprintf(file, *text == '|' ? "\\|" : "%c", *text);
}

static void markdown_parameter(FILE *file, const struct parameter *parameter)
{
    char standard[PARAMETER_TEXT_LENGTH];
    print_default(parameter, standard);
    fprintf(file, "| `%s` | `%s` | ", parameter_path(parameter).text, standard);
    write_cell(file, range(parameter).text);
    for (int k = 0; k < parameter->choice_count; k++) {
        fprintf(file, "<br>`%s`: ", parameter->choices[k].text);
        write_cell(file, parameter->choices[k].sentence);
    }
    fputs(" | ", file);
    write_cell(file, parameter->doc);
    fputs(" |\n", file);
}

static void markdown_section(FILE *file, const struct section *section)
{
    const char *mark = *section->path ? "`" : "";
    fprintf(
        file, "### %s%s%s\n\n%s. %s\n\n", mark, section_title(section), mark, section->doc, switch_sentence(section));
    fputs("| parameter | default | allowed | meaning |\n|---|---|---|---|\n", file);
}

static void markdown_parameters(FILE *file, const char *path)
{
    const struct section *last = NULL;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (!is_asked(parameter, path)) continue;
        if (last && parameter->section != last) fputs("\n", file);
        if (parameter->section != last) markdown_section(file, parameter->section);
        last = parameter->section;
        markdown_parameter(file, parameter);
    }
}

static bool is_known(const char *path)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (is_asked(&parameter_table[i], path)) return true;
    return false;
}

enum status describe_parameters(FILE *file, enum describe_format format, const char *path, struct message *message)
{
    if (!is_known(path)) return parameter_unknown(path, message);
    if (format == DESCRIBE_MARKDOWN)
        markdown_parameters(file, path);
    else
        text_parameters(file, path);
    return STATUS_OK;
}
