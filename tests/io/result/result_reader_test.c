/* Only a finished result of ours is read, each other file is told for what it is, and what is damaged in it.
 * Also tests io/result/result_open.c. */
#include "io/result/result_reader.h"

#include <sys/stat.h>

#include "io/hdf5/hdf5_read.h"
#include "io/result/result_layout.h"
#include "io/result_damaged.h"

static void set_scalar(hid_t file, const char *path, int64_t value)
{
    struct message message;
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
    assert_int_equal(hdf5_rewrite(dataset, H5T_NATIVE_INT64, &value, &message), STATUS_OK);
    hdf5_drop(dataset);
}

static void set_text(hid_t file, const char *path, const char *text)
{
    struct message message;
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = hdf5_text_type();
    assert_int_equal(hdf5_rewrite(dataset, type, &text, &message), STATUS_OK);
    hdf5_drop(type);
    hdf5_drop(dataset);
}

static void remove_object(hid_t file, const char *path)
{
    assert_true(H5Ldelete(file, path, H5P_DEFAULT) >= 0);
}

static void set_format(hid_t file, int8_t format)
{
    struct message message;
    assert_true(H5Adelete(file, "format_version") >= 0);
    assert_int_equal(hdf5_attribute_number(file, "format_version", format, &message), STATUS_OK);
}

/* ---- opening ---- */

static void make_older(hid_t file)
{
    set_format(file, RESULT_FORMAT - 1);
}

static void make_newer(hid_t file)
{
    set_format(file, RESULT_FORMAT + 1);
}

static void make_without_format(hid_t file)
{
    assert_true(H5Adelete(file, "format_version") >= 0);
}

/* As a byte that is another makes it: all the rest is ours. */
static void make_misnamed(hid_t file)
{
    struct message message;
    assert_true(H5Adelete(file, "program") >= 0);
    assert_int_equal(hdf5_attribute_text(file, "program", "selforg2", &message), STATUS_OK);
}

static void make_misnumbered(hid_t file)
{
    set_format(file, 126);
}

static void make_of_others(hid_t file)
{
    make_misnamed(file);
    remove_object(file, "run/checksum");
}

static void make_nobodys(hid_t file)
{
    assert_true(H5Adelete(file, "program") >= 0);
    remove_object(file, "run/checksum");
}

static void make_a_study(hid_t file)
{
    struct message message;
    assert_int_equal(hdf5_attribute_text(file, "study_yaml", "", &message), STATUS_OK);
}

static void make_incomplete(hid_t file)
{
    set_scalar(file, "run/complete", 0);
    set_scalar(file, "run/committed_step", 7);
}

static void make_without_run(hid_t file)
{
    remove_object(file, "run/complete");
}

static void a_file_that_is_no_finished_result_is_told_for_what_it_is(void **state)
{
    (void)state;
    static const struct {
        damaging *harm;
        enum status status;
        const char *reason;
    } cases[] = {{make_older, STATUS_INPUT, "of format 1, in which many names are others; this program reads format 2"},
        {make_newer, STATUS_INPUT, "of format 3; this program knows formats up to 2, a newer one is needed"},
        {make_without_format, STATUS_DAMAGED, "damaged: it does not say of which program and format it is"},
        {make_misnamed, STATUS_DAMAGED, "damaged: it does not say of which program and format it is"},
        {make_misnumbered, STATUS_DAMAGED, "damaged: it does not say of which program and format it is"},
        {make_of_others, STATUS_INPUT, "not a result of selforg"},
        {make_nobodys, STATUS_INPUT, "not a result of selforg"},
        {make_a_study, STATUS_INPUT, "the file of all runs of a study, not the result of one run"},
        {make_incomplete, STATUS_DAMAGED, "not complete: the run stopped at step 7"},
        {make_without_run, STATUS_DAMAGED, "run/complete"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result_reader *reader;
        struct message message = {""};
        char expected[300];
        with_harm(cases[i].harm);
        assert_int_equal(result_reader_open(&reader, damaged.text, &message), cases[i].status);
        assert_null(reader);
        snprintf(expected, sizeof expected, "%s: ", damaged.text);
        assert_true(strncmp(message.text, expected, strlen(expected)) == 0);
        if (!strstr(message.text, cases[i].reason)) fail_msg("\"%s\" is not said: %s", cases[i].reason, message.text);
    }
}

static void what_is_no_file_of_hdf5_is_told(void **state)
{
    const struct path text = in_folder(state, "text.h5"), none = in_folder(state, "none.h5"),
                      part = in_folder(state, "some.h5.part");
    static const char *const bytes[] = {"", "no HDF5\n", "\x89HDF\r\n\x1A\n"};
    struct result_reader *reader;
    struct message message;
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        const struct path *const paths[] = {&text, &part};
        for (int named = 0; named < 2; named++) {
            FILE *stream = fopen(paths[named]->text, "wb");
            fputs(bytes[i], stream);
            fclose(stream);
            /* What is called so is the part file of a run, whatever is in it. */
            bool begun = *bytes[i] == '\x89'; /* as a file of HDF5, which is cut short there */
            enum status expected = named == 0 && !begun ? STATUS_INPUT : STATUS_DAMAGED;
            const char *reason = begun ? "damaged, or cut short" : "not a result of selforg";
            assert_int_equal(result_reader_open(&reader, paths[named]->text, &message), expected);
            assert_non_null(strstr(message.text, named == 0 ? reason : "not complete"));
            assert_null(reader);
        }
    }
    assert_int_equal(result_reader_open(&reader, none.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "none.h5: No such file or directory"));
    assert_int_equal(result_reader_open(&reader, ((struct folder *)*state)->path, &message), STATUS_INPUT);
    assert_int_equal(mkfifo(none.text, 0600), 0); /* whoever opened it would wait */
    assert_int_equal(result_reader_open(&reader, none.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text,
        "none.h5: this is no regular file but a pipe or a device, which may have no end; save it as a file"));
    assert_int_equal(result_reader_open_part(&reader, none.text, &message), STATUS_INPUT);
    unlink(none.text);
    unlink(part.text);
}

