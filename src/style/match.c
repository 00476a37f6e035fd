// SPDX-License-Identifier: MIT
/* style/match.c: which rules hold for a node, found by id, class and element.
 *
 * How it works: every selector is filed under one name that its rightmost compound demands: an
 * id, else a class, an attribute, an element, else nothing. A node looks only under its own
 * names. Of what it finds there, selectors that demand an ancestor's name are dropped when a
 * counting Bloom filter over the open ancestors doesn't know that name; only the rest is matched.
 * The order in which rules win is numbered once, so sorting compares single numbers. */
#include "style/match.h"

#include <stdlib.h>

#include "style/condition.h"
#include "style/selector_match.h"

enum shelf {
    SHELF_ID,
    SHELF_CLASS,
    SHELF_ATTRIBUTE,
    SHELF_ELEMENT,
    SHELF_ROOT, // looked into for the root alone
    SHELF_ANY,
    SHELF_COUNT
};

/* One selector under one name. */
struct entry {
    const struct pl_selector *selector;
    const struct pl_style_rule *rule;
    uint32_t rule_index;
    uint32_t rank, priority; // priority: place in the order of (rank, specificity, order)
    uint32_t hash;           // of the name it is filed under; 0 on SHELF_ANY
    uint8_t shelf;
    uint32_t filed; // in the order of filing: keeps sorting stable
};

struct bucket {
    uint32_t hash, first, count;
};

/* The buckets of a shelf, by hash; open addressing, at most half full. */
struct shelf_index {
    struct bucket *buckets;
    uint32_t mask;
};

#define FILTER_SLOTS 4096
#define FILTER_FULL  255

/* Hashes of names of the tree at hand, told by their address: the same ones come again and again. */
#define NAME_SLOTS 256
struct name_slot {
    const char *data;
    size_t size;
    uint32_t hash;
};

struct pl_matcher {
    struct pl_arena *arena;
    struct {
        PL_VEC(struct entry)
    } entries;
    struct shelf_index shelves[SHELF_COUNT];
    struct pl_layer_ranks ranks;
    struct {
        uint32_t stamp, at;
    } * rules; // by rule_index: found for this node already, and where
    uint32_t stamp;
    struct pl_match_run run;
    struct pl_match_memory memory;
    const struct pl_node *top; // innermost node entered
    struct name_slot names[NAME_SLOTS];
    uint8_t filter[FILTER_SLOTS];
};

/* --- Filing -------------------------------------------------------------------------------- */

/* The shelf that one simple selector asks for, and its name there. */
static enum shelf shelf_of(const struct pl_simple *simple, uint32_t *hash)
{
    *hash = simple->hash;
    switch ((int)simple->type) {
    case PL_SIMPLE_ID:
        return SHELF_ID;
    case PL_SIMPLE_CLASS:
        return SHELF_CLASS;
    case PL_SIMPLE_ELEMENT:
        return SHELF_ELEMENT;
    case PL_SIMPLE_ROOT:
        return SHELF_ROOT;
    case PL_SIMPLE_ATTRIBUTE: // id, class and style are none in our tree
        if (pl_str_eq(simple->name, PL_LIT("id")) || pl_str_eq(simple->name, PL_LIT("class")) ||
            pl_str_eq(simple->name, PL_LIT("style")))
            return SHELF_ANY;
        *hash = pl_selector_hash(simple->name);
        return SHELF_ATTRIBUTE;
    default:
        return SHELF_ANY;
    }
}

/* The best name a compound demands; false when it demands none. Lists of one selector (nesting) are
 * looked into. */
static bool name_of(const struct pl_compound *compound, enum shelf *shelf, uint32_t *hash)
{
    *shelf = SHELF_ANY;
    *hash = 0;
    for (uint32_t i = 0; i < compound->count; i++) {
        const struct pl_simple *simple = &compound->simples[i];
        uint32_t other_hash;
        enum shelf other = shelf_of(simple, &other_hash);
        if (simple->type == PL_SIMPLE_IS && simple->list->count == 1)
            name_of(&simple->list->data[0].compounds[0], &other, &other_hash);
        if (other < *shelf) {
            *shelf = other;
            *hash = other_hash;
        }
    }
    return *shelf != SHELF_ANY;
}

static void file(struct pl_matcher *matcher, const struct entry *entry, enum shelf shelf,
                 uint32_t hash)
{
    struct entry *filed = PL_PUSH(matcher->arena, &matcher->entries);
    *filed = *entry;
    filed->shelf = (uint8_t)shelf;
    filed->hash = hash;
    filed->filed = (uint32_t)matcher->entries.count;
}

