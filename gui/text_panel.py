"""One text of the results: its words, what the model said of each window, and the sentences that moved the score."""

from collections.abc import Sequence
from functools import partial
from threading import Event

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextEdit, QVBoxLayout

from domain.errors import KizashiError
from domain.screening import Window
from gui import words
from gui.core import Core
from gui.marks import Marks
from gui.notice import Notice
from gui.threads import Errand
from gui.widget import Widget, button, label
from learning.equipment import equipment
from models import registry
from screening import evidence
from screening.asking import open_way
from screening.evidence import Moved
from screening.finding import OpenText
from store.runs import RunSummary

LIST_HEIGHT, LEAST_HEIGHT = 132, 56
"""Of the sentences, and of them and the text where the window is low."""
LEAST = 0.05
"""A sentence that moved the score by less, in nats, is said to have moved nothing."""


class TextPanel(Widget):
    """Shows a text beside the table; what moved its score is measured when somebody asks for it."""

    closed = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__("card")
        self._core, self._marks = core, marks
        self._run: RunSummary | None = None
        self._open: OpenText | None = None
        self._moved: list[Moved] | None = None
        self._measuring = False
        self._mark, self._title, self._where = label(), label("heading"), label("small", wrap=True)
        self._close = button("quiet")
        self.text = QTextEdit(readOnly=True, acceptRichText=False)
        self.text.setProperty("role", "body")
        self._windows = label("small", wrap=True)
        self.ask = button()
        self._problem = Notice("problem")
        self.sentences = QListWidget()
        self._about = label("small", wrap=True)
        self._lay_out()
        self._retranslate()

    def show_text(self, run: RunSummary, opened: OpenText) -> None:
        """Show a text and what a run said of it."""
        self._run, self._open, self._moved, self._measuring = run, opened, None, False
        self.text.setPlainText(opened.untrusted_body)
        self._problem.say("")
        self._retranslate()
        self.show()

    def forget(self) -> None:
        """Show nothing any more."""
        self._run = self._open = self._moved = None
        self.text.clear()
        self.sentences.clear()
        self.hide()

    def _retranslate(self) -> None:
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlaceholderText(words.gone() if self._open and self._open.gone else self.tr("There is no text."))
        self._close.setText(self.tr("Close") + "  [Esc]")
        self._close.setShortcut("Esc")  # which its text has cleared
        self.sentences.setAccessibleName(self.tr("Sentences that moved the score"))
        self._about.setText(
            self.tr(
                "Measured by leaving out one sentence at a time and asking again. This is an approximation: sentences "
                "that say the same cover for each other. It explains the model, not the person."
            )
        )
        if self._open:
            row = self._open.row
            self._mark.setPixmap(self._marks.pixmap(row.outcome))
            self._title.setText(words.outcome(row.outcome))
            said = [words.text_id(row.text_id), row.source, words.code(row.outcome, row.code)]
            answer = "" if row.probability is None else words.percent(row.probability)
            self._where.setText(" · ".join(filter(None, [*said, answer])))
            self._windows.setText(self._of_windows(self._open.windows))
        self._show_moved()

    def _of_windows(self, windows: Sequence[Window]) -> str:
        """Say what the model answered for each window, where the text was cut into several; the highest decides."""
        if len(windows) < 2:
            return ""
        answers = " · ".join(
            self.tr("{0} ({1}–{2}): {3}").format(
                *(words.number(number) for number in (place, window.start + 1, window.end)),
                words.percent(window.positive),
            )
            for place, window in enumerate(windows, 1)
        )
        return self.tr("Read in {0} parts; the highest answer decides. {1}").format(words.number(len(windows)), answers)

    def _show_moved(self) -> None:
        """Write the sentences in the order of how much they moved, and mark them in the text."""
        moved = self._moved
        askable = bool(self._open and self._open.windows and not self._open.gone)
        self.ask.setVisible(askable and moved is None)
        self.ask.setEnabled(not self._measuring)
        self.ask.setText(self.tr("Measuring…") if self._measuring else self.tr("Which sentences moved the score?"))
        for shown in (self.sentences, self._about):
            shown.setVisible(moved is not None)
        self.sentences.clear()
        if moved is None or self._open is None:
            return
        if not moved:
            self.sentences.addItem(self.tr("There is one sentence alone, so none can be left out."))
        body = self._open.untrusted_body
        for sentence in sorted(moved, key=lambda one: -abs(one.change)):
            quoted = " ".join(body[sentence.start : sentence.end].split())
            item = QListWidgetItem(f"{_how(sentence.change)}   {quoted}")
            item.setData(Qt.ItemDataRole.UserRole, sentence)
            self.sentences.addItem(item)
        self._mark_text(moved)

    def _mark_text(self, moved: Sequence[Moved]) -> None:
        """Underline what raised the score, and dot what lowered it, on grounds of their own."""
        palette, most = self._marks.palette, max((abs(one.change) for one in moved), default=0)
        for sentence in moved:
            if abs(sentence.change) < max(LEAST, most / 4):
                continue
            tone = palette.note if sentence.change > 0 else palette.done
            marked = QTextCharFormat()
            marked.setBackground(QColor(tone.soft))
            line = QTextCharFormat.UnderlineStyle
            marked.setUnderlineStyle(line.SingleUnderline if sentence.change > 0 else line.DotLine)
            self._cursor(sentence).mergeCharFormat(marked)

    def _cursor(self, sentence: Moved) -> QTextCursor:
        """Return the cursor over a sentence; Qt counts UTF-16 units."""
        body = self._open.untrusted_body if self._open else ""
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(_units(body[: sentence.start]))
        cursor.setPosition(_units(body[: sentence.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _go_to(self, item: QListWidgetItem) -> None:
        sentence = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(sentence, Moved):
            self.text.setTextCursor(self._cursor(sentence))
            self.text.ensureCursorVisible()

    def _measure(self) -> None:
        run, opened = self._run, self._open
        if not run or not opened:
            return
        self._measuring = True
        self._problem.say("")
        self._show_moved()
        self._core.errands.start(
            Errand(lambda _: self._ask_way(run, opened), partial(self._measured, opened), partial(self._fail, opened))
        )

    def _ask_way(self, run: RunSummary, opened: OpenText) -> list[Moved]:
        """Ask as the run has asked, beside the window. Raises KizashiError where its model or protocol is gone."""
        protocol = next((one for one in self._core.protocols if one.id == run.protocol), None)
        if protocol is None:
            raise KizashiError(f"The protocol {run.protocol} is not on this machine any more.")
        pack = registry.load(self._core.packs, run.pack)
        with self._core.open_database() as db:
            taken = equipment(pack, protocol, self._core.data, db)
        way = open_way(protocol, pack, taken, self._core.open_scorer, lambda _language: True, Event())
        return evidence.moved(way, opened.untrusted_body, opened.row.language or way.languages[0])

    def _measured(self, opened: OpenText, moved: list[Moved]) -> None:
        if opened is self._open:
            self._moved, self._measuring = moved, False
            self._show_moved()
            self.sentences.setFocus()

    def _fail(self, opened: OpenText, error: KizashiError) -> None:
        if opened is self._open:
            self._measuring = False
            self._problem.fail(error)
            self._show_moved()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.sentences.setWordWrap(True)
        self.sentences.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sentences.setMaximumHeight(LIST_HEIGHT)
        for shown in (self.sentences, self.text):
            shown.setMinimumHeight(LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._where)
        column.addWidget(self.text, 1)
        for below in (self._windows, self._problem, self.ask, self.sentences, self._about):
            column.addWidget(below)
        self._close.clicked.connect(self.closed)
        self.ask.clicked.connect(self._measure)
        self.sentences.currentItemChanged.connect(lambda item, _before: self._go_to(item) if item else None)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _how(change: float) -> str:
    """Return what a sentence did, in a word and a number (nats)."""
    if abs(change) < LEAST:
        return QCoreApplication.translate("TextPanel", "moved nothing")
    if change > 0:
        return QCoreApplication.translate("TextPanel", "raised it by {0}").format(f"{change:.1f}")
    return QCoreApplication.translate("TextPanel", "lowered it by {0}").format(f"{-change:.1f}")
