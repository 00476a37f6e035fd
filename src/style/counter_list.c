// SPDX-License-Identifier: MIT
/* style/counter_list.c: the counter that lists have by themselves, list-item.
 *
 * Source: HTML Standard §15.3.8 (start, reversed, value), CSS Lists 3 §4.5. */
#include "style/counter.h"

static const pl_str list_item = PL_LIT_INIT("list-item");

static bool integer_attribute(const struct pl_node *node, pl_str name, int64_t *value)
{
    return pl_str_to_int64(pl_str_trim(pl_node_attribute(node, name)), value);
}

static bool is_reversed(const struct pl_node *list)
{
    return list && pl_node_has_attribute(list, PL_LIT("reversed"));
}

static int64_t item_count(const struct pl_node *list)
{
    int64_t count = 0;
    for (const struct pl_node *item = list->first; item; item = item->next)
        count += item->kind == PL_KIND_list_item;
    return count;
}

void pl_counters_begin_list(struct pl_counters *counters, const struct pl_node *list, const struct pl_style *style)
{
    if (list->kind != PL_KIND_list)
        return;
    bool is_down = is_reversed(list);
    int64_t start = 1;
    bool has_start = integer_attribute(list, PL_LIT("start"), &start);
    if (is_down && !has_start)
        start = item_count(list);
    if (!has_start && !is_down && pl_counters_names(style, PL_PROPERTY_counter_reset, list_item))
        return;
    pl_counter_reset(counters, list_item, is_down ? start + 1 : start - 1);
}

void pl_counters_count_item(struct pl_counters *counters, const struct pl_node *item, const struct pl_style *style)
{
    int64_t value;
    if (integer_attribute(item, PL_LIT("value"), &value))
        pl_counter_set(counters, list_item, value);
    else if (!pl_counters_names(style, PL_PROPERTY_counter_increment, list_item) &&
             !pl_counters_names(style, PL_PROPERTY_counter_set, list_item))
        pl_counter_increment(counters, list_item, is_reversed(item->parent) ? -1 : 1);
}
