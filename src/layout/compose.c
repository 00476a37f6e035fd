// SPDX-License-Identifier: MIT
/* layout/compose.c: fragments of a page → its list of things to draw.
 *
 * How it works. Fragments are walked in reading order. Text goes into the piece at hand as long as owner, part,
 * link and language stay the same, over lines too; anything else closes it. Backgrounds and borders are
 * decoration; they come out in the order of the tree, so parents lie below children. */
#include "layout/background.h"
#include "layout/book.h"
#include "layout/content.h"
#include "layout/table.h"
#include "model/walk.h"

struct compose {
    const struct pl_book *book;
    struct pl_layouter layouter;
    struct pl_arena *arena;
    const struct pl_box *canvas; // whose background the page has taken; NULL: none
    struct {
        PL_VEC(struct pl_piece)
    } pieces;
    struct pl_marks marks; // of the piece at hand
    struct pl_marks decoration;
    struct {
        PL_VEC(struct pl_link_area)
    } links;
    struct {
        PL_VEC(struct pl_anchor)
    } anchors;
    bool is_decoration; // everything goes to decoration: repeated heads, margin boxes
    bool is_open;
    struct pl_piece open;
};

/* --- Pieces ---------------------------------------------------------------------------------- */

static void close_piece(struct compose *compose)
{
    if (!compose->is_open)
        return;
    compose->is_open = false;
    if (!compose->marks.count)
        return;
    compose->open.marks = compose->marks.data;
    compose->open.mark_count = (uint32_t)compose->marks.count;
    *PL_PUSH(compose->arena, &compose->pieces) = compose->open;
    compose->marks = (struct pl_marks){0};
}

/* The language of the nearest element, where it isn't that of what stands around it. */
static pl_str language_of(const struct pl_box *box)
{
    const struct pl_node *node = box->node;
    while (node && node->kind == PL_KIND_text)
        node = node->parent;
    const struct pl_node *outer = node ? node->parent : NULL;
    if (!outer || !pl_node_attribute(node, PL_LIT("lang")).size)
        return PL_LIT("");
    pl_str parent = pl_node_language(outer);
    return pl_str_eq(parent, box->language) ? PL_LIT("") : box->language;
}

static struct pl_mark *add_mark(struct compose *compose, const struct pl_box *box)
{
    if (compose->is_decoration)
        return PL_PUSH(compose->arena, &compose->decoration);
    const struct pl_piece *open = &compose->open;
    bool goes_on = compose->is_open && open->owner == box->owner && open->part == box->part &&
                   open->link == box->link;
    if (!goes_on) {
        close_piece(compose);
        compose->open = (struct pl_piece){
            .owner = box->owner,
            .part = box->part,
            .link = box->link,
            .language = language_of(box),
        };
        compose->is_open = true;
    }
    return PL_PUSH(compose->arena, &compose->marks);
}

/* --- Boxes -------------------------------------------------------------------------------------- */

static const enum pl_property border_styles[4] = {
    PL_PROPERTY_border_top_style,
    PL_PROPERTY_border_right_style,
    PL_PROPERTY_border_bottom_style,
    PL_PROPERTY_border_left_style,
};
static const enum pl_property border_colors[4] = {
    PL_PROPERTY_border_top_color,
    PL_PROPERTY_border_right_color,
    PL_PROPERTY_border_bottom_color,
    PL_PROPERTY_border_left_color,
};
static const enum pl_property radii[4] = {
    PL_PROPERTY_border_top_left_radius,
    PL_PROPERTY_border_top_right_radius,
    PL_PROPERTY_border_bottom_right_radius,
    PL_PROPERTY_border_bottom_left_radius,
};

static void read_radii(struct pl_layouter *layouter, const struct pl_style *style,
                       struct pl_rect rect, bool has_top, bool has_bottom, pl_unit out[4])
{
    struct pl_css_basis basis = pl_basis(layouter, rect.width);
    for (int corner = 0; corner < 4; corner++) {
        const struct pl_css_value *value = style->values[radii[corner]];
        if (value->type == PL_CSS_LIST && value->count)
            value = value->items[0];
        out[corner] = 0;
        if (!pl_css_resolve(value, &basis, &out[corner]) || !(corner < 2 ? has_top : has_bottom))
            out[corner] = 0;
        pl_unit most = pl_unit_min(rect.width, rect.height) / 2;
        out[corner] = pl_unit_max(pl_unit_min(out[corner], most), 0);
    }
}

void pl_compose_fill(struct pl_layouter *layouter, struct pl_marks *marks, struct pl_rect rect,
                     pl_color color, const pl_unit radius[4])
{
    if ((color & 0xFF) == 0 || rect.width <= 0 || rect.height <= 0)
        return;
    struct pl_mark *mark = PL_PUSH(layouter->arena, marks);
    mark->type = PL_MARK_FILL;
    mark->fill = (struct pl_fill){.rect = rect, .color = color};
    if (radius)
        memcpy(mark->fill.radius, radius, sizeof mark->fill.radius);
}

/* A few solid sides that meet in one colour are plain rectangles: a ring of them would have sides without width, which
 * some viewers show as hairlines. */
