// SPDX-License-Identifier: MIT
/* ingest/html_scan.c: before gumbo sees a page, take the tags out that would cost it quadratic time.
 *
 * How it works: tags are found as the tokenizer finds them (HTML Standard §13.2.5), so that no tag can hide in what
 * we take for an attribute or comment. Elements whose end tag may be omitted don't count: they close
 * each other. Text of script, style and the like is skipped; since there are ways to make the
 * parser see tags there (inside svg, inside select), a page with very many of them is scanned a second
 * time with nothing skipped: it may lose tags then, never text. */
#include "ingest/html_scan.h"

#include "base/map.h"

enum {
    FORMATTING_LIMIT = 64,  // open b, i, font …; each new paragraph makes all of them again
    ATTRIBUTE_LIMIT = 256,  // of one tag; the parser compares each with all before it
    SUSPICIOUS = 4096,      // tags in skipped text, or closed by themselves, before nothing is trusted
    DEPTH_CEILING = 4096,
};

struct open_tag {
    pl_str name;
    bool is_foreign; // what stands in it is SVG or MathML
};

struct scanner {
    struct pl_arena *scratch;
    struct pl_map classes; // name of an element → its name_class bits
    pl_str text;
    char *copy; // NULL until something is blanked
    size_t depth;
    bool is_strict;

    struct open_tag *stack;
    size_t open, suspicious;
    uint32_t open_by_bucket[256], dropped_by_bucket[256];
    size_t formatting;
    bool anchor_open;
    struct pl_html_scan result;
};

struct tag {
    size_t start, end; // with the angle brackets
    pl_str name;
    unsigned classes;
    bool is_end, is_self_closing;
};

/* What the names of elements are to the scanner. */
enum name_class {
    NEVER_OPEN = 1,  // void, or with an end tag that may be omitted
    FORMATTING = 2,
    RAW_TEXT = 4,
    BREAKS_OUT = 8,  // HTML Standard §13.2.6.5: these end SVG and MathML
    INTEGRATION = 16,
    FOREIGN = 32,
};
static const struct {
    enum name_class is;
    const char *names;
} classes[] = {
    {NEVER_OPEN, "area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen p li dt "
                 "dd option tr td th tbody thead tfoot colgroup html head body"},
    {FORMATTING, "a b big code em font i nobr s small strike strong tt u"},
    {RAW_TEXT, "script style title textarea xmp iframe noembed noframes"},
    {BREAKS_OUT, "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
                 "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"},
    {INTEGRATION, "foreignobject desc title mi mo mn ms mtext annotation-xml"},
    {FOREIGN, "svg math"},
};
enum { NAME_LONGEST = 16 };

static struct pl_map all_classes(struct pl_arena *scratch)
{
    struct pl_map map = PL_MAP(scratch);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        for (pl_str rest = pl_str_from(classes[i].names), name; pl_str_next_word(&rest, &name);) {
            void **slot = pl_map_at(&map, name);
            *slot = (void *)((uintptr_t)*slot | classes[i].is);
        }
    return map;
}

static unsigned classes_of(const struct pl_map *map, pl_str name)
{
    char lower[NAME_LONGEST];
    if (name.size > sizeof lower)
        return 0;
    for (size_t i = 0; i < name.size; i++)
        lower[i] = pl_ascii_lower(name.data[i]);
    return (unsigned)(uintptr_t)pl_map_lookup(map, (pl_str){lower, name.size});
}

static uint8_t bucket_of(pl_str name)
{
    uint32_t hash = 5381;
    for (size_t i = 0; i < name.size; i++)
        hash = hash * 33 + (unsigned char)pl_ascii_lower(name.data[i]);
    return (uint8_t)(hash ^ hash >> 8);
}

/* --- Blanking ------------------------------------------------------------------------ */

static void make_copy(struct scanner *scanner)
{
    if (scanner->copy)
        return;
    scanner->copy = pl_arena_alloc_text(scanner->scratch, scanner->text.size + 1);
    memcpy(scanner->copy, scanner->text.data, scanner->text.size);
}

