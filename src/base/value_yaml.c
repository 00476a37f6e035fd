// SPDX-License-Identifier: MIT
/* base/value_yaml.c: YAML texts as values, by libfyaml.
 *
 * The parser's events are taken one by one, so that aliases are never expanded and nothing recurses.
 * Source: YAML 1.2.2; chapter 10.3 (core schema) says what a plain scalar is. */
#include <libfyaml.h>

#include "base/limits.h"
#include "base/value_build.h"

/* What is tied to the arena: libfyaml's objects. */
struct foreign {
    struct fy_diag *diag;
    struct fy_parser *parser;
    struct fy_event *event;
};

struct level {
    struct pl_build *build;
    bool has_key; // of a map: the next event is a value
    pl_str key;
    struct pl_span key_span;
};

struct reader {
    struct pl_arena *arena;
    const struct pl_input *input;
    pl_str text;
    struct pl_diags *diags;
    struct foreign *foreign;
    struct level levels[64];
    unsigned depth, documents;
    struct pl_value *root;
};

static void drop_foreign(void *thing)
{
    struct foreign *foreign = thing;
    if (foreign->event)
        fy_parser_event_free(foreign->parser, foreign->event);
    if (foreign->parser)
        fy_parser_destroy(foreign->parser);
    if (foreign->diag)
        fy_diag_destroy(foreign->diag);
    *foreign = (struct foreign){0};
}

static size_t clamp(const struct reader *reader, size_t offset)
{
    return offset < reader->text.size ? offset : reader->text.size;
}

static struct pl_span span_between(const struct reader *reader, size_t first, size_t end)
{
    if (!reader->text.data)
        return pl_span_of(reader->input, 0, 0);
    first = clamp(reader, first);
    end = clamp(reader, end);
    const char *text = reader->text.data;
    return pl_value_span(reader->input, text + first, text + (end < first ? first : end));
}

static struct pl_span span_of(const struct reader *reader)
{
    const struct fy_mark *start = fy_event_start_mark(reader->foreign->event);
    const struct fy_mark *end = fy_event_end_mark(reader->foreign->event);
    if (!start || !end)
        return PL_NO_SPAN;
    return span_between(reader, start->input_pos, end->input_pos);
}

static bool refuse(struct reader *reader, struct pl_span span, const char *what)
{
    pl_error(reader->diags, PL_E_VALUE, span, "%s", what);
    return false;
}

/* libfyaml's first complaint, taken apart into a place and a reason. */
static bool refuse_syntax(struct reader *reader)
{
    const char *message = "not well-formed YAML";
    struct pl_span span = span_between(reader, 0, 0);
    void *position = NULL;
    for (struct fy_diag_error *error;
         (error = fy_diag_errors_iterate(reader->foreign->diag, &position));) {
        if (error->type != FYET_ERROR)
            continue;
        message = error->msg;
        const struct fy_mark *start = error->fyt ? fy_token_start_mark(error->fyt) : NULL;
        const struct fy_mark *end = error->fyt ? fy_token_end_mark(error->fyt) : NULL;
        if (start)
            span = span_between(reader, start->input_pos, end ? end->input_pos : start->input_pos);
        break;
    }
    pl_str reason = pl_str_trim(pl_str_from(message));
    struct pl_diag *diag = pl_error(reader->diags, PL_E_VALUE, span, "%c%.*s",
                                    pl_ascii_lower(message[0]),
                                    PL_ARG(pl_str_slice(reason, 1, reason.size)));
    if (pl_str_contains(reason, PL_LIT("nested block mapping")))
        pl_hint(reader->diags, diag, "put a value that holds ': ' in quotes");
    else if (pl_str_contains(reason, PL_LIT("tab character")))
        pl_hint(reader->diags, diag, "indent with spaces");
    return false;
}

// --- Scalars (core schema) --------------------------------------------------------------------

static bool is_one_of(pl_str text, const char *const *words)
{
    for (; *words; words++)
        if (pl_str_eq(text, pl_str_from(*words)))
            return true;
    return false;
}

/* A whole number in base 8 or 16: "0o17", "0xFF". */
static bool based_number(pl_str text, double *number)
{
    if (text.size < 3 || text.data[0] != '0' || (text.data[1] != 'o' && text.data[1] != 'x'))
        return false;
    int base = text.data[1] == 'o' ? 8 : 16;
    *number = 0;
    for (size_t i = 2; i < text.size; i++) {
        char c = pl_ascii_lower(text.data[i]);
        int digit = pl_ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
        if (digit >= base)
            return false;
        *number = *number * base + digit;
    }
    return true;
}

