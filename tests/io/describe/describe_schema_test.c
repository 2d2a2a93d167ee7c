/* The schema says of every parameter, where it stands, what it is and what the program takes: what it allows is taken,
 * and what is just beyond is refused by both. */
#include "io/describe/describe.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/numbers.h"
#include "scenario/parameters.h"

static char *schema;
static const char *line_of[PARAMETER_TOTAL]; /* what is said of each, behind its name */

/* ---- where each stands ---- */

/* Notes what is said of the parameter at the path. */
static void note(const char *path, const char *said)
{
    const struct parameter *parameter = parameter_find(path);
    if (!parameter) fail_msg("%s is no parameter", path);
    const char **place = &line_of[parameter - parameter_table];
    if (*place) fail_msg("%s is there twice", path);
    *place = said;
}

/* Cuts the schema into its lines: a key a line, two blanks deeper for each section that it is in. */
static int read_schema(void **state)
{
    (void)state;
    size_t length;
    FILE *file = open_memstream(&schema, &length);
    describe_schema(file);
    if (fclose(file) != 0) return -1;
    struct parameter_path path[8] = {{""}};
    for (char *line = strtok(schema, "\n"); line; line = strtok(NULL, "\n")) {
        const size_t blanks = strspn(line, " "), depth = blanks / 2 - 1;
        char *key = line + blanks + 1, *end = strchr(key, '"');
        if (blanks < 4 || line[blanks] != '"') continue;
        *end = '\0';
        path[depth] = path[depth - 1];
        const size_t above = strlen(path[depth].text), room = PARAMETER_PATH - above;
        assert_true((size_t)snprintf(path[depth].text + above, room, "%s%s", above > 0 ? "." : "", key) < room);
        if (strstr(end + 1, "\"properties\": {"))
            assert_non_null(section_find(path[depth].text));
        else
            note(path[depth].text, end + 1);
    }
    return 0;
}

static int free_schema(void **state)
{
    (void)state;
    free(schema);
    return 0;
}

static const char *said_of(const char *path)
{
    return line_of[parameter_find(path) - parameter_table];
}

static void every_parameter_stands_in_its_section(void **state)
{
    (void)state;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (!line_of[i]) fail_msg("%s is not there", parameter_path(&parameter_table[i]).text);
}

