// SPDX-License-Identifier: MIT
/* base/workers.h: the same function over many items on all cores, results in order.
 *
 * An item's work may depend on its index and its own data only, so the result is the
 * same for any number of threads. A worker returns false on failure and never unwinds
 * across threads: it sets a guard of its own. */
#ifndef PL_BASE_WORKERS_H
#define PL_BASE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

/* Cores this process may use, at least 1. */
unsigned pl_workers_available(void);

/* Calls work(context, index, thread) for index 0 … count-1 on up to `threads` threads (0: all
 * cores; 1: in this one). thread < threads numbers the calling thread, for what
 * a thread keeps to itself. False when any item was false; all items that
 * began are finished. */
bool pl_workers_each(unsigned threads, size_t count,
                     bool (*work)(void *context, size_t index, unsigned thread), void *context);

/* The same, and hands finished items in order of index to done(), on the calling thread,
 * while later ones are worked on. At most `ahead` items wait finished. False from done ends it. */
bool pl_workers_ordered(unsigned threads, size_t count, size_t ahead,
                        bool (*work)(void *context, size_t index, unsigned thread),
                        bool (*done)(void *context, size_t index), void *context);

#endif
