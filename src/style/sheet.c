// SPDX-License-Identifier: MIT
/* style/sheet.c: a sheet's text → rules with their layer, media and order. */
#include "style/sheet.h"

#include "base/file.h"
#include "style/condition.h"
#include "style/decode.h"
#include "style/nearest.h"
#include "style/sheet_reader.h"

/* --- Blocks ----------------------------------------------------------------------------------- */

static const struct pl_written *write_down(struct pl_arena *arena,
                                           const struct pl_declaration *declarations, size_t count)
{
    struct pl_written *written = PL_NEW_ARRAY(arena, struct pl_written, count);
    for (size_t i = 0; i < count; i++)
        written[i] = (struct pl_written){.name = declarations[i].name,
                                         .text = declarations[i].text,
                                         .first = declarations[i].name_span.first,
                                         .name_end = declarations[i].name_span.end,
                                         .is_important = declarations[i].is_important};
    return written;
}

const struct pl_block *pl_read_block(const struct pl_rule_context *context, enum pl_block_use use,
                                     const struct pl_declaration *declarations, size_t count)
{
    struct pl_arena *arena = context->sheets->arena;
    struct pl_block *block = PL_NEW(arena, struct pl_block);
    *block = (struct pl_block){.serial = context->sheets->block_count++,
                               .use = use,
                               .declarations = write_down(arena, declarations, count),
                               .count = (uint32_t)count,
                               .folder = context->sheet->folder,
                               .source = &context->sheet->source};
    block->compiled = pl_block_compile(arena, block, declarations, context->diags);
    return block;
}

struct pl_span pl_block_name_span(const struct pl_block *block, uint32_t declaration)
{
    const struct pl_written *written = &block->declarations[declaration];
    return pl_css_span(block->source, written->first, written->name_end);
}

bool pl_context_has_room(const struct pl_rule_context *context)
{
    struct pl_sheets *sheets = context->sheets;
    uint64_t most = sheets->limits->value[PL_LIMIT_NAME_CSS_SHEET_BYTES];
    if (sheets->is_full || pl_arena_used(sheets->arena) - sheets->bytes_mark <= most)
        return !sheets->is_full;
    sheets->is_full = true;
    if (!context->diags)
        return false;
    struct pl_diag *diag = pl_warn(context->diags, PL_W_CSS_LIMIT, context->sheet->source.place,
                                   "style sheets take more than %llu bytes of memory; from somewhere "
                                   "in this one on they aren't read",
                                   (unsigned long long)most);
    pl_hint(context->diags, diag, "'--limit css-memory=N' allows more");
    return false;
}

static void tell(const struct pl_rule_context *context, enum pl_code code, struct pl_span span,
                 const char *what, pl_str name, const char *hint)
{
    if (!context->diags)
        return;
    struct pl_diag *diag = pl_warn(context->diags, code, span, "'@%.*s' %s", PL_ARG(name), what);
    if (hint)
        pl_hint(context->diags, diag, "%s", hint);
}

struct pl_declarations pl_read_declarations(const struct pl_rule_context *context,
                                            struct pl_components values)
{
    struct pl_declarations declarations = {0};
    struct pl_reader reader = pl_reader_begin(&context->sheet->source, values,
                                              PL_READ_DECLARATIONS);
    struct pl_css_item item;
    while (pl_context_has_room(context) && pl_reader_next(&reader, &item)) {
        if (item.type == PL_ITEM_DECLARATION)
            *PL_PUSH(pl_context_scratch(context), &declarations) = item.declaration;
        else
            tell(context, PL_W_CSS_AT_RULE, item.rule.span, "can't stand here", item.rule.keyword,
                 NULL);
    }
    return declarations;
}

/* --- Style rules, flattened (CSS Nesting 1 §4) ------------------------------------------------ */

/* Declarations so far become a rule of the parent's selectors; those after a nested rule become
 * the next. */
static void flush(const struct pl_rule_context *context, struct pl_declarations *declarations)
{
    if (declarations->count == 0)
        return;
    struct pl_sheets *sheets = context->sheets;
    const struct pl_block *block = pl_read_block(context, PL_BLOCK_STYLE, declarations->data,
                                                 declarations->count);
    *PL_PUSH(sheets->arena,
             &sheets->rules) = (struct pl_style_rule){.selectors = context->parent,
                                                      .block = block,
                                                      .origin = context->origin,
                                                      .media = context->media,
                                                      .is_conditional = context->is_conditional,
                                                      .layer = context->layer,
                                                      .order = sheets->order++,
                                                      .reader_media = context->reader_media,
                                                      .paper = context->paper};
    *declarations = (struct pl_declarations){0};
}

