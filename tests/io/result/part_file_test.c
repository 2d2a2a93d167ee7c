/* A name is claimed by one at a time, and is there only with what is complete. */
#include "io/result/part_file.h"
#include "io/result_support.h"

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_holds(const char *path, const char *text)
{
    size_t size;
    char *bytes = bytes_of(path, &size);
    assert_int_equal(size, strlen(text));
    assert_memory_equal(bytes, text, size);
    free(bytes);
}

static void a_name_has_one_at_a_time(void **state)
{
    const struct path path = in_folder(state, "one.h5");
    struct part_file first, second;
    struct message message;
    assert_int_equal(part_file_claim(&first, path.text, false, &message), STATUS_OK);
    assert_true(is_there(first.working) && !is_there(path.text));
    assert_int_equal(part_file_at_rest(path.text, &message), STATUS_EXISTS);
    for (int overwrite = 0; overwrite < 2; overwrite++) {
        assert_int_equal(part_file_claim(&second, path.text, overwrite, &message), STATUS_EXISTS);
        assert_non_null(strstr(message.text, "another run"));
    }
    part_file_release(&first, true);
    assert_false(part_is_there(path.text));
    assert_int_equal(part_file_claim(&second, path.text, false, &message), STATUS_OK);
    part_file_release(&second, true);
}

/* What somebody left is not lost unless that is asked for; what is empty is nothing. */
static void what_was_left_is_kept(void **state)
{
    const struct path path = in_folder(state, "left.h5");
    struct part_file part;
    struct message message;
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    put(part.working, "half a run");
    part_file_release(&part, false);
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "--force"));
    assert_int_equal(part_file_at_rest(path.text, &message), STATUS_OK);
    assert_int_equal(part_file_reclaim(&part, path.text, false, &message), STATUS_OK);
    assert_holds(part.working, "half a run");
    part_file_release(&part, false);
    assert_int_equal(part_file_claim(&part, path.text, true, &message), STATUS_OK);
    assert_holds(part.working, "");
    part_file_release(&part, false);
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    part_file_release(&part, true);
    assert_int_equal(part_file_reclaim(&part, path.text, false, &message), STATUS_INPUT);
}

/* Not even where it may be overwritten: what it leads to is somebody else's. */
static void a_link_in_the_way_is_told(void **state)
{
    const struct path path = in_folder(state, "linked.h5"), other = in_folder(state, "other.txt"),
                      link = in_folder(state, "linked.h5.part");
    struct part_file part;
    struct message message;
    put(other.text, "somebody else's");
    assert_int_equal(symlink(other.text, link.text), 0);
    for (int overwrite = 0; overwrite < 2; overwrite++) {
        assert_int_equal(part_file_claim(&part, path.text, overwrite, &message), STATUS_WRITE);
        assert_non_null(strstr(message.text, "cannot open"));
    }
    assert_holds(other.text, "somebody else's");
    unlink(link.text);
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    part_file_release(&part, true);
}

static void what_is_fresh_gets_the_name(void **state)
{
    const struct path path = in_folder(state, "whole.h5");
    struct part_file part;
    struct message message;
    int64_t bytes;
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    put(part.fresh, "a whole run");
    assert_int_equal(part_file_finish(&part, &bytes, &message), STATUS_OK);
    part_file_release(&part, true);
    assert_int_equal(bytes, 11);
    char fresh[256];
    snprintf(fresh, sizeof fresh, "%s.part.new", path.text);
    assert_false(is_there(fresh));
    assert_holds(path.text, "a whole run");
    assert_false(part_is_there(path.text));
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_EXISTS);
    assert_int_equal(part_file_claim(&part, path.text, true, &message), STATUS_OK);
    assert_holds(path.text, "a whole run");
    part_file_release(&part, true);
}

/* Somebody else's file that came to the name in the meantime stays. */
static void a_name_that_was_taken_meanwhile_is_left(void **state)
{
    const struct path path = in_folder(state, "taken.h5");
    struct part_file part;
    struct message message;
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    put(part.fresh, "ours");
    put(path.text, "theirs");
    assert_int_equal(part_file_finish(&part, NULL, &message), STATUS_EXISTS);
    part_file_drop_fresh(&part);
    assert_false(is_there(part.fresh));
    part_file_release(&part, true);
    assert_holds(path.text, "theirs");
}

