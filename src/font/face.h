// SPDX-License-Identifier: MIT
/* font/face.h: one face at work: its HarfBuzz, FreeType and Cairo sides, one set a thread.
 *
 * A pl_face is named by its file and index; the same face has the same `id` in all threads
 * of a library, so runs that one thread made can be drawn by another. */
#ifndef PL_FONT_FACE_H
#define PL_FONT_FACE_H

#include <stdint.h>

#include "base/unit.h"
#include "font/library.h"

typedef struct _PangoFont PangoFont;
typedef struct _PangoFontMap PangoFontMap;
typedef struct hb_font_t hb_font_t;
struct hb_segment_properties_t;
struct hb_feature_t;
typedef struct _cairo_scaled_font cairo_scaled_font_t;
typedef struct _cairo_font_face cairo_font_face_t;

/* What belongs to one thread. */
struct pl_fonts_map;

struct pl_fonts_map *pl_fonts_map_new(struct pl_fonts *fonts);
void pl_fonts_map_free(struct pl_fonts_map *map);
PangoFontMap *pl_fonts_map_pango(struct pl_fonts_map *map); // borrowed

/* The number of the face behind a Pango font. Numbers follow the order of files in the set, so they
 * are the same in all threads; outputs must order faces by first use on a page, not by number. */
uint32_t pl_face_id(struct pl_fonts_map *map, PangoFont *font);

const struct pl_face_file *pl_face_file(const struct pl_fonts *fonts, uint32_t face);

/* A HarfBuzz font with scale 1024 units a point at `size`; borrowed, of this thread. */
hb_font_t *pl_face_hb(struct pl_fonts_map *map, uint32_t face, pl_unit size);

/* A Cairo scaled font for the size and a horizontal factor of `expansion` thousandths (0: none); borrowed. */
cairo_scaled_font_t *pl_face_cairo(struct pl_fonts_map *map, uint32_t face, pl_unit size,
                                   int expansion);

/* The same of a twin of the face (0: the face itself). A PDF knows one text a glyph and embedded face: where a
 * glyph shows two texts (hyphen and soft hyphen), the second is drawn with a twin, embedded on its own. */
#define PL_FACE_TWINS 48
cairo_scaled_font_t *pl_face_cairo_twin(struct pl_fonts_map *map, uint32_t face, unsigned twin,
                                        pl_unit size, int expansion);

/* True when the space glyph takes part in no lookup of GSUB and GPOS: only then is a cache of shaped words exact. */
bool pl_face_space_is_plain(struct pl_fonts_map *map, uint32_t face);

/* The same for the lookups alone that shaping with these properties and features runs: most faces whose
 * space is not plain name it only in features that nobody asked for. */
bool pl_face_space_is_plain_for(struct pl_fonts_map *map, uint32_t face,
                                const struct hb_segment_properties_t *properties,
                                const struct hb_feature_t *features, unsigned feature_count);

/* Where the face wants an underline's middle, below the baseline, and how thick. */
void pl_face_underline(struct pl_fonts_map *map, uint32_t face, pl_unit size, pl_unit *position,
                       pl_unit *thickness);

/* Whether the face's cmap has the character. */
bool pl_face_has(struct pl_fonts_map *map, uint32_t face, uint32_t character);

#endif
