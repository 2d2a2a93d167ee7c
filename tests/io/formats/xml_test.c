/* XML is told element by element, with the text of each, and what cannot be read with its line and column. */
#include "io/formats/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was told, in words: "<name", "=text>" and the lines. */
struct told {
    struct draft *draft;
    char words[512];
    const char
        *stop_at; /* the element whose begin is refused, or whose end runs out of memory where it begins with / */
};

static enum status begin(void *context, const struct xml_element *element)
{
    struct told *told = context;
    const char *id = xml_attribute(element, "id");
    size_t length = strlen(told->words);
    snprintf(told->words + length, sizeof told->words - length, "<%s%s%s %d ", element->name, id ? "#" : "",
        id ? id : "", (int)told->draft->line);
    if (told->stop_at && strcmp(told->stop_at, element->name) == 0) return draft_fault(told->draft, "stop");
    return STATUS_OK;
}

static enum status end(void *context, const char *name, const char *text)
{
    struct told *told = context;
    size_t length = strlen(told->words);
    snprintf(told->words + length, sizeof told->words - length, "%s=%.20s %d> ", name, text, (int)told->draft->line);
    return told->stop_at && told->stop_at[0] == '/' && strcmp(told->stop_at + 1, name) == 0 ? STATUS_MEMORY : STATUS_OK;
}

static enum status read_text(
    const char *text, size_t length, const char *stop_at, struct told *told, struct message *message)
{
    struct draft draft = draft_of("a.xml", "", "", message);
    *told = (struct told){.draft = &draft, .stop_at = stop_at};
    *message = (struct message){""};
    enum status status = xml_read(&draft, &(struct xml_reader){begin, end, told}, text, length);
    draft_free(&draft);
    return status;
}

static void check(const char *text, const char *words)
{
    struct told told;
    struct message message;
    if (read_text(text, strlen(text), NULL, &told, &message) != STATUS_OK) fail_msg("%s: %s", text, message.text);
    assert_string_equal(told.words, words);
}

static void elements_are_told_in_order_with_their_lines(void **state)
{
    (void)state;
    check("<a/>", "<a 1 a= 1> ");
    check("<?xml version='1.0'?>\n<a>\n<b/><!-- <c/> -->\n</a>\n", "<a 2 <b 3 b= 3> a= 4> ");
    check("<x:a xmlns:x='u'><x:y:b x:id='7'/></x:a>", "<a 1 <b#7 1 b= 1> a= 1> ");
    check("<a id='Zo&#235; &amp; &lt;'/>", "<a#Zo\xC3\xAB & < 1 a= 1> ");
    check("<?xml version='1.0' encoding='ISO-8859-1'?><a id='Zo\xEB'/>", "<a#Zo\xC3\xAB 1 a= 1> ");
    check("<!DOCTYPE a SYSTEM 'a.dtd'><a/>", "<a 1 a= 1> ");
}

static void a_text_is_tidy_and_without_that_of_children(void **state)
{
    (void)state;
    check("<a>x<b>y</b>z</a>", "<a 1 <b 1 b=y 1> a=xz 1> ");
    check("<a> \n x \t\r\n y  </a>", "<a 1 a=x y 3> ");
    check("<a>  </a>", "<a 1 a= 1> ");
    check("<a><![CDATA[ <b> ]]></a>", "<a 1 a=<b> 1> ");
    check("<a>1<b>2<c>3</c>4</b>5<d/>6</a>", "<a 1 <b 1 <c 1 c=3 1> b=24 1> <d 1 d= 1> a=156 1> ");
}

static void what_is_no_xml_is_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {{"", "a.xml:1: column 1: this is no XML that could be read"},
        {"<a>\n <b></c>\n</a>", "a.xml:2: column 7: this is no XML"}, {"<a>", "a.xml:1: column 4: this is no XML"},
        {"<a/>\n<b/>", "a.xml:2: column 1: this is no XML"}, {"<a>\xEB</a>", "a.xml:1: column 4: this is no XML"},
        {"<a>&what;</a>", "a.xml:1: column 4: this is no XML"},
        {"<!DOCTYPE a SYSTEM 'a.dtd'>\n<a>&what;</a>", "a.xml:2: the entity \"what\" is not defined in the file"},
        {"<!DOCTYPE a [\n<!ENTITY b 'c'>]><a>&b;</a>", "a.xml:2: the file defines an entity, \"b\""},
        {"<!DOCTYPE a [<!ENTITY b SYSTEM '/etc/passwd'>]><a>&b;</a>", "a.xml:1: the file defines an entity, \"b\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct told told;
        struct message message;
        assert_int_equal(read_text(cases[i].text, strlen(cases[i].text), NULL, &told, &message), STATUS_INPUT);
        if (strncmp(message.text, cases[i].reason, strlen(cases[i].reason)) != 0)
            fail_msg("%s: \"%s\"", cases[i].text, message.text);
    }
}

