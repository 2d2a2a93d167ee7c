/* Every way in which a scenario file can be wrong, with its exact place; and what nobody would write. */
#include "io/scenario/scenario_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/scenario/scenario_texts.h"
#include "scenario/text.h"

#define ALL "; `selforg describe parameters` lists them all"

static void whatever_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        /* nothing to read */
        {"", "s.yaml:1:1: the file is empty; a scenario begins with `selforg: 2`"},
        {"\n\n# only a comment\n", "s.yaml:1:1: the file is empty; a scenario begins with `selforg: 2`"},
        {"---\n", "s.yaml:1:1: the file is empty; a scenario begins with `selforg: 2`"},
        {"{}\n", "s.yaml:1:1: selforg: the key is missing; a scenario begins with `selforg: 2`"},
        {"steps: 5\n", "s.yaml:1:1: selforg: the key is missing; a scenario begins with `selforg: 2`"},
        {"selforg:"
         " 1\nsteps: 5\n",
            "s.yaml:1:10: selforg: this is a file of format 1, and many names are others now; write `selforg: 2`, and "
            "each "
            "name that has changed is told with the new one (all of them: sim/scenario/moved.def)"},
        {"selforg: 3\n", "s.yaml:1:10: selforg: \'3\' is too large; it must be 2"},
        /* no mapping */
        {"just words\n", "s.yaml:1:1: this is text and no mapping of keys; a scenario begins with `selforg: 2`"},
        {"- selforg: 2\n", "s.yaml:1:1: this is a list and no mapping of keys; a scenario begins with `selforg: 2`"},
        {"selforg: 2\nnetwork: [1, 2]\n",
            "s.yaml:2:10: network: the value is a list; it must be a mapping of keys, {} for the defaults"},
        {"selforg: 2\nprojects: true\n", "s.yaml:2:11: projects: the value is text; it must be a mapping of keys, {} "
                                         "for the defaults; where it is not wanted it is left out"},
        {"selforg: 2\nprojects: \"\"\n", "s.yaml:2:11: projects: the value is text; it must be a mapping of keys, {} "
                                         "for the defaults; where it is not wanted it is left out"},
        {"selforg: 2\n[a]: 1\n", "s.yaml:2:1: a key must be a piece of text"},
        {"selforg: 2\nnetwork: {{a: 1}: 1}\n", "s.yaml:2:11: network: a key must be a piece of text"},
        {"selforg: 2\n\"\": 1\n", "s.yaml:2:1: a key is empty"},
        {"selforg: 2\n\"a\\0b\": 1\n", "s.yaml:2:1: a key must be a piece of text"},
        /* unknown keys */
        {"selforg: 2\nstesp: 5\n", "s.yaml:2:1: stesp: there is no such key; did you mean 'steps'?"},
        {"selforg: 2\nbananas: 5\n", "s.yaml:2:1: bananas: there is no such key" ALL},
        {"selforg: 2\nagents: 5\n", "s.yaml:2:1: agents: there is no such key; did you mean 'network.agents'?"},
        {"selforg: 2\nnetwork:\n  kind: ring\n  agnets: 5\n",
            "s.yaml:4:3: network.agnets: there is no such key; did you mean 'network.agents'?"},
        {"selforg: 2\nnetwork: {Agents: 5}\n",
            "s.yaml:2:11: network.Agents: there is no such key; did you mean 'network.agents'?"},
        {"selforg: 2\nobserve: {snapshot: {every: 5}}\n",
            "s.yaml:2:11: observe.snapshot: there is no such key; did you mean 'observe.snapshots'?"},
        {"selforg: 2\nnetwork.agents: 5\n",
            "s.yaml:2:1: network.agents: keys are nested in a file, not joined by points"},
        {"selforg: 2\nobserve.snapshots: {}\n",
            "s.yaml:2:1: observe.snapshots: keys are nested in a file, not joined by points"},
        {"selforg: 2\nnetwork: {kind.agents: 5}\n",
            "s.yaml:2:11: network.kind.agents: there is no such key; did you mean 'network.agents'?"},
        {"selforg: 2\n\"\\e[2J\\n\": 5\n", "s.yaml:2:1: ?[2J?: there is no such key" ALL},
        {"selforg: 2\n\xC3\xBC: 1\nb: 2\n", "s.yaml:2:1: ü: there is no such key" ALL},
        {"selforg: 2\ntitle: \xC3\xBC\xC3\xBC # \xC3\xBC\nnetwork: {unit_column: \xC3\xBC, b: 2}\n",
            "s.yaml:3:27: network.b: there is no such key; `selforg describe parameters network` lists those of "
            "network"},
        {"selforg: 2\nnetwork:\n  <<: {kind: ring}\n",
            "s.yaml:3:3: network: merge keys (<<) are not supported; write the values themselves"},
        /* duplicate keys */
        {"selforg: 2\nsteps: 5\nseed: 1\nsteps: 5\n",
            "s.yaml:4:1: steps: the key is there twice; the first is in line 2"},
        {"selforg: 2\ninterventions:\n",
            "s.yaml:2:15: interventions: the value is missing; it must be steps with what changes in them, as {104: "
            "{tell.probability: 0}}, or the name of a table, as weekly.csv"},
        {"selforg: 2\ninterventions: {5: {}}\n",
            "s.yaml:2:17: interventions: step 5 has no key, and so changes nothing"},
        {"selforg: 2\ninterventions: {5: {foo.bar: 0.1}}\n",
            "s.yaml:2:21: interventions: step 5: foo.bar: there is no such key" ALL},
        {"selforg: 2\ninterventions: {5: {adoption.rule: evidence}}\n",
            "s.yaml:2:21: interventions: step 5: adoption.rule cannot change in a run: it says how the model is put "
            "together; an amount of 0 switches a mechanism off; what can are the rates, shares and amounts of "
            "mechanisms"},
        {"selforg: 2\nnetwork: {agents: 5, kind: ring, agents: 6}\n",
            "s.yaml:2:34: network.agents: the key is there twice; the first is in line 2"},
        {"selforg: 2\nteam:\nsteps: 5\nteam: {}\n", "s.yaml:4:1: team: the key is there twice; the first is in line 2"},
        {"selforg: 2\nlandscape: {practices: {a: 1, b: 1, a: 1}}\n",
            "s.yaml:2:37: landscape.practices.a: the key is there twice; the first is in line 2"},
        {"selforg: 2\nteam: {sizes: {2: 1, 3: 1, +3.0: 1, 2e0: 1}}\n",
            "s.yaml:2:28: team.sizes.+3.0: the key is there twice; the first is in line 2"},
        /* zeros and commas */
        {"selforg: 2\nsteps: 0100\n", "s.yaml:2:8: 0100 begins with a zero: YAML 1.1 takes that for base 8, and YAML "
                                      "1.2 does not; leave the zero "
                                      "out, or put quotes around a text"},
        {"selforg: 2\nteam: {sizes: {02: 1}}\n",
            "s.yaml:2:16: 02 begins with a zero: YAML 1.1 takes that for base 8, and YAML 1.2 does not; leave the zero "
            "out, or put quotes around a text"},
        {"selforg: 2\ndebrief:\n  depth: 0,5\n", "s.yaml:3:10: debrief.depth: '0,5' is no number (a decimal comma? "
                                                 "numbers have a point); it must be a number "
                                                 "from 0 to 1"},
        {"selforg: 2\ndebrief: {depth: 0,5, effort: 1}\n",
            "s.yaml:2:18: debrief.depth: 0,5: a decimal comma? numbers have a point"},
        {"selforg: 2\nlandscape: {practices: {a: 0,8, b: 0,4}}\n",
            "s.yaml:2:28: landscape.practices.a: 0,8: a decimal comma? numbers have a point"},
        /* wrong types */
        {"selforg: 2\nsteps: many\n",
            "s.yaml:2:8: steps: 'many' is no number; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: 1.5\n",
            "s.yaml:2:8: steps: '1.5' is not whole; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: 0x10\n",
            "s.yaml:2:8: steps: '0x10' is no number; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: \"5\"\n",
            "s.yaml:2:8: steps: '5' is text, as it stands in quotes; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: |\n  5\n",
            "s.yaml:2:8: steps: '5' is text, as it stands behind | or >; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: true\n",
            "s.yaml:2:8: steps: 'true' is no number; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps:\n",
            "s.yaml:2:7: steps: the value is missing; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: ~\n",
            "s.yaml:2:8: steps: the value is missing; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: [5]\n",
            "s.yaml:2:8: steps: the value is a list; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\nsteps: {five: 5}\n",
            "s.yaml:2:8: steps: the value is a mapping; it must be a whole number from 1 to 10000000"},
        {"selforg: 2\ntitle: null\n", "s.yaml:2:8: title: the value is missing; it must be text of at most 511 bytes"},
        {"selforg: 2\ntitle: \"a\\0b\"\n", "s.yaml:2:8: title: the text has a zero byte"},
        {"selforg: 2\ntitle: \"a\\eb\"\n", "s.yaml:2:8: title: 'a?b' is not clean UTF-8, without control characters; "
                                           "it must be text of at most 511 bytes"},
        {"selforg: 2\nobserve: {tellings: yes}\n",
            "s.yaml:2:21: observe.tellings: 'yes' is neither; it must be true or false"},
        {"selforg: 2\nobserve: {tellings: 'true'}\n",
            "s.yaml:2:21: observe.tellings: 'true' is text, as it stands in quotes; it must be true or false"},
        {"selforg: 2\nlandscape: {kind: mach}\n", "s.yaml:2:19: landscape.kind: 'mach' is no choice; it must be one of "
                                                  "nk, match, listed, ring, recipes, table; did you mean 'match'?"},
        {"selforg: 2\nlandscape: {practices: 0.5}\n",
            "s.yaml:2:24: landscape.practices: the value is text; it must be names "
            "with a number from 0 to 1 each"},
        {"selforg: 2\nlandscape: {practices: {a: {b: 1}}}\n",
            "s.yaml:2:28: landscape.practices: the value is a mapping; it must be names with a number from 0 to 1 "
            "each"},
        {"selforg: 2\nlandscape: {practices: {[a]: 1}}\n",
            "s.yaml:2:25: landscape.practices: a key must be a piece of text"},
        {"selforg: 2\nlandscape:\n  practices:\n    a: 0.5\n    b: 1.5\n",
            "s.yaml:5:5: landscape.practices: '1.5' for 'b' is too large; it must be names with a number from 0 to 1 "
            "each"},
        /* ranges */
        {"selforg: 2\ndebrief: {depth: 1.5}\n",
            "s.yaml:2:18: debrief.depth: '1.5' is too large; it must be a number from 0 to 1"},
        {"selforg: 2\ndebrief: {depth: -0.1}\n",
            "s.yaml:2:18: debrief.depth: '-0.1' is too small; it must be a number from 0 to 1"},
        {"selforg: 2\ndebrief: {depth: .nan}\n",
            "s.yaml:2:18: debrief.depth: '.nan' is no number; it must be a number from 0 to 1"},
        {"selforg: 2\ndebrief: {depth: NaN}\n",
            "s.yaml:2:18: debrief.depth: 'NaN' is no number; it must be a number from 0 to 1"},
        {"selforg: 2\nsteps: 99999999999999999999\n",
            "s.yaml:2:8: steps: '99999999999999999999' is too large; it must be a whole number from 1 to 10000000"},
        /* what YAML has and a scenario has not */
        {"selforg: 2\nnetwork: &n {agents: 5}\n",
            "s.yaml:2:10: a scenario is written without an anchor (&name); write the value itself"},
        {"selforg: &one 1\nseed: *one\n",
            "s.yaml:1:10: a scenario is written without an anchor (&name); write the value itself"},
        {"selforg: 2\nseed: *one\n",
            "s.yaml:2:7: a scenario is written without an alias (*name); write the value itself"},
        {"selforg: !!int 1\n", "s.yaml:1:10: a scenario is written without a tag (!name); write the value itself"},
        {"!scenario\nselforg: 2\n", "s.yaml:1:1: a scenario is written without a tag (!name); write the value itself"},
        {"selforg: 2\ntitle: ! x\n", "s.yaml:2:8: a scenario is written without a tag (!name); write the value itself"},
        {"selforg: 2\n---\nselforg: 2\n", "s.yaml:2:1: a second document begins; a scenario is a single one"},
        /* no YAML, no text */
        {"selforg: 2\nnetwork: {agents: 5\n",
            "s.yaml:3:1: this is no YAML: did not find expected ',' or '}' while parsing a flow mapping"},
        {"selforg: 2\n  steps: 5\n",
            "s.yaml:2:8: this is no YAML: mapping values are not allowed in this context; is the "
            "line indented too far, or does a text with a colon need quotes?"},
        {"selforg: 2\nsteps: 5\n  0\n",
            "s.yaml:2:8: steps: the value '5 0' runs on into the next line; is that one indented too far?"},
        {"selforg: 2\nnetwork:\n  kind: ring\n    agents: 5\n",
            "s.yaml:4:11: this is no YAML: mapping values are not allowed in this context; is the line indented too "
            "far, "
            "or does a text with a colon need quotes?"},
        {"selforg: 2\nnetwork: {}\n  agents: 5\n",
            "s.yaml:3:3: this is no YAML: did not find expected key while parsing a block mapping"},
        {"selforg: 2\nnetwork:\n\tagents: 5\n", "s.yaml:3:1: a tab; YAML is indented with spaces alone"},
        {"selforg: 2\nnetwork:\n  kind: ring\n  \tagents: 5\n",
            "s.yaml:4:3: a tab; YAML is indented with spaces alone"},
        {"selforg: 2\ntitle: Z\xFCrich\n", "s.yaml:2:9: this is no text in UTF-8: invalid leading UTF-8 octet"},
        {"selforg: 2\ntitle: \xC3\xBC\x01\n",
            "s.yaml:2:9: this is no text in UTF-8: control characters are not allowed"},
        {"selforg: 2\ntitle: \x01\n", "s.yaml:2:8: this is no text in UTF-8: control characters are not allowed"},
        {"\x89HDF\r\n\x1A\n", "s.yaml: this is an HDF5 file; a scenario is a text in YAML"},
        {"%YAML 2.0\n---\nselforg: 2\n", "s.yaml:1:1: this is no YAML: found incompatible YAML document"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read read = read_text(cases[i].text);
        assert_string_equal(read.message.text, cases[i].message);
        assert_int_equal(read.status, STATUS_INPUT);
    }
}

