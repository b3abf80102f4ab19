"""The acts of the record, and what they were about, in people's words."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from access.rights import FAILED
from domain.actor import Role
from domain.audit import AuditEntry
from gui import words

CONTEXT = "RecordPage"
ACTS = {
    "accept-use": QT_TRANSLATE_NOOP("RecordPage", "accepted the intended use"),
    "acknowledged": QT_TRANSLATE_NOOP("RecordPage", "acknowledged a case"),
    "add-user": QT_TRANSLATE_NOOP("RecordPage", "added a person"),
    "adopt-examples": QT_TRANSLATE_NOOP("RecordPage", "adopted examples"),
    "apply-retention": QT_TRANSLATE_NOOP("RecordPage", "applied retention"),
    "backup": QT_TRANSLATE_NOOP("RecordPage", "wrote a backup"),
    "break-glass": QT_TRANSLATE_NOOP("RecordPage", "opened another's text in an emergency"),
    "browse": QT_TRANSLATE_NOOP("RecordPage", "read beginnings of texts"),
    "build-model": QT_TRANSLATE_NOOP("RecordPage", "built a model"),
    "close-batch": QT_TRANSLATE_NOOP("RecordPage", "closed a batch"),
    "closed": QT_TRANSLATE_NOOP("RecordPage", "closed a case"),
    "confirm-date": QT_TRANSLATE_NOOP("RecordPage", "confirmed the computer's date"),
    "copy-unsound": QT_TRANSLATE_NOOP("RecordPage", "copied a store that is not sound"),
    "decide": QT_TRANSLATE_NOOP("RecordPage", "decided a case"),
    "disable-user": QT_TRANSLATE_NOOP("RecordPage", "disabled a person"),
    "erase": QT_TRANSLATE_NOOP("RecordPage", "erased texts"),
    "failed": QT_TRANSLATE_NOOP("RecordPage", "could not do something"),
    "evidence": QT_TRANSLATE_NOOP("RecordPage", "marked a case as evidence"),
    "export": QT_TRANSLATE_NOOP("RecordPage", "exported"),
    "export-model": QT_TRANSLATE_NOOP("RecordPage", "made a model pack"),
    "import-decisions": QT_TRANSLATE_NOOP("RecordPage", "took in decisions"),
    "import-model": QT_TRANSLATE_NOOP("RecordPage", "took in a model"),
    "keep-to-retention": QT_TRANSLATE_NOOP("RecordPage", "words went by retention"),
    "log-in": QT_TRANSLATE_NOOP("RecordPage", "signed in"),
    "log-in-failed": QT_TRANSLATE_NOOP("RecordPage", "wrong passphrases"),
    "move-thresholds": QT_TRANSLATE_NOOP("RecordPage", "moved thresholds"),
    "not-evidence": QT_TRANSLATE_NOOP("RecordPage", "took a mark of evidence off"),
    "passphrase": QT_TRANSLATE_NOOP("RecordPage", "changed a passphrase"),
    "read": QT_TRANSLATE_NOOP("RecordPage", "read a text"),
    "read-record": QT_TRANSLATE_NOOP("RecordPage", "read this record"),
    "refused": QT_TRANSLATE_NOOP("RecordPage", "was refused"),
    "rekey": QT_TRANSLATE_NOOP("RecordPage", "changed the store's key"),
    "remove-backups": QT_TRANSLATE_NOOP("RecordPage", "old backups went"),
    "reopened": QT_TRANSLATE_NOOP("RecordPage", "reopened a case"),
    "reset-passphrase": QT_TRANSLATE_NOOP("RecordPage", "gave a new passphrase"),
    "restore": QT_TRANSLATE_NOOP("RecordPage", "restored a backup"),
    "resume": QT_TRANSLATE_NOOP("RecordPage", "went on with a run"),
    "retention-waits": QT_TRANSLATE_NOOP("RecordPage", "doubted the computer's date: nothing went by its age"),
    "roll-back-examples": QT_TRANSLATE_NOOP("RecordPage", "took examples back"),
    "screen": QT_TRANSLATE_NOOP("RecordPage", "started a run"),
    "second-opinion": QT_TRANSLATE_NOOP("RecordPage", "asked for a second opinion"),
    "set": QT_TRANSLATE_NOOP("RecordPage", "set something of the site"),
    "set-retention": QT_TRANSLATE_NOOP("RecordPage", "set how long a batch is kept"),
    "set-thresholds": QT_TRANSLATE_NOOP("RecordPage", "used other thresholds"),
    "use-model": QT_TRANSLATE_NOOP("RecordPage", "used another model"),
    "use-protocol": QT_TRANSLATE_NOOP("RecordPage", "used another protocol"),
    "validate": QT_TRANSLATE_NOOP("RecordPage", "validated a way of asking"),
    "verify": QT_TRANSLATE_NOOP("RecordPage", "verified the store"),
    "withdraw": QT_TRANSLATE_NOOP("RecordPage", "took a decision back"),
}


NAMED = {
    "batch": QT_TRANSLATE_NOOP("RecordPage", "batch {0}"),
    "case": QT_TRANSLATE_NOOP("RecordPage", "case {0}"),
    "edition": QT_TRANSLATE_NOOP("RecordPage", "edition {0}"),
    "export as": QT_TRANSLATE_NOOP("RecordPage", "export as {0}"),
    "figures of": QT_TRANSLATE_NOOP("RecordPage", "figures of {0}"),
    "file": QT_TRANSLATE_NOOP("RecordPage", "file {0}"),
    "pack": QT_TRANSLATE_NOOP("RecordPage", "model {0}"),
    "person": QT_TRANSLATE_NOOP("RecordPage", "the person with the hash {0}"),
    "protocol": QT_TRANSLATE_NOOP("RecordPage", "protocol {0}"),
    "response time": QT_TRANSLATE_NOOP("RecordPage", "response time {0}"),
    "right": QT_TRANSLATE_NOOP("RecordPage", "the right “{0}”"),
    "run": QT_TRANSLATE_NOOP("RecordPage", "run {0}"),
    "text": QT_TRANSLATE_NOOP("RecordPage", "text {0}"),
    "user": QT_TRANSLATE_NOOP("RecordPage", "the person {0}"),
}
"""Kinds of what an act is about, each with the number or name that follows it in the record."""
PLAIN = {
    "cases": QT_TRANSLATE_NOOP("RecordPage", "cases"),
    "crisis text": QT_TRANSLATE_NOOP("RecordPage", "the words for an emergency"),
    "evaluation": QT_TRANSLATE_NOOP("RecordPage", "evaluation"),
    "everything": QT_TRANSLATE_NOOP("RecordPage", "everything"),
    "files": QT_TRANSLATE_NOOP("RecordPage", "files to be screened"),
    "intended use": QT_TRANSLATE_NOOP("RecordPage", "intended use"),
    "pack": QT_TRANSLATE_NOOP("RecordPage", "a model"),
    "record": QT_TRANSLATE_NOOP("RecordPage", "record"),
    "report": QT_TRANSLATE_NOOP("RecordPage", "report"),
    "rules": QT_TRANSLATE_NOOP("RecordPage", "how cases are decided"),
    "sound": QT_TRANSLATE_NOOP("RecordPage", "sound"),
    "store": QT_TRANSLATE_NOOP("RecordPage", "store"),
    "with texts": QT_TRANSLATE_NOOP("RecordPage", "with texts"),
}
"""What an act is about, or has left behind, where no name follows."""


def act(code: str) -> str:
    """Return an act in words; one that has none yet stands as the record has it."""
    return _said(ACTS[code]) if code in ACTS else code


def subject(recorded: str) -> str:
    """Return what an act was about in words; what has none yet stands as the record has it."""
    return words.listed(map(_part, recorded.split(", ")))


def outcome(entry: AuditEntry) -> str:
    """Return what an act left behind: a role and what else has words in words, of a failure what failed."""
    if entry.new in set(Role):
        return words.role(Role(entry.new))
    if entry.act == FAILED:
        failed, _, kind = entry.new.partition(": ")
        return f"{act(failed)}: {kind}"
    return _said(PLAIN[entry.new]) if entry.new in PLAIN else entry.new


def _part(recorded: str) -> str:
    if recorded in PLAIN:
        return _said(PLAIN[recorded])
    kind = next((kind for kind in NAMED if recorded.startswith(f"{kind} ")), "")
    return _said(NAMED[kind]).format(recorded.removeprefix(f"{kind} ")) if kind else recorded


def _said(source: object) -> str:
    return QCoreApplication.translate(CONTEXT, str(source))
