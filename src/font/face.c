// SPDX-License-Identifier: MIT
/* font/face.c: one face at work in one thread. */
#include "font/face.h"

#include <assert.h>
#include <cairo-ft.h>
#include <hb-ot.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdlib.h>

#include "font/registry.h"

#include FT_FREETYPE_H
#include FT_MODULE_H

/* A HarfBuzz font or a Cairo scaled font; few per face, so a list is searched. */
struct sized {
    struct sized *next;
    pl_unit size;
    int expansion;
    unsigned twin;
    hb_font_t *hb;
    cairo_scaled_font_t *cairo;
};

struct face_at_work {
    cairo_font_face_t *cairo[PL_FACE_TWINS];
    struct sized *hb, *scaled;
};

struct pl_fonts_map {
    struct pl_fonts *fonts;
    PangoFontMap *pango;
    FT_Library freetype;
    cairo_font_options_t *options;
    struct face_at_work *faces;
    GHashTable *numbers; // PangoFont → number + 1; holds a reference of each
};

/* FreeType's memory is a constant of ours, so that a library may live as long as its last face. */
static void *take(FT_Memory memory, long size)
{
    (void)memory;
    return malloc((size_t)size);
}

static void give_back(FT_Memory memory, void *block)
{
    (void)memory;
    free(block);
}

static void *take_again(FT_Memory memory, long old_size, long size, void *block)
{
    (void)memory, (void)old_size;
    return realloc(block, (size_t)size);
}

static struct FT_MemoryRec_ freetype_memory = {NULL, take, give_back, take_again}; // read only

static FT_Library new_freetype(void)
{
    FT_Library library;
    if (FT_New_Library(&freetype_memory, &library) != 0)
        return NULL;
    FT_Add_Default_Modules(library);
    return library;
}

struct pl_fonts_map *pl_fonts_map_new(struct pl_fonts *fonts)
{
    pl_fonts_number(fonts);
    struct pl_fonts_map *map = g_new0(struct pl_fonts_map, 1);
    map->fonts = fonts;
    map->pango = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map->pango), fonts->config);
    map->freetype = new_freetype();
    map->options = cairo_font_options_create();
    cairo_font_options_set_hint_style(map->options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(map->options, CAIRO_HINT_METRICS_OFF);
    map->faces = g_new0(struct face_at_work, fonts->face_count);
    map->numbers = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref, NULL);
    return map;
}

static void drop_sized(struct sized *list)
{
    while (list) {
        struct sized *next = list->next;
        if (list->hb)
            hb_font_destroy(list->hb);
        if (list->cairo)
            cairo_scaled_font_destroy(list->cairo);
        g_free(list);
        list = next;
    }
}

void pl_fonts_map_free(struct pl_fonts_map *map)
{
    if (!map)
        return;
    g_hash_table_destroy(map->numbers);
    for (uint32_t i = 0; i < map->fonts->face_count; i++) {
        drop_sized(map->faces[i].hb);
        drop_sized(map->faces[i].scaled);
        for (unsigned twin = 0; twin < PL_FACE_TWINS; twin++)
            if (map->faces[i].cairo[twin])
                cairo_font_face_destroy(map->faces[i].cairo[twin]);
    }
    g_free(map->faces);
    cairo_font_options_destroy(map->options);
    // Else Pango keeps its reference. It looks at the current set on the way: that must be ours, or
    // fontconfig would load the machine's.
    FcConfigSetCurrent(map->fonts->config);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map->pango), NULL);
    g_object_unref(map->pango);
    if (map->freetype)
        FT_Done_Library(map->freetype); // faces that surfaces still hold keep it alive
    g_free(map);
}

PangoFontMap *pl_fonts_map_pango(struct pl_fonts_map *map)
{
    return map->pango;
}

uint32_t pl_face_id(struct pl_fonts_map *map, PangoFont *font)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(map->numbers, font));
    if (number)
        return number - 1;
    uint32_t face = pl_fonts_find(map->fonts, pango_fc_font_get_pattern(PANGO_FC_FONT(font)));
    assert(face != UINT32_MAX);
    g_hash_table_insert(map->numbers, g_object_ref(font), GUINT_TO_POINTER(face + 1));
    return face;
}

const struct pl_face_file *pl_face_file(const struct pl_fonts *fonts, uint32_t face)
{
    return &pl_fonts_open_face(fonts, face)->file;
}

bool pl_face_has(struct pl_fonts_map *map, uint32_t face, uint32_t character)
{
    return hb_set_has(pl_fonts_open_face(map->fonts, face)->characters, character);
}

hb_font_t *pl_face_hb(struct pl_fonts_map *map, uint32_t face, pl_unit size)
{
    for (struct sized *sized = map->faces[face].hb; sized; sized = sized->next) {
        if (sized->size == size)
            return sized->hb;
    }
    struct sized *sized = g_new0(struct sized, 1);
    sized->size = size;
    sized->hb = hb_font_create(pl_fonts_open_face(map->fonts, face)->hb);
    hb_font_set_scale(sized->hb, size, size);
    sized->next = map->faces[face].hb;
    map->faces[face].hb = sized;
    return sized->hb;
}

static const cairo_user_data_key_t freetype_face_key;

static void drop_freetype_face(void *thing)
{
    FT_Face face = thing;
    FT_Library library = face->glyph->library;
    FT_Done_Face(face);
    FT_Done_Library(library);
}

