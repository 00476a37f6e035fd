// SPDX-License-Identifier: MIT
/* typeset/itemize.c: a paragraph's text as items, and the places where its lines may end.
 *
 * How it works: text that is Latin, runs left to right and is covered by the first faces of its
 * spans (nearly all text) is itemised by looking at it once; where lines may end in it is
 * known from its spaces, but for words with signs inside, for which Pango is asked with
 * their neighbours. All other text goes through Pango: UAX #9, #24, the faces of its
 * fontsets, UAX #14 and #29 with dictionary breaks. tests/typeset/itemize.c holds the
 * two ways against each other. */
#include "typeset/itemize.h"

#include "base/utf8.h"
#include "typeset/bidi.h"
#include "typeset/gaps.h"

enum { MAX_MISSING = 64 }; // kinds of characters reported of one paragraph

pl_str pl_span_language(const struct pl_paragraph *paragraph, const struct pl_text_span *span)
{
    return pl_str_empty(span->language) ? paragraph->language : span->language;
}

static uint32_t span_end(const struct pl_paragraph *paragraph, size_t span)
{
    return span + 1 < paragraph->span_count ? paragraph->spans[span + 1].first
                                            : (uint32_t)paragraph->text.size;
}

/* --- Plain text ------------------------------------------------------------------------------ */

/* What a character of plain text does to line breaking (UAX #14, Unicode 14). */
enum plain_class {
    NOT_PLAIN,
    LETTER, // AL, NU: no opportunity beside each other
    SPACE,
    INNER, // QU, IS, NBSP …: no opportunity at either side inside a word; not at its begin (IS)
    QUOTE, // QU: as INNER, may begin a word
    ODD,   // the word that has it is looked at by Pango
};

static enum plain_class class_of(uint32_t c)
{
    if (c < 0x80) {
        if (pl_ascii_is_alnum((char)c))
            return LETTER;
        switch (c) {
        case ' ':
            return SPACE;
        case ',':
        case '.':
        case ':':
        case ';':
            return INNER;
        case '\'':
        case '"':
            return QUOTE;
        default:
            return c > ' ' && c < 0x7F ? ODD : NOT_PLAIN;
        }
    }
    if (c < PL_PLAIN_LATIN_END) {
        if (c < 0xA0)
            return NOT_PLAIN;
        if (c == 0xAB || c == 0xBB)
            return QUOTE;
        return c >= 0xC0 && c != 0xD7 && c != 0xF7 ? LETTER : ODD;
    }
    if (c >= 0x2018 && c <= 0x201F)
        return c == 0x201A || c == 0x201E ? ODD : QUOTE;
    bool shows_something = (c >= 0x2010 && c <= 0x2027) || (c >= 0x202F && c <= 0x205E);
    if (shows_something || c == 0x2009)
        return ODD;
    return NOT_PLAIN;
}

static bool is_covered(const struct pl_text_style *style, uint32_t c)
{
    uint32_t bit = c < PL_PLAIN_LATIN_END ? c : c - PL_PLAIN_PUNCTUATION + PL_PLAIN_LATIN_END;
    return style->covered[bit / 8] >> bit % 8 & 1;
}

/* Pango's places for the bytes [first, end), written over those of `places`. */
static void ask_pango(struct pl_arena *arena, pl_str text, size_t first, size_t end,
                      PangoLanguage *language, uint8_t *places)
{
    pl_str part = pl_str_slice(text, first, end);
    int count = (int)pl_utf8_count(part);
    PangoLogAttr *attributes = PL_NEW_ARRAY(arena, PangoLogAttr, (size_t)count + 1);
    pango_get_log_attrs(part.data, (int)part.size, -1, language, attributes, count + 1);
    size_t at = 0;
    for (int i = 0; i <= count; i++) {
        uint8_t place = 0;
        if (attributes[i].is_line_break)
            place |= PL_MAY_BREAK;
        if (attributes[i].is_mandatory_break)
            place |= PL_MUST_BREAK;
        if (attributes[i].is_cursor_position)
            place |= PL_GRAPHEME;
        places[first + at] = place;
        if (at < part.size)
            pl_utf8_next(part, &at);
    }
}

