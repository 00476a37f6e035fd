// SPDX-License-Identifier: MIT
/* layout/background_picture.c: url() of backgrounds → pictures, before pages are made. */
#include "base/data_url.h"
#include "base/file.h"
#include "layout/background.h"

/* What came of looking for one. */
struct background_picture {
    struct pl_picture picture;
    bool is_there;
};

/* "https:", "file:" … or "//host": RFC 3986 §3.1. */
static bool is_remote(pl_str reference)
{
    size_t i = 0;
    while (i < reference.size &&
           (pl_ascii_is_alnum(reference.data[i]) || strchr("+.-", reference.data[i])))
        i++;
    return pl_str_starts(reference, PL_LIT("//")) ||
           (i > 1 && i < reference.size && reference.data[i] == ':');
}

static bool read_bytes(struct pl_backgrounds *backgrounds, const struct pl_css_value *url,
                       pl_str *bytes, enum pl_code *code, pl_str *why)
{
    if (pl_str_starts_ascii_nocase(url->text, PL_LIT("data:")))
        return pl_data_url_read(backgrounds->arena, url->text, bytes, why);
    if (is_remote(url->text)) {
        *code = PL_W_PICTURE_REMOTE;
        *why = PL_LIT("it lies elsewhere and is not fetched");
        return false;
    }
    if (pl_str_empty(url->folder)) {
        *why = PL_LIT("the sheet has no folder to look in");
        return false;
    }
    return pl_file_read_beneath(backgrounds->arena, url->folder, url->text,
                                backgrounds->limits->value[PL_LIMIT_NAME_IMAGE_BYTES], bytes, why);
}

static struct background_picture *look_for(struct pl_backgrounds *backgrounds,
                                           const struct pl_css_value *url)
{
    struct background_picture *found = PL_NEW(backgrounds->arena, struct background_picture);
    pl_str bytes, why = {0}, shown = pl_str_slice(url->text, 0, 120);
    enum pl_code code = PL_W_PICTURE;
    found->is_there = read_bytes(backgrounds, url, &bytes, &code, &why) &&
                      pl_picture_probe_within(
                          bytes, backgrounds->limits->value[PL_LIMIT_NAME_IMAGE_PIXELS],
                          &found->picture, &why);
    if (!found->is_there)
        pl_warn(backgrounds->diags, code, PL_NO_SPAN, "background picture '%.*s%s': %.*s",
                PL_ARG(shown), shown.size < url->text.size ? "…" : "", PL_ARG(why));
    return found;
}

static pl_str key_of(const struct pl_css_value *const *url)
{
    return (pl_str){(char *)url, sizeof *url};
}

static void load_url(struct pl_backgrounds *backgrounds, const struct pl_css_value *url)
{
    if (pl_str_empty(url->text) || pl_map_lookup(&backgrounds->by_value, key_of(&url)))
        return;
    pl_str address = pl_str_format(backgrounds->arena, "%.*s\n%.*s", PL_ARG(url->folder),
                                   PL_ARG(url->text));
    void **at = pl_map_at(&backgrounds->by_address, address);
    if (!*at)
        *at = look_for(backgrounds, url);
    struct background_picture *found = *at;
    if (found->is_there)
        *pl_map_at(&backgrounds->by_value,
                   pl_str_copy(backgrounds->arena, key_of(&url))) = &found->picture;
}

void pl_backgrounds_load(struct pl_backgrounds *backgrounds, const struct pl_style *style)
{
    const struct pl_css_value *images = style ? style->values[PL_PROPERTY_background_image] : NULL;
    if (!images || images->type == PL_CSS_KEYWORD)
        return;
    for (uint32_t i = 0; i < pl_css_layer_count(images); i++)
        if (pl_css_layer(images, i)->type == PL_CSS_URL)
            load_url(backgrounds, pl_css_layer(images, i));
}

void pl_backgrounds_load_all(struct pl_backgrounds *backgrounds, const struct pl_styles *styles)
{
    const struct pl_style *last = NULL;
    for (uint32_t i = 0; i < styles->count; i++) {
        if (styles->by_serial[i] != last)
            pl_backgrounds_load(backgrounds, styles->by_serial[i]);
        last = styles->by_serial[i];
        const struct pl_style_pseudos *pseudos = styles->pseudos ? styles->pseudos[i] : NULL;
        for (int pseudo = 0; pseudos && pseudo < PL_PSEUDO_COUNT; pseudo++)
            pl_backgrounds_load(backgrounds, pseudos->of[pseudo]);
    }
}

const struct pl_picture *pl_backgrounds_picture(const struct pl_backgrounds *backgrounds,
                                                const struct pl_css_value *url)
{
    return backgrounds ? pl_map_lookup(&backgrounds->by_value, key_of(&url)) : NULL;
}
