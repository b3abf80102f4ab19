"""The way to the first model: one button that builds the default pack, and the command that does the same."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from domain.errors import KizashiError
from domain.pack import Pack
from gui import words
from gui.notice import Notice
from gui.threads import Errand, Errands, Progress
from gui.widget import Widget, button, label
from models.catalogue import RECIPES

MODEL = next(iter(RECIPES.values()))


class ModelBuilder(Widget):
    """Says that no model is on this machine yet, and builds it beside the window."""

    built = Signal()

    def __init__(self, errands: Errands, packs: Path) -> None:
        super().__init__("card")
        self._errands = errands
        self._packs = packs
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        self._command = label("command")
        self._command.setText(f"kizashi models build {MODEL.id}")
        self._command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.build = button("primary")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._step = label("small")
        self._problem = Notice("problem")
        self.build.clicked.connect(self._build)
        self._lay_out()
        self._show_building(building=False)
        self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("No model on this machine yet"))
        self._text.setText(
            self.tr("Kizashi builds {0} here in about a minute, without a network. The command does the same:").format(
                MODEL.title
            )
        )
        self.build.setText(self.tr("Build the model"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def _build(self) -> None:
        def work(progress: Progress) -> Pack:
            from models.build import build  # noqa: PLC0415 - takes a second that only this button should cost

            return build(MODEL.id, self._packs, None, progress)

        self._problem.say("")
        self._step.setText("")
        self._show_building(building=True)
        self._errands.start(Errand(work, self._built, self._failed, self._progressed))

    def _progressed(self, step: str, share: float) -> None:
        self._step.setText(words.step(step))
        self._bar.setValue(round(share * self._bar.maximum()))

    def _built(self, _pack: Pack) -> None:
        self._show_building(building=False)
        self.built.emit()

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
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._step)
        column.addWidget(self._problem)
