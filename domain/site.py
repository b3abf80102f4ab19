"""What a site sets of its own: what to do in an emergency, and how its people decide."""

from dataclasses import dataclass

from domain.errors import KizashiError


@dataclass(frozen=True, slots=True)
class Crisis:
    """What whoever is at the machine is told when a text may be of the top severity. Both are the site's own words."""

    text: str = ""
    on_duty: str = ""

    @property
    def complete(self) -> bool:
        """Whether both were set, as they should be before the first batch of real people's texts."""
        return bool(self.text.strip() and self.on_duty.strip())


@dataclass(frozen=True, slots=True)
class DeskRules:
    """How cases are decided. Raises KizashiError for what can't be.

    `hide_suggestion`: below the top severity, what the machine said is shown after the first decision. `second_share`: of
    the cases, the share that a second person reads too. `audit_sample`: of a batch's not-flagged texts, at most so many
    are drawn for people to read. `show_reviewers`: supervisors see how each reviewer's decisions agree with the others'.
    """

    hide_suggestion: bool = True
    second_share: float = 0.0
    audit_sample: int = 59
    show_reviewers: bool = True

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if not 0 <= self.second_share <= 1:
            raise KizashiError("The share of second readings is a number from 0 to 1.")
        if self.audit_sample < 0:
            raise KizashiError("The sample of not-flagged texts is a number of texts, 0 for none.")
        if self.audit_sample and not self.hide_suggestion:
            raise KizashiError(
                "A sample of not-flagged texts is blind only while the machine's suggestion is hidden until the first "
                "decision. Set the sample to 0, or hide the suggestion."
            )
