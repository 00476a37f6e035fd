// SPDX-License-Identifier: MIT
/* tests/ingest/xml.c: XML with faults becomes the tree that was meant; none costs more than its size. */
#include "ingest/xml.h"

#include "support/support.h"

#include "base/strbuf.h"

/* "a(b[x=1]'text')" for <a><b x="1">text</b></a>. */
static void show(struct pl_strbuf *out, const struct pl_xml *node)
{
    for (const struct pl_xml *child = node->first; child; child = child->next) {
        if (child != node->first)
            pl_strbuf_add_byte(out, ' ');
        if (pl_str_empty(child->name)) {
            pl_strbuf_addf(out, "'%.*s'", PL_ARG(child->text));
            continue;
        }
        pl_strbuf_add(out, child->name);
        for (uint32_t i = 0; i < child->attribute_count; i++)
            pl_strbuf_addf(out, "[%.*s=%.*s]", PL_ARG(child->attributes[i].name), PL_ARG(child->attributes[i].value));
        pl_strbuf_add_byte(out, '(');
        show(out, child);
        pl_strbuf_add_byte(out, ')');
    }
}

static struct pl_xml *read_xml(struct pl_test *test, pl_str text)
{
    struct pl_limits limits = pl_limits_default();
    return pl_xml_read(test->arena, pl_test_input(test, text), text, &limits, &test->diags);
}

static void faults_are_read_as_they_were_meant(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *text, *tree;
    } rows[] = {
        {"<a><b x=\"1\">text</b></a>", "a(b[x=1]('text'))"},
        {"<a>x &amp; y &lt; &#233; &#xe9;</a>", "a('x & y < é é')"},
        {"<a>x & y && z &unknown; &#xZZ;</a>", "a('x & y && z &unknown; &#xZZ;')"},
        {"<a>1 < 2</a>", "a('1 < 2')"},
        {"<a>caf&eacute;&nbsp;&mdash;</a>", "a('caf\xC3\xA9\xC2\xA0\xE2\x80\x94')"},
        {"<a>don&#146;t, don\xC2\x92t</a>", "a('don’t, don’t')"},
        {"<a><![CDATA[<b>&amp;</b>]]></a>", "a('<b>&amp;</b>')"},
        {"<a><![CDATA[never closed", "a('never closed')"},
        {"<a><b>x</a>", "a(b('x'))"},
        {"<a>x</b></a>", "a('x')"},
        {"<a>x", "a('x')"},
        {"<a>x</a", "a('x')"},
        {"<a><b x=1 y='2' z>t</b></a>", "a(b[x=1][y=2][z=z]('t'))"},
        {"<a x='1' x='2'/>", "a[x=1]()"},
        {"<a x=\"a&amp;b&c\"/>", "a[x=a&b&c]()"},
        {"<a>x<br>y<img src=i>z</a>", "a('x' br() 'y' img[src=i]() 'z')"},
        {"<a><!-- <b> -->x</a>", "a('x')"},
        {"<a><!-- never closed", "a()"},
        {"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://x/y.dtd'><a>x</a>", "a('x')"},
        {"<!DOCTYPE a [<!ENTITY co 'Mira &amp; Co'>]><a>&co;</a>", "a('Mira & Co')"},
        {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "a('&x;')"},
        {"<a>1 <! 2 <? ?>3</a>", "a('1 ' '<! 2 ' '3')"},
        {"", ""},
        {"no markup at all", "'no markup at all'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_strbuf out = PL_STRBUF(test->arena);
        show(&out, read_xml(test, pl_str_from(rows[i].text)));
        if (!pl_str_eq(pl_strbuf_str(&out), pl_str_from(rows[i].tree)))
            fail_msg("%s\n  got      %.*s\n  expected %s", rows[i].text, PL_ARG(pl_strbuf_str(&out)), rows[i].tree);
    }
    assert_no_diags(test);
}

