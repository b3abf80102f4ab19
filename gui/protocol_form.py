"""A form for a site's own protocol: every value of its file, judged while it is typed, what is wrong beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QTextEdit, QVBoxLayout

from domain.errors import KizashiError, ProtocolError
from domain.protocol import Protocol
from gui import protocol_keys
from gui.core import Core
from gui.notice import Notice
from gui.protocol_keys import Editor
from gui.threads import Errand
from gui.widget import Widget, button, label
from screening import site_protocols
from screening.protocols import UNSET
from screening.site_protocols import Value, Values

WIDTH = 760
LINE_HEIGHTS = {Editor.TEXT: 132, Editor.LINES: 92}


class Field(Widget):
    """One value with its name and, while it is wrong, a sentence about what it may hold."""

    changed = Signal()

    def __init__(self, key: str, value: Value) -> None:
        super().__init__()
        self.key, self._value = key, value
        self._kind = protocol_keys.editor(key, value)
        self._name, self._wrong = label("field"), label("wrong", wrap=True)
        self.box: QLineEdit | QTextEdit
        if self._kind in LINE_HEIGHTS:
            self.box = QTextEdit(acceptRichText=False, tabChangesFocus=True)
            self.box.setFixedHeight(LINE_HEIGHTS[self._kind])
            self.box.setPlainText("\n".join(value) if isinstance(value, list) else str(value).strip())
        else:
            self.box = QLineEdit("" if value == UNSET else str(value))
            self.box.setCursorPosition(0)
        self.box.textChanged.connect(self.changed)
        self._name.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._name)
        column.addWidget(self.box)
        column.addWidget(self._wrong)
        self._wrong.hide()
        self._retranslate()

    @property
    def value(self) -> Value:
        """What stands in the box, as the file holds it; a number that is none stays the words that were typed."""
        if isinstance(self.box, QTextEdit):
            text = self.box.toPlainText()
            return [line.strip() for line in text.splitlines() if line.strip()] if self._kind is Editor.LINES else text
        text = self.box.text().strip()
        return _number(text, whole=isinstance(self._value, int)) if self._kind is Editor.NUMBER else text

    def judge(self, *, wrong: bool) -> None:
        """Say what the value may hold, or nothing."""
        self._wrong.setVisible(wrong)
        self.box.setAccessibleDescription(self._wrong.text() if wrong else "")

    def _retranslate(self) -> None:
        self._name.setText(protocol_keys.name(self.key))
        self.box.setAccessibleName(protocol_keys.name(self.key))
        self._wrong.setText(protocol_keys.allowed(self.key))


class ProtocolForm(Widget):
    """Edits the values of one protocol; `saved` carries the protocol that they made, `left` that nobody wants it."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._values: Values = {}
        self._before: Protocol | None = None
        self._title, self._loses = label("title"), Notice("note")
        self._problem = Notice("problem")
        self.fields: dict[str, Field] = {}
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.save, self.back, self._wrong = button("primary"), button("quiet"), label("wrong")
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self.left)
        self._lay_out()
        self._retranslate()

    def edit(self, values: Values, before: Protocol | None) -> None:
        """Show the values of a protocol; `before` is the one that is changed, None for another one."""
        self._values, self._before = values, before
        self._problem.say("")
        self.fields = {}
        held = Widget()
        held.setMaximumWidth(WIDTH)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        heading = ""
        for key, value in values.items():
            if protocol_keys.editor(key, value) is Editor.NONE:
                continue
            if heading != protocol_keys.section(key):
                heading = protocol_keys.section(key)
                said = label("heading")
                said.setText(heading)
                column.addWidget(said)
            self.fields[key] = field = Field(key, value)
            field.changed.connect(self._judge)
            column.addWidget(field)
        column.addStretch()
        if before:
            self.fields["id"].box.setReadOnly(True)
        self._area.setWidget(held)
        self._retranslate()
        self._judge()
        self.fields["version" if before else "id"].box.setFocus()

    @property
    def values(self) -> Values:
        """What stands in the form, in the file's order."""
        found: dict[str, Value] = {**self._values, **{key: field.value for key, field in self.fields.items()}}
        return {key: UNSET if value == "" and key.endswith("hours") else value for key, value in found.items()}

    def _judge(self) -> None:
        """Let the core read what the form makes, and show what it refuses beside the value."""
        wrong = ""
        try:
            site_protocols.check(self.values, before=self._before)
        except ProtocolError as error:
            wrong = error.key
            self._problem.say("") if wrong in self.fields else self._problem.fail(error)
        else:
            self._problem.say("")
        for key, field in self.fields.items():
            field.judge(wrong=key == wrong)
        self._wrong.setText(self.tr("To be put right: {0}").format(protocol_keys.name(wrong)) if wrong else "")
        self.save.setEnabled(not wrong and not self._problem.text and self._changed)

    @property
    def _changed(self) -> bool:
        return self._before is None or self.values != {**self.values, **self._values}

    def _save(self) -> None:
        core, values, before = self._core, self.values, self._before
        self.save.setEnabled(False)
        self._core.errands.start(
            Errand(
                lambda _: site_protocols.save(core.actor, core.open_database, core.data, values, before),
                self.saved.emit,
                self._fail,
            )
        )

    def _fail(self, error: KizashiError) -> None:
        self._judge()
        if isinstance(error, ProtocolError) and error.key in self.fields:
            self.fields[error.key].judge(wrong=True)
        else:
            self._problem.fail(error)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Change a protocol") if self._before else self.tr("A protocol of your own"))
        self._loses.say(
            self.tr(
                "What you save here has no validation record: what was measured belongs to the old words. So no text of it is "
                "called “not flagged” until you have validated it, and what was learned from examples is not used."
            )
        )
        self.save.setText(self.tr("Save and put to use"))
        self.save.setShortcut(QKeySequence.StandardKey.Save)
        self.back.setText(self.tr("Back without saving"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for made in (self.save, self.back):
            row.addWidget(made)
        row.addWidget(self._wrong)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for shown in (self._title, self._loses, self._problem):
            column.addWidget(shown)
        column.addWidget(self._area, 1)
        column.addLayout(row)


def _number(text: str, *, whole: bool) -> Value:
    read: Callable[[str], int | float] = int if whole else float
    try:
        return read(text)
    except ValueError:
        return text
