// SPDX-License-Identifier: MIT
/* style/grammar.c: value definitions, compiled once, matched against component values.
 *
 * How it works. Every grammar of properties.def and types.def becomes a tree of nodes in one
 * static pool. Matching walks the tree along the component values and pushes what it
 * finds (leaves) on a stack; a comma of the value pushes a mark. At the end of a value or of a
 * function's arguments the marks part the leaves into groups, and each group is one value. */
#include "style/grammar.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <threads.h>

#include "base/vec.h"
#include "style/property.h"

/* --- Grammars ------------------------------------------------------------------------------- */

enum node_type {
    NODE_KEYWORD,
    NODE_SLASH,
    NODE_COMMA,
    NODE_TYPE,     // a function of values.c
    NODE_GRAMMAR,  // a row of types.def
    NODE_FUNCTION, // name( children )
    NODE_SEQUENCE, // one after the other
    NODE_ALL,      // &&: each, in any order
    NODE_ANY,      // ||: at least one, in any order
    NODE_ONE,      // |
};

/* Children are linked by `next`; index 0 is no node. */
struct node {
    enum node_type type;
    bool has_commas;            // #
    uint16_t minimum, maximum;  // times; maximum UINT16_MAX: without end
    uint16_t first, next;
    enum pl_keyword keyword;    // KEYWORD; FUNCTION where its name is one
    pl_str name;                // KEYWORD, FUNCTION
    uint16_t row;               // GRAMMAR
    pl_type_parser *parse;      // TYPE
    struct pl_range range;      // TYPE
};

enum { MANY = UINT16_MAX, NODE_ROOM = 6144 };

static const struct {
    pl_str name, grammar;
} types[] = {
#define TYPE(name, grammar) {PL_LIT_INIT(name), PL_LIT_INIT(grammar)},
#include "style/types.def"
#undef TYPE
};
enum { TYPE_COUNT = sizeof types / sizeof *types };

pl_str pl_type_grammar(pl_str name)
{
    for (int i = 0; i < TYPE_COUNT; i++)
        if (pl_str_eq(types[i].name, name))
            return types[i].grammar;
    return (pl_str){0};
}

/* As property.c's table: made of constants once, then never changed. */
static struct {
    struct node nodes[NODE_ROOM];
    uint16_t node_count;
    uint16_t properties[PL_PROPERTY_COUNT], types[TYPE_COUNT];
} pool;
static once_flag pool_once = ONCE_FLAG_INIT;

struct scanner {
    pl_str rest;
};

static void skip_space(struct scanner *scanner)
{
    while (scanner->rest.size && pl_ascii_is_space(scanner->rest.data[0]))
        scanner->rest = pl_str_slice(scanner->rest, 1, SIZE_MAX);
}

static bool take(struct scanner *scanner, pl_str sign)
{
    skip_space(scanner);
    if (!pl_str_starts(scanner->rest, sign))
        return false;
    scanner->rest = pl_str_slice(scanner->rest, sign.size, SIZE_MAX);
    return true;
}

static uint16_t new_node(enum node_type type)
{
    assert(pool.node_count + 1 < NODE_ROOM);
    uint16_t at = ++pool.node_count;
    pool.nodes[at] = (struct node){.type = type, .minimum = 1, .maximum = 1};
    return at;
}

/* A number of a range or of {A,B}; units are for the reader. */
static double scan_number(struct scanner *scanner)
{
    bool is_negative = take(scanner, PL_LIT("-"));
    if (take(scanner, PL_LIT("∞")))
        return is_negative ? -INFINITY : INFINITY;
    double number = 0;
    while (scanner->rest.size && pl_ascii_is_digit(scanner->rest.data[0])) {
        number = number * 10 + (scanner->rest.data[0] - '0');
        scanner->rest = pl_str_slice(scanner->rest, 1, SIZE_MAX);
    }
    while (scanner->rest.size && pl_ascii_is_alpha(scanner->rest.data[0]))
        scanner->rest = pl_str_slice(scanner->rest, 1, SIZE_MAX);
    return is_negative ? -number : number;
}

static pl_str scan_word(struct scanner *scanner)
{
    size_t size = 0;
    while (size < scanner->rest.size &&
           (pl_ascii_is_alnum(scanner->rest.data[size]) || scanner->rest.data[size] == '-'))
        size++;
    pl_str word = pl_str_slice(scanner->rest, 0, size);
    scanner->rest = pl_str_slice(scanner->rest, size, SIZE_MAX);
    assert(size > 0);
    return word;
}

