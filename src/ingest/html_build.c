// SPDX-License-Identifier: MIT
/* ingest/html_build.c: gumbo's elements → nodes that the model can hold.
 *
 * How it works: a *place* says where the next child goes: a parent node, and the inline node that is being
 * filled, if any. HTML lets blocks and inlines mix nearly everywhere, the model's kinds say what they hold
 * (kinds.def), so placing a child is where the two meet: an inline in a parent of blocks opens an anonymous
 * paragraph; a block inside an inline element carries a copy of that element into each of its own runs of text
 * (HTML's transparent content, as <a> around a card); a loose li gets a list. Text is never lost. */
#include "ingest/html_tree.h"

#include "base/map.h"
#include "base/strbuf.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "ingest/html_embed.h"
#include "ingest/sanitize.h"
#include "model/walk.h"

/* An inline element that blocks stand in; its copies hold the text of those blocks. */
struct wrapper {
    const struct wrapper *outer;
    const GumboNode *element;
    unsigned depth;
};
enum { WRAPPERS_MAX = 8 };
enum { RECURSION_MAX = 4096 }; // whatever --limit html-depth says: the stack has an end

struct pl_html_builder {
    struct pl_arena *arena;
    struct pl_map holding_blocks; // inline elements with a block in them
    enum pl_kind kind_by_tag[GUMBO_TAG_LAST + 1];
    uint8_t known_by_tag[GUMBO_TAG_LAST + 1]; // 1: inline, 2: block
    const struct pl_element_rule *rule_by_tag[GUMBO_TAG_LAST + 1];
    uint64_t most_nodes, most_depth;
    bool said_depth, said_nodes;
    const struct pl_node *into; // the caller's node
};

struct place {
    struct pl_node *parent;
    struct pl_node *inlines; // where inlines go; NULL when no run is open
    const struct wrapper *wrappers;
    bool is_pre;
    unsigned depth;
};

static void build_node(struct pl_html_build *build, const GumboNode *node, struct place *place);

/* --- What an element is -------------------------------------------------------------- */

static bool is_cached(const GumboNode *node)
{
    return node->v.element.tag < GUMBO_TAG_UNKNOWN;
}

static enum pl_kind kind_of(struct pl_html_builder *state, const GumboNode *node)
{
    GumboTag tag = node->v.element.tag;
    if (!is_cached(node))
        return pl_kind_of_element(pl_html_name(node));
    if (!state->known_by_tag[tag]) {
        pl_str name = pl_html_name(node);
        state->kind_by_tag[tag] = pl_kind_of_element(name);
        bool is_block = state->kind_by_tag[tag] == PL_KIND_COUNT
                            ? pl_element_is_block(name)
                            : pl_kind_row(state->kind_by_tag[tag])->is != PL_IS_INLINE;
        state->known_by_tag[tag] = is_block ? 2 : 1;
        state->rule_by_tag[tag] = pl_element_rule(name);
    }
    return state->kind_by_tag[tag];
}

static bool is_block(struct pl_html_builder *state, const GumboNode *node)
{
    if (!pl_html_is_element(node))
        return false;
    kind_of(state, node);
    return is_cached(node) ? state->known_by_tag[node->v.element.tag] == 2 : pl_element_is_block(pl_html_name(node));
}

static const struct pl_element_rule *rule_of(struct pl_html_builder *state, const GumboNode *node)
{
    kind_of(state, node);
    return is_cached(node) ? state->rule_by_tag[node->v.element.tag] : pl_element_rule(pl_html_name(node));
}

/* The key of a node in a map: the bytes of its address, kept beside the map. */
static pl_str key_of(struct pl_arena *arena, const GumboNode *node)
{
    const GumboNode **key = PL_NEW(arena, const GumboNode *);
    *key = node;
    return (pl_str){(const char *)key, sizeof *key};
}

static bool holds_blocks(struct pl_html_builder *state, const GumboNode *node)
{
    return pl_map_lookup(&state->holding_blocks, (pl_str){(const char *)&node, sizeof node}) != NULL;
}

