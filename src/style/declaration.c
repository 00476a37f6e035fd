// SPDX-License-Identifier: MIT
/* style/declaration.c: a block's declarations → checked longhands, with a word on what is wrong. */
#include "style/declaration.h"

#include "base/vec.h"
#include "style/shorthand.h"
#include "style/value_hint.h"
#include "style/variables.h"

struct compiler {
    struct pl_arena *arena;
    const struct pl_block *block;
    struct pl_diags *diags;
    struct pl_value_place place;
    uint32_t index; // of the declaration that is compiled
    struct {
        PL_VEC(struct pl_declared)
    } declared;
    struct {
        PL_VEC(struct pl_custom)
    } customs;
};

bool pl_declared_wide(struct pl_components values, enum pl_declared_type *type)
{
    values = pl_components_trim(values);
    if (values.count != 1 || values.data->type != PL_COMPONENT_IDENT)
        return false;
    switch ((int)pl_keyword_find(values.data->text)) {
    case PL_KEYWORD_initial: *type = PL_DECLARED_INITIAL; return true;
    case PL_KEYWORD_inherit: *type = PL_DECLARED_INHERIT; return true;
    case PL_KEYWORD_unset: *type = PL_DECLARED_UNSET; return true;
    case PL_KEYWORD_revert: *type = PL_DECLARED_REVERT; return true;
    case PL_KEYWORD_revert_layer: *type = PL_DECLARED_REVERT_LAYER; return true;
    }
    return false;
}

/* --- Longhands of a name ------------------------------------------------------------------------ */

static uint32_t longhands_of(struct pl_property_name name, struct pl_longhand longhands[static PL_LONGHANDS_MOST])
{
    if (name.type == PL_NAME_SHORTHAND)
        return pl_shorthand_longhands((enum pl_shorthand)name.index, longhands);
    longhands[0] = (struct pl_longhand){name, NULL};
    return 1;
}

static struct pl_declared declared_of(const struct pl_longhand *longhand)
{
    return (struct pl_declared){
        .type = longhand->value ? PL_DECLARED_VALUE : PL_DECLARED_INITIAL,
        .is_logical = longhand->name.type == PL_NAME_LOGICAL,
        .property = longhand->name.index,
        .value = longhand->value,
    };
}

static bool expand(const struct pl_value_place *place, struct pl_property_name name,
                   struct pl_components values, struct pl_longhand longhands[static PL_LONGHANDS_MOST],
                   uint32_t *count)
{
    if (name.type == PL_NAME_SHORTHAND)
        return pl_shorthand_expand(place, (enum pl_shorthand)name.index, values, longhands, count);
    *count = 1;
    longhands[0] = (struct pl_longhand){name, pl_grammar_parse(place, pl_name_grammar(name), values)};
    return longhands[0].value != NULL;
}

static void push(struct compiler *compiler, struct pl_declared declared, bool is_important)
{
    declared.is_important = is_important;
    declared.declaration = compiler->index;
    *PL_PUSH(pl_css_scratch(compiler->block->source), &compiler->declared) = declared;
}

/* The same type for each longhand: CSS-wide keywords and values that wait. */
static void push_all(struct compiler *compiler, struct pl_property_name name, enum pl_declared_type type,
                     const struct pl_pending *pending, bool is_important)
{
    if (name.type == PL_NAME_SHORTHAND && name.index == PL_SHORTHAND_all) {
        push(compiler,
             (struct pl_declared){.type = (uint8_t)type, .property = PL_DECLARED_ALL, .pending = pending},
             is_important);
        return;
    }
    struct pl_longhand longhands[PL_LONGHANDS_MOST];
    uint32_t count = longhands_of(name, longhands);
    for (uint32_t i = 0; i < count; i++) {
        struct pl_declared declared = declared_of(&longhands[i]);
        declared.type = (uint8_t)type;
        declared.pending = pending;
        push(compiler, declared, is_important);
    }
}

