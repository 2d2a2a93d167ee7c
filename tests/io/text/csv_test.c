/* Comma-separated files, well-formed and not. */
#include "io/text/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/selforg-csv-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_file(void **state)
{
    (void)state;
    return remove(path);
}

static void write_file(const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* The table as text: the header, then the records as LINE:field|field, with a semicolon after each. */
static enum status read_all(const char *text, size_t size, char out[1024], struct message *message)
{
    struct csv csv;
    bool more = true;
    int length = 0;
    write_file(text, size);
    enum status status = csv_open(&csv, path, message);
    for (int64_t i = 0; status == STATUS_OK && i < csv.header.count; i++)
        length += sprintf(out + length, "%s%s", i ? "|" : "", csv.header.items[i]);
    while (status == STATUS_OK && (status = csv_next(&csv, &more, message)) == STATUS_OK && more) {
        length += sprintf(out + length, ";%d:", (int)csv.line);
        for (int64_t i = 0; i < csv.fields.count; i++)
            length += sprintf(out + length, "%s%s", i ? "|" : "", csv.fields.items[i]);
    }
    csv_close(&csv);
    return status;
}

static void well_formed_tables_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *table;
    } cases[] = {
        {"a,b\n1,2\n3,4\n", "a|b;2:1|2;3:3|4"},
        {"a,b\r\n1,2\r\n3,4", "a|b;2:1|2;3:3|4"},
        {"a,b\r1,2\r3,4\r", "a|b;2:1|2;3:3|4"},
        {"\xEF\xBB\xBF"
         "a,b\n1,2\n",
            "a|b;2:1|2"},
        {"\xEF\xBB\xBF\"a\",b\n1,2\n", "a|b;2:1|2"},
        {"a\n", "a"},
        {"a", "a"},
        {"a\n\n1\n \n\r\n2\n\n", "a;3:1;6:2"},
        {"a,b\n,\n,2\n1,\n", "a|b;2:|;3:|2;4:1|"},
        {"a,b\n\"1,2\",\"say \"\"so\"\"\"\n", "a|b;2:1,2|say \"so\""},
        {"a,b\n\"x\ny\",2\n3,4\n", "a|b;2:x\ny|2;4:3|4"},
        {"a,b\n\"x\r\ny\",2\n3,4\n", "a|b;2:x\r\ny|2;4:3|4"},
        {"a,b\n\"\",\"\"\n", "a|b;2:|"},
        {" a ,\tb\n 1 , 2 3 \n \" 4 \" ,5\n", "a|b;2:1|2 3;3: 4 |5"},
        {"a,b\nJos\xC3\xA9,\xE6\x9D\x8E\n", "a|b;2:Jos\xC3\xA9|\xE6\x9D\x8E"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char table[1024] = "";
        struct message message = {""};
        if (read_all(cases[i].text, strlen(cases[i].text), table, &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_string_equal(table, cases[i].table);
    }
}

static void faults_are_told_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"", ":1: the file must begin"},
        {"\n\n", ":1: the file must begin"},
        {"\xEF\xBB\xBF", ":1: the file must begin"},
        {"a,b\n1\n", ":2: the header has 2 fields, this record 1"},
        {"a,b\n1,2\n1,2,3\n", ":3: the header has 2 fields, this record 3"},
        {"a,b\n\n\"x\ny\",2\n1,2,3\n", ":5: the header has 2 fields, this record 3"},
        {"a,b\n1,\"2\n3,4\n", ":2: a quoted field has no closing quote"},
        {"a,b\n1,\"2\"3\n", ":2: after a closing quote"},
        {"a,b\n1,2\"3\"\n", ":2: a quote inside a field"},
        {"a,\"b\n1,2\n", ":1: a quoted field has no closing quote"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char table[1024], expected[64];
        struct message message = {""};
        assert_int_equal(read_all(cases[i].text, strlen(cases[i].text), table, &message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "%s%s", path, cases[i].place);
        if (strncmp(message.text, expected, strlen(expected)) != 0) fail_msg("%s is not %s", message.text, expected);
    }
}

static void a_record_with_its_rows_name_has_a_field_more(void **state)
{
    (void)state;
    struct csv csv;
    struct message message = {""};
    bool more;
    static const char text[] = "x,y\nx,0,1\ny,1\n";
    assert_int_equal(csv_open_text(&csv, "m.csv", text, &message), STATUS_OK);
    assert_int_equal(csv_first(&csv, &more, &message), STATUS_OK);
    assert_true(more && csv.row_names);
    assert_int_equal(csv_next(&csv, &more, &message), STATUS_INPUT);
    assert_non_null(
        strstr(message.text, "m.csv:3: the header has 2 fields, so that a record with its row's name has one "
                             "more, this record 2"));
    csv_close(&csv);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    static const char utf16[] = "\xFF\xFE"
                                "a\0,\0b\0\n";
    char table[1024];
    struct message message = {""};
    assert_int_equal(read_all(utf16, sizeof utf16 - 1, table, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "UTF-8"));
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    static const char *const paths[] = {"/tmp", "/tmp/selforg-no-such-file.csv"};
    for (int i = 0; i < 2; i++) {
        struct csv csv;
        struct message message = {""};
        assert_int_equal(csv_open(&csv, paths[i], &message), STATUS_INPUT);
        assert_non_null(strstr(message.text, i ? "No such file" : "folder"));
        csv_close(&csv);
    }
}

static void columns_are_found_by_name(void **state)
{
    (void)state;
    struct csv csv;
    write_file("Source,target,TARGET\n", 21);
    assert_int_equal(csv_open(&csv, path, NULL), STATUS_OK);
    assert_int_equal(csv_column(&csv, "source"), 0);
    assert_int_equal(csv_column(&csv, "target"), 1);
    assert_int_equal(csv_column(&csv, "weight"), -1);
    csv_close(&csv);
}

/* A file larger than what is read at once. */
/* A comma where none separates, in all numbers or in none; other texts are left alone. */
static void numbers_are_written_with_a_point(void **state)
{
    (void)state;
    static const char text[] = "a;b\n2,5;x,y\n3;1,500,0\n1.500;0,25\n";
    struct csv csv;
    bool more;
    struct message message = {""};
    assert_int_equal(csv_open_text(&csv, "t.csv", text, &message), STATUS_OK);
    for (int row = 0; row < 3; row++) {
        static const char *const read[][2] = {{"2.5", "x,y"}, {"3", "1,500,0"}, {"1.500", "0.25"}};
        assert_int_equal(csv_next(&csv, &more, &message), STATUS_OK);
        for (int64_t column = 0; column < 2; column++) {
            const bool mixed = row == 2 && column == 0;
            assert_int_equal(csv_with_point(&csv, column, &message), mixed ? STATUS_INPUT : STATUS_OK);
            assert_string_equal(csv.fields.items[column], read[row][column]);
        }
    }
    assert_string_equal(
        message.text, "t.csv:4:1: \"1.500\" has a point, and the number in line 2 a comma: write all with the same");
    csv_close(&csv);
    assert_int_equal(csv_open_text(&csv, "t.csv", "a,b\n2.5,\"1,5\"\n", &message), STATUS_OK);
    assert_int_equal(csv_next(&csv, &more, &message), STATUS_OK);
    for (int64_t column = 0; column < 2; column++) assert_int_equal(csv_with_point(&csv, column, &message), STATUS_OK);
    assert_string_equal(csv.fields.items[1], "1,5"); /* commas separate here */
    csv_close(&csv);
}

static void large_files_are_read(void **state)
{
    (void)state;
    enum { ROWS = 100000 };
    struct csv csv;
    bool more = false;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fprintf(file, "number,square\n");
    for (int i = 0; i < ROWS; i++) fprintf(file, "%d,\"%lld\"\n", i, (long long)i * i);
    fclose(file);
    assert_int_equal(csv_open(&csv, path, NULL), STATUS_OK);
    for (int i = 0; i < ROWS; i++) {
        assert_int_equal(csv_next(&csv, &more, NULL), STATUS_OK);
        assert_true(more);
        assert_int_equal(csv.line, i + 2);
        assert_int_equal(strtoll(csv.fields.items[1], NULL, 10), (long long)i * i);
    }
    assert_int_equal(csv_next(&csv, &more, NULL), STATUS_OK);
    assert_false(more);
    csv_close(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_tables_are_read),
        cmocka_unit_test(faults_are_told_with_their_line),
        cmocka_unit_test(a_record_with_its_rows_name_has_a_field_more),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(numbers_are_written_with_a_point),
        cmocka_unit_test(large_files_are_read),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
