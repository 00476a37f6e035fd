// SPDX-License-Identifier: MIT
/* ingest/page_metadata.c: offers of metadata, and those of a page's head. */
#include "ingest/page_metadata.h"

#include "base/strbuf.h"
#include "base/utf8.h"

/* --- Cleaning ------------------------------------------------------------------------ */

/* Character references that survive where markup was escaped twice, as JSON-LD's often is. */
static size_t add_reference(struct pl_strbuf *out, pl_str text, size_t at)
{
    static const struct {
        const char *name;
        uint32_t character;
    } named[] = {
        {"amp", '&'},      {"quot", '"'},     {"apos", '\''},    {"lt", '<'},
        {"gt", '>'},       {"nbsp", ' '},     {"ndash", 0x2013}, {"mdash", 0x2014},
        {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
        {"bdquo", 0x201E}, {"laquo", 0xAB},   {"raquo", 0xBB},   {"hellip", 0x2026},
        {"auml", 0xE4},    {"ouml", 0xF6},    {"uuml", 0xFC},    {"Auml", 0xC4},
        {"Ouml", 0xD6},    {"Uuml", 0xDC},    {"szlig", 0xDF},   {"eacute", 0xE9},
        {"egrave", 0xE8},  {"agrave", 0xE0},  {"ccedil", 0xE7},  {"shy", 0xAD},
    };
    pl_str rest = pl_str_slice(text, at + 1, at + 12);
    size_t end = pl_str_find_byte(rest, ';', 0);
    if (end == SIZE_MAX || end < 2)
        return 0;
    pl_str name = pl_str_slice(rest, 0, end);
    if (name.data[0] == '#') {
        uint32_t code = 0;
        bool is_hex = pl_ascii_lower(name.data[1]) == 'x';
        for (size_t i = is_hex ? 2 : 1; i < name.size; i++) {
            char c = pl_ascii_lower(name.data[i]);
            uint32_t digit = pl_ascii_is_digit(c)             ? (uint32_t)(c - '0')
                             : is_hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                                              : 99;
            if (digit == 99)
                return 0;
            code = code * (is_hex ? 16 : 10) + digit;
        }
        if (code < 0x20 || pl_char_is_forbidden(code))
            return 0;
        pl_strbuf_add_char(out, code);
        return end + 2;
    }
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (pl_str_eq(name, pl_str_from(named[i].name))) {
            pl_strbuf_add_char(out, named[i].character);
            return end + 2;
        }
    return 0;
}

/* "<b>", "</p>", "<br />"; a lone "<" stays. */
static size_t tag_size(pl_str text, size_t at)
{
    size_t i = at + 1;
    if (i < text.size && text.data[i] == '/')
        i++;
    if (i >= text.size || !pl_ascii_is_alpha(text.data[i]))
        return 0;
    size_t end = pl_str_find_byte(pl_str_slice(text, at, at + 300), '>', 0);
    return end == SIZE_MAX ? 0 : end + 1;
}

static pl_str clean(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    for (size_t i = 0; i < text.size;) {
        size_t skip = text.data[i] == '&'   ? add_reference(&out, text, i)
                      : text.data[i] == '<' ? tag_size(text, i)
                                            : 0;
        if (!skip && (unsigned char)text.data[i] >= 0x20 && text.data[i] != 0x7F)
            pl_strbuf_add_byte(&out, text.data[i]);
        else if (!skip)
            pl_strbuf_add_byte(&out, ' ');
        i += skip ? skip : 1;
    }
    /* No-break spaces at the ends and doubled spaces inside are the template's. */
    struct pl_strbuf line = PL_STRBUF(arena);
    pl_str rest = pl_strbuf_str(&out);
    bool space = false;
    for (size_t i = 0; i < rest.size;) {
        size_t start = i;
        uint32_t c = pl_utf8_next(rest, &i);
        if (pl_char_is_space(c)) {
            space = true;
            continue;
        }
        if (pl_char_is_forbidden(c) || c == 0xAD || c == 0x200B || c == 0xFEFF)
            continue;
        if (space && line.size)
            pl_strbuf_add_byte(&line, ' ');
        space = false;
        pl_strbuf_add(&line, pl_str_slice(rest, start, i));
    }
    return pl_strbuf_str(&line);
}

/* --- Offers -------------------------------------------------------------------------- */

/* A page isn't older than the web by much, nor from the far future; 1970-01-01 and 0001-01-01 are
 * empty fields of databases. */
static bool is_plausible(struct pl_date date)
{
    return date.year >= 1980 && date.year <= 2100 && date.precision >= PL_DATE_DAY;
}

/* "02/10/2020" is the tenth of February in the United States and the second of October nearly
 * everywhere else. */
static pl_str without_slashes(struct pl_arena *arena, pl_str text, pl_str language)
{
    bool is_american = pl_str_empty(language) || pl_str_eq(language, PL_LIT("en")) ||
                       pl_str_eq(language, PL_LIT("en-US"));
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        pl_str rest = word, first, second;
        if (out.size)
            pl_strbuf_add_byte(&out, ' ');
        if (pl_str_cut(&rest, '/', &first) && pl_str_cut(&rest, '/', &second))
            pl_strbuf_addf(&out, "%.*s.%.*s.%.*s", PL_ARG(is_american ? second : first),
                           PL_ARG(is_american ? first : second), PL_ARG(rest));
        else
            pl_strbuf_add(&out, word);
    }
    return pl_strbuf_str(&out);
}

