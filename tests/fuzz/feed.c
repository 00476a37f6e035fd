// SPDX-License-Identifier: MIT
/* tests/fuzz/feed.c: bytes of a feed or a list of feeds give sound articles, safe HTML, or one error. */
#include "ingest/feed.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "export/feed_json.h"
#include "model/invariant.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Written from the allow-list: nothing that runs or loads may stand in it as a tag. */
static void check_safe(pl_str html)
{
    static const pl_str tags[] = {PL_LIT_INIT("<script"), PL_LIT_INIT("<style"), PL_LIT_INIT("<iframe"),
                                  PL_LIT_INIT("<object"), PL_LIT_INIT("<embed"), PL_LIT_INIT("<meta"),
                                  PL_LIT_INIT("<link"), PL_LIT_INIT("<form"), PL_LIT_INIT("<base")};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (pl_str_contains_ascii_nocase(html, tags[i]))
            abort();
}

static void read_as_data(struct pl_arena *arena, pl_str name, pl_str bytes)
{
    struct pl_input input = {.name = name, .bytes = bytes};
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_read_options options = {.url = PL_LIT("https://courier.example/feed.xml")};
    struct pl_strbuf out = PL_STRBUF(arena);
    const struct pl_feed *feed = pl_feed_read_input(arena, &input, &options, &diags);
    if (!feed)
        return;
    for (size_t i = 0; i < feed->entries.count; i++) {
        check_safe(feed->entries.data[i].summary.sanitised);
        check_safe(feed->entries.data[i].content.sanitised);
    }
    pl_feed_json_write(&out, feed);
}

static void read_as_articles(struct pl_arena *arena, pl_str from, pl_str bytes)
{
    struct pl_input input = {.name = PL_LIT("feed"), .bytes = bytes};
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_read_options options = {.from = from};
    struct pl_articles articles = {0};
    bool good = pl_read_input(arena, &input, &options, &articles, &diags);
    pl_str why;
    if (!good && articles.count)
        abort();
    for (size_t i = 0; i < articles.count; i++)
        if (!pl_article_is_sound(arena, articles.data[i], &why))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pl_arena *arena = pl_arena_new(0);
    pl_str text = {(const char *)bytes, size};
    read_as_data(arena, PL_LIT("feed.xml"), text);
    read_as_data(arena, PL_LIT("feeds.opml"), text);
    read_as_articles(arena, PL_LIT("feed"), text);
    read_as_articles(arena, PL_LIT("opml"), text);
    pl_arena_free(arena);
    return 0;
}
