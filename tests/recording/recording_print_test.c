/* A recording as JSON: read back, it has every number that was recorded, and the words that stand for some. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/text/yaml_tree.h"
#include "recording/recordings.h"

/* The entries of a recording in braces; JSON is YAML too. */
static struct yaml_tree tree_of(const struct recording *recording, struct digest digest)
{
    struct json_buffer json = {.short_of_memory = false};
    struct yaml_tree tree;
    struct message message = {""};
    json_put(&json, "{");
    recording_print(recording, digest, &json);
    json_put(&json, "}");
    const char *text = json_buffer_end(&json);
    assert_non_null(text);
    if (yaml_tree_read(&tree, "json", "JSON", "", text, strlen(text), &message) != STATUS_OK)
        fail_msg("%s", message.text);
    json_buffer_free(&json);
    return tree;
}

static const struct yaml_node *get(const struct yaml_node *mapping, const char *key)
{
    const struct yaml_node *value = yaml_tree_get(mapping, key);
    if (!value) fail_msg("there is no %s", key);
    return value;
}

static void assert_number(const struct yaml_node *node, double expected)
{
    assert_non_null(node);
    assert_int_equal(node->kind, isfinite(expected) ? NODE_TEXT : NODE_NOTHING);
    if (isfinite(expected)) assert_true(node->plain && strtod(node->text, NULL) == expected);
}

static void who_and_how_long_it_was_is_told_with_the_digest(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 3);
    struct recorded recorded = recorded_run(&scenario, NULL);
    struct yaml_tree tree = tree_of(&recorded.recording, (struct digest){0x0123456789abcdef, 0x42});
    char text[DIGEST_TEXT];
    digest_text((struct digest){0x0123456789abcdef, 0x42}, text);
    assert_string_equal(get(tree.root, "digest")->text, text);
    assert_false(get(tree.root, "digest")->plain);
    assert_number(get(tree.root, "people"), 240);
    assert_number(get(tree.root, "steps"), 3);
    assert_number(get(tree.root, "domains"), 2);
    const struct yaml_node *unit = get(tree.root, "units")->child;
    for (int32_t agent = 0; agent < 240; agent++, unit = unit->next)
        assert_number(unit, model_network(recorded.world)->unit[agent]);
    assert_null(unit);
    yaml_tree_free(&tree);
    recorded_end(&recorded);
}

static void ties_are_told_with_their_step_in_pairs(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 8);
    struct recorded recorded = recorded_run(&scenario, NULL);
    struct yaml_tree tree = tree_of(&recorded.recording, (struct digest){0, 0});
    const int32_t *next = recorded.recording.ties.items, *end = next + recorded.recording.ties.count;
    int told = 0;
    for (const struct yaml_node *one = get(tree.root, "ties")->child; one; one = one->next, told++) {
        assert_number(get(one, "step"), *next++);
        const int32_t *last = next + 1 + 2 * *next;
        const struct yaml_node *person = get(one, "pairs")->child;
        for (next++; next < last; next++, person = person->next) assert_number(person, *next);
        assert_null(person);
    }
    assert_true(next == end && told > 1);
    yaml_tree_free(&tree);
    recorded_end(&recorded);
}

/* One number a step, or a list of them where there are several; what the scenario does not show is left out. */
static void every_series_is_told_step_by_step(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED "; observe.structure.every = 2");
    recording_scenario(&scenario, 4);
    struct recorded recorded = recorded_run(&scenario, NULL);
    struct yaml_tree tree = tree_of(&recorded.recording, (struct digest){0, 0});
    const struct yaml_node *all = get(tree.root, "series");
    int single = 0, lists = 0, absent = 0, unseen = 0;
    for (int i = 0; i < OBSERVABLE_COUNT; i++) {
        const int64_t length = recorded.recording.length[i];
        const struct yaml_node *series = yaml_tree_get(all, observable_table[i].name);
        assert_int_equal(series != NULL, length > 0);
        absent += !series;
        if (!series) continue;
        const struct yaml_node *step = series->child;
        const double *value = recorded.recording.series[i].items;
        for (int64_t s = 0; s <= 4; s++, step = step->next) {
            const struct yaml_node *one = length > 1 ? step->child : step;
            for (int64_t k = 0; k < length; k++, value++, one = one->next) {
                assert_number(one, *value);
                unseen += isnan(*value);
                if (length == 1) break;
            }
            if (length == 1) value++;
            if (length > 1) assert_null(one);
        }
        assert_null(step);
        single += length == 1;
        lists += length > 1;
    }
    assert_true(single > 10 && lists > 3 && absent > 0 && unseen > 0);
    yaml_tree_free(&tree);
    recorded_end(&recorded);
}

