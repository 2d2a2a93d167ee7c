/* Checkpoints: the newest whole one is gone on from; one that is damaged is passed over and counted, and one of another
 * build or scenario, or that may be there and cannot be read, is told. Also tests io/result/checkpoint.c. */
#include "io/result/checkpoint.h"

#include "under_way.h"

static const struct until never = {.kind = UNTIL_NEVER};

/* A writer of a result in a folder of its own, and what a new world reads of its checkpoints. */
struct reading {
    struct under_way run;
    struct checkpoint checkpoint;
    bool found;
    struct message message;
};

/* `other`: by the scenario of another seed. */
static enum status read_at(struct reading *reading, const struct path *path, bool other)
{
    *reading = (struct reading){.found = true};
    prepare(&reading->run, path, NULL);
    reading->run.scenario.run.seed += other;
    reading->checkpoint =
        (struct checkpoint){.scenario = &reading->run.scenario, .observation = &reading->run.observation};
    return checkpoint_read(path->text, &reading->checkpoint, reading->run.world, &reading->found, &reading->message);
}

static void reading_free(struct reading *reading)
{
    free(reading->checkpoint.rows);
    give_up(&reading->run);
}

/* Checkpoints of steps 3 and 6, with a rule under way; the digest of the run by the last. */
static struct digest leave_two(const struct path *path)
{
    struct under_way run;
    struct message message;
    struct digest state;
    struct until until = never;
    begin(&run, path, NULL, -1);
    take(&run, false);
    for (int32_t step = 3; step <= 6; step += 3) {
        advance_to(&run, step);
        until.rows.count = step;
        until.rows.item[0].step = 77;
        assert_int_equal(result_save(run.writer, run.world, &until, &run.observation, &message), STATUS_OK);
    }
    assert_int_equal(model_digest(run.world, &state), STATUS_OK);
    give_up(&run);
    return state;
}

static struct path in(const struct path *path, const char *suffix)
{
    struct path longer;
    snprintf(longer.text, sizeof longer.text, "%.120s%s", path->text, suffix);
    return longer;
}

static void remove_both(const struct path *path)
{
    checkpoint_remove(path->text);
    unlink(in(path, ".part").text);
}

static void the_world_stands_where_it_was(void **state)
{
    const struct path path = in_folder(state, "whole.h5");
    struct reading reading;
    const struct digest saved = leave_two(&path);
    struct digest read;
    assert_false(is_there(in(&path, ".checkpoint.new").text));
    assert_int_equal(read_at(&reading, &path, false), STATUS_OK);
    assert_true(reading.found);
    assert_int_equal(reading.checkpoint.damaged, 0);
    assert_int_equal(reading.checkpoint.until.count, 6);
    assert_int_equal(reading.checkpoint.until.item[0].step, 77);
    assert_int_equal(model_steps_done(reading.run.world), 6);
    assert_int_equal(model_digest(reading.run.world, &read), STATUS_OK);
    assert_memory_equal(&read, &saved, sizeof read);
    assert_true(reading.checkpoint.row_count > 10);
    reading_free(&reading);
    remove_both(&path);
}

static void without_any_the_world_is_as_it_was(void **state)
{
    const struct path path = in_folder(state, "none.h5");
    struct reading reading;
    assert_int_equal(read_at(&reading, &path, false), STATUS_OK);
    assert_false(reading.found);
    assert_int_equal(reading.checkpoint.damaged, 0);
    assert_int_equal(model_steps_done(reading.run.world), 0);
    assert_null(reading.checkpoint.rows);
    reading_free(&reading);
}

/* ---- damage ---- */

