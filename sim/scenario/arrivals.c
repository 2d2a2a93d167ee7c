#include "scenario/arrivals.h"

#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

const char *const arrival_words[ARRIVAL_COLUMN_COUNT] = {
#define AS_WORD(name, word, sentence) [name] = word,
    ARRIVAL_COLUMNS(AS_WORD)
#undef AS_WORD
};

/* How many words a cell of a column has at most, and the whole numbers that they can be, unless they are names or, for
 * the difficulty, another number. */
static const struct {
    int64_t count, least, most;
} takes[ARRIVAL_COLUMN_COUNT] = {[ARRIVAL_STEP] = {1, 1, INT32_MAX},
    [ARRIVAL_SIZE] = {1, 1, 1000},
    [ARRIVAL_DOMAIN] = {1, 0, DOMAINS_MOST - 1},
    [ARRIVAL_UNIT] = {.count = 1},
    [ARRIVAL_DIFFICULTY] = {.count = 1},
    [ARRIVAL_SKILLS] = {DOMAINS_MOST, 0, DOMAINS_MOST - 1},
    [ARRIVAL_MEMBERS] = {.count = 1000}};

enum { CELL_LENGTH = 16384 };
static const double difficulty_most = 1e9;

/* -- the words of a cell */

/* The end of a word in quotes, behind the last of them; NULL: it has none. */
static const char *behind_quotes(const char *at)
{
    for (at++; *at; at++) {
        if (*at == '"' && at[1] != '"') return at + 1;
        at += *at == '"';
    }
    return NULL;
}

/* Copies what stands in quotes, each that is doubled as one. */
static void unquote(const char *from, const char *end, char word[ARRIVAL_NAME])
{
    int length = 0;
    for (from++; from < end - 1 && length < ARRIVAL_NAME - 1; from++) {
        word[length++] = *from;
        from += *from == '"';
    }
    word[length] = '\0';
}

bool arrivals_next_word(const char **at, enum arrival_column column, char word[ARRIVAL_NAME])
{
    *at += strspn(*at, " ");
    const char *from = *at, *end = *from == '"' ? behind_quotes(from) : NULL;
    if (end) {
        unquote(from, end, word);
        *at = end;
        return true;
    }
    size_t length = strcspn(from, column == ARRIVAL_UNIT ? ",;" : " ,;");
    const size_t kept = length < ARRIVAL_NAME ? length : ARRIVAL_NAME - 1;
    memcpy(word, from, kept);
    word[kept] = '\0';
    *at += length;
    return length > 0;
}

/* Writes a word as it is kept, in quotes where it would not be read back without them. Returns where it ends. */
static char *put_word(char *end, enum arrival_column column, const char *word)
{
    const bool bare = *word && !word[strcspn(word, column == ARRIVAL_UNIT ? "\",;" : "\" ,;")];
    if (bare) return end + sprintf(end, "%s", word);
    *end++ = '"';
    for (; *word; word++) {
        if (*word == '"') *end++ = '"';
        *end++ = *word;
    }
    return end + sprintf(end, "\"");
}

/* Whether the word stands in the cell before `until`, where it ends. */
static bool there_before(const char *cell, const char *until, enum arrival_column column, const char *word)
{
    char other[ARRIVAL_NAME];
    while (arrivals_next_word(&cell, column, other) && cell < until)
        if (strcmp(word, other) == 0) return true;
    return false;
}

/* -- putting a table together */

static const char *word_at(const void *context, int i)
{
    (void)context;
    return arrival_words[i];
}

static enum status unknown_column(const char *name, struct message *message)
{
    const char *nearest = text_nearest(name, ARRIVAL_COLUMN_COUNT, word_at, NULL);
    char there[ARRIVAL_COLUMN_COUNT * (WORD_MOST + 3)] = "";
    for (int i = 0; i < ARRIVAL_COLUMN_COUNT; i++)
        sprintf(there + strlen(there), "%s%s", i ? ", " : "", word_at(NULL, i));
    if (!*name) return message_set(message, STATUS_INPUT, "the name of the column is empty; there are %s", there);
    return message_set(message, STATUS_INPUT, "'%s' is no column of opportunities%s; there are %s",
        text_excerpt(name).text, text_suggestion(nearest).text, there);
}

/* Adds to the text, if there is room for it. */
static enum status append(struct arrivals *arrivals, const char *text, const char *more, struct message *message)
{
    size_t room = (size_t)(ARRIVALS_TEXT - arrivals->length);
    int length = snprintf(arrivals->text + arrivals->length, room, "%s%s", text, more);
    if ((size_t)length >= room)
        return message_set(message, STATUS_INPUT, "the table is too long: at most %d bytes, and this is row %lld",
            ARRIVALS_TEXT - 1, (long long)arrivals->count);
    arrivals->length += length;
    return STATUS_OK;
}

