#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/scenario/tables_inner.h"
#include "scenario/practices/payoffs.h"
#include "scenario/practices/recipes.h"
#include "scenario/text.h"

enum { COLUMNS_MOST = 3 };

static enum status check_items(const char *rows, struct row_place *place, struct message *message)
{
    struct recipes recipes;
    enum status status = recipes_read(&recipes, rows, place, message);
    recipes_free(&recipes);
    return status;
}

static enum status check_payoffs(const char *rows, struct row_place *place, struct message *message)
{
    struct payoffs payoffs;
    enum status status = payoffs_read(&payoffs, rows, place, message);
    payoffs_free(&payoffs);
    return status;
}

/* What the columns of such a table are called, which of them holds a quality, and whether what the rows say can be. */
struct kind {
    const char *path, *const *words;
    int count, quality;
    enum status (*check)(const char *rows, struct row_place *place, struct message *message);
};

static const struct kind kinds[] = {
    {"landscape.items", recipe_words, RECIPE_COLUMNS, RECIPE_QUALITY, check_items},
    {"landscape.payoffs", payoff_words, PAYOFF_COLUMNS, PAYOFF_QUALITY, check_payoffs},
};

static const struct kind *kind_of(const struct parameter *parameter)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (parameter == parameter_find(kinds[i].path)) return &kinds[i];
    return NULL;
}

bool is_rows_of_table(const struct parameter *parameter)
{
    return kind_of(parameter) != NULL;
}

/* A table on its way into rows. */
struct taking {
    struct csv *csv;
    const struct kind *kind;
    int64_t column[COLUMNS_MOST];
    struct long_numbers lines; /* of the rows */
    size_t length;
    char rows[ROWS_TEXT];
    struct message *message;
};

/* All columns, and no other, which would be passed over. */
static enum status find_columns(struct taking *taking)
{
    struct csv *csv = taking->csv;
    const struct kind *kind = taking->kind;
    bool fits = csv->header.count == kind->count;
    char header[128] = "";
    for (int i = 0; i < kind->count; i++) {
        taking->column[i] = csv_column(csv, kind->words[i]);
        fits &= taking->column[i] >= 0;
        snprintf(header + strlen(header), sizeof header - strlen(header), "%.1s%s", i ? &csv->separator : "",
            kind->words[i]);
    }
    if (fits) return STATUS_OK;
    return csv_fault(csv, taking->message, "the header must be \"%s\", in any order, and nothing else", header);
}

static enum status fault_in(const struct taking *taking, int column)
{
    message_prefix(taking->message, "%s: ", taking->kind->words[column]);
    return csv_fault_in(taking->csv, taking->column[column], taking->message);
}

/* Adds a cell to the rows, in which commas and semicolons stand between cells and rows. */
static enum status add_cell(struct taking *taking, int column)
{
    const char *cell = taking->csv->fields.items[taking->column[column]];
    if (column == taking->kind->quality &&
        csv_with_point(taking->csv, taking->column[column], taking->message) != STATUS_OK)
        return STATUS_INPUT;
    const size_t length = strlen(cell);
    if (strpbrk(cell, ",;\r\n")) {
        message_set(
            taking->message, STATUS_INPUT, "'%s' has a comma, a semicolon or a line end", text_excerpt(cell).text);
        return fault_in(taking, column);
    }
    if (taking->length + length + 1 > sizeof taking->rows) {
        message_set(taking->message, STATUS_INPUT, "the table is too long: at most %d bytes", ROWS_TEXT - 1);
        return fault_in(taking, column);
    }
    memcpy(taking->rows + taking->length, cell, length);
    taking->length += length;
    taking->rows[taking->length++] = column == taking->kind->count - 1 ? ';' : ',';
    return STATUS_OK;
}

static enum status read_rows(struct taking *taking)
{
    bool more = true;
    enum status status = csv_next(taking->csv, &more, taking->message);
    while (status == STATUS_OK && more) {
        for (int i = 0; i < taking->kind->count && status == STATUS_OK; i++) status = add_cell(taking, i);
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
    struct row_place place;
    enum status status = taking->kind->check(taking->rows, &place, taking->message);
    if (status != STATUS_INPUT) return status;
    taking->csv->line = place.row < 0 ? 1 : taking->lines.items[place.row];
    return fault_in(taking, place.column);
}

enum status rows_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    struct taking *taking = calloc(1, sizeof *taking);
    if (!taking) return message_status(message, STATUS_MEMORY);
    taking->csv = csv;
    taking->kind = kind_of(parameter);
    taking->message = message;
    enum status status = find_columns(taking);
    if (status == STATUS_OK) status = read_rows(taking);
    if (status == STATUS_OK) status = check(taking);
    if (status == STATUS_OK) status = parameter_set(scenario, parameter, taking->rows, message);
    array_free(&taking->lines);
    free(taking);
    return status;
}
