"""People and their passphrases, as they are at a terminal: through the real command line."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from access import sealing
from cli import stores
from tests.cli.home import MAIN, Home, the_one_line
from tests.paths import ROOT

# The codec is loaded first: Python's own library may lie where that account can't read it.
AS_NOBODY = """
import encodings.utf_8_sig, os, sys
import cli.store
from cli.main import run
os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""
WORDS = {"mina": "tall heron frozen canal", "ken": "green tram early garden"}


@pytest.fixture(scope="module", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """Let the same Argon2id cost less in this process; what is a process of its own pays the full price."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealing, "MEMORY_KIB", 64)
        yield


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file for each passphrase, and `paper` for the recovery key of the home of two people."""
    folder = tmp_path_factory.mktemp("files")
    for name, words in (
        *WORDS.items(),
        ("given", "chosen by another"),
        ("wrong", "not the right words"),
        ("short", "x"),
    ):
        (folder / name).write_text(f"{words}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, files: Path) -> Home:
    """A home whose store has an administrator, and a counselor whose passphrase somebody else chose."""
    home = Home.make(tmp_path_factory.mktemp("made") / "home")
    first = home.here("users", "add", "mina", "--new-passphrase-file", files / "mina")
    [line] = [line for line in first.stdout.splitlines() if line.startswith("Recovery key: ")]
    (files / "paper").write_text(line.removeprefix("Recovery key: "), encoding="utf-8")
    assert "One person at most works with texts" in first.stdout, "a lone counselor is told what needs a second person"
    order = ("users", "add", "ken", "--role", "counselor", "--new-passphrase-file", files / "given")
    assert signed(home, files, "mina", *order).returncode == 0
    return home


@pytest.fixture
def peopled(made: Home, tmp_path: Path) -> Home:
    """A copy of that home."""
    return Home(Path(shutil.copytree(made.folder, tmp_path / "peopled")))


def signed(home: Home, files: Path, who: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return home.here(*arguments, "--user", who, "--passphrase-file", files / who)


def test_from_the_first_start_to_a_forgotten_passphrase(peopled: Home, files: Path) -> None:
    verify = ("store", "verify", "--user", "ken", "--passphrase-file")
    assert "Choose one of your own" in the_one_line(peopled.here(*verify, files / "given"))
    order = ("users", "passphrase", "--user", "ken", "--passphrase-file", files / "given")
    assert "easy to guess" in the_one_line(peopled.here(*order, "--new-passphrase-file", files / "short"))
    assert peopled.here(*order, "--new-passphrase-file", files / "ken").returncode == 0
    assert "is sound" in peopled.here(*verify, files / "ken").stdout
    for _ in range(3):
        assert "does not open" in the_one_line(peopled.here(*verify, files / "wrong"))
    assert "Wait" in the_one_line(peopled.here(*verify, files / "ken")), "h2: a new process has to wait as well"
    by_paper = ("users", "passphrase", "ken", "--recovery-key-file", files / "paper", "--new-passphrase-file")
    assert peopled.here(*by_paper, files / "given").returncode == 0
    assert "is sound" in peopled.here(*verify, files / "given").stdout
    assert signed(peopled, files, "mina", "users", "disable", "ken").returncode == 0
    assert "does not open" in the_one_line(peopled.here(*verify, files / "given"))
    listed = signed(peopled, files, "mina", "users", "list", "--json").stdout.splitlines()
    assert [(json.loads(line)["name"], bool(json.loads(line)["disabled_at"])) for line in listed] == [
        ("mina", False),
        ("ken", True),
    ]


def test_a_passphrase_that_was_not_given_is_asked_for_and_no_wrong_one(peopled: Home, files: Path) -> None:
    for _ in range(4):
        assert "--passphrase-file F" in the_one_line(peopled.here("store", "verify", "--user", "mina"))
    order = ("store", "verify", "--user", "mina", "--passphrase-file")
    assert "No such file or directory." in the_one_line(peopled.here(*order, files / "none"))
    assert peopled.here(*order, files / "mina").returncode == 0, "nobody waits for a passphrase that was never tried"


def test_a_store_that_has_people_never_opens_without_one(peopled: Home, files: Path) -> None:
    for order in (("users", "list"), ("store", "verify", "--passphrase-file", files / "mina"), ("store", "rekey")):
        assert "Say who you are" in the_one_line(peopled.here(*order))
    assert "does not open" in the_one_line(signed(peopled, files, "wrong", "store", "verify"))
    assert "Give the passphrase" in the_one_line(peopled.here("store", "verify", "--user", "mina"))


def test_the_environment_can_say_who_one_is(tmp_path: Path, files: Path) -> None:
    """At full price, in processes of their own."""
    home = Home.make(tmp_path / "home")
    assert home.kizashi("users", "add", "mina", "--new-passphrase-file", files / "mina").returncode == 0
    environment = home.environment | {"KIZASHI_USER": "mina", "KIZASHI_PASSPHRASE": WORDS["mina"]}
    ended = subprocess.run([*MAIN, "store", "verify"], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    "order",
    [
        ("users", "list"),
        ("users", "add", "noor", "--role", "specialist", "--new-passphrase-file", "given"),
        ("users", "disable", "mina"),
        ("users", "passphrase", "mina", "--new-passphrase-file", "given"),
        ("store", "backup"),
        ("store", "rekey"),
        ("store", "audit"),
        ("evaluate", "given", "--label-column", "label", "--protocol", "stress", "--adopt"),
    ],
    ids=lambda order: " ".join(order[:2]),
)
def test_a_counselor_is_refused_what_is_the_administrators(peopled: Home, files: Path, order: tuple[str, ...]) -> None:
    paper = ("--recovery-key-file", files / "paper", "--new-passphrase-file", files / "ken")
    peopled.here("users", "passphrase", "ken", *paper)
    arguments = [files / word if word == "given" else word for word in order]
    assert "ken may not do this" in the_one_line(signed(peopled, files, "ken", *arguments))


def test_first_person_must_be_administrator_and_gets_a_good_passphrase(bare: Home, files: Path) -> None:
    order = ("users", "add", "mina", "--new-passphrase-file")
    assert "its administrator" in the_one_line(bare.here(*order, files / "mina", "--role", "counselor"))
    assert "easy to guess" in the_one_line(bare.here(*order, files / "short"))
    assert "in a file" in the_one_line(bare.here("users", "add", "mina"))
    assert not list((bare.folder / "data").glob("*.keys"))


def test_an_organisations_key_opens_what_everybody_forgot(bare: Home, files: Path, tmp_path: Path) -> None:
    private, public, store = tmp_path / "org.pem", tmp_path / "org.pub.pem", tmp_path / "s.kizashi"
    key = X25519PrivateKey.generate()
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    order = ("users", "add", "mina", "--store", store, "--new-passphrase-file", files / "mina", "--organisation-key")
    assert "no X25519 public key" in the_one_line(bare.here(*order, private))
    assert bare.here(*order, public).returncode == 0
    recovering = ("users", "passphrase", "mina", "--store", store, "--new-passphrase-file", files / "ken")
    assert "no X25519 private key" in the_one_line(bare.here(*recovering, "--organisation-key", public))
    assert bare.here(*recovering, "--organisation-key", private).returncode == 0
    assert bare.here(
        *("store", "verify", "--user", "mina", "--store", store, "--passphrase-file", files / "ken")
    ).stdout


def test_a_mistyped_recovery_key_names_its_group(peopled: Home, files: Path, tmp_path: Path) -> None:
    typed = (files / "paper").read_text(encoding="utf-8")
    mistyped = tmp_path / "mistyped"
    mistyped.write_text(typed[:12] + ("2" if typed[12] != "2" else "3") + typed[13:], encoding="utf-8")
    order = (
        "users",
        "passphrase",
        "ken",
        "--recovery-key-file",
        mistyped,
        "--new-passphrase-file",
        files / "ken",
    )
    assert "Group 3 of the recovery key is mistyped" in the_one_line(peopled.here(*order))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("unattended.kizashi.keys", b'{"version": 9}', "newer Kizashi"),
        ("unattended.kizashi.keys", b"\x00\xff", "damaged"),
        ("unattended.kizashi.keys", None, "is missing"),
        ("unattended.kizashi", None, "There is no store"),
        ("unattended.kizashi", b"\x00\xff" * 4096, "does not open the store"),
    ],
    ids=["newer block", "damaged block", "missing block", "missing store", "damaged store"],
)
def test_h3_what_is_wrong_with_the_files_is_one_sentence_and_they_stay_as_they_are(
    peopled: Home, files: Path, name: str, content: bytes | None, said: str
) -> None:
    data = peopled.folder / "data"
    if content is None:
        (data / name).unlink()
    else:
        (data / name).write_bytes(content)
    before = {file.name: file.read_bytes() for file in data.iterdir() if file.suffix != ".attempts"}
    assert said in the_one_line(signed(peopled, files, "mina", "store", "verify"))
    assert {file.name: file.read_bytes() for file in data.iterdir() if file.suffix != ".attempts"} == before


def test_h3_a_read_only_folder_is_one_sentence(peopled: Home, files: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not write here")
    with tempfile.TemporaryDirectory() as open_to_all:  # pytest's own folders let nobody else pass
        Path(open_to_all).chmod(0o755)
        folder = Path(shutil.copytree(peopled.folder, Path(open_to_all) / "home"))
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        words = Path(shutil.copy(files / "mina", folder / "words"))
        words.chmod(0o644)
        order = ["store", "verify", "--user", "mina", "--passphrase-file", str(words)]
        ended = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *order],
            cwd=ROOT,
            env=Home(folder).environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert "can't be opened" in the_one_line(ended)


def test_a_passphrase_file_from_windows_holds_what_people_type(tmp_path: Path) -> None:
    """Its editors begin a text with a mark that nobody sees; who set a passphrase by it could not sign in at the window."""
    file = tmp_path / "words.txt"
    file.write_bytes(b"\xef\xbb\xbf" + WORDS["mina"].encode() + b"\r\n")
    assert stores.secret(file) == WORDS["mina"]


def test_h3_a_store_that_a_link_leads_to_has_one_key_file_beside_the_file_itself(tmp_path: Path, files: Path) -> None:
    """Beside the link it was not found; copied there, a rekey by the link left the store shut for all others."""
    home, store, link = Home.make(tmp_path / "home"), tmp_path / "team.kizashi", tmp_path / "link.kizashi"
    mina = ("--user", "mina", "--passphrase-file", files / "mina")
    home.here("users", "add", "mina", "--store", store, "--new-passphrase-file", files / "mina")
    link.symlink_to(store)
    assert "another data key" in home.here("store", "rekey", "--store", link, *mina).stdout
    assert "is sound" in home.here("store", "verify", "--store", store, *mina).stdout
    assert not [file for file in tmp_path.iterdir() if file.name.startswith("link.kizashi.")]
