// SPDX-License-Identifier: MIT
/* style/color_space.c: the same colour in another space (CSS Color 4 §5 to §12). */
#include "style/color_space.h"

#include <math.h>

#define DEGREES (180 / 3.14159265358979323846)

static const double srgb_to_xyz[3][3] = {
    {0.41239079926595934, 0.357584339383878, 0.1804807884018343},
    {0.21263900587151027, 0.715168678767756, 0.07219231536073371},
    {0.01933081871559182, 0.11919477979462598, 0.9505321522496607},
};
static const double xyz_to_srgb[3][3] = {
    {3.2409699419045226, -1.537383177570094, -0.4986107602930034},
    {-0.9692436362808796, 1.8759675015077202, 0.04155505740717559},
    {0.05563007969699366, -0.20397695888897652, 1.0569715142428786},
};
static const double p3_to_xyz[3][3] = {
    {0.4865709486482162, 0.26566769316909306, 0.1982172852343625},
    {0.2289745640697488, 0.6917385218365064, 0.079286914093745},
    {0, 0.04511338185890264, 1.043944368900976},
};
static const double xyz_to_p3[3][3] = {
    {2.493496911941425, -0.9313836179191239, -0.40271078445071684},
    {-0.8294889695615747, 1.7626640603183463, 0.023624685841943577},
    {0.03584583024378447, -0.07617238926804182, 0.9568845240076872},
};
static const double d50_to_d65[3][3] = {
    {0.9554734527042182, -0.023098536874261423, 0.0632593086610217},
    {-0.028369706963208136, 1.0099954580058226, 0.021041398966943008},
    {0.012314001688319899, -0.020507696433477912, 1.3303659366080753},
};
static const double d65_to_d50[3][3] = {
    {1.0479298208405488, 0.022946793341019088, -0.05019222954313557},
    {0.029627815688159344, 0.990434484573249, -0.01707382502938514},
    {-0.009243058152591178, 0.015055144896577895, 0.7518742899580008},
};
static const double srgb_to_lms[3][3] = {
    {0.4122214708, 0.5363325363, 0.0514459929},
    {0.2119034982, 0.6806995451, 0.1073969566},
    {0.0883024619, 0.2817188376, 0.6299787005},
};
static const double lms_to_srgb[3][3] = {
    {4.0767416621, -3.3077115913, 0.2309699292},
    {-1.2684380046, 2.6097574011, -0.3413193965},
    {-0.0041960863, -0.7034186147, 1.7076147010},
};
static const double lms_to_oklab[3][3] = {
    {0.2104542553, 0.7936177850, -0.0040720468},
    {1.9779984951, -2.4285922050, 0.4505937099},
    {0.0259040371, 0.7827717662, -0.8086757660},
};
static const double oklab_to_lms[3][3] = {
    {1, 0.3963377774, 0.2158037573},
    {1, -0.1055613458, -0.0638541728},
    {1, -0.0894841775, -1.2914855480},
};
static const double white_d50[3] = {0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585};

