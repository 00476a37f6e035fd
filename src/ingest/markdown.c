// SPDX-License-Identifier: MIT
/* ingest/markdown.c: the library is fed, and its tree becomes an article.
 *
 * Source: CommonMark 0.31.2 and GitHub's GFM 0.29, both as cmark-gfm has them. Commonmark and gfm are the library
 * alone; markdown adds what markdown_blocks.c lists, and reads raw HTML through the allow-list. */
#include "ingest/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "base/unit.h"
#include "ingest/front_matter.h"
#include "ingest/html_tree.h"
#include "ingest/language.h"
#include "ingest/smart.h"

/* --- Parsing ------------------------------------------------------------------------- */

static void free_document(void *document)
{
    cmark_node_free(document);
}

static void free_parser(void *parser)
{
    cmark_parser_free(parser);
}

/* Feeds the body; lines with a meaning of ours reach the library as something it knows: a fence as a comment, a
 * definition as a list item, a bomb of a table as text. */
static void feed(struct pl_markdown_reader *reader, cmark_parser *parser)
{
    size_t from = 0;
    for (size_t i = 0; i < reader->lines.count; i++) {
        const struct pl_markdown_line *line = &reader->lines.data[i];
        cmark_parser_feed(parser, reader->body.data + from, line->first - from);
        from = line->end;
        switch (line->mark) {
        case PL_MARK_DIV_OPEN:
        case PL_MARK_DIV_CLOSE:
            cmark_parser_feed(parser, "<!---->", 7);
            break;
        case PL_MARK_DEFINITION:
            cmark_parser_feed(parser, "-", 1);
            break;
        case PL_MARK_NOTE:
            break; // as it is
        case PL_MARK_TABLE:
            cmark_parser_feed(parser, reader->body.data + line->first, line->end - line->first);
            cmark_parser_feed(parser, "=", 1);
            break;
        }
    }
    cmark_parser_feed(parser, reader->body.data + from, reader->body.size - from);
}

static void attach(cmark_parser *parser, const char *name)
{
    cmark_syntax_extension *extension = cmark_find_syntax_extension(name);
    if (extension)
        cmark_parser_attach_syntax_extension(parser, extension);
}

/* The library looks back over the whole of an address for each bracket that ends it: 40,000 take .6 s, 80,000 2.6. No
 * address has hundreds; a text that has is read without finding addresses in it. */
static bool may_find_addresses(struct pl_markdown_reader *reader)
{
    enum { BRACKETS_MOST = 500 };
    size_t brackets = 0;
    for (size_t i = 0; i < reader->body.size; i++) {
        char c = reader->body.data[i];
        brackets = pl_ascii_is_space(c) ? 0 : brackets + (c == ')');
        if (brackets <= BRACKETS_MOST)
            continue;
        pl_warn(reader->reading->diags, PL_W_MARKUP, pl_markdown_source_span(reader, pl_str_slice(reader->body, i, i + 1)),
                "more than %d brackets in one word; bare addresses don't become links", (int)BRACKETS_MOST);
        return false;
    }
    return true;
}

static cmark_node *parse(struct pl_markdown_reader *reader, int options, bool with_extensions)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(options);
    pl_arena_defer(reader->reading->scratch, free_parser, parser);
    if (with_extensions) {
        attach(parser, "table");
        attach(parser, "strikethrough");
        if (may_find_addresses(reader))
            attach(parser, "autolink");
        attach(parser, "tasklist");
    }
    feed(reader, parser);
    cmark_node *document = cmark_parser_finish(parser);
    pl_arena_defer(reader->reading->scratch, free_document, document);
    return document;
}

static void keep_rendering(struct pl_markdown_reader *reader, cmark_node *document, int options)
{
    char *html = cmark_render_html(document, options | CMARK_OPT_UNSAFE, NULL);
    reader->article->rendered = pl_str_copy(reader->arena, pl_str_from(html));
    free(html);
}

/* --- The readers --------------------------------------------------------------------- */

static struct pl_markdown_reader start(struct pl_reading *reading, pl_str text)
{
    struct pl_markdown_reader reader = {.reading = reading, .arena = reading->arena, .body = text};
    reader.article = pl_reading_article(reading);
    reader.into = reader.article->body;
    if (!reader.body.data)
        reader.body = PL_LIT("");
    return reader;
}

static void build(struct pl_markdown_reader *reader, cmark_node *document)
{
    pl_markdown_find_line_starts(reader);
    pl_markdown_make_notes(reader, document);
    pl_markdown_walk(reader, document);
    pl_markdown_keep_uncalled_notes(reader);
}

static bool read_library_alone(struct pl_reading *reading, bool with_extensions)
{
    struct pl_markdown_reader reader = start(reading, reading->input->text);
    int options = CMARK_OPT_DEFAULT;
    cmark_node *document = parse(&reader, options, with_extensions);
    keep_rendering(&reader, document, options);
    build(&reader, document);
    return true;
}

bool pl_read_commonmark(struct pl_reading *reading)
{
    return read_library_alone(reading, false);
}

bool pl_read_gfm(struct pl_reading *reading)
{
    return read_library_alone(reading, true);
}

/* `smart: false` in the front matter: typewriter marks are meant as they are. */
static bool says_not_smart(const struct pl_metadata *metadata)
{
    for (size_t i = 0; i < metadata->extra.count; i++)
        if (pl_str_eq(metadata->extra.data[i].key, PL_LIT("smart")))
            return pl_str_eq(metadata->extra.data[i].text, PL_LIT("false"));
    return false;
}

static bool read_part(struct pl_reading *reading, pl_str text)
{
    struct pl_markdown_reader reader = start(reading, text);
    reader.is_ours = true;
    if (!pl_front_matter_read(reader.article, &reader.body, reading->diags))
        return false;
    reader.lines = pl_markdown_find_lines(reading->scratch, reader.body);
    cmark_node *document = parse(&reader, CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE, true);
    build(&reader, document);
    pl_markdown_complete(reader.article, reading->diags);
    pl_article_find_language(reader.article); // quotes are its
    if (!says_not_smart(&reader.article->metadata))
        pl_article_smarten(reader.article);
    return true;
}

bool pl_read_markdown(struct pl_reading *reading)
{
    return read_part(reading, reading->input->text);
}

bool pl_read_markdowns(struct pl_reading *reading)
{
    pl_str rest = reading->input->text, part;
    while (pl_front_matter_next_part(&rest, &part))
        if (!read_part(reading, part))
            return false;
    return true;
}
