// SPDX-License-Identifier: MIT
/* pdf/text.c: text and plain shapes as a content stream of our own, in Cairo's fonts.
 *
 * How it works: a stretch of glyphs on one baseline in one font is one TJ. The pen goes where a viewer's
 * would, by the widths that the font has; a number stands where the next glyph is more than a thousandth of
 * the size away from it. The spaces of a justified line are all wider by the same: that is Tw, so most of
 * a line is one string. Expansion is Tz. ISO 32000-1 9.3, 9.4. */
#include "pdf/text.h"

#include <math.h>
#include <stdlib.h>

#include "draw/glyphs.h"
#include "pdf/objects.h"

static bool is_opaque(pl_color color)
{
    return (color & 255) == 255;
}

static bool is_square(const pl_unit radius[4])
{
    return radius[0] <= 0 && radius[1] <= 0 && radius[2] <= 0 && radius[3] <= 0;
}

/* All sides that take room are solid lines of one colour. */
static bool is_frame(const struct pl_border *border)
{
    int first = -1;
    for (int side = 0; side < 4; side++) {
        if (border->style[side] == PL_BORDER_NONE || border->width[side] <= 0)
            continue;
        if (border->style[side] != PL_BORDER_SOLID || !is_opaque(border->color[side]))
            return false;
        if (first >= 0 && border->color[side] != border->color[first])
            return false;
        first = side;
    }
    return is_square(border->radius);
}

static bool can_write_run(const struct pl_mark *mark, struct pl_glyph_texts *texts)
{
    if (!is_opaque(mark->run.color))
        return false;
    if (!pl_glyph_texts_any_apart(texts))
        return true;
    struct pl_run_walk walk = pl_run_walk_begin(&mark->run);
    while (pl_run_walk_next(&walk)) {
        const struct pl_glyph *glyph = &mark->run.glyphs[walk.part.first];
        if (pl_glyph_texts_say(texts, mark->run.face, glyph, walk.part.count, walk.part.text).is_apart)
            return false;
    }
    return true;
}

bool pl_pdf_text_can_mark(const struct pl_mark *mark, struct pl_glyph_texts *texts)
{
    switch (mark->type) {
    case PL_MARK_RUN:
        return can_write_run(mark, texts);
    case PL_MARK_STROKE:
        return mark->stroke.form == PL_STROKE_SOLID && is_opaque(mark->stroke.color);
    case PL_MARK_FILL:
        return is_square(mark->fill.radius) && is_opaque(mark->fill.color);
    case PL_MARK_BORDER:
        return is_frame(&mark->border);
    case PL_MARK_PICTURE:
    case PL_MARK_TILES:
        return false;
    }
    PL_UNREACHABLE("a mark has a type");
}

bool pl_pdf_text_can(const struct pl_page *page, struct pl_glyph_texts *texts)
{
    for (uint32_t i = 0; i < page->piece_count; i++) {
        const struct pl_piece *piece = &page->pieces[i];
        for (uint32_t k = 0; k < piece->mark_count; k++)
            if (piece->marks[k].type != PL_MARK_PICTURE && !pl_pdf_text_can_mark(&piece->marks[k], texts))
                return false;
    }
    return true;
}

struct pl_pdf_text pl_pdf_text_begin(struct pl_arena *arena, const struct pl_page *page,
                                     const struct pl_glyph_codes *codes, struct pl_glyph_texts *texts)
{
    return (struct pl_pdf_text){.out = PL_STRBUF(arena),
                                .codes = codes,
                                .texts = texts,
                                .page_height = page->height,
                                .color = PL_COLOR_BLACK};
}

/* --- Writing ------------------------------------------------------------------------------------------- */

/* With at most three decimals; a digit at a time, since this is where the time goes. */
static void add_number(struct pl_strbuf *out, double value)
{
    int64_t thousandths = llround(value * 1000);
    char digits[24];
    int begin = sizeof digits;
    uint64_t rest = (uint64_t)(thousandths < 0 ? -thousandths : thousandths);
    bool wants_decimals = false;
    for (int i = 0; i < 3; i++, rest /= 10) {
        wants_decimals |= rest % 10 != 0;
        if (wants_decimals)
            digits[--begin] = (char)('0' + rest % 10);
    }
    if (wants_decimals)
        digits[--begin] = '.';
    for (; rest > 0; rest /= 10)
        digits[--begin] = (char)('0' + rest % 10);
    if (begin == sizeof digits)
        digits[--begin] = '0';
    if (thousandths < 0)
        digits[--begin] = '-';
    pl_strbuf_add(out, (pl_str){digits + begin, sizeof digits - (size_t)begin});
}

static void close_show(struct pl_pdf_text *text)
{
    if (text->show == PL_PDF_SHOW_STRING)
        pl_strbuf_add_byte(&text->out, ')');
    if (text->show != PL_PDF_SHOW_NONE)
        pl_strbuf_add(&text->out, PL_LIT("]TJ\n"));
    text->show = PL_PDF_SHOW_NONE;
}

