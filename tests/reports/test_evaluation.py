"""A report travels by stick and lies on desks: it must open anywhere, say how sure it is, and hold no text."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from domain.actor import Actor, Role
from domain.audit import AuditEntry
from domain.combination import Combination
from domain.errors import KizashiError, NotAllowedError
from domain.estimate import Estimate
from domain.policy import Policy
from domain.protocol import Thresholds
from domain.text import Reading
from learning import contenders, evaluation
from learning.findings import Evaluation, Order
from learning.labels import Labels, Task
from learning.lessons import Lesson
from learning.planning import Wanted, plan
from learning.prompting import Weighed
from models.weights import sha256
from reports.evaluation import Made, leave, render, write
from reports.published import NOTICE, PUBLISHED
from reports.terms import estimate
from screening.asking import Equipment
from screening.leaving import note_of
from screening.protocols import find
from screening.ways import HEAD
from store import audit
from store.database import open_store
from tests.learning import files
from tests.learning.files import CALM, DREADFUL, JAPANESE
from tests.screening.words import OpenWords, word_pack

OWNER = Actor("ann", Role.OWNER)
TAKEN = Combination(1.0, 1.0, 0.0, "1" * 64, "2" * 64)
MADE = Made("2026-01-01", "a test machine", 2)
HEADINGS = {
    Task.SCREEN: ["Missed, or not screened: 3", "Flagged without need: 3"],
    Task.SEVERITY: ["Held for milder than they are, or not screened: 6"],
}
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """What a browser would be given: the tags in use, cells as texts, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.cells: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self._open):
            self.cells[-1] += data


@pytest.fixture(params=[("stress", Task.SCREEN), ("depression", Task.SEVERITY)], ids=lambda param: str(param[0]))
def found(request: pytest.FixtureRequest, tmp_path: Path) -> Evaluation:
    """An evaluation with everything in it: two slices, a Japanese text, another system, a file with an ugly name."""
    protocol, task = request.param
    low, high = ("minimum", "severe") if task is Task.SEVERITY else ("not stressed", "stressed")
    rows = [
        (DREADFUL, high, "<i>forum</i>"),
        (CALM, low, "chat"),
        (JAPANESE, high, "chat"),
        (DREADFUL, low, "chat"),
    ] * 3
    path = files.write(
        tmp_path / "pilot <b>.csv",
        ("id", "text", "label", "place"),
        [(f"r{at}&", *row) for at, row in enumerate(rows, 1)],
    )
    other = files.write(tmp_path / "gpt-4.csv", ("id", "label"), [(f"r{row}&", high) for row in range(1, 13)])
    folder = tmp_path / "words"
    folder.mkdir()
    ways = [contenders.contender(find(protocol), word_pack(folder), Equipment(), open_scorer=OpenWords())]
    order = Order(path, Reading(other_columns=("label", "place")), Labels(find(protocol), task, {}), [other])
    return evaluation.evaluate(Actor("ann", Role.OWNER), order, ways, lambda *_: None)


def whole(found: Evaluation) -> Evaluation:
    """Return an evaluation with all that a report can hold: a starter head, thresholds, and what own labels would bring."""
    first, file = found.ways[0], found.file
    told = [screening for screening in first.screenings if screening.windows] * 4
    positive = np.array([text.untrusted_body == DREADFUL for text in file.texts if text.untrusted_body != JAPANESE] * 4)
    planned = plan(
        Wanted(0.99, 500), Thresholds(0.5, 0.3, 0.0), first.contender.basis("en"), told, positive, "2026-01-01"
    )
    learned = replace(first, contender=replace(first.contender, model="smollm2-135m", way=HEAD), known=2)
    draws = Lesson("words", 10, 20, {"balanced_accuracy": Estimate(0.71, 0.6, 0.8)})
    weighed = (Weighed("smollm2-135m", "en", 0.42, 0.44, None), Weighed("smollm2-135m", "ja", 0.42, 0.4, TAKEN))
    lessons = (draws, replace(draws, draws=0))
    return replace(found, ways=(learned, first), plans=(planned,), lessons=lessons, weighed=weighed)


def test_a_way_that_came_to_the_head_alone_is_told_with_its_reason(found: Evaluation) -> None:
    """Who asked for both finds a head in the table, and would take it for a fault."""
    html = render(whole(found), MADE)
    assert "(English), the prompt does not help the head of smollm2-135m" in html
    assert "log loss 0.420 alone, 0.440 with it" in html


def test_it_opens_without_a_network_and_runs_nothing(found: Evaluation) -> None:
    reader = Reader(render(whole(found), MADE))
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "image", "use", "form"}
    assert {"svg", "path", "circle"} <= reader.tags
    assert not [
        name for name, value in reader.attributes if name in {"src", "href"} or name.startswith("on") or "//" in value
    ]
    assert "default-src 'none'" in dict(reader.attributes)["content"]
    assert not re.search(r"url\(|@import|https?:", render(found, MADE))


def test_it_names_rows_by_id_and_holds_no_text(found: Evaluation) -> None:
    html = render(found, MADE)
    assert "r3&amp;" in html
    assert not any(text in html for text in (CALM, DREADFUL, JAPANESE))
    assert "<i>" not in html
    assert "pilot &lt;b&gt;.csv" in html


