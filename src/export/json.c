// SPDX-License-Identifier: MIT
/* export/json.c: articles as documented JSON. */
#include "export/json.h"

#include "base/json.h"
#include "export/text.h"
#include "model/walk.h"

struct writer {
    struct pl_json json;
    struct pl_arena *arena;
    struct pl_span counted; // lines were counted up to its end
    uint32_t line;          // of that place
};

/* The line of a place. Places come mostly in order, so counting goes on where it stopped: a page has hundreds of
 * dropped parts, and counting each from the start was a quarter of an extraction's time. */
static uint32_t line_of(struct writer *writer, struct pl_span span)
{
    if (writer->counted.input != span.input || writer->counted.end > span.first) {
        writer->counted = (struct pl_span){.input = span.input};
        writer->line = 1;
    }
    pl_str text = span.input->text;
    pl_str passed = pl_str_slice(text, writer->counted.end, span.first);
    for (size_t at = 0; (at = pl_str_find_byte(passed, '\n', at)) != SIZE_MAX; at++)
        writer->line++;
    for (size_t at = 0; (at = pl_str_find_byte(passed, '\r', at)) != SIZE_MAX; at++)
        writer->line += !pl_str_starts(pl_str_slice(text, writer->counted.end + at + 1, text.size), PL_LIT("\n"));
    writer->counted.end = span.first;
    return writer->line;
}

/* --- Text, links and pictures of a block ------------------------------------------------------ */

static pl_str block_text(struct writer *writer, const struct pl_node *node)
{
    struct pl_strbuf text = PL_STRBUF(writer->arena);
    if (node->kind == PL_KIND_code_block)
        pl_node_text(&text, node, false);
    else
        pl_text_write_inlines(&text, node);
    pl_str whole = pl_strbuf_str(&text);
    return node->kind == PL_KIND_code_block && pl_str_ends(whole, PL_LIT("\n"))
               ? pl_str_slice(whole, 0, whole.size - 1)
               : whole;
}

static void write_link(struct writer *writer, const struct pl_node *link)
{
    pl_json_begin_object(&writer->json);
    pl_json_key(&writer->json, PL_LIT("href"));
    pl_json_string(&writer->json, pl_node_attribute(link, PL_LIT("href")));
    pl_json_key(&writer->json, PL_LIT("text"));
    pl_json_string(&writer->json, block_text(writer, link));
    pl_json_end(&writer->json);
}

static void write_picture(struct writer *writer, const struct pl_node *picture)
{
    pl_json_begin_object(&writer->json);
    pl_json_key(&writer->json, PL_LIT("src"));
    pl_json_string(&writer->json, pl_node_attribute(picture, PL_LIT("src")));
    pl_json_key(&writer->json, PL_LIT("alt"));
    pl_json_string(&writer->json, pl_node_attribute(picture, PL_LIT("alt")));
    pl_json_end(&writer->json);
}

static void write_found(struct writer *writer, const struct pl_node *block, enum pl_kind kind, pl_str key,
                        void (*write)(struct writer *writer, const struct pl_node *node))
{
    bool begun = false;
    for (const struct pl_node *node = block; node; node = pl_node_next_in(block, node)) {
        if (node->kind != kind || (kind == PL_KIND_link && !pl_node_has_attribute(node, PL_LIT("href"))))
            continue;
        if (!begun) {
            pl_json_key(&writer->json, key);
            pl_json_begin_list(&writer->json);
            begun = true;
        }
        write(writer, node);
    }
    if (begun)
        pl_json_end(&writer->json);
}

static void write_inside(struct writer *writer, const struct pl_node *block)
{
    write_found(writer, block, PL_KIND_link, PL_LIT("links"), write_link);
    write_found(writer, block, PL_KIND_image, PL_LIT("images"), write_picture);
}

/* --- Blocks -------------------------------------------------------------------------------------- */

static void begin_block(struct writer *writer, const char *kind)
{
    pl_json_begin_object(&writer->json);
    pl_json_key(&writer->json, PL_LIT("kind"));
    pl_json_string(&writer->json, pl_str_from(kind));
}

static void write_text_block(struct writer *writer, const struct pl_node *node, const char *kind, pl_str role)
{
    begin_block(writer, kind);
    pl_json_field(&writer->json, PL_LIT("role"), role);
    if (node->kind == PL_KIND_heading) {
        pl_json_key(&writer->json, PL_LIT("level"));
        pl_json_int(&writer->json, node->level);
    }
    pl_json_key(&writer->json, PL_LIT("text"));
    pl_json_string(&writer->json, block_text(writer, node));
    write_inside(writer, node);
    pl_json_end(&writer->json);
}

