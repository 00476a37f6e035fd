// SPDX-License-Identifier: MIT
/* pdf/tag_objects.c: the structure tree as objects: elements, parent tree, IDs. ISO 32000-1 14.7.2 to 14.7.4. */
#include <assert.h>

#include "base/limits.h"
#include "base/workers.h"
#include "pdf/tags.h"

#define KEYS_A_LEAF   64u  // of a number or name tree
#define TAGS_A_GROUP  1024 // written by one worker at a time

struct emission {
    struct pl_pdf_writing *writing;
    const struct pl_tags *tags;
    uint32_t root, parent_tree; // numbers
    uint32_t first_tag;                  // number of tag 0
    uint32_t first_parent_leaf, parent_leaf_count;
    uint32_t key_count;
    uint32_t group_count;
    uint32_t first_container; // the same count for each group
    uint32_t *leaf_starts;    // by page: first leaf
    struct pl_pdf_part **parts;
};

/* --- One element ------------------------------------------------------------------------------------------ */

static uint32_t page_number(const struct emission *emission, uint32_t page)
{
    return emission->writing->first_page + page;
}

static void add_kids(struct pl_strbuf *out, const struct emission *emission, const struct pl_tag *tag)
{
    const struct pl_tags *tags = emission->tags;
    const struct pl_pdf_record *record = &emission->writing->record;
    uint32_t page = PL_NO_PAGE; // on which plain MCIDs are
    struct pl_strbuf kids = PL_STRBUF(out->arena);
    uint32_t count = 0;
    for (uint32_t k = tag->first; k; k = tags->kids.data[k - 1].next, count++) {
        const struct pl_tag_kid *kid = &tags->kids.data[k - 1];
        if (count > 0)
            pl_strbuf_add_byte(&kids, ' ');
        if (kid->type == PL_TAG_KID_TAG) {
            pl_strbuf_addf(&kids, "%u 0 R", emission->first_tag + kid->index);
        } else if (kid->type == PL_TAG_KID_ANNOTATION) {
            const struct pl_pdf_annotation *annotation = &record->annotations.data[kid->index];
            pl_strbuf_addf(&kids, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>",
                           page_number(emission, annotation->page), annotation->number);
        } else {
            const struct pl_pdf_leaf *leaf = &record->leaves.data[kid->index];
            if (page == PL_NO_PAGE)
                page = leaf->page;
            if (leaf->page == page)
                pl_strbuf_addf(&kids, "%u", leaf->mcid);
            else
                pl_strbuf_addf(&kids, "<</Type/MCR/Pg %u 0 R/MCID %u>>", page_number(emission, leaf->page),
                               leaf->mcid);
        }
    }
    if (count == 0)
        return;
    if (page != PL_NO_PAGE)
        pl_strbuf_addf(out, "/Pg %u 0 R", page_number(emission, page));
    pl_strbuf_add(out, PL_LIT("/K"));
    pl_strbuf_addf(out, count > 1 || kids.data[0] == '<' ? "[%.*s]" : " %.*s", PL_ARG(pl_strbuf_str(&kids)));
}

/* HTML's scope; else what a header cell of a table's head or of a row's begin is. */
const char *pl_tag_scope(const struct pl_node *cell)
{
    pl_str scope = pl_node_attribute(cell, PL_LIT("scope"));
    if (pl_str_starts_ascii_nocase(scope, PL_LIT("row")))
        return "Row";
    if (pl_str_starts_ascii_nocase(scope, PL_LIT("col")))
        return "Column";
    bool in_head = cell->parent && cell->parent->parent && cell->parent->parent->kind == PL_KIND_table_head;
    return in_head || cell->previous ? "Column" : "Row";
}

static void add_cell_attributes(struct pl_strbuf *out, const struct pl_tag *tag)
{
    bool is_header = tag->node && tag->node->kind == PL_KIND_table_header;
    if (!is_header && tag->colspan <= 1 && tag->rowspan <= 1)
        return;
    pl_strbuf_add(out, PL_LIT("/A<</O/Table"));
    if (is_header)
        pl_strbuf_addf(out, "/Scope/%s", pl_tag_scope(tag->node));
    if (tag->colspan > 1)
        pl_strbuf_addf(out, "/ColSpan %u", tag->colspan);
    if (tag->rowspan > 1)
        pl_strbuf_addf(out, "/RowSpan %u", tag->rowspan);
    pl_strbuf_add(out, PL_LIT(">>"));
}

