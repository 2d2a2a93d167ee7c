/* Cells of a matrix become ties, each once, whatever their order; what says two things of one tie is refused. */
#include "io/draft/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static struct message message;

struct cell {
    int32_t row, column;
    const char *text;
};

/* The ties of a matrix of a, b and c, or the complaint, in words. The cells end with an empty row. */
static const char *ties_of(const struct cell *cells, bool directed, bool comma)
{
    static char words[512];
    struct draft draft = draft_of("a.csv", "", "", &message);
    struct matrix matrix = {.draft = &draft, .size = 3};
    enum status status = STATUS_OK;
    draft.directed = directed;
    draft.decimal_comma = comma;
    for (int i = 0; i < 3; i++) {
        int32_t number;
        assert_int_equal(names_add(&draft.ids, (const char *[]){"a", "b", "c"}[i], &number), STATUS_OK);
    }
    for (; cells->text && status == STATUS_OK; cells++) {
        draft.line = cells->row + 2;
        status = matrix_cell(&matrix, cells->row, cells->column, cells->text);
    }
    if (status == STATUS_OK) status = matrix_finish(&matrix);
    words[0] = '\0';
    for (int64_t i = 0; i < draft.ends.count / 2; i++) {
        sprintf(words + strlen(words), "%s-%s", names_text(&draft.ids, draft.ends.items[2 * i]),
            names_text(&draft.ids, draft.ends.items[2 * i + 1]));
        if (draft.weights.count > 0) sprintf(words + strlen(words), "*%g", draft.weights.items[i]);
        strcat(words, " ");
    }
    if (status == STATUS_OK) strcat(words, names_text(&draft.used, 0));
    if (status != STATUS_OK) snprintf(words, sizeof words, "%.400s", message.text);
    matrix_free(&matrix);
    draft_free(&draft);
    return words;
}

static void cells_above_0_are_ties(void **state)
{
    (void)state;
    static const struct {
        struct cell cells[8];
        bool directed, comma;
        const char *ties;
    } cases[] = {{{{0, 1, "1"}, {1, 0, "1"}, {1, 2, "1"}, {2, 1, "1"}}, false, false, "a-b b-c matrix"},
        {{{2, 1, "1"}, {1, 0, "1"}, {0, 1, "1"}, {1, 2, "1"}}, false, false, "a-b b-c matrix"},
        {{{2, 1, "1"}, {0, 1, "1"}}, true, false, "a-b c-b matrix"},
        {{{1, 0, "1"}, {0, 1, "1"}}, true, false, "a-b b-a matrix"},
        {{{0, 0, "1"}, {0, 2, "1"}, {2, 0, "1"}}, false, false,
            "a-a a-c matrix"}, /* what is nobody's, others leave out */
        {{{0, 1, "0"}, {1, 0, ""}, {0, 2, "0.0"}, {2, 0, "-0"}}, false, false, "matrix"},
        {{{0}}, false, false, "matrix"}, {{{0, 1, "1.0"}, {1, 0, "1e0"}}, false, false, "a-b matrix"},
        {{{0, 1, "2"}, {1, 0, "2"}, {0, 2, "1"}, {2, 0, "1"}}, false, false, "a-b*2 a-c*1 matrix (cells are weights)"},
        {{{0, 1, "0.25"}, {2, 1, "1"}}, true, false, "a-b*0.25 c-b*1 matrix (cells are weights)"},
        {{{0, 1, "1,5"}, {1, 0, "1,50"}}, false, true, "a-b*1.5 matrix (cells are weights)"},
        {{{0, 1, "1e100"}, {1, 0, "1e100"}}, false, false, "a-b*1e+100 matrix (cells are weights)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ties_of(cases[i].cells, cases[i].directed, cases[i].comma), cases[i].ties);
}

static void what_is_no_number_from_0_on_is_refused_in_the_files_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool comma;
    } cases[] = {{"-1", false}, {"x", false}, {"NA", false}, {"nan", false}, {"inf", false}, {"1.1e100", false},
        {"1,5", false}, {"1,5x", true}, {"1,5,5", true}, {" 1", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char reason[256];
        snprintf(reason, sizeof reason,
            "a.csv:3: the cell \"%s\" in row b and column c is not a number from 0 to 1e+100", cases[i].text);
        assert_string_equal(ties_of((struct cell[]){{1, 2, cases[i].text}, {0}}, true, cases[i].comma), reason);
    }
}

static void a_matrix_that_says_two_things_of_a_tie_is_refused_unless_ties_go_one_way(void **state)
{
    (void)state;
    static const struct {
        struct cell cells[8];
        int line; /* that of the first of the two rows */
        const char *of;
    } cases[] = {{{{0, 1, "1"}}, 2, "a to b and of b to a"}, {{{0, 1, "0"}, {1, 0, "1"}}, 2, "a to b and of b to a"},
        {{{0, 1, "1"}, {1, 0, "2"}}, 2, "a to b and of b to a"},
        {{{0, 1, "2"}, {1, 0, "1"}}, 2, "a to b and of b to a"},
        {{{0, 1, "1"}, {1, 0, "1"}, {1, 2, "0"}, {2, 1, "1"}}, 3, "b to c and of c to b"},
        {{{0, 0, "1"}, {0, 2, "1"}, {2, 1, "1"}, {1, 2, "1"}}, 2, "a to c and of c to a"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char reason[256];
        snprintf(reason, sizeof reason,
            "a.csv:%d: the matrix does not say the same of %s; if ties go one way: network.directed: true",
            cases[i].line, cases[i].of);
        assert_string_equal(ties_of(cases[i].cells, false, false), reason);
        assert_non_null(strstr(ties_of(cases[i].cells, true, false), "matrix"));
        assert_null(strstr(ties_of(cases[i].cells, true, false), "does not say"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_above_0_are_ties),
        cmocka_unit_test(what_is_no_number_from_0_on_is_refused_in_the_files_words),
        cmocka_unit_test(a_matrix_that_says_two_things_of_a_tie_is_refused_unless_ties_go_one_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
