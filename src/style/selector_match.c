// SPDX-License-Identifier: MIT
/* style/selector_match.c: does one selector hold for a node (Selectors 4). */
#include "style/selector_match.h"

#include "base/utf8.h"
#include "model/walk.h"

/* --- The tree as selectors see it: elements only ------------------------------------------- */

static bool is_element(const struct pl_node *node)
{
    return node->element.size != 0;
}

static const struct pl_node *previous_element(const struct pl_node *node)
{
    do
        node = node->previous;
    while (node && !is_element(node));
    return node;
}

static const struct pl_node *next_element(const struct pl_node *node)
{
    do
        node = node->next;
    while (node && !is_element(node));
    return node;
}

static const struct pl_node *first_child_element(const struct pl_node *node)
{
    const struct pl_node *child = node->first;
    return !child || is_element(child) ? child : next_element(child);
}

/* Counts one comparison; false once there were too many. */
static bool step(struct pl_match_run *run)
{
    return ++run->steps <= run->limit;
}

/* --- Attributes (§6) ------------------------------------------------------------------------- */

static bool equal(pl_str a, pl_str b, bool ignores_case)
{
    return ignores_case ? pl_str_eq_ascii_nocase(a, b) : pl_str_eq(a, b);
}

static bool contains(pl_str text, pl_str part, bool ignores_case)
{
    return ignores_case ? pl_str_contains_ascii_nocase(text, part) : pl_str_contains(text, part);
}

static bool has_word(pl_str text, pl_str word, bool ignores_case)
{
    pl_str each;
    while (pl_str_next_word(&text, &each))
        if (equal(each, word, ignores_case))
            return true;
    return false;
}

static bool compare_attribute(const struct pl_simple *simple, pl_str value)
{
    pl_str wanted = simple->value;
    bool ignores_case = simple->ignores_case,
         can_be_part = wanted.size > 0 && wanted.size <= value.size;
    switch ((enum pl_attribute_operator)simple->attribute_operator) {
    case PL_ATTRIBUTE_EXISTS:
        return true;
    case PL_ATTRIBUTE_EQUALS:
        return equal(value, wanted, ignores_case);
    case PL_ATTRIBUTE_WORD:
        return wanted.size > 0 && has_word(value, wanted, ignores_case);
    case PL_ATTRIBUTE_DASH:
        return equal(value, wanted, ignores_case) ||
               (value.size > wanted.size && value.data[wanted.size] == '-' &&
                equal(pl_str_slice(value, 0, wanted.size), wanted, ignores_case));
    case PL_ATTRIBUTE_STARTS:
        return can_be_part && equal(pl_str_slice(value, 0, wanted.size), wanted, ignores_case);
    case PL_ATTRIBUTE_ENDS:
        return can_be_part && equal(pl_str_slice(value, value.size - wanted.size, value.size),
                                    wanted, ignores_case);
    case PL_ATTRIBUTE_CONTAINS:
        return can_be_part && contains(value, wanted, ignores_case);
    }
    return false;
}

/* The class attribute is a list in the model; selectors see its words with single spaces between.
 * Longer ones than this are seen up to here, except by word. */
#define CLASS_TEXT_BYTES 4096

static bool match_class_attribute(const struct pl_simple *simple, const struct pl_node *node)
{
    if (simple->attribute_operator == PL_ATTRIBUTE_WORD) {
        for (uint32_t i = 0; i < node->class_count; i++)
            if (equal(node->classes[i], simple->value, simple->ignores_case))
                return true;
        return false;
    }
    char text[CLASS_TEXT_BYTES];
    size_t size = 0;
    for (uint32_t i = 0; i < node->class_count && size + node->classes[i].size < sizeof text; i++) {
        if (i)
            text[size++] = ' ';
        memcpy(text + size, node->classes[i].data, node->classes[i].size);
        size += node->classes[i].size;
    }
    return node->class_count && compare_attribute(simple, (pl_str){text, size});
}

