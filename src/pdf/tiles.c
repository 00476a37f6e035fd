// SPDX-License-Identifier: MIT
/* pdf/tiles.c: a layer of a background as a form: a picture or a shading, again and again.
 *
 * Source: ISO 32000-1 8.7.3 (tiling patterns), 8.7.4 (shadings), 7.10 (functions), 11.6.5 (soft masks). Some tiles are
 * placed one by one; many are a pattern. A gradient with translucent stops has its alpha in a mask of the same make. */
#include "pdf/tiles.h"

#include <math.h>

#define PLACED_MOST 256 // more tiles are a pattern

enum channel { CHANNEL_COLOR, CHANNEL_ALPHA };

struct writing {
    struct pl_pdf_part *part;
    const struct pl_page *page;
    const struct pl_tiles *tiles;
    uint32_t image;
};

/* With five decimals, in any locale. */
static void add_real(struct pl_strbuf *out, double value)
{
    long long parts = llround(fmin(fmax(value, -1e9), 1e9) * 100000);
    unsigned long long rest = (unsigned long long)(parts < 0 ? -parts : parts);
    pl_strbuf_addf(out, "%s%llu.%05llu ", parts < 0 ? "-" : "", rest / 100000, rest % 100000);
}

/* --- Shadings ------------------------------------------------------------------------------------------ */

static void add_color(struct pl_strbuf *out, pl_color color, enum channel channel)
{
    pl_strbuf_add_byte(out, '[');
    if (channel == CHANNEL_ALPHA) {
        add_real(out, (color & 255) / 255.0);
    } else {
        add_real(out, (color >> 24) / 255.0);
        add_real(out, (color >> 16 & 255) / 255.0);
        add_real(out, (color >> 8 & 255) / 255.0);
    }
    pl_strbuf_add_byte(out, ']');
}

static void add_segment(struct pl_strbuf *out, const struct pl_gradient_stop *from,
                        const struct pl_gradient_stop *to, enum channel channel)
{
    pl_strbuf_add(out, PL_LIT("<</FunctionType 2/Domain[0 1]/N 1/C0"));
    add_color(out, from->color, channel);
    pl_strbuf_add(out, PL_LIT("/C1"));
    add_color(out, to->color, channel);
    pl_strbuf_add(out, PL_LIT(">>"));
}

/* A function for each stretch between two stops; where two stand in one place the colour jumps. */
static void add_function(struct pl_strbuf *out, struct pl_arena *arena,
                         const struct pl_gradient *gradient, enum channel channel)
{
    struct pl_strbuf functions = PL_STRBUF(arena), bounds = PL_STRBUF(arena),
                     encode = PL_STRBUF(arena);
    const struct pl_gradient_stop *stops = gradient->stops;
    bool is_first = true;
    for (uint32_t i = 0; i + 1 < gradient->stop_count; i++) {
        if (stops[i + 1].at - stops[i].at < 0.00002)
            continue;
        if (!is_first)
            add_real(&bounds, stops[i].at);
        is_first = false;
        add_segment(&functions, &stops[i], &stops[i + 1], channel);
        pl_strbuf_add(&encode, PL_LIT("0 1 "));
    }
    pl_strbuf_add(out, PL_LIT("<</FunctionType 3/Domain[0 1]/Functions["));
    pl_strbuf_add(out, pl_strbuf_str(&functions));
    pl_strbuf_add(out, PL_LIT("]/Bounds["));
    pl_strbuf_add(out, pl_strbuf_str(&bounds));
    pl_strbuf_add(out, PL_LIT("]/Encode["));
    pl_strbuf_add(out, pl_strbuf_str(&encode));
    pl_strbuf_add(out, PL_LIT("]>>"));
}

static void add_shading(struct pl_strbuf *out, struct pl_arena *arena,
                        const struct pl_gradient *gradient, enum channel channel)
{
    pl_strbuf_addf(out, "<</ShadingType %d/ColorSpace/%s/Coords[", gradient->is_radial ? 3 : 2,
                   channel == CHANNEL_ALPHA ? "DeviceGray" : "DeviceRGB");
    double linear[4] = {gradient->from_x, gradient->from_y, gradient->to_x, gradient->to_y};
    double radial[6] = {0, 0, gradient->from_radius, 0, 0, gradient->to_radius};
    for (int i = 0; i < (gradient->is_radial ? 6 : 4); i++)
        add_real(out, gradient->is_radial ? radial[i] : linear[i]);
    pl_strbuf_add(out, PL_LIT("]/Extend[true true]/Function"));
    add_function(out, arena, gradient, channel);
    pl_strbuf_add(out, PL_LIT(">>"));
}

/* --- Tiles ---------------------------------------------------------------------------------------------- */

