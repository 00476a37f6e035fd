// SPDX-License-Identifier: MIT
/* export/markdown_inline.c: the inlines of a block as Markdown on one line.
 *
 * Source: CommonMark 0.31.2 §6, GFM 0.29 §6.9. Marks that could be read otherwise where they stand are written as the
 * tags they mean. */
#include "base/utf8.h"
#include "export/html.h"
#include "export/markdown.h"
#include "model/walk.h"

static pl_str trim_end(pl_str text)
{
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

static bool ends_nocase(pl_str text, pl_str end)
{
    return text.size >= end.size && pl_str_eq_ascii_nocase(pl_str_slice(text, text.size - end.size, text.size), end);
}

void pl_markdown_put(struct pl_markdown_out *md, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (md->at_line_start && c != '\n')
            pl_strbuf_add(md->out, pl_strbuf_str(&md->prefix));
        else if (md->at_line_start)
            pl_strbuf_add(md->out, trim_end(pl_strbuf_str(&md->prefix)));
        pl_strbuf_add_byte(md->out, c);
        md->at_line_start = c == '\n';
        md->last = c;
    }
}

bool pl_markdown_is_bare(const struct pl_node *node)
{
    bool own_class = node->class_count == 1 && pl_str_eq(node->classes[0], pl_kind_row(node->kind)->css_class);
    return pl_str_empty(node->id) && (!node->class_count || own_class) && !node->attribute_count &&
           pl_str_empty(node->style) && pl_str_eq(node->element, pl_kind_row(node->kind)->element);
}

/* --- HTML ---------------------------------------------------------------------------- */

void pl_markdown_write_html(struct pl_markdown_out *md, const struct pl_node *node)
{
    struct pl_strbuf html = PL_STRBUF(md->out->arena), folded = PL_STRBUF(md->out->arena);
    struct pl_html_options options = {.keep_style_attributes = true, .as_it_is = true};
    pl_html_write(&html, node, &options);
    pl_str text = pl_strbuf_str(&html);
    bool in_pre = false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '<' && pl_str_starts(pl_str_slice(text, i, i + 5), PL_LIT("<pre")))
            in_pre = true;
        else if (text.data[i] == '<' && pl_str_starts(pl_str_slice(text, i, i + 6), PL_LIT("</pre>")))
            in_pre = false;
        bool doubled = text.data[i] == '\n' && folded.size && folded.data[folded.size - 1] == '\n';
        bool is_space = text.data[i] == ' ' || text.data[i] == '\t';
        if (!in_pre && is_space && folded.size && folded.data[folded.size - 1] == '\n')
            continue; // an indent would be code
        if (doubled && in_pre)
            pl_strbuf_add(&folded, PL_LIT("&#10;"));
        else if (!doubled)
            pl_strbuf_add_byte(&folded, text.data[i] == '\r' ? '\n' : text.data[i]);
    }
    pl_markdown_put(md, pl_strbuf_str(&folded));
}

static void put_tag(struct pl_markdown_out *md, const struct pl_node *node, bool is_end)
{
    struct pl_strbuf tag = PL_STRBUF(md->out->arena);
    struct pl_html_options options = {.keep_style_attributes = true, .as_it_is = true};
    pl_html_write_tag(&tag, node, is_end, &options);
    for (size_t i = 0; i < tag.size; i++)
        if (tag.data[i] == '\n' || tag.data[i] == '\r')
            tag.data[i] = ' ';
    pl_markdown_put(md, pl_strbuf_str(&tag));
}

/* --- Text ---------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
    return pl_ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* What would open a block if it stood at a line's start: "# ", "- ", ":", "===". */
static bool opens_block(pl_str text, size_t at)
{
    return strchr("#+-=:", text.data[at]) != NULL;
}

/* "1." at a line's start: where the mark behind the digits stands; SIZE_MAX: none. */
static size_t list_number(pl_str text, size_t at)
{
    size_t digits = at;
    while (digits < text.size && pl_ascii_is_digit(text.data[digits]))
        digits++;
    bool is_mark = digits > at && digits < text.size && (text.data[digits] == '.' || text.data[digits] == ')');
    return is_mark ? digits : SIZE_MAX;
}

