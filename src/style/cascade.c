// SPDX-License-Identifier: MIT
/* style/cascade.c: run the cascade over a tree.
 *
 * How it works. Nodes are visited in document order. For each element the matcher gives the blocks that hold; who has
 * the same parent style, the same variables and the same blocks has the same style, so the result is
 * remembered under these (`elements`) and most nodes cost one look-up. The rest is found by winners.c and
 * made by computed.c. Only elements whose attributes took part (attr()) are made anew each time.
 *
 * Source: CSS Cascading and Inheritance 5. */
#include "style/engine.h"

#include "base/vec.h"
#include "model/walk.h"

/* What stands under one key of `elements`. */
struct element {
    const struct pl_style *style;
    const struct pl_variables *variables;
    const struct pl_style_pseudos *pseudos; // NULL: none
    bool uses_node;                         // so it isn't remembered
};

/* One article being styled. */
struct run {
    struct pl_cascade *cascade;
    const struct pl_article *article;
    struct pl_matcher *matcher;
    const struct pl_extension *extension; // NULL: the common sheets alone
    struct pl_diags *diags;
    struct pl_matches matches;
    struct pl_strbuf key;
    const struct pl_style *root;
    const struct pl_style **by_serial;
    const struct pl_variables **variables; // by serial
    const struct pl_style_pseudos **pseudos;
};

static void drop_arena(void *arena)
{
    pl_arena_free(arena);
}

/* A page of A4 with margins of an inch: what vw means in a font size, where no page is known. */
enum { AREA_WIDTH = 451, AREA_HEIGHT = 698 };

/* The size of the first page called `name`, by the rules that don't ask for it. Pages found on the way are
 * forgotten: rules that ask may change them. */
static const struct pl_paper *find_paper(struct pl_cascade *cascade, pl_str name)
{
    const struct pl_page_style *page = pl_cascade_page(cascade, &(struct pl_page_query){.name = name});
    struct pl_paper *paper = PL_NEW(cascade->arena, struct pl_paper);
    *paper = (struct pl_paper){pl_unit_to_pt(page->width) * 96 / 72, pl_unit_to_pt(page->height) * 96 / 72};
    cascade->pages = PL_MAP(cascade->arena);
    return paper;
}

/* What vw, vh and the media queries of the common sheets ask. */
static void find_first_page(struct pl_cascade *cascade)
{
    const struct pl_paper *paper = find_paper(cascade, (pl_str){0});
    if (cascade->sheets->asks_paper)
        cascade->matcher = pl_matcher_new(cascade->arena, cascade->sheets, cascade->medium, paper);
    cascade->paper = paper;
    const struct pl_page_style *page = pl_cascade_page(cascade, &(struct pl_page_query){0});
    struct pl_css_basis basis = {page->width, page->width, page->height};
    pl_unit left = pl_style_length(page->page, PL_PROPERTY_margin_left, &basis, 0);
    pl_unit right = pl_style_length(page->page, PL_PROPERTY_margin_right, &basis, 0);
    basis.percentage = page->height;
    pl_unit top = pl_style_length(page->page, PL_PROPERTY_margin_top, &basis, 0);
    pl_unit bottom = pl_style_length(page->page, PL_PROPERTY_margin_bottom, &basis, 0);
    cascade->page_width = pl_unit_clamp((pl_flow)page->width - left - right);
    cascade->page_height = pl_unit_clamp((pl_flow)page->height - top - bottom);
}

struct pl_cascade *pl_cascade_new(struct pl_arena *arena, const struct pl_sheets *sheets, enum pl_medium medium,
                                  const struct pl_fonts *fonts, const struct pl_trace *trace)
{
    struct pl_cascade *cascade = PL_NEW(arena, struct pl_cascade);
    *cascade = (struct pl_cascade){
        .arena = arena,
        .scratch = pl_arena_new(0),
        .sheets = sheets,
        .medium = medium,
        .fonts = fonts,
        .trace = trace,
        .limits = *sheets->limits,
        .values = pl_values_new(arena),
        .page_width = PL_PT(AREA_WIDTH),
        .page_height = PL_PT(AREA_HEIGHT),
        .elements = PL_MAP(arena),
        .expansions = PL_MAP(arena),
        .metrics = PL_MAP(arena),
        .attributes = PL_MAP(arena),
        .hints = PL_MAP(arena),
        .pages = PL_MAP(arena),
        .counter_styles = PL_MAP(arena),
        .told = PL_MAP(arena),
        .var_bytes = sheets->limits->value[PL_LIMIT_NAME_CSS_VAR_BYTES],
        .steps = sheets->limits->value[PL_LIMIT_NAME_CSS_WEIGH_STEPS],
    };
    if (!cascade->scratch)
        pl_arena_unwind(arena);
    pl_arena_defer(arena, drop_arena, cascade->scratch);
    pl_cascade_prepare_initial(cascade);
    cascade->matcher = pl_matcher_new(arena, sheets, medium, NULL);
    if (medium == PL_MEDIUM_PRINT)
        find_first_page(cascade);
    return cascade;
}