bool pl_page_offer(struct pl_page_offers *offers, enum pl_field field, unsigned rank, pl_str text,
                   const char *detail, struct pl_span span)
{
    if (offers->rank[field] && offers->rank[field] <= rank)
        return false;
    struct pl_arena *arena = offers->article->arena;
    pl_str value = clean(arena, pl_str_slice(text, 0, 4000));
    if (pl_str_empty(value))
        return false;
    if (pl_field_type(field) == PL_FIELD_TYPE_NAMES) {
        struct pl_page_names names = {0};
        pl_page_split_names(arena, value, &names);
        return pl_page_offer_names(offers, names.data, names.count, rank, detail, span);
    }
    struct pl_date date;
    if (pl_field_type(field) == PL_FIELD_TYPE_DATE) {
        pl_str part;
        pl_str language = pl_metadata_text(&offers->article->metadata, PL_FIELD_language);
        bool found = pl_page_find_date(value, &date, &part);
        if (!found && pl_str_find_byte(value, '/', 0) != SIZE_MAX)
            found = pl_page_find_date(without_slashes(arena, value, language), &date, &part);
        if (!found || !is_plausible(date))
            return false;
        value = part;
    }
    if (pl_field_type(field) == PL_FIELD_TYPE_URL)
        value = pl_url_join(arena, pl_html_base_url(arena, offers->page), value);
    pl_str from = pl_str_copy(arena, pl_str_from(detail));
    if (!pl_metadata_set(arena, &offers->article->metadata, field, value, PL_ORIGIN_MARKUP, from,
                         span))
        return false;
    offers->rank[field] = rank;
    PL_TRACE(offers->trace, ingest, "%.*s from %.*s: %.*s", PL_ARG(pl_field_name(field)),
             PL_ARG(from), PL_ARG(pl_str_slice(value, 0, 100)));
    return true;
}

/* The site's own name, or its publisher's: an author where no person is named. */
static bool is_house(const struct pl_page_offers *offers, pl_str name)
{
    const struct pl_metadata *metadata = &offers->article->metadata;
    return pl_page_likeness(name, pl_metadata_text(metadata, PL_FIELD_site)) > 0.6f ||
           pl_page_likeness(name, pl_metadata_text(metadata, PL_FIELD_publisher)) > 0.8f;
}

static size_t without_house(const struct pl_page_offers *offers, const pl_str *names, size_t count,
                            pl_str *people)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!is_house(offers, names[i]))
            people[kept++] = names[i];
    return kept;
}

bool pl_page_offer_names(struct pl_page_offers *offers, const pl_str *names, size_t count,
                         unsigned rank, const char *detail, struct pl_span span)
{
    pl_str *people = PL_NEW_ARRAY(offers->scratch, pl_str, count + 1);
    size_t person_count = without_house(offers, names, count, people);
    if (person_count) {
        names = people;
        count = person_count;
    } else {
        rank += 25;
    }
    if (count == 0 || (offers->rank[PL_FIELD_authors] && offers->rank[PL_FIELD_authors] <= rank))
        return false;
    struct pl_arena *arena = offers->article->arena;
    pl_metadata_set_list(arena, &offers->article->metadata, PL_FIELD_authors, names, count,
                         PL_ORIGIN_MARKUP, pl_str_copy(arena, pl_str_from(detail)), span);
    offers->rank[PL_FIELD_authors] = rank;
    PL_TRACE(offers->trace, ingest, "authors from %s: %.*s", detail,
             PL_ARG(pl_metadata_text(&offers->article->metadata, PL_FIELD_authors)));
    return true;
}

