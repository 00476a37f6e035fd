// SPDX-License-Identifier: MIT
/* font/subset.c: a face with only the glyphs that a text needs.
 *
 * How it works. hb-subset cuts the face; its tables go into a new file by hb_face_builder, with a
 * name table of ours: a new name, made from the old one's checksum, and the old copyright and
 * licence. CFF has the PostScript name once more, which is written over in place. */
#include "font/subset.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

#include "base/checksum.h"
#include "base/strbuf.h"
#include "font/registry.h"

enum { MOST_TABLES = 128 };

/* --- Names ------------------------------------------------------------------------------------- */

/* OpenType 1.9, "name": what is kept. */
static const uint16_t kept_names[] = {HB_OT_NAME_ID_COPYRIGHT, HB_OT_NAME_ID_LICENSE,
                                      HB_OT_NAME_ID_LICENSE_URL};

struct name {
    uint16_t id;
    uint16_t *text; // UTF-16
    unsigned size;  // in units
};

static void put16(struct pl_strbuf *out, unsigned value)
{
    pl_strbuf_add_byte(out, (char)(value >> 8));
    pl_strbuf_add_byte(out, (char)(value & 0xFF));
}

static void take_name(struct pl_arena *arena, hb_face_t *face, uint16_t id, struct name *name)
{
    hb_language_t language = hb_language_from_string("en", 2);
    unsigned size = hb_ot_name_get_utf16(face, id, language, NULL, NULL) + 1;
    *name = (struct name){.id = id, .text = PL_NEW_ARRAY(arena, uint16_t, size)};
    hb_ot_name_get_utf16(face, id, language, &size, name->text);
    name->size = size;
}

static void make_name(struct pl_arena *arena, uint16_t id, const char *text, struct name *name)
{
    *name = (struct name){.id = id, .text = PL_NEW_ARRAY(arena, uint16_t, strlen(text)),
                          .size = (unsigned)strlen(text)};
    for (unsigned i = 0; i < name->size; i++)
        name->text[i] = (unsigned char)text[i];
}

/* Format 0, Windows platform, Unicode, US English; records ascend by id. */
static pl_str name_table(struct pl_arena *arena, const struct name *names, size_t count)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    unsigned at = 0;
    put16(&out, 0);
    put16(&out, (unsigned)count);
    put16(&out, (unsigned)(6 + 12 * count));
    for (size_t i = 0; i < count; i++) {
        put16(&out, 3);
        put16(&out, 1);
        put16(&out, 0x409);
        put16(&out, names[i].id);
        put16(&out, names[i].size * 2);
        put16(&out, at);
        at += names[i].size * 2;
    }
    for (size_t i = 0; i < count; i++)
        for (unsigned k = 0; k < names[i].size; k++)
            put16(&out, names[i].text[k]);
    return pl_strbuf_str(&out);
}

static pl_str new_names(struct pl_arena *arena, hb_face_t *face, const char *name)
{
    struct name names[7];
    take_name(arena, face, kept_names[0], &names[0]);
    make_name(arena, HB_OT_NAME_ID_FONT_FAMILY, name, &names[1]);
    make_name(arena, HB_OT_NAME_ID_FONT_SUBFAMILY, "Regular", &names[2]);
    make_name(arena, HB_OT_NAME_ID_FULL_NAME, name, &names[3]);
    make_name(arena, HB_OT_NAME_ID_POSTSCRIPT_NAME, name, &names[4]);
    take_name(arena, face, kept_names[1], &names[5]);
    take_name(arena, face, kept_names[2], &names[6]);
    return name_table(arena, names, 7);
}

/* Adobe TN 5176 §5 and §7: the Name INDEX follows the header, which says its own size. One name of
 * the same length: nothing moves. */
static void rename_cff(char *cff, size_t size, const char *name)
{
    const unsigned char *bytes = (const unsigned char *)cff;
    if (size < 4 || (size_t)bytes[2] + 3 > size)
        return;
    size_t index = bytes[2], off_size = bytes[index + 2], data = index + 3 + 2 * off_size;
    bool is_one = bytes[index] == 0 && bytes[index + 1] == 1;
    if (!is_one || off_size < 1 || off_size > 4 || data > size)
        return;
    size_t end = 0;
    for (size_t i = 0; i < off_size; i++)
        end = end << 8 | bytes[index + 3 + off_size + i];
    if (end < 1 || end - 1 > size - data)
        return;
    size_t length = strlen(name);
    for (size_t i = 0; i < end - 1; i++)
        cff[data + i] = i < length ? name[i] : 'x';
}

/* --- The file ---------------------------------------------------------------------------------- */

static void drop_blob(void *blob)
{
    hb_blob_destroy(blob);
}

static void drop_face(void *face)
{
    hb_face_destroy(face);
}

static void drop_input(void *input)
{
    hb_subset_input_destroy(input);
}

static hb_face_t *cut(struct pl_arena *arena, hb_face_t *face, const struct pl_char_set *characters,
                      pl_str features)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    pl_arena_defer(arena, drop_input, input);
    hb_set_t *unicodes = hb_subset_input_unicode_set(input);
    for (uint32_t c = pl_char_set_next(characters, 0); c != UINT32_MAX;
         c = pl_char_set_next(characters, c + 1))
        hb_set_add(unicodes, c);
    hb_set_t *tags = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    for (size_t i = 0; i + 4 <= features.size; i += 4)
        hb_set_add(tags, hb_tag_from_string(features.data + i, 4));
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_face_t *result = hb_subset_or_fail(face, input);
    if (!result)
        return NULL;
    pl_arena_defer(arena, drop_face, result);
    hb_blob_t *file = hb_face_reference_blob(result); // a built face doesn't list its tables
    pl_arena_defer(arena, drop_blob, file);
    hb_face_t *read = hb_face_create(file, 0);
    pl_arena_defer(arena, drop_face, read);
    return read;
}

