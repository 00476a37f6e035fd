// SPDX-License-Identifier: MIT
/* ingest/read.c: one input → articles: find the format, decode, hand to its reader, finish. */
#include "ingest/read.h"

#include "base/file.h"
#include "base/unit.h"
#include "ingest/encoding.h"
#include "ingest/fetch.h"
#include "ingest/format.h"
#include "ingest/language.h"
#include "ingest/resource.h"
#include "model/walk.h"

struct pl_article *pl_reading_article(struct pl_reading *reading)
{
    struct pl_article *article = pl_article_new(reading->arena, reading->input);
    *PL_PUSH(reading->arena, reading->articles) = article;
    return article;
}

/* --- Scratch ------------------------------------------------------------------------- */

/* Scratch is freed with this input; tied to the articles' arena as well, for when that one unwinds. */
struct scratch {
    struct pl_arena *arena;
};

static void free_scratch(void *thing)
{
    struct scratch *scratch = thing;
    pl_arena_free(scratch->arena);
    scratch->arena = NULL;
}

/* --- One format ---------------------------------------------------------------------- */

struct work {
    struct pl_reading *reading;
    enum pl_format format;
};

static bool run_reader(void *argument)
{
    struct work *work = argument;
    switch (work->format) {
#define FORMAT(name, extensions, reader, sniff, what)                                              \
    case PL_FORMAT_##name:                                                                         \
        return pl_read_##reader(work->reading);
#include "ingest/formats.def"
#undef FORMAT
    case PL_FORMAT_COUNT:
        break;
    }
    PL_UNREACHABLE("every format has a reader");
}

static bool holds_something(const struct pl_article *article)
{
    if (article->rendered.data)
        return true;
    for (const struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if (node->kind == PL_KIND_image || node->kind == PL_KIND_rule || node->kind == PL_KIND_table)
            return true;
        if (node->kind == PL_KIND_text && !pl_str_empty(pl_str_trim(node->text)))
            return true;
    }
    return pl_metadata_has(&article->metadata, PL_FIELD_title);
}

/* An article past LIMIT(NODES) ends where the limit is met, at the end of a block of its body. */
static void bound_nodes(struct pl_reading *reading, struct pl_article *article)
{
    uint64_t most = reading->limits->value[PL_LIMIT_NAME_NODES], count = 0;
    struct pl_node *block = article->body->first;
    for (; block && count <= most; block = block->next)
        for (const struct pl_node *node = block; node && count <= most; node = pl_node_next_in(block, node))
            count++;
    if (count <= most)
        return;
    block = block ? block->previous : article->body->last; // in which the limit was met
    pl_warn(reading->diags, PL_W_TRUNCATED, block->span, "the article has more than %llu nodes; the rest from here was left out",
            (unsigned long long)most);
    while (block) {
        struct pl_node *next = block->next;
        pl_article_drop(article, pl_node_plain_text(reading->arena, block), PL_LIT("past the limit of nodes"), block->span);
        pl_node_remove(block);
        block = next;
    }
}

static void complete(struct pl_reading *reading, struct pl_article *article)
{
    bound_nodes(reading, article);
    if (!pl_str_empty(reading->options->url) && !reading->url_is_of_all)
        pl_metadata_set(reading->arena, &article->metadata, PL_FIELD_url, reading->options->url,
                        PL_ORIGIN_MARKUP, PL_LIT("--url"), PL_NO_SPAN);
    pl_resources_load(article, reading->options, reading->limits, reading->diags);
    pl_article_find_language(article);
    pl_article_mark_foreign(article);
    pl_article_finish(article, reading->diags);
}

static bool finish_articles(struct pl_reading *reading, size_t first)
{
    bool any = false;
    for (size_t i = first; i < reading->articles->count; i++) {
        complete(reading, reading->articles->data[i]);
        any = any || holds_something(reading->articles->data[i]);
    }
    if (any)
        return true;
    reading->articles->count = first;
    struct pl_diag *diag = pl_error(reading->diags, PL_E_EMPTY, PL_NO_SPAN, "there is no text in it");
    pl_at_path(reading->diags, diag, reading->input->name);
    return false;
}

static bool read_as(struct pl_reading *reading, enum pl_format format)
{
    struct scratch *scratch = PL_NEW(reading->arena, struct scratch);
    pl_arena_defer(reading->arena, free_scratch, scratch);
    scratch->arena = pl_arena_new(reading->limits->value[PL_LIMIT_NAME_SCRATCH_BYTES]);
    if (!scratch->arena) {
        pl_error_retry(reading->diags, PL_E_MEMORY, "no memory to read '%.*s'", PL_ARG(reading->input->name));
        return false;
    }
    reading->scratch = scratch->arena;
    struct work work = {reading, format};
    bool over_limit = false;
    bool good = pl_arena_run(scratch->arena, run_reader, &work, &over_limit);
    if (over_limit) {
        struct pl_diag *diag = pl_error(reading->diags, PL_E_MEMORY, PL_NO_SPAN,
                                        "reading needs more memory than its limit");
        pl_at_path(reading->diags, diag, reading->input->name);
    }
    free_scratch(scratch);
    return good;
}

/* --- The way in ---------------------------------------------------------------------- */

/* Standard input has no name to go by: say what it was taken for. */
static void say_guess(const struct pl_input *input, enum pl_format format, struct pl_diags *diags)
{
    if (!pl_str_eq(input->name, PL_LIT("<stdin>")))
        return;
    struct pl_diag *diag = pl_note(diags, PL_N_FORMAT, PL_NO_SPAN, "read as %.*s", PL_ARG(pl_formats(&(size_t){0})[format].name));
    pl_at_path(diags, diag, input->name);
    pl_hint(diags, diag, "--from says it otherwise");
}

