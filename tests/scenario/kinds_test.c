/* Names of keys say their kind: what a suffix promises (CONTRIBUTING, "Names") agrees with unit and range. */
#include "scenario/parameters.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* Names say their kind (CONTRIBUTING, "Names"): what a key that ends so, or is all that, is measured in, and whether it
 * lies from 0 to 1. Where the unit is "", it may be a pure number or per something. */
static const struct {
    const char *end, *unit;
    bool share;
} name_ends[] = {
    {"probability", "", true},
    {"fraction", "1", true},
    {"shift", "", true},
    {"effect", "", true},
    {"factor", "1", false},
    {"weight", "1", false},
    {"exponent", "1", false},
    {"step", "step", false},
    {"steps", "steps", false},
    {"interval", "steps", false},
    {"every", "steps", false},
    {"duration", "steps", false},
    {"lifetime", "steps", false},
};

/* Whether a name ends in a word, or is that word. */
static bool ends_in(const char *name, const char *word)
{
    size_t before = strlen(name) - strlen(word);
    return strlen(name) >= strlen(word) && strcmp(name + before, word) == 0 && (before == 0 || name[before - 1] == '_');
}

static bool is_pure(const char *unit)
{
    return strcmp(unit, "1") == 0 || strncmp(unit, "per ", 4) == 0;
}

/* Whether one of the words of the name is that word. */
static bool has_word(const char *name, const char *word)
{
    char around[PARAMETER_PATH + 2], sought[PARAMETER_PATH + 2];
    snprintf(around, sizeof around, "_%s_", name);
    snprintf(sought, sizeof sought, "_%s_", word);
    return strstr(around, sought);
}

static void assert_bound(const struct parameter *parameter)
{
    static const char *const other[] = {"least", "most", "lowest", "highest", "minimum", "maximum"};
    for (size_t i = 0; i < COUNT_OF(other); i++)
        if (has_word(parameter->name, other[i])) fail_msg("%s: write min_ or max_", parameter_path(parameter).text);
}

static void assert_kind(const struct parameter *parameter)
{
    bool number = parameter->type == PARAMETER_REAL || parameter->type == PARAMETER_COUNT;
    bool share = parameter->type == PARAMETER_REAL && parameter->real_min == 0 && parameter->real_max == 1;
    for (size_t i = 0; number && i < COUNT_OF(name_ends); i++) {
        if (!ends_in(parameter->name, name_ends[i].end)) continue;
        bool fits = *name_ends[i].unit ? strcmp(parameter->unit, name_ends[i].unit) == 0 : is_pure(parameter->unit);
        if (!fits || (name_ends[i].share && !share))
            fail_msg("%s: is measured in '%s', and its name says another kind", parameter_path(parameter).text,
                parameter->unit);
    }
}

/* What is measured in steps is a duration by its name, and people are counted in one unit. */
static void assert_unit(const struct parameter *parameter)
{
    static const char *const durations[] = {"steps", "after", "interval", "every", "duration", "lifetime", "patience"};
    bool said = strcmp(parameter->unit, "steps") != 0;
    for (size_t i = 0; i < COUNT_OF(durations); i++) said = said || has_word(parameter->name, durations[i]);
    if (!said) fail_msg("%s: is measured in steps, and no word says a duration", parameter_path(parameter).text);
    if (strcmp(parameter->unit, "step") == 0) assert_true(ends_in(parameter->name, "step"));
    assert_string_not_equal(parameter->unit, "people"); /* agents */
}

static void every_name_says_its_kind(void **state)
{
    (void)state;
    for (const struct parameter *parameter = parameter_table; parameter < parameter_table + PARAMETER_TOTAL;
         parameter++) {
        assert_bound(parameter);
        assert_kind(parameter);
        assert_unit(parameter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_says_its_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
