#!/bin/sh
# SPDX-License-Identifier: MIT
# Asks an outside judge about all publications of a folder at once.
#
#   sh tests/judges/judge.sh epubcheck|verapdf|qpdf FOLDER
#
# Exits 0 if the judge finds nothing, warnings included; 77 (skipped) if the
# judge isn't installed or there is nothing to judge, which is a failure where
# CI=true. `.ci/setup --test` installs the judges.
set -eu
judge=$1
folder=$(CDPATH='' cd -- "$2" && pwd)
home=${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/platen/judges

absent() {
    echo "judges/$judge: $1"
    [ "${CI:-}" = true ] && exit 1
    exit 77
}

# Short runs: no second compiler, no threads for the collector, deep recursion.
java_briefly() {
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m "$@"
}

case $judge in
epubcheck) set -- "$folder"/*.epub ;;
*) set -- "$folder"/*.pdf ;;
esac
[ -e "$1" ] || absent "nothing to judge in $folder"

case $judge in
epubcheck)
    [ -e "$home/complete" ] || absent 'EPUBCheck is not installed: sh .ci/setup --test'
    # Its own jar must come first: it replaces a class of another one.
    first=$(printf '%s\n' "$home"/epubcheck/epubcheck-*.jar)
    java_briefly -cp "$first:$home/epubcheck/*:$home/launcher" EpubCheckAll "$@"
    ;;
verapdf)
    [ -e "$home/complete" ] || absent 'veraPDF is not installed: sh .ci/setup --test'
    # Judges every standard that a file claims: each must claim and keep both.
    java_briefly -cp "$home/verapdf/*" org.verapdf.apps.GreenfieldCliWrapper --format text -v "$@" \
        >"$folder/verapdf.log" 2>&1 || true
    failed=0
    for file; do
        for standard in ua1 2a; do
            grep -qF "PASS $file $standard" "$folder/verapdf.log" && continue
            echo "$file: not $standard"
            failed=$((failed + 1))
        done
    done
    [ "$failed" = 0 ] || cat "$folder/verapdf.log"
    echo "verapdf: $# files, $failed claims missing"
    [ "$failed" = 0 ]
    ;;
qpdf)
    command -v qpdf >/dev/null || absent 'qpdf is not installed: sh .ci/setup --test'
    failed=0
    for file; do
        if qpdf --check "$file" >"$folder/qpdf.log" 2>&1; then
            echo "$file: ok"
        else
            cat "$folder/qpdf.log"
            failed=$((failed + 1))
        fi
    done
    echo "qpdf: $# files, $failed failed"
    [ "$failed" = 0 ]
    ;;
*)
    echo "judge.sh: unknown judge '$judge'" >&2
    exit 2
    ;;
esac
