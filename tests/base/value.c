// SPDX-License-Identifier: MIT
/* tests/base/value.c: YAML, JSON and TOML become the values that their texts say, or one error. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/strbuf.h"
#include "base/value.h"
#include "support/support.h"

typedef struct pl_value *reader(struct pl_arena *arena, const struct pl_input *input, pl_str text,
                                struct pl_diags *diags);

static void write_value(struct pl_strbuf *out, const struct pl_value *value)
{
    switch (value->type) {
    case PL_VALUE_NULL:
        pl_strbuf_add(out, PL_LIT("null"));
        break;
    case PL_VALUE_BOOL:
        pl_strbuf_add(out, value->boolean ? PL_LIT("true") : PL_LIT("false"));
        break;
    case PL_VALUE_NUMBER:
        pl_strbuf_add_number(out, value->number, 6);
        break;
    case PL_VALUE_STRING:
        pl_strbuf_addf(out, "'%.*s'", PL_ARG(value->text));
        break;
    case PL_VALUE_LIST:
    case PL_VALUE_MAP:
        pl_strbuf_add_byte(out, value->keys ? '{' : '[');
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                pl_strbuf_add_byte(out, ' ');
            if (value->keys)
                pl_strbuf_addf(out, "%.*s=", PL_ARG(value->keys[i]));
            write_value(out, &value->items[i]);
        }
        pl_strbuf_add_byte(out, value->keys ? '}' : ']');
        break;
    }
}

struct row {
    const char *text;
    const char *value; // NULL where it is refused
    const char *diags;
};

static void check_rows(struct pl_test *test, reader *read, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pl_input *input = pl_test_input(test, pl_str_from(rows[i].text));
        test->diags = PL_DIAGS(test->arena);
        struct pl_value *value = read(test->arena, input, input->text, &test->diags);
        struct pl_strbuf out = PL_STRBUF(test->arena);
        if (value)
            write_value(&out, value);
        assert_text_equal(pl_strbuf_str(&out), rows[i].value ? rows[i].value : "");
        assert_true(!value == !rows[i].value);
        assert_int_equal(test->diags.errors, value ? 0 : 1);
        assert_text_equal(pl_test_diags(test), rows[i].diags ? rows[i].diags : "");
    }
}

static void yaml(void **state)
{
    static const struct row rows[] = {
        {"a: 1\nb: [x, 'y', {c: ~}]\n", "{a=1 b=['x' 'y' {c=null}]}", NULL},
        {"t: |\n  one\n  two\nf: >\n  one\n  two\n", "{t='one\ntwo\n' f='one two\n'}", NULL},
        {"a: yes\nb: true\nc: 0x1F\nd: 1.5e3\ne: 2022-06-30\nf: .inf\n",
         "{a='yes' b=true c=31 d=1500 e='2022-06-30' f='.inf'}", NULL},
        {"a: '1'\nb: !!str 1\nc: !!int 7", "{a='1' b='1' c=7}", NULL},
        {"", "null", NULL},
        {"# nothing\n", "null", NULL},
        {"a:\nb: ", "{a=null b=null}", NULL},
        {"a: \"x\\0y\"", "{a='xy'}",
         "1:5 warning W0104 1 forbidden character dropped from a value\n"},
        {"a: b: c", NULL, "1:5 error E0008 invalid nested block mapping on the same line\n"},
        {"é: 1\né: 2", NULL, "2:1 error E0008 duplicate key 'é'\n"},
        {"a: &x 1\nb: *x", NULL, "2:5 error E0008 an alias: YAML's '*name' isn't followed\n"},
        {"a: !foo 1", NULL, "1:9 error E0008 a tag that isn't one of YAML's core schema\n"},
        {"a: !!int x", NULL, "1:10 error E0008 a value that isn't what its tag says\n"},
        {"a:\n\t- 1", NULL, "2:1 error E0008 tab character may not be used as indentation\n"},
        {"a: 1\n---\nb: 2", NULL, "2:1 error E0008 a second document in one YAML text\n"},
        {"[a]: b", NULL, "1:1 error E0008 a list or a map as a key\n"},
        {"a: \"b", NULL, "1:5 error E0008 double-quoted scalar without closing quote\n"},
    };
    check_rows(*state, pl_value_read_yaml, rows, sizeof rows / sizeof *rows);
}

static void json(void **state)
{
    static const struct row rows[] = {
        {"{\"a\": [1, -2.5e1, true, false, null, \"x\"], \"b\": {}}",
         "{a=[1 -25 true false null 'x'] b={}}", NULL},
        {"\"\\u00e9\\ud83d\\ude00\\n\\/\\\"\"", "'é😀\n/\"'", NULL},
        {"\"\\ud800x\"", "'\xEF\xBF\xBDx'", NULL},
        {"{\"a\": 1, \"b\": 2, \"a\": 3}", "{a=3 b=2}", NULL},
        {"[1, 2,]", "[1 2]", NULL},
        {"{\"a\": \"x\ny\",}", "{a='x\ny'}", NULL},
        {"/* c */ <!-- // <![CDATA[\n [1] // ]]>\n-->;", "[1]", NULL},
        {"\"it\\'s\"", "'it's'", NULL},
        {"[1e999]", "['1e999']", NULL},
        {"\"a\\u0000b\"", "'ab'", "1:2 warning W0104 1 forbidden character dropped from a value\n"},
        {"", NULL, "1:1 error E0008 a value is missing\n"},
        {"[1 2]", NULL, "1:4 error E0008 a comma or ']' is missing\n"},
        {"[1,,2]", NULL, "1:4 error E0008 neither a string, a number, true, false nor null\n"},
        {"{\"a\" 1}", NULL, "1:6 error E0008 a colon is missing behind a key\n"},
        {"{a: 1}", NULL, "1:2 error E0008 a key is missing\n"},
        {"\n \"abc", NULL, "2:2 error E0008 a string without its closing quote\n"},
        {"{} {}", NULL, "1:4 error E0008 something stands behind the JSON value\n"},
    };
    check_rows(*state, pl_value_read_json, rows, sizeof rows / sizeof *rows);
}

