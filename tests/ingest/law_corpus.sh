#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing of any page or feed of the corpus is lost without a word.
#
#   sh tests/ingest/law_corpus.sh TEST_INGEST_LAW
#
# Skipped (77) where the corpus is not beside the source tree; fails then where CI=true.
set -eu
corpus=../shared/corpus
if [ ! -e "$corpus/html/dev.tar.xz" ]; then
    echo "no corpus in $corpus"
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for part in html feeds; do
    mkdir "$scratch/$part"
    tar -C "$scratch/$part" -xf "$corpus/$part/dev.tar.xz"
done
find "$scratch" \( -name '*.html' -o -name '*.xml' \) -print0 |
    sort -z | xargs -0 -n 200 "$1"