static bool choose_format(const struct pl_input *input, const struct pl_read_options *options,
                          enum pl_format *format, struct pl_diags *diags)
{
    if (pl_str_empty(options->from)) {
        *format = pl_format_guess(input->name, input->bytes);
        if (*format != PL_FORMAT_COUNT) {
            say_guess(input, *format, diags);
            return true;
        }
        struct pl_diag *unknown = pl_error(diags, PL_E_FORMAT, PL_NO_SPAN, "this isn't text of a format that is read");
        pl_at_path(diags, unknown, input->name);
        pl_hint(diags, unknown, "inputs are Markdown, plain text, HTML or feeds; --from says which one");
        return false;
    }
    *format = pl_format_find(options->from);
    if (*format != PL_FORMAT_COUNT)
        return true;
    struct pl_diag *diag = pl_error(diags, PL_E_FORMAT, PL_NO_SPAN, "there is no format '%.*s'",
                                    PL_ARG(options->from));
    pl_hint(diags, diag, "the formats are markdown, commonmark, gfm, text, web, html, feed, opml, ninjs, nitf, newsml");
    return false;
}

bool pl_read_input(struct pl_arena *arena, struct pl_input *input, const struct pl_read_options *options,
                   struct pl_articles *articles, struct pl_diags *diags)
{
    struct pl_limits defaults = pl_limits_default();
    struct pl_reading reading = {.arena = arena, .input = input, .options = options,
                                 .limits = options->limits ? options->limits : &defaults,
                                 .articles = articles, .diags = diags};
    enum pl_format format;
    if (!choose_format(input, options, &format, diags))
        return false;
    if (input->bytes.size > UINT32_MAX / 4) { // spans are 32 bits, and decoding may triple
        struct pl_diag *diag = pl_error(diags, PL_E_LIMIT, PL_NO_SPAN, "the input is larger than 1 GiB");
        pl_at_path(diags, diag, input->name);
        return false;
    }
    if (pl_str_empty(input->url))
        input->url = options->url;
    pl_input_decode(arena, input, pl_format_sniff(format), diags);
    size_t first = articles->count;
    PL_TRACE(options->trace, ingest, "%.*s: read as %.*s", PL_ARG(input->name),
             PL_ARG(pl_formats(&(size_t){0})[format].name));
    return read_as(&reading, format) && finish_articles(&reading, first);
}

/* What a server calls its answer, where that decides the format. */
static pl_str format_of_type(pl_str media_type)
{
    static const struct {
        pl_str type, format;
    } rows[] = {{PL_LIT_INIT("text/html"), PL_LIT_INIT("web")},
                {PL_LIT_INIT("application/xhtml+xml"), PL_LIT_INIT("web")},
                {PL_LIT_INIT("application/rss+xml"), PL_LIT_INIT("feed")},
                {PL_LIT_INIT("application/atom+xml"), PL_LIT_INIT("feed")},
                {PL_LIT_INIT("application/feed+json"), PL_LIT_INIT("feed")},
                {PL_LIT_INIT("text/x-opml"), PL_LIT_INIT("opml")},
                {PL_LIT_INIT("text/markdown"), PL_LIT_INIT("markdown")}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pl_str_eq(rows[i].type, media_type))
            return rows[i].format;
    return (pl_str){0};
}

static bool no_fetcher(pl_str url, struct pl_diags *diags)
{
    struct pl_diag *diag = pl_error(diags, PL_E_FILE_READ, PL_NO_SPAN, "the input is a web address");
    pl_at_path(diags, diag, url);
    pl_hint(diags, diag, "say --fetch to have it read, or save it and give its address with --url");
    return false;
}

bool pl_read_bytes(struct pl_arena *arena, struct pl_input *input, const struct pl_read_options *options,
                   pl_str *format, struct pl_diags *diags)
{
    struct pl_limits defaults = pl_limits_default();
    const struct pl_limits *limits = options->limits ? options->limits : &defaults;
    uint64_t limit = limits->value[PL_LIMIT_NAME_INPUT_BYTES];
    struct pl_fetched fetched;
    pl_str why, path = input->name;
    if (!pl_url_is_web(path)) {
        bool is_standard = pl_str_eq(path, PL_LIT("-"));
        input->name = is_standard ? PL_LIT("<stdin>") : path;
        input->folder = is_standard ? PL_LIT(".") : pl_path_folder(arena, path);
        return pl_file_read(arena, path, limit, &input->bytes, diags);
    }
    if (!options->fetcher)
        return no_fetcher(path, diags);
    if (!pl_fetch(options->fetcher, arena, path, limit, &fetched, &why)) {
        pl_at_path(diags, pl_error(diags, PL_E_FETCH, PL_NO_SPAN, "it can't be fetched: %.*s", PL_ARG(why)), path);
        return false;
    }
    input->bytes = fetched.bytes;
    input->url = pl_str_empty(options->url) ? fetched.url : options->url;
    input->charset = fetched.charset;
    *format = format_of_type(fetched.media_type);
    return true;
}

bool pl_read_path(struct pl_arena *arena, pl_str path, const struct pl_read_options *options,
                  struct pl_articles *articles, struct pl_diags *diags)
{
    struct pl_input *input = PL_NEW(arena, struct pl_input);
    struct pl_read_options said = *options;
    pl_str format = {0};
    input->name = path;
    if (!pl_read_bytes(arena, input, options, &format, diags))
        return false;
    if (pl_str_empty(said.from))
        said.from = format;
    if (pl_url_is_web(path))
        said.url = input->url;
    return pl_read_input(arena, input, &said, articles, diags);
}
