// SPDX-License-Identifier: MIT
/* ingest/front_matter.c: the YAML, TOML or JSON head of a file → metadata.
 *
 * A head is recognised by its fence; without a closing one it is text (a rule of dashes may open a file). */
#include "ingest/front_matter.h"

#include "base/limits.h"
#include "base/value.h"

typedef struct pl_value *(*read_value)(struct pl_arena *, const struct pl_input *, pl_str, struct pl_diags *);

static pl_str without_end_space(pl_str line)
{
    while (line.size && (line.data[line.size - 1] == ' ' || line.data[line.size - 1] == '\t'))
        line.size--;
    return line;
}

/* The text between a first line `fence` and the next line that is `fence` or `other`. */
static bool between_fences(pl_str text, pl_str fence, pl_str other, pl_str *head, pl_str *body)
{
    pl_str rest = text, line;
    if (!pl_str_next_line(&rest, &line) || !pl_str_eq(without_end_space(line), fence))
        return false;
    const char *start = rest.data;
    pl_str after = rest;
    if (!pl_str_next_line(&after, &line) || pl_str_empty(pl_str_trim(line)))
        return false; // a rule, not a head
    while (pl_str_next_line(&rest, &line)) {
        if ((size_t)(line.data - start) > PL_LIMIT_YAML_BYTES)
            return false;
        pl_str bare = without_end_space(line);
        if (pl_str_eq(bare, fence) || (!pl_str_empty(other) && pl_str_eq(bare, other))) {
            *head = (pl_str){start, (size_t)(line.data - start)};
            *body = rest;
            return true;
        }
    }
    return false;
}

/* A JSON object that opens the file: to the brace that closes it. */
static bool json_head(pl_str text, pl_str *head, pl_str *body)
{
    if (!text.size || text.data[0] != '{')
        return false;
    pl_str first = pl_str_trim(pl_str_slice(text, 1, text.size < 64 ? text.size : 64));
    if (!first.size || (first.data[0] != '"' && first.data[0] != '}'))
        return false;
    bool in_string = false;
    int depth = 0;
    for (size_t i = 0; i < text.size && i < PL_LIMIT_YAML_BYTES; i++) {
        char c = text.data[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            *head = pl_str_slice(text, 0, i + 1);
            *body = pl_str_slice(text, i + 1, text.size);
            return true;
        }
    }
    return false;
}

/* A head at the start of `text`, and not a rule: its first line is a key with its colon or equals sign. */
static bool begins_part(pl_str text)
{
    pl_str head, body, line;
    bool yaml = between_fences(text, PL_LIT("---"), PL_LIT("..."), &head, &body);
    if (!yaml && !between_fences(text, PL_LIT("+++"), (pl_str){0}, &head, &body))
        return false;
    size_t size = 0;
    pl_str_next_line(&head, &line);
    while (size < line.size && (pl_ascii_is_alnum(line.data[size]) || strchr("_-. \"", line.data[size])))
        size++;
    return size && size < line.size && line.data[size] == (yaml ? ':' : '=');
}

bool pl_front_matter_next_part(pl_str *rest, pl_str *part)
{
    pl_str text = *rest, line, left = text;
    if (pl_str_empty(pl_str_trim(text)))
        return false;
    pl_str head, body = text;
    if (between_fences(text, PL_LIT("---"), PL_LIT("..."), &head, &body) || between_fences(text, PL_LIT("+++"), (pl_str){0}, &head, &body))
        left = body;
    char fence = 0; // of code that is open
    for (bool was_blank = true; pl_str_next_line(&left, &line); was_blank = pl_str_empty(pl_str_trim(line))) {
        bool is_fence = pl_str_starts(line, PL_LIT("```")) || pl_str_starts(line, PL_LIT("~~~"));
        if (is_fence && (!fence || fence == line.data[0]))
            fence = fence ? 0 : line.data[0];
        bool opens = !fence && was_blank && (pl_str_starts(line, PL_LIT("---")) || pl_str_starts(line, PL_LIT("+++")));
        pl_str from = {line.data, (size_t)(text.data + text.size - line.data)};
        if (opens && line.data != body.data && begins_part(from)) {
            *part = (pl_str){text.data, (size_t)(line.data - text.data)};
            *rest = from;
            return true;
        }
    }
    *part = text;
    *rest = (pl_str){text.data + text.size, 0};
    return true;
}

bool pl_front_matter_read(struct pl_article *article, pl_str *body,
                          struct pl_diags *diags)
{
    pl_str text = *body, head;
    read_value read = NULL;
    if (between_fences(text, PL_LIT("---"), PL_LIT("..."), &head, body))
        read = pl_value_read_yaml;
    else if (between_fences(text, PL_LIT("+++"), (pl_str){0}, &head, body))
        read = pl_value_read_toml;
    else if (json_head(text, &head, body))
        read = pl_value_read_json;
    if (!read || pl_str_empty(pl_str_trim(head)))
        return true;
    struct pl_value *value = read(article->arena, article->input, head, diags);
    if (!value)
        return false;
    if (value->type == PL_VALUE_MAP)
        pl_metadata_set_map(article->arena, &article->metadata, value, PL_ORIGIN_FRONT_MATTER, diags);
    else if (value->type != PL_VALUE_NULL)
        *body = text; // a sentence between two rules
    return true;
}
