"""The Record page: who did what and when, read back page by page, and the end of the chain to note elsewhere."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIntValidator, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from custody import record
from custody.record import Page
from domain.audit import Head, Line, Sought
from domain.errors import KizashiError
from domain.policy import CSV
from gui import record_words, words
from gui.core import Core
from gui.elided import Elided
from gui.flow import Flow
from gui.notice import Notice
from gui.plain_table import PlainTable
from gui.scrolled import Scrolled
from gui.short_field import ShortField
from gui.threads import Errand
from gui.widget import Widget, button, choice, label

ROWS = 100
DAYS = (None, 1, 7, 30, 365)
LONGEST = 24
"""Characters of a cell; a digest is longer, and stands whole in its tip."""
NAME_LETTERS, NUMBER_LETTERS = 10, 5
TABLE_HEIGHT = 180
"""Below this height of the rows the page scrolls."""
MOST = 999_999_999
"""The largest number that somebody may look for."""


class RecordPage(Widget):
    """For whoever may read the record: filters above, a page of rows, and the head below. It holds no words of texts."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._page: Page | None = None
        self._newer: list[int | None] = []
        self._at: int | None = None
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self._done, self._problem = Notice("done"), Notice("problem")
        self.who, self.act, self.since = ShortField(NAME_LETTERS), choice(), choice()
        self.batch, self.case = ShortField(NUMBER_LETTERS), ShortField(NUMBER_LETTERS)
        self._fields = (self.who, self.act, self.since, self.batch, self.case)
        self._names = [label("field") for _ in self._fields]
        self.show_them, self.newer, self.older = button("primary"), button(), button()
        self.copy, self.export = button("quiet"), button()
        self.table, self.head = PlainTable(6), Elided("small")
        self._lay_out()
        self._wire()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the latest rows."""
        super().showEvent(event)
        self.begin()

    def begin(self) -> None:
        """Read the latest rows that are looked for."""
        self._newer.clear()
        self._read(None)

    @property
    def sought(self) -> Sought:
        """What is looked for, as the fields say it."""
        days = self.since.currentData()
        since = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="minutes") if days else ""
        batch, case = map(_number, (self.batch, self.case))
        return Sought(self.who.text().strip(), self.act.currentData() or "", since, batch=batch, case=case)

    def write(self, out: Path) -> None:
        """Write all rows that are looked for to a file, with a note beside it."""
        sought, core = self.sought, self._core

        def work(_progress: object) -> Head:
            with core.open_database() as db:
                return record.export(db, core.actor, sought, out, core.machine.policy)

        self._wait(waiting=True)
        core.errands.start(Errand(work, lambda head: self._show_written(out, head), self._fail))

    def _show_written(self, out: Path, head: Head) -> None:
        self.begin()
        self._done.keep_saying(partial(self._written, out, head))

    def _written(self, out: Path, head: Head) -> str:
        said = self.tr("Exported to {0}. Confidential. The note beside it holds the end of the record, row {1}.")
        return said.format(out, words.number(head.row))

    def _ask_where(self) -> None:
        told = self.tr("Export the record: the file is confidential, and not encrypted")
        path, _ = QFileDialog.getSaveFileName(self.window(), told, "record.csv", "CSV (*.csv)")
        if path:
            self.write(Path(path))

    def _read(self, before: int | None) -> None:
        sought, actor = self.sought, self._core.actor

        def work(_progress: object) -> Page:
            with self._core.open_database() as db:
                return record.page(db, actor, sought, before, limit=ROWS)

        self._at = before
        self._done.say("")
        self._wait(waiting=True)
        self._core.errands.start(Errand(work, self._show, self._fail))

    def _show(self, page: Page) -> None:
        self._page = page
        self._problem.say("")
        self._wait(waiting=False)
        self._fill()

    def _fail(self, error: KizashiError) -> None:
        self._wait(waiting=False)
        self._problem.fail(error)

    def _fill(self) -> None:
        lines = self._page.lines if self._page else ()
        self.table.show_rows([[_short(cell) for cell in _cells(line)] for line in lines])
        self.table.tell([_cells(line) for line in lines])
        head = str(self._page.head) if self._page else ""
        self.head.setText(self.tr("End of the record: {0}").format(head) if head else "")

    def _go_back(self) -> None:
        if self._page and self._page.before is not None:
            self._newer.append(self._at)
            self._read(self._page.before)

    def _go_on(self) -> None:
        if self._newer:
            self._read(self._newer.pop())

    def _copy(self) -> None:
        if self._page:
            QGuiApplication.clipboard().setText(str(self._page.head))

    def _wait(self, *, waiting: bool) -> None:
        self.show_them.setEnabled(not waiting)
        self.newer.setEnabled(not waiting and bool(self._newer))
        self.older.setEnabled(not waiting and self._page is not None and self._page.before is not None)

    def _wire(self) -> None:
        self.show_them.clicked.connect(self.begin)
        for field in (self.who, self.batch, self.case):
            field.returnPressed.connect(self.begin)
        for box in (self.act, self.since):
            box.activated.connect(self.begin)
        self.older.clicked.connect(self._go_back)
        self.newer.clicked.connect(self._go_on)
        self.copy.clicked.connect(self._copy)
        self.export.clicked.connect(self._ask_where)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Record"))
        self._lead.setText(
            self.tr(
                "Who did what, and when: nothing in it can be changed without showing, and it holds no words of texts. "
                "That you read it is in it too."
            )
        )
        names = (self.tr("Who"), self.tr("What"), self.tr("Since"), self.tr("Batch"), self.tr("Case"))
        for name, shown, field in zip(names, self._names, self._fields, strict=True):
            shown.setText(name)
            field.setAccessibleName(name)
        self._offer_acts()
        said = (
            self.tr("the beginning"),
            self.tr("yesterday"),
            self.tr("7 days"),
            self.tr("30 days"),
            self.tr("a year"),
        )
        for place, days in enumerate(said):
            self.since.setItemText(place, days)
        self.show_them.setText(self.tr("Show"))
        self.newer.setText(self.tr("Newer"))
        self.older.setText(self.tr("Older"))
        self.export.setText(self.tr("Export CSV…"))
        self.copy.setText(self.tr("Copy the end of the record"))
        columns = (self.tr("When"), *names[:2], self.tr("On what"), self.tr("Before"), self.tr("After"))
        self.table.name(self.tr("Record"), columns)
        self._fill()

    def _offer_acts(self) -> None:
        """Offer what can be looked for in the order of its words, what is chosen still chosen."""
        chosen = self.act.currentData()
        self.act.clear()
        self.act.addItem(self.tr("everything"), "")
        for code in sorted(record_words.ACTS, key=record_words.act):
            self.act.addItem(record_words.act(code), code)
        self.act.setCurrentIndex(max(self.act.findData(chosen), 0))

    def _lay_out(self) -> None:
        for days in DAYS:
            self.since.addItem("", days)
        for number in (self.batch, self.case):
            number.setValidator(QIntValidator(1, MOST, number))
        if CSV not in self._core.machine.policy.exports:
            self.export.hide()
        self.table.stretch(3)
        filters = Flow(10)
        for name, field in zip((*self._names, label("field")), (*self._fields, self.show_them), strict=True):
            filters.addWidget(_one_above_the_other(name, field))
        below = Flow(10)
        for made in (self.newer, self.older, self.copy, self.export):
            below.addWidget(made)
        inside = Widget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for above in (self._title, self._lead, self._done, self._problem):
            column.addWidget(above)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.head)
        column.addLayout(below)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addWidget(Scrolled(inside))


def _one_above_the_other(name: QLabel, field: QWidget) -> Widget:
    both = Widget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(name)
    column.addWidget(field)
    return both


def _cells(line: Line) -> tuple[str, ...]:
    it = line.entry
    return (
        words.moment(it.at),
        it.actor,
        record_words.act(it.act),
        record_words.subject(it.subject),
        it.old,
        record_words.outcome(it),
    )


def _number(field: QLineEdit) -> int | None:
    """Return the number in a field, None where it is empty."""
    text = field.text().strip()
    return int(text) if text.isdecimal() else None


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST else f"{cell[: LONGEST - 1]}…"
