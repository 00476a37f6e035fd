// SPDX-License-Identifier: MIT
/* typeset/hyphen_patterns.c: reads a pattern file into a packed trie.
 *
 * How it works: letters of the file get small numbers; an edge of the trie is a slot of one
 * open-addressed table under (node, letter); a node's rule lies in a pool of bytes. Patterns
 * come sorted, more or less, so the path of the last one is kept and followed as far as the
 * next one agrees with it.
 *
 * What libhyphen does with odd lines is kept: only '%' begins a comment, so a line of
 * German's licence is a pattern; a line of 100 bytes and more is none; what stands behind a
 * second NEXTLEVEL isn't read. */
#include "typeset/hyphen_patterns.h"

#include <glib.h>

#include "base/utf8.h"
#include "typeset/hyphen_rules.h"

enum { MAX_LINE = 98 }; // bytes

/* A level while it grows. */
struct growing {
    struct pl_hyphen_edge *edges;
    uint32_t *rules;
    uint32_t slots, used, nodes, rule_room;
    uint8_t last[MAX_LINE];
    uint32_t path[MAX_LINE + 1]; // nodes along the letters of the last pattern
    uint32_t last_count;
};

struct reader {
    struct pl_arena *arena;
    struct pl_hyphen_settings *settings;
    struct growing levels[2];
    uint32_t letter_count, whole_count;
    uint8_t *pool;
    size_t pool_size, pool_room;
    const uint32_t *table; // what bytes mean, of an encoding that isn't UTF-8
};

/* --- The trie ---------------------------------------------------------------------------------- */

static uint32_t slot_of(const struct growing *level, uint32_t from)
{
    uint32_t slot = pl_hyphen_slot(from, level->slots);
    while (level->edges[slot].from && level->edges[slot].from != from)
        slot = (slot + 1) & (level->slots - 1);
    return slot;
}

static void grow_edges(struct reader *r, struct growing *level)
{
    struct growing old = *level;
    level->slots = old.slots ? old.slots * 4 : 1 << 12;
    level->edges = PL_NEW_ARRAY(r->arena, struct pl_hyphen_edge, level->slots);
    for (uint32_t i = 0; i < old.slots; i++) {
        if (old.edges[i].from)
            level->edges[slot_of(level, old.edges[i].from)] = old.edges[i];
    }
}

static uint32_t step_or_add(struct reader *r, struct growing *level, uint32_t node, uint8_t letter)
{
    if (level->used * 2 >= level->slots)
        grow_edges(r, level);
    struct pl_hyphen_edge *edge = &level->edges[slot_of(level, node << 8 | letter)];
    if (!edge->from) {
        level->used++;
        *edge = (struct pl_hyphen_edge){node << 8 | letter, ++level->nodes};
    }
    return edge->to;
}

/* The node at the end of the letters. */
static uint32_t walk(struct reader *r, struct growing *level, const uint8_t *letters,
                     uint32_t count)
{
    uint32_t same = 0;
    while (same < count && same < level->last_count && letters[same] == level->last[same])
        same++;
    for (uint32_t i = same; i < count; i++)
        level->path[i + 1] = step_or_add(r, level, level->path[i], letters[i]);
    memcpy(level->last + same, letters + same, count - same);
    level->last_count = count;
    return level->path[count];
}

static void keep_rule(struct reader *r, struct growing *level, uint32_t node, uint32_t rule)
{
    if (node >= level->rule_room) {
        uint32_t room = node * 2 + 1024;
        level->rules = pl_arena_grow(r->arena, level->rules,
                                     level->rule_room * sizeof *level->rules,
                                     room * sizeof *level->rules);
        level->rule_room = room;
    }
    level->rules[node] = rule;
}

/* --- Lines --------------------------------------------------------------------------------------- */

static uint32_t next_char(const struct reader *r, pl_str line, size_t *at)
{
    return r->table ? r->table[(unsigned char)line.data[(*at)++]] : pl_utf8_next(line, at);
}

/* 0 where there are too many letters. */
static uint8_t letter_number(struct reader *r, uint32_t character)
{
    uint32_t slot = pl_hyphen_letter_slot(r->settings, character);
    if (!r->settings->letters[slot].number && r->letter_count < 255) {
        r->settings->letters[slot].character = character;
        r->settings->letters[slot].number = ++r->letter_count;
    }
    return (uint8_t)r->settings->letters[slot].number;
}

static void push_bytes(struct reader *r, const void *bytes, size_t count)
{
    if (r->pool_size + count > r->pool_room) {
        size_t room = r->pool_room * 2 + (1 << 14);
        r->pool = pl_arena_grow(r->arena, r->pool, r->pool_room, room);
        r->pool_room = room;
    }
    if (count)
        memcpy(r->pool + r->pool_size, bytes, count);
    r->pool_size += count;
}

static int number_after(pl_str text, size_t at)
{
    int value = 0;
    bool is_negative = at < text.size && text.data[at] == '-';
    for (at += is_negative; at < text.size && pl_ascii_is_digit(text.data[at]) && value < 200; at++)
        value = value * 10 + text.data[at] - '0';
    return is_negative ? -value : value;
}

