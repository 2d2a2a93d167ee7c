/* The page as a file: what is put into its place and nowhere else, and that it is saved whole or not at all. */
#include "io/result_support.h"
#include "program/page/page.h"
#include "recording/recording.h"

#include <signal.h>
#include <sys/resource.h>

#define PLACE(name) "<script type=\"application/json\" id=\"" name "\">"
#define PAGE "<!doctype html><p id=\"scenario\">" PLACE("scenario") "</script><p>" PLACE("record") "</script>end"

static const struct option_list unchanged = {0};

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static struct page open_page(void **state)
{
    struct page page;
    struct message message = {{0}};
    const struct path path = in_folder(state, "page.html");
    write_text(path.text, PAGE);
    assert_int_equal(page_open(&page, path.text, &message), STATUS_OK);
    assert_int_equal(page.length, strlen(PAGE));
    return page;
}

/* A scenario of the folder's, with so many people. */
static struct scenario_input read_input(void **state, const char *title, int agents)
{
    const struct path path = in_folder(state, "office.yaml");
    struct scenario_input input;
    struct message message = {{0}};
    char text[512];
    snprintf(text, sizeof text,
        "selforg: 2\ntitle: \"%s\"\nsteps: 1\nnetwork: {kind: random, agents: %d, mean_degree: 2}\n"
        "start: {users: 1}\nadoption: {rule: contact}\n",
        title, agents);
    write_text(path.text, text);
    if (scenario_input_read(&input, path.text, &unchanged, NULL, NULL, NULL, &message)) fail_msg("%s", message.text);
    return input;
}

static void a_scenario_is_in_its_place_and_ends_no_script(void **state)
{
    struct message message = {{0}};
    struct page page = open_page(state);
    struct scenario_input input = read_input(state, "</script><!-- ä", 50);
    assert_int_equal(page_put(&page, "office.yaml", &input, &message), STATUS_OK);
    assert_int_equal(page.length, strlen(page.html));
    const char *inside = page.html + strlen("<!doctype html><p id=\"scenario\">" PLACE("scenario"));
    assert_memory_equal(page.html, PAGE, (size_t)(inside - page.html));
    const char *rest = strstr(inside, "</script>");
    assert_string_equal(rest, "</script><p>" PLACE("record") "</script>end");
    assert_int_equal(*inside, '{');
    const char *title = strstr(inside, "\"\\u003c/script>\\u003c!-- ä\"");
    assert_true(title && title < rest);
    scenario_input_free(&input);
    page_close(&page);
    assert_true(!page.html && page.length == 0);
}

static void a_page_without_the_place_is_none(void **state)
{
    static const char *const pages[] = {"", "<!doctype html>", "<p id=\"scenario\">", PLACE("record") "</script>"};
    const struct path path = in_folder(state, "other.html");
    struct scenario_input input = read_input(state, "a", 50);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct page page;
        struct message message = {{0}};
        write_text(path.text, pages[i]);
        assert_int_equal(page_open(&page, path.text, &message), STATUS_OK);
        assert_int_equal(page_put(&page, "office.yaml", &input, &message), STATUS_INPUT);
        assert_string_equal(message.text, "the page has no place for a scenario: it is no classroom.html");
        assert_string_equal(page.html, pages[i]);
        page_close(&page);
    }
    scenario_input_free(&input);
}

/* The result of the folder's scenario; to be removed. */
static struct path run_of(void **state, int agents)
{
    const struct path path = in_folder(state, "run.h5");
    struct message message = {{0}};
    struct scenario_input input = read_input(state, "a run", agents);
    if (run_to(path.text, input.yaml, true, &message)) fail_msg("%s", message.text);
    scenario_input_free(&input);
    return path;
}

