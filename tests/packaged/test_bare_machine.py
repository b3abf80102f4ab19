"""The packaged program on a bare machine, from its installation to its removal: `make bundle-smoke`.

One machine goes through all of it, test by test, as a laptop does.
"""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from access.keys import unattended_key
from access.organisation import signing_key_pem
from models import archive
from models.import_folder import import_folder
from store import audit, migrations
from store.database import open_store
from tests.models import ready_made
from tests.packaged.machine import USER, Machine, obstacle, screen, until, window
from tests.paths import ROOT, commit
from tests.store.samples import KEY
from tests.store.test_migrations import m999_wider
from transfer import lists, signing

WHERE = os.environ.get("KIZASHI_PACKAGES", "")
BARE = ROOT / ".cache" / "bare-root.tar.zst"
PICTURES = ROOT / ".cache" / "bundle-smoke"
MESSAGES = """id,message
1,"I can't sleep, and everything is too much for me now. I cry every night."
2,We had tea in the garden.
"""
OLD_STORE = ROOT / "tests" / "store" / "versions" / "first.kizashi"
POLICY = "etc/kizashi/policy.toml"
ONE_TEXT_FOR_MANY = {
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3",
    "Apache Software License": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
}
"""The terms of parts that come without a text of their own, and the text that is packed for them."""
LARGEST, SLOWEST = 500_000_000, 4.0
"""Bytes of the installed program with its pack; seconds from start to window, once the disk is warm."""

pytestmark = [
    pytest.mark.bundle,
    pytest.mark.skipif(not WHERE, reason="the packages are made and tested by: make bundle-smoke"),
    pytest.mark.skipif(
        bool(WHERE) and bool(obstacle(BARE)), reason=f"no bare machine can be entered: {obstacle(BARE)}"
    ),
]


def package(pattern: str) -> Path:
    [found] = Path(WHERE).glob(pattern)
    return found


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A fresh root with an empty home, a screen in front of it."""
    root = tmp_path_factory.mktemp("machine") / "root"
    root.mkdir()
    subprocess.run(["tar", "-C", root, "-I", "zstd", "-xf", BARE], check=True)
    with screen() as display:
        made = Machine(root, display)
        made.home.mkdir(parents=True)
        os.chown(made.home, USER, USER)
        yield made
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small kit on a stick, signed by an organisation whose policy lets nothing else in."""
    folder = tmp_path_factory.mktemp("stick") / "kit"
    (folder / "protocols").mkdir(parents=True)
    made = import_folder(ready_made.write(folder.parent / "Tiny 4bit"), folder.parent, lambda _what, _share: None)
    (folder / "packs").mkdir()
    archive.write(made, folder / "packs" / "tiny.kzpack", lambda _what, _share: None)
    shutil.copyfile(ROOT / "screening" / "protocols" / "stress.toml", folder / "protocols" / "ours.toml")
    shutil.copyfile(ROOT / "build" / "kit" / "verify.sh", folder / "verify.sh")
    key = Ed25519PrivateKey.generate()
    private, public = folder.parent / "organisation.key", signing_key_pem(key.public_key().public_bytes_raw()).decode()
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "messages.csv").write_text(MESSAGES, encoding="utf-8")
    policy = f'require_signed = true\nsigning_key = """{public}"""\n'
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    signing.sign(lists.write(folder), private)
    return folder


@pytest.fixture(scope="module")
def before(machine: Machine) -> set[str]:
    """The machine's files before anything was installed."""
    return machine.files()


def test_the_machine_has_no_python_and_no_network(machine: Machine, before: set[str]) -> None:
    assert before
    assert machine.run("sh", "-c", "command -v python3").returncode != 0
    assert machine.run("cat", "/proc/net/route").stdout.count("\n") <= 1


def test_a_kit_is_checked_before_anything_is_installed(machine: Machine, stick: Path) -> None:
    """By what a bare Debian has: it has no openssl for the signature, and that is said."""
    machine.put(stick, "home/ann/stick")
    checked = machine.run("sh", "/home/ann/stick/verify.sh", "/home/ann/stick/organisation.pem")
    assert (checked.returncode, checked.stdout) == (2, "All files are what SHA256SUMS says.\n")
    assert "After installing: kizashi transfer verify" in checked.stderr


