"""The IT desk's page about the policy: a key that it does not name is one that nobody sets."""

import re

from access.policy import KEYS
from tests.paths import ROOT

PAGE = ROOT / "docs" / "it" / "policy.md"


def test_the_page_names_every_key_and_what_it_holds() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(key, holds) for key, (holds, _) in KEYS.items()]
