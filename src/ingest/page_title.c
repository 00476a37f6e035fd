// SPDX-License-Identifier: MIT
/* ingest/page_title.c: the title of a web page's article, without the name of its site.
 *
 * Three witnesses: what the head says (og:title, JSON-LD, the title element), a heading of the
 * page, and the site's name. A heading that the head agrees with is the title as readers saw it.
 * Where there is none, parts of the head's title that are the site's name go. */
#include "ingest/page_metadata.h"

#include "ingest/page_score.h"

/* --- Comparing ----------------------------------------------------------------------- */

size_t pl_page_letters(pl_str text, char *out, size_t room)
{
    size_t size = 0;
    for (size_t i = 0; i < text.size && size < room; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool goes_on = c >= 0x80 && c < 0xC0 && size && (unsigned char)out[size - 1] >= 0x80;
        bool is_sign = c == 0xE2 || c == 0xC2; // general punctuation and Latin-1 signs
        if (is_sign) {
            i += c == 0xE2 ? 2 : 1;
            continue;
        }
        if (pl_ascii_is_alnum((char)c) || c >= 0xC3 || goes_on)
            out[size++] = pl_ascii_lower((char)c);
    }
    return size;
}

float pl_page_likeness(pl_str a, pl_str b)
{
    char one[400], two[400];
    pl_str x = {one, pl_page_letters(a, one, sizeof one)},
           y = {two, pl_page_letters(b, two, sizeof two)};
    if (x.size > y.size) {
        pl_str keep = x;
        x = y;
        y = keep;
    }
    if (x.size == 0 || !pl_str_contains(y, x))
        return 0;
    return (float)x.size / (float)y.size;
}

/* --- The site's name ----------------------------------------------------------------- */

/* "www.valley-courier.co.uk" → its letters; empty without an address. */
static pl_str host_letters(const struct pl_page_offers *offers, char *room, size_t size)
{
    pl_str url = offers->page->input->url;
    if (pl_str_empty(url) || !pl_str_contains(url, PL_LIT("://")))
        url = pl_metadata_text(&offers->article->metadata, PL_FIELD_url);
    size_t start = pl_str_find(url, PL_LIT("://"), 0);
    if (start == SIZE_MAX)
        return (pl_str){0};
    pl_str host = pl_str_slice(url, start + 3, url.size);
    size_t end = pl_str_find_byte(host, '/', 0);
    host = pl_str_slice(host, 0, end == SIZE_MAX ? host.size : end);
    return (pl_str){room, pl_page_letters(host, room, size)};
}

static bool is_site(const struct pl_page_offers *offers, pl_str part)
{
    const struct pl_metadata *metadata = &offers->article->metadata;
    char letters[200], host[200];
    pl_str bare = {letters, pl_page_letters(part, letters, sizeof letters)};
    if (bare.size == 0)
        return true;
    if (pl_page_likeness(part, pl_metadata_text(metadata, PL_FIELD_site)) > 0.6f ||
        pl_page_likeness(part, pl_metadata_text(metadata, PL_FIELD_publisher)) > 0.8f)
        return true;
    pl_str name = host_letters(offers, host, sizeof host);
    return bare.size >= 4 && name.size && pl_str_contains(name, bare);
}

struct separator {
    pl_str mark;
    bool is_sure; // not used within a title
};
static const struct separator separators[] = {
    {PL_LIT_INIT(" | "), true},  {PL_LIT_INIT(" — "), false}, {PL_LIT_INIT(" – "), false},
    {PL_LIT_INIT(" - "), false}, {PL_LIT_INIT(" » "), true},  {PL_LIT_INIT(" › "), true},
    {PL_LIT_INIT(" « "), true},  {PL_LIT_INIT(" :: "), true}, {PL_LIT_INIT(" · "), true},
    {PL_LIT_INIT(" • "), true},  {PL_LIT_INIT(" / "), false}, {PL_LIT_INIT(" // "), true},
    {PL_LIT_INIT("| "), true},   {PL_LIT_INIT(" < "), true},  {PL_LIT_INIT(" ‹ "), true},
    {PL_LIT_INIT(" ← "), true},  {PL_LIT_INIT("_"), false},   {PL_LIT_INIT("-"), false},
};

static size_t count_words(pl_str text)
{
    size_t count = 0;
    for (pl_str word; pl_str_next_word(&text, &word);)
        count++;
    return count;
}

/* The last separator in `title`, or the first; SIZE_MAX for none. */
static size_t find_separator(pl_str title, bool last, const struct separator **which)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof separators / sizeof *separators - 2; i++) {
        const struct separator *separator = &separators[i];
        for (size_t at = 0; (at = pl_str_find(title, separator->mark, at)) != SIZE_MAX;
             at += separator->mark.size)
            if (best == SIZE_MAX || (last ? at > best : at < best)) {
                best = at;
                *which = separator;
            }
    }
    return best;
}

