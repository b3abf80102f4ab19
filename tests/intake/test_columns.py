"""The wrong column screened, or a first row lost as a header, and somebody is not heard."""

from pathlib import Path

import pytest

from domain.errors import IntakeError
from domain.text import Reading
from intake.header import column_names, is_header
from intake.notes import NoteKind
from tests.intake.files import as_csv, drafts, noted, source

LONG = "I have been thinking about this for a long time and nothing helps"


def reading_of(path: Path, header: list[str], row: list[str]) -> Reading:
    path.write_text(as_csv([header, row]))
    return source(path).source.reading


@pytest.mark.parametrize(
    ("header", "text", "id_", "person", "date"),
    [
        (["ID", "Text", "label"], "Text", "ID", "", ""),
        (["created_at", "user_id", "message", "msg"], "message", "", "user_id", "created_at"),
        (["No.", "氏名", "相談内容", "受付日"], "相談内容", "No.", "氏名", "受付日"),
        (["番号", "本 文", "日時", "学籍番号"], "本 文", "番号", "学籍番号", "日時"),
        (["ＩＤ", "ｺﾒﾝﾄ", "区分", "回答者"], "ｺﾒﾝﾄ", "ＩＤ", "回答者", ""),
        (["Post ID", "Post-Text", "Author", "Timestamp"], "Post-Text", "Post ID", "Author", "Timestamp"),
        (["post_id", "text", "id", "created_at", "date"], "text", "id", "", "date"),
    ],
)
def test_columns_are_known_by_their_english_and_japanese_names(
    tmp_path: Path, header: list[str], text: str, id_: str, person: str, date: str
) -> None:
    found = reading_of(tmp_path / "named.csv", header, ["a", "b", "c", "d", "e"][: len(header)])
    assert (found.text_column, found.id_column, found.person_column, found.date_column) == (text, id_, person, date)


def test_without_a_known_name_the_text_is_the_longest_column(tmp_path: Path) -> None:
    found = reading_of(
        tmp_path / "odd.csv", ["user", "kind", "what was said", "url"], [LONG * 2, "chat", LONG, "x.org"]
    )
    assert (found.text_column, found.person_column) == ("what was said", "user")


def test_of_several_text_names_the_longest_cells_win(tmp_path: Path) -> None:
    found = reading_of(tmp_path / "two.csv", ["comment", "text"], ["ok", LONG])
    assert found.text_column == "text"


def test_the_users_columns_are_taken_whatever_their_case_and_width() -> None:
    rows = [["text", "What They Wrote", "ＫＥＹ"], ["kept out", "read", "k1"]]
    (draft,) = drafts(as_csv(rows), reading=Reading(text_column="what they wrote", id_column="key"))
    assert (draft.untrusted_body, draft.id) == ("read", "k1")


@pytest.mark.parametrize(
    ("reading", "body", "ids"),
    [
        (Reading(text_column="note", id_column="note"), "I can't go on any more.", "k1"),
        (Reading(id_column="note"), "hello", "I can't go on any more."),
    ],
    ids=["both named", "the text guessed"],
)
def test_the_column_of_the_texts_never_stands_in_an_export_as_ids(reading: Reading, body: str, ids: str) -> None:
    (draft,) = drafts(as_csv([["key", "message", "note"], ["k1", "hello", "I can't go on any more."]]), reading=reading)
    assert (draft.untrusted_body, draft.id) == (body, ids)


def test_person_and_date_come_with_the_text() -> None:
    (draft,) = drafts(as_csv([["user", "date", "text"], [" anna ", "2024-05-01", "hello"]]))
    assert (draft.person, draft.written_at, draft.id) == ("anna", "2024-05-01", "1")


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(IntakeError, match=r"^messages\.csv has no column 'body'\. Its columns are: id, text, label\.$"):
        drafts("id,text,label\n1,hello,x\n", reading=Reading(text_column="body"))


def test_no_text_is_lost_as_the_header_of_a_file_without_one(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("1,I can't go on\n2,What a day it was\n3,Fine\n")
    found = source(path)
    assert found.columns == ("column 1", "column 2")
    assert [draft.untrusted_body for draft in found.drafts()] == ["I can't go on", "What a day it was", "Fine"]
    assert noted(found.path) == {NoteKind.NO_HEADER: 0}


@pytest.mark.parametrize(
    ("first", "others", "expected"),
    [
        (["id", "text"], [["1", "hello"]], True),
        (["ident", "narr"], [["17", "hello"], ["18", "there"]], True),
        (["kind", "how it went"], [["chat", LONG], ["mail", LONG]], True),
        (["2024-01-05", "text"], [["2024-01-06", "hello"]], False),
        (["stressed", "I am so tired"], [["calm", "All good"], ["stressed", "No sleep"]], False),
        (["Help me!", "chat"], [[LONG, "mail"], [LONG, "mail"]], False),
        (["no", "never again"], [["no", "perhaps"], ["yes", "always"]], False),
        (["id", "text"], [["id", "text"], ["1", "hello"]], True),
        (["id", "text"], [["id", "so am I"], ["2", "text"]], True),
        (["a", ""], [["", ""]], False),
        (["hello"], [], False),
    ],
)
def test_a_first_row_is_a_header_only_on_evidence(first: list[str], others: list[list[str]], expected: bool) -> None:
    assert is_header(first, others, frozenset()) is expected


def test_a_column_that_the_user_names_makes_the_first_row_a_header() -> None:
    rows = [["q1", "q2"], ["yes", "no"], ["no", "q1"]]
    assert [draft.untrusted_body for draft in drafts(as_csv(rows), reading=Reading(text_column="q2"))] == ["no", "q1"]


def test_duplicate_and_empty_column_names_can_still_be_chosen(tmp_path: Path) -> None:
    assert column_names(["text", "", "text", "text (2)", " two\nlines "]) == (
        "text",
        "column 2",
        "text (2)",
        "text (2) (2)",
        "two lines",
    )
    path = tmp_path / "double.csv"
    path.write_text("text,,text\nfirst,second,third\n")
    found = source(path, Reading(text_column="text (2)"))
    assert [draft.untrusted_body for draft in found.drafts()] == ["third"]


def test_a_file_with_column_names_alone_is_an_error() -> None:
    with pytest.raises(IntakeError, match="holds no row"):
        drafts("id,text,label\n")


def test_another_column_comes_along_with_its_text_and_is_taken_for_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(as_csv([["Message", "No.", "User"], ["no", "stressed, by a long way", "b"], ["yes", "calm", "c"]]))
    found = source(path, Reading(other_columns=("no", "user")))
    assert found.source.reading == Reading("Message", other_columns=("No.", "User"), encoding="utf-8")
    assert [draft.others for draft in found.drafts()] == [("stressed, by a long way", "b"), ("calm", "c")]
    with pytest.raises(IntakeError, match="label"):
        source(path, Reading(other_columns=("label",)))
