// SPDX-License-Identifier: MIT
/* ingest/feed.c: a feed as data, and its entries as articles. */
#include "ingest/feed.h"

#include "base/strbuf.h"
#include "ingest/encoding.h"
#include "ingest/format.h"
#include "model/walk.h"

/* --- As data ------------------------------------------------------------------------------ */

static bool starts_with_brace(pl_str text)
{
    pl_str head = pl_str_trim(pl_str_slice(text, 0, 4096));
    return head.size && head.data[0] == '{';
}

static struct pl_feed *read_feed(struct pl_reading *reading, bool is_opml)
{
    struct pl_feed *feed = PL_NEW(reading->arena, struct pl_feed);
    if (is_opml)
        pl_feed_read_opml(reading, feed);
    else if (starts_with_brace(reading->input->text))
        pl_feed_read_json(reading, feed);
    else
        pl_feed_read_xml(reading, feed);
    return feed;
}

/* --- Entry by entry ------------------------------------------------------------------------- */

/* Each entry has scratch of its own: a feed of thousands of entries needs as much as its longest. */
struct entry_work {
    struct pl_reading *reading;
    const struct pl_feed *feed;
    struct pl_feed_entry *entry;
    void (*work)(struct pl_reading *reading, const struct pl_feed *feed, struct pl_feed_entry *entry);
};

static bool run_entry(void *argument)
{
    struct entry_work *work = argument;
    work->work(work->reading, work->feed, work->entry);
    return true;
}

static void free_arena(void *arena)
{
    pl_arena_free(arena);
}

/* False: one error was reported. */
static bool each_entry(struct pl_reading *reading, struct pl_feed *feed,
                       void (*work)(struct pl_reading *, const struct pl_feed *, struct pl_feed_entry *))
{
    struct pl_arena *outer = reading->scratch, *inner = pl_arena_new(reading->limits->value[PL_LIMIT_NAME_SCRATCH_BYTES]);
    bool good = inner != NULL, over = false;
    if (inner)
        pl_arena_defer(outer, free_arena, inner);
    reading->scratch = inner;
    for (size_t i = 0; good && i < feed->entries.count; i++) {
        struct entry_work one = {reading, feed, &feed->entries.data[i], work};
        good = pl_arena_run(inner, run_entry, &one, &over);
        pl_arena_reset(inner);
    }
    reading->scratch = outer;
    if (!good)
        pl_at_path(reading->diags, pl_error(reading->diags, PL_E_MEMORY, PL_NO_SPAN, "reading needs more memory than its limit"),
                   reading->input->name);
    return good;
}

static void warn_date(struct pl_reading *reading, const struct pl_feed_date *date)
{
    if (date->text.size && date->date.precision == PL_DATE_NONE)
        pl_warn(reading->diags, PL_W_METADATA, date->span, "'%.*s' is no date", PL_ARG(pl_str_slice(date->text, 0, 60)));
}

static void finish_entry(struct pl_reading *reading, const struct pl_feed *feed, struct pl_feed_entry *entry)
{
    (void)feed;
    pl_feed_make_plain(reading, &entry->title);
    warn_date(reading, &entry->published);
    warn_date(reading, &entry->updated);
}

static bool finish_data(struct pl_reading *reading, struct pl_feed *feed)
{
    pl_feed_make_plain(reading, &feed->title);
    pl_feed_make_plain(reading, &feed->description);
    if (!each_entry(reading, feed, finish_entry))
        return false;
    /* A feed that doesn't name itself is known by the only thing in it. */
    if (pl_str_empty(feed->title.plain) && feed->entries.count == 1)
        feed->title.plain = feed->entries.data[0].title.plain;
    return true;
}

/* --- Whole or summary ---------------------------------------------------------------------- */

