/* A network as a file tells of it, piece by piece, whatever the file's format.
 *
 * A reader says at which line it is, declares nodes and what they have, and adds ties. The draft refuses what cannot be
 * a network of people (a node twice, a tie to nobody, a weight that is missing, two directions), keeps the file's own
 * words for what it used and what it left out, and becomes an edge list in the end.
 */
#ifndef IO_DRAFT_H
#define IO_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"
#include "io/draft/names.h"
#include "io/text/csv.h"
#include "network/network.h"
#include "scenario/numbers.h"

/* Weights beyond this are refused, in any file: their sums must stay numbers. */
#define EDGE_WEIGHT_MOST 1e100

/* What an attribute of a node may be for: its name, its unit, or which of two modes it belongs to. Of several names or
 * units that some node has the first counts. */
enum role {
    ROLE_NAME,
    ROLE_LABEL,
    ROLE_ID,
    ROLE_DRAWN,
    ROLE_UNIT,
    ROLE_DEPARTMENT,
    ROLE_GROUP,
    ROLE_WITHIN,
    ROLE_MODE,
    ROLE_COUNT
};

struct node {
    int64_t line;              /* where it is declared, or first spoken of */
    int32_t order;             /* the how-manieth that was declared; -1: not declared yet */
    int32_t value[ROLE_COUNT]; /* in `values`, or -1 */
};

/* The tie that is being read. */
struct tie {
    int32_t source, target;
    double weight; /* 0: none yet */
};

struct draft {
    const char *path, *node_path; /* node_path: where nodes are declared */
    int64_t line;                 /* where the reader is; 0: nowhere */
    int64_t column;               /* the cell of a table that it looks at, from 1; 0: none */
    struct message *message;
    double weight_most;             /* a weight beyond it is refused */
    const char *unit, *weight;      /* the attributes that the scenario asks for; "" where it leaves that to the file */
    const char *trait[TRAIT_COUNT]; /* the attributes that say what people are like; "" or NULL: none */
    struct names ids;
    bool nodes_declared;                /* there is a list of nodes: whoever is not in it is nobody */
    bool in_order;                      /* agents are numbered as the file declares them, else by their ids */
    struct ARRAY_OF(struct node) nodes; /* by number of id; empty unless nodes are declared */
    int32_t declared;
    struct names values;
    struct ARRAY_OF(double) traits[TRAIT_COUNT]; /* by number of id, not a number where nothing is said; may be short */
    struct ARRAY_OF(int32_t) ends;               /* two a tie */
    struct ARRAY_OF(double) weights;             /* a tie; empty without weights */
    struct tie tie, weightless;                  /* weightless: the first tie without a weight, in that line */
    int64_t weightless_line, weightless_count;
    bool directed, direction_known;
    bool decimal_comma; /* numbers of this file may have one */
    struct decimals decimals;
    struct names used, ignored_nodes, ignored_ties; /* the file's words */
    int32_t own[ROLE_COUNT];                        /* in `used`: the file's word for a role; -1: it has none */
    struct ARRAY_OF(char) notes;                    /* what else there is to tell, as text without its zero */
};

/* A draft without anything. `unit` and `weight` as in the scenario; everything given must live as long. */
struct draft draft_of(const char *path, const char *unit, const char *weight, struct message *message);

void draft_free(struct draft *draft);

/* "FILE:LINE: " and the reason, "FILE:LINE:COLUMN: " of a cell. Returns STATUS_INPUT. */
enum status draft_fault(const struct draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same of a quote that is open where the line ends. */
enum status draft_quote_fault(const struct draft *draft);

/* Something that is told with the network: a clause of a sentence. */
MUST_USE enum status draft_note(struct draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Declares a node, refused where it is empty, stands for a missing value, or was declared before. */
MUST_USE enum status draft_node(struct draft *draft, const char *id, int32_t *number);

/* Declares the nodes 1 to `count`. */
MUST_USE enum status draft_numbered(struct draft *draft, int64_t count);

/* What a node has: used where it has a role, else ignored and told. */
MUST_USE enum status draft_node_value(struct draft *draft, int32_t node, const char *attribute, const char *text);

/* The same for a role that the format gives without a word of its own; `word` tells of it. */
MUST_USE enum status draft_node_role(
    struct draft *draft, int32_t node, enum role role, const char *word, const char *text);

/* Whether the scenario asks for the trait by this attribute. */
bool draft_asks(const struct draft *draft, int trait, const char *attribute);

/* Takes the text for every trait that is asked for by this attribute; *used becomes true where there is one. Refused
 * where it is no number in the trait's range, or a second one; where it is empty, or stands for a missing value,
 * nothing is said. */
MUST_USE enum status draft_node_trait(
    struct draft *draft, int32_t node, const char *attribute, const char *text, bool *used);

/* Hands over what is said of people, by the agents' numbers. Refused where something is asked for that nobody has. */
MUST_USE enum status draft_take_traits(struct draft *draft, const int32_t *order, struct edge_list *list);

/* Another file begins, whose numbers may have a decimal comma, or not. */
void draft_decimal_comma(struct draft *draft, bool may_have);

/* A number of the file, not a number where the text is none. Refused where other numbers have the other decimal sign.
 */
MUST_USE enum status draft_number(struct draft *draft, const char *text, double *number);

/* A tie begins, may get values, and ends. Ends that are not declared yet may be so later. */
MUST_USE enum status draft_tie_begin(struct draft *draft, const char *source, const char *target);
MUST_USE enum status draft_tie_value(struct draft *draft, const char *attribute, const char *text);
MUST_USE enum status draft_tie_end(struct draft *draft);

/* A tie begins by one end after the other, each in a cell of its own. */
MUST_USE enum status draft_tie_source(struct draft *draft, const char *source);
MUST_USE enum status draft_tie_target(struct draft *draft, const char *target);

/* Sets the weight of the tie that is being read. */
MUST_USE enum status draft_weight(struct draft *draft, const char *text);

/* Whether an attribute of ties is their weight. */
bool draft_is_weight(const struct draft *draft, const char *attribute);

/* Ties go one way, or both: refused where the file said otherwise before. */
MUST_USE enum status draft_direction(struct draft *draft, bool directed);

/* Something that the file has and the network does not. */
MUST_USE enum status draft_ignore_of_nodes(struct draft *draft, const char *attribute);
MUST_USE enum status draft_ignore_of_ties(struct draft *draft, const char *attribute);

/* Something that the file has and the network uses. */
MUST_USE enum status draft_use(struct draft *draft, const char *word);

/* Hands over what was read to an empty list, not yet settled. The caller frees the list, on an error too. */
MUST_USE enum status draft_finish(struct draft *draft, struct edge_list *list);

/* Whether a text stands for a missing value: NA, NaN, null ... */
bool text_is_missing(const char *text);

#endif
