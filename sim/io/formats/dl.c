/* UCINET's DL: a header of words and values, the labels, then the data as a full matrix, as pairs (edgelist1) or as
 * lists (nodelist1). It does not say whether ties go one way; the scenario does (network.directed). */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "io/draft/matrix.h"
#include "io/formats/graph_text.h"
#include "io/formats/tokens.h"
#include "io/text/text_file.h"
#include "scenario/text.h"

enum layout { LAYOUT_MATRIX, LAYOUT_PAIRS, LAYOUT_LISTS };

struct dl {
    struct draft *draft;
    char *text;           /* what follows the line that is read */
    char *line;           /* what is left of it */
    int64_t people, most; /* 0: not said yet */
    struct names labels;  /* by the person's number; fewer where two are the same */
    int64_t label_count;
    enum layout layout;
    bool embedded, no_diagonal, data, ambiguous; /* ambiguous: two have the same label */
    struct matrix matrix;
};

/* The next word, in this line or in a later one; its text is NULL at the end of the file or of a quote that has none.
 */
static struct word next_word(struct dl *dl, const char *separators)
{
    for (;;) {
        struct word word = word_next(&dl->line, separators);
        if (word.text || word_is_open(word)) return word;
        char *line = line_next(&dl->text);
        if (!line) return word;
        dl->line = line;
        dl->draft->line++;
    }
}

/* ---- the header ---- */

static enum status read_count(struct dl *dl, int64_t most, int64_t *count)
{
    struct word word = next_word(dl, ",=");
    *count = word.text ? whole_number(word.text, 1, most) : 0;
    if (*count > 0) return STATUS_OK;
    return draft_fault(
        dl->draft, "the count \"%s\" is not a number from 1 to %lld", word.text ? word.text : "", (long long)most);
}

static enum status read_format(struct dl *dl)
{
    static const char *const names[] = {"fullmatrix", "edgelist1", "nodelist1"};
    struct word word = next_word(dl, ",=");
    for (int i = 0; word.text && i < 3; i++) {
        dl->layout = (enum layout)i;
        if (strcasecmp(word.text, names[i]) == 0) return STATUS_OK;
    }
    return draft_fault(dl->draft, "the format \"%s\" cannot be read: fullmatrix, edgelist1 and nodelist1 can",
        word.text ? word.text : "");
}

static enum status read_diagonal(struct dl *dl)
{
    struct word word = next_word(dl, ",=");
    dl->no_diagonal = word.text && strcasecmp(word.text, "absent") == 0;
    if (dl->no_diagonal || (word.text && strcasecmp(word.text, "present") == 0)) return STATUS_OK;
    return draft_fault(dl->draft, "the diagonal must be present or absent");
}

/* Labels of the people, as many as there are; or the word that they stand in the data. */
static enum status read_labels(struct dl *dl)
{
    enum status status = STATUS_OK;
    static const char embedded[] = "embedded";
    const char *word = dl->line + strspn(dl->line, " \t");
    const size_t length = strcspn(word, " \t,=:");
    if (length == strlen(embedded) && strncasecmp(word, embedded, length) == 0) {
        (void)next_word(dl, "");
        dl->embedded = true;
        return STATUS_OK;
    }
    if (dl->people == 0) return draft_fault(dl->draft, "labels before n=");
    if (dl->label_count > 0) return draft_fault(dl->draft, "labels twice");
    for (; dl->label_count < dl->people && status == STATUS_OK; dl->label_count++) {
        char id[NUMBER_WIDTH];
        int32_t node, number;
        struct word label = next_word(dl, ",");
        if (!label.text || strcasecmp(label.text, "data:") == 0)
            return draft_fault(dl->draft, "%s for %s", text_count(dl->label_count, "label", "labels").text,
                text_count(dl->people, "person", "people").text);
        snprintf(id, sizeof id, "%lld", (long long)dl->label_count + 1);
        status = draft_node(dl->draft, id, &node);
        if (status == STATUS_OK) status = draft_node_role(dl->draft, node, ROLE_LABEL, "labels", label.text);
        if (status == STATUS_OK) status = names_add(&dl->labels, label.text, &number);
        if (status == STATUS_OK && number < node) dl->ambiguous = true;
    }
    return status;
}

