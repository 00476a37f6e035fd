// SPDX-License-Identifier: MIT
/* layout/initial.c: ::first-letter with drop caps, and ::first-line. */
#include "layout/initial.h"

#include "base/utf8.h"
#include "layout/display.h"
#include "layout/used.h"

/* The block whose lines come first in `block`. */
static struct pl_box *first_lines(struct pl_box *block)
{
    while (!block->has_lines) {
        struct pl_box *child = block->first;
        while (child && !pl_box_is_in_flow(child))
            child = child->next;
        if (!child || child->type != PL_BOX_BLOCK || child->is_columns)
            return NULL;
        block = child;
    }
    return block;
}

void pl_box_style_first_line(struct pl_box *block, const struct pl_style *style)
{
    struct pl_box *lines = first_lines(block);
    if (lines && !lines->first_line)
        lines->first_line = style;
}

static const bool is_inherited[PL_PROPERTY_COUNT] = {
#define PROPERTY(name, grammar, initial, inherited, ...) [PL_PROPERTY_##name] = inherited,
#include "style/properties.def"
#undef PROPERTY
};

/* The lines of a decoration are drawn along all text of the first line. */
static void take_decoration(struct pl_style *style, const struct pl_style *first_line)
{
    static const enum pl_property properties[] = {
        PL_PROPERTY_text_decoration_line, PL_PROPERTY_text_decoration_color,
        PL_PROPERTY_text_decoration_style, PL_PROPERTY_text_decoration_thickness};
    if (pl_style_keyword(first_line, PL_PROPERTY_text_decoration_line) == PL_KEYWORD_none)
        return;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        style->values[properties[i]] = first_line->values[properties[i]];
}

const struct pl_style *pl_style_in_first_line(struct pl_arena *arena, const struct pl_style *style,
                                              const struct pl_style *block,
                                              const struct pl_style *first_line)
{
    struct pl_style *copy = PL_NEW(arena, struct pl_style);
    *copy = *style;
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        if (is_inherited[i] && style->values[i] == block->values[i])
            copy->values[i] = first_line->values[i];
    }
    if (style->values[PL_PROPERTY_line_height] == block->values[PL_PROPERTY_line_height])
        copy->line_height = first_line->line_height;
    take_decoration(copy, first_line);
    return copy;
}

/* --- Which letter ------------------------------------------------------------------------------- */

static bool is_blank(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!pl_ascii_is_space(text.data[i]))
            return false;
    return true;
}

/* The text that holds the first letter; NULL when something else comes first. */
static struct pl_box *first_text(struct pl_box *box)
{
    for (struct pl_box *child = box->first; child; child = child->next) {
        if (!pl_box_is_in_flow(child))
            continue;
        if (child->type == PL_BOX_TEXT && child->part != PL_PART_MARKER) {
            if (!child->deferred && !is_blank(child->text))
                return child;
            if (child->deferred)
                return NULL;
        } else if (child->type == PL_BOX_INLINE) {
            struct pl_box *found = first_text(child);
            if (found || child->note)
                return found;
        } else if (child->type != PL_BOX_BREAK_CHANCE && child->part != PL_PART_MARKER) {
            return NULL;
        }
    }
    return NULL;
}

/* Marks, and the vowels of Thai and Lao that stand half above the letter before them (UAX #29: SpacingMark). */
static bool belongs_to_letter(uint32_t c)
{
    return pl_char_is_mark(c) || c == 0xE33 || c == 0xEB3 || c == 0x200C || c == 0x200D;
}

/* Signs after which the next consonant is written into the same conjunct. */
static bool makes_conjunct(uint32_t c)
{
    static const uint16_t viramas[] = {0x94D, 0x9CD, 0xA4D, 0xACD,  0xB4D, 0xC4D,
                                       0xCCD, 0xD4D, 0xDCA, 0x1039, 0x17D2};
    for (size_t i = 0; i < sizeof viramas / sizeof *viramas; i++) {
        if (viramas[i] == c)
            return true;
    }
    return false;
}

/* Letters that are written joined to the next one: none of them can stand apart. */
static bool is_joined(uint32_t c)
{
    return (c >= 0x620 && c <= 0x7FF) || (c >= 0x840 && c <= 0x8FF) || (c >= 0x1820 && c <= 0x18AA);
}

/* Punctuation, a letter with its marks, punctuation: bytes [*from, *to). False when the text is punctuation alone, or
 * its letters are joined. */
static bool find_letter(pl_str text, size_t *from, size_t *to)
{
    size_t at = 0, next;
    while (at < text.size && pl_ascii_is_space(text.data[at]))
        at++;
    *from = at;
    bool has_letter = false;
    uint32_t last = 0;
    while (at < text.size) {
        next = at;
        uint32_t c = pl_utf8_next(text, &next);
        bool continues = has_letter && (belongs_to_letter(c) || makes_conjunct(last));
        if (!pl_char_is_punctuation(c) && !continues) {
            if (has_letter || pl_char_is_space(c))
                break;
            if (is_joined(c))
                return false;
            has_letter = true;
        }
        last = c;
        at = next;
    }
    *to = at;
    return has_letter;
}

/* --- Its box ------------------------------------------------------------------------------------------ */

static struct pl_box *new_letter(struct pl_arena *arena, struct pl_box *text,
                                 const struct pl_style *style)
{
    struct pl_box *box = PL_NEW(arena, struct pl_box);
    *box = *text;
    box->type = PL_BOX_INLINE;
    box->style = style;
    box->parent = box->previous = box->next = box->first = box->last = NULL;
    box->text = PL_LIT("");
    return box;
}