/* One tile whose lower left corner is at (x, y). */
static void add_tile(struct pl_strbuf *out, const struct writing *writing, double x, double y)
{
    const struct pl_gradient *gradient = writing->tiles->gradient;
    double width = pl_unit_to_pt(writing->tiles->first.width),
           height = pl_unit_to_pt(writing->tiles->first.height);
    double numbers[6] = {width, 0, 0, height, x, y};
    pl_strbuf_add(out, PL_LIT("q "));
    if (!writing->tiles->picture) { // points, from the top left
        numbers[0] = 1;
        numbers[3] = -1;
        numbers[5] = y + height;
    }
    for (int i = 0; i < 6; i++)
        add_real(out, numbers[i]);
    pl_strbuf_add(out, PL_LIT("cm "));
    if (writing->tiles->picture) {
        pl_strbuf_add(out, PL_LIT("/I Do Q\n"));
        return;
    }
    pl_strbuf_add(out, PL_LIT("0 0 "));
    add_real(out, width);
    add_real(out, height);
    pl_strbuf_add(out, PL_LIT("re W n "));
    if (gradient->is_radial) {
        double own[6] = {1, 0, 0, gradient->squeeze, gradient->from_x, gradient->from_y};
        for (int i = 0; i < 6; i++)
            add_real(out, own[i]);
        pl_strbuf_add(out, PL_LIT("cm "));
    }
    pl_strbuf_add(out, PL_LIT("/S sh Q\n"));
}

static void add_what(struct pl_strbuf *out, const struct writing *writing, enum channel channel)
{
    if (writing->tiles->picture) {
        pl_strbuf_addf(out, "/XObject<</I %u 0 R>>", writing->image);
        return;
    }
    pl_strbuf_add(out, PL_LIT("/Shading<</S"));
    add_shading(out, writing->part->arena, writing->tiles->gradient, channel);
    pl_strbuf_add(out, PL_LIT(">>"));
}

static double page_y(const struct writing *writing, pl_flow y)
{
    return pl_unit_to_pt((pl_flow)writing->page->height - y);
}

static void write_pattern(const struct writing *writing, enum channel channel, uint32_t number)
{
    const struct pl_tiles *tiles = writing->tiles;
    struct pl_strbuf dictionary = PL_STRBUF(writing->part->arena),
                     content = PL_STRBUF(writing->part->arena);
    pl_strbuf_add(&dictionary,
                  PL_LIT("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 "));
    add_real(&dictionary, pl_unit_to_pt(tiles->first.width));
    add_real(&dictionary, pl_unit_to_pt(tiles->first.height));
    pl_strbuf_add(&dictionary, PL_LIT("]/XStep "));
    add_real(&dictionary, pl_unit_to_pt(tiles->step_x));
    pl_strbuf_add(&dictionary, PL_LIT("/YStep "));
    add_real(&dictionary, pl_unit_to_pt(tiles->step_y));
    pl_strbuf_add(&dictionary, PL_LIT("/Matrix[1 0 0 1 "));
    add_real(&dictionary, pl_unit_to_pt(tiles->first.x));
    add_real(&dictionary, page_y(writing, (pl_flow)tiles->first.y + tiles->first.height));
    pl_strbuf_add(&dictionary, PL_LIT("]/Resources<<"));
    add_what(&dictionary, writing, channel);
    pl_strbuf_add(&dictionary, PL_LIT(">>"));
    add_tile(&content, writing, 0, 0);
    pl_pdf_part_deflated(writing->part, number, pl_strbuf_str(&dictionary),
                         pl_strbuf_str(&content));
}

/* --- Forms ------------------------------------------------------------------------------------------------ */

static void add_points(struct pl_strbuf *out, const double *numbers, int count,
                       const char *operator)
{
    for (int i = 0; i < count; i++)
        add_real(out, numbers[i]);
    pl_strbuf_addf(out, "%s ", operator);
}

/* A corner as a Bézier curve from (x, y) to (to_x, to_y) round (cx, cy). */
static void add_corner(struct pl_strbuf *out, double x, double y, double cx, double cy, double to_x,
                       double to_y)
{
    const double k = 0.5523;
    double numbers[6] = {x + (cx - x) * k,
                         y + (cy - y) * k,
                         to_x + (cx - to_x) * k,
                         to_y + (cy - to_y) * k,
                         to_x,
                         to_y};
    add_points(out, numbers, 6, "c");
}

