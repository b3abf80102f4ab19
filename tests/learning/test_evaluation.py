"""An evaluation that flatters lets a site trust what misses people: every row counts, and nothing may hide."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import KizashiError, NotAllowedError
from domain.head import UNCALIBRATED, Head, Ordinal, Probe, Record, Tie
from domain.outcome import Code
from domain.pack import Pack
from domain.protocol import LongText, Thresholds
from domain.text import Reading
from inference.prompt import Prompt
from learning import contenders, evaluation, examples
from learning.findings import Contender, Evaluation, Order
from learning.labels import LabelError, Labelled, Labels, Task
from learning.lessons import Lesson, LessonError, lessons
from learning.planning import TooFewLabelsError, Wanted
from screening.asking import Equipment
from screening.protocols import find
from tests.learning.files import CALM, DREADFUL, JAPANESE, PHRASE, write
from tests.screening.words import OpenWords, WordScorer, word_pack

OWNER = Actor("ann", Role.OWNER)
AS_IT_IS = Probe((1.0,), 0.0, UNCALIBRATED)
GRAVE = " ".join([DREADFUL, *["<grave>"] * 3])


def contender(pack: Pack, protocol: str = "stress") -> Contender:
    return contenders.contender(find(protocol), pack, Equipment(), open_scorer=OpenWords())


def head(protocol: str, language: str, flag: float, steps: tuple[Probe, ...] = ()) -> Head:
    """A head that takes the word model's only number for its log-odds."""
    own = find(protocol)
    return Head(
        tie=Tie(protocol, own.sha256, language, "3" * 64, "0" * 64, "fp32", 1, "4" * 64),
        strength=1.0,
        screen=AS_IT_IS,
        severity=Ordinal(1, steps) if own.levels else None,
        thresholds=Thresholds(flag=flag, clear=min(flag, 0.2), top_severity=0.2 if own.levels else 0.0),
        record=Record("makers", "2026-01-01", "a tenth at a time", 0, 0),
    )


def evaluated(
    path: Path,
    pack: Pack,
    rows: Sequence[tuple[str, ...]],
    *,
    protocol: str = "stress",
    task: Task = Task.SCREEN,
    predictions: tuple[Path, ...] = (),
) -> Evaluation:
    """Write rows of (text, label[, group]) and evaluate them."""
    columns = ("id", "text", "label", "group")[: 1 + len(rows[0])]
    write(path, columns, [(f"r{row}", *cells) for row, cells in enumerate(rows, 1)])
    order = Order(path, Reading(other_columns=columns[2:]), Labels(find(protocol), task, {}), predictions=predictions)
    return evaluation.evaluate(OWNER, order, [contender(pack, protocol)], lambda *_: None)


def test_every_row_counts_and_one_that_was_not_screened_is_wrong(tmp_path: Path, words: Pack) -> None:
    rows = [(DREADFUL, "stressed"), (CALM, "not stressed"), (JAPANESE, "stressed"), ("", "not stressed")]
    (way,) = evaluated(tmp_path / "all.csv", words, rows).ways
    found = way.measured.metrics
    assert way.measured.confusion.tolist() == [[1, 0, 1], [0, 1, 1]]
    assert found["recall"].value == found["precision"].value == found["balanced_accuracy"].value == 0.5
    # Of four pairs of a positive and a negative row, only the screened pair is in order.
    assert found["auroc"].value == 0.25
    assert way.abstained.value == 0.5


def test_unsure_is_decided_by_its_probability_and_phrases_are_off(tmp_path: Path, words: Pack) -> None:
    """One text is in the band (.38), one holds a phrase: people would see both, the metrics count neither as flagged."""
    band = "We had our tea in the garden, and after that we went home."
    (way,) = evaluated(tmp_path / "band.csv", words, [(band, "not stressed"), (PHRASE, "stressed")]).ways
    assert [screening.code for screening in way.screenings] == [Code.BAND, Code.SUICIDE_RISK]
    assert way.measured.confusion.tolist() == [[1, 0, 0], [1, 0, 0]]
    assert (way.routed.recall.value, way.routed.share_read.value) == (1, 1)
    assert way.abstained.value == 0.5


def test_routed_says_what_people_read_and_find(tmp_path: Path, words: Pack) -> None:
    rows = [(DREADFUL, "stressed"), (CALM, "not stressed"), (CALM, "stressed"), (JAPANESE, "stressed")]
    (way,) = evaluated(tmp_path / "routed.csv", words, rows).ways
    assert way.routed.recall.value == pytest.approx(2 / 3)
    assert way.routed.share_read.value == 0.5
    assert way.routed.top_recall is None


