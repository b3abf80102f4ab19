"""What IT has set for all who use Kizashi on a machine."""

from dataclasses import dataclass
from pathlib import Path

from domain.errors import NotAllowedError

CSV, XLSX, HTML = "csv", "xlsx", "html"
EXPORTS = frozenset({CSV, XLSX, HTML})
"""The kinds of files that results leave as."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Each field is a key of the policy file; one that IT leaves open is None or "", and the program's own holds.

    `exports` and `require_guard` bind everybody. `lock_minutes` and `backup_days` are set nowhere else. The others hold
    where a person names nothing else. `recovery_key`: an X25519 public key, 32 bytes.

    `signing_key`: an Ed25519 public key, 32 bytes, of whoever signs packs and protocols for this organisation. With it,
    unsigned ones are asked about, or refused with `require_signed`.
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

    def allow_export(self, kind: str) -> None:
        """Return if results may leave as files of this kind. Raises NotAllowedError."""
        if kind not in self.exports:
            raise NotAllowedError(f"The policy of this machine does not let results leave as {kind.upper()} files.")