/* Sets the type of a plain scalar. */
static void resolve(struct pl_value *value)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const truths[] = {"true", "True", "TRUE", NULL};
    static const char *const lies[] = {"false", "False", "FALSE", NULL};
    pl_str text = value->text;
    value->type = PL_VALUE_STRING;
    if (is_one_of(text, nulls)) {
        value->type = PL_VALUE_NULL;
    } else if (is_one_of(text, truths) || is_one_of(text, lies)) {
        value->type = PL_VALUE_BOOL;
        value->boolean = is_one_of(text, truths);
    } else if (based_number(text, &value->number) || pl_str_to_double(text, &value->number)) {
        value->type = PL_VALUE_NUMBER;
    } else {
        value->number = 0;
    }
}

static bool apply_tag(struct reader *reader, struct fy_token *tag, struct pl_value *value)
{
    static const struct {
        const char *name;
        enum pl_value_type type;
    } core[] = {{"null", PL_VALUE_NULL},
                {"bool", PL_VALUE_BOOL},
                {"int", PL_VALUE_NUMBER},
                {"float", PL_VALUE_NUMBER}};
    size_t size = 0;
    const char *full = fy_tag_token_tag(tag) ? fy_token_get_text(tag, &size) : NULL;
    pl_str name = {full, full ? size : 0};
    pl_str prefix = PL_LIT("tag:yaml.org,2002:");
    if (pl_str_eq(name, PL_LIT("!")) || pl_str_eq(name, PL_LIT("tag:yaml.org,2002:str"))) {
        value->type = PL_VALUE_STRING;
        return true;
    }
    if (!pl_str_starts(name, prefix))
        return refuse(reader, value->span, "a tag that isn't one of YAML's core schema");
    resolve(value);
    for (size_t i = 0; i < sizeof core / sizeof *core; i++) {
        if (!pl_str_eq(pl_str_slice(name, prefix.size, name.size), pl_str_from(core[i].name)))
            continue;
        return value->type == core[i].type ||
               refuse(reader, value->span, "a value that isn't what its tag says");
    }
    return refuse(reader, value->span, "a tag that isn't one of YAML's core schema");
}

static bool read_scalar(struct reader *reader, struct pl_value *value)
{
    struct fy_token *token = fy_event_get_token(reader->foreign->event);
    struct fy_token *tag = fy_event_get_tag_token(reader->foreign->event);
    size_t size = 0;
    const char *text = token ? fy_token_get_text(token, &size) : "";
    if (!text)
        return refuse_syntax(reader);
    *value = (struct pl_value){.type = PL_VALUE_STRING, .span = span_of(reader)};
    value->text = pl_value_clean(reader->arena, pl_str_copy(reader->arena, (pl_str){text, size}),
                                 value->span, reader->diags);
    if (tag)
        return apply_tag(reader, tag, value);
    if (!token || fy_token_scalar_style(token) == FYSS_PLAIN)
        resolve(value);
    return true;
}

// --- Structure --------------------------------------------------------------------------------

static bool take_key(struct reader *reader, struct level *level, const struct pl_value *key)
{
    if (!key->span.input)
        return refuse(reader, level->build->span, "an empty key");
    if (pl_build_lookup(level->build, key->text)) {
        pl_error(reader->diags, PL_E_VALUE, key->span, "duplicate key '%.*s'", PL_ARG(key->text));
        return false;
    }
    level->has_key = true;
    level->key = key->text;
    level->key_span = key->span;
    return true;
}

/* Where the next value goes; NULL at the root. */
static struct pl_build_entry *next_place(struct reader *reader)
{
    if (reader->depth == 0)
        return NULL;
    struct level *level = &reader->levels[reader->depth - 1];
    level->has_key = false;
    return pl_build_add(reader->arena, level->build, level->key, level->key_span);
}

static bool expects_key(const struct reader *reader)
{
    const struct level *level = &reader->levels[reader->depth ? reader->depth - 1 : 0];
    return reader->depth && level->build->type == PL_VALUE_MAP && !level->has_key;
}

static bool take_scalar(struct reader *reader)
{
    struct pl_value value;
    if (!read_scalar(reader, &value))
        return false;
    if (expects_key(reader))
        return take_key(reader, &reader->levels[reader->depth - 1], &value);
    struct pl_build_entry *entry = next_place(reader);
    if (entry && !value.span.input) // nothing is written there: the place behind the key
        value.span = (struct pl_span){entry->key_span.input, entry->key_span.end,
                                      entry->key_span.end};
    if (entry)
        entry->value = value;
    else
        *(reader->root = PL_NEW(reader->arena, struct pl_value)) = value;
    return true;
}

