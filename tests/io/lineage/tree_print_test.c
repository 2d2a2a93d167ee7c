/* Trees as they are drawn. */
#include "io/lineage/tree_print.h"
#include "io/result_support.h"

static const int64_t children_of[5][4] = {{1, 2, 3}, {4}, {0}, {0}, {0}};
static const int64_t child_count[5] = {3, 1, 0, 0, 0};

static struct tree_children children(void *context, int64_t node)
{
    (void)context;
    return (struct tree_children){child_count[node], children_of[node]};
}

static void line(void *context, int64_t node, FILE *file)
{
    (void)context;
    fprintf(file, "node %d", (int)node);
}

static void draws(int32_t depth, int32_t width, bool ascii, const char *expected)
{
    struct tree tree = {.children = children, .line = line, .depth = depth, .width = width, .ascii = ascii};
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    assert_int_equal(tree_print(&tree, 0, file), STATUS_OK);
    fclose(file);
    assert_string_equal(text, expected);
    free(text);
}

static void a_tree_is_drawn(void **state)
{
    (void)state;
    draws(9, 9, false, "node 0\n├─ node 1\n│  └─ node 4\n├─ node 2\n└─ node 3\n");
    draws(9, 9, true, "node 0\n|- node 1\n|  `- node 4\n|- node 2\n`- node 3\n");
    draws(9, 1, false, "node 0\n├─ node 1\n│  └─ node 4\n└─ … 2 more\n");
    draws(9, 2, false, "node 0\n├─ node 1\n│  └─ node 4\n├─ node 2\n└─ node 3\n"); /* never "1 more" */
    draws(1, 9, false, "node 0\n├─ node 1  …\n├─ node 2\n└─ node 3\n");
    draws(0, 9, true, "node 0  ...\n");
}

static struct tree_children next_one(void *context, int64_t node)
{
    int64_t *next = context;
    *next = node + 1;
    return (struct tree_children){node < 3000 ? 1 : 0, next};
}

/* A chain of thousands, as on a ring: it must not need the stack. The pointer that is handed out is read at once. */
static void a_deep_tree_is_drawn(void **state)
{
    (void)state;
    int64_t next;
    struct tree tree = {
        .context = &next, .children = next_one, .line = line, .depth = INT32_MAX, .width = 1, .ascii = true};
    FILE *file = fopen("/dev/null", "w");
    assert_int_equal(tree_print(&tree, 0, file), STATUS_OK);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_is_drawn),
        cmocka_unit_test(a_deep_tree_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
