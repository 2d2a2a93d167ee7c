/* Pajek's .net: vertices with numbers from 1 on, then arcs (one way) or edges (both ways), as pairs, as lists or as a
 * matrix; with the attributes that networkx and R add as pairs of a word and a value. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "io/draft/matrix.h"
#include "io/formats/graph_text.h"
#include "io/formats/tokens.h"
#include "io/text/text_file.h"
#include "scenario/text.h"

enum section { SECTION_NONE, SECTION_NETWORK, SECTION_VERTICES, SECTION_PAIRS, SECTION_LISTS, SECTION_MATRIX };

struct pajek {
    struct draft *draft;
    int64_t vertices, most; /* 0: the section is yet to come */
    int64_t vertices_line;
    enum section section;
    bool directed; /* arcs */
    struct matrix matrix;
    bool has_matrix;
    int32_t row; /* of the matrix */
};

/* ---- sections ---- */

static enum status begin_vertices(struct pajek *pajek, char *rest)
{
    struct word count = word_next(&rest, ""), first_mode = word_next(&rest, "");
    if (pajek->vertices > 0) return draft_fault(pajek->draft, "a second *Vertices: only one network can be read");
    pajek->vertices = count.text ? whole_number(count.text, 1, pajek->most) : 0;
    pajek->vertices_line = pajek->draft->line;
    if (pajek->vertices < 1)
        return draft_fault(pajek->draft,
            "*Vertices says \"%s\": it must be the number of vertices, and for a file of this size at most %lld",
            count.text ? count.text : "", (long long)pajek->most);
    if (first_mode.text)
        return draft_fault(pajek->draft, "a network of two modes (*Vertices %s %s): ties must be between people",
            count.text, first_mode.text);
    return draft_numbered(pajek->draft, pajek->vertices);
}

static enum status begin_section(struct pajek *pajek, char *line)
{
    static const struct {
        const char *name;
        enum section section;
        bool directed;
    } sections[] = {{"*network", SECTION_NETWORK, false}, {"*vertices", SECTION_VERTICES, false},
        {"*arcs", SECTION_PAIRS, true}, {"*edges", SECTION_PAIRS, false}, {"*arcslist", SECTION_LISTS, true},
        {"*edgeslist", SECTION_LISTS, false}, {"*matrix", SECTION_MATRIX, true}};
    char *rest = line;
    struct word name = word_next(&rest, "");
    rest += strspn(rest, " \t");
    if (strchr(name.text, ':') || *rest == ':')
        return draft_fault(
            pajek->draft, "a relation of its own (%s %s): several relations cannot be read", name.text, rest);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (strcasecmp(name.text, sections[i].name) != 0) continue;
        pajek->section = sections[i].section;
        pajek->directed = sections[i].directed;
        pajek->has_matrix |= pajek->section == SECTION_MATRIX;
        if (pajek->section == SECTION_VERTICES) return begin_vertices(pajek, rest);
        if (pajek->section == SECTION_NETWORK && pajek->vertices > 0)
            return draft_fault(pajek->draft, "a second network: only one can be read");
        if (pajek->section != SECTION_NETWORK && pajek->vertices == 0)
            return draft_fault(pajek->draft, "%s before *Vertices", name.text);
        return STATUS_OK;
    }
    return draft_fault(pajek->draft,
        "the section %s is not known: there are *Vertices, *Arcs, *Edges, *Arcslist, *Edgeslist and *Matrix",
        name.text);
}

/* ---- vertices ---- */

/* Also one that cannot be read, as "1,5" or "1e999": whoever asks for its value says so. */
static bool is_number(const char *text)
{
    const char *digit = text + strspn(text, "+-.");
    return *digit >= '0' && *digit <= '9';
}

/* How many words are left of a line. */
static int words_of(const char *line)
{
    int words = 0;
    for (line += strspn(line, " \t"); *line; words++) {
        bool quoted = *line == '"';
        line += quoted ? 1 + strcspn(line + 1, "\"") : strcspn(line, " \t");
        line += quoted && *line;
        line += strspn(line, " \t");
    }
    return words;
}

