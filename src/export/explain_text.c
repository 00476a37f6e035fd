// SPDX-License-Identifier: MIT
/* export/explain_text.c: the explanation as lines for a terminal. */
#include "base/utf8.h"
#include "export/explain.h"
#include "export/explain_parts.h"

enum { TEXT_COLUMNS = 72, NAME_COLUMNS = 24 };

struct paint {
    const char *kept, *dropped, *quiet, *bold, *plain;
};

static const struct paint colors = {"\033[32m", "\033[31m", "\033[2m", "\033[1m", "\033[0m"};
static const struct paint none = {"", "", "", "", ""};

/* The beginning of a text, as many characters as fit. No control character gets through. */
static void add_start(struct pl_strbuf *out, pl_str text, size_t columns)
{
    size_t at = 0, count = 0;
    text = pl_printable(out->arena, text);
    while (at < text.size && count < columns) {
        pl_utf8_next(text, &at);
        count++;
    }
    pl_strbuf_add(out, pl_str_slice(text, 0, at));
    if (at < text.size)
        pl_strbuf_add(out, PL_LIT("…"));
}

static void add_metadata(struct pl_strbuf *out, const struct pl_metadata *metadata, const struct paint *paint)
{
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        const struct pl_metadata_value *value = &metadata->values[field];
        if (value->origin == PL_ORIGIN_NONE)
            continue;
        pl_str name = pl_field_json_name((enum pl_field)field), origin = pl_origin_name(value->origin);
        pl_strbuf_addf(out, "%s%-12.*s%s ", paint->bold, PL_ARG(name), paint->plain);
        add_start(out, value->text, TEXT_COLUMNS);
        pl_strbuf_addf(out, "  %s%.*s%s", paint->quiet, PL_ARG(origin), pl_str_empty(value->detail) ? "" : ": ");
        add_start(out, value->detail, TEXT_COLUMNS);
        pl_strbuf_addf(out, "%s\n", paint->plain);
    }
}

static void add_part(struct pl_strbuf *out, const struct pl_part *part, const struct paint *paint)
{
    pl_str name = pl_part_name(out->arena, part);
    pl_strbuf_addf(out, "%s%s%s ", part->is_kept ? paint->kept : paint->dropped, part->is_kept ? "+" : "-", part->is_kept ? "" : paint->quiet);
    pl_strbuf_addf(out, "%-*.*s", NAME_COLUMNS, PL_ARG(name));
    pl_strbuf_addf(out, "%s ", part->is_kept ? paint->plain : "");
    add_start(out, part->text, TEXT_COLUMNS);
    pl_strbuf_addf(out, "%s\n", paint->plain);
}

void pl_explain_text(struct pl_strbuf *out, const struct pl_article *article, bool color)
{
    const struct paint *paint = color ? &colors : &none;
    struct pl_parts parts = pl_parts_of(out->arena, article);
    size_t all = parts.kept + parts.dropped;
    add_metadata(out, &article->metadata, paint);
    if (!pl_str_empty(article->found_by))
        pl_strbuf_addf(out, "%sarticle%s      %.*s\n", paint->bold, paint->plain, PL_ARG(article->found_by));
    pl_strbuf_add_byte(out, '\n');
    for (size_t i = 0; i < parts.count; i++)
        add_part(out, &parts.data[i], paint);
    pl_strbuf_addf(out, "\n%s%zu of %zu characters kept (%zu %%)%s\n", paint->bold, parts.kept, all,
                   all ? (parts.kept * 100 + all / 2) / all : 0, paint->plain);
    for (size_t i = 0; i < parts.reasons.count; i++)
        pl_strbuf_addf(out, "%s-%s %-40.*s %8zu in %zu part%s\n", paint->dropped, paint->plain,
                       PL_ARG(parts.reasons.data[i].why), parts.reasons.data[i].characters, parts.reasons.data[i].parts,
                       parts.reasons.data[i].parts == 1 ? "" : "s");
}
