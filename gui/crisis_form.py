"""The site's own words for an emergency, asked for before the first batch of real people's texts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from domain.actor import Right
from domain.errors import KizashiError
from domain.site import Crisis
from gui import words
from gui.core import Core
from gui.fields import Fields
from gui.notice import Notice
from gui.widget import Widget, button, label
from review import site

HEIGHT = 110
LONGEST = 200


class CrisisForm(Widget):
    """Two fields, saved for the whole site. `saved` follows the store, `later` puts the question off."""

    saved = Signal()
    later = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self.text, self.duty = QPlainTextEdit(tabChangesFocus=True), QLineEdit()
        self._fields = Fields(self.text, self.duty)
        self._problem, self._limits = Notice("problem"), label("small", wrap=True)
        self.save, self.put_off = button("primary"), button("quiet")
        self.duty.setMaxLength(LONGEST)
        self.save.clicked.connect(self._save)
        self.put_off.clicked.connect(self.later)
        self._lay_out()
        self._retranslate()

    def fill(self, crisis: Crisis) -> None:
        """Offer what is known, and be ready to write."""
        self._problem.say("")
        self._fields.clear()
        self.text.setPlainText(crisis.text)
        self.duty.setText(crisis.on_duty)
        may = self._core.actor.may(Right.SET_SITE)
        for shown in (self.text, self.duty, self.save):
            shown.setEnabled(may)
        self._retranslate()
        (self.text if may else self.put_off).setFocus()

    def _save(self) -> None:
        crisis = Crisis(self.text.toPlainText().strip(), self.duty.text().strip())
        what = self.tr("Write what to do first: whom to call, and what to say until help is there.")
        who = self.tr("Write who is on duty, and how to reach them.")
        wrong = [(self.text, "" if crisis.text else what), (self.duty, "" if crisis.on_duty else who)]
        if self._fields.judge(wrong):
            self._core.desk.ask(
                lambda db: site.set_crisis_text(db, self._core.actor, crisis), lambda _: self._done(), self._fail
            )

    def _done(self) -> None:
        self._problem.say("")
        self.saved.emit()

    def _fail(self, error: KizashiError) -> None:
        self._problem.fail(error)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("What should happen in an emergency?"))
        lead = self.tr(
            "When a text may be of the most severe level, Kizashi shows these words to whoever is at the machine. "
            "It calls nobody: people do."
        )
        ask = self.tr("Ask your supervisor to write them: your role can't.")
        self._lead.setText(lead if self._core.actor.may(Right.SET_SITE) else words.told([lead, ask]))
        names: dict[QPlainTextEdit | QLineEdit, tuple[str, str]] = {
            self.text: (
                self.tr("What to do at once"),
                self.tr("for example: Don't wait. Call the person on duty, then …"),
            ),
            self.duty: (
                self.tr("Who is on duty, and how to reach them"),
                self.tr("for example: Ms Sato, extension 12"),
            ),
        }
        for box, (name, example) in names.items():
            self._fields.name(box, name)
            box.setPlaceholderText(example)
        self._limits.setText(self.tr("They can be changed later under Settings. No names of clients here."))
        self.save.setText(self.tr("Keep these words"))
        self.put_off.setText(self.tr("Later"))

    def _lay_out(self) -> None:
        self.text.setFixedHeight(HEIGHT)
        for foot in (self._problem, self._limits):
            self._fields.add(foot)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for made in (self.save, self.put_off):
            buttons.addWidget(made)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for shown in (self._title, self._lead, self._fields):
            column.addWidget(shown)
        column.addLayout(buttons)
        column.addStretch()
