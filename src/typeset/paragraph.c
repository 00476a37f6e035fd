// SPDX-License-Identifier: MIT
/* typeset/paragraph.c: the seam: styled text in, the best lines out. */
#include "typeset/paragraph.h"

#include <hb-ot.h>

#include "typeset/block.h"
#include "typeset/breaker.h"
#include "typeset/itemize.h"
#include "typeset/features.h"
#include "typeset/items.h"
#include "typeset/rivers.h"
#include "typeset/typesetter.h"

enum {
    EXPANSION_STEP = 10,    // thousandths: each step is a scaled font of its own, so there are few
    MAX_VARIED_LINES = 256, // lines whose measures are asked for before breaking
    BALANCE_LINES = 10,     // text-wrap: balance acts on no more lines than that
};

/* --- One thread's tools ------------------------------------------------------------------------ */

struct pl_typesetter *pl_typesetter_new(struct pl_fonts *fonts, struct pl_diags *diags)
{
    struct pl_arena *arena = pl_arena_new(0), *word_arena = pl_arena_new(0);
    if (!arena || !word_arena) {
        pl_arena_free(arena);
        pl_arena_free(word_arena);
        return NULL;
    }
    struct pl_typesetter *typesetter = PL_NEW(arena, struct pl_typesetter);
    typesetter->arena = arena;
    typesetter->word_arena = word_arena;
    typesetter->fonts = fonts;
    typesetter->diags = diags;
    typesetter->map = pl_fonts_map_new(fonts);
    typesetter->context = pango_font_map_create_context(pl_fonts_map_pango(typesetter->map));
    pango_context_set_language(typesetter->context, pango_language_from_string("und"));
    typesetter->buffer = hb_buffer_create();
    typesetter->styles = PL_MAP(arena);
    typesetter->feature_sets = PL_MAP(arena);
    typesetter->shapers = PL_MAP(arena);
    typesetter->patterns = PL_MAP(arena);
    typesetter->missing = PL_MAP(arena);
    return typesetter;
}

void pl_typesetter_free(struct pl_typesetter *typesetter)
{
    if (!typesetter)
        return;
    struct pl_arena *arena = typesetter->arena;
    struct pl_fonts_map *map = typesetter->map;
    hb_buffer_destroy(typesetter->buffer);
    g_object_unref(typesetter->context);
    pl_arena_free(typesetter->word_arena);
    pl_arena_free(arena); // its fontsets first, then the map they are of
    pl_fonts_map_free(map);
}

/* --- What lines keep ------------------------------------------------------------------------------ */

/* Which spans are the first and the last of their owner: what backgrounds and borders ask. */
static const uint8_t *find_span_ends(struct pl_arena *store, struct pl_arena *scratch,
                                     const struct pl_paragraph *paragraph)
{
    if (paragraph->span_count < 2)
        return NULL;
    size_t slots = 4;
    while (slots < paragraph->span_count * 2)
        slots *= 2;
    uint8_t *ends = PL_NEW_ARRAY(store, uint8_t, paragraph->span_count);
    uint32_t *last = PL_NEW_ARRAY(scratch, uint32_t, slots); // 1 + the last span seen of an owner
    for (uint32_t i = 0; i < paragraph->span_count; i++) {
        uint32_t owner = paragraph->spans[i].owner;
        size_t slot = (owner * 0x9E3779B1u) >> 3 & (slots - 1);
        while (last[slot] && paragraph->spans[last[slot] - 1].owner != owner)
            slot = (slot + 1) & (slots - 1);
        if (!last[slot])
            ends[i] |= PL_SPAN_FIRST;
        else
            ends[last[slot] - 1] &= (uint8_t)~PL_SPAN_LAST;
        ends[i] |= PL_SPAN_LAST;
        last[slot] = i + 1;
    }
    return ends;
}

static bool has_aligned(const struct pl_paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->span_count; i++) {
        if (paragraph->spans[i].aligned)
            return true;
    }
    return false;
}

static void *copy(struct pl_arena *store, const void *from, size_t count, size_t size)
{
    void *to = pl_arena_alloc_array(store, count, size);
    if (count)
        memcpy(to, from, count * size);
    return to;
}

