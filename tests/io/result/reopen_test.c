/* A part file is gone on with from its checkpoint, if it is that of the checkpoint; else it stays as it is. */
#include "io/result/checkpoint.h"
#include "io/result/result_writer.h"
#include "under_way.h"

#include "content.h"

static const struct until never = {.kind = UNTIL_NEVER};

/* Leaves a part file of six steps of which the last is in no checkpoint. */
static void leave(const struct path *path, const struct edge_list *list)
{
    struct under_way run;
    struct message message;
    begin(&run, path, list, -1);
    take(&run, false);
    advance_to(&run, 5);
    assert_int_equal(result_save(run.writer, run.world, &never, &run.observation, &message), STATUS_OK);
    advance_to(&run, 6);
    assert_int_equal(result_commit(run.writer, &message), STATUS_OK);
    give_up(&run);
}

/* Where the checkpoint is. */
static struct checkpoint return_to(struct under_way *run)
{
    struct checkpoint checkpoint = {.scenario = &run->scenario, .observation = &run->observation};
    struct message message;
    bool found = false;
    if (checkpoint_read(run->request.path, &checkpoint, run->world, &found, &message)) fail_msg("%s", message.text);
    assert_true(found);
    assert_int_equal(model_steps_done(run->world), 5);
    if (run->request.file) /* people have moved by then */
        assert_memory_not_equal(
            model_network(run->world)->unit, run->request.file->unit, FILE_AGENTS * sizeof(int32_t));
    return checkpoint;
}

static void assert_homes(const char *path, const int32_t *units)
{
    struct message message;
    hid_t file;
    void *homes;
    assert_int_equal(hdf5_open(path, &file, &message), STATUS_OK);
    assert_int_equal(
        hdf5_read_vector(file, "agents/home_unit", H5T_NATIVE_INT32, FILE_AGENTS, &homes, &message), STATUS_OK);
    assert_memory_equal(homes, units, FILE_AGENTS * sizeof *units);
    free(homes);
    hdf5_drop(file);
}

static void what_is_after_the_checkpoint_is_left_out_and_comes_again(void **state)
{
    const struct path path = in_folder(state, "again.h5"), whole = in_folder(state, "whole.h5");
    const struct path part = in_folder(state, "again.h5.part");
    struct edge_list list = file_network();
    for (int kept = 0; kept < 2; kept++) {
        struct under_way run;
        struct message message;
        begin(&run, &whole, &list, -1);
        take(&run, false);
        advance_to(&run, 12);
        finish(&run);
        give_up(&run);
        leave(&path, &list);
        assert_int_equal(committed_step(state, &part), 6);
        prepare(&run, &path, &list);
        struct checkpoint checkpoint = {0};
        if (kept) checkpoint = return_to(&run);
        assert_int_equal(
            result_reopen(&run.writer, &run.request, run.world, kept ? &checkpoint : NULL, &message), STATUS_OK);
        assert_int_equal(committed_step(state, &part), kept ? 5 : -1);
        if (!kept) take(&run, false);
        advance_to(&run, 12);
        finish(&run);
        const struct digest one = content_of(path.text), other = content_of(whole.text);
        assert_memory_equal(&one, &other, sizeof one);
        assert_homes(path.text, list.unit);
        assert_false(is_there(part.text) || is_there(in_folder(state, "again.h5.checkpoint").text));
        free(checkpoint.rows);
        give_up(&run);
        unlink(path.text);
        unlink(whole.text);
    }
    edge_list_free(&list);
}

/* Whoever goes on and gives up before anything more is committed leaves what was there. */
static void what_is_given_up_again_can_be_gone_on_with(void **state)
{
    const struct path path = in_folder(state, "twice.h5"), part = in_folder(state, "twice.h5.part");
    struct edge_list list = file_network();
    leave(&path, &list);
    for (int again = 0; again < 2; again++) {
        struct under_way run;
        struct message message;
        prepare(&run, &path, &list);
        struct checkpoint checkpoint = return_to(&run);
        assert_int_equal(result_reopen(&run.writer, &run.request, run.world, &checkpoint, &message), STATUS_OK);
        free(checkpoint.rows);
        give_up(&run);
        assert_int_equal(committed_step(state, &part), 5);
    }
    edge_list_free(&list);
    unlink(part.text);
    checkpoint_remove(path.text);
}

