// SPDX-License-Identifier: MIT
/* export/explain_html.c: the explanation as a page.
 *
 * One file, no scripts, nothing loaded from elsewhere: it shows an input that may be hostile. The filter (all, kept, left
 * out) is radio buttons and sibling selectors. */
#include "base/utf8.h"
#include "export/explain.h"
#include "export/explain_parts.h"
#include "export/html.h"

static const char sheet[] =
    ":root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1d1c1a;--soft:#6f6a62;--line:#e3ded4;--card:#fff;"
    "--keep:#1f7a4d;--keep-bg:#eef7f1;--drop:#b3402e;--drop-bg:#fbf1ee}"
    "@media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#ece8e0;--soft:#9a948a;--line:#34312c;--card:#1f1d1a;"
    "--keep:#6fcf97;--keep-bg:#16281e;--drop:#f0907d;--drop-bg:#2c1c18}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 Georgia,'Iowan Old Style',serif}"
    "main{max-width:62rem;margin:0 auto;padding:3rem 1.5rem 6rem}"
    "h1{font-size:2.1rem;line-height:1.15;margin:0 0 .4rem;text-wrap:balance}"
    ".from{color:var(--soft);margin:0 0 2rem;overflow-wrap:anywhere}"
    ".small,.chip,table,.filter,.legend,summary{font-family:system-ui,'Inter',sans-serif}"
    ".share{display:flex;height:.75rem;border-radius:.4rem;overflow:hidden;background:var(--line)}"
    ".share i{display:block;background:var(--drop);opacity:.75;border-left:2px solid var(--paper)}"
    ".share i:first-child{background:var(--keep);opacity:1;border:0}"
    ".legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;margin:.7rem 0 2.2rem;padding:0;font-size:.8rem;"
    "color:var(--soft)}"
    ".legend b{color:var(--ink);font-weight:600}.legend li:first-child b{color:var(--keep)}"
    "table{border-collapse:collapse;width:100%;font-size:.85rem;margin:0 0 2.4rem}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-top:1px solid var(--line)}"
    "th{font-weight:600;width:8rem;white-space:nowrap}td{overflow-wrap:anywhere}td:last-child{color:var(--soft);width:18rem}"
    ".filter{font-size:.85rem;display:inline-block;margin:0 1rem 1rem 0;cursor:pointer}"
    "input{accent-color:var(--keep)}"
    ".part{display:grid;grid-template-columns:11rem 1fr;gap:1.2rem;padding:.55rem .9rem;border-left:3px solid var(--keep);"
    "background:var(--keep-bg);margin:0 0 3px}"
    ".part.out{border-color:var(--drop);background:var(--drop-bg);color:var(--soft);font-size:.88rem}"
    ".chip{font-size:.74rem;line-height:1.5rem;color:var(--keep);font-weight:600;text-align:right}"
    ".out .chip{color:var(--drop);font-weight:500}"
    ".part p{margin:0;overflow-wrap:anywhere}.heading p{font-weight:700;font-size:1.15rem}"
    ".code_block p{font-family:ui-monospace,monospace;font-size:.85rem}.caption p,.image p{font-style:italic}"
    ".block_quote p{border-left:2px solid var(--line);padding-left:.9rem}"
    "summary{cursor:pointer;font-size:.78rem;color:var(--drop);margin-top:.2rem}"
    ".only-kept:checked~.parts .out,.only-out:checked~.parts .part:not(.out){display:none}"
    "hr{border:0;border-top:1px solid var(--line);margin:4rem 0}"
    "@media(max-width:40rem){.part{grid-template-columns:1fr;gap:0}.chip{text-align:left}td:last-child{width:auto}}";

enum { SHOWN_CHARACTERS = 420 };

static void add_metadata(struct pl_strbuf *out, const struct pl_article *article)
{
    pl_strbuf_add(out, PL_LIT("<table>\n"));
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        const struct pl_metadata_value *value = &article->metadata.values[field];
        if (value->origin == PL_ORIGIN_NONE)
            continue;
        pl_strbuf_add(out, PL_LIT("<tr><th>"));
        pl_html_escape(out, pl_field_json_name((enum pl_field)field));
        pl_strbuf_add(out, PL_LIT("</th><td>"));
        pl_html_escape(out, value->text);
        pl_strbuf_add(out, PL_LIT("</td><td>"));
        pl_html_escape(out, pl_origin_name(value->origin));
        pl_strbuf_add(out, pl_str_empty(value->detail) ? PL_LIT("") : PL_LIT(": "));
        pl_html_escape(out, value->detail);
        pl_strbuf_add(out, PL_LIT("</td></tr>\n"));
    }
    if (!pl_str_empty(article->found_by)) {
        pl_strbuf_add(out, PL_LIT("<tr><th>article</th><td colspan=2>"));
        pl_html_escape(out, article->found_by);
        pl_strbuf_add(out, PL_LIT("</td></tr>\n"));
    }
    pl_strbuf_add(out, PL_LIT("</table>\n"));
}

