"""H8: whoever finds the laptop reads its files. What they would read of a store's texts must be nothing."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from access import attempts, keys
from custody import erasure, people, rekeying, restoring, upkeep
from custody.entry import Entry
from domain.actor import Actor
from domain.errors import PassphraseError
from store import texts
from tests.custody.conftest import PASSPHRASES, ROLES, Site
from tests.paths import ROOT
from tests.store.samples import PLANTED, add_file, draft

NOTE = "she said it by the old mill"
PERSON = "client 4711"
WORDS = (PLANTED, "heron waited", NOTE, "old mill", PERSON, "chat.csv", "suicide", *PASSPHRASES.values())


def searched(folders: list[Path], secrets: list[bytes]) -> Iterator[str]:
    """Yield each file in which a planted word stands, in whatever encoding a database or a dump would use."""
    needles = [
        encoded
        for word in WORDS
        for encoded in (word.encode(), word.encode("utf-16-le"), word.upper().encode(), word.encode().hex().encode())
    ]
    for file in (file for folder in folders for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        yield from (f"{file.name}: {needle!r}" for needle in (*needles, *secrets) if needle in content)


def test_h8_no_file_of_the_data_folder_holds_a_word_of_a_text_or_a_key(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("SQLITE_TMPDIR", str(scratch))
    mina = site.entry("mina")
    secrets = [mina.key, mina.key.hex().encode(), site.recovery.encode(), site.recovery.replace("-", "").encode()]
    folders = [site.folder, site.settings, scratch]
    with mina.open() as db:
        known = add_file(db, "letters.csv", 2)
        texts.add_texts(db, known, [replace(draft(3, f"{PLANTED}. {NOTE}. {PERSON}"), person=PERSON)])
        db.tables.execute("SELECT body FROM bodies ORDER BY body || 'x' DESC").fetchall()  # sorts where it has room
        assert site.store.with_name("s.kizashi-wal").stat().st_size > 4096
        assert list(searched(folders, secrets)) == []
        upkeep.back_up(mina, passphrase="")
        assert list(searched(folders, secrets)) == []
    with pytest.raises(PassphraseError):
        site.sign_in("ken", "suicide in the wrong field")
    assert attempts.unrecorded(site.store)
    site.sign_in("ken")
    renewed, text = rekeying.renew(mina)
    people.change_passphrase(site.store, "ken", PASSPHRASES["ken"], "a phrase of my own")
    saved = upkeep.back_up(renewed).file
    erasure.erase_person(Entry(site.store, Actor("rei", ROLES["rei"]), renewed.key), PERSON)
    secrets += [renewed.key, renewed.key.hex().encode(), text.encode(), b"a phrase of my own"]
    assert list(searched(folders, secrets)) == []
    again = restoring.restore(saved, site.store, lambda copy: ("mina", keys.unlock(copy, "mina", PASSPHRASES["mina"])))
    assert again.erased_again == 1
    assert list(searched(folders, secrets)) == [], "nor beside the store that was restored, nor in the one set aside"
    assert len([file for file in site.folder.rglob("*") if file.is_file()]) >= 6


def test_h8_a_crash_writes_no_memory_to_the_disk() -> None:
    """What the program had decrypted would lie in the dump, and the key with it; at 0 Linux still hands it to a program."""
    resource = pytest.importorskip("resource", reason="Windows writes dumps by its own settings")
    code = "import main, resource; main.main(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    ended = subprocess.run(
        [sys.executable, "-c", code, "protocols", "list"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    limit = "(0, 0)" if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 else "(1, 1)"
    assert ended.stdout.endswith(f"\n{limit}\n")
