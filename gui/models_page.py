"""The Models page: the packs of this machine, what was measured of them here, and taking in one from a stick."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from domain.errors import KizashiError
from domain.pack import Pack
from gui import words
from gui.core import Core
from gui.flow import Flow
from gui.notice import Notice
from gui.pack_import import PackImport
from gui.parity_table import ParityTable, use_name
from gui.plain_table import PlainTable
from gui.threads import Errand, Progress
from gui.wheels_build import WheelsBuild
from gui.widget import Widget, button, label
from models import chosen, measured, registry
from models.measured import Figures, Measured, Use


@dataclass(frozen=True, slots=True)
class Shelved:
    """A pack as the page shows it. `defaults` names the variant that runs here for each use."""

    pack: Pack
    megabytes: int
    measured: Measured
    defaults: Mapping[Use, str]

    @property
    def running(self) -> list[Figures]:
        """What was measured of the variants that run by default, nothing where nobody has measured them."""
        return [one for one in self.measured.figures if self.defaults[one.use] == one.variant]


EYEFUL = 16
"""Characters of a hash that an eye compares at a time; between them it goes on in the next line."""


class ModelsPage(Widget):
    """Lists packs and says of the chosen one where it is from and how it does."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._shelf: list[Shelved] = []
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self._problem, self._done = Notice("problem"), Notice("done")
        self.table = PlainTable(5)
        self._name, self._facts, self._hash = label("heading"), label("muted", wrap=True), label("small", wrap=True)
        self._hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._unmeasured = label("small", wrap=True)
        self.parity = ParityTable()
        self.verify, self.tune = button(), button()
        self._bar, self._doing = QProgressBar(textVisible=False, maximum=1000), label("small")
        self.take_in, self.wheels = PackImport(core), WheelsBuild(core)
        self._area = QScrollArea(widgetResizable=True)
        self._lay_out()
        self._wire()
        self._busy("")
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Look which packs there are."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the packs' descriptions and figures again."""
        self._core.errands.start(Errand(self._look, self._show, self._problem.fail))

    def _look(self, _progress: Progress) -> list[Shelved]:
        data = self._core.data
        return [
            Shelved(
                pack,
                registry.megabytes(pack),
                measured.load(data, pack),
                {use: chosen.running(data, pack, use) for use in Use},
            )
            for pack in registry.installed(self._core.packs)
        ]

    def _show(self, shelf: list[Shelved]) -> None:
        self._shelf = shelf
        rows = [self._row(one) for one in shelf]
        self.table.show_rows(rows)
        self.table.tell(rows)
        self._describe()

    def _row(self, one: Shelved) -> tuple[str, ...]:
        speeds = [f"{use_name(run.use)} {run.texts_per_second:.1f}" for run in one.running]
        reads = words.listed(map(words.language, one.pack.languages))
        return one.pack.title, one.pack.family, reads, self._size(one), " · ".join(speeds) or "–"

    def _size(self, one: Shelved) -> str:
        return self.tr("{0} MB").format(words.number(one.megabytes))

    def _describe(self) -> None:
        """Say what is known of the chosen pack."""
        one = self._chosen
        for shown in (self.verify, self.tune):
            shown.setEnabled(one is not None and not self._doing.text())
        if not one:
            self._name.setText(self.tr("There is no model on this machine yet. The Screen page builds one."))
            for said in (self._facts, self._hash, self._unmeasured):
                said.setText("")
            self.parity.hide()
            return
        pack = one.pack
        self._name.setText(pack.title)
        facts = self.tr("Family: {0} · Licence: {1} · Source: {2} · {3}")
        self._facts.setText(facts.format(pack.family, pack.licence, pack.source, self._size(one)))
        parts = [pack.sha256[start : start + EYEFUL] for start in range(0, len(pack.sha256), EYEFUL)]
        self._hash.setText(f"SHA-256  {' '.join(parts)}")
        figures = one.measured.figures
        self.parity.show_figures(figures, one.defaults)
        self.parity.setVisible(bool(figures))
        self._unmeasured.setText(
            self.tr("Differences are from the exact graph, in nats, under the protocol where they are largest. Runs: *")
            if figures
            else self.tr("Nobody has measured this model on this machine yet. Measure it: that takes some minutes.")
        )

    @property
    def _chosen(self) -> Shelved | None:
        row = self.table.currentRow()
        return self._shelf[row] if 0 <= row < len(self._shelf) else None

    def _verify(self) -> None:
        compared = self.tr("{0} is as it was made, byte for byte, and answers within the bounds on this machine.")
        alone = self.tr("{0} is as it was made, byte for byte. It holds no reference to compare its answers with.")

        def work(pack: Pack, progress: Progress) -> str:
            from learning import verifying  # noqa: PLC0415 - takes half a second that only this button should cost

            whole = registry.load(self._core.packs, pack.id)
            return compared if verifying.check(whole, self._core.data, progress) else alone

        self._do(work, self.tr("Checking {0}…"))

    def _tune(self) -> None:
        said = self.tr("{0} runs in its fastest faithful variant on this machine from now on.")

        def work(pack: Pack, progress: Progress) -> str:
            from learning import verifying  # noqa: PLC0415 - as above

            core = self._core
            verifying.tuned(core.actor, registry.load(core.packs, pack.id), core.data, progress)
            return said

        self._do(work, self.tr("Measuring {0}… Leave the machine alone meanwhile."))

    def _do(self, work: Callable[[Pack, Progress], str], doing: str) -> None:
        """Do what takes minutes with the chosen pack, beside the window, and say what came of it."""
        if one := self._chosen:
            self._problem.say("")
            self._done.say("")
            self._busy(doing.format(one.pack.title))
            self._core.errands.start(
                Errand(
                    partial(work, one.pack),
                    lambda said: self._succeed(said.format(one.pack.title)),
                    self._fail,
                    lambda _what, share: self._bar.setValue(round(share * self._bar.maximum())),
                )
            )

    def _succeed(self, said: str) -> None:
        self._busy("")
        self._done.say(said)
        self._bring(self._done)
        self.refresh()

    def _fail(self, error: KizashiError) -> None:
        self._busy("")
        self._problem.fail(error)
        self._bring(self._problem)

    def _bring(self, shown: QWidget) -> None:
        """Bring into sight what was just shown: the page may be scrolled away from it."""
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(shown))

    def _busy(self, doing: str) -> None:
        """Show what is being done, and let nothing else begin; "" when it is over."""
        self._doing.setText(doing)
        self._bar.setValue(0)
        for shown in (self._bar, self._doing):
            shown.setVisible(bool(doing))
        if doing:
            self._bring(self._bar)
        self._describe()

    def open(self, path: Path) -> None:
        """Look at a pack's file that somebody brought."""
        self.take_in.look(path)

    def _taken_in(self, said: str) -> None:
        self._succeed(said)

    def _wire(self) -> None:
        self.table.itemSelectionChanged.connect(self._describe)
        self.verify.clicked.connect(self._verify)
        self.tune.clicked.connect(self._tune)
        self.take_in.taken.connect(self._taken_in)
        self.wheels.taken.connect(self._taken_in)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Models"))
        self._lead.setText(
            self.tr("What reads the texts. A model is on this machine or it is not: nothing is downloaded.")
        )
        self.table.name(
            self.tr("Models on this machine"),
            (self.tr("Model"), self.tr("Family"), self.tr("Reads"), self.tr("On disk"), self.tr("Texts a second here")),
        )
        self.verify.setText(self.tr("Verify"))
        self.tune.setText(self.tr("Measure and tune on this machine"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._done.say("")
        self._show(self._shelf)

    def _lay_out(self) -> None:
        card = Widget("card")
        told = QVBoxLayout(card)
        told.setContentsMargins(18, 14, 18, 16)
        told.setSpacing(8)
        acts = Flow(10)
        for made in (self.verify, self.tune):
            acts.addWidget(made)
        for said in (self._name, self._facts, self._hash, self.parity, self._unmeasured):
            told.addWidget(said)
        told.addLayout(acts)
        told.addWidget(self._doing)
        told.addWidget(self._bar)
        self.table.setFixedHeight(150)
        inside = Widget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        for part in (self._title, self._lead, self._problem, self._done, self.table, card, self.take_in, self.wheels):
            column.addWidget(part)
        column.addStretch()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
