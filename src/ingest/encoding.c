// SPDX-License-Identifier: MIT
/* ingest/encoding.c: any encoding → checked UTF-8.
 *
 * Sources: Encoding Standard (WHATWG) for labels and for what Latin-1 means on the web; HTML Standard
 * §13.2.3 for where a page declares its encoding. */
#include "ingest/encoding.h"

#include <errno.h>
#include <iconv.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "ingest/encoding_guess.h"

/* --- Which encoding ------------------------------------------------------------------ */

/* Labels whose meaning on the web differs from their name, or whose converter is named otherwise. */
static const struct {
    const char *label, *converter;
} labels[] = {
    {"ascii", "WINDOWS-1252"},      {"us-ascii", "WINDOWS-1252"},   {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},  {"latin1", "WINDOWS-1252"},     {"l1", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},     {"x-cp1252", "WINDOWS-1252"},   {"ansi", "WINDOWS-1252"},
    {"iso-8859-9", "WINDOWS-1254"}, {"latin5", "WINDOWS-1254"},     {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},           {"gb2312", "GB18030"},          {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},           {"gb_2312-80", "GB18030"},      {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},         {"sjis", "CP932"},              {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},       {"euc-kr", "CP949"},            {"ks_c_5601-1987", "CP949"},
    {"korean", "CP949"},            {"big5", "BIG5-HKSCS"},         {"x-x-big5", "BIG5-HKSCS"},
    {"unicode", "UTF-8"},           {"utf8", "UTF-8"},              {"utf-8", "UTF-8"},
    {"macintosh", "MACINTOSH"},     {"x-mac-roman", "MACINTOSH"},   {"iso-8859-8-i", "ISO-8859-8"},
    {"windows-1252", "WINDOWS-1252"},
    /* An ASCII-compatible declaration can't be true of these. */
    {"utf-16", "UTF-8"},            {"utf-16le", "UTF-8"},          {"utf-16be", "UTF-8"},
};

static const char *converter_of(struct pl_arena *arena, pl_str label)
{
    label = pl_str_trim(label);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (pl_str_eq_ascii_nocase(label, pl_str_from(labels[i].label)))
            return labels[i].converter;
    for (size_t i = 0; i < label.size; i++)
        if (!pl_ascii_is_alnum(label.data[i]) && !strchr("-_.:", label.data[i]))
            return NULL;
    return label.size && label.size < 40 ? pl_str_cstr(arena, label) : NULL;
}

/* The value behind `name=` at or after `from`: quoted or up to white space, ";", ">" or "/". */
static pl_str value_behind(pl_str text, pl_str name, size_t from)
{
    for (size_t at = from; (at = pl_str_find(text, name, at)) != SIZE_MAX;) {
        size_t i = at += name.size;
        while (i < text.size && pl_ascii_is_space(text.data[i]))
            i++;
        if (i >= text.size || text.data[i] != '=')
            continue;
        for (i++; i < text.size && pl_ascii_is_space(text.data[i]);)
            i++;
        char quote = i < text.size && (text.data[i] == '"' || text.data[i] == '\'') ? text.data[i++] : 0;
        size_t start = i;
        while (i < text.size && (quote ? text.data[i] != quote : !strchr(" \t\r\n;>/\"'?", text.data[i])))
            i++;
        return pl_str_slice(text, start, i);
    }
    return (pl_str){0};
}

static pl_str lower_head(struct pl_arena *arena, pl_str bytes, size_t size)
{
    pl_str head = pl_str_slice(bytes, 0, size);
    char *lower = pl_arena_alloc_text(arena, head.size);
    for (size_t i = 0; i < head.size; i++)
        lower[i] = pl_ascii_lower(head.data[i]);
    return (pl_str){lower, head.size};
}

/* The standard looks at 1,024 bytes; saved pages often carry comments and long heads before. */
enum { DECLARATION_BYTES = 16384 };

static const char *declared(struct pl_arena *arena, pl_str bytes, enum pl_sniff sniff)
{
    if (sniff == PL_SNIFF_TEXT)
        return NULL;
    pl_str head = lower_head(arena, bytes, DECLARATION_BYTES);
    if (pl_str_starts(head, PL_LIT("<?xml"))) {
        pl_str declaration = pl_str_slice(head, 0, pl_str_find(head, PL_LIT("?>"), 0));
        const char *found = converter_of(arena, value_behind(declaration, PL_LIT("encoding"), 5));
        if (found || sniff == PL_SNIFF_XML)
            return found;
    }
    if (sniff == PL_SNIFF_XML)
        return NULL;
    for (size_t at = 0; (at = pl_str_find(head, PL_LIT("<meta"), at)) != SIZE_MAX; at += 5) {
        pl_str tag = pl_str_slice(head, at, pl_str_find_byte(head, '>', at));
        const char *found = converter_of(arena, value_behind(tag, PL_LIT("charset"), 5));
        if (found)
            return found;
    }
    return NULL;
}

