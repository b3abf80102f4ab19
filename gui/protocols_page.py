"""The Protocols page: what can be asked of texts, compared, worded anew by the site, and where its thresholds lie."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from domain.actor import Right
from domain.errors import KizashiError
from domain.protocol import Protocol
from gui import words
from gui.core import Core
from gui.drops import Drops
from gui.flow import Flow
from gui.marks import Marks
from gui.notice import Notice
from gui.plain_table import PlainTable
from gui.protocol_compare import ProtocolCompare
from gui.protocol_form import ProtocolForm
from gui.protocol_import import SUFFIX, ProtocolImport
from gui.scrolled import Scrolled
from gui.threads import Errand
from gui.threshold_view import ThresholdView
from gui.widget import Widget, button, label
from screening import site_protocols
from screening.protocols import shipped

TABLE_HEIGHT = 180
"""Below this height of the list the page scrolls: what is chosen in it must be seen."""


class ProtocolsPage(Widget):
    """A list and the ways on from it. `changed`: a protocol was saved and can be chosen for a batch."""

    changed = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._shipped = {protocol.id for protocol in shipped()}
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self._problem, self._done = Notice("problem"), Notice("done")
        self.table = PlainTable(5)
        self.table.stretch(4)
        self.table.wrap()
        self.thresholds, self.compare, self.duplicate, self.edit = button("primary"), button(), button(), button()
        self.bring, self.retire, self.take_in = button(), button(), ProtocolImport(core)
        self._asked = ""
        self._where = label("small", wrap=True)
        self._list = Widget("list")
        self._listed = Scrolled(self._list)
        self.form, self.both, self.limits = ProtocolForm(core), ProtocolCompare(core), ThresholdView(core, marks)
        self._limits, self._steps = Scrolled(self.limits), QStackedWidget()
        self._lay_out()
        self._wire()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the site's protocols again: their files may have been changed meanwhile."""
        super().showEvent(event)
        if self._steps.currentWidget() is self._listed:
            self.refresh()

    def refresh(self) -> None:
        """Show what protocols there are."""
        problems = self._core.read_protocols()
        self._problem.say("\n".join(problems))
        self._show()

    @property
    def _chosen(self) -> Protocol:
        return self._core.protocols[max(self.table.currentRow(), 0)]

    def _show(self) -> None:
        self.table.show_rows([self._row(protocol) for protocol in self._core.protocols])
        self.table.resizeRowsToContents()
        self._offer()

    def _row(self, protocol: Protocol) -> tuple[str, ...]:
        names = self._core.protocol_words.levels(protocol.id).values()
        return (
            self._core.protocol_words.title(protocol.id),
            f"{protocol.id} {protocol.version}",
            self.tr("shipped") if protocol.id in self._shipped else self.tr("this site's"),
            words.listed(map(words.language, protocol.languages)),
            words.listed(names) or self.tr("none"),
        )

    def _offer(self) -> None:
        may, own = self._core.actor.may(Right.CHANGE_PROTOCOLS), self._chosen.id not in self._shipped
        self.duplicate.setEnabled(may)
        self.edit.setEnabled(may and own)
        self.bring.setEnabled(may)
        self.retire.setEnabled(may and own)
        if self._asked != self._chosen.id:
            self._asked = ""
        self.retire.setText(self.tr("Yes, retire it") if self._asked else self.tr("Retire…"))
        path = site_protocols.path_of(self._chosen.id, self._core.data)
        self._where.setText(
            self.tr("Its file: {0}").format(path)
            if own
            else self.tr("Shipped protocols can't be changed. Duplicate one, and change the copy.")
        )

    def _duplicate(self) -> None:
        taken = {protocol.id for protocol in self._core.protocols}
        self._edit_values(lambda values: site_protocols.copied(values, taken), None)

    def _edit(self) -> None:
        self._edit_values(lambda values: values, self._chosen)

    def _retire(self) -> None:
        """Ask once more, then let the chosen protocol be chosen no more."""
        protocol, core = self._chosen, self._core
        if self._asked == protocol.id:
            self._asked = ""
            core.errands.start(
                Errand(
                    lambda _: site_protocols.retire(core.actor, core.open_database, core.data, protocol),
                    partial(self._retired, protocol),
                    self._problem.fail,
                )
            )
        else:
            self._asked = protocol.id
        self._offer()

    def _retired(self, protocol: Protocol, kept: Path) -> None:
        self.refresh()
        said = self.tr("{0} {1} can't be chosen any more. Past results stay as they are; its file is kept: {2}")
        self._done.say(said.format(protocol.id, protocol.version, kept))
        self.changed.emit()

    def _edit_values(
        self, made: Callable[[site_protocols.Values], site_protocols.Values], before: Protocol | None
    ) -> None:
        try:
            values = site_protocols.values(self._chosen, self._core.data)
        except KizashiError as error:
            self._problem.fail(error)
            return
        self._go(self.form)
        self.form.edit(made(values), before)

    def _saved(self, protocol: Protocol) -> None:
        self._go(self._listed)
        self.refresh()
        self.table.selectRow([one.id for one in self._core.protocols].index(protocol.id))
        said = self.tr(
            "{0} {1} can be chosen for a batch. It has no validation record yet: its texts are flagged or unsure."
        )
        self._done.say(said.format(protocol.id, protocol.version))
        self.changed.emit()

    def _compare(self) -> None:
        self._go(self.both)
        self.both.compare(self._core.protocols, max(self.table.currentRow(), 0))

    def _open_thresholds(self) -> None:
        self._go(self._limits)
        self.limits.open(self._chosen)
        self._limits.verticalScrollBar().setValue(0)

    def _go(self, step: QWidget) -> None:
        self._done.say("")
        self._steps.setCurrentWidget(step)
        if step is self._listed:
            self.table.setFocus()

    def _wire(self) -> None:
        self.table.itemSelectionChanged.connect(self._offer)
        self.thresholds.clicked.connect(self._open_thresholds)
        self.compare.clicked.connect(self._compare)
        self.duplicate.clicked.connect(self._duplicate)
        self.edit.clicked.connect(self._edit)
        self.retire.clicked.connect(self._retire)
        self.bring.clicked.connect(self.take_in.choose_file)
        if self._core.actor.may(Right.CHANGE_PROTOCOLS):
            Drops(self._list, SUFFIX).dropped.connect(lambda paths: self.take_in.look(paths[0]))
        self.take_in.taken.connect(self._saved)
        self.form.saved.connect(self._saved)
        for step in (self.form, self.both, self.limits):
            step.left.connect(lambda: self._go(self._listed))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Protocols"))
        lead = self.tr("What is asked of every text, what its answers lead to, and what a reviewer is told beside it.")
        bring = self.tr("Drop a protocol's file here to take it in.")
        self._lead.setText(words.told([lead, bring]) if self._core.actor.may(Right.CHANGE_PROTOCOLS) else lead)
        self.table.name(
            self.tr("Protocols"),
            (
                self.tr("Protocol"),
                self.tr("Name and version"),
                self.tr("From"),
                self.tr("Languages"),
                self.tr("Severity levels"),
            ),
        )
        self.thresholds.setText(self.tr("Thresholds…"))
        self.compare.setText(self.tr("Compare…"))
        self.duplicate.setText(self.tr("Duplicate…"))
        self.edit.setText(self.tr("Change…"))
        self.bring.setText(self.tr("Take in…"))
        self._done.say("")
        self._show()

    def _lay_out(self) -> None:
        acts = Flow(10)
        for made in (self.thresholds, self.compare, self.duplicate, self.edit, self.bring, self.retire):
            acts.addWidget(made)
        listed = QVBoxLayout(self._list)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(12)
        for above in (self._title, self._lead, self._problem, self._done):
            listed.addWidget(above)
        listed.addWidget(self.table, 1)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        listed.addWidget(self.take_in)
        listed.addWidget(self._where)
        listed.addLayout(acts)
        for step in (self._listed, self.form, self.both, self._limits):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.addWidget(self._steps)