static void bytes_that_are_no_text_are_told_with_their_place(void **state)
{
    (void)state;
    static const char zero[] = "selforg: 2\nsteps: \0005\n", utf16[] = "\xFF\xFEs\0e\0";
    struct read read = read_bytes(zero, sizeof zero - 1);
    assert_string_equal(read.message.text, "s.yaml:2:8: this is no text in UTF-8: control characters are not allowed");
    read = read_bytes(utf16, sizeof utf16 - 1);
    assert_string_equal(read.message.text, "s.yaml:1:1: this is no text in UTF-8: invalid leading UTF-8 octet");
    assert_int_equal(read.status, STATUS_INPUT);
}

/* Nested, repeated and long without end: each is refused at once. */
static void a_bomb_does_not_go_off(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "[", "{", "? ", "- ", "a: &a [", "{a: ", "\"", "selforg: 2\n", "\xC3\xBC", "&", "# "};
    char *text = malloc(YAML_TREE_FILE_MOST + 1);
    assert_non_null(text);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        size_t size = strlen(parts[i]), length = 0;
        while (length + size <= YAML_TREE_FILE_MOST) length += (size_t)sprintf(text + length, "%s", parts[i]);
        assert_int_equal(read_bytes(text, length).status, STATUS_INPUT);
    }
    free(text);
}

