"""The files that are screened one after the other: in which order, and what has become of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from domain.clock import now
from domain.errors import KizashiError, StoppedError
from domain.pack import Pack
from domain.protocol import Protocol
from domain.screening import Counts
from domain.waiting import Waiting
from screening.events import Finished, Started
from screening.job import Order


class State(Enum):
    """What has become of a file."""

    WAITING = auto()
    RUNNING = auto()
    PAUSED = auto()
    STOPPED = auto()
    FAILED = auto()
    DONE = auto()


GOING = {State.RUNNING, State.PAUSED}
LEFT_OFF = {State.STOPPED, State.FAILED}
NOTHING = Counts(rows=0)


@dataclass(slots=True, eq=False)
class Entry:
    """One file's order and how far it has come. Times are UTC, ISO 8601, "" while there is none; `run` 0 is none yet."""

    order: Order
    state: State = State.WAITING
    run: int = 0
    began_at: str = ""
    ended_at: str = ""
    counts: Counts = NOTHING
    error: KizashiError | None = None

    def begin(self) -> None:
        """Note that its run is being made ready."""
        self.state, self.began_at, self.ended_at, self.error = State.RUNNING, now(), "", None

    def begun(self, event: Started) -> None:
        """Note which run it is in the store, and what that has already; from now on the same one goes on."""
        self.run, self.counts = event.run, event.counts
        self.order = replace(self.order, new=False)

    def ended(self, event: Finished) -> None:
        """Note how its run ended."""
        self.state = State.STOPPED if event.stopped else State.DONE
        self.counts, self.ended_at = event.counts, now()

    def failed(self, error: KizashiError) -> None:
        """Note why its run could not go on; a stop that came before the run had begun is no failure."""
        stopped = isinstance(error, StoppedError)
        self.state, self.ended_at = State.STOPPED if stopped else State.FAILED, now()
        self.error = None if stopped else error

    @property
    def waiting(self) -> Waiting:
        """What is kept of it for another day."""
        order = self.order
        return Waiting(str(order.paths[0]), order.protocol.id, order.pack.id, order.reading, order.mandate, order.new)


class RunQueue:
    """Entries in the order in which they are screened; only one of them is going on."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, place: int) -> Entry:
        return self._entries[place]

    def add(self, orders: Iterable[Order]) -> None:
        """Let orders wait behind the others."""
        self._entries += map(Entry, orders)

    @property
    def next(self) -> Entry | None:
        """The first one that waits."""
        return next((entry for entry in self._entries if entry.state is State.WAITING), None)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(entry.state is State.WAITING for entry in self._entries)

    @property
    def unfinished(self) -> list[Waiting]:
        """What is to be offered again another day: all that was not screened to its end."""
        return [entry.waiting for entry in self._entries if entry.state is not State.DONE]

    def remove(self, entry: Entry) -> None:
        """Take an entry off the list, unless it is going on. What was screened of it is kept."""
        if entry.state not in GOING:
            self._entries.remove(entry)

    def move(self, entry: Entry, places: int) -> None:
        """Let a waiting entry change places with the waiting one before (-1) or behind it (1)."""
        at = self._entries.index(entry)
        other = at + places
        while 0 <= other < len(self._entries) and self._entries[other].state is not State.WAITING:
            other += places
        if entry.state is State.WAITING and 0 <= other < len(self._entries):
            self._entries[at], self._entries[other] = self._entries[other], entry


def orders(
    files: Sequence[Waiting], protocols: Sequence[Protocol], packs: Sequence[Pack]
) -> tuple[list[Order], list[str]]:
    """Return the orders of files that were left another day, and the names of those whose protocol or pack is gone."""
    by_id, by_pack = {one.id: one for one in protocols}, {one.id: one for one in packs}
    known = [file for file in files if file.protocol in by_id and file.pack in by_pack]
    made = [
        Order([file.where], file.reading, by_id[file.protocol], by_pack[file.pack], mandate=file.mandate, new=file.new)
        for file in known
    ]
    return made, [file.where.name for file in files if file not in known]
