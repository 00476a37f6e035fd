// SPDX-License-Identifier: MIT
/* edition/front.c: what stands before the text: headers, cover, contents. */
#include "edition/front.h"

#include "base/languages.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "model/walk.h"

/* --- Small pieces --------------------------------------------------------------------- */

static struct pl_node *append_new(struct pl_arena *arena, struct pl_node *parent, enum pl_kind kind)
{
    struct pl_node *node = pl_node_new(arena, kind, PL_NO_SPAN);
    pl_node_append(parent, node);
    return node;
}

static void append_text(struct pl_arena *arena, struct pl_node *parent, pl_str text, struct pl_span span)
{
    pl_node_append(parent, pl_node_new_text(arena, text, span));
}

/* A block of this kind with the field's text; nothing where the field is absent. */
static void append_field(struct pl_article *article, struct pl_node *parent, enum pl_kind kind,
                         enum pl_field field)
{
    const struct pl_metadata_value *value = &article->metadata.values[field];
    if (pl_str_empty(value->text))
        return;
    struct pl_node *block = pl_node_new(article->arena, kind, value->span);
    append_text(article->arena, block, value->text, value->span);
    pl_node_append(parent, block);
}

static struct pl_node *append_classed(struct pl_arena *arena, struct pl_node *parent,
                                      enum pl_kind kind, pl_str name, pl_str text)
{
    struct pl_node *node = append_new(arena, parent, kind);
    pl_node_add_class(arena, node, name);
    append_text(arena, node, text, PL_NO_SPAN);
    return node;
}

/* --- The header of an article ---------------------------------------------------------- */

unsigned pl_reading_minutes(const struct pl_node *root)
{
    size_t words = 0, ideographs = 0;
    bool inside = false;
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node)) {
        pl_str text = node->text;
        for (size_t i = 0; i < text.size;) {
            uint32_t c = pl_utf8_next(text, &i);
            bool is_ideograph = c >= 0x2E80 && pl_char_is_ideographic(c);
            bool is_word = !is_ideograph && !pl_char_is_space(c);
            ideographs += is_ideograph;
            words += is_word && !inside;
            inside = is_word;
        }
        inside = inside && pl_kind_row(node->kind)->is == PL_IS_INLINE;
    }
    unsigned minutes = (unsigned)((words * 500 + ideographs * 230 + 57500) / 115000);
    return minutes ? minutes : 1;
}

/* "courier.example/stage-3": an address as people write it. */
static pl_str short_address(pl_str url)
{
    size_t scheme = pl_str_find(url, PL_LIT("://"), 0);
    if (scheme != SIZE_MAX)
        url = pl_str_slice(url, scheme + 3, url.size);
    if (pl_str_starts(url, PL_LIT("www.")))
        url = pl_str_slice(url, 4, url.size);
    if (pl_str_ends(url, PL_LIT("/")))
        url = pl_str_slice(url, 0, url.size - 1);
    return url;
}

static void append_separator(struct pl_arena *arena, struct pl_node *line)
{
    if (line->first)
        append_text(arena, line, PL_LIT(" \xC2\xB7 "), PL_NO_SPAN);
}

static void append_date(struct pl_article *article, struct pl_node *line)
{
    const struct pl_metadata_value *date = &article->metadata.values[PL_FIELD_date];
    if (date->origin == PL_ORIGIN_NONE)
        return;
    append_separator(article->arena, line);
    struct pl_node *time = append_new(article->arena, line, PL_KIND_time);
    pl_node_set_attribute(article->arena, time, PL_LIT("datetime"),
                          pl_date_iso(article->arena, date->date));
    append_text(article->arena, time,
                pl_date_local(article->arena, date->date, pl_article_language(article)), date->span);
}

static void append_address(struct pl_article *article, struct pl_node *line)
{
    const struct pl_metadata_value *url = &article->metadata.values[PL_FIELD_url];
    if (!pl_str_starts(url->text, PL_LIT("https://")) && !pl_str_starts(url->text, PL_LIT("http://")))
        return;
    append_separator(article->arena, line);
    struct pl_node *link = append_new(article->arena, line, PL_KIND_link);
    pl_node_set_attribute(article->arena, link, PL_LIT("href"), url->text);
    append_text(article->arena, link, short_address(url->text), url->span);
}

/* Site (or source), date, minutes, address. */
static void append_source_line(struct pl_article *article, struct pl_node *header, unsigned minutes)
{
    struct pl_arena *arena = article->arena;
    struct pl_node *line = pl_node_new(arena, PL_KIND_source_line, PL_NO_SPAN);
    enum pl_field origin = pl_metadata_has(&article->metadata, PL_FIELD_site) ? PL_FIELD_site : PL_FIELD_source;
    const struct pl_metadata_value *site = &article->metadata.values[origin];
    if (!pl_str_empty(site->text)) {
        struct pl_node *name = append_new(arena, line, PL_KIND_phrase);
        pl_node_add_class(arena, name, PL_LIT("site"));
        append_text(arena, name, site->text, site->span);
    }
    append_date(article, line);
    append_separator(arena, line);
    struct pl_node *time = append_new(arena, line, PL_KIND_phrase);
    pl_node_add_class(arena, time, PL_LIT("minutes"));
    append_text(arena, time, pl_str_format(arena, "%u\xC2\xA0min", minutes), PL_NO_SPAN);
    append_address(article, line);
    pl_node_append(header, line);
}