/* Takes the site off the end, then off the start; a section or a slogan beside it as well. */
static pl_str without_site(const struct pl_page_offers *offers, pl_str title)
{
    const struct separator *mark = NULL;
    for (int rounds = 0; rounds < 4; rounds++) {
        size_t at = find_separator(title, true, &mark);
        if (at == SIZE_MAX)
            break;
        pl_str head = pl_str_trim(pl_str_slice(title, 0, at));
        pl_str tail = pl_str_trim(pl_str_slice(title, at + mark->mark.size, title.size));
        size_t words = count_words(tail);
        bool is_short = words <= 4 && count_words(head) >= (words > 2 ? words : 2);
        if (!is_site(offers, tail) && !(mark->is_sure && is_short))
            break;
        if (pl_str_empty(head))
            break;
        title = head;
    }
    size_t at = find_separator(title, false, &mark);
    if (at != SIZE_MAX) {
        pl_str head = pl_str_trim(pl_str_slice(title, 0, at));
        pl_str tail = pl_str_trim(pl_str_slice(title, at + mark->mark.size, title.size));
        if (is_site(offers, head) && !pl_str_empty(tail))
            title = tail;
    }
    for (size_t i = sizeof separators / sizeof *separators - 2;
         i < sizeof separators / sizeof *separators; i++) {
        size_t last = SIZE_MAX; // "Title_Site", "Title-Site", as pages in Chinese have it
        for (size_t from = 0; (from = pl_str_find(title, separators[i].mark, from)) != SIZE_MAX;
             from++)
            last = from;
        pl_str site = pl_metadata_text(&offers->article->metadata, PL_FIELD_site);
        if (last != SIZE_MAX && last && site.size &&
            pl_str_eq(pl_str_slice(title, last + 1, title.size), site))
            title = pl_str_slice(title, 0, last);
    }
    return title;
}

/* --- The heading --------------------------------------------------------------------- */

static bool is_headline(const struct pl_page_block *block)
{
    return block->is_block &&
           (pl_html_attribute_has_word(block->node, "itemprop", PL_LIT("headline")) ||
            pl_html_attribute_has_word(block->node, "class", PL_LIT("entry-title")) ||
            pl_html_attribute_has_word(block->node, "class", PL_LIT("p-name")));
}

/* The heading most like what the head says; else the only h1 there is. */
static uint32_t find_heading(const struct pl_page_offers *offers,
                             const struct pl_page_blocks *blocks, bool *is_only)
{
    const pl_str said[] = {pl_metadata_text(&offers->article->metadata, PL_FIELD_title),
                           offers->headline, offers->head_title};
    uint32_t best = 0, only = 0, count = 0;
    float most = 0.3f;
    for (uint32_t i = 1; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if ((!pl_page_is_heading(block) && !is_headline(block)) || block->text == 0 ||
            block->text > 400)
            continue;
        pl_str lines = pl_page_lines(blocks, i, 400);
        float like = 0;
        for (size_t s = 0; s < sizeof said / sizeof *said; s++) {
            float now = pl_page_likeness(lines, said[s]) * (s == 2 ? 0.9f : 1);
            like = now > like ? now : like;
        }
        bool is_first = pl_page_is(block, GUMBO_TAG_H1);
        like += like > 0 ? (is_first             ? 0.15f
                            : is_headline(block) ? 0.1f
                                                 : 0) -
                               (block->is_hidden ? 0.3f : 0)
                         : 0;
        if (is_first && !block->is_hidden && block->text > 4 && !is_site(offers, lines)) {
            only = i;
            count++;
        }
        if (like > most && !(is_site(offers, lines) && like < 0.9f)) {
            most = like;
            best = i;
        }
    }
    *is_only = !best && count == 1;
    return best ? best : *is_only ? only : 0;
}

static void set_title(struct pl_page_offers *offers, pl_str title, enum pl_origin origin,
                      const char *detail, struct pl_span span)
{
    struct pl_metadata *metadata = &offers->article->metadata;
    metadata->values[PL_FIELD_title] = (struct pl_metadata_value){0};
    pl_metadata_set(offers->article->arena, metadata, PL_FIELD_title, title, origin,
                    pl_str_from(detail), span);
    PL_TRACE(offers->trace, ingest, "title from %s: %.*s", detail, PL_ARG(title));
}

void pl_page_settle_title(struct pl_page_offers *offers, struct pl_page_blocks *blocks)
{
    const struct pl_metadata_value *value = &offers->article->metadata.values[PL_FIELD_title];
    bool is_only;
    blocks->title = find_heading(offers, blocks, &is_only);
    pl_str heading = blocks->title ? pl_page_lines(blocks, blocks->title, 400) : (pl_str){0};
    if (!pl_str_empty(heading) &&
        (is_only || value->origin == PL_ORIGIN_NONE ||
         pl_page_likeness(heading, value->text) > 0.3f ||
         pl_page_likeness(heading, offers->head_title) > 0.3f || is_site(offers, value->text))) {
        /* A heading that has more than the head says holds a date or a kicker. */
        float like = pl_page_likeness(heading, value->text);
        bool has_more = value->origin != PL_ORIGIN_NONE && like > 0.5f && like < 1 &&
                        heading.size > value->text.size;
        if (has_more && !is_site(offers, value->text)) {
            offers->article->metadata.values[PL_FIELD_title].text = without_site(offers,
                                                                                 value->text);
            return;
        }
        pl_str title = pl_str_copy(offers->article->arena, without_site(offers, heading));
        set_title(offers, title, PL_ORIGIN_BODY, "heading",
                  pl_html_span(offers->page, blocks->data[blocks->title].node));
        return;
    }
    if (value->origin == PL_ORIGIN_NONE && pl_str_empty(offers->head_title))
        return;
    bool has_value = value->origin != PL_ORIGIN_NONE;
    pl_str title = without_site(offers, has_value ? value->text : offers->head_title);
    if (!has_value)
        set_title(offers, title, PL_ORIGIN_MARKUP, "title element", offers->head_title_span);
    else if (!pl_str_eq(title, value->text))
        offers->article->metadata.values[PL_FIELD_title].text = title;
}
