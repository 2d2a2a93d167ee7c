#include "study/format/expression.h"

#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

enum { DEPTH_MOST = 32 };

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
#define DIGITS "0123456789"
static const char agents_word[] = "agents";

/* ---- reading ---- */

struct parse {
    struct expression *expression;
    enum event_table table; /* whose columns are named; EVENT_TABLE_COUNT: series are */
    const char *at;         /* what is still to be read */
    bool agents;            /* they were named */
    bool compared;          /* what was read last is a comparison of names, which binds more closely than arithmetic */
    int depth;
    struct message *message;
};

static enum status refuse(const struct parse *parse, const char *why)
{
    return message_set(parse->message, STATUS_INPUT, "%s: %s", text_excerpt(parse->expression->text).text, why);
}

static enum status refuse_place(const struct parse *parse, const char *what)
{
    char why[256];
    if (*parse->at)
        snprintf(why, sizeof why, "at '%s': %s", text_excerpt(parse->at).text, what);
    else
        snprintf(why, sizeof why, "at its end: %s", what);
    return refuse(parse, why);
}

static enum status refuse_count(const struct parse *parse, const char *names)
{
    char why[64];
    snprintf(why, sizeof why, "it names too many %s; %d is the most", names, EXPRESSION_NAMES_MOST);
    return refuse(parse, why);
}

/* The next character that is no blank. */
static char look(struct parse *parse)
{
    parse->at += strspn(parse->at, " ");
    return *parse->at;
}

static enum status add(struct parse *parse, enum expression_action action, double number, int name)
{
    struct expression *expression = parse->expression;
    if (expression->step_count == EXPRESSION_STEPS) return refuse(parse, "it is too long");
    expression->steps[expression->step_count].action = action;
    expression->steps[expression->step_count].number = number;
    expression->steps[expression->step_count++].name = name;
    return STATUS_OK;
}

static enum status read_number(struct parse *parse)
{
    char word[NUMBER_TEXT];
    size_t length = strspn(parse->at, DIGITS ".");
    if (parse->at[length] == 'e' || parse->at[length] == 'E') {
        length += 1 + strspn(parse->at + length + 1, "+-");
        length += strspn(parse->at + length, DIGITS);
    }
    double number;
    snprintf(word, sizeof word, "%.*s", (int)length, parse->at);
    if (length >= sizeof word || number_read(word, &number) != NUMBER_FINE)
        return refuse_place(parse, "that is no number");
    parse->at += length;
    return add(parse, EXPRESSION_NUMBER, number, 0);
}

/* The names that an expression may have: of series, and how many people there are. */
static const char *name_of(const void *context, int i)
{
    (void)context;
    return i < OBSERVABLE_COUNT ? observable_table[i].name : agents_word;
}

static enum status refuse_name(const struct parse *parse, const char *name)
{
    char why[256];
    const char *nearest = text_nearest(name, OBSERVABLE_COUNT + 1, name_of, NULL);
    snprintf(why, sizeof why, "there is no such observable '%.60s'%s; `selforg describe observables` lists them all",
        name, text_suggestion(nearest).text);
    return refuse(parse, why);
}

/* A name; the columns of events have points. */
static void read_word(struct parse *parse, char word[EXPRESSION_TEXT])
{
    const size_t length = strspn(parse->at, parse->table == EVENT_TABLE_COUNT ? LETTERS DIGITS : LETTERS DIGITS ".");
    snprintf(word, EXPRESSION_TEXT, "%.*s", (int)length, parse->at);
    parse->at += length;
}

static enum status read_series(struct parse *parse, const char *name)
{
    struct expression *expression = parse->expression;
    char entry[EXPRESSION_TEXT];
    const enum observable of = observable_find(name);
    if (of == OBSERVABLE_COUNT) return refuse_name(parse, name);
    look(parse);
    if (!entry_take(&parse->at, entry, sizeof entry))
        return refuse_place(parse, "an entry is in brackets, as stances[stuck]");
    int i = 0;
    while (i < expression->series_count &&
           (expression->series[i].of != of || strcmp(expression->series[i].entry, entry) != 0))
        i++;
    if (i == EXPRESSION_NAMES_MOST) return refuse_count(parse, "series");
    if (i == expression->series_count) {
        expression->series[i].of = of;
        memcpy(expression->series[expression->series_count++].entry, entry, sizeof entry);
    }
    return add(parse, EXPRESSION_NAME, 0, i);
}

/* ---- columns of events ---- */

static bool same_names(const struct event_column *a, const struct event_column *b)
{
    bool same = a && b && a->category_count == b->category_count;
    for (int i = 0; same && i < a->category_count; i++)
        same = strcmp(a->categories[i].name, b->categories[i].name) == 0;
    return same;
}

static const char *category_name(const void *context, int i)
{
    return ((const struct event_column *)context)->categories[i].name;
}

