// SPDX-License-Identifier: MIT
/* model/content.c: as which element a node can be written in XHTML, where it stands.
 *
 * How it works. One walk from the root down. Each node gets from its parent what may stand there
 * (blocks and text, text alone, or nothing but certain parts) and which classes of elements are
 * forbidden. What is made of parts is looked at before it is entered: only when all of its
 * children are parts in their order it keeps its name, else it is a div and they are. */
#include "model/content.h"

#include "model/attribute.h"
#include "model/walk.h"

/* --- The table ---------------------------------------------------------------------------- */

enum is { IS_FLOW, IS_PHRASE, IS_PART };

enum holds {
    HOLDS_FLOW,
    HOLDS_PHRASES,
    HOLDS_TRANSPARENT,
    HOLDS_TEXT,
    HOLDS_NOTHING,
    HOLDS_LIST,
    HOLDS_TERMS,
    HOLDS_TABLE,
    HOLDS_ROWS,
    HOLDS_CELLS,
    HOLDS_COLUMNS,
    HOLDS_RUBY,
    HOLDS_HEADINGS,
};

enum class {
    NONE = 0,
    LINK = 1,
    HEADER = 2,
    MAIN = 4,
    HEADING = 8,
    SECTION = 16,
    ADDRESS = 32,
    TABLE = 64,
    TERM = 128,
    RUBY = 256,
};

struct row {
    pl_str name;
    uint16_t class, forbids;
    uint8_t is, holds;
};

