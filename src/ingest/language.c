// SPDX-License-Identifier: MIT
/* ingest/language.c: which language an article is in, where nobody says so.
 *
 * A script of its own tells the language at once where one language is by far its
 * first user. */
#include "ingest/language.h"

#include "base/utf8.h"
#include "model/walk.h"

/* Blocks of Unicode whose letters point at one language. */
static const struct {
    uint32_t first, last;
    const char *tag;
} scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"},
    {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"}, {0x0A80, 0x0AFF, "gu"},
    {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"},
    {0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"}, {0x0E80, 0x0EFF, "lo"}, {0x1000, 0x109F, "my"},
    {0x10A0, 0x10FF, "ka"}, {0x1780, 0x17FF, "km"}, {0x3040, 0x30FF, "ja"}, {0x3130, 0x318F, "ko"},
    {0xAC00, 0xD7AF, "ko"}, {0x4E00, 0x9FFF, "zh"},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts, LETTERS_ENOUGH = 20000 };

struct counts {
    size_t letters, by_script[SCRIPTS];
};

static void count(struct counts *counts, pl_str text)
{
    for (size_t i = 0; i < text.size && counts->letters < LETTERS_ENOUGH;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (!pl_char_is_letter(c))
            continue;
        counts->letters++;
        for (size_t s = 0; c >= 0x370 && s < SCRIPTS; s++)
            counts->by_script[s] += c >= scripts[s].first && c <= scripts[s].last;
    }
}

/* Kana among Han is Japanese, however few; else the script of more than half the letters. */
static const char *by_script(const struct counts *counts)
{
    size_t kana = 0, han = 0;
    for (size_t s = 0; s < SCRIPTS; s++) {
        kana += scripts[s].first == 0x3040 ? counts->by_script[s] : 0;
        han += scripts[s].first == 0x4E00 ? counts->by_script[s] : 0;
    }
    if (kana * 20 > kana + han && (kana + han) * 2 > counts->letters)
        return "ja";
    for (size_t s = 0; s < SCRIPTS; s++)
        if (counts->letters && counts->by_script[s] * 2 > counts->letters)
            return scripts[s].tag;
    return NULL;
}

void pl_article_find_language(struct pl_article *article)
{
    if (!pl_str_empty(pl_article_language(article)))
        return;
    struct counts counts = {0};
    for (const struct pl_node *node = article->body; node && counts.letters < LETTERS_ENOUGH;
         node = pl_node_next_in(article->body, node))
        if (node->kind == PL_KIND_text)
            count(&counts, node->text);
    const char *tag = by_script(&counts);
    if (tag)
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_language, pl_str_from(tag),
                        PL_ORIGIN_GUESS, PL_LIT("script"), PL_NO_SPAN);
}
