"""Kits, packs and protocols on a stick: what was changed, added or signed by somebody else is not taken in."""

import os
import re
import shutil
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from access import policy
from access.machine import Machine
from access.organisation import signing_key_pem
from cli.main import Exit, run
from domain.actor import Actor, Role
from domain.audit import AuditEntry
from domain.errors import NotAllowedError
from domain.policy import Policy
from tests.paths import ROOT
from transfer import lists, signing
from transfer.errors import ListError, SignatureError
from transfer.trust import admit

OWNER = Actor("ann", Role.OWNER)
SHIPPED = ROOT / "screening" / "protocols" / "stress.toml"
VERIFY = ROOT / "build" / "kit" / "verify.sh"


class Key:
    def __init__(self, folder: Path, name: str) -> None:
        made = Ed25519PrivateKey.generate()
        self.private, self.public = folder / f"{name}.key", folder / f"{name}.pem"
        self.private.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.raw = made.public_key().public_bytes_raw()
        self.public.write_bytes(signing_key_pem(self.raw))


@pytest.fixture
def ours(tmp_path: Path) -> Key:
    return Key(tmp_path, "ours")


@pytest.fixture
def theirs(tmp_path: Path) -> Key:
    return Key(tmp_path, "theirs")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "kit"
    (folder / "protocols").mkdir(parents=True)
    shutil.copyfile(SHIPPED, folder / "protocols" / "our own.toml")
    (folder / "installer.deb").write_bytes(b"an installer")
    shutil.copyfile(VERIFY, folder / "verify.sh")
    return folder


def sealed(kit: Path, key: Key) -> Path:
    made = lists.write(kit)
    signing.sign(made, key.private)
    return made


def changed(kit: Path) -> None:
    (kit / "installer.deb").write_bytes(b"another one")


def added(kit: Path) -> None:
    (kit / "autorun.sh").write_text("echo hello", encoding="utf-8")


def linked(kit: Path) -> None:
    (kit / "autorun.sh").symlink_to("installer.deb")


def taken_away(kit: Path) -> None:
    (kit / "installer.deb").unlink()


def test_a_signed_kit_is_found_whole(kit: Path, ours: Key) -> None:
    made = sealed(kit, ours)
    assert signing.signed(made, ours.raw)
    assert lists.check(kit, made) == 3


@pytest.mark.parametrize("harm", [changed, added, taken_away])
def test_h25_nothing_in_a_kit_can_be_changed_added_or_taken_away(kit: Path, ours: Key, harm: object) -> None:
    made = sealed(kit, ours)
    assert callable(harm)
    harm(kit)
    with pytest.raises(ListError, match=r"Don't use it.*(installer.deb|autorun.sh)"):
        lists.check(kit, made)


def test_h25_another_s_signature_and_a_list_that_was_changed_are_refused(kit: Path, ours: Key, theirs: Key) -> None:
    made = sealed(kit, theirs)
    with pytest.raises(SignatureError):
        signing.signed(made, ours.raw)
    sealed(kit, ours)
    made.write_text(made.read_text(encoding="utf-8").replace("installer", "Installer"), encoding="utf-8")
    with pytest.raises(SignatureError):
        signing.signed(made, ours.raw)


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside"])
def test_a_list_names_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    made = tmp_path / "SHA256SUMS"
    made.write_text(f"{'0' * 64}  {name}\n", encoding="utf-8")
    with pytest.raises(ListError, match="no list of files"):
        lists.read(made)


def test_a_machine_without_a_key_takes_in_what_it_took_before(kit: Path) -> None:
    admit(OWNER, kit / "protocols" / "our own.toml", Policy(), lambda _question: False)


@pytest.mark.parametrize("single", [False, True])
def test_a_signed_protocol_is_taken_in_without_a_question(kit: Path, ours: Key, *, single: bool) -> None:
    """Signed alone, or inside a signed kit."""
    protocol = kit / "protocols" / "our own.toml"
    sealed(protocol if single else kit, ours)
    admit(OWNER, protocol, Policy(signing_key=ours.raw, require_signed=True), lambda _question: pytest.fail("asked"))
    protocol.write_text("changed", encoding="utf-8")
    told: list[AuditEntry] = []
    with pytest.raises(ListError):
        admit(replace(OWNER, witness=told.append), protocol, Policy(signing_key=ours.raw), lambda _question: True)
    assert [(one.act, one.subject, one.new) for one in told] == [
        ("failed", "file our own.toml", "check signature: ListError")
    ], "a forgery that nobody hears of is tried again"


