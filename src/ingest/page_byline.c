// SPDX-License-Identifier: MIT
/* ingest/page_byline.c: authors and date from the page itself, where its head left them open.
 *
 * From the surest to the weakest: microdata, rel=author and time elements, class names, lines
 * that read as a byline or hold a date near the title, the address. What stands in comments, or
 * belongs to teasers, is another text's. */
#include "ingest/page_metadata.h"

#include "base/utf8.h"

/* Blocks around the title in which a byline may stand. */
enum { BEFORE_TITLE = 40, AFTER_TITLE = 120, LINE = 160 };

struct lines {
    struct pl_page_offers *offers;
    const struct pl_page_blocks *blocks;
};

static bool has_word(const GumboNode *node, const char *attribute, const char *word)
{
    if (!pl_html_has_attribute(node, attribute))
        return false;
    return pl_html_attribute_has_word(node, attribute, pl_str_from(word));
}

static bool is_near_title(const struct pl_page_blocks *blocks, uint32_t index)
{
    return blocks->title && index + BEFORE_TITLE > blocks->title &&
           index < blocks->title + AFTER_TITLE;
}

/* Comments and teasers have authors and dates of their own; what is beside or below the article
 * mostly has. */
static bool is_foreign(const struct pl_page_blocks *blocks, uint32_t index)
{
    bool is_near = is_near_title(blocks, index);
    for (uint32_t at = index; at; at = blocks->data[at].parent) {
        enum pl_page_why why = blocks->data[at].why;
        if (why == PL_WHY_COMMENTS || why == PL_WHY_RELATED || why == PL_WHY_TEASER ||
            (!is_near && (why == PL_WHY_ASIDE || why == PL_WHY_NAVIGATION || why == PL_WHY_FOOTER ||
                          why == PL_WHY_OUTSIDE)))
            return true;
    }
    return false;
}

/* Does a word of class or id contain one of these? */
static bool is_called(const GumboNode *node, const char *const *names, size_t count)
{
    static const char *const attributes[] = {"class", "id"};
    for (size_t a = 0; a < 2; a++) {
        pl_str value = pl_str_slice(pl_html_attribute(node, attributes[a]), 0, 200);
        for (size_t i = 0; i < count && value.size; i++)
            if (pl_str_contains_ascii_nocase(value, pl_str_from(names[i])))
                return true;
    }
    return false;
}

/* --- Authors ------------------------------------------------------------------------- */

static void offer_author(struct lines *lines, uint32_t index, unsigned rank, const char *detail)
{
    const struct pl_page_block *block = &lines->blocks->data[index];
    pl_str text = pl_str_trim(pl_html_attribute(block->node, "content"));
    if (pl_str_empty(text) && block->whole <= LINE)
        text = pl_page_lines(lines->blocks, index, LINE * 2);
    pl_page_offer(lines->offers, PL_FIELD_authors, rank, text, detail,
                  pl_html_span(lines->blocks->page, block->node));
}

/* itemprop=author holds a name, or a person with itemprop=name in it. */
static void offer_person(struct lines *lines, uint32_t index)
{
    const struct pl_page_blocks *blocks = lines->blocks;
    for (uint32_t i = index + 1; i < blocks->data[index].end; i++)
        if (has_word(blocks->data[i].node, "itemprop", "name")) {
            offer_author(lines, i, 21, "itemprop=author");
            return;
        }
    offer_author(lines, index, 23, "itemprop=author");
}

/* After the last sentence may stand who wrote it, a line with two or three capitals. */
static bool reads_as_signature(pl_str line)
{
    size_t words = 0;
    for (pl_str rest = line, word; pl_str_next_word(&rest, &word); words++) {
        size_t at = 0;
        uint32_t first = pl_utf8_next(word, &at);
        if (!pl_char_is_upper(first))
            return false;
    }
    return words >= 2 && words <= 3;
}

