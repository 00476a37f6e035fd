// SPDX-License-Identifier: MIT
/* tests/pdf/pages.h: pages made by hand from a model, in the place of layout.
 *
 * A layout of the simplest kind: blocks below each other, words shaped one by one and set ragged, a word that
 * doesn't fit cut with a hyphen, markers, pictures, links, a running head and a page number. What pdf needs to
 * know is all there; how it looks doesn't matter. */
#ifndef PL_TESTS_PDF_PAGES_H
#define PL_TESTS_PDF_PAGES_H

#include <hb.h>
#include <pango/pango.h>

#include "base/utf8.h"
#include "font/face.h"
#include "layout/page.h"
#include "layout/pagemap.h"
#include "model/edition.h"
#include "model/outline.h"
#include "model/walk.h"
#include "support/support.h"

#define HAND_WIDTH  PL_PT(300)
#define HAND_HEIGHT PL_PT(420)
#define HAND_LEFT   PL_PT(36)
#define HAND_RIGHT  PL_PT(264)
#define HAND_TOP    PL_PT(50)
#define HAND_BOTTOM PL_PT(380)

struct hand_marks { PL_VEC(struct pl_mark) };

struct hand_piece {
    struct pl_piece piece;
    struct hand_marks marks;
};

struct hand_page {
    struct pl_page page;
    struct { PL_VEC(struct hand_piece *) } pieces;
    struct { PL_VEC(struct pl_link_area) } links;
    struct { PL_VEC(struct pl_decoration) } decorations;
};

struct hand {
    struct pl_arena *arena;
    struct pl_edition *edition;
    struct pl_fonts *fonts;
    struct pl_fonts_map *map;
    uint32_t face, fallback;
    struct { PL_VEC(struct hand_page *) } pages;
    struct pl_pages made;
    struct pl_pagemap pagemap;
    struct pl_outline outline;
    const struct pl_picture *picture; // stands for all pictures
    pl_unit x, y, size, line;
    const struct pl_article *article;
};

static inline uint32_t hand_face(struct hand *hand, const char *family)
{
    PangoContext *context = pango_font_map_create_context(pl_fonts_map_pango(hand->map));
    PangoFontDescription *description = pango_font_description_from_string(family);
    pango_font_description_set_absolute_size(description, 10 * PANGO_SCALE);
    PangoFont *font = pango_font_map_load_font(pl_fonts_map_pango(hand->map), context, description);
    uint32_t face = pl_face_id(hand->map, font);
    g_object_unref(font);
    pango_font_description_free(description);
    g_object_unref(context);
    return face;
}

static inline struct hand_page *hand_page(struct hand *hand)
{
    return PL_LAST(&hand->pages);
}

/* One word as a run at the pen; the pen moves. */
static inline struct pl_run hand_shape(struct hand *hand, pl_str text, pl_unit x, pl_unit y, pl_unit size, uint32_t owner)
{
    size_t at = 0;
    uint32_t first = pl_utf8_next(text, &at);
    uint32_t face = pl_face_has(hand->map, hand->face, first) ? hand->face : hand->fallback;
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.data, (int)text.size, 0, (int)text.size);
    hb_buffer_guess_segment_properties(buffer);
    bool backward = hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL;
    hb_shape(pl_face_hb(hand->map, face, size), buffer, NULL, 0);
    unsigned count;
    hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    struct pl_glyph *glyphs = PL_NEW_ARRAY(hand->arena, struct pl_glyph, count);
    struct pl_cluster *clusters = PL_NEW_ARRAY(hand->arena, struct pl_cluster, count);
    pl_unit pen = 0;
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (struct pl_glyph){infos[i].codepoint, pen + positions[i].x_offset, -positions[i].y_offset};
        pen += positions[i].x_advance;
    }
    uint32_t cluster_count = 0;
    for (unsigned i = 0; i < count;) {
        unsigned from = backward ? count - 1 - i : i, cluster = infos[from].cluster, end = (unsigned)text.size, n = 0;
        for (; i < count && infos[backward ? count - 1 - i : i].cluster == cluster; i++)
            n++;
        if (i < count)
            end = infos[backward ? count - 1 - i : i].cluster;
        clusters[cluster_count++] = (struct pl_cluster){(uint16_t)(end - cluster), (uint16_t)n};
    }
    hb_buffer_destroy(buffer);
    return (struct pl_run){.face = face, .size = size, .is_right_to_left = backward, .color = PL_COLOR_BLACK,
                           .owner = owner, .x = x, .y = y, .advance = pen, .text = text, .glyphs = glyphs,
                           .clusters = clusters, .glyph_count = count, .cluster_count = cluster_count};
}

