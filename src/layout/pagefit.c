// SPDX-License-Identifier: MIT
/* layout/pagefit.c: -platen-page-fit: best: pages are filled on trial, and pagebreak.h chooses among them.
 *
 * A stretch of flow between forced breaks is chosen together, looking PAGES_AHEAD pages ahead at a time. What stands on
 * trial pages is thrown away; the chosen ones are filled again from their limits, which gives the same pages, since
 * filling depends on nothing else. */
#include "layout/feet.h"
#include "layout/pagebreak.h"
#include "layout/pages.h"

#define PAGES_AHEAD 16
#define PAGES_KEPT  12 // of those, when the stretch goes on
#define FILLS_MOST  (PAGES_AHEAD * 24)

/* One page filled from a state, in all ways so far. */
struct attempt {
    uint32_t state, page;
    pl_unit limits[PL_BREAK_WAYS]; // by way
    uint32_t after[PL_BREAK_WAYS]; // the state behind it
    pl_unit bottom;                // of the last way
};

struct fit {
    struct pl_pagination *pagination;
    struct pl_layouter layouter;
    struct pl_arena *arena;
    struct {
        PL_VEC(struct pl_rest)
    } states;
    struct {
        PL_VEC(struct attempt)
    } attempts;
    pl_str name;
    uint32_t group_index; // of the first page
    bool continues;       // a full page comes before the first
};

/* --- Equal rests ------------------------------------------------------------------------------------- */

static bool tokens_agree(const struct pl_token *a, const struct pl_token *b)
{
    for (; a && b; a = a->inner, b = b->inner) {
        if (a == b)
            return true;
        if (a->box != b->box || a->child != b->child || a->line != b->line || a->base != b->base ||
            a->consumed != b->consumed || a->forced != b->forced || a->row != b->row ||
            a->span != b->span || a->lines_width != b->lines_width || !a->lines != !b->lines)
            return false;
        // broken floats and rows are compared by what they are made of: their places in the flow agree already
        if (a->float_count != b->float_count || a->float_count || !a->cells != !b->cells ||
            a->cells)
            return false;
    }
    return a == b;
}

static bool rests_agree(const struct pl_rest *a, const struct pl_rest *b)
{
    if (a->is_done != b->is_done || a->waiting_count != b->waiting_count ||
        a->late_count != b->late_count || !tokens_agree(a->token, b->token))
        return false;
    for (uint32_t i = 0; i < a->waiting_count; i++)
        if (a->waiting[i] != b->waiting[i])
            return false;
    for (uint32_t i = 0; i < a->late_count; i++)
        if (a->late[i].box != b->late[i].box || !tokens_agree(a->late[i].token, b->late[i].token))
            return false;
    return true;
}

static uint32_t state_of(struct fit *fit, const struct pl_rest *rest)
{
    for (size_t i = fit->states.count; i-- > 0;)
        if (rests_agree(&fit->states.data[i], rest))
            return (uint32_t)i;
    *PL_PUSH(fit->arena, &fit->states) = *rest;
    return (uint32_t)fit->states.count - 1;
}

/* --- Filling on trial ---------------------------------------------------------------------------------- */

static struct attempt *attempt_at(struct fit *fit, uint32_t state, uint32_t page)
{
    for (size_t i = fit->attempts.count; i-- > 0;)
        if (fit->attempts.data[i].state == state && fit->attempts.data[i].page == page)
            return &fit->attempts.data[i];
    struct attempt *attempt = PL_PUSH(fit->arena, &fit->attempts);
    *attempt = (struct attempt){.state = state, .page = page};
    return attempt;
}

static bool ends_stretch(const struct pl_rest *rest, const struct pl_book_page *page)
{
    return rest->is_done || !page->is_full;
}