static enum status refuse_category(const struct parse *parse, const struct event_column *column, const char *word)
{
    char why[256];
    const char *nearest = text_nearest(word, column->category_count, category_name, column);
    snprintf(why, sizeof why, "%s is never '%.60s'%s; `selforg describe events` has its names", column->name, word,
        text_suggestion(nearest).text);
    return refuse(parse, why);
}

static enum status add_path(struct parse *parse, const struct event_path *path)
{
    struct expression *expression = parse->expression;
    const int i = expression->path_count;
    if (i == EXPRESSION_NAMES_MOST) return refuse_count(parse, "columns");
    expression->paths[expression->path_count++] = *path;
    return add(parse, EXPRESSION_NAME, 0, i);
}

/* == WORD or != WORD after a column that has names for what it may be. */
static enum status read_category(struct parse *parse, const struct event_column *column)
{
    char word[EXPRESSION_TEXT], why[PATH_WHY];
    struct event_path other;
    const char *before = parse->at, sign = look(parse);
    const bool compared = (sign == '=' || sign == '!') && parse->at[1] == '=';
    parse->at += compared ? 2 : 0;
    if (!compared || !strchr(LETTERS, look(parse)) || !*parse->at) {
        parse->at = before;
        if (column->type != EVENT_CATEGORY) return STATUS_OK;
        snprintf(why, sizeof why, "%s has names and no numbers; it is compared, as %s == %s", column->name,
            column->name, column->categories[0].name);
        return refuse(parse, why);
    }
    read_word(parse, word);
    int category = 0;
    while (category < column->category_count && strcmp(column->categories[category].name, word) != 0) category++;
    enum status status = STATUS_OK;
    if (category < column->category_count)
        status = add(parse, EXPRESSION_NUMBER, category, 0);
    else if (event_path_read(&other, parse->table, word, why) == STATUS_OK &&
             same_names(event_path_end(&other), column))
        status = add_path(parse, &other);
    else
        status = refuse_category(parse, column, word);
    const enum expression_action action = sign == '=' ? EXPRESSION_EQUAL : EXPRESSION_UNEQUAL;
    parse->compared = true;
    return status == STATUS_OK ? add(parse, action, 0, 0) : status;
}

static enum status read_column(struct parse *parse, const char *name)
{
    struct event_path path;
    char why[PATH_WHY];
    if (event_path_read(&path, parse->table, name, why) != STATUS_OK) return refuse(parse, why);
    enum status status = add_path(parse, &path);
    const struct event_column *end = event_path_end(&path);
    return status == STATUS_OK && end && end->category_count > 0 ? read_category(parse, end) : status;
}

static enum status read_name(struct parse *parse)
{
    char name[EXPRESSION_TEXT];
    read_word(parse, name);
    if (strcmp(name, agents_word) == 0) {
        parse->agents = true;
        return add(parse, EXPRESSION_AGENTS, 0, 0);
    }
    return parse->table == EVENT_TABLE_COUNT ? read_series(parse, name) : read_column(parse, name);
}

/* ---- what names are put together by ---- */

static enum status read_either(struct parse *parse);

/* Nobody can tell what `2 * channel == project` is to be. */
static enum status refuse_compared(const struct parse *parse)
{
    return parse->compared ? refuse(parse, "a comparison that is calculated with is put in parentheses") : STATUS_OK;
}

static enum status read_factor(struct parse *parse)
{
    enum status status;
    const char next = look(parse);
    if (next == '-') {
        if (++parse->depth > DEPTH_MOST) return refuse(parse, "it is too deep");
        parse->at++;
        status = read_factor(parse);
        parse->depth--;
        if (status == STATUS_OK) status = refuse_compared(parse);
        return status == STATUS_OK ? add(parse, EXPRESSION_LESS, 0, 0) : status;
    }
    if (next == '(') {
        if (++parse->depth > DEPTH_MOST) return refuse(parse, "it is too deep");
        parse->at++;
        status = read_either(parse);
        if (status == STATUS_OK && look(parse) != ')') status = refuse_place(parse, "a ) is missing");
        parse->at += status == STATUS_OK;
        parse->depth--;
        parse->compared = false;
        return status;
    }
    parse->compared = false;
    if (next && strchr(LETTERS, next)) return read_name(parse);
    if (next && strchr(DIGITS ".", next)) return read_number(parse);
    return refuse_place(parse, parse->table == EVENT_TABLE_COUNT ? "there must be a series, a number or ("
                                                                 : "there must be a column, a number or (");
}

/* Whether what was read from that step on is 0 whatever the run. */
static bool is_nothing(const struct expression *expression, int first)
{
    struct expression part = {.step_count = expression->step_count - first};
    for (int i = 0; i < part.step_count; i++) {
        part.steps[i] = expression->steps[first + i];
        if (part.steps[i].action == EXPRESSION_NAME || part.steps[i].action == EXPRESSION_AGENTS) return false;
    }
    return expression_value(&part, NULL, 0) == 0;
}

