"""The IT desk's pages: a key that they do not name is one that nobody sets, or looks at."""

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from access.policy import KEYS
from cli.doctor import Report
from tests.paths import ROOT
from transfer import lists, signing

PAGES = ROOT / "docs" / "it"


def table(page: str) -> list[tuple[str, str]]:
    """The rows of a page whose first cell is a key."""
    return re.findall(r"^\| `(\w+)` \| (.*) \|$", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE)


def typed(page: str) -> list[str]:
    """What a page tells to type, block by block."""
    return re.findall(r"^```\n(.*?)^```", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_page_names_every_key_of_the_policy_and_what_it_holds() -> None:
    assert table("policy.md") == [(key, holds) for key, (holds, _) in KEYS.items()]


def test_the_page_names_every_key_that_an_inventory_tool_reads() -> None:
    assert [key for key, _ in table("inventory.md")] == [field.name for field in fields(Report)]


def test_the_desk_s_first_page_leads_to_every_other() -> None:
    linked = set(re.findall(r"\]\((\w+\.md)\)", (PAGES / "README.md").read_text(encoding="utf-8")))
    assert linked == {page.name for page in PAGES.glob("*.md")} - {"README.md"}


def test_no_page_leads_out_of_what_a_kit_carries() -> None:
    """On a stick, beside a laptop without a network, a link into the source leads nowhere."""
    links = [
        (page.name, link)
        for page in PAGES.glob("*.md")
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    ]
    carried = ROOT / "docs"
    assert [one for one in links if not (PAGES / one[1]).resolve().is_relative_to(carried)] == []
    assert [one for one in links if not (PAGES / one[1]).is_file()] == []
    assert len(links) > 10


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.parametrize("changed", [False, True])
def test_what_the_page_tells_to_type_makes_keys_and_verifies_a_kit_by_nothing_of_its_own(
    tmp_path: Path, changed: bool
) -> None:
    """Whoever can exchange a kit can exchange its verify.sh too."""
    verifying, making = typed("verify.md")
    kit = tmp_path / "kit"
    kit.mkdir()
    (kit / "installer.deb").write_bytes(b"an installer")
    subprocess.run(["sh", "-ec", making], cwd=tmp_path, check=True)
    signing.sign(lists.write(kit), tmp_path / "organisation.key")
    if changed:
        (kit / "installer.deb").write_bytes(b"another one")
    commands = verifying.replace("KEY.pem", str(tmp_path / "KEY.pem"))
    ended = subprocess.run(["sh", "-ec", commands], cwd=kit, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in ended.stdout
    assert (ended.returncode != 0) == changed