static void toml(void **state)
{
    static const struct row rows[] = {
        {"a = 1 # c\nb.c = 'x\\y'\n[d.e]\nf = [1,\n 2, ]\n", "{a=1 b={c='x\\y'} d={e={f=[1 2]}}}",
         NULL},
        {"[[a]]\nn = 1\n[[a]]\nn = 2\n[a.b]\nc = true", "{a=[{n=1} {n=2 b={c=true}}]}", NULL},
        {"a = {b = 1, c.d = \"\\u00e9\\n\"}", "{a={b=1 c={d='é\n'}}}", NULL},
        {"a = \"\"\"\nx\\\n   y\"\"\"\"\nb = '''\nq'''", "{a='xy\"' b='q'}", NULL},
        {"a = 2022-06-30 07:32:00Z\nb = 1_000\nc = 0b101\nd = -inf\ne = 07:32:00",
         "{a='2022-06-30 07:32:00Z' b=1000 c=5 d='-inf' e='07:32:00'}", NULL},
        {"", "{}", NULL},
        {"a = 1\na = 2", NULL, "2:1 error E0008 key 'a' is there twice\n"},
        {"[a]\n[a]", NULL, "2:2 error E0008 key 'a' is there twice\n"},
        {"a = {b = 1}\n[a.c]", NULL,
         "2:2 error E0008 key 'a' already has a value that isn't an open table\n"},
        {"a = [1]\n[[a]]", NULL,
         "2:3 error E0008 key 'a' already has a value that isn't a list of tables\n"},
        {"a = \"\\q\"", NULL, "1:6 error E0008 an unknown escape\n"},
        {"a = \"x\n\"", NULL, "1:5 error E0008 a string without its closing quote\n"},
        {"a = 1 2", NULL, "1:7 error E0008 something stands behind a value on its line\n"},
        {"a = maybe", NULL, "1:5 error E0008 neither a string, a number, a date, true nor false\n"},
        {"= 1", NULL, "1:1 error E0008 a key is missing\n"},
    };
    check_rows(*state, pl_value_read_toml, rows, sizeof rows / sizeof *rows);
}

/* A list in a list in a list …: refused past the limit, whoever reads it. */
static void depth_is_bounded(void **state)
{
    struct pl_test *test = *state;
    reader *readers[] = {pl_value_read_yaml, pl_value_read_json, pl_value_read_toml};
    for (size_t i = 0; i < 3; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        pl_strbuf_add(&text, i == 2 ? PL_LIT("a = ") : PL_LIT(""));
        pl_strbuf_add_repeated(&text, '[', 100000);
        struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
        test->diags = PL_DIAGS(test->arena);
        assert_null(readers[i](test->arena, input, input->text, &test->diags));
        assert_int_equal(test->diags.errors, 1);
        assert_text_contains(pl_test_diags(test), "nested too deep");
    }
}

static void size_is_bounded(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf text = PL_STRBUF(test->arena);
    pl_strbuf_add_repeated(&text, '#', PL_LIMIT_YAML_BYTES + 1);
    struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
    assert_null(pl_value_read_yaml(test->arena, input, input->text, &test->diags));
    assert_null(pl_value_read_toml(test->arena, input, input->text, &test->diags));
    assert_text_equal(pl_test_diags(test),
                      "1:1 error E0006 a YAML text of more than 1048576 bytes\n"
                      "1:1 error E0006 a TOML text of more than 1048576 bytes\n");
}

/* Many keys cost no more than their number. Quadratic reading would take minutes. */
static void many_keys(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf json_text = PL_STRBUF(test->arena), toml_text = PL_STRBUF(test->arena);
    pl_strbuf_add_byte(&json_text, '{');
    for (int i = 0; i < 70000; i++) {
        pl_strbuf_addf(&json_text, "\"k%d\":%d,", i, i);
        pl_strbuf_addf(&toml_text, "k%d = %d\n", i, i);
    }
    pl_strbuf_add_byte(&json_text, '}');
    struct pl_input *input = pl_test_input(test, pl_strbuf_str(&json_text));
    struct pl_value *value = pl_value_read_json(test->arena, input, input->text, &test->diags);
    assert_int_equal(value->count, 70000);
    input = pl_test_input(test, pl_strbuf_str(&toml_text));
    value = pl_value_read_toml(test->arena, input, input->text, &test->diags);
    assert_int_equal(value->count, 70000);
    assert_no_diags(test);
}

