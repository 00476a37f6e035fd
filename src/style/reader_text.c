// SPDX-License-Identifier: MIT
/* style/reader_text.c: declarations, a line each → the block of a rule as a person would write
 * it. */
#include "style/reader_text.h"

#define MOST_LINES 256

struct line {
    pl_str name, value; // value empty: folded into another
};

struct lines {
    struct pl_arena *arena;
    struct line line[MOST_LINES];
    size_t count;
};

static struct line *find(struct lines *lines, pl_str name)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->line[i].value.size && pl_str_eq(lines->line[i].name, name))
            return &lines->line[i];
    return NULL;
}

static void read_lines(struct lines *lines, pl_str declarations)
{
    pl_str rest = declarations, text;
    while (lines->count < MOST_LINES && pl_str_next_line(&rest, &text)) {
        size_t colon = pl_str_find_byte(text, ':', 0);
        if (colon == SIZE_MAX)
            continue;
        struct line line = {pl_str_slice(text, 0, colon), pl_str_trim(pl_str_slice(text, colon + 1, text.size))};
        const struct line *said = find(lines, line.name); // a ground says its text's colour too
        if (!said || !pl_str_eq(said->value, line.value))
            lines->line[lines->count++] = line;
    }
}

/* The lines "HEAD-SIDE TAIL" of four sides; false when one is missing. */
static bool find_sides(struct lines *lines, const char *format, const char *const sides[4],
                       struct line *found[4])
{
    for (int i = 0; i < 4; i++) {
        size_t mark = pl_str_find_byte(pl_str_from(format), '*', 0);
        pl_str name = pl_str_format(lines->arena, "%.*s%s%s", (int)mark, format, sides[i],
                                    format + mark + 1);
        if (!(found[i] = find(lines, name)))
            return false;
    }
    return true;
}

/* Top, right, bottom and left in as few values as say it (CSS 2 §8.3). */
static pl_str joined(struct pl_arena *arena, struct line *const side[4])
{
    pl_str top = side[0]->value, right = side[1]->value, bottom = side[2]->value,
           left = side[3]->value;
    if (!pl_str_eq(left, right))
        return pl_str_format(arena, "%.*s %.*s %.*s %.*s", PL_ARG(top), PL_ARG(right),
                             PL_ARG(bottom), PL_ARG(left));
    if (!pl_str_eq(top, bottom))
        return pl_str_format(arena, "%.*s %.*s %.*s", PL_ARG(top), PL_ARG(right), PL_ARG(bottom));
    if (!pl_str_eq(top, right))
        return pl_str_format(arena, "%.*s %.*s", PL_ARG(top), PL_ARG(right));
    return top;
}

static bool has_space(pl_str value)
{
    return pl_str_contains(value, PL_LIT(" "));
}

static void fold_four(struct lines *lines, const char *format, const char *name,
                      const char *const sides[4])
{
    struct line *side[4];
    if (!find_sides(lines, format, sides, side))
        return;
    for (int i = 0; i < 4; i++)
        if (has_space(side[i]->value))
            return;
    pl_str value = joined(lines->arena, side);
    *side[0] = (struct line){pl_str_from(name), value};
    for (int i = 1; i < 4; i++)
        side[i]->value = (pl_str){0};
}

static const char *const edges[4] = {"top", "right", "bottom", "left"};

/* The three parts of one border become one. */
static void fold_border(struct lines *lines, const char *edge)
{
    struct pl_arena *arena = lines->arena;
    struct line *style = find(lines, pl_str_format(arena, "border-%s-style", edge));
    struct line *width = find(lines, pl_str_format(arena, "border-%s-width", edge));
    struct line *color = find(lines, pl_str_format(arena, "border-%s-color", edge));
    if (!style || !width || !color)
        return;
    bool is_current = pl_str_eq(color->value, PL_LIT("currentcolor"));
    *style = (struct line){pl_str_format(arena, "border-%s", edge),
                           pl_str_format(arena, "%.*s %.*s%s%.*s", PL_ARG(width->value),
                                         PL_ARG(style->value), is_current ? "" : " ",
                                         is_current ? 0 : (int)color->value.size,
                                         color->value.data)};
    width->value = color->value = (pl_str){0};
}

static void fold_borders(struct lines *lines)
{
    struct line *side[4];
    for (int i = 0; i < 4; i++)
        fold_border(lines, edges[i]);
    if (find_sides(lines, "border-*", edges, side)) {
        bool are_equal = true;
        for (int i = 1; i < 4; i++)
            are_equal = are_equal && pl_str_eq(side[i]->value, side[0]->value);
        for (int i = 1; are_equal && i < 4; i++)
            side[i]->value = (pl_str){0};
        if (are_equal)
            side[0]->name = PL_LIT("border");
    }
    fold_four(lines, "border-*-style", "border-style", edges);
    fold_four(lines, "border-*-width", "border-width", edges);
    fold_four(lines, "border-*-color", "border-color", edges);
}

void pl_reader_write_block(struct pl_strbuf *out, pl_str declarations)
{
    static const char *const corners[4] = {"top-left", "top-right", "bottom-right", "bottom-left"};
    struct lines lines = {.arena = out->arena};
    read_lines(&lines, declarations);
    fold_four(&lines, "margin-*", "margin", edges);
    fold_four(&lines, "padding-*", "padding", edges);
    fold_borders(&lines);
    fold_four(&lines, "border-*-radius", "border-radius", corners);
    pl_strbuf_add(out, PL_LIT(" {\n"));
    for (size_t i = 0; i < lines.count; i++)
        if (lines.line[i].value.size)
            pl_strbuf_addf(out, "  %.*s: %.*s;\n", PL_ARG(lines.line[i].name),
                           PL_ARG(lines.line[i].value));
    pl_strbuf_add(out, PL_LIT("}\n"));
}
