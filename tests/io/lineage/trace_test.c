/* A trace shows everybody once. */
#include "io/lineage/lineage.h"
#include "io/lineage/trace.h"
#include "io/lineage/tree_print.h"
#include "io/result_support.h"

static struct path result;

static int make_result(void **state)
{
    struct message message;
    if (folder_make(state)) return -1;
    result = in_folder(state, "result.h5");
    return run_to(result.text, contagion, false, &message) ? -1 : 0;
}

static enum status trace(struct trace_request request, char **text, struct message *message)
{
    size_t size;
    *text = NULL;
    *message = (struct message){""};
    request.path = result.text;
    FILE *file = open_memstream(text, &size);
    enum status status = trace_print(&request, file, message);
    fclose(file);
    return status;
}

static int lines_with(const char *text, const char *word)
{
    int count = 0;
    while (*text) {
        const char *end = strchr(text, '\n'), *found = strstr(text, word);
        count += found && found < end;
        text = end + 1;
    }
    return count;
}

/* Adoptions that have more than one source. */
static int shared_adoptions(void)
{
    struct result_reader *reader;
    struct lineage lineage;
    struct message message;
    int count = 0;
    assert_int_equal(result_reader_open(&reader, result.text, &message), STATUS_OK);
    assert_int_equal(lineage_read(&lineage, reader, &message), STATUS_OK);
    for (int64_t i = 0; i < lineage.adoption_count; i++) count += lineage.adoption[i].source_count > 1;
    lineage_free(&lineage);
    result_reader_close(reader);
    return count;
}

/* All 30 take the practice up in the end: 2 from the start, 28 by a tie; each stands in one line. */
static void a_practice_is_traced(void **state)
{
    (void)state;
    char *text, *same;
    struct message message;
    assert_int_equal(trace((struct trace_request){.practice = "video calls"}, &text, &message), STATUS_OK);
    assert_int_equal(
        strncmp(text, "practice 0 (video calls), domain 0, quality 0.8; adoptions: 30, roots of the tree: 2", 84), 0);
    assert_int_equal(lines_with(text, "agent "), 30);
    assert_int_equal(lines_with(text, "  initial"), 2);
    assert_int_equal(lines_with(text, "  word_of_mouth"), 28);
    assert_true(shared_adoptions() > 0);
    assert_int_equal(lines_with(text, "also from"), shared_adoptions());
    for (int agent = 0; agent < 30; agent++) {
        char word[24];
        snprintf(word, sizeof word, "agent %d ", agent);
        assert_int_equal(lines_with(text, word), 1);
    }
    assert_int_equal(trace((struct trace_request){.practice = "0"}, &same, &message), STATUS_OK);
    assert_string_equal(text, same);
    free(text);
    free(same);
}

/* The tree of an agent ends at those who had it from the start, and at nobody else. */
static void an_agent_is_traced(void **state)
{
    (void)state;
    struct message message;
    for (int agent = 0; agent < 30; agent++) {
        char *text, number[12];
        snprintf(number, sizeof number, "%d", agent);
        assert_int_equal(trace((struct trace_request){.agent = number}, &text, &message), STATUS_OK);
        assert_int_equal(lines_with(text, "from nobody"), lines_with(text, "  initial"));
        assert_true(lines_with(text, "from nobody") > 0 || lines_with(text, "taken up in step 0 by initial") == 1);
        assert_int_equal(lines_with(text, "practice 0 (video calls), quality 0.8, known from step 0 on"), 1);
        free(text);
    }
}

static void what_is_not_there_is_told(void **state)
{
    char *text;
    struct message message;
    assert_int_equal(trace((struct trace_request){.practice = "2"}, &text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "no practice '2'"));
    free(text);
    assert_int_equal(trace((struct trace_request){.agent = "30"}, &text, &message), STATUS_INPUT);
    free(text);
    assert_int_equal(trace((struct trace_request){.agent = "anna"}, &text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "from 0 to 29"));
    free(text);

    const struct path bare = in_folder(state, "bare.h5");
    char yaml[sizeof contagion + 64];
    snprintf(yaml, sizeof yaml, "%sobserve: {adoptions: false}\n", contagion);
    assert_int_equal(run_to(bare.text, yaml, false, &message), STATUS_OK);
    struct trace_request request = {.path = bare.text, .agent = "0"};
    assert_int_equal(trace_print(&request, stdout, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "not recorded"));
}

/* Everybody takes it up and drops it again: each drop stands in the line of its adoption, in text and in JSON, and what
 * nobody uses in the end is not the most used practice. */
static void what_was_dropped_is_told(void **state)
{
    const struct path dropped = in_folder(state, "dropped.h5");
    char yaml[sizeof contagion + 64], *text = NULL;
    struct message message;
    struct result_reader *reader;
    struct lineage lineage;
    size_t size;
    const char *accept = strstr(contagion, "accept: ");
    snprintf(
        yaml, sizeof yaml, "%.*sdrop: {probability: 1, to: nothing}, %s", (int)(accept - contagion), contagion, accept);
    assert_int_equal(run_to(dropped.text, yaml, false, &message), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, dropped.text, &message), STATUS_OK);
    assert_int_equal(lineage_read(&lineage, reader, &message), STATUS_OK);
    result_reader_close(reader);
    assert_true(lineage.drop_count >= 2); /* those who began with it, in the first step */
    const struct trace_request requests[] = {
        {.path = dropped.text, .practice = "0"}, {.path = dropped.text, .practice = "0", .json = true}};
    for (int i = 0; i < 2; i++) {
        FILE *file = open_memstream(&text, &size);
        assert_int_equal(trace_print(&requests[i], file, &message), STATUS_OK);
        fclose(file);
        assert_int_equal(lines_with(text, i == 0 ? ", dropped in step " : "\"dropped\": "), lineage.drop_count);
        free(text);
    }
    struct trace_request request = {.path = dropped.text};
    assert_int_equal(trace_print(&request, stdout, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "nobody uses anything in the end"));
    lineage_free(&lineage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_practice_is_traced),
        cmocka_unit_test(an_agent_is_traced),
        cmocka_unit_test(what_is_not_there_is_told),
        cmocka_unit_test(what_was_dropped_is_told),
    };
    return cmocka_run_group_tests(tests, make_result, folder_remove);
}
