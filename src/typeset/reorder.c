// SPDX-License-Identifier: MIT
/* typeset/reorder.c: logical → visual order of a line (UAX #9 L2). */
#include "typeset/reorder.h"

static void reverse(uint32_t *order, size_t first, size_t end)
{
    for (; first + 1 < end; first++, end--) {
        uint32_t kept = order[first];
        order[first] = order[end - 1];
        order[end - 1] = kept;
    }
}

void pl_reorder(const uint8_t *levels, size_t count, uint32_t *order)
{
    uint8_t highest = 0, lowest_odd = 255;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        if (levels[i] > highest)
            highest = levels[i];
        if (levels[i] & 1 && levels[i] < lowest_odd)
            lowest_odd = levels[i];
    }
    // At most 125 levels (UAX #9 BD2), each once over the line.
    for (int level = highest; level >= (int)lowest_odd; level--) {
        for (size_t i = 0; i < count;) {
            size_t end = i;
            while (end < count && levels[order[end]] >= level)
                end++;
            if (end > i)
                reverse(order, i, end);
            i = end + 1;
        }
    }
}
