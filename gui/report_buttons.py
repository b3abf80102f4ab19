"""Reports of what the Quality page shows: a page for the browser, or PDF sheets."""

from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout

from domain.actor import Right
from domain.audit import Head
from domain.errors import KizashiError
from domain.scope import EVERYTHING, Scope
from gui.core import Core
from gui.flow import Flow
from gui.notice import Notice
from gui.pdf import pdf
from gui.threads import Errand
from gui.widget import Widget, button, label
from reports.language import Language


class ReportButtons(Widget):
    """Writes a report beside the window. It holds no texts unless that is asked for, by whoever may read them all."""

    def __init__(self, core: Core) -> None:
        super().__init__("card")
        self._core = core
        self.scope = EVERYTHING
        self._heading, self._lead = label("heading"), label("muted", wrap=True)
        self.html, self.pdf = button("primary"), button()
        self.texts = QCheckBox()
        self._done, self._problem = Notice("done"), Notice("problem")
        self.html.clicked.connect(lambda: self._ask("html"))
        self.pdf.clicked.connect(lambda: self._ask("pdf"))
        self._lay_out()
        self.texts.setVisible(core.actor.may(Right.READ_ALL_TEXTS))
        self._retranslate()

    def show_scope(self, scope: Scope) -> None:
        """Offer the report of other texts."""
        self.scope = scope
        self._done.say("")
        self._problem.say("")

    def write(self, out: Path) -> None:
        """Write the report to `out`: PDF where its name says so, else a page for the browser."""
        scope, with_texts = self.scope, self.texts.isChecked()
        language = Language(QLocale().name().partition("_")[0], self._core.protocols)
        made = pdf if out.suffix.lower() == ".pdf" else str.encode

        def written(_progress: object) -> Head:
            from reports import desk  # noqa: PLC0415 - loads statistics that no other page needs

            with self._core.open_database() as db:
                policy = self._core.machine.policy
                form = desk.Form(language, made)
                return desk.write(db, self._core.actor, scope, out, policy, with_texts=with_texts, form=form)

        self._wait(waiting=True)
        self._core.errands.start(Errand(written, lambda _head: self._say(out), self._fail))

    def _ask(self, kind: str) -> None:
        names = {"html": self.tr("Web page (*.html)"), "pdf": self.tr("PDF (*.pdf)")}
        told = self.tr("Save the report: the file is confidential, and not encrypted")
        path, _ = QFileDialog.getSaveFileName(self.window(), told, f"report.{kind}", names[kind])
        if path:
            self.write(Path(path).with_suffix(f".{kind}"))

    def _say(self, out: Path) -> None:
        self._wait(waiting=False)
        self._problem.say("")
        self._done.keep_saying(
            lambda: self.tr("The report is in {0}. It is on record, and yours to guard.").format(out.name)
        )

    def _fail(self, error: KizashiError) -> None:
        self._wait(waiting=False)
        self._done.say("")
        self._problem.fail(error)

    def _wait(self, *, waiting: bool) -> None:
        for made in (self.html, self.pdf, self.texts):
            made.setEnabled(not waiting)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Report"))
        self._lead.setText(
            self.tr(
                "Counts, response times, agreement, what may have been missed, and which model and protocol were asked. "
                "It is written in the language of this window."
            )
        )
        self.html.setText(self.tr("Web page…"))
        self.pdf.setText(self.tr("PDF…"))
        self.texts.setText(self.tr("With texts and notes"))

    def _lay_out(self) -> None:
        row = Flow(10)
        for made in (self.html, self.pdf, self.texts):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        for shown in (self._heading, self._lead):
            column.addWidget(shown)
        column.addLayout(row)
        for notice in (self._done, self._problem):
            column.addWidget(notice)
