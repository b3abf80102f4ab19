"""How a file is read: which of its columns hold what, and in which encoding."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from domain.text import Reading
from gui.elided import Choice
from gui.widget import Widget, label
from intake.read import Preview

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp932": "Shift JIS (CP932)",
    "euc_jis_2004": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "gb18030": "GB18030",
    "utf-16-le": "UTF-16",
    "cp1252": "Windows-1252",
}
BESIDE = 2
"""Boxes beside one another."""


class ReadingForm(Widget):
    """Five boxes; an empty choice leaves it to Kizashi. `changed` comes when somebody has chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text, self.id, self.person, self.date = (Choice() for _ in range(4))
        self.encoding = Choice()
        self._labels = {box: label("field") for box in (self.text, self.id, self.person, self.date, self.encoding)}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        for place, (box, name) in enumerate(self._labels.items()):
            row, column = divmod(place, BESIDE)
            wide = BESIDE if box is self.encoding else 1
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self.changed)
            grid.addWidget(name, 2 * row, column, 1, wide)
            grid.addWidget(box, 2 * row + 1, column, 1, wide)
        self._read: Preview | None = None
        self._retranslate()

    def show_read(self, read: Preview | None) -> None:
        """Offer a file's columns, what was read chosen; nothing while it is being read."""
        self._read = read
        self._offer()

    def chosen(self, before: Reading) -> Reading:
        """Return a reading as the boxes now say it."""
        text, id_, person, date, encoding = (str(box.currentData() or "") for box in self._labels)
        return replace(
            before, text_column=text, id_column=id_, person_column=person, date_column=date, encoding=encoding
        )

    def _retranslate(self) -> None:
        names = (
            self.tr("Text column"),
            self.tr("ID column"),
            self.tr("Person column"),
            self.tr("Date column"),
            self.tr("Encoding"),
        )
        for (box, shown), name in zip(self._labels.items(), names, strict=True):
            shown.setText(name)
            box.setAccessibleName(name)
        self.person.setToolTip(self.tr("Whose text it is. Equal texts of one person can be decided together."))
        self._offer()

    def _offer(self) -> None:
        read = self._read
        if read is None:
            for box in self._labels:
                box.clear()
            return
        columns, reading = {name: name for name in read.columns}, read.reading
        _fill(self.text, columns, reading.text_column)
        for box, found, none in (
            (self.id, reading.id_column, self.tr("Row number")),
            (self.person, reading.person_column, self.tr("None")),
            (self.date, reading.date_column, self.tr("None")),
        ):
            nothing = {} if found else {"": none}
            _fill(box, nothing | columns if columns else {}, found)
        encodings = {read.encoding: ENCODINGS.get(read.encoding, read.encoding)} | ENCODINGS if read.encoding else {}
        _fill(self.encoding, encodings, read.encoding)


def _fill(box: QComboBox, items: Mapping[str, str], chosen: str) -> None:
    """Offer `items` (value to name) with one chosen; a box with nothing to choose is out of use."""
    box.clear()
    for value, name in items.items():
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setEnabled(bool(items))
