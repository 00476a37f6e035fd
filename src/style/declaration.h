// SPDX-License-Identifier: MIT
/* style/declaration.h: the declarations of a block, checked: what the cascade sorts.
 *
 * Made once a block, when its sheet is read (pl_block_compile in sheet.h). A shorthand has become its
 * longhands; a value with var() waits, with all the longhands it is for. */
#ifndef PL_STYLE_DECLARATION_H
#define PL_STYLE_DECLARATION_H

#include "style/property.h"
#include "style/sheet.h"
#include "style/specified.h"

enum pl_declared_type {
    PL_DECLARED_VALUE,
    PL_DECLARED_PENDING, // has var(): substituted for each element
    PL_DECLARED_INITIAL,
    PL_DECLARED_INHERIT,
    PL_DECLARED_UNSET,
    PL_DECLARED_REVERT,
    PL_DECLARED_REVERT_LAYER,
};

/* A value with var(), shared by the longhands it sets. */
struct pl_pending {
    struct pl_property_name name; // as declared: longhand, logical or shorthand
    struct pl_components values;
    pl_str folder;
    pl_str name_text; // for diagnostics
    struct pl_span span;
};

struct pl_declared {
    uint8_t type; // enum pl_declared_type
    bool is_important : 1, is_logical : 1;
    uint16_t property;    // enum pl_property; where is_logical, pl_logical; or PL_DECLARED_ALL
    uint32_t declaration; // index of the block's declaration it comes from
    union {
        const struct pl_specified *value; // VALUE
        const struct pl_pending *pending; // PENDING
    };
};

/* `all` is one declaration, not two hundred: its property is this. */
#define PL_DECLARED_ALL ((uint16_t)PL_PROPERTY_COUNT)

/* A custom property: its tokens, or a CSS-wide keyword. */
struct pl_custom {
    pl_str name; // with "--"
    uint8_t type; // enum pl_declared_type; PENDING where it has var()
    bool is_important;
    struct pl_components values;
};

struct pl_compiled_block {
    const struct pl_declared *declared; // in order of writing
    const struct pl_custom *customs;
    uint32_t count, custom_count;
    bool has_important, has_normal;
    bool sets_flow; // direction, writing-mode or all are among them
};

/* CSS Values 4 §4.3.1: the keyword that `values` is, alone; false when it isn't one. */
bool pl_declared_wide(struct pl_components values, enum pl_declared_type *type);

/* The longhands of a value whose var() are substituted; false when it isn't a value of `pending->name`. */
bool pl_pending_expand(struct pl_arena *arena, const struct pl_pending *pending,
                       struct pl_components values, uint32_t calc_depth,
                       struct pl_declared **declared, uint32_t *count);

#endif
