// SPDX-License-Identifier: MIT
/* typeset/line_runs.c: the glyphs of a line, made again.
 *
 * How it works: the line's text is cut into pieces (text of one item, objects, edges, the white
 * space at its end), a piece of text into cells: one cluster with its glyphs and its part in
 * stretching. Cells are widened or narrowed to the line's width, pieces put into visual order,
 * and each becomes a run. Nothing is asked but what the lines keep, so any thread gives the
 * same glyphs. */
#include "base/utf8.h"
#include "typeset/gaps.h"
#include "typeset/block.h"
#include "typeset/items.h"
#include "typeset/reorder.h"
#include "typeset/skip_ink.h"
#include "typeset/typesetter.h"
#include "typeset/units.h"

enum { MAX_IN_CLUSTER = 60000 }; // of the 16 bits that a cluster counts in

struct cell {
    const char *text;
    uint32_t bytes, glyph_count;
    const struct pl_shaped_glyph *glyphs; // in visual order

    pl_unit advance;
    pl_unit gap; // what stands after it
    pl_unit stretch, shrink;
    bool is_fixed; // expansion leaves its width alone: spaces, tabs
    bool is_word;  // many clusters, as its glyphs tell: nothing stretches in it
};

enum piece_kind { PIECE_TEXT, PIECE_OBJECT };

struct piece {
    enum piece_kind kind;
    uint8_t level;
    const struct pl_text_item *item;
    const struct pl_text_style *style;
    const struct pl_text_span *span;
    uint32_t span_number, object;
    struct cell *cells;
    size_t cell_count;
    pl_unit x, width, rise;
    bool is_trailing;
};

struct line_maker {
    struct pl_typesetter *typesetter;
    struct pl_arena *arena;
    const struct pl_setting *setting;
    const struct pl_line *line;
    uint8_t flags;
    const pl_unit *group_rises; // of aligned groups; NULL: the setting has none
    struct {
        PL_VEC(struct piece)
    } pieces;
    struct {
        PL_VEC(struct cell)
    } cells; // of the piece being made
    struct {
        PL_VEC(struct pl_stroke)
    } strokes;
};

/* --- Cells ------------------------------------------------------------------------------------- */

static pl_unit expand(const struct line_maker *m, pl_flow advance)
{
    return pl_unit_clamp(advance + advance * m->line->expansion / 1000);
}

static pl_unit cell_width(const struct line_maker *m, const struct cell *cell)
{
    return cell->is_fixed ? cell->advance : expand(m, cell->advance);
}

static void push_cell(struct line_maker *m, struct cell cell)
{
    *PL_PUSH(m->arena, &m->cells) = cell;
}

static void push_space(struct line_maker *m, const struct pl_shaper *shaper, uint32_t first,
                       uint32_t end, bool is_elastic)
{
    struct pl_shaped_glyph *glyph = PL_NEW(m->arena, struct pl_shaped_glyph);
    *glyph = (struct pl_shaped_glyph){.id = shaper->space_glyph, .advance = shaper->space_advance};
    push_cell(m, (struct cell){.text = m->setting->text.data + first,
                               .bytes = end - first,
                               .glyphs = glyph,
                               .glyph_count = 1,
                               .advance = shaper->space_advance,
                               .is_fixed = true,
                               .stretch = is_elastic ? pl_space_stretch(shaper->space_advance) : 0,
                               .shrink = is_elastic ? pl_space_shrink(shaper->space_advance,
                                                                      m->setting->text, first)
                                                    : 0});
}

static void push_silent(struct line_maker *m, uint32_t first, uint32_t end, pl_unit advance)
{
    push_cell(m, (struct cell){.text = m->setting->text.data + first,
                               .bytes = end - first,
                               .advance = advance,
                               .is_fixed = true});
}

static bool is_space_char(uint32_t c)
{
    return c == ' ' || c == 0xA0;
}

/* Glyphs in visual order, one group of them for each cluster, read in logical order. */
struct groups {
    const struct pl_shaped_glyph *glyphs;
    uint32_t count, done, end; // end: bytes of the text
    bool is_right_to_left;
};

struct group {
    const struct pl_shaped_glyph *glyphs;
    uint32_t count, end; // end: where its text ends
};

static struct group next_group(struct groups *groups)
{
    const struct pl_shaped_glyph *glyphs = groups->glyphs;
    uint32_t left = groups->count - groups->done, size = 1;
    if (!groups->is_right_to_left) {
        const struct pl_shaped_glyph *lead = glyphs + groups->done;
        while (size < left && lead[size].cluster == lead->cluster)
            size++;
        groups->done += size;
        return (struct group){lead, size, size < left ? lead[size].cluster : groups->end};
    }
    const struct pl_shaped_glyph *lead = glyphs + left - 1;
    while (size < left && lead[-(ptrdiff_t)size].cluster == lead->cluster)
        size++;
    groups->done += size;
    return (struct group){lead + 1 - size, size,
                          size < left ? lead[-(ptrdiff_t)size].cluster : groups->end};
}