/* The authors' names; the byline as written where no name was told from it. */
static void append_byline(struct pl_article *article, struct pl_node *header)
{
    bool has_names = pl_metadata_has(&article->metadata, PL_FIELD_authors);
    append_field(article, header, PL_KIND_byline, has_names ? PL_FIELD_authors : PL_FIELD_byline);
}

struct pl_node *pl_front_add_header(struct pl_article *article)
{
    struct pl_arena *arena = article->arena;
    struct pl_node *wrapper = pl_node_new(arena, PL_KIND_article, PL_NO_SPAN);
    struct pl_node *header = append_new(arena, wrapper, PL_KIND_header);
    append_field(article, header, PL_KIND_kicker, PL_FIELD_kicker);
    append_field(article, header, PL_KIND_title, PL_FIELD_title);
    append_field(article, header, PL_KIND_standfirst, PL_FIELD_subtitle);
    append_byline(article, header);
    append_source_line(article, header, pl_reading_minutes(article->body));
    pl_node_move_children(wrapper, article->body);
    pl_node_append(article->body, wrapper);
    return wrapper;
}

/* --- Matter ------------------------------------------------------------------------------ */

/* An article of its own whose body holds one block; it speaks the edition's language. */
static struct pl_article *new_matter(struct pl_edition *edition, enum pl_matter matter, enum pl_kind kind,
                                     struct pl_node **block)
{
    struct pl_article *article = pl_article_new(edition->arena, NULL);
    article->matter = matter;
    article->metadata.values[PL_FIELD_language] = edition->metadata.values[PL_FIELD_language];
    *block = append_new(edition->arena, article->body, kind);
    return article;
}

static pl_str title_of(const struct pl_article *article)
{
    return pl_metadata_text(&article->metadata, PL_FIELD_title);
}

static void name_language(struct pl_edition *edition, const struct pl_article *article, struct pl_node *node)
{
    pl_str language = pl_article_language(article);
    if (!pl_str_empty(language) &&
        !pl_str_eq(language, pl_metadata_text(&edition->metadata, PL_FIELD_language)))
        pl_node_set_attribute(edition->arena, node, PL_LIT("lang"), language);
}

struct pl_article *pl_front_cover(struct pl_edition *edition)
{
    struct pl_arena *arena = edition->arena;
    struct pl_node *cover;
    struct pl_article *matter = new_matter(edition, PL_MATTER_COVER, PL_KIND_cover, &cover);
    const struct pl_metadata *metadata = &edition->metadata;
    matter->metadata.values[PL_FIELD_title] = metadata->values[PL_FIELD_title];
    struct pl_node *title = append_new(arena, cover, PL_KIND_title);
    append_text(arena, title, pl_metadata_text(metadata, PL_FIELD_title), PL_NO_SPAN);
    if (pl_metadata_has(metadata, PL_FIELD_subtitle))
        append_classed(arena, cover, PL_KIND_paragraph, PL_LIT("subtitle"),
                       pl_metadata_text(metadata, PL_FIELD_subtitle));
    if (pl_metadata_has(metadata, PL_FIELD_authors))
        append_classed(arena, cover, PL_KIND_paragraph, PL_LIT("byline"),
                       pl_metadata_text(metadata, PL_FIELD_authors));
    if (pl_metadata_has(metadata, PL_FIELD_date))
        append_classed(arena, cover, PL_KIND_paragraph, PL_LIT("date"),
                       pl_date_local(arena, metadata->values[PL_FIELD_date].date,
                                     pl_metadata_text(metadata, PL_FIELD_language)));
    return matter;
}

/* Title as a link, then byline and site as what a reader chooses by. */
static void append_entry(struct pl_edition *edition, struct pl_node *list, const struct pl_article *article,
                         const struct pl_node *target)
{
    struct pl_arena *arena = edition->arena;
    struct pl_node *item = append_new(arena, list, PL_KIND_list_item);
    struct pl_node *link = append_new(arena, item, PL_KIND_link);
    pl_node_set_attribute(arena, link, PL_LIT("href"), pl_str_format(arena, "#%.*s", PL_ARG(target->id)));
    name_language(edition, article, link);
    append_text(arena, link, title_of(article), PL_NO_SPAN);
}

struct pl_article *pl_front_contents(struct pl_edition *edition)
{
    struct pl_arena *arena = edition->arena;
    struct pl_node *contents;
    struct pl_article *matter = new_matter(edition, PL_MATTER_CONTENTS, PL_KIND_contents, &contents);
    pl_str word = pl_language_lookup(pl_metadata_text(&edition->metadata, PL_FIELD_language))->contents;
    pl_metadata_set(arena, &matter->metadata, PL_FIELD_title, word, PL_ORIGIN_GUESS, PL_LIT(""), PL_NO_SPAN);
    struct pl_node *heading = pl_node_new_heading(arena, 1, PL_NO_SPAN);
    append_text(arena, heading, word, PL_NO_SPAN);
    pl_node_append(contents, heading);
    struct pl_node *list = append_new(arena, contents, PL_KIND_list);
    list->element = PL_LIT("ol");
    for (size_t i = 0; i < edition->articles.count; i++) {
        const struct pl_article *article = edition->articles.data[i];
        const struct pl_node *target = pl_node_find_kind(article->body, PL_KIND_article);
        if (article->matter == PL_MATTER_ARTICLE)
            append_entry(edition, list, article, target ? target : article->body);
    }
    return matter;
}