def test_that_all_of_some_texts_were_read_is_no_certainty(tmp_path: Path, words: Pack) -> None:
    """A site would rely on "1.00 (1.00 to 1.00)" of ten texts as if it were of thousands."""
    (way,) = evaluated(tmp_path / "all.csv", words, [(DREADFUL, "stressed"), (CALM, "not stressed")] * 10).ways
    assert (way.routed.recall.value, way.routed.recall.high) == (1, 1)
    assert way.routed.recall.low == pytest.approx(0.025**0.1)


def test_texts_that_are_not_screened_make_no_model_fast(tmp_path: Path, words: Pack) -> None:
    (way,) = evaluated(tmp_path / "ja.csv", words, [(JAPANESE, "stressed"), (JAPANESE, "not stressed")]).ways
    assert way.texts_per_hour == 0


def test_severity_is_measured_in_levels_and_by_what_must_be_read(tmp_path: Path, words: Pack) -> None:
    rows = [(CALM, "minimum"), (DREADFUL, "mild"), (GRAVE, "severe"), (JAPANESE, "severe")]
    result = evaluated(tmp_path / "levels.csv", words, rows, protocol="depression", task=Task.SEVERITY)
    (way,) = result.ways
    found = way.measured.metrics
    assert way.measured.confusion.sum(axis=0).tolist() == [2, 0, 0, 1, 1]
    # mild is suggested as minimum (1 off), the Japanese text counts as the farthest level (3 off).
    assert found["mae"].value == 1
    assert found["top_recall"].value == 0.5
    # The severe text that was not screened comes last in the queue, whatever others score.
    assert found["read_at_95"].value == 1
    assert way.routed.top_recall is not None
    assert way.routed.top_recall.value == 1
    assert [mistake.id for mistake in result.mistakes] == ["r4", "r2"]


def test_mistakes_name_ids_the_worst_first_and_never_a_text(tmp_path: Path, words: Pack) -> None:
    rows = [
        (DREADFUL, "not stressed"),
        (CALM, "not stressed"),
        (f"{DREADFUL} dreadful", "not stressed"),
        ("", "stressed"),
    ]
    result = evaluated(tmp_path / "worst.csv", words, rows)
    assert [(mistake.id, mistake.said) for mistake in result.mistakes] == [
        ("r4", "not screened"),
        ("r3", "stressed"),
        ("r1", "stressed"),
    ]
    assert result.mistakes[0].code is Code.EMPTY
    assert "dreadful" not in repr(result.mistakes)


def test_slices_show_where_it_fails(tmp_path: Path, words: Pack) -> None:
    rows = [
        (DREADFUL, "stressed", "forum"),
        (CALM, "not stressed", "forum"),
        (CALM, "stressed", "chat"),
        (JAPANESE, "stressed", ""),
    ]
    found = {(part.by, part.value): part for part in evaluated(tmp_path / "parts.csv", words, rows).slices}
    assert found["group", "forum"].metrics["balanced_accuracy"].value == 1
    assert found["group", "chat"].metrics["recall"].value == 0
    assert found["group", "chat"].metrics["precision"].value == 0
    assert found["language", "ja"].rows == found["group", "no value"].rows == found["windows", "not screened"].rows == 1
    assert [found["language", "en"].rows, found["language", "en"].positives] == [3, 2]


def test_a_group_for_nearly_every_row_does_not_flood_the_report(tmp_path: Path, words: Pack) -> None:
    rows = [(CALM, "not stressed", f"person {row}") for row in range(30)]
    parts = [part for part in evaluated(tmp_path / "many.csv", words, rows).slices if part.by == "group"]
    assert len(parts) == 21
    assert ("all others", 10) in {(part.value, part.rows) for part in parts}


def test_another_systems_predictions_are_paired_by_id(tmp_path: Path, words: Pack) -> None:
    rows = [(DREADFUL, "stressed"), (CALM, "not stressed")] * 10
    said = [(f"r{row}", ("stressed", "not stressed", "I can't say")[row % 3]) for row in range(20, 1, -1)]
    other = write(tmp_path / "large model.csv", ("ID", "Label"), said)
    result = evaluated(tmp_path / "paired.csv", words, rows, predictions=(other,))
    (found,) = result.others
    assert found.system.name == "large model"
    assert found.confusion[:, -1].sum() == 8  # seven times no label, and r1 is missing
    assert "auroc" not in found.metrics
    lead = found.lead["balanced_accuracy"]
    assert lead.value == pytest.approx(1 - found.metrics["balanced_accuracy"].value)
    assert 0 < lead.low < lead.value < lead.high


