// SPDX-License-Identifier: MIT
/* layout/pagemap.c: what stands on a page: nodes, first places, strings, running elements, counters. */
#include "layout/book.h"

struct reading {
    struct pl_book *book;
    uint32_t page;
    bool has_start;
};

static void note_owner(struct reading *reading, pl_owner owner, pl_unit y)
{
    struct pl_book *book = reading->book;
    if (owner >= book->owner_count || book->page_of[owner] != PL_NO_PAGE)
        return;
    book->page_of[owner] = reading->page;
    book->y_of[owner] = y;
}

static struct pl_book_events *events_at(struct pl_book *book, struct pl_map *map, pl_str name)
{
    void **at = pl_map_at(map, name);
    if (!*at)
        *at = PL_NEW(book->arena, struct pl_book_events);
    return *at;
}

static void note_box(struct reading *reading, const struct pl_box *box, bool is_at_start)
{
    struct pl_book *book = reading->book;
    for (uint32_t i = 0; i < box->string_count; i++) {
        struct pl_book_events *events = events_at(book, &book->strings, box->strings[i].name);
        *PL_PUSH(book->arena, events) = (struct pl_book_event){
            .page = reading->page, .is_at_start = is_at_start, .value = box->strings[i].value};
    }
    for (uint32_t i = 0; i < box->counter_count; i++) {
        struct pl_book_events *events = events_at(book, &book->counters, box->counters[i].name);
        if (events->count && PL_LAST(events).number == box->counters[i].value)
            continue;
        *PL_PUSH(book->arena, events) = (struct pl_book_event){.page = reading->page,
                                                               .number = box->counters[i].value};
    }
    if (box->floats == PL_FLOAT_RUNNING) {
        struct pl_book_events *events = events_at(book, &book->running, box->running);
        *PL_PUSH(book->arena, events) = (struct pl_book_event){
            .page = reading->page, .is_at_start = is_at_start, .box = box};
    }
}

static void read_fragment(struct reading *reading, const struct pl_fragment *fragment, pl_unit y);

