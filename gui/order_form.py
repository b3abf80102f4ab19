"""What is to be screened and how: a look into each file, its columns and encoding, the protocol and the model."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout

from domain.mandate import Mandate
from domain.pack import Pack
from domain.text import Reading
from gui import file_words, words
from gui.asking_form import AskingForm
from gui.beside import Beside
from gui.chosen_file import ChosenFile
from gui.core import Core
from gui.file_head import FileHead
from gui.file_list import FileList
from gui.file_looker import FileLooker
from gui.notice import Notice
from gui.preview_table import PreviewView
from gui.reader_notice import ReaderNotice
from gui.reading_form import ENCODINGS, ReadingForm
from gui.scrolled import Scrolled
from gui.widget import Widget, button
from intake.read import Preview

FORM_WIDTH, KNOWN_HEIGHT = 310, 220
BESIDE_WIDTH = 600
"""From this width on the boxes stand beside what is known of a file; where help leaves less, they stand below it."""


class OrderForm(Widget):
    """Looks into one file after the other, again whenever its reading is changed; hands on an order for each of them."""

    ordered = Signal(list)
    mandate_wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._files: Sequence[ChosenFile] = ()
        self._at = 0
        self.head = FileHead()
        self._problem, self._notes, self._reader = Notice("problem"), Notice("note"), ReaderNotice(core)
        self._looker = FileLooker(core)
        self.files, self._table = FileList(), PreviewView()
        self.reading, self.asking = ReadingForm(), AskingForm(core)
        self.start = button("primary")
        self._lay_out()
        self._wire()
        self._retranslate()

    def open(self, paths: Sequence[Path]) -> None:
        """Look into files or folders, one after the other."""
        self._files, self._at = [ChosenFile(path) for path in paths], 0
        self.files.alike.setChecked(True)
        self._show_file()
        self._look()

    def show_mandate(self, mandate: Mandate) -> None:
        """Take what the files are for, and say it; those asked by themselves that have said it already keep to it."""
        for file in self._files:
            if self.files.together or file is self._file or not file.mandate.complete:
                file.mandate = mandate
        self._describe()

    def show_packs(self, packs: Sequence[Pack]) -> None:
        """Offer the packs of this machine."""
        self.asking.show_packs(packs)

    def show_protocols(self) -> None:
        """Offer the protocols that are there now."""
        self.asking.show_protocols()

    @property
    def mandate(self) -> Mandate:
        """What the file in sight is for."""
        return self._file.mandate

    @property
    def _file(self) -> ChosenFile:
        return self._files[self._at] if self._files else ChosenFile(Path())

    def _look(self) -> None:
        """Look into the next file: the one in sight first."""
        self._looker.look([self._file, *self._files])

    def _learned(self, file: ChosenFile) -> None:
        """Show what is known of a file now, and look into the next one."""
        self.files.show_files(self._files, self._at)
        if file is self._file:
            self._show_file()
        self._judge()
        self._look()
        if self.start.isEnabled() and file.wanted == Reading():
            self.start.setFocus()

    def _go_to(self, at: int) -> None:
        """Bring another of the files into sight."""
        self._at = at
        if self._file.asked:
            self.asking.choose(self._file.asked)
        self._show_file()

    def _show_file(self) -> None:
        """Show the file in sight as it was read."""
        file = self._file
        self.files.show_files(self._files, self._at)
        self.reading.show_read(file.read)
        self._table.show_drafts(file.read.drafts if file.read else ())
        self._reader.look(file.read, self.asking.asked)
        self._problem.say("")
        if file.error:
            self._problem.fail(file.error)
        self._describe()

    def _reread(self) -> None:
        """Read the file in sight again as the boxes say."""
        file = self._file
        wanted = self.reading.chosen(file.wanted)
        if file.read and wanted.text_column:
            self._core.preferences.remember_columns(file.read.columns, wanted)
        file.read_as(wanted)
        self._judge()
        self._look()

    def _ask_alike(self, together: bool) -> None:
        """Ask all files what is chosen now; from here on each by itself, or all together."""
        mandate = self.mandate
        for file in self._files:
            file.asked = None if together else self.asking.asked
            file.mandate = mandate if together else file.mandate
        self._describe()

    def _asked(self) -> None:
        if not self.files.together:
            self._file.asked = self.asking.asked

    def _retranslate(self) -> None:
        self._table.setAccessibleName(self.tr("First texts of the file"))
        self._describe()

    def _describe(self) -> None:
        """Write what is known of the file in sight."""
        file = self._file
        reading = "" if file.error else self.tr("Reading…")
        self.head.show_file(file.path.name, self._known(file.read) if file.read else reading, file.mandate)
        self._notes.say("\n".join(file_words.note(note) for note in file.read.notes) if file.read else "")
        self._judge()

    def _known(self, read: Preview) -> str:
        encoding = [ENCODINGS.get(read.encoding, read.encoding)] if read.encoding else []
        texts = self.tr("Texts: {0}").format(words.number(read.rows))
        return " · ".join([file_words.kind(read.kind), texts, *encoding, *self._forecast()])

    def _forecast(self) -> list[str]:
        """Say about how long all files will take, where it is known how fast this machine is."""
        rows = sum(file.read.rows for file in self._files if file.read)
        if self.asking.rate is None or any(file.pending or file.asked for file in self._files):
            return []
        taken = words.duration(rows / self.asking.rate)
        if len(self._files) > 1:
            return [self.tr("all files: about {0} on this computer").format(taken)]
        return [self.tr("about {0} on this computer").format(taken)]

    def _judge(self) -> None:
        """Let the runs start when every file was looked into, and one at least can be read."""
        readable = [file for file in self._files if file.read]
        pending = any(file.pending for file in self._files)
        self.start.setEnabled(bool(readable and not pending and self.asking.asked and self.asking.served))
        if len(readable) > 1:
            self.start.setText(self.tr("Start screening {0} files").format(words.number(len(readable))))
        else:
            self.start.setText(self.tr("Start screening"))
        self.start.setShortcut(QKeySequence("Ctrl+Return"))  # a button's new text takes its key away

    def _order(self) -> None:
        if usual := self.asking.asked:
            self.ordered.emit([file.order(usual) for file in self._files if file.read])

    def _wire(self) -> None:
        self._looker.learned.connect(self._learned)
        self.files.chosen.connect(self._go_to)
        self.files.toggled.connect(self._ask_alike)
        self.reading.changed.connect(self._reread)
        self.asking.chose.connect(self._asked)
        self.asking.changed.connect(self._describe)
        self.asking.failed.connect(self._problem.fail)
        self.asking.protocol.currentIndexChanged.connect(self._look_at_language)
        self.asking.pack.currentIndexChanged.connect(self._look_at_language)
        self.start.clicked.connect(self._order)
        self.head.change.clicked.connect(self.mandate_wanted)

    def _look_at_language(self) -> None:
        self._reader.look(self._file.read, self.asking.asked)

    def _lay_out(self) -> None:
        card = Widget("card")
        card.setFixedWidth(FORM_WIDTH)
        form = QVBoxLayout(card)
        form.setContentsMargins(18, 12, 18, 14)
        form.setSpacing(8)
        form.addWidget(self.reading)
        form.addWidget(self.asking)
        form.addStretch()
        form.addWidget(self.start)
        known = Widget()
        left = QVBoxLayout(known)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.files)
        for notice in (self._problem, self.asking.room, self._reader, self._notes, self.asking.standing):
            left.addWidget(notice)
        left.addWidget(self._table, 1)
        scrolled = Scrolled(known)
        scrolled.setMinimumHeight(KNOWN_HEIGHT)
        both = Widget()
        row = Beside(BESIDE_WIDTH)
        both.setLayout(row)
        row.setSpacing(16)
        row.addWidget(scrolled, 1)
        row.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(Scrolled(both), 1)
