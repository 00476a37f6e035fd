// SPDX-License-Identifier: MIT
/* ingest/html_embed.c: what stands on paper for pictures that load late, players and embedded pages. */
#include "ingest/html_embed.h"

#include "ingest/sanitize.h"

/* --- Pictures ------------------------------------------------------------------------ */

/* The candidate of a srcset with the largest width or density. HTML Standard §4.8.4.2 */
static pl_str best_candidate(pl_str srcset)
{
    pl_str best = {0};
    double most = -1;
    for (size_t i = 0; i < srcset.size;) {
        while (i < srcset.size && (pl_ascii_is_space(srcset.data[i]) || srcset.data[i] == ','))
            i++;
        size_t start = i;
        while (i < srcset.size && !pl_ascii_is_space(srcset.data[i]))
            i++;
        pl_str url = pl_str_slice(srcset, start, i);
        bool ended = url.size && url.data[url.size - 1] == ',';
        while (url.size && url.data[url.size - 1] == ',')
            url.size--;
        start = i;
        while (!ended && i < srcset.size && srcset.data[i] != ',')
            i++;
        pl_str descriptor = pl_str_trim(pl_str_slice(srcset, start, i));
        double size = 1;
        if (descriptor.size && !pl_str_to_double(pl_str_slice(descriptor, 0, descriptor.size - 1), &size))
            size = 1;
        if (url.size && size > most) {
            most = size;
            best = url;
        }
    }
    return best;
}

static bool is_placeholder(pl_str src)
{
    return pl_str_empty(src) || pl_str_starts_ascii_nocase(src, PL_LIT("data:image/gif")) ||
           pl_str_starts_ascii_nocase(src, PL_LIT("data:image/svg")) ||
           (pl_str_starts_ascii_nocase(src, PL_LIT("data:")) && src.size < 400) ||
           pl_str_starts_ascii_nocase(src, PL_LIT("about:")) ||
           pl_str_contains_ascii_nocase(src, PL_LIT("placeholder")) ||
           pl_str_contains_ascii_nocase(src, PL_LIT("/blank.")) || pl_str_contains_ascii_nocase(src, PL_LIT("/spacer."));
}

/* "/a/b.jpg", "b.webp?w=800": a value that names a picture. */
static bool names_picture(pl_str value)
{
    static const pl_str endings[] = {PL_LIT_INIT(".jpg"), PL_LIT_INIT(".jpeg"), PL_LIT_INIT(".png"),
                                     PL_LIT_INIT(".webp"), PL_LIT_INIT(".gif"), PL_LIT_INIT(".avif")};
    size_t query = pl_str_find_byte(value, '?', 0);
    pl_str path = pl_str_slice(value, 0, query == SIZE_MAX ? value.size : query);
    if (path.size < 6 || path.size > 2000 || pl_str_find_byte(path, ' ', 0) != SIZE_MAX || pl_str_find_byte(path, '{', 0) != SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (path.size > endings[i].size &&
            pl_str_eq_ascii_nocase(pl_str_slice(path, path.size - endings[i].size, path.size), endings[i]))
            return true;
    return false;
}

/* Each script that loads pictures late has a name of its own for where they are. */
static pl_str other_source(const GumboNode *element)
{
    const GumboVector *attributes = &element->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        const GumboAttribute *attribute = attributes->data[i];
        pl_str value = pl_str_trim(pl_str_from(attribute->value));
        if (pl_str_starts(pl_str_from(attribute->name), PL_LIT("data-")) && names_picture(value) && !is_placeholder(value))
            return value;
    }
    return (pl_str){0};
}

static pl_str source_of(const GumboNode *element)
{
    static const char *const lazy[] = {"data-src", "data-original", "data-lazy-src", "data-lazyload",
                                       "data-hi-res-src", "data-full-src", "data-img-src"};
    static const char *const sets[] = {"srcset", "data-srcset", "data-lazy-srcset"};
    pl_str src = pl_str_trim(pl_html_attribute(element, "src"));
    if (!is_placeholder(src))
        return src;
    for (size_t i = 0; i < sizeof lazy / sizeof *lazy; i++) {
        pl_str value = pl_str_trim(pl_html_attribute(element, lazy[i]));
        if (!is_placeholder(value))
            return value;
    }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        pl_str value = best_candidate(pl_html_attribute(element, sets[i]));
        if (!is_placeholder(value))
            return value;
    }
    pl_str other = other_source(element);
    if (!pl_str_empty(other))
        return other;
    if (!pl_str_eq(pl_html_name(element->parent), PL_LIT("picture")))
        return (pl_str){0};
    for (size_t i = 0; i < pl_html_child_count(element->parent); i++)
        for (size_t s = 0; s < 2; s++) {
            pl_str value = best_candidate(pl_html_attribute(pl_html_child(element->parent, i), sets[s]));
            if (!is_placeholder(value))
                return value;
        }
    return (pl_str){0}; // a placeholder alone shows nothing
}