static void apply(const double matrix[3][3], double c[3])
{
    double in[3] = {c[0], c[1], c[2]};
    for (int i = 0; i < 3; i++)
        c[i] = matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

/* The transfer function of sRGB and Display P3, odd about 0 for colours outside. */
static void linearize(double c[3])
{
    for (int i = 0; i < 3; i++) {
        double size = fabs(c[i]);
        c[i] = copysign(size <= 0.04045 ? size / 12.92 : pow((size + 0.055) / 1.055, 2.4), c[i]);
    }
}

static void encode(double c[3])
{
    for (int i = 0; i < 3; i++) {
        double size = fabs(c[i]);
        c[i] = copysign(size <= 0.0031308 ? size * 12.92 : 1.055 * pow(size, 1 / 2.4) - 0.055,
                        c[i]);
    }
}

static double turned(double hue)
{
    hue = fmod(hue, 360);
    return hue < 0 ? hue + 360 : hue;
}

/* --- hsl and hwb (§7, §8) --------------------------------------------------------------- */

static void hsl_to_rgb(double c[3])
{
    double hue = turned(c[0]), saturation = c[1] / 100, lightness = c[2] / 100;
    double spread = saturation * (lightness < 1 - lightness ? lightness : 1 - lightness);
    static const double at[3] = {0, 8, 4};
    for (int i = 0; i < 3; i++) {
        double k = fmod(at[i] + hue / 30, 12);
        double rise = fmin(fmin(k - 3, 9 - k), 1);
        c[i] = lightness - spread * fmax(-1, rise);
    }
}

static double hue_of(const double c[3], double greatest, double spread)
{
    if (spread == 0)
        return 0;
    if (greatest == c[0])
        return turned(60 * (c[1] - c[2]) / spread);
    if (greatest == c[1])
        return 60 * ((c[2] - c[0]) / spread + 2);
    return 60 * ((c[0] - c[1]) / spread + 4);
}

static void rgb_to_hsl(double c[3])
{
    double greatest = fmax(c[0], fmax(c[1], c[2])), least = fmin(c[0], fmin(c[1], c[2]));
    double spread = greatest - least, lightness = (greatest + least) / 2;
    double room = fmin(lightness, 1 - lightness);
    double hue = hue_of(c, greatest, spread);
    c[0] = hue;
    c[1] = room != 0 ? 100 * (greatest - lightness) / room : 0;
    c[2] = 100 * lightness;
}

static void hwb_to_rgb(double c[3])
{
    double hue = c[0], white = c[1] / 100, black = c[2] / 100;
    if (white + black >= 1) {
        c[0] = c[1] = c[2] = white / (white + black);
        return;
    }
    c[0] = hue, c[1] = 100, c[2] = 50;
    hsl_to_rgb(c);
    for (int i = 0; i < 3; i++)
        c[i] = c[i] * (1 - white - black) + white;
}

static void rgb_to_hwb(double c[3])
{
    double greatest = fmax(c[0], fmax(c[1], c[2])), least = fmin(c[0], fmin(c[1], c[2]));
    double hue = hue_of(c, greatest, greatest - least);
    c[0] = hue, c[1] = 100 * least, c[2] = 100 * (1 - greatest);
}

/* --- Lab, OKLab and their polar forms (§9) -------------------------------------------------- */

static void lab_to_xyz(double c[3])
{
    const double kappa = 24389.0 / 27, epsilon = 216.0 / 24389;
    double f[3] = {0, (c[0] + 16) / 116, 0};
    f[0] = c[1] / 500 + f[1];
    f[2] = f[1] - c[2] / 200;
    double lightness = c[0];
    for (int i = 0; i < 3; i += 2)
        c[i] = f[i] * f[i] * f[i] > epsilon ? f[i] * f[i] * f[i] : (116 * f[i] - 16) / kappa;
    c[1] = lightness > kappa * epsilon ? f[1] * f[1] * f[1] : lightness / kappa;
    for (int i = 0; i < 3; i++)
        c[i] *= white_d50[i];
}

static void xyz_to_lab(double c[3])
{
    const double kappa = 24389.0 / 27, epsilon = 216.0 / 24389;
    double f[3];
    for (int i = 0; i < 3; i++) {
        double part = c[i] / white_d50[i];
        f[i] = part > epsilon ? cbrt(part) : (kappa * part + 16) / 116;
    }
    c[0] = 116 * f[1] - 16;
    c[1] = 500 * (f[0] - f[1]);
    c[2] = 200 * (f[1] - f[2]);
}

static void to_polar(double c[3])
{
    double a = c[1], b = c[2];
    c[1] = sqrt(a * a + b * b);
    c[2] = turned(atan2(b, a) * DEGREES);
}

static void from_polar(double c[3])
{
    double chroma = c[1], hue = c[2] / DEGREES;
    c[1] = chroma * cos(hue);
    c[2] = chroma * sin(hue);
}

static void xyz_to_rgb(double c[3])
{
    apply(xyz_to_srgb, c);
    encode(c);
}

static void rgb_to_xyz(double c[3])
{
    linearize(c);
    apply(srgb_to_xyz, c);
}

static void lab_to_rgb(double c[3])
{
    lab_to_xyz(c);
    apply(d50_to_d65, c);
    xyz_to_rgb(c);
}

static void rgb_to_lab(double c[3])
{
    rgb_to_xyz(c);
    apply(d65_to_d50, c);
    xyz_to_lab(c);
}

static void oklab_to_rgb(double c[3])
{
    apply(oklab_to_lms, c);
    for (int i = 0; i < 3; i++)
        c[i] = c[i] * c[i] * c[i];
    apply(lms_to_srgb, c);
    encode(c);
}

static void rgb_to_oklab(double c[3])
{
    linearize(c);
    apply(srgb_to_lms, c);
    for (int i = 0; i < 3; i++)
        c[i] = cbrt(c[i]);
    apply(lms_to_oklab, c);
}

/* --- All of them ------------------------------------------------------------------------------ */

void pl_space_to_srgb(enum pl_color_space space, double c[3])
{
    switch (space) {
    case PL_SPACE_SRGB:
        break;
    case PL_SPACE_SRGB_LINEAR:
        encode(c);
        break;
    case PL_SPACE_DISPLAY_P3:
        linearize(c);
        apply(p3_to_xyz, c);
        xyz_to_rgb(c);
        break;
    case PL_SPACE_XYZ_D50:
        apply(d50_to_d65, c);
        xyz_to_rgb(c);
        break;
    case PL_SPACE_XYZ_D65:
        xyz_to_rgb(c);
        break;
    case PL_SPACE_HSL:
        hsl_to_rgb(c);
        break;
    case PL_SPACE_HWB:
        hwb_to_rgb(c);
        break;
    case PL_SPACE_LAB:
        lab_to_rgb(c);
        break;
    case PL_SPACE_LCH:
        from_polar(c);
        lab_to_rgb(c);
        break;
    case PL_SPACE_OKLAB:
        oklab_to_rgb(c);
        break;
    case PL_SPACE_OKLCH:
        from_polar(c);
        oklab_to_rgb(c);
        break;
    }
}

void pl_space_from_srgb(enum pl_color_space space, double c[3])
{
    switch (space) {
    case PL_SPACE_SRGB:
        break;
    case PL_SPACE_SRGB_LINEAR:
        linearize(c);
        break;
    case PL_SPACE_DISPLAY_P3:
        rgb_to_xyz(c);
        apply(xyz_to_p3, c);
        encode(c);
        break;
    case PL_SPACE_XYZ_D50:
        rgb_to_xyz(c);
        apply(d65_to_d50, c);
        break;
    case PL_SPACE_XYZ_D65:
        rgb_to_xyz(c);
        break;
    case PL_SPACE_HSL:
        rgb_to_hsl(c);
        break;
    case PL_SPACE_HWB:
        rgb_to_hwb(c);
        break;
    case PL_SPACE_LAB:
        rgb_to_lab(c);
        break;
    case PL_SPACE_LCH:
        rgb_to_lab(c);
        to_polar(c);
        break;
    case PL_SPACE_OKLAB:
        rgb_to_oklab(c);
        break;
    case PL_SPACE_OKLCH:
        rgb_to_oklab(c);
        to_polar(c);
        break;
    }
}

int pl_space_hue(enum pl_color_space space)
{
    if (space == PL_SPACE_HSL || space == PL_SPACE_HWB)
        return 0;
    return space == PL_SPACE_LCH || space == PL_SPACE_OKLCH ? 2 : -1;
}

bool pl_space_hue_is_powerless(enum pl_color_space space, const double c[3])
{
    switch (space) {
    case PL_SPACE_HSL:
        return c[1] <= 0.001;
    case PL_SPACE_HWB:
        return c[1] + c[2] >= 99.999;
    case PL_SPACE_LCH:
        return c[1] <= 0.0015;
    case PL_SPACE_OKLCH:
        return c[1] <= 0.000004;
    case PL_SPACE_SRGB:
    case PL_SPACE_SRGB_LINEAR:
    case PL_SPACE_DISPLAY_P3:
    case PL_SPACE_XYZ_D50:
    case PL_SPACE_XYZ_D65:
    case PL_SPACE_LAB:
    case PL_SPACE_OKLAB:
        return false;
    }
    return false;
}