/* All the text of what holds blocks, a line a block: quotes and notes. */
static pl_str joined_text(struct writer *writer, const struct pl_node *root)
{
    struct pl_strbuf text = PL_STRBUF(writer->arena);
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node)) {
        const struct pl_kind_row *row = pl_kind_row(node->kind);
        bool has_inlines = row->is != PL_IS_INLINE && node->first &&
                           pl_kind_row(node->first->kind)->is == PL_IS_INLINE;
        if (!has_inlines)
            continue;
        if (text.size)
            pl_strbuf_add_byte(&text, '\n');
        pl_strbuf_add(&text, block_text(writer, node));
    }
    return pl_strbuf_str(&text);
}

static void write_joined(struct writer *writer, const struct pl_node *node, const char *kind, pl_str role)
{
    begin_block(writer, kind);
    pl_json_field(&writer->json, PL_LIT("role"), role);
    pl_json_key(&writer->json, PL_LIT("text"));
    pl_json_string(&writer->json, joined_text(writer, node));
    write_inside(writer, node);
    pl_json_end(&writer->json);
}

static void write_blocks(struct writer *writer, const struct pl_node *parent);

/* Past this depth lists in lists are lines of text: JSON readers have limits of their own. */
#define DEEPEST_LIST 24

static void write_list(struct writer *writer, const struct pl_node *list, int depth)
{
    begin_block(writer, "list");
    pl_json_key(&writer->json, PL_LIT("ordered"));
    pl_json_bool(&writer->json, pl_str_eq(list->element, PL_LIT("ol")));
    pl_json_key(&writer->json, PL_LIT("items"));
    pl_json_begin_list(&writer->json);
    for (const struct pl_node *item = list->first; item; item = item->next) {
        if (item->first && pl_kind_row(item->first->kind)->is == PL_IS_INLINE) {
            pl_json_string(&writer->json, block_text(writer, item));
            continue;
        }
        for (const struct pl_node *part = item->first; part; part = part->next) {
            if (part->kind == PL_KIND_list && depth < DEEPEST_LIST)
                write_list(writer, part, depth + 1);
            else
                pl_json_string(&writer->json, joined_text(writer, part));
        }
    }
    pl_json_end(&writer->json);
    write_inside(writer, list);
    pl_json_end(&writer->json);
}

static void write_row(struct writer *writer, const struct pl_node *row)
{
    pl_json_begin_list(&writer->json);
    for (const struct pl_node *cell = row->first; cell; cell = cell->next)
        pl_json_string(&writer->json, joined_text(writer, cell));
    pl_json_end(&writer->json);
}

static void write_table(struct writer *writer, const struct pl_node *table)
{
    begin_block(writer, "table");
    const struct pl_node *caption = pl_node_find_kind(table, PL_KIND_table_caption);
    pl_json_field(&writer->json, PL_LIT("caption"), caption ? joined_text(writer, caption) : (pl_str){0});
    pl_json_key(&writer->json, PL_LIT("rows"));
    pl_json_begin_list(&writer->json);
    for (const struct pl_node *node = table; node; node = pl_node_next_in(table, node))
        if (node->kind == PL_KIND_table_row)
            write_row(writer, node);
    pl_json_end(&writer->json);
    write_inside(writer, table);
    pl_json_end(&writer->json);
}

static void write_figure(struct writer *writer, const struct pl_node *figure)
{
    begin_block(writer, "figure");
    const struct pl_node *picture = pl_node_find_kind(figure, PL_KIND_image);
    const struct pl_node *caption = pl_node_find_kind(figure, PL_KIND_caption);
    if (picture) {
        pl_json_field(&writer->json, PL_LIT("src"), pl_node_attribute(picture, PL_LIT("src")));
        pl_json_field(&writer->json, PL_LIT("alt"), pl_node_attribute(picture, PL_LIT("alt")));
    }
    pl_json_key(&writer->json, PL_LIT("text"));
    pl_json_string(&writer->json, joined_text(writer, caption ? caption : figure));
    write_inside(writer, figure);
    pl_json_end(&writer->json);
}

static void write_rule(struct writer *writer)
{
    begin_block(writer, "rule");
    pl_json_end(&writer->json);
}

static pl_str role_of_note(const struct pl_node *node)
{
    pl_str role = pl_node_attribute(node, PL_LIT("data-role"));
    return pl_str_empty(role) ? PL_LIT("note") : role;
}

