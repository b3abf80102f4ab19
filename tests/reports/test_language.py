"""A report that changes its language in the middle of a sentence is one that nobody hands on."""

import re
import tomllib
from datetime import UTC, datetime

import pytest

from domain.scope import EVERYTHING, Scope
from reports import desk as report
from reports.language import LANGUAGES, SENTENCES, Language
from reports.pages import TEMPLATES
from review.stats import stats
from screening.protocols import shipped
from store.database import Database
from tests.paths import ROOT
from tests.reports.test_desk import worked as worked  # noqa: PLC0414 - a fixture
from tests.review.conftest import SUE
from tests.review.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.review.conftest import new_desk as new_desk  # noqa: PLC0414 - a fixture

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
NO_WORDS = {" to "}
"""Said by a sign in Japanese."""


def said() -> set[str]:
    """Return every sentence that the report on a desk says, as its source holds it."""
    template = (TEMPLATES / "desk.html.jinja").read_text(encoding="utf-8")
    source = (ROOT / "reports" / "desk.py").read_text(encoding="utf-8")
    in_template = {one.replace("\\'", "'") for one in re.findall(r"_\('((?:[^'\\]|\\')+)'\)", template)}
    joined = re.sub(r'"\s*\n\s*"', "", source)
    in_source = set(re.findall(r'(?:self\._say|say)\(\s*"([^"]+)"', joined))
    counted = {*report.OUTCOMES.values(), *report.STATES, *report.REASONS, *report.VERDICTS}
    return in_template | in_source | counted | set(report.LIMITS)


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_sentence_of_a_report_is_there_in_every_language_and_none_is_left_over(code: str) -> None:
    sentences = tomllib.loads((SENTENCES / f"{code}.toml").read_text(encoding="utf-8"))
    assert set(sentences) == said()
    for english, other in sentences.items():
        assert sorted(re.findall(r"{\d}", english)) == sorted(re.findall(r"{\d}", other)), english
        assert JAPANESE.search(other) or english in NO_WORDS, english


def test_a_japanese_report_says_all_that_the_english_one_says(worked: Database) -> None:
    found = stats(worked, SUE, EVERYTHING)
    english, japanese = report.render(found), report.render(found, (), Language("ja", shipped()))
    assert '<html lang="ja">' in japanese
    for words in ("取扱注意", "フラグなし", "軽度", "標本 3 件のうち 0 件が該当しました", "最も重い段階"):
        assert words in japanese, words
    numbers = re.compile(r"<td>([\d.,]+)</td>")
    assert numbers.findall(japanese) == numbers.findall(english)
    words = re.sub(r"<style>.*?</style>|<[^>]+>|[0-9a-f]{64}", " ", japanese, flags=re.DOTALL)
    left = {word for word in re.findall(r"[A-Za-z]{3,}", words) if word not in KEPT}
    assert not left, left


def test_a_period_is_said_in_japanese_too(worked: Database) -> None:
    until = datetime(2999, 2, 1, tzinfo=UTC).isoformat(timespec="seconds")
    page = report.render(stats(worked, SUE, Scope(since="2000-01-01T00:00:00+00:00", until=until)), (), Language("ja"))
    assert "報告書：2000-01-01から2999-02-01 より前まで" in page


KEPT = {"Kizashi", "UTC", "Clopper", "and", "Pearson", "depression", "small", "zero", "shot"}
"""Names, and what a run's facts say: ids of packs, protocols and ways."""