/* Marks the inline elements above each block, up to one that is marked or a block. Linear. */
static void find_holding_blocks(struct pl_html_builder *state, const GumboNode *top)
{
    for (const GumboNode *node = top; node; node = pl_html_next_in(top, node)) {
        if (!is_block(state, node) || node == top)
            continue;
        for (const GumboNode *up = node->parent; up && up != top->parent && pl_html_is_element(up); up = up->parent) {
            if (is_block(state, up) || holds_blocks(state, up))
                break;
            *pl_map_at(&state->holding_blocks, key_of(state->arena, up)) = state;
        }
    }
}

static void state_of(struct pl_html_build *build, const GumboNode *top)
{
    if (!build->state) {
        build->state = PL_NEW(build->article->arena, struct pl_html_builder);
        build->state->arena = build->article->arena;
        build->state->holding_blocks = PL_MAP(build->article->arena);
        uint64_t depth = build->limits ? build->limits->value[PL_LIMIT_NAME_HTML_DEPTH] : PL_LIMIT_HTML_DEPTH;
        build->state->most_depth = depth < RECURSION_MAX ? depth : RECURSION_MAX;
        build->state->most_nodes = build->limits ? build->limits->value[PL_LIMIT_NAME_NODES] : PL_LIMIT_NODES;
    }
    if (top)
        find_holding_blocks(build->state, top);
}

/* --- Text ---------------------------------------------------------------------------- */

/* Character references can say what the input may not hold: "&#1;". */
static pl_str without_forbidden(struct pl_arena *arena, pl_str text)
{
    bool clean = true;
    for (size_t i = 0; i < text.size && clean; i++)
        clean = (unsigned char)text.data[i] >= 0x20 ? (unsigned char)text.data[i] < 0xEF
                                                    : text.data[i] == '\n' || text.data[i] == '\t';
    if (clean)
        return pl_str_copy(arena, text);
    struct pl_strbuf out = PL_STRBUF(arena);
    for (size_t i = 0; i < text.size;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (!pl_char_is_forbidden(c))
            pl_strbuf_add_char(&out, c);
    }
    return pl_strbuf_str(&out);
}

/* `text` of gumbo's as something that outlives it: a slice of the input where that says the same. */
static pl_str kept_text(struct pl_html_build *build, pl_str text, struct pl_span span)
{
    if (span.input && span.end - span.first == text.size &&
        memcmp(span.input->text.data + span.first, text.data, text.size) == 0)
        return pl_str_slice(span.input->text, span.first, span.end);
    return without_forbidden(build->article->arena, text);
}

static bool is_blank(pl_str text)
{
    return pl_str_trim(text).size == 0;
}

/* --- Attributes ---------------------------------------------------------------------- */

static pl_str keep_value(struct pl_html_build *build, const char *value)
{
    pl_str text = pl_str_slice(pl_str_from(value), 0, PL_LIMIT_ATTRIBUTE_BYTES);
    return without_forbidden(build->article->arena, text);
}

/* XHTML must be able to write it. Namespaces of XML §2.3, without ":" except xml: and epub: */
static bool is_attribute_name(pl_str name)
{
    if (!name.size || pl_str_starts(name, PL_LIT("xmlns")))
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool later = pl_ascii_is_digit(c) || c == '-' || c == '.';
        if (!(pl_ascii_is_alpha(c) || c == '_' || (i && later) || (c == ':' && i && i + 1 < name.size)))
            return false;
    }
    size_t colon = pl_str_find_byte(name, ':', 0);
    return colon == SIZE_MAX || pl_str_starts(name, PL_LIT("xml:")) || pl_str_starts(name, PL_LIT("epub:"));
}

