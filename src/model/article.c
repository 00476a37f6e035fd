// SPDX-License-Identifier: MIT
/* model/article.c: an article, and what makes its tree complete: notes placed, ids, serials.
 *
 * How notes are placed: calls are met in document order. The first call of a note puts it behind
 * the block that holds the call, so that readers, structure tree and selectors see one
 * order; the walk then goes on through the note, whose own calls are met in turn. */
#include "model/article.h"

#include <assert.h>

#include "base/languages.h"
#include "base/strbuf.h"
#include "model/walk.h"

struct pl_article *pl_article_new(struct pl_arena *arena, const struct pl_input *input)
{
    struct pl_article *article = PL_NEW(arena, struct pl_article);
    article->arena = arena;
    article->input = input;
    article->root = pl_node_new(arena, PL_KIND_document, PL_NO_SPAN);
    article->body = pl_node_new(arena, PL_KIND_body, PL_NO_SPAN);
    pl_node_append(article->root, article->body);
    return article;
}

void pl_article_drop(struct pl_article *article, pl_str text, pl_str why, struct pl_span span)
{
    *PL_PUSH(article->arena, &article->dropped) =
        (struct pl_dropped){.text = text, .why = why, .span = span};
}

const struct pl_resource *pl_article_resource(const struct pl_article *article, pl_str reference)
{
    for (size_t i = 0; i < article->resources.count; i++)
        if (pl_str_eq(article->resources.data[i].reference, reference))
            return &article->resources.data[i];
    return NULL;
}

pl_str pl_article_language(const struct pl_article *article)
{
    if (pl_metadata_has(&article->metadata, PL_FIELD_language))
        return pl_metadata_text(&article->metadata, PL_FIELD_language);
    return pl_node_attribute(article->root, PL_LIT("lang"));
}

/* --- Language of the whole ---------------------------------------------------------------- */

static void give_language(struct pl_article *article)
{
    pl_str language = pl_article_language(article);
    if (pl_str_empty(language))
        return;
    pl_node_set_attribute(article->arena, article->root, PL_LIT("lang"), language);
    if (pl_language_is_right_to_left(language) && !pl_node_has_attribute(article->root, PL_LIT("dir")))
        pl_node_set_attribute(article->arena, article->root, PL_LIT("dir"), PL_LIT("rtl"));
}

/* --- Ids ------------------------------------------------------------------------------------ */

/* The second node with an id loses it: references mean the first, and XML allows one. */
static struct pl_map collect_ids(struct pl_article *article, struct pl_diags *diags)
{
    struct pl_map ids = PL_MAP(article->arena);
    for (struct pl_node *node = article->root; node; node = pl_node_next_in(article->root, node)) {
        if (pl_str_empty(node->id))
            continue;
        void **holder = pl_map_at(&ids, node->id);
        if (*holder && *holder != node) {
            pl_note(diags, PL_N_DROPPED, node->span, "the id '%.*s' stands here again and is left out",
                    PL_ARG(node->id));
            node->id = (pl_str){0};
        } else {
            *holder = node;
        }
    }
    return ids;
}

static pl_str unique_id(struct pl_arena *arena, struct pl_map *ids, pl_str wish, struct pl_node *node)
{
    pl_str id = wish;
    for (unsigned i = 2; pl_map_lookup(ids, id); i++)
        id = pl_str_format(arena, "%.*s-%u", PL_ARG(wish), i);
    *pl_map_at(ids, id) = node;
    return id;
}

/* Lower-case ASCII words of the text joined by hyphens, at most 48 bytes; a letter comes first. */
static pl_str slug(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf id = PL_STRBUF(arena);
    bool gap = false;
    for (size_t i = 0; i < text.size && id.size < 48; i++) {
        char c = pl_ascii_lower(text.data[i]);
        if (!pl_ascii_is_alnum(c)) {
            gap = id.size > 0;
            continue;
        }
        if (gap)
            pl_strbuf_add_byte(&id, '-');
        gap = false;
        pl_strbuf_add_byte(&id, c);
    }
    pl_str result = pl_strbuf_str(&id);
    if (pl_str_empty(result) || !pl_ascii_is_alpha(result.data[0]))
        return pl_str_format(arena, "section%s%.*s", pl_str_empty(result) ? "" : "-", PL_ARG(result));
    return result;
}

static void give_heading_ids(struct pl_article *article, struct pl_map *ids)
{
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if ((node->kind != PL_KIND_heading && node->kind != PL_KIND_title) || !pl_str_empty(node->id))
            continue;
        pl_str text = pl_node_plain_text(article->arena, node);
        node->id = unique_id(article->arena, ids, slug(article->arena, text), node);
    }
}

/* --- Notes ---------------------------------------------------------------------------------- */

/* The block behind which a note called at `call` goes: one whose siblings are blocks. */
static struct pl_node *block_of_call(struct pl_node *call)
{
    struct pl_node *block = call;
    while (block->parent) {
        enum pl_kind parent = block->parent->kind;
        bool among_blocks = pl_kind_row(parent)->holds == PL_HOLDS_BLOCKS || parent == PL_KIND_list_item ||
                            parent == PL_KIND_definition || parent == PL_KIND_division;
        if (among_blocks && pl_kind_row(block->kind)->is == PL_IS_BLOCK)
            return block;
        block = block->parent;
    }
    return NULL;
}

