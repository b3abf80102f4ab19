"""What is inside the packaged program: a bill of materials, and the licence of each part.

The spec hands in what PyInstaller packs. Python packages are named by their own metadata, system libraries by the Debian package
that they come from, where the machine that builds is a Debian; the model pack by its description; what lies inside of these
and brings no text of its terms, by hand.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path
from typing import NamedTuple

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from domain.pack import Pack
from store.database import cipher_version

BILL, LICENCES = "sbom.cdx.json", "licences"
LICENCE_FILES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "THIRDPARTYNOTICES")
DOCS, COMMON = Path("/usr/share/doc"), Path("/usr/share/common-licenses")
HERE = Path(__file__).parent
STARTER = "pyinstaller"
"""No module of it is imported: the program's own file begins with it."""
TEXTS = {"LGPL-3": HERE / "licences/LGPL-3", "GPL-3": HERE / "licences/GPL-3", "Apache-2.0": HERE.parent / "LICENSE"}
"""The licences of those parts, Qt's first of all, that come without their text on any system."""


class Inside(NamedTuple):
    """A part that lies inside of others, with the text of its terms."""

    name: str
    version: str
    licence: str
    text: Path


def write(modules: Iterable[str], files: Iterable[str], pack: Pack, commit: str, at: int, folder: Path) -> None:
    """Write the bill and the licences into `folder`: of imported `modules`, packed `files`, and the model pack.

    `commit` and its time `at` (seconds) stand in for a random serial number and the clock, so that equal programs give equal
    bills.
    """
    known, files = packages_distributions(), list(files)
    names = {STARTER, *(name for module in modules for name in known.get(module.partition(".")[0], ()))}
    packages = [distribution(name) for name in sorted(names, key=str.lower)]
    system, inside = _debian(files), _inside(files)
    version = distribution("kizashi").version
    own = Component(name="kizashi", version=version, type=ComponentType.APPLICATION, bom_ref=f"kizashi {version}")
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_OID, commit))
    bom.metadata.component, bom.metadata.timestamp = own, datetime.fromtimestamp(at, UTC)
    parts = [*map(_python, packages), *map(_library, system), *map(_part, inside), _model(pack)]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(own, parts)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    (folder / BILL).write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
    (folder / LICENCES).mkdir()
    _keep(folder / LICENCES, {Path(name): text for name, text in TEXTS.items()})
    _keep(folder / LICENCES, {Path(part.name): part.text for part in inside})
    for package in packages:
        _keep(folder / LICENCES / package.name, _licences(package))
    for name in (found.partition("=")[0] for found in system):
        _keep(folder / LICENCES / f"debian-{name}", {Path("copyright"): DOCS / name / "copyright"})
    _keep(folder / LICENCES / COMMON.name, _common(folder / LICENCES))


def _python(package: Distribution) -> Component:
    said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    classified = [
        line.rpartition(" :: ")[2] for line in package.metadata.get_all("Classifier", []) if "License ::" in line
    ]
    whole_text = "\n" in said  # not a name of it
    licence = ("" if whole_text else said) or ", ".join(classified) or f"see {LICENCES}/{package.name}"
    purl = PackageURL("pypi", None, package.name.lower(), package.version)
    return _component(package.name, package.version, licence, purl)


def _library(found: str) -> Component:
    name, _, version = found.partition("=")
    return _component(name, version, f"see {LICENCES}/debian-{name}", PackageURL("deb", "debian", name, version))


def _inside(files: Iterable[str]) -> list[Inside]:
    """Return what no package tells of: Python itself, the font, SQLCipher, and Qt's ICU where there is one."""
    homes = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    python = next(text for text in (home / "LICENSE.txt" for home in homes) if text.is_file())
    [font] = (HERE.parent / "gui" / "fonts").glob("*.txt")
    found = {match[1] for file in files if (match := re.fullmatch(r"libicudata\.so\.(\d+)", Path(file).name))}
    return [
        Inside("CPython", platform.python_version(), "Python-2.0", python),
        Inside("IPAexGothic", "", "IPA", font),
        Inside("SQLCipher", cipher_version().split()[0], "BSD-3-Clause", HERE / "licences/SQLCipher"),
        *(Inside("ICU", version, "Unicode-DFS-2016", HERE / "licences/ICU") for version in sorted(found)),
    ]


def _part(inside: Inside) -> Component:
    return _component(
        inside.name, inside.version, inside.licence, PackageURL("generic", None, inside.name, inside.version)
    )


def _model(pack: Pack) -> Component:
    return Component(
        name=pack.id,
        version=str(pack.compiler),
        type=ComponentType.MACHINE_LEARNING_MODEL,
        description=pack.source,
        licenses=[LicenseFactory().make_from_string(pack.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=pack.sha256)],
        bom_ref=pack.id,
    )


def _component(name: str, version: str, licence: str, purl: PackageURL) -> Component:
    licences = [LicenseFactory().make_from_string(licence)] if licence else []
    return Component(name=name, version=version, licenses=licences, purl=purl, bom_ref=str(purl))


def _debian(files: Iterable[str]) -> list[str]:
    """Return the Debian packages that libraries belong to, as name=version; nothing for files that none does."""
    if not shutil.which("dpkg-query"):
        return []
    places = {str(place) for file in map(Path, files) for place in (file, file.resolve())}
    found = _told("--search", *sorted(place for place in places if place.startswith(("/usr/", "/lib/"))))
    owners = {line.partition(": ")[0].partition(",")[0] for line in found if not line.startswith("diversion ")}
    return sorted(set(_told("-Wf", "${Package}=${Version}\n", *sorted(owners)))) if owners else []


def _told(*arguments: str) -> list[str]:
    """Return the lines of what Debian's package books say, none where they know nothing."""
    told = subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True, check=False)
    return told.stdout.splitlines()


def _licences(package: Distribution) -> dict[Path, Path]:
    """Return the files of a package that tell its terms, by their places below its own: many bear one name."""
    found = [Path(str(file)) for file in package.files or ()]
    return {_below(file): Path(str(package.locate_file(file))) for file in found if _tells_terms(file)}


def _below(file: Path) -> Path:
    return Path(*file.parts[file.parts.index("licenses") + 1 :]) if "licenses" in file.parts else Path(file.name)


def _tells_terms(file: Path) -> bool:
    return "licenses" in file.parts or (len(file.parts) == 2 and file.name.upper().startswith(LICENCE_FILES))


def _common(folder: Path) -> dict[Path, Path]:
    """Return the texts that Debian's own refer to, by their names: a system that is no Debian has none of them."""
    told = "".join(text.read_text(encoding="utf-8", errors="replace") for text in folder.glob("debian-*/copyright"))
    return {Path(name): COMMON / name for name in set(re.findall(rf"{COMMON.as_posix()}/([\w.-]*\w)", told))}


def _keep(folder: Path, files: Mapping[Path, Path]) -> None:
    """Copy files to their places below a folder, all that are there."""
    for place, file in files.items():
        if file.is_file():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / place)
