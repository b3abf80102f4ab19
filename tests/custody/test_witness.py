"""H11: what was refused and what failed must be on record too, or a supervisor sees only what went well."""

from pathlib import Path

import pytest

from cli.main import Exit, run
from custody import erasure, rekeying, upkeep
from custody.entry import Entry
from domain.actor import Role
from domain.errors import IntakeError, KizashiError, NotAllowedError, StoreLockedError
from domain.pack import Pack
from domain.policy import Policy
from domain.scope import Scope
from domain.site import DeskRules
from domain.text import Reading
from learning.installing import install
from models.errors import PackDamagedError
from review import export, sheets
from review import site as site_rules
from screening import results
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import audit
from tests.custody.conftest import PASSPHRASES, Site
from tests.screening.words import OpenWords, word_pack

NONE_LEAVE = Policy(exports=frozenset())


@pytest.fixture
def rei(site: Site) -> Entry:
    return site.sign_in("rei")


def last_row(site: Site) -> tuple[str, str, str, str]:
    return site.acts()[-1]


def screen(rei: Entry, file: Path) -> None:
    order = Order([file], Reading(), find("stress"), word_pack(file.parent))
    list(ScreeningJob(rei.open, rei.actor, order, OpenWords()))


def test_h11_what_the_policy_forbids_is_a_row(site: Site, rei: Entry, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with rei.open() as db:
        with pytest.raises(NotAllowedError, match="policy"):
            results.export_csv(db, rei.actor, 1, out, NONE_LEAVE)
        assert last_row(site) == ("rei", "refused", "export as csv", Role.SUPERVISOR)
        with pytest.raises(NotAllowedError, match="policy"):
            export.export(db, rei.actor, Scope(1), out.with_suffix(".xlsx"), NONE_LEAVE)
        assert last_row(site) == ("rei", "refused", "export as xlsx", Role.SUPERVISOR)
        with pytest.raises(NotAllowedError, match="IT has set"):
            site_rules.set_rules(db, rei.actor, DeskRules(second_share=0.0), Policy(second_share=0.5))
        assert last_row(site) == ("rei", "refused", "rules", Role.SUPERVISOR)


def test_h11_a_run_that_fails_is_a_row_before_it_begins_and_in_its_middle(
    site: Site, rei: Entry, tmp_path: Path
) -> None:
    with pytest.raises(IntakeError):
        screen(rei, tmp_path / "gone.csv")
    assert last_row(site) == ("rei", "failed", "files", "screen: IntakeError")
    file = tmp_path / "texts.csv"
    file.write_text("id,text\n1,A calm day.\n2,She told <crash> nobody\n", encoding="utf-8")
    with pytest.raises(RuntimeError):
        screen(rei, file)
    assert last_row(site) == ("rei", "failed", "run 1", "screen: RuntimeError"), "by its kind, never by its words"


def test_h11_what_should_have_left_or_come_and_did_not_is_a_row(site: Site, rei: Entry, tmp_path: Path) -> None:
    def damaged() -> Pack:
        raise PackDamagedError

    with rei.open() as db:
        for attempt, told in (
            (lambda: export.export(db, rei.actor, Scope(1), tmp_path / "no" / "x.csv"), ("cases, batch 1", "export")),
            (lambda: sheets.bring(db, rei.actor, tmp_path / "none.csv"), ("store", "import-decisions")),
            (lambda: install(rei.actor, rei.open, "import-model", damaged, lambda _: None), ("pack", "import-model")),
            (lambda: erasure.erase_person(rei, "nobody"), ("store", "erase")),
        ):
            with pytest.raises(KizashiError):
                attempt()
            who, act, subject, new = last_row(site)
            assert (who, act, subject, new.partition(":")[0]) == ("rei", "failed", *told)


def test_h11_a_backup_or_a_new_key_that_came_to_nothing_is_a_row(site: Site, tmp_path: Path) -> None:
    mina = site.sign_in("mina")
    taken = tmp_path / "taken"
    taken.touch()
    with pytest.raises(KizashiError, match="already"):
        upkeep.back_up(mina, taken)
    assert last_row(site)[1:] == ("failed", "store", "backup: KizashiError")
    with site.entry("ken").open(), pytest.raises(StoreLockedError):
        rekeying.renew(mina)
    assert last_row(site)[1:] == ("failed", "store", "rekey: StoreLockedError")
    assert audit_is_sound(mina)


def test_h11_who_verified_the_store_and_what_they_found_is_a_row(site: Site) -> None:
    mina = site.sign_in("mina")
    assert upkeep.verify(mina) == []
    assert last_row(site) == ("mina", "verify", "store", "sound")
    with mina.open() as db, db.atomic():
        db.tables.execute("DROP TRIGGER audit_refuses_update")
        db.tables.execute("UPDATE audit SET actor = 'ken' WHERE id = 2")
    assert len(upkeep.verify(mina)) == 2
    assert last_row(site) == ("mina", "verify", "store", "problems 2")


def test_h11_what_somebody_may_not_set_at_the_terminal_is_a_row_and_costs_them_no_wait(
    site: Site, tmp_path: Path
) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text(PASSPHRASES["ken"], encoding="utf-8")
    who = ["--store", str(site.store), "--user", "ken", "--passphrase-file", str(phrase)]
    for asked in (["--second-share", "0"], ["--crisis-text", "None."], ["--response-time", "depression:severe=1"]):
        before = len(site.acts())
        assert run(["review", "settings", *asked, *who]) == Exit.FAILED
        assert site.acts()[before + 1 :] == [("ken", "refused", "right set-site", Role.COUNSELOR)]


def audit_is_sound(entry: Entry) -> bool:
    with entry.open() as db:
        return audit.verify(db) == []
