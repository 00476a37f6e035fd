// SPDX-License-Identifier: MIT
/* model/metadata.h: typed metadata, each value with where it came from. */
#ifndef PL_MODEL_METADATA_H
#define PL_MODEL_METADATA_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/value.h"
#include "base/vec.h"

enum pl_field {
#define FIELD(name, ...) PL_FIELD_##name,
#include "model/metadata.def"
#undef FIELD
    PL_FIELD_COUNT
};

enum pl_field_type {
    PL_FIELD_TYPE_TEXT,
    PL_FIELD_TYPE_NAMES,
    PL_FIELD_TYPE_WORDS,
    PL_FIELD_TYPE_DATE,
    PL_FIELD_TYPE_LANGUAGE,
    PL_FIELD_TYPE_URL,
};

/* Where a value came from; a later row outranks an earlier one. */
enum pl_origin {
    PL_ORIGIN_NONE,
    PL_ORIGIN_GUESS,        // from the text by shape, or language detection
    PL_ORIGIN_BODY,         // a heading, byline or line of the text
    PL_ORIGIN_MARKUP,       // meta, OpenGraph, JSON-LD, microdata, html lang
    PL_ORIGIN_FEED,         // the feed that carried it
    PL_ORIGIN_FRONT_MATTER, // the head of the file
    PL_ORIGIN_FILE,         // --metadata-file
    PL_ORIGIN_OPTION,       // -M
};

struct pl_metadata_value {
    enum pl_origin origin; // PL_ORIGIN_NONE: absent
    pl_str detail;         // "og:title", "JSON-LD datePublished": which of the origin's parts
    struct pl_span span;
    pl_str text;  // TEXT, LANGUAGE, URL; DATE as written; lists joined by ", "
    pl_str *list; // NAMES, WORDS
    size_t list_count;
    struct pl_date date; // DATE
};

struct pl_metadata {
    struct pl_metadata_value values[PL_FIELD_COUNT];
    struct { PL_VEC(struct pl_metadata_extra) } extra; // keys that are no field of ours, in order
};

struct pl_metadata_extra {
    pl_str key, text;
    enum pl_origin origin;
};

pl_str pl_field_name(enum pl_field field);
enum pl_field_type pl_field_type(enum pl_field field);
pl_str pl_field_json_name(enum pl_field field);
/* The field with this name or alias (case, "-", "_" and "." folded); PL_FIELD_COUNT for none. */
enum pl_field pl_field_find(pl_str name);

/* Sets a field from text: dates and tags are parsed, lists cut at commas, semicolons and
 * " and " for names. An equal or higher origin replaces; a lower one is ignored. False: the text isn't of
 * the field's type (nothing reported). */
bool pl_metadata_set(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field,
                     pl_str text, enum pl_origin origin, pl_str detail, struct pl_span span);

/* Sets a list as it is. */
void pl_metadata_set_list(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field,
                          const pl_str *list, size_t count, enum pl_origin origin, pl_str detail,
                          struct pl_span span);

/* Puts the names or words of a text behind those that stand. */
void pl_metadata_add(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field, pl_str text);

/* The field with the name or alias most like this one. */
pl_str pl_field_nearest(pl_str name);

/* Takes over all of a map read from YAML, TOML or JSON: fields by their aliases, authors as a name, a
 * list, or maps with "name"; title maps as pandoc has them; the rest into extra with a note. */
void pl_metadata_set_map(struct pl_arena *arena, struct pl_metadata *metadata,
                         const struct pl_value *map, enum pl_origin origin, struct pl_diags *diags);

/* Values of `from` into `to` where their origin outranks or `to` has none. */
void pl_metadata_merge(struct pl_arena *arena, struct pl_metadata *to, const struct pl_metadata *from);

static inline bool pl_metadata_has(const struct pl_metadata *metadata, enum pl_field field)
{
    return metadata->values[field].origin != PL_ORIGIN_NONE;
}
static inline pl_str pl_metadata_text(const struct pl_metadata *metadata, enum pl_field field)
{
    return metadata->values[field].text;
}

pl_str pl_origin_name(enum pl_origin origin); // "front matter"

#endif