static uint16_t compile_type(struct scanner *scanner)
{
    size_t end = pl_str_find_byte(scanner->rest, '>', 0);
    assert(end != SIZE_MAX);
    struct scanner inside = {pl_str_slice(scanner->rest, 0, end)};
    scanner->rest = pl_str_slice(scanner->rest, end + 1, SIZE_MAX);
    size_t space = pl_str_find_byte(inside.rest, ' ', 0);
    pl_str name = pl_str_slice(inside.rest, 0, space);
    struct pl_range range = {-INFINITY, INFINITY};
    if (space != SIZE_MAX) {
        inside.rest = pl_str_slice(inside.rest, space, SIZE_MAX);
        bool is_range = take(&inside, PL_LIT("["));
        range.minimum = scan_number(&inside);
        is_range = is_range && take(&inside, PL_LIT(","));
        range.maximum = scan_number(&inside);
        is_range = is_range && take(&inside, PL_LIT("]"));
        assert(is_range);
        (void)is_range;
    }
    uint16_t at = new_node(NODE_TYPE);
    pool.nodes[at].range = range;
    pool.nodes[at].parse = pl_type_lookup(name);
    for (uint16_t row = 0; !pool.nodes[at].parse && row < TYPE_COUNT; row++)
        if (pl_str_eq(types[row].name, name)) {
            pool.nodes[at].type = NODE_GRAMMAR;
            pool.nodes[at].row = row;
            return at;
        }
    assert(pool.nodes[at].parse && "a type that is neither a function nor a row");
    return at;
}

static uint16_t compile_one(struct scanner *scanner);

static uint16_t compile_word(struct scanner *scanner)
{
    pl_str word = scan_word(scanner);
    bool is_function = pl_str_starts(scanner->rest, PL_LIT("("));
    uint16_t at = new_node(is_function ? NODE_FUNCTION : NODE_KEYWORD);
    pool.nodes[at].name = word;
    pool.nodes[at].keyword = pl_keyword_find(word);
    assert(pool.nodes[at].keyword != PL_KEYWORD_NOT_ONE && "every keyword is a row of keywords.def");
    if (is_function) {
        take(scanner, PL_LIT("("));
        uint16_t inside = compile_one(scanner);
        bool is_closed = take(scanner, PL_LIT(")"));
        assert(is_closed);
        (void)is_closed;
        pool.nodes[at].first = inside;
    }
    return at;
}

static uint16_t compile_atom(struct scanner *scanner)
{
    if (take(scanner, PL_LIT("["))) {
        uint16_t inside = compile_one(scanner);
        bool is_closed = take(scanner, PL_LIT("]"));
        assert(is_closed);
        (void)is_closed;
        if (pool.nodes[inside].minimum == 1 && pool.nodes[inside].maximum == 1)
            return inside;
        uint16_t group = new_node(NODE_SEQUENCE); // its own times stay its own
        pool.nodes[group].first = inside;
        return group;
    }
    if (take(scanner, PL_LIT("<")))
        return compile_type(scanner);
    if (take(scanner, PL_LIT(",")))
        return new_node(NODE_COMMA);
    if (take(scanner, PL_LIT("'/'")))
        return new_node(NODE_SLASH);
    return compile_word(scanner);
}

static void set_times(uint16_t at, double minimum, double maximum)
{
    pool.nodes[at].minimum = (uint16_t)minimum;
    pool.nodes[at].maximum = isinf(maximum) ? MANY : (uint16_t)maximum;
}

static uint16_t compile_times(struct scanner *scanner)
{
    uint16_t at = compile_atom(scanner);
    if (pl_str_starts(scanner->rest, PL_LIT("#"))) {
        take(scanner, PL_LIT("#"));
        pool.nodes[at].has_commas = true;
        set_times(at, 1, INFINITY);
    }
    if (pl_str_starts(scanner->rest, PL_LIT("{"))) {
        take(scanner, PL_LIT("{"));
        double minimum = scan_number(scanner);
        double maximum = minimum;
        if (take(scanner, PL_LIT(",")))
            maximum = scan_number(scanner);
        take(scanner, PL_LIT("}"));
        set_times(at, minimum, maximum);
    } else if (pl_str_starts(scanner->rest, PL_LIT("+"))) {
        take(scanner, PL_LIT("+"));
        set_times(at, 1, INFINITY);
    } else if (pl_str_starts(scanner->rest, PL_LIT("*"))) {
        take(scanner, PL_LIT("*"));
        set_times(at, 0, INFINITY);
    }
    if (pl_str_starts(scanner->rest, PL_LIT("?"))) {
        take(scanner, PL_LIT("?"));
        if (pool.nodes[at].maximum != 1) { // "{1,2}?": the group as a whole may be absent
            uint16_t group = new_node(NODE_SEQUENCE);
            pool.nodes[group].first = at;
            at = group;
        }
        pool.nodes[at].minimum = 0;
    }
    return at;
}

