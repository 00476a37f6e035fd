#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/export/round_trip.sh MARKDOWN_TEST LAW_TEST TEXT_SCORE_PROGRAM: laws that hold over all the corpora.
#
# Markdown that is written reads back to the same model; no byte of a text is lost without a word; the scores of
# scraped text don't fall below what they reached. The corpus lies beside the source tree. Without it the test is
# skipped, with a word; under CI=true it fails.
set -u

markdown=$1 law=$2 program=$3
corpus=../shared/corpus
if [ ! -f "$corpus/common.py" ]; then
    echo "there is no corpus at $corpus" >&2
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0}
export ASAN_OPTIONS
failures=0

python3 - "$corpus" "$folder" <<'PYTHON' || exit 1
import json, lzma, os, re, sys, tarfile
corpus, folder = sys.argv[1:]
for name in ("texts", "pages", "feeds", "forms"):
    os.mkdir(os.path.join(folder, name))
with lzma.open(os.path.join(corpus, "text/dev.jsonl.xz"), "rt", encoding="utf-8") as lines:
    for case in map(json.loads, lines):
        with open(os.path.join(folder, "texts", case["id"] + ".txt"), "w", encoding="utf-8", newline="") as out:
            out.write(case["text"])
for part in ("html", "feeds"):
    with tarfile.open(os.path.join(corpus, part, "dev.tar.xz")) as archive:
        for number, member in enumerate(m for m in archive if m.isfile() and m.name.endswith((".html", ".xml", ".json", ".rss", ".atom"))):
            name = "%04d%s" % (number, os.path.splitext(member.name)[1])
            with open(os.path.join(folder, "pages" if part == "html" else "feeds", name), "wb") as out:
                out.write(archive.extractfile(member).read())
for name in ("commonmark-0.31.2.txt", "gfm-0.29.txt"):
    with open(os.path.join(corpus, "markdown", name), encoding="utf-8") as spec:
        examples = re.findall(r"^`{32} example[^\n]*\n(.*?)^\.\n.*?^`{32}$", spec.read(), re.S | re.M)
    for number, example in enumerate(examples):
        with open(os.path.join(folder, "forms", "%s-%04d.md" % (name[:3], number + 1)), "w", encoding="utf-8", newline="") as out:
            out.write(example.replace("→", "\t"))
PYTHON

# holds NAME MOST_BROKEN TEST FILES...
holds() {
    name=$1 most=$2 test=$3
    shift 3
    "$test" "$@" > "$folder/report" 2>&1
    broken=$(grep -c "^$folder" "$folder/report")
    echo "$name: $broken of $# don't hold"
    if [ "$broken" -gt "$most" ] || [ "$(grep -c 'ERROR\|runtime error' "$folder/report")" -gt 0 ]; then
        cut -c1-300 "$folder/report" | head -40 >&2
        failures=$((failures + 1))
    fi
}

holds "texts read back" 0 "$markdown" "$folder"/texts/*.txt
holds "pages read back" 2 "$markdown" "$folder"/pages/*.html
holds "feeds read back" 0 "$markdown" "$folder"/feeds/*
holds "forms read back" 5 "$markdown" "$folder"/forms/*.md
holds "texts lose nothing" 0 "$law" "$folder"/texts/*.txt

report=$(python3 "$corpus/text/score_text.py" --tool "'$program' extract {text} --to json") || exit 1
for floor in "seed-like .985" "derived .93"; do
    set -- $floor
    figure=$(echo "$report" | sed -n "s/^$1, .* F1 \([.0-9]*\);.*/\1/p")
    echo "$1, F1: $figure"
    awk -v floor="$2" -v figure="${figure:-0}" 'BEGIN { exit !(figure + 0 >= floor) }' || failures=$((failures + 1))
done
exit $((failures > 0))
