// SPDX-License-Identifier: MIT
/* style/font_face.c: @font-face (CSS Fonts 4 §4): which file is which face of a family. */
#include "style/sheet_reader.h"

static void tell(const struct pl_rule_context *context, struct pl_span span, const char *what)
{
    if (context->diags)
        pl_warn(context->diags, PL_W_CSS_VALUE, span, "%s", what);
}

/* A string, or identifiers with single spaces between; empty when it is neither. */
static pl_str family_name(const struct pl_rule_context *context, struct pl_components values)
{
    struct pl_strbuf out = PL_STRBUF(context->sheets->arena);
    if (values.count == 1 && values.data->type == PL_COMPONENT_STRING)
        return values.data->text;
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *part = &values.data[i];
        if (part->type == PL_COMPONENT_SPACE) {
            pl_strbuf_add_byte(&out, ' ');
        } else if (part->type == PL_COMPONENT_IDENT) {
            pl_strbuf_add(&out, part->text);
        } else {
            return (pl_str){0};
        }
    }
    return pl_strbuf_str(&out);
}

/* The address of one entry of src; empty for local() and what isn't understood. */
static pl_str address(struct pl_components entry)
{
    entry = pl_components_trim(entry);
    if (entry.count == 0)
        return (pl_str){0};
    const struct pl_component *first = entry.data;
    if (first->type == PL_COMPONENT_URL)
        return first->text;
    if (!pl_component_is_function(first, PL_LIT("url")) &&
        !pl_component_is_function(first, PL_LIT("src")))
        return (pl_str){0};
    struct pl_components inside = pl_components_trim(pl_component_items(first));
    return inside.count && inside.data->type == PL_COMPONENT_STRING ? inside.data->text
                                                                    : (pl_str){0};
}

/* The word or string of format(…) behind an address; empty: none. */
static pl_str format_of(struct pl_components entry)
{
    for (uint32_t i = 0; i < entry.count; i++) {
        if (!pl_component_is_function(&entry.data[i], PL_LIT("format")))
            continue;
        struct pl_components inside = pl_components_trim(pl_component_items(&entry.data[i]));
        return inside.count ? inside.data->text : (pl_str){0};
    }
    return (pl_str){0};
}

static bool is_usable_format(pl_str format)
{
    static const pl_str formats[] = {
        PL_LIT_INIT("truetype"), PL_LIT_INIT("opentype"), PL_LIT_INIT("collection"),
        PL_LIT_INIT("woff"),     PL_LIT_INIT("woff2"),
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (pl_str_eq_ascii_nocase(format, formats[i]))
            return true;
    return format.size == 0;
}

/* The first entry of src that names a file in a form we can read. */
static pl_str first_address(struct pl_components values)
{
    struct pl_components entry;
    for (bool more = true; more;) {
        more = pl_components_cut(&values, PL_COMPONENT_COMMA, &entry);
        pl_str url = address(entry);
        if (url.size && is_usable_format(format_of(entry)))
            return url;
    }
    return (pl_str){0};
}

/* normal, bold or a number; of a range (variable faces) the first. */
static int weight_of(struct pl_components values)
{
    const struct pl_component *first = values.data;
    if (values.count && pl_component_is_ident(first, PL_LIT("normal")))
        return 400;
    if (values.count && pl_component_is_ident(first, PL_LIT("bold")))
        return 700;
    if (values.count && first->type == PL_COMPONENT_NUMBER && first->number >= 1 &&
        first->number <= 1000)
        return (int)first->number;
    return 0;
}

static int slant_of(struct pl_components values)
{
    if (values.count == 0)
        return -1;
    if (pl_component_is_ident(values.data, PL_LIT("italic")) ||
        pl_component_is_ident(values.data, PL_LIT("oblique")))
        return 1;
    return pl_component_is_ident(values.data, PL_LIT("normal")) ? 0 : -1;
}

static void read_descriptor(const struct pl_rule_context *context,
                            const struct pl_declaration *descriptor, struct pl_sheet_face *face)
{
    if (pl_str_eq(descriptor->name, PL_LIT("font-family")))
        face->family = family_name(context, descriptor->values);
    else if (pl_str_eq(descriptor->name, PL_LIT("src")))
        face->url = first_address(descriptor->values);
    else if (pl_str_eq(descriptor->name, PL_LIT("font-weight")))
        face->weight = weight_of(descriptor->values);
    else if (pl_str_eq(descriptor->name, PL_LIT("font-style")))
        face->slanted = slant_of(descriptor->values);
}

void pl_read_font_face(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_declarations descriptors = pl_read_declarations(context, rule->block);
    struct pl_sheet_face face = {
        .folder = context->sheet->folder, .slanted = -1, .span = rule->span};
    for (size_t i = 0; i < descriptors.count; i++)
        read_descriptor(context, &descriptors.data[i], &face);
    if (face.family.size == 0)
        tell(context, rule->span, "'@font-face' needs a font-family with one name");
    else if (face.url.size == 0)
        tell(context, rule->span,
             "'@font-face' needs a src with url() of a TrueType, OpenType or WOFF file");
    else if (context->media)
        *PL_PUSH(context->sheets->arena, &context->sheets->faces) = face;
}