static struct pl_setting *keep(struct pl_arena *store, struct pl_arena *scratch,
                               const struct pl_paragraph *paragraph,
                               const struct pl_itemized *itemized, const struct pl_item_list *list)
{
    struct pl_setting *setting = PL_NEW(store, struct pl_setting);
    char *text = pl_arena_alloc_text(store, paragraph->text.size);
    memcpy(text, paragraph->text.data, paragraph->text.size);
    *setting = (struct pl_setting){
        .text = {text, paragraph->text.size},
        .spans = copy(store, paragraph->spans, paragraph->span_count, sizeof *paragraph->spans),
        .objects = copy(store, paragraph->objects, paragraph->object_count,
                        sizeof *paragraph->objects),
        .items = copy(store, itemized->items, itemized->count, sizeof *itemized->items),
        .span_count = (uint32_t)paragraph->span_count,
        .object_count = (uint32_t)paragraph->object_count,
        .item_count = itemized->count,
        .continues = paragraph->continues,
        .has_aligned = has_aligned(paragraph),
        .span_ends = find_span_ends(store, scratch, paragraph),
        .style = paragraph->style,
        .language = paragraph->language,
        .base_level = itemized->base_level,
        .tabs = copy(store, list->tabs, list->tab_count * 2, sizeof *list->tabs),
        .tab_count = list->tab_count,
    };
    return setting;
}

/* --- Setting chosen lines --------------------------------------------------------------------------- */

struct composer {
    struct pl_typesetter *typesetter;
    struct pl_arena *scratch;
    const struct pl_paragraph *paragraph;
    const struct pl_itemized *itemized;
    struct pl_item_list list;
    struct pl_block block;
    struct pl_fit fit;
    struct pl_breaks breaks;
    struct pl_rivers rivers; // of lines that are justified and all of one measure
    pl_unit *lefts;          // of the first fit.width_count lines
    pl_flow *tops;           // of all lines, where floats may push them down; else NULL
    struct pl_diags *diags;
    struct pl_line *lines; // once they are set
    uint8_t *flags;
};

/* Sums of a line's parts as they are set. */
struct line_parts {
    uint32_t first; // item
    pl_flow natural, spaces, stretch, shrink, expand;
    pl_flow gaps; // the part of stretch that isn't spaces'
    pl_unit hang_start, hang_end;
};

static struct line_parts add_parts(const struct pl_item *items, uint32_t first, uint32_t at)
{
    struct line_parts parts = {.first = first};
    const struct pl_item *last_box = NULL;
    for (uint32_t i = first; i < at; i++) {
        const struct pl_item *item = &items[i];
        if (item->type == PL_ITEM_PENALTY)
            continue;
        parts.natural += item->width;
        if (item->type == PL_ITEM_GLUE) {
            parts.spaces += item->is_gap ? 0 : item->width;
            parts.gaps += item->is_gap ? item->stretch : 0;
            parts.stretch += item->stretch;
            parts.shrink += item->shrink;
        } else {
            parts.expand += item->expand;
            last_box = item;
        }
    }
    if (items[first].type == PL_ITEM_BOX)
        parts.hang_start = items[first].hang_start;
    if (items[at].type == PL_ITEM_PENALTY && items[at].width > 0) {
        parts.natural += items[at].width;
        parts.hang_end = items[at].hang_end;
    } else if (last_box) {
        parts.hang_end = last_box->hang_end;
    }
    return parts;
}