static bool match_attribute(const struct pl_simple *simple, const struct pl_node *node)
{
    if (pl_str_eq(simple->name, PL_LIT("class")))
        return match_class_attribute(simple, node);
    if (pl_str_eq(simple->name, PL_LIT("id")))
        return node->id.size && compare_attribute(simple, node->id);
    if (pl_str_eq(simple->name, PL_LIT("style")))
        return node->style.size && compare_attribute(simple, node->style);
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (pl_str_eq(node->attributes[i].name, simple->name))
            return compare_attribute(simple, node->attributes[i].value);
    return false;
}

/* --- Language and direction (§11) ------------------------------------------------------------- */

/* The next part of a language tag; false at its end. */
static bool next_subtag(pl_str *rest, pl_str *part)
{
    if (rest->size == 0)
        return false;
    if (!pl_str_cut(rest, '-', part)) {
        *part = *rest;
        *rest = (pl_str){0};
    }
    return true;
}

/* Extended filtering (RFC 4647 §3.3.2). */
static bool matches_range(pl_str tag, pl_str range)
{
    pl_str wanted, part;
    if (!next_subtag(&range, &wanted) || !next_subtag(&tag, &part))
        return false;
    if (!pl_str_eq(wanted, PL_LIT("*")) && !pl_str_eq_ascii_nocase(wanted, part))
        return false;
    while (next_subtag(&range, &wanted)) {
        if (pl_str_eq(wanted, PL_LIT("*")))
            continue;
        do {
            if (!next_subtag(&tag, &part))
                return false;
            if (part.size == 1 && !pl_str_eq_ascii_nocase(wanted, part))
                return false;
        } while (!pl_str_eq_ascii_nocase(wanted, part));
    }
    return true;
}

/* The number of a language, the same as long as it is among those met last; 0: too long to remember. */
static uint32_t language_number(struct pl_language_memory *languages, pl_str tag)
{
    if (tag.size > sizeof languages->met[0].text)
        return 0;
    for (int i = 0; i < PL_LANGUAGES_MET; i++) {
        const struct pl_language_met *met = &languages->met[i];
        if (met->number && pl_str_eq((pl_str){met->text, met->size}, tag))
            return met->number;
    }
    struct pl_language_met *met = &languages->met[languages->count % PL_LANGUAGES_MET];
    *met = (struct pl_language_met){.number = ++languages->count, .size = (uint32_t)tag.size};
    if (tag.size)
        memcpy(met->text, tag.data, tag.size);
    return met->number;
}

static pl_str language_of(struct pl_match_run *run, const struct pl_node *node)
{
    struct pl_match_memory *memory = run->memory;
    if (memory && memory->node == node)
        return memory->language;
    pl_str tag = pl_node_language(node);
    if (tag.size == 0)
        tag = run->language;
    if (memory) {
        memory->node = node;
        memory->language = tag;
        memory->language_number = language_number(&memory->languages, tag);
    }
    return tag;
}

static bool matches_a_range(const struct pl_selector_list *ranges, pl_str tag)
{
    for (uint32_t i = 0; i < ranges->count; i++)
        if (matches_range(tag, ranges->data[i].compounds->simples->value))
            return true;
    return false;
}

static bool match_language(struct pl_match_run *run, const struct pl_simple *simple,
                           const struct pl_node *node)
{
    pl_str tag = language_of(run, node);
    if (!run->memory || !run->memory->language_number)
        return matches_a_range(simple->list, tag);
    uint32_t number = run->memory->language_number;
    uint32_t hash = ((uint32_t)((uintptr_t)simple >> 4) + number * 977) * 2654435761u; // Knuth's
    struct pl_language_answer *answer =
        &run->memory->languages.answers[(hash >> 16) % PL_LANGUAGE_SLOTS];
    if (answer->simple != simple || answer->language != number)
        *answer = (struct pl_language_answer){simple, number, matches_a_range(simple->list, tag)};
    return answer->is_match;
}