enum status arrivals_add_column(struct arrivals *arrivals, const char *name, struct message *message)
{
    int column = 0;
    while (column < ARRIVAL_COLUMN_COUNT && strcmp(name, arrival_words[column]) != 0) column++;
    if (column == ARRIVAL_COLUMN_COUNT) return unknown_column(name, message);
    for (int64_t i = 0; i < arrivals->columns; i++)
        if (arrivals->column[i] == (enum arrival_column)column)
            return message_set(message, STATUS_INPUT, "%s is there twice", name);
    arrivals->column[arrivals->columns++] = (enum arrival_column)column;
    return append(arrivals, arrivals->columns > 1 ? "," : "", name, message);
}

/* What is wrong with a word, to stand after it; NULL: nothing. */
static const char *word_fault(enum arrival_column column, const char *word, struct message *allowed)
{
    int64_t number = 0;
    double real = 0;
    if (column == ARRIVAL_DIFFICULTY) {
        message_set(allowed, STATUS_OK, "a number above 0, at most 1e9");
        const char *fault = number_written(word, &real);
        if (fault) return fault;
        if (real > difficulty_most) return "too large";
        return real > 0 ? NULL : "too small";
    }
    message_set(allowed, STATUS_OK, "a whole number from %lld to %lld", (long long)takes[column].least,
        (long long)takes[column].most);
    const char *fault = number_written_whole(word, &number);
    if (fault) return fault;
    if (number < takes[column].least) return "too small";
    return number <= takes[column].most ? NULL : "too large";
}

bool arrivals_take_names(enum arrival_column column)
{
    return column == ARRIVAL_UNIT || column == ARRIVAL_MEMBERS;
}

/* Each word of the cell is one that the column takes, and is there once. */
static enum status check_words(enum arrival_column column, const char *cell, struct message *message)
{
    char word[ARRIVAL_NAME];
    int64_t count = 0;
    struct message allowed = {""};
    for (const char *at = cell; arrivals_next_word(&at, column, word);) count++;
    if (count > takes[column].count)
        return message_set(message, STATUS_INPUT, "%s: '%s' are %lld; there can be %lld", arrival_words[column],
            text_excerpt(cell).text, (long long)count, (long long)takes[column].count);
    for (const char *at = cell; arrivals_next_word(&at, column, word);) {
        const char *fault = arrivals_take_names(column) ? NULL : word_fault(column, word, &allowed);
        if (fault)
            return message_set(message, STATUS_INPUT, "%s: '%s' is %s; it must be %s", arrival_words[column],
                text_excerpt(word).text, fault, allowed.text);
        if (there_before(cell, at, column, word))
            return message_set(message, STATUS_INPUT, "%s: '%s' is there twice", arrival_words[column], word);
    }
    return STATUS_OK;
}

/* Steps are all there, and in order. */
static enum status check_step(struct arrivals *arrivals, const char *cell, struct message *message)
{
    int64_t step = 0;
    if (*cell == '\0') return message_set(message, STATUS_INPUT, "step: there is none");
    (void)number_read_whole(cell, &step);
    if (step < arrivals->last_step)
        return message_set(message, STATUS_INPUT, "step: '%lld' comes after %d; the steps of the rows must not fall",
            (long long)step, arrivals->last_step);
    arrivals->last_step = (int32_t)step;
    return STATUS_OK;
}

/* The name of a unit needs no quotes: in a table the cell ends where the table says. */
static bool is_one_word(const char *cell, enum arrival_column column)
{
    return column == ARRIVAL_UNIT && *cell && *cell != '"';
}

/* What is wrong with a cell as a whole, to stand after it; NULL: nothing. What separates cells or rows can stand in
 * quotes alone. */
static const char *cell_fault(const char *cell, enum arrival_column column)
{
    char word[ARRIVAL_NAME];
    const char *at = cell;
    if (strlen(cell) >= CELL_LENGTH / 2) return "is too long";
    if (!text_is_clean(cell, false)) return "has a character that is not to be seen";
    if (is_one_word(cell, column)) return strlen(cell) < ARRIVAL_NAME - 1 ? NULL : "is too long";
    while (arrivals_next_word(&at, column, word)) {
        if (strlen(word) == ARRIVAL_NAME - 1) return "has a word that is too long";
        if (*at && !strchr(" ,;", *at)) return "has something right behind a name in quotes";
        if (*word == '"' && at[-1] != '"') return "has a quote without an end";
    }
    return *at ? "has a comma or a semicolon; a name that has one stands in quotes" : NULL;
}

