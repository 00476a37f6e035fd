// SPDX-License-Identifier: MIT
/* typeset/seams.c: ligatures that would join the parts of a compound word.
 *
 * How it works: German sets no ligature across the seam of a compound or before a suffix:
 * Auf|lage, Kauf|interesse, Schilf|insel (DIN 5008; Duden, rules for setting type). Nobody lists all
 * compounds, but the hyphenation patterns know their seams, and most points that aren't
 * seams are told apart by their letters: inside one part of a word f is divided from f, t, r
 * and e (tref-fen, Kräf-te), never from b, h, i, j, k, l. So at a point before one of those the
 * ligature is turned off. HarfBuzz joins only letters that all have the feature: it is taken from the second
 * letter, and "ff" stays joined in Stoff|lager. */
#include "typeset/seams.h"

#include "base/utf8.h"
#include "typeset/hyphen_patterns.h"

bool pl_seams_matter(const char *language)
{
    return strncmp(language, "de", 2) == 0 && (language[2] == 0 || language[2] == '-');
}

static bool may_begin_a_part(char c)
{
    return c == 'b' || c == 'h' || c == 'i' || c == 'j' || c == 'k' || c == 'l';
}

static bool has_candidate(pl_str text, size_t first, size_t end)
{
    for (size_t i = first; i + 1 < end; i++) {
        if (text.data[i] == 'f' && may_begin_a_part(text.data[i + 1]))
            return true;
    }
    return false;
}

/* The letters from *at on, up to what isn't one. */
static size_t read_word(pl_str text, size_t *at, size_t end, uint32_t *letters, size_t *offsets)
{
    size_t count = 0;
    while (*at < end) {
        size_t next = *at;
        uint32_t c = pl_utf8_next(text, &next);
        if (!pl_char_is_letter(c))
            break;
        if (count < PL_HYPHEN_WORD_MAX) {
            letters[count] = g_unichar_tolower(c);
            offsets[count] = *at;
        }
        count++;
        *at = next;
    }
    return count;
}

uint32_t pl_seams_find(const struct pl_hyphen_patterns *patterns, pl_str text, size_t first,
                       size_t end, size_t from, hb_feature_t *features, uint32_t most)
{
    uint32_t letters[PL_HYPHEN_WORD_MAX], found = 0;
    size_t offsets[PL_HYPHEN_WORD_MAX];
    struct pl_hyphen_point points[PL_HYPHEN_WORD_MAX];
    if (!has_candidate(text, first, end))
        return 0;
    for (size_t at = first; at < end;) {
        size_t count = read_word(text, &at, end, letters, offsets);
        if (count < 4 || count > PL_HYPHEN_WORD_MAX) {
            if (at < end && count == 0)
                pl_utf8_next(text, &at);
            continue;
        }
        pl_hyphen_points(patterns, letters, count, points);
        for (size_t i = 1; i < count && found + PL_SEAM_FEATURES <= most; i++) {
            if (!points[i].is_point || letters[i - 1] != 'f' ||
                !may_begin_a_part(text.data[offsets[i]]))
                continue;
            unsigned start = (unsigned)(offsets[i] - from);
            features[found++] = (hb_feature_t){HB_TAG('l', 'i', 'g', 'a'), 0, start, start + 1};
            features[found++] = (hb_feature_t){HB_TAG('d', 'l', 'i', 'g'), 0, start, start + 1};
        }
    }
    return found;
}
