"""What a table of results is filtered by, beside the outcomes: words, reason, severity, language, probability, review."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLineEdit, QMenu, QSpinBox, QVBoxLayout, QWidget

from gui import words
from gui.elided import Choice
from gui.widget import Widget, button, label
from store.result_rows import Kind
from store.search import Filter

PAUSE_MS = 300
"""After so long without a key, what was typed is looked for."""
LONGEST_NAME = 60
WIDEST, SHORTEST, INSET = 190, 5, 6
"""Of a box: pixels, letters, and pixels beside a number."""


class FilterBar(Widget):
    """One line for words, and a row of choices that opens below it. `changed` when another filter is wanted."""

    changed = Signal()
    saved = Signal(str)
    taken = Signal(str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kinds: frozenset[Kind] = frozenset()
        self._levels: Mapping[str, str] = {}
        self._names: tuple[str, ...] = ()
        self._filling = False
        self.words = QLineEdit(clearButtonEnabled=True)
        self.more, self.keep, self.clear = button(), button("quiet"), button("quiet")
        self.more.setCheckable(True)
        self._menu = QMenu(self)
        self.keep.setMenu(self._menu)
        self.code, self.severity, self.language, self.reviewed = Choice(), Choice(), Choice(), Choice()
        self.least, self.most = QSpinBox(maximum=100), QSpinBox(maximum=100, value=100)
        self._labels = {
            box: label("field")
            for box in (self.code, self.severity, self.language, self.reviewed, self.least, self.most)
        }
        self._places: dict[QWidget, Widget] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._wire()
        self._retranslate()

    @property
    def wanted(self) -> Filter:
        """What is chosen; the outcomes are chosen elsewhere."""
        return Filter(
            code=self.code.currentData(),
            severity=self.severity.currentData() or "",
            language=self.language.currentData(),
            least=self.least.value() / 100 if self.least.value() > 0 else None,
            most=self.most.value() / 100 if self.most.value() < 100 else None,
            reviewed=self.reviewed.currentData(),
            words=self.words.text().strip(),
        )

    def choose(self, wanted: Filter) -> None:
        """Choose what a filter asks for."""
        self._filling = True
        self.words.setText(wanted.words)
        for box, value in (
            (self.code, wanted.code),
            (self.severity, wanted.severity or None),
            (self.language, wanted.language),
            (self.reviewed, wanted.reviewed),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.least.setValue(round((wanted.least or 0) * 100))
        self.most.setValue(100 if wanted.most is None else round(wanted.most * 100))
        self._filling = False
        if Filter(words=wanted.words) != wanted:
            self.more.setChecked(True)
        self._change()

    def offer(self, kinds: frozenset[Kind], levels: Mapping[str, str]) -> None:
        """Offer what there is in a run: its codes and languages, and the severities of its protocol (id to name)."""
        if (kinds, levels) != (self._kinds, self._levels):
            self._kinds, self._levels = kinds, levels
            self._fill()

    def show_saved(self, names: Iterable[str]) -> None:
        """Offer the filters that have a name."""
        self._names = tuple(names)
        self._write_menu()

    def _retranslate(self) -> None:
        self.words.setPlaceholderText(self.tr("Words in the texts  (Ctrl+F)"))
        self.words.setAccessibleName(self.tr("Words in the texts"))
        self.words.setToolTip(self.tr("All words must be in the text. Put “a phrase” in double quotes."))
        self.more.setText(self.tr("Filters"))
        self.keep.setText(self.tr("Saved filters"))
        self.clear.setText(self.tr("No filter"))
        names: dict[Choice | QSpinBox, str] = {
            self.code: self.tr("Why"),
            self.severity: self.tr("Severity"),
            self.language: self.tr("Language"),
            self.reviewed: self.tr("Review"),
            self.least: self.tr("Probability from"),
            self.most: self.tr("up to"),
        }
        for box, name in names.items():
            self._labels[box].setText(name)
            box.setAccessibleName(self.tr("Probability up to") if box is self.most else name)
        for box in (self.least, self.most):
            box.setSuffix("%")
        self._fill()
        self._write_menu()

    def _fill(self) -> None:
        """Write the choices of every box, what is chosen still chosen."""
        self._filling = True
        every: dict[object, str] = {None: self.tr("All")}
        codes: dict[object, str] = {kind.code: words.code(kind.outcome, kind.code) for kind in self._kinds}
        _offer(self.code, every | codes)
        _offer(self.severity, every | dict[object, str](self._levels.items()))
        _offer(self.language, every | {kind.language: words.language(kind.language) for kind in self._kinds})
        _offer(self.reviewed, every | {True: self.tr("Decided by a person"), False: self.tr("Not decided by a person")})
        self._places[self.severity].setVisible(bool(self._levels))
        self._filling = False

    def _write_menu(self) -> None:
        self._menu.clear()
        for name in self._names:
            self._menu.addAction(name.replace("&", "&&"), partial(self.taken.emit, name))
        if self._names:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Save this filter…"), self._ask_name)
        if self._names:
            forget = self._menu.addMenu(self.tr("Forget"))
            for name in self._names:
                forget.addAction(name.replace("&", "&&"), partial(self.forgotten.emit, name))

    def _ask_name(self) -> None:
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save this filter"))
        dialog.setLabelText(self.tr("Name of the filter"))
        dialog.textValueSelected.connect(self._name)
        dialog.open()

    def _name(self, name: str) -> None:
        if tidy := " ".join(name.split())[:LONGEST_NAME]:
            self.saved.emit(tidy)

    def _change(self) -> None:
        if not self._filling:
            self._pause.stop()
            self.clear.setVisible(self.wanted != Filter())
            self.changed.emit()

    def _wire(self) -> None:
        self._pause.timeout.connect(self._change)
        self.words.textEdited.connect(lambda _words: self._pause.start())
        self.words.returnPressed.connect(self._change)
        self.words.textChanged.connect(lambda words: None if words else self._pause.start())
        for box in (self.code, self.severity, self.language, self.reviewed):
            box.activated.connect(self._change)
        for number in (self.least, self.most):
            number.valueChanged.connect(lambda _value: None if self._filling else self._pause.start())
        self.clear.clicked.connect(lambda: self.choose(Filter()))
        self.more.toggled.connect(self._row.setVisible)
        find = QShortcut(QKeySequence.StandardKey.Find, self, context=Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._find)

    def _find(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        for made in (self.clear, self.more, self.keep):
            line.addWidget(made)
        self._row = Widget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box, name in self._labels.items():
            self._places[box] = Widget()
            field = QVBoxLayout(self._places[box])
            field.setContentsMargins(0, 0, 0, 0)
            field.setSpacing(2)
            field.addWidget(name)
            field.addWidget(box)
            box.setMaximumWidth(WIDEST)
            if isinstance(box, QComboBox):
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                box.setMinimumContentsLength(SHORTEST)
            else:
                box.lineEdit().setTextMargins(INSET, 0, INSET, 0)  # a style sheet's padding does not reach it
            row.addWidget(self._places[box], 1)
        self._row.hide()
        self.clear.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._row)


def _offer(box: QComboBox, items: Mapping[object, str]) -> None:
    before = box.currentData()
    box.clear()
    for value, name in items.items():
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(before), 0))
