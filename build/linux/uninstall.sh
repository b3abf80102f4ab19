#!/bin/sh
# Remove what install.sh put under PREFIX; stores, settings and model packs of this account stay.
# Usage: ~/.local/lib/kizashi/uninstall.sh [PREFIX]
set -eu
prefix=${1:-$HOME/.local}
rm -rf "$prefix/lib/kizashi"
rm -f "$prefix/bin/kizashi" "$prefix/share/applications/kizashi.desktop" "$prefix/share/icons/hicolor/scalable/apps/kizashi.svg"
for folder in share/icons/hicolor/scalable/apps share/icons/hicolor/scalable share/icons/hicolor share/icons share/applications lib bin; do
    rmdir "$prefix/$folder" 2> /dev/null || true
done
echo "Kizashi is removed. Your data is kept in ${XDG_DATA_HOME:-$HOME/.local/share}/kizashi and ${XDG_CONFIG_HOME:-$HOME/.config}/kizashi"
