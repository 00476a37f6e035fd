// SPDX-License-Identifier: MIT
/* tests/layout/property.c: random documents under random sheets: no word is lost, doubled, covered or off its page. */
#include <stdio.h>
#include <stdlib.h>

#include "layout/made.h"

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

static uint32_t words;

static void add_words(struct pl_strbuf *out, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        pl_strbuf_addf(out, "w%04u ", words++);
}

static void add_blocks(struct pl_strbuf *out, unsigned depth, uint32_t count);

static void add_table(struct pl_strbuf *out)
{
    uint32_t rows = 1 + dice(12), columns = 1 + dice(3);
    pl_strbuf_add(out, PL_LIT("<table>"));
    for (uint32_t r = 0; r < rows; r++) {
        pl_strbuf_add(out, PL_LIT("<tr>"));
        for (uint32_t c = 0; c < columns; c++) {
            pl_strbuf_addf(out, "<td class=t%u>", dice(3));
            add_words(out, 1 + dice(8));
        }
    }
    pl_strbuf_add(out, PL_LIT("</table>"));
}

static void add_block(struct pl_strbuf *out, unsigned depth)
{
    uint32_t kind = dice(12);
    if (kind == 0 && depth < 3) {
        pl_strbuf_addf(out, "<div class=c%u>",
                       depth ? 1 + dice(3) : dice(4)); // columns in columns have no room for floats
        add_blocks(out, depth + 1, 1 + dice(4));
        pl_strbuf_add(out, PL_LIT("</div>"));
    } else if (kind == 1 && depth < 3) {
        pl_strbuf_add(out, PL_LIT("<ul><li>"));
        add_blocks(out, depth + 1, 1 + dice(3));
        pl_strbuf_add(out, PL_LIT("<li>"));
        add_words(out, 4);
        pl_strbuf_add(out, PL_LIT("</ul>"));
    } else if (kind == 2 && depth < 2) {
        add_table(out);
    } else if (kind == 3) {
        pl_strbuf_addf(out, "<h2 class=h%u>", dice(2));
        add_words(out, 1 + dice(4));
        pl_strbuf_add(out, PL_LIT("</h2>"));
    } else {
        pl_strbuf_addf(out, "<p class=p%u>", dice(4));
        add_words(out, 1 + dice(60));
        if (dice(5) == 0) {
            pl_strbuf_add(out, PL_LIT("<span class=n>"));
            add_words(out, 1 + dice(dice(4) ? 12 : 150));
            pl_strbuf_add(out, PL_LIT("</span> "));
        }
        if (dice(5) == 0) {
            pl_strbuf_addf(out, "<span class=f%u>", dice(2));
            add_words(out, 1 + dice(6));
            pl_strbuf_add(out, PL_LIT("</span> "));
        }
        add_words(out, dice(20));
        pl_strbuf_add(out, PL_LIT("</p>"));
    }
}

static void add_blocks(struct pl_strbuf *out, unsigned depth, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        add_block(out, depth);
}

/* Declarations of which each is given or not. */
static const char *const rules[] = {
    ".c0{columns:2;column-gap:3mm}",
    ".c1{border:1pt solid;padding:2mm}",
    ".c2{margin:4mm 0;break-inside:avoid}",
    ".c3{display:flow-root;margin-left:3mm}",
    "h2{break-after:avoid;margin:5mm 0 2mm}",
    ".h1{break-before:page}",
    ".h0{column-span:all}",
    ".p0{orphans:3;widows:3}",
    ".p1{margin:2mm 0}",
    ".p2{text-align:justify}",
    ".p3{padding:1mm;break-inside:avoid}",
    ".n{float:footnote}",
    ".f0{float:left;width:22mm}",
    ".f1{float:right;width:18mm}",
    "td{padding:1mm;border:.5pt solid}",
    "table{border-collapse:collapse}",
    ".t1{vertical-align:bottom}",
    "@page{margin:8mm}",
    "@page:left{margin-left:15mm}",
    "li{margin:1mm 0}",
    "p{line-height:4.3mm}",
    ".p2::first-letter{initial-letter:2}",
    ".c1{box-decoration-break:clone}",
    ".f1{float:bottom}",
    ".c3{float:top}",
    ".c2{position:relative;overflow:hidden}",
    "body{-platen-page-fit:best}",
    "body{line-grid:create;line-snap:baseline}",
    "h2{line-snap:none;font-size:13pt;line-height:7mm}",
    ".n{footnote-policy:line}",
    "p{orphans:2;widows:3}",
    "li{break-inside:avoid}",
    ".p1{break-after:avoid}",
};

