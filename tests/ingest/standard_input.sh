#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/ingest/standard_input.sh PROGRAM: what comes without a name is read by its content, which is said; -M adds authors.
set -u

program=$1
failures=0

# says TEXT PATTERN WHAT
says() {
    case $1 in
    *"$2"*) ;;
    *) echo "$3: no '$2' in: $1" >&2; failures=$((failures + 1)) ;;
    esac
}

# guessed FORMAT TEXT
guessed() {
    said=$(printf '%b' "$2" | "$program" extract - -v 2>&1 >/dev/null)
    says "$said" "note: read as $1 [N0120]" "the guess of '$2'"
    says "$said" "--from says it otherwise" "the hint"
}

guessed markdown '# The weir\n\nIt was built of larch.\n'
guessed markdown '---\ntitle: The weir\n---\n\nIt was built of larch.\n'
guessed text 'The weir\n\nIt was built of larch.\n\n# 3 in the list\n'
guessed web '<!DOCTYPE html><title>The weir</title><p>It was built of larch.\n'
guessed feed '<?xml version="1.0"?><rss><channel><item><title>a</title></item></channel></rss>'

said=$(printf '# The weir\n\nText.\n' | "$program" extract - --from markdown -v 2>&1 >/dev/null)
case $said in *N0120*) echo "a format that was said is no guess: $said" >&2; failures=$((failures + 1)) ;; esac

said=$(printf -- '---\nauthor: Ines Maro\n---\n\nText.\n' | "$program" build - -M author="Ada Brandt" -M author="Bo Li" --dump model 2>&1)
says "$said" 'metadata authors "Ada Brandt" "Bo Li" (option' "two authors by option"

exit $((failures > 0))