def test_h25_of_an_unsigned_one_a_person_is_asked_unless_the_policy_refuses_it(kit: Path, ours: Key) -> None:
    asked: list[str] = []

    def yes(question: str) -> bool:
        asked.append(question)
        return True

    told: list[AuditEntry] = []
    ann = replace(OWNER, witness=told.append)
    admit(ann, kit / "installer.deb", Policy(signing_key=ours.raw), yes)
    assert told == []
    assert "installer.deb does not bear the signature of your organisation" in asked[0]
    with pytest.raises(NotAllowedError, match="Nothing was taken in"):
        admit(ann, kit / "installer.deb", Policy(signing_key=ours.raw), lambda _question: False)
    with pytest.raises(NotAllowedError, match="policy"):
        admit(ann, kit / "installer.deb", Policy(signing_key=ours.raw, require_signed=True), yes)
    assert [(one.act, one.subject) for one in told] == [("refused", "file installer.deb")] * 2


def test_the_policy_names_the_key_and_the_commands_keep_to_it(
    kit: Path, ours: Key, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(f'require_signed = true\nsigning_key = """{ours.public.read_text(encoding="utf-8")}"""', "utf-8")
    machine = Machine(found=policy.find(str(file), tmp_path / "none"))
    machine.check()
    assert run(["transfer", "sign", str(kit)], machine) == Exit.DONE
    assert run(["transfer", "verify", str(kit)], machine) == Exit.FAILED
    assert run(["transfer", "sign", str(kit), "--key", str(ours.private)], machine) == Exit.DONE
    assert run(["transfer", "verify", str(kit)], machine) == Exit.DONE
    assert "signed by the organisation" in capsys.readouterr().out
    unsigned = tmp_path / "pack.kzpack"
    unsigned.write_bytes(b"a pack")
    assert run(["models", "import", str(unsigned)], machine) == Exit.FAILED
    assert "pack.kzpack does not bear the signature" in capsys.readouterr().err
    shutil.copyfile(SHIPPED, tmp_path / "another.toml")
    assert run(["screen", str(SHIPPED), "--protocol", str(tmp_path / "another.toml")], machine) == Exit.FAILED
    assert "another.toml does not bear the signature" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
@pytest.mark.parametrize("harm", [None, changed, added, linked, taken_away])
def test_a_kit_is_verified_where_kizashi_is_not_installed_yet(kit: Path, ours: Key, harm: object) -> None:
    sealed(kit, ours)
    if callable(harm):
        harm(kit)
    done = subprocess.run(["sh", kit / "verify.sh", ours.public], capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (harm is None), done.stdout + done.stderr
    assert harm is None or re.search("installer.deb|autorun.sh", done.stdout + done.stderr), "it must name the file"


def test_a_kit_that_one_account_signed_can_be_checked_by_every_other(kit: Path, ours: Key) -> None:
    """The program writes for its own account alone, and a list that nobody else can read looks like a forged kit."""
    before = os.umask(0o077)
    try:
        made = sealed(kit, ours)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(file.stat().st_mode) for file in (made, lists.signature(made), kit / lists.KEY)} == {0o644}


def test_signing_a_stick_writes_through_no_link_on_it(kit: Path, ours: Key, tmp_path: Path) -> None:
    """Whoever made the stick chose which file of the signer's account was written over."""
    own = tmp_path / "letter.txt"
    own.write_text("dear")
    for name in ("SHA256SUMS", "SHA256SUMS.sig", "organisation.pem"):
        (kit / name).symlink_to(own)
    lists.check(kit, sealed(kit, ours))
    assert own.read_text() == "dear"


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_refuses_a_kit_that_somebody_else_signed(kit: Path, ours: Key, theirs: Key) -> None:
    sealed(kit, theirs)
    done = subprocess.run(["sh", kit / "verify.sh", ours.public], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "signature" in done.stderr


def test_a_key_that_is_not_there_is_missed_and_no_kit_is_called_forged_for_it(kit: Path, ours: Key) -> None:
    sealed(kit, ours)
    missing = kit.parent / "KYE.pem"
    done = subprocess.run(["sh", kit / "verify.sh", missing], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"The key {missing} can't be read. Nothing was checked.\n"