/* Who is done removes nothing of whoever has begun since. */
static void what_another_began_is_left(void **state)
{
    const struct path path = in_folder(state, "again.h5");
    struct part_file first, second;
    struct message message;
    assert_int_equal(part_file_claim(&first, path.text, false, &message), STATUS_OK);
    put(first.fresh, "a whole run");
    assert_int_equal(part_file_finish(&first, NULL, &message), STATUS_OK);
    assert_int_equal(part_file_claim(&second, path.text, true, &message), STATUS_OK);
    part_file_release(&first, true);
    assert_true(is_there(second.working));
    part_file_release(&second, true);
    assert_false(part_is_there(path.text));
}

/* What is fresh takes the place of the working file, and its lock, without a moment in between. */
static void what_is_fresh_may_go_on_in_place_of_the_working_file(void **state)
{
    const struct path path = in_folder(state, "exchanged.h5");
    struct part_file part, other;
    struct message message;
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    put(part.working, "as far as it came");
    put(part.fresh, "cut");
    assert_int_equal(part_file_exchange(&part, &message), STATUS_OK);
    assert_holds(part.working, "cut");
    assert_false(is_there(part.fresh));
    assert_int_equal(part_file_at_rest(path.text, &message), STATUS_EXISTS);
    assert_int_equal(part_file_reclaim(&other, path.text, false, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "another run is writing it now"));
    assert_int_equal(part_file_exchange(&part, &message), STATUS_WRITE); /* there is nothing fresh any more */
    assert_holds(part.working, "cut");
    part_file_release(&part, true);
    assert_false(part_is_there(path.text));
}

static void what_is_complete_is_not_gone_on_with(void **state)
{
    const struct path path = in_folder(state, "complete.h5");
    struct part_file part;
    struct message message;
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    put(part.working, "half a run");
    put(part.fresh, "left by somebody");
    part_file_release(&part, false);
    put(path.text, "a whole run");
    assert_int_equal(part_file_reclaim(&part, path.text, false, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "is complete already; use --force to go on with"));
    assert_int_equal(part_file_reclaim(&part, path.text, true, &message), STATUS_OK);
    assert_holds(part.working, "half a run");
    assert_true(is_there(part.fresh));
    part_file_release(&part, false);
    assert_int_equal(part_file_claim(&part, path.text, true, &message), STATUS_OK); /* and begins with nothing */
    assert_false(is_there(part.fresh));
    part_file_release(&part, true);
}

/* A name alone is in the folder that the program runs in. */
static void the_folder_of_a_name_is_known(void **state)
{
    const struct path path = in_folder(state, "there.h5");
    struct part_file part;
    struct message message;
    assert_int_equal(part_file_claim(&part, path.text, false, &message), STATUS_OK);
    assert_int_equal(strncmp(part.folder, path.text, strlen(part.folder)), 0);
    assert_string_equal(path.text + strlen(part.folder), "/there.h5");
    part_file_release(&part, true);
    char before[256];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(((struct folder *)*state)->path), 0);
    assert_int_equal(part_file_claim(&part, "here.h5", false, &message), STATUS_OK);
    assert_string_equal(part.folder, ".");
    put(part.fresh, "a whole run");
    assert_int_equal(part_file_finish(&part, NULL, &message), STATUS_OK);
    part_file_release(&part, true);
    assert_holds("here.h5", "a whole run");
    assert_true(unlink("here.h5") == 0 && chdir(before) == 0);
    assert_int_equal(part_file_reclaim(&part, "no-such-file.h5", false, &message), STATUS_INPUT);
    assert_string_equal(message.text, "no-such-file.h5.part: there is none to go on with");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_one_at_a_time),
        cmocka_unit_test(what_was_left_is_kept),
        cmocka_unit_test(a_link_in_the_way_is_told),
        cmocka_unit_test(what_is_fresh_gets_the_name),
        cmocka_unit_test(a_name_that_was_taken_meanwhile_is_left),
        cmocka_unit_test(what_another_began_is_left),
        cmocka_unit_test(what_is_fresh_may_go_on_in_place_of_the_working_file),
        cmocka_unit_test(what_is_complete_is_not_gone_on_with),
        cmocka_unit_test(the_folder_of_a_name_is_known),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