/* The part file of a run is opened by the result's name, and is not asked to be complete. */
static void a_part_file_is_opened_as_far_as_it_is(void **state)
{
    const struct path path = in_folder(state, "half.h5"), part = in_folder(state, "half.h5.part");
    struct result_reader *reader;
    struct message message;
    struct scenario scenario;
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "half.h5.part: there is none to go on with (No such file or directory)"));
    assert_null(strstr(message.text, "complete"));
    assert_null(reader);
    FILE *whole = fopen(path.text, "wb");
    assert_int_equal(fwrite(original, 1, original_size, whole), original_size);
    fclose(whole);
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, ": the result itself is complete"));
    FILE *cut = fopen(path.text, "wb"); /* nor is a result complete that is there and damaged */
    assert_int_equal(fwrite(original, 1, 4096, cut), 4096);
    fclose(cut);
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_INPUT);
    assert_null(strstr(message.text, "complete"));
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "half.h5: damaged, or cut short"));
    unlink(path.text);

    FILE *stream = fopen(part.text, "wb");
    fclose(stream);
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_DAMAGED);
    assert_string_equal(message.text + strlen(message.text) - 21, "; begin anew with run"); /* which takes its place */
    stream = fopen(part.text, "wb");
    assert_int_equal(fwrite(original, 1, 2047, stream), 2047);
    fclose(stream);
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "stopped before anything of it was written; begin anew with run --force"));
    stream = fopen(part.text, "wb");
    assert_int_equal(fwrite(original, 1, 4096, stream), 4096);
    fclose(stream);
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "damaged, or cut short ("));

    with_harm(make_incomplete);
    assert_int_equal(rename(damaged.text, part.text), 0);
    assert_int_equal(result_reader_open_part(&reader, path.text, &message), STATUS_OK);
    assert_string_equal(result_reader_path(reader), part.text);
    assert_int_equal(result_reader_scenario(reader, &scenario, &message), STATUS_OK);
    assert_int_equal(scenario.run.steps, 30);
    result_reader_close(reader);
    result_reader_close(NULL);
    unlink(part.text);
}

/* ---- what is in it ---- */

static void lose_a_column(hid_t file)
{
    remove_object(file, "events/adoption/learner");
}

static void lose_the_numbers(hid_t file)
{
    struct message message;
    hid_t group;
    remove_object(file, "events/adoption/event");
    assert_int_equal(hdf5_group(file, "events/adoption/event", &group, &message), STATUS_OK);
    hdf5_drop(group);
}

static void lose_all_numbers(hid_t file)
{
    struct message message;
    hid_t dataset;
    remove_object(file, "events/adoption/event");
    assert_int_equal(hdf5_vector(file, "events/adoption/event",
                         (struct hdf5_values){H5T_STD_I32LE, H5T_NATIVE_INT32, NULL}, 0, &dataset, &message),
        STATUS_OK);
    hdf5_drop(dataset);
}

static void shorten_a_column(hid_t file)
{
    struct message message;
    static const int32_t three[3] = {0};
    hid_t dataset;
    remove_object(file, "events/adoption/step");
    assert_int_equal(hdf5_vector(file, "events/adoption/step",
                         (struct hdf5_values){H5T_STD_I32LE, H5T_NATIVE_INT32, three}, 3, &dataset, &message),
        STATUS_OK);
    hdf5_drop(dataset);
}

static enum status read_rows(const struct result_reader *reader, struct message *message)
{
    void *rows = "not NULL";
    int64_t count = -1;
    enum status status = result_reader_rows(reader, EVENT_adoption, &rows, &count, message);
    assert_null(rows);
    assert_int_equal(count, 0);
    return status;
}

static void set_no_digest(hid_t file)
{
    set_text(file, "run/digest", "00000000000000000000000000000xyz");
}

static void set_long_digest(hid_t file)
{
    set_text(file, "run/digest_state", "000000000000000000000000000000000");
}

