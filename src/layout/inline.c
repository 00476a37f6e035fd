// SPDX-License-Identifier: MIT
/* layout/inline.c: the inlines of a block → one paragraph for typeset, with the way back.
 *
 * How it works. The tree below the block is walked once. A space that collapses is written when it is
 * met, unless one stands before it already or the line begins here; it is taken back when a forced break or
 * the end follows. Every byte written says where it came from as long as that isn't simply one
 * further than the byte before it. */
#include "layout/inline.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "layout/initial.h"
#include "layout/transform.h"
#include "layout/used.h"

struct writer {
    struct pl_arena *scratch, *arena; // arena: what lives as long as the lines
    const struct pl_fonts *fonts;
    struct pl_strbuf text;
    struct {
        PL_VEC(struct pl_text_span)
    } spans;
    struct {
        PL_VEC(struct pl_segment)
    } segments;
    struct {
        PL_VEC(struct pl_inline_object)
    } objects;
    struct {
        PL_VEC(enum pl_object_role)
    } roles;
    struct {
        PL_VEC(struct pl_anchor_point)
    } anchors;
    struct {
        PL_VEC(struct pl_source_step)
    } steps;
    struct {
        PL_VEC(struct pl_bidi_stretch)
    } bidi;

    const struct pl_style *decorated_from, *decorator,
        *decorated;                               // the last pair and what it came to
    const struct pl_style *block, *first_line;    // of the block, of its first line (NULL: none)
    const struct pl_style *plain, *in_first_line; // the last pair
    bool at_line_start;   // nothing but collapsed space since the last forced break
    bool ends_in_space;   // the last byte is a space that may collapse
    uint32_t next_source; // where the next byte of the model would continue the last step
    int16_t aligned;      // groups at the top or bottom of their lines so far
    uint32_t before;      // the last code point of the model's text, for words
};

static uint32_t position(const struct writer *writer)
{
    return (uint32_t)writer->text.size;
}

/* --- What is written ------------------------------------------------------------------------ */

static bool is_decorated(const struct pl_style *style)
{
    return pl_style_keyword(style, PL_PROPERTY_text_decoration_line) != PL_KEYWORD_none;
}

/* Decorations aren't inherited but propagate: a box draws its own along the text of the boxes in its flow, in
 * its own colour (CSS Text Decoration 3 §2.1). The innermost decorating box is taken. */
static const struct pl_style *style_with_decoration(struct writer *writer, const struct pl_box *box)
{
    const struct pl_box *from = box;
    while (from && !is_decorated(from->style))
        from = from->is_atomic || !pl_box_is_in_flow(from) ? NULL : from->parent;
    if (!from || from->style == box->style)
        return box->style;
    if (writer->decorated_from == box->style && writer->decorator == from->style)
        return writer->decorated;
    static const enum pl_property properties[] = {
        PL_PROPERTY_text_decoration_line, PL_PROPERTY_text_decoration_color,
        PL_PROPERTY_text_decoration_style, PL_PROPERTY_text_decoration_thickness,
        PL_PROPERTY_text_underline_offset};
    struct pl_style *style = PL_NEW(writer->arena, struct pl_style);
    *style = *box->style;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        style->values[properties[i]] = from->style->values[properties[i]];
    writer->decorated_from = box->style;
    writer->decorator = from->style;
    writer->decorated = style;
    return style;
}

/* The style of a span where it stands in a first line that has a style of its own. */
static const struct pl_style *first_line_style(struct writer *writer, const struct pl_style *style)
{
    if (!writer->first_line)
        return NULL;
    if (writer->plain != style) {
        writer->plain = style;
        writer->in_first_line = pl_style_in_first_line(writer->arena, style, writer->block,
                                                       writer->first_line);
    }
    return writer->in_first_line;
}

/* Where an inline box stands: its baseline above that of the paragraph, or of the aligned group it is in. */
struct stand {
    pl_unit rise;
    int16_t aligned;
};

