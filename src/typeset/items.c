// SPDX-License-Identifier: MIT
/* typeset/items.c: measured text → boxes, glue and penalties.
 *
 * Widths are those of words shaped by themselves. Where a face kerns with its spaces, or a
 * line begins or ends inside a word, the line as it is set may differ by a hair: it
 * is shaped anew then (line_runs.c) and its spaces take the difference. */
#include "typeset/items.h"

#include "base/utf8.h"
#include "typeset/gaps.h"
#include "typeset/address.h"
#include "typeset/hang.h"
#include "typeset/protrusion.h"
#include "typeset/units.h"

enum {
    // Of lines on 34 characters 11.0 % are loose and 18.9 % hyphenated with 160, 12.5 and 17.2 with 210.
    HYPHEN_PENALTY = 165,
    SOFT_HYPHEN_PENALTY = 120,
    OWN_HYPHEN_PENALTY = 50, // after a hyphen, dash or slash of the text itself
    ADDRESS_PENALTY = 80,    // before a sign of an address
    ANYWHERE_PENALTY = 5000,
};

struct builder {
    struct pl_typesetter *typesetter;
    struct pl_arena *arena;
    const struct pl_paragraph *paragraph;
    const struct pl_itemized *itemized;
    pl_unit narrowest;
    struct pl_diags *diags;
    struct {
        PL_VEC(struct pl_item)
    } items;
    struct {
        PL_VEC(pl_unit)
    } tabs;
    uint32_t object;      // next one of the paragraph's
    pl_flow position;     // since the last forced break
    size_t opened;        // items when an opening edge was the last of them: no line ends behind it
    uint32_t no_break_at; // offset before which no line may end, though the places say so
    bool last_wraps;
};

pl_unit pl_space_stretch(pl_unit advance)
{
    return advance / 2;
}

/* Hundredths of a space. TeX's third leaves 15.2 % loose and 20 % hyphenated lines on 34 characters, 43
 * hundredths 11.2 and 18.5; half would be seen. After a point or comma, with white above it, half looks
 * like less elsewhere: compositors took space there first. */
enum { SHRINK = 43, SHRINK_AFTER_POINT = 50 };

pl_unit pl_space_shrink(pl_unit advance, pl_str text, size_t offset)
{
    char before = offset > 0 ? text.data[offset - 1] : 0;
    bool after_point = before == ',' || before == '.' || before == ';' || before == ':';
    return (pl_unit)((pl_flow)advance * (after_point ? SHRINK_AFTER_POINT : SHRINK) / 100);
}

static void push(struct builder *b, struct pl_item item)
{
    if (item.type != PL_ITEM_PENALTY)
        b->position += item.width;
    *PL_PUSH(b->arena, &b->items) = item;
}

static void push_box(struct builder *b, pl_unit width, pl_unit expand, uint32_t offset)
{
    push(b,
         (struct pl_item){.type = PL_ITEM_BOX, .width = width, .expand = expand, .offset = offset});
}

static void push_penalty(struct builder *b, int32_t penalty, uint32_t offset)
{
    push(b, (struct pl_item){.type = PL_ITEM_PENALTY, .penalty = penalty, .offset = offset});
}

static bool is_at_line_start(const struct builder *b)
{
    return b->items.count == 0 || (PL_LAST(&b->items).type == PL_ITEM_PENALTY &&
                                   PL_LAST(&b->items).penalty <= PL_PENALTY_FORCE);
}

static bool may_break(const struct builder *b, uint32_t offset)
{
    return b->itemized->places && b->itemized->places[offset] & PL_MAY_BREAK &&
           offset != b->no_break_at;
}

static uint32_t char_before(pl_str text, uint32_t offset)
{
    size_t at = offset;
    return offset > 0 ? pl_utf8_previous(text, &at) : 0;
}

static uint32_t char_at(pl_str text, uint32_t offset)
{
    size_t at = offset;
    return offset < text.size ? pl_utf8_next(text, &at) : 0;
}

