// SPDX-License-Identifier: MIT
/* typeset/block.c: what the block's style says of its lines, and how high a line is. */
#include "typeset/block.h"

#include "typeset/itemize.h"

enum { MAX_EXPANSION = 50, LADDER = 2 };

static enum pl_alignment alignment_of(enum pl_keyword keyword, bool is_right_to_left,
                                      enum pl_alignment otherwise)
{
    switch ((int)keyword) {
    case PL_KEYWORD_left:
        return PL_ALIGN_LEFT;
    case PL_KEYWORD_right:
        return PL_ALIGN_RIGHT;
    case PL_KEYWORD_center:
        return PL_ALIGN_CENTER;
    case PL_KEYWORD_justify:
    case PL_KEYWORD_justify_all:
        return PL_ALIGN_JUSTIFY;
    case PL_KEYWORD_start:
        return is_right_to_left ? PL_ALIGN_RIGHT : PL_ALIGN_LEFT;
    case PL_KEYWORD_end:
        return is_right_to_left ? PL_ALIGN_LEFT : PL_ALIGN_RIGHT;
    default:
        return otherwise;
    }
}

static void read_alignment(struct pl_block *block, const struct pl_style *style)
{
    bool is_right_to_left = pl_style_keyword(style, PL_PROPERTY_direction) == PL_KEYWORD_rtl;
    enum pl_alignment start = is_right_to_left ? PL_ALIGN_RIGHT : PL_ALIGN_LEFT;
    enum pl_keyword align = pl_style_keyword(style, PL_PROPERTY_text_align);
    block->alignment = alignment_of(align, is_right_to_left, start);
    enum pl_alignment last = block->alignment == PL_ALIGN_JUSTIFY ? start : block->alignment;
    if (align == PL_KEYWORD_justify_all)
        last = PL_ALIGN_JUSTIFY;
    block->last_alignment = alignment_of(pl_style_keyword(style, PL_PROPERTY_text_align_last),
                                         is_right_to_left, last);
}

static pl_unit read_indent(const struct pl_paragraph *paragraph)
{
    const struct pl_css_value *value = pl_style_value(paragraph->style, PL_PROPERTY_text_indent);
    struct pl_css_basis basis = {paragraph->measure.width, paragraph->page_width,
                                 paragraph->page_height};
    pl_unit indent = 0;
    if (value->type != PL_CSS_LIST)
        return pl_css_resolve(value, &basis, &indent) ? indent : 0;
    for (uint32_t i = 0; i < value->count; i++) {
        if (pl_css_resolve(value->items[i], &basis, &indent))
            return indent;
    }
    return 0;
}

static double percentage(const struct pl_css_value *value)
{
    return value->type == PL_CSS_LINEAR ? value->linear.percentage : 0;
}

static void half_leading(pl_unit ascent, pl_unit descent, pl_unit line_height, pl_unit *above,
                         pl_unit *below)
{
    pl_unit leading = line_height - ascent - descent;
    *above = ascent + leading / 2;
    *below = line_height - *above;
}

static bool is_as_the_strut(struct pl_typesetter *typesetter, const struct pl_block *block,
                            const struct pl_paragraph *paragraph, const struct pl_text_style *own)
{
    (void)block;
    if (paragraph->object_count)
        return false;
    for (size_t i = 0; i < paragraph->span_count; i++) {
        const struct pl_text_span *span = &paragraph->spans[i];
        const struct pl_text_style *style = pl_text_style_of(typesetter, span->style,
                                                             pl_span_language(paragraph, span));
        if (span->rise || style->ascent != own->ascent || style->descent != own->descent ||
            style->line_height != own->line_height)
            return false;
    }
    return true;
}

/* A last line shorter than the indent that follows it looks like a hole in the page; twice
 * the indent, two picas or 2.2 em, whichever is most, is seen as a line. A fifth of the measure
 * is always enough: cells of tables have no more to give. */