/* The bytes from here on belong to this segment. */
static void open_span(struct writer *writer, const struct pl_box *box, uint32_t segment,
                      struct stand stand)
{
    struct pl_text_span span = {
        .first = position(writer),
        .style = style_with_decoration(writer, box),
        .owner = segment,
        .language = box->language,
        .source = box->node ? box->node->span : PL_NO_SPAN,
        .rise = stand.rise,
        .aligned = stand.aligned,
    };
    span.first_line = first_line_style(writer, span.style);
    if (writer->spans.count && PL_LAST(&writer->spans).first == span.first)
        PL_LAST(&writer->spans) = span; // the one before it got no byte
    else
        *PL_PUSH(writer->scratch, &writer->spans) = span;
}

static void add_step(struct writer *writer, const struct pl_box *box, uint32_t source)
{
    bool is_model = box->node && box->node->kind == PL_KIND_text && box->part == PL_PART_TEXT;
    uint32_t serial = box->node ? box->node->serial : 0;
    source += box->source;
    if (writer->steps.count) {
        const struct pl_source_step *last = &PL_LAST(&writer->steps);
        if (last->serial == serial && last->is_model == is_model &&
            (!is_model || source - last->source == position(writer) - last->at))
            return;
    }
    *PL_PUSH(writer->scratch, &writer->steps) = (struct pl_source_step){position(writer), source,
                                                                        serial, is_model};
}

static void take_back_space(struct writer *writer)
{
    if (!writer->ends_in_space)
        return;
    uint32_t end = position(writer) - 1;
    pl_strbuf_truncate(&writer->text, end);
    while (writer->steps.count && PL_LAST(&writer->steps).at > end)
        writer->steps.count--;
    for (size_t i = writer->spans.count; i-- > 0 && writer->spans.data[i].first > end;)
        writer->spans.data[i].first = end;
    while (writer->spans.count > 1 && writer->spans.data[writer->spans.count - 2].first == end) {
        writer->spans.data[writer->spans.count - 2] = PL_LAST(&writer->spans);
        writer->spans.count--;
    }
    for (size_t i = writer->objects.count; i-- > 0 && writer->objects.data[i].offset > end;)
        writer->objects.data[i].offset = end;
    for (size_t i = writer->anchors.count; i-- > 0 && writer->anchors.data[i].offset > end;)
        writer->anchors.data[i].offset = end;
    for (size_t i = writer->segments.count; i-- > 0 && writer->segments.data[i].first > end;)
        writer->segments.data[i].first = end;
    writer->ends_in_space = false;
}

static void write_break(struct writer *writer, const struct pl_box *box, uint32_t source)
{
    take_back_space(writer);
    add_step(writer, box, source);
    pl_strbuf_add(&writer->text, PL_INLINE_BREAK);
    writer->at_line_start = true;
    writer->before = 0;
}

static void write_space(struct writer *writer, const struct pl_box *box, uint32_t source)
{
    if (writer->at_line_start || writer->ends_in_space)
        return;
    add_step(writer, box, source);
    pl_strbuf_add_byte(&writer->text, ' ');
    writer->ends_in_space = true;
}

static void wrote_solid(struct writer *writer)
{
    writer->ends_in_space = writer->at_line_start = false;
}

/* --- White space (CSS Text 4 §4) --------------------------------------------------------------- */

struct space_rules {
    bool collapses;        // spaces and tabs
    bool keeps_breaks;     // line feeds are forced breaks
    bool breaks_to_spaces; // preserve-spaces: line feeds are spaces that stay
};

static struct space_rules rules_of(const struct pl_box *box)
{
    if (box->keeps_space)
        return (struct space_rules){false, true, false};
    switch ((int)pl_style_keyword(box->style, PL_PROPERTY_white_space_collapse)) {
    case PL_KEYWORD_preserve:
    case PL_KEYWORD_break_spaces:
        return (struct space_rules){false, true, false};
    case PL_KEYWORD_preserve_breaks:
        return (struct space_rules){true, true, false};
    case PL_KEYWORD_preserve_spaces:
        return (struct space_rules){false, false, true};
    default:
        return (struct space_rules){true, false, false};
    }
}

static bool is_east_asian(uint32_t c)
{
    bool is_hangul = (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0x1100 && c <= 0x11FF);
    return (pl_char_is_ideographic(c) && !is_hangul) || (c >= 0x3000 && c <= 0x303F) ||
           (c >= 0xFF00 && c <= 0xFF60);
}

/* A run of spaces, tabs and line feeds at *at; it moves past them. A line feed between East
 * Asian characters vanishes (§4.1.3). */
