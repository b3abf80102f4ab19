#!/bin/sh
# Make the Debian package and the tarball of dist/kizashi. Equal programs give equal files: nothing in them tells the time or who made
# them. Usage: build/linux/package.sh NAME VERSION FOLDER [PROGRAM]        (NAME begins the files' names; default: dist/kizashi)
set -eu
name=$1 version=$2 out=$3
here=$(dirname "$0")
program=${4:-dist/kizashi}
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
libc=$(getconf GNU_LIBC_VERSION) # what was packed from this machine runs with no older one
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" -e "s/@LIBC@/${libc#glibc }/" "$here/control" > "$tree/DEBIAN/control"
sed -e "s/@VERSION@/$version/" "$here/preinst" > "$tree/DEBIAN/preinst"
chmod 755 "$tree/DEBIAN/preinst"
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zzstd -z"${LEVEL:-9}" --build "$tree" "$out/${name}_${version}_$arch.deb" > /dev/null

folder=$name-$version-linux-$(uname -m)
mkdir "$tree/$folder"
mv "$tree/usr/lib/kizashi" "$tree/$folder/program"
cp "$tree/usr/share/applications/kizashi.desktop" "$tree/usr/share/icons/hicolor/scalable/apps/kizashi.svg" "$tree/$folder/"
echo "$version" > "$tree/$folder/VERSION"
cp "$here/install.sh" "$here/uninstall.sh" "$tree/$folder/"
chmod 755 "$tree/$folder/install.sh" "$tree/$folder/uninstall.sh"
find "$tree/$folder" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -C "$tree" -cf - "$folder" | gzip -n -"${LEVEL:-6}" > "$out/$folder.tar.gz"