static void blank_tag(struct scanner *scanner, const struct tag *tag)
{
    make_copy(scanner);
    memset(scanner->copy + tag->start + 1, '?', tag->end - tag->start - 2);
    if (!scanner->result.dropped++)
        scanner->result.first_dropped = tag->start;
}

/* --- Tags ---------------------------------------------------------------------------- */

/* Moves past the attributes to the byte after ">"; SIZE_MAX when the tag never ends. §13.2.5.32–40 */
static size_t past_attributes(struct scanner *scanner, size_t i, bool *is_self_closing)
{
    pl_str text = scanner->text;
    size_t count = 0, surplus = 0;
    while (i < text.size) {
        char c = text.data[i];
        if (c == '>') {
            if (surplus) {
                make_copy(scanner);
                memset(scanner->copy + surplus, ' ', i - surplus);
            }
            return i + 1;
        }
        if (pl_ascii_is_space(c) || c == '/') {
            *is_self_closing = c == '/' && i + 1 < text.size && text.data[i + 1] == '>';
            i++;
            continue;
        }
        if (++count > ATTRIBUTE_LIMIT && !surplus)
            surplus = i;
        for (i++; i < text.size && !pl_ascii_is_space(text.data[i]) && !strchr("/>=", text.data[i]);)
            i++;
        size_t after = i;
        while (after < text.size && pl_ascii_is_space(text.data[after]))
            after++;
        if (after >= text.size || text.data[after] != '=')
            continue;
        for (i = after + 1; i < text.size && pl_ascii_is_space(text.data[i]);)
            i++;
        if (i < text.size && (text.data[i] == '"' || text.data[i] == '\'')) {
            i = pl_str_find_byte(text, text.data[i], i + 1);
            if (i == SIZE_MAX)
                return SIZE_MAX;
            i++;
        } else {
            while (i < text.size && !pl_ascii_is_space(text.data[i]) && text.data[i] != '>')
                i++;
        }
    }
    return SIZE_MAX;
}

/* The tag at `at` ("<"), if one stands there; *next is where to go on. False: no tag, or none that ends. */
static bool read_tag(struct scanner *scanner, size_t at, struct tag *tag, size_t *next)
{
    pl_str text = scanner->text;
    *next = at + 1;
    size_t i = at + 1;
    tag->is_end = i < text.size && text.data[i] == '/';
    i += tag->is_end;
    if (i >= text.size)
        return false;
    if (!pl_ascii_is_alpha(text.data[i])) {
        if (text.data[i] != '!' && text.data[i] != '?' && !tag->is_end)
            return false;
        bool is_comment = !tag->is_end && pl_str_starts(pl_str_slice(text, i, i + 3), PL_LIT("!--"));
        size_t end = is_comment ? pl_str_find(text, PL_LIT("-->"), i + 1) : pl_str_find_byte(text, '>', i);
        *next = end == SIZE_MAX ? text.size : end + (is_comment ? 3 : 1);
        return false;
    }
    size_t start = i;
    while (i < text.size && !pl_ascii_is_space(text.data[i]) && text.data[i] != '/' && text.data[i] != '>')
        i++;
    tag->name = pl_str_slice(text, start, i);
    tag->classes = classes_of(&scanner->classes, tag->name);
    tag->is_self_closing = false;
    tag->start = at;
    tag->end = past_attributes(scanner, i, &tag->is_self_closing);
    *next = tag->end == SIZE_MAX ? text.size : tag->end;
    return tag->end != SIZE_MAX;
}

/* Where the raw text of `name` that begins at `from` ends: at "</name". Counts the tags in it. */
static size_t past_raw_text(struct scanner *scanner, pl_str name, size_t from)
{
    pl_str text = scanner->text;
    for (size_t i = from; (i = pl_str_find_byte(text, '<', i)) != SIZE_MAX; i++) {
        pl_str rest = pl_str_slice(text, i + 1, text.size);
        if (rest.size && pl_ascii_is_alpha(rest.data[0]))
            scanner->suspicious++;
        if (rest.size > name.size && rest.data[0] == '/' &&
            pl_str_starts_ascii_nocase(pl_str_slice(rest, 1, name.size + 1), name))
            return i;
    }
    return text.size;
}

