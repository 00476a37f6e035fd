// SPDX-License-Identifier: MIT
/* tests/ingest/language.c: the language of a text that doesn't say it. */
#include "support/support.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(languages_are_told_by_their_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