/* The cell with one blank between words. */
static enum status squeeze(const char *cell, enum arrival_column column, char *squeezed, struct message *message)
{
    char word[ARRIVAL_NAME];
    cell += strspn(cell, " ");
    const char *fault = cell_fault(cell, column);
    *squeezed = '\0';
    if (fault)
        return message_set(message, STATUS_INPUT, "%s: '%s' %s", arrival_words[column], text_excerpt(cell).text, fault);
    if (is_one_word(cell, column)) {
        put_word(squeezed, column, cell);
        return STATUS_OK;
    }
    for (char *end = squeezed; arrivals_next_word(&cell, column, word);) {
        if (end > squeezed) *end++ = ' ';
        end = put_word(end, column, word);
    }
    return STATUS_OK;
}

enum status arrivals_add_cell(struct arrivals *arrivals, int64_t column, const char *cell, struct message *message)
{
    const enum arrival_column which = arrivals->column[column];
    char squeezed[CELL_LENGTH];
    enum status status = squeeze(cell, which, squeezed, message);
    if (status == STATUS_OK) status = check_words(which, cell, message);
    if (status == STATUS_OK && which == ARRIVAL_STEP) status = check_step(arrivals, squeezed, message);
    arrivals->count += column == 0;
    arrivals->says[which] |= *squeezed != '\0';
    if (status != STATUS_OK) return status;
    return append(arrivals, column == 0 ? ";" : ",", squeezed, message);
}

enum status arrivals_check(const struct arrivals *arrivals, int64_t *column, struct message *message)
{
    bool stepped = false;
    for (int64_t i = 0; i < arrivals->columns; i++) stepped |= arrivals->column[i] == ARRIVAL_STEP;
    *column = -1;
    if (!stepped) return message_set(message, STATUS_INPUT, "there is no column \"step\"");
    if (arrivals->count == 0) return message_set(message, STATUS_INPUT, "there is no row: nothing arises");
    for (*column = 0; *column < arrivals->columns; ++*column)
        if (!arrivals->says[arrivals->column[*column]])
            return message_set(
                message, STATUS_INPUT, "%s: no row says anything", arrival_words[arrivals->column[*column]]);
    *column = -1;
    return STATUS_OK;
}

/* -- from text */

/* Up to what ends the cell, in quotes it does not. */
static size_t cell_length(const char *text)
{
    const char *at = text;
    while (*at && !strchr(",;\n", *at)) {
        const char *behind = *at == '"' && (at == text || at[-1] == ' ') ? behind_quotes(at) : NULL;
        at = behind ? behind : at + 1;
    }
    return (size_t)(at - text);
}

/* The next cell of a row, without blanks around it. Goes behind it and its comma; *more: whether there is one. */
static enum status next_cell(const char **text, char cell[CELL_LENGTH], bool *more, struct message *message)
{
    *text += strspn(*text, " \t\r");
    size_t whole = cell_length(*text), length = whole;
    while (length > 0 && strchr(" \t\r", (*text)[length - 1])) length--;
    if (length >= CELL_LENGTH) return message_set(message, STATUS_INPUT, "a cell is too long");
    memcpy(cell, *text, length);
    cell[length] = '\0';
    *more = (*text)[whole] == ',';
    *text += whole + *more;
    return STATUS_OK;
}

static enum status add(
    struct arrivals *arrivals, bool header, int64_t column, const char *cell, struct message *message)
{
    if (header) return arrivals_add_column(arrivals, cell, message);
    if (column < arrivals->columns) return arrivals_add_cell(arrivals, column, cell, message);
    return message_set(message, STATUS_INPUT, "it has more cells than there are columns");
}

/* A row, of the names of the columns or of cells; *text stands at what ends it, then. */
static enum status read_row(struct arrivals *arrivals, const char **text, bool header, struct message *message)
{
    char cell[CELL_LENGTH];
    enum status status = STATUS_OK;
    int64_t column = 0;
    for (bool more = true; more && status == STATUS_OK; column++) {
        status = next_cell(text, cell, &more, message);
        if (status == STATUS_OK) status = add(arrivals, header, column, cell, message);
    }
    if (status == STATUS_OK && column < arrivals->columns)
        status = message_set(message, STATUS_INPUT, "it has fewer cells than there are columns");
    if (status != STATUS_OK && header) message_prefix(message, "first row: ");
    if (status != STATUS_OK && !header) message_prefix(message, "row %lld: ", (long long)arrivals->count);
    return status;
}

enum status arrivals_read(struct arrivals *arrivals, const char *text, struct message *message)
{
    int64_t column;
    enum status status = STATUS_OK;
    *arrivals = (struct arrivals){.count = 0};
    text += strspn(text, " \t\r\n");
    if (*text == '\0') return STATUS_OK;
    for (bool header = true; *text && status == STATUS_OK; header = false) {
        status = read_row(arrivals, &text, header, message);
        text += strspn(text, "; \t\r\n");
    }
    return status == STATUS_OK ? arrivals_check(arrivals, &column, message) : status;
}
