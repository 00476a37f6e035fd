// SPDX-License-Identifier: MIT
/* typeset/breaker.c: choose the lines of one paragraph: total fit and first fit.
 *
 * How it works: going through the items once, a node stands for "the best way to end a line
 * here". Nodes that a line could still begin at are active. At each legal break every
 * active node offers a line; the best offers of each class become nodes there. A class is
 * what later lines care about: how tight the line is (neighbours should not differ much),
 * how many lines in a row have ended with a hyphen, and its number while widths differ. Sums
 * of widths from the beginning make a line's width a subtraction.
 *
 * Glyphs take what they may of a line's difference before its spaces do: a change of 3 % of
 * a letter's width isn't seen, one of 50 % of a space is. Of badness, expansion costs little,
 * so that a line that needs none is still better. */
#include "typeset/breaker.h"

#include <assert.h>

enum {
    LINE_PENALTY = 10,
    FITNESS_DEMERITS = 3000, // neighbours that differ by more than a class
    HYPHENS_IN_ROW_DEMERITS = 20000,
    LAST_HYPHEN_DEMERITS = 50000,
    SHORT_LAST_DEMERITS = 4000000,
    // Of a line that uses all expansion there is. Not badness: that would push lines over the
    // tolerance whose spaces are just within it (72 characters: 2.7 % hyphenated instead of 2.6).
    EXPANSION_DEMERITS = 20,
    BADNESS_SLOPE = 150,
    BADNESS_MAX = 1000000,
    OVERFULL_BADNESS = 4000000,
    // Of a line without spaces, and of one that is empty. Half a line empty is as bad as a cut
    // that no rule gives (items.c): an address is cut at its signs rather than filled.
    RIGID_RATIO = 5,
    EMPTY_RATIO = 55,
    FITNESS_CLASSES = 4,
    ROW_CLASSES = 4, // 0, 1, 2, 3 or more hyphens in a row
};

struct sums {
    int64_t width, stretch, shrink, expand;
};

static void add_item(struct sums *sums, const struct pl_item *item)
{
    if (item->type == PL_ITEM_PENALTY)
        return;
    sums->width += item->width;
    sums->expand += item->expand;
    if (item->type == PL_ITEM_GLUE) {
        sums->stretch += item->stretch;
        sums->shrink += item->shrink;
    }
}

static bool is_forced(const struct pl_item *item)
{
    return item->type == PL_ITEM_PENALTY && item->penalty <= PL_PENALTY_FORCE;
}

pl_unit pl_line_indent(const struct pl_item *items, uint32_t first, size_t line,
                       const struct pl_fit *fit)
{
    bool begins = (line == 0 && !fit->continues) ||
                  (fit->indents_each && first > 0 && is_forced(&items[first - 1]));
    return begins != fit->indent_hangs ? fit->indent : 0;
}

static pl_unit width_of_line(const struct pl_item *items, uint32_t first, size_t line,
                             const struct pl_fit *fit)
{
    pl_unit width = fit->widths[line < fit->width_count ? line : fit->width_count - 1];
    return width - pl_line_indent(items, first, line, fit);
}

static bool is_legal(const struct pl_item *items, uint32_t at)
{
    const struct pl_item *item = &items[at];
    if (item->is_closed)
        return false;
    if (item->type == PL_ITEM_GLUE)
        return at > 0 && items[at - 1].type == PL_ITEM_BOX;
    return item->type == PL_ITEM_PENALTY && item->penalty < PL_PENALTY_FORBID;
}

uint32_t pl_item_after(const struct pl_item *items, size_t count, uint32_t at)
{
    uint32_t next = at + (items[at].type == PL_ITEM_PENALTY || items[at].type == PL_ITEM_GLUE);
    if (is_forced(&items[at])) // what follows a forced break begins a line as it stands
        return next;
    while (next < count && items[next].type != PL_ITEM_BOX && !is_forced(&items[next]))
        next++;
    return next;
}

/* --- One line --------------------------------------------------------------------------- */

/* TeX's cube up to the tolerance. Beyond it a line is bad in any case: going on with the cube would
 * make many lines loose for the sake of one (34 characters: 13.9 % loose instead of 13.3 with as
 * many hyphens), so it goes on in a straight line. */
static int64_t badness_of(double ratio)
{
    double badness = ratio <= 1 ? 100 * ratio * ratio * ratio : 100 + BADNESS_SLOPE * (ratio - 1);
    return badness < BADNESS_MAX ? (int64_t)(badness + .5) : BADNESS_MAX;
}