static void add_clip(struct pl_strbuf *out, const struct writing *writing)
{
    const struct pl_rect *clip = &writing->tiles->clip;
    double left = pl_unit_to_pt(clip->x), width = pl_unit_to_pt(clip->width),
           height = pl_unit_to_pt(clip->height);
    double top = page_y(writing, clip->y), right = left + width, bottom = top - height, r[4],
           factor = 1;
    for (int i = 0; i < 4; i++)
        r[i] = fmax(pl_unit_to_pt(writing->tiles->radius[i]), 0);
    for (int i = 0; i < 4; i++) { // CSS Backgrounds 3 §5.5
        double sum = r[i] + r[(i + 1) % 4], side = i % 2 ? height : width;
        factor = sum > side ? fmin(factor, side / sum) : factor;
    }
    for (int i = 0; i < 4; i++)
        r[i] *= factor;
    if (r[0] + r[1] + r[2] + r[3] <= 0) {
        add_points(out, (double[]){left, bottom, width, height}, 4, "re");
    } else {
        add_points(out, (double[]){left + r[0], top}, 2, "m");
        add_points(out, (double[]){right - r[1], top}, 2, "l");
        add_corner(out, right - r[1], top, right, top, right, top - r[1]);
        add_points(out, (double[]){right, bottom + r[2]}, 2, "l");
        add_corner(out, right, bottom + r[2], right, bottom, right - r[2], bottom);
        add_points(out, (double[]){left + r[3], bottom}, 2, "l");
        add_corner(out, left + r[3], bottom, left, bottom, left, bottom + r[3]);
        add_points(out, (double[]){left, top - r[0]}, 2, "l");
        add_corner(out, left, top - r[0], left, top, left + r[0], top);
        pl_strbuf_add(out, PL_LIT("h "));
    }
    pl_strbuf_add(out, PL_LIT("W n\n"));
}

static void write_form(const struct writing *writing, enum channel channel, uint32_t number,
                       uint32_t pattern, uint32_t mask)
{
    const struct pl_tiles *tiles = writing->tiles;
    struct pl_strbuf dictionary = PL_STRBUF(writing->part->arena),
                     content = PL_STRBUF(writing->part->arena);
    bool is_pattern = (uint64_t)tiles->across * tiles->down > PLACED_MOST;
    pl_strbuf_add(&dictionary, PL_LIT("/Type/XObject/Subtype/Form/BBox[0 0 "));
    add_real(&dictionary, pl_unit_to_pt(writing->page->width));
    add_real(&dictionary, pl_unit_to_pt(writing->page->height));
    pl_strbuf_add(&dictionary, PL_LIT("]"));
    if (channel == CHANNEL_ALPHA)
        pl_strbuf_add(&dictionary, PL_LIT("/Group<</Type/Group/S/Transparency/CS/DeviceGray>>"));
    pl_strbuf_add(&dictionary, PL_LIT("/Resources<<"));
    if (mask) {
        pl_strbuf_addf(&dictionary, "/ExtGState<</M<</SMask<</S/Luminosity/G %u 0 R>>>>>>", mask);
        pl_strbuf_add(&content, PL_LIT("/M gs\n"));
    }
    add_clip(&content, writing);
    if (is_pattern) {
        pl_strbuf_addf(&dictionary, "/Pattern<</P %u 0 R>>", pattern);
        write_pattern(writing, channel, pattern);
        pl_strbuf_add(&content, PL_LIT("/Pattern cs /P scn "));
        double width = pl_unit_to_pt((pl_flow)(tiles->across - 1) * tiles->step_x +
                                     tiles->first.width);
        double height = pl_unit_to_pt((pl_flow)(tiles->down - 1) * tiles->step_y +
                                      tiles->first.height);
        add_points(&content,
                   (double[]){pl_unit_to_pt(tiles->first.x),
                              page_y(writing, tiles->first.y) - height, width, height},
                   4, "re");
        pl_strbuf_add(&content, PL_LIT("f\n"));
    } else {
        add_what(&dictionary, writing, channel);
        for (uint32_t row = 0; row < tiles->down; row++)
            for (uint32_t column = 0; column < tiles->across; column++)
                add_tile(&content, writing,
                         pl_unit_to_pt((pl_flow)tiles->first.x + (pl_flow)column * tiles->step_x),
                         page_y(writing, (pl_flow)tiles->first.y + (pl_flow)row * tiles->step_y +
                                             tiles->first.height));
    }
    pl_strbuf_add(&dictionary, PL_LIT(">>"));
    pl_pdf_part_deflated(writing->part, number, pl_strbuf_str(&dictionary),
                         pl_strbuf_str(&content));
}

static bool has_alpha(const struct pl_tiles *tiles)
{
    for (uint32_t i = 0; !tiles->picture && i < tiles->gradient->stop_count; i++)
        if ((tiles->gradient->stops[i].color & 255) != 255)
            return true;
    return false;
}

void pl_pdf_tiles_write(struct pl_pdf_part *part, const struct pl_page *page,
                        const struct pl_tiles *tiles, uint32_t number, uint32_t image)
{
    struct writing writing = {part, page, tiles, image};
    bool is_masked = has_alpha(tiles);
    write_form(&writing, CHANNEL_COLOR, number, number + 1, is_masked ? number + 2 : 0);
    if (is_masked)
        write_form(&writing, CHANNEL_ALPHA, number + 2, number + 3, 0);
}
