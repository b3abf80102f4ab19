"""Rows in are rows out, whatever the delimiter, and a broken quote costs nobody a text."""

import csv
import re
import tracemalloc
from itertools import chain, islice, repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import IntakeError
from domain.text import Reading
from intake import delimited, encoding
from intake.header import column_names
from intake.notes import NoteKind
from intake.read import preview
from intake.table import Row
from tests.intake.files import as_csv, bodies, drafts, noted, source

# Control characters are what tells a binary file from a text; half characters are in no file.
anything = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n"), max_size=60)
words = st.text(st.sampled_from("abc de,;'\t|\"。、"), min_size=1, max_size=40)
HEADER = ["id", "text", "label"]


@given(
    st.lists(st.tuples(anything, st.sampled_from(["yes", "no", ""])), min_size=1, max_size=12),
    st.sampled_from(",\t;|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_what_csv_writer_wrote_comes_back_row_for_row(
    texts: list[tuple[str, str]], delimiter: str, quoting: int
) -> None:
    rows = [[f"t{number}", text, label] for number, (text, label) in enumerate(texts)]
    found = drafts(as_csv([HEADER, *rows], delimiter, quoting))
    assert [draft.untrusted_body for draft in found] == [text for text, _ in texts]
    assert [draft.id for draft in found] == [row[0] for row in rows]
    assert [draft.row for draft in found] == list(range(1, len(rows) + 1))


def test_texts_full_of_commas_and_line_breaks_do_not_mislead_the_delimiter() -> None:
    texts = ["Well, yes,\nno, maybe,\n\nand so on; always", "a, b, c, d\r\ne, f", "one|two\tthree, four"] * 5
    assert bodies(as_csv([["nr", "body"], *enumerate(texts)], ";")) == texts


def test_spaces_after_delimiters_do_not_hide_the_quotes() -> None:
    assert bodies('id, text, label\n1, "yes, but", x\n2, "no, never", y\n') == ["yes, but", "no, never"]


def test_backslash_escapes_are_understood() -> None:
    assert bodies('id,text\n1,"she said \\"go, now\\", and left"\n2,"well, well"\n') == [
        'she said "go, now", and left',
        "well, well",
    ]


def test_quotes_in_a_file_without_quoting_are_plain_signs() -> None:
    content = 'id\ttext\tlabel\n1\t"Never again\tx\n2\tfine today\tx\n3\tnot "again"\tx\n4\tagain"\tx\n'
    assert bodies(content, "messages.tsv") == ['"Never again', "fine today", 'not "again"', 'again"']


def test_a_plain_list_of_messages_is_not_cut_at_its_commas() -> None:
    messages = ["Hello, how are you", "I am fine", "Well, not really, no", "It is late, and I am tired"]
    assert bodies("text\n" + "\n".join(messages)) == messages


def test_old_mac_line_ends_are_line_ends() -> None:
    assert bodies("id,text\r1,hello\r2,world\r") == ["hello", "world"]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes('\ufeff"id","text"\r\n"a","hello"\r\n'.encode())
    assert source(path).columns == ("id", "text")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_for_spreadsheets_hides_no_header(tmp_path: Path, line: str) -> None:
    """With it, ids were lost, the line was a text, and no column could be named."""
    path = tmp_path / "excel.csv"
    path.write_bytes(f"\ufeff{line}\r\nid;text\r\na;hello, you\r\n".encode())
    (draft,) = source(path, Reading(text_column="text")).drafts()
    assert (draft.id, draft.untrusted_body) == ("a", "hello, you")


def test_a_very_long_text_is_one_text() -> None:
    text = "a word, " * 100_000
    assert bodies(as_csv([["id", "text"], [1, text], [2, "short"]])) == [text, "short"]


@pytest.mark.parametrize("said", ["a" * 50, "a, b " * 10, '1,"open ' + "a" * 42])
@pytest.mark.parametrize("name", ["dump.csv", "dump.jsonl", "dump.txt"])
def test_a_file_without_line_breaks_is_refused_at_once_and_never_held_whole(
    tmp_path: Path, name: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(said * 600_000)
    tracemalloc.start()
    try:
        with pytest.raises(IntakeError, match=rf"^Line 1 of {name} is longer than 4,194,304 characters"):
            source(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000 < path.stat().st_size
    finally:
        tracemalloc.stop()


def test_an_endless_line_far_down_is_found_by_the_look_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text("id,text\n" + "1,hello\n" * 1000 + "2," + "a" * (encoding.LINE_LIMIT + 1))
    with pytest.raises(IntakeError, match=r"^Line 1,002 of dump\.csv is longer"):
        preview(path, Reading())


def test_a_text_ten_times_as_long_as_any_that_is_screened_is_still_read() -> None:
    text = "word " * 800_000
    assert bodies(f"id,text\n1,{text}\n2,short\n") == [text, "short"]


def test_a_row_of_very_many_cells_does_not_hold_up_the_look_into_the_file(tmp_path: Path) -> None:
    """Names looked up one by one in a list took hours here."""
    path = tmp_path / "wide.csv"
    path.write_text("word," * 100_000 + "\n" + "some words," * 100_000 + "\n")
    columns = source(path).columns
    assert columns[1:3] == ("column 2", "column 3")
    assert column_names(["word"] * 100_000)[-1] == "word (100000)"


@given(st.lists(words, min_size=2, max_size=8), st.data())
def test_an_unclosed_quote_costs_no_row_and_no_other_text(texts: list[str], data: st.DataObject) -> None:
    rows = [[f"t{number}", text, "yes"] for number, text in enumerate(texts)]
    lines = as_csv([HEADER, *rows], quoting=csv.QUOTE_ALL).splitlines(keepends=True)
    broken = data.draw(st.integers(0, len(texts) - 1))
    lines[broken + 1] = lines[broken + 1].replace('","yes"', ',"yes"')
    found = bodies("".join(lines))
    assert len(found) == len(texts)
    assert found[:broken] + found[broken + 1 :] == texts[:broken] + texts[broken + 1 :]
    assert re.sub('[" ]', "", texts[broken]) in re.sub('[" ]', "", found[broken])


def test_a_quote_open_to_the_end_of_the_file_is_said_and_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_text('id,text\n1,hello\n2,"never closed\n' + "".join(f"{n},text {n}\n" for n in range(3, 50)))
    found = source(path)
    assert [draft.untrusted_body for draft in found.drafts()] == [
        "hello",
        '"never closed',
        *(f"text {n}" for n in range(3, 50)),
    ]
    assert noted(found.path) == {NoteKind.QUOTE: 1}
    assert "row 2" in str(preview(path, Reading()).notes[0])


def test_a_quote_left_open_at_the_start_is_not_followed_to_the_end_of_a_huge_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "RECORD_LIMIT", 1000)
    endless = chain(["id,text\n", '1,"open\n'], repeat("2,fine\n"))
    rows = delimited.records(endless, delimited.Dialect())
    assert list(islice(rows, 1, 4)) == [Row(["1", '"open'], NoteKind.QUOTE), Row(["2", "fine"]), Row(["2", "fine"])]


def test_words_beyond_the_last_column_stay_with_their_text(tmp_path: Path) -> None:
    path = tmp_path / "unquoted.csv"
    path.write_text("id,text,label\n1,hello,x\n2,sad, so sad, and alone,x\n3,fine,x\n")
    found = source(path)
    assert [draft.untrusted_body for draft in found.drafts()] == ["hello", "sad, so sad, and alone", "fine"]
    assert noted(found.path) == {NoteKind.MANY_CELLS: 1}


def test_a_text_broken_by_an_unquoted_line_break_keeps_both_halves(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("id,text,label\n1,hello,x\n2,I am sad\nand alone,x\n3,fine,x\n4,fine,x\n")
    found = source(path)
    read = list(found.drafts())
    assert [draft.untrusted_body for draft in read] == ["hello", "2,I am sad", "and alone,x", "fine", "fine"]
    assert [draft.id for draft in read] == ["1", "2", "3", "3", "4"]
    assert noted(found.path) == {NoteKind.FEW_CELLS: 2}


def test_empty_texts_are_rows() -> None:
    found = drafts("id,text,label\n1,hello,x\n2,,x\n3,   ,x\n,,\n")
    assert [draft.untrusted_body for draft in found] == ["hello", "", "   ", ""]
    assert found[-1].id == "4"


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_delimiters_after_the_last_cell_are_no_damage(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "trailing.csv"
    path.write_text("id,text\n1,hello,,\n2,there,,\n3,you,,\n".replace(",", delimiter))
    assert noted(path) == {}