/* One level of precedence: parts that `part` compiles, joined by `sign`. */
static uint16_t compile_joined(struct scanner *scanner, enum node_type type, pl_str sign,
                               uint16_t (*part)(struct scanner *))
{
    uint16_t first = part(scanner), last = first, group = 0;
    while (take(scanner, sign)) {
        if (!group) {
            group = new_node(type);
            pool.nodes[group].first = first;
        }
        uint16_t next = part(scanner);
        pool.nodes[last].next = next;
        last = next;
    }
    return group ? group : first;
}

static bool ends_sequence(struct scanner *scanner)
{
    skip_space(scanner);
    return scanner->rest.size == 0 || strchr("|&])", scanner->rest.data[0]);
}

static uint16_t compile_sequence(struct scanner *scanner)
{
    uint16_t first = compile_times(scanner), last = first, group = 0;
    while (!ends_sequence(scanner)) {
        if (!group) {
            group = new_node(NODE_SEQUENCE);
            pool.nodes[group].first = first;
        }
        uint16_t next = compile_times(scanner);
        pool.nodes[last].next = next;
        last = next;
    }
    return group ? group : first;
}

static uint16_t compile_all(struct scanner *scanner)
{
    return compile_joined(scanner, NODE_ALL, PL_LIT("&&"), compile_sequence);
}

static uint16_t compile_any(struct scanner *scanner)
{
    return compile_joined(scanner, NODE_ANY, PL_LIT("||"), compile_all);
}

/* "|", but not the first half of "||". */
static uint16_t compile_one(struct scanner *scanner)
{
    return compile_joined(scanner, NODE_ONE, PL_LIT("|"), compile_any);
}

static uint16_t compile_grammar(pl_str text)
{
    struct scanner scanner = {text};
    uint16_t at = compile_one(&scanner);
    skip_space(&scanner);
    assert(pl_str_empty(scanner.rest) && "the whole grammar is read");
    return at;
}

static void prepare(void)
{
    for (int i = 0; i < TYPE_COUNT; i++)
        pool.types[i] = compile_grammar(types[i].grammar);
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        pool.properties[i] = compile_grammar(pl_property_row((enum pl_property)i)->grammar);
}

/* --- Matching --------------------------------------------------------------------------------- */

/* The stack of leaves; NULL is the mark of a comma. It begins in the frame of the caller, so that trying a grammar
 * that doesn't fit leaves nothing in the arena. */
enum { LEAVES_ROOM = 24 };
struct run {
    const struct pl_value_place *place;
    struct pl_components rest;
    struct {
        PL_VEC(const struct pl_specified *)
    } leaves;
    const struct pl_specified *few[LEAVES_ROOM];
};

static bool match(struct run *run, uint16_t at);

static void skip_spaces(struct pl_components *rest)
{
    while (rest->count && rest->data->type == PL_COMPONENT_SPACE) {
        rest->data++;
        rest->count--;
    }
}

static void advance(struct run *run)
{
    run->rest.data++;
    run->rest.count--;
}

static void push(struct run *run, const struct pl_specified *leaf)
{
    if (run->leaves.count == LEAVES_ROOM && run->leaves.data == run->few) { // out of the frame
        run->leaves.data = NULL;
        run->leaves.count = run->leaves.room = 0;
        for (size_t i = 0; i < LEAVES_ROOM; i++)
            *PL_PUSH(run->place->arena, &run->leaves) = run->few[i];
    }
    *PL_PUSH(run->place->arena, &run->leaves) = leaf;
}

/* The leaves from `mark` on as values parted by the commas among them; popped. They stay as they are until the
 * next push. */
static const struct pl_specified *const *pop_groups(struct run *run, size_t mark, uint32_t *count,
                                                    bool *has_commas)
{
    const struct pl_specified **leaves = run->leaves.data + mark;
    size_t leaf_count = run->leaves.count - mark;
    *has_commas = false;
    for (size_t i = 0; i < leaf_count; i++)
        *has_commas |= !leaves[i];
    run->leaves.count = mark;
    *count = (uint32_t)leaf_count;
    if (!*has_commas)
        return leaves;
    const struct pl_specified **groups =
        PL_NEW_ARRAY(run->place->arena, const struct pl_specified *, leaf_count + 1);
    *count = 0;
    size_t first = 0;
    for (size_t i = 0; i <= leaf_count; i++)
        if (i == leaf_count || !leaves[i]) {
            if (i > first)
                groups[(*count)++] = pl_specified_list(run->place->arena, leaves + first, i - first, false);
            first = i + 1;
        }
    return groups;
}