/* Factors with * and / between them, or terms with + and -. */
static enum status read_chain(struct parse *parse, const char signs[3], const enum expression_action actions[2],
    enum status (*read_part)(struct parse *))
{
    enum status status = read_part(parse);
    for (const char *sign; status == STATUS_OK && look(parse) && (sign = strchr(signs, *parse->at));) {
        parse->at++;
        const int first = parse->expression->step_count;
        status = refuse_compared(parse);
        if (status == STATUS_OK) status = read_part(parse);
        if (status == STATUS_OK) status = refuse_compared(parse);
        if (status == STATUS_OK && *sign == '/' && is_nothing(parse->expression, first))
            status = refuse(parse, "it is divided by 0");
        if (status == STATUS_OK) status = add(parse, actions[sign - signs], 0, 0);
    }
    return status;
}

static enum status read_term(struct parse *parse)
{
    static const enum expression_action actions[] = {EXPRESSION_TIMES, EXPRESSION_OVER};
    return read_chain(parse, "*/", actions, read_factor);
}

static enum status read_sum(struct parse *parse)
{
    static const enum expression_action actions[] = {EXPRESSION_PLUS, EXPRESSION_MINUS};
    return read_chain(parse, "+-", actions, read_term);
}

/* Whether the word comes next; it is then passed over. */
static bool passes(struct parse *parse, const char *word)
{
    const size_t length = strlen(word);
    look(parse);
    if (strncmp(parse->at, word, length) != 0 || strspn(parse->at, LETTERS DIGITS) > length) return false;
    parse->at += length;
    return true;
}

static enum status read_comparison(struct parse *parse)
{
    static const struct {
        const char *sign;
        enum expression_action action;
    } signs[] = {{"==", EXPRESSION_EQUAL}, {"!=", EXPRESSION_UNEQUAL}, {"<=", EXPRESSION_AT_MOST},
        {">=", EXPRESSION_AT_LEAST}, {"<", EXPRESSION_BELOW}, {">", EXPRESSION_ABOVE}};
    enum status status = read_sum(parse);
    if (status != STATUS_OK) return status;
    if (look(parse) == '=' && parse->at[1] != '=') return refuse_place(parse, "that it is the same is said by ==");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const size_t length = strlen(signs[i].sign);
        if (strncmp(parse->at, signs[i].sign, length) != 0) continue;
        if ((status = refuse_compared(parse)) != STATUS_OK) return status;
        parse->at += length;
        status = read_sum(parse);
        if (status == STATUS_OK) status = refuse_compared(parse);
        return status == STATUS_OK ? add(parse, signs[i].action, 0, 0) : status;
    }
    return STATUS_OK;
}

static enum status read_whether(struct parse *parse)
{
    if (!passes(parse, "not")) return read_comparison(parse);
    if (++parse->depth > DEPTH_MOST) return refuse(parse, "it is too deep");
    enum status status = read_whether(parse);
    parse->depth--;
    return status == STATUS_OK ? add(parse, EXPRESSION_NOT, 0, 0) : status;
}

static enum status read_both(struct parse *parse)
{
    enum status status = read_whether(parse);
    while (status == STATUS_OK && passes(parse, "and")) {
        status = read_whether(parse);
        if (status == STATUS_OK) status = add(parse, EXPRESSION_AND, 0, 0);
    }
    return status;
}

static enum status read_either(struct parse *parse)
{
    enum status status = read_both(parse);
    while (status == STATUS_OK && passes(parse, "or")) {
        status = read_both(parse);
        if (status == STATUS_OK) status = add(parse, EXPRESSION_OR, 0, 0);
    }
    return status;
}

static enum status read_all(
    struct expression *expression, enum event_table table, const char *text, struct message *message)
{
    struct parse parse = {.expression = expression, .table = table, .at = expression->text, .message = message};
    memset(expression, 0, sizeof *expression);
    snprintf(expression->text, sizeof expression->text, "%s", text);
    if (strlen(text) >= sizeof expression->text) return refuse(&parse, "it is too long");
    enum status status = read_either(&parse);
    if (status == STATUS_OK && look(&parse))
        status = refuse_place(&parse, "there must be + - * /, a comparison, and, or, or nothing more");
    const bool about =
        expression->series_count + expression->path_count > 0 || (table != EVENT_TABLE_COUNT && parse.agents);
    if (status == STATUS_OK && !about)
        status = refuse(&parse, table == EVENT_TABLE_COUNT ? "it names no series" : "it names no column");
    return status;
}

enum status expression_read(struct expression *expression, const char *text, struct message *message)
{
    return read_all(expression, EVENT_TABLE_COUNT, text, message);
}

enum status expression_read_columns(
    struct expression *expression, enum event_table table, const char *text, struct message *message)
{
    return read_all(expression, table, text, message);
}
