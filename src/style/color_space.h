// SPDX-License-Identifier: MIT
/* style/color_space.h: the same colour in another space.
 *
 * Source: CSS Color 4 §5 to §12 and its sample code's matrices; OKLab by Björn Ottosson (2020). */
#ifndef PL_STYLE_COLOR_SPACE_H
#define PL_STYLE_COLOR_SPACE_H

#include <stdbool.h>

/* Channels as CSS writes them without units: rgb, xyz and p3 0 … 1; hsl and hwb degrees and 0 …
 * 100; lab and lch L 0 … 100; oklab and oklch L 0 … 1; hues in degrees. */
enum pl_color_space {
    PL_SPACE_SRGB,
    PL_SPACE_SRGB_LINEAR,
    PL_SPACE_DISPLAY_P3,
    PL_SPACE_XYZ_D50,
    PL_SPACE_XYZ_D65,
    PL_SPACE_HSL,
    PL_SPACE_HWB,
    PL_SPACE_LAB,
    PL_SPACE_LCH,
    PL_SPACE_OKLAB,
    PL_SPACE_OKLCH,
};

/* In place, to and from sRGB; nothing is clamped. */
void pl_space_to_srgb(enum pl_color_space space, double channels[3]);
void pl_space_from_srgb(enum pl_color_space space, double channels[3]);

/* Which of the three channels is a hue; -1: none. */
int pl_space_hue(enum pl_color_space space);

/* True when the hue means nothing because the colour is a grey. */
bool pl_space_hue_is_powerless(enum pl_color_space space, const double channels[3]);

#endif
