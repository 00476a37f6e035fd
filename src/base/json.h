// SPDX-License-Identifier: MIT
/* base/json.h: write JSON.
 *
 *     struct pl_json json = PL_JSON(&buffer, 2);
 *     pl_json_begin_object(&json);
 *     pl_json_key(&json, PL_LIT("title")); pl_json_string(&json, title);
 *     pl_json_end(&json);
 *
 * Commas, indentation and escapes are the writer's. Source: RFC 8259. */
#ifndef PL_BASE_JSON_H
#define PL_BASE_JSON_H

#include "base/strbuf.h"

struct pl_json {
    struct pl_strbuf *out;
    int indent;      // spaces a level; 0: one line
    uint32_t depth;
    uint8_t state[64]; // per level: object or list, and whether an item was written
};

#define PL_JSON(out_, indent_) ((struct pl_json){.out = (out_), .indent = (indent_)})

void pl_json_begin_object(struct pl_json *json);
void pl_json_begin_list(struct pl_json *json);
void pl_json_end(struct pl_json *json); // of the innermost object or list
void pl_json_key(struct pl_json *json, pl_str key);
void pl_json_string(struct pl_json *json, pl_str text);
void pl_json_int(struct pl_json *json, int64_t number);
void pl_json_number(struct pl_json *json, double number, int decimals);
void pl_json_bool(struct pl_json *json, bool truth);
void pl_json_null(struct pl_json *json);

/* key and string in one, left out when the text is empty. */
void pl_json_field(struct pl_json *json, pl_str key, pl_str text);

#endif