/* An opportunity between two boxes that the text itself gives. */
static void push_opportunity(struct builder *b, const struct pl_text_style *style, uint32_t offset,
                             bool is_allowed)
{
    uint32_t before = char_before(b->paragraph->text, offset),
             after = char_at(b->paragraph->text, offset);
    struct pl_gap gap;
    if (pl_gap_between(style, before, after, &gap)) {
        bool is_kept = style->keeps_all && pl_char_is_ideographic(before) &&
                       pl_char_is_ideographic(after);
        if (!is_allowed || is_kept)
            push_penalty(b, PL_PENALTY_FORBID, offset);
        push(b, (struct pl_item){.type = PL_ITEM_GLUE,
                                 .is_gap = true,
                                 .width = gap.width,
                                 .stretch = gap.stretch,
                                 .shrink = gap.shrink,
                                 .offset = offset});
        return;
    }
    if (!is_allowed ||
        (style->keeps_all && pl_char_is_ideographic(before) && pl_char_is_ideographic(after)))
        return;
    bool is_hyphen = before == '-' || before == 0x2010;
    bool is_sign = is_hyphen || before == '/' || (before >= 0x2012 && before <= 0x2015);
    push(b, (struct pl_item){.type = PL_ITEM_PENALTY,
                             .penalty = is_sign ? OWN_HYPHEN_PENALTY : 0,
                             .is_hyphen = is_hyphen,
                             .offset = offset});
}

/* Before a box at `offset`: may a line end between it and the box before? */
static void push_junction(struct builder *b, const struct pl_text_style *style, uint32_t offset)
{
    if (b->items.count == 0 || PL_LAST(&b->items).type != PL_ITEM_BOX || !b->itemized->places ||
        b->items.count == b->opened)
        return;
    push_opportunity(b, style, offset, may_break(b, offset) && b->last_wraps);
}

/* A closing edge goes before the white space or the forced break that it stands behind: it never begins a line. */
static void push_closing_edge(struct builder *b, pl_unit width, uint32_t offset)
{
    size_t at = b->items.count;
    bool is_forced = false;
    for (; at > 0; at--) {
        const struct pl_item *item = &b->items.data[at - 1];
        if (item->type == PL_ITEM_BOX)
            break;
        if (item->type == PL_ITEM_PENALTY && item->penalty <= PL_PENALTY_FORCE) {
            if (is_forced)
                break;
            is_forced = true;
        }
    }
    if (at == b->items.count) {
        push_box(b, width, 0, offset);
        PL_LAST(&b->items).is_edge = true;
        return;
    }
    push_box(b, width, 0, b->items.data[at].offset);
    PL_LAST(&b->items).is_edge = true;
    struct pl_item edge = PL_LAST(&b->items);
    memmove(&b->items.data[at + 1], &b->items.data[at],
            (b->items.count - 1 - at) * sizeof *b->items.data);
    b->items.data[at] = edge;
    if (is_forced)
        b->position -= width;
}

/* Edges and objects that stand before or at `offset`. */
static void push_edges(struct builder *b, const struct pl_text_style *style, uint32_t offset)
{
    const struct pl_paragraph *paragraph = b->paragraph;
    for (; b->object < paragraph->object_count && paragraph->objects[b->object].offset <= offset;
         b->object++) {
        const struct pl_inline_object *object = &paragraph->objects[b->object];
        if (!object->is_edge && object->offset == offset)
            return; // the object itself: its own unit
        if (object->is_end && object->offset == 0 && paragraph->continues)
            continue; // it closed the line before
        if (object->is_end) {
            push_closing_edge(b, object->advance, object->offset);
            continue;
        }
        push_junction(b, style, object->offset);
        push_box(b, object->advance, 0, object->offset);
        PL_LAST(&b->items).is_edge = object->is_edge;
        b->opened = b->items.count;
    }
}

/* --- Words ------------------------------------------------------------------------------------ */

/* A character cluster of a shaped word, in logical order. */
struct cluster {
    uint32_t offset; // in the text
    pl_unit advance;
};

static size_t read_clusters(struct builder *b, const struct pl_word *word, uint32_t first,
                            bool is_right_to_left, struct cluster **clusters)
{
    uint32_t count = word->shaped.count;
    struct cluster *list = PL_NEW_ARRAY(b->arena, struct cluster, count);
    size_t n = 0;
    for (uint32_t k = 0; k < count; k++) {
        const struct pl_shaped_glyph *glyph =
            &word->shaped.glyphs[is_right_to_left ? count - 1 - k : k];
        uint32_t offset = first + glyph->cluster;
        if (n > 0 && list[n - 1].offset == offset)
            list[n - 1].advance += glyph->advance;
        else
            list[n++] = (struct cluster){offset, glyph->advance};
    }
    *clusters = list;
    return n;
}

static bool has_place_inside(const struct builder *b, uint32_t first, uint32_t end)
{
    if (!b->itemized->places)
        return false;
    for (uint32_t i = first + 1; i < end; i++) {
        if (b->itemized->places[i] & PL_MAY_BREAK)
            return true;
    }
    return false;
}