static bool open_level(struct reader *reader, enum pl_value_type type)
{
    struct pl_span span = span_of(reader);
    struct fy_token *tag = fy_event_get_tag_token(reader->foreign->event);
    size_t size = 0;
    const char *name = tag ? fy_token_get_text(tag, &size) : NULL;
    const char *allowed = type == PL_VALUE_MAP ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
    if (name && !pl_str_eq((pl_str){name, size}, pl_str_from(allowed)))
        return refuse(reader, span, "a tag that isn't one of YAML's core schema");
    if (expects_key(reader))
        return refuse(reader, span, "a list or a map as a key");
    if (reader->depth >= PL_LIMIT_VALUE_DEPTH)
        return refuse(reader, span, "lists and maps nested too deep");
    struct pl_build *build = pl_build_new(reader->arena, type, span);
    struct pl_build_entry *entry = next_place(reader);
    if (entry)
        entry->inner = build;
    reader->levels[reader->depth++] = (struct level){.build = build};
    return true;
}

static void close_level(struct reader *reader)
{
    struct pl_build *build = reader->levels[--reader->depth].build;
    struct pl_span end = span_of(reader);
    if (end.input && build->span.input)
        build->span.end = end.end;
    if (reader->depth == 0)
        reader->root = pl_build_finish(reader->arena, build);
}

static bool take_event(struct reader *reader)
{
    switch (reader->foreign->event->type) {
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_STREAM_END:
    case FYET_DOCUMENT_END:
        return true;
    case FYET_DOCUMENT_START:
        return reader->documents++ == 0 ||
               refuse(reader, span_of(reader), "a second document in one YAML text");
    case FYET_MAPPING_START:
        return open_level(reader, PL_VALUE_MAP);
    case FYET_SEQUENCE_START:
        return open_level(reader, PL_VALUE_LIST);
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        close_level(reader);
        return true;
    case FYET_SCALAR:
        return take_scalar(reader);
    case FYET_ALIAS:
        return refuse(reader, span_of(reader), "an alias: YAML's '*name' isn't followed");
    }
    return true;
}

static bool open_parser(struct reader *reader)
{
    struct foreign *foreign = reader->foreign;
    struct fy_diag_cfg how;
    fy_diag_cfg_default(&how);
    how.fp = NULL; // nothing is printed
    how.show_source = false;
    foreign->diag = fy_diag_create(&how);
    if (!foreign->diag)
        return false;
    fy_diag_set_collect_errors(foreign->diag, true);
    struct fy_parse_cfg config = {
        .search_path = "",
        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_MMAP_OPT,
        .diag = foreign->diag,
    };
    foreign->parser = fy_parser_create(&config);
    return foreign->parser &&
           fy_parser_set_string(foreign->parser, reader->text.data, reader->text.size) == 0;
}

struct pl_value *pl_value_read_yaml(struct pl_arena *arena, const struct pl_input *input,
                                    pl_str text, struct pl_diags *diags)
{
    struct reader *reader = PL_NEW(arena, struct reader);
    *reader = (struct reader){.arena = arena, .input = input, .text = text, .diags = diags};
    struct pl_value nothing = {.span = span_between(reader, 0, text.size)};
    if (text.size > PL_LIMIT_YAML_BYTES) {
        pl_error(diags, PL_E_LIMIT, nothing.span, "a YAML text of more than %zu bytes",
                 (size_t)PL_LIMIT_YAML_BYTES);
        return NULL;
    }
    if (!pl_str_empty(text)) {
        struct foreign *foreign = reader->foreign = PL_NEW(arena, struct foreign);
        pl_arena_defer(arena, drop_foreign, foreign);
        bool is_fine = open_parser(reader) || refuse(reader, nothing.span, "YAML can't be read");
        while (is_fine && (foreign->event = fy_parser_parse(foreign->parser))) {
            is_fine = take_event(reader);
            fy_parser_event_free(foreign->parser, foreign->event);
            foreign->event = NULL;
        }
        if (is_fine && fy_parser_get_stream_error(foreign->parser))
            is_fine = refuse_syntax(reader);
        drop_foreign(foreign);
        if (!is_fine)
            return NULL;
    }
    if (!reader->root)
        *(reader->root = PL_NEW(arena, struct pl_value)) = nothing;
    return reader->root;
}
