#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh PLATEN WORK: measures platen and the peers that are installed in one run, with ../shared/bench beside the tree.
#
# WORK keeps inputs and outputs from run to run; a set-up of that folder with peers in it is used when BENCH_WORK names
# it. Ratios inside one run count. Sets: one article, fifty, a thousand; then how well lines and pages are set.
set -eu
platen=$(realpath "$1") work=${BENCH_WORK:-$2}
bench=$(dirname "$0")/../../../shared/bench
if [ ! -f "$bench/measure.py" ]; then
    echo 'the benchmarks (../shared/bench) are absent: nothing is measured'
    exit 0
fi
mkdir -p "$work/kept"
export PLATEN="$platen" BENCH_WORK="$work"
[ -d "$work/in/C" ] || python3 "$bench/gen.py" "$work/in" A B C N N9 L
python3 "$bench/measure.py" --sets A,B -n "${BENCH_RUNS:-3}"
python3 "$bench/measure.py" --sets C -n 1 \
    --tools platen:pdf,pdftex:pdf,typst:pdf,platen:epub,pandoc:epub,floor
for set in B N9 N L-de L-fr; do
    "$platen" build -q --style "$work/in/$set/bench.css" -o "$work/kept/$set.pdf" "$work/in/$set"/articles/*.md || [ $? = 1 ]
done
python3 "$bench/quality.py" "$work/kept/B.pdf" "$work/kept/N9.pdf" "$work/kept/N.pdf" "$work/kept/L-de.pdf" "$work/kept/L-fr.pdf"