static bool add_sides(struct pl_layouter *layouter, const struct pl_border *border,
                      struct pl_marks *marks)
{
    int present = 0;
    for (int side = 0; side < 4; side++) {
        int next = (side + 1) % 4;
        if (border->radius[side])
            return false;
        if (border->width[side] <= 0)
            continue;
        present++;
        bool meets = border->width[next] > 0;
        if (border->style[side] != PL_BORDER_SOLID ||
            (meets && border->color[next] != border->color[side]))
            return false;
    }
    if (present == 4)
        return false;
    struct pl_rect box = border->box;
    pl_unit top = border->width[PL_TOP], bottom = border->width[PL_BOTTOM];
    struct pl_rect sides[4] = {
        {box.x, box.y, box.width, top},
        {box.x + box.width - border->width[PL_RIGHT], box.y + top, border->width[PL_RIGHT],
         box.height - top - bottom},
        {box.x, box.y + box.height - bottom, box.width, bottom},
        {box.x, box.y + top, border->width[PL_LEFT], box.height - top - bottom},
    };
    for (int side = 0; side < 4; side++)
        if (border->width[side] > 0)
            pl_compose_fill(layouter, marks, sides[side], border->color[side], NULL);
    return true;
}

static void paint_background(struct pl_layouter *layouter, const struct pl_style *style, struct pl_rect rect,
                             const struct pl_edges *edges, bool has_top, bool has_bottom, const pl_unit radius[4],
                             struct pl_marks *marks)
{
    if (!pl_background_shows(style))
        return;
    struct pl_background_place place = {.border = rect, .edges = *edges};
    if (!has_top)
        place.edges.border[PL_TOP] = place.edges.padding[PL_TOP] = 0;
    if (!has_bottom)
        place.edges.border[PL_BOTTOM] = place.edges.padding[PL_BOTTOM] = 0;
    memcpy(place.radius, radius, sizeof place.radius);
    pl_background_paint(layouter, style, &place, marks);
}

void pl_compose_box(struct pl_layouter *layouter, const struct pl_style *style, struct pl_rect rect,
                    const struct pl_edges *edges, bool has_top, bool has_bottom,
                    struct pl_marks *marks)
{
    if (!pl_style_is_visible(style) || rect.width <= 0)
        return;
    pl_unit radius[4];
    read_radii(layouter, style, rect, has_top, has_bottom, radius);
    paint_background(layouter, style, rect, edges, has_top, has_bottom, radius, marks);
    struct pl_border border = {.box = rect};
    bool has_border = false;
    for (int side = 0; side < 4; side++) {
        if ((side == PL_TOP && !has_top) || (side == PL_BOTTOM && !has_bottom))
            continue;
        border.width[side] = edges->border[side];
        border.color[side] = pl_style_color(style, border_colors[side]);
        border.style[side] = (uint8_t)pl_used_border_style(
            pl_style_keyword(style, border_styles[side]));
        has_border |= border.width[side] > 0;
    }
    if (!has_border)
        return;
    memcpy(border.radius, radius, sizeof radius);
    if (add_sides(layouter, &border, marks))
        return;
    struct pl_mark *mark = PL_PUSH(layouter->arena, marks);
    mark->type = PL_MARK_BORDER;
    mark->border = border;
}

static struct pl_rect rect_of(const struct pl_fragment *fragment, pl_unit x, pl_unit y)
{
    return (struct pl_rect){x, y + fragment->inset_top, fragment->width,
                            fragment->height - fragment->inset_top - fragment->inset_bottom};
}

/* Borders that collapsed lie half outside of their cell. */
static void add_collapsed(struct compose *compose, const struct pl_fragment *fragment,
                          struct pl_rect rect)
{
    struct pl_border border = *fragment->collapsed;
    pl_unit before[4];
    bool has_border = false;
    for (int side = 0; side < 4; side++) {
        before[side] = border.width[side] / 2;
        has_border |= border.width[side] > 0 && border.style[side] != PL_BORDER_NONE;
    }
    if (!has_border)
        return;
    border.box = (struct pl_rect){rect.x - before[PL_LEFT], rect.y - before[PL_TOP],
                                  rect.width + before[PL_LEFT] + before[PL_RIGHT],
                                  rect.height + before[PL_TOP] + before[PL_BOTTOM]};
    struct pl_mark *mark = PL_PUSH(compose->arena, &compose->decoration);
    mark->type = PL_MARK_BORDER;
    mark->border = border;
}

static void add_background(struct compose *compose, const struct pl_style *style,
                           struct pl_rect rect)
{
    struct pl_background_place place = {.border = rect};
    pl_background_paint(&compose->layouter, style, &place, &compose->decoration);
}

static void add_layer(struct compose *compose, const struct pl_box *box, struct pl_rect rect)
{
    if (box && !box->is_anonymous && pl_style_is_visible(box->style))
        add_background(compose, box->style, rect);
}

/* Backgrounds of columns, row group and row show in their cells, not between them (CSS 2.2 §17.5.1, §17.6.1). */
static void add_table_layers(struct compose *compose, const struct pl_box *cell,
                             struct pl_rect rect)
{
    const struct pl_box *row = cell->parent, *group = row ? row->parent : NULL;
    const struct pl_table *table = group && group->parent ? group->parent->table : NULL;
    if (table && cell->first_column < table->column_count) {
        add_layer(compose, table->columns[cell->first_column].group, rect);
        add_layer(compose, table->columns[cell->first_column].box, rect);
    }
    add_layer(compose, group, rect);
    add_layer(compose, row, rect);
}

/* empty-cells: hide (CSS 2.2 §17.6.1.1). */
static bool is_hidden_cell(const struct pl_fragment *fragment)
{
    return fragment->box->type == PL_BOX_CELL && !fragment->collapsed && !fragment->first &&
           fragment->line_end == fragment->first_line &&
           pl_style_keyword(fragment->box->style, PL_PROPERTY_empty_cells) == PL_KEYWORD_hide;
}

