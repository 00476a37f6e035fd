// SPDX-License-Identifier: MIT
/* ingest/sanitize.h: allowed elements, attributes, URL schemes. */
#ifndef PL_INGEST_SANITIZE_H
#define PL_INGEST_SANITIZE_H

#include <stdbool.h>

#include "base/str.h"

enum pl_treatment { PL_TREAT_KEEP, PL_TREAT_UNWRAP, PL_TREAT_DROP, PL_TREAT_EMBED };

struct pl_element_rule {
    pl_str name, attributes;
    enum pl_treatment treatment;
};

/* The rule of an element; elements without a row are unwrapped. Never NULL. */
const struct pl_element_rule *pl_element_rule(pl_str name);

/* True when the rule, or all, may have the attribute (not class and style). */
bool pl_attribute_is_allowed(const struct pl_element_rule *rule, pl_str name);

/* True for attributes that hold an address. */
bool pl_attribute_is_url(pl_str name);

/* True for an address that may stand in a publication: no scheme, or one of the list; white space and control
 * characters inside a scheme don't hide it. `is_picture`: data:image/ is fine as well. */
bool pl_url_is_allowed(pl_str url, bool is_picture);

#endif
