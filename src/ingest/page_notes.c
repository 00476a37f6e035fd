// SPDX-License-Identifier: MIT
/* ingest/page_notes.c: the notes of a page, called by a mark and listed at its end, become notes of the article.
 *
 * Nothing in HTML says that something is a note. It is one for certain where two things meet: a link whose words are a
 * mark ("1", "[2]", "*") leads to a place further down, and the block there leads back to the call, or begins with
 * the same mark. What only looks like it stays what it was. */
#include "ingest/page_score.h"

#include "base/map.h"
#include "base/utf8.h"
#include "model/walk.h"

enum { MARK_BYTES = 12, BACK_BYTES = 16, MARK_LONGEST = 4, NOTE_NODES = 400 }; // a note of more nodes is a part of the text

struct notes {
    struct pl_article *article;
    pl_str base;           // what the page's links are relative to
    struct pl_map by_id;   // id → the node that has it, the first one
    struct pl_map passed;  // ids of the nodes that the walk has passed: notes stand further down
    struct pl_map by_note; // id of the place → its footnote, made at the first call
    struct { PL_VEC(struct pl_node *) } emptied; // blocks that notes were taken from
};

/* --- Marks ---------------------------------------------------------------------------- */

/* "[12]" → "12" */
static pl_str bare_mark(pl_str text)
{
    text = pl_str_trim(text);
    while (text.size && strchr("[(", text.data[0]))
        text = pl_str_trim(pl_str_slice(text, 1, text.size));
    while (text.size && strchr("]).:", text.data[text.size - 1]))
        text = pl_str_trim(pl_str_slice(text, 0, text.size - 1));
    return text;
}

/* Digits, one letter, or up to four of the signs that printers use. */
static bool is_mark(pl_str mark)
{
    size_t digits = 0, letters = 0, signs = 0, count = 0;
    for (size_t i = 0; i < mark.size; count++) {
        uint32_t c = pl_utf8_next(mark, &i);
        bool is_raised = c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079);
        digits += (c >= '0' && c <= '9') || is_raised;
        letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        signs += c == '*' || c == 0x2020 || c == 0x2021 || c == 0xA7 || c == 0xB6;
    }
    return count && count <= MARK_LONGEST && (digits == count || signs == count || (letters == 1 && count == 1));
}

/* The place on this page that a link leads to; empty for any other. */
static pl_str place_of(const struct notes *notes, const struct pl_node *node)
{
    pl_str href = node->kind == PL_KIND_link ? pl_node_attribute(node, PL_LIT("href")) : (pl_str){0}, page;
    bool has_place = pl_str_cut(&href, '#', &page);
    return has_place && (pl_str_empty(page) || pl_str_eq(page, notes->base)) ? href : (pl_str){0};
}

static pl_str short_text(struct notes *notes, const struct pl_node *node, size_t most)
{
    pl_str text = pl_str_trim(pl_node_plain_text(notes->article->arena, node));
    return text.size <= most ? text : (pl_str){0};
}

/* --- The pair -------------------------------------------------------------------------- */

static bool is_in(const struct pl_node *node, const struct pl_node *root)
{
    while (node && node != root)
        node = node->parent;
    return node != NULL;
}

/* The block of a place: the item of a list it stands in, else the paragraph or division. */
static struct pl_node *block_of(struct pl_node *place)
{
    while (place && pl_kind_row(place->kind)->is == PL_IS_INLINE)
        place = place->parent;
    if (place && place->kind == PL_KIND_paragraph && place->parent && place->parent->kind == PL_KIND_list_item && !place->previous)
        place = place->parent;
    bool may_be = place && (place->kind == PL_KIND_list_item || place->kind == PL_KIND_paragraph || place->kind == PL_KIND_definition);
    return may_be ? place : NULL;
}

/* Does this link lead to the call, or to what stands right around it? */
static bool leads_to(struct notes *notes, const struct pl_node *link, const struct pl_node *call)
{
    pl_str place = place_of(notes, link);
    const struct pl_node *target = pl_str_empty(place) ? NULL : pl_map_lookup(&notes->by_id, place);
    if (!target)
        return false;
    if (is_in(call, target) && pl_kind_row(target->kind)->is == PL_IS_INLINE)
        return true;
    return target == call->previous || (call->parent && target == call->parent->previous) ||
           is_in(target, call); // an empty anchor beside or in it
}

static struct pl_node *link_back(struct notes *notes, const struct pl_node *block, const struct pl_node *call)
{
    size_t count = 0;
    for (struct pl_node *node = block->first; node && count++ < NOTE_NODES; node = pl_node_next_in(block, node))
        if (node->kind == PL_KIND_link && leads_to(notes, node, call))
            return node;
    return NULL;
}

