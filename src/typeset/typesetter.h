// SPDX-License-Identifier: MIT
/* typeset/typesetter.h: what one thread sets text with; the room's own parts of it.
 *
 * How it works: a style and a language make a *text style*; text itemised into pieces of
 * one face, script and direction gives *text items*; text style and item make a *shaper*,
 * which turns words into glyphs and remembers them. None of these pointers leave the
 * typesetter: what lines keep (struct pl_setting) names faces by number and styles by
 * their shared address, so that any thread can make a line's glyphs again.
 *
 * The styles and languages that a typesetter has seen must outlive it. */
#ifndef PL_TYPESET_TYPESETTER_H
#define PL_TYPESET_TYPESETTER_H

#include <hb.h>
#include <pango/pango.h>

#include "base/map.h"
#include "base/vec.h"
#include "font/face.h"
#include "font/metrics.h"
#include "typeset/paragraph.h"

/* --- Text styles --------------------------------------------------------------------- */

enum pl_hyphens { PL_HYPHENS_NONE, PL_HYPHENS_MANUAL, PL_HYPHENS_AUTO };

/* Letters that a face must have been drawn with. */
enum pl_wanted_face {
    PL_WANTS_NOTHING = 0,
    PL_WANTS_SMALL_CAPS = 1,
    PL_WANTS_CAPITALS_TO_SMALL = 2,
    PL_WANTS_PETITE_CAPS = 4,
    PL_WANTS_UNICASE = 8,
    PL_WANTS_TITLING = 16,
};

/* What of a computed style sets text, in one language. Made once for each pair. */
struct pl_text_style {
    const struct pl_style *style;
    pl_str tag; // the language as it was given
    PangoLanguage *language;
    PangoFontDescription *description; // families, weight, slant; one size for all: faces scale
    pl_unit size;
    pl_color color;
    const hb_feature_t *features;
    uint32_t feature_count;
    uint32_t feature_set; // equal features, equal number
    pl_unit letter_spacing, word_spacing;
    pl_unit ascent, descent; // content area of the first face
    pl_unit line_height;
    pl_unit underline_position, underline_thickness; // of the first face
    uint32_t face;                                   // the first face, that of "a"
    const uint8_t *covered; // bit by character below PL_PLAIN_END: has the first face it?
    enum pl_hyphens hyphens;
    uint8_t hyphen_word, hyphen_before,
        hyphen_after;   // least letters: word, before, after the break
    bool keeps_spaces;  // white-space-collapse: preserve, break-spaces …
    bool breaks_spaces; // break-spaces: each space takes room and may end a line
    bool wraps;
    bool breaks_anywhere;       // overflow-wrap: anywhere, break-word; a word too long is cut
    bool breaks_all, keeps_all; // word-break
    bool has_decoration;
    bool trims_pairs, trims_start,
        trims_end; // full-width signs: beside each other, at a line's ends
    bool signs_are_centred, colons_are_left; // … as the language draws them
    bool spaces_letters, spaces_digits;      // beside ideographs
    pl_unit apart;     // text-justify: how far letters stretch where there are no spaces
    uint8_t looseness; // line-break: 0 strict, 1 normal, 2 loose
    bool spreads;      // text-justify: inter-character
    bool hangs_stops;  // hanging-punctuation: force-end, allow-end
    bool hangs_first, hangs_last;
    pl_str hyphen;             // hyphenate-character; no data: auto
    enum pl_wanted_face wants; // of the face's own small capitals, superiors …
    const struct pl_text_style
        *fallback;         // font-variant-position where the face can't: smaller, and
    pl_unit fallback_rise; // raised or lowered; NULL: not asked for
    double tab_size;       // in spaces; negative: in points
    pl_unit protrusion;    // thousandths of the table's amounts; 0: none
};

/* Characters that the fast path looks at: Latin with its marks, then general punctuation. */
enum {
    PL_PLAIN_LATIN_END = 0x250,
    PL_PLAIN_PUNCTUATION = 0x2000,
    PL_PLAIN_PUNCTUATION_END = 0x2070,
    PL_PLAIN_END = PL_PLAIN_LATIN_END + PL_PLAIN_PUNCTUATION_END - PL_PLAIN_PUNCTUATION
};

/* --- Items and shapers ------------------------------------------------------------------ */

/* A piece of the text with one face, script, direction, span. Part of what lines keep. */
struct pl_text_item {
    uint32_t first, end;
    uint32_t span;
    uint32_t face;
    hb_script_t script;
    uint8_t level;    // of embedding (UAX #9)
    bool is_missing;  // no face has its characters: `face` has the replacement mark
    bool is_fallback; // set in its style's fallback
};

struct pl_shaped_glyph {
    uint32_t id;
    uint32_t cluster;      // byte in the shaped text
    pl_unit advance, x, y; // y grows upwards, as HarfBuzz has it
    bool is_unsafe;        // to break before it
};

/* Glyphs of a piece of text, in visual order. */
struct pl_shaped {
    const struct pl_shaped_glyph *glyphs;
    uint32_t count;
    pl_unit advance;
    bool
        has_missing; // the replacement mark stands for something that only shaping showed to be missing
};