void pl_pdf_text_pause(struct pl_pdf_text *text)
{
    close_show(text);
    if (text->in_text)
        pl_strbuf_add(&text->out, PL_LIT("ET\n"));
    text->in_text = false;
}

static void set_color(struct pl_pdf_text *text, pl_color color)
{
    if (text->color == color)
        return;
    close_show(text);
    for (int shift = 24; shift > 0; shift -= 8) {
        add_number(&text->out, (color >> shift & 255) / 255.0);
        pl_strbuf_add_byte(&text->out, ' ');
    }
    pl_strbuf_add(&text->out, PL_LIT("rg\n"));
    text->color = color;
}

/* BT sets the matrix back; font, size and spacing stay in force. */
static void begin_text(struct pl_pdf_text *text)
{
    if (text->in_text)
        return;
    pl_strbuf_add(&text->out, PL_LIT("BT\n"));
    text->in_text = true;
    text->line_x = text->line_y = text->pen = 0;
}

static void set_font(struct pl_pdf_text *text, const struct pl_run *run, uint32_t font)
{
    if (text->font != font || text->size != run->size) {
        close_show(text);
        pl_str name = text->codes->names.data[font - 1];
        pl_strbuf_add_byte(&text->out, '/');
        pl_strbuf_add(&text->out, name);
        pl_strbuf_add_byte(&text->out, ' ');
        add_number(&text->out, pl_unit_to_pt(run->size));
        pl_strbuf_add(&text->out, PL_LIT(" Tf\n"));
        text->font = font;
        text->size = run->size;
    }
    if (text->expansion != run->expansion) {
        close_show(text);
        add_number(&text->out, 100 + run->expansion / 10.0);
        pl_strbuf_add(&text->out, PL_LIT(" Tz\n"));
        text->expansion = run->expansion;
    }
}

static void move_to(struct pl_pdf_text *text, double x, double y)
{
    // What is written is rounded: the next move starts from there.
    double dx = round((x - text->line_x) * 1000) / 1000, dy = round((y - text->line_y) * 1000) / 1000;
    close_show(text);
    add_number(&text->out, dx);
    pl_strbuf_add_byte(&text->out, ' ');
    add_number(&text->out, dy);
    pl_strbuf_add(&text->out, PL_LIT(" Td\n"));
    text->line_x += dx;
    text->line_y += dy;
    text->pen = text->line_x;
}

static void set_word_space(struct pl_pdf_text *text, double space)
{
    close_show(text);
    add_number(&text->out, space);
    pl_strbuf_add(&text->out, PL_LIT(" Tw\n"));
    text->word_space = space;
}

static void open_string(struct pl_pdf_text *text)
{
    if (text->show == PL_PDF_SHOW_NONE)
        pl_strbuf_add_byte(&text->out, '[');
    if (text->show != PL_PDF_SHOW_STRING)
        pl_strbuf_add_byte(&text->out, '(');
    text->show = PL_PDF_SHOW_STRING;
}

static void adjust(struct pl_pdf_text *text, long thousandths)
{
    if (text->show == PL_PDF_SHOW_STRING)
        pl_strbuf_add_byte(&text->out, ')');
    else if (text->show == PL_PDF_SHOW_NONE)
        pl_strbuf_add_byte(&text->out, '[');
    add_number(&text->out, (double)thousandths);
    text->show = PL_PDF_SHOW_ARRAY;
}

static void add_code_byte(struct pl_strbuf *out, unsigned byte)
{
    if (byte == '(' || byte == ')' || byte == '\\') {
        pl_strbuf_add_byte(out, '\\');
    } else if (byte == '\r') { // a viewer would read a line feed
        pl_strbuf_add(out, PL_LIT("\\r"));
        return;
    }
    pl_strbuf_add_byte(out, (char)byte);
}

static void show(struct pl_pdf_text *text, const struct pl_glyph_code *code)
{
    open_string(text);
    if (!text->codes->is_simple.data[code->font])
        add_code_byte(&text->out, code->code >> 8);
    add_code_byte(&text->out, code->code & 255);
}

#define NEAR_ENOUGH 1    // thousandths of the size: 0.01 pt of 10
#define FAR_AWAY    20000 // a new Td costs less than such a number says

/* Brings the pen to a glyph's place: nothing, a number, or a move. */
static void reach(struct pl_pdf_text *text, double x, double y, double unit)
{
    double off = (x - text->pen) / unit * 1000;
    if (fabs(y - text->line_y) > 0.0006 || fabs(off) > FAR_AWAY || text->show == PL_PDF_SHOW_NONE) {
        if (text->show != PL_PDF_SHOW_NONE || fabs(x - text->pen) > 0.0006 || fabs(y - text->line_y) > 0.0006)
            move_to(text, x, y);
        return;
    }
    long thousandths = lround(-off);
    if (labs(thousandths) <= NEAR_ENOUGH)
        return;
    adjust(text, thousandths);
    text->pen -= (double)thousandths * unit / 1000;
}

