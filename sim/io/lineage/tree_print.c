#include "io/lineage/tree_print.h"

#include "base/array.h"

/* The strokes of a drawing: to a child, to the last child, past a child, past nothing; and what stands for the rest. */
struct strokes {
    const char *child, *last, *past, *nothing, *more;
};

static const struct strokes boxes = {"├─ ", "└─ ", "│  ", "   ", "…"};
static const struct strokes plain = {"|- ", "`- ", "|  ", "   ", "..."};

/* A node whose children are being printed. */
struct level {
    struct tree_children children;
    int64_t next;
};

struct levels ARRAY_OF(struct level);

/* The lines directly below a node: one a child; or, where that is too many, `width` and one for all the others. */
static int64_t line_count(const struct tree *tree, const struct level *level)
{
    int64_t most = (int64_t)tree->width + 1;
    return level->children.count < most ? level->children.count : most;
}

/* The strokes before a line: the open levels pass by, the innermost branches off. */
static void print_strokes(
    const struct tree *tree, const struct levels *levels, const struct strokes *strokes, FILE *file)
{
    for (int64_t i = 0; i < levels->count; i++) {
        bool last = levels->items[i].next == line_count(tree, &levels->items[i]);
        if (i == levels->count - 1)
            fputs(last ? strokes->last : strokes->child, file);
        else
            fputs(last ? strokes->nothing : strokes->past, file);
    }
}

/* Prints a node's line and opens a level for its children, if any are to be shown. False: no memory. */
static bool print_node(
    const struct tree *tree, struct levels *levels, int64_t node, const struct strokes *strokes, FILE *file)
{
    print_strokes(tree, levels, strokes, file);
    tree->line(tree->context, node, file);
    struct level level = {tree->children(tree->context, node), 0};
    bool open = level.children.count > 0 && levels->count < tree->depth;
    if (level.children.count > 0 && !open) fprintf(file, "  %s", strokes->more);
    fputc('\n', file);
    return !open || array_push(levels, level);
}

enum status tree_print(const struct tree *tree, int64_t root, FILE *file)
{
    const struct strokes *strokes = tree->ascii ? &plain : &boxes;
    struct levels levels = {0};
    bool good = print_node(tree, &levels, root, strokes, file);
    while (good && levels.count > 0) {
        struct level *level = &levels.items[levels.count - 1];
        const struct tree_children children = level->children;
        int64_t next = level->next++, lines = line_count(tree, level);
        if (next == lines) {
            levels.count--;
        } else if (next < lines - 1 || lines == children.count) {
            good = print_node(tree, &levels, children.node[next], strokes, file);
        } else {
            print_strokes(tree, &levels, strokes, file);
            fprintf(file, "%s %lld more\n", strokes->more, (long long)(children.count - next));
        }
    }
    array_free(&levels);
    return good ? STATUS_OK : STATUS_MEMORY;
}
