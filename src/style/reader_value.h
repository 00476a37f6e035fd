// SPDX-License-Identifier: MIT
/* style/reader_value.h: one property of a computed style as declarations that reading systems
 * honour.
 *
 * Lengths become parts of the reader's text size, older names stand beside new ones, and what a
 * dark page would make unreadable isn't said. profiles.def has the rows. */
#ifndef PL_STYLE_READER_VALUE_H
#define PL_STYLE_READER_VALUE_H

#include "base/strbuf.h"
#include "style/compile.h"

/* What a value depends on beside its own style. */
struct pl_reader_element {
    const struct pl_style *style, *parent; // parent: never NULL, the initial style above the root
    bool is_link;                          // a link that must be known as one without its colour
    bool is_on_background;                 // it or something around it has a background of its own
    enum pl_reader_profile profile;
};

/* True when profiles.def has the property for this profile. */
bool pl_reader_has(enum pl_property property, enum pl_reader_profile profile);

/* The row that speaks for a property: white-space-collapse for text-wrap-mode, else itself. */
enum pl_property pl_reader_carrier(enum pl_property property);

/* Appends "name: value", several joined by line feeds. Nothing where the property has no effect
 * on this element, is what it is anyway, or has a value that reading systems don't take. */
void pl_reader_write(struct pl_strbuf *out, enum pl_property property,
                     const struct pl_reader_element *element);

/* True for colours that count as the page's own text or paper, which the reader chooses. */
bool pl_reader_is_ink(pl_color color);
bool pl_reader_is_paper(pl_color color);

#endif
