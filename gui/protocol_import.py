"""Taking in a protocol's file that was brought here: what is in it and its SHA-256 are shown first."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from domain.errors import KizashiError
from domain.protocol import Protocol
from gui import words
from gui.core import Core
from gui.notice import Notice
from gui.threads import Errand
from gui.widget import Widget, button, label
from screening import protocols, site_protocols
from transfer import trust

SUFFIX = ".toml"


class ProtocolImport(Widget):
    """Looks at a file, asks, and takes it in as the machine's policy lets it; `taken` carries the protocol."""

    taken = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__("card")
        self._core = core
        self._looked: tuple[Path, Protocol] | None = None
        self._heading, self._facts, self._problem = label("heading"), label(wrap=True), Notice("problem")
        self.digest = label("command", wrap=True)
        self.digest.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.accept, self.leave = button("primary"), button("quiet")
        self.accept.clicked.connect(self._take_in)
        self.leave.clicked.connect(self._forget)
        self._lay_out()
        self._forget()

    def choose_file(self) -> None:
        """Ask for the file."""
        kind = self.tr("Protocols") + f" (*{SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(self.window(), self.tr("Take in a protocol"), "", kind)
        if name:
            self.look(Path(name))

    def look(self, path: Path) -> None:
        """Show what is in a file; nothing is placed."""
        self._forget()
        try:
            self._looked = path, protocols.read(path)
        except KizashiError as error:
            self._fail(error)
        else:
            self._retranslate()
            self.accept.setFocus()

    def _take_in(self) -> None:
        if not self._looked:
            return
        (path, _), core = self._looked, self._core

        def work(_progress: object) -> Protocol:
            trust.admit(core.actor, path, core.machine.policy, _looked_at)
            return site_protocols.take_in(core.actor, core.open_database, core.data, path)

        core.errands.start(Errand(work, self._taken, self._fail))

    def _taken(self, protocol: Protocol) -> None:
        self._forget()
        self.taken.emit(protocol)

    def _fail(self, error: KizashiError) -> None:
        self._forget()
        self._problem.fail(error)
        self._retranslate()

    def _forget(self) -> None:
        self._looked = None
        self._problem.say("")
        self._retranslate()

    def _retranslate(self) -> None:
        looked = self._looked
        self.setVisible(looked is not None or bool(self._problem.text))
        self._heading.setText(self.tr("Take in a protocol"))
        self.accept.setText(self.tr("The SHA-256 is right: take it in"))
        self.leave.setText(self.tr("Leave it"))
        if looked:
            path, found = looked
            facts = self.tr("{0}: protocol {1} {2}, in {3}. It runs without a validation record until you validate it.")
            languages = words.listed(map(words.language, found.languages))
            self._facts.setText(facts.format(path.name, found.id, found.version, languages))
            self.digest.setText(found.sha256)
        for shown in (self._heading, self._facts, self.digest, self.accept, self.leave):
            shown.setVisible(looked is not None)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(10)
        for made in (self.accept, self.leave):
            acts.addWidget(made)
        acts.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 14)
        column.setSpacing(8)
        for shown in (self._heading, self._facts, self.digest, self._problem):
            column.addWidget(shown)
        column.addLayout(acts)


def _looked_at(_question: str) -> bool:
    """Say yes: a person has looked at the file, and chosen to take it in."""
    return True