/* One Cairo face per face, twin and thread: two are embedded twice, which is what twins are for. */
static cairo_font_face_t *cairo_face(struct pl_fonts_map *map, uint32_t number, unsigned twin)
{
    cairo_font_face_t **face = &map->faces[number].cairo[twin];
    if (*face)
        return *face;
    const struct pl_face_file *file = pl_face_file(map->fonts, number);
    FT_Face freetype = NULL;
    if (map->freetype &&
        FT_New_Memory_Face(map->freetype, (const FT_Byte *)file->bytes.data,
                           (FT_Long)file->bytes.size, (FT_Long)file->index, &freetype) == 0) {
        *face = cairo_ft_font_face_create_for_ft_face(freetype,
                                                      FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
        FT_Reference_Library(map->freetype);
        if (cairo_font_face_set_user_data(*face, &freetype_face_key, freetype, drop_freetype_face))
            drop_freetype_face(freetype);
    } else { // a file that vanished or broke after it was chosen: draws nothing
        *face = cairo_toy_font_face_create("", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    }
    return *face;
}

cairo_scaled_font_t *pl_face_cairo(struct pl_fonts_map *map, uint32_t face, pl_unit size,
                                   int expansion)
{
    return pl_face_cairo_twin(map, face, 0, size, expansion);
}

cairo_scaled_font_t *pl_face_cairo_twin(struct pl_fonts_map *map, uint32_t face, unsigned twin,
                                        pl_unit size, int expansion)
{
    assert(twin < PL_FACE_TWINS);
    for (struct sized *sized = map->faces[face].scaled; sized; sized = sized->next) {
        if (sized->size == size && sized->expansion == expansion && sized->twin == twin)
            return sized->cairo;
    }
    struct sized *sized = g_new0(struct sized, 1);
    sized->twin = twin;
    sized->size = size;
    sized->expansion = expansion;
    double points = pl_unit_to_pt(size);
    cairo_matrix_t matrix, identity;
    cairo_matrix_init_scale(&matrix, points * (1000 + expansion) / 1000, points);
    cairo_matrix_init_identity(&identity);
    sized->cairo = cairo_scaled_font_create(cairo_face(map, face, twin), &matrix, &identity,
                                            map->options);
    sized->next = map->faces[face].scaled;
    map->faces[face].scaled = sized;
    return sized->cairo;
}

/* Whether the glyph stands in any coverage, class or context of the lookups `which` (NULL: all) of a table. */
static bool takes_part(hb_face_t *face, hb_tag_t table, hb_codepoint_t glyph, const hb_set_t *which)
{
    unsigned count = hb_ot_layout_table_get_lookup_count(face, table);
    hb_set_t *before = hb_set_create(), *input = hb_set_create(), *after = hb_set_create();
    bool does = false;
    for (unsigned i = 0; i < count && !does; i++) {
        if (which && !hb_set_has(which, i))
            continue;
        hb_set_clear(before);
        hb_set_clear(input);
        hb_set_clear(after);
        hb_ot_layout_lookup_collect_glyphs(face, table, i, before, input, after, NULL);
        does = hb_set_has(before, glyph) || hb_set_has(input, glyph) || hb_set_has(after, glyph);
    }
    hb_set_destroy(before);
    hb_set_destroy(input);
    hb_set_destroy(after);
    return does;
}

static bool space_is_plain(hb_font_t *font, const hb_set_t *substitutions,
                           const hb_set_t *positions)
{
    hb_face_t *face = hb_font_get_face(font);
    hb_codepoint_t space = 0;
    if (!hb_font_get_nominal_glyph(font, ' ', &space))
        return false;
    hb_blob_t *kern = hb_face_reference_table(face, HB_TAG('k', 'e', 'r', 'n'));
    bool has_kern = hb_blob_get_length(kern) > 0 && !hb_ot_layout_has_positioning(face);
    hb_blob_destroy(kern);
    return !has_kern && !takes_part(face, HB_OT_TAG_GSUB, space, substitutions) &&
           !takes_part(face, HB_OT_TAG_GPOS, space, positions);
}

bool pl_face_space_is_plain(struct pl_fonts_map *map, uint32_t number)
{
    struct pl_face_entry *face = (struct pl_face_entry *)pl_fonts_open_face(map->fonts, number);
    g_mutex_lock(&map->fonts->lock);
    int known = face->space_is_plain;
    g_mutex_unlock(&map->fonts->lock);
    if (known >= 0)
        return known;
    bool is = space_is_plain(pl_face_hb(map, number, PL_PT(10)), NULL, NULL);
    g_mutex_lock(&map->fonts->lock);
    face->space_is_plain = is;
    g_mutex_unlock(&map->fonts->lock);
    return is;
}

bool pl_face_space_is_plain_for(struct pl_fonts_map *map, uint32_t number,
                                const hb_segment_properties_t *properties,
                                const hb_feature_t *features, unsigned feature_count)
{
    if (pl_face_space_is_plain(map, number))
        return true;
    hb_font_t *font = pl_face_hb(map, number, PL_PT(10));
    hb_shape_plan_t *plan = hb_shape_plan_create_cached(hb_font_get_face(font), properties,
                                                        features, feature_count, NULL);
    hb_set_t *substitutions = hb_set_create(), *positions = hb_set_create();
    hb_ot_shape_plan_collect_lookups(plan, HB_OT_TAG_GSUB, substitutions);
    hb_ot_shape_plan_collect_lookups(plan, HB_OT_TAG_GPOS, positions);
    bool is = space_is_plain(font, substitutions, positions);
    hb_set_destroy(substitutions);
    hb_set_destroy(positions);
    hb_shape_plan_destroy(plan);
    return is;
}
