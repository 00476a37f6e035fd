// SPDX-License-Identifier: MIT
/* ingest/resource.c: a picture's reference → bytes inside the allowed folders, or a warning. */
#include "ingest/resource.h"

#include "base/data_url.h"
#include "base/file.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "image/picture.h"
#include "ingest/fetch.h"
#include "model/walk.h"

struct loader {
    struct pl_article *article;
    const struct pl_read_options *options;
    const struct pl_limits *limits;
    struct pl_diags *diags;
    struct pl_map seen;
};

/* --- files --------------------------------------------------------------------------- */

/* "https:", "file:" …; a single letter is a drive, and no scheme we know. RFC 3986 §3.1 */
static bool has_scheme(pl_str reference)
{
    size_t i = 0;
    while (i < reference.size && (pl_ascii_is_alnum(reference.data[i]) || strchr("+.-", reference.data[i])))
        i++;
    return i > 1 && i < reference.size && reference.data[i] == ':' && pl_ascii_is_alpha(reference.data[0]);
}

static bool is_remote(pl_str reference)
{
    return pl_str_starts(reference, PL_LIT("//")) || has_scheme(reference);
}

/* Without a query or fragment, which name nothing in a folder. */
static pl_str file_part(pl_str reference)
{
    for (size_t i = 0; i < reference.size; i++)
        if (reference.data[i] == '?' || reference.data[i] == '#')
            return pl_str_slice(reference, 0, i);
    return reference;
}

/* Below a resource path by its own name, or by its way from an input that lies below the same path: "../img/a.jpg" of
 * articles/today.md where the path is the folder of both. */
static bool load_from(struct loader *loader, pl_str path, pl_str folder, pl_str reference, pl_str *bytes, pl_str *why)
{
    struct pl_arena *arena = loader->article->arena;
    uint64_t limit = loader->limits->value[PL_LIMIT_NAME_IMAGE_BYTES];
    if (pl_file_read_beneath(arena, path, reference, limit, bytes, why))
        return true;
    pl_str way;
    if (pl_str_empty(folder) || !pl_path_is_within(arena, path, folder, &way))
        return false;
    struct pl_strbuf from_path = PL_STRBUF(arena);
    for (size_t i = 0; i < way.size; i++) {
        if (way.data[i] == '%') // a reference is percent-decoded, the way is none
            pl_strbuf_add(&from_path, PL_LIT("%25"));
        else
            pl_strbuf_add_byte(&from_path, way.data[i]);
    }
    pl_strbuf_addf(&from_path, "/%.*s", PL_ARG(reference));
    pl_str whole = pl_strbuf_str(&from_path);
    return pl_file_read_beneath(arena, path, pl_str_slice(whole, way.size ? 0 : 1, whole.size), limit, bytes, why);
}

static bool load_file(struct loader *loader, pl_str reference, pl_str *bytes, pl_str *why)
{
    struct pl_arena *arena = loader->article->arena;
    uint64_t limit = loader->limits->value[PL_LIMIT_NAME_IMAGE_BYTES];
    pl_str folder = loader->article->input ? loader->article->input->folder : (pl_str){0};
    *why = PL_LIT("the input has no folder to look in");
    if (!pl_str_empty(folder)) {
        if (pl_file_read_beneath(arena, folder, reference, limit, bytes, why))
            return true;
        pl_str stripped = file_part(reference), ignored;
        if (stripped.size != reference.size &&
            pl_file_read_beneath(arena, folder, stripped, limit, bytes, &ignored))
            return true;
    }
    for (size_t i = 0; i < loader->options->resource_path_count; i++)
        if (load_from(loader, loader->options->resource_paths[i], folder, file_part(reference), bytes, why))
            return true;
    return false;
}

/* --- one reference ------------------------------------------------------------------- */

static void report(struct loader *loader, enum pl_code code, struct pl_span span, pl_str reference, pl_str why)
{
    pl_str shown = pl_str_slice(reference, 0, 120);
    struct pl_diag *diag = pl_warn(loader->diags, code, span, "picture '%.*s%s': %.*s", PL_ARG(shown),
                                   shown.size < reference.size ? "…" : "", PL_ARG(why));
    if (code == PL_W_PICTURE_REMOTE)
        pl_hint(loader->diags, diag, "say --fetch to have it fetched, or save it beside the input and refer to it there");
    else if (pl_str_starts(reference, PL_LIT("../")))
        pl_hint(loader->diags, diag, "--resource-path FOLDER names a folder above that pictures may come from");
}