static void read_rule(const struct pl_rule_context *context, const struct pl_css_item *item);

static void read_style_block(const struct pl_rule_context *context, struct pl_components values)
{
    struct pl_declarations declarations = {0};
    struct pl_reader reader = pl_reader_begin(&context->sheet->source, values, PL_READ_BLOCK);
    struct pl_css_item item;
    while (pl_context_has_room(context) && pl_reader_next(&reader, &item)) {
        if (item.type == PL_ITEM_DECLARATION) {
            *PL_PUSH(pl_context_scratch(context), &declarations) = item.declaration;
        } else {
            flush(context, &declarations);
            read_rule(context, &item);
        }
    }
    flush(context, &declarations);
}

static void read_style_rule(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_rule_context inside = *context;
    inside.parent = pl_selector_parse(&context->sheet->source, rule->prelude, context->parent);
    if (inside.parent)
        read_style_block(&inside, rule->block);
}

/* --- Conditional groups ----------------------------------------------------------------------- */

/* `text` with the medium "epub" as "all": reading systems don't know that name. */
static pl_str for_readers(const struct pl_rule_context *context, struct pl_components query)
{
    struct pl_strbuf out = PL_STRBUF(context->sheets->arena);
    for (uint32_t i = 0; i < query.count; i++) {
        const struct pl_component *part = &query.data[i];
        pl_str text = pl_str_slice(context->sheet->source.text, part->first, part->end);
        if (part->type == PL_COMPONENT_SPACE)
            text = PL_LIT(" ");
        pl_strbuf_add(&out, pl_component_is_ident(part, PL_LIT("epub")) ? PL_LIT("all") : text);
    }
    return pl_strbuf_str(&out);
}

static void add_paper_condition(struct pl_rule_context *context, struct pl_components query)
{
    struct pl_arena *arena = context->sheets->arena;
    struct pl_paper_condition *condition = PL_NEW(arena, struct pl_paper_condition);
    *condition = (struct pl_paper_condition){
        context->paper, &context->sheet->source, pl_components_copy(arena, query)};
    context->paper = condition;
    context->sheets->asks_paper = true;
}

void pl_context_add_media(struct pl_rule_context *context, struct pl_components query)
{
    struct pl_media_answer answer = pl_media_evaluate(&context->sheet->source, query);
    bool may_be_read = (context->media & PL_MEDIA_OF(PL_MEDIUM_EPUB)) || context->reader_media.size;
    if (answer.asks_reader && may_be_read) {
        pl_str text = for_readers(context, pl_components_trim(query));
        context->reader_media = context->reader_media.size
                                    ? pl_str_format(context->sheets->arena, "%.*s\n%.*s",
                                                    PL_ARG(context->reader_media), PL_ARG(text))
                                    : text;
    } else if (!(answer.media & PL_MEDIA_OF(PL_MEDIUM_EPUB))) {
        context->reader_media = (pl_str){0};
    }
    context->media &= answer.media;
    if (answer.asks_paper && (context->media & PL_MEDIA_OF(PL_MEDIUM_PRINT)))
        add_paper_condition(context, query);
}

/* The rules in a group; inside a style rule its declarations too. */
static void read_group(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    if (pl_context_is_dead(context))
        return;
    if (context->parent)
        read_style_block(context, rule->block);
    else
        pl_read_rules(context, rule->block);
}

static void read_media(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_rule_context inside = *context;
    inside.is_conditional = true;
    pl_context_add_media(&inside, rule->prelude);
    read_group(&inside, rule);
}

static void read_supports(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    if (pl_supports_evaluate(&context->sheet->source, rule->prelude, false))
        read_group(context, rule);
}

/* --- Counter styles --------------------------------------------------------------------------- */

