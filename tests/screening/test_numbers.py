"""Through a whole run with real graphs: no number is no outcome, a device's doubt is a person's, and places change nothing."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from domain.actor import Actor
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.protocol import LongText, Protocol, Thresholds
from domain.screening import Screening
from domain.text import Reading
from inference.prompt import Prompt
from models.import_folder import import_folder
from screening.events import Screened, Started
from screening.job import Order, ScreeningJob
from screening.protocols import find
from tests.conftest import OpenDatabase
from tests.models import ready_made
from tests.screening.words import OpenWords, WordScorer

PLAIN = "I can sleep and I can not read"
TEXTS = (PLAIN, "my rent I can not sleep", "I can not read my message", "rent")


def tiny_pack(folder: Path, broken: float | None = None) -> Pack:
    """Make a pack of one real layer; the word "rent" has the number `broken` in its weights."""
    source = ready_made.write(folder / "tiny")
    if broken is not None:
        model = onnx.load(source / "model.onnx")
        (table,) = (tensor for tensor in model.graph.initializer if tensor.name == "embedding")
        values = numpy_helper.to_array(table).copy()
        values[ready_made.WORDS.index("rent"), 0] = broken
        table.CopyFrom(numpy_helper.from_array(values, "embedding"))
        (source / "model.onnx.data").unlink()
        onnx.save(model, source / "model.onnx", save_as_external_data=True, location="model.onnx.data")
    return replace(import_folder(source, folder / "packs", lambda _what, _share: None), languages=("en",))


def short(protocol: Protocol) -> Protocol:
    """Return a protocol that a model of 256 tokens can be asked."""
    wording = replace(protocol.wordings["en"], instructions="You read one message .")
    return replace(protocol, wordings={"en": wording}, long_text=LongText(32, 8, 4))


def run(open_database: OpenDatabase, owner: Actor, pack: Pack, file: Path, texts: tuple[str, ...]) -> list[Screening]:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("text",), *((text,) for text in texts)])
    order = Order([file], Reading(), short(find("stress")), pack)
    return [event.screening for event in ScreeningJob(open_database, owner, order) if isinstance(event, Screened)]


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_what_the_model_gives_no_number_for_is_not_screened(
    tmp_path: Path, open_database: OpenDatabase, owner: Actor, broken: float
) -> None:
    """A number that is none must never be folded into an outcome; the texts beside it are screened as ever."""
    sound = run(open_database, owner, tiny_pack(tmp_path), tmp_path / "sound.csv", TEXTS)
    found = run(open_database, owner, tiny_pack(tmp_path / "b", broken), tmp_path / "broken.csv", TEXTS)
    assert [(found[at].outcome, found[at].code) for at in (1, 3)] == [(Outcome.NOT_SCREENED, Code.NAN)] * 2
    assert [found[at].windows for at in (0, 2)] == [sound[at].windows for at in (0, 2)]
    assert all(one.probability is not None for one in sound)


def test_a_texts_score_is_the_same_wherever_it_stands_in_whatever_file(
    tmp_path: Path, open_database: OpenDatabase, owner: Actor
) -> None:
    pack, seen = tiny_pack(tmp_path), dict[str, set[object]]()
    orders = (TEXTS, tuple(reversed(TEXTS)), (TEXTS[2], *TEXTS, TEXTS[2]), TEXTS[1:2])
    for number, texts in enumerate(orders):
        for text, one in zip(texts, run(open_database, owner, pack, tmp_path / f"{number}.csv", texts), strict=True):
            seen.setdefault(text, set()).add((one.windows, one.probability, one.outcome, one.code))
    assert {text: len(scores) for text, scores in seen.items()} == dict.fromkeys(TEXTS, 1)


class Elsewhere(WordScorer):
    """A scorer on a device that may be off by a fifth of a nat."""

    variant = "fp16"
    providers = ("ElsewhereProvider", "CPUExecutionProvider")
    fallback = "cuda: this ONNX Runtime has no cuda"
    tolerance = 0.2


def elsewhere(_pack: Pack, prompt: Prompt, _long_text: LongText) -> WordScorer:
    return Elsewhere(prompt)


def order(words: Pack, file: Path, flag: float) -> Order:
    text = "It was dreadful at work today and I can't stand it for another week."
    file.write_text(f"text\n{text}\n", encoding="utf-8")
    protocol = replace(find("stress"), thresholds=Thresholds(flag=flag, clear=0.2, top_severity=0.5))
    return Order([file], Reading(), protocol, words)


@pytest.mark.parametrize(("flag", "outcome"), [(0.80, Outcome.UNSURE), (0.83, Outcome.UNSURE), (0.75, Outcome.FLAGGED)])
def test_a_text_near_a_threshold_is_unsure_where_the_device_is_not_exact(
    tmp_path: Path, open_database: OpenDatabase, owner: Actor, words: Pack, flag: float, outcome: Outcome
) -> None:
    """The text's log-odds are 1.5, a probability of .82: within .2 nats of the first two, and not of the last."""
    job = ScreeningJob(open_database, owner, order(words, tmp_path / "one.csv", flag), elsewhere)
    (one,) = [event.screening for event in job if isinstance(event, Screened)]
    assert (one.outcome, one.code) == (outcome, Code.BAND if outcome is Outcome.UNSURE else Code.NONE)


def test_the_passport_names_the_device_that_was_really_used_and_why(
    tmp_path: Path, open_database: OpenDatabase, owner: Actor, words: Pack
) -> None:
    """And a run that was begun there goes on there alone: one passport speaks for all of its rows."""
    wanted = order(words, tmp_path / "one.csv", 0.5)
    first, other, again = (
        next(event for event in ScreeningJob(open_database, owner, wanted, opener) if isinstance(event, Started))
        for opener in (elsewhere, OpenWords(), elsewhere)
    )
    assert (first.passport.providers, first.passport.fallback) == (Elsewhere.providers, Elsewhere.fallback)
    assert (first.run == again.run, first.run == other.run) == (True, False)
    with open_database() as db:
        kept: Mapping[str, object] | None = db.first("SELECT * FROM runs WHERE id = :run", run=first.run)
    assert kept
    assert (kept["fallback"], kept["variant"]) == (Elsewhere.fallback, Elsewhere.variant)