struct count {
    struct pl_test *test;
    uint32_t *seen; // by word
    struct {
        PL_VEC(struct made_run)
    } runs;
};

static void count_words(void *context, const struct made_run *run)
{
    struct count *count = context;
    *PL_PUSH(count->test->arena, &count->runs) = *run;
}

/* Words as they are on a page, runs put together in reading order. */
static void tally(struct count *count, uint32_t most)
{
    struct pl_strbuf all = PL_STRBUF(count->test->arena);
    for (size_t i = 0; i < count->runs.count; i++)
        pl_strbuf_add(&all, count->runs.data[i].text);
    pl_str text = pl_strbuf_str(&all);
    for (size_t i = 0; i + 1 < text.size; i++) {
        if (text.data[i] != 'w')
            continue;
        uint32_t number = 0;
        size_t at = i + 1;
        while (at < text.size && pl_ascii_is_digit(text.data[at]) && at < i + 5)
            number = number * 10 + (uint32_t)(text.data[at++] - '0');
        if (at == i + 5 && number < most)
            count->seen[number]++;
    }
}

static void check_overlaps(const struct count *count, const struct made *made, uint32_t case_seed)
{
    for (size_t i = 0; i < count->runs.count; i++) {
        const struct made_run *a = &count->runs.data[i];
        const struct pl_page *page = made->pages[a->page];
        if (a->y < 0 || a->y > page->height + PL_PT(1))
            fail_msg("seed %u: '%.*s' lies outside page %u", case_seed, PL_ARG(a->text),
                     a->page + 1);
        for (size_t j = i + 1; j < count->runs.count; j++) {
            const struct made_run *b = &count->runs.data[j];
            if (a->page != b->page)
                break;
            pl_unit across = pl_unit_min(a->right, b->right) - pl_unit_max(a->x, b->x);
            pl_unit apart = a->y > b->y ? a->y - b->y : b->y - a->y;
            // initials are higher than their line; outside markers stand over floats in CSS
            bool is_letter = a->text.size == 1 || b->text.size == 1 || a->part == PL_PART_MARKER ||
                             b->part == PL_PART_MARKER;
            if (across > PL_PT(1) && apart < PL_PT(7) && !is_letter)
                fail_msg(
                    "seed %u: '%.*s' and '%.*s' overlap on page %u (PLATEN_SHOW=1 shows the case)",
                    case_seed, PL_ARG(a->text), PL_ARG(b->text), a->page + 1);
        }
    }
}

static void run_case(struct pl_test *test, uint32_t case_seed)
{
    seed = case_seed;
    words = 0;
    struct pl_strbuf html = PL_STRBUF(test->arena), css = PL_STRBUF(test->arena);
    add_blocks(&html, 0, 3 + dice(14));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (dice(2))
            pl_strbuf_add(&css, pl_str_from(rules[i]));
    // narrow columns have no room for a word beside a float
    pl_strbuf_add(&css, PL_LIT(".c0 .f0,.c0 .f1{float:none}"));
    pl_strbuf_add(&css, PL_LIT("::footnote-call{content:'*'}::footnote-marker{content:'* '}"));
    pl_str page = pl_strbuf_str(&html), sheet = pl_strbuf_str(&css);
    if (getenv("PLATEN_SHOW"))
        printf("<!DOCTYPE html><html lang=en><style>%s%.*s</style><body>%.*s</body></html>\n",
               made_base, PL_ARG(sheet), PL_ARG(page));
    struct made made = made_pages(test, pl_str_cstr(test->arena, page),
                                  pl_str_cstr(test->arena, sheet), 1);
    struct count count = {.test = test, .seen = PL_NEW_ARRAY(test->arena, uint32_t, words)};
    made_each_run(&made, count_words, &count);
    tally(&count, words);
    for (uint32_t i = 0; i < words; i++)
        if (count.seen[i] != 1)
            fail_msg("seed %u: w%04u stands %u times\n%.*s\n%.*s", case_seed, i, count.seen[i],
                     PL_ARG(sheet), PL_ARG(page));
    check_overlaps(&count, &made, case_seed);
}

static void nothing_is_lost_doubled_or_covered(void **state)
{
    struct pl_test *test = *state;
    const char *first = getenv("PLATEN_SEED"), *number = getenv("PLATEN_CASES");
    uint32_t from = first ? (uint32_t)strtoul(first, NULL, 10) : 1;
    uint32_t cases = number ? (uint32_t)strtoul(number, NULL, 10) : 40;
    for (uint32_t i = 0; i < cases; i++)
        run_case(test, from + i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(nothing_is_lost_doubled_or_covered)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