static void push_word(struct line_maker *m, const struct pl_shaped *shaped, uint32_t first,
                      uint32_t end)
{
    if (shaped->count == 0) {
        push_silent(m, first, end, 0);
        return;
    }
    push_cell(m, (struct cell){.text = m->setting->text.data + first,
                               .bytes = end - first,
                               .glyphs = shaped->glyphs,
                               .glyph_count = shaped->count,
                               .advance = shaped->advance,
                               .is_word = true});
}

/* A cell for each cluster: where spaces are among them, or ideographs that may be set apart. */
static void push_shaped(struct line_maker *m, const struct pl_shaped *shaped, bool is_right_to_left,
                        uint32_t first, uint32_t end)
{
    if (shaped->count == 0) {
        push_silent(m, first, end, 0);
        return;
    }
    struct groups groups = {shaped->glyphs, shaped->count, 0, end - first, is_right_to_left};
    for (uint32_t from = 0; groups.done < groups.count;) {
        struct group group = next_group(&groups);
        uint32_t next = group.end > from ? group.end : from;
        struct cell cell = {.text = m->setting->text.data + first + from,
                            .bytes = next - from,
                            .glyph_count = group.count,
                            .glyphs = group.glyphs};
        pl_flow advance = 0;
        for (uint32_t i = 0; i < group.count; i++)
            advance += group.glyphs[i].advance;
        cell.advance = pl_unit_clamp(advance);
        size_t at = 0;
        if (cell.bytes && is_space_char(pl_utf8_next((pl_str){cell.text, cell.bytes}, &at))) {
            cell.is_fixed = true;
            cell.stretch = pl_space_stretch(cell.advance);
            cell.shrink = pl_space_shrink(cell.advance, m->setting->text, first + from);
        }
        push_cell(m, cell);
        from = next;
    }
}

