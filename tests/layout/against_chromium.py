#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random small pages, laid out by platen and by Chromium: where do boxes and letters stand?

    against_chromium.py --platen build/dev/platen [--seed N] [--cases N] [--features a,b] [--shrink]

Chromium measures a batch of pages in frames of one document (--dump-dom); platen's positions are read from its PDF
(mutool trace): each element has a background of its own colour, each letter is found by where it stands. The face
is square_font.py's, so both have the same metrics in whole pixels. A difference is a fault of ours or a choice of
Chromium's where CSS leaves one: cells over several rows lend their baseline to the first, `pre` hangs its last
space. Ends with 'N passed, N failed'; exit 77 where Chromium or mutool is absent or
Chromium can't run.
"""
import argparse
import base64
import copy
import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import square_font

WIDTH, HEIGHT = 400, 3000
NEAR = 0.6  # px: browsers round half-leading
RESET = ("html,body{margin:0}html{overflow:hidden}html{font:20px/1 Square;orphans:1;widows:1}table{font:inherit;border-spacing:0}"
         "td{padding:0;vertical-align:baseline;text-align:start}ul,ol{margin:0}")

# --- Pages --------------------------------------------------------------------------------------


class Node:
    def __init__(self, tag, style=None, children=None, attributes=None):
        self.tag, self.style = tag, style or {}
        self.children = children or []  # nodes and texts
        self.attributes = attributes or {}


class Maker:
    """Makes the tree of one page; features are switched on or off for the whole page, which keeps pages readable."""

    ALL = ("margin", "padding", "border", "size", "minmax", "percent", "float", "clear", "inline", "inlineblock", "relative",
           "absolute", "table", "collapse", "list", "align", "rtl", "overflow", "valign", "whitespace", "lineheight",
           "fontsize", "negative", "auto", "boxsizing", "indent", "anonymous", "image", "contents")

    def __init__(self, rng, features=None):
        self.rng, self.count = rng, 0
        pool = features or self.ALL
        n = min(len(pool), rng.randint(2, 7))
        self.on = set(rng.sample(list(pool), n)) if features is None else set(features)

    def has(self, feature, chance=0.5):
        return feature in self.on and self.rng.random() < chance

    def words(self, most=6):
        out = []
        for _ in range(self.rng.randint(1, most)):
            out.append("".join(self.rng.choice("abcdefghij") for _ in range(self.rng.choice([1, 1, 2, 2, 3, 5]))))
        return " ".join(out)

    def length(self, low=0, high=60, percent=True):
        if percent and self.has("percent", .3):
            return "%d%%" % self.rng.choice([0, 10, 25, 50, 75, 100])
        return "%dpx" % self.rng.randrange(low, high + 1, 2)

    def edges(self, style):
        if self.has("margin", .6):
            for side in self.rng.sample(["top", "right", "bottom", "left"], self.rng.randint(1, 4)):
                if self.has("auto", .3):
                    style["margin-" + side] = "auto"
                elif self.has("negative", .25):
                    style["margin-" + side] = "-%dpx" % self.rng.randrange(2, 22, 2)
                else:
                    style["margin-" + side] = self.length(0, 40)
        if self.has("padding", .4):
            for side in self.rng.sample(["top", "right", "bottom", "left"], self.rng.randint(1, 4)):
                style["padding-" + side] = self.length(0, 24)
        if self.has("border", .4):
            for side in self.rng.sample(["top", "right", "bottom", "left"], self.rng.randint(1, 4)):
                style["border-" + side] = "%dpx solid black" % self.rng.choice([1, 2, 4, 10])
        if self.has("boxsizing", .3):
            style["box-sizing"] = "border-box"

    def sizes(self, style):
        if self.has("size", .4):
            style["width"] = self.length(20, 240)
        if self.has("size", .3):
            style["height"] = self.length(0, 100)
        if "minmax" in self.on:
            for name in ("min-width", "max-width", "min-height", "max-height"):
                if self.rng.random() < .2:
                    style[name] = self.length(10, 160)

    def text_style(self, style):
        if self.has("align", .4):
            style["text-align"] = self.rng.choice(["left", "right", "center", "start", "end", "justify"])
        if self.has("rtl", .3):
            style["direction"] = self.rng.choice(["rtl", "rtl", "ltr"])
        if self.has("whitespace", .3):
            style["white-space"] = self.rng.choice(["nowrap", "pre", "pre-wrap", "pre-line"])
        if self.has("lineheight", .4):
            style["line-height"] = self.rng.choice(["1", "2", "10px", "30px", "1.5", "0"])
        if self.has("fontsize", .3):
            style["font-size"] = self.rng.choice(["10px", "20px", "30px", "40px"])
        if self.has("indent", .2):
            style["text-indent"] = self.rng.choice(["20px", "-10px", "25%"])

    def flow(self, style):
        if self.has("float", .4):
            style["float"] = self.rng.choice(["left", "right"])
        if self.has("clear", .3):
            style["clear"] = self.rng.choice(["left", "right", "both"])
        if self.has("overflow", .2):
            style["overflow"] = "hidden"
        if self.has("relative", .25):
            style["position"] = "relative"
            for side in self.rng.sample(["top", "right", "bottom", "left"], self.rng.randint(0, 2)):
                style[side] = self.length(-20, 20)
        elif self.has("absolute", .25):
            style["position"] = "absolute"
            for side in self.rng.sample(["top", "right", "bottom", "left"], self.rng.randint(0, 4)):
                style[side] = self.length(0, 60)

    def block(self, depth):
        style = {}
        self.edges(style)
        self.sizes(style)
        self.text_style(style)
        self.flow(style)
        node = Node("div", style)
        if self.has("list", .3):
            style["display"] = "list-item"
            style["list-style-position"] = self.rng.choice(["inside", "outside"])
            style["list-style-type"] = self.rng.choice(["decimal", "none"])
        elif self.has("contents", .1):
            node = Node("div", {"display": "contents"})
        node.children = self.content(depth)
        return node

    def inline(self, depth):
        style = {}
        if self.has("margin", .3):
            style["margin-left"] = self.length(0, 20)
        if self.has("padding", .4):
            style["padding"] = self.length(0, 10)
        if self.has("border", .3):
            style["border"] = "%dpx solid black" % self.rng.choice([1, 2, 4])
        self.valign(style)
        if self.has("lineheight", .3):
            style["line-height"] = self.rng.choice(["1", "2", "10px", "40px"])
        if self.has("fontsize", .4):
            style["font-size"] = self.rng.choice(["10px", "20px", "30px", "40px"])
        if self.has("relative", .2):
            style["position"] = "relative"
            style["left"] = self.length(-20, 20)
        if self.has("whitespace", .2):
            style["white-space"] = self.rng.choice(["nowrap", "pre", "pre-wrap", "normal"])
        return Node("span", style, self.inlines(depth))

    def valign(self, style):
        if self.has("valign", .5):
            style["vertical-align"] = self.rng.choice(
                ["top", "bottom", "middle", "text-top", "text-bottom", "10px", "-10px", "50%", "baseline"])

    def inline_block(self, depth):
        style = {"display": "inline-block"}
        self.edges(style)
        self.sizes(style)
        self.text_style(style)
        self.valign(style)
        if self.has("overflow", .2):
            style["overflow"] = "hidden"
        return Node("span", style, self.content(depth))

    def image(self):
        style = {}
        self.edges(style)
        self.sizes(style)
        self.valign(style)
        if self.has("float", .2):
            style["float"] = self.rng.choice(["left", "right"])
        if self.rng.random() < .2:
            style["display"] = "block"
        if self.has("absolute", .2):
            style["position"] = "absolute"
            for side in self.rng.sample(["top", "right", "bottom", "left"], self.rng.randint(0, 4)):
                style[side] = self.length(0, 60)
        return Node("img", style)

    def inlines(self, depth):
        out = []
        for _ in range(self.rng.randint(1, 3)):
            kind = self.rng.random()
            if kind < .25 and depth > 0 and "inline" in self.on:
                out.append(self.inline(depth - 1))
            elif kind < .4 and depth > 0 and "inlineblock" in self.on:
                out.append(self.inline_block(depth - 1))
            elif kind < .5 and "image" in self.on:
                out.append(self.image())
            elif kind < .55 and "inline" in self.on:
                out.append(Node("br"))
            elif kind < .65 and depth > 0 and ("float" in self.on or "absolute" in self.on):
                out.append(self.block(0))
            else:
                out.append(self.words())
            if self.rng.random() < .7:
                out.append(" ")
        return out

    def cell(self, depth):
        style = {}
        if self.has("padding", .3):
            style["padding"] = self.length(0, 12, False)
        if self.has("border", .4):
            style["border"] = "%dpx %s black" % (self.rng.choice([1, 2, 4, 6]), self.rng.choice(["solid", "solid", "double"]))
        if self.has("size", .3):
            style["width"] = self.length(10, 120)
        if self.has("size", .2):
            style["height"] = self.length(10, 80)
        if self.has("valign", .5):
            style["vertical-align"] = self.rng.choice(["top", "middle", "bottom", "baseline"])
        if self.has("align", .3):
            style["text-align"] = self.rng.choice(["left", "right", "center"])
        if self.has("fontsize", .3):
            style["font-size"] = self.rng.choice(["10px", "30px"])
        attributes = {}
        if self.rng.random() < .2:
            attributes["colspan"] = "2"
        if self.rng.random() < .2:
            attributes["rowspan"] = "2"
        children = self.content(depth) if self.rng.random() < .2 and depth > 0 else [self.words(3)] if self.rng.random() < .9 else []
        return Node("td", style, children, attributes)

    def table(self, depth):
        style = {}
        self.edges(style)
        for name in ("padding-top", "padding-left", "padding-right", "padding-bottom"):
            style.pop(name, None)
        if self.has("size", .4):
            style["width"] = self.length(60, 400)
        if self.has("size", .2):
            style["height"] = self.length(60, 300, False)
        if self.has("float", .2):
            style["float"] = self.rng.choice(["left", "right"])
        if self.has("collapse", .6):
            style["border-collapse"] = "collapse"
        elif self.rng.random() < .4:
            style["border-spacing"] = self.rng.choice(["2px", "10px 4px", "5px"])
        if self.has("size", .2) and "width" in style:
            style["table-layout"] = "fixed"
        if self.has("rtl", .2):
            style["direction"] = "rtl"
        rows = []
        for _ in range(self.rng.randint(1, 3)):
            row_style = {"height": self.length(10, 80, False)} if self.has("size", .2) else {}
            rows.append(Node("tr", row_style, [self.cell(depth - 1) for _ in range(self.rng.randint(1, 3))]))
        return Node("table", style, [Node("tbody", {}, rows)])

    def anonymous(self, depth):
        display = self.rng.choice(["table-cell", "table-row", "table", "inline-table"])
        return Node("div", {"display": display}, [self.words(3)])

    def blocks(self, depth):
        out = []
        for _ in range(self.rng.randint(1, 3)):
            kind = self.rng.random()
            if kind < .2 and "table" in self.on:
                out.append(self.table(depth - 1))
            elif kind < .25 and "anonymous" in self.on:
                out.append(self.anonymous(depth - 1))
            elif kind < .35:
                out.extend(self.inlines(max(depth - 1, 0)))
            else:
                out.append(self.block(depth - 1))
        return out

    def content(self, depth):
        if depth > 0 and self.rng.random() < .6:
            return self.blocks(depth)
        return self.inlines(max(depth - 1, 0)) if self.rng.random() < .9 else []

    def page(self):
        return Node("body", {}, self.blocks(3))


PICTURE = None


def picture():
    """A PNG of 40 by 20 pixels."""
    global PICTURE
    if PICTURE is None:
        import struct
        import zlib

        def chunk(name, data):
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        rows = b"".join(b"\0" + b"\x30\x60\x90" * 40 for _ in range(20))
        PICTURE = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return "data:image/png;base64," + base64.b64encode(PICTURE).decode()


def is_text(node):
    return isinstance(node, str)


def markup(node, counter=None):
    """The page as HTML; every element has an id and, as its colour, the id again."""
    counter = counter if counter is not None else [0]
    if is_text(node):
        return html.escape(node)
    if node.tag == "body":
        return "".join(markup(child, counter) for child in node.children)
    counter[0] += 1
    number = counter[0]
    style = ";".join("%s:%s" % item for item in node.style.items())
    if node.tag not in ("tr", "tbody", "br", "img"):
        style = (style + ";" if style else "") + "background:rgb(%d,%d,9)" % (number & 255, number >> 8)
    attributes = "".join(' %s="%s"' % item for item in node.attributes.items())
    if node.tag == "img":
        attributes += ' src="pic.png" alt="x"'
    begin = '<%s id="n%d"%s style="%s">' % (node.tag, number, attributes, style)
    if node.tag in ("br", "img"):
        return begin
    return begin + "".join(markup(child, counter) for child in node.children) + "</%s>" % node.tag


# --- Chromium -------------------------------------------------------------------------------------

MEASURE = """
async function measure(frame) {
  const d = frame.contentDocument, boxes = {}, letters = [];
  await d.fonts.load('20px Square'); await d.fonts.ready;
  await Promise.all([...d.images].map(i => i.decode().catch(() => 0)));
  for (const e of d.querySelectorAll('[id]')) {
    const s = d.defaultView.getComputedStyle(e);
    if (s.display.startsWith('inline') && s.display == 'inline' &&
        [...e.children].some(c => !d.defaultView.getComputedStyle(c).display.startsWith('inline'))) continue;
    boxes[e.id] = [...e.getClientRects()].map(r => [r.x, r.y, r.width, r.height]);
  }
  const walk = d.createTreeWalker(d.body, NodeFilter.SHOW_TEXT), range = d.createRange();
  for (let t; t = walk.nextNode();)
    for (let i = 0; i < t.data.length; i++) {
      if (!/[a-z]/.test(t.data[i])) continue;
      range.setStart(t, i); range.setEnd(t, i + 1);
      const r = range.getBoundingClientRect();
      letters.push([t.data[i], r.x, r.y + .8 * r.height]);
    }
  return {boxes, letters};
}
onload = async () => {
  const all = [];
  for (const f of document.querySelectorAll('iframe')) all.push(await measure(f));
  document.body.innerHTML = '<pre id=out>' + JSON.stringify(all) + '</pre>';
};
"""


def ask_chromium(pages, folder, chromium):
    font = base64.b64encode(square_font.build()).decode()
    face = "@font-face{font-family:Square;src:url(data:font/ttf;base64,%s)}" % font
    frames = []
    for page in pages:
        text = markup(page).replace('src="pic.png"', 'src="%s"' % picture())
        doc = "<!DOCTYPE html><html lang=en><style>%s%s</style><body>%s</body></html>" % (face, RESET, text)
        frames.append('<iframe style="border:0" width=%d height=%d srcdoc="%s"></iframe>' % (WIDTH, HEIGHT, html.escape(doc)))
    path = os.path.join(folder, "batch.html")
    with open(path, "w") as out:
        out.write("<!DOCTYPE html><body>%s<script>%s</script></body>" % ("".join(frames), MEASURE))
    for _ in range(2):  # its first start in a new folder may fail for want of a profile
        got = subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                              "--user-data-dir=" + os.path.join(folder, "profile"), "--virtual-time-budget=100000",
                              "--dump-dom", "file://" + path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
        found = re.search(r'<pre id="out">(.*?)</pre>', got.stdout.decode(), re.S)
        if found:
            break
    else:
        print("Chromium is here and doesn't run (exit %d), so nothing was compared; its last words:" % got.returncode)
        print(got.stderr.decode(errors="replace")[-2000:])
        raise SystemExit(77)
    return json.loads(html.unescape(found[1]))


# --- platen ------------------------------------------------------------------------------------------

def prepare(folder):
    with open(os.path.join(folder, "square.ttf"), "wb") as out:
        out.write(square_font.build())
    with open(os.path.join(folder, "pic.png"), "wb") as out:
        out.write(base64.b64decode(picture().split(",")[1]))
    with open(os.path.join(folder, "page.css"), "w") as out:
        out.write("@font-face{font-family:Square;src:url(square.ttf)}@page{size:%dpx %dpx;margin:0}%s" % (WIDTH, HEIGHT, RESET))


def ask_platen(page, folder, platen):
    path, pdf = os.path.join(folder, "page.html"), os.path.join(folder, "page.pdf")
    with open(path, "w") as out:
        out.write("<!DOCTYPE html><html lang=en><head><title>x</title></head><body>%s</body></html>" % markup(page))
    if os.path.exists(pdf):
        os.remove(pdf)
    run = subprocess.run([platen, "build", "--from", "html", path, "--style", "none", "--style",
                          os.path.join(folder, "page.css"), "-o", pdf], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    if not os.path.exists(pdf):
        return {"error": run.stdout.decode("utf-8", "replace"), "boxes": {}, "letters": []}
    trace = subprocess.run(["mutool", "trace", pdf], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60).stdout.decode()
    return read_trace(trace)


def read_trace(trace):
    boxes, letters, pages = {}, [], 0
    matrix, color, points = (1, 0, 0, 1, 0, 0), None, None

    def at(x, y):
        a, b, c, d, e, f = matrix
        return (a * x + c * y + e) / .75, (b * x + d * y + f) / .75
    for line in trace.splitlines():
        line = line.strip()
        name = re.match(r"</?(\w+)", line)
        if not name:
            continue
        values = dict(re.findall(r'(\w+)="([^"]*)"', line))
        if name[1] == "page" and "number" in values:
            pages += 1
        elif line.startswith("<fill_path") or line.startswith("<fill_text"):
            matrix = tuple(float(v) for v in values["transform"].split())
            color, points = [float(v) for v in values["color"].split()], []
        elif name[1] in ("moveto", "lineto") and points is not None:
            points.append(at(float(values["x"]), float(values["y"])))
        elif line.startswith("</fill_path"):
            rgb = [round(255 * v) for v in color]
            if len(rgb) == 3 and rgb[2] == 9 and points:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                boxes.setdefault("n%d" % (rgb[0] + 256 * rgb[1]), []).append(
                    [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)])
            points = None
        elif name[1] == "g" and re.match("[a-z]$", values.get("unicode", "")):
            letters.append([values["unicode"], *at(float(values["x"]), float(values["y"]))])
    return {"boxes": boxes, "letters": letters, "pages": pages}


# --- Comparing ------------------------------------------------------------------------------------------

def same(a, b):
    return all(abs(x - y) <= NEAR for x, y in zip(a, b))


def differences(theirs, ours):
    out = []
    if "error" in ours:
        return ["platen: " + ours["error"][:200]]
    if ours["pages"] != 1:
        out.append("%d pages" % ours["pages"])
    for name, rects in theirs["boxes"].items():
        want = sorted(r for r in rects if r[2] > .1 and r[3] > .1)
        got = sorted(ours["boxes"].get(name, []))
        if name not in ours["boxes"] and (not want or name in theirs.get("bare", ())):
            continue
        if len(want) != len(got) or not all(same(a, b) for a, b in zip(want, got)):
            out.append("%s: chromium %s, platen %s" % (name, show(want), show(got)))
    key = lambda l: (l[0], round(l[2] / 5), round(l[1] / 5))
    left = list(ours["letters"])
    missing = []
    for letter in theirs["letters"]:
        for i, other in enumerate(left):
            if other[0] == letter[0] and same(other[1:], letter[1:]):
                del left[i]
                break
        else:
            missing.append(letter)
    if missing or left:
        out.append("letters: chromium %s, platen %s" % (show(missing[:6]), show(left[:6])))
    return out


def show(items):
    return " ".join("(" + ",".join(v if isinstance(v, str) else "%g" % round(v, 2) for v in item) + ")" for item in items) or "none"


def bare_names(page):
    """Elements whose box is not painted: rows, groups, pictures."""
    names, counter = set(), [0]

    def walk(node):
        if is_text(node):
            return
        if node.tag != "body":
            counter[0] += 1
            if node.tag in ("tr", "tbody", "br", "img"):
                names.add("n%d" % counter[0])
        for child in node.children:
            walk(child)
    walk(page)
    return names


def judge(pages, folder, options):
    result = []
    for page, theirs in zip(pages, ask_chromium(pages, folder, options.chromium)):
        theirs["bare"] = bare_names(page)
        result.append(differences(theirs, ask_platen(page, folder, options.platen)))
    return result


# --- Shrinking ---------------------------------------------------------------------------------------------

def smaller(page):
    """Pages with one thing less."""
    def paths(node, path=()):
        for i, child in enumerate(node.children):
            yield path + (i,)
            if not is_text(child):
                yield from paths(child, path + (i,))

    def find(root, path):
        for i in path:
            root = root.children[i]
        return root
    for path in list(paths(page)):
        less = copy.deepcopy(page)
        del find(less, path[:-1]).children[path[-1]]
        yield less
        node = find(page, path)
        if is_text(node):
            words = node.split()
            if len(words) > 1:
                less = copy.deepcopy(page)
                find(less, path[:-1]).children[path[-1]] = " ".join(words[:len(words) // 2])
                yield less
            continue
        if node.tag in ("div", "span"):
            less = copy.deepcopy(page)
            parent = find(less, path[:-1])
            parent.children[path[-1]:path[-1] + 1] = parent.children[path[-1]].children
            yield less
        for holder in ("style", "attributes"):
            for name in getattr(node, holder):
                less = copy.deepcopy(page)
                del getattr(find(less, path), holder)[name]
                yield less


def shrink(page, folder, options):
    for _ in range(40):
        candidates = list(smaller(page))[:400]
        if not candidates:
            return page
        for candidate, found in zip(candidates, judge(candidates, folder, options)):
            if found:
                page = candidate
                break
        else:
            return page
    return page


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platen", required=True)
    parser.add_argument("--chromium", default=shutil.which("chromium") or "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--features", help="only these, all of them on every page")
    parser.add_argument("--allow", type=int, default=0, metavar="N", help="so many differences are Chromium's own")
    parser.add_argument("--shrink", type=int, default=0, metavar="N", help="show the first N failures as small as they get")
    options = parser.parse_args()
    if not options.chromium or not shutil.which("mutool"):
        print("Chromium or mutool is absent: skipped")
        return 77
    options.platen = os.path.abspath(options.platen)
    features = options.features.split(",") if options.features else None
    pages = [Maker(random.Random(options.seed * 100000 + i), features).page() for i in range(options.cases)]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        for first in range(0, len(pages), 100):
            batch = pages[first:first + 100]
            for i, found in enumerate(judge(batch, folder, options)):
                if not found:
                    continue
                failed += 1
                page = batch[i]
                if failed <= options.shrink:
                    page = shrink(page, folder, options)
                    found = judge([page], folder, options)[0]
                print("FAIL %d/%d\n  %s" % (options.seed, first + i, markup(page)))
                for line in found:
                    print("    " + line)
                sys.stdout.flush()
    print("%d passed, %d failed" % (len(pages) - failed, failed))
    return 1 if failed > options.allow else 0


if __name__ == "__main__":
    sys.exit(main())