static pl_unit shortest_last(const struct pl_paragraph *paragraph, pl_unit indent, pl_unit size)
{
    pl_unit least = pl_unit_max(pl_unit_max(2 * indent, PL_PT(24)), size / 5 * 11);
    return pl_unit_min(least, paragraph->measure.width / 5);
}

void pl_block_read(struct pl_typesetter *typesetter, struct pl_block *block,
                   const struct pl_paragraph *paragraph)
{
    const struct pl_style *style = paragraph->style;
    *block = (struct pl_block){0};
    read_alignment(block, style);
    block->indent = read_indent(paragraph);
    switch ((int)pl_style_keyword(style, PL_PROPERTY_text_wrap_style)) {
    case PL_KEYWORD_pretty:
    case PL_KEYWORD_avoid_orphans:
        block->wrap = PL_WRAP_PRETTY;
        break;
    case PL_KEYWORD_balance:
        block->wrap = PL_WRAP_BALANCE;
        break;
    default:
        block->wrap = PL_WRAP_FIRST_FIT;
        break;
    }
    double expansion = percentage(pl_style_value(style, PL_PROPERTY__platen_glyph_expansion)) * 10;
    block->expansion = expansion > MAX_EXPANSION ? MAX_EXPANSION
                       : expansion > 0           ? (int)(expansion + .5)
                                                 : 0;
    // text-wrap: pretty allows no ladders, whatever CSS's "no-limit" says.
    double limit = pl_style_number(style, PL_PROPERTY_hyphenate_limit_lines,
                                   block->wrap == PL_WRAP_PRETTY ? LADDER : 0);
    block->hyphens_in_row = limit > 0 && limit < 1000 ? (uint32_t)limit : 0;
    const struct pl_text_style *own = pl_text_style_of(typesetter, style, paragraph->language);
    block->shortest_last = shortest_last(paragraph, block->indent, own->size);
    block->line_height = own->line_height;
    half_leading(own->ascent, own->descent, own->line_height, &block->strut_ascent,
                 &block->strut_descent);
    block->is_uniform = is_as_the_strut(typesetter, block, paragraph, own);
}

static size_t span_at(const struct pl_paragraph *paragraph, uint32_t offset)
{
    size_t low = 0, high = paragraph->span_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (paragraph->spans[middle].first <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void push_apart(pl_unit *above, pl_unit *below, pl_flow ascent, pl_flow descent)
{
    *above = pl_unit_max(*above, pl_unit_clamp(ascent));
    *below = pl_unit_max(*below, pl_unit_clamp(descent));
}

void pl_block_line_height(struct pl_typesetter *typesetter, const struct pl_block *block,
                          const struct pl_paragraph *paragraph, struct pl_line *line)
{
    pl_unit above = block->strut_ascent, below = block->strut_descent;
    for (size_t i = block->is_uniform ? paragraph->span_count : span_at(paragraph, line->first);
         i < paragraph->span_count && paragraph->spans[i].first < line->end; i++) {
        const struct pl_text_span *span = &paragraph->spans[i];
        const struct pl_text_style *style = pl_text_style_of(typesetter, span->style,
                                                             pl_span_language(paragraph, span));
        pl_unit ascent, descent;
        half_leading(style->ascent, style->descent, style->line_height, &ascent, &descent);
        push_apart(&above, &below, (pl_flow)ascent + span->rise, (pl_flow)descent - span->rise);
    }
    size_t low = 0, high = paragraph->object_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (paragraph->objects[middle].offset < line->first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < paragraph->object_count && paragraph->objects[low].offset < line->end; low++) {
        const struct pl_inline_object *object = &paragraph->objects[low];
        pl_unit rise = paragraph->spans[span_at(paragraph, object->offset)].rise;
        if (!object->is_edge)
            push_apart(&above, &below, (pl_flow)object->ascent + rise,
                       (pl_flow)object->descent - rise);
    }
    line->baseline = above;
    line->height = pl_unit_clamp((pl_flow)above + below);
}
