// SPDX-License-Identifier: MIT
/* tests/base/json.c: what is written is JSON, and reads back. */
#include "base/json.h"

#include <jansson.h>

#include "support/support.h"

static void write_sample(struct pl_json *json)
{
    pl_json_begin_object(json);
    pl_json_field(json, PL_LIT("title"), PL_LIT("A \"quote\" \\ and\nline"));
    pl_json_field(json, PL_LIT("left out"), PL_LIT(""));
    pl_json_key(json, PL_LIT("list"));
    pl_json_begin_list(json);
    pl_json_int(json, INT64_MIN);
    pl_json_number(json, 1.50, 3);
    pl_json_bool(json, true);
    pl_json_null(json);
    pl_json_begin_object(json);
    pl_json_end(json);
    pl_json_end(json);
    pl_json_key(json, PL_LIT("empty"));
    pl_json_begin_list(json);
    pl_json_end(json);
    pl_json_end(json);
}

static void one_line_and_indented(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf line = PL_STRBUF(test->arena), lines = PL_STRBUF(test->arena);
    struct pl_json json = PL_JSON(&line, 0);
    write_sample(&json);
    assert_text_equal(pl_strbuf_str(&line),
                      "{\"title\":\"A \\\"quote\\\" \\\\ and\\nline\","
                      "\"list\":[-9223372036854775808,1.5,true,null,{}],\"empty\":[]}");
    json = PL_JSON(&lines, 2);
    write_sample(&json);
    assert_text_equal(pl_strbuf_str(&lines), "{\n"
                                             "  \"title\": \"A \\\"quote\\\" \\\\ and\\nline\",\n"
                                             "  \"list\": [\n"
                                             "    -9223372036854775808,\n"
                                             "    1.5,\n"
                                             "    true,\n"
                                             "    null,\n"
                                             "    {}\n"
                                             "  ],\n"
                                             "  \"empty\": []\n"
                                             "}\n");
}

/* Every character that Unicode has below U+3000, judged by another reader. */
static void every_character_reads_back(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf text = PL_STRBUF(test->arena), out = PL_STRBUF(test->arena);
    for (uint32_t c = 0; c < 0x3000; c++)
        pl_strbuf_add_char(&text, c);
    struct pl_json json = PL_JSON(&out, 0);
    pl_json_string(&json, pl_strbuf_str(&text));
    json_t *judge = json_loadb(out.data, out.size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    assert_non_null(judge);
    pl_str read = {json_string_value(judge), json_string_length(judge)};
    assert_true(pl_str_eq(read, pl_strbuf_str(&text)));
    json_decref(judge);
    assert_false(pl_str_contains(pl_strbuf_str(&out), PL_LIT("\xE2\x80\xA8")));
    assert_text_contains(pl_strbuf_str(&out), "\\u2028\\u2029");
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(one_line_and_indented),
                                       PL_TEST(every_character_reads_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
