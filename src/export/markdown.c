// SPDX-License-Identifier: MIT
/* export/markdown.c: an article's blocks as Markdown.
 *
 * How it works: a block is written in Markdown's form where that form reads back to exactly it, else as HTML. Containers
 * put what stands before each line of theirs on a prefix. Source: CommonMark 0.31.2, GFM 0.29, pandoc's manual for
 * divs, attributes and definitions. */
#include "export/markdown.h"

#include "base/json.h"
#include "export/html.h"
#include "model/walk.h"

static void write_blocks(struct pl_markdown_out *md, const struct pl_node *parent);

/* --- What a block holds -------------------------------------------------------------- */

static bool is_inline(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->is == PL_IS_INLINE;
}

static bool holds_inlines(const struct pl_node *node)
{
    return !node->first || is_inline(node->first);
}

static bool is_white(const struct pl_node *node)
{
    return node->kind == PL_KIND_text && pl_str_empty(pl_str_trim(node->text));
}

/* The only child that is no white space; NULL where there are none or more. */
static const struct pl_node *only_child(const struct pl_node *node)
{
    const struct pl_node *only = NULL;
    for (const struct pl_node *child = node->first; child; child = child->next) {
        if (is_white(child))
            continue;
        if (only)
            return NULL;
        only = child;
    }
    return only;
}

/* No text that counts: Markdown has no empty paragraph. */
static bool is_hollow(const struct pl_node *block)
{
    for (const struct pl_node *node = block->first; node; node = pl_node_next_in(block, node))
        if ((node->kind == PL_KIND_text && !is_white(node)) || (pl_kind_row(node->kind)->holds == PL_HOLDS_NOTHING && node->kind != PL_KIND_line_break) ||
            node->kind == PL_KIND_note_call || node->kind == PL_KIND_code)
            return false;
    return true;
}

/* --- Lines --------------------------------------------------------------------------- */

static void end_line(struct pl_markdown_out *md)
{
    if (!md->at_line_start)
        pl_markdown_put(md, PL_LIT("\n"));
}

static void blank_line(struct pl_markdown_out *md)
{
    end_line(md);
    pl_markdown_put(md, PL_LIT("\n"));
}

static size_t push_prefix(struct pl_markdown_out *md, pl_str text)
{
    size_t size = md->prefix.size;
    pl_strbuf_add(&md->prefix, text);
    return size;
}

static void write_html_block(struct pl_markdown_out *md, const struct pl_node *node)
{
    pl_markdown_write_html(md, node);
    end_line(md);
}

/* --- Attributes ---------------------------------------------------------------------- */

/* `{#id .class key="value"}`; false where a name or value can't stand in it. */
static bool add_attributes(struct pl_strbuf *out, const struct pl_node *node)
{
    pl_strbuf_add_byte(out, '{');
    size_t start = out->size;
    if (!pl_str_empty(node->id))
        pl_strbuf_addf(out, "#%.*s ", PL_ARG(node->id));
    for (uint32_t i = 0; i < node->class_count; i++)
        pl_strbuf_addf(out, ".%.*s ", PL_ARG(node->classes[i]));
    for (uint32_t i = 0; i < node->attribute_count; i++)
        pl_strbuf_addf(out, "%.*s=\"%.*s\" ", PL_ARG(node->attributes[i].name), PL_ARG(node->attributes[i].value));
    if (!pl_str_empty(node->style))
        pl_strbuf_addf(out, "style=\"%.*s\" ", PL_ARG(node->style));
    if (out->size > start)
        pl_strbuf_truncate(out, out->size - 1);
    pl_strbuf_add_byte(out, '}');
    return out->size > start + 1;
}

static bool is_name(pl_str name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!pl_ascii_is_alnum(name.data[i]) && !strchr("-_", name.data[i]) && (unsigned char)name.data[i] < 0x80)
            return false;
    return name.size > 0;
}

static bool is_value(pl_str value)
{
    for (size_t i = 0; i < value.size; i++)
        if (strchr("\"\n\r{}", value.data[i]))
            return false;
    return true;
}

