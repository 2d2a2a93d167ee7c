/* Small networks in UCINET's DL, good and bad: each arrives as it is, or is refused with its line and the reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

#include "io/network/network_readings.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static void dl_is_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "dl n=3 format=fullmatrix\nlabels:\nAnn,Bob,\"Cy K\"\ndata:\n0 1 0\n1 0 1\n0 1 0\n",
            "Ann Bob Cy K: 0-1 1-2", "used: labels, matrix"},
        {"a.dl", "DL N = 3, FORMAT = EDGELIST1\nLABELS:\nAnn\nBob\nCy\nDATA:\n1 2 2.5\n2 3 1\n",
            "Ann Bob Cy: 0-1*2.5 1-2*1", "weighted"},
        {"a.dl", "dl n=3 format=edgelist1\nlabels embedded:\ndata:\nAnn Bob\nBob Cy\n", "Ann Bob Cy: 0-1 1-2",
            "3 nodes"},
        {"a.dl", "dl n=2 : data:\n0 1\n1 0\n", NULL, "a.dl:1: \":\" is not known in the header"},
        {"a.dl", "dl n=2 \"\" data:\n0 1\n1 0\n", NULL, "a.dl:1: \"\" is not known in the header"},
        {"a.dl", "dl n=3 format=nodelist1\ndata:\n1 2 3\n3 2\n", "1 2 3: 0>1 0>2 2>1", "directed", {.directed = true}},
        {"a.dl", "dl n=2\nlabels embedded\ndata:\n Ann Bob\nAnn 0 1\nBob 1 0\n", "Ann Bob: 0-1", "2 nodes"},
        {"a.dl", "dl n=3 diagonal=absent\ndata:\n1 0 1 1 0 1\n", "1 2 3: 0-1 1-2", "matrix"},
        {"a.dl", "dl n=2 nm=2\ndata:\n0 1 1 0\n", NULL, "a.dl:1: 2 relations (nm)"},
        {"a.dl", "dl nr=2 nc=3\ndata:\n0 1 1 0 1 1\n", NULL, "a network of two modes"},
        {"a.dl", "dl n=2 format=edgelist2\ndata:\n", NULL, "a.dl:1: the format \"edgelist2\" cannot be read"},
        {"a.dl", "dl n=2\ndata:\n0 1\n0 0\n", NULL, "a.dl:3: the matrix does not say the same of 1 to 2"},
        {"a.dl", "dl n=2\ndata:\n0 1\n1\n", NULL, "the matrix ends in row 2, column 2"},
        {"a.dl", "dl n=2\ndata:\n0 1\n1 0 1\n", NULL, "a.dl:4: \"1\" follows the matrix"},
        {"a.dl", "dl n=2 format=edgelist1\ndata:\n1 3\n", NULL, "a.dl:3: \"3\" is not a number from 1 to 2"},
        {"a.dl", "dl n=3 format=edgelist1\nlabels embedded:\ndata:\nAnn Bob\n", NULL,
            "a.dl: n=3, but the data name 2 people"},
        {"a.dl", "dl n=2 format=edgelist1\nlabels: a b\nlabels embedded:\ndata:\na c\n", NULL,
            "\"c\" is none of the labels"},
        {"a.dl", "dl n=2\nlabels: a\ndata:\n", NULL, "1 label for 2 people"},
        {"a.dl", "hello\n", NULL, "a.dl:1: this is no DL"},
        {"a.dl", "dl n=2\n", NULL, "the file ends before \"data:\""},
    };
    CHECK_ALL(readings);
}

static void headers_are_read_in_every_spelling(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl",
            "\xEF\xBB\xBF"
            "dl n=2 nm=1 diagonal=present data: 0 1\r\n1 0\r\n",
            "1 2: 0-1", "used: matrix"},
        {"a.dl", "DL\nN=2\nDIAGONAL = ABSENT\nDATA:\n1\n1\n", "1 2: 0-1", "used: matrix"},
        {"a.dl", "dl n=2 labels: \"data:x\" b data: 0 3 3 0", "data:x b: 0-1*3", "matrix (cells are weights)"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n\n1 2 4  \n \n", "1 2: 0-1*4", "used: weight"},
        {"a.dl", "dl n=3 format=edgelist1 data:\n1,2,4,\n", "1 2 3: 0-1*4", "1 isolate"},
        {"a.dl", "dl n=3 format=nodelist1 data:\n1,2\n3\n", "1 2 3: 0-1", "1 isolate"},
        {"a.dl", "dl n=2 labels embedded data: \"A b\" \"C d\"\n\"A b\" 0 1\n\"C d\" 1 0", "A b C d: 0-1", "matrix"},
        {"a.dl", "dl n=2 labels: Embedded-systems Bo data: 0 1 1 0", "Embedded-systems Bo: 0-1", "used: labels"},
        {"a.dl", "dl n=2 labels: \"embedded\" Bo data: 0 1 1 0", "embedded Bo: 0-1", "used: labels"},
        {"a.dl", "dl n=2 LABELS EMBEDDED: data:\na b\na 0 1\nb 1 0", "a b: 0-1", "matrix"},
        {"a.dl", "dl n=2 format=edgelist1 labels embedded data:\n2 1\n", "2 1: 0-1", "2 nodes"},
        {"a.dl", "dl n=2 labels: b a\nlabels embedded\nformat=edgelist1\ndata:\na b\n", "b a: 0-1", "used: labels"},
    };
    CHECK_ALL(readings);
}

static void headers_that_say_something_else_are_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "", NULL, "a.dl: this is no DL"},
        {"a.dl", "dl data:\n0 1 1 0\n", NULL, "the header does not say n="},
        {"a.dl", "dl n=0\n", NULL, "a.dl:1: the count \"0\" is not a number from 1 to 1"},
        {"a.dl", "dl n=2.5\n", NULL, "the count \"2.5\""},
        {"a.dl", "dl n=", NULL, "the count \"\""},
        {"a.dl", "dl n=900000000 data:\n", NULL, "the count \"900000000\" is not a number from 1 to 1336"},
        {"a.dl", "dl n=3\nn=2 data:\n0 1 1 0\n", NULL, "a.dl:2: n= twice"},
        {"a.dl", "dl n=2 format=\n", NULL, "the format \"\" cannot be read"},
        {"a.dl", "dl n=2\ndiagonal=half\n", NULL, "a.dl:2: the diagonal must be present or absent"},
        {"a.dl", "dl n=2\ndiagonal=absence\n", NULL, "a.dl:2: the diagonal must be present or absent"},
        {"a.dl", "dl n=2 column labels: a b\n", NULL, "(column), a network of two modes"},
        {"a.dl", "dl labels: a b n=2", NULL, "labels before n="},
        {"a.dl", "dl n=1 labels: a\nlabels: b\n", NULL, "a.dl:2: labels twice"},
        {"a.dl", "dl n=3 labels: a b", NULL, "2 labels for 3 people"},
        {"a.dl", "dl n=2 labels: a \"b\n", NULL, "1 label for 2 people"},
        {"a.dl", "dl n=2 colour=red data:\n", NULL, "\"colour\" is not known in the header: n, format"},
        {"a.dl", "dl n=2 nm=0\n", NULL, "the count \"0\""},
        {"a.dl", "dl n=2 nc=2\n", NULL, "(nc), a network of two modes"},
        {"a.dl", "dl n=2 row labels: a b\n", NULL, "(row), a network of two modes"},
    };
    CHECK_ALL(readings);
}

static void ties_that_would_be_lost_are_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2\n1\n", NULL, "a.dl:3: a tie needs two ends"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2 3 4\n", NULL, "a.dl:2: more than two ends and a weight"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2 3 \"4\n", NULL, "a.dl:2: a quote has no end"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 \"2\n", NULL, "a.dl:2: a quote has no end"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2 \"3\n", NULL, "a.dl:2: a quote has no end"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2 \"\"\n", NULL, "a.dl:2: the tie 1-2 has no weight"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2 -3\n", NULL, "a.dl:2: the weight \"-3\""},
        {"a.dl", "dl n=3 format=edgelist1 data:\n1 2 3\n2 3\n", NULL, "a.dl:3: the tie 2-3 has no weight"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n0 1\n", NULL, "\"0\" is not a number from 1 to 2"},
        {"a.dl", "dl n=3 format=nodelist1 data:\n1 2 \"3\n", NULL, "a.dl:2: a quote has no end"},
        {"a.dl", "dl n=3 format=nodelist1 data:\n\"1 2 3\n", NULL, "a.dl:2: a quote has no end"},
        {"a.dl", "dl n=3 format=nodelist1 data:\n1 2\n4 1\n", NULL, "a.dl:3: \"4\" is not a number from 1 to 3"},
        {"a.dl", "dl n=2 format=edgelist1 labels embedded data:\na b\nb c\n", NULL, "\"c\" is one more than n=2"},
        {"a.dl", "dl n=2 labels: a a labels embedded format=edgelist1 data:\na a\n", NULL,
            "two people have the same label, so that \"a\" may be another"},
    };
    CHECK_ALL(readings);
}

static void matrices_of_another_size_or_order_are_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "dl n=2 data:\n0 1\n1 0 \"\n", NULL, "a.dl:3: a quote has no end"},
        {"a.dl", "dl n=2 data:\n0 \"1\n1 0\n", NULL, "a.dl:2: the matrix ends in row 1, column 2"},
        {"a.dl", "dl n=2 diagonal=absent data:\n1\n", NULL, "the matrix ends in row 2, column 1"},
        {"a.dl", "dl n=2 data:\n0 1\nx 0\n", NULL, "a.dl:3: the cell \"x\" in row 2 and column 1"},
        {"a.dl", "dl n=2 labels embedded data:\na\n", NULL, "the matrix has too few columns"},
        {"a.dl", "dl n=2 labels embedded data:\na b\na 0 1\n", NULL, "the matrix has too few rows"},
        {"a.dl", "dl n=2 labels embedded data:\na a\n", NULL, "the column \"a\" is not where its label is"},
        {"a.dl", "dl n=2 labels embedded data:\na b\nb 0 1\na 1 0\n", NULL,
            "a.dl:3: the row \"b\" is not where its column is"},
        {"a.dl", "dl n=2 labels embedded data:\na b\nc 0 1\n", NULL, "\"c\" is one more than n=2"},
    };
    CHECK_ALL(readings);
}

static void numbers_in_the_header_have_borders(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "dl n=1208 x", NULL, "/a.dl:1: the count \"1208\" is not a number from 1 to 1176"},
        {"a.dl", "dl n=1177 x", NULL, "/a.dl:1: the count \"1177\" is not a number from 1 to 1176"},
        {"a.dl", "dl n=1176 x", NULL,
            "/a.dl:1: \"x\" is not known in the header: n, format, diagonal, labels and data are"},
        {"a.dl", "dl n=2 nm=2147483647", NULL, "/a.dl:1: 2147483647 relations (nm): several relations cannot be read"},
        {"a.dl", "dl n=2 nm=2147483648", NULL,
            "/a.dl:1: the count \"2147483648\" is not a number from 1 to 2147483647"},
        {"a.dl", "dl n=1 data: 0", NULL, "/a.dl: there is no tie between two nodes"},
        {"a.dl", "dl n=2 format=edgelist1 data:", NULL, "/a.dl: there is no tie between two nodes"},
        {"a.dl", "dl n=2 labels embedded format=nodelist1 data:\na\nb\n", NULL,
            "/a.dl: there is no tie between two nodes"},
    };
    CHECK_ALL(readings);
}

/* Commas stand for blanks, and the last of what is said twice counts where it is not refused. */
static void words_are_parted_by_blanks_commas_and_lines(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "dl,n=2,data:,0,1,1,0", "1 2: 0-1", "used: matrix"},
        {"a.dl", "dl n: 2 data 0 1\n\n1 0\n\n", "1 2: 0-1", "used: matrix"},
        {"a.dl", "dl n=3 diagonal=absent diagonal=present data: 0 1 0 1 0 1 0 1 0", "1 2 3: 0-1 1-2", "matrix"},
        {"a.dl", "dl n=2 format=fullmatrix format=edgelist1 data:\n2 1 0.5", "1 2: 0-1*0.5", "used: weight"},
        {"a.dl", "dl n=2 diagonal=absent labels embedded data: a b a 1 b 1", "a b: 0-1", "used: matrix"},
        {"a.dl", "dl n=2 labels: a \"\" data: 0 1 1 0", "a 2: 0-1", "1 node without \"labels\" is called by the id"},
        {"a.dl", "dl n=2 labels: a a data: 0 1 1 0", "a a: 0-1", "several nodes are called \"a\""},
        {"a.dl", "dl n=3 labels: a b c labels embedded format=nodelist1 data:\nc a\n\n \nb\n", "a b c: 0-2",
            "1 isolate"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n1 2\n2 1\n2 2\n", "1 2: 0-1",
            "1 self-loop left out, 1 duplicate left out, 1 tie given both ways"},
        {"a.dl", "dl n=2 format=nodelist1 data:\n1 2 2\n", "1 2: 0-1", "1 duplicate left out"},
    };
    CHECK_ALL(readings);
}

