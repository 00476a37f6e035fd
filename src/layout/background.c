// SPDX-License-Identifier: MIT
/* layout/background.c: the layers behind a box: where each goes, how large, how often.
 *
 * Source: CSS Backgrounds 3 §3. A layer is laid out in its positioning area and shows in its painting area. */
#include "layout/background.h"

#include <math.h>

#define SLIVER     16 // units
#define TILE_LEAST (PL_PT(1) / 4)
#define TILES_MOST 2000 // more of them touch, whatever room would stand between them

bool pl_background_has_image(const struct pl_style *style)
{
    return style->values[PL_PROPERTY_background_image]->type != PL_CSS_KEYWORD;
}

bool pl_background_shows(const struct pl_style *style)
{
    return (pl_style_color(style, PL_PROPERTY_background_color) & 0xFF) != 0 ||
           pl_background_has_image(style);
}

/* --- Areas --------------------------------------------------------------------------------------------- */

/* Lists go round: a layer more than a property has values takes its values from the first on again. */
static const struct pl_css_value *layer_value(const struct pl_style *style,
                                              enum pl_property property, uint32_t layer)
{
    const struct pl_css_value *value = style->values[property];
    return pl_css_layer(value, layer % pl_css_layer_count(value));
}

static enum pl_keyword layer_keyword(const struct pl_style *style, enum pl_property property,
                                     uint32_t layer)
{
    const struct pl_css_value *value = layer_value(style, property, layer);
    return value->type == PL_CSS_KEYWORD ? value->keyword : PL_KEYWORD_NOT_ONE;
}

/* How far the box named lies inside the border box. */
static void insets(const struct pl_background_place *place, enum pl_keyword box, pl_unit out[4])
{
    for (int side = 0; side < 4; side++) {
        out[side] = box == PL_KEYWORD_padding_box || box == PL_KEYWORD_content_box
                        ? place->edges.border[side]
                        : 0;
        if (box == PL_KEYWORD_content_box)
            out[side] = pl_edges_before(&place->edges, (enum pl_side)side);
    }
}

static struct pl_rect area_of(const struct pl_background_place *place, enum pl_keyword box)
{
    pl_unit in[4];
    insets(place, box, in);
    return (struct pl_rect){place->border.x + in[PL_LEFT], place->border.y + in[PL_TOP],
                            pl_unit_max(place->border.width - in[PL_LEFT] - in[PL_RIGHT], 0),
                            pl_unit_max(place->border.height - in[PL_TOP] - in[PL_BOTTOM], 0)};
}

/* Radii of an inner box are what the edges leave of them: §5.2. */
static void radii_of(const struct pl_background_place *place, enum pl_keyword box,
                     pl_unit radius[4])
{
    static const enum pl_side sides[4][2] = {
        {PL_TOP, PL_LEFT}, {PL_TOP, PL_RIGHT}, {PL_BOTTOM, PL_RIGHT}, {PL_BOTTOM, PL_LEFT}};
    pl_unit in[4];
    insets(place, box, in);
    for (int corner = 0; corner < 4; corner++)
        radius[corner] = pl_unit_max(
            place->radius[corner] - pl_unit_max(in[sides[corner][0]], in[sides[corner][1]]), 0);
}

/* --- One axis -------------------------------------------------------------------------------------------- */

struct axis {
    pl_unit start, extent; // of the positioning area
    pl_unit size;          // of a tile; -1: auto
    pl_unit first, step;
    uint32_t count;
    enum pl_keyword repeat;
};

static void read_repeat(const struct pl_css_value *value, struct axis axes[2])
{
    for (int i = 0; i < 2; i++) {
        const struct pl_css_value *word = pl_css_item(
            value, pl_css_item_count(value) > 1 ? (uint32_t)i : 0);
        enum pl_keyword keyword = word->type == PL_CSS_KEYWORD ? word->keyword : PL_KEYWORD_repeat;
        if (keyword == PL_KEYWORD_repeat_x)
            keyword = i ? PL_KEYWORD_no_repeat : PL_KEYWORD_repeat;
        else if (keyword == PL_KEYWORD_repeat_y)
            keyword = i ? PL_KEYWORD_repeat : PL_KEYWORD_no_repeat;
        axes[i].repeat = keyword;
    }
}

static pl_unit scaled(pl_unit length, double by, double of)
{
    return pl_css_length_from_pt(of > 0 ? pl_unit_to_pt(length) * by / of : 0);
}

