// SPDX-License-Identifier: MIT
/* layout/report.c: the measures of a layout as text and as JSON. */
#include "layout/report.h"

#include "base/json.h"

#define PLACES_MOST 12
#define WORDS_MOST  40

static const struct {
    pl_str name, what;
    int decimals;
} rows[] = {
#define MEASURE(name, decimals, what) {PL_LIT_INIT(#name), PL_LIT_INIT(what), decimals},
#include "layout/measures.def"
#undef MEASURE
};

/* --- Lines of the flow -------------------------------------------------------------------------- */

struct walk {
    void (*visit)(void *context, const struct pl_line_seen *line);
    void *context;
    struct pl_line_seen line;
};

static void visit_lines(struct walk *walk, const struct pl_fragment *fragment, pl_unit x, pl_unit y)
{
    for (uint32_t i = fragment->first_line; i < fragment->line_end; i++) {
        const struct pl_line *line = &fragment->lines->lines[i];
        walk->line.fragment = fragment;
        walk->line.index = i;
        walk->line.x = x + fragment->lines_x + line->left;
        walk->line.baseline = y + pl_fragment_line_y(fragment, i) + line->baseline;
        walk->visit(walk->context, &walk->line);
    }
}

static void visit_fragment(struct walk *walk, const struct pl_fragment *fragment, pl_unit x,
                           pl_unit y)
{
    if (fragment->is_repeat || fragment->is_marker || !pl_box_is_in_flow(fragment->box))
        return;
    bool was_column = walk->line.is_column, was_in_table = walk->line.is_in_table;
    walk->line.is_in_table |= fragment->box->type == PL_BOX_TABLE;
    if (fragment->is_column) {
        walk->line.is_column = true;
        walk->line.frame++;
    }
    if (fragment->lines)
        visit_lines(walk, fragment, x, y);
    else
        for (const struct pl_fragment *child = fragment->first; child; child = child->next)
            visit_fragment(walk, child, x + child->x, y + child->y);
    walk->line.is_in_table = was_in_table;
    if (fragment->is_column && !was_column) {
        walk->line.is_column = false;
        walk->line.frame++;
    }
}

void pl_report_each_line(const struct pl_book *book,
                         void (*visit)(void *context, const struct pl_line_seen *line),
                         void *context)
{
    struct walk walk = {.visit = visit, .context = context};
    for (size_t i = 0; i < book->count; i++) {
        const struct pl_book_page *page = &book->data[i];
        walk.line.page = (uint32_t)i;
        walk.line.frame++;
        if (page->content)
            visit_fragment(&walk, page->content, page->area.x, page->area.y);
    }
}

/* --- Findings --------------------------------------------------------------------------------------- */

/* The beginning of a line, cut between characters. */
static pl_str beginning(const struct pl_line_seen *line)
{
    const struct pl_line *set = &line->fragment->lines->lines[line->index];
    pl_str text = pl_str_slice(line->fragment->box->lines->text, line->fragment->base + set->first,
                               line->fragment->base + set->end);
    size_t size = text.size < WORDS_MOST ? text.size : WORDS_MOST;
    while (size < text.size && size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    return pl_str_trim(pl_str_slice(text, 0, size));
}

void pl_measure_found(struct pl_measures *measures, enum pl_quality measure,
                      const struct pl_line_seen *line)
{
    measures->value[measure] += 1;
    if (measures->value[measure] > PLACES_MOST)
        return;
    *PL_PUSH(measures->arena, &measures->findings) = (struct pl_finding){
        measure, line->page, pl_printable(measures->arena, beginning(line))};
}

static struct pl_measures measure(struct pl_arena *arena, const struct pl_layout *layout)
{
    const struct pl_book *book = (const struct pl_book *)layout;
    struct pl_measures measures = {.arena = arena};
    pl_measure_lines(book, &measures);
    pl_measure_pages(book, &measures);
    return measures;
}

/* --- Writing ------------------------------------------------------------------------------------------ */

static void write_text(struct pl_strbuf *out, const struct pl_measures *measures)
{
    for (int i = 0; i < PL_QUALITY_COUNT; i++) {
        pl_strbuf_addf(out, "%-18s", rows[i].name.data);
        pl_strbuf_addf(out, "%10.*f\n", rows[i].decimals, measures->value[i]);
    }
    if (measures->findings.count)
        pl_strbuf_add_byte(out, '\n');
    for (size_t i = 0; i < measures->findings.count; i++) {
        const struct pl_finding *finding = &measures->findings.data[i];
        pl_strbuf_addf(out, "%s page %u: %.*s\n", rows[finding->measure].name.data,
                       finding->page + 1, PL_ARG(finding->text));
    }
}

static void write_json(struct pl_strbuf *out, const struct pl_measures *measures)
{
    struct pl_json json = PL_JSON(out, 2);
    pl_json_begin_object(&json);
    for (int i = 0; i < PL_QUALITY_COUNT; i++) {
        pl_json_key(&json, rows[i].name);
        pl_json_number(&json, measures->value[i], rows[i].decimals);
    }
    pl_json_key(&json, PL_LIT("places"));
    pl_json_begin_list(&json);
    for (size_t i = 0; i < measures->findings.count; i++) {
        const struct pl_finding *finding = &measures->findings.data[i];
        pl_json_begin_object(&json);
        pl_json_field(&json, PL_LIT("measure"), rows[finding->measure].name);
        pl_json_key(&json, PL_LIT("page"));
        pl_json_int(&json, finding->page + 1);
        pl_json_field(&json, PL_LIT("text"), finding->text);
        pl_json_end(&json);
    }
    pl_json_end(&json);
    pl_json_end(&json);
    pl_strbuf_add_byte(out, '\n');
}

void pl_layout_report(struct pl_strbuf *out, const struct pl_layout *layout, bool is_json)
{
    struct pl_measures measures = measure(out->arena, layout);
    if (is_json)
        write_json(out, &measures);
    else
        write_text(out, &measures);
}