static void one_of_each_kind_is_as_it_is(void **state)
{
    (void)state;
#define A_TABLE "\"type\": [\"object\", \"string\"], \"pattern\": \"[.](csv|CSV|tsv|TSV|txt|TXT)$\", "
    static const struct {
        const char *path, *said;
    } cases[] = {
        {"team.max", ": {\"description\": \"Members with whom work starts at once. Unit: agents.\", \"type\": "
                     "\"integer\", \"minimum\": 1, \"maximum\": 1000, \"default\": 8},"},
        {"seed", ": {\"description\": \"Key of every random draw; the same seed gives the same run.\", \"type\": "
                 "\"integer\", \"minimum\": 0, \"default\": 1},"},
        {"debrief.depth", ", \"type\": \"number\", \"minimum\": 0, \"maximum\": 1, \"default\": 0.5},"},
        {"observe.tellings", "(large).\", \"type\": \"boolean\", \"default\": false},"},
        {"title", "\"What the scenario is called.\", \"type\": \"string\", \"maxLength\": 511, \"default\": \"\"},"},
        {"step_length",
            "does not depend on it. week: seven days; hour: sixty minutes; day: 24 hours; month: a twelfth of a year; "
            "year: 365.24 days; none: a step of no given length\", \"enum\": [\"week\", \"hour\", \"day\", \"month\", "
            "\"year\", \"none\"], \"default\": \"week\"},"},
        {"opportunities.arrivals", "\"type\": \"string\", \"maxLength\": 98303, \"default\": \"\"}"},
        {"landscape.practices", A_TABLE
            "\"maxProperties\": 200, \"propertyNames\": {\"minLength\": 1, \"maxLength\": 63}, "
            "\"additionalProperties\": {\"type\": \"number\", \"minimum\": 0, \"maximum\": 1}, \"default\": {}}"},
        {"interventions", A_TABLE
            "\"maxProperties\": 4096, \"additionalProperties\": {\"type\": \"object\", \"additionalProperties\": "
            "{\"type\": \"number\"}}, \"default\": {}},"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!strstr(said_of(cases[i].path), cases[i].said)) fail_msg("%s%s", cases[i].path, said_of(cases[i].path));
}

static void its_head_says_what_must_be_written_and_with_what(void **state)
{
    (void)state;
    static const char *const pieces[] = {"  \"type\": \"object\",\n  \"required\": [\"selforg\"],\n",
        "  \"dependentRequired\": {\"sense\": [\"projects\"], \"initiate\": [\"projects\"], \"team\": "
        "[\"projects\"], \"experiment\": [\"projects\"], \"conclude\": [\"projects\"]},\n",
        "\"debrief\": {\"description\": \"The group talks over what happened, and learns from it\", \"type\": "
        "[\"object\", \"null\"], \"additionalProperties\": false, \"properties\": {\n"};
    char *text;
    size_t length;
    FILE *file = open_memstream(&text, &length);
    describe_schema(file);
    assert_int_equal(fclose(file), 0);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (!strstr(text, pieces[i])) fail_msg("it does not say: %s", pieces[i]);
    free(text);
}

/* ---- what it allows, and what the program takes ---- */

static bool taken(const struct parameter *parameter, const char *text)
{
    struct scenario scenario = scenario_default;
    struct message message;
    return parameter_set(&scenario, parameter, text, &message) == STATUS_OK;
}

static void assert_taken(const struct parameter *parameter, const char *text, bool expected)
{
    if (taken(parameter, text) != expected)
        fail_msg("%s: %.60s is %s", parameter_path(parameter).text, text, expected ? "refused" : "taken");
}

/* The number behind the key, as text; NULL: the key is not there. */
static const char *number_after(const char *said, const char *key, char text[NUMBER_TEXT])
{
    const char *place = strstr(said, key);
    if (!place) return NULL;
    place += strlen(key);
    snprintf(text, NUMBER_TEXT, "%.*s", (int)strspn(place, "+-.0123456789e"), place);
    return text;
}

/* Whatever comes before or behind a number in what a parameter takes. */
static void check_range(const struct parameter *parameter, const char *said, const char *before, const char *behind)
{
    char least[NUMBER_TEXT], most[NUMBER_TEXT], text[3 * NUMBER_TEXT];
    const char *ends[] = {number_after(said, "\"minimum\": ", least), number_after(said, "\"maximum\": ", most)};
    const bool whole = parameter->type == PARAMETER_COUNT;
    for (int i = 0; i < 2; i++) {
        if (!ends[i]) continue;
        const double end = strtod(ends[i], NULL);
        snprintf(text, sizeof text, "%s%s%s", before, ends[i], behind);
        assert_taken(parameter, text, true);
        const double beyond = whole ? end + (i ? 1 : -1) : nextafter(end, i ? INFINITY : -INFINITY);
        snprintf(text, sizeof text, whole ? "%s%.0f%s" : "%s%.17g%s", before, beyond, behind);
        assert_taken(parameter, text, false);
    }
    assert_non_null(ends[0]);
    if (!whole || parameter->count_max < INT64_MAX) assert_non_null(ends[1]);
}

static void check_words(const struct parameter *parameter, const char *said)
{
    int words = 0;
    for (const char *at = strstr(said, "\"enum\": [") + 9; *at != ']'; words++) {
        char word[64];
        const size_t length = strcspn(at + 1, "\"");
        snprintf(word, sizeof word, "%.*s", (int)length, at + 1);
        assert_taken(parameter, word, true);
        at += length + 2;
        at += strspn(at, ", ");
    }
    assert_int_equal(words, parameter->choice_count);
}

/* A text of as many characters as it says, and of one more. */
static void check_length(const struct parameter *parameter, const char *said)
{
    char number[NUMBER_TEXT];
    const int length = atoi(number_after(said, "\"maxLength\": ", number));
    char *text = calloc((size_t)length + 2, 1);
    memset(text, 'x', (size_t)length);
    assert_taken(parameter, text, true);
    text[length] = 'x';
    assert_taken(parameter, text, false);
    free(text);
}

/* Names of the longest length, in the greatest number. */
static void check_names(const struct parameter *parameter, const char *said)
{
    char number[NUMBER_TEXT];
    const int length = atoi(number_after(said, "\"maxLength\": ", number));
    const int most = atoi(number_after(said, "\"maxProperties\": ", number));
    struct scenario scenario = scenario_default;
    struct message message;
    for (int i = 0; i <= most; i++) {
        char name[128];
        snprintf(name, sizeof name, "%0*d", length, i);
        const enum status status = parameter_add_named(&scenario, parameter, name, "0.5", &message);
        assert_int_equal(status, i < most ? STATUS_OK : STATUS_INPUT);
    }
    char longer[130];
    snprintf(longer, sizeof longer, "%0*d: 0.5", length + 1, 7);
    assert_taken(parameter, longer, false);
    check_range(parameter, said, "a: ", "");
}

static void what_it_allows_is_what_the_program_takes(void **state)
{
    (void)state;
    int seen[PARAMETER_ARRIVALS + 1] = {0};
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        const char *said = line_of[i];
        seen[parameter->type]++;
        switch (parameter->type) {
        case PARAMETER_REAL:
        case PARAMETER_COUNT:
            check_range(parameter, said, "", "");
            break;
        case PARAMETER_CHOICE:
            check_words(parameter, said);
            break;
        case PARAMETER_TEXT:
            check_length(parameter, said);
            break;
        case PARAMETER_NAMED:
            check_names(parameter, said);
            break;
        case PARAMETER_FLAG:
            assert_non_null(strstr(said, "\"type\": \"boolean\", "));
            break;
        default:
            break;
        }
    }
    for (int type = 0; type <= PARAMETER_ARRIVALS; type++) assert_true(seen[type] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_parameter_stands_in_its_section),
        cmocka_unit_test(one_of_each_kind_is_as_it_is),
        cmocka_unit_test(its_head_says_what_must_be_written_and_with_what),
        cmocka_unit_test(what_it_allows_is_what_the_program_takes),
    };
    return cmocka_run_group_tests(tests, read_schema, free_schema);
}
