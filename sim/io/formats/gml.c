/* GML (Himsolt 1997): keys with values, which are numbers, texts or lists of the same in brackets. References to
 * characters in texts are resolved. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/formats/graph_text.h"
#include "io/formats/references.h"
#include "io/text/text_file.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

enum { DEPTH_MOST = 64, KEY_LENGTH = 256 };

enum value_kind { VALUE_NUMBER, VALUE_TEXT, VALUE_LIST };

struct pair {
    char key[KEY_LENGTH];
    enum value_kind kind;
    char *text; /* of a number or a text; "" for a list, whose pairs follow */
};

struct gml {
    struct draft *draft;
    char *next;
    char held;     /* the character that the zero behind the last value took the place of */
    char *held_at; /* or NULL */
    int64_t line;  /* of `next` */
    bool had_graph;
    bool closed; /* the last pair that was asked for was the end of a list, not that of the file */
};

/* ---- pairs ---- */

static void pass_blanks(struct gml *gml)
{
    if (gml->held_at) *gml->held_at = gml->held;
    gml->held_at = NULL;
    for (;; gml->next++) {
        if (*gml->next == '#') gml->next += strcspn(gml->next, "\r\n");
        gml->line += *gml->next == '\n' || (*gml->next == '\r' && gml->next[1] != '\n');
        if (!*gml->next || !isspace((unsigned char)*gml->next)) break;
    }
    gml->draft->line = gml->line;
}

/* Ends a value with a zero, which pass_blanks takes back. */
static void end_value(struct gml *gml, char *end)
{
    gml->held = *end;
    gml->held_at = end;
    *end = '\0';
    gml->next = end;
}

static enum status read_text(struct gml *gml, struct pair *pair)
{
    char *end = strchr(gml->next + 1, '"');
    if (!end) return draft_fault(gml->draft, "the text of \"%s\" has no closing quote", pair->key);
    pair->kind = VALUE_TEXT;
    pair->text = gml->next + 1;
    for (const char *c = pair->text; c < end; c++) gml->line += *c == '\n' || (*c == '\r' && c[1] != '\n');
    *end = '\0';
    gml->next = end + 1;
    references_resolve(pair->text);
    return STATUS_OK;
}

static enum status read_number(struct gml *gml, struct pair *pair)
{
    double number;
    pair->kind = VALUE_NUMBER;
    pair->text = gml->next;
    end_value(gml, gml->next + strcspn(gml->next, " \t\r\n\v\f[]\"#"));
    const char *word = pair->text + (*pair->text == '-' || *pair->text == '+');
    bool odd = strcasecmp(word, "nan") == 0 || strcasecmp(word, "inf") == 0;
    if (number_read(pair->text, &number) == NUMBER_FINE || odd) return STATUS_OK;
    return draft_fault(gml->draft,
        "the value of \"%s\" is %s: it must be a number, a text in quotes or a list in brackets", pair->key,
        *pair->text ? pair->text : "missing");
}

