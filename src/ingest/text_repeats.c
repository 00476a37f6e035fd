// SPDX-License-Identifier: MIT
/* ingest/text_repeats.c: pull quotes, which say again what the text says. */
#include "base/map.h"
#include "base/utf8.h"
#include "ingest/text_finder.h"

/* Where sentences begin, by their first words: to find a line again in the text in one look. */
struct sentence {
    struct sentence *next;
    size_t block, offset;
};

enum { KEY_WORDS = 4 };

static bool is_letter_at(pl_str text, size_t at)
{
    return at < text.size && pl_char_is_letter(pl_utf8_next(text, &at));
}

/* The first words of a text from its first letter on, as a key; empty when there are fewer. */
static pl_str key_at(pl_str text, size_t from)
{
    while (from < text.size && !is_letter_at(text, from) && !pl_ascii_is_digit(text.data[from]))
        pl_utf8_next(text, &from);
    pl_str rest = pl_str_slice(text, from, text.size), word = {0};
    for (int i = 0; i < KEY_WORDS; i++)
        if (!pl_str_next_word(&rest, &word))
            return (pl_str){0};
    return pl_str_slice(text, from, (size_t)(word.data + word.size - text.data));
}

/* A quote taken from the middle of a sentence begins with a capital of its own. */
static pl_str fold_first(struct pl_arena *scratch, pl_str key)
{
    if (!key.size || !pl_ascii_is_upper(key.data[0]))
        return key;
    pl_str copy = pl_str_copy(scratch, key);
    *(char *)(uintptr_t)copy.data = pl_ascii_lower(copy.data[0]);
    return copy;
}

static bool same_but_first(pl_str a, pl_str b)
{
    return a.size == b.size && a.size && pl_ascii_lower(a.data[0]) == pl_ascii_lower(b.data[0]) &&
           memcmp(a.data + 1, b.data + 1, a.size - 1) == 0;
}

static void index_block(struct pl_text_finder *finder, struct pl_map *map, size_t index)
{
    pl_str text = finder->blocks[index].text;
    bool begins = true;
    for (size_t i = 0; i < text.size;) {
        size_t at = i;
        uint32_t c = pl_utf8_next(text, &i);
        if (begins && pl_char_is_letter(c)) {
            pl_str key = fold_first(finder->reading->scratch, key_at(text, at));
            if (!pl_str_empty(key)) {
                void **slot = pl_map_at(map, key);
                struct sentence *sentence = PL_NEW(finder->reading->scratch, struct sentence);
                *sentence = (struct sentence){*slot, index, at};
                *slot = sentence;
            }
            begins = false;
        } else if (c == ',' || c == ';') { // a clause: its joint may stand before what is quoted
            begins = true;
            static const pl_str joints[] = {PL_LIT_INIT(" and "), PL_LIT_INIT(" but "), PL_LIT_INIT(" so ")};
            for (size_t j = 0; j < sizeof joints / sizeof *joints; j++)
                if (pl_str_starts(pl_str_slice(text, i, text.size), joints[j]))
                    i += joints[j].size;
        } else if (pl_text_is_stop(c) || c == '"' || c == 0x201C || c == 0x2018 || c == ':' || c == 0x201E || c == 0xAB ||
                   c == 0x2013 || c == 0x2014) {
            begins = true;
        }
    }
}

static pl_str without_quotes(pl_str text)
{
    while (text.size) {
        size_t last = text.size;
        uint32_t c = pl_utf8_previous(text, &last);
        if (!pl_text_is_closing(c) && c != ',' && !pl_text_is_stop(c))
            break;
        text = pl_str_slice(text, 0, last);
    }
    size_t first = 0;
    while (first < text.size && !is_letter_at(text, first) && !pl_ascii_is_digit(text.data[first]))
        pl_utf8_next(text, &first);
    return pl_str_slice(text, first, text.size);
}

/* True when the line's words stand in a longer block. */
static bool repeats(struct pl_text_finder *finder, struct pl_map *map, size_t index)
{
    pl_str text = finder->blocks[index].text, bare = without_quotes(text);
    pl_str key = fold_first(finder->reading->scratch, key_at(text, 0));
    if (pl_str_empty(key))
        return false;
    unsigned looks = 0, twins = 0;
    bool is_second = false;
    for (const struct sentence *at = pl_map_lookup(map, key); at && looks < 32; at = at->next, looks++) {
        const struct pl_text_block *other = &finder->blocks[at->block];
        pl_str there = pl_str_slice(other->text, at->offset, at->offset + bare.size);
        if (at->block == index || !same_but_first(there, bare))
            continue;
        if (other->text.size > text.size)
            return true;
        twins++; // questions of an interview repeat whole, and more than once
        is_second = is_second || at->block < index;
    }
    return twins == 1 && is_second;
}

void pl_text_fold_repeated(struct pl_text_finder *finder)
{
    struct pl_map map = PL_MAP(finder->reading->scratch);
    for (size_t i = finder->first; i < finder->end; i++)
        if (finder->blocks[i].debris == PL_DEBRIS_NONE)
            index_block(finder, &map, i);
    for (size_t i = finder->first; i < finder->end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        /* A few quoted words over a paragraph are its heading. */
        bool is_phrase = block->words < 6 && !block->ends_sentence;
        if (block->role != PL_ROLE_NONE || block->words > 80 || block->words < KEY_WORDS || is_phrase ||
            !repeats(finder, &map, i))
            continue;
        block->role = PL_ROLE_DROPPED;
        block->why = PL_LIT("repeats a sentence of the text");
    }
}
