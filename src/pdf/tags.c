// SPDX-License-Identifier: MIT
/* pdf/tags.c: the structure tree: elements made from the model, leaves put where their nodes stand.
 *
 * How it works: leaves and annotations are sorted by owner; whoever has one, and all above, is shown.
 * Then every article is walked once. A frame a depth says which element takes what comes inside; a node without
 * a role of its own passes its parent's on. */
#include "pdf/tags.h"

#include <assert.h>

#include "model/walk.h"

#define NO_TAG UINT32_MAX

/* Entries by owner: [starts[owner], starts[owner + 1]) of order. */
struct by_owner {
    uint32_t *starts, *order;
};

struct frame {
    uint32_t tag;       // what takes the content of this node
    pl_str language;    // of the node
    pl_str said;        // the language that the element has by itself or from above
    bool in_contents;
    uint32_t body;      // list item: 1 + its LBody; definition list: 1 + the LBody of the open item
    uint32_t item;      // definition list: 1 + the open LI
    struct pl_tag_grid *grid;
    bool item_of_list;  // the element is an L or TOC
};

struct building {
    struct pl_tags *tags;
    const struct pl_edition *edition;
    struct pl_pdf_record *record;
    uint32_t owner_count;
    struct by_owner leaves, annotations;
    uint8_t *is_shown; // by owner
    struct { PL_VEC(struct frame) } frames;
    struct { PL_VEC(int) } levels; // of headings that are open, ascending
    const struct pl_article *article;
};

/* --- Elements ---------------------------------------------------------------------------------------- */

static void add_kid(struct pl_tags *tags, uint32_t parent, enum pl_tag_kid_type type, uint32_t index)
{
    *PL_PUSH(tags->arena, &tags->kids) = (struct pl_tag_kid){.type = type, .index = index};
    uint32_t kid = (uint32_t)tags->kids.count;
    struct pl_tag *tag = &tags->all.data[parent];
    if (tag->last)
        tags->kids.data[tag->last - 1].next = kid;
    else
        tag->first = kid;
    tag->last = kid;
}

static uint32_t new_tag(struct pl_tags *tags, uint32_t parent, pl_str role, const struct pl_node *node)
{
    uint32_t index = (uint32_t)tags->all.count;
    *PL_PUSH(tags->arena, &tags->all) = (struct pl_tag){.role = role, .node = node, .parent = parent};
    if (index > 0)
        add_kid(tags, parent, PL_TAG_KID_TAG, index);
    return index;
}

static void add_leaf(struct building *building, uint32_t tag, uint32_t index)
{
    struct pl_pdf_leaf *leaf = &building->record->leaves.data[index];
    add_kid(building->tags, tag, PL_TAG_KID_LEAF, index);
    leaf->tag = tag;
    if (leaf->figure)
        building->tags->all.data[tag].figure = leaf->figure;
}

/* --- By owner ------------------------------------------------------------------------------------------- */

static struct by_owner sort_by_owner(struct pl_arena *arena, uint32_t owner_count, size_t count,
                                     uint32_t (*owner_at)(const void *items, size_t index), const void *items)
{
    struct by_owner sorted = {PL_NEW_ARRAY(arena, uint32_t, (size_t)owner_count + 2),
                              PL_NEW_ARRAY(arena, uint32_t, count)};
    for (size_t i = 0; i < count; i++)
        if (owner_at(items, i) < owner_count)
            sorted.starts[owner_at(items, i) + 2]++;
    for (uint32_t i = 2; i < owner_count + 2; i++)
        sorted.starts[i] += sorted.starts[i - 1];
    for (size_t i = 0; i < count; i++)
        if (owner_at(items, i) < owner_count)
            sorted.order[sorted.starts[owner_at(items, i) + 1]++] = (uint32_t)i;
    return sorted;
}

static uint32_t leaf_owner(const void *items, size_t index)
{
    return ((const struct pl_pdf_leaf *)items)[index].owner;
}

static uint32_t annotation_owner(const void *items, size_t index)
{
    return ((const struct pl_pdf_annotation *)items)[index].link;
}

static void mark_shown(struct building *building)
{
    for (size_t i = 0; i < building->record->leaves.count; i++) {
        const struct pl_article *article;
        uint32_t owner = building->record->leaves.data[i].owner;
        const struct pl_node *node = pl_edition_node(building->edition, owner, &article);
        for (; node; node = node->parent) {
            uint8_t *shown = &building->is_shown[pl_owner_of(article, node)];
            if (*shown)
                break;
            *shown = 1;
        }
    }
}

