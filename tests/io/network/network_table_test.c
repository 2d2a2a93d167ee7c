/* Small networks in tables as people's programs write them, good and bad: each arrives as it is, with the file's own
 * words for what was used and what was not, or is refused with its line and the reason. Also tests
 * io/network/network_told.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "io/network/network_readings.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* ---- tables ---- */

static void tables_of_other_programs_are_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.csv", "\xEF\xBB\xBFSource;Target;Weight\r\nx;y;1,5\r\ny;z;2,0\r\n", "x y z: 0-1*1.5 1-2*2",
            "used: Source, Target, Weight;"},
        {"a.csv", "\"from\";\"to\"\n\"x\";\"y z\"\n", "x y z: 0-1", "not weighted"},
        {"a.tsv", "ego\talter\tsince\nx\ty\t3\n", "x y: 0-1", "used: ego, alter; ignored: since"},
        {"a.txt", "i j weight\n 1  2 0.5\n2 3\t1 \n", "1 2 3: 0-1*0.5 1-2*1", "weighted"},
        {"a.csv", "sep=;\nsender;receiver\nx;y\n", "x y: 0-1", "used: sender, receiver"},
        {"a.csv", "\"\",\"from\",\"to\"\n\"1\",\"x\",\"y\"\n", "x y: 0-1", "ignored: (unnamed)"},
        {"a.csv", "from,to,mails_a_week\nx,y,4\n", "x y: 0-1",
            "not weighted, 0 self-loops left out, 0 duplicates, 0 isolates; used: from, to; ignored: mails_a_week"},
        {"a.csv", "from,to,mails_a_week\nx,y,4\n", "x y: 0-1*4", "used: from, to, mails_a_week; ignored: nothing",
            {.weight = "mails_a_week"}},
        {"a.csv", "source,target\nx,y\ny,x\ny,x\nz,z\n", "x y z: 0-1",
            "1 self-loop left out, 2 duplicates left out, 1 tie given both ways, 1 isolate;"},
        {"a.csv", "source,target,weight\nx,y,3\ny,x,3\ny,z,3\n", "x y z: 0-1*6 1-2*3",
            "1 duplicate (their weights added), 1 tie given both ways"},
        {"a.csv", "Source,Target,Type\nx,y,Directed\ny,z,Directed\n", "x y z: 0>1 1>2", "directed, not weighted"},
        {"a.csv", "source,target,type\nx,y,friend\n", "x y: 0-1", "undirected"},
        {"a.csv", "source,target\nZo\xC3\xAB,b\nZoe\xCC\x88,b\n", "Zoe\xCC\x88 Zo\xC3\xAB b: 0-2 1-2",
            "look the same and are two nodes"},
        {"a.csv", ";i;j;k\ni;0;1;0\nj;1;0;1\nk;0;1;0\n", "i j k: 0-1 1-2", "used: matrix"}, /* i and j are people */
        {"a.csv", ",from,to\nfrom,0,2.5\nto,2.5,0\n", "from to: 0-1*2.5", "used: matrix (cells are weights)"},
        {"a.csv", "\"\",\"i\",\"j\"\n\"1\",\"i\",\"j\"\n", "i j: 0-1", "used: i, j"}, /* as R writes rows */
        {"a.csv", "source,target\nx y,b\n\"x  y\",b\n", "b x  y x y: 0-1 0-2", "0 duplicates"},
    };
    CHECK_ALL(readings);
}

