#!/bin/sh
# Remove what install.sh put where this script lies; stores, settings and model packs of this account stay.
# Usage: ~/.local/lib/kizashi/uninstall.sh [PREFIX]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case $here in */lib/kizashi) own=${here%/lib/kizashi} ;; *) own=$HOME/.local ;; esac
prefix=${1:-$own}
if [ ! -d "$prefix/lib/kizashi" ]; then
    echo "There is no Kizashi in $prefix/lib. Nothing was changed." >&2
    exit 1
fi
if [ ! -w "$prefix/lib" ]; then
    echo "What lies in $prefix/lib is another account's, or the administrator's, to remove. Nothing was changed." >&2
    exit 1
fi
rm -rf "$prefix/lib/kizashi"
rm -f "$prefix/bin/kizashi" "$prefix/share/applications/kizashi.desktop" "$prefix/share/icons/hicolor/scalable/apps/kizashi.svg"
for folder in share/icons/hicolor/scalable/apps share/icons/hicolor/scalable share/icons/hicolor share/icons share/applications share lib bin; do
    rmdir "$prefix/$folder" 2> /dev/null || true
done
echo "Kizashi is removed. Your data is kept in ${XDG_DATA_HOME:-$HOME/.local/share}/kizashi and ${XDG_CONFIG_HOME:-$HOME/.config}/kizashi"