/* --- One element --------------------------------------------------------------------------------- */

/* Each element may let var() copy this much more, so that long articles aren't taken for bombs. */
enum { VAR_BYTES_PER_ELEMENT = 1024 };

/* Where an article's @page rules are its own, its elements' page names are too, and its root has one. */
static void own_pages(struct run *run, const struct pl_node *node, struct pl_winners *winners)
{
    if (!run->extension || !run->extension->has_pages)
        return;
    enum pl_property page = PL_PROPERTY_page;
    bool is_named = winners->kind[page] == PL_WINNER_VALUE && winners->value[page]->type == PL_SPECIFIED_VALUE &&
                    winners->value[page]->value->type == PL_CSS_IDENT;
    if (!is_named && node->parent)
        return;
    pl_str name = is_named ? winners->value[page]->value->text : (pl_str){0};
    struct pl_css_value owned = {
        .type = PL_CSS_IDENT,
        .text = pl_str_format(run->cascade->scratch, "%.*s%.*s", PL_ARG(run->extension->prefix), PL_ARG(name))};
    if (winners->kind[page] == PL_WINNER_NONE)
        winners->touched[winners->touched_count++] = (uint16_t)page;
    winners->kind[page] = PL_WINNER_VALUE;
    winners->value[page] = pl_specified_done(run->cascade->scratch, owned);
}

/* Without `content` there is no ::before and no ::after (CSS Content 3 §2.1). */
static bool is_generated(enum pl_pseudo pseudo, const struct pl_style *style)
{
    if (pseudo != PL_PSEUDO_BEFORE && pseudo != PL_PSEUDO_AFTER)
        return true;
    enum pl_keyword content = pl_style_keyword(style, PL_PROPERTY_content);
    return content != PL_KEYWORD_none && content != PL_KEYWORD_normal;
}

/* Calls and marks are those of notes (GCPM 3 §2.3), whatever else a bare `::footnote-marker` matches. */
static bool may_have(const struct pl_style *element, enum pl_pseudo pseudo)
{
    if (pseudo != PL_PSEUDO_FOOTNOTE_CALL && pseudo != PL_PSEUDO_FOOTNOTE_MARKER)
        return true;
    return pl_style_keyword(element, PL_PROPERTY_float) == PL_KEYWORD_footnote;
}

static size_t matches_of(const struct pl_matches *matches, size_t first)
{
    size_t end = first;
    while (end < matches->count && matches->data[end].pseudo == matches->data[first].pseudo)
        end++;
    return end - first;
}

static void make_pseudos(struct run *run, const struct pl_node *node, struct element *element, size_t first)
{
    struct pl_cascade *cascade = run->cascade;
    struct pl_style_pseudos *pseudos = NULL;
    const struct pl_layer_ranks *ranks = pl_matcher_ranks(run->matcher);
    for (size_t count; first < run->matches.count; first += count) {
        const struct pl_match *matches = &run->matches.data[first];
        count = matches_of(&run->matches, first);
        if (!may_have(element->style, matches->pseudo))
            continue;
        struct pl_steps steps = pl_steps_order(cascade->scratch, ranks, matches, count, NULL, NULL);
        const struct pl_variables *variables =
            pl_winners_variables(cascade, &steps, element->variables, run->diags);
        struct pl_winners winners;
        pl_winners_find(cascade, &steps, variables, element->style, run->diags, &winners);
        struct pl_element_context context = {.node = node,
                                             .parent = element->style,
                                             .root = run->root ? run->root : element->style,
                                             .pseudo = matches->pseudo};
        const struct pl_style *style = pl_style_compute(cascade, &context, &winners);
        element->uses_node |= context.uses_node;
        if (!is_generated(matches->pseudo, style))
            continue;
        if (!pseudos)
            pseudos = PL_NEW(cascade->arena, struct pl_style_pseudos);
        pseudos->of[matches->pseudo] = style;
    }
    element->pseudos = pseudos;
}

