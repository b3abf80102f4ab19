"""What a user would lose if a search failed them: the one text among thousands that they know is there."""

import random
from collections.abc import Callable

import pytest

from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.text import Draft
from store import (
    batches,
    compacting,
    decisions,
    erasures,
    queues,
    result_rows,
    runs,
    screenings,
    search,
    search_words,
    texts,
)
from store.database import Database
from store.result_rows import Order, ResultRow
from store.search import Filter
from tests.store.samples import AT, MINA, decision, left, passport, screening, source

BODIES = (
    "The heron waited by the frozen canal, all day.",
    "I want to sleep; 100% of the time I am tired.",
    "もう死にたい。毎日がつらい。",
    "昨日は海へ行った。楽しかった",
    "THE CANAL froze over in January. OK?",
    "今日は山と海",
    "",
    'Don\'t say "always" to me.',
)
LEVELS = ("minimum", "mild", "severe")


@pytest.fixture
def results(db: Database) -> int:
    """A run over the eight texts."""
    known = texts.add_source(db, source("a.csv"))
    texts.add_texts(db, known, [Draft(row, body, id=f"p{row}") for row, body in enumerate(BODIES, 1)])
    run = runs.start(db, batches.find_or_add_batch(db, [known], Mandate(), AT), passport(), None, AT)
    for text in left(db, run):
        said = screening(text, Outcome.CLEAR, probability=text / 10, severity="mild", severity_probability=0.5)
        screenings.add(db, run, said, AT)
    return run


def texts_of(found: list[ResultRow]) -> list[int]:
    return [row.text for row in found]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("canal", [1, 5]),
        ("CANAL heron", [1]),
        ("死", [3]),
        ("海", [4, 6]),
        ("死に", [3]),
        ("にた", [3]),
        ("死に 毎日", [3]),
        ("楽しかった", [4]),
        ("た", [3, 4]),
        ("I", [1, 2, 5]),
        ("ok", [5]),
        ("100%", [2]),
        ("0_%", []),
        ('"to sleep"', [2]),
        ('"sleep to"', []),
        ("sleep to", [2]),
        ("don't", [8]),
        ("海 on", []),
        ("海　山", [6]),
        ("zebra", []),
    ],
)
def test_words_of_any_length_are_found_in_both_languages(
    db: Database, results: int, words: str, rows: list[int]
) -> None:
    wanted = Filter(words=words)
    assert texts_of(search.first(db, results, wanted, Order.INPUT, 9)) == rows
    assert texts_of(search.rows(db, results, search.found(db, results, wanted, Order.INPUT))) == rows