static struct pl_node *first_text(const struct pl_node *block)
{
    size_t count = 0;
    for (struct pl_node *node = block->first; node && count++ < NOTE_NODES; node = pl_node_next_in(block, node))
        if (node->kind == PL_KIND_text && !pl_str_empty(pl_str_trim(node->text)))
            return node;
    return NULL;
}

/* A note says something besides its mark and the way back. */
static bool says_something(const struct pl_node *block, const struct pl_node *back)
{
    enum { LETTERS_LEAST = 3 };
    size_t count = 0, letters = 0;
    for (const struct pl_node *node = block->first; node && count++ < NOTE_NODES && letters < LETTERS_LEAST;
         node = pl_node_next_in(block, node))
        for (size_t i = 0; node->kind == PL_KIND_text && !(back && is_in(node, back)) && i < node->text.size && letters < LETTERS_LEAST;)
            letters += pl_char_is_letter(pl_utf8_next(node->text, &i));
    return letters >= LETTERS_LEAST;
}

/* "1. ", "[1] ", "* " at the start of a text: its bytes; 0 where it begins otherwise. */
static size_t size_of_mark(pl_str text, pl_str mark)
{
    size_t at = 0;
    while (at < text.size && (pl_ascii_is_space(text.data[at]) || strchr("[(", text.data[at])))
        at++;
    if (!pl_str_starts(pl_str_slice(text, at, text.size), mark))
        return 0;
    at += mark.size;
    size_t after = at;
    while (at < text.size && (pl_ascii_is_space(text.data[at]) || strchr("]).:", text.data[at])))
        at++;
    return at > after || at == text.size ? at : 0;
}

/* --- Making ----------------------------------------------------------------------------- */

/* What goes lies in the note's span mostly; where the page's tags were out of order it is said. */
static void drop_uncovered(struct notes *notes, const struct pl_node *block, const struct pl_node *part)
{
    bool is_covered = block->span.input == part->span.input && block->span.first <= part->span.first && part->span.end <= block->span.end;
    if (!is_covered)
        pl_article_drop(notes->article, pl_node_plain_text(notes->article->arena, part), PL_LIT("mark of a note"), part->span);
}

/* With the link back go the raising around it and the space before it. */
static void remove_link_back(struct notes *notes, const struct pl_node *block, struct pl_node *link)
{
    struct pl_node *node = link;
    if (pl_str_empty(short_text(notes, link, BACK_BYTES)) && link->first)
        return; // words of the note
    while (node->parent && !node->previous && !node->next && pl_kind_row(node->parent->kind)->is == PL_IS_INLINE)
        node = node->parent;
    struct pl_node *before = node->previous;
    if (before && before->kind == PL_KIND_text && !node->next)
        while (before->text.size && pl_ascii_is_space(before->text.data[before->text.size - 1]))
            before->text.size--;
    drop_uncovered(notes, block, link);
    pl_node_remove(node);
}

static void remove_mark(struct notes *notes, struct pl_node *block, pl_str mark)
{
    struct pl_node *text = first_text(block);
    size_t size = text ? size_of_mark(text->text, mark) : 0;
    if (!size)
        return;
    if (size == text->text.size)
        drop_uncovered(notes, block, text);
    text->text = pl_str_slice(text->text, size, text->text.size); // its span stays: the mark stands in it
}

static struct pl_node *make_note(struct notes *notes, struct pl_node *block)
{
    struct pl_arena *arena = notes->article->arena;
    struct pl_node *note = pl_node_new(arena, PL_KIND_footnote, block->span), *into = note;
    bool is_bare = block->first && pl_kind_row(block->first->kind)->is == PL_IS_INLINE;
    if (is_bare) {
        into = pl_node_new(arena, PL_KIND_paragraph, block->span);
        pl_node_append(note, into);
    }
    *PL_PUSH(arena, &notes->emptied) = block;
    pl_node_move_children(into, block);
    *PL_PUSH(arena, &notes->article->notes) = note;
    return note;
}

/* The raising around a call is the style's to make. */
static void make_call(struct notes *notes, struct pl_node *link, struct pl_node *note)
{
    struct pl_node *call = pl_node_new(notes->article->arena, PL_KIND_note_call, link->span), *outer = link;
    pl_node_append(call, pl_node_new_text(notes->article->arena, PL_LIT("*"), link->span)); // until it is numbered
    call->note = note;
    note->note = note->note ? note->note : call;
    while (outer->parent && outer->parent->kind == PL_KIND_superscript && outer->parent->first == outer->parent->last)
        outer = outer->parent;
    pl_node_insert_before(outer, call);
    pl_node_remove(outer);
}

