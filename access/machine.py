"""What the program finds where it runs: its guard, and what IT has set. Made once in `main.py` and handed in."""

from dataclasses import dataclass, field

from access.guard import Guard, GuardError
from access.policy import Found
from domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Machine:
    """The guard that was put on, and the policy that was found."""

    guard: Guard = field(default_factory=Guard)
    found: Found = field(default_factory=Found)

    @property
    def policy(self) -> Policy:
        """What IT has set."""
        return self.found.policy

    def check(self) -> None:
        """Return if the program may work here. Raises PolicyError and GuardError, which say what IT has to do."""
        self.found.check()
        if self.policy.require_guard and not self.guard.held_by_system:
            raise GuardError(f"{GuardError()} The reason: {self.guard.gap}. Ask whoever looks after this machine.")
