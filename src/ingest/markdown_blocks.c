// SPDX-License-Identifier: MIT
/* ingest/markdown_blocks.c: what CommonMark doesn't know: attributes, spans, figures, divs, definitions.
 *
 * Source: the forms of pandoc's manual (attributes, bracketed_spans, fenced_divs, definition_lists, superscript,
 * subscript). A list of attributes counts only where nothing stands between it and its element. */
#include "base/strbuf.h"
#include "ingest/markdown.h"
#include "model/walk.h"

/* --- Attributes ---------------------------------------------------------------------- */

static bool is_name_byte(char c)
{
    return pl_ascii_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.' || (unsigned char)c >= 0x80;
}

static size_t name_size(pl_str text, size_t from, bool with_dots)
{
    size_t i = from;
    while (i < text.size && is_name_byte(text.data[i]) && (with_dots || text.data[i] != '.'))
        i++;
    return i - from;
}

/* One attribute at *i, set on `node` where there is one. False: none. */
static bool take_attribute(struct pl_arena *arena, struct pl_node *node, pl_str text, size_t *i)
{
    char mark = text.data[*i];
    if (mark == '#' || mark == '.') {
        size_t size = name_size(text, *i + 1, mark == '#');
        pl_str name = pl_str_slice(text, *i + 1, *i + 1 + size);
        *i += 1 + size;
        if (size && node && mark == '#')
            node->id = name;
        else if (size && node)
            pl_node_add_class(arena, node, name);
        return size > 0;
    }
    size_t size = name_size(text, *i, true);
    pl_str name = pl_str_slice(text, *i, *i + size), value;
    *i += size;
    if (!size || *i >= text.size || text.data[*i] != '=')
        return false;
    size_t start = ++*i;
    char quote = start < text.size && (text.data[start] == '"' || text.data[start] == '\'') ? text.data[start] : 0;
    if (quote) {
        *i = pl_str_find_byte(text, quote, start + 1);
        if (*i == SIZE_MAX)
            return false;
        value = pl_str_slice(text, start + 1, (*i)++);
    } else {
        while (*i < text.size && !pl_ascii_is_space(text.data[*i]) && text.data[*i] != '}')
            ++*i;
        value = pl_str_slice(text, start, *i);
    }
    if (!node)
        return true;
    if (pl_str_eq(name, PL_LIT("style")))
        node->style = value;
    else if (!pl_str_starts_ascii_nocase(name, PL_LIT("on"))) // no scripts
        pl_node_set_attribute(arena, node, name, value);
    return true;
}

/* Bytes of "{…}" at the start of `text`; attributes are set on `node` unless it is NULL. */
static size_t read_list(struct pl_arena *arena, struct pl_node *node, pl_str text)
{
    if (!text.size || text.data[0] != '{')
        return 0;
    bool any = false;
    for (size_t i = 1; i < text.size;) {
        if (pl_ascii_is_space(text.data[i])) {
            i++;
            continue;
        }
        if (text.data[i] == '}')
            return any ? i + 1 : 0;
        if (!take_attribute(arena, node, text, &i))
            return 0;
        any = true;
    }
    return 0;
}

size_t pl_markdown_attributes_size(pl_str text)
{
    return read_list(NULL, NULL, text);
}

bool pl_markdown_attributes(struct pl_arena *arena, struct pl_node *node, pl_str text)
{
    if (text.size && text.data[0] != '{') {
        pl_node_add_class(arena, node, text);
        return true;
    }
    return pl_markdown_attributes_size(text) && read_list(arena, node, text);
}

/* --- Cutting texts ------------------------------------------------------------------- */

static void keep_part(struct pl_node *node, size_t first, size_t end)
{
    if (node->span.input && node->span.end - node->span.first == node->text.size) {
        node->span.end = node->span.first + (uint32_t)end;
        node->span.first += (uint32_t)first;
    }
    node->text = pl_str_slice(node->text, first, end);
}

/* Cuts a text before byte `at`; gives the node of the rest, which stands behind it. */
static struct pl_node *cut_text(struct pl_arena *arena, struct pl_node *node, size_t at)
{
    struct pl_node *rest = pl_node_new_text(arena, node->text, node->span);
    keep_part(rest, at, rest->text.size);
    keep_part(node, 0, at);
    pl_node_insert_after(node, rest);
    return rest;
}

/* --- Attributes behind their elements ------------------------------------------------ */

static bool takes_attributes(const struct pl_node *node)
{
    return node->kind == PL_KIND_image || node->kind == PL_KIND_link || node->kind == PL_KIND_code;
}

