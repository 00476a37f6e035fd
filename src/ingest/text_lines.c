// SPDX-License-Identifier: MIT
/* ingest/text_lines.c: lines of a text → blocks, hard wrapping undone.
 *
 * How it works: a program that wraps at width W breaks a line where the next word would not have fitted. So each pair
 * of neighbouring lines says: W is at least the first line's length, and less than that plus a space and the next word.
 * The width that most pairs agree on is the text's, if any: then breaks that it explains are undone, the others are
 * breaks that somebody meant. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "ingest/text.h"

struct line {
    pl_str text;      // trimmed
    uint32_t columns; // of the text with its indent
    uint32_t indent, first_word;
    bool is_blank, is_bullet, is_numbered, is_rule;
    uint32_t number, marker; // marker: bytes of the bullet and the space behind it
};

PL_VEC_TYPE(lines, struct line);

enum { WIDTH_LEAST = 40, WIDTH_MOST = 120, PAIRS_LEAST = 4 };

/* --- One line ------------------------------------------------------------------------ */

/* White space of Unicode at either end; ASCII's alone leaves no-break spaces. */
static pl_str trim(pl_str text)
{
    text = pl_str_trim(text);
    while (text.size) {
        size_t i = 0, last = text.size;
        uint32_t first = pl_utf8_next(text, &i), end = pl_utf8_previous(text, &last);
        if (pl_char_is_space(first) || first == 0x200B || first == 0xFEFF)
            text = pl_str_slice(text, i, text.size);
        else if (pl_char_is_space(end) || end == 0x200B)
            text = pl_str_slice(text, 0, last);
        else
            break;
    }
    return text;
}

static uint32_t columns_of_first_word(pl_str text)
{
    pl_str word;
    return pl_str_next_word(&text, &word) ? (uint32_t)pl_utf8_columns(word) : 0;
}

static bool is_bullet_char(uint32_t c)
{
    return c == 0x2022 || c == 0x25AA || c == 0x25CF || c == 0x25E6 || c == 0x2023 || c == 0xB7 || c == 0x25A0 ||
           c == 0x25B6 || c == 0x2043 || c == 0x25CB || c == 0x27A4 || c == 0x2713;
}

static void find_marker(struct line *line)
{
    pl_str text = line->text;
    size_t i = 0;
    uint32_t c = pl_utf8_next(text, &i);
    bool ascii = (c == '*' || c == '-' || c == '+') && i < text.size && text.data[i] == ' ';
    if (is_bullet_char(c) || ascii) {
        line->is_bullet = true;
    } else {
        size_t digits = 0;
        while (digits < text.size && digits < 3 && pl_ascii_is_digit(text.data[digits]))
            line->number = line->number * 10 + (uint32_t)(text.data[digits++] - '0');
        i = digits + 1;
        line->is_numbered = digits && i < text.size && strchr(".)", text.data[digits]) && text.data[i] == ' ';
        if (!line->is_numbered)
            return;
    }
    while (i < text.size && pl_ascii_is_space(text.data[i]))
        i++;
    line->marker = (uint32_t)i;
    if (i == text.size) // a bullet alone is no item
        line->is_bullet = line->is_numbered = false;
}

/* "* * *", "-----", "___": between parts. */
static bool is_rule(pl_str text)
{
    size_t marks = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ' ')
            continue;
        if (!strchr("*-_=~#", text.data[i]) || text.data[i] != text.data[0])
            return false;
        marks++;
    }
    return marks >= 3;
}

static struct line read_line(pl_str raw)
{
    struct line line = {.text = trim(raw)};
    line.is_blank = pl_str_empty(line.text);
    if (line.is_blank)
        return line;
    line.indent = (uint32_t)(line.text.data - raw.data);
    line.columns = line.indent + (uint32_t)pl_utf8_columns(line.text);
    line.first_word = columns_of_first_word(line.text);
    line.is_rule = is_rule(line.text);
    if (!line.is_rule)
        find_marker(&line);
    return line;
}

static struct lines read_lines(struct pl_arena *scratch, pl_str text)
{
    struct lines lines = {0};
    pl_str raw;
    while (pl_str_next_line(&text, &raw))
        *PL_PUSH(scratch, &lines) = read_line(raw);
    return lines;
}

