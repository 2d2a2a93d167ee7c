/* What was printed to a stream, as text.
 *
 *     struct printed printed = {0};
 *     json_text(printed_to(&printed), "a");
 *     assert_printed(&printed, "\"a\"");       asks, and begins anew
 */
#ifndef TESTS_PRINTED_H
#define TESTS_PRINTED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct printed {
    char *text;
    size_t size;
    FILE *stream;
};

/* The stream to print to; always the same until it is closed. */
static inline FILE *printed_to(struct printed *printed)
{
    if (!printed->stream) printed->stream = open_memstream(&printed->text, &printed->size);
    assert_non_null(printed->stream);
    return printed->stream;
}

/* What has been printed; printed_free frees it. */
static inline const char *printed_text(struct printed *printed)
{
    fflush(printed_to(printed));
    return printed->text;
}

static inline void printed_free(struct printed *printed)
{
    fclose(printed_to(printed));
    free(printed->text);
    *printed = (struct printed){0};
}

#define assert_printed(printed, wanted)                                                                                \
    do {                                                                                                               \
        assert_string_equal(printed_text(printed), wanted);                                                            \
        printed_free(printed);                                                                                         \
    } while (0)

/* How often something stands in a text. */
static inline int times(const char *text, const char *wanted)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, wanted)); at += strlen(wanted)) count++;
    return count;
}

#endif
