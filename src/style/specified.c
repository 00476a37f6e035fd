// SPDX-License-Identifier: MIT
/* style/specified.c: specified values, made. */
#include "style/specified.h"

static const struct pl_css_value keyword_values[] = {
    {.type = PL_CSS_KEYWORD},
#define KEYWORD(name) {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_##name},
#include "style/keywords.def"
#undef KEYWORD
};

static const struct pl_specified keyword_specified[] = {
    {.type = PL_SPECIFIED_VALUE},
#define KEYWORD(name) {.type = PL_SPECIFIED_VALUE, .value = &keyword_values[PL_KEYWORD_##name]},
#include "style/keywords.def"
#undef KEYWORD
};

const struct pl_css_value *pl_keyword_value(enum pl_keyword keyword)
{
    return &keyword_values[keyword];
}

const struct pl_specified *pl_keyword_specified(enum pl_keyword keyword)
{
    return &keyword_specified[keyword];
}

const struct pl_specified *pl_specified_done(struct pl_arena *arena, struct pl_css_value value)
{
    struct {
        struct pl_specified specified;
        struct pl_css_value value;
    } *both = pl_arena_alloc(arena, sizeof *both);
    both->value = value;
    both->specified = (struct pl_specified){.type = PL_SPECIFIED_VALUE, .value = &both->value};
    return &both->specified;
}

static const struct pl_specified *done_list(struct pl_arena *arena,
                                            const struct pl_specified *const *items, size_t count,
                                            bool is_comma_separated)
{
    const struct pl_css_value **values = PL_NEW_ARRAY(arena, const struct pl_css_value *, count);
    for (size_t i = 0; i < count; i++)
        values[i] = items[i]->value;
    return pl_specified_done(arena, (struct pl_css_value){.type = PL_CSS_LIST,
                                                          .is_comma_separated = is_comma_separated,
                                                          .items = values,
                                                          .count = (uint32_t)count});
}

const struct pl_specified *pl_specified_list(struct pl_arena *arena,
                                             const struct pl_specified *const *items, size_t count,
                                             bool is_comma_separated)
{
    if (count == 1)
        return items[0];
    bool is_done = true;
    for (size_t i = 0; i < count; i++)
        is_done &= items[i]->type == PL_SPECIFIED_VALUE;
    if (is_done)
        return done_list(arena, items, count, is_comma_separated);
    const struct pl_specified **copy = PL_NEW_ARRAY(arena, const struct pl_specified *, count);
    memcpy(copy, items, count * sizeof *copy);
    struct pl_specified *list = PL_NEW(arena, struct pl_specified);
    *list = (struct pl_specified){.type = PL_SPECIFIED_LIST,
                                  .is_comma_separated = is_comma_separated,
                                  .items = copy,
                                  .count = (uint32_t)count};
    return list;
}