static void add_classes(struct pl_html_build *build, struct pl_node *node, pl_str classes)
{
    pl_str word;
    while (node->class_count < PL_LIMIT_CLASSES && pl_str_next_word(&classes, &word))
        pl_node_add_class(build->article->arena, node, word);
    if (pl_str_next_word(&classes, &word))
        pl_warn(build->diags, PL_W_MARKUP, node->span, "an element has more than %d classes; the others are left out",
                (int)PL_LIMIT_CLASSES);
}

static void set_url(struct pl_html_build *build, struct pl_node *node, pl_str name, pl_str value)
{
    bool is_picture = node->kind == PL_KIND_image;
    value = pl_str_trim(value);
    if (!pl_url_is_allowed(value, is_picture)) {
        pl_warn(build->diags, PL_W_LINK, node->span, "the address '%.*s' isn't allowed here",
                PL_ARG(pl_str_slice(value, 0, 60)));
        return;
    }
    pl_str joined = pl_url_join(build->article->arena, build->base_url, value);
    pl_node_set_attribute(build->article->arena, node, name, joined);
}

static void copy_attribute(struct pl_html_build *build, const struct pl_element_rule *rule, struct pl_node *node,
                           const GumboAttribute *attribute)
{
    struct pl_arena *arena = build->article->arena;
    bool authored = build->policy == PL_HTML_AUTHORED;
    pl_str name = pl_str_copy(arena, pl_str_from(attribute->name)), value = keep_value(build, attribute->value);
    if (pl_str_eq(name, PL_LIT("class"))) {
        if (authored || build->keep_classes)
            add_classes(build, node, value);
    } else if (pl_str_eq(name, PL_LIT("style"))) {
        node->style = authored ? value : node->style;
    } else if (pl_str_eq(name, PL_LIT("id"))) {
        node->id = value;
    } else if (!authored && node->kind == PL_KIND_link && pl_str_eq(name, PL_LIT("name"))) {
        node->id = pl_str_empty(node->id) ? value : node->id; // a fragment finds it (HTML Standard, "find a potential indicated element")
    } else if (pl_str_starts(name, PL_LIT("on")) || pl_str_eq(name, PL_LIT("srcdoc"))) {
        return; // scripts
    } else if (!(authored ? is_attribute_name(name) : pl_attribute_is_allowed(rule, name))) {
        return;
    } else if (pl_attribute_is_url(name)) {
        set_url(build, node, name, value);
    } else {
        pl_node_set_attribute(arena, node, name, value);
    }
}

/* Classes of the kind's row are a default that the element's own list replaces. */
static void copy_attributes(struct pl_html_build *build, const GumboNode *element, struct pl_node *node)
{
    node->class_count = 0;
    const struct pl_element_rule *rule = rule_of(build->state, element);
    const GumboVector *attributes = &element->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++)
        copy_attribute(build, rule, node, attributes->data[i]);
}

/* --- Nodes --------------------------------------------------------------------------- */

static int heading_level(pl_str name)
{
    return name.size == 2 && name.data[0] == 'h' && name.data[1] >= '1' && name.data[1] <= '6' ? name.data[1] - '0' : 0;
}

static pl_str element_name(struct pl_html_build *build, const GumboNode *element)
{
    if (is_cached(element))
        return pl_html_name(element); // static
    struct pl_arena *arena = build->article->arena;
    pl_str name = pl_str_copy(arena, pl_html_name(element));
    char *bytes = (char *)(uintptr_t)name.data;
    for (size_t i = 0; i < name.size; i++)
        bytes[i] = pl_ascii_lower(bytes[i]);
    return is_attribute_name(name) && !pl_str_contains(name, PL_LIT(":")) ? name : PL_LIT("span");
}

/* The node of an element, not yet placed. */
static struct pl_node *make_node(struct pl_html_build *build, const GumboNode *element)
{
    struct pl_arena *arena = build->article->arena;
    struct pl_html_builder *state = build->state;
    struct pl_span span = pl_html_span(build->page, element);
    pl_str name = element_name(build, element);
    enum pl_kind kind = kind_of(state, element);
    if (kind == PL_KIND_COUNT || kind == PL_KIND_document || kind == PL_KIND_body)
        kind = is_block(state, element) ? PL_KIND_division : PL_KIND_phrase;
    struct pl_node *node = kind == PL_KIND_heading ? pl_node_new_heading(arena, heading_level(name), span)
                                                   : pl_node_new(arena, kind, span);
    node->element = name;
    copy_attributes(build, element, node);
    build->node_count++;
    return node;
}

