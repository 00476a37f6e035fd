// SPDX-License-Identifier: MIT
/* epub/chapter.c: an article as an XHTML file: links between chapters, pictures, page breaks. */
#include "base/languages.h"
#include "epub/address.h"
#include "epub/book.h"
#include "export/html.h"
#include "model/walk.h"

const struct pl_chapter *pl_book_chapter(const struct pl_book *book, uint32_t article_index)
{
    for (size_t i = 0; i < book->chapter_count; i++)
        if (book->chapters[i].index == article_index)
            return &book->chapters[i];
    return NULL;
}

/* --- Ids ----------------------------------------------------------------------------------------- */

static bool is_numbered(pl_str id, pl_str prefix)
{
    if (!pl_str_starts(id, prefix) || id.size == prefix.size)
        return false;
    for (size_t i = prefix.size; i < id.size; i++)
        if (!pl_ascii_is_digit(id.data[i]))
            return false;
    return true;
}

/* An id that may stand in XHTML and behind a #, and that isn't one of those given here. */
static bool is_usable(pl_str id)
{
    for (size_t i = 0; i < id.size; i++)
        if ((unsigned char)id.data[i] <= 0x20 || id.data[i] == '%')
            return false;
    return id.size > 0 && !is_numbered(id, PL_LIT("n")) && !is_numbered(id, PL_LIT("page-"));
}

pl_str pl_target_id(struct pl_arena *arena, const struct pl_node *node)
{
    return is_usable(node->id) ? node->id : pl_str_format(arena, "n%u", node->serial);
}

bool pl_chapter_has(const struct pl_book *book, const struct pl_chapter *chapter, const struct pl_node *node)
{
    const struct pl_markup *markup = &book->options->sheet->markup[chapter->index];
    for (const struct pl_node *one = node; one; one = one->parent) {
        const struct pl_markup_entry *entry = pl_markup_at(markup, one->serial);
        if (entry && entry->is_hidden)
            return false;
    }
    return node != chapter->article->root;
}

/* --- Addresses --------------------------------------------------------------------------------- */

struct writing {
    struct pl_book *book;
    const struct pl_chapter *chapter;
    size_t next_start; // the first page start not yet written
    uint32_t *offsets;
    pl_str *labels, *ids;
};

/* "#id" inside the chapter or in another one. */
static pl_str inner_address(struct writing *writing, pl_str id)
{
    struct pl_book *book = writing->book;
    const struct pl_article *holder = writing->chapter->article;
    const struct pl_node *target = pl_edition_target(book->options->edition, holder, id, &holder);
    if (!target)
        return (pl_str){0};
    pl_str own = pl_book_fragment(book->arena, pl_target_id(book->arena, target));
    for (size_t i = 0; i < book->chapter_count; i++) {
        const struct pl_chapter *chapter = &book->chapters[i];
        if (chapter->article != holder || !pl_chapter_has(book, chapter, target))
            continue;
        bool is_here = chapter == writing->chapter;
        return pl_str_format(book->arena, "%s#%.*s", is_here ? "" : chapter->name + sizeof "text/" - 1, PL_ARG(own));
    }
    return (pl_str){0};
}

static pl_str reference(void *context, const struct pl_node *node, pl_str attribute, pl_str value)
{
    struct writing *writing = context;
    struct pl_book *book = writing->book;
    if (pl_str_eq(attribute, PL_LIT("src"))) {
        const char *name = pl_book_picture(book, writing->chapter->article, value);
        if (name && !pl_node_has_attribute(node, PL_LIT("alt")))
            book->lacks_alternative = true;
        return name ? pl_str_format(book->arena, "../%s", name) : (pl_str){0};
    }
    pl_str address = {0};
    if (pl_str_starts(value, PL_LIT("#")))
        address = inner_address(writing, pl_str_slice(value, 1, value.size));
    else
        address = pl_book_address(book->arena, value);
    if (pl_str_eq(attribute, PL_LIT("cite"))) // shown nowhere; EPUB counts it as a resource, which has to be safe
        return pl_str_starts(address, PL_LIT("https:")) ? address : (pl_str){0};
    if (pl_str_empty(address) && !pl_str_empty(value) && !pl_str_eq(value, PL_LIT("#")))
        pl_warn(book->diags, PL_W_LINK, node->span, "the link to '%.*s' leads nowhere in the EPUB; its text stays",
                PL_ARG(value));
    return address;
}

static pl_str id_of(void *context, const struct pl_node *node)
{
    struct writing *writing = context;
    bool is_wanted = !pl_str_empty(node->id) || writing->chapter->is_target[node->serial];
    return is_wanted ? pl_target_id(writing->book->arena, node) : (pl_str){0};
}

static const struct pl_node *table_of(const struct pl_node *node)
{
    while (node && node->kind != PL_KIND_table)
        node = node->parent;
    return node;
}

