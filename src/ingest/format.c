// SPDX-License-Identifier: MIT
/* ingest/format.c: which format is this? By name, by extension, then by content. */
#include "ingest/format.h"

#include "base/file.h"

static const struct pl_format_row rows[] = {
#define FORMAT(name, extensions, reader, sniff, what)                                              \
    {PL_LIT_INIT(#name), PL_LIT_INIT(extensions), PL_LIT_INIT(what)},
#include "ingest/formats.def"
#undef FORMAT
};
_Static_assert(sizeof rows / sizeof *rows == PL_FORMAT_COUNT, "a row a format");

static const enum pl_sniff sniffs[] = {
#define FORMAT(name, extensions, reader, sniff, what) PL_SNIFF_##sniff,
#include "ingest/formats.def"
#undef FORMAT
};

const struct pl_format_row *pl_formats(size_t *count)
{
    *count = PL_FORMAT_COUNT;
    return rows;
}

enum pl_sniff pl_format_sniff(enum pl_format format)
{
    return sniffs[format];
}

enum pl_format pl_format_find(pl_str name)
{
    for (int format = 0; format < PL_FORMAT_COUNT; format++)
        if (pl_str_eq_ascii_nocase(rows[format].name, name))
            return (enum pl_format)format;
    return PL_FORMAT_COUNT;
}

static enum pl_format by_extension(pl_str extension)
{
    for (int format = 0; format < PL_FORMAT_COUNT; format++) {
        pl_str rest = rows[format].extensions, word;
        while (pl_str_next_word(&rest, &word))
            if (pl_str_eq_ascii_nocase(word, extension))
                return (enum pl_format)format;
    }
    return PL_FORMAT_COUNT;
}

/* The start of the text behind a byte order mark, white space and comments. */
static pl_str first_content(pl_str bytes)
{
    pl_str head = pl_str_slice(bytes, 0, 4096);
    if (pl_str_starts(head, PL_LIT("\xEF\xBB\xBF")))
        head = pl_str_slice(head, 3, head.size);
    for (head = pl_str_trim(head); pl_str_starts(head, PL_LIT("<!--"));) {
        size_t end = pl_str_find(head, PL_LIT("-->"), 4);
        if (end == SIZE_MAX)
            break;
        head = pl_str_trim(pl_str_slice(head, end + 3, head.size));
    }
    return head;
}

static bool starts_with_html(pl_str head)
{
    static const pl_str starts[] = {PL_LIT_INIT("<!doctype html"), PL_LIT_INIT("<html"), PL_LIT_INIT("<head"),
                                    PL_LIT_INIT("<body"), PL_LIT_INIT("<title"), PL_LIT_INIT("<meta")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (pl_str_starts_ascii_nocase(head, starts[i]))
            return true;
    return pl_str_starts(head, PL_LIT("<?xml")) && pl_str_contains_ascii_nocase(head, PL_LIT("<html"));
}

/* The name of the first element behind declarations and comments, without its prefix; empty for what is no markup. */
static pl_str root_name(pl_str head)
{
    for (;;) {
        head = pl_str_trim(head);
        bool is_comment = pl_str_starts(head, PL_LIT("<!--"));
        if (!is_comment && !pl_str_starts(head, PL_LIT("<?")) && !pl_str_starts(head, PL_LIT("<!")))
            break;
        size_t end = pl_str_find(head, is_comment ? PL_LIT("-->") : PL_LIT(">"), 2);
        if (end == SIZE_MAX)
            return (pl_str){0};
        head = pl_str_slice(head, end + (is_comment ? 3 : 1), head.size);
    }
    size_t end = 1;
    while (end < head.size && (pl_ascii_is_alnum(head.data[end]) || head.data[end] == ':' || head.data[end] == '_'))
        end++;
    pl_str name = pl_str_starts(head, PL_LIT("<")) ? pl_str_slice(head, 1, end) : (pl_str){0}, prefix;
    pl_str_cut(&name, ':', &prefix);
    return name;
}

/* It says so; or it has the one member that every version asks for, and one of those that hold an article. */
static bool looks_like_ninjs(pl_str head)
{
    static const pl_str members[] = {PL_LIT_INIT("\"bodies\""), PL_LIT_INIT("\"headlines\""), PL_LIT_INIT("\"body_"),
                                     PL_LIT_INIT("\"versioncreated\""), PL_LIT_INIT("\"versionCreated\""), PL_LIT_INIT("\"pubstatus\"")};
    if (!pl_str_starts(head, PL_LIT("{")) || !pl_str_contains(head, PL_LIT("\"uri\"")))
        return pl_str_starts(head, PL_LIT("{")) && pl_str_contains_ascii_nocase(head, PL_LIT("std/ninjs"));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (pl_str_contains(head, members[i]))
            return true;
    return false;
}

/* XML and JSON by what they hold; PL_FORMAT_COUNT for neither. */
static enum pl_format by_root(pl_str head)
{
    static const struct {
        pl_str root;
        enum pl_format format;
    } roots[] = {{PL_LIT_INIT("rss"), PL_FORMAT_feed},  {PL_LIT_INIT("rdf"), PL_FORMAT_feed},
                 {PL_LIT_INIT("feed"), PL_FORMAT_feed}, {PL_LIT_INIT("channel"), PL_FORMAT_feed},
                 {PL_LIT_INIT("opml"), PL_FORMAT_opml}, {PL_LIT_INIT("html"), PL_FORMAT_web},
                 {PL_LIT_INIT("nitf"), PL_FORMAT_nitf}, {PL_LIT_INIT("newsItem"), PL_FORMAT_newsml},
                 {PL_LIT_INIT("newsMessage"), PL_FORMAT_newsml}};
    if (pl_str_starts(head, PL_LIT("{")) && pl_str_contains(head, PL_LIT("jsonfeed.org/version")))
        return PL_FORMAT_feed;
    if (looks_like_ninjs(head))
        return PL_FORMAT_ninjs;
    pl_str name = root_name(head);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (pl_str_eq_ascii_nocase(roots[i].root, name))
            return roots[i].format;
    return PL_FORMAT_COUNT;
}

/* "## Words" */
static bool is_hashed_heading(pl_str line)
{
    size_t hashes = 0;
    while (hashes < line.size && line.data[hashes] == '#')
        hashes++;
    return hashes >= 1 && hashes <= 6 && hashes < line.size && line.data[hashes] == ' ';
}

/* Marks that plain text hardly ever has at the start of a line: a front matter, headings by hashes, fences. One in the very
 * first line is enough, else it takes two. Bullets and rules are in scraped text as well, so they don't count. */
static bool looks_like_markdown(pl_str head)
{
    if (pl_str_starts(head, PL_LIT("---\n")) || pl_str_starts(head, PL_LIT("---\r\n")) ||
        pl_str_starts(head, PL_LIT("+++\n")))
        return true;
    pl_str line;
    int marks = 0;
    bool is_first = true;
    for (; pl_str_next_line(&head, &line) && marks < 2; is_first = false)
        marks += (is_hashed_heading(line) || pl_str_starts(line, PL_LIT("```"))) * (is_first ? 2 : 1);
    return marks >= 2;
}

/* Files that are no text at all, by what they begin with (the file formats' own registered signatures). */
static bool is_no_text(pl_str bytes)
{
    static const pl_str marks[] = {
        PL_LIT_INIT("PK\x03\x04"),         PL_LIT_INIT("%PDF-"),          PL_LIT_INIT("\x89PNG"),
        PL_LIT_INIT("\xFF\xD8\xFF"),       PL_LIT_INIT("GIF8"),           PL_LIT_INIT("\x1F\x8B"),
        PL_LIT_INIT("\x7F" "ELF"),         PL_LIT_INIT("\xD0\xCF\x11\xE0"), PL_LIT_INIT("{\\rtf"),
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pl_str_starts(bytes, marks[i]))
            return true;
    return false;
}

enum pl_format pl_format_guess(pl_str name, pl_str bytes)
{
    enum pl_format format = by_extension(pl_path_extension(name));
    if (format != PL_FORMAT_COUNT && format != PL_FORMAT_feed)
        return format;
    if (is_no_text(bytes))
        return PL_FORMAT_COUNT;
    pl_str head = first_content(bytes);
    enum pl_format root = by_root(head);
    if (root != PL_FORMAT_COUNT || format != PL_FORMAT_COUNT)
        return root != PL_FORMAT_COUNT ? root : format;
    if (starts_with_html(head))
        return PL_FORMAT_web;
    return looks_like_markdown(head) ? PL_FORMAT_markdown : PL_FORMAT_text;
}
