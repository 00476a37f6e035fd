// SPDX-License-Identifier: MIT
/* tests/ingest/language.c: the language of a text that doesn't say it. */
#include "support/support.h"

#include <time.h>

#include "base/strbuf.h"
#include "ingest/read.h"

static const struct {
    const char *tag, *text;
} cases[] = {
    {"en", "The weir at the end of the village was built in the year of the flood, and it has not been repaired since. "
           "Those who live by it say that the eels are fewer than they were, but nobody has counted them for the council."},
    {"de", "Das Wehr am Ende des Dorfes wurde im Jahr der Flut gebaut und ist seitdem nicht mehr ausgebessert worden. Die "
           "Leute, die dort wohnen, sagen, dass es weniger Aale gibt als früher, aber für den Rat hat sie niemand gezählt."},
    {"fr", "Le barrage au bout du village a été construit dans l’année de la crue et il n’a pas été réparé depuis. Ceux qui "
           "vivent sur la rive disent que les anguilles sont moins nombreuses, mais elles ne sont pas comptées par la commune."},
    {"es", "La presa que está al final del pueblo se construyó en el año de la crecida y no se ha reparado desde entonces. Los "
           "vecinos dicen que hay menos anguilas que antes, pero nadie las ha contado para el consejo y no hay dinero para ello."},
    {"pl", "Jaz na końcu wsi zbudowano w roku powodzi i od tego czasu nie był naprawiany. Ci, którzy mieszkają nad rzeką, mówią, że "
           "węgorzy jest mniej niż przedtem, ale nikt ich nie liczył, bo na to nie ma pieniędzy w gminie i nie będzie do zimy."},
    {"ru", "Плотину на краю деревни построили в год наводнения, и с тех пор её не чинили. Те, кто живёт у реки, говорят, что угрей "
           "стало меньше, но никто их не считал, потому что у совета нет на это денег, и до зимы их не будет."},
    {"ja", "村のはずれの堰は洪水の年に造られ、それ以来修理されていません。"},
    {"et", "Küla lõpus olev tamm ehitati suure üleujutuse aastal ja pärast seda pole keegi seda parandanud. Jõe ääres elavad "
           "inimesed ütlevad, et angerjaid on vähem kui enne."},
    {"", "Holm 12, Brenn 7, Weir 3."},
};

static void languages_are_told_by_their_words(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_input *input = pl_test_input(test, pl_str_from(cases[i].text));
        struct pl_read_options options = {.from = PL_LIT("markdown")};
        struct pl_articles articles = {0};
        assert_true(pl_read_input(test->arena, input, &options, &articles, &test->diags));
        assert_text_equal(pl_metadata_text(&articles.data[0]->metadata, PL_FIELD_language), cases[i].tag);
    }
}

static void foreign_blocks_are_marked(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf text = PL_STRBUF(test->arena);
    pl_strbuf_addf(&text, "%s\n\n> %s\n\n%s\n\nHolm, Brenn and the others.\n", cases[0].text, cases[1].text, cases[5].text);
    struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
    struct pl_read_options options = {.from = PL_LIT("markdown")};
    struct pl_articles articles = {0};
    assert_true(pl_read_input(test->arena, input, &options, &articles, &test->diags));
    const struct pl_node *first = articles.data[0]->body->first;
    assert_text_equal(pl_metadata_text(&articles.data[0]->metadata, PL_FIELD_language), "en");
    assert_text_equal(pl_node_attribute(first, PL_LIT("lang")), "");
    assert_text_equal(pl_node_attribute(first->next->first, PL_LIT("lang")), "de");
    assert_text_equal(pl_node_attribute(first->next->next, PL_LIT("lang")), "ru");
    assert_text_equal(pl_node_attribute(first->next->next->next, PL_LIT("lang")), "");
}

/* What tells short texts apart is loaded once, not for each: a thousand entries are read well within a minute, sanitised too. */
static void a_feed_of_short_entries_is_quick(void **state)
{
    struct pl_test *test = *state;
    enum { ENTRIES = 1000, SECONDS = 10 };
    struct pl_strbuf text = PL_STRBUF(test->arena);
    pl_strbuf_add(&text, PL_LIT("<rss version='2.0'><channel><title>Tamm</title>"));
    for (int i = 0; i < ENTRIES; i++)
        pl_strbuf_addf(&text, "<item><title>Tamm %d</title><description>%s</description></item>", i, cases[7].text);
    pl_strbuf_add(&text, PL_LIT("</channel></rss>"));
    struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
    struct pl_read_options options = {.from = PL_LIT("feed")};
    struct pl_articles articles = {0};
    clock_t start = clock();
    assert_true(pl_read_input(test->arena, input, &options, &articles, &test->diags));
    assert_true((clock() - start) / CLOCKS_PER_SEC < SECONDS);
    assert_int_equal(articles.count, ENTRIES);
    assert_text_equal(pl_metadata_text(&articles.data[ENTRIES - 1]->metadata, PL_FIELD_language), "et");
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(languages_are_told_by_their_words), PL_TEST(foreign_blocks_are_marked),
                                       PL_TEST(a_feed_of_short_entries_is_quick)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
