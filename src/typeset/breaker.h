// SPDX-License-Identifier: MIT
/* typeset/breaker.h: choose the lines of one paragraph.
 *
 * Pure: sees boxes, glue and penalties; knows no font, no style, no page.
 * Source: Knuth & Plass, "Breaking Paragraphs into Lines", SP&E 11 (1981); TeX: The
 * Program, part 38; stretching of glyphs after Thành, "Micro-typographic extensions
 * to the TeX typesetting system" (2000). */
#ifndef PL_TYPESET_BREAKER_H
#define PL_TYPESET_BREAKER_H

#include "base/arena.h"
#include "base/unit.h"

enum pl_item_type { PL_ITEM_BOX, PL_ITEM_GLUE, PL_ITEM_PENALTY };

enum {
    PL_PENALTY_FORBID = 10000,
    PL_PENALTY_FORCE = -10000,
};

/* One piece of a paragraph. Widths in pl_unit (1/1024 pt), unexpanded. A line may end at glue
 * that follows a box and at a penalty below FORBID; glue and penalties after a chosen break
 * are dropped up to the next box or forced penalty. */
struct pl_item {
    uint8_t type;            // enum pl_item_type
    bool is_hyphen;          // penalty: the line that ends here ends with a hyphen
    bool is_gap;             // glue: not a space, see gaps.h
    bool is_edge;            // box: the edge of an inline box
    bool is_closed;          // no line ends here after all
    pl_unit width;           // penalty: what is added when the line ends here
    pl_unit stretch, shrink; // glue only
    pl_unit expand;          // box: the part of its width that is glyphs and may be expanded
    pl_unit hang_start,
        hang_end;    // how far it may stand out at a line's start and end; penalty: end
    int32_t penalty; // penalty only
    uint32_t offset; // bytes into the paragraph's text
};

struct pl_fit {
    const pl_unit *widths;   // of the first lines; the last one holds for all others
    size_t width_count;      // at least 1
    pl_unit indent;          // of the first line: a part of its width that is taken
    bool continues;          // the paragraph began elsewhere: line 0 is no first line
    bool indents_each;       // of each line after a forced break as well
    bool indent_hangs;       // of all lines but those
    bool is_ragged;          // spaces keep their width
    bool is_last_justified;  // else a line before a forced break is set naturally
    int expansion;           // thousandths that glyphs may be widened or narrowed by
    uint32_t hyphens_in_row; // at most so many lines in a row end with a hyphen; 0: no limit
    pl_unit shortest_last;   // a last line is shorter in the last pass only
    bool avoids_last_hyphen; // no hyphen at the end of the last line but one
    pl_unit hyphen_zone;     // a line that has no more than this left needs no hyphen
};

struct pl_break {
    uint32_t at;   // item where the line ends
    uint32_t next; // first item of the next line; `count` after the last one
};

struct pl_breaks {
    const struct pl_break *lines;
    size_t count;
    int64_t demerits;
    int pass; // 1: without hyphens, 2: with them, 3: nothing within tolerance
};

/* How one line from `first` to a break at `at` would be set. */
struct pl_line_fit {
    pl_unit natural; // width without stretching, what hangs out at its ends not counted
    pl_unit target;
    pl_unit expanded; // of the difference: taken by glyphs (continuous, before steps)
    double ratio;     // of the spaces: > 0 of their stretch, < 0 of their shrink; < -1: overfull
    int64_t badness;
    int fitness;            // 0 tight, 1 decent, 2 loose, 3 very loose
    int expansion_demerits; // of what glyphs take
};
struct pl_line_fit pl_fit_line(const struct pl_item *items, uint32_t first, uint32_t at,
                               size_t line, const struct pl_fit *fit);

/* The breaks with the least total demerits, ascending, at least one; `items` end with a forced
 * penalty. Three passes: without hyphens, with them, with any badness. Lives in `arena`.
 * O(count × lines that fit), the latter bounded by PL_ACTIVE_MAX. */
struct pl_breaks pl_break_lines(struct pl_arena *arena, const struct pl_item *items, size_t count,
                                const struct pl_fit *fit);

/* The same with the first break that fits (CSS's own way): each line takes as much as it can hold. */
struct pl_breaks pl_break_greedily(struct pl_arena *arena, const struct pl_item *items,
                                   size_t count, const struct pl_fit *fit);

/* What the indent takes of the line that begins at item `first`. */
pl_unit pl_line_indent(const struct pl_item *items, uint32_t first, size_t line,
                       const struct pl_fit *fit);

/* Where a line from item `first` on ends that takes as much as `target` holds; at least up to the first legal break, though
 * that be too much: *is_overfull. `hyphens`: lines in a row before it that end with one. */
uint32_t pl_break_first_line(const struct pl_item *items, size_t count, uint32_t first,
                             pl_unit target, const struct pl_fit *fit, uint32_t hyphens,
                             bool *is_overfull);

/* The first item of a line that begins after the break at `at`. */
uint32_t pl_item_after(const struct pl_item *items, size_t count, uint32_t at);

/* Demerits of a line: what pl_break_lines sums. `previous_fitness` -1 for the first line. Tests add them up
 * by themselves. */
struct pl_demerit_context {
    int previous_fitness;
    uint32_t hyphens_before; // lines in a row before this one that end with a hyphen
};
int64_t pl_line_demerits(const struct pl_item *items, uint32_t at, const struct pl_line_fit *line,
                         const struct pl_demerit_context *context, const struct pl_fit *fit);

enum {
    PL_ACTIVE_MAX = 512,
    PL_TOLERANCE =
        100, // badness of the worst line of the first two passes: a space of one and a half
};

#endif