static void set_capitals(hid_t file)
{
    set_text(file, "run/checksum", "ABCDEF00000000000000000000000000");
}

static void lose_a_digest(hid_t file)
{
    remove_object(file, "run/digest_adoption");
}

static enum status read_digests(const struct result_reader *reader, struct message *message)
{
    struct result_digests digests;
    return result_reader_digests(reader, &digests, message);
}

static void set_no_steps(hid_t file)
{
    set_scalar(file, "parameters/steps", 0);
}

static void set_no_rule(hid_t file)
{
    set_text(file, "parameters/adoption.rule", "evident");
}

static void set_contradiction(hid_t file)
{
    set_scalar(file, "parameters/team.min", 5);
}

static void lose_parameters(hid_t file)
{
    remove_object(file, "parameters");
}

static enum status read_scenario(const struct result_reader *reader, struct message *message)
{
    struct scenario scenario;
    return result_reader_scenario(reader, &scenario, message);
}

static void lose_the_yaml(hid_t file)
{
    assert_true(H5Adelete(file, "scenario_yaml") >= 0);
}

static enum status read_yaml(const struct result_reader *reader, struct message *message)
{
    char *text;
    return result_reader_yaml(reader, &text, message);
}

static void what_is_damaged_is_told_with_the_files_name(void **state)
{
    (void)state;
    static const struct {
        damaging *harm;
        enum status (*read)(const struct result_reader *reader, struct message *message);
        const char *reason;
    } cases[] = {{lose_a_column, read_rows, "events/adoption/learner does not have "},
        {shorten_a_column, read_rows, "events/adoption/step does not have "},
        {lose_all_numbers, read_rows, "events/adoption/step does not have 0 rows"},
        {lose_the_numbers, read_rows, "events/adoption/event"},
        {set_no_digest, read_digests, "run/digest is no digest"},
        {set_long_digest, read_digests, "run/digest_state is no digest"},
        {set_capitals, read_digests, "run/checksum is no digest"}, {lose_a_digest, read_digests, "run/digest_adoption"},
        {set_no_steps, read_scenario, "steps"}, {set_no_rule, read_scenario, "evident"},
        {set_contradiction, read_scenario, "team.m"}, {lose_parameters, read_scenario, "parameters"},
        {lose_the_yaml, read_yaml, "scenario_yaml"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result_reader *reader;
        struct message message = {""};
        with_harm(cases[i].harm);
        assert_int_equal(result_reader_open(&reader, damaged.text, &message), STATUS_OK);
        enum status status = cases[i].read(reader, &message);
        if (status != STATUS_DAMAGED && status != STATUS_READ) fail_msg("\"%s\": status %d", cases[i].reason, status);
        bool told = strncmp(message.text, damaged.text, strlen(damaged.text)) == 0;
        if (!told || !strstr(message.text, cases[i].reason))
            fail_msg("\"%s\" is not said: %s", cases[i].reason, message.text);
        result_reader_close(reader);
    }
}

static void no_harm(hid_t file)
{
    (void)file;
}

static void labels_are_there_where_people_and_practices_have_them(void **state)
{
    const struct path path = in_folder(state, "named.h5");
    struct result_reader *reader;
    struct labels labels;
    struct message message;
    with_harm(no_harm);
    assert_int_equal(result_reader_open(&reader, damaged.text, &message), STATUS_OK);
    assert_int_equal(result_reader_agent_labels(reader, &labels, &message), STATUS_OK);
    assert_true(labels.count == 0 && !labels.text);
    assert_true(result_reader_recorded(reader, EVENT_adoption) && result_reader_row_count(reader, EVENT_adoption) > 0);
    assert_false(result_reader_recorded(reader, EVENT_rollout));
    assert_int_equal(result_reader_row_count(reader, EVENT_rollout), 0);
    result_reader_close(reader);
    assert_int_equal(run_to(path.text, contagion, true, &message), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_OK);
    assert_int_equal(result_reader_practice_labels(reader, &labels, &message), STATUS_OK);
    assert_int_equal(labels.count, 2);
    assert_string_equal(labels.text[0], "video calls");
    assert_string_equal(labels.text[1], "letters, by post");
    result_labels_free(&labels);
    assert_true(labels.count == 0 && !labels.text);
    assert_int_equal(result_labels_read(result_reader_file(reader), "parameters", &labels, &message), STATUS_DAMAGED);
    assert_int_equal(result_labels_read(result_reader_file(reader), "nowhere", &labels, &message), STATUS_OK);
    assert_int_equal(labels.count, 0);
    result_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_is_no_finished_result_is_told_for_what_it_is),
        cmocka_unit_test(what_is_no_file_of_hdf5_is_told),
        cmocka_unit_test(a_part_file_is_opened_as_far_as_it_is),
        cmocka_unit_test(what_is_damaged_is_told_with_the_files_name),
        cmocka_unit_test(labels_are_there_where_people_and_practices_have_them),
    };
    return cmocka_run_group_tests(tests, make_original, remove_original);
}