static void attributes_after(struct pl_arena *arena, struct pl_node *text)
{
    if (!text->span.input || !text->previous || !takes_attributes(text->previous) || !text->text.size || text->text.data[0] != '{')
        return;
    size_t size = pl_markdown_attributes_size(text->text);
    if (!size)
        return;
    read_list(arena, text->previous, text->text);
    keep_part(text, size, text->text.size);
}

static void attributes_of_heading(struct pl_arena *arena, struct pl_node *heading)
{
    struct pl_node *last = heading->last;
    if (!last || last->kind != PL_KIND_text)
        return;
    pl_str text = last->text;
    while (text.size && pl_ascii_is_space(text.data[text.size - 1]))
        text.size--;
    size_t at = text.size;
    while (at && text.data[at - 1] != '{')
        at--;
    if (!at || pl_markdown_attributes_size(pl_str_slice(text, at - 1, text.size)) != text.size - at + 1)
        return;
    read_list(arena, heading, pl_str_slice(text, at - 1, text.size));
    for (at--; at && pl_ascii_is_space(text.data[at - 1]);)
        at--;
    keep_part(last, 0, at);
}

/* --- Spans: "[text]{.class}" --------------------------------------------------------- */

enum { SPAN_NODES = 32 };

/* Where the "[" stands that "]" at `end` of `text` closes: its node and offset. */
static struct pl_node *opening_bracket(struct pl_node *text, size_t end, size_t *offset)
{
    size_t open = 0, nodes = 0;
    for (struct pl_node *node = text; node && nodes < SPAN_NODES; node = node->previous, nodes++) {
        if (node->kind != PL_KIND_text)
            continue;
        for (size_t i = node == text ? end : node->text.size; i; i--) {
            if (node->text.data[i - 1] == ']')
                open++;
            else if (node->text.data[i - 1] == '[' && open-- == 0) {
                *offset = i - 1;
                return node;
            }
        }
    }
    return NULL;
}

/* Makes the span that ends with "]" at `end`; gives the text behind its attributes. */
static struct pl_node *make_span(struct pl_arena *arena, struct pl_node *text, size_t end)
{
    size_t offset = 0;
    pl_str list = pl_str_slice(text->text, end + 1, text->text.size);
    size_t size = pl_markdown_attributes_size(list);
    struct pl_node *first = size ? opening_bracket(text, end, &offset) : NULL;
    if (!first)
        return NULL;
    struct pl_node *span = pl_node_new(arena, PL_KIND_phrase, PL_NO_SPAN);
    read_list(arena, span, list);
    struct pl_node *rest = cut_text(arena, text, end + 1 + size);
    keep_part(text, 0, end);
    struct pl_node *inside = cut_text(arena, first, offset);
    keep_part(inside, 1, inside->text.size);
    pl_node_insert_before(inside, span);
    while (span->next != rest) {
        struct pl_node *child = span->next;
        pl_node_remove(child);
        pl_node_append(span, child);
    }
    return rest;
}

/* --- Super- and subscript: "x^2^", "H~2~O" ------------------------------------------- */

enum { SCRIPT_BYTES = 64 };

/* The end of what "^" or "~" at `at` opens: the same mark again, no white space between. */
static size_t closing_mark(pl_str text, size_t at)
{
    char mark = text.data[at];
    for (size_t i = at + 1; i < text.size && i - at < SCRIPT_BYTES; i++) {
        if (pl_ascii_is_space(text.data[i]))
            return 0;
        if (text.data[i] == mark)
            return i > at + 1 ? i : 0;
    }
    return 0;
}

static struct pl_node *make_script(struct pl_arena *arena, struct pl_node *text, size_t at)
{
    size_t end = closing_mark(text->text, at);
    if (!end)
        return NULL;
    struct pl_node *script = pl_node_new(
        arena, text->text.data[at] == '^' ? PL_KIND_superscript : PL_KIND_subscript, PL_NO_SPAN);
    struct pl_node *rest = cut_text(arena, text, end + 1);
    struct pl_node *inside = cut_text(arena, text, at);
    keep_part(inside, 1, inside->text.size - 1);
    pl_node_insert_before(inside, script);
    pl_node_remove(inside);
    pl_node_append(script, inside);
    return rest;
}

/* Marks count in text that stands in the source as it is: "\^" is no mark. */
static struct pl_node *complete_text(struct pl_arena *arena, struct pl_node *text)
{
    attributes_after(arena, text);
    for (size_t i = 0; i < text->text.size; i++) {
        char c = text->text.data[i];
        struct pl_node *rest = NULL;
        if (c == ']' && text->span.input && i + 1 < text->text.size && text->text.data[i + 1] == '{')
            rest = make_span(arena, text, i);
        else if ((c == '^' || c == '~') && text->span.input)
            rest = make_script(arena, text, i);
        if (rest)
            return rest;
    }
    return NULL;
}

