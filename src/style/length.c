// SPDX-License-Identifier: MIT
/* style/length.c: the units of CSS and what each is worth. */
#include "style/specified.h"

/* CSS Values 4 §6.2: 1in = 96px = 72pt. */
static const struct pl_unit_row units[] = {
    {PL_LIT_INIT("pt"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 1},
    {PL_LIT_INIT("px"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 0.75},
    {PL_LIT_INIT("em"), PL_DIMENSION_LENGTH, PL_RELATIVE_EM, 1},
    {PL_LIT_INIT("mm"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 72 / 25.4},
    {PL_LIT_INIT("cm"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 72 / 2.54},
    {PL_LIT_INIT("in"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 72},
    {PL_LIT_INIT("pc"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 12},
    {PL_LIT_INIT("q"), PL_DIMENSION_LENGTH, PL_RELATIVE_ABSOLUTE, 72 / 101.6},
    {PL_LIT_INIT("rem"), PL_DIMENSION_LENGTH, PL_RELATIVE_REM, 1},
    {PL_LIT_INIT("ex"), PL_DIMENSION_LENGTH, PL_RELATIVE_EX, 1},
    {PL_LIT_INIT("rex"), PL_DIMENSION_LENGTH, PL_RELATIVE_REX, 1},
    {PL_LIT_INIT("cap"), PL_DIMENSION_LENGTH, PL_RELATIVE_CAP, 1},
    {PL_LIT_INIT("rcap"), PL_DIMENSION_LENGTH, PL_RELATIVE_RCAP, 1},
    {PL_LIT_INIT("ch"), PL_DIMENSION_LENGTH, PL_RELATIVE_CH, 1},
    {PL_LIT_INIT("rch"), PL_DIMENSION_LENGTH, PL_RELATIVE_RCH, 1},
    {PL_LIT_INIT("ic"), PL_DIMENSION_LENGTH, PL_RELATIVE_IC, 1},
    {PL_LIT_INIT("ric"), PL_DIMENSION_LENGTH, PL_RELATIVE_RIC, 1},
    {PL_LIT_INIT("lh"), PL_DIMENSION_LENGTH, PL_RELATIVE_LH, 1},
    {PL_LIT_INIT("rlh"), PL_DIMENSION_LENGTH, PL_RELATIVE_RLH, 1},
    // Small, large and dynamic viewports are one page; vi and vb are those of horizontal text.
    {PL_LIT_INIT("vw"), PL_DIMENSION_LENGTH, PL_RELATIVE_VW, 1},
    {PL_LIT_INIT("vh"), PL_DIMENSION_LENGTH, PL_RELATIVE_VH, 1},
    {PL_LIT_INIT("vi"), PL_DIMENSION_LENGTH, PL_RELATIVE_VW, 1},
    {PL_LIT_INIT("vb"), PL_DIMENSION_LENGTH, PL_RELATIVE_VH, 1},
    {PL_LIT_INIT("vmin"), PL_DIMENSION_LENGTH, PL_RELATIVE_VMIN, 1},
    {PL_LIT_INIT("vmax"), PL_DIMENSION_LENGTH, PL_RELATIVE_VMAX, 1},
    {PL_LIT_INIT("svw"), PL_DIMENSION_LENGTH, PL_RELATIVE_VW, 1},
    {PL_LIT_INIT("svh"), PL_DIMENSION_LENGTH, PL_RELATIVE_VH, 1},
    {PL_LIT_INIT("lvw"), PL_DIMENSION_LENGTH, PL_RELATIVE_VW, 1},
    {PL_LIT_INIT("lvh"), PL_DIMENSION_LENGTH, PL_RELATIVE_VH, 1},
    {PL_LIT_INIT("dvw"), PL_DIMENSION_LENGTH, PL_RELATIVE_VW, 1},
    {PL_LIT_INIT("dvh"), PL_DIMENSION_LENGTH, PL_RELATIVE_VH, 1},
    {PL_LIT_INIT("deg"), PL_DIMENSION_ANGLE, PL_RELATIVE_ABSOLUTE, 1},
    {PL_LIT_INIT("grad"), PL_DIMENSION_ANGLE, PL_RELATIVE_ABSOLUTE, 0.9},
    {PL_LIT_INIT("rad"), PL_DIMENSION_ANGLE, PL_RELATIVE_ABSOLUTE, 57.295779513082320877},
    {PL_LIT_INIT("turn"), PL_DIMENSION_ANGLE, PL_RELATIVE_ABSOLUTE, 360},
    {PL_LIT_INIT("dppx"), PL_DIMENSION_RESOLUTION, PL_RELATIVE_ABSOLUTE, 1},
    {PL_LIT_INIT("x"), PL_DIMENSION_RESOLUTION, PL_RELATIVE_ABSOLUTE, 1},
    {PL_LIT_INIT("dpi"), PL_DIMENSION_RESOLUTION, PL_RELATIVE_ABSOLUTE, 1 / 96.0},
    {PL_LIT_INIT("dpcm"), PL_DIMENSION_RESOLUTION, PL_RELATIVE_ABSOLUTE, 2.54 / 96},
    {PL_LIT_INIT("fr"), PL_DIMENSION_FLEX, PL_RELATIVE_ABSOLUTE, 1},
    {PL_LIT_INIT("s"), PL_DIMENSION_TIME, PL_RELATIVE_ABSOLUTE, 1},
    {PL_LIT_INIT("ms"), PL_DIMENSION_TIME, PL_RELATIVE_ABSOLUTE, 0.001},
};

const struct pl_unit_row *pl_unit_lookup(pl_str name)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (pl_str_eq_ascii_nocase(units[i].name, name))
            return &units[i];
    return NULL;
}

pl_str pl_relative_name(enum pl_relative relative)
{
    if (relative == PL_RELATIVE_PERCENTAGE)
        return PL_LIT("%");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].dimension == PL_DIMENSION_LENGTH && units[i].relative == relative)
            return units[i].name;
    return (pl_str){0};
}
