"""The acts of the record in people's words."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

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
    "decide": QT_TRANSLATE_NOOP("RecordPage", "decided a case"),
    "disable-user": QT_TRANSLATE_NOOP("RecordPage", "disabled a person"),
    "erase": QT_TRANSLATE_NOOP("RecordPage", "erased texts"),
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
    "roll-back-examples": QT_TRANSLATE_NOOP("RecordPage", "took examples back"),
    "screen": QT_TRANSLATE_NOOP("RecordPage", "started a run"),
    "second-opinion": QT_TRANSLATE_NOOP("RecordPage", "asked for a second opinion"),
    "set": QT_TRANSLATE_NOOP("RecordPage", "set something of the site"),
    "set-retention": QT_TRANSLATE_NOOP("RecordPage", "set how long a batch is kept"),
    "set-thresholds": QT_TRANSLATE_NOOP("RecordPage", "used other thresholds"),
    "use-model": QT_TRANSLATE_NOOP("RecordPage", "used another model"),
    "use-protocol": QT_TRANSLATE_NOOP("RecordPage", "used another protocol"),
    "withdraw": QT_TRANSLATE_NOOP("RecordPage", "took a decision back"),
}


def act(code: str) -> str:
    """Return an act in words; one that has none yet stands as the record has it."""
    return QCoreApplication.translate(CONTEXT, str(ACTS[code])) if code in ACTS else code