/* Whether something may happen inside the word: a break, or a gap. */
static bool has_gaps(const struct builder *b, const struct pl_shaper *shaper, uint32_t first,
                     uint32_t end)
{
    unsigned char byte = (unsigned char)b->paragraph->text.data[first];
    return has_place_inside(b, first, end) ||
           (byte >= 0xE0 && b->itemized->places && pl_script_has_gaps(shaper->properties.script));
}

static void push_division(struct builder *b, const struct pl_shaper *shaper,
                          const struct pl_word_break *at, uint32_t offset)
{
    push(b, (struct pl_item){.type = PL_ITEM_PENALTY,
                             .is_hyphen = true,
                             .width = shaper->hyphen.advance + at->growth,
                             .penalty = HYPHEN_PENALTY,
                             .hang_end = shaper->hyphen_hang,
                             .offset = offset});
}

/* Whether the part of the word before its break `division` (or its end) is wider than any line. */
static bool part_is_long(const struct builder *b, const struct pl_shaper *shaper,
                         const struct pl_word *word, uint8_t division)
{
    pl_unit start = division > 0 ? word->breaks[division - 1].before : 0;
    if (division == word->break_count)
        return word->shaped.advance - start > b->narrowest;
    const struct pl_word_break *at = &word->breaks[division];
    return (pl_flow)at->before + at->growth + shaper->hyphen.advance - start > b->narrowest;
}

/* What the character before `offset` may stand out by where a line ends behind it. */
static pl_unit hang_before(const struct builder *b, const struct pl_shaper *shaper, uint32_t offset)
{
    const struct pl_text_style *style = shaper->style;
    if (!style->protrusion && !style->hangs_stops && !style->trims_end)
        return 0;
    uint32_t c = char_before(b->paragraph->text, offset);
    pl_unit hang = pl_protrusion(shaper, c, false);
    return style->hangs_stops ? pl_unit_max(hang, pl_hang_stop(shaper, c)) : hang;
}

/* What the character at `offset` may stand out by where a line begins with it: letters do at a word's begin alone. */
static pl_unit hang_after(const struct builder *b, const struct pl_shaper *shaper, uint32_t offset)
{
    uint32_t c = char_at(b->paragraph->text, offset);
    return c >= 0x3000 ? pl_protrusion(shaper, c, true) : 0;
}

/* A word that may be cut at places of its own: Thai, ideographs, signs, or everywhere. A word too long for its
 * measure is divided by its language, and cut elsewhere only in parts that are still too long (CSS Text 3
 * §5.5: where no other point is acceptable). */
static void push_cut_word(struct builder *b, const struct pl_shaper *shaper,
                          const struct pl_text_style *style, const struct pl_word *word,
                          uint32_t first, bool anywhere)
{
    struct cluster *clusters;
    const uint8_t *places = b->itemized->places;
    size_t count = read_clusters(b, word, first, shaper->properties.direction == HB_DIRECTION_RTL,
                                 &clusters);
    pl_flow width = 0;
    uint32_t start = first;
    uint8_t division = 0;
    pl_str address = {word->text, word->size};
    bool is_address = pl_is_address(address);
    for (size_t i = 0; i < count; i++) {
        uint32_t offset = clusters[i].offset;
        while (division < word->break_count && first + word->breaks[division].offset < offset)
            division++;
        if (anywhere && division < word->break_count &&
            first + word->breaks[division].offset == offset) {
            push_box(b, pl_unit_clamp(width), pl_unit_clamp(width), start);
            push_division(b, shaper, &word->breaks[division], offset);
            width = 0;
            start = offset;
        } else if (i > 0) {
            bool allowed = may_break(b, offset) && style->wraps;
            if (is_address && address.data[offset - first - 1] != '/')
                allowed = false;
            if (is_address && style->wraps && !allowed &&
                pl_address_divides(address, offset - first)) {
                push_box(b, pl_unit_clamp(width), pl_unit_clamp(width), start);
                push_penalty(b, ADDRESS_PENALTY, offset);
                width = 0;
                start = offset;
            }
            struct pl_gap gap;
            uint32_t before = char_before(b->paragraph->text, offset),
                     after = char_at(b->paragraph->text, offset);
            bool elastic = pl_gap_between(style, before, after, &gap);
            bool is_grapheme = !places || places[offset] & PL_GRAPHEME;
            bool is_long = anywhere && part_is_long(b, shaper, word, division);
            bool forced_cut = style->wraps && is_grapheme && (is_long || style->breaks_all);
            if (allowed || elastic || forced_cut) {
                push_box(b, pl_unit_clamp(width), pl_unit_clamp(width), start);
                PL_LAST(&b->items).hang_start = hang_after(b, shaper, start);
                PL_LAST(&b->items).hang_end = hang_before(b, shaper, offset);
                if (allowed || elastic)
                    push_opportunity(b, style, offset,
                                     allowed || (style->breaks_all && is_grapheme));
                else
                    push_penalty(b, style->breaks_all ? 0 : ANYWHERE_PENALTY, offset);
                width = 0;
                start = offset;
            }
        }
        width += clusters[i].advance;
    }
    push_box(b, pl_unit_clamp(width), pl_unit_clamp(width), start);
    PL_LAST(&b->items).hang_start = start == first ? word->hang_left : hang_after(b, shaper, start);
    PL_LAST(&b->items).hang_end = word->hang_right;
}

