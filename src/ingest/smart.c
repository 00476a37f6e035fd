// SPDX-License-Identifier: MIT
/* ingest/smart.c: quotes, dashes, ellipses and French spaces, by language.
 *
 * How it works: each mark is judged by the characters beside it, across inline elements but not across blocks. A
 * quotation mark opens after white space, an opening bracket or a dash, when something follows; else it closes. A
 * single one between letters, before digits of a decade, or with no partner is an apostrophe. */
#include "ingest/smart.h"

#include "base/languages.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "model/walk.h"

struct smarter {
    struct pl_arena *arena;
    const struct pl_language *language;
    uint32_t before;      // the character before; 0 at the start of a block
    unsigned open_double; // quotations that are open
    unsigned open_single;
};

/* --- Characters ---------------------------------------------------------------------- */

static bool opens_after(uint32_t c)
{
    return !c || pl_char_is_space(c) || c == '(' || c == '[' || c == '{' || c == '/' || c == 0x2013 || c == 0x2014 ||
           c == '-' || c == '=' || c == '"' || c == 0x201C || c == 0x2018 || c == 0x201E || c == 0x201A || c == 0xAB ||
           c == 0xBF || c == 0xA1;
}

static bool is_word(uint32_t c)
{
    return pl_char_is_letter(c) || pl_char_is_digit(c);
}

static uint32_t char_at(pl_str text, size_t at)
{
    return at < text.size ? pl_utf8_next(text, &at) : 0;
}

/* The first character of the text that follows in the same block. */
static uint32_t char_after(const struct pl_node *node, const struct pl_node *root)
{
    for (const struct pl_node *next = pl_node_next_in(root, node); next; next = pl_node_next_in(root, next)) {
        if (pl_kind_row(next->kind)->is != PL_IS_INLINE || next->kind == PL_KIND_line_break)
            return 0;
        if (next->kind == PL_KIND_text && next->text.size)
            return char_at(next->text, 0);
        if (next->kind == PL_KIND_image)
            return 'x';
    }
    return 0;
}

/* --- Marks --------------------------------------------------------------------------- */

static void add_double(struct smarter *smarter, struct pl_strbuf *out, uint32_t after)
{
    bool opens = opens_after(smarter->before) && after && !pl_char_is_space(after);
    if (!opens && !smarter->open_double && opens_after(smarter->before))
        opens = after != 0;
    if (!opens)
        smarter->open_double -= smarter->open_double > 0;
    pl_strbuf_add(out, smarter->language->quotes[opens ? 0 : 1]);
    smarter->open_double += opens;
}

/* "'tis", "'em": words that begin with an apostrophe, and decades. */
static bool is_elision(pl_str rest)
{
    static const pl_str words[] = {PL_LIT_INIT("tis"), PL_LIT_INIT("twas"), PL_LIT_INIT("em"), PL_LIT_INIT("til"),
                                   PL_LIT_INIT("cause"), PL_LIT_INIT("n"), PL_LIT_INIT("round")};
    if (rest.size && pl_ascii_is_digit(rest.data[0]))
        return true;
    size_t size = 0;
    while (size < rest.size && pl_ascii_is_alpha(rest.data[size]))
        size++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_eq_ascii_nocase(pl_str_slice(rest, 0, size), words[i]))
            return true;
    return false;
}

static void add_single(struct smarter *smarter, struct pl_strbuf *out, pl_str rest, uint32_t after)
{
    bool opens = opens_after(smarter->before) && after && !pl_char_is_space(after) && !is_elision(rest);
    if (opens) {
        smarter->open_single++;
        pl_strbuf_add(out, smarter->language->quotes[2]);
    } else if (smarter->open_single && !(is_word(smarter->before) && is_word(after))) {
        smarter->open_single--;
        pl_strbuf_add(out, smarter->language->quotes[3]);
    } else {
        pl_strbuf_add(out, PL_LIT("’"));
    }
}

static size_t run_of(pl_str text, size_t at)
{
    size_t end = at;
    while (end < text.size && text.data[end] == text.data[at])
        end++;
    return end - at;
}

/* Two hyphens are an en dash, three an em dash; longer rows are drawings and stay. */
static size_t add_dashes(struct pl_strbuf *out, pl_str text, size_t at)
{
    size_t count = run_of(text, at);
    if (count == 2)
        pl_strbuf_add(out, PL_LIT("–"));
    else if (count == 3)
        pl_strbuf_add(out, PL_LIT("—"));
    else
        pl_strbuf_add(out, pl_str_slice(text, at, at + count));
    return count;
}

