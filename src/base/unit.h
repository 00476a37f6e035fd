// SPDX-License-Identifier: MIT
/* base/unit.h: lengths, rectangles and colours.
 *
 * pl_unit is 1/1024 pt (Pango's unit), int32: a length inside one page (up to
 * ± 2,097,151 pt). pl_flow is the same unit in int64: a distance along a flow, a
 * column or a table. Sums are exact, so bytes are the same on every machine. */
#ifndef PL_BASE_UNIT_H
#define PL_BASE_UNIT_H

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

typedef int32_t pl_unit;
typedef int64_t pl_flow;

#define PL_UNIT_PER_PT 1024
#define PL_UNIT_MAX    INT32_MAX
#define PL_PT(points)  ((pl_unit)((points) * PL_UNIT_PER_PT))

/* Rounded half away from zero and clamped: a hostile sheet can't overflow. */
static inline pl_unit pl_unit_from_pt(double points)
{
    double units = round(points * PL_UNIT_PER_PT);
    if (!(units > INT32_MIN))
        return INT32_MIN + 1;
    return units < INT32_MAX ? (pl_unit)units : INT32_MAX;
}

static inline double pl_unit_to_pt(pl_flow units)
{
    return (double)units / PL_UNIT_PER_PT;
}

static inline pl_unit pl_unit_clamp(pl_flow units)
{
    return units > INT32_MAX ? INT32_MAX : units < INT32_MIN + 1 ? INT32_MIN + 1 : (pl_unit)units;
}

static inline pl_unit pl_unit_min(pl_unit a, pl_unit b)
{
    return a < b ? a : b;
}
static inline pl_unit pl_unit_max(pl_unit a, pl_unit b)
{
    return a > b ? a : b;
}

struct pl_rect {
    pl_unit x, y, width, height; // y grows downwards from the page's top left
};

/* sRGB, straight alpha; 0xRRGGBBAA. */
typedef uint32_t pl_color;
#define PL_COLOR_BLACK ((pl_color)0x000000FFu)
#define PL_COLOR_NONE  ((pl_color)0)

#define PL_UNREACHABLE(why) (assert(0 && why), __builtin_unreachable())

#endif
