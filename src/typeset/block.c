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
    if (pl_style_keyword(style, PL_PROPERTY_text_justify) == PL_KEYWORD_none) {
        block->alignment = block->alignment == PL_ALIGN_JUSTIFY ? start : block->alignment;
        last = last == PL_ALIGN_JUSTIFY ? start : last;
    }
    block->last_alignment = alignment_of(pl_style_keyword(style, PL_PROPERTY_text_align_last),
                                         is_right_to_left, last);
}

static void read_indent(struct pl_block *block, const struct pl_paragraph *paragraph)
{
    const struct pl_css_value *value = pl_style_value(paragraph->style, PL_PROPERTY_text_indent);
    struct pl_css_basis basis = {paragraph->measure.width, paragraph->page_width,
                                 paragraph->page_height};
    const struct pl_css_value *const *items = value->type == PL_CSS_LIST ? value->items : &value;
    uint32_t count = value->type == PL_CSS_LIST ? value->count : 1;
    for (uint32_t i = 0; i < count; i++) {
        pl_unit indent;
        if (items[i]->type == PL_CSS_KEYWORD) {
            block->indents_each |= items[i]->keyword == PL_KEYWORD_each_line;
            block->indent_hangs |= items[i]->keyword == PL_KEYWORD_hanging;
        } else if (pl_css_resolve(items[i], &basis, &indent)) {
            block->indent = indent;
        }
    }
}

/* CSS Text 4 §6.3.3 to §6.3.5. What is said of columns and pages is layout's: a line says whether it
 * ends in a hyphen. */
static void read_hanging(struct pl_block *block, const struct pl_style *style)
{
    const struct pl_css_value *value = pl_style_value(style, PL_PROPERTY_hanging_punctuation);
    for (uint32_t i = 0; i < pl_css_item_count(value); i++)
        block->hangs_at_need |= pl_css_item(value, i)->keyword == PL_KEYWORD_allow_end;
}

static void read_hyphen_limits(struct pl_block *block, const struct pl_paragraph *paragraph)
{
    const struct pl_style *style = paragraph->style;
    // text-wrap: pretty allows no ladders, whatever CSS's "no-limit" says.
    double limit = pl_style_number(style, PL_PROPERTY_hyphenate_limit_lines,
                                   block->wrap == PL_WRAP_PRETTY ? LADDER : 0);
    block->hyphens_in_row = limit > 0 && limit < 1000 ? (uint32_t)limit : 0;
    block->avoids_last_hyphen = pl_style_keyword(style, PL_PROPERTY_hyphenate_limit_last) ==
                                PL_KEYWORD_always;
    struct pl_css_basis basis = {paragraph->measure.width, paragraph->page_width,
                                 paragraph->page_height};
    block->hyphen_zone = pl_style_length(style, PL_PROPERTY_hyphenate_limit_zone, &basis, 0);
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
        if (span->rise || span->aligned || style->ascent != own->ascent ||
            style->descent != own->descent || style->line_height != own->line_height)
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
    read_indent(block, paragraph);
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
    read_hyphen_limits(block, paragraph);
    read_hanging(block, style);
    const struct pl_style *strut = paragraph->first_line ? paragraph->first_line : style;
    const struct pl_text_style *own = pl_text_style_of(typesetter, strut, paragraph->language);
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

/* What stands about one baseline: the paragraph's or that of an aligned group. */
struct about {
    pl_unit above, below;
};

#define NOTHING ((struct about){-PL_UNIT_MAX, -PL_UNIT_MAX})

static bool is_nothing(const struct about *about)
{
    return about->above == -PL_UNIT_MAX;
}

static void push_apart(struct about *about, pl_flow ascent, pl_flow descent)
{
    about->above = pl_unit_max(about->above, pl_unit_clamp(ascent));
    about->below = pl_unit_max(about->below, pl_unit_clamp(descent));
}

/* All groups of a line, by number + PL_ALIGNED_MOST; in the middle the paragraph's own baseline. */
struct groups {
    struct about of[2 * PL_ALIGNED_MOST + 1];
    int least, most; // with something in the line
};

static struct about *about_of(struct groups *groups, int16_t aligned)
{
    while (groups->most < aligned)
        groups->of[++groups->most + PL_ALIGNED_MOST] = NOTHING;
    while (groups->least > aligned)
        groups->of[--groups->least + PL_ALIGNED_MOST] = NOTHING;
    return &groups->of[aligned + PL_ALIGNED_MOST];
}

/* An atom's span has no text of its own to make room for. */
static bool is_object_alone(const struct pl_paragraph *paragraph, size_t span)
{
    uint32_t first = paragraph->spans[span].first;
    size_t end = span + 1 < paragraph->span_count ? paragraph->spans[span + 1].first
                                                  : paragraph->text.size;
    return end - first == 3 && memcmp(paragraph->text.data + first, "\xEF\xBF\xBC", 3) == 0;
}

static void add_spans(struct pl_typesetter *typesetter, const struct pl_paragraph *paragraph,
                      const struct pl_line *line, struct groups *groups)
{
    for (size_t i = span_at(paragraph, line->first);
         i < paragraph->span_count && paragraph->spans[i].first < line->end; i++) {
        const struct pl_text_span *span = &paragraph->spans[i];
        if (is_object_alone(paragraph, i))
            continue;
        const struct pl_text_style *style = pl_text_style_of(typesetter, span->style,
                                                             pl_span_language(paragraph, span));
        pl_unit ascent, descent;
        half_leading(style->ascent, style->descent, style->line_height, &ascent, &descent);
        push_apart(about_of(groups, span->aligned), (pl_flow)ascent + span->rise,
                   (pl_flow)descent - span->rise);
    }
}

static void add_objects(const struct pl_paragraph *paragraph, const struct pl_line *line,
                        struct groups *groups)
{
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
        const struct pl_text_span *span = &paragraph->spans[span_at(paragraph, object->offset)];
        if (!object->is_edge)
            push_apart(about_of(groups, span->aligned), (pl_flow)object->ascent + span->rise,
                       (pl_flow)object->descent - span->rise);
    }
}