/* A series of which a step is missing, as when a run was not recorded to its end, or that is too long to be told. */
static void a_series_that_is_not_whole_is_left_out(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 20");
    recording_scenario(&scenario, 4);
    struct recorded recorded = recorded_run(&scenario, NULL);
    recorded.recording.series[OBSERVE_adopters].count--;
    struct yaml_tree tree = tree_of(&recorded.recording, (struct digest){0, 0});
    assert_null(yaml_tree_get(get(tree.root, "series"), "adopters"));
    assert_non_null(yaml_tree_get(get(tree.root, "series"), "ties"));
    yaml_tree_free(&tree);
    recorded.recording.steps = 5;
    tree = tree_of(&recorded.recording, (struct digest){0, 0});
    assert_null(yaml_tree_get(get(tree.root, "series"), "ties"));
    yaml_tree_free(&tree);
    recorded_end(&recorded);
}

/* The number in a row of the model's own memory. */
static double number_in(const struct event_column *column, const char *row)
{
    int32_t whole;
    double amount;
    memcpy(&whole, row + column->offset, sizeof whole);
    if (column->type == EVENT_NUMBER) return whole;
    if (column->type == EVENT_CATEGORY) return row[column->offset];
    memcpy(&amount, row + column->offset, sizeof amount);
    return amount;
}

static void assert_table(const struct yaml_node *table, const struct recording *recording, int t)
{
    const struct event_table_info *info = &event_tables[followed_tables[t]];
    const struct yaml_node *columns = get(table, "columns"), *words = get(table, "words");
    for (int c = 0; c < info->column_count; c++) {
        const struct event_column *column = &info->columns[c];
        const struct yaml_node *cell = get(columns, column->name)->child, *list = yaml_tree_get(words, column->name);
        for (int64_t row = 0; row < recording->rows[t]; row++, cell = cell->next)
            assert_number(cell, number_in(column, recording->tables[t].items + row * (int64_t)info->row_size));
        assert_null(cell);
        assert_int_equal(list != NULL, column->category_count > 0);
        const struct yaml_node *word = list ? list->child : NULL;
        for (int k = 0; k < column->category_count; k++, word = word->next)
            assert_string_equal(word->text, column->categories[k].name);
        assert_null(word);
    }
}

static void every_table_is_told_by_columns_and_words(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 12);
    struct recorded recorded = recorded_run(&scenario, NULL);
    struct yaml_tree tree = tree_of(&recorded.recording, (struct digest){0, 0});
    const struct yaml_node *tables = get(tree.root, "tables");
    int count = 0;
    for (const struct yaml_node *table = tables->child; table; table = table->next) count++;
    assert_int_equal(count, FOLLOWED_TABLES);
    for (int t = 0; t < FOLLOWED_TABLES; t++)
        assert_table(get(tables, event_tables[followed_tables[t]].name), &recorded.recording, t);
    yaml_tree_free(&tree);
    recorded_end(&recorded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_and_how_long_it_was_is_told_with_the_digest),
        cmocka_unit_test(ties_are_told_with_their_step_in_pairs),
        cmocka_unit_test(every_series_is_told_step_by_step),
        cmocka_unit_test(a_series_that_is_not_whole_is_left_out),
        cmocka_unit_test(every_table_is_told_by_columns_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