/* "12,345" */
static void add_count(struct pl_strbuf *out, size_t number)
{
    if (number >= 1000) {
        add_count(out, number / 1000);
        pl_strbuf_addf(out, ",%03zu", number % 1000);
    } else {
        pl_strbuf_addf(out, "%zu", number);
    }
}

static void add_share(struct pl_strbuf *out, const struct pl_parts *parts)
{
    size_t all = parts->kept + parts->dropped;
    pl_strbuf_addf(out, "<div class=share><i style='flex:%zu'></i>", parts->kept);
    for (size_t i = 0; i < parts->reasons.count; i++)
        if (parts->reasons.data[i].characters * 200 > all) {
            pl_strbuf_addf(out, "<i style='flex:%zu' title='", parts->reasons.data[i].characters);
            pl_html_escape(out, parts->reasons.data[i].why);
            pl_strbuf_add(out, PL_LIT("'></i>"));
        }
    pl_strbuf_addf(out, "</div>\n<ul class=legend><li><b>kept %zu %%</b> of ", all ? (parts->kept * 100 + all / 2) / all : 0);
    add_count(out, all);
    pl_strbuf_add(out, PL_LIT(" characters</li>\n"));
    for (size_t i = 0; i < parts->reasons.count; i++) {
        pl_strbuf_add(out, PL_LIT("<li><b>"));
        pl_html_escape(out, parts->reasons.data[i].why);
        pl_strbuf_add(out, PL_LIT("</b> "));
        add_count(out, parts->reasons.data[i].characters);
        if (parts->reasons.data[i].parts > 1)
            pl_strbuf_addf(out, " in %zu parts", parts->reasons.data[i].parts);
        pl_strbuf_add(out, PL_LIT("</li>\n"));
    }
    pl_strbuf_add(out, PL_LIT("</ul>\n"));
}

/* The offset of the character that is too many; text.size when all fit. */
static size_t shown_part(pl_str text)
{
    size_t at = 0, count = 0;
    for (; at < text.size && count < SHOWN_CHARACTERS; count++)
        pl_utf8_next(text, &at);
    return at;
}

static void add_part(struct pl_strbuf *out, const struct pl_part *part)
{
    size_t shown = part->is_kept ? part->text.size : shown_part(part->text);
    pl_strbuf_addf(out, "<div class='part %.*s'><span class=chip>",
                   PL_ARG(part->is_kept ? pl_kind_row(part->kind)->name : PL_LIT("out")));
    pl_html_escape(out, pl_part_name(out->arena, part));
    pl_strbuf_add(out, PL_LIT("</span><div><p dir=auto>"));
    pl_html_escape(out, pl_str_slice(part->text, 0, shown));
    if (shown < part->text.size) {
        pl_strbuf_add(out, PL_LIT("…</p><details><summary>the rest of it</summary><p dir=auto>…"));
        pl_html_escape(out, pl_str_slice(part->text, shown, part->text.size));
        pl_strbuf_add(out, PL_LIT("</p></details></div></div>\n"));
        return;
    }
    pl_strbuf_add(out, PL_LIT("</p></div></div>\n"));
}

static void add_article(struct pl_strbuf *out, const struct pl_article *article, size_t number)
{
    struct pl_parts parts = pl_parts_of(out->arena, article);
    pl_str title = pl_metadata_text(&article->metadata, PL_FIELD_title);
    pl_strbuf_add(out, PL_LIT("<h1 dir=auto>"));
    pl_html_escape(out, pl_str_empty(title) ? PL_LIT("Without a title") : title);
    pl_strbuf_add(out, PL_LIT("</h1>\n<p class=from>"));
    pl_html_escape(out, article->input ? article->input->name : PL_LIT(""));
    pl_strbuf_add(out, PL_LIT("</p>\n"));
    add_share(out, &parts);
    add_metadata(out, article);
    static const char *const filters[][2] = {{"all", "everything"}, {"only-kept", "what is kept"}, {"only-out", "what is left out"}};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        pl_strbuf_addf(out, "<input type=radio name=f%zu id=f%zu-%zu class=%s%s>"
                            "<label class=filter for=f%zu-%zu> %s</label>\n",
                       number, number, i, filters[i][0], i ? "" : " checked", number, i, filters[i][1]);
    pl_strbuf_add(out, PL_LIT("<div class=parts>\n"));
    for (size_t i = 0; i < parts.count; i++)
        add_part(out, &parts.data[i]);
    pl_strbuf_add(out, PL_LIT("</div>\n"));
}

void pl_explain_html(struct pl_strbuf *out, const struct pl_article *const *articles, size_t count)
{
    pl_strbuf_add(out, PL_LIT("<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n"
                              "<meta name=viewport content='width=device-width'>\n"
                              "<title>What was kept, and why</title>\n<style>"));
    pl_strbuf_add(out, pl_str_from(sheet));
    pl_strbuf_add(out, PL_LIT("</style>\n<main>\n"));
    for (size_t i = 0; i < count; i++) {
        if (i)
            pl_strbuf_add(out, PL_LIT("<hr>\n"));
        add_article(out, articles[i], i);
    }
    pl_strbuf_add(out, PL_LIT("</main>\n"));
}