static void add_box(struct compose *compose, const struct pl_fragment *fragment, pl_unit x,
                    pl_unit y)
{
    const struct pl_box *box = fragment->box;
    struct pl_rect rect = rect_of(fragment, x, y);
    if (box->type == PL_BOX_CELL)
        add_table_layers(compose, box, rect);
    if (box->is_anonymous || box->type == PL_BOX_PICTURE || fragment->is_column || !box->node ||
        !pl_style_is_visible(box->style) || box->type == PL_BOX_ROW || is_hidden_cell(fragment))
        return;
    struct pl_css_basis basis = pl_basis(&compose->layouter, fragment->width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    bool collapses = fragment->collapsed ||
                     (box->type == PL_BOX_TABLE &&
                      pl_style_keyword(box->style, PL_PROPERTY_border_collapse) ==
                          PL_KEYWORD_collapse);
    if (collapses)
        memset(edges.border, 0, sizeof edges.border);
    bool clones = pl_style_keyword(box->style, PL_PROPERTY_box_decoration_break) ==
                  PL_KEYWORD_clone;
    if (box != compose->canvas)
        pl_compose_box(&compose->layouter, box->style, rect, &edges, fragment->starts || clones,
                       fragment->ends || clones, &compose->decoration);
    if (fragment->collapsed)
        add_collapsed(compose, fragment, rect);
}

/* --- Pictures --------------------------------------------------------------------------------------- */

/* How far a picture stands from the edge of its box: object-position (Images 3 §5.5). */
static pl_unit picture_offset(struct compose *compose, const struct pl_box *box, uint32_t axis, pl_unit room)
{
    const struct pl_css_value *position = box->style->values[PL_PROPERTY_object_position];
    struct pl_css_basis basis = pl_basis(&compose->layouter, room);
    pl_unit offset = room / 2;
    if (axis < pl_css_item_count(position))
        pl_css_resolve(pl_css_item(position, axis), &basis, &offset);
    return offset;
}

/* Where in the box the picture goes: object-fit (Images 3 §5.5). */
static struct pl_rect fit_picture(struct compose *compose, const struct pl_box *box, struct pl_rect content)
{
    enum pl_keyword fit = pl_style_keyword(box->style, PL_PROPERTY_object_fit);
    const struct pl_picture *picture = box->picture;
    double own_width = picture->width * 0.75 * PL_UNIT_PER_PT,
           own_height = picture->height * 0.75 * PL_UNIT_PER_PT;
    if (fit == PL_KEYWORD_fill || fit == PL_KEYWORD_NOT_ONE || own_width <= 0 || own_height <= 0)
        return content;
    double by_width = content.width / own_width, by_height = content.height / own_height;
    double scale = 1;
    if (fit == PL_KEYWORD_contain || fit == PL_KEYWORD_scale_down)
        scale = by_width < by_height ? by_width : by_height;
    else if (fit == PL_KEYWORD_cover)
        scale = by_width > by_height ? by_width : by_height;
    if (fit == PL_KEYWORD_scale_down && scale > 1)
        scale = 1;
    struct pl_rect rect = {.width = pl_unit_from_pt(own_width * scale / PL_UNIT_PER_PT),
                           .height = pl_unit_from_pt(own_height * scale / PL_UNIT_PER_PT)};
    rect.x = content.x + picture_offset(compose, box, 0, content.width - rect.width);
    rect.y = content.y + picture_offset(compose, box, 1, content.height - rect.height);
    return rect;
}

static void add_picture(struct compose *compose, const struct pl_fragment *fragment, pl_unit x,
                        pl_unit y)
{
    const struct pl_box *box = fragment->box;
    if (!pl_style_is_visible(box->style))
        return;
    struct pl_css_basis basis = pl_basis(&compose->layouter, fragment->width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    pl_compose_box(&compose->layouter, box->style,
                   (struct pl_rect){x, y, fragment->width, fragment->height}, &edges, true, true,
                   &compose->decoration);
    struct pl_rect content = {
        x + pl_edges_before(&edges, PL_LEFT),
        y + pl_edges_before(&edges, PL_TOP),
        fragment->width - pl_edges_sum(&edges, PL_LEFT, PL_RIGHT),
        fragment->height - pl_edges_sum(&edges, PL_TOP, PL_BOTTOM),
    };
    if (content.width <= 0 || content.height <= 0)
        return;
    close_piece(compose);
    bool is_decorative = box->has_alternative && !box->alternative.size;
    struct pl_mark *mark = is_decorative ? PL_PUSH(compose->arena, &compose->decoration)
                                         : add_mark(compose, box);
    mark->type = PL_MARK_PICTURE;
    mark->picture = (struct pl_picture_mark){box->picture, fit_picture(compose, box, content), content};
    if (is_decorative || compose->is_decoration)
        return;
    compose->open.alternative = box->alternative;
    compose->open.has_alternative = box->has_alternative;
    close_piece(compose);
}

/* --- Links and anchors ---------------------------------------------------------------------------------- */

static void add_link(struct compose *compose, const struct pl_box *box, struct pl_rect rect)
{
    if (compose->is_decoration || rect.width <= 0 || rect.height <= 0)
        return;
    const struct pl_article *article;
    const struct pl_node *node = pl_edition_node(compose->book->input->edition, box->owner,
                                                 &article);
    if (!node)
        return;
    pl_str href = pl_str_trim(pl_node_attribute(node, PL_LIT("href")));
    struct pl_link_area area = {.link = box->owner, .rect = rect, .target = PL_OWNER_NONE};
    if (href.size && href.data[0] == '#') {
        area.target = pl_book_target(compose->book, pl_book_article_of(compose->book, box->owner),
                                     pl_content_fragment(href));
        if (area.target == PL_OWNER_NONE)
            return;
    } else {
        area.uri = href;
    }
    area.description = pl_node_plain_text(compose->arena, node);
    *PL_PUSH(compose->arena, &compose->links) = area;
}

static void add_anchor(struct compose *compose, pl_owner owner, pl_unit x, pl_unit y)
{
    if (!compose->is_decoration && owner != PL_OWNER_NONE)
        *PL_PUSH(compose->arena, &compose->anchors) = (struct pl_anchor){owner, x, y};
}

/* --- Lines ------------------------------------------------------------------------------------------------ */

static void compose_fragment(struct compose *compose, const struct pl_fragment *fragment, pl_unit x,
                             pl_unit y);

/* How far relative positioning moves an inline, its ancestors' included. */
struct shift {
    pl_unit x, y;
};

struct line {
    const struct pl_fragment *fragment;
    const struct pl_inline *lines;
    const struct pl_line *line;
    struct pl_line_content content;
    uint32_t object_base;       // objects of the setting begin at this one of the paragraph
    const struct shift *shifts; // by segment: relative positioning; NULL: none
    pl_unit x, y;               // of the setting's left and of this line's top, on the page
};

static struct shift shift_of(const struct line *line, uint32_t segment)
{
    return line->shifts ? line->shifts[segment] : (struct shift){0};
}

static void add_run(struct compose *compose, const struct line *line, const struct pl_run *run)
{
    const struct pl_box *box = line->lines->segments[run->owner].box;
    if (!pl_style_is_visible(box->style))
        return;
    struct pl_mark *mark = add_mark(compose, box);
    mark->type = PL_MARK_RUN;
    mark->run = *run;
    mark->run.owner = box->owner;
    struct shift shift = shift_of(line, run->owner);
    mark->run.x += line->x + shift.x;
    mark->run.y += line->y + shift.y;
}

static void add_strokes(struct compose *compose, const struct line *line, uint32_t owner,
                        bool *is_done)
{
    for (size_t i = 0; i < line->content.stroke_count; i++) {
        const struct pl_stroke *stroke = &line->content.strokes[i];
        const struct pl_box *box = line->lines->segments[stroke->owner].box;
        if (is_done[i] || stroke->owner != owner || !pl_style_is_visible(box->style))
            continue;
        is_done[i] = true;
        struct pl_mark *mark = add_mark(compose, box);
        mark->type = PL_MARK_STROKE;
        mark->stroke = *stroke;
        mark->stroke.owner = box->owner;
        struct shift shift = shift_of(line, stroke->owner);
        mark->stroke.x += line->x + shift.x;
        mark->stroke.y += line->y + shift.y;
    }
}

static void add_leader(struct compose *compose, const struct line *line,
                       const struct pl_object_place *place, const struct pl_inline_object *object);

static void add_object(struct compose *compose, const struct line *line,
                       const struct pl_object_place *place)
{
    uint32_t index = line->object_base + place->object;
    const struct pl_inline_object *object = &line->lines->objects[index];
    const struct pl_fragment *atom = line->lines->atoms[index];
    if (line->lines->roles[index] == PL_OBJECT_LEADER)
        add_leader(compose, line, place, object);
    if (line->lines->roles[index] != PL_OBJECT_ATOM || !atom)
        return;
    struct pl_css_basis basis = pl_basis(&compose->layouter, line->fragment->width);
    struct pl_edges edges = pl_used_edges(atom->box->style, &basis);
    const struct pl_segment *segment = &line->lines->segments[object->owner];
    struct shift shift = {0}; // of what the atom stands in: its own is its fragment's
    if (line->shifts && segment->box->parent != line->fragment->box)
        for (uint32_t i = object->owner; i-- > 0;)
            if (line->lines->segments[i].box == segment->box->parent) {
                shift = line->shifts[i];
                break;
            }
    compose_fragment(compose, atom, line->x + place->x + edges.margin[PL_LEFT] + shift.x,
                     line->y + place->y - object->ascent + edges.margin[PL_TOP] + shift.y);
}

static bool is_blank(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!pl_ascii_is_space(text.data[i]))
            return false;
    return true;
}

/* A leader's text, repeated as often as it fits, at the right end of its room so that leaders of many lines agree. One of
 * spaces is room alone: nothing is drawn there. */
static void add_leader(struct compose *compose, const struct line *line,
                       const struct pl_object_place *place, const struct pl_inline_object *object)
{
    const struct pl_box *box = line->lines->segments[object->owner].box;
    if (is_blank(box->text))
        return;
    struct pl_layouter *layouter = &compose->layouter;
    struct pl_text_span span = {.style = box->style};
    struct pl_paragraph paragraph = {
        .text = box->text, .spans = &span, .span_count = 1, .style = box->style};
    struct pl_strbuf text = PL_STRBUF(compose->arena);
    for (int i = 0; i < 16; i++)
        pl_strbuf_add(&text, box->text);
    paragraph.text = pl_strbuf_str(&text);
    pl_unit one =
        pl_paragraph_extent(layouter->typesetter, compose->arena, &paragraph).max_content / 16;
    if (one <= 0)
        return;
    pl_unit count = object->advance / one;
    text = PL_STRBUF(compose->arena);
    for (pl_unit i = 0; i < count && i < 2000; i++)
        pl_strbuf_add(&text, box->text);
    if (!text.size)
        return;
    paragraph.text = pl_strbuf_str(&text);
    paragraph.measure.width = PL_PT(20000);
    struct pl_diags silent = PL_DIAGS(compose->arena);
    const struct pl_lines *lines = pl_paragraph_set(layouter->typesetter, compose->arena,
                                                    compose->arena, &paragraph, &silent);
    if (!lines->count)
        return;
    struct pl_line_content content = pl_line_runs(layouter->typesetter, compose->arena, lines, 0);
    pl_unit x = line->x + place->x + object->advance - count * one - lines->lines[0].left;
    pl_unit y = line->y + place->y - lines->lines[0].baseline;
    for (size_t i = 0; i < content.run_count; i++) {
        struct pl_mark *mark = PL_PUSH(compose->arena, &compose->decoration);
        mark->type = PL_MARK_RUN;
        mark->run = content.runs[i];
        mark->run.owner = box->owner;
        mark->run.x += x;
        mark->run.y += y;
    }
}

/* Floats and absolute boxes of a paragraph that wait for their place in reading order. */
struct hanging {
    const struct pl_fragment *next;
    pl_unit x, y; // of the paragraph's border box
};

static uint32_t segment_of(const struct pl_inline *lines, const struct pl_box *box)
{
    for (uint32_t i = 0; i < lines->anchor_count; i++)
        if (lines->anchors[i].box == box)
            return lines->anchors[i].segment;
    return 0;
}

/* Those that hang before segment `before`. */
static void add_hanging(struct compose *compose, struct hanging *hanging,
                        const struct pl_inline *lines, uint32_t before)
{
    for (; hanging->next; hanging->next = hanging->next->next) {
        const struct pl_fragment *fragment = hanging->next;
        if (before != UINT32_MAX && segment_of(lines, fragment->box) > before)
            return;
        compose_fragment(compose, fragment, hanging->x + fragment->x, hanging->y + fragment->y);
    }
}

/* Runs and objects in the order of the tree: owners ascend with the text. */
static void add_line(struct compose *compose, const struct line *line, struct hanging *hanging)
{
    size_t run = 0, object = 0;
    const struct pl_line_content *content = &line->content;
    bool *is_done = PL_NEW_ARRAY(compose->arena, bool, content->stroke_count);
    while (run < content->run_count || object < content->object_count) {
        bool takes_object = object < content->object_count;
        if (takes_object && run < content->run_count) {
            uint32_t index = line->object_base + content->objects[object].object;
            takes_object = line->lines->objects[index].owner < content->runs[run].owner;
        }
        uint32_t owner =
            takes_object
                ? line->lines->objects[line->object_base + content->objects[object].object].owner
                : content->runs[run].owner;
        if (hanging->next)
            add_hanging(compose, hanging, line->lines, owner);
        if (takes_object) {
            add_object(compose, line, &content->objects[object++]);
            continue;
        }
        add_run(compose, line, &content->runs[run]);
        add_strokes(compose, line, content->runs[run].owner, is_done);
        run++;
    }
    for (size_t i = 0; i < content->stroke_count; i++) // lines through what has no text of its own
        add_strokes(compose, line, content->strokes[i].owner, is_done);
}

/* --- Inline boxes ---------------------------------------------------------------------------------------------- */

static bool has_decoration(const struct pl_box *box)
{
    if (box->type != PL_BOX_INLINE || box->is_anonymous)
        return false;
    if (box->is_link || pl_background_shows(box->style))
        return true;
    for (int side = 0; side < 4; side++)
        if (pl_used_border_style(pl_style_keyword(box->style, border_styles[side])) !=
            PL_BORDER_NONE)
            return true;
    return false;
}

/* From where to where an inline's text and edges reach in a line. */
static bool reach(const struct line *line, uint32_t segment, pl_unit *left, pl_unit *right)
{
    uint32_t after = line->lines->segments[segment].after;
    *left = PL_UNIT_MAX;
    *right = -PL_UNIT_MAX;
    for (size_t i = 0; i < line->content.run_count; i++) {
        const struct pl_run *run = &line->content.runs[i];
        if (run->owner < segment || run->owner >= after)
            continue;
        // white space at the line's end hangs and is no part of the box
        pl_unit near = pl_unit_max(run->x, line->line->left);
        pl_unit far = pl_unit_min(run->x + run->advance, line->line->left + line->line->width);
        if (far <= near && run->advance > 0)
            continue;
        *left = pl_unit_min(*left, pl_unit_min(near, far));
        *right = pl_unit_max(*right, far);
    }
    for (size_t i = 0; i < line->content.object_count; i++) {
        const struct pl_object_place *place = &line->content.objects[i];
        const struct pl_inline_object *object =
            &line->lines->objects[line->object_base + place->object];
        if (object->owner < segment || object->owner >= after)
            continue;
        *left = pl_unit_min(*left, place->x);
        *right = pl_unit_max(*right, place->x + object->advance);
    }
    return *right >= *left;
}

/* Of the aligned group that a segment stands in (vertical-align: top, bottom), on this line. */
static pl_unit group_rise(const struct line *line, uint32_t segment)
{
    uint32_t after = line->lines->segments[segment].after;
    for (size_t i = 0; i < line->content.owner_count; i++) {
        const struct pl_owner_extent *extent = &line->content.owners[i];
        if (extent->owner >= segment && extent->owner < after)
            return extent->group_rise;
    }
    return 0;
}

static void add_inline_box(struct compose *compose, const struct line *line, uint32_t index)
{
    const struct pl_segment *segment = &line->lines->segments[index];
    const struct pl_box *box = segment->box;
    pl_unit left, right;
    if (!reach(line, index, &left, &right))
        return;
    struct pl_css_basis basis = pl_basis(&compose->layouter, line->fragment->width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    struct pl_font_metrics metrics = pl_used_metrics(box->style, compose->layouter.fonts);
    double size = pl_unit_to_pt(pl_style_font_size(box->style));
    pl_unit ascent = pl_unit_from_pt(metrics.ascent * size),
            descent = pl_unit_from_pt(metrics.descent * size);
    struct shift shift = shift_of(line, index);
    left += shift.x;
    right += shift.x;
    pl_unit baseline = line->y + line->line->baseline - segment->rise - group_rise(line, index) +
                       shift.y;
    uint32_t first = line->line->first + line->fragment->base,
             end = line->line->end + line->fragment->base;
    bool starts = segment->first >= first && !box->lacks_start;
    bool ends = segment->end <= end && !box->lacks_end;
    bool has_left = box->is_right_to_left ? ends : starts,
         has_right = box->is_right_to_left ? starts : ends;
    bool is_cloned = pl_style_keyword(box->style, PL_PROPERTY_box_decoration_break) ==
                     PL_KEYWORD_clone;
    if (has_left)
        left += edges.margin[PL_LEFT];
    else if (is_cloned)
        left -= pl_edges_before(&edges, PL_LEFT);
    else
        edges.border[PL_LEFT] = 0;
    if (has_right)
        right -= edges.margin[PL_RIGHT];
    else if (is_cloned)
        right += pl_edges_before(&edges, PL_RIGHT);
    else
        edges.border[PL_RIGHT] = 0;
    if (box->is_link)
        add_link(
            compose, box,
            (struct pl_rect){line->x + left, baseline - ascent, right - left, ascent + descent});
    struct pl_rect rect = {
        line->x + left,
        baseline - ascent - pl_edges_before(&edges, PL_TOP),
        right - left,
        ascent + descent + pl_edges_sum(&edges, PL_TOP, PL_BOTTOM),
    };
    pl_compose_box(&compose->layouter, box->style, rect, &edges, true, true, &compose->decoration);
}

static void add_inline_boxes(struct compose *compose, const struct line *line,
                             const uint32_t *decorated, size_t count)
{
    uint32_t first = line->line->first + line->fragment->base,
             end = line->line->end + line->fragment->base;
    for (size_t i = 0; i < count; i++) {
        const struct pl_segment *segment = &line->lines->segments[decorated[i]];
        if (segment->first < end && segment->end > first)
            add_inline_box(compose, line, decorated[i]);
    }
}

/* Ids of inlines that begin in these lines. */
static void add_inline_anchors(struct compose *compose, const struct line *line)
{
    uint32_t first = line->line->first + line->fragment->base,
             end = line->line->end + line->fragment->base;
    for (uint32_t i = 0; i < line->lines->segment_count; i++) {
        const struct pl_segment *segment = &line->lines->segments[i];
        if (segment->first >= end)
            break;
        if (segment->first < first || segment->box->type != PL_BOX_INLINE ||
            segment->box->part != PL_PART_TEXT)
            continue;
        if (segment->box->node && segment->box->node->id.size && !segment->box->lacks_start)
            add_anchor(compose, segment->box->owner, line->x, line->y);
    }
}

static bool has_ids(const struct pl_inline *lines)
{
    for (uint32_t i = 0; i < lines->segment_count; i++)
        if (lines->segments[i].box->type == PL_BOX_INLINE && lines->segments[i].box->node &&
            lines->segments[i].box->node->id.size)
            return true;
    return false;
}

/* By segment; NULL where nothing of the paragraph is positioned. */
static const struct shift *read_shifts(struct compose *compose, const struct pl_fragment *fragment)
{
    const struct pl_inline *lines = fragment->box->lines;
    struct shift *shifts = NULL;
    for (uint32_t i = 0; i < lines->segment_count; i++) {
        const struct pl_segment *segment = &lines->segments[i];
        if (segment->box->type != PL_BOX_INLINE || !segment->box->is_relative)
            continue;
        if (!shifts)
            shifts = PL_NEW_ARRAY(compose->arena, struct shift, lines->segment_count);
        struct shift own;
        pl_relative_offset(&compose->layouter, segment->box, fragment->width, -1, &own.x, &own.y);
        for (uint32_t k = i; k < segment->after && k < lines->segment_count; k++) {
            shifts[k].x += own.x;
            shifts[k].y += own.y;
        }
    }
    return shifts;
}

static void compose_lines(struct compose *compose, const struct pl_fragment *fragment, pl_unit x,
                          pl_unit y)
{
    const struct pl_inline *lines = fragment->box->lines;
    struct {
        PL_VEC(uint32_t)
    } decorated = {0};
    bool with_ids = has_ids(lines);
    const struct shift *shifts = read_shifts(compose, fragment);
    for (uint32_t i = 0; i < lines->segment_count; i++)
        if (has_decoration(lines->segments[i].box))
            *PL_PUSH(compose->arena, &decorated) = i;
    struct hanging hanging = {fragment->first, x, y};
    uint32_t object_base = 0;
    while (object_base < lines->object_count && lines->objects[object_base].offset < fragment->base)
        object_base++;
    for (uint32_t i = fragment->first_line; i < fragment->line_end; i++) {
        struct line line = {
            .fragment = fragment,
            .lines = lines,
            .line = &fragment->lines->lines[i],
            .content = pl_line_runs(compose->layouter.typesetter, compose->arena, fragment->lines,
                                    i),
            .object_base = object_base,
            .shifts = shifts,
            .x = x + fragment->lines_x,
        };
        line.y = y + pl_fragment_line_y(fragment, i);
        if (with_ids)
            add_inline_anchors(compose, &line);
        add_inline_boxes(compose, &line, decorated.data, decorated.count);
        add_line(compose, &line, &hanging);
    }
    add_hanging(compose, &hanging, lines, UINT32_MAX);
}

/* --- The tree ------------------------------------------------------------------------------------------------------ */

static void add_column_rules(struct compose *compose, const struct pl_fragment *fragment, pl_unit x,
                             pl_unit y)
{
    const struct pl_style *style = fragment->box->style;
    enum pl_border_style form = pl_used_border_style(
        pl_style_keyword(style, PL_PROPERTY_column_rule_style));
    struct pl_css_basis basis = pl_basis(&compose->layouter, fragment->width);
    pl_unit width = pl_style_length(style, PL_PROPERTY_column_rule_width, &basis, PL_PT(2.25));
    if (form == PL_BORDER_NONE || width <= 0)
        return;
    for (const struct pl_fragment *column = fragment->first; column; column = column->next) {
        const struct pl_fragment *next = column->next;
        if (!column->is_column || !next || !next->is_column || next->y != column->y)
            continue;
        pl_unit left = pl_unit_min(column->x + column->width, next->x + next->width);
        pl_unit right = pl_unit_max(column->x, next->x);
        struct pl_mark *mark = PL_PUSH(compose->arena, &compose->decoration);
        mark->type = PL_MARK_BORDER;
        mark->border = (struct pl_border){
            .box = {x + (left + right - width) / 2, y + column->y, width, column->height},
            .width = {[PL_LEFT] = width},
            .color = {[PL_LEFT] = pl_style_color(style, PL_PROPERTY_column_rule_color)},
            .style = {[PL_LEFT] = (uint8_t)form},
        };
    }
}

static void compose_fragment(struct compose *compose, const struct pl_fragment *fragment, pl_unit x,
                             pl_unit y)
{
    const struct pl_box *box = fragment->box;
    x += fragment->shift_x;
    y += fragment->shift_y;
    if (box->floats == PL_FLOAT_RUNNING && !compose->is_decoration)
        return;
    if (box->floats == PL_FLOAT_ABSOLUTE && fragment->first &&
        fragment->first->box == box) { // placed: absolute.c
        compose_fragment(compose, fragment->first, x + fragment->first->x, y + fragment->first->y);
        return;
    }
    bool was_decoration = compose->is_decoration;
    if (fragment->is_repeat && !was_decoration) {
        close_piece(compose);
        compose->is_decoration = true;
    }
    if (fragment->starts && box->node && !box->is_anonymous && !fragment->is_marker &&
        box->part == PL_PART_TEXT)
        add_anchor(compose, box->owner, x, y);
    if (box->is_link && box->type != PL_BOX_INLINE)
        add_link(compose, box, (struct pl_rect){x, y, fragment->width, fragment->height});
    if (box->type == PL_BOX_PICTURE) {
        add_picture(compose, fragment, x, y);
    } else {
        add_box(compose, fragment, x, y);
        if (box->is_columns)
            add_column_rules(compose, fragment, x, y);
        if (fragment->lines)
            compose_lines(compose, fragment, x, y);
        for (const struct pl_fragment *child = fragment->lines ? NULL : fragment->first; child;
             child = child->next)
            compose_fragment(compose, child, x + child->x, y + child->y);
    }
    if (fragment->is_repeat)
        compose->is_decoration = was_decoration;
}

void pl_compose_marks(const struct pl_book *book, struct pl_layouter *layouter,
                      const struct pl_fragment *fragment, pl_unit x, pl_unit y,
                      struct pl_marks *marks)
{
    struct compose compose = {
        .book = book,
        .layouter = *layouter,
        .arena = layouter->arena,
        .is_decoration = true,
        .decoration = *marks,
    };
    compose_fragment(&compose, fragment, x, y);
    *marks = compose.decoration;
}

/* --- Pages ------------------------------------------------------------------------------------------------------------ */

/* The root's background, or body's where the root has none, is the canvas's: CSS 2.2 §14.2. */
static const struct pl_box *canvas_of(const struct pl_fragment *content)
{
    const struct pl_fragment *root = content ? content->first : NULL;
    if (!root || !root->box->is_root)
        return NULL;
    if (pl_background_shows(root->box->style))
        return root->box;
    for (const struct pl_fragment *child = root->first; child; child = child->next)
        if (child->box->node && child->box->node->kind == PL_KIND_body)
            return pl_background_shows(child->box->style) ? child->box : NULL;
    return NULL;
}

static void add_page_box(struct compose *compose, const struct pl_book_page *page,
                         struct pl_marks *background)
{
    const struct pl_style *style = page->style->page;
    struct pl_rect sheet = {0, 0, page->width, page->height};
    struct pl_rect border = {
        page->edges.margin[PL_LEFT], page->edges.margin[PL_TOP],
        page->width - page->edges.margin[PL_LEFT] - page->edges.margin[PL_RIGHT],
        page->height - page->edges.margin[PL_TOP] - page->edges.margin[PL_BOTTOM]};
    struct pl_background_place place = {.border = sheet, .origin = &sheet};
    pl_background_paint(&compose->layouter, style, &place, background);
    struct pl_rect inner = {border.x + page->edges.border[PL_LEFT], border.y + page->edges.border[PL_TOP],
                            border.width - page->edges.border[PL_LEFT] - page->edges.border[PL_RIGHT],
                            border.height - page->edges.border[PL_TOP] - page->edges.border[PL_BOTTOM]};
    place = (struct pl_background_place){.border = border, .origin = &inner};
    if (compose->canvas)
        pl_background_paint(&compose->layouter, compose->canvas->style, &place, background);
    struct pl_style bare = *style;
    static const struct pl_css_value transparent = {.type = PL_CSS_COLOR},
                                     none = {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_none};
    bare.values[PL_PROPERTY_background_color] = &transparent;
    bare.values[PL_PROPERTY_background_image] = &none;
    pl_compose_box(&compose->layouter, &bare, border, &page->edges, true, true, background);
}

/* The foot: floats, then the note area with its notes, down to the page area's end. */
static void add_notes(struct compose *compose, const struct pl_book_page *page)
{
    pl_unit foot = page->area.y + page->area.height - page->foot_height;
    if (page->note_count > page->foot_float_count) {
        struct pl_css_basis basis = pl_basis(&compose->layouter, page->area.width);
        struct pl_edges area = pl_used_edges(page->style->footnote_area, &basis);
        const struct pl_fragment *first = page->notes[page->foot_float_count];
        struct pl_edges own = pl_used_edges(first->box->style, &basis);
        pl_unit content = foot + first->y - own.margin[PL_TOP];
        // what is above the notes of the area's edges was put before the first note, all of them
        pl_unit below = pl_edges_before(&area, PL_BOTTOM) + area.margin[PL_BOTTOM];
        content -= below;
        foot -= below;
        pl_unit top = content - pl_edges_before(&area, PL_TOP);
        pl_compose_box(
            &compose->layouter, page->style->footnote_area,
            (struct pl_rect){page->area.x + area.margin[PL_LEFT], top,
                             page->area.width - area.margin[PL_LEFT] - area.margin[PL_RIGHT],
                             page->area.y + page->area.height - area.margin[PL_BOTTOM] - top},
            &area, true, true, &compose->decoration);
    }
    for (uint32_t i = 0; i < page->note_count; i++) {
        close_piece(compose);
        compose_fragment(compose, page->notes[i], page->area.x + page->notes[i]->x,
                         foot + page->notes[i]->y);
    }
}

struct pl_layouter pl_book_layouter(const struct pl_book *book, struct pl_arena *arena,
                                    unsigned thread, struct pl_diags *diags)
{
    return (struct pl_layouter){
        .arena = arena,
        .scratch = arena,
        .store = arena,
        .typesetter = book->typesetters[thread],
        .fonts = book->input->fonts,
        .diags = diags,
        .backgrounds = book->backgrounds,
    };
}

static void add_decoration(struct pl_page *page, struct pl_decoration *decorations,
                           enum pl_decoration_type type, const struct pl_marks *marks)
{
    if (marks->count)
        decorations[page->decoration_count++] = (struct pl_decoration){type, marks->data,
                                                                       (uint32_t)marks->count};
}

const struct pl_page *pl_book_make(void *context, struct pl_arena *arena, uint32_t index,
                                   unsigned thread)
{
    const struct pl_book *book = context;
    if (index >= book->count || thread >= book->thread_count)
        return NULL;
    const struct pl_book_page *from = &book->data[index];
    struct pl_diags silent = PL_DIAGS(
        arena); // what pages have to say was said when they were chosen
    struct compose compose = {.book = book, .arena = arena, .canvas = canvas_of(from->content)};
    compose.layouter = pl_book_layouter(book, arena, thread, &silent);
    compose.layouter.page_width = from->area.width;
    compose.layouter.page_height = from->area.height;
    struct pl_marks background = {0}, header = {0}, footer = {0};
    add_page_box(&compose, from, &background);
    for (uint32_t i = 0; i < from->head_count; i++)
        compose_fragment(&compose, from->heads[i], from->heads[i]->x, from->heads[i]->y);
    if (from->content)
        compose_fragment(&compose, from->content, from->area.x, from->area.y);
    add_notes(&compose, from);
    close_piece(&compose);
    pl_margin_boxes(book, &compose.layouter, index, &header, &footer);
    struct pl_page *page = PL_NEW(arena, struct pl_page);
    struct pl_decoration *decorations = PL_NEW_ARRAY(arena, struct pl_decoration,
                                                     PL_DECORATION_TYPE_COUNT);
    *page = (struct pl_page){
        .index = index,
        .label = from->label,
        .width = from->width,
        .height = from->height,
        .pieces = compose.pieces.data,
        .piece_count = (uint32_t)compose.pieces.count,
        .decorations = decorations,
        .links = compose.links.data,
        .link_count = (uint32_t)compose.links.count,
        .anchors = compose.anchors.data,
        .anchor_count = (uint32_t)compose.anchors.count,
    };
    add_decoration(page, decorations, PL_DECORATION_BACKGROUND, &background);
    add_decoration(page, decorations, PL_DECORATION_LAYOUT, &compose.decoration);
    add_decoration(page, decorations, PL_DECORATION_HEADER, &header);
    add_decoration(page, decorations, PL_DECORATION_FOOTER, &footer);
    return page;
}
