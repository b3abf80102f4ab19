"""The audit chain: each row's digest covers the row before it, so that a change, a gap or a new order shows."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass

FIRST = "0" * 64
"""The digest that the first row follows."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, when (UTC, ISO 8601). Never a text body, never a note."""

    at: str
    actor: str
    act: str
    subject: str
    old: str = ""
    new: str = ""


def link(key: bytes, previous: str, entry: AuditEntry) -> str:
    """Return the HMAC-SHA256 (hex) of `entry` chained to the digest `previous`."""
    body = json.dumps([previous, asdict(entry)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()
