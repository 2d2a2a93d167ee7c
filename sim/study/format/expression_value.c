/* What expressions come to, and in which unit. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "study/format/expression.h"

bool expression_divides(const struct expression *expression)
{
    for (int i = 0; i < expression->step_count; i++)
        if (expression->steps[i].action == EXPRESSION_OVER) return true;
    return false;
}

/* ---- working it out ---- */

/* What is none is not true. */
bool expression_holds(double value)
{
    return value != 0 && !isnan(value);
}

/* Neither is a comparison with what is none. */
static bool compares(enum expression_action action, double left, double right)
{
    switch (action) {
    case EXPRESSION_EQUAL:
        return left == right;
    case EXPRESSION_UNEQUAL:
        return left < right || left > right;
    case EXPRESSION_BELOW:
        return left < right;
    case EXPRESSION_AT_MOST:
        return left <= right;
    case EXPRESSION_ABOVE:
        return left > right;
    default:
        return left >= right;
    }
}

static double combined(enum expression_action action, double left, double right)
{
    switch (action) {
    case EXPRESSION_PLUS:
        return left + right;
    case EXPRESSION_MINUS:
        return left - right;
    case EXPRESSION_TIMES:
        return left * right;
    case EXPRESSION_OVER:
        return right == 0 ? NAN : left / right;
    case EXPRESSION_AND:
        return expression_holds(left) && expression_holds(right);
    case EXPRESSION_OR:
        return expression_holds(left) || expression_holds(right);
    default:
        return compares(action, left, right);
    }
}

/* A value, and whether it is known not to be true: neither where it is none. */
struct worked_out {
    double value;
    bool untrue;
};

static struct worked_out number(double value)
{
    return (struct worked_out){value, value == 0};
}

/* What compares is untrue where its opposite holds. */
static enum expression_action opposite(enum expression_action action)
{
    static const enum expression_action opposites[] = {[EXPRESSION_EQUAL] = EXPRESSION_UNEQUAL,
        [EXPRESSION_UNEQUAL] = EXPRESSION_EQUAL,
        [EXPRESSION_BELOW] = EXPRESSION_AT_LEAST,
        [EXPRESSION_AT_MOST] = EXPRESSION_ABOVE,
        [EXPRESSION_ABOVE] = EXPRESSION_AT_MOST,
        [EXPRESSION_AT_LEAST] = EXPRESSION_BELOW};
    return opposites[action];
}

static struct worked_out combine(
    enum expression_action action, const struct worked_out *left, const struct worked_out *right)
{
    const double value = combined(action, left->value, right->value);
    if (action == EXPRESSION_AND) return (struct worked_out){value, left->untrue || right->untrue};
    if (action == EXPRESSION_OR) return (struct worked_out){value, left->untrue && right->untrue};
    if (action < EXPRESSION_EQUAL) return number(value);
    return (struct worked_out){value, compares(opposite(action), left->value, right->value)};
}

double expression_value(const struct expression *expression, const double *values, double agents)
{
    struct worked_out stack[EXPRESSION_STEPS] = {{0, true}};
    int top = -1;
    for (int i = 0; i < expression->step_count; i++) {
        const enum expression_action action = expression->steps[i].action;
        if (action == EXPRESSION_NUMBER) {
            stack[++top] = number(expression->steps[i].number);
        } else if (action == EXPRESSION_AGENTS) {
            stack[++top] = number(agents);
        } else if (action == EXPRESSION_NAME) {
            stack[++top] = number(values[expression->steps[i].name]);
        } else if (action == EXPRESSION_LESS) {
            stack[top] = number(-stack[top].value);
        } else if (action == EXPRESSION_NOT) {
            stack[top] = (struct worked_out){stack[top].untrue, expression_holds(stack[top].value)};
        } else {
            top--;
            stack[top] = combine(action, &stack[top], &stack[top + 1]);
        }
    }
    return stack[0].value;
}

double expression_of_row(
    const struct expression *expression, const struct entries *entries, double agents, const struct observation *row)
{
    double values[EXPRESSION_NAMES_MOST] = {0};
    for (int i = 0; i < expression->series_count; i++)
        values[i] = entries_together(&entries[i], expression->series[i].of, row);
    return expression_value(expression, values, agents);
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
    if (action >= EXPRESSION_EQUAL) {
        *left = (struct unit){.text = "1"};
        return;
    }
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

static const char *unit_of_name(const struct expression *expression, int name)
{
    if (expression->path_count > 0) return event_path_unit(&expression->paths[name]);
    return observable_table[expression->series[name].of].unit;
}

void expression_unit(const struct expression *expression, char unit[EXPRESSION_UNIT])
{
    struct unit stack[EXPRESSION_STEPS] = {{{0}, false}};
    int top = -1;
    for (int i = 0; i < expression->step_count; i++) {
        const enum expression_action action = expression->steps[i].action;
        if (action <= EXPRESSION_NAME) stack[++top] = (struct unit){.text = ""};
        if (action == EXPRESSION_NAME)
            snprintf(stack[top].text, EXPRESSION_UNIT, "%s", unit_of_name(expression, expression->steps[i].name));
        else if (action == EXPRESSION_AGENTS)
            snprintf(stack[top].text, EXPRESSION_UNIT, "agents");
        else if (action == EXPRESSION_NOT)
            stack[top] = (struct unit){.text = "1"};
        else if (action > EXPRESSION_NAME && action != EXPRESSION_LESS) {
            top--;
            combine_units(action, &stack[top], &stack[top + 1]);
        }
    }
    snprintf(unit, EXPRESSION_UNIT, "%s", stack[0].mixed ? "" : stack[0].text);
}
