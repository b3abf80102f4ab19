"""A site words its own questions: if these fail, a changed protocol runs under an old record, or a wrong one runs at all."""

from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import NotAllowedError, ProtocolError
from domain.protocol import Protocol
from screening import changes, site_protocols
from screening.protocols import SHIPPED, find, read, shipped
from store import audit
from tests.conftest import OpenDatabase

SUPERVISOR, COUNSELOR = Actor("Ikeda", Role.SUPERVISOR), Actor("Sato", Role.COUNSELOR)


@pytest.fixture
def saved(open_database: OpenDatabase, tmp_path: Path) -> Protocol:
    copy = site_protocols.copied(site_protocols.values(find("depression"), tmp_path), {"depression"})
    return site_protocols.save(SUPERVISOR, open_database, tmp_path, copy, None)


@pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: protocol.id)
def test_what_a_form_is_given_makes_the_same_protocol_again(protocol: Protocol, tmp_path: Path) -> None:
    """Only the comments of the file go."""
    values = site_protocols.values(protocol, tmp_path)
    again = site_protocols.check({**values, "version": "9.0"}, before=protocol)
    for name in ("positive", "negative", "levels", "thresholds", "long_text", "wordings"):
        assert getattr(again, name) == getattr(protocol, name)


def test_a_copy_is_the_site_s_own_and_on_record(saved: Protocol, open_database: OpenDatabase, tmp_path: Path) -> None:
    assert site_protocols.own(tmp_path) == ([saved], [])
    assert saved.id == "depression-site"
    with open_database() as db:
        assert audit.last(db, changes.PROTOCOL, "protocol depression-site") == saved.sha256
        changes.check(db, COUNSELOR, saved)


def test_an_edited_file_that_nobody_put_to_use_is_not_run_by_a_counselor(
    saved: Protocol, open_database: OpenDatabase, tmp_path: Path
) -> None:
    path = site_protocols.path_of(saved.id, tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('version = "1.0"', 'version = "1.1"'), encoding="utf-8")
    (edited,), _ = site_protocols.own(tmp_path)
    with open_database() as db, pytest.raises(NotAllowedError):
        changes.check(db, COUNSELOR, edited)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thresholds.clear", 0.9),
        ("levels[2].colour", "red"),
        ("wordings.ja.screen.ask", ""),
        ("wordings.en.phrases", ["no"]),
        ("version", "1.0"),
        ("id", "other"),
    ],
)
def test_what_is_wrong_is_told_by_its_key(
    saved: Protocol, tmp_path: Path, key: str, value: site_protocols.Value
) -> None:
    values = {**site_protocols.values(saved, tmp_path), "positive": "low", "version": "1.1", key: value}
    with pytest.raises(ProtocolError) as refused:
        site_protocols.check(values, before=saved)
    assert refused.value.key == key


def test_a_shipped_protocol_is_never_covered_by_another(
    open_database: OpenDatabase, tmp_path: Path, saved: Protocol
) -> None:
    values = site_protocols.values(find("stress"), tmp_path)
    with pytest.raises(ProtocolError, match="shipped"):
        site_protocols.save(SUPERVISOR, open_database, tmp_path, values, None)
    with pytest.raises(ProtocolError, match="another protocol"):
        site_protocols.save(SUPERVISOR, open_database, tmp_path, {**values, "id": saved.id}, None)


def test_only_who_may_change_protocols_saves_one(open_database: OpenDatabase, tmp_path: Path) -> None:
    copy = site_protocols.copied(site_protocols.values(find("stress"), tmp_path), set())
    with pytest.raises(NotAllowedError):
        site_protocols.save(COUNSELOR, open_database, tmp_path, copy, None)
    assert site_protocols.own(tmp_path) == ([], [])


def test_a_file_that_is_no_protocol_is_named_and_hides_no_other(saved: Protocol, tmp_path: Path) -> None:
    (tmp_path / "protocols" / "broken.toml").write_text("id = 3", encoding="utf-8")
    found, problems = site_protocols.own(tmp_path)
    assert found == [saved]
    assert "broken.toml" in problems[0]


def test_a_file_that_was_brought_is_taken_in_as_it_is_and_replaced_by_another_version_alone(
    open_database: OpenDatabase, tmp_path: Path
) -> None:
    """Bytes that change on the way would no longer be what somebody signed."""
    data, stick = tmp_path / "data", tmp_path / "mood.toml"
    content = (SHIPPED / "stress.toml").read_bytes().replace(b'id = "stress"', b'id = "mood"').replace(b"\n", b"\r\n")
    stick.write_bytes(content)
    brought = site_protocols.take_in(SUPERVISOR, open_database, data, stick)
    assert site_protocols.path_of("mood", data).read_bytes() == content
    assert site_protocols.own(data) == ([brought], [])
    assert site_protocols.find("mood", data) == brought
    stick.write_bytes(content + b"# another\r\n")
    with pytest.raises(ProtocolError, match="must be raised"):
        site_protocols.take_in(SUPERVISOR, open_database, data, stick)
    stick.write_bytes(content.replace(b'"mood"', b'"stress"'))
    with pytest.raises(ProtocolError, match="a shipped protocol's"):
        site_protocols.take_in(SUPERVISOR, open_database, data, stick)
    with pytest.raises(NotAllowedError):
        site_protocols.take_in(COUNSELOR, open_database, data, stick)


def test_a_retired_protocol_is_chosen_no_more_and_its_file_is_kept(
    saved: Protocol, open_database: OpenDatabase, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowedError):
        site_protocols.retire(COUNSELOR, open_database, tmp_path, saved)
    kept = site_protocols.retire(SUPERVISOR, open_database, tmp_path, saved)
    assert read(kept) == saved
    assert site_protocols.own(tmp_path) == ([], [])
    with pytest.raises(ProtocolError, match="no protocol 'depression-site'"):
        site_protocols.find(saved.id, tmp_path)
    with open_database() as db, pytest.raises(NotAllowedError):
        changes.check(db, COUNSELOR, read(kept))
