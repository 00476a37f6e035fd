// SPDX-License-Identifier: MIT
/* tests/model/metadata.c: fields by alias, lists cut, origins ranked. */
#include "support/support.h"

#include "base/strbuf.h"
#include "model/metadata.h"

static pl_str names_of(struct pl_test *test, const char *text)
{
    struct pl_metadata metadata = {0};
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_metadata_set(test->arena, &metadata, PL_FIELD_authors, pl_str_from(text), PL_ORIGIN_OPTION, PL_LIT(""),
                    PL_NO_SPAN);
    for (size_t i = 0; i < metadata.values[PL_FIELD_authors].list_count; i++)
        pl_strbuf_addf(&out, "[%.*s]", PL_ARG(metadata.values[PL_FIELD_authors].list[i]));
    return pl_strbuf_str(&out);
}

static void names_are_cut_where_people_cut_them(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *text, *names;
    } rows[] = {
        {"Ines Maro", "[Ines Maro]"},
        {"Ines Maro and Tomas Ebel", "[Ines Maro][Tomas Ebel]"},
        {"Ines Maro, Tomas Ebel, and Kai Voss", "[Ines Maro][Tomas Ebel][Kai Voss]"},
        {"Ines Maro & Tomas Ebel; Kai Voss", "[Ines Maro][Tomas Ebel][Kai Voss]"},
        {"Martin King, Jr., Ann Fields", "[Martin King, Jr.][Ann Fields]"},
        {"Alessandro Brandi", "[Alessandro Brandi]"},
        {" , ;", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text_equal(names_of(test, rows[i].text), rows[i].names);
}

static void fields_are_found_by_their_aliases(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum pl_field field;
    } rows[] = {
        {"title", PL_FIELD_title},         {"Author", PL_FIELD_authors},  {"lang", PL_FIELD_language},
        {"pubDate", PL_FIELD_date},        {"keywords", PL_FIELD_tags},   {"canonical-url", PL_FIELD_COUNT},
        {"featured-image", PL_FIELD_image}, {"DC.Date", PL_FIELD_date},    {"nonsense", PL_FIELD_COUNT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(pl_field_find(pl_str_from(rows[i].name)), rows[i].field);
}

static bool set(struct pl_test *test, struct pl_metadata *metadata, enum pl_field field, const char *text,
                enum pl_origin origin)
{
    return pl_metadata_set(test->arena, metadata, field, pl_str_from(text), origin, PL_LIT(""), PL_NO_SPAN);
}

static void a_higher_origin_wins_whatever_the_order(void **state)
{
    struct pl_test *test = *state;
    struct pl_metadata metadata = {0};
    assert_true(set(test, &metadata, PL_FIELD_title, "option", PL_ORIGIN_OPTION));
    assert_true(set(test, &metadata, PL_FIELD_title, "body", PL_ORIGIN_BODY));
    assert_text_equal(pl_metadata_text(&metadata, PL_FIELD_title), "option");
}

static void what_is_no_date_or_language_is_refused(void **state)
{
    struct pl_test *test = *state;
    struct pl_metadata metadata = {0};
    assert_false(set(test, &metadata, PL_FIELD_date, "soon", PL_ORIGIN_OPTION));
    assert_false(set(test, &metadata, PL_FIELD_language, "not a tag", PL_ORIGIN_OPTION));
    assert_false(set(test, &metadata, PL_FIELD_title, " \n ", PL_ORIGIN_OPTION));
    assert_false(pl_metadata_has(&metadata, PL_FIELD_date));
}

static void front_matter_takes_pandocs_forms(void **state)
{
    struct pl_test *test = *state;
    struct pl_input *input = pl_test_input(test, PL_LIT("title: A\nauthor:\n- name: Ines Maro\n- Tomas Ebel\n"
                                                        "keywords: [a, b]\ndate: 2026-11-23\nodd: x\ndraft: soon\n"));
    struct pl_value *map = pl_value_read_yaml(test->arena, input, input->text, &test->diags);
    struct pl_metadata metadata = {0};
    pl_metadata_set_map(test->arena, &metadata, map, PL_ORIGIN_FRONT_MATTER, &test->diags);
    assert_text_equal(pl_metadata_text(&metadata, PL_FIELD_authors), "Ines Maro, Tomas Ebel");
    assert_text_equal(pl_metadata_text(&metadata, PL_FIELD_tags), "a, b");
    assert_int_equal(metadata.values[PL_FIELD_date].date.day, 23);
    assert_int_equal(metadata.extra.count, 2);
    assert_diags_equal(test, "7:1 note N0109 metadata key 'odd' is used nowhere\n"
                             "8:1 note N0109 metadata key 'draft' is used nowhere\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(names_are_cut_where_people_cut_them),
        PL_TEST(fields_are_found_by_their_aliases),
        PL_TEST(a_higher_origin_wins_whatever_the_order),
        PL_TEST(what_is_no_date_or_language_is_refused),
        PL_TEST(front_matter_takes_pandocs_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