/* Reads the next pair; *more is false at the end of the list (or of the file, at the outermost level). */
static enum status next_pair(struct gml *gml, struct pair *pair, bool *more)
{
    pass_blanks(gml);
    *more = gml->closed = false;
    if (*gml->next == '\0') return STATUS_OK;
    if (*gml->next == ']') {
        gml->closed = true;
        gml->next++;
        return STATUS_OK;
    }
    size_t length = strspn(gml->next, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    if (length == 0 || length >= KEY_LENGTH || !isalpha((unsigned char)*gml->next))
        return draft_fault(gml->draft, "here must be the name of a key, not \"%s\"", text_excerpt(gml->next).text);
    memcpy(pair->key, gml->next, length);
    pair->key[length] = '\0';
    gml->next += length;
    pass_blanks(gml);
    *more = true;
    if (*gml->next == '"') return read_text(gml, pair);
    if (*gml->next != '[') return read_number(gml, pair);
    gml->next++;
    pair->kind = VALUE_LIST;
    pair->text = "";
    return STATUS_OK;
}

/* Passes over a list whose bracket was read, with all that is in it. */
static enum status pass_list(struct gml *gml)
{
    struct pair pair;
    int depth = 1;
    while (depth > 0) {
        bool more;
        enum status status = next_pair(gml, &pair, &more);
        if (status != STATUS_OK) return status;
        if (!more && !gml->closed) return draft_fault(gml->draft, "the file ends within a list");
        depth += !more ? -1 : pair.kind == VALUE_LIST;
        if (depth > DEPTH_MOST) return draft_fault(gml->draft, "lists are nested more than %d deep", DEPTH_MOST);
    }
    return STATUS_OK;
}

/* The pairs of a list, until its end. */
static enum status next_of_list(struct gml *gml, struct pair *pair, bool *more)
{
    enum status status = next_pair(gml, pair, more);
    if (status == STATUS_OK && !*more && !gml->closed) return draft_fault(gml->draft, "the file ends within a list");
    return status;
}

static bool key_is(const struct pair *pair, const char *key)
{
    return strcasecmp(pair->key, key) == 0;
}

static enum status check_id(const struct gml *gml, const struct pair *pair)
{
    int64_t number;
    if (pair->kind == VALUE_NUMBER && number_read_whole(pair->text, &number) == NUMBER_FINE) return STATUS_OK;
    return draft_fault(gml->draft, "the value of \"%s\" is \"%s\": it must be a whole number", pair->key, pair->text);
}

/* ---- nodes and ties ---- */

/* What stands in a node or an edge is gathered until its end, since the id need not come first. */
struct gathered {
    struct ARRAY_OF(char *) text; /* key, value, key, value ... */
    char *ends[2];                /* id of a node; source and target of an edge */
};

static void gathered_free(struct gathered *gathered)
{
    for (int64_t i = 0; i < gathered->text.count; i++) free(gathered->text.items[i]);
    array_free(&gathered->text);
    free(gathered->ends[0]);
    free(gathered->ends[1]);
}

static enum status keep(struct gathered *gathered, const char *text)
{
    char *copy = strdup(text);
    if (copy && array_push(&gathered->text, copy)) return STATUS_OK;
    free(copy);
    return STATUS_MEMORY;
}

static enum status keep_end(const struct gml *gml, char **end, const struct pair *pair)
{
    enum status status = check_id(gml, pair);
    if (status != STATUS_OK) return status;
    if (*end) return draft_fault(gml->draft, "\"%s\" twice", pair->key);
    *end = strdup(pair->text);
    return *end ? STATUS_OK : STATUS_MEMORY;
}

/* Reads the list of a node or an edge; `ends` are the keys of what it must have, the second NULL for a node. */
static enum status gather(struct gml *gml, const char *const ends[2], struct gathered *gathered)
{
    struct pair pair;
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (status = next_of_list(gml, &pair, &more)) == STATUS_OK && more) {
        int end = ends[1] && key_is(&pair, ends[1]) ? 1 : -1;
        if (key_is(&pair, ends[0])) end = 0;
        if (end >= 0) {
            status = keep_end(gml, &gathered->ends[end], &pair);
            continue;
        }
        if (pair.kind == VALUE_LIST && (key_is(&pair, "graph") || key_is(&pair, "node") || key_is(&pair, "edge")))
            return draft_fault(gml->draft, "%s within a node or an edge: it cannot be read", pair.key);
        status = keep(gathered, pair.key);
        if (status == STATUS_OK) status = keep(gathered, pair.text);
        if (status == STATUS_OK && pair.kind == VALUE_LIST) status = pass_list(gml);
    }
    return status;
}

