// SPDX-License-Identifier: MIT
/* tests/fuzz/css_parse.c: any bytes as a sheet: places in the text, rules that match, values computed. */
#include "style/cascade.h"

#include <stdlib.h>

#include "style/decode.h"
#include "style/selector_write.h"
#include "style/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What one input may take: bombs end here or before. */
#define ARENA_BYTES ((size_t)512 << 20)

struct work {
    struct pl_arena *arena;
    pl_str bytes;
    struct pl_limits limits;
};

/* Tokens cover the text in order, without overlap. */
static void check_tokens(struct pl_arena *arena, pl_str text)
{
    struct pl_tokenizer tokenizer = pl_tokenizer_begin(arena, text);
    uint32_t last = 0;
    for (;;) {
        struct pl_token token = pl_token_next(&tokenizer);
        if (token.first < last || token.end < token.first || token.end > text.size)
            abort();
        if (token.type == PL_TOKEN_END)
            return;
        if (token.end == token.first)
            abort();
        last = token.end;
    }
}

static void check_components(struct pl_components values, uint32_t first, uint32_t end)
{
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *component = &values.data[i];
        if (component->first < first || component->end > end || component->first > component->end)
            abort();
        check_components(pl_component_items(component), component->first, component->end);
        first = component->end;
    }
}

static struct pl_node *add(struct pl_arena *arena, struct pl_node *parent, enum pl_kind kind,
                           const char *class)
{
    struct pl_node *node = pl_node_new(arena, kind, PL_NO_SPAN);
    pl_node_add_class(arena, node, pl_str_from(class));
    pl_node_append(parent, node);
    pl_node_append(node, pl_node_new_text(arena, PL_LIT("text"), PL_NO_SPAN));
    return node;
}

static struct pl_article *article_of(struct pl_arena *arena, pl_str style, struct pl_diags *diags)
{
    struct pl_article *article = pl_article_new(arena, NULL);
    struct pl_node *section = add(arena, article->body, PL_KIND_section, "a");
    add(arena, section, PL_KIND_paragraph, "b")->id = PL_LIT("x");
    struct pl_node *paragraph = add(arena, section, PL_KIND_paragraph, "a");
    paragraph->style = pl_str_slice(style, 0, 200);
    pl_node_set_attribute(arena, paragraph, PL_LIT("lang"), PL_LIT("de-AT"));
    add(arena, paragraph, PL_KIND_emphasis, "c");
    add(arena, article->body, PL_KIND_block_quote, "b");
    pl_article_finish(article, diags);
    return article;
}

static bool work_on(void *argument)
{
    struct work *work = argument;
    struct pl_arena *arena = work->arena;
    struct pl_diags diags = PL_DIAGS(arena);
    pl_str text = pl_css_decode(arena, work->bytes, (pl_str){0}, (pl_str){0}, NULL);
    struct pl_input input = {.name = PL_LIT("fuzz.css"), .text = text};
    struct pl_css_source source = {
        .arena = arena, .input = &input, .text = text, .limits = &work->limits, .diags = &diags};
    check_tokens(arena, text);
    check_components(pl_parse_components(&source), 0, (uint32_t)text.size);
    struct pl_sheets *sheets = pl_sheets_new(arena, &work->limits);
    if (!pl_sheets_add(sheets, &input, PL_SHEET_AUTHOR, &diags))
        return false;
    struct pl_article *article = article_of(arena, text, &diags);
    for (int medium = PL_MEDIUM_PRINT; medium <= PL_MEDIUM_EPUB; medium++) {
        struct pl_cascade *cascade = pl_cascade_new(arena, sheets, (enum pl_medium)medium, NULL,
                                                    NULL);
        const struct pl_styles *styles = pl_cascade_run(cascade, article, &diags);
        struct pl_strbuf out = PL_STRBUF(arena);
        pl_styles_dump(&out, article, styles);
    }
    for (size_t i = 0; i < diags.count; i++) {
        const struct pl_span *span = &diags.data[i].span;
        if (span->input == &input && (span->first > span->end || span->end > text.size))
            abort();
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct work work = {.arena = pl_arena_new(ARENA_BYTES),
                        .bytes = {(const char *)bytes, size},
                        .limits = pl_limits_default()};
    work.limits.value[PL_LIMIT_NAME_CSS_MATCH_STEPS] = 1000000;
    bool over_limit;
    pl_arena_run(work.arena, work_on, &work, &over_limit);
    pl_arena_free(work.arena);
    return 0;
}
