// SPDX-License-Identifier: MIT
/* layout/ruby.c: readings above their bases.
 *
 * How it works: a pair is an inline block of two blocks, base and reading. The reading comes second and
 * stands above by a negative margin; the base has a margin as high as the reading, and both lines are as high
 * as their letters, so that the line grows by what the reading needs and no more. */
#include "layout/ruby.h"

#include "layout/display.h"
#include "layout/used.h"

static const struct pl_css_value center = {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_center};
static const struct pl_css_value nowrap = {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_nowrap};
static const struct pl_css_value zero = {.type = PL_CSS_LINEAR};

static bool is_reading(const struct pl_box *box)
{
    return box->type == PL_BOX_INLINE && box->node &&
           pl_style_keyword(box->style, PL_PROPERTY_display) == PL_KEYWORD_ruby_text;
}

static bool is_blank(const struct pl_box *box)
{
    if (box->type != PL_BOX_TEXT)
        return false;
    for (size_t i = 0; i < box->text.size; i++)
        if (!pl_ascii_is_space(box->text.data[i]))
            return false;
    return true;
}

/* As high as its letters, centred, on one line. */
static struct pl_style *line_style(struct pl_arena *arena, const struct pl_style *style,
                                   const struct pl_fonts *fonts)
{
    struct pl_style *copy = PL_NEW(arena, struct pl_style);
    *copy = *style;
    struct pl_font_metrics metrics = pl_used_metrics(style, fonts);
    double size = pl_unit_to_pt(pl_style_font_size(style));
    copy->line_height = pl_unit_from_pt((metrics.ascent + metrics.descent) * size);
    struct pl_css_value *height = PL_NEW(arena, struct pl_css_value);
    height->type = PL_CSS_LINEAR;
    height->linear.length = copy->line_height;
    copy->values[PL_PROPERTY_line_height] = height;
    copy->values[PL_PROPERTY_text_align] = &center;
    copy->values[PL_PROPERTY_text_align_last] = &center;
    copy->values[PL_PROPERTY_text_wrap_mode] = &nowrap;
    copy->values[PL_PROPERTY_text_indent] = &zero;
    copy->values[PL_PROPERTY_margin_left] = copy->values[PL_PROPERTY_margin_right] = &zero;
    return copy;
}

/* The line is as high as the highest box in it: those below are made no higher than their letters as well. */
static void tighten(struct pl_arena *arena, const struct pl_fonts *fonts, struct pl_box *box)
{
    const struct pl_style *seen = NULL;
    const struct pl_style *tight = NULL;
    for (struct pl_box *child = box->first; child; child = child->next) {
        if (child->is_atomic || !pl_box_is_in_flow(child))
            continue;
        if (child->style != seen) {
            seen = child->style;
            tight = line_style(arena, seen, fonts);
        }
        child->style = tight;
        tighten(arena, fonts, child);
    }
}

static void set_margin(struct pl_arena *arena, struct pl_style *style, enum pl_property side,
                       pl_unit length)
{
    struct pl_css_value *value = PL_NEW(arena, struct pl_css_value);
    value->type = PL_CSS_LINEAR;
    value->linear.length = length;
    style->values[side] = value;
}

static struct pl_box *block_like(struct pl_arena *arena, const struct pl_box *box,
                                 const struct pl_style *style)
{
    struct pl_box *block = PL_NEW(arena, struct pl_box);
    *block = (struct pl_box){
        .type = PL_BOX_BLOCK,
        .is_anonymous = true,
        .style = style,
        .node = box->node,
        .owner = box->owner,
        .link = box->link,
        .language = box->language,
        .page_name = box->page_name,
        .page_name_end = box->page_name_end,
        .is_right_to_left = box->is_right_to_left,
        .min_content = -1,
        .max_content = -1,
    };
    return block;
}

/* The boxes from `first` up to `reading` and the reading itself, as one atom in their place. */
static void make_pair(struct pl_arena *arena, struct pl_cascade *cascade,
                      const struct pl_fonts *fonts, struct pl_box *ruby, struct pl_box *first,
                      struct pl_box *reading)
{
    const struct pl_style *plain = pl_style_anonymous(cascade, ruby->style);
    struct pl_style *above = line_style(arena, reading->style, fonts),
                    *below = line_style(arena, plain, fonts);
    set_margin(arena, below, PL_PROPERTY_margin_top, above->line_height);
    set_margin(arena, above, PL_PROPERTY_margin_top, -(below->line_height + above->line_height));
    set_margin(arena, above, PL_PROPERTY_margin_bottom, below->line_height);
    struct pl_box *atom = block_like(arena, ruby, plain), *base = block_like(arena, ruby, below);
    atom->is_atomic = atom->is_context = atom->is_ruby = true;
    base->has_lines = true;
    struct pl_box *previous = first->previous, *next = reading->next;
    for (struct pl_box *box = first; box != reading;) {
        struct pl_box *after = box->next;
        pl_box_remove(box);
        pl_box_append(base, box);
        box = after;
    }
    pl_box_remove(reading);
    reading->type = PL_BOX_BLOCK;
    reading->has_lines = true;
    reading->style = above;
    tighten(arena, fonts, base);
    tighten(arena, fonts, reading);
    pl_box_append(atom, base);
    pl_box_append(atom, reading);
    atom->parent = ruby;
    atom->previous = previous;
    atom->next = next;
    *(previous ? &previous->next : &ruby->first) = atom;
    *(next ? &next->previous : &ruby->last) = atom;
}

void pl_box_arrange_ruby(struct pl_arena *arena, struct pl_cascade *cascade,
                         const struct pl_fonts *fonts, struct pl_box *ruby)
{
    struct pl_box *first = NULL;
    for (struct pl_box *box = ruby->first; box;) {
        struct pl_box *next = box->next;
        if (!pl_box_is_inline(box) && pl_box_is_in_flow(box))
            return; // blocks among them: as they stand
        if (is_reading(box) && first) {
            make_pair(arena, cascade, fonts, ruby, first, box);
            first = NULL;
        } else if (!is_reading(box) && !first && !is_blank(box)) {
            first = box;
        }
        box = next;
    }
}
