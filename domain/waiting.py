"""A file that waits to be screened, and how: in names alone, so that it can be offered again another day."""

from dataclasses import dataclass, field
from pathlib import Path

from domain.mandate import Mandate
from domain.text import Reading


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one run was ordered for. `protocol` and `pack` are ids; `new`: another run, even if there is one."""

    path: str
    protocol: str
    pack: str
    reading: Reading = field(default_factory=Reading)
    mandate: Mandate = field(default_factory=Mandate)
    new: bool = False

    @property
    def where(self) -> Path:
        """Where the file or folder lies."""
        return Path(self.path)
