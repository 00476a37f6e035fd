// SPDX-License-Identifier: MIT
/* ingest/page_evidence.c: holds the lines of a page against the text that its data gives of the
 * article.
 *
 * Many pages carry their article a second time, as articleBody of JSON-LD. Lines that it repeats
 * are the article's, whatever their class is called; where it is whole, lines of which it has
 * nothing aren't. It is compared by triples of words, so that markup, white space and joined
 * paragraphs don't matter; it has no headings, captions or tables, so those are not judged by it. */
#include "ingest/page_score.h"

#include "base/utf8.h"

enum { TRIPLE = 3, FEWEST = 30 };

struct triples {
    uint64_t *slots; // 0: free
    size_t slot_count, count;
};

static bool is_word_byte(char c)
{
    return pl_ascii_is_alnum(c) || (unsigned char)c >= 0xC3;
}

/* The next word's hash; false at the end. Bytes of a longer sequence belong to the word that they
 * are in; signs of general punctuation (E2 …) and Latin-1 (C2 …) part words. */
static bool next_word(pl_str text, size_t *at, uint64_t *hash)
{
    size_t i = *at;
    while (i < text.size && !is_word_byte(text.data[i]))
        i++;
    if (i == text.size)
        return false;
    uint64_t h = 14695981039346656037u; // FNV-1a
    for (; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == 0xE2 || (c < 0x80 && !pl_ascii_is_alnum((char)c)) || c == 0xC2)
            break;
        h = (h ^ (unsigned char)pl_ascii_lower((char)c)) * 1099511628211u;
    }
    if (i < text.size && (unsigned char)text.data[i] == 0xE2)
        i++;
    *at = i;
    *hash = h;
    return true;
}

static uint64_t triple_of(const uint64_t words[TRIPLE])
{
    uint64_t hash = words[0] * 3 + words[1] * 1000003 + words[2] * 998244353;
    hash ^= hash >> 29;
    hash *= 0x9E3779B97F4A7C15u;
    return hash ? hash : 1;
}

static uint64_t *slot_of(const struct triples *triples, uint64_t hash)
{
    size_t at = (size_t)(hash >> 17) & (triples->slot_count - 1);
    while (triples->slots[at] && triples->slots[at] != hash)
        at = (at + 1) & (triples->slot_count - 1);
    return &triples->slots[at];
}

static struct triples triples_of(struct pl_arena *arena, pl_str text)
{
    struct triples triples = {.slot_count = 64};
    while (triples.slot_count < text.size / 2)
        triples.slot_count *= 2;
    triples.slots = PL_NEW_ARRAY(arena, uint64_t, triples.slot_count);
    uint64_t words[TRIPLE] = {0}, word;
    size_t seen = 0;
    for (size_t at = 0; next_word(text, &at, &word);) {
        words[0] = words[1];
        words[1] = words[2];
        words[2] = word;
        if (++seen < TRIPLE || triples.count * 2 >= triples.slot_count)
            continue;
        uint64_t *slot = slot_of(&triples, triple_of(words));
        triples.count += *slot == 0;
        *slot = triple_of(words);
    }
    return triples;
}

/* The share of a line's triples that the text has; negative where the line is too short to say. */
static float share_of(const struct triples *triples, pl_str line)
{
    uint64_t words[TRIPLE] = {0}, word;
    size_t seen = 0, total = 0, found = 0;
    for (size_t at = 0; next_word(line, &at, &word);) {
        words[0] = words[1];
        words[1] = words[2];
        words[2] = word;
        if (++seen < TRIPLE)
            continue;
        total++;
        found += *slot_of(triples, triple_of(words)) != 0;
    }
    return total < 2 ? -1 : (float)found / (float)total;
}

void pl_page_match_body(struct pl_page_blocks *blocks, pl_str body)
{
    if (body.size < 200)
        return;
    struct triples triples = triples_of(blocks->arena, body);
    if (triples.count < FEWEST)
        return;
    uint32_t matched = 0;
    for (uint32_t i = 1; i < blocks->count; i++) {
        struct pl_page_block *block = &blocks->data[i];
        if (!block->is_block || block->own < 15 || block->own > 20000 || block->whole != block->own)
            continue;
        float share = share_of(&triples, pl_page_lines(blocks, i, 20000));
        block->is_judged = share >= 0;
        if (share < 0.6f)
            continue;
        block->matched = block->own;
        block->is_kept = block->own >= 60 && share > 0.8f;
        matched += block->own;
    }
    for (uint32_t i = blocks->count; i-- > 1;) {
        struct pl_page_block *block = &blocks->data[i];
        block->evidence += block->matched;
        blocks->data[block->parent].evidence += block->evidence;
    }
    blocks->has_body = matched >= 400 && (size_t)matched * 10 >= pl_utf8_count(body) * 7;
    PL_TRACE(blocks->trace, ingest, "articleBody of %zu bytes: %u characters found in the page%s",
             body.size, matched, blocks->has_body ? ", all of it" : "");
}