static bool attributes_fit(const struct pl_node *node)
{
    bool fits = (pl_str_empty(node->id) || is_name(node->id)) && is_value(node->style);
    for (uint32_t i = 0; i < node->class_count; i++)
        fits = fits && is_name(node->classes[i]);
    for (uint32_t i = 0; i < node->attribute_count; i++)
        fits = fits && is_name(node->attributes[i].name) && is_value(node->attributes[i].value);
    return fits;
}

/* --- Headings, paragraphs, code ------------------------------------------------------ */

static void write_heading(struct pl_markdown_out *md, const struct pl_node *node)
{
    bool has_more = node->class_count || node->attribute_count || !pl_str_empty(node->style);
    if (is_hollow(node) || pl_node_find_kind(node, PL_KIND_line_break) || !attributes_fit(node)) {
        write_html_block(md, node);
        return;
    }
    for (int i = 0; i < node->level; i++)
        pl_markdown_put(md, PL_LIT("#"));
    pl_markdown_put(md, PL_LIT(" "));
    pl_markdown_write_inlines(md, node);
    if (md->last == '#')
        pl_markdown_put(md, PL_LIT("<!---->")); // no closing sequence
    struct pl_strbuf attributes = PL_STRBUF(md->out->arena);
    if (has_more && add_attributes(&attributes, node)) {
        pl_markdown_put(md, PL_LIT(" "));
        pl_markdown_put(md, pl_strbuf_str(&attributes));
    }
    end_line(md);
}

static void write_paragraph(struct pl_markdown_out *md, const struct pl_node *node)
{
    const struct pl_node *only = only_child(node);
    bool is_figure = only && only->kind == PL_KIND_image; // an image alone would be one
    if (!pl_markdown_is_bare(node) || is_hollow(node) || is_figure) {
        write_html_block(md, node);
        return;
    }
    pl_markdown_write_inlines(md, node);
    end_line(md);
}