static void push_divided_word(struct builder *b, const struct pl_shaper *shaper,
                              const struct pl_word *word, uint32_t first)
{
    pl_unit before = 0;
    uint32_t start = first;
    for (uint8_t i = 0; i < word->break_count; i++) {
        const struct pl_word_break *at = &word->breaks[i];
        push_box(b, at->before - before, at->before - before, start);
        if (i == 0)
            PL_LAST(&b->items).hang_start = word->hang_left;
        start = first + at->offset;
        push_division(b, shaper, at, start);
        before = at->before;
    }
    push_box(b, word->shaped.advance - before, word->shaped.advance - before, start);
    PL_LAST(&b->items).hang_end = word->hang_right;
}

/* A sequence whose parts the face has and whose whole it can't show. */
static void report_missing(struct builder *b, pl_str text, uint32_t offset)
{
    const struct pl_paragraph *paragraph = b->paragraph;
    size_t span = 0;
    while (span + 1 < paragraph->span_count && paragraph->spans[span + 1].first <= offset)
        span++;
    pl_warn(b->diags, PL_W_GLYPH, paragraph->spans[span].source, "no face can show all of '%.*s'",
            (int)(text.size < 60 ? text.size : 60), text.data);
}

static void push_word(struct builder *b, const struct pl_shaper *shaper,
                      const struct pl_text_style *style, uint32_t first, uint32_t end)
{
    pl_str text = pl_str_slice(b->paragraph->text, first, end);
    struct pl_word *word = pl_word_of(b->typesetter, shaper, text);
    push_junction(b, style, first);
    if (word->shaped.has_missing)
        report_missing(b, text, first);
    bool anywhere = style->breaks_anywhere && word->shaped.advance > b->narrowest;
    if (shaper->patterns && style->wraps && !word->knows_breaks)
        pl_word_find_breaks(b->typesetter, shaper, word);
    if (anywhere || style->spreads || (style->wraps && style->breaks_all) ||
        has_gaps(b, shaper, first, end) ||
        (b->itemized->places && style->wraps && pl_is_address(text))) {
        push_cut_word(b, shaper, style, word, first, anywhere);
        return;
    }
    if (shaper->patterns && style->wraps) {
        if (word->break_count) {
            push_divided_word(b, shaper, word, first);
            return;
        }
    }
    push(b, (struct pl_item){.type = PL_ITEM_BOX,
                             .width = word->shaped.advance,
                             .expand = word->shaped.advance,
                             .hang_start = word->hang_left,
                             .hang_end = word->hang_right,
                             .offset = first});
}

/* --- Everything else ---------------------------------------------------------------------------- */

static void push_spaces(struct builder *b, const struct pl_shaper *shaper,
                        const struct pl_text_style *style, uint32_t first, uint32_t end)
{
    pl_unit width = pl_unit_clamp((pl_flow)shaper->space_advance * (end - first));
    if (style->breaks_spaces && style->wraps) {
        for (uint32_t at = first; at < end; at++) {
            push_box(b, shaper->space_advance, 0, at);
            push_penalty(b, 0, at + 1);
        }
        return;
    }
    if (style->keeps_spaces && (!style->wraps || is_at_line_start(b))) {
        push_box(b, width, 0, first);
        return;
    }
    bool allowed = style->wraps &&
                   (!b->itemized->places || end >= b->paragraph->text.size || may_break(b, end));
    if (!allowed)
        push_penalty(b, PL_PENALTY_FORBID, first);
    bool is_elastic = !style->keeps_spaces;
    push(b, (struct pl_item){
                .type = PL_ITEM_GLUE,
                .width = width,
                .stretch = is_elastic ? pl_space_stretch(width) : 0,
                .shrink = is_elastic ? pl_space_shrink(width, b->paragraph->text, first) : 0,
                .offset = first});
}

