#!/bin/sh
# Make the Debian package and the tarball of dist/kizashi. Equal programs give equal files: nothing in them tells the time or who made
# them. Usage: build/linux/package.sh VERSION FOLDER [PROGRAM]        (default: dist/kizashi)
set -eu
version=$1 out=$2
here=$(dirname "$0")
program=${3:-dist/kizashi}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
umask 022

arch=$(dpkg --print-architecture)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$out" "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib" "$tree/usr/share/applications" \
    "$tree/usr/share/icons/hicolor/scalable/apps" "$tree/usr/share/doc/kizashi"
cp -a "$program" "$tree/usr/lib/kizashi"
chmod -R u=rwX,go=rX "$tree"
ln -s ../lib/kizashi/kizashi "$tree/usr/bin/kizashi"
cp "$here/kizashi.desktop" "$tree/usr/share/applications/"
cp gui/icon.svg "$tree/usr/share/icons/hicolor/scalable/apps/kizashi.svg"
cp NOTICE "$tree/usr/share/doc/kizashi/copyright"
cat LICENSE >> "$tree/usr/share/doc/kizashi/copyright"
chmod -R u=rwX,go=rX "$tree/usr/share"
size=$(du -sk --apparent-size "$tree/usr" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" "$here/control" > "$tree/DEBIAN/control"
sed -e "s/@VERSION@/$version/" "$here/preinst" > "$tree/DEBIAN/preinst"
chmod 755 "$tree/DEBIAN/preinst"
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zzstd -z"${LEVEL:-9}" --build "$tree" "$out/kizashi_${version}_$arch.deb" > /dev/null

name=kizashi-$version-linux-$(uname -m)
mkdir "$tree/$name"
mv "$tree/usr/lib/kizashi" "$tree/$name/program"
cp "$tree/usr/share/applications/kizashi.desktop" "$tree/usr/share/icons/hicolor/scalable/apps/kizashi.svg" "$tree/$name/"
echo "$version" > "$tree/$name/VERSION"
cp "$here/install.sh" "$here/uninstall.sh" "$tree/$name/"
chmod 755 "$tree/$name/install.sh" "$tree/$name/uninstall.sh"
find "$tree/$name" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -C "$tree" -cf - "$name" | gzip -n -"${LEVEL:-6}" > "$out/$name.tar.gz"
