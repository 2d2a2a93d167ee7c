#include "scenario/practices/payoffs.h"

#include <string.h>

#include "base/order.h"
#include "scenario/numbers.h"
#include "scenario/scenario.h"
#include "scenario/text.h"

const char *const payoff_words[PAYOFF_COLUMNS] = {"bits", "quality"};

ORDER(by_bits, struct payoff, ORDER_BY(high) ORDER_BY(low) ORDER_BY(row))

/* Rows on their way into a table. */
struct reading {
    struct payoffs *payoffs;
    struct row_place *place;
    struct message *message;
    int32_t row;
};

static enum status fault_in(const struct reading *reading, int32_t row, enum payoff_column column)
{
    *reading->place = (struct row_place){row, (int32_t)column};
    return STATUS_INPUT;
}

static enum status read_bits(const struct reading *reading, const char *cell, struct payoff *payoff)
{
    struct payoffs *payoffs = reading->payoffs;
    const int64_t length = (int64_t)strlen(cell);
    *payoff = (struct payoff){.row = reading->row};
    if (length == 0 || length > BITS_MOST || cell[strspn(cell, "01")]) {
        message_set(reading->message, STATUS_INPUT, "'%s' is neither bits, as 0110, at most %d of them, nor default",
            text_excerpt(cell).text, BITS_MOST);
        return fault_in(reading, reading->row, PAYOFF_BITS);
    }
    if (payoffs->bits > 0 && length != payoffs->bits) {
        message_set(reading->message, STATUS_INPUT, "'%s' has %lld bits, and an earlier row %lld",
            text_excerpt(cell).text, (long long)length, (long long)payoffs->bits);
        return fault_in(reading, reading->row, PAYOFF_BITS);
    }
    payoffs->bits = length;
    for (int64_t bit = 0; bit < length; bit++)
        if (cell[bit] == '1') *(bit < 64 ? &payoff->low : &payoff->high) |= UINT64_C(1) << (bit & 63);
    return STATUS_OK;
}

static enum status read_default(const struct reading *reading, double quality)
{
    struct payoffs *payoffs = reading->payoffs;
    if (payoffs->has_others) {
        message_set(reading->message, STATUS_INPUT, "default has an earlier row");
        return fault_in(reading, reading->row, PAYOFF_BITS);
    }
    payoffs->has_others = true;
    payoffs->others = quality;
    return STATUS_OK;
}

/* A row; *text stands at its end, then. */
static enum status read_row(struct reading *reading, const char **text)
{
    char bits[BITS_MOST + 2], quality[NUMBER_TEXT + 1] = ""; /* what is longer is cut, and still too long */
    struct payoff payoff = {0};
    *text = row_cell(*text, sizeof bits, bits);
    const bool others = strcmp(bits, "default") == 0;
    enum status status = others ? STATUS_OK : read_bits(reading, bits, &payoff);
    if (status != STATUS_OK) return status;
    if (**text == ',') *text = row_cell(*text + 1, sizeof quality, quality);
    if (row_quality(quality, &payoff.quality, reading->message) != STATUS_OK)
        return fault_in(reading, reading->row, PAYOFF_QUALITY);
    if (**text == ',') {
        message_set(reading->message, STATUS_INPUT, "the row has more than two cells");
        return fault_in(reading, reading->row, PAYOFF_QUALITY);
    }
    if (others) return read_default(reading, payoff.quality);
    return array_push(&reading->payoffs->rows, payoff) ? STATUS_OK : message_status(reading->message, STATUS_MEMORY);
}

/* Every practice has one quality. */
static enum status check_rows(const struct reading *reading)
{
    const struct payoffs *payoffs = reading->payoffs;
    for (int64_t i = 1; i < payoffs->rows.count; i++) {
        const struct payoff *one = &payoffs->rows.items[i - 1], *other = &payoffs->rows.items[i];
        if (one->low != other->low || one->high != other->high) continue;
        message_set(reading->message, STATUS_INPUT, "the same bits have an earlier row");
        return fault_in(reading, other->row, PAYOFF_BITS);
    }
    if (payoffs->rows.count == 0) {
        message_set(reading->message, STATUS_INPUT, "no row has bits, as 0110");
        return fault_in(reading, -1, PAYOFF_BITS);
    }
    const bool whole = payoffs->bits < 63 && payoffs->rows.count == INT64_C(1) << payoffs->bits;
    if (whole == !payoffs->has_others) return STATUS_OK;
    if (whole)
        message_set(reading->message, STATUS_INPUT, "every practice has a row: none is left for default");
    else
        message_set(reading->message, STATUS_INPUT,
            "%lld practices of %lld bits have a row: a row default, with a quality, is to say what all others are "
            "worth",
            (long long)payoffs->rows.count, (long long)payoffs->bits);
    return fault_in(reading, -1, PAYOFF_BITS);
}

enum status payoffs_read(struct payoffs *payoffs, const char *text, struct row_place *place, struct message *message)
{
    struct reading reading = {.payoffs = payoffs, .place = place, .message = message};
    enum status status = STATUS_OK;
    *payoffs = (struct payoffs){0};
    *place = (struct row_place){-1, PAYOFF_BITS};
    for (text = row_next(text); *text && status == STATUS_OK; text = row_next(text), reading.row++)
        status = read_row(&reading, &text);
    order_items(payoffs->rows.items, payoffs->rows.count, by_bits);
    return status == STATUS_OK ? check_rows(&reading) : status;
}

void payoffs_free(struct payoffs *payoffs)
{
    array_free(&payoffs->rows);
}

int64_t payoffs_find(const struct payoffs *payoffs, uint64_t low, uint64_t high)
{
    int64_t first = 0, end = payoffs->rows.count;
    while (first < end) {
        const int64_t middle = first + (end - first) / 2;
        const struct payoff *row = &payoffs->rows.items[middle];
        if (row->low == low && row->high == high) return middle;
        if (row->high < high || (row->high == high && row->low < low))
            first = middle + 1;
        else
            end = middle;
    }
    return payoffs->rows.count;
}
