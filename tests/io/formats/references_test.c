/* References to characters become the characters, once, and what is no reference stays as it is. */
#include "io/formats/references.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "io/text/characters.h"

static void check(const char *given, const char *expected)
{
    char text[256];
    snprintf(text, sizeof text, "%s", given);
    references_resolve(text);
    assert_string_equal(text, expected);
}

static void references_become_characters(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"Zo&#235; &#xEB;", "Zo\xC3\xAB \xC3\xAB"},
        {"&amp;lt; &lt;&gt;&quot;&apos;", "&lt; <>\"'"}, {"R&D; A & B; &", "R&D; A & B; &"},
        {"&nosuch; &#xD800; &#;&#x;", "&nosuch; &#xD800; &#;&#x;"},
        {"&yuml;&nbsp;&#128512;", "\xC3\xBF\xC2\xA0\xF0\x9F\x98\x80"}, {"&#99999999999;", "&#99999999999;"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(cases[i][0], cases[i][1]);
}

static void numbers_stand_for_every_character(void **state)
{
    (void)state;
    static const char *const forms[] = {"<&#%lu;>", "<&#x%lX;>", "<&#X%lx;>", "<&#0%lu;>"};
    for (uint32_t character = 1; character < 0x110000; character += character < 0x3000 ? 1 : 257) {
        char reference[32], bytes[8] = "", expected[8];
        if (characters_write(character, bytes) == 0) continue;
        snprintf(expected, sizeof expected, "<%s>", bytes);
        for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
            snprintf(reference, sizeof reference, forms[form], (unsigned long)character);
            check(reference, expected);
        }
    }
}

/* One of each kind, the first and the last, and those around the two that are no letters. */
static void names_are_those_of_latin_1(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t character;
    } named[] = {{"nbsp", 160}, {"sect", 167}, {"shy", 173}, {"macr", 175}, {"frac34", 190}, {"iquest", 191},
        {"Agrave", 192}, {"Ouml", 214}, {"times", 215}, {"Oslash", 216}, {"szlig", 223}, {"eacute", 233}, {"ouml", 246},
        {"divide", 247}, {"oslash", 248}, {"yuml", 255}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        char reference[32], bytes[8] = "";
        characters_write(named[i].character, bytes);
        snprintf(reference, sizeof reference, "&%s;", named[i].name);
        check(reference, bytes);
    }
    check("&AMP;&Nbsp;&EACUTE;", "&AMP;&Nbsp;&EACUTE;"); /* names have their letters, large or small */
}

static void what_is_no_reference_stays(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "&", "&&", "&;", "a & b;", "&amp", "& amp;", "&am p;", "&amp:", "&#12",
        "&#-5;", "&#+5;", "&# 5;", "&#x;", "&#xG;", "&#1a;", "&#0;", "&#x110000;", "&#4294967336;",
        "&thereisnosuchname;"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) check(texts[i], texts[i]);
}

static void a_reference_is_resolved_once(void **state)
{
    (void)state;
    check("&amp;amp;", "&amp;");
    check("&#38;#38;", "&#38;");
    check("&&lt;", "&<");
    check("&lt&gt;", "&lt>");
    check("&lt;&gt;&lt;", "<><");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_become_characters),
        cmocka_unit_test(numbers_stand_for_every_character),
        cmocka_unit_test(names_are_those_of_latin_1),
        cmocka_unit_test(what_is_no_reference_stays),
        cmocka_unit_test(a_reference_is_resolved_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
