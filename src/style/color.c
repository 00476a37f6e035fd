// SPDX-License-Identifier: MIT
/* style/color.c: CSS colours → sRGB (CSS Color 4 §4 to §10, Color 5). */
#include "style/color.h"

#include "style/color_space.h"

static double clamp(double value, double least, double greatest)
{
    return value > least ? (value < greatest ? value : greatest) : least;
}

/* --- Names (§6) ---------------------------------------------------------------------- */

struct named_color {
    pl_str name;
    uint32_t rgb;
};

static const struct named_color named_colors[] = {
#define COLOR(name, rgb) {PL_LIT_INIT(#name), rgb},
#include "style/color_names.def"
#undef COLOR
};

/* §6.2: system colours, as on white paper. */
static const struct named_color system_colors[] = {
    {PL_LIT_INIT("accentcolor"), 0x0060DF},   {PL_LIT_INIT("accentcolortext"), 0xFFFFFF},
    {PL_LIT_INIT("activetext"), 0xFF0000},    {PL_LIT_INIT("buttonborder"), 0x767676},
    {PL_LIT_INIT("buttonface"), 0xEFEFEF},    {PL_LIT_INIT("buttontext"), 0x000000},
    {PL_LIT_INIT("canvas"), 0xFFFFFF},        {PL_LIT_INIT("canvastext"), 0x000000},
    {PL_LIT_INIT("field"), 0xFFFFFF},         {PL_LIT_INIT("fieldtext"), 0x000000},
    {PL_LIT_INIT("graytext"), 0x6D6D6D},      {PL_LIT_INIT("highlight"), 0xB5D5FF},
    {PL_LIT_INIT("highlighttext"), 0x000000}, {PL_LIT_INIT("linktext"), 0x0000EE},
    {PL_LIT_INIT("mark"), 0xFFFF00},          {PL_LIT_INIT("marktext"), 0x000000},
    {PL_LIT_INIT("selecteditem"), 0x0060DF},  {PL_LIT_INIT("selecteditemtext"), 0xFFFFFF},
    {PL_LIT_INIT("visitedtext"), 0x551A8B},
};

static int compare_nocase(pl_str a, pl_str b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    for (size_t i = 0; i < size; i++) {
        int order = (unsigned char)pl_ascii_lower(a.data[i]) - (unsigned char)b.data[i];
        if (order)
            return order;
    }
    return a.size < b.size ? -1 : a.size > b.size;
}

