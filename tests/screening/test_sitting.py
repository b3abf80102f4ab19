"""Seconds that were slept through would make the next estimate a lie, and a run that can't wait would hold the machine."""

import signal
import subprocess
import sys
import time
from threading import Event, Thread

import pytest

from screening.sitting import Sitting


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sitting(clock: Clock) -> Sitting:
    return Sitting(lambda: clock.now)


def work(sitting: Sitting, clock: Clock, seconds: int) -> float:
    """Let time pass as it does while the sitting beats; return the seconds that it counts."""
    for _ in range(seconds):
        clock.now += 1
        _ = sitting.seconds
    return sitting.seconds


def test_a_closed_lid_does_not_count_as_work(sitting: Sitting, clock: Clock) -> None:
    assert work(sitting, clock, 4) == pytest.approx(4)
    clock.now += 7 * 3600
    assert sitting.seconds == pytest.approx(4)
    assert work(sitting, clock, 60) == pytest.approx(64), "a long text is work"


def test_a_pause_counts_nothing(sitting: Sitting, clock: Clock) -> None:
    work(sitting, clock, 2)
    sitting.pause()
    assert work(sitting, clock, 300) == pytest.approx(2)
    sitting.go_on()
    assert work(sitting, clock, 3) == pytest.approx(5)


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
    made.append(Sitting(interrupted))
    counting = Thread(target=lambda: made[0].seconds, daemon=True)
    counting.start()
    counting.join(10)
    assert not counting.is_alive()


CHILD = """
from screening import sitting
sitting.BEAT, sitting.ASLEEP = 0.05, 1.0
with sitting.Sitting() as kept:
    print("begun", flush=True)
    input()
    print(kept.seconds, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stops a process")
def test_a_process_that_the_system_stops_and_continues_counts_none_of_it() -> None:
    """What a laptop does when its lid is closed, to a process: its clock goes on and it does not."""
    asleep = 2.0
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.readline() == "begun\n"
        child.send_signal(signal.SIGSTOP)
        time.sleep(asleep)
        child.send_signal(signal.SIGCONT)
        child.stdin.write("\n")
        child.stdin.flush()
        counted = float(child.stdout.readline())
    assert counted <= time.monotonic() - began - asleep
