"""A place to drop a model pack from a stick on: what is in it and its SHA-256 are shown before it is taken in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from domain.errors import KizashiError
from domain.pack import SUFFIX, Pack
from gui import words
from gui.core import Core
from gui.notice import Notice
from gui.threads import Errand, Progress
from gui.widget import Widget, button, label
from learning.installing import install
from transfer import trust


class PackImport(Widget):
    """Looks at a `.kzpack` file, asks, and takes it in; `taken` says so in a sentence."""

    taken = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__("drop")
        self.setAcceptDrops(True)
        self._core = core
        self._looked: tuple[Path, Pack, str] | None = None
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        self.digest = label("command", wrap=True)
        self.digest.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._problem = Notice("problem")
        self.choose, self.accept, self.leave = button(), button("primary"), button("quiet")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._lay_out()
        self.choose.clicked.connect(self._choose_file)
        self.accept.clicked.connect(self._take_in)
        self.leave.clicked.connect(self._forget)
        self._bar.hide()
        self._retranslate()

    def look(self, path: Path) -> None:
        """Read what the file says of itself, and its hash; nothing is placed."""
        packs = self._core.packs

        def work(progress: Progress) -> tuple[Path, Pack, str]:
            from models import archive  # noqa: PLC0415 - takes half a second that only a pack should cost

            return path, *archive.look(path, packs, progress)

        self._forget()
        self._wait(waiting=True)
        self._core.errands.start(Errand(work, self._show, self._fail, self._progressed))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one pack's file."""
        if self._dropped(event):
            event.acceptProposedAction()
            self._highlight(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        self._highlight(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        self._highlight(over=False)
        if path := self._dropped(event):
            event.acceptProposedAction()
            self.look(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.suffix == SUFFIX), None)

    def _choose_file(self) -> None:
        packs = self.tr("Model packs") + f" (*{SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(self.window(), self.tr("Take in a model pack"), "", packs)
        if name:
            self.look(Path(name))

    def _show(self, looked: tuple[Path, Pack, str]) -> None:
        self._looked = looked
        self._wait(waiting=False)
        self.accept.setFocus()

    def _take_in(self) -> None:
        if not self._looked:
            return
        (path, _, digest), core = self._looked, self._core

        def work(progress: Progress) -> Pack:
            from models import archive  # noqa: PLC0415 - as above

            trust.admit(core.actor, path, core.machine.policy, _looked_at)
            return install(
                core.actor,
                core.open_database,
                "import-model",
                lambda: archive.unpack(path, core.packs, progress, accepted=digest)[0],
                lambda pack: core.equip(pack, core.data, progress),
            )

        self._wait(waiting=True)
        core.errands.start(Errand(work, self._taken, self._fail, self._progressed))

    def _taken(self, pack: Pack) -> None:
        self._forget()
        self.taken.emit(self.tr("{0} is on this machine now and can be chosen for a batch.").format(pack.title))

    def _fail(self, error: KizashiError) -> None:
        self._forget()
        self._problem.fail(error)

    def _forget(self) -> None:
        self._looked = None
        self._problem.say("")
        self._wait(waiting=False)

    def _progressed(self, _what: str, share: float) -> None:
        self._bar.setValue(round(share * self._bar.maximum()))

    def _wait(self, *, waiting: bool) -> None:
        self._bar.setVisible(waiting)
        for made in (self.choose, self.accept, self.leave):
            made.setDisabled(waiting)
        self._retranslate()

    def _retranslate(self) -> None:
        looked = self._looked
        self.choose.setText(self.tr("Choose a .kzpack file…"))
        self.accept.setText(self.tr("The SHA-256 is right: take it in"))
        self.leave.setText(self.tr("Leave it"))
        self._bar.setAccessibleName(self.tr("Progress"))
        for shown in (self.digest, self.accept, self.leave):
            shown.setVisible(looked is not None)
        if looked is None:
            self._heading.setText(self.tr("Take in a model from a stick"))
            self._text.setText(self.tr("Drop a .kzpack file here. You see what it is before it is taken in."))
            return
        path, pack, digest = looked
        self._heading.setText(self.tr("{0} holds {1}").format(path.name, pack.title))
        facts = self.tr(
            "Family: {0} · Licence: {1} · Reads: {2} · {3} MB\n"
            "Compare this SHA-256 with the one that you were given apart from the file. If they differ, leave it."
        )
        reads, size = ", ".join(map(words.language, pack.languages)), words.number(round(path.stat().st_size / 1e6))
        self._text.setText(facts.format(pack.family, pack.licence, reads, size))
        self.digest.setText(digest)
        self.digest.setAccessibleName(f"SHA-256 {digest}")

    def _highlight(self, *, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for made in (self.accept, self.leave, self.choose):
            row.addWidget(made)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for shown in (self._heading, self._text, self.digest, self._problem, self._bar):
            column.addWidget(shown)
        column.addLayout(row)


def _looked_at(_question: str) -> bool:
    """Say yes: a person has looked at the file, and chosen to take it in."""
    return True