/* Says which descriptors aren't any, and when there is nothing to count with. */
static void check_counter_style(const struct pl_rule_context *context, const struct pl_rule *rule,
                                const struct pl_declarations *declarations)
{
    static const pl_str names[] = {
        PL_LIT_INIT("symbols"), PL_LIT_INIT("additive-symbols"), PL_LIT_INIT("system"),
        PL_LIT_INIT("negative"), PL_LIT_INIT("prefix"), PL_LIT_INIT("suffix"), PL_LIT_INIT("range"),
        PL_LIT_INIT("pad"), PL_LIT_INIT("fallback"), PL_LIT_INIT("speak-as")};
    enum { COUNT = sizeof names / sizeof *names, SYMBOLS = 2 };
    bool has_symbols = false;
    for (size_t i = 0; i < declarations->count; i++) {
        const struct pl_declaration *one = &declarations->data[i];
        struct pl_nearest nearest = pl_nearest_begin(one->name);
        int at = 0;
        while (at < COUNT && !pl_str_eq(names[at], one->name))
            pl_nearest_try(&nearest, names[at++]);
        has_symbols |= at < SYMBOLS || pl_str_starts_ascii_nocase(one->text, PL_LIT("extends"));
        if (at < COUNT || !context->diags)
            continue;
        struct pl_diag *diag = pl_warn(context->diags, PL_W_CSS_PROPERTY, one->name_span,
                                       "'%.*s' is no part of a counter style", PL_ARG(one->name));
        if (nearest.found.size)
            pl_hint(context->diags, diag, "did you mean '%.*s'?", PL_ARG(nearest.found));
    }
    if (!has_symbols)
        tell(context, PL_W_CSS_VALUE, rule->span, "has nothing to count with", rule->keyword,
             "it needs symbols, additive-symbols or 'system: extends' and another style");
}

static void read_counter_style(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_components name = pl_components_trim(rule->prelude);
    if (name.count != 1 || name.data->type != PL_COMPONENT_IDENT) {
        tell(context, PL_W_CSS_SYNTAX, rule->prelude_span, "needs one name", rule->keyword, NULL);
        return;
    }
    struct pl_arena *arena = context->sheets->arena;
    struct pl_declarations declarations = pl_read_declarations(context, rule->block);
    check_counter_style(context, rule, &declarations);
    struct pl_declaration *descriptors = PL_NEW_ARRAY(arena, struct pl_declaration,
                                                      declarations.count);
    for (size_t i = 0; i < declarations.count; i++) {
        descriptors[i] = declarations.data[i];
        descriptors[i].values = pl_components_copy(arena, descriptors[i].values);
    }
    *PL_PUSH(arena, &context->sheets->counter_styles) = (struct pl_counter_style_rule){
        .name = name.data->text,
        .descriptors = descriptors,
        .count = (uint32_t)declarations.count,
        .media = context->media,
        .paper = context->paper};
}

/* --- At-rules --------------------------------------------------------------------------------- */

enum at_rule_form { WITH_BLOCK, WITHOUT_BLOCK, EITHER_FORM };

struct at_rule {
    pl_str name;
    enum at_rule_form form;
    bool can_be_nested; // in a style rule
    void (*read)(const struct pl_rule_context *context, const struct pl_rule *rule);
    const char *why_not; // no reader: what is said of it as a note
};

/* Without effect on paper or in a book, or what we don't have; each is told once where it stands.
 */
static const struct at_rule at_rules[] = {
    {PL_LIT_INIT("media"), WITH_BLOCK, true, read_media, NULL},
    {PL_LIT_INIT("supports"), WITH_BLOCK, true, read_supports, NULL},
    {PL_LIT_INIT("layer"), EITHER_FORM, true, pl_read_layer, NULL},
    {PL_LIT_INIT("font-face"), WITH_BLOCK, false, pl_read_font_face, NULL},
    {PL_LIT_INIT("page"), WITH_BLOCK, false, pl_read_page, NULL},
    {PL_LIT_INIT("counter-style"), WITH_BLOCK, false, read_counter_style, NULL},
    {PL_LIT_INIT("import"), WITHOUT_BLOCK, false, pl_read_import, NULL},
    {PL_LIT_INIT("namespace"), WITHOUT_BLOCK, false, NULL,
     "is ignored: selectors match in all namespaces"},
    {PL_LIT_INIT("keyframes"), WITH_BLOCK, false, NULL,
     "has no effect: nothing moves in a publication"},
    {PL_LIT_INIT("-webkit-keyframes"), WITH_BLOCK, false, NULL,
     "has no effect: nothing moves in a publication"},
    {PL_LIT_INIT("property"), WITH_BLOCK, false, NULL,
     "is ignored: custom properties have no types here"},
    {PL_LIT_INIT("font-feature-values"), WITH_BLOCK, false, NULL,
     "is ignored: use font-feature-settings"},
    {PL_LIT_INIT("font-palette-values"), WITH_BLOCK, false, NULL,
     "is ignored: faces keep their own palette"},
    {PL_LIT_INIT("view-transition"), WITH_BLOCK, false, NULL,
     "has no effect: nothing moves in a publication"},
    {PL_LIT_INIT("viewport"), WITH_BLOCK, false, NULL, "has no effect: use @page"},
    {PL_LIT_INIT("container"), WITH_BLOCK, true, NULL,
     "is ignored with all rules in it: boxes aren't known to the cascade"},
    {PL_LIT_INIT("scope"), WITH_BLOCK, true, NULL, "is ignored with all rules in it: use nesting"},
    {PL_LIT_INIT("starting-style"), WITH_BLOCK, true, NULL,
     "has no effect: nothing moves in a publication"},
};

