// SPDX-License-Identifier: MIT
/* tests/model/node.c: the tree, its walk, kinds and attributes. */
#include "support/support.h"

#include "model/walk.h"

/* p > "a", em > "b", br, "c" */
static struct pl_node *small_tree(struct pl_arena *arena)
{
    struct pl_node *p = pl_node_new(arena, PL_KIND_paragraph, PL_NO_SPAN);
    struct pl_node *em = pl_node_new(arena, PL_KIND_emphasis, PL_NO_SPAN);
    pl_node_append(p, pl_node_new_text(arena, PL_LIT("a"), PL_NO_SPAN));
    pl_node_append(p, em);
    pl_node_append(em, pl_node_new_text(arena, PL_LIT("b"), PL_NO_SPAN));
    pl_node_append(p, pl_node_new(arena, PL_KIND_line_break, PL_NO_SPAN));
    pl_node_append(p, pl_node_new_text(arena, PL_LIT("c"), PL_NO_SPAN));
    return p;
}

static pl_str steps(struct pl_arena *arena, const struct pl_node *root, enum pl_kind skipped)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    struct pl_walk walk = pl_walk_begin(root);
    while (pl_walk_next(&walk)) {
        pl_strbuf_addf(&out, "%c%u:%.*s ", walk.event == PL_ENTER ? '+' : '-', walk.depth,
                       PL_ARG(pl_kind_row(walk.node->kind)->name));
        if (walk.event == PL_ENTER && walk.node->kind == skipped)
            pl_walk_skip(&walk);
    }
    return pl_strbuf_str(&out);
}

static void each_node_is_entered_and_left_once(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(steps(test->arena, small_tree(test->arena), PL_KIND_COUNT),
                      "+0:paragraph +1:text -1:text +1:emphasis +2:text -2:text -1:emphasis "
                      "+1:line_break -1:line_break +1:text -1:text -0:paragraph ");
}

static void a_skipped_node_is_still_left(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(steps(test->arena, small_tree(test->arena), PL_KIND_emphasis),
                      "+0:paragraph +1:text -1:text +1:emphasis -1:emphasis "
                      "+1:line_break -1:line_break +1:text -1:text -0:paragraph ");
}

static void text_of_a_subtree_has_breaks_as_line_feeds(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_node_text(&out, small_tree(test->arena), false);
    assert_text_equal(pl_strbuf_str(&out), "ab\nc");
}

static void unwrapping_keeps_children_in_place(void **state)
{
    struct pl_test *test = *state;
    struct pl_node *p = small_tree(test->arena);
    pl_node_unwrap(p->first->next);
    assert_text_equal(steps(test->arena, p, PL_KIND_COUNT),
                      "+0:paragraph +1:text -1:text +1:text -1:text "
                      "+1:line_break -1:line_break +1:text -1:text -0:paragraph ");
}

static void removing_the_only_child_empties_the_parent(void **state)
{
    struct pl_test *test = *state;
    struct pl_node *em = small_tree(test->arena)->first->next;
    pl_node_remove(em->first);
    assert_null(em->first);
    assert_null(em->last);
}

static void inserting_goes_to_both_sides(void **state)
{
    struct pl_test *test = *state;
    struct pl_node *p = small_tree(test->arena);
    pl_node_insert_before(p->first, pl_node_new_text(test->arena, PL_LIT("<"), PL_NO_SPAN));
    pl_node_insert_after(p->last, pl_node_new_text(test->arena, PL_LIT(">"), PL_NO_SPAN));
    assert_text_equal(pl_node_plain_text(test->arena, p), "<ab c>");
}

static void a_copy_is_equal_and_apart(void **state)
{
    struct pl_test *test = *state;
    struct pl_node *p = small_tree(test->arena);
    pl_node_set_attribute(test->arena, p, PL_LIT("lang"), PL_LIT("de"));
    struct pl_node *copy = pl_node_copy(test->arena, p);
    pl_node_set_attribute(test->arena, copy, PL_LIT("lang"), PL_LIT("fr"));
    assert_str_equal(steps(test->arena, copy, PL_KIND_COUNT), steps(test->arena, p, PL_KIND_COUNT));
    assert_text_equal(pl_node_attribute(p, PL_LIT("lang")), "de");
}

static void language_is_the_nearest_above(void **state)
{
    struct pl_test *test = *state;
    struct pl_node *p = small_tree(test->arena);
    pl_node_set_attribute(test->arena, p, PL_LIT("lang"), PL_LIT("de"));
    assert_text_equal(pl_node_language(p->first->next->first), "de");
}

static void elements_have_the_kinds_of_their_kin(void **state)
{
    (void)state;
    static const struct {
        const char *element;
        enum pl_kind kind;
    } rows[] = {
        {"p", PL_KIND_paragraph}, {"b", PL_KIND_strong},      {"h4", PL_KIND_heading},
        {"ol", PL_KIND_list},     {"div", PL_KIND_division},  {"a", PL_KIND_link},
        {"td", PL_KIND_table_cell}, {"aside", PL_KIND_division}, {"blink", PL_KIND_COUNT},
        {"", PL_KIND_COUNT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(pl_kind_of_element(pl_str_from(rows[i].element)), rows[i].kind);
}

static void every_kind_may_stand_somewhere(void **state)
{
    (void)state;
    for (int kind = PL_KIND_body; kind < PL_KIND_COUNT; kind++) {
        bool may_stand = false;
        for (int holds = PL_HOLDS_BLOCKS; holds <= PL_HOLDS_NOTHING; holds++)
            may_stand |= pl_kind_may_hold((enum pl_holds)holds, (enum pl_kind)kind);
        assert_true(may_stand);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(each_node_is_entered_and_left_once),
        PL_TEST(a_skipped_node_is_still_left),
        PL_TEST(text_of_a_subtree_has_breaks_as_line_feeds),
        PL_TEST(unwrapping_keeps_children_in_place),
        PL_TEST(removing_the_only_child_empties_the_parent),
        PL_TEST(inserting_goes_to_both_sides),
        PL_TEST(a_copy_is_equal_and_apart),
        PL_TEST(language_is_the_nearest_above),
        PL_TEST(elements_have_the_kinds_of_their_kin),
        PL_TEST(every_kind_may_stand_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
