#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/ingest/web_score.sh PROGRAM: the web reader's scores don't fall below what it reached.
#
# The corpus lies beside the source tree. Without it the test is skipped, with a word; under CI=true
# it fails.
set -u

program=$1
corpus=../shared/corpus/html

if [ ! -f "$corpus/score_html.py" ]; then
    echo "there is no corpus at $corpus" >&2
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi

failures=0

# at_least FLOOR FIGURE NAME
at_least() {
    if awk -v floor="$1" -v figure="${2:-0}" 'BEGIN { exit !(figure + 0 >= floor) }'; then
        echo "$3: $2"
    else
        echo "$3: ${2:-nothing} is less than $1" >&2
        failures=$((failures + 1))
    fi
}

# score SET: the scorer's report
score() {
    python3 "$corpus/score_html.py" --set "$1" --json \
        --tool "'$program' extract {html} --from web --url {url} --to json"
}

report=$(score scrapinghub) || exit 1
at_least 0.962 "$(echo "$report" | sed -n 's/.* F1 //p')" "whole bodies, F1"
case $report in *"failed 0 of"*) ;; *) echo "$report" >&2; failures=$((failures + 1)) ;; esac

report=$(score trafilatura) || exit 1
at_least 0.925 "$(echo "$report" | sed -n 's/.* F1 //p')" "snippets, F1"
at_least 0.84 "$(echo "$report" | awk '$1 == "title" { print $2 }')" "titles"
at_least 0.66 "$(echo "$report" | awk '$1 == "author" { print $2 }')" "authors"
at_least 0.89 "$(echo "$report" | awk '$1 == "date" { print $2 }')" "dates"

exit $((failures > 0))