/* "…", "[...]": the text breaks off. */
static bool breaks_off(pl_str text)
{
    static const pl_str ends[] = {PL_LIT_INIT("\xE2\x80\xA6"), PL_LIT_INIT("..."), PL_LIT_INIT("[\xE2\x80\xA6]"),
                                  PL_LIT_INIT("[...]"), PL_LIT_INIT("(...)"), PL_LIT_INIT("[&hellip;]"),
                                  PL_LIT_INIT("[&#8230;]"), PL_LIT_INIT("&hellip;"), PL_LIT_INIT("&#8230;")};
    text = pl_str_trim(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (pl_str_ends(text, ends[i]))
            return true;
    return false;
}

enum { WHOLE_CHARACTERS = 1200 };

/* An article's text by its length and its end: RSS has one element for both, and many feeds put all into it. */
static bool is_whole(const struct pl_feed_entry *entry, pl_str plain)
{
    if (breaks_off(plain))
        return false;
    return pl_feed_has(&entry->content) || plain.size >= WHOLE_CHARACTERS;
}

/* --- As articles ---------------------------------------------------------------------------- */

static void set(struct pl_article *article, enum pl_field field, pl_str text, const char *detail, struct pl_span span)
{
    text = pl_str_trim(text);
    if (!pl_str_empty(text))
        pl_metadata_set(article->arena, &article->metadata, field, text, PL_ORIGIN_FEED, pl_str_from(detail), span);
}

static void set_list(struct pl_article *article, enum pl_field field, const struct pl_feed_value *values, size_t count,
                     const char *detail)
{
    if (!count)
        return;
    pl_str *list = PL_NEW_ARRAY(article->arena, pl_str, count);
    for (size_t i = 0; i < count; i++)
        list[i] = values[i].text;
    pl_metadata_set_list(article->arena, &article->metadata, field, list, count, PL_ORIGIN_FEED, pl_str_from(detail),
                         values[0].span);
}

static void set_date(struct pl_article *article, enum pl_field field, const struct pl_feed_date *date, const char *detail)
{
    if (date->date.precision != PL_DATE_NONE)
        set(article, field, pl_date_iso(article->arena, date->date), detail, date->span);
}

static void set_metadata(struct pl_article *article, const struct pl_feed *feed, const struct pl_feed_entry *entry)
{
    bool has_own = entry->authors.count > 0;
    bool is_dated = entry->published.date.precision != PL_DATE_NONE;
    set(article, PL_FIELD_title, entry->title.plain, "title of the entry", entry->title.span);
    set_list(article, PL_FIELD_authors, has_own ? entry->authors.data : feed->authors.data,
             has_own ? entry->authors.count : feed->authors.count, has_own ? "author of the entry" : "author of the feed");
    set_date(article, PL_FIELD_date, is_dated ? &entry->published : &entry->updated,
             is_dated ? "published" : "updated");
    set_date(article, PL_FIELD_modified, &entry->updated, "updated");
    set(article, PL_FIELD_url, entry->link.text, "link of the entry", entry->link.span);
    set(article, PL_FIELD_identifier, entry->id.text, "id of the entry", entry->id.span);
    set(article, PL_FIELD_image, entry->image.text, "picture of the entry", entry->image.span);
    set_list(article, PL_FIELD_tags, entry->tags.data, entry->tags.count, "categories");
    set(article, PL_FIELD_site, feed->title.plain, "title of the feed", feed->title.span);
    set(article, PL_FIELD_source, entry->source.text, "source of the entry", entry->source.span);
    bool own_rights = !pl_str_empty(entry->rights.text), own_language = !pl_str_empty(entry->language.text);
    set(article, PL_FIELD_rights, own_rights ? entry->rights.text : feed->rights.text, "rights",
        own_rights ? entry->rights.span : feed->rights.span);
    set(article, PL_FIELD_language, own_language ? entry->language.text : feed->language.text, "language",
        own_language ? entry->language.span : feed->language.span);
}

static bool is_picture(const struct pl_feed_enclosure *enclosure)
{
    return pl_str_starts_ascii_nocase(enclosure->type, PL_LIT("image/"));
}

static bool has_kind(const struct pl_article *article, enum pl_kind kind)
{
    for (const struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node))
        if (node->kind == kind)
            return true;
    return false;
}

/* What is attached: a picture where the text has none, else a link to it. */
static void add_enclosures(struct pl_article *article, const struct pl_feed_entry *entry)
{
    struct pl_arena *arena = article->arena;
    bool has_picture = has_kind(article, PL_KIND_image);
    for (size_t i = 0; i < entry->enclosures.count; i++) {
        const struct pl_feed_enclosure *enclosure = &entry->enclosures.data[i];
        if (is_picture(enclosure) && has_picture)
            continue;
        struct pl_node *paragraph = pl_node_new(arena, PL_KIND_paragraph, entry->span);
        if (is_picture(enclosure)) {
            struct pl_node *image = pl_node_new(arena, PL_KIND_image, entry->span);
            pl_node_set_attribute(arena, image, PL_LIT("src"), enclosure->url);
            pl_node_set_attribute(arena, image, PL_LIT("alt"), enclosure->title);
            pl_node_append(paragraph, image);
            has_picture = true;
        } else {
            struct pl_node *link = pl_node_new(arena, PL_KIND_link, entry->span);
            pl_node_set_attribute(arena, link, PL_LIT("href"), enclosure->url);
            pl_str label = pl_str_empty(enclosure->title) ? enclosure->url : enclosure->title;
            pl_node_append(link, pl_node_new_text(arena, label, entry->span));
            pl_node_append(paragraph, link);
        }
        pl_node_append(article->body, paragraph);
    }
}

