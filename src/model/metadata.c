// SPDX-License-Identifier: MIT
/* model/metadata.c: typed metadata: set from text, lists and maps; who outranks whom. */
#include "model/metadata.h"

#include "base/languages.h"
#include "base/strbuf.h"
#include "base/unit.h"

struct field_row {
    pl_str name, json, aliases;
    enum pl_field_type type;
};

static const struct field_row rows[] = {
#define FIELD(name, type, json, aliases, what)                                                     \
    {PL_LIT_INIT(#name), PL_LIT_INIT(json), PL_LIT_INIT(aliases), PL_FIELD_TYPE_##type},
#include "model/metadata.def"
#undef FIELD
};
_Static_assert(sizeof rows / sizeof *rows == PL_FIELD_COUNT, "a row a field");

pl_str pl_field_name(enum pl_field field)
{
    return rows[field].name;
}

enum pl_field_type pl_field_type(enum pl_field field)
{
    return rows[field].type;
}

pl_str pl_field_json_name(enum pl_field field)
{
    return rows[field].json;
}

static char folded(char c)
{
    return c == '-' || c == '.' ? '_' : pl_ascii_lower(c);
}

static bool same_name(pl_str a, pl_str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (folded(a.data[i]) != folded(b.data[i]))
            return false;
    return true;
}

enum pl_field pl_field_find(pl_str name)
{
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        pl_str rest = rows[field].aliases, alias;
        while (pl_str_next_word(&rest, &alias))
            if (same_name(alias, name))
                return (enum pl_field)field;
    }
    return PL_FIELD_COUNT;
}

pl_str pl_origin_name(enum pl_origin origin)
{
    switch (origin) {
    case PL_ORIGIN_NONE:
        return PL_LIT("nowhere");
    case PL_ORIGIN_GUESS:
        return PL_LIT("guess");
    case PL_ORIGIN_BODY:
        return PL_LIT("body");
    case PL_ORIGIN_MARKUP:
        return PL_LIT("markup");
    case PL_ORIGIN_FEED:
        return PL_LIT("feed");
    case PL_ORIGIN_FRONT_MATTER:
        return PL_LIT("front matter");
    case PL_ORIGIN_FILE:
        return PL_LIT("metadata file");
    case PL_ORIGIN_OPTION:
        return PL_LIT("option");
    }
    PL_UNREACHABLE("every origin has a case");
}

/* --- Lists --------------------------------------------------------------------------- */

struct list {
    PL_VEC(pl_str)
};

static void add_item(struct pl_arena *arena, struct list *list, pl_str item)
{
    item = pl_str_trim(item);
    if (!pl_str_empty(item))
        *PL_PUSH(arena, list) = item;
}

/* Cuts at commas and semicolons; names also at " and " and " & ". A comma inside a name ("King, Jr.") is
 * told by what follows: a part that is only a generational suffix stays with its name. */
static bool is_name_suffix(pl_str part)
{
    if (pl_str_ends(part, PL_LIT(",")) || pl_str_ends(part, PL_LIT(";")))
        part.size--;
    static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD", "Ph.D.", "MD", "M.D."};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (pl_str_eq_ascii_nocase(part, pl_str_from(suffixes[i])))
            return true;
    return false;
}

static size_t next_cut(pl_str text, bool names, size_t from, size_t *width)
{
    for (size_t i = from; i < text.size; i++) {
        pl_str rest = pl_str_slice(text, i, text.size), tail = pl_str_slice(text, i + 1, text.size), word;
        *width = 1;
        if (text.data[i] == ';')
            return i;
        if (text.data[i] == ',' && !(names && pl_str_next_word(&tail, &word) && is_name_suffix(word)))
            return i;
        if (names && pl_str_starts(rest, PL_LIT(" and "))) {
            *width = 5;
            return i;
        }
        if (names && pl_str_starts(rest, PL_LIT(" & "))) {
            *width = 3;
            return i;
        }
    }
    *width = 0;
    return text.size;
}

static void cut_list(struct pl_arena *arena, struct list *list, pl_str text, bool names)
{
    for (size_t from = 0, width = 0; from <= text.size; from += width) {
        size_t cut = next_cut(text, names, from, &width);
        pl_str part = pl_str_trim(pl_str_slice(text, from, cut));
        if (names && pl_str_starts_ascii_nocase(part, PL_LIT("and ")))
            part = pl_str_slice(part, 4, part.size); // "A, B, and C"
        add_item(arena, list, part);
        if (cut == text.size)
            break;
        from = cut;
    }
}

static pl_str joined(struct pl_arena *arena, const pl_str *list, size_t count)
{
    struct pl_strbuf text = PL_STRBUF(arena);
    for (size_t i = 0; i < count; i++) {
        if (i)
            pl_strbuf_add(&text, PL_LIT(", "));
        pl_strbuf_add(&text, list[i]);
    }
    return pl_strbuf_str(&text);
}

/* --- Setting --------------------------------------------------------------------------- */

void pl_metadata_set_list(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field,
                          const pl_str *list, size_t count, enum pl_origin origin, pl_str detail,
                          struct pl_span span)
{
    struct pl_metadata_value *value = &metadata->values[field];
    if (origin < value->origin || count == 0)
        return;
    *value = (struct pl_metadata_value){.origin = origin, .detail = detail, .span = span};
    value->list = PL_NEW_ARRAY(arena, pl_str, count);
    memcpy(value->list, list, count * sizeof *list);
    value->list_count = count;
    value->text = joined(arena, list, count);
}

/* White space folded: values are one line. */
static pl_str one_line(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf line = PL_STRBUF(arena);
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        if (line.size)
            pl_strbuf_add_byte(&line, ' ');
        pl_strbuf_add(&line, word);
    }
    return pl_strbuf_str(&line);
}