static inline void hand_decorate(struct hand *hand, enum pl_decoration_type type, struct pl_mark mark)
{
    struct pl_mark *kept = PL_NEW(hand->arena, struct pl_mark);
    *kept = mark;
    *PL_PUSH(hand->arena, &hand_page(hand)->decorations) = (struct pl_decoration){type, kept, 1};
}

static inline void hand_new_page(struct hand *hand)
{
    struct hand_page *page = PL_NEW(hand->arena, struct hand_page);
    page->page = (struct pl_page){.index = (uint32_t)hand->pages.count, .width = HAND_WIDTH, .height = HAND_HEIGHT};
    page->page.label = pl_str_format(hand->arena, "%u", page->page.index + 1);
    *PL_PUSH(hand->arena, &hand->pages) = page;
    hand->y = HAND_TOP;
    hand->x = HAND_LEFT;
    hand_decorate(hand, PL_DECORATION_BACKGROUND,
                  (struct pl_mark){.type = PL_MARK_FILL,
                                   .fill = {{0, 0, HAND_WIDTH, HAND_HEIGHT}, 0xFFFDF8FFu, {0}}});
    hand_decorate(hand, PL_DECORATION_HEADER,
                  (struct pl_mark){.type = PL_MARK_RUN,
                                   .run = hand_shape(hand, PL_LIT("Running head"), HAND_LEFT, PL_PT(30), PL_PT(8), 0)});
    hand_decorate(hand, PL_DECORATION_FOOTER,
                  (struct pl_mark){.type = PL_MARK_RUN,
                                   .run = hand_shape(hand, page->page.label, PL_PT(150), PL_PT(400), PL_PT(8), 0)});
}

static inline struct hand_piece *hand_piece(struct hand *hand, uint32_t owner, enum pl_part part)
{
    struct hand_page *page = hand_page(hand);
    if (page->pieces.count > 0) {
        struct hand_piece *last = PL_LAST(&page->pieces);
        if (last->piece.owner == owner && last->piece.part == part && last->marks.data[0].type == PL_MARK_RUN)
            return last;
    }
    struct hand_piece *piece = PL_NEW(hand->arena, struct hand_piece);
    piece->piece = (struct pl_piece){.owner = owner, .part = part, .link = PL_OWNER_NONE};
    *PL_PUSH(hand->arena, &page->pieces) = piece;
    return piece;
}

static inline void hand_line_feed(struct hand *hand)
{
    hand->x = HAND_LEFT;
    hand->y += hand->line;
    if (hand->y > HAND_BOTTOM)
        hand_new_page(hand);
}

static inline void hand_note_place(struct hand *hand, const struct pl_node *node)
{
    uint32_t *page = (uint32_t *)&hand->pagemap.page_of[pl_owner_of(hand->article, node)];
    for (; node && *page == PL_NO_PAGE; node = node->parent) {
        page = (uint32_t *)&hand->pagemap.page_of[pl_owner_of(hand->article, node)];
        if (*page != PL_NO_PAGE)
            break;
        *page = hand_page(hand)->page.index;
        ((pl_unit *)hand->pagemap.y_of)[pl_owner_of(hand->article, node)] = hand->y - hand->line;
    }
}

static inline void hand_link(struct hand *hand, const struct pl_node *node, const struct pl_run *run)
{
    for (const struct pl_node *link = node; link; link = link->parent) {
        if (link->kind != PL_KIND_link && link->kind != PL_KIND_note_call && link->kind != PL_KIND_note_mark)
            continue;
        struct pl_link_area area = {.link = pl_owner_of(hand->article, link), .target = PL_OWNER_NONE,
                                    .rect = {run->x, run->y - PL_PT(8), run->advance, PL_PT(11)},
                                    .description = pl_node_plain_text(hand->arena, link)};
        pl_str href = pl_node_attribute(link, PL_LIT("href"));
        const struct pl_article *article = hand->article;
        const struct pl_node *target = link->note;
        if (!target && pl_str_starts(href, PL_LIT("#")))
            target = pl_edition_target(hand->edition, hand->article, pl_str_slice(href, 1, href.size), &article);
        if (target)
            area.target = pl_owner_of(article, target);
        else
            area.uri = href;
        *PL_PUSH(hand->arena, &hand_page(hand)->links) = area;
        return;
    }
}