static const struct at_rule *find_at_rule(pl_str name)
{
    for (size_t i = 0; i < sizeof at_rules / sizeof *at_rules; i++)
        if (pl_str_eq(at_rules[i].name, name))
            return &at_rules[i];
    return NULL;
}

static void tell_unknown(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    bool is_charset = pl_str_eq(rule->name, PL_LIT("charset"));
    struct pl_nearest nearest = pl_nearest_begin(rule->name);
    for (size_t i = 0; i < sizeof at_rules / sizeof *at_rules; i++)
        pl_nearest_try(&nearest, at_rules[i].name);
    const char *hint = "it is ignored up to its ';' or with its block";
    if (nearest.found.size)
        hint = pl_str_format(context->sheets->arena, "did you mean '@%.*s'?", PL_ARG(nearest.found)).data;
    if (is_charset)
        tell(context, PL_W_CSS_SYNTAX, rule->span,
             "isn't the first thing in the sheet and is ignored", rule->keyword, NULL);
    else
        tell(context, PL_W_CSS_AT_RULE, rule->span, "isn't known", rule->keyword, hint);
}

static void read_at_rule(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    const struct at_rule *row = find_at_rule(rule->name);
    if (!row) {
        tell_unknown(context, rule);
        return;
    }
    bool has_right_form = row->form == EITHER_FORM || (row->form == WITH_BLOCK) == rule->has_block;
    if (!has_right_form)
        tell(context, PL_W_CSS_SYNTAX, rule->span,
             rule->has_block ? "can't have a block" : "needs a block", rule->keyword, NULL);
    else if (context->parent && !row->can_be_nested)
        tell(context, PL_W_CSS_SYNTAX, rule->span, "can't stand inside a style rule", rule->keyword,
             NULL);
    else if (row->read)
        row->read(context, rule);
    else if (context->diags)
        pl_note(context->diags, PL_W_CSS_AT_RULE, rule->span, "'@%.*s' %s", PL_ARG(rule->keyword),
                row->why_not);
}

static void tell_late_import(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    tell(context, PL_W_CSS_SYNTAX, rule->span, "must stand before all other rules", rule->keyword,
         NULL);
}

static void read_rule(const struct pl_rule_context *context, const struct pl_css_item *item)
{
    if (item->type == PL_ITEM_AT_RULE)
        read_at_rule(context, &item->rule);
    else
        read_style_rule(context, &item->rule);
}

/* Recursion goes as deep as blocks do: at most CSS_DEPTH. */
void pl_read_rules(const struct pl_rule_context *context, struct pl_components values)
{
    if (context->parent) {
        read_style_block(context, values);
        return;
    }
    struct pl_reader reader = pl_reader_begin(&context->sheet->source, values, PL_READ_RULES);
    struct pl_css_item item;
    while (pl_context_has_room(context) && pl_reader_next(&reader, &item)) {
        bool is_import = item.type == PL_ITEM_AT_RULE &&
                         pl_str_eq(item.rule.name, PL_LIT("import"));
        if (is_import)
            tell_late_import(context, &item.rule);
        else
            read_rule(context, &item);
    }
}

/* --- Sheets ----------------------------------------------------------------------------------- */

/* How far into a sheet its reading has come. */
struct head {
    bool may_import, is_first;
};

