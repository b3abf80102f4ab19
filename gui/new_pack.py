"""A model that comes to this machine: looked at first, then taken in or left."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from domain.errors import KizashiError
from domain.pack import Pack
from gui.core import Core
from gui.flow import Flow
from gui.notice import Notice
from gui.threads import Errand, Progress
from gui.widget import Widget, button, label
from learning.installing import install


class NewPack(Widget):
    """What every way in shares; how a model is looked at, and what is shown of it, is the way's own.

    `taken` says in a sentence that it is here.
    """

    taken = Signal(str)

    def __init__(self, role: str, core: Core) -> None:
        super().__init__(role)
        self._core = core
        self._heading, self._text = label("heading", wrap=True), label("muted", wrap=True)
        self._problem = Notice("problem")
        self.choose, self.accept, self.leave = button(), button("primary"), button("quiet")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self.leave.clicked.connect(self._forget)

    def _start(self, work: Callable[[Progress], Pack]) -> None:
        """Let the pack come in, beside the window."""
        self._wait(waiting=True)
        self._core.errands.start(Errand(work, self._installed, self._fail, self._progressed))

    def _install(self, act: str, make: Callable[[], Pack], progress: Progress) -> Pack:
        """Make the pack and give it its heads, as `act` of whoever is at the window; return it."""
        core = self._core
        return install(core.actor, core.open_database, act, make, lambda pack: core.equip(pack, core.data, progress))

    def _installed(self, pack: Pack) -> None:
        self._forget()
        self.taken.emit(self.tr("{0} is on this machine now and can be chosen for a batch.").format(pack.title))

    def _fail(self, error: KizashiError) -> None:
        self._forget()
        self._problem.fail(error)

    def _forget(self) -> None:
        """Go back to before anything was looked at."""
        self._problem.say("")
        self._wait(waiting=False)

    def _progressed(self, _step: str, share: float) -> None:
        self._bar.setValue(round(share * self._bar.maximum()))

    def _wait(self, *, waiting: bool) -> None:
        self._bar.setVisible(waiting)
        for made in (self.choose, self.accept, self.leave):
            made.setDisabled(waiting)
        self._retranslate()

    def _retranslate(self) -> None:
        self.leave.setText(self.tr("Leave it"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def _lay_out(self, *shown: QWidget) -> None:
        """Place one below the other what is shown, and the buttons under it."""
        row = Flow(10)
        for made in (self.accept, self.leave, self.choose):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in shown:
            column.addWidget(widget)
        column.addLayout(row)
