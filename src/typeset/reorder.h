// SPDX-License-Identifier: MIT
/* typeset/reorder.h: logical → visual order of a line (UAX #9 L2). */
#ifndef PL_TYPESET_REORDER_H
#define PL_TYPESET_REORDER_H

#include <stddef.h>
#include <stdint.h>

/* Fills order[] with the indexes 0 … count - 1 as they stand from left to right. */
void pl_reorder(const uint8_t *levels, size_t count, uint32_t *order);

#endif