def test_one_command_installs_it_and_doctor_finds_nothing_missing(machine: Machine) -> None:
    installed = machine.install(package("kizashi_*.deb"))
    assert installed.returncode == 0, installed.stderr
    doctor = machine.run("kizashi", "doctor", "--json")
    report = json.loads(doctor.stdout)
    assert (doctor.returncode, report["problems"], report["self_test"]) == (0, [], "passed")
    assert report["commit"] == commit(), "the tests are of another commit: make bundle-smoke"
    assert report["packs"] == {"smollm2-135m": "verified"}
    assert report["devices"]["cpu"] == "works"
    assert report["guard"] == "held by the system"
    assert {answer.split(":")[0] for answer in report["ways_out"].values()} == {"refused"}


def test_what_the_organisation_signed_is_taken_in_and_nothing_else(machine: Machine, stick: Path) -> None:
    """By the policy that the kit brings, once an administrator has put it in its place."""
    apart = replace(machine, environment={"KIZASHI_HOME": "/home/ann/apart"})
    machine.put(stick / "policy.toml", POLICY)
    shutil.copyfile(stick / "protocols" / "ours.toml", machine.home / "theirs.toml")
    machine.put(stick / "messages.csv", "home/ann/messages.csv")
    screen = ("kizashi", "screen", "/home/ann/messages.csv", "--purpose", "smoke", "--protocol")
    assert apart.run("kizashi", "transfer", "verify", "/home/ann/stick").returncode == 0
    refused = apart.run(*screen, "/home/ann/theirs.toml")
    assert "theirs.toml does not bear the signature of your organisation" in refused.stderr
    signed = apart.run(*screen, "/home/ann/stick/protocols/ours.toml")
    assert signed.returncode == 0, signed.stderr
    imported = apart.run("kizashi", "models", "import", "/home/ann/stick/packs/tiny.kzpack")
    assert imported.returncode == 0, imported.stderr
    report = json.loads(apart.run("kizashi", "doctor", "--json").stdout)
    assert (report["policy"], report["policy_keys"]) == (f"/{POLICY}", ["require_signed", "signing_key"])
    (machine.root / POLICY).write_text("require_singed = true\n", encoding="utf-8")
    assert "there is no key require_singed" in apart.run("kizashi", "models", "list").stderr
    shutil.rmtree((machine.root / POLICY).parent)


def test_it_takes_less_than_half_a_gigabyte(machine: Machine) -> None:
    folder = machine.root / "usr" / "lib" / "kizashi"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"installed: {size / 1e6:.0f} MB")  # noqa: T201
    assert size < LARGEST


def test_the_terms_of_every_part_lie_beside_it(machine: Machine) -> None:
    """A text that is missing is a licence that is broken by handing the program on."""
    inside = machine.root / "usr" / "lib" / "kizashi" / "_internal"
    bill = json.loads((inside / "sbom.cdx.json").read_text(encoding="utf-8"))
    texts = {folder.name for folder in (inside / "licences").iterdir()}
    for part in bill["components"]:
        terms = json.dumps(part.get("licenses", []))
        shared = {text for said, text in ONE_TEXT_FOR_MANY.items() if f'"{said}"' in terms}
        assert texts & {part["name"], f"debian-{part['name']}", *shared}, f"{part['name']} has no text of its terms"
    assert len(bill["components"]) > 50


def test_nothing_inside_tells_where_it_was_built(machine: Machine) -> None:
    """A folder often bears a person's name; and from another one another program would come."""
    inside = machine.root / "usr" / "lib" / "kizashi"
    asked = ["grep", "-rlF", "-e", str(ROOT), "-e", ROOT.as_uri(), str(inside)]
    assert subprocess.run(asked, capture_output=True, text=True, check=False).stdout == ""


