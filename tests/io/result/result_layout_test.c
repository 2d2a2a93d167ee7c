/* A result's layout: what there is to be is known before there is a file, and what is stated to be there is there. */
#include "io/result/layout_support.h"
#include "io/text/version.h"

static void write_step_0(struct laid *laid)
{
    for (int t = 0; t < EVENT_TABLE_COUNT; t++)
        assert_int_equal(
            layout_write_events(&laid->layout, model_events(laid->world), (enum event_table)t, &laid->message),
            STATUS_OK);
    assert_int_equal(layout_write_snapshot(&laid->layout, laid->world, &laid->message), STATUS_OK);
}

static void rows_wait_until_there_is_a_file_and_they_are_written_out(void **state)
{
    struct laid laid;
    lay_out(&laid, everything, NULL);
    assert_int_equal(laid.layout.file, -1);
    assert_int_equal(layout_waiting(&laid.layout), 0);
    write_step_0(&laid);
    const int64_t waiting = layout_waiting(&laid.layout);
    int64_t adoptions = events_total(model_events(laid.world), EVENT_adoption), rows;
    (void)events_rows(model_events(laid.world), EVENT_adoption, &rows);
    assert_true(waiting > 0 && rows > 0 && adoptions >= rows);
    create_file(&laid, in_folder(state, "waiting.h5"));
    assert_int_equal(layout_waiting(&laid.layout), waiting);
    assert_int_equal(hdf5_length(laid.layout.file, "events/adoption/event"), 0);
    assert_int_equal(layout_write_out(&laid.layout, &laid.message), STATUS_OK);
    assert_int_equal(layout_waiting(&laid.layout), 0);
    assert_int_equal(hdf5_length(laid.layout.file, "events/adoption/event"), rows);
    assert_int_equal(hdf5_length(laid.layout.file, "events/adoption/learner"), rows);
    laid_free(&laid, true);
}

static void nothing_is_stated_before_it_is_there(void **state)
{
    struct laid laid;
    int64_t rows;
    lay_out(&laid, everything, NULL);
    create_file(&laid, in_folder(state, "stated.h5"));
    write_step_0(&laid);
    (void)events_rows(model_events(laid.world), EVENT_adoption, &rows);
    assert_int_equal(number_of(&laid, "run/complete"), 0);
    assert_int_equal(number_of(&laid, "run/committed_step"), -1);
    assert_int_equal(layout_state_committed(&laid.layout, 0, &laid.message), STATUS_OK);
    assert_int_equal(number_of(&laid, "run/committed_adoption"), 0); /* they wait */
    assert_int_equal(layout_write_out(&laid.layout, &laid.message), STATUS_OK);
    assert_int_equal(number_of(&laid, "run/committed_adoption"), 0);
    assert_int_equal(layout_state_committed(&laid.layout, 4, &laid.message), STATUS_OK);
    assert_int_equal(number_of(&laid, "run/committed_step"), 4);
    assert_int_equal(number_of(&laid, "run/committed_adoption"), rows);
    assert_int_equal(number_of(&laid, "run/committed_snapshots"), 1);
    assert_int_equal(number_of(&laid, "run/committed_ties"), model_network(laid.world)->tie_count);
    assert_int_equal(number_of(&laid, "run/committed_series"), 0);
    assert_int_equal(number_of(&laid, "run/complete"), 0);
    laid_free(&laid, true);
}

/* Every counter is of a dataset that grows and is in the file, and the other way about. */
static void what_grows_is_counted(void **state)
{
    static const char *const yamls[] = {everything, contagion};
    for (size_t i = 0; i < 2; i++) {
        struct laid laid;
        lay_out(&laid, yamls[i], NULL);
        create_file(&laid, in_folder(state, "counted.h5"));
        hid_t file = laid.layout.file;
        int expected = 1;
        for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
            char path[128], counter[128];
            snprintf(path, sizeof path, "events/%s/event", event_tables[t].name);
            snprintf(counter, sizeof counter, "run/committed_%s", event_tables[t].name);
            const bool planned = laid.layout.table[t] >= 0;
            assert_int_equal(hdf5_has(file, path), planned);
            assert_int_equal(hdf5_has(file, counter), planned);
            expected += planned;
        }
        for (int t = 0; t < SNAPSHOT_TABLE_COUNT; t++) expected += laid.layout.snapshot_table[t] >= 0;
        assert_int_equal(hdf5_has(file, "snapshots/agents"), laid.layout.snapshot >= 0);
        assert_int_equal(hdf5_has(file, "snapshots/ties"), laid.layout.tie >= 0);
        assert_int_equal(hdf5_has(file, "run/committed_ties"), laid.layout.tie >= 0);
        expected += (laid.layout.snapshot >= 0) + (laid.layout.tie >= 0);
        assert_int_equal(laid.layout.counter_count, expected);
        assert_int_equal(laid.layout.tie >= 0, i == 0);
        for (int o = 0; o < OBSERVABLE_COUNT; o++)
            assert_int_equal(hdf5_has(file, observable_table[o].name), laid.layout.observable[o] >= 0);
        laid_free(&laid, true);
    }
}

static void the_root_says_what_it_is_of_and_by_which_program(void **state)
{
    struct laid laid;
    const struct {
        const char *name, *text;
    } expected[] = {{"Conventions", "CF-1.10"}, {"title", "Überall – everywhere"}, {"question", ""},
        {"program", "selforg"}, {"program_version", version_number()}, {"git_commit", version_commit()},
        {"compiler", version_compiler()}, {"seed", "9223372036854775807"}, {"scenario_yaml", everything}};
    lay_out(&laid, everything, NULL);
    create_file(&laid, in_folder(state, "root.h5"));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char *text;
        assert_int_equal(
            hdf5_read_attribute_text(laid.layout.file, ".", expected[i].name, &text, &laid.message), STATUS_OK);
        assert_string_equal(text, expected[i].text);
        free(text);
    }
    int64_t format;
    assert_int_equal(
        hdf5_read_attribute_number(laid.layout.file, ".", "format_version", &format, &laid.message), STATUS_OK);
    assert_int_equal(format, RESULT_FORMAT);
    laid_free(&laid, true);
    lay_out(&laid, contagion, NULL);
    laid.request.yaml_text = NULL;
    char *text;
    create_file(&laid, in_folder(state, "root.h5"));
    assert_int_equal(hdf5_read_attribute_text(laid.layout.file, ".", "scenario_yaml", &text, &laid.message), STATUS_OK);
    assert_string_equal(text, "");
    free(text);
    laid_free(&laid, true);
}

static void a_file_that_cannot_be_made_is_told_and_can_be_given_up(void **state)
{
    struct laid laid;
    const struct path path = in_folder(state, "nowhere/a.h5");
    lay_out(&laid, contagion, NULL);
    assert_int_equal(layout_create(&laid.layout, path.text, true, &laid.source, &laid.message), STATUS_WRITE);
    assert_non_null(strstr(laid.message.text, "nowhere/a.h5: No such file or directory"));
    laid_free(&laid, false);
    assert_int_equal(laid.layout.file, -1);
    assert_null(laid.layout.growing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_wait_until_there_is_a_file_and_they_are_written_out),
        cmocka_unit_test(nothing_is_stated_before_it_is_there),
        cmocka_unit_test(what_grows_is_counted),
        cmocka_unit_test(the_root_says_what_it_is_of_and_by_which_program),
        cmocka_unit_test(a_file_that_cannot_be_made_is_told_and_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