static void write_block(struct writer *writer, const struct pl_node *node)
{
    switch (node->kind) {
    case PL_KIND_heading:
        write_text_block(writer, node, "heading", PL_LIT(""));
        break;
    case PL_KIND_code_block:
        write_text_block(writer, node, "code", PL_LIT(""));
        break;
    case PL_KIND_note:
        write_text_block(writer, node, "note", role_of_note(node));
        break;
    case PL_KIND_footnote:
        write_joined(writer, node, "note", PL_LIT("footnote"));
        break;
    case PL_KIND_block_quote:
        write_joined(writer, node, "quote", PL_LIT(""));
        break;
    case PL_KIND_pull_quote:
        write_joined(writer, node, "quote", PL_LIT("pull-quote"));
        break;
    case PL_KIND_list:
    case PL_KIND_definition_list:
        write_list(writer, node, 0);
        break;
    case PL_KIND_table:
        write_table(writer, node);
        break;
    case PL_KIND_figure:
        write_figure(writer, node);
        break;
    case PL_KIND_rule:
        write_rule(writer);
        break;
    default: // whatever else is a block: text of its own, or a frame around blocks
        if (node->first && pl_kind_row(node->first->kind)->is == PL_IS_INLINE)
            write_text_block(writer, node, "paragraph", PL_LIT(""));
        else
            write_blocks(writer, node);
    }
}

/* Frames may nest as deep as ingest lets them (PL_LIMIT_HTML_DEPTH). */
static void write_blocks(struct writer *writer, const struct pl_node *parent)
{
    for (const struct pl_node *node = parent->first; node; node = node->next)
        write_block(writer, node);
}

/* --- Articles ------------------------------------------------------------------------------------- */

static void write_metadata(struct writer *writer, const struct pl_metadata *metadata)
{
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        const struct pl_metadata_value *value = &metadata->values[field];
        enum pl_field_type type = pl_field_type((enum pl_field)field);
        if (value->origin == PL_ORIGIN_NONE)
            continue;
        pl_json_key(&writer->json, pl_field_json_name((enum pl_field)field));
        if (type == PL_FIELD_TYPE_DATE) {
            pl_json_string(&writer->json, pl_date_iso(writer->arena, value->date));
        } else if (type != PL_FIELD_TYPE_NAMES && type != PL_FIELD_TYPE_WORDS) {
            pl_json_string(&writer->json, value->text);
        } else {
            pl_json_begin_list(&writer->json);
            for (size_t i = 0; i < value->list_count; i++)
                pl_json_string(&writer->json, value->list[i]);
            pl_json_end(&writer->json);
        }
    }
}

static void write_dropped(struct writer *writer, const struct pl_article *article)
{
    pl_json_key(&writer->json, PL_LIT("dropped"));
    pl_json_begin_list(&writer->json);
    for (size_t i = 0; i < article->dropped.count; i++) {
        const struct pl_dropped *dropped = &article->dropped.data[i];
        pl_json_begin_object(&writer->json);
        pl_json_key(&writer->json, PL_LIT("text"));
        pl_json_string(&writer->json, dropped->text);
        pl_json_field(&writer->json, PL_LIT("why"), dropped->why);
        if (dropped->span.input) {
            pl_json_key(&writer->json, PL_LIT("line"));
            pl_json_int(&writer->json, line_of(writer, dropped->span));
        }
        pl_json_end(&writer->json);
    }
    pl_json_end(&writer->json);
}

static void write_warnings(struct writer *writer, const struct pl_article *article, const struct pl_diags *diags)
{
    pl_json_key(&writer->json, PL_LIT("warnings"));
    pl_json_begin_list(&writer->json);
    for (size_t i = 0; i < diags->count; i++) {
        const struct pl_diag *diag = &diags->data[i];
        if (diag->severity != PL_WARNING || !article->input || diag->span.input != article->input)
            continue;
        pl_json_begin_object(&writer->json);
        pl_json_field(&writer->json, PL_LIT("code"), pl_code_name(writer->arena, diag->code));
        pl_json_field(&writer->json, PL_LIT("message"), diag->message);
        pl_json_key(&writer->json, PL_LIT("line"));
        pl_json_int(&writer->json, line_of(writer, diag->span));
        pl_json_end(&writer->json);
    }
    pl_json_end(&writer->json);
}

static void write_article(struct writer *writer, const struct pl_article *article, const struct pl_diags *diags)
{
    pl_json_begin_object(&writer->json);
    write_metadata(writer, &article->metadata);
    pl_json_key(&writer->json, PL_LIT("blocks"));
    pl_json_begin_list(&writer->json);
    write_blocks(writer, article->body);
    pl_json_end(&writer->json);
    write_dropped(writer, article);
    write_warnings(writer, article, diags);
    pl_json_end(&writer->json);
}

void pl_json_write_articles(struct pl_strbuf *out, const struct pl_article *const *articles,
                            size_t count, const struct pl_diags *diags)
{
    struct writer writer = {.json = PL_JSON(out, 2), .arena = out->arena};
    if (count == 1) {
        write_article(&writer, articles[0], diags);
        return;
    }
    pl_json_begin_object(&writer.json);
    pl_json_key(&writer.json, PL_LIT("articles"));
    pl_json_begin_list(&writer.json);
    for (size_t i = 0; i < count; i++)
        write_article(&writer, articles[i], diags);
    pl_json_end(&writer.json);
    pl_json_end(&writer.json);
}
