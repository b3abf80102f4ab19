"""A place to drop a model pack from a stick on: what is in it and its SHA-256 are shown before it is taken in."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from domain.pack import SUFFIX, Pack
from gui import words
from gui.core import Core
from gui.drops import Drops
from gui.new_pack import NewPack
from gui.threads import Errand, Progress
from gui.widget import label
from transfer import trust


class PackImport(NewPack):
    """Looks at a `.kzpack` file, asks, and takes it in."""

    def __init__(self, core: Core) -> None:
        super().__init__("drop", core)
        self._looked: tuple[Path, Pack, str] | None = None
        self.digest = label("command", wrap=True)
        self.digest.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out(self._heading, self._text, self.digest, self._problem, self._bar)
        self.choose.clicked.connect(self._choose_file)
        self.accept.clicked.connect(self._take_in)
        Drops(self, SUFFIX).dropped.connect(lambda paths: self.look(paths[0]))
        self._wait(waiting=False)

    def look(self, path: Path) -> None:
        """Read what the file says of itself, and its hash; nothing is placed."""
        packs = self._core.packs

        def work(progress: Progress) -> tuple[Path, Pack, str]:
            from models import archive  # noqa: PLC0415 - takes half a second that only a pack should cost

            return path, *archive.look(path, packs, progress)

        self._forget()
        self._wait(waiting=True)
        self._core.errands.start(Errand(work, self._show, self._fail, self._progressed))

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

            def make() -> Pack:
                return archive.unpack(path, core.packs, progress, accepted=digest)[0]

            trust.admit(core.actor, path, core.machine.policy, _looked_at)
            return self._install("import-model", make, progress)

        self._start(work)

    def _forget(self) -> None:
        self._looked = None
        super()._forget()

    def _retranslate(self) -> None:
        super()._retranslate()
        looked = self._looked
        self.choose.setText(self.tr("Choose a .kzpack file…"))
        self.accept.setText(self.tr("The SHA-256 is right: take it in"))
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
        reads, size = words.listed(map(words.language, pack.languages)), words.number(round(path.stat().st_size / 1e6))
        self._text.setText(facts.format(pack.family, pack.licence, reads, size))
        self.digest.setText(digest)
        self.digest.setAccessibleName(f"SHA-256 {digest}")


def _looked_at(_question: str) -> bool:
    """Say yes: a person has looked at the file, and chosen to take it in."""
    return True