static void read_authors(struct lines *lines)
{
    static const char *const called[] = {
        "author", "byline", "autor", "posted-by", "writer", "entry-meta-author", "auteur"};
    const struct pl_page_blocks *blocks = lines->blocks;
    for (uint32_t i = 1; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        const GumboNode *node = block->node;
        if (has_word(node, "itemprop", "author") && !is_foreign(blocks, i))
            offer_person(lines, i);
        if (block->whole == 0 || block->whole > LINE || block->is_hidden)
            continue;
        if (has_word(node, "rel", "author") && !is_foreign(blocks, i))
            offer_author(lines, i, 30, "rel=author");
        else if (has_word(node, "class", "fn") && !is_foreign(blocks, i))
            offer_author(lines, i, 31, "hCard");
        else if (is_called(node, called, sizeof called / sizeof *called) && !is_foreign(blocks, i))
            offer_author(lines, i, is_near_title(blocks, i) ? 33 : 37, "class of a byline");
        else if (block->is_block && block->own && is_near_title(blocks, i) &&
                 pl_page_reads_as_byline(pl_page_lines(blocks, i, LINE)))
            offer_author(lines, i, 36, "byline");
        else if (block->is_block && block->own &&
                 pl_page_reads_as_byline(pl_page_lines(blocks, i, LINE)) && block->own < 80 &&
                 !is_foreign(blocks, i))
            offer_author(lines, i, 45, "byline");
        else if (block->why == PL_WHY_TAIL && block->whole < 40 &&
                 reads_as_signature(pl_page_lines(blocks, i, LINE)))
            offer_author(lines, i, 47, "last line");
    }
}

/* --- Dates --------------------------------------------------------------------------- */

static bool is_day_before(struct pl_date day, struct pl_date date)
{
    struct pl_date next = {
        .precision = PL_DATE_DAY, .year = day.year, .month = day.month, .day = day.day};
    next = pl_date_from_seconds(pl_date_to_seconds(next) + 86400);
    return next.year == date.year && next.month == date.month && next.day == date.day;
}

/* Machines write UTC; readers of a page written west of it saw the day before, as the line at its
 * title still says. */
static void correct_day(struct pl_page_offers *offers, pl_str text, const char *detail,
                        struct pl_span span)
{
    const struct pl_metadata_value *value = &offers->article->metadata.values[PL_FIELD_date];
    struct pl_date seen;
    pl_str part;
    if (value->origin == PL_ORIGIN_NONE || !value->date.has_zone || value->date.zone_minutes != 0 ||
        value->date.hour > 9 || value->date.precision != PL_DATE_TIME ||
        !pl_page_find_date(text, &seen, &part) || !is_day_before(seen, value->date))
        return;
    pl_metadata_set(offers->article->arena, &offers->article->metadata, PL_FIELD_date,
                    pl_str_copy(offers->article->arena, part), PL_ORIGIN_MARKUP,
                    pl_str_from(detail), span);
}

static void offer_date(struct lines *lines, uint32_t index, unsigned rank, const char *detail)
{
    static const char *const attributes[] = {"datetime", "content", "title", "data-date"};
    const struct pl_page_block *block = &lines->blocks->data[index];
    struct pl_span span = pl_html_span(lines->blocks->page, block->node);
    if (block->whole && block->whole <= LINE && is_near_title(lines->blocks, index))
        correct_day(lines->offers, pl_page_lines(lines->blocks, index, LINE * 2), detail, span);
    if (lines->offers->rank[PL_FIELD_date] && lines->offers->rank[PL_FIELD_date] <= rank)
        return;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (pl_page_offer(lines->offers, PL_FIELD_date, rank,
                          pl_html_attribute(block->node, attributes[i]), detail, span))
            return;
    if (block->whole && block->whole <= LINE)
        pl_page_offer(lines->offers, PL_FIELD_date, rank,
                      pl_page_lines(lines->blocks, index, LINE * 2), detail, span);
}

static bool is_update(const GumboNode *node)
{
    static const char *const called[] = {"updated", "modified"};
    return has_word(node, "itemprop", "dateModified") ||
           (is_called(node, called, 2) && !has_word(node, "class", "published"));
}

