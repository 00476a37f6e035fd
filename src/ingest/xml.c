// SPDX-License-Identifier: MIT
/* ingest/xml.c: XML as feeds really are → a tree with places; what is ill-formed is recovered. */
#include "ingest/xml.h"

#include "base/vec.h"
#include "ingest/xml_text.h"

/* Past these an element's further attributes, and namespaces in scope, are ignored: looking for them stays
 * constant. */
enum { ATTRIBUTES = 64, BINDINGS = 128 };

/* A prefix in scope; the list is shared by all below the element that declares it. */
struct binding {
    pl_str prefix, space;
    const struct binding *outer;
    uint32_t depth; // bindings from here outwards
};

/* What stays open: the element, its name as written, and the prefixes in force. */
struct open {
    struct pl_xml *element;
    pl_str written;
    const struct binding *bindings;
};

struct reader {
    struct pl_arena *arena;
    const struct pl_input *input;
    struct pl_diags *diags;
    pl_str text;
    size_t at;
    size_t text_start; // of the text being gathered; == at: none
    struct pl_xml *document;
    struct { PL_VEC(struct open) } open;
    size_t depth_limit;
    size_t flattened; // open elements past the limit
    bool said_depth, has_doctype;
    struct pl_xml_entities entities;
};

/* Modules that feeds use and sometimes forget to declare. */
static const struct {
    pl_str prefix, space;
} well_known[] = {
    {PL_LIT_INIT("xml"), PL_LIT_INIT("http://www.w3.org/XML/1998/namespace")},
    {PL_LIT_INIT("content"), PL_LIT_INIT("http://purl.org/rss/1.0/modules/content/")},
    {PL_LIT_INIT("dc"), PL_LIT_INIT("http://purl.org/dc/elements/1.1/")},
    {PL_LIT_INIT("dcterms"), PL_LIT_INIT("http://purl.org/dc/terms/")},
    {PL_LIT_INIT("media"), PL_LIT_INIT("http://search.yahoo.com/mrss/")},
    {PL_LIT_INIT("itunes"), PL_LIT_INIT("http://www.itunes.com/dtds/podcast-1.0.dtd")},
    {PL_LIT_INIT("atom"), PL_LIT_INIT("http://www.w3.org/2005/Atom")},
    {PL_LIT_INIT("rdf"), PL_LIT_INIT("http://www.w3.org/1999/02/22-rdf-syntax-ns#")},
    {PL_LIT_INIT("xhtml"), PL_LIT_INIT("http://www.w3.org/1999/xhtml")},
};

/* --- The tree ------------------------------------------------------------------------ */

static struct pl_xml *innermost(const struct reader *reader)
{
    return reader->open.count ? PL_LAST(&reader->open).element : reader->document;
}

static struct pl_xml *add(struct reader *reader, struct pl_span span)
{
    struct pl_xml *parent = innermost(reader), *node = PL_NEW(reader->arena, struct pl_xml);
    node->span = span;
    node->parent = parent;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    return node;
}

static struct pl_span span_from(const struct reader *reader, size_t first, size_t end)
{
    size_t shift = (size_t)(reader->text.data - reader->input->text.data);
    return pl_span_of(reader->input, shift + first, shift + end);
}

static void add_text(struct reader *reader, size_t first, size_t end, bool is_literal)
{
    if (first == end)
        return;
    pl_str raw = pl_str_slice(reader->text, first, end);
    add(reader, span_from(reader, first, end))->text = is_literal ? raw : pl_xml_resolve(&reader->entities, raw);
}

/* What was gathered up to `end` becomes a text. */
static void end_text(struct reader *reader, size_t end)
{
    add_text(reader, reader->text_start, end, false);
}

static void close_innermost(struct reader *reader, size_t end)
{
    struct pl_xml *element = PL_LAST(&reader->open).element;
    size_t shift = (size_t)(reader->text.data - reader->input->text.data);
    element->span.end = (uint32_t)(shift + end);
    reader->open.count--;
}

/* --- Names --------------------------------------------------------------------------- */

