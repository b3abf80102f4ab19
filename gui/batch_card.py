"""The end of a batch: what still waits in it, what closing leads to, and the button that closes it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from domain.actor import Right
from gui import words
from gui.core import Core
from gui.keeping import keep_to_time
from gui.notice import Notice
from gui.widget import Widget, button, label
from review import closing
from store.batches import Batch, Waiting


class BatchCard(Widget):
    """Shows one batch. Closing takes two presses; `closed` tells that it is done."""

    closed = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__("card")
        self._core = core
        self._batch: Batch | None = None
        self._waiting: Waiting | None = None
        self._asked = False
        self._heading, self._state, self._leads_to = label("heading"), label(wrap=True), label("muted", wrap=True)
        self._done, self._problem = Notice("done"), Notice("problem")
        self.close_it, self.keep = button(), button("quiet")
        self.close_it.clicked.connect(self._press)
        self.keep.clicked.connect(lambda: self._ask(asked=False))
        self._lay_out()
        self.hide()
        self._retranslate()

    def show_batch(self, batch: Batch | None) -> None:
        """Show a batch, or nothing."""
        if self._batch is None or batch is None or batch.id != self._batch.id:
            self._asked, self._waiting = False, None
            self._done.say("")
        self._batch = batch
        self._problem.say("")
        self._retranslate()
        if batch:
            actor = self._core.actor
            self._core.desk.ask(lambda db: closing.waiting(db, actor, batch.id), self._show, self._problem.fail)

    def _show(self, waiting: Waiting) -> None:
        self._waiting = waiting
        self._retranslate()

    def _press(self) -> None:
        if self._asked and self._batch:
            batch = self._batch.id
            self.close_it.setEnabled(False)
            actor, fail = self._core.actor, self._problem.fail
            self._core.desk.ask(
                lambda db: closing.close_batch(db, actor, batch),
                lambda _closed: keep_to_time(self._core, fail, self._say),
                fail,
            )
        else:
            self._ask(asked=True)

    def _say(self, texts: int) -> None:
        self._asked = False
        self._done.keep_saying(
            lambda: (
                self.tr("The batch is closed. Texts whose words went just now: {0}.").format(words.number(texts))
                if texts
                else self.tr("The batch is closed. Its words stay until no case of it waits for a person.")
            )
        )
        self.closed.emit()

    def _ask(self, *, asked: bool) -> None:
        self._asked = asked
        self._retranslate()

    def _retranslate(self) -> None:
        batch, waiting = self._batch, self._waiting
        self.setVisible(batch is not None)
        self._heading.setText(self.tr("This batch"))
        self.setAccessibleName(self._heading.text())
        self._leads_to.setText(
            self.tr(
                "Once a batch is closed and none of its cases waits for a person, drawn samples included, the words of its "
                "not-flagged texts are removed for good. Ids, outcomes and decisions stay. A closed batch is not opened again."
            )
        )
        self.keep.setText(self.tr("Leave it open"))
        self.close_it.setText(self.tr("Yes, close this batch") if self._asked else self.tr("Close this batch…"))
        self._state.setText(self._said(batch, waiting) if batch else "")
        may = batch is not None and not batch.closed_at and self._core.actor.may(Right.DECIDE)
        self.close_it.setVisible(may)
        self.close_it.setEnabled(waiting is not None and not waiting.rows and not waiting.not_screened)
        self.keep.setVisible(may and self._asked)

    def _said(self, batch: Batch, waiting: Waiting | None) -> str:
        if batch.closed_at:
            return self.tr("Closed on {0}.").format(words.moment(batch.closed_at))
        said = [self.tr("Open. Texts: {0}.").format(words.number(batch.texts))]
        if waiting and waiting.rows:
            left = self.tr("Rows that are not screened yet: {0}. Let the run end first.")
            said.append(left.format(words.number(waiting.rows)))
        if waiting and waiting.not_screened:
            unread = self.tr(
                "Cases of texts that could not be screened, which nobody has decided: {0}. Decide them first."
            )
            said.append(unread.format(words.number(waiting.not_screened)))
        return words.told(said)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.close_it)
        row.addWidget(self.keep)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        for shown in (self._heading, self._state, self._leads_to):
            column.addWidget(shown)
        column.addLayout(row)
        for notice in (self._done, self._problem):
            column.addWidget(notice)