/* Groups higher than all the rest make the line higher: those at the top downwards, those at the bottom
 * upwards (CSS 2.2 §10.8.1). */
static void make_room(struct about *line, const struct groups *groups)
{
    for (int i = groups->least; i <= groups->most; i++) {
        const struct about *group = &groups->of[i + PL_ALIGNED_MOST];
        if (i == 0 || is_nothing(group))
            continue;
        pl_flow height = (pl_flow)group->above + group->below;
        if (height <= (pl_flow)line->above + line->below)
            continue;
        if (i > 0)
            line->below = pl_unit_clamp(height - line->above);
        else
            line->above = pl_unit_clamp(height - line->below);
    }
}

void pl_block_line_height(struct pl_typesetter *typesetter, const struct pl_block *block,
                          const struct pl_paragraph *paragraph, struct pl_line *line)
{
    struct about about = {block->strut_ascent, block->strut_descent};
    if (!block->is_uniform) {
        struct groups groups;
        groups.least = groups.most = 0;
        groups.of[PL_ALIGNED_MOST] = about;
        add_spans(typesetter, paragraph, line, &groups);
        add_objects(paragraph, line, &groups);
        about = groups.of[PL_ALIGNED_MOST];
        make_room(&about, &groups);
    }
    line->baseline = about.above;
    line->height = pl_unit_clamp((pl_flow)about.above + about.below);
}

void pl_line_group_rises(struct pl_typesetter *typesetter, const struct pl_paragraph *paragraph,
                         const struct pl_line *line, pl_unit rises[2 * PL_ALIGNED_MOST + 1])
{
    struct groups groups;
    groups.least = groups.most = 0;
    groups.of[PL_ALIGNED_MOST] = NOTHING;
    add_spans(typesetter, paragraph, line, &groups);
    add_objects(paragraph, line, &groups);
    for (int i = groups.least; i <= groups.most; i++) {
        const struct about *group = &groups.of[i + PL_ALIGNED_MOST];
        pl_flow rise = 0;
        if (i > 0 && !is_nothing(group))
            rise = (pl_flow)line->baseline - group->above;
        else if (i < 0 && !is_nothing(group))
            rise = (pl_flow)group->below - (line->height - line->baseline);
        rises[i + PL_ALIGNED_MOST] = pl_unit_clamp(rise);
    }
}