/* The tile's size: background-size and what a picture has of its own; a gradient has nothing: §3.9. */
static void read_size(struct pl_layouter *layouter, const struct pl_css_value *value,
                      const struct pl_picture *picture, struct axis axes[2], bool is_auto[2])
{
    double own[2] = {picture ? picture->width * 0.75 : 0, picture ? picture->height * 0.75 : 0};
    enum pl_keyword keyword = value->type == PL_CSS_KEYWORD ? value->keyword : PL_KEYWORD_NOT_ONE;
    is_auto[0] = is_auto[1] = false;
    if (keyword == PL_KEYWORD_cover || keyword == PL_KEYWORD_contain) {
        axes[0].size = axes[0].extent;
        axes[1].size = axes[1].extent;
        if (!picture)
            return;
        double across = pl_unit_to_pt(axes[0].extent) / own[0],
               down = pl_unit_to_pt(axes[1].extent) / own[1];
        double factor = keyword == PL_KEYWORD_cover ? fmax(across, down) : fmin(across, down);
        for (int i = 0; i < 2; i++)
            axes[i].size = pl_css_length_from_pt(own[i] * factor);
        return;
    }
    for (int i = 0; i < 2; i++) {
        struct pl_css_basis basis = pl_basis(layouter, axes[i].extent);
        bool has_word = i == 0 || pl_css_item_count(value) > 1;
        pl_unit size;
        is_auto[i] = !has_word || !pl_css_resolve(pl_css_item(value, (uint32_t)i), &basis, &size);
        axes[i].size = is_auto[i] ? -1 : pl_unit_max(size, 0);
    }
    for (int i = 0; i < 2; i++) {
        if (!is_auto[i])
            continue;
        if (!picture)
            axes[i].size = axes[i].extent;
        else if (is_auto[!i])
            axes[i].size = pl_css_length_from_pt(own[i]);
        else
            axes[i].size = scaled(axes[!i].size, own[i], own[!i]);
    }
}

/* `round`: as many as fit best, whole ones. A size that was auto keeps the picture's ratio: §3.4. */
static void round_sizes(struct axis axes[2], const bool is_auto[2], bool has_ratio)
{
    for (int i = 0; i < 2; i++) {
        if (axes[i].repeat != PL_KEYWORD_round || axes[i].size <= 0 || axes[i].extent <= 0)
            continue;
        double before = pl_unit_to_pt(axes[i].size);
        double count = fmax(round(pl_unit_to_pt(axes[i].extent) / before), 1);
        axes[i].size = pl_css_length_from_pt(pl_unit_to_pt(axes[i].extent) / count);
        if (is_auto[!i] && has_ratio && axes[!i].repeat != PL_KEYWORD_round)
            axes[!i].size = scaled(axes[!i].size, pl_unit_to_pt(axes[i].size), before);
    }
}

/* Where tiles stand on an axis, and how many show between `from` and `to`. */
static bool place_tiles(struct pl_layouter *layouter, struct axis *axis,
                        const struct pl_css_value *position, pl_unit from, pl_unit to)
{
    struct pl_css_basis basis = pl_basis(layouter, axis->extent - axis->size);
    pl_unit offset = 0;
    if (axis->size <= 0 || to <= from)
        return false;
    pl_css_resolve(position, &basis, &offset);
    axis->first = pl_unit_clamp((pl_flow)axis->start + offset);
    axis->step = axis->size;
    axis->count = 1;
    if (axis->repeat == PL_KEYWORD_space) {
        pl_unit fitting = axis->extent / axis->size;
        if (fitting >= 2 && fitting < TILES_MOST) {
            axis->first = axis->start;
            axis->step = (axis->extent - axis->size) / (fitting - 1);
        }
        if (fitting < 2)
            return axis->first < to && axis->first + axis->size > from;
    }
    if (axis->repeat == PL_KEYWORD_no_repeat)
        return axis->first < to && (pl_flow)axis->first + axis->size > from;
    // the first tile that ends behind `from`
    pl_flow before = (pl_flow)axis->first + axis->size - from,
            steps = before > 0 ? (before - 1) / axis->step : 0;
    if (before <= 0)
        steps = -((-before) / axis->step + 1);
    axis->first = pl_unit_clamp((pl_flow)axis->first - steps * axis->step);
    pl_flow reach = (pl_flow)to - axis->first;
    if (reach <= 0)
        return false;
    // a sliver less than SLIVER comes of rounding
    axis->count = (uint32_t)(((reach > SLIVER ? reach - SLIVER : 1) + axis->step - 1) / axis->step);
    return true;
}

