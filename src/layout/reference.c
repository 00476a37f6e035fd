// SPDX-License-Identifier: MIT
/* layout/reference.c: texts that depend on pages: target-counter() and page counters in the flow.
 *
 * Source: GCPM 3 §2.5 and Paged Media 3 §6. They are empty of meaning in the first pass; each further pass gives them
 * what the pass before said, until nothing changes. */
#include "layout/book.h"
#include "layout/table.h"
#include "style/counter.h"

static void find_in(struct pl_book *book, struct pl_box *box, struct pl_box *lines,
                    uint32_t article)
{
    if (box->has_lines)
        lines = box;
    bool is_of_note = box->part == PL_PART_NOTE_CALL || box->part == PL_PART_MARKER;
    if (box->deferred == PL_DEFERRED_NOTE && lines) {
        if (is_of_note)
            *PL_PUSH(book->arena, &book->deferred) = (struct pl_book_deferred){
                .text = box, .lines = lines, .article = article, .own_counter = PL_LIT("")};
    } else if (box->deferred != PL_DEFERRED_NONE && lines) {
        // a target's own counter is named by the text until it is known
        *PL_PUSH(book->arena, &book->deferred) = (struct pl_book_deferred){
            .text = box, .lines = lines, .article = article, .own_counter = box->text};
        box->text = PL_LIT("");
        if (!box->target.size && box->deferred == PL_DEFERRED_TARGET_PAGE)
            box->deferred = PL_DEFERRED_NONE; // leads out of the publication: no number
    }
    for (struct pl_box *child = box->first; child; child = child->next)
        find_in(book, child, lines, article);
    if (box->note)
        find_in(book, box->note, NULL, article);
    if (box->marker)
        find_in(book, box->marker, NULL, article);
}

void pl_book_find_references(struct pl_book *book)
{
    for (size_t i = 0; i < book->input->edition->articles.count; i++)
        if (book->articles[i].root)
            find_in(book, book->articles[i].root, NULL, (uint32_t)i);
}

static const struct pl_box *counters_of(const struct pl_box *box, pl_owner owner)
{
    if (box->owner == owner && box->counters)
        return box;
    for (const struct pl_box *child = box->first; child; child = child->next) {
        const struct pl_box *found = counters_of(child, owner);
        if (found)
            return found;
    }
    return NULL;
}

/* target-counter() of a counter that isn't a page's. */
static int64_t own_counter(const struct pl_book *book, pl_owner target, pl_str name)
{
    const struct pl_box *root = book->articles[pl_book_article_of(book, target)].root;
    const struct pl_box *box = root ? counters_of(root, target) : NULL;
    for (uint32_t i = 0; box && i < box->counter_count; i++)
        if (pl_str_eq(box->counters[i].name, name))
            return box->counters[i].value;
    return 0;
}

static pl_str text_for(const struct pl_book *book, const struct pl_book_deferred *deferred)
{
    const struct pl_box *box = deferred->text;
    struct pl_strbuf text = PL_STRBUF(book->arena);
    int64_t value = (int64_t)book->count;
    if (box->deferred != PL_DEFERRED_PAGES) {
        pl_owner owner = box->owner;
        if (box->deferred == PL_DEFERRED_TARGET_PAGE)
            owner = pl_book_target(book, deferred->article, box->target);
        uint32_t page = owner < book->owner_count ? book->page_of[owner] : PL_NO_PAGE;
        if (page == PL_NO_PAGE)
            return PL_LIT("");
        value = book->data[page].number;
    }
    pl_counter_add_number(&text, value, box->counter_style);
    return pl_strbuf_str(&text);
}

/* --- Notes numbered by page: @page { counter-reset: footnote } ------------------------------------------ */

/* The number of a note on the page of its call; 0 where that page doesn't count its own. Calls come in the order of the
 * text, each with its note's mark behind it, which has the same number. */
struct note_numbers {
    uint32_t page;
    pl_owner last; // the note numbered last
    int64_t number;
};

static int64_t number_note(const struct pl_book *book, struct note_numbers *numbers, pl_owner owner)
{
    static const pl_str name = PL_LIT_INIT("footnote");
    uint32_t page = owner < book->owner_count ? book->page_of[owner] : PL_NO_PAGE;
    if (page == PL_NO_PAGE ||
        !pl_counters_names(book->data[page].style->page, PL_PROPERTY_counter_reset, name))
        return 0;
    if (page != numbers->page)
        *numbers = (struct note_numbers){.page = page, .last = PL_OWNER_NONE};
    if (owner != numbers->last)
        numbers->number++;
    numbers->last = owner;
    return numbers->number;
}

/* Widths that were asked for with the old text are forgotten, up to the root. */
static void forget_widths(struct pl_box *box)
{
    for (; box; box = box->parent) {
        box->min_content = box->max_content = -1;
        if (box->table) {
            box->table->has_extents = false;
            box->table->available = -1;
        }
    }
}

size_t pl_book_settle_references(struct pl_book *book, struct pl_layouter *layouter)
{
    size_t changed = 0;
    struct note_numbers numbers = {PL_NO_PAGE, PL_OWNER_NONE, 0};
    for (size_t i = 0; i < book->deferred.count; i++) {
        struct pl_book_deferred *deferred = &book->deferred.data[i];
        struct pl_box *box = deferred->text;
        if (box->deferred == PL_DEFERRED_NONE)
            continue;
        pl_str text;
        if (box->deferred == PL_DEFERRED_NOTE) {
            struct pl_strbuf mark = PL_STRBUF(book->arena);
            int64_t number = number_note(book, &numbers, box->owner);
            if (!number)
                continue;
            pl_counter_add_number(&mark, number, box->counter_style);
            text = pl_strbuf_str(&mark);
        } else if (deferred->own_counter.size) {
            struct pl_strbuf number = PL_STRBUF(book->arena);
            pl_owner owner = pl_book_target(book, deferred->article, box->target);
            if (owner != PL_OWNER_NONE)
                pl_counter_add_number(&number, own_counter(book, owner, deferred->own_counter),
                                      box->counter_style);
            text = pl_strbuf_str(&number);
        } else {
            text = text_for(book, deferred);
        }
        if (pl_str_eq(text, box->text))
            continue;
        box->text = text;
        changed++;
        pl_inline_build(book->articles[deferred->article].arena, layouter->scratch, deferred->lines,
                        layouter->fonts);
        forget_widths(deferred->lines);
    }
    return changed;
}