static bool starts_name(char c)
{
    return pl_ascii_is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static size_t name_end(pl_str text, size_t at)
{
    while (at < text.size && (starts_name(text.data[at]) || pl_ascii_is_digit(text.data[at]) ||
                              text.data[at] == '-' || text.data[at] == '.'))
        at++;
    return at;
}

static pl_str space_of(const struct binding *bindings, pl_str prefix)
{
    for (; bindings; bindings = bindings->outer)
        if (pl_str_eq(bindings->prefix, prefix))
            return bindings->space;
    for (size_t i = 0; i < sizeof well_known / sizeof *well_known; i++)
        if (pl_str_eq_ascii_nocase(well_known[i].prefix, prefix))
            return well_known[i].space;
    return prefix; // undeclared: stands for itself, so that it isn't taken for the feed's own
}

/* "dc:date" → "date" and the space of dc. */
static pl_str local_name(const struct binding *bindings, pl_str written, bool is_attribute, pl_str *space)
{
    pl_str rest = written, prefix = {0};
    pl_str_cut(&rest, ':', &prefix);
    *space = is_attribute && pl_str_empty(prefix) ? (pl_str){0} : space_of(bindings, prefix);
    return rest;
}

/* --- Tags ---------------------------------------------------------------------------- */

struct written_attribute {
    pl_str name, value;
};

struct tag {
    pl_str name;
    struct written_attribute attributes[ATTRIBUTES];
    uint32_t count;
    bool is_empty; // <name/>
    size_t end;    // past its ">"
};

static size_t skip_space(pl_str text, size_t at)
{
    while (at < text.size && pl_ascii_is_space(text.data[at]))
        at++;
    return at;
}

/* A value after "=": in quotes, or up to white space or ">". Its end. */
static size_t read_value(struct reader *reader, size_t at, pl_str *value)
{
    pl_str text = reader->text;
    size_t first = at, end;
    if (at < text.size && (text.data[at] == '"' || text.data[at] == '\'')) {
        end = pl_str_find_byte(text, text.data[at], at + 1);
        if (end != SIZE_MAX) {
            *value = pl_xml_resolve(&reader->entities, pl_str_slice(text, at + 1, end));
            return end + 1;
        }
        first++; // never closed: it goes as far as the tag
    }
    for (end = first; end < text.size && !pl_ascii_is_space(text.data[end]) && text.data[end] != '>';)
        end++;
    *value = pl_xml_resolve(&reader->entities, pl_str_slice(text, first, end));
    return end;
}

static void keep_attribute(struct tag *tag, pl_str name, pl_str value)
{
    if (tag->count == ATTRIBUTES)
        return;
    for (uint32_t i = 0; i < tag->count; i++)
        if (pl_str_eq(tag->attributes[i].name, name))
            return;
    tag->attributes[tag->count++] = (struct written_attribute){name, value};
}

/* The start tag at `at`, just past "<". A "<" inside it opens a tag of its own: this one ends before. */
static void read_tag(struct reader *reader, size_t at, struct tag *tag)
{
    pl_str text = reader->text;
    size_t end = name_end(text, at);
    tag->name = pl_str_slice(text, at, end);
    tag->count = 0;
    tag->is_empty = false;
    for (at = skip_space(text, end); at < text.size && text.data[at] != '>' && text.data[at] != '<';
         at = skip_space(text, at)) {
        if (!starts_name(text.data[at])) {
            tag->is_empty = text.data[at] == '/' && at + 1 < text.size && text.data[at + 1] == '>';
            at++;
            continue;
        }
        end = name_end(text, at);
        pl_str name = pl_str_slice(text, at, end), value = name;
        at = skip_space(text, end);
        if (at < text.size && text.data[at] == '=')
            at = read_value(reader, skip_space(text, at + 1), &value);
        keep_attribute(tag, name, value);
    }
    tag->end = at < text.size && text.data[at] == '>' ? at + 1 : at;
}

static const struct binding *bind(struct reader *reader, const struct tag *tag, const struct binding *outer)
{
    for (uint32_t i = 0; i < tag->count; i++) {
        pl_str rest = tag->attributes[i].name, head = {0};
        bool is_prefixed = pl_str_cut(&rest, ':', &head);
        if (!pl_str_eq(is_prefixed ? head : rest, PL_LIT("xmlns")) || (outer && outer->depth >= BINDINGS))
            continue;
        struct binding *binding = PL_NEW(reader->arena, struct binding);
        *binding = (struct binding){.prefix = is_prefixed ? rest : PL_LIT(""),
                                    .space = pl_str_trim(tag->attributes[i].value),
                                    .outer = outer,
                                    .depth = outer ? outer->depth + 1 : 1};
        outer = binding;
    }
    return outer;
}

/* Elements that HTML leaves without an end tag, as people leave them in feeds. */
static bool is_void(pl_str name)
{
    static const pl_str names[] = {PL_LIT_INIT("br"), PL_LIT_INIT("hr"), PL_LIT_INIT("img"), PL_LIT_INIT("wbr"),
                                   PL_LIT_INIT("input")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pl_str_eq_ascii_nocase(names[i], name))
            return true;
    return false;
}

static void fill_element(struct reader *reader, struct pl_xml *element, const struct tag *tag,
                         const struct binding *bindings)
{
    static const struct binding none = {.prefix = {"", 0}, .space = {"", 0}};
    const struct binding *scope = bindings ? bindings : &none;
    struct pl_xml_attribute *attributes = PL_NEW_ARRAY(reader->arena, struct pl_xml_attribute, tag->count);
    element->name = local_name(scope, tag->name, false, &element->space);
    if (pl_str_empty(element->name))
        element->name = tag->name;
    for (uint32_t i = 0; i < tag->count; i++) {
        attributes[i].name = local_name(scope, tag->attributes[i].name, true, &attributes[i].space);
        attributes[i].value = tag->attributes[i].value;
    }
    element->attributes = attributes;
    element->attribute_count = tag->count;
}

static void start_element(struct reader *reader, const struct tag *tag)
{
    size_t first = reader->at;
    const struct binding *outer = reader->open.count ? PL_LAST(&reader->open).bindings : NULL;
    const struct binding *bindings = bind(reader, tag, outer);
    bool stays = !tag->is_empty && !is_void(tag->name);
    if (reader->open.count >= reader->depth_limit) {
        reader->flattened += stays;
        if (!reader->said_depth)
            pl_warn(reader->diags, PL_W_DEPTH, span_from(reader, first, tag->end),
                    "elements are nested too deeply from here; their text is kept");
        reader->said_depth = true;
        return;
    }
    struct pl_xml *element = add(reader, span_from(reader, first, tag->end));
    fill_element(reader, element, tag, bindings);
    if (stays)
        *PL_PUSH(reader->arena, &reader->open) = (struct open){element, tag->name, bindings};
}

/* An end tag closes the nearest open element of its name; one that closes nothing is ignored. */
static void end_element(struct reader *reader, pl_str name, size_t end)
{
    if (reader->flattened) {
        reader->flattened--;
        return;
    }
    size_t match = reader->open.count;
    while (match && !pl_str_eq(reader->open.data[match - 1].written, name))
        match--;
    if (!match)
        for (match = reader->open.count; match && !pl_str_eq_ascii_nocase(reader->open.data[match - 1].written, name);)
            match--;
    if (!match)
        return;
    while (reader->open.count > match)
        close_innermost(reader, reader->at);
    close_innermost(reader, end);
}

/* --- Other markup -------------------------------------------------------------------- */

static size_t past(pl_str text, pl_str mark, size_t from)
{
    size_t end = pl_str_find(text, mark, from);
    return end == SIZE_MAX ? text.size : end + mark.size;
}

/* <!DOCTYPE … [ subset ]>: only its internal entities count, and only the first one has a subset. */
static size_t read_doctype(struct reader *reader, size_t at)
{
    pl_str text = reader->text;
    size_t bracket = at, end;
    while (bracket < text.size && text.data[bracket] != '[' && text.data[bracket] != '>')
        bracket++;
    bool has_subset = bracket < text.size && text.data[bracket] == '[' && !reader->has_doctype;
    reader->has_doctype = true;
    if (!has_subset || (end = pl_str_find_byte(text, ']', bracket)) == SIZE_MAX)
        return past(text, PL_LIT(">"), bracket);
    pl_xml_entities_declare(&reader->entities, pl_str_slice(text, bracket + 1, end));
    return past(text, PL_LIT(">"), end);
}

/* The construct that starts with "<!" or "<?" at `at`: its end; `at` when it is none. */
static size_t read_markup(struct reader *reader, size_t at)
{
    static const pl_str cdata = PL_LIT_INIT("<![CDATA[");
    pl_str text = reader->text, rest = pl_str_slice(text, at, text.size);
    if (pl_str_starts(rest, PL_LIT("<!--")))
        return past(text, PL_LIT("-->"), at + 4);
    if (pl_str_starts(rest, cdata)) {
        size_t end = pl_str_find(text, PL_LIT("]]>"), at + cdata.size);
        add_text(reader, at + cdata.size, end == SIZE_MAX ? text.size : end, true);
        return end == SIZE_MAX ? text.size : end + 3;
    }
    if (pl_str_starts_ascii_nocase(rest, PL_LIT("<!doctype")))
        return read_doctype(reader, at);
    if (pl_str_starts(rest, PL_LIT("<?"))) {
        size_t end = pl_str_find(pl_str_slice(text, 0, at + 65536), PL_LIT("?>"), at);
        return end == SIZE_MAX ? past(text, PL_LIT(">"), at) : end + 2;
    }
    return at;
}

/* --- The whole ----------------------------------------------------------------------- */

/* What begins at a "<": its end; reader->at when it is only text. */
static size_t read_angle(struct reader *reader, struct tag *tag)
{
    pl_str text = reader->text;
    size_t at = reader->at;
    char next = at + 1 < text.size ? text.data[at + 1] : '\0';
    if (next == '!' || next == '?') {
        end_text(reader, at);
        reader->text_start = at;
        return read_markup(reader, at);
    }
    if (next == '/' && at + 2 < text.size && starts_name(text.data[at + 2])) {
        size_t end = name_end(text, at + 2), close = end;
        end_text(reader, at);
        while (close < text.size && text.data[close] != '>' && text.data[close] != '<')
            close++;
        close += close < text.size && text.data[close] == '>';
        end_element(reader, pl_str_slice(text, at + 2, end), close);
        return close;
    }
    if (!starts_name(next))
        return at;
    end_text(reader, at);
    read_tag(reader, at + 1, tag);
    start_element(reader, tag);
    return tag->end;
}

struct pl_xml *pl_xml_read(struct pl_arena *arena, const struct pl_input *input, pl_str text,
                           const struct pl_limits *limits, struct pl_diags *diags)
{
    struct reader reader = {.arena = arena, .input = input, .diags = diags, .text = text,
                            .depth_limit = limits->value[PL_LIMIT_NAME_HTML_DEPTH],
                            .entities = pl_xml_entities(arena, limits)};
    struct tag *tag = PL_NEW(arena, struct tag);
    reader.document = PL_NEW(arena, struct pl_xml);
    while (reader.at < text.size) {
        size_t angle = pl_str_find_byte(text, '<', reader.at);
        reader.at = angle == SIZE_MAX ? text.size : angle;
        size_t end = reader.at < text.size ? read_angle(&reader, tag) : reader.at;
        if (end == reader.at) { // text, a bare "<" with it
            reader.at += reader.at < text.size;
            continue;
        }
        reader.at = reader.text_start = end;
    }
    end_text(&reader, text.size);
    while (reader.open.count)
        close_innermost(&reader, text.size);
    if (reader.entities.is_over)
        pl_warn(diags, PL_W_TRUNCATED, span_from(&reader, 0, 0),
                "entities expand to more than the limit; further ones stand as they are written");
    return reader.document;
}