/* --- What is wrong ---------------------------------------------------------------------------------- */

/* Names with another engine's prefix are meant for it alone. */
static bool is_foreign(pl_str name)
{
    static const pl_str prefixes[] = {PL_LIT_INIT("-webkit-"), PL_LIT_INIT("-moz-"), PL_LIT_INIT("-ms-"),
                                      PL_LIT_INIT("-o-"),      PL_LIT_INIT("-khtml-"), PL_LIT_INIT("-apple-"),
                                      PL_LIT_INIT("mso-"),     PL_LIT_INIT("-adobe-"), PL_LIT_INIT("-ibooks-")};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (pl_str_starts(name, prefixes[i]))
            return true;
    return false;
}

/* Behind the prefix of a program that prints: such a wish was meant for paper. Empty: it has none. */
static pl_str behind_printers_prefix(pl_str name)
{
    static const pl_str prefixes[] = {PL_LIT_INIT("-prince-"), PL_LIT_INIT("prince-"), PL_LIT_INIT("-ah-"),
                                      PL_LIT_INIT("-weasy-"), PL_LIT_INIT("-vivliostyle-")};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (pl_str_starts(name, prefixes[i]))
            return pl_str_slice(name, prefixes[i].size, name.size);
    return (pl_str){0};
}

static void report_property(struct compiler *compiler, const struct pl_declaration *declaration)
{
    if (!compiler->diags || is_foreign(declaration->name))
        return;
    struct pl_diag *diag = pl_warn(compiler->diags, PL_W_CSS_PROPERTY, declaration->name_span,
                                   "unknown property '%.*s'", PL_ARG(declaration->name));
    if (compiler->diags->count >= PL_LIMIT_DIAGNOSTICS)
        return; // only counted, and looking for names isn't cheap
    pl_str standard = behind_printers_prefix(declaration->name);
    bool is_known = !pl_str_empty(standard) && pl_property_find(standard).type != PL_NAME_UNKNOWN;
    pl_str nearest = is_known ? standard : pl_property_nearest(declaration->name);
    if (!pl_str_empty(nearest))
        pl_hint(compiler->diags, diag, "did you mean '%.*s'?", PL_ARG(nearest));
}

enum { TEXT_SHOWN = 60, GRAMMAR_SHOWN = 110 };

static void report_value(struct compiler *compiler, const struct pl_declaration *declaration,
                         struct pl_property_name name)
{
    if (!compiler->diags)
        return;
    pl_str text = pl_str_slice(declaration->text, 0, TEXT_SHOWN);
    while (text.size < declaration->text.size && text.size && ((unsigned char)declaration->text.data[text.size] & 0xC0) == 0x80)
        text.size--; // not in the middle of a character
    struct pl_diag *diag =
        pl_warn(compiler->diags, PL_W_CSS_VALUE, declaration->value_span, "'%.*s%s' is not a value of '%.*s'",
                PL_ARG(text), text.size < declaration->text.size ? "…" : "", PL_ARG(declaration->name));
    if (compiler->diags->count >= PL_LIMIT_DIAGNOSTICS)
        return;
    bool is_custom = declaration->is_custom;
    pl_str hint = is_custom ? (pl_str){0} : pl_value_hint(compiler->diags->arena, name, declaration->values);
    if (!pl_str_empty(hint))
        pl_hint(compiler->diags, diag, "%.*s", PL_ARG(hint));
    if (!pl_str_empty(hint) || name.type == PL_NAME_SHORTHAND)
        return;
    pl_str grammar = pl_property_row(pl_name_grammar(name))->grammar;
    if (grammar.size <= GRAMMAR_SHOWN)
        pl_hint(compiler->diags, diag, "it takes: %.*s", PL_ARG(grammar));
}