static enum status read_keyword(struct dl *dl, char *word)
{
    int64_t relations;
    size_t length = strlen(word);
    if (length > 1 && word[length - 1] == ':') word[length - 1] = '\0';
    if (strcasecmp(word, "n") == 0)
        return dl->people > 0 ? draft_fault(dl->draft, "n= twice") : read_count(dl, dl->most, &dl->people);
    if (strcasecmp(word, "format") == 0) return read_format(dl);
    if (strcasecmp(word, "diagonal") == 0) return read_diagonal(dl);
    if (strcasecmp(word, "labels") == 0) return read_labels(dl);
    if (strcasecmp(word, "data") == 0) return dl->data = true, STATUS_OK;
    if (strcasecmp(word, "nm") == 0) {
        enum status status = read_count(dl, INT32_MAX, &relations);
        if (status != STATUS_OK || relations == 1) return status;
        return draft_fault(dl->draft, "%lld relations (nm): several relations cannot be read", (long long)relations);
    }
    static const char *const two_modes[] = {"nr", "nc", "row", "column", "col"};
    for (size_t i = 0; i < sizeof two_modes / sizeof *two_modes; i++)
        if (strcasecmp(word, two_modes[i]) == 0)
            return draft_fault(dl->draft,
                "rows and columns of their own (%s), a network of two modes: ties must be between people", word);
    return draft_fault(dl->draft, "\"%s\" is not known in the header: n, format, diagonal, labels and data are", word);
}

static enum status read_header(struct dl *dl)
{
    struct word word = next_word(dl, ",=");
    if (!word.text || strcasecmp(word.text, "dl") != 0)
        return draft_fault(dl->draft, "this is no DL: it does not begin with \"dl\"");
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !dl->data) {
        word = next_word(dl, ",=");
        status = word.text ? read_keyword(dl, word.text) : draft_fault(dl->draft, "the file ends before \"data:\"");
    }
    if (status == STATUS_OK && dl->people == 0) status = draft_fault(dl->draft, "the header does not say n=");
    return status;
}

/* People without labels are called by their numbers. */
static enum status declare_people(struct dl *dl)
{
    return dl->embedded || dl->label_count > 0 ? STATUS_OK : draft_numbered(dl->draft, dl->people);
}

/* ---- the data ---- */

/* The number of someone that the data name by a number or, where labels are embedded, by a label: -1 and a fault where
 * there is no such one. */
static enum status find_person(struct dl *dl, const char *text, int32_t *node)
{
    struct draft *draft = dl->draft;
    int64_t number = dl->embedded ? 0 : whole_number(text, 1, dl->people);
    *node = (int32_t)number - 1;
    if (number > 0) return STATUS_OK;
    if (!dl->embedded) return draft_fault(draft, "\"%s\" is not a number from 1 to %lld", text, (long long)dl->people);
    if (dl->label_count > 0) {
        *node = names_find(&dl->labels, text);
        if (*node >= 0 && !dl->ambiguous) return STATUS_OK;
        return draft_fault(draft,
            *node < 0 ? "\"%s\" is none of the labels"
                      : "two people have the same label, so that \"%s\" may be another",
            text);
    }
    *node = names_find(&draft->ids, text);
    if (*node >= 0) return STATUS_OK;
    if (draft->declared == dl->people)
        return draft_fault(draft, "\"%s\" is one more than n=%lld", text, (long long)dl->people);
    return draft_node(draft, text, node);
}

static enum status begin_tie(struct dl *dl, const char *source, const char *target)
{
    int32_t ends[2];
    enum status status = find_person(dl, source, &ends[0]);
    if (status == STATUS_OK) status = find_person(dl, target, &ends[1]);
    dl->draft->tie = (struct tie){ends[0], ends[1], 0};
    return status;
}

static enum status read_pair(struct dl *dl, char *line)
{
    struct word source = word_next(&line, ","), target = word_next(&line, ","), weight = word_next(&line, ",");
    struct word more = word_next(&line, ",");
    if (word_is_open(source) || word_is_open(target) || word_is_open(weight) || word_is_open(more))
        return draft_quote_fault(dl->draft);
    if (!source.text || !target.text) return draft_fault(dl->draft, "a tie needs two ends");
    if (more.text) return draft_fault(dl->draft, "more than two ends and a weight");
    enum status status = begin_tie(dl, source.text, target.text);
    if (status == STATUS_OK && weight.text) status = draft_use(dl->draft, "weight");
    if (status == STATUS_OK && weight.text) status = draft_weight(dl->draft, weight.text);
    return status == STATUS_OK ? draft_tie_end(dl->draft) : status;
}