/* What is changed of a checkpoint, or of what the run is given, before the part file is opened by it. */
enum change { ROW_COUNT, ROWS, ROW_DIGEST, GIVEN, EDGES, WEIGHTS, UNITS, HOMES, CHANGES };

static void change(enum change change, struct checkpoint *checkpoint, struct edge_list *list)
{
    switch (change) {
    case ROW_COUNT:
        checkpoint->row_count--;
        break;
    case ROWS:
        checkpoint->rows[0].count--;
        break;
    case ROW_DIGEST:
        checkpoint->rows[checkpoint->row_count - 1].digest.low ^= 1;
        break;
    case GIVEN:
        checkpoint->given.high ^= 1;
        break;
    case EDGES:
        list->edges[2 * FILE_EDGES - 1] = 0;
        break;
    case WEIGHTS:
        list->weight[FILE_EDGES - 1] = 3;
        break;
    case UNITS:
        list->unit[FILE_AGENTS - 1] = 0;
        break;
    default:; /* of the part file itself */
    }
}

/* Writes other homes into a part file. */
static void change_homes(const char *part)
{
    static const int32_t homes[FILE_AGENTS] = {0, 1, 1, 1};
    struct message message;
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    assert_true(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110) >= 0);
    hid_t file = H5Fopen(part, H5F_ACC_RDWR, access), dataset = H5Dopen2(file, "agents/home_unit", H5P_DEFAULT);
    assert_int_equal(hdf5_rewrite(dataset, H5T_NATIVE_INT32, homes, &message), STATUS_OK);
    hdf5_drop(dataset);
    hdf5_drop(file);
    hdf5_drop(access);
}

static void a_part_file_that_is_not_that_of_its_checkpoint_is_refused(void **state)
{
    const struct path path = in_folder(state, "other.h5"), part = in_folder(state, "other.h5.part");
    static const char *const reasons[CHANGES] = {[ROW_COUNT] = "has other datasets than its checkpoint",
        [ROWS] = "step does not hold what was written",
        [ROW_DIGEST] = "does not hold what was written",
        [GIVEN] = "began otherwise than its checkpoint",
        [EDGES] = "began otherwise than its checkpoint",
        [WEIGHTS] = "began otherwise than its checkpoint",
        [UNITS] = "began otherwise than its checkpoint",
        [HOMES] = "began otherwise than its checkpoint"};
    for (int i = 0; i < CHANGES; i++) {
        struct edge_list list = file_network();
        struct under_way run;
        struct message message = {""};
        size_t size, after;
        leave(&path, &list);
        if (i == HOMES) change_homes(part.text);
        char *before = bytes_of(part.text, &size);
        prepare(&run, &path, &list);
        struct checkpoint checkpoint = return_to(&run);
        change((enum change)i, &checkpoint, &list);
        assert_int_equal(result_reopen(&run.writer, &run.request, run.world, &checkpoint, &message), STATUS_DAMAGED);
        assert_null(run.writer);
        if (!strstr(message.text, reasons[i]) || !strstr(message.text, part.text)) fail_msg("%d: %s", i, message.text);
        char *bytes = bytes_of(part.text, &after);
        assert_int_equal(size, after);
        assert_memory_equal(before, bytes, size);
        assert_false(is_there(in_folder(state, "other.h5.part.new").text));
        free(before);
        free(bytes);
        free(checkpoint.rows);
        give_up(&run);
        edge_list_free(&list);
        unlink(part.text);
        checkpoint_remove(path.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_after_the_checkpoint_is_left_out_and_comes_again),
        cmocka_unit_test(what_is_given_up_again_can_be_gone_on_with),
        cmocka_unit_test(a_part_file_that_is_not_that_of_its_checkpoint_is_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