static void a_reader_that_refuses_an_element_is_told_nothing_more(void **state)
{
    (void)state;
    static const char text[] = "<a>\n<b>x</b><c/></a";
    struct told told;
    struct message message;
    assert_int_equal(read_text(text, strlen(text), "b", &told, &message), STATUS_INPUT);
    assert_string_equal(told.words, "<a 1 <b 2 ");
    assert_string_equal(message.text, "a.xml:2: stop");
    static const char empty[] = "<a><b/></a>"; /* expat itself goes on to the end of an empty element */
    assert_int_equal(read_text(empty, strlen(empty), "b", &told, &message), STATUS_INPUT);
    assert_string_equal(told.words, "<a 1 <b 1 ");
    assert_int_equal(read_text(text, strlen(text), "/b", &told, &message), STATUS_MEMORY);
    assert_string_equal(told.words, "<a 1 <b 2 b=x 2> ");
}

static enum status read_nested(int depth, struct message *message)
{
    static char text[4096];
    struct told told;
    text[0] = '\0';
    for (int i = 0; i < depth; i++) strcat(text, "<a>");
    for (int i = 0; i < depth; i++) strcat(text, "</a>");
    return read_text(text, strlen(text), NULL, &told, message);
}

static void elements_are_nested_256_deep_at_most(void **state)
{
    (void)state;
    struct message message;
    assert_int_equal(read_nested(256, &message), STATUS_OK);
    assert_int_equal(read_nested(257, &message), STATUS_INPUT);
    assert_string_equal(message.text, "a.xml:1: elements are nested more than 256 deep");
}

/* expat is given the text in pieces of a megabyte: elements of every length around that, and of twice it, arrive. */
static void long_texts_arrive_whole(void **state)
{
    (void)state;
    enum { MEGABYTE = 1 << 20 };
    char *text = malloc(2 * MEGABYTE + 8);
    assert_non_null(text);
    for (int pieces = 1; pieces <= 2; pieces++)
        for (int more = -4; more <= 4; more++) {
            size_t length = (size_t)(pieces * MEGABYTE + more);
            struct told told;
            struct message message;
            memset(text, ' ', length);
            memcpy(text, "<a>x", 4);
            memcpy(text + length - 9, "y<b/>", 5);
            memcpy(text + length - 4, "</a>", 4);
            if (read_text(text, length, NULL, &told, &message) != STATUS_OK) fail_msg("%zu: %s", length, message.text);
            assert_string_equal(told.words, "<a 1 <b 1 b= 1> a=x y 1> ");
        }
    free(text);
}

static void attributes_are_found_by_their_names(void **state)
{
    (void)state;
    const char *pairs[] = {"a", "1", "x:b", "2", "b", "3", "c", "", NULL}, *none[] = {NULL};
    const struct xml_element element = {"e", pairs}, bare = {"e", none};
    assert_string_equal(xml_attribute(&element, "a"), "1");
    assert_string_equal(xml_attribute(&element, "b"), "2"); /* the first */
    assert_string_equal(xml_attribute(&element, "c"), "");
    assert_null(xml_attribute(&element, "A"));
    assert_null(xml_attribute(&element, "1"));
    assert_null(xml_attribute(&bare, "a"));
}

static void a_kept_text_is_a_copy_and_nothing_leaves_it(void **state)
{
    (void)state;
    char text[] = "one", *copy = NULL;
    assert_int_equal(xml_keep(&copy, text), STATUS_OK);
    text[0] = 'x';
    assert_string_equal(copy, "one");
    assert_int_equal(xml_keep(&copy, NULL), STATUS_OK);
    assert_string_equal(copy, "one");
    assert_int_equal(xml_keep(&copy, "another"), STATUS_OK);
    assert_string_equal(copy, "another");
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_told_in_order_with_their_lines),
        cmocka_unit_test(a_text_is_tidy_and_without_that_of_children),
        cmocka_unit_test(what_is_no_xml_is_refused_with_line_and_column),
        cmocka_unit_test(a_reader_that_refuses_an_element_is_told_nothing_more),
        cmocka_unit_test(elements_are_nested_256_deep_at_most),
        cmocka_unit_test(long_texts_arrive_whole),
        cmocka_unit_test(attributes_are_found_by_their_names),
        cmocka_unit_test(a_kept_text_is_a_copy_and_nothing_leaves_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
