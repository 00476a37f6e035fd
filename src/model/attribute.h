// SPDX-License-Identifier: MIT
/* model/attribute.h: which attributes XHTML keeps, and with which values. attributes.def has the rows. */
#ifndef PL_MODEL_ATTRIBUTE_H
#define PL_MODEL_ATTRIBUTE_H

#include "base/str.h"

/* What a value means to a writer, which knows where things lead. */
enum pl_attribute_value {
    PL_ATTRIBUTE_NONE,    // the element hasn't this attribute
    PL_ATTRIBUTE_PLAIN,   // pl_written_attribute says what is written
    PL_ATTRIBUTE_ADDRESS, // an address
    PL_ATTRIBUTE_IDS,     // ids of elements of the same document, space separated
};

enum pl_attribute_value pl_attribute_value(pl_str element, pl_str name);

/* The value as it is written; NULL data: the attribute is left out, by its name, or because no such
 * value may be. Addresses and ids come back as they are. */
pl_str pl_written_attribute(pl_str element, pl_str name, pl_str value);

#endif
