"""`kizashi doctor`: what this machine has of all that Kizashi needs, and what to do about the rest."""

import json
import os
import platform
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module

from access import release, ways_out
from access.machine import Machine
from access.paths import config_folder, data_folder, own_store, packs_folder
from access.systems import system
from access.ways_out import Way
from cli.libraries import missing_packages
from cli.terminal import RESULTS, say, uncut
from domain.errors import KizashiError, ModelError
from domain.program import command
from models.registry import find, folders, load


@dataclass(slots=True)
class Report:
    """What was found. `problems` says what to do, one sentence each; there are none on a machine that is ready."""

    kizashi: str
    python: str
    system: str
    telemetry: str
    store: str = ""
    untried: str = ""
    commit: str = ""
    store_schema: str = ""
    guard: str = ""
    ways_out: dict[str, str] = field(default_factory=dict)
    policy: str = ""
    policy_sha256: str = ""
    policy_keys: list[str] = field(default_factory=list)
    packs: dict[str, str] = field(default_factory=dict)
    pack_sha256: dict[str, str] = field(default_factory=dict)
    onnxruntime: str = ""
    providers: list[str] = field(default_factory=list)
    devices: dict[str, str] = field(default_factory=dict)
    sqlcipher: str = ""
    missing_libraries: list[str] = field(default_factory=list)
    self_test: str = "passed"
    problems: list[str] = field(default_factory=list)


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_doctor)


def _doctor(arguments: Namespace) -> int:
    report = examine(arguments.machine)
    if arguments.json:
        sys.stdout.write(f"{json.dumps(asdict(report))}\n")
    else:
        _show(report)
    return 1 if report.problems else 0


def examine(machine: Machine) -> Report:
    """Look at this machine. Each part is tried on its own, so that one that is broken does not hide the others."""
    report = Report(
        kizashi=release.version(),
        untried=system.UNTRIED,
        commit=release.commit(),
        python=platform.python_version(),
        system=platform.platform(),
        telemetry="off" if os.environ.get("ORT_DISABLE_TELEMETRY") == "1" else "on",
    )
    _guard(report, machine)
    _policy(report, machine)
    _engine(report)
    _cipher(report)
    _folders(report, machine)
    _packs(report)
    _chosen(report, machine)
    _libraries(report)
    report.self_test = "failed" if report.problems else "passed"
    return report


def _guard(report: Report, machine: Machine) -> None:
    """Try to get out. A name service of the machine that answers is shown; it is the machine's, and no leak of ours."""
    guard, tried = machine.guard, ways_out.tried()
    report.guard = "held by the system" if guard.held_by_system else f"not held by the system: {guard.gap}"
    report.ways_out = {one.way: f"{'refused' if one.refused else 'open'}: {one.answer}" for one in tried}
    leaks = [one.way.value for one in tried if not one.refused and one.way is not Way.NATIVE_LOOKUP]
    if guard.held_by_system and leaks:
        report.problems.append(f"The offline guard does not hold ({', '.join(leaks)}). Don't use Kizashi; report this.")


def _policy(report: Report, machine: Machine) -> None:
    found = machine.found
    report.policy, report.policy_sha256, report.policy_keys = str(found.path or ""), found.sha256, list(found.keys)
    with _named(report):
        machine.check()


@contextmanager
def _named(report: Report) -> Iterator[None]:
    """Put what is known to be wrong among the problems, once."""
    try:
        yield
    except KizashiError as error:
        if str(error) not in report.problems:
            report.problems.append(str(error))


def _engine(report: Report) -> None:
    try:
        session, known = import_module("inference.session"), import_module("inference.devices")
    except ModelError as error:
        report.problems.append(str(error))
        return
    except ImportError as error:
        report.problems.append(f"ONNX Runtime can't be loaded: {error}. Install Kizashi again.")
        return
    report.onnxruntime = session.versions()["onnxruntime"]
    report.providers = [known.PROVIDERS[device].name for device in known.installed()]
    try:
        report.devices = import_module("models.trial").working()
    except ImportError as error:
        report.problems.append(f"Devices can't be tried: {error}. Install Kizashi again with its extra `pack`.")


def _cipher(report: Report) -> None:
    try:
        report.sqlcipher = import_module("store.database").cipher_version()
        report.store_schema = import_module("store.migrations").STEPS[-1].__name__
    except ImportError as error:
        report.problems.append(f"SQLCipher can't be loaded: {error}. Install Kizashi again.")


def _folders(report: Report, machine: Machine) -> None:
    with _named(report):
        store = own_store(machine.policy.store)
        report.store = str(store)
        for place in (store.parent, config_folder(), store):
            if os.access(place, os.F_OK) and not os.access(place, os.R_OK | os.W_OK):
                report.problems.append(
                    f"Nothing can be written to {place}. Get the rights to it, or set KIZASHI_HOME to a folder of your own."
                )


def _packs(report: Report) -> None:
    with _named(report):
        packs = packs_folder()
        for name in (folder.name for folder in folders(packs)):
            try:
                report.pack_sha256[name] = load(packs, name).sha256
                report.packs[name] = "verified"
            except ModelError as error:
                report.packs[name] = "damaged"
                report.problems.append(str(error))
        if not report.packs:
            report.problems.append(f"No model pack is on this machine. Run: {command('models build smollm2-135m')}")


def _chosen(report: Report, machine: Machine) -> None:
    """Look for what a policy names: it is known by its id alone, and would be missed only once somebody screens."""
    protocol, pack = machine.policy.protocol, machine.policy.pack
    with _named(report):
        if pack and pack not in report.packs:
            find(packs_folder(), pack)
    with _named(report), suppress(ImportError):  # which has been named already
        if protocol:
            import_module("screening.site_protocols").find(protocol, data_folder())


def _libraries(report: Report) -> None:
    report.missing_libraries = missing_packages()
    if report.missing_libraries:
        needed = " ".join(report.missing_libraries)
        report.problems.append(f"The window needs system libraries. Run: sudo apt-get install {needed}")


def _show(report: Report) -> None:
    table = uncut("part", "found", show_header=False)
    for name, found in asdict(report).items():
        if name != "problems":
            table.add_row(name.replace("_", " "), _words(found) or "none")
    RESULTS.print(table)
    for problem in report.problems or ["Nothing is missing."]:
        say(problem)


def _words(found: object) -> str:
    if isinstance(found, dict):
        return ", ".join(f"{name} ({state})" for name, state in found.items())
    return ", ".join(found) if isinstance(found, list) else str(found)
