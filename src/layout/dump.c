// SPDX-License-Identifier: MIT
/* layout/dump.c: boxes, lines and pages as text. */
#include "layout/book.h"

static const char *const type_names[] = {
    [PL_BOX_BLOCK] = "block",
    [PL_BOX_PICTURE] = "picture",
    [PL_BOX_TABLE] = "table",
    [PL_BOX_CAPTION] = "caption",
    [PL_BOX_CELL] = "cell",
    [PL_BOX_ROW_GROUP] = "row-group",
    [PL_BOX_ROW] = "row",
    [PL_BOX_COLUMN_GROUP] = "column-group",
    [PL_BOX_COLUMN] = "column",
    [PL_BOX_INLINE] = "inline",
    [PL_BOX_TEXT] = "text",
    [PL_BOX_LINE_BREAK] = "break",
    [PL_BOX_BREAK_CHANCE] = "break-chance",
    [PL_BOX_LEADER] = "leader",
};

static const char *const part_names[] = {
    [PL_PART_TEXT] = "",
    [PL_PART_MARKER] = "::marker",
    [PL_PART_BEFORE] = "::before",
    [PL_PART_AFTER] = "::after",
    [PL_PART_NOTE_CALL] = "::footnote-call",
};

static void add_quoted(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"' || c == '\\') {
            pl_strbuf_add_byte(out, '\\');
            pl_strbuf_add_byte(out, c);
        } else if (c == '\n') {
            pl_strbuf_add(out, PL_LIT("\\n"));
        } else if (c == '\t') {
            pl_strbuf_add(out, PL_LIT("\\t"));
        } else {
            pl_strbuf_add_byte(out, c);
        }
    }
    pl_strbuf_add_byte(out, '"');
}

static void add_length(struct pl_strbuf *out, pl_flow length)
{
    pl_strbuf_add_fixed(out, pl_unit_to_pt(length), 3);
}

/* --- Boxes -------------------------------------------------------------------------------------- */

static void add_box_name(struct pl_strbuf *out, const struct pl_box *box, unsigned depth)
{
    pl_strbuf_add_repeated(out, ' ', (size_t)depth * 2);
    pl_strbuf_add(out, pl_str_from(type_names[box->type]));
    if (box->is_anonymous || !box->node)
        pl_strbuf_add(out, PL_LIT(" anonymous"));
    else if (box->node->element.size)
        pl_strbuf_addf(out, " %.*s", PL_ARG(box->node->element));
    else if (box->floats != PL_FLOAT_NONE) // letters of a text that float are its initial
        pl_strbuf_add(out, PL_LIT(" ::first-letter"));
    pl_strbuf_add(out, pl_str_from(part_names[box->part]));
}

/* The text that is shown: what visibility hides has its room, but no ink. */
static void add_visible_text(struct pl_strbuf *out, const struct pl_inline *lines)
{
    uint32_t from = 0;
    struct pl_strbuf text = PL_STRBUF(out->arena);
    for (uint32_t i = 0; i < lines->segment_count; i++) {
        const struct pl_segment *segment = &lines->segments[i];
        if (segment->box->type != PL_BOX_TEXT || pl_style_is_visible(segment->box->style))
            continue;
        pl_strbuf_add(&text, pl_str_slice(lines->text, from, segment->first));
        from = segment->end;
    }
    pl_strbuf_add(&text, pl_str_slice(lines->text, from, lines->text.size));
    add_quoted(out, pl_strbuf_str(&text));
}

static void dump_box(struct pl_strbuf *out, const struct pl_box *box, unsigned depth);

/* What stands in or hangs at a paragraph: atoms, floats, notes. */
static void dump_inside_lines(struct pl_strbuf *out, const struct pl_inline *lines, unsigned depth)
{
    for (uint32_t i = 0; i < lines->object_count; i++)
        if (lines->roles[i] == PL_OBJECT_ATOM)
            dump_box(out, lines->segments[lines->objects[i].owner].box, depth);
    for (uint32_t i = 0; i < lines->anchor_count; i++) {
        const struct pl_box *box = lines->anchors[i].box;
        if (box->floats != PL_FLOAT_NONE)
            dump_box(out, box, depth);
        if (box->note)
            dump_box(out, box->note, depth);
    }
}

static void dump_box(struct pl_strbuf *out, const struct pl_box *box, unsigned depth)
{
    add_box_name(out, box, depth);
    if (box->lines) {
        pl_strbuf_add_byte(out, ' ');
        add_visible_text(out, box->lines);
    }
    if (box->type == PL_BOX_PICTURE) {
        pl_strbuf_add(out, PL_LIT(" alt="));
        add_quoted(out, box->alternative);
    }
    pl_strbuf_add_byte(out, '\n');
    if (box->marker)
        dump_box(out, box->marker, depth + 1);
    if (box->lines)
        dump_inside_lines(out, box->lines, depth + 1);
    for (const struct pl_box *child = box->has_lines ? NULL : box->first; child;
         child = child->next)
        dump_box(out, child, depth + 1);
}

