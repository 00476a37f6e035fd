// SPDX-License-Identifier: MIT
/* pdf/labels.c: page labels: what a viewer shows as a page's number. */
#include "pdf/labels.h"

#include "pdf/objects.h"

/* A label as prefix and number: "A-12" is "A-" and 12. */
struct label {
    pl_str prefix;
    char style; // D, r, R; 0: the prefix is all
    uint32_t number;
};

static const struct {
    const char *digits;
    uint32_t value;
} roman[] = {{"m", 1000}, {"cm", 900}, {"d", 500}, {"cd", 400}, {"c", 100}, {"xc", 90}, {"l", 50},
             {"xl", 40},  {"x", 10},   {"ix", 9},  {"v", 5},    {"iv", 4},  {"i", 1}};

static pl_str roman_number(struct pl_arena *arena, uint32_t number, bool is_upper)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    for (size_t i = 0; i < sizeof roman / sizeof *roman; i++)
        for (; number >= roman[i].value; number -= roman[i].value)
            for (const char *c = roman[i].digits; *c; c++)
                pl_strbuf_add_byte(&out, is_upper ? pl_ascii_upper(*c) : *c);
    return pl_strbuf_str(&out);
}

/* The value of a whole label written as roman numerals writes it; 0 otherwise. */
static uint32_t read_roman(struct pl_arena *arena, pl_str label, bool is_upper)
{
    uint32_t number = 0;
    size_t at = 0;
    if (label.size > 15) // as long as 3888 is
        return 0;
    for (size_t i = 0; i < sizeof roman / sizeof *roman; i++) {
        pl_str digits = pl_str_from(roman[i].digits);
        while (pl_str_starts_ascii_nocase(pl_str_slice(label, at, label.size), digits)) {
            number += roman[i].value;
            at += digits.size;
        }
    }
    if (at < label.size || number == 0 || number > 4999)
        return 0;
    return pl_str_eq(roman_number(arena, number, is_upper), label) ? number : 0;
}

static struct label read_label(struct pl_arena *arena, pl_str text)
{
    size_t digits = text.size;
    while (digits > 0 && text.size - digits < 9 && pl_ascii_is_digit(text.data[digits - 1]))
        digits--;
    while (digits < text.size && text.data[digits] == '0') // "007": the zeros are prefix
        digits++;
    int64_t number;
    if (digits < text.size && pl_str_to_int64(pl_str_slice(text, digits, text.size), &number))
        return (struct label){pl_str_slice(text, 0, digits), 'D', (uint32_t)number};
    for (int is_upper = 0; is_upper <= 1; is_upper++) {
        uint32_t value = read_roman(arena, text, is_upper);
        if (value)
            return (struct label){(pl_str){0}, is_upper ? 'R' : 'r', value};
    }
    return (struct label){.prefix = text};
}

static pl_str write_label(struct pl_arena *arena, struct label label)
{
    if (label.style == 'D')
        return pl_str_format(arena, "%.*s%u", PL_ARG(label.prefix), label.number);
    return label.style ? roman_number(arena, label.number, label.style == 'R') : label.prefix;
}

static void add_range(struct pl_strbuf *out, uint32_t page, struct label label)
{
    pl_strbuf_addf(out, "%u<<", page);
    if (label.style)
        pl_strbuf_addf(out, "/S/%c", label.style);
    if (!pl_str_empty(label.prefix)) {
        pl_strbuf_add(out, PL_LIT("/P"));
        pl_pdf_add_text(out, label.prefix);
    }
    if (label.style && label.number != 1)
        pl_strbuf_addf(out, "/St %u", label.number);
    pl_strbuf_add(out, PL_LIT(">>"));
}

pl_str pl_pdf_labels(struct pl_arena *arena, const pl_str *labels, uint32_t count)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    struct label expected = {0};
    pl_strbuf_add(&out, PL_LIT("<</Nums["));
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || !expected.style || !pl_str_eq(write_label(arena, expected), labels[i])) {
            expected = read_label(arena, labels[i]);
            add_range(&out, i, expected);
        }
        expected.number++;
    }
    pl_strbuf_add(&out, PL_LIT("]>>"));
    return pl_strbuf_str(&out);
}
