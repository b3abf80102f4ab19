"""A policy that is misread, or that anybody can change or undo, would give IT a promise that nobody keeps."""

import hashlib
import os
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from access import policy
from access.guard import Guard, GuardError
from access.machine import Machine
from access.policy import KEYS, PolicyError
from access.rights import allow_export
from domain.actor import Actor, Role
from domain.audit import AuditEntry
from domain.errors import NotAllowedError
from domain.policy import CSV, Policy
from domain.site import DeskRules
from gui.language import LANGUAGES
from inference.devices import AUTO, Device

NOWHERE = Path("/nowhere/policy.toml")


def written(folder: Path, content: str) -> Path:
    file = folder / "policy.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_each_key_is_taken_as_the_program_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    public = X25519PrivateKey.generate().public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    signer = Ed25519PrivateKey.generate().public_key()
    signing = signer.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    content = f'''
store = "~/texts/team.kizashi"
protocol = "depression"
pack = "gemma3-270m"
device = "cpu"
language = "ja"
lock_minutes = 3
retention_days = 30
backup_days = 7
exports = []
require_guard = true
recovery_key = """{pem}"""
signing_key = """{signing}"""
require_signed = true
hide_suggestion = true
second_share = 0.1
audit_sample = 149
show_reviewers = false
'''
    file = written(tmp_path, content)
    found = policy.find(str(file), NOWHERE)
    found.check()
    assert set(found.keys) == set(KEYS)
    assert (found.path, found.sha256) == (file, hashlib.sha256(content.encode()).hexdigest())
    assert found.policy == Policy(
        store=tmp_path / "texts" / "team.kizashi",
        protocol="depression",
        pack="gemma3-270m",
        device="cpu",
        language="ja",
        lock_minutes=3,
        retention_days=30,
        backup_days=7,
        exports=frozenset(),
        recovery_key=public.public_bytes_raw(),
        require_guard=True,
        signing_key=signer.public_bytes_raw(),
        require_signed=True,
        hide_suggestion=True,
        second_share=0.1,
        audit_sample=149,
        show_reviewers=False,
    )


def test_without_a_file_the_program_s_own_holds() -> None:
    found = policy.find("", NOWHERE)
    found.check()
    assert (found.policy, found.path, found.keys) == (Policy(), None, ())


def test_all_that_is_wrong_is_named_at_once_with_the_file_the_key_and_what_it_holds(tmp_path: Path) -> None:
    file = written(tmp_path, 'lock_minutes = "ten"\nlanguage = "fr"\nsecond_reading = 0.2\nretention_days = 30\n')
    with pytest.raises(PolicyError) as wrong:
        policy.find(str(file), NOWHERE).check()
    said = str(wrong.value)
    assert said.count(str(file)) == 3
    for part in (
        "lock_minutes is not a whole number from 1 to 120",
        "language is not one of en, ja",
        "there is no key second_reading",
    ):
        assert part in said
    assert "retention_days is not" not in said


@pytest.mark.parametrize(
    "line",
    [
        'store = "team.kizashi"',
        'store = "/"',
        "store = 3",
        f'store = "{Path.home()}"',
        'store = "/srv/a\\u0000b"',
        'protocol = "../stress"',
        'device = "tpu"',
        "lock_minutes = 0",
        "lock_minutes = true",
        "lock_minutes = 2.5",
        "retention_days = -1",
        "backup_days = 0",
        "second_share = 1.5",
        'second_share = "half"',
        "second_share = true",
        "audit_sample = 0.5",
        "show_reviewers = 1",
        'exports = "csv"',
        'exports = ["fax"]',
        "exports = [[]]",
        'recovery_key = "none"',
        "recovery_key = 5",
        'require_guard = "yes"',
        "[store]",
    ],
)
def test_a_value_that_a_key_can_not_hold_is_refused(tmp_path: Path, line: str) -> None:
    key = line.strip("[]").split(" ")[0]
    with pytest.raises(PolicyError, match=f"{key} is not "):
        policy.find(str(written(tmp_path, line)), NOWHERE).check()


def test_a_store_may_lie_in_a_folder_named_in_japanese(tmp_path: Path) -> None:
    """Python calls the space that is typed in Japanese unprintable, and the policy was refused."""
    found = policy.find(str(written(tmp_path, 'store = "/srv/相談　支援/team.kizashi"')), NOWHERE)
    assert (found.problems, found.policy.store) == ((), Path("/srv/相談　支援/team.kizashi"))


