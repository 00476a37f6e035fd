// SPDX-License-Identifier: MIT
/* tests/ingest/law.c: nothing of an input is lost without a word.
 *
 * Every byte that is no white space lies in the span of a node, a metadata value or a dropped part. Given paths as
 * arguments it holds the law over those files and prints what breaks it. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "ingest/read.h"
#include "model/walk.h"

static void cover(char *covered, const struct pl_input *input, struct pl_span span)
{
    if (span.input == input && span.end <= input->text.size && span.first < span.end)
        memset(covered + span.first, 1, span.end - span.first);
}

static void cover_article(char *covered, const struct pl_article *article)
{
    for (const struct pl_node *node = article->body->first; node; node = pl_node_next_in(article->body, node))
        cover(covered, article->input, node->span);
    for (int field = 0; field < PL_FIELD_COUNT; field++)
        cover(covered, article->input, article->metadata.values[field].span);
    for (size_t i = 0; i < article->dropped.count; i++)
        cover(covered, article->input, article->dropped.data[i].span);
}

/* The head of the file, link definitions and fences are recognised markup. */
static void cover_markdown(char *covered, pl_str text)
{
    bool in_head = pl_str_starts(text, PL_LIT("---\n"));
    pl_str rest = text, line;
    for (size_t number = 0; pl_str_next_line(&rest, &line); number++) {
        pl_str bare = pl_str_trim(line);
        bool closes = in_head && number && pl_str_eq(bare, PL_LIT("---"));
        bool markup = in_head || pl_str_starts(bare, PL_LIT(":::")) ||
                      (pl_str_starts(bare, PL_LIT("[")) && pl_str_contains(bare, PL_LIT("]:")));
        if (markup)
            memset(covered + (line.data - text.data), 1, line.size);
        in_head = in_head && !closes;
    }
}

/* Tags with their attributes, comments and declarations are recognised markup; the text between them isn't. */
static void cover_tags(char *covered, pl_str text)
{
    for (size_t at = 0; (at = pl_str_find_byte(text, '<', at)) != SIZE_MAX;) {
        char next = at + 1 < text.size ? text.data[at + 1] : ' ';
        bool is_comment = pl_str_starts(pl_str_slice(text, at, at + 4), PL_LIT("<!--"));
        if (!pl_ascii_is_alpha(next) && next != '/' && next != '!' && next != '?') {
            at++;
            continue;
        }
        size_t end = at + 1;
        char quote = 0;
        if (is_comment)
            end = pl_str_find(text, PL_LIT("-->"), at + 2) + 2;
        for (; !is_comment && end < text.size && (quote || text.data[end] != '>'); end++) {
            char c = text.data[end];
            bool opens = !quote && (c == '"' || c == '\'') && text.data[end - 1] == '=';
            quote = opens ? c : c == quote ? 0 : quote;
        }
        end = end < text.size ? end + 1 : text.size;
        memset(covered + at, 1, end - at);
        at = end;
    }
}

/* False: *lost is the first line with a byte that nothing covers. */
static bool holds(struct pl_test *test, pl_str path, pl_str *lost)
{
    struct pl_read_options options = {0};
    struct pl_articles articles = {0};
    *lost = PL_LIT("(not read)");
    if (!pl_read_path(test->arena, path, &options, &articles, &test->diags)) {
        bool is_empty = pl_str_contains(pl_test_diags(test), PL_LIT("E0102")); // said, and nothing made of it
        test->diags = PL_DIAGS(test->arena);
        return is_empty;
    }
    pl_str text = articles.data[0]->input->text;
    char *covered = pl_arena_alloc(test->arena, text.size + 1);
    for (size_t i = 0; i < articles.count; i++)
        cover_article(covered, articles.data[i]);
    if (pl_str_ends(path, PL_LIT(".md")))
        cover_markdown(covered, text);
    if (pl_str_ends(path, PL_LIT(".html")) || pl_str_ends(path, PL_LIT(".xml")))
        cover_tags(covered, text);
    for (size_t i = 0, at = 0; i < text.size; i = at) {
        uint32_t c = pl_utf8_next(text, &at);
        if (pl_str_starts(pl_str_slice(text, i, i + 6), PL_LIT("&nbsp;"))) { // a space as well
            at = i + 6;
            continue;
        }
        if (!covered[i] && !pl_char_is_space(c) && c != 0x200B && c != 0xFEFF) {
            size_t end = i;
            while (end < text.size && !covered[end] && text.data[end] != '\n')
                end++;
            *lost = pl_str_slice(text, i, end);
            return false;
        }
    }
    return true;
}

static void nothing_is_lost(void **state)
{
    struct pl_test *test = *state;
    static const char *const files[] = {
        "tests/samples/scraped.txt", "tests/samples/wrapped.txt", "tests/samples/drought.md", "tests/samples/ferry.md",
        "tests/samples/grid.md",     "tests/samples/german.md",   "tests/samples/arabic.md",  "tests/samples/japanese.md",
        "tests/samples/hindi.md",    "tests/samples/greek-russian.md",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        pl_str lost;
        if (!holds(test, pl_str_from(files[i]), &lost))
            fail_msg("%s: lost «%.*s»", files[i], PL_ARG(lost));
    }
}

static void nothing_of_the_seed_is_lost(void **state)
{
    struct pl_test *test = *state;
    pl_str path = pl_test_corpus(test, "seed/article.txt"), lost;
    if (pl_str_empty(path)) // said there; a failure where CI is set
        return;
    if (!holds(test, path, &lost))
        fail_msg("lost «%.*s»", PL_ARG(lost));
}

int main(int count, char **paths)
{
    const struct CMUnitTest tests[] = {PL_TEST(nothing_is_lost), PL_TEST(nothing_of_the_seed_is_lost)};
    if (count < 2)
        return cmocka_run_group_tests(tests, NULL, NULL);
    int broken = 0;
    for (int i = 1; i < count; i++) {
        void *state = NULL;
        pl_str lost;
        pl_test_setup(&state);
        if (!holds(state, pl_str_from(paths[i]), &lost)) {
            printf("%s: %.*s\n", paths[i], PL_ARG(lost));
            broken++;
        }
        pl_test_teardown(&state);
    }
    return broken != 0;
}