/* UTF-16 without a mark: among the first kilobyte's pairs most have a zero on the same side. */
static const char *utf16_by_zeros(pl_str bytes)
{
    size_t pairs = bytes.size / 2 < 512 ? bytes.size / 2 : 512, even = 0, odd = 0;
    for (size_t i = 0; i < pairs; i++) {
        even += bytes.data[2 * i] == 0;
        odd += bytes.data[2 * i + 1] == 0;
    }
    if (pairs < 2)
        return NULL;
    if (odd * 10 > pairs * 7 && even * 10 < pairs)
        return "UTF-16LE";
    return even * 10 > pairs * 7 && odd * 10 < pairs ? "UTF-16BE" : NULL;
}

/* True when the sequences beyond ASCII are UTF-8 more often than not: a text of UTF-8 with a few broken
 * bytes, rather than one of a single-byte encoding, where two in a row are rarely right. */
static bool mostly_utf8(pl_str bytes)
{
    size_t right = 0, wrong = 0;
    for (size_t i = 0; i < bytes.size && right + wrong < 100000;) {
        if ((unsigned char)bytes.data[i] < 0x80) {
            i++;
            continue;
        }
        size_t start = i;
        uint32_t c = pl_utf8_next(bytes, &i);
        if (c == PL_REPLACEMENT && i - start < 3)
            wrong++;
        else
            right++;
    }
    return right > 2 * wrong;
}

/* --- Conversion ---------------------------------------------------------------------- */

/* What a conversion lost: for the one warning. */
struct loss {
    size_t count, first; // first: offset in the decoded text
};

static void lose(struct loss *loss, size_t offset)
{
    if (!loss->count++)
        loss->first = offset;
}

/* Windows-1252's 80–9F; the five it leaves open are no text. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static void from_windows_1252(struct pl_strbuf *out, pl_str bytes, struct loss *loss)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        uint32_t code_point = c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c;
        if (!code_point && c) {
            lose(loss, out->size);
            code_point = PL_REPLACEMENT;
        }
        pl_strbuf_add_char(out, code_point);
    }
}

static void from_utf8(struct pl_strbuf *out, pl_str bytes, struct loss *loss)
{
    while (bytes.size) {
        size_t valid = pl_utf8_valid_prefix(bytes);
        pl_strbuf_add(out, pl_str_slice(bytes, 0, valid));
        bytes = pl_str_slice(bytes, valid, bytes.size);
        if (!bytes.size)
            break;
        size_t skip = 0;
        pl_utf8_next(bytes, &skip);
        lose(loss, out->size);
        pl_strbuf_add_char(out, PL_REPLACEMENT);
        bytes = pl_str_slice(bytes, skip, bytes.size);
    }
}

static void close_converter(void *converter)
{
    iconv_close((iconv_t)converter);
}

/* False when the system has no such converter. */
static bool from_other(struct pl_strbuf *out, pl_str bytes, const char *name, struct loss *loss)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return false;
    pl_arena_defer(out->arena, close_converter, converter);
    char *from = (char *)(uintptr_t)bytes.data, chunk[4096];
    size_t left = bytes.size, unit = strstr(name, "UTF-16") ? 2 : strstr(name, "UTF-32") ? 4 : 1;
    while (left) {
        char *to = chunk;
        size_t room = sizeof chunk, result = iconv(converter, &from, &left, &to, &room);
        pl_strbuf_add(out, (pl_str){chunk, sizeof chunk - room});
        if (result == (size_t)-1 && errno != E2BIG) {
            lose(loss, out->size);
            pl_strbuf_add_char(out, PL_REPLACEMENT);
            size_t skip = left < unit ? left : unit;
            from += skip;
            left -= skip;
        }
    }
    char *to = chunk; // some converters keep the last letter back: a mark may follow it
    size_t room = sizeof chunk;
    iconv(converter, NULL, NULL, &to, &room);
    pl_strbuf_add(out, (pl_str){chunk, sizeof chunk - room});
    return true;
}

static pl_str convert(struct pl_arena *arena, const struct pl_input *input, pl_str bytes, const char *name,
                      struct pl_diags *diags)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    struct loss loss = {0};
    if (strcmp(name, "UTF-8") == 0) {
        from_utf8(&out, bytes, &loss);
    } else if (strcmp(name, "WINDOWS-1252") == 0 || !from_other(&out, bytes, name, &loss)) {
        if (strcmp(name, "WINDOWS-1252") != 0)
            pl_warn(diags, PL_W_ENCODING, pl_span_of(input, 0, 0),
                    "the encoding '%s' isn't known; read as Windows-1252", name);
        from_windows_1252(&out, bytes, &loss);
    }
    if (loss.count)
        pl_warn(diags, PL_W_ENCODING, pl_span_of(input, loss.first, loss.first + 3),
                "%zu byte sequence%s no text in %s; the first stands here", loss.count,
                loss.count == 1 ? " is" : "s are", name);
    return pl_strbuf_str(&out);
}

/* --- Forbidden characters ------------------------------------------------------------ */