static void push_fixed_space(struct builder *b, const struct pl_shaper *shaper, uint32_t first)
{
    push_penalty(b, PL_PENALTY_FORBID, first);
    push(b, (struct pl_item){
                .type = PL_ITEM_GLUE,
                .width = shaper->space_advance,
                .stretch = pl_space_stretch(shaper->space_advance),
                .shrink = pl_space_shrink(shaper->space_advance, b->paragraph->text, first),
                .offset = first});
}

static void push_tab(struct builder *b, const struct pl_shaper *shaper,
                     const struct pl_text_style *style, uint32_t first)
{
    pl_unit stop = style->tab_size < 0
                       ? pl_unit_from_pt(-style->tab_size)
                       : pl_unit_clamp((pl_flow)(style->tab_size * shaper->space_advance));
    pl_unit width = stop > 0 ? (pl_unit)(stop - b->position % stop) : 0;
    if (width < style->size / 4) // less than half a digit: the stop after it (CSS Text 4 §4.2)
        width += stop;
    *PL_PUSH(b->arena, &b->tabs) = (pl_unit)first;
    *PL_PUSH(b->arena, &b->tabs) = width;
    push_box(b, width, 0, first);
}

static void push_object(struct builder *b, const struct pl_text_style *style, uint32_t first)
{
    pl_unit width = 0;
    const struct pl_paragraph *paragraph = b->paragraph;
    if (b->object < paragraph->object_count && paragraph->objects[b->object].offset == first)
        width = paragraph->objects[b->object++].advance;
    push_junction(b, style, first);
    push_box(b, width, 0, first);
}

static void push_soft_hyphen(struct builder *b, const struct pl_shaper *shaper,
                             const struct pl_text_style *style, uint32_t end)
{
    if (style->hyphens == PL_HYPHENS_NONE || !style->wraps) {
        b->no_break_at = end;
        return;
    }
    push(b, (struct pl_item){.type = PL_ITEM_PENALTY,
                             .is_hyphen = true,
                             .width = shaper->hyphen.advance,
                             .penalty = SOFT_HYPHEN_PENALTY,
                             .hang_end = shaper->hyphen_hang,
                             .offset = end});
}

/* Letters are never made up: who asked for small capitals learns once a face that there are none. */
static void tell_lacking(struct builder *b, const struct pl_shaper *shaper,
                         const struct pl_text_span *span)
{
    static const struct {
        enum pl_wanted_face want;
        const char *name;
    } names[] = {
        {PL_WANTS_SMALL_CAPS, "small capitals"},
        {PL_WANTS_CAPITALS_TO_SMALL, "small capitals for capital letters"},
        {PL_WANTS_PETITE_CAPS, "petite capitals"},
        {PL_WANTS_UNICASE, "unicase letters"},
        {PL_WANTS_TITLING, "titling capitals"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(shaper->lacks & names[i].want))
            continue;
        pl_str face = pl_face_file(b->typesetter->fonts, shaper->face)->postscript_name;
        pl_str message = pl_str_format(b->arena, "the face '%.*s' has no %s", PL_ARG(face),
                                       names[i].name);
        bool is_told = false;
        for (size_t k = 0; k < b->diags->count && !is_told; k++)
            is_told = b->diags->data[k].code == PL_W_LETTERS &&
                      pl_str_eq(b->diags->data[k].message, message);
        if (!is_told)
            pl_hint(b->diags,
                    pl_warn(b->diags, PL_W_LETTERS, span->source, "%.*s", PL_ARG(message)),
                    "its ordinary letters stand there; name a face that has them in font-family");
    }
}

/* A line that begins or ends in an inline box with edges on every line gives them room. */
static void clone_edges(struct builder *b, size_t first, const struct pl_text_span *span)
{
    for (size_t i = first; i < b->items.count; i++) {
        struct pl_item *item = &b->items.data[i];
        if (item->type == PL_ITEM_BOX && !item->is_edge) {
            item->hang_start -= span->clone_start;
            item->hang_end -= span->clone_end;
        } else if (item->type == PL_ITEM_PENALTY && item->width > 0) {
            item->hang_end -= span->clone_end;
        }
    }
}