bool pl_metadata_set(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field,
                     pl_str text, enum pl_origin origin, pl_str detail, struct pl_span span)
{
    struct pl_metadata_value *value = &metadata->values[field], new = {.origin = origin, .detail = detail, .span = span};
    new.text = one_line(arena, text);
    if (pl_str_empty(new.text))
        return false;
    if (origin < value->origin)
        return true;
    switch (rows[field].type) {
    case PL_FIELD_TYPE_TEXT:
    case PL_FIELD_TYPE_URL:
        break;
    case PL_FIELD_TYPE_LANGUAGE:
        new.text = pl_language_canonical(arena, new.text);
        if (pl_str_empty(new.text))
            return false;
        break;
    case PL_FIELD_TYPE_DATE:
        if (!pl_date_parse(new.text, &new.date))
            return false;
        break;
    case PL_FIELD_TYPE_NAMES:
    case PL_FIELD_TYPE_WORDS: {
        struct list list = {0};
        cut_list(arena, &list, new.text, rows[field].type == PL_FIELD_TYPE_NAMES);
        new.list = list.data;
        new.list_count = list.count;
        break;
    }
    }
    *value = new;
    return true;
}

void pl_metadata_add(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field, pl_str text)
{
    struct pl_metadata_value *value = &metadata->values[field];
    struct list list = {0};
    for (size_t i = 0; i < value->list_count; i++)
        add_item(arena, &list, value->list[i]);
    cut_list(arena, &list, one_line(arena, text), rows[field].type == PL_FIELD_TYPE_NAMES);
    value->list = list.data;
    value->list_count = list.count;
    value->text = joined(arena, list.data, list.count);
}

/* --- The nearest name ------------------------------------------------------------------ */

enum { NAME_MOST = 32 };

/* Letters put in, left out or changed (Levenshtein), of names of at most NAME_MOST bytes. */
static size_t distance(pl_str a, pl_str b)
{
    size_t row[NAME_MOST + 1];
    if (a.size > NAME_MOST || b.size > NAME_MOST)
        return NAME_MOST;
    for (size_t j = 0; j <= b.size; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t change = diagonal + (folded(a.data[i - 1]) != folded(b.data[j - 1]));
            diagonal = row[j];
            size_t shorter = row[j] < row[j - 1] ? row[j] : row[j - 1];
            row[j] = change < shorter + 1 ? change : shorter + 1;
        }
    }
    return row[b.size];
}

