"""What a user would lose if screenings failed them: what the machine said of a text, or its case."""

import pytest

from domain.outcome import Outcome
from domain.screening import Window
from store import cases, runs, screenings
from store.database import Database, open_store
from tests.store.samples import AT, KEY, add_file, left, screen_some, screening


def test_two_processes_that_do_the_same_run_leave_one_screening_per_text(db: Database, run: int) -> None:
    with open_store(db.path, KEY) as other:
        text = left(db, run)[0]
        first = screenings.add(db, run, screening(text, Outcome.FLAGGED), AT)
        assert screenings.add(other, run, screening(text, Outcome.CLEAR), AT) == first
    assert runs.counts(db, run).flagged == 1
    assert runs.counts(db, run).done == 1


def test_a_screening_whose_case_fails_is_not_stored_either(
    db: Database, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cases, "add", failing)
    with pytest.raises(ZeroDivisionError):
        screen_some(db, run, Outcome.FLAGGED, 1)
    assert len(left(db, run)) == 10


def test_a_text_of_another_batch_is_a_bug_not_a_result(db: Database, run: int) -> None:
    add_file(db, "other.csv", 1)
    with pytest.raises(KeyError):
        screenings.add(db, run, screening(11), AT)


def test_the_language_that_was_detected_is_the_texts(db: Database, run: int) -> None:
    text = left(db, run)[0]
    screenings.add(db, run, screening(text, language="ja", windows=(Window(0, 3, 0.5),)), AT)
    row = db.first("SELECT language FROM texts WHERE id = :text", text=text)
    assert row == {"language": "ja"}