/* ":is(h1, h2, h3)" goes under each element: a node has one, so no node meets it twice. False
 * where the compound isn't of that form. */
static bool file_under_elements(struct pl_matcher *matcher, const struct entry *entry,
                                const struct pl_compound *compound)
{
    enum { MOST = 16 };
    uint32_t hashes[MOST], count = 0;
    const struct pl_selector_list *list = NULL;
    for (uint32_t i = 0; i < compound->count && !list; i++)
        if (compound->simples[i].type == PL_SIMPLE_IS && compound->simples[i].list->count <= MOST)
            list = compound->simples[i].list;
    for (uint32_t i = 0; list && i < list->count; i++) {
        enum shelf shelf;
        bool is_new = true;
        uint32_t hash;
        name_of(&list->data[i].compounds[0], &shelf, &hash);
        if (shelf != SHELF_ELEMENT)
            return false;
        for (uint32_t k = 0; k < count; k++)
            is_new = is_new && hashes[k] != hash;
        if (is_new)
            hashes[count++] = hash;
    }
    for (uint32_t i = 0; i < count; i++)
        file(matcher, entry, SHELF_ELEMENT, hashes[i]);
    return count > 0;
}

/* True for rules whose conditions, those around them included, are among the assumed ones. */
static bool is_assumed(const struct pl_sheets *sheets, const struct pl_style_rule *rule)
{
    size_t size = rule->reader_media.size;
    return size && pl_str_starts(sheets->assumed, rule->reader_media) &&
           (size == sheets->assumed.size || sheets->assumed.data[size] == '\n');
}

static void file_rules(struct pl_matcher *matcher, const struct pl_sheets *sheets,
                       enum pl_medium medium, const struct pl_paper *paper, uint32_t *rule_index)
{
    if (sheets->base)
        file_rules(matcher, sheets->base, medium, paper, rule_index);
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct pl_style_rule *rule = &sheets->rules.data[i];
        if (!is_assumed(sheets, rule) && !pl_media_are_in_run(rule->media, rule->paper, medium, paper))
            continue;
        struct entry entry = {.rule = rule, .rule_index = (*rule_index)++};
        entry.rank = pl_layer_rank(&matcher->ranks, rule->origin, rule->layer);
        for (uint32_t k = 0; k < rule->selectors->count; k++) {
            entry.selector = &rule->selectors->data[k];
            enum shelf shelf;
            uint32_t hash;
            const struct pl_compound *subject = &entry.selector->compounds[0];
            if (name_of(subject, &shelf, &hash) || !file_under_elements(matcher, &entry, subject))
                file(matcher, &entry, shelf, hash);
        }
    }
}

/* --- The order of winning (Cascade 5 §6.1) --------------------------------------------------- */