static enum status take_node(struct gml *gml, const struct gathered *gathered)
{
    int32_t node;
    if (!gathered->ends[0]) return draft_fault(gml->draft, "a node without an id");
    enum status status = draft_node(gml->draft, gathered->ends[0], &node);
    for (int64_t i = 0; i < gathered->text.count && status == STATUS_OK; i += 2) {
        const char *key = gathered->text.items[i], *value = gathered->text.items[i + 1];
        if (strcasecmp(key, "isGroup") == 0 && strcmp(value, "0") != 0)
            return draft_fault(gml->draft,
                "the node \"%s\" is a group of yEd and no person; save it as GraphML, where groups can be read",
                gathered->ends[0]);
        status = draft_node_value(gml->draft, node, key, value);
    }
    return status;
}

static enum status take_tie(struct gml *gml, const struct gathered *gathered)
{
    if (!gathered->ends[0] || !gathered->ends[1])
        return draft_fault(gml->draft, "an edge without a source or a target");
    enum status status = draft_tie_begin(gml->draft, gathered->ends[0], gathered->ends[1]);
    for (int64_t i = 0; i < gathered->text.count && status == STATUS_OK; i += 2)
        status = draft_tie_value(gml->draft, gathered->text.items[i], gathered->text.items[i + 1]);
    return status == STATUS_OK ? draft_tie_end(gml->draft) : status;
}

static enum status read_element(struct gml *gml, bool node)
{
    static const char *const of_node[2] = {"id", NULL}, *const of_tie[2] = {"source", "target"};
    struct gathered gathered = {0};
    int64_t line = gml->line;
    enum status status = gather(gml, node ? of_node : of_tie, &gathered);
    if (status == STATUS_OK) {
        gml->draft->line = line;
        status = node ? take_node(gml, &gathered) : take_tie(gml, &gathered);
    }
    gathered_free(&gathered);
    return status;
}

/* ---- the graph ---- */

static enum status read_direction(struct gml *gml, const struct pair *pair)
{
    bool directed = strcmp(pair->text, "1") == 0;
    if (!directed && strcmp(pair->text, "0") != 0)
        return draft_fault(gml->draft, "directed must be 0 or 1, not \"%s\"", pair->text);
    return draft_direction(gml->draft, directed);
}

static enum status read_graph(struct gml *gml)
{
    struct pair pair;
    bool more = true;
    enum status status = STATUS_OK;
    if (gml->had_graph) return draft_fault(gml->draft, "a second graph: only one can be read");
    gml->had_graph = true;
    while (status == STATUS_OK && (status = next_of_list(gml, &pair, &more)) == STATUS_OK && more) {
        bool list = pair.kind == VALUE_LIST, element = key_is(&pair, "node") || key_is(&pair, "edge");
        if (element && !list)
            status = draft_fault(gml->draft, "the %s is no list in brackets", pair.key);
        else if (element)
            status = read_element(gml, key_is(&pair, "node"));
        else if (key_is(&pair, "hyperedge") || (list && key_is(&pair, "graph")))
            status = draft_fault(gml->draft, "%s within a graph: it cannot be read", pair.key);
        else if (list)
            status = pass_list(gml);
        else if (key_is(&pair, "directed"))
            status = read_direction(gml, &pair);
    }
    return status;
}

enum status gml_read(struct draft *draft, char *text, size_t length)
{
    struct gml gml = {.draft = draft, .next = text_behind_mark(text), .line = 1};
    struct pair pair;
    bool more = true;
    enum status status = STATUS_OK;
    (void)length;
    while (status == STATUS_OK && (status = next_pair(&gml, &pair, &more)) == STATUS_OK && more) {
        if (pair.kind == VALUE_LIST) status = key_is(&pair, "graph") ? read_graph(&gml) : pass_list(&gml);
    }
    if (status == STATUS_OK && gml.closed) status = draft_fault(draft, "a bracket that closes no list");
    if (status == STATUS_OK && !gml.had_graph) status = draft_fault(draft, "there is no graph in it");
    return status;
}