static const char *numbering_of(const struct pl_node *list)
{
    if (!pl_str_eq(list->element, PL_LIT("ol")))
        return "Disc";
    pl_str type = pl_node_attribute(list, PL_LIT("type"));
    if (type.size == 1) {
        switch (type.data[0]) {
        case 'a':
            return "LowerAlpha";
        case 'A':
            return "UpperAlpha";
        case 'i':
            return "LowerRoman";
        case 'I':
            return "UpperRoman";
        }
    }
    return "Decimal";
}

static void add_figure(struct pl_strbuf *out, const struct emission *emission, const struct pl_tag *tag)
{
    const struct pl_pdf_figure *figure = &emission->writing->record.figures.data[tag->figure - 1];
    if (figure->has_alternative) {
        pl_strbuf_add(out, PL_LIT("/Alt"));
        pl_pdf_add_text(out, figure->alternative);
    }
    pl_strbuf_add(out, PL_LIT("/A<</O/Layout/BBox"));
    pl_pdf_add_rect(out, &figure->rect, figure->page_height);
    pl_strbuf_add(out, PL_LIT(">>"));
}

static void add_attributes(struct pl_strbuf *out, const struct emission *emission, const struct pl_tag *tag)
{
    const struct pl_node *node = tag->node;
    if (!pl_str_empty(tag->language)) {
        pl_strbuf_add(out, PL_LIT("/Lang"));
        pl_pdf_add_text(out, tag->language);
    }
    if (tag->note)
        pl_strbuf_addf(out, "/ID(note-%010u)", tag->note - 1);
    if (tag->figure)
        add_figure(out, emission, tag);
    if (!node)
        return;
    if (node->kind == PL_KIND_list && pl_str_eq(tag->role, PL_LIT("L")))
        pl_strbuf_addf(out, "/A<</O/List/ListNumbering/%s>>", numbering_of(node));
    if (node->kind == PL_KIND_table_cell || node->kind == PL_KIND_table_header)
        add_cell_attributes(out, tag);
    pl_str title = node->kind == PL_KIND_abbreviation ? pl_node_attribute(node, PL_LIT("title")) : (pl_str){0};
    if (!pl_str_empty(title)) {
        pl_strbuf_add(out, PL_LIT("/E"));
        pl_pdf_add_text(out, title);
    }
}

static pl_str tag_text(struct pl_arena *arena, const struct emission *emission, uint32_t index)
{
    const struct pl_tag *tag = &emission->tags->all.data[index];
    struct pl_strbuf out = PL_STRBUF(arena);
    uint32_t parent = index == 0 ? emission->root : emission->first_tag + tag->parent;
    pl_strbuf_addf(&out, "<</S/%.*s/P %u 0 R", PL_ARG(tag->role), parent);
    add_attributes(&out, emission, tag);
    add_kids(&out, emission, tag);
    pl_strbuf_add(&out, PL_LIT(">>"));
    return pl_strbuf_str(&out);
}

/* --- Groups of objects, made in parallel ---------------------------------------------------------------------- */

/* Objects of the emission in one row: tags, then leaves of the parent tree. */
static uint32_t object_count(const struct emission *emission)
{
    return (uint32_t)emission->tags->all.count + emission->parent_leaf_count;
}

static void add_parent_key(struct pl_strbuf *out, const struct emission *emission, uint32_t key)
{
    const struct pl_pdf_writing *writing = emission->writing;
    uint32_t pages = writing->options->pages->count;
    if (key >= pages) {
        uint32_t tag = writing->record.annotations.data[key - pages].tag;
        pl_strbuf_addf(out, "%u %u 0 R", key, emission->first_tag + tag);
        return;
    }
    pl_strbuf_addf(out, "%u[", key);
    for (uint32_t i = emission->leaf_starts[key]; i < emission->leaf_starts[key + 1]; i++) {
        const struct pl_pdf_leaf *leaf = &writing->record.leaves.data[i];
        assert(leaf->mcid == i - emission->leaf_starts[key]);
        pl_strbuf_addf(out, "%s%u 0 R", leaf->mcid ? " " : "", emission->first_tag + leaf->tag);
    }
    pl_strbuf_add_byte(out, ']');
}