void pl_layout_dump_boxes(struct pl_strbuf *out, struct pl_layout *layout)
{
    const struct pl_book *book = (const struct pl_book *)layout;
    for (const struct pl_box *root = book->root->first; root; root = root->next)
        dump_box(out, root, 0);
}

/* --- Lines ----------------------------------------------------------------------------------------- */

static void dump_fragment_lines(struct pl_strbuf *out, const struct pl_fragment *fragment,
                                pl_unit x, pl_unit y)
{
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        dump_fragment_lines(out, child, x + child->x + child->shift_x,
                            y + child->y + child->shift_y);
    for (uint32_t i = fragment->first_line; fragment->lines && i < fragment->line_end; i++) {
        const struct pl_line *line = &fragment->lines->lines[i];
        pl_strbuf_add(out, PL_LIT("  line x="));
        add_length(out, (pl_flow)x + fragment->lines_x + line->left);
        pl_strbuf_add(out, PL_LIT(" y="));
        add_length(out, (pl_flow)y + pl_fragment_line_y(fragment, i) + line->baseline);
        pl_strbuf_add(out, PL_LIT(" width="));
        add_length(out, line->width);
        pl_strbuf_add(out, PL_LIT(" space="));
        pl_strbuf_add_fixed(out, (double)line->space_ratio, 2);
        pl_strbuf_add(out, line->is_forced_end     ? PL_LIT(" last ")
                           : line->ends_hyphenated ? PL_LIT(" hyphen ")
                                                   : PL_LIT(" "));
        add_quoted(out, pl_str_slice(fragment->box->lines->text, fragment->base + line->first,
                                     fragment->base + line->end));
        pl_strbuf_add_byte(out, '\n');
    }
}

void pl_layout_dump_lines(struct pl_strbuf *out, struct pl_layout *layout)
{
    const struct pl_book *book = (const struct pl_book *)layout;
    for (size_t i = 0; i < book->count; i++) {
        const struct pl_book_page *page = &book->data[i];
        pl_strbuf_addf(out, "page %.*s\n", PL_ARG(page->label));
        for (uint32_t h = 0; h < page->head_count; h++)
            dump_fragment_lines(out, page->heads[h], page->heads[h]->x, page->heads[h]->y);
        if (page->content)
            dump_fragment_lines(out, page->content, page->area.x, page->area.y);
        for (uint32_t n = 0; n < page->note_count; n++) {
            pl_strbuf_add(out, PL_LIT("  note\n"));
            dump_fragment_lines(out, page->notes[n], page->area.x + page->notes[n]->x,
                                page->area.y + page->area.height - page->foot_height +
                                    page->notes[n]->y);
        }
    }
}

/* --- Pages ------------------------------------------------------------------------------------------- */

static void dump_fragment(struct pl_strbuf *out, const struct pl_fragment *fragment, pl_unit x,
                          pl_unit y, unsigned depth)
{
    add_box_name(out, fragment->box, depth);
    pl_strbuf_add(out, PL_LIT(" at "));
    add_length(out, x);
    pl_strbuf_add(out, PL_LIT(","));
    add_length(out, y);
    pl_strbuf_add(out, PL_LIT(" size "));
    add_length(out, fragment->width);
    pl_strbuf_add(out, PL_LIT("x"));
    add_length(out, fragment->height);
    if (fragment->line_end > fragment->first_line)
        pl_strbuf_addf(out, " lines %u-%u", fragment->first_line + 1, fragment->line_end);
    if (!fragment->starts)
        pl_strbuf_add(out, PL_LIT(" continued"));
    if (!fragment->ends)
        pl_strbuf_add(out, PL_LIT(" continues"));
    pl_strbuf_add_byte(out, '\n');
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        dump_fragment(out, child, x + child->x + child->shift_x, y + child->y + child->shift_y,
                      depth + 1);
}

void pl_layout_dump_pages(struct pl_strbuf *out, struct pl_layout *layout)
{
    const struct pl_book *book = (const struct pl_book *)layout;
    for (size_t i = 0; i < book->count; i++) {
        const struct pl_book_page *page = &book->data[i];
        pl_strbuf_addf(out, "page %zu label=", i + 1);
        add_quoted(out, page->label);
        pl_strbuf_add(out, PL_LIT(" size "));
        add_length(out, page->width);
        pl_strbuf_add(out, PL_LIT("x"));
        add_length(out, page->height);
        pl_strbuf_add(out, page->is_left ? PL_LIT(" left") : PL_LIT(" right"));
        if (page->is_blank)
            pl_strbuf_add(out, PL_LIT(" blank"));
        pl_strbuf_add_byte(out, '\n');
        for (uint32_t h = 0; h < page->head_count; h++)
            dump_fragment(out, page->heads[h], page->heads[h]->x, page->heads[h]->y, 1);
        if (page->content)
            dump_fragment(out, page->content, page->area.x, page->area.y, 1);
        for (uint32_t n = 0; n < page->note_count; n++) {
            pl_strbuf_add(out, PL_LIT("  note\n"));
            dump_fragment(out, page->notes[n], page->area.x + page->notes[n]->x,
                          page->area.y + page->area.height - page->foot_height + page->notes[n]->y,
                          2);
        }
    }
}