/* ``` with the language; HTML where there is more to it. */
static void write_code(struct pl_markdown_out *md, const struct pl_node *node)
{
    const struct pl_node *code = node->first && node->first == node->last && node->first->kind == PL_KIND_code ? node->first : NULL;
    bool has_language = code && code->class_count == 1 && pl_str_starts(code->classes[0], PL_LIT("language-"));
    bool is_plain = code && pl_markdown_is_bare(node) && pl_str_empty(code->id) && !code->attribute_count && code->first == code->last &&
                    (!code->class_count || has_language) && (!code->first || code->first->kind == PL_KIND_text);
    struct pl_strbuf text = PL_STRBUF(md->out->arena), fence = PL_STRBUF(md->out->arena);
    pl_node_text(&text, node, false);
    if (!is_plain || pl_str_find_byte(pl_strbuf_str(&text), '\r', 0) != SIZE_MAX) {
        write_html_block(md, node);
        return;
    }
    size_t longest = 2, run = 0;
    for (size_t i = 0; i < text.size; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    pl_strbuf_add_repeated(&fence, '`', longest + 1);
    pl_markdown_put(md, pl_strbuf_str(&fence));
    if (has_language)
        pl_markdown_put(md, pl_str_slice(code->classes[0], 9, code->classes[0].size));
    pl_markdown_put(md, PL_LIT("\n"));
    pl_markdown_put(md, pl_strbuf_str(&text));
    pl_markdown_put(md, PL_LIT("\n"));
    pl_markdown_put(md, pl_strbuf_str(&fence));
    end_line(md);
}

/* --- Lists --------------------------------------------------------------------------- */

/* What an item of a tight list may hold: text, text in a plain division, inner lists. */
static bool is_tight_item(const struct pl_node *item)
{
    if (!item->first || is_hollow(item))
        return false;
    if (holds_inlines(item))
        return true;
    const struct pl_node *before = NULL;
    for (const struct pl_node *part = item->first; part; before = part, part = part->next) {
        bool is_line = part->kind == PL_KIND_division && pl_markdown_is_bare(part) && holds_inlines(part) && !is_hollow(part);
        if (!(is_line && (!before || before->kind != PL_KIND_division)) && !(part->kind == PL_KIND_list && before))
            return false;
    }
    return item->first->kind == PL_KIND_division;
}

static bool is_loose_item(const struct pl_node *item)
{
    return item->first && !holds_inlines(item) && item->first->kind != PL_KIND_division && item->first->kind != PL_KIND_code_block;
}

enum list_form { LIST_TIGHT, LIST_LOOSE, LIST_HTML };

static enum list_form form_of(const struct pl_node *list)
{
    size_t items = 0, tight = 0, loose = 0;
    for (const struct pl_node *item = list->first; item; item = item->next, items++) {
        if (item->kind != PL_KIND_list_item || !pl_markdown_is_bare(item))
            return LIST_HTML;
        tight += is_tight_item(item);
        loose += is_loose_item(item);
    }
    bool is_plain = pl_str_empty(list->id) && !list->class_count && pl_str_empty(list->style);
    for (uint32_t i = 0; i < list->attribute_count; i++)
        is_plain = is_plain && pl_str_eq(list->attributes[i].name, PL_LIT("start")) && list->attributes[i].value.size <= 9;
    is_plain = is_plain && (pl_str_eq(list->element, PL_LIT("ul")) ? !list->attribute_count : pl_str_eq(list->element, PL_LIT("ol")));
    if (!is_plain || !items)
        return LIST_HTML;
    return tight == items ? LIST_TIGHT : loose == items && (items > 1 || list->first->first->next) ? LIST_LOOSE : LIST_HTML;
}

/* Lists side by side are told apart by their marks. */
static bool has_other_mark(const struct pl_node *list)
{
    bool other = false;
    for (const struct pl_node *node = list->previous; node && node->kind == PL_KIND_list && pl_str_eq(node->element, list->element);
         node = node->previous)
        other = !other;
    return other;
}

static void write_tight_item(struct pl_markdown_out *md, const struct pl_node *item);

static void write_items(struct pl_markdown_out *md, const struct pl_node *list, bool is_tight)
{
    int64_t number = 1;
    bool ordered = pl_str_eq(list->element, PL_LIT("ol")), other = has_other_mark(list);
    pl_str_to_int64(pl_node_attribute(list, PL_LIT("start")), &number);
    for (const struct pl_node *item = list->first; item; item = item->next, number++) {
        struct pl_strbuf mark = PL_STRBUF(md->out->arena), indent = PL_STRBUF(md->out->arena);
        if (ordered)
            pl_strbuf_addf(&mark, "%lld%c ", (long long)number, other ? ')' : '.');
        else
            pl_strbuf_add(&mark, other ? PL_LIT("* ") : PL_LIT("- "));
        pl_strbuf_add_repeated(&indent, ' ', mark.size);
        if (item->previous && !is_tight)
            blank_line(md);
        pl_markdown_put(md, pl_strbuf_str(&mark));
        size_t prefix = push_prefix(md, pl_strbuf_str(&indent));
        if (is_tight)
            write_tight_item(md, item);
        else
            write_blocks(md, item);
        end_line(md);
        pl_strbuf_truncate(&md->prefix, prefix);
    }
}

static void write_list(struct pl_markdown_out *md, const struct pl_node *list)
{
    enum list_form form = form_of(list);
    if (form == LIST_HTML)
        write_html_block(md, list);
    else
        write_items(md, list, form == LIST_TIGHT);
}

static void write_tight_item(struct pl_markdown_out *md, const struct pl_node *item)
{
    if (holds_inlines(item)) {
        pl_markdown_write_inlines(md, item);
        return;
    }
    for (const struct pl_node *part = item->first; part; part = part->next) {
        if (part->kind == PL_KIND_list)
            write_list(md, part);
        else
            pl_markdown_write_inlines(md, part);
        end_line(md);
    }
}

/* --- Definitions --------------------------------------------------------------------- */

static bool is_plain_definitions(const struct pl_node *list)
{
    bool plain = pl_markdown_is_bare(list) && list->first && list->first->kind == PL_KIND_definition_term;
    for (const struct pl_node *part = list->first; part; part = part->next) {
        plain = plain && pl_markdown_is_bare(part) && holds_inlines(part) && !is_hollow(part) &&
                !pl_node_find_kind(part, PL_KIND_line_break);
        if (part->kind == PL_KIND_definition_term)
            plain = plain && part->next && part->next->kind == PL_KIND_definition;
    }
    return plain;
}

static void write_definitions(struct pl_markdown_out *md, const struct pl_node *list)
{
    if (!is_plain_definitions(list)) {
        write_html_block(md, list);
        return;
    }
    for (const struct pl_node *part = list->first; part; part = part->next) {
        if (part->kind == PL_KIND_definition_term && part->previous)
            blank_line(md);
        pl_markdown_put(md, part->kind == PL_KIND_definition ? PL_LIT(": ") : PL_LIT(""));
        pl_markdown_write_inlines(md, part);
        end_line(md);
    }
}

/* --- Tables -------------------------------------------------------------------------- */

static size_t plain_cells(const struct pl_node *row, enum pl_kind kind)
{
    size_t count = 0;
    for (const struct pl_node *cell = row->first; cell; cell = cell->next, count++) {
        bool aligned = pl_str_empty(cell->style) || pl_str_starts(cell->style, PL_LIT("text-align: "));
        bool plain = cell->kind == kind && !cell->attribute_count && !cell->class_count && pl_str_empty(cell->id) && aligned &&
                     holds_inlines(cell);
        if (!plain)
            return 0;
    }
    return count;
}

/* One head of one row, one body, every row as wide, cells of a column aligned alike. */
static bool is_plain_table(const struct pl_node *table)
{
    const struct pl_node *head = table->first, *body = head ? head->next : NULL;
    if (!head || head->kind != PL_KIND_table_head || head->first != head->last || !head->first || !pl_markdown_is_bare(table) ||
        !pl_markdown_is_bare(head) || !pl_markdown_is_bare(head->first))
        return false;
    size_t columns = plain_cells(head->first, PL_KIND_table_header);
    if (!columns || (body && (body->kind != PL_KIND_table_body || body->next || !pl_markdown_is_bare(body))))
        return false;
    for (const struct pl_node *row = body ? body->first : NULL; row; row = row->next) {
        if (!pl_markdown_is_bare(row) || plain_cells(row, PL_KIND_table_cell) != columns)
            return false;
        const struct pl_node *title = head->first->first;
        for (const struct pl_node *cell = row->first; cell; cell = cell->next, title = title->next)
            if (!pl_str_eq(cell->style, title->style))
                return false;
    }
    return true;
}

static void write_row(struct pl_markdown_out *md, const struct pl_node *row)
{
    pl_markdown_put(md, PL_LIT("|"));
    for (const struct pl_node *cell = row->first; cell; cell = cell->next) {
        pl_markdown_put(md, PL_LIT(" "));
        md->in_table = true;
        pl_markdown_write_inlines(md, cell);
        md->in_table = false;
        pl_markdown_put(md, PL_LIT(" |"));
    }
    end_line(md);
}

static void write_table(struct pl_markdown_out *md, const struct pl_node *table)
{
    if (!is_plain_table(table)) {
        write_html_block(md, table);
        return;
    }
    const struct pl_node *head = table->first->first;
    write_row(md, head);
    pl_markdown_put(md, PL_LIT("|"));
    for (const struct pl_node *cell = head->first; cell; cell = cell->next) {
        bool left = pl_str_ends(cell->style, PL_LIT("left")), right = pl_str_ends(cell->style, PL_LIT("right"));
        bool center = pl_str_ends(cell->style, PL_LIT("center"));
        pl_markdown_put(md, left || center ? PL_LIT(" :--") : PL_LIT(" ---"));
        pl_markdown_put(md, right || center ? PL_LIT(": |") : PL_LIT(" |"));
    }
    end_line(md);
    for (const struct pl_node *row = table->first->next ? table->first->next->first : NULL; row; row = row->next)
        write_row(md, row);
}

/* --- Figures ------------------------------------------------------------------------- */

static bool is_plain_image(const struct pl_node *image)
{
    for (uint32_t i = 0; i < image->attribute_count; i++) {
        pl_str name = image->attributes[i].name, value = image->attributes[i].value;
        if ((!pl_str_eq(name, PL_LIT("src")) && !pl_str_eq(name, PL_LIT("alt"))) || pl_str_find_byte(value, '\n', 0) != SIZE_MAX)
            return false;
    }
    return pl_markdown_is_bare(image) || (!image->class_count && pl_str_empty(image->id) && pl_str_empty(image->style));
}

/* `![alt](src "caption")`: a picture, and at most a caption without marks of its own. */
static bool is_plain_figure(const struct pl_node *figure)
{
    const struct pl_node *first = figure->first, *caption = first ? first->next : NULL;
    const struct pl_node *image = first && first->kind == PL_KIND_division && pl_markdown_is_bare(first) && caption ? only_child(first) : first;
    const struct pl_node *text = caption ? caption->first : NULL;
    if (!pl_markdown_is_bare(figure) || !image || image->kind != PL_KIND_image || !is_plain_image(image) || (!caption && image != first))
        return false;
    if (!caption)
        return true;
    return caption->kind == PL_KIND_caption && !caption->next && pl_markdown_is_bare(caption) && image != first && text && !text->next &&
           text->kind == PL_KIND_text && !is_white(text) && text->text.size == pl_str_trim(text->text).size &&
           pl_str_find_byte(text->text, '\n', 0) == SIZE_MAX;
}

static void write_figure(struct pl_markdown_out *md, const struct pl_node *figure)
{
    struct pl_node *image = pl_node_find_kind(figure, PL_KIND_image);
    const struct pl_node *caption = pl_node_find_kind(figure, PL_KIND_caption);
    if (!is_plain_figure(figure)) {
        write_html_block(md, figure);
        return;
    }
    struct pl_node copy = *image, line = {.kind = PL_KIND_paragraph, .first = &copy, .last = &copy};
    copy.parent = &line;
    copy.next = copy.previous = NULL;
    struct pl_attribute attributes[3];
    for (uint32_t i = 0; i < image->attribute_count && i < 2; i++)
        attributes[i] = image->attributes[i];
    copy.attributes = attributes;
    if (caption)
        attributes[copy.attribute_count++] = (struct pl_attribute){PL_LIT("title"), caption->first->text};
    pl_markdown_write_inlines(md, &line);
    end_line(md);
}

/* --- Containers ---------------------------------------------------------------------- */

static void write_quote(struct pl_markdown_out *md, const struct pl_node *quote)
{
    if (!pl_markdown_is_bare(quote) || !quote->first || holds_inlines(quote)) {
        write_html_block(md, quote);
        return;
    }
    size_t prefix = push_prefix(md, PL_LIT("> "));
    write_blocks(md, quote);
    end_line(md);
    pl_strbuf_truncate(&md->prefix, prefix);
}

/* `::: {.class}`; the colons say how deep. */
static bool may_be_fenced(const struct pl_node *node)
{
    bool is_div = node->kind == PL_KIND_division && pl_str_eq(node->element, PL_LIT("div")) &&
                  (node->class_count || node->attribute_count || !pl_str_empty(node->id));
    bool is_kind = node->kind == PL_KIND_key_points || node->kind == PL_KIND_info_box || node->kind == PL_KIND_pull_quote;
    return (is_div || is_kind) && attributes_fit(node) && node->first && !holds_inlines(node);
}

static void write_div(struct pl_markdown_out *md, const struct pl_node *node)
{
    struct pl_strbuf line = PL_STRBUF(md->out->arena);
    pl_strbuf_add(&line, PL_LIT("::: "));
    add_attributes(&line, node);
    pl_markdown_put(md, pl_strbuf_str(&line));
    blank_line(md);
    write_blocks(md, node);
    blank_line(md);
    pl_markdown_put(md, PL_LIT(":::\n"));
}

/* `::: {.note data-role="bio"}`: who the author is, where it ran first. */
static void write_note(struct pl_markdown_out *md, const struct pl_node *node)
{
    if (is_hollow(node) || !attributes_fit(node)) {
        write_html_block(md, node);
        return;
    }
    struct pl_strbuf line = PL_STRBUF(md->out->arena);
    pl_strbuf_add(&line, PL_LIT("::: "));
    add_attributes(&line, node);
    pl_markdown_put(md, pl_strbuf_str(&line));
    blank_line(md);
    pl_markdown_write_inlines(md, node);
    blank_line(md);
    pl_markdown_put(md, PL_LIT(":::\n"));
}

static void write_block(struct pl_markdown_out *md, const struct pl_node *node)
{
    switch (node->kind) {
    case PL_KIND_heading:
    case PL_KIND_title:
        write_heading(md, node);
        break;
    case PL_KIND_paragraph:
        write_paragraph(md, node);
        break;
    case PL_KIND_note:
        write_note(md, node);
        break;
    case PL_KIND_code_block:
        write_code(md, node);
        break;
    case PL_KIND_list:
        write_list(md, node);
        break;
    case PL_KIND_definition_list:
        write_definitions(md, node);
        break;
    case PL_KIND_table:
        write_table(md, node);
        break;
    case PL_KIND_figure:
        write_figure(md, node);
        break;
    case PL_KIND_block_quote:
        write_quote(md, node);
        break;
    case PL_KIND_rule:
        if (pl_markdown_is_bare(node))
            pl_markdown_put(md, PL_LIT("* * *\n"));
        else
            write_html_block(md, node);
        break;
    default:
        if (may_be_fenced(node))
            write_div(md, node);
        else
            write_html_block(md, node);
    }
}

/* Containers nest as deep as ingest lets them (PL_LIMIT_LIST_DEPTH). */
static void write_blocks(struct pl_markdown_out *md, const struct pl_node *parent)
{
    bool is_first = true;
    for (const struct pl_node *node = parent->first; node; node = node->next) {
        if (node->kind == PL_KIND_footnote)
            continue; // at the end
        if (!is_first)
            blank_line(md);
        is_first = false;
        write_block(md, node);
    }
}

static void write_notes(struct pl_markdown_out *md)
{
    for (size_t i = 0; i < md->article->notes.count; i++) {
        const struct pl_node *note = md->article->notes.data[i];
        blank_line(md);
        pl_markdown_put(md, pl_str_format(md->out->arena, "[^%zu]: ", i + 1));
        size_t prefix = push_prefix(md, PL_LIT("    "));
        write_blocks(md, note);
        end_line(md);
        pl_strbuf_truncate(&md->prefix, prefix);
    }
}

/* --- The front matter ---------------------------------------------------------------- */

static void add_string(struct pl_strbuf *out, pl_str text)
{
    struct pl_json json = PL_JSON(out, 0);
    pl_json_string(&json, text);
}

static void add_value(struct pl_strbuf *out, const struct pl_metadata_value *value, enum pl_field_type type)
{
    if (type == PL_FIELD_TYPE_DATE) {
        add_string(out, pl_date_iso(out->arena, value->date));
    } else if (type != PL_FIELD_TYPE_NAMES && type != PL_FIELD_TYPE_WORDS) {
        add_string(out, value->text);
    } else {
        pl_strbuf_add_byte(out, '[');
        for (size_t i = 0; i < value->list_count; i++) {
            pl_strbuf_add(out, i ? PL_LIT(", ") : PL_LIT(""));
            add_string(out, value->list[i]);
        }
        pl_strbuf_add_byte(out, ']');
    }
}

/* Marks that smart punctuation would change: what is in the model is meant as it is. */
static bool has_typewriter_marks(const struct pl_node *root)
{
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node)) {
        pl_str text = node->kind == PL_KIND_text ? node->text : (pl_str){0};
        for (size_t i = 0; i < text.size; i++) {
            char c = text.data[i], next = i + 1 < text.size ? text.data[i + 1] : 0;
            if (c == '"' || c == '\'' || (c == next && (c == '-' || c == '.')) || (c == ' ' && next && strchr(";:!?\xC2", next)))
                return true;
        }
    }
    return false;
}

static void write_front_matter(struct pl_strbuf *out, const struct pl_article *article)
{
    const struct pl_metadata *metadata = &article->metadata;
    struct pl_strbuf head = PL_STRBUF(out->arena);
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        if (metadata->values[field].origin == PL_ORIGIN_NONE)
            continue;
        pl_strbuf_addf(&head, "%.*s: ", PL_ARG(pl_field_json_name((enum pl_field)field)));
        add_value(&head, &metadata->values[field], pl_field_type((enum pl_field)field));
        pl_strbuf_add_byte(&head, '\n');
    }
    if (has_typewriter_marks(article->body))
        pl_strbuf_add(&head, PL_LIT("smart: false\n"));
    if (head.size)
        pl_strbuf_addf(out, "---\n%.*s---\n\n", PL_ARG(pl_strbuf_str(&head)));
}

void pl_markdown_write(struct pl_strbuf *out, const struct pl_article *article)
{
    write_front_matter(out, article);
    struct pl_markdown_out md = {.out = out, .prefix = PL_STRBUF(out->arena), .at_line_start = true, .article = article};
    write_blocks(&md, article->body);
    write_notes(&md);
}