static bool fill(void *context, uint32_t state, uint32_t index, uint32_t way,
                 struct pl_break_step *step)
{
    struct fit *fit = context;
    struct pl_pagination *pagination = fit->pagination;
    struct attempt *attempt = attempt_at(fit, state, index);
    struct pl_rest rest = fit->states.data[state];
    pl_unit limit = way ? attempt->bottom - PL_FIT_SLACK - 1 : PL_NO_LIMIT;
    if (way && limit <= 0)
        return false;
    struct pl_book_page page = pl_pages_open(pagination, (uint32_t)pagination->book->count + index,
                                             fit->name, fit->group_index + index, false);
    struct pl_rest after = pl_page_fill(&fit->layouter, pagination->book->root, &page, &rest,
                                        limit);
    bool is_nothing = !page.content || rests_agree(&rest, &after);
    if (way && (is_nothing || page.bottom >= attempt->bottom || page.bottom <= 0))
        return false;
    attempt->limits[way] = limit;
    attempt->bottom = page.bottom;
    step->cost = pl_feet_judge(&fit->layouter, &page, index == 0 && !fit->continues, &step->foot);
    step->is_end = ends_stretch(&after, &page) || is_nothing;
    step->state = attempt->after[way] = state_of(fit, &after);
    PL_TRACE(pagination->book->input->trace, pages,
             "  page %zu from %u, way %u: cost %lld, foot %d%s",
             pagination->book->count + index + 1, state, way, (long long)step->cost, step->foot,
             step->is_end ? ", ends" : "");
    return true;
}

/* --- Choosing ------------------------------------------------------------------------------------------ */

/* The block that the flow goes on with. */
static const struct pl_box *block_at(const struct pl_rest *rest, const struct pl_box *root)
{
    const struct pl_token *token = rest->token;
    while (token && token->inner)
        token = token->inner;
    const struct pl_box *box = token && token->child ? token->child : token ? token->box : root;
    while (!box->has_lines && box->first)
        box = box->first;
    return box;
}

bool pl_pages_are_fitted(const struct pl_rest *rest, const struct pl_box *root)
{
    if (rest->is_done)
        return false;
    const struct pl_style *style = block_at(rest, root)->style;
    return pl_style_keyword(style, PL_PROPERTY__platen_page_fit) == PL_KEYWORD_best;
}

/* The foot of the page before, where the next one faces it. */
static int32_t foot_before(struct fit *fit)
{
    const struct pl_book *book = fit->pagination->book;
    const struct pl_book_page *before = book->count ? &book->data[book->count - 1] : NULL;
    int32_t foot = PL_BREAK_FREE_FOOT;
    if (fit->continues && before->content)
        pl_feet_judge(&fit->layouter, before, true, &foot);
    return foot;
}

static struct pl_fit limits_of(struct fit *fit, const struct pl_break_choice *choice)
{
    uint32_t count = choice->count;
    pl_unit *limits = PL_NEW_ARRAY(fit->arena, pl_unit, count);
    uint32_t state = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct attempt *attempt = attempt_at(fit, state, i);
        limits[i] = attempt->limits[choice->ways[i]];
        state = attempt->after[choice->ways[i]];
    }
    return (struct pl_fit){limits, count};
}

struct pl_fit pl_pages_fit(struct pl_pagination *pagination, struct pl_arena *arena)
{
    struct pl_book *book = pagination->book;
    struct pl_diags *silent = PL_NEW(arena, struct pl_diags);
    *silent = PL_DIAGS(arena); // what the pages have to say is said when they are made
    struct fit fit = {.pagination = pagination, .layouter = pagination->layouter, .arena = arena};
    fit.layouter.arena = fit.layouter.scratch = arena;
    fit.layouter.diags = silent;
    fit.layouter.trace = NULL;
    fit.name = pl_pages_name(&pagination->rest, book->root);
    bool goes_on = book->count && pl_str_eq(pagination->name, fit.name);
    fit.group_index = goes_on ? pagination->group_index + 1 : 0;
    fit.continues = book->count && book->data[book->count - 1].is_full;
    struct pl_break_problem problem = {
        .fill = fill,
        .context = &fit,
        .start = state_of(&fit, &pagination->rest),
        .foot_before = foot_before(&fit),
        .first_is_right = (book->count % 2 == 0) != pagination->is_right_to_left,
        .pages_most = PAGES_AHEAD,
        .fills_most = FILLS_MOST,
    };
    struct pl_break_choice choice = pl_break_choose(arena, &problem);
    if (choice.count > PAGES_KEPT)
        choice.count = PAGES_KEPT;
    else if (!choice.is_whole && choice.count > 2)
        choice.count -= choice.count / 4;
    return limits_of(&fit, &choice);
}