static struct pl_line_fit fit_ragged(pl_unit natural, pl_unit target, bool is_last)
{
    struct pl_line_fit line = {.natural = natural, .target = target, .fitness = 1};
    pl_flow shortfall = (pl_flow)target - natural;
    if (shortfall < 0) {
        line.ratio = -2;
        line.badness = OVERFULL_BADNESS;
        return line;
    }
    if (is_last)
        return line;
    // A fifth of the measure is as bad as a space of one and a half.
    double ratio = target > 0 ? (double)shortfall / ((double)target / 5) : 0;
    line.badness = badness_of(ratio);
    line.fitness = ratio < .33 ? 1 : ratio < 1 ? 2 : 3;
    return line;
}

static struct pl_line_fit fit_sums(const struct sums *sums, pl_unit target, bool is_natural,
                                   const struct pl_fit *fit)
{
    pl_unit natural = pl_unit_clamp(sums->width);
    if (fit->is_ragged)
        return fit_ragged(natural, target, is_natural);
    struct pl_line_fit line = {.natural = natural, .target = target, .fitness = 1};
    int64_t shortfall = (int64_t)target - sums->width;
    if (shortfall >= 0 && is_natural)
        return line;
    int64_t most = sums->expand * fit->expansion / 1000;
    int64_t size = shortfall < 0 ? -shortfall : shortfall;
    int64_t taken = size < most ? size : most;
    int64_t rest = size - taken;
    line.expanded = (pl_unit)(shortfall < 0 ? -taken : taken);
    double used = most > 0 ? (double)taken / (double)most : 0;
    int64_t room = shortfall < 0 ? sums->shrink : sums->stretch;
    double ratio = rest == 0 ? 0 : room > 0 ? (double)rest / (double)room : 1000;
    if (room == 0 && rest > 0 && shortfall > 0) // nothing stretches: the fuller line is the better
        ratio = RIGID_RATIO + EMPTY_RATIO * (double)rest / (double)pl_unit_max(target, 1);
    if (shortfall < 0) {
        line.ratio = -ratio;
        line.badness = ratio > 1 ? OVERFULL_BADNESS : badness_of(ratio);
        line.fitness = ratio > .5 ? 0 : 1;
    } else {
        line.ratio = ratio;
        line.badness = badness_of(ratio);
        line.fitness = ratio > 1 ? 3 : ratio > .5 ? 2 : 1;
    }
    line.expansion_demerits = (int)(EXPANSION_DEMERITS * used * used + .5);
    return line;
}

static void add_ends(struct sums *sums, const struct pl_item *items, uint32_t first,
                     uint32_t last_box, uint32_t at)
{
    if (items[at].type == PL_ITEM_PENALTY)
        sums->width += items[at].width;
    if (items[first].type == PL_ITEM_BOX)
        sums->width -= items[first].hang_start;
    if (items[at].type == PL_ITEM_PENALTY && items[at].width > 0)
        sums->width -= items[at].hang_end;
    else if (last_box >= first && items[last_box].type == PL_ITEM_BOX)
        sums->width -= items[last_box].hang_end;
}

struct pl_line_fit pl_fit_line(const struct pl_item *items, uint32_t first, uint32_t at,
                               size_t line, const struct pl_fit *fit)
{
    struct sums sums = {0};
    uint32_t last_box = first;
    for (uint32_t i = first; i < at; i++) {
        add_item(&sums, &items[i]);
        if (items[i].type == PL_ITEM_BOX)
            last_box = i;
    }
    add_ends(&sums, items, first, last_box, at);
    bool is_natural = is_forced(&items[at]) && !fit->is_last_justified;
    return fit_sums(&sums, width_of_line(items, first, line, fit), is_natural, fit);
}

/* Whether a paragraph's last line, not its only one, is too short to be seen as a line. */
static bool is_short_last(const struct pl_item *item, const struct pl_line_fit *line,
                          int previous_fitness, const struct pl_fit *fit)
{
    return is_forced(item) && previous_fitness >= 0 && line->natural < fit->shortest_last;
}