static void insert_before(struct pl_box *sibling, struct pl_box *box)
{
    struct pl_box *parent = sibling->parent;
    box->parent = parent;
    box->previous = sibling->previous;
    box->next = sibling;
    if (sibling->previous)
        sibling->previous->next = box;
    else
        parent->first = box;
    sibling->previous = box;
}

static const struct pl_css_value *length_value(struct pl_arena *arena, pl_unit length)
{
    struct pl_css_value *value = PL_NEW(arena, struct pl_css_value);
    value->type = PL_CSS_LINEAR;
    value->linear.length = length;
    return value;
}

/* initial-letter: how many lines the letter is high, and how many of them it sinks into. */
struct size {
    double lines; // 0: normal
    double sink;
};

static struct size letter_size(const struct pl_style *style)
{
    const struct pl_css_value *value = style->values[PL_PROPERTY_initial_letter];
    const struct pl_css_value *lines = pl_css_item(value, 0), *sink = NULL;
    if (value->type == PL_CSS_LIST && value->count > 1)
        sink = pl_css_item(value, 1);
    struct size size = {0};
    if (lines->type != PL_CSS_NUMBER || lines->number < 1)
        return size;
    size.lines = lines->number > 50 ? 50 : lines->number;
    size.sink = floor(size.lines); // drop
    if (sink && sink->type == PL_CSS_NUMBER)
        size.sink = sink->number < 1 ? 1 : sink->number > 50 ? 50 : floor(sink->number);
    else if (sink && sink->type == PL_CSS_KEYWORD && sink->keyword == PL_KEYWORD_raise)
        size.sink = 1;
    return size;
}

/* As high as its lines from the baseline to the top of the capitals; its baseline is that of the line it sinks to,
 * and its box takes the lines it sinks into (Inline 3 §7.2). */
static const struct pl_style *drop(struct pl_arena *arena, const struct pl_fonts *fonts,
                                   const struct pl_style *style, const struct pl_style *paragraph,
                                   struct size of)
{
    struct pl_font_metrics own = pl_used_metrics(style, fonts),
                           outer = pl_used_metrics(paragraph, fonts);
    double size = pl_unit_to_pt(pl_style_font_size(paragraph));
    double line = pl_unit_to_pt(pl_style_line_height(paragraph));
    double cap = own.cap_height > 0.1 ? own.cap_height : 0.7;
    double letter = ((of.lines - 1) * line + outer.cap_height * size) / cap;
    double height = of.sink * line;
    double first_baseline = line / 2 + (outer.ascent - outer.descent) / 2 * size;
    double baseline = height / 2 + (own.ascent - own.descent) / 2 * letter;
    double down = (of.sink - 1) * line + first_baseline - baseline;
    struct pl_style *copy = PL_NEW(arena, struct pl_style);
    *copy = *style;
    copy->values[PL_PROPERTY_font_size] = length_value(arena, pl_unit_from_pt(letter));
    copy->values[PL_PROPERTY_line_height] = length_value(arena, pl_unit_from_pt(height));
    copy->values[PL_PROPERTY_margin_top] = length_value(arena, pl_unit_from_pt(down));
    copy->values[PL_PROPERTY_margin_bottom] = length_value(arena, pl_unit_from_pt(-down));
    copy->values[PL_PROPERTY_text_indent] = length_value(arena, 0);
    copy->line_height = pl_unit_from_pt(height);
    return copy;
}

/* A letter that rises above its first line needs room there. */
static void make_room_above(struct pl_arena *arena, struct pl_box *lines, struct size of)
{
    double above = (of.lines - of.sink) * pl_unit_to_pt(pl_style_line_height(lines->style));
    const struct pl_css_value *padding = lines->style->values[PL_PROPERTY_padding_top];
    if (above <= 0 || padding->type != PL_CSS_LINEAR || padding->linear.has_percentage)
        return;
    struct pl_style *copy = PL_NEW(arena, struct pl_style);
    *copy = *lines->style;
    copy->values[PL_PROPERTY_padding_top] = length_value(arena, padding->linear.length +
                                                                    pl_unit_from_pt(above));
    lines->style = copy;
}

void pl_box_style_first_letter(struct pl_arena *arena, const struct pl_fonts *fonts,
                               struct pl_box *block, const struct pl_style *style)
{
    struct pl_box *lines = first_lines(block);
    struct pl_box *text = lines ? first_text(lines) : NULL;
    size_t from, to;
    if (!text || !find_letter(text->text, &from, &to))
        return;
    struct size size = letter_size(style);
    struct pl_box *letter = new_letter(arena, text, style);
    letter->floats = pl_float_of(style);
    if (size.lines > 0) {
        letter->style = drop(arena, fonts, style, lines->style, size);
        make_room_above(arena, lines, size);
        letter->floats = block->is_right_to_left ? PL_FLOAT_RIGHT : PL_FLOAT_LEFT;
    }
    if (letter->floats == PL_FLOAT_LEFT || letter->floats == PL_FLOAT_RIGHT) {
        letter->type = PL_BOX_BLOCK;
        letter->has_lines = letter->is_context = true;
    } else {
        letter->floats = PL_FLOAT_NONE;
    }
    struct pl_box *inner = new_letter(arena, text, letter->style);
    inner->type = PL_BOX_TEXT;
    inner->text = pl_str_slice(text->text, from, to);
    inner->source = text->source + (uint32_t)from;
    pl_box_append(letter, inner);
    insert_before(text, letter);
    text->text = pl_str_slice(text->text, to, text->text.size);
    text->source += (uint32_t)to;
}
