#include "scenario/practices/recipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

const char *const recipe_words[RECIPE_COLUMNS] = {"item", "quality", "parts"};

/* A row: its item, and where in the text its parts stand; NULL: it has none. */
struct row {
    int32_t item;
    const char *parts;
};

/* Rows on their way into recipes. */
struct reading {
    struct recipes *recipes;
    struct row_place *place;
    struct message *message;
    struct ARRAY_OF(struct row) rows;
};

/* -- parts and what comes of them */

void recipe_order(struct parts_of_item *parts)
{
    int32_t kept = 0;
    order_numbers(parts->item, parts->count);
    for (int32_t i = 0; i < parts->count; i++)
        if (kept == 0 || parts->item[i] != parts->item[kept - 1]) parts->item[kept++] = parts->item[i];
    parts->count = kept;
}

static int compare_parts(const struct parts_of_item *one, const struct parts_of_item *other)
{
    if (one->count != other->count) return one->count < other->count ? -1 : 1;
    for (int32_t i = 0; i < one->count; i++)
        if (one->item[i] != other->item[i]) return one->item[i] < other->item[i] ? -1 : 1;
    return 0;
}

ORDER(by_parts, struct recipe, ORDER_AS(compare_parts(&x->parts, &y->parts)) ORDER_BY(row))

