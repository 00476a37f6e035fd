// SPDX-License-Identifier: MIT
/* base/value.h: a tree of maps, lists and scalars, with places.
 *
 * What YAML, TOML and JSON texts become, whoever wrote them. YAML is read by libfyaml.
 * JSON and TOML's front-matter subset have small readers of our own: jansson keeps no
 * places, and mending what pages get wrong beforehand would shift them.
 * A value lives in the arena it was read into. U+0000 is dropped with a warning. */
#ifndef PL_BASE_VALUE_H
#define PL_BASE_VALUE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/input.h"

enum pl_value_type {
    PL_VALUE_NULL,
    PL_VALUE_BOOL,
    PL_VALUE_NUMBER,
    PL_VALUE_STRING,
    PL_VALUE_LIST,
    PL_VALUE_MAP,
};

struct pl_value {
    enum pl_value_type type;
    bool boolean;
    double number;          // PL_VALUE_NUMBER; `text` has it as written
    pl_str text;            // scalars: as written, without quotes and escapes
    struct pl_value *items; // PL_VALUE_LIST, PL_VALUE_MAP: `count` values in order
    pl_str *keys;           // PL_VALUE_MAP: their keys
    size_t count;
    struct pl_span span, *key_spans; // key_spans: PL_VALUE_MAP
};

/* The value under `key` of a map; NULL when absent or not a map. */
const struct pl_value *pl_value_lookup(const struct pl_value *map, pl_str key);

/* Reads `text`, which is a part of input->text (places are told there); at most
 * PL_LIMIT_YAML_BYTES for YAML and TOML. NULL: one error was reported with its place.
 * Aliases, tags beyond the core schema and duplicate keys are refused in YAML. In
 * JSON the last duplicate key wins, raw control characters and trailing commas are mended. */
struct pl_value *pl_value_read_yaml(struct pl_arena *arena, const struct pl_input *input,
                                    pl_str text, struct pl_diags *diags);
struct pl_value *pl_value_read_toml(struct pl_arena *arena, const struct pl_input *input,
                                    pl_str text, struct pl_diags *diags);
struct pl_value *pl_value_read_json(struct pl_arena *arena, const struct pl_input *input,
                                    pl_str text, struct pl_diags *diags);

#endif
