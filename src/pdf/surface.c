// SPDX-License-Identifier: MIT
/* pdf/surface.c: a Cairo surface that writes into memory, and the priming of its fonts. */
#include "pdf/surface.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <stdlib.h>

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned size)
{
    struct pl_pdf_bytes *bytes = closure;
    if (bytes->is_abandoned)
        return CAIRO_STATUS_WRITE_ERROR;
    if (bytes->room - bytes->size < size) {
        size_t room = bytes->room ? bytes->room : 65536;
        while (room - bytes->size < size)
            room *= 2;
        char *grown = realloc(bytes->data, room);
        if (!grown)
            return CAIRO_STATUS_WRITE_ERROR;
        bytes->data = grown;
        bytes->room = room;
    }
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *pl_pdf_surface_new(struct pl_pdf_bytes *bytes)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, bytes, 100, 100);
    // From 1.5 on Cairo 1.16 says a cluster's text beside its glyphs; 1.18 packs objects into streams, which we
    // don't open.
    bool packs = cairo_version() >= CAIRO_VERSION_ENCODE(1, 17, 0);
    cairo_pdf_surface_restrict_to_version(surface, packs ? CAIRO_PDF_VERSION_1_4 : CAIRO_PDF_VERSION_1_5);
    return surface;
}

#define PRIME_AT_ONCE 512

/* Glyphs of one face and twin that are primed by one call. */
struct priming {
    cairo_t *cr;
    struct pl_fonts_map *fonts;
    const struct pl_primed *like;
    cairo_glyph_t glyphs[PRIME_AT_ONCE];
    cairo_text_cluster_t clusters[PRIME_AT_ONCE];
    char text[PRIME_AT_ONCE * 4];
    int count, text_size;
};

static void prime_batch(struct priming *priming)
{
    if (priming->count == 0)
        return;
    const struct pl_primed *like = priming->like;
    cairo_set_scaled_font(priming->cr,
                          pl_face_cairo_twin(priming->fonts, like->face, like->twin, PL_PT(10), 0));
    if (pl_str_empty(like->told))
        cairo_show_glyphs(priming->cr, priming->glyphs, priming->count);
    else
        cairo_show_text_glyphs(priming->cr, priming->text, priming->text_size, priming->glyphs, priming->count,
                               priming->clusters, priming->count, 0);
    priming->count = priming->text_size = 0;
}

static void prime_one(struct priming *priming, const struct pl_primed *primed)
{
    const struct pl_primed *like = priming->like;
    bool is_like = like && like->face == primed->face && like->twin == primed->twin &&
                   pl_str_empty(like->told) == pl_str_empty(primed->told);
    if (!is_like || priming->count == PRIME_AT_ONCE)
        prime_batch(priming);
    priming->like = primed;
    assert(primed->told.size <= 4);
    if (primed->told.size > 0)
        memcpy(priming->text + priming->text_size, primed->told.data, primed->told.size);
    priming->text_size += (int)primed->told.size;
    priming->clusters[priming->count] =
        (cairo_text_cluster_t){.num_bytes = (int)primed->told.size, .num_glyphs = 1};
    priming->glyphs[priming->count++] = (cairo_glyph_t){.index = primed->glyph, .x = 10, .y = 50};
}

void pl_pdf_prime(cairo_surface_t *surface, struct pl_fonts_map *fonts, const struct pl_glyph_register *glyphs,
                  size_t count)
{
    struct priming priming = {.cr = cairo_create(surface), .fonts = fonts};
    const struct pl_primed_block *block = glyphs->first;
    for (size_t i = 0; i < count; i++) {
        prime_one(&priming, &block->primed[i % PL_PRIMED_A_BLOCK]);
        if ((i + 1) % PL_PRIMED_A_BLOCK == 0)
            block = block->next;
    }
    prime_batch(&priming);
    cairo_show_page(priming.cr);
    cairo_destroy(priming.cr);
}