static void what_ends_too_early_or_goes_on_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "d n=2", NULL, "/a.dl:1: this is no DL: it does not begin with \"dl\""},
        {"a.dl", "\"dl n=2 data:", NULL, "/a.dl:1: this is no DL: it does not begin with \"dl\""},
        {"a.dl", "dl\n\n\"n=2 data:", NULL, "/a.dl:3: the file ends before \"data:\""},
        {"a.dl", "dl n=2\nformat=edgelist\n", NULL,
            "/a.dl:2: the format \"edgelist\" cannot be read: fullmatrix, edgelist1 and nodelist1 can"},
        {"a.dl", "dl n=2 labels:\na,b\nlabels:\nc,d\ndata: 0 1 1 0", NULL, "/a.dl:3: labels twice"},
        {"a.dl", "dl n=3 labels:\na,b\ndata:\n0 1 1 0", NULL, "/a.dl:3: 2 labels for 3 people"},
        {"a.dl", "dl n=2 data: data: 0 1 1 0", NULL,
            "/a.dl:1: the cell \"data:\" in row 1 and column 1 is not a number from 0 to 1e+100"},
        {"a.dl", "dl n=2 data:\n0 1\n1 0\n\n\n7", NULL, "/a.dl:6: \"7\" follows the matrix of n=2"},
        {"a.dl", "dl n=2 data:\n0 1\n\"1 0\n", NULL, "/a.dl:3: the matrix ends in row 2, column 1"},
        {"a.dl", "dl n=3 diagonal=absent data: 1 0 1 1 0", NULL, "/a.dl:1: the matrix ends in row 3, column 2"},
        {"a.dl", "dl n=2 labels embedded data: a b a 0 1 b 1 0 c", NULL, "/a.dl:1: \"c\" follows the matrix of n=2"},
        {"a.dl", "dl n=2 labels embedded data:\n\"a b", NULL, "/a.dl:2: the matrix has too few columns"},
        {"a.dl", "dl n=2 labels embedded data:\na b\n\"a 0 1", NULL, "/a.dl:3: the matrix has too few rows"},
        {"a.dl", "dl n=2 labels embedded data:\na b\nb 0 1\n", NULL,
            "/a.dl:3: the row \"b\" is not where its column is: rows and columns must be the same people"},
        {"a.dl", "dl\r\nn=2\r\nformat=edgelist1\r\ndata:\r\n1 2\r\n3 1\r\n", NULL,
            "/a.dl:6: \"3\" is not a number from 1 to 2"},
        {"a.dl", "dl n=2 format=edgelist1 data:\n\n1 2 1e999\n", NULL,
            "/a.dl:3: the weight \"1e999\" of the tie 1-2 is not a number above 0 and at most 1e+100"},
        {"a.dl", "dl n=2 labels embedded format=nodelist1 data:\na b c\n", NULL, "/a.dl:2: \"c\" is one more than n=2"},
        {"a.dl", "dl n=3 labels: a b c labels embedded format=nodelist1 data:\nc a\nb C\n", NULL,
            "/a.dl:3: \"C\" is none of the labels"},
        {"a.dl", "dl n=2 labels embedded format=edgelist1 data:\na a\n", NULL,
            "/a.dl: n=2, but the data name 1 person: give labels"},
    };
    CHECK_ALL(readings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dl_is_read),
        cmocka_unit_test(headers_are_read_in_every_spelling),
        cmocka_unit_test(headers_that_say_something_else_are_refused),
        cmocka_unit_test(ties_that_would_be_lost_are_refused),
        cmocka_unit_test(matrices_of_another_size_or_order_are_refused),
        cmocka_unit_test(numbers_in_the_header_have_borders),
        cmocka_unit_test(words_are_parted_by_blanks_commas_and_lines),
        cmocka_unit_test(what_ends_too_early_or_goes_on_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
