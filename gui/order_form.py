"""What is to be screened and how: a look into the file, its columns and encoding, the protocol and the model."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QSizePolicy, QTableView, QVBoxLayout

from domain.errors import KizashiError
from domain.head import Head
from domain.mandate import Mandate
from domain.pack import Pack
from domain.protocol import Protocol
from domain.text import Reading
from gui import words
from gui.core import Core
from gui.notice import Notice
from gui.preview_table import ID, ROW, PreviewTable
from gui.reader_notice import ReaderNotice
from gui.room import Room
from gui.standing import Standing
from gui.threads import Errand
from gui.widget import Widget, button, label
from intake.read import Preview, preview
from learning.equipment import equipment
from models.fit import Fit, fit
from models.measured import Use
from screening import forecast, results
from screening.job import Order
from screening.ways import HEAD, ZERO_SHOT

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp932": "Shift JIS (CP932)",
    "euc_jis_2004": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "utf-16-le": "UTF-16",
    "cp1252": "Windows-1252",
}
FORM_WIDTH = 290
PROTOCOL = "stress"
"""The protocol that stands chosen at first where no policy sets another."""


class OrderForm(Widget):
    """Reads the file again whenever its reading is changed; hands on an `Order` whose pack is still to be verified."""

    ordered = Signal(object)
    mandate_wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._paths: Sequence[Path] = ()
        self._wanted = Reading()
        self._preview: Preview | None = None
        self._packs: Sequence[Pack] = ()
        self._heads: Mapping[str, Head] | None = None
        self._rate: float | None = None
        self.mandate = Mandate()
        self._name, self._facts, self._stated = label("title"), label("muted"), label("muted")
        self._change = button("quiet")
        self._problem, self._notes, self._standing = Notice("problem"), Notice("note"), Standing(core)
        self._room, self._reader = Room(), ReaderNotice(core)
        self._rows, self._table = PreviewTable(), QTableView()
        self.text_column, self.id_column, self.encoding = QComboBox(), QComboBox(), QComboBox()
        self.protocol, self.pack = QComboBox(), QComboBox()
        self._labels = {box: label("field") for box in (*self._reading_boxes, self.protocol, self.pack)}
        self._reads = label("small", wrap=True)
        self.start, self.another = button("primary"), button("quiet")
        self._lay_out()
        self._wire()
        self._retranslate()

    def open(self, paths: Sequence[Path]) -> None:
        """Look into files or folders; the first one stands for how all are read."""
        self._paths, self._wanted, self._preview = paths, Reading(), None
        self._rows.show_drafts(())
        for box in self._reading_boxes:
            box.clear()
        self._read()

    def show_mandate(self, mandate: Mandate) -> None:
        """Take what the batch is for, and say it."""
        self.mandate = mandate
        self._describe()

    def show_packs(self, packs: Sequence[Pack]) -> None:
        """Offer the packs of this machine."""
        usual = [pack.title for pack in packs if pack.id == self._core.machine.policy.pack]
        before = self.pack.currentText() or next(iter(usual), "")
        self._packs = packs
        self.pack.clear()
        self.pack.addItems([pack.title for pack in packs])
        self.pack.setCurrentIndex(max(self.pack.findText(before), 0))
        self._choose()

    def show_protocols(self) -> None:
        """Offer the protocols that are there now, the one that stood chosen chosen."""
        before = self.protocol.currentData()
        self.protocol.blockSignals(True)
        self.protocol.clear()
        self._add_protocols(before)
        self.protocol.blockSignals(False)
        self._retranslate()
        self._choose()

    def _add_protocols(self, chosen: str) -> None:
        for protocol in self._core.protocols:
            self.protocol.addItem(protocol.id, protocol.id)
        self.protocol.setCurrentIndex(max(self.protocol.findData(chosen), 0))

    def _retranslate(self) -> None:
        names = {
            self.text_column: self.tr("Text column"),
            self.id_column: self.tr("ID column"),
            self.encoding: self.tr("Encoding"),
            self.protocol: self.tr("Protocol"),
            self.pack: self.tr("Model"),
        }
        for box, name in names.items():
            self._labels[box].setText(name)
            box.setAccessibleName(name)
        for place, protocol in enumerate(self._core.protocols):
            self.protocol.setItemText(place, self._core.protocol_words.title(protocol.id))
        self._table.setAccessibleName(self.tr("First texts of the file"))
        self.start.setText(self.tr("Start screening"))
        self.start.setShortcut(QKeySequence("Ctrl+Return"))
        self.another.setText(self.tr("Another file"))
        self._change.setText(self.tr("Change the purpose"))
        self._describe()

    @property
    def _reading_boxes(self) -> tuple[QComboBox, QComboBox, QComboBox]:
        return self.text_column, self.id_column, self.encoding

    @property
    def _chosen(self) -> tuple[Protocol, Pack] | None:
        place = self.pack.currentIndex()
        if not 0 <= place < len(self._packs):
            return None
        return self._core.protocols[self.protocol.currentIndex()], self._packs[place]

    def _read(self) -> None:
        """Read the first path beside the window, as the user wants it read."""
        path, wanted = self._paths[0], self._wanted
        self._problem.say("")
        self._judge()
        self._core.errands.start(
            Errand(
                lambda _: preview(path, wanted), partial(self._show, path, wanted), partial(self._fail, path, wanted)
            )
        )

    def _show(self, path: Path, wanted: Reading, read: Preview) -> None:
        if (path, wanted) == (self._paths[0], self._wanted):
            known = self._core.preferences.columns(read.columns) if wanted == Reading() else None
            if known and known != (read.reading.text_column, read.reading.id_column):
                self._wanted = Reading(*known)
                self._read()
                return
            self._preview = read
            self._rows.show_drafts(read.drafts)
            self._describe()
            self._reader.look(read, self._chosen)
            if wanted == Reading():
                self.start.setFocus()

    def _fail(self, path: Path, wanted: Reading, error: KizashiError) -> None:
        if (path, wanted) == (self._paths[0], self._wanted):
            self._problem.fail(error)
            self._describe()

    def _reread(self) -> None:
        """Read the file again with what the boxes say; an empty choice is Kizashi's guess."""
        text, id_, encoding = (box.currentData() or "" for box in self._reading_boxes)
        self._wanted = replace(self._wanted, text_column=text, id_column=id_, encoding=encoding)
        if self._preview and text:
            self._core.preferences.remember_columns(self._preview.columns, text, id_)
        self._preview = None
        self._read()

    def _describe(self) -> None:
        """Write what is known of the file into the labels and boxes."""
        read = self._preview
        self._name.setText(", ".join(path.name for path in self._paths))
        self._facts.setText(self._known(read) if read else "" if self._problem.text else self.tr("Reading…"))
        mandate = self.mandate
        self._stated.setText(
            self.tr("For: {0} · {1} · {2}").format(mandate.purpose, mandate.whose_texts, mandate.legal_basis)
        )
        self._stated.setToolTip(self._stated.text())
        for shown in (self._stated, self._change):
            shown.setVisible(mandate.complete)
        self._notes.say("\n".join(words.note(note) for note in read.notes) if read else "")
        if read:
            self._offer(read)
        self._judge()

    def _known(self, read: Preview) -> str:
        encoding = [ENCODINGS.get(read.encoding, read.encoding)] if read.encoding else []
        texts = self.tr("Texts: {0}").format(words.number(read.rows))
        return " · ".join([words.kind(read.kind), texts, *encoding, *self._forecast(read.rows)])

    def _forecast(self, rows: int) -> list[str]:
        """Say about how long one file will take, where a run has shown how fast this machine is."""
        if self._rate is None or len(self._paths) > 1:
            return []
        return [self.tr("about {0} on this computer").format(words.duration(max(rows / self._rate, 1)))]

    def _offer(self, read: Preview) -> None:
        """Fill the boxes with the file's columns, what was read chosen; an empty choice leaves it to Kizashi."""
        columns = {name: name for name in read.columns}
        no_id = {} if read.reading.id_column else {"": self.tr("Row number")}
        encodings = {read.encoding: ENCODINGS.get(read.encoding, read.encoding)} | ENCODINGS if read.encoding else {}
        _fill(self.text_column, columns, read.reading.text_column)
        _fill(self.id_column, no_id | columns if columns else {}, read.reading.id_column)
        _fill(self.encoding, encodings, read.encoding)

    def _choose(self) -> None:
        """Look for what the chosen model has learned for the chosen protocol, and whether it fits this machine."""
        chosen = self._chosen
        self._heads = None
        self._judge()
        self._reader.look(self._preview, chosen)
        if chosen:
            protocol, pack = chosen
            self._core.errands.start(
                Errand(
                    lambda _: self._look(protocol, pack),
                    partial(self._show_found, chosen),
                    self._problem.fail,
                )
            )

    def _look(self, protocol: Protocol, pack: Pack) -> tuple[Mapping[str, Head], Fit]:
        with self._core.open_database() as db:
            heads = equipment(pack, protocol, self._core.data, db).heads
        return heads, fit(pack, Use.HEADS if heads else Use.QUESTIONS, self._core.data)

    def _show_found(self, chosen: tuple[Protocol, Pack], found: tuple[Mapping[str, Head], Fit]) -> None:
        if chosen == self._chosen:
            self._heads, room = found
            self._room.show_fit(chosen[1], room)
            self._judge()
            way = HEAD if self._heads else ZERO_SHOT
            self._core.desk.ask(
                lambda db: forecast.texts_per_second(db, self._core.actor, chosen[1], way),
                partial(self._show_rate, chosen),
                self._problem.fail,
            )

    def _show_rate(self, chosen: tuple[Protocol, Pack], rate: float | None) -> None:
        if chosen == self._chosen:
            self._rate = rate
            if self._preview:
                self._facts.setText(self._known(self._preview))

    def _judge(self) -> None:
        """Say what protocol and model can do together, and let the run start only if all is there."""
        chosen, heads = self._chosen, self._heads
        both = [code for code in chosen[1].languages if code in chosen[0].wordings] if chosen else []
        served = [code for code in both if code in heads] if heads else both
        self._reads.setText(self._languages_said(both, served) if chosen else "")
        self.start.setEnabled(bool(self._preview and served))
        if heads:
            self._standing.show_heads(heads)
        elif chosen and heads is not None:
            protocol, pack = chosen
            self._core.desk.ask(
                lambda db: results.validated(db, self._core.actor, pack, protocol, served, ZERO_SHOT),
                partial(self._show_validated, chosen),
                self._problem.fail,
            )

    def _languages_said(self, both: Sequence[str], served: Sequence[str]) -> str:
        if not served:
            return self.tr("This model and this protocol have no language in common.")
        said = self.tr("Reads: {0}. Texts in another language are not screened; they go to a person.")
        untaught = self.tr("It has learned nothing yet for: {0}.")
        missing = [code for code in both if code not in served]
        return said.format(_named(served)) + (f" {untaught.format(_named(missing))}" if missing else "")

    def _show_validated(self, chosen: tuple[Protocol, Pack], validated: bool) -> None:
        if chosen == self._chosen and not self._heads:
            self._standing.show_unvalidated(unvalidated=not validated)

    def _order(self) -> None:
        if self._chosen:
            protocol, pack = self._chosen
            self.ordered.emit(Order(self._paths, self._wanted, protocol, pack, mandate=self.mandate))

    def _wire(self) -> None:
        self._add_protocols(self._core.machine.policy.protocol or PROTOCOL)
        for box in self._reading_boxes:
            box.activated.connect(self._reread)
        self.protocol.currentIndexChanged.connect(self._choose)
        self.pack.activated.connect(self._choose)
        self.start.clicked.connect(self._order)
        self._change.clicked.connect(self.mandate_wanted)

    def _lay_out(self) -> None:
        self._stated.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long one is cut off
        self._table.setModel(self._rows)
        self._table.setShowGrid(False)
        self._table.setAlternatingRowColors(True)
        self._table.setWordWrap(False)
        self._table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(ROW, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(ID, 110)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._change)
        head.addWidget(self.another)
        card = Widget("card")
        card.setFixedWidth(FORM_WIDTH)
        form = QVBoxLayout(card)
        form.setContentsMargins(18, 14, 18, 16)
        form.setSpacing(4)
        for box, name in self._labels.items():
            form.addWidget(name)
            form.addWidget(box)
            form.addSpacing(6)
        form.addWidget(self._reads)
        form.addStretch()
        form.addWidget(self.start)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._table, 1)
        row.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        facts = QHBoxLayout()
        facts.setSpacing(16)
        facts.addWidget(self._facts)
        facts.addWidget(self._stated, 1)
        column.addLayout(facts)
        for notice in (self._problem, self._room, self._reader, self._notes, self._standing):
            column.addWidget(notice)
        column.addLayout(row, 1)


def _named(codes: Sequence[str]) -> str:
    return ", ".join(words.language(code) for code in codes)


def _fill(box: QComboBox, items: Mapping[str, str], chosen: str) -> None:
    """Offer `items` (value to name) with one chosen; a box with nothing to choose is out of use."""
    box.clear()
    for value, name in items.items():
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setEnabled(bool(items))
