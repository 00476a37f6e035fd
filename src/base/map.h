// SPDX-License-Identifier: MIT
/* base/map.h: an ordered hash map from slices to pointers.
 *
 * Iteration goes in the order of insertion, so nothing that is written depends
 * on hashing. The hash is seeded alike in every run and mixes well enough that
 * keys from outside can't make it quadratic by accident; probes are bounded by
 * the load factor of 1/2. */
#ifndef PL_BASE_MAP_H
#define PL_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct pl_map_entry {
    pl_str key; // borrowed: must outlive the map
    void *value;
    uint32_t hash;
};

struct pl_map {
    struct pl_arena *arena;
    struct pl_map_entry *entries; // in order of insertion
    size_t count, room;
    uint32_t *slots; // 1 + index of an entry, 0 where free
    size_t slot_count;
};

#define PL_MAP(arena_) ((struct pl_map){.arena = (arena_)})

/* The value under `key`, NULL when there is none. */
void *pl_map_lookup(const struct pl_map *map, pl_str key);

/* The place of the value under `key`, added with NULL where it was absent. Valid
 * until the next insertion. */
void **pl_map_at(struct pl_map *map, pl_str key);

/* One pl_str for equal texts: the copy is in the map's arena. */
pl_str pl_map_intern(struct pl_map *map, pl_str text);

/* A stable 64-bit hash of bytes (the same in every run and on every machine). */
uint64_t pl_hash(const void *bytes, size_t size);

#endif
