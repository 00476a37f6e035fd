// SPDX-License-Identifier: MIT
/* base/turns.h: a part of parallel work that must be done in the order of its items.
 *
 * Items worked on by pl_workers_ordered can take turns: between waiting and passing an item is alone,
 * and sees what all earlier ones did. Workers begin items in order, so waiting can't lock up as long as
 * every item that began passes its turn or cancels. */
#ifndef PL_BASE_TURNS_H
#define PL_BASE_TURNS_H

#include <stdbool.h>
#include <stddef.h>

struct pl_turns;

/* The caller owns it. NULL when the system has no memory. */
struct pl_turns *pl_turns_new(void);
void pl_turns_free(struct pl_turns *turns);

/* Waits until all items below `index` have passed. False when somebody has cancelled. */
bool pl_turns_wait(struct pl_turns *turns, size_t index);
void pl_turns_pass(struct pl_turns *turns, size_t index);

/* Lets everybody go: an item failed. */
void pl_turns_cancel(struct pl_turns *turns);

#endif