/* property="schema:datePublished", "dc:date dc:created" */
static bool is_date_property(const GumboNode *node)
{
    static const pl_str names[] = {PL_LIT_INIT("datePublished"), PL_LIT_INIT("dateCreated"),
                                   PL_LIT_INIT("dc:date"), PL_LIT_INIT("dc:created")};
    pl_str property = pl_html_attribute(node, "property");
    for (size_t i = 0; i < sizeof names / sizeof *names && property.size; i++)
        if (pl_str_contains(property, names[i]))
            return true;
    return false;
}

/* "29.11.2022 – The council …": a report that begins with its date. */
static void offer_first_words(struct lines *lines, uint32_t index)
{
    if (lines->offers->rank[PL_FIELD_date] && lines->offers->rank[PL_FIELD_date] <= 46)
        return;
    pl_str words = pl_page_lines(lines->blocks, index, 40);
    if (words.size && pl_ascii_is_digit(words.data[0]))
        pl_page_offer(lines->offers, PL_FIELD_date, 46, words, "first words",
                      pl_html_span(lines->blocks->page, lines->blocks->data[index].node));
}

/* A date in a sentence is what the sentence is about, more often than its own. */
static bool is_mostly_date(const struct lines *lines, uint32_t index)
{
    enum { REST = 60 };
    struct pl_date date;
    pl_str line = pl_page_lines(lines->blocks, index, LINE * 2), part;
    return pl_page_find_date(line, &date, &part) && line.size - part.size <= REST;
}

static void read_dates(struct lines *lines)
{
    static const char *const called[] = {"date",  "publish", "time",   "datum",
                                         "fecha", "posted",  "byline", "meta",
                                         "stamp", "info",    "creat",  "submitted"};
    const struct pl_page_blocks *blocks = lines->blocks;
    for (uint32_t i = 1; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        const GumboNode *node = block->node;
        bool is_time = pl_html_is(node, GUMBO_TAG_TIME);
        unsigned near = is_near_title(blocks, i) ? 0 : 8;
        if (has_word(node, "itemprop", "datePublished") && !is_foreign(blocks, i))
            offer_date(lines, i, 24, "itemprop=datePublished");
        else if (has_word(node, "itemprop", "dateCreated") && !is_foreign(blocks, i))
            offer_date(lines, i, 27, "itemprop=dateCreated");
        else if (is_date_property(node) && !is_foreign(blocks, i))
            offer_date(lines, i, 26, "RDFa");
        else if (block->is_hidden && !is_time)
            continue;
        else if (block->is_block && block->own > LINE && !near)
            offer_first_words(lines, i);
        else if (is_time && !is_foreign(blocks, i))
            offer_date(lines, i,
                       (is_update(node)                          ? 35
                        : pl_html_has_attribute(node, "pubdate") ? 29
                                                                 : 32) +
                           near,
                       "time element");
        else if (block->whole && block->whole <= LINE &&
                 is_called(node, called, sizeof called / sizeof *called) && !is_foreign(blocks, i))
            offer_date(lines, i, (is_update(node) ? 38 : 36) + near, "class of a date");
        else if (block->is_block && block->own >= 6 && block->whole <= (near ? LINE / 2 : LINE) &&
                 !is_foreign(blocks, i))
            offer_date(lines, i, near ? 56 : is_mostly_date(lines, i) ? 40 : 49, "line with a date");
    }
}

/* Does the line speak of a change, in words or by its class? */
static bool speaks_of_update(const struct pl_page_block *block, pl_str line)
{
    static const char *const words[] = {"update",  "modified",  "edited",     "aktualisiert", "editiert",
                                        "geändert", "actualiz", "mis à jour", "aggiornat",    "atualizad",
                                        "bijgewerkt", "обновлено"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_contains_ascii_nocase(line, pl_str_from(words[i])))
            return true;
    return is_update(block->node);
}

/* A line below the title that is a date and little more: a byline says it, or next to nothing does. */
static bool is_date_line(const struct lines *lines, uint32_t index, struct pl_date *date, pl_str *part)
{
    enum { REST = 60 }; // bytes of a byline around its date
    const struct pl_page_blocks *blocks = lines->blocks;
    const struct pl_page_block *block = &blocks->data[index];
    if (block->is_hidden || !block->whole || block->whole > LINE || is_foreign(blocks, index))
        return false;
    pl_str line = pl_page_lines(blocks, index, LINE * 2);
    return pl_page_find_date(line, date, part) && line.size - part->size <= REST &&
           !speaks_of_update(block, line);
}