/* A bit pattern that looks random and is the same in every run (Marsaglia's xorshift). */
static uint64_t next_bits(uint64_t *bits)
{
    *bits ^= *bits << 13;
    *bits ^= *bits >> 7;
    return *bits ^= *bits << 17;
}

/* Changes, removes, repeats or puts in a few bytes; `room` is at least 100 more than the length. */
static size_t mutate(char *text, size_t length, uint64_t *bits)
{
    static const char *const parts[] = {"{", "}", "[", "]", ": ", "\n", "  ", "&a ", "*a", "!t ", "---\n", "\"", "'",
        "|\n", "#", "\t", "1e6", "-1", ".nan", "null", "\xC3", "\xC3\xBC", "\"\\0\"", "\x01", ",", "? ", "- ",
        "team:", "0.5"};
    for (uint64_t changes = 1 + next_bits(bits) % 4; changes > 0 && length > 0; changes--) {
        size_t at = next_bits(bits) % length, size = next_bits(bits) % 20;
        if (size > length - at) size = length - at;
        const char *part = parts[next_bits(bits) % COUNT_OF(parts)];
        switch (next_bits(bits) % 4) {
        case 0:
            text[at] = (char)next_bits(bits);
            break;
        case 1:
            memmove(text + at, text + at + size, length - at - size);
            length -= size;
            break;
        case 2:
            memmove(text + at + size, text + at, length - at);
            length += size;
            break;
        default:
            memmove(text + at + strlen(part), text + at, length - at);
            memcpy(text + at, part, strlen(part));
            length += strlen(part);
        }
    }
    return length;
}

