"""Seconds that were slept through would make the next estimate a lie, and a run that can't wait would hold the machine."""

import signal
import subprocess
import sys
import time
from threading import Event, Thread

import pytest

from screening.sitting import Sitting


class Clocks:
    """A wall clock and a processor's, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.processor = 100.0, 3.0

    def pass_by(self, seconds: float, *, busy: float) -> None:
        self.wall += seconds
        self.processor += busy


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def sitting(clocks: Clocks) -> Sitting:
    return Sitting(lambda: clocks.wall, lambda: clocks.processor)


def test_a_closed_lid_does_not_count_as_work(sitting: Sitting, clocks: Clocks) -> None:
    clocks.pass_by(4, busy=4)
    assert sitting.seconds == pytest.approx(4)
    clocks.pass_by(7 * 3600, busy=1)
    assert sitting.seconds == pytest.approx(4)
    clocks.pass_by(60, busy=110)
    assert sitting.seconds == pytest.approx(64), "a long text on two cores is work"


def test_a_pause_counts_nothing_even_while_somebody_reviews(sitting: Sitting, clocks: Clocks) -> None:
    clocks.pass_by(2, busy=2)
    sitting.pause()
    clocks.pass_by(300, busy=90)
    assert sitting.seconds == pytest.approx(2)
    sitting.go_on()
    clocks.pass_by(3, busy=3)
    assert sitting.seconds == pytest.approx(5)


def test_whoever_waits_goes_on_when_the_pause_is_over(sitting: Sitting) -> None:
    gone_on = Event()
    sitting.pause()

    def go() -> None:
        sitting.wait()
        gone_on.set()

    thread = Thread(target=go)
    thread.start()
    assert not gone_on.wait(0.05)
    sitting.go_on()
    assert gone_on.wait(10)
    thread.join(10)


def test_an_interrupt_that_comes_while_seconds_are_counted_does_not_hang_the_run() -> None:
    """A signal's handler runs on the thread it interrupts, wherever that stands."""

    def interrupted() -> float:
        if made:
            made[0].go_on()
        return 1.0

    made: list[Sitting] = []
    made.append(Sitting(interrupted, lambda: 1.0))
    counting = Thread(target=lambda: made[0].seconds, daemon=True)
    counting.start()
    counting.join(10)
    assert not counting.is_alive()


BUSY = """
import select, sys
from screening import sitting
sitting.LONG = 0.3
kept = sitting.Sitting()
print("busy", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    pass
print(kept.seconds, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stops a process")
def test_a_process_that_the_system_stops_and_continues_counts_none_of_it() -> None:
    """What a laptop does when its lid is closed, to a process: its clock goes on and it does not."""
    asleep = 2.0
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.readline() == "busy\n"
        child.send_signal(signal.SIGSTOP)
        time.sleep(asleep)
        child.send_signal(signal.SIGCONT)
        child.stdin.write("\n")
        child.stdin.flush()
        counted = float(child.stdout.readline())
    assert counted <= time.monotonic() - began - asleep