/* Where the glyph after `index` in logical order stands less its width: what a space adds to its own. */
static double space_wanted(const struct pl_run *run, const struct pl_run_walk *walk, const struct pl_glyph *glyph,
                           double width)
{
    struct pl_run_walk ahead = *walk;
    if (run->is_right_to_left || !pl_run_walk_next(&ahead))
        return NAN;
    const struct pl_glyph *next = &run->glyphs[ahead.part.first];
    return next->y == glyph->y ? pl_unit_to_pt((pl_flow)next->x - glyph->x) - width : NAN;
}

static void write_part(struct pl_pdf_text *text, const struct pl_run *run, const struct pl_run_walk *walk)
{
    const struct pl_glyph *glyph = &run->glyphs[walk->part.first];
    uint32_t primed = pl_glyph_texts_primed(text->texts, run->face, glyph->id, walk->part.text);
    const struct pl_glyph_code *code = &text->codes->by_primed[primed];
    double stretch = (1000 + run->expansion) / 1000.0, unit = pl_unit_to_pt(run->size) * stretch;
    double x = pl_unit_to_pt((pl_flow)run->x + glyph->x);
    double y = pl_unit_to_pt((pl_flow)text->page_height - run->y - glyph->y);
    bool is_space = code->code == ' ' && text->codes->is_simple.data[code->font];
    set_font(text, run, code->font + 1u);
    if (is_space) {
        double wanted = space_wanted(run, walk, glyph, code->width * unit) / stretch;
        if (!isnan(wanted) && fabs(wanted - text->word_space) > 0.002 * pl_unit_to_pt(run->size) &&
            fabs(wanted) < pl_unit_to_pt(run->size))
            set_word_space(text, round(wanted * 1000) / 1000);
    }
    reach(text, x, y, unit);
    show(text, code);
    text->pen += code->width * unit + (is_space ? text->word_space * stretch : 0);
}

static void write_run(struct pl_pdf_text *text, const struct pl_run *run)
{
    set_color(text, run->color);
    begin_text(text);
    struct pl_run_walk walk = pl_run_walk_begin(run);
    while (pl_run_walk_next(&walk))
        write_part(text, run, &walk);
}

static void add_rectangle(struct pl_pdf_text *text, pl_flow x, pl_flow y, pl_flow width, pl_flow height)
{
    const pl_flow numbers[4] = {x, (pl_flow)text->page_height - y - height, width, height};
    for (int i = 0; i < 4; i++) {
        add_number(&text->out, pl_unit_to_pt(numbers[i]));
        pl_strbuf_add_byte(&text->out, ' ');
    }
    pl_strbuf_add(&text->out, PL_LIT("re\n"));
}

static void fill(struct pl_pdf_text *text, pl_color color, const struct pl_rect *rect)
{
    if (rect->width <= 0 || rect->height <= 0)
        return;
    pl_pdf_text_pause(text);
    set_color(text, color);
    add_rectangle(text, rect->x, rect->y, rect->width, rect->height);
    pl_strbuf_add(&text->out, PL_LIT("f\n"));
}

static void write_stroke(struct pl_pdf_text *text, const struct pl_stroke *stroke)
{
    struct pl_rect rect = {stroke->x, stroke->y - stroke->thickness / 2, stroke->width, stroke->thickness};
    fill(text, stroke->color, &rect);
}

/* Square corners, one solid colour: a bar a side. A ring would leave edges that coincide where a side has no width, and
 * viewers draw a hairline there. */
static void write_border(struct pl_pdf_text *text, const struct pl_border *border)
{
    pl_unit width[4], first = -1;
    for (int side = 0; side < 4; side++) {
        width[side] = border->style[side] == PL_BORDER_NONE ? 0 : pl_unit_max(border->width[side], 0);
        if (first < 0 && width[side] > 0)
            first = side;
    }
    const struct pl_rect *box = &border->box;
    if (first < 0 || box->width <= 0 || box->height <= 0)
        return;
    pl_pdf_text_pause(text);
    set_color(text, border->color[first]);
    pl_unit t = width[0], r = width[1], b = width[2], l = width[3], between = box->height - t - b;
    if (between <= 0 || box->width - l - r <= 0) { // no hole
        add_rectangle(text, box->x, box->y, box->width, box->height);
    } else {
        if (t > 0)
            add_rectangle(text, box->x, box->y, box->width, t);
        if (b > 0)
            add_rectangle(text, box->x, box->y + box->height - b, box->width, b);
        if (l > 0)
            add_rectangle(text, box->x, box->y + t, l, between);
        if (r > 0)
            add_rectangle(text, box->x + box->width - r, box->y + t, r, between);
    }
    pl_strbuf_add(&text->out, PL_LIT("f\n"));
}

void pl_pdf_text_mark(struct pl_pdf_text *text, const struct pl_mark *mark)
{
    switch (mark->type) {
    case PL_MARK_RUN:
        write_run(text, &mark->run);
        return;
    case PL_MARK_STROKE:
        write_stroke(text, &mark->stroke);
        return;
    case PL_MARK_FILL:
        fill(text, mark->fill.color, &mark->fill.rect);
        return;
    case PL_MARK_BORDER:
        write_border(text, &mark->border);
        return;
    case PL_MARK_PICTURE:
    case PL_MARK_TILES:
        return;
    }
}