static struct element make_element(struct run *run, const struct pl_node *node, const struct pl_style *parent,
                                   const struct pl_variables *variables, const struct pl_block *hints,
                                   const struct pl_block *attribute)
{
    struct pl_cascade *cascade = run->cascade;
    pl_arena_reset(cascade->scratch);
    cascade->element_count++;
    cascade->var_bytes += VAR_BYTES_PER_ELEMENT;
    PL_TRACE(cascade->trace, style, "<%.*s> (node %u)", PL_ARG(node->element), (unsigned)node->serial);
    size_t own = run->matches.count && run->matches.data[0].pseudo == PL_PSEUDO_NONE
                     ? matches_of(&run->matches, 0)
                     : 0;
    struct pl_steps steps = pl_steps_order(cascade->scratch, pl_matcher_ranks(run->matcher), run->matches.data,
                                           own, hints, attribute);
    struct element element = {.variables = pl_winners_variables(cascade, &steps, variables, run->diags)};
    struct pl_winners winners;
    pl_winners_find(cascade, &steps, element.variables, parent, run->diags, &winners);
    own_pages(run, node, &winners);
    struct pl_element_context context = {.node = node, .parent = parent, .root = run->root};
    element.style = pl_style_compute(cascade, &context, &winners);
    element.uses_node = context.uses_node;
    make_pseudos(run, node, &element, own);
    return element;
}

/* --- What is remembered ------------------------------------------------------------------------------ */

static void add_pointer(struct pl_strbuf *key, const void *pointer)
{
    pl_strbuf_add(key, (pl_str){(const char *)&pointer, sizeof pointer});
}

/* All that an element's style depends on, but for its attributes. A block stands for its rule. */
static pl_str element_key(struct run *run, const struct pl_style *parent, const struct pl_variables *variables,
                          const struct pl_block *hints, const struct pl_block *attribute)
{
    struct pl_strbuf *key = &run->key;
    pl_strbuf_truncate(key, 0);
    add_pointer(key, parent);
    add_pointer(key, variables);
    add_pointer(key, run->root);
    add_pointer(key, run->extension);
    add_pointer(key, hints);
    add_pointer(key, attribute);
    enum pl_pseudo pseudo = PL_PSEUDO_NONE;
    for (size_t i = 0; i < run->matches.count; i++) {
        const struct pl_match *match = &run->matches.data[i];
        if (match->pseudo != pseudo) {
            pseudo = match->pseudo;
            add_pointer(key, (const void *)(uintptr_t)pseudo); // no block has such an address
        }
        add_pointer(key, match->block);
    }
    return pl_strbuf_str(key);
}

const struct pl_block *pl_cascade_attribute(struct pl_cascade *cascade, const struct pl_article *article,
                                           const struct pl_node *node, struct pl_diags *diags)
{
    if (pl_str_empty(node->style))
        return NULL;
    pl_str folder = article->input ? article->input->folder : (pl_str){0};
    struct pl_strbuf key = PL_STRBUF(cascade->scratch);
    pl_strbuf_add(&key, folder);
    pl_strbuf_add_byte(&key, '\0');
    pl_strbuf_add(&key, node->style);
    const struct pl_block *known = pl_map_lookup(&cascade->attributes, pl_strbuf_str(&key));
    if (known)
        return known->count ? known : NULL;
    // Only the first node with this text reports what is wrong in it.
    const struct pl_block *block =
        pl_style_attribute(cascade->arena, cascade->scratch, pl_str_copy(cascade->arena, node->style), node->span,
                           pl_str_copy(cascade->arena, folder), &cascade->limits, diags);
    void **place = pl_map_at(&cascade->attributes, pl_str_copy(cascade->arena, pl_strbuf_str(&key)));
    *place = block ? (void *)(uintptr_t)block : PL_NEW(cascade->arena, struct pl_block);
    return block;
}

static struct element style_element(struct run *run, const struct pl_node *node)
{
    struct pl_cascade *cascade = run->cascade;
    const struct pl_node *above = node->parent;
    const struct pl_style *parent = above ? run->by_serial[above->serial] : cascade->initial_style;
    const struct pl_variables *variables = above ? run->variables[above->serial] : NULL;
    pl_arena_reset(cascade->scratch);
    pl_matcher_match(run->matcher, node, &run->matches);
    const struct pl_block *attribute = pl_cascade_attribute(cascade, run->article, node, run->diags);
    bool is_cell = node->kind == PL_KIND_table_cell || node->kind == PL_KIND_table_header;
    bool may_have_hints = is_cell || (node->attribute_count && node->kind != PL_KIND_link);
    const struct pl_block *hints = may_have_hints ? pl_hints_block(cascade, run->article, node) : NULL;
    pl_str key = element_key(run, parent, variables, hints, attribute);
    struct element *known = pl_map_lookup(&cascade->elements, key);
    if (known) {
        cascade->memo_hits++;
        return *known;
    }
    struct element element = make_element(run, node, parent, variables, hints, attribute);
    if (element.uses_node)
        return element;
    known = PL_NEW(cascade->arena, struct element);
    *known = element;
    *pl_map_at(&cascade->elements, pl_str_copy(cascade->arena, key)) = known;
    return element;
}