static bool is_done(const struct pl_specified *const *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i]->type != PL_SPECIFIED_VALUE)
            return false;
    return true;
}

/* attr() waits for an element even when its arguments are done. */
static const struct pl_specified *new_function(struct pl_arena *arena, const struct node *node,
                                               const struct pl_specified *const *items,
                                               uint32_t count)
{
    if (node->keyword != PL_KEYWORD_attr && is_done(items, count)) {
        const struct pl_css_value **values = PL_NEW_ARRAY(arena, const struct pl_css_value *, count);
        for (uint32_t i = 0; i < count; i++)
            values[i] = items[i]->value;
        return pl_specified_done(arena, (struct pl_css_value){.type = PL_CSS_FUNCTION,
                                                              .keyword = node->keyword,
                                                              .text = node->name,
                                                              .items = values,
                                                              .count = count});
    }
    const struct pl_specified **copy = PL_NEW_ARRAY(arena, const struct pl_specified *, count);
    memcpy(copy, items, count * sizeof *copy);
    struct pl_specified *function = PL_NEW(arena, struct pl_specified);
    *function = (struct pl_specified){.type = PL_SPECIFIED_FUNCTION,
                                      .keyword = node->keyword,
                                      .text = node->name,
                                      .items = copy,
                                      .count = count};
    return function;
}

static bool match_function(struct run *run, const struct node *node)
{
    if (!run->rest.count || !pl_component_is_function(run->rest.data, node->name))
        return false;
    struct pl_components outside = run->rest;
    size_t mark = run->leaves.count;
    run->rest = pl_components_trim(pl_component_items(outside.data));
    bool is_whole = match(run, node->first);
    skip_spaces(&run->rest);
    is_whole = is_whole && run->rest.count == 0;
    run->rest = outside;
    if (!is_whole) {
        run->leaves.count = mark;
        return false;
    }
    bool has_commas;
    uint32_t count;
    const struct pl_specified *const *items = pop_groups(run, mark, &count, &has_commas);
    push(run, new_function(run->place->arena, node, items, count));
    advance(run);
    return true;
}

static bool match_sequence(struct run *run, const struct node *node)
{
    for (uint16_t child = node->first; child; child = pool.nodes[child].next)
        if (!match(run, child))
            return false;
    return true;
}

/* The longest of the alternatives; its leaves are kept at `mark` while the others are tried
 * behind them. */
static bool match_one(struct run *run, const struct node *node)
{
    struct pl_components begin = run->rest, best_rest = {0};
    size_t mark = run->leaves.count, best = 0;
    bool found = false;
    for (uint16_t child = node->first; child; child = pool.nodes[child].next) {
        run->rest = begin;
        run->leaves.count = mark + best;
        if (!match(run, child) || (found && run->rest.count >= best_rest.count))
            continue;
        size_t count = run->leaves.count - mark - best;
        if (count)
            memmove(run->leaves.data + mark, run->leaves.data + mark + best, count * sizeof *run->leaves.data);
        best = count;
        best_rest = run->rest;
        found = true;
        if (!best_rest.count)
            break;
    }
    run->leaves.count = mark + best;
    run->rest = found ? best_rest : begin;
    return found;
}

enum { CHILD_ROOM = 16 };

struct segment {
    size_t first, count;
    bool is_there;
};

/* Leaves that came in the order of writing → the order of the grammar. */
static void order_segments(struct run *run, size_t mark, const struct segment *segments, size_t count)
{
    size_t total = run->leaves.count - mark;
    if (total < 2)
        return;
    const struct pl_specified *few[LEAVES_ROOM], **copy = few;
    if (total > LEAVES_ROOM)
        copy = PL_NEW_ARRAY(run->place->arena, const struct pl_specified *, total);
    memcpy(copy, run->leaves.data + mark, total * sizeof *copy);
    size_t at = mark;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < segments[i].count; j++)
            run->leaves.data[at++] = copy[segments[i].first - mark + j];
    assert(at == run->leaves.count);
}