static int compare(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_cascade(const void *one, const void *two)
{
    const struct entry *a = one, *b = two;
    int order = compare(a->rank, b->rank);
    order = order ? order : compare(a->selector->specificity, b->selector->specificity);
    order = order ? order : compare(a->rule->order, b->rule->order);
    return order ? order : compare(a->filed, b->filed);
}

static int by_shelf(const void *one, const void *two)
{
    const struct entry *a = one, *b = two;
    int order = compare(a->shelf, b->shelf);
    order = order ? order : compare(a->hash, b->hash);
    return order ? order : compare(a->priority, b->priority);
}

static struct bucket *bucket_of(const struct shelf_index *shelf, uint32_t hash)
{
    uint32_t at = hash & shelf->mask;
    while (shelf->buckets[at].count && shelf->buckets[at].hash != hash)
        at = (at + 1) & shelf->mask;
    return &shelf->buckets[at];
}

static void index_shelf(struct pl_matcher *matcher, struct shelf_index *shelf, uint32_t first,
                        uint32_t end)
{
    uint32_t room = 4;
    while (room < 2 * (end - first))
        room *= 2;
    shelf->buckets = PL_NEW_ARRAY(matcher->arena, struct bucket, room);
    shelf->mask = room - 1;
    for (uint32_t i = first; i < end; i++) {
        struct bucket *bucket = bucket_of(shelf, matcher->entries.data[i].hash);
        if (!bucket->count)
            *bucket = (struct bucket){.hash = matcher->entries.data[i].hash, .first = i};
        bucket->count++;
    }
}

static void index_entries(struct pl_matcher *matcher)
{
    struct entry *entries = matcher->entries.data;
    uint32_t count = (uint32_t)matcher->entries.count, first = 0;
    if (count)
        qsort(entries, count, sizeof *entries, by_cascade);
    for (uint32_t i = 0; i < count; i++)
        entries[i].priority = i;
    if (count)
        qsort(entries, count, sizeof *entries, by_shelf);
    for (int shelf = 0; shelf < SHELF_COUNT; shelf++) {
        uint32_t end = first;
        while (end < count && entries[end].shelf == shelf)
            end++;
        index_shelf(matcher, &matcher->shelves[shelf], first, end);
        first = end;
    }
}

struct pl_matcher *pl_matcher_new(struct pl_arena *arena, const struct pl_sheets *sheets,
                                  enum pl_medium medium, const struct pl_paper *paper)
{
    struct pl_matcher *matcher = PL_NEW(arena, struct pl_matcher);
    uint32_t rule_count = 0;
    matcher->arena = arena;
    matcher->ranks = pl_sheets_layer_ranks(arena, sheets);
    file_rules(matcher, sheets, medium, paper, &rule_count);
    index_entries(matcher);
    matcher->rules = pl_arena_alloc_array(arena, rule_count, sizeof *matcher->rules);
    matcher->run.limit = sheets->limits->value[PL_LIMIT_NAME_CSS_MATCH_STEPS];
    matcher->run.memory = &matcher->memory;
    return matcher;
}

void pl_matcher_set_language(struct pl_matcher *matcher, pl_str language)
{
    matcher->run.language = language;
}

const struct pl_layer_ranks *pl_matcher_ranks(const struct pl_matcher *matcher)
{
    return &matcher->ranks;
}

bool pl_matcher_is_cut_short(const struct pl_matcher *matcher)
{
    return matcher->run.steps > matcher->run.limit;
}

uint64_t pl_matcher_steps(const struct pl_matcher *matcher)
{
    return matcher->run.steps;
}

void pl_matcher_forget(struct pl_matcher *matcher)
{
    pl_match_memory_forget(&matcher->memory);
    memset(matcher->names, 0, sizeof matcher->names);
    memset(matcher->filter, 0, sizeof matcher->filter);
    matcher->top = NULL;
}

/* --- The ancestor filter ---------------------------------------------------------------------- */

static uint8_t *first_slot(struct pl_matcher *matcher, uint32_t hash)
{
    return &matcher->filter[hash % FILTER_SLOTS];
}

static uint8_t *second_slot(struct pl_matcher *matcher, uint32_t hash)
{
    return &matcher->filter[(hash >> 16) % FILTER_SLOTS];
}

/* A slot that is full stays full: it only makes the filter say "perhaps" more often. */
static void change(uint8_t *slot, int by)
{
    if (*slot != FILTER_FULL)
        *slot = (uint8_t)(*slot + by);
}

static uint32_t hash_of(struct pl_matcher *matcher, pl_str name)
{
    struct name_slot *slot = &matcher->names[((uintptr_t)name.data ^ (uintptr_t)name.data >> 8) % NAME_SLOTS];
    if (slot->data != name.data || slot->size != name.size)
        *slot = (struct name_slot){name.data, name.size, pl_selector_hash(name)};
    return slot->hash;
}

static void change_name(struct pl_matcher *matcher, pl_str name, int by)
{
    if (name.size == 0)
        return;
    uint32_t hash = hash_of(matcher, name);
    change(first_slot(matcher, hash), by);
    change(second_slot(matcher, hash), by);
}

static void change_node(struct pl_matcher *matcher, const struct pl_node *node, int by)
{
    change_name(matcher, node->element, by);
    change_name(matcher, node->id, by);
    for (uint32_t i = 0; i < node->class_count; i++)
        change_name(matcher, node->classes[i], by);
}

void pl_matcher_enter(struct pl_matcher *matcher, const struct pl_node *node)
{
    if (matcher->top != node->parent) {
        memset(matcher->filter, 0, sizeof matcher->filter);
        for (const struct pl_node *above = node->parent; above; above = above->parent)
            change_node(matcher, above, 1);
    }
    change_node(matcher, node, 1);
    matcher->top = node;
}

void pl_matcher_leave(struct pl_matcher *matcher, const struct pl_node *node)
{
    change_node(matcher, node, -1);
    matcher->top = node->parent;
}

static bool may_have_ancestors(struct pl_matcher *matcher, const struct pl_selector *selector)
{
    for (size_t i = 0; i < sizeof selector->ancestors / sizeof *selector->ancestors; i++) {
        uint32_t hash = selector->ancestors[i];
        if (!hash)
            return true;
        if (!*first_slot(matcher, hash) || !*second_slot(matcher, hash))
            return false;
    }
    return true;
}

/* --- Matching a node -------------------------------------------------------------------------- */

static void push_match(struct pl_matcher *matcher, const struct entry *entry,
                       struct pl_matches *matches)
{
    const struct pl_selector *selector = entry->selector;
    struct pl_match *match = NULL;
    uint32_t at = matcher->rules[entry->rule_index].at;
    bool is_found = matcher->rules[entry->rule_index].stamp == matcher->stamp;
    if (is_found && matches->data[at].pseudo == selector->pseudo) {
        match = &matches->data[at];
        if (match->priority > entry->priority)
            return;
    } else {
        at = (uint32_t)matches->count;
        match = PL_PUSH(matcher->arena, matches);
    }
    *match = (struct pl_match){.block = entry->rule->block,
                               .pseudo = selector->pseudo,
                               .origin = entry->rule->origin,
                               .rank = entry->rank,
                               .specificity = selector->specificity,
                               .order = entry->rule->order,
                               .priority = entry->priority,
                               .rule = entry->rule,
                               .selector = selector};
    matcher->rules[entry->rule_index].stamp = matcher->stamp;
    matcher->rules[entry->rule_index].at = at;
}

/* What a rule that holds costs beside the comparison: it is put in order and looked up. Measured. */
enum { STEPS_OF_MATCH = 4 };

static void match_bucket(struct pl_matcher *matcher, enum shelf shelf, uint32_t hash,
                         const struct pl_node *node, struct pl_matches *matches)
{
    const struct bucket *bucket = bucket_of(&matcher->shelves[shelf], hash);
    bool has_filter = matcher->top == node->parent;
    for (uint32_t i = 0; i < bucket->count; i++) {
        const struct entry *entry = &matcher->entries.data[bucket->first + i];
        if (pl_matcher_is_cut_short(matcher))
            return;
        if (has_filter && entry->selector->ancestors[0] &&
            !may_have_ancestors(matcher, entry->selector))
            continue;
        if (!pl_selector_matches(&matcher->run, entry->selector, node))
            continue;
        matcher->run.steps += STEPS_OF_MATCH;
        if (!pl_matcher_is_cut_short(matcher))
            push_match(matcher, entry, matches);
    }
}

static int by_priority(const void *one, const void *two)
{
    const struct pl_match *a = one, *b = two;
    int order = compare(a->pseudo, b->pseudo);
    return order ? order : compare(a->priority, b->priority);
}

/* Few and nearly sorted: insertion; many (a hostile sheet): the library's. */
static void sort(struct pl_matches *matches)
{
    if (matches->count > 64) {
        qsort(matches->data, matches->count, sizeof *matches->data, by_priority);
        return;
    }
    for (size_t i = 1; i < matches->count; i++) {
        struct pl_match match = matches->data[i];
        size_t at = i;
        for (; at > 0 && by_priority(&matches->data[at - 1], &match) > 0; at--)
            matches->data[at] = matches->data[at - 1];
        matches->data[at] = match;
    }
}

void pl_matcher_match(struct pl_matcher *matcher, const struct pl_node *node,
                      struct pl_matches *matches)
{
    matches->count = 0;
    if (node->element.size == 0)
        return;
    matcher->stamp++;
    match_bucket(matcher, SHELF_ANY, 0, node, matches);
    if (!node->parent)
        match_bucket(matcher, SHELF_ROOT, 0, node, matches);
    for (uint32_t i = 0; i < node->attribute_count; i++)
        match_bucket(matcher, SHELF_ATTRIBUTE, hash_of(matcher, node->attributes[i].name), node,
                     matches);
    match_bucket(matcher, SHELF_ELEMENT, hash_of(matcher, node->element), node, matches);
    for (uint32_t i = 0; i < node->class_count; i++)
        match_bucket(matcher, SHELF_CLASS, hash_of(matcher, node->classes[i]), node, matches);
    if (node->id.size)
        match_bucket(matcher, SHELF_ID, hash_of(matcher, node->id), node, matches);
    sort(matches);
}

bool pl_selector_list_matches(const struct pl_selector_list *list, const struct pl_node *node)
{
    struct pl_match_run run = {.limit = PL_LIMIT_CSS_MATCH_STEPS};
    for (uint32_t i = 0; i < list->count; i++)
        if (pl_selector_matches(&run, &list->data[i], node))
            return true;
    return false;
}
