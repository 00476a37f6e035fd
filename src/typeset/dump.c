// SPDX-License-Identifier: MIT
/* typeset/dump.c: lines as text: `--dump lines`. */
#include "typeset/dump.h"

#include "base/utf8.h"
#include "typeset/typesetter.h"

static void add_points(struct pl_strbuf *out, const char *name, pl_flow units)
{
    pl_strbuf_addf(out, " %s=", name);
    pl_strbuf_add_fixed(out, pl_unit_to_pt(units), 3);
}

static void add_quoted(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        uint32_t c = pl_utf8_next(text, &at);
        if (c == '"' || c == '\\')
            pl_strbuf_addf(out, "\\%c", (char)c);
        else if (c < ' ' || c == 0x7F || c == 0xAD || (c >= 0x2028 && c <= 0x202E) ||
                 (c >= 0x200B && c <= 0x200F) || (c >= 0x2066 && c <= 0x2069) || c == 0xFFFC)
            pl_strbuf_addf(out, "\\u%04X", c);
        else
            pl_strbuf_add_char(out, c);
    }
    pl_strbuf_add_byte(out, '"');
}

void pl_lines_dump(struct pl_strbuf *out, const struct pl_lines *lines)
{
    const struct pl_setting *setting = lines->setting;
    for (size_t i = 0; i < lines->count; i++) {
        const struct pl_line *line = &lines->lines[i];
        pl_strbuf_addf(out, "line");
        add_points(out, "y", line->y);
        add_points(out, "baseline", line->baseline);
        add_points(out, "height", line->height);
        add_points(out, "left", line->left);
        add_points(out, "width", line->width);
        if (setting->flags[i] & PL_LINE_JUSTIFIED) {
            pl_strbuf_addf(out, " spaces=");
            pl_strbuf_add_fixed(out, (double)line->space_ratio, 2);
        }
        if (line->expansion)
            pl_strbuf_addf(out, " expansion=%d", line->expansion);
        if (line->ends_hyphenated)
            pl_strbuf_addf(out, " hyphen");
        if (line->is_forced_end)
            pl_strbuf_addf(out, " last");
        pl_strbuf_add_byte(out, ' ');
        add_quoted(out, pl_str_slice(setting->text, line->first, line->end));
        pl_strbuf_add_byte(out, '\n');
    }
}