/* A word with signs inside is looked at together with its neighbours; nothing farther away has a say (UAX #14's
 * rules reach over one run of spaces). */
static void place_odd_word(struct pl_arena *arena, pl_str text, size_t first, size_t end,
                           PangoLanguage *language, uint8_t *places)
{
    size_t from = first, to = end;
    while (from > 0 && text.data[from - 1] == ' ')
        from--;
    while (from > 0 && text.data[from - 1] != ' ')
        from--;
    while (to < text.size && text.data[to] == ' ')
        to++;
    while (to < text.size && text.data[to] != ' ')
        to++;
    uint8_t before = places[from], after = places[to];
    ask_pango(arena, text, from, to, language, places);
    places[from] = before; // the ends of a part look like the ends of a text
    places[to] = to == text.size ? places[to] : after;
}

/* Places at spaces alone; characters' starts as graphemes (marks are not plain). */
static uint8_t *plain_places(struct pl_arena *arena, pl_str text)
{
    uint8_t *places = (uint8_t *)pl_arena_alloc(arena, text.size + 1);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte & 0xC0) != 0x80)
            places[i] = PL_GRAPHEME;
        if (i > 0 && text.data[i - 1] == ' ' && byte != ' ')
            places[i] |= PL_MAY_BREAK;
    }
    places[text.size] = PL_GRAPHEME | PL_MAY_BREAK | PL_MUST_BREAK;
    return places;
}

/* One item a span. False: the text isn't plain; nothing is kept. */
static bool itemize_plain(struct pl_typesetter *typesetter, struct pl_arena *arena,
                          const struct pl_paragraph *paragraph, struct pl_itemized *result)
{
    pl_str text = paragraph->text;
    if (pl_bidi_reorders(paragraph))
        return false;
    struct pl_text_item *items = PL_NEW_ARRAY(arena, struct pl_text_item, paragraph->span_count);
    PL_VEC_TYPE(odd_words, size_t) odd = {0};
    size_t word = 0;
    bool is_odd = false, is_begin = true, has_letters = false, last_is_open = false;
    for (size_t s = 0; s < paragraph->span_count; s++) {
        const struct pl_text_span *span = &paragraph->spans[s];
        const struct pl_text_style *style = pl_text_style_of(typesetter, span->style,
                                                             pl_span_language(paragraph, span));
        if (style->breaks_all || style->keeps_all)
            return false;
        size_t end = span_end(paragraph, s);
        for (size_t at = span->first; at < end;) {
            unsigned char byte = (unsigned char)text.data[at];
            size_t start = at;
            uint32_t c = byte;
            if (byte < 0x80)
                at++;
            else
                c = pl_utf8_next(text, &at);
            enum plain_class class = class_of(c);
            if (class == LETTER) {
                has_letters = true;
            } else if (class == NOT_PLAIN) {
                return false;
            } else if (class == SPACE) {
                if (is_odd) {
                    *PL_PUSH(arena, &odd) = word;
                    *PL_PUSH(arena, &odd) = start;
                }
                last_is_open = is_odd; // an opening sign may forbid what comes after the space
                word = at;
                is_odd = false;
                is_begin = true;
                if (!is_covered(style, c))
                    return false;
                continue;
            } else if (class == ODD || (class == INNER && is_begin) ||
                       (class == QUOTE && is_begin && last_is_open)) {
                is_odd = true;
            }
            is_begin = false;
            if (!is_covered(style, c))
                return false;
        }
        items[s] = (struct pl_text_item){.first = span->first,
                                         .end = (uint32_t)end,
                                         .span = (uint32_t)s,
                                         .face = style->face,
                                         .script = HB_SCRIPT_LATIN};
    }
    if (!has_letters)
        return false;
    if (is_odd) {
        *PL_PUSH(arena, &odd) = word;
        *PL_PUSH(arena, &odd) = text.size;
    }
    if (odd.count) {
        uint8_t *places = plain_places(arena, text);
        PangoLanguage *language =
            pl_text_style_of(typesetter, paragraph->style, paragraph->language)->language;
        for (size_t i = 0; i < odd.count; i += 2)
            place_odd_word(arena, text, odd.data[i], odd.data[i + 1], language, places);
        result->places = places;
    }
    result->items = items;
    result->count = (uint32_t)paragraph->span_count;
    return true;
}

