"""One file or folder that was opened: how it is to be read, what was found in it, and what it is screened for."""

from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import KizashiError
from domain.mandate import Mandate
from domain.pack import Pack
from domain.protocol import Protocol
from domain.text import Reading
from intake.read import Preview
from screening.job import Order

Asked = tuple[Protocol, Pack]


@dataclass(slots=True, eq=False)
class ChosenFile:
    """`read` and `error` are None until it was looked into; `asked` is None while it is asked as the others are."""

    path: Path
    wanted: Reading = field(default_factory=Reading)
    read: Preview | None = None
    error: KizashiError | None = None
    asked: Asked | None = None
    mandate: Mandate = field(default_factory=Mandate)

    @property
    def pending(self) -> bool:
        """Whether it is still to be looked into."""
        return self.read is None and self.error is None

    def read_as(self, wanted: Reading) -> None:
        """Let it be looked into again."""
        self.wanted, self.read, self.error = wanted, None, None

    def order(self, usual: Asked) -> Order:
        """Return what it is to be screened for; its pack is still to be verified."""
        protocol, pack = self.asked or usual
        return Order([self.path], self.wanted, protocol, pack, mandate=self.mandate)
