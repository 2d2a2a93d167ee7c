/* Events of YAML one by one, with what a file of ours is written without told for what it is, in its place. */
#include "io/text/yaml_reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static struct message message;

/* Reads a text to its end, or to the first complaint. */
static enum status read_bytes(const char *text, size_t length)
{
    struct yaml_reader reader;
    int depth = 1;
    message = (struct message){""};
    enum status status = yaml_reader_open(&reader, "t.yaml", "a test", text, length, &message);
    if (status == STATUS_OK) status = yaml_begin(&reader, "it begins so");
    while (status == STATUS_OK && depth > 0) {
        status = yaml_next(&reader);
        yaml_event_type_t type = reader.event.type;
        if (status == STATUS_OK) depth += type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT;
        if (status == STATUS_OK) depth -= type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT;
    }
    if (status == STATUS_OK) status = yaml_end(&reader);
    yaml_reader_close(&reader);
    return status;
}

static void check_refused(const char *text, const char *reason)
{
    char expected[512];
    if (read_bytes(text, strlen(text)) != STATUS_INPUT) fail_msg("%s: is read", text);
    snprintf(expected, sizeof expected, "t.yaml:%s", reason);
    if (strncmp(message.text, expected, strlen(expected)) != 0)
        fail_msg("%s: \"%s\" does not say \"%s\"", text, message.text, expected);
    assert_null(strchr(message.text, '\n')); /* one line */
}

static void one_document_that_is_a_mapping_is_read(void **state)
{
    (void)state;
    static const char *const texts[] = {"{}", "a: 1", "---\na: 1\n", "a: 1\n...\n", "\xEF\xBB\xBF{a: 1}", "# b\na: 1",
        "a: [1, {b: 'c'}]\r\n", "a: 1\rb: 2\r", "%YAML 1.1\n---\na: 1\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (read_bytes(texts[i], strlen(texts[i])) != STATUS_OK) fail_msg("%s: %s", texts[i], message.text);
}

static void what_is_no_mapping_is_told_with_what_one_begins_with(void **state)
{
    (void)state;
    check_refused("", "1:1: the file is empty; it begins so");
    check_refused("\xEF\xBB\xBF", "1:1: the file is empty; it begins so");
    check_refused("\n\n# a\n---\n# b\n", "1:1: the file is empty; it begins so");
    check_refused("\n null", "1:1: the file is empty; it begins so");
    check_refused("\n'null'", "2:1: this is text and no mapping of keys; it begins so");
    check_refused("\n  - a", "2:3: this is a list and no mapping of keys; it begins so");
    check_refused("\"a\\0b\"", "1:1: this is text with a zero byte and no mapping of keys; it begins so");
}

static void nothing_follows_the_document(void **state)
{
    (void)state;
    check_refused("a: 1\n---\n", "2:1: a second document begins; a test is a single one");
    check_refused("a: 1\n...\nb: 1\n", "3:1: "); /* without a --- YAML 1.1 has no second document */
}

static void what_is_written_in_riddles_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place, *what;
    } cases[] = {{"a: &x 1", "1:4", "an anchor (&name)"}, {"a: &x [1]", "1:4", "an anchor (&name)"},
        {"a: &x {b: 1}", "1:4", "an anchor (&name)"}, {"&x a: 1", "1:1", "an anchor (&name)"},
        {"a: 1\nb: *x", "2:4", "an alias (*name)"}, {"a: !int 1", "1:4", "a tag (!name)"},
        {"a: !!str 1", "1:4", "a tag (!name)"}, {"a: ! x", "1:4", "a tag (!name)"},
        {"a: !x [1]", "1:4", "a tag (!name)"}, {"a: !x {b: 1}", "1:4", "a tag (!name)"},
        {"a: &x !y 1", "1:4", "an anchor (&name)"}, {"!x\na: 1", "1:1", "a tag (!name)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char reason[256];
        snprintf(reason, sizeof reason, "%s: a test is written without %s; write the value itself", cases[i].place,
            cases[i].what);
        check_refused(cases[i].text, reason);
    }
}

static void a_number_that_begins_with_a_zero_is_refused_where_it_is_plain(void **state)
{
    (void)state;
    static const char *const fine[] = {"a: 0", "a: 0.5", "a: '010'", "a: 10", "a: 0x", "a: 01x", "a: 0e1", "a: -0"};
    check_refused("a: 010", "1:4: 010 begins with a zero: YAML 1.1 takes that for base 8");
    check_refused("a: [1, -007]", "1:8: -007 begins with a zero");
    check_refused("a: 1\n00: 1", "2:1: 00 begins with a zero");
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (read_bytes(fine[i], strlen(fine[i])) != STATUS_OK) fail_msg("%s: %s", fine[i], message.text);
}

static void a_tab_that_indents_is_told_for_what_it_is(void **state)
{
    (void)state;
    check_refused("a:\n\tb: 1\n", "2:1: a tab; YAML is indented with spaces alone");
    check_refused("a:\r\n  \tb: 1\r\n", "2:3: a tab; YAML is indented with spaces alone");
    check_refused("a: 1\rb:\r  \tc: 1\r", "3:3: a tab; YAML is indented with spaces alone");
    check_refused("a: 1\n\t", "2:1: a tab; YAML is indented with spaces alone");
    check_refused("\xC3\xBC: 1\n  b\t: [\n", "2:"); /* a tab elsewhere is not at fault */
    assert_null(strstr(message.text, "a tab"));
}

