// SPDX-License-Identifier: MIT
/* tests/model/article.c: what makes a tree complete: notes, ids, serials, language; and its dump. */
#include "support/support.h"

#include "model/dump.h"
#include "model/invariant.h"
#include "model/walk.h"

static struct pl_node *paragraph(struct pl_arena *arena, const char *text)
{
    struct pl_node *p = pl_node_new(arena, PL_KIND_paragraph, PL_NO_SPAN);
    pl_node_append(p, pl_node_new_text(arena, pl_str_from(text), PL_NO_SPAN));
    return p;
}

static struct pl_node *add_note(struct pl_article *article, const char *text)
{
    struct pl_node *note = pl_node_new(article->arena, PL_KIND_footnote, PL_NO_SPAN);
    pl_node_append(note, paragraph(article->arena, text));
    *PL_PUSH(article->arena, &article->notes) = note;
    return note;
}

static void add_call(struct pl_arena *arena, struct pl_node *p, struct pl_node *note)
{
    struct pl_node *call = pl_node_new(arena, PL_KIND_note_call, PL_NO_SPAN);
    call->note = note;
    pl_node_append(p, call);
}

static void assert_sound(struct pl_test *test, const struct pl_article *article)
{
    pl_str why = PL_LIT("");
    if (!pl_article_is_sound(test->arena, article, &why))
        fail_msg("%.*s", PL_ARG(why));
}

static pl_str dump(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_article_dump(&out, article);
    return pl_strbuf_str(&out);
}

static void notes_stand_behind_their_first_call_in_its_order(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    struct pl_node *second = add_note(article, "Second."), *first = add_note(article, "First.");
    struct pl_node *p = paragraph(test->arena, "One"), *q = paragraph(test->arena, "Two");
    add_call(test->arena, p, first);
    add_call(test->arena, p, second);
    add_call(test->arena, q, first);
    pl_node_append(article->body, p);
    pl_node_append(article->body, q);
    pl_article_finish(article, &test->diags);
    assert_sound(test, article);
    assert_no_diags(test);
    assert_text_equal(dump(test, article), "- document\n"
                                           "  - body\n"
                                           "    - paragraph\n"
                                           "      - text \"One\"\n"
                                           "      - note_call #fnref-1 href=\"#fn-1\"\n"
                                           "        - text \"1\"\n"
                                           "      - note_call #fnref-2 href=\"#fn-2\"\n"
                                           "        - text \"2\"\n"
                                           "    - footnote #fn-1\n"
                                           "      - paragraph\n"
                                           "        - note_mark href=\"#fnref-1\"\n"
                                           "          - text \"1\"\n"
                                           "        - text \" \"\n"
                                           "        - text \"First.\"\n"
                                           "    - footnote #fn-2\n"
                                           "      - paragraph\n"
                                           "        - note_mark href=\"#fnref-2\"\n"
                                           "          - text \"2\"\n"
                                           "        - text \" \"\n"
                                           "        - text \"Second.\"\n"
                                           "    - paragraph\n"
                                           "      - text \"Two\"\n"
                                           "      - note_call href=\"#fn-1\"\n"
                                           "        - text \"1\"\n");
}

static void finishing_twice_changes_nothing(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    struct pl_node *note = add_note(article, "Note."), *p = paragraph(test->arena, "One");
    add_call(test->arena, p, note);
    pl_node_append(article->body, p);
    pl_article_finish(article, &test->diags);
    pl_str once = dump(test, article);
    pl_article_finish(article, &test->diags);
    assert_str_equal(dump(test, article), once);
    assert_sound(test, article);
}

static void a_note_called_in_a_note_follows_it(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    struct pl_node *outer = add_note(article, "Outer."), *inner = add_note(article, "Inner.");
    struct pl_node *p = paragraph(test->arena, "One");
    add_call(test->arena, p, outer);
    add_call(test->arena, outer->first, inner);
    pl_node_append(article->body, p);
    pl_article_finish(article, &test->diags);
    assert_sound(test, article);
    assert_ptr_equal(article->notes.data[0], outer);
    assert_ptr_equal(article->notes.data[1], inner);
}

