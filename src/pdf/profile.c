// SPDX-License-Identifier: MIT
/* pdf/profile.c: sRGB as an ICC profile.
 *
 * Nothing but numbers: the primaries of IEC 61966-2-1 adapted to D50 by Bradford's transform, as ICC's own
 * profile has them, and the transfer curve in 1024 steps. Source: ICC.1:2001-04, 6.1, 6.4, 6.5. */
#include "pdf/profile.h"

#include <math.h>

#include "base/strbuf.h"

#define CURVE_STEPS 1024
#define TAG_COUNT   9

static void add_u16(struct pl_strbuf *out, unsigned value)
{
    pl_strbuf_add_byte(out, (char)(value >> 8));
    pl_strbuf_add_byte(out, (char)value);
}

static void add_u32(struct pl_strbuf *out, uint32_t value)
{
    add_u16(out, value >> 16);
    add_u16(out, value & 0xFFFF);
}

/* s15Fixed16Number */
static void add_fixed(struct pl_strbuf *out, double value)
{
    add_u32(out, (uint32_t)(int32_t)lround(value * 65536));
}

static void add_xyz(struct pl_strbuf *out, double x, double y, double z)
{
    pl_strbuf_add(out, PL_LIT("XYZ \0\0\0\0"));
    add_fixed(out, x);
    add_fixed(out, y);
    add_fixed(out, z);
}

static void add_curve(struct pl_strbuf *out)
{
    pl_strbuf_add(out, PL_LIT("curv\0\0\0\0"));
    add_u32(out, CURVE_STEPS);
    for (int i = 0; i < CURVE_STEPS; i++) {
        double v = i / (CURVE_STEPS - 1.0);
        double linear = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
        add_u16(out, (unsigned)lround(linear * 65535));
    }
}

static void pad(struct pl_strbuf *out)
{
    pl_strbuf_add_repeated(out, '\0', (4 - out->size % 4) % 4);
}

/* textDescriptionType: an ASCII name, no Unicode and no ScriptCode one. */
static void add_description(struct pl_strbuf *out, pl_str name)
{
    pl_strbuf_add(out, PL_LIT("desc\0\0\0\0"));
    add_u32(out, (uint32_t)name.size + 1);
    pl_strbuf_add(out, name);
    pl_strbuf_add_repeated(out, '\0', 1 + 4 + 4 + 2 + 1 + 67);
}

static void add_tag(struct pl_strbuf *out, int tag)
{
    switch (tag) {
    case 0:
        add_description(out, PL_LIT("sRGB IEC61966-2.1"));
        break;
    case 1:
        pl_strbuf_add(out, PL_LIT("text\0\0\0\0No copyright, use freely.\0"));
        break;
    case 2: // white point: D50
        add_xyz(out, 0.9642, 1, 0.8249);
        break;
    case 3:
        add_xyz(out, 0.436066, 0.222488, 0.013916);
        break;
    case 4:
        add_xyz(out, 0.385147, 0.716873, 0.097076);
        break;
    case 5:
        add_xyz(out, 0.143066, 0.060608, 0.714096);
        break;
    default:
        add_curve(out);
    }
    pad(out);
}

static void add_header(struct pl_strbuf *out, uint32_t size)
{
    add_u32(out, size);
    add_u32(out, 0);          // no preferred CMM
    add_u32(out, 0x02100000); // version 2.1
    pl_strbuf_add(out, PL_LIT("mntrRGB XYZ "));
    unsigned created[6] = {2000, 1, 1, 0, 0, 0};
    for (int i = 0; i < 6; i++)
        add_u16(out, created[i]);
    pl_strbuf_add(out, PL_LIT("acsp"));
    pl_strbuf_add_repeated(out, '\0', 4 + 4 + 4 + 4 + 8 + 4); // platform … rendering intent: perceptual
    add_fixed(out, 0.9642);
    add_fixed(out, 1);
    add_fixed(out, 0.8249);
    pl_strbuf_add_repeated(out, '\0', 4 + 44);
}

pl_str pl_srgb_profile(struct pl_arena *arena)
{
    static const char names[TAG_COUNT][5] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ",
                                             "rTRC", "gTRC", "bTRC"};
    const uint32_t data_begin = 128 + 4 + TAG_COUNT * 12;
    struct pl_strbuf data = PL_STRBUF(arena), table = PL_STRBUF(arena), out = PL_STRBUF(arena);
    uint32_t begin = 0, size = 0;
    for (int tag = 0; tag < TAG_COUNT; tag++) {
        if (tag <= 6) { // the three curves are one
            begin = (uint32_t)data.size;
            add_tag(&data, tag);
            size = (uint32_t)data.size - begin;
        }
        pl_strbuf_add(&table, (pl_str){names[tag], 4});
        add_u32(&table, data_begin + begin);
        add_u32(&table, size);
    }
    add_header(&out, data_begin + (uint32_t)data.size);
    add_u32(&out, TAG_COUNT);
    pl_strbuf_add(&out, pl_strbuf_str(&table));
    pl_strbuf_add(&out, pl_strbuf_str(&data));
    return pl_strbuf_str(&out);
}