/* The scheme or "www" that would make an address a link ends here. */
static bool begins_address(pl_str text, size_t at)
{
    pl_str rest = pl_str_slice(text, at, text.size), before = pl_str_slice(text, 0, at);
    if (text.data[at] == ':')
        return pl_str_starts(rest, PL_LIT("://")) || ends_nocase(before, PL_LIT("mailto")) ||
               ends_nocase(before, PL_LIT("xmpp"));
    return text.data[at] == '.' && ends_nocase(before, PL_LIT("www"));
}

static bool needs_escape(const struct pl_markdown_out *md, pl_str text, size_t at)
{
    char c = text.data[at], next = at + 1 < text.size ? text.data[at + 1] : 0;
    if (strchr("\\`*[]<>~^{}", c))
        return true;
    if (c == '_')
        return !(is_word_byte(md->last) && is_word_byte(next));
    if (c == '&')
        return pl_ascii_is_alnum(next) || next == '#';
    if (c == '|')
        return true;
    return begins_address(text, at);
}

static void put_text(struct pl_markdown_out *md, pl_str text)
{
    size_t number = SIZE_MAX;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\n' || c == '\r' || c == '\t' || c == ' ' || c == '\f') {
            if (!md->at_line_start && md->last != ' ' && md->last != 0)
                pl_markdown_put(md, PL_LIT(" "));
            continue;
        }
        bool is_start = md->at_line_start || md->last == 0;
        if (is_start)
            number = list_number(text, i);
        char next = i + 1 < text.size ? text.data[i + 1] : 0;
        if (c == '@' && is_word_byte(md->last) && pl_ascii_is_alnum(next))
            pl_markdown_put(md, PL_LIT("<!---->")); // no address of mail
        else if (i == number || (is_start && opens_block(text, i)) || needs_escape(md, text, i))
            pl_markdown_put(md, PL_LIT("\\"));
        pl_markdown_put(md, (pl_str){&text.data[i], 1});
    }
}

/* --- Code, links, pictures ----------------------------------------------------------- */

static void put_code(struct pl_markdown_out *md, const struct pl_node *code)
{
    struct pl_strbuf text = PL_STRBUF(md->out->arena);
    pl_node_text(&text, code, false);
    size_t longest = 0, run = 0;
    bool is_blank = true;
    for (size_t i = 0; i < text.size; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
        is_blank = is_blank && pl_ascii_is_space(text.data[i]);
        if (text.data[i] == '\n' || text.data[i] == '\r')
            text.data[i] = ' ';
    }
    bool has_bar = md->in_table && pl_str_find_byte(pl_strbuf_str(&text), '|', 0) != SIZE_MAX;
    if (is_blank || has_bar || !pl_markdown_is_bare(code) || code->first != code->last || md->last == '`') {
        put_tag(md, code, false);
        put_text(md, pl_strbuf_str(&text));
        put_tag(md, code, true);
        return;
    }
    struct pl_strbuf fence = PL_STRBUF(md->out->arena);
    pl_strbuf_add_repeated(&fence, '`', longest + 1);
    bool pads = strchr("` ", text.data[0]) || strchr("` ", text.data[text.size - 1]);
    pl_markdown_put(md, pl_strbuf_str(&fence));
    pl_markdown_put(md, pads ? PL_LIT(" ") : PL_LIT(""));
    pl_markdown_put(md, pl_strbuf_str(&text));
    pl_markdown_put(md, pads ? PL_LIT(" ") : PL_LIT(""));
    pl_markdown_put(md, pl_strbuf_str(&fence));
}

/* `(<address> "title")`; bytes that end either are escaped. */
static void put_target(struct pl_markdown_out *md, pl_str address, pl_str title)
{
    struct pl_strbuf target = PL_STRBUF(md->out->arena);
    pl_strbuf_add(&target, PL_LIT("(<"));
    for (size_t i = 0; i < address.size; i++) {
        if (strchr("<>\\|", address.data[i]))
            pl_strbuf_add_byte(&target, '\\');
        pl_strbuf_add(&target, address.data[i] == '&' ? PL_LIT("&amp;") : (pl_str){&address.data[i], 1});
    }
    pl_strbuf_add_byte(&target, '>');
    for (size_t i = 0; i < title.size; i++) {
        if (i == 0)
            pl_strbuf_add(&target, PL_LIT(" \""));
        if (strchr("\"\\|", title.data[i]))
            pl_strbuf_add_byte(&target, '\\');
        char c = title.data[i] == '\n' || title.data[i] == '\r' ? ' ' : title.data[i];
        pl_strbuf_add(&target, c == '&' ? PL_LIT("&amp;") : (pl_str){&c, 1});
    }
    pl_strbuf_add(&target, title.size ? PL_LIT("\")") : PL_LIT(")"));
    pl_markdown_put(md, pl_strbuf_str(&target));
}