static inline void hand_run(struct hand *hand, const struct pl_node *node, pl_str text, enum pl_part part)
{
    uint32_t owner = pl_owner_of(hand->article, node);
    struct pl_run run = hand_shape(hand, text, hand->x, hand->y, hand->size, owner);
    struct hand_piece *piece = hand_piece(hand, owner, part);
    *PL_PUSH(hand->arena, &piece->marks) = (struct pl_mark){.type = PL_MARK_RUN, .run = run};
    hand->x += run.advance;
    hand_note_place(hand, node);
    if (part == PL_PART_TEXT && !pl_str_empty(pl_str_trim(text)))
        hand_link(hand, node, &run);
}

/* A word; where it doesn't fit its first half and a hyphen stay on the line. */
static inline void hand_word(struct hand *hand, const struct pl_node *node, pl_str word)
{
    pl_unit width = hand_shape(hand, word, 0, 0, hand->size, 0).advance;
    if (hand->x + width > HAND_RIGHT && hand->x > HAND_LEFT) {
        size_t half = word.size / 2;
        while (half > 0 && (word.data[half] & 0xC0) == 0x80)
            half--;
        pl_str head = pl_str_slice(word, 0, half);
        bool is_ascii = pl_utf8_count(word) == word.size && word.size > 6;
        pl_unit head_width = is_ascii ? hand_shape(hand, head, 0, 0, hand->size, 0).advance : PL_UNIT_MAX / 2;
        if (is_ascii && hand->x + head_width < HAND_RIGHT) {
            hand_run(hand, node, head, PL_PART_TEXT);
            struct hand_piece *piece = hand_piece(hand, pl_owner_of(hand->article, node), PL_PART_TEXT);
            struct pl_run hyphen = hand_shape(hand, PL_LIT("-"), hand->x, hand->y, hand->size, piece->piece.owner);
            hyphen.text = PL_LIT("\xC2\xAD");
            ((struct pl_cluster *)hyphen.clusters)->byte_count = 2;
            *PL_PUSH(hand->arena, &piece->marks) = (struct pl_mark){.type = PL_MARK_RUN, .run = hyphen};
            word = pl_str_slice(word, half, word.size);
        }
        hand_line_feed(hand);
    }
    hand_run(hand, node, word, PL_PART_TEXT);
}

static inline void hand_text(struct hand *hand, const struct pl_node *node)
{
    for (size_t at = 0; at < node->text.size;) {
        size_t end = pl_str_find_byte(node->text, ' ', at);
        if (end == SIZE_MAX)
            end = node->text.size;
        if (end > at)
            hand_word(hand, node, pl_str_slice(node->text, at, end));
        if (end < node->text.size)
            hand_run(hand, node, PL_LIT(" "), PL_PART_TEXT);
        at = end + 1;
    }
}

static inline void hand_image(struct hand *hand, const struct pl_node *node)
{
    if (hand->y + PL_PT(60) > HAND_BOTTOM)
        hand_new_page(hand);
    struct hand_piece *piece = PL_NEW(hand->arena, struct hand_piece);
    piece->piece = (struct pl_piece){.owner = pl_owner_of(hand->article, node), .link = PL_OWNER_NONE,
                                     .alternative = pl_node_attribute(node, PL_LIT("alt")),
                                     .has_alternative = pl_node_has_attribute(node, PL_LIT("alt"))};
    struct pl_rect rect = {hand->x, hand->y, PL_PT(80), PL_PT(50)};
    *PL_PUSH(hand->arena, &piece->marks) = (struct pl_mark){.type = PL_MARK_PICTURE, .picture = {hand->picture, rect, rect}};
    *PL_PUSH(hand->arena, &hand_page(hand)->pieces) = piece;
    hand_note_place(hand, node);
    hand->y += PL_PT(60);
}

static inline bool hand_has_block(const struct pl_node *node)
{
    for (const struct pl_node *kid = node->first; kid; kid = kid->next)
        if (pl_kind_row(kid->kind)->is != PL_IS_INLINE)
            return true;
    return false;
}

