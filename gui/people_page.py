"""The People page: who may sign in, as what; adding and disabling people, and helping who forgot a passphrase."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from custody import people
from custody.entry import Entry
from domain.actor import Role
from gui import words
from gui.beside import Beside
from gui.core import Core
from gui.empty_state import EmptyState
from gui.new_passphrase import NewPassphrase
from gui.notice import Notice
from gui.plain_table import PlainTable
from gui.scrolled import Scrolled
from gui.threads import Errand
from gui.widget import Widget, button, choice, label
from store.users import User

ALONE = QT_TRANSLATE_NOOP(
    "PeoplePage",
    "One person at most works with texts here. They can screen, read and decide. What needs a second person waits for one: "
    "a second reading, and the second approval of an example.",
)
"""What `custody.people` says of it, marked for the translator."""
FORM_WIDTH, TABLE_HEIGHT = 320, 160
BESIDE_WIDTH = 680
"""From this width on the form stands beside the people; where help leaves less, it stands below them."""


class PeoplePage(Widget):
    """Works on a store that has people (`entry`); else it offers to add the first one: `first_wanted`."""

    first_wanted = Signal()

    def __init__(self, core: Core, entry: Entry | None) -> None:
        super().__init__()
        self._core, self._entry = core, entry
        self._people: list[User] = []
        self._unnamed = ""
        self._title, self._problem, self._done = label("title"), Notice("problem"), Notice("done")
        self._alone = Notice("note")
        self.empty, self.table = EmptyState(), PlainTable(4)
        self._name_label, self._role_label, self._heading = label("field"), label("field"), label("heading")
        self.name, self.role, self.new = QLineEdit(), choice(), NewPassphrase()
        self._temporary, self._refused = label("small", wrap=True), Notice("problem")
        self.add, self.reset, self.disable = button("primary"), button(), button()
        self._pages = QStackedWidget()
        self._lay_out()
        self._wire()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Read who is there."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the people again."""
        if self._entry:
            actor = self._core.actor
            self._core.desk.ask(lambda db: people.everyone(db, actor), self._show_people, self._problem.fail)

    def _show_people(self, found: list[User]) -> None:
        chosen = self._chosen
        self._people = found
        rows = [_cells(user) for user in found]
        self.table.show_rows(rows)
        self.table.tell(rows)
        self.table.clearSelection()  # nobody is disabled by a key that was not meant for them
        for row in (row for row, user in enumerate(found) if chosen and user.name == chosen.name):
            self.table.selectRow(row)
        self._alone.say(self.tr(people.ALONE) if people.works_alone(found) else "")
        self._offer()

    @property
    def _chosen(self) -> User | None:
        row = self.table.currentRow()
        return self._people[row] if 0 <= row < len(self._people) and self.table.selectedItems() else None

    def _offer(self) -> None:
        """Offer what can be done with the chosen person."""
        active = self._chosen is not None and not self._chosen.disabled_at
        for made in (self.reset, self.disable):
            made.setEnabled(active)

    def _add(self) -> None:
        self._clear()
        entry, name, role = self._entry, self.name.text(), Role(self.role.currentData())
        passphrase = self.new.taken()
        if entry and passphrase:
            said = self.tr("{0} can sign in now, and chooses a passphrase of their own first.").format(name.strip())
            self._do(lambda: people.add(entry, name, role, passphrase), said, self._refused)

    def _reset(self) -> None:
        self._clear()
        entry, user = self._entry, self._chosen
        if user and not self.new.first.text():
            self._ask_for_passphrase(user.name)
            self.new.first.setFocus()
        elif entry and user and (passphrase := self.new.taken()):
            said = self.tr("{0} can sign in with this passphrase once, to choose another.").format(user.name)
            self._do(lambda: people.reset_passphrase(entry, user.name, passphrase), said, self._refused)

    def _disable(self) -> None:
        self._clear()
        entry, user = self._entry, self._chosen
        if entry and user:
            said = self.tr("{0} can't sign in any more. What they did stays on record.").format(user.name)
            self._do(lambda: people.disable(entry, user.name), said, self._problem)

    def _ask_for_passphrase(self, name: str) -> None:
        """Ask for the passphrase that somebody is to have; "" asks for nobody's."""
        self._unnamed = name
        self._refused.say(self.tr("Type the new passphrase for {0} here first.").format(name) if name else "")

    def _do(self, work: Callable[[], None], said: str, failed: Notice) -> None:
        """Do what takes a passphrase's time beside the window; what is wrong is said beside what was typed."""
        self._core.errands.start(Errand(lambda _progress: work(), partial(self._succeed, said), failed.fail))

    def _clear(self) -> None:
        self._ask_for_passphrase("")
        for notice in (self._problem, self._done):
            notice.say("")

    def _succeed(self, said: str, _nothing: None) -> None:
        self._done.say(said)
        self.name.clear()
        self.new.clear()
        self.refresh()

    def _wire(self) -> None:
        self.add.clicked.connect(self._add)
        self.reset.clicked.connect(self._reset)
        self.disable.clicked.connect(self._disable)
        self.new.finished.connect(self._add)
        self.name.returnPressed.connect(self.new.first.setFocus)
        self.table.itemSelectionChanged.connect(self._offer)
        self.empty.button.clicked.connect(self.first_wanted)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("People"))
        self._done.say("")
        if self._unnamed:
            self._ask_for_passphrase(self._unnamed)
        self.empty.say(
            self.tr("Nobody has to sign in yet"),
            self.tr(
                "Everybody who can open this account can open its texts. With people, everybody signs in, has the rights of "
                "their role, and what they do is recorded under their name. There is no way back to a store without people."
            ),
            self.tr("Add the first person…"),
        )
        self.table.name(self.tr("People"), (self.tr("Name"), self.tr("Role"), self.tr("Since"), self.tr("Disabled")))
        self._heading.setText(self.tr("Add a person"))
        self._name_label.setText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name"))
        self._role_label.setText(self.tr("Role"))
        self.role.setAccessibleName(self.tr("Role"))
        for place, role in enumerate(people.ROLES):
            self.role.setItemText(place, words.role(role))
        self._temporary.setText(self.tr("They replace it at their first sign-in, so that nobody else knows theirs."))
        self.add.setText(self.tr("Add"))
        self.reset.setText(self.tr("Give a new passphrase"))
        self.disable.setText(self.tr("Disable"))
        self._show_people(self._people)

    def _lay_out(self) -> None:
        for role in people.ROLES:
            self.role.addItem("", role.value)
        both = Widget()
        row = Beside(BESIDE_WIDTH)
        both.setLayout(row)
        row.setSpacing(16)
        row.addLayout(self._people_and_acts(), 1)
        row.addWidget(self._form())
        listed = Widget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for above in (self._title, self._problem, self._done, self._alone):
            column.addWidget(above)
        column.addWidget(Scrolled(both), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(listed)
        self._pages.setCurrentWidget(listed if self._entry else self.empty)
        outer.addWidget(self._pages)

    def _people_and_acts(self) -> QVBoxLayout:
        self.table.setMinimumHeight(TABLE_HEIGHT)
        acts = QHBoxLayout()
        acts.addWidget(self.reset)
        acts.addWidget(self.disable)
        acts.addStretch()
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addLayout(acts)
        return column

    def _form(self) -> Widget:
        card = Widget("card")
        card.setFixedWidth(FORM_WIDTH)
        form = QVBoxLayout(card)
        form.setContentsMargins(18, 14, 18, 16)
        form.setSpacing(4)
        name, role = (self._name_label, self.name), (self._role_label, self.role)
        for shown in (self._heading, *name, *role, self.new, self._temporary, self._refused):
            form.addWidget(shown)
        form.addStretch()
        form.addWidget(self.add)
        return card


def _cells(user: User) -> tuple[str, ...]:
    until = words.day(user.disabled_at) if user.disabled_at else ""
    return user.name, words.role(user.role), words.day(user.created_at), until