/* --- Anonymous boxes ------------------------------------------------------------------------------------- */

const struct pl_style *pl_style_anonymous(struct pl_cascade *cascade, const struct pl_style *parent)
{
    struct pl_style_record *record = (struct pl_style_record *)(uintptr_t)parent; // a style of ours is in one
    if (!record->anonymous) {
        struct pl_winners none = {.touched_count = 0};
        struct pl_element_context context = {
            .parent = parent, .root = parent, .pseudo = PL_PSEUDO_BEFORE, .is_anonymous = true};
        record->anonymous = pl_style_compute(cascade, &context, &none);
    }
    return record->anonymous;
}

/* --- An article --------------------------------------------------------------------------------------------- */

static bool has_own_sheets(const struct pl_article *article)
{
    return article->sheets.count > 0;
}

static const struct pl_extension *extend(struct pl_cascade *cascade, const struct pl_article *article,
                                         struct pl_diags *diags)
{
    struct pl_extension *extension = PL_PUSH(cascade->arena, &cascade->extensions);
    struct pl_sheets *sheets = pl_sheets_extend(cascade->arena, cascade->sheets, article, diags);
    *extension = (struct pl_extension){
        .sheets = sheets,
        .matcher = pl_matcher_new(cascade->arena, sheets, cascade->medium, cascade->paper),
        .paper = cascade->paper,
        .prefix = pl_str_format(cascade->arena, "article-%zu/", cascade->extensions.count),
        .has_pages = cascade->medium == PL_MEDIUM_PRINT && sheets->pages.count > 0,
    };
    if (extension->has_pages && sheets->asks_paper) { // pages of its own may have a size of their own
        extension->paper = NULL;
        extension->paper = find_paper(cascade, extension->prefix);
        extension->matcher = pl_matcher_new(cascade->arena, sheets, cascade->medium, extension->paper);
    }
    if (cascade->medium == PL_MEDIUM_PRINT)
        pl_note_not_laid_out(cascade, sheets, diags);
    return extension;
}

static void style_node(struct run *run, const struct pl_node *node)
{
    if (node->kind == PL_KIND_text) {
        const struct pl_style *parent =
            node->parent ? run->by_serial[node->parent->serial] : run->cascade->initial_style;
        run->by_serial[node->serial] = pl_style_anonymous(run->cascade, parent);
        return;
    }
    struct element element = style_element(run, node);
    run->by_serial[node->serial] = element.style;
    run->variables[node->serial] = element.variables;
    run->pseudos[node->serial] = element.pseudos;
    if (!node->parent)
        run->root = element.style;
}

static void walk(struct run *run)
{
    struct pl_walk at = pl_walk_begin(run->article->root);
    while (pl_walk_next(&at)) {
        if (at.event == PL_ENTER)
            style_node(run, at.node);
        if (at.node->kind == PL_KIND_text)
            continue;
        if (at.event == PL_ENTER)
            pl_matcher_enter(run->matcher, at.node);
        else
            pl_matcher_leave(run->matcher, at.node);
    }
}

static void report_limits(struct run *run)
{
    if (pl_matcher_is_cut_short(run->matcher))
        pl_warn(run->diags, PL_W_CSS_LIMIT, PL_NO_SPAN,
                "selectors took too many steps; the rest of the article has no style of its own");
    if (run->cascade->steps == 0)
        pl_warn(run->diags, PL_W_CSS_LIMIT, PL_NO_SPAN,
                "more declarations hold than may be weighed; the rest of the article has no style of its own");
}

