/* Digests: the published function, and the same whatever the pieces. */
#include "base/digest.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* XXH3 with 128 bits and seed 0, from the reference implementation (xxHash 0.8): one text for each of the ways in which
 * it treats the lengths 0, 1-3, 4-8, 9-16, 17-128, 129-240 and above. A repeated letter is written as one. */
static const struct {
    const char *text;
    size_t repeated;
    const char *digest;
} known[] = {
    {"", 1, "99aa06d3014798d86001c324468d497f"},
    {"a", 1, "a96faf705af16834e6c632b61e964e1f"},
    {"abc", 1, "06b05ab6733a618578af5f94892f3950"},
    {"abcdef", 1, "389197a55db2b2e4da35a6714d34f8a2"},
    {"hello world", 1, "df8d09e93f874900a99b8775cc15b6c7"},
    {"0123456789abcdef", 1, "ccba8085a0434e9e0befb4873dbe58f8"},
    {"The quick brown fox jumps over the lazy dog", 1, "ddd650205ca3e7fa24a1cc2e3a8a7651"},
    {"x", 100, "add9998d55ed3962e18dc405a95cc094"},
    {"y", 200, "833cf59a501ae2a8661514be62296c9c"},
    {"z", 1000, "66a9b2d587876ce7cd3a574700eddf41"},
};

static void known_texts_have_their_known_digests(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char text[1001] = "", digest[DIGEST_TEXT];
        for (size_t k = 0; k < known[i].repeated; k++) strcat(text, known[i].text);
        digest_text(digest_of(text, strlen(text)), digest);
        assert_string_equal(digest, known[i].digest);
    }
}

static void the_pieces_do_not_matter(void **state)
{
    (void)state;
    enum { SIZE = 20011 };
    unsigned char bytes[SIZE];
    for (int i = 0; i < SIZE; i++) bytes[i] = (unsigned char)(i * 37 + i / 251);
    const size_t pieces[] = {1, 7, 64, 255, 256, 257, 1024, 4099, SIZE};
    struct digest whole = digest_of(bytes, SIZE);
    for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
        struct digester *digester = digester_new();
        assert_non_null(digester);
        for (size_t at = 0; at < SIZE; at += pieces[p]) {
            digester_add(digester, bytes + at, at + pieces[p] < SIZE ? pieces[p] : SIZE - at);
            digester_add(digester, NULL, 0);
        }
        struct digest result = digester_result(digester);
        assert_memory_equal(&result, &whole, sizeof whole);
        digester_free(digester);
    }
}

static void one_may_go_on_adding_after_a_result(void **state)
{
    (void)state;
    struct digester *digester = digester_new();
    assert_non_null(digester);
    digester_add(digester, "hello ", 6);
    struct digest early = digester_result(digester), hello = digest_of("hello ", 6);
    assert_memory_equal(&early, &hello, sizeof hello);
    digester_add(digester, "world", 5);
    struct digest late = digester_result(digester), hello_world = digest_of("hello world", 11);
    assert_memory_equal(&late, &hello_world, sizeof hello_world);
    digester_free(digester);
    digester_free(NULL);
}

static void a_digest_is_written_with_its_high_half_first(void **state)
{
    (void)state;
    char text[DIGEST_TEXT];
    digest_text((struct digest){.low = 0x8000000000000001, .high = 0x0123456789abcdef}, text);
    assert_string_equal(text, "0123456789abcdef8000000000000001");
}

/* The hash goes by some of its numbers when it reads and writes its own memory: whatever they are, a state that is
 * taken can be added to, and read, without leaving it (the suite asan looks). */
static void a_state_that_cannot_be_is_refused(void **state)
{
    (void)state;
    unsigned char bytes[DIGESTER_BYTES], text[3000] = {1};
    struct digester *digester = digester_new(), *other = digester_new();
    int refused = 0;
    digester_add(digester, text, 500);
    digester_save(digester, bytes);
    assert_true(digester_load(other, bytes));
    struct digest one = digester_result(digester), two = digester_result(other);
    assert_memory_equal(&one, &two, sizeof one);
    for (int i = 0; i < DIGESTER_BYTES; i++) {
        bytes[i] ^= 0xff;
        struct digester *damaged = digester_new();
        if (digester_load(damaged, bytes)) {
            digester_add(damaged, text, sizeof text);
            (void)digester_result(damaged);
        } else {
            refused++;
        }
        digester_free(damaged);
        bytes[i] ^= 0xff;
    }
    assert_in_range(refused, 12, 64);
    digester_free(digester);
    digester_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_known_digests),
        cmocka_unit_test(the_pieces_do_not_matter),
        cmocka_unit_test(one_may_go_on_adding_after_a_result),
        cmocka_unit_test(a_digest_is_written_with_its_high_half_first),
        cmocka_unit_test(a_state_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
