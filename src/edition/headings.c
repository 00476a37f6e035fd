// SPDX-License-Identifier: MIT
/* edition/headings.c: headings of an article fitted below its title. */
#include "edition/headings.h"

#include "base/utf8.h"
#include "model/walk.h"

/* Letters and digits only, case folded for ASCII: "The Ferry!" repeats "The ferry". */
static bool next_letter(pl_str text, size_t *at, uint32_t *c)
{
    while (*at < text.size) {
        *c = pl_utf8_next(text, at);
        if (pl_char_is_letter(*c) || pl_char_is_digit(*c) || pl_char_is_mark(*c)) {
            if (*c < 0x80)
                *c = (uint32_t)pl_ascii_lower((char)*c);
            return true;
        }
    }
    return false;
}

static bool says_the_same(pl_str a, pl_str b)
{
    size_t i = 0, j = 0;
    uint32_t c = 0, d = 0;
    for (;;) {
        bool more_a = next_letter(a, &i, &c), more_b = next_letter(b, &j, &d);
        if (!more_a || !more_b)
            return more_a == more_b && (i > 0 || j > 0);
        if (c != d)
            return false;
    }
}

/* The first heading, when no text stands before it. */
static struct pl_node *opening_heading(struct pl_article *article)
{
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if (node->kind == PL_KIND_heading)
            return node;
        if (node->kind == PL_KIND_image || (node->kind == PL_KIND_text && !pl_str_empty(pl_str_trim(node->text))))
            return NULL;
    }
    return NULL;
}

static void fold_title(struct pl_article *article, struct pl_diags *diags)
{
    struct pl_arena *arena = article->arena;
    struct pl_node *heading = opening_heading(article);
    if (!heading)
        return;
    pl_str text = pl_node_plain_text(arena, heading);
    bool has_title = pl_metadata_has(&article->metadata, PL_FIELD_title);
    if (has_title && !says_the_same(text, pl_metadata_text(&article->metadata, PL_FIELD_title)))
        return;
    if (!has_title && !pl_metadata_set(arena, &article->metadata, PL_FIELD_title, text, PL_ORIGIN_BODY,
                                       PL_LIT("first heading"), heading->span))
        return;
    pl_note(diags, PL_N_HEADINGS, heading->span, "the heading '%.*s' is the title and stands there alone",
            PL_ARG(text));
    pl_node_remove(heading);
}

/* A heading goes one level below the nearest one before it that was above it: so an order of 1, 3, 3, 2 becomes
 * 2, 3, 3, 3 → no gaps, and siblings stay siblings. */
void pl_headings_fit(struct pl_article *article, struct pl_diags *diags)
{
    int open[7];
    int depth = 0;
    bool shifted = false;
    fold_title(article, diags);
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if (node->kind != PL_KIND_heading)
            continue;
        while (depth > 0 && open[depth - 1] >= node->level)
            depth--;
        int level = 2 + depth;
        open[depth++] = node->level;
        if (level > 6)
            level = 6;
        if (level != node->level && !shifted) {
            shifted = true;
            pl_note(diags, PL_N_HEADINGS, node->span,
                    "headings are shifted: the title is h1, and none skips a level");
        }
        node->level = level;
        node->element = pl_heading_element(level);
    }
}