static void write_collapsing(struct writer *writer, const struct pl_box *box, size_t *at,
                             const struct space_rules *rules)
{
    size_t start = *at, breaks = 0;
    while (*at < box->text.size && pl_ascii_is_space(box->text.data[*at])) {
        if (box->text.data[*at] == '\n') {
            breaks++;
            if (rules->keeps_breaks)
                write_break(writer, box, (uint32_t)*at);
        }
        ++*at;
    }
    if (breaks && rules->keeps_breaks)
        return;
    if (breaks && *at < box->text.size && is_east_asian(writer->before)) {
        size_t behind = *at;
        if (is_east_asian(pl_utf8_next(box->text, &behind)))
            return;
    }
    write_space(writer, box, (uint32_t)start);
    writer->before = ' ';
}

static void write_char(struct writer *writer, const struct pl_box *box, size_t source, uint32_t c,
                       size_t end, enum pl_transform transform)
{
    uint32_t out[3] = {c, 0, 0};
    size_t count = 1, behind = end;
    if (transform != PL_TRANSFORM_NONE) {
        uint32_t after = behind < box->text.size ? pl_utf8_next(box->text, &behind) : 0;
        count = pl_transform_char(transform, box->language, writer->before, c, after, out);
    }
    add_step(writer, box, (uint32_t)source);
    for (size_t i = 0; i < count; i++)
        pl_strbuf_add_char(&writer->text, out[i]);
    writer->before = c;
    wrote_solid(writer);
}

/* The stretch of plain characters at *at, in one piece where nothing is transformed. */
static void write_stretch(struct writer *writer, const struct pl_box *box, size_t *at)
{
    size_t start = *at;
    while (*at < box->text.size && !pl_ascii_is_space(box->text.data[*at]))
        ++*at;
    add_step(writer, box, (uint32_t)start);
    pl_strbuf_add(&writer->text, pl_str_slice(box->text, start, *at));
    size_t end = *at;
    writer->before = pl_utf8_previous(box->text, &end);
    wrote_solid(writer);
}

static void write_text(struct writer *writer, const struct pl_box *box)
{
    struct space_rules rules = rules_of(box);
    enum pl_transform transform = pl_transform_of(box->style);
    for (size_t at = 0; at < box->text.size;) {
        char c = box->text.data[at];
        if (pl_ascii_is_space(c) && rules.collapses) {
            write_collapsing(writer, box, &at, &rules);
        } else if (c == '\r' || c == '\f') {
            at++;
        } else if (c == '\n' && !rules.breaks_to_spaces) {
            write_break(writer, box, (uint32_t)at++);
        } else if (pl_ascii_is_space(c)) {
            add_step(writer, box, (uint32_t)at++);
            pl_strbuf_add_byte(&writer->text, c == '\t' ? '\t' : ' ');
            writer->before = ' ';
            wrote_solid(writer);
        } else if (transform == PL_TRANSFORM_NONE) {
            write_stretch(writer, box, &at);
        } else {
            size_t start = at;
            uint32_t code_point = pl_utf8_next(box->text, &at);
            write_char(writer, box, start, code_point, at, transform);
        }
    }
}

/* --- The tree ------------------------------------------------------------------------------------ */

static void add_anchor(struct writer *writer, struct pl_box *box)
{
    *PL_PUSH(writer->scratch, &writer->anchors) = (struct pl_anchor_point){
        position(writer), (uint32_t)writer->segments.count, box};
}

static void add_object(struct writer *writer, uint32_t segment, enum pl_object_role role)
{
    bool is_edge = role == PL_OBJECT_START || role == PL_OBJECT_END;
    *PL_PUSH(writer->scratch, &writer->objects) = (struct pl_inline_object){
        .offset = position(writer),
        .is_edge = is_edge,
        .is_end = role == PL_OBJECT_END,
        .owner = segment};
    *PL_PUSH(writer->scratch, &writer->roles) = role;
    if (!is_edge) {
        pl_strbuf_add(&writer->text, PL_INLINE_OBJECT);
        wrote_solid(writer);
        writer->before = 0xFFFC;
    }
}