def test_predicted_levels_and_probabilities_are_measured_too(tmp_path: Path, words: Pack) -> None:
    rows = [(CALM, "minimum"), (DREADFUL, "severe")]
    other = write(
        tmp_path / "person.csv",
        ("id", "label", "Probability"),
        [("r1", "minimum", "0.25"), ("r2", "moderate", "")],
    )
    result = evaluated(
        tmp_path / "both.csv", words, rows, protocol="depression", task=Task.SEVERITY, predictions=(other,)
    )
    (found,) = result.others
    assert found.metrics["mae"].value == 0.5
    assert found.metrics["recall"].value == 1
    assert found.metrics["read_at_95"].value == 0.5
    assert found.metrics["auroc"].value == 0  # a positive row without a probability is below all


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        (("id", "label"), [("x1", "stressed")], "share no id"),
        (("id", "label"), [("r1", "stressed"), ("r1", "stressed")], "same id"),
        (("id", "label"), [("r1", "positive")], "--label-map"),
        (("id", "answer"), [("r1", "stressed")], "label"),
        (("id", "label", "probability"), [("r1", "stressed", "75")], "from 0 to 1"),
    ],
)
def test_predictions_that_can_not_be_paired_are_refused(
    tmp_path: Path, words: Pack, header: tuple[str, ...], rows: list[tuple[str, ...]], said: str
) -> None:
    other = write(tmp_path / "other.csv", header, rows)
    with pytest.raises(KizashiError, match=said):
        evaluated(tmp_path / "file.csv", words, [(CALM, "stressed")], predictions=(other,))


def test_ways_are_compared_on_the_same_rows_in_one_go(tmp_path: Path, words: Pack) -> None:
    """The threshold is the way's own: the second one never flags."""
    one = contender(words)
    high = Thresholds(flag=0.999, clear=0.5, top_severity=0.0)
    never = Contender("never", "words", "zero-shot", lambda _language: high, one.open, one.basis)
    path = write(tmp_path / "f.csv", ("text", "label"), [(DREADFUL, "stressed"), (CALM, "not stressed")] * 6)
    order = Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}))
    told: list[tuple[str, int, int]] = []
    result = evaluation.evaluate(OWNER, order, [one, never], lambda *step: told.append(step))
    first, second = result.ways
    assert (first.measured.metrics["recall"].value, second.measured.metrics["recall"].value) == (1, 0)
    assert (first.measured.lead, second.measured.lead["recall"].value) == ({}, 1)
    assert first.texts_per_hour > 0
    assert first.memory_mb > 0
    assert [name for name, done, _ in told if done == 11] == ["words zero-shot", "never"]


def test_texts_read_side_by_side_keep_their_rows_and_their_figures(tmp_path: Path, words: Pack) -> None:
    """Else a label would be held against the neighbour's answer."""

    def wide(pack: Pack, prompt: Prompt, long_text: LongText) -> WordScorer:
        engine = OpenWords()(pack, prompt, long_text)
        engine.threads = 4
        return engine

    rows = [(f"{DREADFUL} {'calm ' * (row % 5)}", "stressed") for row in range(40)]
    path = write(tmp_path / "many.csv", ("text", "label"), rows)
    order = Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}))
    alone, beside = (
        contenders.contender(find("stress"), words, Equipment(), open_scorer=opener) for opener in (OpenWords(), wide)
    )
    one, other = evaluation.evaluate(OWNER, order, [alone, beside], lambda *_: None).ways
    assert [screening.text for screening in one.screenings] == [
        text.row for text in order.labels.read(path, order.reading).texts
    ]
    assert other.screenings == one.screenings


def test_who_may_not_screen_may_not_evaluate(tmp_path: Path, words: Pack) -> None:
    order = Order(tmp_path / "none.csv", Reading(), Labels(find("stress"), Task.SCREEN, {}))
    with pytest.raises(NotAllowedError):
        evaluation.evaluate(Actor("bo", Role.ADMINISTRATOR), order, [contender(words)], lambda *_: None)


@pytest.mark.parametrize("wanted", [None, Wanted(recall=0.9)])
def test_what_so_few_texts_can_not_tell_is_refused_before_any_is_asked(
    tmp_path: Path, words: Pack, wanted: Wanted | None
) -> None:
    """Else a large file costs an hour, and then only says that its labels are too few."""
    path = write(tmp_path / "few.csv", ("text", "label"), [(DREADFUL, "stressed"), (CALM, "not stressed")] * 5)
    order = Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}), wanted=wanted)
    told: list[str] = []

    def learn(file: Labelled) -> Iterator[Lesson]:
        return lessons(file, replace(words, exits=(1,)), tmp_path, lambda *_: None, OpenWords())

    with pytest.raises(TooFewLabelsError if wanted else LessonError):
        evaluation.evaluate(OWNER, order, [contender(words)], lambda what, *_: told.append(what), learn)
    assert told == []


def test_a_row_without_a_label_is_not_passed_over_in_silence(tmp_path: Path, words: Pack) -> None:
    with pytest.raises(LabelError, match="no value"):
        evaluated(tmp_path / "gap.csv", words, [(CALM, "stressed"), (CALM, "")])


