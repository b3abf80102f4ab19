"""A store's files with the encryption taken off, page by page: what an owner of the key could find in them.

Not through SQLite, which shows only what is still in use: freed pages and the log come along.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, SALT, IV, MAC = 4096, 16, 16, 64
FRAME_HEADER, LOG_HEADER = 24, 32


def plain(store: Path, key: bytes) -> bytes:
    """Return every page of the store and of its log as it was before it was encrypted (SQLCipher 4's AES-256-CBC)."""
    pages = [_page(page, key, first=not place) for place, page in enumerate(_cut(store.read_bytes(), PAGE))]
    log = store.with_name(f"{store.name}-wal")
    frames = _cut(log.read_bytes()[LOG_HEADER:], FRAME_HEADER + PAGE) if log.exists() else []
    for frame in frames:
        first = int.from_bytes(frame[:4], "big") == 1
        pages.append(_page(frame[FRAME_HEADER:], key, first=first))
    return b"".join(pages)


def _cut(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content) - size + 1, size)]


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    end = PAGE - IV - MAC
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV]))
    decryptor = cipher.decryptor()
    return decryptor.update(page[SALT if first else 0 : end]) + decryptor.finalize()