static const struct pl_styles *style_article(struct pl_cascade *cascade, const struct pl_article *article,
                                             const struct pl_extension *extension, struct pl_matcher *matcher,
                                             struct pl_diags *diags)
{
    cascade->steps = cascade->limits.value[PL_LIMIT_NAME_CSS_WEIGH_STEPS];
    struct run run = {
        .cascade = cascade,
        .article = article,
        .matcher = matcher,
        .extension = extension,
        .diags = diags,
        .key = PL_STRBUF(cascade->arena),
        .by_serial = PL_NEW_ARRAY(cascade->arena, const struct pl_style *, article->node_count),
        .variables = PL_NEW_ARRAY(cascade->arena, const struct pl_variables *, article->node_count),
        .pseudos = PL_NEW_ARRAY(cascade->arena, const struct pl_style_pseudos *, article->node_count),
    };
    cascade->own_sheets = run.extension ? run.extension->sheets : NULL;
    pl_matcher_forget(run.matcher);
    pl_matcher_set_language(run.matcher, pl_article_language(article));
    walk(&run);
    cascade->own_sheets = NULL;
    report_limits(&run);
    struct pl_styles *styles = PL_NEW(cascade->arena, struct pl_styles);
    *styles = (struct pl_styles){run.by_serial, article->node_count, run.pseudos, cascade->initial_style};
    return styles;
}

const struct pl_styles *pl_cascade_run(struct pl_cascade *cascade, const struct pl_article *article,
                                       struct pl_diags *diags)
{
    if (!cascade->has_noted && cascade->medium == PL_MEDIUM_PRINT)
        pl_note_not_laid_out(cascade, cascade->sheets, diags);
    cascade->has_noted = true;
    const struct pl_extension *extension = has_own_sheets(article) ? extend(cascade, article, diags) : NULL;
    const struct pl_styles *styles = style_article(cascade, article, extension,
                                                   extension ? extension->matcher : cascade->matcher, diags);
    PL_TRACE(cascade->trace, style, "%u nodes, %llu elements made, %llu as others, %zu styles", article->node_count,
             (unsigned long long)cascade->element_count, (unsigned long long)cascade->memo_hits,
             pl_values_style_count(cascade->values));
    return styles;
}

/* Elements for which the same blocks hold have the same style in both runs, and no cause to be told twice. */
const struct pl_styles *pl_cascade_run_assuming(struct pl_cascade *cascade, const struct pl_article *article,
                                                const struct pl_extension *extension, pl_str reader_media,
                                                struct pl_matcher **matcher, struct pl_diags *diags)
{
    struct pl_sheets *common = PL_NEW(cascade->arena, struct pl_sheets), *sheets = common;
    *common = *cascade->sheets;
    common->assumed = reader_media;
    if (extension) {
        sheets = PL_NEW(cascade->arena, struct pl_sheets);
        *sheets = *extension->sheets;
        sheets->assumed = reader_media;
        sheets->base = common;
    }
    if (!*matcher || extension)
        *matcher = pl_matcher_new(cascade->arena, sheets, cascade->medium, cascade->paper);
    return style_article(cascade, article, extension, *matcher, diags);
}

/* --- Pages and their boxes ---------------------------------------------------------------------------------- */

const struct pl_style *pl_cascade_blocks(struct pl_cascade *cascade, const struct pl_layer_ranks *ranks,
                                         const struct pl_match *matches, size_t count,
                                         const struct pl_style *parent, const struct pl_style *root,
                                         const struct pl_variables **variables)
{
    pl_arena_reset(cascade->scratch);
    struct pl_steps steps = pl_steps_order(cascade->scratch, ranks, matches, count, NULL, NULL);
    *variables = pl_winners_variables(cascade, &steps, *variables, NULL);
    struct pl_winners winners;
    pl_winners_find(cascade, &steps, *variables, parent, NULL, &winners);
    struct pl_element_context context = {.parent = parent, .root = root, .pseudo = PL_PSEUDO_BEFORE};
    return pl_style_compute(cascade, &context, &winners);
}

const struct pl_style *pl_cascade_root(struct pl_cascade *cascade, struct pl_matcher *matcher,
                                       const struct pl_variables **variables)
{
    struct pl_node *html = pl_node_new(cascade->arena, PL_KIND_document, PL_NO_SPAN);
    struct pl_matches matches = {0};
    pl_matcher_forget(matcher);
    pl_matcher_match(matcher, html, &matches);
    size_t own = matches.count && matches.data[0].pseudo == PL_PSEUDO_NONE ? matches_of(&matches, 0) : 0;
    pl_arena_reset(cascade->scratch);
    struct pl_steps steps =
        pl_steps_order(cascade->scratch, pl_matcher_ranks(matcher), matches.data, own, NULL, NULL);
    *variables = pl_winners_variables(cascade, &steps, NULL, NULL);
    struct pl_winners winners;
    pl_winners_find(cascade, &steps, *variables, cascade->initial_style, NULL, &winners);
    struct pl_element_context context = {.node = html, .parent = cascade->initial_style};
    return pl_style_compute(cascade, &context, &winners);
}