/* --- Layers ------------------------------------------------------------------------------------------------ */

/* Tiles too small for anyone to see are painted as larger ones: viewers take minutes over millions of them. */
static void bound_tiles(struct axis *axis)
{
    if (axis->count <= 1 || (axis->count <= TILES_MOST && axis->step >= TILE_LEAST))
        return;
    pl_flow reach = (pl_flow)axis->count * axis->step;
    axis->step = axis->size = (pl_unit)pl_unit_max(pl_unit_clamp(reach / TILES_MOST + 1),
                                                   4 * TILE_LEAST);
    axis->count = (uint32_t)((reach + axis->step - 1) / axis->step);
}

static void paint_layer(struct pl_layouter *layouter, const struct pl_style *style,
                        const struct pl_background_place *place, uint32_t layer,
                        struct pl_marks *marks)
{
    const struct pl_css_value *image = layer_value(style, PL_PROPERTY_background_image, layer);
    const struct pl_picture *picture = image->type == PL_CSS_URL
                                           ? pl_backgrounds_picture(layouter->backgrounds, image)
                                           : NULL;
    if (!picture && image->type != PL_CSS_FUNCTION)
        return;
    struct pl_rect origin = place->origin
                                ? *place->origin
                                : area_of(place, layer_keyword(style, PL_PROPERTY_background_origin,
                                                               layer));
    enum pl_keyword clip_box = place->origin
                                   ? PL_KEYWORD_border_box
                                   : layer_keyword(style, PL_PROPERTY_background_clip, layer);
    struct pl_tiles tiles = {.picture = picture, .clip = area_of(place, clip_box)};
    struct axis axes[2] = {{.start = origin.x, .extent = origin.width},
                           {.start = origin.y, .extent = origin.height}};
    const struct pl_css_value *position = layer_value(style, PL_PROPERTY_background_position,
                                                      layer);
    bool is_auto[2];
    radii_of(place, clip_box, tiles.radius);
    read_repeat(layer_value(style, PL_PROPERTY_background_repeat, layer), axes);
    read_size(layouter, layer_value(style, PL_PROPERTY_background_size, layer), picture, axes,
              is_auto);
    round_sizes(axes, is_auto, picture != NULL);
    if (!place_tiles(layouter, &axes[0], pl_css_item(position, 0), tiles.clip.x,
                     tiles.clip.x + tiles.clip.width) ||
        !place_tiles(layouter, &axes[1], pl_css_item(position, pl_css_item_count(position) > 1),
                     tiles.clip.y, tiles.clip.y + tiles.clip.height))
        return;
    bound_tiles(&axes[0]);
    bound_tiles(&axes[1]);
    tiles.first = (struct pl_rect){axes[0].first, axes[1].first, axes[0].size, axes[1].size};
    tiles.step_x = axes[0].step;
    tiles.step_y = axes[1].step;
    tiles.across = axes[0].count;
    tiles.down = axes[1].count;
    if (!picture && !(tiles.gradient = pl_gradient_of(layouter, image, axes[0].size, axes[1].size)))
        return;
    struct pl_mark *mark = PL_PUSH(layouter->arena, marks);
    struct pl_tiles *kept = PL_NEW(layouter->arena, struct pl_tiles);
    *kept = tiles;
    mark->type = PL_MARK_TILES;
    mark->tiles = kept;
}

void pl_background_paint(struct pl_layouter *layouter, const struct pl_style *style,
                         const struct pl_background_place *place, struct pl_marks *marks)
{
    uint32_t count = pl_css_layer_count(style->values[PL_PROPERTY_background_image]);
    enum pl_keyword clip = place->origin
                               ? PL_KEYWORD_border_box
                               : layer_keyword(style, PL_PROPERTY_background_clip, count - 1);
    pl_unit radius[4];
    radii_of(place, clip, radius);
    pl_compose_fill(layouter, marks, area_of(place, clip),
                    pl_style_color(style, PL_PROPERTY_background_color), radius);
    if (!pl_background_has_image(style))
        return;
    for (uint32_t layer = count; layer-- > 0;)
        paint_layer(layouter, style, place, layer, marks);
}