/* Letters of scripts that run from right to left: the blocks that Unicode keeps for them (DerivedBidiClass). */
static bool is_right_to_left_letter(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFF) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

enum { AUTO_BYTES = 4096, AUTO_NODES = 512 }; // what dir="auto" looks at

/* What the HTML Standard's auto directionality passes over. */
static bool has_own_direction(const struct pl_node *node)
{
    return pl_node_attribute(node, PL_LIT("dir")).size > 0 ||
           pl_str_eq(node->element, PL_LIT("bdi")) || pl_str_eq(node->element, PL_LIT("script")) ||
           pl_str_eq(node->element, PL_LIT("style"));
}

/* True where the first letter below the node runs from right to left. */
static bool begins_right_to_left(const struct pl_node *root)
{
    const struct pl_node *node = root->first;
    for (size_t seen = 0, bytes = 0; node && seen < AUTO_NODES; seen++) {
        for (size_t at = 0; at < node->text.size && bytes < AUTO_BYTES; bytes++) {
            uint32_t c = pl_utf8_next(node->text, &at);
            if (pl_char_is_letter(c))
                return is_right_to_left_letter(c);
        }
        if (node->first && !has_own_direction(node)) {
            node = node->first;
            continue;
        }
        while (node != root && !node->next)
            node = node->parent;
        node = node == root ? NULL : node->next;
    }
    return false;
}

/* The directionality of the HTML Standard: the nearest dir attribute's, or the text's where that is "auto". */
static bool is_right_to_left(const struct pl_node *node)
{
    for (; node; node = node->parent) {
        pl_str dir = pl_node_attribute(node, PL_LIT("dir"));
        if (pl_str_eq_ascii_nocase(dir, PL_LIT("rtl")))
            return true;
        if (pl_str_eq_ascii_nocase(dir, PL_LIT("auto")) ||
            (dir.size == 0 && pl_str_eq(node->element, PL_LIT("bdi"))))
            return begins_right_to_left(node);
        if (dir.size)
            return false;
    }
    return false;
}

/* --- Among siblings (§13) --------------------------------------------------------------------- */

static bool matches_list(struct pl_match_run *run, const struct pl_selector_list *list,
                         const struct pl_node *node);

/* What counts for an :nth-…(): the others are passed over. */
static bool counts(struct pl_match_run *run, const struct pl_simple *simple, pl_str element,
                   const struct pl_node *sibling)
{
    if (!is_element(sibling) || !step(run))
        return false;
    if (simple->of_type)
        return pl_str_eq(sibling->element, element);
    return !simple->list || matches_list(run, simple->list, sibling);
}

/* The slot for the siblings of `node`, filled with node's index: counted from the neighbour that
 * was asked last, so that a walk in document order costs a step a node. */
static struct pl_sibling_count *count_to(struct pl_match_run *run, const struct pl_simple *simple,
                                         const struct pl_node *node, struct pl_sibling_count *spare)
{
    const void *key = simple->list ? simple : NULL;
    pl_str element = simple->of_type ? node->element : (pl_str){0};
    struct pl_sibling_count *slot = spare;
    if (run->memory) {
        uint32_t hash = node->parent->serial * 31 + (uint32_t)((uintptr_t)key >> 4) +
                        (simple->of_type ? pl_selector_hash(element) : 0);
        slot = &run->memory->counts[hash % PL_SIBLING_SLOTS];
    }
    if (slot->parent != node->parent || slot->key != key || !pl_str_eq(slot->element, element)) {
        *slot = (struct pl_sibling_count){.parent = node->parent, .key = key, .element = element};
        slot->node = node->parent->first;
        slot->index = counts(run, simple, element, slot->node);
    }
    while (slot->node->serial < node->serial) {
        slot->node = slot->node->next;
        slot->index += counts(run, simple, element, slot->node);
    }
    while (slot->node->serial > node->serial) {
        slot->index -= counts(run, simple, element, slot->node);
        slot->node = slot->node->previous;
    }
    return slot;
}

