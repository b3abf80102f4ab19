#!/bin/sh
# Verify this kit with nothing but what every Linux has: sha256sum, and openssl for the signature.
# Usage: ./verify.sh [KEY.pem]        KEY.pem: your organisation's public key, from anywhere but this kit
set -u
key=${1:-}
case $key in '' | /*) ;; *) key=$PWD/$key ;; esac
if [ -n "$key" ] && [ ! -r "$key" ]; then
    echo "The key $key can't be read. Nothing was checked." >&2
    exit 1
fi
cd "$(dirname "$0")" || exit 1

listed=$(cut -c 67- SHA256SUMS | sort)
there=$(find . ! -type d ! -path ./SHA256SUMS ! -path ./SHA256SUMS.sig ! -path ./organisation.pem | cut -c 3- | sort)
if [ "$listed" != "$there" ]; then
    echo "This kit does not hold the files that SHA256SUMS lists. Don't use it. Only in one of them:" >&2
    printf '%s\n' "$listed" "$there" | sort | uniq -u >&2
    exit 1
fi
if ! sha256sum --check --quiet SHA256SUMS; then
    echo "A file of this kit was changed. Don't use it." >&2
    exit 1
fi
echo "All files are what SHA256SUMS says."
if [ -z "$key" ]; then
    echo "Who wrote SHA256SUMS was not checked: run ./verify.sh KEY.pem with your organisation's public key."
elif ! command -v openssl > /dev/null; then
    echo "openssl is not installed, so the signature was not checked. After installing: kizashi transfer verify . --key $key" >&2
    exit 2
elif openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig > /dev/null 2>&1; then
    echo "The list is signed by the organisation."
else
    echo "The signature is missing, or not your organisation's. Don't use this kit." >&2
    exit 1
fi