static pl_str parent_leaf_text(struct pl_arena *arena, const struct emission *emission, uint32_t index)
{
    uint32_t first = index * KEYS_A_LEAF, last = first + KEYS_A_LEAF - 1;
    if (last >= emission->key_count)
        last = emission->key_count - 1;
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_addf(&out, "<</Limits[%u %u]/Nums[", first, last);
    for (uint32_t key = first; key <= last; key++) {
        if (key > first)
            pl_strbuf_add_byte(&out, ' ');
        add_parent_key(&out, emission, key);
    }
    pl_strbuf_add(&out, PL_LIT("]>>"));
    return pl_strbuf_str(&out);
}

struct group_work {
    struct emission *emission;
    struct pl_arena *arena;
    uint32_t index;
};

static bool make_group(void *argument)
{
    struct group_work *work = argument;
    struct emission *emission = work->emission;
    uint32_t first = work->index * TAGS_A_GROUP, end = first + TAGS_A_GROUP;
    if (end > object_count(emission))
        end = object_count(emission);
    struct pl_pdf_part *part = PL_NEW(work->arena, struct pl_pdf_part);
    uint32_t containers = emission->first_container + work->index * pl_pdf_containers(TAGS_A_GROUP);
    *part = pl_pdf_part_begin(work->arena, containers, end - first);
    uint32_t tag_count = (uint32_t)emission->tags->all.count;
    for (uint32_t i = first; i < end; i++) {
        if (i < tag_count)
            pl_pdf_part_object(part, emission->first_tag + i, tag_text(work->arena, emission, i));
        else
            pl_pdf_part_object(part, emission->first_parent_leaf + (i - tag_count),
                               parent_leaf_text(work->arena, emission, i - tag_count));
    }
    pl_pdf_part_end(part);
    emission->parts[work->index] = part;
    return true;
}

static bool write_group(void *context, size_t index, unsigned thread)
{
    (void)thread;
    struct group_work work = {.emission = context, .index = (uint32_t)index};
    work.arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    bool over_limit;
    if (!work.arena)
        return false;
    if (pl_arena_run(work.arena, make_group, &work, &over_limit))
        return true;
    pl_arena_free(work.arena);
    return false;
}

static bool join_group(void *context, size_t index)
{
    struct emission *emission = context;
    struct pl_pdf_part *part = emission->parts[index];
    pl_pdf_file_add(&emission->writing->file, part);
    emission->parts[index] = NULL;
    pl_arena_free(part->arena);
    return true;
}

/* --- Roots of the trees -------------------------------------------------------------------------------------------- */

static pl_str parent_tree_text(struct pl_arena *arena, const struct emission *emission)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, PL_LIT("<</Kids["));
    for (uint32_t i = 0; i < emission->parent_leaf_count; i++)
        pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", emission->first_parent_leaf + i);
    pl_strbuf_add(&out, PL_LIT("]>>"));
    return pl_strbuf_str(&out);
}

/* Tags that have an ID. Notes come in the order of owners, so their IDs are sorted already. */
struct ids {
    PL_VEC(uint32_t)
};

static struct ids collect_ids(struct pl_arena *arena, const struct pl_tags *tags)
{
    struct ids ids = {0};
    for (uint32_t i = 0; i < tags->all.count; i++)
        if (tags->all.data[i].note)
            *PL_PUSH(arena, &ids) = i;
    return ids;
}

static void add_id(struct pl_strbuf *out, const struct emission *emission, uint32_t tag)
{
    pl_strbuf_addf(out, "(note-%010u)", emission->tags->all.data[tag].note - 1);
}

static void write_id_leaf(struct pl_pdf_part *part, const struct emission *emission, uint32_t number,
                          const uint32_t *tags, uint32_t count)
{
    struct pl_strbuf out = PL_STRBUF(part->arena);
    pl_strbuf_add(&out, PL_LIT("<</Limits["));
    add_id(&out, emission, tags[0]);
    add_id(&out, emission, tags[count - 1]);
    pl_strbuf_add(&out, PL_LIT("]/Names["));
    for (uint32_t i = 0; i < count; i++) {
        add_id(&out, emission, tags[i]);
        pl_strbuf_addf(&out, "%u 0 R", emission->first_tag + tags[i]);
    }
    pl_strbuf_add(&out, PL_LIT("]>>"));
    pl_pdf_part_object(part, number, pl_strbuf_str(&out));
}