static bool load_remote(struct loader *loader, pl_str reference, struct pl_span span, pl_str *bytes)
{
    struct pl_fetched fetched;
    pl_str why = PL_LIT("it lies elsewhere and is not fetched"), url = reference;
    if (pl_str_starts(url, PL_LIT("//")))
        url = pl_str_format(loader->article->arena, "https:%.*s", PL_ARG(url));
    if (loader->options->fetcher && pl_fetch(loader->options->fetcher, loader->article->arena, url,
                                             loader->limits->value[PL_LIMIT_NAME_IMAGE_BYTES], &fetched, &why)) {
        *bytes = fetched.bytes;
        return true;
    }
    report(loader, loader->options->fetcher ? PL_W_PICTURE : PL_W_PICTURE_REMOTE, span, reference, why);
    return false;
}

static void load(struct loader *loader, pl_str reference, struct pl_span span)
{
    if (pl_str_empty(reference) || pl_map_lookup(&loader->seen, reference))
        return;
    *pl_map_at(&loader->seen, reference) = loader;
    struct pl_resource resource = {.reference = reference};
    pl_str bytes = {0}, why = {0};
    struct pl_picture picture;
    if (pl_str_starts_ascii_nocase(reference, PL_LIT("data:"))) {
        if (!pl_data_url_read(loader->article->arena, reference, &bytes, &why))
            report(loader, PL_W_PICTURE, span, reference, why);
    } else if (is_remote(reference)) {
        load_remote(loader, reference, span, &bytes);
    } else if (!load_file(loader, reference, &bytes, &why)) {
        report(loader, PL_W_PICTURE, span, reference, why);
    }
    if (!pl_str_empty(bytes)) {
        if (pl_picture_probe_within(bytes, loader->limits->value[PL_LIMIT_NAME_IMAGE_PIXELS], &picture, &why)) {
            resource.bytes = bytes;
            resource.media_type = picture.media_type;
            resource.extension = picture.extension;
            resource.width = picture.width;
            resource.height = picture.height;
        } else {
            report(loader, PL_W_PICTURE, span, reference, why);
        }
    }
    *PL_PUSH(loader->article->arena, &loader->article->resources) = resource;
}

/* --- What isn't there ---------------------------------------------------------------- */

/* The last part of a path, as a person may read it: "gauge.jpg". */
static pl_str file_name(pl_str reference)
{
    pl_str path = file_part(reference);
    size_t at = path.size;
    while (at && path.data[at - 1] != '/')
        at--;
    return at < path.size ? pl_str_slice(path, at, path.size) : reference;
}

/* A picture that stays on the web: a link to it, in its own words. */
static void become_link(struct pl_article *article, struct pl_node *image)
{
    struct pl_arena *arena = article->arena;
    pl_str src = pl_node_attribute(image, PL_LIT("src")), label = pl_str_trim(pl_node_attribute(image, PL_LIT("alt")));
    const struct pl_resource *resource = pl_article_resource(article, src);
    if (!pl_url_is_web(src) || (resource && !pl_str_empty(resource->bytes)))
        return;
    for (const struct pl_node *up = image->parent; up; up = up->parent)
        if (up->kind == PL_KIND_link)
            return; // its text stands for it there
    struct pl_node *link = pl_node_new(arena, PL_KIND_link, image->span);
    pl_node_set_attribute(arena, link, PL_LIT("href"), src);
    pl_node_append(link, pl_node_new_text(arena, pl_str_empty(label) ? file_name(src) : label, image->span));
    pl_node_insert_before(image, link);
    pl_node_remove(image);
}

static void make_links(struct pl_article *article, struct pl_node *root)
{
    for (struct pl_node *node = root, *next; node; node = next) {
        next = pl_node_next_in(root, node);
        if (node->kind == PL_KIND_image)
            become_link(article, node);
    }
}

static void load_all(struct loader *loader, struct pl_node *root)
{
    for (struct pl_node *node = root; node; node = pl_node_next_in(root, node))
        if (node->kind == PL_KIND_image)
            load(loader, pl_node_attribute(node, PL_LIT("src")), node->span);
    if (loader->options->links_for_remote)
        make_links(loader->article, root);
}

void pl_resources_load(struct pl_article *article, const struct pl_read_options *options,
                       const struct pl_limits *limits, struct pl_diags *diags)
{
    struct loader loader = {.article = article, .options = options, .limits = limits, .diags = diags,
                            .seen = PL_MAP(article->arena)};
    load_all(&loader, article->body);
    for (size_t i = 0; i < article->notes.count; i++)
        load_all(&loader, article->notes.data[i]);
}