static struct pl_node *make_anonymous(struct pl_html_build *build, enum pl_kind kind)
{
    struct pl_node *node = pl_node_new(build->article->arena, kind, PL_NO_SPAN);
    build->node_count++;
    return node;
}

/* --- Placing ------------------------------------------------------------------------- */

static enum pl_holds holds_of(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->holds;
}

static void append_wrappers(struct pl_html_build *build, struct place *place, const struct wrapper *wrapper)
{
    if (!wrapper)
        return;
    append_wrappers(build, place, wrapper->outer);
    struct pl_node *node = make_node(build, wrapper->element);
    if (place->inlines->first)
        node->id = (pl_str){0};
    pl_node_append(place->inlines, node);
    place->inlines = node;
}

/* Items, cells and the like set their only text without paragraphs; so they do where it is wrapped. */
static enum pl_kind wrap_kind(const struct pl_node *parent)
{
    return parent->kind == PL_KIND_list_item || parent->kind == PL_KIND_definition ||
                   parent->kind == PL_KIND_table_cell || parent->kind == PL_KIND_table_header ||
                   parent->kind == PL_KIND_caption || parent->kind == PL_KIND_table_caption ||
                   parent->kind == PL_KIND_figure
               ? PL_KIND_division
               : PL_KIND_paragraph;
}

/* Opens the node that takes inlines where the place has none. An authored document mixes as it likes. */
static void open_run(struct pl_html_build *build, struct place *place)
{
    struct pl_node *parent = place->parent;
    enum pl_holds holds = holds_of(parent);
    bool authored = build->policy == PL_HTML_AUTHORED;
    if (!authored && holds == PL_HOLDS_ITEMS) {
        struct pl_node *item = make_anonymous(
            build, parent->kind == PL_KIND_definition_list ? PL_KIND_definition : PL_KIND_list_item);
        pl_node_append(parent, item);
        parent = item;
    } else if (!authored && (holds == PL_HOLDS_BLOCKS ||
                             (holds == PL_HOLDS_FLOW && parent->last &&
                              pl_kind_row(parent->last->kind)->is != PL_IS_INLINE))) {
        struct pl_node *wrap = make_anonymous(build, wrap_kind(parent));
        pl_node_append(parent, wrap);
        parent = wrap;
    }
    place->inlines = parent;
    append_wrappers(build, place, place->wrappers);
}

/* Blocks and inlines don't stand side by side: inlines that are there already get a wrap. */
static void append_block(struct pl_html_build *build, struct pl_node *parent, struct pl_node *block)
{
    if (build->policy != PL_HTML_AUTHORED && holds_of(parent) == PL_HOLDS_FLOW && parent->last &&
        pl_kind_row(parent->last->kind)->is == PL_IS_INLINE) {
        struct pl_node *wrap = make_anonymous(build, wrap_kind(parent));
        pl_node_move_children(wrap, parent);
        pl_node_append(parent, wrap);
    }
    pl_node_append(parent, block);
}

static bool can_take_inlines(const struct pl_node *parent)
{
    enum pl_holds holds = holds_of(parent);
    return holds == PL_HOLDS_BLOCKS || holds == PL_HOLDS_INLINES || holds == PL_HOLDS_FLOW || holds == PL_HOLDS_ITEMS;
}

static void place_inline(struct pl_html_build *build, struct place *place, struct pl_node *node)
{
    if (!place->inlines)
        open_run(build, place);
    pl_node_append(place->inlines, node);
}