static const struct named_color *find(const struct named_color *table, size_t count, pl_str name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare_nocase(name, table[middle].name);
        if (order == 0)
            return &table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool pl_color_named(pl_str name, struct pl_css_color *color)
{
    *color = (struct pl_css_color){0};
    if (pl_str_eq_ascii_nocase(name, PL_LIT("transparent")))
        return true;
    const struct named_color *row = find(named_colors, sizeof named_colors / sizeof *named_colors,
                                         name);
    if (!row)
        row = find(system_colors, sizeof system_colors / sizeof *system_colors, name);
    if (row)
        *color = pl_color_unpack(row->rgb << 8 | 0xFF);
    return row != NULL;
}

/* --- Hexadecimal (§5.2) ------------------------------------------------------------------ */

static bool parse_hex(pl_str digits, struct pl_css_color *color)
{
    if (digits.size != 3 && digits.size != 4 && digits.size != 6 && digits.size != 8)
        return false;
    bool is_short = digits.size < 6;
    uint32_t packed = 0;
    for (size_t i = 0; i < digits.size; i++) {
        char c = pl_ascii_lower(digits.data[i]);
        if (!pl_ascii_is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        uint32_t value = (uint32_t)(pl_ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
        packed = is_short ? packed << 8 | value * 17 : packed << 4 | value;
    }
    if (digits.size == 3 || digits.size == 6)
        packed = packed << 8 | 0xFF;
    *color = pl_color_unpack(packed);
    return true;
}

/* --- The arguments of a function (§4.1) ---------------------------------------------------- */

#define MOST_CHANNELS 4

struct argument {
    enum { ARGUMENT_NUMBER, ARGUMENT_PERCENTAGE, ARGUMENT_ANGLE, ARGUMENT_NONE } type;
    double value; // degrees for angles
};

struct arguments {
    struct argument channels[MOST_CHANNELS], alpha;
    int count;
    bool has_alpha, has_commas;
};

static bool degrees(const struct pl_component *c, double *value)
{
    static const struct {
        pl_str unit;
        double degrees;
    } units[] = {
        {PL_LIT_INIT("deg"), 1},
        {PL_LIT_INIT("grad"), 0.9},
        {PL_LIT_INIT("rad"), 57.29577951308232},
        {PL_LIT_INIT("turn"), 360},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (pl_str_eq_ascii_nocase(c->text, units[i].unit)) {
            *value = c->number * units[i].degrees;
            return true;
        }
    }
    return false;
}

static bool parse_argument(const struct pl_component *c, struct argument *argument)
{
    argument->value = c->number;
    if (c->type == PL_COMPONENT_NUMBER)
        argument->type = ARGUMENT_NUMBER;
    else if (c->type == PL_COMPONENT_PERCENTAGE)
        argument->type = ARGUMENT_PERCENTAGE;
    else if (pl_component_is_ident(c, PL_LIT("none")))
        argument->type = ARGUMENT_NONE;
    else if (c->type == PL_COMPONENT_DIMENSION && degrees(c, &argument->value))
        argument->type = ARGUMENT_ANGLE;
    else
        return false;
    return true;
}

static const struct pl_component *take(struct pl_components *values)
{
    while (values->count && values->data->type == PL_COMPONENT_SPACE)
        values->data++, values->count--;
    if (values->count == 0)
        return NULL;
    values->count--;
    return values->data++;
}

/* Channels between spaces or between commas, at most `most` of them, then alpha behind "/"; in the
 * form with commas alpha comes as one channel more. */
static bool parse_arguments(struct pl_components values, int most, struct arguments *arguments)
{
    const struct pl_component *c = take(&values);
    *arguments = (struct arguments){0};
    for (int separators = 0; c; c = take(&values)) {
        bool is_slash = pl_component_is_delim(c, '/'), is_comma = c->type == PL_COMPONENT_COMMA;
        if (is_slash || is_comma) {
            bool is_placed = arguments->count > separators && !arguments->has_alpha &&
                             (is_slash ? !arguments->has_commas
                                       : separators == arguments->count - 1);
            if (!is_placed)
                return false;
            arguments->has_commas = arguments->has_commas || is_comma;
            arguments->has_alpha = is_slash;
            separators++;
            c = take(&values);
        } else if (arguments->count && (arguments->has_commas || arguments->has_alpha)) {
            return false;
        }
        bool is_alpha = arguments->has_alpha || (arguments->has_commas && arguments->count == most);
        if (!c || (!is_alpha && arguments->count == most) ||
            !parse_argument(c,
                            is_alpha ? &arguments->alpha : &arguments->channels[arguments->count]))
            return false;
        if (is_alpha) {
            arguments->has_alpha = true;
            c = take(&values);
            break;
        }
        arguments->count++;
    }
    return c == NULL && arguments->count > 0;
}

static double alpha_of(const struct arguments *arguments)
{
    if (!arguments->has_alpha)
        return 1;
    const struct argument *alpha = &arguments->alpha;
    double value = alpha->type == ARGUMENT_NONE ? 0 : alpha->value;
    return clamp(alpha->type == ARGUMENT_PERCENTAGE ? value / 100 : value, 0, 1);
}

static bool is_alpha_fine(const struct arguments *arguments)
{
    return !arguments->has_alpha || arguments->alpha.type != ARGUMENT_ANGLE;
}

/* --- Functions with channels (§5.1, §7 to §10) ------------------------------------------------ */

/* How a function's channels become numbers of its space. */
struct function_row {
    pl_str name;
    enum pl_color_space space;
    double number[3];     // what 1 is worth
    double percentage[3]; // what 100% is worth; 0: not allowed (hues)
    bool may_have_commas;
};

static const struct function_row functions[] = {
    {PL_LIT_INIT("rgb"), PL_SPACE_SRGB, {1 / 255.0, 1 / 255.0, 1 / 255.0}, {1, 1, 1}, true},
    {PL_LIT_INIT("rgba"), PL_SPACE_SRGB, {1 / 255.0, 1 / 255.0, 1 / 255.0}, {1, 1, 1}, true},
    {PL_LIT_INIT("hsl"), PL_SPACE_HSL, {1, 1, 1}, {0, 100, 100}, true},
    {PL_LIT_INIT("hsla"), PL_SPACE_HSL, {1, 1, 1}, {0, 100, 100}, true},
    {PL_LIT_INIT("hwb"), PL_SPACE_HWB, {1, 1, 1}, {0, 100, 100}, false},
    {PL_LIT_INIT("lab"), PL_SPACE_LAB, {1, 1, 1}, {100, 125, 125}, false},
    {PL_LIT_INIT("lch"), PL_SPACE_LCH, {1, 1, 1}, {100, 150, 0}, false},
    {PL_LIT_INIT("oklab"), PL_SPACE_OKLAB, {1, 1, 1}, {1, 0.4, 0.4}, false},
    {PL_LIT_INIT("oklch"), PL_SPACE_OKLCH, {1, 1, 1}, {1, 0.4, 0}, false},
};

/* The form with commas: rgb all numbers or all percentages, hsl percentages behind the hue, no
 * none. */
static bool is_legacy_fine(const struct arguments *arguments, enum pl_color_space space)
{
    for (int i = 0; i < 3; i++) {
        const struct argument *channel = &arguments->channels[i];
        if (channel->type == ARGUMENT_NONE)
            return false;
        if (space == PL_SPACE_SRGB && channel->type != arguments->channels[0].type)
            return false;
        if (space == PL_SPACE_HSL && i > 0 && channel->type != ARGUMENT_PERCENTAGE)
            return false;
    }
    return arguments->alpha.type != ARGUMENT_NONE;
}

static bool channel_value(const struct function_row *row, int i, const struct argument *argument,
                          double *value)
{
    bool is_hue = pl_space_hue(row->space) == i;
    switch (argument->type) {
    case ARGUMENT_NONE:
        *value = 0;
        return true;
    case ARGUMENT_NUMBER:
        *value = argument->value * row->number[i];
        return true;
    case ARGUMENT_PERCENTAGE:
        *value = argument->value / 100 * row->percentage[i];
        return !is_hue;
    case ARGUMENT_ANGLE:
        *value = argument->value;
        return is_hue;
    }
    return false;
}

/* §9: lightness is clamped, chroma and saturation aren't negative. */
static void clamp_channels(enum pl_color_space space, double c[3])
{
    bool is_ok = space == PL_SPACE_OKLAB || space == PL_SPACE_OKLCH;
    if (is_ok || space == PL_SPACE_LAB || space == PL_SPACE_LCH)
        c[0] = clamp(c[0], 0, is_ok ? 1 : 100);
    if (space == PL_SPACE_LCH || space == PL_SPACE_OKLCH || space == PL_SPACE_HSL)
        c[1] = clamp(c[1], 0, 1e9);
    if (space == PL_SPACE_HWB) {
        c[1] = clamp(c[1], 0, 1e9);
        c[2] = clamp(c[2], 0, 1e9);
    }
}

static void set_channels(struct pl_css_color *color, enum pl_color_space space, double c[3])
{
    pl_space_to_srgb(space, c);
    color->red = c[0], color->green = c[1], color->blue = c[2];
}

static bool parse_channels(struct pl_components values, const struct function_row *row,
                           struct pl_css_color *color)
{
    struct arguments arguments;
    double channels[3];
    if (!parse_arguments(values, 3, &arguments) || arguments.count != 3 ||
        !is_alpha_fine(&arguments))
        return false;
    if (arguments.has_commas && (!row->may_have_commas || !is_legacy_fine(&arguments, row->space)))
        return false;
    for (int i = 0; i < 3; i++)
        if (!channel_value(row, i, &arguments.channels[i], &channels[i]))
            return false;
    clamp_channels(row->space, channels);
    set_channels(color, row->space, channels);
    color->alpha = alpha_of(&arguments);
    return true;
}

/* Names of spaces, for color() and color-mix(). */
static bool parse_space(const struct pl_component *c, enum pl_color_space *space)
{
    static const struct {
        pl_str name;
        enum pl_color_space space;
    } spaces[] = {
        {PL_LIT_INIT("srgb"), PL_SPACE_SRGB},
        {PL_LIT_INIT("srgb-linear"), PL_SPACE_SRGB_LINEAR},
        {PL_LIT_INIT("display-p3"), PL_SPACE_DISPLAY_P3},
        {PL_LIT_INIT("xyz"), PL_SPACE_XYZ_D65},
        {PL_LIT_INIT("xyz-d65"), PL_SPACE_XYZ_D65},
        {PL_LIT_INIT("xyz-d50"), PL_SPACE_XYZ_D50},
        {PL_LIT_INIT("hsl"), PL_SPACE_HSL},
        {PL_LIT_INIT("hwb"), PL_SPACE_HWB},
        {PL_LIT_INIT("lab"), PL_SPACE_LAB},
        {PL_LIT_INIT("lch"), PL_SPACE_LCH},
        {PL_LIT_INIT("oklab"), PL_SPACE_OKLAB},
        {PL_LIT_INIT("oklch"), PL_SPACE_OKLCH},
    };
    for (size_t i = 0; c && i < sizeof spaces / sizeof *spaces; i++) {
        if (pl_component_is_ident(c, spaces[i].name)) {
            *space = spaces[i].space;
            return true;
        }
    }
    return false;
}

/* color(space c1 c2 c3 / alpha), §10: the spaces that need no profile. */
static bool parse_color_function(struct pl_components values, struct pl_css_color *color)
{
    struct function_row row = {.number = {1, 1, 1}, .percentage = {1, 1, 1}};
    return parse_space(take(&values), &row.space) && row.space <= PL_SPACE_XYZ_D65 &&
           parse_channels(values, &row, color);
}

/* device-cmyk(), Color 5 §7: without a profile, by the naive formula. */
static bool parse_cmyk(struct pl_components values, struct pl_css_color *color)
{
    struct arguments arguments;
    if (!parse_arguments(values, 4, &arguments) || arguments.count != 4 ||
        !is_alpha_fine(&arguments))
        return false;
    for (int i = 0; i < 4; i++) {
        const struct argument *channel = &arguments.channels[i];
        if (channel->type == ARGUMENT_ANGLE ||
            (channel->type == ARGUMENT_NONE && arguments.has_commas))
            return false;
        double value = channel->type == ARGUMENT_NONE ? 0 : channel->value;
        color->cmyk[i] = clamp(channel->type == ARGUMENT_PERCENTAGE ? value / 100 : value, 0, 1);
    }
    double black = color->cmyk[3];
    color->has_cmyk = true;
    color->red = 1 - clamp(color->cmyk[0] * (1 - black) + black, 0, 1);
    color->green = 1 - clamp(color->cmyk[1] * (1 - black) + black, 0, 1);
    color->blue = 1 - clamp(color->cmyk[2] * (1 - black) + black, 0, 1);
    color->alpha = alpha_of(&arguments);
    return true;
}

/* --- color-mix() (Color 5 §3) ----------------------------------------------------------------- */

struct mixed {
    struct pl_css_color color;
    double share; // in percent; negative: not said
};

/* A colour with a percentage before or behind it. */
static bool parse_mixed(struct pl_components values, const struct pl_css_color *current,
                        struct mixed *mixed)
{
    values = pl_components_trim(values);
    mixed->share = -1;
    if (values.count == 0)
        return false;
    const struct pl_component *first = &values.data[0], *last = &values.data[values.count - 1];
    if (first->type == PL_COMPONENT_PERCENTAGE) {
        mixed->share = first->number;
        values.data++, values.count--;
    } else if (last->type == PL_COMPONENT_PERCENTAGE) {
        mixed->share = last->number;
        values.count--;
    }
    bool is_said = first->type == PL_COMPONENT_PERCENTAGE || last->type == PL_COMPONENT_PERCENTAGE;
    if (is_said && (mixed->share < 0 || mixed->share > 100))
        return false;
    return pl_color_parse(values, current, &mixed->color);
}

enum hue_path { HUE_SHORTER, HUE_LONGER, HUE_INCREASING, HUE_DECREASING };

static bool parse_hue_path(struct pl_components values, enum hue_path *path)
{
    static const pl_str names[] = {PL_LIT_INIT("shorter"), PL_LIT_INIT("longer"),
                                   PL_LIT_INIT("increasing"), PL_LIT_INIT("decreasing")};
    *path = HUE_SHORTER;
    const struct pl_component *first = take(&values);
    if (!first)
        return true;
    const struct pl_component *hue = take(&values);
    if (!hue || !pl_component_is_ident(hue, PL_LIT("hue")) || take(&values))
        return false;
    for (int i = 0; i < 4; i++) {
        if (pl_component_is_ident(first, names[i])) {
            *path = (enum hue_path)i;
            return true;
        }
    }
    return false;
}

/* CSS Color 4 §12.4: moves one of the hues so that a straight line goes the way that is wanted. */
static void fix_hues(double *a, double *b, enum hue_path path)
{
    double apart = *b - *a;
    bool forward = (path == HUE_SHORTER && apart < -180) ||
                   (path == HUE_LONGER && apart > -180 && apart <= 0) ||
                   (path == HUE_INCREASING && apart < 0);
    bool backward = (path == HUE_SHORTER && apart > 180) ||
                    (path == HUE_LONGER && apart > 0 && apart < 180) ||
                    (path == HUE_DECREASING && apart > 0);
    if (forward)
        *b += 360;
    else if (backward)
        *a += 360;
}

static void to_space(const struct pl_css_color *color, enum pl_color_space space, double c[3])
{
    c[0] = color->red, c[1] = color->green, c[2] = color->blue;
    pl_space_from_srgb(space, c);
}

/* Mixes in `space`, channels but the hue weighted by alpha (CSS Color 4 §12.3). */
static void mix(const struct pl_css_color *one, const struct pl_css_color *two, double share,
                enum pl_color_space space, enum hue_path path, struct pl_css_color *result)
{
    double a[3], b[3], c[3];
    to_space(one, space, a);
    to_space(two, space, b);
    int hue = pl_space_hue(space);
    if (hue >= 0) {
        if (pl_space_hue_is_powerless(space, a))
            a[hue] = b[hue];
        else if (pl_space_hue_is_powerless(space, b))
            b[hue] = a[hue];
        fix_hues(&a[hue], &b[hue], path);
    }
    double alpha = one->alpha * share + two->alpha * (1 - share);
    for (int i = 0; i < 3; i++) {
        if (i == hue)
            c[i] = a[i] * share + b[i] * (1 - share);
        else
            c[i] = alpha > 0 ? (a[i] * one->alpha * share + b[i] * two->alpha * (1 - share)) / alpha
                             : 0;
    }
    set_channels(result, space, c);
    result->alpha = alpha;
}

static bool begins_method(struct pl_components values)
{
    const struct pl_component *first = take(&values);
    return first && pl_component_is_ident(first, PL_LIT("in"));
}

/* "in oklch longer hue" */
static bool parse_method(struct pl_components method, enum pl_color_space *space, enum hue_path *path)
{
    take(&method);
    if (!parse_space(take(&method), space) || !parse_hue_path(method, path))
        return false;
    struct pl_components rest = method;
    return pl_space_hue(*space) >= 0 || !take(&rest); // only polar spaces have a way round
}

/* Without a method it is OKLab. */
static bool parse_mix(struct pl_components values, const struct pl_css_color *current,
                      struct pl_css_color *color)
{
    struct pl_components first;
    struct mixed one, two;
    enum pl_color_space space = PL_SPACE_OKLAB;
    enum hue_path path = HUE_SHORTER;
    if (!pl_components_cut(&values, PL_COMPONENT_COMMA, &first))
        return false;
    if (begins_method(first) && (!parse_method(first, &space, &path) ||
                                 !pl_components_cut(&values, PL_COMPONENT_COMMA, &first)))
        return false;
    if (!parse_mixed(first, current, &one) || !parse_mixed(values, current, &two))
        return false;
    if (one.share < 0)
        one.share = two.share < 0 ? 50 : 100 - two.share;
    if (two.share < 0)
        two.share = 100 - one.share;
    double sum = one.share + two.share;
    if (sum == 0)
        return false;
    color->needs_current = one.color.needs_current || two.color.needs_current;
    mix(&one.color, &two.color, one.share / sum, space, path, color);
    if (sum < 100)
        color->alpha *= sum / 100;
    return true;
}

/* light-dark(), Color 5 §10: paper is light. */
static bool parse_light_dark(struct pl_components values, const struct pl_css_color *current,
                             struct pl_css_color *color)
{
    struct pl_components light;
    struct pl_css_color dark;
    return pl_components_cut(&values, PL_COMPONENT_COMMA, &light) &&
           pl_color_parse(values, current, &dark) && pl_color_parse(light, current, color);
}

/* --- A colour --------------------------------------------------------------------------------- */

static bool parse_function(const struct pl_component *c, const struct pl_css_color *current,
                           struct pl_css_color *color)
{
    struct pl_components values = pl_component_items(c);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (pl_str_eq_ascii_nocase(c->text, functions[i].name))
            return parse_channels(values, &functions[i], color);
    if (pl_str_eq_ascii_nocase(c->text, PL_LIT("color")))
        return parse_color_function(values, color);
    if (pl_str_eq_ascii_nocase(c->text, PL_LIT("device-cmyk")))
        return parse_cmyk(values, color);
    if (pl_str_eq_ascii_nocase(c->text, PL_LIT("color-mix")))
        return parse_mix(values, current, color);
    if (pl_str_eq_ascii_nocase(c->text, PL_LIT("light-dark")))
        return parse_light_dark(values, current, color);
    return false;
}

static void set_current(const struct pl_css_color *current, struct pl_css_color *color)
{
    if (current)
        *color = *current;
    else
        color->is_current = color->needs_current = true, color->alpha = 1;
}

bool pl_color_parse(struct pl_components values, const struct pl_css_color *current,
                    struct pl_css_color *color)
{
    values = pl_components_trim(values);
    *color = (struct pl_css_color){0};
    if (values.count != 1)
        return false;
    const struct pl_component *c = values.data;
    if (c->type == PL_COMPONENT_HASH)
        return parse_hex(c->text, color);
    if (c->type == PL_COMPONENT_FUNCTION)
        return parse_function(c, current, color);
    if (c->type != PL_COMPONENT_IDENT)
        return false;
    if (!pl_str_eq_ascii_nocase(c->text, PL_LIT("currentcolor")))
        return pl_color_named(c->text, color);
    set_current(current, color);
    return true;
}

/* --- Packed ----------------------------------------------------------------------------------- */

static uint32_t byte_of(double channel)
{
    return (uint32_t)(clamp(channel, 0, 1) * 255 + 0.5);
}

pl_color pl_color_pack(const struct pl_css_color *color)
{
    return byte_of(color->red) << 24 | byte_of(color->green) << 16 | byte_of(color->blue) << 8 |
           byte_of(color->alpha);
}

struct pl_css_color pl_color_unpack(pl_color color)
{
    return (struct pl_css_color){.red = (color >> 24) / 255.0,
                                 .green = (color >> 16 & 0xFF) / 255.0,
                                 .blue = (color >> 8 & 0xFF) / 255.0,
                                 .alpha = (color & 0xFF) / 255.0};
}

double pl_color_luminance(pl_color color)
{
    struct pl_css_color c = pl_color_unpack(color);
    double channels[3] = {c.red, c.green, c.blue};
    pl_space_from_srgb(PL_SPACE_SRGB_LINEAR, channels);
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}

void pl_color_write(struct pl_strbuf *out, pl_color color)
{
    if ((color & 0xFF) == 0xFF)
        pl_strbuf_addf(out, "#%06x", (unsigned)(color >> 8));
    else
        pl_strbuf_addf(out, "#%08x", (unsigned)color);
}
