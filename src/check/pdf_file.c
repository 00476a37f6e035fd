// SPDX-License-Identifier: MIT
/* check/pdf_file.c: a PDF as a whole: can it be read, is it tagged, are its fonts embedded. */
#include <qpdf/qpdf-c.h>

#include "check/check.h"

/* libqpdf's C interface never throws; an error leaves the handle null and is kept in `data`. */
struct pdf {
    struct pl_findings *findings;
    qpdf_data data;
};

static qpdf_oh at(struct pdf *pdf, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_get_key(pdf->data, dictionary, key);
}

static bool is_true(struct pdf *pdf, qpdf_oh value)
{
    return qpdf_oh_is_bool(pdf->data, value) && qpdf_oh_get_bool_value(pdf->data, value);
}

static bool is_name(struct pdf *pdf, qpdf_oh value, const char *name)
{
    return qpdf_oh_is_name(pdf->data, value) && strcmp(qpdf_oh_get_name(pdf->data, value), name) == 0;
}

static bool has_text(struct pdf *pdf, qpdf_oh value)
{
    return qpdf_oh_is_string(pdf->data, value) && *qpdf_oh_get_utf8_value(pdf->data, value);
}

static void check_catalog(struct pdf *pdf)
{
    qpdf_oh root = qpdf_get_root(pdf->data), mark = at(pdf, root, "/MarkInfo");
    bool is_marked = qpdf_oh_is_dictionary(pdf->data, mark) && is_true(pdf, at(pdf, mark, "/Marked"));
    if (!is_marked || !qpdf_oh_is_dictionary(pdf->data, at(pdf, root, "/StructTreeRoot")))
        pl_find(pdf->findings, PL_RULE_pdf_tagged, PL_LIT("catalog"), "the file isn't tagged");
    if (!has_text(pdf, at(pdf, root, "/Lang")))
        pl_find(pdf->findings, PL_RULE_pdf_language, PL_LIT("catalog"), "no language is named");
    qpdf_oh preferences = at(pdf, root, "/ViewerPreferences"), info = at(pdf, qpdf_get_trailer(pdf->data), "/Info");
    bool shows = qpdf_oh_is_dictionary(pdf->data, preferences) && is_true(pdf, at(pdf, preferences, "/DisplayDocTitle"));
    bool has_title = qpdf_oh_is_dictionary(pdf->data, info) && has_text(pdf, at(pdf, info, "/Title"));
    if (!shows || (!has_title && !qpdf_oh_is_stream(pdf->data, at(pdf, root, "/Metadata"))))
        pl_find(pdf->findings, PL_RULE_pdf_title, PL_LIT("catalog"), "there is no title, or viewers aren't asked to show it");
}

static bool is_embedded(struct pdf *pdf, qpdf_oh descriptor)
{
    static const char *const keys[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    for (int i = 0; i < 3; i++)
        if (qpdf_oh_is_stream(pdf->data, at(pdf, descriptor, keys[i])))
            return true;
    return false;
}

/* Type 3 fonts carry their glyphs, Type 0 fonts their descendants' descriptors. */
static void check_font(struct pdf *pdf, qpdf_oh font, pl_str place)
{
    qpdf_oh subtype = at(pdf, font, "/Subtype");
    if (is_name(pdf, subtype, "/Type3"))
        return;
    if (is_name(pdf, subtype, "/Type0")) {
        qpdf_oh unicode = at(pdf, font, "/ToUnicode");
        if (!qpdf_oh_is_stream(pdf->data, unicode) && !qpdf_oh_is_name(pdf->data, unicode) &&
            is_name(pdf, at(pdf, font, "/Encoding"), "/Identity-H"))
            pl_find(pdf->findings, PL_RULE_pdf_tounicode, place, "its codes can't be read as characters");
        return;
    }
    qpdf_oh descriptor = at(pdf, font, "/FontDescriptor");
    if (!qpdf_oh_is_dictionary(pdf->data, descriptor) || !is_embedded(pdf, descriptor))
        pl_find(pdf->findings, PL_RULE_pdf_font, place, "the font isn't embedded");
}

static void check_object(struct pdf *pdf, qpdf_oh object, int number)
{
    if (!qpdf_oh_is_dictionary(pdf->data, object))
        return;
    pl_str place = pl_str_format(pdf->findings->arena, "object %d", number);
    if (is_name(pdf, at(pdf, object, "/Type"), "/Font"))
        check_font(pdf, object, place);
    bool is_figure = is_name(pdf, at(pdf, object, "/S"), "/Figure") && qpdf_oh_has_key(pdf->data, object, "/P");
    if (is_figure && !has_text(pdf, at(pdf, object, "/Alt")) && !has_text(pdf, at(pdf, object, "/ActualText")))
        pl_find(pdf->findings, PL_RULE_pdf_alternative, place, "a figure has no alternative text");
}

static void check_objects(struct pdf *pdf)
{
    qpdf_oh size = at(pdf, qpdf_get_trailer(pdf->data), "/Size");
    int count = qpdf_oh_is_integer(pdf->data, size) ? qpdf_oh_get_int_value_as_int(pdf->data, size) : 0;
    for (int number = 1; number < count && number < 10000000; number++) {
        qpdf_oh object = qpdf_get_object_by_id(pdf->data, number, 0);
        check_object(pdf, object, number);
        qpdf_oh_release_all(pdf->data);
    }
}

void pl_check_pdf(struct pl_findings *findings, pl_str name, pl_str bytes)
{
    struct pdf pdf = {findings, qpdf_init()};
    qpdf_set_suppress_warnings(pdf.data, QPDF_TRUE);
    qpdf_silence_errors(pdf.data);
    QPDF_ERROR_CODE code = qpdf_read_memory(pdf.data, pl_str_cstr(findings->arena, name), bytes.data, bytes.size, NULL);
    if (code & QPDF_ERRORS) {
        qpdf_error error = qpdf_get_error(pdf.data);
        pl_find(findings, PL_RULE_pdf_file, PL_LIT(""), "it can't be read: %s", qpdf_get_error_message_detail(pdf.data, error));
    } else {
        if (qpdf_is_encrypted(pdf.data) && !qpdf_allow_accessibility(pdf.data))
            pl_find(findings, PL_RULE_pdf_encrypted, PL_LIT(""), "it is encrypted and forbids reading aloud");
        check_catalog(&pdf);
        check_objects(&pdf);
    }
    qpdf_cleanup(&pdf.data);
}
