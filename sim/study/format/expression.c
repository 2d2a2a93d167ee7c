#include "study/format/expression.h"

#include <math.h>
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
    const char *at; /* what is still to be read */
    int depth;
    struct message *message;
};

static enum status refuse(const struct parse *parse, const char *why)
{
    return message_set(parse->message, STATUS_INPUT, "%s: %s", text_excerpt(parse->expression->text).text, why);
}

static enum status refuse_place(const struct parse *parse, const char *what)
{
    char why[128];
    if (*parse->at)
        snprintf(why, sizeof why, "at '%.40s': %s", parse->at, what);
    else
        snprintf(why, sizeof why, "at its end: %s", what);
    return refuse(parse, why);
}

/* The next character that is no blank. */
static char look(struct parse *parse)
{
    parse->at += strspn(parse->at, " ");
    return *parse->at;
}

static enum status add(struct parse *parse, enum expression_action action, double number, int series)
{
    struct expression *expression = parse->expression;
    if (expression->step_count == EXPRESSION_STEPS) return refuse(parse, "it is too long");
    expression->steps[expression->step_count].action = action;
    expression->steps[expression->step_count].number = number;
    expression->steps[expression->step_count++].series = series;
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
    snprintf(why, sizeof why,
        "there is no such observable '%.60s'%s%s%s; `selforg describe observables` lists them all", name,
        nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
    return refuse(parse, why);
}

/* What is in brackets after a name. */
static enum status read_entry(struct parse *parse, char *entry)
{
    *entry = '\0';
    if (look(parse) != '[') return STATUS_OK;
    const size_t length = strcspn(parse->at + 1, "]");
    if (length == 0 || parse->at[1 + length] != ']')
        return refuse_place(parse, "an entry is in brackets, as stances[stuck]");
    snprintf(entry, EXPRESSION_TEXT, "%.*s", (int)length, parse->at + 1);
    parse->at += length + 2;
    return STATUS_OK;
}

static enum status read_series(struct parse *parse)
{
    struct expression *expression = parse->expression;
    char name[EXPRESSION_TEXT], entry[EXPRESSION_TEXT];
    const size_t length = strspn(parse->at, LETTERS DIGITS);
    snprintf(name, sizeof name, "%.*s", (int)length, parse->at);
    parse->at += length;
    if (strcmp(name, agents_word) == 0) return add(parse, EXPRESSION_AGENTS, 0, 0);
    const enum observable of = observable_find(name);
    if (of == OBSERVABLE_COUNT) return refuse_name(parse, name);
    enum status status = read_entry(parse, entry);
    if (status != STATUS_OK) return status;
    int i = 0;
    while (i < expression->series_count &&
           (expression->series[i].of != of || strcmp(expression->series[i].entry, entry) != 0))
        i++;
    if (i == EXPRESSION_SERIES_MOST) return refuse(parse, "it names too many series; 8 is the most");
    if (i == expression->series_count) {
        expression->series[i].of = of;
        memcpy(expression->series[expression->series_count++].entry, entry, sizeof entry);
    }
    return add(parse, EXPRESSION_SERIES, 0, i);
}

static enum status read_sum(struct parse *parse);

static enum status read_factor(struct parse *parse)
{
    enum status status;
    const char next = look(parse);
    if (next == '-') {
        if (++parse->depth > DEPTH_MOST) return refuse(parse, "it is too deep");
        parse->at++;
        status = read_factor(parse);
        parse->depth--;
        return status == STATUS_OK ? add(parse, EXPRESSION_LESS, 0, 0) : status;
    }
    if (next == '(') {
        if (++parse->depth > DEPTH_MOST) return refuse(parse, "it is too deep");
        parse->at++;
        status = read_sum(parse);
        if (status == STATUS_OK && look(parse) != ')') status = refuse_place(parse, "a ) is missing");
        parse->at += status == STATUS_OK;
        parse->depth--;
        return status;
    }
    if (next && strchr(LETTERS, next)) return read_series(parse);
    if (next && strchr(DIGITS ".", next)) return read_number(parse);
    return refuse_place(parse, "there must be a series, a number or (");
}

/* Factors with * and / between them, or terms with + and -. */
static enum status read_chain(struct parse *parse, const char signs[3], const enum expression_action actions[2],
    enum status (*read_part)(struct parse *))
{
    enum status status = read_part(parse);
    for (const char *sign; status == STATUS_OK && look(parse) && (sign = strchr(signs, *parse->at));) {
        parse->at++;
        status = read_part(parse);
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

enum status expression_read(struct expression *expression, const char *text, struct message *message)
{
    struct parse parse = {.expression = expression, .at = expression->text, .message = message};
    memset(expression, 0, sizeof *expression);
    snprintf(expression->text, sizeof expression->text, "%s", text);
    if (strlen(text) >= sizeof expression->text) return refuse(&parse, "it is too long");
    enum status status = read_sum(&parse);
    if (status == STATUS_OK && look(&parse)) status = refuse_place(&parse, "there must be + - * or /, or nothing more");
    if (status == STATUS_OK && expression->series_count == 0) status = refuse(&parse, "it names no series");
    return status;
}

bool expression_divides(const struct expression *expression)
{
    for (int i = 0; i < expression->step_count; i++)
        if (expression->steps[i].action == EXPRESSION_OVER) return true;
    return false;
}

/* ---- working it out ---- */

double entries_together(const struct entries *entries, enum observable of, const struct observation *row)
{
    double sum = 0;
    for (int64_t i = 0; i < entries->count; i++) sum += row->value[of][entries->first + i];
    return observable_table[of].type == OBSERVABLE_COUNT_TYPE ? sum : sum / (double)entries->count;
}

static double combine(enum expression_action action, double left, double right)
{
    switch (action) {
    case EXPRESSION_PLUS:
        return left + right;
    case EXPRESSION_MINUS:
        return left - right;
    case EXPRESSION_TIMES:
        return left * right;
    default:
        return right == 0 ? NAN : left / right;
    }
}

double expression_value(
    const struct expression *expression, const struct entries *entries, double agents, const struct observation *row)
{
    double stack[EXPRESSION_STEPS] = {0};
    int top = -1;
    for (int i = 0; i < expression->step_count; i++) {
        const enum expression_action action = expression->steps[i].action;
        const int series = expression->steps[i].series;
        if (action == EXPRESSION_NUMBER) {
            stack[++top] = expression->steps[i].number;
        } else if (action == EXPRESSION_AGENTS) {
            stack[++top] = agents;
        } else if (action == EXPRESSION_SERIES) {
            stack[++top] = entries_together(&entries[series], expression->series[series].of, row);
        } else if (action == EXPRESSION_LESS) {
            stack[top] = -stack[top];
        } else {
            top--;
            stack[top] = combine(action, stack[top], stack[top + 1]);
        }
    }
    return stack[0];
}

/* ---- its unit ---- */

struct unit {
    char text[EXPRESSION_UNIT]; /* "": of a number */
    bool mixed;
};

static void combine_units(enum expression_action action, struct unit *left, const struct unit *right)
{
    const bool same = strcmp(left->text, right->text) == 0, over = action == EXPRESSION_OVER;
    const bool plain = !*right->text || strcmp(right->text, "1") == 0;
    const bool alone = !*left->text || strcmp(left->text, "1") == 0;
    char text[3 * EXPRESSION_UNIT];
    left->mixed |= right->mixed;
    snprintf(text, sizeof text, "%s", left->text);
    if (action == EXPRESSION_PLUS || action == EXPRESSION_MINUS) {
        left->mixed |= !same && *left->text && *right->text;
        if (!*left->text) snprintf(text, sizeof text, "%s", right->text);
    } else if (over && same && *left->text) {
        snprintf(text, sizeof text, "1");
    } else if (over && !plain) {
        snprintf(
            text, sizeof text, strpbrk(right->text, " /") ? "%s/(%s)" : "%s/%s", alone ? "1" : left->text, right->text);
    } else if (!over && (alone || plain)) {
        snprintf(text, sizeof text, "%s", alone && *right->text ? right->text : left->text);
    } else if (!over) {
        snprintf(text, sizeof text, "%s %s", left->text, right->text);
    } else if (!*left->text) {
        snprintf(text, sizeof text, "%s", right->text);
    }
    left->mixed |= strlen(text) >= sizeof left->text;
    snprintf(left->text, sizeof left->text, "%.*s", EXPRESSION_UNIT - 1, text);
}

void expression_unit(const struct expression *expression, char unit[EXPRESSION_UNIT])
{
    struct unit stack[EXPRESSION_STEPS] = {{{0}, false}};
    int top = -1;
    for (int i = 0; i < expression->step_count; i++) {
        const enum expression_action action = expression->steps[i].action;
        if (action <= EXPRESSION_SERIES) stack[++top] = (struct unit){.text = ""};
        if (action == EXPRESSION_SERIES)
            snprintf(stack[top].text, EXPRESSION_UNIT, "%s",
                observable_table[expression->series[expression->steps[i].series].of].unit);
        else if (action == EXPRESSION_AGENTS)
            snprintf(stack[top].text, EXPRESSION_UNIT, "%s", agents_word);
        else if (action > EXPRESSION_SERIES && action != EXPRESSION_LESS) {
            top--;
            combine_units(action, &stack[top], &stack[top + 1]);
        }
    }
    snprintf(unit, EXPRESSION_UNIT, "%s", stack[0].mixed ? "" : stack[0].text);
}