static enum status read_list(struct dl *dl, char *line)
{
    struct word source = word_next(&line, ","), target;
    int32_t node;
    enum status status = source.text ? find_person(dl, source.text, &node) : draft_quote_fault(dl->draft);
    while (status == STATUS_OK && (target = word_next(&line, ",")).text) {
        status = begin_tie(dl, source.text, target.text);
        if (status == STATUS_OK) status = draft_tie_end(dl->draft);
    }
    return status == STATUS_OK && word_is_open(target) ? draft_quote_fault(dl->draft) : status;
}

static enum status read_ties(struct dl *dl)
{
    enum status status = STATUS_OK;
    for (char *line = dl->line; line && status == STATUS_OK; line = line_next(&dl->text)) {
        dl->draft->line += line != dl->line;
        line += strspn(line, " \t");
        if (*line) status = dl->layout == LAYOUT_PAIRS ? read_pair(dl, line) : read_list(dl, line);
    }
    return status;
}

/* The labels above the columns of a matrix, where they are embedded. */
static enum status read_columns(struct dl *dl)
{
    enum status status = STATUS_OK;
    for (int64_t i = 0; dl->embedded && i < dl->people && status == STATUS_OK; i++) {
        struct word label = next_word(dl, ",");
        int32_t node = -1;
        if (!label.text) return draft_fault(dl->draft, "the matrix has too few columns");
        status = find_person(dl, label.text, &node);
        if (status == STATUS_OK && node != i)
            status = draft_fault(dl->draft, "the column \"%s\" is not where its label is", label.text);
    }
    return status;
}

static enum status read_row(struct dl *dl, int32_t row)
{
    enum status status = STATUS_OK;
    if (dl->embedded) {
        struct word label = next_word(dl, ",");
        int32_t node = -1;
        if (!label.text) return draft_fault(dl->draft, "the matrix has too few rows");
        status = find_person(dl, label.text, &node);
        if (status == STATUS_OK && node != row)
            return draft_fault(dl->draft,
                "the row \"%s\" is not where its column is: rows and columns must be the same people", label.text);
    }
    for (int32_t column = 0; column < dl->people && status == STATUS_OK; column++) {
        if (dl->no_diagonal && row == column) continue;
        struct word cell = next_word(dl, ",");
        if (!cell.text)
            return draft_fault(dl->draft, "the matrix ends in row %ld, column %ld", (long)row + 1, (long)column + 1);
        status = matrix_cell(&dl->matrix, row, column, cell.text);
    }
    return status;
}

static enum status read_matrix(struct dl *dl)
{
    dl->matrix = (struct matrix){.draft = dl->draft, .size = (int32_t)dl->people};
    enum status status = read_columns(dl);
    for (int32_t row = 0; row < dl->people && status == STATUS_OK; row++) status = read_row(dl, row);
    struct word more = status == STATUS_OK ? next_word(dl, ",") : (struct word){0};
    if (word_is_open(more))
        status = draft_quote_fault(dl->draft);
    else if (more.text)
        status = draft_fault(dl->draft, "\"%s\" follows the matrix of n=%lld", more.text, (long long)dl->people);
    if (status == STATUS_OK) status = matrix_finish(&dl->matrix);
    matrix_free(&dl->matrix);
    return status;
}

enum status dl_read(struct draft *draft, char *text, size_t length)
{
    char nothing[] = "";
    struct dl dl = {
        .draft = draft, .text = text_behind_mark(text), .line = nothing, .most = people_most((int64_t)length)};
    enum status status = read_header(&dl);
    if (status == STATUS_OK) status = declare_people(&dl);
    if (status == STATUS_OK) status = dl.layout == LAYOUT_MATRIX ? read_matrix(&dl) : read_ties(&dl);
    if (status == STATUS_OK && draft->declared < dl.people) {
        draft->line = 0;
        status = draft_fault(draft, "n=%lld, but the data name %s: give labels", (long long)dl.people,
            text_count(draft->declared, "person", "people").text);
    }
    names_free(&dl.labels);
    return status;
}
