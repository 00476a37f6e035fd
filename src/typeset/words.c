// SPDX-License-Identifier: MIT
/* typeset/words.c: shaped words remembered.
 *
 * How it works: a word between spaces is looked up by its shaper and bytes. That is exact
 * when no lookup of the face that the features run has the space in it (font/face.h):
 * then nothing reaches across. Shapers for which that isn't so never ask here.
 *
 * The table is emptied between paragraphs once it holds PL_LIMIT_WORDS: no
 * text of people comes near, and a hostile one can't fill memory with it. */
#include "typeset/typesetter.h"

#include "base/utf8.h"
#include "typeset/hang.h"
#include "typeset/protrusion.h"

enum { FIRST_SLOTS = 1 << 12, MAX_WORDS = 1 << 18 };

/* FNV-1a would need a multiplication a byte; eight bytes at a time need one a word of most texts. */
static uint32_t hash_of(uint32_t shaper, pl_str text)
{
    uint64_t h = 0x9E3779B97F4A7C15ull * (shaper + 1) + text.size;
    const char *at = text.data;
    size_t left = text.size;
    for (; left >= 8; at += 8, left -= 8) {
        uint64_t block;
        memcpy(&block, at, 8);
        h = (h ^ block) * 0xFF51AFD7ED558CCDull;
        h ^= h >> 32;
    }
    uint64_t tail = 0;
    memcpy(&tail, at, left);
    h = (h ^ tail) * 0xC4CEB9FE1A85EC53ull;
    return (uint32_t)(h >> 32);
}

static void grow(struct pl_typesetter *typesetter)
{
    size_t slots = typesetter->word_slots ? typesetter->word_slots * 2 : FIRST_SLOTS;
    struct pl_word **words = PL_NEW_ARRAY(typesetter->word_arena, struct pl_word *, slots);
    for (size_t i = 0; i < typesetter->word_slots; i++) {
        struct pl_word *word = typesetter->words[i];
        if (!word)
            continue;
        size_t slot = word->hash & (slots - 1);
        while (words[slot])
            slot = (slot + 1) & (slots - 1);
        words[slot] = word;
    }
    typesetter->words = words;
    typesetter->word_slots = slots;
}

static struct pl_word *make(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                            pl_str text, uint32_t hash)
{
    struct pl_arena *arena = typesetter->word_arena;
    struct pl_word *word = PL_NEW(arena, struct pl_word);
    pl_str copy = pl_str_copy(arena, text);
    word->text = copy.data;
    word->size = (uint32_t)copy.size;
    word->hash = hash;
    word->shaper = shaper->number;
    word->shaped = pl_shape(typesetter, shaper, arena, copy, 0, copy.size);
    size_t at = 0, last = copy.size;
    word->hang_left = pl_protrusion(shaper, pl_utf8_next(copy, &at), true);
    uint32_t end = pl_utf8_previous(copy, &last);
    word->hang_right = pl_protrusion(shaper, end, false);
    if (shaper->style->hangs_stops)
        word->hang_right = pl_unit_max(word->hang_right, pl_hang_stop(shaper, end));
    return word;
}

struct pl_word *pl_word_of(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                           pl_str text)
{
    uint32_t hash = hash_of(shaper->number, text);
    if (typesetter->no_word_cache)
        return make(typesetter, shaper, text, hash);
    if (typesetter->word_count * 2 >= typesetter->word_slots)
        grow(typesetter);
    size_t mask = typesetter->word_slots - 1, slot = hash & mask;
    for (struct pl_word *word; (word = typesetter->words[slot]); slot = (slot + 1) & mask) {
        if (word->hash == hash && word->shaper == shaper->number && word->size == text.size &&
            memcmp(word->text, text.data, text.size) == 0)
            return word;
    }
    typesetter->word_count++;
    return typesetter->words[slot] = make(typesetter, shaper, text, hash);
}

void pl_words_trim(struct pl_typesetter *typesetter)
{
    if (typesetter->word_count < MAX_WORDS && !typesetter->no_word_cache)
        return;
    pl_arena_reset(typesetter->word_arena);
    typesetter->words = NULL;
    typesetter->word_slots = typesetter->word_count = 0;
}
