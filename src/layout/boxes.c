// SPDX-License-Identifier: MIT
/* layout/boxes.c: styled nodes → boxes, generated content included.
 *
 * How it works. The builder walks the nodes with a place of insertion, `current`. Elements open
 * a box there, put their generated content and children in, and close it. A block inside an inline
 * cuts the open inlines: they are closed, the block goes to their block container, and copies of
 * them are opened behind it (CSS 2.2 §9.2.1.1). When a block container closes, its children are put in
 * order: inlines beside blocks get anonymous blocks, parts of tables their missing wrappers. */
#include "layout/boxes.h"

#include "base/limits.h"
#include "layout/content.h"
#include "layout/display.h"
#include "layout/initial.h"
#include "layout/ruby.h"
#include "layout/wrap.h"
#include "model/walk.h"

#define DEPTH_MOST 600 // nodes in nodes; deeper ones lose their boxes, not their text

struct pl_box_builder {
    struct pl_arena *arena; // of the article being built
    const struct pl_edition *edition;
    const struct pl_styles *const *all_styles;
    struct pl_cascade *cascade;
    const struct pl_fonts *fonts;
    struct pl_diags *diags;
    struct pl_counters counters;
    int quote_depth;

    const struct pl_article *article;
    const struct pl_styles *styles;
    struct pl_box *current;
    struct pl_box **calls;  // by serial: the box of a note call
    struct pl_map pictures; // by reference
};

/* What children take from their parents besides style. */
struct inherited {
    pl_str language;
    pl_owner link;
    pl_str page_name;
    unsigned depth;
};

static void build_node(struct pl_box_builder *builder, const struct pl_node *node,
                       struct inherited from);

struct pl_box_builder *pl_box_builder_new(struct pl_arena *arena, const struct pl_edition *edition,
                                          const struct pl_styles *const *styles,
                                          struct pl_cascade *cascade, const struct pl_fonts *fonts,
                                          struct pl_diags *diags)
{
    struct pl_box_builder *builder = PL_NEW(arena, struct pl_box_builder);
    *builder = (struct pl_box_builder){
        .arena = arena,
        .edition = edition,
        .all_styles = styles,
        .cascade = cascade,
        .fonts = fonts,
        .diags = diags,
        .counters = pl_counters_begin(arena),
    };
    return builder;
}

/* --- The tree ------------------------------------------------------------------------------- */