def test_a_batch_is_screened_from_the_command_line(machine: Machine, stick: Path) -> None:
    machine.put(stick / "messages.csv", "home/ann/messages.csv")
    ended = machine.run("sh", "-c", "cd && kizashi screen messages.csv --purpose smoke --export out.csv")
    assert ended.returncode == 0, ended.stderr
    assert "To look at the cases, open the window: kizashi\n" in ended.stdout + ended.stderr
    assert (machine.home / "out.csv").read_text(encoding="utf-8").count("\n") == 3


def test_texts_with_labels_are_evaluated_and_reported(machine: Machine) -> None:
    """What a site does first; the report reads what nothing else does."""
    rows = [
        f"I cry every night and can't sleep {n},stressed\nWe had tea in the garden {n},not stressed" for n in range(20)
    ]
    (machine.home / "labelled.csv").write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    asked = "cd && kizashi evaluate labelled.csv --label-column label --protocol stress --report report.html"
    ended = machine.run("sh", "-c", asked)
    assert ended.returncode == 0, ended.stderr
    assert (machine.home / "report.html").stat().st_size > 0


def test_a_batch_is_screened_and_a_case_decided_in_the_window(machine: Machine) -> None:
    opened = partial(open_store, machine.store, unattended_key(machine.home / ".config" / "kizashi", machine.store))

    def counted(query: str) -> int:
        with opened() as db:
            row = db.first(f"SELECT count(*) AS n FROM {query}")
        assert row
        return int(row["n"])

    with window(machine) as shown:
        shown.focus()
        shown.photograph(PICTURES / "first-start.png")

        def pressed(key: str, query: str, moments: int = 1) -> Callable[[], bool]:
            """Press a key, give the window so many moments, and tell whether the store holds such a row by then.

            A dialog that a key opened too early, before the window had greeted, is closed first.
            """

            def done() -> bool:
                if shown.ids("^Open a f"):
                    shown.key("Escape")
                shown.focus()
                shown.key(key)
                for _ in range(moments):
                    time.sleep(1)
                    if counted(query) > 0:
                        return True
                return False

            return done

        until(pressed("space", "audit WHERE act = 'accept-use'"))
        shown.key("space")
        until(pressed("ctrl+Return", "runs WHERE id = 2", moments=20))  # once more would press the button that stops it
        until(lambda: counted("runs WHERE finished_at IS NOT NULL AND id = 2") > 0)
        shown.photograph(PICTURES / "screened.png")
        shown.key("ctrl+3")
        until(pressed("n", "decisions"))
        shown.photograph(PICTURES / "review.png")


def test_the_window_is_there_within_four_seconds(machine: Machine) -> None:
    """Of processor time, which is the same whatever else the machine has to do; by the clock it is printed."""
    for _ in range(2):
        start = time.monotonic()
        with window(machine) as shown:
            by_the_clock, taken = time.monotonic() - start, shown.processor_seconds
    print(f"start to window: {by_the_clock:.1f} s, of them {taken:.1f} s of processor time")  # noqa: T201
    assert taken < SLOWEST


def test_a_backup_is_made(machine: Machine) -> None:
    (machine.home / "words").write_text("a long passphrase of several words", encoding="utf-8")
    (machine.home / "words").chmod(0o600)
    os.chown(machine.home / "words", USER, USER)
    made = machine.run("sh", "-c", "cd && kizashi store backup copy.kizashi --backup-passphrase-file words")
    assert made.returncode == 0, made.stderr
    assert (machine.home / "copy.kizashi").stat().st_size > 0


def test_a_crash_shows_a_report_that_can_be_copied(machine: Machine) -> None:
    """Whoever starts it from a menu sees no terminal: a damaged installation must say something."""
    style = machine.root / "usr" / "lib" / "kizashi" / "_internal" / "gui" / "style.qss"
    sound = style.read_bytes()
    style.write_bytes(b"\xff")
    with window(machine) as shown:
        shown.photograph(PICTURES / "crash.png")
        width, height = map(
            int, re.findall(r"Geometry: (\d+)x(\d+)", shown.xdotool("getwindowgeometry", shown.ids()[0]))[0]
        )
        assert (width, height) < (900, 400), "this is the window, not a report"
        shown.focus()
        shown.key("Escape")
        assert shown.process.wait(30) == 70
    style.write_bytes(sound)