static void prefixes_mean_what_is_declared_or_well_known(void **state)
{
    struct pl_test *test = *state;
    const struct pl_xml *root = pl_xml_root(read_xml(
        test, PL_LIT("<r xmlns='urn:a' xmlns:p='urn:p'><p:x/><dc:date/><q:y/><z xmlns='urn:b' p:k='1'/></r>")));
    const struct pl_xml *child = root->first;
    assert_text_equal(root->space, "urn:a");
    assert_text_equal(child->space, "urn:p");
    assert_text_equal(child->next->space, "http://purl.org/dc/elements/1.1/");
    assert_text_equal(child->next->next->space, "q");
    assert_text_equal(child->next->next->next->space, "urn:b");
    assert_text_equal(child->next->next->next->attributes[1].space, "urn:p");
}

static void an_element_knows_its_place(void **state)
{
    struct pl_test *test = *state;
    pl_str text = PL_LIT("<a>\n  <b>x</b>\n</a>");
    const struct pl_xml *b = pl_xml_child(pl_xml_root(read_xml(test, text)), "b");
    assert_str_equal(pl_str_slice(text, b->span.first, b->span.end), PL_LIT("<b>x</b>"));
}

static void the_inside_is_written_as_html(void **state)
{
    struct pl_test *test = *state;
    const struct pl_xml *root = pl_xml_root(
        read_xml(test, PL_LIT("<c xmlns:h='http://www.w3.org/1999/xhtml'><h:p>x<h:br/>&lt;y&gt;<h:a href='u'/></h:p></c>")));
    assert_text_equal(pl_xml_as_html(test->arena, root), "<p>x<br>&lt;y><a href=\"u\"></a></p>");
}

static void a_bomb_stays_small(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf bomb = PL_STRBUF(test->arena);
    pl_strbuf_add(&bomb, PL_LIT("<!DOCTYPE a [<!ENTITY e0 'ha'>"));
    for (int i = 1; i < 20; i++)
        pl_strbuf_addf(&bomb, "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;'>", i, i - 1, i - 1, i - 1, i - 1,
                       i - 1, i - 1, i - 1, i - 1);
    pl_strbuf_add(&bomb, PL_LIT("]><a>&e7;&e19;&e6;&e6;</a>"));
    const struct pl_xml *root = pl_xml_root(read_xml(test, pl_strbuf_str(&bomb)));
    assert_true(pl_xml_text(test->arena, root).size < 4 * PL_LIMIT_XML_EXPANSION);
    assert_text_contains(pl_test_diags(test), "W0116");
}

static size_t bytes_for(struct pl_test *test, const char *part, size_t count)
{
    struct pl_strbuf text = PL_STRBUF(test->arena);
    for (size_t i = 0; i < count; i++)
        pl_strbuf_add(&text, pl_str_from(part));
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_limits limits = pl_limits_default();
    pl_str whole = pl_strbuf_str(&text);
    pl_xml_read(arena, pl_test_input(test, whole), whole, &limits, &diags);
    size_t used = pl_arena_used(arena);
    pl_arena_free(arena);
    return used;
}

static void twice_the_text_costs_twice_the_memory(void **state)
{
    struct pl_test *test = *state;
    static const char *const parts[] = {"<a>",      "</a>",      "<a x='1' y='2'>", "&wrong1;", "<![CDATA[", "<!DOCTYPE a [",
                                        "<a b=\"",  "<!--",      "<?",              "<",        "&",         "<a xmlns:p='u'>",
                                        "<p:q p:r='s'/>"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t once = bytes_for(test, parts[i], 4000), twice = bytes_for(test, parts[i], 8000);
        if (twice > once * 22 / 10 + 4096)
            fail_msg("'%s': %zu bytes, then %zu", parts[i], once, twice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(faults_are_read_as_they_were_meant),
                                       PL_TEST(prefixes_mean_what_is_declared_or_well_known),
                                       PL_TEST(an_element_knows_its_place),
                                       PL_TEST(the_inside_is_written_as_html),
                                       PL_TEST(a_bomb_stays_small),
                                       PL_TEST(twice_the_text_costs_twice_the_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
