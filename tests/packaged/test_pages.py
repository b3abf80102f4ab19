"""The IT desk's pages: a key that they do not name is one that nobody sets, or looks at."""

import re
from dataclasses import fields

from access.policy import KEYS
from cli.doctor import Report
from tests.paths import ROOT

PAGES = ROOT / "docs" / "it"


def table(page: str) -> list[tuple[str, str]]:
    """The rows of a page whose first cell is a key."""
    return re.findall(r"^\| `(\w+)` \| (.*) \|$", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_names_every_key_of_the_policy_and_what_it_holds() -> None:
    assert table("policy.md") == [(key, holds) for key, (holds, _) in KEYS.items()]


def test_the_page_names_every_key_that_an_inventory_tool_reads() -> None:
    assert [key for key, _ in table("inventory.md")] == [field.name for field in fields(Report)]


def test_the_desk_s_first_page_leads_to_every_other() -> None:
    linked = set(re.findall(r"\]\((\w+\.md)\)", (PAGES / "README.md").read_text(encoding="utf-8")))
    assert linked == {page.name for page in PAGES.glob("*.md")} - {"README.md"}