/* The list or item that a loose part needs around it. */
static struct pl_node *parent_for(struct pl_html_build *build, struct pl_node *parent, enum pl_kind kind)
{
    enum pl_kind wanted;
    if (holds_of(parent) == PL_HOLDS_ITEMS)
        wanted = parent->kind == PL_KIND_definition_list ? PL_KIND_definition : PL_KIND_list_item;
    else if (kind == PL_KIND_list_item)
        wanted = PL_KIND_list;
    else if (kind == PL_KIND_definition_term || kind == PL_KIND_definition)
        wanted = PL_KIND_definition_list;
    else
        return NULL;
    struct pl_node *last = parent->last;
    /* A list among a list's items belongs to the item before it, as browsers show it. */
    bool joins = last && last->kind == wanted && (!last->span.input || wanted == PL_KIND_list_item);
    if (joins)
        return last;
    struct pl_node *wrap = make_anonymous(build, wanted);
    append_block(build, parent, wrap);
    return wrap;
}

static bool may_hold(const struct pl_html_build *build, const struct pl_node *parent, enum pl_kind kind)
{
    if (build->policy == PL_HTML_AUTHORED)
        return true;
    if (holds_of(parent) == PL_HOLDS_ITEMS)
        return parent->kind == PL_KIND_definition_list
                   ? kind == PL_KIND_definition_term || kind == PL_KIND_definition
                   : kind == PL_KIND_list_item;
    return kind != PL_KIND_body && pl_kind_may_hold(holds_of(parent), kind);
}

/* Where a block of this kind goes; NULL when it can only be unwrapped. */
static struct pl_node *block_parent(struct pl_html_build *build, struct place *place, enum pl_kind kind)
{
    struct pl_node *parent = place->parent;
    for (int tries = 0; tries < 5 && parent; tries++) {
        if (may_hold(build, parent, kind))
            return parent;
        if (holds_of(parent) == PL_HOLDS_INLINES || !can_take_inlines(parent))
            return NULL;
        parent = parent_for(build, parent, kind);
    }
    return NULL;
}

/* --- Elements ------------------------------------------------------------------------ */

static void build_children(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    for (size_t i = 0; i < pl_html_child_count(element); i++)
        build_node(build, pl_html_child(element, i), place);
}

/* Lines inside what holds inlines only: a break parts them. */
static void build_unwrapped_block(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    struct pl_node *target = place->inlines ? place->inlines : place->parent;
    if (can_take_inlines(place->parent) && target->last && target->last->kind != PL_KIND_line_break)
        place_inline(build, place, make_anonymous(build, PL_KIND_line_break));
    build_children(build, element, place);
}

static void build_block(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    enum pl_kind kind = kind_of(build->state, element);
    if (kind == PL_KIND_COUNT || kind == PL_KIND_document || kind == PL_KIND_body)
        kind = PL_KIND_division;
    /* dl > div groups terms; the model's list holds them at once. */
    bool is_group = kind == PL_KIND_division && place->parent->kind == PL_KIND_definition_list &&
                    build->policy == PL_HTML_ALLOWED;
    if (is_group) {
        build_children(build, element, place);
        return;
    }
    struct pl_node *parent = block_parent(build, place, kind);
    if (!parent) {
        build_unwrapped_block(build, element, place);
        return;
    }
    place->inlines = NULL;
    struct pl_node *node = make_node(build, element);
    append_block(build, parent, node);
    if (holds_of(node) == PL_HOLDS_NOTHING)
        return;
    struct place inside = {.parent = node, .wrappers = place->wrappers, .depth = place->depth + 1,
                           .is_pre = place->is_pre || node->kind == PL_KIND_code_block};
    build_children(build, element, &inside);
}

static void build_holding_blocks(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    struct wrapper wrapper = {.outer = place->wrappers, .element = element,
                              .depth = place->wrappers ? place->wrappers->depth + 1 : 1};
    struct place inside = *place;
    inside.inlines = NULL;
    inside.depth++;
    inside.wrappers = wrapper.depth <= WRAPPERS_MAX ? &wrapper : place->wrappers;
    build_children(build, element, &inside);
    place->inlines = NULL;
}

