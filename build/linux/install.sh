#!/bin/sh
# Install Kizashi for this account alone, without administrator's rights and without questions; an older one is replaced.
# Usage: ./install.sh [PREFIX]        (default: ~/.local)
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
prefix=${1:-$HOME/.local}
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
place=$prefix/lib/kizashi
version=$(cat "$here/VERSION")

newest() { printf '%s\n%s\n' "$1" "$2" | sort -V | tail -n 1; }

if [ -f "$place/VERSION" ]; then
    there=$(cat "$place/VERSION")
    if [ "$there" != "$version" ] && [ "$(newest "$there" "$version")" = "$there" ]; then
        echo "Kizashi $there is installed, and this is the older $version, which can't open its stores. Nothing was changed." >&2
        exit 1
    fi
fi
mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/applications" "$prefix/share/icons/hicolor/scalable/apps"
trap 'rm -rf "$place.new"' EXIT
rm -rf "$place.new"
cp -R "$here/program" "$place.new"
cp "$here/VERSION" "$here/uninstall.sh" "$place.new/"
if ! "$place.new/kizashi" --help > /dev/null; then
    echo "Kizashi can't be started from $prefix/lib, for the reason above. No program was changed." >&2
    echo "Where that is a permission: unpack on a disk, not on a stick (FAT keeps neither rights nor links), and install where" >&2
    echo "programs may run (no mount option noexec): ./install.sh PREFIX" >&2
    exit 1
fi
rm -rf "$place"
mv "$place.new" "$place"
ln -sf ../lib/kizashi/kizashi "$prefix/bin/kizashi"
{
    grep -v '^Exec=' "$here/kizashi.desktop"
    printf 'Exec="%s"\n' "$place/kizashi"
} > "$prefix/share/applications/kizashi.desktop"
cp "$here/kizashi.svg" "$prefix/share/icons/hicolor/scalable/apps/"
echo "Kizashi $version is in $place. Start it from the menu, or with $prefix/bin/kizashi"
