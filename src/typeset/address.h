// SPDX-License-Identifier: MIT
/* typeset/address.h: where addresses of the web are divided. */
#ifndef PL_TYPESET_ADDRESS_H
#define PL_TYPESET_ADDRESS_H

#include "base/str.h"

/* Whether a word is an address: scheme://…, www.…, a name at a host. */
bool pl_is_address(pl_str word);

/* Whether an address may be divided before byte `at` besides after its slashes: before the
 * signs that begin a part, never so that less than three characters stand alone. No hyphen is added: it
 * would be read as one of the address (The Chicago Manual of Style, 7.46). */
bool pl_address_divides(pl_str word, size_t at);

#endif
