// SPDX-License-Identifier: MIT
/* style/decode.c: bytes of a sheet → UTF-8 (CSS Syntax 3 §3.2). */
#include "style/decode.h"

#include <errno.h>
#include <glib.h>

#include "base/strbuf.h"
#include "base/utf8.h"

struct encoding {
    pl_str name;
    const char *converter;
    pl_str labels;
};

static const struct encoding encodings[] = {
#define ENCODING(name, converter, labels) {PL_LIT_INIT(name), converter, PL_LIT_INIT(labels)},
#include "style/encodings.def"
#undef ENCODING
};

enum { UTF_8, UTF_16LE, UTF_16BE }; // rows of the table

/* The encoding with this label; NULL when there is none. */
static const struct encoding *find(pl_str label)
{
    label = pl_str_trim(label);
    for (size_t i = 0; label.size && i < sizeof encodings / sizeof *encodings; i++) {
        if (pl_str_eq_ascii_nocase(label, encodings[i].name))
            return &encodings[i];
        pl_str rest = encodings[i].labels, word;
        while (pl_str_next_word(&rest, &word))
            if (pl_str_eq_ascii_nocase(label, word))
                return &encodings[i];
    }
    return NULL;
}

/* §3.2: exactly `@charset "…";` at the first byte, in ASCII; one that says UTF-16 can't be and
 * means UTF-8. */
static const struct encoding *find_charset(pl_str bytes)
{
    const pl_str head = PL_LIT("@charset \"");
    size_t end = pl_str_find_byte(pl_str_slice(bytes, 0, 1024), '"', head.size);
    if (!pl_str_starts(bytes, head) || end == SIZE_MAX || end + 1 >= bytes.size ||
        bytes.data[end + 1] != ';')
        return NULL;
    const struct encoding *encoding = find(pl_str_slice(bytes, head.size, end));
    bool is_wide = encoding == &encodings[UTF_16LE] || encoding == &encodings[UTF_16BE];
    return is_wide ? &encodings[UTF_8] : encoding;
}

/* The encoding that a byte order mark says, which is cut off. */
static const struct encoding *take_mark(pl_str *bytes)
{
    static const struct {
        pl_str mark;
        int row;
    } marks[] = {
        {PL_LIT_INIT("\xEF\xBB\xBF"), UTF_8},
        {PL_LIT_INIT("\xFF\xFE"), UTF_16LE},
        {PL_LIT_INIT("\xFE\xFF"), UTF_16BE},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (pl_str_starts(*bytes, marks[i].mark)) {
            *bytes = pl_str_slice(*bytes, marks[i].mark.size, bytes->size);
            return &encodings[marks[i].row];
        }
    }
    return NULL;
}

static pl_str from_utf8(struct pl_arena *arena, pl_str bytes)
{
    size_t offset = pl_utf8_valid_prefix(bytes);
    if (offset == bytes.size)
        return bytes;
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, pl_str_slice(bytes, 0, offset));
    while (offset < bytes.size)
        pl_strbuf_add_char(&out, pl_utf8_next(bytes, &offset));
    return pl_strbuf_str(&out);
}

/* Converts one piece; a byte that begins nothing valid is passed over. False at the end. */
static bool convert_piece(GIConv converter, pl_str *bytes, char *piece, size_t *size, bool *is_bad)
{
    gchar *in = (gchar *)bytes->data, *out = piece;
    gsize in_left = bytes->size, out_left = *size;
    gsize result = g_iconv(converter, &in, &in_left, &out, &out_left);
    int error = errno;
    *bytes = pl_str_slice(*bytes, bytes->size - in_left, bytes->size);
    *size -= out_left;
    *is_bad = result == (gsize)-1 && error != E2BIG;
    if (*is_bad && bytes->size)
        *bytes = pl_str_slice(*bytes, 1, bytes->size);
    return bytes->size > 0;
}

static void close_converter(void *converter)
{
    g_iconv_close(converter);
}

static pl_str convert(struct pl_arena *arena, pl_str bytes, const char *from)
{
    GIConv converter = g_iconv_open("UTF-8", from);
    if (converter == (GIConv)-1)
        return from_utf8(arena, bytes);
    pl_arena_defer(arena, close_converter, converter);
    struct pl_strbuf out = PL_STRBUF(arena);
    for (bool more = bytes.size > 0; more;) {
        char piece[1024];
        size_t size = sizeof piece;
        bool is_bad;
        more = convert_piece(converter, &bytes, piece, &size, &is_bad);
        pl_strbuf_add(&out, (pl_str){piece, size});
        if (is_bad)
            pl_strbuf_add_char(&out, PL_REPLACEMENT);
    }
    return pl_strbuf_str(&out);
}

pl_str pl_css_decode(struct pl_arena *arena, pl_str bytes, pl_str protocol, pl_str environment,
                     pl_str *encoding)
{
    const struct encoding *found = take_mark(&bytes);
    if (!found)
        found = find(protocol);
    if (!found)
        found = find_charset(bytes);
    if (!found)
        found = find(environment);
    if (!found)
        found = &encodings[UTF_8];
    if (encoding)
        *encoding = found->name;
    return found == &encodings[UTF_8] ? from_utf8(arena, bytes)
                                      : convert(arena, bytes, found->converter);
}