static void build_inline(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    struct pl_node *node = make_node(build, element);
    if (node->kind == PL_KIND_image) {
        if (!pl_html_complete_image(build, element, node))
            return;
    } else if (node->kind == PL_KIND_link && build->policy == PL_HTML_ALLOWED &&
               !pl_node_has_attribute(node, PL_LIT("href"))) {
        node->kind = PL_KIND_phrase; // a target, or a link that wasn't allowed
        node->element = PL_LIT("span");
        node->attribute_count = 0;
    }
    place_inline(build, place, node);
    if (holds_of(node) == PL_HOLDS_NOTHING)
        return;
    struct place inside = {.parent = node, .inlines = node, .is_pre = place->is_pre, .depth = place->depth + 1};
    build_children(build, element, &inside);
}

static void drop(struct pl_html_build *build, const GumboNode *element, pl_str why)
{
    if (build->policy == PL_HTML_AUTHORED) {
        if (pl_html_is(element, GUMBO_TAG_STYLE) || pl_html_is(element, GUMBO_TAG_LINK))
            return; // taken over as the article's sheets
        if (pl_str_eq(pl_html_name(element), PL_LIT("svg")))
            pl_warn(build->diags, PL_W_MARKUP, pl_html_span(build->page, element),
                    "an inline drawing (svg) can't be kept");
    }
    pl_str text = pl_html_plain_text(build->article->arena, element);
    struct pl_span span = pl_html_span(build->page, element);
    if (pl_str_empty(text) && pl_html_child_count(element) && span.input)
        text = pl_str_slice(span.input->text, span.first, span.end); // script and style: as they stand
    if (!pl_str_empty(text) || span.input)
        pl_article_drop(build->article, text, why, span);
}

/* Past the depth that the model allows only text is kept. */
static void build_text_only(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    if (!build->state->said_depth)
        pl_warn(build->diags, PL_W_DEPTH, pl_html_span(build->page, element),
                "elements are nested too deeply; only their text is kept");
    build->state->said_depth = true;
    pl_str text = pl_html_plain_text(build->article->arena, element);
    if (!pl_str_empty(text) && can_take_inlines(place->parent))
        place_inline(build, place, pl_node_new_text(build->article->arena, text, pl_html_span(build->page, element)));
}

/* A player becomes a block with its poster and a link; where only inlines may stand, those. */
static void build_embed(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    struct pl_node *embed = pl_html_embed(build, element);
    if (!embed) {
        drop(build, element, PL_LIT("an embedded player without an address"));
        return;
    }
    struct pl_node *parent = block_parent(build, place, embed->kind);
    if (parent) {
        place->inlines = NULL;
        append_block(build, parent, embed);
        return;
    }
    for (struct pl_node *node = embed, *next; node && can_take_inlines(place->parent); node = next) {
        bool is_part = node->kind == PL_KIND_image || node->kind == PL_KIND_link;
        next = is_part ? pl_node_next_after(embed, node) : pl_node_next_in(embed, node);
        if (is_part) {
            pl_node_remove(node);
            place_inline(build, place, node);
        }
    }
}

/* Unwrapped blocks still part what stands before and after them. */
static void build_unwrapped(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    bool parts = is_block(build->state, element) && holds_of(place->parent) != PL_HOLDS_INLINES;
    place->inlines = parts ? NULL : place->inlines;
    build_children(build, element, place);
    place->inlines = parts ? NULL : place->inlines;
}

/* A table in a paragraph (pages without a doctype have them) ends the paragraph: it goes on behind the table. */
static void leave_paragraph(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    struct pl_node *paragraph = place->parent;
    if (build->policy == PL_HTML_AUTHORED || paragraph->kind != PL_KIND_paragraph || !paragraph->parent ||
        paragraph->next || paragraph == build->state->into || !(is_block(build->state, element) || holds_blocks(build->state, element)))
        return;
    place->parent = paragraph->parent;
    place->inlines = NULL;
    if (!paragraph->first)
        pl_node_remove(paragraph);
}

