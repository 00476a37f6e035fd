#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes a picture of every design: its first pages in print, and beside them the same article as an
# e-book on a phone, shown by Chromium.
#
#   sh tests/samples/gallery.sh PLATEN FOLDER
#
# FOLDER gets DESIGN.png for each design, and house.png: a design restyled by house.css in ten lines.
# INPUT in the environment names another article. Needs poppler-utils, unzip, ImageMagick and Chromium; exits 77 where one is missing.
set -eu
platen=$1
mkdir -p "$2"
out=$(CDPATH='' cd -- "$2" && pwd)
samples=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
for tool in pdftoppm unzip montage chromium; do
    command -v "$tool" >/dev/null || {
        echo "gallery: $tool is not installed"
        exit 77
    }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Chromium sees none of the designs' faces but those that the book brings along.
cat >"$scratch/fonts.conf" <<'CONF'
<fontconfig><dir>/usr/share/fonts/truetype/liberation</dir></fontconfig>
CONF

# picture NAME INPUT STYLES...
picture() {
    name=$1 input=$2 folder=$scratch/$1
    shift 2
    mkdir -p "$folder"
    styles=
    for style; do styles="$styles --style $style"; done
    # shellcheck disable=SC2086 # words
    (cd "$samples" && "$platen" build --quiet "$input" $styles -o "$folder/a.pdf" -o "$folder/a.epub") || [ $? = 1 ]
    pdftoppm -r 72 -l 2 -png "$folder/a.pdf" "$folder/page"
    unzip -qo "$folder/a.epub" -d "$folder/book"
    for chapter in "$folder"/book/EPUB/text/*.xhtml; do :; done
    # The margins that a phone's reading system gives a page.
    echo 'html { margin: 24px 28px !important }' >>"$folder/book/EPUB/style.css"
    HOME=$scratch FONTCONFIG_FILE=$scratch/fonts.conf chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.5 \
        --window-size=500,842 --screenshot="$folder/phone.png" "file://$chapter" >/dev/null 2>&1
    montage "$folder"/page-*.png "$folder/phone.png" -background '#bbb' -geometry x842+10+10 -tile x1 "$out/$name.png"
    echo "$out/$name.png"
}

for design in briefing digest reader large-print manuscript; do
    picture "$design" "${INPUT:-drought.md}" "$design"
done
picture house "${INPUT:-drought.md}" briefing house.css