static size_t add_dots(struct pl_strbuf *out, pl_str text, size_t at)
{
    size_t count = run_of(text, at);
    if (count == 3)
        pl_strbuf_add(out, PL_LIT("…"));
    else
        pl_strbuf_add(out, pl_str_slice(text, at, at + count));
    return count;
}

/* French: a narrow space that doesn't break stands before these. */
static bool is_spaced_mark(uint32_t c)
{
    return c == ';' || c == ':' || c == '!' || c == '?' || c == 0xBB;
}

/* --- One text ------------------------------------------------------------------------ */

static bool has_marks(const struct smarter *smarter, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"' || c == '\'' || (c == '-' && i + 1 < text.size && text.data[i + 1] == '-') ||
            (c == '.' && i + 2 < text.size && text.data[i + 1] == '.' && text.data[i + 2] == '.'))
            return true;
        if (smarter->language->spaces_before_punctuation && c == ' ')
            return true;
    }
    return false;
}

static size_t add_one(struct smarter *smarter, struct pl_strbuf *out, const struct pl_node *node, size_t at,
                      const struct pl_node *root)
{
    pl_str text = node->text;
    char c = text.data[at];
    if (c == '-')
        return add_dashes(out, text, at);
    if (c == '.')
        return add_dots(out, text, at);
    if (c == '"' || c == '\'') {
        uint32_t after = at + 1 < text.size ? char_at(text, at + 1) : char_after(node, root);
        if (c == '"')
            add_double(smarter, out, after);
        else
            add_single(smarter, out, pl_str_slice(text, at + 1, text.size), after);
        return 1;
    }
    if (c == ' ' && smarter->language->spaces_before_punctuation && is_spaced_mark(char_at(text, at + 1))) {
        pl_strbuf_add_char(out, 0x202F);
        return 1;
    }
    size_t end = at;
    pl_utf8_next(text, &end);
    pl_strbuf_add(out, pl_str_slice(text, at, end));
    return end - at;
}

static void smarten_text(struct smarter *smarter, struct pl_node *node, const struct pl_node *root)
{
    pl_str text = node->text;
    size_t last = text.size;
    if (!has_marks(smarter, text)) {
        smarter->before = text.size ? pl_utf8_previous(text, &last) : smarter->before;
        return;
    }
    struct pl_strbuf out = PL_STRBUF(smarter->arena);
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        at += add_one(smarter, &out, node, at, root);
        size_t end = at;
        smarter->before = at > start ? pl_utf8_previous(text, &end) : smarter->before;
    }
    node->text = pl_strbuf_str(&out);
}

/* --- All texts ----------------------------------------------------------------------- */

/* Text that stands for itself: code, and links that show their own address. */
static bool is_verbatim(const struct pl_node *node)
{
    if (node->kind == PL_KIND_code || node->kind == PL_KIND_code_block)
        return true;
    return node->kind == PL_KIND_link && node->first && node->first->kind == PL_KIND_text &&
           (pl_str_contains(node->first->text, PL_LIT("://")) || pl_str_starts(node->first->text, PL_LIT("www.")));
}

static void smarten_tree(struct pl_article *article, struct pl_node *root)
{
    pl_str whole = pl_article_language(article);
    struct smarter smarter = {.arena = article->arena, .language = pl_language_lookup(whole)};
    for (struct pl_node *node = root; node;) {
        if (pl_kind_row(node->kind)->is != PL_IS_INLINE || node->kind == PL_KIND_line_break) {
            smarter.before = 0;
            smarter.open_double = smarter.open_single = 0;
        }
        if (is_verbatim(node)) {
            smarter.before = 'x';
            node = pl_node_next_after(root, node);
            continue;
        }
        if (node->kind == PL_KIND_text) {
            pl_str nearest = pl_node_language(node);
            smarter.language = pl_language_lookup(pl_str_empty(nearest) ? whole : nearest);
            smarten_text(&smarter, node, root);
        } else if (node->kind == PL_KIND_image || node->kind == PL_KIND_note_call) {
            smarter.before = 'x';
        }
        node = pl_node_next_in(root, node);
    }
}

void pl_article_smarten(struct pl_article *article)
{
    smarten_tree(article, article->body);
    for (size_t i = 0; i < article->notes.count; i++)
        smarten_tree(article, article->notes.data[i]);
}
