#!/bin/sh
# SPDX-License-Identifier: MIT
# Which faces a family list asks for, in order, by the staged set alone: pages
# are the same on every machine only while these lines are.
#
#   sh tests/house/faces.sh FONTS_FOLDER
set -eu
export FONTCONFIG_FILE="$1/fonts.conf" LC_ALL=C
unset SOURCE_DATE_EPOCH

while read -r pattern; do
    printf '%s:' "$pattern"
    fc-match -s -f ' %{family[0]} %{style[0]}\n' "$pattern" | head -n 8 | paste -s -d , -
done <<'PATTERNS'
serif
sans\-serif
monospace
emoji
math
Linux Libertine O:bold:italic
Inter:weight=180
Vollkorn:lang=ru
TeX Gyre Cursor
Times New Roman
Arial:bold
Courier New
Calibri
No Such Family
serif:lang=ja
sans\-serif:lang=ko
Inter:lang=zh-hk
Inter:lang=zh-hant
Inter:lang=zh-cn
PATTERNS
