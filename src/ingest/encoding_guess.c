// SPDX-License-Identifier: MIT
/* ingest/encoding_guess.c: which encoding bytes are in that don't say so and aren't UTF-8.
 *
 * How it works: a text whose letters are mostly ASCII's is Windows-1252. For any other each candidate decodes a sample,
 * and its language's commonest characters are counted among those beyond ASCII. A dozen of them make up a share of
 * every text that hardly varies (column two of the table, measured on pages of news); read in a wrong encoding a text
 * has next to none of them, or sequences that are no text. The candidate nearest to its share wins. */
#include "ingest/encoding_guess.h"

#include <errno.h>
#include <iconv.h>

#include "base/strbuf.h"
#include "base/utf8.h"

enum { SAMPLE_BYTES = 16384, LEAST_BEYOND_ASCII = 8 };

/* percent: of the characters beyond ASCII that are among `common`. */
static const struct candidate {
    const char *name;
    int percent;
    pl_str common;
} candidates[] = {
    {"KOI8-R", 55, PL_LIT_INIT("оеаинтслрв")},
    {"WINDOWS-1251", 55, PL_LIT_INIT("оеаинтслрв")},
    {"IBM866", 55, PL_LIT_INIT("оеаинтслрв")},
    {"ISO-8859-5", 55, PL_LIT_INIT("оеаинтслрв")},
    {"WINDOWS-1253", 50, PL_LIT_INIT("αοιετσνηυρ")},
    {"WINDOWS-1255", 60, PL_LIT_INIT("יוהלארתבשמ")},
    {"WINDOWS-1256", 60, PL_LIT_INIT("اليمنوترةب")},
    {"CP874", 45, PL_LIT_INIT("านรอกเงม่ลวด")},
    {"EUC-JP", 30, PL_LIT_INIT("のにはをたがでとしいる、。")},
    {"CP932", 30, PL_LIT_INIT("のにはをたがでとしいる、。")},
    {"CP949", 22, PL_LIT_INIT("이다의는에을가하고지로한도")},
    {"GB18030", 14, PL_LIT_INIT("的一是不了在人有我他这中大来上国，。")},
    {"BIG5", 14, PL_LIT_INIT("的一是不了在人有我他這中大來上國，。")},
};

/* --- The sample ------------------------------------------------------------------------ */

/* What stands outside of tags, from the first byte beyond ASCII on; false when too little of it is beyond ASCII. */
static bool take_sample(struct pl_strbuf *out, pl_str bytes)
{
    size_t letters = 0, beyond = 0, first = 0;
    while (first < bytes.size && (unsigned char)bytes.data[first] < 0x80)
        first++;
    while (first && bytes.data[first - 1] != '\n' && bytes.data[first - 1] != '>')
        first--;
    bool in_tag = false;
    for (size_t i = first; i < bytes.size && out->size < SAMPLE_BYTES; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        /* The second byte of a pair may look like "<" or a letter. */
        bool is_second = i > first && (unsigned char)bytes.data[i - 1] >= 0x80;
        if (c == '<' && !is_second)
            in_tag = true;
        if (!in_tag) {
            letters += pl_ascii_is_alpha((char)c) && !is_second;
            beyond += c >= 0x80;
            pl_strbuf_add_byte(out, (char)c);
        } else if (c == '>') {
            in_tag = false;
            pl_strbuf_add_byte(out, '\n');
        }
    }
    return beyond >= LEAST_BEYOND_ASCII && beyond * 2 >= letters;
}

/* --- A candidate ------------------------------------------------------------------------- */

/* The sample as UTF-8; *wrong counts sequences that are no text. False: the system has no such converter. */
static bool decode(pl_str sample, const char *name, struct pl_strbuf *out, size_t *wrong)
{
    iconv_t converter = iconv_open("UTF-8", name);
    *wrong = 0;
    if (converter == (iconv_t)-1)
        return false;
    char *from = (char *)(uintptr_t)sample.data, *room = out->data;
    size_t left = sample.size, space = out->room;
    while (left) {
        if (iconv(converter, &from, &left, &room, &space) != (size_t)-1)
            break;
        if (errno == E2BIG)
            break;
        from++;
        left--;
        ++*wrong;
    }
    out->size = (size_t)(room - out->data);
    iconv_close(converter);
    return true;
}

static bool is_common(const struct candidate *candidate, uint32_t c)
{
    for (size_t at = 0; at < candidate->common.size;)
        if (pl_utf8_next(candidate->common, &at) == c)
            return true;
    return false;
}

/* How near the share of common characters comes to the expected one, in percent; 0: it can't be this. */
static int likeness(const struct candidate *candidate, pl_str text, size_t wrong)
{
    size_t beyond = 0, common = 0, odd = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = pl_utf8_next(text, &at);
        if (c < 0x80)
            continue;
        beyond++;
        common += is_common(candidate, c);
        /* Half-width katakana, private characters, C1 controls: a wrong reading has them. */
        odd += (c >= 0xFF61 && c <= 0xFF9F) || (c >= 0xE000 && c <= 0xF8FF) || c < 0xA0;
    }
    if (beyond < LEAST_BEYOND_ASCII / 2 || (wrong + odd) * 20 > beyond)
        return 0;
    int found = (int)(common * 10000 / beyond) / candidate->percent;
    return found > 130 ? 130 : found;
}

const char *pl_encoding_guess(struct pl_arena *scratch, pl_str bytes)
{
    struct pl_strbuf sample = PL_STRBUF(scratch), decoded = PL_STRBUF(scratch);
    const char *best = "WINDOWS-1252";
    int most = 35; // below a third of its share a candidate is no better than chance
    if (!take_sample(&sample, bytes))
        return best;
    pl_strbuf_add_repeated(&decoded, ' ', 4 * SAMPLE_BYTES);
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        size_t wrong;
        if (!decode(pl_strbuf_str(&sample), candidates[i].name, &decoded, &wrong))
            continue;
        int found = likeness(&candidates[i], (pl_str){decoded.data, decoded.size}, wrong);
        if (found > most) {
            most = found;
            best = candidates[i].name;
        }
    }
    return best;
}