static bool has_edge(const struct pl_style *style, bool is_left)
{
    struct pl_css_basis basis = {.percentage = PL_UNIT_PER_PT * 100};
    static const enum pl_property properties[2][3] = {
        {PL_PROPERTY_margin_left, PL_PROPERTY_padding_left, PL_PROPERTY_border_left_style},
        {PL_PROPERTY_margin_right, PL_PROPERTY_padding_right, PL_PROPERTY_border_right_style},
    };
    const enum pl_property *side = properties[is_left ? 0 : 1];
    enum pl_keyword border = pl_style_keyword(style, side[2]);
    return pl_style_length(style, side[0], &basis, 0) ||
           pl_style_length(style, side[1], &basis, 0) ||
           (border != PL_KEYWORD_none && border != PL_KEYWORD_hidden);
}

static void write_box(struct writer *writer, struct pl_box *box, struct stand stand,
                      const struct pl_style *parent);

static void write_children(struct writer *writer, struct pl_box *box, struct stand stand)
{
    for (struct pl_box *child = box->first; child; child = child->next)
        write_box(writer, child, stand, box->style);
}

/* What unicode-bidi makes of an inline box (CSS Writing Modes 4 §2.2); 0: nothing. */
static uint8_t bidi_kind(const struct pl_style *style)
{
    switch ((int)pl_style_keyword(style, PL_PROPERTY_unicode_bidi)) {
    case PL_KEYWORD_embed:
        return PL_BIDI_EMBED;
    case PL_KEYWORD_isolate:
        return PL_BIDI_ISOLATE;
    case PL_KEYWORD_bidi_override:
        return PL_BIDI_OVERRIDE;
    case PL_KEYWORD_isolate_override:
        return PL_BIDI_ISOLATE | PL_BIDI_OVERRIDE;
    case PL_KEYWORD_plaintext:
        return PL_BIDI_PLAINTEXT;
    default:
        return 0;
    }
}

/* vertical-align. Top and bottom begin a group that stands by itself; what comes after PL_ALIGNED_MOST of them in a
 * paragraph stays on its baseline. */
static struct stand stand_of(struct writer *writer, const struct pl_box *box,
                             const struct pl_style *parent, struct stand stand)
{
    if (box->type != PL_BOX_INLINE && !box->is_atomic)
        return stand;
    enum pl_keyword align = pl_style_keyword(box->style, PL_PROPERTY_vertical_align);
    bool is_top = align == PL_KEYWORD_top;
    if ((is_top || align == PL_KEYWORD_bottom) && writer->aligned < PL_ALIGNED_MOST) {
        int16_t number = ++writer->aligned;
        return (struct stand){0, is_top ? number : (int16_t)-number};
    }
    if (box->type == PL_BOX_INLINE)
        stand.rise += pl_used_rise(box->style, parent, writer->fonts);
    return stand;
}

static void write_inline(struct writer *writer, struct pl_box *box, struct stand stand,
                         uint32_t segment)
{
    bool starts_left = !box->is_right_to_left;
    if (box->note || box->strings || box->counters)
        add_anchor(writer, box);
    if (!box->lacks_start && has_edge(box->style, starts_left))
        add_object(writer, segment, PL_OBJECT_START);
    write_children(writer, box, stand);
    if (!box->lacks_end && has_edge(box->style, !starts_left))
        add_object(writer, segment, PL_OBJECT_END);
}

