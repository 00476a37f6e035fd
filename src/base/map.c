// SPDX-License-Identifier: MIT
/* base/map.c: an ordered hash map from slices to pointers. */
#include "base/map.h"

/* Eight bytes at a time through the finaliser of MurmurHash3's 64-bit mixer
 * (public domain constants): enough for tables, no promise against an attacker
 * who knows it; PL_LIMIT's counts bound what such input can cost. */
static uint64_t mix(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53ULL;
    h ^= h >> 33;
    return h;
}

uint64_t pl_hash(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    uint64_t h = 0x9e3779b97f4a7c15ULL ^ size;
    for (; size >= 8; size -= 8, at += 8) {
        uint64_t word = 0;
        for (int i = 0; i < 8; i++) // the same on either endianness
            word |= (uint64_t)at[i] << (8 * i);
        h = mix(h ^ word);
    }
    uint64_t tail = 0;
    for (size_t i = 0; i < size; i++)
        tail |= (uint64_t)at[i] << (8 * i);
    return mix(h ^ tail);
}

static size_t slot_of(const struct pl_map *map, pl_str key, uint32_t hash)
{
    size_t mask = map->slot_count - 1, slot = hash & mask;
    while (map->slots[slot]) {
        const struct pl_map_entry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && pl_str_eq(entry->key, key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

void *pl_map_lookup(const struct pl_map *map, pl_str key)
{
    if (map->count == 0)
        return NULL;
    size_t slot = slot_of(map, key, (uint32_t)pl_hash(key.data, key.size));
    return map->slots[slot] ? map->entries[map->slots[slot] - 1].value : NULL;
}

static void grow(struct pl_map *map)
{
    size_t room = map->room ? map->room * 2 : 8;
    map->entries = pl_arena_grow(map->arena, map->entries, map->room * sizeof *map->entries,
                                 room * sizeof *map->entries);
    map->room = room;
    map->slot_count = room * 2;
    map->slots = PL_NEW_ARRAY(map->arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->count; i++)
        map->slots[slot_of(map, map->entries[i].key, map->entries[i].hash)] = (uint32_t)i + 1;
}

void **pl_map_at(struct pl_map *map, pl_str key)
{
    if (map->count == map->room)
        grow(map);
    uint32_t hash = (uint32_t)pl_hash(key.data, key.size);
    size_t slot = slot_of(map, key, hash);
    if (!map->slots[slot]) {
        map->entries[map->count] = (struct pl_map_entry){.key = key, .hash = hash};
        map->slots[slot] = (uint32_t)++map->count;
    }
    return &map->entries[map->slots[slot] - 1].value;
}

pl_str pl_map_intern(struct pl_map *map, pl_str text)
{
    if (map->count) {
        size_t slot = slot_of(map, text, (uint32_t)pl_hash(text.data, text.size));
        if (map->slots[slot])
            return map->entries[map->slots[slot] - 1].key;
    }
    pl_str copy = pl_str_copy(map->arena, text);
    *pl_map_at(map, copy) = NULL;
    return copy;
}