/* What readers are shown under the title is the date, whatever the head says for machines: the programs that write it
 * there mix up days of creation, import and change. */
static void believe_the_page(struct lines *lines)
{
    enum { BELOW_TITLE = 60 };
    const struct pl_page_blocks *blocks = lines->blocks;
    struct pl_article *article = lines->offers->article;
    const struct pl_metadata_value *value = &article->metadata.values[PL_FIELD_date];
    uint32_t end = blocks->title + BELOW_TITLE;
    if (!blocks->title || value->origin == PL_ORIGIN_NONE)
        return;
    for (uint32_t i = blocks->title + 1; i < blocks->count && i < end; i++) {
        struct pl_date date;
        pl_str part;
        if (blocks->data[i].is_block && blocks->data[i].own > LINE)
            return; // the text has begun
        if (!is_date_line(lines, i, &date, &part))
            continue;
        struct pl_span line = pl_html_span(blocks->page, blocks->data[i].node);
        if (value->span.input && value->span.first >= line.first && value->span.end <= line.end)
            return; // an element in it said so, more exactly than its text
        if (date.year != value->date.year || date.month != value->date.month || date.day != value->date.day)
            pl_metadata_set(article->arena, &article->metadata, PL_FIELD_date, pl_str_copy(article->arena, part),
                            PL_ORIGIN_MARKUP, PL_LIT("date under the title"),
                            pl_html_span(blocks->page, blocks->data[i].node));
        return;
    }
}

/* "published", "erstellt", "stand": words that announce the date of a page anywhere on it. */
static bool announces_date(pl_str line)
{
    static const char *const words[] = {
        "published",    "posted",       "veröffentlicht", "erschienen",    "erstellt",
        "datum",        "stand:",       "stand -",        "last edited",   "last modified",
        "publicado",    "publié",       "pubblicato",     "mise en ligne", "geplaatst",
        "опубликовано", "Опубликовано", "gepubliceerd",   "opublikowano"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_contains_ascii_nocase(line, pl_str_from(words[i])))
            return true;
    return false;
}

static void read_announced_dates(struct lines *lines)
{
    const struct pl_page_blocks *blocks = lines->blocks;
    for (uint32_t i = 1; i < blocks->count && !lines->offers->rank[PL_FIELD_date]; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (!block->is_block || block->own < 10 || block->whole > 300 || block->is_hidden)
            continue;
        pl_str line = pl_page_lines(blocks, i, 300);
        if (announces_date(line))
            pl_page_offer(lines->offers, PL_FIELD_date, 57, line, "line that announces a date",
                          pl_html_span(blocks->page, block->node));
    }
}

/* "11.01.2023" may have either in front. A line that announces the date, wherever it stands, tells which. */
static void settle_order(struct lines *lines)
{
    const struct pl_page_blocks *blocks = lines->blocks;
    struct pl_article *article = lines->offers->article;
    const struct pl_metadata_value *value = &article->metadata.values[PL_FIELD_date];
    pl_str text = value->text;
    bool is_numeric = text.size > 6 && pl_ascii_is_digit(text.data[0]) && text.data[4] != '-' && value->date.day <= 12 &&
                      (pl_str_find_byte(text, '.', 0) <= 2 || pl_str_find_byte(text, '/', 0) <= 2);
    for (uint32_t i = 1; i < blocks->count && is_numeric; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        struct pl_date date;
        pl_str part, line = {0};
        if (block->is_block && block->own >= 10 && block->whole <= LINE && !block->is_hidden)
            line = pl_page_lines(blocks, i, LINE * 2);
        if (!announces_date(line) || !pl_page_find_date(line, &date, &part) || date.year != value->date.year ||
            date.month != value->date.day || date.day != value->date.month)
            continue;
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_date, pl_str_copy(article->arena, part),
                        PL_ORIGIN_MARKUP, PL_LIT("line that announces a date"), pl_html_span(blocks->page, block->node));
        return;
    }
}

