// SPDX-License-Identifier: MIT
/* typeset/bidi.c: a paragraph's text as the bidirectional algorithm shall see it.
 *
 * How it works: Pango takes directions from characters alone. So a copy of the text with
 * controls where inline boxes begin and end is itemised, and the items are led back to the
 * text, in which no control stands that nobody wrote. */
#include "typeset/bidi.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"

enum {
    LRE = 0x202A,
    RLE = 0x202B,
    PDF = 0x202C,
    LRO = 0x202D,
    RLO = 0x202E,
    LRI = 0x2066,
    RLI = 0x2067,
    FSI = 0x2068,
    PDI = 0x2069,
    MAX_DEPTH = 125, // UAX #9 BD2: deeper ones have no effect
};

struct maker {
    struct pl_arena *arena;
    struct pl_strbuf text;
    PL_VEC(uint32_t) // origins
};

static void push(struct maker *m, uint32_t c, uint32_t origin)
{
    char bytes[4];
    size_t size = pl_utf8_encode(c, bytes);
    pl_strbuf_add(&m->text, (pl_str){bytes, size});
    for (size_t i = 0; i < size; i++)
        *PL_PUSH(m->arena, m) = origin;
}

static void open_stretch(struct maker *m, const struct pl_bidi_stretch *stretch)
{
    bool rtl = stretch->is_right_to_left;
    if (stretch->kind & PL_BIDI_PLAINTEXT)
        push(m, FSI, stretch->first);
    if (stretch->kind & PL_BIDI_ISOLATE)
        push(m, rtl ? RLI : LRI, stretch->first);
    if (stretch->kind & PL_BIDI_OVERRIDE)
        push(m, rtl ? RLO : LRO, stretch->first);
    if (stretch->kind & PL_BIDI_EMBED)
        push(m, rtl ? RLE : LRE, stretch->first);
}

static void close_stretch(struct maker *m, const struct pl_bidi_stretch *stretch, uint32_t at)
{
    if (stretch->kind & (PL_BIDI_OVERRIDE | PL_BIDI_EMBED))
        push(m, PDF, at);
    if (stretch->kind & (PL_BIDI_ISOLATE | PL_BIDI_PLAINTEXT))
        push(m, PDI, at);
}

static void copy_up_to(struct maker *m, pl_str text, uint32_t *at, uint32_t end)
{
    for (uint32_t i = *at; i < end; i++)
        *PL_PUSH(m->arena, m) = i;
    pl_strbuf_add(&m->text, pl_str_slice(text, *at, end));
    *at = end;
}

struct pl_bidi_text pl_bidi_text(struct pl_arena *arena, const struct pl_paragraph *paragraph)
{
    if (paragraph->bidi_count == 0)
        return (struct pl_bidi_text){.text = paragraph->text};
    struct maker m = {.arena = arena, .text = PL_STRBUF(arena)};
    const struct pl_bidi_stretch *open[MAX_DEPTH];
    size_t depth = 0;
    uint32_t at = 0, size = (uint32_t)paragraph->text.size;
    for (size_t i = 0; i <= paragraph->bidi_count; i++) {
        const struct pl_bidi_stretch *next = i < paragraph->bidi_count ? &paragraph->bidi[i] : NULL;
        uint32_t first = next && next->first < size ? next->first : size;
        while (depth > 0 && (!next || open[depth - 1]->end <= first)) {
            const struct pl_bidi_stretch *ended = open[--depth];
            copy_up_to(&m, paragraph->text, &at,
                       ended->end <= at    ? at
                       : ended->end > size ? size
                                           : ended->end);
            close_stretch(&m, ended, at);
        }
        copy_up_to(&m, paragraph->text, &at, first > at ? first : at);
        if (next && next->end > next->first && depth < MAX_DEPTH) {
            open[depth++] = next;
            open_stretch(&m, next);
        }
    }
    *PL_PUSH(arena, &m) = (uint32_t)paragraph->text.size;
    return (struct pl_bidi_text){pl_strbuf_str(&m.text), m.data};
}

/* UAX #9 P2 for text without isolates of its own: the direction of the first letter. */
static PangoDirection first_strong(pl_str text, PangoDirection otherwise)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    for (size_t at = 0; at < text.size;) {
        uint32_t c = pl_utf8_next(text, &at);
        if (!pl_char_is_letter(c) && c != 0x200E && c != 0x200F)
            continue;
        bool is_right_to_left = c == 0x200F ||
                                hb_script_get_horizontal_direction(hb_unicode_script(unicode, c)) ==
                                    HB_DIRECTION_RTL;
        return is_right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
    }
    return otherwise;
}

PangoDirection pl_bidi_base(const struct pl_paragraph *paragraph)
{
    bool is_right_to_left = pl_style_keyword(paragraph->style, PL_PROPERTY_direction) ==
                            PL_KEYWORD_rtl;
    PangoDirection direction = is_right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
    if (pl_style_keyword(paragraph->style, PL_PROPERTY_unicode_bidi) != PL_KEYWORD_plaintext)
        return direction;
    return first_strong(paragraph->text, direction);
}

bool pl_bidi_reorders(const struct pl_paragraph *paragraph)
{
    if (pl_style_keyword(paragraph->style, PL_PROPERTY_direction) == PL_KEYWORD_rtl)
        return true;
    for (size_t i = 0; i < paragraph->bidi_count; i++) {
        if (paragraph->bidi[i].is_right_to_left)
            return true;
    }
    return false;
}

uint32_t pl_bidi_place(const struct pl_bidi_text *text, uint32_t offset)
{
    if (!text->origins)
        return offset;
    size_t low = 0, high = text->text.size;
    while (low < high) { // the first byte that stands for it
        size_t middle = (low + high) / 2;
        if (text->origins[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}