/* A tab's width was settled when the paragraph was set. */
static pl_unit tab_advance(const struct pl_setting *setting, uint32_t offset)
{
    uint32_t low = 0, high = setting->tab_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (setting->tabs[middle * 2] < (pl_unit)offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < setting->tab_count ? setting->tabs[low * 2 + 1] : 0;
}

/* Where the stretch that is shaped as one ends: a word; or all up to a unit that isn't text where the face's
 * spaces take part in shaping. */
static uint32_t end_of_stretch(pl_str text, uint32_t at, uint32_t end)
{
    uint32_t next = at;
    while (at < end) {
        enum pl_unit_kind kind = pl_unit_next(text, at, end, &next);
        if (kind != PL_UNIT_WORD && kind != PL_UNIT_SPACE && kind != PL_UNIT_FIXED_SPACE)
            return at;
        at = next;
    }
    return end;
}

static void fill_cells(struct line_maker *m, const struct pl_shaper *shaper,
                       const struct pl_text_style *style, uint32_t first, uint32_t end,
                       bool is_trailing)
{
    pl_str text = m->setting->text;
    bool is_right_to_left = shaper->properties.direction == HB_DIRECTION_RTL;
    bool by_cluster = style->spreads || pl_script_has_gaps(shaper->properties.script);
    uint32_t next;
    for (uint32_t at = first; at < end; at = next) {
        enum pl_unit_kind kind = pl_unit_next(text, at, end, &next);
        bool is_text = kind == PL_UNIT_WORD || kind == PL_UNIT_SPACE || kind == PL_UNIT_FIXED_SPACE;
        if (is_text && !shaper->is_plain && !is_trailing) {
            next = end_of_stretch(text, at, end);
            struct pl_shaped shaped = pl_shape(m->typesetter, shaper, m->arena,
                                               pl_str_slice(text, first, end), at - first,
                                               next - first);
            push_shaped(m, &shaped, is_right_to_left, at, next);
            continue;
        }
        switch (kind) {
        case PL_UNIT_WORD: {
            struct pl_word *word = pl_word_of(m->typesetter, shaper, pl_str_slice(text, at, next));
            if (by_cluster)
                push_shaped(m, &word->shaped, is_right_to_left, at, next);
            else
                push_word(m, &word->shaped, at, next);
            break;
        }
        case PL_UNIT_SPACE:
        case PL_UNIT_FIXED_SPACE:
            push_space(m, shaper, at, next, !is_trailing && !style->keeps_spaces);
            break;
        case PL_UNIT_TAB:
            push_silent(m, at, next, tab_advance(m->setting, at));
            break;
        case PL_UNIT_SOFT_HYPHEN:
        case PL_UNIT_NEWLINE:
        case PL_UNIT_SILENT:
        case PL_UNIT_OBJECT:
            push_silent(m, at, next, 0);
            break;
        }
    }
}

/* The hyphen at a line's end: the soft hyphen of the text itself where it stands there, else one more. */
static void push_hyphen(struct line_maker *m, const struct pl_shaper *shaper)
{
    struct cell hyphen = {.text = "\xC2\xAD",
                          .bytes = 2,
                          .glyphs = shaper->hyphen.glyphs,
                          .glyph_count = shaper->hyphen.count,
                          .advance = shaper->hyphen.advance,
                          .is_fixed = false};
    const struct cell *last = m->cells.count ? &PL_LAST(&m->cells) : NULL;
    if (last && last->bytes == 2 && memcmp(last->text, hyphen.text, 2) == 0)
        m->cells.count--;
    push_cell(m, hyphen);
}

/* The end of a word that is divided where letters change: its changed letters are one cluster with those that
 * the text has. False: none change. */
static bool push_changed_word(struct line_maker *m, const struct pl_shaper *shaper,
                              const struct pl_text_item *item, uint32_t first, uint32_t end)
{
    pl_str text = m->setting->text;
    uint32_t begin;
    const struct pl_word_break *place = pl_word_changed_at(m->typesetter, shaper, text, item, end,
                                                           &begin);
    if (!place || begin > first)
        return false;
    pl_str word = pl_str_slice(text, begin, end);
    pl_str shown = pl_word_before_break(m->arena, word, first - begin, place);
    struct pl_shaped shaped = pl_shape(m->typesetter, shaper, m->arena, shown, 0, shown.size);
    uint32_t kept = end - first > place->changed ? end - first - place->changed : 0;
    if (place->changed == 0) { // letters that come in belong to the one before them
        size_t at = kept;
        pl_utf8_previous(pl_str_slice(text, first, end), &at);
        kept = (uint32_t)at;
    }
    struct pl_shaped_glyph *glyphs = PL_NEW_ARRAY(m->arena, struct pl_shaped_glyph, shaped.count);
    for (uint32_t i = 0; i < shaped.count; i++) {
        glyphs[i] = shaped.glyphs[i];
        if (glyphs[i].cluster > kept)
            glyphs[i].cluster = kept;
    }
    shaped.glyphs = glyphs;
    push_word(m, &shaped, first, end);
    return true;
}

/* Where the last word of a piece of text begins. */
static uint32_t last_word(pl_str text, uint32_t first, uint32_t end)
{
    uint32_t next, last = first;
    for (uint32_t at = first; at < end; at = next) {
        last = at;
        pl_unit_next(text, at, end, &next);
    }
    return last;
}

/* --- Pieces -------------------------------------------------------------------------------------- */

static const struct pl_text_style *style_of(const struct line_maker *m,
                                            const struct pl_text_item *item)
{
    const struct pl_text_span *span = &m->setting->spans[item->span];
    return pl_item_style(
        pl_text_style_of(m->typesetter, span->style,
                         pl_str_empty(span->language) ? m->setting->language : span->language),
        item);
}

static pl_unit fallback_rise(const struct line_maker *m, const struct pl_text_item *item)
{
    struct pl_text_item plain = *item;
    plain.is_fallback = false;
    return style_of(m, &plain)->fallback_rise;
}

static struct piece *push_piece(struct line_maker *m, const struct pl_text_item *item)
{
    struct piece *piece = PL_PUSH(m->arena, &m->pieces);
    const struct pl_text_span *span = &m->setting->spans[item->span];
    piece->item = item;
    piece->span = span;
    piece->span_number = item->span;
    piece->level = item->level;
    piece->rise = span->rise + (item->is_fallback ? fallback_rise(m, item) : 0);
    if (m->group_rises)
        piece->rise += m->group_rises[PL_ALIGNED_MOST + span->aligned];
    piece->style = style_of(m, item);
    return piece;
}

static void push_text(struct line_maker *m, const struct pl_text_item *item, uint32_t first,
                      uint32_t end, bool is_trailing, bool takes_hyphen)
{
    if (first >= end)
        return;
    struct piece *piece = push_piece(m, item);
    const struct pl_shaper *shaper = pl_shaper_of(m->typesetter, piece->style, item);
    memset(&m->cells, 0, sizeof m->cells); // a new vector: the piece keeps this one
    uint32_t last = takes_hyphen && shaper->patterns ? last_word(m->setting->text, first, end)
                                                     : end;
    fill_cells(m, shaper, piece->style, first, last, is_trailing);
    if (last < end && !push_changed_word(m, shaper, item, last, end))
        fill_cells(m, shaper, piece->style, last, end, is_trailing);
    if (takes_hyphen)
        push_hyphen(m, shaper);
    if (is_trailing)
        piece->level = m->setting->base_level; // UAX #9 L1
    piece->is_trailing = is_trailing;
    piece->cells = m->cells.data;
    piece->cell_count = m->cells.count;
}

static void push_object(struct line_maker *m, const struct pl_text_item *item, uint32_t object)
{
    struct piece *piece = push_piece(m, item);
    piece->kind = PIECE_OBJECT;
    piece->object = object;
    piece->width = m->setting->objects[object].advance;
}

static uint32_t first_object_at(const struct pl_setting *setting, uint32_t offset)
{
    uint32_t low = 0, high = setting->object_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (setting->objects[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t first_item_at(const struct pl_setting *setting, uint32_t offset)
{
    uint32_t low = 0, high = setting->item_count;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        if (setting->items[middle].first <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* white-space: break-spaces: those at a line's end don't hang. */
static bool spaces_stay(const struct line_maker *m, uint32_t offset)
{
    uint32_t item = first_item_at(m->setting, offset);
    return style_of(m, &m->setting->items[item])->breaks_spaces;
}

/* Where the line's content ends and the white space that hangs begins. */
static uint32_t content_end(const struct line_maker *m)
{
    pl_str text = m->setting->text;
    size_t end = m->line->end;
    if (end > m->line->first && text.data[end - 1] == ' ' && spaces_stay(m, (uint32_t)end - 1))
        return (uint32_t)end;
    while (end > m->line->first) {
        size_t at = end;
        uint32_t c = pl_utf8_previous(text, &at);
        if (c != ' ' && c != '\n' && c != 0x2028 && c != 0x2029 && c != 0x200B)
            break;
        end = at;
    }
    return (uint32_t)end;
}

/* An item's part of the line, cut where objects and edges stand. */
static uint32_t push_item(struct line_maker *m, const struct pl_text_item *item, uint32_t object,
                          uint32_t content)
{
    const struct pl_setting *setting = m->setting;
    uint32_t at = item->first > m->line->first ? item->first : m->line->first;
    uint32_t end = item->end < m->line->end ? item->end : m->line->end;
    bool is_last = item->end >= m->line->end;
    while (at < end) {
        uint32_t stop = end;
        while (object < setting->object_count && setting->objects[object].offset <= at) {
            const struct pl_inline_object *here = &setting->objects[object];
            if (!here->is_edge && at >= end)
                break; // it begins the next line
            push_object(m, item, object++);
            if (!here->is_edge && here->offset == at)
                at += 3; // U+FFFC
        }
        if (at >= end)
            break;
        if (object < setting->object_count && setting->objects[object].offset < end)
            stop = setting->objects[object].offset;
        uint32_t cut = stop < content ? stop : content > at ? content : at;
        bool hyphen = m->flags & PL_LINE_HYPHEN && is_last && stop == end;
        push_text(m, item, at, cut, false, hyphen && cut == end);
        push_text(m, item, cut, stop, true, false);
        at = stop;
    }
    return object;
}

static void find_group_rises(struct line_maker *m)
{
    const struct pl_setting *setting = m->setting;
    const struct pl_paragraph view = {.text = setting->text,
                                      .spans = setting->spans,
                                      .span_count = setting->span_count,
                                      .objects = setting->objects,
                                      .object_count = setting->object_count,
                                      .style = setting->style,
                                      .language = setting->language};
    pl_unit *rises = PL_NEW_ARRAY(m->arena, pl_unit, 2 * PL_ALIGNED_MOST + 1);
    pl_line_group_rises(m->typesetter, &view, m->line, rises);
    m->group_rises = rises;
}

/* Closing edges that stand where a line begins belong to the line before. */
static uint32_t skip_closed(const struct line_maker *m, uint32_t object)
{
    const struct pl_setting *setting = m->setting;
    bool has_before = m->line->first > 0 || setting->continues;
    while (has_before && object < setting->object_count && setting->objects[object].is_end &&
           setting->objects[object].offset == m->line->first)
        object++;
    return object;
}

static void make_pieces(struct line_maker *m)
{
    const struct pl_setting *setting = m->setting;
    uint32_t content = content_end(m), i;
    uint32_t object = skip_closed(m, first_object_at(setting, m->line->first));
    for (i = first_item_at(setting, m->line->first);
         i < setting->item_count && setting->items[i].first < m->line->end; i++)
        object = push_item(m, &setting->items[i], object, content);
    if (!setting->item_count)
        return;
    const struct pl_text_item *last = &setting->items[i > 0 ? i - 1 : 0];
    bool is_last = m->line->end == setting->text.size;
    for (; object < setting->object_count && (is_last || (setting->objects[object].is_end &&
                                                          setting->objects[object].offset <= m->line->end));
         object++)
        push_object(m, last, object);
}

/* White space at the line's end takes no room before a closing edge. */
static void drop_room_before_edges(struct line_maker *m)
{
    bool has_edge = false;
    for (size_t p = m->pieces.count; p-- > 0;) {
        struct piece *piece = &m->pieces.data[p];
        if (piece->kind == PIECE_OBJECT)
            has_edge = true;
        else if (!piece->is_trailing || piece->style->keeps_spaces)
            return;
        else if (has_edge)
            piece->width = 0;
    }
}

/* An edge between texts of two directions belongs to the outer one. */
static uint8_t level_of(const struct line_maker *m, size_t p)
{
    const struct piece *pieces = m->pieces.data, *piece = &pieces[p];
    bool is_edge = piece->kind == PIECE_OBJECT && m->setting->objects[piece->object].is_edge;
    if (!is_edge)
        return piece->level;
    uint8_t before = p > 0 ? pieces[p - 1].level : m->setting->base_level;
    uint8_t after = p + 1 < m->pieces.count ? pieces[p + 1].level : m->setting->base_level;
    return before < after ? before : after;
}

/* --- Across the line -------------------------------------------------------------------------- */

static uint32_t first_char(const struct cell *cell)
{
    size_t at = 0;
    return cell->bytes ? pl_utf8_next((pl_str){cell->text, cell->bytes}, &at) : 0;
}

static uint32_t last_char(const struct cell *cell)
{
    size_t at = cell->bytes;
    return at ? pl_utf8_previous((pl_str){cell->text, at}, &at) : 0;
}

static bool line_has_gaps(const struct line_maker *m)
{
    for (size_t p = 0; p < m->pieces.count; p++) {
        const struct piece *piece = &m->pieces.data[p];
        if (piece->kind == PIECE_TEXT &&
            (piece->style->spreads || pl_script_has_gaps(piece->item->script)))
            return true;
    }
    return false;
}

/* What stands between cells that no space divides belongs to the one before. */
static void find_gaps(struct line_maker *m)
{
    struct cell *before = NULL;
    if (!line_has_gaps(m))
        return;
    for (size_t p = 0; p < m->pieces.count; p++) {
        struct piece *piece = &m->pieces.data[p];
        if (piece->kind != PIECE_TEXT || piece->is_trailing) {
            before = NULL;
            continue;
        }
        for (size_t i = 0; i < piece->cell_count; i++) {
            struct cell *cell = &piece->cells[i];
            struct pl_gap gap;
            if (before && cell->glyph_count &&
                pl_gap_between(piece->style, last_char(before), first_char(cell), &gap)) {
                before->gap = gap.width;
                before->stretch += gap.stretch;
                before->shrink += gap.shrink;
            }
            if (cell->glyph_count)
                before = cell;
        }
    }
}

/* Shares out what is between the natural width and the line's, exactly: by running sums. */
static void justify(struct line_maker *m)
{
    pl_flow natural = 0, stretch = 0, shrink = 0;
    for (size_t p = 0; p < m->pieces.count; p++) {
        const struct piece *piece = &m->pieces.data[p];
        natural += piece->kind == PIECE_OBJECT ? piece->width : 0;
        for (size_t i = 0; i < piece->cell_count && !piece->is_trailing; i++) {
            natural += cell_width(m, &piece->cells[i]) + piece->cells[i].gap;
            stretch += piece->cells[i].stretch;
            shrink += piece->cells[i].shrink;
        }
    }
    pl_flow extra = m->line->width - natural, room = extra < 0 ? shrink : stretch;
    if (room == 0)
        return;
    pl_flow sum = 0, given = 0;
    for (size_t p = 0; p < m->pieces.count; p++) {
        struct piece *piece = &m->pieces.data[p];
        for (size_t i = 0; i < piece->cell_count && !piece->is_trailing; i++) {
            struct cell *cell = &piece->cells[i];
            sum += extra < 0 ? cell->shrink : cell->stretch;
            pl_flow upto = extra * sum / room;
            cell->gap += pl_unit_clamp(upto - given);
            given = upto;
        }
    }
}

static void measure_pieces(struct line_maker *m)
{
    for (size_t p = 0; p < m->pieces.count; p++) {
        struct piece *piece = &m->pieces.data[p];
        pl_flow width = piece->kind == PIECE_OBJECT ? piece->width : 0;
        for (size_t i = 0; i < piece->cell_count; i++)
            width += cell_width(m, &piece->cells[i]) + piece->cells[i].gap;
        piece->width = pl_unit_clamp(width);
    }
}

/* Visual order; what hangs at the end of a line that runs from right to left stands out at its left. */
static void place_pieces(struct line_maker *m)
{
    size_t count = m->pieces.count;
    uint8_t *levels = PL_NEW_ARRAY(m->arena, uint8_t, count);
    uint32_t *order = PL_NEW_ARRAY(m->arena, uint32_t, count);
    for (size_t p = 0; p < count; p++)
        levels[p] = level_of(m, p);
    pl_reorder(levels, count, order);
    pl_flow x = m->line->left, whole = 0, trailing = 0;
    for (size_t p = 0; p < count; p++) {
        whole += m->pieces.data[p].width;
        trailing += m->pieces.data[p].is_trailing ? m->pieces.data[p].width : 0;
    }
    // preserved space that may not hang is part of the line's width: a list's marker ends with it
    if (m->setting->base_level & 1 && whole > (pl_flow)m->line->width + PL_PT(.1))
        x -= trailing;
    for (size_t p = 0; p < count; p++) {
        struct piece *piece = &m->pieces.data[order[p]];
        piece->x = pl_unit_clamp(x);
        x += piece->width;
    }
}

/* --- Runs ------------------------------------------------------------------------------------------- */

/* A cluster counts in 16 bits; what is longer becomes several, cut between characters. */
static size_t push_cluster(struct pl_cluster *clusters, const char *text, uint32_t bytes,
                           uint32_t glyphs)
{
    if (bytes < MAX_IN_CLUSTER && glyphs < MAX_IN_CLUSTER) {
        *clusters = (struct pl_cluster){(uint16_t)bytes, (uint16_t)glyphs};
        return 1;
    }
    size_t count = 0;
    do {
        uint32_t n = bytes < MAX_IN_CLUSTER ? bytes : MAX_IN_CLUSTER;
        uint32_t g = glyphs < MAX_IN_CLUSTER ? glyphs : MAX_IN_CLUSTER;
        while (n < bytes && n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
        clusters[count++] = (struct pl_cluster){(uint16_t)n, (uint16_t)g};
        text += n;
        bytes -= n;
        glyphs -= g;
    } while (bytes || glyphs);
    return count;
}

static size_t push_clusters(struct pl_cluster *clusters, const struct cell *cell,
                            bool is_right_to_left)
{
    if (!cell->is_word)
        return push_cluster(clusters, cell->text, cell->bytes, cell->glyph_count);
    struct groups groups = {cell->glyphs, cell->glyph_count, 0, cell->bytes, is_right_to_left};
    size_t count = 0;
    for (uint32_t from = 0; groups.done < groups.count;) {
        struct group group = next_group(&groups);
        uint32_t next = group.end > from ? group.end : from;
        count += push_cluster(clusters + count, cell->text + from, next - from, group.count);
        from = next;
    }
    return count;
}

struct run_size {
    size_t bytes, glyphs, clusters;
};

/* At most so many clusters come of a cell. */
static size_t cell_clusters(const struct cell *cell)
{
    return (cell->is_word ? cell->glyph_count : 0) + cell->bytes / (MAX_IN_CLUSTER - 4) +
           cell->glyph_count / MAX_IN_CLUSTER;
}

static struct run_size measure_run(const struct piece *piece)
{
    struct run_size size = {0};
    for (size_t i = 0; i < piece->cell_count; i++) {
        size.bytes += piece->cells[i].bytes;
        size.glyphs += piece->cells[i].glyph_count;
        size.clusters += 3 + cell_clusters(&piece->cells[i]);
    }
    return size;
}

static void place_glyphs(const struct line_maker *m, const struct cell *cell, pl_flow x,
                         struct pl_glyph *glyphs)
{
    pl_flow pen = 0;
    for (uint32_t i = 0; i < cell->glyph_count; i++) {
        const struct pl_shaped_glyph *glyph = &cell->glyphs[i];
        pl_flow at = x + (cell->is_fixed ? pen + glyph->x : expand(m, pen + glyph->x));
        glyphs[i] = (struct pl_glyph){glyph->id, pl_unit_clamp(at), -glyph->y};
        pen += glyph->advance;
    }
}

static struct pl_run make_run(const struct line_maker *m, const struct piece *piece)
{
    struct run_size size = measure_run(piece);
    char *text = pl_arena_alloc_text(m->arena, size.bytes);
    struct pl_glyph *glyphs = PL_NEW_ARRAY(m->arena, struct pl_glyph, size.glyphs);
    struct pl_cluster *clusters = PL_NEW_ARRAY(m->arena, struct pl_cluster, size.clusters);
    bool is_right_to_left = piece->item->level & 1;
    size_t at = 0, cluster_count = 0, glyph_count = 0;
    for (size_t i = 0; i < piece->cell_count; i++) {
        memcpy(text + at, piece->cells[i].text, piece->cells[i].bytes);
        at += piece->cells[i].bytes;
        cluster_count += push_clusters(clusters + cluster_count, &piece->cells[i],
                                       is_right_to_left);
    }
    pl_flow x = 0;
    for (size_t k = 0; k < piece->cell_count; k++) {
        const struct cell *cell = &piece->cells[is_right_to_left ? piece->cell_count - 1 - k : k];
        if (is_right_to_left)
            x += cell->gap;
        place_glyphs(m, cell, x, glyphs + glyph_count);
        glyph_count += cell->glyph_count;
        x += cell_width(m, cell) + (is_right_to_left ? 0 : cell->gap);
    }
    return (struct pl_run){.face = piece->item->face,
                           .size = piece->style->size,
                           .expansion = m->line->expansion,
                           .is_right_to_left = is_right_to_left,
                           .color = piece->style->color,
                           .owner = piece->span->owner,
                           .x = piece->x,
                           .y = m->line->baseline - piece->rise,
                           .advance = piece->width,
                           .text = {text, size.bytes},
                           .glyphs = glyphs,
                           .clusters = clusters,
                           .glyph_count = (uint32_t)glyph_count,
                           .cluster_count = (uint32_t)cluster_count};
}

/* --- Strokes and owners -------------------------------------------------------------------------- */

static bool decorates(const struct pl_css_value *value, enum pl_keyword keyword)
{
    if (value->type == PL_CSS_KEYWORD)
        return value->keyword == keyword;
    for (uint32_t i = 0; value->type == PL_CSS_LIST && i < value->count; i++) {
        if (decorates(value->items[i], keyword))
            return true;
    }
    return false;
}

/* A stretch of a piece, from its left. */
struct stretch {
    pl_unit from, to;
};

/* Where glyphs' ink comes near a line whose middle is `down` below the baseline. In visual order, so nearly in
 * order; overlaps are joined where the line is cut. */
static size_t find_ink(const struct line_maker *m, const struct piece *piece, pl_unit down,
                       pl_unit thickness, struct stretch *ink)
{
    hb_font_t *font = pl_ink_font_new(
        pl_face_hb(m->typesetter->map, piece->item->face, piece->style->size));
    bool is_right_to_left = piece->item->level & 1;
    pl_unit low = -down - thickness, high = -down + thickness;
    pl_unit apart = pl_unit_max(thickness, piece->style->size / 12);
    size_t count = 0;
    pl_flow x = 0;
    for (size_t k = 0; k < piece->cell_count; k++) {
        const struct cell *cell = &piece->cells[is_right_to_left ? piece->cell_count - 1 - k : k];
        pl_flow pen = 0;
        x += is_right_to_left ? cell->gap : 0;
        for (uint32_t i = 0; i < cell->glyph_count; i++) {
            const struct pl_shaped_glyph *glyph = &cell->glyphs[i];
            pl_unit left, right;
            pl_flow at = x + expand(m, pen + glyph->x);
            if (pl_ink_between(font, glyph->id, low - glyph->y, high - glyph->y, &left, &right))
                ink[count++] = (struct stretch){pl_unit_clamp(at + expand(m, left) - apart),
                                                pl_unit_clamp(at + expand(m, right) + apart)};
            pen += glyph->advance;
        }
        x += cell_width(m, cell) + (is_right_to_left ? 0 : cell->gap);
    }
    hb_font_destroy(font);
    return count;
}

static void push_stroke(struct line_maker *m, struct pl_stroke stroke, pl_unit from, pl_unit to)
{
    stroke.x += from;
    stroke.width = to - from;
    *PL_PUSH(m->arena, &m->strokes) = stroke;
}

/* The line without what ink it would touch; scraps thinner than they are high are left out. */
static void push_around_ink(struct line_maker *m, const struct piece *piece,
                            struct pl_stroke stroke)
{
    size_t glyphs = 0;
    for (size_t i = 0; i < piece->cell_count; i++)
        glyphs += piece->cells[i].glyph_count;
    struct stretch *ink = PL_NEW_ARRAY(m->arena, struct stretch, glyphs);
    pl_unit baseline = m->line->baseline - piece->rise;
    size_t count = find_ink(m, piece, stroke.y - baseline, stroke.thickness, ink);
    pl_unit from = 0, width = stroke.width;
    for (size_t i = 0; i < count; i++) {
        if (ink[i].from - from > stroke.thickness)
            push_stroke(m, stroke, from, ink[i].from);
        from = pl_unit_max(from, ink[i].to);
    }
    if (width - from > (count ? stroke.thickness : 0))
        push_stroke(m, stroke, from, width);
}

/* Ideographs fill their square: no line under them goes through more than a foot or two. */
static bool is_of_squares(hb_script_t script)
{
    return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA ||
           script == HB_SCRIPT_KATAKANA || script == HB_SCRIPT_BOPOMOFO;
}

static bool skips_ink(const struct piece *piece, enum pl_keyword line)
{
    const struct pl_style *style = piece->style->style;
    return line != PL_KEYWORD_line_through && !is_of_squares(piece->item->script) &&
           pl_style_keyword(style, PL_PROPERTY_text_decoration_skip_ink) != PL_KEYWORD_none;
}

static void push_strokes(struct line_maker *m, const struct piece *piece)
{
    const struct pl_text_style *text = piece->style;
    const struct pl_style *style = text->style;
    const struct pl_css_value *lines = pl_style_value(style, PL_PROPERTY_text_decoration_line);
    struct pl_css_basis basis = {.percentage = text->size};
    struct pl_stroke stroke = {.owner = piece->span->owner,
                               .color = pl_style_color(style, PL_PROPERTY_text_decoration_color),
                               .x = piece->x,
                               .width = piece->width,
                               .thickness = pl_style_length(style,
                                                            PL_PROPERTY_text_decoration_thickness,
                                                            &basis, text->underline_thickness)};
    switch ((int)pl_style_keyword(style, PL_PROPERTY_text_decoration_style)) {
    case PL_KEYWORD_double:
        stroke.form = PL_STROKE_DOUBLE;
        break;
    case PL_KEYWORD_dotted:
        stroke.form = PL_STROKE_DOTTED;
        break;
    case PL_KEYWORD_dashed:
        stroke.form = PL_STROKE_DASHED;
        break;
    case PL_KEYWORD_wavy:
        stroke.form = PL_STROKE_WAVY;
        break;
    default:
        break;
    }
    pl_unit baseline = m->line->baseline - piece->rise, offset = 0;
    const struct {
        enum pl_keyword line;
        pl_unit y;
    } kinds[] = {
        {PL_KEYWORD_underline,
         baseline + (pl_css_resolve(pl_style_value(style, PL_PROPERTY_text_underline_offset),
                                    &basis, &offset)
                         ? offset + stroke.thickness / 2
                         : text->underline_position)},
        {PL_KEYWORD_overline, baseline - text->ascent + stroke.thickness / 2},
        {PL_KEYWORD_line_through, baseline - text->size * 3 / 10},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!decorates(lines, kinds[i].line))
            continue;
        stroke.y = kinds[i].y;
        if (skips_ink(piece, kinds[i].line))
            push_around_ink(m, piece, stroke);
        else
            push_stroke(m, stroke, 0, stroke.width);
    }
}

/* Fragments of owners: neighbours of one owner are one. */
static size_t collect_owners(const struct line_maker *m, struct pl_owner_extent *owners)
{
    const struct pl_setting *setting = m->setting;
    size_t count = 0;
    for (size_t p = 0; p < m->pieces.count; p++) {
        const struct piece *piece = &m->pieces.data[p];
        uint32_t owner = piece->kind == PIECE_OBJECT ? setting->objects[piece->object].owner
                                                     : piece->span->owner;
        if (piece->is_trailing && piece->width == 0)
            continue;
        uint8_t ends = setting->span_ends ? setting->span_ends[piece->span_number]
                                          : PL_SPAN_FIRST | PL_SPAN_LAST;
        uint32_t span_end = piece->span_number + 1 < setting->span_count
                                ? setting->spans[piece->span_number + 1].first
                                : (uint32_t)setting->text.size;
        bool is_first = ends & PL_SPAN_FIRST && piece->span->first >= m->line->first;
        bool is_last = ends & PL_SPAN_LAST && span_end <= m->line->end;
        pl_unit right = pl_unit_clamp((pl_flow)piece->x + (piece->is_trailing ? 0 : piece->width));
        struct pl_owner_extent *extent = count && owners[count - 1].owner == owner
                                             ? &owners[count - 1]
                                             : NULL;
        if (!extent) {
            extent = &owners[count++];
            *extent = (struct pl_owner_extent){.owner = owner,
                                               .x = piece->x,
                                               .width = right - piece->x,
                                               .ascent = piece->style->ascent + piece->rise,
                                               .descent = piece->style->descent - piece->rise,
                                               .group_rise = piece->rise - piece->span->rise,
                                               .is_first = is_first,
                                               .is_last = is_last};
        } else {
            pl_unit end = pl_unit_max(extent->x + extent->width, right);
            extent->x = pl_unit_min(extent->x, piece->x);
            extent->width = end - extent->x;
            extent->is_first |= is_first;
            extent->is_last |= is_last;
        }
    }
    return count;
}

struct pl_line_content pl_line_runs(struct pl_typesetter *typesetter, struct pl_arena *arena,
                                    const struct pl_lines *lines, size_t index)
{
    const struct pl_setting *setting = lines->setting;
    struct line_maker m = {.typesetter = typesetter,
                           .arena = arena,
                           .setting = setting,
                           .line = &lines->lines[index],
                           .flags = setting->flags[index]};
    if (setting->has_aligned)
        find_group_rises(&m);
    make_pieces(&m);
    find_gaps(&m);
    if (m.flags & PL_LINE_JUSTIFIED)
        justify(&m);
    measure_pieces(&m);
    drop_room_before_edges(&m);
    place_pieces(&m);

    size_t count = m.pieces.count;
    struct pl_run *runs = PL_NEW_ARRAY(arena, struct pl_run, count);
    struct pl_object_place *objects = PL_NEW_ARRAY(arena, struct pl_object_place, count);
    struct pl_owner_extent *owners = PL_NEW_ARRAY(arena, struct pl_owner_extent, count);
    struct pl_line_content content = {.runs = runs, .objects = objects, .owners = owners};
    for (size_t p = 0; p < count; p++) {
        const struct piece *piece = &m.pieces.data[p];
        if (piece->kind == PIECE_OBJECT) {
            objects[content.object_count++] = (struct pl_object_place){
                piece->object, piece->x, m.line->baseline - piece->rise};
            continue;
        }
        runs[content.run_count++] = make_run(&m, piece);
        if (piece->style->has_decoration && !piece->is_trailing)
            push_strokes(&m, piece);
    }
    content.strokes = m.strokes.data;
    content.stroke_count = m.strokes.count;
    content.owner_count = collect_owners(&m, owners);
    return content;
}
