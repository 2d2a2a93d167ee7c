#include "program/study/study_format.h"

#include <string.h>

#include "program/terminal/table.h"
#include "study/analysis/analysis.h"
#include "study/format/design.h"
#include "study/format/format.h"
#include "study/format/outcome.h"

/* Where and how it is printed. */
struct print {
    bool markdown;
    int width;
    FILE *stream;
};

static void heading(const struct print *print, int depth, const char *text)
{
    if (depth > 1) fputc('\n', print->stream);
    if (print->markdown) fprintf(print->stream, "%.*s ", depth, "###");
    fprintf(print->stream, "%s\n", text);
}

/* Paragraphs as they are in Markdown, or broken at the width; a block of code, which is one of them, is never broken.
 */
static void prose(const struct print *print, const char *text)
{
    if (print->markdown && *text) {
        fprintf(print->stream, "\n%s\n", text);
        return;
    }
    for (const char *end; *text; text = end) {
        char paragraph[2048];
        const bool is_code = strncmp(text, "```", 3) == 0;
        end = strstr(text, is_code ? "\n```\n\n" : "\n\n");
        if (end && is_code) end += strlen("\n```");
        if (!end) end = text + strlen(text);
        snprintf(paragraph, sizeof paragraph, "%.*s", (int)(end - text), text);
        fputc('\n', print->stream);
        if (is_code)
            fprintf(print->stream, "%.*s\n", (int)(end - text), text);
        else
            table_wrap(paragraph, 0, print->width, print->stream);
        end += strspn(end, "\n");
    }
}

static void table(const struct print *print, const struct table *rows)
{
    if (rows->rows == 0) return;
    fputc('\n', print->stream);
    table_print(rows, print->markdown, print->markdown ? 0 : 2, print->width, print->stream);
}

/* ---- the tables ---- */

static const char *row_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct study_row *rows = context;
    if (column == 1) return rows[row].sentence;
    snprintf(buffer, TABLE_CELL, "`%s`", rows[row].written);
    return buffer;
}

/* A key that an example has explained is not listed again. */
static bool is_explained(const struct study_mapping_info *mapping, const struct yaml_key *key)
{
    for (int i = 0; i < mapping->row_count; i++)
        if (strcmp(mapping->rows[i].sentence, key->sentence) == 0) return true;
    return false;
}

static const struct yaml_key *listed_key(const struct study_mapping_info *mapping, int row)
{
    for (int i = 0; i < mapping->keys.count; i++)
        if (!is_explained(mapping, &mapping->keys.key[i]) && row-- == 0) return &mapping->keys.key[i];
    return NULL;
}

static const char *key_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct yaml_key *key = listed_key(context, row);
    if (column == 1) return key->sentence;
    snprintf(buffer, TABLE_CELL, "`%s: %s`", key->name, key->example);
    return buffer;
}

static const char *design_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context;
    const struct design_info *design = &design_table[row];
    if (column == 0)
        snprintf(buffer, TABLE_CELL, "`%s`", design->name);
    else
        snprintf(buffer, TABLE_CELL, "%s%s", design->sentence, design->sampled ? "; takes `samples`" : "");
    return buffer;
}

static const char *distribution_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context;
    const struct distribution_info *distribution = &distribution_table[row];
    if (column == 1) return distribution->sentence;
    snprintf(buffer, TABLE_CELL, "`%s`", distribution->name);
    return buffer;
}

static void print_tables(const struct print *print, const struct study_mapping_info *mapping)
{
    static const char *const examples[] = {"written", "is"}, *const headings[] = {"key", "says"};
    int keys = 0;
    while (listed_key(mapping, keys)) keys++;
    table(print, &(struct table){mapping->row_count, 2, examples, row_cell, mapping->rows});
    table(print, &(struct table){keys, 2, headings, key_cell, mapping});
}

static void print_distributions(const struct print *print)
{
    static const char *const headings[] = {"distribution", "is"};
    table(print, &(struct table){DISTRIBUTION_KINDS, 2, headings, distribution_cell, NULL});
}

static void print_designs(const struct print *print)
{
    static const char *const headings[] = {"design", "has"};
    heading(print, 2, "Designs");
    table(print, &(struct table){DESIGN_KINDS, 2, headings, design_cell, NULL});
}

/* The first verdict is none. */
static const char *verdict_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context;
    (void)buffer;
    return column == 0 ? verdict_names[row + 1] : verdict_sentences[row + 1];
}

static void print_verdicts(const struct print *print)
{
    static const char *const headings[] = {"verdict", "says"};
    prose(print, "The verdict is on the interval of the difference, and none where nothing is expected:");
    table(print, &(struct table){VERDICT_COUNT - 1, 2, headings, verdict_cell, NULL});
}

static void print_suffixes(const struct print *print)
{
    char suffixes[OUTCOME_SUFFIXES], sentence[2 * OUTCOME_SUFFIXES];
    outcome_suffixes(suffixes);
    snprintf(sentence, sizeof sentence, "The suffixes are %s.", suffixes);
    prose(print, sentence);
}

void study_format_print(bool markdown, int width, FILE *stream)
{
    const struct print print = {markdown, width, stream};
    for (int i = 0; i < STUDY_MAPPINGS; i++) {
        const struct study_mapping_info *mapping = &study_mapping_table[i];
        if (*mapping->heading) heading(&print, i == 0 ? 1 : 2, mapping->heading);
        prose(&print, mapping->prose);
        if (i == MAPPING_OUTCOME) print_suffixes(&print);
        if (!*mapping->heading) fprintf(stream, "\nOf %s:\n", mapping->keys.what);
        print_tables(&print, mapping);
        prose(&print, mapping->after);
        if (i == MAPPING_RANGE) print_distributions(&print);
        if (i == MAPPING_RANGE) print_designs(&print);
        if (i == MAPPING_CONTRAST) print_verdicts(&print);
    }
}
