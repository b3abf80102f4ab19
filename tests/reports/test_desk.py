"""What a reader of the report would lose if it failed them: a true account, and a stranger's words kept out of it."""

from pathlib import Path

import pytest

from domain.case import Decision, Verdict
from domain.errors import NotAllowedError
from domain.policy import CSV, Policy
from domain.scope import EVERYTHING, Scope
from domain.site import DeskRules
from reports import desk as report
from review.decide import decide
from review.site import set_rules
from review.stats import stats
from store import audit
from store.database import Database
from tests.review.conftest import BO, CLEO, IDA, SUE, begin
from tests.review.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.review.conftest import new_desk as new_desk  # noqa: PLC0414 - a fixture
from tests.review.test_desk import flag, top
from tests.review.test_samples import drawn, pass_all
from tests.store.samples import PASSPORT, PLANTED


@pytest.fixture
def worked(desk: Database) -> Database:
    """A desk with a batch that people have worked on."""
    set_rules(desk, SUE, DeskRules(second_share=1.0))
    run = begin(desk, 40)
    case, grave = flag(desk, run), top(desk, run)
    pass_all(desk, run)
    for reader in (BO, CLEO):
        for number in (case.id, *drawn(desk)):
            verdict = Verdict.CASE if number == case.id else Verdict.NOT_A_CASE
            decide(desk, reader, Decision(number, verdict, "", "<b>a note</b>"), {})
    decide(desk, BO, Decision(grave.id, Verdict.CASE, "severe"), {})
    return desk


def test_h20_a_report_says_counts_bounds_agreement_and_what_it_hangs_on(worked: Database, tmp_path: Path) -> None:
    head = report.write(worked, SUE, Scope(batch=1), tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    for said in (
        *("CONFIDENTIAL", "Purpose: intake", "not flagged", "second reading", "top severity", "Clopper"),
        *("0 of 3 texts of the sample were cases", "63.2%", "up to 25 of these 38", "4</td><td>2</td><td>1.00"),
        *(PASSPORT.protocol_sha256, PASSPORT.pack_sha256, "It makes no diagnosis"),
    ):
        assert said in page, said
    assert PLANTED not in page
    assert "a note" not in page
    assert audit.verify(worked, head) == []


def test_a_report_holds_texts_only_when_asked_escaped_and_on_record(worked: Database, tmp_path: Path) -> None:
    report.write(worked, SUE, EVERYTHING, tmp_path / "r.html", with_texts=True)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert PLANTED in page
    assert "&lt;b&gt;a note&lt;/b&gt;" in page
    [last] = worked.query("SELECT subject FROM audit WHERE act = 'export'")
    assert last["subject"] == "report, everything, with texts"


def test_who_may_not_let_files_leave_writes_no_report(worked: Database, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        report.write(worked, IDA, EVERYTHING, tmp_path / "r.html")
    with pytest.raises(NotAllowedError, match="HTML"):
        report.write(worked, SUE, EVERYTHING, tmp_path / "r.html", Policy(exports=frozenset({CSV})))
    assert not list(tmp_path.glob("r.*"))


def test_a_report_on_nothing_says_so(desk: Database) -> None:
    page = report.render(stats(desk, SUE, Scope(since="2999-01-01T00:00:00+00:00", until="2999-02-01T00:00:00+00:00")))
    for said in ("No run began", "No case was raised", "No case was read by two people", "none was missed in this way"):
        assert said in page
    assert "2999-01-01 to before 2999-02-01" in page
