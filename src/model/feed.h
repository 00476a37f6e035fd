// SPDX-License-Identifier: MIT
/* model/feed.h: a feed as data, before its entries become articles. Everything lives in one arena. */
#ifndef PL_MODEL_FEED_H
#define PL_MODEL_FEED_H

#include "base/date.h"
#include "base/input.h"
#include "base/vec.h"

/* A text as a feed carries it. */
struct pl_feed_text {
    pl_str text;    // its own escapes undone: plain text, or HTML
    bool is_html;
    pl_str base;    // where its relative links are seen from; empty: unknown
    pl_str address; // out of line (Atom's src): where it is
    struct pl_span span;
    pl_str plain;     // titles: its characters, without markup
    pl_str sanitised; // HTML by the allow-list, links absolute: filled by pl_feed_sanitise
};

struct pl_feed_date {
    pl_str text; // as written
    struct pl_date date; // precision NONE: absent, or not understood
    struct pl_span span;
};

struct pl_feed_value {
    pl_str text;
    struct pl_span span;
};

/* Something attached: a podcast's sound, a picture. */
struct pl_feed_enclosure {
    pl_str url, type, title;
    pl_str length; // bytes, as written
};

struct pl_feed_entry {
    struct pl_feed_text title, summary, content; // content: the whole text; absent where only a summary is carried
    struct pl_feed_value link, id, rights, language, image, source;
    struct { PL_VEC(struct pl_feed_value) } authors, tags;
    struct { PL_VEC(struct pl_feed_enclosure) } enclosures;
    struct pl_feed_date published, updated;
    struct pl_span span; // all of it
};

/* A feed in a list of feeds (OPML). */
struct pl_feed_reference {
    pl_str title, url, link;
    uint32_t depth; // groups around it; a group has no url
};

struct pl_feed {
    struct pl_feed_text title, description;
    struct pl_feed_value link, self, language, rights, image;
    struct { PL_VEC(struct pl_feed_value) } authors;
    struct pl_feed_date updated;
    pl_str form; // "RSS 2.0", "Atom", "JSON Feed", "OPML"; empty: nothing of a feed was found
    struct { PL_VEC(struct pl_feed_entry) } entries;
    struct { PL_VEC(struct pl_feed_reference) } references; // OPML
};

#endif
