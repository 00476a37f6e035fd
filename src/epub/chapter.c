// SPDX-License-Identifier: MIT
/* epub/chapter.c: an article as an XHTML file: links between chapters, pictures, page breaks. */
#include "base/languages.h"
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

pl_str pl_target_id(struct pl_arena *arena, const struct pl_node *node)
{
    return pl_str_empty(node->id) ? pl_str_format(arena, "n%u", node->serial) : node->id;
}

/* --- Addresses --------------------------------------------------------------------------------- */

static bool is_hex(char c)
{
    return pl_ascii_is_digit(c) || (pl_ascii_lower(c) >= 'a' && pl_ascii_lower(c) <= 'f');
}

/* RFC 3986 §2: what may not stand in an address is percent-encoded; escapes that stand there stay. */
static pl_str escaped_address(struct pl_arena *arena, pl_str address)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    for (size_t i = 0; i < address.size; i++) {
        char c = address.data[i];
        bool is_escape = c == '%' && i + 2 < address.size && is_hex(address.data[i + 1]) && is_hex(address.data[i + 2]);
        if (is_escape || (c > 0x20 && c < 0x7F && c != '%' && !strchr("\"<>\\^`{|}[]", c)))
            pl_strbuf_add_byte(&out, c);
        else
            pl_strbuf_addf(&out, "%%%02X", (unsigned char)c);
    }
    return pl_strbuf_str(&out);
}

/* Addresses that a reading system may follow. */
static bool is_followed(pl_str address)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        pl_str scheme = pl_str_from(schemes[i]);
        if (pl_str_starts_ascii_nocase(address, scheme) && address.size > scheme.size)
            return true;
    }
    return false;
}

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
    pl_str own = pl_target_id(book->arena, target);
    if (holder == writing->chapter->article)
        return pl_str_format(book->arena, "#%.*s", PL_ARG(own));
    for (size_t i = 0; i < book->chapter_count; i++)
        if (book->chapters[i].article == holder)
            return pl_str_format(book->arena, "%s#%.*s", book->chapters[i].name + sizeof "text/" - 1, PL_ARG(own));
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
    else if (is_followed(value))
        address = escaped_address(book->arena, value);
    if (pl_str_empty(address) && !pl_str_empty(value) && !pl_str_eq(value, PL_LIT("#")))
        pl_warn(book->diags, PL_W_LINK, node->span, "the link to '%.*s' leads nowhere in the EPUB; its text stays",
                PL_ARG(value));
    return address;
}

static pl_str id_of(void *context, const struct pl_node *node)
{
    struct writing *writing = context;
    return writing->chapter->is_target[node->serial] ? pl_target_id(writing->book->arena, node) : (pl_str){0};
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
    if (root->class_count == 0 && pl_str_empty(root->id) && (!entry || pl_str_empty(entry->classes)))
        return;
    pl_str whole = pl_str_copy(out->arena, pl_strbuf_str(out));
    size_t at = pl_str_find(whole, PL_LIT("<html"), 0) + 5;
    pl_strbuf_truncate(out, at);
    if (!pl_str_empty(root->id)) {
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
        .page_breaks = chapter->start_count ? page_breaks : NULL,
        .context = &writing,
    };
    pl_str language = pl_node_attribute(article->root, PL_LIT("lang"));
    bool is_right_to_left = pl_str_eq(pl_node_attribute(article->root, PL_LIT("dir")), PL_LIT("rtl"));
    pl_book_begin_document(&out, book, chapter->title, language, is_right_to_left, "../style.css");
    add_root_names(&out, article, markup);
    pl_html_write(&out, article->body, &options);
    pl_strbuf_add(&out, PL_LIT("</html>\n"));
    return pl_strbuf_str(&out);
}
