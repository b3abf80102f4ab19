"""The terms that a model comes under, as text that a person can read before accepting them."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from models.catalogue import Recipe
from models.errors import LicenceError
from models.weights import opened

BLOCKS = ("h1", "h2", "h3", "p", "li")
"""The elements of a page that hold its sentences; a page's navigation in front of the first heading holds none."""

Accept = Callable[[str], bool]
"""Is given the terms as text and tells whether a person accepts them."""


def refuse(_terms: str) -> bool:
    """Accept nothing: what happens when nobody is asked."""
    return False


def accepted_page(recipe: Recipe, wheels: Path | None, accept: Accept) -> bytes:
    """Return the page with the terms of `recipe` once they are accepted, b"" where there are none.

    Raises LicenceError when they are not accepted.
    """
    found = page(recipe, wheels)
    if found and not accept(readable(found.decode())):
        raise LicenceError(
            f"{recipe.title} comes under the {recipe.licence}, which were not accepted; nothing was built. "
            "Add --accept-licence once you have read them."
        )
    return found


def page(recipe: Recipe, wheels: Path | None) -> bytes:
    """Return the page with the terms of `recipe`, b"" where there are none."""
    if not recipe.terms:
        return b""
    with opened(recipe, recipe.terms.page, wheels) as file:
        return file.read()


def keep(recipe: Recipe, terms: bytes, folder: Path) -> None:
    """Put the terms and their notice into a pack's folder, so that they go wherever the pack goes."""
    if recipe.terms:
        (folder / "licence.html").write_bytes(terms)
        (folder / "NOTICE").write_text(f"{recipe.terms.notice}\n", encoding="utf-8")


def readable(terms: str) -> str:
    """Return the sentences of a page's article, one paragraph each, from its first heading on."""
    article = _Article()
    article.feed(terms)
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in article.paragraphs if paragraph.strip())


class _Article(HTMLParser):
    """Collects the paragraphs between the first top heading and the end of the article."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self._begun = self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._begun = self._begun or tag == "h1"
        if self._begun and tag in BLOCKS:
            self.paragraphs.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._inside = False
        if tag == "article":
            self._begun = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.paragraphs[-1] += data