/* "/ff=f,5,2": what stands behind a pattern that changes letters. False where there is none. */
struct change {
    pl_str text;
    int first, count; // letters, from the pattern's first on
};

static bool cut_change(pl_str *pattern, struct change *change)
{
    size_t slash = pl_str_find_byte(*pattern, '/', 0);
    if (slash == SIZE_MAX)
        return false;
    pl_str rest = pl_str_slice(*pattern, slash + 1, pattern->size);
    *pattern = pl_str_slice(*pattern, 0, slash);
    size_t comma = pl_str_find_byte(rest, ',', 0);
    *change = (struct change){.text = pl_str_slice(rest, 0, comma)};
    if (comma == SIZE_MAX) {
        change->text = pl_str_trim(rest);
        change->count = (int)pattern->size;
        return true;
    }
    size_t second = pl_str_find_byte(rest, ',', comma + 1);
    if (second != SIZE_MAX) {
        change->first = number_after(rest, comma + 1) - 1;
        change->count = number_after(rest, second + 1);
    }
    return true;
}

/* The change's text is kept as UTF-8. */
static void push_change(struct reader *r, const struct change *change, size_t letters)
{
    char text[MAX_LINE * 4];
    size_t size = 0;
    for (size_t at = 0; at < change->text.size;)
        size += pl_utf8_encode(next_char(r, change->text, &at), text + size);
    if (size > 255)
        size = 0;
    int count = change->count ? change->count : (int)letters;
    const uint8_t head[3] = {(uint8_t)(int8_t)CLAMP(change->first, -1, 100),
                             (uint8_t)CLAMP(count, 0, 100), (uint8_t)size};
    push_bytes(r, head, sizeof head);
    push_bytes(r, text, size);
}

static void add_pattern(struct reader *r, struct growing *level, pl_str line)
{
    uint8_t digits[MAX_LINE + 1] = {0}, letters[MAX_LINE];
    uint32_t count = 0;
    struct change change = {.count = 0};
    bool changes = cut_change(&line, &change);
    for (size_t at = 0; at < line.size && (unsigned char)line.data[at] > ' ';) {
        uint32_t c = next_char(r, line, &at);
        if (c >= '0' && c <= '9') {
            digits[count] = (uint8_t)(c - '0');
            continue;
        }
        uint8_t letter = c == '.' ? PL_HYPHEN_BOUNDARY : letter_number(r, c);
        if (!letter || count == MAX_LINE)
            return;
        digits[count + 1] = 0;
        letters[count++] = letter;
    }
    if (count == 0)
        return;
    uint32_t node = walk(r, level, letters, count);
    // What stands before a boundary counts nowhere.
    uint32_t skipped = letters[0] == PL_HYPHEN_BOUNDARY;
    uint8_t size = (uint8_t)(count + 1 - skipped);
    keep_rule(r, level, node, (uint32_t)r->pool_size);
    uint8_t head = size | (changes ? PL_HYPHEN_CHANGES : 0);
    push_bytes(r, &head, 1);
    push_bytes(r, digits + skipped, size);
    if (changes)
        push_change(r, &change, count);
}

/* "NOHYPHEN -,'": a comma at the very beginning is a sign itself. */
static void read_whole(struct reader *r, pl_str text)
{
    size_t at = 0;
    uint32_t *whole = r->settings->whole;
    memset(whole, 0, sizeof r->settings->whole);
    r->whole_count = 0;
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    for (size_t first = at; at < text.size && r->whole_count + 3 < PL_HYPHEN_WHOLE;) {
        bool ends = text.data[at] == ',' && at > first;
        uint32_t c = next_char(r, text, &at);
        if (!ends)
            whole[r->whole_count++] = c;
        else if (r->whole_count && whole[r->whole_count - 1])
            whole[r->whole_count++] = 0;
    }
}

static bool read_least(pl_str line, const char *name, uint8_t *least)
{
    pl_str prefix = pl_str_from(name);
    if (!pl_str_starts(line, prefix))
        return false;
    size_t at = prefix.size;
    while (at < line.size && pl_ascii_is_space(line.data[at]))
        at++;
    int value = number_after(line, at);
    *least = (uint8_t)CLAMP(value, 0, 100);
    return true;
}

/* Settings count where they stand before NEXTLEVEL; without one all of them do but NOHYPHEN. */
static bool is_setting(struct reader *r, pl_str line, int level)
{
    struct pl_hyphen_settings unheeded, *settings = level == 0 ? r->settings : &unheeded;
    if (line.size == 0 || !strchr("LRCN", line.data[0]))
        return false;
    if (read_least(line, "LEFTHYPHENMIN", &settings->least_before) ||
        read_least(line, "RIGHTHYPHENMIN", &settings->least_after) ||
        read_least(line, "COMPOUNDLEFTHYPHENMIN", &settings->least_part_before) ||
        read_least(line, "COMPOUNDRIGHTHYPHENMIN", &settings->least_part_after))
        return true;
    if (!pl_str_starts(line, PL_LIT("NOHYPHEN")))
        return false;
    if (level == 0)
        read_whole(r, pl_str_slice(line, 8, line.size));
    return true;
}