/* The parts of a value, those of its functions counted too; no more than `most` are looked at. */
static uint64_t count_parts(struct pl_components values, uint64_t most)
{
    uint64_t count = values.count;
    for (uint32_t i = 0; i < values.count && count <= most; i++)
        if (pl_component_has_items(&values.data[i]))
            count += count_parts(pl_component_items(&values.data[i]), most - count);
    return count;
}

static bool is_too_long(struct compiler *compiler, const struct pl_declaration *declaration)
{
    uint64_t most = compiler->block->source->limits->value[PL_LIMIT_NAME_CSS_VALUE_PARTS];
    if (count_parts(declaration->values, most) <= most)
        return false;
    if (compiler->diags)
        pl_warn(compiler->diags, PL_W_CSS_LIMIT, declaration->name_span,
                "the value of '%.*s' has more than %llu parts and no effect", PL_ARG(declaration->name),
                (unsigned long long)most);
    return true;
}

/* --- Declarations --------------------------------------------------------------------------------------- */

static void compile_custom(struct compiler *compiler, const struct pl_declaration *declaration)
{
    enum pl_declared_type type = PL_DECLARED_VALUE;
    struct pl_property_name none = {PL_NAME_SHORTHAND, 0};
    if (pl_components_are_broken(declaration->values) || !pl_var_is_wellformed(declaration->values)) {
        report_value(compiler, declaration, none);
        return;
    }
    if (!pl_declared_wide(declaration->values, &type) && pl_has_var(declaration->values))
        type = PL_DECLARED_PENDING;
    *PL_PUSH(pl_css_scratch(compiler->block->source), &compiler->customs) = (struct pl_custom){
        declaration->name, (uint8_t)type, declaration->is_important,
        pl_components_copy(compiler->arena, declaration->values)};
}

static const struct pl_pending *new_pending(struct compiler *compiler, const struct pl_declaration *declaration,
                                            struct pl_property_name name)
{
    struct pl_pending *pending = PL_NEW(compiler->arena, struct pl_pending);
    *pending = (struct pl_pending){name, pl_components_copy(compiler->arena, declaration->values),
                                   compiler->block->folder, declaration->name, declaration->value_span};
    return pending;
}

static void compile_known(struct compiler *compiler, const struct pl_declaration *declaration,
                          struct pl_property_name name)
{
    enum pl_declared_type wide;
    if (pl_components_are_broken(declaration->values)) {
        report_value(compiler, declaration, name);
    } else if (pl_declared_wide(declaration->values, &wide)) {
        push_all(compiler, name, wide, NULL, declaration->is_important);
    } else if (pl_has_var(declaration->values)) {
        if (pl_var_is_wellformed(declaration->values))
            push_all(compiler, name, PL_DECLARED_PENDING, new_pending(compiler, declaration, name),
                     declaration->is_important);
        else
            report_value(compiler, declaration, name);
    } else {
        struct pl_longhand longhands[PL_LONGHANDS_MOST];
        uint32_t count;
        if (!expand(&compiler->place, name, declaration->values, longhands, &count)) {
            report_value(compiler, declaration, name);
            return;
        }
        for (uint32_t i = 0; i < count; i++)
            push(compiler, declared_of(&longhands[i]), declaration->is_important);
    }
}

static void compile_declaration(struct compiler *compiler, const struct pl_declaration *declaration)
{
    if (is_too_long(compiler, declaration))
        return;
    if (declaration->is_custom) {
        compile_custom(compiler, declaration);
        return;
    }
    struct pl_property_name name = pl_property_find(declaration->name);
    switch (name.type) {
    case PL_NAME_UNKNOWN: report_property(compiler, declaration); return;
    case PL_NAME_SCREEN: return;
    case PL_NAME_LONGHAND:
    case PL_NAME_LOGICAL:
    case PL_NAME_SHORTHAND: compile_known(compiler, declaration, name); return;
    }
}

