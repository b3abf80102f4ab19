"""Two protocols side by side: what each asks, says and decides by, and where they differ."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QVBoxLayout

from domain.errors import KizashiError
from domain.protocol import Protocol
from gui import protocol_keys
from gui.core import Core
from gui.notice import Notice
from gui.plain_table import PlainTable
from gui.widget import Widget, button, choice, label
from screening import site_protocols

DIFFERS = "≠"


class ProtocolCompare(Widget):
    """Shows two of the protocols at hand; what differs bears a sign and can be shown alone."""

    left = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._protocols: Sequence[Protocol] = ()
        self._title, self._problem = label("title"), Notice("problem")
        self.first, self.second, self.only = choice(), choice(), QCheckBox()
        self.table, self.back = PlainTable(3), button("quiet")
        self._lay_out()
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(self._show)
        self.only.toggled.connect(self._show)
        self.back.clicked.connect(self.left)
        self._retranslate()

    def compare(self, protocols: Sequence[Protocol], chosen: int) -> None:
        """Offer these protocols, one of them chosen, with the next one beside it."""
        self._protocols = protocols
        for box, place in ((self.first, chosen), (self.second, (chosen + 1) % len(protocols))):
            box.blockSignals(True)
            box.clear()
            box.addItems([self._core.protocol_words.title(protocol.id) for protocol in protocols])
            box.setCurrentIndex(place)
            box.blockSignals(False)
        self._show()
        self.first.setFocus()

    def _show(self) -> None:
        if not self._protocols:
            return
        self._problem.say("")
        try:
            one, other = (
                site_protocols.values(self._protocols[box.currentIndex()], self._core.data)
                for box in (self.first, self.second)
            )
        except KizashiError as error:
            self._problem.fail(error)
            return
        keys = list(dict.fromkeys([*one, *other]))
        rows = [(key, protocol_keys.said(one.get(key)), protocol_keys.said(other.get(key))) for key in keys]
        shown = [row for row in rows if not self.only.isChecked() or row[1] != row[2]]
        names = [(f"{DIFFERS} " if first != second else "") + protocol_keys.name(key) for key, first, second in shown]
        self.table.show_rows([(name, row[1], row[2]) for name, row in zip(names, shown, strict=True)])
        self.table.resizeRowsToContents()
        self._head()

    def _head(self) -> None:
        titles = (self.first.currentText(), self.second.currentText())
        self.table.name(self.tr("Both protocols"), (self.tr("Part"), *titles))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Compare protocols"))
        self.first.setAccessibleName(self.tr("First protocol"))
        self.second.setAccessibleName(self.tr("Second protocol"))
        self.only.setText(self.tr("Only what differs"))
        self.back.setText(self.tr("Back"))
        self._head()
        self._show()

    def _lay_out(self) -> None:
        self.only.setChecked(True)
        header = self.table.horizontalHeader()
        self.table.stretch(1, 2)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 300)
        self.table.wrap()
        row = QHBoxLayout()
        row.setSpacing(10)
        for made in (self.first, self.second, self.only):
            row.addWidget(made)
        row.addStretch()
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self.table, 1)
