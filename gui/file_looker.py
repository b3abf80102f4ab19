"""Looks into the files that were opened, one after the other and beside the window."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from domain.errors import KizashiError
from domain.text import Reading
from gui.chosen_file import ChosenFile
from gui.core import Core
from gui.threads import Errand
from intake.read import Preview, preview


class FileLooker(QObject):
    """Writes into each file what was found in it, then says `learned`.

    A table whose columns somebody has chosen before is read by those.
    """

    learned = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._files: Sequence[ChosenFile] = ()

    def look(self, files: Sequence[ChosenFile]) -> None:
        """Look into the first of these that nobody has looked into yet; what is under way for others is let go."""
        self._files = files
        file = next((file for file in files if file.pending), None)
        if file:
            path, wanted = file.path, file.wanted
            self._core.errands.start(
                Errand(
                    lambda _: preview(path, wanted),
                    partial(self._looked, file, wanted),
                    partial(self._failed, file, wanted),
                )
            )

    def _looked(self, file: ChosenFile, wanted: Reading, read: Preview) -> None:
        if self._outdated(file, wanted):
            return
        known = self._core.preferences.columns(read.columns) if wanted == Reading() else None
        if known and _other(known, read.reading):
            file.read_as(known)
        else:
            file.read = read
        self.learned.emit(file)

    def _failed(self, file: ChosenFile, wanted: Reading, error: KizashiError) -> None:
        if not self._outdated(file, wanted):
            file.error = error
            self.learned.emit(file)

    def _outdated(self, file: ChosenFile, wanted: Reading) -> bool:
        return file not in self._files or wanted != file.wanted or not file.pending


def _other(known: Reading, read: Reading) -> bool:
    """Tell whether a column that was chosen before is not the one that was read."""
    return any(
        getattr(known, role) not in ("", getattr(read, role))
        for role in ("text_column", "id_column", "person_column", "date_column")
    )
