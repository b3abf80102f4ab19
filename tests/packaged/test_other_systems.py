"""What is written for Windows and macOS can't be run here: it is at least read, and kept in step with what is run."""

import os
import plistlib
import re
import subprocess
from pathlib import Path, PureWindowsPath

import pytest

from tests.paths import ROOT

SCRIPT = (ROOT / "build" / "windows" / "kizashi.iss").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "packaged.yml").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SETUP = [
    "AppId",
    "AppName",
    "AppPublisher",
    "AppVersion",
    "ArchitecturesAllowed",
    "ArchitecturesInstallIn64BitMode",
    "CloseApplications",
    "Compression",
    "DefaultDirName",
    "DisableDirPage",
    "DisableProgramGroupPage",
    "LicenseFile",
    "OutputBaseFilename",
    "OutputDir",
    "PrivilegesRequired",
    "SetupIconFile",
    "SolidCompression",
    "UninstallDisplayIcon",
    "VersionInfoVersion",
    "WizardStyle",
]
PARAMETERS = {
    "Files": {"Source", "DestDir", "DestName", "Excludes", "Flags"},
    "Icons": {"Name", "Filename", "Parameters", "WorkingDir"},
    "InstallDelete": {"Type", "Name"},
}
CONSTANTS = {"app", "localappdata", "userprograms"}
"""What Inno Setup 6 knows and this script may use; who needs more looks it up in its help and adds it."""
ENTITLEMENTS = {
    "com.apple.security.cs.disable-library-validation",
    "com.apple.security.cs.allow-unsigned-executable-memory",
}


def sections() -> dict[str, list[str]]:
    """The installer script's lines by section, without comments and what the preprocessor takes."""
    found: dict[str, list[str]] = {}
    for line in (line for line in SCRIPT.splitlines() if line.strip() and not line.lstrip().startswith((";", "#"))):
        if heading := re.fullmatch(r"\[(\w+)]", line):
            found[heading[1]] = []
        else:
            found[list(found)[-1]].append(line)
    return found


def test_the_windows_installer_holds_nothing_that_inno_setup_does_not_know() -> None:
    found = sections()
    assert set(found) == {"Setup", "Code", *PARAMETERS}
    assert [line for line in found["Setup"] if line.partition("=")[0] not in SETUP] == []
    for section, known in PARAMETERS.items():
        for line in found[section]:
            assert {
                part.partition(":")[0].strip() for part in re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", line)
            } <= known
    values = "\n".join(line for section, lines in found.items() if section != "Code" for line in lines)
    assert set(re.findall(r"(?<!\{)\{(\w+)}", values)) <= CONSTANTS


def test_the_windows_installer_s_code_is_whole_and_looks_where_this_program_is_registered() -> None:
    code = "\n".join(sections()["Code"])
    plain = re.sub(r"'[^']*'", "''", code)
    assert len(re.findall(r"\bbegin\b", plain)) == len(re.findall(r"\bend\b", plain)) > 0
    assert plain.count("(") == plain.count(")")
    [program] = re.findall(r"AppId=\{(\{[\w-]+})", SCRIPT)
    assert f"Uninstall\\{program}_is1" in code


def test_the_windows_installer_packs_what_the_spec_makes() -> None:
    sources = re.findall(r'Source: "([^"]+)"', SCRIPT)
    spec = (ROOT / "build" / "kizashi.spec").read_text(encoding="utf-8")
    for source in sources:
        assert PureWindowsPath(source).parts[:4] == ("..", "..", "dist", "kizashi")
    assert 'COLLECT(program, analysis.binaries, analysis.datas, name="kizashi"' in spec
    assert (ROOT / "LICENSE").is_file(), "the script shows it"


def test_macos_lets_the_program_do_no_more_than_it_needs() -> None:
    content = plistlib.loads((ROOT / "build" / "macos" / "entitlements.plist").read_bytes())
    assert content == dict.fromkeys(ENTITLEMENTS, True), "no network entitlement is among them"


def test_the_runners_of_other_systems_install_what_make_installs() -> None:
    [wheel] = re.findall(r"^DEFAULT_WHEEL := (\S+)$", MAKEFILE, re.MULTILINE)
    assert wheel in WORKFLOW
    for named in ("constraints.txt", "build/kizashi.spec", "build/windows/kizashi.iss", "examples/messages.csv"):
        assert named in WORKFLOW
        assert (ROOT / named).is_file()


def test_the_runners_take_no_action_that_somebody_can_exchange_and_may_only_read() -> None:
    """A tag can be moved to other code, which would then be inside the program that is handed out."""
    actions = re.findall(r"uses: (\S+)", WORKFLOW)
    assert actions
    assert [action for action in actions if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []
    assert re.findall(r"^permissions:\n((?:  .*\n)+)", WORKFLOW, re.MULTILINE) == ["  contents: read\n"]


def test_a_checkout_on_windows_has_the_same_bytes() -> None:
    """Heads, records and signatures are tied to the SHA-256 of protocols and examples: other ends of lines break them."""
    asked = ["git", "check-attr", "text", "--", "screening/protocols/stress.toml"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip().endswith("text: unset")


def made(device: str, system: str) -> subprocess.CompletedProcess[str]:
    """What `make` says of a device on a system, without making anything."""
    asked = ["make", "--dry-run", "help", f"DEVICE={device}", f"SYSTEM={system}"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("device", "system"),
    [("directml", "Linux-x86_64"), ("cuda", "Darwin-arm64"), ("cuda", "Linux-aarch64"), ("gpu", "Windows")],
)
def test_a_device_that_a_system_has_no_runtime_for_is_refused_before_anything_is_installed(
    device: str, system: str
) -> None:
    """Else it is pip that ends, a minute later, with what it did not find on an index."""
    refused = made(device, system)
    assert refused.returncode == 2
    assert f"There is no ONNX Runtime for DEVICE={device} on {system}, which has: cpu" in refused.stderr


def test_every_device_that_the_program_knows_of_can_be_built_for_somewhere() -> None:
    """All but CoreML's runtime, which is in the usual one on macOS."""
    for device, system in {"cpu": "Darwin-arm64", "cuda": "Linux-x86_64", "directml": "Windows"}.items():
        assert made(device, system).returncode == 0


@pytest.mark.parametrize(("name", "ends"), [("organisation.key", 0), ("lost.key", 2)])
def test_a_key_that_is_not_there_is_missed_before_a_kit_is_made(tmp_path: Path, name: str, ends: int) -> None:
    """It takes minutes to make one, which nobody trusts unsigned; and most shells leave ~ to whoever reads it."""
    (tmp_path / "organisation.key").touch()
    asked, home = ["make", "--dry-run", "kit", f"KEY=~/{name}"], {**os.environ, "HOME": str(tmp_path)}
    ended = subprocess.run(asked, cwd=ROOT, env=home, capture_output=True, text=True, check=False)
    assert ended.returncode == ends, ended.stderr
    assert ("There is no key" in ended.stderr) == (ends == 2)
