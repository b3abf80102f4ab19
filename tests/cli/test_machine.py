"""What IT sets must reach the command line, and bind it; `doctor` must say so for an inventory to collect."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from access import policy
from access.guard import Guard
from access.machine import Machine
from access.paths import config_folder
from cli.main import run
from custody import entry
from store import settings
from tests.cli.home import Home, write_table

NOWHERE = Path("/nowhere/policy.toml")
Kizashi = Callable[..., tuple[int, str, str]]


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    return tmp_path / "policy.toml"


@pytest.fixture
def kizashi(policy_file: Path, capsys: pytest.CaptureFixture[str]) -> Kizashi:
    """Runs a command under the policy file; returns its exit code and what it said."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = run(list(map(str, arguments)), Machine(Guard(""), policy.find(str(policy_file), NOWHERE)))
        return code, *capsys.readouterr()

    return command


def test_an_inventory_reads_which_policy_holds_and_that_nothing_gets_out(
    bare: Home, policy_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = 'device = "cpu"\nretention_days = 30\nrequire_guard = false\n'
    policy_file.write_text(content, encoding="utf-8")
    monkeypatch.setenv(policy.VARIABLE, str(policy_file))
    report = json.loads(bare.kizashi("doctor", "--json").stdout)
    assert (report["policy"], report["policy_keys"]) == (
        str(policy_file),
        ["device", "retention_days", "require_guard"],
    )
    assert report["policy_sha256"] == hashlib.sha256(content.encode()).hexdigest()
    assert report["store_schema"].startswith("m0")
    if sys.platform == "linux":
        assert report["guard"] == "held by the system"
        assert {answer.split(":")[0] for answer in report["ways_out"].values()} == {"refused"}


def test_a_wrong_policy_stops_every_command_but_doctor_which_names_it(policy_file: Path, kizashi: Kizashi) -> None:
    policy_file.write_text('lock_minutes = "ten"\n', encoding="utf-8")
    code, said, error = kizashi("protocols", "list")
    assert (code, said, error.count("\n")) == (1, "", 1)
    assert "lock_minutes is not a whole number" in error
    code, said, _ = kizashi("doctor", "--json")
    assert any(str(policy_file) in problem and "lock_minutes" in problem for problem in json.loads(said)["problems"])
    assert (code, json.loads(said)["self_test"]) == (1, "failed")


def test_a_protocol_and_a_pack_that_a_policy_names_and_the_machine_lacks_are_named(
    bare: Home, policy_file: Path, kizashi: Kizashi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an inventory finds a hundred machines in order, on none of which anybody can screen."""
    monkeypatch.setenv("KIZASHI_HOME", str(bare.folder))
    policy_file.write_text('protocol = "grief"\npack = "large-one"\n', encoding="utf-8")
    problems = json.loads(kizashi("doctor", "--json")[1])["problems"]
    assert any("There is no protocol 'grief'" in problem for problem in problems)
    assert any("The model pack large-one is not on this machine" in problem for problem in problems)


def test_a_guard_that_leaks_is_a_problem_that_doctor_names(policy_file: Path, kizashi: Kizashi) -> None:
    """Nothing guards a test: a doctor that is told otherwise must see through it."""
    policy_file.touch()
    code, said, _ = kizashi("doctor", "--json")
    assert code == 1
    assert any("guard does not hold" in problem for problem in json.loads(said)["problems"])


def test_no_export_leaves_where_the_policy_lets_none_and_it_is_said_before_the_run(
    policy_file: Path, kizashi: Kizashi, tmp_path: Path
) -> None:
    policy_file.write_text("exports = []\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    file = write_table(tmp_path / "texts.csv", ["We had tea in the garden."])
    code, _, error = kizashi("screen", file, "--export", out)
    assert code == 1
    assert "does not let results leave" in error
    assert not out.exists()


@pytest.mark.parametrize(
    ("line", "refused"), [('pack = "mine-2"', "model pack mine-2 is not"), ('protocol = "mood"', "no protocol 'mood'")]
)
def test_what_the_policy_names_is_used_where_nobody_names_another(
    policy_file: Path, kizashi: Kizashi, tmp_path: Path, line: str, refused: str
) -> None:
    policy_file.write_text(f"{line}\n", encoding="utf-8")
    file = write_table(tmp_path / "texts.csv", ["We had tea in the garden."])
    assert refused in kizashi("screen", file)[2]
    assert refused not in kizashi("screen", file, "--protocol", "stress", "--model", "none")[2]


def test_the_organisation_can_recover_a_store_whose_first_person_named_no_key(
    policy_file: Path, kizashi: Kizashi, tmp_path: Path
) -> None:
    private = X25519PrivateKey.generate()
    pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    store = tmp_path / "team" / "texts.kizashi"
    policy_file.write_text(f"store = '{store}'\nrecovery_key = '''{pem}'''\n", encoding="utf-8")
    for name, words in (("first", "heron canal window"), ("second", "barley lantern quay")):
        (tmp_path / name).write_text(words, encoding="utf-8")
    key = tmp_path / "organisation.pem"
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert kizashi("users", "add", "Mina", "--new-passphrase-file", tmp_path / "first")[0] == 0
    assert store.exists()
    recovery = ("--organisation-key", key, "--new-passphrase-file", tmp_path / "second")
    assert kizashi("users", "passphrase", "Mina", *recovery)[::2] == (0, "")


def test_cases_are_decided_by_the_rules_that_it_has_set(policy_file: Path, kizashi: Kizashi, tmp_path: Path) -> None:
    store = tmp_path / "team" / "texts.kizashi"
    policy_file.write_text(f"store = '{store}'\nsecond_share = 0.25\n", encoding="utf-8")
    assert kizashi("review", "stats")[0] == 0
    with entry.unattended(config_folder(), store).open() as db:
        assert settings.rules(db).second_share == 0.25