static void write_box(struct writer *writer, struct pl_box *box, struct stand stand,
                      const struct pl_style *parent)
{
    if (!pl_box_is_in_flow(box)) {
        add_anchor(writer, box);
        return;
    }
    uint32_t segment = (uint32_t)writer->segments.count;
    stand = stand_of(writer, box, parent, stand);
    open_span(writer, box, segment, stand);
    *PL_PUSH(writer->scratch, &writer->segments) = (struct pl_segment){
        .box = box, .first = position(writer), .rise = stand.rise};
    switch (box->type) {
    case PL_BOX_TEXT:
        write_text(writer, box);
        break;
    case PL_BOX_LINE_BREAK:
        write_break(writer, box, 0);
        break;
    case PL_BOX_BREAK_CHANCE:
        add_step(writer, box, 0);
        pl_strbuf_add(&writer->text, PL_LIT("\xE2\x80\x8B"));
        writer->ends_in_space = false; // a space before it isn't the last character any more
        break;
    case PL_BOX_LEADER:
        add_step(writer, box, 0);
        add_object(writer, segment, PL_OBJECT_LEADER);
        break;
    case PL_BOX_INLINE: {
        size_t stretch = writer->bidi.count;
        uint8_t kind = bidi_kind(box->style);
        if (kind)
            *PL_PUSH(writer->scratch, &writer->bidi) = (struct pl_bidi_stretch){
                .first = position(writer),
                .kind = kind,
                .is_right_to_left = pl_style_keyword(box->style, PL_PROPERTY_direction) ==
                                    PL_KEYWORD_rtl};
        write_inline(writer, box, stand, segment);
        if (kind)
            writer->bidi.data[stretch].end = position(writer);
        break;
    }
    case PL_BOX_BLOCK:
    case PL_BOX_PICTURE:
    case PL_BOX_TABLE:
    case PL_BOX_CAPTION:
    case PL_BOX_CELL:
    case PL_BOX_ROW_GROUP:
    case PL_BOX_ROW:
    case PL_BOX_COLUMN_GROUP:
    case PL_BOX_COLUMN:
        add_step(writer, box, 0);
        add_object(writer, segment, PL_OBJECT_ATOM);
        break;
    }
    writer->segments.data[segment].end = position(writer);
    writer->segments.data[segment].after = (uint32_t)writer->segments.count;
}

static void *kept(struct pl_arena *arena, const void *data, size_t count, size_t size)
{
    void *copy = pl_arena_alloc_array(arena, count, size);
    if (count)
        memcpy(copy, data, count * size);
    return copy;
}

#define KEEP(arena, vec) kept((arena), (vec)->data, (vec)->count, sizeof *(vec)->data)

static void finish(struct writer *writer, struct pl_arena *arena, struct pl_inline *lines)
{
    uint32_t size = position(writer);
    while (writer->spans.count > 1 && PL_LAST(&writer->spans).first >= size)
        writer->spans.count--;
    for (size_t i = 0; i < writer->segments.count; i++)
        if (writer->segments.data[i].end > size)
            writer->segments.data[i].end = size;
    for (size_t i = 0; i < writer->bidi.count; i++)
        if (writer->bidi.data[i].end > size)
            writer->bidi.data[i].end = size;
    *lines = (struct pl_inline){
        .bidi = KEEP(arena, &writer->bidi),
        .bidi_count = (uint32_t)writer->bidi.count,
        .text = pl_str_copy(arena, pl_strbuf_str(&writer->text)),
        .spans = KEEP(arena, &writer->spans),
        .span_count = (uint32_t)writer->spans.count,
        .segments = KEEP(arena, &writer->segments),
        .segment_count = (uint32_t)writer->segments.count,
        .objects = KEEP(arena, &writer->objects),
        .object_count = (uint32_t)writer->objects.count,
        .roles = KEEP(arena, &writer->roles),
        .atoms = PL_NEW_ARRAY(arena, struct pl_fragment *, writer->objects.count),
        .anchors = KEEP(arena, &writer->anchors),
        .anchor_count = (uint32_t)writer->anchors.count,
        .steps = KEEP(arena, &writer->steps),
        .step_count = (uint32_t)writer->steps.count,
        .width = -1,
        .height = -1,
    };
}

void pl_inline_build(struct pl_arena *arena, struct pl_arena *scratch, struct pl_box *box,
                     const struct pl_fonts *fonts)
{
    struct writer writer = {
        .scratch = scratch,
        .arena = arena,
        .fonts = fonts,
        .text = PL_STRBUF(scratch),
        .block = box->style,
        .first_line = box->first_line,
        .at_line_start = true,
    };
    write_children(&writer, box, (struct stand){0});
    take_back_space(&writer);
    if (!box->lines)
        box->lines = PL_NEW(arena, struct pl_inline);
    finish(&writer, arena, box->lines);
}

bool pl_inline_place(const struct pl_inline *lines, uint32_t offset, struct pl_source_step *place)
{
    uint32_t low = 0, high = lines->step_count;
    while (low < high) { // the first step behind the offset
        uint32_t middle = (low + high) / 2;
        if (lines->steps[middle].at <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low && lines->steps[low - 1].is_model) {
        *place = lines->steps[low - 1];
        place->source += offset - place->at;
        return true;
    }
    for (; low < lines->step_count; low++) {
        if (lines->steps[low].is_model) {
            *place = lines->steps[low];
            return true;
        }
    }
    return false;
}