static const struct row rows[] = {
#define CONTENT(name_, is_, holds_, class_, forbids_)                                              \
    {.name = PL_LIT_INIT(#name_),                                                                  \
     .class = class_,                                                                              \
     .forbids = forbids_,                                                                          \
     .is = IS_##is_,                                                                               \
     .holds = HOLDS_##holds_},
#include "model/content.def"
#undef CONTENT
};
#define ROW_COUNT (sizeof rows / sizeof *rows)

static const struct row *row_of(pl_str element)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (pl_str_eq(rows[i].name, element))
            return &rows[i];
    return NULL;
}

bool pl_element_holds_words(pl_str element)
{
    const struct row *row = row_of(element);
    return row &&
           (row->holds == HOLDS_FLOW || row->holds == HOLDS_PHRASES ||
            row->holds == HOLDS_TRANSPARENT) &&
           !pl_str_eq(element, PL_LIT("figure")); // its caption must come first or last
}

/* --- One walk ------------------------------------------------------------------------------- */

/* What may stand in a node. */
struct inside {
    const struct pl_node *caption; // of a figure: the one that may be one
    uint16_t forbidden;
    uint8_t holds;
};

struct content {
    bool (*is_hidden)(void *context, const struct pl_node *node);
    void *context;
    struct inside *inside; // by serial
    pl_str *written;       // by serial
    bool has_main;
};

static bool is_blank(pl_str text)
{
    return pl_str_empty(pl_str_trim(text));
}

static bool is_left_out(const struct content *content, const struct pl_node *node)
{
    return content->is_hidden && node->kind != PL_KIND_text &&
           content->is_hidden(content->context, node);
}

/* Neither white space nor hidden. */
static bool counts(const struct content *content, const struct pl_node *node)
{
    return node->kind == PL_KIND_text ? !is_blank(node->text) : !is_left_out(content, node);
}

/* The first that counts, from `node` on. */
static const struct pl_node *counting(const struct content *content, const struct pl_node *node)
{
    while (node && !counts(content, node))
        node = node->next;
    return node;
}

static const struct pl_node *first_in(const struct content *content, const struct pl_node *node)
{
    return counting(content, node->first);
}

static const struct pl_node *after(const struct content *content, const struct pl_node *node)
{
    return counting(content, node->next);
}

static bool is(const struct pl_node *node, const char *element)
{
    return node && pl_str_eq(node->element, pl_str_from(element));
}

static bool holds_only(const struct content *content, const struct pl_node *node, const char *part,
                       const char *other)
{
    for (const struct pl_node *child = first_in(content, node); child; child = after(content, child))
        if (!is(child, part) && !(other && is(child, other)))
            return false;
    return true;
}

/* --- What is made of parts ------------------------------------------------------------------- */

/* (dt+ dd+)+ */
static bool has_terms(const struct content *content, const struct pl_node *node)
{
    const struct pl_node *child = first_in(content, node);
    if (!child)
        return false;
    while (child) {
        if (!is(child, "dt"))
            return false;
        while (is(child, "dt"))
            child = after(content, child);
        if (!is(child, "dd"))
            return false;
        while (is(child, "dd"))
            child = after(content, child);
    }
    return true;
}

/* Terms, or groups of them in divs. */
static bool fits_terms(const struct content *content, const struct pl_node *node)
{
    const struct pl_node *child = first_in(content, node);
    if (!is(child, "div"))
        return !child || has_terms(content, node);
    for (; child; child = after(content, child))
        if (!is(child, "div") || !has_terms(content, child))
            return false;
    return true;
}

/* caption? colgroup* (thead, tbody, tfoot)*, or tr for these */
static bool fits_table(const struct content *content, const struct pl_node *node)
{
    const struct pl_node *child = first_in(content, node);
    bool has_rows = false, has_groups = false;
    if (is(child, "caption"))
        child = after(content, child);
    for (; is(child, "colgroup"); child = after(content, child))
        if (!holds_only(content, child, "col", NULL))
            return false;
    for (; child; child = after(content, child)) {
        bool is_row = is(child, "tr");
        if (!is_row && !is(child, "thead") && !is(child, "tbody") && !is(child, "tfoot"))
            return false;
        has_rows = has_rows || is_row;
        has_groups = has_groups || !is_row;
        const struct pl_node *row = is_row ? child : first_in(content, child);
        for (; row; row = is_row ? NULL : after(content, row))
            if (!is(row, "tr") || !holds_only(content, row, "td", "th"))
                return false;
    }
    return !(has_rows && has_groups);
}

static bool is_base(const struct pl_node *node)
{
    if (!node || node->kind == PL_KIND_text)
        return node != NULL;
    const struct row *row = row_of(node->element);
    bool is_phrase = row ? row->is == IS_PHRASE : pl_kind_row(node->kind)->is == PL_IS_INLINE;
    return is_phrase && !is(node, "rt") && !is(node, "rp");
}

static bool fits_text(const struct content *content, const struct pl_node *node)
{
    for (const struct pl_node *child = first_in(content, node); child; child = after(content, child))
        if (child->kind != PL_KIND_text)
            return false;
    return true;
}

static bool is_bracket(const struct content *content, const struct pl_node *node)
{
    return is(node, "rp") && fits_text(content, node);
}

/* (text (rt | rp rt rp))+ */
static bool fits_ruby(const struct content *content, const struct pl_node *node)
{
    const struct pl_node *child = first_in(content, node);
    if (!child)
        return false;
    while (child) {
        if (!is_base(child))
            return false;
        while (is_base(child))
            child = after(content, child);
        bool has_brackets = is_bracket(content, child);
        if (has_brackets)
            child = after(content, child);
        if (!is(child, "rt"))
            return false;
        child = after(content, child);
        if (has_brackets && !is_bracket(content, child))
            return false;
        if (has_brackets)
            child = after(content, child);
    }
    return true;
}

static bool is_heading(const struct pl_node *node)
{
    return node && node->element.size == 2 && node->element.data[0] == 'h' &&
           node->element.data[1] >= '1' && node->element.data[1] <= '6';
}

/* p* heading p* */
static bool fits_headings(const struct content *content, const struct pl_node *node)
{
    size_t headings = 0;
    for (const struct pl_node *child = first_in(content, node); child; child = after(content, child)) {
        headings += is_heading(child);
        if (!is_heading(child) && !is(child, "p"))
            return false;
    }
    return headings == 1;
}

static bool fits(const struct content *content, const struct pl_node *node, enum holds holds)
{
    switch (holds) {
    case HOLDS_LIST:
        return holds_only(content, node, "li", NULL);
    case HOLDS_TERMS:
        return fits_terms(content, node);
    case HOLDS_TABLE:
        return fits_table(content, node);
    case HOLDS_RUBY:
        return fits_ruby(content, node);
    case HOLDS_HEADINGS:
        return fits_headings(content, node);
    case HOLDS_TEXT:
        return fits_text(content, node);
    case HOLDS_FLOW:
    case HOLDS_PHRASES:
    case HOLDS_TRANSPARENT:
    case HOLDS_NOTHING:
    case HOLDS_ROWS: // the table has looked at them
    case HOLDS_CELLS:
    case HOLDS_COLUMNS:
        return true;
    }
    return true;
}

/* --- One node --------------------------------------------------------------------------------- */

/* Of parts, whether the parent is what they are parts of; it has been looked at. */
static bool is_part_here(const struct pl_node *node, const struct inside *inside)
{
    switch ((enum holds)inside->holds) {
    case HOLDS_LIST:
    case HOLDS_TABLE:
    case HOLDS_ROWS:
    case HOLDS_CELLS:
    case HOLDS_COLUMNS:
        return true;
    case HOLDS_TERMS:
        return is(node, "dt") || is(node, "dd");
    case HOLDS_RUBY:
        return is(node, "rt") || is(node, "rp");
    case HOLDS_FLOW:
        return inside->caption == node;
    case HOLDS_PHRASES:
    case HOLDS_TRANSPARENT:
    case HOLDS_TEXT:
    case HOLDS_NOTHING:
    case HOLDS_HEADINGS:
        return false;
    }
    return false;
}

static bool has_needed_attribute(const struct pl_node *node)
{
    if (is(node, "bdo"))
        return !pl_str_empty(pl_written_attribute(node->element, PL_LIT("dir"),
                                                  pl_node_attribute(node, PL_LIT("dir"))));
    if (is(node, "time")) // else its text would have to be a date
        return !pl_str_empty(pl_written_attribute(node->element, PL_LIT("datetime"),
                                                  pl_node_attribute(node, PL_LIT("datetime"))));
    return true;
}

static bool may_stand(struct content *content, const struct pl_node *node, const struct row *row,
                      const struct inside *inside)
{
    bool is_text_only = inside->holds == HOLDS_PHRASES || inside->holds == HOLDS_RUBY;
    if ((row->class & inside->forbidden) || (row->is == IS_FLOW && is_text_only) ||
        (row->is == IS_PART && !is_part_here(node, inside)))
        return false;
    return !(row->class == MAIN && content->has_main) && has_needed_attribute(node) &&
           fits(content, node, (enum holds)row->holds);
}

/* Heads and feet of a table out of their place are bodies. */
static pl_str part_name(const struct content *content, const struct pl_node *node)
{
    const struct pl_node *before = node->previous;
    while (before && !counts(content, before))
        before = before->previous;
    if (is(node, "thead") && before && !is(before, "caption") && !is(before, "colgroup"))
        return PL_LIT("tbody");
    return is(node, "tfoot") && after(content, node) ? PL_LIT("tbody") : node->element;
}

/* The caption of a figure stands first or last in it. */
static const struct pl_node *caption_of(const struct content *content, const struct pl_node *figure)
{
    const struct pl_node *first = first_in(content, figure), *last = NULL;
    for (const struct pl_node *child = first; child; child = after(content, child))
        last = child;
    return is(first, "figcaption") ? first : is(last, "figcaption") ? last : NULL;
}

static void enter(struct content *content, const struct pl_node *node)
{
    struct inside *own = &content->inside[node->serial];
    const struct inside *inside = node->parent ? &content->inside[node->parent->serial]
                                               : &(struct inside){.holds = HOLDS_FLOW};
    pl_str *written = &content->written[node->serial];
    *written = node->element;
    *own = *inside;
    own->caption = NULL;
    if (node->kind == PL_KIND_document || node->kind == PL_KIND_body) {
        own->holds = HOLDS_FLOW;
        return;
    }
    const struct row *row = row_of(node->element);
    if (row && may_stand(content, node, row, inside)) {
        content->has_main = content->has_main || row->class == MAIN;
        own->forbidden |= row->forbids;
        if (row->holds != HOLDS_TRANSPARENT)
            own->holds = row->holds;
        else if (inside->holds != HOLDS_FLOW)
            own->holds = HOLDS_PHRASES;
        if (inside->holds == HOLDS_TABLE)
            *written = part_name(content, node);
        else if (inside->holds == HOLDS_TERMS && is(node, "div"))
            own->holds = HOLDS_TERMS;
        else if (is(node, "figure"))
            own->caption = caption_of(content, node);
        return;
    }
    bool is_block = inside->holds == HOLDS_FLOW && pl_kind_row(node->kind)->is != PL_IS_INLINE;
    *written = is_block ? PL_LIT("div") : PL_LIT("span");
    own->holds = is_block ? HOLDS_FLOW : HOLDS_PHRASES;
}

const pl_str *pl_written_elements(struct pl_arena *arena, const struct pl_article *article,
                                  bool (*is_hidden)(void *context, const struct pl_node *node),
                                  void *context)
{
    struct content content = {
        .is_hidden = is_hidden,
        .context = context,
        .inside = PL_NEW_ARRAY(arena, struct inside, article->node_count),
        .written = PL_NEW_ARRAY(arena, pl_str, article->node_count),
    };
    struct pl_walk walk = pl_walk_begin(article->root);
    while (pl_walk_next(&walk)) {
        if (walk.event == PL_LEAVE || walk.node->kind == PL_KIND_text)
            continue;
        if (is_left_out(&content, walk.node))
            pl_walk_skip(&walk);
        else
            enter(&content, walk.node);
    }
    return content.written;
}