/* --- All other text, by Pango ------------------------------------------------------------- */

static PangoAttrList *attributes_of(struct pl_typesetter *typesetter,
                                    const struct pl_paragraph *paragraph,
                                    const struct pl_bidi_text *bidi)
{
    PangoAttrList *list = pango_attr_list_new();
    for (size_t s = 0; s < paragraph->span_count; s++) {
        const struct pl_text_span *span = &paragraph->spans[s];
        const struct pl_text_style *style = pl_text_style_of(typesetter, span->style,
                                                             pl_span_language(paragraph, span));
        PangoAttribute *attributes[] = {pango_attr_font_desc_new(style->description),
                                        pango_attr_language_new(style->language)};
        for (int i = 0; i < 2; i++) {
            attributes[i]->start_index = pl_bidi_place(bidi, span->first);
            attributes[i]->end_index = pl_bidi_place(bidi, span_end(paragraph, s));
            pango_attr_list_insert(list, attributes[i]);
        }
    }
    return list;
}

/* Characters that no face has, of one script. */
struct missing {
    hb_script_t script;
    uint32_t first, count;
    struct pl_span source;
};

struct items {
    PL_VEC(struct pl_text_item)
    struct {
        PL_VEC(struct missing)
    } missing;
};

static void push(struct pl_arena *arena, struct items *items, struct pl_text_item item,
                 uint32_t first, uint32_t end)
{
    if (first >= end)
        return;
    item.first = first;
    item.end = end;
    *PL_PUSH(arena, items) = item;
}

/* The face that has the replacement mark for what no face has. */
static uint32_t replacement_face(struct pl_typesetter *typesetter,
                                 const struct pl_text_style *style, uint32_t otherwise)
{
    PangoFontset *set = pango_font_map_load_fontset(pl_fonts_map_pango(typesetter->map),
                                                    typesetter->context, style->description,
                                                    style->language);
    PangoFont *font = pango_fontset_get_font(set, PL_REPLACEMENT);
    uint32_t face = pl_face_id(typesetter->map, font);
    g_object_unref(font);
    g_object_unref(set);
    return pl_face_has(typesetter->map, face, PL_REPLACEMENT) ? face : otherwise;
}

/* Control and format characters show nothing: no face need have them. */
static bool shows_nothing(uint32_t c)
{
    return c < ' ' || c == 0x7F || c == 0xAD || c == 0x034F || c == 0x061C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
           c == 0xFFFC || (c >= 0xE0000 && c <= 0xE0FFF) || (c >= 0x180B && c <= 0x180E);
}

/* The face may draw a character that its cmap lacks from parts (HarfBuzz decomposes): ask by shaping it. */
static bool can_be_shaped(struct pl_typesetter *typesetter, struct pl_arena *arena,
                          const struct pl_text_style *style, const struct pl_text_item *item,
                          pl_str text, size_t first, size_t end)
{
    const struct pl_shaper *shaper = pl_shaper_of(typesetter, style, item);
    struct pl_shaped shaped = pl_shape(typesetter, shaper, arena, pl_str_slice(text, first, end), 0,
                                       end - first);
    for (uint32_t i = 0; i < shaped.count; i++) {
        if (shaped.glyphs[i].id == 0)
            return false;
    }
    return !shaped.has_missing;
}

