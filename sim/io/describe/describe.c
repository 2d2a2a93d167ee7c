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

/* Width of the column of paths, and of that of defaults. */
struct columns {
    int path, standard;
};

static struct columns measure(void)
{
    struct columns columns = {0};
    char standard[PARAMETER_TEXT_LENGTH];
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        int path = (int)strlen(parameter_path(&parameter_table[i]).text);
        print_default(&parameter_table[i], standard);
        if (path > columns.path) columns.path = path;
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

static void text_parameters(FILE *file)
{
    struct columns columns = measure();
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        const struct section *section = parameter->section;
        if (i == 0 || section != parameter[-1].section)
            fprintf(file, "%s%s: %s. %s\n", i > 0 ? "\n" : "", section_title(section), section->doc,
                switch_sentence(section));
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

static void markdown_parameters(FILE *file)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        const struct section *section = parameter->section;
        if (i == 0 || section != parameter[-1].section) {
            const char *mark = *section->path ? "`" : "";
            fprintf(file, "%s### %s%s%s\n\n%s. %s\n\n", i > 0 ? "\n" : "", mark, section_title(section), mark,
                section->doc, switch_sentence(section));
            fputs("| parameter | default | allowed | meaning |\n|---|---|---|---|\n", file);
        }
        markdown_parameter(file, parameter);
    }
}

static enum status written(FILE *file)
{
    return fflush(file) != 0 || ferror(file) ? STATUS_WRITE : STATUS_OK;
}

enum status describe_parameters(FILE *file, enum describe_format format)
{
    if (format == DESCRIBE_MARKDOWN)
        markdown_parameters(file);
    else
        text_parameters(file);
    return written(file);
}
