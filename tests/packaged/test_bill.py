"""The bill of materials: whoever hands the program on without a part's terms breaks that part's licence."""

import importlib.util
import json
from pathlib import Path, PureWindowsPath
from types import ModuleType
from typing import Any

import pytest

from tests.paths import ROOT
from tests.screening.words import word_pack

MODULES = ["numpy", "scipy.special", "sqlcipher3"]
FILES = ["/somewhere/PySide6/Qt/lib/libicudata.so.73"]


def bill() -> ModuleType:
    """`build/bill.py`, which stands beside the spec and in no package."""
    spec = importlib.util.spec_from_file_location("bill", ROOT / "build" / "bill.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("materials")
    bill().write(MODULES, FILES, word_pack(folder), "0123abc", 0, folder)
    return folder


def parts(written: Path) -> dict[str, Any]:
    content = json.loads((written / "sbom.cdx.json").read_text(encoding="utf-8"))
    return {part["name"]: part for part in content["components"]}


def test_every_text_of_a_package_is_kept_also_where_many_bear_one_name(written: Path) -> None:
    """NumPy brings its own terms and those of a dozen parts as LICENSE.txt and LICENSE.md."""
    kept = written / "licences" / "numpy"
    assert "Copyright (c) 2005" in (kept / "LICENSE.txt").read_text(encoding="utf-8")
    assert len(list(kept.rglob("LICENSE.md"))) > 1


@pytest.mark.parametrize("name", ["CPython", "ICU", "IPAexGothic", "SQLCipher"])
def test_what_no_package_tells_of_is_on_the_bill_with_its_terms(written: Path, name: str) -> None:
    assert parts(written)[name]["licenses"]
    assert len((written / "licences" / name).read_text(encoding="utf-8")) > 1000


@pytest.mark.parametrize("name", ["scipy", "sqlcipher3"])
def test_a_package_that_names_no_licence_is_on_the_bill_with_where_its_terms_are_or_of_what_kind(
    written: Path, name: str
) -> None:
    """SciPy's own field holds the whole text, whose first line is a name and a year; sqlcipher3's holds nothing."""
    [said] = parts(written)[name]["licenses"]
    assert said["license"]["name"] in ("BSD License", f"see licences/{name}")


def test_a_system_that_is_no_debian_keeps_no_text_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written as on Windows their folder is no regular expression, and nothing could be packed there."""
    made = bill()
    monkeypatch.setattr(made, "COMMON", PureWindowsPath(made.COMMON))
    assert made._common(tmp_path) == {}


def test_the_starter_of_the_program_is_on_the_bill(written: Path) -> None:
    """Its code is the first that runs; no module of it is imported."""
    assert "pyinstaller" in parts(written)


def test_equal_programs_have_equal_bills(written: Path, tmp_path: Path) -> None:
    bill().write(reversed(MODULES), FILES, word_pack(written), "0123abc", 0, tmp_path)
    assert (tmp_path / "sbom.cdx.json").read_bytes() == (written / "sbom.cdx.json").read_bytes()