def test_a_published_figure_stands_in_one_cell_with_what_it_is_not(found: Evaluation) -> None:
    cells = Reader(render(found, MADE)).cells
    published = PUBLISHED[found.file.labels.protocol.id, found.file.labels.task]
    noted = [cell for cell in cells if NOTICE in cell]
    assert [cell.split()[-1] for cell in noted] == [f"{figure.balanced_accuracy:.3f}" for figure in published]


def test_what_sways_a_starter_head_is_told_where_one_was_read(found: Evaluation) -> None:
    """A reader must not take a model's figures for an understanding of "not" and "my brother"."""
    assert "What sways the answers" not in render(found, MADE)
    cells = Reader(render(whole(found), MADE)).cells
    assert {"“not” is added or taken away", "it is oneself, or somebody else", "typing errors are added"} <= set(cells)
    assert {"must change", "must not change"} <= set(cells)
    assert sum(cell.endswith(" of 10") for cell in cells) == 8


def test_a_reader_of_one_paragraph_knows_what_people_would_read_and_miss(found: Evaluation) -> None:
    """None of six missed says little, and the paragraph must not let it look like certainty."""
    html = render(found, MADE)
    assert "9 of these 12 texts would be read by people. Among them are 6 of the 6 that are labelled" in html
    assert "It would miss 0. Of such texts among others of the same kind it may miss up to 45.9%" in html


def test_mistakes_that_cost_help_stand_apart_from_those_that_cost_time(found: Evaluation) -> None:
    """What was missed comes first, and each says what people would see of it: one that they read anyway is no loss."""
    html = render(found, MADE)
    assert re.findall("<h3>(.*)</h3>", html) == HEADINGS[found.file.labels.task]
    assert [mistake.missed for mistake in found.mistakes] == [
        True,
        True,
        True,
        *[found.file.labels.task is Task.SEVERITY] * 3,
    ]
    assert "not screened: language not served" in Reader(html).cells


def test_every_system_is_in_the_table_with_what_it_costs(found: Evaluation) -> None:
    cells = Reader(render(found, MADE)).cells
    assert {"words zero-shot3 not screened", "gpt-4", "not known"} <= set(cells)
    assert any(cell.endswith(" MB") for cell in cells)


def test_charts_stay_inside_their_frames(found: Evaluation) -> None:
    html = render(found, MADE)
    for data in re.findall(r'class="line style\d" d="(M[^"H]+)"', html):
        points = [tuple(map(float, point.split())) for point in re.split("[ML]", data) if point]
        assert all(56 <= x <= 408 and 10 <= y <= 252 for x, y in points)
    assert "nan" not in html.lower().replace("not known", "")


def test_the_report_appears_whole_and_for_this_account_alone(found: Evaluation, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    write(OWNER, found, MADE, report, Policy())
    assert report.read_text(encoding="utf-8") == render(found, MADE)
    assert report.stat().st_mode & 0o077 == 0
    with pytest.raises(KizashiError, match="not a file"):
        write(OWNER, found, MADE, tmp_path, Policy())


def test_h12_a_report_holds_the_end_of_the_record_or_says_that_there_is_none(found: Evaluation, tmp_path: Path) -> None:
    assert "no store was opened" in render(found, MADE)
    report, sue, bo = tmp_path / "report.html", Actor("sue", Role.SUPERVISOR), Actor("bo", Role.COUNSELOR)
    with open_store(tmp_path / "s.kizashi", bytes(32)) as db:
        with db.atomic(durable=True):
            before = audit.append(db, AuditEntry("2026-01-01T00:00:00+00:00", "sue", "log-in", "store"))
        after = leave(db, sue, found, MADE, report, Policy())
        assert str(before) in report.read_text(encoding="utf-8")
        assert f"audit head: {after}" in note_of(report).read_text(encoding="utf-8")
        assert audit.verify(db, after) == []
        assert audit.last(db, "export", f"evaluation, file {found.file.source.sha256}") == sha256(report)
        with pytest.raises(NotAllowedError, match="export"):
            leave(db, bo, found, MADE, report, Policy())
    with pytest.raises(NotAllowedError, match="HTML"):
        write(OWNER, found, MADE, report, Policy(exports=frozenset()))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Estimate(0.756, 0.731, 0.789), "0.76 (0.73 to 0.79)"),
        (Estimate(0.9996, 0.99, 1.0), "0.999 (0.99 to 1.00)"),
        (Estimate(0.004, -0.002, 1), "0.004 (-0.002 to 1.00)"),
        (Estimate(float("nan"), 0, 0), "–"),
        (None, "–"),
    ],
)
def test_a_figure_always_carries_its_interval(value: Estimate | None, written: str) -> None:
    assert estimate(value) == written


def test_thresholds_for_what_is_wanted_and_what_own_labels_would_bring_are_in_it(found: Evaluation) -> None:
    html = render(whole(found), MADE)
    assert "For a recall of 0.99 and 500 flags per 1,000 texts: flagged from" in html
    assert "In 100 such texts about 66.7 are to be found" in html
    assert "They can&#39;t vouch for the recall" in html
    assert {"words head, 10 of these texts addedover 20 random draws, tested on the rest", "0.71(0.60 to 0.80)"} <= set(
        Reader(html).cells
    )
    assert "Thresholds for what is wanted" not in render(found, MADE)
