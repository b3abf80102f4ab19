"""What a batch may be screened for: whose texts, for which purpose, on which basis, and how long their words are kept."""

from dataclasses import dataclass

NOT_FLAGGED_DAYS = 90
"""So long the words of texts that nobody needs to look at are kept where a batch says nothing else."""

LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Mandate:
    """What was stated for a batch; "" where nothing was. `retention_days` None is the default."""

    purpose: str = ""
    whose_texts: str = ""
    legal_basis: str = ""
    retention_days: int | None = None

    @property
    def complete(self) -> bool:
        """Whether all was stated that a batch of real people's texts needs."""
        return all(words.strip() for words in (self.purpose, self.whose_texts, self.legal_basis))

    @property
    def days(self) -> int:
        """For how many days the words of not-flagged texts are kept."""
        return NOT_FLAGGED_DAYS if self.retention_days is None else self.retention_days