static void report_line(struct composer *c, const char *what, const struct pl_line *line)
{
    const struct pl_paragraph *paragraph = c->paragraph;
    size_t span = 0;
    while (span + 1 < paragraph->span_count && paragraph->spans[span + 1].first <= line->first)
        span++;
    struct pl_span source = paragraph->span_count ? paragraph->spans[span].source : PL_NO_SPAN;
    pl_str text = pl_str_slice(paragraph->text, line->first, line->end);
    size_t size = text.size < 40 ? text.size : 40;
    while (size > 0 && size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    pl_note(c->diags, PL_N_LINE, source, "%s line: '%.*s'", what, (int)size, text.data);
}

/* Fills line->left, width, expansion and space_ratio; gives its flags. */
static uint8_t set_across(struct composer *c, struct pl_line *line, const struct line_parts *parts,
                          size_t index, bool is_last)
{
    size_t i = index < c->fit.width_count ? index : c->fit.width_count - 1;
    pl_unit indent = pl_line_indent(c->list.items, parts->first, index, &c->fit);
    pl_unit left = c->lefts[i] + (c->itemized->base_level ? 0 : indent);
    pl_flow target = (pl_flow)c->fit.widths[i] - indent + parts->hang_start;
    if (!c->block.hangs_at_need || parts->natural > target)
        target += parts->hang_end;
    enum pl_alignment alignment = is_last ? c->block.last_alignment : c->block.alignment;
    pl_flow extra = target - parts->natural;
    if (extra < 0 && c->block.alignment == PL_ALIGN_JUSTIFY)
        alignment = PL_ALIGN_JUSTIFY; // a full last line shrinks as others do
    line->space_ratio = 1;
    bool is_overfull = extra < 0 &&
                       (alignment != PL_ALIGN_JUSTIFY ||
                        -extra > parts->shrink + parts->expand * c->fit.expansion / 1000);
    line->is_overfull = is_overfull && -extra > PL_PT(.1);
    if (line->is_overfull)
        report_line(c, "overfull", line);
    bool elastic = parts->stretch > 0 || c->fit.expansion > 0;
    if (alignment != PL_ALIGN_JUSTIFY || (extra >= 0 && !elastic)) {
        // what is too long sticks out at the line's end (CSS Text 3 §6.1)
        pl_flow shift = extra <= 0                     ? (c->itemized->base_level ? extra : 0)
                        : alignment == PL_ALIGN_CENTER ? extra / 2
                        : alignment == PL_ALIGN_RIGHT  ? extra
                        : alignment == PL_ALIGN_JUSTIFY && c->itemized->base_level ? extra
                                                                                   : 0;
        line->left = pl_unit_clamp(left - parts->hang_start + shift);
        line->width = pl_unit_clamp(parts->natural);
        return 0;
    }
    if (c->fit.expansion && parts->expand > 0) {
        pl_flow wanted = extra * 1000 / parts->expand;
        pl_flow limit = c->fit.expansion;
        wanted = wanted > limit ? limit : wanted < -limit ? -limit : wanted;
        line->expansion = (int16_t)((wanted +
                                     (wanted < 0 ? -EXPANSION_STEP / 2 : EXPANSION_STEP / 2)) /
                                    EXPANSION_STEP * EXPANSION_STEP);
    }
    pl_flow rest = extra - parts->expand * line->expansion / 1000;
    if (rest < -parts->shrink &&
        line->expansion > -c->fit.expansion) { // rounded to too wide a step
        line->expansion -= EXPANSION_STEP;
        rest = extra - parts->expand * line->expansion / 1000;
    }
    if (rest < -parts->shrink) { // too full: as tight as may be
        target += -parts->shrink - rest;
        rest = -parts->shrink;
    }
    if (parts->stretch == 0)
        target -= rest;
    else if (parts->spaces > 0) {
        double share = rest > 0 ? (double)(parts->stretch - parts->gaps) / (double)parts->stretch
                                : 1;
        line->space_ratio = (float)(((double)parts->spaces + (double)rest * share) /
                                    (double)parts->spaces);
    }
    line->left = pl_unit_clamp(left - parts->hang_start);
    line->width = pl_unit_clamp(target);
    if (line->space_ratio > 3)
        report_line(c, "very loose", line);
    return PL_LINE_JUSTIFIED;
}

/* The first `count` of the chosen lines. */
static void set_lines(struct composer *c, struct pl_arena *store, size_t count)
{
    const struct pl_item *items = c->list.items;
    struct pl_line *lines = c->lines = PL_NEW_ARRAY(store, struct pl_line, count);
    c->flags = PL_NEW_ARRAY(store, uint8_t, count);
    pl_flow y = 0;
    uint32_t first = 0;
    for (size_t i = 0; i < count; i++) {
        struct pl_break at = c->breaks.lines[i];
        struct pl_line *line = &lines[i];
        const struct pl_item *end = &items[at.at];
        line->first = i == 0 ? 0 : lines[i - 1].end;
        line->end = at.next < c->list.count ? items[at.next].offset
                                            : (uint32_t)c->paragraph->text.size;
        line->is_forced_end = end->type == PL_ITEM_PENALTY && end->penalty <= PL_PENALTY_FORCE;
        line->ends_hyphenated = end->is_hyphen;
        struct line_parts parts = add_parts(items, first, at.at);
        c->flags[i] = set_across(c, line, &parts, i, line->is_forced_end);
        line->is_short_end = line->is_forced_end && i > 0 && !lines[i - 1].is_forced_end &&
                             line->width < (c->block.indent > 0 ? c->block.indent : PL_PT(12));
        if (end->is_hyphen && end->width > 0)
            c->flags[i] |= PL_LINE_HYPHEN;
        pl_block_line_height(c->typesetter, &c->block, c->paragraph, line);
        if (c->tops && c->tops[i] > y)
            y = c->tops[i];
        line->y = pl_unit_clamp(y);
        y += line->height;
        first = at.next;
    }
    for (size_t i = 0; i < c->rivers.count && c->rivers.lines[i] < count; i++)
        lines[c->rivers.lines[i]].ends_river = true;
}

static const struct pl_lines *result_of(struct pl_arena *store, const struct pl_line *lines,
                                        size_t count, const struct pl_setting *setting)
{
    struct pl_lines *result = PL_NEW(store, struct pl_lines);
    const struct pl_line *last = &lines[count - 1];
    *result = (struct pl_lines){.lines = lines,
                                .count = count,
                                .height = pl_unit_clamp((pl_flow)last->y + last->height),
                                .setting = setting};
    return result;
}

/* --- Measures and breaks ------------------------------------------------------------------------------ */

/* The measure of each line while floats narrow it, as if all lines were as high as the block's. */
static void read_measures(struct composer *c)
{
    const struct pl_measure *measure = &c->paragraph->measure;
    size_t room = measure->edges ? MAX_VARIED_LINES : 1, count = 0;
    pl_unit *widths = PL_NEW_ARRAY(c->scratch, pl_unit, room);
    c->lefts = PL_NEW_ARRAY(c->scratch, pl_unit, room);
    pl_unit height = c->block.line_height;
    if (!measure->edges) {
        widths[count++] = measure->width;
    } else {
        size_t same = 0;
        for (size_t i = 0; i < room; i++) {
            pl_unit left = 0, right = measure->width;
            measure->edges(measure->context, (pl_flow)i * height, height, &left, &right);
            c->lefts[i] = left;
            widths[i] = right > left ? right - left : 0;
            bool is_whole = left == 0 && right == measure->width;
            same = is_whole ? same + 1 : 0;
            count = i + 1;
            if (same >= 2 && (pl_flow)(i + 1) * height >= measure->reach) // below all floats
                break;
        }
        count -= same >= 2 ? same - 1 : 0;
    }
    c->fit.widths = widths;
    c->fit.width_count = count;
}

static pl_unit narrowest(const struct pl_fit *fit)
{
    pl_unit least = fit->widths[0];
    for (size_t i = 1; i < fit->width_count; i++)
        least = pl_unit_min(least, fit->widths[i]);
    return pl_unit_max(least, 1);
}

/* text-wrap: balance (CSS Text 4 §6.4): the narrowest measure that takes no more lines. */
static struct pl_breaks balance(struct composer *c)
{
    struct pl_breaks best = pl_break_greedily(c->scratch, c->list.items, c->list.count, &c->fit);
    if (best.count < 2 || best.count > BALANCE_LINES || c->fit.width_count > 1)
        return best;
    pl_unit low = c->fit.widths[0] / (pl_unit)(best.count + 1), high = c->fit.widths[0];
    size_t count = best.count;
    while (high - low > PL_PT(.5)) {
        pl_unit middle = low + (high - low) / 2;
        struct pl_fit narrow = c->fit;
        narrow.widths = &middle;
        struct pl_breaks breaks = pl_break_greedily(c->scratch, c->list.items, c->list.count,
                                                    &narrow);
        bool fits = breaks.count <= count;
        for (size_t i = 0, first = 0; i < breaks.count && fits; first = breaks.lines[i++].next)
            fits = pl_fit_line(c->list.items, (uint32_t)first, breaks.lines[i].at, i, &narrow)
                       .natural <= middle;
        if (fits) {
            best = breaks;
            high = middle;
        } else {
            low = middle;
        }
    }
    return best;
}

/* --- Beside floats (CSS 2.2 §9.5) ------------------------------------------------------------------------ */

struct beside {
    PL_VEC(struct pl_break)
    struct {
        PL_VEC(pl_unit)
    } widths, lefts;
    struct {
        PL_VEC(pl_flow)
    } tops;
};

static pl_unit height_of_line(struct composer *c, uint32_t first, struct pl_break at)
{
    struct pl_line line = {
        .first = c->list.items[first].offset,
        .end = at.next < c->list.count ? c->list.items[at.next].offset
                                       : (uint32_t)c->paragraph->text.size,
    };
    pl_block_line_height(c->typesetter, &c->block, c->paragraph, &line);
    return line.height;
}

#define STEPS_MOST 1000 // down past floats, for one line

/* One line from item `first` on, at or below *y: where not even its first piece has room beside floats, it moves down. */
static struct pl_break line_beside(struct composer *c, uint32_t first, size_t number,
                                   uint32_t hyphens, pl_flow *y, pl_unit *left, pl_unit *width,
                                   pl_unit *height)
{
    const struct pl_measure *measure = &c->paragraph->measure;
    pl_unit indent = pl_line_indent(c->list.items, first, number, &c->fit);
    struct pl_break at = {0};
    *height = c->block.line_height;
    for (int steps = 0, tries = 0; steps < STEPS_MOST; steps++) {
        pl_unit right = measure->width;
        bool is_overfull;
        *left = 0;
        measure->edges(measure->context, *y, *height, left, &right);
        *width = right > *left ? right - *left : 0;
        at.at = pl_break_first_line(c->list.items, c->list.count, first, *width - indent, &c->fit,
                                    hyphens, &is_overfull);
        at.next = pl_item_after(c->list.items, c->list.count, at.at);
        bool is_narrowed = *left > 0 || right < measure->width;
        if (is_overfull && is_narrowed) {
            pl_flow next = measure->next ? measure->next(measure->context, *y) : *y;
            if (next > *y) {
                *y = next;
                *height = c->block.line_height;
                tries = 0;
                continue;
            }
        }
        pl_unit own = height_of_line(c, first, at);
        if (own <= *height || tries++ > 3 || !(*y < measure->reach))
            break;
        *height = own; // higher than was thought: other floats may stand beside it
    }
    *height = height_of_line(c, first, at);
    return at;
}

static void break_beside_floats(struct composer *c)
{
    struct beside beside = {0};
    uint32_t first = 0, hyphens = 0;
    pl_flow y = 0;
    while (first < c->list.count) {
        pl_unit left, width, height;
        struct pl_break at = line_beside(c, first, beside.count, hyphens, &y, &left, &width,
                                         &height);
        *PL_PUSH(c->scratch, &beside) = at;
        *PL_PUSH(c->scratch, &beside.widths) = width;
        *PL_PUSH(c->scratch, &beside.lefts) = left;
        *PL_PUSH(c->scratch, &beside.tops) = y;
        hyphens = c->list.items[at.at].is_hyphen ? hyphens + 1 : 0;
        y += height;
        first = at.next;
    }
    c->breaks = (struct pl_breaks){.lines = beside.data, .count = beside.count, .pass = 1};
    c->fit.widths = beside.widths.data;
    c->fit.width_count = beside.count;
    c->lefts = beside.lefts.data;
    c->tops = beside.tops.data;
}

/* Whether all lines are as high as the block's and none sticks out: the heights that measures were read at hold. */
static bool fits_beside_floats(struct composer *c)
{
    if (!c->block.is_uniform || c->breaks.count > c->fit.width_count + MAX_VARIED_LINES)
        return false;
    for (size_t i = 0, first = 0; i < c->breaks.count; first = c->breaks.lines[i++].next) {
        struct pl_line_fit line = pl_fit_line(c->list.items, (uint32_t)first, c->breaks.lines[i].at,
                                              i, &c->fit);
        if (line.natural > line.target && line.ratio < -1)
            return false;
    }
    return true;
}

static void choose_breaks(struct composer *c)
{
    if (c->paragraph->measure.edges && c->block.wrap == PL_WRAP_FIRST_FIT) {
        break_beside_floats(c);
        return;
    }
    switch (c->block.wrap) {
    case PL_WRAP_BALANCE:
        c->breaks = balance(c);
        break;
    case PL_WRAP_PRETTY:
        c->breaks = pl_break_lines(c->scratch, c->list.items, c->list.count, &c->fit);
        if (!c->fit.is_ragged && c->fit.width_count == 1)
            c->breaks = pl_rivers_avoid(c->scratch, c->list.items, c->list.count, &c->fit,
                                        c->breaks, &c->rivers);
        break;
    case PL_WRAP_FIRST_FIT:
        c->breaks = pl_break_greedily(c->scratch, c->list.items, c->list.count, &c->fit);
        if (!c->fit.is_ragged && c->fit.width_count == 1)
            c->rivers = pl_rivers_find(c->scratch, c->list.items, &c->breaks, &c->fit);
        break;
    }
    if (c->paragraph->measure.edges && !fits_beside_floats(c))
        break_beside_floats(c);
}

/* The text's own letters, or a style's fallback: font-variant-position is taken from the face for all of an
 * item or for nothing of it. */
static void find_fallbacks(struct composer *c, const struct pl_itemized *itemized)
{
    for (uint32_t i = 0; i < itemized->count; i++) {
        struct pl_text_item *item = (struct pl_text_item *)&itemized->items[i];
        const struct pl_text_span *span = &c->paragraph->spans[item->span];
        const struct pl_text_style *style = pl_text_style_of(c->typesetter, span->style,
                                                             pl_span_language(c->paragraph, span));
        if (style->fallback)
            item->is_fallback = !pl_features_act(c->typesetter, c->scratch, style, item,
                                                 c->paragraph->text);
    }
}

/* Everything but the lines. */
static void compose(struct composer *c)
{
    pl_block_read(c->typesetter, &c->block, c->paragraph);
    read_measures(c);
    c->fit.indent = c->block.indent;
    c->fit.continues = c->paragraph->continues;
    c->fit.indents_each = c->block.indents_each;
    c->fit.indent_hangs = c->block.indent_hangs;
    c->fit.avoids_last_hyphen = c->block.avoids_last_hyphen;
    c->fit.hyphen_zone = c->block.hyphen_zone;
    c->fit.is_ragged = c->block.alignment != PL_ALIGN_JUSTIFY;
    c->fit.is_last_justified = c->block.last_alignment == PL_ALIGN_JUSTIFY;
    c->fit.expansion = c->fit.is_ragged ? 0 : c->block.expansion;
    c->fit.hyphens_in_row = c->block.hyphens_in_row;
    c->fit.shortest_last = c->block.shortest_last;
    find_fallbacks(c, c->itemized);
    c->list = pl_items_build(c->typesetter, c->scratch, c->paragraph, c->itemized,
                             narrowest(&c->fit), c->diags);
    choose_breaks(c);
}

static const struct pl_lines *set_whole(struct composer *c, struct pl_arena *store)
{
    set_lines(c, store, c->breaks.count);
    struct pl_setting *setting = keep(store, c->scratch, c->paragraph, c->itemized, &c->list);
    setting->flags = c->flags;
    return result_of(store, c->lines, c->breaks.count, setting);
}

/* --- ::first-line ------------------------------------------------------------------------------------ */

/* How it works: all of the paragraph is set as if it were the first line, and the first line of that taken; what is left
 * is a paragraph of its own that goes on (Pseudo-Elements 4 §2.1). Both are kept as one. */

static struct pl_paragraph in_first_style(struct composer *c, const struct pl_paragraph *paragraph)
{
    struct pl_text_span *spans = copy(c->scratch, paragraph->spans, paragraph->span_count,
                                      sizeof *spans);
    for (size_t i = 0; i < paragraph->span_count; i++) {
        if (spans[i].first_line)
            spans[i].style = spans[i].first_line;
    }
    struct pl_paragraph first = *paragraph;
    first.spans = spans;
    return first;
}

/* Measures below the first line. */
struct lower {
    struct pl_measure measure;
    pl_flow y;
};

static void lower_edges(void *context, pl_flow y, pl_unit height, pl_unit *left, pl_unit *right)
{
    const struct lower *lower = context;
    lower->measure.edges(lower->measure.context, y + lower->y, height, left, right);
}

static pl_flow lower_next(void *context, pl_flow y)
{
    const struct lower *lower = context;
    return lower->measure.next(lower->measure.context, y + lower->y) - lower->y;
}

struct pl_paragraph pl_paragraph_rest(struct pl_arena *arena, const struct pl_paragraph *paragraph,
                                      uint32_t first)
{
    size_t span = 0, object = 0;
    while (span + 1 < paragraph->span_count && paragraph->spans[span + 1].first <= first)
        span++;
    while (object < paragraph->object_count && paragraph->objects[object].offset < first)
        object++;
    struct pl_paragraph rest = *paragraph;
    rest.span_count -= span;
    rest.object_count -= object;
    struct pl_text_span *spans = copy(arena, paragraph->spans + span, rest.span_count,
                                      sizeof *spans);
    for (size_t i = 0; i < rest.span_count; i++)
        spans[i].first = i == 0 ? 0 : spans[i].first - first;
    struct pl_inline_object *objects = copy(arena, paragraph->objects + object, rest.object_count,
                                            sizeof *objects);
    for (size_t i = 0; i < rest.object_count; i++)
        objects[i].offset -= first;
    struct pl_bidi_stretch *bidi = PL_NEW_ARRAY(arena, struct pl_bidi_stretch,
                                                paragraph->bidi_count);
    rest.bidi_count = 0;
    for (size_t i = 0; i < paragraph->bidi_count; i++) {
        struct pl_bidi_stretch stretch = paragraph->bidi[i];
        if (stretch.end <= first)
            continue;
        stretch.first = stretch.first > first ? stretch.first - first : 0;
        stretch.end -= first;
        bidi[rest.bidi_count++] = stretch;
    }
    rest.bidi = bidi;
    rest.text = pl_str_slice(paragraph->text, first, paragraph->text.size);
    rest.spans = spans;
    rest.objects = objects;
    rest.first_line = NULL;
    rest.continues = true;
    return rest;
}

struct joined {
    struct {
        PL_VEC(struct pl_text_span)
    } spans;
    struct {
        PL_VEC(struct pl_text_item)
    } items;
    struct {
        PL_VEC(pl_unit)
    } tabs;
};

/* Adds what one part has before `end`, `base` bytes further on. */
static void join(struct joined *joined, const struct composer *c, uint32_t end, uint32_t base)
{
    uint32_t spans_before = (uint32_t)joined->spans.count;
    for (size_t i = 0; i < c->paragraph->span_count && c->paragraph->spans[i].first < end; i++) {
        *PL_PUSH(c->scratch, &joined->spans) = c->paragraph->spans[i];
        PL_LAST(&joined->spans).first += base;
    }
    for (uint32_t i = 0; i < c->itemized->count && c->itemized->items[i].first < end; i++) {
        struct pl_text_item item = c->itemized->items[i];
        item.end = item.end < end ? item.end : end;
        item.first += base;
        item.end += base;
        item.span += spans_before;
        *PL_PUSH(c->scratch, &joined->items) = item;
    }
    for (uint32_t i = 0; i < c->list.tab_count && (uint32_t)c->list.tabs[2 * i] < end; i++) {
        *PL_PUSH(c->scratch, &joined->tabs) = c->list.tabs[2 * i] + (pl_unit)base;
        *PL_PUSH(c->scratch, &joined->tabs) = c->list.tabs[2 * i + 1];
    }
}

static const struct pl_lines *join_lines(const struct composer *first, const struct composer *rest,
                                         struct pl_arena *store)
{
    uint32_t base = first->lines[0].end;
    size_t count = 1 + rest->breaks.count;
    struct pl_line *lines = PL_NEW_ARRAY(store, struct pl_line, count);
    uint8_t *flags = PL_NEW_ARRAY(store, uint8_t, count);
    lines[0] = first->lines[0];
    flags[0] = first->flags[0];
    for (size_t i = 1; i < count; i++) {
        lines[i] = rest->lines[i - 1];
        lines[i].first += base;
        lines[i].end += base;
        lines[i].y = pl_unit_clamp((pl_flow)lines[i].y + lines[0].y + lines[0].height);
        flags[i] = rest->flags[i - 1];
    }
    struct joined joined = {{0}, {0}, {0}};
    join(&joined, first, base, 0);
    join(&joined, rest, UINT32_MAX, base);
    struct pl_paragraph whole = *first->paragraph;
    whole.spans = joined.spans.data;
    whole.span_count = joined.spans.count;
    struct pl_itemized itemized = {.items = joined.items.data,
                                   .count = (uint32_t)joined.items.count,
                                   .base_level = first->itemized->base_level};
    struct pl_item_list list = {.tabs = joined.tabs.data,
                                .tab_count = (uint32_t)(joined.tabs.count / 2)};
    struct pl_setting *setting = keep(store, first->scratch, &whole, &itemized, &list);
    setting->flags = flags;
    return result_of(store, lines, count, setting);
}

static const struct pl_lines *set_with_first_line(struct composer *c, struct pl_arena *store)
{
    const struct pl_paragraph *paragraph = c->paragraph;
    struct pl_paragraph first = in_first_style(c, paragraph);
    struct pl_itemized itemized = pl_itemize(c->typesetter, c->scratch, &first, c->diags);
    struct composer top = *c;
    top.paragraph = &first;
    top.itemized = &itemized;
    compose(&top);
    if (top.breaks.count < 2)
        return set_whole(&top, store);
    set_lines(&top, store, 1);
    struct lower lower = {paragraph->measure, (pl_flow)top.lines[0].y + top.lines[0].height};
    struct pl_paragraph rest = pl_paragraph_rest(c->scratch, paragraph, top.lines[0].end);
    if (rest.measure.edges) {
        rest.measure.edges = lower_edges;
        rest.measure.next = rest.measure.next ? lower_next : NULL;
        rest.measure.context = &lower;
        rest.measure.reach -= lower.y;
    }
    struct pl_itemized below = pl_itemize(c->typesetter, c->scratch, &rest, c->diags);
    struct composer bottom = *c;
    bottom.paragraph = &rest;
    bottom.itemized = &below;
    compose(&bottom);
    set_lines(&bottom, store, bottom.breaks.count);
    return join_lines(&top, &bottom, store);
}

const struct pl_lines *pl_paragraph_set(struct pl_typesetter *typesetter, struct pl_arena *store,
                                        struct pl_arena *scratch,
                                        const struct pl_paragraph *paragraph,
                                        struct pl_diags *diags)
{
    if (pl_str_empty(paragraph->text) || paragraph->span_count == 0) {
        struct pl_lines *none = PL_NEW(store, struct pl_lines);
        return none;
    }
    pl_words_trim(typesetter);
    struct composer c = {
        .typesetter = typesetter, .scratch = scratch, .paragraph = paragraph, .diags = diags};
    bool is_own = store != scratch && (!diags || diags->arena != scratch); // nothing in it outlives the call
    struct pl_arena_mark mark = pl_arena_mark(scratch);
    const struct pl_lines *lines = NULL;
    if (paragraph->first_line) {
        lines = set_with_first_line(&c, store);
    } else {
        struct pl_itemized itemized = pl_itemize(typesetter, scratch, paragraph, diags);
        c.itemized = &itemized;
        compose(&c);
        lines = set_whole(&c, store);
    }
    if (is_own)
        pl_arena_rewind(scratch, mark);
    return lines;
}

struct pl_extent pl_paragraph_extent(struct pl_typesetter *typesetter, struct pl_arena *scratch,
                                     const struct pl_paragraph *paragraph)
{
    struct pl_extent extent = {0};
    if (pl_str_empty(paragraph->text) || paragraph->span_count == 0)
        return extent;
    pl_words_trim(typesetter);
    struct pl_arena_mark mark = pl_arena_mark(scratch);
    struct pl_diags quiet = PL_DIAGS(scratch); // reported when the paragraph is set
    struct pl_itemized itemized = pl_itemize(typesetter, scratch, paragraph, NULL);
    struct pl_block block;
    pl_block_read(typesetter, &block, paragraph);
    struct pl_item_list list = pl_items_build(typesetter, scratch, paragraph, &itemized,
                                              PL_UNIT_MAX, &quiet);
    pl_flow longest = 0, whole = 0, least = 0, part = 0;
    bool after_box = false;
    if (paragraph->continues)
        block.indent = block.indent_hangs || block.indents_each ? block.indent : 0;
    pl_unit hanging = block.indent_hangs ? block.indent : 0;
    whole = part = block.indent - hanging;
    for (size_t i = 0; i < list.count; i++) {
        const struct pl_item *item = &list.items[i];
        bool is_break = item->type == PL_ITEM_PENALTY ? item->penalty < PL_PENALTY_FORBID
                                                      : item->type == PL_ITEM_GLUE && after_box;
        after_box = item->type == PL_ITEM_BOX;
        if (is_break) {
            pl_flow ended = part + (item->type == PL_ITEM_PENALTY ? item->width : 0);
            least = ended > least ? ended : least;
            longest = whole > longest ? whole : longest;
            part = hanging;
            if (item->type == PL_ITEM_PENALTY && item->penalty <= PL_PENALTY_FORCE)
                whole = part = block.indents_each ? block.indent - hanging : hanging;
        } else if (item->type != PL_ITEM_PENALTY) {
            part += item->width;
        }
        if (item->type != PL_ITEM_PENALTY)
            whole += item->width;
    }
    extent.min_content = pl_unit_clamp(least);
    extent.max_content = pl_unit_clamp(longest);
    pl_arena_rewind(scratch, mark);
    return extent;
}
