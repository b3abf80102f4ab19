"""What IT has set for all who use Kizashi on a machine."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from domain.site import DeskRules

CSV, XLSX, HTML = "csv", "xlsx", "html"
EXPORTS = frozenset({CSV, XLSX, HTML})
"""The kinds of files that results leave as."""
KEPT_DAYS = 30
"""How long backups are kept where IT says nothing."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Each field is a key of the policy file; one that IT leaves open is None or "", and the program's own holds.

    `exports` and `require_guard` bind everybody. `lock_minutes` and `backup_days` are set nowhere else. The others hold
    where a person names nothing else. `recovery_key`: an X25519 public key, 32 bytes.

    `signing_key`: an Ed25519 public key, 32 bytes, of whoever signs packs and protocols for this organisation. With it,
    unsigned ones are asked about, or refused with `require_signed`.

    The last four are rules of `DeskRules`, by the same names: one that is set here binds every store that is worked with.
    """

    store: Path | None = None
    protocol: str = ""
    pack: str = ""
    device: str = ""
    language: str = ""
    lock_minutes: int | None = None
    retention_days: int | None = None
    backup_days: int | None = None
    exports: frozenset[str] = EXPORTS
    recovery_key: bytes | None = None
    require_guard: bool = False
    signing_key: bytes | None = None
    require_signed: bool = False
    hide_suggestion: bool | None = None
    second_share: float | None = None
    audit_sample: int | None = None
    show_reviewers: bool | None = None

    @property
    def kept_days(self) -> int:
        """For how many days backups are kept."""
        return KEPT_DAYS if self.backup_days is None else self.backup_days

    @property
    def rules(self) -> Mapping[str, Any]:
        """What is set of `DeskRules`, by name; a sample of not-flagged texts hides the suggestion too."""
        own = {rule.name: getattr(self, rule.name) for rule in fields(DeskRules)}
        bound = {name: value for name, value in own.items() if value is not None}
        return {"hide_suggestion": True, **bound} if self.audit_sample else bound

    def bind(self, rules: DeskRules) -> DeskRules:
        """Return a site's rules with those that are set here. Raises KizashiError for rules that can't go together."""
        return replace(rules, **self.rules)


NO_POLICY = Policy()