static void what_is_no_yaml_is_told_where_it_is(void **state)
{
    (void)state;
    check_refused("a: b: 1", "1:5: this is no YAML: mapping values are not allowed in this context; is the line");
    check_refused("a: [1\nb: 2", "2:");
    check_refused("a: 'b\n", "2:1: this is no YAML: ");
    check_refused("a: 1\n}", "2:1: this is no YAML: ");
    check_refused("a: 1\rb: 2\r}", "3:1: this is no YAML: ");
    check_refused("a: 1\r\nb: 2\r\n}", "3:1: this is no YAML: ");
    check_refused("%YAML 3.0\n---\na: 1", "1:1: this is no YAML: ");
}

/* Columns count characters, and lines end as in any file, whatever is before the byte. */
static void bytes_that_are_no_utf8_are_told_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        const char *place;
    } cases[] = {{"a: \xFF", 4, "1:4"}, {"a: 1\nb: \xC3\xBC\xC0", 11, "2:5"},
        {"\xEF\xBB\xBF"
         "a: \xE9",
            7, "1:4"},
        {"a: 1\r\nb: \xF0\x9F\x98\x80\xED\xA0\x80", 16, "2:5"}, {"a: 1\r\rb: \xFF", 10, "3:4"}, {"a: \x01", 4, "1:4"},
        {"a: \0", 4, "1:4"},
        {"\xFF\xFE"
         "a",
            3, "1:1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[64];
        assert_int_equal(read_bytes(cases[i].text, cases[i].length), STATUS_INPUT);
        snprintf(expected, sizeof expected, "t.yaml:%s: this is no text in UTF-8: ", cases[i].place);
        if (strncmp(message.text, expected, strlen(expected)) != 0)
            fail_msg("\"%s\" does not say \"%s\"", message.text, expected);
    }
}

/* The first value of a mapping. */
static void look_at(struct yaml_reader *reader, const char *text)
{
    assert_int_equal(yaml_reader_open(reader, "t.yaml", "a test", text, strlen(text), &message), STATUS_OK);
    assert_int_equal(yaml_begin(reader, ""), STATUS_OK);
    assert_int_equal(yaml_next(reader), STATUS_OK);
    assert_int_equal(yaml_next(reader), STATUS_OK);
}

static void a_scalar_is_known_by_how_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text, *scalar;
        bool plain, block, nothing;
        const char *kind;
    } cases[] = {{"a: x", "x", true, false, false, "text"}, {"a: 'x'", "x", false, false, false, "text"},
        {"a: \"x\"", "x", false, false, false, "text"}, {"a: |\n  x\n", "x\n", false, true, false, "text"},
        {"a: >-\n  x\n  y\n", "x y", false, true, false, "text"}, {"a:", "", true, false, true, "missing"},
        {"a: ~", "~", true, false, true, "missing"}, {"a: null", "null", true, false, true, "missing"},
        {"a: Null", "Null", true, false, true, "missing"}, {"a: NULL", "NULL", true, false, true, "missing"},
        {"a: nUll", "nUll", true, false, false, "text"}, {"a: ''", "", false, false, false, "text"},
        {"a: '~'", "~", false, false, false, "text"},
        {"a: \"x\\0\"", NULL, false, false, false, "text with a zero byte"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_reader reader;
        look_at(&reader, cases[i].text);
        const char *scalar = yaml_scalar(&reader);
        assert_int_equal(scalar == NULL, cases[i].scalar == NULL);
        if (scalar) assert_string_equal(scalar, cases[i].scalar);
        assert_int_equal(yaml_is_plain(&reader), cases[i].plain);
        assert_int_equal(yaml_is_block(&reader), cases[i].block);
        assert_int_equal(yaml_is_nothing(&reader), cases[i].nothing);
        assert_string_equal(yaml_kind(&reader), cases[i].kind);
        yaml_reader_close(&reader);
    }
}

static void what_is_no_scalar_has_no_text(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"a: []", "a list"}, {"a: {}", "a mapping"}};
    for (size_t i = 0; i < 2; i++) {
        struct yaml_reader reader;
        look_at(&reader, cases[i][0]);
        assert_null(yaml_scalar(&reader));
        assert_string_equal(yaml_kind(&reader), cases[i][1]);
        assert_int_equal(yaml_complain(&reader, reader.event.start_mark, "no %d", 3), STATUS_INPUT);
        assert_string_equal(message.text, "t.yaml:1:4: no 3");
        yaml_reader_close(&reader);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_document_that_is_a_mapping_is_read),
        cmocka_unit_test(what_is_no_mapping_is_told_with_what_one_begins_with),
        cmocka_unit_test(nothing_follows_the_document),
        cmocka_unit_test(what_is_written_in_riddles_is_refused),
        cmocka_unit_test(a_number_that_begins_with_a_zero_is_refused_where_it_is_plain),
        cmocka_unit_test(a_tab_that_indents_is_told_for_what_it_is),
        cmocka_unit_test(what_is_no_yaml_is_told_where_it_is),
        cmocka_unit_test(bytes_that_are_no_utf8_are_told_where_they_are),
        cmocka_unit_test(a_scalar_is_known_by_how_it_stands),
        cmocka_unit_test(what_is_no_scalar_has_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