void pl_box_append(struct pl_box *parent, struct pl_box *child)
{
    assert(!child->parent && !child->next && !child->previous);
    child->parent = parent;
    child->previous = parent->last;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void pl_box_remove(struct pl_box *box)
{
    struct pl_box *parent = box->parent;
    if (box->previous)
        box->previous->next = box->next;
    else
        parent->first = box->next;
    if (box->next)
        box->next->previous = box->previous;
    else
        parent->last = box->previous;
    box->parent = box->previous = box->next = NULL;
}

static struct pl_box *new_box(struct pl_box_builder *builder, enum pl_box_type type,
                              const struct pl_style *style, const struct pl_node *node,
                              const struct inherited *from)
{
    struct pl_box *box = PL_NEW(builder->arena, struct pl_box);
    box->type = type;
    box->style = style;
    box->node = node;
    box->owner = node ? pl_owner_of(builder->article, node) : PL_OWNER_NONE;
    box->link = from->link;
    box->language = from->language;
    box->page_name = box->page_name_end = from->page_name;
    box->is_right_to_left = pl_style_is_rtl(style);
    box->min_content = box->max_content = -1;
    return box;
}

/* --- Opening and closing ---------------------------------------------------------------------- */

static struct pl_box *clone_inline(struct pl_box_builder *builder, struct pl_box *box)
{
    struct pl_box *copy = PL_NEW(builder->arena, struct pl_box);
    *copy = *box;
    copy->parent = copy->previous = copy->next = copy->first = copy->last = NULL;
    copy->note = NULL;
    copy->strings = NULL;
    copy->string_count = 0;
    copy->lacks_start = true;
    copy->lacks_end = false;
    box->lacks_end = true;
    return copy;
}

/* The open inlines between `current` and its block container are closed and opened again behind `block`. */
static void append_block(struct pl_box_builder *builder, struct pl_box *block)
{
    struct pl_box *chain[DEPTH_MOST];
    unsigned count = 0;
    struct pl_box *container = builder->current;
    for (; container->type == PL_BOX_INLINE && count < DEPTH_MOST; container = container->parent)
        chain[count++] = container;
    pl_box_append(container, block);
    builder->current = container;
    while (count) {
        struct pl_box *copy = clone_inline(builder, chain[--count]);
        pl_box_append(builder->current, copy);
        builder->current = copy;
    }
}

static bool is_block_level(const struct pl_box *box)
{
    return !pl_box_is_inline(box) && box->floats == PL_FLOAT_NONE;
}

/* Parts of a table in an inline get an inline table around them when it closes. */
static bool is_part_of_table(const struct pl_box *box)
{
    return box->type == PL_BOX_CELL || box->type == PL_BOX_ROW || box->type == PL_BOX_ROW_GROUP ||
           box->type == PL_BOX_CAPTION || box->type == PL_BOX_COLUMN ||
           box->type == PL_BOX_COLUMN_GROUP;
}

static void append(struct pl_box_builder *builder, struct pl_box *box)
{
    if (is_block_level(box) && !is_part_of_table(box) && builder->current->type == PL_BOX_INLINE)
        append_block(builder, box);
    else
        pl_box_append(builder->current, box);
}

static enum pl_box_type type_of_display(enum pl_keyword display)
{
    switch ((int)display) {
    case PL_KEYWORD_inline:
        return PL_BOX_INLINE;
    case PL_KEYWORD_table:
    case PL_KEYWORD_inline_table:
        return PL_BOX_TABLE;
    case PL_KEYWORD_table_row_group:
    case PL_KEYWORD_table_header_group:
    case PL_KEYWORD_table_footer_group:
        return PL_BOX_ROW_GROUP;
    case PL_KEYWORD_table_row:
        return PL_BOX_ROW;
    case PL_KEYWORD_table_cell:
        return PL_BOX_CELL;
    case PL_KEYWORD_table_caption:
        return PL_BOX_CAPTION;
    case PL_KEYWORD_table_column:
        return PL_BOX_COLUMN;
    case PL_KEYWORD_table_column_group:
        return PL_BOX_COLUMN_GROUP;
    default:
        return PL_BOX_BLOCK;
    }
}

static bool is_clipped(const struct pl_style *style)
{
    enum pl_keyword x = pl_style_keyword(style, PL_PROPERTY_overflow_x);
    return x == PL_KEYWORD_hidden || x == PL_KEYWORD_scroll || x == PL_KEYWORD_auto;
}

static void read_columns(struct pl_box *box)
{
    const struct pl_style *style = box->style;
    if (box->type != PL_BOX_BLOCK)
        return;
    box->is_columns = pl_style_keyword(style, PL_PROPERTY_column_count) != PL_KEYWORD_auto ||
                      pl_style_keyword(style, PL_PROPERTY_column_width) != PL_KEYWORD_auto;
    box->spans_columns = pl_style_keyword(style, PL_PROPERTY_column_span) == PL_KEYWORD_all;
}

/* What the style says of the box's part in layout. */
static void read_style(struct pl_box *box, enum pl_keyword display)
{
    const struct pl_style *style = box->style;
    box->is_list_item = display == PL_KEYWORD_list_item;
    box->is_atomic = box->floats == PL_FLOAT_NONE &&
                     (display == PL_KEYWORD_inline_block || display == PL_KEYWORD_inline_table);
    box->is_relative = pl_style_keyword(style, PL_PROPERTY_position) == PL_KEYWORD_relative;
    if (box->type == PL_BOX_INLINE)
        return;
    read_columns(box);
    box->break_before = pl_break_of(style, PL_PROPERTY_break_before);
    box->break_after = pl_break_of(style, PL_PROPERTY_break_after);
    box->avoid_inside = pl_break_of(style, PL_PROPERTY_break_inside) == PL_BREAK_AVOID;
    box->repeats_head = display == PL_KEYWORD_table_header_group;
    box->repeats_foot = display == PL_KEYWORD_table_footer_group;
    box->is_context = box->floats != PL_FLOAT_NONE || box->is_atomic || box->is_columns ||
                      box->spans_columns || box->type == PL_BOX_CELL ||
                      box->type == PL_BOX_CAPTION || box->type == PL_BOX_TABLE ||
                      display == PL_KEYWORD_flow_root || is_clipped(style);
    bool is_rtl = pl_style_is_rtl(style);
    enum pl_keyword clear = pl_style_keyword(style, PL_PROPERTY_clear);
    box->clears_left = clear == PL_KEYWORD_left || clear == PL_KEYWORD_both ||
                       clear == PL_KEYWORD_all ||
                       clear == (is_rtl ? PL_KEYWORD_inline_end : PL_KEYWORD_inline_start);
    box->clears_right = clear == PL_KEYWORD_right || clear == PL_KEYWORD_both ||
                        clear == PL_KEYWORD_all ||
                        clear == (is_rtl ? PL_KEYWORD_inline_start : PL_KEYWORD_inline_end);
}

/* --- Generated content ----------------------------------------------------------------------- */

static void append_text(struct pl_box_builder *builder, const struct pl_style *style,
                        const struct pl_node *node, const struct inherited *from, enum pl_part part,
                        pl_str text)
{
    if (!text.size)
        return;
    struct pl_box *box = new_box(builder, PL_BOX_TEXT, style, node, from);
    box->part = part;
    box->text = text;
    append(builder, box);
}

static void append_pieces(struct pl_box_builder *builder, const struct pl_style *style,
                          const struct pl_node *node, const struct inherited *from,
                          enum pl_part part)
{
    struct pl_content_scope scope = {
        .arena = builder->arena,
        .article = builder->article,
        .node = node,
        .counters = &builder->counters,
        .quote_depth = &builder->quote_depth,
        .language = from->language,
        .style = style,
    };
    struct pl_content_piece *pieces;
    size_t count = pl_content_evaluate(&scope, style->values[PL_PROPERTY_content], &pieces);
    for (size_t i = 0; i < count; i++) {
        const struct pl_content_piece *piece = &pieces[i];
        struct pl_box *box = new_box(builder, PL_BOX_TEXT, style, node, from);
        box->part = part;
        box->text = piece->text;
        box->deferred = piece->deferred;
        box->target = piece->target;
        box->counter_style = piece->counter_style;
        if (piece->is_leader)
            box->type = PL_BOX_LEADER;
        append(builder, box);
    }
}

/* ::before, ::after, ::footnote-call, ::footnote-marker: a box of their own with their content. */
static struct pl_box *append_pseudo(struct pl_box_builder *builder, const struct pl_node *node,
                                    enum pl_pseudo pseudo, enum pl_part part,
                                    const struct inherited *from)
{
    const struct pl_style *style = pl_styles_pseudo(builder->styles, node->serial, pseudo);
    if (!style)
        return NULL;
    enum pl_keyword display = pl_display_of(style);
    enum pl_box_float floats = pl_float_of(style);
    if (floats != PL_FLOAT_NONE)
        display = pl_display_blockified(display);
    if (display == PL_KEYWORD_none)
        return NULL;
    pl_counters_enter(&builder->counters);
    pl_counters_apply(&builder->counters, style);
    struct pl_box *box = new_box(builder, type_of_display(display), style, node, from);
    box->part = part;
    box->floats = floats;
    read_style(box, display);
    append(builder, box);
    struct pl_box *outer = builder->current;
    builder->current = box;
    append_pieces(builder, style, node, from, part);
    builder->current = outer;
    if (box->type != PL_BOX_INLINE)
        pl_box_settle(builder->arena, builder->cascade, box);
    pl_counters_leave(&builder->counters);
    return box;
}

/* --- List items -------------------------------------------------------------------------------- */

static pl_str marker_text(struct pl_box_builder *builder, const struct pl_style *style)
{
    const struct pl_css_value *type = style->values[PL_PROPERTY_list_style_type];
    struct pl_strbuf text = PL_STRBUF(builder->arena);
    if (type->type == PL_CSS_STRING)
        return type->text;
    const struct pl_css_value *counter_style = pl_content_counter_style(type);
    if (type->type == PL_CSS_KEYWORD && type->keyword == PL_KEYWORD_none)
        return PL_LIT("");
    pl_strbuf_add(&text, pl_counter_prefix(counter_style));
    pl_counter_add_number(&text, pl_counter_value(&builder->counters, PL_LIT("list-item")),
                          counter_style);
    pl_strbuf_add(&text, pl_counter_suffix(counter_style));
    return pl_strbuf_str(&text);
}

/* The marker's content: ::marker's own, else number or bullet of the list style. */
static void fill_marker(struct pl_box_builder *builder, const struct pl_box *item,
                        const struct pl_style *style, const struct inherited *from)
{
    const struct pl_css_value *content = style->values[PL_PROPERTY_content];
    if (content->type != PL_CSS_KEYWORD) {
        append_pieces(builder, style, item->node, from, PL_PART_MARKER);
    } else if (content->keyword != PL_KEYWORD_none) {
        append_text(builder, style, item->node, from, PL_PART_MARKER,
                    marker_text(builder, item->style));
    }
    for (struct pl_box *text = builder->current->first; text; text = text->next)
        text->keeps_space = true;
}

static void make_marker(struct pl_box_builder *builder, struct pl_box *item,
                        const struct inherited *from)
{
    const struct pl_style *style = pl_styles_pseudo(builder->styles, item->node->serial,
                                                    PL_PSEUDO_MARKER);
    if (!style)
        style = pl_style_anonymous(builder->cascade, item->style);
    bool is_outside = pl_style_keyword(item->style, PL_PROPERTY_list_style_position) !=
                      PL_KEYWORD_inside;
    struct pl_box *marker = new_box(builder, is_outside ? PL_BOX_BLOCK : PL_BOX_INLINE, style,
                                    item->node, from);
    marker->part = PL_PART_MARKER;
    marker->is_anonymous = true;
    struct pl_box *outer = builder->current;
    builder->current = marker;
    fill_marker(builder, item, style, from);
    builder->current = outer;
    if (!marker->first)
        return;
    if (is_outside) {
        marker->has_lines = marker->is_context = true;
        marker->parent = item;
        item->marker = marker;
    } else {
        append(builder, marker);
    }
}

/* --- Pictures ------------------------------------------------------------------------------------ */

static const struct pl_picture *picture_of(struct pl_box_builder *builder,
                                           const struct pl_node *node)
{
    pl_str reference = pl_node_attribute(node, PL_LIT("src"));
    const struct pl_resource *resource = pl_article_resource(builder->article, reference);
    if (!resource || !resource->bytes.size)
        return NULL; // reported where it was looked for
    void **at = pl_map_at(&builder->pictures, reference);
    if (*at)
        return *at;
    struct pl_picture *picture = PL_NEW(builder->arena, struct pl_picture);
    pl_str why = {0};
    if (!pl_picture_probe_within(resource->bytes, UINT64_MAX, picture, &why)) {
        pl_warn(builder->diags, PL_W_PICTURE, node->span, "picture '%.*s' can't be shown: %.*s",
                PL_ARG(reference), PL_ARG(why));
        return NULL;
    }
    *at = picture;
    return picture;
}

static void build_picture(struct pl_box_builder *builder, const struct pl_node *node,
                          const struct pl_style *style, const struct inherited *from)
{
    pl_str alternative = pl_node_attribute(node, PL_LIT("alt"));
    const struct pl_picture *picture = picture_of(builder, node);
    enum pl_keyword display = pl_display_of(style);
    enum pl_box_float floats = pl_float_of(style);
    if (floats != PL_FLOAT_NONE)
        display = pl_display_blockified(display);
    struct pl_box *box = new_box(builder, PL_BOX_PICTURE, style, node, from);
    box->floats = floats;
    box->alternative = alternative;
    box->has_alternative = pl_node_has_attribute(node, PL_LIT("alt"));
    box->picture = picture;
    read_style(box, display);
    bool is_inline = display == PL_KEYWORD_inline || display == PL_KEYWORD_inline_block ||
                     display == PL_KEYWORD_inline_table;
    if (!picture) { // its text stands for it: HTML Standard §15.4.1
        box->type = is_inline ? PL_BOX_INLINE : PL_BOX_BLOCK;
        box->is_atomic = false;
    } else if (is_inline) {
        box->is_atomic = true;
    }
    append(builder, box);
    if (picture)
        return;
    struct pl_box *outer = builder->current;
    builder->current = box;
    append_text(builder, pl_style_anonymous(builder->cascade, style), node, from, PL_PART_TEXT,
                alternative);
    builder->current = outer;
    if (box->type == PL_BOX_BLOCK)
        pl_box_settle(builder->arena, builder->cascade, box);
}

/* --- Elements -------------------------------------------------------------------------------------- */

static void read_strings(struct pl_box_builder *builder, struct pl_box *box,
                         const struct inherited *from)
{
    const struct pl_css_value *value = box->style->values[PL_PROPERTY_string_set];
    if (value->type == PL_CSS_KEYWORD)
        return;
    struct pl_content_scope scope = {
        .arena = builder->arena,
        .article = builder->article,
        .node = box->node,
        .styles = builder->styles,
        .counters = &builder->counters,
        .quote_depth = &builder->quote_depth,
        .language = from->language,
        .style = box->style,
    };
    box->string_count = pl_content_string_set(&scope, value, &box->strings);
}

static void snapshot_counters(struct pl_box_builder *builder, struct pl_box *box)
{
    const struct pl_style *style = box->style;
    if (pl_style_keyword(style, PL_PROPERTY_counter_reset) == PL_KEYWORD_none &&
        pl_style_keyword(style, PL_PROPERTY_counter_increment) == PL_KEYWORD_none &&
        pl_style_keyword(style, PL_PROPERTY_counter_set) == PL_KEYWORD_none &&
        !(box->node && box->node->id.size))
        return;
    box->counters = pl_counters_snapshot(builder->arena, &builder->counters, &box->counter_count);
}

static void build_children(struct pl_box_builder *builder, const struct pl_node *node,
                           struct inherited from)
{
    for (const struct pl_node *child = node->first; child; child = child->next)
        build_node(builder, child, from);
}

/* A note whose call stands elsewhere hangs at that call; any other note stands where it is and gets a call. */
static bool hang_note(struct pl_box_builder *builder, struct pl_box *note,
                      const struct inherited *from)
{
    const struct pl_node *node = note->node;
    if (node->kind == PL_KIND_footnote) {
        struct pl_box *call = node->note ? builder->calls[node->note->serial] : NULL;
        if (!call || call->note)
            return false;
        call->note = note;
        return true;
    }
    static const pl_str name = PL_LIT_INIT("footnote");
    if (!pl_counters_names(note->style, PL_PROPERTY_counter_increment, name))
        pl_counter_increment(&builder->counters, name, 1);
    struct pl_box *call = append_pseudo(builder, node, PL_PSEUDO_FOOTNOTE_CALL, PL_PART_NOTE_CALL,
                                        from);
    if (!call) { // no call is shown; the note hangs at its place all the same
        call = new_box(builder, PL_BOX_INLINE,
                       pl_style_anonymous(builder->cascade, builder->current->style), node, from);
        append(builder, call);
    }
    call->note = note;
    return true;
}

/* The box of a note: out of the flow, closed when it is built. */
static void build_note(struct pl_box_builder *builder, struct pl_box *box,
                       const struct inherited *from)
{
    const struct pl_node *node = box->node;
    if (!hang_note(builder, box, from)) {
        box->floats = PL_FLOAT_NONE; // nobody calls it: an ordinary block
        append(builder, box);
    }
    struct pl_box *outer = builder->current;
    builder->current = box;
    append_pseudo(builder, node, PL_PSEUDO_FOOTNOTE_MARKER, PL_PART_MARKER, from);
    append_pseudo(builder, node, PL_PSEUDO_BEFORE, PL_PART_BEFORE, from);
    build_children(builder, node, *from);
    append_pseudo(builder, node, PL_PSEUDO_AFTER, PL_PART_AFTER, from);
    builder->current = outer;
    pl_box_settle(builder->arena, builder->cascade, box);
}

/* Generated and ordinary content between opening and closing of an element's box. */
static void fill_element(struct pl_box_builder *builder, struct pl_box *box,
                         const struct inherited *from)
{
    const struct pl_node *node = box->node;
    struct pl_box *outer = builder->current;
    builder->current = box;
    if (box->is_list_item)
        make_marker(builder, box, from);
    append_pseudo(builder, node, PL_PSEUDO_BEFORE, PL_PART_BEFORE, from);
    build_children(builder, node, *from);
    append_pseudo(builder, node, PL_PSEUDO_AFTER, PL_PART_AFTER, from);
    if (box->type == PL_BOX_INLINE) {
        pl_box_settle(builder->arena, builder->cascade, box);
        if (builder->current != box) // a copy: blocks have cut it
            pl_box_settle(builder->arena, builder->cascade, builder->current);
        else if (pl_style_keyword(box->style, PL_PROPERTY_display) == PL_KEYWORD_ruby)
            pl_box_arrange_ruby(builder->arena, builder->cascade, builder->fonts, box);
        builder->current = builder->current->parent;
        return;
    }
    builder->current = outer;
    pl_box_settle(builder->arena, builder->cascade, box);
}

static uint32_t span_attribute(const struct pl_node *node, pl_str name, uint64_t most)
{
    int64_t value;
    if (!pl_str_to_int64(pl_str_trim(pl_node_attribute(node, name)), &value) || value < 1)
        return 1;
    return (uint64_t)value > most ? (uint32_t)most : (uint32_t)value;
}

static void read_attributes(struct pl_box *box)
{
    box->column_span = box->row_span = 1;
    if (box->type == PL_BOX_CELL) {
        box->column_span = span_attribute(box->node, PL_LIT("colspan"), PL_LIMIT_COLSPAN);
        box->row_span = span_attribute(box->node, PL_LIT("rowspan"), PL_LIMIT_ROWSPAN);
    } else if (box->type == PL_BOX_COLUMN || box->type == PL_BOX_COLUMN_GROUP) {
        box->column_span = span_attribute(box->node, PL_LIT("span"), PL_LIMIT_COLSPAN);
    }
}

static bool is_link_kind(enum pl_kind kind)
{
    return kind == PL_KIND_link || kind == PL_KIND_note_call || kind == PL_KIND_note_mark;
}

static struct inherited inherit(struct pl_box_builder *builder, const struct pl_node *node,
                                const struct pl_style *style, struct inherited from)
{
    pl_str language = pl_node_attribute(node, PL_LIT("lang"));
    if (!language.size)
        language = pl_node_attribute(node, PL_LIT("xml:lang"));
    if (language.size)
        from.language = language;
    if (is_link_kind(node->kind) && pl_node_attribute(node, PL_LIT("href")).size)
        from.link = pl_owner_of(builder->article, node);
    const struct pl_css_value *page = style->values[PL_PROPERTY_page];
    if (page->type == PL_CSS_IDENT)
        from.page_name = page->text;
    from.depth++;
    return from;
}

static pl_str running_name(const struct pl_style *style)
{
    const struct pl_css_value *position = style->values[PL_PROPERTY_position];
    if (position->type != PL_CSS_FUNCTION || !position->count)
        return PL_LIT("");
    return position->items[0]->text;
}

static void build_box(struct pl_box_builder *builder, const struct pl_node *node,
                      const struct pl_style *style, enum pl_keyword display, struct inherited from)
{
    enum pl_box_float floats = pl_float_of(style);
    if (floats != PL_FLOAT_NONE || node->kind == PL_KIND_document)
        display = pl_display_blockified(display);
    struct pl_box *box = new_box(builder, type_of_display(display), style, node, &from);
    box->floats = floats;
    box->is_link = is_link_kind(node->kind) && from.link == box->owner;
    read_style(box, display);
    read_attributes(box);
    if (box->is_list_item)
        pl_counters_count_item(&builder->counters, node, style);
    if (floats == PL_FLOAT_RUNNING)
        box->running = running_name(style);
    read_strings(builder, box, &from);
    snapshot_counters(builder, box);
    if (floats == PL_FLOAT_NOTE) {
        build_note(builder, box, &from);
        return;
    }
    if (node->kind == PL_KIND_note_call)
        builder->calls[node->serial] = box;
    append(builder, box);
    fill_element(builder, box, &from);
    if (box->type == PL_BOX_INLINE)
        return;
    const struct pl_style *letter = pl_styles_pseudo(builder->styles, node->serial,
                                                     PL_PSEUDO_FIRST_LETTER);
    const struct pl_style *line = pl_styles_pseudo(builder->styles, node->serial,
                                                   PL_PSEUDO_FIRST_LINE);
    if (letter)
        pl_box_style_first_letter(builder->arena, builder->fonts, box, letter);
    if (line)
        pl_box_style_first_line(box, line);
}

/* display: contents and what lies too deep: no box, but the content stays. */
static void build_boxless(struct pl_box_builder *builder, const struct pl_node *node,
                          struct inherited from)
{
    append_pseudo(builder, node, PL_PSEUDO_BEFORE, PL_PART_BEFORE, &from);
    build_children(builder, node, from);
    append_pseudo(builder, node, PL_PSEUDO_AFTER, PL_PART_AFTER, &from);
}

/* Below DEPTH_MOST: the text alone, without recursion. */
static void build_flat(struct pl_box_builder *builder, const struct pl_node *node,
                       struct inherited from)
{
    struct pl_walk walk = pl_walk_begin(node);
    while (pl_walk_next(&walk))
        if (walk.event == PL_ENTER && walk.node->kind == PL_KIND_text)
            append_text(builder, pl_styles_of(builder->styles, walk.node->serial), walk.node, &from,
                        PL_PART_TEXT, walk.node->text);
}

static void build_node(struct pl_box_builder *builder, const struct pl_node *node,
                       struct inherited from)
{
    const struct pl_style *style = pl_styles_of(builder->styles, node->serial);
    if (node->kind == PL_KIND_text) {
        append_text(builder, style, node, &from, PL_PART_TEXT, node->text);
        return;
    }
    enum pl_keyword display = pl_display_of(style);
    if (display == PL_KEYWORD_none)
        return;
    if (from.depth >= DEPTH_MOST) {
        build_flat(builder, node, from);
        return;
    }
    from = inherit(builder, node, style, from);
    if (node->kind == PL_KIND_line_break || node->kind == PL_KIND_break_chance) {
        append(builder,
               new_box(builder,
                       node->kind == PL_KIND_line_break ? PL_BOX_LINE_BREAK : PL_BOX_BREAK_CHANCE,
                       style, node, &from));
        return;
    }
    pl_counters_enter(&builder->counters);
    pl_counters_apply(&builder->counters, style);
    pl_counters_begin_list(&builder->counters, node, style);
    if (node->kind == PL_KIND_image)
        build_picture(builder, node, style, &from);
    else if (display == PL_KEYWORD_contents)
        build_boxless(builder, node, from);
    else
        build_box(builder, node, style, display, from);
    pl_counters_leave(&builder->counters);
}

struct pl_box *pl_boxes_build(struct pl_box_builder *builder, struct pl_arena *arena,
                              uint32_t article)
{
    builder->arena = arena;
    builder->article = builder->edition->articles.data[article];
    builder->styles = builder->all_styles[article];
    builder->calls = PL_NEW_ARRAY(arena, struct pl_box *, builder->article->node_count);
    builder->pictures = PL_MAP(arena);
    builder->quote_depth = 0;
    struct inherited from = {.language = pl_article_language(builder->article),
                             .link = PL_OWNER_NONE};
    struct pl_box *top = new_box(builder, PL_BOX_BLOCK,
                                 pl_styles_of(builder->styles, builder->article->root->serial),
                                 NULL, &from);
    builder->current = top;
    build_node(builder, builder->article->root, from);
    struct pl_box *root = top->first;
    if (!root)
        return NULL;
    pl_box_remove(root);
    root->is_root = root->is_context = true;
    return root;
}

void pl_box_text(struct pl_strbuf *out, const struct pl_box *box)
{
    if (box->type == PL_BOX_TEXT)
        pl_strbuf_add(out, box->text);
    else if (box->type == PL_BOX_LINE_BREAK)
        pl_strbuf_add_byte(out, ' ');
    for (const struct pl_box *child = box->first; child; child = child->next)
        if (pl_box_is_in_flow(child))
            pl_box_text(out, child);
}
