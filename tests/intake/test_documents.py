"""One document, one text: what stands in a table, a form field or a text box was written by somebody too."""

import io
from pathlib import Path
from typing import IO, Any

import docx
import pytest
from docx.oxml import parse_xml
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from domain.errors import IntakeError
from domain.text import Reading
from intake.documents import body
from intake.notes import NoteKind
from tests.intake.files import noted, source

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: bytes, lock: str = "") -> bytes:
    """Make a PDF with one content stream per page; byte 1 of its font is the fi ligature."""
    name = NameObject
    differences = ArrayObject([NumberObject(1), name("/fi")])
    encoding = DictionaryObject({name("/Type"): name("/Encoding"), name("/Differences"): differences})
    font = DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/Type1"),
            name("/BaseFont"): name("/Helvetica"),
            name("/Encoding"): encoding,
        }
    )
    writer = PdfWriter()
    for content in pages:
        page = writer.add_blank_page(300, 300)
        fonts = DictionaryObject({name("/F1"): writer._add_object(font)})
        page[name("/Resources")] = DictionaryObject({name("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[name("/Contents")] = writer._add_object(stream)
    if lock:
        writer.encrypt(lock, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def shown(words: bytes) -> bytes:
    return b"BT /F1 12 Tf 20 200 Td (" + words + b") Tj ET"


def test_a_plain_text_is_read_in_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "日記.txt"
    path.write_bytes("きょうは、\r\nなにもできなかった。".encode("cp932"))
    (draft,) = source(path).drafts()
    assert (draft.row, draft.id) == (1, "日記.txt")
    assert draft.untrusted_body == "きょうは、\nなにもできなかった。"
    assert source(path).source.reading == Reading(encoding="cp932")


def test_every_word_of_a_word_file_is_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Before\tthe table")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Question", "Answer"
    document.element.body.append(
        parse_xml(
            f"<w:sdt {WORD}><w:sdtContent><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
            "<w:r><w:t>form field</w:t></w:r><w:ins><w:r><w:t>, inserted</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
        )
    )
    boxed = (
        '<mc:{0} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<w:txbxContent><w:p><w:r><w:t>text box</w:t></w:r></w:p></w:txbxContent></mc:{0}>"
    )
    document.element.body.append(
        parse_xml(f"<w:p {WORD}><w:r>{boxed.format('Choice')}{boxed.format('Fallback')}</w:r></w:p>")
    )
    document.save(str(tmp_path / "form.docx"))
    expected = ["Before\tthe table", "Question", "Answer", "form field, inserted", "", "text box"]
    assert body(tmp_path / "form.docx").split("\n") == expected


def test_a_pdf_is_read_page_by_page_with_its_ligatures_as_letters(tmp_path: Path) -> None:
    (tmp_path / "essay.pdf").write_bytes(pdf(shown(b"It is \x01ne."), shown(b"Page two.")))
    assert body(tmp_path / "essay.pdf") == "It is fine.\nPage two."


def test_a_scanned_pdf_is_an_empty_text_and_said(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(b""))
    found = source(path)
    assert [draft.untrusted_body for draft in found.drafts()] == [""]
    assert noted(found.path) == {NoteKind.EMPTY: 1}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("torn.docx", b"PK\x03\x04 torn"),
        ("torn.pdf", b"%PDF-1.7 torn"),
        ("locked.pdf", pdf(shown(b"hello"), lock="secret")),
        ("photo.txt", bytes(range(1, 256)) * 20),
    ],
)
def test_a_document_that_cannot_be_opened_is_an_error_alone_and_an_empty_text_in_a_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(IntakeError, match=f"^{name} "):
        source(path)
    found = source(tmp_path)
    assert [draft.untrusted_body for draft in found.drafts()] == [""]
    assert noted(tmp_path) == {NoteKind.UNREADABLE: 1, NoteKind.EMPTY: 1}
    assert capfd.readouterr() == ("", "")


def test_a_document_of_a_folder_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred documents the one has to be found whose rights are to be set."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("We had tea.", encoding="utf-8")
    readable = Path.open

    def opened(path: Path, mode: str = "r", **how: Any) -> IO[Any]:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return readable(path, mode, **how)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(IntakeError, match=r"b\.txt can't be read: Permission denied"):
        source(tmp_path)


def test_a_plain_file_too_long_to_be_one_text_is_refused_alone_and_named_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("We had tea.\n" * 400_000)
    with pytest.raises(IntakeError, match=r"^log\.txt is longer than 4,194,304 characters, too long to be one text"):
        source(path)
    assert noted(tmp_path) == {NoteKind.UNREADABLE: 1, NoteKind.EMPTY: 1}