/* The keys under which programs keep the date of what they show, in the data that a page brings
 * for its scripts. */
static void read_scripts(struct pl_page_offers *offers)
{
    static const char *const keys[] = {
        "\"datePublished\"", "\"published_at\"",    "\"publishedDate\"",  "\"publishDate\"",
        "\"pubDate\"",       "\"publicationDate\"", "\"date_published\"", "\"datePosted\"",
        "\"publishedAt\"",   "\"dateCreated\"",     "\"createdAt\"",      "\"created_at\""};
    const struct pl_html_page *page = offers->page;
    for (const GumboNode *node = page->root; node && !offers->rank[PL_FIELD_date];
         node = pl_html_next_in(page->root, node)) {
        pl_str text = pl_html_is(node, GUMBO_TAG_SCRIPT) && pl_html_child(node, 0)
                          ? pl_html_text_of(pl_html_child(node, 0))
                          : (pl_str){0};
        for (size_t i = 0;
             i < sizeof keys / sizeof *keys && text.size && !offers->rank[PL_FIELD_date]; i++) {
            size_t at = pl_str_find(text, pl_str_from(keys[i]), 0);
            if (at == SIZE_MAX)
                continue;
            pl_str rest = pl_str_trim(
                       pl_str_slice(text, at + strlen(keys[i]), at + strlen(keys[i]) + 60)),
                   value;
            if (!pl_str_cut(&rest, '"', &value) || !pl_str_cut(&rest, '"', &value))
                continue;
            pl_page_offer(offers, PL_FIELD_date, 58, value, "data of a script",
                          pl_html_span(page, node));
        }
    }
}

/* "/2022/06/30/", "2022-06-30", "/20220630": in the path of the address. */
static void read_address(struct pl_page_offers *offers)
{
    pl_str url = pl_metadata_text(&offers->article->metadata, PL_FIELD_url);
    if (pl_str_empty(url))
        url = offers->page->input->url;
    for (size_t i = 1; i + 8 <= url.size; i++) {
        if (!pl_ascii_is_digit(url.data[i]) || pl_ascii_is_digit(url.data[i - 1]))
            continue;
        static const char *const forms[] = {"dddd/dd/dd", "dddd-dd-dd", "dddd_dd_dd", "dd-dd-dddd",
                                            "dddddddd"};
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            size_t size = strlen(forms[f]), n = 0;
            while (n < size && i + n < url.size &&
                   (forms[f][n] == 'd' ? pl_ascii_is_digit(url.data[i + n])
                                       : url.data[i + n] == forms[f][n]))
                n++;
            bool ends = i + n >= url.size || !pl_ascii_is_digit(url.data[i + n]);
            bool year_first = forms[f][2] == 'd';
            if (n < size || !ends || (year_first && url.data[i] != '1' && url.data[i] != '2'))
                continue;
            char day[10];
            for (n = 0; n < size; n++)
                day[n] = forms[f][n] == 'd' ? url.data[i + n] : '-';
            correct_day(offers, (pl_str){day, size}, "address", PL_NO_SPAN);
            /* With a folder for each part it is how weblogs file what they publish. */
            pl_page_offer(offers, PL_FIELD_date, f == 0 ? 34 : 50, (pl_str){day, size}, "address", PL_NO_SPAN);
            return;
        }
    }
}

void pl_page_read_byline(struct pl_page_offers *offers, const struct pl_page_blocks *blocks)
{
    struct lines lines = {offers, blocks};
    read_authors(&lines);
    read_dates(&lines);
    read_address(offers);
    pl_page_offer(offers, PL_FIELD_authors, 48, offers->person, "JSON-LD Person",
                  offers->person_span);
    const struct pl_metadata_value *modified = &offers->article->metadata.values[PL_FIELD_modified];
    if (modified->origin != PL_ORIGIN_NONE)
        pl_page_offer(offers, PL_FIELD_date, 54, modified->text,
                      pl_str_cstr(offers->scratch, modified->detail), modified->span);
    read_announced_dates(&lines);
    read_scripts(offers);
    believe_the_page(&lines);
    settle_order(&lines);
}