/* [1-5]: the times at which something is there. */
static enum status check_lasting(const struct pajek *pajek, struct word word, const char *what)
{
    if (!word.text || word.quoted || word.text[0] != '[') return STATUS_OK;
    return draft_fault(pajek->draft, "a %s for a while only (%s): what comes and goes cannot be read", what, word.text);
}

/* What follows a vertex' label: coordinates, the name of a shape, pairs of a word and a value. */
static enum status read_attributes(struct pajek *pajek, int32_t node, char *rest)
{
    struct word word = word_next(&rest, "");
    while (word.text && !word.quoted && is_number(word.text)) word = word_next(&rest, "");
    enum status status = check_lasting(pajek, word, "vertex");
    if (word.text && words_of(rest) % 2 == 0) word = word_next(&rest, ""); /* the shape stands alone, before pairs */
    while (word.text && status == STATUS_OK) {
        struct word value = word_next(&rest, "");
        status = check_lasting(pajek, word, "vertex");
        if (status == STATUS_OK) status = check_lasting(pajek, value, "vertex");
        if (status != STATUS_OK) return status;
        if (!value.text) return draft_fault(pajek->draft, "\"%s\" has no value, or a quote has no end", word.text);
        status = draft_node_value(pajek->draft, node, word.text, value.text);
        word = word_next(&rest, "");
    }
    return status == STATUS_OK && word_is_open(word) ? draft_quote_fault(pajek->draft) : status;
}

static enum status read_vertex(struct pajek *pajek, char *line)
{
    struct draft *draft = pajek->draft;
    struct word number = word_next(&line, ""), label = {NULL, false};
    int64_t vertex = number.text ? whole_number(number.text, 1, pajek->vertices) : 0;
    if (vertex < 1)
        return draft_fault(draft, "the vertex \"%s\" is not a number from 1 to %lld", number.text ? number.text : "",
            (long long)pajek->vertices);
    int32_t node = (int32_t)vertex - 1;
    if (draft->nodes.items[node].line != pajek->vertices_line)
        return draft_fault(draft, "the vertex %lld is there already, in line %lld", (long long)vertex,
            (long long)draft->nodes.items[node].line);
    draft->nodes.items[node].line = draft->line;
    label = word_next(&line, "");
    if (!label.text) return word_is_open(label) ? draft_quote_fault(pajek->draft) : STATUS_OK;
    enum status status = draft_node_role(draft, node, ROLE_LABEL, "label", label.text);
    return status == STATUS_OK ? read_attributes(pajek, node, line) : status;
}

/* ---- ties ---- */

static enum status check_end(const struct pajek *pajek, struct word word)
{
    if (!word.text) return draft_fault(pajek->draft, "a tie needs two ends");
    if (strchr(word.text, ':'))
        return draft_fault(pajek->draft, "a relation of its own (%s): several relations cannot be read", word.text);
    if (whole_number(word.text, 1, pajek->vertices) >= 1) return STATUS_OK;
    return draft_fault(
        pajek->draft, "the vertex \"%s\" is not a number from 1 to %lld", word.text, (long long)pajek->vertices);
}

static enum status begin_tie(struct pajek *pajek, struct word source, struct word target)
{
    char ends[2][NUMBER_WIDTH];
    enum status status = check_end(pajek, source);
    if (status == STATUS_OK) status = check_end(pajek, target);
    if (status == STATUS_OK) status = draft_direction(pajek->draft, pajek->directed);
    if (status != STATUS_OK) return status;
    snprintf(ends[0], NUMBER_WIDTH, "%lld", (long long)whole_number(source.text, 1, pajek->vertices));
    snprintf(ends[1], NUMBER_WIDTH, "%lld", (long long)whole_number(target.text, 1, pajek->vertices));
    return draft_tie_begin(pajek->draft, ends[0], ends[1]);
}