static void try_call(struct notes *notes, struct pl_node *link)
{
    pl_str place = place_of(notes, link);
    if (pl_str_empty(place) || pl_map_lookup(&notes->passed, place))
        return;
    pl_str mark = bare_mark(short_text(notes, link, MARK_BYTES));
    struct pl_node *target = is_mark(mark) ? pl_map_lookup(&notes->by_id, place) : NULL;
    struct pl_node *note = target ? pl_map_lookup(&notes->by_note, place) : NULL, *block = target && !note ? block_of(target) : NULL;
    if (note && !is_in(link, note)) {
        make_call(notes, link, note); // called once more
        return;
    }
    if (!block || is_in(link, block))
        return;
    struct pl_node *back = link_back(notes, block, link), *text = first_text(block);
    bool has_mark = text && size_of_mark(text->text, mark) && !pl_str_eq(pl_str_trim(text->text), mark);
    if ((!back && !has_mark) || !says_something(block, back))
        return;
    for (; back; back = link_back(notes, block, link)) {
        struct pl_node *parent = back->parent;
        remove_link_back(notes, block, back);
        if (back->parent == parent && parent)
            break; // it stayed
    }
    remove_mark(notes, block, mark);
    note = make_note(notes, block);
    *pl_map_at(&notes->by_note, place) = note;
    make_call(notes, link, note);
}

/* --- What is left of the list ------------------------------------------------------------- */

static bool has_words(const struct pl_node *node)
{
    for (const struct pl_node *part = node; part; part = pl_node_next_in(node, part))
        if (part->kind == PL_KIND_image || part->kind == PL_KIND_table ||
            (part->kind == PL_KIND_text && !pl_str_empty(pl_str_trim(part->text))))
            return true;
    return false;
}

static void drop_labels(struct pl_article *article, struct pl_node *label)
{
    while (label && (label->kind == PL_KIND_heading || label->kind == PL_KIND_rule)) {
        struct pl_node *before = label->previous;
        pl_article_drop(article, pl_node_plain_text(article->arena, label), PL_LIT("heads the notes"), label->span);
        pl_node_remove(label);
        label = before;
    }
}

/* Takes a block out, and what headed it where nothing follows; its parent. */
static struct pl_node *take_out(struct pl_article *article, struct pl_node *block)
{
    struct pl_node *parent = block->parent, *before = block->next ? NULL : block->previous;
    pl_node_remove(block);
    drop_labels(article, before);
    return parent;
}

/* The emptied blocks go, then each list or section that held them alone, with its heading and the rule above it. */
static void clear_away(struct notes *notes)
{
    struct pl_article *article = notes->article;
    struct { PL_VEC(struct pl_node *) } parents = {0};
    for (size_t i = 0; i < notes->emptied.count; i++) {
        struct pl_node *parent = take_out(article, notes->emptied.data[i]);
        if (!parents.count || parents.data[parents.count - 1] != parent)
            *PL_PUSH(article->arena, &parents) = parent;
    }
    for (size_t i = 0; i < parents.count; i++)
        for (struct pl_node *at = parents.data[i]; at && at->parent && at != article->body && !has_words(at);)
            at = take_out(article, at);
}

static void pass(struct notes *notes, const struct pl_node *node)
{
    if (!pl_str_empty(node->id))
        *pl_map_at(&notes->passed, node->id) = notes;
}

void pl_page_join_notes(struct pl_arena *scratch, struct pl_article *article, pl_str base)
{
    pl_str page;
    base = pl_str_cut(&base, '#', &page) ? page : base;
    struct notes notes = {.article = article, .base = base, .by_id = PL_MAP(scratch), .passed = PL_MAP(scratch), .by_note = PL_MAP(scratch)};
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        void **slot = pl_str_empty(node->id) ? NULL : pl_map_at(&notes.by_id, node->id);
        if (slot && !*slot)
            *slot = node;
    }
    for (struct pl_node *node = article->body, *next; node; node = next) {
        bool is_link = node->kind == PL_KIND_link;
        next = is_link ? pl_node_next_after(article->body, node) : pl_node_next_in(article->body, node);
        for (struct pl_node *in = node; in; in = is_link ? pl_node_next_in(node, in) : NULL)
            pass(&notes, in);
        if (is_link)
            try_call(&notes, node);
    }
    clear_away(&notes);
}
