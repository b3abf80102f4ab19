"""What is inside the packaged program: a bill of materials, and the licence of each part.

The spec hands in what PyInstaller packs. Python packages are named by their own metadata, system libraries by the Debian package
that they come from, where the machine that builds is a Debian; the model pack by its description.
"""

import json
import shutil
import subprocess
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from domain.pack import Pack

BILL, LICENCES = "sbom.cdx.json", "licences"
LICENCE_FILES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "THIRDPARTYNOTICES")
DOCS = Path("/usr/share/doc")
HERE = Path(__file__).parent
TEXTS = {"LGPL-3": HERE / "licences/LGPL-3", "GPL-3": HERE / "licences/GPL-3", "Apache-2.0": HERE.parent / "LICENSE"}
"""The licences of those parts, Qt's first of all, that come without their text on any system."""


def write(modules: Iterable[str], files: Iterable[str], pack: Pack, commit: str, at: int, folder: Path) -> None:
    """Write the bill and the licences into `folder`: of imported `modules`, packed `files`, and the model pack.

    `commit` and its time `at` (seconds) stand in for a random serial number and the clock, so that equal programs give equal
    bills.
    """
    known = packages_distributions()
    names = {name for module in modules for name in known.get(module.partition(".")[0], ())}
    packages = [distribution(name) for name in sorted(names, key=str.lower)]
    system = _debian(files)
    version = distribution("kizashi").version
    own = Component(name="kizashi", version=version, type=ComponentType.APPLICATION, bom_ref=f"kizashi {version}")
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_OID, commit))
    bom.metadata.component, bom.metadata.timestamp = own, datetime.fromtimestamp(at, UTC)
    parts = [*map(_python, packages), *(_library(name) for name in system), _model(pack)]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(own, parts)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    (folder / BILL).write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
    (folder / LICENCES).mkdir()
    for name, text in TEXTS.items():
        shutil.copyfile(text, folder / LICENCES / name)
    for package in packages:
        _keep(folder / LICENCES / package.name, _licences(package))
    for name in system:
        _keep(folder / LICENCES / f"debian-{name.partition('=')[0]}", [DOCS / name.partition("=")[0] / "copyright"])


def _python(package: Distribution) -> Component:
    said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    classified = [
        line.rpartition(" :: ")[2] for line in package.metadata.get_all("Classifier", []) if "License ::" in line
    ]
    licence = said.splitlines()[0] if said.strip() else ", ".join(classified)
    purl = PackageURL("pypi", None, package.name.lower(), package.version)
    return _component(package.name, package.version, licence, purl)


def _library(found: str) -> Component:
    name, _, version = found.partition("=")
    return _component(name, version, f"see {LICENCES}/debian-{name}", PackageURL("deb", "debian", name, version))


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


def _licences(package: Distribution) -> list[Path]:
    """Return the files of a package that tell its terms."""
    found = [Path(str(package.locate_file(file))) for file in package.files or () if _tells_terms(Path(str(file)))]
    return sorted(path for path in found if path.is_file())


def _tells_terms(file: Path) -> bool:
    return "licenses" in file.parts or (len(file.parts) == 2 and file.name.upper().startswith(LICENCE_FILES))


def _keep(folder: Path, files: Iterable[Path]) -> None:
    for file in files:
        if file.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / file.name)
