// SPDX-License-Identifier: MIT
/* typeset/rivers.c: word spaces that stand under one another, and breaks that avoid them.
 *
 * How it works: total fit looks at a line and its neighbour, a river takes four, so it can't be
 * one of the breaker's demerits. But rivers are rare, and nearly every paragraph has lines
 * that are almost as good: where one is found, each break that made it is closed in turn and
 * the paragraph broken again; what has fewer rivers and costs little more is taken. */
#include "typeset/rivers.h"

#include "base/vec.h"

enum {
    // What one river less may cost: less than a hyphen, as much as one line with spaces of 1.47. On 72
    // characters .54 rivers in 100 lines become .22, and no line more is loose or hyphenated.
    RIVER_DEMERITS = 9000,
};

struct gap {
    pl_unit from, to;
    uint32_t depth; // lines in a row with a gap here
};

struct gaps {
    PL_VEC(struct gap)
};

struct river_lines {
    PL_VEC(uint32_t)
};

/* How each item is set in a line. */
struct setting {
    double stretched, shrunk; // shares of stretch and shrink
    double expanded;          // of what may be expanded
};

static struct setting setting_of(const struct pl_item *items, uint32_t first, uint32_t at,
                                 const struct pl_line_fit *line, const struct pl_fit *fit)
{
    struct setting setting = {0};
    bool is_natural = fit->is_ragged || (items[at].penalty <= PL_PENALTY_FORCE &&
                                         line->target >= line->natural && !fit->is_last_justified);
    if (is_natural)
        return setting;
    setting.stretched = line->ratio > 0 ? line->ratio : 0;
    setting.shrunk = line->ratio < 0 ? (line->ratio < -1 ? 1 : -line->ratio) : 0;
    pl_flow expand = 0;
    for (uint32_t i = first; i < at && line->expanded; i++)
        expand += items[i].type == PL_ITEM_BOX ? items[i].expand : 0;
    setting.expanded = expand > 0 ? (double)line->expanded / (double)expand : 0;
    return setting;
}

static void read_gaps(struct pl_arena *arena, const struct pl_item *items, uint32_t first,
                      uint32_t at, const struct setting *setting, double x, struct gaps *gaps)
{
    gaps->count = 0;
    for (uint32_t i = first; i < at; i++) {
        const struct pl_item *item = &items[i];
        if (item->type == PL_ITEM_PENALTY)
            continue;
        double width = item->width +
                       (item->type == PL_ITEM_GLUE
                            ? setting->stretched * item->stretch - setting->shrunk * item->shrink
                            : setting->expanded * item->expand);
        if (item->type == PL_ITEM_GLUE && item->width > 0)
            *PL_PUSH(arena, gaps) = (struct gap){(pl_unit)x, (pl_unit)(x + width), 1};
        x += width;
    }
}

/* Both ascend, and gaps of a line don't touch: two fingers suffice. True where a streak has come to its length. */
static bool join_gaps(const struct gaps *above, struct gaps *below)
{
    bool is_river = false;
    size_t a = 0;
    for (size_t b = 0; b < below->count; b++) {
        struct gap *gap = &below->data[b];
        while (a < above->count && above->data[a].to < gap->from)
            a++;
        for (size_t k = a; k < above->count && above->data[k].from < gap->to; k++) {
            pl_unit from = pl_unit_max(above->data[k].from, gap->from);
            pl_unit to = pl_unit_min(above->data[k].to, gap->to);
            bool is_under = 5 * (pl_flow)(to - from) > 2 * (pl_flow)(gap->to - gap->from);
            if (is_under && above->data[k].depth + 1 > gap->depth)
                gap->depth = above->data[k].depth + 1;
        }
        is_river |= gap->depth == PL_RIVER_LINES;
    }
    return is_river;
}

struct pl_rivers pl_rivers_find(struct pl_arena *arena, const struct pl_item *items,
                                const struct pl_breaks *breaks, const struct pl_fit *fit)
{
    struct river_lines rivers = {0};
    struct gaps gaps[2] = {{0}, {0}};
    if (breaks->count < PL_RIVER_LINES)
        return (struct pl_rivers){0};
    uint32_t first = 0;
    for (size_t i = 0; i < breaks->count; first = breaks->lines[i++].next) {
        uint32_t at = breaks->lines[i].at;
        struct pl_line_fit line = pl_fit_line(items, first, at, i, fit);
        struct setting setting = setting_of(items, first, at, &line, fit);
        double x = pl_line_indent(items, first, i, fit) - items[first].hang_start;
        read_gaps(arena, items, first, at, &setting, x, &gaps[i & 1]);
        if (i > 0 && join_gaps(&gaps[(i - 1) & 1], &gaps[i & 1]))
            *PL_PUSH(arena, &rivers) = (uint32_t)i;
    }
    return (struct pl_rivers){rivers.data, rivers.count};
}

/* --- Other breaks ------------------------------------------------------------------------------ */

struct choice {
    struct pl_breaks breaks;
    struct pl_rivers rivers;
    uint32_t closed;
};

/* The best of closing each break that shaped the river's lines. */
static bool try_river(struct pl_arena *arena, struct pl_item *items, size_t count,
                      const struct pl_fit *fit, const struct choice *now, uint32_t line,
                      unsigned *tries, struct choice *better)
{
    bool is_found = false;
    uint32_t above = line >= PL_RIVER_LINES ? line - PL_RIVER_LINES : 0;
    for (uint32_t k = line; k-- > above && *tries > 0;) {
        uint32_t at = now->breaks.lines[k].at;
        if (items[at].type == PL_ITEM_PENALTY && items[at].penalty <= PL_PENALTY_FORCE)
            continue;
        --*tries;
        items[at].is_closed = true;
        struct choice other = {pl_break_lines(arena, items, count, fit), {0}, at};
        items[at].is_closed = false;
        int64_t gained = (int64_t)now->rivers.count * RIVER_DEMERITS;
        if (other.breaks.pass > now->breaks.pass ||
            other.breaks.demerits > now->breaks.demerits + gained)
            continue;
        other.rivers = pl_rivers_find(arena, items, &other.breaks, fit);
        int64_t cost = other.breaks.demerits + (int64_t)other.rivers.count * RIVER_DEMERITS;
        int64_t least = better->breaks.demerits + (int64_t)better->rivers.count * RIVER_DEMERITS;
        if (other.rivers.count >= now->rivers.count || cost >= least)
            continue;
        *better = other;
        is_found = true;
    }
    return is_found;
}

struct pl_breaks pl_rivers_avoid(struct pl_arena *arena, struct pl_item *items, size_t count,
                                 const struct pl_fit *fit, struct pl_breaks best,
                                 struct pl_rivers *rivers)
{
    struct choice now = {best, pl_rivers_find(arena, items, &best, fit), 0};
    unsigned tries = PL_RIVER_TRIES;
    struct {
        PL_VEC(uint32_t)
    } closed = {0};
    for (size_t i = 0; i < now.rivers.count && tries > 0;) {
        struct choice better = now;
        if (!try_river(arena, items, count, fit, &now, now.rivers.lines[i], &tries, &better)) {
            i++;
            continue;
        }
        items[better.closed].is_closed = true;
        *PL_PUSH(arena, &closed) = better.closed;
        now = better;
        i = 0;
    }
    for (size_t i = 0; i < closed.count; i++)
        items[closed.data[i]].is_closed = false;
    *rivers = now.rivers;
    return now.breaks;
}
