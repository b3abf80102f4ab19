#!/bin/sh
# Lay out a kit for a stick from what `make deb` made: a list and a signature are the program's to add.
# Usage: build/kit/make.sh FOLDER MODEL NAME VERSION
set -eu
kit=$1 model=$2 name=$3 version=$4
here=$(dirname "$0")
rm -rf "$kit"
mkdir -p "$kit/packs" "$kit/protocols" "$kit/wheels" "$kit/docs"
cp "dist/${name}_${version}_"*.deb "dist/$name-$version-linux-"*.tar.gz "$kit/"
cp -R dist/kizashi/_internal/licences dist/kizashi/_internal/sbom.cdx.json "$kit/"
cp screening/protocols/*.toml "$kit/protocols/"
cp "$here/verify.sh" "$here/README.txt" LICENSE NOTICE "$kit/"
cp -R docs/it docs/decisions docs/*.md "$kit/docs/" # what the IT desk's pages lead to lies beside them
.venv/bin/python main.py models pack "$model" --to "$kit/packs"
chmod -R u=rwX,go=rX "$kit" # whoever gets the kit reads it, whatever account made it
