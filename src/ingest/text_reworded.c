// SPDX-License-Identifier: MIT
/* ingest/text_reworded.c: pull quotes that say in nearly the same words what a longer paragraph says.
 *
 * How it works: whoever sets a pull quote shortens it, so that it begins elsewhere or misses a clause; most rows of
 * three words stay. A line of ten words and more of whose rows three fifths stand in one paragraph that is longer by a
 * third is such a quote. (Two texts on one matter share about a tenth; broken at one half, formulas of polls and
 * competitions went too.) Rows are kept by hash; each looks at a bounded number of lines: linear. */
#include "base/map.h"
#include "base/utf8.h"
#include "ingest/text_finder.h"

enum { ROW = 3, WORDS_LEAST = 12, WORDS_MOST = 60, LOOKS = 8, PER_CENT = 60 };

/* A candidate that has a row of words. */
struct holder {
    struct holder *next;
    uint32_t candidate;
};

struct candidate {
    size_t block;
    uint32_t rows, found; // found: in the block looked at
    size_t looked_at;
    bool is_folded;
};

PL_VEC_TYPE(candidates, struct candidate);
PL_VEC_TYPE(touched, uint32_t);

/* Calls `row` for the hash of each three words of a text, letters in lower case. */
typedef void row_function(void *context, uint64_t hash);

static uint64_t hash_of_word(pl_str word)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < word.size;) {
        uint32_t c = pl_utf8_next(word, &i);
        if (pl_char_is_letter(c) || pl_char_is_digit(c))
            hash = hash * 1099511628211u + pl_char_to_lower(c);
    }
    return hash;
}

static void each_row(pl_str text, row_function *row, void *context)
{
    uint64_t last[ROW] = {0};
    size_t words = 0;
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        uint64_t hash = hash_of_word(word);
        if (!hash)
            continue; // a dash
        last[words++ % ROW] = hash;
        if (words >= ROW) {
            uint64_t key[ROW];
            for (size_t i = 0; i < ROW; i++)
                key[i] = last[(words + i) % ROW];
            row(context, pl_hash(key, sizeof key));
        }
    }
}

struct search {
    struct pl_arena *scratch;
    struct pl_map map; // hash → struct holder *
    struct candidates candidates;
    struct touched touched; // candidates with a row in the block looked at
    uint32_t current;
    size_t looked_at;
};

static void add_row(void *context, uint64_t hash)
{
    struct search *search = context;
    pl_str key = pl_str_copy(search->scratch, (pl_str){(const char *)&hash, sizeof hash});
    void **slot = pl_map_at(&search->map, key);
    struct holder *holder = PL_NEW(search->scratch, struct holder);
    *holder = (struct holder){*slot, search->current};
    *slot = holder;
    search->candidates.data[search->current].rows++;
}

static void find_row(void *context, uint64_t hash)
{
    struct search *search = context;
    unsigned looks = 0;
    for (const struct holder *at = pl_map_lookup(&search->map, (pl_str){(const char *)&hash, sizeof hash}); at && looks < LOOKS;
         at = at->next, looks++) {
        struct candidate *candidate = &search->candidates.data[at->candidate];
        if (candidate->looked_at != search->looked_at) {
            candidate->looked_at = search->looked_at;
            candidate->found = 0;
            *PL_PUSH(search->scratch, &search->touched) = at->candidate;
        }
        candidate->found++;
    }
}

/* A sentence of its own. One that says who said it ("Ms Brandt said that "…"") is the article's. */
static bool is_candidate(const struct pl_text_block *block)
{
    bool quotes_inside = pl_str_find_byte(block->text, '"', 1) < block->text.size - 1 && !block->starts_quote;
    return pl_text_is_open(block) && block->ends_sentence && !quotes_inside && !block->is_row && !block->is_bullet && !block->is_numbered && block->words >= WORDS_LEAST &&
           block->words <= WORDS_MOST;
}

static void fold_found(struct pl_text_finder *finder, struct search *search, size_t index)
{
    const struct pl_text_block *longer = &finder->blocks[index];
    for (size_t i = 0; i < search->touched.count; i++) {
        struct candidate *candidate = &search->candidates.data[search->touched.data[i]];
        struct pl_text_block *block = &finder->blocks[candidate->block];
        if (candidate->block != index && !candidate->is_folded && candidate->found * 100 >= candidate->rows * PER_CENT &&
            longer->words * 3 >= block->words * 4) {
            candidate->is_folded = true;
            pl_text_drop(block, PL_LIT("says again, in nearly the same words, what the text says"));
        }
    }
    search->touched.count = 0;
}

void pl_text_fold_reworded(struct pl_text_finder *finder)
{
    struct search search = {.scratch = finder->reading->scratch, .map = PL_MAP(finder->reading->scratch)};
    for (size_t i = finder->first; i < finder->end; i++) {
        if (!is_candidate(&finder->blocks[i]))
            continue;
        search.current = (uint32_t)search.candidates.count;
        *PL_PUSH(search.scratch, &search.candidates) = (struct candidate){.block = i};
        each_row(finder->blocks[i].text, add_row, &search);
    }
    for (size_t i = finder->first; i < finder->end && search.candidates.count; i++) {
        if (!pl_text_is_open(&finder->blocks[i]))
            continue;
        search.looked_at = i + 1;
        each_row(finder->blocks[i].text, find_row, &search);
        fold_found(finder, &search, i);
    }
}
