#include "scenario/practices/wiring.h"

#include <string.h>

const char *matrix_cell_fault(const char *cell, bool on_diagonal)
{
    if (strcmp(cell, "0") != 0 && strcmp(cell, "1") != 0) return "must be 0 or 1";
    return on_diagonal && *cell == '0' ? "must be 1: a contribution depends on its own bit" : NULL;
}

static bool ends_row(char character)
{
    return character == ' ' || character == '\n' || character == '\0';
}

static enum status check_row(const char *row, int64_t number, int64_t bits, struct message *message)
{
    int64_t cells = 0, others = -1;
    for (; !ends_row(row[cells]); cells++) {
        const char cell[] = {row[cells], '\0'};
        const char *fault = matrix_cell_fault(cell, cells == number);
        others += row[cells] == '1';
        if (fault)
            return message_set(message, STATUS_INPUT, "has a cell in row %lld, column %lld, that %s",
                (long long)number + 1, (long long)cells + 1, fault);
    }
    if (cells != bits)
        return message_set(message, STATUS_INPUT, "has a row %lld of %lld cells, and landscape.bits is %lld",
            (long long)number + 1, (long long)cells, (long long)bits);
    if (others > WIRING_OTHERS_MOST)
        return message_set(message, STATUS_INPUT, "has a row %lld with %lld other bits; at most %d",
            (long long)number + 1, (long long)others, WIRING_OTHERS_MOST);
    return STATUS_OK;
}

enum status matrix_check(const struct landscape_parameters *landscape, struct message *message)
{
    const char *row = landscape->matrix;
    int64_t rows = 0;
    if (strspn(row, "01") == 0)
        return message_set(
            message, STATUS_INPUT, "must be rows of 0 and 1, as 110 011 101, or the name of a table, as influence.csv");
    for (; *row; rows++) {
        enum status status = check_row(row, rows, landscape->bits, message);
        if (status != STATUS_OK) return status;
        row += landscape->bits;
        row += *row != '\0';
    }
    if (rows == landscape->bits) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "has %lld rows, and landscape.bits is %lld", (long long)rows,
        (long long)landscape->bits);
}

bool wiring_links(const struct landscape_parameters *landscape, int64_t bit, int64_t other)
{
    int64_t bits = landscape->bits, others = landscape->interactions, ahead = (other - bit + bits) % bits;
    if (bit == other) return false;
    if (landscape->wiring == WIRING_ADJACENT) return ahead <= (others + 1) / 2 || bits - ahead <= others / 2;
    if (landscape->wiring == WIRING_MODULAR) return bit / (others + 1) == other / (others + 1);
    return landscape->matrix[bit * (bits + 1) + other] == '1';
}

int64_t wiring_widest(const struct landscape_parameters *landscape)
{
    int64_t widest = 0;
    if (landscape->wiring != WIRING_MATRIX) return landscape->interactions;
    for (int64_t bit = 0; bit < landscape->bits; bit++) {
        int64_t others = 0;
        for (int64_t other = 0; other < landscape->bits; other++) others += wiring_links(landscape, bit, other);
        if (others > widest) widest = others;
    }
    return widest;
}