/* Counted by script, so that a text in one that no face knows is one warning a paragraph; signs singly. */
static void count_missing(struct pl_arena *arena, struct items *items, uint32_t c,
                          const struct pl_text_item *item, const struct pl_text_span *span)
{
    bool has_script = item->script != HB_SCRIPT_COMMON && item->script != HB_SCRIPT_INHERITED &&
                      item->script != HB_SCRIPT_UNKNOWN;
    for (size_t i = 0; i < items->missing.count; i++) {
        struct missing *missing = &items->missing.data[i];
        if (missing->script == item->script && (has_script || missing->first == c)) {
            missing->count++;
            return;
        }
    }
    if (items->missing.count < MAX_MISSING)
        *PL_PUSH(arena, &items->missing) = (struct missing){item->script, c, 1, span->source};
}

/* A paragraph may be set many times over: beside floats, for columns of other widths. */
static bool was_reported(struct pl_typesetter *typesetter, const struct missing *missing)
{
    struct {
        struct pl_span source;
        uint32_t first, count;
    } key;
    memset(&key, 0, sizeof key);
    key.source = missing->source;
    key.first = missing->first;
    pl_str name = {(const char *)&key, sizeof key};
    if (pl_map_lookup(&typesetter->missing, name))
        return true;
    *pl_map_at(&typesetter->missing, pl_str_copy(typesetter->arena, name)) = typesetter;
    return false;
}

static void report_missing(struct pl_typesetter *typesetter, const struct items *items,
                           struct pl_diags *diags)
{
    for (size_t i = 0; i < items->missing.count; i++) {
        const struct missing *missing = &items->missing.data[i];
        if (missing->source.input && was_reported(typesetter, missing))
            continue;
        char bytes[4];
        size_t size = pl_utf8_encode(missing->first, bytes);
        struct pl_diag *diag;
        if (missing->count == 1)
            diag = pl_warn(diags, PL_W_GLYPH, missing->source, "no face has '%.*s' (U+%04X)",
                           (int)size, bytes, missing->first);
        else
            diag = pl_warn(diags, PL_W_GLYPH, missing->source,
                           "no face has '%.*s' (U+%04X), nor %u more of its kind in this paragraph",
                           (int)size, bytes, missing->first, missing->count - 1);
        pl_hint(diags, diag, "add a font that has it with --font-path or @font-face");
    }
}

/* Cuts characters that no face has out of an item. */
static void push_with_missing(struct pl_typesetter *typesetter, struct pl_arena *arena,
                              struct items *items, const struct pl_paragraph *paragraph,
                              struct pl_text_item item)
{
    pl_str text = paragraph->text;
    const struct pl_text_span *span = &paragraph->spans[item.span];
    const struct pl_text_style *style = pl_text_style_of(typesetter, span->style,
                                                         pl_span_language(paragraph, span));
    uint32_t first = item.first;
    for (size_t at = item.first; at < item.end;) {
        size_t start = at;
        uint32_t c = pl_utf8_next(text, &at);
        if (shows_nothing(c) || pl_face_has(typesetter->map, item.face, c) ||
            can_be_shaped(typesetter, arena, style, &item, text, start, at))
            continue;
        push(arena, items, item, first, (uint32_t)start);
        struct pl_text_item missing = item;
        missing.is_missing = true;
        missing.face = replacement_face(typesetter, style, item.face);
        push(arena, items, missing, (uint32_t)start, (uint32_t)at);
        count_missing(arena, items, c, &item, span);
        first = (uint32_t)at;
    }
    push(arena, items, item, first, item.end);
}

static hb_script_t script_of(PangoScript script)
{
    hb_tag_t tag = g_unicode_script_to_iso15924((GUnicodeScript)script);
    return tag ? hb_script_from_iso15924_tag(tag) : HB_SCRIPT_COMMON;
}

