"""The policy file: TOML that IT puts on a machine and that its users can't change. Found once, at the start."""

import hashlib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from access import organisation
from access.systems import system
from domain.errors import KizashiError
from domain.mandate import LONGEST_DAYS
from domain.policy import EXPORTS, Policy
from domain.site import DeskRules

VARIABLE = "KIZASHI_POLICY"
"""Names a policy file where the machine has none: an environment variable is the user's to set, and undoes no policy."""
DEVICES = ("auto", "cuda", "directml", "coreml", "openvino", "cpu")
LANGUAGES = ("en", "ja")
ID = re.compile(r"[\w][\w.-]*")
LONGEST_LOCK = 120
LARGEST_SAMPLE = 10_000


class PolicyError(KizashiError):
    """The policy file of this machine is wrong. Nothing is done until whoever looks after this machine has put it right."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a machine's policy file says, and all that is wrong with it. `path` is None where there is no file."""

    policy: Policy = field(default_factory=Policy)
    path: Path | None = None
    sha256: str = ""
    keys: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def check(self) -> None:
        """Return if the file is right, or if there is none. Raises PolicyError, which names all that is wrong."""
        if self.problems:
            raise PolicyError(f"{PolicyError()} {' '.join(self.problems)}")


def find(named: str, machines: Path = system.POLICY) -> Found:
    """Read the machine's policy file, or, where it has none, the one that is `named` ("" for none). Raises nothing."""
    try:
        if _is_there(machines):
            return (
                _wrong(machines, "its users can change it") if system.changeable_by_users(machines) else _read(machines)
            )
        return _read(Path(named)) if named else Found()
    except OSError as error:
        return _wrong(Path(error.filename or machines), f"it can't be read ({error.strerror})")


def _is_there(file: Path) -> bool:
    """Tell whether there is a file; one that can't be looked at is there. Raises OSError for that."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _read(file: Path) -> Found:
    content = file.read_bytes()
    found = Found(path=file, sha256=hashlib.sha256(content).hexdigest())
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))  # Windows' editors begin a file with a mark
    except (ValueError, RecursionError) as error:
        return replace(found, problems=(f"{file}: it is no TOML in UTF-8 ({error}).",))
    values: dict[str, Any] = {}
    problems = []
    for key, value in given.items():
        try:
            values[key] = _value(key, value)
        except ValueError as error:
            problems.append(f"{file}: {error}")
    policy = Policy(**values)
    try:
        policy.bind(DeskRules())
    except KizashiError as error:
        problems.append(f"{file}: {error}")
    return replace(found, policy=policy, keys=tuple(given), problems=tuple(problems))


def _wrong(file: Path, what: str) -> Found:
    return Found(path=file, problems=(f"{file}: {what}.",))


def _value(key: str, untrusted_value: object) -> object:
    """Return a key's value as the program takes it. Raises ValueError with a sentence."""
    if key not in KEYS:
        raise ValueError(f"there is no key {key}; there are {', '.join(KEYS)}.")
    holds, taken = KEYS[key]
    try:
        return taken(untrusted_value)
    except (ValueError, TypeError, AttributeError, RuntimeError):
        raise ValueError(f"{key} is not {holds}.") from None


def _path(value: Any) -> Path:
    path = Path(value).expanduser()
    if not (path.is_absolute() and path.name and "\0" not in value) or os.path.isdir(path):  # noqa: PTH112 - no error
        raise ValueError
    return path


def _id(value: Any) -> str:
    if not ID.fullmatch(value):
        raise ValueError
    return str(value)


def _one_of(*choices: str) -> Callable[[Any], str]:
    def taken(value: Any) -> str:
        if value not in choices:
            raise ValueError
        return str(value)

    return taken


def _number(least: int, most: int) -> Callable[[Any], int]:
    def taken(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError
        return value

    return taken


def _share(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise ValueError
    return float(value)


def _exports(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not EXPORTS.issuperset(value):
        raise ValueError
    return frozenset(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


KEYS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "store": ('the whole path of a store file, such as "/srv/kizashi/team.kizashi" or "~/texts.kizashi"', _path),
    "protocol": ('the id of a protocol, such as "stress"', _id),
    "pack": ('the id of a model pack, such as "smollm2-135m"', _id),
    "device": (f"one of {', '.join(DEVICES)}", _one_of(*DEVICES)),
    "language": (f"one of {', '.join(LANGUAGES)}", _one_of(*LANGUAGES)),
    "lock_minutes": (f"a whole number from 1 to {LONGEST_LOCK}", _number(1, LONGEST_LOCK)),
    "retention_days": (f"a whole number from 0 to {LONGEST_DAYS}", _number(0, LONGEST_DAYS)),
    "backup_days": (f"a whole number from 1 to {LONGEST_DAYS}", _number(1, LONGEST_DAYS)),
    "exports": (f"a list of kinds of files, of these: {', '.join(sorted(EXPORTS))}; [] for none", _exports),
    "recovery_key": (
        "an X25519 public key as PEM text, as `openssl pkey -pubout` writes it",
        lambda value: organisation.parsed_public_key(value.encode()),
    ),
    "signing_key": (
        "an Ed25519 public key as PEM text, as `openssl pkey -pubout` writes it",
        lambda value: organisation.parsed_signing_key(value.encode()),
    ),
    "require_signed": ("true or false", _truth),
    "require_guard": ("true or false", _truth),
    "hide_suggestion": ("true or false", _truth),
    "second_share": ("a number from 0 to 1", _share),
    "audit_sample": (f"a whole number from 0 to {LARGEST_SAMPLE}", _number(0, LARGEST_SAMPLE)),
    "show_reviewers": ("true or false", _truth),
}
"""Each key of a policy file: what it holds, in words, and what takes it. A key whose feature does not exist is unknown."""