static void a_run_has_a_place_beside_its_scenario(void **state)
{
    struct message message = {{0}};
    struct page page = open_page(state);
    const struct path run = run_of(state, 50);
    assert_int_equal(page_put_run(&page, run.text, &message), STATUS_OK);
    const char *scenario = strstr(page.html, PLACE("scenario") "{"), *record = strstr(page.html, PLACE("record") "{");
    assert_true(scenario && record && scenario < record);
    const char *title = strstr(scenario, "\"a run\""), *people = strstr(record, "\"people\":50");
    assert_true(title && title < record && people);
    assert_string_equal(strstr(record, "</script>"), "</script>end");
    page_close(&page);
    struct page none = {strdup(PLACE("scenario") "</script>"), strlen(PLACE("scenario") "</script>")};
    assert_int_equal(page_put_run(&none, run.text, &message), STATUS_INPUT);
    assert_string_equal(message.text, "the page has no place for a record: it is no classroom.html");
    page_close(&none);
    remove(run.text);
}

static void a_run_of_too_many_is_refused(void **state)
{
    struct message message = {{0}};
    struct page page = open_page(state);
    struct path run = run_of(state, PAGE_PEOPLE_MOST + 1);
    char wanted[256];
    assert_int_equal(page_put_run(&page, run.text, &message), STATUS_INPUT);
    snprintf(wanted, sizeof wanted, "%s: the page draws 20,000 people at most", run.text);
    assert_string_equal(message.text, wanted);
    assert_string_equal(page.html, PAGE);
    run = run_of(state, PAGE_PEOPLE_MOST);
    assert_int_equal(page_put_run(&page, run.text, &message), STATUS_OK);
    page_close(&page);
    remove(run.text);
}

static void a_page_is_saved_where_none_is(void **state)
{
    struct message message = {{0}};
    struct page page = open_page(state);
    const struct path path = in_folder(state, "saved.html");
    size_t size;
    assert_int_equal(page_save(&page, path.text, false, &message), STATUS_OK);
    char *bytes = bytes_of(path.text, &size);
    assert_int_equal(size, page.length);
    assert_memory_equal(bytes, PAGE, size);
    free(bytes);
    write_text(path.text, "mine");
    assert_int_equal(page_save(&page, path.text, false, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "saved.html exists already; --force replaces it"));
    bytes = bytes_of(path.text, &size);
    assert_memory_equal(bytes, "mine", 4);
    free(bytes);
    assert_int_equal(page_save(&page, path.text, true, &message), STATUS_OK);
    bytes = bytes_of(path.text, &size);
    assert_int_equal(size, page.length);
    free(bytes);
    page_close(&page);
}

/* Neither a half of it nor what it was written to on the way. */
static void what_cannot_be_saved_leaves_nothing(void **state)
{
    struct message message = {{0}};
    struct page page = open_page(state);
    struct path path = in_folder(state, "room/full.html");
    const struct path room = in_folder(state, "room");
    struct rlimit before, limit;
    assert_int_equal(mkdir(room.text, 0700), 0);
    write_text(path.text, "mine");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 8; /* bytes: as a disk without room */
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    const enum status status = page_save(&page, path.text, true, &message);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, STATUS_WRITE);
    assert_non_null(strstr(message.text, "full.html: it could not be written: File too large"));
    size_t size;
    char *bytes = bytes_of(path.text, &size);
    assert_memory_equal(bytes, "mine", 4);
    free(bytes);
    remove(path.text);
    assert_int_equal(rmdir(room.text), 0); /* there was nothing else in it */
    path = in_folder(state, "folder.html");
    assert_int_equal(mkdir(path.text, 0700), 0);
    assert_int_equal(page_save(&page, path.text, true, &message), STATUS_WRITE);
    assert_non_null(strstr(message.text, "folder.html: it could not be written: Is a directory"));
    page_close(&page);
}

static void a_page_that_is_not_there_is_none(void **state)
{
    struct message message = {{0}};
    struct page page;
    const struct path path = in_folder(state, "absent.html");
    assert_int_equal(page_open(&page, path.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "absent.html"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_is_in_its_place_and_ends_no_script),
        cmocka_unit_test(a_page_without_the_place_is_none),
        cmocka_unit_test(a_run_has_a_place_beside_its_scenario),
        cmocka_unit_test(a_run_of_too_many_is_refused),
        cmocka_unit_test(a_page_is_saved_where_none_is),
        cmocka_unit_test(what_cannot_be_saved_leaves_nothing),
        cmocka_unit_test(a_page_that_is_not_there_is_none),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
