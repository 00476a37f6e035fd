// SPDX-License-Identifier: MIT
/* epub/address.h: addresses outside the book that a reading system may follow, as they are written. */
#ifndef PL_EPUB_ADDRESS_H
#define PL_EPUB_ADDRESS_H

#include "base/arena.h"
#include "base/str.h"

/* The address with what may not stand in one percent-encoded; empty when it is none: another scheme
 * than http, https, mailto and tel, or a host or port that can't be. */
pl_str pl_book_address(struct pl_arena *arena, pl_str address);

/* An id as it stands behind the # of an address. */
pl_str pl_book_fragment(struct pl_arena *arena, pl_str id);

#endif