static void count_total(struct pl_match_run *run, const struct pl_simple *simple,
                        struct pl_sibling_count *slot)
{
    if (slot->total)
        return;
    slot->total = slot->index;
    for (const struct pl_node *later = slot->node->next; later; later = later->next)
        slot->total += counts(run, simple, slot->element, later);
}

/* index = a·n + b for an n ≥ 0. */
static bool is_anb(int64_t a, int64_t b, int64_t index)
{
    int64_t above = index - b;
    if (a == 0)
        return above == 0;
    return above % a == 0 && above / a >= 0;
}

static bool match_nth(struct pl_match_run *run, const struct pl_simple *simple,
                      const struct pl_node *node)
{
    if (simple->list && !matches_list(run, simple->list, node))
        return false;
    if (!node->parent)
        return is_anb(simple->a, simple->b, 1);
    if (!simple->list && !simple->of_type && simple->a == 0 &&
        simple->b == 1) { // the frequent ones, without counting
        bool is_first = !previous_element(node), is_last = !next_element(node);
        return simple->only ? is_first && is_last : simple->from_end ? is_last : is_first;
    }
    struct pl_sibling_count spare = {0}, *slot = count_to(run, simple, node, &spare);
    if (simple->only || simple->from_end)
        count_total(run, simple, slot);
    if (simple->only)
        return slot->total == 1;
    uint32_t index = simple->from_end ? slot->total - slot->index + 1 : slot->index;
    return is_anb(simple->a, simple->b, index);
}

/* §13.2: no element and no text but white space. */
static bool match_empty(const struct pl_node *node)
{
    for (const struct pl_node *child = node->first; child; child = child->next)
        if (is_element(child) || pl_str_trim(child->text).size)
            return false;
    return true;
}

/* --- :has() (§4.5) ---------------------------------------------------------------------------- */

static bool match_anchored(struct pl_match_run *run, const struct pl_selector *selector,
                           const struct pl_node *node, const struct pl_node *anchor);

static bool search_subtree(struct pl_match_run *run, const struct pl_selector *selector,
                           const struct pl_node *top, const struct pl_node *anchor)
{
    const struct pl_node *node = top;
    while ((node = pl_node_next_in(top, node)) && step(run))
        if (is_element(node) && match_anchored(run, selector, node, anchor))
            return true;
    return false;
}

static bool match_relative(struct pl_match_run *run, const struct pl_selector *selector,
                           const struct pl_node *anchor)
{
    enum pl_combinator leading = selector->compounds[selector->count - 1].combinator;
    bool is_one = selector->count == 1;
    if (is_one && leading == PL_COMBINATOR_CHILD) {
        for (const struct pl_node *child = first_child_element(anchor); child && step(run);
             child = next_element(child))
            if (match_anchored(run, selector, child, anchor))
                return true;
        return false;
    }
    if (leading == PL_COMBINATOR_CHILD || leading == PL_COMBINATOR_DESCENDANT)
        return search_subtree(run, selector, anchor, anchor);
    for (const struct pl_node *later = next_element(anchor); later && step(run);
         later = next_element(later)) {
        if (match_anchored(run, selector, later, anchor) ||
            (!is_one && search_subtree(run, selector, later, anchor)))
            return true;
        if (is_one && leading == PL_COMBINATOR_NEXT)
            return false;
    }
    return false;
}

static bool match_has(struct pl_match_run *run, const struct pl_simple *simple,
                      const struct pl_node *node)
{
    for (uint32_t i = 0; i < simple->list->count; i++)
        if (match_relative(run, &simple->list->data[i], node))
            return true;
    return false;
}

/* --- Compounds -------------------------------------------------------------------------------- */

static bool is_link(const struct pl_node *node)
{
    return (pl_str_eq(node->element, PL_LIT("a")) || pl_str_eq(node->element, PL_LIT("area"))) &&
           pl_node_has_attribute(node, PL_LIT("href"));
}