@pytest.fixture(params=["few", "near", "along", "unknown"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way in which a search can go about it, whatever the number of texts; of `unknown` words no set is made."""
    if request.param != "few":
        monkeypatch.setattr(search, "FEW", 0)
        monkeypatch.setattr(search, "FEW_BODIES", 0)
    if request.param in ("along", "unknown"):
        monkeypatch.setattr(search, "NEAR", ())
    if request.param == "unknown":
        monkeypatch.setattr(search_words, "MANY", 0)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("order", Order)
def test_what_is_found_can_be_sorted_as_all_can(db: Database, results: int, order: Order) -> None:
    wanted = Filter(words="canal")
    up, down = (search.found(db, results, wanted, order, descending=way) for way in (False, True))
    assert list(up) == list(down)[::-1] == [1, 5]
    assert texts_of(search.first(db, results, wanted, order, 9)) == [1, 5]
    assert texts_of(search.first(db, results, wanted, order, 1, descending=True)) == [5]


def test_a_result_that_holds_no_place_of_a_word_is_not_found_by_its_parts(db: Database, results: int) -> None:
    """The indexes know parts of words only: the text itself must be asked."""
    texts.add_texts(db, 1, [Draft(9, "cana anal と 死、に", id="p9")])
    screenings.add(db, results, screening(9, Outcome.CLEAR), AT)
    for words in ("canal", "死に"):
        assert 9 not in texts_of(search.first(db, results, Filter(words=words), Order.INPUT, 9))


@pytest.mark.usefixtures("way")
def test_each_filter_keeps_just_the_rows_that_pass_it(db: Database) -> None:
    chance = random.Random(3)  # noqa: S311 - a test's dice
    known = texts.add_source(db, source("many.csv"))
    texts.add_texts(db, known, [Draft(row, f"number {row}", id=f"p{row}") for row in range(1, 121)])
    run = runs.start(db, batches.find_or_add_batch(db, [known], Mandate(), AT), passport(), None, AT)
    for text in left(db, run):
        outcome, code = chance.choice(list(Outcome)), chance.choice([Code.BAND, Code.NONE])
        said = screening(
            *(text, outcome, code),
            probability=chance.random(),
            severity=chance.choice(LEVELS),
            severity_probability=0.5,
            language=chance.choice(["en", "ja"]),
        )
        screenings.add(db, run, said, AT)
    [first, *_] = queues.page(db, undecided=True, run=None, limit=9)
    with db.atomic(durable=True):
        decisions.add(db, decision(first.id), MINA, {}, AT)
    everything = list(result_rows.export_rows(db, run))
    passes: dict[Filter, Callable[[ResultRow], bool]] = {
        Filter(outcomes=frozenset({Outcome.FLAGGED})): lambda row: row.outcome is Outcome.FLAGGED,
        Filter(code=Code.BAND): lambda row: row.code is Code.BAND,
        Filter(severity="severe"): lambda row: row.severity == "severe" and row.outcome is not Outcome.CLEAR,
        Filter(language="ja"): lambda row: row.language == "ja",
        Filter(least=0.3, most=0.6): lambda row: 0.3 <= (row.probability or 0) <= 0.6,
        Filter(reviewed=True): lambda row: row.text == first.text,
        Filter(reviewed=False): lambda row: row.text != first.text,
        Filter(words="number 11", language="ja"): lambda row: "11" in row.excerpt and row.language == "ja",
    }
    for wanted, passing in passes.items():
        expected = [row.text for row in everything if passing(row)]
        assert expected
        assert texts_of(search.rows(db, run, search.found(db, run, wanted, Order.INPUT))) == expected, wanted
        assert texts_of(search.first(db, run, wanted, Order.INPUT, 5)) == expected[:5], wanted


LETTERS = "aeqzZ7%'\"  \nÉéßẞİǅⒶⓐ가안😀💔👩‍👧死海鷺のがか゚ーぱ々𠮷𛀁①ｱＡ"
"""Of every kind: Latin, marks, emoji of one character and of three, kana, kanji, hangul, and what has capitals elsewhere."""


def made_up(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(0, 7)))


@pytest.fixture
def dense(db: Database) -> int:
    """A run over texts that are nothing but rare letters, in every order."""
    chance = random.Random(6)  # noqa: S311 - a test's dice
    known = texts.add_source(db, source("dense.csv"))
    texts.add_texts(db, known, [Draft(row, made_up(chance), id=str(chance.randint(1, 99))) for row in range(1, 151)])
    run = runs.start(db, batches.find_or_add_batch(db, [known], Mandate(), AT), passport(), None, AT)
    with db.atomic():
        for text in left(db, run):
            said = screening(
                *(text, chance.choice(list(Outcome)), Code.BAND),
                probability=chance.choice([None, chance.random()]),
                severity=chance.choice(LEVELS),
                severity_probability=0.5,
                language=chance.choice(["en", "ja"]),
            )
            screenings.add(db, run, said, AT)
    return run


@pytest.mark.usefixtures("way")
def test_what_is_found_is_just_what_is_there(db: Database, dense: int) -> None:
    """Against a plain look at every text: short words of all kinds, wherever they stand, with each filter in each order."""
    chance = random.Random(7)  # noqa: S311 - a test's dice
    bodies = {row["text"]: row["body"] for row in db.query("SELECT text, body FROM bodies")}
    everything = list(result_rows.export_rows(db, dense))
    for _ in range(150):
        drawn = chance.choice([*bodies.values(), made_up(chance)])
        start = chance.randrange(len(drawn) or 1)
        words = " ".join(
            filter(str.strip, [drawn[start : start + chance.randint(1, 4)], chance.choice(["", "", *LETTERS])])
        )
        language, descending, order = (
            chance.choice(["en", None]),
            chance.choice([True, False]),
            chance.choice(list(Order)),
        )
        wanted = Filter(words=words, language=language)
        looked_for = search_words.terms(words)
        expected = {
            row.text
            for row in everything
            if language in (None, row.language) and all(word in plain(bodies[row.text]) for word in looked_for)
        }
        ids = search.found(db, dense, wanted, order, descending=descending)
        rows = texts_of(search.rows(db, dense, ids))
        assert set(rows) == expected, (words, order)
        assert len(rows) == len(expected)
        assert texts_of(search.first(db, dense, wanted, order, 4, descending=descending)) == rows[:4], (words, order)


def plain(body: str) -> str:
    """Return a body as words are looked for in it: upper or lower case of the letters from A to Z is one."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in body)


def test_h13_what_was_erased_is_found_no_more_and_the_indexes_hold_nothing_of_it(db: Database, results: int) -> None:
    with db.atomic(durable=True):
        erasures.erase(db, [1, 3], AT)
    assert compacting.compact(db)
    assert texts_of(search.first(db, results, Filter(words="canal"), Order.INPUT, 9)) == [5]
    assert search.first(db, results, Filter(words="死"), Order.INPUT, 9) == []
    for index in compacting.INDEXES:
        db.tables.execute(f"CREATE VIRTUAL TABLE temp.known_{index} USING fts5vocab (main, {index}, row)")
    known = {row["term"] for index in compacting.INDEXES for row in db.query(f"SELECT term FROM known_{index}")}
    assert "can" in known
    assert not {"her", "ron", "死に", "つら"} & known