/* The first segment that begins at or behind `offset`. */
static uint32_t segment_from(const struct pl_inline *lines, uint32_t offset)
{
    uint32_t low = 0, high = lines->segment_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (lines->segments[middle].first < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void note_start(struct reading *reading, const struct pl_fragment *fragment, uint32_t offset)
{
    struct pl_source_step place;
    if (reading->has_start || !pl_inline_place(fragment->box->lines, offset, &place))
        return;
    reading->has_start = true;
    struct pl_book *book = reading->book;
    uint32_t article = pl_book_article_of(book, fragment->box->owner);
    *PL_PUSH(book->arena, &book->starts) = (struct pl_page_start){
        .place = {.article = article, .serial = place.serial, .offset = place.source},
        .page = reading->page,
    };
}

static void read_anchors(struct reading *reading, const struct pl_fragment *fragment,
                         uint32_t first, uint32_t end, bool is_last)
{
    const struct pl_inline *lines = fragment->box->lines;
    for (uint32_t i = 0; i < lines->anchor_count; i++) {
        const struct pl_anchor_point *anchor = &lines->anchors[i];
        if (anchor->offset < first || (anchor->offset >= end && !is_last))
            continue;
        if (anchor->box->floats == PL_FLOAT_NONE || anchor->box->floats == PL_FLOAT_RUNNING)
            note_box(reading, anchor->box, !reading->has_start);
    }
}

static void read_lines(struct reading *reading, const struct pl_fragment *fragment, pl_unit y)
{
    const struct pl_inline *lines = fragment->box->lines;
    if (!fragment->lines || fragment->first_line >= fragment->line_end) {
        if (lines && lines->anchor_count && fragment->starts && !lines->text.size)
            read_anchors(reading, fragment, 0, UINT32_MAX, true);
        return;
    }
    const struct pl_line *first = &fragment->lines->lines[fragment->first_line];
    const struct pl_line *last = &fragment->lines->lines[fragment->line_end - 1];
    uint32_t from = first->first + fragment->base, to = last->end + fragment->base;
    bool is_last = to >= lines->text.size;
    note_start(reading, fragment, from);
    if (lines->anchor_count)
        read_anchors(reading, fragment, from, to, is_last);
    uint32_t line = fragment->first_line;
    for (uint32_t i = segment_from(lines, from); i < lines->segment_count; i++) {
        const struct pl_segment *segment = &lines->segments[i];
        if (segment->first >= to && !is_last)
            break;
        while (line + 1 < fragment->line_end &&
               fragment->lines->lines[line].end + fragment->base <= segment->first)
            line++;
        note_owner(reading, segment->box->owner, y + pl_fragment_line_y(fragment, line));
    }
    for (uint32_t i = 0; i < lines->object_count; i++)
        if (lines->atoms[i] && lines->objects[i].offset >= from && lines->objects[i].offset < to)
            read_fragment(reading, lines->atoms[i], y + fragment->lines_y + first->y);
}

static void read_fragment(struct reading *reading, const struct pl_fragment *fragment, pl_unit y)
{
    const struct pl_box *box = fragment->box;
    if (fragment->is_repeat)
        return;
    if (fragment->starts && !fragment->is_marker && box->node) {
        if (!box->is_anonymous)
            note_owner(reading, box->owner, y);
        if (box->type == PL_BOX_ROW && box->parent && !box->parent->is_anonymous)
            note_owner(reading, box->parent->owner, y);
        note_box(reading, box, !reading->has_start);
    }
    if (box->floats == PL_FLOAT_RUNNING)
        return;
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        read_fragment(reading, child, y + child->y);
    if (box->has_lines)
        read_lines(reading, fragment, y);
}

void pl_book_read_page(struct pl_book *book, uint32_t index)
{
    const struct pl_book_page *page = &book->data[index];
    struct reading reading = {.book = book, .page = index};
    for (uint32_t i = 0; i < page->head_count; i++)
        read_fragment(&reading, page->heads[i], page->heads[i]->y);
    if (page->content)
        read_fragment(&reading, page->content, page->area.y);
    bool had_start = reading.has_start;
    reading.has_start = true; // notes don't begin a page
    for (uint32_t i = 0; i < page->note_count; i++)
        read_fragment(&reading, page->notes[i], page->area.y + page->area.height);
    reading.has_start = had_start;
}

/* --- What holds on a page ------------------------------------------------------------------------ */

/* The number of events before page `page`. */
static size_t events_before(const struct pl_book_events *events, uint32_t page)
{
    size_t low = 0, high = events->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (events->data[middle].page < page)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct pl_book_event *event_for(const struct pl_map *map, uint32_t page, pl_str name,
                                             enum pl_keyword which)
{
    const struct pl_book_events *events = pl_map_lookup(map, name);
    if (!events)
        return NULL;
    size_t first = events_before(events, page), end = events_before(events, page + 1);
    const struct pl_book_event *entry = first ? &events->data[first - 1] : NULL;
    if (first == end)
        return entry;
    switch ((int)which) {
    case PL_KEYWORD_start:
        return events->data[first].is_at_start ? &events->data[first] : entry;
    case PL_KEYWORD_last:
        return &events->data[end - 1];
    case PL_KEYWORD_first_except:
        return NULL;
    default:
        return &events->data[first];
    }
}

pl_str pl_book_string(const struct pl_book *book, uint32_t page, pl_str name, enum pl_keyword which)
{
    const struct pl_book_event *event = event_for(&book->strings, page, name, which);
    return event ? event->value : PL_LIT("");
}

const struct pl_box *pl_book_running(const struct pl_book *book, uint32_t page, pl_str name,
                                     enum pl_keyword which)
{
    const struct pl_book_event *event = event_for(&book->running, page, name, which);
    return event ? event->box : NULL;
}

bool pl_book_counter(const struct pl_book *book, uint32_t page, pl_str name, int64_t *value)
{
    const struct pl_book_event *event = event_for(&book->counters, page, name, PL_KEYWORD_last);
    if (event)
        *value = event->number;
    return event != NULL;
}