static bool match_simple(struct pl_match_run *run, const struct pl_simple *simple,
                         const struct pl_node *node)
{
    switch ((enum pl_simple_type)simple->type) {
    case PL_SIMPLE_UNIVERSAL:
        return true;
    case PL_SIMPLE_ELEMENT:
        return pl_str_eq(node->element, simple->name);
    case PL_SIMPLE_ID:
        return pl_str_eq(node->id, simple->name);
    case PL_SIMPLE_CLASS:
        run->steps += node->class_count / 4; // so many comparisons cost what one step elsewhere does
        return pl_node_has_class(node, simple->name);
    case PL_SIMPLE_ATTRIBUTE:
        return match_attribute(simple, node);
    case PL_SIMPLE_ROOT:
        return node->parent == NULL;
    case PL_SIMPLE_EMPTY:
        return match_empty(node);
    case PL_SIMPLE_LINK:
        return is_link(node);
    case PL_SIMPLE_NTH:
        return match_nth(run, simple, node);
    case PL_SIMPLE_LANG:
        return match_language(run, simple, node);
    case PL_SIMPLE_DIR:
        return pl_str_eq(simple->value, is_right_to_left(node) ? PL_LIT("rtl") : PL_LIT("ltr"));
    case PL_SIMPLE_IS:
        return matches_list(run, simple->list, node);
    case PL_SIMPLE_NOT:
        return !matches_list(run, simple->list, node);
    case PL_SIMPLE_HAS:
        return match_has(run, simple, node);
    case PL_SIMPLE_NEVER:
        return false;
    }
    return false;
}

static bool match_compound(struct pl_match_run *run, const struct pl_compound *compound,
                           const struct pl_node *node)
{
    for (uint32_t i = 0; i < compound->count; i++)
        if (!step(run) || !match_simple(run, &compound->simples[i], node))
            return false;
    return true;
}

/* --- Complex selectors (§16) -------------------------------------------------------------------------------------
 *
 * How it works: compounds are tried from the right, the node moving up or to the left. When the part to the left
 * fails, how far it failed says which earlier choice is worth another try: behind a descendant combinator
 * that found nothing up to the root no other ancestor can do better, so each combinator walks its line once and a
 * selector costs at most parts × depth, not depth to the power of parts. */

enum outcome {
    MATCHED,
    FAILED,            // another sibling or ancestor may do
    FAILED_SIBLINGS,   // no other sibling can do; another ancestor may
    FAILED_ALTOGETHER, // nothing can do
};

/* Left of the leftmost compound stands the anchor of :has(), or nothing. */
static bool stands_by_anchor(enum pl_combinator combinator, const struct pl_node *node,
                             const struct pl_node *anchor)
{
    const struct pl_node *each = NULL;
    switch (combinator) {
    case PL_COMBINATOR_NONE:
        return true;
    case PL_COMBINATOR_CHILD:
        return node->parent == anchor;
    case PL_COMBINATOR_NEXT:
        return previous_element(node) == anchor;
    case PL_COMBINATOR_DESCENDANT:
        for (each = node->parent; each && each != anchor; each = each->parent)
            continue;
        return each != NULL;
    case PL_COMBINATOR_SIBLING:
        return node->parent == anchor->parent && node->serial > anchor->serial;
    }
    return false;
}

static enum outcome match_from(struct pl_match_run *run, const struct pl_selector *selector,
                               uint32_t at, const struct pl_node *node,
                               const struct pl_node *anchor);

static enum outcome match_above(struct pl_match_run *run, const struct pl_selector *selector,
                                uint32_t at, const struct pl_node *node,
                                const struct pl_node *anchor)
{
    bool is_child = selector->compounds[at].combinator == PL_COMBINATOR_CHILD;
    for (node = node->parent; node && step(run); node = node->parent) {
        enum outcome outcome = match_from(run, selector, at + 1, node, anchor);
        if (outcome == MATCHED || outcome == FAILED_ALTOGETHER)
            return outcome;
        if (is_child)
            return FAILED_SIBLINGS;
    }
    return FAILED_ALTOGETHER;
}

