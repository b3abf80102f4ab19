#!/bin/sh
# Make the bare machine that the packaged program is tried on, once: Debian's smallest root with the two graphics libraries that the
# package depends on. From the mirror that debootstrap uses by itself. Usage: build/linux/bare-root.sh FILE.tar.zst
set -eu
if ! command -v debootstrap > /dev/null || [ "$(id -u)" != 0 ]; then
    echo "A bare Debian root can't be made here: that takes root and debootstrap (apt-get install debootstrap)." >&2
    exit 1
fi
root=$(mktemp -d)
chmod 755 "$root" # the archive keeps it, and accounts without rights enter it
trap 'rm -rf "$root"' EXIT
if ! debootstrap --variant=minbase --include=libgl1,libegl1 bookworm "$root" > "$1.log" 2>&1; then
    echo "A bare Debian root can't be made here: debootstrap failed, for want of a mirror or for what it says itself:" >&2
    tail -n 5 "$1.log" >&2
    exit 1
fi
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
tar --one-file-system -C "$root" -cf - . | zstd -q -3 -f -o "$1.part"
mv "$1.part" "$1"