/* However a file is broken, it is read or refused in one clean line that begins with its name. */
static void no_mutation_breaks_the_reader(void **state)
{
    (void)state;
    const char *wish = getenv("SELFORG_MUTATIONS");
    int mutations = wish ? atoi(wish) : 5000, accepted = 0;
    uint64_t bits = 88172645463325252;
    for (int i = 0; i < mutations; i++) {
        char text[2048];
        size_t length = strlen(district);
        memcpy(text, district, length);
        length = mutate(text, length, &bits);
        struct read read = read_bytes(text, length);
        if (read.status == STATUS_OK) {
            accepted++;
            read.status = scenario_finish(&read.scenario, &read.places, &read.message);
        }
        assert_true(read.status == STATUS_OK || read.status == STATUS_INPUT);
        assert_int_equal(read.status == STATUS_OK, *read.message.text == '\0');
        if (read.status == STATUS_INPUT) assert_int_equal(strncmp(read.message.text, "s.yaml:", 7), 0);
        assert_true(text_is_clean(read.message.text, false));
    }
    assert_in_range(accepted, mutations / 50, mutations); /* or the mutations would not reach far into the reader */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_wrong_is_told_with_its_place),
        cmocka_unit_test(bytes_that_are_no_text_are_told_with_their_place),
        cmocka_unit_test(a_bomb_does_not_go_off),
        cmocka_unit_test(no_mutation_breaks_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
