// SPDX-License-Identifier: MIT
/* tests/support/tree.c: a small article written as an outline. */
#include "support/tree.h"

/* The longest part of `*line` without any of `stops`; taken off. */
static pl_str take_until(pl_str *line, const char *stops)
{
    size_t size = 0;
    while (size < line->size && !strchr(stops, line->data[size]))
        size++;
    pl_str part = pl_str_slice(*line, 0, size);
    *line = pl_str_slice(*line, size, line->size);
    return part;
}

static void skip_byte(pl_str *line)
{
    *line = pl_str_slice(*line, 1, line->size);
}

static struct pl_node *element(struct pl_arena *arena, pl_str name)
{
    enum pl_kind kind = pl_kind_of_element(name);
    if (kind == PL_KIND_COUNT)
        kind = pl_element_is_block(name) ? PL_KIND_division : PL_KIND_phrase;
    struct pl_node *node = pl_node_new(arena, kind, PL_NO_SPAN);
    node->element = name;
    return node;
}

static void set_attribute(struct pl_arena *arena, struct pl_node *node, pl_str text)
{
    pl_str name, value = text;
    if (!pl_str_cut(&value, '=', &name)) {
        name = text;
        value = (pl_str){0};
    }
    if (pl_str_eq(name, PL_LIT("style")))
        node->style = value;
    else
        pl_node_set_attribute(arena, node, name, value);
}

/* The part of a line before its text. */
static struct pl_node *head(struct pl_arena *arena, pl_str *line)
{
    if (line->size == 0 || line->data[0] == '"')
        return NULL;
    struct pl_node *node = element(arena, take_until(line, "#.[ \""));
    while (line->size && line->data[0] != ' ' && line->data[0] != '"') {
        char sign = line->data[0];
        skip_byte(line);
        if (sign == '#') {
            node->id = take_until(line, "#.[ \"");
        } else if (sign == '.') {
            pl_node_add_class(arena, node, take_until(line, "#.[ \""));
        } else {
            set_attribute(arena, node, take_until(line, "]"));
            skip_byte(line);
        }
    }
    return node;
}

static struct pl_node *line_node(struct pl_arena *arena, pl_str line)
{
    struct pl_node *node = head(arena, &line);
    line = pl_str_trim(line);
    if (line.size < 2)
        return node;
    struct pl_node *text = pl_node_new_text(arena, pl_str_slice(line, 1, line.size - 1),
                                            PL_NO_SPAN);
    if (!node)
        return text;
    pl_node_append(node, text);
    return node;
}

struct pl_article *pl_test_article(struct pl_test *test, const char *outline)
{
    enum { DEPTH = 64 };
    struct pl_article *article = pl_article_new(test->arena, NULL);
    struct pl_node *open[DEPTH + 1] = {article->body};
    pl_str rest = pl_str_copy(test->arena, pl_str_from(outline)), line;
    while (pl_str_next_line(&rest, &line)) {
        size_t depth = 0;
        while (line.size >= 2 && line.data[0] == ' ') {
            line = pl_str_slice(line, 2, line.size);
            depth++;
        }
        struct pl_node *node = line_node(test->arena, line);
        assert_true(node != NULL && depth < DEPTH && open[depth] != NULL);
        pl_node_append(open[depth], node);
        open[depth + 1] = node;
    }
    pl_article_finish(article, &test->diags);
    return article;
}