int32_t recipes_product(const struct recipes *recipes, const struct parts_of_item *parts)
{
    int64_t low = 0, high = recipes->ways.count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        int order = compare_parts(&recipes->ways.items[middle].parts, parts);
        if (order == 0) return recipes->ways.items[middle].product;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* -- cells */

static const char *name_fault(const char *name)
{
    if (*name == '\0') return "is empty";
    if (strlen(name) >= ITEM_NAME) return "is too long";
    if (!text_is_clean(name, false)) return "has a character that is not to be seen";
    return name[strcspn(name, " \"")] ? "has a blank or a quote; parts are told apart by blanks, so write video_calls"
                                      : NULL;
}

static int32_t find(const struct recipes *recipes, const char *name)
{
    for (int64_t i = 0; i < recipes->items.count; i++)
        if (strcmp(recipes->items.items[i].name, name) == 0) return (int32_t)i;
    return -1;
}

static enum status fault_in(const struct reading *reading, int64_t row, enum recipe_column column)
{
    *reading->place = (struct row_place){(int32_t)row, (int32_t)column};
    return STATUS_INPUT;
}

/* The item of a row, which may have been named before. */
static enum status read_item(const struct reading *reading, const char *name, int32_t *item)
{
    const char *fault = name_fault(name);
    *item = fault ? -1 : find(reading->recipes, name);
    if (!fault && *item < 0 && reading->recipes->items.count == ITEMS_MOST) fault = "is one too many; at most 1024";
    if (fault) {
        message_set(reading->message, STATUS_INPUT, "'%s' %s", text_excerpt(name).text, fault);
        return fault_in(reading, reading->rows.count, RECIPE_ITEM);
    }
    if (*item >= 0) return STATUS_OK;
    struct item anew = {.row = (int32_t)reading->rows.count};
    strcpy(anew.name, name);
    *item = (int32_t)reading->recipes->items.count;
    return array_push(&reading->recipes->items, anew) ? STATUS_OK : message_status(reading->message, STATUS_MEMORY);
}

static enum status read_quality(const struct reading *reading, const char *cell, struct item *item)
{
    double quality = 0;
    int32_t row = (int32_t)reading->rows.count;
    if (row_quality(cell, &quality, reading->message) != STATUS_OK) return fault_in(reading, row, RECIPE_QUALITY);
    if (item->row < row && (quality < item->quality || quality > item->quality)) {
        message_set(reading->message, STATUS_INPUT,
            "'%s', and an earlier row of %s says otherwise: an item has one quality", text_excerpt(cell).text,
            item->name);
        return fault_in(reading, row, RECIPE_QUALITY);
    }
    item->quality = quality;
    return STATUS_OK;
}

/* An item that is there from the start is not made, and needs one row. */
static enum status read_basic(const struct reading *reading, struct item *item, bool basic)
{
    int32_t row = (int32_t)reading->rows.count;
    if (item->row < row && (basic || item->basic)) {
        message_set(reading->message, STATUS_INPUT,
            "%s has an earlier row, and no parts %s: what has none is there from the start, in one row", item->name,
            basic ? "here" : "there");
        return fault_in(reading, row, RECIPE_PARTS);
    }
    item->basic = basic;
    return STATUS_OK;
}

/* A row, whose parts are looked up when all items are known; *text stands at its end, then. */
static enum status read_row(struct reading *reading, const char **text)
{
    char name[ITEM_NAME + 1], quality[NUMBER_TEXT + 1], rest[2];
    int32_t number = -1;
    *text = row_cell(*text, sizeof name, name);
    enum status status = read_item(reading, name, &number);
    if (status != STATUS_OK) return status;
    *quality = '\0';
    if (**text == ',') *text = row_cell(*text + 1, sizeof quality, quality);
    struct item *item = &reading->recipes->items.items[number];
    status = read_quality(reading, quality, item);
    const char *parts = **text == ',' ? *text + 1 : "";
    if (**text == ',') *text = row_cell(parts, sizeof rest, rest);
    if (status == STATUS_OK) status = read_basic(reading, item, *parts == '\0' || *rest == '\0');
    if (status == STATUS_OK && **text == ',') {
        message_set(reading->message, STATUS_INPUT, "the row has more than three cells");
        status = fault_in(reading, reading->rows.count, RECIPE_PARTS);
    }
    if (status == STATUS_OK && !array_push(&reading->rows, (struct row){number, item->basic ? NULL : parts}))
        status = message_status(reading->message, STATUS_MEMORY);
    return status;
}

/* -- ways */

static const char *name_at(const void *context, int i)
{
    const struct recipes *recipes = context;
    return recipes->items.items[i].name;
}

static enum status unknown_part(const struct reading *reading, const char *name)
{
    const struct recipes *recipes = reading->recipes;
    const char *nearest = text_nearest(name, (int)recipes->items.count, name_at, recipes);
    return message_set(
        reading->message, STATUS_INPUT, "'%s' is no item%s", text_excerpt(name).text, text_suggestion(nearest).text);
}

/* Adds the part whose name begins the text to the parts. */
static enum status read_part(const struct reading *reading, const char *name, struct parts_of_item *parts)
{
    int32_t part = find(reading->recipes, name);
    if (part < 0) return unknown_part(reading, name);
    for (int32_t i = 0; i < parts->count; i++)
        if (parts->item[i] == part)
            return message_set(reading->message, STATUS_INPUT,
                "'%s' is there twice; name it once, how often a part is in it makes no difference", name);
    if (parts->count == ITEM_PARTS_MOST)
        return message_set(reading->message, STATUS_INPUT,
            "there are more than %d parts, and no more can be put together at once", ITEM_PARTS_MOST);
    parts->item[parts->count++] = part;
    return STATUS_OK;
}

static enum status read_parts(const struct reading *reading, const char *text, struct parts_of_item *parts)
{
    enum status status = STATUS_OK;
    *parts = (struct parts_of_item){0};
    for (text += strspn(text, " \t"); status == STATUS_OK && *text && !strchr(",;\r\n", *text);) {
        char name[ITEM_NAME + 1];
        size_t length = strcspn(text, " \t,;\r\n");
        snprintf(name, sizeof name, "%.*s", (int)length, text);
        status = read_part(reading, name, parts);
        text += length;
        text += strspn(text, " \t");
    }
    recipe_order(parts);
    return status;
}

bool recipes_index(struct recipes *recipes)
{
    bool fits = true;
    order_items(recipes->ways.items, recipes->ways.count, by_parts);
    for (int32_t i = 0; i < recipes->items.count; i++)
        if (recipes->items.items[i].basic) fits &= array_push(&recipes->basic, i);
    for (int64_t i = 0; i < recipes->ways.count; i++) {
        int32_t size = recipes->ways.items[i].parts.count;
        if (i == 0 || size != recipes->ways.items[i - 1].parts.count) fits &= array_push(&recipes->sizes, size);
    }
    return fits;
}

static enum status read_ways(const struct reading *reading)
{
    struct recipes *recipes = reading->recipes;
    for (int32_t row = 0; row < reading->rows.count; row++) {
        const char *parts = reading->rows.items[row].parts;
        struct recipe way = {.product = reading->rows.items[row].item, .row = row};
        if (!parts) continue;
        if (read_parts(reading, parts, &way.parts) != STATUS_OK) return fault_in(reading, row, RECIPE_PARTS);
        if (!array_push(&recipes->ways, way)) return message_status(reading->message, STATUS_MEMORY);
    }
    if (!recipes_index(recipes)) return message_status(reading->message, STATUS_MEMORY);
    for (int64_t i = 1; i < recipes->ways.count; i++) {
        const struct recipe *one = &recipes->ways.items[i - 1], *other = &recipes->ways.items[i];
        if (compare_parts(&one->parts, &other->parts) != 0) continue;
        message_set(reading->message, STATUS_INPUT, "%s is made of what %s is made of in an earlier row: which is it?",
            name_at(recipes, other->product), name_at(recipes, one->product));
        return fault_in(reading, other->row, RECIPE_PARTS);
    }
    return STATUS_OK;
}

/* -- whether everything can be made */

/* The first part of a way that cannot be made, or -1. */
static int32_t missing(const struct recipe *way, const bool *can)
{
    for (int32_t i = 0; i < way->parts.count; i++)
        if (!can[way->parts.item[i]]) return way->parts.item[i];
    return -1;
}

static const struct recipe *some_way(const struct recipes *recipes, int32_t item)
{
    int64_t i = 0;
    while (recipes->ways.items[i].product != item) i++;
    return &recipes->ways.items[i];
}

/* Whoever goes on from part to missing part comes round at last; told from the first item of the circle on. */
static enum status in_a_circle(const struct reading *reading, int32_t item, const bool *can)
{
    const struct recipes *recipes = reading->recipes;
    char text[400];
    size_t length = 0;
    for (int64_t i = 0; i < recipes->items.count; i++) item = missing(some_way(recipes, item), can);
    int32_t first = item;
    for (int64_t i = 0; i < recipes->items.count; i++) {
        item = missing(some_way(recipes, item), can);
        if (item < first) first = item;
    }
    item = first;
    do {
        int32_t next = missing(some_way(recipes, item), can);
        if (length < sizeof text)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%s needs %s", length > 0 ? ", " : "",
                name_at(recipes, item), name_at(recipes, next));
        item = next;
    } while (item != first);
    message_set(reading->message, STATUS_INPUT, "%s: in a circle, and nothing basic leads there", text);
    return fault_in(reading, some_way(recipes, first)->row, RECIPE_PARTS);
}