pl_str pl_field_nearest(pl_str name)
{
    pl_str best = rows[0].name;
    size_t least = SIZE_MAX;
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        pl_str rest = rows[field].aliases, alias;
        while (pl_str_next_word(&rest, &alias)) {
            size_t steps = distance(alias, name);
            if (steps < least) {
                least = steps;
                best = alias;
            }
        }
    }
    return best;
}

/* --- Maps ------------------------------------------------------------------------------- */

/* The text that stands for a value: a scalar, pandoc's {name: …} or {text: …}, or "" . */
static pl_str text_of(const struct pl_value *value)
{
    if (value->type == PL_VALUE_MAP) {
        static const char *const keys[] = {"name", "text", "title", "literal"};
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            const struct pl_value *inner = pl_value_lookup(value, pl_str_from(keys[i]));
            if (inner)
                return inner->text;
        }
        return (pl_str){0};
    }
    return value->type == PL_VALUE_LIST || value->type == PL_VALUE_NULL ? (pl_str){0} : value->text;
}

static void set_from_list(struct pl_arena *arena, struct pl_metadata *metadata, enum pl_field field,
                          const struct pl_value *value, enum pl_origin origin, pl_str key)
{
    struct list list = {0};
    for (size_t i = 0; i < value->count; i++)
        add_item(arena, &list, one_line(arena, text_of(&value->items[i])));
    if (rows[field].type == PL_FIELD_TYPE_NAMES || rows[field].type == PL_FIELD_TYPE_WORDS)
        pl_metadata_set_list(arena, metadata, field, list.data, list.count, origin, key, value->span);
    else if (list.count)
        pl_metadata_set(arena, metadata, field, joined(arena, list.data, list.count), origin, key,
                        value->span);
}

static void set_from_value(struct pl_arena *arena, struct pl_metadata *metadata, pl_str key,
                           const struct pl_value *value, enum pl_origin origin,
                           struct pl_diags *diags, struct pl_span key_span)
{
    enum pl_field field = pl_field_find(key);
    if (value->type == PL_VALUE_NULL)
        return;
    if (field == PL_FIELD_COUNT) {
        if (!pl_str_eq(key, PL_LIT("smart"))) // a setting of the Markdown reader
            pl_note(diags, PL_N_METADATA_UNKNOWN, key_span, "metadata key '%.*s' is used nowhere", PL_ARG(key));
        *PL_PUSH(arena, &metadata->extra) =
            (struct pl_metadata_extra){.key = key, .text = text_of(value), .origin = origin};
        return;
    }
    if (value->type == PL_VALUE_LIST) {
        set_from_list(arena, metadata, field, value, origin, key);
        return;
    }
    pl_str text = text_of(value);
    if (!pl_str_empty(pl_str_trim(text)) &&
        !pl_metadata_set(arena, metadata, field, text, origin, key, value->span))
        pl_hint(diags,
                pl_warn(diags, PL_W_METADATA, value->span, "'%.*s' isn't a %s", PL_ARG(text),
                        rows[field].type == PL_FIELD_TYPE_DATE ? "date" : "language tag"),
                rows[field].type == PL_FIELD_TYPE_DATE ? "write it as 2026-11-24" : "write it as en or pt-BR");
}

void pl_metadata_set_map(struct pl_arena *arena, struct pl_metadata *metadata,
                         const struct pl_value *map, enum pl_origin origin, struct pl_diags *diags)
{
    for (size_t i = 0; map->type == PL_VALUE_MAP && i < map->count; i++)
        set_from_value(arena, metadata, map->keys[i], &map->items[i], origin, diags, map->key_spans[i]);
}

void pl_metadata_merge(struct pl_arena *arena, struct pl_metadata *to, const struct pl_metadata *from)
{
    for (int field = 0; field < PL_FIELD_COUNT; field++)
        if (from->values[field].origin > to->values[field].origin)
            to->values[field] = from->values[field];
    for (size_t i = 0; i < from->extra.count; i++)
        *PL_PUSH(arena, &to->extra) = from->extra.data[i];
}
