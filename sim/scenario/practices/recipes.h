/* Recipes (landscape.items): items, some of which are made of others.
 *
 *     gum,0.02; bark,0.02; root,0.02; salve,0.1,gum bark root; balm,0.3,salve gum bark; balm,0.3,salve root
 *
 * A row is an item, its quality and its parts, with blanks between. An item without parts is basic: it is there from
 * the start. One with several rows can be made in several ways, and has one quality. In which order parts stand, and
 * how often one is in it, makes no difference. The scenario keeps the rows as text; recipes_read makes of it what a
 * landscape asks.
 */
#ifndef ITEMS_RECIPES_H
#define ITEMS_RECIPES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"
#include "scenario/practices/rows.h"
#include "scenario/scenario.h"

enum { ITEMS_MOST = 1024, ITEM_NAME = NAMED_LENGTH };

struct item {
    char name[ITEM_NAME];
    double quality;
    int32_t row; /* the first that names it, from 0 */
    bool basic;
};

/* Some items, in the order of their numbers. */
struct parts_of_item {
    int32_t count, item[ITEM_PARTS_MOST];
};

/* A way to make an item. */
struct recipe {
    struct parts_of_item parts;
    int32_t product, row;
};

struct recipes {
    struct ARRAY_OF(struct item) items;  /* in the order of the rows */
    struct ARRAY_OF(struct recipe) ways; /* in the order of their parts */
    struct numbers basic;                /* the basic items */
    struct numbers sizes;                /* how many parts ways have: each number that occurs, rising */
};

/* What a row says: the item, its quality, its parts. */
enum recipe_column { RECIPE_ITEM, RECIPE_QUALITY, RECIPE_PARTS, RECIPE_COLUMNS };
extern const char *const recipe_words[RECIPE_COLUMNS];

/* Reads rows as they are kept, which may end with a line too. STATUS_MEMORY; STATUS_INPUT with a message, that does not
 * say where, and the place. What is in `recipes` is to be freed in any case. */
MUST_USE enum status recipes_read(
    struct recipes *recipes, const char *text, struct row_place *place, struct message *message);
void recipes_free(struct recipes *recipes);

/* Puts ways in their order, and lists what is basic and the sizes that occur. Returns false without memory. */
bool recipes_index(struct recipes *recipes);

/* Sorts parts, and leaves out what is there twice. */
void recipe_order(struct parts_of_item *parts);

/* What comes of parts in order; -1: nothing. */
int32_t recipes_product(const struct recipes *recipes, const struct parts_of_item *parts);

#endif
