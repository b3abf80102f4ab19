"""The window's first step: what IT has set must be had here, or be missed by name."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from access.guard import Guard
from access.machine import Machine
from access.paths import data_folder
from access.policy import Found, PolicyError
from domain.errors import ProtocolError
from domain.policy import Policy
from gui import error_words, run
from gui.language import Language
from gui.run import check_machine
from screening.protocols import SHIPPED
from screening.site_protocols import path_of


def test_a_policy_may_name_a_protocol_of_the_site_s_own(home: Path) -> None:
    """The command line took it, and the window did not open."""
    machine = Machine(Guard(""), Found(Policy(protocol="ours")))
    with pytest.raises(ProtocolError, match="There is no protocol 'ours'"):
        check_machine(machine)
    place = path_of("ours", data_folder())
    assert home in place.parents
    place.parent.mkdir()
    content = (SHIPPED / "stress.toml").read_text(encoding="utf-8").replace('id = "stress"', 'id = "ours"')
    place.write_text(content, encoding="utf-8")
    check_machine(machine)


@pytest.mark.usefixtures("home", "dress")
def test_a_wrong_policy_is_told_in_the_language_of_the_machine(
    qapp: QApplication, language: Language, translations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has to ask IT for help must know that it is IT to ask."""
    monkeypatch.setattr(run, "Language", partial(Language, translations=translations))
    machine = Machine(Guard(""), Found(Policy(language="ja"), problems=("policy.toml: there is no key lang.",)))
    with pytest.raises(PolicyError) as wrong:
        run._program(qapp, machine)
    told = error_words.error(wrong.value)
    assert "管理者が直すまで" in told
    assert "there is no key lang" in told
    assert language.chosen == "en"
