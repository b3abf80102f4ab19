"""A report that changes its language in the middle of a sentence is one that nobody hands on."""

import ast
import html
import re
import tomllib
from datetime import UTC, datetime

import pytest

from domain.outcome import OUTCOMES
from domain.scope import EVERYTHING, Scope
from learning import behaviour, lessons, planning, prompting
from learning import slices as parts
from learning.findings import Evaluation
from reports import basis, comparison, mistakes, published, slices, terms
from reports import behaviour as swaying
from reports import desk as desk_report
from reports import evaluation as report
from reports import language as languages
from reports.language import LANGUAGES, SENTENCES, Language
from reports.pages import TEMPLATES
from review.stats import stats
from screening.protocols import shipped
from store.database import Database
from tests.paths import ROOT
from tests.reports.test_desk import worked as worked  # noqa: PLC0414 - a fixture
from tests.reports.test_evaluation import MADE, whole
from tests.reports.test_evaluation import found as found  # noqa: PLC0414 - a fixture
from tests.review.conftest import SUE
from tests.review.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.review.conftest import new_desk as new_desk  # noqa: PLC0414 - a fixture

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
NO_WORDS = {" to ", " ", "{0}: {1}", "AUROC", "id"}
"""Said by a sign in Japanese, or by the same letters."""
HELD = (
    *(desk_report.STATES, desk_report.REASONS, desk_report.VERDICTS, desk_report.LIMITS),
    *(OUTCOMES.values(), terms.CODES.values()),
    *(sum(terms.TERMS.values(), ()), (terms.DRAWN, terms.UNSEEN), languages.NAMES.values(), slices.KINDS, parts.WORDS),
    *(
        (lessons.FROM_SOME, lessons.FROM_MOST),
        (prompting.HELPS, prompting.HELPS_NOT),
        (planning.A_RECALL, planning.FLAGS, planning.NOTHING_WANTED),
    ),
    *(
        (comparison.NOT_KNOWN, comparison.AS_THE_HEAD, comparison.UNSCREENED, comparison.UNANSWERED),
        (basis.NO_STORE, published.NOTICE),
        swaying.CHANGES.values(),
    ),
    *(mistakes.MISSED.values(), mistakes.OTHERS.values()),
    [one.how for figures in published.PUBLISHED.values() for one in figures if one.how],
)
"""Sentences that stand under a name, and are said by it."""

NAMES = {"Kizashi", "UTC", "SHA", "AUROC"}
OF_THE_FILE = {
    *("pilot", "csv", "text", "label", "place", "forum", "chat"),  # the file, its columns and groups
    *("stress", "stressed", "not", "depression", "minimum", "mild", "moderate", "severe"),  # ids, beside their names
    *("words", "smollm", "head", "zero", "shot", "few", "both", "kizashi", "protocols", "behaviour"),  # models, ways
    *("GPT", "gpt", "FLAN", "XXL", "BERT", "Mental", "RoBERTa", "LLM", "arXiv", "table"),  # other systems, a paper
    *("test", "machine"),  # the processor
}
"""What stands in a report as it stands elsewhere."""


def said() -> set[str]:
    """Return every sentence that a report says, as the sources hold it."""
    templates = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.iterdir())
    in_templates = {one.replace("\\'", "'") for one in re.findall(r"_\('((?:[^'\\]|\\')+)'\)", templates)}
    calls = [
        node
        for file in (ROOT / "reports").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"say", "_say"}
    ]
    in_sources = {node.args[0].value for node in calls if isinstance(node.args[0], ast.Constant)}
    return {*in_templates, *map(str, in_sources), *(sentence for sentences in HELD for sentence in sentences)}


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_sentence_of_a_report_is_there_in_every_language_and_none_is_left_over(code: str) -> None:
    sentences = tomllib.loads((SENTENCES / f"{code}.toml").read_text(encoding="utf-8"))
    assert set(sentences) == said()
    for english, other in sentences.items():
        assert sorted(re.findall(r"{\d}", english)) == sorted(re.findall(r"{\d}", other)), english
        assert JAPANESE.search(other) or english in NO_WORDS, english


def test_every_change_that_a_behaviour_suite_makes_has_its_sentence() -> None:
    assert set(swaying.CHANGES) == {*behaviour.PAIRS, *behaviour.VARIANTS}


def test_a_japanese_report_says_all_that_the_english_one_says(worked: Database) -> None:
    counted = stats(worked, SUE, EVERYTHING)
    english, japanese = desk_report.render(counted), desk_report.render(counted, (), Language("ja", shipped()))
    for words in ("取扱注意", "フラグなし", "軽度", "標本 3 件のうち 0 件が該当しました", "最も重い段階"):
        assert words in japanese, words
    assert figures(japanese) == figures(english)
    assert not english_words(japanese) - {*NAMES, "Clopper", "and", "Pearson", "depression", "small", "zero", "shot"}


def test_a_period_is_said_in_japanese_too(worked: Database) -> None:
    until = datetime(2999, 2, 1, tzinfo=UTC).isoformat(timespec="seconds")
    scope = Scope(since="2000-01-01T00:00:00+00:00", until=until)
    page = desk_report.render(stats(worked, SUE, scope), (), Language("ja"))
    assert "報告書：2000-01-01から2999-02-01 より前まで" in page


def test_a_japanese_report_on_an_evaluation_says_all_that_the_english_one_says(found: Evaluation) -> None:
    """The people whose texts are to be screened decide by it; figures among foreign words are no help to them."""
    full = whole(found)
    english, japanese = report.render(full, MADE), report.render(full, MADE, Language("ja", shipped()))
    for words in ("人が読みます", "フラグを付けるべき", "見落と", "別のデータ、別の人々：比較ではありません"):
        assert words in japanese, words
    assert figures(japanese) == figures(english)
    left = english_words(japanese) - NAMES - OF_THE_FILE
    assert not left, left


def figures(page: str) -> list[str]:
    """Return the cells of a page that hold a figure alone, in their order."""
    return re.findall(r"<t[dh][^>]*>([\d.,]+)(?: MB)?(?:<small>|</t[dh]>)", page)


def english_words(page: str) -> set[str]:
    """Return what a reader would take for English; no tag, style or hash is read."""
    assert '<html lang="ja">' in page
    words = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>|[0-9a-f]{64}", " ", page, flags=re.DOTALL))
    return set(re.findall(r"[A-Za-z]{3,}", words))