static void a_note_called_in_a_table_stands_behind_it(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    struct pl_node *note = add_note(article, "Note."), *at = article->body;
    const enum pl_kind kinds[] = {PL_KIND_table, PL_KIND_table_body, PL_KIND_table_row, PL_KIND_table_cell};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct pl_node *child = pl_node_new(test->arena, kinds[i], PL_NO_SPAN);
        pl_node_append(at, child);
        at = child;
    }
    add_call(test->arena, at, note);
    pl_article_finish(article, &test->diags);
    assert_sound(test, article);
    assert_ptr_equal(article->body->first->next, note);
}

static void an_uncalled_note_keeps_its_text(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    pl_node_append(article->body, paragraph(test->arena, "One"));
    add_note(article, "Lost?");
    pl_article_finish(article, &test->diags);
    assert_sound(test, article);
    assert_text_equal(pl_node_plain_text(test->arena, article->body->last), "Lost?");
    assert_diags_equal(test, "- warning W0115 a note is never called; its text stands at the end\n");
}

static void headings_get_ids_that_differ(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    static const char *const texts[] = {"The Ferry!", "The ferry", "水", "1968 and after"};
    static const char *const ids[] = {"the-ferry", "the-ferry-2", "section", "section-1968-and-after"};
    for (size_t i = 0; i < 4; i++) {
        struct pl_node *heading = pl_node_new_heading(test->arena, 2, PL_NO_SPAN);
        pl_node_append(heading, pl_node_new_text(test->arena, pl_str_from(texts[i]), PL_NO_SPAN));
        pl_node_append(article->body, heading);
    }
    pl_article_finish(article, &test->diags);
    size_t i = 0;
    for (struct pl_node *node = article->body->first; node; node = node->next)
        assert_text_equal(node->id, ids[i++]);
}

static void the_second_of_two_equal_ids_goes(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    struct pl_node *p = paragraph(test->arena, "One"), *q = paragraph(test->arena, "Two");
    p->id = q->id = PL_LIT("x");
    pl_node_append(article->body, p);
    pl_node_append(article->body, q);
    pl_article_finish(article, &test->diags);
    assert_text_equal(p->id, "x");
    assert_text_equal(q->id, "");
    assert_ptr_equal(pl_map_lookup(&article->ids, PL_LIT("x")), p);
}

static void language_of_the_metadata_is_the_roots(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    pl_metadata_set(test->arena, &article->metadata, PL_FIELD_language, PL_LIT("ar"), PL_ORIGIN_OPTION, PL_LIT(""),
                    PL_NO_SPAN);
    pl_article_finish(article, &test->diags);
    assert_text_equal(pl_node_attribute(article->root, PL_LIT("lang")), "ar");
    assert_text_equal(pl_node_attribute(article->root, PL_LIT("dir")), "rtl");
}

static void an_unsound_tree_is_told_by_name(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_article_new(test->arena, NULL);
    pl_node_append(article->body, pl_node_new(test->arena, PL_KIND_list_item, PL_NO_SPAN));
    pl_article_finish(article, &test->diags);
    pl_str why;
    assert_false(pl_article_is_sound(test->arena, article, &why));
    assert_text_equal(why, "node 2 (list_item): its parent may not hold it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(notes_stand_behind_their_first_call_in_its_order),
        PL_TEST(finishing_twice_changes_nothing),
        PL_TEST(a_note_called_in_a_note_follows_it),
        PL_TEST(a_note_called_in_a_table_stands_behind_it),
        PL_TEST(an_uncalled_note_keeps_its_text),
        PL_TEST(headings_get_ids_that_differ),
        PL_TEST(the_second_of_two_equal_ids_goes),
        PL_TEST(language_of_the_metadata_is_the_roots),
        PL_TEST(an_unsound_tree_is_told_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