def test_what_windows_editors_write_is_read(tmp_path: Path) -> None:
    """Notepad and PowerShell begin a file in UTF-8 with a mark that nobody sees."""
    file = tmp_path / "policy.toml"
    file.write_bytes('\ufefflanguage = "ja"\r\n'.encode())
    found = policy.find(str(file), NOWHERE)
    assert (found.problems, found.policy.language) == ((), "ja")


def test_a_file_that_no_parser_can_read_is_named(tmp_path: Path) -> None:
    """Else the program would end before it could say why, `doctor` too."""
    found = policy.find(str(written(tmp_path, f"exports = {'[' * 3000}")), NOWHERE)
    assert "it is no TOML" in found.problems[0]


def test_a_policy_can_not_show_the_suggestion_and_draw_a_blind_sample(tmp_path: Path) -> None:
    """Nor with the sample that every site begins with; one that names a sample hides the suggestion."""
    for lines in ("hide_suggestion = false", "hide_suggestion = false\naudit_sample = 10"):
        with pytest.raises(PolicyError, match="blind only while"):
            policy.find(str(written(tmp_path, lines)), NOWHERE).check()
    policy.find(str(written(tmp_path, "hide_suggestion = false\naudit_sample = 0")), NOWHERE).check()
    shown = DeskRules(hide_suggestion=False, audit_sample=0)
    sampled = policy.find(str(written(tmp_path, "audit_sample = 10")), NOWHERE).policy
    assert sampled.bind(shown) == DeskRules(hide_suggestion=True, audit_sample=10)


@pytest.mark.parametrize("content", [b"store = ", b"\xff\xfe", b"store"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes(content)
    with pytest.raises(PolicyError, match="no TOML"):
        policy.find(str(file), NOWHERE).check()


def test_a_named_file_that_is_not_there_stops_the_program(tmp_path: Path) -> None:
    """A kit whose policy was lost on the way must not run without it."""
    with pytest.raises(PolicyError, match="can't be read"):
        policy.find(str(tmp_path / "lost.toml"), NOWHERE).check()


as_root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can make what root owns")


@pytest.fixture
def machines(tmp_path: Path) -> Path:
    """A policy as IT installs it."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    file = written(folder, "lock_minutes = 2\n")
    file.chmod(0o644)
    return file


@as_root
def test_h25_the_machine_s_policy_can_not_be_undone_by_a_variable_of_the_user(machines: Path, tmp_path: Path) -> None:
    own = written(tmp_path, "lock_minutes = 100\n")
    assert policy.find(str(own), machines).policy.lock_minutes == 2


@as_root
@pytest.mark.parametrize("changed", ["file", "folder", "owner", "folder's owner"])
def test_h25_a_policy_that_its_users_can_change_is_refused(machines: Path, changed: str) -> None:
    if changed == "file":
        machines.chmod(0o666)
    elif changed == "folder":
        machines.parent.chmod(0o777)
    elif sys.platform != "win32":
        os.chown(machines if changed == "owner" else machines.parent, 65534, 65534)
    found = policy.find("", machines)
    with pytest.raises(PolicyError, match="its users can change it"):
        found.check()
    assert found.policy == Policy()


def test_the_guard_is_required_where_the_policy_says_so() -> None:
    required = policy.Found(Policy(require_guard=True))
    Machine(Guard(""), required).check()
    with pytest.raises(GuardError, match="this kernel takes no filter"):
        Machine(Guard("this kernel takes no filter"), required).check()


def test_h23_results_leave_only_as_what_the_policy_lets_out() -> None:
    told: list[AuditEntry] = []
    sue = Actor("sue", Role.SUPERVISOR, told.append)
    allow_export(sue, Policy(), CSV)
    assert told == []
    with pytest.raises(NotAllowedError, match="CSV"):
        allow_export(sue, Policy(exports=frozenset()), CSV)
    assert [(one.actor, one.act, one.subject) for one in told] == [("sue", "refused", "export as csv")]


def test_a_policy_names_the_devices_and_languages_that_there_are() -> None:
    assert set(policy.DEVICES) == {AUTO, *Device}
    assert set(policy.LANGUAGES) == set(LANGUAGES)