/* Places: the text between first and end is what the value says. */
static void places_are_true(void **state)
{
    struct pl_test *test = *state;
    struct pl_input *input = pl_test_input(test,
                                           PL_LIT("---\ntitle: Überall\ntags: [a, \"b\"]\n---\n"));
    pl_str head = pl_str_slice(input->text, 4, input->text.size - 4);
    struct pl_value *value = pl_value_read_yaml(test->arena, input, head, &test->diags);
    const struct pl_value *title = pl_value_lookup(value, PL_LIT("title"));
    const struct pl_value *tags = pl_value_lookup(value, PL_LIT("tags"));
    assert_null(pl_value_lookup(value, PL_LIT("absent")));
    assert_null(pl_value_lookup(title, PL_LIT("x")));
    assert_text_equal(pl_str_slice(input->text, title->span.first, title->span.end), "Überall");
    assert_text_equal(pl_str_slice(input->text, tags->span.first, tags->span.end), "[a, \"b\"]");
    assert_text_equal(pl_str_slice(input->text, value->key_spans[1].first, value->key_spans[1].end),
                      "tags");
    assert_no_diags(test);
}

/* Does our value say what jansson's does? */
static bool is_same(const struct pl_value *value, const json_t *judge)
{
    switch (json_typeof(judge)) {
    case JSON_NULL:
        return value->type == PL_VALUE_NULL;
    case JSON_TRUE:
    case JSON_FALSE:
        return value->type == PL_VALUE_BOOL && value->boolean == json_is_true(judge);
    case JSON_INTEGER:
    case JSON_REAL:
        return value->type == PL_VALUE_NUMBER && value->number == json_number_value(judge);
    case JSON_STRING:
        return value->type == PL_VALUE_STRING &&
               pl_str_eq(value->text,
                         (pl_str){json_string_value(judge), json_string_length(judge)});
    case JSON_ARRAY:
        for (size_t i = 0; i < value->count; i++)
            if (!is_same(&value->items[i], json_array_get(judge, i)))
                return false;
        return value->type == PL_VALUE_LIST && value->count == json_array_size(judge);
    case JSON_OBJECT:
        for (size_t i = 0; i < value->count; i++) {
            const json_t *item = json_object_getn(judge, value->keys[i].data, value->keys[i].size);
            if (!item || !is_same(&value->items[i], item))
                return false;
        }
        return value->type == PL_VALUE_MAP && value->count == json_object_size(judge);
    }
    return false;
}

static void add_random(struct pl_strbuf *out, uint32_t *seed, int depth)
{
    static const char *const scalars[] = {"null",
                                          "true",
                                          "false",
                                          "0",
                                          "-1.5",
                                          "12e2",
                                          "\"\"",
                                          "\"a\\u00e9\\\\\\\"\"",
                                          "\"ü\\ud83d\\ude00\"",
                                          "1234567"};
    *seed = *seed * 1664525 + 1013904223;
    uint32_t choice = *seed >> 16;
    if (depth == 0 || choice % 3 == 0) {
        pl_strbuf_add(out, pl_str_from(scalars[choice / 3 % 10]));
        return;
    }
    bool is_map = choice % 3 == 1;
    pl_strbuf_add_byte(out, is_map ? '{' : '[');
    for (uint32_t i = 0; i < choice / 3 % 5; i++) {
        if (i > 0)
            pl_strbuf_add(out, PL_LIT(" ,\t"));
        if (is_map)
            pl_strbuf_addf(out, "\"k%u\" :\n", choice / (i + 1) % 4); // doubles occur
        add_random(out, seed, depth - 1);
    }
    pl_strbuf_add_byte(out, is_map ? '}' : ']');
}

/* Property: on well-formed JSON we and jansson say the same. */
static void json_is_what_jansson_reads(void **state)
{
    struct pl_test *test = *state;
    uint32_t seed = 7;
    for (int i = 0; i < 2000; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        add_random(&text, &seed, 6);
        struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
        struct pl_value *value = pl_value_read_json(test->arena, input, input->text, &test->diags);
        json_t *judge = json_loadb(input->text.data, input->text.size, JSON_DECODE_ANY, NULL);
        assert_non_null(judge);
        bool same = value && is_same(value, judge);
        json_decref(judge);
        if (!same)
            fail_msg("seed %d: %.*s", i, PL_ARG(input->text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(yaml),
        PL_TEST(json),
        PL_TEST(toml),
        PL_TEST(depth_is_bounded),
        PL_TEST(size_is_bounded),
        PL_TEST(many_keys),
        PL_TEST(places_are_true),
        PL_TEST(json_is_what_jansson_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
