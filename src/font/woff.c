// SPDX-License-Identifier: MIT
/* font/woff.c: a font of the web as the OpenType file that it was packed from. */
#include "font/woff.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include <hb.h>

/* More than the largest faces have, less than a bomb wants. */
#define UNPACKED_MOST (64u << 20)

bool pl_is_woff(pl_str bytes)
{
    return pl_str_starts(bytes, PL_LIT("wOFF")) || pl_str_starts(bytes, PL_LIT("wOF2"));
}

static void drop_library(void *library)
{
    FT_Done_FreeType(library);
}

static void drop_blob(void *blob)
{
    hb_blob_destroy(blob);
}

static void drop_face(void *face)
{
    hb_face_destroy(face);
}

/* Adds the face's table number `index`, which has `size` bytes; false when it can't be had. */
static bool add_table(struct pl_arena *arena, FT_Face face, FT_ULong tag, FT_ULong size,
                      hb_face_t *builder)
{
    char *bytes = PL_NEW_ARRAY(arena, char, size ? size : 1);
    if (FT_Load_Sfnt_Table(face, tag, 0, (FT_Byte *)bytes, &size))
        return false;
    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    pl_arena_defer(arena, drop_blob, blob);
    return hb_face_builder_add_table(builder, (hb_tag_t)tag, blob);
}

pl_str pl_woff_unpack(struct pl_arena *arena, pl_str bytes)
{
    FT_Library library;
    FT_Face face;
    if (FT_Init_FreeType(&library))
        return (pl_str){0};
    pl_arena_defer(arena, drop_library, library); // and the face with it
    if (FT_New_Memory_Face(library, (const FT_Byte *)bytes.data, (FT_Long)bytes.size, 0, &face))
        return (pl_str){0};
    FT_ULong count = 0, tag, size, all = 0;
    FT_Sfnt_Table_Info(face, 0, NULL, &count);
    hb_face_t *builder = hb_face_builder_create();
    pl_arena_defer(arena, drop_face, builder);
    for (FT_UInt i = 0; i < count; i++) {
        if (FT_Sfnt_Table_Info(face, i, &tag, &size))
            return (pl_str){0};
        if (size > UNPACKED_MOST || (all += size) > UNPACKED_MOST ||
            !add_table(arena, face, tag, size, builder))
            return (pl_str){0};
    }
    hb_blob_t *file = hb_face_reference_blob(builder);
    pl_arena_defer(arena, drop_blob, file);
    unsigned length = 0;
    const char *data = hb_blob_get_data(file, &length);
    return (pl_str){data, length};
}