int64_t pl_line_demerits(const struct pl_item *items, uint32_t at, const struct pl_line_fit *line,
                         const struct pl_demerit_context *context, const struct pl_fit *fit)
{
    const struct pl_item *item = &items[at];
    int64_t base = LINE_PENALTY + line->badness, demerits = base * base + line->expansion_demerits;
    int64_t penalty = item->type == PL_ITEM_PENALTY && !is_forced(item) ? item->penalty : 0;
    demerits += penalty < 0 ? -penalty * penalty : penalty * penalty;
    if (context->previous_fitness >= 0) {
        int gap = line->fitness - context->previous_fitness;
        if (gap > 1 || gap < -1)
            demerits += FITNESS_DEMERITS;
    }
    if (item->is_hyphen && context->hyphens_before > 0)
        demerits += HYPHENS_IN_ROW_DEMERITS;
    if (is_forced(item)) {
        if (context->hyphens_before > 0)
            demerits += fit->avoids_last_hyphen ? SHORT_LAST_DEMERITS : LAST_HYPHEN_DEMERITS;
    }
    if (is_short_last(item, line, context->previous_fitness, fit))
        demerits += SHORT_LAST_DEMERITS;
    return demerits;
}

/* --- Total fit ------------------------------------------------------------------------------ */

struct node {
    uint32_t at, first; // the break, and the first item after it
    uint32_t line;      // lines before it
    int32_t previous;   // node; -1 at the beginning
    int8_t fitness;     // of the line that ends here; -1 at the beginning
    uint8_t hyphens;    // lines in a row that end with a hyphen, up to ROW_CLASSES - 1
    int64_t demerits;
    struct sums sums; // of the items before `first`
};

struct search {
    struct pl_arena *arena;
    const struct pl_item *items;
    size_t count;
    const struct pl_fit *fit;
    bool with_hyphens, is_last_pass;
    int64_t tolerance;
    struct node *nodes;
    size_t node_count, node_room;
    uint32_t active[PL_ACTIVE_MAX];
    size_t active_count;
    struct sums sums; // of the items before the one looked at
    uint32_t last_box;
    int64_t unhyphenated; // width up to the last break that needs no hyphen
};

struct offer {
    int64_t demerits;
    int32_t from; // node; -1: none
    int8_t fitness;
    uint8_t hyphens;
};

static uint32_t push_node(struct search *search, struct node node)
{
    if (search->node_count == search->node_room) {
        size_t room = search->node_room ? search->node_room * 2 : 64;
        search->nodes = pl_arena_grow(search->arena, search->nodes, search->node_room * sizeof node,
                                      room * sizeof node);
        search->node_room = room;
    }
    search->nodes[search->node_count] = node;
    return (uint32_t)search->node_count++;
}

static void activate(struct search *search, uint32_t node)
{
    if (search->active_count == PL_ACTIVE_MAX) // the oldest has the fullest line: let it go
        memmove(search->active, search->active + 1,
                --search->active_count * sizeof *search->active);
    search->active[search->active_count++] = node;
}

/* Number of a line as far as widths tell lines apart. */
static uint32_t line_class(const struct search *search, uint32_t line)
{
    size_t different = search->fit->width_count - 1;
    if (search->fit->indent && different == 0)
        different = 1;
    return line < different ? line : (uint32_t)different;
}

static void keep_offers(struct search *search, uint32_t at, uint32_t line,
                        struct offer offers[FITNESS_CLASSES][ROW_CLASSES])
{
    struct sums sums = search->sums;
    uint32_t first = pl_item_after(search->items, search->count, at);
    for (uint32_t i = at; i < first; i++)
        add_item(&sums, &search->items[i]);
    for (int fitness = 0; fitness < FITNESS_CLASSES; fitness++) {
        for (int row = 0; row < ROW_CLASSES; row++) {
            struct offer *offer = &offers[fitness][row];
            if (offer->from < 0)
                continue;
            activate(search,
                     push_node(search, (struct node){at, first, line, offer->from, offer->fitness,
                                                     offer->hyphens, offer->demerits, sums}));
            offer->from = -1;
        }
    }
}