static bool is_code(const struct pl_node *node)
{
    return node->kind == PL_KIND_code || node->kind == PL_KIND_code_block;
}

static void complete_inlines(struct pl_arena *arena, struct pl_node *root)
{
    for (struct pl_node *node = root; node;) {
        if (node->kind == PL_KIND_text)
            for (struct pl_node *rest = node; rest;)
                rest = complete_text(arena, rest);
        if (node->kind == PL_KIND_heading)
            attributes_of_heading(arena, node);
        node = is_code(node) ? pl_node_next_after(root, node) : pl_node_next_in(root, node);
    }
}

/* --- Figures ------------------------------------------------------------------------- */

static bool is_blank_text(const struct pl_node *node)
{
    return node->kind == PL_KIND_text && pl_str_empty(pl_str_trim(node->text));
}

static struct pl_node *only_image(const struct pl_node *paragraph)
{
    struct pl_node *image = NULL;
    for (struct pl_node *child = paragraph->first; child; child = child->next) {
        if (is_blank_text(child))
            continue;
        if (image || child->kind != PL_KIND_image)
            return NULL;
        image = child;
    }
    return image;
}

static void remove_attribute(struct pl_node *node, pl_str name)
{
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (pl_str_eq(node->attributes[i].name, name)) {
            memmove(node->attributes + i, node->attributes + i + 1,
                    (node->attribute_count - i - 1) * sizeof *node->attributes);
            node->attribute_count--;
            return;
        }
}

/* An image alone in its paragraph; its title is the caption. */
static void make_figure(struct pl_arena *arena, struct pl_node *paragraph, struct pl_node *image)
{
    struct pl_node *figure = pl_node_new(arena, PL_KIND_figure, paragraph->span);
    figure->id = image->id;
    figure->classes = image->classes;
    figure->class_count = image->class_count;
    image->id = (pl_str){0};
    image->class_count = 0;
    image->classes = NULL;
    pl_str title = pl_node_attribute(image, PL_LIT("title"));
    pl_node_insert_before(paragraph, figure);
    pl_node_remove(paragraph);
    pl_node_remove(image);
    if (pl_str_empty(title)) {
        pl_node_append(figure, image);
        return;
    }
    remove_attribute(image, PL_LIT("title"));
    struct pl_node *frame = pl_node_new(arena, PL_KIND_division, image->span);
    struct pl_node *caption = pl_node_new(arena, PL_KIND_caption, image->span);
    pl_node_append(frame, image);
    pl_node_append(caption, pl_node_new_text(arena, title, PL_NO_SPAN));
    pl_node_append(figure, frame);
    pl_node_append(figure, caption);
}

static void complete_figures(struct pl_arena *arena, struct pl_node *root)
{
    for (struct pl_node *node = root, *next; node; node = next) {
        next = pl_node_next_in(root, node);
        struct pl_node *image = node->kind == PL_KIND_paragraph && node->serial == PL_MARKDOWN_MADE && node->parent ? only_image(node) : NULL;
        if (!image)
            continue;
        next = pl_node_next_after(root, node);
        make_figure(arena, node, image);
    }
}

/* --- Fenced divs --------------------------------------------------------------------- */

/* Classes that name a kind make it one: "key-points", "info-box", "pull-quote". */
static void become_kind(struct pl_node *div)
{
    static const enum pl_kind kinds[] = {PL_KIND_key_points, PL_KIND_info_box, PL_KIND_pull_quote};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (pl_node_has_class(div, pl_kind_row(kinds[i])->css_class)) {
            div->kind = kinds[i];
            div->element = pl_kind_row(kinds[i])->element;
        }
}

/* `::: {.note data-role="bio"}` around one paragraph is a note. */
static void become_note(struct pl_node *div)
{
    struct pl_node *only = div->first && !div->first->next ? div->first : NULL;
    if (!only || only->kind != PL_KIND_paragraph)
        return;
    div->kind = PL_KIND_note;
    div->element = pl_kind_row(PL_KIND_note)->element;
    pl_node_unwrap(only);
}

static void remove_class(struct pl_node *node, pl_str name)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < node->class_count; i++)
        if (!pl_str_eq(node->classes[i], name))
            node->classes[kept++] = node->classes[i];
    node->class_count = kept;
}