static void push_item(struct builder *b, const struct pl_text_item *item)
{
    const struct pl_text_span *span = &b->paragraph->spans[item->span];
    const struct pl_text_style *style = pl_item_style(
        pl_text_style_of(b->typesetter, span->style, pl_span_language(b->paragraph, span)), item);
    const struct pl_shaper *shaper = pl_shaper_of(b->typesetter, style, item);
    if (shaper->lacks)
        tell_lacking(b, shaper, span);
    uint32_t next;
    size_t first = b->items.count;
    for (uint32_t at = item->first; at < item->end; at = next) {
        enum pl_unit_kind kind = pl_unit_next(b->paragraph->text, at, item->end, &next);
        if (b->object < b->paragraph->object_count)
            push_edges(b, style, at);
        switch (kind) {
        case PL_UNIT_WORD:
            push_word(b, shaper, style, at, next);
            break;
        case PL_UNIT_SPACE:
            while (next < item->end && b->paragraph->text.data[next] == ' ')
                next++;
            push_spaces(b, shaper, style, at, next);
            break;
        case PL_UNIT_FIXED_SPACE:
            push_fixed_space(b, shaper, at);
            break;
        case PL_UNIT_TAB:
            push_tab(b, shaper, style, at);
            break;
        case PL_UNIT_SOFT_HYPHEN:
            push_soft_hyphen(b, shaper, style, next);
            break;
        case PL_UNIT_NEWLINE:
            push_penalty(b, PL_PENALTY_FORCE, at);
            b->position = 0;
            break;
        case PL_UNIT_OBJECT:
            push_object(b, style, at);
            break;
        case PL_UNIT_SILENT:
            break;
        }
        b->last_wraps = style->wraps;
    }
    if (span->clone_start || span->clone_end)
        clone_edges(b, first, span);
}

/* hanging-punctuation: first and last: opening marks of the first line, closing ones of the last. */
static void hang_ends(struct builder *b)
{
    const struct pl_paragraph *paragraph = b->paragraph;
    const struct pl_text_item *items = b->itemized->items;
    if (b->itemized->count == 0 || b->items.count == 0)
        return;
    const struct pl_text_item *first = &items[0], *last = &items[b->itemized->count - 1];
    const struct pl_text_style *own = pl_text_style_of(b->typesetter, paragraph->style,
                                                       paragraph->language);
    struct pl_item *begin = &b->items.data[0], *end = &PL_LAST(&b->items);
    if (own->hangs_first && !paragraph->continues && begin->type == PL_ITEM_BOX) {
        const struct pl_shaper *shaper = pl_shaper_of(b->typesetter, own, first);
        begin->hang_start = pl_unit_max(begin->hang_start,
                                        pl_hang_first(shaper, char_at(paragraph->text, 0)));
    }
    if (own->hangs_last && end->type == PL_ITEM_BOX) {
        const struct pl_shaper *shaper = pl_shaper_of(b->typesetter, own, last);
        uint32_t c = char_before(paragraph->text, (uint32_t)paragraph->text.size);
        end->hang_end = pl_unit_max(end->hang_end, pl_hang_last(shaper, c));
    }
}

struct pl_item_list pl_items_build(struct pl_typesetter *typesetter, struct pl_arena *arena,
                                   const struct pl_paragraph *paragraph,
                                   const struct pl_itemized *itemized, pl_unit narrowest,
                                   struct pl_diags *diags)
{
    struct builder b = {.typesetter = typesetter,
                        .arena = arena,
                        .paragraph = paragraph,
                        .itemized = itemized,
                        .narrowest = narrowest,
                        .diags = diags,
                        .no_break_at = UINT32_MAX};
    for (uint32_t i = 0; i < itemized->count; i++)
        push_item(&b, &itemized->items[i]);
    uint32_t end = (uint32_t)paragraph->text.size;
    push_edges(&b, pl_text_style_of(typesetter, paragraph->style, paragraph->language), end);
    hang_ends(&b);
    // A break at the very end ends the last line and begins no other.
    if (is_at_line_start(&b) && b.items.count > 0)
        PL_LAST(&b.items).penalty = PL_PENALTY_FORCE;
    else
        push_penalty(&b, PL_PENALTY_FORCE, end);
    return (struct pl_item_list){b.items.data, b.items.count, b.tabs.data,
                                 (uint32_t)(b.tabs.count / 2)};
}