static inline void hand_article(struct hand *hand, const struct pl_article *article)
{
    hand->article = article;
    struct pl_walk walk = pl_walk_begin(article->root);
    while (pl_walk_next(&walk)) {
        const struct pl_node *node = walk.node;
        bool is_block = pl_kind_row(node->kind)->is != PL_IS_INLINE && !hand_has_block(node) && node->first;
        if (is_block && walk.event == PL_ENTER) {
            bool is_heading = node->kind == PL_KIND_heading || node->kind == PL_KIND_title;
            hand->size = is_heading ? PL_PT(14) : PL_PT(10);
            hand->line = is_heading ? PL_PT(18) : PL_PT(13);
            hand_line_feed(hand);
            const struct pl_node *item = node->kind == PL_KIND_list_item ? node : node->parent;
            if (item && item->kind == PL_KIND_list_item && (item == node || item->first == node)) {
                hand_run(hand, item, PL_LIT("\xE2\x80\xA2"), PL_PART_MARKER);
                hand_run(hand, item, PL_LIT(" "), PL_PART_MARKER);
            }
            if (is_heading)
                *PL_PUSH(hand->arena, &hand->outline) = (struct pl_outline_entry){
                    pl_node_plain_text(hand->arena, node), node->level, true, {0, node->serial, 0}};
        }
        if (walk.event == PL_ENTER && node->kind == PL_KIND_text)
            hand_text(hand, node);
        if (walk.event == PL_ENTER && node->kind == PL_KIND_image)
            hand_image(hand, node);
    }
}

static inline const struct pl_page *hand_make(void *context, struct pl_arena *arena, uint32_t index, unsigned thread)
{
    (void)arena, (void)thread;
    return &((struct hand *)context)->pages.data[index]->page;
}

/* All pages of an edition. */
static inline struct hand *hand_pages(struct pl_test *test, struct pl_edition *edition, const struct pl_picture *picture)
{
    struct hand *hand = PL_NEW(test->arena, struct hand);
    struct pl_fonts_options options = {.folder = PL_LIT(PLATEN_DATA_DIR "/fonts")};
    hand->arena = test->arena;
    hand->edition = edition;
    hand->picture = picture;
    hand->fonts = pl_fonts_open(test->arena, &options, &test->diags);
    assert_non_null(hand->fonts);
    hand->map = pl_fonts_map_new(hand->fonts);
    hand->face = hand_face(hand, "Linux Libertine O");
    hand->fallback = hand_face(hand, "Noto Naskh Arabic");
    const struct pl_article *last = PL_LAST(&edition->articles);
    uint32_t owners = last->first_owner + last->node_count;
    uint32_t *page_of = PL_NEW_ARRAY(test->arena, uint32_t, owners);
    memset(page_of, 0xFF, owners * sizeof *page_of);
    hand->pagemap = (struct pl_pagemap){
        .page_of = page_of, .y_of = PL_NEW_ARRAY(test->arena, pl_unit, owners), .owner_count = owners};
    hand_new_page(hand);
    for (size_t i = 0; i < edition->articles.count; i++)
        hand_article(hand, edition->articles.data[i]);
    pl_str *labels = PL_NEW_ARRAY(test->arena, pl_str, hand->pages.count);
    for (size_t i = 0; i < hand->pages.count; i++) {
        struct hand_page *page = hand->pages.data[i];
        struct pl_piece *pieces = PL_NEW_ARRAY(test->arena, struct pl_piece, page->pieces.count);
        for (size_t k = 0; k < page->pieces.count; k++) {
            pieces[k] = page->pieces.data[k]->piece;
            pieces[k].marks = page->pieces.data[k]->marks.data;
            pieces[k].mark_count = (uint32_t)page->pieces.data[k]->marks.count;
        }
        page->page.pieces = pieces;
        page->page.piece_count = (uint32_t)page->pieces.count;
        page->page.links = page->links.data;
        page->page.link_count = (uint32_t)page->links.count;
        page->page.decorations = page->decorations.data;
        page->page.decoration_count = (uint32_t)page->decorations.count;
        labels[i] = page->page.label;
    }
    hand->pagemap.labels = labels;
    hand->pagemap.page_count = (uint32_t)hand->pages.count;
    hand->made = (struct pl_pages){.count = (uint32_t)hand->pages.count, .make = hand_make, .context = hand};
    return hand;
}

#endif