/* --- Open elements ------------------------------------------------------------------- */

static void pop(struct scanner *scanner)
{
    scanner->open--;
    scanner->open_by_bucket[bucket_of(scanner->stack[scanner->open].name)]--;
}

static bool in_foreign(const struct scanner *scanner)
{
    return scanner->open && scanner->stack[scanner->open - 1].is_foreign;
}

static void close_element(struct scanner *scanner, const struct tag *tag)
{
    uint8_t bucket = bucket_of(tag->name);
    if (scanner->dropped_by_bucket[bucket]) {
        scanner->dropped_by_bucket[bucket]--;
        blank_tag(scanner, tag);
        return;
    }
    if (tag->classes & FORMATTING) {
        scanner->formatting -= scanner->formatting > 0;
        scanner->anchor_open = scanner->anchor_open && tag->name.size != 1;
    }
    if (!scanner->open_by_bucket[bucket])
        return;
    size_t at = scanner->open;
    while (at && !pl_str_eq_ascii_nocase(scanner->stack[at - 1].name, tag->name))
        at--;
    while (at && scanner->open >= at)
        pop(scanner);
}

static void open_element(struct scanner *scanner, const struct tag *tag)
{
    bool foreign = in_foreign(scanner);
    if (foreign && tag->classes & BREAKS_OUT) {
        while (in_foreign(scanner))
            pop(scanner);
        foreign = false;
    }
    if (foreign && tag->is_self_closing && !scanner->is_strict) {
        scanner->suspicious++;
        return;
    }
    if (tag->classes & NEVER_OPEN)
        return;
    bool formatting = tag->classes & FORMATTING, is_anchor = pl_str_eq_ascii_nocase(tag->name, PL_LIT("a"));
    bool adds = formatting && !(is_anchor && scanner->anchor_open);
    if (scanner->open >= scanner->depth || (adds && scanner->formatting >= FORMATTING_LIMIT)) {
        scanner->dropped_by_bucket[bucket_of(tag->name)]++;
        blank_tag(scanner, tag);
        return;
    }
    scanner->formatting += adds;
    scanner->anchor_open = scanner->anchor_open || is_anchor;
    bool is_foreign = tag->classes & FOREIGN || (foreign && !(tag->classes & INTEGRATION));
    scanner->stack[scanner->open++] = (struct open_tag){tag->name, is_foreign};
    scanner->open_by_bucket[bucket_of(tag->name)]++;
}

static void scan(struct scanner *scanner)
{
    struct tag tag;
    for (size_t at = 0; (at = pl_str_find_byte(scanner->text, '<', at)) != SIZE_MAX;) {
        if (!read_tag(scanner, at, &tag, &at))
            continue;
        if (tag.is_end) {
            close_element(scanner, &tag);
            continue;
        }
        if (tag.classes & RAW_TEXT && !in_foreign(scanner) && !scanner->is_strict) {
            at = past_raw_text(scanner, tag.name, at);
            continue; // its end tag closes nothing that was counted
        }
        open_element(scanner, &tag);
    }
    scanner->result.parsed = scanner->copy ? scanner->copy : scanner->text.data;
}

static struct pl_html_scan scan_once(struct pl_arena *scratch, pl_str text, size_t depth, bool is_strict,
                                     bool *is_suspicious)
{
    struct scanner *scanner = PL_NEW(scratch, struct scanner);
    scanner->scratch = scratch;
    scanner->classes = all_classes(scratch);
    scanner->text = text;
    scanner->depth = depth < DEPTH_CEILING ? depth : DEPTH_CEILING;
    scanner->is_strict = is_strict;
    scanner->stack = PL_NEW_ARRAY(scratch, struct open_tag, scanner->depth);
    scan(scanner);
    *is_suspicious = scanner->suspicious > SUSPICIOUS;
    return scanner->result;
}

struct pl_html_scan pl_html_scan(struct pl_arena *scratch, pl_str text, size_t depth)
{
    bool is_suspicious;
    struct pl_html_scan result = scan_once(scratch, text, depth, false, &is_suspicious);
    return is_suspicious ? scan_once(scratch, text, depth, true, &is_suspicious) : result;
}