static void tables_that_would_arrive_otherwise_are_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.csv", "source,target\nx,Zo\xEB\n", NULL, "a.csv:2: the byte 0xEB is not UTF-8"},
        {"a.csv", "\xFF\xFEs\n", NULL, "a.csv: this is UTF-16"},
        {"a.csv", "person,friend\nx,y\n", NULL, "sender,receiver; ego,alter;"},
        {"a.csv", "source,target,from,to\nx,y,x,y\n", NULL,
            "a.csv:1: the header has both \"source,target\" and \"from,to\""},
        {"a.csv", "source,target,Source\nx,y,z\n", NULL, "a.csv:1:3: the column \"source\" is there twice"},
        {"a.csv", "source,target,weight,Weight\nx,y,1,2\n", NULL, "a.csv:1:4: the column \"weight\" is there twice"},
        {"a.csv", "source,target,weight\nx,y,1\ny,z,NA\n", NULL, "a.csv:3:3: the tie y-z has no weight (\"NA\")"},
        {"a.csv", "source,target,weight\nx,y,\"1,5\"\n", NULL, "a.csv:2:3: the weight \"1,5\""},
        {"a.csv", "source,target\nNA,y\n", NULL, "a.csv:2:1: the id of a node is NA"},
        {"a.csv", "source,target\nx,y\x1B[2J\n", NULL, "a.csv:2:2: an id has the character U+001B"},
        {"a.csv", "source,target\nx,\"y\nz\"\n", NULL, "a.csv:2:2: an id has the character U+000A"},
        {"a.csv", "source,target\nx,\xE2\x80\xAEy\n", NULL, "U+202E"},
        {"a.csv", "Source,Target,Type\nx,y,Directed\ny,z,Undirected\n", NULL, "a.csv:3:3: here ties are undirected"},
        {"a.csv", "Source,Target,Type\nx,y,Directed\ny,z,\n", NULL, "a.csv:3:3: the column Type says \"\""},
        {"a.csv", "Source,Target,Type\nx,y,Undirected\n", NULL, "but network.directed is true", {.directed = true}},
        {"a.csv", "\"from\" \"to\"\n\"1\" \"x\" \"y\"\n", NULL, "row.names = FALSE"},
        {"a.csv", "source,target,emails\nx,y,1\n", NULL, "a.csv:1: there is no column \"mails\"", {.weight = "mails"}},
    };
    CHECK_ALL(readings);
}

static void matrices_are_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.csv", ",x,y,z\nx,0,1,0\ny,1,0,1\nz,0,1,0\n", "x y z: 0-1 1-2", "used: matrix;"},
        {"a.csv", "\"\";\"x\";\"y\"\n\"x\";0;1,5\n\"y\";1,5;0\n", "x y: 0-1*1.5", "used: matrix (cells are weights)"},
        {"a.csv", "x y\nx 0 1\ny 1 0\n", "x y: 0-1", "used: matrix"},
        {"a.csv", "who,x,y\nx,0,1\ny,1,1\n", "x y: 0-1", "1 self-loop left out"},
        {"a.csv", ",x,y\ny,1,0\nx,0,1\n", "x y: 0-1", "2 nodes"},
        {"a.csv", ",x,y\nx,0,1\ny,0,0\n", "x y: 0>1", "directed", {.directed = true}},
        {"a.csv", "0,2,3,4\n2,0,5,6\n3,5,0,7\n4,6,7,0\n", NULL, "a.csv:1: the header has no two columns for the ends"},
        {"a.csv", "0,1,0\n1,0,1\n0,1,0\n", NULL, "a.csv:1: the header has no two columns for the ends of a tie"},
        {"a.csv", ",x,y\nx,0,1\ny,0,0\n", NULL, "a.csv:2: the matrix does not say the same of x to y and of y to x"},
        {"a.csv", ",x,y\nx,0,1\ny,2,0\n", NULL, "a.csv:2: the matrix does not say the same of x to y"},
        {"a.csv", ",x,y\ny,1,0\nx,0,0\n", NULL, "a.csv:3: the matrix does not say the same of x to y"},
        {"a.csv", ",e1,e2\nx,0,1\ny,1,0\n", NULL, "a.csv:2:1: the row \"x\" is no column"},
        {"a.csv", ",x,y\nx,0,1\n", NULL, "a.csv:2: the matrix has 2 columns but 1 row"},
        {"a.csv", ",x,x\nx,0,1\nx,1,0\n", NULL, "a.csv:1:3: the matrix has the column \"x\" twice"},
        {"a.csv", ",x,y\nx,0,1\nx,1,0\n", NULL, "a.csv:3:1: the matrix has the row \"x\" twice"},
        {"a.csv", ",x,\nx,0,1\ny,1,0\n", NULL, "a.csv:1:3: column 3 of the matrix has no name"},
        {"a.csv", ",x,y\nx,0,1\ny,1\n", NULL, "a.csv:3: the header has 3 fields, this record 2"},
        {"a.csv", ",x,y\nx,0,-1\ny,1,0\n", NULL, "a.csv:2:3: the cell \"-1\" in row x and column y"},
    };
    CHECK_ALL(readings);
}

