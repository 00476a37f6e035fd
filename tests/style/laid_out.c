// SPDX-License-Identifier: MIT
/* tests/style/laid_out.c: the column "laid out" of the table of properties says what pages really do.
 *
 * Whoever makes pages names a property it reads: PL_PROPERTY_ and its name. So a property is laid out
 * when, and only when, its name stands in the files of these rooms, but for a few that are read by way
 * of another name or inside style. */
#include "style/property.h"

#include <dirent.h>

#include "base/file.h"
#include "support/support.h"

static const char *const rooms[] = {"src/layout", "src/typeset", "src/draw"};

/* Read otherwise, and by whom. */
static const struct {
    const char *property, *reader;
} elsewhere[] = {
    {"overflow_y", "style/computed.c makes it visible or not together with overflow-x"},
    {"bookmark_level", "style/content.c makes the outline"},
    {"bookmark_label", "style/content.c makes the outline"},
    {"bookmark_state", "style/content.c makes the outline"},
    {"size", "style/page_rule.c makes the page's width and height"},
};

static bool is_name_byte(char c)
{
    return pl_ascii_is_alnum(c) || c == '_';
}

static bool names(pl_str text, pl_str name)
{
    for (size_t at = pl_str_find(text, name, 0); at != SIZE_MAX; at = pl_str_find(text, name, at + 1))
        if (at + name.size == text.size || !is_name_byte(text.data[at + name.size]))
            return true;
    return false;
}

static pl_str sources(struct pl_test *test)
{
    struct pl_strbuf all = PL_STRBUF(test->arena);
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        DIR *folder = opendir(rooms[i]);
        assert_non_null(folder);
        for (struct dirent *entry; (entry = readdir(folder));) {
            pl_str text, path = pl_str_format(test->arena, "%s/%s", rooms[i], entry->d_name);
            if (entry->d_name[0] == '.')
                continue;
            assert_true(pl_file_read(test->arena, path, 1 << 24, &text, &test->diags));
            pl_strbuf_add(&all, text);
        }
        closedir(folder);
    }
    return pl_strbuf_str(&all);
}

static bool is_read_elsewhere(const char *name)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strcmp(elsewhere[i].property, name) == 0)
            return true;
    return false;
}

static void what_is_laid_out_is_read_and_nothing_else(void **state)
{
    struct pl_test *test = *state;
    static const char *const c_names[] = {
#define PROPERTY(name, ...) #name,
#include "style/properties.def"
#undef PROPERTY
    };
    pl_str text = sources(test);
    size_t wrong = 0;
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        const struct pl_property_row *row = pl_property_row((enum pl_property)i);
        if (row->media == PL_PROPERTY_FOR_READER)
            continue; // pages have nothing to do with it
        bool is_read = is_read_elsewhere(c_names[i]) ||
                       names(text, pl_str_format(test->arena, "PL_PROPERTY_%s", c_names[i]));
        if (is_read == row->is_laid_out)
            continue;
        print_error("'%.*s' is %s, but the table says otherwise\n", PL_ARG(row->name),
                    is_read ? "read by layout" : "read nowhere");
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(what_is_laid_out_is_read_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