/* Behind notes that stand there already, so that they keep the order of their calls. */
static void place_note(struct pl_node *note, struct pl_node *call)
{
    struct pl_node *block = block_of_call(call);
    assert(block && "a call stands in a block");
    while (block->next && block->next->kind == PL_KIND_footnote)
        block = block->next;
    pl_node_insert_after(block, note);
}

/* The number of a call or mark is its only text. */
static void set_number(struct pl_arena *arena, struct pl_node *node, unsigned number)
{
    pl_str text = pl_str_format(arena, "%u", number);
    if (node->first && node->first->kind == PL_KIND_text && !node->first->next) {
        node->first->text = text;
        return;
    }
    while (node->first)
        pl_node_remove(node->first);
    pl_node_append(node, pl_node_new_text(arena, text, node->span));
}

/* The mark opens the note's first paragraph; a note that begins otherwise gets one. */
static struct pl_node *mark_of_note(struct pl_arena *arena, struct pl_node *note)
{
    struct pl_node *mark = pl_node_find_kind(note, PL_KIND_note_mark);
    if (mark)
        return mark;
    mark = pl_node_new(arena, PL_KIND_note_mark, PL_NO_SPAN);
    struct pl_node *first = note->first;
    if (!first || pl_kind_row(first->kind)->holds != PL_HOLDS_INLINES || first->kind == PL_KIND_code_block) {
        struct pl_node *paragraph = pl_node_new(arena, PL_KIND_paragraph, PL_NO_SPAN);
        if (first)
            pl_node_insert_before(first, paragraph);
        else
            pl_node_append(note, paragraph);
        first = paragraph;
    }
    struct pl_node *space = pl_node_new_text(arena, PL_LIT(" "), PL_NO_SPAN);
    if (first->first) {
        pl_node_insert_before(first->first, mark);
        pl_node_insert_after(mark, space);
    } else {
        pl_node_append(first, mark);
        pl_node_append(first, space);
    }
    return mark;
}

static void number_note(struct pl_article *article, struct pl_map *ids, struct pl_node *note,
                        unsigned number)
{
    struct pl_arena *arena = article->arena;
    struct pl_node *call = note->note, *mark = mark_of_note(arena, note);
    if (pl_str_empty(note->id))
        note->id = unique_id(arena, ids, pl_str_format(arena, "fn-%u", number), note);
    if (pl_str_empty(call->id))
        call->id = unique_id(arena, ids, pl_str_format(arena, "fnref-%u", number), call);
    mark->note = call;
    set_number(arena, mark, number);
    pl_node_set_attribute(arena, mark, PL_LIT("href"), pl_str_format(arena, "#%.*s", PL_ARG(call->id)));
}

/* A note that nobody calls keeps its text at the end of the article. */
static void keep_uncalled(struct pl_article *article, struct pl_node *note, struct pl_diags *diags)
{
    pl_warn(diags, PL_W_NOTE, note->span, "a note is never called; its text stands at the end");
    struct pl_node *end = pl_node_find_kind(article->body, PL_KIND_article);
    pl_node_move_children(end ? end : article->body, note);
}

static void place_notes(struct pl_article *article, struct pl_map *ids, struct pl_diags *diags)
{
    struct pl_node **found = PL_NEW_ARRAY(article->arena, struct pl_node *, article->notes.count);
    unsigned count = 0;
    for (size_t i = 0; i < article->notes.count; i++) {
        pl_node_remove(article->notes.data[i]);
        article->notes.data[i]->note = NULL;
    }
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if (node->kind != PL_KIND_note_call || !node->note)
            continue;
        if (!node->note->note) {
            node->note->note = node;
            found[count++] = node->note;
            place_note(node->note, node);
        }
    }
    for (size_t i = 0; i < article->notes.count; i++)
        if (!article->notes.data[i]->note)
            keep_uncalled(article, article->notes.data[i], diags);
    for (unsigned i = 0; i < count; i++) {
        number_note(article, ids, found[i], i + 1);
        found[i]->level = (int)i + 1; // kept for the calls below
    }
    for (struct pl_node *node = article->body; count && node; node = pl_node_next_in(article->body, node)) {
        if (node->kind != PL_KIND_note_call || !node->note)
            continue;
        set_number(article->arena, node, (unsigned)node->note->level);
        pl_node_set_attribute(article->arena, node, PL_LIT("href"),
                              pl_str_format(article->arena, "#%.*s", PL_ARG(node->note->id)));
    }
    if (count)
        memcpy(article->notes.data, found, count * sizeof *found);
    article->notes.count = count;
}

/* --- Serials --------------------------------------------------------------------------------- */

static void number_nodes(struct pl_article *article)
{
    uint32_t count = 0;
    for (struct pl_node *node = article->root; node; node = pl_node_next_in(article->root, node))
        node->serial = count++;
    article->node_count = count;
    article->nodes = PL_NEW_ARRAY(article->arena, struct pl_node *, count);
    for (struct pl_node *node = article->root; node; node = pl_node_next_in(article->root, node))
        article->nodes[node->serial] = node;
}

void pl_article_finish(struct pl_article *article, struct pl_diags *diags)
{
    give_language(article);
    article->ids = collect_ids(article, diags);
    place_notes(article, &article->ids, diags);
    if (!article->is_authored)
        give_heading_ids(article, &article->ids);
    number_nodes(article);
}