static void write_id_tree(struct pl_pdf_part *part, const struct emission *emission, struct ids ids, uint32_t root)
{
    struct pl_strbuf out = PL_STRBUF(part->arena);
    pl_strbuf_add(&out, PL_LIT("<</Kids["));
    for (uint32_t i = 0, leaf = 1; i < ids.count; i += KEYS_A_LEAF, leaf++) {
        uint32_t left = (uint32_t)ids.count - i;
        write_id_leaf(part, emission, root + leaf, ids.data + i, left < KEYS_A_LEAF ? left : KEYS_A_LEAF);
        pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", root + leaf);
    }
    pl_strbuf_add(&out, PL_LIT("]>>"));
    pl_pdf_part_object(part, root, pl_strbuf_str(&out));
}

static void write_roots(struct emission *emission)
{
    struct pl_pdf_writing *writing = emission->writing;
    struct ids ids = collect_ids(writing->arena, emission->tags);
    uint32_t id_objects = ids.count ? 1 + (uint32_t)(ids.count + KEYS_A_LEAF - 1) / KEYS_A_LEAF : 0;
    uint32_t id_tree = pl_pdf_file_numbers(&writing->file, id_objects);
    uint32_t containers = pl_pdf_file_numbers(&writing->file, pl_pdf_containers(id_objects + 2));
    struct pl_pdf_part part = pl_pdf_part_begin(writing->arena, containers, id_objects + 2);
    struct pl_strbuf root = PL_STRBUF(writing->arena);
    pl_strbuf_addf(&root, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u",
                   emission->first_tag, emission->parent_tree, emission->key_count);
    if (ids.count > 0) {
        write_id_tree(&part, emission, ids, id_tree);
        pl_strbuf_addf(&root, "/IDTree %u 0 R", id_tree);
    }
    pl_strbuf_add(&root, PL_LIT(">>"));
    pl_pdf_part_object(&part, emission->root, pl_strbuf_str(&root));
    pl_pdf_part_object(&part, emission->parent_tree, parent_tree_text(writing->arena, emission));
    pl_pdf_part_end(&part);
    pl_pdf_file_add(&writing->file, &part);
}

static uint32_t *starts_by_page(struct pl_arena *arena, const struct pl_pdf_record *record, uint32_t pages)
{
    uint32_t *starts = PL_NEW_ARRAY(arena, uint32_t, (size_t)pages + 1);
    for (size_t i = 0; i < record->leaves.count; i++)
        starts[record->leaves.data[i].page + 1]++;
    for (uint32_t i = 0; i < pages; i++)
        starts[i + 1] += starts[i];
    return starts;
}

uint32_t pl_tags_write(struct pl_pdf_writing *writing, const struct pl_tags *tags)
{
    struct pl_pdf_file *file = &writing->file;
    uint32_t pages = writing->options->pages->count;
    struct emission emission = {.writing = writing,
                                .tags = tags,
                                .root = pl_pdf_file_numbers(file, 1),
                                .parent_tree = pl_pdf_file_numbers(file, 1),
                                .first_tag = pl_pdf_file_numbers(file, (uint32_t)tags->all.count),
                                .key_count = pages + (uint32_t)writing->record.annotations.count};
    emission.parent_leaf_count = (emission.key_count + KEYS_A_LEAF - 1) / KEYS_A_LEAF;
    emission.first_parent_leaf = pl_pdf_file_numbers(file, emission.parent_leaf_count);
    emission.group_count = (object_count(&emission) + TAGS_A_GROUP - 1) / TAGS_A_GROUP;
    emission.first_container =
        pl_pdf_file_numbers(file, emission.group_count * pl_pdf_containers(TAGS_A_GROUP));
    emission.leaf_starts = starts_by_page(writing->arena, &writing->record, pages);
    emission.parts = PL_NEW_ARRAY(writing->arena, struct pl_pdf_part *, emission.group_count);
    bool done = pl_workers_ordered(writing->thread_count, emission.group_count, 2 * writing->thread_count + 2,
                                   write_group, join_group, &emission);
    for (uint32_t i = 0; i < emission.group_count; i++) // what an interrupted run left
        if (emission.parts[i])
            pl_arena_free(emission.parts[i]->arena);
    if (!done)
        return 0;
    write_roots(&emission);
    return emission.root;
}
