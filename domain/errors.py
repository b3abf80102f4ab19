"""The known errors. A class's docstring is what a user reads, unless a message is given.

Anything that is not a `KizashiError` is a bug: it is logged and shown as a report without text bodies.
"""

import errno
from typing import Self

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a file can't grow: the disk, a quota or a limit on the size of files."""

NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""What the system says where the account may not read or write, or another program holds a file."""


class KizashiError(Exception):
    """Kizashi could not do this."""

    def __init__(self, message: str = "", **parts: object) -> None:
        """Say `message`; where it names `parts` in braces, as `str.format` does, a window can say it in another language."""
        self.message, self.parts = message, parts
        said = message.format(**parts) if parts else message
        super().__init__(said or " ".join((type(self).__doc__ or "").split()))


class IntakeError(KizashiError):
    """This file can't be read as texts."""


class ModelError(KizashiError):
    """The model pack can't be used."""


class BudgetError(ModelError):
    """The question and one window of text are longer than the model's context."""


class ProtocolError(KizashiError):
    """The protocol file is not valid."""

    key: str = ""
    """The key of the file that is wrong, "" where the whole file is."""


class StoreError(KizashiError):
    """The store can't be used."""


class StoreLockedError(StoreError):
    """Another program is writing to the store. Close it, then try again; nothing was lost."""


class StoreFullError(StoreError):
    """The disk is full. Free some space, then go on: what is done is kept, and it goes on where it stopped."""


class KeyFileError(StoreError):
    """The key of this store is missing or wrong."""


class PassphraseError(KeyFileError):
    """This passphrase does not open the store."""


class LockedOutError(KeyFileError):
    """Too many wrong passphrases in a row. Wait a moment, then try again."""

    def __init__(self, message: str = "", seconds: int = 0) -> None:
        super().__init__(message)
        self.seconds = seconds


class TemporaryPassphraseError(KeyFileError):
    """Your passphrase was chosen by somebody else. Choose one of your own first: kizashi users passphrase."""


class NotAllowedError(KizashiError):
    """Your role does not include this."""


class AnothersTextError(NotAllowedError):
    """This text is of a batch that somebody else has brought."""


class ReasonMissingError(KizashiError):
    """Say in a few words why you must read this text now. The supervisor will read it."""


class StoppedError(KizashiError):
    """Stopped. Run the same command again to go on where it stopped."""


class BugError(KizashiError):
    """Something went wrong inside Kizashi. What was screened so far is kept."""

    @classmethod
    def wrap(cls, error: BaseException) -> Self:
        """Name the bug by its type alone: a bug's message may quote a text body."""
        return cls(
            "Something went wrong inside Kizashi. What was screened so far is kept. ({kind})", kind=type(error).__name__
        )


def described(error: Exception) -> KizashiError:
    """Return what a border says about `error`: a known one as it is, a full disk or a barred file as such, else a bug."""
    if isinstance(error, KizashiError):
        return error
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return StoreFullError()
    if isinstance(error, OSError) and error.errno in NOT_ALLOWED and error.filename:
        return KizashiError(
            "{file} can't be used: {reason}. Get the rights to it, or close the program that holds it.",
            file=error.filename,
            reason=error.strerror,
        )
    return BugError.wrap(error)
