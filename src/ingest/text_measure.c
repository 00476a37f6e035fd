// SPDX-License-Identifier: MIT
/* ingest/text_measure.c: what a block is like by itself: its words, its end, its beginning. */
#include "base/utf8.h"
#include "ingest/text_finder.h"

bool pl_text_is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x201C ||
           c == 0x300D || c == 0x300F || c == 0xFF09;
}

bool pl_text_is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x0964 ||
           c == 0x061F || c == 0x06D4;
}

static void measure_end(struct pl_text_block *block)
{
    size_t at = block->text.size;
    uint32_t c = 0;
    while (at) {
        c = pl_utf8_previous(block->text, &at);
        if (!pl_text_is_closing(c))
            break;
    }
    block->ends_sentence = pl_text_is_stop(c);
    block->ends_colon = c == ':' || c == ';' || c == 0xFF1A;
}

void pl_text_measure(struct pl_text_block *block)
{
    unsigned capitalised = 0, ideographs = 0, upper = 0, lower = 0;
    bool in_word = false;
    for (size_t i = 0; i < block->text.size;) {
        uint32_t c = pl_utf8_next(block->text, &i);
        block->chars++;
        bool space = pl_char_is_space(c);
        if (!space && !in_word) {
            block->words++;
            capitalised += pl_char_is_upper(c) || pl_char_is_digit(c);
        }
        in_word = !space;
        ideographs += pl_char_is_ideographic(c);
        upper += pl_char_is_upper(c);
        lower += pl_char_is_lower(c);
    }
    block->capitalised = (uint8_t)(block->words ? capitalised * 100 / block->words : 0);
    block->words += ideographs / 2; // no spaces between words
    block->is_capitals = upper >= 2 && !lower;
    size_t first = 0;
    uint32_t c = block->text.size ? pl_utf8_next(block->text, &first) : 0;
    block->starts_quote = c == '"' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0x2018 || c == 0x300C;
    measure_end(block);
}

/* --- Dropping -------------------------------------------------------------------------- */

void pl_text_drop(struct pl_text_block *block, pl_str why)
{
    block->role = PL_ROLE_DROPPED;
    if (pl_str_empty(block->why))
        block->why = why;
}

bool pl_text_is_prose(const struct pl_text_block *block)
{
    return block->debris == PL_DEBRIS_NONE && block->ends_sentence && block->words >= 8 && !block->is_caption;
}


bool pl_text_is_same(pl_str a, pl_str b)
{
    pl_str left, right;
    while (pl_str_next_word(&a, &left)) {
        if (!pl_str_next_word(&b, &right) || !pl_str_eq(left, right))
            return false;
    }
    return !pl_str_next_word(&b, &right);
}


unsigned pl_text_count_words(pl_str text)
{
    unsigned count = 0;
    pl_str word;
    while (pl_str_next_word(&text, &word))
        count++;
    return count;
}

bool pl_text_is_open(const struct pl_text_block *block)
{
    return block->role == PL_ROLE_NONE && block->debris == PL_DEBRIS_NONE && !block->is_caption;
}