static void wrap_inlines(struct pl_arena *arena, struct pl_node *div)
{
    if (!div->first || pl_kind_row(div->first->kind)->is != PL_IS_INLINE)
        return;
    struct pl_node *paragraph = pl_node_new(arena, PL_KIND_paragraph, PL_NO_SPAN);
    pl_node_move_children(paragraph, div);
    pl_node_append(div, paragraph);
}

/* Moves what stands between the fences of one parent into their divs. */
static void pair_fences(struct pl_node *parent, struct pl_diags *diags)
{
    struct pl_node *top = NULL; // the innermost div that is open
    for (struct pl_node *child = parent->first, *next; child; child = next) {
        next = child->next;
        bool opens = pl_node_has_class(child, PL_MARKDOWN_OPEN), closes = pl_node_has_class(child, PL_MARKDOWN_CLOSE);
        if (closes) {
            if (!top)
                pl_warn(diags, PL_W_MARKUP, child->span, "these colons close no div");
            pl_node_remove(child);
            struct pl_node *up = top ? top->parent : NULL;
            top = up && up != parent ? up : NULL;
            continue;
        }
        if (top) {
            pl_node_remove(child);
            pl_node_append(top, child);
        }
        if (opens) {
            remove_class(child, PL_MARKDOWN_OPEN);
            become_kind(child);
            top = child;
        }
    }
    if (top)
        pl_warn(diags, PL_W_MARKUP, top->span, "a div that is opened here is never closed");
}

static void complete_divs(struct pl_article *article, struct pl_node *root, struct pl_diags *diags)
{
    for (struct pl_node *node = root; node; node = pl_node_next_in(root, node)) {
        bool has_fence = false;
        for (struct pl_node *child = node->first; child && !has_fence; child = child->next)
            has_fence = child->kind == PL_KIND_division && child->class_count &&
                        (pl_node_has_class(child, PL_MARKDOWN_OPEN) || pl_node_has_class(child, PL_MARKDOWN_CLOSE));
        if (has_fence)
            pair_fences(node, diags);
    }
    for (struct pl_node *node = root; node; node = pl_node_next_in(root, node))
        if (node->kind == PL_KIND_division && pl_node_has_class(node, PL_LIT("note")))
            become_note(node);
        else if (node->kind == PL_KIND_key_points || node->kind == PL_KIND_info_box || node->kind == PL_KIND_pull_quote)
            wrap_inlines(article->arena, node);
}

/* --- Definition lists ---------------------------------------------------------------- */

static void make_definitions(struct pl_arena *arena, struct pl_node *list)
{
    struct pl_node *term = list->previous;
    struct pl_node *before = term && term->kind == PL_KIND_paragraph ? term->previous : NULL;
    struct pl_node *into = before && before->kind == PL_KIND_definition_list ? before : NULL;
    remove_class(list, PL_MARKDOWN_DEFINITIONS);
    if (!into && term && term->kind == PL_KIND_definition_list) {
        into = term; // one more definition of the same term
        term = NULL;
    }
    if (!into) {
        into = pl_node_new(arena, PL_KIND_definition_list, list->span);
        pl_node_insert_before(list, into);
    }
    if (term && term->kind == PL_KIND_paragraph) {
        struct pl_node *name = pl_node_new(arena, PL_KIND_definition_term, term->span);
        pl_node_move_children(name, term);
        pl_node_remove(term);
        pl_node_append(into, name);
    }
    while (list->first) {
        struct pl_node *item = list->first;
        pl_node_remove(item);
        item->kind = PL_KIND_definition;
        item->element = pl_kind_row(PL_KIND_definition)->element;
        pl_node_append(into, item);
    }
    pl_node_remove(list);
}

static void complete_definitions(struct pl_arena *arena, struct pl_node *root)
{
    for (struct pl_node *node = root, *next; node; node = next) {
        next = pl_node_next_in(root, node);
        if (node->kind != PL_KIND_list || !pl_node_has_class(node, PL_MARKDOWN_DEFINITIONS))
            continue;
        next = node->first ? node->first : next;
        make_definitions(arena, node);
    }
}

static void complete_tree(struct pl_article *article, struct pl_node *root, struct pl_diags *diags)
{
    complete_divs(article, root, diags);
    complete_definitions(article->arena, root);
    complete_inlines(article->arena, root);
    complete_figures(article->arena, root);
}

void pl_markdown_complete(struct pl_article *article, struct pl_diags *diags)
{
    complete_tree(article, article->body, diags);
    for (size_t i = 0; i < article->notes.count; i++)
        complete_tree(article, article->notes.data[i], diags);
}