def test_an_upgrade_leaves_the_data_and_brings_an_old_store_up_with_a_copy_beside_it(
    machine: Machine, tmp_path: Path
) -> None:
    newer = repacked(package("kizashi_*.deb"), tmp_path, "99.0")
    assert machine.install(newer).returncode == 0
    old = machine.home / "old" / "data"
    (old.parent / "config").mkdir(parents=True)
    old.mkdir()
    shutil.copyfile(OLD_STORE, old / machine.store.name)
    (old.parent / "config" / "unattended.key").write_text(KEY.hex(), encoding="ascii")
    for path in (old.parent, *old.parent.rglob("*")):
        os.chown(path, USER, USER)
        path.chmod(0o700 if path.is_dir() else 0o600)
    ended = machine.run("env", "KIZASHI_HOME=/home/ann/old", "kizashi", "store", "verify")
    assert ended.returncode == 0, ended.stderr
    assert (old / f"{machine.store.name}.before-m002_second").exists()
    with open_store(old / machine.store.name, KEY) as db:
        assert audit.verify(db) == []


def test_an_older_version_is_refused_by_name(machine: Machine) -> None:
    older = package("kizashi_*.deb")
    refused = machine.install(older)
    assert refused.returncode == 1
    assert "Kizashi 99.0 is installed, and this is the older" in refused.stderr
    assert machine.run("kizashi", "models", "list").returncode == 0


def test_a_store_of_a_newer_version_is_refused_by_name_and_not_changed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who goes back all the same, past the installer, finds the store shut and whole."""
    store = machine.home / "old" / "data" / machine.store.name
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, m999_wider))
        open_store(store, KEY).close()
    before = store.read_bytes()
    refused = machine.run("env", "KIZASHI_HOME=/home/ann/old", "kizashi", "store", "verify")
    assert refused.returncode == 1
    assert "was made by a newer Kizashi (step m999_wider)" in refused.stderr
    assert store.read_bytes() == before


def test_it_is_removed_without_a_trace_but_the_data(machine: Machine, before: set[str]) -> None:
    assert machine.run("dpkg", "--purge", "kizashi", user=0).returncode == 0
    left = machine.files() - before
    assert {path for path in left if not path.startswith("home/ann/")} == set()
    assert machine.store.is_file()


def test_an_account_without_rights_installs_it_from_the_tarball(machine: Machine) -> None:
    archive = package("kizashi-*.tar.gz")
    subprocess.run(["tar", "-C", machine.root / "opt", "-xzf", archive], check=True)
    start = f"/opt/{archive.name.removesuffix('.tar.gz')}"
    installed = machine.run(f"{start}/install.sh")
    assert installed.returncode == 0, installed.stderr
    listed = machine.run("/home/ann/.local/bin/kizashi", "models", "list")
    assert "smollm2-135m" in listed.stdout
    (machine.home / ".local" / "lib" / "kizashi" / "VERSION").write_text("99.0\n", encoding="ascii")
    refused = machine.run(f"{start}/install.sh")
    assert (refused.returncode, "older" in refused.stderr) == (1, True)
    assert machine.run("/home/ann/.local/lib/kizashi/uninstall.sh").returncode == 0
    assert not (machine.home / ".local" / "lib").exists()
    assert machine.store.is_file()


def repacked(deb: Path, folder: Path, version: str) -> Path:
    """Return the same package under another version: what it installs is left as it is, packed."""
    tree, made = folder / "DEBIAN", folder / f"kizashi_{version}.deb"
    old = deb.name.split("_")[1]
    subprocess.run(["dpkg-deb", "--control", deb, tree], check=True)
    for file in (tree / "control", tree / "preinst"):
        file.write_text(file.read_text(encoding="utf-8").replace(old, version), encoding="utf-8")
    subprocess.run(["tar", "-C", tree, "-I", "zstd", "-cf", folder / "control.tar.zst", "."], check=True)
    shutil.copyfile(deb, made)
    subprocess.run(["ar", "r", made, folder / "control.tar.zst"], check=True)
    return made
