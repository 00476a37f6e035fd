// SPDX-License-Identifier: MIT
/* tests/base/utf8.c: well-formed is what Unicode's table 3-7 says, and nothing else. */
#include "base/utf8.h"

#include "support/support.h"

/* Property: every code point, written and read back. */
static void every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110000; c++) {
        char bytes[4];
        bool is_scalar = c < 0xD800 || (c > 0xDFFF && c < 0x110000);
        pl_str text = {bytes, pl_utf8_encode(c, bytes)};
        size_t offset = 0, back = text.size;
        assert_int_equal(pl_utf8_valid_prefix(text), text.size);
        assert_int_equal(pl_utf8_next(text, &offset), is_scalar ? c : PL_REPLACEMENT);
        assert_int_equal(offset, text.size);
        assert_int_equal(pl_utf8_previous(text, &back), is_scalar ? c : PL_REPLACEMENT);
        assert_int_equal(back, 0);
        assert_int_equal(pl_utf8_count(text), 1);
    }
}

/* Unicode 15, tables 3-8 to 3-11: U+FFFD for each maximal subpart. Steps are its sizes. */
static void ill_formed_sequences(void **state)
{
    (void)state;
    static const struct {
        pl_str bytes;
        const char *steps; // per character: its bytes; a capital: U+FFFD
        size_t valid;
    } rows[] = {
        {PL_LIT_INIT("a\x80z"), "aAa", 1},
        {PL_LIT_INIT("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), "AAAAAAAAa", 0}, // table 3-8
        {PL_LIT_INIT("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), "AAAAAAAAa", 0}, // table 3-9
        {PL_LIT_INIT("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), "AAAAAaAAa", 0}, // table 3-10
        {PL_LIT_INIT("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "BACBa", 0},     // table 3-11
        {PL_LIT_INIT("\xC1\xBF"), "AA", 0},
        {PL_LIT_INIT("\xC2"), "A", 0},
        {PL_LIT_INIT("ok\xE2\x82"), "aaB", 2},
        {PL_LIT_INIT("\xF5\x80\x80\x80"), "AAAA", 0},
        {PL_LIT_INIT("\xE2\x82\xAC\xF0\x9F\x98\x80"), "cd", 7},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t offset = 0;
        assert_int_equal(pl_utf8_valid_prefix(rows[i].bytes), rows[i].valid);
        for (const char *step = rows[i].steps; *step; step++) {
            size_t before = offset;
            bool is_broken = *step < 'a';
            uint32_t c = pl_utf8_next(rows[i].bytes, &offset);
            assert_int_equal(offset - before, is_broken ? *step - 'A' + 1 : *step - 'a' + 1);
            assert_int_equal(c == PL_REPLACEMENT, is_broken);
        }
        assert_int_equal(offset, rows[i].bytes.size);
    }
}

static void classes(void **state)
{
    (void)state;
    assert_true(pl_char_is_letter(0xE9) && pl_char_is_letter(0x6C34) && !pl_char_is_letter('1'));
    assert_true(pl_char_is_upper(0x0416) && pl_char_is_lower(0x0436) && !pl_char_is_upper('a'));
    assert_true(pl_char_is_digit(0x0665) && !pl_char_is_digit(0xBD));
    assert_true(pl_char_is_mark(0x0301) && !pl_char_is_mark('a'));
    static const uint32_t spaces[] = {' ',    '\t',   '\n',   0x85,   0xA0,
                                      0x1680, 0x2003, 0x2028, 0x202F, 0x3000};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        assert_true(pl_char_is_space(spaces[i]));
    assert_false(pl_char_is_space(0x200B) || pl_char_is_space('x'));
    assert_true(pl_char_is_punctuation(0x201C) && !pl_char_is_punctuation('+'));
    assert_true(pl_char_is_ideographic(0x6C34) && pl_char_is_ideographic(0x3042) &&
                pl_char_is_ideographic(0x20000) && !pl_char_is_ideographic('a'));
    assert_true(pl_char_is_forbidden(0) && pl_char_is_forbidden(0x1B) &&
                pl_char_is_forbidden(0xFFFE) && pl_char_is_forbidden(0x1FFFF) &&
                pl_char_is_forbidden(0xFDD0));
    assert_false(pl_char_is_forbidden('\t') || pl_char_is_forbidden(0xFFFD) ||
                 pl_char_is_forbidden(0x10FFFD));
}

static void columns_leave_marks_out(void **state)
{
    (void)state;
    assert_int_equal(pl_utf8_columns(PL_LIT("e\xCC\x81x")), 2);
    assert_int_equal(pl_utf8_count(PL_LIT("e\xCC\x81x")), 3);
    assert_int_equal(pl_utf8_columns(PL_LIT("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(every_code_point), PL_TEST(ill_formed_sequences),
                                       PL_TEST(classes), PL_TEST(columns_leave_marks_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