/* The first character at or after `from` that no publication may hold; its size in *size. */
static size_t find_forbidden(pl_str text, size_t from, size_t *size)
{
    for (size_t i = from; i < text.size;) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0x20 && c < 0xEF) { // below U+F000 only controls are forbidden
            i++;
            continue;
        }
        size_t start = i;
        if (pl_char_is_forbidden(pl_utf8_next(text, &i))) {
            *size = i - start;
            return start;
        }
    }
    return text.size;
}

/* Form feeds and vertical tabs part lines, so they become line feeds; all else goes. */
static pl_str without_forbidden(struct pl_arena *arena, const struct pl_input *input, pl_str text,
                                struct pl_diags *diags)
{
    size_t size = 0, at = find_forbidden(text, 0, &size);
    if (at == text.size)
        return text;
    struct pl_strbuf out = PL_STRBUF(arena);
    struct loss loss = {0};
    uint32_t first = 0;
    for (size_t from = 0;; at = find_forbidden(text, from, &size)) {
        pl_strbuf_add(&out, pl_str_slice(text, from, at));
        if (at >= text.size)
            break;
        if (text.data[at] == '\f' || text.data[at] == '\v') {
            pl_strbuf_add_byte(&out, '\n');
        } else {
            size_t i = at;
            uint32_t c = pl_utf8_next(text, &i);
            first = loss.count ? first : c;
            lose(&loss, out.size);
        }
        from = at + size;
    }
    if (loss.count)
        pl_warn(diags, PL_W_FORBIDDEN, pl_span_of(input, loss.first, loss.first),
                "%zu forbidden character%s dropped, U+%04X first", loss.count,
                loss.count == 1 ? " was" : "s were", (unsigned)first);
    return pl_strbuf_str(&out);
}

/* --- The order of it all ------------------------------------------------------------- */

static const char *by_mark(pl_str *bytes)
{
    static const struct {
        pl_str mark;
        const char *name;
    } marks[] = {
        {PL_LIT_INIT("\xEF\xBB\xBF"), "UTF-8"},
        {PL_LIT_INIT("\xFF\xFE\x00\x00"), "UTF-32LE"},
        {PL_LIT_INIT("\x00\x00\xFE\xFF"), "UTF-32BE"},
        {PL_LIT_INIT("\xFF\xFE"), "UTF-16LE"},
        {PL_LIT_INIT("\xFE\xFF"), "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pl_str_starts(*bytes, marks[i].mark)) {
            *bytes = pl_str_slice(*bytes, marks[i].mark.size, bytes->size);
            return marks[i].name;
        }
    return NULL;
}

/* ISO-2022 switches by escapes in seven bits: well-formed UTF-8 that isn't. */
static bool is_seven_bit_switching(const char *name)
{
    return name && pl_str_starts_ascii_nocase(pl_str_from(name), PL_LIT("iso-2022"));
}

/* A handful of bytes is no evidence: whoever has one "\xE9" in a page of ASCII shall look at it. */
static void doubt_guess(const struct pl_input *input, pl_str bytes, const char *name, struct pl_diags *diags)
{
    enum { EVIDENCE_LEAST = 4, MOSTLY = 64 };
    size_t high = 0, first = 0;
    for (size_t i = 0; i < bytes.size && high < EVIDENCE_LEAST; i++)
        if ((unsigned char)bytes.data[i] >= 0x80) {
            first = high ? first : i;
            high++;
        }
    if (high && high < EVIDENCE_LEAST && bytes.size >= high * MOSTLY)
        pl_hint(diags,
                pl_warn(diags, PL_W_ENCODING, pl_span_of(input, first, first + 1), "%zu byte%s no UTF-8; read as %s", high,
                        high == 1 ? " is" : "s are", name),
                "save the file as UTF-8");
}

void pl_input_decode(struct pl_arena *arena, struct pl_input *input, enum pl_sniff sniff,
                     struct pl_diags *diags)
{
    pl_str bytes = input->bytes;
    const char *name = by_mark(&bytes);
    if (!name)
        name = utf16_by_zeros(bytes);
    if (!name) {
        const char *said = converter_of(arena, input->charset); // the server's word outranks the document's
        if (!said)
            said = declared(arena, bytes, sniff);
        if (!is_seven_bit_switching(said) && pl_utf8_valid_prefix(bytes) == bytes.size)
            name = "UTF-8";
        else if (said && strcmp(said, "UTF-8") != 0 && !(mostly_utf8(bytes) && !strcmp(said, "WINDOWS-1252")))
            name = said;
        else
            name = mostly_utf8(bytes) ? "UTF-8" : pl_encoding_guess(arena, bytes);
        if (!said && strcmp(name, "UTF-8") != 0)
            doubt_guess(input, bytes, name, diags);
    }
    bool as_it_is = strcmp(name, "UTF-8") == 0 && pl_utf8_valid_prefix(bytes) == bytes.size;
    pl_str text = as_it_is ? bytes : convert(arena, input, bytes, name, diags);
    input->text = without_forbidden(arena, input, text, diags);
}