static void consider(struct search *search, uint32_t at, const struct node *node, uint32_t number,
                     const struct pl_line_fit *line,
                     struct offer offers[FITNESS_CLASSES][ROW_CLASSES])
{
    const struct pl_item *item = &search->items[at];
    uint32_t limit = search->fit->hyphens_in_row;
    if (item->is_hyphen && limit && node->hyphens >= limit && !search->is_last_pass)
        return;
    if (!search->is_last_pass && is_short_last(item, line, node->fitness, search->fit))
        return;
    if (!search->is_last_pass && is_forced(item) && node->hyphens &&
        search->fit->avoids_last_hyphen)
        return;
    if (item->is_hyphen && !search->is_last_pass && search->fit->hyphen_zone > 0 &&
        line->target - (search->unhyphenated - node->sums.width) <= search->fit->hyphen_zone)
        return;
    struct pl_demerit_context context = {node->fitness, node->hyphens};
    int64_t demerits = node->demerits +
                       pl_line_demerits(search->items, at, line, &context, search->fit);
    if (item->is_hyphen && limit && node->hyphens >= limit)
        demerits += (int64_t)OVERFULL_BADNESS * OVERFULL_BADNESS /
                    16; // the last pass: better than nothing
    uint8_t hyphens = item->is_hyphen ? node->hyphens + 1 : 0;
    if (hyphens >= ROW_CLASSES)
        hyphens = ROW_CLASSES - 1;
    struct offer *offer = &offers[line->fitness][hyphens];
    if (offer->from >= 0 && offer->demerits <= demerits)
        return;
    *offer = (struct offer){demerits, (int32_t)number, (int8_t)line->fitness, hyphens};
}

/* All lines that could end at `at`. False when no node is active any more. */
static bool try_break(struct search *search, uint32_t at)
{
    struct offer offers[FITNESS_CLASSES][ROW_CLASSES];
    for (int i = 0; i < FITNESS_CLASSES; i++) {
        for (int k = 0; k < ROW_CLASSES; k++)
            offers[i][k].from = -1;
    }
    const struct pl_item *item = &search->items[at];
    bool forced = is_forced(item), has_offer = false;
    uint32_t old[PL_ACTIVE_MAX], group = UINT32_MAX;
    size_t old_count = search->active_count;
    memcpy(old, search->active, old_count * sizeof *old);
    search->active_count = 0;
    // Those that stay are put back first; nodes made here come after them.
    struct node made_from;
    for (size_t i = 0; i < old_count; i++) {
        made_from = search->nodes[old[i]];
        const struct node *node = &made_from;
        struct sums sums = {
            search->sums.width - node->sums.width, search->sums.stretch - node->sums.stretch,
            search->sums.shrink - node->sums.shrink, search->sums.expand - node->sums.expand};
        add_ends(&sums, search->items, node->first, search->last_box, at);
        struct pl_line_fit line = fit_sums(
            &sums, width_of_line(search->items, node->first, node->line, search->fit),
            forced && !search->fit->is_last_justified, search->fit);
        bool is_overfull = line.badness >= OVERFULL_BADNESS;
        bool is_only_way = is_overfull && search->is_last_pass && i + 1 == old_count &&
                           !has_offer && search->active_count == 0;
        if (!forced && !is_overfull)
            search->active[search->active_count++] = old[i];
        if ((is_overfull && !is_only_way) || (!is_overfull && line.badness > search->tolerance))
            continue;
        uint32_t class = line_class(search, node->line + 1);
        if (class != group && has_offer && search->fit->width_count > 1) {
            keep_offers(search, at, group == UINT32_MAX ? class : group, offers);
        }
        group = class;
        consider(search, at, node, old[i], &line, offers);
        has_offer = true;
    }
    if (has_offer)
        keep_offers(search, at, group, offers);
    return search->active_count > 0;
}

static bool run_pass(struct search *search)
{
    search->node_count = search->active_count = 0;
    search->sums = (struct sums){0};
    search->last_box = 0;
    search->unhyphenated = 0;
    uint32_t first = 0;
    activate(
        search,
        push_node(search, (struct node){.at = 0, .first = first, .previous = -1, .fitness = -1}));
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_item *item = &search->items[i];
        bool is_hyphen_of_ours = item->is_hyphen && item->width > 0;
        if (is_legal(search->items, i) && (search->with_hyphens || !is_hyphen_of_ours) &&
            !try_break(search, i))
            return false;
        if (is_legal(search->items, i) && !item->is_hyphen)
            search->unhyphenated = search->sums.width;
        add_item(&search->sums, item);
        if (item->type == PL_ITEM_BOX)
            search->last_box = i;
    }
    return true;
}

