// SPDX-License-Identifier: MIT
/* tests/epub/address.c: an address is written whole or not at all. */
#include "epub/address.h"

#include "support/support.h"

static const struct {
    const char *address, *written; // empty: none
} addresses[] = {
    {"http://example.org/a", "http://example.org/a"},
    {"HTTPS://Example.ORG/A?b=c&d#e", "https://Example.ORG/A?b=c&d#e"},
    {"http://example.org/a b|c[1]", "http://example.org/a%20b%7Cc%5B1%5D"},
    {"http://example.org/%41%zz", "http://example.org/%41%25zz"},
    {"http://example.org/#a#b", "http://example.org/#a%23b"},
    {"http://example.org:8080/x", "http://example.org:8080/x"},
    {"http://example.org:99999/", ""},
    {"http://example.org:x/", ""},
    {"https://user:secret@host.example/x", "https://host.example/x"},
    {"http://[", ""},
    {"http://[::1]/", "http://[::1]/"},
    {"http://[1:2:3:4:5:6:7:8]/", "http://[1:2:3:4:5:6:7:8]/"},
    {"http://[1:2]/", ""},
    {"http:///", ""},
    {"http://", ""},
    {"http://a..b/", ""},
    {"http://a.b./", "http://a.b./"},
    {"http://%zz/", ""},
    {"http://a%20b/", ""},
    {"http://1.2.3.4/", "http://1.2.3.4/"},
    {"http://1.2.3.4.5/", ""},
    {"http://256.1.1.1/", ""},
    {"http://ex\xC3\xA4mple.org/\xC3\xA4", "http://ex\xC3\xA4mple.org/%C3%A4"},
    {"mailto:a@b.example", "mailto:a@b.example"},
    {"mailto:", ""},
    {"tel:+1 2", "tel:+1%202"},
    {"javascript:alert(1)", ""},
    {"data:text/html,x", ""},
    {"file:///etc/passwd", ""},
    {"other.html", ""},
    {"//host/x", ""},
};

static void an_address_is_written_whole_or_not_at_all(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        pl_str written = pl_book_address(test->arena, pl_str_from(addresses[i].address));
        assert_str_equal(
            pl_str_format(test->arena, "%s: %.*s", addresses[i].address, PL_ARG(written)),
            pl_str_format(test->arena, "%s: %s", addresses[i].address, addresses[i].written));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(an_address_is_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