static bool is_pixel(const GumboNode *element)
{
    int64_t width, height;
    return pl_str_to_int64(pl_html_attribute(element, "width"), &width) &&
           pl_str_to_int64(pl_html_attribute(element, "height"), &height) && width <= 2 && height <= 2;
}

bool pl_html_has_source(const GumboNode *element)
{
    return !pl_str_empty(source_of(element));
}

bool pl_html_complete_image(struct pl_html_build *build, const GumboNode *element, struct pl_node *node)
{
    struct pl_arena *arena = build->article->arena;
    if (build->policy == PL_HTML_AUTHORED)
        return true;
    pl_str src = source_of(element);
    if (is_pixel(element) || pl_str_empty(src) || !pl_url_is_allowed(src, true))
        return false;
    src = pl_url_join(arena, build->base_url, pl_str_copy(arena, src));
    pl_node_set_attribute(arena, node, PL_LIT("src"), src);
    return true;
}

/* --- Players ------------------------------------------------------------------------- */

static pl_str address_of(const GumboNode *element)
{
    static const char *const names[] = {"src", "data-src", "data"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pl_html_has_attribute(element, names[i]))
            return pl_str_trim(pl_html_attribute(element, names[i]));
    const GumboNode *source = pl_html_find(element, GUMBO_TAG_SOURCE);
    return source ? pl_str_trim(pl_html_attribute(source, "src")) : (pl_str){0};
}

/* "https://host/path" → "host/path", for a person to read. */
static pl_str readable(pl_str url)
{
    size_t scheme = pl_str_find(url, PL_LIT("://"), 0);
    if (scheme != SIZE_MAX)
        url = pl_str_slice(url, scheme + 3, url.size);
    size_t query = pl_str_find_byte(url, '?', 0);
    return pl_str_slice(url, 0, query == SIZE_MAX ? url.size : query);
}

static struct pl_node *link_to(struct pl_html_build *build, const GumboNode *element, pl_str url)
{
    struct pl_arena *arena = build->article->arena;
    struct pl_span span = pl_html_span(build->page, element);
    pl_str label = pl_str_trim(pl_html_attribute(element, "title"));
    if (pl_str_empty(label))
        label = readable(url);
    struct pl_node *link = pl_node_new(arena, PL_KIND_link, span);
    pl_node_set_attribute(arena, link, PL_LIT("href"), url);
    pl_node_append(link, pl_node_new_text(arena, pl_str_copy(arena, label), span));
    build->node_count += 2;
    return link;
}

struct pl_node *pl_html_embed(struct pl_html_build *build, const GumboNode *element)
{
    struct pl_arena *arena = build->article->arena;
    pl_str url = address_of(element), poster = pl_str_trim(pl_html_attribute(element, "poster"));
    if (pl_str_empty(url) || !pl_url_is_allowed(url, false) || pl_str_starts(url, PL_LIT("about:")))
        return NULL;
    url = pl_url_join(arena, build->base_url, pl_str_copy(arena, url));
    struct pl_span span = pl_html_span(build->page, element);
    struct pl_node *link = link_to(build, element, url);
    if (pl_str_empty(poster) || !pl_url_is_allowed(poster, true)) {
        struct pl_node *paragraph = pl_node_new(arena, PL_KIND_paragraph, span);
        pl_node_append(paragraph, link);
        return paragraph;
    }
    struct pl_node *figure = pl_node_new(arena, PL_KIND_figure, span);
    struct pl_node *image = pl_node_new(arena, PL_KIND_image, span);
    struct pl_node *caption = pl_node_new(arena, PL_KIND_caption, span);
    pl_node_set_attribute(arena, image, PL_LIT("src"),
                          pl_url_join(arena, build->base_url, pl_str_copy(arena, poster)));
    pl_node_set_attribute(arena, image, PL_LIT("alt"), PL_LIT(""));
    struct pl_node *frame = pl_node_new(arena, PL_KIND_division, span);
    pl_node_append(frame, image);
    pl_node_append(figure, frame);
    pl_node_append(caption, link);
    pl_node_append(figure, caption);
    return figure;
}

pl_str pl_html_drop_reason(const GumboNode *element)
{
    if (pl_html_is(element, GUMBO_TAG_SCRIPT))
        return PL_LIT("script");
    if (pl_html_is(element, GUMBO_TAG_STYLE) || pl_html_is(element, GUMBO_TAG_LINK))
        return PL_LIT("style sheet");
    if (element->type == GUMBO_NODE_TEMPLATE)
        return PL_LIT("template");
    if (pl_str_eq(pl_html_name(element), PL_LIT("svg")))
        return PL_LIT("inline drawing");
    if (pl_html_is(element, GUMBO_TAG_META) || pl_html_is(element, GUMBO_TAG_BASE) ||
        pl_html_is(element, GUMBO_TAG_TITLE))
        return PL_LIT("data about the page");
    return PL_LIT("control of a form");
}
