"""Which cases a report or an export is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A batch, or a time: from `since` on, before `until` (UTC, ISO 8601, "" for open). Without any of them, everything."""

    batch: int | None = None
    since: str = ""
    until: str = ""

    def __str__(self) -> str:
        if self.batch is not None:
            return f"batch {self.batch}"
        if self.since or self.until:
            return f"from {self.since or 'the beginning'} to {self.until or 'now'}"
        return "everything"


EVERYTHING = Scope()
