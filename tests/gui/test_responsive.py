"""What Python does by itself while the window is open never makes it wait, and ends with it."""

import gc
import sys
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from gui.responsive import EVERY_MS, Responsive


class Knot:
    """Holds itself, as widgets and what they call often do: only the collector finds out that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_by_the_window_and_never_in_the_middle_of_a_run(qtbot: QtBot) -> None:
    gone: list[str] = []
    responsive = Responsive()
    try:
        with qtbot.waitSignal(responsive.collected, timeout=10 * EVERY_MS):
            pass
        weakref.finalize(Knot(), lambda: gone.append(threading.current_thread().name))
        run = threading.Thread(target=lambda: [Knot() for _ in range(100_000)])
        run.start()
        run.join()
        assert gone == []
        qtbot.waitUntil(lambda: bool(gone), timeout=10 * EVERY_MS)
        assert gone == [threading.main_thread().name]
    finally:
        responsive.leave()


@pytest.mark.usefixtures("qapp")
def test_python_has_its_own_ways_back_when_the_window_is_closed() -> None:
    before = sys.getswitchinterval()
    Responsive().leave()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert sys.getswitchinterval() == before
