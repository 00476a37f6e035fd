// SPDX-License-Identifier: MIT
/* tests/bench/cascade.c: microseconds a node that the cascade takes on a long article.
 *
 *     bench_cascade styles/base.css styles/digest.css
 *
 * The article is made: 100,000 nodes in sections of headings, paragraphs with inlines, lists and tables. */
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "model/article.h"
#include "style/cascade.h"

enum { NODES = 100000 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct pl_node *add(struct pl_arena *arena, struct pl_node *parent, enum pl_kind kind, const char *text)
{
    struct pl_node *node = pl_node_new(arena, kind, PL_NO_SPAN);
    pl_node_append(parent, node);
    if (*text)
        pl_node_append(node, pl_node_new_text(arena, pl_str_from(text), PL_NO_SPAN));
    return node;
}

static void add_section(struct pl_arena *arena, struct pl_node *parent)
{
    struct pl_node *section = add(arena, parent, PL_KIND_section, "");
    pl_node_append(section, pl_node_new_heading(arena, 2, PL_NO_SPAN));
    for (int i = 0; i < 6; i++) {
        struct pl_node *paragraph = add(arena, section, PL_KIND_paragraph, "words and words");
        add(arena, paragraph, PL_KIND_emphasis, "stressed");
        struct pl_node *link = add(arena, paragraph, PL_KIND_link, "linked");
        pl_node_set_attribute(arena, link, PL_LIT("href"), PL_LIT("https://example.org/"));
        add(arena, paragraph, PL_KIND_code, "code");
    }
    struct pl_node *list = add(arena, section, PL_KIND_list, "");
    for (int i = 0; i < 5; i++)
        add(arena, add(arena, list, PL_KIND_list_item, ""), PL_KIND_paragraph, "an item");
    struct pl_node *body = add(arena, add(arena, section, PL_KIND_table, ""), PL_KIND_table_body, "");
    for (int i = 0; i < 4; i++) {
        struct pl_node *row = add(arena, body, PL_KIND_table_row, "");
        for (int j = 0; j < 4; j++)
            add(arena, row, PL_KIND_table_cell, "1.5");
    }
}

int main(int count, char **words)
{
    struct pl_arena *arena = pl_arena_new(0), *styles_arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_limits limits = pl_limits_default();
    struct pl_article *article = pl_article_new(arena, NULL);
    struct pl_node *parent = add(arena, article->body, PL_KIND_article, "");
    do {
        for (int i = 0; i < 100; i++)
            add_section(arena, parent);
        pl_article_finish(article, &diags);
    } while (article->node_count < NODES);

    double begin = seconds();
    struct pl_sheets *sheets = pl_sheets_new(styles_arena, &limits);
    for (int i = 1; i < count; i++) {
        struct pl_input *input = PL_NEW(arena, struct pl_input);
        input->name = pl_str_from(words[i]);
        if (!pl_file_read(arena, input->name, 1 << 24, &input->bytes, &diags))
            return 2;
        input->text = input->bytes;
        pl_sheets_add(sheets, input, i == 1 ? PL_SHEET_USER_AGENT : PL_SHEET_AUTHOR, &diags);
    }
    double read = seconds();
    struct pl_cascade *cascade = pl_cascade_new(styles_arena, sheets, PL_MEDIUM_PRINT, NULL, NULL);
    double made = seconds();
    size_t before = pl_arena_used(styles_arena);
    pl_cascade_run(cascade, article, &diags);
    double end = seconds();
    printf("%u nodes: %.3f us a node, %.0f bytes a node\n", article->node_count,
           (end - made) * 1e6 / article->node_count,
           (double)(pl_arena_used(styles_arena) - before) / article->node_count);
    printf("sheets %.2f ms, cascade made in %.2f ms\n", (read - begin) * 1e3, (made - read) * 1e3);
    pl_arena_free(styles_arena);
    pl_arena_free(arena);
    return 0;
}
