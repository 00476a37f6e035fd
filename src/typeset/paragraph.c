// SPDX-License-Identifier: MIT
/* typeset/paragraph.c: the seam: styled text in, the best lines out. */
#include "typeset/paragraph.h"

#include <hb-ot.h>

#include "typeset/block.h"
#include "typeset/breaker.h"
#include "typeset/itemize.h"
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
    pl_unit *lefts; // of the first fit.width_count lines
    struct pl_diags *diags;
};

/* Sums of a line's parts as they are set. */
struct line_parts {
    pl_flow natural, spaces, stretch, shrink, expand;
    pl_flow gaps; // the part of stretch that isn't spaces'
    pl_unit hang_start, hang_end;
};

static struct line_parts add_parts(const struct pl_item *items, uint32_t first, uint32_t at)
{
    struct line_parts parts = {0};
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
    pl_unit indent = index == 0 ? c->block.indent : 0;
    pl_unit left = c->lefts[i] + (c->itemized->base_level ? 0 : indent);
    pl_flow target = (pl_flow)c->fit.widths[i] - indent + parts->hang_start + parts->hang_end;
    enum pl_alignment alignment = is_last ? c->block.last_alignment : c->block.alignment;
    pl_flow extra = target - parts->natural;
    if (extra < 0 && c->block.alignment == PL_ALIGN_JUSTIFY)
        alignment = PL_ALIGN_JUSTIFY; // a full last line shrinks as others do
    line->space_ratio = 1;
    bool is_overfull = extra < 0 &&
                       (alignment != PL_ALIGN_JUSTIFY ||
                        -extra > parts->shrink + parts->expand * c->fit.expansion / 1000);
    if (is_overfull && -extra > PL_PT(.1))
        report_line(c, "overfull", line);
    bool elastic = parts->stretch > 0 || c->fit.expansion > 0;
    if (alignment != PL_ALIGN_JUSTIFY || (extra >= 0 && !elastic)) {
        pl_flow shift = extra <= 0                                                 ? 0
                        : alignment == PL_ALIGN_CENTER                             ? extra / 2
                        : alignment == PL_ALIGN_RIGHT                              ? extra
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

static const struct pl_lines *set_lines(struct composer *c, struct pl_arena *store)
{
    const struct pl_item *items = c->list.items;
    size_t count = c->breaks.count;
    struct pl_line *lines = PL_NEW_ARRAY(store, struct pl_line, count);
    uint8_t *flags = PL_NEW_ARRAY(store, uint8_t, count);
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
        flags[i] = set_across(c, line, &parts, i, line->is_forced_end);
        if (end->is_hyphen && end->width > 0)
            flags[i] |= PL_LINE_HYPHEN;
        pl_block_line_height(c->typesetter, &c->block, c->paragraph, line);
        line->y = pl_unit_clamp(y);
        y += line->height;
        first = at.next;
    }
    struct pl_setting *setting = keep(store, c->scratch, c->paragraph, c->itemized, &c->list);
    setting->flags = flags;
    struct pl_lines *result = PL_NEW(store, struct pl_lines);
    *result = (struct pl_lines){
        .lines = lines, .count = count, .height = pl_unit_clamp(y), .setting = setting};
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

static void choose_breaks(struct composer *c)
{
    switch (c->block.wrap) {
    case PL_WRAP_BALANCE:
        c->breaks = balance(c);
        break;
    case PL_WRAP_PRETTY:
        c->breaks = pl_break_lines(c->scratch, c->list.items, c->list.count, &c->fit);
        if (!c->fit.is_ragged && c->fit.width_count == 1)
            c->breaks = pl_rivers_avoid(c->scratch, c->list.items, c->list.count, &c->fit,
                                        c->breaks);
        break;
    case PL_WRAP_FIRST_FIT:
        c->breaks = pl_break_greedily(c->scratch, c->list.items, c->list.count, &c->fit);
        break;
    }
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
    struct pl_itemized itemized = pl_itemize(typesetter, scratch, paragraph, diags);
    struct composer c = {.typesetter = typesetter,
                         .scratch = scratch,
                         .paragraph = paragraph,
                         .itemized = &itemized,
                         .diags = diags};
    pl_block_read(typesetter, &c.block, paragraph);
    read_measures(&c);
    c.fit.indent = c.block.indent;
    c.fit.is_ragged = c.block.alignment != PL_ALIGN_JUSTIFY;
    c.fit.is_last_justified = c.block.last_alignment == PL_ALIGN_JUSTIFY;
    c.fit.expansion = c.fit.is_ragged ? 0 : c.block.expansion;
    c.fit.hyphens_in_row = c.block.hyphens_in_row;
    c.fit.shortest_last = c.block.shortest_last;
    c.list = pl_items_build(typesetter, scratch, paragraph, &itemized, narrowest(&c.fit), diags);
    choose_breaks(&c);
    return set_lines(&c, store);
}

struct pl_extent pl_paragraph_extent(struct pl_typesetter *typesetter, struct pl_arena *scratch,
                                     const struct pl_paragraph *paragraph)
{
    struct pl_extent extent = {0};
    if (pl_str_empty(paragraph->text) || paragraph->span_count == 0)
        return extent;
    pl_words_trim(typesetter);
    struct pl_diags quiet = PL_DIAGS(scratch); // reported when the paragraph is set
    struct pl_itemized itemized = pl_itemize(typesetter, scratch, paragraph, NULL);
    struct pl_block block;
    pl_block_read(typesetter, &block, paragraph);
    struct pl_item_list list = pl_items_build(typesetter, scratch, paragraph, &itemized,
                                              PL_UNIT_MAX, &quiet);
    pl_flow longest = 0, whole = 0, least = 0, part = 0;
    bool after_box = false;
    whole = part = block.indent;
    for (size_t i = 0; i < list.count; i++) {
        const struct pl_item *item = &list.items[i];
        bool is_break = item->type == PL_ITEM_PENALTY ? item->penalty < PL_PENALTY_FORBID
                                                      : item->type == PL_ITEM_GLUE && after_box;
        after_box = item->type == PL_ITEM_BOX;
        if (is_break) {
            pl_flow ended = part + (item->type == PL_ITEM_PENALTY ? item->width : 0);
            least = ended > least ? ended : least;
            longest = whole > longest ? whole : longest;
            part = 0;
            if (item->type == PL_ITEM_PENALTY && item->penalty <= PL_PENALTY_FORCE)
                whole = 0;
        } else if (item->type != PL_ITEM_PENALTY) {
            part += item->width;
        }
        if (item->type != PL_ITEM_PENALTY)
            whole += item->width;
    }
    extent.min_content = pl_unit_clamp(least);
    extent.max_content = pl_unit_clamp(longest);
    return extent;
}