/* A rule at the top of a sheet. */
static void read_top_rule(const struct pl_rule_context *context, const struct pl_css_item *item,
                          struct head *head)
{
    bool is_at_rule = item->type == PL_ITEM_AT_RULE;
    bool is_import = is_at_rule && pl_str_eq(item->rule.name, PL_LIT("import"));
    bool is_charset = is_at_rule && head->is_first &&
                      pl_str_eq(item->rule.name, PL_LIT("charset"));
    bool is_layer_order = is_at_rule && !item->rule.has_block &&
                          pl_str_eq(item->rule.name, PL_LIT("layer"));
    if (is_import && !head->may_import)
        tell_late_import(context, &item->rule);
    else if (!is_charset)
        read_rule(context, item);
    head->may_import = head->may_import && (is_import || is_charset || is_layer_order);
    head->is_first = false;
}

/* Rule by rule, so that only one at a time lies in scratch. */
static void read_all(const struct pl_rule_context *context)
{
    struct pl_stream stream = pl_stream_begin(&context->sheet->source);
    struct pl_components values;
    struct head head = {.may_import = true, .is_first = true};
    while (pl_context_has_room(context) && pl_stream_next(&stream, &values)) {
        struct pl_reader reader = pl_reader_begin(&context->sheet->source, values, PL_READ_SHEET);
        struct pl_css_item item;
        while (pl_reader_next(&reader, &item))
            read_top_rule(context, &item, &head);
        pl_arena_reset(context->sheet->source.scratch);
    }
}

static void drop_arena(void *arena)
{
    pl_arena_free(arena);
}

static struct pl_arena *scratch_of(struct pl_sheets *sheets, uint32_t depth)
{
    if (depth >= PL_CSS_IMPORT_LEVELS)
        depth = PL_CSS_IMPORT_LEVELS - 1; // CSS_IMPORT_DEPTH ends it before
    if (!sheets->scratch[depth]) {
        sheets->scratch[depth] = pl_arena_new(0);
        if (!sheets->scratch[depth])
            pl_arena_unwind(sheets->arena);
        pl_arena_defer(sheets->arena, drop_arena, sheets->scratch[depth]);
    }
    return sheets->scratch[depth];
}

void pl_read_sheet(struct pl_rule_context context, const struct pl_input *input, pl_str root,
                   pl_str path, const struct pl_open_sheet *importer)
{
    struct pl_open_sheet *sheet = PL_NEW(context.sheets->arena, struct pl_open_sheet);
    uint32_t depth = importer ? importer->depth + 1 : 0;
    *sheet = (struct pl_open_sheet){
        .source = {.arena = context.sheets->arena,
                   .scratch = scratch_of(context.sheets, depth),
                   .input = input,
                   .text = input->text,
                   .place = pl_span_of(input, 0, 0),
                   .limits = context.sheets->limits,
                   .diags = context.diags},
        .root = root,
        .path = path,
        .folder = input->folder,
        .importer = importer,
        .depth = depth,
    };
    context.sheet = sheet;
    context.parent = NULL;
    size_t used = pl_arena_used(context.sheets->arena);
    if (!importer)
        context.sheets->bytes_mark = used - context.sheets->bytes;
    read_all(&context);
    if (!importer)
        context.sheets->bytes = pl_arena_used(context.sheets->arena) - context.sheets->bytes_mark;
    sheet->source.diags = NULL;
    sheet->source.scratch = NULL;
}

struct pl_sheets *pl_sheets_new(struct pl_arena *arena, const struct pl_limits *limits)
{
    struct pl_sheets *sheets = PL_NEW(arena, struct pl_sheets);
    sheets->arena = arena;
    sheets->limits = limits;
    PL_PUSH(arena, &sheets->layers);
    return sheets;
}

static bool is_too_large(const struct pl_sheets *sheets, const struct pl_input *input,
                         struct pl_diags *diags)
{
    uint64_t most = sheets->limits->value[PL_LIMIT_NAME_CSS_BYTES];
    if (input->text.size <= most && input->bytes.size <= most)
        return false;
    struct pl_diag *diag = pl_error(diags, PL_E_LIMIT, PL_NO_SPAN,
                                    "the style sheet '%.*s' is larger than %llu bytes",
                                    PL_ARG(input->name), (unsigned long long)most);
    pl_hint(diags, diag, "'--limit css-bytes=N' allows more");
    pl_at_path(diags, diag, input->name);
    return true;
}