/* Cells name heads of their own table (headers=), which is the only list of ids that cells have. */
static pl_str target_of(void *context, const struct pl_node *from, pl_str id)
{
    struct writing *writing = context;
    const struct pl_node *target = pl_map_lookup(&writing->chapter->article->ids, id);
    bool is_cell = from->kind == PL_KIND_table_cell || from->kind == PL_KIND_table_header;
    if (!target || !pl_chapter_has(writing->book, writing->chapter, target) ||
        (is_cell && (target->kind != PL_KIND_table_header || table_of(target) != table_of(from))))
        return (pl_str){0};
    return pl_target_id(writing->book->arena, target);
}

/* Text nodes come in document order, and so do the starts. */
static size_t page_breaks(void *context, const struct pl_node *text, const uint32_t **offsets,
                          const pl_str **labels, const pl_str **ids)
{
    struct writing *writing = context;
    const struct pl_pagemap *map = writing->book->options->map;
    size_t first = writing->next_start, count = 0;
    for (size_t i = first; i < writing->chapter->start_count; i++, count++) {
        const struct pl_page_start *start = &map->starts[writing->chapter->starts[i]];
        if (start->place.serial != text->serial)
            break;
        writing->offsets[i] = start->place.offset;
        writing->labels[i] = map->labels[start->page];
        writing->ids[i] = pl_str_format(writing->book->arena, "page-%u", start->page + 1);
    }
    writing->next_start += count;
    *offsets = writing->offsets + first;
    *labels = writing->labels + first;
    *ids = writing->ids + first;
    return count;
}

/* --- Documents ------------------------------------------------------------------------------------ */

void pl_book_begin_document(struct pl_strbuf *out, const struct pl_book *book, pl_str title, pl_str language,
                            bool is_right_to_left, const char *sheet)
{
    language = pl_language_canonical(book->arena, language); // an authored one may be anything
    if (pl_str_empty(language))
        language = pl_metadata_text(&book->options->edition->metadata, PL_FIELD_language);
    if (pl_str_empty(language))
        language = PL_LIT("und");
    pl_strbuf_add(out, PL_LIT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                              "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\""));
    pl_strbuf_addf(out, " lang=\"%.*s\" xml:lang=\"%.*s\"%s", PL_ARG(language), PL_ARG(language),
                   is_right_to_left ? " dir=\"rtl\"" : "");
    pl_strbuf_add(out, PL_LIT(">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>"));
    pl_html_escape(out, title);
    pl_strbuf_addf(out, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"%s\"/>\n</head>\n", sheet);
}

/* The root's own id and classes go on its start tag, which ends at the first '>' after "<html". */
static void add_root_names(struct pl_strbuf *out, const struct pl_article *article, const struct pl_markup *markup)
{
    const struct pl_markup_entry *entry = pl_markup_at(markup, article->root->serial);
    const struct pl_node *root = article->root;
    bool has_id = is_usable(root->id);
    if (root->class_count == 0 && !has_id && (!entry || pl_str_empty(entry->classes)))
        return;
    pl_str whole = pl_str_copy(out->arena, pl_strbuf_str(out));
    size_t at = pl_str_find(whole, PL_LIT("<html"), 0) + 5;
    pl_strbuf_truncate(out, at);
    if (has_id) {
        pl_strbuf_add(out, PL_LIT(" id=\""));
        pl_html_escape(out, root->id);
        pl_strbuf_add_byte(out, '"');
    }
    pl_strbuf_add(out, PL_LIT(" class=\""));
    for (uint32_t i = 0; i < root->class_count; i++) {
        pl_html_escape(out, root->classes[i]);
        pl_strbuf_add_byte(out, ' ');
    }
    if (entry)
        pl_html_escape(out, entry->classes);
    pl_strbuf_add_byte(out, '"');
    pl_strbuf_add(out, pl_str_slice(whole, at, whole.size));
}

pl_str pl_chapter_write(struct pl_book *book, const struct pl_chapter *chapter)
{
    const struct pl_article *article = chapter->article;
    const struct pl_markup *markup = &book->options->sheet->markup[chapter->index];
    struct pl_strbuf out = PL_STRBUF(book->arena);
    struct writing writing = {
        .book = book,
        .chapter = chapter,
        .offsets = PL_NEW_ARRAY(book->arena, uint32_t, chapter->start_count),
        .labels = PL_NEW_ARRAY(book->arena, pl_str, chapter->start_count),
        .ids = PL_NEW_ARRAY(book->arena, pl_str, chapter->start_count),
    };
    struct pl_html_options options = {
        .is_xhtml = true,
        .markup = markup,
        .reference = reference,
        .id = id_of,
        .target = target_of,
        .page_breaks = chapter->start_count ? page_breaks : NULL,
        .context = &writing,
    };
    pl_str language = pl_node_attribute(article->root, PL_LIT("lang"));
    bool is_right_to_left = pl_str_eq(pl_node_attribute(article->root, PL_LIT("dir")), PL_LIT("rtl"));
    pl_book_begin_document(&out, book, chapter->title, language, is_right_to_left, "../style.css");
    add_root_names(&out, article, markup);
    if (pl_chapter_has(book, chapter, article->body))
        pl_html_write(&out, article->body, &options);
    else // a document must have one
        pl_strbuf_add(&out, PL_LIT("<body></body>\n"));
    pl_strbuf_add(&out, PL_LIT("</html>\n"));
    return pl_strbuf_str(&out);
}
