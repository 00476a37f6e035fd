# SPDX-License-Identifier: MIT
"""Writes a face whose glyphs are squares of one em: every width in a test is a whole number of ems.

Ascent .8 em, descent .2 em, x-height .5 em, no line gap: `line-height: normal` is the font size. A browser and
platen can't differ about its metrics, so what they differ about is layout.
"""
import struct

UNITS = 1000
ASCENT, DESCENT, X_HEIGHT = 800, 200, 500
CHARACTERS = list(range(0x20, 0x7F)) + [0xA0, 0x2022, 0x25E6, 0x25AA]


def _square():
    corners = [(0, -DESCENT), (0, ASCENT), (UNITS, ASCENT), (UNITS, -DESCENT)]
    head = struct.pack(">5h", 1, 0, -DESCENT, UNITS, ASCENT)
    ends = struct.pack(">HH", len(corners) - 1, 0)
    flags = b"\x01" * len(corners)
    xs = [corners[0][0]] + [b[0] - a[0] for a, b in zip(corners, corners[1:])]
    ys = [corners[0][1]] + [b[1] - a[1] for a, b in zip(corners, corners[1:])]
    data = head + ends + flags + struct.pack(">4h", *xs) + struct.pack(">4h", *ys)
    return data + b"\0" * (-len(data) % 4)


def _cmap(glyph_of):
    runs, codes = [], sorted(glyph_of)
    for code in codes:
        if runs and code == runs[-1][1] + 1 and glyph_of[code] == glyph_of[runs[-1][1]] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    runs.append([0xFFFF, 0xFFFF])
    n = len(runs)
    power = 1
    while power * 2 <= n:
        power *= 2
    shift = power.bit_length() - 1
    starts = b"".join(struct.pack(">H", r[0]) for r in runs)
    ends = b"".join(struct.pack(">H", r[1]) for r in runs)
    deltas = b"".join(struct.pack(">H", (glyph_of.get(r[0], 0) - r[0]) & 0xFFFF if r[0] != 0xFFFF else 1) for r in runs)
    body = struct.pack(">4H", 2 * n, 2 * power, shift, 2 * (n - power)) + ends + b"\0\0" + starts + deltas + b"\0\0" * n
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, 6 + len(body), 0) + body


def _names(family):
    records, text = [], b""
    for number, value in ((1, family), (2, "Regular"), (3, family), (4, family), (6, family)):
        raw = value.encode("utf-16-be")
        records.append(struct.pack(">6H", 3, 1, 0x409, number, len(raw), len(text)))
        text += raw
    return struct.pack(">3H", 0, len(records), 6 + 12 * len(records)) + b"".join(records) + text


def build(family="Square"):
    """The bytes of the face."""
    glyphs = [_square()] + [b"" if c in (0x20, 0xA0) else _square() for c in CHARACTERS]
    glyph_of = {c: i + 1 for i, c in enumerate(CHARACTERS)}
    offsets, glyf = [0], b""
    for glyph in glyphs:
        glyf += glyph
        offsets.append(len(glyf))
    n = len(glyphs)
    tables = {
        b"OS/2": struct.pack(">HhHHH", 2, UNITS, 400, 5, 0) + struct.pack(">10h", 650, 600, 0, 75, 650, 600, 0, 350, 50, 250)
                 + struct.pack(">h", 0) + b"\0" * 10 + struct.pack(">4I", 1, 0, 0, 0) + b"NONE"
                 + struct.pack(">HHH", 0x40, 0x20, 0x25E6) + struct.pack(">3h", ASCENT, -DESCENT, 0)
                 + struct.pack(">HH", ASCENT, DESCENT) + struct.pack(">II", 1, 0)
                 + struct.pack(">hhHHH", X_HEIGHT, ASCENT, 0, 0x20, 1),
        b"cmap": _cmap(glyph_of),
        b"glyf": glyf,
        b"head": struct.pack(">IIIIHH", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, UNITS) + b"\0" * 16
                 + struct.pack(">4h", 0, -DESCENT, UNITS, ASCENT) + struct.pack(">HHhhh", 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I", 0x10000) + struct.pack(">3h", ASCENT, -DESCENT, 0)
                 + struct.pack(">H", UNITS) + struct.pack(">11h", 0, 0, UNITS, 1, 0, 0, 0, 0, 0, 0, 0)
                 + struct.pack(">H", n),
        b"hmtx": struct.pack(">Hh", UNITS, 0) * n,
        b"loca": b"".join(struct.pack(">I", o) for o in offsets),
        b"maxp": struct.pack(">IH13H", 0x10000, n, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _names(family),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 1, 0, 0, 0, 0),
    }
    power = 8
    head = struct.pack(">IHHHH", 0x10000, len(tables), power * 16, 3, (len(tables) - power) * 16)
    at, records, body = 12 + 16 * len(tables), b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(">%dI" % (len(padded) // 4), padded)) & 0xFFFFFFFF
        records += tag + struct.pack(">III", total, at + len(body), len(data))
        body += padded
    font = head + records + body
    total = sum(struct.unpack(">%dI" % (len(font) // 4), font)) & 0xFFFFFFFF
    position = font.index(struct.pack(">I", 0x5F0F3CF5)) - 4
    return font[:position] + struct.pack(">I", (0xB1B0AFBA - total) & 0xFFFFFFFF) + font[position + 4:]


if __name__ == "__main__":
    import sys
    with open(sys.argv[1], "wb") as out:
        out.write(build())
