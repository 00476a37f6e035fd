// SPDX-License-Identifier: MIT
/* ingest/url.c: a relative reference seen from where it stands. RFC 3986 §5.2 */
#include "base/strbuf.h"
#include "ingest/html_tree.h"

struct parts {
    pl_str scheme, authority, path, query; // query with its "?"; the fragment stays with the reference
    bool has_authority;
};

static struct parts take_apart(pl_str url)
{
    struct parts parts = {0};
    size_t i = 0;
    while (i < url.size && (pl_ascii_is_alnum(url.data[i]) || strchr("+.-", url.data[i])))
        i++;
    if (i && i < url.size && url.data[i] == ':' && pl_ascii_is_alpha(url.data[0])) {
        parts.scheme = pl_str_slice(url, 0, i);
        url = pl_str_slice(url, i + 1, url.size);
    }
    if (pl_str_starts(url, PL_LIT("//"))) {
        for (i = 2; i < url.size && !strchr("/?#", url.data[i]);)
            i++;
        parts.authority = pl_str_slice(url, 2, i);
        parts.has_authority = true;
        url = pl_str_slice(url, i, url.size);
    }
    for (i = 0; i < url.size && !strchr("?#", url.data[i]);)
        i++;
    parts.path = pl_str_slice(url, 0, i);
    parts.query = pl_str_slice(url, i, url.size);
    return parts;
}

/* Without "." and ".." segments. §5.2.4 */
static void add_path(struct pl_strbuf *out, pl_str path)
{
    size_t floor = out->size;
    while (path.size) {
        size_t end = pl_str_find_byte(path, '/', 1);
        pl_str segment = pl_str_slice(path, 0, end == SIZE_MAX ? path.size : end);
        path = pl_str_slice(path, segment.size, path.size);
        bool is_last = path.size == 0;
        if (pl_str_eq(segment, PL_LIT("/..")) || pl_str_eq(segment, PL_LIT(".."))) {
            size_t cut = out->size;
            while (cut > floor && out->data[cut - 1] != '/')
                cut--;
            pl_strbuf_truncate(out, cut > floor ? cut - 1 : floor);
        } else if (!pl_str_eq(segment, PL_LIT("/.")) && !pl_str_eq(segment, PL_LIT("."))) {
            pl_strbuf_add(out, segment);
            continue;
        }
        if (is_last)
            pl_strbuf_add_byte(out, '/');
    }
}

pl_str pl_url_join(struct pl_arena *arena, pl_str base, pl_str reference)
{
    if (pl_str_empty(base) || pl_str_empty(reference) || reference.data[0] == '#')
        return reference;
    struct parts from = take_apart(base), to = take_apart(reference);
    if (!pl_str_empty(to.scheme) || pl_str_empty(from.scheme))
        return reference;
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, from.scheme);
    pl_strbuf_add_byte(&out, ':');
    if (from.has_authority || to.has_authority) {
        pl_strbuf_add(&out, PL_LIT("//"));
        pl_strbuf_add(&out, to.has_authority ? to.authority : from.authority);
    }
    if (to.has_authority || pl_str_starts(to.path, PL_LIT("/"))) {
        add_path(&out, to.path);
    } else if (pl_str_empty(to.path)) {
        size_t fragment = pl_str_find_byte(from.query, '#', 0);
        pl_strbuf_add(&out, from.path);
        if (!pl_str_starts(to.query, PL_LIT("?")))
            pl_strbuf_add(&out, pl_str_slice(from.query, 0, fragment == SIZE_MAX ? from.query.size : fragment));
    } else {
        struct pl_strbuf merged = PL_STRBUF(arena);
        size_t cut = from.path.size;
        while (cut && from.path.data[cut - 1] != '/')
            cut--;
        if (!cut)
            pl_strbuf_add_byte(&merged, '/');
        pl_strbuf_add(&merged, pl_str_slice(from.path, 0, cut));
        pl_strbuf_add(&merged, to.path);
        add_path(&out, pl_strbuf_str(&merged));
    }
    pl_strbuf_add(&out, to.query);
    return pl_strbuf_str(&out);
}