/* ---- with a table of people ---- */

/* Writes the tables and reads them; the network in words, or the complaint behind its key and folder. */
static const char *outcome_of(const char *edges, const char *nodes, bool directed, const char *threshold)
{
    static char words[4096];
    struct network_parameters parameters = {.kind = NETWORK_FILE, .edges = "edges.csv", .directed = directed};
    const char *const texts[] = {edges, nodes}, *const names[] = {"edges.csv", "nodes.csv"};
    struct edge_list list;
    struct message message = {""};
    char path[2][256];
    if (nodes) snprintf(parameters.nodes, sizeof parameters.nodes, "nodes.csv");
    snprintf(parameters.threshold_column, sizeof parameters.threshold_column, "%s", threshold);
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
        FILE *file = fopen(path[i], "wb");
        fputs(texts[i] ? texts[i] : "", file);
        fclose(file);
    }
    enum status status = network_file_read(&parameters, folder, &list, NULL, &message);
    const char *complaint = strstr(message.text, folder);
    if (status != STATUS_OK) assert_non_null(complaint);
    snprintf(
        words, sizeof words, "%.2000s", status == STATUS_OK ? network_in_words(&list) : complaint + strlen(folder) + 1);
    for (int i = 0; i < 2; i++) remove(path[i]);
    edge_list_free(&list);
    return words;
}

static void whoever_is_in_the_ties_must_be_among_the_people(void **state)
{
    (void)state;
    static const struct {
        const char *edges, *nodes, *outcome;
        bool directed;
    } cases[] = {{"source,target\nb,a\n", "node\na\nb\nc\n", "a b c: 0-1", false},
        {"source,target\nb,a\nx,a\n", "node\na\nb\n", "edges.csv:3:1: the node \"x\" is not in ", false},
        {",b,a\nb,0,1\na,0,0\n", "node\na\nb\nc\n", "a b c: 1>0", true},
        {",b,a\na,0,0\nb,0,1\n", "node\na\nb\n", "a b: 1>0", true},
        {",a,x\na,0,1\nx,1,0\n", "node\na\nb\n", "edges.csv:1:3: the node \"x\" is not in ", false},
        {",a,b\na,0,1\nc,1,0\n", "node\na\nb\nc\n", "edges.csv:3:1: the row \"c\" is no column", true},
        {",a,a\na,0,1\nb,1,0\n", "node\na\nb\n", "edges.csv:1:3: the matrix has the column \"a\" twice", true},
        {",a,b\na,0,1\na,1,0\n", "node\na\nb\n", "edges.csv:3:1: the matrix has the row \"a\" twice", true},
        {",a,b\na,0,1\n", "node\na\nb\n", "edges.csv:2: the matrix has 2 columns but 1 row", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *outcome = outcome_of(cases[i].edges, cases[i].nodes, cases[i].directed, "");
        if (strncmp(outcome, cases[i].outcome, strlen(cases[i].outcome)) != 0)
            fail_msg("%s: \"%s\" is not \"%s\"", cases[i].edges, outcome, cases[i].outcome);
    }
}

static void what_a_table_of_people_would_say_needs_one(void **state)
{
    (void)state;
    assert_string_equal(outcome_of("source,target\na,b\n", NULL, false, "age"),
        "edges.csv: \"age\" is asked for, a column of network.nodes, which is not given");
    assert_string_equal(outcome_of("source,target\na,b\n", "node,age\na,1\nb,2\n", false, "age"), "a b: 0-1");
}

/* ---- headers ---- */

static void ends_are_called_by_any_of_the_known_pairs(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"source", "target"}, {"from", "to"}, {"sender", "receiver"},
        {"ego", "alter"}, {"i", "j"}, {"src", "dst"}, {"node1", "node2"}, {"person1", "person2"}};
    enum { PAIR_COUNT = sizeof pairs / sizeof *pairs };
    for (size_t i = 0; i < PAIR_COUNT; i++)
        for (size_t k = 0; k < PAIR_COUNT; k++) {
            char text[128];
            snprintf(text, sizeof text, "%s,since,%s\nb,3,a\n", pairs[k][1], pairs[i][0]);
            const char *outcome = outcome_of(text, NULL, true, "");
            if (i == k) assert_string_equal(outcome, "a b: 0>1"); /* whichever comes first */
            if (i != k) assert_non_null(strstr(outcome, "edges.csv:1: the header has no two columns for the ends"));
            assert_true(i == k || (strstr(outcome, pairs[i][0]) && strstr(outcome, pairs[k][1])));
        }
}