/* The next line with all it has but its line feed. */
static bool next_line(pl_str *rest, pl_str *line)
{
    if (pl_str_empty(*rest))
        return false;
    if (!pl_str_cut(rest, '\n', line)) {
        *line = *rest;
        *rest = PL_LIT("");
    }
    return true;
}

/* --- Files ------------------------------------------------------------------------------------------ */

/* What the bytes of an encoding mean; NULL for UTF-8. False: it isn't known. */
static bool find_table(struct pl_arena *arena, pl_str encoding, const uint32_t **table)
{
    *table = NULL;
    if (pl_str_eq_ascii_nocase(encoding, PL_LIT("UTF-8")))
        return true;
    const char *name = pl_str_cstr(arena, encoding);
    if (pl_str_starts_ascii_nocase(encoding, PL_LIT("ISO8859")))
        name = pl_str_format(arena, "ISO-8859%.*s",
                             PL_ARG(pl_str_slice(encoding, 7, encoding.size)))
                   .data;
    else if (pl_str_starts_ascii_nocase(encoding, PL_LIT("microsoft-cp")))
        name =
            pl_str_format(arena, "CP%.*s", PL_ARG(pl_str_slice(encoding, 12, encoding.size))).data;
    uint32_t *meanings = PL_NEW_ARRAY(arena, uint32_t, 256);
    GIConv converter = g_iconv_open("UCS-4LE", name);
    if (converter == (GIConv)-1)
        return false;
    for (int i = 0; i < 256; i++) {
        char byte = (char)i, *from = &byte, bytes[8], *to = bytes;
        gsize left = 1, room = sizeof bytes;
        bool has = g_iconv(converter, &from, &left, &to, &room) != (gsize)-1 && room == 4;
        const unsigned char *u = (const unsigned char *)bytes;
        meanings[i] = has ? (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16
                          : PL_REPLACEMENT;
    }
    g_iconv_close(converter);
    *table = meanings;
    return true;
}

/* Files without levels are divided at apostrophes first, as if those were seams. */
static void add_usual_seams(struct reader *r, struct growing *level)
{
    add_pattern(r, level, PL_LIT("1-1"));
    add_pattern(r, level, PL_LIT("1'1"));
    if (!r->table) {
        add_pattern(r, level, PL_LIT("1\u20131"));
        add_pattern(r, level, PL_LIT("1\u20191"));
    }
    read_whole(r, r->table ? PL_LIT("',-") : PL_LIT("',\u2013,\u2019,-"));
}

static void finish_settings(struct pl_hyphen_settings *settings, bool has_levels)
{
    if (!has_levels) {
        if (!settings->least_part_before)
            settings->least_part_before = settings->least_before ? settings->least_before : 3;
        if (!settings->least_part_after)
            settings->least_part_after = settings->least_after ? settings->least_after : 3;
    }
    if (!settings->least_before)
        settings->least_before = 2;
    if (!settings->least_after)
        settings->least_after = 2;
}

static struct pl_hyphen_level finish_level(struct reader *r, struct growing *level)
{
    if (level->rule_room <= level->nodes)
        keep_rule(r, level, level->nodes,
                  level->nodes < level->rule_room ? level->rules[level->nodes] : 0);
    return (struct pl_hyphen_level){.edges = level->edges,
                                    .rules = level->rules,
                                    .slots = level->slots,
                                    .nodes = level->nodes + 1};
}

const struct pl_hyphen_patterns *pl_hyphen_patterns_read(struct pl_arena *arena, pl_str bytes)
{
    struct reader r = {.arena = arena};
    pl_str line;
    if (!next_line(&bytes, &line) || !find_table(arena, pl_str_trim(line), &r.table))
        return NULL;
    r.settings = PL_NEW(arena, struct pl_hyphen_settings);
    r.settings->is_utf8 = !r.table;
    r.letter_count = PL_HYPHEN_BOUNDARY;
    push_bytes(&r, "", 1); // 0 is no rule
    int level = 0;
    while (next_line(&bytes, &line)) {
        if (line.size > MAX_LINE || (line.size && line.data[0] == '%'))
            continue;
        if (pl_str_starts(line, PL_LIT("NEXTLEVEL"))) {
            if (level++ == 1)
                break;
        } else if (!is_setting(&r, line, level)) {
            add_pattern(&r, &r.levels[level], line);
        }
    }
    bool has_levels = level > 0;
    if (!has_levels) {
        r.levels[1] = r.levels[0];
        r.levels[0] = (struct growing){0};
        add_usual_seams(&r, &r.levels[0]);
    }
    finish_settings(r.settings, has_levels);
    struct pl_hyphen_patterns *patterns = PL_NEW(arena, struct pl_hyphen_patterns);
    *patterns = (struct pl_hyphen_patterns){
        .settings = r.settings,
        .levels = {finish_level(&r, &r.levels[0]), finish_level(&r, &r.levels[1])},
        .pool = r.pool,
        .pool_size = (uint32_t)r.pool_size,
    };
    return patterns;
}
