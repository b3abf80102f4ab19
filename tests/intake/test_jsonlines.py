"""Exports of chat and survey systems: a line that is odd is still somebody's line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import IntakeError
from domain.text import Reading
from intake.notes import NoteKind
from tests.intake.files import bodies, drafts, noted, source

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n"))


@given(st.lists(texts, min_size=1, max_size=12), st.booleans())
def test_what_json_wrote_comes_back_row_for_row(written: list[str], escaped: bool) -> None:
    lines = [json.dumps({"id": f"t{at}", "text": text}, ensure_ascii=escaped) for at, text in enumerate(written)]
    found = drafts("\n".join(lines), "messages.jsonl")
    assert [draft.untrusted_body for draft in found] == written
    assert [draft.id for draft in found] == [f"t{at}" for at in range(len(written))]


def test_nested_fields_are_named_by_their_path() -> None:
    line = json.dumps({"user": {"id": 7, "tags": ["a", "あ"]}, "message": {"text": "hello"}, "at": None, "ok": True})
    (draft,) = drafts(line, "chat.ndjson", Reading(text_column="message.text", person_column="user.id"))
    assert (draft.untrusted_body, draft.person) == ("hello", "7")
    assert bodies(line, "chat.ndjson", Reading(text_column="user.tags")) == ['["a", "あ"]']


def test_a_bad_line_is_still_a_row_and_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text('{"id": 1, "text": "hello"}\n{"id": 2, "text": "cut of\n\n["a", "list"]\n{"id": 4}\n"\\ud800"\n')
    found = source(path)
    assert [(draft.row, draft.untrusted_body) for draft in found.drafts()] == [
        (1, "hello"),
        (2, '{"id": 2, "text": "cut of'),
        (3, '["a", "list"]'),
        (4, ""),
        (5, '"\\ud800"'),
    ]
    assert noted(found.path) == {NoteKind.NOT_JSON: 3, NoteKind.EMPTY: 1}


def test_numbers_and_nestings_beyond_all_bounds_are_bad_lines_and_no_crash() -> None:
    huge, deep = '{"text": ' + "9" * 5000 + "}", '{"text": ' + "[" * 100_000 + "}"
    assert bodies(f'{{"text": "hello"}}\n{huge}\n{deep}\n', "odd.jsonl") == ["hello", huge, deep]


def test_half_a_character_does_not_stop_the_store() -> None:
    (draft,) = drafts('{"text": "so tired \\ud83d"}', "cut.jsonl")
    assert draft.untrusted_body == "so tired \ufffd"
    assert draft.replaced == pytest.approx(1 / 10)


def test_a_file_without_any_object_is_an_error() -> None:
    with pytest.raises(IntakeError, match=r"^list\.jsonl holds no row"):
        drafts('[\n"a",\n"b"\n]\n', "list.jsonl")