static void a_column_type_says_the_direction_in_all_rows_or_in_none(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *outcome;
        bool directed;
    } cases[] = {{"b,a,directed\n", "a b: 1>0", false}, {"b,a,DIRECTED\n", "a b: 1>0", true},
        {"b,a,undirected\n", "a b: 0-1", false}, {"b,a,friend\nb,c,\n", "a b c: 1>0 1>2", true},
        {"b,a,friend\na,b,Directed\n",
            "edges.csv:3:3: the column Type says \"Directed\": it must say Directed or Undirected in all rows, or in "
            "none",
            false},
        {"b,a,Directed\na,b,friend\n",
            "edges.csv:3:3: the column Type says \"friend\": it must say Directed or Undirected in all rows, or in "
            "none",
            false},
        {"b,a,Undirected\n", "edges.csv:2:3: the column Type says \"Undirected\", but network.directed is true", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[128];
        snprintf(text, sizeof text, "source,target,Type\n%s", cases[i].rows);
        assert_string_equal(outcome_of(text, NULL, cases[i].directed, ""), cases[i].outcome);
    }
}

/* Records are read ahead of being numbered: faults come in the order of the file all the same, and so do ties. */
static void the_first_fault_of_many_rows_is_told(void **state)
{
    (void)state;
    for (int faulty = 0; faulty < 20; faulty++)
        for (int kind = 0; kind < 2; kind++) {
            char text[1024] = "source,target,weight\n", reason[64];
            for (int i = 0; i < 20; i++)
                sprintf(text + strlen(text), "%d,%d,%s\n", i, i + 1, i == faulty ? "0" : i > faulty ? "x" : "1");
            if (kind == 1) strcat(text, "a record with too few fields\n");
            snprintf(reason, sizeof reason, "edges.csv:%d:3: the weight \"0\"", faulty + 2);
            assert_non_null(strstr(outcome_of(text, NULL, false, ""), reason));
        }
    char text[1024] = "source,target\n", words[1024] = "0 1 2 3 4 5 6 7 8 9 10 11 12:";
    for (int i = 0; i < 12; i++) sprintf(text + strlen(text), "%d,%d\n", i, i + 1);
    for (int i = 0; i < 12; i++) sprintf(words + strlen(words), " %d-%d", i, i + 1);
    assert_string_equal(outcome_of(text, NULL, false, ""), words);
}

/* ---- files ---- */

static void what_has_no_end_is_refused(void **state)
{
    (void)state;
    struct network_parameters parameters = {.kind = NETWORK_FILE, .edges = "pipe.csv"};
    struct edge_list list;
    struct message message = {""};
    char pipe_path[256], zero_path[256];
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe.csv", folder);
    snprintf(zero_path, sizeof zero_path, "%s/zero.csv", folder);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(symlink("/dev/zero", zero_path), 0);
    assert_int_equal(network_file_read(&parameters, folder, &list, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "no regular file"));
    snprintf(parameters.edges, sizeof parameters.edges, "zero.csv");
    assert_int_equal(network_file_read(&parameters, folder, &list, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "no regular file"));
    remove(pipe_path);
    remove(zero_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_of_other_programs_are_read),
        cmocka_unit_test(tables_that_would_arrive_otherwise_are_refused),
        cmocka_unit_test(matrices_are_read),
        cmocka_unit_test(whoever_is_in_the_ties_must_be_among_the_people),
        cmocka_unit_test(what_a_table_of_people_would_say_needs_one),
        cmocka_unit_test(ends_are_called_by_any_of_the_known_pairs),
        cmocka_unit_test(a_column_type_says_the_direction_in_all_rows_or_in_none),
        cmocka_unit_test(the_first_fault_of_many_rows_is_told),
        cmocka_unit_test(what_has_no_end_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
