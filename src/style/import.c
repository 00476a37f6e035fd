// SPDX-License-Identifier: MIT
/* style/import.c: @import (Cascade 5 §2): other sheets beneath the folder of the first, in their
 * layer and media. */
#include "base/file.h"
#include "style/condition.h"
#include "style/decode.h"
#include "style/sheet_reader.h"

static struct pl_diag *tell(const struct pl_rule_context *context, struct pl_span span,
                            pl_str reference, pl_str why)
{
    return pl_warn(context->diags, PL_W_CSS_IMPORT, span, "can't import '%.*s': %.*s",
                   PL_ARG(reference), PL_ARG(why));
}

static const struct pl_component *peek(struct pl_components *values)
{
    *values = pl_components_trim(*values);
    return values->count ? values->data : NULL;
}

static void skip(struct pl_components *values)
{
    values->data++, values->count--;
}

/* A string, url(…), url("…") or src("…"). */
static bool take_reference(struct pl_components *values, pl_str *reference)
{
    const struct pl_component *first = peek(values);
    if (!first)
        return false;
    if (first->type == PL_COMPONENT_FUNCTION && (pl_component_is_function(first, PL_LIT("url")) ||
                                                 pl_component_is_function(first, PL_LIT("src")))) {
        struct pl_components inside = pl_components_trim(pl_component_items(first));
        if (inside.count == 0 || inside.data->type != PL_COMPONENT_STRING)
            return false;
        first = inside.data;
    }
    if (first->type != PL_COMPONENT_STRING && first->type != PL_COMPONENT_URL)
        return false;
    *reference = first->text;
    skip(values);
    return true;
}

/* "layer", "layer(name)" */
static bool take_layer(struct pl_rule_context *context, struct pl_components *values)
{
    const struct pl_component *first = peek(values);
    bool is_named = first && pl_component_is_function(first, PL_LIT("layer"));
    if (!is_named && (!first || !pl_component_is_ident(first, PL_LIT("layer"))))
        return true;
    skip(values);
    struct pl_components name = is_named ? pl_component_items(first) : (struct pl_components){0};
    return pl_layer_find(context, name, &context->layer) &&
           (!is_named || pl_components_trim(name).count);
}

/* "supports(condition or declaration)": false when it doesn't hold. */
static bool take_supports(const struct pl_rule_context *context, struct pl_components *values)
{
    const struct pl_component *first = peek(values);
    if (!first || !pl_component_is_function(first, PL_LIT("supports")))
        return true;
    skip(values);
    return pl_supports_evaluate(&context->sheet->source, pl_component_items(first), true);
}

/* Appends the parts of a path, "." and "a/.." taken out: one file has one path, so that loops are
 * seen. */
static void add_parts(struct pl_strbuf *out, pl_str path)
{
    for (bool more = true; more;) {
        pl_str part = path;
        more = pl_str_cut(&path, '/', &part);
        if (pl_str_eq(part, PL_LIT(".")) || (part.size == 0 && more))
            continue;
        size_t end = out->size;
        while (end > 0 && out->data[end - 1] != '/')
            end--;
        pl_str last = {out->data ? out->data + end : "", out->size - end};
        if (pl_str_eq(part, PL_LIT("..")) && last.size && !pl_str_eq(last, PL_LIT(".."))) {
            pl_strbuf_truncate(out, end ? end - 1 : 0);
            continue;
        }
        if (out->size)
            pl_strbuf_add_byte(out, '/');
        pl_strbuf_add(out, part);
    }
}

/* The reference as a path beneath the root: it is relative to the folder of the sheet that makes
 * it. */
static pl_str path_beneath(const struct pl_rule_context *context, pl_str reference)
{
    struct pl_strbuf out = PL_STRBUF(context->sheets->arena);
    if (pl_str_starts(reference, PL_LIT("/")) || pl_str_contains(reference, PL_LIT(":")))
        return reference; // refused when it is read
    pl_str folder = pl_path_folder(context->sheets->arena, context->sheet->path);
    add_parts(&out, folder);
    add_parts(&out, reference);
    return pl_strbuf_str(&out);
}

static bool is_loop(const struct pl_open_sheet *sheet, pl_str path)
{
    for (; sheet; sheet = sheet->importer)
        if (pl_str_eq(sheet->path, path))
            return true;
    return false;
}

static bool is_allowed(const struct pl_rule_context *context, const struct pl_rule *rule,
                       pl_str reference, pl_str path)
{
    const uint64_t *limits = context->sheets->limits->value;
    pl_str why = {0};
    if (is_loop(context->sheet, path))
        why = PL_LIT("it imports itself, directly or by way of others");
    else if (context->sheet->depth >= limits[PL_LIMIT_NAME_CSS_IMPORT_DEPTH])
        why = PL_LIT("imports go too deep");
    else if (context->sheets->import_count >= limits[PL_LIMIT_NAME_CSS_IMPORTS])
        why = PL_LIT("there are too many imports");
    else if (context->sheet->root.size == 0)
        why = PL_LIT("the sheet has no folder to read from");
    if (why.size && context->diags)
        tell(context, rule->prelude_span, reference, why);
    return why.size == 0;
}

static void read_file(struct pl_rule_context context, const struct pl_rule *rule, pl_str reference,
                      pl_str path)
{
    struct pl_arena *arena = context.sheets->arena;
    struct pl_input *input = PL_NEW(arena, struct pl_input);
    pl_str why;
    context.sheets->import_count++;
    if (!pl_file_read_beneath(arena, context.sheet->root, path,
                              context.sheets->limits->value[PL_LIMIT_NAME_CSS_BYTES], &input->bytes,
                              &why)) {
        if (context.diags)
            pl_hint(context.diags, tell(&context, rule->prelude_span, reference, why),
                    "sheets are read from '%.*s' and below", PL_ARG(context.sheet->root));
        return;
    }
    input->name = pl_path_join(arena, context.sheet->root, path);
    input->folder = pl_path_folder(arena, input->name);
    input->text = pl_css_decode(arena, input->bytes, (pl_str){0}, PL_LIT("utf-8"), NULL);
    pl_read_sheet(context, input, context.sheet->root, path, context.sheet);
}

void pl_read_import(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_rule_context inside = *context;
    struct pl_components rest = rule->prelude;
    pl_str reference;
    if (!take_reference(&rest, &reference) || !take_layer(&inside, &rest)) {
        if (context->diags)
            pl_hint(
                context->diags,
                pl_warn(context->diags, PL_W_CSS_SYNTAX, rule->span, "'@import' isn't understood"),
                "its form is '@import \"file.css\" layer(name) supports(condition) media;'");
        return;
    }
    if (!take_supports(&inside, &rest))
        return;
    pl_context_add_media(&inside, rest);
    if (pl_context_is_dead(&inside))
        return;
    pl_str path = path_beneath(context, reference);
    if (is_allowed(context, rule, reference, path))
        read_file(inside, rule, reference, path);
}