/* What is remembered for this compound among these siblings; NULL: nothing may be (anchors, no
 * memory). */
static struct pl_sibling_search *search_of(struct pl_match_run *run,
                                           const struct pl_compound *compound,
                                           const struct pl_node *node, const struct pl_node *anchor)
{
    if (!run->memory || anchor || !node->parent)
        return NULL;
    uintptr_t hash = ((uintptr_t)compound >> 4) + node->parent->serial * 31u;
    struct pl_sibling_search *search = &run->memory->searches[hash % PL_SIBLING_SLOTS];
    if (search->compound != compound || search->parent != node->parent)
        *search = (struct pl_sibling_search){.compound = compound, .parent = node->parent};
    return search;
}

/* "~": the siblings before the node, those already looked at remembered. */
static enum outcome match_siblings(struct pl_match_run *run, const struct pl_selector *selector,
                                   uint32_t at, const struct pl_node *node,
                                   const struct pl_node *anchor)
{
    struct pl_sibling_search *search = search_of(run, &selector->compounds[at], node, anchor);
    bool is_usable = search && (!search->last || search->last->serial < node->serial);
    const struct pl_node *looked_at = is_usable ? search->last : NULL;
    if (is_usable && search->is_found)
        return MATCHED;
    const struct pl_node *nearest = previous_element(node);
    for (const struct pl_node *each = nearest; each && each != looked_at && step(run);
         each = previous_element(each)) {
        enum outcome outcome = match_from(run, selector, at + 1, each, anchor);
        if (outcome == FAILED)
            continue;
        if (outcome == MATCHED && is_usable)
            *search = (struct pl_sibling_search){search->compound, search->parent, nearest, true};
        return outcome;
    }
    if (is_usable && nearest && run->steps <= run->limit)
        search->last = nearest;
    return FAILED_SIBLINGS;
}

static enum outcome match_from(struct pl_match_run *run, const struct pl_selector *selector,
                               uint32_t at, const struct pl_node *node,
                               const struct pl_node *anchor)
{
    const struct pl_compound *compound = &selector->compounds[at];
    if (!step(run) || !match_compound(run, compound, node))
        return FAILED;
    if (at + 1 == selector->count)
        return !anchor || stands_by_anchor(compound->combinator, node, anchor) ? MATCHED : FAILED;
    switch ((enum pl_combinator)compound->combinator) {
    case PL_COMBINATOR_NONE:
        break;
    case PL_COMBINATOR_DESCENDANT:
    case PL_COMBINATOR_CHILD:
        return match_above(run, selector, at, node, anchor);
    case PL_COMBINATOR_SIBLING:
        return match_siblings(run, selector, at, node, anchor);
    case PL_COMBINATOR_NEXT:
        node = previous_element(node);
        return node ? match_from(run, selector, at + 1, node, anchor) : FAILED_SIBLINGS;
    }
    return FAILED_ALTOGETHER;
}

static bool match_anchored(struct pl_match_run *run, const struct pl_selector *selector,
                           const struct pl_node *node, const struct pl_node *anchor)
{
    return match_from(run, selector, 0, node, anchor) == MATCHED;
}

void pl_match_memory_forget(struct pl_match_memory *memory)
{
    memset(memory->counts, 0, sizeof memory->counts);
    memset(memory->searches, 0, sizeof memory->searches);
    memory->node = NULL;
}

bool pl_selector_matches(struct pl_match_run *run, const struct pl_selector *selector,
                         const struct pl_node *node)
{
    return match_from(run, selector, 0, node, NULL) == MATCHED;
}

/* Inside a pseudo-class: selectors with pseudo-elements (by way of nesting) hold for nothing. */
static bool matches_list(struct pl_match_run *run, const struct pl_selector_list *list,
                         const struct pl_node *node)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->data[i].pseudo == PL_PSEUDO_NONE &&
            pl_selector_matches(run, &list->data[i], node))
            return true;
    return false;
}
