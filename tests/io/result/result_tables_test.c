/* What the numbers of a column stand for is told whole: a word for each, and its sentence. */
#include "io/hdf5/hdf5_read.h"
#include "io/result_support.h"
#include "model/record/events.h"
#include "model/watch/agent_arrays.h"

/* Whether `list` is the names, with `between` between them. */
static bool is_list_of(const char *list, const struct event_category *categories, int count, const char *between)
{
    for (int i = 0; i < count; i++) {
        const size_t length = strlen(categories[i].name), gap = i > 0 ? strlen(between) : 0;
        if (strncmp(list, between, gap) != 0 || strncmp(list + gap, categories[i].name, length) != 0) return false;
        list += gap + length;
    }
    return *list == '\0';
}

/* Returns how many categories there are. */
static int assert_told(hid_t file, const char *path, const struct event_category *categories, int count)
{
    char *meanings, *comment;
    struct message message;
    if (count == 0) return 0;
    assert_int_equal(hdf5_read_attribute_text(file, path, "flag_meanings", &meanings, &message), STATUS_OK);
    assert_int_equal(hdf5_read_attribute_text(file, path, "comment", &comment, &message), STATUS_OK);
    if (!is_list_of(meanings, categories, count, " ")) fail_msg("%s means '%s'", path, meanings);
    const char *rest = comment;
    for (int i = 0; i < count; i++) {
        const char *name = strstr(rest, categories[i].name),
                   *sentence = name ? strstr(name, categories[i].sentence) : NULL;
        if (!sentence) fail_msg("the comment of %s does not say what %s is", path, categories[i].name);
        rest = sentence + strlen(categories[i].sentence);
    }
    assert_string_equal(rest, "");
    free(meanings);
    free(comment);
    return count;
}

static void every_category_has_its_word_and_its_sentence(void **state)
{
    const struct path path = in_folder(state, "words.h5");
    struct message message;
    hid_t file;
    int most = 0;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        const struct event_table_info *table = &event_tables[t];
        for (int c = 0; c < table->column_count; c++) {
            const struct event_column *column = &table->columns[c];
            char place[128];
            snprintf(place, sizeof place, "events/%s/%s", table->name, column->name);
            if (!hdf5_has(file, place)) continue;
            int count = assert_told(file, place, column->categories, column->category_count);
            most = count > most ? count : most;
        }
    }
    assert_int_equal(most, CHANNEL_COUNT);
    hdf5_drop(file);
    unlink(path.text);
}

static void so_have_the_arrays_of_snapshots(void **state)
{
    const struct path path = in_folder(state, "arrays.h5");
    struct scenario scenario = scenario_of(everything);
    struct message message;
    struct world *world;
    hid_t file;
    int told = 0;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
    for (int i = 0; i < model_agent_array_count(world); i++) {
        const struct agent_array array = model_agent_array(world, i);
        char place[128];
        snprintf(place, sizeof place, "snapshots/agents/%s", array.name);
        told += assert_told(file, place, array.categories, array.category_count) > 0;
    }
    assert_true(told >= 3);
    model_free(world);
    hdf5_drop(file);
    unlink(path.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_category_has_its_word_and_its_sentence),
        cmocka_unit_test(so_have_the_arrays_of_snapshots),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
