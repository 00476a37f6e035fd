// SPDX-License-Identifier: MIT
/* pdf/fonts.c: the file's fonts: Cairo's, from a surface with every glyph and no page.
 *
 * How it works: everything that the priming page's /Font reaches is copied under numbers of ours. On the way
 * stand-ins in ToUnicode become the real texts, and TrueType's CID fonts get the map that PDF/A asks for. */
#include "pdf/fonts.h"

#include <cairo.h>
#include <stdlib.h>

#include "pdf/stream.h"
#include "pdf/surface.h"

#define CMAP_BYTES ((size_t)64 << 20)

struct copying {
    struct pl_pdf_writing *writing;
    struct pl_cairo_objects objects;
    uint32_t *numbers; // by Cairo's number: ours; 0: not met
    struct { PL_VEC(uint32_t) } queue; // Cairo's numbers, in the order they were met
};

static uint32_t renumber(void *context, uint32_t number)
{
    struct copying *copying = context;
    if (!pl_cairo_object(&copying->objects, number))
        return 0;
    if (copying->numbers[number] == 0) {
        copying->numbers[number] = pl_pdf_file_numbers(&copying->writing->file, 1);
        *PL_PUSH(copying->writing->arena, &copying->queue) = number;
    }
    return copying->numbers[number];
}

/* A stream's dictionary without brackets and Length. */
static pl_str copy_dictionary(struct copying *copying, pl_str value)
{
    struct pl_strbuf out = PL_STRBUF(copying->writing->arena);
    size_t at = 0;
    pl_str key, part;
    while (pl_cairo_next_key(value, &at, &key, &part)) {
        if (pl_str_eq(key, PL_LIT("/Length")))
            continue;
        pl_strbuf_add(&out, key);
        pl_strbuf_add_byte(&out, ' ');
        pl_cairo_copy(&out, part, renumber, copying);
    }
    return pl_strbuf_str(&out);
}

/* A ToUnicode map has neither type nor lengths of its own. */
static bool is_cmap(struct copying *copying, const struct pl_cairo_object *object, pl_str *cmap)
{
    if (!pl_str_empty(pl_cairo_value(object->value, "Length1")) ||
        !pl_str_empty(pl_cairo_value(object->value, "Subtype")) ||
        !pl_str_eq(pl_cairo_value(object->value, "Filter"), PL_LIT("/FlateDecode")))
        return false;
    return pl_pdf_inflate(copying->writing->arena, object->data, CMAP_BYTES, cmap) &&
           pl_str_contains(*cmap, PL_LIT("/CIDInit"));
}

static void copy_stream(struct copying *copying, struct pl_pdf_part *part, const struct pl_cairo_object *object)
{
    uint32_t number = copying->numbers[object->number];
    pl_str cmap;
    if (is_cmap(copying, object, &cmap))
        pl_pdf_part_deflated(part, number, PL_LIT(""),
                             pl_standins_resolve(copying->writing->arena, &copying->writing->glyphs, cmap));
    else
        pl_pdf_part_stream(part, number, copy_dictionary(copying, object->value), object->data);
}

/* Glyph ids are the CIDs (ISO 19005-2 6.2.11.3.2 wants that said). */
static pl_str copy_value(struct copying *copying, pl_str value)
{
    struct pl_strbuf out = PL_STRBUF(copying->writing->arena);
    pl_cairo_copy(&out, value, renumber, copying);
    if (pl_str_eq(pl_cairo_value(value, "Subtype"), PL_LIT("/CIDFontType2")) &&
        pl_str_empty(pl_cairo_value(value, "CIDToGIDMap"))) {
        pl_strbuf_truncate(&out, out.size - 2);
        pl_strbuf_add(&out, PL_LIT("/CIDToGIDMap/Identity>>"));
    }
    return pl_strbuf_str(&out);
}

struct object_text {
    uint32_t number;
    pl_str text;
};

/* What is met is copied, and what that refers to is met in turn. */
static void copy_all(struct copying *copying, pl_str fonts)
{
    struct pl_pdf_writing *writing = copying->writing;
    struct { PL_VEC(struct object_text) } texts = {0};
    struct pl_pdf_part streams = pl_pdf_part_begin(writing->arena, 0, 0);
    *PL_PUSH(writing->arena, &texts) = (struct object_text){writing->fonts, copy_value(copying, fonts)};
    for (size_t i = 0; i < copying->queue.count; i++) {
        const struct pl_cairo_object *object = pl_cairo_object(&copying->objects, copying->queue.data[i]);
        if (object->is_stream)
            copy_stream(copying, &streams, object);
        else
            *PL_PUSH(writing->arena, &texts) =
                (struct object_text){copying->numbers[object->number], copy_value(copying, object->value)};
    }
    pl_pdf_file_add(&writing->file, &streams);
    uint32_t containers = pl_pdf_file_numbers(&writing->file, pl_pdf_containers((uint32_t)texts.count));
    struct pl_pdf_part part = pl_pdf_part_begin(writing->arena, containers, (uint32_t)texts.count);
    for (size_t i = 0; i < texts.count; i++)
        pl_pdf_part_object(&part, texts.data[i].number, texts.data[i].text);
    pl_pdf_part_end(&part);
    pl_pdf_file_add(&writing->file, &part);
}

/* The /Font of the first page: "<< /f-0-0 5 0 R … >>". */
static bool find_fonts(const struct pl_cairo_objects *objects, pl_str *fonts)
{
    for (size_t i = 0; i < objects->all.count; i++) {
        pl_str value = objects->all.data[i].value;
        if (!pl_str_eq(pl_cairo_value(value, "Type"), PL_LIT("/Page")))
            continue;
        const struct pl_cairo_object *resources = pl_cairo_object(objects, pl_cairo_reference(value, "Resources"));
        if (!resources)
            return false;
        *fonts = pl_cairo_value(resources->value, "Font");
        if (pl_str_empty(*fonts))
            *fonts = PL_LIT("<<>>");
        return true;
    }
    return false;
}

static void drop_bytes(void *thing)
{
    free(((struct pl_pdf_bytes *)thing)->data);
}

bool pl_pdf_fonts_write(struct pl_pdf_writing *writing)
{
    struct pl_pdf_bytes *bytes = PL_NEW(writing->arena, struct pl_pdf_bytes);
    pl_arena_defer(writing->arena, drop_bytes, bytes);
    cairo_surface_t *surface = pl_pdf_surface_new(bytes);
    pl_pdf_prime(surface, writing->maps[0], &writing->glyphs, writing->glyphs.count);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    struct copying copying = {.writing = writing};
    pl_str fonts;
    if (status != CAIRO_STATUS_SUCCESS) {
        pl_error(writing->diags, PL_E_PDF, PL_NO_SPAN, "Cairo could not embed the fonts: %s",
                 cairo_status_to_string(status));
        return false;
    }
    if (!pl_cairo_objects_read(writing->arena, (pl_str){bytes->data, bytes->size}, &copying.objects) ||
        !find_fonts(&copying.objects, &fonts)) {
        pl_error(writing->diags, PL_E_PDF, PL_NO_SPAN, "Cairo's fonts have a form we don't know");
        return false;
    }
    copying.numbers = PL_NEW_ARRAY(writing->arena, uint32_t, copying.objects.number_count);
    copy_all(&copying, fonts);
    return true;
}
