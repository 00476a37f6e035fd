// SPDX-License-Identifier: MIT
/* tests/base/checksum.c: sums are those of their standards. */
#include "base/checksum.h"

#include "support/support.h"

static void known_sums(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(pl_sha256_hex(test->arena, PL_LIT("")),
                      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_text_equal(pl_sha256_hex(test->arena, PL_LIT("abc")), // FIPS 180-4
                      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct pl_checksum *sum = pl_checksum_md5(test->arena);
    pl_checksum_add(sum, "message ", 8);
    pl_checksum_add(sum, NULL, 0);
    pl_checksum_add(sum, "digest", 6);
    assert_text_equal(pl_checksum_hex(test->arena, sum), // RFC 1321 A.5
                      "f96b697d7cb7938d525a2f31aaf161d0");
}

static void names_have_one_uuid(void **state)
{
    struct pl_test *test = *state;
    pl_str first = pl_uuid_v5(test->arena, PL_LIT("an article"));
    assert_int_equal(first.size, 36);
    assert_int_equal(first.data[14], '5');
    assert_true(strchr("89ab", first.data[19]) != NULL);
    assert_str_equal(pl_uuid_v5(test->arena, PL_LIT("an article")), first);
    assert_false(pl_str_eq(pl_uuid_v5(test->arena, PL_LIT("another")), first));
    // Stays for ever: readers know a publication by it. (Python: uuid5(uuid5(UUID(int=0), 'platen'), …))
    assert_text_equal(first, "c243fab1-a7f6-505f-baad-ce72d8db6a9e");
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(known_sums), PL_TEST(names_have_one_uuid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