/* Nothing but these two attributes, and an address of one line. */
static bool has_only(const struct pl_node *node, const char *first, const char *second, const char *third)
{
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        pl_str name = node->attributes[i].name, value = node->attributes[i].value;
        if (!pl_str_eq(name, pl_str_from(first)) && !pl_str_eq(name, pl_str_from(second)) && !pl_str_eq(name, pl_str_from(third)))
            return false;
        if (pl_str_find_byte(value, '\n', 0) != SIZE_MAX || pl_str_find_byte(value, '\r', 0) != SIZE_MAX)
            return false;
    }
    return pl_str_empty(node->id) && !node->class_count && pl_str_empty(node->style);
}

static bool is_inside(const struct pl_node *node, enum pl_kind kind)
{
    for (node = node->parent; node && pl_kind_row(node->kind)->is == PL_IS_INLINE; node = node->parent)
        if (node->kind == kind)
            return true;
    return false;
}

static bool is_plain_link(const struct pl_node *link)
{
    return has_only(link, "href", "title", "href") && pl_node_has_attribute(link, PL_LIT("href")) && link->first &&
           !pl_node_find_kind(link->first, PL_KIND_link) && !is_inside(link, PL_KIND_link);
}

static void put_picture(struct pl_markdown_out *md, const struct pl_node *image)
{
    pl_str alt = pl_node_attribute(image, PL_LIT("alt"));
    bool has_lines = pl_str_find_byte(alt, '\n', 0) != SIZE_MAX || pl_str_find(alt, PL_LIT("  "), 0) != SIZE_MAX ||
                     alt.size != pl_str_trim(alt).size || pl_str_find_byte(alt, '@', 0) != SIZE_MAX;
    if (!has_only(image, "src", "alt", "title") || has_lines || !pl_node_has_attribute(image, PL_LIT("alt"))) {
        put_tag(md, image, false);
        return;
    }
    pl_markdown_put(md, PL_LIT("!["));
    put_text(md, alt);
    pl_markdown_put(md, PL_LIT("]"));
    put_target(md, pl_node_attribute(image, PL_LIT("src")), pl_node_attribute(image, PL_LIT("title")));
}

/* --- Marks --------------------------------------------------------------------------- */

/* The character at an edge of what is marked; 0: no text, or white space. */
static uint32_t edge(const struct pl_node *node, bool is_first)
{
    const struct pl_node *text = is_first ? node->first : node->last;
    if (!text || text->kind != PL_KIND_text || !text->text.size)
        return 0;
    size_t at = is_first ? 0 : text->text.size;
    uint32_t c = is_first ? pl_utf8_next(text->text, &at) : pl_utf8_previous(text->text, &at);
    return pl_char_is_space(c) || c == '*' || c == '~' || c == '_' ? 0 : c;
}

/* The first byte behind the node in its parent; ' ' at the end. */
static char byte_after(const struct pl_node *node)
{
    const struct pl_node *next = node->next;
    if (!next)
        return pl_kind_row(node->parent->kind)->is == PL_IS_INLINE ? 'x' : ' ';
    if (next->kind == PL_KIND_line_break)
        return ' ';
    return next->kind == PL_KIND_text && next->text.size ? next->text.data[0] : 'x';
}

static bool is_plain_punctuation(char c)
{
    return strchr(",.;:!?)(", c) != NULL && c;
}

