"""The window's first step: what IT has set must be had here, or be missed by name."""

from pathlib import Path

import pytest

from access.guard import Guard
from access.machine import Machine
from access.paths import data_folder
from access.policy import Found
from domain.errors import ProtocolError
from domain.policy import Policy
from gui.run import check
from screening.protocols import SHIPPED
from screening.site_protocols import path_of


def test_a_policy_may_name_a_protocol_of_the_site_s_own(home: Path) -> None:
    """The command line took it, and the window did not open."""
    machine = Machine(Guard(""), Found(Policy(protocol="ours")))
    with pytest.raises(ProtocolError, match="There is no protocol 'ours'"):
        check(machine)
    place = path_of("ours", data_folder())
    assert home in place.parents
    place.parent.mkdir()
    content = (SHIPPED / "stress.toml").read_text(encoding="utf-8").replace('id = "stress"', 'id = "ours"')
    place.write_text(content, encoding="utf-8")
    check(machine)