def test_heads_decide_at_their_own_languages_threshold(tmp_path: Path) -> None:
    """One number for both languages, and two thresholds: the Japanese head flags what the English one does not."""
    folder = tmp_path / "both"
    folder.mkdir()
    pack, texts = word_pack(folder, "en", "ja"), [(DREADFUL, "stressed"), (f"{JAPANESE} dreadful", "stressed")]
    heads = {"en": head("stress", "en", 0.9), "ja": head("stress", "ja", 0.5)}
    path = write(tmp_path / "two.csv", ("text", "label"), texts)
    order = Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}))
    ways = [contenders.contender(find("stress"), pack, Equipment(heads), open_scorer=OpenWords())]
    (way,) = evaluation.evaluate(OWNER, order, ways, lambda *_: None).ways
    assert [screening.language for screening in way.screenings] == ["en", "ja"]
    assert way.measured.system.flagged.tolist() == [0, 1]
    assert (way.contender.name, way.contender.way) == ("words head", "head")


def test_a_level_that_the_screen_denies_is_not_the_likeliest_one(tmp_path: Path, words: Pack) -> None:
    """A head's levels are given a positive screen; the calm text is at the mildest level all the same."""
    worse = Probe((0.0,), 3.0, UNCALIBRATED)
    heads = {"en": head("depression", "en", 0.5, (worse, worse))}
    path = write(tmp_path / "levels.csv", ("text", "label"), [(CALM, "minimum"), (f"{DREADFUL} dreadful", "severe")])
    labels = Labels(find("depression"), Task.SEVERITY, {})
    ways = [contenders.contender(find("depression"), words, Equipment(heads), open_scorer=OpenWords())]
    order = Order(path, Reading(other_columns=("label",)), labels)
    (way,) = evaluation.evaluate(OWNER, order, ways, lambda *_: None).ways
    assert way.measured.metrics["balanced_accuracy"].value == 1
    assert way.measured.metrics["read_at_95"].value == 0.5


def test_the_suicide_risk_heads_add_to_what_people_see_and_not_to_the_decision(tmp_path: Path, words: Pack) -> None:
    heads, beside = {"en": head("stress", "en", 0.99)}, {"en": head("suicide-risk", "en", 0.4, (AS_IT_IS,) * 3)}
    path = write(tmp_path / "beside.csv", ("text", "label"), [(DREADFUL, "stressed"), (CALM, "not stressed")])
    order = Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}))
    ways = [contenders.contender(find("stress"), words, Equipment(heads, beside), open_scorer=OpenWords())]
    (way,) = evaluation.evaluate(OWNER, order, ways, lambda *_: None).ways
    assert [screening.code for screening in way.screenings] == [Code.SUICIDE_RISK, Code.NONE]
    assert (way.measured.metrics["recall"].value, way.routed.recall.value, way.routed.share_read.value) == (0, 1, 0.5)


def test_texts_that_a_head_learned_from_are_counted(tmp_path: Path, words: Pack) -> None:
    known = examples.shipped(find("stress"), "en")
    own = head("stress", "en", 0.5)
    heads = {"en": replace(own, tie=replace(own.tie, examples_sha256=known.sha256))}
    path = write(tmp_path / "known.csv", ("text", "label"), [(f" {known.texts[0]}\n", "stressed"), (CALM, "stressed")])
    order = Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}))
    ways = [
        contenders.contender(find("stress"), words, Equipment(heads), open_scorer=OpenWords()),
        contenders.contender(find("stress"), words, Equipment({"en": own}), open_scorer=OpenWords()),
        contender(words),
    ]
    assert [way.known for way in evaluation.evaluate(OWNER, order, ways, lambda *_: None).ways] == [1, 0, 0]


def test_thresholds_are_chosen_by_texts_that_a_way_did_not_learn_from(tmp_path: Path, words: Pack) -> None:
    """What it knows by heart would promise a recall that no other text gets."""
    rows = [
        (f"{text} Day {day}.", label)
        for day in range(15)
        for text, label in ((DREADFUL, "stressed"), (CALM, "not stressed"))
    ]
    path = write(tmp_path / "own.csv", ("text", "label"), rows)
    labels = Labels(find("stress"), Task.SCREEN, {})
    order = Order(path, Reading(other_columns=("label",)), labels, wanted=Wanted(recall=0.5))

    def planned(known: list[str]) -> int:
        ways = [contenders.contender(find("stress"), words, Equipment(), known, open_scorer=OpenWords())]
        [one] = evaluation.evaluate(OWNER, order, ways, lambda *_: None).plans
        return one.adjustment.texts

    texts = [text for text, _ in rows]
    assert (planned([]), planned(texts[:8])) == (30, 22)
    with pytest.raises(TooFewLabelsError):
        planned(texts[:11])
