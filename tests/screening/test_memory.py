"""What was read once is not read again: the same numbers to the last bit, for no pass of the model."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from domain.actor import Actor
from domain.head import UNCALIBRATED, Head, Ordinal, Probe, Record, Tie
from domain.pack import Pack
from domain.protocol import LongText, Thresholds
from domain.text import Reading
from inference.prompt import Prompt
from inference.scores import WindowScores
from screening.asking import Equipment
from screening.events import Finished, Screened
from screening.job import Order, ScreeningJob
from screening.protocols import find
from tests.conftest import OpenDatabase
from tests.screening.words import WordScorer

TEXTS = [
    "It was dreadful at work today and I can't stand it for another week.",
    "This was a calm day and I went for a long walk with my sister.",
    "",
    "It was dreadful at work today and I can't stand it for another week.",
]


class Counting(WordScorer):
    """Counts the texts that it was given."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(prompt)
        self.read: list[str] = []

    def score(self, untrusted_text: str) -> list[WindowScores]:
        self.read.append(untrusted_text)
        return super().score(untrusted_text)


class Opener:
    def __init__(self) -> None:
        self.engines: list[Counting] = []

    def __call__(self, _pack: Pack, prompt: Prompt, _long_text: LongText) -> Counting:
        self.engines.append(Counting(prompt))
        return self.engines[-1]


def head(protocol: str, exit_depth: int = 1, slope: float = 1.0) -> Head:
    own = find(protocol)
    probe = Probe((slope,), 0.1, UNCALIBRATED)
    return Head(
        tie=Tie(protocol, own.sha256, "en", "3" * 64, "0" * 64, "fp32", exit_depth, "4" * 64),
        strength=1.0,
        screen=probe,
        severity=Ordinal(1, (probe, probe)) if own.levels else None,
        thresholds=Thresholds(0.5, 0.2, 0.2 if own.levels else 0.0),
        record=Record("makers", "2026-01-01", "a tenth at a time", 0, 0),
    )


@pytest.fixture
def order(tmp_path: Path, words: Pack) -> Order:
    file = tmp_path / "texts.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text"), *((f"t{row}", text) for row, text in enumerate(TEXTS, 1))])
    return Order([file], Reading(), find("stress"), words, Equipment({"en": head("stress")}))


@pytest.fixture
def opener() -> Opener:
    return Opener()


def run(open_database: OpenDatabase, actor: Actor, order: Order, opener: Opener) -> list[tuple[float, ...]]:
    """Screen the order; return each screened text's log-odds per window."""
    events = list(ScreeningJob(open_database, actor, order, opener))
    assert isinstance(events[-1], Finished)
    assert not events[-1].stopped
    return [
        tuple(window.log_odds for window in event.screening.windows) for event in events if isinstance(event, Screened)
    ]


def test_another_run_protocol_or_head_reads_no_model_and_says_the_same(
    open_database: OpenDatabase, owner: Actor, order: Order, opener: Opener
) -> None:
    first = run(open_database, owner, order, opener)
    again = run(open_database, owner, replace(order, new=True), opener)
    depression = replace(order, protocol=find("depression"), equipment=Equipment({"en": head("depression")}))
    other = run(open_database, owner, depression, opener)
    sharper = run(open_database, owner, replace(order, equipment=Equipment({"en": head("stress", slope=3.0)})), opener)
    assert first == again == other
    assert sharper[0][0] == pytest.approx(3 * (first[0][0] - 0.1) + 0.1)
    assert [len(engine.read) for engine in opener.engines][1:] == [0, 0, 0]
    assert set(opener.engines[0].read) == set(filter(None, TEXTS))


def test_states_of_another_depth_or_cut_are_not_taken(
    open_database: OpenDatabase, owner: Actor, order: Order, opener: Opener
) -> None:
    run(open_database, owner, order, opener)
    run(open_database, owner, replace(order, equipment=Equipment({"en": head("stress", exit_depth=2)})), opener)
    cut = replace(order.protocol, long_text=LongText(64, 8, 10))
    run(open_database, owner, replace(order, protocol=cut, new=True), opener)
    assert all(engine.read for engine in opener.engines)


def test_states_are_erased_with_their_text_and_read_anew(
    open_database: OpenDatabase, owner: Actor, order: Order, opener: Opener
) -> None:
    run(open_database, owner, order, opener)
    with open_database() as db, db.atomic():
        assert db.first("SELECT count(*) AS rows FROM features") == {"rows": 3}
        db.tables.execute("DELETE FROM features WHERE text = 1")
    run(open_database, owner, replace(order, new=True), opener)
    assert opener.engines[-1].read == [TEXTS[0]]


def test_a_state_that_is_no_number_is_not_kept(
    tmp_path: Path, open_database: OpenDatabase, owner: Actor, order: Order, opener: Opener
) -> None:
    file = tmp_path / "broken.csv"
    file.write_text("text\nIt was a <broken> day at work and at home.\n", encoding="utf-8")
    run(open_database, owner, replace(order, paths=[file]), opener)
    with open_database() as db:
        assert db.first("SELECT count(*) AS rows FROM features") == {"rows": 0}
