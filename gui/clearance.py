"""Orders are held back until people know what to do in an emergency: that is asked for once in a sitting."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from domain.site import Crisis
from gui.core import Core
from gui.crisis_form import CrisisForm
from review import site
from screening.job import Order


class Clearance(QObject):
    """Lets orders go in `cleared`, and says whether the words for an emergency are written; `wanted` asks to show their form.

    What is wrong with a store, the run itself says.
    """

    cleared = Signal(list, bool)
    wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.form, self._put_off = CrisisForm(core), False
        self._orders: Sequence[Order] = ()
        self.form.saved.connect(self._look)
        self.form.later.connect(self._later)

    def ask(self, orders: Sequence[Order]) -> None:
        """Hold these orders until it is known."""
        self._orders = orders
        self._look()

    def forget(self) -> None:
        """Let go of none any more."""
        self._orders = ()

    def _look(self) -> None:
        self._core.desk.ask(site.crisis_text, self._judge, lambda _error: self._clear(written=True))

    def _judge(self, crisis: Crisis) -> None:
        if crisis.complete or self._put_off:
            self._clear(written=crisis.complete)
        elif self._orders:
            self.wanted.emit()
            self.form.fill(crisis)

    def _later(self) -> None:
        self._put_off = True
        self._look()

    def _clear(self, *, written: bool) -> None:
        """Let the orders go, unless they were forgotten while the store was asked."""
        if self._orders:
            self.cleared.emit(list(self._orders), written)
