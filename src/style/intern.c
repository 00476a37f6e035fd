// SPDX-License-Identifier: MIT
/* style/intern.c: hash tables of computed values and styles. */
#include "style/intern.h"

#include "base/map.h"
#include "style/specified.h"

/* Open addressing, at most half full; slots hold pointers and the hash is kept with each entry. */
struct slot {
    const void *entry;
    uint64_t hash;
};

struct table {
    struct slot *slots;
    size_t room, count; // room: a power of two, or 0
};

struct pl_values {
    struct pl_arena *arena;
    struct table values, styles;
};

struct pl_values *pl_values_new(struct pl_arena *arena)
{
    struct pl_values *values = PL_NEW(arena, struct pl_values);
    values->arena = arena;
    return values;
}

size_t pl_values_style_count(const struct pl_values *values)
{
    return values->styles.count;
}

/* The slot of an equal entry, or the free one where it belongs. */
static struct slot *find_slot(struct table *table, uint64_t hash, const void *key,
                              bool (*equal)(const void *entry, const void *key))
{
    size_t at = (size_t)hash & (table->room - 1);
    while (table->slots[at].entry && (table->slots[at].hash != hash || !equal(table->slots[at].entry, key)))
        at = (at + 1) & (table->room - 1);
    return &table->slots[at];
}

static void make_room(struct pl_arena *arena, struct table *table)
{
    if (table->count * 2 < table->room)
        return;
    struct table larger = {.room = table->room ? table->room * 2 : 256, .count = table->count};
    larger.slots = PL_NEW_ARRAY(arena, struct slot, larger.room);
    for (size_t i = 0; i < table->room; i++) {
        if (!table->slots[i].entry)
            continue;
        size_t at = (size_t)table->slots[i].hash & (larger.room - 1);
        while (larger.slots[at].entry)
            at = (at + 1) & (larger.room - 1);
        larger.slots[at] = table->slots[i];
    }
    *table = larger;
}

/* --- Values -------------------------------------------------------------------------------------- */

static bool same_linear(struct pl_css_linear a, struct pl_css_linear b)
{
    return a.length == b.length && a.percentage == b.percentage && a.vw == b.vw && a.vh == b.vh &&
           a.has_percentage == b.has_percentage;
}

static bool same_value(const void *entry, const void *key)
{
    const struct pl_css_value *a = entry, *b = key;
    if (a->type != b->type || a->keyword != b->keyword || a->is_comma_separated != b->is_comma_separated ||
        a->number != b->number || !same_linear(a->linear, b->linear) || a->color != b->color ||
        a->count != b->count || !pl_str_eq(a->text, b->text) || !pl_str_eq(a->folder, b->folder))
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (a->items[i] != b->items[i])
            return false;
    return true;
}

static uint64_t hash_value(const struct pl_css_value *value)
{
    struct {
        double number, percentage, vw, vh;
        uint64_t text, folder, items;
        int32_t length;
        uint32_t color, count, kind;
    } key = {
        // Adding zero makes -0 the same as 0, as == has it.
        .number = value->number + 0.0,
        .percentage = value->linear.percentage + 0.0,
        .vw = value->linear.vw + 0.0,
        .vh = value->linear.vh + 0.0,
        .text = pl_hash(value->text.data, value->text.size),
        .folder = pl_hash(value->folder.data, value->folder.size),
        .items = pl_hash(value->items, value->count * sizeof *value->items),
        .length = value->linear.length,
        .color = value->color,
        .count = value->count,
        .kind = (uint32_t)value->type << 16 | (uint32_t)value->keyword << 2 |
                (uint32_t)value->linear.has_percentage << 1 | value->is_comma_separated,
    };
    return pl_hash(&key, sizeof key);
}

const struct pl_css_value *pl_value_intern(struct pl_values *values, const struct pl_css_value *value)
{
    if (value->type == PL_CSS_KEYWORD)
        return pl_keyword_value(value->keyword);
    make_room(values->arena, &values->values);
    uint64_t hash = hash_value(value);
    struct slot *slot = find_slot(&values->values, hash, value, same_value);
    if (slot->entry)
        return slot->entry;
    struct pl_css_value *copy = PL_NEW(values->arena, struct pl_css_value);
    *copy = *value;
    copy->text = pl_str_copy(values->arena, value->text);
    copy->folder = pl_str_copy(values->arena, value->folder);
    if (value->count) {
        const struct pl_css_value **items = PL_NEW_ARRAY(values->arena, const struct pl_css_value *, value->count);
        memcpy(items, value->items, value->count * sizeof *items);
        copy->items = items;
    }
    *slot = (struct slot){copy, hash};
    values->values.count++;
    return copy;
}

const struct pl_css_value *pl_value_intern_tree(struct pl_values *values, const struct pl_css_value *value)
{
    if (value->count == 0)
        return pl_value_intern(values, value);
    struct pl_css_value copy = *value;
    const struct pl_css_value **items = PL_NEW_ARRAY(values->arena, const struct pl_css_value *, value->count);
    for (uint32_t i = 0; i < value->count; i++)
        items[i] = pl_value_intern_tree(values, value->items[i]);
    copy.items = items;
    return pl_value_intern(values, &copy);
}

/* --- Styles ----------------------------------------------------------------------------------------- */

static bool same_style(const void *entry, const void *key)
{
    const struct pl_style_record *record = entry;
    const struct pl_style *style = key;
    return memcmp(record->style.values, style->values, sizeof style->values) == 0;
}

struct pl_style_record *pl_style_intern(struct pl_values *values, const struct pl_style *style, bool *is_new)
{
    make_room(values->arena, &values->styles);
    uint64_t hash = pl_hash(style->values, sizeof style->values);
    struct slot *slot = find_slot(&values->styles, hash, style, same_style);
    *is_new = !slot->entry;
    if (*is_new) {
        struct pl_style_record *record = PL_NEW(values->arena, struct pl_style_record);
        record->style = *style;
        record->hash = hash;
        *slot = (struct slot){record, hash};
        values->styles.count++;
    }
    return (struct pl_style_record *)slot->entry;
}