/* The mark of emphasis, where it can be read in one way only (CommonMark §6.2: left- and right-flanking). */
static pl_str mark_of(const struct pl_markdown_out *md, const struct pl_node *node)
{
    pl_str mark = node->kind == PL_KIND_emphasis  ? PL_LIT("*")
                  : node->kind == PL_KIND_strong  ? PL_LIT("**")
                  : node->kind == PL_KIND_deleted ? PL_LIT("~~")
                                                  : PL_LIT("");
    uint32_t first = edge(node, true), last = edge(node, false);
    char after = byte_after(node);
    if (!mark.size || !first || !last || !pl_markdown_is_bare(node) || is_inside(node, node->kind))
        return PL_LIT("");
    bool before_gap = md->last == 0 || md->last == ' ', after_gap = pl_ascii_is_space(after);
    bool opens = before_gap || (pl_char_is_letter(first) && is_plain_punctuation(md->last));
    bool closes = after_gap || (is_plain_punctuation(after) && after != '(');
    return opens && closes ? mark : PL_LIT("");
}

static pl_str note_number(const struct pl_node *note, const struct pl_article *article)
{
    for (size_t i = 0; i < article->notes.count; i++)
        if (article->notes.data[i] == note)
            return pl_str_format(article->arena, "[^%zu]", i + 1);
    return PL_LIT("");
}

enum { PUT_MARK, PUT_LINK, PUT_TAG };

struct open_inline {
    const struct pl_node *node;
    pl_str mark;
    int how;
};

static void close_inline(struct pl_markdown_out *md, const struct open_inline *open)
{
    if (open->how == PUT_MARK) {
        pl_markdown_put(md, open->mark);
    } else if (open->how == PUT_LINK) {
        pl_markdown_put(md, PL_LIT("]"));
        put_target(md, pl_node_attribute(open->node, PL_LIT("href")), pl_node_attribute(open->node, PL_LIT("title")));
    } else {
        put_tag(md, open->node, true);
    }
}

static struct open_inline open_inline(struct pl_markdown_out *md, const struct pl_node *node)
{
    struct open_inline open = {node, mark_of(md, node), PUT_TAG};
    if (node->kind == PL_KIND_link && is_plain_link(node)) {
        open.how = PUT_LINK;
        pl_markdown_put(md, PL_LIT("["));
    } else if (open.mark.size) {
        open.how = PUT_MARK;
        pl_markdown_put(md, open.mark);
    } else {
        put_tag(md, node, false);
    }
    return open;
}

/* "\\" at the end of a line counts where text follows. */
static void put_break(struct pl_markdown_out *md, const struct pl_node *node)
{
    const struct pl_node *next = node->next;
    bool before_text = next && next->kind == PL_KIND_text && !pl_str_empty(pl_str_trim(next->text));
    pl_markdown_put(md, before_text && !md->in_table ? PL_LIT("\\\n") : PL_LIT("<br>"));
    md->last = before_text && !md->in_table ? 0 : ' ';
}

/* A leaf, or something that isn't opened: true. */
static bool put_leaf(struct pl_markdown_out *md, const struct pl_node *node)
{
    switch (node->kind) {
    case PL_KIND_text:
        put_text(md, node->text);
        return true;
    case PL_KIND_code:
        if (node->first && node->first->kind == PL_KIND_text && node->first == node->last) {
            put_code(md, node);
            return true;
        }
        return false;
    case PL_KIND_image:
        put_picture(md, node);
        return true;
    case PL_KIND_line_break:
        put_break(md, node);
        return true;
    case PL_KIND_note_call:
        pl_markdown_put(md, note_number(node->note, md->article));
        return true;
    case PL_KIND_note_mark:
        return true;
    default:
        if (pl_kind_row(node->kind)->holds == PL_HOLDS_NOTHING) {
            put_tag(md, node, false);
            return true;
        }
        return false;
    }
}

PL_VEC_TYPE(open_inlines, struct open_inline);

void pl_markdown_write_inlines(struct pl_markdown_out *md, const struct pl_node *block)
{
    struct open_inlines open = {0};
    md->last = 0;
    for (const struct pl_node *node = block->first; node;) {
        bool is_leaf = put_leaf(md, node);
        if (!is_leaf)
            *PL_PUSH(md->out->arena, &open) = open_inline(md, node);
        const struct pl_node *next = is_leaf ? NULL : node->first;
        while (!next && node != block) {
            if (open.count && PL_LAST(&open).node == node)
                close_inline(md, &open.data[--open.count]);
            next = node->next;
            if (!next)
                node = node->parent;
        }
        node = next;
    }
}