static void make_article(struct pl_reading *reading, const struct pl_feed *feed, struct pl_feed_entry *entry)
{
    struct pl_article *article = pl_reading_article(reading);
    const struct pl_feed_text *text = pl_feed_has(&entry->content) ? &entry->content : &entry->summary;
    set_metadata(article, feed, entry);
    pl_feed_build_body(reading, article, text);
    bool whole = is_whole(entry, pl_node_plain_text(reading->scratch, article->body));
    pl_metadata_set(article->arena, &article->metadata, PL_FIELD_extent, whole ? PL_LIT("full") : PL_LIT("summary"),
                    PL_ORIGIN_FEED, PL_LIT("length and end of the text"), PL_NO_SPAN);
    if (pl_feed_has(&entry->content) && pl_feed_has(&entry->summary)) {
        pl_feed_make_plain(reading, &entry->summary);
        set(article, PL_FIELD_description, entry->summary.plain, "summary of the entry", entry->summary.span);
    }
    add_enclosures(article, entry);
    pl_article_drop(article, PL_LIT(""), PL_LIT("markup of the feed"), entry->span);
}

/* What stands around the entries is the feed's own. */
static void drop_rest(struct pl_reading *reading, size_t first)
{
    if (first < reading->articles->count)
        pl_article_drop(reading->articles->data[first], PL_LIT(""), PL_LIT("markup of the feed"),
                        pl_span_of(reading->input, 0, reading->input->text.size));
}

bool pl_read_feed(struct pl_reading *reading)
{
    size_t first = reading->articles->count;
    reading->url_is_of_all = true;
    struct pl_feed *feed = read_feed(reading, false);
    if (!finish_data(reading, feed) || !each_entry(reading, feed, make_article))
        return false;
    drop_rest(reading, first);
    return true;
}

/* --- The way in for data --------------------------------------------------------------------- */

struct data_work {
    struct pl_reading reading;
    struct pl_feed *feed;
    bool is_opml;
};

static void sanitise_entry(struct pl_reading *reading, const struct pl_feed *feed, struct pl_feed_entry *entry)
{
    (void)feed;
    pl_feed_sanitise(reading, &entry->summary);
    pl_feed_sanitise(reading, &entry->content);
}

static bool run_data(void *argument)
{
    struct data_work *work = argument;
    struct pl_feed *feed = read_feed(&work->reading, work->is_opml);
    if (!finish_data(&work->reading, feed) || !each_entry(&work->reading, feed, sanitise_entry))
        return false;
    if (pl_str_empty(feed->form))
        pl_at_path(work->reading.diags,
                   pl_warn(work->reading.diags, PL_W_MARKUP, PL_NO_SPAN, "there is no feed in it"),
                   work->reading.input->name);
    work->feed = feed;
    return true;
}

struct pl_feed *pl_feed_read_input(struct pl_arena *arena, struct pl_input *input, const struct pl_read_options *options,
                                   struct pl_diags *diags)
{
    struct pl_limits defaults = pl_limits_default();
    struct data_work work = {.reading = {.arena = arena, .input = input, .options = options, .diags = diags,
                                         .limits = options->limits ? options->limits : &defaults}};
    bool over = false;
    if (pl_str_empty(input->url))
        input->url = options->url;
    pl_input_decode(arena, input, PL_SNIFF_XML, diags);
    work.is_opml = pl_format_guess(input->name, input->bytes) == PL_FORMAT_opml;
    work.reading.scratch = pl_arena_new(work.reading.limits->value[PL_LIMIT_NAME_SCRATCH_BYTES]);
    if (!work.reading.scratch) {
        pl_error_retry(diags, PL_E_MEMORY, "no memory to read '%.*s'", PL_ARG(input->name));
        return NULL;
    }
    if (!pl_arena_run(work.reading.scratch, run_data, &work, &over) && over)
        pl_at_path(diags, pl_error(diags, PL_E_MEMORY, PL_NO_SPAN, "reading needs more memory than its limit"), input->name);
    pl_arena_free(work.reading.scratch);
    return work.feed;
}

struct pl_feed *pl_feed_read_path(struct pl_arena *arena, pl_str path, const struct pl_read_options *options,
                                  struct pl_diags *diags)
{
    struct pl_input *input = PL_NEW(arena, struct pl_input);
    pl_str format = {0};
    input->name = path;
    if (!pl_read_bytes(arena, input, options, &format, diags))
        return NULL;
    return pl_feed_read_input(arena, input, options, diags);
}
