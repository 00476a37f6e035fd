// SPDX-License-Identifier: MIT
/* epub/faces.c: the faces that a book's sheet names, each cut down to what its text needs.
 *
 * As on pages, a character is shown by the first family of its list that has it, in the face
 * closest to weight and slant. What the list doesn't name isn't packaged: for that the reading
 * system has its own. */
#include "epub/book.h"
#include "font/subset.h"

/* A face under the name that the sheet has for it. */
struct wanted {
    pl_str family;
    uint32_t face;
    struct pl_char_set characters;
    struct pl_strbuf features;
};

struct faces {
    struct pl_book *book;
    struct {
        PL_VEC(struct wanted *)
    } wanted;
};

static struct wanted *want(struct faces *faces, pl_str family, uint32_t face)
{
    struct pl_arena *arena = faces->book->arena;
    for (size_t i = 0; i < faces->wanted.count; i++) {
        struct wanted *one = faces->wanted.data[i];
        if (one->face == face && pl_str_eq_ascii_nocase(one->family, family))
            return one;
    }
    struct wanted *one = PL_NEW(arena, struct wanted);
    *one = (struct wanted){.family = family, .face = face, .features = PL_STRBUF(arena)};
    *PL_PUSH(arena, &faces->wanted) = one;
    return one;
}

/* Moves what the face has from `rest` to what it must show; false when that was nothing. */
static bool share_out(struct faces *faces, const struct pl_reader_face *use, pl_str family,
                      uint32_t face, const struct pl_char_set *rest, struct pl_char_set *left)
{
    struct pl_arena *arena = faces->book->arena;
    struct wanted *wanted = NULL;
    for (uint32_t c = pl_char_set_next(rest, 0); c != UINT32_MAX; c = pl_char_set_next(rest, c + 1)) {
        if (!pl_fonts_face_has(faces->book->options->fonts, face, c)) {
            pl_char_set_add(arena, left, c);
            continue;
        }
        if (!wanted)
            wanted = want(faces, family, face);
        pl_char_set_add(arena, &wanted->characters, c);
    }
    if (wanted)
        pl_strbuf_add(&wanted->features, use->features);
    return wanted != NULL;
}

/* A family that only spaces and hyphens are left for isn't packaged. */
static bool has_letters(const struct pl_char_set *set)
{
    for (uint32_t c = pl_char_set_next(set, 0); c != UINT32_MAX; c = pl_char_set_next(set, c + 1))
        if (c > ' ' && c != '-' && c != 0x2010 && c != 0xA0)
            return true;
    return false;
}

static void find_faces(struct faces *faces, const struct pl_reader_face *use)
{
    struct pl_char_set rest = use->characters;
    for (uint32_t i = 0; i < use->family_count && has_letters(&rest); i++) {
        uint32_t face = pl_fonts_face_of(faces->book->options->fonts, use->families[i], use->weight,
                                         use->is_italic);
        struct pl_char_set left = {0};
        if (face != PL_NO_FACE && share_out(faces, use, use->families[i], face, &rest, &left))
            rest = left;
    }
}

static void write_face(struct pl_strbuf *css, const struct wanted *wanted, const char *file,
                       const struct pl_subset *subset)
{
    pl_strbuf_add(css, PL_LIT("@font-face {\n  font-family: \""));
    for (size_t i = 0; i < wanted->family.size; i++) {
        char c = wanted->family.data[i];
        if (c == '"' || c == '\\')
            pl_strbuf_add_byte(css, '\\');
        pl_strbuf_add_byte(css, c);
    }
    pl_strbuf_addf(css, "\";\n  font-weight: %d;\n  font-style: %s;\n", subset->weight,
                   subset->is_italic ? "italic" : "normal");
    pl_strbuf_addf(css, "  src: url(\"%s\") format(\"%s\");\n}\n", file, subset->format);
}

pl_str pl_book_add_faces(struct pl_book *book)
{
    const struct pl_reader_sheet *sheet = book->options->sheet;
    struct faces faces = {.book = book};
    struct pl_strbuf css = PL_STRBUF(book->arena);
    for (size_t i = 0; book->options->fonts && i < sheet->face_count; i++)
        find_faces(&faces, sheet->faces[i]);
    for (size_t i = 0; i < faces.wanted.count; i++) {
        struct wanted *wanted = faces.wanted.data[i];
        struct pl_subset subset = pl_face_subset(book->arena, book->options->fonts, wanted->face,
                                                 &wanted->characters,
                                                 pl_strbuf_str(&wanted->features));
        if (subset.bytes.size == 0) {
            pl_warn(book->diags, PL_W_FACE, PL_NO_SPAN,
                    "the font '%.*s' isn't packed into the EPUB: it %s", PL_ARG(wanted->family),
                    subset.why);
            continue;
        }
        pl_str file = pl_str_format(book->arena, "fonts/%03zu.%s", book->faces.count + 1,
                                    subset.extension);
        *PL_PUSH(book->arena, &book->faces) = (struct pl_book_face){
            .name = file.data, .bytes = subset.bytes, .media_type = subset.media_type};
        write_face(&css, wanted, file.data, &subset);
    }
    return pl_strbuf_str(&css);
}