/* Pango's items, cut at spans. */
static void take_item(struct pl_typesetter *typesetter, struct pl_arena *arena, struct items *items,
                      const struct pl_paragraph *paragraph, const struct pl_bidi_text *bidi,
                      const PangoItem *pango, size_t *span)
{
    uint32_t at = (uint32_t)pango->offset, end = (uint32_t)(pango->offset + pango->length);
    if (bidi->origins) {
        at = bidi->origins[at];
        end = bidi->origins[end];
    }
    while (at < end) {
        while (*span + 1 < paragraph->span_count && paragraph->spans[*span + 1].first <= at)
            ++*span;
        uint32_t stop = span_end(paragraph, *span);
        if (stop > end)
            stop = end;
        struct pl_text_item item = {
            .first = at,
            .end = stop,
            .span = (uint32_t)*span,
            .face = pl_face_id(typesetter->map, pango->analysis.font),
            .script = script_of((PangoScript)pango->analysis.script),
            .level = pango->analysis.level,
        };
        push_with_missing(typesetter, arena, items, paragraph, item);
        at = stop;
    }
}

/* Pango's list, freed as soon as it was read, or when the arena unwinds. */
struct pango_items {
    GList *list;
};

static void drop_list(void *thing)
{
    struct pango_items *items = thing;
    g_list_free_full(items->list, (GDestroyNotify)pango_item_free);
    items->list = NULL;
}

/* line-break: Pango's opportunities are those of `strict`. */
static void loosen_places(const struct pl_text_style *style, pl_str text, uint8_t *places)
{
    uint32_t before = 0;
    for (size_t at = 0; at < text.size && style->looseness;) {
        size_t start = at;
        uint32_t c = pl_utf8_next(text, &at);
        if (start > 0 && pl_loose_break(style, before, c))
            places[start] |= PL_MAY_BREAK;
        before = c;
    }
}

static void itemize_by_pango(struct pl_typesetter *typesetter, struct pl_arena *arena,
                             const struct pl_paragraph *paragraph, struct pl_itemized *result,
                             struct pl_diags *diags)
{
    pl_str text = paragraph->text;
    PangoDirection direction = pl_bidi_base(paragraph);
    struct pl_bidi_text bidi = pl_bidi_text(arena, paragraph);
    PangoAttrList *attributes = attributes_of(typesetter, paragraph, &bidi);
    struct pango_items *pango = PL_NEW(arena, struct pango_items);
    pl_arena_defer(arena, drop_list, pango);
    pango->list = pango_itemize_with_base_dir(typesetter->context, direction, bidi.text.data, 0,
                                              (int)bidi.text.size, attributes, NULL);
    pango_attr_list_unref(attributes);
    struct items items = {0};
    size_t span = 0;
    for (GList *at = pango->list; at; at = at->next)
        take_item(typesetter, arena, &items, paragraph, &bidi, at->data, &span);
    drop_list(pango);
    if (diags)
        report_missing(typesetter, &items, diags);
    uint8_t *places = (uint8_t *)pl_arena_alloc(arena, text.size + 1);
    ask_pango(arena, text, 0, text.size,
              pl_text_style_of(typesetter, paragraph->style, paragraph->language)->language,
              places);
    loosen_places(pl_text_style_of(typesetter, paragraph->style, paragraph->language), text,
                  places);
    result->items = items.data;
    result->count = (uint32_t)items.count;
    result->base_level = direction == PANGO_DIRECTION_RTL;
    result->places = places;
}

struct pl_itemized pl_itemize(struct pl_typesetter *typesetter, struct pl_arena *arena,
                              const struct pl_paragraph *paragraph, struct pl_diags *diags)
{
    struct pl_itemized result = {0};
    if (typesetter->no_plain_text || !itemize_plain(typesetter, arena, paragraph, &result))
        itemize_by_pango(typesetter, arena, paragraph, &result, diags);
    return result;
}
