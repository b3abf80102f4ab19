"""The store itself: a backup of it, whether it is sound, and what takes a closed window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar

from access import keys
from custody import dates, upkeep
from custody.entry import Entry
from custody.upkeep import Backup
from domain.actor import Right
from domain.audit import Head
from domain.clock import now
from domain.errors import KizashiError
from domain.program import command
from gui import words
from gui.card import Card
from gui.core import Core
from gui.flow import Flow
from gui.new_passphrase import NewPassphrase
from gui.notice import Notice
from gui.threads import Answer, Errand, Progress
from gui.widget import button, label

STEPS = 1000


class StoreCard(Card):
    """Both take their time beside the window, over connections of their own: whoever works on goes on meanwhile.

    `rekey_wanted`: another key takes the store for itself, so that the window has to be left first.
    """

    rekey_wanted = Signal()

    def __init__(self, core: Core, way_in: Callable[[], Entry]) -> None:
        super().__init__()
        self._core, self._way_in = core, way_in
        self.last, self._how = label("small", wrap=True), label("small", wrap=True)
        self._seal, self.passphrase = label(wrap=True), NewPassphrase()
        self.here, self.elsewhere, self.verify, self.rekey = button("primary"), button(), button(), button()
        self.date, self.confirm_date = Notice("problem"), button()
        self.noted = QLineEdit()
        self.commands = label("command", wrap=True)
        self.commands.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._bar, self._done, self.problem = QProgressBar(textVisible=False), Notice("done"), Notice("problem")
        dating, row, checks = Flow(10), Flow(10), Flow(10)
        dating.addWidget(self.confirm_date)
        for line, made in ((row, self.here), (row, self.elsewhere), (checks, self.verify), (checks, self.rekey)):
            line.addWidget(made)
        self._below.addWidget(self.date)
        self._below.addLayout(dating)
        for shown in (self.last, self._seal, self.passphrase):
            self._below.addWidget(shown)
        self._below.addLayout(row)
        self._below.addWidget(self.noted)
        self._below.addLayout(checks)
        for under in (self._bar, self._done, self.problem, self._how, self.commands):
            self._below.addWidget(under)
        may = core.actor.may(Right.BACK_UP)
        for of_backups in (self.here, self.elsewhere, self.last, self._how, self.commands):
            of_backups.setVisible(may)
        for later in (self.confirm_date, self._seal, self.passphrase, self.rekey):
            later.hide()
        self._bar.hide()
        self.confirm_date.clicked.connect(self._confirm_date)
        self.here.clicked.connect(lambda: self.back_up(None))
        self.elsewhere.clicked.connect(self._choose_place)
        self.verify.clicked.connect(self._verify)
        self.noted.returnPressed.connect(self._verify)
        self.rekey.clicked.connect(self.rekey_wanted)
        self._retranslate()

    def refresh(self) -> None:
        """Read when the last backup was written, whether the next needs a passphrase of its own, and if a date is doubted."""
        if self._core.actor.may(Right.RETAIN):
            self._core.desk.ask(dates.doubted, self._show_doubted, self.problem.fail)
        if self._core.actor.may(Right.BACK_UP):
            actor = self._core.actor
            self._core.desk.ask(
                lambda db: (upkeep.last_backup(db, actor), keys.is_sealed(db.path)), self._show_last, self.problem.fail
            )

    def back_up(self, to: Path | None) -> None:
        """Write a backup into a folder, or beside the store, and read it back."""
        passphrase = "" if self.passphrase.isHidden() else self.passphrase.taken()
        if not self.passphrase.isHidden() and not passphrase:
            return
        policy = self._core.machine.policy

        def work(progress: Progress) -> Backup:
            told = partial(progress, "")
            into = self._way_in()
            return upkeep.back_up(into, to, passphrase, policy.recovery_key, kept_days=policy.kept_days, progress=told)

        self._start(work, self._show_backup)

    def _confirm_date(self) -> None:
        actor = self._core.actor
        self._core.desk.ask(lambda db: dates.confirm_date(db, actor), lambda _done: self.refresh(), self.problem.fail)

    def _choose_place(self) -> None:
        if path := QFileDialog.getExistingDirectory(self.window(), self.tr("Where the backup goes")):
            self.back_up(Path(path))

    def _verify(self) -> None:
        typed = self.noted.text().strip()
        try:
            noted = Head.parse(typed) if typed else None
        except KizashiError as error:
            self._fail(error)
            return
        self._start(lambda progress: upkeep.verify(self._way_in(), noted, partial(progress, "")), self._show_problems)

    def _start(self, work: Callable[[Progress], Answer], then: Callable[[Answer], None]) -> None:
        self._done.say("")
        self.problem.say("")
        self._wait(waiting=True)
        self._core.errands.start(Errand(work, then, self._fail, self._progressed))

    def _show_doubted(self, seen: str) -> None:
        self.date.keep_saying(partial(self._doubt, seen) if seen else str)
        self.confirm_date.setVisible(bool(seen))

    def _doubt(self, seen: str) -> str:
        said = self.tr(
            "This computer's date is {0}, and the store saw {1} last. Until this is settled, nothing goes by its age."
        )
        return words.told(
            [said.format(words.day(now()), words.day(seen)), self.tr("If the date is wrong, set it right.")]
        )

    def _show_last(self, found: tuple[str, bool]) -> None:
        at, sealed = found
        said = self.tr("The last backup was written {0}.").format(words.moment(at)) if at else ""
        self.last.setText(said or self.tr("No backup was written yet. The disk of this computer is the only place."))
        for sealing in (self._seal, self.passphrase):
            sealing.setVisible(not sealed)
        self.rekey.setVisible(sealed and self._core.actor.may(Right.REKEY))

    def _show_backup(self, made: Backup) -> None:
        self._wait(waiting=False)
        self.passphrase.clear()
        self._done.keep_saying(partial(self._written, made))
        self.refresh()

    def _written(self, made: Backup) -> str:
        said = [self.tr("Written, read back and found whole: {0}").format(made.file)]
        said.append(self.tr("Its key file lies beside it and belongs to it: keep both together."))
        if made.removed:
            said.append(self.tr("Removed {0} older ones, as the policy says.").format(words.number(len(made.removed))))
        return words.told(said)

    def _show_problems(self, found: list[str]) -> None:
        self._wait(waiting=False)
        if found:
            self.problem.keep_saying(partial(self._unsound, found))
        else:
            self._done.keep_saying(lambda: self.tr("The store is sound: every page, the tables and the record."))

    def _unsound(self, found: list[str]) -> str:
        more = self.tr("({0} in all)").format(words.number(len(found))) if found[1:] else ""
        return words.told([self.tr("The store is not sound. Keep its files, and restore a backup."), found[0], more])

    def _progressed(self, _what: str, share: float) -> None:
        self._bar.setRange(0, STEPS)
        self._bar.setValue(round(share * STEPS))

    def _fail(self, error: KizashiError) -> None:
        self._wait(waiting=False)
        self.problem.fail(error)

    def _wait(self, *, waiting: bool) -> None:
        self._bar.setRange(0, 0)  # until it is known how much there is to do
        self._bar.setVisible(waiting)
        for made in (self.here, self.elsewhere, self.verify, self.rekey, self.noted, self.passphrase):
            made.setEnabled(not waiting)

    def _retranslate(self) -> None:
        self._head(
            self.tr("The store"),
            self.tr("All texts, decisions and the record lie in one encrypted file. You can go on working meanwhile."),
        )
        self._seal.setText(
            self.tr("This store has no passphrase; its backup gets one of its own. Without it nobody can restore it.")
        )
        self.confirm_date.setText(self.tr("The date is right"))
        self.here.setText(self.tr("Back up now"))
        self.elsewhere.setText(self.tr("Back up to a stick or folder…"))
        self.verify.setText(self.tr("Verify the store"))
        self.rekey.setText(self.tr("Change the key…"))
        noted = self.tr("The record's end as it was noted, if you have it")
        self.noted.setAccessibleName(noted)
        self.noted.setPlaceholderText(noted)
        self._bar.setAccessibleName(self.tr("How much is done"))
        self._how.setText(self.tr("To restore a backup, close Kizashi everywhere and type this:"))
        self.commands.setText(command("store restore BACKUP"))
        if self.isVisible():
            self.refresh()  # when the last backup was is a sentence too