static enum status check_makeable(const struct reading *reading, bool *can)
{
    const struct recipes *recipes = reading->recipes;
    bool more = true;
    for (int64_t i = 0; i < recipes->items.count; i++) can[i] = recipes->items.items[i].basic;
    while (more) {
        more = false;
        for (int64_t i = 0; i < recipes->ways.count; i++) {
            const struct recipe *way = &recipes->ways.items[i];
            if (can[way->product] || missing(way, can) >= 0) continue;
            can[way->product] = more = true;
        }
    }
    for (int32_t i = 0; i < recipes->items.count; i++)
        if (!can[i]) return in_a_circle(reading, i, can);
    return STATUS_OK;
}

/* -- all of it */

static enum status read_rows(struct reading *reading, const char *text)
{
    enum status status = STATUS_OK;
    for (text = row_next(text); *text && status == STATUS_OK; text = row_next(text)) status = read_row(reading, &text);
    return status;
}

static enum status read(struct reading *reading, const char *text, bool *can)
{
    struct recipes *recipes = reading->recipes;
    enum status status = read_rows(reading, text);
    if (status == STATUS_OK) status = read_ways(reading);
    if (status == STATUS_OK && recipes->ways.count == 0) {
        message_set(reading->message, STATUS_INPUT,
            "no item is made of others, and so nothing can be put together (landscape.kind listed has practices that "
            "stand alone)");
        status = fault_in(reading, -1, RECIPE_PARTS);
    }
    return status == STATUS_OK ? check_makeable(reading, can) : status;
}

enum status recipes_read(struct recipes *recipes, const char *text, struct row_place *place, struct message *message)
{
    struct reading reading = {.recipes = recipes, .place = place, .message = message};
    *recipes = (struct recipes){0};
    *place = (struct row_place){-1, RECIPE_ITEM};
    bool *can = malloc(ITEMS_MOST * sizeof *can);
    enum status status = can ? read(&reading, text, can) : message_status(message, STATUS_MEMORY);
    array_free(&reading.rows);
    free(can);
    return status;
}

void recipes_free(struct recipes *recipes)
{
    array_free(&recipes->items);
    array_free(&recipes->ways);
    array_free(&recipes->basic);
    array_free(&recipes->sizes);
}
