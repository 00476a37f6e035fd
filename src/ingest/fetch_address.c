// SPDX-License-Identifier: MIT
/* ingest/fetch_address.c: which addresses of machines are anybody's to ask. */
#include "ingest/fetch.h"

#include <netinet/in.h>

/* IANA's special-purpose registry (RFC 6890): first address and bits. */
static const struct {
    uint8_t first[4];
    int bits;
} closed4[] = {
    {{0, 0, 0, 0}, 8},       {{10, 0, 0, 0}, 8},     {{100, 64, 0, 0}, 10}, {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16},  {{172, 16, 0, 0}, 12},  {{192, 0, 0, 0}, 24},  {{192, 0, 2, 0}, 24},
    {{192, 88, 99, 0}, 24},  {{192, 168, 0, 0}, 16}, {{198, 18, 0, 0}, 15}, {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0}, 24},  {{224, 0, 0, 0}, 4},    {{240, 0, 0, 0}, 4},
};

/* Where IPv6 carries an IPv4 address, and how far in: mapped, translated (RFC 6052), 6to4. */
static const struct {
    uint8_t first[16];
    int bits, offset;
} carriers[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96, 12},
    {{0, 0x64, 0xFF, 0x9B}, 96, 12},
    {{0x20, 0x02}, 16, 2},
};

static bool begins(const uint8_t *address, const uint8_t *first, int bits)
{
    for (int i = 0; i < bits; i++)
        if ((address[i / 8] ^ first[i / 8]) >> (7 - i % 8) & 1)
            return false;
    return true;
}

static bool is_public4(const uint8_t *address)
{
    for (size_t i = 0; i < sizeof closed4 / sizeof *closed4; i++)
        if (begins(address, closed4[i].first, closed4[i].bits))
            return false;
    return true;
}

/* Of IPv6 only 2000::/3 is given out, and of that not documentation and tunnels (Teredo 2001::/32, ORCHID). */
static bool is_public6(const uint8_t *address)
{
    static const uint8_t global[16] = {0x20}, special[16] = {0x20, 0x01}, documents[16] = {0x20, 0x01, 0x0D, 0xB8},
                         more_documents[16] = {0x3F, 0xFF};
    for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
        if (begins(address, carriers[i].first, carriers[i].bits))
            return is_public4(address + carriers[i].offset);
    return begins(address, global, 3) && !begins(address, special, 23) && !begins(address, documents, 32) &&
           !begins(address, more_documents, 20);
}

bool pl_address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return is_public4((const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr);
    if (address->sa_family == AF_INET6)
        return is_public6((const uint8_t *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return false;
}