/* --- The width ----------------------------------------------------------------------- */

static bool may_join(const struct line *line, const struct line *next)
{
    return !line->is_blank && !next->is_blank && !next->is_bullet && !next->is_numbered && !line->is_rule &&
           !next->is_rule;
}

/* The width that explains the most breaks; 0 when it explains too few of them. */
static uint32_t find_width(const struct lines *lines)
{
    int32_t steps[WIDTH_MOST + 2] = {0};
    size_t pairs = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        const struct line *line = &lines->data[i], *next = line + 1;
        if (!may_join(line, next))
            continue;
        pairs++;
        uint32_t first = line->columns, end = line->columns + 1 + next->first_word;
        if (first > WIDTH_MOST || end <= WIDTH_LEAST)
            continue;
        steps[first < WIDTH_LEAST ? WIDTH_LEAST : first]++;
        steps[end > WIDTH_MOST ? WIDTH_MOST + 1 : end]--;
    }
    size_t most = 0, agree = 0;
    uint32_t width = 0;
    for (uint32_t w = WIDTH_LEAST; w <= WIDTH_MOST; w++) {
        agree += (size_t)steps[w];
        if (agree > most) {
            most = agree;
            width = w;
        }
    }
    return pairs >= PAIRS_LEAST && most * 10 >= pairs * 6 ? width : 0;
}

/* A few columns of grace: widths were counted in bytes or with tabs by some. */
static bool is_wrapped(const struct line *line, const struct line *next, uint32_t width)
{
    return width && may_join(line, next) && line->columns <= width + 3 &&
           line->columns + 1 + next->first_word + 3 > width;
}

/* --- Blocks -------------------------------------------------------------------------- */

/* One text of several lines: a slice of the input where only line feeds and indents part them. */
static pl_str join(struct pl_arena *arena, const struct line *first, size_t count, uint32_t marker)
{
    const struct line *last = first + count - 1;
    const char *start = first->text.data + marker;
    pl_str whole = {start, (size_t)(last->text.data + last->text.size - start)};
    bool plain = pl_str_find_byte(whole, '\r', 0) == SIZE_MAX;
    for (size_t i = 0; i + 1 < count && plain; i++)
        plain = first[i].text.data[first[i].text.size - 1] != '-';
    if (plain)
        return whole;
    struct pl_strbuf text = PL_STRBUF(arena);
    for (size_t i = 0; i < count; i++) {
        pl_str part = i ? first[i].text : pl_str_slice(first->text, marker, first->text.size);
        /* "low-" and "slung" were one word: wrapping keeps the hyphen it broke at. */
        bool glued = text.size > 1 && text.data[text.size - 1] == '-' && text.data[text.size - 2] != ' ' &&
                     text.data[text.size - 2] != '-';
        if (i && !glued)
            pl_strbuf_add_byte(&text, '\n');
        pl_strbuf_add(&text, part);
    }
    return pl_strbuf_str(&text);
}

struct pl_text_blocks pl_text_find_blocks(struct pl_arena *scratch, struct pl_arena *arena, const struct pl_input *input)
{
    struct lines lines = read_lines(scratch, input->text);
    uint32_t width = find_width(&lines);
    struct pl_text_blocks blocks = {0};
    bool after_blank = true;
    for (size_t i = 0; i < lines.count;) {
        const struct line *line = &lines.data[i];
        if (line->is_blank) {
            after_blank = true;
            i++;
            continue;
        }
        size_t count = 1;
        while (i + count < lines.count && is_wrapped(line + count - 1, line + count, width))
            count++;
        const struct line *last = line + count - 1;
        pl_str whole = {line->text.data, (size_t)(last->text.data + last->text.size - line->text.data)};
        *PL_PUSH(scratch, &blocks) = (struct pl_text_block){
            .text = join(arena, line, count, line->marker), .with_marker = join(arena, line, count, 0), .span = pl_span_of_str(input, whole), .is_bullet = line->is_bullet,
            .is_numbered = line->is_numbered, .list_number = line->number, .after_blank = after_blank,
            .role = line->is_rule ? PL_ROLE_RULE : PL_ROLE_NONE};
        after_blank = false;
        i += count;
    }
    return blocks;
}