/* --- The head ------------------------------------------------------------------------ */

static const struct meta {
    pl_str name;
    enum pl_field field;
    unsigned rank;
} metas[] = {
#define META(name, field, rank) {PL_LIT_INIT(name), PL_FIELD_##field, rank},
#include "ingest/page_meta.def"
#undef META
};

/* "DC.date.issued", "dcterms:issued", "DCTERMS.issued": one name. */
static bool is_name(pl_str written, pl_str name)
{
    if (written.size != name.size)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char a = pl_ascii_lower(written.data[i]), b = name.data[i];
        if (a != b && !((a == ':' || a == '.') && (b == ':' || b == '.')))
            return false;
    }
    return true;
}

/* "twitter:label1" = "Written by", "twitter:data1" = the name. */
static void read_label(struct pl_page_offers *offers, const GumboNode *node)
{
    pl_str name = pl_html_attribute(node, "name");
    if (pl_str_starts(name, PL_LIT("twitter:label")))
        offers->is_byline_label = pl_page_reads_as_byline(
            pl_str_format(offers->scratch, "%.*s Name",
                          PL_ARG(pl_str_slice(pl_html_attribute(node, "content"), 0, 60))));
    else if (pl_str_starts(name, PL_LIT("twitter:data")) && offers->is_byline_label)
        pl_page_offer(offers, PL_FIELD_authors, 29, pl_html_attribute(node, "content"),
                      "twitter:data", pl_html_span(offers->page, node));
}

static void read_meta(struct pl_page_offers *offers, const GumboNode *node, bool wants_site)
{
    static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
    pl_str content = pl_str_trim(pl_html_attribute(node, "content"));
    struct pl_span span = pl_html_span(offers->page, node);
    for (size_t a = 0; a < sizeof attributes / sizeof *attributes && content.size; a++) {
        pl_str written = pl_str_trim(pl_html_attribute(node, attributes[a]));
        if (!wants_site && pl_str_eq_ascii_nocase(written, PL_LIT("article:tag")) &&
            offers->words.count < 100) {
            *PL_PUSH(offers->article->arena, &offers->words) = clean(offers->article->arena,
                                                                     content);
            offers->words_span = span;
        }
        for (size_t i = 0; i < sizeof metas / sizeof *metas && written.size; i++)
            if ((metas[i].field == PL_FIELD_site) == wants_site && is_name(written, metas[i].name))
                pl_page_offer(offers, metas[i].field, metas[i].rank, content,
                              pl_str_cstr(offers->scratch, pl_str_slice(written, 0, 60)), span);
    }
}

void pl_page_read_head(struct pl_page_offers *offers)
{
    const struct pl_html_page *page = offers->page;
    struct pl_arena *arena = offers->article->arena;
    static const char *const languages[] = {"lang", "xml:lang"};
    for (size_t i = 0; i < 2; i++)
        pl_page_offer(offers, PL_FIELD_language, 10 + (unsigned)i,
                      pl_html_attribute(page->root, languages[i]), "html lang",
                      pl_html_span(page, page->root));
    /* The site first: it tells which authors are none. */
    for (const GumboNode *node = page->head; node; node = pl_html_next_in(page->head, node))
        if (pl_html_is(node, GUMBO_TAG_META))
            read_meta(offers, node, true);
    /* meta elements stand in bodies as well, where a stray tag closed the head or microdata wants
     * them. */
    for (const GumboNode *node = page->root; node; node = pl_html_next_in(page->root, node)) {
        if (pl_html_is(node, GUMBO_TAG_META)) {
            read_meta(offers, node, false);
            read_label(offers, node);
        } else if (pl_html_is(node, GUMBO_TAG_TITLE) && pl_str_empty(offers->head_title)) {
            offers->head_title = clean(arena, pl_html_plain_text(offers->scratch, node));
            offers->head_title_span = pl_html_span(page, node);
        } else if (pl_html_is(node, GUMBO_TAG_LINK) &&
                   pl_html_attribute_has_word(node, "rel", PL_LIT("canonical"))) {
            pl_page_offer(offers, PL_FIELD_url, 10, pl_html_attribute(node, "href"),
                          "canonical link", pl_html_span(page, node));
        }
    }
    if (offers->words.count) {
        pl_metadata_set_list(arena, &offers->article->metadata, PL_FIELD_tags, offers->words.data,
                             offers->words.count, PL_ORIGIN_MARKUP, PL_LIT("article:tag"),
                             offers->words_span);
        offers->rank[PL_FIELD_tags] = 10;
    }
}
