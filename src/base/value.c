// SPDX-License-Identifier: MIT
/* base/value.c: a tree of maps, lists and scalars: look up and put together. */
#include "base/value.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/value_build.h"

const struct pl_value *pl_value_lookup(const struct pl_value *map, pl_str key)
{
    if (!map || map->type != PL_VALUE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (pl_str_eq(map->keys[i], key))
            return &map->items[i];
    return NULL;
}

struct pl_build *pl_build_new(struct pl_arena *arena, enum pl_value_type type, struct pl_span span)
{
    struct pl_build *build = PL_NEW(arena, struct pl_build);
    build->type = type;
    build->span = span;
    build->index = PL_MAP(arena);
    return build;
}

struct pl_build_entry *pl_build_lookup(const struct pl_build *map, pl_str key)
{
    uintptr_t place = (uintptr_t)pl_map_lookup(&map->index, key);
    return place ? &map->data[place - 1] : NULL;
}

struct pl_build_entry *pl_build_add(struct pl_arena *arena, struct pl_build *build, pl_str key,
                                    struct pl_span key_span)
{
    struct pl_build_entry *entry = PL_PUSH(arena, build);
    entry->key = key;
    entry->key_span = key_span;
    if (build->type == PL_VALUE_MAP)
        *pl_map_at(&build->index, key) = (void *)(uintptr_t)build->count;
    return entry;
}

/* Fills `value` from `build`. Recursion is as deep as the readers allow. */
static void finish(struct pl_arena *arena, const struct pl_build *build, struct pl_value *value)
{
    *value = (struct pl_value){.type = build->type, .span = build->span, .count = build->count};
    value->items = PL_NEW_ARRAY(arena, struct pl_value, build->count);
    if (build->type == PL_VALUE_MAP) {
        value->keys = PL_NEW_ARRAY(arena, pl_str, build->count);
        value->key_spans = PL_NEW_ARRAY(arena, struct pl_span, build->count);
    }
    for (size_t i = 0; i < build->count; i++) {
        const struct pl_build_entry *entry = &build->data[i];
        if (build->type == PL_VALUE_MAP) {
            value->keys[i] = entry->key;
            value->key_spans[i] = entry->key_span;
        }
        if (entry->inner)
            finish(arena, entry->inner, &value->items[i]);
        else
            value->items[i] = entry->value;
    }
}

struct pl_value *pl_build_finish(struct pl_arena *arena, const struct pl_build *build)
{
    struct pl_value *value = PL_NEW(arena, struct pl_value);
    finish(arena, build, value);
    return value;
}

pl_str pl_value_clean(struct pl_arena *arena, pl_str text, struct pl_span span,
                      struct pl_diags *diags)
{
    struct pl_strbuf clean = PL_STRBUF(arena);
    size_t start = 0, dropped = 0;
    for (size_t i = 0; i < text.size;) {
        size_t at = i;
        uint32_t c = pl_utf8_next(text, &i);
        if (!pl_char_is_forbidden(c))
            continue;
        pl_strbuf_add(&clean, pl_str_slice(text, start, at));
        start = i;
        dropped++;
    }
    if (dropped == 0)
        return text;
    pl_strbuf_add(&clean, pl_str_slice(text, start, text.size));
    pl_warn(diags, PL_W_FORBIDDEN, span, "%zu forbidden character%s dropped from a value", dropped,
            dropped == 1 ? "" : "s");
    return pl_strbuf_str(&clean);
}

struct pl_span pl_value_span(const struct pl_input *input, const char *first, const char *end)
{
    if (!first)
        return pl_span_of(input, 0, 0);
    return pl_span_of_str(input, (pl_str){first, (size_t)(end - first)});
}