/* A pair of vertices, perhaps its weight, perhaps pairs of a word and a value. */
static enum status read_pair(struct pajek *pajek, char *line)
{
    struct draft *draft = pajek->draft;
    struct word source = word_next(&line, ""), target = word_next(&line, "");
    enum status status = begin_tie(pajek, source, target);
    struct word word = word_next(&line, "");
    if (status == STATUS_OK && word.text && !word.quoted && (is_number(word.text) || text_is_missing(word.text))) {
        status = draft_use(draft, "weight");
        if (status == STATUS_OK) status = draft_weight(draft, word.text);
        word = word_next(&line, "");
    }
    while (status == STATUS_OK && word.text) {
        status = check_lasting(pajek, word, "tie");
        if (status != STATUS_OK) return status;
        struct word value = word_next(&line, "");
        status = value.text ? draft_tie_value(draft, word.text, value.text)
                            : draft_fault(draft, "\"%s\" has no value, or a quote has no end", word.text);
        word = word_next(&line, "");
    }
    if (status == STATUS_OK && word_is_open(word)) return draft_quote_fault(pajek->draft);
    return status == STATUS_OK ? draft_tie_end(draft) : status;
}

static enum status read_list(struct pajek *pajek, char *line)
{
    struct word source = word_next(&line, ""), target = word_next(&line, "");
    enum status status = STATUS_OK;
    do {
        status = begin_tie(pajek, source, target);
        if (status == STATUS_OK) status = draft_tie_end(pajek->draft);
        target = word_next(&line, "");
    } while (status == STATUS_OK && target.text);
    return status == STATUS_OK && word_is_open(target) ? draft_quote_fault(pajek->draft) : status;
}

static enum status read_row(struct pajek *pajek, char *line)
{
    enum status status =
        pajek->row < pajek->vertices ? STATUS_OK : draft_fault(pajek->draft, "the matrix has too many rows");
    int32_t column = 0;
    struct word cell = word_next(&line, "");
    for (; cell.text && column < pajek->vertices && status == STATUS_OK; cell = word_next(&line, ""), column++)
        status = matrix_cell(&pajek->matrix, pajek->row, column, cell.text);
    if (status == STATUS_OK && word_is_open(cell)) return draft_quote_fault(pajek->draft);
    if (status == STATUS_OK && (column < pajek->vertices || cell.text))
        status = draft_fault(pajek->draft, "the rows of the matrix must have %lld cells", (long long)pajek->vertices);
    pajek->row++;
    return status;
}

static enum status read_line(struct pajek *pajek, char *line)
{
    switch (pajek->section) {
    case SECTION_VERTICES:
        return read_vertex(pajek, line);
    case SECTION_PAIRS:
        return read_pair(pajek, line);
    case SECTION_LISTS:
        return read_list(pajek, line);
    case SECTION_MATRIX:
        return read_row(pajek, line);
    default:
        return draft_fault(pajek->draft, "this is no Pajek network: *Vertices must come first");
    }
}

static enum status finish(struct pajek *pajek)
{
    struct draft *draft = pajek->draft;
    if (pajek->vertices == 0) return draft_fault(draft, "this is no Pajek network: there is no *Vertices");
    if (!pajek->has_matrix) return STATUS_OK;
    if (pajek->row < pajek->vertices)
        return draft_fault(draft, "the matrix has %s for %s", text_count(pajek->row, "row", "rows").text,
            text_count(pajek->vertices, "vertex", "vertices").text);
    enum status status = draft_direction(draft, true);
    return status == STATUS_OK ? matrix_finish(&pajek->matrix) : status;
}

enum status pajek_read(struct draft *draft, char *text, size_t length)
{
    struct pajek pajek = {.draft = draft, .most = people_most((int64_t)length)};
    enum status status = STATUS_OK;
    text = text_behind_mark(text);
    for (char *line = line_next(&text); line && status == STATUS_OK; line = line_next(&text)) {
        draft->line++;
        line += strspn(line, " \t");
        if (*line == '\0' || *line == '%') continue;
        pajek.matrix.draft = draft;
        pajek.matrix.size = (int32_t)pajek.vertices;
        status = *line == '*' ? begin_section(&pajek, line) : read_line(&pajek, line);
    }
    if (status == STATUS_OK) status = finish(&pajek);
    matrix_free(&pajek.matrix);
    return status;
}
