"""A text decoded wrongly is screened as gibberish: each of these would cost somebody their words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import IntakeError
from domain.text import Reading
from intake.encoding import detect
from tests.intake.files import as_csv, bodies, drafts, source

JAPANESE = (
    "昨日から眠れません。",
    "学校に行くのがつらいです。",
    "もう何もしたくない、と思うことがあります。",
    "先生に相談したら、少し楽になりました！",
    "テストの点数が悪くて落ち込んでいる",
    "友だちとカラオケに行ってきた。たのしかった",
    "親とけんかして、部屋から出られない。",
    "明日の会議の資料を作らなければならない",
)
WESTERN = (
    "J’étais préféré à l’école, déjà très fatigué, mais ça va.",
    "Ich fühle mich müde; die Prüfung war schön schwer, größer als gedacht.",
    "Mañana iré al médico: ¿qué más puedo hacer? La situación no mejora.",
    "As relações não estão fáceis, não sei o que fazer com a solidão.",
    "I don’t know what to do – “it’s fine”, they say… but it isn’t.",
    "Jeg føler mig så træt, og på arbejdet går det ikke bedre.",
)
CHINESE = (
    "昨天晚上我又没有睡好。",
    "最近工作压力很大，我不知道该怎么办。",
    "老师说这次考试的成绩不太理想。",
    "妈妈做的饭很好吃，我们一起看了电视。",
    "有时候我觉得很孤单，谁也不明白我。",
)
japanese = st.lists(st.sampled_from(JAPANESE), min_size=3, max_size=12)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp", "iso2022_jp"],
)
@given(texts=japanese)
def test_japanese_texts_come_back_in_every_encoding(encoding: str, texts: list[str]) -> None:
    content = as_csv([["番号", "本文"], *enumerate(texts)])
    assert bodies(content.encode(encoding)) == texts


def test_chinese_texts_are_not_taken_for_japanese() -> None:
    """Their bytes are EUC-JP's too, and would be screened as a row of Japanese characters that say nothing."""
    content = as_csv([["id", "text"], *enumerate(CHINESE)])
    assert bodies(content.encode("gb18030")) == list(CHINESE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252"])
@given(texts=st.lists(st.sampled_from(WESTERN), min_size=1, max_size=6))
def test_western_texts_are_never_taken_for_japanese(encoding: str, texts: list[str]) -> None:
    content = as_csv([["id", "text"], *enumerate(texts)])
    assert bodies(content.encode(encoding)) == texts


@pytest.mark.parametrize(
    "text", ["①②③の順にやります。それから㈱の人と話す", "ﾃｽﾄのﾃﾞｰﾀをみています", "髙橋さんと﨑山さんに会った"]
)
def test_what_only_windows_writes_in_cp932_is_still_cp932(text: str) -> None:
    assert bodies(as_csv([["id", "text"], [1, text]]).encode("cp932")) == [text]


def test_circled_numbers_in_euc_from_windows_come_back() -> None:
    text = "①まず休む。②それから、だれかに話す。"
    assert bodies(as_csv([["id", "text"], [1, text]]).encode("euc_jis_2004")) == [text]


def test_evidence_late_in_a_long_file_counts() -> None:
    rows = [[number, "nothing but ASCII here"] for number in range(20_000)]
    content = as_csv([["id", "text"], *rows, [20_000, "最後の行だけが日本語です。"]]).encode("cp932")
    assert bodies(content)[-1] == "最後の行だけが日本語です。"


def test_one_broken_character_does_not_turn_utf8_into_another_encoding() -> None:
    content = as_csv([["id", "text"], [1, "今日はつかれました"], [2, "あしたは休みます"]]).encode()
    broken = content.replace("あ".encode(), "あ".encode()[:2])
    first, second = drafts(broken)
    assert (first.untrusted_body, first.replaced) == ("今日はつかれました", 0)
    assert second.untrusted_body == "\ufffdしたは休みます"
    assert second.replaced == pytest.approx(1 / 8)


def test_a_replacement_character_of_the_file_itself_is_not_counted() -> None:
    (draft,) = drafts(as_csv([["id", "text"], [1, "lost before\ufffd it came here"]]))
    assert draft.replaced == 0


def test_a_nul_cannot_hide_the_rest_of_a_text() -> None:
    (draft,) = drafts(as_csv([["id", "text"], [1, "I am fine.\0I am not."]]))
    assert draft.untrusted_body == "I am fine.\ufffdI am not."
    assert draft.replaced == pytest.approx(1 / 20)


@given(st.integers(0, 40), st.integers(1, 5))
def test_stray_nuls_do_not_make_a_file_utf16(at: int, count: int) -> None:
    content = as_csv([["id", "text"], [1, "A day like any other, with rain and a long walk."]]).encode()
    assert detect(content[: at + 10] + b"\0" * count + content[at + 10 :], b"") == "utf-8"


def test_the_users_choice_goes_before_the_guess() -> None:
    content = as_csv([["id", "text"], [1, "Привет, мне плохо"]]).encode("koi8_r")
    assert bodies(content, reading=Reading(encoding="KOI8-R")) == ["Привет, мне плохо"]


@pytest.mark.parametrize("written", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_a_file_in_utf16_or_utf32_is_read_with_and_without_its_byte_order_mark(written: str) -> None:
    content = as_csv([["id", "text"], [1, "もう無理です、と言われた。"]]).encode(written)
    assert bodies(content, reading=Reading(encoding=written[:6])) == ["もう無理です、と言われた。"]


def test_a_wrong_choice_of_utf16_is_no_bug_of_the_program() -> None:
    assert drafts("id,text\n1,hello\n", reading=Reading(encoding="utf-16"))


@pytest.mark.parametrize("encoding", ["utf-9", "base64", "undefined", "a\0b", "idna", "punycode"])
def test_an_unknown_encoding_is_named(encoding: str) -> None:
    with pytest.raises(IntakeError, match="There is no text encoding named"):
        drafts("id,text\r\n1,hello\r\n", reading=Reading(encoding=encoding))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + bytes(range(256)) * 8, "a ZIP archive"),
        (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", "a PDF"),
        (bytes(range(1, 256)) * 40, "binary data"),
        (b"\x7fELF" + b"\x02\x01\x01" + b"\0" * 9 + bytes(range(256)) * 20, "binary data"),
    ],
)
def test_a_binary_file_named_csv_gets_one_clear_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(content)
    with pytest.raises(IntakeError, match=rf"^photo\.csv is not a text file: it holds {said}") as caught:
        source(path)
    assert "\n" not in str(caught.value)