/* && and ||: whichever child comes next, each at most once. */
static bool match_unordered(struct run *run, const struct node *node)
{
    struct segment segments[CHILD_ROOM] = {0};
    size_t mark = run->leaves.count, matched = 0;
    for (bool moves = true; moves;) {
        moves = false;
        size_t index = 0;
        for (uint16_t child = node->first; child && !moves; child = pool.nodes[child].next, index++) {
            assert(index < CHILD_ROOM);
            uint32_t before = run->rest.count;
            size_t leaves = run->leaves.count;
            if (segments[index].is_there || !match(run, child) || run->rest.count == before)
                continue;
            segments[index] = (struct segment){leaves, run->leaves.count - leaves, true};
            matched++;
            moves = true;
        }
    }
    size_t index = 0;
    bool is_whole = node->type == NODE_ALL || matched > 0;
    for (uint16_t child = node->first; child; child = pool.nodes[child].next, index++)
        if (node->type == NODE_ALL && !segments[index].is_there && pool.nodes[child].minimum > 0)
            is_whole = false;
    if (is_whole)
        order_segments(run, mark, segments, index);
    return is_whole;
}

static bool match_leaf(struct run *run, const struct node *node)
{
    skip_spaces(&run->rest);
    if (!run->rest.count)
        return false;
    const struct pl_component *next = run->rest.data;
    switch (node->type) {
    case NODE_KEYWORD:
        if (!pl_component_is_ident(next, node->name))
            return false;
        push(run, pl_keyword_specified(node->keyword));
        break;
    case NODE_COMMA:
        if (next->type != PL_COMPONENT_COMMA)
            return false;
        push(run, NULL);
        break;
    case NODE_SLASH:
        if (!pl_component_is_delim(next, '/'))
            return false;
        break;
    default: {
        const struct pl_specified *leaf = node->parse(run->place, &run->rest, &node->range);
        if (leaf)
            push(run, leaf);
        return leaf != NULL;
    }
    }
    advance(run);
    return true;
}

/* The node once, whatever its times. */
static bool match_once(struct run *run, uint16_t at)
{
    const struct node *node = &pool.nodes[at];
    switch (node->type) {
    case NODE_KEYWORD:
    case NODE_COMMA:
    case NODE_SLASH:
    case NODE_TYPE: return match_leaf(run, node);
    case NODE_GRAMMAR: return match(run, pool.types[node->row]);
    case NODE_FUNCTION: skip_spaces(&run->rest); return match_function(run, node);
    case NODE_SEQUENCE: return match_sequence(run, node);
    case NODE_ALL:
    case NODE_ANY: return match_unordered(run, node);
    case NODE_ONE: return match_one(run, node);
    }
    PL_UNREACHABLE("every type of node is named");
}

static bool take_comma(struct run *run)
{
    skip_spaces(&run->rest);
    if (!run->rest.count || run->rest.data->type != PL_COMPONENT_COMMA)
        return false;
    advance(run);
    push(run, NULL);
    return true;
}

/* The node as often as its times allow. On failure nothing is taken. */
static bool match(struct run *run, uint16_t at)
{
    const struct node *node = &pool.nodes[at];
    struct pl_components begin = run->rest;
    size_t mark = run->leaves.count;
    uint32_t times = 0;
    while (times < node->maximum || node->maximum == MANY) {
        struct pl_components before = run->rest;
        size_t leaves = run->leaves.count;
        bool is_there = (times == 0 || !node->has_commas || take_comma(run)) && match_once(run, at);
        if (!is_there || (run->rest.count == before.count && times >= node->minimum)) {
            run->rest = before;
            run->leaves.count = leaves;
            break;
        }
        times++;
    }
    if (times >= node->minimum)
        return true;
    run->rest = begin;
    run->leaves.count = mark;
    return false;
}

const struct pl_specified *pl_grammar_prefix(const struct pl_value_place *place,
                                             enum pl_property property, struct pl_components *rest)
{
    call_once(&pool_once, prepare);
    struct run run;
    run.place = place;
    run.rest = *rest;
    run.leaves.data = run.few;
    run.leaves.count = 0;
    run.leaves.room = LEAVES_ROOM;
    if (!match(&run, pool.properties[property]) || run.rest.count == rest->count)
        return NULL;
    *rest = run.rest;
    bool has_commas;
    uint32_t count;
    const struct pl_specified *const *items = pop_groups(&run, 0, &count, &has_commas);
    return pl_specified_list(place->arena, items, count, has_commas);
}

const struct pl_specified *pl_grammar_parse(const struct pl_value_place *place,
                                            enum pl_property property, struct pl_components values)
{
    const struct pl_specified *value = pl_grammar_prefix(place, property, &values);
    skip_spaces(&values);
    return values.count == 0 ? value : NULL;
}