/* --- Roles ------------------------------------------------------------------------------------------------ */

/* H1 … H6 with gaps closed: as deep as there are open headings of lesser level (ISO 14289-1 7.4.2). */
static pl_str heading_role(struct building *building, const struct pl_node *node)
{
    static const char *const roles[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    while (building->levels.count > 0 && PL_LAST(&building->levels) >= node->level)
        building->levels.count--;
    *PL_PUSH(building->tags->arena, &building->levels) = node->level;
    building->tags->heading_count++;
    size_t depth = building->levels.count < 6 ? building->levels.count : 6;
    return pl_str_from(roles[depth - 1]);
}

static bool has_annotation(const struct building *building, uint32_t owner)
{
    return building->annotations.starts[owner] < building->annotations.starts[owner + 1];
}

/* An element between a node's and its content, for what the format nests deeper than the model. */
static uint32_t wrap(struct building *building, uint32_t tag, const char *role)
{
    return new_tag(building->tags, tag, pl_str_from(role), NULL);
}

static uint32_t open_link(struct building *building, const struct frame *outer, const struct pl_node *node,
                          uint32_t owner)
{
    pl_str role = pl_kind_row(node->kind)->pdf_role;
    bool is_link = has_annotation(building, owner);
    if (node->kind == PL_KIND_link) {
        if (!is_link)
            return new_tag(building->tags, outer->tag, PL_LIT("Span"), node);
        if (!outer->in_contents)
            return new_tag(building->tags, outer->tag, role, node);
        role = PL_LIT("Reference");
    }
    uint32_t tag = new_tag(building->tags, outer->tag, role, node);
    return is_link ? wrap(building, tag, "Link") : tag;
}

/* What may stand in a list is wrapped into an item. */
static uint32_t open_in_list(struct building *building, struct frame *list, const struct pl_node *node)
{
    struct pl_tags *tags = building->tags;
    switch (node->kind) {
    case PL_KIND_list_item:
        return new_tag(tags, list->tag, list->in_contents ? PL_LIT("TOCI") : PL_LIT("LI"), node);
    case PL_KIND_definition_term:
        if (!list->item || list->body) {
            list->item = 1 + wrap(building, list->tag, "LI");
            list->body = 0;
        }
        return new_tag(tags, list->item - 1, PL_LIT("Lbl"), node);
    case PL_KIND_definition:
        if (!list->item)
            list->item = 1 + wrap(building, list->tag, "LI");
        if (!list->body)
            list->body = 1 + wrap(building, list->item - 1, "LBody");
        return new_tag(tags, list->body - 1, PL_LIT("Div"), node);
    default: { // a caption, a group of terms, or a block that HTML allows nowhere else
        if (node->kind == PL_KIND_division && node->parent->kind == PL_KIND_definition_list)
            return list->tag;
        if (node->kind == PL_KIND_caption)
            return new_tag(tags, list->tag, PL_LIT("Caption"), node);
        pl_str role = pl_kind_row(node->kind)->pdf_role;
        uint32_t item = wrap(building, list->tag, list->in_contents ? "TOCI" : "LI");
        uint32_t body = list->in_contents ? item : wrap(building, item, "LBody");
        return pl_str_empty(role) ? body : new_tag(tags, body, role, node);
    }
    }
}

/* An item's content stands in its body, whatever comes first in it. */
static uint32_t item_body(struct building *building, struct frame *item)
{
    if (!item->body)
        item->body = 1 + wrap(building, item->tag, "LBody");
    return item->body - 1;
}

static uint32_t open_cell(struct building *building, uint32_t row, const struct frame *outer,
                          const struct pl_node *node)
{
    struct pl_tag_grid *grid = outer->grid;
    uint32_t tag = new_tag(building->tags, row, pl_kind_row(node->kind)->pdf_role, node);
    if (grid && grid->next_cell < grid->cells.count) {
        struct pl_tag_cell cell = grid->cells.data[grid->next_cell++];
        building->tags->all.data[tag].colspan = cell.colspan;
        building->tags->all.data[tag].rowspan = cell.rowspan;
    }
    return tag;
}

static bool is_list(const struct pl_node *node)
{
    return node && (node->kind == PL_KIND_list || node->kind == PL_KIND_definition_list);
}

/* The element of a node inside `outer`; outer's own where it has none. */
static uint32_t open_node(struct building *building, struct frame *outer, const struct pl_node *node, uint32_t owner)
{
    struct pl_tags *tags = building->tags;
    pl_str role = pl_kind_row(node->kind)->pdf_role;
    if (outer->item_of_list && node->kind != PL_KIND_text)
        return open_in_list(building, outer, node);
    switch (node->kind) {
    case PL_KIND_document:
    case PL_KIND_body:
        return outer->tag;
    case PL_KIND_title:
    case PL_KIND_heading:
        return new_tag(tags, outer->tag, heading_role(building, node), node);
    case PL_KIND_list:
        return new_tag(tags, outer->tag, outer->in_contents ? PL_LIT("TOC") : role, node);
    case PL_KIND_link:
    case PL_KIND_note_call:
    case PL_KIND_note_mark:
        return open_link(building, outer, node, owner);
    case PL_KIND_table_cell:
    case PL_KIND_table_header:
        return open_cell(building, outer->tag, outer, node);
    case PL_KIND_footnote: {
        uint32_t tag = new_tag(tags, outer->tag, role, node);
        tags->all.data[tag].note = owner + 1;
        return tag;
    }
    default:
        return pl_str_empty(role) ? outer->tag : new_tag(tags, outer->tag, role, node);
    }
}

/* --- The walk ------------------------------------------------------------------------------------------------ */

static void add_leaves(struct building *building, struct frame *frame, uint32_t owner, bool after)
{
    for (uint32_t i = building->leaves.starts[owner]; i < building->leaves.starts[owner + 1]; i++) {
        uint32_t index = building->leaves.order[i];
        enum pl_part part = building->record->leaves.data[index].part;
        if ((part == PL_PART_AFTER) != after)
            continue;
        uint32_t tag = frame->tag;
        bool is_item = pl_str_eq(building->tags->all.data[tag].role, PL_LIT("LI"));
        if (part == PL_PART_MARKER)
            tag = wrap(building, tag, is_item || frame->in_contents ? "Lbl" : "Span");
        else if (is_item)
            tag = item_body(building, frame);
        else if (pl_str_eq(building->tags->all.data[tag].role, PL_LIT("Ruby")))
            tag = wrap(building, tag, "RB");
        add_leaf(building, tag, index);
    }
}

/* Empty rows and cells of a table that shows something keep their places. */
static bool must_have_element(const struct frame *outer, const struct pl_node *node)
{
    return outer->grid && (node->kind == PL_KIND_table_row || node->kind == PL_KIND_table_cell ||
                           node->kind == PL_KIND_table_header);
}

static struct frame *frame_at(struct building *building, uint32_t depth)
{
    while (building->frames.count <= depth)
        *PL_PUSH(building->tags->arena, &building->frames) = (struct frame){0};
    return &building->frames.data[depth];
}

/* The element of a node, and what of its parent's frame that changes. */
static uint32_t open_inside(struct building *building, struct frame *outer, const struct pl_node *node, uint32_t owner)
{
    if (!pl_str_eq(building->tags->all.data[outer->tag].role, PL_LIT("LI")))
        return open_node(building, outer, node, owner);
    struct frame body = *outer;
    body.tag = item_body(building, outer);
    return open_node(building, &body, node, owner);
}

static struct frame new_frame(struct building *building, const struct frame *outer, const struct pl_node *node,
                              uint32_t tag)
{
    struct frame frame = {.tag = tag,
                          .language = outer->language,
                          .said = outer->said,
                          .in_contents = outer->in_contents || node->kind == PL_KIND_contents,
                          .grid = outer->grid,
                          .item_of_list = is_list(node) || (outer->item_of_list && tag == outer->tag)};
    if (node->kind == PL_KIND_table) {
        frame.grid = pl_tag_grid_new(building->tags->arena, node);
        building->tags->irregular_tables += frame.grid->is_irregular;
    } else if (node->kind == PL_KIND_table_cell || node->kind == PL_KIND_table_header) {
        frame.grid = NULL;
    }
    pl_str language = pl_node_attribute(node, PL_LIT("lang"));
    if (!pl_str_empty(language))
        frame.language = language;
    if (tag != outer->tag && !pl_str_eq(frame.language, frame.said))
        building->tags->all.data[tag].language = frame.said = frame.language;
    return frame;
}

static void enter(struct building *building, struct pl_walk *walk)
{
    const struct pl_node *node = walk->node;
    uint32_t owner = pl_owner_of(building->article, node);
    struct frame *frame = frame_at(building, walk->depth + 1);
    struct frame *outer = frame_at(building, walk->depth);
    if (!building->is_shown[owner] && !must_have_element(outer, node)) {
        pl_walk_skip(walk);
        frame->tag = NO_TAG;
        return;
    }
    uint32_t tag = open_inside(building, outer, node, owner);
    *frame = new_frame(building, outer, node, tag);
    add_leaves(building, frame, owner, false);
}

static void leave(struct building *building, struct pl_walk *walk)
{
    const struct pl_node *node = walk->node;
    uint32_t owner = pl_owner_of(building->article, node);
    struct frame *frame = &building->frames.data[walk->depth + 1];
    if (frame->tag == NO_TAG)
        return;
    add_leaves(building, frame, owner, true);
    for (uint32_t i = building->annotations.starts[owner]; i < building->annotations.starts[owner + 1]; i++) {
        uint32_t index = building->annotations.order[i];
        building->record->annotations.data[index].tag = frame->tag;
        add_kid(building->tags, frame->tag, PL_TAG_KID_ANNOTATION, index);
    }
    if (node->kind == PL_KIND_table_row && frame->grid && frame->grid->next_row < frame->grid->missing.count) {
        uint32_t missing = frame->grid->missing.data[frame->grid->next_row++];
        for (; missing > 0; missing--)
            wrap(building, frame->tag, "TD");
    }
}

static void walk_article(struct building *building)
{
    building->frames.count = 0;
    *PL_PUSH(building->tags->arena, &building->frames) = (struct frame){
        .tag = 0,
        .language = building->tags->all.data[0].language,
        .said = building->tags->all.data[0].language};
    struct pl_walk walk = pl_walk_begin(building->article->root);
    while (pl_walk_next(&walk)) {
        if (walk.event == PL_ENTER)
            enter(building, &walk);
        else
            leave(building, &walk);
    }
}

/* What belongs to no node is kept at the end, and counted: the file can't claim then that its order is right. */
static void keep_lost(struct building *building)
{
    struct pl_pdf_record *record = building->record;
    for (size_t i = 0; i < record->leaves.count; i++) {
        if (record->leaves.data[i].tag != NO_TAG)
            continue;
        add_leaf(building, wrap(building, 0, record->leaves.data[i].figure ? "Figure" : "P"), (uint32_t)i);
        building->tags->lost_leaves++;
    }
    for (size_t i = 0; i < record->annotations.count; i++) {
        if (record->annotations.data[i].tag != NO_TAG)
            continue;
        uint32_t tag = wrap(building, 0, "Link");
        record->annotations.data[i].tag = tag;
        add_kid(building->tags, tag, PL_TAG_KID_ANNOTATION, (uint32_t)i);
        building->tags->lost_annotations++;
    }
}

static uint32_t owners_of(const struct pl_edition *edition)
{
    if (edition->articles.count == 0)
        return 0;
    const struct pl_article *last = PL_LAST(&edition->articles);
    return last->first_owner + last->node_count;
}

struct pl_tags *pl_tags_build(struct pl_arena *arena, const struct pl_edition *edition, struct pl_pdf_record *record)
{
    struct pl_tags *tags = PL_NEW(arena, struct pl_tags);
    tags->arena = arena;
    struct building building = {.tags = tags,
                                .edition = edition,
                                .record = record,
                                .owner_count = owners_of(edition)};
    building.leaves = sort_by_owner(arena, building.owner_count, record->leaves.count, leaf_owner,
                                    record->leaves.data);
    building.annotations = sort_by_owner(arena, building.owner_count, record->annotations.count,
                                         annotation_owner, record->annotations.data);
    building.is_shown = PL_NEW_ARRAY(arena, uint8_t, (size_t)building.owner_count + 1);
    mark_shown(&building);
    for (size_t i = 0; i < record->leaves.count; i++)
        record->leaves.data[i].tag = NO_TAG;
    for (size_t i = 0; i < record->annotations.count; i++)
        record->annotations.data[i].tag = NO_TAG;
    new_tag(tags, 0, PL_LIT("Document"), NULL);
    tags->all.data[0].language = pl_metadata_text(&edition->metadata, PL_FIELD_language);
    for (size_t i = 0; i < edition->articles.count; i++) {
        building.article = edition->articles.data[i];
        walk_article(&building);
    }
    keep_lost(&building);
    return tags;
}