static hb_blob_t *copied(struct pl_arena *arena, pl_str bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes.data, (unsigned)bytes.size, HB_MEMORY_MODE_READONLY, NULL,
                                     NULL);
    pl_arena_defer(arena, drop_blob, blob);
    return blob;
}

/* The tables of `face` with new names, as a file. */
static pl_str renamed(struct pl_arena *arena, hb_face_t *face, hb_face_t *whole, const char *name)
{
    hb_tag_t tags[MOST_TABLES];
    unsigned count = MOST_TABLES;
    hb_face_get_table_tags(face, 0, &count, tags);
    hb_face_t *builder = hb_face_builder_create();
    pl_arena_defer(arena, drop_face, builder);
    for (unsigned i = 0; i < count; i++) {
        hb_blob_t *table = hb_face_reference_table(face, tags[i]);
        pl_arena_defer(arena, drop_blob, table);
        pl_str bytes = {0};
        unsigned size = 0;
        bytes.data = hb_blob_get_data(table, &size);
        bytes.size = size;
        if (tags[i] == HB_TAG('n', 'a', 'm', 'e')) {
            table = copied(arena, new_names(arena, whole, name));
        } else if (tags[i] == HB_TAG('C', 'F', 'F', ' ')) {
            bytes = pl_str_copy(arena, bytes);
            rename_cff((char *)bytes.data, bytes.size, name);
            table = copied(arena, bytes);
        }
        hb_face_builder_add_table(builder, tags[i], table);
    }
    hb_blob_t *blob = hb_face_reference_blob(builder);
    pl_arena_defer(arena, drop_blob, blob);
    unsigned size = 0;
    const char *data = hb_blob_get_data(blob, &size);
    return (pl_str){data, size};
}

/* --- Faces ---------------------------------------------------------------------------------- */

static bool has_family(const FcPattern *pattern, pl_str family)
{
    FcChar8 *name = NULL;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (pl_str_eq_ascii_nocase(pl_str_from((const char *)name), family))
            return true;
    return false;
}

uint32_t pl_fonts_face_of(struct pl_fonts *fonts, pl_str family, int weight, bool is_italic)
{
    pl_fonts_number(fonts);
    uint32_t face = pl_fonts_match(fonts, &family, 1, weight, is_italic);
    if (face == PL_NO_FACE || !has_family(fonts->faces[face].pattern, family))
        return PL_NO_FACE;
    return face;
}

bool pl_fonts_face_has(const struct pl_fonts *fonts, uint32_t face, uint32_t character)
{
    return hb_set_has(pl_fonts_open_face(fonts, face)->characters, character);
}

static int weight_of(const FcPattern *pattern)
{
    double weight = FC_WEIGHT_REGULAR;
    FcPatternGetDouble(pattern, FC_WEIGHT, 0, &weight);
    weight = FcWeightToOpenTypeDouble(weight);
    return weight < 1 ? 1 : weight > 1000 ? 1000 : (int)(weight + .5);
}

static bool is_slanted(const FcPattern *pattern)
{
    int slant = FC_SLANT_ROMAN;
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    return slant != FC_SLANT_ROMAN;
}

static bool has_table(struct pl_arena *arena, hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *table = hb_face_reference_table(face, tag);
    pl_arena_defer(arena, drop_blob, table);
    return hb_blob_get_length(table) > 0;
}

struct pl_subset pl_face_subset(struct pl_arena *arena, const struct pl_fonts *fonts, uint32_t number,
                                const struct pl_char_set *characters, pl_str features)
{
    const struct pl_face_entry *entry = pl_fonts_open_face(fonts, number);
    struct pl_subset subset = {.weight = weight_of(entry->pattern),
                               .is_italic = is_slanted(entry->pattern)};
    if (!entry->file.may_embed) {
        subset.why = "may not be embedded, says its licence field";
        return subset;
    }
    bool is_cff = has_table(arena, entry->hb, HB_TAG('C', 'F', 'F', ' '));
    subset.extension = is_cff ? "otf" : "ttf";
    subset.format = is_cff ? "opentype" : "truetype";
    subset.media_type = is_cff ? "font/otf" : "font/ttf";
    hb_face_t *face = entry->file.may_subset ? cut(arena, entry->hb, characters, features)
                                             : entry->hb;
    // The new name follows from the old: the same for each book, and no two faces share one.
    pl_str sum = pl_sha256_hex(arena, entry->file.postscript_name);
    const char *name = pl_str_cstr(arena, pl_str_format(arena, "subset-%.*s", 10, sum.data));
    bool is_file = !pl_str_starts(entry->file.bytes, PL_LIT("ttcf"));
    if (face && entry->file.may_subset)
        subset.bytes = renamed(arena, face, entry->hb, name);
    else if (face && is_file)
        subset.bytes = entry->file.bytes;
    if (subset.bytes.size == 0)
        subset.why = face ? "is in a collection and may not be cut out of it"
                          : "can't be cut down to the book's characters";
    return subset;
}
