// SPDX-License-Identifier: MIT
/* ingest/sanitize.c: allowed elements, attributes, URL schemes. */
#include "ingest/sanitize.h"

static const struct pl_element_rule rules[] = {
#define ELEMENT(name, treatment, attributes)                                                       \
    {PL_LIT_INIT(#name), PL_LIT_INIT(attributes), PL_TREAT_##treatment},
#define SCHEME(name)
#include "ingest/sanitize.def"
#undef ELEMENT
#undef SCHEME
};

static const pl_str schemes[] = {
#define ELEMENT(name, treatment, attributes)
#define SCHEME(name) PL_LIT_INIT(name),
#include "ingest/sanitize.def"
#undef ELEMENT
#undef SCHEME
};

static const struct pl_element_rule other = {PL_LIT_INIT(""), PL_LIT_INIT(""), PL_TREAT_UNWRAP};

const struct pl_element_rule *pl_element_rule(pl_str name)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (pl_str_eq(rules[i].name, name))
            return &rules[i];
    return &other;
}

static bool has_word(pl_str list, pl_str wanted)
{
    pl_str word;
    while (pl_str_next_word(&list, &word))
        if (pl_str_eq(word, wanted))
            return true;
    return false;
}

bool pl_attribute_is_allowed(const struct pl_element_rule *rule, pl_str name)
{
    return has_word(PL_LIT("id lang dir title"), name) || has_word(rule->attributes, name);
}

bool pl_attribute_is_url(pl_str name)
{
    return has_word(PL_LIT("href src cite poster data action formaction background longdesc xlink:href"), name);
}

/* Browsers drop tabs and line ends from addresses and controls before them: "java\nscript:" is
 * a scheme. URL Standard §4.4 */
static size_t bare_start(pl_str url, char *bare, size_t room)
{
    size_t size = 0;
    for (size_t i = 0; i < url.size && size < room; i++)
        if ((unsigned char)url.data[i] > ' ')
            bare[size++] = pl_ascii_lower(url.data[i]);
    return size;
}

bool pl_url_is_allowed(pl_str url, bool is_picture)
{
    char start[32];
    pl_str bare = {start, bare_start(url, start, sizeof start)};
    size_t end = 0;
    while (end < bare.size && (pl_ascii_is_alnum(bare.data[end]) || strchr("+.-", bare.data[end])))
        end++;
    if (end == bare.size || bare.data[end] != ':' || end == 0)
        return true; // no scheme
    if (is_picture && pl_str_starts(bare, PL_LIT("data:image/")))
        return true;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (pl_str_eq(schemes[i], pl_str_slice(bare, 0, end)))
            return true;
    return false;
}