/* A place inside a word where it may be divided. */
struct pl_word_break {
    uint16_t offset; // byte in the word
    uint16_t
        changed; // bytes before it that give way to `change` when a line ends here ("asz-szony")
    pl_str change;
    pl_unit before; // advance of what comes before it
    pl_unit growth; // of that by the change
};

struct pl_word {
    struct pl_shaped shaped;
    uint32_t hash, shaper;
    const char *text;
    uint32_t size;
    bool knows_breaks; // `breaks` was asked for
    uint8_t break_count;
    const struct pl_word_break *breaks;
    pl_unit hang_left, hang_right; // optical margin of its first and last character
};

struct pl_hyphen_patterns;

struct pl_shaper {
    uint32_t number;
    uint32_t face;
    pl_unit size;
    bool is_plain; // words may be shaped by themselves
    bool is_missing;
    hb_font_t *font;
    hb_segment_properties_t properties;
    const struct pl_text_style *style; // one that has these features and spacing
    uint32_t space_glyph, replacement_glyph;
    pl_unit space_advance, replacement_advance;
    struct pl_shaped hyphen;
    pl_unit hyphen_hang;
    uint32_t lacks;                            // of enum pl_wanted_face
    const struct pl_hyphen_patterns *seams;    // NULL: ligatures may join everything
    const struct pl_hyphen_patterns *patterns; // NULL: none for the language
};

struct pl_typesetter {
    struct pl_arena *arena;
    struct pl_fonts *fonts;
    struct pl_fonts_map *map;
    struct pl_diags *diags;
    PangoContext *context;
    hb_buffer_t *buffer;
    struct pl_map styles;       // (style, language) → struct pl_text_style
    struct pl_map feature_sets; // features' bytes → number
    struct pl_map shapers;      // key's bytes → struct pl_shaper
    struct {
        PL_VEC(struct pl_shaper *)
    } shaper_list;
    struct pl_map patterns;      // file → struct pl_hyphen_patterns; absent: not looked for yet
    struct pl_arena *word_arena; // dropped when the words grow past their limit
    struct pl_word **words;      // open addressing
    size_t word_slots, word_count;
    const struct pl_text_style *last_style;
    pl_str last_language;
    struct pl_shaper *last_shaper;
    struct pl_map missing; // (paragraph's place, character) that were reported
    bool no_word_cache;    // tests: shape everything anew
    bool no_plain_text;    // tests: itemise everything by Pango
};

/* The text style of a computed style in a language (BCP 47; empty: undetermined). */
const struct pl_text_style *pl_text_style_of(struct pl_typesetter *typesetter,
                                             const struct pl_style *style, pl_str language);

/* The text style that an item of a span in `style` is set in. */
static inline const struct pl_text_style *pl_item_style(const struct pl_text_style *style,
                                                        const struct pl_text_item *item)
{
    return item->is_fallback ? style->fallback : style;
}

/* The shaper of an item set in `style`. */
struct pl_shaper *pl_shaper_of(struct pl_typesetter *typesetter, const struct pl_text_style *style,
                               const struct pl_text_item *item);

/* Shapes `text`[first, end) with what stands around it in `text` as context; glyphs live in `arena`, clusters
 * count from `first`. */
struct pl_shaped pl_shape(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                          struct pl_arena *arena, pl_str text, size_t first, size_t end);

/* The glyphs of a word that stands between spaces, from the cache. Valid until the next pl_words_trim. */
struct pl_word *pl_word_of(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                           pl_str text);

/* Where the word may be divided by its language's patterns and the style's least letters. */
void pl_word_find_breaks(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                         struct pl_word *word);

/* What the word shows from byte `first` on before a break that changes letters, without the hyphen. */
pl_str pl_word_before_break(struct pl_arena *arena, pl_str word, uint32_t first,
                            const struct pl_word_break *place);

/* Where the item's text is divided at `end` and letters change there: how, and where the word begins. NULL: no
 * letter changes. */
const struct pl_word_break *pl_word_changed_at(struct pl_typesetter *typesetter,
                                               const struct pl_shaper *shaper, pl_str text,
                                               const struct pl_text_item *item, uint32_t end,
                                               uint32_t *first);

/* Between paragraphs: forgets the words when they have become too many. */
void pl_words_trim(struct pl_typesetter *typesetter);

/* --- What lines keep -------------------------------------------------------------------- */

enum pl_line_flags {
    PL_LINE_JUSTIFIED = 1, // its spaces take what is between its natural width and `width`
    PL_LINE_HYPHEN = 2,    // a hyphen is added at its end
};

enum { PL_SPAN_FIRST = 1, PL_SPAN_LAST = 2 };

struct pl_setting {
    pl_str text;
    const struct pl_text_span *spans;
    const struct pl_inline_object *objects;
    const struct pl_text_item *items;
    uint32_t span_count, object_count, item_count;
    bool continues;           // its first lines stand elsewhere
    bool has_aligned;         // spans at the top or bottom of their line
    const uint8_t *span_ends; // by span: is it the first, the last of its owner? NULL: both
    const struct pl_style *style;
    pl_str language;
    uint8_t base_level;
    const uint8_t *flags; // of each line
    const pl_unit *tabs;  // pairs: offset, advance
    uint32_t tab_count;
};

#endif
