// SPDX-License-Identifier: MIT
/* tests/layout/made.h: lay out a page of HTML and look at where its words stand.
 *
 * The base of all: pages of 100 × 100 mm with margins of 10 mm, text of 10 pt on 5 mm, no margins: 16 lines a page, so
 * every number follows from the box model and none from a face. */
#ifndef PL_TESTS_LAYOUT_MADE_H
#define PL_TESTS_LAYOUT_MADE_H

#include "font/library.h"
#include "ingest/read.h"
#include "layout/layout.h"
#include "support/support.h"

static const char made_base[] =
    "@page{size:100mm 100mm;margin:10mm}html{font:10pt/5mm serif}"
    "body,p,h1,h2,h3,ul,ol,table{margin:0;font-size:10pt;font-weight:normal}";

struct made {
    struct pl_arena *arena;
    struct pl_layout *layout;
    struct pl_diags diags;
    const struct pl_page **pages;
    uint32_t count;
};

static void made_add_sheet(struct made *made, struct pl_sheets *sheets, pl_str text,
                           enum pl_sheet_origin origin)
{
    struct pl_input *input = PL_NEW(made->arena, struct pl_input);
    *input = (struct pl_input){.name = PL_LIT("sheet"), .bytes = text, .text = text};
    assert_true(pl_sheets_add(sheets, input, origin, &made->diags));
}

static pl_str made_shipped_base(struct pl_test *test)
{
    return pl_test_read(test, PL_LIT("styles/base.css"));
}

/* Lays out `html` (what stands in body) under `css`. */
static struct made made_pages(struct pl_test *test, const char *html, const char *css,
                              unsigned threads)
{
    struct made made = {.arena = test->arena, .diags = PL_DIAGS(test->arena)};
    struct pl_limits *limits = PL_NEW(test->arena, struct pl_limits);
    *limits = pl_limits_default();
    pl_str text = pl_str_format(test->arena, "<!DOCTYPE html><html lang=en><body>%s</body></html>",
                                html);
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    *input = (struct pl_input){.name = PL_LIT("page.html"), .bytes = text};
    struct pl_read_options reading = {.from = PL_LIT("html"), .limits = limits};
    struct pl_articles articles = {0};
    assert_true(pl_read_input(test->arena, input, &reading, &articles, &made.diags));
    struct pl_edition *edition = PL_NEW(test->arena, struct pl_edition);
    edition->arena = test->arena;
    edition->is_authored = true;
    *PL_PUSH(test->arena, &edition->articles) = articles.data[0];
    pl_edition_finish(edition);

    struct pl_fonts_options faces = {.folder = PL_LIT(PLATEN_DATA_DIR "/fonts")};
    struct pl_fonts *fonts = pl_fonts_open(test->arena, &faces, &made.diags);
    assert_non_null(fonts);
    struct pl_sheets *sheets = pl_sheets_new(test->arena, limits);
    made_add_sheet(&made, sheets, made_shipped_base(test), PL_SHEET_USER_AGENT);
    made_add_sheet(&made, sheets, pl_str_format(test->arena, "%s%s", made_base, css),
                   PL_SHEET_AUTHOR);
    struct pl_cascade *cascade = pl_cascade_new(test->arena, sheets, PL_MEDIUM_PRINT, fonts, NULL);
    const struct pl_styles **styles = PL_NEW_ARRAY(test->arena, const struct pl_styles *, 1);
    styles[0] = pl_cascade_run(cascade, articles.data[0], &made.diags);
    struct pl_layout_input *in = PL_NEW(test->arena, struct pl_layout_input);
    *in = (struct pl_layout_input){.edition = edition,
                                   .styles = styles,
                                   .cascade = cascade,
                                   .fonts = fonts,
                                   .limits = limits,
                                   .threads = threads};
    made.layout = pl_layout_run(test->arena, in, &made.diags);
    if (!made.layout) {
        test->diags = made.diags;
        fail_msg("no pages: %s", pl_str_cstr(test->arena, pl_test_diags(test)));
    }
    made.count = made.layout->pages.count;
    made.pages = PL_NEW_ARRAY(test->arena, const struct pl_page *, made.count);
    for (uint32_t i = 0; i < made.count; i++) {
        made.pages[i] = made.layout->pages.make(made.layout->pages.context, test->arena, i, 0);
        assert_non_null(made.pages[i]);
    }
    return made;
}

/* A run of text on a page. */
struct made_run {
    uint32_t page;
    pl_str text;
    pl_unit x, right, y; // y: its baseline
    enum pl_part part;
};

/* Calls visit for every run of content, page by page in reading order. */
static void made_each_run(const struct made *made,
                          void (*visit)(void *context, const struct made_run *run), void *context)
{
    for (uint32_t p = 0; p < made->count; p++)
        for (uint32_t i = 0; i < made->pages[p]->piece_count; i++)
            for (uint32_t m = 0; m < made->pages[p]->pieces[i].mark_count; m++) {
                const struct pl_mark *mark = &made->pages[p]->pieces[i].marks[m];
                if (mark->type != PL_MARK_RUN)
                    continue;
                struct made_run run = {p,           mark->run.text,
                                       mark->run.x, mark->run.x + mark->run.advance,
                                       mark->run.y, made->pages[p]->pieces[i].part};
                visit(context, &run);
            }
}

struct made_search {
    const char *word;
    struct made_run found;
    bool is_found;
};

static inline void made_match(void *context, const struct made_run *run)
{
    struct made_search *search = context;
    if (search->is_found || !pl_str_eq(pl_str_trim(run->text), pl_str_from(search->word)))
        return;
    search->found = *run;
    search->is_found = true;
}

/* The first run that is this word. */
static inline struct made_run made_find(const struct made *made, const char *word)
{
    struct made_search search = {.word = word};
    made_each_run(made, made_match, &search);
    if (!search.is_found)
        fail_msg("'%s' stands on no page", word);
    return search.found;
}

/* Millimetres of a length, to a tenth. */
static inline double made_mm(pl_flow length)
{
    return round(pl_unit_to_pt(length) * 254 / 72) / 10;
}

#endif