static void build_element(struct pl_html_build *build, const GumboNode *element, struct place *place)
{
    pl_str why = {0};
    enum pl_html_verdict verdict = build->judge ? build->judge(build->context, element, &why) : PL_HTML_KEEP;
    enum pl_treatment treatment = rule_of(build->state, element)->treatment;
    if (build->policy == PL_HTML_AUTHORED && treatment != PL_TREAT_DROP)
        treatment = PL_TREAT_KEEP;
    if (verdict == PL_HTML_DROP || treatment == PL_TREAT_DROP) {
        drop(build, element, verdict == PL_HTML_DROP ? why : pl_html_drop_reason(element));
        return;
    }
    if (place->depth > build->state->most_depth) {
        build_text_only(build, element, place);
        return;
    }
    leave_paragraph(build, element, place);
    if (treatment == PL_TREAT_EMBED && verdict == PL_HTML_KEEP) {
        build_embed(build, element, place);
        return;
    }
    if (verdict == PL_HTML_UNWRAP || treatment == PL_TREAT_UNWRAP) {
        build_unwrapped(build, element, place);
    } else if (is_block(build->state, element)) {
        build_block(build, element, place);
    } else if (build->policy != PL_HTML_AUTHORED && holds_blocks(build->state, element) &&
               holds_of(place->parent) != PL_HOLDS_INLINES) {
        build_holding_blocks(build, element, place);
    } else {
        build_inline(build, element, place);
    }
}

/* White space where no run of inlines is open stands between blocks, or at the start of one, where it
 * collapses away: unless an author's sheet makes other boxes of them. */
static bool is_between_blocks(const struct pl_html_build *build, const struct place *place)
{
    return build->policy != PL_HTML_AUTHORED && !place->is_pre && !place->inlines && holds_of(place->parent) != PL_HOLDS_INLINES;
}

static void build_text(struct pl_html_build *build, const GumboNode *node, struct place *place)
{
    pl_str text = pl_html_text_of(node);
    if (!can_take_inlines(place->parent) || (is_blank(text) && is_between_blocks(build, place)))
        return;
    struct pl_span span = pl_html_span(build->page, node);
    place_inline(build, place, pl_node_new_text(build->article->arena, kept_text(build, text, span), span));
    build->node_count++;
}

static void build_node(struct pl_html_build *build, const GumboNode *node, struct place *place)
{
    if (build->node_count >= build->state->most_nodes) {
        if (!build->state->said_nodes)
            pl_warn(build->diags, PL_W_TRUNCATED, pl_html_span(build->page, node),
                    "the article has too many nodes; the rest from here was left out");
        build->state->said_nodes = true;
        return;
    }
    if (pl_html_is_text(node))
        build_text(build, node, place);
    else if (pl_html_is_element(node))
        build_element(build, node, place);
}

/* --- The way in ---------------------------------------------------------------------- */

static struct place place_in(struct pl_node *into)
{
    struct place place = {.parent = into, .is_pre = into->kind == PL_KIND_code_block};
    if (pl_kind_row(into->kind)->holds == PL_HOLDS_INLINES)
        place.inlines = into;
    return place;
}

void pl_html_build_children(struct pl_html_build *build, const GumboNode *from, struct pl_node *into)
{
    state_of(build, from);
    build->state->into = into;
    struct place place = place_in(into);
    build_children(build, from, &place);
}

void pl_html_copy_attributes(struct pl_html_build *build, const GumboNode *element, struct pl_node *node)
{
    state_of(build, NULL);
    copy_attributes(build, element, node);
}

void pl_html_build_node(struct pl_html_build *build, const GumboNode *element, struct pl_node *into)
{
    state_of(build, element);
    build->state->into = into;
    struct place place = place_in(into);
    build_node(build, element, &place);
}
