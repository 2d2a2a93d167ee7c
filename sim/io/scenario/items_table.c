#include <stdlib.h>
#include <string.h>

#include "io/scenario/tables_inner.h"
#include "scenario/practices/recipes.h"
#include "scenario/text.h"

/* A table on its way into rows. */
struct taking {
    struct csv *csv;
    int64_t column[RECIPE_COLUMNS];
    struct long_numbers lines; /* of the rows */
    size_t length;
    char rows[ITEMS_TEXT];
    struct message *message;
};

/* All three columns, and no other, which would be passed over. */
static enum status find_columns(struct taking *taking)
{
    struct csv *csv = taking->csv;
    bool fits = csv->header.count == RECIPE_COLUMNS;
    for (int i = 0; i < RECIPE_COLUMNS; i++) {
        taking->column[i] = csv_column(csv, recipe_words[i]);
        fits &= taking->column[i] >= 0;
    }
    if (fits) return STATUS_OK;
    const char c = csv->separator;
    return csv_fault(
        csv, taking->message, "the header must be \"item%cquality%cparts\", in any order, and nothing else", c, c);
}

static enum status fault_in(const struct taking *taking, enum recipe_column column)
{
    message_prefix(taking->message, "%s: ", recipe_words[column]);
    return csv_fault_in(taking->csv, taking->column[column], taking->message);
}

/* Adds a cell to the rows, in which commas and semicolons stand between cells and rows. */
static enum status add_cell(struct taking *taking, enum recipe_column column)
{
    char *cell = taking->csv->fields.items[taking->column[column]];
    if (column == RECIPE_QUALITY) cell = csv_with_point(taking->csv, cell);
    const size_t length = strlen(cell);
    if (strpbrk(cell, ",;\r\n")) {
        message_set(
            taking->message, STATUS_INPUT, "'%s' has a comma, a semicolon or a line end", text_excerpt(cell).text);
        return fault_in(taking, column);
    }
    if (taking->length + length + 2 > sizeof taking->rows) {
        message_set(taking->message, STATUS_INPUT, "the table is too long: at most %d bytes", ITEMS_TEXT - 1);
        return fault_in(taking, column);
    }
    memcpy(taking->rows + taking->length, cell, length);
    taking->length += length;
    taking->rows[taking->length++] = column == RECIPE_PARTS ? ';' : ',';
    return STATUS_OK;
}

static enum status read_rows(struct taking *taking)
{
    bool more = true;
    enum status status = csv_next(taking->csv, &more, taking->message);
    while (status == STATUS_OK && more) {
        for (int i = 0; i < RECIPE_COLUMNS && status == STATUS_OK; i++)
            status = add_cell(taking, (enum recipe_column)i);
        if (status == STATUS_OK && !array_push(&taking->lines, taking->csv->line))
            status = message_status(taking->message, STATUS_MEMORY);
        if (status == STATUS_OK) status = csv_next(taking->csv, &more, taking->message);
    }
    if (taking->length > 0) taking->length--;
    taking->rows[taking->length] = '\0';
    return status;
}

/* What the rows say can be; else the place is that in the table. */
static enum status check(struct taking *taking)
{
    struct recipes recipes;
    struct recipe_place place;
    enum status status = recipes_read(&recipes, taking->rows, &place, taking->message);
    recipes_free(&recipes);
    if (status != STATUS_INPUT) return status;
    taking->csv->line = place.row < 0 ? 1 : taking->lines.items[place.row];
    return fault_in(taking, place.column);
}

enum status items_table_take(struct csv *csv, struct scenario *scenario, struct message *message)
{
    struct taking *taking = calloc(1, sizeof *taking);
    if (!taking) return message_status(message, STATUS_MEMORY);
    taking->csv = csv;
    taking->message = message;
    enum status status = find_columns(taking);
    if (status == STATUS_OK) status = read_rows(taking);
    if (status == STATUS_OK) status = check(taking);
    if (status == STATUS_OK) status = parameter_set(scenario, parameter_find("landscape.items"), taking->rows, message);
    array_free(&taking->lines);
    free(taking);
    return status;
}