static void write_bytes(const struct path *path, const char *bytes, size_t size)
{
    FILE *stream = fopen(path->text, "wb");
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

/* Cut anywhere, longer, or with any bit another: the one before is read. */
static void any_damage_of_the_newest_is_seen(void **state)
{
    const struct path path = in_folder(state, "newest.h5"), newest = in_folder(state, "newest.h5.checkpoint");
    size_t size;
    (void)leave_two(&path);
    char *bytes = bytes_of(newest.text, &size);
    const size_t lengths[] = {0, 1, 15, 16, 300, size / 2, size - 16, size - 1, size + 1};
    const size_t places[] = {0, 21, 100, 290, size / 2, size - 17, size - 16, size - 1};
    enum { CUTS = sizeof lengths / sizeof *lengths, ALL = CUTS + sizeof places / sizeof *places };
    for (int i = 0; i < ALL; i++) {
        struct reading reading;
        if (i < CUTS) {
            write_bytes(&newest, bytes, lengths[i]);
        } else {
            bytes[places[i - CUTS]] ^= 4;
            write_bytes(&newest, bytes, size);
            bytes[places[i - CUTS]] ^= 4;
        }
        if (read_at(&reading, &path, false) != STATUS_OK) fail_msg("%d: %s", i, reading.message.text);
        assert_true(reading.found);
        assert_int_equal(reading.checkpoint.damaged, 1);
        assert_int_equal(model_steps_done(reading.run.world), 3);
        reading_free(&reading);
    }
    free(bytes);
    remove_both(&path);
}

static void where_both_are_damaged_there_is_none(void **state)
{
    const struct path path = in_folder(state, "both.h5"), newest = in_folder(state, "both.h5.checkpoint");
    const struct path before = in_folder(state, "both.h5.checkpoint.1");
    for (int missing = 0; missing < 2; missing++) { /* the newest damaged, and the one before too, or not there */
        struct reading reading;
        (void)leave_two(&path);
        write_bytes(&newest, "selforg checkpoint", 18);
        if (missing)
            unlink(before.text);
        else
            write_bytes(&before, "", 0);
        assert_int_equal(read_at(&reading, &path, false), STATUS_OK);
        assert_false(reading.found);
        assert_int_equal(reading.checkpoint.damaged, missing ? 1 : 2);
        assert_int_equal(model_steps_done(reading.run.world), 0);
        reading_free(&reading);
        remove_both(&path);
    }
}

/* A checkpoint whose digest is right, and which holds something else at a place. */
static void one_that_is_whole_and_not_ours_is_told(void **state)
{
    const struct path path = in_folder(state, "other.h5"), newest = in_folder(state, "other.h5.checkpoint");
    static const struct {
        int place;
        const char *reason;
    } cases[] = {{8, "not a checkpoint of this format"}, {19, "not a checkpoint of this format"},
        {22, "written by another build ("}, {0, "of another scenario than the part file beside it"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading reading;
        size_t size;
        (void)leave_two(&path);
        char *bytes = bytes_of(newest.text, &size);
        if (cases[i].place > 0) bytes[cases[i].place] ^= 1;
        const struct digest digest = digest_of(bytes, size - sizeof digest);
        memcpy(bytes + size - sizeof digest, &digest, sizeof digest);
        write_bytes(&newest, bytes, size);
        assert_int_equal(read_at(&reading, &path, cases[i].place == 0), STATUS_INPUT);
        if (!strstr(reading.message.text, cases[i].reason) ||
            strncmp(reading.message.text, newest.text, strlen(newest.text)) != 0)
            fail_msg("%zu: %s", i, reading.message.text);
        reading_free(&reading);
        free(bytes);
        remove_both(&path);
    }
}

static void one_that_cannot_be_read_is_not_taken_for_none(void **state)
{
    const struct path path = in_folder(state, "loop.h5"), newest = in_folder(state, "loop.h5.checkpoint");
    const struct path before = in_folder(state, "loop.h5.checkpoint.1");
    for (int second = 0; second < 2; second++) {
        const struct path *loop = second ? &before : &newest;
        struct reading reading;
        char expected[300];
        (void)leave_two(&path);
        unlink(newest.text);
        unlink(before.text);
        assert_int_equal(symlink(loop->text, loop->text), 0);
        assert_int_equal(read_at(&reading, &path, false), STATUS_READ);
        snprintf(expected, sizeof expected, "%s: it cannot be read: Too many levels of symbolic links", loop->text);
        assert_string_equal(reading.message.text, expected);
        assert_false(reading.found);
        reading_free(&reading);
        remove_both(&path);
    }
}

/* ---- writing and removing ---- */

/* What was there stays, and nothing half is left beside it. */
static void one_that_cannot_be_written_leaves_those_before(void **state)
{
    const struct path path = in_folder(state, "kept.h5"), newest = in_folder(state, "kept.h5.checkpoint");
    const struct path fresh = in_folder(state, "kept.h5.checkpoint.new"), nowhere = in_folder(state, "no/where.h5");
    struct under_way run;
    struct message message;
    size_t size, after;
    struct kept_rows rows = {0};
    begin(&run, &path, NULL, -1);
    take(&run, false);
    advance_to(&run, 2);
    assert_int_equal(result_save(run.writer, run.world, &never, &run.observation, &message), STATUS_OK);
    char *bytes = bytes_of(newest.text, &size);
    const struct checkpoint checkpoint = {
        .scenario = &run.scenario, .row_count = 1, .rows = &rows, .observation = &run.observation};
    assert_int_equal(checkpoint_write(nowhere.text, &checkpoint, run.world, &message), STATUS_WRITE);
    assert_non_null(strstr(message.text, "where.h5.checkpoint.new: No such file or directory"));
    assert_int_equal(mkdir(fresh.text, 0777), 0);
    assert_int_equal(checkpoint_write(path.text, &checkpoint, run.world, &message), STATUS_WRITE);
    assert_non_null(strstr(message.text, "kept.h5.checkpoint.new: Is a directory"));
    char *same = bytes_of(newest.text, &after);
    assert_int_equal(after, size);
    assert_memory_equal(same, bytes, size);
    assert_false(is_there(in(&path, ".checkpoint.1").text));
    rmdir(fresh.text);
    free(bytes);
    free(same);
    give_up(&run);
    remove_both(&path);
}

static void all_are_removed(void **state)
{
    const struct path path = in_folder(state, "removed.h5");
    static const char *const suffixes[] = {".checkpoint", ".checkpoint.1", ".checkpoint.new"};
    checkpoint_remove(path.text);
    for (int i = 0; i < 3; i++) {
        const struct path name = in(&path, suffixes[i]);
        write_bytes(&name, "x", 1);
    }
    checkpoint_remove(path.text);
    for (int i = 0; i < 3; i++) assert_false(is_there(in(&path, suffixes[i]).text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_world_stands_where_it_was),
        cmocka_unit_test(without_any_the_world_is_as_it_was),
        cmocka_unit_test(any_damage_of_the_newest_is_seen),
        cmocka_unit_test(where_both_are_damaged_there_is_none),
        cmocka_unit_test(one_that_is_whole_and_not_ours_is_told),
        cmocka_unit_test(one_that_cannot_be_read_is_not_taken_for_none),
        cmocka_unit_test(one_that_cannot_be_written_leaves_those_before),
        cmocka_unit_test(all_are_removed),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