static struct pl_breaks collect(struct search *search, int pass)
{
    int32_t best = -1;
    for (size_t i = 0; i < search->active_count; i++) {
        int32_t node = (int32_t)search->active[i];
        if (best < 0 || search->nodes[node].demerits < search->nodes[best].demerits)
            best = node;
    }
    assert(best >= 0);
    struct pl_breaks breaks = {.demerits = search->nodes[best].demerits, .pass = pass};
    for (int32_t node = best; search->nodes[node].previous >= 0;
         node = search->nodes[node].previous)
        breaks.count++;
    struct pl_break *lines = PL_NEW_ARRAY(search->arena, struct pl_break, breaks.count);
    size_t i = breaks.count;
    for (int32_t node = best; search->nodes[node].previous >= 0;
         node = search->nodes[node].previous)
        lines[--i] = (struct pl_break){search->nodes[node].at, search->nodes[node].first};
    breaks.lines = lines;
    return breaks;
}

struct pl_breaks pl_break_lines(struct pl_arena *arena, const struct pl_item *items, size_t count,
                                const struct pl_fit *fit)
{
    static const struct {
        bool with_hyphens, is_last;
        int64_t tolerance;
    } passes[] = {
        {false, false, PL_TOLERANCE},
        {true, false, PL_TOLERANCE},
        {true, true, BADNESS_MAX},
    };
    assert(count > 0 && is_forced(&items[count - 1]));
    struct search search = {.arena = arena, .items = items, .count = count, .fit = fit};
    for (int pass = 0; pass < 3; pass++) {
        search.with_hyphens = passes[pass].with_hyphens;
        search.is_last_pass = passes[pass].is_last;
        search.tolerance = passes[pass].tolerance;
        if (run_pass(&search))
            return collect(&search, pass + 1);
    }
    PL_UNREACHABLE("the last pass always keeps a node");
}

/* --- First fit -------------------------------------------------------------------------------- */

/* White space that is kept hangs before a forced break where it finds no room (CSS Text 3 §4.1.3). */
static pl_unit hanging_before(const struct pl_item *items, uint32_t first, uint32_t at)
{
    bool hangs = is_forced(&items[at]) && at > first + 1 && items[at - 1].type == PL_ITEM_GLUE &&
                 is_legal(items, at - 1);
    return hangs ? items[at - 1].width : 0;
}

uint32_t pl_break_first_line(const struct pl_item *items, size_t count, uint32_t first,
                             pl_unit target, const struct pl_fit *fit, uint32_t hyphens,
                             bool *is_overfull)
{
    struct sums sums = {0};
    uint32_t last_box = first, best = UINT32_MAX, unhyphenated = UINT32_MAX;
    int64_t unhyphenated_width = 0;
    *is_overfull = false;
    for (uint32_t i = first; i < count; i++) {
        if (is_legal(items, i) &&
            !(items[i].is_hyphen && fit->hyphens_in_row && hyphens >= fit->hyphens_in_row)) {
            struct sums ended = sums;
            add_ends(&ended, items, first, last_box, i);
            bool fits = ended.width - hanging_before(items, first, i) <= target;
            if (best == UINT32_MAX)
                *is_overfull = !fits && last_box >= first && ended.width > 0;
            if (fits || best == UINT32_MAX)
                best = i;
            if (fits && !items[i].is_hyphen) {
                unhyphenated = i;
                unhyphenated_width = ended.width;
            }
            if (!fits || is_forced(&items[i]))
                break;
        }
        add_item(&sums, &items[i]);
        if (items[i].type == PL_ITEM_BOX)
            last_box = i;
    }
    if (items[best].is_hyphen && unhyphenated != UINT32_MAX &&
        target - unhyphenated_width <= fit->hyphen_zone)
        best = unhyphenated;
    return best;
}

struct pl_breaks pl_break_greedily(struct pl_arena *arena, const struct pl_item *items,
                                   size_t count, const struct pl_fit *fit)
{
    assert(count > 0 && is_forced(&items[count - 1]));
    struct pl_break *lines = NULL;
    size_t line_count = 0, room = 0;
    uint32_t first = 0, hyphens = 0;
    while (first < count) {
        bool is_overfull;
        uint32_t best = pl_break_first_line(items, count, first,
                                            width_of_line(items, first, line_count, fit), fit,
                                            hyphens, &is_overfull);
        if (line_count == room) {
            size_t more = room ? room * 2 : 16;
            lines = pl_arena_grow(arena, lines, room * sizeof *lines, more * sizeof *lines);
            room = more;
        }
        hyphens = items[best].is_hyphen ? hyphens + 1 : 0;
        first = pl_item_after(items, count, best);
        lines[line_count++] = (struct pl_break){best, first};
    }
    return (struct pl_breaks){.lines = lines, .count = line_count, .pass = 1};
}
