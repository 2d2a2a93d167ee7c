#include "scenario/check/arrival_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "scenario/arrivals.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

struct name {
    const char *text;
    int32_t number;
};

ORDER(by_text, struct name, ORDER_AS(strcmp(x->text, y->text)))

/* Names in their order, to be looked up. */
struct index {
    struct name *names; /* NULL: there are none but numbers */
    int64_t count;
    const char *of_what;
};

static bool index_make(struct index *index, const char *const *names, int64_t count, const char *of_what)
{
    *index = (struct index){.count = count, .of_what = of_what};
    if (!names) return true;
    index->names = malloc((size_t)count * sizeof *index->names + 1);
    for (int64_t i = 0; index->names && i < count; i++) index->names[i] = (struct name){names[i], (int32_t)i};
    if (index->names) order_items(index->names, count, by_text);
    return index->names != NULL;
}

static const char *name_at(const void *context, int i)
{
    return ((const struct index *)context)->names[i].text;
}

static enum status look_up(const struct index *index, const char *word, int32_t *number, struct message *message)
{
    const struct name sought = {.text = word};
    int64_t whole = -1;
    if (index->names) {
        const struct name *found = bsearch(&sought, index->names, (size_t)index->count, sizeof sought, by_text);
        if (found) *number = found->number;
        if (found) return STATUS_OK;
        const char *nearest = text_nearest(word, (int)index->count, name_at, index);
        return message_set(message, STATUS_INPUT, "'%s' is no %s of the network%s", text_excerpt(word).text,
            index->of_what, text_suggestion(nearest).text);
    }
    if (number_read_whole(word, &whole) == NUMBER_FINE && whole >= 0 && whole < index->count) {
        *number = (int32_t)whole;
        return STATUS_OK;
    }
    return message_set(message, STATUS_INPUT, "'%s' is no %s; there are those from 0 to %lld", text_excerpt(word).text,
        index->of_what, (long long)index->count - 1);
}

/* What the rows are read with. */
struct reading {
    const struct arrivals *arrivals;
    bool named; /* whether names can be looked up */
    struct index agents, units;
    struct arrival_list *rows;
    struct numbers *members;
    struct message *message;
};

static enum status take_name(struct reading *reading, const struct index *index, const char *word, int32_t *number)
{
    *number = 0;
    return reading->named ? look_up(index, word, number, reading->message) : STATUS_OK;
}

/* Whoever is on the team already is told by name or number, however it is written. */
static enum status take_member(struct reading *reading, struct arrival *row, const char *word)
{
    int32_t member = 0;
    enum status status = take_name(reading, &reading->agents, word, &member);
    for (int32_t i = 0; i < row->member_count && status == STATUS_OK && reading->named; i++)
        if (reading->members->items[row->first_member + i] == member)
            status = message_set(reading->message, STATUS_INPUT, "'%s' is there twice", text_excerpt(word).text);
    if (status == STATUS_OK && !array_push(reading->members, member))
        status = message_no_memory(reading->message, "for members");
    row->member_count++;
    return status;
}

static enum status take_word(struct reading *reading, struct arrival *row, enum arrival_column column, const char *word)
{
    int64_t whole = 0;
    enum status status = STATUS_OK;
    if (!arrivals_take_names(column) && column != ARRIVAL_DIFFICULTY) (void)number_read_whole(word, &whole);
    if (column == ARRIVAL_STEP) row->step = (int32_t)whole;
    if (column == ARRIVAL_SIZE) row->size = (int32_t)whole;
    if (column == ARRIVAL_DOMAIN) row->domain = (int32_t)whole;
    if (column == ARRIVAL_SKILLS) row->skills |= UINT64_C(1) << whole;
    if (column == ARRIVAL_DIFFICULTY) (void)number_read(word, &row->difficulty);
    if (column == ARRIVAL_UNIT) status = take_name(reading, &reading->units, word, &row->unit);
    return column == ARRIVAL_MEMBERS ? take_member(reading, row, word) : status;
}

/* The cells of one row, from *text on; goes behind it. */
static enum status take_row(struct reading *reading, const char **text)
{
    const struct arrivals *arrivals = reading->arrivals;
    struct arrival row = {.domain = -1, .unit = -1, .first_member = (int32_t)reading->members->count};
    char word[ARRIVAL_NAME];
    for (int64_t i = 0; i < arrivals->columns; i++) {
        while (arrivals_next_word(text, arrivals->column[i], word)) {
            enum status status = take_word(reading, &row, arrivals->column[i], word);
            if (status == STATUS_INPUT)
                message_prefix(reading->message,
                    "%s: %s: ", arrivals_place(arrivals, reading->rows->count, arrivals->column[i]).text,
                    arrival_words[arrivals->column[i]]);
            if (status != STATUS_OK) return status;
        }
        *text += **text != '\0';
    }
    return array_push(reading->rows, row) ? STATUS_OK : message_no_memory(reading->message, "for opportunities");
}

enum status arrivals_resolve(const struct arrivals *arrivals, const struct names_there *there,
    struct arrival_list *rows, struct numbers *members, struct message *message)
{
    struct reading reading = {arrivals, there != NULL, {0}, {0}, rows, members, message};
    const char *text = arrivals->text + strcspn(arrivals->text, ";");
    enum status status = STATUS_OK;
    *rows = (struct arrival_list){0};
    *members = (struct numbers){0};
    if (there && (!index_make(&reading.agents, there->agent_names, there->agents, "person") ||
                     !index_make(&reading.units, there->unit_names, there->units, "unit")))
        status = message_no_memory(message, "for names");
    text += arrivals->count > 0;
    for (int64_t i = 0; i < arrivals->count && status == STATUS_OK; i++) status = take_row(&reading, &text);
    free(reading.agents.names);
    free(reading.units.names);
    return status;
}

int64_t arrivals_too_late(const struct scenario *scenario)
{
    struct arrival_list rows = {0};
    struct numbers members = {0};
    int64_t late = 0;
    if (scenario->opportunities.present)
        (void)!arrivals_resolve(&scenario->opportunities.arrivals, NULL, &rows, &members, NULL);
    for (int64_t i = 0; i < rows.count; i++) late += rows.items[i].step > scenario->run.steps;
    array_free(&rows);
    array_free(&members);
    return late;
}

struct arrival_place arrivals_place(const struct arrivals *arrivals, int64_t row, enum arrival_column column)
{
    struct arrival_place place;
    int64_t i = 0;
    while (i < arrivals->columns && arrivals->column[i] != column) i++;
    if (*arrivals->file)
        snprintf(place.text, sizeof place.text, "%s:%lld:%lld", arrivals->file, (long long)row + 2, (long long)i + 1);
    else
        snprintf(place.text, sizeof place.text, "row %lld", (long long)row + 1);
    return place;
}