static void *copied(struct pl_arena *arena, const void *data, size_t size)
{
    void *copy = pl_arena_alloc(arena, size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

const struct pl_compiled_block *pl_block_compile(struct pl_arena *arena, const struct pl_block *block,
                                                 const struct pl_declaration *declarations, struct pl_diags *diags)
{
    struct compiler compiler = {
        .arena = arena,
        .block = block,
        .diags = diags,
        .place = {arena, block->folder, (uint32_t)PL_LIMIT_CSS_CALC_DEPTH},
    };
    for (uint32_t i = 0; i < block->count; compiler.index = ++i)
        compile_declaration(&compiler, &declarations[i]);
    struct pl_compiled_block *compiled = PL_NEW(arena, struct pl_compiled_block);
    *compiled = (struct pl_compiled_block){
        .declared = copied(arena, compiler.declared.data, compiler.declared.count * sizeof *compiled->declared),
        .customs = copied(arena, compiler.customs.data, compiler.customs.count * sizeof *compiled->customs),
        .count = (uint32_t)compiler.declared.count,
        .custom_count = (uint32_t)compiler.customs.count,
    };
    for (uint32_t i = 0; i < compiled->count; i++) {
        const struct pl_declared *declared = &compiled->declared[i];
        compiled->has_important |= declared->is_important;
        compiled->has_normal |= !declared->is_important;
        compiled->sets_flow |=
            !declared->is_logical &&
            (declared->property == PL_PROPERTY_direction || declared->property == PL_PROPERTY_writing_mode ||
             declared->property == PL_DECLARED_ALL);
    }
    for (uint32_t i = 0; i < compiled->custom_count; i++) {
        compiled->has_important |= compiled->customs[i].is_important;
        compiled->has_normal |= !compiled->customs[i].is_important;
    }
    return compiled;
}

bool pl_pending_expand(struct pl_arena *arena, const struct pl_pending *pending,
                       struct pl_components values, uint32_t calc_depth,
                       struct pl_declared **declared, uint32_t *count)
{
    struct pl_longhand longhands[PL_LONGHANDS_MOST];
    enum pl_declared_type wide;
    bool is_wide = pl_declared_wide(values, &wide);
    if (is_wide) {
        *count = longhands_of(pending->name, longhands);
    } else {
        struct pl_value_place place = {arena, pending->folder, calc_depth};
        if (!expand(&place, pending->name, pl_components_trim(values), longhands, count))
            return false;
    }
    *declared = PL_NEW_ARRAY(arena, struct pl_declared, *count);
    for (uint32_t i = 0; i < *count; i++) {
        (*declared)[i] = declared_of(&longhands[i]);
        if (is_wide)
            (*declared)[i].type = (uint8_t)wide;
    }
    return true;
}

/* --- @supports ------------------------------------------------------------------------------------------- */

struct question {
    struct pl_arena *arena;
    struct pl_property_name name;
    struct pl_components values;
};

static bool is_accepted(void *argument)
{
    struct question *question = argument;
    struct pl_value_place place = {question->arena, {0}, (uint32_t)PL_LIMIT_CSS_CALC_DEPTH};
    struct pl_longhand longhands[PL_LONGHANDS_MOST];
    uint32_t count;
    return expand(&place, question->name, question->values, longhands, &count);
}

bool pl_property_accepts(pl_str name, struct pl_components values)
{
    enum pl_declared_type wide;
    if (pl_components_are_broken(values))
        return false;
    if (pl_str_starts(name, PL_LIT("--")) && name.size > 2)
        return pl_var_is_wellformed(values);
    struct question question = {NULL, pl_property_find(name), pl_components_trim(values)};
    if (question.name.type == PL_NAME_UNKNOWN || question.name.type == PL_NAME_SCREEN)
        return false;
    if (pl_declared_wide(values, &wide))
        return true;
    if (pl_has_var(values))
        return pl_var_is_wellformed(values);
    bool is_over;
    question.arena = pl_arena_new(0);
    bool is_taken = question.arena && pl_arena_run(question.arena, is_accepted, &question, &is_over);
    pl_arena_free(question.arena);
    return is_taken;
}
