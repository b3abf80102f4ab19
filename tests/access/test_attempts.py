"""What a user would lose if the delay could be skipped: a passphrase that a person at the keyboard can guess."""

import multiprocessing
from pathlib import Path

import pytest

from access import attempts
from access.attempts import FREE, LONGEST_WAIT
from domain.errors import KeyFileError, LockedOutError


class Clocks:
    """The two clocks of a machine, for a test to set."""

    def __init__(self) -> None:
        self.wall, self.uptime = 1_000_000.0, 5_000.0

    def __call__(self) -> tuple[float, float]:
        return self.wall, self.uptime

    def go(self, seconds: float) -> None:
        self.wall += seconds
        self.uptime += seconds


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    made = Clocks()
    monkeypatch.setattr(attempts, "clocks", made)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.kizashi"


def fail(store: Path, name: str = "mina") -> None:
    with pytest.raises(ZeroDivisionError), attempts.attempt(store, name):
        raise ZeroDivisionError


def waits(store: Path, name: str = "mina") -> int:
    try:
        with attempts.attempt(store, name):
            return 0
    except LockedOutError as error:
        return error.seconds


def fail_so_often(store: Path, times: int, clocks: Clocks) -> None:
    for _ in range(times):
        fail(store)
        clocks.go(LONGEST_WAIT)
    clocks.go(-LONGEST_WAIT)


def test_h2_a_slip_of_the_hand_costs_nothing(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE - 1, clocks)
    assert waits(store) == 0


def test_h2_the_wait_grows_and_ends(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE, clocks)
    waited = []
    for _ in range(12):
        waited.append(waits(store))
        clocks.go(waited[-1])
        fail(store)
    assert waited == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]


def test_h2_a_right_passphrase_ends_the_wait(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE + 2, clocks)
    clocks.go(LONGEST_WAIT)
    assert waits(store) == 0
    fail(store)
    assert waits(store) == 0


def test_h2_one_name_does_not_lock_another_out(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE, clocks)
    assert waits(store, "ken") == 0
    assert waits(store) == 5


@pytest.mark.parametrize(
    ("wall", "uptime"), [(-1e6, 0.0), (+1e6, 0.0), (-1e6, 1.0)], ids=["set back", "set forward", "set back later"]
)
def test_h2_a_clock_that_is_set_does_not_shorten_the_wait(
    store: Path, clocks: Clocks, wall: float, uptime: float
) -> None:
    fail_so_often(store, FREE, clocks)
    clocks.wall += wall
    clocks.uptime += uptime
    assert waits(store) == 5 - uptime
    clocks.go(5 - uptime)
    assert waits(store) == 0


def test_h2_a_restart_with_the_clock_set_back_begins_the_wait_anew_and_it_ends(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE, clocks)
    clocks.wall, clocks.uptime = 0.0, 1.0
    assert waits(store) == 5
    clocks.go(4)
    assert waits(store) == 1
    clocks.go(1)
    assert waits(store) == 0


def test_h2_a_restart_waits_by_the_clock_on_the_wall(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE, clocks)
    clocks.wall, clocks.uptime = clocks.wall + 3, 1.0
    assert waits(store) == 2


def _killed(store: Path) -> None:
    with attempts.attempt(store, "mina"):
        multiprocessing.current_process().kill()


def test_h2_an_attempt_that_is_killed_counts(store: Path) -> None:
    for _ in range(FREE):
        process = multiprocessing.get_context("fork").Process(target=_killed, args=[store])
        process.start()
        process.join()
    assert 0 < waits(store) <= 5


def test_what_failed_is_kept_until_the_audit_chain_knows(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, 2, clocks)
    fail(store, attempts.NOBODY)
    assert waits(store) == 0
    assert attempts.unrecorded(store) == {"mina": 2, attempts.NOBODY: 1}
    attempts.forget_unrecorded(store)
    assert attempts.unrecorded(store) == {}


def test_who_has_another_passphrase_now_may_try_at_once(store: Path, clocks: Clocks) -> None:
    fail_so_often(store, FREE, clocks)
    attempts.forgive(store, "mina")
    assert waits(store) == 0
    assert attempts.unrecorded(store) == {"mina": FREE}


@pytest.mark.parametrize("content", ["", "[]", "{", '{"mina": 1}', '{"mina": {"failures": "many"}}', "\x00"])
def test_a_damaged_file_keeps_nobody_out(store: Path, content: str) -> None:
    store.with_name("s.kizashi.attempts").write_text(content)
    assert waits(store) == 0


def test_where_nothing_can_be_counted_nothing_is_tried(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="nothing can be written"), attempts.attempt(tmp_path / "no" / "s", "mina"):
        raise AssertionError