bool pl_sheets_add(struct pl_sheets *sheets, struct pl_input *input, enum pl_sheet_origin origin,
                   struct pl_diags *diags)
{
    if (is_too_large(sheets, input, diags))
        return false;
    if (input->text.size == 0 && input->bytes.size)
        input->text = pl_css_decode(sheets->arena, input->bytes, (pl_str){0}, (pl_str){0}, NULL);
    struct pl_rule_context context = {
        .sheets = sheets, .diags = diags, .origin = origin, .media = PL_MEDIA_ALL};
    pl_read_sheet(context, input, input->folder, pl_path_name(input->name), NULL);
    return true;
}

const struct pl_sheet_face *pl_sheets_faces(const struct pl_sheets *sheets, size_t *count)
{
    *count = sheets->faces.count;
    return sheets->faces.data;
}

/* --- Sheets of an article --------------------------------------------------------------------- */

static struct pl_sheets *extend(struct pl_arena *arena, const struct pl_sheets *base)
{
    struct pl_sheets *sheets = PL_NEW(arena, struct pl_sheets);
    sheets->arena = arena;
    sheets->limits = base->limits;
    sheets->base = base;
    for (size_t i = 0; i < base->layers.count; i++)
        *PL_PUSH(arena, &sheets->layers) = base->layers.data[i];
    memcpy(sheets->first_layer, base->first_layer, sizeof sheets->first_layer);
    memcpy(sheets->last_layer, base->last_layer, sizeof sheets->last_layer);
    sheets->block_count = base->block_count;
    sheets->order = base->order;
    sheets->import_count = base->import_count;
    sheets->asks_paper = base->asks_paper;
    sheets->bytes = base->bytes;
    return sheets;
}

/* The media attribute of <style> or <link>. */
static void add_media_attribute(struct pl_rule_context *context, const struct pl_article_sheet *own)
{
    struct pl_open_sheet *attribute = PL_NEW(context->sheets->arena, struct pl_open_sheet);
    attribute->source = (struct pl_css_source){.arena = context->sheets->arena,
                                               .text = own->media,
                                               .place = pl_span_of(own->input, 0, 0),
                                               .limits = context->sheets->limits,
                                               .diags = context->diags};
    context->sheet = attribute;
    pl_context_add_media(context, pl_parse_components(&attribute->source));
    attribute->source.diags = NULL;
}

struct pl_sheets *pl_sheets_extend(struct pl_arena *arena, const struct pl_sheets *base,
                                   const struct pl_article *article, struct pl_diags *diags)
{
    struct pl_sheets *sheets = extend(arena, base);
    for (size_t i = 0; i < article->sheets.count; i++) {
        const struct pl_article_sheet *own = &article->sheets.data[i];
        struct pl_rule_context context = {
            .sheets = sheets, .diags = diags, .origin = PL_SHEET_AUTHOR, .media = PL_MEDIA_ALL};
        add_media_attribute(&context, own);
        if (!pl_context_is_dead(&context))
            pl_read_sheet(context, own->input, own->input->folder, pl_path_name(own->input->name),
                          NULL);
    }
    return sheets;
}

/* --- Style attributes ------------------------------------------------------------------------- */

const struct pl_block *pl_style_attribute(struct pl_arena *arena, struct pl_arena *scratch,
                                          pl_str text, struct pl_span place, pl_str folder,
                                          const struct pl_limits *limits, struct pl_diags *diags)
{
    struct pl_css_source *source = PL_NEW(arena, struct pl_css_source);
    *source = (struct pl_css_source){.arena = arena,
                                     .scratch = scratch,
                                     .text = text,
                                     .place = place,
                                     .limits = limits,
                                     .diags = diags};
    struct pl_declarations declarations = {0};
    struct pl_reader reader = pl_reader_begin(source, pl_parse_components(source),
                                              PL_READ_DECLARATIONS);
    struct pl_css_item item;
    while (pl_reader_next(&reader, &item))
        if (item.type == PL_ITEM_DECLARATION)
            *PL_PUSH(scratch, &declarations) = item.declaration;
    source->diags = NULL;
    source->scratch = NULL;
    if (declarations.count == 0)
        return NULL;
    struct pl_block *block = PL_NEW(arena, struct pl_block);
    *block = (struct pl_block){.serial = UINT32_MAX,
                               .use = PL_BLOCK_STYLE,
                               .declarations = write_down(arena, declarations.data, declarations.count),
                               .count = (uint32_t)declarations.count,
                               .folder = folder,
                               .source = source};
    block->compiled = pl_block_compile(arena, block, declarations.data, diags);
    return block;
}
